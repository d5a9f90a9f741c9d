//! A draft of the write-up, checked against the texts that it quotes.
//!
//! A document of kind “draft” is one: it is not searched with the corpus, and nothing is checked against it. Any other
//! document can be checked as well, against all the others.

mod cited;
mod lines;
mod work;

pub use cited::{Cited, Fit};
pub use lines::QUOTATION_FORMATS;

use super::{App, Direction, Level, Room, Session};
use crate::jobs::{Wake, Worker};
use crate::project::{DocumentId, Project, counted};
use crate::text::quotes::Quotation;
use crate::text::wording::{Place, Verdict};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use work::{Source, Task};

/// A quotation of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where it stands in the draft.
    pub quotation: Quotation,
    /// Its words on one line.
    pub words: String,
    /// Where it stands, as a citation says it: "p. 3", "¶ 12".
    pub at: String,
    /// Why it was not looked for; none where it was.
    pub aside: Option<Aside>,
    /// Where its words stand, the best first.
    pub places: Vec<Found>,
    /// What the draft cites for it.
    pub cited: Option<Cited>,
}

/// Why a quotation is not looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aside {
    /// It is a word or a few, which stand anywhere.
    Short,
    /// It is the title of a work, or a name.
    Title,
}

impl Aside {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Short => "Short",
            Self::Title => "Title",
        }
    }
}

/// A place of a quotation's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// In which document.
    pub document: DocumentId,
    /// Where in its text, and what differs.
    pub place: Place,
    /// The same as a citation says it: "p. 12".
    pub at: String,
    /// Whether it is what the draft cites.
    pub fit: Fit,
}

impl Row {
    /// How well its words stand in the best place; none where they were not looked for.
    pub fn verdict(&self) -> Option<Verdict> {
        match self.aside {
            Some(_) => None,
            None => Some(
                self.places
                    .first()
                    .map_or(Verdict::NotFound, |found| found.place.verdict),
            ),
        }
    }
}

impl Found {
    /// The better first: the better verdict, then what is cited, then the likest.
    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let cited = |found: &Self| !matches!(found.fit, Fit::Fits | Fit::OtherPage);
        (self.place.verdict, cited(self))
            .cmp(&(other.place.verdict, cited(other)))
            .then_with(|| self.place.compare(&other.place))
    }
}

/// Texts by hash: what was checked against what.
type Against = Vec<(DocumentId, String)>;

/// What came of checking a draft.
#[derive(Debug, PartialEq)]
pub struct Checked {
    /// The draft.
    pub document: DocumentId,
    /// Its quotations, in the order of its text.
    pub rows: Vec<Row>,
    /// Documents with nearly the same text as the draft: other versions of it, in which nothing was looked for.
    pub left_out: Vec<DocumentId>,
    /// The draft and the texts that it was checked against, by hash.
    against: Against,
}

impl Checked {
    /// Against how many documents it was checked.
    pub fn sources(&self) -> usize {
        self.against.len().saturating_sub(1 + self.left_out.len())
    }
}

/// Which quotations are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Listed {
    /// All that were looked for.
    #[default]
    Checked,
    /// Those of one verdict.
    Only(Verdict),
    /// Those that were not looked for: short ones and titles.
    Aside,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Of the draft.
    #[default]
    Draft,
    /// The worst verdict first.
    Verdict,
    /// By the document that they were found in.
    Source,
}

/// What was asked for.
struct Wanted {
    document: DocumentId,
    only: Option<Vec<DocumentId>>,
}

/// The checks of a session's drafts.
pub struct DraftChecks {
    worker: Worker<Task, Option<Checked>>,
    /// What waits for the texts to be read.
    wanted: Option<Wanted>,
    running: Option<DocumentId>,
    /// The draft whose list is shown.
    shown: Option<DocumentId>,
    done: HashMap<DocumentId, Arc<Checked>>,
    listed: Listed,
    order: Order,
    /// The row that one looks at, as a place in the rows of the draft.
    current: Option<usize>,
}

impl DraftChecks {
    pub(super) fn new(wake: Wake) -> Self {
        let worker = Worker::newest("Check a draft", wake, |task: Task, control: &_| {
            let (rows, left_out) = task.run(control)?;
            Some(Checked {
                document: task.document,
                against: task.against,
                rows,
                left_out,
            })
        });
        Self {
            worker,
            wanted: None,
            running: None,
            shown: None,
            done: HashMap::new(),
            listed: Listed::default(),
            order: Order::default(),
            current: None,
        }
    }

