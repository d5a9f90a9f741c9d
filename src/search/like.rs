//! Which paragraphs are most like a passage?
//!
//! By the words that they share, weighed as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
//! Beyond" (Foundations and Trends in Information Retrieval 3/4, 2009): a word counts the more the fewer paragraphs have
//! it, the more often this one has it (with less and less to gain), and the shorter the paragraph is. Words are counted
//! in the index's own lists, paragraph by paragraph, so that nothing is estimated but which words to ask for.

use super::coded::{Names, Seen};
use super::engine::Snapshot;
use super::evaluate::Paper;
use super::flow::{Flow, laid_out};
use super::index::Entry;
use super::lists::{lists, weight};
use super::occurrence::Positions;
use super::pattern::Pattern;
use super::query::Phrase;
use super::scan::scan;
use super::spans::visible;
use super::{Hit, Scope};
use crate::project::{DocumentId, Span};
use crate::text::fold::{Words, dense_words, fold};
use crate::text::{Paragraphs, sentence_at};
use std::collections::HashMap;

/// A place that is like a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Like {
    /// Its paragraph; of a long one, the sentences that have most of the shared words.
    pub hit: Hit,
    /// How like it is: 0 for not at all; 1 is out of reach.
    pub score: f32,
    /// The words that both have, as the passage writes them, the most telling first.
    pub words: Vec<String>,
}

/// The most words of a passage that are asked for: the most telling ones.
const MOST_WORDS: usize = 24;
/// A word that is more than one in so many of all words tells nothing.
const COMMON: usize = 250;
/// In a small corpus every word is common: so few are asked for in any case.
const FEW: usize = 2_000;
/// Of the shared words, those are told that weigh so much of the heaviest.
const TELLING: f32 = 0.4;
/// The constants of BM25, as is usual.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// A paragraph with more letters than this is narrowed to its sentences.
const LONG: usize = 700;

/// A word of the passage that tells something.
struct Term {
    written: String,
    phrase: Phrase,
    /// How often the passage has it.
    times: f32,
}

/// A paragraph that shares words with the passage.
struct Found {
    /// Its document, as a place in the list of them, and its unit there.
    document: usize,
    unit: usize,
    score: f32,
    /// The words that it has, one bit each.
    shared: u32,
}

/// The documents that are searched, and what is known of their words.
pub(super) struct Corpus<'a> {
    pub(super) entries: &'a [(DocumentId, Entry)],
    pub(super) snapshot: Option<&'a Snapshot>,
}

/// The places most like a passage, the most like first.
pub(super) fn like(
    words: &str,
    scope: &Scope<'_>,
    wanted: &dyn Fn(DocumentId, &[Span]) -> bool,
    most: usize,
    corpus: &Corpus<'_>,
    stop: &dyn Fn() -> bool,
) -> Vec<Like> {
    let mut units = Vec::new();
    let terms = telling(words, corpus.snapshot, &mut units);
    if terms.is_empty() {
        return Vec::new();
    }
    let keys: Vec<&str> = corpus
        .entries
        .iter()
        .map(|(_, entry)| &*entry.key)
        .collect();
    let known = corpus
        .snapshot
        .and_then(|snapshot| lists(snapshot, &keys, &units).ok())
        .unwrap_or_default();
    let names = Names::default();
    let mut counts = Counts::new(terms.len());
    for (at, (document, entry)) in corpus.entries.iter().enumerate() {
        if stop() {
            return Vec::new();
        }
        let indexed = corpus
            .snapshot
            .and_then(|snapshot| snapshot.places.get(&*entry.key))
            .zip(known.get(&*entry.key));
        let scanned;
        let (positions, found) = if let Some((place, found)) = indexed {
            (&place.positions, found)
        } else {
            scanned = scan(&laid_out(&entry.text, &entry.reading), &units);
            (&scanned.0, &scanned.1)
        };
        let seen = Seen {
            scope,
            names: &names,
            document: *document,
        };
        let paper = Paper::new(entry, positions, found, seen, stop);
        counts.take(at, &paper, positions, &terms);
    }
    let mut found = counts.scores(&terms);
    found.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.document.cmp(&b.document))
            .then(a.unit.cmp(&b.unit))
    });
    let weights = counts.weights();
    let places = found.iter().filter_map(|found| {
        let (document, entry) = &corpus.entries[found.document];
        let spans = place(entry, found, &terms, &weights, words)?;
        wanted(*document, &spans).then_some(())?;
        let start = spans.first()?.start;
        Some(Like {
            hit: Hit {
                document: *document,
                paragraph: entry.text.paragraphs().at(start),
                spans,
            },
            score: found.score,
            words: shared(found, &terms, &weights),
        })
    });
    places.take(most).collect()
}

