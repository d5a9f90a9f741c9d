//! The weighing of evidence, where someone asked for it: worked out in the background, and again when the project changes.

use super::Session;
use crate::analysis::weighing::{Weighed, weigh};
use crate::jobs::{Wake, Worker};
use crate::project::{CoderId, Project, RecordId, Subject, Transaction, Weighing};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is to be weighed: a project at a revision, by whom it is seen alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Question {
    revision: u64,
    only: Option<CoderId>,
}

struct Request {
    question: Question,
    project: Arc<Project>,
}

struct Answer {
    question: Question,
    /// None where it was stopped.
    weighed: Option<BTreeMap<Subject, Weighed>>,
}

/// The weights of all columns.
pub(super) struct Weigher {
    worker: Worker<Request, Answer>,
    asked: Option<Question>,
    answered: Option<Question>,
    weighed: BTreeMap<Subject, Weighed>,
}

impl Weigher {
    pub fn new(wake: Wake) -> Self {
        let worker = Worker::newest("Weigh the evidence", wake, |request: Request, control| {
            let Request { question, project } = request;
            let weighed = project.weighing().and_then(|weighing| {
                weigh(&project, weighing, question.only, || !control.cancelled())
            });
            Answer { question, weighed }
        });
        Self {
            worker,
            asked: None,
            answered: None,
            weighed: BTreeMap::new(),
        }
    }

    /// Stops, so that the project can change; it is weighed again at the next tick.
    pub fn let_go(&mut self) {
        if !self.worker.is_idle() {
            self.worker.cancel();
            self.worker.wait_until_idle();
            self.asked = None;
        }
    }

    /// Takes in what was weighed, and has weighed what is out of date. True where something changed.
    pub fn tick(&mut self, project: &Arc<Project>, revision: u64, only: Option<CoderId>) -> bool {
        let mut changed = false;
        while let Some(answer) = self.worker.try_take() {
            changed = true;
            self.asked = None;
            if let Ok(Answer {
                question,
                weighed: Some(weighed),
            }) = answer
            {
                self.answered = Some(question);
                self.weighed = weighed;
            }
        }
        let question = Some(Question { revision, only });
        if project.weighing().is_none() {
            self.weighed.clear();
            self.answered = question;
            return changed;
        }
        if self.answered == question || self.asked == question {
            return changed;
        }
        let sent = question.is_some_and(|question| {
            self.worker.send(Request {
                question,
                project: Arc::clone(project),
            })
        });
        if sent {
            self.asked = question;
        }
        changed | sent
    }

    /// Waits until all is weighed.
    pub fn wait(&self) {
        self.worker.wait_until_idle();
    }
}

impl Session {
    /// What the tests of each column weigh; nothing where the evidence is not weighed, or not yet.
    pub fn weighed(&self) -> &BTreeMap<Subject, Weighed> {
        &self.weigher.weighed
    }

    /// Has the evidence weighed so, or no longer.
    pub(super) fn set_weighing(&mut self, weighing: Option<Weighing>) -> Result<(), String> {
        let now = self.project.weighing();
        if now == weighing.as_ref() {
            return Ok(());
        }
        let Some(weighing) = weighing else {
            let step = crate::project::remove(&self.project, RecordId::Weighing)?;
            return self.perform(&step);
        };
        let (low, high) = weighing.prior;
        if !(0.0 < low && low <= high && high < 1.0) {
            return Err(
                "The prior is a probability, or a range of them: above 0 and below 1".to_owned(),
            );
        }
        if let Some((test, _)) = weighing.tests.iter().find(|(_, odds)| !odds.is_sound()) {
            return Err(format!(
                "The likelihoods of the test “{test}” cannot be weighed: write numbers above 0 and below 1, the lower first"
            ));
        }
        let gone = weighing
            .rival
            .is_some_and(|rival| !self.project.rivals().contains(rival));
        if gone {
            return Err("This rival is no longer there".to_owned());
        }
        let label = match now {
            None => "Weigh the evidence",
            Some(_) => "Change how the evidence is weighed",
        };
        self.perform(&Transaction::new(label).put(weighing))
    }
}
