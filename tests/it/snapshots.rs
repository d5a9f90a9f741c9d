//! What the window looks like, light and dark, with the sample project. Compared with `tests/snapshots`; to take them
//! anew, run `UPDATE_SNAPSHOTS=1 cargo test --features snapshots,inspection --test it snapshots`.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use attest::app::{Command, Room, Theme};
use eframe::egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::SnapshotOptions;

const CTRL: Modifiers = Modifiers::COMMAND;
const USUAL: Vec2 = vec2(1280.0, 800.0);

/// The window with the sample, at rest.
fn sample(theme: Theme, size: Vec2) -> Desk {
    let mut desk = Desk::with(
        |builder| {
            let builder = builder.with_size(size).with_render_cursor(false);
            // Thai comes from the fonts of a machine, which pictures do without.
            builder.allow_missing_glyphs().wgpu()
        },
        |app| {
            app.run(Command::SetTheme(theme));
            app.run(Command::OpenSample);
        },
    );
    let first = desk.session().find_document("brief").unwrap();
    desk.app_mut().run(Command::ShowDocument(first));
    desk.settle();
    desk
}

/// Rasterisers of other versions round some pixels another way.
fn picture(mut desk: Desk, name: &str) {
    let options = SnapshotOptions::new().threshold(1.0).max_failed_pixels(40);
    desk.harness.snapshot_options(name, &options);
}

#[test]
fn reading_by_day() {
    picture(sample(Theme::Light, USUAL), "read-light");
}

#[test]
fn reading_by_night() {
    picture(sample(Theme::Dark, USUAL), "read-dark");
}

#[test]
fn reading_in_a_small_window() {
    picture(sample(Theme::Light, vec2(1024.0, 700.0)), "read-small");
}

#[test]
fn a_selected_passage() {
    let mut desk = sample(Theme::Light, USUAL);
    let shown = desk.session().view().document.unwrap();
    let coding = desk
        .session()
        .project()
        .codings_in(shown)
        .next()
        .unwrap()
        .id;
    desk.app_mut().run(Command::GoToCoding(coding));
    desk.settle();
    picture(desk, "passage-light");
}

#[test]
fn the_table_by_day() {
    let mut desk = sample(Theme::Light, USUAL);
    desk.press(Modifiers::COMMAND.plus(Modifiers::ALT), Key::Num2);
    picture(desk, "passages-light");
}

#[test]
fn the_table_by_night() {
    let mut desk = sample(Theme::Dark, USUAL);
    desk.press(Modifiers::COMMAND.plus(Modifiers::ALT), Key::Num2);
    picture(desk, "passages-dark");
}

/// The implication table with the card of a cell.
fn implications(theme: Theme) -> Desk {
    let mut desk = sample(theme, USUAL);
    desk.press(Modifiers::COMMAND.plus(Modifiers::ALT), Key::Num4);
    let at = desk.starting("DP-GROUPS, Thailand").rect().center();
    desk.click_at(at, 1);
    desk
}

#[test]
fn the_implication_table_by_day() {
    picture(implications(Theme::Light), "implications-light");
}

#[test]
fn the_implication_table_by_night() {
    picture(implications(Theme::Dark), "implications-dark");
}

#[test]
fn what_is_exported() {
    let mut desk = implications(Theme::Light);
    desk.press(CTRL | Modifiers::SHIFT, Key::S);
    desk.fill("File", "Projects/Harbour towns.docx");
    picture(desk, "export-light");
}

#[test]
fn hits_of_a_search() {
    let mut desk = sample(Theme::Light, USUAL);
    desk.press(CTRL, Key::F);
    desk.letters("report");
    desk.press(Modifiers::NONE, Key::Enter);
    picture(desk, "hits-light");
}

#[test]
fn the_palette() {
    let mut desk = sample(Theme::Dark, USUAL);
    desk.press(CTRL, Key::K);
    desk.letters("co");
    picture(desk, "palette-dark");
}

