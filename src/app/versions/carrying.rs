//! Passages that were made on another text than their document has now: a colleague coded in the text from before, or two
//! corrected it at once. They are carried over in the background, as far as their place is sure.
//!
//! What comes of it depends on the texts alone, so that two machines that do it both say the same, and do not disagree.

use super::{Move, moved};
use crate::app::{Level, Notices, Session};
use crate::jobs::{Wake, Worker};
use crate::project::{
    Coding, CodingId, Document, DocumentId, Edit, Project, Record, RecordId, Span, Transaction,
    Version, VersionId,
};
use crate::store::Texts;
use crate::text::anchor::Anchor;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

/// How long a text that could not be read is given to arrive: a sync service brings records ahead of it.
const AGAIN_AFTER: Duration = Duration::from_secs(20);

/// Passages of one text to be found in another.
struct Task {
    texts: Texts,
    document: Document,
    version: Version,
    codings: Vec<(CodingId, Vec<Span>)>,
}

struct Outcome {
    document: DocumentId,
    from: VersionId,
    to: VersionId,
    asked: Vec<(CodingId, Vec<Span>)>,
    /// None where a text could not be read.
    moves: Option<Vec<Move>>,
}

/// From which text to which a passage was tried, and when if a text was missing.
struct Tried {
    from: VersionId,
    to: VersionId,
    missing: Option<Instant>,
}

/// What waits for a place, and the background that looks for it.
pub(in crate::app) struct Carrying {
    worker: Worker<Task, Outcome>,
    waiting: BTreeSet<CodingId>,
    tried: HashMap<CodingId, Tried>,
}

impl Carrying {
    /// What waits in a project that was just opened.
    pub fn new(project: &Project, wake: Wake) -> Self {
        let worker = Worker::start("Carry passages over", wake, |task: Task, _: &_| task.run());
        let all = project.codings().iter();
        let waiting = all.filter(|coding| waits(project, coding));
        Self {
            worker,
            waiting: waiting.map(|coding| coding.id).collect(),
            tried: HashMap::new(),
        }
    }

    /// The passages that wait.
    pub fn waiting(&self) -> &BTreeSet<CodingId> {
        &self.waiting
    }

    /// Takes note that a passage was not found.
    pub fn tried(&mut self, coding: CodingId, from: VersionId, to: VersionId) {
        let missing = None;
        self.tried.insert(coding, Tried { from, to, missing });
    }

    /// Follows a change of the project.
    pub fn changed(&mut self, project: &Project, records: &[RecordId]) {
        for record in records {
            match record {
                RecordId::Coding(id) => self.see(project, *id),
                RecordId::Document(id) => {
                    let codings: Vec<CodingId> =
                        project.codings_in(*id).map(|coding| coding.id).collect();
                    for coding in codings {
                        self.see(project, coding);
                    }
                }
                _ => {}
            }
        }
    }

    fn see(&mut self, project: &Project, id: CodingId) {
        let coding = project.codings().get(id);
        if coding.is_some_and(|coding| waits(project, coding)) {
            self.waiting.insert(id);
        } else {
            self.waiting.remove(&id);
            self.tried.remove(&id);
        }
    }

    pub fn wait(&self) {
        self.worker.wait_until_idle();
    }

    /// The passages that have not been looked for yet, by the text they are in and the document.
    fn untried(&self, project: &Project) -> BTreeMap<(DocumentId, VersionId), Vec<CodingId>> {
        let mut untried: BTreeMap<_, Vec<CodingId>> = BTreeMap::new();
        for id in &self.waiting {
            let Some(coding) = project.codings().get(*id) else {
                continue;
            };
            let Some(document) = project.documents().get(coding.document) else {
                continue;
            };
            let (from, to) = (version_of(coding), document.text_version());
            let again = self.tried.get(id).is_none_or(|tried| {
                let late = tried.missing.is_some_and(|at| at.elapsed() > AGAIN_AFTER);
                (tried.from, tried.to) != (from, to) || late
            });
            if again {
                untried.entry((document.id, from)).or_default().push(*id);
            }
        }
        untried
    }
}

fn waits(project: &Project, coding: &Coding) -> bool {
    let document = project.documents().get(coding.document);
    document.is_some_and(|document| !document.places(coding))
}

fn version_of(coding: &Coding) -> VersionId {
    let first = || VersionId::first(coding.document);
    coding.version.unwrap_or_else(first)
}

impl Task {
    fn run(self) -> Outcome {
        let texts = &self.texts;
        let before = texts.read_version(&self.version).ok();
        let after = texts.read(&self.document).ok();
        let moves = before.zip(after).map(|(before, after)| {
            let anchor = Anchor::new(before, after);
            let codings = self.codings.iter();
            codings
                .filter_map(|(coding, spans)| moved(&anchor, *coding, spans))
                .collect()
        });
        Outcome {
            document: self.document.id,
            from: self.version.id,
            to: self.document.text_version(),
            asked: self.codings,
            moves,
        }
    }
}

