//! How does a query over some documents come to its hits and counts?

use super::coded::{Names, Seen};
use super::engine::Snapshot;
use super::evaluate::{Holds, Paper};
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
        .map(|(_, entry)| entry.sha256.as_str())
        .collect();
    // Where the index cannot be read, the texts still can.
    let found = sources
        .snapshot
        .and_then(|snapshot| lists(snapshot, &hashes, &query.units).ok())
        .unwrap_or_default();
    let names = Names::default();
    for (document, entry) in sources.entries {
        if stop() {
            results.complete = false;
            break;
        }
        let indexed = sources
            .snapshot
            .and_then(|snapshot| snapshot.places.get(&entry.sha256))
            .zip(found.get(&entry.sha256));
        let scanned;
        let (positions, units) = if let Some((place, units)) = indexed {
            (&place.positions, units)
        } else {
            scanned = scan(entry.text.str(), &query.units);
            (&scanned.0, &scanned.1)
        };
        let seen = Seen {
            scope,
            names: &names,
            document: *document,
        };
        let paper = Paper::new(&entry.text, positions, units, seen, stop);
        let room = limit.hits.saturating_sub(results.hits.len());
        let (hits, total) = hits_in(&paper, *document, root, room);
        if total > 0 {
            results.total += total;
            results.by_document.push((*document, total));
            results.hits.extend(hits);
        }
    }
    results.complete &= results.hits.len() == results.total;
    results
}

/// The first hits of a document, and how many there are.
fn hits_in(paper: &Paper<'_>, document: DocumentId, root: &Node, room: usize) -> (Vec<Hit>, usize) {
    let holds = paper.holds(root, None);
    if holds.paragraphs.is_empty() {
        return (Vec::new(), 0);
    }
    let others = others(paper, &holds);
    let total;
    let mut found: Vec<(usize, Vec<Span>)> = Vec::new();
    let mut reader = Reader::new(paper.text, paper.positions);
    if holds.spans.is_empty() {
        total = holds.words.len() + others.len();
        // Words and others are in different paragraphs, so the first of all are among the first of each.
        for one in holds.words.iter().take(room) {
            if let Some(span) = reader.span(*one) {
                found.push((one.paragraph as usize, vec![span]));
            }
        }
        found.extend(others.into_iter().take(room));
        found.sort();
    } else {
        let mut spans: Vec<(usize, Span)> = holds.spans;
        for one in &holds.words {
            spans.extend(reader.span(*one).map(|span| (one.paragraph as usize, span)));
        }
        spans.sort_unstable();
        spans.dedup();
        total = spans.len() + others.len();
        found.extend(
            spans
                .into_iter()
                .map(|(paragraph, span)| (paragraph, vec![span])),
        );
        found.extend(others);
        found.sort();
    }
    found.truncate(room);
    let hits = found
        .into_iter()
        .map(|(paragraph, spans)| Hit {
            document,
            spans,
            paragraph,
        })
        .collect();
    (hits, total)
}

/// Hits of paragraphs in which the query holds by no word of its own: its codings there, or else the whole paragraph.
fn others(paper: &Paper<'_>, holds: &Holds) -> Vec<(usize, Vec<Span>)> {
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
    if left.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, Vec<Span>)> = Vec::new();
    let mut covered = Vec::new();
    for coding in &holds.codings {
        if let Some(first) = coding.paragraphs.iter().find(|at| left.has(**at)) {
            found.push((*first, coding.spans.clone()));
            covered.extend(coding.paragraphs.iter().copied());
        }
    }
    covered
        .into_iter()
        .for_each(|paragraph| left.remove(paragraph));
    found.extend(
        left.iter()
            .filter_map(|paragraph| Some((paragraph, vec![visible(paper.text, paragraph)?]))),
    );
    found.sort();
    found
}
