//! What do researchers record? Plain data: no files, no widgets, no clock.

mod check;
mod code;
mod codebook;
mod coding;
mod date;
mod document;
mod edit;
mod history;
mod ids;
mod records;
mod stamp;
mod state;
mod steps;
mod table;
mod tree;

pub use check::{Problem, check};
pub use code::{Code, Colour};
pub use codebook::{Codebook, CodebookEntry};
pub use coding::{Coding, Span, Stance, tidy_spans};
pub use date::{Date, Moment, NotADate};
pub use document::Document;
pub use edit::{Change, Edit, Record, Transaction};
pub use history::History;
pub use ids::{
    AttributeId, CaseId, CodeId, CoderId, CodingId, DocumentId, EventId, MemoId, RecordId,
};
pub use records::{About, Attribute, AttributeKind, Case, Coder, Event, Memo, MemoOn, Value};
pub use stamp::{Clock, Device, Stamp};
pub use state::{Merged, Project};
pub use steps::{
    Place, delete_code, delete_document, find_or_add_case, find_or_add_coder, merge_codes,
    move_code, next_colour,
};
pub use table::{Entry, Table};
pub use tree::{Row, Tree, path};
