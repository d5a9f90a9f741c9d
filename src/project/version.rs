//! A text is never changed in place: a corrected one is a new version, and codings are carried over to it.

use super::{Date, Document, DocumentId, Project, VersionId};
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

impl Version {
    /// The text that a document has, which nobody has corrected yet, made known on this day.
    pub fn first(document: &Document, made: Date) -> Self {
        Self {
            id: VersionId::first(document.id),
            document: document.id,
            from: None,
            file: document.file.clone(),
            sha256: document.sha256.clone(),
            bytes: document.bytes,
            map: document.map.clone(),
            made,
            note: String::new(),
        }
    }
}

/// The texts that a document has had, the latest first; none where nobody has corrected it.
pub fn versions_of(project: &Project, document: DocumentId) -> Vec<&Version> {
    let all = project.versions().iter();
    let mut versions: Vec<&Version> = all.filter(|one| one.document == document).collect();
    let made = |one: &Version| {
        let stamp = project.version(super::RecordId::Version(one.id));
        (one.from.is_some(), stamp.map(|(stamp, _)| stamp))
    };
    versions.sort_by_key(|one| std::cmp::Reverse(made(one)));
    versions
}
