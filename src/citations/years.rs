//! Where do years stand, and which page do they say?

use super::lines::floor;
use super::numbers;
use crate::project::Span;
use memchr::memmem;
use regex::Regex;
use std::sync::LazyLock;

/// A year as a citation has it: with its letter, and the page after it.
pub(super) struct Year {
    pub start: usize,
    /// After its letter.
    pub end: usize,
    /// After the page or chapter.
    pub till: usize,
    /// Where the year stands that a key has: of "1922/1978" the later.
    key: usize,
}

impl Year {
    /// As a key has it: "2004a", "n.d.", "inpress".
    pub fn key(&self, text: &str) -> String {
        let mut key = text[self.key..self.end].to_lowercase();
        key.retain(|c| c != ' ');
        key
    }

    /// The letters of other works of that year: "2004a, b" has one. Each with its place.
    pub fn letters<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> + use<'t> {
        let mut at = self.end;
        let dated = text.as_bytes()[self.start].is_ascii_digit();
        let mut last = text.as_bytes()[at - 1];
        std::iter::from_fn(move || {
            if !last.is_ascii_lowercase() || !dated {
                return None;
            }
            let rest = &text[at..];
            let joint = [", ", ",", "/", " and ", " & ", ", and "]
                .iter()
                .filter(|joint| rest.starts_with(**joint))
                .find(|joint| rest.as_bytes().get(joint.len()) == Some(&(last + 1)))?;
            let from = at + joint.len();
            let after = text.as_bytes().get(from + 1);
            if after.is_some_and(u8::is_ascii_alphanumeric) {
                return None;
            }
            last += 1;
            at = from + 1;
            Some((from, &text[from..at]))
        })
    }
}

/// What stands ahead of a year without the year of the first edition: "Durkheim [1893] 1984".
pub(super) fn without_original(ahead: &str) -> &str {
    let inside = ahead
        .strip_suffix("] ")
        .and_then(|rest| Some((rest, rest.len().checked_sub(4)?)));
    match inside {
        Some((rest, at)) if numbers::year_at(rest.as_bytes(), at).is_some() => {
            rest[..at].strip_suffix('[').unwrap_or(ahead)
        }
        _ => ahead,
    }
}

/// Whether a year is the one of the first edition, with that of a later one after it: "[1893] 1984".
fn is_original(text: &str, at: usize) -> bool {
    let later =
        text[at + 4..].starts_with("] ") && numbers::year_at(text.as_bytes(), at + 6).is_some();
    later && text[..at].ends_with('[')
}

/// What works have for a year that are not out, or say none.
const UNDATED: [&str; 5] = ["n.d.", "forthcoming", "Forthcoming", "in press", "In press"];

/// The places of years and of "n.d.", in the order of the text.
pub(super) fn places(text: &str) -> Vec<(usize, bool)> {
    let mut places: Vec<(usize, bool)> = numbers::years(text, 0, text.len())
        .map(|(at, _)| (at, true))
        .collect();
    let dated = places.len();
    for undated in UNDATED {
        places.extend(memmem::find_iter(text.as_bytes(), undated).map(|at| (at, false)));
    }
    if places.len() > dated {
        places.sort_unstable();
    }
    places
}

