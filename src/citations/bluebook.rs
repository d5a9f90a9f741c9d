//! Which works does a law review cite in full? Articles, chapters, books, reports, news, press releases, cases.
//!
//! Such a citation ends with its year in brackets, `(2009)` or `(Aug. 3, 2015, 7:30 PM)`, with the day of a newspaper
//! or ahead of a web address, and has its title in italics or capitals, a volume and a page, or says what it is. It
//! starts where the one before it, or the sentence, ends.

use super::items::{Items, Sign, Stop, opening};
use super::lines::touches;
use super::notes::Found;
use super::works::{key, letters};
use super::{Citation, Kind, numbers};
use crate::project::Span;
use std::borrow::Cow;

pub(super) fn find(text: &str, notes: &Found, law: &[Citation]) -> Vec<Citation> {
    let law: Vec<Span> = law.iter().map(Citation::span).collect();
    let mut found = Vec::new();
    for note in &notes.notes {
        let joined = Joined::of(text, &note.spans);
        for (start, end) in works(&joined.text) {
            let spans = joined.spans(start, end);
            let Some(first) = spans.first() else { continue };
            if touches(&law, Span::new(first.start, first.start + 1)) {
                continue;
            }
            found.push(Citation {
                kind: Kind::Bluebook,
                key: key(&joined.text[start..end]),
                spans,
                resolves_to: Vec::new(),
            });
        }
    }
    found.sort_by_key(|citation| citation.span().start);
    letters(text, &mut found);
    found
}

/// The parts of a note read on as one, over the cut of a page.
#[derive(Debug)]
struct Joined<'t> {
    text: Cow<'t, str>,
    /// Where each part starts in the joined text, and where it stands.
    parts: Vec<(usize, Span)>,
}

impl<'t> Joined<'t> {
    fn of(text: &'t str, spans: &[Span]) -> Self {
        if let [span] = spans {
            return Self {
                text: Cow::Borrowed(&text[span.range()]),
                parts: vec![(0, *span)],
            };
        }
        let mut joined = String::new();
        let mut parts = Vec::with_capacity(spans.len());
        for span in spans {
            if !parts.is_empty() {
                let words = joined.trim_end_matches(['*', '_']);
                if words.ends_with(|c: char| ".!?>”\")]:".contains(c)) {
                    joined.push('\n');
                } else if !words.ends_with('-') {
                    joined.push(' ');
                }
            }
            parts.push((joined.len(), *span));
            joined.push_str(&text[span.range()]);
        }
        Self {
            text: Cow::Owned(joined),
            parts,
        }
    }

    /// Where a part of the joined text stands.
    fn spans(&self, start: usize, end: usize) -> Vec<Span> {
        let inside = self.parts.iter().filter_map(|(from, span)| {
            let (first, last) = (start.max(*from), end.min(from + span.len()));
            (first < last).then(|| Span::new(span.start + first - from, span.start + last - from))
        });
        inside.collect()
    }
}

/// Where the works stand that a note cites.
fn works(note: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut items = Items::of(note);
    while let Some(stop) = items.next() {
        if let Some((start, end)) = work(note, stop) {
            found.push((start, end));
            items.taken(end);
        }
    }
    let last = items.last_start();
    if let Some(cut) = cut(note, last) {
        found.push(cut);
    }
    found
}

/// The work that ends at a sign.
fn work(note: &str, stop: Stop) -> Option<(usize, usize)> {
    let until = match stop.sign {
        Sign::Bracket { open, .. } => open,
        _ => stop.at,
    };
    let raw = note.get(stop.start..until)?;
    if raw.len() > LONGEST {
        return None;
    }
    let start = stop.start + opening(raw);
    let item = note.get(start..until)?.trim_end();
    match stop.sign {
        Sign::Bracket { open, italic } => {
            let inside = &note[open + 1..stop.at];
            let ends = !italic && dated(inside) && cited(item);
            (ends && !prose(item)).then_some((start, stop.at + 1))
        }
        Sign::Address { .. } => {
            let item = item.trim_end_matches(['<', '[', ' ']).trim_end_matches(',');
            let named = italic_title(item) || (capitals(item) >= 2 && item.len() > 12);
            let whole = named && item.len() > 8 && !tail_is_prose(item) && !prose(item);
            (whole && !item.starts_with('[')).then(|| (start, start + item.len()))
        }
        Sign::Pointer => hosted(note, start, stop.at),
        Sign::Date => {
            let end = day(note, stop.at)?;
            let news = italic_title(item) && !tail_is_prose(item) && !prose(item);
            news.then_some((start, end))
        }
    }
}

/// The longest citation, in bytes.
const LONGEST: usize = 600;

/// Whether what a bracket says ends with a year, or a time of day after it.
fn dated(inside: &str) -> bool {
    if inside.len() > 160 || inside.contains("http") {
        return false;
    }
    let Some((year, _)) = numbers::years(inside, 0, inside.len()).last() else {
        return false;
    };
    let tail = &inside[year + 4..];
    let visited = inside.starts_with("last visited") || inside.starts_with("accessed");
    !visited && (tail.is_empty() || tail.starts_with(", ") && tail.len() < 12)
}

/// Whether words are a work: by a title in italics or capitals, the name of a kind, a volume and page, or all that a
/// law review leaves of a title.
fn cited(item: &str) -> bool {
    let kind = KINDS.iter().any(|kind| item.contains(kind));
    let long = item.len() > 8;
    long && (italic_title(item)
        || kind
        || capitals(item) >= 2
        || in_volume(item)
        || titled_plainly(item))
}

