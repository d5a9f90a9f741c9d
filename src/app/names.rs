//! Which document or code does a person mean by a name?

use super::Session;
use crate::project::{CodeId, Document, DocumentId, versions_of};
use std::path::Path;

impl Session {
    /// A document by its file name, title or id, as the command line names it.
    ///
    /// # Errors
    /// Says that there is none, or more than one.
    pub fn find_document(&self, name: &str) -> Result<DocumentId, String> {
        let documents = self.project.documents();
        let by = |matches: &dyn Fn(&Document) -> bool| -> Vec<DocumentId> {
            documents
                .iter()
                .filter(|document| matches(document))
                .map(|document| document.id)
                .collect()
        };
        let stem = |document: &Document| {
            Path::new(&document.file)
                .file_stem()
                .is_some_and(|stem| stem.to_string_lossy() == name)
        };
        let found = [
            by(&|d| d.file == name || d.id.to_string() == name),
            by(&|d| d.title == name),
            by(&|d| d.original == name || stem(d)),
            // A corrected text has another file.
            by(&|d| {
                versions_of(&self.project, d.id)
                    .iter()
                    .any(|v| v.file == name)
            }),
        ];
        match found
            .iter()
            .find(|found| !found.is_empty())
            .map(Vec::as_slice)
        {
            Some([one]) => Ok(*one),
            Some(_) => Err(format!(
                "More than one document is called “{name}”. Name it by its file"
            )),
            None => Err(format!(
                "There is no document “{name}”. attest documents lists them"
            )),
        }
    }

    /// A code by its key, name or id, in any case.
    ///
    /// # Errors
    /// Says that there is none, or more than one.
    pub fn find_code(&self, name: &str) -> Result<CodeId, String> {
        let wanted = name.to_lowercase();
        let codes = self.project.codes();
        let by_key = codes
            .iter()
            .find(|code| code.key.to_lowercase() == wanted || code.id.to_string() == wanted);
        let by_name: Vec<_> = codes
            .iter()
            .filter(|code| code.name.to_lowercase() == wanted)
            .collect();
        match (by_key, by_name.as_slice()) {
            (Some(code), _) => Ok(code.id),
            (None, [code]) => Ok(code.id),
            (None, []) => {
                let near = self
                    .code_like(&wanted)
                    .map_or(String::new(), |label| format!(". Did you mean “{label}”?"));
                Err(format!("There is no code “{name}” in the codebook{near}"))
            }
            (None, _) => Err(format!(
                "More than one code is called “{name}”. Name it by its key"
            )),
        }
    }

    /// The code whose key or name is a slip or two away from this.
    fn code_like(&self, wanted: &str) -> Option<&str> {
        let slips = |label: &str| strsim::osa_distance(&label.to_lowercase(), wanted);
        let codes = self.project.codes().iter();
        codes
            .flat_map(|code| [code.key.as_str(), code.name.as_str()])
            .filter(|label| label.chars().count() > 2)
            .map(|label| (slips(label), label))
            .filter(|(slips, _)| *slips <= 2)
            .min()
            .map(|(_, label)| label)
    }
}
