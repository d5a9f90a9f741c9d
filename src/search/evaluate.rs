//! In which paragraphs of a document does a query hold, and which of its words stand there?

use super::coded::{Marked, Seen};
use super::flow::Flow;
use super::index::Entry;
use super::occurrence::{Occurrence, Paragraphs, Positions, tidy};
use super::query::{Cites, Node, Phrase};
use crate::project::Span;
use crate::text::fold::dense_words;
use crate::text::{Reading, Text};
use regex::Regex;
use std::cell::RefCell;
use std::collections::HashMap;

/// A document as a query sees it.
pub(super) struct Paper<'a> {
    pub(super) text: &'a Text,
    /// How it is read. Paragraphs here are its units: one that a page cuts is two, to which words and phrases are blind.
    pub(super) reading: &'a Reading,
    pub(super) positions: &'a Positions,
    /// Where each unit of the query stands.
    pub(super) units: &'a [Vec<Occurrence>],
    /// What the project says of the document.
    pub(super) seen: Seen<'a>,
    /// Whether the person has gone on to another query.
    pub(super) stop: &'a dyn Fn() -> bool,
    numbers: RefCell<HashMap<usize, Vec<u32>>>,
}

/// Where a part of a query holds.
pub(super) struct Holds {
    /// In these paragraphs.
    pub(super) paragraphs: Paragraphs,
    /// By these words, which are all in them.
    pub(super) words: Vec<Occurrence>,
    /// By these spans, each in a paragraph, which a regular expression found.
    pub(super) spans: Vec<(usize, Span)>,
    /// By these places of one or more spans, each with its first paragraph.
    pub(super) pieces: Vec<(usize, Vec<Span>)>,
    /// By these codings.
    pub(super) codings: Vec<Marked>,
}

impl Holds {
    fn within(paragraphs: Paragraphs) -> Self {
        Self {
            paragraphs,
            words: Vec::new(),
            spans: Vec::new(),
            pieces: Vec::new(),
            codings: Vec::new(),
        }
    }

    fn take(&mut self, other: Self) {
        self.words.extend(other.words);
        self.spans.extend(other.spans);
        self.pieces.extend(other.pieces);
        self.codings.extend(other.codings);
    }

    fn tidy(mut self) -> Self {
        tidy(&mut self.words);
        self.spans.sort_unstable();
        self.spans.dedup();
        self.pieces.sort_unstable();
        self.pieces.dedup();
        self.codings
            .sort_by(|a, b| (a.first, &a.spans).cmp(&(b.first, &b.spans)));
        self.codings.dedup();
        self
    }
}

impl<'a> Paper<'a> {
    pub(super) fn new(
        entry: &'a Entry,
        positions: &'a Positions,
        units: &'a [Vec<Occurrence>],
        seen: Seen<'a>,
        stop: &'a dyn Fn() -> bool,
    ) -> Self {
        Self {
            text: &entry.text,
            reading: &entry.reading,
            positions,
            units,
            seen,
            stop,
            numbers: RefCell::default(),
        }
    }

    fn count(&self) -> usize {
        self.reading.count()
    }

    /// Where a part of the query holds. Nothing outside `within` is of interest.
    pub(super) fn holds(&self, node: &Node, within: Option<&Paragraphs>) -> Holds {
        match node {
            Node::Words(_) | Node::Near { .. } => {
                let words = self.places(node);
                Holds {
                    words: words.clone(),
                    ..Holds::within(Paragraphs::of(self.count(), &words))
                }
            }
            Node::And(parts) => self.all(parts, within),
            Node::Or(parts) => self.any(parts, within),
            Node::Not(part) => Holds::within(self.holds(part, within).paragraphs.not()),
            Node::Regex(regex) => self.matches(regex, within),
            Node::Document(needle) => Holds::within(self.whole(self.seen.is_called(needle))),
            Node::Case(name) => {
                let mut holds = self.coded(self.seen.coded_for(name));
                if self.seen.has_case(name) {
                    holds.paragraphs = Paragraphs::all(self.count());
                }
                holds
            }
            Node::Coded(tests) => self.coded(self.seen.coded(tests)),
            Node::Cited(cites) => self.cited(cites),
            Node::Uncoded(yes) => {
                let touched = self.coded(self.seen.coded(&[])).paragraphs;
                Holds::within(if *yes { touched.not() } else { touched })
            }
        }
    }

    fn whole(&self, holds: bool) -> Paragraphs {
        if holds {
            Paragraphs::all(self.count())
        } else {
            Paragraphs::none(self.count())
        }
    }

