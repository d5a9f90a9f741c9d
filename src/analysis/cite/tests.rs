#![allow(clippy::unwrap_used)]
use super::*;
use crate::project::{Clock, CoderId, Device, Transaction};
use crate::text::{Cue, Map, Page};
use proptest::prelude::*;

fn project(author: &str, year: Option<i32>) -> (Project, DocumentId) {
    let document = Document {
        id: DocumentId::named("d"),
        title: "Field notes".to_owned(),
        author: author.to_owned(),
        year,
        case: None,
        kind: String::new(),
        notes: String::new(),
        file: "notes.txt".to_owned(),
        original: String::new(),
        encoding: String::new(),
        sha256: String::new(),
        bytes: 0,
        ..Document::new("", "")
    };
    let id = document.id;
    let mut project = Project::default();
    let mut clock = Clock::new(CoderId::named("me"), Device(1));
    project.apply(&Transaction::new("").put(document), &mut clock, 0);
    (project, id)
}

fn style(citation: &str) -> Style {
    Style {
        citation: citation.to_owned(),
        ..Style::default()
    }
}

fn quoted(style: &Style, text: &str, spans: &[Span]) -> String {
    let (project, id) = project("Okafor", Some(2011));
    let cite = Cite::new(style).unwrap();
    cite.spans(&project, id, &Text::new(text), spans, Ground::default())
        .whole()
}

#[test]
fn a_quotation_names_its_source_and_page() {
    let text = "one\x0cThe law\nwas “new”.¹² More";
    let start = text.find("The").unwrap();
    let spans = [Span::new(start, text.find(" More").unwrap())];
    let usual = Style::default();
    assert_eq!(
        quoted(&usual, text, &spans),
        "“The law was “new”.” (Okafor 2011, p. 2)"
    );
    let marks = Style {
        note_marks: true,
        ..usual
    };
    assert_eq!(
        quoted(&marks, text, &spans),
        "“The law was “new”.¹²” (Okafor 2011, p. 2)"
    );
}

#[test]
fn without_an_author_the_title_stands() {
    let (project, id) = project("", None);
    let text = Text::new("one two three four");
    let spans = [Span::new(0, 3), Span::new(14, 18)];
    let cite = Cite::new(&Style::default()).unwrap();
    let quote = |spans: &[Span]| {
        cite.spans(&project, id, &text, spans, Ground::default())
            .whole()
    };
    assert_eq!(quote(&spans), "“one […] four” (Field notes, ¶ 1)");
    assert_eq!(quote(&[Span::new(3, 4)]), "");
    assert_eq!(quote(&[Span::new(3, 400)]), "");
}

#[test]
fn a_passage_over_pages_and_paragraphs_names_the_first_and_the_last() {
    let text = "one\x0ctwo\nthree\n\x0cfour";
    let place = |start, end| place(&Text::new(text), Span::new(start, end));
    assert_eq!(place(0, 3), "p. 1");
    assert_eq!(place(0, 4), "p. 1", "the page break is not the next page");
    assert_eq!(place(4, text.len()), "pp. 2–3");
    let plain = Text::new("one\ntwo\n");
    assert_eq!(super::place(&plain, Span::new(0, 4)), "¶ 1");
    assert_eq!(super::place(&plain, Span::new(0, 7)), "¶¶ 1–2");
    let spans = [Span::new(4, text.len())];
    assert_eq!(
        quoted(
            &style("{author} [{speaker}: ]S. {page}, {paragraph}"),
            text,
            &spans
        ),
        "“two three four” Okafor S. 2–3, 1–3"
    );
}

fn page(start: usize, label: &str, to: &str) -> Page {
    Page {
        start,
        label: label.to_owned(),
        to: to.to_owned(),
        counted: 0,
        trouble: None,
    }
}

#[test]
fn pages_are_cited_as_they_are_printed_and_as_far_as_they_are_known() {
    let map = Map {
        pages: vec![
            page(4, "xii", ""),
            page(8, "12", ""),
            page(12, "13", ""),
            page(16, "8", "10"),
            page(20, "11", ""),
            page(24, "8", "10"),
        ],
        ..Map::default()
    };
    let text = Text::mapped("aaa bbb ccc ddd eee fff ggg", map);
    let cited = |start, end| place(&text, Span::new(start, end));
    assert_eq!(cited(0, 3), "¶ 1", "ahead of the first page");
    assert_eq!(cited(4, 7), "p. xii");
    assert_eq!(cited(4, 12), "pp. xii–12");
    assert_eq!(
        cited(8, 12),
        "p. 12",
        "the blank at its end is no more of it"
    );
    assert_eq!(cited(8, 15), "pp. 12–13");
    assert_eq!(cited(16, 19), "p. 8 to 10");
    assert_eq!(cited(16, 23), "pp. 8 to 11");
    assert_eq!(cited(20, 27), "pp. 11 to 10", "as the file has them");
    let (project, id) = project("Okafor", Some(2011));
    let spans = [Span::new(16, 23)];
    let cite = Cite::new(&Style::default()).unwrap();
    assert_eq!(
        cite.spans(&project, id, &text, &spans, Ground::default())
            .whole(),
        "“eee fff” (Okafor 2011, pp. 8 to 11)"
    );
}

