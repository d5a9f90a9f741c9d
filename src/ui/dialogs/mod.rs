//! What has to be known before it can be done?
//!
//! A dialog keeps what was typed until it was done: where it cannot be, the reason stands in the dialog.

mod chooser;
mod codebook;
mod correct;
mod duplicates;
mod edit_work;
mod export;
mod export_hits;
mod export_sources;
mod frozen;
mod go_to_page;
mod import;
mod join;
mod mapping;
mod match_library;
mod new_project;
mod open;
mod pages;
mod path_field;
mod reports;
mod reset;
mod save_query;
mod split;
mod split_work;
mod texts;

use super::Out;
use super::panels::{CodeDialog, HitsPreview, ProjectDialog, ProposalList, QueryList, Tab};
use super::theme::{self, Tokens};
use super::views::dialog_for;
use crate::app::{App, Command};
use crate::project::{CodeId, DocumentId, FreezeId, IntakeId};
use eframe::egui::{self, Button, Context, Id, Key, Modal, Modifiers, RichText, Ui};
pub use frozen::FrozenPart;
pub(super) use path_field::PathField;

/// Which dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// A folder, a title, a codebook.
    NewProject,
    /// The folder of a project.
    Open,
    /// Files to bring in.
    Import,
    /// What became of the files of each import; of this one first, or the newest.
    Reports(Option<IntakeId>),
    /// On which pages the text is.
    Pages,
    /// Which parts a document is to have.
    Split,
    /// Which documents are to be one.
    Join,
    /// The paragraphs at the caret, to put right.
    Correct,
    /// The texts that the document has had, and the way to another.
    Texts,
    /// What the columns of the table at hand are.
    Mapping,
    /// A library whose entries fill the documents.
    MatchLibrary,
    /// The documents that have the same text, or nearly.
    Duplicates,
    /// Where and how to write the passages.
    Export,
    /// A framework or a file.
    ImportCodebook,
    /// Where to write the codebook.
    ExportCodebook,
    /// Whether to put the sample back, which cannot be taken back.
    ResetSample,
    /// A page to go to.
    GoToPage,
    /// A name for the query that is asked.
    SaveQuery,
    /// The queries that have names.
    Queries,
    /// Where to write the hits.
    ExportHits,
    /// What would be coded with this code from the ticked hits.
    CodeHits(CodeId),
    /// What queries propose for codes.
    Proposals,
    /// The project's own records.
    Project(Tab),
    /// All that a code is.
    Code(CodeId),
    /// What is known of the chosen work.
    EditWork,
    /// Which citations of the chosen work are of another.
    SplitWork,
    /// Which works to write, and where.
    ExportSources,
    /// Where to write what does not fit, in this document or in all.
    ExportGaps(Option<DocumentId>),
    /// The frozen expectations.
    Frozen,
    /// Where to write a frozen table, or what was amended since.
    ExportFrozen(FreezeId, FrozenPart),
}

/// The dialogs, one at a time, and what was typed into them.
#[derive(Default)]
pub struct Dialogs {
    shown: Option<Dialog>,
    fresh: bool,
    error: Option<String>,
    command: Option<Command>,
    /// Whether the dialog stays when that was done.
    stays: bool,
    new_project: new_project::Form,
    open: open::Form,
    import: import::Form,
    reports: reports::Reports,
    pages: pages::Form,
    split: split::Form,
    join: join::Form,
    correct: correct::Form,
    texts: texts::Form,
    mapping: mapping::Form,
    /// Whether the mapping was opened for the table at hand.
    maps: bool,
    match_library: match_library::Form,
    export: export::Form,
    edit_work: edit_work::Form,
    split_work: split_work::Form,
    export_sources: export_sources::Form,
    codebook_in: codebook::ImportForm,
    codebook_out: codebook::ExportForm,
    go_to_page: go_to_page::Form,
    save_query: save_query::Form,
    queries: QueryList,
    export_hits: export_hits::Form,
    hits: HitsPreview,
    proposals: ProposalList,
    project: ProjectDialog,
    code: CodeDialog,
    frozen: frozen::List,
    frozen_out: frozen::ExportForm,
}

