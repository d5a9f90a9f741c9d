//! Why a file cannot be a document, in words for the person who chose it.

use super::Fault;
use std::io;
use std::path::PathBuf;

/// Why a file cannot be a document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such file.
    #[error("{} is not there. It may have been moved or renamed", .0.display())]
    NotThere(PathBuf),
    /// A folder where a file is wanted.
    #[error("{} is a folder. Choose the files in it", .0.display())]
    Folder(PathBuf),
    /// A device, a pipe, a socket.
    #[error("{} is not an ordinary file, so there is no text in it to keep", .0.display())]
    NotAFile(PathBuf),
    /// The system does not let it be read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nothing in it.
    #[error("{} is empty. There is nothing in it to code", .0.display())]
    Empty(PathBuf),
    /// Larger than [`Error::LARGEST`].
    #[error("{} is too large: {} MB, where {} MB is the most that can be read. Split it into parts, such as chapters", path.display(), bytes / 1_000_000, Error::LARGEST / 1_000_000)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        bytes: u64,
    },
    /// Nothing can be read out of it.
    #[error("{} {fault}", path.display())]
    Fault {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: Fault,
    },
}

impl Error {
    /// Size in bytes of the largest file that is read.
    pub const LARGEST: u64 = 200_000_000;
}
