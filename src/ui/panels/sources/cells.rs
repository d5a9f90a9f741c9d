//! A row of the list of works: what its cells show, and what it says.

use crate::app::{Command, Session, Source, SourceColumn, SourceListing, SourceSort};
use crate::project::WorkKind;
use crate::ui::panels::widgets::{self, count, one_line};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, FontId, Response, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::TableRow;

/// So many documents are named when the pointer rests on their number.
const MOST_DOCUMENTS: usize = 12;

pub(super) fn width(column: SourceColumn) -> egui_extras::Column {
    let (initial, least) = match column {
        SourceColumn::Title => {
            return egui_extras::Column::remainder()
                .at_least(96.0)
                .clip(true)
                .resizable(true);
        }
        SourceColumn::Work => (156.0, 96.0),
        SourceColumn::Year => (44.0, 40.0),
        SourceColumn::Kind => (58.0, 48.0),
        SourceColumn::Post => (60.0, 40.0),
        SourceColumn::Times => (64.0, 40.0),
        SourceColumn::Documents => (56.0, 40.0),
        SourceColumn::Passages => (80.0, 48.0),
    };
    egui_extras::Column::initial(initial)
        .at_least(least)
        .clip(true)
        .resizable(true)
}

/// The name of a column; a click sorts by it.
pub(super) fn header_ui(
    ui: &mut Ui,
    column: SourceColumn,
    sort: SourceSort,
    out: &mut Vec<Command>,
) {
    let here = sort.column == column;
    let arrow = match (here, sort.descending) {
        (true, true) => " ▼",
        (true, false) => " ▲",
        _ => "",
    };
    let name = column.name();
    let text = egui::RichText::new(format!("{name}{arrow}")).font(theme::strong_font());
    let response = ui.add(egui::Button::new(text).frame(false).truncate());
    let order = match (here, sort.descending) {
        (true, true) => ", sorted, greatest first",
        (true, false) => ", sorted",
        _ => "",
    };
    response.widget_info(|| {
        let name = name.to_lowercase();
        WidgetInfo::labeled(Role::Button, true, format!("Sort by {name}{order}"))
    });
    if response.clicked() {
        out.push(Command::SortSources(SourceSort {
            column,
            // Of numbers the greatest are wanted first.
            descending: if here {
                !sort.descending
            } else {
                column.counts()
            },
        }));
    }
}

fn number(number: usize) -> String {
    match number {
        0 => String::new(),
        number => number.to_string(),
    }
}

pub(super) fn cells_ui(
    row: &mut TableRow<'_, '_>,
    session: &Session,
    listing: &SourceListing,
    at: usize,
    source: &Source,
) {
    for column in SourceColumn::ALL {
        row.col(|ui| {
            let tokens = Tokens::of(ui);
            let rect = ui.max_rect();
            let words = match column {
                SourceColumn::Work => source.label.clone(),
                SourceColumn::Year => source.dated.clone(),
                SourceColumn::Title => source.title.clone(),
                SourceColumn::Kind => source.kind.map_or("", WorkKind::word).to_owned(),
                SourceColumn::Post => source.post.clone(),
                SourceColumn::Times => number(listing.times(at)),
                SourceColumn::Documents => number(listing.documents(at).len()),
                SourceColumn::Passages => number(listing.passages(at).len()),
            };
            let body = FontId::proportional(theme::BODY);
            let ink = if column == SourceColumn::Work {
                tokens.ink
            } else {
                tokens.quiet
            };
            let galley = one_line(ui, &words, body, ink, rect.width() - 8.0);
            let left = if column.counts() {
                // Numbers stand under each other, not far from the names of their columns.
                (36.0 - galley.size().x).max(4.0)
            } else {
                4.0
            };
            let cut = galley.elided;
            let size = galley.size();
            let start = widgets::on_row(rect, left) - vec2(0.0, size.y / 2.0);
            ui.painter().galley(start, galley, ink);
            if column == SourceColumn::Work && source.work.is_some() {
                let said = if session.is_merged_by_hand(source) {
                    "merged"
                } else {
                    "put right"
                };
                let small = FontId::proportional(theme::SMALL);
                let said = one_line(ui, said, small, tokens.accent, rect.width() - size.x - 20.0);
                let beside = widgets::on_row(rect, left + size.x + 8.0);
                if rect.width() > size.x + 60.0 {
                    ui.painter().galley(
                        beside - vec2(0.0, said.size().y / 2.0),
                        said,
                        tokens.accent,
                    );
                }
            }
            if !ui.rect_contains_pointer(rect) {
                return;
            }
            match column {
                SourceColumn::Documents if !words.is_empty() => {
                    hover_ui(ui, &documents(session, listing, at));
                }
                _ if cut => hover_ui(ui, &words),
                _ => {}
            }
        });
    }
}

fn documents(session: &Session, listing: &SourceListing, at: usize) -> String {
    let documents = listing.documents(at);
    let title = |id: &crate::project::DocumentId| {
        let document = session.project().documents().get(*id)?;
        Some(document.title.as_str())
    };
    let mut named: Vec<&str> = documents
        .iter()
        .take(MOST_DOCUMENTS)
        .filter_map(title)
        .collect();
    if documents.len() > MOST_DOCUMENTS {
        named.push("…");
    }
    named.join("\n")
}

/// The whole text of a cell that is cut, or what it counts.
fn hover_ui(ui: &mut Ui, words: &str) {
    let response = ui.interact(ui.max_rect(), ui.scope_id().with("whole"), Sense::hover());
    response.on_hover_ui(|ui| {
        ui.set_max_width(480.0);
        ui.label(words);
    });
}

pub(super) fn describe(
    response: &Response,
    listing: &SourceListing,
    at: usize,
    source: &Source,
    chosen: bool,
) {
    response.widget_info(|| {
        let times = count(listing.times(at), "time", "times");
        let documents = count(listing.documents(at).len(), "document", "documents");
        let mut words = format!("{}, cited {times} in {documents}", source.label);
        let passages = listing.passages(at).len();
        if passages > 0 {
            words.push_str(&format!(
                ", {} on it",
                if passages == 1 {
                    "1 passage rests".to_owned()
                } else {
                    format!("{passages} passages rest")
                }
            ));
        }
        WidgetInfo::labeled(Role::Row, true, words)
    });
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_selected(chosen));
}
