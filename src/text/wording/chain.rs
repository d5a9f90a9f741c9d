//! Which places of the parts of a phrase belong together? Those that follow each other, not too far apart.

use super::Wording;
use super::align::{Aligned, Step};
use super::phrase::{Phrase, Wanted};
use super::seek::align_beside;
use std::ops::Range;

/// A place of a part.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The tokens of the part.
    pub part: Range<usize>,
    pub aligned: Aligned,
}

/// A place of a whole phrase.
#[derive(Debug)]
pub(super) struct Chain {
    /// The steps of each part, in order.
    pub steps: Vec<Vec<Step>>,
    pub likeness: f64,
}

/// More words than this are not left out by an ellipsis.
const WIDEST_ELLIPSIS: usize = 1500;
/// So far beside the others a short part is looked for.
const BESIDE: usize = 250;

/// The places of a phrase, whole or as far as its parts are found; the same place twice at most where nothing is sure.
pub(super) fn chains(
    phrase: &Phrase,
    candidates: &[Candidate],
    text: &str,
    wording: &Wording,
) -> Vec<Chain> {
    let mut order: Vec<&Candidate> = candidates.iter().collect();
    order.sort_by_key(|one| (one.part.start, one.aligned.words.start));
    let weight = |one: &Candidate| one.aligned.likeness * one.part.len() as f64;
    let mut used = vec![false; order.len()];
    let mut found = Vec::new();
    // Each round takes the best way through what is left.
    while used.iter().any(|used| !used) {
        let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(order.len());
        for (at, one) in order.iter().enumerate() {
            let before = (0..at)
                .filter(|before| !used[*before] && follows(order[*before], one))
                .max_by(|a, b| best[*a].0.total_cmp(&best[*b].0));
            let sum = before.map_or(0.0, |before| best[before].0);
            best.push((sum + weight(one), before));
        }
        let last = (0..order.len())
            .filter(|at| !used[*at])
            .max_by(|a, b| best[*a].0.total_cmp(&best[*b].0).then(b.cmp(a)));
        let mut links: Vec<&Candidate> = Vec::new();
        let mut at = last;
        while let Some(link) = at {
            used[link] = true;
            links.push(order[link]);
            at = best[link].1;
        }
        links.reverse();
        found.push(whole(phrase, &links, text, wording));
    }
    found
}

/// Whether a part may go on with another after an ellipsis.
fn follows(first: &Candidate, next: &Candidate) -> bool {
    first.part.end <= next.part.start
        && first.aligned.words.end <= next.aligned.words.start
        && next.aligned.words.start - first.aligned.words.end <= WIDEST_ELLIPSIS
}

/// A phrase from the parts that were found, with the others looked for between them.
fn whole(phrase: &Phrase, links: &[&Candidate], text: &str, wording: &Wording) -> Chain {
    let mut steps: Vec<Vec<Step>> = Vec::with_capacity(phrase.parts.len());
    let (mut kept, mut all) = (0.0, 0.0);
    let mut floor: Option<usize> = None;
    for part in &phrase.parts {
        let weight = phrase.tokens[part.clone()]
            .iter()
            .filter(|token| token.sort != Wanted::Instead)
            .count() as f64;
        all += weight;
        let link = links.iter().find(|link| link.part == *part);
        let beside = || {
            let next = links.iter().find(|link| link.part.start > part.start);
            let next = next.map(|link| link.aligned.words.start);
            let from = floor.unwrap_or_else(|| next.unwrap_or(0).saturating_sub(BESIDE));
            let to = next.unwrap_or(from + BESIDE).min(from + BESIDE * 6);
            align_beside(phrase, part, text, wording, from..to.max(from))
        };
        let aligned = match link {
            Some(link) => Some(link.aligned.clone()),
            None => beside(),
        };
        match aligned {
            Some(aligned) => {
                kept += aligned.likeness * weight;
                floor = Some(aligned.words.end);
                steps.push(aligned.steps);
            }
            None => steps.push(part.clone().map(|token| Step::Added { token }).collect()),
        }
    }
    Chain {
        steps,
        likeness: if all > 0.0 { kept / all } else { 0.0 },
    }
}