/// How often the words of the passage stand in one paragraph.
struct Counted {
    document: usize,
    unit: usize,
    /// How many words it has.
    length: u32,
    /// Each word, as a place in the list of them, with how often it stands there.
    times: Vec<(u8, u16)>,
}

/// The paragraphs that have some of the words of the passage, and what is known of all.
struct Counts {
    found: Vec<Counted>,
    /// How many paragraphs have each term.
    paragraphs: Vec<u32>,
    /// How many paragraphs there are, and how many words in all of them.
    all: u64,
    words: u64,
}

impl Counts {
    fn new(terms: usize) -> Self {
        Self {
            found: Vec::new(),
            paragraphs: vec![0; terms],
            all: 0,
            words: 0,
        }
    }

    fn take(&mut self, document: usize, paper: &Paper<'_>, positions: &Positions, terms: &[Term]) {
        let starts = &positions.starts;
        let length = |unit: usize| match (starts.get(unit), starts.get(unit + 1)) {
            (Some(start), Some(next)) => next - start,
            // The last one: as long as most are.
            _ => 100,
        };
        // A blank line takes one position.
        let lengths = (0..starts.len()).map(length).filter(|length| *length > 1);
        for length in lengths {
            self.all += 1;
            self.words += u64::from(length);
        }
        let mut here: HashMap<u32, Vec<(u8, u16)>> = HashMap::new();
        for (term, nth) in terms.iter().zip(0_u8..) {
            let mut last = None;
            for one in paper.phrase(&term.phrase) {
                let counts = here.entry(one.paragraph).or_default();
                if last == Some(one.paragraph) {
                    if let Some((_, times)) = counts.last_mut() {
                        *times = times.saturating_add(1);
                    }
                } else {
                    counts.push((nth, 1));
                    self.paragraphs[usize::from(nth)] += 1;
                    last = Some(one.paragraph);
                }
            }
        }
        self.found
            .extend(here.into_iter().map(|(unit, times)| Counted {
                document,
                unit: unit as usize,
                length: length(unit as usize),
                times,
            }));
    }

    /// How much each word tells: the logarithm of how many paragraphs there are for one that has it.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a weight has few digits that count"
    )]
    fn weights(&self) -> Vec<f32> {
        let all = self.all as f32;
        self.paragraphs
            .iter()
            .map(|with| {
                let with = *with as f32;
                (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
            })
            .collect()
    }

    /// The paragraphs that have some of the words, each with what it scores.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a score has few digits that count"
    )]
    fn scores(&self, terms: &[Term]) -> Vec<Found> {
        let weights = self.weights();
        let average = self.words as f32 / (self.all as f32).max(1.0);
        let best: f32 = terms
            .iter()
            .zip(&weights)
            .map(|(term, weight)| term.times * weight * (K1 + 1.0))
            .sum();
        let score = |counted: &Counted| -> f32 {
            let norm = K1 * (1.0 - B + B * counted.length as f32 / average.max(1.0));
            let times = counted.times.iter();
            times
                .map(|(nth, times)| {
                    let (nth, times) = (usize::from(*nth), f32::from(*times));
                    terms[nth].times * weights[nth] * times * (K1 + 1.0) / (times + norm)
                })
                .sum()
        };
        self.found
            .iter()
            .map(|counted| Found {
                document: counted.document,
                unit: counted.unit,
                score: score(counted) / best.max(f32::MIN_POSITIVE),
                shared: counted
                    .times
                    .iter()
                    .fold(0, |bits, (nth, _)| bits | 1 << nth),
            })
            .collect()
    }
}

/// The words of the passage that tell most, and the patterns that find them.
fn telling(words: &str, snapshot: Option<&Snapshot>, units: &mut Vec<Pattern>) -> Vec<Term> {
    let mut times: HashMap<String, (String, f32, usize)> = HashMap::new();
    for (nth, written) in words_of(words).into_iter().enumerate() {
        let known = times
            .entry(fold(&written))
            .or_insert_with(|| (written, 0.0, nth));
        known.1 += 1.0;
    }
    let mut weighed: Vec<(usize, String, f32, usize)> = times
        .into_values()
        .filter_map(|(written, times, nth)| {
            let (there, all) =
                snapshot.map_or((1, 1), |snapshot| weight(snapshot, &fold(&written)));
            let common = there > FEW && there > all / COMMON;
            (!common).then_some((there, written, times, nth))
        })
        .collect();
    weighed.sort_by_key(|(there, _, _, nth)| (*there, *nth));
    weighed.truncate(MOST_WORDS);
    weighed
        .into_iter()
        .filter_map(|(_, written, times, _)| {
            let phrase = Phrase::of_word(&written, units)?;
            Some(Term {
                written,
                phrase,
                times,
            })
        })
        .collect()
}

