//! Notes in the reader: their words beside their marks, the way there and back, and folded away.
#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, says};
use attest::app::{Command, Selection};
use attest::project::{Coding, Span, Transaction};
use attest::store::{Machine, Store};
use attest::text::{Cue, Headline, Link, Map, MappedNote, Page};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Node;
use egui_kittest::kittest::Queryable as _;

/// Later than any clock that runs meanwhile, in milliseconds since 1970.
const NOW: u64 = 4_000_000_000_000;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A text whose notes stand at the foot of its pages, as a plain file has them. The first page cuts a sentence.
pub const REPORT: &str = "The council met in May and the law was¹\n\n1. Minutes of the council, third book.\n\n2. A letter from the clerk.\n\npassed in June.² Nobody had asked for it.\n\nThe next year it was forgotten.³\n\n3. A talk with the clerk's son.\n";

/// Puts a document on the desk with a map of its text, as an importer leaves it.
pub fn mapped(text: &str, map: &Map) -> Desk {
    let mut desk = Desk::project(&[("report.txt", text)]);
    desk.show("report.txt");
    map_shown(&mut desk, map);
    desk
}

/// The same of the document in the reader.
pub fn map_shown(desk: &mut Desk, map: &Map) {
    let dir = desk.session().dir().to_owned();
    let (shown, _) = desk.session().shown().unwrap();
    let documents = desk.session().project().documents();
    let mut document = documents.get(shown).unwrap().clone();
    // As a colleague would, on a machine of their own.
    let machine = Machine::at(&desk.path("importer")).unwrap();
    let mut opened = Store::open(&dir, &machine.writer("Importer"), NOW).unwrap();
    let texts = opened.store.texts();
    document.map = texts.add_map(&document.file, map).unwrap();
    let step = Transaction::new("Import").put(document);
    let (changes, _) = opened.project.apply(&step, &mut opened.clock, NOW);
    opened.store.journal().append("Import", &changes).unwrap();
    drop(opened);
    desk.app_mut().look_for_news();
    desk.settle();
}

fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn note(text: &str, label: &str, words: &str, mark: &str) -> MappedNote {
    MappedNote {
        label: label.to_owned(),
        spans: vec![find(text, words)],
        marks: vec![find(text, mark)],
        ..MappedNote::default()
    }
}

/// What the importer of a paged file knows of the report.
pub fn report() -> Map {
    let page = |start, label: &str, counted| Page {
        start,
        label: label.to_owned(),
        to: String::new(),
        counted,
        trouble: None,
    };
    let second = find(REPORT, "passed in June").start;
    Map {
        pages: vec![page(0, "xi", 1), page(second, "xii", 2)],
        notes: vec![
            note(REPORT, "1", "1. Minutes of the council, third book.", "¹"),
            note(REPORT, "2", "2. A letter from the clerk.", "²"),
            note(REPORT, "3", "3. A talk with the clerk's son.", "³"),
        ],
        cuts: vec![Span::new(find(REPORT, "was¹").end, second)],
        ..Map::default()
    }
}

fn page(desk: &Desk) -> Node<'_> {
    let role = Role::MultilineTextInput;
    desk.harness.get_by_role_and_label(role, "report")
}

/// The words of the text that are in sight.
fn in_sight(desk: &Desk) -> String {
    page(desk).value().unwrap_or_default()
}

fn caret(desk: &Desk) -> usize {
    desk.session().view().selection.head
}

#[test]
fn a_mark_says_its_note_leads_to_it_and_the_note_leads_back() {
    // Nothing but the letters of a plain text.
    let mut desk = Desk::project(&[("report.txt", REPORT)]);
    desk.show("report.txt");
    let mark = desk
        .node("Note 2: A letter from the clerk.")
        .rect()
        .center();
    desk.harness.hover_at(mark);
    desk.settle();
    assert!(desk.sees("A letter from the clerk."));
    desk.click_at(mark, 1);
    assert_eq!(caret(&desk), find(REPORT, "2. A letter").start);
    let back = desk.node("Back to the mark of note 2").rect().center();
    desk.click_at(back, 1);
    assert_eq!(caret(&desk), find(REPORT, "²").start);
    // And by keys: the caret stands at the mark.
    desk.press(CTRL, Key::Enter);
    assert_eq!(caret(&desk), find(REPORT, "2. A letter").start);
    desk.press(CTRL, Key::Enter);
    assert_eq!(caret(&desk), find(REPORT, "²").start);
}

#[test]
fn folded_notes_leave_a_row_that_unfolds_them() {
    let mut desk = Desk::project(&[("report.txt", REPORT)]);
    desk.show("report.txt");
    assert!(in_sight(&desk).contains("third book"));
    desk.press(CTRL_SHIFT, Key::N);
    assert!(desk.app().settings().fold_notes, "remembered");
    let seen = in_sight(&desk);
    assert!(seen.contains("passed in June") && seen.contains("forgotten"));
    assert!(!seen.contains("third book") && !seen.contains("clerk's son"));
    desk.click("Unfold 2 notes, 1 to 2");
    let seen = in_sight(&desk);
    assert!(seen.contains("third book") && !seen.contains("clerk's son"));
    desk.click("Fold 2 notes, 1 to 2");
    assert!(!in_sight(&desk).contains("third book"));
    desk.press(CTRL_SHIFT, Key::N);
    assert!(in_sight(&desk).contains("clerk's son"));
}

