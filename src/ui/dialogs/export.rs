//! Where do the passages go, and for whom?

use super::chooser::{Ask, Kind};
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, field_name, footer_ui, radio_ui, verdict};
use crate::analysis::outputs::filter_words;
use crate::app::{App, Command, Wanted};
use crate::project::{Format, Recipe};
use eframe::egui::Ui;
use std::path::PathBuf;

const CSV: Kind = Kind {
    name: "Table (CSV)",
    extensions: &["csv"],
};

/// What was typed so far.
pub struct Form {
    file: PathField,
    format: Format,
    recipe: Recipe,
    rows: usize,
    filter: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            file: PathField::default(),
            format: Format::Csv,
            recipe: Recipe::default(),
            rows: 0,
            filter: String::new(),
        }
    }
}

impl Form {
    /// Fills in what is usual, and counts.
    pub fn prepare(&mut self, app: &App) {
        let Some(session) = app.session() else { return };
        if self.file.text.is_empty() {
            let name = format!(
                "{} passages.csv",
                file_name(&session.project().about().title)
            );
            self.file.text = usual_folder().join(name).display().to_string();
        }
        self.rows = session.rows().len();
        let table = session.table();
        self.recipe = Recipe {
            filter: table.filter.clone(),
            sort: table.sort,
            ..Recipe::default()
        };
        self.filter = filter_words(session.project(), &table.filter);
    }

    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, fresh: bool, error: Option<&str>) -> Verdict {
        let passages = if self.rows == 1 {
            "1 passage".to_owned()
        } else {
            format!("{} passages", self.rows)
        };
        explain(ui, &format!("Writes {passages}: {}.", self.filter));
        let submitted = self
            .file
            .ui(ui, "File", "A .csv file", Ask::Save(CSV), fresh);
        if self.file.path().is_some_and(|path| path.is_file()) {
            explain(ui, "This file is there already. It will be replaced.");
        }
        field_name(ui, "For");
        for (format, name, about) in [
            (
                Format::Csv,
                "Excel",
                "Accents and Thai read right, and no cell can act as a formula.",
            ),
            (
                Format::Data,
                "Programs",
                "Nothing added and nothing changed: for R, Python, Stata.",
            ),
        ] {
            if radio_ui(ui, self.format == format, name) {
                self.format = format;
            }
            ui.indent(name, |ui| explain(ui, about));
        }
        let ready = if self.rows == 0 {
            Err("The filter lets nothing through")
        } else {
            self.file.path().map(drop).ok_or("Choose a file first")
        };
        let buttons = footer_ui(ui, "Export", ready, error);
        verdict(buttons, submitted, ready.is_ok(), || Command::Export {
            to: with_extension(self.file.path().unwrap_or_default(), "csv"),
            wanted: Box::new(Wanted {
                recipe: self.recipe.clone(),
                format: self.format,
                rows: None,
            }),
        })
    }
}

/// A path that says what kind of file it is.
pub fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension(extension)
    }
}

/// A title without what file systems refuse.
pub fn file_name(title: &str) -> String {
    let refused = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let kept: String = title
        .chars()
        .map(|c| if refused(c) { ' ' } else { c })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_makes_a_file_name() {
        assert_eq!(file_name("Thailand: 2008/2014?"), "Thailand 2008 2014");
        assert_eq!(
            with_extension("/a/b".into(), "csv"),
            PathBuf::from("/a/b.csv")
        );
        assert_eq!(
            with_extension("/a/b.txt".into(), "csv"),
            PathBuf::from("/a/b.txt")
        );
    }
}
