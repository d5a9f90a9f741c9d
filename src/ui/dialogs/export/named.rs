//! The exports that have a name: made again by one click, changed, removed.

use super::super::{Verdict, field_name, named_row_ui};
use crate::app::{App, Command, Session};
use crate::project::{ExportId, NamedExport, RecordId};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Align, Button, Label, Layout, RichText, ScrollArea, TextEdit, Ui, vec2};

/// What was asked for of a named export.
pub(super) enum Asked {
    /// To have it in the form; or, where it is there, to begin anew.
    Change(ExportId),
    /// Anything else.
    Do(Verdict),
}

/// The list; nothing where there is none yet.
pub(super) fn list_ui(
    ui: &mut Ui,
    app: &App,
    session: &Session,
    editing: Option<ExportId>,
) -> Option<Asked> {
    let exports = session.exports_in_order();
    if exports.is_empty() {
        return None;
    }
    let mut asked = None;
    field_name(ui, "Named exports");
    ui.scope(|ui| {
        theme::show_scroll_bar(ui);
        // A part of the last row that fits says that there are more.
        let rows = if ui.ctx().content_rect().height() < 760.0 {
            2.5
        } else {
            4.5
        };
        let area = ScrollArea::vertical()
            .id_salt("named exports")
            .max_height(rows * ROW);
        area.auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for export in exports {
                asked = row_ui(ui, app, session, export, editing).or(asked.take());
            }
        });
    });
    ui.separator();
    asked
}

/// Height of a row of the list, in points.
const ROW: f32 = 32.0;

/// Width of the buttons of a row, in points.
const BUTTONS: f32 = 208.0;

/// One of them: its name, what it holds, and what can be done with it.
fn row_ui(
    ui: &mut Ui,
    app: &App,
    session: &Session,
    export: &NamedExport,
    editing: Option<ExportId>,
) -> Option<Asked> {
    let name = &export.name;
    let quiet = Tokens::of(ui).quiet;
    let mut asked = None;
    ui.horizontal(|ui| {
        ui.set_min_height(ROW);
        let room = (ui.available_width() - BUTTONS - 16.0).max(160.0);
        let part_ui = |ui: &mut Ui, width: f32, text: RichText| {
            let middle = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(width, ROW), middle, |ui| {
                ui.set_min_size(vec2(width, ROW));
                ui.add(Label::new(text).truncate());
            });
        };
        part_ui(
            ui,
            room * 0.5,
            RichText::new(name).font(theme::strong_font()),
        );
        let what = format!(
            "{}, {}",
            super::table_name(export.recipe.output),
            export.format.name()
        );
        part_ui(ui, room * 0.5, RichText::new(what).color(quiet));
        let run = ui.add(Button::new("Run").min_size(vec2(56.0, 24.0)));
        let run = run.accessible_name(format!("Run {name}"));
        let place = app.export_place(export).unwrap_or_default();
        let run = run.on_hover_text(format!("Writes {}", place.display()));
        if run.clicked() {
            asked = Some(Asked::Do(Verdict::Do(Command::RunExport(export.id, None))));
        }
        if session.read_only().is_some() {
            return;
        }
        let quiet_button = |verb: &str| Button::new(verb).frame_when_inactive(false);
        let change = quiet_button("Change").selected(editing == Some(export.id));
        let change = ui.add(change.frame_when_inactive(editing == Some(export.id)));
        if change.accessible_name(format!("Change {name}")).clicked() {
            asked = Some(Asked::Change(export.id));
        }
        let remove = ui.add(quiet_button("Remove"));
        let remove = remove.accessible_name(format!("Remove {name}"));
        if remove.on_hover_text("Undo brings it back").clicked() {
            let id = RecordId::NamedExport(export.id);
            asked = Some(Asked::Do(Verdict::DoAndStay(Command::Remove(id))));
        }
    });
    asked
}

/// The name of what is in the form. True where it is to be saved under it.
pub(super) fn name_ui(
    ui: &mut Ui,
    session: &Session,
    editing: Option<ExportId>,
    name: &mut String,
) -> bool {
    let there = editing.filter(|id| session.project().exports().contains(*id));
    let mut saves = false;
    named_row_ui(ui, "Name", |ui, label| {
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(name)
                .hint_text("To make it again by one click, such as Table 2")
                .desired_width(ui.available_width() - 176.0)
                .min_size(vec2(0.0, 28.0));
            ui.add(edit)
                .labelled_by(label)
                .accessible_name("Name of the export");
            let verb = match there {
                Some(_) => "Save changes",
                None => "Save as named export",
            };
            let button = Button::new(verb).min_size(vec2(168.0, 28.0));
            let button = ui.add_enabled(!name.trim().is_empty(), button);
            saves = button
                .on_disabled_hover_text("Give it a name first")
                .clicked();
        });
    });
    saves
}
