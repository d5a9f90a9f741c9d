//! Which table, in which form, with what in it, and where to? And shall it have a name?

mod columns;
mod named;
mod style;

use super::chooser::{Ask, Kind};
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, field_name, footer_ui, radio_ui};
use crate::analysis::outputs::{counted, filter_words};
use crate::app::{App, Command, Room, Session, Wanted};
use crate::project::{By, Column, ExportId, Format, NamedExport, Output, Recipe};
use eframe::egui::{ComboBox, ScrollArea, Ui};
use std::path::{Path, PathBuf};

/// What was typed so far.
#[derive(Default)]
pub struct Form {
    recipe: Recipe,
    format: Format,
    file: PathField,
    /// The file that was offered: while it stands as it was, another table or form offers another.
    offered: String,
    /// The named export that is being changed.
    editing: Option<ExportId>,
    name: String,
    passages: usize,
    example: style::Example,
}

impl Form {
    /// Takes up the table that is on screen, with its filter, order and columns.
    pub fn prepare(&mut self, app: &App) {
        let Some(session) = app.session() else { return };
        let table = session.table();
        self.recipe.output = match session.view().room {
            Room::Implications => Output::Implications,
            _ => Output::Passages,
        };
        self.recipe.by = session.implications().by();
        self.recipe.filter = table.filter.clone();
        self.recipe.sort = table.sort;
        self.recipe.columns.clear();
        self.editing = None;
        self.name.clear();
        self.count(session);
        self.offer(session);
    }

    /// Takes up what a named export says.
    fn take_up(&mut self, app: &App, export: &NamedExport) {
        let Some(session) = app.session() else { return };
        self.recipe = export.recipe.clone();
        self.format = export.format;
        self.editing = Some(export.id);
        self.name.clone_from(&export.name);
        let place = app.export_place(export).unwrap_or_default();
        self.file.text = place.display().to_string();
        self.offered.clone_from(&self.file.text);
        self.count(session);
    }

    fn count(&mut self, session: &Session) {
        let hidden = |coder| session.is_blind_to(coder);
        let Recipe { filter, sort, .. } = &self.recipe;
        let rows = crate::analysis::passages::rows(session.project(), filter, *sort, hidden);
        self.passages = rows.len();
        self.example.of(rows.first().copied());
    }