    fn all(&self, parts: &[Node], within: Option<&Paragraphs>) -> Holds {
        let mut both = Holds::within(within.map_or_else(|| self.whole(true), Clone::clone));
        // Reading the text is dear: only where the rest holds.
        let dear = |part: &&Node| matches!(part, Node::Regex(_));
        let cheap = parts.iter().filter(|part| !dear(part));
        for part in cheap.chain(parts.iter().filter(dear)) {
            let part = self.holds(part, Some(&both.paragraphs));
            both.paragraphs = both.paragraphs.and(&part.paragraphs);
            if both.paragraphs.is_empty() {
                return Holds::within(both.paragraphs);
            }
            both.take(part);
        }
        let held = &both.paragraphs;
        both.words.retain(|one| held.has(one.paragraph as usize));
        both.spans.retain(|(paragraph, _)| held.has(*paragraph));
        both.pieces.retain(|(paragraph, _)| held.has(*paragraph));
        both.codings.retain_mut(|coding| coding.within(held));
        both.tidy()
    }

    fn any(&self, parts: &[Node], within: Option<&Paragraphs>) -> Holds {
        let mut either = Holds::within(Paragraphs::none(self.count()));
        for part in parts {
            let part = self.holds(part, within);
            either.paragraphs = either.paragraphs.or(&part.paragraphs);
            either.take(part);
        }
        either.tidy()
    }

    /// Where words, phrases and neighbours stand.
    fn places(&self, node: &Node) -> Vec<Occurrence> {
        match node {
            Node::Words(phrase) => self.phrase(phrase),
            Node::Near {
                left,
                right,
                distance,
                ordered,
            } => {
                let (left, right) = (self.places(left), self.places(right));
                let mut found = Vec::new();
                self.pairs(&left, &right, *distance, &mut found);
                if !ordered {
                    self.pairs(&right, &left, *distance, &mut found);
                }
                tidy(&mut found);
                found
            }
            Node::Or(parts) => {
                let mut found: Vec<_> = parts.iter().flat_map(|part| self.places(part)).collect();
                tidy(&mut found);
                found
            }
            _ => Vec::new(),
        }
    }

    /// Where a phrase stands.
    pub(super) fn phrase(&self, phrase: &Phrase) -> Vec<Occurrence> {
        let unit = |at: usize| self.units.get(at).map_or(&[][..], Vec::as_slice);
        if let (1, [only]) = (phrase.words, phrase.groups.as_slice()) {
            return unit(only.unit).to_vec();
        }
        // What ends at each word of the phrase, so far.
        let mut ends: Vec<Vec<Occurrence>> = vec![Vec::new(); phrase.words + 1];
        for group in &phrase.groups {
            let next = unit(group.unit);
            let longer = if group.from == 0 {
                next.to_vec()
            } else {
                ends[group.from].sort_by_key(|one| one.end);
                follow(&ends[group.from], next)
            };
            ends[group.to].extend(longer);
        }
        let mut found = ends.pop().unwrap_or_default();
        tidy(&mut found);
        found
    }

    /// Adds each pair of which the second starts at most so many words after the end of the first.
    fn pairs(
        &self,
        first: &[Occurrence],
        second: &[Occurrence],
        distance: u32,
        found: &mut Vec<Occurrence>,
    ) {
        let mut from = 0;
        for one in first {
            if found.len() % 4096 == 4095 && (self.stop)() {
                return;
            }
            // Ends are nearly in order, so the next place is near the last.
            while from > 0 && second[from - 1].start >= one.end {
                from -= 1;
            }
            while second.get(from).is_some_and(|other| other.start < one.end) {
                from += 1;
            }
            let same = |other: &&Occurrence| {
                other.paragraph == one.paragraph
                    || self.reading.start_of(other.paragraph as usize)
                        == self.reading.start_of(one.paragraph as usize)
            };
            for other in second[from..].iter().take_while(same) {
                if self.distance(one, other) > distance {
                    break;
                }
                found.push(Occurrence {
                    end: other.end,
                    ..*one
                });
            }
        }
    }

    /// Words from the end of one to the start of a later one in its paragraph; neighbours are 1 apart.
    fn distance(&self, one: &Occurrence, later: &Occurrence) -> u32 {
        let dense = &self.positions.dense;
        let is_dense = |unit: u32| dense.binary_search(&unit).is_ok();
        if dense.is_empty() || !(is_dense(one.paragraph) || is_dense(later.paragraph)) {
            return later.start - (one.end - 1);
        }
        let first = self.reading.start_of(one.paragraph as usize);
        let mut numbers = self.numbers.borrow_mut();
        let numbers = numbers.entry(first).or_insert_with(|| {
            let (flow, _) = Flow::around(self.text, self.reading, first);
            dense_words(&flow.string)
        });
        let base = self.positions.starts.get(first).copied().unwrap_or(0);
        let word = |position: u32| numbers.get((position - base) as usize).copied();
        match (word(one.end - 1), word(later.start)) {
            (Some(end), Some(start)) => start.saturating_sub(end),
            _ => later.start - (one.end - 1),
        }
    }

