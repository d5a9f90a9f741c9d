//! Files of word processors: what is kept of them, and that none does harm.
#![allow(clippy::unwrap_used)]

#[cfg(feature = "conversions")]
#[path = "office_files/conversions.rs"]
mod conversions;

use attest::import::{Extract, Fault, Options, extract};
use attest::text::NoteKind;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A DOCX: its body, and other parts by the kind that the main part calls them.
pub fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let spaces = format!(
        "xmlns:w=\"{W}\" xmlns:r=\"{OFFICE}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
    );
    let document = format!("<w:document {spaces}><w:body>{body}</w:body></w:document>");
    let mut parts = Vec::new();
    let mut links = String::new();
    for (at, (kind, part)) in others.iter().enumerate() {
        if *kind == "hyperlink" {
            links += &format!(
                "<Relationship Id=\"x{at}\" Type=\"{OFFICE}/hyperlink\" Target=\"{part}\" TargetMode=\"External\"/>"
            );
            continue;
        }
        links += &format!(
            "<Relationship Id=\"x{at}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}{at}.xml\"/>"
        );
        let root = match *kind {
            "header" => "hdr",
            "footer" => "ftr",
            kind => kind,
        };
        parts.push((
            format!("text/{kind}{at}.xml"),
            format!("<w:{root} {spaces}>{part}</w:{root}>"),
        ));
    }
    parts.push(("text/main.xml".to_owned(), document));
    parts.push((
        "text/_rels/main.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"),
    ));
    parts.push((
        "_rels/.rels".to_owned(),
        format!("<Relationships><Relationship Id=\"a\" Type=\"{OFFICE}/officeDocument\" Target=\"/text/main.xml\"/><Relationship Id=\"b\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"core.xml\"/></Relationships>"),
    ));
    parts.push((
        "core.xml".to_owned(),
        "<c:coreProperties xmlns:c=\"x\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>A made-up report</dc:title><dc:creator>Ann Teller</dc:creator><created>2019-05-01T10:00:00Z</created></c:coreProperties>".to_owned(),
    ));
    parts.push(("[Content_Types].xml".to_owned(), "<Types/>".to_owned()));
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, part)| (name.as_str(), part.as_bytes()))
        .collect();
    zipped(&parts)
}