/// Files that hold the entries of a library.
pub(super) const LIBRARIES: chooser::Ask = chooser::Ask::File(chooser::Kind {
    name: "BibTeX, RIS and CSL-JSON",
    extensions: &["bib", "ris", "json", "txt"],
});

/// What came of a frame of a dialog.
enum Verdict {
    /// It stays.
    Stay,
    /// It goes, without anything done.
    Cancel,
    /// This is to be done; it goes when it was.
    Do(Command),
    /// This is to be done, and it stays.
    DoAndStay(Command),
}

impl Dialogs {
    /// Opens a dialog with what was typed before and is still good.
    pub fn open(&mut self, dialog: Dialog, app: &App) {
        if dialog.enabled(app).is_err() {
            return;
        }
        match dialog {
            Dialog::NewProject => self.new_project.prepare(),
            Dialog::Pages => self.pages.prepare(),
            Dialog::Split => self.split.prepare(app),
            Dialog::Join => self.join.prepare(app),
            Dialog::Correct => self.correct.prepare(app),
            Dialog::Texts => self.texts = texts::Form::default(),
            Dialog::Export => self.export.prepare(app),
            Dialog::Mapping => self.mapping.prepare(app),
            Dialog::EditWork => self.edit_work.prepare(app),
            Dialog::SplitWork => self.split_work.prepare(app),
            Dialog::ImportCodebook => self.codebook_in.prepare(),
            Dialog::ExportCodebook => self.codebook_out.prepare(app),
            Dialog::GoToPage => self.go_to_page.prepare(),
            Dialog::SaveQuery => self.save_query.prepare(app),
            Dialog::Queries => self.queries.open(),
            Dialog::ExportHits => self.export_hits.prepare(app),
            Dialog::CodeHits(code) => self.hits.open(code),
            Dialog::Proposals => self.proposals.open(),
            Dialog::Project(tab) => self.project.open(tab),
            Dialog::Code(code) => self.code.open(code),
            Dialog::ExportFrozen(id, what) => self.frozen_out.prepare(app, id, what),
            Dialog::Reports(report) => self.reports.prepare(report),
            Dialog::MatchLibrary => self.match_library.prepare(app),
            Dialog::Frozen | Dialog::Duplicates => {}
            Dialog::ExportSources | Dialog::ExportGaps(_) => {}
            Dialog::Open | Dialog::Import | Dialog::ResetSample => {}
        }
        self.shown = Some(dialog);
        self.fresh = true;
        self.error = None;
    }

    /// Whether one is open.
    pub fn is_open(&self) -> bool {
        self.shown.is_some()
    }

    /// Whether something waits to be tried.
    pub fn has_command(&self) -> bool {
        self.command.is_some()
    }

    /// What is to be tried; say with [`settle`](Self::settle) what came of it.
    pub fn take_command(&mut self) -> Option<Command> {
        self.command.take()
    }

    /// Takes in what came of what was tried: done, or why not.
    pub fn settle(&mut self, outcome: Result<(), String>) {
        let stays = std::mem::take(&mut self.stays);
        match outcome {
            Ok(()) if stays => self.error = None,
            Ok(()) => {
                let done = self.shown.take();
                self.shown = done.and_then(Dialog::behind);
                match done {
                    Some(Dialog::NewProject) => self.new_project = new_project::Form::default(),
                    Some(Dialog::Open) => self.open = open::Form::default(),
                    Some(Dialog::Import) => self.import = import::Form::default(),
                    Some(Dialog::SaveQuery) => self.save_query = save_query::Form::default(),
                    _ => {}
                }
                self.error = None;
            }
            Err(reason) => self.error = Some(reason),
        }
    }

    /// Opens the mapping of the table that waits for it. What is to be done where the mapping was left: the table is, too.
    pub fn follow_table(&mut self, app: &App) -> Option<Command> {
        match (app.table().is_some(), self.shown, self.maps) {
            (true, None, false) => {
                self.open(Dialog::Mapping, app);
                self.maps = self.shown.is_some();
            }
            (true, None, true) => {
                self.maps = false;
                return Some(Command::CloseTable);
            }
            (false, shown, _) => {
                self.maps = false;
                self.shown = shown.filter(|shown| *shown != Dialog::Mapping);
            }
            _ => {}
        }
        None
    }

