//! The codebook: find a code, apply it, say what it is, put it where it belongs.

mod actions;
mod details;
mod moving;
mod naming;
mod row;
mod tree;

use super::Ask;
use super::picker::{CodePicker, Purpose};
use super::widgets::{self, ROW};
use crate::app::{App, Command, Others, Room, Session, frameworks};
use crate::project::{Code, CodeId};
use actions::{Wish, delete_words};
use details::CodeDetails;
use eframe::egui::{self, Key, ScrollArea, Ui, vec2};
use naming::Naming;
use std::collections::{BTreeMap, BTreeSet};
use tree::TreeRow;

/// The codebook beside the text.
#[derive(Debug, Default)]
pub struct CodesPanel {
    filter: String,
    folded: BTreeSet<CodeId>,
    /// The code that keys act on and whose details are shown.
    current: Option<CodeId>,
    details_open: bool,
    details: CodeDetails,
    renaming: Option<Naming>,
    adding: Option<(Option<CodeId>, Naming)>,
    /// A code that was just asked for: what it is a part of, its name, and how many there were before.
    awaited: Option<(Option<CodeId>, String, usize)>,
    merging: CodePicker,
    /// Whether the click before coded the selected words: the second click of the same hand opens nothing then.
    coded_by_click: bool,
    /// A code whose dialog is asked for.
    editing: Option<CodeId>,
    /// Whether the current row takes the focus when it is next drawn.
    wants_focus: bool,
    counts: Option<((u64, Others), BTreeMap<CodeId, usize>)>,
}

