//! What a code is, written in its dialog by keyboard and mouse: nothing typed there is ever lost.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use attest::app::{Command, ExampleKind, Selection};
use attest::project::{Code, Place, Span, Test};
use eframe::egui::{Key, Modifiers, vec2};

const CTRL: Modifiers = Modifiers::COMMAND;
const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;

const HARBOUR: &str = "The harbour\n\nThe minister named the report on Monday.\n";

/// A project with a document and the framework of observable implications.
fn with_codebook() -> Desk {
    let mut desk = Desk::project(&[("harbour.txt", HARBOUR)]);
    desk.show("harbour");
    desk
}

/// What only the dialog shows.
const DIALOG: &str = "Previous code";

/// Opens the dialog of a code by its row.
fn open(desk: &mut Desk, key: &str) {
    // Long enough after the last click for these to be two and not four.
    desk.harness.run_steps(40);
    desk.starting(key).scroll_to_me();
    desk.settle();
    let at = desk.starting(key).rect().center();
    desk.click_at(at, 2);
    assert!(desk.sees(DIALOG), "the dialog is open");
}

fn code(desk: &Desk, key: &str) -> Code {
    let id = desk.session().find_code(key).unwrap();
    desk.session().project().codes().get(id).unwrap().clone()
}

#[test]
fn every_field_of_a_code_is_written_in_its_dialog_and_can_be_undone() {
    let mut desk = with_codebook();
    let before = code(&desk, "TIP-NOTICED");
    open(&mut desk, "TIP-NOTICED");
    let fields = [
        "Definition",
        "Use it when",
        "Do not use it when",
        "Example",
        "Counter-example",
        "Question to the evidence",
        "What the argument expects",
        "What “Domestic pressure” expects",
        "What “Treaty obligations” expects",
    ];
    for field in fields {
        desk.node(field).scroll_to_me();
        desk.settle();
        desk.fill(field, &format!("New: {field}"));
        desk.press(NONE, Key::Tab);
    }
    desk.node("Test: smoking gun").scroll_to_me();
    desk.settle();
    desk.click("Test: smoking gun");
    assert!(desk.sees(Test::SmokingGun.meaning()));
    desk.click("Close");
    assert!(!desk.sees(DIALOG));
    let after = code(&desk, "TIP-NOTICED");
    assert_eq!(after.description, "New: Definition");
    assert_eq!(after.include, "New: Use it when");
    assert_eq!(after.exclude, "New: Do not use it when");
    assert_eq!(after.example, "New: Example");
    assert_eq!(after.counter_example, "New: Counter-example");
    assert_eq!(after.question, "New: Question to the evidence");
    assert_eq!(after.predicts, "New: What the argument expects");
    let rivals: Vec<&str> = after.rivals.values().map(String::as_str).collect();
    assert_eq!(rivals.len(), 2);
    assert!(
        rivals.iter().all(|text| text.starts_with("New: What “")),
        "{rivals:?}"
    );
    assert_eq!(after.test, Some(Test::SmokingGun));
    for _ in 0..10 {
        desk.press(CTRL, Key::Z);
    }
    assert_eq!(code(&desk, "TIP-NOTICED"), before, "each field was a step");
}

#[test]
fn escape_closes_and_keeps_what_was_being_typed() {
    let mut desk = with_codebook();
    open(&mut desk, "TIP-NOTICED");
    desk.fill("Use it when", "A minister speaks of it");
    desk.press(NONE, Key::Escape);
    assert!(!desk.sees(DIALOG));
    assert_eq!(
        code(&desk, "TIP-NOTICED").include,
        "A minister speaks of it"
    );
}

#[test]
fn the_next_code_is_a_step_away_and_what_was_typed_stays_with_the_first() {
    let mut desk = with_codebook();
    open(&mut desk, "TIP-NOTICED");
    desk.fill("Definition", "Seen at the top");
    desk.click("Next code");
    assert_eq!(code(&desk, "TIP-NOTICED").description, "Seen at the top");
    assert_eq!(
        desk.node("Name").value().as_deref(),
        Some("Narratives shift to the rank")
    );
    desk.click("Previous code");
    assert_eq!(
        desk.node("Definition").value().as_deref(),
        Some("Seen at the top")
    );
}

#[test]
fn a_key_that_is_taken_waits_in_its_field_with_the_reason() {
    let mut desk = with_codebook();
    open(&mut desk, "TIP-NOTICED");
    desk.fill("Key", "timing");
    desk.press(NONE, Key::Tab);
    assert!(desk.sees("has this key already"));
    desk.press(NONE, Key::Escape);
    assert_eq!(code(&desk, "TIP-NOTICED").key, "TIP-NOTICED");
    open(&mut desk, "TIP-NOTICED");
    assert_eq!(
        desk.node("Key").value().as_deref(),
        Some("timing"),
        "not lost"
    );
    desk.fill("Key", "NOTICED");
    desk.press(NONE, Key::Enter);
    assert_eq!(
        code(&desk, "NOTICED").name,
        "Elites notice a change of rank"
    );
    desk.click("Green");
    assert_eq!(code(&desk, "NOTICED").colour.to_string(), "p2");
}

