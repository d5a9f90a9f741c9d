//! Where does the text say that there is a note? A number raised after a word, or what a scan made of it.

use super::lines::{Lines, before};
use super::numbers::{plain_number, raised, raised_number};
use crate::project::Span;
use memchr::memmem;

/// A note mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub number: u32,
    pub span: Span,
    /// Plain digits in the middle of a sentence: only a mark where its neighbours are the next in the row.
    pub loose: bool,
}

/// The marks that look like nothing else: raised digits, `[^4]`, `<sup>1</sup>`, `$^{12}$`, in the order of the text.
pub(super) fn sure(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    by_raised_digits(text, &mut marks);
    for at in memmem::find_iter(text.as_bytes(), "[^") {
        if let Some((number, length)) = plain_number(&text[at + 2..]) {
            let rest = &text[at + 2 + length..];
            if rest.starts_with(']') && !rest.starts_with("]:") {
                marks.push(mark(number, at, at + 3 + length));
            }
        }
    }
    for at in memmem::find_iter(text.as_bytes(), "<sup") {
        if let Some((number, length)) = tagged(&text[at..])
            && may_follow(text, at, number)
        {
            marks.push(mark(number, at, at + length));
        }
    }
    for at in memmem::find_iter(text.as_bytes(), "\\textsuperscript{") {
        let from = at + "\\textsuperscript{".len();
        if let Some((number, length)) = plain_number(&text[from..])
            && text[from + length..].starts_with('}')
            && may_follow(text, at, number)
        {
            marks.push(mark(number, at, from + length + 1));
        }
    }
    for at in memchr::memchr_iter(b'^', text.as_bytes()) {
        if let Some((number, length)) = plain_number(&text[at + 1..])
            && text[at + 1 + length..].starts_with('^')
            && may_follow(text, at, number)
        {
            marks.push(mark(number, at, at + length + 2));
        }
    }
    for at in memmem::find_iter(text.as_bytes(), "^{") {
        // Of a row of braces only the first is looked at, and no farther than marks go.
        if matches!(before(text, at), Some('^' | '{')) {
            continue;
        }
        let inner = text[at + 2..].trim_start_matches(['^', '{']);
        let from = text.len() - inner.len();
        if let Some((number, length)) = plain_number(inner)
            && inner[length..].starts_with('}')
        {
            let closing =
                inner[length..].len() - inner[length..].trim_start_matches(['}', '$']).len();
            let start = at - usize::from(text[..at].ends_with('$'));
            if may_follow(text, start, number) {
                marks.push(mark(number, start, from + length + closing));
            }
        }
    }
    marks.sort_by_key(|mark| mark.span.start);
    marks
}

fn mark(number: u32, start: usize, end: usize) -> Mark {
    Mark {
        number,
        span: Span::new(start, end),
        loose: false,
    }
}

/// The number that `<sup>` raises, through a link or brackets in it, and how long all is to `</sup>`.
pub(super) fn tagged(text: &str) -> Option<(u32, usize)> {
    /// Links are short.
    const LONGEST: usize = 300;
    let window = &text[..super::lines::floor(text, LONGEST)];
    let close = window.find("</sup>")?;
    let mut rest = &window[..close];
    let mut inner = String::new();
    while let Some(open) = rest.find('<') {
        inner.push_str(&rest[..open]);
        let end = rest[open..].find('>')?;
        rest = &rest[open + end + 1..];
    }
    inner.push_str(rest);
    let inner = inner.trim_matches(['[', ']', '(', ')', ' ']);
    let (number, length) = plain_number(inner)?;
    (length == inner.len()).then_some((number, close + "</sup>".len()))
}

fn by_raised_digits(text: &str, marks: &mut Vec<Mark>) {
    let mut end = 0;
    for at in memchr::memchr2_iter(0xC2, 0xE2, text.as_bytes()) {
        if at < end || !text[at..].starts_with(|c| raised(c).is_some()) {
            continue;
        }
        let length = text[at..]
            .find(|c| raised(c).is_none())
            .unwrap_or(text.len() - at);
        end = at + length;
        if let Some((number, _)) = raised_number(&text[at..end])
            && may_follow(text, at, number)
        {
            marks.push(mark(number, at, end));
        }
    }
}

/// Whether what stands ahead of a raised number lets it be a note's: no power of ten, no square metres.
fn may_follow(text: &str, at: usize, number: u32) -> bool {
    let ahead = text[..at].trim_end_matches([' ', '*', '_']);
    if ahead.ends_with(['⁻', '⁺', '=', '+', '−']) {
        return false;
    }
    let digits = ahead.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits > 0 && digits != 4 {
        return false;
    }
    let word = &ahead[ahead
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |other| {
            other + ahead[other..].chars().next().map_or(1, char::len_utf8)
        })..];
    // "a² + b²", "km²", "R²".
    let letters = word.chars().count();
    let low = word.chars().all(char::is_lowercase);
    let power = matches!(number, 2 | 3)
        && (letters == 1 || letters == 2 && low || matches!(word, "CO" | "mc"));
    !(power || letters == 1 && low)
}

