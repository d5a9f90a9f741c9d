//! Where does the name of a law start and end around the word for its kind: "Act", "Protocol", "Convention"?

use super::lines::floor;
use super::names::{self, Word};
use super::numbers;
use crate::project::Span;

/// Where the name of a law starts ahead of its core: through words with capitals and the small words between them.
pub(super) fn start<'t>(
    text: &'t str,
    bound: usize,
    core: usize,
    words: &mut Vec<Word<'t>>,
) -> usize {
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
            "Res"
                | "Con"
                | "Exec"
                | "Rep"
                | "Pres"
                | "Int’l"
                | "Int'l"
                | "Lab"
                | "Org"
                | "Doc"
                | "no"
                | "No"
        )
}

/// "G.A. Res. 55/25, annex, Protocol to …"
fn annexed(words: &[Word]) -> bool {
    words.iter().any(|word| word.bare() == "annex")
}

/// How many words with capitals some text has; those with a hyphen are two.
pub(super) fn words_in(part: &str) -> usize {
    part.split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| names::bare(word).starts_with(char::is_uppercase))
        .count()
}

/// Where the name ends after its core, and how many words with capitals it has there.
pub(super) fn end(text: &str, line: Span, core_end: usize) -> (usize, usize) {
    let rest = &text[core_end..floor(text, line.end.min(core_end + 320))];
    let mut end = core_end;
    let mut capitals = 0;
    let mut first = true;
    let mut other = None;
    let mut counted = false;
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
                    | "On"
                    | "For"
                    | "To"
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
        let year = numbers::year_at(bare.as_bytes(), 0).is_some();
        if let Some(raised) = raised.filter(|_| !year) {
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
        // "… and the Convention on …" is another law, "… Purposes, Rep. Act No. 9208" goes on with its number.
        if capital
            && is_kind(bare)
            && let Some(and) = other
        {
            return and;
        }
        if bare == "and" && rest[at..].starts_with("the ") {
            other = Some((end, capitals));
            if text[..core_end + from].trim_end().ends_with(',') {
                break;
            }
        }
        let act = bare == "Rep" && rest[at..].starts_with("Act");
        if !(small || capital || numbered) || act || trimmed.starts_with(['(', '“', '"', '[', '*'])
        {
            let year = trimmed.ends_with(',')
                && numbers::year_at(text.as_bytes(), core_end + at).is_some();
            if year && bare.starts_with(char::is_lowercase) {
                end = core_end + from + trimmed.len() - 1;
            }
            break;
        }
        // After its number a law says what it is on, or no more.
        if counted
            && !matches!(
                bare,
                "on" | "concerning"
                    | "relating"
                    | "regarding"
                    | "of"
                    | "for"
                    | "to"
                    | "against"
                    | "Concerning"
                    | "Relating"
            )
        {
            break;
        }
        counted = numbered;
        if capital {
            capitals += 1;
        }
        if capital || numbered {
            let length = word
                .trim_end()
                .trim_end_matches(['*', ',', '.', ';', ':', '”', '"', ']'])
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
        if trimmed.ends_with(',')
            && (numbered || text[core_end + at..].starts_with(|c: char| c.is_ascii_digit()))
        {
            break;
        }
    }
    (end, capitals)
}

/// Whether a word is one for a kind of law.
fn is_kind(word: &str) -> bool {
    matches!(
        word,
        "Act" | "Protocol" | "Convention" | "Covenant" | "Treaty" | "Declaration"
    )
}
