//! The implication table: what sets its columns apart, what is folded, which cell is looked at, and what the team found.

use super::view::Room;
use super::{App, Session};
use crate::analysis::implications::Tallies;
use crate::jobs::{Wake, Worker};
use crate::project::{
    By, CodeId, CoderId, CodingId, Finding, Likelihoods, Project, RecordId, Subject, Tested,
    Transaction, Tree, Verdict,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Names a cell of the implication table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    /// The implication.
    pub code: CodeId,
    /// What it is looked for in.
    pub subject: Subject,
}

/// One field of a finding and what to put there.
#[derive(Clone, Debug, PartialEq)]
pub enum FindingField {
    /// Whether what the argument expects was found.
    Verdict(Option<Verdict>),
    /// Which test the argument was put to, and how it went.
    Tested(Option<Tested>),
    /// The finding in words.
    Text(String),
    /// The passage that shows it best.
    Pinned(Option<CodingId>),
    /// How likely the evidence is, where it is not as for other tests of its kind.
    Likelihoods(Option<Likelihoods>),
}

impl FindingField {
    /// The step that sets it, as undo names it.
    fn label(&self) -> &'static str {
        match self {
            Self::Verdict(Some(_)) => "Set verdict",
            Self::Verdict(None) => "Take back verdict",
            Self::Tested(Some(_)) => "Set test",
            Self::Tested(None) => "Take back test",
            Self::Text(_) => "Write finding",
            Self::Pinned(Some(_)) => "Pin passage",
            Self::Pinned(None) => "Unpin passage",
            Self::Likelihoods(Some(_)) => "Set likelihoods",
            Self::Likelihoods(None) => "Take back likelihoods",
        }
    }

    fn put(&self, finding: &mut Finding) {
        match self {
            Self::Verdict(verdict) => finding.verdict = *verdict,
            Self::Tested(tested) => finding.tested = *tested,
            Self::Text(text) => text.trim_end().clone_into(&mut finding.text),
            Self::Pinned(coding) => finding.pinned = *coding,
            Self::Likelihoods(likelihoods) => finding.likelihoods = *likelihoods,
        }
    }
}

/// What is to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Question {
    by: By,
    only: Option<CoderId>,
}

/// A question, as it is handed to the background.
struct Request {
    question: Question,
    revision: u64,
    project: Arc<Project>,
}

/// What the background counted; none where it was stopped.
struct Answer {
    revision: u64,
    tallies: Option<Tallies>,
}

/// How the person looks at the implication table, and its counts.
pub struct Implications {
    by: By,
    folded: BTreeSet<CodeId>,
    cell: Option<CellId>,
    shows_empty: bool,
    /// Nothing is counted before anyone has asked for the table.
    wanted: bool,
    /// The counts, and the revision of the project that they are of.
    tallies: Option<(u64, Tallies)>,
    /// Grows whenever the counts are others.
    generation: u64,
    /// What is being counted in the background.
    asked: Option<(u64, Question)>,
    counter: Worker<Request, Answer>,
}

impl Implications {
    /// More codings than this are counted in the background: these take a few milliseconds.
    const MOST_AT_ONCE: usize = 1000;

    pub(super) fn new(wake: Wake) -> Self {
        let counter = Worker::newest(
            "Count the implication table",
            wake,
            |request: Request, control| Answer {
                revision: request.revision,
                tallies: Tallies::of_until(
                    &request.project,
                    request.question.by,
                    request.question.only,
                    &|| control.cancelled(),
                ),
            },
        );
        Self {
            by: By::default(),
            folded: BTreeSet::new(),
            cell: None,
            shows_empty: true,
            wanted: false,
            tallies: None,
            generation: 0,
            asked: None,
            counter,
        }
    }

    /// What sets the columns apart.
    pub fn by(&self) -> By {
        self.by
    }

    /// Whether a code's parts are folded into it.
    pub fn is_folded(&self, code: CodeId) -> bool {
        self.folded.contains(&code)
    }

