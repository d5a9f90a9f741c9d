//! Where do most of these words stand together, in whatever order: for a person to choose from?

use super::hash::Hash;
use super::{Phrase, Word, Wording};
use crate::project::Span;

/// Of words that stand more often than this, nothing can be told of a place.
const MOST_PLACES: usize = 400;
/// What is less like than this, from 0 to 1, is another passage.
const LEAST_LIKE: f64 = 0.2;

/// A place where words like those that are wanted stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The place.
    pub span: Span,
    /// How like, from 0 to 1: half for the words (Dice 1945), half for their order (Levenshtein 1966).
    pub likeness: f64,
}

impl Wording {
    /// Where words like these stand, the likest first, at most so many; apart from each other. Quick in a text that has
    /// its [index](Self::indexed).
    pub fn near(&self, phrase: &Phrase, most: usize) -> Vec<Near> {
        let wanted: Vec<Hash> = phrase.tokens.iter().map(|token| token.hash).collect();
        let hits = self.hits_of(&wanted);
        let wide = wanted.len() + wanted.len() / 3 + 1;
        let mut windows: Vec<(usize, std::ops::Range<usize>)> = Vec::with_capacity(hits.len());
        for (at, first) in hits.iter().enumerate() {
            let here = hits[at..].partition_point(|hit| *hit < first + wide);
            let last = hits.get(at + here - 1).copied().unwrap_or(*first);
            windows.push((here, *first..last + 1));
        }
        windows.sort_by_key(|(count, words)| (std::cmp::Reverse(*count), words.start));
        let mut likely: Vec<Near> = Vec::new();
        for (_, range) in windows.into_iter().take(most * 8) {
            let ends = hits.iter().filter(|hit| range.contains(*hit));
            let places = ends.filter_map(|end| near(&wanted, self.words.get(range.start..=*end)?));
            likely.extend(places.max_by(|a, b| a.likeness.total_cmp(&b.likeness)));
        }
        likely.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.span.cmp(&b.span)));
        let mut apart: Vec<Near> = Vec::with_capacity(most);
        for place in likely {
            let is_new = apart.iter().all(|other| !other.span.overlaps(place.span));
            if is_new && apart.len() < most && place.likeness > LEAST_LIKE {
                apart.push(place);
            }
        }
        apart
    }

    /// Where any of these words stands that is not too common.
    fn hits_of(&self, wanted: &[Hash]) -> Vec<usize> {
        let mut hits: Vec<usize> = Vec::new();
        for word in wanted {
            let places: Vec<usize> = match &self.index {
                Some(index) => {
                    let places = index.get(word).map_or(&[][..], Vec::as_slice);
                    places.iter().map(|at| *at as usize).collect()
                }
                None => (0..self.words.len())
                    .filter(|at| self.words[*at].hash == *word)
                    .collect(),
            };
            if places.len() <= MOST_PLACES {
                hits.extend(places);
            }
        }
        hits.sort_unstable();
        hits.dedup();
        hits
    }
}

/// A run of a text's words as a place for others.
fn near(wanted: &[Hash], run: &[Word]) -> Option<Near> {
    let found: Vec<Hash> = run.iter().map(|word| word.hash).collect();
    let unlike = strsim::generic_levenshtein(&wanted.to_vec(), &found);
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
    Some(Near {
        span: Span::new(run.first()?.span().start, run.last()?.span().end),
        likeness: f64::midpoint(in_order, in_any),
    })
}