    /// Matches of a regular expression. It sees one paragraph at a time, as it reads.
    fn matches(&self, regex: &Regex, within: Option<&Paragraphs>) -> Holds {
        let mut holds = Holds::within(Paragraphs::none(self.count()));
        let (text, paragraphs) = (self.text.str(), self.text.paragraphs());
        // `\A` and `\z` hold at the ends of a paragraph, which a search over the whole text cannot see.
        let ends = regex.as_str().contains("\\A") || regex.as_str().contains("\\z");
        let few = within.filter(|within| ends || within.iter().count() * 4 < self.count());
        let everywhere = ends.then(|| Paragraphs::all(self.count()));
        if let Some(listed) = few.or(everywhere.as_ref()) {
            for unit in listed.iter() {
                self.matches_in(unit, regex, &mut holds);
            }
            return holds.tidy();
        }
        // Paragraphs of more than a line are put together first; all others are searched where they stand.
        for (at, unit) in self.reading.units().iter().enumerate() {
            if is_long(self.reading, at) && within.is_none_or(|within| within.has(at)) {
                self.matches_in(at, regex, &mut holds);
            }
            if unit.first % 4096 == 0 && (self.stop)() {
                return holds.tidy();
            }
        }
        let mut from = 0;
        while let Some(found) = regex.find_at(text, from) {
            let line = paragraphs.at(found.start());
            let unit = self.reading.unit_of(line);
            if !is_long(self.reading, unit) && within.is_none_or(|within| within.has(unit)) {
                self.matches_in(unit, regex, &mut holds);
            }
            from = paragraphs.span(line).end + 1;
            if from > text.len() || (self.stop)() {
                break;
            }
        }
        holds.tidy()
    }

    /// The matches that start in a unit; they may end in a later one of its paragraph.
    fn matches_in(&self, unit: usize, regex: &Regex, holds: &mut Holds) {
        let (flow, _) = Flow::around(self.text, self.reading, unit);
        for found in regex
            .find_iter(&flow.string)
            .filter(|found| !found.is_empty())
        {
            let mut spans = flow.spans(Span::new(found.start(), found.end()));
            let Some(first) = spans.first().copied() else {
                continue;
            };
            let started = self.reading.unit_of(self.text.paragraphs().at(first.start));
            if started != unit {
                continue;
            }
            holds.paragraphs.insert(unit);
            if spans.len() == 1 {
                holds.spans.push((unit, first));
            } else {
                holds.pieces.push((unit, std::mem::take(&mut spans)));
            }
        }
    }

    fn cited(&self, cites: &Cites) -> Holds {
        let mut holds = Holds::within(Paragraphs::none(self.count()));
        for spans in self.seen.cited(cites, self.text.str()) {
            if let Some(first) = spans.first() {
                let line = self.text.paragraphs().at(first.start);
                let unit = self.reading.unit_of(line);
                holds.paragraphs.insert(unit);
                holds.pieces.push((unit, spans));
            }
        }
        holds.tidy()
    }

    fn coded(&self, spans: Vec<Vec<Span>>) -> Holds {
        let mut holds = Holds::within(Paragraphs::none(self.count()));
        for spans in spans {
            let marked = Marked::new(spans, self.text, self.reading);
            for paragraph in &marked.paragraphs {
                holds.paragraphs.insert(*paragraph);
            }
            holds.codings.push(marked);
        }
        holds.tidy()
    }
}

/// Whether a unit is no line of the text: it stands on several, or a page cuts its paragraph.
fn is_long(reading: &Reading, at: usize) -> bool {
    if reading.is_plain() {
        return false;
    }
    let unit = reading.unit(at);
    unit.last > unit.first || unit.reads_on || reading.end_of(at) > at + 1
}

/// Each of `ends`, which are in the order of their ends, with what of `next` starts right after it.
fn follow(ends: &[Occurrence], next: &[Occurrence]) -> Vec<Occurrence> {
    let mut found = Vec::new();
    let mut at = 0;
    let leaps = next.len() / 16 > ends.len();
    let mut from = 0;
    while from < ends.len() {
        let here = ends[from].end;
        let same = ends[from..]
            .iter()
            .take_while(|one| one.end == here)
            .count();
        if leaps {
            at += next[at..].partition_point(|one| one.start < here);
        } else {
            while next.get(at).is_some_and(|one| one.start < here) {
                at += 1;
            }
        }
        for other in next[at..].iter().take_while(|one| one.start == here) {
            found.extend(ends[from..from + same].iter().map(|one| Occurrence {
                end: other.end,
                ..*one
            }));
        }
        from += same;
        if at == next.len() {
            break;
        }
        // From a few ends in a long list, the next is far: leap there too.
        if let Some(first) = next.get(at).filter(|_| ends.len() / 16 > next.len()) {
            from += ends[from..].partition_point(|one| one.end < first.start);
        }
    }
    found
}