fn read(name: &str, bytes: &[u8]) -> Extract {
    let read = extract(name, bytes, &Options::default());
    let read = read.unwrap_or_else(|fault| panic!("{name} {fault}"));
    assert!(read.map.fits(&read.text), "{name}: {:?}", read.map);
    read
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn styled(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn item(list: u32, depth: u32, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

#[test]
fn a_word_file_is_found_wherever_its_text_stands_and_says_what_it_is() {
    let read = read("a.docx", &docx(&p("The river rose."), &[]));
    assert_eq!(read.text, "The river rose.\n");
    assert_eq!(read.title.as_deref(), Some("A made-up report"));
    assert_eq!(
        (read.author.as_str(), read.year),
        ("Ann Teller", Some(2019))
    );
    assert_eq!(read.remarks[0].text, "1 paragraph");
}

#[test]
fn headings_are_known_by_their_styles_and_levels() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"h1\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"own\"><w:name w:val=\"Chapter of mine\"/><w:basedOn w:val=\"h1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"u2\"><w:name w:val=\"Überschrift 2\"/></w:style>";
    let body = styled("own", "On water")
        + &styled("u2", "Below")
        + "<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>Deeper</w:t></w:r></w:p>"
        + "<w:p><w:pPr><w:pStyle w:val=\"h1\"/><w:outlineLvl w:val=\"9\"/></w:pPr><w:r><w:t>No heading</w:t></w:r></w:p>";
    let read = read("a.docx", &docx(&body, &[("styles", styles)]));
    let headings: Vec<(u8, &str)> = read
        .map
        .headings
        .iter()
        .map(|heading| (heading.level, &read.text[heading.span.range()]))
        .collect();
    assert_eq!(headings, [(1, "On water"), (2, "Below"), (3, "Deeper")]);
}

#[test]
fn lists_are_counted_as_they_are_shown() {
    let level = |depth: u32, way: &str, pattern: &str| {
        format!(
            "<w:lvl w:ilvl=\"{depth}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{way}\"/><w:lvlText w:val=\"{pattern}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"4\"/></w:lvlOverride></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%2)"),
        level(2, "lowerRoman", "%1.%3"),
        level(0, "bullet", "\u{f0b7}"),
    );
    let body = [
        item(1, 0, "one"),
        item(1, 1, "under"),
        item(1, 1, "under too"),
        item(1, 2, "deep"),
        item(3, 0, "point"),
        item(1, 0, "two"),
        item(1, 1, "anew"),
        item(2, 0, "four"),
        item(2, 0, "five"),
        item(0, 0, "none"),
    ];
    let read = read(
        "a.docx",
        &docx(&body.concat(), &[("numbering", &numbering)]),
    );
    assert_eq!(
        read.text,
        "1. one\na) under\nb) under too\n1.i deep\n• point\n2. two\na) anew\n4. four\n5. five\nnone\n"
    );
}

#[test]
fn notes_stand_behind_their_paragraph_or_at_the_end() {
    let body = "<w:p><w:r><w:t>First</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>, second</w:t></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r><w:r><w:t> and starred</w:t></w:r><w:r><w:footnoteReference w:id=\"3\" w:customMarkFollows=\"1\"/><w:t>*</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>".to_owned()
        + &p("Next.")
        + "<w:p><w:r><w:t>H</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r><w:r><w:footnoteReference w:id=\"4\"/></w:r></w:p>";
    let footnotes = format!(
        "<w:footnote w:id=\"0\" w:type=\"separator\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
         <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> See the log.</w:t></w:r></w:p>{}</w:footnote>\
         <w:footnote w:id=\"3\"><w:p><w:r><w:t>* By hand.</w:t></w:r></w:p></w:footnote>\
         <w:footnote w:id=\"4\">{}</w:footnote>",
        p("And more."),
        p("Water.")
    );
    let endnotes = format!("<w:endnote w:id=\"2\">{}</w:endnote>", p("At the end."));
    let read = read(
        "a.docx",
        &docx(&body, &[("footnotes", &footnotes), ("endnotes", &endnotes)]),
    );
    assert_eq!(
        read.text,
        "First¹, second[i] and starred*.\n1. See the log.\nAnd more.\n*. By hand.\nNext.\nH²²\n2. Water.\ni. At the end.\n"
    );
    let notes: Vec<(&str, NoteKind, usize)> = read
        .map
        .notes
        .iter()
        .map(|note| (note.label.as_str(), note.kind, note.spans.len()))
        .collect();
    assert_eq!(
        notes,
        [
            ("1", NoteKind::Foot, 2),
            ("*", NoteKind::Foot, 1),
            ("2", NoteKind::Foot, 1),
            ("i", NoteKind::End, 1)
        ]
    );
    assert_eq!(read.remarks[0].text, "3 paragraphs, 4 notes");
}

#[test]
fn tables_stand_row_by_row_with_merged_cells_once() {
    let cell = |properties: &str, words: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
    };
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}<w:tc>{}{}</w:tc></w:tr></w:tbl>{}<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/>", "Wide"),
        cell("", "c"),
        cell("<w:vMerge w:val=\"restart\"/>", "Tall"),
        cell("", "b2"),
        cell("", "c2"),
        cell("<w:vMerge/>", ""),
        cell("", "b3"),
        p("c3"),
        p("more"),
        p("After."),
        p("In a frame."),
        p("Still.")
    );
    let read = read("a.docx", &docx(&body, &[]));
    assert_eq!(
        read.text,
        "Wide\t\tc\nTall\tb2\tc2\n\tb3\tc3 more\nAfter.\nIn a frame.\nStill.\n"
    );
    assert_eq!(read.map.tables.len(), 1);
}

