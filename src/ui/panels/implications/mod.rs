//! The implication table: what the argument expects, row by row, against what was found, case by case.

mod bar;
mod card;
mod cells;
mod grid;
mod keys;
mod sheet;
mod words;

pub use card::{CellCard, Part};

use super::Ask;
use super::widgets;
use crate::app::{CellId, Command, Session};
use cells::Look;
use eframe::egui::{Id, Rect, Ui, vec2};
use sheet::Sheet;
use std::collections::HashMap;

/// The implication table in the middle of the window.
#[derive(Debug, Default)]
pub struct ImplicationsTable {
    /// Rows and columns as they were last laid out.
    sheet: Option<Sheet>,
    /// What visible cells show, for as long as nothing changes; by code and place of the column.
    looks: HashMap<(crate::project::CodeId, usize), Look>,
    /// The part of the sheet that was in sight last.
    sight: Option<Rect>,
    /// Brings the selected cell into sight when next drawn.
    follow: bool,
    /// The part of the card that is to get the keyboard.
    wanted: Option<Part>,
}

impl ImplicationsTable {
    /// The widget that has the keyboard while one walks the cells.
    pub fn focus_id() -> Id {
        Id::unique("implication table")
    }

    /// The part of the selected cell's card that was asked for, to be given the keyboard.
    pub fn take_wanted(&mut self) -> Option<Part> {
        self.wanted.take()
    }

    /// Shows the table in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        if session.project().codes().is_empty() {
            return no_codes_ui(ui);
        }
        let ask = self.bar_ui(ui, session, out);
        ui.add_space(8.0);
        self.sheet_ui(ui, session, out);
        ask
    }

    fn sheet_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let Some(tallies) = session.implications().tallies() else {
            widgets::teach_ui(ui, "Counting the passages…");
            return;
        };
        let generation = session.implications().generation();
        let same = |sheet: &Sheet| sheet.generation == generation;
        if !self.sheet.as_ref().is_some_and(same) {
            self.sheet = Some(Sheet::of(session, tallies));
            self.looks.clear();
        }
        let Some(sheet) = self.sheet.take() else {
            return;
        };
        if sheet.columns.is_empty() {
            widgets::teach_ui(
                ui,
                "Nothing is coded yet. Read a document, select a passage and give it a code: then it stands here, in the row \
                 of its code and the column of its case. Cases are made in About this project, and each is a column from then on.",
            );
        } else if sheet.lines.is_empty() {
            widgets::teach_ui(
                ui,
                "No row has passages or findings yet. Tick “Rows without passages” to see what the argument expects.",
            );
        } else {
            self.grid_ui(ui, session, &sheet, out);
        }
        self.sheet = Some(sheet);
    }

    /// Looks at another cell, and brings it into sight.
    fn go_to(&mut self, cell: CellId, out: &mut Vec<Command>) {
        self.follow = true;
        out.push(Command::SelectCell(Some(cell)));
    }
}

fn no_codes_ui(ui: &mut Ui) -> Option<Ask> {
    widgets::heading_ui(ui, "No codes yet");
    widgets::teach_ui(
        ui,
        "The rows of this table are the codes: what the argument expects to find. Start from a framework, or add codes in the \
         panel on the right.",
    );
    ui.add_space(8.0);
    let button = eframe::egui::Button::new("Import codebook…").min_size(vec2(0.0, 28.0));
    ui.add(button).clicked().then_some(Ask::ImportCodebook)
}
