//! In which portions is a text laid out? A portion is a paragraph; one too long to be laid out in an instant is cut into
//! several between words.

use super::tables::Tables;
use crate::project::Span;
use crate::text::{Text, grapheme_at_or_before};

/// The portions of a text, numbered from 0. Every byte is in exactly one.
#[derive(Clone, Debug)]
pub struct Blocks {
    starts: Vec<usize>,
    length: usize,
    tables: Tables,
    /// Whether paragraphs follow each other without blank lines, as files with a map of their own have them.
    solid: bool,
}

impl Blocks {
    /// Longer paragraphs are cut, in bytes. No author writes such a one; a text without line ends is one.
    const LONGEST: usize = 16_384;

    /// Cuts a text.
    pub fn of(text: &Text) -> Self {
        let paragraphs = text.paragraphs();
        let mut starts = Vec::with_capacity(paragraphs.count());
        for paragraph in 0..paragraphs.count() {
            let span = paragraphs.span(paragraph);
            starts.push(span.start);
            let mut start = span.start;
            while span.end - start > Self::LONGEST {
                start = cut(text.str(), start, start + Self::LONGEST);
                starts.push(start);
            }
        }
        Self {
            starts,
            length: text.str().len(),
            tables: Tables::of(text),
            solid: is_solid(text),
        }
    }

    /// Whether a portion starts a paragraph that is to stand apart from the one before it, though no blank line does that.
    pub fn starts_apart(&self, text: &Text, block: usize) -> bool {
        if !self.solid || block == 0 {
            return false;
        }
        let (before, span) = (self.content(text.str(), block - 1), self.span(block));
        let starts = before.end < span.start;
        let in_table = self.tables.holds(span.start) && self.tables.holds(before.start);
        starts && !before.is_empty() && !in_table && span.len() > 1
    }

    /// The tables of the text.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// How many there are; at least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// All bytes of a portion, its line end included.
    pub fn span(&self, block: usize) -> Span {
        let at = |block: usize| self.starts.get(block).copied().unwrap_or(self.length);
        Span::new(at(block), at(block + 1))
    }

    /// The bytes of a portion, its line end left out.
    pub fn content(&self, text: &str, block: usize) -> Span {
        let span = self.span(block);
        let ends_line = text
            .as_bytes()
            .get(span.start..span.end)
            .is_some_and(|bytes| bytes.ends_with(b"\n"));
        Span::new(span.start, span.end - usize::from(ends_line))
    }

    /// The portion that holds the byte at `offset`; past the end, the last.
    pub fn at(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }
}

/// Whether a file whose paragraphs are known gave the text, and left no blank lines between them.
fn is_solid(text: &Text) -> bool {
    let map = text.map();
    let known = !map.headings.is_empty()
        || !map.notes.is_empty()
        || !map.cues.is_empty()
        || !map.cuts.is_empty()
        || map.pages.iter().any(|page| page.counted > 0);
    let paragraphs = text.paragraphs();
    let is_blank = |at: &usize| paragraphs.span(*at).is_empty();
    known && (0..paragraphs.count()).filter(is_blank).count() * 50 < paragraphs.count()
}

/// A place between words shortly before `end`, else between characters.
fn cut(text: &str, start: usize, end: usize) -> usize {
    let end = grapheme_at_or_before(text, end);
    let near = text.get(start..end).unwrap_or_default();
    let blank = near
        .char_indices()
        .rev()
        .take(2_000)
        .find(|(_, c)| c.is_whitespace());
    let at = blank.map_or(end, |(at, c)| start + at + c.len_utf8());
    if at > start { at } else { end.max(start + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_byte_is_in_one_portion(text in "[a é\n]{0,60}") {
            let text = Text::new(text);
            let blocks = Blocks::of(&text);
            for offset in 0..text.str().len() {
                let holding: Vec<usize> = (0..blocks.count()).filter(|b| blocks.span(*b).contains(offset)).collect();
                prop_assert_eq!(holding, [blocks.at(offset)]);
            }
            let whole: String = (0..blocks.count()).map(|b| &text.str()[blocks.span(b).range()]).collect();
            prop_assert_eq!(whole, text.str());
        }
    }

    #[test]
    fn a_text_without_line_ends_is_cut_between_words() {
        let text = Text::new("lorem ipsum ".repeat(10_000));
        let blocks = Blocks::of(&text);
        assert!(blocks.count() > 5);
        for block in 0..blocks.count() {
            let words = &text.str()[blocks.span(block).range()];
            assert!(words.len() <= Blocks::LONGEST && words.ends_with(' '));
        }
        let solid = Text::new("あ".repeat(20_000));
        let blocks = Blocks::of(&solid);
        assert!((1..blocks.count()).all(|b| solid.str().is_char_boundary(blocks.span(b).start)));
    }
}
