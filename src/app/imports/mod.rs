//! Files become documents in the background, with a report of what became of each.

mod again;
mod encodings;
mod report;
mod twins;
mod work;

pub use again::Remedy;
pub use encodings::{ENCODINGS, encoding_named, first_lines, is_guess};
pub(super) use report::capital;
use report::refused_folder;
pub use report::{describe, is_doubtful, remark_word, reports_in_order, result_words, summary};

use super::rows::is_table;
use super::{App, Level, Session};
use crate::import::{self, Comment, Error, Fault, Options};
use crate::jobs::Handle;
use crate::project::{
    Document, DocumentId, Intake, IntakeFile, IntakeId, IntakeResult, Memo, MemoId, MemoOn,
    Transaction, counted,
};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use twins::Twins;
use work::Work;

/// How files are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HowToRead {
    /// What a person says of the files.
    pub options: Options,
    /// Whether a file without text becomes a document without text.
    pub keep_without_text: bool,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProgress {
    /// Files done.
    pub done: u64,
    /// Files in all.
    pub total: u64,
    /// The file that is being read.
    pub next: String,
}

/// Where a file is on its way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Its turn has not come.
    Waiting,
    /// It is being read.
    Reading,
    /// It is in.
    Done,
    /// Nothing came of it.
    Refused,
}

impl FileState {
    fn of(result: IntakeResult) -> Self {
        match result {
            IntakeResult::Whole | IntakeResult::Part | IntakeResult::NoText => Self::Done,
            IntakeResult::Refused => Self::Refused,
            IntakeResult::NotReached => Self::Waiting,
        }
    }
}

/// Where something is read from.
#[derive(Clone, Debug, PartialEq)]
enum Source {
    /// A file somewhere.
    File(PathBuf),
    /// What a document was imported from.
    Kept(Box<Document>),
}

/// What became of one file.
struct Outcome {
    file: IntakeFile,
    document: Option<Box<Document>>,
    /// What it calls itself.
    title: Option<String>,
    /// Who wrote it, by its own words.
    author: String,
    comments: Vec<Comment>,
    /// Why it was refused, where saying more could help.
    asks: Option<Fault>,
    source: Source,
}

/// The files of an import and where they are, for whoever looks on.
struct Shown(Mutex<Vec<(String, FileState)>>);

impl Shown {
    fn lock(&self) -> MutexGuard<'_, Vec<(String, FileState)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, at: usize, state: FileState) {
        if let Some(file) = self.lock().get_mut(at) {
            file.1 = state;
        }
    }

    fn done(&self) -> u64 {
        let is_done = |state| matches!(state, FileState::Done | FileState::Refused);
        let files = self.lock();
        files.iter().filter(|(_, state)| is_done(*state)).count() as u64
    }

    /// The file that is being read.
    fn reading(&self) -> String {
        let files = self.lock();
        let reading = files.iter().find(|(_, state)| *state == FileState::Reading);
        reading.map(|(name, _)| name.clone()).unwrap_or_default()
    }
}

/// An import that runs.
pub(super) struct Importing {
    handle: Handle<Vec<Outcome>>,
    shown: Arc<Shown>,
    into: Target,
    /// Files of which it was clear from the start that nothing would come.
    refused: Vec<IntakeFile>,
}

/// Where the outcomes go.
#[derive(Clone, Copy)]
enum Target {
    /// Into a report of their own.
    New,
    /// The same; what comes of it is a draft, and checked.
    Draft,
    /// Into this place of a report that is there.
    Place(IntakeId, usize),
}

/// A file that can be read once a person has said more.
pub(super) struct Asking {
    intake: IntakeId,
    file: usize,
    path: PathBuf,
    fault: Option<Fault>,
}

impl Importing {
    pub(super) fn progress(&self) -> ImportProgress {
        let progress = self.handle.progress();
        ImportProgress {
            done: progress.done,
            total: progress.total,
            next: progress.next,
        }
    }

    /// Waits until the result is there to be taken.
    pub(super) fn wait(&self) {
        self.handle.wait_until_done();
    }
}

impl App {
    /// The files of the import that runs now, and where they are.
    pub fn import_files(&self) -> Option<Vec<(String, FileState)>> {
        let importing = self.importing.as_ref()?;
        Some(importing.shown.lock().clone())
    }

    /// The report that a person should see, once.
    pub fn take_report(&mut self) -> Option<IntakeId> {
        self.report.take()
    }

    /// Starts to bring files in, and the files of folders, in the background.
    pub(super) fn import(&mut self, paths: &[PathBuf], how: HowToRead) -> Result<(), String> {
        self.may_import()?;
        if paths.is_empty() {
            return Ok(());
        }
        let found = import::files_in(paths);
        self.tell_left_out(&found);
        let refused: Vec<IntakeFile> = found.refused.iter().map(refused_folder).collect();
        // The rows of tables are documents, once someone has said what their columns are.
        let (tables, files): (Vec<_>, Vec<_>) =
            found.files.into_iter().partition(|path| is_table(path));
        self.open_tables(tables, &how.options)?;
        if files.is_empty() && refused.is_empty() {
            return Ok(());
        }
        let sources = files.into_iter().map(Source::File).collect();
        self.start(sources, how, Target::New, refused)
    }

    /// The project, if it is open and can be written to.
    pub(super) fn for_documents(&self) -> Result<&Session, String> {
        let session = self
            .session
            .as_ref()
            .ok_or("Open a project first, then import documents into it")?;
        if let Some(reason) = session.read_only() {
            return Err(reason.to_owned());
        }
        Ok(session)
    }

    fn may_import(&self) -> Result<&Session, String> {
        let session = self.for_documents()?;
        if self.importing.is_some() {
            return Err("An import is under way. Wait until it is done, or cancel it".to_owned());
        }
        Ok(session)
    }

