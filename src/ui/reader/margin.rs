//! The margin: a bracket for each coding in sight, in lanes, with its stance and, where there is room, its name.

use super::marks::{Mark, spoken};
use super::paint::of_coder;
use super::pointer::{Drag, choose};
use super::sight::Sight;
use super::{Draft, Reader};
use crate::app::Session;
use crate::project::{CodingId, Span, Stance};
use crate::ui::theme;
use eframe::egui::{
    Align2, Color32, CursorIcon, FontId, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};

/// How near to an end of a bracket a press takes hold of that end, in points.
const HOLD: f32 = 9.0;

/// A bracket as it is drawn.
struct Bracket {
    coding: CodingId,
    x: f32,
    top: f32,
    bottom: f32,
    /// Whether its first, and its last, row is in sight.
    open: (bool, bool),
    colour: Color32,
    stance: Stance,
    chosen: bool,
}

impl Reader {
    /// Draws the brackets, and does what is done to them.
    pub(super) fn show_margin(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        page: &Response,
        sight: &Sight,
        draft: &mut Draft<'_>,
    ) {
        let Some(shown) = &self.shown else { return };
        let preview = self.drag.preview();
        let seen = sight.span();
        let marks: Vec<Mark> = shown.marks.touching(seen).cloned().collect();
        let painter = ui.painter_at(sight.columns.page);
        let mut brackets = Vec::with_capacity(marks.len());
        for mark in &marks {
            let spans = match &preview {
                Some((coding, spans)) if *coding == mark.coding => spans.as_slice(),
                _ => mark.spans(),
            };
            brackets.extend(bracket(session, sight, mark, spans));
        }
        for bracket in &brackets {
            bracket.draw(&painter);
        }
        labels(&painter, session, sight, &marks, &brackets);
        self.hovered = None;
        for bracket in &brackets {
            self.bracket_ui(ui, session, page, sight, &brackets, bracket, draft);
        }
        self.handles(ui, session, sight, &marks);
    }

    #[expect(clippy::too_many_arguments, reason = "a frame has many sides")]
    fn bracket_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        page: &Response,
        sight: &Sight,
        all: &[Bracket],
        bracket: &Bracket,
        draft: &mut Draft<'_>,
    ) {
        let Some(coding) = session.project().codings().get(bracket.coding) else {
            return;
        };
        let half = super::columns::Columns::LANE / 2.0;
        let rect = Rect::from_min_max(
            pos2(bracket.x - half, bracket.top),
            pos2(bracket.x + half, bracket.bottom),
        )
        .intersect(sight.columns.page);
        let id = page.id.with(("bracket", bracket.coding));
        // Not a stop for Tab: among codings one walks by Alt and the arrows.
        let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
        let chosen = bracket.chosen;
        response.widget_info(|| {
            WidgetInfo::selected(
                Role::Button,
                true,
                chosen,
                spoken(session.project(), coding),
            )
        });
        let held = response
            .hover_pos()
            .and_then(|point| bracket.end_at(point.y));
        let can_move = session.read_only().is_none();
        if held.is_some() && can_move {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeVertical);
        }
        if response.clicked() {
            page.request_focus();
            let y = response
                .interact_pointer_pos()
                .map_or(bracket.top, |point| point.y);
            let here: Vec<CodingId> = all
                .iter()
                .filter(|other| other.x == bracket.x && other.top <= y && y <= other.bottom)
                .map(|other| other.coding)
                .collect();
            let adds = ui.input(|input| input.modifiers.command);
            let in_turn = if here.len() > 1 {
                here
            } else {
                vec![bracket.coding]
            };
            choose(&in_turn, &session.view().codings, adds, draft);
        }
        if response.drag_started() {
            let press = ui.input(|input| input.pointer.press_origin());
            let end = press.and_then(|point| bracket.end_at(point.y));
            if let Some(start) = end.filter(|_| can_move) {
                page.request_focus();
                self.drag = Drag::Boundary {
                    coding: bracket.coding,
                    part: if start {
                        0
                    } else {
                        coding.spans.len().saturating_sub(1)
                    },
                    spans: coding.spans.clone(),
                    start,
                };
            }
        }
        if matches!(self.drag, Drag::None) && response.hovered() {
            self.hovered = Some(bracket.coding);
            response.on_hover_ui(|ui| super::card::card(ui, session, &[bracket.coding]));
        }
    }

    /// The ends of the chosen coding can be taken hold of in the text too.
    fn handles(&mut self, ui: &mut Ui, session: &Session, sight: &Sight, marks: &[Mark]) {
        let Some(chosen) = session.chosen() else {
            return;
        };
        let in_sight = marks.iter().any(|mark| mark.coding == chosen.id);
        if !in_sight || session.read_only().is_some() {
            return;
        }
        let tokens = sight.tokens;
        let colour = marks
            .iter()
            .find(|mark| mark.coding == chosen.id)
            .map_or(tokens.accent, |mark| tokens.code(mark.colour));
        let spans = match self.drag.preview() {
            Some((coding, spans)) if coding == chosen.id => spans,
            _ => chosen.spans.clone(),
        };
        for (part, span) in spans.iter().enumerate() {
            for start in [true, false] {
                let Some(foot) = foot_of(sight, *span, start) else {
                    continue;
                };
                let rect = Rect::from_center_size(foot, vec2(12.0, 14.0));
                let id = Reader::focus_id().with(("boundary", chosen.id, part, start));
                let response = ui.interact(rect, id, Sense::DRAG);
                let name = if start {
                    "Start of passage"
                } else {
                    "End of passage"
                };
                response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, name));
                let radius = if response.hovered() || response.dragged() {
                    5.0
                } else {
                    4.0
                };
                let painter = ui.painter_at(sight.columns.page);
                painter.circle(foot, radius, colour, Stroke::new(1.0, tokens.page));
                if response.hovered() || response.dragged() {
                    ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
                }
                if response.drag_started() {
                    self.drag = Drag::Boundary {
                        coding: chosen.id,
                        spans: chosen.spans.clone(),
                        part,
                        start,
                    };
                }
            }
        }
    }
}

