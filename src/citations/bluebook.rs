//! Which works does a law review cite in full? Articles, chapters, books, reports, news, press releases, cases.
//!
//! Such a citation ends with its year in brackets, `(2009)` or `(Aug. 3, 2015, 7:30 PM)`, and has its title in italics
//! or capitals, or says what it is. It starts where the one before it, or the sentence, ends.

use super::lines::{floor, touches};
use super::notes::Found;
use super::sentences::open_bracket;
use super::{Citation, Kind, keys, names, numbers};
use crate::project::Span;

pub(super) fn find(text: &str, notes: &Found, law: &[Citation]) -> Vec<Citation> {
    let law: Vec<Span> = law.iter().map(Citation::span).collect();
    let mut found = Vec::new();
    for note in &notes.notes {
        let mut last = 0;
        for part in &note.spans {
            last = last.max(part.start);
            for close in memchr::memchr_iter(b')', &text.as_bytes()[part.range()]) {
                let close = part.start + close;
                if close < last {
                    continue;
                }
                if let Some(span) = cited(text, last, close) {
                    last = span.end;
                    let known = touches(&law, Span::new(span.start, span.start + 1));
                    if !known {
                        found.push(Citation::new(
                            Kind::Bluebook,
                            span,
                            key(&text[span.range()]),
                        ));
                    }
                }
            }
            hosted(text, *part, &mut found);
            cut(text, *part, last, &mut found);
        }
    }
    found.sort_by_key(Citation::span_start);
    found
}

impl Citation {
    fn span_start(&self) -> usize {
        self.span().start
    }
}

/// The citation that a closing bracket ends, if the bracket has a year.
fn cited(text: &str, from: usize, close: usize) -> Option<Span> {
    let back = floor(text, from.max(close.saturating_sub(LONGEST))).max(from);
    let open = back + open_bracket(&text[back..close])?;
    let (year, _) = numbers::years(text, open, close).last()?;
    let inside = &text[open + 1..close];
    // The year ends what the bracket says, or a time of day follows it.
    let tail = &text[year + 4..close];
    if !(tail.is_empty() || tail.starts_with(", ") && tail.len() < 12)
        || inside.len() > 160
        || inside.contains("http")
    {
        return None;
    }
    let ahead = &text[back..open];
    let start = back + item_start(ahead);
    let item = &text[start..open];
    let start = open - item.trim_start().len();
    let item = text[start..open].trim_end();
    // A sentence that has a year in brackets is no citation.
    let lead = item[..item.find('*').unwrap_or(item.len())].split_whitespace();
    let prose = lead
        .filter(|word| word.starts_with(char::is_lowercase))
        .count()
        > 9;
    (titled(item) && item.len() > 8 && !prose).then(|| Span::new(start, close + 1))
}

/// The longest citation, in bytes.
const LONGEST: usize = 420;

/// Whether words have what a work has: a title in italics or in capitals, or the name of a kind of source.
fn titled(item: &str) -> bool {
    let italics = item.matches('*').count() >= 2 && !item.trim_end().ends_with("*supra*");
    let kind = [
        "Press Release",
        "Special Briefing",
        " v. ",
        "Remarks",
        "Hearing",
        "Statement",
        "Working Paper",
        "Letter from",
    ]
    .iter()
    .any(|kind| item.contains(kind));
    let capitals = item
        .split_whitespace()
        .filter(|word| {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            letters > 2
                && word
                    .chars()
                    .filter(|c| c.is_alphabetic())
                    .all(char::is_uppercase)
        })
        .count();
    italics || kind || capitals >= 2
}

/// Where the item starts that some text ends in: after a semicolon, a sentence or a signal, outside italics.
pub(super) fn item_start(ahead: &str) -> usize {
    let mut start = 0;
    let mut italic = false;
    let mut depth = 0u32;
    let bytes = ahead.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'*' => italic = !italic,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b';' if !italic => start = at + 1,
            b'>' | b']' if bytes.get(at + 1) == Some(&b'.') => start = at + 2,
            b'.' | b'?' | b'!' if !italic && depth == 0 && ends_sentence(ahead, at) => {
                start = at + 1
            }
            b'.' if italic
                && bytes.get(at + 1) == Some(&b'*')
                && ends_sentence(ahead, at + 1)
                && word_ahead(ahead, at) == "Id" =>
            {
                start = at + 2;
                italic = false;
            }
            _ => {}
        }
    }
    let start = floor(ahead, start);
    let start = start + closing(&ahead[start..]);
    let start = start + led(&ahead[start..]);
    start + signal(&ahead[start..])
}

/// How long what closes the sentence before is: quotation marks, stops.
fn closing(item: &str) -> usize {
    item.len()
        - item
            .trim_start_matches(['”', '"', '.', ' ', ',', '’', ')'])
            .len()
}

/// Where the work starts that a sentence leads to: "For a response to the criticism, see Ryan …".
fn led(item: &str) -> usize {
    let title = item.find(", *").or(item.find(" *")).unwrap_or(item.len());
    let lead = ["see ", "see also ", "*see* ", "*see also* ", "amended by "]
        .iter()
        .filter_map(|lead| {
            let at = item.find(lead)?;
            let word = at == 0 || item[..at].ends_with([' ', '*']);
            (word && at <= title + 2).then_some(at + lead.len())
        });
    lead.max().unwrap_or(0)
}

