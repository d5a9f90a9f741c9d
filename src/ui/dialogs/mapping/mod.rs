//! What are the columns of a table, and what do its rows become?

mod grid;
mod preview;

use super::{Verdict, explain, footer_ui, verdict};
use crate::app::rows::{
    Book, Entry, Mapping, Plan, Role, RowsWanted, Sheet, Table, guess, guess_with,
};
use crate::app::{App, Command};
use crate::ui::Out;
use crate::ui::panels::widgets::{self, count};
use crate::ui::theme::Tokens;
use eframe::egui::{self, ComboBox, Label, RichText, Ui, vec2};
use std::path::PathBuf;

/// What was chosen so far for the table at hand.
#[derive(Default)]
pub struct Form {
    /// The table that the choices are for.
    of: Option<PathBuf>,
    sheet: usize,
    mapping: Mapping,
    without_twins: bool,
    /// Whether a column was given another meaning by hand.
    touched: bool,
    /// The row that the preview shows, by its place.
    row: usize,
    /// The first column that the grid shows.
    column: usize,
    /// What was asked of the app last, and of which revision.
    asked: Option<(RowsWanted, u64)>,
    /// What would come of the choices before, shown until the rows are counted anew.
    counted: Plan,
    /// The document that is previewed, and of what it was made.
    previewed: Option<((usize, Mapping, usize), Option<Entry>)>,
    /// Height of all that stands around the grid, as it was drawn last.
    around: f32,
}

/// Space between the dialog and the edges of the window, with the dialog's own margins, in points.
const OUTSIDE: f32 = 80.0;
/// Least and greatest height of the grid, in points.
const HEIGHTS: (f32, f32) = (160.0, 640.0);
/// Width of the preview, in points.
const PREVIEW: f32 = 320.0;

impl Form {
    /// Takes up the table that waits, with a mapping to begin with.
    pub fn prepare(&mut self, app: &App) {
        let Some(table) = app.table() else { return };
        *self = Self {
            of: Some(table.path.clone()),
            without_twins: true,
            ..Self::default()
        };
        self.choose_sheet(&table.book, 0);
    }

    fn choose_sheet(&mut self, book: &Book, sheet: usize) {
        self.sheet = sheet;
        self.mapping = book.sheets.get(sheet).map(guess).unwrap_or_default();
        self.touched = false;
        (self.row, self.column) = (0, 0);
    }

