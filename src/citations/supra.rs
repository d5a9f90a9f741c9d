//! Where does a note point back, or ahead? "supra note 8, at 528-32", "infra note 160", "Id. § 7101", "ibid."

use super::lines::{before, floor, touches};
use super::notes::Found;
use super::numbers::plain_number;
use super::{Citation, Kind};
use crate::project::Span;
use memchr::memmem;
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str, notes: &Found) -> Vec<Citation> {
    let mut found = Vec::new();
    for (at, length) in places(text) {
        let pointer = match length {
            WORD => by_number(text, at),
            _ => id(text, at, length, notes).map(|span| (span, "id".to_owned())),
        };
        let Some((span, key)) = pointer else { continue };
        let bounds = bounds(text, notes, span);
        let end = pinpoint(text, span.end, bounds.end);
        let start = if length == WORD {
            named(text, bounds.start, span.start)
        } else {
            span.start
        };
        found.push(Citation::new(Kind::SupraId, Span::new(start, end), key));
    }
    found
}

/// The length of "supra" and "infra"; "Id." and "ibid." have others.
const WORD: usize = 5;

/// The places of the words that point, with their length, in the order of the text.
fn places(text: &str) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for word in [
        "supra", "infra", "Supra", "Infra", "Id.", "id.", "Ibid", "ibid",
    ] {
        let found = memmem::find_iter(text.as_bytes(), word);
        places.extend(
            found
                .filter(|at| !before(text, *at).is_some_and(char::is_alphanumeric))
                .map(|at| (at, word.len())),
        );
    }
    places.sort_unstable();
    places
}

/// "*supra* note 8": its span, and the key of the note.
fn by_number(text: &str, at: usize) -> Option<(Span, String)> {
    let rest = &text[at + WORD..];
    let rest = rest
        .strip_prefix('*')
        .unwrap_or(rest)
        .trim_start_matches([' ', ',', '\u{a0}']);
    let word = ["notes", "note", "nn.", "n.", "fn.", "fn"]
        .iter()
        .find(|word| rest.starts_with(**word))?;
    let number = rest[word.len()..].trim_start_matches([' ', '\u{a0}']);
    let (note, digits) = plain_number(number)?;
    let end = text.len() - number.len() + digits;
    let emphasis = text[at + WORD..].starts_with('*') && text[..at].ends_with('*');
    Some((
        Span::new(at - usize::from(emphasis), end),
        format!("fn:{note}"),
    ))
}

/// "*Id.*", "*See id.*", "Ibid.": its span. "id." is a word of other things too: only in notes, where there are any.
fn id(text: &str, at: usize, length: usize, notes: &Found) -> Option<Span> {
    let mut span = Span::new(at, at + length);
    if !notes.areas.is_empty() && !touches(&notes.areas, span) {
        return None;
    }
    if text[span.end..].starts_with('.') {
        span.end += 1;
    }
    if text[at..].starts_with('i') {
        for lead in [
            "See ",
            "see ",
            "See also ",
            "see also ",
            "But see ",
            "but see ",
        ] {
            let ahead = &text[..span.start];
            if ahead.ends_with(lead) && !ahead[..ahead.len() - lead.len()].ends_with("also ") {
                // The signal belongs to it only where both are emphasised together.
                let from = span.start - lead.len();
                if text[..from].ends_with('*') && text[span.end..].starts_with('*') {
                    span.start = from;
                }
                break;
            }
        }
    }
    if text[..span.start].ends_with('*') && text[span.end..].starts_with('*') {
        span.start -= 1;
        span.end += 1;
    }
    let next = text[span.end..].chars().next();
    next.is_none_or(|c| !c.is_alphanumeric()).then_some(span)
}

/// Bytes on either side of a pointer that are looked at.
const NEAR: usize = 300;

/// The part of the text that a citation cannot leave: its note, or its line.
fn bounds(text: &str, notes: &Found, span: Span) -> Span {
    let at = notes.areas.partition_point(|area| area.end <= span.start);
    if let Some(area) = notes.areas.get(at).filter(|area| area.start <= span.start) {
        return *area;
    }
    let near = floor(text, span.start.saturating_sub(NEAR));
    let from = memchr::memrchr(b'\n', &text.as_bytes()[near..span.start])
        .map_or(near, |end| near + end + 1);
    let far = floor(text, text.len().min(span.end + NEAR));
    let till =
        memchr::memchr(b'\n', &text.as_bytes()[span.end..far]).map_or(far, |end| span.end + end);
    Span::new(from, till)
}

/// Where a page, section or article after a place ends: ", at 528-32", " § 7101", " art. 3(a)", " at 28".
fn pinpoint(text: &str, from: usize, bound: usize) -> usize {
    static PINPOINT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?x) (?: ,?\s+ (?: at\s | §§?\s? | ¶¶?\s? | arts?\.\s? | ch\.\s | pt\.\s | paras?\.\s | pp?\.\s )
            [0-9xivlc][\w().-]* (?: [-–][\w()]+ )? (?: ,\s (?: \d[\w()]*(?:[-–]\d+)? ) )* )",
        )
        .ok()
    });
    let window = &text[from..floor(text, bound.min(from + 80)).max(from)];
    let length = PINPOINT
        .as_ref()
        .and_then(|pinpoint| pinpoint.find(window))
        .map_or(0, |found| found.as_str().trim_end_matches(['.', ',']).len());
    from + length
}

/// Where the short name ahead of "supra" starts: "Gallagher, *A Shadow Report*, *supra* note 8".
fn named(text: &str, bound: usize, at: usize) -> usize {
    let from = floor(text, bound.max(at.saturating_sub(220))).max(bound);
    let ahead = &text[from..at];
    // The book that a chapter is in: the new work goes up to here, and only "supra" points back.
    if ahead.contains(" in *") || ahead.contains(", in ") {
        return at;
    }
    let start = from + super::bluebook::item_start(ahead);
    let name = text[start..at].trim_start();
    let start = at - name.len();
    let prose = name.split('*').step_by(2).flat_map(str::split_whitespace);
    if prose
        .filter(|word| word.starts_with(char::is_lowercase))
        .count()
        > 3
    {
        return at;
    }
    let short = name.split_whitespace().count() <= 24
        && name.starts_with(|c: char| {
            c.is_uppercase() || matches!(c, '*' | '“' | '"') || c.is_ascii_digit()
        });
    if short && before(text, start) != Some('/') {
        start
    } else {
        at
    }
}
