//! Which entry of a library is this document's, and what of it goes into the form?

use crate::app::read_library;
use crate::library::{self, Changed, Entry, Library, Match};
use crate::project::Document;
use crate::ui::dialogs::{LIBRARIES, PathField};
use crate::ui::panels::widgets::{self, field_name_ui, row_ui, teach_ui};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, FontId, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo};
use std::collections::BTreeSet;

/// Entries that are listed at most, the most like first.
const MOST: usize = 50;

/// An entry that is pasted, or chosen in a file.
#[derive(Default)]
pub(super) struct Fill {
    pasted: String,
    file: PathField,
    /// What was read last: the text that was pasted, or the path.
    read: String,
    library: Option<Result<Library, String>>,
    ranked: Vec<Match>,
    chosen: Option<usize>,
    changes: Vec<Changed>,
    left_out: BTreeSet<library::Field>,
    shown_before: bool,
}

/// What a person asks.
pub(super) enum Asked {
    Nothing,
    /// Back to the form, nothing changed.
    Back,
    /// These into the form.
    Put(Vec<Changed>),
}

impl Fill {
    pub(super) fn show(&mut self, ui: &mut Ui, document: &Document) -> Asked {
        ui.heading("Fill from an entry");
        ui.add_space(8.0);
        self.sources_ui(ui, document);
        match &self.library {
            Some(Ok(library)) => {
                let troubles = library.troubles.clone();
                self.entries_ui(ui, document);
                self.changes_ui(ui);
                for trouble in troubles.iter().take(3) {
                    widgets::error_ui(ui, trouble);
                }
            }
            Some(Err(problem)) => widgets::error_ui(ui, problem),
            None => teach_ui(
                ui,
                "Zotero, Mendeley, EndNote and most catalogues give entries as BibTeX, RIS or CSL-JSON. Fields that you have filled are changed only where you leave the tick.",
            ),
        }
        ui.add_space(8.0);
        let ticked: Vec<Changed> = self
            .changes
            .iter()
            .filter(|change| !self.left_out.contains(&change.field))
            .cloned()
            .collect();
        ui.horizontal(|ui| {
            let put = egui::Button::new("Put into the form");
            if ui.add_enabled(!ticked.is_empty(), put).clicked() {
                return Asked::Put(ticked);
            }
            if ui.button("Back").clicked() {
                return Asked::Back;
            }
            Asked::Nothing
        })
        .inner
    }

    /// A place to paste, and a file to choose.
    fn sources_ui(&mut self, ui: &mut Ui, document: &Document) {
        let label = field_name_ui(ui, "Paste an entry");
        let edit = TextEdit::multiline(&mut self.pasted)
            .hint_text("@article{…}, TY  - JOUR …, [{\"title\": …}]")
            .desired_width(f32::INFINITY)
            .desired_rows(3);
        let response = ScrollArea::vertical()
            .id_salt("pasted entry")
            .max_height(96.0)
            .show(ui, |ui| ui.add(edit).labelled_by(label.id));
        if !std::mem::replace(&mut self.shown_before, true) {
            response.inner.request_focus();
        }
        if response.inner.changed() && !self.pasted.trim().is_empty() {
            let read = library::read(&self.pasted);
            self.take(read, document);
            self.read.clear();
        }
        let ask = LIBRARIES;
        let entered = self
            .file
            .ui(ui, "Library", "Or a file: library.bib", ask, false);
        let Some(path) = self.file.path() else { return };
        let name = path.display().to_string();
        // A path that is typed is read at its end; one that was chosen is there at once.
        if self.read != name && (entered || path.is_file()) {
            self.read = name;
            self.take(read_library(&path), document);
        }
    }

