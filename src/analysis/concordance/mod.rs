//! Places in the texts as a concordance: in which order, coded with what, how many where.

mod coded;
mod counts;
mod order;
mod table;

pub use coded::Coded;
pub use counts::{Count, Counts, Lengths};
pub use order::{Column, Order};
pub use table::{HEADS, Source, report};

use crate::project::{CaseId, CodeId, DocumentId, Project, Span};
use crate::text::Text;
use std::collections::HashMap;
use std::sync::Arc;

/// The texts of documents.
pub type Texts = HashMap<DocumentId, Arc<Text>>;

/// A place in a text.
pub trait Place {
    /// The document.
    fn document(&self) -> DocumentId;
    /// Its parts, in order; at least one.
    fn spans(&self) -> &[Span];

    /// Its first byte.
    fn start(&self) -> usize {
        self.spans().first().map_or(0, |span| span.start)
    }

    /// One past its last byte.
    fn end(&self) -> usize {
        self.spans().last().map_or(0, |span| span.end)
    }
}

/// Which of the places with a coding on them are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Uncoded {
    /// All of them.
    #[default]
    All,
    /// Those that no coding touches.
    WithoutCode,
    /// Those that no coding with this code touches.
    Without(CodeId),
}

impl Uncoded {
    /// Whether a place that is coded with these is shown.
    pub fn shows(self, codes: &[CodeId]) -> bool {
        match self {
            Self::All => true,
            Self::WithoutCode => codes.is_empty(),
            Self::Without(code) => !codes.contains(&code),
        }
    }
}

/// Only the places of one document or case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Only {
    /// Of this document.
    Document(DocumentId),
    /// Of this case; none for those of no case.
    Case(Option<CaseId>),
}

impl Only {
    /// Whether a place is among them.
    pub fn has(self, project: &Project, place: &impl Place) -> bool {
        match self {
            Self::Document(id) => place.document() == id,
            Self::Case(case) => case_of(project, place) == case,
        }
    }
}

/// The case of what stands at a place.
pub fn case_of(project: &Project, place: &impl Place) -> Option<CaseId> {
    let document = project.documents().get(place.document())?;
    document.case_at(place.start())
}

/// The year of its document.
pub fn year_of(project: &Project, place: &impl Place) -> Option<i32> {
    project.documents().get(place.document())?.year
}

/// What codes are called beside each other in a cell.
pub fn labels(project: &Project, codes: &[CodeId]) -> String {
    let labels = codes.iter().filter_map(|id| project.codes().get(*id));
    let labels: Vec<&str> = labels.map(crate::project::Code::label).collect();
    labels.join(", ")
}

#[cfg(test)]
mod tests;
