//! What do researchers record? Plain data: no files, no widgets, no clock.

mod absence;
mod asked;
mod check;
mod code;
mod codebook;
mod coding;
mod date;
mod document;
mod edit;
mod export;
mod finding;
mod freeze;
mod history;
mod ids;
mod intake;
mod kinds;
mod markdown;
mod passages;
mod records;
mod reference;
mod removal;
mod rival;
mod stamp;
mod state;
mod steps;
mod subject;
mod table;
mod tree;
mod version;
mod words;
mod work;

pub use absence::{Absence, AbsenceHit, NamedQuery, Reading, Searched};
pub use asked::{Asked, Declined};
pub use check::{Problem, check};
pub use code::{Code, Colour};
pub use codebook::{Codebook, CodebookEntry, CodebookRival};
pub use coding::{Coding, Made, Span, Stance, tidy_spans};
pub use date::{Date, Moment, NotADate};
pub use document::{Document, Section};
pub use edit::{Change, Edit, Transaction};
pub use export::{Format, NamedExport, Output, Recipe, Style};
pub use finding::{Finding, Likelihoods, Test, Tested, Verdict, Weighing};
pub use freeze::{Expected, Freeze, expectation, freezes_in_order};
pub use history::History;
pub use ids::{
    AbsenceId, AskedId, AttributeId, CaseId, CodeId, CoderId, CodingId, DeclinedId, DocumentId,
    EventId, ExportId, FindingId, FreezeId, IntakeId, MemoId, QueryId, ReadingId, RivalId,
    VersionId, WorkId,
};
pub use intake::{Intake, IntakeFile, IntakeResult, Remark, Weight};
use kinds::Tables;
pub use kinds::{Record, RecordId};
pub use passages::{Column, Filter, Sort};
pub use records::{About, Attribute, AttributeKind, Case, Coder, Event, Memo, MemoOn, Value};
pub use reference::{Reference, WorkKind};
pub use removal::{delete_code, delete_document, remove, remove_coding};
pub use rival::{Rival, rivals_in_order};
pub use stamp::{Clock, Device, Stamp};
pub use state::{Merged, Project};
pub use steps::{Place, find_or_add_case, find_or_add_coder, merge_codes, move_code, next_colour};
pub use subject::{By, Subject};
pub use table::{Entry, Table};
pub use tree::{Row, Tree, path};
pub use version::{Version, versions_of};
pub use words::{counted, joined, shortened};
pub use work::{Alias, Work};

/// Bytes in hexadecimal, as hashes are shown.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
