//! Whole ways through the window, by the names of its widgets and its keys, without a graphics driver.
#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, typed};
use attest::app::{Command, Room, Selection, Start};
use attest::project::{Span, Stance};
use eframe::egui::{Key, Modifiers, vec2};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const CTRL_ALT: Modifiers = Modifiers::COMMAND.plus(Modifiers::ALT);
const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;

const HARBOUR: &str = "The harbour\n\nThe minister named the report on Monday. Boat owners asked for fewer inspections.\n\nA week later \
                       the bill was dropped, and the report was named again.\n";
const MARKET: &str =
    "The market\n\nTraders said that no report would change the price of shrimp.\n";

/// A project with two documents and the framework of observable implications.
fn with_documents() -> Desk {
    let mut desk = Desk::project(&[("harbour.txt", HARBOUR), ("market.txt", MARKET)]);
    desk.show("harbour");
    desk
}

#[test]
fn a_project_is_made_from_the_first_page() {
    let mut desk = Desk::new();
    assert!(
        desk.sees("Open the sample"),
        "the first page offers the sample"
    );
    desk.press(CTRL, Key::N);
    let dir = desk.path("towns");
    desk.fill("Folder", &typed(&dir));
    desk.fill("Title", "Harbour towns");
    desk.click("Create project");
    assert_eq!(desk.session().project().about().title, "Harbour towns");
    assert_eq!(desk.session().dir(), dir);
    assert!(
        !desk.session().project().codes().is_empty(),
        "the first framework is the one that is offered"
    );
    assert!(dir.join("project.ron").is_file());
}

#[test]
fn a_dialog_says_why_and_keeps_what_was_typed() {
    let mut desk = Desk::new();
    let file = desk.file("not-a-folder", "words");
    desk.press(CTRL, Key::N);
    desk.fill("Folder", &typed(&file.join("below")));
    desk.fill("Title", "Kept");
    desk.click("Create project");
    assert!(desk.app().session().is_none());
    assert!(desk.sees("Create project"), "the dialog stays");
    assert_eq!(desk.node("Title").value().as_deref(), Some("Kept"));
    desk.press(NONE, Key::Escape);
    assert!(!desk.sees("Create project"), "Escape backs out");
    desk.press(CTRL, Key::N);
    assert_eq!(
        desk.node("Title").value().as_deref(),
        Some("Kept"),
        "and loses nothing"
    );
}

#[test]
fn files_come_in_by_the_dialog() {
    let mut desk = Desk::new();
    let dir = desk.path("project");
    let new = attest::app::NewProject {
        dir,
        title: String::new(),
        codebook: Start::Empty,
    };
    desk.app_mut().run(Command::NewProject(new));
    desk.settle();
    let (harbour, market) = (
        desk.file("harbour.txt", HARBOUR),
        desk.file("market.txt", MARKET),
    );
    desk.press(CTRL, Key::I);
    desk.fill("Path of a file", &typed(&harbour));
    desk.click("Add");
    desk.fill("Path of a file", &typed(&market));
    desk.click("Import 2 files");
    let titles: Vec<&str> = desk
        .session()
        .project()
        .documents()
        .iter()
        .map(|document| document.title.as_str())
        .collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(
        desk.told().contains(&"Imported 2 documents".to_owned()),
        "{:?}",
        desk.told()
    );
    assert!(desk.sees("Imported 2 documents"), "and says so");
}

