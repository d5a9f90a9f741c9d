//! What can be done with a code, by key, menu or button?

use super::CodesPanel;
use super::naming::Naming;
use super::tree::{self, Step, TreeRow, step_place};
use crate::app::{Command, Session};
use crate::project::{CodeId, Place};
use crate::ui::panels::Ask;
use crate::ui::panels::picker::{Picked, Purpose};
use crate::ui::panels::widgets::count;
use eframe::egui::{self, Ui};

/// What a person wants done with a code; done after the tree is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wish {
    Fold(bool),
    Rename,
    AddPart,
    Merge,
    /// Walk along what queries propose for it.
    Proposals,
    Delete,
    Details,
    Edit,
    Move(Step),
    Walk(Walk),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Walk {
    Up,
    Down,
    First,
    Last,
    Out,
    In,
}

impl CodesPanel {
    pub(super) fn grant(
        &mut self,
        session: &Session,
        rows: &[TreeRow],
        code: CodeId,
        wish: Wish,
        out: &mut Vec<Command>,
    ) {
        match wish {
            Wish::Fold(open) => {
                if open {
                    self.folded.insert(code);
                } else {
                    self.folded.remove(&code);
                }
            }
            Wish::Details => {
                self.details_open = true;
                self.select(code);
            }
            Wish::Edit => {
                self.current = Some(code);
                self.editing = Some(code);
            }
            Wish::Walk(walk) => self.walk(session, rows, code, walk),
            _ if session.read_only().is_some() => {}
            Wish::Rename => {
                let text = session
                    .project()
                    .codes()
                    .get(code)
                    .map_or(String::new(), |code| code.name.clone());
                self.current = Some(code);
                self.renaming = Some(Naming {
                    code: Some(code),
                    text,
                    fresh: true,
                });
            }
            Wish::AddPart => {
                self.folded.remove(&code);
                self.current = Some(code);
                self.adding = Some((
                    Some(code),
                    Naming {
                        code: None,
                        text: String::new(),
                        fresh: true,
                    },
                ));
            }
            Wish::Merge => {
                self.current = Some(code);
                self.merging.open(Purpose::MergeInto(code));
            }
            Wish::Proposals => out.push(Command::WalkProposals(code)),
            Wish::Delete => {
                let at = rows.iter().position(|row| row.code == code).unwrap_or(0);
                let depth = rows.get(at).map_or(0, |row| row.depth);
                let next = rows
                    .iter()
                    .skip(at + 1)
                    .find(|row| row.depth <= depth)
                    .or(at.checked_sub(1).and_then(|at| rows.get(at)));
                if let Some(next) = next {
                    self.select(next.code);
                }
                out.push(Command::DeleteCode(code));
            }
            Wish::Move(step) => {
                if let Some(place) = step_place(session.project(), session.tree(), code, step) {
                    if let Place::Into(Some(parent)) = place {
                        self.folded.remove(&parent);
                    }
                    self.select(code);
                    out.push(Command::MoveCode(code, place));
                }
            }
        }
    }

    pub(super) fn select(&mut self, code: CodeId) {
        self.current = Some(code);
        self.wants_focus = true;
    }

    pub(super) fn walk(&mut self, session: &Session, rows: &[TreeRow], code: CodeId, walk: Walk) {
        let at = rows.iter().position(|row| row.code == code).unwrap_or(0);
        let next = match walk {
            Walk::Up => at.checked_sub(1),
            Walk::Down => Some(at + 1),
            Walk::First => Some(0),
            Walk::Last => rows.len().checked_sub(1),
            Walk::In => Some(at + 1),
            Walk::Out => {
                let parent = session
                    .project()
                    .codes()
                    .get(code)
                    .and_then(|code| code.parent);
                rows.iter().position(|row| Some(row.code) == parent)
            }
        };
        if let Some(row) = next.and_then(|at| rows.get(at)) {
            self.select(row.code);
        }
    }

