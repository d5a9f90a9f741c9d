//! What named queries propose for codes: how much waits for a yes or a no, and what was declined.

use super::widgets::{self, ROW, count, first_words};
use crate::app::{Command, Session};
use crate::project::{CodeId, Declined};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Button, Id, RichText, ScrollArea, Ui};

/// The list, over the window.
#[derive(Debug, Default)]
pub struct ProposalList {
    open: bool,
    /// A walk that was begun is for the text.
    walks: bool,
    /// What is sought before a walk can begin.
    awaited: Option<CodeId>,
}

/// So many declined passages are listed at once.
const MOST_LISTED: usize = 200;

impl ProposalList {
    /// Opens it.
    pub fn open(&mut self) {
        self.open = true;
        self.awaited = None;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether a walk was begun since it was asked last.
    pub fn walks(&mut self) -> bool {
        std::mem::take(&mut self.walks)
    }

    /// Shows it while it is open.
    pub fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Command>) {
        if !self.open {
            return;
        }
        let modal = egui::Modal::new(Id::unique("proposals"))
            .frame(widgets::dialog_frame(ctx))
            .show(ctx, |ui| {
                ui.set_width((ui.ctx().content_rect().width() - 96.0).clamp(320.0, 620.0));
                ui.heading("Proposals");
                ui.add_space(4.0);
                self.codes_ui(ui, session, out);
                declined_ui(ui, session, out);
                ui.add_space(8.0);
                self.open &= !widgets::close_ui(ui);
            });
        self.open &= !modal.should_close();
    }

    fn codes_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let tree = session.tree().rows().iter().map(|row| row.code);
        let codes: Vec<CodeId> = tree
            .filter(|code| !session.queries_for(*code).is_empty())
            .collect();
        if codes.is_empty() {
            widgets::teach_ui(
                ui,
                "No query proposes passages for a code yet. Save a query, and choose the code that it is for: then its hits wait here for your yes or no. Nothing is coded without one.",
            );
            return;
        }
        widgets::teach_ui(
            ui,
            "Sentences with hits of the queries of a code that you have not coded with it. You say yes or no to each.",
        );
        ScrollArea::vertical()
            .id_salt("codes with proposals")
            .max_height(ROW * 8.0)
            .show(ui, |ui| {
                for code in codes {
                    self.code_ui(ui, session, code, out);
                }
            });
    }

    fn code_ui(&mut self, ui: &mut Ui, session: &Session, code: CodeId, out: &mut Vec<Command>) {
        let project = session.project();
        let waiting = session.proposals().get(&code).copied();
        let label = widgets::code_label(project, code);
        ui.horizontal(|ui| {
            if let Some(code) = project.codes().get(code) {
                widgets::swatch_ui(ui, code.colour);
            }
            ui.label(RichText::new(first_words(&label, 40)).font(theme::strong_font()));
            let words = waiting.map_or_else(
                || "counting…".to_owned(),
                |waiting| count(waiting, "passage waits", "passages wait"),
            );
            let queries = session.queries_for(code);
            let names: Vec<&str> = queries.iter().map(|query| query.name.as_str()).collect();
            ui.label(RichText::new(words).color(Tokens::of(ui).quiet))
                .on_hover_text(format!("Proposed by {}", names.join(", ")));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let any = waiting.is_some_and(|waiting| waiting > 0);
                let list = ui.add_enabled(any, Button::new("List"));
                if list
                    .accessible_name(format!("List the proposals for {label}"))
                    .clicked()
                {
                    out.push(Command::SeekProposals(code));
                    self.open = false;
                }
                let may = any && session.read_only().is_none();
                let walk = ui.add_enabled(may, Button::new("Walk"));
                if walk
                    .accessible_name(format!("Walk the proposals for {label}"))
                    .clicked()
                {
                    out.push(Command::WalkProposals(code));
                    self.open = false;
                    self.walks = true;
                }
            });
        });
    }
}

fn declined_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    let declined = session.declined();
    if declined.is_empty() {
        return;
    }
    ui.separator();
    let title = format!("Declined: {}", count(declined.len(), "passage", "passages"));
    egui::CollapsingHeader::new(title)
        .id_salt("declined passages")
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt("declined list")
                .max_height(ROW * 8.0)
                .show(ui, |ui| {
                    for one in declined.iter().take(MOST_LISTED) {
                        one_ui(ui, session, one, out);
                    }
                    if declined.len() > MOST_LISTED {
                        ui.label(format!("and {} more", declined.len() - MOST_LISTED));
                    }
                });
        });
}

fn one_ui(ui: &mut Ui, session: &Session, declined: &Declined, out: &mut Vec<Command>) {
    let project = session.project();
    let words = first_words(&declined.quotation, 60);
    ui.horizontal(|ui| {
        let may = session.read_only().is_none();
        let back = ui.add_enabled(may, Button::new("Bring back"));
        if back
            .accessible_name(format!("Bring back “{words}”"))
            .clicked()
        {
            out.push(Command::ProposeAgain(declined.id));
        }
        let code = project.codes().get(declined.code);
        let label = code.map_or("", |code| code.label());
        let text = format!("{label}: “{words}”");
        let label = ui.add(egui::Label::new(text).truncate());
        label.on_hover_text(&declined.quotation);
    });
}
