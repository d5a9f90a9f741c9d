//! The queries that have names: to ask, rename, change and remove.

use super::fields::{Drafts, Look};
use super::picker::{CodePicker, Picked, Purpose};
use super::widgets::{self, ROW, count, on_row, one_line, row_ui};
use crate::app::{Command, Session};
use crate::project::{CodeId, NamedQuery, QueryId, RecordId};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Button, FontId, Id, Key, Modifiers, Response, Role, ScrollArea, TextEdit, Ui, WidgetInfo,
    vec2,
};

/// The list of named queries, over the window. Each change is done as soon as its field is left, and can be undone.
#[derive(Debug, Default)]
pub struct QueryList {
    open: bool,
    /// Whether the filter still waits for the keyboard.
    fresh: bool,
    filter: String,
    /// The one that is shown in full.
    at: Option<QueryId>,
    drafts: Drafts<(QueryId, Field)>,
    picker: CodePicker,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Field {
    Name,
    Query,
    Notes,
}

impl Field {
    /// A query with another text in this field.
    fn with(self, query: &NamedQuery, text: String) -> NamedQuery {
        let mut changed = query.clone();
        match self {
            Self::Name => changed.name = text,
            Self::Query => changed.query = text,
            Self::Notes => changed.notes = text,
        }
        changed
    }
}

impl QueryList {
    /// Opens it.
    pub fn open(&mut self) {
        self.open = true;
        self.fresh = true;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Shows it while it is open.
    pub fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Command>) {
        if !self.open {
            return;
        }
        let modal = egui::Modal::new(Id::unique("named queries"))
            .frame(widgets::dialog_frame(ctx))
            .show(ctx, |ui| {
                ui.set_width((ui.ctx().content_rect().width() - 96.0).clamp(320.0, 600.0));
                ui.horizontal(|ui| {
                    ui.heading("Named queries");
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        self.open &= !ui.button("Close").clicked();
                    });
                });
                ui.add_space(8.0);
                self.contents_ui(ui, session, out);
            });
        self.open &= !modal.should_close();
    }

    fn contents_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let queries = session.queries();
        if queries.is_empty() {
            widgets::teach_ui(
                ui,
                "No query has a name yet. Search for something, then choose Save query… over its hits.",
            );
            return;
        }
        let words: Vec<String> = self
            .filter
            .to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let fits = |query: &&NamedQuery| {
            let text = format!("{} {} {}", query.name, query.query, query.notes).to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        let shown: Vec<&NamedQuery> = queries.into_iter().filter(fits).collect();
        let place = shown.iter().position(|query| self.at == Some(query.id));
        let before = place.unwrap_or(0);
        let mut place = before;
        let taken = self.filter_ui(ui, shown.len(), &mut place);
        let moved = place != before;
        ui.add_space(4.0);
        theme::show_scroll_bar(ui);
        ScrollArea::vertical()
            .id_salt("named queries")
            .max_height(ROW * 8.0)
            .min_scrolled_height(ROW * 8.0)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (row, query) in shown.iter().enumerate() {
                    let response = query_row_ui(ui, query, row == place);
                    if row == place && moved {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        place = row;
                    }
                }
            });
        let Some(query) = shown.get(place).copied() else {
            widgets::teach_ui(ui, "No query has these words in it.");
            return;
        };
        if taken {
            out.push(Command::RunQuery(query.id));
            self.open = false;
        }
        self.at = Some(query.id);
        // What was being typed for another query is done.
        for ((id, field), text) in self.drafts.left(|(id, _)| *id == query.id) {
            let before = session.project().queries().get(id);
            out.extend(before.map(|before| Command::PutQuery(field.with(before, text))));
        }
        ui.separator();
        self.query_ui(ui, session, query, out);
    }

    /// The field over the list, whose arrow keys walk the list; true where Enter took the one that is chosen.
    fn filter_ui(&mut self, ui: &mut Ui, rows: usize, place: &mut usize) -> bool {
        let id = Id::unique("filter named queries");
        let mut taken = false;
        if ui.memory(|memory| memory.has_focus(id)) {
            let press =
                |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
            *place = (*place + press(Key::ArrowDown)).min(rows.saturating_sub(1));
            *place = place.saturating_sub(press(Key::ArrowUp));
            taken = press(Key::Enter) > 0;
        }
        let edit = TextEdit::singleline(&mut self.filter)
            .id(id)
            .hint_text("Filter queries")
            .return_key(None)
            .desired_width(ui.available_width());
        let response = ui.add(edit).accessible_name("Filter queries");
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
        }
        taken
    }

    /// One query in full, to ask and to change.
    fn query_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        query: &NamedQuery,
        out: &mut Vec<Command>,
    ) {
        let may = session.read_only().is_none();
        ui.add_enabled_ui(may, |ui| {
            let fields = [
                (
                    Field::Name,
                    query.name.as_str(),
                    Look::line("Name of the query"),
                ),
                (Field::Query, query.query.as_str(), Look::line("Query")),
                (
                    Field::Notes,
                    query.notes.as_str(),
                    Look::lines("Notes on the query", 2),
                ),
            ];
            for (field, value, look) in fields {
                let key = (query.id, field);
                if let Some(text) = self.drafts.field_ui(ui, key, value, look) {
                    let changed = field.with(query, text.clone());
                    match session.query_problem(&changed) {
                        Some(problem) => self.drafts.refuse(key, text, problem),
                        None => out.push(Command::PutQuery(changed)),
                    }
                }
            }
        });
        ui.add_enabled_ui(may, |ui| {
            if let Some(code) = proposes_ui(ui, session, &mut self.picker, query.proposes) {
                out.push(Command::Propose(query.id, code));
            }
        });
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            if ui.button("Search for it").clicked() {
                out.push(Command::RunQuery(query.id));
                self.open = false;
            }
            let finder = session.finder();
            let present = Field::Query.with(query, finder.query().trim().to_owned());
            let other = finder.is_active() && present.query != query.query;
            if other {
                let problem = session.query_problem(&present);
                let button = Button::new("Change to the present query");
                let button = ui.add_enabled(may && problem.is_none(), button);
                let button = button.on_hover_text(finder.query());
                if button
                    .on_disabled_hover_text(problem.unwrap_or_default())
                    .clicked()
                {
                    out.push(Command::PutQuery(present));
                }
            }
            let absences = session.project().absences().iter();
            let rest = absences.filter(|one| one.query == query.id).count();
            let remove = ui.add_enabled(may, Button::new("Remove"));
            let remove = remove.accessible_name(format!("Remove query {}", query.name));
            let tip = match rest {
                0 => "No search for something absent rests on it".to_owned(),
                rest => format!(
                    "{} for something absent rest on it, and will be out of date",
                    count(rest, "search", "searches")
                ),
            };
            if remove.on_hover_text(tip).clicked() {
                out.push(Command::Remove(RecordId::NamedQuery(query.id)));
            }
        });
    }
}

