//! How will the document of a row look?

use super::Form;
use crate::app::App;
use crate::app::rows::{Entry, Table};
use crate::ui::panels::widgets;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, FontId, Frame, Label, RichText, ScrollArea, Ui};

impl Form {
    /// The document of the chosen row, and the way to the others.
    pub(super) fn preview_ui(&mut self, ui: &mut Ui, app: &App, table: &Table) {
        let rows = table.book.sheets.get(self.sheet);
        let rows = rows.map_or(0, |sheet| sheet.body(self.mapping.header).len());
        self.row = self.row.min(rows.saturating_sub(1));
        self.walk_ui(ui, rows);
        let Some(entry) = self.entry(table) else {
            widgets::teach_ui(ui, "There are no rows under the names of the columns.");
            return;
        };
        let tokens = Tokens::of(ui);
        let frame = Frame::new()
            .fill(tokens.page)
            .corner_radius(4.0)
            .inner_margin(12.0);
        frame.show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            theme::show_scroll_bar(ui);
            let area = ScrollArea::vertical()
                .id_salt("mapping preview")
                .auto_shrink([false, false]);
            area.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                self.entry_ui(ui, app, table, &entry);
            });
        });
    }

    /// The document of the chosen row, made anew where something was chosen otherwise.
    fn entry(&mut self, table: &Table) -> Option<Entry> {
        let of = (self.sheet, self.mapping.clone(), self.row);
        let is_made = self.previewed.as_ref();
        if is_made.is_none_or(|(made, _)| *made != of) {
            let entries = table.book.entries(self.sheet, &self.mapping);
            let entry = entries.and_then(|entries| entries.get(self.row));
            self.previewed = Some((of, entry));
        }
        let (_, entry) = self.previewed.as_ref()?;
        entry.clone()
    }

    /// Which row, and its neighbours.
    fn walk_ui(&mut self, ui: &mut Ui, rows: usize) {
        ui.horizontal(|ui| {
            let back = ui.add_enabled_ui(self.row > 0, |ui| {
                widgets::sign_button_ui(ui, "◀", "Previous row")
            });
            if back.inner.clicked() {
                self.row = self.row.saturating_sub(1);
            }
            let words = format!("Document {} of {}", self.row + 1, rows);
            ui.label(RichText::new(words).color(Tokens::of(ui).quiet));
            let more = self.row + 1 < rows;
            let on = ui.add_enabled_ui(more, |ui| widgets::sign_button_ui(ui, "▶", "Next row"));
            if on.inner.clicked() {
                self.row += 1;
            }
        });
    }

    fn entry_ui(&self, ui: &mut Ui, app: &App, table: &Table, entry: &Entry) {
        let tokens = Tokens::of(ui);
        let title =
            RichText::new(&entry.title).font(FontId::new(theme::BODY + 4.0, theme::serif_strong()));
        ui.add(Label::new(title.color(tokens.ink)).wrap());
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let parts = [&entry.case, &entry.author, &date, &entry.kind, &entry.url];
        let known: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        if !known.is_empty() {
            ui.add(Label::new(RichText::new(known.join(" · ")).color(tokens.quiet)).wrap());
        }
        if entry.text.is_empty() {
            ui.add_space(8.0);
            widgets::teach_ui(ui, "This row has no text, so that it is left out.");
            return;
        }
        ui.add_space(8.0);
        self.text_ui(ui, entry);
        ui.add_space(8.0);
        for (column, words) in &entry.values {
            let name = table.book.sheets.get(self.sheet);
            let name = name.map_or(String::new(), |sheet| {
                sheet.column_name(*column, self.mapping.header)
            });
            pair_ui(ui, &name, words);
        }
        if !entry.notes.is_empty() {
            pair_ui(ui, "Notes", &entry.notes);
        }
        let is_new = |case: &str| {
            let cases = app
                .session()
                .into_iter()
                .flat_map(|session| session.project().cases().iter());
            !case.is_empty()
                && !cases
                    .into_iter()
                    .any(|one| one.name.to_lowercase() == case.to_lowercase())
        };
        if is_new(&entry.case) {
            let words = format!("“{}” is a new case", entry.case);
            ui.label(RichText::new(words).small().color(tokens.quiet));
        }
    }

    /// The text as the reader shows it, in short.
    fn text_ui(&self, ui: &mut Ui, entry: &Entry) {
        const MOST: usize = 4_000;
        let tokens = Tokens::of(ui);
        let mut start = 0;
        for line in entry.text.split_inclusive('\n') {
            let is_heading = entry
                .map
                .headings
                .iter()
                .any(|heading| heading.span.start == start);
            start += line.len();
            let family = if is_heading {
                theme::serif_strong()
            } else {
                theme::serif()
            };
            let words = RichText::new(line.trim_end()).font(FontId::new(theme::BODY + 1.0, family));
            ui.add(Label::new(words.color(tokens.ink)).wrap());
            if start > MOST {
                ui.label(RichText::new("…").color(tokens.quiet));
                break;
            }
        }
    }
}

/// An attribute with its value, or notes.
fn pair_ui(ui: &mut Ui, name: &str, words: &str) {
    let tokens = Tokens::of(ui);
    let mut line = egui::text::LayoutJob::default();
    let format = |colour| egui::TextFormat::simple(FontId::proportional(theme::SMALL), colour);
    line.append(name, 0.0, format(tokens.quiet));
    line.append(words, 8.0, format(tokens.ink));
    ui.add(Label::new(line).wrap());
}