/// Words of works that have no title in italics.
const KINDS: [&str; 15] = [
    "Press Release",
    "Special Briefing",
    " v. ",
    "Remarks",
    "Hearing",
    "Statement",
    "Working Paper",
    "Letter from",
    "Paper presented",
    ", Address at",
    ", Address to",
    ", Speech at",
    ", Speech to",
    "dissertation",
    "In re ",
];

fn italic_title(item: &str) -> bool {
    let stars = item.bytes().filter(|b| *b == b'*').count();
    stars >= 2 && !item.ends_with("*supra*")
        // The opening of the italics may have gone with the signal: "*See About us*".
        || stars == 1 && item.contains("*,")
}

/// How many words of more than two letters are in capitals.
fn capitals(item: &str) -> usize {
    let shouted = |word: &&str| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 2 && letters.all(char::is_uppercase)
    };
    item.split_whitespace().filter(shouted).count()
}

/// Whether words end with a journal: "23 Hum. Rts. Q. 975", "54 Duke L.J. 961, 969-70".
fn in_volume(item: &str) -> bool {
    let words: Vec<&str> = item.split_whitespace().collect();
    let number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let pages = words.iter().rev().take_while(|word| number(word)).count();
    if pages == 0 || pages > 4 {
        return false;
    }
    let ahead = &words[..words.len() - pages];
    let journal = ahead.iter().rev().take_while(|word| !number(word));
    let names = journal.clone().count();
    let capital = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '&')
            || matches!(*word, "of" | "the" | "and" | "for")
    };
    let volume = ahead
        .len()
        .checked_sub(names + 1)
        .and_then(|at| ahead.get(at));
    (1..=9).contains(&names)
        && journal.clone().all(capital)
        && volume.is_some_and(|word| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether words are an author and a title whose italics are lost: "Beth Simmons, Mobilizing for Human Rights 15".
fn titled_plainly(item: &str) -> bool {
    let Some((author, title)) = item.split_once(", ") else {
        return false;
    };
    let names: Vec<&str> = author.split_whitespace().collect();
    let name = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c == '&');
    let link =
        |word: &&str| super::vocabulary::LINKS.has(word) || super::vocabulary::PARTICLES.has(word);
    let author = (2..=9).contains(&names.len())
        && names.iter().all(|word| name(word) || link(word))
        && names.first().is_some_and(name);
    let words: Vec<&str> = title
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect();
    let high = words
        .iter()
        .filter(|word| {
            word.trim_start_matches(['“', '"', '‘', '\''])
                .starts_with(char::is_uppercase)
        })
        .count();
    author && words.len() >= 2 && high * 4 >= words.len() * 3
}

/// Whether words are a sentence that happens to have a year in brackets.
fn prose(item: &str) -> bool {
    let lead = item[..item.find('*').unwrap_or(item.len())].split_whitespace();
    lead.filter(|word| {
        word.starts_with(char::is_lowercase)
            && !super::vocabulary::LINKS.has(word)
            && !super::vocabulary::PARTICLES.has(word)
    })
    .count()
        > 4
}

/// Whether a sentence follows the title.
fn tail_is_prose(item: &str) -> bool {
    let tail = item.rfind('*').map_or("", |star| &item[star + 1..]);
    let low = tail
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_lowercase) && !super::vocabulary::LINKS.has(word));
    low.count() > 1
}

/// Where a day and the page after it end: ", May 3, 2010, at A4".
fn day(note: &str, comma: usize) -> Option<usize> {
    let window = note.get(comma..).unwrap_or_default();
    let (year, _) = numbers::years(note, comma, comma + window.len().min(24)).next()?;
    let between = note.get(comma + 2..year)?;
    let day = between.split_whitespace().nth(1)?;
    let is_day = day
        .trim_end_matches(',')
        .parse::<u8>()
        .is_ok_and(|day| day <= 31);
    if !is_day || between.split_whitespace().count() != 2 {
        return None;
    }
    let end = year + 4;
    let page = note[end..].strip_prefix(", at ").map_or(0, |page| {
        let length = page
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(page.len());
        if length > 0 {
            ", at ".len() + length
        } else {
            0
        }
    });
    Some(end + page)
}

/// A chapter whose book is known: "…, *Title*, in *BOOK*, *supra* note 33, at 25".
fn hosted(note: &str, start: usize, pointer: usize) -> Option<(usize, usize)> {
    let item = note.get(start..pointer)?;
    let host = item.rfind(", in ").or_else(|| item.rfind(" in *"))?;
    let title = &item[..host];
    let book = &item[host..];
    let named = italic_title(title) || title.contains(", ");
    if !named || !(book.contains('*') || capitals(book) >= 2) || prose(item) || title.len() < 8 {
        return None;
    }
    let rest = &note[pointer..];
    let noted = rest[5..]
        .trim_start_matches(['*', ',', ' '])
        .starts_with("note");
    let end = rest.find(['.', ';', '[', '(']).unwrap_or(rest.len());
    noted.then(|| (start, pointer + rest[..end].trim_end().len()))
}

/// A work that the end of the note cuts in the middle of its title.
fn cut(note: &str, start: usize) -> Option<(usize, usize)> {
    let rest = note.get(start..)?;
    let broken = rest.trim_end_matches(['*', '_']).ends_with('-');
    let from = start + opening(rest);
    let item = note.get(from..)?;
    let title = item.contains(", *") || KINDS.iter().any(|kind| item.contains(kind));
    let opens = item.starts_with(char::is_uppercase);
    (broken && title && opens && item.len() <= LONGEST).then_some((from, note.len()))
}
