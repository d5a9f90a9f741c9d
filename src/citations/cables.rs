//! Which diplomatic cables are cited? `06BUENOSAIRES309`: two digits of the year, the post, the number.
//!
//! As scans leave them: `08ABUJA 2048`, `05} ALMATY 406`, `^{31 06}BUENOSAIRES309`, two run together, `_a` for the
//! second copy of a cable, raised digits for the year, a stroke over a digit.

use super::notes::Found;
use super::numbers::raised;
use super::{Citation, Kind, keys};
use crate::project::Span;
use std::collections::HashMap;

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

/// A cable as the text writes it.
struct Written {
    span: Span,
    year: u32,
    post: String,
    number: String,
}

pub(super) fn find(text: &str, notes: &Found) -> Vec<Citation> {
    let mut cables = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // The first letter of a run of capitals; what is before and after it decides.
        if !bytes[at].is_ascii_uppercase() {
            at += 1;
            continue;
        }
        let length = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_uppercase())
            .count();
        if (POST.0..=POST.1).contains(&length)
            && let Some(cable) = written(text, at, at + length)
        {
            let glued = bytes[..cable.span.start]
                .last()
                .is_some_and(u8::is_ascii_digit);
            let follows = cables
                .last()
                .is_some_and(|last: &Written| last.span.end == cable.span.start);
            if !glued || follows {
                at = cable.span.end;
                cables.push(cable);
                continue;
            }
        }
        at += length;
    }
    let misread = misread_posts(&cables);
    cables
        .into_iter()
        .map(|cable| {
            let post = misread.get(&cable.post).unwrap_or(&cable.post);
            let key = format!("{:02}{post}{}", cable.year, cable.number);
            Citation::new(Kind::CableId, notes.clear_of_labels(cable.span), key)
        })
        .collect()
}

/// The shortest and longest names of posts.
const POST: (usize, usize) = (4, 20);

/// The cable whose post stands here, if digits stand on both sides of it.
fn written(text: &str, start: usize, mut end: usize) -> Option<Written> {
    if MONTHS.contains(&&text[start..end]) {
        return None;
    }
    let (year, from) = year_before(text, start)?;
    // A misread digit reads as a capital: `06VEDEVANO14`.
    let (mut digits, mut till) = number_after(text, end)?;
    if let Some(letters) = text[start..end].strip_suffix('O')
        && letters.len() >= POST.0
        && after_is_digit(text, end)
        && !KNOWN_O.contains(&&text[start..end])
    {
        digits.insert(0, '0');
        end -= 1;
    }
    let rest = &text[till..];
    for copy in ["_a", " a", "\\_a", " _a"] {
        let next = rest.get(copy.len()..).and_then(|rest| rest.chars().next());
        let closed = next.is_none_or(|c| !c.is_alphanumeric() && (c != ' ' || copy != " a"));
        if rest.starts_with(copy) && closed {
            till += copy.len();
            break;
        }
    }
    Some(Written {
        span: Span::new(from, till),
        year,
        post: text[start..end].to_owned(),
        number: digits,
    })
}

/// Posts whose name ends in O.
const KNOWN_O: [&str; 14] = [
    "QUITO",
    "OUITO",
    "MAPUTO",
    "TOKYO",
    "CAIRO",
    "SANTIAGO",
    "MEXICO",
    "SANJO",
    "OSLO",
    "SAOPAULO",
    "MONTEVIDEO",
    "COLOMBO",
    "SANTODOMINGO",
    "KINSHASAO",
];

/// "19MARCH2009" is a date.
const MONTHS: [&str; 11] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

