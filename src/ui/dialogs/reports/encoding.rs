//! In which encoding are the words words? Its first lines say so, before anything is read again.

use crate::app::{ENCODINGS, Session, first_lines};
use crate::project::Document;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Frame, Label, RichText, Ui};

/// Lines that are shown.
const LINES: usize = 4;

/// The choice of an encoding for the document of a file.
pub(super) struct EncodingChoice {
    /// The file's place in its report.
    pub file: usize,
    /// The beginning of what the document was imported from, or why it cannot be had.
    head: Result<Vec<u8>, String>,
    now: String,
    chosen: String,
    /// The first lines in the encoding that they are in.
    lines: (String, String),
}

impl EncodingChoice {
    /// The choice for a document.
    pub fn new(session: &Session, document: &Document, file: usize) -> Self {
        Self {
            file,
            head: session.original_head(document.id),
            now: document.encoding.clone(),
            chosen: document.encoding.clone(),
            lines: (String::new(), String::new()),
        }
    }
}

/// The list of encodings, the first lines in the one that is chosen, and the button that takes it. Gives that one.
pub(super) fn ui<'a>(ui: &mut Ui, choice: &'a mut EncodingChoice) -> Option<&'a str> {
    let tokens = Tokens::of(ui);
    let head = match &choice.head {
        Ok(head) => head,
        Err(problem) => {
            ui.label(RichText::new(problem).color(tokens.problem));
            return None;
        }
    };
    let mut taken = false;
    ui.horizontal(|ui| {
        egui::ComboBox::from_id_salt("encoding")
            .width(280.0)
            .height(360.0)
            .selected_text(label(&choice.chosen))
            .show_ui(ui, |ui| {
                for (_, name) in ENCODINGS {
                    let is_chosen = choice.chosen == *name;
                    if ui.selectable_label(is_chosen, label(name)).clicked() {
                        (*name).clone_into(&mut choice.chosen);
                    }
                }
            })
            .response
            .accessible_name("Encoding");
        let is_other = choice.chosen != choice.now;
        let read = ui.add_enabled(is_other, egui::Button::new("Read again"));
        let read = read.accessible_name(format!("Read again as {}", choice.chosen));
        taken = read
            .on_disabled_hover_text("It was read in this encoding. Choose another one")
            .clicked();
    });
    if choice.lines.0 != choice.chosen {
        let lines = first_lines(head, &choice.chosen, LINES);
        choice.lines = (choice.chosen.clone(), lines);
    }
    let frame = Frame::new()
        .fill(tokens.page)
        .corner_radius(4)
        .inner_margin(8);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let sample = RichText::new(&choice.lines.1).family(theme::serif());
        ui.add(Label::new(sample).wrap());
    });
    taken.then_some(choice.chosen.as_str())
}

/// The name of an encoding with what it is for.
fn label(name: &str) -> String {
    let known = ENCODINGS.iter().find(|(_, known)| *known == name);
    known.map_or_else(
        || name.to_owned(),
        |(script, _)| format!("{script} ({name})"),
    )
}

/// The first letters of a text, on one line.
pub(super) fn first_letters(text: &str) -> String {
    const MOST: usize = 160;
    let head: String = text.chars().take(4 * MOST).collect();
    let line = head.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(MOST).collect();
    if cut.len() < line.len() {
        format!("{cut}…")
    } else {
        cut
    }
}
