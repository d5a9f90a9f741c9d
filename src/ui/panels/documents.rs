//! The documents by case: which there are, how much of each is coded, what is known of them.

use super::Ask;
use super::coverage::{Coverages, percent};
use super::fields::suggesting_ui;
use super::memos::MemoList;
use super::widgets::{self, ROW, count, field_name_ui, one_line, paint_focus, paint_triangle};
use crate::app::{Command, ImportProgress, Session};
use crate::project::{CaseId, Colour, Document, DocumentId, MemoOn};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, EventFilter, FontId, Id, Key, Rect, Response, Role, ScrollArea, Sense, Ui,
    WidgetInfo, pos2, vec2,
};
use std::collections::BTreeSet;

/// The list of documents beside the text.
#[derive(Debug, Default)]
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

#[derive(Clone, Debug, PartialEq)]
enum Row {
    Case {
        case: Option<CaseId>,
        name: String,
        documents: usize,
    },
    Document {
        id: DocumentId,
        case: Option<CaseId>,
    },
}

/// A list longer than this gets a filter.
const LONG: usize = 15;

/// Height of a document's row: title, a quiet line, a bar.
const HEIGHT: f32 = 44.0;

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
            let import =
                import.on_hover_text("Text and Markdown files; or drop them on the window");
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

    /// The rows that folding and filter leave. Where no document has a case, there are no groups.
    fn shown_rows(&mut self, session: &Session) -> Vec<Row> {
        let made = self
            .rows
            .as_ref()
            .is_some_and(|(revision, _)| *revision == session.revision());
        if !made {
            self.rows = Some((session.revision(), all_rows(session)));
        }
        let all = self.rows.as_ref().map_or(&[][..], |(_, rows)| rows);
        let words: Vec<String> = self
            .filter
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let fits = |id: DocumentId| {
            let Some(document) = session.project().documents().get(id) else {
                return false;
            };
            let year = document.year.map_or(String::new(), |year| year.to_string());
            let text = format!(
                "{} {} {year} {}",
                document.title, document.author, document.kind
            )
            .to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        let shown = all.iter().filter(|row| match row {
            Row::Case { .. } => words.is_empty(),
            Row::Document { id, case } if words.is_empty() => {
                session.project().documents().contains(*id) && !self.folded.contains(case)
            }
            Row::Document { id, .. } => fits(*id),
        });
        shown.cloned().collect()
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

    fn document_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        document: &Document,
        rows: &[Row],
        out: &mut Vec<Command>,
    ) {
        let shown = session.view().document == Some(document.id);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), HEIGHT));
        let first = rows.iter().find_map(|row| match row {
            Row::Document { id, .. } => Some(*id),
            Row::Case { .. } => None,
        });
        let is_listed = |wanted: DocumentId| {
            rows.iter()
                .any(|row| matches!(row, Row::Document { id, .. } if *id == wanted))
        };
        let reached = self
            .current
            .or(session.view().document)
            .filter(|id| is_listed(*id))
            .or(first)
            == Some(document.id);
        let id = Id::unique(("document row", document.id));
        let response = ui.interact(
            rect,
            id,
            if reached {
                Sense::click()
            } else {
                Sense::CLICK
            },
        );
        self.describe(ui, session, document, shown, &response);
        if reached && std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if ui.is_rect_visible(rect) {
            widgets::paint_row(ui, rect, shown, response.hovered());
            self.paint_document(ui, session, document, rect);
        }
        if response.has_focus() {
            paint_focus(ui, rect);
            self.keys(ui, session, document, rows, id);
        }
        if response.clicked() {
            self.current = Some(document.id);
            out.push(Command::ShowDocument(document.id));
        }
        response.context_menu(|ui| self.menu_ui(ui, session, document, out));
        response.on_hover_ui(|ui| self.hover_ui(ui, session, document));
    }

    fn describe(
        &self,
        ui: &Ui,
        session: &Session,
        document: &Document,
        shown: bool,
        response: &Response,
    ) {
        response.widget_info(|| {
            let coded = self
                .coverages
                .get(document.id)
                .map_or(0.0, |coverage| coverage.all);
            let codings = count(session.project().count_in(document.id), "coding", "codings");
            WidgetInfo::labeled(
                Role::ListBoxOption,
                true,
                format!("{}, {codings}, {} coded", document.title, percent(coded)),
            )
        });
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_selected(shown));
    }

    fn paint_document(&self, ui: &Ui, session: &Session, document: &Document, rect: Rect) {
        let tokens = Tokens::of(ui);
        let inner = rect.shrink2(vec2(8.0, 4.0));
        let title = one_line(
            ui,
            &document.title,
            FontId::proportional(theme::BODY),
            tokens.ink,
            inner.width(),
        );
        ui.painter().galley(inner.min, title, tokens.ink);
        let small = FontId::proportional(theme::SMALL);
        let coverage = self.coverages.get(document.id);
        let coded = coverage.map_or(String::new(), |coverage| percent(coverage.all));
        let line = inner.top() + 25.0;
        let coded = if coded == "none" {
            String::new()
        } else {
            coded
        };
        let used = widgets::paint_text(
            ui,
            pos2(inner.right(), line),
            Align2::RIGHT_CENTER,
            &coded,
            small.clone(),
            tokens.quiet,
        );
        let year = document.year.map_or(String::new(), |year| year.to_string());
        let source = [document.author.as_str(), &year]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let galley = one_line(
            ui,
            &source,
            small,
            tokens.quiet,
            inner.width() - used.width() - 8.0,
        );
        ui.painter().galley(
            pos2(inner.left(), line - galley.size().y / 2.0),
            galley,
            tokens.quiet,
        );
        // One bar for what is coded at all; on it, each coder's own part starts from the left in their colour.
        let bar = Rect::from_min_max(
            pos2(inner.left(), inner.bottom() - 2.0),
            pos2(inner.right(), inner.bottom()),
        );
        ui.painter().rect_filled(bar, 1.0, tokens.line);
        let Some(coverage) = coverage else { return };
        let part_of = |part: f32| {
            Rect::from_min_size(
                bar.min,
                vec2(bar.width() * part.clamp(0.0, 1.0), bar.height()),
            )
        };
        ui.painter()
            .rect_filled(part_of(coverage.all), 1.0, tokens.quiet);
        for (coder, part) in &coverage.by_coder {
            let colour = session
                .project()
                .coders()
                .get(*coder)
                .map_or(Colour::Palette(0), |coder| coder.colour);
            let end = part_of(*part).right();
            let tick = Rect::from_min_max(
                pos2((end - 3.0).max(bar.left()), bar.top() - 3.0),
                pos2(end.max(bar.left() + 3.0), bar.bottom() + 1.0),
            );
            ui.painter().rect_filled(tick, 1.0, tokens.code(colour));
        }
    }

    fn hover_ui(&self, ui: &mut Ui, session: &Session, document: &Document) {
        ui.set_max_width(360.0);
        widgets::heading_ui(ui, &document.title);
        let year = document.year.map_or(String::new(), |year| year.to_string());
        let line = [document.author.as_str(), &year, &document.kind]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        if !line.is_empty() {
            ui.label(line);
        }
        if let Some(problem) = session.texts().problem(document.id) {
            widgets::error_ui(ui, problem);
        }
        let Some(coverage) = self.coverages.get(document.id) else {
            return;
        };
        ui.label(format!(
            "{}, {} of the text coded",
            count(coverage.codings, "coding", "codings"),
            percent(coverage.all)
        ));
        for (coder, part) in &coverage.by_coder {
            let Some(coder) = session.project().coders().get(*coder) else {
                continue;
            };
            ui.horizontal(|ui| {
                widgets::swatch_ui(ui, coder.colour);
                ui.label(format!("{} {}", coder.name, percent(*part)));
            });
        }
    }

    fn keys(&mut self, ui: &Ui, session: &Session, document: &Document, rows: &[Row], id: Id) {
        let arrows = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let listed: Vec<DocumentId> = rows
            .iter()
            .filter_map(|row| match row {
                Row::Document { id, .. } => Some(*id),
                Row::Case { .. } => None,
            })
            .collect();
        let at = listed.iter().position(|id| *id == document.id).unwrap_or(0);
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let next = if pressed(Key::ArrowDown) {
            listed.get(at + 1)
        } else if pressed(Key::ArrowUp) {
            at.checked_sub(1).and_then(|at| listed.get(at))
        } else {
            None
        };
        if let Some(next) = next {
            self.current = Some(*next);
            self.wants_focus = true;
        }
        if pressed(Key::F2) {
            self.edit(session, document.id);
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
        if modal.inner || modal.should_close() {
            self.form = None;
        }
    }
}