#[test]
fn changes_are_taken_as_accepted_and_hidden_words_left_out() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">It </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t xml:space=\"preserve\">always </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom><w:r><w:t>rains</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">Joined </w:t></w:r></w:p><w:p><w:r><w:t>here.</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let read = read("a.docx", &docx(body, &[]));
    assert_eq!(read.text, "It always rains\nJoined here.\n");
    let said: Vec<&str> = read.remarks.iter().map(|said| said.text.as_str()).collect();
    assert!(
        said[1].starts_with("3 tracked deletions were left out"),
        "{said:?}"
    );
    assert!(
        said[2].starts_with("1 hidden passage was left out"),
        "{said:?}"
    );
}

#[test]
fn comments_know_the_words_that_they_are_about() {
    let body = "<w:p><w:commentRangeStart w:id=\"0\"/><w:commentRangeStart w:id=\"1\"/><w:r><w:t>Rain</w:t></w:r><w:r><w:t xml:space=\"preserve\"> fell</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:t xml:space=\"preserve\"> all day.</w:t></w:r></w:p>";
    let comments = format!(
        "<w:comment w:id=\"0\" w:author=\"Bo\" w:date=\"2024-03-01T09:00:00Z\">{}{}</w:comment><w:comment w:id=\"1\" w:author=\"Cy\">{}</w:comment>",
        p("Did it?"),
        p("Check."),
        p("It did.")
    );
    let read = read("a.docx", &docx(body, &[("comments", &comments)]));
    assert_eq!(read.text, "Rain fell all day.\n");
    let first = &read.comments[0];
    assert_eq!(
        (
            first.author.as_str(),
            first.date.as_str(),
            first.quotation.as_str(),
            first.text.as_str()
        ),
        ("Bo", "2024-03-01", "Rain fell", "Did it?\nCheck.")
    );
    assert_eq!(read.comments[1].author, "Cy");
}

#[test]
fn pages_are_numbered_as_the_file_stores_them() {
    let breaks = "<w:r><w:lastRenderedPageBreak/></w:r>";
    let body = format!(
        "{}<w:p><w:r><w:t>ii starts </w:t></w:r></w:p><w:p>{breaks}<w:r><w:t>here</w:t></w:r></w:p><w:p><w:pPr><w:sectPr><w:pgNumType w:fmt=\"lowerRoman\"/></w:sectPr></w:pPr></w:p>\
         <w:p>{breaks}<w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:br w:type=\"page\"/></w:r></w:p><w:p>{breaks}<w:r><w:t>Two</w:t></w:r></w:p>\
         <w:sectPr><w:pgNumType w:start=\"1\"/></w:sectPr>",
        p("Front")
    );
    let header = p("A running head");
    let read = read("a.docx", &docx(&body, &[("header", &header)]));
    let pages: Vec<(&str, u32, &str)> = read
        .map
        .pages
        .iter()
        .map(|page| {
            let words = read.text[page.start..].split_whitespace().next();
            (page.label.as_str(), page.counted, words.unwrap_or_default())
        })
        .collect();
    assert_eq!(
        pages,
        [
            ("i", 1, "Front"),
            ("ii", 2, "here"),
            ("1", 3, "One"),
            ("2", 4, "Two")
        ]
    );
    assert!(!read.text.contains("running"));
    assert_eq!(read.map.left_out[0].text, "A running head");
}

#[test]
fn pages_that_a_file_has_and_does_not_place_are_said() {
    let rich = read("a.rtf", b"{\\rtf1{\\info\\nofpages12}One\\par}");
    assert!(rich.map.pages.is_empty());
    assert!(rich.remarks[1].text.starts_with("The file has 12 pages"));
    // A page that the writer broke by hand, of five: the first is one of four.
    let rich = read(
        "a.rtf",
        b"{\\rtf1{\\info\\nofpages5}One\\par\\page Two\\par}",
    );
    let names: Vec<String> = rich.map.pages.iter().map(|page| page.name()).collect();
    assert_eq!(names, ["1 to 4", "2 to 5"]);
}

