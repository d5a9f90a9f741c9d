//! What stands around the text: codebook, passage, documents, outline, the passages table and what was found.
//!
//! Panels draw from a session and push commands; they keep only what is being typed, folded or filtered.

mod absence;
mod code_dialog;
mod codes;
mod coding_hits;
mod concordance;
mod documents;
mod draft;
mod fields;
pub(super) mod fuzzy;
mod hit_rows;
mod hits;
mod implications;
mod inspector;
mod memos;
mod outline;
mod passages;
mod past;
mod picker;
mod project_dialog;
mod proposals;
mod queries;
mod rests;
mod sources;
mod waiting;
mod walk;
mod weighing;
pub(super) mod widgets;

pub use absence::AbsenceSection;
pub use code_dialog::CodeDialog;
pub use codes::CodesPanel;
pub use coding_hits::HitsPreview;
pub use concordance::ConcordanceTable;
pub use documents::DocumentsPanel;
pub use draft::DraftPanel;
pub use hits::HitsPanel;
pub(super) use hits::query_error_ui;
pub use implications::{CellCard, ImplicationsTable, Part};
pub use inspector::Inspector;
pub use outline::Outline;
pub use passages::PassagesTable;
pub use past::{Chosen, PastQueries};
pub use picker::{CodePicker, Picked, Purpose};
pub use project_dialog::{ProjectDialog, Tab};
pub use proposals::ProposalList;
pub use queries::QueryList;
pub(super) use queries::proposes_ui;
pub use sources::{SourceCard, SourcesRoom};
pub use waiting::WaitingList;
pub use walk::WalkBar;
pub use weighing::{LikelihoodFields, WeighingStrip};
pub(super) use widgets::select_all;

/// Selected text that is being dragged out of the reader; let go on a code, it is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageDrag;

/// What a panel asks of the window, which has the dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Ask for files to bring in as documents.
    Import,
    /// Ask for a codebook to add from a file or from those that ship with the app.
    ImportCodebook,
    /// Ask where to write the codebook.
    ExportCodebook,
    /// Ask where and how to write the passages that the filter lets through.
    Export,
    /// Ask for a draft to bring in and check.
    CheckFile,
    /// Ask where to write the list of a draft's quotations.
    ExportQuotations,
    /// Ask for a name for the query that is asked.
    SaveQuery,
    /// List the named queries.
    Queries,
    /// List the frozen expectations, and freeze them.
    Freeze,
    /// Open the project dialog at a tab.
    Project(Tab),
    /// Ask where to write the hits.
    ExportHits,
    /// See what would be coded with a code from the ticked hits.
    CodeHits(crate::project::CodeId),
    /// List what queries propose for codes.
    Proposals,
    /// Open the dialog of a code.
    Code(crate::project::CodeId),
    /// Put right what is known of the chosen work.
    EditWork,
    /// Make two works of the chosen one.
    SplitWork,
    /// Ask where and how to write works.
    ExportSources,
    /// Ask for a library to match with documents and works.
    MatchLibrary,
    /// Ask where to write what does not fit, in this document or in all.
    ExportGaps(Option<crate::project::DocumentId>),
}
