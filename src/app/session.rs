//! An open project: its records, its texts, what the person looks at, and the way to disk.

use super::absences::Seeker;
use super::concordance::Concordance;
use super::finder::Finder;
use super::implications::Implications;
use super::notes::Notes;
use super::passages::Passages;
use super::proposals::Proposals;
use super::saver::Saver;
use super::sources::{SourceList, Sources};
use super::texts::Texts;
use super::twins::TwinSeeker;
use super::versions::Carrying;
use super::view::{Others, Selection, View};
use super::walk::Walk;
use super::weighing::Weigher;
use super::{Level, Notices};
use crate::jobs::{Wake, Worker};
use crate::project::{
    Change, Clock, Code, CoderId, Coding, Date, DocumentId, Edit, History, Project, Record,
    RecordId, Transaction, Tree,
};
use crate::project::{Column, Filter, Sort};
use crate::store::{Access, Store};
use crate::text::{MappedNote, Text};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often colleagues' files are looked at.
const NEWS_EVERY: Duration = Duration::from_secs(2);

/// An open project.
pub struct Session {
    pub(super) store: Arc<Mutex<Store>>,
    dir: PathBuf,
    pub(super) project: Arc<Project>,
    clock: Clock,
    me: CoderId,
    access: Access,
    history: History,
    tree: Tree,
    pub(super) revision: u64,
    pub(super) touched: Touched,
    pub(super) passages: Passages,
    news: Worker<(), Result<Vec<Change>, String>>,
    pub(super) saver: Saver,
    pub(super) texts: Texts,
    pub(super) notes: Notes,
    pub(super) sources: Sources,
    pub(super) source_list: SourceList,
    pub(super) finder: Finder,
    pub(super) concordance: Concordance,
    pub(super) proposals: Proposals,
    pub(super) walk: Option<Walk>,
    /// Whether a walk begins when what is sought has been found.
    pub(super) walk_awaited: bool,
    pub(super) seeker: Seeker,
    /// Taken for today; none takes the calendar's.
    pub(super) day: Option<Date>,
    pub(super) view: View,
    pub(super) table: TableView,
    pub(super) implications: Implications,
    pub(super) weigher: Weigher,
    pub(super) carrying: Carrying,
    pub(super) twin_seeker: TwinSeeker,
}

/// What the store opened.
pub(super) struct Parts {
    pub store: Arc<Mutex<Store>>,
    pub dir: PathBuf,
    pub project: Project,
    pub clock: Clock,
    pub me: CoderId,
    pub access: Access,
}

/// How the person looks at the passages table.
#[derive(Clone, Debug, Default)]
pub struct TableView {
    /// Which codings it shows.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// With which columns; empty means the usual ones.
    pub columns: Vec<Column>,
}

/// Which records the last revisions touched.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// A revision and its records, oldest first.
    latest: VecDeque<(u64, Vec<RecordId>)>,
    /// Of the revisions after this one, all is known.
    known_since: u64,
}

impl Touched {
    /// Revisions that are remembered, and records of one: more than this is made anew rather than followed.
    const MOST: (usize, usize) = (64, 256);

    fn add(&mut self, revision: u64, records: Vec<RecordId>) {
        if records.len() > Self::MOST.1 {
            self.latest.clear();
            self.known_since = revision;
            return;
        }
        self.latest.push_back((revision, records));
        if self.latest.len() > Self::MOST.0
            && let Some((oldest, _)) = self.latest.pop_front()
        {
            self.known_since = oldest;
        }
    }

    pub(super) fn since(&self, revision: u64) -> Option<impl Iterator<Item = RecordId> + '_> {
        (revision >= self.known_since).then(|| {
            let later = self.latest.iter().filter(move |(at, _)| *at > revision);
            later.flat_map(|(_, records)| records.iter().copied())
        })
    }
}

