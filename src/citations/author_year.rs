//! Which works are cited by author and year?
//!
//! In brackets (`Khagram et al. 2002, p. 14; Wiener 2009`), in notes (`Gallagher and Holmes 2008, 318– 319.`), in the
//! sentence (`Winston (2018)`, `Winston, in an article in the *Journal of X* (2018)`), and bare in the sentence where
//! the same author and year are cited elsewhere in the text.

use super::lines::{Lines, floor, touches};
use super::names::{self, Word};
use super::notes::Found;
use super::references::Entries;
use super::sentences::{open_bracket, sentence_start};
use super::years::{self, Year};
use super::{Citation, Kind, keys, vocabulary};
use crate::project::Span;
use std::collections::HashSet;

pub(super) fn find(
    text: &str,
    lines: &Lines,
    notes: &Found,
    entries: &Entries,
    law: &[Citation],
    legal: bool,
) -> Vec<Citation> {
    let law: Vec<Span> = law.iter().map(Citation::span).collect();
    let finder = Finder {
        text,
        notes,
        law: &law,
        legal,
    };
    let mut found: Vec<Citation> = Vec::new();
    let mut maybe: Vec<(Span, String)> = Vec::new();
    let mut words = Vec::new();
    let mut last = Last::default();
    for (at, year) in years::places(text) {
        if entries.has(at) || touches(&law, Span::new(at, at + 1)) {
            continue;
        }
        let Some(line) = lines.at(at) else { continue };
        let line = lines.list[line];
        let Some(year) = years::read(text, line, at, year) else {
            continue;
        };
        match finder.cited(line, &year, &last, &mut words) {
            Some(Cited::Sure(span, authors)) => {
                last = Last {
                    year_end: year.end,
                    end: span.end,
                    authors: authors.clone(),
                };
                let key = format!("{authors}:{}", year.key(text));
                found.push(Citation::new(Kind::AuthorYear, span, key));
            }
            Some(Cited::Maybe(span, authors)) => {
                maybe.push((span, format!("{authors}:{}", year.key(text))))
            }
            None => {}
        }
    }
    let known: HashSet<&str> = found
        .iter()
        .map(|citation| citation.key.as_str())
        .chain(entries.list.iter().map(|entry| entry.key.as_str()))
        .collect();
    let bare: Vec<Citation> = maybe
        .into_iter()
        .filter(|(_, key)| known.contains(key.as_str()))
        .map(|(span, key)| Citation::new(Kind::AuthorYear, span, key))
        .collect();
    found.extend(bare);
    found
}

/// The citation found last: a year on its own may go on with it.
#[derive(Default)]
struct Last {
    year_end: usize,
    end: usize,
    authors: String,
}

enum Cited {
    Sure(Span, String),
    /// Only if the same author and year are cited elsewhere.
    Maybe(Span, String),
}

struct Finder<'t> {
    text: &'t str,
    notes: &'t Found,
    law: &'t [Span],
    legal: bool,
}

/// The furthest that authors stand ahead of their year, in bytes.
const REACH: usize = 260;

impl<'t> Finder<'t> {
    fn cited(
        &self,
        line: Span,
        year: &Year,
        last: &Last,
        words: &mut Vec<Word<'t>>,
    ) -> Option<Cited> {
        let text = self.text;
        // "Chuang 2015, 2013, 2012": the year of another work of the same authors.
        if last.year_end > line.start && last.year_end <= year.start && last.end <= year.start {
            let between = &text[last.year_end..year.start];
            if matches!(between.trim(), "," | ";" | "and" | "&" | ", and")
                && !last.authors.is_empty()
            {
                return Some(Cited::Sure(
                    Span::new(year.start, year.till),
                    last.authors.clone(),
                ));
            }
        }
        let from = floor(text, line.start.max(year.start.saturating_sub(REACH))).max(line.start);
        let ahead = &text[from..year.start];
        if let Some(narrative) = ahead.strip_suffix('(').or(ahead.strip_suffix('[')) {
            return self.narrative(from, narrative, year, words);
        }
        if !ahead.ends_with(char::is_whitespace) {
            return None;
        }
        match open_bracket(ahead) {
            Some(open) => {
                let open = from + open + 1;
                let item = text[open..year.start]
                    .rfind(';')
                    .map_or(open, |semicolon| open + semicolon + 1);
                let item = if last.end > item && last.end <= year.start {
                    last.end
                } else {
                    item
                };
                self.in_brackets(item, year, words)
            }
            None => self.in_sentence(line, from, year, last, words),
        }
    }

