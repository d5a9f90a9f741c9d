//! Correcting a text at the window: by key, by list, by file.

#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, typed};
use attest::app::{App, Command, Selection};
use attest::project::Span;
use eframe::egui::{Key, Modifiers};

const TALK: &str = "Q: Why then?\nA: The goverment wanted a beter rank.\nQ: And after?\nA: Nobody asked the workers at the port.\n";

fn select(desk: &mut Desk, words: &str) {
    let (_, text) = desk.session().shown().unwrap();
    let start = text.str().find(words).unwrap();
    let span = Span::new(start, start + words.len());
    desk.app_mut().run(Command::Select(Selection::of(span)));
    desk.settle();
}

fn code(desk: &mut Desk, words: &str, key: &str) {
    select(desk, words);
    let code = desk.session().find_code(key).unwrap();
    desk.app_mut().run(Command::ApplyCode(code));
    desk.settle();
}

fn caret(desk: &mut Desk, words: &str) {
    let (_, text) = desk.session().shown().unwrap();
    let at = text.str().find(words).unwrap();
    desk.app_mut().run(Command::Select(Selection::caret(at)));
    desk.settle();
}

fn text(desk: &Desk) -> String {
    desk.session().shown().unwrap().1.str().to_owned()
}

fn quotations(desk: &Desk) -> Vec<String> {
    let codings = desk.session().project().codings().iter();
    let mut all: Vec<_> = codings.collect();
    all.sort_by_key(|coding| coding.extent());
    all.into_iter()
        .map(|coding| coding.quotation.clone())
        .collect()
}

fn start() -> Desk {
    let mut desk = Desk::project(&[("talk.txt", TALK)]);
    desk.show("talk.txt");
    code(&mut desk, "goverment wanted a beter rank", "TIMING-RANK");
    code(&mut desk, "Nobody asked the workers", "DP-GROUPS");
    desk
}

fn act(desk: &mut Desk, action: &str) {
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters(action);
    desk.press(Modifiers::NONE, Key::Enter);
}

#[test]
fn a_typing_error_is_mended_by_key_and_its_passage_goes_along() {
    let mut desk = start();
    caret(&mut desk, "wanted");
    desk.press(Modifiers::COMMAND, Key::E);
    assert!(desk.sees("Correct the text"));
    assert!(desk.sees("1 passage goes with the words"));
    desk.fill("Corrected text", "A: The government wanted a better rank.");
    desk.press(Modifiers::COMMAND, Key::Enter);
    assert!(!desk.sees("Corrected text"), "{:?}", desk.told());
    assert!(text(&desk).contains("government wanted a better rank.\nQ:"));
    assert_eq!(
        quotations(&desk),
        [
            "government wanted a better rank",
            "Nobody asked the workers"
        ]
    );
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&desk), TALK);
    assert_eq!(quotations(&desk)[0], "goverment wanted a beter rank");
}

#[test]
fn several_corrections_are_kept_and_become_one_version() {
    let mut desk = start();
    for (words, mended) in [
        ("wanted", "A: The government wanted a better rank."),
        ("Why", "Q: Why just then?"),
    ] {
        caret(&mut desk, words);
        desk.press(Modifiers::COMMAND, Key::E);
        desk.fill("Corrected text", mended);
        desk.press(Modifiers::NONE, Key::Escape);
    }
    assert_eq!(text(&desk), TALK, "not in the text yet");
    assert!(desk.sees("2 corrections are not in the text yet"));
    // What was typed stands in the field when one comes back to it.
    caret(&mut desk, "wanted");
    desk.press(Modifiers::COMMAND, Key::E);
    let field = desk.node("Corrected text").value();
    assert_eq!(
        field.as_deref(),
        Some("A: The government wanted a better rank.")
    );
    desk.press(Modifiers::NONE, Key::Escape);
    desk.click("Put into the text");
    assert!(text(&desk).starts_with("Q: Why just then?\nA: The government"));
    assert_eq!(desk.session().project().versions().len(), 2);
    assert!(!desk.sees("not in the text yet"));
}

#[test]
fn a_correction_can_be_left_and_so_can_all_of_them() {
    let mut desk = start();
    caret(&mut desk, "wanted");
    desk.press(Modifiers::COMMAND, Key::E);
    desk.fill("Corrected text", "Something else");
    desk.click("Leave as it was");
    assert!(!desk.sees("not in the text yet"));
    desk.press(Modifiers::COMMAND, Key::E);
    desk.fill("Corrected text", "Something else");
    desk.click("Correct more first");
    desk.click("Leave them…");
    assert!(
        desk.sees("1 correction is not in the text yet"),
        "asked first"
    );
    desk.click("Leave them for good");
    assert!(!desk.sees("not in the text yet"));
    assert_eq!(text(&desk), TALK);
}

#[test]
fn what_was_typed_is_there_after_the_app_was_killed() {
    let mut desk = start();
    caret(&mut desk, "wanted");
    desk.press(Modifiers::COMMAND, Key::E);
    desk.fill("Corrected text", "A: Half a correc");
    // As it does every few seconds.
    desk.app_mut().keep_settings();
    let (id, _) = desk.session().shown().unwrap();
    let mut later = App::new(desk.app().machine().clone(), attest::jobs::silent());
    later.run(Command::Open(desk.path("project")));
    later.wait_idle();
    let draft = later.draft(id).unwrap();
    assert_eq!(draft.edits()[0].1, "A: Half a correc");
}

#[test]
fn corrections_that_wait_go_along_when_the_text_changes_under_them() {
    let mut desk = start();
    caret(&mut desk, "wanted");
    desk.press(Modifiers::COMMAND, Key::E);
    desk.fill("Corrected text", "A: The government wanted a better rank.");
    desk.press(Modifiers::NONE, Key::Escape);
    let (document, _) = desk.session().shown().unwrap();
    desk.app_mut().run(Command::CorrectText {
        document,
        text: format!("Interview\n{TALK}"),
        note: String::new(),
    });
    desk.settle();
    desk.click("Put into the text");
    assert_eq!(
        text(&desk),
        format!("Interview\n{TALK}")
            .replace("goverment", "government")
            .replace("beter", "better")
    );
}

#[test]
fn a_waiting_passage_is_placed_from_the_list() {
    let mut desk = start();
    let file = desk.file(
        "better.txt",
        &TALK.replace(
            "Nobody asked the workers at the port.",
            "Men were hired at the port. As they say, workers there were asked by nobody.",
        ),
    );
    act(&mut desk, "Texts of the document");
    assert!(desk.sees("nobody has corrected it"));
    desk.fill("Corrected file", &typed(&file));
    desk.click("Compare");
    assert!(desk.sees("1 passage goes with the text, 0 of them with corrected words; 1 waits"));
    desk.click("Replace the text");
    assert!(desk.sees("Replaced by better.txt"));
    desk.click("Close");
    desk.click("1 passage waits");
    assert!(desk.sees("Waiting passages"));
    desk.click("Show likely places of “Nobody asked the workers”");
    assert!(desk.sees("% alike"));
    desk.starting("Place at the likely place").click();
    desk.settle();
    assert_eq!(desk.session().count_waiting(), 0);
    assert!(
        quotations(&desk)[1].contains("asked by nobody"),
        "{:?}",
        quotations(&desk)
    );
    assert!(desk.sees("No passage waits"));
}
