//! The notes of a text that has no map of them, as a map would have them: label and all, so that they can be folded
//! away, with their marks, so that they can be followed.

use super::lines::Lines;
use super::notes;
use crate::project::Span;
use crate::text::{MappedNote, NoteKind, Text};

/// The notes of a text with their marks, in the order of the text. A note whose words are lost is left out.
pub fn mapped_notes(text: &Text) -> Vec<MappedNote> {
    let string = text.str();
    let found = notes::find(string, &Lines::of(string));
    let mut mapped: Vec<MappedNote> = Vec::with_capacity(found.notes.len());
    let mut parts: Vec<(Span, usize)> = Vec::new();
    for note in found
        .notes
        .into_iter()
        .filter(|note| !note.spans.is_empty())
    {
        parts.extend(note.spans.iter().map(|span| (*span, mapped.len())));
        mapped.push(MappedNote {
            label: note.number.to_string(),
            spans: Vec::new(),
            marks: note.marks,
            kind: NoteKind::Foot,
        });
    }
    parts.sort_unstable();
    for (span, note) in whole_paragraphs(text, &parts) {
        mapped[note].spans.push(span);
    }
    mapped.retain(|note| !note.spans.is_empty());
    mapped.sort_by_key(|note| note.spans[0].start);
    mapped
}

/// The same parts with what belongs to them in their paragraphs: the label ahead of the words, and the sign after them
/// that closes a cell or a formula.
fn whole_paragraphs(text: &Text, parts: &[(Span, usize)]) -> Vec<(Span, usize)> {
    let mut whole: Vec<(Span, usize)> = Vec::with_capacity(parts.len());
    for (at, (span, note)) in parts.iter().enumerate() {
        let paragraph = text.paragraphs().span(text.paragraphs().at(span.start));
        let before = whole.last().map_or(0, |(last, _)| last.end);
        let from = before.max(paragraph.start).min(span.start);
        let next = parts.get(at + 1).map_or(usize::MAX, |(next, _)| next.start);
        let to = if next < paragraph.end {
            span.end
        } else {
            paragraph.end.max(span.end)
        };
        let start = if is_label(text, from, span.start) {
            from
        } else {
            span.start
        };
        let end = if is_label(text, span.end, to) {
            to
        } else {
            span.end
        };
        whole.push((Span::new(start, end), *note));
    }
    whole
}

/// Whether what stands there is no more than a label: a number, with the signs around it.
fn is_label(text: &Text, from: usize, to: usize) -> bool {
    /// "<sup>12</sup>" and "- [^12]:" are labels; a word or two are not.
    const MOST: usize = 8;
    let words = text.str().get(from..to).unwrap_or_default();
    words.chars().filter(|c| c.is_alphabetic()).count() <= MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_come_with_their_labels_and_marks() {
        let words = "The law was new.¹ It passed in May.²\n\n¹ See the minutes of the town.\n² Interview with a clerk.\n\nMore body.\n";
        let text = Text::new(words);
        let notes = mapped_notes(&text);
        let said: Vec<(&str, &str, &str)> = notes
            .iter()
            .map(|note| {
                let (span, mark) = (note.spans[0], note.marks[0]);
                (
                    note.label.as_str(),
                    &words[span.range()],
                    &words[mark.range()],
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                ("1", "¹ See the minutes of the town.", "¹"),
                ("2", "² Interview with a clerk.", "²"),
            ]
        );
    }

    #[test]
    fn a_text_without_notes_has_none() {
        assert!(mapped_notes(&Text::new("Nothing here.\n\n1. One\n2. Two\n")).is_empty());
    }
}
