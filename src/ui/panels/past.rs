//! What was asked before, under the search field: one's own queries, those with names, those of colleagues.

use super::fuzzy;
use super::widgets::{self, ROW, on_row, one_line, sign_button_ui};
use crate::app::{Command, Session};
use crate::project::{AskedId, QueryId};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, Button, EventFilter, FontId, Id, Key, LayerId, Modifiers, Order, Popup, Rect,
    Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};

/// The list, open or not.
#[derive(Debug, Default)]
pub struct PastQueries {
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    typed: String,
    at: usize,
    moved: bool,
    fresh: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A query was asked.
    Asked,
    /// All named queries are wanted.
    Named,
    /// None after all.
    Nothing,
}

/// A query that can be asked again.
struct Row {
    which: Which,
    query: String,
    /// What stands at its end: its name, or who asked it.
    beside: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Which {
    Mine(AskedId),
    Named(QueryId),
    Theirs,
}

/// So many rows are in sight.
const IN_SIGHT: f32 = 10.0;

impl PastQueries {
    /// Opens the list.
    pub fn open(&mut self) {
        self.open = Some(Open {
            typed: String::new(),
            at: 0,
            moved: true,
            fresh: true,
        });
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Shows the list under a place of the window, while it is open. A click elsewhere closes it.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        under: Rect,
        out: &mut Vec<Command>,
    ) -> Option<Chosen> {
        let open = self.open.as_mut()?;
        let fresh = open.fresh;
        let id = Id::unique("past queries");
        let popup = Popup::new(id, ctx.clone(), under, LayerId::new(Order::Foreground, id))
            .gap(4.0)
            .accessible_name("Queries asked before");
        let shown = popup.show(|ui| {
            ui.set_width(under.width().max(420.0));
            open.contents_ui(ui, session, out)
        })?;
        let left = shown.inner.is_none() && !fresh && shown.response.clicked_elsewhere();
        let chosen = shown.inner.or(left.then_some(Chosen::Nothing));
        if chosen.is_some() {
            self.open = None;
        }
        chosen
    }
}

/// The queries that have these letters in them: one's own first, then the named ones, then those of colleagues.
fn rows(session: &Session, typed: &str) -> Vec<Row> {
    let project = session.project();
    let past = session.past_queries();
    let (mine, theirs): (Vec<_>, Vec<_>) = past
        .into_iter()
        .partition(|asked| asked.coder == session.me());
    let mine = mine.into_iter().map(|asked| Row {
        which: Which::Mine(asked.id),
        query: asked.query.clone(),
        beside: String::new(),
    });
    let named = session.queries().into_iter().map(|query| Row {
        which: Which::Named(query.id),
        query: query.query.clone(),
        beside: query.name.clone(),
    });
    let theirs = theirs.into_iter().map(|asked| {
        let coder = project.coders().get(asked.coder);
        Row {
            which: Which::Theirs,
            query: asked.query.clone(),
            beside: format!(
                "asked by {}",
                coder.map_or("a colleague", |coder| &coder.name)
            ),
        }
    });
    let typed = typed.trim();
    mine.chain(named)
        .chain(theirs)
        .filter(|row| {
            let words = format!("{} {}", row.query, row.beside);
            typed.is_empty() || fuzzy::score(typed, &words).is_some()
        })
        .collect()
}

impl Open {
    fn contents_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        out: &mut Vec<Command>,
    ) -> Option<Chosen> {
        let rows = rows(session, &self.typed);
        let taken = self.keys(ui, rows.len());
        self.field_ui(ui);
        let mut chosen = match taken {
            Some(false) => Some(Chosen::Nothing),
            Some(true) => rows.get(self.at).map(|row| ask(row, out)),
            None => None,
        };
        if rows.is_empty() {
            widgets::teach_ui(
                ui,
                if self.typed.trim().is_empty() {
                    "No query was asked yet. One is remembered when you press Enter on it, go to a hit, or code from it."
                } else {
                    "No query has these letters in it."
                },
            );
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .max_height(IN_SIGHT * ROW)
            .auto_shrink([false, true])
            .animated(false);
        if std::mem::take(&mut self.moved) {
            area = area.vertical_scroll_offset(self.at.saturating_sub(4) as f32 * ROW);
        }
        area.show_rows(ui, ROW, rows.len(), |ui, range| {
            for at in range {
                let Some(row) = rows.get(at) else { continue };
                if row_ui(ui, session, row, at, at == self.at, out) {
                    chosen = Some(ask(row, out));
                }
            }
        });
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if ui.button("Named queries…").clicked() {
                chosen = Some(Chosen::Named);
            }
            let mine = rows.iter().any(|row| matches!(row.which, Which::Mine(_)));
            let may = mine && session.read_only().is_none();
            let clear = ui.add_enabled(may, Button::new("Clear mine"));
            if clear
                .on_hover_text("Forget all queries that you asked. Undo brings them back")
                .clicked()
            {
                out.push(Command::ForgetQueries(None));
            }
        });
        self.fresh = false;
        chosen
    }

    /// Walks the list. True where Enter takes a row, false where Escape closes it.
    fn keys(&mut self, ui: &Ui, rows: usize) -> Option<bool> {
        let last = rows.saturating_sub(1);
        self.at = self.at.min(last);
        if self.fresh {
            return None;
        }
        let before = self.at;
        let press = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        self.at = (self.at + press(Key::ArrowDown) + 8 * press(Key::PageDown)).min(last);
        self.at = self
            .at
            .saturating_sub(press(Key::ArrowUp) + 8 * press(Key::PageUp));
        self.moved |= self.at != before;
        if press(Key::Escape) > 0 {
            return Some(false);
        }
        (press(Key::Enter) > 0 && rows > 0).then_some(true)
    }

    fn field_ui(&mut self, ui: &mut Ui) {
        let keep = EventFilter {
            escape: true,
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
        };
        let edit = TextEdit::singleline(&mut self.typed)
            .hint_text("Find a query")
            .event_filter(keep);
        let response = ui
            .add(edit.desired_width(ui.available_width()))
            .accessible_name("Find a query");
        if self.fresh || !response.has_focus() {
            response.request_focus();
        }
        if response.changed() {
            self.at = 0;
            self.moved = true;
        }
    }
}