    fn take(&mut self, read: Result<Library, String>, document: &Document) {
        self.ranked.clear();
        if let Ok(library) = &read {
            self.ranked = library::rank(document, &library.entries);
            // One entry is meant, whatever it is like.
            if let [_] = library.entries.as_slice()
                && self.ranked.is_empty()
            {
                self.ranked.push(Match {
                    entry: 0,
                    score: 0.0,
                });
            }
            self.ranked.truncate(MOST);
        }
        self.library = Some(read);
        self.choose(self.ranked.first().map(|found| found.entry), document);
    }

    fn choose(&mut self, entry: Option<usize>, document: &Document) {
        self.chosen = entry;
        self.left_out.clear();
        self.changes.clear();
        let Some(Ok(library)) = &self.library else {
            return;
        };
        let entry = entry.and_then(|at| library.entries.get(at));
        self.changes = entry.map_or_else(Vec::new, |entry| library::changes(document, entry));
    }

    fn entries_ui(&mut self, ui: &mut Ui, document: &Document) {
        let Some(Ok(library)) = &self.library else {
            return;
        };
        if self.ranked.is_empty() {
            teach_ui(
                ui,
                "No entry of this library is like the document. Paste the one that is meant.",
            );
            return;
        }
        field_name_ui(ui, "Entry");
        let mut chosen = None;
        theme::show_scroll_bar(ui);
        ScrollArea::vertical()
            .id_salt("entries")
            .max_height(120.0)
            .show(ui, |ui| {
                for found in &self.ranked {
                    let Some(entry) = library.entries.get(found.entry) else {
                        continue;
                    };
                    let name = entry_name(entry);
                    let is_chosen = self.chosen == Some(found.entry);
                    let id = ui.make_persistent_id(("entry", found.entry));
                    let (rect, response) = row_ui(ui, id, is_chosen);
                    let tokens = Tokens::of(ui);
                    let font = FontId::proportional(theme::BODY);
                    let words = format!("{:.0} %  {name}", found.score * 100.0);
                    let galley =
                        widgets::one_line(ui, &words, font, tokens.ink, rect.width() - 16.0);
                    let at = widgets::on_row(rect, 8.0) - egui::vec2(0.0, galley.size().y / 2.0);
                    ui.painter().galley(at, galley, tokens.ink);
                    response.widget_info(|| {
                        WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &name)
                    });
                    if response.clicked() {
                        chosen = Some(found.entry);
                    }
                }
            });
        if chosen.is_some() {
            self.choose(chosen, document);
        }
    }

    /// What the entry would change, field by field.
    fn changes_ui(&mut self, ui: &mut Ui) {
        if self.chosen.is_none() {
            return;
        }
        if self.changes.is_empty() {
            teach_ui(ui, "The form says all that the entry says.");
            return;
        }
        field_name_ui(ui, "What it changes");
        ScrollArea::vertical()
            .id_salt("changes")
            .max_height(180.0)
            .show(ui, |ui| {
                for change in &self.changes {
                    let mut ticked = !self.left_out.contains(&change.field);
                    let words = if change.old.is_empty() {
                        format!("{}  {}", change.field.label(), change.new)
                    } else {
                        format!("{}  {} → {}", change.field.label(), change.old, change.new)
                    };
                    let tick = ui.checkbox(&mut ticked, RichText::new(words));
                    if !tick.changed() {
                        continue;
                    }
                    if ticked {
                        self.left_out.remove(&change.field);
                    } else {
                        self.left_out.insert(change.field);
                    }
                }
            });
    }
}

/// "Moor and Lindqvist 2014, Inspecting the inspectors".
fn entry_name(entry: &Entry) -> String {
    let year = entry.year.map_or(String::new(), |year| year.to_string());
    let source = [entry.author(), year];
    let source: Vec<String> = source.into_iter().filter(|part| !part.is_empty()).collect();
    let source = source.join(" ");
    match (source.is_empty(), entry.title.is_empty()) {
        (true, _) => entry.title.clone(),
        (_, true) => source,
        _ => format!("{source}, {}", entry.title),
    }
}
