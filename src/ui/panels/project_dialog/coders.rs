//! Who codes, and how other coders' codings show.

use crate::app::{Command, Others, Session};
use crate::ui::panels::widgets::{self, count, swatch_ui};
use crate::ui::theme;
use eframe::egui::{RichText, Ui};

/// Shows the coders and the choice how others' codings show.
pub fn show(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    widgets::heading_ui(ui, "Other coders’ codings");
    let choices = [
        (Others::Show, "Show", "Like your own"),
        (Others::Dim, "Dim", "Paler than your own"),
        (
            Others::Hide,
            "Hide",
            "Not in the text; still in the table and in counts",
        ),
        (
            Others::Blind,
            "Work blind",
            "Nowhere, not even in counts and searches, so that they cannot sway you",
        ),
    ];
    for (others, name, meaning) in choices {
        ui.horizontal(|ui| {
            widgets::outline_ticks(ui);
            if ui.radio(session.view().others == others, name).clicked() {
                out.push(Command::ShowOthers(others));
            }
            widgets::field_name_ui(ui, meaning);
        });
    }
    ui.add_space(16.0);
    widgets::heading_ui(ui, "Coders");
    let project = session.project();
    for coder in project.coders().iter() {
        ui.horizontal(|ui| {
            swatch_ui(ui, coder.colour);
            let me = coder.id == session.me();
            let name = RichText::new(if me {
                format!("{} (you)", coder.name)
            } else {
                coder.name.clone()
            });
            ui.label(if me {
                name.font(theme::strong_font())
            } else {
                name
            });
            if !session.is_blind_to(coder.id) {
                let codings = project
                    .codings()
                    .iter()
                    .filter(|coding| coding.coder == coder.id)
                    .count();
                widgets::field_name_ui(ui, &count(codings, "coding", "codings"));
            }
        });
    }
    if project.coders().is_empty() {
        widgets::teach_ui(
            ui,
            "Nobody has coded yet. A coder is listed with the first thing they do.",
        );
    }
}
