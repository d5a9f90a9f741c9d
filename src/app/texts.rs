//! The texts of the documents, read in the background, the one that is looked at first.

use crate::jobs::{Wake, Worker};
use crate::project::{Document, DocumentId, Project};
use crate::store::Store;
use crate::text::Text;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What has become of a document's text.
enum Reading {
    UnderWay {
        sha256: String,
    },
    Done {
        sha256: String,
        text: Result<Arc<Text>, String>,
    },
}

type Read = (DocumentId, String, Result<Arc<Text>, String>);

/// The texts of the documents.
pub struct Texts {
    worker: Worker<Document, Read>,
    texts: HashMap<DocumentId, Reading>,
}

impl Texts {
    /// No texts yet, to be read through this store.
    pub(super) fn new(store: Arc<Mutex<Store>>, wake: Wake) -> Self {
        let worker = Worker::start("Read documents", wake, move |document: Document, _: &_| {
            let bytes = store
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .read_text(&document);
            let text = bytes
                .map(|text| Arc::new(Text::new(text)))
                .map_err(|error| error.to_string());
            (document.id, document.sha256, text)
        });
        Self {
            worker,
            texts: HashMap::new(),
        }
    }

    /// The text of a document, where it has been read.
    pub fn get(&self, document: DocumentId) -> Option<&Arc<Text>> {
        match self.texts.get(&document)? {
            Reading::Done { text: Ok(text), .. } => Some(text),
            _ => None,
        }
    }

    /// Why the text of a document could not be read; none where it could, or may yet.
    pub fn problem(&self, document: DocumentId) -> Option<&str> {
        match self.texts.get(&document)? {
            Reading::Done {
                text: Err(problem), ..
            } => Some(problem),
            _ => None,
        }
    }

    /// Has the texts read that are not yet, `first` ahead of the others, and lets go of those that are gone.
    pub(super) fn want(&mut self, project: &Project, first: Option<DocumentId>) -> Vec<DocumentId> {
        let first = first.and_then(|id| project.documents().get(id));
        for document in first.into_iter().chain(project.documents().iter()) {
            let there = self
                .texts
                .get(&document.id)
                .is_some_and(|reading| match reading {
                    Reading::UnderWay { sha256 } | Reading::Done { sha256, .. } => {
                        *sha256 == document.sha256
                    }
                });
            if !there && self.worker.send(document.clone()) {
                self.texts.insert(
                    document.id,
                    Reading::UnderWay {
                        sha256: document.sha256.clone(),
                    },
                );
            }
        }
        let gone: Vec<DocumentId> = self
            .texts
            .keys()
            .copied()
            .filter(|id| !project.documents().contains(*id))
            .collect();
        for id in &gone {
            self.texts.remove(id);
        }
        gone
    }

    /// Puts in place what has been read; gives the documents and their hashes.
    pub(super) fn collect(&mut self) -> Vec<(DocumentId, String)> {
        let mut read = Vec::new();
        while let Some(result) = self.worker.try_take() {
            let Ok((id, sha256, text)) = result else {
                continue;
            };
            let wanted = matches!(self.texts.get(&id), Some(Reading::UnderWay { sha256: wanted }) if *wanted == sha256);
            if wanted {
                if text.is_ok() {
                    read.push((id, sha256.clone()));
                }
                self.texts.insert(id, Reading::Done { sha256, text });
            }
        }
        read
    }

    /// Waits until all that is wanted has been read.
    pub(super) fn wait(&self) {
        self.worker.wait_until_idle();
    }
}
