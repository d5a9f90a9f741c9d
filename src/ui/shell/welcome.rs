//! What can a person do while no project is open?

use crate::app::{App, Command};
use crate::ui::Out;
use crate::ui::actions::Action;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Button, FontId, RichText, Ui, vec2};

/// The page without a project: make one, open one, practise.
pub fn welcome_ui(ui: &mut Ui, app: &App, out: &mut Out) {
    let tokens = Tokens::of(ui);
    let width = 420.0_f32.min(ui.available_width());
    let left = (ui.available_width() - width) / 2.0;
    egui::ScrollArea::vertical().show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.18).max(16.0));
        ui.horizontal_top(|ui| {
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.label(RichText::new("Attest").font(FontId::new(34.0, theme::serif_strong())));
                ui.add_space(4.0);
                ui.label(
                    RichText::new(
                        "Code case documents against a table of observable implications.",
                    )
                    .color(tokens.quiet),
                );
                ui.add_space(24.0);
                for action in [Action::NewProject, Action::OpenProject, Action::OpenSample] {
                    start_ui(ui, app, action, out);
                }
                if !app.settings().recent.is_empty() {
                    ui.add_space(16.0);
                    ui.label(RichText::new("Open recent").font(theme::strong_font()));
                    ui.add_space(4.0);
                    recent_ui(ui, app, out);
                }
            });
        });
    });
}

fn start_ui(ui: &mut Ui, app: &App, action: Action, out: &mut Out) {
    let name = action.name(app);
    let button = Button::new(name.as_ref())
        .shortcut_text(action.key_text(ui.ctx()))
        .min_size(vec2(ui.available_width(), 36.0));
    let response = ui
        .add(button)
        .accessible_name(name.as_ref())
        .on_hover_text(action.tip());
    if response.clicked() {
        out.ask(action);
    }
    ui.add_space(4.0);
}

/// The projects opened before, the latest first: for this page and the menu.
pub fn recent_ui(ui: &mut Ui, app: &App, out: &mut Out) {
    for dir in &app.settings().recent {
        let name = dir.file_name().map_or_else(
            || dir.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        );
        let button = Button::new(name.as_str())
            .frame_when_inactive(false)
            .truncate();
        if ui
            .add(button)
            .on_hover_text(dir.display().to_string())
            .clicked()
        {
            out.run(Command::Open(dir.clone()));
            ui.close();
        }
    }
}
