//! A text that is coded.

use super::{AttributeId, CaseId, Coding, DocumentId, Reference, Value, VersionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Name of the text's map (its pages, headings and notes) in the project's `documents` folder; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub map: String,
    /// What made the text of the original, such as "pdfboss 2.16.1"; empty where only the encoding had to be found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reader: String,
    /// Which of its texts this is; none for the one that was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<VersionId>,
    /// What else a bibliography says of it.
    #[serde(default, skip_serializing_if = "Reference::is_empty")]
    pub reference: Reference,
    /// Parts of the text that are each of another case than the document, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Values of the project's own attributes, which its codings have too unless they say otherwise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<AttributeId, Value>,
}

/// A part of a document's text, up to where the next one starts, that belongs to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its first byte.
    pub start: usize,
    /// Its case; none for what belongs to the document's.
    pub case: Option<CaseId>,
}

impl Document {
    /// A document of this title and file, with nothing else known.
    pub fn new(title: impl Into<String>, file: impl Into<String>) -> Self {
        Self {
            id: DocumentId::new(),
            title: title.into(),
            author: String::new(),
            year: None,
            case: None,
            kind: String::new(),
            notes: String::new(),
            file: file.into(),
            original: String::new(),
            encoding: String::new(),
            sha256: String::new(),
            bytes: 0,
            map: String::new(),
            reader: String::new(),
            version: None,
            reference: Reference::default(),
            sections: Vec::new(),
            attributes: BTreeMap::new(),
        }
    }

    /// The kind of a draft of the write-up.
    pub const DRAFT: &str = "draft";

    /// Whether it is a draft of the write-up: not a source, and not searched with the sources.
    pub fn is_draft(&self) -> bool {
        self.kind.trim().eq_ignore_ascii_case(Self::DRAFT)
    }

    /// Which of its texts it has now.
    pub fn text_version(&self) -> VersionId {
        self.version.unwrap_or_else(|| VersionId::first(self.id))
    }

    /// Whether the spans of a coding are places in the text that the document has now. Those of one that waits are
    /// places in another version, and it has yet to be found again.
    pub fn places(&self, coding: &Coding) -> bool {
        coding.document == self.id && coding.version == self.version
    }

    /// The case of what stands at an offset of the text.
    pub fn case_at(&self, offset: usize) -> Option<CaseId> {
        let after = self
            .sections
            .partition_point(|section| section.start <= offset);
        let section = after.checked_sub(1).and_then(|at| self.sections[at].case);
        section.or(self.case)
    }

    /// Whether it belongs to a case, as a whole or in a part.
    pub fn is_on(&self, case: CaseId) -> bool {
        let mut parts = self.sections.iter();
        self.case == Some(case) || parts.any(|part| part.case == Some(case))
    }

    /// "Author Year", as far as known, else the title: how a quotation names its source.
    pub fn citation(&self) -> String {
        match (self.author.as_str(), self.year) {
            ("", _) => self.title.clone(),
            (author, Some(year)) => format!("{author} {year}"),
            (author, None) => author.to_owned(),
        }
    }
}
