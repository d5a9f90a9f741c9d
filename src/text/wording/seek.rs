//! Where in a text may a phrase stand? Runs of words that both have point to it, rare ones first.

use super::align::{Aligned, align};
use super::chain::{Candidate, chains};
use super::differ::{Differ, Piece, Sort, Verdict};
use super::hash::Hash;
use super::phrase::{Phrase, Token, Wanted};
use super::{BREAK, Word, Wording};
use crate::project::Span;
use std::collections::HashMap;
use std::ops::Range;

/// A place where a phrase, or something like it, stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where: more than one span where an ellipsis leaves words out or a page cuts a paragraph.
    pub spans: Vec<Span>,
    /// How like the words are, from 0 to 1: the share that both have, short words counting half.
    pub likeness: f64,
    /// Whether it is the very words.
    pub verdict: Verdict,
    /// What differs, in order, with what is the same.
    pub pieces: Vec<Piece>,
}

/// Looks for many phrases at once.
#[derive(Debug)]
pub struct Seeker {
    phrases: Vec<Phrase>,
    /// The parts that can be looked for by themselves, phrase by phrase.
    parts: Vec<Part>,
    /// Where in which part a run of words stands.
    runs: HashMap<u64, Vec<(u32, u32)>>,
    /// Which runs there may be, by some bits of theirs: most words of a text are passed by at this.
    may: Vec<u64>,
    /// How many words make a run.
    lengths: Vec<usize>,
}

#[derive(Debug)]
struct Part {
    phrase: usize,
    tokens: Range<usize>,
    /// How many different runs it has.
    runs: usize,
}

/// A run that a text has more often than this says nothing of a place.
const MOST_PLACES: u32 = 2000;
/// So many places of one part are looked at in a text.
const MOST_CANDIDATES: usize = 12;
/// So many places of one phrase are told of a text.
const MOST_TOLD: usize = 10;
/// What is less like than this is another passage.
const LEAST_LIKE: f64 = 0.5;
/// The same for a few words, which stand anywhere.
const LEAST_LIKE_SHORT: f64 = 0.62;
const FEW: usize = 7;
/// Bits of the quick look.
const MAY_BITS: u32 = 18;

impl Seeker {
    /// For phrases, of which there may be hundreds.
    pub fn new(phrases: Vec<Phrase>) -> Self {
        let mut seeker = Self {
            phrases,
            parts: Vec::new(),
            runs: HashMap::new(),
            may: vec![0; 1 << (MAY_BITS - 6)],
            lengths: Vec::new(),
        };
        for at in 0..seeker.phrases.len() {
            for tokens in seeker.phrases[at].parts.clone() {
                seeker.add_part(at, tokens);
            }
        }
        seeker
    }

    fn add_part(&mut self, phrase: usize, tokens: Range<usize>) {
        let whole = &self.phrases[phrase];
        let part = &whole.tokens[tokens.clone()];
        let dense = part.iter().filter(|token| token.dense).count() * 2 > part.len();
        let run = match part.len() {
            0..=1 => 1,
            2..=7 => 2,
            _ if dense => 4,
            _ => 3,
        };
        // One or two words of a longer quotation stand anywhere: they are looked for beside the others.
        if part.len() < 3 && whole.parts.len() > 1 {
            return;
        }
        let number = u32::try_from(self.parts.len()).unwrap_or(u32::MAX);
        let mut runs = 0;
        for (at, words) in part.windows(run).enumerate() {
            let plain = |token: &Token| token.sort == Wanted::Plain;
            if !words.iter().all(plain) {
                continue;
            }
            let key = words
                .iter()
                .fold(0, |run, token| token.hash.mixed_into(run));
            let places = self.runs.entry(key).or_default();
            if !places.iter().any(|(part, _)| *part == number) {
                runs += 1;
            }
            places.push((number, u32::try_from(at).unwrap_or(u32::MAX)));
            let bit = (key >> (64 - MAY_BITS)) as usize;
            self.may[bit / 64] |= 1 << (bit % 64);
        }
        if !self.lengths.contains(&run) {
            self.lengths.push(run);
        }
        self.parts.push(Part {
            phrase,
            tokens,
            runs,
        });
    }

    /// The phrases.
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// Where the phrases stand in a text that was read: each place with the number of its phrase, the best of a phrase
    /// first. `go_on` is asked now and then; where it says no, nothing more is looked for.
    pub fn find(
        &self,
        text: &str,
        wording: &Wording,
        go_on: &dyn Fn() -> bool,
    ) -> Vec<(usize, Place)> {
        let hits = self.hits(wording, go_on);
        let mut found: Vec<(usize, Place)> = Vec::new();
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut at = 0;
        let mut rest = hits.as_slice();
        while at < self.parts.len() && go_on() {
            let phrase = self.parts[at].phrase;
            candidates.clear();
            while let Some(part) = self.parts.get(at).filter(|part| part.phrase == phrase) {
                let count = rest.partition_point(|hit| hit.part as usize <= at);
                let (own, others) = rest.split_at(count);
                rest = others;
                candidates.extend(self.candidates(part, own, text, wording));
                at += 1;
            }
            let places = self.places(phrase, &candidates, text, wording);
            found.extend(places.into_iter().map(|place| (phrase, place)));
        }
        found
    }

