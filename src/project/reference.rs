//! What a bibliography says of a work besides its author, year and title.

use super::Date;
use serde::{Deserialize, Serialize};

/// What a bibliography says of a work besides its author, year and title. The fields are those that BibTeX, RIS and
/// CSL-JSON share; whatever is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reference {
    /// How a library calls it, such as "gallagher2001".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// What sort of work it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<WorkKind>,
    /// The journal, newspaper, book or site that it is part of.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub container: String,
    /// Who edited that.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub editor: String,
    /// Who published it: a press, an organisation, a university.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub publisher: String,
    /// Where.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The volume.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub volume: String,
    /// The issue, or the number of a report.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub issue: String,
    /// The pages that it has there, such as "125–129".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pages: String,
    /// When it appeared, where more than the year is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Its DOI, such as "10.1017/S0020818300028009".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub doi: String,
    /// Where it can be found on line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// When it was looked up there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Date>,
    /// Its language, such as "th" or "en-GB".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
}

/// Sorts of works, as bibliographies tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum WorkKind {
    /// In a journal.
    Article,
    /// In a newspaper or magazine, or on its site.
    News,
    /// A whole book.
    Book,
    /// A part of a book.
    Chapter,
    /// By an organisation or a government.
    Report,
    /// For a degree.
    Thesis,
    /// A paper read at a conference, or not published yet.
    Paper,
    /// A page or post on line.
    Web,
    /// A diplomatic cable.
    Cable,
    /// An interview.
    Interview,
    /// A letter or another personal communication.
    Letter,
    /// A statute, treaty or resolution.
    Law,
    /// A judgment.
    Judgment,
    /// Anything else.
    Other,
}

impl WorkKind {
    /// All of them, in the order that lists show.
    pub const ALL: [Self; 14] = [
        Self::Article,
        Self::News,
        Self::Book,
        Self::Chapter,
        Self::Report,
        Self::Thesis,
        Self::Paper,
        Self::Web,
        Self::Cable,
        Self::Interview,
        Self::Letter,
        Self::Law,
        Self::Judgment,
        Self::Other,
    ];

    /// The word for it in the window and in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::News => "news",
            Self::Book => "book",
            Self::Chapter => "chapter",
            Self::Report => "report",
            Self::Thesis => "thesis",
            Self::Paper => "paper",
            Self::Web => "web page",
            Self::Cable => "cable",
            Self::Interview => "interview",
            Self::Letter => "letter",
            Self::Law => "law",
            Self::Judgment => "judgment",
            Self::Other => "other",
        }
    }
}

impl Reference {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
