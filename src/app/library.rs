//! Documents filled from the entries of a library.

use super::Session;
use crate::import;
use crate::library::{self, Changed, Library, Match};
use crate::project::{Document, DocumentId, Transaction};
use std::path::Path;

/// A document, the entry of a library that is most like it, and what that would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Filling {
    /// The document.
    pub document: DocumentId,
    /// The entry; none where no entry is like it.
    pub entry: Option<Match>,
    /// What the entry says otherwise than the document.
    pub changes: Vec<Changed>,
}

/// Reads a library from a file: BibTeX, RIS or CSL-JSON, in any encoding.
///
/// # Errors
/// Says why it cannot be read, or is no library.
pub fn read_library(path: &Path) -> Result<Library, String> {
    let text = import::read_letters(path).map_err(|error| error.to_string())?;
    library::read(&text).map_err(|problem| format!("{}: {problem}", path.display()))
}

impl Session {
    /// What a library would change, for all documents by title.
    pub fn fillings(&self, library: &Library) -> Vec<Filling> {
        let mut documents: Vec<&Document> = self.project.documents().iter().collect();
        documents.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
        let best = library::best(&documents, &library.entries);
        let fillings = documents.iter().zip(best).map(|(document, entry)| {
            let found = entry.and_then(|entry| library.entries.get(entry.entry));
            Filling {
                document: document.id,
                entry,
                changes: found.map_or_else(Vec::new, |entry| library::changes(document, entry)),
            }
        });
        fillings.collect()
    }

    /// Puts into documents what a library says, in one step.
    pub(super) fn fill_documents(
        &mut self,
        filled: &[(DocumentId, Vec<Changed>)],
    ) -> Result<(), String> {
        let mut step = Transaction::new("Fill details from a library");
        for (id, changed) in filled {
            let document = self.project.documents().get(*id);
            let mut document = document.cloned().ok_or("A document is no longer there")?;
            library::fill(&mut document, changed)?;
            if self.project.documents().get(*id) != Some(&document) {
                step = step.put(document);
            }
        }
        self.perform(&step)
    }
}
