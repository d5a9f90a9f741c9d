//! The documents of a project: which is shown, what is known of them, and their end.

use super::Session;
use super::view::{Room, Selection};
use crate::project::{
    Document, DocumentId, RecordId, Span, Transaction, delete_document, find_or_add_case, remove,
};

impl Session {
    /// Puts a document in the reader.
    pub(super) fn show_document(&mut self, id: DocumentId) {
        if !self.project.documents().contains(id) {
            return;
        }
        self.view.room = Room::Read;
        if self.view.document != Some(id) {
            self.view.document = Some(id);
            self.view.selection = Selection::default();
            self.view.codings.clear();
        }
    }

    /// At the start: the document that was shown last here, else the first of the list.
    pub(super) fn show_first(&mut self, last: Option<DocumentId>) {
        let documents = self.project.documents();
        let first = documents
            .iter()
            .min_by(|a, b| a.title.cmp(&b.title).then_with(|| a.id.cmp(&b.id)))
            .map(|d| d.id);
        self.view.document = last.filter(|id| documents.contains(*id)).or(first);
        self.want_texts();
    }

    pub(super) fn go_to(&mut self, document: DocumentId, span: Span) {
        self.show_document(document);
        self.view.selection = Selection::caret(span.start);
        self.view.reveal(span, false);
    }

    pub(super) fn edit_document(
        &mut self,
        mut document: Document,
        case: &str,
    ) -> Result<(), String> {
        let before = self
            .project
            .documents()
            .get(document.id)
            .cloned()
            .ok_or("This document is no longer there")?;
        document.title = document.title.trim().to_owned();
        if document.title.is_empty() {
            document.title = before.title.clone();
        }
        // What the store keeps of the text is not for a form to change.
        document.file.clone_from(&before.file);
        document.sha256.clone_from(&before.sha256);
        document.bytes = before.bytes;
        document.map.clone_from(&before.map);
        if document.version != before.version {
            document.version = before.version;
            document.sections.clone_from(&before.sections);
        }
        document.original.clone_from(&before.original);
        document.encoding.clone_from(&before.encoding);
        document.reader.clone_from(&before.reader);
        let mut step = Transaction::new(format!("Change details of “{}”", document.title));
        let found = find_or_add_case(&self.project, case);
        document.case = found.as_ref().map(|(id, _)| *id);
        if let Some((_, Some(new))) = found {
            step = step.put(new);
        }
        if document == before {
            return Ok(());
        }
        self.perform(&step.put(document))
    }

    pub(super) fn remove_document(&mut self, id: DocumentId) -> Result<(), String> {
        let (step, _) = delete_document(&self.project, id);
        self.perform(&step)
    }

    pub(super) fn remove_record(&mut self, id: RecordId) -> Result<(), String> {
        let step = remove(&self.project, id)?;
        self.perform(&step)
    }
}
