//! What the columns of the implication table stand for.

use super::{AttributeId, CaseId, CoderId, Coding, DocumentId, Project};
use serde::{Deserialize, Serialize};

/// What sets the columns of the implication table apart.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum By {
    /// The case that a passage says something of.
    #[default]
    Case,
    /// The document that it stands in.
    Document,
    /// Who tagged it.
    Coder,
    /// The year in which what it says happened.
    Year,
    /// Its value of an attribute.
    Attribute(AttributeId),
}

impl By {
    /// Which column a coding belongs to.
    pub fn subject(self, project: &Project, coding: &Coding) -> Subject {
        match self {
            Self::Case => Subject::Case(project.case_of(coding).map(|case| case.id)),
            Self::Document => Subject::Document(coding.document),
            Self::Coder => Subject::Coder(coding.coder),
            Self::Year => Subject::Year(coding.date.map(|date| date.year())),
            Self::Attribute(id) => {
                let value = project.value_of(coding, id);
                Subject::Value(id, value.map(ToString::to_string).unwrap_or_default())
            }
        }
    }

    /// The word for it in the window and on the command line.
    pub fn name(self, project: &Project) -> String {
        match self {
            Self::Case => "case".to_owned(),
            Self::Document => "document".to_owned(),
            Self::Coder => "coder".to_owned(),
            Self::Year => "year".to_owned(),
            Self::Attribute(id) => project
                .attributes()
                .get(id)
                .map_or_else(String::new, |attribute| attribute.name.clone()),
        }
    }

    /// All that this project can be set apart by.
    pub fn all(project: &Project) -> Vec<Self> {
        let mut all = vec![Self::Case, Self::Document, Self::Coder, Self::Year];
        let attributes = project.attributes().iter();
        all.extend(attributes.map(|attribute| Self::Attribute(attribute.id)));
        all
    }
}

/// What one column stands for: what a finding is a finding on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A case, or passages that belong to none.
    Case(Option<CaseId>),
    /// A document.
    Document(DocumentId),
    /// A coder.
    Coder(CoderId),
    /// A year, or passages without a date.
    Year(Option<i32>),
    /// A value of an attribute as it is shown; empty for passages without one.
    Value(AttributeId, String),
}

impl Subject {
    /// What the columns beside it are set apart by.
    pub fn by(&self) -> By {
        match self {
            Self::Case(_) => By::Case,
            Self::Document(_) => By::Document,
            Self::Coder(_) => By::Coder,
            Self::Year(_) => By::Year,
            Self::Value(id, _) => By::Attribute(*id),
        }
    }

    /// Header of the column.
    pub fn name(&self, project: &Project) -> String {
        match self {
            Self::Case(None) => "No case".to_owned(),
            Self::Case(Some(id)) => project
                .cases()
                .get(*id)
                .map_or_else(|| "Removed case".to_owned(), |case| case.name.clone()),
            Self::Document(id) => project.documents().get(*id).map_or_else(
                || "Removed document".to_owned(),
                |document| document.title.clone(),
            ),
            Self::Coder(id) => project
                .coders()
                .get(*id)
                .map_or_else(|| "Removed coder".to_owned(), |coder| coder.name.clone()),
            Self::Year(None) => "No date".to_owned(),
            Self::Year(Some(year)) => year.to_string(),
            Self::Value(_, value) if value.is_empty() => "No value".to_owned(),
            Self::Value(_, value) => value.clone(),
        }
    }

    /// Whether what it stands for is still in the project.
    pub fn is_there(&self, project: &Project) -> bool {
        match self {
            Self::Case(Some(id)) => project.cases().contains(*id),
            Self::Document(id) => project.documents().contains(*id),
            Self::Coder(id) => project.coders().contains(*id),
            Self::Value(id, _) => project.attributes().contains(*id),
            Self::Case(None) | Self::Year(_) => true,
        }
    }
}
