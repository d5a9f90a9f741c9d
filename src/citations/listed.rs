//! Who wrote a work that a list of references has? "Finnemore, M., & Sikkink, K.", "Wheaton, Elizabeth M, Edward J
//! Schauer, and …", "C. Brown and E. Davis", "World Bank".

use super::authors::{family, joined};
use super::names::{self, Word};
use super::vocabulary;
use crate::project::Span;

/// The key of the authors at the start of an entry: what stands ahead of its year.
pub(super) fn key<'t>(text: &'t str, part: Span, words: &mut Vec<Word<'t>>) -> String {
    names::words(text, part.start, part.end, words);
    let end = authors_end(words);
    let words = &words[..end];
    let others = words
        .windows(2)
        .any(|pair| pair[0].bare() == "et" && pair[1].bare() == "al");
    let mut names = surnames(&parts(words));
    names.truncate(MOST);
    names.retain(|name| !name.is_empty());
    let mut key = names.join("+");
    if others && !key.is_empty() {
        key.push_str("+etal");
    }
    key
}

/// So many authors stand in a key at most.
const MOST: usize = 12;

/// Whether some text is a list of authors and no more.
pub(super) fn all_authors(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        let bare = names::bare(word);
        names::is_name(bare)
            || names::is_particle(bare)
            || bare.is_empty()
            || matches!(bare, "and" | "et" | "al" | "eds" | "ed")
    })
}

/// Where the authors end: at a title in quotation marks or italics, or at the stop after a name in full.
fn authors_end(words: &[Word]) -> usize {
    let given_first = words.first().is_some_and(|word| is_given(word));
    for (at, word) in words.iter().enumerate() {
        if at > 0 && word.text.starts_with(['*', '"', '“', '‘', '(', '[']) {
            let editors = names::bare(word.text).starts_with("ed");
            if !editors {
                return at;
            }
        }
        let stop = word.text.ends_with('.') || word.text.ends_with([':', '?']);
        if !stop {
            continue;
        }
        let bare = word.bare();
        if matches!(bare, "U.S" | "U.K" | "U.N") {
            continue;
        }
        let next = words.get(at + 1).map_or("", |next| next.bare());
        let goes_on = matches!(next, "and" | "&" | "et" | "al" | "ed" | "eds" | "with")
            || words.get(at + 1).is_some_and(|next| is_given(next));
        if matches!(bare, "al" | "et") && !goes_on {
            return at + 1;
        }
        // "Hertel, S. Unexpected …" ends there; "C. Brown" goes on, and so does "and C. Brown".
        let initial = names::is_initials(bare);
        let joint = at.checked_sub(1).map_or("", |before| words[before].bare());
        let given_first = given_first || matches!(joint, "and" | "&" | "with");
        let short = initial || matches!(bare, "Jr" | "Sr" | "St" | "Dr" | "ed" | "eds" | "Dept");
        if short && (given_first || goes_on || !initial) {
            continue;
        }
        return at + 1;
    }
    words.len()
}

/// "C.", "J.-P."
fn is_given(word: &Word) -> bool {
    word.text.contains('.') && names::is_initials(word.bare()) && word.bare() != "U.S"
}

/// A part of the authors between commas and "and".
#[derive(Debug)]
struct Part<'t> {
    names: Vec<&'t str>,
    /// A comma ends it.
    comma: bool,
    /// "and" stands ahead of it.
    and: bool,
}

impl Part<'_> {
    fn is_given(&self) -> bool {
        self.names.iter().all(|name| names::is_initials(name))
    }
}

fn parts<'t>(words: &[Word<'t>]) -> Vec<Part<'t>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut names = Vec::new();
    let mut and = false;
    let body = words.iter().any(|word| names::is_body(word.bare()))
        && !words
            .iter()
            .any(|word| is_given(word) && word.text.ends_with(','));
    for word in words {
        let bare = word.bare();
        let joint = matches!(bare, "and" | "&" | "et" | "with" | "y" | "und") && !body;
        if joint && !names.is_empty() {
            parts.push(Part {
                names: std::mem::take(&mut names),
                comma: false,
                and,
            });
        }
        if joint {
            and = true;
            continue;
        }
        let left_out = matches!(
            bare,
            "" | "al" | "ed" | "eds" | "editor" | "editors" | "hrsg"
        ) || vocabulary::TITLES.has(bare)
            || bare == "The" && names.is_empty()
            || body && names::is_link(bare);
        if !left_out {
            names.push(bare);
        }
        if word.text.ends_with([',', ';']) && !names.is_empty() {
            parts.push(Part {
                names: std::mem::take(&mut names),
                comma: true,
                and,
            });
            and = false;
        }
    }
    if !names.is_empty() {
        parts.push(Part {
            names,
            comma: false,
            and,
        });
    }
    parts
}

/// The surnames among the parts.
fn surnames(parts: &[Part]) -> Vec<String> {
    let Some(first) = parts.first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let body = first.names.iter().any(|name| names::is_body(name));
    if body {
        return vec![joined(&first.names)];
    }
    // "C. Brown and E. Davis", "Kenneth Abbott and Duncan Snidal": given names first.
    let given_first = names::is_initials(first.names[0]) && first.names.len() > 1;
    let unturned = !first.comma && first.names.len() > 1 && parts.len() > 1;
    if given_first || unturned {
        return parts
            .iter()
            .map(|part| joined(family(&part.names)))
            .collect();
    }
    found.push(joined(&without_initials(&first.names)));
    // The given names after the first surname, where its initials do not stand right after it: "Keck ME, Sikkink K".
    let mut at = 1;
    let initials = first.names.len() > 1
        && first
            .names
            .last()
            .is_some_and(|last| is_short_initials(last));
    if first.comma
        && !initials
        && let Some(given) = parts.get(1).filter(|part| !part.and)
    {
        // "Ito, Sato, and Kato": no given names at all.
        let bare = !given.is_given()
            && given.comma
            && parts.len() > 2
            && parts
                .iter()
                .all(|part| part.names.len() == 1 && !part.is_given())
            && parts[2..].iter().any(|part| part.and)
            && parts.len() > 3;
        at = if bare { 1 } else { 2 };
    }
    while let Some(part) = parts.get(at) {
        at += 1;
        if part.is_given() {
            continue;
        }
        let next = parts.get(at).filter(|next| !next.and);
        let turned = part.comma && next.is_some_and(Part::is_given);
        if turned || part.names.len() == 1 {
            found.push(joined(&part.names));
            continue;
        }
        found.push(joined(family(&without_initials(&part.names))));
    }
    found
}

/// "Smith J": the surname.
fn without_initials<'t>(names: &[&'t str]) -> Vec<&'t str> {
    let full: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !names::is_initials(name) && !is_short_initials(name))
        .collect();
    if full.is_empty() {
        names.to_vec()
    } else {
        full
    }
}

/// "AB" after a surname.
fn is_short_initials(name: &str) -> bool {
    (1..=2).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
}
