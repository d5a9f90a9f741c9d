//! What does the pointer do on the text? A press puts the caret, a drag selects; more clicks take more.

use super::select::{Unit, dragged, of_parts};
use super::shown::Shown;
use super::sight::Sight;
use super::{Draft, Reader};
use crate::app::{Command, Selection, Session};
use crate::project::{CodingId, Span};
use crate::ui::panels::PassageDrag;
use eframe::egui::{
    Align2, CursorIcon, DragAndDrop, FontId, Id, LayerId, Modifiers, Order, PointerButton, Pos2,
    Response, Ui, pos2, vec2,
};

/// What a pressed pointer is about.
#[derive(Clone, Debug, Default)]
pub(super) enum Drag {
    /// Nothing.
    #[default]
    None,
    /// Selecting text.
    Select {
        unit: Unit,
        /// What the press took.
        origin: Span,
        /// Parts that stay.
        parts: Vec<Span>,
        /// Where the press was, until the pointer has left there.
        still: Option<Pos2>,
        /// What was selected before.
        before: Selection,
        /// Pressed with Ctrl.
        adds: bool,
    },
    /// Carrying the selected passage away, once the pointer has moved.
    Passage { from: Pos2, carried: bool },
    /// Moving an end of a coding.
    Boundary {
        coding: CodingId,
        /// The spans as they would be.
        spans: Vec<Span>,
        /// Which span, and whether its start.
        part: usize,
        start: bool,
    },
}

impl Drag {
    /// The coding that is being changed, with the spans that it would get.
    pub(super) fn preview(&self) -> Option<(CodingId, Vec<Span>)> {
        match self {
            Self::Boundary { coding, spans, .. } => Some((*coding, spans.clone())),
            _ => None,
        }
    }

    /// Whether the pointer has moved since it was pressed.
    pub(super) fn is_under_way(&self) -> bool {
        matches!(
            self,
            Self::Select { still: None, .. }
                | Self::Passage { carried: true, .. }
                | Self::Boundary { .. }
        )
    }

    /// Gives up what is under way; the selection as it was before a selecting drag.
    pub(super) fn give_up(&mut self) -> Option<Selection> {
        match std::mem::take(self) {
            Self::Select {
                before,
                still: None,
                ..
            } => Some(before),
            _ => None,
        }
    }
}

/// Counts presses in one place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clicks {
    at: Pos2,
    time: f64,
    count: u32,
}

impl Clicks {
    /// Presses farther apart than this are not one click, in seconds and points.
    const APART: (f64, f32) = (0.4, 6.0);

    fn press(&mut self, at: Pos2, time: f64) -> u32 {
        let again = self.count > 0
            && time - self.time < Self::APART.0
            && at.distance(self.at) < Self::APART.1;
        self.count = if again { self.count + 1 } else { 1 };
        self.at = at;
        self.time = time;
        self.count
    }
}

/// A pointer that has moved this far is dragging.
const DRAGS: f32 = 5.0;

impl Reader {
    /// Does what the pointer asks for.
    pub(super) fn take_pointer(
        &mut self,
        ui: &Ui,
        session: &Session,
        response: &Response,
        sight: &Sight,
        draft: &mut Draft<'_>,
    ) {
        let (pressed, down, released, modifiers, time) = ui.input(|input| {
            (
                input.pointer.button_pressed(PointerButton::Primary),
                input.pointer.primary_down(),
                input.pointer.button_released(PointerButton::Primary),
                input.modifiers,
                input.time,
            )
        });
        if let Some(point) = response
            .interact_pointer_pos()
            .or_else(|| ui.ctx().pointer_latest_pos())
        {
            if pressed && response.is_pointer_button_down_on() && response.contains_pointer() {
                response.request_focus();
                let count = self.clicks.press(point, time);
                self.press(sight, point, count, modifiers, draft);
            } else if down {
                self.drag_to(ui, sight, point, draft);
            }
            if released {
                self.release(ui, session, sight, point, draft);
            }
        } else if !down {
            self.drag = Drag::None;
        }
        if response.hovered()
            && sight
                .columns
                .text
                .expand(4.0)
                .contains(ui.ctx().pointer_latest_pos().unwrap_or_default())
        {
            let carrying = matches!(self.drag, Drag::Passage { carried: true, .. });
            let under = ui.ctx().pointer_latest_pos();
            let under = under.and_then(|point| sight.character_at(point));
            let follows = under.is_some_and(|character| {
                let shown = self.shown.as_ref();
                shown.is_some_and(|shown| {
                    super::follow::is_followed(shown, character.start, modifiers.command)
                })
            });
            ui.ctx().set_cursor_icon(if carrying {
                CursorIcon::Grabbing
            } else if follows && matches!(self.drag, Drag::None) {
                CursorIcon::PointingHand
            } else {
                CursorIcon::Text
            });
        }
    }

