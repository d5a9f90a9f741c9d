//! Which diplomatic cables are cited? `06BUENOSAIRES309`: two digits of the year, the post, the number.
//!
//! As scans leave them: `08ABUJA 2048`, `05} ALMATY 406`, `^{31 06}BUENOSAIRES309`, two run together, `_a` for the
//! second copy of a cable, raised digits for the year, a stroke over a digit.

use super::lines::before;
use super::notes::Found;
use super::telegram::{SHORTEST, Written, copy, digit_at, is_year, letters, number_after, written};
use super::{Citation, Kind, keys, posts};
use crate::project::Span;
use std::collections::HashSet;

/// A cable, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cable {
    /// The full year that it was sent in.
    pub year: i32,
    /// The post that sent it, in capitals without blanks: `BUENOSAIRES`.
    pub post: String,
    /// Its number among the cables of that post and year, without zeros ahead of it.
    pub number: String,
}

/// The cable that a key names: of `06BUENOSAIRES309`, 2006, Buenos Aires, 309. None for the key of anything else.
///
/// Whatever a person types will do too: see [`cable_key`].
pub fn cable(key: &str) -> Option<Cable> {
    let key = cable_key(key);
    let (year, rest) = key.split_at_checked(2)?;
    let year: i32 = year.parse().ok()?;
    let end = rest.find(|c: char| c.is_ascii_digit())?;
    let (post, number) = rest.split_at(end);
    let plausible = post.len() >= 2 && post.bytes().all(|b| b.is_ascii_uppercase());
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    (plausible && digits).then(|| Cable {
        year: if year < FIRST {
            2000 + year
        } else {
            1900 + year
        },
        post: post.to_owned(),
        number: number.to_owned(),
    })
}

/// The first year of the last century, in two digits, that cables are cited from.
const FIRST: i32 = 66;

/// What a person types for a cable, a post or a year and a post, as keys have it: "06 Buenos Aires 309",
/// "06-BUENOSAIRES-309", "2006BUENOSAIRES00309" and "06BUENOSAIRES309_a" are all `06BUENOSAIRES309`, and "buenos aires"
/// is `BUENOSAIRES`. To compare, write both sides so.
pub fn cable_key(typed: &str) -> String {
    let letters: String = typed
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(keys::without_accent)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let post = letters
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(letters.len());
    let (year, rest) = letters.split_at(post);
    let end = rest
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (post, number) = rest.split_at(end);
    let digits = number.trim_end_matches(|c: char| c.is_ascii_uppercase());
    // A single letter after the number tells copies of one cable apart.
    let number = if number.len() - digits.len() == 1 {
        digits
    } else {
        number
    };
    let year = match year.strip_prefix("19").or(year.strip_prefix("20")) {
        Some(short) if short.len() == 2 => short,
        _ => year,
    };
    let tidy = number.trim_start_matches('0');
    format!(
        "{year}{post}{}",
        if tidy.is_empty() { number } else { tidy }
    )
}

pub(super) fn find(text: &str, notes: &Found) -> Vec<Citation> {
    let mut cables: Vec<Written> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // The first letter of a run; what is before and after it decides.
        if !bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let end = at + letters(bytes, at);
        if !may_follow_year(bytes, at) {
            at = end;
            continue;
        }
        let last = cables.last().map_or(0, |last| last.span.end);
        match written(text, at, end, last) {
            Some(cable) => {
                at = cable.span.end;
                cables.push(cable);
            }
            None => at = end,
        }
    }
    without_year(text, notes, &mut cables);
    let posts: Vec<&str> = cables.iter().map(|cable| cable.post.as_str()).collect();
    let misread = posts::misread(&posts);
    cables
        .into_iter()
        .map(|cable| {
            let post = misread.get(&cable.post).unwrap_or(&cable.post);
            let year = cable
                .year
                .map_or(String::new(), |year| format!("{year:02}"));
            let key = format!("{year}{post}{}", cable.number);
            Citation::new(Kind::CableId, notes.clear_of_labels(cable.span), key)
        })
        .collect()
}

