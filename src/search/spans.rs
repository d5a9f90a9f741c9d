//! Which bytes of a text are a hit?

use super::flow::Flow;
use super::occurrence::{Occurrence, Positions};
use crate::project::Span;
use crate::text::fold::Words;
use crate::text::{Reading, Text};
use std::borrow::Cow;

/// Turns positions of a document's words into bytes of its text.
pub(super) struct Reader<'a> {
    text: &'a Text,
    reading: &'a Reading,
    positions: &'a Positions,
    /// The paragraph that was asked for last, and the unit that it starts with.
    flow: Option<(Flow<'a>, usize)>,
    /// Its words, read as far as they were asked for.
    words: Words<'a>,
    read: Vec<Span>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a Text, reading: &'a Reading, positions: &'a Positions) -> Self {
        Self {
            text,
            reading,
            positions,
            flow: None,
            words: Words::new(""),
            read: Vec::new(),
        }
    }

    /// The bytes of an occurrence: one span, or two where a page cuts it and has something between. None where the
    /// text is not the one that was indexed.
    pub(super) fn spans(&mut self, one: Occurrence) -> Option<Vec<Span>> {
        let unit = one.paragraph as usize;
        let first = self.reading.start_of(unit);
        if self.flow.as_ref().is_none_or(|(_, known)| *known != first) {
            self.enter(unit);
        }
        let (flow, _) = self.flow.as_ref()?;
        let base = *self.positions.starts.get(first)?;
        let start = one.start.checked_sub(base)? as usize;
        let last = one.end.checked_sub(base + 1)? as usize;
        while self.read.len() <= last && self.words.advance() {
            self.read.push(self.words.span());
        }
        let found = Span::new(self.read.get(start)?.start, self.read.get(last)?.end);
        Some(flow.spans(found)).filter(|spans| !spans.is_empty())
    }

    fn enter(&mut self, unit: usize) {
        let (flow, first) = Flow::around(self.text, self.reading, unit);
        self.read.clear();
        match flow.string {
            Cow::Borrowed(string) => self.words = Words::new(string),
            Cow::Owned(ref string) => {
                let mut words = Words::new(string);
                while words.advance() {
                    self.read.push(words.span());
                }
                self.words = Words::new("");
            }
        }
        self.flow = Some((flow, first));
    }
}

/// The bytes of a unit without the blanks around it; none where there is nothing else.
pub(super) fn visible(text: &Text, reading: &Reading, unit: usize) -> Option<Span> {
    let unit = reading.unit(unit);
    let (first, last) = (
        text.paragraphs().span(unit.first),
        text.paragraphs().span(unit.last),
    );
    let words = text.str().get(first.start..last.end)?;
    let start = first.start + (words.len() - words.trim_start().len());
    let length = words.trim().len();
    (length > 0).then(|| Span::new(start, start + length))
}
