//! How does a file become a document's text?

mod decode;
mod draft;
mod error;
mod extract;
mod formats;
mod front;
mod kind;
mod normal;
mod pdf;
mod plain;

pub use decode::{Decoded, decode};
pub use draft::{Block, Draft, raised};
pub use error::Error;
pub use extract::{Comment, Extract, Fault, Options};
pub use formats::{Format, extract, format_of};

use std::fs;
use std::io;
use std::path::Path;

/// A file that was read: its bytes, and what was read out of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The file's name.
    pub name: String,
    /// The file, byte for byte.
    pub original: Vec<u8>,
    /// What was read out of it.
    pub extract: Extract,
}

impl Imported {
    /// What the document calls itself, else the file's name without extension.
    pub fn title(&self) -> String {
        self.extract.title.clone().unwrap_or_else(|| {
            let name = self.name.trim();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem.trim());
            if stem.is_empty() { name } else { stem }.to_owned()
        })
    }
}

/// Reads a file in any format that there is a reader for.
///
/// # Errors
/// Says which file cannot be a document, why, and what to do.
pub fn read(path: &Path, options: &Options) -> Result<Imported, Error> {
    let original = bytes(path)?;
    let name = file_name(path);
    match extract(&name, &original, options) {
        Ok(extract) => Ok(Imported {
            name,
            original,
            extract,
        }),
        Err(fault) => Err(Error::Fault {
            path: path.to_owned(),
            fault,
        }),
    }
}

/// The bytes of an ordinary file.
///
/// # Errors
/// It is none, is empty, too large, or cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let meta = fs::metadata(path).map_err(|error| refusal(path, error))?;
    if meta.is_dir() {
        return Err(Error::Folder(path.to_owned()));
    }
    if !meta.is_file() {
        return Err(Error::NotAFile(path.to_owned()));
    }
    if meta.len() >= Error::LARGEST {
        return Err(Error::TooLarge {
            path: path.to_owned(),
            bytes: meta.len(),
        });
    }
    let bytes = fs::read(path).map_err(|error| refusal(path, error))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty(path.to_owned()));
    }
    Ok(bytes)
}

/// The text of a file, or of a pipe that takes the place of one, which need not be a document.
///
/// # Errors
/// Says why it cannot be read as a text.
pub fn read_text(path: &Path) -> Result<String, Error> {
    let meta = fs::metadata(path).map_err(|error| refusal(path, error))?;
    if meta.is_file() || meta.is_dir() {
        return read(path, &Options::default()).map(|read| read.extract.text);
    }
    let bytes = fs::read(path).map_err(|error| refusal(path, error))?;
    Ok(decode(&bytes, None).text)
}

fn refusal(path: &Path, error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        return Error::NotThere(path.to_owned());
    }
    Error::Unreadable {
        path: path.to_owned(),
        source: error,
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
