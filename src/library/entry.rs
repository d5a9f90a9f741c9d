//! One work, as a bibliography has it.

use super::names::{self, Name};
use crate::project::Reference;

/// A work in a bibliography.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its title, with its subtitle.
    pub title: String,
    /// Who wrote it; of an edited book without authors, nobody.
    pub authors: Vec<Name>,
    /// When it appeared.
    pub year: Option<i32>,
    /// The rest. Editors stand there as [`names::as_list`] writes them.
    pub reference: Reference,
}

impl Entry {
    /// Its authors, as a citation gives them; of a book that only has editors, those.
    pub fn author(&self) -> String {
        if self.authors.is_empty() {
            names::as_cited(&self.editors())
        } else {
            names::as_cited(&self.authors)
        }
    }

    /// Who edited it, or what it is part of.
    pub fn editors(&self) -> Vec<Name> {
        names::from_list(&self.reference.editor)
    }

    /// Whether nothing is known but perhaps a key.
    pub(super) fn says_nothing(&self) -> bool {
        self.title.is_empty() && self.authors.is_empty() && self.reference.editor.is_empty()
    }
}
