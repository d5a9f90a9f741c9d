//! Where do a query's words stand in a text that is not in the index yet? The text comes laid out for reading.

use super::analysis::{DENSE_PARAGRAPH, PARAGRAPH, Terms, closed_form};
use super::occurrence::{Occurrence, Positions, number, tidy};
use super::pattern::Pattern;
use std::collections::HashMap;

/// The places of each unit in a text, and its positions, by reading it through.
pub(super) fn scan(text: &str, units: &[Pattern]) -> (Positions, Vec<Vec<Occurrence>>) {
    let mut exact: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut others = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        match unit {
            Pattern::Exact(word) => exact.entry(word).or_default().push(at),
            unit => others.push((at, unit)),
        }
    }
    let mut positions = Positions::default();
    let mut found = vec![Vec::new(); units.len()];
    let mut terms = Terms::of(text);
    while terms.advance() {
        let (term, start) = (terms.term.as_str(), terms.position);
        if term == PARAGRAPH {
            positions.starts.push(start);
            continue;
        }
        let mut paragraph = number(positions.starts.len().saturating_sub(1));
        if positions.starts.last().is_some_and(|base| start < *base) {
            // A word of which a page cuts the second half.
            paragraph = positions.paragraph(start);
        }
        if term == DENSE_PARAGRAPH {
            positions.dense.push(paragraph);
            continue;
        }
        let closed = closed_form(term);
        let words = closed.map_or(1, |(_, cuts)| number(cuts.chars().count()) + 1);
        let occurrence = Occurrence {
            start,
            end: start + words,
            paragraph,
        };
        let word = closed.map_or(term, |(word, _)| word);
        for at in exact.get(word).into_iter().flatten() {
            found[*at].push(occurrence);
        }
        for (at, pattern) in &others {
            let fits = match closed {
                Some((word, cuts)) => pattern.matches_closed(word, cuts),
                None => pattern.matches(term),
            };
            if fits {
                found[*at].push(occurrence);
            }
        }
    }
    found.iter_mut().for_each(tidy);
    (positions, found)
}
