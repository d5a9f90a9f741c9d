//! The hits as a concordance: sorted, filtered and counted in the background, while the lines from before stay.

use super::Session;
use crate::analysis::concordance::{Coded, Counts, Lengths, Only, Order, Place, Texts, Uncoded};
use crate::jobs::{Wake, Worker};
use crate::project::{CodeId, CoderId, DocumentId, Project, Span};
use crate::search::{Hit, Results};
use crate::text::Extent;
use std::cell::Cell;
use std::sync::Arc;

impl Place for Hit {
    fn document(&self) -> DocumentId {
        self.document
    }

    fn spans(&self) -> &[Span] {
        &self.spans
    }
}

/// How the person looks at hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HitsView {
    /// In which order.
    pub order: Order,
    /// Only those of a document or case.
    pub only: Option<Only>,
    /// Only those without a code, or without this one.
    pub uncoded: Uncoded,
    /// How much around a hit is coded with it.
    pub extent: Extent,
}

/// What the lines were made from.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    generation: u64,
    revision: u64,
    view: HitsView,
    only: Option<CoderId>,
}

struct Request {
    key: Key,
    project: Arc<Project>,
    results: Arc<Results>,
    texts: Texts,
}

/// The lines of a concordance.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Places in the list of hits, in the order of the lines.
    pub rows: Vec<usize>,
    /// With which codes each hit is coded, in the order of the list of hits.
    pub codes: Vec<Vec<CodeId>>,
    /// How many hits each document and case has, of those that are shown before one of them is chosen.
    pub counts: Counts,
}

/// Keeps the lines.
pub struct Concordance {
    view: HitsView,
    looked_at: Cell<bool>,
    worker: Worker<Request, (Key, Lines)>,
    asked: Option<Key>,
    made: Option<Key>,
    lines: Lines,
    generation: u64,
}

impl Concordance {
    pub(super) fn new(wake: Wake) -> Self {
        let mut lengths = Lengths::default();
        let worker = Worker::newest("Sort the hits", wake, move |request: Request, control| {
            let stop = || control.cancelled();
            let key = request.key;
            // What is stopped gives nothing, so that it does not matter what it would give.
            (key, make(request, &mut lengths, &stop).unwrap_or_default())
        });
        Self {
            view: HitsView::default(),
            looked_at: Cell::new(false),
            worker,
            asked: None,
            made: None,
            lines: Lines::default(),
            generation: 0,
        }
    }

    /// How the person looks at hits.
    pub fn view(&self) -> &HitsView {
        &self.view
    }

    /// The lines as far as they are worked out: those of a change before, for a moment. They are brought up to date soon
    /// after someone looked at them.
    pub fn lines(&self) -> Option<&Lines> {
        self.looked_at.set(true);
        self.made.is_some().then_some(&self.lines)
    }

    /// Changes whenever the lines do.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Gives the project back before it changes.
    pub(super) fn let_go(&mut self) {
        if !self.worker.is_idle() {
            self.worker.cancel();
            self.worker.wait_until_idle();
            self.asked = None;
        }
    }

    pub(super) fn wait(&self) {
        self.worker.wait_until_idle();
    }
}

/// Sorts, filters and counts. None where it is to stop.
fn make(request: Request, lengths: &mut Lengths, stop: &dyn Fn() -> bool) -> Option<Lines> {
    let Request {
        key,
        project,
        results,
        texts,
    } = request;
    let mut coded = Coded::new(key.only);
    let mut codes = Vec::with_capacity(results.hits.len());
    for (at, hit) in results.hits.iter().enumerate() {
        if at.is_multiple_of(256) && stop() {
            return None;
        }
        codes.push(coded.codes(&project, hit));
    }
    let order = key.view.order;
    let sorted = order.of(&project, &texts, &results.hits, &codes, stop)?;
    let shown = |at: &usize| codes.get(*at).is_some_and(|on| key.view.uncoded.shows(on));
    let rows: Vec<usize> = sorted
        .into_iter()
        .filter_map(|at| usize::try_from(at).ok())
        .filter(shown)
        .collect();
    let hits = rows.iter().filter_map(|at| results.hits.get(*at));
    let counts = Counts::of(&project, &texts, hits, lengths, stop)?;
    let is_wanted = |at: &usize| {
        let only = key.view.only;
        only.is_none_or(|only| {
            results
                .hits
                .get(*at)
                .is_some_and(|hit| only.has(&project, hit))
        })
    };
    Some(Lines {
        rows: rows.into_iter().filter(is_wanted).collect(),
        codes,
        counts,
    })
}

impl Session {
    /// The hits as a concordance.
    pub fn concordance(&self) -> &Concordance {
        &self.concordance
    }

    /// The places of the hits that one looks at, in the order of the lines where these are at hand.
    pub(super) fn hits_in_order(&self) -> Vec<usize> {
        let made = self.concordance.made;
        let is_of_these =
            |key: Key| key.generation == self.finder.generation() && key.view == self.shown_view();
        if made.is_some_and(is_of_these) {
            return self.concordance.lines.rows.clone();
        }
        (0..self.finder.hits().len()).collect()
    }

    /// The lines where they are those of the hits and of what is asked of them now.
    pub(super) fn concordance_lines_now(&self) -> Option<&Lines> {
        let lines = self.concordance.lines()?;
        (self.concordance.made == self.concordance_key()).then_some(lines)
    }

    /// How the person looks at hits, without what makes no difference to the lines.
    fn shown_view(&self) -> HitsView {
        HitsView {
            extent: Extent::default(),
            ..self.concordance.view
        }
    }

    pub(super) fn look_at_hits(&mut self, view: HitsView) {
        self.concordance.view = view;
    }

    fn concordance_key(&self) -> Option<Key> {
        self.finder.results()?;
        Some(Key {
            generation: self.finder.generation(),
            revision: self.revision,
            view: self.shown_view(),
            only: self.seen_only(),
        })
    }

    /// Takes in lines that were made, and has them made anew where they are out of date. True where something changed.
    pub(super) fn tick_concordance(&mut self) -> bool {
        let mut changed = false;
        while let Some(made) = self.concordance.worker.try_take() {
            // A fault leaves the lines as they were; they are not asked for again before something changes.
            let Ok((key, lines)) = made else { continue };
            if self.concordance.asked == Some(key) {
                self.concordance.made = Some(key);
                self.concordance.lines = lines;
                self.concordance.generation += 1;
                changed = true;
            }
        }
        let key = self.concordance_key();
        if key.is_none() && self.concordance.made.take().is_some() {
            self.concordance.asked = None;
            changed = true;
        }
        let (Some(key), Some(results)) = (key, self.finder.results()) else {
            return changed;
        };
        if self.concordance.asked != Some(key) && self.concordance.looked_at.take() {
            let request = Request {
                key,
                project: Arc::clone(&self.project),
                results: Arc::clone(results),
                texts: self.texts.all(),
            };
            self.concordance.asked = Some(key);
            self.concordance.worker.send(request);
            changed = true;
        }
        changed
    }
}
