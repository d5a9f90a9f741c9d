//! Where does each row of a document stand? Heights are estimated until someone measures them; whoever reads never sees an
//! estimate, since what is in sight is measured first.

use super::blocks::Blocks;
use super::fenwick::Fenwick;
use super::folding::{Fold, Folding, extent};
use super::rows::{Ruler, row_ends};
use super::styles::{Face, Run, runs, with_head};
use crate::project::Span;
use crate::text::{Mark, Text};
use crate::ui::theme;
use eframe::egui::{FontFamily, FontId};
use std::sync::Arc;

/// What a layout depends on beside the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spec {
    /// Size of running text, in points.
    pub size: f32,
    /// Width of the column, in points.
    pub width: f32,
    /// Pixels for each point, so that rows lie on whole pixels.
    pub pixels_per_point: f32,
}

impl Spec {
    /// Distance of rows, as a share of the size.
    const LEADING: f32 = 1.5;

    /// The font of a face.
    pub fn font(&self, face: Face) -> FontId {
        let family: FontFamily = match face {
            Face::Body => theme::serif(),
            Face::Italic => theme::serif_italic(),
            Face::Strong | Face::Heading(_) => theme::serif_strong(),
        };
        FontId::new(self.size_of(face), family)
    }

    fn size_of(&self, face: Face) -> f32 {
        let share = match face {
            Face::Heading(1) => 1.5,
            Face::Heading(2) => 1.3,
            Face::Heading(3) => 1.15,
            _ => 1.0,
        };
        (self.size * share).round()
    }

    /// Height of a row of a paragraph of this kind, in whole pixels.
    pub fn row_height(&self, mark: Mark) -> f32 {
        match mark {
            Mark::Heading(level) => self.whole_pixels(self.size_of(Face::Heading(level)) * 1.35),
            Mark::Body => self.whole_pixels(self.size * Self::LEADING),
        }
    }

    /// Room above a paragraph of this kind in a text that has no blank lines between its paragraphs.
    pub fn room_above(&self, mark: Mark) -> f32 {
        match mark {
            Mark::Heading(_) => self.whole_pixels(self.size * 0.9),
            Mark::Body => self.whole_pixels(self.size * 0.45),
        }
    }

    /// Height of the row that folded notes leave.
    pub fn fold_height(&self) -> f32 {
        self.whole_pixels(self.size.max(14.0) * 1.2)
    }

    /// Height of an empty paragraph: what stands between two paragraphs of a plain text.
    pub fn gap(&self) -> f32 {
        self.whole_pixels(self.size * Self::LEADING * 0.5)
    }

    fn whole_pixels(&self, points: f32) -> f32 {
        (points * self.pixels_per_point).round() / self.pixels_per_point
    }
}

/// How the words of a portion look: its heading's size, emphasis, quiet marks.
pub fn runs_of(text: &Text, blocks: &Blocks, block: usize) -> Vec<Run> {
    let span = blocks.content(text.str(), block);
    let content = text.str().get(span.range()).unwrap_or_default();
    let paragraph = text.paragraphs().at(span.start);
    let structure = text.structure();
    let starts = text.paragraphs().span(paragraph).start == span.start;
    let head = if starts {
        structure.run_in(paragraph)
    } else {
        0
    };
    with_head(
        runs(content, structure.mark(paragraph)),
        head.min(content.len()),
    )
}

/// A row by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowAt {
    /// The portion that it is a part of.
    pub block: usize,
    /// Its number in it.
    pub row: usize,
}

/// The rows of a document for one [`Spec`].
#[derive(Debug)]
pub struct Layout {
    text: Arc<Text>,
    spec: Spec,
    blocks: Arc<Blocks>,
    rows: Vec<Option<Box<[u32]>>>,
    heights: Fenwick,
    /// How many bytes of the text fit into a row, as far as can be told without measuring.
    bytes_of_row: f32,
    folding: Folding,
    measured: usize,
    version: u64,
}

