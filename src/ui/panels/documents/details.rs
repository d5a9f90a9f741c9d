//! What is known of a document, to change: as a bibliography gives it, and as the project sees it.

mod facts;
mod fill;

use crate::app::{Command, Session};
use crate::library::Field;
use crate::project::{AttributeId, AttributeKind, Document, MemoOn, WorkKind};
use crate::ui::panels::fields::suggesting_ui;
use crate::ui::panels::memos::MemoList;
use crate::ui::panels::widgets::{self, field_name_ui};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, ComboBox, Key, Response, ScrollArea, TextEdit, Ui};
use fill::Fill;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a document, being changed.
pub(super) struct Form {
    document: Document,
    /// What stands in the fields, as typed.
    typed: BTreeMap<Field, String>,
    case: String,
    attributes: Vec<Attribute>,
    cases: Vec<String>,
    kinds: Vec<String>,
    problem: Option<String>,
    memos: MemoList,
    fill: Option<Fill>,
    fresh: bool,
}

struct Attribute {
    id: AttributeId,
    name: String,
    kind: AttributeKind,
    typed: String,
}

/// What came of a frame.
enum Done {
    No,
    Save,
    Cancel,
}

impl Form {
    pub(super) fn of(session: &Session, document: &Document) -> Self {
        let project = session.project();
        let case = document.case.and_then(|id| project.cases().get(id));
        let kinds: BTreeSet<String> = project
            .documents()
            .iter()
            .map(|document| document.kind.clone())
            .filter(|kind| !kind.is_empty())
            .collect();
        let attributes = project.attributes().iter().map(|attribute| {
            let value = document.attributes.get(&attribute.id);
            Attribute {
                id: attribute.id,
                name: attribute.name.clone(),
                kind: attribute.kind.clone(),
                typed: value.map(ToString::to_string).unwrap_or_default(),
            }
        });
        let typed = Field::ALL
            .into_iter()
            .map(|field| (field, field.get(document)));
        Self {
            typed: typed.collect(),
            case: case.map_or(String::new(), |case| case.name.clone()),
            attributes: attributes.collect(),
            cases: project
                .cases()
                .iter()
                .map(|case| case.name.clone())
                .collect(),
            kinds: kinds.into_iter().collect(),
            document: document.clone(),
            problem: None,
            memos: MemoList::default(),
            fill: None,
            fresh: true,
        }
    }