    /// `(see also Finnemore & Sikkink 1998, 890)`: the whole item is authors and a year.
    fn in_brackets(&self, item: usize, year: &Year, words: &mut Vec<Word<'t>>) -> Option<Cited> {
        let text = self.text;
        names::words(text, item, year.start, words);
        let mut first = 0;
        while let Some(word) = words.get(first) {
            let name = word.bare();
            let signal = vocabulary::SIGNALS.has(name.to_lowercase().trim_end_matches('.'))
                || name.is_empty();
            if !signal || word.text.starts_with(['"', '“']) {
                break;
            }
            first += 1;
        }
        let item = &words[first..];
        if let Some(word) = item.first()
            && word.text.starts_with(['"', '“', '‘'])
        {
            return self.title_first(word.start, year);
        }
        if names::all_names(item) && item.len() <= 24 && !self.is_date(item) {
            let authors = names::key(item, false);
            let span = names::span(item)?;
            let bluebook = self.legal && text[span.range()].contains('.');
            return (!authors.is_empty() && !bluebook)
                .then(|| Cited::Sure(Span::new(span.start, year.till), authors));
        }
        // "(a view shared by Bertone 2008)"
        let start = names::authors_before(item, false)?;
        let last = item.last()?;
        if last.closed() || self.legal || self.is_date(&item[start..]) {
            return None;
        }
        let span = Span::new(item[start].start, year.till);
        Some(Cited::Sure(span, names::key(&item[start..], true)))
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
        Some(Cited::Sure(Span::new(start, year.till), key))
    }

    /// `Winston (2018)`, and `Winston in a recent article in the *Journal of X* (2018)`.
    fn narrative(
        &self,
        from: usize,
        ahead: &'t str,
        year: &Year,
        words: &mut Vec<Word<'t>>,
    ) -> Option<Cited> {
        let text = self.text;
        // What closes the bracket: a page at most.
        let closing = text[year.till..].chars().next()?;
        if !matches!(closing, ')' | ']' | ';' | ',' | ':') {
            return None;
        }
        let end = if matches!(closing, ')' | ']') {
            year.till + 1
        } else {
            year.till
        };
        let start = from + sentence_start(ahead);
        names::words(text, start, from + ahead.trim_end().len(), words);
        let last = *words.last()?;
        if touches(self.law, Span::new(last.start, last.end()))
            || self.legal && self.notes.has(Span::new(year.start, year.end))
        {
            return None;
        }
        if let Some(found) = self.split(words, end) {
            return Some(found);
        }
        if last.closed()
            || last.text.ends_with(['*', '"', '”', ')', ']', '.']) && last.bare() != "al"
        {
            return None;
        }
        let first = names::authors_before(words, false)?;
        let authors = &words[first..];
        let placed = first > 0
            && matches!(
                words[first - 1].bare(),
                "in" | "at" | "near" | "from" | "In" | "At" | "since" | "until"
            );
        let shouted = authors.len() > 2
            && authors
                .iter()
                .all(|word| word.text.chars().all(|c| !c.is_lowercase()));
        let long = authors.len() > 8;
        if shouted || long || self.is_date(authors) {
            return None;
        }
        let key = names::key(authors, true);
        let span = Span::new(authors.first()?.start, end);
        if placed || self.legal || authors.iter().any(|word| names::names_a_thing(word.bare())) {
            return Some(Cited::Maybe(span, key));
        }
        Some(Cited::Sure(span, key))
    }

