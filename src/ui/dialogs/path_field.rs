//! A path that is typed, or chosen in the system's dialog.

use super::chooser::{Answer, Ask, Chooser};
use super::{explain, field_name};
use eframe::egui::{Button, Id, Key, TextEdit, Ui, vec2};
use std::path::PathBuf;

/// A field for a path with a button that asks the system.
#[derive(Default)]
pub struct PathField {
    /// As typed.
    pub text: String,
    chooser: Chooser,
    no_dialog: bool,
}

impl PathField {
    /// The field with its name over it. True when Enter was pressed in it.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, hint: &str, ask: Ask, focus: bool) -> bool {
        let label = field_name(ui, name).id;
        self.beside_ui(ui, (name, label), hint, ask, focus)
    }

    /// The same where its name, with this id, stands already.
    pub fn beside_ui(
        &mut self,
        ui: &mut Ui,
        (name, label): (&str, Id),
        hint: &str,
        ask: Ask,
        focus: bool,
    ) -> bool {
        match self.chooser.poll(ui.ctx()) {
            Some(Answer::Chosen(paths)) => {
                self.no_dialog = false;
                if let Some(first) = paths.first() {
                    self.text = first.display().to_string();
                }
            }
            Some(Answer::NoDialog) => self.no_dialog = true,
            Some(Answer::Nothing) | None => {}
        }
        let mut entered = false;
        ui.horizontal(|ui| {
            let room = ui.available_width() - 88.0;
            let edit = TextEdit::singleline(&mut self.text)
                .hint_text(hint)
                .desired_width(room)
                .min_size(vec2(0.0, 28.0));
            let response = ui.add(edit).labelled_by(label).accessible_name(name);
            if focus {
                response.request_focus();
            }
            entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let button = Button::new("Choose…").min_size(vec2(80.0, 28.0));
            let response = ui.add_enabled(!self.chooser.is_waiting(), button);
            if response
                .accessible_name(format!("Choose {}…", name.to_lowercase()))
                .clicked()
            {
                self.chooser
                    .ask(ask, name, &self.path().unwrap_or_default());
            }
        });
        if self.no_dialog {
            explain(ui, NO_DIALOG);
        }
        entered
    }

    /// The path, where one was typed: without quotation marks around it, "~" is the home folder.
    pub fn path(&self) -> Option<PathBuf> {
        typed_path(&self.text)
    }
}

/// What is said where the system has no dialog to show.
pub const NO_DIALOG: &str = "No file dialog answered on this system. Type the path instead.";

/// A path as a person types it.
pub fn typed_path(text: &str) -> Option<PathBuf> {
    let text = text.trim();
    let quoted = |quote| {
        text.strip_prefix(quote)
            .and_then(|text| text.strip_suffix(quote))
    };
    let text = quoted('"').or_else(|| quoted('\'')).unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    let home = text
        .strip_prefix("~/")
        .or_else(|| text.strip_prefix("~\\"))
        .or((text == "~").then_some(""));
    let below_home =
        home.and_then(|rest| directories::UserDirs::new().map(|dirs| dirs.home_dir().join(rest)));
    Some(below_home.unwrap_or_else(|| PathBuf::from(text)))
}

/// Where a person's files usually go.
pub fn usual_folder() -> PathBuf {
    directories::UserDirs::new().map_or_else(PathBuf::new, |dirs| {
        let documents = dirs.document_dir().filter(|folder| folder.is_dir());
        documents.unwrap_or_else(|| dirs.home_dir()).to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_as_people_type_it() {
        assert_eq!(typed_path("  "), None);
        assert_eq!(typed_path(" /a/b c "), Some(PathBuf::from("/a/b c")));
        assert_eq!(typed_path("'/a/b c'"), Some(PathBuf::from("/a/b c")));
        assert_eq!(typed_path("\"/a\""), Some(PathBuf::from("/a")));
        let home = typed_path("~/notes").unwrap_or_default();
        assert!(home.is_absolute() && home.ends_with("notes"));
    }
}