#[test]
fn a_transcript_is_cited_by_its_time() {
    let cue = |start, at| Cue {
        start,
        at,
        until: at,
        speaker: "Ana".to_owned(),
    };
    let map = Map {
        cues: vec![cue(4, 751_000), cue(8, 782_400)],
        ..Map::default()
    };
    let text = Text::mapped("aaa\nbbb\nccc\n", map);
    assert_eq!(place(&text, Span::new(4, 7)), "00:12:31");
    assert_eq!(place(&text, Span::new(4, 11)), "00:12:31–00:13:02");
    assert_eq!(place(&text, Span::new(0, 3)), "¶ 1");
}

#[test]
fn a_sentence_that_a_page_cuts_is_quoted_whole() {
    let words = "The law was\n1. A note.\nnew then. More.";
    let map = Map {
        cuts: vec![Span::new(11, 23)],
        pages: vec![page(0, "12", ""), page(23, "13", "")],
        ..Map::default()
    };
    let (project, id) = project("Okafor", Some(2011));
    let cite = Cite::new(&Style::default()).unwrap();
    let text = Text::mapped(words, map);
    let quote = |spans: &[Span]| {
        cite.spans(&project, id, &text, spans, Ground::default())
            .whole()
    };
    assert_eq!(
        quote(&[Span::new(0, 11), Span::new(23, 32)]),
        "“The law was new then.” (Okafor 2011, pp. 12–13)"
    );
    assert_eq!(
        quote(&[Span::new(0, 7), Span::new(23, 32)]),
        "“The law […] new then.” (Okafor 2011, pp. 12–13)"
    );
}

#[test]
fn the_cut_is_as_the_style_says() {
    let spans = [Span::new(0, 3), Span::new(8, 13)];
    let with = |cut: &str| {
        let style = Style {
            cut: cut.to_owned(),
            ..style("")
        };
        quoted(&style, "one two three", &spans)
    };
    assert_eq!(with("..."), "“one ... three”");
    assert_eq!(with(""), "“one three”");
}

#[test]
fn a_pattern_that_is_none_is_refused_with_the_place() {
    for (pattern, says) in [
        ("({autor})", "“{autor}” at character 2"),
        ("{author", "“{” at character 1 is never closed"),
        ("a [ {year}", "“[” at character 3 is never closed"),
        ("a]", "“]” at character 2 closes nothing"),
        ("a}", "“}” at character 2 closes nothing"),
        ("é{}", "“{}” at character 2"),
        ("{author|}", "“{author|}” at character 1"),
    ] {
        let error = pattern.parse::<Pattern>().unwrap_err();
        assert!(error.contains(says), "{pattern}: {error}");
    }
}

#[test]
fn a_sign_after_a_backslash_is_itself() {
    let spans = [Span::new(0, 3)];
    assert_eq!(
        quoted(&style(r"\[{author}\] \{x\} \\"), "one", &spans),
        r"“one” [Okafor] {x} \"
    );
}

#[test]
fn groups_go_where_something_in_them_is_not_known() {
    let known = |name| match name {
        Name::Author => Some("A".to_owned()),
        Name::Year => None,
        _ => Some("x".to_owned()),
    };
    let fill = |pattern: &str| pattern.parse::<Pattern>().unwrap().fill(known);
    assert_eq!(fill("{author}[ {year}], {title}"), "A, x");
    assert_eq!(fill("[{author} [{year} ]{title}]!"), "A x!");
    assert_eq!(fill("{year|author}"), "A");
    assert_eq!(fill("[{year}{author}]"), "");
}

proptest! {
    #[test]
    fn no_pattern_brings_it_down(pattern in "[a{}\\[\\]|\\\\ é]{0,12}|\\PC{0,30}") {
        if let Ok(read) = pattern.parse::<Pattern>() {
            read.fill(|_| None);
        }
    }

    #[test]
    fn any_words_can_be_written_as_a_pattern(words in "\\PC{0,20}") {
        let mut pattern = String::new();
        for c in words.chars() {
            if "\\{}[]".contains(c) {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        let read: Pattern = pattern.parse().unwrap();
        prop_assert_eq!(read.fill(|_| None), words.trim());
    }

    #[test]
    fn a_stored_quotation_comes_apart_where_its_spans_say(pieces in proptest::collection::vec("[abc …]{1,8}", 1..4)) {
        let quotation = pieces.join(Coding::CUT);
        let mut at = 0;
        let spans: Vec<Span> = pieces.iter().map(|piece| {
            let span = Span::new(at, at + piece.len());
            at = span.end + 1;
            span
        }).collect();
        prop_assert_eq!(parts(&quotation, &spans), pieces);
    }
}
