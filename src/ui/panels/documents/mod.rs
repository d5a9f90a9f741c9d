//! The documents by case: which there are, how much of each is coded, what is known of them.

mod coverage;
mod details;
mod list;
mod row;

use super::Ask;
use super::widgets::{self, ROW, count, one_line, paint_focus, paint_triangle};
use crate::app::{Command, ImportProgress, Session};
use crate::project::{CaseId, Document, DocumentId};
use crate::ui::theme::{self, Tokens};
use coverage::Coverages;
use details::Form;
use eframe::egui::{self, Align2, FontId, Id, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use list::Row;
use row::HEIGHT;
use std::collections::BTreeSet;

/// The list of documents beside the text.
#[derive(Default)]
pub struct DocumentsPanel {
    filter: String,
    folded: BTreeSet<Option<CaseId>>,
    rows: Option<(u64, Vec<Row>)>,
    coverages: Coverages,
    form: Option<Form>,
    /// The row that keys act on.
    current: Option<DocumentId>,
    wants_focus: bool,
}

/// A list longer than this gets a filter.
const LONG: usize = 15;

impl DocumentsPanel {
    /// Shows the list in all the room there is; above it how far an import is.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        import: Option<&ImportProgress>,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        if self.coverages.update(session) {
            ui.ctx().request_repaint();
        }
        self.form_ui(ui, session, out);
        if let Some(progress) = import {
            import_ui(ui, progress, out);
        }
        let documents = session.project().documents();
        if documents.is_empty() {
            return empty_ui(ui, session, import.is_some());
        }
        if documents.len() > LONG {
            widgets::filter_field_ui(ui, &mut self.filter, "Filter documents");
        } else {
            self.filter.clear();
        }
        let rows = self.shown_rows(session);
        if rows.is_empty() {
            widgets::teach_ui(ui, "No document fits the filter.");
        }
        let room = (ui.available_height() - ROW - 8.0).max(HEIGHT);
        ScrollArea::vertical()
            .id_salt("documents")
            .max_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for row in &rows {
                    match row {
                        Row::Case {
                            case,
                            name,
                            documents,
                        } => self.case_ui(ui, *case, name, *documents),
                        Row::Document { id, .. } => {
                            if let Some(document) = session.project().documents().get(*id) {
                                self.document_ui(ui, session, document, &rows, out);
                            }
                        }
                    }
                }
            });
        self.buttons_ui(ui, session, out)
    }

    fn buttons_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        let may = session.read_only().is_none();
        let import = |ui: &mut Ui| {
            let import = ui.add_enabled(may, egui::Button::new("Import…"));
            let import = import.on_hover_text("PDFs, texts and more; or drop them on the window");
            import.clicked().then_some(Ask::Import)
        };
        let shown = session
            .view()
            .document
            .and_then(|id| session.project().documents().get(id));
        let more = |ui: &mut Ui| {
            ui.add_enabled_ui(shown.is_some(), |ui| {
                ui.menu_button("More", |ui| {
                    if let Some(document) = shown {
                        self.menu_ui(ui, session, document, out);
                    }
                })
            })
        };
        egui::Sides::new().show(ui, import, more).0
    }

    /// Opens the form with what is known of a document.
    pub fn edit(&mut self, session: &Session, id: DocumentId) {
        self.form = session
            .project()
            .documents()
            .get(id)
            .map(|document| Form::of(session, document));
    }

    fn case_ui(&mut self, ui: &mut Ui, case: Option<CaseId>, name: &str, documents: usize) {
        let tokens = Tokens::of(ui);
        let open = !self.folded.contains(&case);
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        widgets::paint_row(ui, rect, false, response.hovered());
        if response.has_focus() {
            paint_focus(ui, rect);
        }
        paint_triangle(ui, widgets::on_row(rect, 8.0), open, tokens.quiet);
        let galley = one_line(
            ui,
            name,
            theme::strong_font(),
            tokens.ink,
            rect.width() - 48.0,
        );
        ui.painter().galley(
            widgets::on_row(rect, 18.0) - vec2(0.0, galley.size().y / 2.0),
            galley,
            tokens.ink,
        );
        let small = FontId::proportional(theme::SMALL);
        widgets::paint_text(
            ui,
            widgets::on_row(rect, rect.width() - 8.0),
            Align2::RIGHT_CENTER,
            &documents.to_string(),
            small,
            tokens.quiet,
        );
        response.widget_info(|| {
            WidgetInfo::labeled(
                Role::TreeItem,
                true,
                format!("Case {name}, {}", count(documents, "document", "documents")),
            )
        });
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_expanded(open));
        if response.clicked() && !self.folded.remove(&case) {
            self.folded.insert(case);
        }
    }

    fn menu_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        document: &Document,
        out: &mut Vec<Command>,
    ) {
        if ui.button("Edit details…").clicked() {
            self.edit(session, document.id);
        }
        let codings = session.project().count_in(document.id);
        let words = if codings == 0 {
            "Remove".to_owned()
        } else {
            format!("Remove with {}", count(codings, "coding", "codings"))
        };
        if ui
            .add_enabled(session.read_only().is_none(), egui::Button::new(words))
            .clicked()
        {
            out.push(Command::RemoveDocument(document.id));
        }
    }

    fn form_ui(&mut self, ui: &Ui, session: &Session, out: &mut Vec<Command>) {
        let Some(form) = &mut self.form else { return };
        let modal = egui::Modal::new(Id::unique("document details"))
            .frame(widgets::dialog_frame(ui.ctx()))
            .show(ui.ctx(), |ui| form.show(ui, session, out));
        if modal.inner || modal.should_close() && !form.back() {
            self.form = None;
        }
    }
}

fn empty_ui(ui: &mut Ui, session: &Session, importing: bool) -> Option<Ask> {
    if importing {
        return None;
    }
    let tokens = Tokens::of(ui);
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    let frame = egui::Frame::new()
        .inner_margin(16.0)
        .corner_radius(8.0)
        .stroke(egui::Stroke::new(
            1.0,
            if hovering { tokens.accent } else { tokens.line },
        ));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        widgets::heading_ui(ui, "No documents yet");
        widgets::teach_ui(ui, "Drop files here, or import them. They are copied into the project; the originals stay as they are.");
        ui.add_space(8.0);
        ui.add_enabled(session.read_only().is_none(), egui::Button::new("Import…")).clicked()
    });
    shown.inner.then_some(Ask::Import)
}

fn import_ui(ui: &mut Ui, progress: &ImportProgress, out: &mut Vec<Command>) {
    let share = progress.done as f32 / progress.total.max(1) as f32;
    ui.horizontal(|ui| {
        let bar = egui::ProgressBar::new(share)
            .desired_width(ui.available_width() - 72.0)
            .desired_height(8.0);
        let response = ui.add(bar).accessible_name("Import");
        response.on_hover_text(&progress.next);
        if ui
            .button("Cancel")
            .on_hover_text("Stops after this file; what is in stays in")
            .clicked()
        {
            out.push(Command::CancelImport);
        }
    });
    let words = format!("{} of {} {}", progress.done, progress.total, progress.next);
    ui.add(
        egui::Label::new(
            egui::RichText::new(words)
                .small()
                .color(Tokens::of(ui).quiet),
        )
        .truncate(),
    );
}