    /// Offers a file in the folder that was chosen last, unless another was typed.
    fn offer(&mut self, session: &Session) {
        if self.file.text != self.offered {
            if let Some(path) = self.file.path() {
                let renamed = path.with_extension(self.format.extension());
                self.file.text = renamed.display().to_string();
            }
            return;
        }
        let folder = Path::new(&self.offered).parent().map(Path::to_path_buf);
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let name = format!(
            "{} {}.{}",
            file_name(&session.project().about().title),
            self.recipe.output,
            self.format.extension()
        );
        let file = folder.unwrap_or_else(usual_folder).join(name.trim());
        self.offered = file.display().to_string();
        self.file.text.clone_from(&self.offered);
    }

    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, fresh: bool, error: Option<&str>) -> Verdict {
        let Some(session) = app.session() else {
            return Verdict::Cancel;
        };
        let room = ui.ctx().content_rect().height() - 330.0;
        let mut asked = None;
        ScrollArea::vertical()
            .max_height(room.max(200.0))
            .show(ui, |ui| {
                match named::list_ui(ui, app, session, self.editing) {
                    Some(named::Asked::Change(id)) => {
                        if let Some(export) = session.project().exports().get(id).cloned() {
                            self.take_up(app, &export);
                        }
                    }
                    Some(named::Asked::Do(verdict)) => asked = Some(verdict),
                    None => {}
                }
                self.what_ui(ui, session);
                if self.recipe.output == Output::Passages {
                    columns::columns_ui(ui, session.project(), &mut self.recipe.columns);
                }
                if self.is_cited(session) {
                    style::style_ui(ui, session, &mut self.recipe.style, &mut self.example);
                }
            });
        let submitted = self.file_ui(ui, fresh);
        if let Some(verdict) = self.name_ui(ui, session) {
            asked = Some(verdict);
        }
        if let Some(verdict) = asked {
            return verdict;
        }
        let ready = self.ready();
        let (done, cancelled) = footer_ui(ui, "Export", ready, error);
        match ready {
            _ if cancelled => Verdict::Cancel,
            Ok(()) if done || submitted => Verdict::Do(self.command(session)),
            _ => Verdict::Stay,
        }
    }

    /// Which table, in which form, and what is in it.
    fn what_ui(&mut self, ui: &mut Ui, session: &Session) {
        let project = session.project();
        let before = (self.recipe.output, self.format);
        field_name(ui, "Table");
        ui.horizontal_wrapped(|ui| {
            for output in Output::ALL {
                if radio_ui(ui, self.recipe.output == output, table_name(output)) {
                    self.recipe.output = output;
                }
            }
        });
        explain(ui, meaning(self.recipe.output));
        field_name(ui, "Form");
        ui.horizontal_wrapped(|ui| {
            for format in Format::ALL {
                if radio_ui(ui, self.format == format, format.name()) {
                    self.format = format;
                }
            }
        });
        if self.recipe.output != Output::Codebook {
            let passages = counted(self.passages, "passage", "passages");
            let filter = filter_words(project, &self.recipe.filter);
            explain(ui, &format!("Writes {passages}: {filter}."));
            if !self.recipe.filter.is_empty() && ui.button("Take all passages").clicked() {
                self.recipe.filter = crate::project::Filter::default();
                self.count(session);
            }
        }
        if matches!(self.recipe.output, Output::Implications | Output::Evidence) {
            let label = field_name(ui, "Set apart by");
            let chosen = self.recipe.by.name(project);
            let combo = ComboBox::from_id_salt("export by").selected_text(chosen);
            let shown = combo.show_ui(ui, |ui| {
                for by in By::all(project) {
                    let name = by.name(project);
                    ui.selectable_value(&mut self.recipe.by, by, name);
                }
            });
            shown
                .response
                .labelled_by(label.id)
                .accessible_name("Set apart by");
        }
        if before != (self.recipe.output, self.format) {
            self.offer(session);
        }
    }

    /// Whether any quotation is put as the style says.
    fn is_cited(&self, session: &Session) -> bool {
        match self.recipe.output {
            Output::Passages => {
                columns::chosen(session.project(), &self.recipe.columns).contains(&Column::Cited)
            }
            Output::Implications | Output::Evidence => true,
            Output::Codebook => false,
        }
    }

    fn file_ui(&mut self, ui: &mut Ui, fresh: bool) -> bool {
        let kind = Kind {
            name: self.format.name(),
            extensions: extensions(self.format),
        };
        let hint = format!("A .{} file", self.format.extension());
        let submitted = self.file.ui(ui, "File", &hint, Ask::Save(kind), fresh);
        if self.target().is_file() {
            explain(ui, "This file is there already. It will be replaced.");
        }
        submitted
    }

    /// A name, to make it again by one click.
    fn name_ui(&mut self, ui: &mut Ui, session: &Session) -> Option<Verdict> {
        if session.read_only().is_some() {
            return None;
        }
        let saves = named::name_ui(ui, session, self.editing, &mut self.name);
        if !saves || style::problem(&self.recipe.style).is_some() {
            return None;
        }
        let file = self.target();
        let file = file.file_name().unwrap_or_default();
        let export = NamedExport {
            id: self.editing.unwrap_or_else(ExportId::new),
            name: self.name.clone(),
            recipe: self.recipe.clone(),
            format: self.format,
            file: file.to_string_lossy().into_owned(),
        };
        Some(Verdict::DoAndStay(Command::PutExport(Box::new(export))))
    }

    /// Whether all is there that is needed.
    fn ready(&self) -> Result<(), &'static str> {
        if self.passages == 0 && self.recipe.output == Output::Passages {
            return Err("The filter lets nothing through");
        }
        if style::problem(&self.recipe.style).is_some() {
            return Err("The pattern of the citation is not one");
        }
        self.file.path().map(drop).ok_or("Choose a file first")
    }

    fn target(&self) -> PathBuf {
        with_extension(
            self.file.path().unwrap_or_default(),
            self.format.extension(),
        )
    }

    fn command(&self, session: &Session) -> Command {
        let saved = self
            .editing
            .and_then(|id| session.project().exports().get(id));
        // One that has a name goes to this place from now on.
        if let Some(saved) = saved
            && saved.recipe == self.recipe
            && saved.format == self.format
        {
            return Command::RunExport(saved.id, Some(self.target()));
        }
        Command::Export {
            wanted: Box::new(Wanted {
                recipe: self.recipe.clone(),
                format: self.format,
                rows: None,
            }),
            to: self.target(),
        }
    }
}

fn table_name(output: Output) -> &'static str {
    match output {
        Output::Passages => "Passages",
        Output::Implications => "Implications",
        Output::Evidence => "Evidence",
        Output::Codebook => "Codebook",
    }
}

fn meaning(output: Output) -> &'static str {
    match output {
        Output::Passages => "The passages, a row each.",
        Output::Implications => {
            "The paper's own table: expectation, observable implication, evidence with quotations and citations."
        }
        Output::Evidence => {
            "The numbered appendix: an entry for each passage and each search, its quotation compared with the text."
        }
        Output::Codebook => "The codes with their definitions, examples and numbers.",
    }
}

fn extensions(format: Format) -> &'static [&'static str] {
    match format {
        Format::Csv | Format::Data => &["csv"],
        Format::Xlsx => &["xlsx"],
        Format::Docx => &["docx"],
        Format::Html => &["html", "htm"],
        Format::Markdown => &["md", "markdown"],
        Format::Latex => &["tex"],
    }
}

/// A path that says what kind of file it is.
pub fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() || path.as_os_str().is_empty() {
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
