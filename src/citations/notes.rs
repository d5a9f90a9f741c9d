//! Which mark belongs to which note, and which are lost?

use super::labels::{self, Label, Style};
use super::lines::{Lines, touches, trimmed};
use super::marks::{self, Mark};
use super::{Citation, Kind, pages, rows};
use crate::project::Span;
use std::collections::{HashMap, HashSet};

/// A note of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its number, as the text counts; 0 where its label is no number.
    pub number: u32,
    /// As it is printed: "12", "*".
    pub label: String,
    /// Its marks, as places in the list of citations; none where the mark is lost.
    pub marks: Vec<usize>,
    /// The note itself, as a place in the list of citations; none where it is lost.
    pub text: Option<usize>,
}

/// Marks and notes before they are listed.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub notes: Vec<Draft>,
    /// What belongs to notes, in the order of the text.
    pub areas: Vec<Span>,
    /// Their numbers, in the order of the text.
    pub labels: Vec<Span>,
}

/// A note before it is listed.
#[derive(Debug)]
pub(super) struct Draft {
    pub number: u32,
    /// As it is printed, where that is no number; else empty.
    pub label: String,
    /// Its text; a second span where it goes on in another paragraph. None where it is lost.
    pub spans: Vec<Span>,
    pub marks: Vec<Span>,
}

impl Draft {
    /// Its label: mostly its number.
    pub fn name(&self) -> String {
        match self.label.as_str() {
            "" => self.number.to_string(),
            label => label.to_owned(),
        }
    }
}

impl Found {
    /// Adds the marks and notes to a list.
    pub fn cite(&self, list: &mut Vec<Citation>) {
        for note in &self.notes {
            let key = format!("fn:{}", note.name());
            for mark in &note.marks {
                list.push(Citation::new(Kind::FootnoteRef, *mark, key.clone()));
            }
            if !note.spans.is_empty() {
                list.push(Citation {
                    kind: Kind::FootnoteText,
                    spans: note.spans.clone(),
                    key,
                    resolves_to: Vec::new(),
                });
            }
        }
    }

    /// Whether a span touches the text of a note.
    pub fn has(&self, span: Span) -> bool {
        touches(&self.areas, span)
    }

    /// A span without the number of a note that it starts on.
    pub fn clear_of_labels(&self, span: Span) -> Span {
        let at = self.labels.partition_point(|label| label.end <= span.start);
        match self.labels.get(at) {
            Some(label) if label.start <= span.start && label.end < span.end => {
                Span::new(label.end, span.end)
            }
            _ => span,
        }
    }
}

/// Bytes between a mark and its note at most: a chapter, if notes stand at its end.
const FAR: usize = 600_000;

pub(super) fn find(text: &str, lines: &Lines) -> Found {
    let mut labels = labels(text, lines);
    if labels.is_empty() {
        return unpaired(marks::sure(text));
    }
    labels.sort_by_key(|label| label.span.start);
    let starts: HashSet<usize> = labels.iter().map(|label| label.span.start).collect();
    let (note_lines, parts) = parts(text, lines, &labels);
    let body = |at: usize| lines.at(at).is_none_or(|line| !note_lines.contains(&line));
    let mut marks = marks::sure(text);
    marks.retain(|mark| !starts.contains(&mark.span.start) && body(mark.span.start));
    bracket_marks(text, &labels, &body, &mut marks);
    let weak = weak(text, lines, &labels, &note_lines, &marks);
    marks.extend(weak);
    marks.sort_by_key(|mark| mark.span.start);
    marks::mend(&mut marks);
    let parts = pages::continued(text, lines, &labels, &note_lines, parts, &marks);
    pair(&labels, parts, &marks)
}

/// The notes that a text has marks for, but no text of.
fn unpaired(marks: Vec<Mark>) -> Found {
    let mut notes: Vec<Draft> = Vec::new();
    // One raised number alone is no note mark.
    let row = marks
        .windows(2)
        .filter(|pair| pair[1].number == pair[0].number + 1)
        .count();
    if row * 2 >= marks.len().saturating_sub(1) && marks.len() > 1 {
        for mark in marks {
            notes.push(Draft {
                number: mark.number,
                label: String::new(),
                spans: Vec::new(),
                marks: vec![mark.span],
            });
        }
    }
    Found {
        notes,
        ..Found::default()
    }
}