/// The words of a passage as it writes them: of two letters and more, and numbers only where they can be years.
fn words_of(passage: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines = Paragraphs::of(passage);
    for line in 0..lines.count() {
        let line = passage.get(lines.span(line).range()).unwrap_or_default();
        let numbers = dense_words(line);
        let mut words = Words::new(line);
        let mut open: Option<(u32, Span)> = None;
        for number in numbers {
            if !words.advance() {
                break;
            }
            let span = words.span();
            // Characters of a script without blanks are put together to the words of the dictionary.
            match &mut open {
                Some((last, whole)) if *last == number => whole.end = span.end,
                _ => {
                    push_word(line, open.map(|(_, whole)| whole), &mut found);
                    open = Some((number, span));
                }
            }
        }
        push_word(line, open.map(|(_, whole)| whole), &mut found);
    }
    found
}

fn push_word(line: &str, span: Option<Span>, found: &mut Vec<String>) {
    let Some(word) = span.and_then(|span| line.get(span.range())) else {
        return;
    };
    let digits = word.chars().all(|c| c.is_numeric());
    let count = word.chars().count();
    if count > 1 && (!digits || count == 4) {
        found.push(word.to_owned());
    }
}

/// Where a paragraph is like the passage: itself, or the sentences of a long one that have most of the shared words, as
/// many as the passage has.
fn place(
    entry: &Entry,
    found: &Found,
    terms: &[Term],
    weights: &[f32],
    passage: &str,
) -> Option<Vec<Span>> {
    let (text, reading) = (&entry.text, &entry.reading);
    let first = reading.start_of(found.unit);
    let (flow, _) = Flow::around(text, reading, found.unit);
    if flow.string.len() <= LONG.max(passage.len() * 2) {
        let end = reading.end_of(found.unit);
        return Some(
            (first..end)
                .filter_map(|unit| visible(text, reading, unit))
                .collect(),
        )
        .filter(|spans: &Vec<Span>| !spans.is_empty());
    }
    let sentences = sentences(&flow.string);
    let wanted = sentences_in(passage).min(sentences.len()).max(1);
    let shared: Vec<(usize, String)> = terms
        .iter()
        .enumerate()
        .filter(|(nth, _)| found.shared & (1 << nth) != 0)
        .map(|(nth, term)| (nth, format!(" {} ", fold(&term.written))))
        .collect();
    let has: Vec<u32> = sentences
        .iter()
        .map(|span| {
            let words = flow.string.get(span.range()).unwrap_or_default();
            let words = format!(" {} ", fold(words));
            let there = |term: &(usize, String)| {
                words.contains(term.1.as_str())
                    || words.contains(term.1.trim()) && !term.1.is_ascii()
            };
            let has = shared.iter().filter(|term| there(term));
            has.fold(0, |bits, (nth, _)| bits | 1 << nth)
        })
        .collect();
    let worth = |run: &[u32]| -> f32 {
        let bits = run.iter().fold(0, |all, bits| all | bits);
        let shared = weights.iter().enumerate();
        shared
            .filter(|(nth, _)| bits & (1 << nth) != 0)
            .map(|(_, weight)| weight)
            .sum()
    };
    let runs = has.windows(wanted).enumerate();
    let best =
        runs.max_by(|(a, one), (b, other)| worth(one).total_cmp(&worth(other)).then(b.cmp(a)));
    let at = best.map_or(0, |(at, _)| at);
    let (start, end) = (
        sentences.get(at)?.start,
        sentences.get(at + wanted - 1)?.end,
    );
    Some(flow.spans(Span::new(start, end))).filter(|spans| !spans.is_empty())
}

fn sentences(words: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let sentence = sentence_at(words, at);
        if !sentence.is_empty() && found.last().is_none_or(|last| last.end <= sentence.start) {
            found.push(sentence);
        }
        at = words.ceil_char_boundary(sentence.end.max(at) + 1);
    }
    found
}

fn sentences_in(passage: &str) -> usize {
    let lines = passage.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| sentences(line).len()).sum()
}

/// The words that a paragraph shares with the passage, the most telling first.
fn shared(found: &Found, terms: &[Term], weights: &[f32]) -> Vec<String> {
    let mut shared: Vec<(f32, &str)> = terms
        .iter()
        .zip(weights)
        .enumerate()
        .filter(|(nth, _)| found.shared & (1 << nth) != 0)
        .map(|(_, (term, weight))| (term.times * weight, term.written.as_str()))
        .collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0));
    // Beside a rare word a common one tells nothing to a person, though it counts.
    let best = shared.first().map_or(0.0, |(weight, _)| *weight);
    shared.retain(|(weight, _)| *weight >= TELLING * best);
    shared
        .into_iter()
        .map(|(_, word)| word.to_owned())
        .collect()
}