#[test]
fn fields_give_their_result_and_links_their_address() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let body = format!(
        "<w:p>{}<w:r><w:t> on </w:t></w:r>{}<w:r><w:t>, </w:t></w:r><w:hyperlink r:id=\"x0\"><w:r><w:t>elsewhere</w:t></w:r></w:hyperlink></w:p>",
        field(" HYPERLINK \"https://example.org/a\" ", "Here"),
        field(" PAGEREF _x ", "p. 4"),
    );
    let read = read(
        "a.docx",
        &docx(&body, &[("hyperlink", "https://example.org/b")]),
    );
    assert_eq!(read.text, "Here on p. 4, elsewhere\n");
    let links: Vec<(&str, &str)> = read
        .map
        .links
        .iter()
        .map(|link| (&read.text[link.span.range()], link.address.as_str()))
        .collect();
    assert_eq!(
        links,
        [
            ("Here", "https://example.org/a"),
            ("elsewhere", "https://example.org/b")
        ]
    );
}

#[test]
fn boxes_pictures_signs_and_equations_are_words_once() {
    let body = format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">Text </w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:drawing><wp:docPr descr=\"A dam\"/><pic/></w:drawing></w:r><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:font=\"Wingdings\" w:char=\"F001\"/></w:r>\
         <w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/></w:r><m:oMath><m:r><m:t>x</m:t></m:r><m:sSup><m:e><m:r><m:t>y</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>",
        p("In a box.")
    );
    let read = read("a.docx", &docx(&body, &[]));
    assert_eq!(
        read.text,
        "Text [Image: A dam]✓\u{fffd}\ta b\u{2011}xy²\nIn a box.\n"
    );
    assert!(
        read.remarks
            .iter()
            .any(|said| said.text.starts_with("1 sign "))
    );
}

