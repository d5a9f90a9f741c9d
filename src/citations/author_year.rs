//! Which works are cited by author and year?
//!
//! In brackets (`Khagram et al. 2002, p. 14; Wiener 2009`), in notes (`Gallagher and Holmes 2008, 318– 319.`), in the
//! sentence (`Winston (2018)`, `Winston, in an article in the *Journal of X* (2018)`), and bare in the sentence where
//! the same author and year are cited elsewhere in the text.

use super::authors::{Authors, Known};
use super::lines::{Lines, floor, touches};
use super::names::{self, Word};
use super::notes::Found;
use super::references::Entries;
use super::sentences::enclosing;
use super::years::{self, Year};
use super::{Citation, Kind};
use crate::project::Span;
use std::collections::HashSet;

pub(super) fn find(
    text: &str,
    lines: &Lines,
    notes: &Found,
    entries: &Entries,
    law: &[Citation],
    legal: bool,
    known: &mut Known,
) -> Vec<Citation> {
    let law: Vec<Span> = law.iter().map(Citation::span).collect();
    let finder = Finder {
        text,
        notes,
        law: &law,
        legal,
    };
    let mut cited: Vec<Cited> = Vec::new();
    let mut words = Vec::new();
    let mut last = Last::default();
    for (at, dated) in years::places(text) {
        if entries.has(at) || touches(&law, Span::new(at, at + 1)) {
            continue;
        }
        let Some(line) = lines.at(at) else { continue };
        let line = lines.list[line];
        let Some(year) = years::read(text, line, at, dated) else {
            continue;
        };
        let Some(found) = finder.cited(line, &year, &last, &mut words) else {
            continue;
        };
        let found = Cited {
            year: year.key(text),
            ..found
        };
        let digits = found
            .year
            .trim_end_matches(|c: char| c.is_ascii_lowercase());
        let more: Vec<Cited> = year
            .letters(text)
            .map(|(at, letter)| Cited {
                span: Span::new(at, at + letter.len()),
                year: format!("{digits}{letter}"),
                ..found.clone()
            })
            .collect();
        if found.sure {
            last = Last {
                end: more.last().unwrap_or(&found).span.end,
                open: finder.bracket(line, &year, &last),
                closed: found.span.end > year.till,
                bracketed: found.bracketed,
                authors: found.authors.clone(),
            };
        }
        cited.push(found);
        cited.extend(more);
    }
    keyed(cited, entries, known)
}

/// The citations with their keys: names that may be read in two ways are read as the text has them elsewhere, and what
/// only may be a citation is one if its work is cited or listed elsewhere.
fn keyed(cited: Vec<Cited>, entries: &Entries, known: &mut Known) -> Vec<Citation> {
    for entry in &entries.list {
        known.learn_key(&entry.key);
    }
    for cited in cited.iter().filter(|cited| cited.sure) {
        known.learn(&cited.authors, cited.bracketed);
    }
    let keyed: Vec<(Cited, String)> = cited
        .into_iter()
        .map(|cited| {
            let key = format!("{}:{}", cited.authors.key(known), cited.year);
            (cited, key)
        })
        .collect();
    let sure: HashSet<&str> = keyed
        .iter()
        .filter(|(cited, _)| cited.sure)
        .map(|(_, key)| key.as_str())
        .chain(entries.list.iter().map(|entry| entry.key.as_str()))
        .collect();
    keyed
        .iter()
        .filter(|(cited, key)| cited.sure || sure.contains(key.as_str()))
        .map(|(cited, key)| Citation::new(Kind::AuthorYear, cited.span, key.clone()))
        .collect()
}

/// What looks like a citation.
#[derive(Clone, Debug)]
pub(super) struct Cited {
    span: Span,
    authors: Authors,
    year: String,
    /// Else only if the same work is cited elsewhere.
    sure: bool,
    /// Inside brackets, where surnames stand alone.
    bracketed: bool,
}

impl Cited {
    /// A citation for sure; none where no author is named.
    pub fn sure(span: Span, authors: Authors) -> Option<Self> {
        (!authors.is_empty()).then(|| Self {
            span,
            authors,
            year: String::new(),
            sure: true,
            bracketed: false,
        })
    }

    /// A citation if its work is cited elsewhere.
    pub fn maybe(span: Span, authors: Authors) -> Option<Self> {
        Some(Self {
            sure: false,
            ..Self::sure(span, authors)?
        })
    }

