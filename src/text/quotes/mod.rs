//! What does a text quote?
//!
//! Quotations stand in marks of all shapes, one in another and over several paragraphs, or are set apart as paragraphs
//! of their own: by Markdown's `>`, an indent, or LaTeX's `quote`. A paragraph that ends with its source after the full
//! stop is likely such a one, though nothing else shows it: Word keeps that in the style only.

#[expect(
    clippy::single_range_in_vec_init,
    reason = "a quotation in one piece has one range"
)]
mod blocks;
#[expect(
    clippy::single_range_in_vec_init,
    reason = "a quotation in one piece has one range"
)]
mod marks;
mod stream;
#[cfg(test)]
mod tests;

use super::fold::{Words, dense_words};
use crate::project::Span;
use stream::Stream;

/// A stretch of a text that is quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its words without the marks around them; more than one span where a page or a note cuts it, or where each of its lines
    /// has a mark. Never empty.
    pub spans: Vec<Span>,
    /// How it is set.
    pub form: Form,
    /// The quotation that it stands in, as a place in the list.
    pub within: Option<usize>,
}

/// How a quotation is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Between quotation marks.
    Marked,
    /// After a quotation mark that is never closed.
    Unclosed,
    /// As a paragraph of its own.
    Block,
    /// As a paragraph of its own that nothing marks but the source at its end.
    Likely,
}

impl Quotation {
    /// From its first to its last byte.
    pub fn extent(&self) -> Span {
        let start = self.spans.first().map_or(0, |span| span.start);
        Span::new(start, self.spans.last().map_or(start, |span| span.end))
    }

    /// How many words it has; in a script without blanks by dictionary.
    pub fn words(&self, text: &str) -> usize {
        let parts = self.spans.iter().filter_map(|span| text.get(span.range()));
        parts.map(count_words).sum()
    }
}

/// How many words there are; in a script without blanks by dictionary.
fn count_words(text: &str) -> usize {
    let mut words = Words::new(text);
    let (mut count, mut dense) = (0, false);
    while words.advance() {
        count += 1;
        dense |= words.is_dense();
    }
    if dense {
        dense_words(text)
            .last()
            .map_or(0, |last| *last as usize + 1)
    } else {
        count
    }
}

/// The quotations of a text that is read in these flows (see [`flows`](super::wording::flows)), in the order of the flows and
/// of the text.
pub fn quotations(text: &str, flows: &[Vec<Span>]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for (number, flow) in flows.iter().enumerate() {
        let stream = Stream::of(text, flow);
        let mut here = marks::find(stream.str());
        // Notes are short: nothing is set apart in them.
        if number == 0 {
            here.extend(blocks::find(stream.str(), &here));
        }
        here.retain(|one| {
            let mut parts = one.ranges.iter();
            parts.any(|part| !stream.str()[part.clone()].trim().is_empty())
        });
        let first = found.len();
        here.sort_by_key(|one| (one.start(), std::cmp::Reverse(one.end())));
        for (at, one) in here.iter().enumerate() {
            let mut before = here[..at].iter().enumerate().rev();
            let outer = before.find(|(_, outer)| outer.end() >= one.end());
            let parts = one.ranges.iter();
            let spans: Vec<Span> = parts.flat_map(|part| stream.spans(text, part)).collect();
            found.push(Quotation {
                spans,
                form: one.form,
                within: outer.map(|(at, _)| first + at),
            });
        }
    }
    found
}

/// A quotation in a stream of text.
#[derive(Clone, Debug)]
struct Quoted {
    ranges: Vec<std::ops::Range<usize>>,
    form: Form,
}

impl Quoted {
    fn start(&self) -> usize {
        self.ranges.first().map_or(0, |range| range.start)
    }

    fn end(&self) -> usize {
        self.ranges.last().map_or(0, |range| range.end)
    }
}
