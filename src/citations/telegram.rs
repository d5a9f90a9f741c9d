//! How is one cable written? The year, the post and the number, through what a scan does to them.

use super::lines::{before, floor};
use super::numbers::raised;
use super::posts;
use crate::project::Span;

/// A cable as the text writes it.
pub(super) struct Written {
    pub span: Span,
    /// Two digits; none where the text has lost them.
    pub year: Option<u32>,
    pub post: String,
    pub number: String,
}

/// The shortest name of a post.
pub(super) const SHORTEST: usize = 4;

/// The cable whose post starts here, if a year is ahead of it and a number after it.
pub(super) fn written(text: &str, start: usize, end: usize, last: usize) -> Option<Written> {
    let year = Year::before(text, start, last)?;
    // "1OLIMA58", with a letter O for the second digit of the year.
    let start = start + usize::from(year.letter);
    let (post, till) = post(text, start, end, &year)?;
    let known = posts::known(&post) || posts::nearly_known(&post);
    // A digit that was read as a capital: `06LIMAO14`.
    let (post, zeros) = match post.strip_suffix('O') {
        Some(short) if !known && !year.full && short.len() >= SHORTEST && digit_at(text, till) => {
            (short.to_owned(), "0")
        }
        _ => (post, ""),
    };
    let known = known || posts::known(&post);
    let (number, till) = number_after(text, till, known)?;
    if year.apart && (!known || is_year(&number) || number.len() < 2) {
        return None;
    }
    // "08LIMA00123" is written with five digits, whatever the number.
    let number = match year.full || number.len() > 4 {
        true => number.trim_start_matches('0').to_owned(),
        false => format!("{zeros}{number}"),
    };
    Some(Written {
        span: Span::new(year.start, till + copy(&text[till..])),
        year: Some(year.digits),
        post,
        number,
    })
}

pub(super) fn digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// "1998" or "2006": a year more likely than the number of a cable.
pub(super) fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// How long what tells copies of a cable apart is: "_a", " a", "\\_a".
pub(super) fn copy(rest: &str) -> usize {
    for copy in ["_a", "_b", " a", "\\_a", "\\_b", " _a", "a", "b"] {
        let Some(after) = rest.strip_prefix(copy) else {
            continue;
        };
        let next = after.chars().next();
        let closed = next.is_none_or(|c| !c.is_alphanumeric() && (c != ' ' || copy != " a"));
        if closed {
            return copy.len();
        }
    }
    0
}

/// The year ahead of a post.
struct Year {
    digits: u32,
    start: usize,
    /// Whether all four digits are written.
    full: bool,
    /// Whether only a blank, a hyphen or the end of a line is between it and the post.
    apart: bool,
    /// Whether the second digit was read as a letter, and so looks like the first of the post.
    letter: bool,
}

impl Year {
    /// The year ahead of a post, through blanks and braces, after the end of the last cable.
    fn before(text: &str, post: usize, last: usize) -> Option<Self> {
        let gap = gap_before(text, post)?;
        let spread = &text[post - gap..post];
        let at = post - gap;
        let mut digits: Vec<(u32, usize)> = Vec::new();
        for (from, c) in text[..at].char_indices().rev() {
            if from < last || digits.len() > 7 {
                break;
            }
            let letter = matches!(c, 'O' | 'o') && digits.len() == 1;
            match c.to_digit(10).or_else(|| raised(c)) {
                Some(digit) => digits.push((digit, from)),
                None if letter && !before(text, from).is_some_and(char::is_alphanumeric) => {
                    digits.push((0, from));
                    break;
                }
                None => break,
            }
        }
        let letter = digits.len() == 1 && gap == 0 && matches!(text.as_bytes()[post], b'O');
        if letter {
            digits.insert(0, (0, post));
        }
        let (&(ones, _), &(tens, start)) = (digits.first()?, digits.get(1)?);
        let year = tens * 10 + ones;
        // Cables were kept from 1966 on.
        if !(year <= 29 || year >= 66) {
            return None;
        }
        let century = digits.get(3).map(|(first, _)| first * 10 + digits[2].0);
        let full = digits.len() == 4
            && (century == Some(19) && year >= 66 || century == Some(20) && year <= 29);
        let joined = start == last && last > 0;
        let apart = spread.contains([' ', '-', '\n']) && !spread.contains(['}', '{']);
        if apart && (digits.len() > 2 && !full || before(text, at).and_then(raised).is_some()) {
            return None;
        }
        if digits.len() > 2 && !full && !joined && !glued_to_label(text, &digits) {
            return None;
        }
        let raised_ahead = before(text, start).is_some_and(char::is_alphabetic);
        Some(Self {
            digits: year,
            start: if full { digits[3].1 } else { start },
            full,
            apart,
            letter,
        })
        .filter(|_| !raised_ahead || joined)
    }
}

/// Whether digits too many are the number of a note that starts the line: `3106LIMA309` is 31 and `06LIMA309`.
fn glued_to_label(text: &str, digits: &[(u32, usize)]) -> bool {
    let Some((_, first)) = digits.last() else {
        return false;
    };
    let ahead = text[..*first].trim_end_matches(['^', '{', '$', ' ']);
    digits.len() <= 5 && (ahead.is_empty() || ahead.ends_with('\n'))
}

