//! The table of all codings: filter, sort, choose columns, walk the rows, go to the passage.

mod cells;
mod columns;
mod filter;

use super::Ask;
use super::fields::Drafts;
use super::picker::CodePicker;
use super::rests::SourceWords;
use super::widgets::{self, count, paint_focus};
use crate::app::{CodingField, Command, Listing, Session};
use crate::project::{CodingId, Stance};
use crate::ui::stance_keys::{self, Asked};
use crate::ui::theme::Tokens;
use cells::{cells_ui, describe};
use columns::{columns_ui, sort_ui, width};
use eframe::egui::{self, EventFilter, Id, Key, Role, Sense, Ui, WidgetInfo};
use egui_extras::TableBuilder;
use filter::Bound;
use std::collections::HashSet;

/// The table of all codings.
#[derive(Debug, Default)]
pub struct PassagesTable {
    picker: CodePicker,
    drafts: Drafts<Bound>,
    sources: SourceWords,
    /// The selected codings, as the view lists them and to look up.
    chosen: (Vec<CodingId>, HashSet<CodingId>),
    /// The row that Shift selects from.
    anchor: Option<CodingId>,
    /// The row that keys walk from.
    head: Option<CodingId>,
    /// Brings the row of `head` into sight when next drawn.
    follow: bool,
}

/// Height of the line under the table.
const FOOTER: f32 = 40.0;

impl PassagesTable {
    /// Shows filter, table and footer in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        self.filter_ui(ui, session, out);
        ui.add_space(4.0);
        let listing = session.listing();
        let height = (ui.available_height() - FOOTER).max(64.0);
        // Many columns need more room than there is; then the table moves sideways under its own bar.
        let area = egui::ScrollArea::horizontal()
            .id_salt("passages sideways")
            .max_height(height);
        area.auto_shrink([false, false]).show(ui, |ui| {
            ui.set_height(height);
            match &listing {
                Some(listing) => self.table_ui(ui, session, listing, out),
                None if session.listing_failed() => {
                    widgets::teach_ui(ui, "The passages could not be listed.");
                }
                None => {
                    // It is made ahead of the next frame, or in the background.
                    widgets::teach_ui(ui, "The passages are being listed.");
                    ui.ctx().request_repaint();
                }
            }
        });
        footer_ui(ui, session, listing.as_ref(), out)
    }

    fn table_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        listing: &Listing<'_>,
        out: &mut Vec<Command>,
    ) {
        let rows = listing.rows;
        if rows.is_empty() {
            let words = if session.project().codings().is_empty() {
                "No passages are coded yet. Select words in the reader and press Enter, a number key, or click a code."
            } else {
                "No passage fits the filter."
            };
            widgets::teach_ui(ui, words);
            return;
        }
        let list = ui.interact(
            ui.max_rect(),
            Id::unique("passages table"),
            Sense::FOCUSABLE,
        );
        list.widget_info(|| {
            WidgetInfo::labeled(Role::Table, true, format!("Passages, {}", footer(listing)))
        });
        if list.has_focus() {
            paint_focus(ui, ui.max_rect());
            self.keys(ui, session, rows, list.id, out);
        }
        let columns = session.columns().to_vec();
        let project = session.project();
        if self.chosen.0 != session.view().codings {
            let codings = session.view().codings.clone();
            self.chosen = (codings.clone(), codings.into_iter().collect());
        }
        let chosen = std::mem::take(&mut self.chosen);
        ui.visuals_mut().selection.bg_fill = Tokens::of(ui).selected_row;
        let mut builder = TableBuilder::new(ui)
            .id_salt(
                columns
                    .iter()
                    .map(|column| column.name(project))
                    .collect::<Vec<_>>(),
            )
            .striped(false)
            .sense(Sense::CLICK)
            .animate_scrolling(false)
            .auto_shrink([false, false])
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center));
        for column in &columns {
            builder = builder.column(width(*column));
        }
        if std::mem::take(&mut self.follow)
            && let Some(at) = self
                .head
                .and_then(|head| rows.iter().position(|row| *row == head))
        {
            builder = builder.scroll_to_row(at, None);
        }
        let table = builder.header(28.0, |mut header| {
            for column in &columns {
                header.col(|ui| sort_ui(ui, project, *column, session.table().sort, out));
            }
        });
        table.body(|body| {
            body.rows(40.0, rows.len(), |mut row| {
                let Some(coding) = rows
                    .get(row.index())
                    .and_then(|id| project.codings().get(*id))
                else {
                    return;
                };
                row.set_selected(chosen.1.contains(&coding.id));
                cells_ui(&mut row, session, coding, &columns, &mut self.sources);
                let response = row.response();
                describe(&response, session, coding, chosen.1.contains(&coding.id));
                if response.clicked() {
                    response
                        .ctx
                        .memory_mut(|memory| memory.request_focus(list.id));
                    self.click(&response.ctx, session, rows, coding.id, out);
                }
            });
        });
        self.chosen = chosen;
    }

    /// A click goes to the passage; with Ctrl or Shift it selects more for the inspector.
    fn click(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        rows: &[CodingId],
        id: CodingId,
        out: &mut Vec<Command>,
    ) {
        let modifiers = ctx.input(|input| input.modifiers);
        self.head = Some(id);
        if modifiers.shift {
            out.push(Command::SelectCodings(between(
                rows,
                self.anchor.unwrap_or(id),
                id,
            )));
            return;
        }
        self.anchor = Some(id);
        if modifiers.command {
            let mut codings = session.view().codings.clone();
            let before = codings.len();
            codings.retain(|other| *other != id);
            if codings.len() == before {
                codings.push(id);
            }
            out.push(Command::SelectCodings(codings));
        } else {
            out.push(Command::GoToCoding(id));
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        session: &Session,
        rows: &[CodingId],
        id: Id,
        out: &mut Vec<Command>,
    ) {
        let arrows = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let head = self.head.or(session.view().codings.last().copied());
        let at = head.and_then(|head| rows.iter().position(|row| *row == head));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let (shift, command) = ui.input(|input| (input.modifiers.shift, input.modifiers.command));
        let next = widgets::next_row(ui, at, rows.len());
        if let Some(row) = next.and_then(|at| rows.get(at)) {
            self.head = Some(*row);
            self.follow = true;
            if shift {
                out.push(Command::SelectCodings(between(
                    rows,
                    self.anchor.or(head).unwrap_or(*row),
                    *row,
                )));
            } else {
                self.anchor = Some(*row);
                out.push(Command::SelectCodings(vec![*row]));
            }
        }
        if command && pressed(Key::A) {
            out.push(Command::SelectCodings(rows.to_vec()));
        }
        if let Some(head) = head.filter(|_| pressed(Key::Enter)) {
            out.push(Command::GoToCoding(head));
        }
        if session.read_only().is_none() && !session.view().codings.is_empty() {
            edit_keys(ui, session, out);
        }
    }
}

