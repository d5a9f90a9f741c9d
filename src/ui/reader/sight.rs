//! The rows in sight as they are drawn in this frame: where is a place of the text on the screen, and what is under the
//! pointer?

use super::columns::Columns;
use super::layout::RowAt;
use super::stops::Stops;
use crate::project::Span;
use crate::ui::theme::Tokens;
use eframe::egui::epaint::Galley;
use eframe::egui::{Pos2, Rect, pos2};
use std::rc::Rc;
use std::sync::Arc;

/// A row in sight.
pub struct Row {
    /// Which one.
    pub at: RowAt,
    /// All its bytes, a line end included.
    pub span: Span,
    /// Where its last word ends: blanks after it hang.
    pub words_end: usize,
    /// Its place on the screen, as wide as the column.
    pub rect: Rect,
    /// Its words, for this frame only: the atlas that it points into may be another one in the next.
    pub galley: Arc<Galley>,
    /// Where the caret can stand.
    pub stops: Rc<Stops>,
    /// Whether the text goes on after it in the same paragraph.
    pub goes_on: bool,
    /// The group of notes that this row stands for, where they are folded.
    pub fold: Option<usize>,
}

/// What is seen in this frame.
pub struct Sight {
    /// The rows, from the top.
    pub rows: Vec<Row>,
    /// Where things stand from left to right.
    pub columns: Columns,
    /// The colours.
    pub tokens: &'static Tokens,
}

impl Sight {
    /// The bytes in sight.
    pub fn span(&self) -> Span {
        let start = self.rows.first().map_or(0, |row| row.span.start);
        Span::new(start, self.rows.last().map_or(start, |row| row.span.end))
    }

    /// The row at a height; the nearest where there is none.
    fn row_at(&self, y: f32) -> Option<&Row> {
        let after = self.rows.partition_point(|row| row.rect.top() <= y);
        self.rows.get(after.saturating_sub(1))
    }

    /// The row in which the caret stands for an offset, if it is in sight.
    pub fn row_of(&self, offset: usize) -> Option<&Row> {
        let after = self.rows.partition_point(|row| row.span.start <= offset);
        let row = self.rows.get(after.checked_sub(1)?)?;
        let is_last = after == self.rows.len();
        (offset < row.span.end || (is_last && offset == row.span.end && !row.goes_on))
            .then_some(row)
    }

    /// Where the caret goes for a point: the nearest place in the nearest row.
    pub fn caret_at(&self, point: Pos2) -> Option<usize> {
        let row = self.row_at(point.y)?;
        Some(row.caret_at(point.x - self.columns.text.left()))
    }

    /// The character under a point; none beside the words.
    pub fn character_at(&self, point: Pos2) -> Option<Span> {
        let row = self
            .row_at(point.y)
            .filter(|row| row.rect.contains(point))?;
        let character = row.stops.under(point.x - self.columns.text.left())?;
        (character.start < row.words_end).then_some(character)
    }

    /// Where the caret is drawn, if it is in sight.
    pub fn caret(&self, offset: usize) -> Option<Rect> {
        let row = self.row_of(offset)?;
        let x = self.columns.text.left() + row.stops.x(offset);
        Some(Rect::from_min_max(
            pos2(x, row.rect.top()),
            pos2(x, row.rect.bottom()),
        ))
    }

    /// The parts of a span that are in sight, a rectangle for each row. Blanks at the end of a row are left out.
    pub fn rects(&self, span: Span) -> impl Iterator<Item = (&Row, Rect)> {
        let first = self.rows.partition_point(|row| row.span.end <= span.start);
        let left = self.columns.text.left();
        self.rows[first..]
            .iter()
            .take_while(move |row| row.span.start < span.end)
            .filter_map(move |row| {
                let (from, to) = if row.fold.is_some() {
                    // What is folded is somewhere in there.
                    (0.0, row.stops.x(row.span.end))
                } else {
                    let from = row.stops.x(span.start.max(row.span.start));
                    (from, row.stops.x(span.end.min(row.words_end)))
                };
                let rect = Rect::from_min_max(
                    pos2(left + from, row.rect.top()),
                    pos2(left + to, row.rect.bottom()),
                );
                (to > from).then_some((row, rect))
            })
    }

    /// From the top of the first to the bottom of the last row in sight that a span touches.
    pub fn height_of(&self, span: Span) -> Option<(f32, f32)> {
        let first = self.rows.partition_point(|row| row.span.end <= span.start);
        let last = self.rows.partition_point(|row| row.span.start < span.end);
        let rows = self.rows.get(first..last.max(first))?;
        Some((rows.first()?.rect.top(), rows.last()?.rect.bottom()))
    }
}

impl Row {
    /// Where the caret goes for a place in the row. A row that goes on has no place after its last blank: that is the start
    /// of the next.
    pub fn caret_at(&self, x: f32) -> usize {
        let offset = self.stops.nearest(x);
        if self.goes_on && offset == self.stops.last() {
            self.stops.last_but_one()
        } else {
            offset
        }
    }
}