    /// The same inside brackets.
    pub fn in_brackets(self) -> Self {
        Self {
            bracketed: true,
            ..self
        }
    }
}

/// The citation found last: a year on its own may go on with it.
#[derive(Default)]
pub(super) struct Last {
    /// Where it ends, page and all.
    pub end: usize,
    /// The bracket that it stands in.
    open: Option<usize>,
    /// Whether its own bracket has closed: "Winston (2018)".
    closed: bool,
    bracketed: bool,
    authors: Authors,
}

pub(super) struct Finder<'t> {
    pub text: &'t str,
    pub notes: &'t Found,
    pub law: &'t [Span],
    pub legal: bool,
}

/// The furthest that authors stand ahead of their year, in bytes.
pub(super) const REACH: usize = 260;

/// The furthest that a bracket opens ahead of a year, in bytes.
const FAR: usize = 1200;

impl<'t> Finder<'t> {
    fn cited(
        &self,
        line: Span,
        year: &Year,
        last: &Last,
        words: &mut Vec<Word<'t>>,
    ) -> Option<Cited> {
        let text = self.text;
        if let Some(found) = goes_on(text, line, year, last) {
            return Some(found);
        }
        let from = near(text, line, year.start, REACH);
        let ahead = years::without_original(&text[from..year.start]);
        if let Some(narrative) = ahead.strip_suffix(['(', '[']) {
            return self.narrative(from, narrative, year, words);
        }
        if !ahead.ends_with(|c: char| c.is_whitespace() || c == ',') {
            return None;
        }
        let end = from + ahead.len();
        match self.bracket(line, year, last) {
            Some(open) => {
                let from = from.max(open + 1);
                let item = text
                    .get(from..end)?
                    .rfind(';')
                    .map_or(from, |semicolon| from + semicolon + 1);
                let item = if last.end > item && last.end <= end {
                    last.end
                } else {
                    item
                };
                names::words(text, item, end, words);
                self.in_brackets(year, words).map(Cited::in_brackets)
            }
            None => self.in_sentence(line, Span::new(from, end), year, last, words),
        }
    }

    /// The bracket that a year stands in.
    fn bracket(&self, line: Span, year: &Year, last: &Last) -> Option<usize> {
        let text = self.text;
        // Further on in a long bracket.
        if let Some(open) = last.open
            && open >= line.start
            && last.end <= year.start
        {
            let between = &text[last.end..year.start];
            if !between.contains([')', ']', '(', '[']) {
                return Some(open);
            }
        }
        let from = near(text, line, year.start, FAR);
        let open = from + enclosing(&text[from..year.start])?;
        // A square bracket that never closes is a scar.
        let scar = text[open..].starts_with('[')
            && memchr::memchr(b']', &text.as_bytes()[year.end..line.end]).is_none();
        (!scar).then_some(open)
    }

    /// "June 7, 2006", "12 May 2008", "April and May 2004".
    pub fn is_date(&self, words: &[Word]) -> bool {
        let name = |back: usize| {
            words
                .len()
                .checked_sub(back)
                .map_or("", |at| words[at].bare())
        };
        let figure = |name: &str| {
            let figure = name.trim_end_matches(|c: char| c.is_ascii_lowercase());
            !figure.is_empty() && figure.bytes().all(|b| b.is_ascii_digit())
        };
        if names::is_month(name(2)) && figure(name(1)) {
            return true;
        }
        let joined = matches!(name(2), "and" | "&") && names::is_surname_of_month(name(1));
        names::is_month(name(1)) && (!joined || names::is_month(name(3)))
    }
}

/// "Chuang 2015, 2013, 2012", "Price (1998, 2003)": the year of another work of the same authors.
fn goes_on(text: &str, line: Span, year: &Year, last: &Last) -> Option<Cited> {
    if last.closed || last.end <= line.start || last.end > year.start || year.start - last.end > 14
    {
        return None;
    }
    let between = text[last.end..year.start].trim();
    let signal = between.trim_start_matches([',', ';']).trim_start();
    let parted = !between.is_empty();
    if !parted || !matches!(signal, "" | "and" | "&" | "see also" | "also") {
        return None;
    }
    let span = Span::new(year.start, year.till);
    Cited::sure(span, last.authors.clone()).map(|cited| Cited {
        bracketed: last.bracketed,
        ..cited
    })
}

/// So many bytes ahead of a place, on its line.
fn near(text: &str, line: Span, at: usize, bytes: usize) -> usize {
    floor(text, line.start.max(at.saturating_sub(bytes))).max(line.start)
}
