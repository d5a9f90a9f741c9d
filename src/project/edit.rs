//! Every change there is: put one record, or remove one.

use super::{Record, RecordId, Stamp};
use serde::{Deserialize, Serialize};

/// Puts one record in place of whatever had its id, or removes one.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all edits put a record, and a box for each would cost more"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// This record now stands under its id.
    Put(Record),
    /// Nothing stands under this id any more.
    Remove(RecordId),
}

impl Edit {
    /// The record that it touches.
    pub fn id(&self) -> RecordId {
        match self {
            Self::Put(record) => record.id(),
            Self::Remove(id) => *id,
        }
    }
}

/// What a person did in one step, in words they would use, and the edits that do it.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// Names the step in "Undo …", such as "Code passage".
    pub label: String,
    /// Applied in this order.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// A step that does nothing yet.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            edits: Vec::new(),
        }
    }

    /// Adds: this record now stands under its id.
    pub fn put(mut self, record: impl Into<Record>) -> Self {
        self.edits.push(Edit::Put(record.into()));
        self
    }

    /// Adds: nothing stands under this id any more.
    pub fn remove(mut self, id: RecordId) -> Self {
        self.edits.push(Edit::Remove(id));
        self
    }

    /// Whether it does nothing.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }
}

/// An edit as it stands in a file: who made it when, and on top of what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// When, and by whom.
    pub stamp: Stamp,
    /// The latest version of the record that the writer had seen from anyone else, or when they first put it
    /// there, none: tells a change made knowingly from two made at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Stamp>,
    /// What was done.
    pub edit: Edit,
}