/// How long the gap ahead of a post is: braces, a blank, a hyphen, the end of a line; none if it is too long.
fn gap_before(text: &str, post: usize) -> Option<usize> {
    let ahead = text[..post].trim_end_matches(['}', '{', ' ', '\\', ',', '$', '-', '\n']);
    let gap = post - ahead.len();
    // A comma only as LaTeX's thin blank.
    let comma = text[ahead.len()..post].contains(',') && !text[ahead.len()..post].contains('\\');
    (gap <= 3 && !comma).then_some(gap)
}

/// The post that starts here, and where it ends: a run of capitals, or a known post in several words or small letters.
fn post(text: &str, start: usize, end: usize, year: &Year) -> Option<(String, usize)> {
    let run = text.get(start..end)?;
    let capitals = run.bytes().all(|b| b.is_ascii_uppercase());
    let follows = text[end..].trim_start_matches([' ', '}', '{', '\\', ',', '-', '\n', '$']);
    let digits = follows.starts_with(|c: char| c.is_ascii_digit());
    let plausible = (SHORTEST..=posts::LONGEST).contains(&run.len()) && !MONTHS.contains(&run);
    // "LIMAO14" and "LIMAl14": the first digit was read as a letter.
    if let Some(short) = run.strip_suffix(['O', 'I', 'l'])
        && digit_at(text, end)
        && posts::known(short)
        && !posts::known(run)
    {
        return Some((short.to_owned(), end - 1));
    }
    if capitals && digits && plausible {
        return Some((run.to_owned(), end));
    }
    // "PHNOM PENH", cut by a line, or small.
    let mut name = String::new();
    let mut best = None;
    let mut at = start;
    while name.len() <= posts::LONGEST {
        let length = letters(text.as_bytes(), at);
        if length == 0 {
            break;
        }
        name.push_str(&text[at..at + length].to_ascii_uppercase());
        at += length;
        if posts::known(&name) {
            best = Some((name.clone(), at));
        }
        let gap = ["-\n", "- ", " ", "-", "\n"]
            .iter()
            .find(|gap| text[at..].starts_with(**gap));
        match gap {
            Some(gap) => at += gap.len(),
            None => break,
        }
    }
    let (name, end) = best?;
    let small = text[start..end].bytes().any(|b| b.is_ascii_lowercase());
    // "in 06 Paris 75" is none.
    let told = !small || (!year.apart && digit_at(text, end)) || spoken_of(&text[..year.start]);
    told.then_some((name, end))
}

/// Whether words that end here speak of a cable.
fn spoken_of(ahead: &str) -> bool {
    let near = floor(ahead, ahead.len().saturating_sub(40));
    let near = ahead[near..].to_ascii_lowercase();
    ["cable", "telegram", "reftel"]
        .iter()
        .any(|word| near.contains(word))
}

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

/// The number after the post, through a blank, a brace or a stroke over a digit, and where it ends.
pub(super) fn number_after(text: &str, post: usize, known: bool) -> Option<(String, usize)> {
    let rest = &text[post..];
    let blanks: &[char] = if known {
        &[' ', '}', '{', '\\', ',', '-', '\n']
    } else {
        &[' ', '}', '{', '\\', ',']
    };
    let blank = rest.len() - rest.trim_start_matches(blanks).len();
    let comma = rest[..blank].contains(',') && !rest[..blank].contains('\\');
    if blank > 2 || comma {
        return None;
    }
    let mut number = String::new();
    let mut at = post + blank;
    while let Some(digit) = digit(text.as_bytes(), at, &number) {
        number.push(digit);
        at += 1;
    }
    let stroke = &text[at..];
    let stroke = stroke.strip_prefix(' ').unwrap_or(stroke);
    if let Some(rest) = stroke.strip_prefix("$\\overline{") {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits < 3 && rest[digits..].starts_with("}$") {
            number.push_str(&rest[..digits]);
            at = text.len() - rest.len() + digits + "}$".len();
        }
    }
    // Two cables run together: the last two digits are the year of the next.
    let next = text.as_bytes()[at..]
        .iter()
        .take_while(|b| b.is_ascii_uppercase())
        .count();
    if number.len() > 2 && next >= SHORTEST {
        number.truncate(number.len() - 2);
        at -= 2;
    }
    let long = if blank > 0 && !known { 2..=6 } else { 1..=6 };
    let tail = &text[at..];
    let closed = !tail.starts_with(|c: char| c.is_ascii_lowercase()) || copy(tail) > 0;
    (long.contains(&number.len()) && closed).then_some((number, at))
}

/// The digit at a place of a number, through letters that a scan took digits for: O and I between or after digits.
fn digit(bytes: &[u8], at: usize, ahead: &str) -> Option<char> {
    let byte = *bytes.get(at)?;
    if byte.is_ascii_digit() {
        return Some(byte as char);
    }
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    let among = next.is_ascii_digit()
        || (!ahead.is_empty() && !next.is_ascii_alphanumeric() && byte != b'I');
    match byte {
        b'O' if among => Some('0'),
        b'l' | b'I' if among && (next.is_ascii_digit() || !ahead.is_empty()) => Some('1'),
        _ => None,
    }
}

/// How many letters follow each other from a place on.
pub(super) fn letters(bytes: &[u8], at: usize) -> usize {
    let letters = bytes[at..].iter();
    letters.take_while(|b| b.is_ascii_alphabetic()).count()
}
