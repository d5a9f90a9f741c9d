//! Texts that are in a project twice: at import, in the list, on the command line.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use crate::support::{Home, document};
use attest::app::{App, Command};
use attest::text::nearly::Likeness;
use eframe::egui::{Key, Modifiers};

/// Sentences that no other seed gives.
fn text(seed: usize, sentences: usize) -> String {
    const WHO: [&str; 7] = [
        "The inspector",
        "A miner",
        "The owner",
        "Nobody",
        "The harbour office",
        "A clerk",
        "The union",
    ];
    const DID: [&str; 11] = [
        "counted", "sold", "reported", "weighed", "forgot", "labelled", "refused", "praised",
        "copied", "lost", "sent",
    ];
    const WHAT: [&str; 13] = [
        "the tin",
        "a sack of rice",
        "the ledger",
        "nine barrels",
        "the old law",
        "a letter",
        "the shrimp",
        "the price",
        "his lamp",
        "a list of names",
        "the keys",
        "their boats",
        "the report",
    ];
    let mut state = seed as u64 * 2_654_435_761 + 1;
    let mut next = |most: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    let sentences = (0..sentences).map(|_| {
        let year = 1700 + next(300);
        format!(
            "{} {} {} in {year}.",
            WHO[next(7)],
            DID[next(11)],
            WHAT[next(13)]
        )
    });
    sentences.collect::<Vec<_>>().join(" ") + "\n"
}

/// As a second OCR would read it: one word in twenty with a wrong letter, other line ends, other quotation marks.
fn scarred(text: &str) -> String {
    let words = text.split(' ').enumerate().map(|(at, word)| match at % 20 {
        7 => word.replace(['e', 'o', '1'], "c") + "l",
        13 => format!("{word}\n"),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn twins(app: &mut App) -> Vec<(String, String, Likeness)> {
    app.attempt(Command::SeekTwins).unwrap();
    app.wait_idle();
    let session = app.session().unwrap();
    let file = |id| session.project().documents().get(id).unwrap().file.clone();
    let found = session.twins().unwrap().into_iter();
    found
        .map(|pair| (file(pair.one), file(pair.other), pair.likeness))
        .collect()
}

#[test]
fn twins_are_told_at_import_by_name() {
    let home = Home::new();
    let (tin, rain) = (text(1, 80), text(2, 80));
    let mut app = home.project(&[("tin.txt", &tin), ("rain.txt", &rain)]);
    let told = |app: &App| {
        let intakes = app.session().unwrap().project().intakes().iter();
        let files = intakes.flat_map(|intake| &intake.files);
        let said = files.flat_map(|file| {
            let remarks = file.remarks.iter();
            remarks.map(|remark| format!("{}: {}", file.name, remark.text))
        });
        said.collect::<Vec<_>>().join("\n")
    };
    assert!(!told(&app).contains("same"), "{}", told(&app));
    let files = vec![
        home.file("again.txt", &tin.replace("\n", "\r\n")),
        home.file("ocr.txt", &scarred(&rain)),
        home.file(
            "book.txt",
            &format!("{}{rain}{}", text(3, 900), text(4, 900)),
        ),
        home.file("other.txt", &text(5, 80)),
    ];
    app.attempt(Command::Import(files)).unwrap();
    app.wait_idle();
    let told = told(&app);
    assert!(told.contains("again.txt: Has the same text as"), "{told}");
    assert!(told.contains("ocr.txt: Is nearly the same ("), "{told}");
    assert!(
        told.contains("book.txt: Holds all of the text of"),
        "{told}"
    );
    assert!(!told.contains("other.txt:"), "{told}");
    assert_eq!(
        app.session().unwrap().project().documents().len(),
        6,
        "all came in"
    );
}

#[test]
fn all_pairs_are_found_and_texts_on_the_same_matter_are_none() {
    let home = Home::new();
    let (tin, rain) = (text(1, 100), text(2, 100));
    let mut app = home.project(&[
        ("tin.txt", &tin),
        ("tin-ocr.txt", &scarred(&tin)),
        ("rain.txt", &rain),
        (
            "book.txt",
            &format!("{}{rain}{}", text(3, 1200), text(4, 1200)),
        ),
        ("other.txt", &text(5, 100)),
        ("short.txt", "Too short to say.\n"),
        ("shorter.txt", "Too short, too.\n"),
    ]);
    let found = twins(&mut app);
    assert_eq!(found.len(), 2, "{found:?}");
    let within = found.iter().find(|(one, ..)| one == "rain.txt").unwrap();
    assert!(
        within.1 == "book.txt" && matches!(within.2, Likeness::Within(_)),
        "{found:?}"
    );
    let nearly = found
        .iter()
        .find(|(one, ..)| one.starts_with("tin"))
        .unwrap();
    assert!(
        matches!(nearly.2, Likeness::Nearly(share) if (0.93..0.98).contains(&share)),
        "{found:?}"
    );
    // What is removed has no twin any longer, and undo brings both back.
    let book = document(&app, "book.txt");
    app.attempt(Command::RemoveDocument(book)).unwrap();
    assert_eq!(app.session().unwrap().twins().unwrap().len(), 1);
    app.attempt(Command::Undo).unwrap();
    assert_eq!(twins(&mut app).len(), 2);
}

#[test]
fn duplicates_are_listed_with_their_codings_and_one_is_removed() {
    let tin = text(1, 60);
    let mut desk = Desk::project(&[
        ("tin.txt", &tin),
        ("copy.txt", &scarred(&tin)),
        ("rain.txt", &text(2, 60)),
    ]);
    assert!(desk.sees("Is nearly the same (9"), "the import says so");
    desk.press(Modifiers::NONE, Key::Escape);
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters("find duplicates");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.settle();
    assert!(desk.sees("is nearly the same (9"));
    desk.click("Remove copy.txt with 0 codings");
    assert!(desk.sees("No two documents have the same text, or nearly"));
    assert_eq!(desk.session().project().documents().len(), 2);
    desk.app_mut().run(Command::Undo);
    desk.settle();
    desk.click("Open tin.txt");
    let tin = document(desk.app(), "tin.txt");
    assert_eq!(desk.session().view().document, Some(tin));
}
