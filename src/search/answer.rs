//! How does a query over some documents come to its hits and counts?

use super::coded::{Names, Seen};
use super::engine::Snapshot;
use super::evaluate::{Holds, Paper};
use super::flow::laid_out;
use super::index::Entry;
use super::lists::lists;
use super::query::Node;
use super::scan::scan;
use super::spans::{Reader, visible};
use super::{Hit, Limit, Query, Results, Scope};
use crate::project::{DocumentId, Span};

/// What is searched: texts, and what the index knows of them.
pub(super) struct Sources<'a> {
    pub(super) entries: &'a [(DocumentId, Entry)],
    pub(super) snapshot: Option<&'a Snapshot>,
}

/// Asks each document in turn.
pub(super) fn answer(
    query: &Query,
    scope: &Scope<'_>,
    limit: Limit,
    sources: Sources<'_>,
    stop: &dyn Fn() -> bool,
) -> Results {
    let mut results = Results {
        complete: true,
        ..Results::default()
    };
    let Some(root) = &query.root else {
        return results;
    };
    let hashes: Vec<&str> = sources
        .entries
        .iter()
        .map(|(_, entry)| &*entry.key)
        .collect();
    // Where the index cannot be read, the texts still can.
    let found = sources
        .snapshot
        .and_then(|snapshot| lists(snapshot, &hashes, &query.units).ok())
        .unwrap_or_default();
    let names = Names::default();
    let asks_citations = query.asks_citations();
    for (document, entry) in sources.entries {
        if stop() {
            results.complete = false;
            break;
        }
        if asks_citations && scope.cited_in(*document).is_none() {
            results.unread += 1;
            continue;
        }
        let indexed = sources
            .snapshot
            .and_then(|snapshot| snapshot.places.get(&*entry.key))
            .zip(found.get(&*entry.key));
        let scanned;
        let (positions, units) = if let Some((place, units)) = indexed {
            (&place.positions, units)
        } else {
            scanned = scan(&laid_out(&entry.text, &entry.reading), &query.units);
            (&scanned.0, &scanned.1)
        };
        let seen = Seen {
            scope,
            names: &names,
            document: *document,
        };
        let paper = Paper::new(entry, positions, units, seen, stop);
        let room = limit.hits.saturating_sub(results.hits.len());
        let (hits, total) = hits_in(&paper, *document, root, room);
        if total > 0 {
            results.total += total;
            results.by_document.push((*document, total));
            results.hits.extend(hits);
        }
    }
    results.complete &= results.hits.len() == results.total && results.unread == 0;
    results
}

/// The first hits of a document, and how many there are.
fn hits_in(paper: &Paper<'_>, document: DocumentId, root: &Node, room: usize) -> (Vec<Hit>, usize) {
    let mut holds = paper.holds(root, None);
    if holds.paragraphs.is_empty() {
        return (Vec::new(), 0);
    }
    let others = others(paper, &holds);
    let total;
    let mut found: Vec<Vec<Span>> = Vec::new();
    let mut reader = Reader::new(paper.text, paper.reading, paper.positions);
    if holds.spans.is_empty() && holds.pieces.is_empty() {
        total = holds.words.len() + others.len();
        if !paper.reading.is_plain() {
            // What is read later may stand first.
            let line = |unit: u32| paper.reading.unit(unit as usize).first;
            holds
                .words
                .sort_by_key(|one| (line(one.paragraph), one.start, one.end));
        }
        // Words and others are in different paragraphs, so the first of all are among the first of each.
        let words = holds.words.iter().take(room);
        found.extend(words.filter_map(|one| reader.spans(*one)));
        found.extend(others);
    } else {
        // Most places are one span, and there may be millions: only those that are wanted become lists.
        let mut single: Vec<Span> = holds.spans.into_iter().map(|(_, span)| span).collect();
        let mut several: Vec<Vec<Span>> = Vec::new();
        let pieces = holds.pieces.into_iter().map(|(_, spans)| spans);
        let words = holds.words.iter().filter_map(|one| reader.spans(*one));
        for spans in pieces.chain(words) {
            match spans.as_slice() {
                [span] => single.push(*span),
                _ => several.push(spans),
            }
        }
        single.sort_unstable();
        single.dedup();
        several.sort_unstable();
        several.dedup();
        total = single.len() + several.len() + others.len();
        found.extend(single.into_iter().take(room).map(|span| vec![span]));
        found.extend(several);
        found.extend(others);
    }
    found.sort();
    found.truncate(room);
    let paragraphs = paper.text.paragraphs();
    let hits = found
        .into_iter()
        .map(|spans| Hit {
            document,
            paragraph: paragraphs.at(spans.first().map_or(0, |span| span.start)),
            spans,
        })
        .collect();
    (hits, total)
}

/// Hits of paragraphs in which the query holds by no word of its own: its codings there, or else the whole paragraph.
fn others(paper: &Paper<'_>, holds: &Holds) -> Vec<Vec<Span>> {
    let mut left = holds.paragraphs.clone();
    let mut clear = |paragraph: usize| left.remove(paragraph);
    holds
        .words
        .iter()
        .for_each(|one| clear(one.paragraph as usize));
    holds
        .spans
        .iter()
        .for_each(|(paragraph, _)| clear(*paragraph));
    holds
        .pieces
        .iter()
        .for_each(|(paragraph, _)| clear(*paragraph));
    if left.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Vec<Span>> = Vec::new();
    let mut covered = Vec::new();
    for coding in &holds.codings {
        if coding.paragraphs.iter().any(|at| left.has(*at)) {
            found.push(coding.spans.clone());
            covered.extend(coding.paragraphs.iter().copied());
        }
    }
    covered
        .into_iter()
        .for_each(|paragraph| left.remove(paragraph));
    found.extend(
        left.iter()
            .filter_map(|unit| Some(vec![visible(paper.text, paper.reading, unit)?])),
    );
    found.sort();
    found
}
