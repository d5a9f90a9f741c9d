//! Which code? A list that shrinks as one types, for coding, recoding, merging and hits.

use super::fuzzy;
use super::widgets::{self, ROW, on_row, one_line, paint_swatch};
use crate::app::Session;
use crate::project::{CodeId, Project, path};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, EventFilter, FontId, Key, Modifiers, Role, ScrollArea, Sense, Ui, WidgetInfo,
    vec2,
};
use std::collections::BTreeSet;

/// What the chosen code is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To code the selected text; a new code can be made.
    Apply,
    /// To code the selected codings with it instead.
    Recode,
    /// To put all of this code under it.
    MergeInto(CodeId),
    /// To code the ticked hits.
    CodeHits,
    /// To filter by it.
    Filter,
    /// To code with it as one walks along hits.
    Walk,
    /// To propose passages for it.
    Propose,
}

impl Purpose {
    /// What stands in the empty field.
    fn hint(self) -> &'static str {
        match self {
            Self::Apply => "Code with…",
            Self::Recode => "Recode as…",
            Self::MergeInto(_) => "Merge into…",
            Self::CodeHits => "Code ticked hits with…",
            Self::Filter => "Code…",
            Self::Walk => "Code of the walk…",
            Self::Propose => "Propose passages for…",
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// This code.
    Code(CodeId),
    /// A new code of this name.
    Create(String),
    /// None after all.
    Cancel,
}

/// A list of codes to choose one from, with the keyboard alone if need be.
#[derive(Debug, Default)]
pub struct CodePicker {
    open: Option<Open>,
    /// Chosen before, the latest first.
    recent: Vec<CodeId>,
}

#[derive(Debug)]
struct Open {
    purpose: Purpose,
    typed: String,
    /// What `rows` was made for.
    made_for: Option<(u64, String)>,
    rows: Vec<Row>,
    /// Place in `rows` of the one that Enter takes.
    at: usize,
    /// Whether the row at `at` must be brought into sight.
    moved: bool,
    fresh: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Row {
    Code { id: CodeId, depth: usize },
    Create(String),
}

impl CodePicker {
    /// Opens the list.
    pub fn open(&mut self, purpose: Purpose) {
        self.open = Some(Open {
            purpose,
            typed: String::new(),
            made_for: None,
            rows: Vec::new(),
            at: 0,
            moved: true,
            fresh: true,
        });
    }

    /// Closes it without a choice.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// What it is open for; none while it is closed.
    pub fn purpose(&self) -> Option<Purpose> {
        self.open.as_ref().map(|open| open.purpose)
    }

    /// Shows the list in a popup under (or over) a place of the window. A click elsewhere closes it.
    pub fn popup(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        under: egui::Rect,
    ) -> Option<Picked> {
        let fresh = self.open.as_ref()?.fresh;
        let id = egui::Id::unique("code picker");
        let layer = egui::LayerId::new(egui::Order::Foreground, id);
        let popup = egui::Popup::new(id, ctx.clone(), under, layer)
            .gap(4.0)
            .accessible_name("Choose a code");
        let shown = popup.show(|ui| {
            ui.set_width(340.0);
            self.show(ui, session)
        })?;
        let picked = shown.inner;
        let left = picked.is_none() && !fresh && shown.response.clicked_elsewhere();
        if left {
            self.open = None;
        }
        picked.or(left.then_some(Picked::Cancel))
    }

    /// Shows the list. Gives what was picked, once, and is closed then.
    pub fn show(&mut self, ui: &mut Ui, session: &Session) -> Option<Picked> {
        let open = self.open.as_mut()?;
        open.fill(session, &self.recent);
        let keys = open.take_keys(ui);
        open.field_ui(ui);
        open.fill(session, &self.recent);
        let clicked = open.list_ui(ui, session);
        open.fresh = false;
        let picked = match (clicked, keys) {
            (Some(row), _) | (None, Some(Keys::Take(row))) => match row {
                Row::Code { id, .. } => Picked::Code(id),
                Row::Create(name) => Picked::Create(name),
            },
            (None, Some(Keys::Cancel)) => Picked::Cancel,
            (None, None) => return None,
        };
        if let Picked::Code(id) = picked {
            self.recent.retain(|other| *other != id);
            self.recent.insert(0, id);
            self.recent.truncate(20);
        }
        self.open = None;
        Some(picked)
    }
}

enum Keys {
    Take(Row),
    Cancel,
}

impl Open {
    /// Brings the rows up to date with what was typed and with the codebook.
    fn fill(&mut self, session: &Session, recent: &[CodeId]) {
        let wanted = (session.revision(), self.typed.clone());
        if self.made_for.as_ref() == Some(&wanted) {
            return;
        }
        let tree = session.tree();
        let barred: BTreeSet<CodeId> = match self.purpose {
            Purpose::MergeInto(code) => tree.branch(code),
            _ => BTreeSet::new(),
        };
        let codes = tree.rows().iter().filter(|row| !barred.contains(&row.code));
        let project = session.project();
        let typed = self.typed.trim();
        self.rows = if typed.is_empty() {
            codes
                .map(|row| Row::Code {
                    id: row.code,
                    depth: row.depth,
                })
                .collect()
        } else {
            let mut scored: Vec<(i32, CodeId)> = codes
                .filter_map(|row| Some((score(project, typed, row.code)?, row.code)))
                .collect();
            scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
            scored
                .into_iter()
                .map(|(_, id)| Row::Code { id, depth: 0 })
                .collect()
        };
        self.at = if typed.is_empty() {
            let last = recent.iter().find_map(|id| {
                self.rows
                    .iter()
                    .position(|row| matches!(row, Row::Code { id: code, .. } if code == id))
            });
            last.unwrap_or(0)
        } else {
            0
        };
        let there = project
            .codes()
            .iter()
            .any(|code| code.name.eq_ignore_ascii_case(typed) || code.key == typed);
        if self.purpose == Purpose::Apply && !typed.is_empty() && !there {
            self.rows.push(Row::Create(typed.to_owned()));
        }
        self.moved = true;
        self.made_for = Some(wanted);
    }

