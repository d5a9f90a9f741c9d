//! Which interviews and letters are cited?
//!
//! In full (`Personal interview with A. Name, Office, July 8, 2015. Conducted by …`), without a name (`Anonymous
//! interview. Conducted in person by …`), in short (`Varela interview`, `Miller and Horowitz interviews`), by number
//! (`Interview 6`, `Interviews 2, 7`, `Interview #3`), and letters (`Email exchange with …`).

use super::authors::{Authors, Known};
use super::lines::{Lines, floor};
use super::names::{self, Word};
use super::notes::Found;
use super::{Citation, Kind, numbers, talks};
use crate::project::Span;
use memchr::memmem;

pub(super) fn find(text: &str, lines: &Lines, notes: &Found, known: &Known) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    let mut words = Vec::new();
    let mut end = 0;
    for (at, length) in places(text) {
        if at < end {
            continue;
        }
        let Some(line) = lines.at(at) else { continue };
        // A paragraph may be a whole book: what is near decides.
        let line = lines.list[line];
        let line = Span::new(
            floor(text, line.start.max(at.saturating_sub(NEAR))).max(line.start),
            floor(text, line.end.min(at + NEAR)),
        );
        let cited = in_full(text, line, notes, at, known)
            .or_else(|| numbered(text, line, at, length))
            .or_else(|| talks::in_brackets(text, line, at, known, &mut words))
            .or_else(|| in_short(text, line, notes, (at, length), known, &mut words));
        if let Some(citation) = cited {
            end = citation.span().end;
            found.push(citation);
        }
    }
    found
}

/// Bytes on either side of a word that are looked at.
const NEAR: usize = 1500;

/// The places of the words for interviews and letters, with their length.
fn places(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for word in [
        "nterview",
        "orrespondence with",
        "mail exchange",
        "mail with",
        "mail from",
        "ommunication with",
        "onversation with",
        "onversation, ",
        "ersonal communication",
        "ers. comm",
        "mail to ",
        "mail message",
        "mail correspondence",
        "mail communication",
        "orrespondence, ",
    ] {
        places.extend(memmem::find_iter(bytes, word).filter_map(|at| {
            let first = floor(text, at.checked_sub(1)?);
            let letter = text[first..].chars().next()?;
            let start = matches!(
                letter,
                'I' | 'i' | 'C' | 'c' | 'E' | 'e' | '-' | 'm' | 'P' | 'p'
            );
            let inside = text[..first].ends_with(|c: char| c.is_alphanumeric());
            (start && !inside).then_some((first, word.len() + letter.len_utf8()))
        }));
    }
    places.sort_unstable();
    places
}

/// Words that an interview in full starts with, ahead of "interview".
const OPENINGS: [&str; 16] = [
    "personal",
    "author's",
    "author’s",
    "authors'",
    "authors’",
    "phone",
    "telephone",
    "skype",
    "email",
    "e-mail",
    "anonymous",
    "confidential",
    "author",
    "video",
    "in-person",
    "zoom",
];

/// "Personal interview with …" in a note or at the start of a paragraph of notes: to the end of the paragraph.
fn in_full(text: &str, line: Span, notes: &Found, at: usize, known: &Known) -> Option<Citation> {
    let rest = &text[at..line.end];
    let word = rest.split([' ', ',', '.']).next()?;
    let after = rest[word.len()..].trim_start();
    let start = opening(text, line, at);
    let opened = start < at;
    let letter = word.starts_with(['C', 'c', 'E', 'e']);
    let exchange = after.strip_prefix("exchange ").unwrap_or(after);
    let with = after.starts_with("with ")
        || letter && (opened || exchange.starts_with("with ") || exchange.starts_with("from "));
    let details = rest[word.len()..].starts_with([',', '.'])
        || after.starts_with("by ")
        || after.starts_with("conducted");
    let area = notes.areas.partition_point(|area| area.end <= start);
    let area = notes
        .areas
        .get(area)
        .filter(|area| area.start <= start)
        .copied();
    let first = match area {
        Some(area) => text[area.start..start].trim().is_empty() || sentence_opens(text, start),
        None => line.start == start,
    };
    let dated = numbers::years(text, at, line.end).next().is_some();
    let told = rest.contains("onducted ") || rest.contains("nterview by");
    let capital = text[start..].starts_with(char::is_uppercase);
    let full = capital
        && first
        && ((with && (area.is_some() || dated || told))
            || (opened || dated) && details && (told || dated));
    let full = full
        || letter && with && capital && dated && (area.is_some() || text[..start].ends_with('('));
    if !full {
        return None;
    }
    let bound = area.map_or(line.end, |area| area.end.min(line.end));
    let end = closing(text, start, bound);
    let person = whom(&text[at..end], known);
    let mut key = if person.is_empty() {
        "anonymous".to_owned()
    } else {
        person
    };
    if let Some((_, year)) = numbers::years(text, at, end).last() {
        key.push_str(&format!(":{year}"));
    }
    Some(Citation::new(Kind::Interview, Span::new(start, end), key))
}