impl Session {
    /// Takes over what the store opened.
    pub(super) fn new(
        parts: Parts,
        saver: Saver,
        texts: Texts,
        finder: Finder,
        wake: Wake,
    ) -> Self {
        let Parts {
            store,
            dir,
            project,
            clock,
            me,
            access,
        } = parts;
        let implications = Implications::new(Arc::clone(&wake));
        let seeker = Seeker::new(finder.index(), Arc::clone(&wake));
        let proposals = Proposals::new(finder.index(), Arc::clone(&wake));
        let concordance = Concordance::new(Arc::clone(&wake));
        let weigher = Weigher::new(Arc::clone(&wake));
        let carrying = Carrying::new(&project, Arc::clone(&wake));
        let twin_seeker = TwinSeeker::new(Arc::clone(&wake));
        let notes = Notes::new(Arc::clone(&wake));
        let sources = Sources::new(Arc::clone(&wake));
        let source_list = SourceList::new(Arc::clone(&wake));
        let watched = Arc::clone(&store);
        let mut told = None;
        let passages = Passages::new(Arc::clone(&wake));
        let news = Worker::every("Look for colleagues' work", NEWS_EVERY, wake, move |_| {
            let mut store = watched.lock().unwrap_or_else(PoisonError::into_inner);
            match store.news() {
                Ok(changes) => {
                    told = None;
                    (!changes.is_empty()).then_some(Ok(changes))
                }
                // A folder that is gone is told once, not at every look.
                Err(error) => {
                    let problem = Some(error.to_string());
                    let fresh = problem.clone().filter(|_| told != problem);
                    told = problem;
                    fresh.map(Err)
                }
            }
        });
        Self {
            store,
            dir,
            tree: Tree::of(&project),
            project: Arc::new(project),
            clock,
            me,
            access,
            history: History::default(),
            revision: 0,
            touched: Touched::default(),
            passages,
            news,
            saver,
            texts,
            notes,
            sources,
            source_list,
            finder,
            concordance,
            proposals,
            walk: None,
            walk_awaited: false,
            seeker,
            day: None,
            view: View::default(),
            table: TableView::default(),
            implications,
            weigher,
            carrying,
            twin_seeker,
        }
    }

    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what the background has done since. True where something changed.
    pub(super) fn tick(&mut self, notices: &mut Notices) -> bool {
        let mut changed = false;
        let before = self.saver.saved() == super::Saved::Yes;
        if let Some(reason) = self.saver.collect() {
            notices.say(
                Level::Problem,
                format!("The last changes are not saved yet: {reason}"),
            );
            changed = true;
        }
        changed |= before != (self.saver.saved() == super::Saved::Yes);
        for (document, sha256) in self.texts.collect() {
            if let Some(text) = self.texts.get(document) {
                self.finder.put(document, &sha256, Arc::clone(text));
                self.sources.put(document, &sha256, Arc::clone(text));
            }
            changed = true;
        }
        changed |= self.notes.collect();
        let before = self.sources.generation();
        changed |= self.sources.tick(&self.project);
        if self.sources.generation() != before
            && let Some(register) = self.sources.register()
        {
            self.finder.set_register(Arc::clone(register));
        }
        changed |= self.tick_source_list();
        if let Some(document) = self.view.document
            && let Some(text) = self.texts.get(document)
        {
            changed |= self.notes.want(document, text);
        }
        while let Some(news) = self.news.try_take() {
            changed = true;
            match news {
                Ok(Ok(changes)) => {
                    self.take_news(changes, notices);
                    let notes = self.store().notes();
                    for note in notes {
                        notices.say(Level::Warning, note);
                    }
                }
                Ok(Err(problem)) => notices.say(Level::Problem, problem),
                Err(fault) => notices.say(Level::Problem, fault.to_string()),
            }
        }
        changed |= self.carry_over(notices);
        changed |= self.take_found(notices);
        changed |= self.tick_twins();
        changed |= self.update_listing();
        if let Some(fault) = self.passages.fault() {
            notices.say(Level::Problem, fault.to_string());
        }
        let blind = self.view.others == Others::Blind;
        changed |= self
            .implications
            .tick(&self.project, self.revision, blind.then_some(self.me));
        changed |= self
            .weigher
            .tick(&self.project, self.revision, blind.then_some(self.me));
        changed |= self
            .finder
            .tick(&self.project, self.me, || blind.then(|| [self.me].into()));
        if std::mem::take(&mut self.walk_awaited) {
            if self.finder.is_searching() {
                self.walk_awaited = true;
            } else if let Err(problem) = self.start_walk(None) {
                notices.say(Level::Warning, problem);
            }
        }
        changed |= self.tick_proposals();
        changed | self.tick_concordance()
    }

    /// Looks for colleagues' work now, without waiting for the next time.
    pub(super) fn look_for_news(&mut self, notices: &mut Notices) {
        let news = self.store().news();
        match news {
            Ok(changes) if changes.is_empty() => {}
            Ok(changes) => self.take_news(changes, notices),
            Err(problem) => notices.say(Level::Problem, problem.to_string()),
        }
    }

    /// Waits until the background has nothing left to do.
    pub(super) fn wait(&self) {
        self.saver.wait();
        self.texts.wait();
        self.notes.wait();
        self.sources.wait();
        self.source_list.wait();
        self.finder.wait();
        self.concordance.wait();
        self.proposals.wait();
        self.implications.wait();
        self.passages.wait();
        self.seeker.wait();
        self.weigher.wait();
        self.carrying.wait();
        self.twin_seeker.wait();
    }

