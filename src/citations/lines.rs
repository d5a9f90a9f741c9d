//! What stands on each line: paragraphs as the finders read them.

use crate::project::Span;

/// The lines of a text that are not blank, without the white space around them.
#[derive(Debug)]
pub(super) struct Lines {
    pub list: Vec<Span>,
}

impl Lines {
    pub fn of(text: &str) -> Self {
        let mut list = Vec::new();
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
        for end in ends {
            let line = text.get(start..end).unwrap_or_default();
            let left = line.trim_start();
            let from = start + line.len() - left.len();
            let till = from + left.trim_end().len();
            if from < till {
                list.push(Span::new(from, till));
            }
            start = end + 1;
        }
        Self { list }
    }

    /// The line that holds the byte at `offset`.
    pub fn at(&self, offset: usize) -> Option<usize> {
        let at = self.list.partition_point(|line| line.start <= offset);
        let at = at.checked_sub(1)?;
        (offset < self.list[at].end).then_some(at)
    }
}

/// The largest offset up to `at` that stands between two characters.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The character ahead of an offset.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at an offset.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// A part of the text without the white space around it.
pub(super) fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let part = text.get(start..end).unwrap_or_default();
    let left = part.trim_start();
    let from = start + part.len() - left.len();
    Span::new(from, from + left.trim_end().len())
}

/// Whether one of some spans, in order and apart, touches this one.
pub(super) fn touches(spans: &[Span], span: Span) -> bool {
    let after = spans.partition_point(|other| other.end <= span.start);
    spans.get(after).is_some_and(|other| other.start < span.end)
}