fn footer_ui(
    ui: &mut Ui,
    session: &Session,
    listing: Option<&Listing<'_>>,
    out: &mut Vec<Command>,
) -> Option<Ask> {
    let mut ask = None;
    ui.horizontal(|ui| {
        let words = listing.map_or_else(String::new, footer);
        ui.label(egui::RichText::new(words).color(Tokens::of(ui).quiet));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let any = listing.is_some_and(|listing| !listing.rows.is_empty());
            if ui
                .add_enabled(any, egui::Button::new("Export…"))
                .on_hover_text("Writes the passages that the filter lets through, or another table")
                .clicked()
            {
                ask = Some(Ask::Export);
            }
            columns_ui(ui, session, out);
        });
    });
    ask
}

/// The keys of the reader that change the selected codings, for the table, too.
fn edit_keys(ui: &Ui, session: &Session, out: &mut Vec<Command>) {
    let asked: Vec<Asked> = ui.input(|input| {
        let events = input.events.as_slice();
        (0..events.len())
            .filter_map(|at| stance_keys::asked(events, at))
            .collect()
    });
    for asked in asked {
        let field = match (asked.on_rival, session.current_rival()) {
            (false, _) => CodingField::Stance(asked.stance),
            (true, Some(rival)) => CodingField::Rival(rival.id, asked.stance),
            // Asked all the same, so that the app says why not.
            (true, None) => {
                out.push(asked.command());
                continue;
            }
        };
        out.push(Command::EditCodings(
            session.view().codings.clone(),
            vec![field],
        ));
    }
    if ui.input(|input| input.key_pressed(Key::Delete) && !input.modifiers.command) {
        out.push(Command::DeleteCodings);
    }
}

/// The rows from one to another, whichever comes first; the other is the last.
fn between(rows: &[CodingId], from: CodingId, to: CodingId) -> Vec<CodingId> {
    let place = |id| rows.iter().position(|row| *row == id);
    let (Some(a), Some(b)) = (place(from), place(to)) else {
        return vec![to];
    };
    let mut chosen: Vec<CodingId> = rows.get(a.min(b)..=a.max(b)).unwrap_or_default().to_vec();
    if b < a {
        chosen.reverse();
    }
    chosen
}

/// "37 of 212 passages · 20 supports · 10 against".
fn footer(listing: &Listing<'_>) -> String {
    let (shown, all) = (listing.rows.len(), listing.all);
    let mut parts = vec![if shown == all {
        count(all, "passage", "passages")
    } else {
        format!("{shown} of {}", count(all, "passage", "passages"))
    }];
    for (stance, number) in Stance::ALL
        .iter()
        .zip(listing.stances)
        .filter(|(_, number)| *number > 0)
    {
        parts.push(format!("{number} {}", stance.word()));
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_selects_the_rows_between_with_the_clicked_one_last() {
        let rows: Vec<CodingId> = ["a", "b", "c", "d"].map(CodingId::named).to_vec();
        assert_eq!(between(&rows, rows[1], rows[3]), rows[1..].to_vec());
        assert_eq!(
            between(&rows, rows[2], rows[0]),
            [rows[2], rows[1], rows[0]]
        );
        assert_eq!(between(&rows, CodingId::named("gone"), rows[0]), [rows[0]]);
    }
}
