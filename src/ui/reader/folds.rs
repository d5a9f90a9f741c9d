//! The slim rows that folded notes leave, which unfold them, and the signs that fold them again.

use super::folding::Group;
use super::layout::RowAt;
use super::shown::Shown;
use super::sight::{Row, Sight};
use super::stops::Stops;
use super::{Draft, Reader};
use crate::project::Span;
use crate::ui::theme::{self, Tokens};
use eframe::egui::epaint::text::FontsView;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    CursorIcon, FontId, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};
use std::rc::Rc;

/// Room for the triangle ahead of the words, in points.
const SIGN: f32 = 14.0;

/// The row of folded notes: a group of this number and name.
pub(super) fn fold_row(
    fonts: &mut FontsView<'_>,
    at: RowAt,
    span: Span,
    rect: Rect,
    tokens: &Tokens,
    (group, name): (usize, &str),
) -> Row {
    let mut job = LayoutJob::default();
    let format = TextFormat::simple(FontId::proportional(theme::SMALL), tokens.quiet);
    job.append(name, SIGN, format);
    let galley = fonts.layout_job(job);
    let width = galley.size().x + 4.0;
    Row {
        at,
        span,
        words_end: span.end,
        rect,
        galley,
        stops: Rc::new(Stops::around(span, width)),
        // The caret stands at its start, and next behind it.
        goes_on: true,
        fold: Some(group),
    }
}

impl Reader {
    /// Draws the signs, and folds and unfolds where they are clicked.
    pub(super) fn show_folds(&mut self, ui: &Ui, page: &Response, sight: &Sight) {
        let Some(shown) = &mut self.shown else { return };
        let mut clicked = None;
        for row in &sight.rows {
            if let Some(group) = row.fold
                && fold_ui(ui, page, shown, sight, row, group)
            {
                clicked = Some((group, true));
            }
            if let Some(group) = opened(shown, row)
                && unfolded_ui(ui, page, shown, sight, row, group)
            {
                clicked = Some((group, false));
            }
        }
        if let Some((group, open)) = clicked {
            page.request_focus();
            shown.open_fold(group, open);
            ui.ctx().request_repaint();
        }
    }

    /// Unfolds the notes on whose row the caret stands. True where it stands on one.
    pub(super) fn unfold_at_caret(&mut self, ui: &Ui, draft: &Draft<'_>) -> bool {
        let Some(shown) = &mut self.shown else {
            return false;
        };
        let folded = shown
            .folded_at(draft.selection.head)
            .filter(|_| draft.selection.is_empty());
        if let Some((group, _)) = folded {
            shown.open_fold(group, true);
            ui.ctx().request_repaint();
        }
        folded.is_some()
    }
}

/// The group that was unfolded by itself and starts in this row.
fn opened(shown: &Shown, row: &Row) -> Option<usize> {
    let folding = shown.layout()?.folding();
    if !folding.is_folded() || row.at.row > 0 || row.fold.is_some() {
        return None;
    }
    let at = folding.group_of(row.at.block)?;
    let group = folding.groups().get(at)?;
    (group.open && group.is_shown() && shown.first_words(group) == row.at.block).then_some(at)
}

impl Shown {
    /// The first portion of a group that is not blank.
    fn first_words(&self, group: &Group) -> usize {
        let blank = |block: &usize| {
            let layout = self.layout();
            layout.is_some_and(|layout| layout.content(*block).trim().is_empty())
        };
        (group.first..=group.last)
            .find(|block| !blank(block))
            .unwrap_or(group.first)
    }

    /// What a group is called, with the numbers of its notes: "3 notes, 12 to 14".
    fn name_of(&self, group: usize) -> String {
        let folding = self.layout().map(|layout| layout.folding());
        let Some(group) = folding.and_then(|folding| folding.groups().get(group)) else {
            return String::new();
        };
        let list = self.notes.as_ref().map_or(&[][..], |notes| notes.list());
        let label = |at: usize| list.get(at).map(|note| note.label.as_str());
        let name = group.name();
        let name = if group.notes == 0 {
            name.to_lowercase()
        } else {
            name
        };
        match (
            label(group.note),
            label(group.note + group.notes.saturating_sub(1)),
        ) {
            (Some(first), Some(last)) if group.notes > 1 => format!("{name}, {first} to {last}"),
            (Some(only), _) if group.notes == 1 => format!("{name}, {only}"),
            _ => name,
        }
    }
}

fn fold_ui(ui: &Ui, page: &Response, shown: &Shown, sight: &Sight, row: &Row, at: usize) -> bool {
    let rect = Rect::from_min_size(
        row.rect.min,
        vec2(row.stops.x(row.span.end), row.rect.height()),
    )
    .intersect(sight.columns.page);
    let name = format!("Unfold {}", shown.name_of(at));
    let response = sign_ui(ui, rect, page.id.with(("fold", row.span.start)), &name);
    let colour = if response.hovered() {
        let y = row.rect.center().y + row.galley.size().y / 2.0 - 1.0;
        let line = Stroke::new(1.0, sight.tokens.quiet);
        let painter = ui.painter_at(sight.columns.page);
        painter.hline(row.rect.left() + SIGN..=rect.right() - 4.0, y, line);
        sight.tokens.ink
    } else {
        sight.tokens.quiet
    };
    let middle = pos2(row.rect.left() + 5.0, row.rect.center().y);
    triangle(&ui.painter_at(sight.columns.page), middle, false, colour);
    response.clicked()
}

fn unfolded_ui(
    ui: &Ui,
    page: &Response,
    shown: &Shown,
    sight: &Sight,
    row: &Row,
    at: usize,
) -> bool {
    let middle = pos2(row.rect.left() - 9.0, row.rect.center().y);
    let rect = Rect::from_center_size(middle, vec2(14.0, 18.0)).intersect(sight.columns.page);
    let name = format!("Fold {}", shown.name_of(at));
    let response = sign_ui(ui, rect, page.id.with(("unfolded", row.span.start)), &name);
    let colour = if response.hovered() {
        sight.tokens.ink
    } else {
        sight.tokens.quiet
    };
    triangle(&ui.painter_at(sight.columns.page), middle, true, colour);
    response.clicked()
}

fn sign_ui(ui: &Ui, rect: Rect, id: eframe::egui::Id, name: &str) -> Response {
    // Not a stop for Tab: the caret comes to these rows as to any other, and Enter unfolds them.
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    response.on_hover_text(name)
}

/// A triangle that points at what it hides, or down at what it has shown.
fn triangle(painter: &Painter, middle: Pos2, down: bool, colour: eframe::egui::Color32) {
    let at = |x: f32, y: f32| middle + if down { vec2(-y, x) } else { vec2(x, y) };
    let points = vec![at(-2.5, -4.0), at(3.5, 0.0), at(-2.5, 4.0)];
    painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
}