fn after_is_digit(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// The two digits of the year ahead of the post, through blanks and braces.
fn year_before(text: &str, post: usize) -> Option<(u32, usize)> {
    let mut at = post;
    let mut gap = 0;
    let mut digits = [0u32; 2];
    let mut found = 0;
    for c in text[..post].chars().rev() {
        let digit = c.to_digit(10).or_else(|| raised(c));
        match digit {
            Some(digit) => {
                found += 1;
                digits[2 - found] = digit;
                at -= c.len_utf8();
                if found == 2 {
                    break;
                }
            }
            None if found == 0 && matches!(c, '}' | '{' | ' ' | '\\' | ',' | '$') && gap < 3 => {
                // A comma only as LaTeX's thin blank.
                gap += 1;
                at -= c.len_utf8();
            }
            None => return None,
        }
    }
    let year = digits[0] * 10 + digits[1];
    // Cables were kept from 1966 on.
    let plausible = found == 2 && (year <= 29 || year >= 66);
    let spread =
        text[at..post].trim_start_matches(|c: char| c.is_ascii_digit() || raised(c).is_some());
    // "12 IRAN 3" is no cable: a blank alone ahead of the post is too little.
    let tight = !spread.contains(' ') || spread.contains(['}', '{']);
    (plausible && tight).then_some((year, at))
}

/// The number after the post, through a blank, a brace or a stroke over a digit.
fn number_after(text: &str, post: usize) -> Option<(String, usize)> {
    let rest = &text[post..];
    let blank = rest.len() - rest.trim_start_matches([' ', '}', '{', '\\', ',']).len();
    if blank > 2 {
        return None;
    }
    let mut number = String::new();
    let mut at = post + blank;
    while let Some(digit) = text.as_bytes().get(at).filter(|b| b.is_ascii_digit()) {
        number.push(*digit as char);
        at += 1;
    }
    let stroke = &text[at..];
    let stroke = stroke.strip_prefix(' ').unwrap_or(stroke);
    if let Some(digits) = stroke.strip_prefix("$\\overline{")
        && let Some((digits, rest)) = digits.split_once("}$")
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.len() < 3
    {
        number.push_str(digits);
        at = text.len() - rest.len();
    }
    // Two cables run together: the last two digits are the year of the next.
    let next = text.as_bytes()[at..]
        .iter()
        .take_while(|b| b.is_ascii_uppercase())
        .count();
    if number.len() > 2 && next >= POST.0 {
        number.truncate(number.len() - 2);
        at -= 2;
    }
    let long = if blank > 0 { 2..=6 } else { 1..=6 };
    let closed = !text.as_bytes().get(at).is_some_and(u8::is_ascii_lowercase);
    (long.contains(&number.len()) && closed).then_some((number, at))
}

/// Posts that a scan misread, by what they are: a post that is rare here and one letter from a common one.
fn misread_posts(cables: &[Written]) -> HashMap<String, String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for cable in cables {
        *counts.entry(&cable.post).or_default() += 1;
    }
    let mut posts: Vec<(&str, usize)> = counts.into_iter().collect();
    posts.sort_unstable();
    let mut misread = HashMap::new();
    for (post, count) in &posts {
        let right = posts
            .iter()
            .filter(|(other, often)| *often >= 3 * count && alike(post, other))
            .max_by_key(|(_, often)| *often);
        if let Some((right, _)) = right {
            misread.insert((*post).to_owned(), (*right).to_owned());
        }
    }
    misread
}

/// Whether a scan may read one post as the other: letters of one shape taken for each other, or a couple of
/// letters of a long name wrong.
fn alike(a: &str, b: &str) -> bool {
    if a.len() != b.len() || a == b {
        return false;
    }
    let wrong = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b);
    let (mut all, mut shapes) = (0, 0);
    for (a, b) in wrong {
        all += 1;
        shapes += usize::from(
            SHAPES
                .iter()
                .any(|set| set.contains(&a) && set.contains(&b)),
        );
    }
    shapes == all || (all <= 2 && a.len() >= 6)
}

/// Capitals that scans take for each other.
const SHAPES: [&[u8]; 6] = [b"OQDCG", b"IJLT", b"EFB", b"MNW", b"UV", b"SZ"];

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
