//! The way to disk: what is written, what is on its way, what could not be written.

use crate::jobs::{Wake, Worker};
use crate::project::Change;
use crate::store::Journal;

/// A step on its way to disk.
struct Step {
    label: String,
    changes: Vec<Change>,
}

/// Writes each step to the journal, in the background, and knows which are safe.
pub struct Saver {
    worker: Worker<Step, Result<(), (Step, String)>>,
    under_way: usize,
    held: Vec<Step>,
    /// Steps that went down with a fault in the program: this session can no longer say that all is saved.
    lost: bool,
    reason: String,
}

/// Whether all is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved<'a> {
    /// Every step is written and synced.
    Yes,
    /// Steps are on their way.
    Soon,
    /// Steps could not be written: why.
    No(&'a str),
}

impl Saver {
    /// A saver that writes to this journal.
    pub(super) fn new(mut journal: Journal, wake: Wake) -> Self {
        let worker = Worker::start("Save", wake, move |step: Step, _: &_| {
            journal
                .append(&step.label, &step.changes)
                .map_err(|error| (step, error.to_string()))
        });
        Self {
            worker,
            under_way: 0,
            held: Vec::new(),
            lost: false,
            reason: String::new(),
        }
    }

    /// Whether all is on disk.
    pub fn saved(&self) -> Saved<'_> {
        match (self.held.is_empty() && !self.lost, self.under_way) {
            (true, 0) => Saved::Yes,
            (true, _) => Saved::Soon,
            (false, _) => Saved::No(&self.reason),
        }
    }

    pub(super) fn send(&mut self, label: String, changes: Vec<Change>) {
        self.hand_over(Step { label, changes });
    }

    fn hand_over(&mut self, step: Step) {
        // A worker that could not be started takes nothing: the step is kept, and the window says that it is not saved.
        self.under_way += 1;
        self.worker.send(step);
    }

    /// Tries again to write what could not be written. Steps carry their stamps, so their order on disk does not matter.
    pub(super) fn again(&mut self) {
        for step in std::mem::take(&mut self.held) {
            self.hand_over(step);
        }
    }

    /// Takes note of what became of the steps. Gives why, when one could not be written that could before.
    pub(super) fn collect(&mut self) -> Option<String> {
        let mut news = None;
        while let Some(result) = self.worker.try_take() {
            self.under_way = self.under_way.saturating_sub(1);
            let (step, reason) = match result {
                Ok(Ok(())) => continue,
                Ok(Err((step, reason))) => (Some(step), reason),
                Err(fault) => (None, fault.to_string()),
            };
            if self.held.is_empty() {
                news = Some(reason.clone());
            }
            self.reason = reason;
            self.lost |= step.is_none();
            self.held.extend(step);
        }
        news
    }

    /// Waits until every step was tried.
    pub(super) fn wait(&self) {
        self.worker.wait_until_idle();
    }
}
