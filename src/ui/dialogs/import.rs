//! Which files are to become documents?

use super::chooser::{Answer, Ask, Chooser, Kind};
use super::path_field::{NO_DIALOG, typed_path};
use super::{Verdict, explain, field_name, footer_ui, verdict};
use crate::app::{Command, READABLE, readable_ends};
use eframe::egui::{Button, Key, ScrollArea, TextEdit, Ui, vec2};
use std::path::PathBuf;
use std::sync::LazyLock;

/// The ends of the names of all files that are read.
static ENDS: LazyLock<Vec<&str>> = LazyLock::new(|| readable_ends().collect());

/// What can be imported, in a sentence.
static KINDS: LazyLock<String> = LazyLock::new(|| {
    let kinds: Vec<&str> = READABLE.iter().map(|(kind, _)| *kind).collect();
    let kinds = match kinds.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{}; {last}", others.join("; ")),
        None => String::new(),
    };
    format!(
        "What can be read: {kinds}. Of a folder, all such files in it. Files and folders can also be dropped anywhere on the window."
    )
});

/// What was chosen so far.
#[derive(Default)]
pub struct Form {
    files: Vec<PathBuf>,
    typed: String,
    chooser: Chooser,
    no_dialog: bool,
}

impl Form {
    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, fresh: bool, error: Option<&str>) -> Verdict {
        self.take_answer(ui);
        explain(ui, &KINDS);
        self.list_ui(ui);
        let submitted = self.field_ui(ui, fresh);
        if self.no_dialog {
            explain(ui, NO_DIALOG);
        }
        let wanted = self.wanted();
        let verb = match wanted.len() {
            0 | 1 => "Import".to_owned(),
            many => format!("Import {many} files"),
        };
        let ready = if wanted.is_empty() {
            Err("Choose a file first")
        } else {
            Ok(())
        };
        let buttons = footer_ui(ui, &verb, ready, error);
        verdict(buttons, submitted, ready.is_ok(), || {
            Command::Import(wanted)
        })
    }

    /// A path to type, and the button that asks the system. True when Enter was pressed.
    fn field_ui(&mut self, ui: &mut Ui, fresh: bool) -> bool {
        let label = field_name(ui, "Path of a file or folder");
        let mut entered = false;
        ui.horizontal(|ui| {
            let room = ui.available_width() - 248.0;
            let edit = TextEdit::singleline(&mut self.typed)
                .desired_width(room)
                .min_size(vec2(0.0, 28.0));
            let field = ui
                .add(edit)
                .labelled_by(label.id)
                .accessible_name("Path of a file");
            if fresh {
                field.request_focus();
            }
            entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let add = Button::new("Add").min_size(vec2(48.0, 28.0));
            if ui.add_enabled(!self.typed.trim().is_empty(), add).clicked() {
                self.add_typed();
            }
            let choose = Button::new("Choose…").min_size(vec2(80.0, 28.0));
            let choose = ui
                .add_enabled(!self.chooser.is_waiting(), choose)
                .accessible_name("Choose files…");
            if choose.clicked() {
                let near = self.files.last().cloned().unwrap_or_default();
                let documents = Kind {
                    name: "Documents",
                    extensions: &ENDS,
                };
                self.chooser
                    .ask(Ask::Files(documents), "Import documents", &near);
            }
            let folder = Button::new("Folder…").min_size(vec2(72.0, 28.0));
            let folder = ui
                .add_enabled(!self.chooser.is_waiting(), folder)
                .accessible_name("Choose a folder…");
            if folder.clicked() {
                let near = self.files.last().cloned().unwrap_or_default();
                self.chooser.ask(Ask::Folder, "Import a folder", &near);
            }
        });
        entered
    }

    fn list_ui(&mut self, ui: &mut Ui) {
        let mut left_out = None;
        ScrollArea::vertical().max_height(180.0).show(ui, |ui| {
            for (at, file) in self.files.iter().enumerate() {
                ui.horizontal(|ui| {
                    let name = file
                        .file_name()
                        .unwrap_or(file.as_os_str())
                        .to_string_lossy();
                    let button = ui.button("×").accessible_name(format!("Leave out {name}"));
                    if button.on_hover_text("Leave out").clicked() {
                        left_out = Some(at);
                    }
                    ui.label(name).on_hover_text(file.display().to_string());
                });
            }
        });
        if let Some(at) = left_out {
            self.files.remove(at);
        }
    }

    fn take_answer(&mut self, ui: &Ui) {
        match self.chooser.poll(ui.ctx()) {
            Some(Answer::Chosen(paths)) => {
                self.no_dialog = false;
                for path in paths {
                    if !self.files.contains(&path) {
                        self.files.push(path);
                    }
                }
            }
            Some(Answer::NoDialog) => self.no_dialog = true,
            Some(Answer::Nothing) | None => {}
        }
    }

    fn add_typed(&mut self) {
        if let Some(path) = typed_path(&self.typed) {
            self.files.push(path);
            self.typed.clear();
        }
    }

    /// The list, and what stands in the field.
    fn wanted(&self) -> Vec<PathBuf> {
        let typed = typed_path(&self.typed);
        let mut wanted = self.files.clone();
        wanted.extend(typed.filter(|path| !self.files.contains(path)));
        wanted
    }
}
