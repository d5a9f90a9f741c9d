//! What can go wrong with a project on disk, in words for the person whose project it is.

use std::io;
use std::path::PathBuf;

/// What can go wrong with a project on disk. Nothing is lost by any of these.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder is no project.
    #[error("{} holds no project. A project is a folder with a file project.ron in it", .0.display())]
    NotAProject(PathBuf),
    /// A project would be made where one is.
    #[error("{} holds a project already. Open it, or choose another folder", .0.display())]
    AlreadyAProject(PathBuf),
    /// The file says that it is of a format that this version does not know.
    #[error("{} was written by a newer version of Attest (format {found}; this one knows formats up to {known}). Install the newer version to open it. Nothing was changed", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The format that it says it has.
        found: u32,
        /// The newest format that is known here.
        known: u32,
    },
    /// Nothing of it can be read, and nothing stands in for it.
    #[error("{} is damaged, and there is no backup of it in the project's folder. Restore it from a backup of your own. Nothing was changed", .0.display())]
    Damaged(PathBuf),
    /// A person's slip in a file made to be edited.
    #[error("{}, line {line}, column {column}: {expected}. Mend that place in a text editor and open it again. Nothing was changed", path.display())]
    Typing {
        /// The file.
        path: PathBuf,
        /// Line of the slip, from 1.
        line: usize,
        /// Column of the slip in characters, from 1.
        column: usize,
        /// What would have been right there.
        expected: String,
    },
    /// The project can be read but not written by this copy of the app.
    #[error("{0}")]
    ReadOnly(String),
    /// A file could not be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("{} cannot be written: {}", path.display(), in_words(source))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The text of a document is gone.
    #[error("The text {} is not there. Put it back, or take it from a backup: codings refer to its exact words", .0.display())]
    TextMissing(PathBuf),
    /// The text of a document is no longer the one that was coded.
    #[error("The text {} has been changed since it was imported, so its codings would point to wrong words. Put the earlier version back; to code a corrected text, import it as a new document", .0.display())]
    TextChanged(PathBuf),
    /// A document's file name that leads out of its folder.
    #[error("“{0}” cannot be the file name of a document")]
    BadName(String),
}

impl Error {
    pub(super) fn read(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Read { path, source }
    }

    pub(super) fn write(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Write { path, source }
    }
}

/// What the system said, with what to do where that is plain.
fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full. Make room on it; what is not saved yet is kept and will be written then".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            format!("{error}. Ask whoever keeps the folder for the right to write there")
        }
        io::ErrorKind::NotFound => {
            "its folder is not there. If it is on a network or a stick, connect that again".to_owned()
        }
        _ => error.to_string(),
    }
}
