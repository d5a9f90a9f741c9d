//! Tables that leave by the window: exports with a name, made again; the clipboard; stopping.
#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, typed};
use attest::app::{Command, NewProject, Room, Start, Wanted};
use attest::project::{CodingId, Format, Output, Recipe, Stance};
use eframe::egui::{Key, Modifiers};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A project with three passages coded.
fn with_passages() -> Desk {
    let mut desk = Desk::new();
    let dir = desk.path("study");
    desk.app_mut().run(Command::NewProject(NewProject {
        dir,
        title: "Study".to_owned(),
        codebook: Start::Framework("implications".to_owned()),
    }));
    let first = desk.file(
        "first.txt",
        "The report named the country. The report was read.\n",
    );
    let second = desk.file("second.txt", "No one read the report.\n");
    desk.app_mut().run(Command::Import(vec![first, second]));
    desk.settle();
    let code = desk.session().find_code("TIP-NOTICED").unwrap();
    desk.press(CTRL, Key::F);
    desk.letters("report");
    desk.app_mut().run(Command::TickAllHits(true));
    desk.app_mut().run(Command::CodeHits(code));
    desk.settle();
    desk
}

fn codings(desk: &Desk) -> Vec<CodingId> {
    desk.session().rows()
}

#[test]
fn an_export_gets_a_name_and_is_made_again_after_more_was_coded() {
    let mut desk = with_passages();
    desk.press(CTRL_SHIFT, Key::S);
    desk.click("Evidence");
    desk.click("Form");
    desk.click("Markdown");
    desk.fill("Citation", "{autor}");
    assert!(
        desk.sees("“{autor}” at character 1"),
        "said beside the field"
    );
    desk.fill("Citation", "({title}[ {year}], {place})");
    assert!(
        desk.sees("“report” (first, ¶ 1)"),
        "the first passage as an example"
    );
    let file = desk.path("appendix.md");
    desk.fill("File", &typed(&file));
    desk.fill("Name of the export", "Appendix");
    desk.click("Save as named export");
    let saved = desk.session().find_export("appendix").unwrap();
    assert_eq!(saved.recipe.output, Output::Evidence);
    assert_eq!(saved.file, "appendix.md");

    desk.click("Run Appendix");
    assert!(!desk.sees("Named exports"), "the dialog is done");
    let made = desk.session().dir().join("exports").join("appendix.md");
    let before = std::fs::read_to_string(&made).unwrap();
    assert!(
        before.contains("Evidence 3") && !before.contains("Evidence 4"),
        "{before}"
    );
    assert!(before.contains("“report” (first, ¶ 1)"), "{before}");
    let told = desk.told();
    assert!(
        told.last().unwrap().contains("Wrote 3 pieces of evidence"),
        "{told:?}"
    );
    assert!(
        told.last().unwrap().contains("3 quotations verified"),
        "{told:?}"
    );

    let all = codings(&desk);
    desk.app_mut().run(Command::SelectCodings(vec![all[0]]));
    desk.app_mut().run(Command::SetStance(Stance::Against));
    desk.settle();
    desk.press(CTRL_SHIFT, Key::S);
    desk.click("Run Appendix");
    let after = std::fs::read_to_string(&made).unwrap();
    assert!(after.contains("against") && after != before, "{after}");
}

#[test]
fn a_named_export_is_changed_renamed_and_removed_and_comes_back() {
    let mut desk = with_passages();
    desk.press(CTRL_SHIFT, Key::S);
    desk.fill("Name of the export", "Table");
    desk.click("Save as named export");
    desk.click("Change Table");
    desk.click("Implications");
    desk.fill("Name of the export", "Table 2");
    desk.click("Save changes");
    let exports = desk.session().exports_in_order();
    assert_eq!(exports.len(), 1);
    assert_eq!(
        (exports[0].name.as_str(), exports[0].recipe.output),
        ("Table 2", Output::Implications)
    );
    desk.click("Remove Table 2");
    assert!(desk.session().exports_in_order().is_empty());
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(!desk.sees("Name of the export"));
    desk.app_mut().run(Command::Undo);
    assert_eq!(desk.session().exports_in_order().len(), 1);
}