/// Where the words ahead of "interview" start that belong to it.
fn opening(text: &str, line: Span, at: usize) -> usize {
    let mut start = at;
    for _ in 0..2 {
        let ahead = text[line.start..start].trim_end();
        let from = ahead.rfind([
            ' ', '(', '"', '*', '.', '⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹',
        ]);
        let from = from.map_or(0, |blank| {
            blank + ahead[blank..].chars().next().map_or(1, char::len_utf8)
        });
        let word = ahead[from..].to_lowercase();
        if !OPENINGS.contains(&word.as_str()) {
            break;
        }
        start = line.start + from;
    }
    start
}

fn sentence_opens(text: &str, at: usize) -> bool {
    let ahead = text[..at].trim_end();
    ahead.ends_with(['.', ';', ')', '”', '"'])
}

/// Where an interview in full ends: at a semicolon, at another citation, at the end of the paragraph.
fn closing(text: &str, start: usize, bound: usize) -> usize {
    let rest = &text[start..bound];
    // "(on file with author)" and what follows is no part of it.
    let mut end = bound;
    for stop in [
        "; ",
        " (on file",
        ". See ",
        " and cited in",
        ", cited in",
        " Personal interview with ",
    ] {
        if let Some(at) = rest.find(stop).filter(|at| *at > 10) {
            end = end.min(start + at);
        }
    }
    start + text[start..end].trim_end().len()
}

/// The surname of the person that an interview was with; of all of them where there were several.
pub(super) fn whom(rest: &str, known: &Known) -> String {
    let Some(with) = rest.find("with ").map(|at| at + 5) else {
        return named_after(rest, known);
    };
    let plural = rest[..with]
        .trim_end_matches(" with ")
        .ends_with("nterviews");
    let name = &rest[with..];
    let end = name
        .find(|c| matches!(c, '(' | ';') || c == ',' && !plural)
        .unwrap_or(name.len());
    let mut name = &name[..end];
    for stop in [" by ", " in ", " at ", " on ", " from ", " of ", ". "] {
        // "Ms. Eva Brask"
        let at = name.match_indices(stop).find(|(at, _)| *at > 3);
        name = at.map_or(name, |(at, _)| &name[..at]);
    }
    let mut words = Vec::new();
    names::words(name, 0, name.len(), &mut words);
    if plural {
        if !names::all_names(&words) {
            return String::new();
        }
        return Authors::of(&words, true).key(known);
    }
    let last = words
        .iter()
        .rposition(|word| word.text.starts_with(char::is_uppercase));
    let Some(last) = last else {
        return String::new();
    };
    let first = words[..=last]
        .iter()
        .rposition(|word| !(names::is_name(word.bare()) || names::is_particle(word.bare())))
        .map_or(0, |before| before + 1);
    Authors::of(&words[first.min(last)..=last], true).key(known)
}

/// "Personal interview, John Miller. June 16, 2014."
fn named_after(rest: &str, known: &Known) -> String {
    let Some((word, after)) = rest.split_once(", ") else {
        return String::new();
    };
    let Some((name, _)) = after.split_once(". ") else {
        return String::new();
    };
    let mut words = Vec::new();
    names::words(name, 0, name.len(), &mut words);
    let person = (2..=4).contains(&words.len())
        && words
            .iter()
            .all(|word| names::is_name(word.bare()) && !word.closed());
    if person && word.ends_with("nterview") {
        Authors::of(&words, true).key(known)
    } else {
        String::new()
    }
}

