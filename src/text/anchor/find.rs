//! Where else in a text do these words stand: the very ones, or some like them?

use crate::project::Span;
use crate::text::fold::Words;
use std::collections::HashMap;

/// Fewer letters than this are not looked for: they may stand anywhere.
const FEWEST_LETTERS: usize = 12;
/// Of words that stand more often than this, nothing can be told of a place.
const MOST_PLACES: usize = 400;
/// What is less like than this, from 0 to 1, is another passage.
const LEAST_LIKE: f64 = 0.2;

/// The words of a text, folded, and where each stands.
#[derive(Debug)]
pub(super) struct Folded {
    words: Vec<(Box<str>, Span)>,
    places: HashMap<Box<str>, Vec<usize>>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let words = folded(text);
        let mut places: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        for (at, (word, _)) in words.iter().enumerate() {
            places.entry(word.clone()).or_default().push(at);
        }
        Self { words, places }
    }

    /// Where words stand, in whatever capitals, accents and line ends; none where they stand nowhere, more than once, or
    /// are too few to tell.
    pub(super) fn only(&self, words: &str, text: &str) -> Option<Span> {
        let wanted = folded(words);
        if super::letters(words) < FEWEST_LETTERS {
            return None;
        }
        let places = |word: &str| self.places.get(word).map_or(&[][..], Vec::as_slice);
        let (rare, starts) = wanted
            .iter()
            .enumerate()
            .map(|(at, (word, _))| (at, places(word)))
            .min_by_key(|(_, places)| places.len())?;
        let mut found = starts.iter().filter_map(|place| {
            let run = self.words.get(place.checked_sub(rare)?..)?;
            let run = run.get(..wanted.len())?;
            let same = run.iter().zip(&wanted).all(|(a, b)| a.0 == b.0);
            same.then(|| Some(Span::new(run.first()?.1.start, run.last()?.1.end)))?
        });
        let only = found.next().filter(|_| found.next().is_none())?;
        Some(with_marks(words, &wanted, only, text))
    }
}

/// With the quotes and stops around the wanted words that stand around the found ones too.
fn with_marks(words: &str, wanted: &[(Box<str>, Span)], found: Span, text: &str) -> Span {
    let start = wanted.first().map_or(0, |(_, span)| span.start);
    let end = wanted.last().map_or(0, |(_, span)| span.end);
    let head = words.get(..start).unwrap_or_default();
    let tail = words.get(end..).unwrap_or_default();
    let before = text.get(..found.start).unwrap_or_default();
    let after = text.get(found.end..).unwrap_or_default();
    let more = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        let same = a.zip(b).take_while(|(a, b)| a == b);
        same.map(|(letter, _)| letter.len_utf8()).sum()
    };
    Span::new(
        found.start - more(&mut head.chars().rev(), &mut before.chars().rev()),
        found.end + more(&mut tail.chars(), &mut after.chars()),
    )
}

fn folded(text: &str) -> Vec<(Box<str>, Span)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut words = Words::new(line);
        while words.advance() {
            let span = words.span();
            let span = Span::new(start + span.start, start + span.end);
            found.push((words.folded().into(), span));
        }
        start += line.len();
    }
    found
}

/// A place where words like those that are wanted stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely {
    /// The place.
    pub span: Span,
    /// How like, from 0 to 1: half for the words (Dice 1945), half for their order (Levenshtein 1966).
    pub likeness: f64,
}

/// Where words like these stand in a text, the likest first, at most so many. For a person to choose from.
pub fn likely_places(words: &str, text: &str, most: usize) -> Vec<Likely> {
    let wanted = folded(words);
    if wanted.is_empty() {
        return Vec::new();
    }
    let index = Folded::of(text);
    let mut hits: Vec<usize> = wanted
        .iter()
        .filter_map(|(word, _)| index.places.get(word))
        .filter(|places| places.len() <= MOST_PLACES)
        .flatten()
        .copied()
        .collect();
    hits.sort_unstable();
    hits.dedup();
    let wide = wanted.len() + wanted.len() / 3 + 1;
    let mut windows: Vec<(usize, std::ops::Range<usize>)> = Vec::with_capacity(hits.len());
    for (at, first) in hits.iter().enumerate() {
        let here = hits[at..].partition_point(|hit| *hit < first + wide);
        let last = hits.get(at + here - 1).copied().unwrap_or(*first);
        windows.push((here, *first..last + 1));
    }
    windows.sort_by_key(|(count, words)| (std::cmp::Reverse(*count), words.start));
    let mut likely: Vec<Likely> = Vec::new();
    for (_, range) in windows.into_iter().take(most * 8) {
        let ends = hits.iter().filter(|hit| range.contains(*hit));
        let places =
            ends.filter_map(|end| likely_place(&wanted, index.words.get(range.start..=*end)?));
        let best = places.max_by(|a, b| a.likeness.total_cmp(&b.likeness));
        likely.extend(best);
    }
    likely.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.span.cmp(&b.span)));
    let mut apart: Vec<Likely> = Vec::with_capacity(most);
    for place in likely {
        let is_new = apart.iter().all(|other| !other.span.overlaps(place.span));
        if is_new && apart.len() < most && place.likeness > LEAST_LIKE {
            apart.push(place);
        }
    }
    apart
}

/// A run of a text's words as a place for others.
fn likely_place(wanted: &[(Box<str>, Span)], run: &[(Box<str>, Span)]) -> Option<Likely> {
    let plain = |words: &[(Box<str>, Span)]| -> Vec<Box<str>> {
        words.iter().map(|(word, _)| word.clone()).collect()
    };
    let (wanted, found) = (plain(wanted), plain(run));
    let unlike = strsim::generic_levenshtein(&wanted, &found);
    let mut left = found.clone();
    let shared = wanted.iter().filter(|word| {
        let at = left.iter().position(|other| other == *word);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    let shared = shared.count();
    let longer = wanted.len().max(found.len()).max(1);
    #[expect(clippy::cast_precision_loss, reason = "passages are short")]
    let (in_order, in_any) = (
        1.0 - unlike as f64 / longer as f64,
        2.0 * shared as f64 / (wanted.len() + found.len()) as f64,
    );
    Some(Likely {
        span: Span::new(run.first()?.1.start, run.last()?.1.end),
        likeness: f64::midpoint(in_order, in_any),
    })
}
