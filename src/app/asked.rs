//! What was asked of the corpus before: kept in the project, without being a step to take back.

use super::Session;
use crate::project::{Asked, AskedId, Edit, RecordId, Stamp, Transaction};

/// So many queries of a coder are kept; the oldest go.
pub const MOST_ASKED: usize = 200;

impl Session {
    /// The queries that were asked: one's own, then those of colleagues unless one works blind, the latest first.
    pub fn past_queries(&self) -> Vec<&Asked> {
        let me = self.me();
        let seen = |asked: &Asked| !self.is_blind_to(asked.coder);
        let entries = self.project.asked().entries();
        let mut entries: Vec<(Stamp, &Asked)> = entries
            .filter(|entry| seen(&entry.value))
            .map(|entry| (entry.stamp, &entry.value))
            .collect();
        entries.sort_by(|(a, one), (b, other)| {
            (one.coder != me, b, one.id).cmp(&(other.coder != me, a, other.id))
        });
        entries.into_iter().map(|(_, asked)| asked).collect()
    }

    /// Remembers the query that is asked now, where it is one: for when a person did more than type it.
    pub(super) fn remember_query(&mut self) {
        let query = self.finder.query().trim().to_owned();
        let sound = !query.is_empty() && self.finder.problem().is_none();
        if !sound || self.read_only().is_some() {
            return;
        }
        let me = self.me();
        let past = self.past_queries();
        let mut mine = past.into_iter().filter(|asked| asked.coder == me);
        if mine.next().is_some_and(|last| last.query == query) {
            return;
        }
        let asked = Asked::new(me, &query);
        // With the latest of before, and this one if it is new.
        let too_many: Vec<AskedId> = mine
            .skip(MOST_ASKED - 2)
            .map(|asked| asked.id)
            .filter(|id| *id != asked.id)
            .collect();
        let step = Transaction::new("Remember a query").put(asked);
        let step = too_many
            .into_iter()
            .fold(step, |step, id| step.remove(RecordId::Asked(id)));
        // What cannot be written down is not worth a word: the query is answered all the same.
        self.perform_in_passing(&step).ok();
    }

    /// Forgets queries of one's own.
    pub(super) fn forget_queries(&mut self, which: Option<AskedId>) -> Result<(), String> {
        let me = self.me();
        let asked = self.project.asked().iter();
        let mine = asked.filter(|asked| asked.coder == me);
        let gone = mine.filter(|asked| which.is_none_or(|id| id == asked.id));
        let edits = gone.map(|asked| Edit::Remove(RecordId::Asked(asked.id)));
        let label = match which {
            Some(_) => "Forget a query",
            None => "Forget the queries asked",
        };
        self.perform(&Transaction {
            label: label.to_owned(),
            edits: edits.collect(),
        })
    }
}
