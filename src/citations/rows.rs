//! Which rows of numbers are notes, where nothing but their order tells? Lists and headings have numbers too.

use super::labels::{Label, Style};
use super::lines::Lines;
use super::marks::Mark;
use crate::project::Span;
use std::collections::{HashMap, HashSet};

/// So many marks in a row are no accident.
const ROW: usize = 3;

/// Marks of a text that has none but plain digits glued to the ends of words and sentences, "passed.1 Boats": a row
/// that counts up, each with a line below that starts with its number. Empty where there is no such row.
pub(super) fn glued(text: &str, lines: &Lines, candidates: &[Label]) -> Vec<Mark> {
    let numbers: HashSet<u32> = candidates.iter().map(|label| label.number).collect();
    let starts: HashSet<usize> = candidates.iter().map(|label| label.line).collect();
    let mut row: Vec<Mark> = Vec::new();
    for (line, span) in lines.list.iter().enumerate() {
        if starts.contains(&line) {
            continue;
        }
        let words = &text[span.range()];
        let bytes = words.as_bytes();
        let mut at = 0;
        while let Some(ahead) = bytes[at..].iter().position(u8::is_ascii_digit) {
            let from = at + ahead;
            let length = bytes[from..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count();
            at = from + length;
            let next = row.last().map_or(1, |mark| mark.number + 1);
            let Some((number, _)) =
                super::numbers::plain_number(&words[from..]).filter(|_| length < 4)
            else {
                continue;
            };
            let in_row = number == next || (number == 1 && next > ROW as u32);
            if in_row && numbers.contains(&number) && ends_words(words, from, at) {
                row.push(Mark {
                    number,
                    span: Span::new(span.start + from, span.start + at),
                    loose: false,
                });
            }
        }
    }
    if row.len() < ROW {
        row.clear();
    }
    row
}

/// Whether digits are glued to the end of a word or sentence, and end there.
fn ends_words(line: &str, from: usize, till: usize) -> bool {
    let next = line[till..].chars().next();
    let closed = next.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | ')' | '—'));
    let mut ahead = line[..from].chars().rev();
    let (last, before) = (ahead.next(), ahead.next());
    let digit = before.is_some_and(|c| c.is_ascii_digit());
    let year = line[..from]
        .trim_end_matches(['.', ','])
        .bytes()
        .rev()
        .take_while(u8::is_ascii_digit)
        .count()
        == 4;
    closed
        && match last {
            Some('.' | ',') => !digit || year,
            Some(';' | ':' | '!' | '?' | '"' | '”' | '’' | ')') => true,
            Some(c) => c.is_lowercase(),
            None => false,
        }
}

/// The candidates that are items of a list or headings, and not notes: where more lines start with a number than there
/// are marks of it, the notes are those whose neighbours have marks above them too.
pub(super) fn lists(
    candidates: &[Label],
    marks: &HashMap<u32, Vec<usize>>,
    groups: &[(usize, usize)],
) -> HashSet<usize> {
    let mut by_number: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, label) in candidates.iter().enumerate() {
        if label.style == Style::Listed {
            by_number.entry(label.number).or_default().push(at);
        }
    }
    by_number.retain(|number, places| {
        let marked = marks.get(number).map_or(0, Vec::len);
        marked > 0 && places.len() > marked
    });
    if by_number.is_empty() {
        return HashSet::new();
    }
    let mut lists = HashSet::new();
    for (number, mut places) in by_number {
        let marked = marks.get(&number).map_or(0, Vec::len);
        places.sort_by_key(|at| (groups[*at], *at));
        let spare = places.len() - marked;
        lists.extend(places.into_iter().take(spare));
    }
    lists
}

/// For each candidate, how many in a hundred of the lines that count on around it have their mark above, and how many
/// lines these are.
pub(super) fn groups(
    candidates: &[Label],
    marks: &HashMap<u32, Vec<usize>>,
) -> Vec<(usize, usize)> {
    /// Lines between two notes of one group.
    const APART: usize = 3;
    let mut groups = vec![(0, 0); candidates.len()];
    let mut from = 0;
    for at in 1..=candidates.len() {
        let goes_on = candidates.get(at).is_some_and(|label| {
            let last = &candidates[at - 1];
            label.number == last.number + 1 && label.line <= last.line + APART
        });
        if goes_on {
            continue;
        }
        let group = &candidates[from..at];
        let above = group
            .iter()
            .filter(|label| {
                let places = marks.get(&label.number);
                places.is_some_and(|places| {
                    places.first().is_some_and(|mark| *mark < label.span.start)
                })
            })
            .count();
        groups[from..at].fill((above * 100 / group.len().max(1), group.len()));
        from = at;
    }
    groups
}
