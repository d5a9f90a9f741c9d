//! What does a document cite, as far as queries ask: `cite:efrat:2012`, `cable:06BUENOSAIRES309`?
//!
//! Who reads citations tells it with the [`Scope`](super::Scope); this room only compares.

use super::pattern::Pattern;
use super::query::{Cites, What};
use crate::project::{DocumentId, Span};
use crate::text::fold::Words;
use std::collections::HashMap;
use std::sync::Arc;

/// What the documents cite. A document that is not in it has not been read yet.
pub type CitedIn = HashMap<DocumentId, Arc<[Cited]>>;

/// A place where a document cites a work or a cable: its own words there, or a short form that leads to it, such as
/// "Id." or "supra note 8".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    spans: Vec<Span>,
    key: String,
    /// Surnames or an organisation, in small letters without blanks and signs.
    names: Vec<String>,
    /// As the key has it: "2012", "2012a", "2015-08-03"; empty where it says none.
    date: String,
    cable: Option<Cable>,
}

/// A cable's own name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cable {
    year: u32,
    post: String,
    number: String,
}

impl Cited {
    /// What is cited at these spans of a text, by its key: `gallagher+holmes:2008` (surnames, year),
    /// `usdepartmentofstate:2006` (an organisation), `06BUENOSAIRES309` (a cable). None for the keys of notes and their
    /// marks, which name no work, and without a span.
    pub fn new(spans: Vec<Span>, key: &str) -> Option<Self> {
        if spans.is_empty() || key.is_empty() || key == "id" || key.starts_with("fn:") {
            return None;
        }
        let cable = Cable::read(key);
        let (names, date) = if cable.is_some() {
            (Vec::new(), String::new())
        } else {
            names_and_date(key)
        };
        Some(Self {
            spans,
            key: key.to_owned(),
            names,
            date,
            cable,
        })
    }

    /// Where it stands, in bytes of the text, in order; at least one span.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// What it cites.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The year that it names; of a cable its own.
    fn year(&self) -> Option<u32> {
        match &self.cable {
            Some(cable) => Some(cable.year),
            None => self.date.get(..4)?.parse().ok(),
        }
    }

    /// Whether a query means it. `text` is the text that it stands in.
    pub(super) fn is_meant(&self, asked: &Cites, text: &str) -> bool {
        let year = self.year();
        let in_years = asked
            .years
            .is_none_or(|(first, last)| year.is_some_and(|year| (first..=last).contains(&year)));
        in_years
            && match &asked.what {
                What::Work { whole, names, date } => {
                    self.cable.is_none()
                        && date.as_ref().is_none_or(|date| self.date == *date)
                        && (names.iter().all(|name| self.is_by(name, text))
                            || whole.as_ref().is_some_and(|whole| self.is_by(whole, text)))
                }
                What::Cable { post, number } => self.cable.as_ref().is_some_and(|cable| {
                    post.as_ref().is_none_or(|post| post.matches(&cable.post))
                        && number
                            .as_ref()
                            .is_none_or(|number| number.matches(&cable.number))
                }),
            }
    }

    /// Whether one of its names is meant. Keys write ä as ae and ø as oe, queries fold them to a and o: what stands in
    /// the text decides then.
    fn is_by(&self, name: &Name, text: &str) -> bool {
        if self.names.iter().any(|called| name.pattern.matches(called)) {
            return true;
        }
        let short = |called: &String| name.shortened.matches(&without_umlauts(called));
        if !self.names.iter().any(short) {
            return false;
        }
        let written: String = self
            .spans
            .iter()
            .filter_map(|span| text.get(span.range()))
            .collect();
        letters(&written).contains(&name.pattern.letters())
    }
}

/// A name that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pattern: Pattern,
    shortened: Pattern,
}

impl Name {
    /// The name that was typed, `*` and `?` already made signs of [`Pattern`]; none without a letter.
    pub(super) fn new(typed: &str) -> Option<Self> {
        let letters = letters(typed);
        let pattern = Pattern::of(&letters);
        let says = !letters.is_empty() && pattern.says_something();
        says.then(|| Self {
            shortened: Pattern::of(&without_umlauts(&letters)),
            pattern,
        })
    }
}

/// Small letters without accents, blanks and signs, as names are compared; the signs of patterns stay.
pub(super) fn letters(name: &str) -> String {
    let mut found = String::with_capacity(name.len());
    let mut words = Words::of_query(name);
    while words.advance() {
        found.push_str(words.folded());
    }
    found
}

/// Both ways of writing an umlaut as one.
fn without_umlauts(letters: &str) -> String {
    letters
        .replace("ae", "a")
        .replace("oe", "o")
        .replace("ue", "u")
}

/// `gallagher+holmes:2008:shadow` taken apart.
fn names_and_date(key: &str) -> (Vec<String>, String) {
    let mut parts = key.split(':');
    let names = parts.next().unwrap_or_default().split('+');
    let names = names.map(letters);
    let is_date = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_digit()) || matches!(*part, "n.d." | "forthcoming")
    };
    let mut names: Vec<String> = names
        .filter(|name| !name.is_empty() && name != "etal")
        .collect();
    let mut date = String::new();
    for part in parts {
        if date.is_empty() && is_date(&part) {
            part.clone_into(&mut date);
        } else if date.is_empty() {
            names.push(letters(part));
        }
    }
    (names, date)
}

impl Cable {
    /// `06BUENOSAIRES309` taken apart.
    fn read(key: &str) -> Option<Self> {
        let digits = key.bytes().take_while(u8::is_ascii_digit).count();
        let (year, rest) = key.split_at_checked(digits)?;
        let post = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        let (post, number) = rest.split_at_checked(post)?;
        let whole = number.bytes().all(|b| b.is_ascii_digit());
        (post.len() >= 2 && !number.is_empty() && whole).then_some(())?;
        Some(Self {
            year: full_year(year)?,
            post: post.to_ascii_lowercase(),
            number: plain_number(number),
        })
    }
}

/// The year of a cable from its two digits, or its four.
pub(super) fn full_year(digits: &str) -> Option<u32> {
    let year: u32 = digits.parse().ok()?;
    match digits.len() {
        // The telegrams of a state department are kept by machine since 1973.
        2 if year >= 66 => Some(1900 + year),
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// A cable's number without the zeros ahead of it.
pub(super) fn plain_number(digits: &str) -> String {
    let plain = digits.trim_start_matches('0');
    if plain.is_empty() { "0" } else { plain }.to_owned()
}
