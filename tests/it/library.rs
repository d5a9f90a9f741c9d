//! What a library says of documents: into the form, into many at once, and back out by undo.
#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, typed};
use crate::support::{Home, document};
use attest::app::{App, Command, read_library};
use attest::library::{Field, Format, read, write};
use attest::project::{Attribute, AttributeId, AttributeKind, Document, Value, WorkKind};
use eframe::egui::{Key, Modifiers};

const NONE: Modifiers = Modifiers::NONE;

const LIBRARY: &str = r#"
@article{moor2014,
  author = {Moor, Ada and Lindqvist, Bo}, title = {Inspecting the inspectors: labels in the tin trade},
  journal = {Journal of Mine Safety}, year = 2014, volume = 12, number = {3}, pages = {12--19}, doi = {10.1234/tin}
}
@book{broken, title = {Never closed, year = 2001}

@report{ota2009, author = {{Harbour Office}}, title = {Prices of shrimp, 2008}, institution = {Harbour Office},
  date = {2009-03-01}, url = {https://example.org/shrimp}}
"#;

fn texts() -> [(&'static str, &'static str); 3] {
    [
        (
            "tin.txt",
            "Inspecting the inspectors\n\nLabels came late to the tin trade.\n",
        ),
        (
            "shrimp.txt",
            "Prices of shrimp\n\nPrices fell in the year of the storm.\n",
        ),
        ("rain.txt", "A letter about rain\n\nIt rained.\n"),
    ]
}

/// A window on those texts, with their titles.
fn desk() -> Desk {
    let mut desk = Desk::project(&texts());
    for (file, text) in texts() {
        let title = text.lines().next().unwrap();
        titled(desk.app_mut(), file, title, "", None);
    }
    desk.show("tin");
    desk
}

/// Opens the details of the document that is read.
fn open_details(desk: &mut Desk) {
    desk.node("Inspecting the inspectors, 0 codings, none coded")
        .focus();
    desk.settle();
    desk.press(NONE, Key::F2);
}

fn known<'a>(app: &'a App, file: &str) -> &'a Document {
    let id = document(app, file);
    app.session()
        .unwrap()
        .project()
        .documents()
        .get(id)
        .unwrap()
}

fn titled(app: &mut App, file: &str, title: &str, author: &str, year: Option<i32>) {
    let changed = Document {
        title: title.to_owned(),
        author: author.to_owned(),
        year,
        ..known(app, file).clone()
    };
    app.attempt(Command::EditDocument(Box::new(changed), String::new()))
        .unwrap();
}

#[test]
fn a_library_fills_the_documents_that_are_its_entries_in_one_step() {
    let home = Home::new();
    let mut app = home.project(&texts());
    titled(
        &mut app,
        "tin.txt",
        "Inspecting the inspectors",
        "Moor and Lindqvist",
        Some(2014),
    );
    titled(&mut app, "shrimp.txt", "Prices of shrimp", "", None);
    titled(&mut app, "rain.txt", "A letter about rain", "", None);
    let before = known(&app, "tin.txt").clone();
    let library = read_library(&home.file("library.bib", LIBRARY)).unwrap();
    assert_eq!(library.entries.len(), 2);
    assert!(
        library.troubles[0].contains("“broken”"),
        "{:?}",
        library.troubles
    );
    let fillings = app.session().unwrap().fillings(&library);
    assert_eq!(fillings.len(), 3);
    let filled = fillings
        .iter()
        .filter(|filling| filling.entry.is_some_and(|entry| entry.is_sure()));
    let filled: Vec<_> = filled
        .map(|filling| (filling.document, filling.changes.clone()))
        .collect();
    assert_eq!(filled.len(), 2, "{fillings:?}");
    app.attempt(Command::FillDocuments(filled)).unwrap();
    let tin = known(&app, "tin.txt");
    assert_eq!(
        tin.title,
        "Inspecting the inspectors: labels in the tin trade"
    );
    assert_eq!(tin.reference.container, "Journal of Mine Safety");
    assert_eq!(tin.reference.kind, Some(WorkKind::Article));
    assert_eq!(tin.kind, "article");
    assert_eq!(known(&app, "shrimp.txt").author, "Harbour Office");
    assert_eq!(known(&app, "rain.txt").author, "");
    app.attempt(Command::Undo).unwrap();
    assert_eq!(known(&app, "tin.txt"), &before);
    assert_eq!(known(&app, "shrimp.txt").author, "");
}

#[test]
fn a_library_in_another_encoding_is_read() {
    let home = Home::new();
    let path = home.path().join("old.ris");
    let text = "TY  - BOOK\r\nAU  - K\u{f6}nig, J\u{fc}rgen\r\nTI  - Stra\u{df}en und H\u{e4}fen im Norden\r\nPY  - 1998\r\nER  - \r\n";
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    std::fs::write(&path, bytes).unwrap();
    let library = read_library(&path).unwrap();
    assert_eq!(library.entries[0].author(), "König");
    assert_eq!(library.entries[0].title, "Straßen und Häfen im Norden");
}

#[test]
fn an_entry_goes_from_format_to_format_unchanged() {
    let entries = read(LIBRARY).unwrap().entries;
    let mut there = entries.clone();
    for format in Format::ALL {
        there = read(&write(&there, format)).unwrap().entries;
    }
    assert_eq!(there, entries);
}

#[test]
fn the_details_are_filled_by_keys_and_one_undo_takes_them_back() {
    let mut desk = desk();
    let attribute = Attribute {
        id: AttributeId::new(),
        name: "Pages scanned".to_owned(),
        kind: AttributeKind::Number,
    };
    desk.app_mut().run(Command::PutAttribute(attribute.clone()));
    let id = document(desk.app(), "tin.txt");
    open_details(&mut desk);
    assert!(desk.sees("Document details"));
    // The title has the keyboard; Tab leads through the form.
    desk.press(NONE, Key::Tab);
    desk.letters("Moor and Lindqvist");
    desk.press(NONE, Key::Tab);
    desk.letters("2014");
    desk.press(NONE, Key::Tab);
    desk.letters("soon");
    desk.fill("Journal, book or site", "Mine Safety");
    desk.fill("Pages scanned", "twelve");
    desk.press(NONE, Key::Enter);
    assert!(
        desk.sees("“soon” is not a date"),
        "what is wrong is said, and the form stays"
    );
    desk.fill("Date", "2014-06");
    desk.press(NONE, Key::Enter);
    assert!(desk.sees("“twelve” is not a number"));
    desk.fill("Pages scanned", "12");
    desk.press(NONE, Key::Enter);
    assert!(!desk.sees("Document details"), "Enter saves");
    let saved = |desk: &Desk| {
        desk.session()
            .project()
            .documents()
            .get(id)
            .unwrap()
            .clone()
    };
    let tin = saved(&desk);
    assert_eq!(
        (tin.author.as_str(), tin.year),
        ("Moor and Lindqvist", Some(2014))
    );
    assert_eq!(tin.reference.container, "Mine Safety");
    assert_eq!(Field::Date.get(&tin), "2014-06");
    assert_eq!(
        tin.attributes.get(&attribute.id),
        Some(&Value::Number(12.0))
    );
    desk.app_mut().run(Command::Undo);
    let tin = saved(&desk);
    assert_eq!((tin.author.as_str(), tin.year), ("", None));
    assert!(tin.attributes.is_empty() && tin.reference.is_empty());
}

#[test]
fn an_entry_that_is_pasted_goes_into_the_form_field_by_field() {
    let mut desk = desk();
    let id = document(desk.app(), "tin.txt");
    open_details(&mut desk);
    desk.fill("Author", "A. Moor");
    desk.click("Fill from an entry…");
    desk.fill("Paste an entry", LIBRARY);
    assert!(
        desk.sees("Moor and Lindqvist 2014, Inspecting the inspectors"),
        "the most like comes first"
    );
    assert!(desk.sees("Line 6"), "what could not be read is told");
    // What was typed by hand stays.
    desk.click("Author  A. Moor → Moor and Lindqvist");
    desk.click("Put into the form");
    assert_eq!(desk.node("DOI").value().as_deref(), Some("10.1234/tin"));
    let before = desk
        .session()
        .project()
        .documents()
        .get(id)
        .unwrap()
        .clone();
    assert!(before.reference.is_empty(), "nothing is saved yet");
    desk.click("Save details");
    let tin = desk
        .session()
        .project()
        .documents()
        .get(id)
        .unwrap()
        .clone();
    assert_eq!((tin.author.as_str(), tin.year), ("A. Moor", Some(2014)));
    assert_eq!(tin.reference.pages, "12–19");
    desk.app_mut().run(Command::Undo);
    assert_eq!(desk.session().project().documents().get(id), Some(&before));
}

#[test]
fn escape_goes_back_from_the_entry_to_the_form_and_then_out() {
    let mut desk = desk();
    open_details(&mut desk);
    desk.fill("Author", "Kept");
    desk.click("Fill from an entry…");
    desk.press(NONE, Key::Escape);
    assert_eq!(desk.node("Author").value().as_deref(), Some("Kept"));
    desk.press(NONE, Key::Escape);
    assert!(!desk.sees("Document details"));
}

#[test]
fn a_library_is_matched_in_its_dialog() {
    let mut desk = desk();
    let file = desk.file("library.bib", LIBRARY);
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters("match a library");
    desk.press(NONE, Key::Enter);
    desk.fill("Library", &typed(&file));
    assert!(desk.sees("2 entries in the library"));
    assert!(desk.sees("A letter about rain: no entry is like it"));
    desk.click("Fill 2 documents");
    let tin = document(desk.app(), "tin.txt");
    let tin = desk
        .session()
        .project()
        .documents()
        .get(tin)
        .unwrap()
        .clone();
    assert_eq!(tin.reference.doi, "10.1234/tin");
    assert_eq!(
        desk.session().undo_label(),
        Some("Fill details from a library")
    );
}