    /// True when it is done with.
    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> bool {
        let room = ui.ctx().content_rect().size();
        ui.set_width(560.0_f32.min(room.x - 64.0));
        if self.fill.is_some() {
            self.fill_ui(ui);
            return false;
        }
        ui.heading("Document details");
        ui.add_space(8.0);
        let may = session.read_only().is_none();
        let mut entered = false;
        theme::show_scroll_bar(ui);
        // As high from the start as it gets: a form that grows jumps away from under the pointer.
        let height = (room.y - 220.0).max(160.0);
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 12.0);
                ui.add_enabled_ui(may, |ui| entered = self.fields_ui(ui));
                facts::show(ui, session, &self.document);
                ui.add_enabled_ui(may, |ui| {
                    self.memos
                        .show(ui, session, MemoOn::Document(self.document.id), out)
                });
            });
        if let Some(problem) = &self.problem {
            widgets::error_ui(ui, problem);
        }
        ui.add_space(8.0);
        match self.buttons_ui(ui, may) {
            Done::Save => self.save(out),
            Done::No if entered && may => self.save(out),
            Done::No => false,
            Done::Cancel => true,
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui, may: bool) -> Done {
        let tokens = Tokens::of(ui);
        let more = |ui: &mut Ui| {
            let fill = egui::Button::new("Fill from an entry…").min_size(egui::vec2(0.0, 32.0));
            let fill = ui.add_enabled(may, fill);
            fill.on_hover_text("Paste BibTeX, RIS or CSL-JSON, or choose a library")
                .clicked()
        };
        let main = |ui: &mut Ui| {
            let words = egui::RichText::new("Save details").family(theme::strong());
            let save = egui::Button::new(words.color(tokens.on_accent))
                .fill(tokens.accent)
                .min_size(egui::vec2(112.0, 32.0));
            let save = ui.add_enabled(may, save).accessible_name("Save details");
            if save.clicked() {
                return Done::Save;
            }
            let cancel = egui::Button::new("Cancel").min_size(egui::vec2(80.0, 32.0));
            if ui.add(cancel).clicked() {
                return Done::Cancel;
            }
            Done::No
        };
        let (wants_fill, done) = egui::Sides::new().show(ui, more, main);
        if wants_fill {
            self.fill = Some(Fill::default());
        }
        done
    }

    /// What an entry says, to be put into the form.
    fn fill_ui(&mut self, ui: &mut Ui) {
        let Some(fill) = &mut self.fill else { return };
        // What was typed so far is what an entry is compared with, as far as it can stand.
        let mut document = self.document.clone();
        for (field, typed) in &self.typed {
            field.put(&mut document, typed).ok();
        }
        match fill.show(ui, &document) {
            fill::Asked::Nothing => {}
            fill::Asked::Back => self.fill = None,
            fill::Asked::Put(changes) => {
                for change in changes {
                    self.typed.insert(change.field, change.new);
                }
                self.fill = None;
                self.fresh = true;
            }
        }
    }

    /// Steps back, where there is a step. False where the whole form is to go.
    pub(super) fn back(&mut self) -> bool {
        self.fresh = true;
        self.fill.take().is_some()
    }

    /// The fields, in the order in which they are filled. True where Enter was pressed in one.
    fn fields_ui(&mut self, ui: &mut Ui) -> bool {
        let mut entered = false;
        let fresh = std::mem::take(&mut self.fresh);
        let title = self.line_ui(ui, Field::Title, &mut entered);
        if fresh {
            title.request_focus();
        }
        self.line_ui(ui, Field::Author, &mut entered);
        self.row_ui(ui, &[Field::Year, Field::Date], &mut entered);
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            entered |= suggested_ui(left, "Case", &mut self.case, &self.cases);
            let kind = self.typed.entry(Field::Kind).or_default();
            entered |= suggested_ui(right, Field::Kind.label(), kind, &self.kinds);
        });
        self.work_ui(ui);
        self.line_ui(ui, Field::Container, &mut entered);
        self.row_ui(
            ui,
            &[Field::Volume, Field::Issue, Field::Pages],
            &mut entered,
        );
        self.line_ui(ui, Field::Editor, &mut entered);
        self.row_ui(ui, &[Field::Publisher, Field::Place], &mut entered);
        self.row_ui(ui, &[Field::Doi, Field::Url], &mut entered);
        self.row_ui(
            ui,
            &[Field::Accessed, Field::Language, Field::Key],
            &mut entered,
        );
        for attribute in &mut self.attributes {
            entered |= attribute_ui(ui, attribute);
        }
        let label = field_name_ui(ui, Field::Notes.label());
        let notes = self.typed.entry(Field::Notes).or_default();
        let edit = TextEdit::multiline(notes)
            .desired_width(f32::INFINITY)
            .desired_rows(3);
        let _ = in_sight(ui.add(edit)).labelled_by(label.id);
        entered
    }

    fn line_ui(&mut self, ui: &mut Ui, field: Field, entered: &mut bool) -> Response {
        let hint = match field {
            Field::Author => "As a citation gives them: Finnemore and Sikkink",
            Field::Date | Field::Accessed => "Such as 2004-06-14",
            Field::Editor => "Family, Given; Family, Given",
            _ => "",
        };
        let typed = self.typed.entry(field).or_default();
        let response = line_ui(ui, field.label(), hint, typed);
        *entered |= was_entered(ui, &response);
        response
    }

    /// Short fields side by side, in the order of Tab.
    fn row_ui(&mut self, ui: &mut Ui, fields: &[Field], entered: &mut bool) {
        ui.columns(fields.len(), |columns| {
            for (column, field) in columns.iter_mut().zip(fields) {
                self.line_ui(column, *field, entered);
            }
        });
    }

    /// The sort of work; a document without a kind of its own is of that kind.
    fn work_ui(&mut self, ui: &mut Ui) {
        let label = field_name_ui(ui, Field::Work.label());
        let work = self.typed.entry(Field::Work).or_default();
        let before = work.clone();
        let shown = match work.as_str() {
            "" => "not said",
            work => work,
        };
        let combo = ComboBox::from_id_salt("sort of work").selected_text(shown);
        let response = combo.show_ui(ui, |ui| {
            ui.selectable_value(work, String::new(), "not said");
            for kind in WorkKind::ALL {
                ui.selectable_value(work, kind.word().to_owned(), kind.word());
            }
        });
        let _ = in_sight(response.response).labelled_by(label.id);
        let (now, other) = (work.clone(), WorkKind::Other.word());
        let kind = self.typed.entry(Field::Kind).or_default();
        if now != before && now != other && (kind.is_empty() || *kind == before) {
            *kind = now;
        }
    }

    /// True where all could stand in its field, and is on its way.
    fn save(&mut self, out: &mut Vec<Command>) -> bool {
        match self.filled() {
            Ok(document) => {
                let case = self.case.trim().to_owned();
                out.push(Command::EditDocument(Box::new(document), case));
                true
            }
            Err(problem) => {
                self.problem = Some(problem);
                false
            }
        }
    }

    fn filled(&self) -> Result<Document, String> {
        let mut document = self.document.clone();
        for (field, typed) in &self.typed {
            field
                .put(&mut document, typed)
                .map_err(|problem| match field {
                    Field::Date | Field::Accessed => format!("{}: {problem}", field.label()),
                    _ => problem,
                })?;
        }
        for attribute in &self.attributes {
            let value = attribute.kind.parse(&attribute.typed);
            match value.map_err(|problem| format!("{}: {problem}", attribute.name))? {
                Some(value) => document.attributes.insert(attribute.id, value),
                None => document.attributes.remove(&attribute.id),
            };
        }
        Ok(document)
    }
}

