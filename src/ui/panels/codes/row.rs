//! A row of the code tree: what it shows, says and does.

use super::CodesPanel;
use super::actions::{Walk, Wish};
use super::details;
use super::tree::{Step, TreeRow};
use crate::app::{Command, Session};
use crate::project::{Code, CodeId};
use crate::ui::panels::widgets::{
    self, ROW, count, on_row, one_line, paint_focus, paint_swatch, paint_triangle,
};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    Align2, EventFilter, FontId, Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

impl CodesPanel {
    #[expect(
        clippy::too_many_arguments,
        reason = "a row needs all of what it is drawn from"
    )]
    pub(super) fn row_ui(
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
            let waiting = session.proposals().get(&row.code).copied().unwrap_or(0);
            paint_code(ui, rect, row, code, counted, waiting);
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
        response.on_hover_ui(|ui| hover_ui(ui, session, code, codes_words));
    }

    /// Codes the selected text; without any, shows what the code is.
    pub(super) fn click(
        &mut self,
        session: &Session,
        code: CodeId,
        response: &Response,
        out: &mut Vec<Command>,
    ) {
        if response.double_clicked() && !self.coded_by_click {
            self.current = Some(code);
            self.editing = Some(code);
            return;
        }
        self.coded_by_click = !session.view().selection.is_empty();
        if !self.coded_by_click {
            self.details_open = self.current != Some(code) || !self.details_open;
            self.current = Some(code);
            response.request_focus();
        } else {
            out.push(Command::ApplyCode(code));
        }
    }
}

pub(super) fn describe(
    ui: &Ui,
    response: &Response,
    session: &Session,
    row: &TreeRow,
    selected: bool,
    counted: usize,
) {
    let label = || {
        let name = widgets::code_label(session.project(), row.code);
        let codings = count(counted, "coding", "codings");
        match session.proposals().get(&row.code) {
            Some(waiting) if *waiting > 0 => {
                let waiting = count(*waiting, "proposal", "proposals");
                format!("{name}, {codings}, {waiting}")
            }
            _ => format!("{name}, {codings}"),
        }
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

/// `waiting` are the passages that queries propose for it.
pub(super) fn paint_code(
    ui: &Ui,
    rect: Rect,
    row: &TreeRow,
    code: &Code,
    counted: usize,
    waiting: usize,
) {
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
            small.clone(),
            tokens.quiet,
        );
        right -= used.width() + 8.0;
    }
    if waiting > 0 {
        let used = widgets::paint_text(
            ui,
            on_row(rect, right),
            Align2::RIGHT_CENTER,
            &format!("+{waiting}?"),
            small,
            tokens.accent,
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

pub(super) fn hover_ui(ui: &mut Ui, session: &Session, code: &Code, codes_words: bool) {
    ui.set_max_width(320.0);
    if codes_words {
        widgets::field_name_ui(ui, "Click to code the selected words with");
    }
    widgets::heading_ui(ui, &code.name);
    for (title, text) in details::said(session.project(), code) {
        widgets::field_name_ui(ui, &title);
        ui.label(widgets::first_words(text, 400));
    }
}

/// What the keys pressed ask for while a row has the focus.
pub(super) fn keys(ui: &Ui, row: &TreeRow) -> impl Iterator<Item = Wish> + use<> {
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
        (Key::F4, Wish::Edit),
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

pub(super) fn row_id(code: CodeId) -> Id {
    Id::unique(("code row", code))
}

pub(super) fn fold_x(row: &TreeRow) -> f32 {
    24.0 + 16.0 * row.depth.min(10) as f32
}
