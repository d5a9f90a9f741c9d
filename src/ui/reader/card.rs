//! What is said of a coding under the pointer.

use super::follow::way_ui;
use super::marks::coder_name;
use super::pointer::Drag;
use super::sight::Sight;
use super::{Reader, marks};
use crate::app::Session;
use crate::project::{Coding, CodingId, Stance, path, rivals_in_order};
use crate::ui::theme::{self, Tokens, stance_shape};
use eframe::egui::{Response, RichText, Tooltip, Ui, vec2};

impl Reader {
    /// Shows the note or link and the codings under the pointer once it has come to rest on them.
    pub(super) fn show_card(
        &mut self,
        ui: &Ui,
        session: &Session,
        response: &Response,
        sight: &Sight,
    ) {
        let Some(shown) = &self.shown else { return };
        if !matches!(self.drag, Drag::None) || !response.hovered() {
            return;
        }
        let character = ui
            .ctx()
            .pointer_latest_pos()
            .and_then(|point| sight.character_at(point));
        let Some(character) = character else { return };
        let under: Vec<CodingId> = shown
            .marks
            .under(character.start)
            .iter()
            .map(|mark| mark.coding)
            .collect();
        let way = shown.way_at(character.start);
        if under.is_empty() && way.is_none() {
            return;
        }
        Tooltip::for_enabled(response)
            .at_pointer()
            .gap(14.0)
            .show(|ui| {
                if let Some(way) = way {
                    way_ui(ui, shown, way);
                }
                if !under.is_empty() {
                    if way.is_some() {
                        ui.separator();
                    }
                    card(ui, session, &under);
                }
            });
    }
}

/// Says all that is known of these codings.
pub(super) fn card(ui: &mut Ui, session: &Session, codings: &[CodingId]) {
    const MOST: usize = 6;
    ui.set_max_width(360.0);
    let known = codings
        .iter()
        .filter_map(|id| session.project().codings().get(*id));
    for (at, coding) in known.take(MOST).enumerate() {
        if at > 0 {
            ui.separator();
        }
        entry(ui, session, coding);
    }
    if codings.len() > MOST {
        ui.label(format!("and {} more", codings.len() - MOST));
    }
}

fn entry(ui: &mut Ui, session: &Session, coding: &Coding) {
    let project = session.project();
    let tokens = Tokens::of(ui);
    let code = project.codes().get(coding.code);
    ui.horizontal(|ui| {
        if let Some(code) = code {
            let (swatch, _) =
                ui.allocate_exact_size(vec2(10.0, 10.0), eframe::egui::Sense::hover());
            ui.painter()
                .rect_filled(swatch, 2.0, tokens.code(code.colour));
            ui.label(RichText::new(code.label()).font(theme::strong_font()));
        }
    });
    let names = path(project, coding.code);
    ui.label(RichText::new(names.join(" › ")).color(tokens.quiet));
    let stance = format!("{} {}", stance_shape(coding.stance), coding.stance.word());
    ui.label(RichText::new(stance).color(tokens.stance(coding.stance)));
    for rival in rivals_in_order(project) {
        let bearing = coding.on_rival(rival.id);
        if bearing == Stance::Unset {
            continue;
        }
        let tells = if coding.cannot_tell_from(rival.id) {
            ", as on the argument"
        } else {
            ""
        };
        let words = format!(
            "{} {} “{}”{tells}",
            stance_shape(bearing),
            bearing.on(),
            rival.name
        );
        ui.label(RichText::new(words).color(tokens.stance(bearing)));
    }
    let mut facts = Vec::new();
    let coder = coder_name(project, coding.coder);
    if !coder.is_empty() {
        facts.push(format!("by {coder}"));
    }
    facts.extend(project.case_of(coding).map(|case| case.name.clone()));
    facts.extend(coding.date.map(|date| date.to_string()));
    if !coding.speaker.is_empty() {
        facts.push(coding.speaker.clone());
    }
    if !facts.is_empty() {
        ui.label(facts.join(" · "));
    }
    if !coding.memo.is_empty() {
        ui.label(RichText::new(&coding.memo).italics());
    }
    if coding.spans.len() > 1 {
        let parts = format!(
            "{} parts: {}",
            coding.spans.len(),
            marks::first_words(&coding.quotation)
        );
        ui.label(RichText::new(parts).color(tokens.quiet));
    }
}