impl Session {
    /// Has passages looked for that wait and have not been, and takes in what was found. True where something changed.
    pub(in crate::app) fn carry_over(&mut self, notices: &mut Notices) -> bool {
        let mut changed = false;
        while let Some(outcome) = self.carrying.worker.try_take() {
            match outcome {
                Ok(outcome) => changed |= self.take_carried(outcome, notices),
                Err(fault) => notices.say(Level::Problem, fault.to_string()),
            }
        }
        if self.read_only().is_none() {
            for ((document, from), codings) in self.carrying.untried(&self.project) {
                self.look_for_places(document, from, codings);
                changed = true;
            }
        }
        changed
    }

    fn look_for_places(&mut self, document: DocumentId, from: VersionId, codings: Vec<CodingId>) {
        let Some(document) = self.project.documents().get(document).cloned() else {
            return;
        };
        for coding in &codings {
            let tried = Tried {
                from,
                to: document.text_version(),
                missing: Some(Instant::now()),
            };
            self.carrying.tried.insert(*coding, tried);
        }
        // The record of a text can come after the codings in it.
        let Some(version) = self.project.versions().get(from).cloned() else {
            return;
        };
        let known = codings
            .iter()
            .filter_map(|id| self.project.codings().get(*id));
        let codings = known
            .map(|coding| (coding.id, coding.spans.clone()))
            .collect();
        let texts = self.store().texts();
        self.carrying.worker.send(Task {
            texts,
            document,
            version,
            codings,
        });
    }

    fn take_carried(&mut self, outcome: Outcome, notices: &mut Notices) -> bool {
        let Some(document) = self.project.documents().get(outcome.document) else {
            return false;
        };
        let Some(moves) = outcome.moves else {
            return false;
        };
        if document.text_version() != outcome.to {
            return false;
        }
        let (title, version) = (document.title.clone(), document.version);
        let mut step = Transaction::new("Carry passages over to the corrected text");
        let mut left = 0;
        for (id, spans) in outcome.asked {
            let Some(coding) = self.project.codings().get(id) else {
                continue;
            };
            if version_of(coding) != outcome.from || coding.spans != spans {
                continue;
            }
            let Some(found) = moves.iter().find(|found| found.coding == id) else {
                self.carrying.tried(id, outcome.from, outcome.to);
                left += 1;
                continue;
            };
            step = step.put(Coding {
                spans: found.spans.clone(),
                quotation: found.quotation.clone(),
                version,
                ..coding.clone()
            });
        }
        let count = step.edits.len();
        if let Err(problem) = self.perform_in_passing(&step) {
            notices.say(Level::Problem, problem);
            return true;
        }
        if count > 0 {
            notices.say(Level::Done, carried(count, left, &title));
        }
        count > 0 || left > 0
    }

    /// Ends conflicts in which the same passage was carried over to two texts: which of them the document has is known.
    pub(in crate::app) fn settle_places(&mut self) {
        if self.read_only().is_some() {
            return;
        }
        let only_place = |id: &RecordId| {
            let RecordId::Coding(coding) = id else {
                return None;
            };
            let stands = self.project.codings().get(*coding)?;
            let others = self.project.conflicts().get(id)?;
            let same = others.iter().all(|other| is_elsewhere(stands, &other.edit));
            (same && self.project.is_placed(stands)).then(|| stands.clone())
        };
        let conflicts = self.project.conflicts().keys();
        let settled = conflicts.filter_map(only_place);
        let step = Transaction::new("Carry passages over to the corrected text");
        let step = settled.fold(step, Transaction::put);
        self.settle_in_passing(&step);
    }
}

/// Whether a version of a coding says the same of the same passage in another text.
fn is_elsewhere(stands: &Coding, other: &Edit) -> bool {
    let Edit::Put(Record::Coding(other)) = other else {
        return false;
    };
    let here = Coding {
        spans: stands.spans.clone(),
        quotation: stands.quotation.clone(),
        version: stands.version,
        ..other.clone()
    };
    other.version != stands.version && here == *stands
}

fn carried(count: usize, left: usize, title: &str) -> String {
    let moved = match count {
        1 => "1 passage".to_owned(),
        count => format!("{count} passages"),
    };
    let were = if count == 1 { "was" } else { "were" };
    let waits = match left {
        0 => String::new(),
        1 => "; 1 waits".to_owned(),
        left => format!("; {left} wait"),
    };
    format!("{moved} of “{title}” {were} carried over to the corrected text{waits}")
}
