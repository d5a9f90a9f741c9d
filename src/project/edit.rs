//! Every change there is: put one record, or remove one.

use super::{About, Attribute, Case, Code, Coder, Coding, Document, Event, Memo, RecordId, Stamp};
use serde::{Deserialize, Serialize};

/// Any record of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Record {
    /// What the project is.
    About(About),
    /// A document.
    Document(Document),
    /// A code.
    Code(Code),
    /// A coding.
    Coding(Coding),
    /// A case.
    Case(Case),
    /// An event.
    Event(Event),
    /// A memo.
    Memo(Memo),
    /// A coder.
    Coder(Coder),
    /// An attribute.
    Attribute(Attribute),
}

impl Record {
    /// Its name in the project.
    pub fn id(&self) -> RecordId {
        match self {
            Self::About(_) => RecordId::About,
            Self::Document(record) => RecordId::Document(record.id),
            Self::Code(record) => RecordId::Code(record.id),
            Self::Coding(record) => RecordId::Coding(record.id),
            Self::Case(record) => RecordId::Case(record.id),
            Self::Event(record) => RecordId::Event(record.id),
            Self::Memo(record) => RecordId::Memo(record.id),
            Self::Coder(record) => RecordId::Coder(record.id),
            Self::Attribute(record) => RecordId::Attribute(record.id),
        }
    }
}

macro_rules! into_record {
    ($($kind:ident),*) => {
        $(impl From<$kind> for Record {
            fn from(record: $kind) -> Self {
                Self::$kind(record)
            }
        })*
    };
}
into_record!(
    About, Document, Code, Coding, Case, Event, Memo, Coder, Attribute
);

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
