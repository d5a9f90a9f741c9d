//! Which columns has the table, how wide, in which order, and which sorts it?

use crate::app::{Command, Session};
use crate::project::Project;
use crate::project::{Column, Sort};
use crate::ui::panels::widgets;
use crate::ui::theme;
use eframe::egui::{self, Role, Ui, WidgetInfo};

pub(super) fn width(column: Column) -> egui_extras::Column {
    let (initial, least) = match column {
        Column::Quotation => {
            return egui_extras::Column::remainder()
                .at_least(QUOTATION)
                .clip(true)
                .resizable(true);
        }
        Column::Memo | Column::Code | Column::Sources => (160.0, 64.0),
        Column::Document | Column::Key => (128.0, 64.0),
        Column::Start | Column::End | Column::Year => (56.0, 40.0),
        Column::Place => (92.0, 56.0),
        Column::Coder => (64.0, 40.0),
        _ => (96.0, 48.0),
    };
    egui_extras::Column::initial(initial)
        .at_least(least)
        .clip(true)
        .resizable(true)
}

/// Least width of the quotations, in points: they are what the table is read for.
const QUOTATION: f32 = 240.0;

/// Header names in the window; exports have their own.
fn title(project: &Project, column: Column) -> String {
    let name = column.name(project);
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

pub(super) fn sort_ui(
    ui: &mut Ui,
    project: &Project,
    column: Column,
    sort: Sort,
    out: &mut Vec<Command>,
) {
    let here = sort.column == column;
    let name = title(project, column);
    let arrow = match (here, sort.descending) {
        (true, true) => " ▼",
        (true, false) => " ▲",
        _ => "",
    };
    let text = egui::RichText::new(format!("{name}{arrow}")).font(theme::strong_font());
    let response = ui.add(egui::Button::new(text).frame(false).truncate());
    let order = match (here, sort.descending) {
        (true, true) => ", sorted, greatest first",
        (true, false) => ", sorted",
        _ => "",
    };
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Button,
            true,
            format!("Sort by {}{order}", name.to_lowercase()),
        )
    });
    if response.clicked() {
        out.push(Command::SetSort(Sort {
            column,
            descending: here && !sort.descending,
        }));
    }
}

/// Which columns, in which order.
pub(super) fn columns_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    let button = ui.button("Columns");
    let popup =
        egui::Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        let project = session.project();
        let now = session.columns();
        let others = Column::all(project)
            .into_iter()
            .filter(|column| !now.contains(column));
        let all: Vec<(Column, bool)> = now
            .iter()
            .map(|column| (*column, true))
            .chain(others.map(|column| (column, false)))
            .collect();
        let mut new = now.to_vec();
        egui::ScrollArea::vertical()
            .max_height(ui.ctx().content_rect().height() - 160.0)
            .show(ui, |ui| {
                for (column, shown) in all {
                    column_ui(ui, &title(project, column), column, shown, &mut new);
                }
            });
        ui.separator();
        if ui.button("Usual columns").clicked() {
            new = Column::USUAL.to_vec();
        }
        if new != now && !new.is_empty() {
            out.push(Command::SetColumns(new));
        }
    });
}

fn column_ui(ui: &mut Ui, name: &str, column: Column, shown: bool, columns: &mut Vec<Column>) {
    ui.horizontal(|ui| {
        widgets::outline_ticks(ui);
        let mut ticked = shown;
        let last = shown && columns.len() == 1;
        if ui
            .add_enabled(!last, egui::Checkbox::new(&mut ticked, name))
            .changed()
        {
            columns.retain(|other| *other != column);
            if ticked {
                columns.push(column);
            }
        }
        let Some(at) = columns
            .iter()
            .position(|other| *other == column)
            .filter(|_| shown)
        else {
            return;
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let down = ui.add_enabled_ui(at + 1 < columns.len(), |ui| {
                widgets::sign_button_ui(ui, "▼", &format!("Move {} down", name.to_lowercase()))
            });
            if down.inner.clicked() {
                columns.swap(at, at + 1);
            }
            let up = ui.add_enabled_ui(at > 0, |ui| {
                widgets::sign_button_ui(ui, "▲", &format!("Move {} up", name.to_lowercase()))
            });
            if up.inner.clicked() {
                columns.swap(at, at - 1);
            }
        });
    });
}
