//! Where does the caret go? Along the text by characters and words, across the page by rows, wherever those are.

use super::layout::RowAt;
use super::ruler::Widths;
use super::shown::Shown;
use super::sight::Row;
use super::{Draft, Reader};
use crate::app::{Direction, Selection};
use crate::project::Span;
use crate::text::{Mark, grapheme_after, grapheme_before, word_after, word_before};
use crate::ui::theme::Tokens;
use eframe::egui::{Rect, Ui};
use std::sync::Arc;

/// How the caret moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motion {
    Character(Direction),
    Word(Direction),
    Row(Direction),
    RowEnd(Direction),
    Page(Direction),
    Document(Direction),
}

impl Reader {
    /// Moves the caret, and what is selected with it where that is asked.
    pub(super) fn move_caret(
        &mut self,
        ui: &Ui,
        motion: Motion,
        extend: bool,
        draft: &mut Draft<'_>,
    ) {
        self.widened.clear();
        let Some(shown) = &mut self.shown else { return };
        let text = Arc::clone(&shown.text);
        let text = text.str();
        let now = draft.selection.clone();
        let selected = now.anchor != now.head && !extend;
        let head = match motion {
            // The caret goes to the end of what was selected.
            Motion::Character(Direction::Back) if selected => now.current().start,
            Motion::Character(Direction::On) if selected => now.current().end,
            Motion::Character(Direction::Back) => grapheme_before(text, now.head),
            Motion::Character(Direction::On) => grapheme_after(text, now.head),
            Motion::Word(Direction::Back) => word_before(text, now.head),
            Motion::Word(Direction::On) => word_after(text, now.head),
            Motion::Document(Direction::Back) => 0,
            Motion::Document(Direction::On) => text.len(),
            Motion::Row(direction) => {
                shown.rows_away(ui, &mut self.widths, &mut self.goal, now.head, direction, 1)
            }
            Motion::Page(direction) => {
                let rows = shown.rows_of_a_page();
                shown.page_away(ui, &mut self.widths, direction);
                shown.rows_away(
                    ui,
                    &mut self.widths,
                    &mut self.goal,
                    now.head,
                    direction,
                    rows,
                )
            }
            Motion::RowEnd(direction) => shown.row_end(ui, &mut self.widths, now.head, direction),
        };
        let head = shown.past_folds(head, now.head);
        if !matches!(motion, Motion::Row(_) | Motion::Page(_)) {
            self.goal = None;
        }
        draft.selection = if extend {
            Selection { head, ..now }
        } else {
            Selection::caret(head)
        };
        shown.reveal(ui, &mut self.widths, Span::new(head, head), false, 0.0);
    }
}

impl Shown {
    /// The caret does not go into what is folded: it stands on its row, or goes on to where the text is seen again.
    fn past_folds(&self, head: usize, before: usize) -> usize {
        let mut head = head;
        while let Some((group, span)) = self.folded_at(head) {
            let folding = self.layout().map(super::layout::Layout::folding);
            let group = folding.and_then(|folding| folding.groups().get(group));
            let has_row = group.is_some_and(super::folding::Group::is_shown);
            if has_row && (head == span.start || head < before) {
                return span.start;
            }
            let (end, length) = (span.end, self.text.str().len());
            if head < before && span.start > 0 {
                return grapheme_before(self.text.str(), span.start);
            } else if end >= length {
                return span.start;
            }
            head = end;
        }
        head
    }

    /// How many rows a page key goes: all but two that stay in sight.
    fn rows_of_a_page(&self) -> usize {
        let row = self
            .layout()
            .map_or(27.0, |layout| layout.spec().row_height(Mark::Body));
        ((self.columns().page.height() / row) as usize)
            .saturating_sub(2)
            .max(1)
    }

    fn page_away(&mut self, ui: &Ui, widths: &mut Widths, direction: Direction) {
        let row = self
            .layout()
            .map_or(27.0, |layout| layout.spec().row_height(Mark::Body));
        let page = row * self.rows_of_a_page() as f32;
        let points = if direction == Direction::On {
            page
        } else {
            -page
        };
        self.scroll_by(ui, widths, points);
    }

    /// The offset so many rows up or down, as near as can be to where the caret wants to be in the row.
    fn rows_away(
        &mut self,
        ui: &Ui,
        widths: &mut Widths,
        goal: &mut Option<f32>,
        head: usize,
        direction: Direction,
        count: usize,
    ) -> usize {
        let from = self.measured_row_of(ui, widths, head);
        let Some(from) = from else { return head };
        let x = match *goal {
            Some(x) => x,
            None => self
                .look_at(ui, from, |row| row.stops.x(head))
                .unwrap_or(0.0),
        };
        *goal = Some(x);
        let mut at = from;
        for _ in 0..count {
            let next = self.with_layout(ui, widths, |_, layout, ruler| match direction {
                Direction::Back => layout.before(at, ruler),
                Direction::On => {
                    let next = layout.after(at);
                    if let Some(next) = next {
                        layout.ensure(next.block, ruler);
                    }
                    next
                }
            });
            match next.flatten() {
                Some(next) => at = next,
                None => break,
            }
        }
        if at == from {
            let end = self.text.str().len();
            return if direction == Direction::Back { 0 } else { end };
        }
        self.look_at(ui, at, |row| row.caret_at(x)).unwrap_or(head)
    }

    fn row_end(
        &mut self,
        ui: &Ui,
        widths: &mut Widths,
        head: usize,
        direction: Direction,
    ) -> usize {
        let Some(at) = self.measured_row_of(ui, widths, head) else {
            return head;
        };
        let end = match direction {
            Direction::Back => self.look_at(ui, at, |row| row.span.start),
            Direction::On => self.look_at(ui, at, |row| {
                if row.goes_on {
                    row.stops.last_but_one()
                } else {
                    row.stops.last()
                }
            }),
        };
        end.unwrap_or(head)
    }

    fn measured_row_of(&mut self, ui: &Ui, widths: &mut Widths, offset: usize) -> Option<RowAt> {
        self.with_layout(ui, widths, |_, layout, ruler| {
            layout.ensure(layout.blocks().at(offset), ruler);
            layout.row_of(offset)
        })
    }

    /// Asks something of a row that need not be in sight.
    fn look_at<R>(&mut self, ui: &Ui, at: RowAt, ask: impl FnOnce(&Row) -> R) -> Option<R> {
        let tokens = Tokens::of(ui);
        let row = ui
            .ctx()
            .fonts_mut(|fonts| self.row(fonts, at, Rect::ZERO, tokens));
        row.map(|row| ask(&row))
    }
}