#[test]
fn a_new_project() {
    let mut desk = sample(Theme::Light, USUAL);
    desk.press(CTRL, Key::N);
    desk.fill("Folder", "Projects/Harbour towns");
    desk.fill("Title", "Harbour towns");
    picture(desk, "new-project-light");
}

#[test]
fn help() {
    let mut desk = sample(Theme::Dark, USUAL);
    desk.press(Modifiers::NONE, Key::F1);
    picture(desk, "help-dark");
}

#[test]
fn the_first_page() {
    let desk = Desk::with(
        |builder| builder.with_size(USUAL).with_render_cursor(false).wgpu(),
        |app| app.run(Command::SetTheme(Theme::Light)),
    );
    picture(desk, "first-page-light");
}

#[test]
fn the_table_beside_the_text_in_a_wide_window() {
    let mut desk = sample(Theme::Light, vec2(2560.0, 1440.0));
    desk.press(Modifiers::COMMAND.plus(Modifiers::ALT), Key::Num3);
    picture(desk, "beside-light");
}

/// A report with pages and notes, as a file with a map of its own leaves it.
fn paged(theme: Theme, folded: bool) -> Desk {
    let mut desk = sample(theme, USUAL);
    let file = desk.file("report.txt", crate::notes::REPORT);
    desk.app_mut().run(Command::Import(vec![file]));
    desk.settle();
    desk.show("report.txt");
    crate::notes::map_shown(&mut desk, &crate::notes::report());
    desk.app_mut().run(Command::FoldNotes(folded));
    desk.settle();
    desk
}

#[test]
fn pages_and_notes_by_day() {
    picture(paged(Theme::Light, false), "notes-light");
}

#[test]
fn folded_notes_by_night() {
    picture(paged(Theme::Dark, true), "notes-folded-dark");
}

#[test]
fn a_note_open_at_its_mark() {
    let mut desk = paged(Theme::Light, true);
    let mark = desk.node("Note 2: A letter from the clerk.");
    let at = mark.rect().center();
    desk.harness.hover_at(at);
    // The note is shown when the pointer has come to rest.
    desk.harness.run_steps(120);
    picture(desk, "note-open-light");
}

/// The works that the sample cites, with the places that cite one.
fn sources(theme: Theme) -> Desk {
    let mut desk = sample(theme, USUAL);
    desk.press(CTRL.plus(Modifiers::ALT), Key::Num5);
    desk.settle();
    let register = desk.session().register().unwrap();
    let kelley = register
        .sources()
        .iter()
        .find(|one| one.label.starts_with("Kelley"));
    let key = kelley.unwrap().key.clone();
    desk.app_mut().run(Command::ChooseSources(vec![key]));
    desk.settle();
    desk
}

#[test]
fn sources_by_day() {
    picture(sources(Theme::Light), "sources-light");
}

#[test]
fn sources_by_night() {
    picture(sources(Theme::Dark), "sources-dark");
}

/// The draft of the sample, checked, on its first slip.
fn draft(theme: Theme) -> Desk {
    let mut desk = sample(theme, USUAL);
    let draft = desk.session().find_document("draft").unwrap();
    desk.app_mut().run(Command::ShowRoom(Room::Draft));
    desk.app_mut().run(Command::CheckDraft(draft, None));
    desk.settle();
    desk.press(Modifiers::NONE, Key::F7);
    desk.settle();
    desk
}

#[test]
fn a_draft_checked_by_day() {
    picture(draft(Theme::Light), "draft-light");
}

#[test]
fn a_draft_checked_by_night() {
    picture(draft(Theme::Dark), "draft-dark");
}

#[test]
fn hits_in_context() {
    let mut desk = sample(Theme::Light, USUAL);
    desk.app_mut().run(Command::SetQuery("list".to_owned()));
    desk.app_mut().run(Command::ShowRoom(Room::Concordance));
    desk.settle();
    picture(desk, "concordance-light");
}
