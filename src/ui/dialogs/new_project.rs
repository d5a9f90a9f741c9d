//! A new project: a folder, a title, a codebook to start from.

use super::chooser::{Ask, Kind};
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, field_name, footer_ui, radio_ui, verdict};
use crate::app::{Command, NewProject, Start, frameworks};
use crate::project::Codebook;
use eframe::egui::{Key, ScrollArea, TextEdit, Ui, vec2};

/// A codebook as the app writes it.
pub const CODEBOOK: Kind = Kind {
    name: "Codebook",
    extensions: &["ron"],
};

/// What was typed so far.
#[derive(Default)]
pub struct Form {
    folder: PathField,
    title: String,
    codebook: CodebookChoice,
}

/// Which codebook.
#[derive(Default)]
pub struct CodebookChoice {
    /// The frameworks that ship with the app, read once.
    known: Vec<(&'static str, Codebook)>,
    chosen: Chosen,
    file: PathField,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    /// The framework at this place of the list.
    Framework(usize),
    Empty,
    File,
}

impl Default for Chosen {
    fn default() -> Self {
        Self::Framework(0)
    }
}

impl Form {
    /// Fills in what is usual, where nothing was typed before.
    pub fn prepare(&mut self) {
        self.codebook.prepare();
        if self.folder.text.is_empty() {
            self.folder.text = usual_folder().join("Coding").display().to_string();
        }
    }

    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, fresh: bool, error: Option<&str>) -> Verdict {
        let mut submitted =
            self.folder
                .ui(ui, "Folder", "A new or empty folder", Ask::Folder, fresh);
        let label = field_name(ui, "Title");
        let edit = TextEdit::singleline(&mut self.title)
            .hint_text("As the folder is called")
            .desired_width(f32::INFINITY)
            .min_size(vec2(0.0, 28.0));
        let title = ui.add(edit).labelled_by(label.id).accessible_name("Title");
        submitted |= title.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        field_name(ui, "Codebook to start from");
        self.codebook.ui(ui, true);
        let ready = match (self.folder.path(), self.codebook.start()) {
            (None, _) => Err("Choose a folder first"),
            (_, None) => Err("Choose the codebook's file first"),
            _ => Ok(()),
        };
        let buttons = footer_ui(ui, "Create project", ready, error);
        verdict(buttons, submitted, ready.is_ok(), || {
            Command::NewProject(NewProject {
                dir: self.folder.path().unwrap_or_default(),
                title: self.title.trim().to_owned(),
                codebook: self.codebook.start().unwrap_or(Start::Empty),
            })
        })
    }
}

impl CodebookChoice {
    /// Reads the frameworks, once.
    pub fn prepare(&mut self) {
        if self.known.is_empty() {
            let books = frameworks()
                .iter()
                .filter_map(|framework| Some((framework.key, framework.codebook().ok()?)));
            self.known = books.collect();
        }
    }

    /// The list of frameworks, with what each is for.
    pub fn ui(&mut self, ui: &mut Ui, with_empty: bool) {
        let room = (ui.ctx().content_rect().height() - 460.0).clamp(120.0, 300.0);
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            for (at, (_, book)) in self.known.iter().enumerate() {
                choice_ui(
                    ui,
                    &mut self.chosen,
                    Chosen::Framework(at),
                    &book.name,
                    &book.description,
                );
            }
            if with_empty {
                let about = "Start without codes and make them while reading.";
                choice_ui(ui, &mut self.chosen, Chosen::Empty, "None", about);
            }
            let about = "A codebook that was exported from another project.";
            choice_ui(ui, &mut self.chosen, Chosen::File, "From a file", about);
        });
        if self.chosen == Chosen::File {
            self.file.ui(
                ui,
                "Codebook file",
                "A .ron file",
                Ask::File(CODEBOOK),
                false,
            );
        }
    }

    /// What was chosen; none where the file is not said yet.
    pub fn start(&self) -> Option<Start> {
        match self.chosen {
            Chosen::Framework(at) => self
                .known
                .get(at)
                .map(|(key, _)| Start::Framework((*key).to_owned())),
            Chosen::Empty => Some(Start::Empty),
            Chosen::File => self.file.path().map(Start::File),
        }
    }
}

fn choice_ui(ui: &mut Ui, chosen: &mut Chosen, this: Chosen, name: &str, about: &str) {
    if radio_ui(ui, *chosen == this, name) {
        *chosen = this;
    }
    if *chosen == this {
        ui.indent(name, |ui| explain(ui, about));
    }
}
