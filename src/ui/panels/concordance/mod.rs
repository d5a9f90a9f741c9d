//! The hits of a search as a concordance: each in the middle of its line, to sort, filter, count, tick and code.

mod bars;
mod head;
mod lines;

use super::Ask;
use super::picker::{CodePicker, Picked, Purpose};
use super::widgets::{self, count};
use crate::analysis::concordance::{Column, Order, Uncoded};
use crate::app::{Command, HitsView, Lines, Session};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, EventFilter, Id, Key, RichText, Role, Sense, Ui, WidgetInfo};
use egui_extras::TableBuilder;
pub(super) use head::extent_ui;

/// The concordance.
#[derive(Debug, Default)]
pub struct ConcordanceTable {
    picker: CodePicker,
    /// Whether the counts are folded away.
    folded: bool,
    /// Brings the line that one stands on into sight when next drawn.
    follow: bool,
}

/// Height of a line, in points.
const LINE: f32 = 26.0;
/// Height of what stands under the table.
const FOOTER: f32 = 32.0;

impl ConcordanceTable {
    /// The widget that takes the keyboard.
    pub fn focus_id() -> Id {
        Id::unique("concordance")
    }

    /// Shows the concordance in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        let finder = session.finder();
        if !finder.is_active() {
            widgets::heading_ui(ui, "Concordance");
            widgets::teach_ui(
                ui,
                "Search the corpus (Ctrl+F): each hit stands here in the middle of its line, to be sorted by the words before and after it, counted, ticked and coded.",
            );
            return None;
        }
        if let Some(error) = finder.error() {
            let form = super::query_error_ui(ui, finder.query(), error);
            out.extend(form.map(Command::SetQuery));
            return None;
        }
        let lines = session.concordance().lines();
        let ask = self.head_ui(ui, session, lines, out);
        let Some(lines) = lines else {
            // They are sorted in the background, mostly within a frame or two.
            widgets::teach_ui(ui, "The hits are being sorted.");
            return ask;
        };
        if !self.folded {
            bars::show(ui, session, lines, out);
        }
        ui.add_space(4.0);
        let height = (ui.available_height() - FOOTER).max(64.0);
        let area = egui::ScrollArea::horizontal()
            .id_salt("concordance sideways")
            .max_height(height);
        area.auto_shrink([false, false]).show(ui, |ui| {
            ui.set_height(height);
            self.table_ui(ui, session, lines, out);
        });
        footer_ui(ui, session, lines);
        ask
    }

    fn table_ui(&mut self, ui: &mut Ui, session: &Session, lines: &Lines, out: &mut Vec<Command>) {
        if lines.rows.is_empty() {
            widgets::teach_ui(ui, nothing_shown(session));
            return;
        }
        let list = ui.interact(ui.max_rect(), Self::focus_id(), Sense::FOCUSABLE);
        list.widget_info(|| {
            let shown = count(lines.rows.len(), "hit", "hits");
            WidgetInfo::labeled(Role::Table, true, format!("Concordance, {shown}"))
        });
        if list.has_focus() {
            widgets::paint_focus(ui, ui.max_rect());
            self.keys(ui, session, lines, list.id, out);
        }
        let order = session.concordance().view().order;
        ui.visuals_mut().selection.bg_fill = Tokens::of(ui).selected_row;
        let room = ui.available_width();
        let columns = lines::columns(session);
        let mut builder = TableBuilder::new(ui)
            // In a room of another width the columns are laid out anew: the hit stays in its middle.
            .id_salt(("concordance", columns.len(), room.round() as i32))
            .striped(false)
            .sense(Sense::CLICK)
            .animate_scrolling(false)
            .auto_shrink([false, false])
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center));
        builder = builder.column(egui_extras::Column::exact(LINE));
        for width in lines::widths(&columns, room) {
            let column = egui_extras::Column::initial(width)
                .at_least(40.0)
                .clip(true)
                .resizable(true);
            builder = builder.column(column);
        }
        let current = session.finder().current();
        if std::mem::take(&mut self.follow)
            && let Some(at) = current.and_then(|hit| lines.rows.iter().position(|row| *row == hit))
        {
            builder = builder.scroll_to_row(at, None);
        }
        let table = builder.header(28.0, |mut header| {
            header.col(|_| {});
            for column in &columns {
                header.col(|ui| sort_ui(ui, session, *column, order, out));
            }
        });
        table.body(|body| {
            body.rows(LINE, lines.rows.len(), |mut row| {
                let Some(at) = lines.rows.get(row.index()).copied() else {
                    return;
                };
                row.set_selected(current == Some(at));
                lines::line_ui(&mut row, session, lines, at, &columns, out);
                let response = row.response();
                lines::describe(&response, session, lines, at);
                if response.clicked() || response.double_clicked() {
                    let ctx = &response.ctx;
                    ctx.memory_mut(|memory| memory.request_focus(Self::focus_id()));
                    out.push(if response.double_clicked() {
                        Command::GoToHit(at)
                    } else {
                        Command::ChooseHit(at)
                    });
                }
            });
        });
    }

    fn keys(&mut self, ui: &Ui, session: &Session, lines: &Lines, id: Id, out: &mut Vec<Command>) {
        let arrows = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let finder = session.finder();
        let current = finder.current();
        let at = current.and_then(|hit| lines.rows.iter().position(|row| *row == hit));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let command = ui.input(|input| input.modifiers.command);
        let next = widgets::next_row(ui, at, lines.rows.len());
        if let Some(hit) = next.and_then(|at| lines.rows.get(at)) {
            self.follow = true;
            out.push(Command::ChooseHit(*hit));
        }
        if command && pressed(Key::A) {
            let all = lines.rows.iter().all(|hit| finder.is_ticked(*hit));
            out.push(Command::TickAllHits(!all));
        }
        let Some(hit) = current else { return };
        if pressed(Key::Space) {
            out.push(Command::TickHit(hit, !finder.is_ticked(hit)));
        }
        if pressed(Key::Enter) && !command {
            out.push(Command::GoToHit(hit));
        }
        if ui.input(|input| input.events.contains(&egui::Event::Copy)) {
            let ticked = lines.rows.iter().filter(|hit| finder.is_ticked(**hit));
            let mut hits: Vec<usize> = ticked.copied().collect();
            if hits.is_empty() {
                hits.push(hit);
            }
            ui.ctx().copy_text(session.hits_as_text(&hits));
        }
    }
}