fn ask(row: &Row, out: &mut Vec<Command>) -> Chosen {
    out.push(match row.which {
        Which::Named(id) => Command::RunQuery(id),
        _ => Command::SetQuery(row.query.clone()),
    });
    Chosen::Asked
}

fn row_ui(
    ui: &mut Ui,
    session: &Session,
    row: &Row,
    at: usize,
    here: bool,
    out: &mut Vec<Command>,
) -> bool {
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, Id::unique(("past query", at)), Sense::CLICK);
    widgets::paint_row(ui, rect, here, response.hovered());
    let small = FontId::proportional(theme::SMALL);
    let mut right = rect.width() - 8.0;
    if let Which::Mine(id) = row.which {
        right -= ROW;
        let place = Rect::from_min_size(
            egui::pos2(rect.right() - ROW - 4.0, rect.top()),
            vec2(ROW, ROW),
        );
        let forget = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            ui.add_enabled_ui(session.read_only().is_none(), |ui| {
                sign_button_ui(ui, "×", &format!("Forget {}", row.query)).clicked()
            })
            .inner
        });
        if forget.inner {
            out.push(Command::ForgetQueries(Some(id)));
        }
    } else {
        let beside = widgets::first_words(&row.beside, 28);
        let ink = if matches!(row.which, Which::Named(_)) {
            tokens.ink
        } else {
            tokens.quiet
        };
        let at = on_row(rect, right);
        let used = widgets::paint_text(ui, at, Align2::RIGHT_CENTER, &beside, small, ink);
        right -= used.width() + 8.0;
    }
    let body = FontId::proportional(theme::BODY);
    let galley = one_line(ui, &row.query, body, tokens.ink, right - 8.0);
    let at = on_row(rect, 8.0) - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, tokens.ink);
    let said = match row.which {
        Which::Mine(_) => format!("Ask {}", row.query),
        Which::Named(_) => format!("Ask {}: {}", row.beside, row.query),
        Which::Theirs => format!("Ask {}, {}", row.query, row.beside),
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, here, &said));
    response.clicked()
}
