//! What is known of a document, to change.

use crate::app::{Command, Session};
use crate::project::{Document, MemoOn};
use crate::ui::panels::fields::suggesting_ui;
use crate::ui::panels::memos::MemoList;
use crate::ui::panels::widgets::{self, field_name_ui};
use eframe::egui::{self, ScrollArea, Ui};
use std::collections::BTreeSet;

/// What is known of a document, being changed.
#[derive(Debug)]
pub(super) struct Form {
    document: Document,
    case: String,
    year: String,
    cases: Vec<String>,
    kinds: Vec<String>,
    problem: Option<&'static str>,
    memos: MemoList,
    fresh: bool,
}

impl Form {
    pub(super) fn of(session: &Session, document: &Document) -> Self {
        let project = session.project();
        let case = document
            .case
            .and_then(|id| project.cases().get(id))
            .map_or(String::new(), |case| case.name.clone());
        let kinds: BTreeSet<String> = project
            .documents()
            .iter()
            .map(|document| document.kind.clone())
            .filter(|kind| !kind.is_empty())
            .collect();
        Self {
            document: document.clone(),
            case,
            year: document.year.map_or(String::new(), |year| year.to_string()),
            cases: project
                .cases()
                .iter()
                .map(|case| case.name.clone())
                .collect(),
            kinds: kinds.into_iter().collect(),
            problem: None,
            memos: MemoList::default(),
            fresh: true,
        }
    }

    /// True when it is done with.
    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> bool {
        ui.set_width(440.0);
        ui.heading("Document details");
        ui.add_space(8.0);
        let may = session.read_only().is_none();
        ScrollArea::vertical()
            .max_height((ui.ctx().content_rect().height() - 200.0).max(160.0))
            .show(ui, |ui| {
                ui.add_enabled_ui(may, |ui| self.fields_ui(ui));
                field_name_ui(ui, "File");
                let encoding = if self.document.encoding.is_empty() {
                    "UTF-8"
                } else {
                    &self.document.encoding
                };
                let facts = format!(
                    "{}, {} KB, read as {encoding}",
                    self.document.file,
                    self.document.bytes.div_ceil(1024)
                );
                ui.add(egui::Label::new(facts).wrap());
                ui.add_enabled_ui(may, |ui| {
                    self.memos
                        .show(ui, session, MemoOn::Document(self.document.id), out)
                });
            });
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if ui
                .add_enabled(may, egui::Button::new("Save details"))
                .clicked()
            {
                return self.save(out);
            }
            ui.button("Cancel").clicked()
        })
        .inner
    }

    fn fields_ui(&mut self, ui: &mut Ui) {
        let line = |ui: &mut Ui, name: &str, text: &mut String| {
            let label = field_name_ui(ui, name);
            ui.add(egui::TextEdit::singleline(text).desired_width(f32::INFINITY))
                .labelled_by(label.id)
        };
        let title = line(ui, "Title", &mut self.document.title);
        if std::mem::take(&mut self.fresh) {
            title.request_focus();
        }
        line(ui, "Author", &mut self.document.author);
        line(ui, "Year", &mut self.year);
        for (name, text, known) in [
            ("Case", &mut self.case, &self.cases),
            ("Kind", &mut self.document.kind, &self.kinds),
        ] {
            let label = field_name_ui(ui, name);
            let id = ui.make_persistent_id(("document field", name));
            let _ = suggesting_ui(ui, id, text, name, "", known)
                .0
                .labelled_by(label.id);
        }
        let label = field_name_ui(ui, "Notes");
        let _ = ui
            .add(
                egui::TextEdit::multiline(&mut self.document.notes)
                    .desired_width(f32::INFINITY)
                    .desired_rows(3),
            )
            .labelled_by(label.id);
        if let Some(problem) = self.problem {
            widgets::error_ui(ui, problem);
        }
    }

    fn save(&mut self, out: &mut Vec<Command>) -> bool {
        let year = self.year.trim();
        self.document.year = year.parse().ok();
        if !year.is_empty() && self.document.year.is_none() {
            self.problem = Some("The year is a number, such as 2004.");
            return false;
        }
        if self.document.title.trim().is_empty() {
            self.problem = Some("A document needs a title.");
            return false;
        }
        out.push(Command::EditDocument(
            Box::new(self.document.clone()),
            self.case.trim().to_owned(),
        ));
        true
    }
}
