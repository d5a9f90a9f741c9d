//! Which works leave the app, in which form, and where to?

use super::chooser::{Ask, Kind};
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, footer_ui, named_row_ui, radio_ui, verdict};
use crate::app::{App, Command, SourceForm, SourceScope, WantedSources};
use crate::library::{self, Style};
use crate::project::{DocumentId, Format};
use eframe::egui::{Button, Ui, vec2};

/// What the works become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum As {
    #[default]
    Bibliography,
    Library,
    Table,
}

/// The end of a file's name that is no [`Format`]: plain text.
const PLAIN: &str = "txt";

/// What was chosen so far.
pub struct Form {
    scope: SourceScope,
    form: As,
    style: Style,
    library: library::Format,
    /// The end of the name of a bibliography, and of a table.
    set_as: &'static str,
    table_as: &'static str,
    file: PathField,
    /// The name that was put into the field, so that one that was typed stays.
    proposed: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            scope: SourceScope::default(),
            form: As::default(),
            style: Style::default(),
            library: library::Format::Bibtex,
            set_as: Format::Docx.extension(),
            table_as: Format::Xlsx.extension(),
            file: PathField::default(),
            proposed: String::new(),
        }
    }
}

impl Form {
    /// The form; with `gaps`, for what does not fit in a document or in all.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        gaps: Option<Option<DocumentId>>,
        fresh: bool,
        error: Option<&str>,
    ) -> Verdict {
        if gaps.is_none() {
            self.works_ui(ui, app);
        }
        let (end, name) = match (gaps, self.form) {
            (Some(_), _) => (self.table_as, "what does not fit"),
            (None, As::Bibliography) => (self.set_as, "bibliography"),
            (None, As::Library) => (extension(self.library), "library"),
            (None, As::Table) => (self.table_as, "sources"),
        };
        if gaps.is_some() || self.form == As::Table {
            let formats = [
                ("Excel", "xlsx"),
                ("CSV", "csv"),
                ("Word", "docx"),
                ("HTML", "html"),
                ("Markdown", "md"),
            ];
            formats_ui(ui, &formats, &mut self.table_as);
        }
        self.propose(name, end);
        let hint = "A file to write";
        let entered = self.file.ui(ui, "File", hint, Ask::Save(KINDS), fresh);
        let path = self.file.path();
        if path.as_ref().is_some_and(|path| path.is_file()) {
            explain(ui, "This file is there already. It will be replaced.");
        }
        let form = match self.form {
            As::Bibliography => SourceForm::Bibliography(self.style),
            As::Library => SourceForm::Library(self.library),
            As::Table => SourceForm::Table,
        };
        let wanted = match gaps {
            Some(document) => WantedSources::Gaps(document),
            None => WantedSources::Works(self.scope, form),
        };
        let copy = Button::new("Copy to the clipboard").min_size(vec2(0.0, 32.0));
        let copy = ui
            .add(copy)
            .on_hover_text("For Word, Docs or a spreadsheet; of a library its text");
        if copy.clicked() {
            return Verdict::Do(Command::CopySources(wanted));
        }
        let ends = path.as_ref().and_then(|path| path.extension());
        let ready = match (
            &path,
            ends.is_some_and(|ends| ends.eq_ignore_ascii_case(end)),
        ) {
            (None, _) => Err("Choose a file first"),
            (Some(_), false) => Err("The end of the file's name is not that of the chosen form"),
            (Some(_), true) => Ok(()),
        };
        let buttons = footer_ui(ui, "Export", ready, error);
        verdict(buttons, entered, ready.is_ok(), || {
            Command::ExportSources(wanted, path.unwrap_or_default())
        })
    }

    fn works_ui(&mut self, ui: &mut Ui, app: &App) {
        let listed = app.session().and_then(|session| session.source_listing());
        let listed = listed.map_or(0, |listing| listing.rows().len());
        let shown = format!("All that the list shows ({listed})");
        named_row_ui(ui, "Works", |ui, _| {
            let scopes = [
                (SourceScope::RestedOn, "Those that coded passages rest on"),
                (
                    SourceScope::Passages,
                    "Those of the passages that the filter of the passages table lets through",
                ),
                (SourceScope::Listed, shown.as_str()),
            ];
            for (scope, name) in scopes {
                if radio_ui(ui, self.scope == scope, name) {
                    self.scope = scope;
                }
            }
        });
        named_row_ui(ui, "As", |ui, _| {
            ui.horizontal_wrapped(|ui| {
                for (form, name) in [
                    (As::Bibliography, "Bibliography"),
                    (As::Library, "Library"),
                    (As::Table, "Table"),
                ] {
                    if radio_ui(ui, self.form == form, name) {
                        self.form = form;
                    }
                }
            });
        });
        match self.form {
            As::Bibliography => {
                named_row_ui(ui, "Style", |ui, _| {
                    ui.horizontal_wrapped(|ui| {
                        for style in Style::ALL {
                            if radio_ui(ui, self.style == style, style.name()) {
                                self.style = style;
                            }
                        }
                    });
                });
                let formats = [
                    ("Word", "docx"),
                    ("HTML", "html"),
                    ("Markdown", "md"),
                    ("LaTeX", "tex"),
                    ("Plain text", PLAIN),
                ];
                formats_ui(ui, &formats, &mut self.set_as);
            }
            As::Library => {
                named_row_ui(ui, "Format", |ui, _| {
                    ui.horizontal_wrapped(|ui| {
                        for format in library::Format::ALL {
                            if radio_ui(ui, self.library == format, format.name()) {
                                self.library = format;
                            }
                        }
                    });
                });
            }
            As::Table => {}
        }
    }

    /// Keeps the name of the file with the form, where nobody has typed another.
    fn propose(&mut self, name: &str, end: &str) {
        let file = usual_folder().join(format!("{name}.{end}"));
        let file = file.display().to_string();
        if self.file.text == self.proposed {
            self.file.text.clone_from(&file);
            self.proposed = file;
        } else if let Some(path) = self.file.path()
            && path
                .extension()
                .is_some_and(|old| !old.eq_ignore_ascii_case(end))
        {
            let known = [
                "docx", "html", "md", "tex", PLAIN, "xlsx", "csv", "bib", "ris", "json",
            ];
            let old = path
                .extension()
                .map(|old| old.to_string_lossy().to_lowercase());
            if old.is_some_and(|old| known.contains(&old.as_str())) {
                self.file.text = path.with_extension(end).display().to_string();
            }
        }
    }
}

fn formats_ui(ui: &mut Ui, formats: &[(&'static str, &'static str)], chosen: &mut &'static str) {
    named_row_ui(ui, "Format", |ui, _| {
        ui.horizontal_wrapped(|ui| {
            for (name, end) in formats {
                if radio_ui(ui, *chosen == *end, name) {
                    *chosen = end;
                }
            }
        });
    });
}

fn extension(format: library::Format) -> &'static str {
    match format {
        library::Format::Bibtex => "bib",
        library::Format::Ris => "ris",
        library::Format::Csl => "json",
    }
}

/// All forms that works can have.
const KINDS: Kind = Kind {
    name: "Sources",
    extensions: &[
        "docx", "html", "md", "tex", PLAIN, "xlsx", "csv", "bib", "ris", "json",
    ],
};
