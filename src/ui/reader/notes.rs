//! Which note does a mark lead to, and which mark a note? Worked out once for a document, so that the pointer only asks.

use crate::project::Span;
use crate::text::{Asides, MappedNote, Text};
use std::sync::Arc;

/// The notes of the document in the pane, by place.
#[derive(Debug)]
pub(super) struct Notes {
    list: Arc<[MappedNote]>,
    /// Marks in the order of the text, each with the place of its note in the list.
    marks: Vec<(Span, usize)>,
    /// Labels, likewise.
    labels: Vec<(Span, usize)>,
    asides: Asides,
}

impl Notes {
    /// Puts the marks and labels of notes in order. What does not fit the text is left out.
    pub fn new(list: &Arc<[MappedNote]>, text: &Text) -> Self {
        let fits = |span: &Span| text.str().get(span.range()).is_some();
        let numbered = || list.iter().enumerate();
        let mut marks: Vec<(Span, usize)> = numbered()
            .flat_map(|(at, note)| note.marks.iter().map(move |mark| (*mark, at)))
            .filter(|(mark, _)| fits(mark))
            .collect();
        marks.sort_unstable();
        let mut labels: Vec<(Span, usize)> = numbered()
            .filter_map(|(at, note)| Some((note.label_in(text.str())?, at)))
            .collect();
        labels.sort_unstable();
        Self {
            list: Arc::clone(list),
            marks,
            labels,
            asides: Asides::of(list, text.str()),
        }
    }

    /// Whether it was made of this list.
    pub fn is_of(&self, list: &Arc<[MappedNote]>) -> bool {
        Arc::ptr_eq(&self.list, list)
    }

    /// The notes, in the order of the text.
    pub fn list(&self) -> &[MappedNote] {
        &self.list
    }

    /// What of the text is no part of its sentences.
    pub fn asides(&self) -> &Asides {
        &self.asides
    }

    /// The note of the mark at an offset.
    pub fn of_mark(&self, offset: usize) -> Option<&MappedNote> {
        at(&self.marks, offset).map(|(_, note)| &self.list[note])
    }

    /// The note whose label is at an offset.
    pub fn of_label(&self, offset: usize) -> Option<&MappedNote> {
        at(&self.labels, offset).map(|(_, note)| &self.list[note])
    }

    /// Marks that touch a span, in order, each with its note.
    pub fn marks_in(&self, span: Span) -> impl Iterator<Item = (Span, &MappedNote)> {
        inside(&self.marks, span).map(|(mark, note)| (*mark, &self.list[*note]))
    }

    /// Labels that touch a span, in order, each with its note.
    pub fn labels_in(&self, span: Span) -> impl Iterator<Item = (Span, &MappedNote)> {
        inside(&self.labels, span).map(|(label, note)| (*label, &self.list[*note]))
    }

    /// Where one goes from here: from a mark to its note, from a note to its mark, the last ahead of it if there are
    /// several. None where nothing leads on.
    pub fn follow(&self, offset: usize) -> Option<Span> {
        if let Some(note) = self.of_mark(offset) {
            return note.spans.first().copied();
        }
        let note = self.of_label(offset)?;
        let start = note.spans.first()?.start;
        let ahead = note.marks.iter().rfind(|mark| mark.start < start);
        ahead.or(note.marks.first()).copied()
    }
}

fn at(list: &[(Span, usize)], offset: usize) -> Option<(Span, usize)> {
    let after = list.partition_point(|(span, _)| span.start <= offset);
    let found = list[after.checked_sub(1)?];
    found.0.contains(offset).then_some(found)
}

fn inside(list: &[(Span, usize)], span: Span) -> impl Iterator<Item = &(Span, usize)> {
    let first = list.partition_point(|(one, _)| one.end <= span.start);
    let rest = &list[first..];
    rest.iter().take_while(move |(one, _)| one.start < span.end)
}

/// The words of a note on one line, its label left out, as far as they fit into so many characters.
pub(super) fn words_of(note: &MappedNote, text: &Text, most: usize) -> String {
    let label = note.label_in(text.str()).map_or(0, |label| label.end);
    let mut words = String::new();
    for span in &note.spans {
        let start = span.start.max(label).min(span.end);
        let part = text.str().get(start..span.end).unwrap_or_default();
        let part = if words.is_empty() {
            part.trim_start_matches(['.', ')', ':', ' '])
        } else {
            part
        };
        for word in part.split_whitespace() {
            if words.chars().count() >= most {
                words.push_str(" …");
                return words;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "The law.¹ It passed.* More.¹\n¹ See the minutes.\n*. Thanks.\n";

    fn notes() -> (Text, Notes) {
        let text = Text::new(WORDS);
        let find = |words: &str, from: usize| {
            let start = from + WORDS[from..].find(words).unwrap_or(0);
            Span::new(start, start + words.len())
        };
        let body = WORDS.find('\n').unwrap_or(0);
        let list: Vec<MappedNote> = vec![
            MappedNote {
                label: "1".to_owned(),
                spans: vec![find("¹ See the minutes.", 0)],
                marks: vec![find("¹", 0), find("¹", body - 3)],
                ..MappedNote::default()
            },
            MappedNote {
                label: "*".to_owned(),
                spans: vec![find("*. Thanks.", 0)],
                marks: vec![find("*", 0)],
                ..MappedNote::default()
            },
        ];
        let notes = Notes::new(&list.into(), &text);
        (text, notes)
    }

    #[test]
    fn a_mark_leads_to_its_note_and_the_label_back_to_the_mark_ahead_of_it() {
        let (text, notes) = notes();
        let mark = WORDS.find('¹').unwrap_or(0);
        let note = WORDS.find("¹ See").unwrap_or(0);
        assert_eq!(notes.follow(mark).map(|span| span.start), Some(note));
        let last = WORDS.find("¹\n").unwrap_or(0);
        assert_eq!(notes.follow(note).map(|span| span.start), Some(last));
        assert_eq!(notes.follow(0), None);
        let said: Vec<String> = notes
            .list()
            .iter()
            .map(|note| words_of(note, &text, 300))
            .collect();
        assert_eq!(said, ["See the minutes.", "Thanks."]);
    }

    #[test]
    fn long_notes_are_cut_between_words() {
        let (text, notes) = notes();
        assert_eq!(words_of(&notes.list()[0], &text, 3), "See …");
    }
}
