//! Over the table: what sets its columns apart, which rows it shows, what its signs mean.

use super::ImplicationsTable;
use crate::app::{Command, Session};
use crate::project::{By, Stance};
use crate::ui::panels::{Ask, widgets};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, RichText, Ui};

impl ImplicationsTable {
    /// Gives what was asked to be opened.
    pub(super) fn bar_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        let mut ask = None;
        let implications = session.implications();
        ui.horizontal_wrapped(|ui| {
            by_ui(ui, session, out);
            let mut empty = implications.shows_empty();
            ui.scope(|ui| {
                widgets::outline_ticks(ui);
                let tick = ui
                    .checkbox(&mut empty, "Rows without passages")
                    .on_hover_text("Show codes that have neither passages nor findings yet");
                if tick.changed() {
                    out.push(Command::ShowEmptyRows(empty));
                }
            });
            let freeze = ui.button("Freeze…").on_hover_text(
                "Freeze the expectations with a date and a hash, or see what was amended since",
            );
            if freeze.clicked() {
                ask = Some(Ask::Freeze);
            }
            legend_ui(ui);
        });
        ask
    }
}

fn by_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    let project = session.project();
    let now = session.implications().by();
    let name = |by: By| {
        let name = by.name(project);
        let mut letters = name.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    };
    ui.label("Columns by");
    let combo = egui::ComboBox::from_id_salt("columns by")
        .selected_text(widgets::first_words(&name(now), 24))
        .width(104.0);
    let response = combo.show_ui(ui, |ui| {
        for by in By::all(project) {
            if ui.selectable_label(by == now, name(by)).clicked() && by != now {
                out.push(Command::SetBy(by));
            }
        }
    });
    let _ = response.response.accessible_name("Columns by");
}

/// What the signs in the cells mean, where there is room to say it; on hover in any case.
fn legend_ui(ui: &mut Ui) {
    let tokens = Tokens::of(ui);
    let items = Stance::ALL
        .into_iter()
        .filter(|stance| *stance != Stance::Unset)
        .map(|stance| (widgets::stance_text(stance), tokens.stance(stance)))
        .chain([("≈ cannot tell a rival apart".to_owned(), tokens.quiet)]);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if ui.available_width() < 360.0 {
            return;
        }
        let font = egui::FontId::proportional(theme::SMALL);
        for (text, colour) in items.collect::<Vec<_>>().into_iter().rev() {
            ui.label(RichText::new(text).font(font.clone()).color(colour));
        }
    });
}
