//! Which columns has the table of passages, and in which order?

use super::super::named_row_ui;
use crate::project::{Column, Project};
use eframe::egui::{Button, CollapsingHeader, Grid, Ui};

/// The columns that an export has; none chosen is all that an export usually has.
pub(super) fn chosen(project: &Project, columns: &[Column]) -> Vec<Column> {
    if columns.is_empty() {
        Column::all(project)
    } else {
        columns.to_vec()
    }
}

/// The columns, each to be left out, brought in and moved.
pub(super) fn columns_ui(ui: &mut Ui, project: &Project, columns: &mut Vec<Column>) {
    let now = chosen(project, columns);
    named_row_ui(ui, "Columns", |ui, _| {
        ui.horizontal(|ui| {
            let order = if columns.is_empty() {
                "All that are usual"
            } else {
                "As chosen"
            };
            let header = CollapsingHeader::new(format!("{order} ({})", now.len()));
            header
                .id_salt("export columns")
                .show(ui, |ui| list_ui(ui, project, &now, columns))
        });
    });
}

fn list_ui(ui: &mut Ui, project: &Project, now: &[Column], columns: &mut Vec<Column>) {
    let mut new = now.to_vec();
    let grid = Grid::new("export columns in order").spacing([8.0, 4.0]);
    grid.show(ui, |ui| {
        for (place, column) in now.iter().enumerate() {
            let name = column.name(project);
            let mut on = true;
            ui.checkbox(&mut on, name.as_str());
            if !on && new.len() > 1 {
                new.retain(|other| other != column);
            }
            let earlier = ui.add_enabled(place > 0, Button::new("↑").small());
            let earlier = earlier.accessible_name(format!("Move {name} up"));
            if earlier.clicked() {
                new.swap(place, place - 1);
            }
            let later = ui.add_enabled(place + 1 < now.len(), Button::new("↓").small());
            let later = later.accessible_name(format!("Move {name} down"));
            if later.clicked() {
                new.swap(place, place + 1);
            }
            ui.end_row();
        }
    });
    let all = Column::all(project).into_iter();
    for column in all.chain([Column::Cited]) {
        if now.contains(&column) {
            continue;
        }
        let mut on = false;
        let name = match column {
            Column::Cited => "cited (quotation with its citation)".to_owned(),
            column => column.name(project),
        };
        if ui.checkbox(&mut on, name).clicked() {
            new.push(column);
        }
    }
    if new != now {
        *columns = if new == Column::all(project) {
            Vec::new()
        } else {
            new
        };
    }
    if !columns.is_empty() && ui.button("Usual columns").clicked() {
        columns.clear();
    }
}
