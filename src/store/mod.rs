//! How does a project lie on disk, and how is nothing of it ever lost?
//!
//! A project is a folder. `project.ron` holds it as it was when last tidied. Beside it, in `coders`, each coder has two
//! files at each machine, which only that copy of the app writes: a journal, to which every change is added and synced
//! before anyone is told that it is saved, and a sheet, into which the journal is folded. Opening reads all of them and
//! merges by stamp, so it does not matter in which order, or how often, they are read.

mod atomic;
mod codebooks;
mod error;
mod exports;
mod folder;
mod format;
mod journal;
mod machine;
mod names;
mod own;
mod sample;
mod sheet;
mod shelf;
mod texts;
mod tidy;

pub mod settings;

pub use codebooks::{copy_sample, parse_codebook, read_codebook, write_codebook};
pub use error::Error;
pub use exports::{exports_folder, make_exports_folder, safe_name, way_to_documents};
pub use format::FORMAT;
pub use journal::Journal;
pub use machine::{Machine, Writer, user_name};
pub use sample::{folder_of, is_project, reset_sample};
pub use shelf::Shelf;
pub use texts::{StoredText, Texts, sha256};

use crate::project::{
    About, Change, Clock, CoderId, Document, Project, Transaction, find_or_add_coder,
};
use folder::Folder;
use own::Own;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An open project folder.
pub struct Store {
    dir: PathBuf,
    own: Arc<Own>,
    folder: Folder,
    clock: Clock,
    /// News that tidying came across, for the next who asks.
    waiting: Vec<Change>,
    notes: Vec<String>,
}

/// A project that was just opened.
pub struct Opened {
    /// Its folder.
    pub store: Store,
    /// Its records. The coder who opened it is among them: in memory only, if they are new to it, until they change
    /// something.
    pub project: Project,
    /// Gives stamps that are later than all that the project has seen.
    pub clock: Clock,
    /// Who opened it.
    pub coder: CoderId,
    /// Whether they can write.
    pub access: Access,
    /// What the person should be told: a cut journal line, a conflicted copy that was read, a backup that was used.
    pub notes: Vec<String>,
}

/// Whether an open project can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// It can.
    Write,
    /// It can only be read, for this reason.
    ReadOnly(String),
}

impl Store {
    /// Makes a project in a folder, which is made too if it is not there; what else is in it is left alone. `start`
    /// gives the first step, such as the import of a codebook. `now` is milliseconds since 1970-01-01 UTC.
    ///
    /// # Errors
    /// There is a project already, or the folder cannot be written.
    pub fn create(
        dir: &Path,
        about: About,
        start: impl FnOnce(&Project) -> Transaction,
        who: &Writer,
        now: u64,
    ) -> Result<Opened, Error> {
        if Folder::is_project(dir) {
            return Err(Error::AlreadyAProject(dir.to_owned()));
        }
        let mut project = Project::default();
        let (id, coder) = find_or_add_coder(&project, &who.coder);
        let mut clock = Clock::new(id, who.device);
        let first = Transaction::new("Make the project").put(about);
        let first = coder.into_iter().fold(first, Transaction::put);
        project.apply(&first, &mut clock, now);
        let start = start(&project);
        project.apply(&start, &mut clock, now);
        for part in [
            names::CODERS,
            names::DOCUMENTS,
            names::ORIGINALS,
            names::BACKUPS,
        ] {
            let part = dir.join(part);
            fs::create_dir_all(&part).map_err(Error::write(&part))?;
        }
        let title = format!("{}: an Attest project", project.about().title);
        let text = sheet::write(&title, &project.changes());
        atomic::write(
            &dir.join(names::BACKUPS).join(names::PROJECT),
            text.as_bytes(),
        )?;
        atomic::write(&dir.join(names::PROJECT), text.as_bytes())?;
        Self::open(dir, who, now)
    }

    /// Opens a project by its folder, or by the project.ron in it. Writes nothing into the folder. `now` is milliseconds
    /// since 1970-01-01 UTC.
    ///
    /// # Errors
    /// It is no project, or of a newer version, or project.ron has a typing error.
    pub fn open(dir: &Path, who: &Writer, now: u64) -> Result<Opened, Error> {
        Self::open_by(dir, who, now, Own::new)
    }