    fn tell_left_out(&mut self, found: &import::Found) {
        if found.left_out > 0 {
            let files = counted(found.left_out, "file", "files");
            let text = format!("Left out {files} of the folder that cannot be read as documents");
            self.notices.say(Level::Warning, text);
        }
        if found.is_cut {
            let text = format!(
                "The folder holds more than {} files. The first of them are imported; choose the others in a second step",
                import::MOST_FILES
            );
            self.notices.say(Level::Warning, text);
        }
    }

    fn start(
        &mut self,
        sources: Vec<Source>,
        how: HowToRead,
        into: Target,
        refused: Vec<IntakeFile>,
    ) -> Result<(), String> {
        let session = self.may_import()?;
        let name = match sources.len() {
            1 => "Import a document".to_owned(),
            many => format!("Import {many} documents"),
        };
        let except = sources.iter().find_map(|source| match source {
            Source::Kept(document) => Some(document.id),
            Source::File(_) => None,
        });
        let files = sources
            .iter()
            .map(|source| (source.name(), FileState::Waiting));
        let shown = Arc::new(Shown(Mutex::new(files.collect())));
        // Ahead of the rest: it locks the store, too.
        let nearly = session.twin_finder(except);
        let work = Work {
            sources,
            how,
            program: self.machine.program.clone(),
            texts: session.store().texts(),
            twins: Twins::new(session.project(), except),
            nearly,
            shown: Arc::clone(&shown),
        };
        let handle = self.jobs.start(name, move |control| work.run(control));
        self.importing = Some(Importing {
            handle,
            shown,
            into,
            refused,
        });
        Ok(())
    }

    pub(super) fn cancel_import(&mut self) {
        if let Some(importing) = &self.importing {
            importing.handle.cancel();
            importing.wait();
        }
        self.collect_import();
    }

    /// Puts what was brought in into the project, as one step. True where there was something.
    pub(super) fn collect_import(&mut self) -> bool {
        let Some(importing) = self
            .importing
            .take_if(|importing| importing.handle.is_done())
        else {
            return false;
        };
        let outcomes = match importing.handle.try_take() {
            Some(Ok(outcomes)) => outcomes,
            Some(Err(fault)) => {
                self.notices.say(Level::Problem, fault.to_string());
                return true;
            }
            None => return false,
        };
        let taken_in = match importing.into {
            Target::New => self.take_in(outcomes, importing.refused).map(|_| ()),
            Target::Draft => self.take_in_draft(outcomes),
            Target::Place(intake, file) => self.take_in_again(outcomes, intake, file),
        };
        if let Err(problem) = taken_in {
            self.notices.say(Level::Problem, problem);
        }
        true
    }

    /// Brings a file in as a draft, which is checked then.
    pub(super) fn check_file(&mut self, file: PathBuf) -> Result<(), String> {
        self.may_import()?;
        if is_table(&file) || file.is_dir() {
            return Err(
                "A draft is a text, such as a Word, OpenDocument, Markdown or PDF file. Choose one"
                    .to_owned(),
            );
        }
        let sources = vec![Source::File(file)];
        self.start(sources, HowToRead::default(), Target::Draft, Vec::new())
    }

    fn take_in_draft(&mut self, mut outcomes: Vec<Outcome>) -> Result<(), String> {
        for outcome in &mut outcomes {
            if let Some(document) = &mut outcome.document {
                Document::DRAFT.clone_into(&mut document.kind);
            }
        }
        let draft = self.take_in(outcomes, Vec::new())?;
        match (draft, &mut self.session) {
            (Some(draft), Some(session)) => session.check_draft(draft, None),
            _ => Ok(()),
        }
    }

    /// Gives the first document that came in.
    fn take_in(
        &mut self,
        outcomes: Vec<Outcome>,
        refused: Vec<IntakeFile>,
    ) -> Result<Option<DocumentId>, String> {
        let Some(session) = &mut self.session else {
            return Ok(None);
        };
        let came_in = outcomes.iter().filter(|one| one.document.is_some()).count();
        let mut step = Transaction::new(match came_in {
            1 => "Import a document",
            _ => "Import documents",
        });
        let mut report = Intake {
            id: IntakeId::new(),
            on: session.today(),
            files: Vec::with_capacity(outcomes.len() + refused.len()),
        };
        let mut first = None;
        for outcome in outcomes {
            if let Source::File(path) = outcome.source
                && outcome.file.result == IntakeResult::Refused
            {
                self.asking.push(Asking {
                    intake: report.id,
                    file: report.files.len(),
                    path,
                    fault: outcome.asks,
                });
            }
            report.files.push(outcome.file);
            if let Some(document) = outcome.document {
                first = first.or(Some(document.id));
                let memos = memos(session, document.id, &outcome.comments);
                step = memos
                    .into_iter()
                    .fold(step.put(*document), Transaction::put);
            }
        }
        report.files.extend(refused);
        let id = report.id;
        let said = summary(&report);
        let needs_look = report.files.iter().any(is_doubtful);
        session.perform(&step.put(report))?;
        if let (None, Some(first)) = (session.view.document, first) {
            session.show_document(first);
        }
        self.notices.say_of_report(said, id);
        self.report = needs_look.then_some(id);
        Ok(first)
    }
}

/// The comments of a file as memos on its document.
fn memos(session: &Session, document: DocumentId, comments: &[Comment]) -> Vec<Memo> {
    let memo = |comment| Memo {
        id: MemoId::new(),
        on: MemoOn::Document(document),
        coder: session.me(),
        text: work::memo_of(comment),
    };
    comments.iter().map(memo).collect()
}
