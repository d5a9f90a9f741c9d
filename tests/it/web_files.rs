//! Web pages, e-books, mails, subtitles and Markdown become texts with what is known of them.
#![allow(clippy::unwrap_used)]

use attest::import::{Extract, Fault, Options, extract};
use attest::project::{Span, Weight, WorkKind};
use proptest::prelude::*;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// What a reporter wrote, and what a site puts around it.
const NEWS: &str = r##"<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Valley council votes to close the old mill | The Harrow Courier</title>
<meta property="og:site_name" content="The Harrow Courier"><meta property="og:type" content="article">
<link rel="canonical" href="https://www.harrowcourier.example/2008/03/mill">
<style>p { color: black }</style>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
 {"@type": "NewsArticle", "headline": "Valley council votes to close the old mill", "datePublished": "2008-03-14T09:30:00+01:00",
  "author": [{"@type": "Person", "name": "Ada Fennimore"}, {"@type": "Person", "name": "Bo Lindqvist"}]}]}</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav></header>
<div class="cookie-banner">We use cookies to improve your visit. <button>Accept</button></div>
<main><article><h1>Valley council votes to close the old mill</h1>
<p>The council of the valley voted on Thursday to close the old mill by the river, after eleven years of debate about its
water rights and the noise at night.<sup><a href="#fn1" id="fnref1">1</a></sup></p>
<p>“We have waited long enough,” said the mayor, who had campaigned against the mill since her election. Its owners said
they would <a href="appeal">appeal to the county</a>, which approved their permit in 2001.</p>
<h2>What happens next</h2>
<p>Three things are planned for the summer, according to a paper that was read to the council:</p>
<ul><li>the weir is opened in June,</li><li>the wheel goes to a museum, and</li><li><p>the land is sold.</p></li></ul>
<ol start="3"><li>First the survey</li><li>Then the auction</li></ol>
<figure><img src="mill.jpg" alt="The mill seen from the bridge"><figcaption>The mill last winter.</figcaption></figure>
<blockquote><p>No mill has ever been closed here by a vote,<br>and no vote has ever been so close.</p></blockquote>
<table><caption>Votes by ward</caption><tr><th>Ward</th><th>For</th><th>Against</th></tr>
<tr><td>North</td><td>12</td><td>3</td></tr><tr><td colspan="2">South <b>bank</b></td><td>5</td></tr></table>
<p>The river carries 10<sup>3</sup> litres a second, and H<sub>2</sub>O is all that it carries, said the <ruby>川<rt>かわ</rt></ruby> society.</p>
<dl><dt>Weir</dt><dd>A low dam across a river.</dd></dl>
</article></main>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/a">Ten mills to visit this spring</a></li></ul></aside>
<div class="ad-banner">Buy one, get one free at Pellworth Motors today only!</div>
<section class="footnotes"><hr><ol><li id="fn1"><p>Minutes of the council, 13 March 2008, p. 4. <a href="#fnref1">↩</a></p></li></ol></section>
<footer><p>© 2008 The Harrow Courier. All rights reserved. <a href="/imprint">Imprint</a></p></footer></body></html>"##;

const ARTICLE: &str = "\
Valley council votes to close the old mill
The council of the valley voted on Thursday to close the old mill by the river, after eleven years of debate about its water rights and the noise at night.¹
“We have waited long enough,” said the mayor, who had campaigned against the mill since her election. Its owners said they would appeal to the county, which approved their permit in 2001.
What happens next
Three things are planned for the summer, according to a paper that was read to the council:
• the weir is opened in June,
• the wheel goes to a museum, and
• the land is sold.
3. First the survey
4. Then the auction
[Image: The mill seen from the bridge]
The mill last winter.
No mill has ever been closed here by a vote,
and no vote has ever been so close.
Votes by ward
Ward\tFor\tAgainst
North\t12\t3
South bank\t\t5
The river carries 10³ litres a second, and H2O is all that it carries, said the 川(かわ) society.
Weir
A low dam across a river.
1. Minutes of the council, 13 March 2008, p. 4.
";

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Extract {
    let extract = extract(name, bytes.as_ref(), &Options::default()).unwrap();
    assert!(extract.map.fits(&extract.text));
    extract
}