/// Whether a stop ends a sentence, and not an initial or an abbreviation.
fn ends_sentence(text: &str, stop: usize) -> bool {
    let rest = &text[stop + 1..];
    let rest = rest.strip_prefix(['”', '"', ')', '’']).unwrap_or(rest);
    let Some(next) = rest.strip_prefix(' ').and_then(|rest| rest.chars().next()) else {
        return false;
    };
    if !(next.is_uppercase() || matches!(next, '*' | '“' | '"' | '[') || next.is_ascii_digit()) {
        return false;
    }
    if text.as_bytes()[stop] != b'.' {
        return true;
    }
    let word = word_ahead(text, stop);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters > 0
        && word
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase);
    // In "HUM. RTS. Q." and "Int'l Org." a stop closes an abbreviation.
    !(letters <= 1 && !word.ends_with(|c: char| c.is_ascii_digit())
        || (capitals && letters <= 6)
        || word.contains('.') && letters <= 4
        || SHORT.contains(&word))
}

fn word_ahead(text: &str, at: usize) -> &str {
    let ahead = &text[..at];
    &ahead[ahead
        .rfind([' ', '(', '*', '['])
        .map_or(0, |blank| blank + 1)..]
}

/// Abbreviations of law reviews that do not end a sentence.
const SHORT: [&str; 50] = [
    "No", "Nos", "Dep't", "Dep’t", "Int'l", "Int’l", "Cong", "Res", "Comm", "Subcomm", "Jan",
    "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Rts", "Stat",
    "Pub", "Supp", "art", "arts", "ed", "eds", "et", "al", "Dr", "Mr", "Ms", "Mrs", "Prof", "St",
    "Jr", "Doc", "Org", "Lab", "Univ", "Gov't", "Nat'l", "Ass'n", "Thai", "vol", "Vol", "trans",
];

/// How long the signal is that a citation starts with: "See, e.g.,", "*See also*".
fn signal(item: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &item[at..];
        let trimmed = rest.trim_start();
        let blank = rest.len() - trimmed.len();
        let word = trimmed.split_whitespace().next().unwrap_or_default();
        let bare = word.trim_matches(['*', ',', '.', '[', '(']).to_lowercase();
        let is_signal = matches!(
            bare.as_str(),
            "see"
                | "also"
                | "e.g"
                | "cf"
                | "compare"
                | "generally"
                | "but"
                | "accord"
                | "contra"
                | "in"
                | "and"
                | "with"
                | "citing"
                | "quoting"
                | "for"
                | "example"
                | "instance"
        );
        if !is_signal || word.is_empty() {
            return at + blank;
        }
        at += blank + word.len();
    }
}

/// Chapters whose book is known: "…, *Title*, in *BOOK*, *supra* note 33, at 25".
fn hosted(text: &str, part: Span, found: &mut Vec<Citation>) {
    for at in memchr::memmem::find_iter(&text.as_bytes()[part.range()], "*supra* note ") {
        let at = part.start + at;
        let from = floor(text, part.start.max(at.saturating_sub(LONGEST))).max(part.start);
        let start = from + item_start(&text[from..at]);
        let item = &text[start..at];
        if !item.contains(", in *") && !item.contains(" in *") {
            continue;
        }
        let rest = &text[at..part.end];
        let end = rest.find(['.', ';', '[', '(']).unwrap_or(rest.len());
        let end = at + rest[..end].trim_end().len();
        let start = at - item.trim_start().len();
        let span = Span::new(start, end);
        let apart = found.iter().rev().take(8).all(|other| {
            let other = other.span();
            other.end <= span.start || span.end <= other.start
        });
        if apart {
            found.push(Citation::new(Kind::Bluebook, span, key(item)));
        }
    }
}

/// A work that the end of the page cuts in the middle of its title.
fn cut(text: &str, part: Span, last: usize, found: &mut Vec<Citation>) {
    let rest = &text[last.max(part.start)..part.end];
    let broken = rest.trim_end_matches(['*', '_']).ends_with('-');
    if !broken {
        return;
    }
    let from = part.end - rest.len();
    let start = from + item_start(rest);
    let item = text[start..part.end].trim_start();
    let start = part.end - item.len();
    if item.contains(", *") && item.starts_with(char::is_uppercase) {
        found.push(Citation::new(
            Kind::Bluebook,
            Span::new(start, part.end),
            key(item),
        ));
    }
}

/// Surnames and year: `gallagher+chuang:2012`, with the day for what has one.
fn key(item: &str) -> String {
    let title = item.find('*').or(item.find(", in ")).unwrap_or(item.len());
    let authors = item[..title].trim_end_matches([',', ' ']);
    let authors = authors.strip_prefix("Press Release, ").unwrap_or(authors);
    let mut key = String::new();
    let list = authors
        .split_once(',')
        .filter(|(_, rest)| !rest.contains('&'))
        .map_or(authors, |(first, _)| first);
    for author in list
        .split(['&', ','])
        .filter(|author| !author.trim().is_empty())
        .take(6)
    {
        let family = author
            .split_whitespace()
            .rev()
            .find(|word| !matches!(names::bare(word), "Jr" | "al" | "et" | "eds"));
        let one = author.split_whitespace().count() <= 4;
        if !key.is_empty() {
            key.push('+');
        }
        keys::push(
            if one {
                family.unwrap_or(author)
            } else {
                author
            },
            &mut key,
        );
    }
    if key.is_empty() {
        for word in item.trim_matches('*').split_whitespace().take(4) {
            keys::push(word, &mut key);
        }
    }
    if let Some((_, year)) = numbers::years(item, 0, item.len()).last() {
        key.push_str(&format!(":{year}"));
    }
    key
}