    pub(super) fn menu_ui(&self, ui: &mut Ui, session: &Session, code: CodeId) -> Option<Wish> {
        let mut wish = None;
        let mut item = |ui: &mut Ui, text: &str, key: &str, then: Wish| {
            if ui.add(egui::Button::new(text).shortcut_text(key)).clicked() {
                wish = Some(then);
                ui.close();
            }
        };
        item(ui, "Details", "", Wish::Details);
        item(ui, "Edit code…", "F4", Wish::Edit);
        if session.read_only().is_some() {
            return wish;
        }
        item(ui, "Rename", "F2", Wish::Rename);
        item(ui, "Add part", "", Wish::AddPart);
        ui.separator();
        item(ui, "Move up", "Ctrl+↑", Wish::Move(Step::Up));
        item(ui, "Move down", "Ctrl+↓", Wish::Move(Step::Down));
        item(
            ui,
            "Move into the code above",
            "Ctrl+→",
            Wish::Move(Step::In),
        );
        item(ui, "Move out", "Ctrl+←", Wish::Move(Step::Out));
        item(ui, "Merge into…", "", Wish::Merge);
        if let Some(waiting) = session
            .proposals()
            .get(&code)
            .filter(|waiting| **waiting > 0)
        {
            ui.separator();
            let text = format!("Walk {}", count(*waiting, "proposal", "proposals"));
            item(ui, &text, "", Wish::Proposals);
        }
        ui.separator();
        item(ui, &delete_words(session, code), "Del", Wish::Delete);
        wish
    }

    pub(super) fn more_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        current: Option<CodeId>,
        wish: &mut Option<Wish>,
    ) -> Option<Ask> {
        let mut ask = None;
        if let Some(code) = current {
            *wish = self.menu_ui(ui, session, code);
            ui.separator();
        }
        if ui.button("Unfold all").clicked() {
            self.folded.clear();
        }
        if ui.button("Fold all").clicked() {
            let tree = session.tree();
            self.folded = tree
                .rows()
                .iter()
                .map(|row| row.code)
                .filter(|code| !tree.children(Some(*code)).is_empty())
                .collect();
        }
        ui.separator();
        if session.read_only().is_none() && ui.button("Import codebook…").clicked() {
            ask = Some(Ask::ImportCodebook);
        }
        if ui.button("Export codebook…").clicked() {
            ask = Some(Ask::ExportCodebook);
        }
        ask
    }

    pub(super) fn buttons_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        let mut ask = None;
        let current = self
            .current
            .filter(|code| session.project().codes().contains(*code));
        let mut wish = None;
        let row = ui.horizontal(|ui| {
            ui.add_enabled_ui(session.read_only().is_none(), |ui| {
                if ui.button("Add code").clicked() {
                    self.filter.clear();
                    self.start_adding();
                }
                let part = ui.add_enabled(current.is_some(), egui::Button::new("Add part"));
                if part
                    .on_hover_text("Adds a code under the selected one")
                    .clicked()
                {
                    wish = Some(Wish::AddPart);
                }
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.menu_button("More", |ui| {
                    ask = self.more_ui(ui, session, current, &mut wish)
                });
            });
        });
        if let (Some(code), Some(wish)) = (current, wish) {
            let rows = tree::visible(
                session.project(),
                session.tree(),
                &self.folded,
                &self.filter,
            );
            self.grant(session, &rows, code, wish, out);
        }
        let under = row.response.rect;
        if let Some(Purpose::MergeInto(from)) = self.merging.purpose()
            && let Some(Picked::Code(into)) = self.merging.popup(ui.ctx(), session, under)
        {
            out.push(Command::MergeCodes { from, into });
            self.current = Some(into);
        }
        ask
    }
}

/// "Delete code and 12 codings", with how many parts go, too.
pub(super) fn delete_words(session: &Session, code: CodeId) -> String {
    let branch = session.tree().branch(code);
    let codings: usize = branch
        .iter()
        .map(|part| session.project().count_of(*part))
        .sum();
    let codes = match branch.len() {
        0 | 1 => "code".to_owned(),
        more => count(more, "code", "codes"),
    };
    if codings == 0 {
        format!("Delete {codes}")
    } else {
        format!("Delete {codes} and {}", count(codings, "coding", "codings"))
    }
}
