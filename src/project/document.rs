//! A text that is coded.

use super::{CaseId, DocumentId};
use serde::{Deserialize, Serialize};

/// A text of the corpus and what is known about it. The text itself lies beside the project, unchanged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its name in the project.
    pub id: DocumentId,
    /// As a bibliography would give it.
    pub title: String,
    /// Who wrote it, as a citation would give them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// When it appeared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The case that its codings belong to unless they say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// What kind of source it is, such as "article" or "interview".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Whatever the coders want to keep of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Name of the text in the project's `documents` folder; also how the command line calls it.
    pub file: String,
    /// Name of what was imported, in the `originals` folder.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub original: String,
    /// Encoding of the original, such as "windows-874".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub encoding: String,
    /// SHA-256 of the text as stored, in hexadecimal: spans mean nothing in any other text.
    pub sha256: String,
    /// Length of the text as stored, in bytes.
    pub bytes: u64,
}

impl Document {
    /// "Author Year", as far as known, else the title: how a quotation names its source.
    pub fn citation(&self) -> String {
        match (self.author.as_str(), self.year) {
            ("", _) => self.title.clone(),
            (author, Some(year)) => format!("{author} {year}"),
            (author, None) => author.to_owned(),
        }
    }
}