/// All documents under their cases, by name and title; what has no case comes last.
fn all_rows(session: &Session) -> Vec<Row> {
    let project = session.project();
    let mut documents: Vec<(Option<(String, CaseId)>, &Document)> = project
        .documents()
        .iter()
        .map(|document| {
            let case = document.case.and_then(|id| project.cases().get(id));
            (case.map(|case| (case.name.clone(), case.id)), document)
        })
        .collect();
    documents.sort_by(|(a, one), (b, other)| {
        (a.is_none(), a)
            .cmp(&(b.is_none(), b))
            .then_with(|| (&one.title, one.id).cmp(&(&other.title, other.id)))
    });
    let grouped = documents.iter().any(|(case, _)| case.is_some());
    let mut rows = Vec::new();
    for group in documents.chunk_by(|a, b| a.0 == b.0) {
        let case = group.first().and_then(|(case, _)| case.clone());
        let (name, id) = case.map_or(("No case".to_owned(), None), |(name, id)| (name, Some(id)));
        if grouped {
            rows.push(Row::Case {
                case: id,
                name,
                documents: group.len(),
            });
        }
        rows.extend(group.iter().map(|(_, document)| Row::Document {
            id: document.id,
            case: id.filter(|_| grouped),
        }));
    }
    rows
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
        widgets::teach_ui(ui, "Drop text or Markdown files here, or import them. They are copied into the project; the originals stay as they are.");
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

/// What is known of a document, being changed.
#[derive(Debug)]
struct Form {
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
    fn of(session: &Session, document: &Document) -> Self {
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
    fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> bool {
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