impl Layout {
    /// Estimates all rows of a text, of which these portions are folded.
    pub fn new(text: Arc<Text>, blocks: Arc<Blocks>, spec: Spec, folding: Folding) -> Self {
        let share = text.code_points().count() as f32 / text.str().len().max(1) as f32;
        let mut layout = Self {
            rows: vec![None; blocks.count()],
            text,
            spec,
            blocks,
            heights: Fenwick::default(),
            bytes_of_row: (spec.width / (0.45 * spec.size * share)).max(1.0),
            folding,
            measured: 0,
            version: 0,
        };
        layout.measure_anew();
        layout
    }

    /// Puts all heights in place, from what is measured and what is folded.
    fn measure_anew(&mut self) {
        let heights = (0..self.blocks.count()).map(|block| self.height_now(block));
        self.heights = Fenwick::new(heights.collect());
        self.version += 1;
    }

    /// How high a portion is, folded or not.
    fn height_now(&self, block: usize) -> f32 {
        match self.folding.state(block) {
            Fold::Hidden(_) => 0.0,
            Fold::Head(_) => self.spec.fold_height(),
            Fold::Open => self.height_unfolded(block),
        }
    }

    fn height_unfolded(&self, block: usize) -> f32 {
        match self.rows.get(block).and_then(Option::as_ref) {
            Some(ends) if ends.len() == 1 && ends[0] == 0 => self.spec.gap(),
            Some(ends) => {
                let rows = self.spec.row_height(self.mark(block)) * ends.len() as f32;
                self.room_above(block) + rows
            }
            None => match self.blocks.content(self.text.str(), block).len() {
                0 => self.spec.gap(),
                bytes => {
                    self.spec.row_height(Mark::Body) * (bytes as f32 / self.bytes_of_row).ceil()
                }
            },
        }
    }

    /// What is folded.
    pub fn folding(&self) -> &Folding {
        &self.folding
    }

    /// Folds other portions.
    pub fn set_folding(&mut self, folding: Folding) {
        self.folding = folding;
        self.measure_anew();
    }

    /// Unfolds one group, or folds it again.
    pub fn open(&mut self, group: usize, open: bool) {
        self.folding.open(group, open);
        let Some(group) = self.folding.groups().get(group).copied() else {
            return;
        };
        for block in group.first..=group.last {
            self.heights.set(block, self.height_now(block));
        }
        self.version += 1;
    }

    /// Whether a portion is shown as it is, not folded away.
    fn is_open(&self, block: usize) -> bool {
        self.folding.state(block) == Fold::Open
    }

    /// The group whose slim row this is.
    pub fn fold_at(&self, at: RowAt) -> Option<usize> {
        match self.folding.state(at.block) {
            Fold::Head(group) => Some(group),
            _ => None,
        }
    }

    /// What it was made for.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// The text.
    pub fn text(&self) -> &Arc<Text> {
        &self.text
    }

    /// The portions of the text.
    pub fn blocks(&self) -> &Arc<Blocks> {
        &self.blocks
    }

    /// How many portions have been measured.
    pub fn measured(&self) -> usize {
        self.measured
    }

    /// Grows whenever an estimate was replaced by something else.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether a portion has been measured.
    pub fn is_measured(&self, block: usize) -> bool {
        self.rows.get(block).is_some_and(Option::is_some)
    }

    /// What a portion is: a heading or not.
    pub fn mark(&self, block: usize) -> Mark {
        let start = self.blocks.span(block).start;
        let paragraph = self.text.paragraphs().at(start);
        self.text.structure().mark(paragraph)
    }

    /// The words of a portion, its line end left out.
    pub fn content(&self, block: usize) -> &str {
        let span = self.blocks.content(self.text.str(), block);
        self.text.str().get(span.range()).unwrap_or_default()
    }

    /// How the words of a portion look.
    pub fn runs(&self, block: usize) -> Vec<Run> {
        runs_of(&self.text, &self.blocks, block)
    }

