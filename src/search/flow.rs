//! How does a paragraph read that stands on several lines, or that a page cuts?
//!
//! Words are read off one string for each paragraph. Where that is not simply a line of the text, it is put together
//! here, and what is found in it is turned back into bytes of the text.

use crate::project::Span;
use crate::text::{Reading, Text};
use std::borrow::Cow;

/// Stands between the halves of a paragraph that a page cuts, in what the index reads. It parts words as a blank does.
pub(super) const CUT: char = '\u{2028}';
/// Parts words in the same way, and takes the place of such a character that a text has itself.
const NO_CUT: &str = "\u{2029}";

/// A text as the index reads it: each paragraph on a line, in the order of reading.
pub(super) fn laid_out<'t>(text: &'t Text, reading: &Reading) -> Cow<'t, str> {
    let clean = |words: &str| words.replace(CUT, NO_CUT);
    if reading.is_plain() {
        return if text.str().contains(CUT) {
            Cow::Owned(clean(text.str()))
        } else {
            Cow::Borrowed(text.str())
        };
    }
    let mut laid = String::with_capacity(text.str().len() + 16);
    for at in 0..reading.count() {
        let unit = reading.unit(at);
        if unit.reads_on {
            laid.pop();
            let hyphen = drop_soft_hyphen(&mut laid);
            laid.push_str(if hyphen { "-" } else { "" });
            laid.push(CUT);
        }
        for line in unit.first..=unit.last {
            if line > unit.first {
                let glue = glue(&mut laid, words(text, line));
                laid.push_str(glue);
            }
            let words = words(text, line);
            if words.contains(CUT) {
                laid.push_str(&clean(words));
            } else {
                laid.push_str(words);
            }
        }
        laid.push('\n');
    }
    Cow::Owned(laid)
}

fn words(text: &Text, line: usize) -> &str {
    let span = text.paragraphs().span(line);
    text.str().get(span.range()).unwrap_or_default()
}

/// What comes between two rows of a paragraph: nothing in a script that writes no blanks.
fn glue(before: &mut String, next: &str) -> &'static str {
    if drop_soft_hyphen(before) {
        return "- ";
    }
    let dense = |c: Option<char>| c.is_some_and(is_unspaced);
    if dense(before.chars().next_back()) && dense(next.trim_start().chars().next()) {
        ""
    } else {
        " "
    }
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

/// A soft hyphen at the end of a row is a hyphen that can be seen.
fn drop_soft_hyphen(words: &mut String) -> bool {
    let kept = words.trim_end().strip_suffix('\u{ad}').map(str::len);
    if let Some(kept) = kept {
        words.truncate(kept);
    }
    kept.is_some()
}

/// A paragraph as it reads, and where in the text that stands.
pub(super) struct Flow<'t> {
    text: &'t Text,
    pub(super) string: Cow<'t, str>,
    /// Its pieces: where each starts in the string, and its bytes in the text.
    pieces: Vec<(usize, Span)>,
}

impl<'t> Flow<'t> {
    /// The whole paragraph that a unit belongs to, and the first of its units.
    pub(super) fn around(text: &'t Text, reading: &Reading, unit: usize) -> (Self, usize) {
        let start = reading.start_of(unit);
        let first = reading.unit(start);
        let span = text.paragraphs().span(first.first);
        let end = reading.end_of(unit);
        if end == start + 1 && first.last == first.first {
            let flow = Self {
                text,
                string: Cow::Borrowed(text.str().get(span.range()).unwrap_or_default()),
                pieces: vec![(0, span)],
            };
            return (flow, start);
        }
        let mut string = String::new();
        let mut pieces = Vec::new();
        for at in start..end {
            let unit = reading.unit(at);
            for line in unit.first..=unit.last {
                let next = words(text, line);
                if !pieces.is_empty() {
                    let glue = glue(&mut string, next);
                    // Between units there is a blank at least, as the index has it.
                    string.push_str(if line == unit.first && glue.is_empty() {
                        " "
                    } else {
                        glue
                    });
                }
                pieces.push((string.len(), text.paragraphs().span(line)));
                string.push_str(next);
            }
        }
        let flow = Self {
            text,
            string: Cow::Owned(string),
            pieces,
        };
        (flow, start)
    }

    /// The bytes of the text for some of the string: one span, or two where a page cuts it and has something between.
    pub(super) fn spans(&self, found: Span) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::with_capacity(1);
        let from = self.pieces.partition_point(|(at, _)| *at <= found.start);
        for (nth, (at, piece)) in self.pieces.iter().enumerate().skip(from.saturating_sub(1)) {
            if *at >= found.end {
                break;
            }
            let next = self
                .pieces
                .get(nth + 1)
                .map_or(usize::MAX, |(next, _)| *next);
            let end = found.end.min(at + piece.len()).min(next);
            let start = found.start.max(*at);
            if start >= end {
                continue;
            }
            // The hyphen that stands for a soft one is shorter than that: the whole character is meant.
            let whole = self.text.str();
            let span = Span::new(
                whole.floor_char_boundary(piece.start + start - at),
                whole.ceil_char_boundary(piece.start + end - at),
            );
            match spans.last_mut() {
                Some(last) if self.is_blank(last.end, span.start) => last.end = span.end,
                _ => spans.push(span),
            }
        }
        spans
    }

    fn is_blank(&self, from: usize, to: usize) -> bool {
        let between = self.text.str().get(from..to).unwrap_or("x");
        between.chars().all(|c| c.is_whitespace() || c == '\u{ad}')
    }
}
