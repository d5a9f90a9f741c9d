//! What is known of a work that the documents cite, to put right.

use super::{Verdict, field_name, footer_ui, verdict};
use crate::app::{App, Command};
use crate::library::Field;
use crate::project::{Work, WorkKind};
use crate::ui::theme;
use eframe::egui::{ComboBox, Key, ScrollArea, TextEdit, Ui};
use std::collections::BTreeMap;

/// The rows of the form.
const ROWS: [&[Field]; 10] = [
    &[Field::Author],
    &[Field::Title],
    &[Field::Year, Field::Date],
    &[Field::Work],
    &[Field::Container],
    &[Field::Volume, Field::Issue, Field::Pages],
    &[Field::Editor],
    &[Field::Publisher, Field::Place],
    &[Field::Doi, Field::Url],
    &[Field::Accessed, Field::Language, Field::Key],
];

/// What was typed so far.
#[derive(Default)]
pub struct Form {
    key: String,
    /// What stood in the fields at first.
    known: BTreeMap<Field, String>,
    typed: BTreeMap<Field, String>,
}

impl Form {
    /// Takes up the work that is chosen in the list.
    pub fn prepare(&mut self, app: &App) {
        *self = Self::default();
        let Some(session) = app.session() else { return };
        let Some(source) = session.chosen_sources().pop() else {
            return;
        };
        self.key.clone_from(&source.key);
        let known: Work = session.known_of(source);
        let fields = ROWS.into_iter().flatten().copied().chain([Field::Notes]);
        self.known = fields.map(|field| (field, field.get(&known))).collect();
        self.typed.clone_from(&self.known);
    }

    /// The fields in the order in which they are filled.
    pub fn ui(&mut self, ui: &mut Ui, fresh: bool, error: Option<&str>) -> Verdict {
        let mut entered = false;
        theme::show_scroll_bar(ui);
        // As high from the start as it gets: a form that grows jumps away from under the pointer.
        let height = (ui.ctx().content_rect().height() - 240.0).clamp(160.0, 520.0);
        let area = ScrollArea::vertical().max_height(height);
        area.min_scrolled_height(height).show(ui, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            for (at, fields) in ROWS.into_iter().enumerate() {
                if fields == [Field::Work] {
                    self.kind_ui(ui);
                    continue;
                }
                ui.columns(fields.len(), |columns| {
                    for (column, field) in columns.iter_mut().zip(fields) {
                        entered |= self.line_ui(column, *field, fresh && at == 0);
                    }
                });
            }
            let label = field_name(ui, Field::Notes.label());
            let notes = self.typed.entry(Field::Notes).or_default();
            let edit = TextEdit::multiline(notes)
                .desired_width(f32::INFINITY)
                .desired_rows(3);
            let _ = ui.add(edit).labelled_by(label.id);
        });
        let changed: Vec<(Field, String)> = self
            .typed
            .iter()
            .filter(|(field, typed)| self.known.get(field) != Some(typed))
            .map(|(field, typed)| (*field, typed.clone()))
            .collect();
        let ready = if changed.is_empty() {
            Err("Nothing was changed")
        } else {
            Ok(())
        };
        let buttons = footer_ui(ui, "Save details", ready, error);
        verdict(buttons, entered, ready.is_ok(), || {
            Command::EditWork(self.key.clone(), changed)
        })
    }

    fn line_ui(&mut self, ui: &mut Ui, field: Field, first: bool) -> bool {
        let hint = match field {
            Field::Author | Field::Editor => "Family, Given; Family, Given",
            Field::Date | Field::Accessed => "Such as 2004-06-14",
            _ => "",
        };
        let label = field_name(ui, field.label());
        let typed = self.typed.entry(field).or_default();
        let edit = TextEdit::singleline(typed)
            .hint_text(hint)
            .desired_width(f32::INFINITY);
        let response = ui.add(edit).labelled_by(label.id);
        if first {
            response.request_focus();
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }

    fn kind_ui(&mut self, ui: &mut Ui) {
        let label = field_name(ui, Field::Work.label());
        let kind = self.typed.entry(Field::Work).or_default();
        let shown = match kind.as_str() {
            "" => "not known",
            kind => kind,
        };
        let combo = ComboBox::from_id_salt("kind of the work").selected_text(shown);
        let response = combo.show_ui(ui, |ui| {
            ui.selectable_value(kind, String::new(), "not known");
            for known in WorkKind::ALL {
                ui.selectable_value(kind, known.word().to_owned(), known.word());
            }
        });
        let _ = response.response.labelled_by(label.id);
    }
}
