//! Is a text that comes in there already?

use crate::project::{Document, DocumentId, Project, Remark};
use crate::store::Texts;
use std::collections::HashMap;

/// The documents that are there, by what makes another one their twin.
pub(super) struct Twins {
    /// Titles by the hash of the text.
    by_text: HashMap<String, String>,
    /// Documents by the length of what they were imported from; measured once it is asked for.
    by_original: Option<HashMap<u64, Vec<Document>>>,
    documents: Vec<Document>,
    /// The document that is read again, and is no twin of itself.
    except: Option<DocumentId>,
}

impl Twins {
    /// The documents of a project, all but the one that is read again.
    pub fn new(project: &Project, except: Option<DocumentId>) -> Self {
        let documents: Vec<Document> = project.documents().iter().cloned().collect();
        let others = documents
            .iter()
            .filter(|document| Some(document.id) != except && document.bytes > 0);
        let by_text = others
            .map(|document| (document.sha256.clone(), document.title.clone()))
            .collect();
        Self {
            by_text,
            by_original: None,
            documents,
            except,
        }
    }

    /// What there is to say of a text that comes in, with the hash of its text and the bytes that it came from: which
    /// document it is a twin of.
    pub fn twin_of(&mut self, texts: &Texts, sha256: &str, original: &[u8]) -> Option<Remark> {
        if let Some(title) = self.by_text.get(sha256) {
            return Some(Remark::doubt(format!(
                "Has the same text as “{title}”. Remove one of them if that was not meant"
            )));
        }
        let title = self.same_file(texts, original)?;
        Some(Remark::doubt(format!(
            "Is the same file as “{title}” came from, read otherwise. Remove one of them if that was not meant"
        )))
    }

    /// The document that came from these very bytes.
    fn same_file(&mut self, texts: &Texts, original: &[u8]) -> Option<&str> {
        let by_original = self.by_original.get_or_insert_with(|| {
            let mut by_original: HashMap<u64, Vec<Document>> = HashMap::new();
            for document in std::mem::take(&mut self.documents) {
                if let Some(length) = texts.original_len(&document) {
                    by_original.entry(length).or_default().push(document);
                }
            }
            by_original
        });
        let alike = by_original.get(&(original.len() as u64))?;
        alike
            .iter()
            .filter(|document| Some(document.id) != self.except)
            .find(|document| texts.original(document).is_ok_and(|kept| kept == original))
            .map(|document| document.title.as_str())
    }

    /// One that came in just now.
    pub fn add(&mut self, document: &Document, original: &[u8]) {
        if document.bytes > 0 {
            let twin = (document.sha256.clone(), document.title.clone());
            self.by_text.insert(twin.0, twin.1);
        }
        match &mut self.by_original {
            Some(by_original) => by_original
                .entry(original.len() as u64)
                .or_default()
                .push(document.clone()),
            None => self.documents.push(document.clone()),
        }
    }
}
