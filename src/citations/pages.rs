//! Where does a note go on that a page cuts, or that has several paragraphs?

use super::labels::{Label, Style};
use super::lines::Lines;
use super::marks::Mark;
use crate::project::Span;
use std::collections::{HashMap, HashSet};

/// Adds to each note the paragraphs that it goes on in.
pub(super) fn continued(
    text: &str,
    lines: &Lines,
    labels: &[Label],
    note_lines: &HashSet<usize>,
    mut parts: Vec<Vec<Span>>,
    marks: &[Mark],
) -> Vec<Vec<Span>> {
    let mut first_mark: HashMap<u32, usize> = HashMap::new();
    for mark in marks {
        first_mark.entry(mark.number).or_insert(mark.span.start);
    }
    for at in 0..labels.len().saturating_sub(1) {
        let (label, next) = (labels[at], labels[at + 1]);
        let between: Vec<usize> = (label.line + 1..next.line)
            .filter(|line| !note_lines.contains(line))
            .collect();
        if between.is_empty() || between.len() > 400 {
            continue;
        }
        let marked = |line: usize| {
            let span = lines.list[line];
            let after = marks.partition_point(|mark| mark.span.start < span.start);
            marks
                .get(after)
                .is_some_and(|mark| mark.span.start < span.end)
        };
        // A mark of a later note that stands above this one: both are at the foot of one page.
        let same_page = (next.number..next.number + 3)
            .find_map(|number| first_mark.get(&number))
            .is_some_and(|mark| *mark < label.span.start);
        let open = if same_page {
            between.len() <= 12 && !between.iter().any(|line| marked(*line))
        } else {
            false
        };
        if open {
            parts[at].extend(between.iter().map(|line| lines.list[*line]));
            continue;
        }
        // The page is turned: what the note goes on with stands right above the next notes.
        let tail: Vec<usize> = between
            .iter()
            .rev()
            .take(3)
            .take_while(|line| !marked(**line))
            .copied()
            .collect();
        if let Some(list) = quoted(text, lines, &between, parts[at].last(), marked) {
            parts[at].extend(list);
            continue;
        }
        let dangling = label.style == Style::Listed && dangles(text, parts[at].last());
        let lower = tail
            .iter()
            .rposition(|line| goes_on(&text[lines.list[*line].range()]));
        let Some(start) = lower.or((dangling && !tail.is_empty()).then_some(0)) else {
            continue;
        };
        let turned = tail[start] > between[0];
        if turned || unfinished(text, parts[at].last()) {
            parts[at].extend(tail[..=start].iter().rev().map(|line| lines.list[*line]));
        }
    }
    if let (Some(label), Some(last)) = (labels.last(), parts.last_mut())
        && unfinished(text, last.last())
        && let Some(line) = after_last(text, lines, label.line)
    {
        last.push(line);
    }
    parts
}

/// The line that the last note goes on in, past the line of a page break.
fn after_last(text: &str, lines: &Lines, from: usize) -> Option<Span> {
    let rule = |span: &&Span| {
        text[span.range()]
            .chars()
            .all(|c| matches!(c, '-' | '*' | '_' | ' ' | '='))
    };
    let next = lines.list[from + 1..]
        .iter()
        .take(2)
        .find(|span| !rule(span))?;
    goes_on(&text[next.range()]).then_some(*next)
}

/// The items of a list that a note quotes after its colon, and what it says after them: right above the next note.
fn quoted(
    text: &str,
    lines: &Lines,
    between: &[usize],
    part: Option<&Span>,
    marked: impl Fn(usize) -> bool,
) -> Option<Vec<Span>> {
    let colon = part.is_some_and(|span| text[span.range()].ends_with(':'));
    let item = |line: &&usize| {
        let words = &text[lines.list[**line].range()];
        words.starts_with(['-', '(', '>', '•'])
    };
    let above = || between.iter().rev().take_while(|line| !marked(**line));
    let tail = above().take_while(|line| !item(line)).count();
    let list = above().skip(tail).take_while(|line| item(line)).count();
    let found = colon && list > 0 && tail <= 2;
    found.then(|| {
        let from = between.len() - tail - list;
        let spans = between[from..].iter().map(|line| lines.list[*line]);
        spans
            .filter(|span| text[span.range()].contains(char::is_alphanumeric))
            .collect()
    })
}

/// Whether a paragraph starts in the middle of a sentence.
fn goes_on(line: &str) -> bool {
    line.starts_with(|c: char| c.is_lowercase())
}

/// Whether a note ends in the middle of a sentence.
fn unfinished(text: &str, part: Option<&Span>) -> bool {
    let end = part.and_then(|span| {
        text[span.range()]
            .trim_end_matches(['*', '_'])
            .chars()
            .next_back()
    });
    end.is_some_and(|c| !matches!(c, '.' | '!' | '?' | ')' | '>' | '”' | '"' | ']'))
}

/// Whether a note ends so that words must follow: "…, in", "the stage where", "Conven-".
fn dangles(text: &str, part: Option<&Span>) -> bool {
    let end = part.and_then(|span| {
        text[span.range()]
            .trim_end_matches(['*', '_'])
            .chars()
            .next_back()
    });
    end.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | '-'))
}