    pub(super) fn wait(&self) {
        self.worker.wait_until_idle();
    }

    /// The draft whose list is shown.
    pub fn draft(&self) -> Option<DocumentId> {
        self.shown
    }

    /// What came of checking it; none before it was checked, or while it is checked again.
    pub fn checked(&self) -> Option<&Arc<Checked>> {
        self.done.get(&self.shown?)
    }

    /// How far the check is that runs: texts done, texts in all, what is read.
    pub fn progress(&self) -> Option<(u64, u64, String)> {
        if self.wanted.is_some() {
            return Some((0, 0, "Reading the documents".to_owned()));
        }
        self.running?;
        let progress = self.worker.progress();
        Some((progress.done, progress.total, progress.next))
    }

    /// Which quotations are listed, and in which order.
    pub fn listing(&self) -> (Listed, Order) {
        (self.listed, self.order)
    }

    /// The row that one looks at, as a place in the rows.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// The rows that are listed, in order, as places in the rows.
    pub fn rows(&self) -> Vec<usize> {
        let Some(checked) = self.checked() else {
            return Vec::new();
        };
        let mut listed: Vec<usize> = (0..checked.rows.len())
            .filter(|at| self.lists(&checked.rows[*at]))
            .collect();
        let rows = &checked.rows;
        match self.order {
            Order::Draft => {}
            Order::Verdict => listed.sort_by_key(|at| std::cmp::Reverse(rows[*at].verdict())),
            Order::Source => listed.sort_by_key(|at| {
                let first = rows[*at].places.first();
                (
                    first.is_none(),
                    first.map(|found| (found.document, found.place.spans.clone())),
                )
            }),
        }
        listed
    }

    fn lists(&self, row: &Row) -> bool {
        match self.listed {
            Listed::Checked => row.aside.is_none(),
            Listed::Only(verdict) => row.verdict() == Some(verdict),
            Listed::Aside => row.aside.is_some(),
        }
    }
}

impl Session {
    /// The checks of drafts.
    pub fn draft_checks(&self) -> &DraftChecks {
        &self.draft_checks
    }

    /// Whether the draft that is shown, or a text that it was checked against, has changed since.
    pub fn is_check_stale(&self) -> bool {
        let Some(checked) = self.draft_checks.checked() else {
            return false;
        };
        checked.against.iter().any(|(id, sha256)| {
            let document = self.project.documents().get(*id);
            document.is_none_or(|document| document.sha256 != *sha256)
        })
    }

    /// Has a document checked against these, or against all that are no drafts, and shows the list.
    pub(super) fn check_draft(
        &mut self,
        document: DocumentId,
        only: Option<Vec<DocumentId>>,
    ) -> Result<(), String> {
        let documents = self.project.documents();
        if !documents.contains(document) {
            return Err("This document is no longer there".to_owned());
        }
        if sources(&self.project, document, only.as_deref()).is_empty() {
            return Err(
                "There is nothing to check the draft against yet: import the documents that it quotes"
                    .to_owned(),
            );
        }
        self.view.room = Room::Draft;
        let checks = &mut self.draft_checks;
        if checks.shown != Some(document) {
            checks.current = None;
        }
        checks.shown = Some(document);
        checks.done.remove(&document);
        checks.wanted = Some(Wanted { document, only });
        self.tick_draft_checks();
        Ok(())
    }

    /// Stops the check that runs.
    pub(super) fn stop_check(&mut self) {
        self.draft_checks.wanted = None;
        self.draft_checks.running = None;
        self.draft_checks.worker.cancel();
    }

