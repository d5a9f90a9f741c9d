//! What is asked of the table of passages: which of them, in which order, with which columns.

use super::{AttributeId, CaseId, CodeId, CoderId, Date, DocumentId, Project, RivalId, Stance};
use serde::{Deserialize, Serialize};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Column {
    /// Name of the code.
    Code,
    /// Key of the code.
    Key,
    /// How it bears on the argument.
    Stance,
    /// How it bears on a rival.
    Rival(RivalId),
    /// The words.
    Quotation,
    /// The words with their source, in the style of the export.
    Cited,
    /// Title of the document.
    Document,
    /// Author of the document.
    Author,
    /// Year of the document.
    Year,
    /// Page or paragraph.
    Place,
    /// The case.
    Case,
    /// When what it says happened.
    Date,
    /// Whose words or view it gives.
    Speaker,
    /// Who tagged it.
    Coder,
    /// What the coder has to say of it.
    Memo,
    /// The works that it rests on.
    Sources,
    /// How the coding came about.
    Made,
    /// First code point.
    Start,
    /// One past the last code point.
    End,
    /// An attribute of the project.
    Attribute(AttributeId),
}

impl Column {
    /// The columns of an export before those of rivals and attributes, in its order.
    pub const EXPORT: [Self; 17] = [
        Self::Code,
        Self::Key,
        Self::Stance,
        Self::Quotation,
        Self::Document,
        Self::Author,
        Self::Year,
        Self::Place,
        Self::Case,
        Self::Date,
        Self::Speaker,
        Self::Coder,
        Self::Memo,
        Self::Sources,
        Self::Made,
        Self::Start,
        Self::End,
    ];

    /// The columns that the window shows before anyone has chosen.
    pub const USUAL: [Self; 8] = [
        Self::Key,
        Self::Stance,
        Self::Quotation,
        Self::Document,
        Self::Place,
        Self::Case,
        Self::Date,
        Self::Coder,
    ];

    /// All columns that a project has, in the order of an export.
    pub fn all(project: &Project) -> Vec<Self> {
        let rivals = super::rivals_in_order(project);
        let attributes = project.attributes().iter();
        Self::EXPORT
            .into_iter()
            .chain(rivals.into_iter().map(|rival| Self::Rival(rival.id)))
            .chain(attributes.map(|attribute| Self::Attribute(attribute.id)))
            .collect()
    }

    /// Header in the window and in exports.
    pub fn name(self, project: &Project) -> String {
        let name = match self {
            Self::Code => "code",
            Self::Key => "key",
            Self::Stance => "stance",
            Self::Quotation => "quotation",
            Self::Cited => "cited",
            Self::Document => "document",
            Self::Author => "author",
            Self::Year => "year",
            Self::Place => "place",
            Self::Case => "case",
            Self::Date => "date",
            Self::Speaker => "speaker",
            Self::Coder => "coder",
            Self::Memo => "memo",
            Self::Sources => "sources",
            Self::Made => "made by",
            Self::Start => "start",
            Self::End => "end",
            Self::Rival(id) => {
                let rival = project.rivals().get(id);
                return rival.map_or(String::new(), |rival| format!("on {}", rival.name));
            }
            Self::Attribute(id) => {
                return project
                    .attributes()
                    .get(id)
                    .map_or(String::new(), |a| a.name.clone());
            }
        };
        name.to_owned()
    }
}

/// Which codings the table shows. What is not set lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// This code or its parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<CodeId>,
    /// Of this case, or of none.
    #[serde(with = "of_case", skip_serializing_if = "Option::is_none")]
    pub case: Option<Option<CaseId>>,
    /// By this coder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coder: Option<CoderId>,
    /// With this stance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    /// Bearing on the argument and on this rival alike, so that they cannot tell the two apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_tell_from: Option<RivalId>,
    /// In this document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// Not dated before this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Not dated after this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// With these words, in any case, in the quotation, memo or speaker.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Resting on works with these words, in any case, in their names.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Order of the table's rows; equal rows stand in the order of documents and text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// Greatest first.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self {
            column: Column::Document,
            descending: false,
        }
    }
}

/// A file says `Some(Of(case))` or `Some(Unassigned)`: readers that let `Some` be left out cannot tell two of them apart.
mod of_case {
    use super::CaseId;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    enum OfCase {
        Of(CaseId),
        Unassigned,
    }

    #[expect(clippy::ref_option, reason = "serde asks for this form")]
    pub fn serialize<S: Serializer>(
        case: &Option<Option<CaseId>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        case.map(|case| case.map_or(OfCase::Unassigned, OfCase::Of))
            .serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Option<CaseId>>, D::Error> {
        let case = Option::<OfCase>::deserialize(deserializer)?;
        Ok(case.map(|case| match case {
            OfCase::Of(id) => Some(id),
            OfCase::Unassigned => None,
        }))
    }
}
