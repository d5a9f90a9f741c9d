//! In which documents, and with whose codings in sight, is a query asked?

use super::{Cited, CitedIn};
use crate::project::{CoderId, Coding, DocumentId, Project};
use std::collections::BTreeSet;

/// What is searched.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    /// Holds the documents' titles, files and cases, and the codings.
    pub project: &'a Project,
    /// The documents to search, in the order in which hits are wanted.
    pub documents: Vec<DocumentId>,
    /// Only codings of these coders are seen by `code:`, `uncoded:` and the like; none means of all.
    pub coders: Option<BTreeSet<CoderId>>,
    /// What the documents cite, for `cite:` and `cable:`; none where no citations have been read.
    pub cited: Option<&'a CitedIn>,
}

impl<'a> Scope<'a> {
    /// All documents of a project but drafts of the write-up, by file name, and all codings.
    pub fn all(project: &'a Project) -> Self {
        let documents = project.documents().iter();
        let mut documents: Vec<_> = documents.filter(|one| !one.is_draft()).collect();
        documents.sort_by(|a, b| a.file.cmp(&b.file).then(a.id.cmp(&b.id)));
        Self::of(project, documents.into_iter().map(|document| document.id))
    }

    /// These documents, in this order, and all codings.
    pub fn of(project: &'a Project, documents: impl IntoIterator<Item = DocumentId>) -> Self {
        Self {
            project,
            documents: documents.into_iter().collect(),
            coders: None,
            cited: None,
        }
    }

    /// What a document cites; none where that has not been read.
    pub(super) fn cited_in(&self, document: DocumentId) -> Option<&'a [Cited]> {
        self.cited?.get(&document).map(AsRef::as_ref)
    }

    /// The codings that stand in a document's text and are in sight.
    pub(super) fn codings(&self, document: DocumentId) -> impl Iterator<Item = &'a Coding> {
        let seen = self.coders.as_ref();
        self.project
            .placed_in(document)
            .filter(move |coding| seen.is_none_or(|seen| seen.contains(&coding.coder)))
    }
}
