//! What became of the files that someone brought into the project.

use super::{Date, DocumentId, IntakeId};
use serde::{Deserialize, Serialize};

/// The report of one import: what was kept of each file, and what was not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intake {
    /// Its name in the project.
    pub id: IntakeId,
    /// When it was done.
    pub on: Date,
    /// The files, in the order in which they were read.
    pub files: Vec<IntakeFile>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntakeFile {
    /// Its name, without its folder.
    pub name: String,
    /// What came in.
    pub result: IntakeResult,
    /// The documents that were made of it; none, one, or, of a table, one for each row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentId>,
    /// What read it, such as "pdfboss 2.16.1"; empty where nothing but the encoding had to be found out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reader: String,
    /// What was kept, what was not, what is in doubt: a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

/// How much of a file came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum IntakeResult {
    /// All that can be coded.
    Whole,
    /// Some of it; the remarks say what is missing or in doubt.
    Part,
    /// The file is kept, without any text.
    NoText,
    /// Nothing: the remarks say why and what to do.
    Refused,
    /// It was not reached before the import was stopped.
    NotReached,
}

/// A sentence of an import report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// How much it matters.
    pub weight: Weight,
    /// The sentence, without a full stop at its end.
    pub text: String,
}

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Weight {
    /// What was kept: "12 pages, 31 notes".
    Kept,
    /// What should be looked at: a guess, a twin, letters in doubt.
    Doubt,
    /// What is not in the text: pages without text, a damaged end.
    Lost,
}

impl Remark {
    /// Something that was kept.
    pub fn kept(text: impl Into<String>) -> Self {
        Self {
            weight: Weight::Kept,
            text: text.into(),
        }
    }

    /// Something to look at.
    pub fn doubt(text: impl Into<String>) -> Self {
        Self {
            weight: Weight::Doubt,
            text: text.into(),
        }
    }

    /// Something that is not in the text.
    pub fn lost(text: impl Into<String>) -> Self {
        Self {
            weight: Weight::Lost,
            text: text.into(),
        }
    }
}