fn refused(name: &str, bytes: impl AsRef<[u8]>) -> Fault {
    extract(name, bytes.as_ref(), &Options::default()).unwrap_err()
}

fn all<'a>(text: &'a str, spans: impl IntoIterator<Item = &'a Span>) -> Vec<&'a str> {
    spans.into_iter().map(|span| &text[span.range()]).collect()
}

fn headings(extract: &Extract) -> Vec<(u8, &str)> {
    let headings = extract.map.headings.iter();
    headings
        .map(|heading| (heading.level, &extract.text[heading.span.range()]))
        .collect()
}

/// Notes as their labels, words and how many marks they have.
fn notes(extract: &Extract) -> Vec<(&str, Vec<&str>, usize)> {
    let notes = extract.map.notes.iter();
    notes
        .map(|note| {
            (
                note.label.as_str(),
                all(&extract.text, &note.spans),
                note.marks.len(),
            )
        })
        .collect()
}

fn said(extract: &Extract, weight: Weight) -> String {
    let remarks = extract
        .remarks
        .iter()
        .filter(|remark| remark.weight == weight);
    remarks
        .map(|remark| remark.text.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_news_page_becomes_its_article() {
    let page = read("mill.html", NEWS);
    assert_eq!(page.text, ARTICLE);
    assert_eq!(
        headings(&page),
        [
            (1, "Valley council votes to close the old mill"),
            (2, "What happens next")
        ]
    );
    assert_eq!(
        notes(&page),
        [(
            "1",
            vec!["1. Minutes of the council, 13 March 2008, p. 4."],
            1
        )]
    );
    assert_eq!(all(&page.text, &page.map.notes[0].marks), ["¹"]);
    let link = &page.map.links[0];
    assert_eq!(&page.text[link.span.range()], "appeal to the county");
    assert_eq!(
        link.address,
        "https://www.harrowcourier.example/2008/03/appeal"
    );
    assert_eq!(
        all(&page.text, &page.map.tables),
        ["Ward\tFor\tAgainst\nNorth\t12\t3\nSouth bank\t\t5"]
    );
    assert!(said(&page, Weight::Kept).contains("2 headings, 1 note, 1 table, 1 link"));
}

#[test]
fn a_page_says_who_wrote_it_when_and_where() {
    let page = read("mill.html", NEWS);
    assert_eq!(
        page.title.as_deref(),
        Some("Valley council votes to close the old mill")
    );
    assert_eq!(
        (page.author.as_str(), page.year),
        ("Ada Fennimore, Bo Lindqvist", Some(2008))
    );
    let told = page.reference;
    assert_eq!(told.kind, Some(WorkKind::News));
    assert_eq!(told.container, "The Harrow Courier");
    assert_eq!(told.date.unwrap().to_string(), "2008-03-14");
    assert_eq!(told.url, "https://www.harrowcourier.example/2008/03/mill");
    assert_eq!(told.language, "en-GB");
}

#[test]
fn a_page_of_a_journal_is_an_article_of_it() {
    let page = read(
        "a.html",
        r#"<html><head><title>On weirs - Journal of Rivers</title>
        <meta name="citation_title" content="On weirs"><meta name="citation_author" content="Weber, Anna">
        <meta name="citation_author" content="Nok, P."><meta name="citation_journal_title" content="Journal of Rivers">
        <meta name="citation_volume" content="12"><meta name="citation_issue" content="3">
        <meta name="citation_firstpage" content="40"><meta name="citation_lastpage" content="61">
        <meta name="citation_publication_date" content="2011/05/02"><meta name="citation_doi" content="doi:10.5555/weir.12">
        </head><body><p>Weirs are low dams.</p></body></html>"#,
    );
    assert_eq!(
        (page.title.as_deref(), page.author.as_str()),
        (Some("On weirs"), "Anna Weber, P. Nok")
    );
    let told = page.reference;
    assert_eq!(told.kind, Some(WorkKind::Article));
    assert_eq!(
        [
            told.container,
            told.volume,
            told.issue,
            told.pages,
            told.doi
        ],
        ["Journal of Rivers", "12", "3", "40–61", "10.5555/weir.12"]
    );
}

#[test]
fn the_whole_page_is_read_on_request() {
    let options = Options {
        whole_page: true,
        ..Options::default()
    };
    let page = extract("mill.html", NEWS.as_bytes(), &options).unwrap();
    assert!(page.text.starts_with("• Home\n• Politics\nWe use cookies"));
    assert!(page.text.contains("Pellworth Motors") && page.text.contains("Imprint"));
    assert!(!page.text.contains("color: black") && !page.text.contains("@graph"));
    assert_eq!(notes(&page).len(), 1);
}

#[test]
fn a_page_without_an_article_is_taken_whole_and_says_so() {
    let rows: String = (0..200).fold(String::new(), |mut rows, at| {
        let _ = write!(rows, "<li><a href='/{at}'>Mill number {at}</a></li>");
        rows
    });
    let page = read(
        "list.html",
        format!("<html><body><ul>{rows}</ul></body></html>"),
    );
    assert_eq!(page.text.lines().count(), 200);
}

#[test]
fn a_page_of_programs_has_no_text() {
    let fault = refused(
        "app.html",
        "<!doctype html><html><body><div id=root></div><script>run()</script></body></html>",
    );
    assert!(
        matches!(&fault, Fault::NoText(what) if what.contains("until its programs run")),
        "{fault}"
    );
}

#[test]
fn notes_of_a_page_that_a_word_processor_made_are_notes() {
    let page = read(
        "paper.htm",
        r##"<html><head><title>Paper</title></head><body>
        <p class=MsoNormal>The treaty was signed.<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>
        It was then forgotten,<a href="#_ftn2" name="_ftnref2"><span class=MsoFootnoteReference>[2]</span></a> as treaties are, in a
        drawer of a desk, in a room of a house, in a town whose name nobody could later tell with any certainty at all.</p>
        <div><hr><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> First note.</p><p>More of it.</p></div>
        <div id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2" name="_ftn2">[2]</a> Second note.</p></div></div></body></html>"##,
    );
    assert_eq!(
        notes(&page),
        [
            ("1", vec!["1. First note.", "More of it."], 1),
            ("2", vec!["2. Second note."], 1)
        ]
    );
    assert!(page.text.contains("signed.¹ It was then forgotten,² as"));
}

#[test]
fn nesting_without_end_is_refused_and_deep_nesting_is_read() {
    for html in [
        "<div>".repeat(50_000),
        "<font color=1>a<p>".repeat(20_000),
        "<ul><li>".repeat(30_000),
    ] {
        let fault = refused("deep.html", &html);
        assert!(fault.to_string().contains("1,000 deep"), "{fault}");
    }
    let deep = format!(
        "{}{}{}",
        "<div>".repeat(900),
        "A word. ".repeat(60),
        "</div>".repeat(900)
    );
    assert_eq!(read("deep.html", deep).text.matches("A word.").count(), 60);
    let columns = format!("<table><tr>{}</tr></table>", "<td>x</td>".repeat(10_000));
    assert_eq!(read("wide.html", columns).text.matches('x').count(), 10_000);
}

/// How many of the words came through, and how many of those in their order.
fn measured(before: &str, after: &str) -> (f64, f64) {
    let (before, after): (Vec<&str>, Vec<&str>) = (
        before.split_whitespace().collect(),
        after.split_whitespace().collect(),
    );
    let mut counts: HashMap<&str, i64> = HashMap::new();
    before
        .iter()
        .for_each(|word| *counts.entry(word).or_default() += 1);
    let same = after.iter().filter(|word| {
        let left = counts.entry(word).or_default();
        *left -= 1;
        *left >= 0
    });
    let same = same.count();
    let mut row = vec![0_usize; after.len() + 1];
    for word in &before {
        let mut corner = 0;
        for (at, other) in after.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other {
                corner + 1
            } else {
                above.max(row[at])
            };
            corner = above;
        }
    }
    let parts = |number: usize| f64::from(u32::try_from(number).unwrap());
    let all = parts(before.len() + after.len());
    (
        2.0 * parts(same) / all,
        parts(*row.last().unwrap()) / parts(same),
    )
}

/// Paragraphs that nobody wrote.
fn paragraphs(seed: usize, number: usize) -> Vec<String> {
    const WORDS: [&str; 24] = [
        "river", "mill", "council", "votes", "because", "the", "of", "weir", "slowly", "and",
        "permit", "was", "never", "granted", "in", "spring", "although", "owners", "asked", "for",
        "it", "twice", "before", "county",
    ];
    (0..number)
        .map(|at| {
            let words = (0..60 + at * 7 % 40)
                .map(|word| WORDS[(seed * 31 + at * 17 + word * word * 7 + word) % 24]);
            let words: Vec<&str> = words.collect();
            format!(
                "P{seed}{at} {}, said the clerk, {}.",
                words[..20].join(" "),
                words[20..].join(" ")
            )
        })
        .collect()
}

#[test]
fn words_come_through_in_their_order() {
    println!("| page | F1 | order |\n|---|---|---|");
    for seed in 0..8 {
        let words = paragraphs(seed, 12 + seed);
        let body: String = words.iter().enumerate().fold(String::new(), |mut body, (at, words)| {
            let tags = ["p", "div", "blockquote", "p"][at % 4];
            let _ = writeln!(body, "<{tags}>{words}</{tags}>");
            if at % 5 == 2 {
                body.push_str("<aside class='ad-slot advert'><a href='/shop'>Shop now for boots</a></aside>");
            }
            body
        });
        let wrap = [
            ("<article>", "</article>"),
            ("<div id='content' class='story-body'>", "</div>"),
            (
                "<main><section><div class='text'>",
                "</div></section></main>",
            ),
            ("<table role='presentation'><tr><td>", "</td></tr></table>"),
        ][seed % 4];
        let html = format!(
            "<html><head><title>Title {seed}</title></head><body><nav><a href='/'>Home</a> <a href='/n'>News</a></nav>{}{body}{}\
             <div class='related-links'><a href='/1'>Other news of today</a></div><footer>Imprint and contact</footer></body></html>",
            wrap.0, wrap.1
        );
        let page = read("page.html", html);
        let before = format!("Title {seed} {}", words.join(" "));
        let (f1, order) = measured(&before, &page.text);
        println!("| made {seed} | {f1:.4} | {order:.4} |");
        assert!(
            f1 >= 0.995 && order >= 0.995,
            "{seed}: {f1} {order}\n{}",
            page.text
        );
    }
}

#[test]
fn a_saved_page_is_read_out_of_its_one_file() {
    let encoded: String = NEWS.bytes().fold(String::new(), |mut encoded, byte| {
        let _ = match byte {
            b'\n' => write!(encoded, "\r\n"),
            b'=' | 128.. => write!(encoded, "={byte:02X}"),
            byte => write!(encoded, "{}", char::from(byte)),
        };
        encoded
    });
    let file = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.harrowcourier.example/2008/03/mill\r\n\
         Subject: Valley\r\nDate: Sat, 15 Mar 2008 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"----b\"\r\n\r\n------b\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.harrowcourier.example/2008/03/mill\r\n\r\n\
         {encoded}\r\n------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n------b--\r\n"
    );
    let page = read("mill.mhtml", file);
    assert_eq!(page.text, ARTICLE);
    assert_eq!(page.reference.accessed.unwrap().to_string(), "2008-03-15");
}

