//! Where does a note point back, or ahead? "supra note 8, at 528-32", "infra notes 12–14 and accompanying text",
//! "Id. § 7101", "ibid.", "see note 8 above".

use super::items::item_start;
use super::lines::{before, floor, touches};
use super::notes::Found;
use super::numbers::plain_number;
use super::vocabulary::LINKS;
use super::{Citation, Kind};
use crate::project::Span;
use memchr::memmem;
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str, notes: &Found) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    for (at, word) in places(text) {
        let last = found.last().map_or(0, |last| last.span().end);
        if at < last {
            continue;
        }
        let pointer = match word {
            Word::Supra => by_number(text, at, "supra".len()).or_else(|| by_name(text, at, notes)),
            Word::Above => by_number(text, at, 0).filter(|_| !notes.notes.is_empty()),
            Word::Note => cross(text, at).filter(|_| !notes.notes.is_empty()),
            Word::Id(length) => id(text, at, length, notes).map(|span| (span, "id".to_owned())),
        };
        let Some((span, key)) = pointer else { continue };
        let bounds = bounds(text, notes, span);
        let end = pinpoint(text, span.end, bounds.end);
        let start = match word {
            Word::Supra | Word::Above => named(text, bounds.start.max(last), span.start),
            _ => span.start,
        };
        // A pointer by a name needs one.
        if key == UNNUMBERED && start == span.start {
            continue;
        }
        found.push(Citation::new(Kind::SupraId, Span::new(start, end), key));
    }
    found
}

/// The key of a pointer that has no number yet: the name tells what it points to.
pub(super) const UNNUMBERED: &str = "supra";

/// A word that points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    /// "supra" and "infra".
    Supra,
    /// "above n 12", as Australian law reviews have it.
    Above,
    /// "note 12": only with "above", "below" or "and accompanying text" after it.
    Note,
    /// "Id." and "ibid.", of so many bytes.
    Id(usize),
}

/// The places of the words that point, in the order of the text.
fn places(text: &str) -> Vec<(usize, Word)> {
    const WORDS: [(&str, Word); 15] = [
        ("supra", Word::Supra),
        ("infra", Word::Supra),
        ("Supra", Word::Supra),
        ("Infra", Word::Supra),
        ("SUPRA", Word::Supra),
        ("n. ", Word::Note),
        ("above n ", Word::Above),
        ("note ", Word::Note),
        ("notes ", Word::Note),
        ("Id.", Word::Id(3)),
        ("id.", Word::Id(3)),
        ("Id*.", Word::Id(2)),
        ("id*.", Word::Id(2)),
        ("Ibid", Word::Id(4)),
        ("ibid", Word::Id(4)),
    ];
    let mut places = Vec::new();
    for (word, kind) in WORDS {
        let found = memmem::find_iter(text.as_bytes(), word);
        places.extend(
            found
                .filter(|at| !before(text, *at).is_some_and(char::is_alphanumeric))
                .map(|at| (at, kind)),
        );
    }
    places.sort_unstable();
    places
}

/// Signs that put words in italics.
const EMPHASIS: [&str; 7] = ["*", "_", "</i>", "</em>", "<i>", "<em>", "</I>"];

fn skip_emphasis(mut rest: &str) -> &str {
    while let Some(after) = EMPHASIS.iter().find_map(|sign| rest.strip_prefix(sign)) {
        rest = after;
    }
    rest
}