    /// Takes in what came of a check; begins the next one once the texts are read. True where there is something new.
    pub(super) fn tick_draft_checks(&mut self) -> bool {
        let mut changed = false;
        while let Some(result) = self.draft_checks.worker.try_take() {
            changed = true;
            let Ok(Some(checked)) = result else {
                self.draft_checks.running = None;
                continue;
            };
            if self
                .draft_checks
                .running
                .take_if(|id| *id == checked.document)
                .is_some()
            {
                let first = checked.rows.iter().position(|row| row.aside.is_none());
                let current = self.draft_checks.current;
                let there = current.is_some_and(|at| at < checked.rows.len());
                self.draft_checks.current = if there { current } else { first };
                self.draft_checks
                    .done
                    .insert(checked.document, Arc::new(checked));
            }
        }
        let wanted = self.draft_checks.wanted.as_ref();
        let Some((document, only)) = wanted.map(|wanted| (wanted.document, wanted.only.clone()))
        else {
            return changed;
        };
        let ids = sources(&self.project, document, only.as_deref());
        let read = |id: &DocumentId| self.text(*id).is_some() || self.texts.problem(*id).is_some();
        if !read(&document) || !ids.iter().all(read) {
            return changed;
        }
        self.draft_checks.wanted = None;
        if let Some(mut task) = self.task(document, &ids) {
            task.chosen = only.is_some();
            self.draft_checks.running = Some(document);
            self.draft_checks.worker.send(task);
        }
        true
    }

    fn task(&self, document: DocumentId, sources: &[DocumentId]) -> Option<Task> {
        let documents = self.project.documents();
        let key = |id: DocumentId| Some((id, documents.get(id)?.sha256.clone()));
        let source = |id: &DocumentId| {
            let document = documents.get(*id)?;
            Some(Source {
                document: *id,
                title: document.title.clone(),
                author: document.author.clone(),
                year: document.year,
                text: Arc::clone(self.text(*id)?),
            })
        };
        let all = std::iter::once(document).chain(sources.iter().copied());
        Some(Task {
            document,
            against: all.filter_map(key).collect(),
            text: Arc::clone(self.text(document)?),
            sources: sources.iter().filter_map(source).collect(),
            chosen: false,
        })
    }

    /// Lists these quotations in this order.
    pub(super) fn list_quotations(&mut self, listed: Listed, order: Order) {
        let checks = &mut self.draft_checks;
        (checks.listed, checks.order) = (listed, order);
        let rows = checks.rows();
        if checks.current.is_none_or(|at| !rows.contains(&at)) {
            checks.current = rows.first().copied();
        }
    }

    /// Looks at a quotation.
    pub(super) fn select_quotation(&mut self, at: usize) {
        let rows = self
            .draft_checks
            .checked()
            .map_or(0, |checked| checked.rows.len());
        if at < rows {
            self.draft_checks.current = Some(at);
        }
    }

    /// Goes to the next or previous quotation that is not exact.
    pub(super) fn step_quotation(&mut self, direction: Direction) -> Result<(), String> {
        let checks = &self.draft_checks;
        let checked = checks.checked().ok_or("Check a draft first")?;
        let mut rows = checks.rows();
        let wrong = |at: &usize| {
            let verdict = checked.rows[*at].verdict();
            verdict.is_some_and(|verdict| verdict != Verdict::Exact)
        };
        let here = checks
            .current
            .and_then(|current| rows.iter().position(|at| *at == current));
        // From the current one on, and around.
        let turn = match (here, direction) {
            (None, _) => 0,
            (Some(here), Direction::On) => here + 1,
            (Some(here), Direction::Back) => here,
        };
        let turn = turn.min(rows.len());
        rows.rotate_left(turn);
        let next = match direction {
            Direction::On => rows.into_iter().find(wrong),
            Direction::Back => rows.into_iter().rev().find(wrong),
        };
        let next = next.ok_or("Every quotation that is listed is exact")?;
        self.draft_checks.current = Some(next);
        self.view.room = Room::Draft;
        Ok(())
    }
}

/// What a draft is checked against: these, or all documents that are no drafts; never itself.
fn sources(project: &Project, draft: DocumentId, only: Option<&[DocumentId]>) -> Vec<DocumentId> {
    let mut documents: Vec<_> = project
        .documents()
        .iter()
        .filter(|document| document.id != draft)
        .filter(|document| match only {
            Some(only) => only.contains(&document.id),
            None => !document.is_draft(),
        })
        .collect();
    documents.sort_by(|a, b| a.file.cmp(&b.file).then(a.id.cmp(&b.id)));
    documents.into_iter().map(|document| document.id).collect()
}

impl App {
    /// Writes the list of quotations that is shown to a file, whose name says the format.
    pub(super) fn export_quotations(&mut self, to: &Path) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let written = session.export_quotations(to)?;
        let said = counted(written, "quotation", "quotations");
        self.notices
            .say(Level::Done, format!("Wrote {said} to {}", to.display()));
        Ok(())
    }
}
