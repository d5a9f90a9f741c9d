//! Where does a note start? At the foot of a page or the end of the text, with its number ahead of it.
//!
//! `118. Author …`, `¹¹⁸ Author …`, `[^4]: …`, `- <sup>1</sup> …`, `^{31 06}BUENOS…`, `$^{^{158}}$ …`, `| 389 | … |`,
//! `229 "Title …`; and with its number lost: `[&quot;Title …`.

use super::lines::{Lines, after};
use super::marks::tagged;
use super::numbers::{TOO_MANY, plain_number, raised, raised_number};
use crate::project::Span;
use std::collections::HashSet;

/// The start of a note, or what looks like one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub number: u32,
    /// From the start of the number to the start of the note.
    pub span: Span,
    /// The line it stands on.
    pub line: usize,
    pub style: Style,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// No other thing looks so: raised, `[^4]:`, `<sup>`, LaTeX.
    Sure,
    /// `12. Author`: a numbered list or heading looks so too.
    Listed,
    /// `[12] Author`.
    Bracket,
    /// `229 "Title`: any line that starts with a number looks so too.
    Plain,
    /// The number is lost or misread; its place in the row gives it.
    Guessed,
}

/// What looks like the start of a note at the start of a line.
pub(super) fn at_line_starts(text: &str, lines: &Lines) -> Vec<Label> {
    let mut labels = Vec::new();
    for (line, span) in lines.list.iter().enumerate() {
        let first = text.as_bytes()[span.start];
        if first.is_ascii_alphabetic() {
            continue;
        }
        let bullet = ["- ", "* ", "+ ", "> "]
            .iter()
            .find(|bullet| text[span.range()].starts_with(**bullet))
            .map_or(0, |bullet| bullet.len());
        let from = span.start + bullet;
        let Some((number, length, style)) = label(&text[from..span.end]) else {
            continue;
        };
        let blank =
            text[from + length..span.end].len() - text[from + length..span.end].trim_start().len();
        let start = from + length + blank;
        if start < span.end {
            labels.push(Label {
                number,
                span: Span::new(from, start),
                line,
                style,
            });
        }
    }
    labels
}

/// The number at the start of a line, the length of what writes it, and how sure it is a note's.
fn label(line: &str) -> Option<(u32, usize, Style)> {
    let first = line.chars().next()?;
    match first {
        '[' => bracketed(line),
        '<' => {
            let (number, length) = tagged(line.starts_with("<sup").then_some(line)?)?;
            Some((number, length, Style::Sure))
        }
        '|' => {
            let cell = line[1..].trim_start();
            let (number, length) = plain_number(cell)?;
            let blank = line.len() - 1 - cell.len();
            let rest = &cell[length..];
            let next = rest.trim_start().strip_prefix('|')?.trim();
            // A row of numbers is a table, no note.
            let note = next.trim_end_matches('|').trim();
            let words = note.contains(|c: char| c.is_alphabetic()) && !note.contains('|');
            let bar = rest.len() - rest.trim_start().len() + 1;
            words.then_some((number, 1 + blank + length + bar, Style::Plain))
        }
        '$' | '^' => raised_by_latex(line),
        '0'..='9' => plain(line),
        _ => {
            raised(first)?;
            let (number, length) = raised_number(line)?;
            Some((number, length, Style::Sure))
        }
    }
}

fn bracketed(line: &str) -> Option<(u32, usize, Style)> {
    if let Some(rest) = line.strip_prefix("[^") {
        let (number, length) = plain_number(rest)?;
        let closed = rest[length..].starts_with("]:");
        return closed.then_some((number, 2 + length + 2, Style::Sure));
    }
    let (number, length) = plain_number(&line[1..])?;
    let closed = line[1 + length..].starts_with("] ");
    closed.then_some((number, length + 2, Style::Bracket))
}

/// `^{31 06}BUENOS…`, `^{85 &quot;Title`, `$^{^{158}}$ …`, `$^{^{276}\,05} ALMATY 406$`, `$^{153} \ News`.
fn raised_by_latex(line: &str) -> Option<(u32, usize, Style)> {
    let rest = line.trim_start_matches(['$', '^', '{']);
    let scars = line.len() - rest.len();
    if !line[..scars].contains("^{") {
        return None;
    }
    let (number, length) = plain_number(rest)?;
    let tail = &rest[length..];
    let closing = tail.len() - tail.trim_start_matches(['}', '$', '\\', ',', ' ']).len();
    Some((number, scars + length + closing, Style::Sure))
}

