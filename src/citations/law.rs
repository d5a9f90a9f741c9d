//! Which treaties, statutes and resolutions are cited?
//!
//! By name with what makes it a citation: a year (`2000 Palermo Protocol`, `… Convention, 1926 / 1927`), what it is on
//! (`Protocol to Prevent, Suppress and Punish …`), a place in a code (`22 U.S.C. § 7107`), or a number (`Res. 1579`).

use super::lines::{Lines, floor};
use super::names::{self, Word};
use super::{Citation, Kind, keys, numbers};
use crate::project::Span;
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str, lines: &Lines) -> Vec<Citation> {
    static CORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:Act|Protocol|Convention|Covenant|Declaration|Treaty|Charter|Law|Ordinance|Decree|Resolution|Directive|Principles|Agreement|Memorandum of Understanding|TVPRA|TVPA|Statute|Code|Order|amendments? (?:in|of))\b|\bRes\.",
        )
        .ok()
    });
    let Some(core) = CORE.as_ref() else {
        return Vec::new();
    };
    let mut found: Vec<Citation> = Vec::new();
    let mut words = Vec::new();
    let mut end = 0;
    for place in core.find_iter(text) {
        if place.start() < end {
            continue;
        }
        let Some(line) = lines.at(place.start()) else {
            continue;
        };
        if let Some(span) = cited(
            text,
            lines.list[line],
            place.start(),
            place.end(),
            end,
            &mut words,
        ) {
            end = span.end;
            found.push(Citation::new(
                Kind::TreatyLaw,
                span,
                key(&text[span.range()]),
            ));
        }
    }
    found
}

fn cited<'t>(
    text: &'t str,
    line: Span,
    core: usize,
    core_end: usize,
    last: usize,
    words: &mut Vec<Word<'t>>,
) -> Option<Span> {
    if text[core..].starts_with("amendment") {
        return amendment(text, line, core, core_end);
    }
    // "G.A. Res. 55/25, annex, Protocol to …" is cited by the protocol's name.
    if text[core..].starts_with("Res.")
        && text[core_end..floor(text, line.end.min(core_end + 24))].contains("annex")
    {
        return None;
    }
    let bound = line
        .start
        .max(last)
        .max(floor(text, core.saturating_sub(160)));
    let start = name_start(text, bound, core, words);
    // "The elaboration of a convention": there is none yet.
    if text[..start].ends_with(" a ") || text[..start].ends_with(" an ") {
        return None;
    }
    // An abbreviation is a name by itself.
    let short = matches!(&text[core..core_end], "TVPA" | "TVPRA");
    let before = words_in(&text[start..core]) + usize::from(short);
    let (named, on) = name_end(text, line, core_end);
    let (mut end, mut reference) = reference(text, line, named);
    // "Convention against Organized Crime 1999" has its year as the work of an author would.
    let treaty = !matches!(
        &text[core..core_end],
        "Act" | "Law" | "Ordinance" | "Code" | "Order" | "Decree" | "Republic Act"
    );
    if treaty && on > 0 && text[named..end].len() == 5 && text[named..end].starts_with(' ') {
        (end, reference) = (named, false);
    }
    let year_first = year_ahead(text, line, start);
    let start_all = year_first.unwrap_or(start);
    let decreed = matches!(&text[core..core_end], "Ordinance" | "Decree") && before > 0 && on > 0;
    let numbered = text[start..core].chars().any(|c| c.is_ascii_digit())
        || NUMBERED
            .iter()
            .any(|mark| text[core_end..].starts_with(mark));
    // A bare word, "the Act", cites nothing; nor does "the Palermo Protocol" again.
    let long_title = on >= 3
        || before >= 3
            && on == 0
            && is_statute(&text[core..core_end])
            && !text[core..core_end].starts_with("Law");
    let something = before > 0 || on > 0;
    let placed = reference || year_first.is_some();
    let cites = (placed && something) || long_title || decreed || (numbered && reference);
    let enough = end - start_all > 8;
    (cites && enough).then(|| Span::new(start_all, end))
}

const NUMBERED: [&str; 4] = [" no.", " No.", " C1", " 1"];

fn is_statute(core: &str) -> bool {
    matches!(
        core,
        "Act" | "TVPA" | "TVPRA" | "Law" | "Protocol" | "Convention"
    )
}

/// "amendments in 2015"
fn amendment(text: &str, line: Span, core: usize, core_end: usize) -> Option<Span> {
    let rest = &text[core_end..line.end];
    let blank = rest.len() - rest.trim_start().len();
    numbers::year_at(text.as_bytes(), core_end + blank)?;
    Some(Span::new(core, core_end + blank + 4))
}