fn nothing_shown(session: &Session) -> &'static str {
    let view = session.concordance().view();
    if session.finder().total() == 0 {
        "Nothing found. Try fewer words, or a prefix such as traffick*."
    } else if view.uncoded != Uncoded::All {
        "All hits here are coded. Choose “All hits” to see them."
    } else {
        "No hit is of this document or case. Choose “Show all” to see the others."
    }
}

fn sort_ui(ui: &mut Ui, session: &Session, column: Column, order: Order, out: &mut Vec<Command>) {
    let here = order.column == column;
    let arrow = match (here, order.descending) {
        (true, true) => " ▼",
        (true, false) => " ▲",
        _ => "",
    };
    let name = column.name();
    let text = RichText::new(format!("{name}{arrow}")).font(theme::strong_font());
    let button = egui::Button::new(text).frame(false).truncate();
    let response = if column == Column::Left {
        let right = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(right, |ui| ui.add(button)).inner
    } else {
        ui.add(button)
    };
    let said = match (here, order.descending) {
        (true, true) => ", sorted, greatest first",
        (true, false) => ", sorted",
        _ => "",
    };
    response.widget_info(|| {
        let name = format!("Sort by {}{said}", name.to_lowercase());
        WidgetInfo::labeled(Role::Button, true, name)
    });
    let tip = match column {
        Column::Left => "From the word nearest to the hit backwards",
        Column::Right => "From the first word after the hit",
        Column::Document => "By title, then as the hits were found",
        _ => "",
    };
    if !tip.is_empty() {
        response.clone().on_hover_text(tip);
    }
    if response.clicked() {
        out.push(Command::LookAtHits(HitsView {
            order: Order {
                column,
                descending: here && !order.descending,
            },
            ..*session.concordance().view()
        }));
    }
}

/// "37 of 230 hits · 5 ticked".
fn footer_ui(ui: &mut Ui, session: &Session, lines: &Lines) {
    let finder = session.finder();
    let (shown, total) = (lines.rows.len(), finder.total());
    let mut words = if shown == total {
        count(total, "hit", "hits")
    } else {
        format!("{shown} of {}", count(total, "hit", "hits"))
    };
    if finder.hits().len() < total {
        words.push_str(&format!(" · the first {} are listed", finder.hits().len()));
    }
    match finder.ticked().len() {
        0 => {}
        ticked => words.push_str(&format!(" · {ticked} ticked")),
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let quiet = Tokens::of(ui).quiet;
        ui.label(RichText::new(words).color(quiet));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let keys = "Enter reads · Space ticks · Ctrl+C copies with citation";
            ui.add(egui::Label::new(RichText::new(keys).small().color(quiet)).truncate());
        });
    });
}

impl ConcordanceTable {
    fn picked(&mut self, ui: &Ui, session: &Session, at: egui::Rect) -> Option<(Purpose, Picked)> {
        let purpose = self.picker.purpose()?;
        let picked = self.picker.popup(ui.ctx(), session, at)?;
        Some((purpose, picked))
    }
}
