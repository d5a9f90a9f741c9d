//! Documents: bringing files in, saying what they are, showing and removing them.

use super::view::{Room, Selection};
use super::{App, Level, Session};
use crate::import::{self, Imported, Options};
use crate::jobs::{Control, Handle};
use crate::project::{
    Document, DocumentId, RecordId, Span, Transaction, Weight, delete_document, find_or_add_case,
    remove,
};
use crate::store::{Store, StoredText};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

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

/// An import that runs.
pub(super) struct Importing {
    handle: Handle<Vec<Outcome>>,
}

/// What became of one file.
enum Outcome {
    In {
        document: Box<Document>,
        note: Option<String>,
    },
    Failed(String),
    NotReached,
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
    /// Starts to bring files in, in the background.
    pub(super) fn import(&mut self, paths: Vec<PathBuf>) -> Result<(), String> {
        let session = self
            .session
            .as_ref()
            .ok_or("Open a project first, then import documents into it")?;
        if let Some(reason) = session.read_only() {
            return Err(reason.to_owned());
        }
        if self.importing.is_some() {
            return Err("An import is under way. Wait until it is done, or cancel it".to_owned());
        }
        if paths.is_empty() {
            return Ok(());
        }
        let store = Arc::clone(&session.store);
        let known: Vec<(String, String)> = session
            .project()
            .documents()
            .iter()
            .map(|document| (document.sha256.clone(), document.title.clone()))
            .collect();
        let name = if paths.len() == 1 {
            "Import a document".to_owned()
        } else {
            format!("Import {} documents", paths.len())
        };
        let handle = self.jobs.start(name, move |control| {
            bring_in(&paths, &store, known, control)
        });
        self.importing = Some(Importing { handle });
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
        let Some(session) = &mut self.session else {
            return true;
        };
        let mut step = Transaction::new("Import documents");
        let (mut first, mut count, mut left_out) = (None, 0, 0);
        for outcome in outcomes {
            match outcome {
                Outcome::In { document, note } => {
                    if let Some(note) = note {
                        self.notices.say(Level::Warning, note);
                    }
                    first = first.or(Some(document.id));
                    count += 1;
                    step = step.put(*document);
                }
                Outcome::Failed(problem) => self.notices.say(Level::Problem, problem),
                Outcome::NotReached => left_out += 1,
            }
        }
        if count == 1 {
            step.label = "Import a document".to_owned();
        }
        if let Err(problem) = session.perform(&step) {
            self.notices.say(Level::Problem, problem);
            return true;
        }
        if let (None, Some(first)) = (session.view.document, first) {
            session.show_document(first);
        }
        let stopped = if left_out > 0 {
            format!(". Cancelled before {left_out} more")
        } else {
            String::new()
        };
        if count > 0 || left_out > 0 {
            let documents = if count == 1 {
                "1 document".to_owned()
            } else {
                format!("{count} documents")
            };
            self.notices
                .say(Level::Done, format!("Imported {documents}{stopped}"));
        }
        true
    }
}

/// Reads the files and puts their texts into the project's folder: the slow part, in the background.
fn bring_in(
    paths: &[PathBuf],
    store: &Mutex<Store>,
    mut known: Vec<(String, String)>,
    control: &Control,
) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(paths.len());
    for (done, path) in paths.iter().enumerate() {
        let name = path.file_name().map_or_else(
            || path.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        );
        control.progress(done as u64, paths.len() as u64, name);
        if control.cancelled() {
            outcomes.extend(paths[done..].iter().map(|_| Outcome::NotReached));
            break;
        }
        outcomes.push(bring_in_one(path, store, &mut known));
    }
    outcomes
}