    /// Takes the keys that walk and close the list before the field sees them.
    fn take_keys(&mut self, ui: &Ui) -> Option<Keys> {
        if self.fresh {
            // The key that opened the list is not meant for it.
            return None;
        }
        let last = self.rows.len().saturating_sub(1);
        let before = self.at;
        let press = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        self.at = (self.at + press(Key::ArrowDown) + 8 * press(Key::PageDown)).min(last);
        self.at = self
            .at
            .saturating_sub(press(Key::ArrowUp) + 8 * press(Key::PageUp));
        self.moved |= self.at != before;
        if press(Key::Escape) > 0 {
            return Some(Keys::Cancel);
        }
        (press(Key::Enter) > 0)
            .then(|| self.rows.get(self.at).cloned())
            .flatten()
            .map(Keys::Take)
    }

    fn field_ui(&mut self, ui: &mut Ui) {
        // Escape must come to the list, and Tab has nowhere to go.
        let keep = EventFilter {
            escape: true,
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
        };
        let edit = egui::TextEdit::singleline(&mut self.typed)
            .hint_text(self.purpose.hint())
            .event_filter(keep);
        let response = ui
            .add(edit.desired_width(ui.available_width()))
            .accessible_name("Find a code");
        if self.fresh || !response.has_focus() {
            response.request_focus();
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, session: &Session) -> Option<Row> {
        if self.rows.is_empty() {
            let words = if self.typed.trim().is_empty() {
                "The codebook is empty. Type a name to make the first code."
            } else {
                "No code fits. Try fewer letters."
            };
            widgets::teach_ui(ui, words);
            return None;
        }
        let mut clicked = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .max_height(12.0 * ROW)
            .auto_shrink([false, true])
            .animated(false);
        if std::mem::take(&mut self.moved) {
            let top = self.at.saturating_sub(5) as f32 * ROW;
            area = area.vertical_scroll_offset(top);
        }
        area.show_rows(ui, ROW, self.rows.len(), |ui, range| {
            for at in range {
                let Some(row) = self.rows.get(at) else {
                    continue;
                };
                if row_ui(ui, session.project(), row, at == self.at) {
                    clicked = Some(row.clone());
                }
            }
        });
        clicked
    }
}

/// The best fit of key, name, or, with less weight, of the names above it.
fn score(project: &Project, typed: &str, id: CodeId) -> Option<i32> {
    let code = project.codes().get(id)?;
    let own = fuzzy::score(typed, &code.key)
        .map(|score| score + 2)
        .max(fuzzy::score(typed, &code.name));
    // Of equal fits the shorter name is the better.
    let long = i32::try_from(code.name.chars().count() / 16).unwrap_or(0);
    own.map(|score| score - long).or_else(|| {
        let names = format!("{} {}", path(project, id).join(" "), code.key);
        fuzzy::score(typed, &names).map(|score| score - 40)
    })
}

fn row_ui(ui: &mut Ui, project: &Project, row: &Row, here: bool) -> bool {
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let id = match row {
        Row::Code { id, .. } => ui.scope_id().with(id),
        Row::Create(_) => ui.scope_id().with("create"),
    };
    let response = ui.interact(rect, id, Sense::CLICK);
    widgets::paint_row(ui, rect, here, response.hovered());
    let (body, strong) = (FontId::proportional(theme::BODY), theme::strong_font());
    let label = match row {
        Row::Create(name) => {
            let text = format!("Create code “{name}”");
            let galley = one_line(ui, &text, strong, tokens.accent, rect.width() - 16.0);
            ui.painter().galley(
                on_row(rect, 8.0) - vec2(0.0, galley.size().y / 2.0),
                galley,
                tokens.accent,
            );
            text
        }
        Row::Code { id, depth } => {
            let Some(code) = project.codes().get(*id) else {
                return false;
            };
            let left = 8.0 + 12.0 * (*depth).min(6) as f32;
            paint_swatch(ui, on_row(rect, left + 5.0), code.colour);
            let mut x = left + 16.0;
            if !code.key.is_empty() {
                let used = widgets::paint_text(
                    ui,
                    on_row(rect, x),
                    Align2::LEFT_CENTER,
                    &code.key,
                    strong,
                    tokens.ink,
                );
                x = used.right() - rect.left() + 8.0;
            }
            let room = rect.width() - x - 24.0;
            let galley = one_line(ui, &code.name, body, tokens.ink, room);
            ui.painter().galley(
                on_row(rect, x) - vec2(0.0, galley.size().y / 2.0),
                galley,
                tokens.ink,
            );
            if let Some(number) = code.shortcut {
                let small = FontId::proportional(theme::SMALL);
                widgets::paint_text(
                    ui,
                    on_row(rect, rect.width() - 8.0),
                    Align2::RIGHT_CENTER,
                    &number.to_string(),
                    small,
                    tokens.quiet,
                );
            }
            widgets::code_label(project, *id)
        }
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, here, &label));
    response.clicked()
}