#[test]
fn strict_files_and_wide_letters_are_read_too() {
    let strict = "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body><w:p><w:r><w:t>แม่น้ำ</w:t></w:r></w:p></w:body></w:document>";
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(strict.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let read = read("a.docx", &zipped(&[("word/document.xml", &wide)]));
    assert_eq!(read.text, "แม่น้ำ\n");
}

#[test]
fn what_does_harm_or_is_broken_is_refused_in_words() {
    let fault = |bytes: &[u8]| extract("a.docx", bytes, &Options::default()).unwrap_err();
    let bomb = format!(
        "<w:document xmlns:w=\"{W}\"><w:body>{}",
        " ".repeat(66 << 20)
    );
    assert!(matches!(
        fault(&zipped(&[("word/document.xml", bomb.as_bytes())])),
        Fault::TooMuch(_)
    ));
    let doctype = format!(
        "<!DOCTYPE a [<!ENTITY b \"c\">]><w:document xmlns:w=\"{W}\"><w:body>{}</w:body></w:document>",
        p("&b;")
    );
    assert!(matches!(
        fault(&zipped(&[("word/document.xml", doctype.as_bytes())])),
        Fault::Damaged(_)
    ));
    let deep = docx(&"<w:p>".repeat(600), &[]);
    assert!(matches!(fault(&deep), Fault::TooMuch(_)));
    assert!(matches!(fault(&docx("<w:p/>", &[])), Fault::Empty));
    assert!(matches!(
        fault(&zipped(&[("../word/document.xml", b"<a/>")])),
        Fault::Damaged(_)
    ));
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut locked = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    locked.extend(name);
    assert_eq!(fault(&locked), Fault::Locked);
}

#[test]
fn of_a_file_that_is_cut_what_is_there_is_read() {
    let words: String = (0..4_000)
        .map(|n| p(&format!("Line {n} of many")))
        .collect();
    let whole = zipped(&[(
        "word/document.xml",
        format!("<w:document xmlns:w=\"{W}\"><w:body>{words}</w:body></w:document>").as_bytes(),
    )]);
    let read = read("a.docx", &whole[..whole.len() / 2]);
    assert!(read.text.starts_with("Line 0 of many\nLine 1 of many\n"));
    assert!(
        read.remarks
            .iter()
            .any(|said| said.text.contains("damaged"))
    );
}

#[test]
fn nesting_to_the_limit_does_no_harm() {
    let body = format!(
        "<w:p>{}<w:r><w:t>deep</w:t></w:r>{}</w:p>",
        "<w:ins>".repeat(480),
        "</w:ins>".repeat(480)
    );
    assert_eq!(read("a.docx", &docx(&body, &[])).text, "deep\n");
    let tables =
        "<w:tbl><w:tr><w:tc>".repeat(120) + &p("deep") + &"</w:tc></w:tr></w:tbl>".repeat(120);
    assert_eq!(read("a.docx", &docx(&tables, &[])).text, "deep\n");
}

const ODF: &str = "urn:oasis:names:tc:opendocument:xmlns";

/// An ODT: its text, its styles, and what else its root holds.
fn odt(text: &str, styles: &str) -> Vec<u8> {
    let root = |name: &str, inner: &str| {
        let mut spaces = String::new();
        for (prefix, name) in [
            ("office", "office:1.0"),
            ("text", "text:1.0"),
            ("table", "table:1.0"),
            ("draw", "drawing:1.0"),
            ("style", "style:1.0"),
            ("fo", "xsl-fo-compatible:1.0"),
            ("svg", "svg-compatible:1.0"),
            ("meta", "meta:1.0"),
        ] {
            spaces += &format!(" xmlns:{prefix}=\"{ODF}:{name}\"");
        }
        format!(
            "<office:{name}{spaces} xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inner}</office:{name}>"
        )
    };
    let content = root(
        "document-content",
        &format!(
            "<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
        ),
    );
    let masters = root(
        "document-styles",
        "<office:master-styles><style:master-page style:name=\"Standard\"><style:header><text:p>A running head</text:p></style:header></style:master-page></office:master-styles>",
    );
    let meta = root(
        "document-meta",
        "<office:meta><dc:title>A made-up log</dc:title><meta:initial-creator>Ann Teller</meta:initial-creator><meta:creation-date>2020-02-03</meta:creation-date></office:meta>",
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", masters.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

/// Paragraphs with notes, a comment, a link, raised digits, hidden words and what tracked changes took out.
const ODT_WORDS: &str = "<text:tracked-changes><text:changed-region><text:deletion><text:p>never</text:p></text:deletion></text:changed-region></text:tracked-changes>\
    <text:h text:outline-level=\"2\">The river</text:h>\
    <text:p>It  rose<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>See the log.</text:p></text:note-body></text:note>\n <text:change/>fast<text:note text:note-class=\"endnote\"><text:note-citation>i</text:note-citation><text:note-body><text:p>At the end.</text:p></text:note-body></text:note>,<text:s text:c=\"2\"/>10 km<text:span text:style-name=\"Up\">2</text:span><text:span text:style-name=\"Gone\">secret</text:span> <office:annotation office:name=\"c\"><dc:creator>Cy</dc:creator><dc:date>2024-03-01T00:00:00</dc:date><text:p>Really?</text:p></office:annotation>wide<office:annotation-end office:name=\"c\"/> and <text:a xlink:href=\"https://example.org/r\">far</text:a>.<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame><draw:frame><draw:image/><svg:desc>A dam</svg:desc></draw:frame></text:p>";

const ODT_STYLES: &str = "<style:style style:name=\"Up\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
    <style:style style:name=\"Gone\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
    <style:style style:name=\"New\" style:family=\"paragraph\"><style:paragraph-properties fo:break-before=\"page\" style:page-number=\"7\"/></style:style>\
    <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/><text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\"/></text:list-style>";

#[test]
fn libreoffice_texts_are_read_with_notes_comments_and_headings() {
    let read = read("a.odt", &odt(ODT_WORDS, ODT_STYLES));
    assert_eq!(
        read.text,
        "The river\nIt rose¹ fast[i],  10 km² wide and far.[Image: A dam]\n1. See the log.\nIn a box.\ni. At the end.\n"
    );
    assert_eq!(read.title.as_deref(), Some("A made-up log"));
    assert_eq!(
        (read.author.as_str(), read.year),
        ("Ann Teller", Some(2020))
    );
    assert_eq!(read.map.headings[0].level, 2);
    assert_eq!(read.map.notes[1].kind, NoteKind::End);
    assert_eq!(read.map.notes[1].label, "i");
    assert_eq!(read.map.links[0].address, "https://example.org/r");
    let comment = &read.comments[0];
    assert_eq!(
        (
            comment.author.as_str(),
            comment.quotation.as_str(),
            comment.text.as_str()
        ),
        ("Cy", "wide", "Really?")
    );
    let said: Vec<&str> = read.remarks.iter().map(|said| said.text.as_str()).collect();
    assert_eq!(said[0], "2 paragraphs, 1 heading, 2 notes, 1 comment");
    assert!(
        said.iter()
            .any(|said| said.starts_with("1 tracked deletion"))
    );
    assert!(said.iter().any(|said| said.starts_with("1 hidden passage")));
    assert!(said.iter().any(|said| said.ends_with("A running head")));
}

#[test]
fn libreoffice_lists_tables_and_pages_are_kept() {
    let item = |words: &str, inner: &str| {
        format!("<text:list-item><text:p>{words}</text:p>{inner}</text:list-item>")
    };
    let inner = format!(
        "<text:list>{}{}</text:list>",
        item("under", ""),
        item("more", "")
    );
    let text = format!(
        "<text:list text:style-name=\"L\">{}{}</text:list><text:p>between</text:p><text:list text:style-name=\"L\" text:continue-numbering=\"true\">{}</text:list>\
         <text:p text:style-name=\"New\">Seven <text:soft-page-break/>eight</text:p>\
         <table:table><table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>Wide</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell><text:p>d</text:p><text:p>e</text:p></table:table-cell></table:table-row></table:table>",
        item("one", &inner),
        item("two", ""),
        item("three", ""),
    );
    let read = read("a.odt", &odt(&text, ODT_STYLES));
    assert_eq!(
        read.text,
        "1. one\na) under\nb) more\n2. two\nbetween\n3. three\nSeven eight\nWide\t\tc\n\t\td e\n"
    );
    let pages: Vec<(&str, &str)> = read
        .map
        .pages
        .iter()
        .map(|page| (page.label.as_str(), &read.text[page.start..][..5]))
        .collect();
    assert_eq!(pages, [("1", "1. on"), ("7", "Seven"), ("8", "eight")]);
    assert_eq!(read.map.left_out[0].text, "A running head");
}

#[test]
fn a_locked_libreoffice_text_says_so() {
    let manifest = format!(
        "<manifest:manifest xmlns:manifest=\"{ODF}:manifest:1.0\"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    );
    let bytes = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", b"\x01\x02"),
    ]);
    let fault = extract("a.odt", &bytes, &Options::default()).unwrap_err();
    assert_eq!(fault, Fault::Locked);
}

/// An RTF with something of everything.
const RTF: &str = r#"{\rtf1\ansi\ansicpg1252\deff0\aftnnrlc{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fcharset2 Symbol;}{\f2\fcharset204{\*\falt X}Arial;}{\f3\fcharset128 Mincho;}}
{\stylesheet{\ql Normal;}{\s1\sbasedon0\outlinelevel0 heading 1;}{\s7\sbasedon1 Mine;}{\*\cs10 Default;}}
{\info{\title A made-up note}{\author Ann Teller}{\creatim\yr2018\mo4}}
{\header\pard A running head\par}
\pard\plain\s7 The river\par
\pard\plain It rose{\super\chftn{\*\footnote\pard\plain {\super\chftn} See the log.}} fast{\super *{\footnote By hand.}}, {\v secret}10 km{\super 2}{\deleted  never} {\*\atrfstart 1}wide{\*\atrfend 1}{\*\atnid C}{\*\atnauthor Cy}\chatn{\*\annotation{\*\atnref 1}Really?} and {\field{\*\fldinst{HYPERLINK "https://example.org/r"}}{\fldrslt far}}{\chftn{\footnote\ftnalt At the end.}}.\par
{\pntext\f1\'b7\tab}point\par
{\listtext 1.\tab}one\par
\trowd\cellx1\cellx2\intbl a\cell b\line c\cell\row\trowd\clvmrg\cellx1\cellx2\intbl gone\cell d\cell\row
\pard Sm\'f6rg\u229\'e5s \u-10179?\u-8704? {\f2\'cf\'f0\'e8} {\f3\'93\'fa\'96\{} {\f1 a} \emdash{} {\uc2\u8364 xxe}\~x{\*\unknown no}{\pict 0011}{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv A dam}}}00}}{\nonshppict{\pict 00}}{\shp{\*\shpinst{\shptxt\pard In a box.\par}}{\shprslt no}}\par
\page\pard Next page.\bin3 }}}\par
}"#;