    /// The form.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        fresh: bool,
        error: Option<&str>,
        out: &mut Out,
    ) -> Verdict {
        let Some(table) = app.table() else {
            return Verdict::Cancel;
        };
        if self.of.as_ref() != Some(&table.path) {
            self.prepare(app);
        }
        self.choices_ui(ui, table);
        let Some(sheet) = table.book.sheets.get(self.sheet) else {
            return Verdict::Cancel;
        };
        self.ask(app, out);
        let plan = app.plan(&self.wanted());
        if let Some(plan) = plan {
            self.counted.clone_from(plan);
        }
        let room = ui.ctx().content_rect().height() - OUTSIDE - self.around;
        let height = room.clamp(HEIGHTS.0, HEIGHTS.1);
        let body = ui.allocate_ui_with_layout(
            vec2(ui.available_width(), height),
            egui::Layout::left_to_right(egui::Align::Min),
            |ui| {
                ui.set_height(height);
                let gap = ui.spacing().item_spacing.x + 8.0;
                let width = ui.available_width() - PREVIEW - gap - ui.spacing().item_spacing.x;
                beside_ui(ui, vec2(width, height), |ui| self.grid_ui(ui, sheet, fresh));
                ui.add_space(8.0);
                beside_ui(ui, vec2(PREVIEW, height), |ui| {
                    self.preview_ui(ui, app, table)
                });
            },
        );
        self.said_ui(ui, table, sheet, plan.is_some());
        let verb = plan.map_or("Import".to_owned(), |plan| {
            format!("Import {}", count(plan.documents, "document", "documents"))
        });
        let ready = self.ready(plan);
        let buttons = footer_ui(ui, &verb, ready, error);
        let around = ui.min_rect().height() - body.response.rect.height();
        if (around - self.around).abs() > 0.5 {
            self.around = around;
            ui.ctx().request_repaint();
        }
        verdict(buttons, false, ready.is_ok(), || {
            Command::ImportRows(Box::new(self.wanted()))
        })
    }

    fn wanted(&self) -> RowsWanted {
        RowsWanted {
            sheet: self.sheet,
            mapping: self.mapping.clone(),
            without_twins: self.without_twins,
        }
    }

    /// Has the app count what would come of it, once for each choice.
    fn ask(&mut self, app: &App, out: &mut Out) {
        let Some(session) = app.session() else { return };
        let now = Some((self.wanted(), session.revision()));
        if self.asked != now {
            out.run(Command::PlanRows(Box::new(self.wanted())));
            self.asked = now;
        }
    }

    fn ready(&self, plan: Option<&Plan>) -> Result<(), &'static str> {
        if self.mapping.columns(Role::Text).next().is_none() {
            return Err("Choose which column is the text");
        }
        match plan {
            None => Err("The rows are being counted"),
            Some(plan) if plan.documents == 0 && plan.twins > 0 => {
                Err("All rows are in the project already")
            }
            Some(plan) if plan.documents == 0 => {
                Err("No row has text in the columns that were chosen")
            }
            Some(_) => Ok(()),
        }
    }

    /// Which sheet, and whether its first row names the columns.
    fn choices_ui(&mut self, ui: &mut Ui, table: &Table) {
        explain(
            ui,
            "Each row becomes a small document. Say what the columns are; what is left out stays in the file, which is kept.",
        );
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 28.0;
            ui.label(RichText::new(&table.book.name).font(crate::ui::theme::strong_font()))
                .on_hover_text(table.path.display().to_string());
            if table.book.sheets.len() > 1 {
                ui.add_space(8.0);
                self.sheet_ui(ui, &table.book);
            }
            ui.add_space(8.0);
            widgets::outline_ticks(ui);
            let mut header = self.mapping.header;
            if ui
                .checkbox(&mut header, "First row names the columns")
                .changed()
            {
                self.set_header(&table.book, header);
            }
        });
    }

    fn sheet_ui(&mut self, ui: &mut Ui, book: &Book) {
        let label = ui.label(RichText::new("Sheet").color(Tokens::of(ui).quiet));
        let shown = book.sheets.get(self.sheet).map_or(String::new(), called);
        let combo = ComboBox::from_id_salt("table sheet")
            .width(168.0)
            .selected_text(shown);
        let mut chosen = None;
        let response = combo.show_ui(ui, |ui| {
            for (at, sheet) in book.sheets.iter().enumerate() {
                if ui
                    .selectable_label(at == self.sheet, called(sheet))
                    .clicked()
                {
                    chosen = Some(at);
                }
            }
        });
        let _ = response
            .response
            .labelled_by(label.id)
            .accessible_name("Sheet");
        if let Some(sheet) = chosen.filter(|sheet| *sheet != self.sheet) {
            self.choose_sheet(book, sheet);
        }
    }

    fn set_header(&mut self, book: &Book, header: bool) {
        let Some(sheet) = book.sheets.get(self.sheet) else {
            return;
        };
        if self.touched {
            self.mapping.header = header;
        } else {
            self.mapping = guess_with(sheet, header);
        }
        self.row = self.row.min(sheet.body(header).len().saturating_sub(1));
    }

    /// What comes of it in numbers, and what is worth a look.
    fn said_ui(&mut self, ui: &mut Ui, table: &Table, sheet: &Sheet, is_counted: bool) {
        let tokens = Tokens::of(ui);
        let plan = &self.counted;
        let ink = if is_counted { tokens.ink } else { tokens.quiet };
        ui.label(RichText::new(counts(plan)).color(ink));
        if plan.twins > 0 {
            widgets::outline_ticks(ui);
            let rows = count(plan.twins, "row that is", "rows that are");
            ui.checkbox(
                &mut self.without_twins,
                format!("Leave out {rows} in the project already, with their title and text"),
            );
        }
        let misfits = plan.misfits.iter().map(|misfit| misfit.sentence());
        let remarks = sheet
            .remarks
            .iter()
            .chain(&table.book.remarks)
            .map(|remark| remark.text.clone());
        let all: Vec<String> = misfits.chain(remarks).collect();
        for sentence in all.iter().take(MOST_SAID) {
            ui.add(Label::new(RichText::new(sentence).small().color(tokens.quiet)).wrap());
        }
        if all.len() > MOST_SAID {
            let more = format!("and {} more, which the report lists", all.len() - MOST_SAID);
            ui.label(RichText::new(more).small().color(tokens.quiet));
        }
    }
}

/// A part of the dialog of this size, beside others, with what it holds one under the other.
fn beside_ui(ui: &mut Ui, size: egui::Vec2, add: impl FnOnce(&mut Ui)) {
    let down = egui::Layout::top_down(egui::Align::Min);
    ui.allocate_ui_with_layout(size, down, |ui| {
        ui.set_width(size.x);
        ui.set_height(size.y);
        add(ui);
    });
}

/// Sentences under the grid: the report has them all.
const MOST_SAID: usize = 3;

fn called(sheet: &Sheet) -> String {
    let hidden = if sheet.hidden { " (hidden)" } else { "" };
    format!("{}{hidden}", sheet.name)
}

/// "213 rows become 198 documents; 15 rows have no text".
fn counts(plan: &Plan) -> String {
    let become_ = if plan.rows == 1 { "becomes" } else { "become" };
    let mut words = format!(
        "{} {become_} {}",
        count(plan.rows, "row", "rows"),
        count(plan.documents, "document", "documents")
    );
    if plan.empty > 0 {
        words.push_str(&format!(
            "; {}",
            count(plan.empty, "row has no text", "rows have no text")
        ));
    }
    if plan.cases > 0 {
        words.push_str(&format!(
            "; {}",
            count(plan.cases, "case is new", "cases are new")
        ));
    }
    words
}