/// "Interview 6", "Interviews 2, 7", "Interview #3".
fn numbered(text: &str, line: Span, at: usize, length: usize) -> Option<Citation> {
    let capital = text[at..].starts_with('I');
    let mut rest = &text[at + length..line.end];
    rest = rest.strip_prefix('s').unwrap_or(rest);
    let number = rest.trim_start_matches([' ', '#', '\\']);
    let number = number
        .strip_prefix("No. ")
        .or(number.strip_prefix("no. "))
        .unwrap_or(number);
    let spaced = number.len() < rest.len();
    // "Interview A4", "Interview PL-12"
    let letters = number.bytes().take_while(u8::is_ascii_uppercase).count();
    let coded = number[letters..]
        .strip_prefix('-')
        .unwrap_or(&number[letters..]);
    if capital && spaced && (1..=3).contains(&letters) {
        let digits = coded.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits) && !coded[digits..].starts_with(char::is_alphanumeric) {
            let end = line.end - coded.len() + digits;
            let code = &text[line.end - number.len()..end];
            let key = format!("interview:{}", code.to_lowercase());
            return Some(Citation::new(Kind::Interview, Span::new(at, end), key));
        }
    }
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let bracket = text[..at].ends_with(['(', '['])
        || text[..at].ends_with("see ")
        || text[..at].ends_with("; ");
    let plain = rest.starts_with(' ') && !number[digits..].starts_with([',', '.']) || digits < 3;
    if !(capital || bracket && plain) || !spaced || !(1..=3).contains(&digits) {
        return None;
    }
    // The list of interviews has the whole of each.
    let heads = text[line.start..at]
        .trim_matches(['-', '*', ' ', '•'])
        .is_empty();
    let after = &number[digits..];
    if heads && after.starts_with(':') {
        let key = format!("interview:{}", &number[..digits]);
        return Some(Citation::new(Kind::Interview, Span::new(at, line.end), key));
    }
    let mut more = number;
    let mut till = number;
    loop {
        let digits = more.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 3 {
            break;
        }
        till = &more[digits..];
        let next = till.trim_start_matches([',', ' ']);
        let next = next
            .strip_prefix("and ")
            .or(next.strip_prefix("& "))
            .or(next.strip_prefix(['-', '–']))
            .unwrap_or(next);
        if next.len() == till.len() {
            break;
        }
        more = next;
    }
    let end = line.end - till.len();
    let listed: Vec<&str> = text[at..end]
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let key = format!("interview:{}", listed.join("+"));
    Some(Citation::new(Kind::Interview, Span::new(at, end), key))
}

/// "Varela interview", "Miller and Horowitz interviews": in notes and in brackets.
fn in_short<'t>(
    text: &'t str,
    line: Span,
    notes: &Found,
    (at, length): (usize, usize),
    known: &Known,
    words: &mut Vec<Word<'t>>,
) -> Option<Citation> {
    let bracket = text[line.start..at]
        .rfind('(')
        .is_some_and(|open| !text[line.start + open..at].contains(')'));
    if !(notes.has(Span::new(at, at + 1)) || bracket)
        || !text[at..at + length].to_lowercase().ends_with("interview")
    {
        return None;
    }
    let after = text[at + length..].chars().next();
    let plural = after == Some('s');
    let end = at + length + usize::from(plural);
    let closed = text[end..line.end].chars().next();
    if closed.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let from = floor(text, line.start.max(at.saturating_sub(80))).max(line.start);
    names::words(text, from, at, words);
    let last = words.last()?;
    if last.closed() || last.text.ends_with('.') || !names::is_name(last.bare()) {
        return None;
    }
    let first = names::authors_before(words, false)?;
    let people = &words[first..];
    let start = people.first()?.start;
    let mut span = notes.clear_of_labels(Span::new(start, end));
    let raised = text[span.range()]
        .chars()
        .take_while(|c| !c.is_alphabetic())
        .map(char::len_utf8)
        .sum::<usize>();
    span.start += raised;
    let shape = text[at..].starts_with('I') || plural || people.len() == 1;
    let key = Authors::of(people, true).key(known);
    (shape && !key.is_empty() && key != "personal" && key != "phone" && key != "anonymous")
        .then(|| Citation::new(Kind::Interview, span, key))
}