    /// The tab stops of a portion, in points; none outside of tables.
    pub fn stops(&self, block: usize) -> Vec<f32> {
        let start = self.blocks.span(block).start;
        let tables = self.blocks.tables();
        tables.stops(start, self.spec.size, self.spec.width)
    }

    /// Measures a portion unless it has been.
    pub fn ensure(&mut self, block: usize, ruler: &mut dyn Ruler) {
        if block >= self.blocks.count() || self.is_measured(block) || !self.is_open(block) {
            return;
        }
        let content = self.content(block);
        let (runs, stops) = (self.runs(block), self.stops(block));
        let ends = row_ends(content, &runs, self.spec.width, &stops, ruler);
        self.put(block, ends);
    }

    /// Takes the rows of a portion that were measured elsewhere, for the same [`Spec`].
    pub fn put(&mut self, block: usize, ends: Box<[u32]>) {
        if self.is_measured(block) || ends.is_empty() {
            return;
        }
        if let Some(slot) = self.rows.get_mut(block) {
            *slot = Some(ends);
            self.measured += 1;
        }
        let height = self.height_now(block);
        if self.heights.get(block) != height {
            self.heights.set(block, height);
            self.version += 1;
        }
    }

    /// How many rows a portion has; 1 until it is measured, or while it is folded.
    pub fn row_count(&self, block: usize) -> usize {
        if !self.is_open(block) {
            return 1;
        }
        self.rows
            .get(block)
            .and_then(Option::as_ref)
            .map_or(1, |ends| ends.len())
    }

    /// Height of each row of a portion.
    pub fn row_height(&self, block: usize) -> f32 {
        let height = self.heights.get(block) - self.room_above(block);
        height.max(0.0) / self.row_count(block) as f32
    }

    /// Room between the top of a portion and its first row.
    pub fn room_above(&self, block: usize) -> f32 {
        let is_open = self.is_open(block) && self.is_measured(block);
        if !is_open || !self.blocks.starts_apart(&self.text, block) {
            return 0.0;
        }
        let start = self.blocks.span(block).start;
        let cuts = &self.text.map().cuts;
        // Where a page cuts a paragraph and its notes are folded, the halves read on.
        let reads_on =
            self.folding.is_folded() && cuts.binary_search_by_key(&start, |cut| cut.end).is_ok();
        if reads_on {
            0.0
        } else {
            self.spec.room_above(self.mark(block))
        }
    }

    /// Height of a portion.
    pub fn height(&self, block: usize) -> f32 {
        self.heights.get(block)
    }

    /// Height of all.
    pub fn total(&self) -> f64 {
        self.heights.total()
    }

    /// Where a portion starts.
    pub fn top(&self, block: usize) -> f64 {
        self.heights.before(block)
    }

    /// The portion at a height.
    pub fn block_at(&self, y: f64) -> usize {
        self.visible(self.heights.at(y))
    }

    /// The bytes of a row; the last row of a portion holds its line end, that of folded notes all of them.
    pub fn span(&self, at: RowAt) -> Span {
        let span = self.blocks.span(at.block);
        if let Some(group) = self
            .fold_at(at)
            .and_then(|at| self.folding.groups().get(at))
        {
            return extent(&self.blocks, group);
        }
        let Some(ends) = self.rows.get(at.block).and_then(Option::as_ref) else {
            return span;
        };
        let end_of = |row: usize| {
            ends.get(row)
                .map_or(span.end, |end| span.start + *end as usize)
        };
        let start = at.row.checked_sub(1).map_or(span.start, end_of);
        let end = if at.row + 1 >= ends.len() {
            span.end
        } else {
            end_of(at.row)
        };
        Span::new(start, end)
    }

