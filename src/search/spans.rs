//! Which bytes of a text are a hit?

use super::occurrence::{Occurrence, Positions};
use crate::project::Span;
use crate::text::Text;
use crate::text::fold::Words;

/// Turns positions of a document's words into bytes of its text.
pub(super) struct Reader<'a> {
    text: &'a Text,
    positions: &'a Positions,
    paragraph: Option<u32>,
    /// The paragraph's words, read as far as they were asked for.
    words: Words<'a>,
    read: Vec<Span>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a Text, positions: &'a Positions) -> Self {
        Self {
            text,
            positions,
            paragraph: None,
            words: Words::new(""),
            read: Vec::new(),
        }
    }

    /// The bytes of an occurrence. None where the text is not the one that was indexed.
    pub(super) fn span(&mut self, one: Occurrence) -> Option<Span> {
        let paragraph = self.text.paragraphs().span(one.paragraph as usize);
        if self.paragraph != Some(one.paragraph) {
            self.paragraph = Some(one.paragraph);
            self.read.clear();
            self.words = Words::new(self.text.str().get(paragraph.range())?);
        }
        let base = *self.positions.starts.get(one.paragraph as usize)?;
        let first = one.start.checked_sub(base)? as usize;
        let last = one.end.checked_sub(base + 1)? as usize;
        while self.read.len() <= last && self.words.advance() {
            self.read.push(self.words.span());
        }
        Some(Span::new(
            paragraph.start + self.read.get(first)?.start,
            paragraph.start + self.read.get(last)?.end,
        ))
    }
}

/// The bytes of a paragraph without the blanks around it; none where there is nothing else.
pub(super) fn visible(text: &Text, paragraph: usize) -> Option<Span> {
    let span = text.paragraphs().span(paragraph);
    let line = text.str().get(span.range())?;
    let start = span.start + (line.len() - line.trim_start().len());
    let length = line.trim().len();
    (length > 0).then(|| Span::new(start, start + length))
}