/// The starts of notes, sure ones and those that fit into the row.
fn labels(text: &str, lines: &Lines) -> Vec<Label> {
    let candidates = labels::at_line_starts(text, lines);
    if candidates.is_empty() {
        return candidates;
    }
    let mut marks: HashMap<u32, Vec<usize>> = HashMap::new();
    let surely = marks::sure(text);
    let plainly = if surely.is_empty() {
        rows::glued(text, lines, &candidates)
    } else {
        Vec::new()
    };
    for mark in surely.iter().chain(&plainly) {
        marks.entry(mark.number).or_default().push(mark.span.start);
    }
    let groups = rows::groups(&candidates, &marks);
    let lists = rows::lists(&candidates, &marks, &groups);
    let brackets = candidates
        .iter()
        .filter(|label| label.style == Style::Bracket)
        .count();
    let sure: HashSet<u32> = candidates
        .iter()
        .filter(|label| label.style == Style::Sure)
        .map(|label| label.number)
        .collect();
    // The number of the next sure label after each candidate.
    let mut next = vec![None; candidates.len()];
    let mut coming = None;
    for (at, label) in candidates.iter().enumerate().rev() {
        next[at] = coming;
        if label.style == Style::Sure {
            coming = Some(label.number);
        }
    }
    let mut labels: Vec<Label> = Vec::new();
    let mut last = (0u32, 0usize);
    let mut firsts = 0;
    for (at, label) in candidates.into_iter().enumerate() {
        let start = label.span.start;
        let marked = marks.get(&label.number).is_some_and(|places| {
            let ahead = places.partition_point(|place| *place < start);
            let Some(place) = ahead.checked_sub(1).map(|ahead| places[ahead]) else {
                return false;
            };
            start - place < FAR && (place > last.1 || label.number > last.0)
        });
        // Notes of the next chapter, all at the end of the text.
        let again = label.number == 1
            && marks
                .get(&1)
                .is_some_and(|places| places.partition_point(|place| *place < start) > firsts);
        let marked = marked || again;
        let follows = label.number > last.0 && label.number <= last.0 + ROW;
        let fits = match label.style {
            Style::Sure | Style::Guessed => true,
            Style::Bracket => brackets > 1,
            Style::Listed if lists.contains(&at) => false,
            Style::Listed => {
                marked
                    || (last.0 > 0
                        && label.number == last.0 + 1
                        && start - last.1 < FAR
                        && sure.is_empty())
            }
            Style::Plain => {
                let before_next = next[at].is_some_and(|next| label.number <= next + ROW);
                let free = !sure.contains(&label.number);
                let first = last.0 == 0 && !marked;
                let next_one = label.number == last.0 + 1 && (marked || sure.is_empty());
                // An excerpt starts with any number: all lines that count on have their marks above.
                let (above, lines) = groups[at];
                let together = marked && above == 100 && lines > 1;
                free && !first && (marked || follows) && (before_next || next_one || together)
            }
        };
        if fits {
            firsts += usize::from(label.number == 1);
            last = (label.number, start);
            labels.push(label);
        }
    }
    labels::mend(&mut labels);
    let mut inner = Vec::new();
    let known: HashSet<u32> = labels.iter().map(|label| label.number).collect();
    for label in &labels {
        if label.style != Style::Listed {
            let end = lines.list[label.line].end;
            labels::inside(
                text,
                *label,
                end,
                |number| known.contains(&number),
                &mut inner,
            );
        }
    }
    labels.extend(inner);
    labels.sort_by_key(|label| label.span.start);
    let guessed = labels::guessed(text, lines, &labels);
    labels.extend(guessed);
    labels
}

/// Numbers that a row of notes may jump where labels are lost.
const ROW: u32 = 4;

/// The lines that notes stand on, and the text of each label's note on its line.
fn parts(text: &str, lines: &Lines, labels: &[Label]) -> (HashSet<usize>, Vec<Vec<Span>>) {
    let mut on = HashSet::new();
    let mut parts = Vec::with_capacity(labels.len());
    for (at, label) in labels.iter().enumerate() {
        on.insert(label.line);
        let line_end = lines.list[label.line].end;
        let end = labels
            .get(at + 1)
            .map_or(line_end, |next| next.span.start.min(line_end));
        let mut span = trimmed(text, label.span.end, end);
        // What closes a table cell or a formula is no part of the note.
        let closing: &[char] = match text.as_bytes()[label.span.start] {
            b'|' => &['|', ' '],
            b'$' => &['$', '\\', ' '],
            _ => &[' '],
        };
        span.end = span.start + text[span.range()].trim_end_matches(closing).len();
        parts.push(vec![span]);
    }
    (on, parts)
}

/// Marks in brackets, where notes start with numbers in brackets.
fn bracket_marks(
    text: &str,
    labels: &[Label],
    body: &impl Fn(usize) -> bool,
    marks: &mut Vec<Mark>,
) {
    let numbers: HashSet<u32> = labels
        .iter()
        .filter(|label| label.style == Style::Bracket)
        .map(|label| label.number)
        .collect();
    if numbers.is_empty() {
        return;
    }
    for at in memchr::memchr_iter(b'[', text.as_bytes()) {
        if let Some((number, length)) = super::numbers::plain_number(&text[at + 1..])
            && text[at + 1 + length..].starts_with(']')
            && numbers.contains(&number)
            && body(at)
        {
            marks.push(Mark {
                number,
                span: Span::new(at, at + length + 2),
                loose: false,
            });
        }
    }
    marks.sort_by_key(|mark| mark.span.start);
}