/// Where the handle of a boundary is: on the bottom edge of the row, at the word.
fn foot_of(sight: &Sight, span: Span, start: bool) -> Option<Pos2> {
    if start {
        let (row, rect) = sight.rects(span).next()?;
        return row
            .span
            .contains(span.start)
            .then(|| rect.left_bottom() - vec2(0.0, 3.0));
    }
    let (row, rect) = sight.rects(span).last()?;
    (span.end <= row.span.end).then(|| rect.right_bottom() - vec2(0.0, 3.0))
}

fn bracket(session: &Session, sight: &Sight, mark: &Mark, spans: &[Span]) -> Option<Bracket> {
    const APART: f32 = 1.5;
    let extent = Span::new(spans.first()?.start, spans.last()?.end);
    let (top, bottom) = sight.height_of(extent)?;
    let seen = sight.span();
    Some(Bracket {
        coding: mark.coding,
        x: sight.columns.lane(mark.lane),
        top: top + APART,
        bottom: bottom - APART,
        open: (extent.start < seen.start, extent.end > seen.end),
        colour: of_coder(sight.tokens.code(mark.colour), session, mark),
        stance: mark.stance,
        chosen: session.view().codings.contains(&mark.coding),
    })
}

impl Bracket {
    /// Whether a press at this height takes hold of the start (true) or the end of the passage.
    fn end_at(&self, y: f32) -> Option<bool> {
        let hold = HOLD.min((self.bottom - self.top) / 3.0);
        if !self.open.0 && y - self.top <= hold {
            Some(true)
        } else if !self.open.1 && self.bottom - y <= hold {
            Some(false)
        } else {
            None
        }
    }

    fn draw(&self, painter: &Painter) {
        let stroke = Stroke::new(if self.chosen { 4.5 } else { 2.5 }, self.colour);
        let tick = 4.0;
        painter.line_segment([pos2(self.x, self.top), pos2(self.x, self.bottom)], stroke);
        let thin = Stroke::new(1.5, self.colour);
        if !self.open.0 {
            painter.line_segment(
                [pos2(self.x - tick, self.top), pos2(self.x, self.top)],
                thin,
            );
        }
        if !self.open.1 {
            painter.line_segment(
                [pos2(self.x - tick, self.bottom), pos2(self.x, self.bottom)],
                thin,
            );
        }
        self.draw_stance(painter);
    }

    /// The stance is a shape on the bracket: up, down, or both.
    fn draw_stance(&self, painter: &Painter) {
        let half = 4.5;
        let middle = pos2(self.x, self.top + half + 3.0);
        let at = |x: f32, y: f32| middle + vec2(x * half, y * half);
        let points = match self.stance {
            Stance::Unset => return,
            Stance::Supports => vec![at(0.0, -1.0), at(1.0, 0.8), at(-1.0, 0.8)],
            Stance::Against => vec![at(-1.0, -0.8), at(1.0, -0.8), at(0.0, 1.0)],
            Stance::Mixed => vec![at(0.0, -1.1), at(1.1, 0.0), at(0.0, 1.1), at(-1.1, 0.0)],
        };
        let edge = Stroke::new(1.0, painter.ctx().global_style().visuals.panel_fill);
        painter.add(Shape::convex_polygon(points, self.colour, edge));
    }
}

/// Names beside the brackets, as far as there is room; never cut, since a card says the rest.
fn labels(
    painter: &Painter,
    session: &Session,
    sight: &Sight,
    marks: &[Mark],
    brackets: &[Bracket],
) {
    let Some(room) = sight.columns.labels else {
        return;
    };
    let font = FontId::proportional(theme::SMALL);
    let mut free = sight.columns.page.top() + 2.0;
    let mut in_order: Vec<(&Bracket, &Mark)> = brackets
        .iter()
        .filter_map(|bracket| {
            Some((
                bracket,
                marks.iter().find(|mark| mark.coding == bracket.coding)?,
            ))
        })
        .collect();
    in_order.sort_by(|a, b| a.0.top.total_cmp(&b.0.top));
    for (bracket, mark) in in_order {
        let Some(code) = session.project().codes().get(mark.code) else {
            continue;
        };
        let top = bracket.top.max(free);
        let galley =
            painter.layout_no_wrap(code.label().to_owned(), font.clone(), sight.tokens.quiet);
        let needed = galley.size().x + 8.0;
        if needed > room.span() || top + galley.size().y > bracket.bottom + 6.0 {
            continue;
        }
        free = top + galley.size().y + 2.0;
        let place = Align2::LEFT_TOP.anchor_size(pos2(room.min + 8.0, top), galley.size());
        painter.circle_filled(pos2(room.min + 1.0, place.center().y), 3.0, bracket.colour);
        let colour = if bracket.chosen {
            sight.tokens.ink
        } else {
            sight.tokens.quiet
        };
        painter.galley_with_override_text_color(place.min, galley, colour);
    }
}
