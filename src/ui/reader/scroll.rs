//! Which rows are in sight? What stands at the top is held by its place in the text, so that nothing moves when heights
//! further up turn out other than estimated.

use super::layout::{Layout, RowAt};
use super::rows::Ruler;
use crate::project::Span;

/// How far a document is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scroll {
    /// The portion at the top edge.
    block: usize,
    /// How far the edge is below the portion's start, in points; negative only above the first.
    y: f32,
}

/// A row in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InSight {
    /// Which one.
    pub at: RowAt,
    /// Its bytes.
    pub span: Span,
    /// Its top edge below the top of the view, in points.
    pub top: f32,
    /// Its height.
    pub height: f32,
}

impl Scroll {
    /// Room above the first row.
    pub const ABOVE: f32 = 24.0;
    /// Room below the last row.
    pub const BELOW: f32 = 96.0;

    /// The top of a document.
    pub fn start() -> Self {
        Self {
            block: 0,
            y: -Self::ABOVE,
        }
    }

    /// The row of `offset` at the top edge.
    pub fn at(offset: usize, layout: &mut Layout, ruler: &mut dyn Ruler) -> Self {
        if offset == 0 {
            return Self::start();
        }
        layout.ensure(layout.blocks().at(offset), ruler);
        let at = layout.row_of(offset);
        Self {
            block: at.block,
            y: layout.room_above(at.block) * f32::from(u8::from(at.row > 0))
                + at.row as f32 * layout.row_height(at.block),
        }
    }

    /// How far the top edge is below the start of the document, estimates included.
    pub fn position(&self, layout: &Layout) -> f64 {
        layout.top(self.block) + f64::from(self.y) + f64::from(Self::ABOVE)
    }

    /// How high the whole is, with the room around it.
    pub fn whole(layout: &Layout) -> f64 {
        layout.total() + f64::from(Self::ABOVE + Self::BELOW)
    }

    /// Goes to a position.
    pub fn go_to(&mut self, position: f64, layout: &mut Layout, ruler: &mut dyn Ruler) {
        let y = position - f64::from(Self::ABOVE);
        self.block = layout.block_at(y.max(0.0));
        let (top, estimated) = (layout.top(self.block), layout.height(self.block));
        layout.ensure(self.block, ruler);
        let share = if estimated > 0.0 {
            (y - top) as f32 / estimated
        } else {
            0.0
        };
        self.y = if y < 0.0 {
            y as f32
        } else {
            share.min(1.0) * layout.height(self.block)
        };
        self.normalise(layout, ruler);
    }

    /// Moves on by so many points, or back.
    pub fn move_by(&mut self, points: f32, layout: &mut Layout, ruler: &mut dyn Ruler) {
        const FAR: f32 = 6_000.0;
        if points.abs() > FAR {
            let position = self.position(layout) + f64::from(points);
            self.go_to(position, layout, ruler);
        } else {
            self.y += points;
            self.normalise(layout, ruler);
        }
    }

    fn normalise(&mut self, layout: &mut Layout, ruler: &mut dyn Ruler) {
        let seen = layout.visible(self.block);
        if seen != self.block {
            *self = Self {
                block: seen,
                y: 0.0,
            };
        }
        loop {
            layout.ensure(self.block, ruler);
            let height = layout.height(self.block);
            let (previous, next) = (
                layout.previous_block(self.block),
                layout.next_block(self.block),
            );
            if let Some(previous) = previous.filter(|_| self.y < 0.0) {
                self.block = previous;
                layout.ensure(self.block, ruler);
                self.y += layout.height(self.block);
            } else if let Some(next) = next.filter(|_| self.y >= height) {
                self.y -= height;
                self.block = next;
            } else {
                break;
            }
        }
        if layout.previous_block(self.block).is_none() {
            self.y = self.y.max(-Self::ABOVE);
        }
    }

    /// The rows in a view of this height, from the top. Measures what it must; holds the end of the document at the end of
    /// the view.
    pub fn in_sight(
        &mut self,
        height: f32,
        layout: &mut Layout,
        ruler: &mut dyn Ruler,
    ) -> Vec<InSight> {
        self.normalise(layout, ruler);
        let (rows, end) = self.walk(height, layout, ruler);
        let Some(end) = end else { return rows };
        let missing = height - Self::BELOW - end;
        let first = layout.previous_block(self.block).is_none();
        let at_start = first && self.y <= -Self::ABOVE;
        if missing <= 0.0 || at_start {
            return rows;
        }
        self.y -= missing;
        self.normalise(layout, ruler);
        self.walk(height, layout, ruler).0
    }

    /// The rows, and where the last one of the document ends if it is among them.
    fn walk(
        &self,
        height: f32,
        layout: &mut Layout,
        ruler: &mut dyn Ruler,
    ) -> (Vec<InSight>, Option<f32>) {
        let mut rows = Vec::new();
        let mut top = -self.y;
        let mut next = Some(self.block);
        while let Some(block) = next {
            next = layout.next_block(block);
            if top >= height {
                return (rows, None);
            }
            layout.ensure(block, ruler);
            let row_height = layout.row_height(block);
            top += layout.room_above(block);
            for row in 0..layout.row_count(block) {
                if top + row_height > 0.0 && top < height {
                    let at = RowAt { block, row };
                    rows.push(InSight {
                        at,
                        span: layout.span(at),
                        top,
                        height: row_height,
                    });
                }
                top += row_height;
            }
        }
        (rows, Some(top))
    }