    fn press(
        &mut self,
        sight: &Sight,
        point: Pos2,
        count: u32,
        modifiers: Modifiers,
        draft: &mut Draft<'_>,
    ) {
        let Some(shown) = &self.shown else { return };
        let Some(offset) = sight.caret_at(point) else {
            return;
        };
        self.goal = None;
        self.widened.clear();
        let before = draft.selection.clone();
        let in_gutter = point.x < sight.columns.gutter + 4.0;
        let unit = if in_gutter {
            Unit::Paragraph
        } else {
            Unit::of_clicks(count)
        };
        if count == 1 && !in_gutter && modifiers.is_none() && is_selected(&before, sight, point) {
            self.drag = Drag::Passage {
                from: point,
                carried: false,
            };
            return;
        }
        if modifiers.shift && count == 1 {
            let anchor = Span::new(before.anchor, before.anchor);
            draft.selection.head = offset;
            self.drag = Drag::Select {
                unit: Unit::Character,
                origin: anchor,
                parts: before.parts.clone(),
                still: None,
                before,
                adds: false,
            };
            return;
        }
        // A word under the pointer is meant even where the caret would go behind it.
        let at = sight
            .character_at(point)
            .map_or(offset, |character| character.start);
        let at = if unit == Unit::Character { offset } else { at };
        let taken = unit.parts(&shown.text, shown.asides(), at);
        let origin = unit.at(&shown.text, shown.asides(), at);
        let parts = if modifiers.command && count == 1 {
            before.spans()
        } else if modifiers.command {
            before.parts.clone()
        } else {
            Vec::new()
        };
        draft.selection = of_parts(taken);
        draft.selection.parts.extend(&parts);
        self.drag = Drag::Select {
            unit,
            origin,
            parts,
            still: Some(point),
            before,
            adds: modifiers.command,
        };
    }

    fn drag_to(&mut self, ui: &Ui, sight: &Sight, point: Pos2, draft: &mut Draft<'_>) {
        let Some(shown) = &mut self.shown else { return };
        match &mut self.drag {
            Drag::None => {}
            Drag::Select {
                unit,
                origin,
                parts,
                still,
                ..
            } => {
                if still.is_some_and(|pressed| pressed.distance(point) < DRAGS) {
                    return;
                }
                *still = None;
                self.clicks = Clicks::default();
                if let Some(offset) = sight.caret_at(point) {
                    let text = (&*shown.text, shown.asides());
                    draft.selection = dragged(text, *unit, *origin, offset, parts.clone());
                }
                scroll_at_edge(ui, shown, &mut self.widths, sight, point);
            }
            Drag::Passage { from, carried } => {
                if from.distance(point) >= DRAGS {
                    // A press after a drag is not a second click.
                    self.clicks = Clicks::default();
                    *carried = true;
                }
                if *carried {
                    let words = words_of(shown, &draft.selection);
                    carry(ui, sight, point, &words);
                    DragAndDrop::set_payload(ui.ctx(), PassageDrag);
                }
            }
            Drag::Boundary {
                spans, part, start, ..
            } => {
                let free = ui.input(|input| input.modifiers.alt);
                let columns = &sight.columns;
                // Beside the text, in the margin, whole rows are meant.
                let beside = point.x > columns.text.right() || point.x < columns.text.left();
                let edge = if *start {
                    columns.text.left()
                } else {
                    columns.text.right()
                };
                let at = if beside { pos2(edge, point.y) } else { point };
                if let Some(offset) = sight.caret_at(at) {
                    move_boundary(shown, spans, *part, *start, offset, free);
                }
                scroll_at_edge(ui, shown, &mut self.widths, sight, point);
            }
        }
    }

    fn release(
        &mut self,
        ui: &Ui,
        session: &Session,
        sight: &Sight,
        point: Pos2,
        draft: &mut Draft<'_>,
    ) {
        let character = sight.character_at(point).map(|character| character.start);
        match std::mem::take(&mut self.drag) {
            Drag::Select {
                unit: Unit::Character,
                still: Some(_),
                adds,
                before,
                ..
            } => {
                if adds {
                    // Without a drag, Ctrl and a click add a coding to those that are selected, not an empty part.
                    draft.selection = before;
                }
                if character.is_some_and(|at| self.follow_click(ui.ctx(), at, adds, draft)) {
                    return;
                }
                self.choose_under(session, sight, point, adds, draft);
            }
            Drag::Passage { carried: false, .. } => {
                if let Some(offset) = sight.caret_at(point) {
                    draft.selection = Selection::caret(offset);
                }
                self.choose_under(session, sight, point, false, draft);
            }
            Drag::Boundary { coding, spans, .. } => {
                let before = session.project().codings().get(coding);
                if before.is_some_and(|before| before.spans != spans) {
                    draft.run(Command::SetSpans(coding, spans));
                }
            }
            _ => {}
        }
    }

