//! What in a text is no part of its sentences: the marks of notes, and the notes themselves; and what are its words and
//! sentences without them?

use super::{Extent, MappedNote, Text, breaks};
use crate::project::Span;

/// The marks and the notes of a text, where they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asides {
    /// The marks of notes in the text, and the labels that notes start with.
    marks: Vec<Span>,
    /// The notes themselves.
    notes: Vec<Span>,
}

impl Asides {
    /// These marks and labels, and these notes, in any order.
    pub fn new(mut marks: Vec<Span>, mut notes: Vec<Span>) -> Self {
        marks.sort_unstable();
        marks.dedup();
        notes.sort_unstable();
        Self { marks, notes }
    }

    /// Those of notes as a map has them.
    pub fn of(notes: &[MappedNote], text: &str) -> Self {
        let marks = notes.iter().flat_map(|note| note.marks.iter().copied());
        let labels = notes.iter().filter_map(|note| note.label_in(text));
        let spans = notes.iter().flat_map(|note| note.spans.iter().copied());
        Self::new(marks.chain(labels).collect(), spans.collect())
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.notes.is_empty()
    }

    /// The words of a span without the marks in it, and without the notes that stand between its words where a page cuts
    /// them. Empty where the span does not fit the text.
    pub fn without(&self, text: &str, span: Span) -> String {
        let Some(words) = text.get(span.range()) else {
            return String::new();
        };
        let mut kept = String::with_capacity(words.len());
        let mut from = span.start;
        for aside in self.inside(text, span) {
            if aside.start < from {
                from = from.max(aside.end);
                continue;
            }
            let between = text.get(from..aside.start).unwrap_or_default();
            // What joins two marks goes with them: ¹¹⁸,¹¹⁹.
            if kept.len() < from - span.start && is_joint(between) && !between.is_empty() {
                from = aside.end;
                continue;
            }
            kept.push_str(between);
            from = aside.end;
            let next = text
                .get(from..span.end)
                .and_then(|rest| rest.chars().next());
            if next.is_none_or(|c| !c.is_whitespace() && !c.is_alphanumeric()) {
                kept.truncate(kept.trim_end().len());
            }
        }
        kept.push_str(text.get(from..span.end).unwrap_or_default());
        kept
    }

    /// The marks in a span and the notes between its words, in order.
    fn inside(&self, text: &str, span: Span) -> Vec<Span> {
        let within = |list: &[Span]| -> Vec<Span> {
            let first = list.partition_point(|one| one.start < span.start);
            let rest = list.get(first..).unwrap_or_default().iter().copied();
            rest.take_while(|one| one.start < span.end)
                .filter(|one| one.end <= span.end)
                .collect()
        };
        let mut found = within(&self.marks);
        let notes = within(&self.notes);
        if let (Some(first), Some(last)) = (notes.first(), notes.last()) {
            let is_body = |from: usize, to: usize| {
                let words = text.get(from..to).unwrap_or_default();
                words.contains(char::is_alphabetic)
            };
            let between = is_body(span.start, first.start) && is_body(last.end, span.end);
            if between && !self.is_in_note(span.start) {
                found.extend(notes);
            }
        }
        found.sort_unstable();
        found
    }

    fn is_in_note(&self, offset: usize) -> bool {
        let after = self.notes.partition_point(|note| note.start <= offset);
        let before = after.checked_sub(1).and_then(|at| self.notes.get(at));
        before.is_some_and(|note| note.contains(offset))
    }

    /// Whether all that stands between two places is notes and marks, and there are some.
    fn has_all_between(&self, text: &str, from: usize, to: usize) -> bool {
        let mut at = from;
        let mut any = false;
        let is_blank = |from: usize, to: usize| {
            let words = text.get(from..to).unwrap_or_default();
            !words.contains(char::is_alphanumeric)
        };
        let mut inside: Vec<Span> = Vec::new();
        for list in [&self.marks, &self.notes] {
            let first = list.partition_point(|one| one.start < from);
            let rest = list.get(first..).unwrap_or_default().iter().copied();
            inside.extend(rest.take_while(|one| one.end <= to));
        }
        inside.sort_unstable();
        for aside in inside {
            if aside.start > at && !is_blank(at, aside.start) {
                return false;
            }
            any = true;
            at = at.max(aside.end);
        }
        any && is_blank(at, to)
    }