    /// The cell that is looked at.
    pub fn cell(&self) -> Option<&CellId> {
        self.cell.as_ref()
    }

    /// Whether rows without passages and findings are shown.
    pub fn shows_empty(&self) -> bool {
        self.shows_empty
    }

    /// The counts, by what sets the columns apart now; none before they were first made.
    pub fn tallies(&self) -> Option<&Tallies> {
        let (_, tallies) = self.tallies.as_ref()?;
        (tallies.by() == self.by).then_some(tallies)
    }

    /// Changes whenever the counts, or what is folded, do: what was worked out from them is out of date.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether it is being counted.
    pub fn is_counting(&self) -> bool {
        self.asked.is_some()
    }

    /// Has the table counted from now on.
    pub(super) fn want(&mut self) {
        self.wanted = true;
    }

    pub(super) fn set_by(&mut self, by: By) {
        if self.by != by {
            self.by = by;
            self.cell = None;
            self.generation += 1;
        }
    }

    pub(super) fn select(&mut self, cell: Option<CellId>) {
        self.cell = cell;
    }

    pub(super) fn fold(&mut self, code: CodeId, folded: bool) {
        if folded {
            self.folded.insert(code);
        } else {
            self.folded.remove(&code);
        }
        self.generation += 1;
    }

    pub(super) fn show_empty(&mut self, shown: bool) {
        self.shows_empty = shown;
        self.generation += 1;
    }

    /// Stops counting, so that the project can change; it is counted again at the next tick.
    pub(super) fn let_go(&mut self) {
        if !self.counter.is_idle() {
            self.counter.cancel();
            self.counter.wait_until_idle();
            self.asked = None;
        }
    }

    /// These records were put or removed: counts what a moment is enough for.
    pub(super) fn changed(
        &mut self,
        project: &Project,
        tree: &Tree,
        touched: &[RecordId],
        revision: u64,
    ) {
        if let Some((made_for, tallies)) = &mut self.tallies
            && *made_for + 1 == revision
            && tallies.work(project, touched) <= Self::MOST_AT_ONCE
        {
            tallies.update(project, tree, touched);
            *made_for = revision;
        }
        if let By::Attribute(id) = self.by
            && !project.attributes().contains(id)
        {
            self.set_by(By::default());
        }
        let is_gone = |cell: &mut CellId| {
            !project.codes().contains(cell.code) || !cell.subject.is_there(project)
        };
        self.cell.take_if(is_gone);
        self.generation += 1;
    }

    /// Takes in what was counted, and has counted what is out of date. True where something changed.
    pub(super) fn tick(
        &mut self,
        project: &Arc<Project>,
        revision: u64,
        only: Option<CoderId>,
    ) -> bool {
        let mut changed = false;
        while let Some(answer) = self.counter.try_take() {
            changed = true;
            self.asked = None;
            if let Ok(Answer {
                revision,
                tallies: Some(tallies),
            }) = answer
            {
                self.tallies = Some((revision, tallies));
                self.generation += 1;
            }
        }
        let question = Question { by: self.by, only };
        let is_made = self.tallies.as_ref().is_some_and(|(made_for, tallies)| {
            *made_for == revision && tallies.by() == question.by && tallies.only() == only
        });
        if !self.wanted || is_made || self.asked == Some((revision, question)) {
            return changed;
        }
        let request = Request {
            question,
            revision,
            project: Arc::clone(project),
        };
        if self.counter.send(request) {
            self.asked = Some((revision, question));
            return true;
        }
        changed
    }

    /// Waits until all is counted.
    pub(super) fn wait(&self) {
        self.counter.wait_until_idle();
    }
}

impl App {
    pub(super) fn set_by(&mut self, by: By) -> Result<(), String> {
        let session = self.session.as_mut().ok_or("Open a project first")?;
        if !By::all(&session.project).contains(&by) {
            return Err("This attribute is no longer there".to_owned());
        }
        session.implications.set_by(by);
        let dir = session.dir().to_owned();
        self.settings.by.insert(dir, by);
        Ok(())
    }
}