#[test]
fn files_dropped_on_the_window_come_in() {
    let mut desk = with_documents();
    let late = desk.file("late.txt", "A late word on the bill.\n");
    let dropped = std::sync::Arc::new(Dropped(late));
    desk.harness.input_mut().dropped_files.push(dropped);
    desk.settle();
    assert_eq!(desk.session().project().documents().len(), 3);
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

#[test]
fn panels_fold_and_rooms_change_by_key() {
    let mut desk = with_documents();
    assert!(desk.sees("Outline"));
    desk.press(CTRL, Key::Num1);
    assert!(!desk.sees("Outline"));
    desk.press(CTRL, Key::Num1);
    assert!(desk.sees("Outline"));
    assert!(desk.sees("Passage"));
    desk.press(CTRL, Key::Num2);
    assert!(!desk.sees("Filter codes"));
    desk.press(CTRL, Key::Num2);
    desk.press(CTRL_ALT, Key::Num2);
    assert_eq!(desk.session().view().room, Room::Passages);
    desk.press(CTRL_ALT, Key::Num1);
    assert_eq!(desk.session().view().room, Room::Read);
}

#[test]
fn the_palette_finds_actions_and_documents() {
    let mut desk = with_documents();
    desk.press(CTRL, Key::K);
    desk.letters("market");
    desk.press(NONE, Key::Enter);
    let market = desk.session().find_document("market").unwrap();
    assert_eq!(desk.session().view().document, Some(market));
    desk.press(CTRL, Key::K);
    desk.letters("passag");
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().view().room, Room::Passages);
    desk.press(CTRL, Key::K);
    desk.press(NONE, Key::Escape);
    assert!(!desk.sees("Find an action"));
}

#[test]
fn a_passage_is_coded_with_the_keyboard_alone() {
    let mut desk = with_documents();
    desk.press(NONE, Key::F6);
    desk.press(CTRL, Key::Home);
    for _ in 0..2 {
        desk.press(NONE, Key::ArrowDown);
    }
    desk.press(NONE, Key::Home);
    for _ in 0..4 {
        desk.press(CTRL_SHIFT, Key::ArrowRight);
    }
    desk.press(NONE, Key::Enter);
    desk.letters("elites notice");
    desk.press(NONE, Key::Enter);
    let codings: Vec<_> = desk.session().project().codings().iter().cloned().collect();
    assert_eq!(codings.len(), 1, "{:?}", desk.told());
    assert!(
        codings[0].quotation.starts_with("The minister named the"),
        "{}",
        codings[0].quotation
    );
    desk.letters("+");
    let stances: Vec<Stance> = desk
        .session()
        .project()
        .codings()
        .iter()
        .map(|coding| coding.stance)
        .collect();
    assert_eq!(stances, [Stance::Supports]);
    desk.press(CTRL, Key::Z);
    desk.press(CTRL, Key::Z);
    assert!(desk.session().project().codings().is_empty());
    desk.press(CTRL_SHIFT, Key::Z);
    assert_eq!(desk.session().project().codings().len(), 1);
    assert!(desk.sees("Saved"));
}

#[test]
fn a_passage_is_coded_with_the_mouse_alone() {
    let mut desk = with_documents();
    let paragraph = desk.starting("The minister named").rect();
    desk.click_at(paragraph.left_top() + vec2(40.0, 12.0), 3);
    let sentence = desk.session().view().selection.current();
    let text = desk.session().shown().unwrap().1.str();
    assert_eq!(
        text[sentence.range()].trim(),
        "The minister named the report on Monday."
    );
    desk.starting("TIP-NOTICED").click();
    desk.settle();
    let codings: Vec<_> = desk.session().project().codings().iter().cloned().collect();
    assert_eq!(codings.len(), 1, "{:?}", desk.told());
    assert_eq!(
        codings[0].quotation.trim(),
        "The minister named the report on Monday."
    );
    desk.click("against");
    let stances: Vec<Stance> = desk
        .session()
        .project()
        .codings()
        .iter()
        .map(|coding| coding.stance)
        .collect();
    assert_eq!(stances, [Stance::Against]);
}

#[test]
fn the_memo_key_puts_the_caret_into_the_memo() {
    let mut desk = with_documents();
    let shown = desk.session().view().document.unwrap();
    let code = desk.session().find_code("TIP-NOTICED").unwrap();
    desk.app_mut().run(Command::GoTo(shown, Span::new(12, 30)));
    desk.app_mut()
        .run(Command::Select(Selection::of(Span::new(12, 30))));
    desk.app_mut().run(Command::ApplyCode(code));
    desk.settle();
    desk.press(CTRL, Key::Num2);
    desk.press(NONE, Key::F6);
    desk.press(NONE, Key::M);
    desk.letters("First mention");
    desk.press(NONE, Key::F6);
    let memos: Vec<String> = desk
        .session()
        .project()
        .codings()
        .iter()
        .map(|coding| coding.memo.clone())
        .collect();
    assert_eq!(memos, ["First mention"]);
}