    /// Draws the dialog that is open.
    pub fn ui(&mut self, ctx: &Context, app: &App, out: &mut Out) {
        let Some(dialog) = self.shown else { return };
        if let Dialog::Project(_) | Dialog::Queries | Dialog::CodeHits(_) | Dialog::Proposals =
            dialog
        {
            self.records_ui(dialog, ctx, app, out);
            return;
        }
        if let Dialog::Code(_) = dialog {
            self.code_ui(ctx, app, out);
            return;
        }
        let fresh = std::mem::take(&mut self.fresh);
        let width = dialog.width().min(ctx.content_rect().width() - 64.0);
        let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(16);
        let modal = Modal::new(Id::unique(dialog.title())).frame(frame);
        let shown = modal.show(ctx, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.label(RichText::new(dialog.title()).text_style(egui::TextStyle::Heading));
            ui.add_space(4.0);
            let error = self.error.clone();
            let error = error.as_deref();
            match dialog {
                Dialog::NewProject => self.new_project.ui(ui, fresh, error),
                Dialog::Open => self.open.ui(ui, app, fresh, error),
                Dialog::Import => self.import.ui(ui, fresh, error),
                Dialog::Reports(_) => self.reports.ui(ui, app, fresh, error, out),
                Dialog::Pages => self.pages.ui(ui, app, fresh, error),
                Dialog::Split => self.split.ui(ui, app, error),
                Dialog::Join => self.join.ui(ui, app, fresh, error),
                Dialog::Correct => self.correct.ui(ui, app, fresh, error, out),
                Dialog::Texts => self.texts.ui(ui, app, fresh, error, out),
                Dialog::MatchLibrary => self.match_library.ui(ui, app, fresh, error),
                Dialog::Duplicates => duplicates::ui(ui, app, fresh, out),
                Dialog::Export => self.export.ui(ui, app, fresh, error),
                Dialog::Mapping => self.mapping.ui(ui, app, fresh, error, out),
                Dialog::ImportCodebook => self.codebook_in.ui(ui, error),
                Dialog::ExportCodebook => self.codebook_out.ui(ui, fresh, error),
                Dialog::EditWork => self.edit_work.ui(ui, fresh, error),
                Dialog::SplitWork => self.split_work.ui(ui, app, error),
                Dialog::ExportSources => self.export_sources.ui(ui, app, None, fresh, error),
                Dialog::ExportGaps(document) => {
                    self.export_sources
                        .ui(ui, app, Some(document), fresh, error)
                }
                Dialog::ResetSample => reset::ui(ui, error),
                Dialog::GoToPage => self.go_to_page.ui(ui, app, fresh, error),
                Dialog::SaveQuery => self.save_query.ui(ui, app, fresh, error),
                Dialog::ExportHits => self.export_hits.ui(ui, fresh, error),
                Dialog::Queries
                | Dialog::Project(_)
                | Dialog::Code(_)
                | Dialog::CodeHits(_)
                | Dialog::Proposals => Verdict::Stay,
                Dialog::Frozen => self.frozen_ui(ui, app, fresh, out),
                Dialog::ExportFrozen(id, what) => self.frozen_out.ui(ui, (id, what), fresh, error),
            }
        });
        let escaped = shown.is_top_modal
            && !shown.any_popup_open
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        match shown.inner {
            Verdict::Do(command) => self.command = Some(command),
            Verdict::DoAndStay(command) => {
                self.command = Some(command);
                self.stays = true;
            }
            Verdict::Cancel => self.back(),
            Verdict::Stay if escaped => self.back(),
            Verdict::Stay => {}
        }
    }

    /// Backs out one step.
    fn back(&mut self) {
        self.shown = self.shown.take().and_then(Dialog::behind);
        self.fresh = self.shown.is_some();
        self.error = None;
    }

    fn frozen_ui(&mut self, ui: &mut Ui, app: &App, fresh: bool, out: &mut Out) -> Verdict {
        let Some(session) = app.session() else {
            return Verdict::Cancel;
        };
        match self.frozen.ui(ui, session, fresh, out) {
            frozen::Asked::Nothing => Verdict::Stay,
            frozen::Asked::Close => Verdict::Cancel,
            frozen::Asked::Export(id, what) => {
                self.open(Dialog::ExportFrozen(id, what), app);
                Verdict::Stay
            }
        }
    }

    /// A dialog whose changes are done one by one, as they are made.
    fn records_ui(&mut self, dialog: Dialog, ctx: &Context, app: &App, out: &mut Out) {
        let Some(session) = app.session() else {
            self.shown = None;
            return;
        };
        let commands = &mut out.commands;
        let is_open = match dialog {
            Dialog::Queries => {
                self.queries.show(ctx, session, commands);
                self.queries.is_open()
            }
            Dialog::CodeHits(_) => {
                self.hits.show(ctx, session, commands);
                self.hits.is_open()
            }
            Dialog::Proposals => {
                self.proposals.show(ctx, session, commands);
                out.focus_text |= self.proposals.walks();
                self.proposals.is_open()
            }
            _ => {
                self.project.show(ctx, session, commands);
                self.project.is_open()
            }
        };
        if !is_open {
            self.shown = None;
        }
    }

    fn code_ui(&mut self, ctx: &Context, app: &App, out: &mut Out) {
        let Some(session) = app.session() else {
            self.shown = None;
            return;
        };
        let ask = self.code.show(ctx, session, &mut out.commands);
        if !self.code.is_open() {
            self.shown = None;
        }
        if let Some(ask) = ask {
            out.dialog = Some(dialog_for(ask));
        }
    }
}

