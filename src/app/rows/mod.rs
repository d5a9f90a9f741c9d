//! Tables whose rows become documents: read, mapped by a person, counted, brought in as one step.

mod bring;
mod plan;

pub use crate::import::table::{
    Book, Entries, Entry, Mapping, Role, Row, Sheet, ValueKind, guess, guess_with,
};
pub use plan::{Misfit, Plan};

use super::imports::{ImportProgress, capital, is_doubtful, summary};
use super::reading::{self, Cancelled};
use super::{App, Level};
use crate::import::{self, Options};
use crate::jobs::{Control, Handle, Jobs, Wake, Worker};
use crate::project::{Intake, IntakeFile, IntakeId, IntakeResult, Remark, Transaction};
use bring::Brought;
use plan::{Planning, Question};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A table that was read and waits for a person to say what its columns are.
#[derive(Debug)]
pub struct Table {
    /// Where the file lies.
    pub path: PathBuf,
    /// What stands in it.
    pub book: Book,
    /// The file, byte for byte.
    original: Vec<u8>,
}

/// How the rows of the table at hand are to become documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsWanted {
    /// Which sheet, by its place in the book.
    pub sheet: usize,
    /// What its columns are.
    pub mapping: Mapping,
    /// Whether rows whose text and title are in the project already are left out.
    pub without_twins: bool,
}

/// What waits, what is at hand, and what is on its way in.
pub(super) struct Tables {
    waiting: VecDeque<(PathBuf, Options)>,
    reading: Option<(PathBuf, Handle<Result<Table, String>>)>,
    at_hand: Option<Arc<Table>>,
    planner: Worker<Question, Planning>,
    /// What was asked last, and its answer.
    asked: Option<(RowsWanted, u64)>,
    plan: Option<(RowsWanted, u64, Plan)>,
    bringing: Option<Handle<Result<Brought, String>>>,
}

impl Tables {
    pub fn new(wake: Wake) -> Self {
        Self {
            waiting: VecDeque::new(),
            reading: None,
            at_hand: None,
            planner: Worker::newest(
                "Count the rows of a table",
                wake,
                |question: Question, control| question.answer(control),
            ),
            asked: None,
            plan: None,
            bringing: None,
        }
    }

    /// How far the rows are that are being brought in, or that the table is being read.
    pub fn progress(&self) -> Option<ImportProgress> {
        let progress = self.bringing.as_ref().map(Handle::progress);
        let reading = || {
            let (path, _) = self.reading.as_ref()?;
            Some(ImportProgress {
                done: 0,
                total: 0,
                next: name_of(path),
            })
        };
        progress
            .map(|progress| ImportProgress {
                done: progress.done,
                total: progress.total,
                next: progress.next,
            })
            .or_else(reading)
    }

    pub fn wait(&self) {
        if let Some((_, reading)) = &self.reading {
            reading.wait_until_done();
        }
        if let Some(bringing) = &self.bringing {
            bringing.wait_until_done();
        }
        self.planner.wait_until_idle();
    }

    /// Reads the next of the tables that wait, where none is at hand.
    fn go_on(&mut self, jobs: &Jobs, program: Option<&Path>) {
        if self.reading.is_some() || self.at_hand.is_some() || self.bringing.is_some() {
            return;
        }
        let Some((path, options)) = self.waiting.pop_front() else {
            return;
        };
        let (file, program) = (path.clone(), program.map(Path::to_owned));
        let handle = jobs.start(format!("Read {}", name_of(&path)), move |control| {
            read(program.as_deref(), file, &options, control)
        });
        self.reading = Some((path, handle));
    }
}