#[test]
fn the_caret_passes_folded_notes_and_enter_unfolds_them() {
    let mut desk = Desk::project(&[("report.txt", REPORT)]);
    desk.show("report.txt");
    desk.press(CTRL_SHIFT, Key::N);
    let row = find(REPORT, "1. Minutes").start;
    let end = find(REPORT, "was¹").end;
    desk.app_mut().run(Command::Select(Selection::caret(end)));
    page(&desk).focus();
    desk.settle();
    desk.press(Modifiers::NONE, Key::ArrowRight);
    desk.press(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(
        caret(&desk),
        row,
        "the row of the notes is a place to stand"
    );
    desk.press(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(caret(&desk), find(REPORT, "passed in June").start);
    desk.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(caret(&desk), row);
    desk.press(Modifiers::NONE, Key::Enter);
    assert!(in_sight(&desk).contains("third book"));
    desk.press(CTRL, Key::End);
    assert_eq!(
        caret(&desk),
        find(REPORT, "3. A talk").start,
        "it ends folded"
    );
}

#[test]
fn what_one_goes_to_unfolds_its_note() {
    let mut desk = Desk::project(&[("report.txt", REPORT)]);
    desk.show("report.txt");
    desk.press(CTRL_SHIFT, Key::N);
    desk.press(CTRL, Key::F);
    desk.letters("son");
    desk.press(Modifiers::NONE, Key::Enter);
    let seen = in_sight(&desk);
    assert!(seen.contains("clerk's son"), "the hit is to be seen");
    assert!(!seen.contains("third book"), "the others stay folded");
}

#[test]
fn a_sentence_that_a_page_cuts_is_selected_and_coded_without_the_notes_in_it() {
    let mut desk = mapped(REPORT, &report());
    desk.press(CTRL_SHIFT, Key::N);
    let (first, last) = (find(REPORT, "the law was"), find(REPORT, "passed in June."));
    let selection = Selection::of(Span::new(first.start, last.end));
    desk.app_mut().run(Command::Select(selection));
    let code = desk.session().find_code("TIMING").unwrap();
    desk.app_mut().run(Command::ApplyCode(code));
    desk.settle();
    let codings: Vec<Coding> = desk.session().project().codings().iter().cloned().collect();
    let law = find(REPORT, "the law was¹");
    assert_eq!(codings[0].spans, [law, last]);
    let (document, text) = desk.session().shown().unwrap();
    let quoted = desk.session().quoted(document, text, &codings[0].spans);
    assert_eq!(quoted, "“the law was passed in June.” (report, pp. xi–xii)");
}

#[test]
fn codings_in_folded_notes_show_on_their_row() {
    let mut desk = mapped(REPORT, &report());
    let selection = Selection::of(find(REPORT, "third book"));
    desk.app_mut().run(Command::Select(selection));
    let code = desk.session().find_code("TIMING").unwrap();
    desk.app_mut().run(Command::ApplyCode(code));
    desk.press(CTRL_SHIFT, Key::N);
    let row = desk.node("Unfold 2 notes, 1 to 2").rect();
    let named = desk.harness.query_all_by_label_contains("TIMING");
    let beside = |node: &Node<'_>| {
        let rect = node.rect();
        rect.left() > row.right() && rect.y_range().contains(row.center().y)
    };
    assert!(named.into_iter().any(|node| beside(&node)));
}

#[test]
fn headings_links_and_tables_are_those_of_the_file() {
    let text = "Aims\nSee the report of the town for more.\nTown\tYear\tVotes\nAlder\t1931\t12\nBirchwood by the sea\t1932\t7\nAfter the table.\n";
    let map = Map {
        headings: vec![Headline {
            span: find(text, "Aims"),
            level: 1,
        }],
        links: vec![Link {
            span: find(text, "the report"),
            address: "https://example.org/report".to_owned(),
        }],
        tables: vec![Span::new(
            find(text, "Town").start,
            find(text, "1932\t7").end,
        )],
        ..Map::default()
    };
    let mut desk = mapped(text, &map);
    let heading = desk.node("Aims").rect();
    assert!(heading.height() > 0.0);
    let link = desk
        .node("Link to https://example.org/report")
        .rect()
        .center();
    desk.harness.hover_at(link);
    desk.settle();
    assert!(desk.sees("https://example.org/report"));
}

#[test]
fn who_speaks_is_the_speaker_of_a_new_coding() {
    let text = "We came in May.\nAnd who asked you?\nNobody did.\n";
    let cue = |words: &str, at, speaker: &str| Cue {
        start: find(text, words).start,
        at,
        until: at + 4_000,
        speaker: speaker.to_owned(),
    };
    let map = Map {
        cues: vec![
            cue("We came", 751_000, "Ana"),
            cue("And who", 756_000, ""),
            cue("Nobody", 761_000, "Ana"),
        ],
        ..Map::default()
    };
    let mut desk = mapped(text, &map);
    assert!(says(&desk.harness, "Nobody did."));
    let code = desk.session().find_code("TIMING").unwrap();
    for words in ["Nobody did", "who asked"] {
        let selection = Selection::of(find(text, words));
        desk.app_mut().run(Command::Select(selection));
        desk.app_mut().run(Command::ApplyCode(code));
        desk.settle();
    }
    let speaker = |quotation: &str| {
        let codings = desk.session().project().codings();
        let coding = codings.iter().find(|coding| coding.quotation == quotation);
        coding.unwrap().speaker.clone()
    };
    assert_eq!(speaker("Nobody did"), "Ana");
    assert_eq!(speaker("who asked"), "");
    let place = desk
        .session()
        .shown()
        .unwrap()
        .1
        .place(find(text, "Nobody").start);
    assert_eq!(place, "00:12:41");
}
