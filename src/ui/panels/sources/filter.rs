//! Which works does the list show?

use super::SourcesRoom;
use crate::app::{Command, Session, SourceFilter};
use crate::project::WorkKind;
use crate::ui::panels::widgets;
use eframe::egui::{self, Id, Key, Ui};

impl SourcesRoom {
    pub(super) fn filter_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let filter = session.source_filter();
        let mut new = filter.clone();
        ui.horizontal_wrapped(|ui| {
            ui.scope(|ui| {
                ui.set_max_width(200.0);
                let edit = egui::TextEdit::singleline(&mut new.words)
                    .id(filter_id())
                    .hint_text("Author, year, words")
                    .desired_width(200.0);
                let field = ui.add(edit).accessible_name("Filter works");
                if std::mem::take(&mut self.filter_wanted) {
                    field.request_focus();
                    let end = egui::text::CCursor::new(new.words.chars().count());
                    let mut state =
                        egui::TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
                    let range = egui::text::CCursorRange::one(end);
                    state.cursor.set_char_range(Some(range));
                    egui::TextEdit::store_state(ui.ctx(), field.id, state);
                }
                let leaves = field.lost_focus()
                    && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Escape));
                let down = field.has_focus()
                    && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::ArrowDown));
                if leaves || down {
                    ui.memory_mut(|memory| memory.request_focus(Self::focus_id()));
                }
            });
            kind_ui(ui, session, &mut new);
            document_ui(ui, session, "Any document", &mut new.document, "Filter works by document");
            ui.scope(|ui| {
                widgets::outline_ticks(ui);
                ui.checkbox(&mut new.rested_on, "Passages rest on it")
                    .on_hover_text("Only works that are cited inside coded passages, or in notes that these lead to");
            });
            if !filter.is_empty() && ui.button("Clear filter").clicked() {
                new = SourceFilter::default();
            }
        });
        if new != *filter {
            out.push(Command::FilterSources(Box::new(new)));
        }
    }
}

pub(super) fn filter_id() -> Id {
    Id::unique("filter works")
}

fn kind_ui(ui: &mut Ui, session: &Session, filter: &mut SourceFilter) {
    let name = |kind: Option<WorkKind>| {
        kind.map_or("kind not known".to_owned(), |kind| kind.word().to_owned())
    };
    let shown = filter.kind.map_or("Any kind".to_owned(), name);
    let combo = egui::ComboBox::from_id_salt("kind of work")
        .selected_text(shown)
        .width(96.0);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut filter.kind, None, "Any kind");
        let Some(listing) = session.source_listing() else {
            return;
        };
        let kinds = WorkKind::ALL.into_iter().map(Some).chain([None]);
        for kind in kinds {
            if listing.all().iter().any(|source| source.kind == kind) {
                ui.selectable_value(&mut filter.kind, Some(kind), name(kind));
            }
        }
    });
    let _ = response.response.accessible_name("Filter works by kind");
}

/// A choice of one document, or `any`.
pub(super) fn document_ui(
    ui: &mut Ui,
    session: &Session,
    any: &str,
    chosen: &mut Option<crate::project::DocumentId>,
    name: &str,
) {
    let documents = session.project().documents();
    let shown = chosen.and_then(|id| documents.get(id)).map_or_else(
        || any.to_owned(),
        |document| widgets::first_words(&document.title, 28),
    );
    let combo = egui::ComboBox::from_id_salt(name)
        .selected_text(shown)
        .width(112.0);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, any);
        let mut all: Vec<_> = documents.iter().collect();
        all.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
        for document in all {
            ui.selectable_value(chosen, Some(document.id), &document.title);
        }
    });
    let _ = response.response.accessible_name(name);
}
