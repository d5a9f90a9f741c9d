//! The reader and the panels, and the list of codes that they share.

use super::Out;
use super::panels::{
    self, CellCard, CodePicker, CodesPanel, ConcordanceTable, DocumentsPanel, HitsPanel,
    ImplicationsTable, Inspector, Outline, PassagesTable, Picked, Purpose, SourceCard, SourcesRoom,
    Tab, WaitingList, WalkBar, WeighingStrip,
};
use super::reader::{self, Reader};
use crate::app::{App, Command, Room, Session};
use eframe::egui::{Id, Rect, Ui, vec2};

/// What fills the panels and the middle.
#[derive(Default)]
pub struct Views {
    /// The text.
    pub reader: Reader,
    /// The codebook.
    pub codes: CodesPanel,
    /// The selected codings.
    pub inspector: Inspector,
    /// The list of documents.
    pub documents: DocumentsPanel,
    /// The headings of the document.
    pub outline: Outline,
    /// What was found.
    pub hits: HitsPanel,
    /// The table of all codings.
    pub passages: PassagesTable,
    /// The hits in their contexts.
    pub concordance: ConcordanceTable,
    /// What a walk along hits shows over the text.
    pub walk: WalkBar,
    /// The weighing of evidence under the implication table.
    pub weighing: WeighingStrip,
    /// The implication table.
    pub implications: ImplicationsTable,
    /// The selected cell of it.
    pub cell: CellCard,
    /// The works that the documents cite.
    pub sources: SourcesRoom,
    /// The chosen work of them.
    pub source: SourceCard,
    /// The table that was shown last, which stands beside the text where there is room for both.
    pub table: Room,
    /// The passages that wait for a place.
    pub waiting: WaitingList,
    /// Whether the text gets the keyboard when it is drawn next.
    pub wants_text: bool,
    /// Whether the memo of the selected coding is asked for.
    pub wants_memo: bool,
    picker: CodePicker,
    /// Where the list of codes opens; none in the middle of the window.
    picker_at: Option<Rect>,
}

impl Views {
    /// Opens the list of codes in the middle of the window.
    pub fn choose_code(&mut self, purpose: Purpose) {
        self.picker.open(purpose);
        self.picker_at = None;
    }

    /// Whether a code is being chosen.
    pub fn is_choosing(&self) -> bool {
        self.picker.purpose().is_some()
    }

    /// The table that fills the window, or stands beside the text.
    pub fn table(&mut self, session: &Session) -> Room {
        match session.view().room {
            Room::Implications => self.table = Room::Implications,
            Room::Passages => self.table = Room::Passages,
            Room::Sources => self.table = Room::Sources,
            Room::Concordance => self.table = Room::Concordance,
            Room::Read => {}
        }
        self.table
    }

    /// Takes in what the reader asks to be shown beside it.
    pub fn take_asks(&mut self) {
        for ask in self.reader.take_asks() {
            match ask {
                reader::Ask::CodeList { at } => {
                    self.picker.open(Purpose::Apply);
                    self.picker_at = Some(at);
                }
                reader::Ask::Recode { at } => {
                    self.picker.open(Purpose::Recode);
                    self.picker_at = Some(at);
                }
                reader::Ask::Memo => self.wants_memo = true,
            }
        }
    }

    /// Shows the list of codes, where it is open.
    pub fn popups_ui(&mut self, ui: &Ui, app: &App, out: &mut Out) {
        if let Some(session) = app.session() {
            self.waiting.show(ui.ctx(), session, &mut out.commands);
        }
        let (Some(purpose), Some(session)) = (self.picker.purpose(), app.session()) else {
            return;
        };
        let middle = Rect::from_center_size(
            ui.ctx().content_rect().center_top() + vec2(0.0, 160.0),
            vec2(340.0, 0.0),
        );
        let Some(picked) = self
            .picker
            .popup(ui.ctx(), session, self.picker_at.unwrap_or(middle))
        else {
            return;
        };
        match (picked, purpose) {
            (Picked::Code(code), Purpose::Recode) => out.run(Command::Recode(code)),
            (Picked::Code(code), _) => out.run(Command::ApplyCode(code)),
            (Picked::Create(name), _) => out.run(Command::ApplyNewCode(name)),
            (Picked::Cancel, _) => {}
        }
        out.focus_text = true;
    }
}

/// The dialog that a panel asks for.
pub fn dialog_for(ask: panels::Ask) -> super::Dialog {
    use super::Dialog;
    match ask {
        panels::Ask::Import => Dialog::Import,
        panels::Ask::ImportCodebook => Dialog::ImportCodebook,
        panels::Ask::ExportCodebook => Dialog::ExportCodebook,
        panels::Ask::Export => Dialog::Export,
        panels::Ask::SaveQuery => Dialog::SaveQuery,
        panels::Ask::Queries => Dialog::Queries,
        panels::Ask::ExportHits => Dialog::ExportHits,
        panels::Ask::CodeHits(code) => Dialog::CodeHits(code),
        panels::Ask::Proposals => Dialog::Proposals,
        panels::Ask::Freeze => Dialog::Frozen,
        panels::Ask::Project(tab) => Dialog::Project(tab),
        panels::Ask::Code(code) => Dialog::Code(code),
        panels::Ask::EditWork => Dialog::EditWork,
        panels::Ask::SplitWork => Dialog::SplitWork,
        panels::Ask::ExportSources => Dialog::ExportSources,
        panels::Ask::MatchLibrary => Dialog::MatchLibrary,
        panels::Ask::ExportGaps(document) => Dialog::ExportGaps(document),
    }
}

/// The tab of the project dialog that is shown first.
pub const FIRST_TAB: Tab = Tab::About;

/// The widget of the text that takes the keyboard.
pub fn text_id() -> Id {
    Reader::focus_id()
}
