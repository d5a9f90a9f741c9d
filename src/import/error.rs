//! Why a file cannot be a document, in words for the person who chose it.

use super::Fault;
use std::io;
use std::path::{Path, PathBuf};

/// Why a file cannot be a document.
#[derive(Debug, thiserror::Error)]
#[error("{} {why}", path.display())]
pub struct Error {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub why: Why,
}

/// Why a file cannot be a document. The words complete "The file … ".
#[derive(Debug, thiserror::Error)]
pub enum Why {
    /// No such file.
    #[error("is not there. It may have been moved or renamed")]
    NotThere,
    /// A folder where a file is wanted.
    #[error("is a folder. Choose the files in it")]
    Folder,
    /// A folder without anything to import.
    #[error("is a folder, and there is no file in it that can be read")]
    EmptyFolder,
    /// A device, a pipe, a socket.
    #[error("is not an ordinary file, so there is no text in it to keep")]
    NotAFile,
    /// The system does not let it be read.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
    /// It was written to meanwhile.
    #[error("changed while it was read. Import it again")]
    Changed,
    /// Nothing in it.
    #[error("is empty. There is nothing in it to code")]
    Empty,
    /// Larger than [`Error::LARGEST`]: this many bytes.
    #[error("is too large: {} MB, where {} MB is the most that can be read. Split it into parts, such as chapters", .0 / 1_000_000, Error::LARGEST / 1_000_000)]
    TooLarge(u64),
    /// Nothing can be read out of it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Error {
    /// Size in bytes of the largest file that is read.
    pub const LARGEST: u64 = 200_000_000;

    pub(super) fn new(path: &Path, why: impl Into<Why>) -> Self {
        Self {
            path: path.to_owned(),
            why: why.into(),
        }
    }
}