impl Session {
    /// How the person looks at the implication table, and its counts.
    pub fn implications(&self) -> &Implications {
        &self.implications
    }

    /// Sets the columns apart as they were when the project was last open here.
    pub(super) fn take_up_by(&mut self, by: By) {
        if By::all(&self.project).contains(&by) {
            self.implications.set_by(by);
        }
    }

    /// Has a view fill the window.
    pub(super) fn show_room(&mut self, room: Room) {
        self.view.room = room;
        if room == Room::Implications {
            self.implications.want();
        }
    }

    /// The finding of a cell, unless one works blind and another coder wrote it.
    pub fn finding(&self, code: CodeId, subject: &Subject) -> Option<&Finding> {
        let finding = self.project.findings().get(Finding::id_of(code, subject));
        finding.filter(|finding| !self.is_blind_to(finding.coder))
    }

    /// Whether a cell has a finding that one does not see for as long as one works blind.
    pub fn is_finding_hidden(&self, code: CodeId, subject: &Subject) -> bool {
        let finding = self.project.findings().get(Finding::id_of(code, subject));
        finding.is_some_and(|finding| self.is_blind_to(finding.coder))
    }

    /// The passage that shows best what a cell holds; none before it is counted, or without any.
    pub fn best_passage(&self, code: CodeId, subject: &Subject) -> Option<CodingId> {
        let finding = self.finding(code, subject);
        let tallies = self.implications.tallies()?;
        tallies.best(self.tree(), code, subject, finding)
    }

    /// Changes a finding; one that then says nothing is removed.
    pub(super) fn edit_finding(
        &mut self,
        cell: &CellId,
        field: &FindingField,
    ) -> Result<(), String> {
        let CellId { code, subject } = cell;
        if !self.project.codes().contains(*code) || !subject.is_there(&self.project) {
            return Err("This cell of the table is no longer there".to_owned());
        }
        self.refuse_hidden(cell)?;
        if let FindingField::Pinned(Some(coding)) = field {
            self.refuse_elsewhere(cell, *coding)?;
        }
        let before = self.finding(*code, subject).cloned();
        let me = self.me();
        let mut finding = before
            .clone()
            .unwrap_or_else(|| Finding::new(*code, subject.clone(), me));
        field.put(&mut finding);
        if before.as_ref().is_some_and(|before| *before == finding) {
            return Ok(());
        }
        finding.coder = me;
        let step = Transaction::new(field.label());
        match (finding.is_empty(), before.is_some()) {
            (true, false) => Ok(()),
            (true, true) => self.perform(&step.remove(RecordId::Finding(finding.id))),
            (false, _) => self.perform(&step.put(finding)),
        }
    }

    /// Removes the finding of a cell.
    pub(super) fn clear_finding(&mut self, cell: &CellId) -> Result<(), String> {
        self.refuse_hidden(cell)?;
        match self.finding(cell.code, &cell.subject) {
            Some(finding) => {
                let id = RecordId::Finding(finding.id);
                self.perform(&Transaction::new("Clear finding").remove(id))
            }
            None => Ok(()),
        }
    }

    fn refuse_hidden(&self, cell: &CellId) -> Result<(), String> {
        if self.is_finding_hidden(cell.code, &cell.subject) {
            return Err(
                "A colleague wrote the finding of this cell, and you work blind. Show other coders to change it"
                    .to_owned(),
            );
        }
        Ok(())
    }

    fn refuse_elsewhere(&self, cell: &CellId, coding: CodingId) -> Result<(), String> {
        let coding = self.project.codings().get(coding);
        let coding = coding.ok_or("This passage is no longer there")?;
        let here = cell.subject.by().subject(&self.project, coding) == cell.subject
            && self.tree().branch(cell.code).contains(&coding.code);
        if here {
            Ok(())
        } else {
            Err(
                "This passage is not one of this cell's, so that it cannot be pinned there"
                    .to_owned(),
            )
        }
    }
}
