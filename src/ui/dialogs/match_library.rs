//! Which entries of a library fill which documents?

use super::path_field::PathField;
use super::{LIBRARIES, Verdict, explain, footer_ui, verdict};
use crate::app::{App, Command, Filling, read_library};
use crate::library::{Library, Match};
use crate::project::DocumentId;
use crate::ui::panels::widgets::{self, count};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Label, RichText, ScrollArea, Ui};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What was chosen so far.
#[derive(Default)]
pub struct Form {
    file: PathField,
    /// The file that was read last, and the revision of the project that it was compared with.
    read: Option<(PathBuf, u64)>,
    library: Option<Result<Library, String>>,
    fillings: Vec<Filling>,
    ticked: BTreeSet<DocumentId>,
}

impl Form {
    /// Leaves behind what was read before.
    pub fn prepare(&mut self) {
        self.read = None;
        self.library = None;
        self.fillings.clear();
        self.ticked.clear();
    }

    /// The file, the documents with their entries, and what is to be filled.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, fresh: bool, error: Option<&str>) -> Verdict {
        let Some(session) = app.session() else {
            return Verdict::Cancel;
        };
        explain(
            ui,
            "Documents are compared with the entries by title, authors, year and DOI. What is sure is ticked; all is filled in one step that undo takes back.",
        );
        let hint = "library.bib, .ris or .json";
        let entered = self.file.ui(ui, "Library", hint, LIBRARIES, fresh);
        if let Some(path) = self.file.path().filter(|path| entered || path.is_file()) {
            let now = Some((path.clone(), session.revision()));
            if self.read != now {
                self.read = now;
                self.library = Some(read_library(&path));
                if let Some(Ok(library)) = &self.library {
                    self.fillings = session.fillings(library);
                    self.ticked = sure(&self.fillings);
                }
            }
        }
        match &self.library {
            Some(Ok(_)) => self.rows_ui(ui, app),
            Some(Err(problem)) => widgets::error_ui(ui, problem),
            None => {}
        }
        let filled = self.filled();
        let verb = match filled.len() {
            0 => "Fill documents".to_owned(),
            some => format!("Fill {}", count(some, "document", "documents")),
        };
        let ready = if filled.is_empty() {
            Err("Choose a library, and tick what is to be filled")
        } else {
            Ok(())
        };
        let buttons = footer_ui(ui, &verb, ready, error);
        verdict(buttons, false, ready.is_ok(), || {
            Command::FillDocuments(filled)
        })
    }

    fn filled(&self) -> Vec<(DocumentId, Vec<crate::library::Changed>)> {
        let ticked = self.fillings.iter().filter(|filling| {
            self.ticked.contains(&filling.document) && !filling.changes.is_empty()
        });
        ticked
            .map(|filling| (filling.document, filling.changes.clone()))
            .collect()
    }

    fn rows_ui(&mut self, ui: &mut Ui, app: &App) {
        let (Some(Ok(library)), Some(session)) = (&self.library, app.session()) else {
            return;
        };
        let quiet = Tokens::of(ui).quiet;
        let entries = count(library.entries.len(), "entry", "entries");
        explain(ui, &format!("{entries} in the library"));
        for trouble in library.troubles.iter().take(3) {
            widgets::error_ui(ui, trouble);
        }
        if library.troubles.len() > 3 {
            let more = library.troubles.len() - 3;
            let words = format!(
                "and {} more that could not be read",
                count(more, "entry", "entries")
            );
            widgets::error_ui(ui, &words);
        }
        let height = (ui.ctx().content_rect().height() - 420.0).clamp(120.0, 400.0);
        theme::show_scroll_bar(ui);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for filling in &self.fillings {
                let document = session.project().documents().get(filling.document);
                let Some(document) = document else { continue };
                let entry = filling
                    .entry
                    .and_then(|found| library.entries.get(found.entry));
                let (Some(entry), Some(found)) = (entry, filling.entry) else {
                    ui.add(
                        Label::new(
                            RichText::new(format!("{}: no entry is like it", document.title))
                                .color(quiet),
                        )
                        .wrap(),
                    );
                    continue;
                };
                let mut ticked = self.ticked.contains(&filling.document);
                let changes = !filling.changes.is_empty();
                ui.add_enabled_ui(changes, |ui| {
                    let words = format!("{} ({:.0} %)", document.title, found.score * 100.0);
                    if ui.checkbox(&mut ticked, words).changed() {
                        if ticked {
                            self.ticked.insert(filling.document);
                        } else {
                            self.ticked.remove(&filling.document);
                        }
                    }
                });
                let fields: Vec<&str> = filling
                    .changes
                    .iter()
                    .map(|change| change.field.label())
                    .collect();
                let year = entry.year.map_or(String::new(), |year| format!(" {year}"));
                let what = if changes {
                    fields.join(", ")
                } else {
                    "nothing new".to_owned()
                };
                let words = format!("{}{year}, {}. {what}", entry.author(), entry.title);
                let said = ui.add(Label::new(RichText::new(words).small().color(quiet)).wrap());
                said.on_hover_ui(|ui| {
                    for change in &filling.changes {
                        ui.label(format!(
                            "{}  {} → {}",
                            change.field.label(),
                            change.old,
                            change.new
                        ));
                    }
                });
            }
        });
    }
}

/// The documents whose entries are in little doubt.
fn sure(fillings: &[Filling]) -> BTreeSet<DocumentId> {
    let sure = fillings.iter().filter(|filling| {
        filling.entry.as_ref().is_some_and(Match::is_sure) && !filling.changes.is_empty()
    });
    sure.map(|filling| filling.document).collect()
}