/// Puts right the numbers of a row of marks that a scan cut short: 394, 3, 396.
pub(super) fn mend(marks: &mut [Mark]) {
    for at in 1..marks.len().saturating_sub(1) {
        let (before, next) = (marks[at - 1].number, marks[at + 1].number);
        let read = marks[at].number;
        let right = before + 1;
        if next == right + 1 && read < before && right.to_string().starts_with(&read.to_string()) {
            marks[at].number = right;
        }
    }
}

/// What else may be the mark of one of these notes: plain digits after a word, a stop or a quotation mark.
///
/// `wanted` gives, for a number, whether a mark of it is missing. The rows of numbers around a place tell a mark from
/// an amount: see `notes`.
pub(super) fn plain(
    text: &str,
    lines: &Lines,
    body: impl Fn(usize) -> bool,
    wanted: impl Fn(u32) -> bool,
) -> Vec<Mark> {
    let mut found = Vec::new();
    for (line, span) in lines.list.iter().enumerate() {
        if !body(line) {
            continue;
        }
        let bytes = &text.as_bytes()[..span.end];
        let mut at = span.start;
        while let Some(ahead) = bytes[at..].iter().position(u8::is_ascii_digit) {
            let from = at + ahead;
            let length = bytes[from..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count();
            at = from + length;
            if length > 4 || from == span.start {
                continue;
            }
            let Some((number, _)) = plain_number(&text[from..at]) else {
                continue;
            };
            if wanted(number)
                && let Some(loose) = placed(text, *span, from, at)
            {
                found.push(Mark {
                    loose,
                    ..mark(number, from, at)
                });
            }
        }
    }
    found
}

/// Whether plain digits stand where a mark may; and whether that is in the middle of a sentence.
fn placed(text: &str, line: Span, from: usize, till: usize) -> Option<bool> {
    let rest = &text[till..line.end];
    let next = rest.chars().next();
    let closed = next.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | ')' | ']' | '—'));
    if !closed {
        return None;
    }
    let opens = rest.trim_start().chars().next();
    let sentence = opens.is_none_or(|c| c.is_uppercase() || "\"“‘'[(".contains(c));
    let ahead = &text[line.start..from];
    let trimmed = ahead.trim_end();
    let blank = trimmed.len() < ahead.len();
    let last = trimmed.chars().next_back()?;
    let digit = trimmed[..trimmed.len() - last.len_utf8()].ends_with(|c: char| c.is_ascii_digit());
    match last {
        // Not "1.5", but "cost $20.98 The".
        '.' | ',' if !blank => {
            (!digit || (sentence && last == '.' && opens.is_some())).then_some(false)
        }
        '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | ']' => {
            (!abbreviated(trimmed)).then_some(false)
        }
        ',' | ';' | ':' => (blank && !digit).then_some(false),
        c if c.is_alphabetic() && !blank => c.is_lowercase().then_some(true),
        c if c.is_alphabetic() && till - from > 1 => (!counts(trimmed)).then_some(opens.is_some()),
        _ => None,
    }
}

/// "no. 14", "pp. 12", "Jan. 30".
fn abbreviated(ahead: &str) -> bool {
    let word = ahead.rsplit([' ', '(']).next().unwrap_or_default();
    let word = word.trim_end_matches('.');
    ahead.ends_with('.')
        && (word.len() <= 1 && word.starts_with(|c: char| c.is_alphabetic())
            || matches!(
                word.to_ascii_lowercase().as_str(),
                "no" | "nos"
                    | "art"
                    | "arts"
                    | "p"
                    | "pp"
                    | "pg"
                    | "vol"
                    | "ch"
                    | "sec"
                    | "para"
                    | "fig"
                    | "res"
                    | "cong"
                    | "jan"
                    | "feb"
                    | "mar"
                    | "apr"
                    | "jun"
                    | "jul"
                    | "aug"
                    | "sept"
                    | "sep"
                    | "oct"
                    | "nov"
                    | "dec"
            ))
}

/// "Chapter 12", "article 3": the number belongs to the word.
fn counts(ahead: &str) -> bool {
    let word = ahead.rsplit([' ', '(']).next().unwrap_or_default();
    matches!(
        word.to_ascii_lowercase().as_str(),
        "article"
            | "articles"
            | "chapter"
            | "section"
            | "figure"
            | "table"
            | "tier"
            | "part"
            | "page"
            | "pages"
            | "note"
            | "notes"
            | "number"
            | "week"
            | "day"
            | "of"
            | "to"
            | "than"
            | "about"
            | "over"
            | "and"
            | "or"
            | "in"
            | "by"
            | "least"
            | "some"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "paragraph"
            | "phase"
            | "step"
            | "interview"
            | "annex"
    )
}
