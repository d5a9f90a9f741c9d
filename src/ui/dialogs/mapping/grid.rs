//! The table as it stands in the file, with a chooser over each column.

use super::Form;
use crate::app::rows::{Role, Row, Sheet};
use crate::ui::panels::widgets;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, ComboBox, Label, Layout, RichText, ScrollArea, Sense, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder};

/// Rows that are shown: what a column is shows in these.
const ROWS: usize = 100;
/// Columns that are drawn at once; a table can have thousands.
const COLUMNS: usize = 24;
/// Height of the names and choosers over the columns, in points.
const HEADER: f32 = 60.0;

impl Form {
    /// The first rows of a sheet, and what its columns are.
    pub(super) fn grid_ui(&mut self, ui: &mut Ui, sheet: &Sheet, fresh: bool) {
        self.columns_ui(ui, sheet);
        let room = ui.available_size();
        theme::show_scroll_bar(ui);
        let area = ScrollArea::horizontal()
            .id_salt("mapping sideways")
            .max_height(room.y);
        area.auto_shrink([false, false]).show(ui, |ui| {
            ui.set_height(room.y);
            self.table_ui(ui, sheet, fresh);
        });
    }

    /// Which of very many columns are shown.
    fn columns_ui(&mut self, ui: &mut Ui, sheet: &Sheet) {
        if sheet.width <= COLUMNS {
            return;
        }
        let last = (self.column + COLUMNS).min(sheet.width);
        ui.horizontal(|ui| {
            let back = ui.add_enabled_ui(self.column > 0, |ui| {
                widgets::sign_button_ui(ui, "◀", "Earlier columns")
            });
            if back.inner.clicked() {
                self.column = self.column.saturating_sub(COLUMNS);
            }
            let words = format!("Columns {} to {last} of {}", self.column + 1, sheet.width);
            ui.label(RichText::new(words).color(Tokens::of(ui).quiet));
            let on = ui.add_enabled_ui(last < sheet.width, |ui| {
                widgets::sign_button_ui(ui, "▶", "Later columns")
            });
            if on.inner.clicked() {
                self.column = last;
            }
        });
    }

    fn table_ui(&mut self, ui: &mut Ui, sheet: &Sheet, fresh: bool) {
        let header = self.mapping.header;
        let shown = self.column..(self.column + COLUMNS).min(sheet.width);
        let body = sheet.body(header);
        let rows = body.get(..ROWS).unwrap_or(body);
        ui.visuals_mut().selection.bg_fill = Tokens::of(ui).selected_row;
        let mut builder = TableBuilder::new(ui)
            .id_salt(("mapping", self.sheet, self.column, sheet.width))
            .striped(false)
            .sense(Sense::CLICK)
            .animate_scrolling(false)
            .auto_shrink([false, false])
            .cell_layout(Layout::left_to_right(egui::Align::Center))
            .column(Column::exact(44.0));
        for column in shown.clone() {
            builder = builder.column(
                Column::initial(width(rows, column))
                    .at_least(112.0)
                    .clip(true)
                    .resizable(true),
            );
        }
        let table = builder.header(HEADER, |mut heads| {
            heads.col(|_| {});
            for column in shown.clone() {
                heads.col(|ui| self.head_ui(ui, sheet, column, fresh && column == 0));
            }
        });
        table.body(|body| {
            body.rows(24.0, rows.len(), |mut line| {
                let at = line.index();
                let Some(row) = rows.get(at) else { return };
                line.set_selected(at == self.row);
                line.col(|ui| {
                    let number = RichText::new(row.number.to_string())
                        .small()
                        .color(Tokens::of(ui).quiet);
                    ui.add(Label::new(number).selectable(false));
                });
                for column in shown.clone() {
                    line.col(|ui| cell_ui(ui, row.cell(column), self.mapping.role(column)));
                }
                let response = line.response();
                response.widget_info(|| {
                    WidgetInfo::selected(
                        egui::Role::Row,
                        true,
                        at == self.row,
                        format!("Row {}", row.number),
                    )
                });
                if response.clicked() {
                    self.row = at;
                }
            });
        });
    }

    /// The name of a column, and what it is.
    fn head_ui(&mut self, ui: &mut Ui, sheet: &Sheet, column: usize, focus: bool) {
        let tokens = Tokens::of(ui);
        let name = sheet.column_name(column, self.mapping.header);
        let role = self.mapping.role(column);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let words = RichText::new(&name).font(theme::strong_font());
            ui.add(Label::new(words).truncate().selectable(false))
                .on_hover_text(&name);
            let ink = match role {
                Role::Text => tokens.accent,
                Role::LeaveOut => tokens.quiet,
                _ => tokens.ink,
            };
            let combo = ComboBox::from_id_salt(("role", column))
                .width(ui.available_width() - 8.0)
                .height(400.0)
                .selected_text(RichText::new(role.name()).color(ink))
                .truncate();
            let response = combo.show_ui(ui, |ui| {
                for other in Role::ALL {
                    if ui.selectable_label(other == role, other.name()).clicked() && other != role {
                        self.mapping.set(column, other);
                        self.touched = true;
                    }
                }
            });
            let said = format!("{name}: {}", role.name());
            let button = response.response.accessible_name(said);
            if focus {
                button.request_focus();
            }
        });
    }
}

/// The words of a cell on one line, as loud as what becomes of them.
fn cell_ui(ui: &mut Ui, words: &str, role: Role) {
    const MOST: usize = 160;
    let tokens = Tokens::of(ui);
    let ink = if role == Role::LeaveOut {
        tokens.quiet
    } else {
        tokens.ink
    };
    let end = words
        .char_indices()
        .nth(MOST)
        .map_or(words.len(), |(end, _)| end);
    let line: String = words
        .get(..end)
        .unwrap_or_default()
        .replace(char::is_whitespace, " ");
    ui.add(
        Label::new(RichText::new(line).color(ink))
            .truncate()
            .selectable(false),
    );
}

/// As wide as what stands in the first rows, within bounds.
fn width(rows: &[Row], column: usize) -> f32 {
    let lengths = rows
        .iter()
        .take(20)
        .map(|row| row.cell(column).chars().take(60).count());
    let longest = lengths.max().unwrap_or(0);
    (u16::try_from(longest).map_or(240.0, f32::from) * 6.5).clamp(128.0, 280.0)
}
