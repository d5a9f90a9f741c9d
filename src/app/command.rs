//! What a person can ask for. The window, its menus and its keys all say it in these words, and tests do too.

use super::absences::{Asked, HitReading};
use super::concordance::HitsView;
use super::implications::{CellId, FindingField};
use super::settings::Theme;
use super::sources::{SourceFilter, SourceSort, WantedSources};
use super::view::{Others, Room, Selection};
use super::walk::Verdict;
use crate::library::{Changed, Entry, Field};
use crate::project::{
    About, Alias, Attribute, By, Case, Code, CodeId, Coding, CodingId, Date, Document, DocumentId,
    Event, FreezeId, IntakeId, Memo, Place, Project, RecordId, Rival, RivalId, Span, Stance,
    VersionId, Weighing, WorkId,
};
use crate::project::{AbsenceHit, AbsenceId, NamedQuery, QueryId, Subject};
use crate::project::{AskedId, DeclinedId};
use crate::project::{Column, ExportId, Filter, Format, NamedExport, Recipe, Sort};
use crate::text::Extent;
use std::borrow::Cow;
use std::path::PathBuf;

/// A thing that a person asks for, with all that is needed to do it.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Make a project and open it.
    NewProject(NewProject),
    /// Open the project in this folder.
    Open(PathBuf),
    /// Open the sample project, ready to code.
    OpenSample,
    /// Put the sample project back as it came.
    ResetSample,
    /// Close the project.
    Close,
    /// Say who is coding from here on; their name goes with every coding.
    SetCoder(String),
    /// Take back the last step.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Try again to write what could not be written.
    SaveAgain,
    /// Of a record that two people changed at once, keep this version (its place in the list of conflicts; none keeps
    /// what stands).
    Settle(RecordId, Option<usize>),

    /// Change what the project is called and is for.
    SetAbout(About),
    /// Bring these files in as documents.
    Import(Vec<PathBuf>),
    /// Bring these files in, read in this way.
    ImportWith(Vec<PathBuf>, Box<super::HowToRead>),
    /// Read a file of an import report again, in this way.
    ReadAgain {
        /// The report.
        intake: IntakeId,
        /// The file's place in it.
        file: usize,
        /// How.
        how: Box<super::HowToRead>,
    },
    /// Read these tables, one after the other, each to say what its columns are before its rows become documents.
    OpenTables(Vec<PathBuf>),
    /// Count what would come of the rows of the table at hand.
    PlanRows(Box<super::rows::RowsWanted>),
    /// Bring the rows of the table at hand in as documents.
    ImportRows(Box<super::rows::RowsWanted>),
    /// Leave the table at hand without its rows.
    CloseTable,
    /// Stop bringing files, or the rows of a table, in.
    CancelImport,
    /// Put this document in the reader.
    ShowDocument(DocumentId),
    /// Change what is known about a document, and its case by name.
    EditDocument(Box<Document>, String),
    /// Put into documents what the entries of a library say.
    FillDocuments(Vec<(DocumentId, Vec<Changed>)>),
    /// Compare the texts of all documents.
    SeekTwins,
    /// Remove a document with its codings.
    RemoveDocument(DocumentId),
    /// Check the quotations of a document against these, or against all that are no drafts.
    CheckDraft(DocumentId, Option<Vec<DocumentId>>),
    /// Bring a file in as a draft, and check its quotations.
    CheckFile(PathBuf),
    /// Stop the check that runs.
    StopCheck,
    /// List these quotations of the draft, in this order.
    ListQuotations(super::Listed, super::Order),
    /// Look at a quotation of the draft, by its place among them.
    SelectQuotation(usize),
    /// Go to the next or previous quotation that is not exact.
    StepQuotation(Direction),
    /// Write the list of quotations to a file, whose name says the format.
    ExportQuotations(PathBuf),
    /// Give a document a corrected text; its passages go where their words went.
    CorrectText {
        /// Whose text it is.
        document: DocumentId,
        /// The whole of it.
        text: String,
        /// Why; may be empty.
        note: String,
    },
    /// Read a corrected text from a file, and work out what would become of the passages.
    PrepareText(DocumentId, PathBuf),
    /// Put in the corrected text that was read.
    ReplaceText,
    /// Leave the corrected text that was read aside.
    LeaveText,
    /// Keep a correction of a stretch of a document's text, which is not in the text yet; none leaves it as it is.
    DraftCorrection(DocumentId, Span, Option<String>),
    /// Put all such corrections into the text, as one version.
    PutCorrections(DocumentId),
    /// Leave them.
    DropCorrections(DocumentId),
    /// Give a document back a text that it had.
    GoBackTo(VersionId),

    /// Add a code as the last part of this one, or as a root.
    AddCode {
        /// The code that it is a part of.
        parent: Option<CodeId>,
        /// What to call it.
        name: String,
    },
    /// Change what a code is.
    EditCode(Box<Code>),
    /// Move a code in the tree.
    MoveCode(CodeId, Place),
    /// Put all of the first code under the second.
    MergeCodes {
        /// The code that goes.
        from: CodeId,
        /// The code that stays.
        into: CodeId,
    },
    /// Remove a code with its parts and their codings.
    DeleteCode(CodeId),
    /// Add the codes of a framework that ships with the app, by its name.
    ImportFramework(String),
    /// Add the codes of a framework in a file.
    ImportCodebook(PathBuf),
    /// Write the codebook to a file that another project can import.
    ExportCodebook(PathBuf),

    /// Select text in the reader.
    Select(Selection),
    /// Code the selected text.
    ApplyCode(CodeId),
    /// Make a code of this name and code the selected text with it.
    ApplyNewCode(String),
    /// Set the stance of the selected codings; without any, that of the next coding.
    SetStance(Stance),
    /// Say how the selected codings bear on a rival; without any, how the next coding does.
    SetBearing {
        /// None means the current one.
        rival: Option<RivalId>,
        /// How they bear on it.
        stance: Stance,
    },
    /// Choose the rival that the stance keys speak of while Alt is held.
    ChooseRival(RivalId),
    /// Choose the next or previous rival.
    StepRival(Direction),
    /// Give the code of the selected coding its passage as an example.
    UseAsExample(ExampleKind),
    /// Select these codings and no others.
    SelectCodings(Vec<CodingId>),
    /// Change these codings in one way.
    EditCodings(Vec<CodingId>, Vec<CodingField>),
    /// Give a coding other spans.
    SetSpans(CodingId, Vec<Span>),
    /// Move an end of the selected coding by a word, in the reader's language.
    Nudge(Edge, Direction),
    /// Code the selected codings with another code.
    Recode(CodeId),
    /// Remove the selected codings.
    DeleteCodings,
    /// Go to the next or previous coding of the text.
    StepCoding(Direction),
    /// Go to a coding, in whatever document it stands, and select it.
    GoToCoding(CodingId),
    /// Go to a place of a document.
    GoTo(DocumentId, Span),
    /// Part a document, or give its parts their cases.
    Split(DocumentId, Vec<super::WantedPart>, super::SplitInto),
    /// Make one document of several.
    Join {
        /// The documents, in order.
        documents: Vec<DocumentId>,
        /// What to call the whole; empty takes the first one's title.
        title: String,
        /// Whether each comes under a heading with its title.
        titles: bool,
    },
    /// Find the pages of a document by rules.
    FindPages(DocumentId),
    /// Put a page of a document right.
    ChangePage(DocumentId, super::PageChange),

    /// Search the corpus.
    SetQuery(String),
    /// The query that is typed is meant so: remember it among those that were asked.
    AskQuery,
    /// Forget a query that one asked, or all of one's own.
    ForgetQueries(Option<AskedId>),
    /// Look at the hits in another order, at others of them, or code more or less around them.
    LookAtHits(HitsView),
    /// Stand on a hit by its place in the list without going there.
    ChooseHit(usize),
    /// Walk along the hits, with the code that a yes codes with.
    StartWalk(Option<CodeId>),
    /// Say what to do with the hit that the walk has come to.
    AnswerWalk(Verdict),
    /// Choose the code that a yes codes with.
    ChooseWalkCode(CodeId),
    /// Choose how much around a hit is coded with it.
    SetExtent(Extent),
    /// End the walk.
    EndWalk,
    /// Seek passages that are like the selected text, or the selected coding.
    SeekLike,
    /// Seek what named queries propose for a code.
    SeekProposals(CodeId),
    /// Seek what named queries propose for a code, and walk along it.
    WalkProposals(CodeId),
    /// Have a named query propose passages for a code, or for none.
    Propose(QueryId, Option<CodeId>),
    /// Have a passage that was declined proposed again.
    ProposeAgain(DeclinedId),
    /// Go to the next or previous hit.
    StepHit(Direction),
    /// Go to a hit by its place in the list.
    GoToHit(usize),
    /// Tick or untick a hit for coding.
    TickHit(usize, bool),
    /// Tick or untick all hits that are shown.
    TickAllHits(bool),
    /// Code the ticked hits in one step.
    CodeHits(CodeId),

    /// Save a query under its name, or change the one of its id.
    PutQuery(NamedQuery),
    /// Search the corpus for a named query.
    RunQuery(QueryId),

    /// Look for something that the argument expects, and keep what is found with the documents that were searched.
    LookFor {
        /// The implication.
        code: CodeId,
        /// What to look in.
        subject: Subject,
        /// What to look for.
        asked: Asked,
    },
    /// Put a new search in place of this one.
    SearchAgain(AbsenceId),
    /// Stop the search that is under way.
    StopLooking,
    /// Say of hits of such a search whether they are what was looked for.
    ReadHits {
        /// The implication.
        code: CodeId,
        /// What was looked in.
        subject: Subject,
        /// The hits, as the search keeps them.
        hits: Vec<AbsenceHit>,
        /// What to say of them.
        said: HitReading,
    },

    /// Add or change a case.
    PutCase(Case),
    /// Add or change an event.
    PutEvent(Box<Event>),
    /// Add or change a memo.
    PutMemo(Memo),
    /// Add or change a rival explanation; a new one comes last.
    PutRival(Rival),
    /// Move a rival explanation one place among the others.
    MoveRival(RivalId, Direction),
    /// Add or change an attribute.
    PutAttribute(Attribute),
    /// Remove a case, event, memo, attribute, rival or another record that goes by itself.
    Remove(RecordId),

    /// Choose which works the list of sources shows.
    FilterSources(Box<SourceFilter>),
    /// Sort the list of sources.
    SortSources(SourceSort),
    /// Choose works in it by their keys, the last chosen last.
    ChooseSources(Vec<String>),
    /// Show a work, by its key, in the room of works, chosen.
    ShowWork(String),
    /// Put right what is known of a work, by its key: these fields, as typed.
    EditWork(String, Vec<(Field, String)>),
    /// Make works one.
    MergeWorks(Vec<String>),
    /// Make another work of some of the ways in which a work is cited.
    SplitWork(String, Vec<Alias>),
    /// Say that these are no works.
    SetAside(Vec<String>),
    /// Take back that something is no work.
    BringBack(WorkId),
    /// Forget what was said of a work: it is again what its citations say.
    ForgetWork(WorkId),
    /// Put into documents, and into works by their keys, what entries of a library say.
    MatchLibrary(Vec<(DocumentId, Vec<Changed>)>, Vec<(String, Entry)>),
    /// Write works, or what does not fit, to a file, whose name says the format.
    ExportSources(WantedSources, PathBuf),
    /// Put works, or what does not fit, on the clipboard.
    CopySources(WantedSources),

    /// Choose which view fills the window.
    ShowRoom(Room),
    /// Choose how other coders' codings are shown.
    ShowOthers(Others),
    /// Filter the passages table.
    SetFilter(Box<Filter>),
    /// Sort the passages table.
    SetSort(Sort),
    /// Choose and order the columns of the passages table.
    SetColumns(Vec<Column>),
    /// Choose what sets the columns of the implication table apart.
    SetBy(By),
    /// Fold the parts of a code into it in the implication table, or unfold them.
    FoldImplication(CodeId, bool),
    /// Show or leave out rows of the implication table without passages and findings.
    ShowEmptyRows(bool),
    /// Look at a cell of the implication table.
    SelectCell(Option<CellId>),
    /// Change what the team found in a cell; a finding that then says nothing is removed.
    EditFinding(Box<CellId>, FindingField),
    /// Remove what the team found in a cell.
    ClearFinding(Box<CellId>),
    /// Freeze the expectations as they stand, on this day.
    Freeze(Date),
    /// Write a frozen table to a file, whose name says the format.
    ExportFreeze(FreezeId, PathBuf),
    /// Write what was amended since to a file, whose name says the format.
    ExportAmendments(FreezeId, PathBuf),
    /// Weigh the evidence so, or no longer.
    SetWeighing(Option<Box<Weighing>>),
    /// Write a table to a file.
    Export {
        /// What it holds, and how.
        wanted: Box<super::Wanted>,
        /// The file to write.
        to: PathBuf,
    },
    /// Write the concordance as it is shown to a file.
    ExportHits {
        /// In which form.
        format: Format,
        /// The file to write.
        to: PathBuf,
    },
    /// Put a table on the clipboard.
    CopyTable {
        /// What it holds.
        recipe: Box<Recipe>,
        /// These passages in this order; none for those that the recipe gives.
        rows: Option<Vec<CodingId>>,
    },
    /// Stop writing a table.
    CancelExport,
    /// Save an export under its name, or change one.
    PutExport(Box<NamedExport>),
    /// Make a named export again; with a file, there from now on.
    RunExport(ExportId, Option<PathBuf>),
    /// Choose light, dark, or what the system says.
    SetTheme(Theme),
    /// Remember how the window is divided.
    SetLayout(super::Layout),
    /// Set the size of the text in the reader, in points.
    SetTextSize(f32),
    /// Fold the notes away in the reader, or show them where they stand.
    FoldNotes(bool),
    /// Remember the reading position of a document, as a byte offset.
    SetPosition(DocumentId, usize),
    /// Take a notice off the window.
    Dismiss(u64),
}