    /// Brings a span into a view of this height: near the top if asked or if it is far, else by the shortest way that
    /// leaves it so much of the height (0 to 1) from the edges, a row at least. Says whether it had to move.
    pub fn reveal(
        &mut self,
        span: Span,
        at_top: bool,
        room: f32,
        height: f32,
        layout: &mut Layout,
        ruler: &mut dyn Ruler,
    ) -> bool {
        let (start, bottom) = (self.row_y(span.start, layout, ruler), {
            let end = span.end.saturating_sub(1).max(span.start);
            self.row_y(end, layout, ruler)
        });
        let row = layout.row_height(layout.blocks().at(span.start));
        let (start, end) = (start, bottom + row);
        let margin = row.max(height * room).min(height / 4.0);
        let in_sight = start >= 0.0 && end <= height;
        if in_sight && !at_top {
            return false;
        }
        if at_top || start < -height || start > 2.0 * height {
            let share = if at_top { 0.12 } else { 0.33 };
            *self = Self::at(span.start, layout, ruler);
            self.y -= (height * share).min(height - margin);
            self.normalise(layout, ruler);
        } else if start < margin || end - start > height - 2.0 * margin {
            self.move_by(start - margin, layout, ruler);
        } else {
            self.move_by(end - height + margin, layout, ruler);
        }
        true
    }

    /// Where the row of an offset starts below the top of the view. Exact near the view, an estimate far from it.
    pub fn row_y(&self, offset: usize, layout: &mut Layout, ruler: &mut dyn Ruler) -> f32 {
        layout.ensure(layout.blocks().at(offset), ruler);
        let at = layout.row_of(offset);
        let top = layout.top(at.block) - layout.top(self.block) - f64::from(self.y);
        top as f32 + layout.room_above(at.block) + at.row as f32 * layout.row_height(at.block)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::blocks::Blocks;
    use super::super::folding::Folding;
    use super::super::layout::Spec;
    use super::super::styles::Face;
    use super::*;
    use crate::text::Text;
    use std::sync::Arc;

    struct Typewriter;

    impl Ruler for Typewriter {
        fn width(&mut self, words: &str, _: Face) -> f32 {
            words.chars().count() as f32 * 10.0
        }
    }

    fn layout(paragraphs: usize) -> Layout {
        let text = "some words that make up several rows of a narrow column\n\n".repeat(paragraphs);
        let text = Arc::new(Text::new(text));
        let blocks = Arc::new(Blocks::of(&text));
        let spec = Spec {
            size: 18.0,
            width: 150.0,
            pixels_per_point: 1.0,
        };
        Layout::new(text, blocks, spec, Folding::default())
    }

    #[test]
    fn what_is_read_stays_where_it_is_when_heights_above_turn_out_other_than_estimated() {
        let mut layout = layout(200);
        let offset = layout.text().str().len() / 2;
        let mut scroll = Scroll::at(offset, &mut layout, &mut Typewriter);
        let before = scroll.in_sight(400.0, &mut layout, &mut Typewriter);
        for block in 0..layout.blocks().count() {
            layout.ensure(block, &mut Typewriter);
        }
        assert_eq!(scroll.in_sight(400.0, &mut layout, &mut Typewriter), before);
    }

    #[test]
    fn scrolling_down_and_up_again_comes_back() {
        let mut layout = layout(50);
        let mut scroll = Scroll::start();
        for _ in 0..40 {
            scroll.move_by(37.0, &mut layout, &mut Typewriter);
        }
        assert_eq!(scroll.position(&layout), 40.0 * 37.0);
        for _ in 0..60 {
            scroll.move_by(-37.0, &mut layout, &mut Typewriter);
        }
        assert_eq!(scroll, Scroll::start());
    }

    #[test]
    fn the_end_of_the_document_stays_at_the_end_of_the_view() {
        let mut layout = layout(50);
        let mut scroll = Scroll::start();
        let far = Scroll::whole(&layout);
        scroll.go_to(far, &mut layout, &mut Typewriter);
        let rows = scroll.in_sight(400.0, &mut layout, &mut Typewriter);
        let last = rows.last().unwrap();
        assert_eq!(last.span.end, layout.text().str().len());
        assert!((last.top + last.height - (400.0 - Scroll::BELOW)).abs() < 1.0);
        assert!(
            layout.measured() < 60,
            "only what is in sight is measured: {}",
            layout.measured()
        );
    }

    #[test]
    fn what_is_revealed_is_in_sight() {
        let mut layout = layout(200);
        let mut scroll = Scroll::start();
        for offset in [5_000, 5_100, 200, 9_000, 9_400, 0] {
            let span = Span::new(offset, offset + 10);
            scroll.reveal(span, false, 0.0, 400.0, &mut layout, &mut Typewriter);
            let rows = scroll.in_sight(400.0, &mut layout, &mut Typewriter);
            let row = rows.iter().find(|row| row.span.contains(offset)).unwrap();
            assert!(row.top >= 0.0 && row.top + row.height <= 400.0);
            assert!(!scroll.reveal(span, false, 0.0, 400.0, &mut layout, &mut Typewriter));
        }
    }
}