    /// Where runs of words stand that a part has too, by part and by where the part would start.
    fn hits(&self, wording: &Wording, go_on: &dyn Fn() -> bool) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut counts: HashMap<u64, u32> = HashMap::new();
        let mut look = |start: usize| {
            for length in &self.lengths {
                let run = wording.words.get(start..start + length);
                let run = run.filter(|run| !run.iter().any(|word| word.is(BREAK)));
                let Some((key, places)) = run.and_then(|run| self.places_of(run)) else {
                    continue;
                };
                let count = counts.entry(key).or_default();
                *count += 1;
                if *count > MOST_PLACES {
                    continue;
                }
                let here = places.iter().map(|(part, at)| Hit {
                    part: *part,
                    start: start as i64 - i64::from(*at),
                    at: *at,
                });
                hits.extend(here);
            }
        };
        if let Some(index) = wording.index.as_ref().filter(|_| self.phrases.len() == 1) {
            for start in self.starts(index) {
                look(start);
            }
        } else {
            for start in 0..wording.words.len() {
                if start % 0x1_0000 == 0 && !go_on() {
                    return Vec::new();
                }
                look(start);
            }
        }
        hits.sort_unstable();
        hits
    }

    /// Where a run of words stands in the phrases.
    fn places_of(&self, run: &[Word]) -> Option<(u64, &[(u32, u32)])> {
        let key = run.iter().fold(0, |run, word| word.hash.mixed_into(run));
        let bit = (key >> (64 - MAY_BITS)) as usize;
        if self.may[bit / 64] & (1 << (bit % 64)) == 0 {
            return None;
        }
        Some((key, self.runs.get(&key)?.as_slice()))
    }

    /// Where in a text runs of its words may start: at the rarest word of each, as the index has it.
    fn starts(&self, index: &HashMap<Hash, Vec<u32>>) -> Vec<usize> {
        let length = self.lengths.iter().max().copied().unwrap_or(1);
        let mut starts: Vec<usize> = Vec::new();
        for part in &self.parts {
            let tokens = &self.phrases[part.phrase].tokens[part.tokens.clone()];
            for run in tokens.windows(length.min(tokens.len()).max(1)) {
                let places = |token: &Token| index.get(&token.hash).map_or(&[][..], Vec::as_slice);
                let rarest = run.iter().map(places).enumerate();
                let Some((at, places)) = rarest.min_by_key(|(_, places)| places.len()) else {
                    continue;
                };
                let few = places.iter().take(MOST_PLACES as usize);
                starts.extend(few.filter_map(|place| (*place as usize).checked_sub(at)));
            }
        }
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// The likeliest places of one part.
    fn candidates(
        &self,
        part: &Part,
        hits: &[Hit],
        text: &str,
        wording: &Wording,
    ) -> Vec<Candidate> {
        let tokens = &self.phrases[part.phrase].tokens[part.tokens.clone()];
        let wide = i64::try_from(tokens.len() / 2 + 24).unwrap_or(i64::MAX);
        let mut found: Vec<Candidate> = Vec::new();
        for (first, last) in windows(hits, wide, part) {
            let pad = i64::try_from(tokens.len() / 4 + 4).unwrap_or(0);
            let from = usize::try_from((first - pad).max(0)).unwrap_or(0);
            let length = i64::try_from(tokens.len()).unwrap_or(0);
            let to = usize::try_from((last + length + pad).max(0)).unwrap_or(0);
            let range = from..to.min(wording.words.len());
            if range.is_empty() {
                continue;
            }
            Self::align_all(part, tokens, text, wording, range, &mut found);
        }
        found
    }

    /// Aligns a part with a stretch, and with what is left of it on either side: the words may stand there twice.
    fn align_all(
        part: &Part,
        tokens: &[Token],
        text: &str,
        wording: &Wording,
        range: Range<usize>,
        found: &mut Vec<Candidate>,
    ) {
        let mut ranges = vec![range];
        while let Some(range) = ranges.pop() {
            let (start, end) = (range.start, range.end);
            let aligned = align(tokens, part.tokens.start, text, &wording.words, range);
            let Some(aligned) = aligned.filter(|aligned| aligned.likeness >= LEAST_LIKE * 0.8)
            else {
                continue;
            };
            let rests = [start..aligned.words.start, aligned.words.end..end];
            let long = |rest: &Range<usize>| rest.len() * 3 >= tokens.len() * 2;
            ranges.extend(rests.into_iter().filter(long));
            let overlaps = |other: &Candidate| {
                other.aligned.words.start < aligned.words.end
                    && aligned.words.start < other.aligned.words.end
            };
            match found.iter_mut().find(|other| overlaps(other)) {
                Some(other) if other.aligned.likeness < aligned.likeness => other.aligned = aligned,
                Some(_) => {}
                None => found.push(Candidate {
                    part: part.tokens.clone(),
                    aligned,
                }),
            }
        }
    }

    /// The places of a phrase, from those of its parts.
    fn places(
        &self,
        phrase: usize,
        candidates: &[Candidate],
        text: &str,
        wording: &Wording,
    ) -> Vec<Place> {
        if candidates.is_empty() {
            return Vec::new();
        }
        let wanted = &self.phrases[phrase];
        let least = if wanted.count() < FEW {
            LEAST_LIKE_SHORT
        } else {
            LEAST_LIKE
        };
        let differ = Differ {
            phrase: wanted,
            text,
            wording,
        };
        let mut places: Vec<Place> = Vec::new();
        for chain in chains(wanted, candidates, text, wording) {
            if chain.likeness < least {
                continue;
            }
            let compared = differ.compare(&chain.steps);
            if compared.spans.is_empty() {
                continue;
            }
            let sorts = compared.pieces.iter().map(|piece| piece.sort);
            places.push(Place {
                verdict: sorts.map(Sort::verdict).max().unwrap_or(Verdict::NotFound),
                spans: compared.spans,
                likeness: chain.likeness,
                pieces: compared.pieces,
            });
        }
        places.sort_by(Place::compare);
        places.truncate(MOST_TOLD);
        places
    }
}