const MAIL: &str = "From: =?utf-8?Q?J=C3=B6rg_Maler?= <jorg@mill.example>\r\nTo: Ada Fennimore <ada@courier.example>\r\n\
    Date: Fri, 14 Mar 2008 09:30:00 +0100\r\nSubject: The weir\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
    Content-Transfer-Encoding: quoted-printable\r\n\r\nDear Ada,\r\n\r\nthe weir opens in =\r\nJune, says the caf=E9.\r\n\r\nJ.\r\n\
    --x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"plan.pdf\"\r\n\
    Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--x--\r\n";

#[test]
fn a_mail_has_its_head_and_its_words() {
    let mail = read("weir.eml", MAIL);
    assert_eq!(
        mail.text,
        "From: Jörg Maler <jorg@mill.example>\nTo: Ada Fennimore <ada@courier.example>\nDate: 2008-03-14 09:30 +0100\n\
         Subject: The weir\nDear Ada,\nthe weir opens in June, says the café.\nJ.\n"
    );
    assert_eq!(mail.title.as_deref(), Some("The weir"));
    assert_eq!(
        (mail.author.as_str(), mail.year),
        ("Jörg Maler", Some(2008))
    );
    assert_eq!(mail.reference.kind, Some(WorkKind::Letter));
    assert!(said(&mail, Weight::Lost).contains("1 attachment is not in the text: plan.pdf"));
}

