//! One search: what was asked, of which documents, when and by whom, how it stands, and why it is out of date.

use super::{Searched, coder_name, sign};
use crate::app::{Command, Session};
use crate::project::RecordId;
use crate::ui::panels::widgets::count;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Button, Label, RichText, Ui};

/// Shows the search without its hits.
pub fn show(ui: &mut Ui, session: &Session, searched: Searched<'_>, out: &mut Vec<Command>) {
    let tokens = Tokens::of(ui);
    let Searched {
        absence,
        state,
        may,
    } = searched;
    let query = session.project().queries().get(absence.query);
    let name = query.map_or("Removed query", |query| query.name.as_str());
    ui.horizontal_wrapped(|ui| {
        let title = RichText::new(format!("“{name}”")).font(theme::strong_font());
        ui.label(title);
        let asked = ui.label(RichText::new(&absence.asked).color(tokens.quiet));
        if let Some(notes) = query.map(|query| query.notes.as_str())
            && !notes.is_empty()
        {
            asked.on_hover_text(notes);
        }
    });
    let (sign, colour) = sign(tokens, state);
    let words = RichText::new(format!("{sign} {}", state.words())).color(colour);
    ui.add(Label::new(words).wrap());
    origin_ui(ui, session, searched);
    if !state.stale.is_empty() {
        let head = RichText::new("! Out of date").color(tokens.warning);
        ui.label(head);
        for why in &state.stale {
            let why = RichText::new(why.to_string()).color(tokens.warning);
            ui.indent(("why", absence.id), |ui| ui.add(Label::new(why).wrap()));
        }
    }
    ui.horizontal_wrapped(|ui| {
        let idle = session.looking().is_none();
        let again = ui.add_enabled(may && idle, Button::new("Search again"));
        let again = again.accessible_name(format!("Search again for “{name}”"));
        let tip = "Ask the query as it is now of the documents as they are now. What was said of hits that are found again \
                   stays";
        if again.on_hover_text(tip).clicked() {
            out.push(Command::SearchAgain(absence.id));
        }
        let remove = ui.add_enabled(may, Button::new("Remove search"));
        let remove = remove.accessible_name(format!("Remove search for “{name}”"));
        if remove
            .on_hover_text("What was said of its hits stays for other searches")
            .clicked()
        {
            out.push(Command::Remove(RecordId::Absence(absence.id)));
        }
    });
}

/// When, by whom, and on what.
fn origin_ui(ui: &mut Ui, session: &Session, searched: Searched<'_>) {
    let quiet = Tokens::of(ui).quiet;
    let absence = searched.absence;
    let small = |text: String| RichText::new(text).small().color(quiet);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 0.0);
        ui.spacing_mut().interact_size.y = 16.0;
        ui.label(small(format!(
            "Searched on {} by {} in",
            absence.on,
            coder_name(session, absence.coder)
        )));
        let documents = count(absence.searched.len(), "document", "documents");
        let label = ui.add(Label::new(small(documents)).sense(egui::Sense::hover()));
        label.on_hover_ui(|ui| {
            // A list that nobody can read helps nobody.
            const MOST: usize = 30;
            for one in absence.searched.iter().take(MOST) {
                ui.label(&one.title);
            }
            if absence.searched.len() > MOST {
                ui.label(format!("and {} more", absence.searched.len() - MOST));
            }
        });
        let short: String = absence.corpus.chars().take(8).collect();
        ui.spacing_mut().button_padding = egui::Vec2::ZERO;
        let button = Button::new(small(format!("corpus {short}"))).frame_when_inactive(false);
        let button = ui
            .add(button)
            .accessible_name(format!("Copy corpus hash {short}"));
        let tip = format!(
            "SHA-256 of the documents searched and their texts:\n{}\nClick to copy",
            absence.corpus
        );
        if button.on_hover_text(tip).clicked() {
            ui.ctx().copy_text(absence.corpus.clone());
        }
    });
}