#[test]
fn rich_text_is_read_with_notes_comments_code_pages_and_tables() {
    let read = read("a.rtf", RTF.as_bytes());
    assert_eq!(
        read.text,
        "The river\nIt rose¹ fast*, 10 km² wide and far[i].\n1. See the log.\n*. By hand.\n• point\n1. one\na\tb c\n\td\nSmörgås 😀 При 日本 α — €e\u{a0}x[Image: A dam]\nIn a box.\nNext page.\ni. At the end.\n"
    );
    assert_eq!(read.title.as_deref(), Some("A made-up note"));
    assert_eq!(
        (read.author.as_str(), read.year),
        ("Ann Teller", Some(2018))
    );
    assert_eq!(read.map.headings[0].level, 1);
    assert_eq!(read.map.tables.len(), 1);
    let labels: Vec<&str> = read
        .map
        .notes
        .iter()
        .map(|note| note.label.as_str())
        .collect();
    assert_eq!(labels, ["1", "*", "i"]);
    let comment = &read.comments[0];
    assert_eq!(
        (
            comment.author.as_str(),
            comment.quotation.as_str(),
            comment.text.as_str()
        ),
        ("Cy", "wide", "Really?")
    );
    assert_eq!(read.map.links[0].address, "https://example.org/r");
    assert_eq!(read.map.left_out[0].text, "A running head");
    assert_eq!(read.map.pages.len(), 2);
}

