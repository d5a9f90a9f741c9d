//! Which entries of a library fill which documents, and which works that they cite?

use super::path_field::PathField;
use super::{LIBRARIES, Verdict, explain, footer_ui, verdict};
use crate::app::{App, Command, Filling, Room, WorkFilling, read_library};
use crate::library::{Changed, Entry, Library, Match};
use crate::project::DocumentId;
use crate::ui::panels::widgets::{self, count, first_words};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Button, Label, RichText, ScrollArea, TextWrapMode, Ui, vec2};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Height of a work in the list, in points.
const WORK_ROW: f32 = 44.0;

/// What was chosen so far.
#[derive(Default)]
pub struct Form {
    file: PathField,
    /// The file that was read last, and the revision of the project that it was compared with.
    read: Option<(PathBuf, u64)>,
    library: Option<Result<Library, String>>,
    fillings: Vec<Filling>,
    ticked: BTreeSet<DocumentId>,
    works: Vec<WorkFilling>,
    /// The works that are ticked, by their keys.
    ticked_works: BTreeSet<String>,
    /// Whether the works are shown, not the documents.
    shows_works: bool,
}

impl Form {
    /// Leaves behind what was read before.
    pub fn prepare(&mut self, app: &App) {
        let room = app.session().map(|session| session.view().room);
        self.shows_works = room == Some(Room::Sources);
        self.works.clear();
        self.ticked_works.clear();
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
            "Documents, and the works that they cite, are compared with the entries by title, authors, year and DOI. What is sure is ticked; all is filled in one step that undo takes back.",
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
                    self.works = session.work_fillings(library);
                    self.ticked_works = sure_works(&self.works);
                }
            }
        }
        match &self.library {
            Some(Ok(_)) => {
                self.tabs_ui(ui);
                if self.shows_works {
                    self.works_ui(ui);
                } else {
                    self.rows_ui(ui, app);
                }
            }
            Some(Err(problem)) => widgets::error_ui(ui, problem),
            None => {}
        }
        let (filled, works) = (self.filled(), self.filled_works());
        let documents = count(filled.len(), "document", "documents");
        let verb = match (filled.len(), works.len()) {
            (0, 0) => "Fill".to_owned(),
            (_, 0) => format!("Fill {documents}"),
            (0, some) => format!("Fill {}", count(some, "work", "works")),
            (_, some) => format!("Fill {documents} and {}", count(some, "work", "works")),
        };
        let ready = if filled.is_empty() && works.is_empty() {
            Err("Choose a library, and tick what is to be filled")
        } else {
            Ok(())
        };
        let buttons = footer_ui(ui, &verb, ready, error);
        verdict(buttons, false, ready.is_ok(), || {
            Command::MatchLibrary(filled, works)
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

    fn filled_works(&self) -> Vec<(String, Entry)> {
        let Some(Ok(library)) = &self.library else {
            return Vec::new();
        };
        let ticked = self
            .works
            .iter()
            .filter(|work| self.ticked_works.contains(&work.key) && !work.changes.is_empty());
        let entry = |work: &WorkFilling| library.entries.get(work.entry.entry).cloned();
        ticked
            .filter_map(|work| Some((work.key.clone(), entry(work)?)))
            .collect()
    }

    /// Which of the two lists is shown.
    fn tabs_ui(&mut self, ui: &mut Ui) {
        let found = self
            .fillings
            .iter()
            .filter(|filling| filling.entry.is_some());
        let found = found.count();
        ui.horizontal(|ui| {
            for (works, name) in [
                (false, format!("Documents ({found})")),
                (true, format!("Works that they cite ({})", self.works.len())),
            ] {
                let here = self.shows_works == works;
                let tab = Button::new(name).selected(here).frame_when_inactive(here);
                if ui.add(tab).clicked() {
                    self.shows_works = works;
                }
            }
        });
    }

    /// The works that were found, a tick and two lines each; there may be thousands.
    fn works_ui(&mut self, ui: &mut Ui) {
        let Some(Ok(library)) = &self.library else {
            return;
        };
        if self.works.is_empty() {
            explain(ui, "No work that the documents cite is like an entry.");
            return;
        }
        let quiet = Tokens::of(ui).quiet;
        let height = (ui.ctx().content_rect().height() - 420.0).clamp(120.0, 400.0);
        theme::show_scroll_bar(ui);
        let area = ScrollArea::vertical()
            .max_height(height)
            .auto_shrink([false, true]);
        area.show_rows(ui, WORK_ROW, self.works.len(), |ui, rows| {
            ui.spacing_mut().item_spacing.y = 2.0;
            widgets::outline_ticks(ui);
            for work in self.works.get(rows).unwrap_or_default() {
                let Some(entry) = library.entries.get(work.entry.entry) else {
                    continue;
                };
                let changes = !work.changes.is_empty();
                let mut ticked = self.ticked_works.contains(&work.key) && changes;
                let row = ui.allocate_ui(vec2(ui.available_width(), WORK_ROW), |ui| {
                    ui.set_min_height(WORK_ROW);
                    let title = first_words(&work.title, 60);
                    let words = format!(
                        "{} ({:.0} %)  {title}",
                        work.label,
                        work.entry.score * 100.0
                    );
                    ui.add_enabled_ui(changes, |ui| {
                        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
                        if ui.checkbox(&mut ticked, words).changed() {
                            if ticked {
                                self.ticked_works.insert(work.key.clone());
                            } else {
                                self.ticked_works.remove(&work.key);
                            }
                        }
                    });
                    let fields: Vec<&str> = work
                        .changes
                        .iter()
                        .map(|change| change.field.label())
                        .collect();
                    let what = if changes {
                        fields.join(", ")
                    } else {
                        "nothing new".to_owned()
                    };
                    let year = entry.year.map_or(String::new(), |year| format!(" {year}"));
                    let words = format!("{}{year}, {}. {what}", entry.author(), entry.title);
                    ui.add(Label::new(RichText::new(words).small().color(quiet)).truncate());
                });
                row.response.on_hover_ui(|ui| changes_ui(ui, &work.changes));
            }
        });
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
                said.on_hover_ui(|ui| changes_ui(ui, &filling.changes));
            }
        });
    }
}

/// What an entry would change, old and new.
fn changes_ui(ui: &mut Ui, changes: &[Changed]) {
    for change in changes {
        ui.label(format!(
            "{}  {} → {}",
            change.field.label(),
            change.old,
            change.new
        ));
    }
}

/// The works whose entries are in little doubt.
fn sure_works(works: &[WorkFilling]) -> BTreeSet<String> {
    let sure = works
        .iter()
        .filter(|work| work.entry.is_sure() && !work.changes.is_empty());
    sure.map(|work| work.key.clone()).collect()
}

/// The documents whose entries are in little doubt.
fn sure(fillings: &[Filling]) -> BTreeSet<DocumentId> {
    let sure = fillings.iter().filter(|filling| {
        filling.entry.as_ref().is_some_and(Match::is_sure) && !filling.changes.is_empty()
    });
    sure.map(|filling| filling.document).collect()
}
