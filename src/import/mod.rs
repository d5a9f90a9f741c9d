//! How does a file become a document's text?

mod error;

pub use error::Error;

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
    Err(Error::NotThere(path.to_owned()))
}

/// Bytes as text, and what was found out on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text: LF line ends, no byte order mark, otherwise as it came.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// How many byte sequences meant nothing and stand as U+FFFD now.
    pub malformed: usize,
}

/// Turns bytes into text: by byte order mark, else as strict UTF-8, else as UTF-16 by its NULs, else as the likeliest
/// old encoding; or, where a person has said which it is, in that one.
pub fn decode(bytes: &[u8], encoding: Option<&'static encoding_rs::Encoding>) -> Decoded {
    let (text, encoding, bad) = encoding.unwrap_or(encoding_rs::UTF_8).decode(bytes);
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        malformed: usize::from(bad),
    }
}