/// "*supra* note 8", "supra notes 5 & 7", "supra text accompanying notes 12–14", "above n 12": its span, and the key of
/// the first note.
fn by_number(text: &str, at: usize, length: usize) -> Option<(Span, String)> {
    let rest = skip_emphasis(&text[at + length..]);
    let rest = rest.trim_start_matches([' ', ',', '\u{a0}', '\n']);
    let rest = [
        "text accompanying ",
        "text and accompanying ",
        "accompanying ",
        "text at ",
        "above ",
        "at ",
    ]
    .iter()
    .find_map(|lead| rest.strip_prefix(lead))
    .unwrap_or(rest);
    let word = [
        "footnotes",
        "footnote",
        "notes",
        "note",
        "nn.",
        "nn",
        "n.",
        "n",
        "fn.",
        "fn",
        "Notes",
        "Note",
    ]
    .iter()
    .find(|word| rest.starts_with(**word))?;
    let number = rest[word.len()..].trim_start_matches([' ', '\u{a0}', '\n']);
    let (note, digits) = plain_number(number)?;
    if number.len() == rest.len() - word.len() && word.len() < 3 && length == 0 {
        return None;
    }
    let digits = digits + further(&number[digits..]);
    let digits = digits + accompanying(&number[digits..]);
    let end = text.len() - number.len() + digits;
    let emphasis = text[at + length..].starts_with(['*', '_']) && text[..at].ends_with(['*', '_']);
    Some((
        Span::new(at - usize::from(emphasis), end),
        format!("fn:{note}"),
    ))
}

/// How long more numbers of notes are: "–14", " & 7", ", 7 and 9".
fn further(rest: &str) -> usize {
    let mut length = 0;
    loop {
        let tail = &rest[length..];
        let joint = [
            ", and ", ", & ", " & ", " and ", "–", "-", "—", " to ", ", ",
        ]
        .iter()
        .find(|joint| tail.starts_with(**joint));
        let Some(joint) = joint else { return length };
        let number = &tail[joint.len()..];
        let Some((_, digits)) = plain_number(number) else {
            return length;
        };
        let closed = !number[digits..]
            .starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '–')
            || matches!(*joint, "–" | "-" | "—");
        // "supra note 8, 45" has a page, "supra notes 5, 7 and 9" notes.
        let page = *joint == ", " && !list_goes_on(&number[digits..]);
        if !closed || page {
            return length;
        }
        length += joint.len() + digits;
    }
}

