//! The codebook: find a code, apply it, say what it is, put it where it belongs.

use super::code_details::{CodeDetails, changed};
use super::picker::{CodePicker, Picked, Purpose};
use super::tree_rows::{self, Step, TreeRow, drop_place, step_place};
use super::widgets::{
    self, ROW, count, on_row, one_line, paint_focus, paint_swatch, paint_triangle,
};
use super::{Ask, PassageDrag};
use crate::app::{Command, Others, Session, frameworks};
use crate::project::{Code, CodeId, Place};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, EventFilter, FontId, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense,
    Ui, WidgetInfo, pos2, vec2,
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Whether the current row takes the focus when it is next drawn.
    wants_focus: bool,
    counts: Option<((u64, Others), BTreeMap<CodeId, usize>)>,
}

/// A name that is being typed in the tree.
#[derive(Debug)]
struct Naming {
    code: Option<CodeId>,
    text: String,
    fresh: bool,
}

/// A code that is being dragged to another place.
#[derive(Clone, Copy, Debug)]
struct CodeDrag(CodeId);

/// What a person wants done with a code; done after the tree is drawn.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Fold(bool),
    Rename,
    AddPart,
    Merge,
    Delete,
    Details,
    Move(Step),
    Walk(Walk),
}

#[derive(Clone, Copy, Debug)]
enum Walk {
    Up,
    Down,
    First,
    Last,
    Out,
    In,
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
        let rows = tree_rows::visible(
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
        ask
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
            self.counts = Some((now, tree_rows::counts(session)));
        }
    }

    fn count_of(&self, code: CodeId) -> usize {
        self.counts
            .as_ref()
            .and_then(|(_, counts)| counts.get(&code))
            .copied()
            .unwrap_or(0)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a row needs all of what it is drawn from"
    )]
    fn row_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        row: &TreeRow,
        code: &Code,
        focusable: bool,
        wishes: &mut Vec<(CodeId, Wish)>,
        out: &mut Vec<Command>,
    ) {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
        let id = row_id(row.code);
        // One row at a time can be reached with Tab; the arrow keys walk from there.
        let focus = if focusable {
            Sense::FOCUSABLE
        } else {
            Sense::empty()
        };
        let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG | focus);
        let selected = self.current == Some(row.code) && self.details_open;
        let counted = self.count_of(row.code);
        describe(ui, &response, session, row, selected, counted);
        if self.current == Some(row.code) && self.wants_focus && focusable {
            self.wants_focus = false;
            response.request_focus();
            response.scroll_to_me(None);
        }
        if ui.is_rect_visible(rect) {
            widgets::paint_row(ui, rect, selected, response.hovered());
            paint_code(ui, rect, row, code, counted);
            if response.has_focus() {
                paint_focus(ui, rect);
            }
        }
        let triangle = Rect::from_min_max(
            pos2(rect.left() + fold_x(row) - 8.0, rect.top()),
            pos2(rect.left() + fold_x(row) + 8.0, rect.bottom()),
        );
        let fold = row.has_parts
            && response
                .interact_pointer_pos()
                .is_some_and(|at| triangle.contains(at));
        if response.clicked() && fold {
            wishes.push((row.code, Wish::Fold(row.open)));
        } else if response.clicked() {
            self.click(session, row.code, &response, out);
        }
        if response.has_focus() {
            ui.memory_mut(|memory| {
                let arrows = EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    ..EventFilter::default()
                };
                memory.set_focus_lock_filter(id, arrows);
            });
            wishes.extend(keys(ui, row).map(|wish| (row.code, wish)));
        }
        response.context_menu(|ui| {
            wishes.extend(
                self.menu_ui(ui, session, row.code)
                    .map(|wish| (row.code, wish)),
            )
        });
        self.drag_ui(ui, session, row, code, &response, out);
        let codes_words = !session.view().selection.is_empty();
        response.on_hover_ui(|ui| hover_ui(ui, code, codes_words));
    }

    /// Codes the selected text; without any, shows what the code is.
    fn click(
        &mut self,
        session: &Session,
        code: CodeId,
        response: &Response,
        out: &mut Vec<Command>,
    ) {
        if session.view().selection.is_empty() {
            self.details_open = self.current != Some(code) || !self.details_open;
            self.current = Some(code);
            response.request_focus();
        } else {
            out.push(Command::ApplyCode(code));
        }
    }

    fn drag_ui(
        &mut self,
        ui: &Ui,
        session: &Session,
        row: &TreeRow,
        code: &Code,
        response: &Response,
        out: &mut Vec<Command>,
    ) {
        let tokens = Tokens::of(ui);
        if session.read_only().is_none() {
            response.dnd_set_drag_payload(CodeDrag(row.code));
        }
        if response.dragged()
            && let Some(at) = ui.ctx().pointer_interact_pos()
        {
            let layer = egui::LayerId::new(egui::Order::Tooltip, Id::unique("dragged code"));
            ui.ctx().layer_painter(layer).text(
                at + vec2(12.0, 0.0),
                Align2::LEFT_CENTER,
                code.label(),
                theme::strong_font(),
                tokens.ink,
            );
        }
        if response.dnd_hover_payload::<PassageDrag>().is_some() {
            ui.painter().rect_stroke(
                response.rect,
                4.0,
                egui::Stroke::new(2.0, tokens.accent),
                egui::StrokeKind::Inside,
            );
        }
        // To take out a payload of the wrong kind would lose it.
        if egui::DragAndDrop::has_payload_of_type::<PassageDrag>(ui.ctx())
            && response.dnd_release_payload::<PassageDrag>().is_some()
        {
            out.push(Command::ApplyCode(row.code));
        }
        let Some(place) = self.drop_of(ui, session, row, response) else {
            return;
        };
        if let Some(drag) = response.dnd_hover_payload::<CodeDrag>()
            && drag.0 != row.code
        {
            let line = egui::Stroke::new(2.0, tokens.accent);
            let left = response.rect.left() + fold_x(row);
            match place {
                Place::Before(before) if before == row.code => drop(ui.painter().hline(
                    left..=response.rect.right(),
                    response.rect.top(),
                    line,
                )),
                Place::Before(_) | Place::After(_) => drop(ui.painter().hline(
                    left..=response.rect.right(),
                    response.rect.bottom(),
                    line,
                )),
                Place::Into(_) => drop(ui.painter().rect_stroke(
                    response.rect,
                    4.0,
                    line,
                    egui::StrokeKind::Inside,
                )),
            }
        }
        if let Some(drag) = response.dnd_release_payload::<CodeDrag>()
            && drag.0 != row.code
        {
            out.push(Command::MoveCode(drag.0, place));
        }
    }

    /// Where the code that is dragged over a row would go; none where it cannot go there.
    fn drop_of(
        &self,
        ui: &Ui,
        session: &Session,
        row: &TreeRow,
        response: &Response,
    ) -> Option<Place> {
        let drag = egui::DragAndDrop::payload::<CodeDrag>(ui.ctx())?;
        let at = ui
            .ctx()
            .pointer_interact_pos()
            .filter(|at| response.rect.contains(*at))?;
        let height = (at.y - response.rect.top()) / response.rect.height();
        let first_part = session.tree().children(Some(row.code)).first().copied();
        let place = drop_place(row, height, first_part);
        (!session.tree().branch(drag.0).contains(&row.code)).then_some(place)
    }

    /// Below the last row there is room to let a code go: it becomes the last root.
    fn drop_at_end_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        if !egui::DragAndDrop::has_payload_of_type::<CodeDrag>(ui.ctx())
            || session.read_only().is_some()
        {
            return;
        }
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        if response.dnd_hover_payload::<CodeDrag>().is_some() {
            ui.painter().hline(
                rect.x_range(),
                rect.top(),
                egui::Stroke::new(2.0, Tokens::of(ui).accent),
            );
        }
        if let Some(drag) = response.dnd_release_payload::<CodeDrag>() {
            out.push(Command::MoveCode(drag.0, Place::Into(None)));
        }
    }

    fn menu_ui(&self, ui: &mut Ui, session: &Session, code: CodeId) -> Option<Wish> {
        let mut wish = None;
        let mut item = |ui: &mut Ui, text: &str, key: &str, then: Wish| {
            if ui.add(egui::Button::new(text).shortcut_text(key)).clicked() {
                wish = Some(then);
                ui.close();
            }
        };
        item(ui, "Details", "", Wish::Details);
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
        ui.separator();
        item(ui, &delete_words(session, code), "Del", Wish::Delete);
        wish
    }

    fn grant(
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

    fn select(&mut self, code: CodeId) {
        self.current = Some(code);
        self.wants_focus = true;
    }

    fn walk(&mut self, session: &Session, rows: &[TreeRow], code: CodeId, walk: Walk) {
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

    fn rename_ui(&mut self, ui: &mut Ui, row: &TreeRow, code: &Code, out: &mut Vec<Command>) {
        let Some(naming) = &mut self.renaming else {
            return;
        };
        if let Some(named) = naming_ui(ui, naming, row.depth, "Name of the code") {
            self.renaming = None;
            self.wants_focus = true;
            if let Some(name) = named.filter(|name| *name != code.name) {
                out.push(changed(code, |code| code.name = name));
            }
        }
    }

    fn adding_ui(&mut self, ui: &mut Ui, session: &Session, depth: usize, out: &mut Vec<Command>) {
        let Some((parent, naming)) = &mut self.adding else {
            return;
        };
        let parent = *parent;
        if let Some(named) = naming_ui(ui, naming, depth, "Name of the new code") {
            self.adding = None;
            self.wants_focus = true;
            if let Some(name) = named {
                self.awaited = Some((parent, name.clone(), session.project().codes().len()));
                out.push(Command::AddCode { parent, name });
            }
        }
    }

    /// The code that was just added becomes the current one.
    fn find_awaited(&mut self, session: &Session) {
        let Some((parent, name, before)) = &self.awaited else {
            return;
        };
        if session.project().codes().len() <= *before {
            return;
        }
        let added = session.tree().children(*parent).last().copied();
        let is_it = |code: &CodeId| {
            session
                .project()
                .codes()
                .get(*code)
                .is_some_and(|code| code.name == *name)
        };
        if let Some(code) = added.filter(is_it) {
            self.current = Some(code);
            self.wants_focus = true;
        }
        self.awaited = None;
    }

    fn buttons_ui(
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
            let rows = tree_rows::visible(
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

    fn more_ui(
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
                if ui.button("Merge into…").clicked() {
                    self.merging.open(Purpose::MergeInto(code.id));
                }
                if ui.button(delete_words(session, code.id)).clicked() {
                    let rows = tree_rows::visible(
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

fn row_id(code: CodeId) -> Id {
    Id::unique(("code row", code))
}

fn fold_x(row: &TreeRow) -> f32 {
    24.0 + 16.0 * row.depth.min(10) as f32
}

/// "Delete code and 12 codings", with how many parts go, too.
fn delete_words(session: &Session, code: CodeId) -> String {
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

/// A name being typed in its place in the tree. When done: the name, or none where it is left as it was.
fn naming_ui(ui: &mut Ui, naming: &mut Naming, depth: usize, what: &str) -> Option<Option<String>> {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW + 4.0));
    let left = 32.0 + 16.0 * depth.min(10) as f32;
    let rect = Rect::from_min_max(rect.min + vec2(left, 0.0), rect.max);
    let edit = egui::TextEdit::singleline(&mut naming.text)
        .id(Id::unique("code name"))
        .hint_text(what)
        .desired_width(rect.width());
    let response = ui.put(rect, edit).accessible_name(what);
    if std::mem::take(&mut naming.fresh) {
        response.request_focus();
        response.scroll_to_me(None);
        return None;
    }
    if !response.lost_focus() {
        return None;
    }
    let kept = !ui.input(|input| input.key_pressed(Key::Escape));
    let name = naming.text.trim();
    Some((kept && !name.is_empty()).then(|| name.to_owned()))
}

fn describe(
    ui: &Ui,
    response: &Response,
    session: &Session,
    row: &TreeRow,
    selected: bool,
    counted: usize,
) {
    let label = || {
        format!(
            "{}, {}",
            widgets::code_label(session.project(), row.code),
            count(counted, "coding", "codings")
        )
    };
    response.widget_info(|| WidgetInfo::labeled(Role::TreeItem, true, label()));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_level(row.depth + 1);
        node.set_selected(selected);
        if row.has_parts {
            node.set_expanded(row.open);
        }
    });
}

fn paint_code(ui: &Ui, rect: Rect, row: &TreeRow, code: &Code, counted: usize) {
    let tokens = Tokens::of(ui);
    let small = FontId::proportional(theme::SMALL);
    if let Some(number) = code.shortcut {
        widgets::paint_text(
            ui,
            on_row(rect, 8.0),
            Align2::CENTER_CENTER,
            &number.to_string(),
            small.clone(),
            tokens.quiet,
        );
    }
    let x = fold_x(row);
    if row.has_parts {
        paint_triangle(ui, on_row(rect, x), row.open, tokens.quiet);
    }
    paint_swatch(ui, on_row(rect, x + 14.0), code.colour);
    let mut left = x + 26.0;
    let mut right = rect.width() - 8.0;
    if counted > 0 {
        let used = widgets::paint_text(
            ui,
            on_row(rect, right),
            Align2::RIGHT_CENTER,
            &counted.to_string(),
            small,
            tokens.quiet,
        );
        right -= used.width() + 8.0;
    }
    let ink = if row.found { tokens.ink } else { tokens.quiet };
    if !code.key.is_empty() {
        let galley = one_line(ui, &code.key, theme::strong_font(), ink, right - left);
        let width = galley.size().x;
        ui.painter().galley(
            on_row(rect, left) - vec2(0.0, galley.size().y / 2.0),
            galley,
            ink,
        );
        left += width + 8.0;
    }
    if right - left > 16.0 {
        let name_ink = if code.key.is_empty() {
            ink
        } else {
            tokens.quiet
        };
        let galley = one_line(
            ui,
            &code.name,
            FontId::proportional(theme::BODY),
            name_ink,
            right - left,
        );
        ui.painter().galley(
            on_row(rect, left) - vec2(0.0, galley.size().y / 2.0),
            galley,
            name_ink,
        );
    }
}

fn hover_ui(ui: &mut Ui, code: &Code, codes_words: bool) {
    ui.set_max_width(320.0);
    if codes_words {
        widgets::field_name_ui(ui, "Click to code the selected words with");
    }
    widgets::heading_ui(ui, &code.name);
    for (title, text) in [
        ("", &code.description),
        ("Question", &code.question),
        ("Predicts", &code.predicts),
    ] {
        if text.is_empty() {
            continue;
        }
        if !title.is_empty() {
            widgets::field_name_ui(ui, title);
        }
        ui.label(text);
    }
}

/// What the keys pressed ask for while a row has the focus.
fn keys(ui: &Ui, row: &TreeRow) -> impl Iterator<Item = Wish> + use<> {
    let row = *row;
    let plain = [
        (Key::ArrowUp, Wish::Walk(Walk::Up)),
        (Key::ArrowDown, Wish::Walk(Walk::Down)),
        (Key::Home, Wish::Walk(Walk::First)),
        (Key::End, Wish::Walk(Walk::Last)),
        (
            Key::ArrowLeft,
            if row.open {
                Wish::Fold(true)
            } else {
                Wish::Walk(Walk::Out)
            },
        ),
        (
            Key::ArrowRight,
            if row.has_parts && !row.open {
                Wish::Fold(false)
            } else {
                Wish::Walk(Walk::In)
            },
        ),
        (Key::F2, Wish::Rename),
        (Key::Delete, Wish::Delete),
    ];
    let with_ctrl = [
        (Key::ArrowUp, Wish::Move(Step::Up)),
        (Key::ArrowDown, Wish::Move(Step::Down)),
        (Key::ArrowRight, Wish::Move(Step::In)),
        (Key::ArrowLeft, Wish::Move(Step::Out)),
    ];
    let pressed: Vec<Wish> = ui.input_mut(|input| {
        let plain = plain
            .into_iter()
            .map(|(key, wish)| (Modifiers::NONE, key, wish));
        let all = with_ctrl
            .into_iter()
            .map(|(key, wish)| (Modifiers::COMMAND, key, wish))
            .chain(plain);
        all.filter(|(modifiers, key, _)| input.consume_key(*modifiers, *key))
            .map(|(_, _, wish)| wish)
            .collect()
    });
    pressed.into_iter()
}