/// Where the name of a law starts ahead of its core: through words with capitals and the small words between them.
fn name_start<'t>(text: &'t str, bound: usize, core: usize, words: &mut Vec<Word<'t>>) -> usize {
    names::words(text, bound, core, words);
    let mut start = core;
    let mut at = words.len();
    while at > 0 {
        let word = words[at - 1];
        let name = word.bare();
        let capital = name.starts_with(char::is_uppercase) && !signal(name);
        let closed =
            word.text.ends_with([';', ':', '.', ')', '”', '"', '?']) && !abbreviated(word.text);
        let comma = word.text.ends_with(',');
        if closed
            || !word.text.starts_with(|c: char| {
                c.is_alphanumeric() || matches!(c, '*' | '(' | '[' | '“' | '"')
            })
        {
            break;
        }
        if capital || word.text.starts_with("55/") {
            if comma && !annexed(&words[at - 1..]) {
                break;
            }
            start = word.start + word.text.len()
                - word
                    .text
                    .trim_start_matches(['*', '(', '[', '“', '"', '<', '>', 'b'])
                    .len();
            if word.text.starts_with(['(', '[', '“', '"']) {
                break;
            }
            at -= 1;
            continue;
        }
        let link = matches!(
            name,
            "of" | "and" | "on" | "in" | "for" | "the" | "&" | "annex" | "to"
        );
        let next = at >= 2 && {
            let before = words[at - 2];
            let name = before.bare();
            let capital = name.starts_with(char::is_uppercase) && !signal(name);
            (capital || name.contains('/'))
                && (!before.closed() || name.contains('/'))
                && name != "Protocol"
                && name != "Act"
                && name != "Report"
        };
        let verbs = matches!(name, "in" | "for" | "the" | "to" | "on")
            && !matches!(
                words.get(at).map(|word| word.bare()),
                Some("Persons" | "Human" | "Women" | "Children" | "Prevention")
            );
        if (!link || verbs) && name != "annex" || !next {
            break;
        }
        at -= 1;
    }
    start
}

fn signal(word: &str) -> bool {
    names::opens_sentence(word)
        || matches!(
            word,
            "Under"
                | "President"
                | "Congress"
                | "Parliament"
                | "Argentina"
                | "Part"
                | "Minister"
                | "Legislation"
        )
}

fn abbreviated(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.chars().count() <= 2
        || word.contains('.')
        || matches!(
            word,
            "Res" | "Con" | "Int’l" | "Int'l" | "Lab" | "Org" | "Doc" | "no" | "No"
        )
}

/// "G.A. Res. 55/25, annex, Protocol to …"
fn annexed(words: &[Word]) -> bool {
    words.iter().any(|word| word.bare() == "annex")
}

fn words_in(part: &str) -> usize {
    part.split_whitespace()
        .filter(|word| names::bare(word).starts_with(char::is_uppercase))
        .count()
}

/// Where the name ends after its core, and how many words with capitals it has there.
fn name_end(text: &str, line: Span, core_end: usize) -> (usize, usize) {
    let rest = &text[core_end..floor(text, line.end.min(core_end + 320))];
    let mut end = core_end;
    let mut capitals = 0;
    let mut first = true;
    let mut at = 0;
    for word in rest.split_inclusive([' ', '\t']) {
        let from = at;
        at += word.len();
        let bare = names::bare(word);
        let trimmed = word.trim_end();
        if bare.is_empty() && trimmed.is_empty() {
            continue;
        }
        if bare.is_empty() {
            break;
        }
        let small = matches!(
            bare,
            "to" | "on"
                | "for"
                | "against"
                | "of"
                | "the"
                | "and"
                | "in"
                | "or"
                | "relating"
                | "concerning"
                | "with"
                | "their"
                | "by"
                | "all"
                | "especially"
                | "between"
                | "no"
                | "other"
                | "particularly"
                | "an"
                | "a"
                | "supplementing"
                | "against,"
                | "regarding"
        );
        // The first word says what the law is on.
        if first
            && !matches!(
                bare,
                "to" | "on"
                    | "for"
                    | "against"
                    | "of"
                    | "relating"
                    | "concerning"
                    | "Concerning"
                    | "no"
                    | "No"
                    | "Relating"
                    | "Against"
                    | "Governing"
                    | "and"
                    | "Between"
                    | "between"
                    | "C182"
                    | "with"
            )
            && !(bare.starts_with("no.") || bare.starts_with("No."))
        {
            break;
        }
        let joins = bare == "and" && !text[..core_end].ends_with("Principles");
        if first && (joins || trimmed.ends_with([',', '.']) && bare != "no" && bare != "No") {
            break;
        }
        first = false;
        let raised = word.find(|c| numbers::raised(c).is_some() || c == '—');
        if let Some(raised) = raised {
            end = core_end
                + from
                + word[..raised]
                    .trim_end_matches(['.', ',', '”', '"', ';'])
                    .len();
        }
        if names::is_month(bare) || raised.is_some() {
            capitals += usize::from(raised.is_some() && bare.starts_with(char::is_uppercase));
            break;
        }
        let figure = bare.trim_start_matches(['n', 'N', 'o', '.', 'C']);
        let numbered = figure.starts_with(|c: char| c.is_ascii_digit())
            && numbers::year_at(bare.as_bytes(), 0).is_none()
            && bare.len() < 8;
        let capital = bare.starts_with(char::is_uppercase);
        if !(small || capital || numbered) || trimmed.starts_with(['(', '“', '"', '[']) {
            let year = trimmed.ends_with(',')
                && numbers::year_at(text.as_bytes(), core_end + at).is_some();
            if year && bare.starts_with(char::is_lowercase) {
                end = core_end + from + trimmed.len() - 1;
            }
            break;
        }
        if capital {
            capitals += 1;
        }
        if capital || numbered {
            let length = word
                .trim_end()
                .trim_end_matches(['*', ',', '.', ';', ':', '”', '"'])
                .len();
            end = core_end + from + length;
        }
        let stop = trimmed
            .trim_end_matches('*')
            .ends_with(['.', ';', ':', ')', '”', '"', '>']);
        if stop && !abbreviated(trimmed) {
            break;
        }
        // "…, Especially Women and Children" goes on; a date after a comma is a reference.
        if trimmed.ends_with(',') && text[core_end + at..].starts_with(|c: char| c.is_ascii_digit())
        {
            break;
        }
    }
    (end, capitals)
}

