//! Who is cited in brackets? `(see also Finnemore & Sikkink 1998, 890)`: the whole item is authors and a year.

use super::author_year::{Cited, Finder};
use super::authors::Authors;
use super::names::{self, Word};
use super::years::Year;
use super::{keys, vocabulary};
use crate::project::Span;

impl Finder<'_> {
    /// `item` are the words of it ahead of the year.
    pub(super) fn in_brackets(&self, year: &Year, item: &[Word]) -> Option<Cited> {
        let first = item.iter().position(|word| !is_signal(word))?;
        let signals = &item[..first];
        let item = &item[first..];
        if let Some(word) = item.first()
            && word.text.starts_with(['"', '“', '‘'])
        {
            return self.title_first(word.start, year);
        }
        // "(Springfield: Practice Press, 2004)" is where a book appeared.
        let published = item.iter().any(|word| word.text.ends_with(':'));
        // "Group B" is one of several.
        let one_of = item.last().is_some_and(|word| word.bare().len() == 1)
            && item.iter().any(|word| names::is_body(word.bare()));
        if published || one_of || is_talk(item) || self.is_date(item) {
            return None;
        }
        if names::all_names(item) && item.len() <= 24 {
            let authors = Authors::of(item, false);
            let span = names::span(item)?;
            let bluebook = self.legal && self.text[span.range()].contains('.');
            let span = Span::new(span.start, year.till);
            return if bluebook {
                None
            } else if is_setting(signals) || is_no_author(item) {
                Cited::maybe(span, authors)
            } else {
                Cited::sure(span, authors)
            };
        }
        self.after_words(year, item)
    }

    /// "(a view shared by Bertone 2008)"
    fn after_words(&self, year: &Year, item: &[Word]) -> Option<Cited> {
        let start = names::authors_before(item, false)?;
        let (before, authors) = item.split_at(start);
        if self.legal || self.is_date(authors) {
            return None;
        }
        let span = Span::new(authors.first()?.start, year.till);
        let closed = item.last()?.closed();
        let lead = before.last().map_or("", |word| word.bare());
        let led = matches!(
            lead,
            "by" | "see" | "also" | "following" | "per" | "and" | "to" | "than"
        );
        if closed && !led && !is_quoting(before) {
            return None;
        }
        let named = Authors::of(authors, true);
        if is_setting(before) || is_no_author(authors) {
            return Cited::maybe(span, named);
        }
        Cited::sure(span, named)
    }

    /// `("Title of the page – Body," n.d.)`
    fn title_first(&self, start: usize, year: &Year) -> Option<Cited> {
        let title = &self.text[start..year.start];
        let title = title.trim_end();
        if !title.ends_with(['"', '”', '’', ',']) || self.legal {
            return None;
        }
        let title = title.trim_matches(|c: char| !c.is_alphanumeric());
        let (name, body) = [" – ", " | ", " - ", " — "]
            .iter()
            .find_map(|dash| title.rsplit_once(dash))
            .unwrap_or((title, ""));
        let mut key = keys::name(body);
        if !key.is_empty() {
            key.push('-');
        }
        for word in name.split_whitespace().take(4) {
            keys::push(word, &mut key);
        }
        Cited::sure(Span::new(start, year.till), Authors::titled(key))
    }
}

/// "see", "e.g.,", "as cited in": words that lead to a citation.
pub(super) fn is_signal(word: &Word) -> bool {
    let name = word.bare();
    let signal =
        name.is_empty() || vocabulary::SIGNALS.has(name.to_lowercase().trim_end_matches('.'));
    // "A. Smith" starts with no article.
    let initial = word.text.starts_with("A.");
    signal && !initial && !word.text.starts_with(['"', '“'])
}

/// "(in Chad 2004)", but not "(quoted in Brysk 2013)".
fn is_setting(before: &[Word]) -> bool {
    let placed = before
        .last()
        .is_some_and(|word| vocabulary::SETTINGS.has(word.bare()));
    placed && !is_quoting(before)
}

/// "quoted in", "as developed in", "see also the work of".
fn is_quoting(before: &[Word]) -> bool {
    before
        .iter()
        .rev()
        .take(4)
        .any(|word| vocabulary::CITING.has(word.bare().to_lowercase().as_str()))
}

/// A place, or the office of a person.
fn is_no_author(words: &[Word]) -> bool {
    let places = names::are_place(words);
    let office = words.iter().any(|word| names::is_office(word.bare()));
    let body = words.iter().any(|word| names::is_body(word.bare()));
    let state = words
        .iter()
        .any(|word| matches!(word.bare(), "State" | "General"));
    places || office && words.len() > 1 && (!body || state && words.len() <= 4)
}

/// "(interview with Smith 2004)": what somebody said is no work.
fn is_talk(words: &[Word]) -> bool {
    words.iter().any(|word| {
        let name = word.bare().to_lowercase();
        name.starts_with("interview")
            || matches!(
                name.as_str(),
                "communication" | "correspondence" | "conversation" | "e-mail" | "email"
            )
    })
}
