//! A text that once was pages: its pages are found by rules, seen, put right, and cited.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use attest::analysis::cite;
use attest::app::Command;
use attest::project::Span;
use eframe::egui::{Key, Modifiers};

/// A report of three chapters of two pages each, a note at the foot of every page but the fourth.
fn report() -> String {
    let mut text = String::from(
        "Contents\n\nBeginnings ..... 5\nPressure ..... 7\nLaws ..... 9\nClosing words ..... 11\n\n",
    );
    let mut page = 5;
    for chapter in ["Beginnings", "Pressure", "Laws", "Closing words"] {
        text.push_str(&format!("{chapter}\n\n"));
        for _ in 0..2 {
            let note = page - 4;
            text.push_str(&format!(
                "What was written on page {page} of this report, made up for the test.{}\n\n{note}. A note made up for the test.\n\n",
                raised(note)
            ));
            page += 1;
        }
    }
    text.replace("4. A note made up for the test.\n\n", "")
        .replace("test.⁴", "test.")
}

fn raised(number: usize) -> char {
    ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][number]
}

/// How a passage with these words is cited.
fn cited(desk: &Desk, words: &str) -> String {
    let (_, text) = desk.session().shown().unwrap();
    let start = text.str().find(words).unwrap();
    cite::place(text, Span::new(start, start + words.len()))
}

#[test]
fn pages_are_found_by_rules_put_right_and_taken_back() {
    let text = report();
    let mut desk = Desk::project(&[("report.txt", &text)]);
    desk.show("report.txt");
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters("pages of the text");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.click("Find by rules");
    assert_eq!(cited(&desk, "written on page 6"), "p. 6");
    assert_eq!(
        cited(&desk, "written on page 8"),
        "p. 7 to 8",
        "a note is lost there"
    );
    assert_eq!(cited(&desk, "written on page 10"), "p. 10");

    let at = text.find("What was written on page 8").unwrap();
    desk.press(Modifiers::NONE, Key::Escape);
    let (document, _) = desk.session().shown().unwrap();
    desk.app_mut()
        .run(Command::GoTo(document, Span::new(at, at)));
    desk.settle();
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters("pages of the text");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.letters("8");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(cited(&desk, "written on page 8"), "p. 8");
    assert_eq!(
        cited(&desk, "written on page 7"),
        "p. 7",
        "which it narrows"
    );
    desk.node("Go to page 8");
    desk.press(Modifiers::NONE, Key::Escape);

    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(cited(&desk, "written on page 8"), "p. 7 to 8");
}

#[test]
fn what_is_no_page_is_said() {
    let mut desk = Desk::project(&[("report.txt", &report())]);
    desk.show("report.txt");
    let (document, _) = desk.session().shown().unwrap();
    let change = attest::app::PageChange::Put(0, "somewhere in the middle".to_owned());
    let said = desk
        .app_mut()
        .attempt(Command::ChangePage(document, change));
    assert!(said.unwrap_err().contains("is not a page"));
    let mut plain = Desk::project(&[("plain.txt", "Only words.\n")]);
    plain.show("plain.txt");
    let (document, _) = plain.session().shown().unwrap();
    let said = plain.app_mut().attempt(Command::FindPages(document));
    assert!(
        said.unwrap_err()
            .contains("Nothing in this text says where its pages are")
    );
}