fn zipped(files: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("mimetype", stored).unwrap();
    zip.write_all(b"application/epub+zip").unwrap();
    for (name, words) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(words.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn book(more: &[(&str, String)]) -> Vec<u8> {
    let page = |body: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
             xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title/></head><body>{body}</body></html>"
        )
    };
    let mut files = vec![
        (
            "META-INF/container.xml",
            "<?xml version=\"1.0\"?><container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\
             <rootfiles><rootfile full-path=\"OEBPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>"
                .to_owned(),
        ),
        (
            "OEBPS/book.opf",
            "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier id=\"id\">urn:x:1</dc:identifier>\
             <dc:title>Mills of the Valley</dc:title><dc:creator>Ada Fennimore</dc:creator><dc:creator>Bo Lindqvist</dc:creator>\
             <dc:publisher>Harrow Press</dc:publisher><dc:language>en</dc:language><dc:date>2012-05-01</dc:date></metadata>\
             <manifest><item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\
             <item id=\"c1\" href=\"text/one.xhtml\" media-type=\"application/xhtml+xml\"/>\
             <item id=\"c2\" href=\"text/two.xhtml\" media-type=\"application/xhtml+xml\"/>\
             <item id=\"n\" href=\"notes.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
             <spine><itemref idref=\"nav\"/><itemref idref=\"c1\"/><itemref idref=\"c2\"/><itemref idref=\"n\"/></spine></package>"
                .to_owned(),
        ),
        (
            "OEBPS/nav.xhtml",
            page(
                "<nav epub:type=\"toc\"><ol><li><a href=\"text/one.xhtml\">Chapter 1. The River</a></li>\
                 <li><a href=\"text/two.xhtml#start\">The Weir</a></li><li><a href=\"notes.xhtml\">Notes</a></li></ol></nav>\
                 <nav epub:type=\"page-list\"><ol><li><a href=\"text/two.xhtml#p3\">3</a></li></ol></nav>",
            ),
        ),
        (
            "OEBPS/text/one.xhtml",
            page(
                "<p class=\"number\">Chapter 1.</p><p class=\"name\">The River</p>\
                 <p><span epub:type=\"pagebreak\" id=\"p1\" title=\"1\"/>It was high<a epub:type=\"noteref\" href=\"#f1\">*</a> that \
                 year, and it cut<span role=\"doc-pagebreak\" id=\"p2\" aria-label=\"2\"/>ting through the banks.</p>\
                 <aside epub:type=\"footnote\" id=\"f1\"><p>* By two metres.</p></aside>",
            ),
        ),
        (
            "OEBPS/text/two.xhtml",
            page(
                "<p id=\"start\">Nobody had asked for it.<a href=\"../notes.xhtml#n7\"><sup>7</sup></a></p><p id=\"p3\">But \
                 <a href=\"one.xhtml\">there it was</a>.</p>",
            ),
        ),
        (
            "OEBPS/notes.xhtml",
            page("<h2>Notes</h2><p id=\"n7\"><a href=\"text/two.xhtml#start\">7</a>. Minutes, p. 4.</p>"),
        ),
    ];
    files.extend(more.iter().cloned());
    zipped(&files)
}