/// The code that a query proposes passages for, to be chosen; another one where it was.
pub(in crate::ui) fn proposes_ui(
    ui: &mut Ui,
    session: &Session,
    picker: &mut CodePicker,
    now: Option<CodeId>,
) -> Option<Option<CodeId>> {
    let mut chosen = None;
    let row = ui.horizontal(|ui| {
        let label =
            ui.label(egui::RichText::new("Proposes passages for").color(Tokens::of(ui).quiet));
        let code = now.and_then(|id| session.project().codes().get(id));
        if let Some(code) = code {
            widgets::swatch_ui(ui, code.colour);
        }
        let words = code.map_or("No code".to_owned(), |code| {
            widgets::first_words(code.label(), 32)
        });
        let button = ui
            .add(Button::new(&words))
            .labelled_by(label.id)
            .accessible_name(format!("Proposes passages for: {words}"))
            .on_hover_text(
                "Its hits wait for a yes or a no of each coder. Nothing is coded without a yes",
            );
        if button.clicked() {
            picker.open(Purpose::Propose);
        }
        if now.is_some() && widgets::sign_button_ui(ui, "×", "Propose for no code").clicked() {
            chosen = Some(None);
        }
    });
    match picker.popup(ui.ctx(), session, row.response.rect) {
        Some(Picked::Code(code)) => Some(Some(code)),
        _ => chosen,
    }
}

/// A query in the list, its words beside its name.
fn query_row_ui(ui: &mut Ui, query: &NamedQuery, here: bool) -> Response {
    let tokens = Tokens::of(ui);
    let (rect, response) = row_ui(ui, Id::unique(("named query", query.id)), here);
    let half = rect.width() * 0.4;
    let name = one_line(
        ui,
        &query.name,
        theme::strong_font(),
        tokens.ink,
        half - 16.0,
    );
    let at = |x: f32, galley: &egui::Galley| on_row(rect, x) - vec2(0.0, galley.size().y / 2.0);
    let name_at = at(8.0, &name);
    ui.painter().galley(name_at, name, tokens.ink);
    let font = FontId::proportional(theme::BODY);
    let words = one_line(
        ui,
        &query.query,
        font,
        tokens.quiet,
        rect.width() - half - 8.0,
    );
    let words_at = at(half, &words);
    ui.painter().galley(words_at, words, tokens.quiet);
    response.widget_info(|| {
        let name = format!("Query {}: {}", query.name, query.query);
        WidgetInfo::selected(Role::ListBoxOption, true, here, name)
    });
    if query.notes.is_empty() {
        response
    } else {
        response.on_hover_text(&query.notes)
    }
}
