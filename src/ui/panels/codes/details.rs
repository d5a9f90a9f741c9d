//! What is a code? All that is said of it, to read beside the text; to change it, there is its dialog.

use crate::app::{Command, Session};
use crate::project::{Code, MemoOn, Project, Test, rivals_in_order};
use crate::ui::panels::code_dialog::Field;
use crate::ui::panels::memos::MemoList;
use crate::ui::panels::widgets::{field_name_ui, heading_ui, teach_ui};
use eframe::egui::{Label, Ui};
use std::borrow::Cow;

/// The details of one code.
#[derive(Debug, Default)]
pub struct CodeDetails {
    memos: MemoList,
}

impl CodeDetails {
    /// Shows a code.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, code: &Code, out: &mut Vec<Command>) {
        heading_ui(ui, &code.name);
        let said = said(session.project(), code);
        if said.is_empty() {
            teach_ui(
                ui,
                "Nothing is said of this code yet. “Edit code…” has room for what belongs under it and what is expected.",
            );
        }
        for (name, text) in &said {
            field_name_ui(ui, name);
            ui.add(Label::new(*text).wrap());
        }
        ui.add_enabled_ui(session.read_only().is_none(), |ui| {
            self.memos.show(ui, session, MemoOn::Code(code.id), out);
        });
    }
}

/// What is said of a code, by the names of its fields; what is empty is left out.
pub(super) fn said<'a>(project: &Project, code: &'a Code) -> Vec<(Cow<'static, str>, &'a str)> {
    let fields = [
        Field::Description,
        Field::Include,
        Field::Exclude,
        Field::Example,
        Field::CounterExample,
        Field::Question,
        Field::Predicts,
    ];
    let rivals = rivals_in_order(project);
    let rivals = rivals.into_iter().map(|rival| Field::Rival(rival.id));
    let mut said: Vec<_> = fields
        .into_iter()
        .chain(rivals)
        .map(|field| (field.name(project), field.of(code)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    said.extend(
        code.test
            .map(|test| (Cow::Borrowed("Test of the argument"), Test::word(test))),
    );
    said
}

/// A code with a change, as a command.
pub fn changed(code: &Code, change: impl FnOnce(&mut Code)) -> Command {
    let mut code = code.clone();
    change(&mut code);
    Command::EditCode(Box::new(code))
}