    /// The row that holds the byte at `offset`; in a portion that has not been measured, its first. A caret at the end of the
    /// text stands in the last row.
    pub fn row_of(&self, offset: usize) -> RowAt {
        let at = self.blocks.at(offset);
        let block = self.visible(at);
        if block != at || !self.is_open(block) {
            return RowAt { block, row: 0 };
        }
        let start = self.blocks.span(block).start;
        let row = self
            .rows
            .get(block)
            .and_then(Option::as_ref)
            .map_or(0, |ends| {
                let inside = u32::try_from(offset.saturating_sub(start)).unwrap_or(u32::MAX);
                ends.partition_point(|end| *end <= inside)
                    .min(ends.len() - 1)
            });
        RowAt { block, row }
    }

    /// The row after one, whether or not its portion has been measured.
    pub fn after(&self, at: RowAt) -> Option<RowAt> {
        if at.row + 1 < self.row_count(at.block) {
            return Some(RowAt {
                row: at.row + 1,
                ..at
            });
        }
        let block = self.next_block(at.block)?;
        Some(RowAt { block, row: 0 })
    }

    /// The portion that stands for one: itself, or the slim row that it is folded into.
    pub fn visible(&self, block: usize) -> usize {
        self.folding.visible(block).min(self.blocks.count() - 1)
    }

    /// The next portion of which something is seen.
    pub fn next_block(&self, block: usize) -> Option<usize> {
        let next = self.folding.next(block);
        (next < self.blocks.count()).then_some(next)
    }

    /// The last portion before one of which something is seen.
    pub fn previous_block(&self, block: usize) -> Option<usize> {
        self.folding.previous(block)
    }

    /// The row before one, in a portion that `ruler` measures where need be.
    pub fn before(&mut self, at: RowAt, ruler: &mut dyn Ruler) -> Option<RowAt> {
        if at.row > 0 {
            return Some(RowAt {
                row: at.row - 1,
                ..at
            });
        }
        let block = self.previous_block(at.block)?;
        self.ensure(block, ruler);
        Some(RowAt {
            block,
            row: self.row_count(block) - 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Typewriter;

    impl Ruler for Typewriter {
        fn width(&mut self, words: &str, _: Face) -> f32 {
            words.chars().count() as f32 * 10.0
        }
    }

    fn layout(text: &str) -> Layout {
        let text = Arc::new(Text::new(text));
        let blocks = Arc::new(Blocks::of(&text));
        let spec = Spec {
            size: 18.0,
            width: 200.0,
            pixels_per_point: 1.0,
        };
        Layout::new(text, blocks, spec, Folding::default())
    }

    proptest! {
        #[test]
        fn every_byte_is_in_exactly_one_row(text in "(word |é|日本|\n|# h\n|ไทย ){0,60}", measured in proptest::collection::vec(0usize..20, 0..20)) {
            let mut layout = layout(&text);
            for block in measured {
                layout.ensure(block, &mut Typewriter);
            }
            let mut at = RowAt { block: 0, row: 0 };
            let mut rows = vec![at];
            while let Some(next) = layout.after(at) {
                rows.push(next);
                at = next;
            }
            let mut end = 0;
            for row in rows {
                let span = layout.span(row);
                prop_assert_eq!(span.start, end);
                end = span.end;
                for offset in span.range() {
                    prop_assert_eq!(layout.row_of(offset), row);
                }
            }
            prop_assert_eq!(end, text.len());
        }

        #[test]
        fn heights_add_up(text in "(word |\n|long words in a row ){0,60}") {
            let mut layout = layout(&text);
            let estimated = layout.total();
            prop_assert!(estimated > 0.0);
            for block in 0..layout.blocks().count() {
                layout.ensure(block, &mut Typewriter);
            }
            let sum: f64 = (0..layout.blocks().count()).map(|b| f64::from(layout.height(b))).sum();
            prop_assert_eq!(layout.total(), sum);
            for block in 0..layout.blocks().count() {
                prop_assert_eq!(layout.block_at(layout.top(block)), block);
            }
        }
    }
}