    /// Whether what lies between two parts of a passage is only notes, so that they read on.
    pub fn reads_on(&self, text: &str, first: Span, next: Span) -> bool {
        first.end <= next.start && self.has_all_between(text, first.end, next.start)
    }

    /// The word at an offset, without the marks glued to it; the mark itself where the offset is in one.
    pub fn word_at(&self, text: &str, offset: usize) -> Span {
        let mut word = breaks::word_at(text, offset);
        let first = self.marks.partition_point(|mark| mark.end <= word.start);
        let rest = self.marks.get(first..).unwrap_or_default();
        let whole = word;
        for mark in rest.iter().take_while(|mark| mark.start < whole.end) {
            if mark.contains(offset) {
                return *mark;
            }
            if mark.end <= offset {
                word.start = word.start.max(mark.end);
            } else {
                word.end = word.end.min(mark.start);
            }
        }
        word
    }

    /// The sentence at an offset: in several spans where a page cuts it, with the notes between them left out. Where the
    /// notes that are known do not tell how it goes on, the order of reading does (see [`Text::reading`]).
    pub fn sentence_at(&self, text: &Text, offset: usize) -> Vec<Span> {
        let string = text.str();
        let here = self.without_marks_at_its_end(string, breaks::sentence_at(string, offset));
        let mut spans = vec![here];
        /// More than so many pages no sentence has.
        const MOST: usize = 3;
        for _ in 0..MOST {
            let Some(next) = self.next_half(text, *spans.last().unwrap_or(&here)) else {
                break;
            };
            spans.push(next);
        }
        for _ in 0..MOST {
            let Some(before) = self.half_before(text, *spans.first().unwrap_or(&here)) else {
                break;
            };
            spans.insert(0, before);
        }
        if spans.len() == 1 && !here.is_empty() {
            let read = Extent::Sentence.at(text, offset).into_iter();
            let read = read.map(|span| self.without_marks_at_its_end(string, span));
            let read: Vec<Span> = read.filter(|span| !span.is_empty()).collect();
            if read
                .iter()
                .any(|span| span.start <= here.start && here.end <= span.end)
            {
                return read;
            }
        }
        spans
    }

    fn without_marks_at_its_end(&self, text: &str, mut sentence: Span) -> Span {
        while let Some(mark) = self.mark_ending_at(sentence.end) {
            if mark.start <= sentence.start {
                break;
            }
            let words = text.get(sentence.start..mark.start).unwrap_or_default();
            sentence.end = sentence.start + words.trim_end().len();
        }
        sentence
    }

    fn mark_ending_at(&self, end: usize) -> Option<Span> {
        let after = self.marks.partition_point(|mark| mark.start < end);
        let mark = self.marks.get(after.checked_sub(1)?)?;
        (mark.end == end).then_some(*mark)
    }

    /// What a sentence goes on with behind the notes at the foot of its page.
    fn next_half(&self, text: &Text, half: Span) -> Option<Span> {
        let string = text.str();
        let paragraph = text.paragraphs().span(text.paragraphs().at(half.start));
        let rest = string.get(half.end..paragraph.end).unwrap_or_default();
        if !self.is_bare(rest, half.end) || self.is_in_note(half.start) {
            return None;
        }
        let words = string.get(half.range())?;
        let map = text.map();
        let cut = map.cuts.iter().find(|cut| cut.start >= half.end);
        let cut = cut.filter(|cut| {
            let between = string.get(half.end..cut.start).unwrap_or("?");
            self.is_bare(between, half.end)
        });
        let start = match cut {
            Some(cut) => first_word(string, cut.end)?,
            None if map.cuts.is_empty() && is_open(words) => {
                let start = self.body_after(text, paragraph.end)?;
                let goes_on = string.get(start..)?.chars().next()?.is_lowercase();
                (goes_on && self.has_all_between(string, half.end, start)).then_some(start)?
            }
            None => return None,
        };
        let next = breaks::sentence_at(string, start);
        let next = self.without_marks_at_its_end(string, next);
        (next.start >= half.end && !next.is_empty()).then_some(next)
    }

