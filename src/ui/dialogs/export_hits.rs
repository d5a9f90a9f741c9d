//! Where the hits are written, and in which form.

use super::chooser::{Ask, Kind};
use super::export::{file_name, with_extension};
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, footer_ui, named_row_ui, verdict};
use crate::app::{App, Command};
use crate::project::Format;
use eframe::egui::{ComboBox, Ui};

const ANY: Kind = Kind {
    name: "Tables and documents",
    extensions: &["xlsx", "csv", "docx", "html", "md", "tex"],
};

/// What is chosen.
pub struct Form {
    file: PathField,
    format: Format,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            file: PathField::default(),
            format: Format::Xlsx,
        }
    }
}

impl Form {
    /// Fills in what is usual.
    pub fn prepare(&mut self, app: &App) {
        let Some(session) = app.session().filter(|_| self.file.text.is_empty()) else {
            return;
        };
        // The lines are wanted soon.
        session.concordance().lines();
        let title = file_name(&session.project().about().title);
        let name = format!("{title} concordance.{}", self.format.extension());
        self.file.text = usual_folder().join(name).display().to_string();
    }

    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, fresh: bool, error: Option<&str>) -> Verdict {
        explain(
            ui,
            "The lines of the concordance in their order, each with the citation of its hit. All formats but CSV have the counts by document and case, too.",
        );
        named_row_ui(ui, "Format", |ui, label| {
            let before = self.format;
            let combo = ComboBox::from_id_salt("format of hits").selected_text(before.name());
            let shown = combo.show_ui(ui, |ui| {
                for format in Format::ALL {
                    ui.selectable_value(&mut self.format, format, format.name());
                }
            });
            shown.response.labelled_by(label);
            if self.format != before
                && let Some(path) = self.file.path()
            {
                let path = path.with_extension(self.format.extension());
                self.file.text = path.display().to_string();
            }
        });
        let submitted = self.file.ui(ui, "File", "", Ask::Save(ANY), fresh);
        let path = self
            .file
            .path()
            .map(|path| with_extension(path, self.format.extension()));
        if path.as_ref().is_some_and(|path| path.is_file()) {
            explain(ui, "This file is there already. It will be replaced.");
        }
        let ready = path.as_ref().map(drop).ok_or("Choose a file first");
        let buttons = footer_ui(ui, "Export", ready, error);
        verdict(buttons, submitted, ready.is_ok(), || Command::ExportHits {
            format: self.format,
            to: path.unwrap_or_default(),
        })
    }
}