impl Dialog {
    fn title(self) -> &'static str {
        match self {
            Self::NewProject => "New project",
            Self::Open => "Open project",
            Self::Import => "Import documents",
            Self::Reports(_) => "Import reports",
            Self::Pages => "Pages of the text",
            Self::Split => "Split document",
            Self::Join => "Join documents",
            Self::Correct => "Correct the text",
            Self::Texts => "Texts of the document",
            Self::Mapping => "Rows as documents",
            Self::MatchLibrary => "Match a library",
            Self::Duplicates => "Duplicates",
            Self::Export => "Export",
            Self::ImportCodebook => "Import codebook",
            Self::ExportCodebook => "Export codebook",
            Self::ResetSample => "Reset sample",
            Self::GoToPage => "Go to page",
            Self::SaveQuery => "Save query",
            Self::Queries => "Named queries",
            Self::ExportHits => "Export hits",
            Self::CodeHits(_) => "Code hits",
            Self::Proposals => "Proposals",
            Self::Project(_) => "About this project",
            Self::Code(_) => "Code",
            Self::EditWork => "Edit work",
            Self::SplitWork => "Split work",
            Self::ExportSources => "Export sources",
            Self::ExportGaps(_) => "Export what does not fit",
            Self::Frozen => "Frozen expectations",
            Self::ExportFrozen(_, FrozenPart::Table) => "Export frozen expectations",
            Self::ExportFrozen(_, FrozenPart::Amendments) => "Export amendments",
        }
    }

    /// The dialog that this one was opened from.
    fn behind(self) -> Option<Self> {
        matches!(self, Self::ExportFrozen(..)).then_some(Self::Frozen)
    }

    fn width(self) -> f32 {
        match self {
            Self::Export => 720.0,
            Self::Reports(_) => 860.0,
            Self::Mapping => 1280.0,
            Self::NewProject | Self::ImportCodebook => 560.0,
            Self::EditWork | Self::SplitWork | Self::ExportSources | Self::ExportGaps(_) => 600.0,
            Self::Frozen | Self::Pages | Self::Split | Self::Correct | Self::Texts => 640.0,
            Self::MatchLibrary | Self::Duplicates => 640.0,
            _ => 500.0,
        }
    }

    fn enabled(self, app: &App) -> Result<(), &'static str> {
        use super::actions::Action;
        let action = match self {
            Self::NewProject => Action::NewProject,
            Self::Open => Action::OpenProject,
            Self::Import | Self::Mapping => Action::Import,
            Self::Reports(_) => Action::ImportReports,
            Self::Pages => Action::Pages,
            Self::Split => Action::Split,
            Self::Join => Action::Join,
            Self::Correct => Action::CorrectText,
            Self::Texts => Action::Texts,
            Self::MatchLibrary => Action::MatchLibrary,
            Self::Duplicates => Action::FindDuplicates,
            Self::Export => Action::Export,
            Self::ImportCodebook => Action::ImportCodebook,
            Self::ExportCodebook => Action::ExportCodebook,
            Self::ResetSample => Action::ResetSample,
            Self::GoToPage => Action::GoToPage,
            Self::SaveQuery => Action::SaveQuery,
            Self::Queries => Action::NamedQueries,
            Self::ExportHits => Action::ExportHits,
            Self::CodeHits(_) => Action::CodeAsItComes,
            Self::Proposals => Action::Proposals,
            Self::Project(_) => Action::AboutProject,
            Self::Code(_) => Action::EditCode,
            Self::EditWork => Action::EditWork,
            Self::SplitWork => Action::SplitWork,
            Self::ExportSources | Self::ExportGaps(_) => Action::ExportSources,
            Self::Frozen | Self::ExportFrozen(..) => Action::Freeze,
        };
        action.enabled(app)
    }
}

