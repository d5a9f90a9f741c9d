//! Where is that action, document or code?

use super::Out;
use super::actions::Action;
use super::panels::fuzzy;
use super::theme::{self, Tokens};
use crate::app::{App, Command, Room};
use crate::project::Filter;
use crate::project::{CodeId, DocumentId, QueryId};
use eframe::egui::{
    self, Align, Button, Context, Id, Key, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui,
    vec2,
};

/// More rows than this are not read; a letter more finds the rest.
const MOST: usize = 60;

/// The list of all that can be done and gone to.
#[derive(Debug, Default)]
pub struct Palette {
    open: Option<Open>,
}

#[derive(Debug, Default)]
struct Open {
    typed: String,
    at: usize,
    fresh: bool,
    moved: bool,
}

/// One thing to do or to go to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Target {
    Action(Action),
    Document(DocumentId),
    Code(CodeId),
    Query(QueryId),
}

struct Row {
    target: Target,
    name: String,
    /// A key, or what kind of thing it is.
    beside: String,
    enabled: Result<(), &'static str>,
}

impl Palette {
    /// Opens it with nothing typed.
    pub fn open(&mut self) {
        self.open = Some(Open {
            fresh: true,
            ..Open::default()
        });
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Draws it over the window, where it is open.
    pub fn ui(&mut self, ctx: &Context, app: &App, out: &mut Out) {
        let Some(open) = &mut self.open else { return };
        let area = Modal::default_area(Id::unique("palette"))
            .anchor(egui::Align2::CENTER_TOP, vec2(0.0, 72.0));
        let mut chosen = None;
        let shown = Modal::new(Id::unique("palette"))
            .area(area)
            .show(ctx, |ui| {
                ui.set_width(520.0_f32.min(ctx.content_rect().width() - 64.0));
                let rows = rows(app, ui.ctx(), &open.typed);
                let count = rows.len();
                chosen = keys(ui, open, count);
                let id = Id::unique("palette field");
                let field = TextEdit::singleline(&mut open.typed)
                    .id(id)
                    .hint_text("Find an action, a document or a code")
                    .return_key(None)
                    .desired_width(f32::INFINITY);
                let response = ui
                    .add(field)
                    .accessible_name("Find an action, a document or a code");
                if std::mem::take(&mut open.fresh) || !response.has_focus() {
                    response.request_focus();
                }
                if response.changed() {
                    open.at = 0;
                    open.moved = true;
                }
                ui.add_space(8.0);
                let clicked = list_ui(ui, &rows, open);
                let at = clicked.or(chosen.take());
                at.and_then(|at| rows.into_iter().nth(at))
                    .filter(|row| row.enabled.is_ok())
                    .map(|row| row.target)
            });
        let close = shown.should_close();
        if let Some(target) = shown.inner {
            go(target, out);
        } else if !close {
            return;
        }
        self.open = None;
    }
}

/// Arrows move, Enter takes. Gives the row that was taken.
fn keys(ui: &Ui, open: &mut Open, count: usize) -> Option<usize> {
    let (down, up, enter) = ui.input_mut(|input| {
        (
            input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
            input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
            input.consume_key(Modifiers::NONE, Key::Enter),
        )
    });
    open.moved |= down + up > 0;
    open.at = (open.at + down)
        .saturating_sub(up)
        .min(count.saturating_sub(1));
    enter.then_some(open.at)
}

fn list_ui(ui: &mut Ui, rows: &[Row], open: &mut Open) -> Option<usize> {
    let tokens = Tokens::of(ui);
    let mut clicked = None;
    let moved = std::mem::take(&mut open.moved);
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, row) in rows.iter().enumerate() {
            let button = Button::new(row.name.as_str())
                .right_text(RichText::new(&row.beside).small().color(tokens.quiet))
                .selected(at == open.at)
                .frame_when_inactive(at == open.at)
                .truncate()
                .min_size(vec2(ui.available_width(), 28.0));
            let response = ui
                .add_enabled(row.enabled.is_ok(), button)
                .accessible_name(row.name.as_str());
            if let Err(reason) = row.enabled {
                response.clone().on_disabled_hover_text(reason);
            }
            if at == open.at && moved {
                response.scroll_to_me(Some(Align::Center));
            }
            if response.clicked() {
                clicked = Some(at);
            }
        }
        if rows.is_empty() {
            ui.label(RichText::new("Nothing has these letters in its name").color(tokens.quiet));
        }
    });
    clicked
}

/// What fits what was typed, the best first; all actions while nothing is typed.
fn rows(app: &App, ctx: &Context, typed: &str) -> Vec<Row> {
    let actions = Action::ALL
        .into_iter()
        .filter(|action| *action != Action::Palette)
        .map(|action| Row {
            target: Target::Action(action),
            name: action.name(app).into_owned(),
            beside: action.key_text(ctx),
            enabled: action.enabled(app),
        });
    let mut rows: Vec<Row> = actions.collect();
    if let (Some(session), false) = (app.session(), typed.trim().is_empty()) {
        let project = session.project();
        rows.extend(project.documents().iter().map(|document| Row {
            target: Target::Document(document.id),
            name: document.title.clone(),
            beside: "document".to_owned(),
            enabled: Ok(()),
        }));
        rows.extend(project.queries().iter().map(|query| Row {
            target: Target::Query(query.id),
            name: query.name.clone(),
            beside: "search for this".to_owned(),
            enabled: Ok(()),
        }));
        rows.extend(
            session
                .tree()
                .rows()
                .iter()
                .filter_map(|row| project.codes().get(row.code))
                .map(|code| Row {
                    target: Target::Code(code.id),
                    name: if code.key.is_empty() {
                        code.name.clone()
                    } else {
                        format!("{} {}", code.key, code.name)
                    },
                    beside: "passages of this code".to_owned(),
                    enabled: Ok(()),
                }),
        );
    }
    if typed.trim().is_empty() {
        return rows;
    }
    let mut scored: Vec<(i32, Row)> = rows
        .into_iter()
        .filter_map(|row| fuzzy::score(typed, &row.name).map(|score| (score, row)))
        .collect();
    scored.sort_by_key(|(score, row)| {
        (
            row.enabled.is_err(),
            std::cmp::Reverse(*score),
            row.name.len(),
        )
    });
    scored.into_iter().take(MOST).map(|(_, row)| row).collect()
}

fn go(target: Target, out: &mut Out) {
    match target {
        Target::Action(action) => out.ask(action),
        Target::Query(query) => out.run(Command::RunQuery(query)),
        Target::Document(document) => {
            out.run(Command::ShowDocument(document));
            out.focus_text = true;
        }
        Target::Code(code) => {
            out.run(Command::SetFilter(Box::new(Filter {
                code: Some(code),
                ..Filter::default()
            })));
            out.run(Command::ShowRoom(Room::Passages));
        }
    }
}

/// A key as a sign of its own, for help and hints.
pub fn key_cap(ui: &mut Ui, key: &str) {
    let tokens = Tokens::of(ui);
    egui::Frame::new()
        .fill(tokens.hover)
        .corner_radius(4)
        .inner_margin(egui::Margin::symmetric(6, 1))
        .show(ui, |ui| ui.label(RichText::new(key).size(theme::SMALL)));
}