#[test]
fn a_name_that_is_taken_is_refused_in_the_dialog() {
    let mut desk = with_passages();
    desk.press(CTRL_SHIFT, Key::S);
    desk.fill("Name of the export", "Table");
    desk.click("Save as named export");
    desk.fill("Name of the export", "table");
    desk.click("Save as named export");
    assert!(desk.sees("There is an export “table” already"));
    assert_eq!(desk.session().exports_in_order().len(), 1);
}

#[test]
fn a_table_is_copied_the_selected_rows_or_all() {
    let mut desk = with_passages();
    desk.press(CTRL_SHIFT, Key::E);
    assert!(
        desk.told().last().unwrap().contains("Show the passages"),
        "{:?}",
        desk.told()
    );
    desk.app_mut().run(Command::ShowRoom(Room::Passages));
    desk.settle();
    desk.press(CTRL_SHIFT, Key::E);
    assert_eq!(
        desk.told().last().unwrap(),
        "Copied 3 passages to the clipboard"
    );
    let rows = codings(&desk);
    desk.app_mut()
        .run(Command::SelectCodings(rows[..2].to_vec()));
    desk.press(CTRL_SHIFT, Key::E);
    assert_eq!(
        desk.told().last().unwrap(),
        "Copied 2 passages to the clipboard"
    );

    desk.app_mut().run(Command::CopyTable {
        recipe: Box::default(),
        rows: Some(rows[..1].to_vec()),
    });
    desk.app_mut().wait_idle();
    let clip = desk.app_mut().take_clip().unwrap();
    assert_eq!(clip.text.lines().count(), 2, "{}", clip.text);
    assert!(clip.text.contains("TIP-NOTICED\t"), "{}", clip.text);
    assert!(
        clip.html.contains("<table") && clip.html.contains("TIP-NOTICED"),
        "{}",
        clip.html
    );
}

#[test]
fn cancelling_leaves_the_old_file() {
    let mut desk = with_passages();
    let file = desk.file("table.html", "old");
    desk.app_mut().run(Command::Export {
        wanted: Box::new(Wanted {
            recipe: Recipe::default(),
            format: Format::Html,
            rows: None,
        }),
        to: file.clone(),
    });
    desk.app_mut().run(Command::CancelExport);
    let told = desk.told();
    let now = std::fs::read_to_string(&file).unwrap();
    // It may have been done before it could be stopped; then it is whole.
    let stopped = told.last().unwrap().contains("was stopped");
    assert!(
        if stopped {
            now == "old"
        } else {
            now.ends_with("</html>\n")
        },
        "{told:?}: {now}"
    );
    assert!(desk.app().export_progress().is_none());
}

#[test]
fn each_table_is_offered_in_its_usual_form_and_then_in_the_one_chosen_last() {
    let mut desk = with_passages();
    let form = |desk: &Desk| desk.node("Form").value().unwrap();
    desk.press(CTRL_SHIFT, Key::S);
    assert_eq!(form(&desk), "Excel workbook");
    desk.click("Evidence");
    assert_eq!(form(&desk), "Word document");
    desk.click("Form");
    desk.click("LaTeX");
    desk.click("Codebook");
    assert_eq!(form(&desk), "LaTeX", "what was chosen here is kept");
    desk.click("Evidence");
    let file = desk.path("evidence.tex");
    desk.fill("File", &typed(&file));
    desk.click("Export");
    assert!(file.is_file());
    desk.press(CTRL_SHIFT, Key::S);
    assert_eq!(form(&desk), "Excel workbook");
    desk.click("Codebook");
    assert_eq!(form(&desk), "Word document");
    desk.click("Evidence");
    assert_eq!(form(&desk), "LaTeX", "as it was exported last");
}