    /// All that the researchers have recorded.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The codes in their order.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The records that were put or removed after a revision; none where that is too long ago, or too much, to say one by
    /// one. So an index of the codings is brought up to date with a change, not made anew.
    pub fn touched_since(&self, revision: u64) -> Option<impl Iterator<Item = RecordId> + '_> {
        self.touched.since(revision)
    }

    /// Grows with every change of the project: what was worked out from an older revision is out of date.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The folder that the project lies in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Who is coding.
    pub fn me(&self) -> CoderId {
        self.me
    }

    /// Why nothing can be changed here; none where it can.
    pub fn read_only(&self) -> Option<&str> {
        match &self.access {
            Access::Write => None,
            Access::ReadOnly(reason) => Some(reason),
        }
    }

    /// What the person looks at.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// How the person looks at the passages table.
    pub fn table(&self) -> &TableView {
        &self.table
    }

    /// What is searched for, and found.
    pub fn finder(&self) -> &Finder {
        &self.finder
    }

    /// What is on disk and what is not yet.
    pub fn saver(&self) -> &Saver {
        &self.saver
    }

    /// The texts of the documents.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The text of a document, where it has been read.
    pub fn text(&self, document: DocumentId) -> Option<&Arc<Text>> {
        self.texts.get(document)
    }

    /// The text that the spans of a coding are places in, where it has been read; none for a coding that waits for its
    /// place in a corrected text.
    pub fn text_of(&self, coding: &Coding) -> Option<&Arc<Text>> {
        let text = self.text(coding.document)?;
        self.project.is_placed(coding).then_some(text)
    }

    /// The notes of a document that is or was in the reader, in the order of its text; none while they are looked for.
    pub fn notes(&self, document: DocumentId) -> Option<&Arc<[MappedNote]>> {
        self.notes.get(document)
    }

    /// The document in the reader, with its text.
    pub fn shown(&self) -> Option<(DocumentId, &Arc<Text>)> {
        let document = self.view.document?;
        Some((document, self.text(document)?))
    }

    /// The name of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// The name of the step that redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// Whether the codings of a coder are kept out of tables, counts and searches.
    pub fn is_blind_to(&self, coder: CoderId) -> bool {
        self.seen_only().is_some_and(|only| only != coder)
    }

    /// The only coder whose codings may be seen; none where all may.
    pub fn seen_only(&self) -> Option<CoderId> {
        (self.view.others == Others::Blind).then_some(self.me)
    }

    /// Does a step: changes the project, remembers how to take it back, and sends it on its way to disk.
    ///
    /// # Errors
    /// Says why nothing can be changed here.
    pub fn perform(&mut self, step: &Transaction) -> Result<(), String> {
        if step.is_empty() {
            return Ok(());
        }
        let inverse = self.carry_out(step, false)?;
        self.history.done(inverse);
        Ok(())
    }

    /// Takes back the last step; gives its name.
    ///
    /// # Errors
    /// Says why nothing can be changed here.
    pub fn undo(&mut self) -> Result<Option<String>, String> {
        let Some(step) = self.history.take_undo() else {
            return Ok(None);
        };
        let inverse = self.carry_out(&step, false)?;
        self.history.undone(inverse);
        self.show_change(&step);
        Ok(Some(step.label))
    }

    /// Does again what was taken back; gives its name.
    ///
    /// # Errors
    /// Says why nothing can be changed here.
    pub fn redo(&mut self) -> Result<Option<String>, String> {
        let Some(step) = self.history.take_redo() else {
            return Ok(None);
        };
        let inverse = self.carry_out(&step, false)?;
        self.history.redone(inverse);
        self.show_change(&step);
        Ok(Some(step.label))
    }

    /// Of a record in conflict, makes one version the one that stands, and the conflict over.
    pub(super) fn settle(&mut self, id: RecordId, version: Option<usize>) -> Result<(), String> {
        let listed = self.project.conflicts().get(&id);
        let edit = match version {
            Some(at) => listed
                .and_then(|versions| versions.get(at))
                .map(|version| version.edit.clone()),
            None => self.project.standing(id).map(|change| change.edit),
        };
        let Some(edit) = edit else { return Ok(()) };
        let step = Transaction {
            label: "Choose between two versions".to_owned(),
            edits: vec![edit],
        };
        let inverse = self.carry_out(&step, true)?;
        self.history.done(inverse);
        Ok(())
    }

    /// Takes in what other coders did.
    fn take_news(&mut self, news: Vec<Change>, notices: &mut Notices) {
        let conflicts = self.project.conflicts().len();
        self.let_go();
        let project = Arc::make_mut(&mut self.project);
        let touched = news.iter().map(|change| change.edit.id()).collect();
        for change in news {
            self.clock.see(&change.stamp);
            project.merge(change);
        }
        self.changed(touched);
        self.settle_places();
        if self.project.conflicts().len() > conflicts {
            let text = "A colleague changed something that you changed too. The later version stands; both are under Project > Conflicts";
            notices.say(Level::Warning, text);
        }
    }

    /// Does a step that nobody is to undo, since nobody did it: it goes to disk like any other.
    pub(super) fn perform_in_passing(&mut self, step: &Transaction) -> Result<(), String> {
        if !step.is_empty() {
            self.carry_out(step, false)?;
        }
        Ok(())
    }

    /// The same by someone who knows all versions of the records in conflict.
    pub(super) fn settle_in_passing(&mut self, step: &Transaction) {
        if !step.is_empty() {
            // Only what cannot be written is refused, and nothing is settled there.
            self.carry_out(step, true).ok();
        }
    }

    fn carry_out(&mut self, step: &Transaction, settles: bool) -> Result<Transaction, String> {
        if let Access::ReadOnly(reason) = &self.access {
            return Err(reason.clone());
        }
        let now = super::now();
        self.let_go();
        let project = Arc::make_mut(&mut self.project);
        let (changes, inverse) = if settles {
            project.settle(step, &mut self.clock, now)
        } else {
            project.apply(step, &mut self.clock, now)
        };
        self.saver.send(step.label.clone(), changes);
        self.changed(step.edits.iter().map(Edit::id).collect());
        Ok(inverse)
    }

    /// Has the background let go of the project, which then changes without being copied.
    fn let_go(&mut self) {
        self.finder.let_go();
        self.concordance.let_go();
        self.proposals.let_go();
        self.implications.let_go();
        self.passages.let_go();
        self.weigher.let_go();
        self.source_list.let_go();
    }

    /// Brings what was worked out from the project up to date.
    fn changed(&mut self, records: Vec<RecordId>) {
        self.revision += 1;
        self.tree = Tree::of(&self.project);
        self.implications
            .changed(&self.project, &self.tree, &records, self.revision);
        self.carrying.changed(&self.project, &records);
        self.sources.changed(&records);
        // What was asked before is nothing that is searched.
        let searched = |record: &RecordId| !matches!(record, RecordId::Asked(_));
        let matters = records.iter().any(searched);
        self.touched.add(self.revision, records);
        self.want_texts();
        let project = &self.project;
        self.view
            .codings
            .retain(|id| project.codings().contains(*id));
        if self
            .view
            .document
            .is_some_and(|id| !project.documents().contains(id))
        {
            self.view.document = None;
        }
        self.table.forget_gone(&self.project);
        if matters {
            self.finder.project_changed();
        }
        self.update_listing();
    }

    /// Has the texts of all documents read, the shown one first.
    pub(super) fn want_texts(&mut self) {
        for gone in self.texts.want(&self.project, self.view.document) {
            self.finder.remove(gone);
            self.sources.remove(gone);
            self.notes.forget(gone);
        }
    }

    /// After undo and redo: shows the coding or document that came back or went.
    fn show_change(&mut self, step: &Transaction) {
        let put = step.edits.iter().find_map(|edit| match edit {
            Edit::Put(Record::Coding(coding)) => Some(coding.clone()),
            _ => None,
        });
        if let Some(coding) = put {
            self.view.document = Some(coding.document);
            self.view.codings = vec![coding.id];
            if self.project.is_placed(&coding) {
                self.view.selection = Selection::caret(coding.extent().start);
                self.view.reveal(coding.extent(), false);
            }
        }
    }

    /// Whether a coding is drawn in the reader.
    pub fn is_shown(&self, coding: &Coding) -> bool {
        coding.coder == self.me || matches!(self.view.others, Others::Show | Others::Dim)
    }

    /// How many codings a code has that the person may see: its own and those of its parts.
    pub fn count_under(&self, code: &Code) -> usize {
        let seen = |coding: &&Coding| !self.is_blind_to(coding.coder);
        let count = |part| match self.view.others {
            Others::Blind => self.project.codings_of(part).filter(seen).count(),
            _ => self.project.count_of(part),
        };
        self.tree.branch(code.id).into_iter().map(count).sum()
    }

    /// The coding chosen last.
    pub fn chosen(&self) -> Option<&Coding> {
        self.project.codings().get(*self.view.codings.last()?)
    }
}
