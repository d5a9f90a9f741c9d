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
        key: Key,
        /// The same text with the map that it had before, to be shown until then.
        before: Option<Arc<Text>>,
    },
    Done {
        key: Key,
        text: Result<Arc<Text>, String>,
    },
}

/// Which text with which map: another one is read anew.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    sha256: String,
    map: String,
}

impl Key {
    fn of(document: &Document) -> Self {
        Self {
            sha256: document.sha256.clone(),
            map: document.map.clone(),
        }
    }
}

type Read = (DocumentId, Key, Result<Arc<Text>, String>);

/// The texts of the documents.
pub struct Texts {
    worker: Worker<Document, Read>,
    texts: HashMap<DocumentId, Reading>,
}

impl Texts {
    /// No texts yet, to be read through this store.
    pub(super) fn new(store: Arc<Mutex<Store>>, wake: Wake) -> Self {
        let worker = Worker::start("Read documents", wake, move |document: Document, _: &_| {
            let texts = store.lock().unwrap_or_else(PoisonError::into_inner).texts();
            let text = texts
                .read(&document)
                .map(|text| {
                    let text = Text::mapped(text, texts.map(&document));
                    // The window's thread is not to wait for it.
                    let _ = text.reading();
                    Arc::new(text)
                })
                .map_err(|error| error.to_string());
            (document.id, Key::of(&document), text)
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
            Reading::UnderWay { before, .. } => before.as_ref(),
            Reading::Done { .. } => None,
        }
    }

    /// The texts that have been read.
    pub(super) fn all(&self) -> HashMap<DocumentId, Arc<Text>> {
        let ids = self.texts.keys();
        ids.filter_map(|id| Some((*id, Arc::clone(self.get(*id)?))))
            .collect()
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

    /// Takes over the text of a document as it is about to be, so that it need not be read.
    pub(super) fn put(&mut self, document: &Document, text: Arc<Text>) {
        let key = Key::of(document);
        let text = Ok(text);
        self.texts.insert(document.id, Reading::Done { key, text });
    }

    /// Has the texts read that are not yet, `first` ahead of the others, and lets go of those that are gone.
    pub(super) fn want(&mut self, project: &Project, first: Option<DocumentId>) -> Vec<DocumentId> {
        let first = first.and_then(|id| project.documents().get(id));
        for document in first.into_iter().chain(project.documents().iter()) {
            let there = self
                .texts
                .get(&document.id)
                .is_some_and(|reading| match reading {
                    Reading::UnderWay { key, .. } | Reading::Done { key, .. } => {
                        *key == Key::of(document)
                    }
                });
            if !there && self.worker.send(document.clone()) {
                let key = Key::of(document);
                let before = self.same_text(document.id, &key);
                let reading = Reading::UnderWay { key, before };
                self.texts.insert(document.id, reading);
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

    /// The text of a document, where it is the one of this key but for its map.
    fn same_text(&self, document: DocumentId, key: &Key) -> Option<Arc<Text>> {
        match self.texts.get(&document)? {
            Reading::Done { key: known, text } if known.sha256 == key.sha256 => {
                text.as_ref().ok().cloned()
            }
            Reading::UnderWay { key: known, before } if known.sha256 == key.sha256 => {
                before.clone()
            }
            _ => None,
        }
    }

    /// Puts in place what has been read; gives the documents and their hashes.
    pub(super) fn collect(&mut self) -> Vec<(DocumentId, String)> {
        let mut read = Vec::new();
        while let Some(result) = self.worker.try_take() {
            let Ok((id, key, text)) = result else {
                continue;
            };
            let wanted = matches!(self.texts.get(&id), Some(Reading::UnderWay { key: wanted, .. }) if *wanted == key);
            if wanted {
                if text.is_ok() {
                    read.push((id, key.sha256.clone()));
                }
                self.texts.insert(id, Reading::Done { key, text });
            }
        }
        read
    }

    /// Waits until all that is wanted has been read.
    pub(super) fn wait(&self) {
        self.worker.wait_until_idle();
    }
}
