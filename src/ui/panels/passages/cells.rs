//! A row of the table: what its cells show, and what it says.

use crate::analysis::passages::cell;
use crate::app::Session;
use crate::project::{Coding, Column, Stance};
use crate::ui::panels::rests::SourceWords;
use crate::ui::panels::widgets::{self, one_line, paint_swatch, some_lines};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{FontId, Response, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::TableRow;

pub(super) fn cells_ui(
    row: &mut TableRow<'_, '_>,
    session: &Session,
    coding: &Coding,
    columns: &[Column],
    sources: &mut SourceWords,
) {
    let project = session.project();
    let text = session.text(coding.document).map(AsRef::as_ref);
    for column in columns {
        row.col(|ui| {
            let tokens = Tokens::of(ui);
            let rect = ui.max_rect();
            let shown = match column {
                Column::Sources => sources.of(session, coding).to_string(),
                column => cell(project, text, coding, *column),
            };
            let body = FontId::proportional(theme::BODY);
            let mut left = 4.0;
            let mut ink = tokens.ink;
            let mut words = shown.clone();
            match column {
                Column::Code | Column::Key => {
                    if let Some(code) = project.codes().get(coding.code) {
                        paint_swatch(ui, widgets::on_row(rect, 9.0), code.colour);
                        left = 20.0;
                        // A code without a key shows by its name, so that no cell is blank.
                        if *column == Column::Key {
                            code.label().clone_into(&mut words);
                        }
                    }
                }
                Column::Stance | Column::Rival(_) => {
                    let stance = match column {
                        Column::Rival(rival) => coding.on_rival(*rival),
                        _ => coding.stance,
                    };
                    if stance != Stance::Unset {
                        ink = tokens.stance(stance);
                        words = widgets::stance_text(stance);
                    }
                }
                _ => {}
            }
            let room = rect.width() - left - 4.0;
            let long = matches!(
                column,
                Column::Quotation
                    | Column::Memo
                    | Column::Document
                    | Column::Code
                    | Column::Sources
            );
            let galley = if long {
                let font = if *column == Column::Quotation {
                    FontId::new(theme::BODY, theme::serif())
                } else {
                    body
                };
                some_lines(ui, &words, &font, ink, room, 2)
            } else {
                one_line(ui, &words, body, ink, room)
            };
            let cut = galley.elided || galley.text() != words;
            ui.painter().galley(
                widgets::on_row(rect, left) - vec2(0.0, galley.size().y / 2.0),
                galley,
                ink,
            );
            if cut && ui.rect_contains_pointer(rect) {
                hover_ui(ui, &words);
            }
        });
    }
}

/// The whole text of a cell that is cut.
fn hover_ui(ui: &mut Ui, words: &str) {
    let response = ui.interact(ui.max_rect(), ui.scope_id().with("whole"), Sense::hover());
    response.on_hover_ui(|ui| {
        ui.set_max_width(480.0);
        ui.label(widgets::first_words(words, 1200));
    });
}

pub(super) fn describe(response: &Response, session: &Session, coding: &Coding, chosen: bool) {
    response.widget_info(|| {
        let document = session
            .project()
            .documents()
            .get(coding.document)
            .map_or("", |document| document.title.as_str());
        let code = session
            .project()
            .codes()
            .get(coding.code)
            .map_or("", crate::project::Code::label);
        let words = widgets::first_words(&coding.quotation, 120);
        WidgetInfo::labeled(
            Role::Row,
            true,
            format!("{code}, {}, “{words}”, {document}", coding.stance),
        )
    });
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_selected(chosen));
}
