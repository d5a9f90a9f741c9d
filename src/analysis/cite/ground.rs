//! What is known of passages besides what the project records: the works that they rest on, and the notes of their texts.
//! Whoever reads citations fills it in.

use crate::project::{Coding, CodingId, DocumentId};
use crate::text::Asides;
use std::collections::{BTreeMap, HashMap};

/// What is known of one passage.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ground<'a> {
    /// The works that it rests on, by their labels.
    pub sources: &'a [String],
    /// The notes of its text, where they are known; marks go by rule where they are not.
    pub asides: Option<&'a Asides>,
}

/// What is known of all passages of an export.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// The works that codings rest on, by their labels; those that rest on nothing are left out.
    pub sources: BTreeMap<CodingId, Vec<String>>,
    /// The notes of texts.
    pub asides: HashMap<DocumentId, Asides>,
}

impl Grounds {
    /// What is known of a coding.
    pub fn of(&self, coding: &Coding) -> Ground<'_> {
        Ground {
            sources: self.sources.get(&coding.id).map_or(&[], Vec::as_slice),
            asides: self.asides.get(&coding.document),
        }
    }

    /// The works that a coding rests on, in the words of tables.
    pub fn words(&self, coding: &Coding) -> String {
        self.of(coding).sources.join(SEPARATOR)
    }
}

/// Stands between works in the words of tables and citations.
pub const SEPARATOR: &str = "; ";
