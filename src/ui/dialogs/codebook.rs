//! Codebooks in and out.

use super::chooser::Ask;
use super::export::{file_name, with_extension};
use super::new_project::{CODEBOOK, CodebookChoice};
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, footer_ui, verdict};
use crate::app::{App, Command, Start};
use eframe::egui::Ui;

/// Which codebook to add.
#[derive(Default)]
pub struct ImportForm {
    choice: CodebookChoice,
}

impl ImportForm {
    /// Reads the frameworks.
    pub fn prepare(&mut self) {
        self.choice.prepare();
    }

    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, error: Option<&str>) -> Verdict {
        explain(
            ui,
            "Adds its codes to this project. Codes whose key is there already stay as they are.",
        );
        self.choice.ui(ui, false);
        let command = match self.choice.start() {
            Some(Start::File(path)) => Ok(Command::ImportCodebook(path)),
            Some(Start::Framework(name)) => Ok(Command::ImportFramework(name)),
            Some(Start::Empty) | None => Err("Choose the codebook's file first"),
        };
        let ready = command.as_ref().map(drop).map_err(|reason| *reason);
        match (footer_ui(ui, "Import codebook", ready, error), command) {
            ((_, true), _) => Verdict::Cancel,
            ((true, _), Ok(command)) => Verdict::Do(command),
            _ => Verdict::Stay,
        }
    }
}

/// Where to write the codebook.
#[derive(Default)]
pub struct ExportForm {
    file: PathField,
}

impl ExportForm {
    /// Fills in what is usual.
    pub fn prepare(&mut self, app: &App) {
        let Some(session) = app.session().filter(|_| self.file.text.is_empty()) else {
            return;
        };
        let name = format!(
            "{} codebook.ron",
            file_name(&session.project().about().title)
        );
        self.file.text = usual_folder().join(name).display().to_string();
    }

    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, fresh: bool, error: Option<&str>) -> Verdict {
        explain(
            ui,
            "Codes with their keys, colours and descriptions, without codings. Another project can import it.",
        );
        let submitted = self
            .file
            .ui(ui, "File", "A .ron file", Ask::Save(CODEBOOK), fresh);
        if self.file.path().is_some_and(|path| path.is_file()) {
            explain(ui, "This file is there already. It will be replaced.");
        }
        let ready = self.file.path().map(drop).ok_or("Choose a file first");
        let buttons = footer_ui(ui, "Export codebook", ready, error);
        verdict(buttons, submitted, ready.is_ok(), || {
            Command::ExportCodebook(with_extension(self.file.path().unwrap_or_default(), "ron"))
        })
    }
}