impl CodesPanel {
    /// Shows the codebook in all the room there is. With text selected in the reader a click on a code (or Enter) codes
    /// it; without, it shows what the code is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        self.find_awaited(session);
        if session.project().codes().is_empty() && self.adding.is_none() {
            return self.empty_ui(ui, session, out);
        }
        let (field, _) = widgets::filter_field_ui(ui, &mut self.filter, "Filter codes");
        let rows = tree::visible(
            session.project(),
            session.tree(),
            &self.folded,
            &self.filter,
        );
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            self.current = rows
                .iter()
                .find(|row| row.found)
                .map(|row| row.code)
                .or(self.current);
            self.wants_focus = self.current.is_some();
        }
        let details = self
            .details_open
            .then(|| {
                self.current
                    .and_then(|id| session.project().codes().get(id))
            })
            .flatten();
        let room = ui.available_height();
        let tree_height = if details.is_some() {
            (room * 0.45).max(4.0 * ROW)
        } else {
            room
        } - ROW
            - 8.0;
        let area = ScrollArea::vertical()
            .id_salt("code tree")
            .max_height(tree_height.max(ROW))
            .auto_shrink([false, details.is_some()]);
        area.show(ui, |ui| self.tree_ui(ui, session, &rows, out));
        let ask = self.buttons_ui(ui, session, out);
        if let Some(code) = details {
            ui.separator();
            ScrollArea::vertical()
                .id_salt("code details")
                .auto_shrink([false, true])
                .show(ui, |ui| self.details_ui(ui, session, code, out));
        }
        self.editing.take().map(Ask::Code).or(ask)
    }

    /// Makes a code the current one, brings it into sight and gives it the focus.
    pub fn go_to(&mut self, session: &Session, code: CodeId) {
        let mut next = session
            .project()
            .codes()
            .get(code)
            .and_then(|code| code.parent);
        let mut seen = BTreeSet::new();
        while let Some(parent) = next.filter(|parent| seen.insert(*parent)) {
            self.folded.remove(&parent);
            next = session
                .project()
                .codes()
                .get(parent)
                .and_then(|code| code.parent);
        }
        self.filter.clear();
        self.current = Some(code);
        self.wants_focus = true;
    }

    /// The code that a person means who names none: in the implication table that of the selected cell, else the one whose
    /// details are shown, else that of the selected coding, else the current one.
    pub fn meant(&self, app: &App) -> Option<CodeId> {
        let session = app.session()?;
        let current = self
            .current
            .filter(|code| session.project().codes().contains(*code));
        if session.view().room == Room::Implications
            && let Some(cell) = session.implications().cell()
        {
            return Some(cell.code);
        }
        let shown = current.filter(|_| self.details_open);
        let chosen = || session.chosen().map(|coding| coding.code);
        shown.or_else(chosen).or(current)
    }

    /// Shows what the current code is.
    pub fn show_details(&mut self) {
        self.details_open = true;
    }

    /// Starts a new code: a root.
    pub fn start_adding(&mut self) {
        self.adding = Some((
            None,
            Naming {
                code: None,
                text: String::new(),
                fresh: true,
            },
        ));
    }

    fn empty_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        let mut ask = None;
        widgets::heading_ui(ui, "The codebook is empty");
        widgets::teach_ui(
            ui,
            "Codes say what a passage bears on. Start from a framework and change it, or write your own.",
        );
        ui.add_space(8.0);
        ui.add_enabled_ui(session.read_only().is_none(), |ui| {
            for framework in frameworks() {
                let Ok(codebook) = framework.codebook() else {
                    continue;
                };
                let button = ui.add(
                    egui::Button::new(&codebook.name)
                        .wrap()
                        .min_size(vec2(ui.available_width(), ROW)),
                );
                if button.on_hover_text(&codebook.description).clicked() {
                    out.push(Command::ImportFramework(framework.key.to_owned()));
                }
            }
            ui.add_space(8.0);
            ui.horizontal_wrapped(|ui| {
                if ui.button("Add code").clicked() {
                    self.start_adding();
                }
                if ui.button("Import codebook…").clicked() {
                    ask = Some(Ask::ImportCodebook);
                }
            });
        });
        ask
    }

    fn tree_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        rows: &[TreeRow],
        out: &mut Vec<Command>,
    ) {
        ui.spacing_mut().item_spacing.y = 0.0;
        self.count(session);
        if rows.is_empty() && self.adding.is_none() {
            widgets::teach_ui(ui, "No code fits the filter.");
        }
        let focusable = self
            .current
            .filter(|code| rows.iter().any(|row| row.code == *code))
            .or(rows.first().map(|row| row.code));
        let mut wishes = Vec::new();
        for row in rows {
            let Some(code) = session.project().codes().get(row.code) else {
                continue;
            };
            if self
                .renaming
                .as_ref()
                .is_some_and(|naming| naming.code == Some(row.code))
            {
                self.rename_ui(ui, row, code, out);
                continue;
            }
            self.row_ui(
                ui,
                session,
                row,
                code,
                focusable == Some(row.code),
                &mut wishes,
                out,
            );
            if self
                .adding
                .as_ref()
                .is_some_and(|(parent, _)| *parent == Some(row.code))
            {
                self.adding_ui(ui, session, row.depth + 1, out);
            }
        }
        if self
            .adding
            .as_ref()
            .is_some_and(|(parent, _)| parent.is_none())
        {
            self.adding_ui(ui, session, 0, out);
        }
        self.drop_at_end_ui(ui, session, out);
        for (code, wish) in wishes {
            self.grant(session, rows, code, wish, out);
        }
    }

    fn count(&mut self, session: &Session) {
        let now = (session.revision(), session.view().others);
        if self
            .counts
            .as_ref()
            .is_none_or(|(made_for, _)| *made_for != now)
        {
            self.counts = Some((now, tree::counts(session)));
        }
    }

    fn count_of(&self, code: CodeId) -> usize {
        self.counts
            .as_ref()
            .and_then(|(_, counts)| counts.get(&code))
            .copied()
            .unwrap_or(0)
    }

    fn details_ui(&mut self, ui: &mut Ui, session: &Session, code: &Code, out: &mut Vec<Command>) {
        ui.horizontal(|ui| {
            widgets::heading_ui(ui, "Code");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if widgets::sign_button_ui(ui, "×", "Close code details").clicked() {
                    self.details_open = false;
                }
            });
        });
        ui.add_enabled_ui(session.read_only().is_none(), |ui| {
            ui.horizontal_wrapped(|ui| {
                let edit = ui
                    .button("Edit code…")
                    .on_hover_text("F4 in the codebook, or two clicks");
                if edit.clicked() {
                    self.editing = Some(code.id);
                }
                let waiting = session.proposals().get(&code.id).copied().unwrap_or(0);
                if waiting > 0 {
                    let words =
                        format!("Walk {}", widgets::count(waiting, "proposal", "proposals"));
                    let walk = ui.button(words);
                    let tip = "Sentences that its queries find: say yes or no to each";
                    if walk.on_hover_text(tip).clicked() {
                        out.push(Command::WalkProposals(code.id));
                    }
                }
                if ui.button("Merge into…").clicked() {
                    self.merging.open(Purpose::MergeInto(code.id));
                }
                if ui.button(delete_words(session, code.id)).clicked() {
                    let rows = tree::visible(
                        session.project(),
                        session.tree(),
                        &self.folded,
                        &self.filter,
                    );
                    self.grant(session, &rows, code.id, Wish::Delete, out);
                }
            });
        });
        self.details.show(ui, session, code, out);
    }
}