    /// The half ahead of the notes at the foot of the page before.
    fn half_before(&self, text: &Text, half: Span) -> Option<Span> {
        let string = text.str();
        if self.is_in_note(half.start) {
            return None;
        }
        let paragraph = text.paragraphs().span(text.paragraphs().at(half.start));
        if !is_between(string, paragraph.start, half.start) {
            return None;
        }
        let mut end = string.get(..paragraph.start)?.trim_end().len();
        if let Some(cut) = text.map().cuts.iter().rfind(|cut| cut.end <= half.start)
            && is_between(string, cut.end, half.start)
        {
            end = string.get(..cut.start)?.trim_end().len();
        } else {
            // Over the notes that stand between, back to body.
            while let Some(note) = self.note_over(end) {
                end = string.get(..note)?.trim_end().len();
            }
        }
        let last = breaks::grapheme_before(string, end);
        if end == 0 || last >= half.start {
            return None;
        }
        let before = breaks::sentence_at(string, last);
        let before = self.without_marks_at_its_end(string, before);
        (self.next_half(text, before) == Some(half)).then_some(before)
    }

    /// The start, label and all, of the note that ends at an offset or has it inside.
    fn note_over(&self, end: usize) -> Option<usize> {
        let after = self.notes.partition_point(|note| note.start < end);
        let note = self.notes.get(after.checked_sub(1)?)?;
        if note.end < end {
            return None;
        }
        let label = self.mark_ending_at(note.start);
        Some(label.map_or(note.start, |label| label.start))
    }

    /// Whether nothing but marks and signs stands in these words, which start at an offset.
    fn is_bare(&self, words: &str, offset: usize) -> bool {
        let mut letters = words.char_indices().filter(|(_, c)| c.is_alphanumeric());
        letters.all(|(at, _)| {
            let at = offset + at;
            let after = self.marks.partition_point(|mark| mark.start <= at);
            let mark = after.checked_sub(1).and_then(|at| self.marks.get(at));
            mark.is_some_and(|mark| mark.contains(at))
        })
    }

    /// The start of the first paragraph from an offset on that is no note; none within reach.
    fn body_after(&self, text: &Text, offset: usize) -> Option<usize> {
        /// Notes and blank lines at the foot of one page are fewer.
        const MOST: usize = 60;
        let paragraphs = text.paragraphs();
        let first = paragraphs.at(offset);
        let mut any = false;
        for at in first..(first + MOST).min(paragraphs.count()) {
            let span = paragraphs.span(at);
            let Some(start) = first_word(text.str(), span.start).filter(|start| *start < span.end)
            else {
                continue;
            };
            if span.start < offset {
                continue;
            }
            let label = self.marks.binary_search_by_key(&start, |mark| mark.start);
            if label.is_ok() || self.is_in_note(start) {
                any = true;
                continue;
            }
            return any.then_some(start);
        }
        None
    }
}

/// Whether words end in the midst of a sentence.
fn is_open(words: &str) -> bool {
    let words = words.trim_end();
    words.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '-' | '–' | '—'))
}

/// Whether no letter stands between two places.
fn is_between(text: &str, from: usize, to: usize) -> bool {
    from <= to
        && !text
            .get(from..to)
            .unwrap_or("?")
            .contains(char::is_alphanumeric)
}

/// Where the next word starts.
fn first_word(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    Some(from + rest.len() - rest.trim_start().len())
}

/// What may stand between two marks that are one: commas, dashes, blanks.
fn is_joint(between: &str) -> bool {
    let joint = |c: char| matches!(c, ',' | ';' | '-' | '–' | '⁻' | '˒' | ' ');
    between.chars().all(joint) && between.chars().count() <= 2
}