#[test]
fn hits_are_walked_ticked_and_coded_at_once() {
    let mut desk = with_documents();
    desk.press(CTRL, Key::F);
    desk.letters("report");
    assert_eq!(desk.session().finder().total(), 3);
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().finder().current(), Some(0));
    desk.press(NONE, Key::F3);
    assert_eq!(desk.session().finder().current(), Some(1));
    desk.press(SHIFT, Key::F3);
    assert_eq!(desk.session().finder().current(), Some(0));
    desk.app_mut().run(Command::TickAllHits(true));
    let code = desk.session().find_code("TIP-NOTICED").unwrap();
    desk.app_mut().run(Command::CodeHits(code));
    desk.settle();
    assert_eq!(desk.session().project().codings().len(), 3);
    desk.app_mut().run(Command::Undo);
    desk.settle();
    assert!(
        desk.session().project().codings().is_empty(),
        "one step, one undo"
    );
}

#[test]
fn passages_leave_as_a_table() {
    let mut desk = with_documents();
    let code = desk.session().find_code("TIP-NOTICED").unwrap();
    desk.press(CTRL, Key::F);
    desk.letters("report");
    desk.app_mut().run(Command::TickAllHits(true));
    desk.app_mut().run(Command::CodeHits(code));
    desk.settle();
    desk.press(CTRL_SHIFT, Key::S);
    assert!(desk.sees("Writes 3 passages: all of this project."));
    let file = desk.path("out.csv");
    desk.fill("File", &typed(&file));
    desk.click("Form");
    desk.click("CSV as plain data");
    desk.click("Export");
    let written = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written.lines().count(), 4, "{written}");
    assert!(
        written.starts_with("code,key,stance,quotation,document,"),
        "{written}"
    );
    assert!(!desk.sees("Writes 3 passages"), "the dialog is done");
}

#[test]
fn keys_that_cannot_be_used_say_why() {
    let mut desk = Desk::new();
    desk.press(CTRL_SHIFT, Key::S);
    assert_eq!(desk.told(), ["Open a project first"]);
    assert!(desk.sees("Open a project first"));
}

#[test]
fn help_opens_beside_the_work_and_filters_its_pages() {
    let mut desk = with_documents();
    desk.press(NONE, Key::F1);
    assert!(desk.sees("Filter help"));
    desk.fill("Filter help", "W/2");
    assert!(desk.sees("Finding words"));
    assert!(!desk.sees("Command line"));
    desk.press(NONE, Key::F1);
    assert!(!desk.sees("Filter help"));
}

#[test]
fn every_pane_can_be_reached_by_key() {
    let mut desk = with_documents();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..5 {
        desk.press(NONE, Key::F6);
        let focused = desk.harness.ctx.memory(|memory| memory.focused());
        seen.insert(format!("{:?}", focused.expect("a pane has the keyboard")));
    }
    assert_eq!(seen.len(), 5, "{seen:?}");
}

#[test]
fn the_window_is_laid_out_as_it_was_left() {
    let desk = Desk::with(
        |builder| builder,
        |app| {
            let layout = attest::app::Layout {
                left_open: false,
                ..Default::default()
            };
            app.run(Command::SetLayout(layout));
        },
    );
    assert!(!desk.sees("Outline"));
}

#[test]
fn everything_fits_a_small_window() {
    let mut desk = with_documents();
    desk.harness.set_size(eframe::egui::vec2(1024.0, 700.0));
    desk.settle();
    for name in [
        "Search the corpus",
        "Menu",
        "Read",
        "Passages",
        "Filter codes",
    ] {
        let rect = desk.node(name).rect();
        assert!(
            rect.right() <= 1024.0 && rect.bottom() <= 700.0 && rect.width() > 8.0,
            "{name}: {rect}"
        );
    }
}
