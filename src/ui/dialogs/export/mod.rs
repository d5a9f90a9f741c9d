//! Which table, in which form, with what in it, and where to? And shall it have a name?

mod columns;
mod named;
mod style;

use super::chooser::{Ask, Kind};
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, footer_ui, named_row_ui, radio_ui};
use crate::analysis::outputs::filter_words;
use crate::app::{App, Command, Room, Session, Wanted};
use crate::project::{By, Column, ExportId, Format, NamedExport, Output, Recipe, counted};
use crate::ui::theme;
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
    /// Whether the form of the file was chosen here, so that another table keeps it.
    form_chosen: bool,
    passages: usize,
    example: style::Example,
    /// Height of all that stands around the choices, as it was drawn last.
    around: f32,
}

/// Space between the dialog and the edges of the window, with the dialog's own margins, in points.
const OUTSIDE: f32 = 80.0;

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
        self.form_chosen = false;
        self.format = app.usual_format(self.recipe.output);
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
        self.form_chosen = true;
        self.editing = Some(export.id);
        self.name.clone_from(&export.name);
        let place = app.export_place(export).unwrap_or_default();
        self.file.text = place.display().to_string();
        self.offered.clone_from(&self.file.text);
        self.count(session);
    }

    fn count(&mut self, session: &Session) {
        let rows = session.rows_of(&self.recipe.filter, self.recipe.sort);
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
        let mut asked = None;
        match named::list_ui(ui, app, session, self.editing) {
            Some(named::Asked::Change(id)) if self.editing == Some(id) => self.prepare(app),
            Some(named::Asked::Change(id)) => {
                if let Some(export) = session.project().exports().get(id).cloned() {
                    self.take_up(app, &export);
                }
            }
            Some(named::Asked::Do(verdict)) => asked = Some(verdict),
            None => {}
        }
        let room = ui.ctx().content_rect().height() - OUTSIDE - self.around;
        let choices = ui.scope(|ui| {
            theme::show_scroll_bar(ui);
            let room = room.max(120.0);
            let area = ScrollArea::vertical().max_height(room);
            area.auto_shrink([false, true])
                .show(ui, |ui| self.choices_ui(ui, app, session));
        });
        ui.separator();
        let submitted = self.file_ui(ui, fresh);
        if let Some(verdict) = self.name_ui(ui, session) {
            asked = Some(verdict);
        }
        if let Some(verdict) = asked {
            return verdict;
        }
        let ready = self.ready();
        let (done, cancelled) = footer_ui(ui, "Export", ready, error);
        let around = ui.min_rect().height() - choices.response.rect.height();
        if (around - self.around).abs() > 0.5 {
            self.around = around;
            ui.ctx().request_repaint();
        }
        match ready {
            _ if cancelled => Verdict::Cancel,
            Ok(()) if done || submitted => Verdict::Do(self.command(session)),
            _ => Verdict::Stay,
        }
    }

    /// Which table, in which form, what is in it, and how it is put.
    fn choices_ui(&mut self, ui: &mut Ui, app: &App, session: &Session) {
        let before = (self.recipe.output, self.format);
        self.table_ui(ui, session);
        if before.0 != self.recipe.output && !self.form_chosen {
            self.format = app.usual_format(self.recipe.output);
        }
        self.form_ui(ui);
        if before != (self.recipe.output, self.format) {
            self.offer(session);
        }
        if matches!(self.recipe.output, Output::Implications | Output::Evidence) {
            self.by_ui(ui, session);
        }
        if self.recipe.output == Output::Passages {
            columns::columns_ui(ui, session.project(), &mut self.recipe.columns);
        }
        if self.is_cited(session) {
            style::style_ui(ui, session, &mut self.recipe.style, &mut self.example);
        }
    }

    fn table_ui(&mut self, ui: &mut Ui, session: &Session) {
        named_row_ui(ui, "Table", |ui, _| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                for output in Output::ALL {
                    if radio_ui(ui, self.recipe.output == output, table_name(output)) {
                        self.recipe.output = output;
                    }
                }
            });
            ui.spacing_mut().item_spacing.y = 2.0;
            explain(ui, meaning(self.recipe.output, self.format.is_flat()));
            if self.recipe.output == Output::Codebook {
                return;
            }
            let passages = counted(self.passages, "passage", "passages");
            let filter = filter_words(session.project(), &self.recipe.filter);
            explain(ui, &format!("Writes {passages}: {filter}."));
            if !self.recipe.filter.is_empty() && ui.button("Take all passages").clicked() {
                self.recipe.filter = crate::project::Filter::default();
                self.count(session);
            }
        });
    }

    fn form_ui(&mut self, ui: &mut Ui) {
        named_row_ui(ui, "Form", |ui, label| {
            let combo = ComboBox::from_id_salt("export form")
                .width(208.0)
                .height(320.0)
                .selected_text(self.format.name());
            let shown = combo.show_ui(ui, |ui| {
                for format in Format::ALL {
                    let item = ui.selectable_value(&mut self.format, format, format.name());
                    self.form_chosen |= item.clicked();
                }
            });
            let response = shown.response.labelled_by(label);
            response.accessible_name("Form");
        });
    }

    fn by_ui(&mut self, ui: &mut Ui, session: &Session) {
        let project = session.project();
        named_row_ui(ui, "Set apart by", |ui, label| {
            let chosen = self.recipe.by.name(project);
            let combo = ComboBox::from_id_salt("export by")
                .width(208.0)
                .selected_text(chosen);
            let shown = combo.show_ui(ui, |ui| {
                for by in By::all(project) {
                    let name = by.name(project);
                    ui.selectable_value(&mut self.recipe.by, by, name);
                }
            });
            let response = shown.response.labelled_by(label);
            response.accessible_name("Set apart by");
        });
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
        named_row_ui(ui, "File", |ui, label| {
            let ask = Ask::Save(kind);
            let submitted = self.file.beside_ui(ui, ("File", label), &hint, ask, fresh);
            if self.target().is_file() {
                explain(ui, "This file is there already. It will be replaced.");
            }
            submitted
        })
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

fn meaning(output: Output, flat: bool) -> &'static str {
    match (output, flat) {
        (Output::Passages, _) => "The passages, a row each.",
        (Output::Implications, false) => {
            "The paper's own table: expectation, observable implication, evidence with quotations and citations."
        }
        (Output::Implications, true) => {
            "A row for each cell: expectation, counts of passages, verdict, finding and the best passage."
        }
        (Output::Evidence, false) => {
            "The numbered appendix: an entry for each passage and each search, its quotation compared with the text."
        }
        (Output::Evidence, true) => {
            "A numbered row for each passage and each search, its quotation compared with the text."
        }
        (Output::Codebook, _) => "The codes with their definitions, examples and numbers.",
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
