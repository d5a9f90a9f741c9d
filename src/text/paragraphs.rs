//! Where do paragraphs start and end? A paragraph is what stands between two line ends.

use crate::project::Span;

/// The paragraphs of a text, numbered from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraphs {
    starts: Vec<usize>,
    /// Where the last one ends: short of a line end that the text closes with.
    end: usize,
    length: usize,
}

impl Paragraphs {
    /// Finds them. A text without any letter has one, empty.
    pub fn of(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        let mut end = text.len();
        if starts.len() > 1 && starts.last() == Some(&text.len()) {
            starts.pop();
            end -= 1;
        }
        Self {
            starts,
            end,
            length: text.len(),
        }
    }

    /// How many there are; at least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a paragraph, with its line end left out.
    pub fn span(&self, paragraph: usize) -> Span {
        let Some(&start) = self.starts.get(paragraph) else {
            return Span::new(self.length, self.length);
        };
        let end = self
            .starts
            .get(paragraph + 1)
            .map_or(self.end, |next| next - 1);
        Span::new(start, end.max(start))
    }

    /// The paragraph that holds the byte at `offset`; its line end belongs to it. Past the end, the last.
    pub fn at(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The paragraphs that a span touches.
    pub fn touching(&self, span: Span) -> std::ops::Range<usize> {
        self.at(span.start)..self.at(span.end.saturating_sub(1).max(span.start)) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn paragraphs_are_the_lines_of_the_text(text in "[a-c\n\r é]{0,40}") {
            let paragraphs = Paragraphs::of(&text);
            let found: Vec<&str> = (0..paragraphs.count()).map(|p| &text[paragraphs.span(p).range()]).collect();
            let mut lines: Vec<&str> = text.split('\n').collect();
            if lines.len() > 1 && lines.last() == Some(&"") {
                lines.pop();
            }
            prop_assert_eq!(found, lines);
            for (offset, _) in text.char_indices() {
                let span = paragraphs.span(paragraphs.at(offset));
                prop_assert!(span.start <= offset && offset <= span.end);
            }
        }
    }
}
