//! How does a file become a document's text?

mod decode;
mod draft;
mod error;
mod extract;
mod front;
mod kind;
mod normal;

pub use decode::{Decoded, decode};
pub use draft::{Block, Draft, raised};
pub use error::Error;
pub use extract::{Comment, Extract, Fault, Options};

use std::fs;
use std::io;
use std::path::Path;

/// A file read as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The file's name.
    pub name: String,
    /// What the text calls itself: the `title` of its front matter, else its first Markdown heading, else the file's
    /// name without extension.
    pub title: String,
    /// Who wrote it, where front matter plainly says so; else empty.
    pub author: String,
    /// When it appeared, where front matter plainly says so.
    pub year: Option<i32>,
    /// The text: LF line ends, no byte order mark, otherwise as it came.
    pub text: String,
    /// The file, byte for byte.
    pub original: Vec<u8>,
    /// Name of the encoding that it was in, such as "windows-874".
    pub encoding: String,
    /// How many byte sequences meant nothing in that encoding and stand as U+FFFD now. The person is to be told.
    pub had_malformed: usize,
}

/// Reads a plain text or Markdown file in any encoding.
///
/// # Errors
/// Says which file cannot be a document, why, and what to do.
pub fn read(path: &Path) -> Result<Imported, Error> {
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
    let original = fs::read(path).map_err(|error| refusal(path, error))?;
    let not_text = |kind: kind::Kind| Error::NotText {
        path: path.to_owned(),
        kind: kind.name,
        advice: kind.advice,
    };
    if let Some(kind) = kind::of(&original) {
        return Err(not_text(kind));
    }
    let decoded = decode(&original, None);
    if decoded.text.trim().is_empty() {
        return Err(Error::Empty(path.to_owned()));
    }
    if !kind::reads_as_text(&decoded) {
        return Err(not_text(kind::BINARY));
    }
    let name = file_name(path);
    let front = front::of(&decoded.text);
    Ok(Imported {
        title: front.title.unwrap_or_else(|| stem(path, &name)),
        author: front.author,
        year: front.year,
        name,
        text: decoded.text,
        original,
        encoding: decoded.encoding.to_owned(),
        had_malformed: decoded.malformed,
    })
}

/// The text of a file, or of a pipe that takes the place of one, which need not be a document.
///
/// # Errors
/// Says why it cannot be read as a text.
pub fn read_text(path: &Path) -> Result<String, Error> {
    let meta = fs::metadata(path).map_err(|error| refusal(path, error))?;
    if meta.is_file() || meta.is_dir() {
        return read(path).map(|read| read.text);
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

fn stem(path: &Path, name: &str) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().trim().to_owned())
        .filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| name.to_owned())
}
