//! A work that documents cite, as far as the people of the project have said something of it.

use super::{DocumentId, Reference, WorkId};
use serde::{Deserialize, Serialize};

/// A work that documents cite. Most works are known by their citations alone and have no record: one comes when somebody
/// merges or splits works, puts right what is known of one, or matches it with a library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Its name in the project.
    pub id: WorkId,
    /// How it is cited. Of two works with one alias, the one that names the document has it, else the lesser id.
    pub aliases: Vec<Alias>,
    /// Who wrote it, as a citation would give them; several apart by "; ".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// As a bibliography would give it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// When it appeared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// What else a bibliography says of it.
    #[serde(default, skip_serializing_if = "Reference::is_empty")]
    pub reference: Reference,
    /// Whatever the coders want to keep of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Somebody has said that this is no work at all: it is left out of lists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
}

/// A way in which documents cite a work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The key that citations of it have, such as "gallagher:2001" or "06BUENOSAIRES309".
    pub key: String,
    /// The document in which this key means the work; none for all documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
}

impl Work {
    /// A work of these aliases of which nothing else is known.
    pub fn new(aliases: Vec<Alias>) -> Self {
        Self {
            id: WorkId::new(),
            aliases,
            author: String::new(),
            title: String::new(),
            year: None,
            reference: Reference::default(),
            notes: String::new(),
            aside: false,
        }
    }
}
