//! What is chosen for a code: its number key, its colour, the test that it is.

use crate::app::Session;
use crate::project::{Code, CodeId, Colour, Test};
use crate::ui::panels::widgets::{colour_name, field_name_ui, teach_ui};
use crate::ui::theme::Tokens;
use eframe::egui::{self, Color32, Role, Sense, Ui, WidgetInfo, vec2};

/// The number key that applies the code.
pub(super) fn number_ui(ui: &mut Ui, session: &Session, code: &Code, edited: &mut Code) {
    let label = field_name_ui(ui, "Number key");
    let shown = code
        .shortcut
        .map_or("none".to_owned(), |number| number.to_string());
    let combo = egui::ComboBox::from_id_salt(("number key", code.id)).selected_text(shown);
    let response = combo.show_ui(ui, |ui| {
        if ui
            .selectable_label(code.shortcut.is_none(), "none")
            .clicked()
        {
            edited.shortcut = None;
        }
        for number in 1..=9u8 {
            let mut others = session
                .project()
                .codes()
                .iter()
                .filter(|other| other.id != code.id);
            let taken = others.find(|other| other.shortcut == Some(number));
            let text = taken.map_or_else(
                || number.to_string(),
                |other| format!("{number}, taken from {}", other.label()),
            );
            if ui
                .selectable_label(code.shortcut == Some(number), text)
                .clicked()
            {
                edited.shortcut = Some(number);
            }
        }
    });
    let _ = response.response.labelled_by(label.id);
}

/// How its passages are tinted.
pub(super) fn colour_ui(
    ui: &mut Ui,
    own: &mut Option<(CodeId, Color32)>,
    code: &Code,
    edited: &mut Code,
) {
    field_name_ui(ui, "Colour");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for place in 0..Colour::PALETTE {
            let colour = Colour::Palette(place);
            let name = colour_name(place, ui.visuals().dark_mode);
            if swatch_button_ui(ui, colour, code.colour == colour, name) {
                edited.colour = colour;
            }
        }
        if let Colour::Own(..) = code.colour {
            let name = format!("Own colour {}", code.colour);
            swatch_button_ui(ui, code.colour, true, &name);
        }
        own_colour_ui(ui, own, code, edited);
    });
}

fn own_colour_ui(ui: &mut Ui, own: &mut Option<(CodeId, Color32)>, code: &Code, edited: &mut Code) {
    let now = Tokens::of(ui).code(code.colour);
    let button = ui.button("Own colour…");
    let popup =
        egui::Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        let mut mixed = own.filter(|own| own.0 == code.id).map_or(now, |own| own.1);
        ui.name_inputs("Own colour", |ui| {
            egui::color_picker::color_picker_color32(
                ui,
                &mut mixed,
                egui::color_picker::Alpha::Opaque,
            );
        });
        *own = Some((code.id, mixed));
        if ui.button("Use this colour").clicked() {
            edited.colour = Colour::Own(mixed.r(), mixed.g(), mixed.b());
            *own = None;
            ui.close();
        }
    });
}

/// Which test of process tracing the argument is put to by looking for it.
pub(super) fn test_ui(ui: &mut Ui, code: &Code, edited: &mut Code) {
    field_name_ui(ui, "Test of the argument");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for test in std::iter::once(None).chain(Test::ALL.map(Some)) {
            let word = test.map_or("none", Test::word);
            let pressed = code.test == test;
            let response = ui.add(egui::Button::new(word).selected(pressed));
            response.widget_info(|| {
                let name = format!("Test: {word}");
                WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), pressed, name)
            });
            let meaning = test.map_or("Nobody has said yet which test it is.", Test::meaning);
            if response.on_hover_text(meaning).clicked() {
                edited.test = test;
            }
        }
    });
    if let Some(test) = code.test {
        teach_ui(ui, test.meaning());
    }
}

fn swatch_button_ui(ui: &mut Ui, colour: Colour, chosen: bool, name: &str) -> bool {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    ui.painter()
        .rect_filled(rect.shrink(4.0), 4.0, tokens.code(colour));
    if chosen || response.has_focus() {
        let line = egui::Stroke::new(
            2.0,
            if response.has_focus() {
                tokens.accent
            } else {
                tokens.ink
            },
        );
        ui.painter()
            .rect_stroke(rect.shrink(1.0), 6.0, line, egui::StrokeKind::Inside);
    }
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, name));
    response.on_hover_text(name).clicked()
}