fn list_goes_on(rest: &str) -> bool {
    [" & ", " and ", ", and ", ", & "].iter().any(|joint| {
        rest.strip_prefix(joint)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

fn accompanying(rest: &str) -> usize {
    [
        " and accompanying text",
        ", and accompanying text",
        " and text accompanying",
        " and the accompanying text",
        " & accompanying text",
    ]
    .iter()
    .find(|tail| rest.starts_with(**tail))
    .map_or(0, |tail| tail.len())
}

/// "note 12 above", "notes 12–14 and accompanying text".
fn cross(text: &str, at: usize) -> Option<(Span, String)> {
    let (span, key) = by_number(text, at, 0)?;
    let told = accompanying_in(&text[span.range()]);
    let rest = &text[span.end..];
    let side = [" above", " below", ", above", ", below", " supra", " infra"]
        .iter()
        .find(|side| rest.starts_with(**side))
        .map_or(0, |side| side.len());
    let ahead = text[..at].ends_with("text accompanying ") || text[..at].ends_with("accompanying ");
    let open = !rest[side..].starts_with(char::is_alphanumeric);
    ((told || side > 0 || ahead) && open).then(|| (Span::new(span.start, span.end + side), key))
}

fn accompanying_in(words: &str) -> bool {
    words.ends_with("text") || words.ends_with("accompanying")
}

/// "Risse & Ropp, *supra*, at 6-7": only in a note.
fn by_name(text: &str, at: usize, notes: &Found) -> Option<(Span, String)> {
    let span = Span::new(at, at + "supra".len());
    if !touches(&notes.areas, span) || text[at..].starts_with(['i', 'I']) {
        return None;
    }
    let emphasis = text[span.end..].starts_with(['*', '_']) && text[..at].ends_with(['*', '_']);
    let emphasis = usize::from(emphasis);
    let rest = text[span.end + emphasis..]
        .trim_start_matches(',')
        .trim_start();
    let part = [
        "Part", "part", "Section", "section", "Chapter", "chapter", "Table", "Figure", "Appendix",
        "§", "p.", "pp.", "at p",
    ]
    .iter()
    .any(|part| rest.starts_with(part));
    (!part).then(|| {
        (
            Span::new(span.start - emphasis, span.end + emphasis),
            UNNUMBERED.to_owned(),
        )
    })
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
                if text[..from].ends_with(['*', '_']) && text[span.end..].starts_with(['*', '_']) {
                    span.start = from;
                }
                break;
            }
        }
    }
    if text[..span.start].ends_with(['*', '_']) && text[span.end..].starts_with(['*', '_']) {
        span.start -= 1;
        span.end += 1;
        if !text[..span.end - 1].ends_with('.') && text[span.end..].starts_with('.') {
            span.end += 1;
        }
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

/// Where a page, section or article after a place ends: ", at 528-32", " § 7101", ", arts. 10(1)(a), 11(1)-(6), 12".
fn pinpoint(text: &str, from: usize, bound: usize) -> usize {
    static PINPOINT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?x) (?: [,:]?\s+ (?: at\s | §§?\s? | ¶¶?\s? | arts?\.?\s | ch(?:s|ap)?\.\s | pts?\.\s | paras?\.?\s
            | pp?\.\s? | secs?\.\s | cl\.\s | tbl\.\s )
            (?: p[mbl]+b?\.? | [\dxivlcA-Z][\w().]*) (?: [-–] [\w()]+ )*
            (?: ,\s (?: [\d(][\w()]* (?: [-–] [\w()]+ )? ) )* (?: \s (?: & | and ) \s \d[\w()-]* )?
            (?: \s (?: &\s )? (?: n | nn ) \. \s? \d+ )? )",
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

/// Bytes ahead of a pointer that its item is looked for in.
const AHEAD: usize = 1500;

/// Where the short name ahead of "supra" starts: "Gallagher, *A Shadow Report*, *supra* note 8".
fn named(text: &str, bound: usize, at: usize) -> usize {
    let from = floor(text, bound.max(at.saturating_sub(AHEAD))).max(bound);
    let ahead = &text[from..at];
    let start = from + item_start(ahead);
    let item = text[start..at].trim_start();
    let start = at - item.len();
    // The book that a chapter is in: the new work goes up to here, and only "supra" points back.
    if item.contains(" in *") || item.contains(", in ") {
        return at;
    }
    let prose = item.split('*').step_by(2).flat_map(str::split_whitespace);
    let low = prose
        .filter(|word| {
            word.starts_with(char::is_lowercase) && !LINKS.has(word.trim_end_matches(','))
        })
        .count();
    if low > 1 || item.split_whitespace().count() > 24 {
        return last_name(text, start, at);
    }
    let lead = matches!(item.trim_end(), "The" | "See" | "In" | "As" | "And" | "But");
    if lead {
        return at;
    }
    let short = item.starts_with(|c: char| {
        c.is_uppercase() || matches!(c, '*' | '“' | '"') || c.is_ascii_digit()
    });
    if short && before(text, start) != Some('/') {
        start
    } else {
        last_name(text, start, at)
    }
}

/// Where the name starts that a sentence ends with: "as explained by Gallagher, *supra* note 8".
fn last_name(text: &str, bound: usize, at: usize) -> usize {
    let mut start = at;
    let mut from = at;
    let mut italic = false;
    for word in text[bound..at].split_inclusive([' ', '\n']).rev() {
        from -= word.len();
        let bare = word.trim_end();
        let stars = bare.bytes().filter(|b| *b == b'*').count();
        let inside = italic;
        italic ^= stars % 2 == 1;
        let bare = bare.trim_matches(['*', ',', '“', '"', '”', '(']);
        let link = LINKS.has(bare) || bare == "al.";
        let name = bare.starts_with(char::is_uppercase);
        if bare.is_empty() || inside || italic || name {
            if !bare.is_empty() {
                start = from;
            }
        } else if !link {
            break;
        }
        let led = matches!(bare, "See" | "In" | "As" | "The");
        if led && !inside {
            start = if start == from {
                from + word.len()
            } else {
                start
            };
            break;
        }
    }
    start
}
