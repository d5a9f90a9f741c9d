//! How do the selected passages, or the next one, bear on rival explanations?

use super::shared::Shared;
use super::{Inspector, widgets};
use crate::app::{CodingField, Command, Session};
use crate::project::{Rival, rivals_in_order};
use crate::ui::panels::widgets::bearing_buttons_ui;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Align, Button, Layout, RichText, Role, Ui, WidgetInfo, vec2};

impl Inspector {
    /// A row for each rival, with a word where the passages tell nothing between it and the argument.
    pub(super) fn bearings_ui(
        &self,
        ui: &mut Ui,
        session: &Session,
        shared: &Shared,
        out: &mut Vec<Command>,
    ) {
        for rival in rivals_in_order(session.project()) {
            name_ui(ui, session, rival, out);
            let said = shared.rivals.get(&rival.id);
            let now = said.and_then(|said| said.same().copied());
            if let Some(stance) = bearing_buttons_ui(ui, &rival.name, now) {
                out.push(self.set(CodingField::Rival(rival.id, stance)));
            }
            if shared.cannot_tell.contains(&rival.id) {
                let words = format!("Cannot tell the argument from “{}”", rival.name);
                let quiet = Tokens::of(ui).quiet;
                ui.label(RichText::new(words).small().italics().color(quiet))
                    .on_hover_text("The passage bears on both alike, so it says nothing of which of them holds");
            }
        }
    }
}

/// The same for the next coding.
pub(super) fn next_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    for rival in rivals_in_order(session.project()) {
        name_ui(ui, session, rival, out);
        let said = session.view().rivals.get(&rival.id);
        let now = said.copied().unwrap_or_default();
        if let Some(stance) = bearing_buttons_ui(ui, &rival.name, Some(now)) {
            out.push(Command::SetBearing {
                rival: Some(rival.id),
                stance,
            });
        }
    }
}

/// The name of a rival over its row; a click makes it the one that the keys speak of.
fn name_ui(ui: &mut Ui, session: &Session, rival: &Rival, out: &mut Vec<Command>) {
    let tokens = Tokens::of(ui);
    let current = session
        .current_rival()
        .is_some_and(|now| now.id == rival.id);
    let words = format!("On “{}”", rival.name);
    // No higher than its words, so that two rivals are seen beside the quotation.
    let size = vec2(ui.available_width(), 16.0);
    let middle = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(size, middle, |ui| {
        ui.spacing_mut().interact_size.y = 16.0;
        ui.spacing_mut().button_padding.y = 0.0;
        if session.project().rivals().len() < 2 {
            widgets::field_name_ui(ui, &words);
        } else {
            let text = RichText::new(&words).small().color(tokens.quiet);
            let button = Button::new(text).frame(false).truncate();
            let response = ui.add(button).on_hover_text(
                "Alt with + - = 0 sets the rival that is chosen here. F8 goes to the next",
            );
            response.widget_info(|| {
                WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), current, &words)
            });
            if response.clicked() {
                out.push(Command::ChooseRival(rival.id));
            }
        }
        if current {
            let font = eframe::egui::FontId::proportional(theme::SMALL - 1.0);
            ui.label(RichText::new("Alt + - = 0").font(font).color(tokens.quiet));
        }
    });
}