    /// The author stands far ahead of the year, and the words between say where the work appeared.
    fn split(&self, words: &[Word], end: usize) -> Option<Cited> {
        let work = words.iter().rposition(|word| {
            matches!(
                word.bare(),
                "article"
                    | "articles"
                    | "book"
                    | "study"
                    | "paper"
                    | "essay"
                    | "monograph"
                    | "chapter"
                    | "thesis"
                    | "dissertation"
                    | "piece"
                    | "volume"
                    | "work"
            )
        })?;
        let last = words.last()?;
        let titled = last.text.ends_with(['*', '_', '"', '”', '’']) || names::is_name(last.bare());
        // The year of another work stands between.
        if words[work..].iter().any(|word| word.text.contains('(')) {
            return None;
        }
        let between = &words[..work];
        let lead = between.iter().rposition(|word| {
            matches!(
                word.bare(),
                "in" | "her" | "his" | "their" | "a" | "an" | "the"
            )
        })?;
        let mut to = lead + 1;
        // Back over "in a recent": small words between the name and the work.
        while to > 0 && !names::is_name(between[to - 1].bare()) {
            to -= 1;
            if lead - to.min(lead) > 4 {
                return None;
            }
        }
        let possessive = to == 0 || between.get(to.wrapping_sub(1)).is_none();
        if possessive || !titled {
            return None;
        }
        let first = names::authors_before(&between[..to], false)?;
        let authors = &between[first..to];
        let span = Span::new(authors.first()?.start, end);
        let far = span.end - span.start > REACH;
        (!far).then(|| Cited::Sure(span, names::key(authors, true)))
    }

    /// `See Bertone 2008, 21ff.` in a note; in the body only what is cited elsewhere.
    fn in_sentence(
        &self,
        line: Span,
        from: usize,
        year: &Year,
        last: &Last,
        words: &mut Vec<Word<'t>>,
    ) -> Option<Cited> {
        let text = self.text;
        let start = from + sentence_start(&text[from..year.start]);
        let start = if last.end > start && last.end <= year.start {
            last.end
        } else {
            start
        };
        names::words(text, start, year.start, words);
        let item = &words[..];
        let end = item.last()?;
        if end.text.ends_with([';', ':', '"', '”', '*', ')', '.']) && end.bare() != "al"
            || self.is_date(item)
        {
            return None;
        }
        let note = self.notes.has(Span::new(year.start, year.end));
        let comma = end.text.ends_with(',');
        let mut first = names::authors_before(item, false)?;
        // A body's long name from the start of the sentence: "Ad Hoc Committee on the Elaboration of …".
        let opening = item.iter().position(|word| {
            let name = word.bare();
            !(vocabulary::SIGNALS.has(name.to_lowercase().trim_end_matches('.')) || name.is_empty())
        });
        if let Some(opening) = opening
            && opening < first
            && names::all_names(&item[opening..])
            && !item[opening..].iter().any(|word| word.closed())
        {
            first = opening;
        }
        let authors = &item[first..];
        let span = Span::new(authors.first()?.start, year.till);
        let thing = authors
            .last()
            .is_some_and(|word| names::names_a_thing(word.bare()));
        if thing || authors.len() > 20 {
            return None;
        }
        let key = names::key(authors, true);
        if key.is_empty() {
            return None;
        }
        let whole = comma && self.alone(line, span);
        let placed = first > 0
            && matches!(
                item[first - 1].bare(),
                "at" | "near" | "since" | "until" | "by" | "before" | "after"
            );
        let dated = first > 0
            && item[first - 1]
                .bare()
                .ends_with(|c: char| c.is_ascii_digit())
            && item[first - 1].bare().len() < 3;
        if note && !self.legal && (!comma || whole) && !placed && !dated {
            return Some(Cited::Sure(span, key));
        }
        (!comma).then_some(Cited::Maybe(span, key))
    }

    /// Whether a citation is all that a note says.
    fn alone(&self, line: Span, span: Span) -> bool {
        let rest = self.text[span.end..line.end].trim_end_matches(['.', ' ']);
        let first = self
            .notes
            .areas
            .partition_point(|area| area.end <= span.start);
        rest.is_empty()
            && self
                .notes
                .areas
                .get(first)
                .is_some_and(|area| area.start == span.start)
    }

    /// "June 7, 2006", "12 May 2008".
    fn is_date(&self, words: &[Word]) -> bool {
        let name = |at: usize| {
            words
                .len()
                .checked_sub(at)
                .map_or("", |at| words[at].bare())
        };
        names::is_month(name(1))
            || (names::is_month(name(2)) && name(1).bytes().all(|b| b.is_ascii_digit()))
    }
}