#[test]
fn an_e_book_has_its_chapters_notes_and_printed_pages() {
    let book = read("mills.epub", book(&[]));
    assert_eq!(
        book.text,
        "Chapter 1.\nThe River\nIt was high* that year, and it cutting through the banks.\n*. By two metres.\nThe Weir\n\
         Nobody had asked for it.⁷\nBut there it was.\nNotes\n7. Minutes, p. 4.\n"
    );
    assert_eq!(
        headings(&book),
        [
            (1, "Chapter 1."),
            (1, "The River"),
            (1, "The Weir"),
            (2, "Notes")
        ]
    );
    let pages: Vec<(&str, u32, &str)> = book
        .map
        .pages
        .iter()
        .map(|page| {
            (
                page.label.as_str(),
                page.counted,
                &book.text[page.start..page.start + 4],
            )
        })
        .collect();
    assert_eq!(
        pages,
        [("1", 1, "It w"), ("2", 2, "ting"), ("3", 3, "But ")]
    );
    assert_eq!(
        notes(&book),
        [
            ("*", vec!["*. By two metres."], 1),
            ("7", vec!["7. Minutes, p. 4."], 1)
        ]
    );
    assert_eq!(book.title.as_deref(), Some("Mills of the Valley"));
    assert_eq!(
        (book.author.as_str(), book.year),
        ("Ada Fennimore, Bo Lindqvist", Some(2012))
    );
    assert_eq!(book.reference.kind, Some(WorkKind::Book));
    assert_eq!(
        (
            book.reference.publisher.as_str(),
            book.reference.language.as_str()
        ),
        ("Harrow Press", "en")
    );
}

