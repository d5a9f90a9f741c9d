//! Documents, and works that they cite, filled from the entries of a library.

use super::Session;
use crate::citations::Source;
use crate::import;
use crate::library::{self, Changed, Cited, Entry, Library, Match};
use crate::project::{Document, DocumentId, Transaction, WorkKind};
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

/// A work that documents cite, the entry of a library that is most like it, and what that would change.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkFilling {
    /// The work, by its key.
    pub key: String,
    /// How it is called.
    pub label: String,
    /// Its title, where that is known.
    pub title: String,
    /// The entry.
    pub entry: Match,
    /// What the entry says otherwise than what is known.
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
                changes: found.map_or_else(Vec::new, |entry| library::changes(*document, entry)),
            }
        });
        fillings.collect()
    }

    /// The works that the documents cite and a library has, the most like first; with what the library says otherwise.
    pub fn work_fillings(&self, library: &Library) -> Vec<WorkFilling> {
        let Some(register) = self.register() else {
            return Vec::new();
        };
        let cited: Vec<Cited> = register.sources().iter().map(cited).collect();
        let best = library::best_of_works(&cited, &library.entries);
        let found = register.sources().iter().zip(best);
        let mut fillings: Vec<WorkFilling> = found
            .filter_map(|(source, entry)| {
                let entry = entry?;
                let known = library.entries.get(entry.entry)?;
                Some(WorkFilling {
                    key: source.key.clone(),
                    label: source.label.clone(),
                    title: source.title.clone(),
                    entry,
                    changes: library::changes(&self.known_of(source), known),
                })
            })
            .collect();
        fillings.sort_by(|a, b| {
            let order = b.entry.is_sure().cmp(&a.entry.is_sure());
            order.then_with(|| a.label.cmp(&b.label))
        });
        fillings
    }

    /// Puts into documents what a library says, in one step.
    pub(super) fn fill_documents(
        &mut self,
        filled: &[(DocumentId, Vec<Changed>)],
    ) -> Result<(), String> {
        self.match_library(filled, &[])
    }

    /// Puts into documents and into works what a library says, in one step.
    pub(super) fn match_library(
        &mut self,
        filled: &[(DocumentId, Vec<Changed>)],
        works: &[(String, Entry)],
    ) -> Result<(), String> {
        let label = match (filled.len(), works.len()) {
            (_, 0) => "Fill details from a library",
            _ => "Match a library",
        };
        let mut step = Transaction::new(label);
        for (id, changed) in filled {
            let document = self.project.documents().get(*id);
            let mut document = document.cloned().ok_or("A document is no longer there")?;
            library::fill(&mut document, changed)?;
            if self.project.documents().get(*id) != Some(&document) {
                step = step.put(document);
            }
        }
        let step = self.match_into(step, works)?;
        self.perform(&step)
    }
}

/// A work as its citations and people know it.
fn cited(source: &Source) -> Cited {
    let written = !matches!(
        source.kind,
        Some(WorkKind::Cable | WorkKind::Law | WorkKind::Interview)
    );
    Cited {
        names: source.names.clone(),
        year: source.year,
        title: if written || !source.title.is_empty() {
            source.title.clone()
        } else {
            source.label.clone()
        },
        kind: source.kind,
        doi: source.reference.doi.clone(),
    }
}
