//! The implication table in the window: cells fill from the reader, passages are pinned, findings written and taken back.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use attest::app::{CellId, Command, NewProject, Others, Room, Selection, Start};
use attest::project::{By, CodingId, Finding, Span, Stance, Subject, Test, Verdict};
use eframe::egui::{Key, Modifiers};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_ALT: Modifiers = Modifiers::COMMAND.plus(Modifiers::ALT);
const NONE: Modifiers = Modifiers::NONE;

const HARBOUR: &str = "The harbour\n\nThe minister named the report on Monday. Boat owners asked for fewer inspections.\n";
const MARKET: &str =
    "The market\n\nTraders said that no report would change the price of shrimp.\n";

/// Two documents of two cases, and the framework of observable implications.
fn with_cases() -> Desk {
    let mut desk = Desk::project(&[("harbour.txt", HARBOUR), ("market.txt", MARKET)]);
    for (file, case) in [("harbour", "Westport"), ("market", "Eastport")] {
        let id = desk.session().find_document(file).unwrap();
        let document = desk
            .session()
            .project()
            .documents()
            .get(id)
            .unwrap()
            .clone();
        let edit = Command::EditDocument(Box::new(document), case.to_owned());
        desk.app_mut().run(edit);
    }
    desk.settle();
    desk
}

/// Codes words of a document where they stand first.
fn code(desk: &mut Desk, file: &str, words: &str, key: &str, stance: Stance) -> CodingId {
    desk.show(file);
    let document = desk.session().find_document(file).unwrap();
    let start = desk
        .session()
        .text(document)
        .unwrap()
        .str()
        .find(words)
        .unwrap();
    let code = desk.session().find_code(key).unwrap();
    let span = Span::new(start, start + words.len());
    desk.app_mut().run(Command::Select(Selection::of(span)));
    desk.app_mut().run(Command::SetStance(stance));
    desk.app_mut().run(Command::ApplyCode(code));
    desk.settle();
    *desk.session().view().codings.last().unwrap()
}

fn coded() -> Desk {
    let mut desk = with_cases();
    code(
        &mut desk,
        "harbour",
        "The minister named the report",
        "TIP-NOTICED",
        Stance::Supports,
    );
    code(
        &mut desk,
        "harbour",
        "on Monday",
        "TIP-NOTICED",
        Stance::Supports,
    );
    code(
        &mut desk,
        "market",
        "no report would change",
        "TIP-NOTICED",
        Stance::Against,
    );
    desk
}

fn subject(desk: &Desk, case: &str) -> Subject {
    let mut cases = desk.session().project().cases().iter();
    Subject::Case(cases.find(|one| one.name == case).map(|one| one.id))
}

/// The finding of TIP-NOTICED in a case.
fn finding<'a>(desk: &'a Desk, case: &str) -> Option<&'a Finding> {
    let code = desk.session().find_code("TIP-NOTICED").unwrap();
    desk.session().finding(code, &subject(desk, case))
}

fn select(desk: &mut Desk, case: &str) {
    let code = desk.session().find_code("TIP-NOTICED").unwrap();
    let subject = subject(desk, case);
    desk.app_mut()
        .run(Command::SelectCell(Some(CellId { code, subject })));
    desk.settle();
}

/// Clicks the row of a code.
fn fold(desk: &mut Desk, key: &str) {
    let code = desk.session().find_code(key).unwrap();
    let name = &desk.session().project().codes().get(code).unwrap().name;
    let label = format!("{key} {name}");
    desk.click(&label);
}