/// What a new project needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProject {
    /// The folder to make it in; made where it is missing.
    pub dir: PathBuf,
    /// What to call it; empty takes the folder's name.
    pub title: String,
    /// The framework to start from.
    pub codebook: Start,
}

/// What a codebook starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// No codes.
    Empty,
    /// A framework that ships with the app, by its name or its file's.
    Framework(String),
    /// A framework in a file.
    File(PathBuf),
}

/// What a passage is an example of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleKind {
    /// What belongs under its code.
    Example,
    /// What seems to belong there, and does not.
    CounterExample,
}

/// Back or on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the start.
    Back,
    /// Towards the end.
    On,
}

/// An end of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The first byte.
    Start,
    /// The last.
    End,
}

/// One field of a coding and what to put there: as typed, so that the app says what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub enum CodingField {
    /// What it is tagged with.
    Code(CodeId),
    /// How it bears on the argument.
    Stance(Stance),
    /// How it bears on a rival explanation.
    Rival(RivalId, Stance),
    /// The case by name, a new one is added; empty takes the document's.
    Case(String),
    /// As typed; empty for none.
    Date(String),
    /// Whose words or view it gives.
    Speaker(String),
    /// What the coder has to say of it.
    Memo(String),
    /// An attribute and its value as typed; empty for none.
    Attribute(crate::project::AttributeId, String),
}

