//! Which characters of a quotation surely are note marks, and what is it without them?

use super::letters::is_raised_digit;
use super::marks::{Mark, mark};
use std::ops::Range;

/// Letters before a raised 2 or 3 that make it a unit or a power, not a note.
const LONGEST_UNIT: usize = 2;

/// The text without its note marks, as far as they surely are some: not the raised digits of `m²`, `10⁶` and `¹⁴C`.
pub fn without_note_marks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = 0;
    for mark in note_marks(text) {
        kept.push_str(&text[rest..mark.start]);
        rest = mark.end;
    }
    kept.push_str(&text[rest..]);
    kept
}

/// Where the note marks of a text are, in order, with the blanks ahead of those that stand apart.
fn note_marks(text: &str) -> Vec<Range<usize>> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let length = if is_raised_digit(c) {
            raised_run(&text[at..])
        } else if c.is_ascii() {
            match mark(&text[at..], text[..at].chars().next_back()) {
                Some(Mark::Note(length)) => length,
                _ => 0,
            }
        } else {
            0
        };
        if length == 0 {
            at += c.len_utf8();
            continue;
        }
        let found = at..at + length;
        if let Some(found) = sure(text, found) {
            marks.push(found);
        }
        at += length;
    }
    marks
}

/// Bytes of raised digits, with commas and dashes between them: `¹¹⁸,¹¹⁹`.
fn raised_run(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, ',' | ';' | '-' | '–' | '⁻' | '˒')
            && chars.peek().is_some_and(|(_, next)| is_raised_digit(*next));
        if !is_raised_digit(c) && !joins {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

/// The mark, if it can be nothing else; with the blanks before it where it stands apart.
fn sure(text: &str, found: Range<usize>) -> Option<Range<usize>> {
    // Markdown's footnotes are called by nothing else.
    if text[found.clone()].starts_with("[^") {
        return Some(found);
    }
    let before = &text[..found.start];
    let after = text[found.end..].chars().next();
    let joins_on = after.is_some_and(char::is_alphanumeric);
    match before.chars().next_back() {
        None => (!joins_on).then_some(found),
        Some(c) if c.is_whitespace() => (!joins_on).then(|| before.trim_end().len()..found.end),
        Some(c) if c.is_numeric() => None,
        Some(c) if c.is_alphabetic() => {
            (!(joins_on || is_power(before, &text[found.clone()]))).then_some(found)
        }
        // After a sentence's end, a bracket or a quotation mark; not in a formula.
        Some(c) => (!matches!(c, '=' | '+' | '×' | '−' | '<' | '>')).then_some(found),
    }
}

/// Whether it is the square or cube of a short name, or any power of a letter: `km²`, `R²`, `x^{31}`.
fn is_power(before: &str, mark: &str) -> bool {
    let digits: Vec<char> = mark
        .chars()
        .filter(|c| c.is_ascii_digit() || is_raised_digit(*c))
        .collect();
    let name = before.chars().rev().take_while(|c| c.is_alphabetic());
    let letters = name.count();
    letters == 1
        || (letters <= LONGEST_UNIT && matches!(digits.as_slice(), ['2' | '3' | '²' | '³']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn note_marks_go_and_powers_stay() {
        for (with, without) in [
            ("trafficking¹¹⁸ was", "trafficking was"),
            (
                "the law,¹² and the ban.¹³ ¹⁴ Then",
                "the law, and the ban. Then",
            ),
            ("a claim¹¹⁸,¹¹⁹; and", "a claim; and"),
            ("“new”¹ law", "“new” law"),
            ("said so ⁴, twice", "said so, twice"),
            ("the law[^4] and <sup>5</sup> x^{31}", "the law and x^{31}"),
            ("the law^{31} stood^31^ there", "the law stood there"),
            ("¹² See the report", " See the report"),
        ] {
            assert_eq!(without_note_marks(with), without, "{with}");
        }
        for stays in [
            "12 km² of forest",
            "R² = 0.4, 10⁶ people, ¹⁴C dates",
            "COVID19 and 118 ships",
            "x^{2} + y^2",
            "no marks",
            "",
        ] {
            assert_eq!(without_note_marks(stays), stays);
        }
    }
}