/// Plain digits that fit into the row of marks where one is missing.
fn weak(
    text: &str,
    lines: &Lines,
    labels: &[Label],
    note_lines: &HashSet<usize>,
    sure: &[Mark],
) -> Vec<Mark> {
    let known: HashSet<u32> = sure.iter().map(|mark| mark.number).collect();
    let mut starts: HashMap<u32, Vec<usize>> = HashMap::new();
    for label in labels.iter().filter(|label| !known.contains(&label.number)) {
        starts
            .entry(label.number)
            .or_default()
            .push(label.span.start);
    }
    // Notes that are lost stand ahead of the next one that is there.
    for pair in labels.windows(2) {
        for number in pair[0].number + 1..pair[1].number.min(pair[0].number + ROW) {
            if !known.contains(&number) {
                starts
                    .entry(number)
                    .or_insert_with(|| vec![pair[1].span.start]);
            }
        }
    }
    if starts.is_empty() {
        return Vec::new();
    }
    let table = |line: usize| text.as_bytes()[lines.list[line].start] == b'|';
    let body = |line: usize| !note_lines.contains(&line) && !table(line);
    let candidates = marks::plain(text, lines, body, |number| starts.contains_key(&number));
    let mut accepted: Vec<Mark> = Vec::new();
    for mark in candidates {
        let at = mark.span.start;
        let ahead = sure.partition_point(|other| other.span.start < at);
        let last = ahead.checked_sub(1).map(|ahead| sure[ahead]);
        let weak = accepted.last().copied();
        let last = match (last, weak) {
            (Some(a), Some(b)) if b.span.start > a.span.start => Some(b),
            (None, b) => b,
            (a, _) => a,
        };
        let label_last = labels.partition_point(|label| label.span.start < at);
        let from = last.map_or(0, |mark| mark.number);
        // Its note stands below, and the notes above have lower numbers.
        let starts = &starts[&mark.number];
        let below = starts
            .get(starts.partition_point(|start| *start <= at))
            .is_some_and(|start| start - at < FAR);
        let above = label_last
            .checked_sub(1)
            .map_or(0, |above| labels[above].number);
        let next = sure.get(ahead).map_or(u32::MAX, |mark| mark.number);
        let in_row =
            mark.number > from && mark.number <= from.max(above) + JUMP && mark.number < next;
        let tight = from + 1 == mark.number && next <= mark.number + 2
            || next == mark.number + 1 && from + 2 >= mark.number;
        if below && in_row && mark.number > above.saturating_sub(2) && (tight || !mark.loose) {
            accepted.push(mark);
        }
    }
    accepted
}

/// Numbers that a row of marks may jump where marks are lost.
const JUMP: u32 = 8;

/// Brings marks and notes together: a mark belongs to the next note of its number.
fn pair(labels: &[Label], parts: Vec<Vec<Span>>, marks: &[Mark]) -> Found {
    let mut notes: Vec<Draft> = labels
        .iter()
        .zip(parts)
        .map(|(label, spans)| Draft {
            number: label.number,
            label: String::new(),
            spans,
            marks: Vec::new(),
        })
        .collect();
    let mut by_number: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, label) in labels.iter().enumerate() {
        by_number.entry(label.number).or_default().push(at);
    }
    let mut lost = Vec::new();
    let mut marked: HashMap<u32, Vec<usize>> = HashMap::new();
    for mark in marks {
        marked.entry(mark.number).or_default().push(mark.span.start);
    }
    for mark in marks {
        let places = by_number.get(&mark.number);
        let place = places.and_then(|places| {
            // The notes of all chapters at the end of the text: they follow in the order of their marks.
            let all = &marked[&mark.number];
            let first = labels[*places.first()?].span.start;
            if places.len() > 1
                && places.len() == all.len()
                && all.last().is_some_and(|mark| *mark < first)
            {
                return places.get(all.partition_point(|other| *other < mark.span.start));
            }
            let below = places.partition_point(|at| labels[*at].span.start <= mark.span.start);
            places.get(below).or(places.last())
        });
        match place {
            Some(at) => notes[*at].marks.push(mark.span),
            None => lost.push(Draft {
                number: mark.number,
                label: String::new(),
                spans: Vec::new(),
                marks: vec![mark.span],
            }),
        }
    }
    notes.extend(lost);
    notes.sort_by_key(|note| {
        note.spans
            .first()
            .or(note.marks.first())
            .map_or(0, |span| span.start)
    });
    let mut areas: Vec<Span> = notes
        .iter()
        .flat_map(|note| note.spans.iter().copied())
        .collect();
    areas.sort();
    Found {
        notes,
        areas,
        labels: labels.iter().map(|label| label.span).collect(),
    }
}