#[test]
fn a_cell_fills_from_the_reader_and_is_worked_on_with_the_mouse() {
    let mut desk = with_cases();
    desk.click("Implications");
    assert_eq!(desk.session().view().room, Room::Implications);
    assert!(desk.sees("TIP-NOTICED, Westport: no passages"));
    code(
        &mut desk,
        "harbour",
        "The minister named the report",
        "TIP-NOTICED",
        Stance::Supports,
    );
    let monday = code(
        &mut desk,
        "harbour",
        "on Monday",
        "TIP-NOTICED",
        Stance::Against,
    );
    desk.click("Implications");
    let cell = "TIP-NOTICED, Westport: 1 support, 1 against";
    assert!(desk.sees(cell));
    desk.click(cell);
    assert!(desk.sees("TIP-NOTICED · Westport"), "the card of the cell");
    desk.click("Pin “on Monday”");
    assert_eq!(finding(&desk, "Westport").unwrap().pinned, Some(monday));
    assert!(desk.sees("Unpin “on Monday”"));
    desk.click("found");
    desk.click("hoop");
    assert_eq!(
        finding(&desk, "Westport").unwrap().tested,
        None,
        "not said how it went"
    );
    desk.click("passed");
    desk.fill("Finding in words", "Named within a day.");
    desk.click("Eastport");
    desk.click("TIP-NOTICED, Eastport: no passages");
    let written = finding(&desk, "Westport").unwrap();
    assert_eq!(written.verdict, Some(Verdict::Found));
    let tested = written.tested.unwrap();
    assert_eq!((tested.test, tested.passed), (Test::Hoop, true));
    assert_eq!(written.text, "Named within a day.");
    assert!(finding(&desk, "Eastport").is_none());
    assert!(desk.sees("TIP-NOTICED, Westport: 1 support, 1 against, found, passed the hoop test"));
    select(&mut desk, "Westport");
    desk.click("Go to “on Monday”");
    assert_eq!(desk.session().view().room, Room::Read);
    assert_eq!(desk.session().view().codings, [monday]);
}

#[test]
fn each_change_of_a_finding_is_one_step_that_can_be_taken_back() {
    let mut desk = coded();
    desk.press(CTRL_ALT, Key::Num4);
    desk.click("TIP-NOTICED, Westport: 2 support");
    desk.press(NONE, Key::Num1);
    desk.press(NONE, Key::P);
    assert!(finding(&desk, "Westport").unwrap().pinned.is_some());
    assert_eq!(desk.session().undo_label(), Some("Pin passage"));
    desk.press(CTRL, Key::Z);
    assert_eq!(desk.session().undo_label(), Some("Set verdict"));
    assert_eq!(finding(&desk, "Westport").unwrap().pinned, None);
    desk.press(CTRL, Key::Z);
    assert!(finding(&desk, "Westport").is_none());
    desk.press(NONE, Key::Num2);
    desk.press(NONE, Key::Num0);
    assert!(
        finding(&desk, "Westport").is_none(),
        "an emptied finding is removed"
    );
    assert!(desk.session().project().findings().is_empty());
}

#[test]
fn the_table_is_worked_on_with_the_keyboard_alone() {
    let mut desk = coded();
    desk.press(CTRL_ALT, Key::Num4);
    desk.press(NONE, Key::F6);
    desk.press(NONE, Key::ArrowDown);
    let at = |desk: &Desk| {
        let cell = desk.session().implications().cell().unwrap();
        let project = desk.session().project();
        let code = project.codes().get(cell.code).unwrap().label().to_owned();
        (code, cell.subject.name(project))
    };
    assert_eq!(at(&desk), ("DP".to_owned(), "Eastport".to_owned()));
    desk.press(NONE, Key::End);
    desk.press(NONE, Key::ArrowDown);
    assert_eq!(at(&desk), ("DP-GROUPS".to_owned(), "Westport".to_owned()));
    desk.press(NONE, Key::ArrowUp);
    desk.press(NONE, Key::Space);
    desk.press(NONE, Key::ArrowDown);
    assert_eq!(at(&desk).0, "TIMING", "the branch was folded");
    while at(&desk).0 != "TIP-NOTICED" {
        desk.press(NONE, Key::ArrowDown);
    }
    desk.press(NONE, Key::V);
    desk.press(NONE, Key::Space);
    assert_eq!(
        finding(&desk, "Westport").and_then(|finding| finding.verdict),
        Some(Verdict::Found)
    );
    desk.press(NONE, Key::Escape);
    desk.press(NONE, Key::Enter);
    desk.press(NONE, Key::ArrowDown);
    desk.press(NONE, Key::P);
    let pinned = finding(&desk, "Westport").unwrap().pinned.unwrap();
    let pinned_words = desk.session().project().codings().get(pinned).unwrap();
    assert_eq!(
        pinned_words.quotation, "on Monday",
        "the second of the list"
    );
    desk.press(NONE, Key::Escape);
    desk.press(NONE, Key::Home);
    assert_eq!(at(&desk).1, "Eastport", "Escape went back to the table");
    desk.press(NONE, Key::Escape);
    assert!(desk.session().implications().cell().is_none());
    desk.press(NONE, Key::ArrowDown);
    desk.press(CTRL, Key::End);
    desk.press(CTRL, Key::Home);
    assert_eq!(at(&desk), ("DP".to_owned(), "Eastport".to_owned()));
}

