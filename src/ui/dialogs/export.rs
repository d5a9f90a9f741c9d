//! Where do the passages go, and for whom?

use super::chooser::{Ask, Kind};
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, field_name, footer_ui, radio_ui, verdict};
use crate::app::{App, Command, Flavour, Session};
use eframe::egui::Ui;
use std::path::PathBuf;

const CSV: Kind = Kind {
    name: "Table (CSV)",
    extensions: &["csv"],
};

/// What was typed so far.
pub struct Form {
    file: PathField,
    flavour: Flavour,
    rows: usize,
    filter: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            file: PathField::default(),
            flavour: Flavour::Excel,
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
        self.filter = filter_text(session);
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
        for (flavour, name, about) in [
            (
                Flavour::Excel,
                "Excel",
                "Accents and Thai read right, and no cell can act as a formula.",
            ),
            (
                Flavour::Data,
                "Programs",
                "Nothing added and nothing changed: for R, Python, Stata.",
            ),
        ] {
            if radio_ui(ui, self.flavour == flavour, name) {
                self.flavour = flavour;
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
            flavour: self.flavour,
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

/// Which passages these are, in words.
fn filter_text(session: &Session) -> String {
    let filter = &session.table().filter;
    if filter.is_empty() {
        return "all of this project".to_owned();
    }
    let project = session.project();
    let mut said = Vec::new();
    said.extend(
        filter
            .code
            .and_then(|id| project.codes().get(id))
            .map(|code| format!("code {}", code.label())),
    );
    match filter.case {
        Some(Some(case)) => said.extend(
            project
                .cases()
                .get(case)
                .map(|case| format!("case {}", case.name)),
        ),
        Some(None) => said.push("without a case".to_owned()),
        None => {}
    }
    said.extend(
        filter
            .coder
            .and_then(|id| project.coders().get(id))
            .map(|coder| format!("coder {}", coder.name)),
    );
    said.extend(filter.stance.map(|stance| format!("stance {stance}")));
    let document = filter.document.and_then(|id| project.documents().get(id));
    said.extend(document.map(|document| format!("document “{}”", document.title)));
    said.extend(filter.from.map(|date| format!("from {date}")));
    said.extend(filter.to.map(|date| format!("to {date}")));
    if !filter.text.trim().is_empty() {
        said.push(format!("words “{}”", filter.text.trim()));
    }
    format!("those that the table shows ({})", said.join(", "))
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
