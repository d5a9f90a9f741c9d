//! A text is never changed in place: a corrected one is a new version, and codings are carried over to it.

use super::{Date, DocumentId, VersionId};
use serde::{Deserialize, Serialize};

/// One text of a document: the one that was imported, or a correction of it. A document without any record of this
/// kind has the text that it was imported with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Its name in the project: [`VersionId::first`] for what was imported.
    pub id: VersionId,
    /// Whose text it is.
    pub document: DocumentId,
    /// What it corrects; none for what was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<VersionId>,
    /// Name of the text in the project's `documents` folder.
    pub file: String,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
    /// Length of the text in bytes.
    pub bytes: u64,
    /// Name of its map in the `documents` folder; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub map: String,
    /// When it was made.
    pub made: Date,
    /// Why, in the words of who made it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