/// Where the year, the place in a code or the like after a name ends, and whether there is any.
fn reference(text: &str, line: Span, named: usize) -> (usize, bool) {
    static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?x) \*?
            (?: \s? \([A-Z][A-Za-z.-]{1,12}\) )?
            (?: \s (?:of\s)? (?:1[6-9]|20)\d\d \b )?
            (?: \s \([A-Z][A-Z0-9-]{1,12}\) )?
            (?: \s? \([^()]{0,30}(?:No\.|B\.E\.?)\s[^()]{1,30}\) )?
            (?: ,?\s (?: No|no|Nos )\.\s?[\d/-]+ )?
            (?: \s \d{2,4} (?: /\d+ )* \b )?
            (?: ,\s Doc\.\s\w+ )?
            (?: ,\s (?: art|arts|ch|sec )\.\s [\w()]+ )?
            (?: ,\s \d+\sU\.S\.C\.\s§+\s?[\w()–-]+ )?
            (?: ,\s Pub\.\sL\.\s(?:No\.\s)?[\d–-]+ )?
            (?: ,\s \d+\sStat\.\s\d+ )?
            (?: ,\s \d+(?:st|nd|rd|th)\sCong\. )?
            (?: ,\s (?:1[6-9]|20)\d\d (?: \s?/\s?(?:1[6-9]|20)\d\d )? \b )?
            (?: \.?,\s [A-Z][a-z]{2,8}\.? \s \d{1,2}, \s (?:1[6-9]|20)\d\d \b )?
            (?: ,?\s? \( (?: [^()]{0,24} \s )? (?:1[6-9]|20)\d\d (?:/\d+)? \) )?",
        )
        .ok()
    });
    let window = &text[named..floor(text, line.end.min(named + 200))];
    let Some(found) = REFERENCE
        .as_ref()
        .and_then(|reference| reference.find(window))
    else {
        return (named, false);
    };
    let matched = found.as_str();
    let counts = matched.chars().any(|c| c.is_ascii_digit()) || matched.contains("(T");
    (named + matched.trim_end().len(), counts)
}

/// "2000 Palermo Protocol": the year ahead of the name.
fn year_ahead(text: &str, line: Span, start: usize) -> Option<usize> {
    let ahead = text[line.start..start].trim_end();
    let at = (line.start + ahead.len()).checked_sub(4)?;
    (at >= line.start && text.is_char_boundary(at)).then_some(())?;
    numbers::year_at(text.as_bytes(), at)?;
    Some(at)
}

/// The name in one word, with its year: `palermoprotocol:2000`.
fn key(name: &str) -> String {
    let mut key = String::new();
    for word in name.split_whitespace() {
        let bare = names::bare(word);
        let small = names::is_link(bare)
            || matches!(
                bare,
                "Especially" | "especially" | "supplementing" | "Supplementing"
            );
        if small || numbers::year_at(bare.as_bytes(), 0).is_some() {
            continue;
        }
        if key.len() > 60 {
            break;
        }
        keys::push(bare, &mut key);
    }
    if let Some((_, year)) = numbers::years(name, 0, name.len()).next() {
        key.push_str(&format!(":{year}"));
    }
    key
}