fn read(
    program: Option<&Path>,
    path: PathBuf,
    options: &Options,
    control: &Control,
) -> Result<Table, String> {
    let original = import::bytes(&path).map_err(|error| error.why.to_string())?;
    let (name, cancelled) = (name_of(&path), || control.cancelled());
    let file = (name.as_str(), original.as_slice());
    match reading::read_table(program, file, options, &cancelled) {
        Ok(Ok(book)) => Ok(Table {
            path,
            book,
            original,
        }),
        Ok(Err(fault)) => Err(fault.to_string()),
        Err(Cancelled) => Err("was not reached before the import was stopped".to_owned()),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Whether a file is a table by its name, so that its rows and not the file become documents.
pub fn is_table(path: &Path) -> bool {
    let extension = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    import::TABLES.contains(&extension.as_str())
}

impl App {
    /// The table that waits for its mapping.
    pub fn table(&self) -> Option<&Table> {
        self.tables.at_hand.as_deref()
    }

    /// What would come of the table at hand, where it has been counted: ask with
    /// [`Command::PlanRows`](super::Command::PlanRows).
    pub fn plan(&self, wanted: &RowsWanted) -> Option<&Plan> {
        let (asked, revision, plan) = self.tables.plan.as_ref()?;
        let now = self.session.as_ref()?.revision();
        (asked == wanted && *revision == now).then_some(plan)
    }

    /// Reads tables, one after the other, each to be mapped before the next.
    pub(super) fn open_tables(
        &mut self,
        paths: Vec<PathBuf>,
        options: &Options,
    ) -> Result<(), String> {
        if paths.is_empty() {
            return Ok(());
        }
        self.for_documents()?;
        for path in paths {
            let table = (path, options.clone());
            if !self.tables.waiting.contains(&table) {
                self.tables.waiting.push_back(table);
            }
        }
        self.tables
            .go_on(&self.jobs, self.machine.program.as_deref());
        Ok(())
    }

    /// Leaves the table at hand without its rows, and goes on with the next.
    pub(super) fn close_table(&mut self) {
        self.tables.at_hand = None;
        self.tables.plan = None;
        self.tables.asked = None;
        self.tables
            .go_on(&self.jobs, self.machine.program.as_deref());
    }

    /// Lets go of all tables: the project they were for is closed.
    pub(super) fn forget_tables(&mut self) {
        self.tables.waiting.clear();
        self.tables.reading = None;
        self.cancel_rows();
        self.close_table();
    }

    /// Counts in the background what would come of the table at hand.
    pub(super) fn plan_rows(&mut self, wanted: RowsWanted) -> Result<(), String> {
        let (Some(session), Some(table)) = (&self.session, &self.tables.at_hand) else {
            return Ok(());
        };
        let revision = session.revision();
        let asked = Some((wanted, revision));
        if self.tables.asked == asked {
            return Ok(());
        }
        self.tables.asked = asked;
        if let Some((wanted, _)) = self.tables.asked.clone() {
            let question = Question::new(session.project(), Arc::clone(table), wanted, revision);
            self.tables.planner.send(question);
        }
        Ok(())
    }

    /// Starts to bring the rows of the table at hand in, in the background.
    pub(super) fn import_rows(&mut self, wanted: RowsWanted) -> Result<(), String> {
        let session = self.for_documents()?;
        let table = self.tables.at_hand.as_ref().ok_or("Choose a table first")?;
        if self.tables.bringing.is_some() {
            return Err("An import is under way. Wait until it is done, or cancel it".to_owned());
        }
        let texts = session.store().texts();
        let question = Question::new(
            session.project(),
            Arc::clone(table),
            wanted,
            session.revision(),
        );
        question.check()?;
        let name = format!("Import rows of {}", table.book.name);
        let handle = self.jobs.start(name, move |control| {
            bring::bring_in(&question, &texts, control)
        });
        self.tables.bringing = Some(handle);
        self.close_table();
        Ok(())
    }

    /// Stops bringing rows in. What is in by then stays.
    pub(super) fn cancel_rows(&mut self) {
        if let Some(bringing) = &self.tables.bringing {
            bringing.cancel();
            bringing.wait_until_done();
        }
        self.collect_rows();
    }

    /// Takes in what the background has done: a table that was read, its plan, its rows. True where something changed.
    pub(super) fn collect_tables(&mut self) -> bool {
        let mut changed = self.collect_rows();
        if let Some((path, handle)) = self.tables.reading.take_if(|(_, handle)| handle.is_done()) {
            changed = true;
            match handle.try_take() {
                Some(Ok(Ok(table))) => self.tables.at_hand = Some(Arc::new(table)),
                Some(Ok(Err(why))) => self.refuse_table(&path, &why),
                Some(Err(fault)) => self.refuse_table(&path, &fault.to_string()),
                None => {}
            }
        }
        while let Some(planning) = self.tables.planner.try_take() {
            changed = true;
            match planning {
                Ok(Planning {
                    wanted,
                    revision,
                    plan,
                }) => self.tables.plan = Some((wanted, revision, plan)),
                Err(fault) => self.notices.say(Level::Problem, fault.to_string()),
            }
        }
        self.tables
            .go_on(&self.jobs, self.machine.program.as_deref());
        changed
    }

    /// Reports a table of which nothing can come.
    fn refuse_table(&mut self, path: &Path, why: &str) {
        let Some(session) = &mut self.session else {
            return;
        };
        let file = IntakeFile {
            name: name_of(path),
            result: IntakeResult::Refused,
            documents: Vec::new(),
            reader: String::new(),
            remarks: vec![Remark::lost(capital(why))],
        };
        let report = Intake {
            id: IntakeId::new(),
            on: session.today(),
            files: vec![file],
        };
        let (id, said) = (report.id, summary(&report));
        match session.perform(&Transaction::new("Import a table").put(report)) {
            Ok(()) => {
                self.notices.say_of_report(said, id);
                self.report = Some(id);
            }
            Err(problem) => self.notices.say(Level::Problem, problem),
        }
    }

    fn collect_rows(&mut self) -> bool {
        let Some(handle) = self.tables.bringing.take_if(|handle| handle.is_done()) else {
            return false;
        };
        let brought = match handle.try_take() {
            Some(Ok(Ok(brought))) => brought,
            Some(Ok(Err(problem))) => {
                self.notices.say(Level::Problem, problem);
                return true;
            }
            Some(Err(fault)) => {
                self.notices.say(Level::Problem, fault.to_string());
                return true;
            }
            None => return true,
        };
        let Some(session) = &mut self.session else {
            return true;
        };
        let first = brought.first();
        let (step, report) = brought.step(session.today());
        let (id, said) = (report.id, summary(&report));
        let needs_look = report.files.iter().any(is_doubtful);
        if let Err(problem) = session.perform(&step.put(report)) {
            self.notices.say(Level::Problem, problem);
            return true;
        }
        if let (None, Some(first)) = (session.view.document, first) {
            session.show_document(first);
        }
        self.notices.say_of_report(said, id);
        self.report = needs_look.then_some(id);
        true
    }
}