/// Scrolls to a field that gets the keyboard, as Tab goes on to what is out of sight.
fn in_sight(field: Response) -> Response {
    if field.gained_focus() {
        field.scroll_to_me(None);
    }
    field
}

fn was_entered(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

fn line_ui(ui: &mut Ui, name: &str, hint: &str, typed: &mut String) -> Response {
    let label = field_name_ui(ui, name);
    let edit = TextEdit::singleline(typed)
        .hint_text(hint)
        .desired_width(f32::INFINITY);
    in_sight(ui.add(edit)).labelled_by(label.id)
}

/// A line with what others have there; true where Enter was pressed in it, and not to take one of those.
fn suggested_ui(ui: &mut Ui, name: &str, typed: &mut String, known: &[String]) -> bool {
    let label = field_name_ui(ui, name);
    let id = ui.make_persistent_id(("document field", name));
    let (response, accepted) = suggesting_ui(ui, id, typed, name, "", known);
    let entered = was_entered(ui, &response) && !accepted;
    let _ = in_sight(response).labelled_by(label.id);
    entered
}

fn attribute_ui(ui: &mut Ui, attribute: &mut Attribute) -> bool {
    let hint = match &attribute.kind {
        AttributeKind::List(choices) => {
            let label = field_name_ui(ui, &attribute.name);
            let typed = &mut attribute.typed;
            let shown = match typed.as_str() {
                "" => "none",
                typed => typed,
            };
            let combo = ComboBox::from_id_salt(("attribute", attribute.id)).selected_text(shown);
            let response = combo.show_ui(ui, |ui| {
                ui.selectable_value(typed, String::new(), "none");
                for choice in choices {
                    ui.selectable_value(typed, choice.clone(), choice);
                }
            });
            let _ = in_sight(response.response).labelled_by(label.id);
            return false;
        }
        AttributeKind::Number => "A number",
        AttributeKind::Date => "Such as 2004-06-14",
        AttributeKind::Text => "",
    };
    let response = line_ui(ui, &attribute.name, hint, &mut attribute.typed);
    was_entered(ui, &response)
}