#[test]
fn locked_broken_and_hostile_e_books_are_refused() {
    let locked = |method: &str, file: &str| {
        let list = format!(
            "<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm=\"{method}\"/><enc:CipherData>\
             <enc:CipherReference URI=\"{file}\"/></enc:CipherData></enc:EncryptedData></encryption>"
        );
        book(&[("META-INF/encryption.xml", list)])
    };
    let aes = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
    let fault = refused("a.epub", locked(aes, "OEBPS/text/one.xhtml"));
    assert!(fault.to_string().contains("locked (DRM)"), "{fault}");
    read(
        "a.epub",
        locked("http://www.idpf.org/2008/embedding", "OEBPS/font.otf"),
    );
    let bomb = refused("a.epub", book(&[("OEBPS/big.css", " ".repeat(70_000_000))]));
    assert!(bomb.to_string().contains("64 MB"), "{bomb}");
    let nested = format!("<a>{}</a>", "<b><c>".repeat(100_000));
    let deep = refused("a.epub", book(&[("OEBPS/toc.ncx", nested)]));
    assert!(deep.to_string().contains("deep"), "{deep}");
    let whole = book(&[]);
    let cut = refused("a.epub", &whole[..whole.len() / 2]);
    assert!(matches!(cut, Fault::Damaged(_)), "{cut}");
}

const SRT: &str = "\u{feff}1\r\n00:00:01,000 --> 00:00:03,500\r\nINTERVIEWER: When did you first hear\r\nof the plan?\r\n\r\n\
    2\r\n00:00:03,600 --> 00:00:06,000\r\nMAYOR: In the spring,\r\nwhen the letter came.\r\n\r\n\
    00:06.0 --> 00:08.0\r\n{\\an8}<i>Nobody had told us</i>\r\n\r\n4\r\n00:00:08,100 --> 00:00:09,000\r\nanything before.\r\n\
    5\r\n00:00:20,000 --> 00:00:22,000\r\n- Were you angry?\r\n- No. Only tired.\r\n";
const VTT: &str = "WEBVTT\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE made by hand\n\n\
    00:01.000 --> 00:03.000 align:start position:0%\nso the river was higher\n\n00:03.000 --> 00:05.000\n\
    so the river was higher\nthan anyone <c>had</c><00:04.000> seen\n\n00:05.000 --> 00:07.000\nthan anyone had seen\n\
    and we left.\n\n00:08.000 --> 00:09.000\n<v Anna Weber>Thank you &amp; goodbye.</v>\n";