    /// Selects the coding under a point; where several overlap, the one after that which is selected.
    fn choose_under(
        &mut self,
        session: &Session,
        sight: &Sight,
        point: Pos2,
        adds: bool,
        draft: &mut Draft<'_>,
    ) {
        let Some(shown) = &self.shown else { return };
        let chosen = &session.view().codings;
        let under: Vec<CodingId> = sight
            .character_at(point)
            .map(|character| {
                shown
                    .marks
                    .under(character.start)
                    .iter()
                    .map(|mark| mark.coding)
                    .collect()
            })
            .unwrap_or_default();
        choose(&under, chosen, adds, draft);
    }
}

/// Selects one of several codings in one place: the next after the selected one. With `adds`, more than one can be selected.
pub(super) fn choose(under: &[CodingId], chosen: &[CodingId], adds: bool, draft: &mut Draft<'_>) {
    let next = chosen
        .last()
        .and_then(|last| under.iter().position(|id| id == last))
        .map_or(under.first(), |at| under.get((at + 1) % under.len()));
    match next {
        Some(next) if adds => {
            let mut all = chosen.to_vec();
            let first = under.iter().find(|id| !all.contains(id)).copied();
            match first {
                Some(first) => all.push(first),
                None => all.retain(|id| id != next),
            }
            draft.run(Command::SelectCodings(all));
        }
        Some(next) => draft.run(Command::SelectCodings(vec![*next])),
        None if !chosen.is_empty() && !adds => draft.run(Command::SelectCodings(Vec::new())),
        None => {}
    }
}

fn is_selected(selection: &Selection, sight: &Sight, point: Pos2) -> bool {
    let Some(character) = sight.character_at(point) else {
        return false;
    };
    selection
        .spans()
        .iter()
        .any(|span| span.contains(character.start))
}

fn words_of(shown: &Shown, selection: &Selection) -> String {
    let spans = selection.spans();
    let first = spans.first().copied().unwrap_or(Span::new(0, 0));
    let text = shown.text.str();
    // All that can be shown of them is the beginning.
    let end = text.floor_char_boundary(first.end.min(first.start + 600));
    super::marks::first_words(text.get(first.start..end).unwrap_or_default())
}

/// Draws the first words of what is carried beside the pointer.
fn carry(ui: &Ui, sight: &Sight, point: Pos2, words: &str) {
    let layer = LayerId::new(Order::Tooltip, Id::unique("carried passage"));
    let painter = ui.ctx().layer_painter(layer);
    let font = FontId::proportional(crate::ui::theme::SMALL);
    let galley = painter.layout_no_wrap(words.to_owned(), font, sight.tokens.ink);
    let rect = Align2::LEFT_TOP
        .anchor_size(point + vec2(14.0, 10.0), galley.size())
        .expand2(vec2(8.0, 4.0));
    painter.rect_filled(rect, 4.0, sight.tokens.selection);
    painter.galley(rect.min + vec2(8.0, 4.0), galley, sight.tokens.ink);
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
}

/// Scrolls while a drag is past an edge, faster the farther.
fn scroll_at_edge(
    ui: &Ui,
    shown: &mut Shown,
    widths: &mut super::ruler::Widths,
    sight: &Sight,
    point: Pos2,
) {
    const EDGE: f32 = 12.0;
    let page = sight.columns.page;
    let past = if point.y < page.top() + EDGE {
        point.y - page.top() - EDGE
    } else if point.y > page.bottom() - EDGE {
        point.y - page.bottom() + EDGE
    } else {
        return;
    };
    let seconds = ui.input(|input| input.stable_dt).min(0.1);
    shown.scroll_by(ui, widths, past * 12.0 * seconds);
    ui.ctx().request_repaint();
}

/// Moves one end of one part of a passage. It never becomes empty, and never passes another part.
pub(super) fn move_boundary(
    shown: &Shown,
    spans: &mut [Span],
    part: usize,
    start: bool,
    offset: usize,
    free: bool,
) {
    let text = &shown.text;
    let offset = if free {
        offset
    } else {
        super::select::to_word_edge(text, offset, start)
    };
    let before = part
        .checked_sub(1)
        .and_then(|at| spans.get(at))
        .map_or(0, |span| span.end + 1);
    let after = spans
        .get(part + 1)
        .map_or(text.str().len(), |span| span.start.saturating_sub(1));
    let Some(span) = spans.get_mut(part) else {
        return;
    };
    let moved = if start {
        Span::new(offset.max(before), span.end)
    } else {
        Span::new(span.start, offset.min(after))
    };
    let fits = text
        .str()
        .get(moved.range())
        .is_some_and(|words| !words.trim().is_empty());
    if moved.start < moved.end && fits {
        *span = moved;
    }
}
