//! What named queries propose for codes: how much there is, and what was declined.

use super::Session;
use super::cited::Known;
use super::quest::{Quest, count_proposals, queries_of};
use crate::citations::Register;
use crate::jobs::{Wake, Worker};
use crate::project::{
    CodeId, CoderId, Declined, DeclinedId, NamedQuery, Project, QueryId, RecordId, Transaction,
};
use crate::search::Index;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

struct Request {
    project: Arc<Project>,
    me: CoderId,
    only: Option<CoderId>,
    register: Option<Arc<Register>>,
}

/// The revision, how much of the corpus was there and how much of what it cites, and whose codings are seen.
type Key = (u64, usize, u64, Option<CoderId>);

/// How many passages wait for a yes or a no, for each code.
pub(super) struct Proposals {
    worker: Worker<Request, BTreeMap<CodeId, usize>>,
    /// What the counts are of.
    asked: Option<Key>,
    counts: BTreeMap<CodeId, usize>,
}

impl Proposals {
    pub fn new(index: Arc<Index>, wake: Wake) -> Self {
        let mut known = Known::default();
        let worker = Worker::newest("Count proposals", wake, move |request: Request, control| {
            let cited = known.of(request.register.as_ref(), &request.project);
            let coders = request.only.map(|only| BTreeSet::from([only]));
            let stop = || control.cancelled();
            count_proposals(&index, &request.project, coders, request.me, cited, &stop)
        });
        Self {
            worker,
            asked: None,
            counts: BTreeMap::new(),
        }
    }

    /// Gives the project back before it changes.
    pub fn let_go(&mut self) {
        if !self.worker.is_idle() {
            self.worker.cancel();
            self.worker.wait_until_idle();
            self.asked = None;
        }
    }

    pub fn wait(&self) {
        self.worker.wait_until_idle();
    }
}

impl Session {
    /// How many passages wait for one's yes or no, for each code that queries propose passages for; as last counted.
    pub fn proposals(&self) -> &BTreeMap<CodeId, usize> {
        &self.proposals.counts
    }

    /// The queries that propose passages for a code, by name.
    pub fn queries_for(&self, code: CodeId) -> Vec<&NamedQuery> {
        queries_of(self.project(), code)
    }

    /// What one has declined, in the order of documents and words.
    pub fn declined(&self) -> Vec<&Declined> {
        let me = self.me();
        let declined = self.project().declined().iter();
        let mut mine: Vec<&Declined> = declined.filter(|one| one.coder == me).collect();
        mine.sort_by(|a, b| {
            (a.code, a.document, &a.quotation).cmp(&(b.code, b.document, &b.quotation))
        });
        mine
    }

    /// Counts anew where something changed. True where the counts are others.
    pub(super) fn tick_proposals(&mut self) -> bool {
        let mut changed = false;
        while let Some(counted) = self.proposals.worker.try_take() {
            // A fault leaves the counts as they were.
            if let Ok(counts) = counted {
                self.proposals.counts = counts;
                changed = true;
            }
        }
        if !self
            .project
            .queries()
            .iter()
            .any(|query| query.proposes.is_some())
        {
            if !self.proposals.counts.is_empty() {
                self.proposals.counts.clear();
                changed = true;
            }
            return changed;
        }
        let key = (
            self.revision,
            self.finder.texts_changed(),
            self.register_generation(),
            self.seen_only(),
        );
        if self.proposals.asked != Some(key) {
            self.proposals.asked = Some(key);
            self.proposals.worker.send(Request {
                project: Arc::clone(&self.project),
                me: self.me(),
                only: self.seen_only(),
                register: self.register().cloned(),
            });
            changed = true;
        }
        changed
    }

    /// Looks for what the queries of a code propose.
    pub(super) fn seek_proposals(&mut self, code: CodeId) -> Result<(), String> {
        if self.queries_for(code).is_empty() {
            return Err("No named query proposes passages for this code yet. Choose the code under Named queries, or when you save a query".to_owned());
        }
        self.end_walk();
        self.finder.seek(Quest::Proposals(code));
        Ok(())
    }

    /// Has a named query propose passages for a code, or for none.
    pub(super) fn propose(&mut self, query: QueryId, code: Option<CodeId>) -> Result<(), String> {
        let before = self.project().queries().get(query);
        let before = before.ok_or(super::queries::GONE)?;
        self.put_query(NamedQuery {
            proposes: code,
            ..before.clone()
        })
    }

    /// Has a passage that was declined proposed again.
    pub(super) fn propose_again(&mut self, id: DeclinedId) -> Result<(), String> {
        let step = Transaction::new("Bring back a declined passage");
        self.perform(&step.remove(RecordId::Declined(id)))
    }
}
