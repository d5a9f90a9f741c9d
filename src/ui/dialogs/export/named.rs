//! The exports that have a name: made again by one click, changed, removed.

use super::super::{Verdict, field_name};
use crate::app::{App, Command, Session};
use crate::project::{ExportId, RecordId};
use crate::ui::theme::Tokens;
use eframe::egui::{Button, RichText, TextEdit, Ui};

/// What was asked for of a named export.
pub(super) enum Asked {
    /// To have it in the form.
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
    for export in exports {
        let name = &export.name;
        ui.horizontal(|ui| {
            let run = ui
                .add(Button::new("Run"))
                .accessible_name(format!("Run {name}"));
            let place = app.export_place(export).unwrap_or_default();
            let run = run.on_hover_text(format!("Writes {}", place.display()));
            if run.clicked() {
                asked = Some(Asked::Do(Verdict::Do(Command::RunExport(export.id, None))));
            }
            if session.read_only().is_none() {
                let change = ui.add(Button::new("Change").selected(editing == Some(export.id)));
                if change.accessible_name(format!("Change {name}")).clicked() {
                    asked = Some(Asked::Change(export.id));
                }
                let remove = ui.add(Button::new("Remove"));
                let remove = remove.accessible_name(format!("Remove {name}"));
                if remove.on_hover_text("Undo brings it back").clicked() {
                    let id = RecordId::NamedExport(export.id);
                    asked = Some(Asked::Do(Verdict::DoAndStay(Command::Remove(id))));
                }
            }
            ui.label(name.as_str());
            let what = format!("{}, {}", export.recipe.output, export.format.name());
            let quiet = Tokens::of(ui).quiet;
            ui.label(RichText::new(what).small().color(quiet));
        });
    }
    ui.separator();
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
    let label = field_name(ui, "Name, to make it again by one click");
    let mut saves = false;
    ui.horizontal(|ui| {
        let edit = TextEdit::singleline(name)
            .hint_text("Such as Table 2")
            .desired_width(ui.available_width() - 190.0);
        ui.add(edit)
            .labelled_by(label.id)
            .accessible_name("Name of the export");
        let verb = match there {
            Some(_) => "Save changes",
            None => "Save as named export",
        };
        let button = ui.add_enabled(!name.trim().is_empty(), Button::new(verb));
        saves = button
            .on_disabled_hover_text("Give it a name first")
            .clicked();
    });
    saves
}
