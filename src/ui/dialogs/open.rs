//! Which project is to be opened?

use super::chooser::Ask;
use super::path_field::PathField;
use super::{Verdict, explain, field_name, footer_ui, verdict};
use crate::app::{App, Command};
use eframe::egui::{Button, ScrollArea, Ui};

/// What was typed so far.
#[derive(Default)]
pub struct Form {
    folder: PathField,
}

impl Form {
    /// The form, with the projects opened before.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, fresh: bool, error: Option<&str>) -> Verdict {
        let hint = "The folder with project.ron in it";
        let submitted = self
            .folder
            .ui(ui, "Folder of the project", hint, Ask::Folder, fresh);
        let mut recent = None;
        if !app.settings().recent.is_empty() {
            field_name(ui, "Opened before");
            ScrollArea::vertical().max_height(160.0).show(ui, |ui| {
                for dir in &app.settings().recent {
                    let button = Button::new(dir.display().to_string())
                        .frame_when_inactive(false)
                        .truncate();
                    if ui.add(button).clicked() {
                        recent = Some(dir.clone());
                    }
                }
            });
        }
        if self
            .folder
            .path()
            .is_some_and(|path| path.is_dir() && !path.join("project.ron").exists())
        {
            explain(
                ui,
                "There is no project in this folder. New project makes one.",
            );
        }
        let ready = self.folder.path().map(drop).ok_or("Choose a folder first");
        let buttons = footer_ui(ui, "Open", ready, error);
        if let Some(dir) = recent {
            return Verdict::Do(Command::Open(dir));
        }
        verdict(buttons, submitted, ready.is_ok(), || {
            Command::Open(self.folder.path().unwrap_or_default())
        })
    }
}