impl Place {
    /// The better of two places first: by verdict, by likeness, by where it stands.
    pub fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let rank = |place: &Self| place.verdict;
        rank(self)
            .cmp(&rank(other))
            .then(other.likeness.total_cmp(&self.likeness))
            .then(self.spans.cmp(&other.spans))
    }

    /// From its first to its last byte.
    pub fn extent(&self) -> Span {
        let start = self.spans.first().map_or(0, |span| span.start);
        Span::new(start, self.spans.last().map_or(start, |span| span.end))
    }
}

/// A run that a part and a text share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    part: u32,
    /// Where in the words of the text the part would start.
    start: i64,
    /// Where in the part.
    at: u32,
}

/// Stretches of starts with many different runs of a part, the most first: first and last start.
fn windows(hits: &[Hit], wide: i64, part: &Part) -> Vec<(i64, i64)> {
    let size = part.tokens.len();
    let mut counts = vec![0u32; size];
    let mut different = 0usize;
    let mut scored: Vec<(usize, i64, i64)> = Vec::new();
    let mut to = 0;
    for from in 0..hits.len() {
        while let Some(hit) = hits
            .get(to)
            .filter(|hit| hit.start <= hits[from].start + wide)
        {
            if let Some(count) = counts.get_mut(hit.at as usize) {
                *count += 1;
                different += usize::from(*count == 1);
            }
            to += 1;
        }
        let last = hits[to.saturating_sub(1).max(from)].start;
        scored.push((different, hits[from].start, last));
        if let Some(count) = counts.get_mut(hits[from].at as usize) {
            *count = count.saturating_sub(1);
            different -= usize::from(*count == 0);
        }
    }
    scored.sort_by_key(|(score, first, _)| (std::cmp::Reverse(*score), *first));
    let best = scored.first().map_or(0, |(score, ..)| *score);
    let least = (best / 2).max(part.runs / 10).max(1);
    let mut chosen: Vec<(i64, i64)> = Vec::new();
    for (score, first, last) in scored {
        if score < least || chosen.len() >= MOST_CANDIDATES {
            break;
        }
        // A window holds what stands close together: those that start inside another one say the same.
        let is_new = chosen
            .iter()
            .all(|(other, end)| last < *other || first > *end);
        if is_new {
            chosen.push((first, last));
        }
    }
    chosen
}

/// The best way in which the words of a stretch are those of a part, for parts that are too short to be looked for.
pub(super) fn align_beside(
    phrase: &Phrase,
    part: &Range<usize>,
    text: &str,
    wording: &Wording,
    range: Range<usize>,
) -> Option<Aligned> {
    let tokens = phrase.tokens.get(part.clone())?;
    let range = range.start..range.end.min(wording.words.len());
    let aligned = align(tokens, part.start, text, &wording.words, range)?;
    (aligned.likeness >= LEAST_LIKE_SHORT).then_some(aligned)
}