#[test]
fn what_a_colleague_changes_meanwhile_and_what_is_typed_both_stand() {
    let mut desk = with_codebook();
    open(&mut desk, "TIP-NOTICED");
    desk.fill("Definition", "Seen at the top");
    let theirs = Code {
        question: "Who saw it?".to_owned(),
        ..code(&desk, "TIP-NOTICED")
    };
    desk.app_mut().run(Command::EditCode(Box::new(theirs)));
    desk.settle();
    desk.press(NONE, Key::Tab);
    let after = code(&desk, "TIP-NOTICED");
    assert_eq!(
        (after.description.as_str(), after.question.as_str()),
        ("Seen at the top", "Who saw it?")
    );
}

#[test]
fn a_code_that_goes_takes_its_dialog_along() {
    let mut desk = with_codebook();
    open(&mut desk, "TIP-NOTICED");
    desk.fill("Definition", "Seen at the top");
    let id = code(&desk, "TIP-NOTICED").id;
    desk.app_mut().run(Command::DeleteCode(id));
    desk.settle();
    assert!(!desk.sees(DIALOG));
    desk.press(CTRL, Key::F);
    assert!(desk.session().find_code("TIP-NOTICED").is_err());
}

#[test]
fn tab_goes_down_the_first_column_and_then_the_second() {
    let mut desk = with_codebook();
    open(&mut desk, "TIP-NOTICED");
    assert!(
        desk.node("Name").is_focused(),
        "the first field has the keyboard"
    );
    desk.press(NONE, Key::Tab);
    assert!(desk.node("Key").is_focused());
    desk.node("Definition").focus();
    desk.settle();
    for field in [
        "Use it when",
        "Do not use it when",
        "Example",
        "Counter-example",
        "Question to the evidence",
    ] {
        desk.press(NONE, Key::Tab);
        assert!(desk.node(field).is_focused(), "{field}");
    }
    desk.press(SHIFT, Key::Tab);
    assert!(desk.node("Counter-example").is_focused());
    let (left, right) = (desk.node("Use it when").rect(), desk.node("Example").rect());
    assert!(left.right() < right.left(), "two columns");
    let window = desk.harness.ctx.content_rect();
    for name in ["Close", "Name", "Example", "Key"] {
        let rect = desk.node(name).rect();
        assert!(window.contains_rect(rect), "{name} is in sight: {rect}");
    }
    desk.press(NONE, Key::Escape);
    desk.harness.set_size(vec2(700.0, 600.0));
    desk.settle();
    let id = code(&desk, "TIP-NOTICED").id;
    desk.app_mut().run(Command::MoveCode(id, Place::Into(None)));
    desk.settle();
    desk.press(CTRL, Key::K);
    desk.letters("edit code");
    desk.press(NONE, Key::Enter);
    let (above, below) = (desk.node("Use it when").rect(), desk.node("Example").rect());
    assert!(
        above.bottom() < below.top(),
        "one column where it is narrow"
    );
}

#[test]
fn a_passage_becomes_an_example_of_its_code() {
    let mut desk = with_codebook();
    let at = HARBOUR.find("named the report").unwrap();
    let id = code(&desk, "TIP-NOTICED").id;
    desk.app_mut()
        .run(Command::Select(Selection::of(Span::new(at, at + 16))));
    desk.app_mut().run(Command::ApplyCode(id));
    desk.settle();
    desk.press(CTRL, Key::K);
    desk.letters("use as counter");
    desk.press(NONE, Key::Enter);
    let quoted = "“named the report” (harbour, ¶ 3)";
    let counter = code(&desk, "TIP-NOTICED").counter_example;
    assert!(
        counter.starts_with("“We drew up the bill"),
        "what was there stays"
    );
    assert!(counter.ends_with(&format!("\n{quoted}")), "{counter}");
    assert_eq!(
        desk.session().undo_label(),
        Some("Use passage as counter-example of “TIP-NOTICED”")
    );
    desk.app_mut()
        .run(Command::UseAsExample(ExampleKind::CounterExample));
    assert_eq!(
        code(&desk, "TIP-NOTICED").counter_example,
        counter,
        "once is enough"
    );
    desk.press(CTRL, Key::Z);
    let told: Vec<u64> = desk
        .app()
        .notices()
        .list()
        .iter()
        .map(|notice| notice.number)
        .collect();
    for number in told {
        desk.app_mut().run(Command::Dismiss(number));
    }
    desk.settle();
    desk.click("Use as…");
    desk.click("Example of its code");
    assert!(code(&desk, "TIP-NOTICED").example.ends_with(quoted));
    assert!(!code(&desk, "TIP-NOTICED").counter_example.contains(quoted));
}
