//! Stretches of a text as one text, with the way back.

use crate::project::Span;
use crate::text::wording::is_page_cut;
use std::ops::Range;

/// What is read one after the other, as one text.
#[derive(Debug, Default)]
pub(super) struct Stream {
    string: String,
    /// From where in the string which stretch of the text stands.
    pieces: Vec<(usize, Span)>,
}

impl Stream {
    /// Puts stretches together, with a blank where there is one in what is left out between them.
    pub fn of(text: &str, flow: &[Span]) -> Self {
        let mut stream = Self::default();
        for span in flow {
            let Some(part) = text.get(span.range()) else {
                continue;
            };
            if let Some((_, last)) = stream.pieces.last()
                && let Some(between) = text.get(last.end..span.start)
                && between.contains(char::is_whitespace)
                && !stream.string.ends_with(char::is_whitespace)
            {
                stream.string.push(' ');
            }
            stream.pieces.push((stream.string.len(), *span));
            stream.string.push_str(part);
        }
        stream
    }

    pub fn str(&self) -> &str {
        &self.string
    }

    /// Where a range of the string stands in the text. Over no more than a note mark it goes on.
    pub fn spans(&self, text: &str, range: &Range<usize>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (at, piece) in &self.pieces {
            let from = range.start.max(*at);
            let to = range.end.min(at + piece.len());
            if from >= to {
                continue;
            }
            let span = Span::new(piece.start + from - at, piece.start + to - at);
            match spans.last_mut() {
                Some(last) if reads_on(text, *last, span) => last.end = span.end,
                _ => spans.push(span),
            }
        }
        spans
    }
}

fn reads_on(text: &str, last: Span, next: Span) -> bool {
    let between = text.get(last.end..next.start);
    between.is_some_and(|between| !is_page_cut(between))
}