    /// Opens a project to look at it and no more. Nobody is kept from writing to it meanwhile, as the same coder on the
    /// same machine either.
    ///
    /// # Errors
    /// As of [`open`](Self::open).
    pub fn look(dir: &Path, who: &Writer, now: u64) -> Result<Opened, Error> {
        Self::open_by(dir, who, now, |dir, who, _| Own::looking(dir, who))
    }

    fn open_by(
        dir: &Path,
        who: &Writer,
        now: u64,
        own: impl FnOnce(&Path, &Writer, &mut Vec<String>) -> Own,
    ) -> Result<Opened, Error> {
        let dir = &folder_of(dir);
        fs::metadata(dir).map_err(Error::read(dir))?;
        if !Folder::is_project(dir) {
            return Err(Error::NotAProject(dir.to_owned()));
        }
        let mut notes = Vec::new();
        let own = Arc::new(own(dir, who, &mut notes));
        let access = own.access().clone();
        let may_write = access == Access::Write;
        let mut folder = Folder::new(dir, may_write.then(|| own.stem().to_owned()));
        let mut found = folder.read_all()?;
        if may_write {
            let (mine, tail) = folder.read_own(&own.sheet_path(), &own.journal_path())?;
            found.changes.extend(mine.changes);
            found.notes.extend(mine.notes);
            *own.tail() = tail;
        } else {
            // Whoever writes may have tidied while the folder was read: what went from one file is in another now.
            let moved = folder.read_news()?;
            found.changes.extend(moved.changes);
            found.notes.extend(moved.notes);
        }
        notes.extend(found.notes);

        let mut project = Project::default();
        let mut latest = None;
        for change in found.changes {
            latest = latest.max(Some(change.stamp));
            project.merge(change);
        }
        let (coder, new_coder) = find_or_add_coder(&project, &who.coder);
        let mut clock = Clock::new(coder, who.device);
        if let Some(latest) = latest {
            clock.see(&latest);
        }
        if let Some(new_coder) = new_coder {
            let join = Transaction::new("Join the project").put(new_coder);
            own.tail().first = project.apply(&join, &mut clock, now).0;
        }
        let store = Self {
            dir: dir.to_owned(),
            own,
            folder,
            clock: clock.clone(),
            waiting: Vec::new(),
            notes: Vec::new(),
        };
        Ok(Opened {
            store,
            project,
            clock,
            coder,
            access,
            notes,
        })
    }

    /// The project's folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The writing half. All that this gives out write one file, one after another.
    pub fn journal(&self) -> Journal {
        Journal::new(Arc::clone(&self.own))
    }

    /// The texts, to be read and added from a background job.
    pub fn texts(&self) -> Texts {
        Texts::new(&self.dir, self.own.access().clone())
    }

    /// What colleagues' files have brought since the last look, to be merged into the project; the clock should
    /// [see](Clock::see) the stamps. Cheap where nothing has changed.
    ///
    /// # Errors
    /// The folder is gone, or a file is of a newer version. The project can be worked on still.
    pub fn news(&mut self) -> Result<Vec<Change>, Error> {
        let found = self.folder.read_news()?;
        self.notes.extend(found.notes);
        self.waiting.extend(found.changes);
        let mut news = std::mem::take(&mut self.waiting);
        if *self.own.access() == Access::Write {
            // Our own come back when a colleague has tidied.
            let us = (self.clock.coder(), self.clock.device());
            news.retain(|change| (change.stamp.coder, change.stamp.device) != us);
        }
        Ok(news)
    }

    /// What the person should be told of files that came with the [news](Self::news); each once.
    pub fn notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// The text of a document; see [`Texts::read`].
    ///
    /// # Errors
    /// It is gone, cannot be read, or is no longer the same.
    pub fn read_text(&self, document: &Document) -> Result<String, Error> {
        self.texts().read(document)
    }

    /// Adds a text; see [`Texts::add`].
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add_text(
        &self,
        name: &str,
        text: &str,
        original: Option<(&str, &[u8])>,
    ) -> Result<StoredText, Error> {
        self.texts().add(name, text, original)
    }
}