#[test]
fn rich_text_that_is_cut_or_nested_does_no_harm() {
    let cut = read("a.rtf", &RTF.as_bytes()[..RTF.find("\\trowd").unwrap()]);
    assert!(cut.text.starts_with("The river\n"));
    assert!(cut.remarks.iter().any(|said| said.text.contains("damaged")));
    let deep = "{\\rtf1 ".to_owned() + &"{".repeat(100_000);
    let fault = extract("a.rtf", deep.as_bytes(), &Options::default()).unwrap_err();
    assert!(matches!(fault, Fault::TooMuch(_)));
    let tables = "{\\rtf1 ".to_owned() + &"\\itap999999 x\\nestcell ".repeat(1_000) + "\\nestrow}";
    assert!(read("a.rtf", tables.as_bytes()).text.contains('x'));
}

/// Small files that have something of everything.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let body = item(1, 0, "one")
        + "<w:p><w:r><w:t>A</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let footnotes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", p("n"));
    vec![
        ("a.docx", docx(&body, &[("footnotes", &footnotes)])),
        ("a.odt", odt(ODT_WORDS, ODT_STYLES)),
        ("a.rtf", RTF.as_bytes().to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_damage_brings_a_reader_down(
        which in 0_usize..12,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let samples = samples();
        let (name, mut bytes) = samples[which % samples.len()].clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if which >= 6 {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        if let Ok(read) = extract(name, &bytes, &Options::default()) {
            prop_assert!(read.map.fits(&read.text));
        }
    }
}
