//! The card of a cell: what is expected there, what the team found, and the passages that it rests on.

mod finding;
mod passages;

use super::ImplicationsTable;
use super::words;
use crate::app::{CellId, Command, FindingField, Session};
use crate::project::{CodingId, Test};
use crate::ui::panels::LikelihoodFields;
use crate::ui::panels::absence::AbsenceSection;
use crate::ui::panels::fields::Drafts;
use crate::ui::panels::widgets::{self, heading_ui};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, CentralPanel, Frame, Key, Label, Modifiers, Panel, RichText, ScrollArea, Ui,
};

/// A part of the card that can be asked to take the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// None of it: it is only to be seen.
    Nothing,
    /// The first passage, or the verdict where there is none.
    Top,
    /// The choice of a verdict.
    Verdict,
    /// The choice of a test.
    Test,
}

/// The card of the selected cell of the implication table.
#[derive(Debug, Default)]
pub struct CellCard {
    /// Findings being written.
    drafts: Drafts<CellId>,
    /// A test that was chosen before it was said how it went.
    chosen: Option<(CellId, Test)>,
    /// The cell that is shown, and how many of its passages at most.
    shown: Option<(CellId, usize)>,
    /// The passages of the cell, and what they were listed from.
    listed: Option<(u64, usize, Vec<CodingId>)>,
    /// What was looked for there.
    absence: AbsenceSection,
    /// How likely the evidence is, where evidence is weighed.
    likelihoods: LikelihoodFields,
    wanted: Option<Part>,
    /// The passage that is to get the keyboard.
    walks_to: Option<CodingId>,
    /// Whether one of its widgets has the keyboard.
    is_held: bool,
}

/// So many passages are listed to begin with, and so many more each time.
const PASSAGES: usize = 50;
/// Height of the finding under the passages, in points, where there is room for it.
const FINDING: f32 = 256.0;

impl CellCard {
    /// Gives a part the keyboard when it is drawn next.
    pub fn focus(&mut self, part: Part) {
        self.wanted = (part != Part::Nothing).then_some(part);
    }

    /// Takes what is being typed as it stands: for when the card is no longer shown.
    pub fn leave(&mut self, out: &mut Vec<Command>) {
        for (cell, text) in self.drafts.left(|_| false) {
            out.push(Command::EditFinding(
                Box::new(cell),
                FindingField::Text(text),
            ));
        }
        self.is_held = false;
    }

    /// Shows the card of a cell in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, cell: &CellId, out: &mut Vec<Command>) {
        if self.shown.as_ref().is_none_or(|(shown, _)| shown != cell) {
            self.leave(out);
            self.shown = Some((cell.clone(), PASSAGES));
            self.listed = None;
            self.walks_to = None;
        }
        self.list(session, cell);
        let leaves = self.is_held
            && ui.input(|input| input.key_pressed(Key::Escape))
            && !egui::Popup::is_any_open(ui.ctx());
        if leaves {
            // Escape never loses what was being written.
            self.leave(out);
        }
        let all = ui.max_rect();
        head_ui(ui, session, cell, out);
        let scroll = |salt| {
            ScrollArea::vertical()
                .id_salt(salt)
                .animated(false)
                .auto_shrink([false, true])
        };
        // What is being concluded stays in sight, however many passages it rests on.
        let room = ui.available_height();
        let lower = Panel::bottom("finding of a cell")
            .resizable(true)
            .frame(Frame::new())
            .default_size(FINDING.min(room * 0.55))
            .size_range(120.0..=(room - 120.0).max(120.0));
        lower.show(ui, |ui| {
            ui.take_available_space();
            scroll("finding").show(ui, |ui| self.finding_ui(ui, session, cell, out));
        });
        CentralPanel::no_frame().show(ui, |ui| {
            scroll("passages of a cell").show(ui, |ui| {
                expected_ui(ui, session, cell);
                self.passages_ui(ui, session, cell, out);
                ui.add_space(8.0);
                ui.separator();
                self.absence
                    .show(ui, session, cell.code, &cell.subject, out);
            });
        });
        if leaves {
            back_out(ui);
        }
        let focused = ui.memory(egui::Memory::focused);
        let widget = focused.and_then(|id| ui.ctx().read_response(id));
        self.is_held = widget.is_some_and(|widget| all.contains(widget.rect.center()));
    }
}

/// Goes back to the table, where nothing in the card had a nearer step to back out of.
fn back_out(ui: &Ui) {
    // Taken from the table, which would back out a step further.
    let escape = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Escape);
    if ui.input_mut(escape) {
        let table = ImplicationsTable::focus_id();
        ui.memory_mut(|memory| memory.request_focus(table));
    }
}

/// What the argument expects; what else there is to know of the expectation unfolds.
fn expected_ui(ui: &mut Ui, session: &Session, cell: &CellId) {
    let ample = ui.ctx().content_rect().height() > 1000.0;
    words::argument_ui(ui, session, cell.code);
    if words::says_more(session, cell.code) {
        egui::CollapsingHeader::new("Rivals, question and test")
            .id_salt("more of the expectation")
            .default_open(ample)
            .show(ui, |ui| words::rest_ui(ui, session, cell.code));
    }
}

fn head_ui(ui: &mut Ui, session: &Session, cell: &CellId, out: &mut Vec<Command>) {
    let project = session.project();
    let code = project.codes().get(cell.code);
    ui.horizontal(|ui| {
        if let Some(code) = code {
            widgets::swatch_ui(ui, code.colour);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::sign_button_ui(ui, "×", "Close this cell").clicked() {
                out.push(Command::SelectCell(None));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let label = code.map_or("", crate::project::Code::label);
                let title = format!("{label} · {}", cell.subject.name(project));
                let title = RichText::new(title).font(theme::strong_font());
                ui.add(Label::new(title).truncate());
            });
        });
    });
    if let Some(code) = code.filter(|code| !code.key.is_empty()) {
        let quiet = Tokens::of(ui).quiet;
        ui.add(Label::new(RichText::new(&code.name).color(quiet)).wrap());
    }
    ui.add_space(4.0);
}

/// Gives a widget the keyboard; one that is out of sight is brought into sight first. True once it has it.
fn reach(ui: &Ui, widget: &egui::Response) -> bool {
    widget.scroll_to_me(None);
    let is_seen = widget.interact_rect.is_positive();
    if is_seen {
        widget.request_focus();
    } else {
        ui.ctx().request_repaint();
    }
    is_seen
}

/// A title over a part of the card.
fn part_ui(ui: &mut Ui, title: &str) {
    ui.add_space(4.0);
    heading_ui(ui, title);
}