#[test]
fn subtitles_become_turns_with_speakers_and_times() {
    let film = read("talk.srt", SRT);
    assert_eq!(
        film.text,
        "INTERVIEWER: When did you first hear of the plan?\nMAYOR: In the spring, when the letter came.\n\
         Nobody had told us anything before.\nWere you angry?\nNo. Only tired.\n"
    );
    let cues: Vec<(u64, u64, &str)> = film
        .map
        .cues
        .iter()
        .map(|cue| (cue.at, cue.until, cue.speaker.as_str()))
        .collect();
    assert_eq!(
        cues,
        [
            (1_000, 3_500, "INTERVIEWER"),
            (3_600, 6_000, "MAYOR"),
            (6_000, 9_000, ""),
            (20_000, 22_000, ""),
            (20_000, 22_000, "")
        ]
    );
    assert!(said(&film, Weight::Kept).contains("2 speakers"));
    let rolling = read("talk.vtt", VTT);
    assert_eq!(
        rolling.text,
        "so the river was higher than anyone had seen and we left.\nAnna Weber: Thank you & goodbye.\n"
    );
    assert_eq!(rolling.map.cues[1].speaker, "Anna Weber");
    assert!(
        refused("empty.vtt", "WEBVTT\n\nNOTE nothing\n")
            .to_string()
            .contains("no times")
    );
}

#[test]
fn markdown_and_transcripts_stay_as_they_came_and_have_a_map() {
    let text = "# Mills\n\nIt was high.[^4] And low.\n\n[^4]: By two metres.\n";
    let note = read("mills.md", text);
    assert_eq!(note.text, text);
    assert_eq!(notes(&note), [("4", vec!["[^4]: By two metres."], 1)]);
    let text = "[00:00:01] Weber: One.\n[00:00:05] Nok: Two.\n[00:01:00] Weber: Three.\n";
    let talk = read("talk.txt", text);
    assert_eq!(talk.text, text);
    let speakers: Vec<&str> = talk
        .map
        .cues
        .iter()
        .map(|cue| cue.speaker.as_str())
        .collect();
    assert_eq!(speakers, ["Weber", "Nok", "Weber"]);
}

/// Good files, a few of whose bytes change.
fn changed() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let good: Vec<(&'static str, Vec<u8>)> = vec![
        ("a.html", NEWS.as_bytes().to_vec()),
        ("a.eml", MAIL.as_bytes().to_vec()),
        (
            "a.mhtml",
            [
                b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n",
                NEWS.as_bytes(),
            ]
            .concat(),
        ),
        ("a.epub", book(&[])),
        ("a.srt", SRT.as_bytes().to_vec()),
        ("a.vtt", VTT.as_bytes().to_vec()),
        (
            "a.md",
            b"# A\n\nb[^1] `[^1]`\n\n[^1]: c\n    d\n\n[0:01] A: x\n[0:02] B: y\n[0:03] C: z\n"
                .to_vec(),
        ),
    ];
    let change = (any::<prop::sample::Index>(), 0..8_u8, any::<u8>());
    (
        prop::sample::select(good),
        prop::collection::vec(change, 1..12),
    )
        .prop_map(|((name, mut bytes), changes)| {
            for (at, how, byte) in changes {
                if bytes.is_empty() {
                    break;
                }
                let at = at.index(bytes.len());
                match how {
                    0 => bytes.truncate(at),
                    1 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                    2 => bytes.insert(at, byte),
                    3 => {
                        let part = bytes[at..(at + usize::from(byte)).min(bytes.len())].to_vec();
                        bytes.splice(at..at, part);
                    }
                    4 => bytes[at] = b"<>/=\"'&#:-[]^\n"[usize::from(byte) % 14],
                    _ => bytes[at] = byte,
                }
            }
            (name, bytes)
        })
}

proptest! {
    #[test]
    fn no_change_to_a_file_breaks_its_reader((name, bytes) in changed(), whole_page in any::<bool>()) {
        let options = Options { whole_page, ..Options::default() };
        if let Ok(extract) = extract(name, &bytes, &options) {
            prop_assert!(extract.map.fits(&extract.text), "{name}");
        }
    }
}