/// The last lines of a dialog: what is wrong, and the two ways out. Which of them was taken: done, cancelled.
fn footer_ui(
    ui: &mut Ui,
    verb: &str,
    ready: Result<(), &str>,
    error: Option<&str>,
) -> (bool, bool) {
    let tokens = Tokens::of(ui);
    if let Some(error) = error {
        let label = ui.add(egui::Label::new(RichText::new(error).color(tokens.problem)).wrap());
        label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Alert, true, error));
    }
    ui.add_space(8.0);
    let (mut done, mut cancelled) = (false, false);
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), 32.0),
        egui::Layout::right_to_left(egui::Align::Center),
        |ui| {
            let text = RichText::new(verb)
                .family(theme::strong())
                .color(tokens.on_accent);
            let button = Button::new(text)
                .fill(tokens.accent)
                .min_size(egui::vec2(96.0, 32.0));
            let response = ui.add_enabled(ready.is_ok(), button).accessible_name(verb);
            done = response
                .on_disabled_hover_text(ready.err().unwrap_or_default())
                .clicked();
            cancelled = ui
                .add(Button::new("Cancel").min_size(egui::vec2(80.0, 32.0)))
                .clicked();
        },
    );
    (done, cancelled)
}

/// What the footer and Enter together come to.
fn verdict(
    buttons: (bool, bool),
    submitted: bool,
    ready: bool,
    command: impl FnOnce() -> Command,
) -> Verdict {
    match buttons {
        (_, true) => Verdict::Cancel,
        (done, _) if (done || submitted) && ready => Verdict::Do(command()),
        _ => Verdict::Stay,
    }
}

/// A choice of which one holds. True when it was taken.
fn radio_ui(ui: &mut Ui, on: bool, name: &str) -> bool {
    let quiet = Tokens::of(ui).quiet;
    let taken = ui.scope(|ui| {
        // A choice goes to the next row as a whole.
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        // On a panel, a ring shows what a fill alone does not.
        ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::new(1.0, quiet);
        ui.add(egui::RadioButton::new(on, name)).clicked()
    });
    taken.inner
}

/// Width of the names that stand before their fields, in points.
const NAMES: f32 = 112.0;

/// A row of a form: its name, and beside it what `add` puts there, which is given the name's id.
fn named_row_ui<R>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui, Id) -> R) -> R {
    let quiet = Tokens::of(ui).quiet;
    let row = ui.horizontal_top(|ui| {
        let middle = egui::Layout::left_to_right(egui::Align::Center);
        let label = ui.allocate_ui_with_layout(egui::vec2(NAMES, 28.0), middle, |ui| {
            ui.set_min_size(egui::vec2(NAMES, 28.0));
            ui.label(RichText::new(name).color(quiet))
        });
        ui.vertical(|ui| {
            ui.spacing_mut().interact_size.y = 28.0;
            add(ui, label.inner.id)
        })
        .inner
    });
    row.inner
}

/// The name of a field, over it.
fn field_name(ui: &mut Ui, name: &str) -> egui::Response {
    let quiet = Tokens::of(ui).quiet;
    let label = ui.label(RichText::new(name).small().color(quiet));
    // Nearer to its field than to the one before.
    ui.add_space(4.0 - ui.spacing().item_spacing.y);
    label
}

/// Words that explain.
fn explain(ui: &mut Ui, text: &str) {
    let quiet = Tokens::of(ui).quiet;
    ui.add(egui::Label::new(RichText::new(text).color(quiet)).wrap());
}