/// Whether a digit, plain or raised, may stand ahead of a letter, over signs that a scan leaves there: most words are
/// passed by with this.
fn may_follow_year(bytes: &[u8], at: usize) -> bool {
    let ahead = &bytes[at.saturating_sub(4)..at];
    let gap = |b: &&u8| b" }{\\,$-\n".contains(b);
    let digit = ahead.iter().rev().find(|b| !gap(b));
    digit.is_some_and(|b| b.is_ascii_digit() || *b >= 0x80)
}

/// Adds the cables of notes whose year is lost, where others of their post are cited: `LIMA669`.
fn without_year(text: &str, notes: &Found, cables: &mut Vec<Written>) {
    let posts: HashSet<String> = cables
        .iter()
        .filter(|cable| posts::known(&cable.post))
        .map(|cable| cable.post.clone())
        .collect();
    let bytes = text.as_bytes();
    let mut more = Vec::new();
    for area in notes.areas.iter().filter(|_| !posts.is_empty()) {
        let mut at = area.start;
        while at < area.end {
            let length = letters(bytes, at);
            let end = at + length;
            let alone =
                !before(text, at).is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '/');
            if length >= SHORTEST && alone && digit_at(text, end) && posts.contains(&text[at..end])
            {
                let found = number_after(text, end, true)
                    .filter(|(number, _)| number.len() > 1 && !is_year(number));
                if let Some((number, till)) = found {
                    more.push(Written {
                        span: Span::new(at, till + copy(&text[till..])),
                        year: None,
                        post: text[at..end].to_owned(),
                        number,
                    });
                }
            }
            at = end.max(at + 1);
        }
    }
    let known: HashSet<usize> = cables.iter().map(|cable| cable.span.end).collect();
    more.retain(|cable| !known.contains(&cable.span.end));
    cables.extend(more);
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, keys};
    use super::{Cable, Kind, cable, cable_key};

    #[test]
    fn a_key_is_taken_apart() {
        let apart = |key| cable(key).map(|Cable { year, post, number }| (year, post, number));
        let lima = |year, number: &str| Some((year, "LIMA".to_owned(), number.to_owned()));
        assert_eq!(apart("06LIMA309"), lima(2006, "309"));
        assert_eq!(apart("75LIMA9"), lima(1975, "9"));
        assert_eq!(apart("65LIMA9"), lima(2065, "9"));
        for none in [
            "",
            "LIMA",
            "06LIMA",
            "06",
            "efrat:2012",
            "fn:12",
            "6LIMA30",
            "é",
        ] {
            assert_eq!(apart(none), None, "{none}");
        }
    }

    #[test]
    fn whatever_a_person_types_for_a_cable_is_one_key() {
        for typed in [
            "06 Buenos Aires 309",
            "06-BUENOSAIRES-309",
            "06BUENOSAIRES309_a",
            "2006buenosaires00309",
            "06} BUENOSAIRES 309",
        ] {
            assert_eq!(cable_key(typed), "06BUENOSAIRES309", "{typed}");
        }
        assert_eq!(cable_key("buenos aires"), "BUENOSAIRES");
        assert_eq!(cable_key("06 Buenos Aires"), "06BUENOSAIRES");
        assert_eq!(cable_key("Asunción"), "ASUNCION");
        assert_eq!(cable_key(""), "");
    }

    #[test]
    fn scars_are_seen_through() {
        let text = "07LIMA12, 05} LIMA 406; 08LIMA 2048. 06LIMA337_a, 06LIMA338 a. (07LIMA9) 05LIMA133706LIMA914 \
            06LIMA11 $\\overline{8}$ a, ⁰⁶LIMA77 and 1998 LIMA or 12 LIMA 4, 3G20 and 07ABC1.";
        assert_eq!(
            keys(text, Kind::CableId),
            [
                "07LIMA12",
                "05LIMA406",
                "08LIMA2048",
                "06LIMA337",
                "06LIMA338",
                "07LIMA9",
                "05LIMA1337",
                "06LIMA914",
                "06LIMA118",
                "06LIMA77"
            ]
        );
        assert!(found(text, Kind::CableId).contains(&"06LIMA338 a".to_owned()));
    }

    #[test]
    fn a_post_that_is_nearly_another_was_misread() {
        let text = "04QUITO1, 04QUITO2, 05QUITO3, 04OUITO4, 05LIMA1";
        let keys = keys(text, Kind::CableId);
        assert_eq!(keys[3], "04QUITO4");
        assert_eq!(keys[4], "05LIMA1");
    }
}