fn bring_in_one(path: &Path, store: &Mutex<Store>, known: &mut Vec<(String, String)>) -> Outcome {
    let read = match import::read(path, &Options::default()) {
        Ok(read) => read,
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    let store = store.lock().unwrap_or_else(PoisonError::into_inner);
    let stored = match store.add_text(
        &read.name,
        &read.extract.text,
        Some((&read.name, &read.original)),
    ) {
        Ok(stored) => stored,
        Err(error) => {
            return Outcome::Failed(format!("{} was not imported: {error}", path.display()));
        }
    };
    let twin = known
        .iter()
        .find(|(sha256, _)| *sha256 == stored.sha256)
        .map(|(_, title)| title.clone());
    let note = note_on(&read, twin.as_deref());
    let map = match store.texts().add_map(&stored.file, &read.extract.map) {
        Ok(map) => map,
        Err(error) => {
            return Outcome::Failed(format!("{} was not imported: {error}", path.display()));
        }
    };
    let document = document_of(read, stored, map);
    known.push((document.sha256.clone(), document.title.clone()));
    Outcome::In {
        document: Box::new(document),
        note,
    }
}

fn note_on(read: &Imported, twin: Option<&str>) -> Option<String> {
    let doubts = read.extract.remarks.iter();
    let doubts = doubts.filter(|remark| remark.weight != Weight::Kept);
    let doubt = doubts
        .map(|remark| format!("{}: {}", read.name, remark.text))
        .next();
    doubt.or_else(|| {
        twin.map(|twin| {
            format!(
                "{} has the same text as “{twin}”. Remove one of them if that was not meant",
                read.name
            )
        })
    })
}

fn document_of(read: Imported, stored: StoredText, map: String) -> Document {
    let title = read.title();
    let extract = read.extract;
    Document {
        author: extract.author,
        year: extract.year,
        original: stored.original,
        encoding: extract.encoding,
        reader: extract.reader,
        sha256: stored.sha256,
        bytes: stored.bytes,
        map,
        reference: extract.reference,
        ..Document::new(title, stored.file)
    }
}

impl Session {
    /// Puts a document in the reader.
    pub(super) fn show_document(&mut self, id: DocumentId) {
        if !self.project.documents().contains(id) {
            return;
        }
        self.view.room = Room::Read;
        if self.view.document != Some(id) {
            self.view.document = Some(id);
            self.view.selection = Selection::default();
            self.view.codings.clear();
        }
    }

    /// At the start: the document that was shown last here, else the first of the list.
    pub(super) fn show_first(&mut self, last: Option<DocumentId>) {
        let documents = self.project.documents();
        let first = documents
            .iter()
            .min_by(|a, b| a.title.cmp(&b.title).then_with(|| a.id.cmp(&b.id)))
            .map(|d| d.id);
        self.view.document = last.filter(|id| documents.contains(*id)).or(first);
        self.want_texts();
    }

    pub(super) fn go_to(&mut self, document: DocumentId, span: Span) {
        self.show_document(document);
        self.view.selection = Selection::caret(span.start);
        self.view.reveal(span, false);
    }

    pub(super) fn edit_document(
        &mut self,
        mut document: Document,
        case: &str,
    ) -> Result<(), String> {
        let before = self
            .project
            .documents()
            .get(document.id)
            .cloned()
            .ok_or("This document is no longer there")?;
        document.title = document.title.trim().to_owned();
        if document.title.is_empty() {
            document.title = before.title.clone();
        }
        // What the store keeps of the text is not for a form to change.
        document.file.clone_from(&before.file);
        document.sha256.clone_from(&before.sha256);
        document.bytes = before.bytes;
        let mut step = Transaction::new(format!("Change details of “{}”", document.title));
        let found = find_or_add_case(&self.project, case);
        document.case = found.as_ref().map(|(id, _)| *id);
        if let Some((_, Some(new))) = found {
            step = step.put(new);
        }
        if document == before {
            return Ok(());
        }
        self.perform(&step.put(document))
    }

    pub(super) fn remove_document(&mut self, id: DocumentId) -> Result<(), String> {
        let (step, _) = delete_document(&self.project, id);
        self.perform(&step)
    }

    pub(super) fn remove_record(&mut self, id: RecordId) -> Result<(), String> {
        let step = remove(&self.project, id)?;
        self.perform(&step)
    }
}