/// The year at a place with what belongs to it; none where it is part of a span of years or an amount.
pub(super) fn read(text: &str, line: Span, at: usize, dated: bool) -> Option<Year> {
    let rest = &text[at..line.end];
    if !dated {
        let length = UNDATED.iter().find(|word| rest.starts_with(**word))?.len();
        let till = at + length + locator(&rest[length..]);
        return Some(Year {
            start: at,
            end: at + length,
            till,
            key: at,
        });
    }
    if text[..at].ends_with(['-', '–', '/', '.', '$', '#', '=', '_']) && !text[..at].ends_with(". ")
    {
        return None;
    }
    if is_original(text, at) {
        return None;
    }
    let mut key = at;
    let mut end = at + 4;
    // "1922/1978": a later edition. Years next to each other are one that two years share.
    if rest[4..].starts_with('/')
        && let Some(later) = numbers::year_in(text.as_bytes(), at + 5)
        && numbers::year_at(text.as_bytes(), at)
            .is_some_and(|year| year + 1 < later && later < 2100)
    {
        key = at + 5;
        end = at + 9;
    }
    let letter = text.as_bytes().get(end).filter(|b| b.is_ascii_lowercase());
    if letter.is_some() {
        if text
            .as_bytes()
            .get(end + 1)
            .is_some_and(u8::is_ascii_alphanumeric)
        {
            return None;
        }
        end += 1;
    }
    let rest = &text[end..line.end];
    if rest.starts_with("'s") || rest.starts_with("’s") {
        return None;
    }
    // A span of years, or part of a name: "2010–2012", "2008-2012", "2015/16".
    let joined = rest.strip_prefix(['-', '–', '/', '_', '.']);
    if joined.is_some_and(|next| {
        next.trim_start().starts_with(|c: char| c.is_ascii_digit()) && !rest.starts_with(". ")
    }) {
        return None;
    }
    if rest.starts_with(['%', '°', '_']) {
        return None;
    }
    Some(Year {
        start: at,
        end,
        till: end + locator(rest),
        key,
    })
}

/// How many bytes after a year say a page, chapter or the like.
fn locator(rest: &str) -> usize {
    static LOCATOR: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?x)
            (?: ,?\s? (?: (?:esp(?:ecially|\.)?|at|see)\s )? (?i: pp?\.?|pgs?\.?|pages?|ch(?:ap)?s?\.?|chapters?|paras?\.?|sec(?:tion)?s?\.?|§§?|¶¶?|tables?|fig(?:ure)?s?\.?|vols?\.|notes?|fn\.?|annex|appendix|app\.|part)
                \s? (?: \d{1,5} | [ivxlcdm]{1,7}\b | [A-Z]\b )
              | (?: ,\s?(?:(?:esp(?:ecially|\.)?|at)\s)? | \s | :\s?) \d{1,4} (?: ff? | n\.?\s?\d{1,3} )? \b )
            (?: ff?\b\.? )?
            (?: \s?[-–—]\s? \d{1,4}\b | ,\s?\d{1,4}\b (?: \s?[-–—]\s? \d{1,4}\b )? | \s?(?:and|&)\s\d{1,4}\b )*
            (?: ff?\b )?",
        )
        .ok()
    });
    let window = &rest[..floor(rest, 60)];
    if !window.starts_with([',', ' ', ':']) {
        return 0;
    }
    let Some(found) = LOCATOR.as_ref().and_then(|locator| locator.find(window)) else {
        return 0;
    };
    cut_before_year(window, found.end())
}

/// A locator without what is the year of another work: "2015, 2013".
fn cut_before_year(window: &str, end: usize) -> usize {
    let marked = window[..end].contains(['p', 'P', '§']);
    let mut cut = end;
    for (at, _) in window[..end].match_indices(|c: char| c.is_ascii_digit()) {
        let alone = at == 0 || !window.as_bytes()[at - 1].is_ascii_digit();
        if alone
            && numbers::year_at(window.as_bytes(), at)
                .is_some_and(|year| (1900..2040).contains(&year))
            && !marked
        {
            cut = window[..at].trim_end_matches([' ', ',', ':', '&']).len();
            break;
        }
    }
    // "2009 12 countries": a number after a blank alone is a page only where nothing follows.
    let page = &window[..cut];
    if page.starts_with(' ') && page[1..].starts_with(|c: char| c.is_ascii_digit()) {
        let next = window[cut..].chars().next();
        if !next.is_none_or(|c| matches!(c, '.' | ';' | ')' | ',')) {
            return 0;
        }
    }
    cut
}