#[test]
fn columns_stand_for_documents_coders_and_years_as_well() {
    let mut desk = coded();
    desk.press(CTRL_ALT, Key::Num4);
    desk.node("Columns by").click();
    desk.settle();
    desk.click("Document");
    assert_eq!(desk.session().implications().by(), By::Document);
    assert!(desk.sees("TIP-NOTICED, harbour: 2 support"));
    desk.node("Columns by").click();
    desk.settle();
    desk.click("Coder");
    assert!(desk.sees("TIP-NOTICED, Tester: 2 support, 1 against"));
    let dir = desk.session().dir().to_owned();
    desk.app_mut().run(Command::Close);
    desk.app_mut().run(Command::Open(dir));
    desk.settle();
    assert_eq!(desk.session().implications().by(), By::Coder, "remembered");
}

#[test]
fn folded_parts_count_with_their_code_and_empty_rows_can_go() {
    let mut desk = coded();
    desk.press(CTRL_ALT, Key::Num4);
    assert!(desk.sees("TIP, Westport: 2 support in its parts"));
    fold(&mut desk, "TIP");
    assert!(desk.sees("TIP, Westport: 2 support"));
    assert!(!desk.sees("in its parts"));
    assert!(!desk.sees("TIP-NOTICED, Westport"));
    fold(&mut desk, "TIP");
    assert!(desk.sees("TIMING, Westport: no passages"));
    desk.click("Rows without passages");
    assert!(!desk.sees("TIMING, Westport"));
    assert!(desk.sees("TIP-NOTICED, Westport: 2 support"));
}

#[test]
fn working_blind_hides_what_others_coded_and_found() {
    let mut desk = coded();
    desk.press(CTRL_ALT, Key::Num4);
    desk.click("TIP-NOTICED, Westport: 2 support");
    desk.press(NONE, Key::Num1);
    assert!(desk.sees("TIP-NOTICED, Westport: 2 support, found"));
    desk.app_mut().run(Command::SetCoder("Second".to_owned()));
    desk.settle();
    desk.press(CTRL_ALT, Key::Num4);
    assert!(
        desk.sees("TIP-NOTICED, Westport: 2 support, found"),
        "nothing hidden yet"
    );
    desk.app_mut().run(Command::ShowOthers(Others::Blind));
    desk.settle();
    assert!(desk.sees("TIP-NOTICED, Westport: no passages"));
    assert!(!desk.sees("2 support"));
    select(&mut desk, "Westport");
    assert!(desk.sees("hidden while you work blind"));
    desk.press(NONE, Key::F6);
    desk.press(NONE, Key::Num2);
    assert!(
        desk.told()
            .iter()
            .any(|told| told.contains("you work blind")),
        "{:?}",
        desk.told()
    );
    desk.app_mut().run(Command::ShowOthers(Others::Show));
    desk.settle();
    let verdict = finding(&desk, "Westport").and_then(|finding| finding.verdict);
    assert_eq!(verdict, Some(Verdict::Found), "nothing was written over it");
}

#[test]
fn what_is_being_written_outlives_a_change_of_room() {
    let mut desk = coded();
    desk.press(CTRL_ALT, Key::Num4);
    desk.click("TIP-NOTICED, Westport: 2 support");
    desk.fill("Finding in words", "Half a thought");
    desk.press(CTRL_ALT, Key::Num1);
    assert_eq!(finding(&desk, "Westport").unwrap().text, "Half a thought");
    desk.press(CTRL_ALT, Key::Num4);
    desk.fill("Finding in words", "A whole thought");
    desk.press(NONE, Key::Escape);
    assert_eq!(finding(&desk, "Westport").unwrap().text, "A whole thought");
}

#[test]
fn an_empty_table_says_what_belongs_there() {
    let mut desk = Desk::new();
    let dir = desk.path("empty");
    desk.app_mut().run(Command::NewProject(NewProject {
        dir,
        title: String::new(),
        codebook: Start::Empty,
    }));
    desk.settle();
    desk.press(CTRL_ALT, Key::Num4);
    assert!(desk.sees("No codes yet"));
    desk.app_mut()
        .run(Command::ImportFramework("implications".to_owned()));
    desk.settle();
    assert!(desk.sees("Nothing is coded yet"));
}

#[test]
fn the_code_of_the_selected_cell_is_the_one_that_is_edited() {
    let mut desk = coded();
    desk.press(CTRL_ALT, Key::Num4);
    let cell = desk.starting("TIP-NOTICED, Westport").rect().center();
    desk.click_at(cell, 1);
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters("Edit code");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.node("Key").value().unwrap(), "TIP-NOTICED");
}