/// `12. Author` and `229 "Title`.
fn plain(line: &str) -> Option<(u32, usize, Style)> {
    let (number, length) = plain_number(line)?;
    let rest = &line[length..];
    if [". ", ".\t", ".\u{a0}", ") "]
        .iter()
        .any(|stop| rest.starts_with(stop))
    {
        return Some((number, length + 1, Style::Listed));
    }
    let rest = rest.strip_prefix([' ', '\t', '\u{a0}'])?.trim_start();
    let next = rest.chars().next()?;
    let word = rest.split([' ', '.', ',']).next().unwrap_or_default();
    let opens = next.is_uppercase()
        || next.is_ascii_digit()
        || "\"“'‘*h&".contains(next)
        || matches!(
            word,
            "see" | "cf" | "ibid" | "id" | "idem" | "supra" | "infra" | "quoted" | "cited" | "e"
        );
    opens.then_some((number, length, Style::Plain))
}

/// The starts of further notes on the line of a note: `… ⁵⁸ 06YEREVAN1`, `… 165 06JAKARTA7216`.
pub(super) fn inside(
    text: &str,
    label: Label,
    end: usize,
    taken: impl Fn(u32) -> bool,
    out: &mut Vec<Label>,
) {
    let mut number = label.number;
    let mut at = label.span.end;
    while at < end {
        let Some(c) = after(text, at) else { break };
        let length = c.len_utf8();
        let open = at > label.span.end;
        let found = if c.is_ascii_digit() {
            plain_number(&text[at..end])
                .filter(|(found, digits)| {
                    let blank = text.as_bytes()[at - 1] == b' ';
                    let rest = &text[at + digits..end];
                    let next = rest.strip_prefix(' ').and_then(|rest| rest.chars().next());
                    let opens = next.is_some_and(|c| {
                        c.is_uppercase() || c.is_ascii_digit() || c == '"' || c == '“'
                    });
                    let next_one =
                        *found == number + 1 || (misread(*found, number + 1) && closes(text, at));
                    open && blank && opens && next_one && !taken(number + 1) && closes(text, at)
                })
                .map(|(_, digits)| (number + 1, digits))
        } else if raised(c).is_some() {
            raised_number(&text[at..end])
                .filter(|(found, _)| open && (*found == number + 1 || *found == number + 2))
        } else {
            None
        };
        if let Some((found, digits)) = found {
            let rest = &text[at + digits..end];
            let start = at + digits + rest.len() - rest.trim_start().len();
            if start < end {
                out.push(Label {
                    number: found,
                    span: Span::new(at, start),
                    line: label.line,
                    style: Style::Sure,
                });
            }
            number = found;
            at = start.max(at + digits);
            continue;
        }
        if c.is_ascii_digit() {
            at += text.as_bytes()[at..end]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count();
        } else {
            at += length;
        }
    }
}

/// Whether one digit of three or more was read wrongly.
fn misread(read: u32, right: u32) -> bool {
    let (read, right) = (read.to_string(), right.to_string());
    let wrong = read
        .bytes()
        .zip(right.bytes())
        .filter(|(a, b)| a != b)
        .count();
    read.len() == right.len() && read.len() > 2 && wrong == 1
}

/// Whether what stands ahead of an offset may end a note: a full stop, a web address, a cable.
fn closes(text: &str, at: usize) -> bool {
    let word = text[..at].trim_end();
    let word = &word[word.rfind([' ', '\n']).map_or(0, |blank| blank + 1)..];
    word.ends_with(['.', '"', '”', '/', ')'])
        || word.starts_with("http")
        || word.ends_with(|c: char| c.is_ascii_digit())
}

/// Puts right the numbers of a row of labels that a scan misread: 265, 6, 267.
pub(super) fn mend(labels: &mut [Label]) {
    for at in 1..labels.len().saturating_sub(1) {
        let (before, next) = (labels[at - 1].number, labels[at + 1].number);
        let label = &mut labels[at];
        let right = before + 1;
        let fits = next == before + 2 && label.number != right;
        if fits && right.to_string().contains(&label.number.to_string()) && right < TOO_MANY {
            label.number = right;
            label.style = Style::Guessed;
        }
    }
}

/// The starts of notes whose number is lost, between the notes ahead of and after them.
pub(super) fn guessed(text: &str, lines: &Lines, labels: &[Label]) -> Vec<Label> {
    let known: HashSet<u32> = labels.iter().map(|label| label.number).collect();
    let mut guessed = Vec::new();
    for pair in labels.windows(2) {
        let lost = pair[0].number + 1;
        let between = pair[0].line + 1..pair[1].line;
        if pair[1].number != lost + 1 || !(1..=3).contains(&between.len()) {
            continue;
        }
        if known.contains(&lost) {
            continue;
        }
        let scarred = between
            .clone()
            .find(|line| {
                let line = &text[lines.list[*line].range()];
                line.starts_with("[&") || line.starts_with('⁰')
            })
            .unwrap_or(between.start);
        let start = lines.list[scarred].start;
        let scar = usize::from(text[start..].starts_with("[&"));
        guessed.push(Label {
            number: lost,
            span: Span::new(start, start + scar),
            line: scarred,
            style: Style::Guessed,
        });
    }
    guessed
}
