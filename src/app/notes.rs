//! The notes of the document that is read: those of its map, else those that its text shows by itself.

use crate::citations::mapped_notes;
use crate::jobs::{Wake, Worker};
use crate::project::DocumentId;
use crate::text::{MappedNote, Text};
use std::collections::HashMap;
use std::sync::Arc;

type Found = (DocumentId, Arc<Text>, Arc<[MappedNote]>);
/// A text and its notes; none while they are looked for.
type Known = (Arc<Text>, Option<Arc<[MappedNote]>>);

/// The notes of the documents that were read.
pub(super) struct Notes {
    worker: Worker<(DocumentId, Arc<Text>), Found>,
    /// Of each document the text that they were looked for in, and what was found.
    known: HashMap<DocumentId, Known>,
}

impl Notes {
    /// None yet.
    pub fn new(wake: Wake) -> Self {
        let worker = Worker::start(
            "Look for notes",
            wake,
            |(document, text): (DocumentId, Arc<Text>), _: &_| {
                let notes = mapped_notes(&text).into();
                (document, text, notes)
            },
        );
        Self {
            worker,
            known: HashMap::new(),
        }
    }

    /// The notes of a document; none while they are not known.
    pub fn get(&self, document: DocumentId) -> Option<&Arc<[MappedNote]>> {
        self.known.get(&document)?.1.as_ref()
    }

    /// Has the notes of a document found that are not known yet. True where they were not.
    pub fn want(&mut self, document: DocumentId, text: &Arc<Text>) -> bool {
        let known = self.known.get(&document);
        if known.is_some_and(|(of, _)| Arc::ptr_eq(of, text)) {
            return false;
        }
        let mapped = &text.map().notes;
        let notes = (!mapped.is_empty()).then(|| mapped.as_slice().into());
        if notes.is_none() {
            self.worker.send((document, Arc::clone(text)));
        }
        self.known.insert(document, (Arc::clone(text), notes));
        true
    }

    /// Lets go of what is known of a document.
    pub fn forget(&mut self, document: DocumentId) {
        self.known.remove(&document);
    }

    /// Takes in what was found. True where it was something.
    pub fn collect(&mut self) -> bool {
        let mut changed = false;
        while let Some(found) = self.worker.try_take() {
            changed = true;
            // A text that its finder breaks on is read without notes.
            let Ok((document, text, notes)) = found else {
                continue;
            };
            if let Some((of, slot)) = self.known.get_mut(&document)
                && Arc::ptr_eq(of, &text)
            {
                *slot = Some(notes);
            }
        }
        changed
    }

    /// Waits until what is wanted has been found.
    pub fn wait(&self) {
        self.worker.wait_until_idle();
    }
}