impl CodingField {
    /// The name of the field in "Set …".
    pub fn name(&self, project: &Project) -> Cow<'static, str> {
        let name = match self {
            Self::Code(_) => "code",
            Self::Stance(_) => "stance",
            Self::Rival(id, _) => {
                let name = project.rivals().get(*id).map_or("", |rival| &rival.name);
                return format!("bearing on “{name}”").into();
            }
            Self::Case(_) => "case",
            Self::Date(_) => "date",
            Self::Speaker(_) => "speaker",
            Self::Memo(_) => "memo",
            Self::Attribute(..) => "attribute",
        };
        name.into()
    }

    /// Puts the value into a coding. A case must be looked up by the caller, who can add it.
    ///
    /// # Errors
    /// Says what is wrong with the value in the words of the person who typed it.
    pub fn put(&self, coding: &mut Coding, project: &Project) -> Result<(), String> {
        match self {
            Self::Code(code) => coding.code = *code,
            Self::Stance(stance) => coding.stance = *stance,
            Self::Rival(id, _) if !project.rivals().contains(*id) => {
                return Err("This rival explanation is no longer there".to_owned());
            }
            Self::Rival(id, Stance::Unset) => drop(coding.rivals.remove(id)),
            Self::Rival(id, stance) => drop(coding.rivals.insert(*id, *stance)),
            Self::Case(_) => {}
            Self::Date(text) if text.trim().is_empty() => coding.date = None,
            Self::Date(text) => {
                coding.date = Some(
                    text.parse()
                        .map_err(|e: crate::project::NotADate| e.to_string())?,
                )
            }
            Self::Speaker(text) => coding.speaker = text.trim().to_owned(),
            Self::Memo(text) => text.trim_end().clone_into(&mut coding.memo),
            Self::Attribute(id, text) => {
                let attribute = project
                    .attributes()
                    .get(*id)
                    .ok_or("This attribute is no longer there")?;
                match attribute.kind.parse(text)? {
                    Some(value) => coding.attributes.insert(*id, value),
                    None => coding.attributes.remove(id),
                };
            }
        }
        Ok(())
    }
}
