//! What is a code? Its name, key, colour and all that is said of it, to read and to change.

use crate::app::{Command, Session};
use crate::project::{Code, CodeId, Colour, MemoOn};
use crate::ui::panels::fields::{Drafts, Look};
use crate::ui::panels::memos::MemoList;
use crate::ui::panels::widgets::{colour_name, field_name_ui};
use crate::ui::theme::Tokens;
use eframe::egui::{self, Color32, Role, Sense, Ui, WidgetInfo, vec2};

/// The details of one code.
#[derive(Debug, Default)]
pub struct CodeDetails {
    drafts: Drafts<(CodeId, Field)>,
    memos: MemoList,
    /// A colour of the user's own that is being mixed.
    own: Option<(CodeId, Color32)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Field {
    Name,
    Key,
    Description,
    Question,
    Predicts,
}

impl Field {
    const ALL: [Self; 5] = [
        Self::Name,
        Self::Key,
        Self::Description,
        Self::Question,
        Self::Predicts,
    ];

    fn of(self, code: &Code) -> &str {
        match self {
            Self::Name => &code.name,
            Self::Key => &code.key,
            Self::Description => &code.description,
            Self::Question => &code.question,
            Self::Predicts => &code.predicts,
        }
    }

    fn put(self, code: &mut Code, text: String) {
        match self {
            Self::Name => code.name = text.trim().to_owned(),
            Self::Key => code.key = text.trim().to_owned(),
            Self::Description => code.description = text.trim_end().to_owned(),
            Self::Question => code.question = text.trim_end().to_owned(),
            Self::Predicts => code.predicts = text.trim_end().to_owned(),
        }
    }

    fn look(self) -> Look<'static> {
        match self {
            Self::Name => Look::line("Name"),
            Self::Key => Look::line("Key").hint("Short, such as TIMING"),
            Self::Description => Look::lines("Description", 2).hint("What belongs under it"),
            Self::Question => Look::lines("Question to the evidence", 2),
            Self::Predicts => Look::lines("What the argument predicts", 2),
        }
    }

    /// Why a text cannot stand there.
    fn problem(self, session: &Session, code: CodeId, text: &str) -> Option<String> {
        let text = text.trim();
        match self {
            Self::Name if text.is_empty() => Some("A code needs a name.".to_owned()),
            Self::Key => {
                let mut others = session
                    .project()
                    .codes()
                    .iter()
                    .filter(|other| other.id != code);
                let other = others
                    .find(|other| !text.is_empty() && other.key.eq_ignore_ascii_case(text))?;
                Some(format!(
                    "“{}” has this key already. Choose another.",
                    other.name
                ))
            }
            _ => None,
        }
    }
}

impl CodeDetails {
    /// Shows a code.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, code: &Code, out: &mut Vec<Command>) {
        for ((id, field), text) in self.drafts.left(|(shown, _)| *shown == code.id) {
            if let Some(code) = session.project().codes().get(id)
                && field.problem(session, id, &text).is_none()
            {
                out.push(changed(code, |code| field.put(code, text)));
            }
        }
        ui.add_enabled_ui(session.read_only().is_none(), |ui| {
            for field in Field::ALL {
                self.field_ui(ui, session, code, field, out);
                if field == Field::Key {
                    number_ui(ui, session, code, out);
                    self.colour_ui(ui, code, out);
                }
            }
            self.memos.show(ui, session, MemoOn::Code(code.id), out);
        });
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        code: &Code,
        field: Field,
        out: &mut Vec<Command>,
    ) {
        let key = (code.id, field);
        if let Some(text) = self.drafts.field_ui(ui, key, field.of(code), field.look()) {
            match field.problem(session, code.id, &text) {
                Some(problem) => self.drafts.refuse(key, text, problem),
                None => out.push(changed(code, |code| field.put(code, text))),
            }
        }
    }

    fn colour_ui(&mut self, ui: &mut Ui, code: &Code, out: &mut Vec<Command>) {
        field_name_ui(ui, "Colour");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for place in 0..Colour::PALETTE {
                let colour = Colour::Palette(place);
                let name = colour_name(place, ui.visuals().dark_mode);
                if swatch_button_ui(ui, colour, code.colour == colour, name) {
                    out.push(changed(code, |code| code.colour = colour));
                }
            }
            if let Colour::Own(..) = code.colour {
                swatch_button_ui(
                    ui,
                    code.colour,
                    true,
                    &format!("Own colour {}", code.colour),
                );
            }
            self.own_colour_ui(ui, code, out);
        });
    }

    fn own_colour_ui(&mut self, ui: &mut Ui, code: &Code, out: &mut Vec<Command>) {
        let now = Tokens::of(ui).code(code.colour);
        let button = ui.button("Own colour…");
        let popup = egui::Popup::menu(&button)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
        popup.show(|ui| {
            let mut mixed = self
                .own
                .filter(|own| own.0 == code.id)
                .map_or(now, |own| own.1);
            ui.name_inputs("Own colour", |ui| {
                egui::color_picker::color_picker_color32(
                    ui,
                    &mut mixed,
                    egui::color_picker::Alpha::Opaque,
                );
            });
            self.own = Some((code.id, mixed));
            if ui.button("Use this colour").clicked() {
                out.push(changed(code, |code| {
                    code.colour = Colour::Own(mixed.r(), mixed.g(), mixed.b())
                }));
                self.own = None;
                ui.close();
            }
        });
    }
}

/// The number key that applies the code.
fn number_ui(ui: &mut Ui, session: &Session, code: &Code, out: &mut Vec<Command>) {
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
            out.push(changed(code, |code| code.shortcut = None));
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
                out.push(changed(code, |code| code.shortcut = Some(number)));
            }
        }
    });
    let _ = response.response.labelled_by(label.id);
}

/// A code with a change, as a command.
pub fn changed(code: &Code, change: impl FnOnce(&mut Code)) -> Command {
    let mut code = code.clone();
    change(&mut code);
    Command::EditCode(Box::new(code))
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
