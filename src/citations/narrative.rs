//! Who is cited in the sentence? `Winston (2018)`, `See Bertone 2008, 21ff.`

use super::author_year::{Cited, Finder, Last, REACH};
use super::authors::Authors;
use super::lines::touches;
use super::names::{self, Word};
use super::sentences::sentence_start;
use super::vocabulary;
use super::years::Year;
use crate::project::Span;

impl<'t> Finder<'t> {
    /// `Winston (2018)`, and `Winston in a recent article in the *Journal of X* (2018)`.
    pub(super) fn narrative(
        &self,
        from: usize,
        ahead: &'t str,
        year: &Year,
        words: &mut Vec<Word<'t>>,
    ) -> Option<Cited> {
        let text = self.text;
        // What closes the bracket: a page at most, or other years.
        let closing = text[year.till..].trim_start_matches(' ').chars().next()?;
        if !matches!(closing, ')' | ']' | ';' | ',' | ':') && year.letters(text).next().is_none() {
            return None;
        }
        let end = if text[year.till..].starts_with([')', ']']) {
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
        let others = names::is_others(words, words.len() - 1);
        if last.text.starts_with(['\'', '‘', '"', '“']) && last.text.ends_with(['\'', '’']) {
            return None;
        }
        if last.closed()
            || last.text.ends_with(['*', '"', '”', ')', ']', '.']) && !others && last.bare() != "Jr"
        {
            return None;
        }
        let lead = |at: usize| at.checked_sub(1).map_or("", |at| words[at].bare());
        let before = lead(words.len() - 1);
        // "May (2001)" is an author, "in May (2001)" is none.
        let month = names::is_surname_of_month(last.bare())
            && !vocabulary::SETTINGS.has(before.to_lowercase().as_str())
            && !matches!(before, "late" | "early" | "mid" | "last" | "and" | "&")
            && !before.ends_with(|c: char| c.is_ascii_digit());
        let first = if month {
            words.len() - 1
        } else {
            names::authors_before(words, false)?
        };
        let first = if is_aside(&text[end..]) {
            after_subject(words, first)
        } else {
            first
        };
        let authors = &words[first..];
        let shouted = authors.len() > 2
            && authors
                .iter()
                .all(|word| word.text.chars().all(|c| !c.is_lowercase()));
        let long = authors.len() > 8 && !authors.iter().any(|word| word.closed());
        if shouted || long || !month && self.is_date(authors) {
            return None;
        }
        let named = Authors::of(authors, true);
        let span = Span::new(authors.first()?.start, end);
        if self.legal || is_doubtful(words, first) || is_work_of_art(&text[end..]) {
            return Cited::maybe(span, named);
        }
        Cited::sure(span, named)
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
        if to == 0 || !titled {
            return None;
        }
        let first = names::authors_before(&between[..to], false)?;
        let authors = &between[first..to];
        let span = Span::new(authors.first()?.start, end);
        if span.end - span.start > REACH {
            return None;
        }
        Cited::sure(span, Authors::of(authors, true))
    }

    /// `See Bertone 2008, 21ff.` in a note or under a figure; in the body only what is cited elsewhere.
    pub(super) fn in_sentence(
        &self,
        line: Span,
        ahead: Span,
        year: &Year,
        last: &Last,
        words: &mut Vec<Word<'t>>,
    ) -> Option<Cited> {
        let text = self.text;
        let start = ahead.start + sentence_start(&text[ahead.range()]);
        let start = if last.end > start && last.end <= ahead.end {
            last.end
        } else {
            start
        };
        names::words(text, start, ahead.end, words);
        let item = &words[..];
        let end = item.last()?;
        let others = names::is_others(item, item.len() - 1);
        if end.text.ends_with([';', ':', '"', '”', '*', ')', '.']) && !others || self.is_date(item)
        {
            return None;
        }
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
            .is_some_and(|word| names::names_a_thing(word.bare()))
            || authors.iter().any(|word| word.bare() == "Journal");
        if thing || authors.len() > 20 {
            return None;
        }
        let named = Authors::of(authors, true);
        let note = self.notes.has(Span::new(year.start, year.end));
        let listed =
            note || is_source(&text[line.start..span.start]) || self.stands_alone(line, span, last);
        let whole = comma && self.alone(line, span);
        let lead = first.checked_sub(1).map_or("", |lead| item[lead].bare());
        let placed = matches!(
            lead,
            "at" | "near" | "since" | "until" | "by" | "before" | "after"
        );
        let dated = lead.ends_with(|c: char| c.is_ascii_digit()) && lead.len() < 3;
        let place = names::are_place(authors);
        if listed && !self.legal && (!comma || whole) && !placed && !dated && !place {
            return Cited::sure(span, named);
        }
        if comma {
            None
        } else {
            Cited::maybe(span, named)
        }
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

    /// Whether a line starts with a citation, or with others ahead of it, and a stop is next: a note whose number is
    /// not read.
    fn stands_alone(&self, line: Span, span: Span, last: &Last) -> bool {
        let text = self.text;
        let from = if last.end > line.start && last.end <= span.start {
            last.end
        } else {
            line.start
        };
        let led = !text[from..span.start].contains(char::is_alphabetic);
        let sentence = text[span.end..line.end].starts_with(['.', ';']);
        let started = from > line.start || span.start - line.start < 8;
        led && sentence && started
    }
}

/// "Bureaucracies, Barnett and Finnemore (2004) claim, …": what stands after the bracket of an aside.
fn is_aside(after: &str) -> bool {
    let Some((clause, _)) = after.split_once(',') else {
        return false;
    };
    let verb = clause.split_whitespace().next_back().unwrap_or_default();
    clause.len() < 40
        && matches!(
            verb,
            "claim"
                | "argue"
                | "note"
                | "suggest"
                | "show"
                | "find"
                | "write"
                | "observe"
                | "say"
                | "maintain"
                | "contend"
                | "insist"
                | "remind"
                | "explain"
                | "conclude"
                | "point"
                | "out"
                | "believe"
        )
}

/// The first of the authors in an aside: what the sentence starts with is what it is about.
fn after_subject(words: &[Word], first: usize) -> usize {
    let comma = words[first..]
        .iter()
        .position(|word| word.text.ends_with(','));
    match comma {
        Some(comma) if first == 0 && comma + 1 < words.len() => comma + 1,
        _ => first,
    }
}

/// "(1956), a film": no citation, most likely.
fn is_work_of_art(after: &str) -> bool {
    let Some(what) = [", a ", ", an ", ", the "]
        .iter()
        .find_map(|comma| after.strip_prefix(comma))
    else {
        return false;
    };
    let what: Vec<&str> = what.split([' ', ',', '.', ';']).take(3).collect();
    what.iter().any(|word| {
        matches!(
            *word,
            "film"
                | "novel"
                | "movie"
                | "documentary"
                | "play"
                | "poem"
                | "song"
                | "opera"
                | "series"
                | "ship"
        )
    })
}

/// "Source: World Bank 2012."
fn is_source(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic());
    ["Source:", "Sources:", "Source.", "Source*:", "Adapted from"]
        .iter()
        .any(|source| line.starts_with(source))
}

/// Whether the authors from a place on may be something else that has a year in brackets after it: "the Titanic
/// (1912)", "in Thailand (2004)", "the film Night Boat (1999)".
fn is_doubtful(words: &[Word], first: usize) -> bool {
    let authors = &words[first..];
    let lead = first.checked_sub(1).map_or("", |lead| words[lead].bare());
    let body = authors.iter().any(|word| names::is_body(word.bare()));
    let letters = |word: &Word| {
        let name = word.bare();
        name.len() > 1 && name.chars().all(|c| !c.is_lowercase())
    };
    let placed = matches!(
        lead,
        "in" | "at" | "near" | "from" | "In" | "At" | "From" | "since" | "until" | "of"
    ) && authors.len() == 1
        && (lead != "of" || names::is_place(authors[0].bare()));
    let titled = matches!(
        lead,
        "film"
            | "movie"
            | "novel"
            | "song"
            | "album"
            | "series"
            | "documentary"
            | "ship"
            | "case"
            | "magazine"
            | "city"
            | "village"
    );
    let article = matches!(lead, "the" | "The" | "a") && !body && !authors.iter().any(letters);
    let thing = authors.iter().any(|word| names::names_a_thing(word.bare()));
    let place = names::are_place(authors);
    placed || titled || article || thing || place
}
