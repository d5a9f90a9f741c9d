//! Which talks are cited in brackets? `(interview with a clerk, Lima, 12 May 2010)`, `(A. Brask, personal
//! communication, May 3, 2011)`, `Eva Brask (personal communication, May 3, 2011)`.

use super::authors::{Authors, Known};
use super::bracketed::is_signal;
use super::lines::floor;
use super::names::{self, Word};
use super::sentences::{enclosing, sentence_start};
use super::{Citation, Kind, interviews, numbers};
use crate::project::Span;

/// Bytes on either side of a word that a bracket may open or close at.
const NEAR: usize = 300;

/// The talk that the word at `at` belongs to, if a bracket cites it.
pub(super) fn in_brackets<'t>(
    text: &'t str,
    line: Span,
    at: usize,
    known: &Known,
    words: &mut Vec<Word<'t>>,
) -> Option<Citation> {
    let from = floor(text, line.start.max(at.saturating_sub(NEAR))).max(line.start);
    let open = from + enclosing(&text[from..at])?;
    if text[open..].starts_with('[') {
        return None;
    }
    let till = floor(text, line.end.min(at + NEAR));
    let close = at + closing(&text[at..till])?;
    // The item of the bracket between semicolons.
    let item = text[open + 1..at]
        .rfind(';')
        .map_or(open, |end| open + 1 + end)
        + 1;
    let item = super::lines::trimmed(text, item, close);
    names::words(text, item.start, item.end, words);
    let first = words.iter().position(|word| !is_signal(word))?;
    let item = Span::new(words[first].start, item.end);
    let written = &text[item.range()];
    let year = numbers::years(text, item.start, item.end).last();
    if !cites(&words[first..], written, year.is_some()) {
        return None;
    }
    let (start, person) = match spoken(text, item, at, known, words) {
        Some(person) => (item.start, person),
        None if open + 1 == item.start => ahead(text, line, open, known, words)
            .unwrap_or_else(|| (item.start, "anonymous".to_owned())),
        None => (item.start, "anonymous".to_owned()),
    };
    let end = item.end + usize::from(start < open);
    let key = match year {
        Some((_, year)) => format!("{person}:{year}"),
        None => person,
    };
    Some(Citation::new(Kind::Interview, Span::new(start, end), key))
}

/// Where the item that a bracket holds ends: at its semicolon, or where it closes.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b';' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// Whether an item says when somebody was asked, or who: not that there were interviews.
fn cites(words: &[Word], written: &str, dated: bool) -> bool {
    let verb = words.iter().any(|word| {
        matches!(
            word.bare(),
            "conducted"
                | "I"
                | "we"
                | "was"
                | "were"
                | "based"
                | "had"
                | "see"
                | "that"
                | "which"
                | "who"
                | "is"
                | "are"
        )
    });
    let with = ["with ", "Author", "author", "by "]
        .iter()
        .any(|sign| written.contains(sign));
    let plural = words
        .iter()
        .any(|word| word.bare().eq_ignore_ascii_case("interviews"));
    let own = written.contains("personal") || written.contains("pers.");
    words.len() <= 30 && !verb && (dated || own || with && !plural)
}

/// Whom an item says to have spoken: "interview with Eva Brask", "A. Brask, personal communication".
fn spoken<'t>(
    text: &'t str,
    item: Span,
    at: usize,
    known: &Known,
    words: &mut Vec<Word<'t>>,
) -> Option<String> {
    let with = interviews::whom(&text[at..item.end], known);
    if !with.is_empty() {
        return Some(with);
    }
    names::words(text, item.start, at, words);
    let comma = words.iter().position(|word| word.text.ends_with(','))?;
    let name = &words[..=comma];
    let named = names::all_names(name) && name.len() <= 5;
    let authors = Authors::of(name, true);
    (named && !authors.is_empty()).then(|| authors.key(known))
}

/// Who is named right ahead of the bracket: where it starts, and the key.
fn ahead<'t>(
    text: &'t str,
    line: Span,
    open: usize,
    known: &Known,
    words: &mut Vec<Word<'t>>,
) -> Option<(usize, String)> {
    let from = floor(text, line.start.max(open.saturating_sub(120))).max(line.start);
    let start = from + sentence_start(&text[from..open]);
    names::words(text, start, open, words);
    let last = words.last()?;
    if last.closed() || names::is_place(last.bare()) {
        return None;
    }
    let first = names::authors_before(words, false)?;
    let name = &words[first..];
    let person =
        name.len() > 1 && name.len() <= 5 && !name.iter().any(|word| names::is_body(word.bare()));
    let authors = Authors::of(name, true);
    (person && !authors.is_empty()).then(|| (name[0].start, authors.key(known)))
}
