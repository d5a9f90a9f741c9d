//! How does a project lie on disk, and how is nothing of it ever lost?

mod atomic;
mod codebooks;
mod error;
mod format;
mod machine;
mod sample;
pub mod settings;

pub use codebooks::{parse_codebook, read_codebook, write_codebook};
pub use error::Error;
pub use format::FORMAT;
pub use machine::{Machine, Writer, user_name};
pub use sample::{is_project, reset_sample};

use crate::project::{About, Change, Clock, CoderId, Document, Project, Transaction};
use std::path::{Path, PathBuf};

/// An open project folder.
pub struct Store {
    dir: PathBuf,
}

/// A project that was just opened.
pub struct Opened {
    /// Its folder.
    pub store: Store,
    /// Its records. The coder who opened it is among them, in memory only until they first change something.
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

/// A text that was just added to a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredText {
    /// See [`Document::file`].
    pub file: String,
    /// See [`Document::original`]; empty where none was given.
    pub original: String,
    /// See [`Document::sha256`].
    pub sha256: String,
    /// See [`Document::bytes`].
    pub bytes: u64,
}

/// The writing half of a store: a background worker holds it.
pub struct Journal {
    dir: PathBuf,
}

impl Store {
    /// Makes a project in a folder, which is made too if it is not there. `start` gives the first step, such as the
    /// import of a codebook. `now` is milliseconds since 1970-01-01 UTC.
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
        let _ = (about, start, who, now);
        Err(Error::AlreadyAProject(dir.to_owned()))
    }

    /// Opens a project. Writes nothing into its folder. `now` is milliseconds since 1970-01-01 UTC.
    ///
    /// # Errors
    /// It is no project, or of a newer version, or project.ron has a typing error.
    pub fn open(dir: &Path, who: &Writer, now: u64) -> Result<Opened, Error> {
        let _ = (who, now);
        Err(Error::NotAProject(dir.to_owned()))
    }

    /// The project's folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The writing half. All that this gives out write one file, one after another.
    pub fn journal(&self) -> Journal {
        Journal {
            dir: self.dir.clone(),
        }
    }

    /// What colleagues' files have brought since the last look, to be merged into the project. Cheap where nothing has
    /// changed.
    ///
    /// # Errors
    /// The folder is gone, or a file is of a newer version.
    pub fn news(&mut self) -> Result<Vec<Change>, Error> {
        Ok(Vec::new())
    }

    /// Folds the coders' files into project.ron when nobody else is in, else this coder's own journal into their own
    /// file. `project` is the project as it stands.
    ///
    /// # Errors
    /// Something cannot be written. What was there before is there still.
    pub fn tidy(&mut self, project: &Project) -> Result<(), Error> {
        let _ = project;
        Ok(())
    }

    /// The text of a document, which is exactly the one that was imported.
    ///
    /// # Errors
    /// It is gone, cannot be read, or is no longer the same.
    pub fn read_text(&self, document: &Document) -> Result<String, Error> {
        Err(Error::TextMissing(self.dir.join(&document.file)))
    }

    /// Adds a text, and what it was made from (a file name and bytes), under readable names that nothing has yet.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn add_text(
        &self,
        name: &str,
        text: &str,
        original: Option<(&str, &[u8])>,
    ) -> Result<StoredText, Error> {
        let _ = (text, original);
        Err(Error::BadName(name.to_owned()))
    }
}

impl Journal {
    /// Writes what was done, and returns when it is on the disk: a crash or a power cut cannot take it back. After an
    /// error the same changes can be handed in again; nothing stands twice or half.
    ///
    /// # Errors
    /// It cannot be written: the disk is full, the folder is gone, or the project is open for reading only.
    pub fn append(&mut self, label: &str, changes: &[Change]) -> Result<(), Error> {
        let _ = (label, changes);
        Err(Error::ReadOnly(format!(
            "{} cannot be written yet",
            self.dir.display()
        )))
    }
}

/// Writes a project that ships inside the app, such as the sample, into a folder: paths relative to it, and bytes.
/// Files that are there already are replaced.
///
/// # Errors
/// Something cannot be written.
pub fn copy_sample(to: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    for (name, bytes) in files {
        let path = to.join(name);
        if let Some(dir) = path.parent() {
            std::fs::create_dir_all(dir).map_err(Error::write(dir))?;
        }
        atomic::write(&path, bytes)?;
    }
    Ok(())
}
