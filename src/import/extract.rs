//! What is read out of a file, whatever its format: a text, the map of it, and what the file says of itself.

use crate::project::{Reference, Remark};
use crate::text::Map;
use serde::{Deserialize, Serialize};

/// What is read out of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// The text as it is to be stored: UTF-8, LF line ends, no byte order mark. Made with [`Draft`](super::Draft), or
    /// the file's own.
    pub text: String,
    /// What is known of that text.
    pub map: Map,
    /// As the file calls itself; none where it does not.
    pub title: Option<String>,
    /// Who wrote it, as a citation would give them; empty where it does not say.
    pub author: String,
    /// When it appeared.
    pub year: Option<i32>,
    /// What else it says of itself that a bibliography would.
    pub reference: Reference,
    /// What readers of the file wrote beside its text.
    pub comments: Vec<Comment>,
    /// Name of the encoding that it was in; empty for formats that have one of their own.
    pub encoding: String,
    /// What read it and in which version, such as "pdfboss 2.16.1"; empty for plain text.
    pub reader: String,
    /// What was kept, what was not, and what is in doubt.
    pub remarks: Vec<Remark>,
}

/// What a reader of the file wrote beside its text: a comment in a word processor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Who wrote it.
    pub author: String,
    /// When, as the file has it, such as "2024-03-01".
    pub date: String,
    /// The words that it is about, shortened to some 300 characters.
    pub quotation: String,
    /// What it says.
    pub text: String,
}

/// What a person can say of how a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The password of a protected file.
    pub password: Option<String>,
    /// Name of the encoding of a text, where the guess was wrong.
    pub encoding: Option<String>,
    /// Of a web page, all that stands on it, not only the article.
    pub whole_page: bool,
}

/// Why nothing can be read out of a file. The words complete "The file … ".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Fault {
    /// There is nothing in it.
    #[error("is empty. There is nothing in it to code")]
    Empty,
    /// It is protected and no password was given.
    #[error("is protected by a password. Give the password to read it")]
    PasswordNeeded,
    /// It is protected, and by another password.
    #[error("is protected, and this is not its password")]
    WrongPassword,
    /// It is protected in a way that only its own program can undo.
    #[error(
        "is protected by a password. Open it in the program that made it, save it there without a password, and import that"
    )]
    Locked,
    /// It is not what it should be, in these words: "ends in the middle".
    #[error(
        "is damaged: it {0}. Get it again from where it came, or open it in its program and save it anew"
    )]
    Damaged(String),
    /// It holds no text; with what is there instead: "40 pages, all of them pictures".
    #[error(
        "has no text in it: {0}. Run text recognition (OCR) on it and import the result, or keep it as a document without text"
    )]
    NoText(String),
    /// It goes beyond what is read, in these words: "unpacks to more than 64 MB".
    #[error("{0}, which is more than is read from one file")]
    TooMuch(String),
    /// It is no document; with its article, what it seems to be and what its owner can do.
    #[error("is not a text: it looks like {kind}. {advice}")]
    NotText {
        /// With its article, such as "a picture".
        kind: String,
        /// What the person can do, as a sentence without its full stop.
        advice: String,
    },
    /// The memory, time or nerves of the reader gave out.
    #[error("could not be read: {0}")]
    GaveUp(String),
}
