//! How does a file become a document's text?

pub mod child;
mod counts;
mod decode;
mod draft;
mod epub;
mod error;
mod extract;
mod folders;
mod formats;
mod front;
mod html;
mod kind;
mod mail;
mod marks;
mod normal;
mod office;
mod pdf;
mod plain;
mod subtitles;
pub mod table;

pub use decode::{Decoded, decode};
pub use draft::{Block, Draft, raised};
pub use error::{Error, Why};
pub use extract::{Comment, Extract, Fault, Options};
pub use folders::{Found, MOST_FILES, READABLE, TABLES, files_in, readable_ends};
pub use formats::{Format, extract, format_of};

use std::fs;
use std::io::{self, Read};
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
        Err(fault) => Err(Error::new(path, fault)),
    }
}

/// The bytes of an ordinary file.
///
/// # Errors
/// It is none, is empty, too large, cannot be read, or is being written.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let refused = |error| refusal(path, error);
    let meta = fs::metadata(path).map_err(refused)?;
    if meta.is_dir() {
        return Err(Error::new(path, Why::Folder));
    }
    if !meta.is_file() {
        return Err(Error::new(path, Why::NotAFile));
    }
    if meta.len() >= Error::LARGEST {
        return Err(Error::new(path, Why::TooLarge(meta.len())));
    }
    let file = fs::File::open(path).map_err(refused)?;
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or_default());
    // Of a file that grows, no more than can be kept.
    let read = file.take(Error::LARGEST).read_to_end(&mut bytes);
    read.map_err(refused)?;
    let after = fs::metadata(path).map_err(refused)?;
    let is_same = after.len() == meta.len() && after.modified().ok() == meta.modified().ok();
    if !is_same {
        return Err(Error::new(path, Why::Changed));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::new(path, Why::Empty));
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

/// The letters of a file as they stand in it, in whatever encoding: a library, a list, no document.
///
/// # Errors
/// It cannot be read.
pub fn read_letters(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|error| refusal(path, error))?;
    Ok(decode(&bytes, None).text)
}

fn refusal(path: &Path, error: io::Error) -> Error {
    let why = match error.kind() {
        io::ErrorKind::NotFound => Why::NotThere,
        _ => Why::Unreadable(error),
    };
    Error::new(path, why)
}

/// The name of a file, without its folder.
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
