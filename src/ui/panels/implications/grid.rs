//! The sheet in its scroll area: a header and a column of codes that stay, and the cells that are in sight.

use super::ImplicationsTable;
use super::cells;
use super::sheet::{Line, Sheet};
use super::words;
use crate::app::{Command, Session};
use crate::ui::panels::widgets::{self, count, paint_focus};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, FontId, Id, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

/// Height of the header, in points.
const HEADER: f32 = 44.0;

/// Where header, codes and cells stand in the window.
struct Frame {
    /// All that is in sight.
    all: Rect,
    codes: f32,
    column: f32,
    /// How far the sheet is scrolled.
    offset: Vec2,
}

impl Frame {
    fn body(&self) -> Rect {
        Rect::from_min_max(self.all.min + vec2(self.codes, HEADER), self.all.max)
    }

    fn codes(&self) -> Rect {
        let min = self.all.min + vec2(0.0, HEADER);
        Rect::from_min_max(min, pos2(self.all.left() + self.codes, self.all.bottom()))
    }

    fn header(&self) -> Rect {
        let min = self.all.min + vec2(self.codes, 0.0);
        Rect::from_min_max(min, pos2(self.all.right(), self.all.top() + HEADER))
    }

    fn top_of(&self, line: &Line) -> f32 {
        self.all.top() + HEADER + line.top - self.offset.y
    }

    fn left_of(&self, column: usize) -> f32 {
        self.all.left() + self.codes + column as f32 * self.column - self.offset.x
    }
}

impl ImplicationsTable {
    pub(super) fn grid_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        sheet: &Sheet,
        out: &mut Vec<Command>,
    ) {
        let room = ui.available_size();
        let codes = (room.x * 0.3).clamp(168.0, 320.0);
        let many = sheet.columns.len().max(1) as f32;
        let column = ((room.x - codes - 12.0) / many).clamp(164.0, 420.0);
        let size = vec2(codes + column * many, HEADER + sheet.height() + 4.0);
        let selected = session
            .implications()
            .cell()
            .and_then(|cell| sheet.place_of(cell));
        let mut area = ScrollArea::both()
            .id_salt("implications")
            .animated(false)
            .auto_shrink(false);
        if std::mem::take(&mut self.follow)
            && let Some((line, at)) = selected
            && let (Some(line), Some(sight)) = (sheet.lines.get(line), self.sight)
        {
            let x = at as f32 * column;
            let seen = vec2(sight.width() - codes, sight.height() - HEADER);
            area = area.scroll_offset(vec2(
                into_sight(sight.left(), seen.x, x, x + column),
                into_sight(sight.top(), seen.y, line.top, line.top + line.height),
            ));
        }
        area.show_viewport(ui, |ui, sight| {
            self.sight = Some(sight);
            ui.set_min_size(size);
            let all =
                Rect::from_min_size(ui.clip_rect().min, sight.size()).intersect(ui.clip_rect());
            let frame = Frame {
                all,
                codes,
                column,
                offset: sight.min.to_vec2(),
            };
            let table = ui.interact(all, Self::focus_id(), Sense::FOCUSABLE);
            describe_table(&table, session, sheet);
            self.cells_ui(ui, session, sheet, &frame, selected, &table, out);
            codes_ui(ui, session, sheet, &frame, selected, out);
            header_ui(ui, session, sheet, &frame, selected);
            if table.has_focus() {
                paint_focus(ui, all);
                self.keys(ui, session, sheet, selected, out);
            }
        });
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "cells need all of what they are drawn from"
    )]
    fn cells_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        sheet: &Sheet,
        frame: &Frame,
        selected: Option<(usize, usize)>,
        table: &egui::Response,
        out: &mut Vec<Command>,
    ) {
        let body = frame.body();
        let mut ui = part_ui(ui, body, "cells");
        let first = (frame.offset.x / frame.column).max(0.0) as usize;
        let behind = ((frame.offset.x + body.width()) / frame.column).ceil() as usize;
        let columns = first..behind.min(sheet.columns.len());
        for at in sheet.lines_between(frame.offset.y, frame.offset.y + body.height()) {
            let line = &sheet.lines[at];
            for column in columns.clone() {
                let Some(cell) = sheet.cell_at(at, column) else {
                    continue;
                };
                let min = pos2(frame.left_of(column), frame.top_of(line));
                let rect = Rect::from_min_size(min, vec2(frame.column, line.height));
                let look = self
                    .looks
                    .entry((line.code, column))
                    .or_insert_with(|| cells::Look::of(session, line, &cell.subject));
                let chosen = selected == Some((at, column));
                let response = cells::cell_ui(&mut ui, rect, &cell, look, chosen, sheet.most);
                if chosen {
                    point_at(table, &response);
                }
                let clicked = response.clicked();
                response.on_hover_ui(|ui| cells::hover_ui(ui, session, &cell, look));
                if clicked {
                    ui.memory_mut(|memory| memory.request_focus(table.id));
                    self.wanted = Some(super::Part::Nothing);
                    out.push(Command::SelectCell(Some(cell)));
                }
            }
        }
    }
}

/// Tells those who listen which cell of the table they are on.
fn point_at(table: &egui::Response, cell: &egui::Response) {
    if table.has_focus() {
        let id = cell.id.accesskit_id();
        table
            .ctx
            .accesskit_node_builder(table.id, |node| node.set_active_descendant(id));
    }
}

fn describe_table(table: &egui::Response, session: &Session, sheet: &Sheet) {
    table.widget_info(|| {
        let name = format!(
            "Implications by {}, {}, {}",
            session.implications().by().name(session.project()),
            count(sheet.lines.len(), "row", "rows"),
            count(sheet.columns.len(), "column", "columns"),
        );
        WidgetInfo::labeled(Role::Table, true, name)
    });
}

/// Where a view of length `seen` that starts at `at` must start to hold what lies from `low` to `high`.
fn into_sight(at: f32, seen: f32, low: f32, high: f32) -> f32 {
    if low < at {
        low
    } else if high > at + seen {
        (high - seen).min(low).max(0.0)
    } else {
        at
    }
}

/// A part of the sheet that hides what would reach over its edge.
fn part_ui(ui: &mut Ui, rect: Rect, name: &'static str) -> Ui {
    let mut part = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
    part.set_clip_rect(rect.intersect(ui.clip_rect()));
    part
}

fn codes_ui(
    ui: &mut Ui,
    session: &Session,
    sheet: &Sheet,
    frame: &Frame,
    selected: Option<(usize, usize)>,
    out: &mut Vec<Command>,
) {
    let part = frame.codes();
    let mut ui = part_ui(ui, part, "codes");
    let tokens = Tokens::of(&ui);
    ui.painter().rect_filled(part, 0.0, tokens.page);
    for at in sheet.lines_between(frame.offset.y, frame.offset.y + part.height()) {
        let line = &sheet.lines[at];
        let min = pos2(part.left(), frame.top_of(line));
        let rect = Rect::from_min_size(min, vec2(part.width(), line.height));
        let here = selected.is_some_and(|(row, _)| row == at);
        let amended = sheet.amended.get(&line.code).map(String::as_str);
        code_ui(&mut ui, session, line, amended, rect, here, out);
    }
    let stroke = Stroke::new(1.0, tokens.line);
    ui.painter()
        .vline(part.right() - 0.5, part.y_range(), stroke);
}

fn code_ui(
    ui: &mut Ui,
    session: &Session,
    line: &Line,
    amended: Option<&str>,
    rect: Rect,
    here: bool,
    out: &mut Vec<Command>,
) {
    let Some(code) = session.project().codes().get(line.code) else {
        return;
    };
    let tokens = Tokens::of(ui);
    let response = ui.interact(rect, Id::unique(("implication", line.code)), Sense::CLICK);
    response.widget_info(|| {
        let mut label = widgets::code_label(session.project(), line.code);
        if amended.is_some() {
            label.push_str(", amended");
        }
        WidgetInfo::labeled(Role::RowHeader, true, label)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_level(line.depth + 1);
        if line.has_parts {
            node.set_expanded(line.open);
        }
    });
    if here || response.hovered() {
        let fill = if here {
            tokens.selected_row
        } else {
            tokens.hover
        };
        ui.painter().rect_filled(rect, 0.0, fill);
    }
    let x = 12.0 + 12.0 * line.depth.min(8) as f32;
    let middle = rect.top() + 14.0;
    if line.has_parts {
        let at = pos2(rect.left() + x, middle);
        widgets::paint_triangle(ui, at, line.open, tokens.quiet);
    }
    widgets::paint_swatch(ui, pos2(rect.left() + x + 14.0, middle), code.colour);
    let left = rect.left() + x + 26.0;
    let mut room = rect.right() - left - 8.0;
    let key = widgets::one_line(ui, code.label(), theme::strong_font(), tokens.ink, room);
    ui.painter()
        .galley(pos2(left, middle - 9.0), key, tokens.ink);
    let small = FontId::proportional(theme::SMALL);
    if amended.is_some() {
        let at = pos2(rect.right() - 8.0, middle + 17.0);
        let sign = widgets::paint_text(
            ui,
            at,
            Align2::RIGHT_CENTER,
            "amended",
            small.clone(),
            tokens.quiet,
        );
        room -= sign.width() + 8.0;
    }
    if !code.key.is_empty() {
        let rows = if line.tall { 3 } else { 1 };
        let name = widgets::some_lines(ui, &code.name, &small, tokens.quiet, room, rows);
        ui.painter()
            .galley(pos2(left, middle + 10.0), name, tokens.quiet);
    }
    let stroke = Stroke::new(1.0, tokens.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, stroke);
    if response.clicked() && line.has_parts {
        out.push(Command::FoldImplication(line.code, line.open));
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(360.0);
        widgets::heading_ui(ui, &widgets::code_label(session.project(), line.code));
        words::expects_ui(ui, session, line.code);
        if let Some(amended) = amended {
            widgets::field_name_ui(ui, amended);
        }
        if line.has_parts {
            let does = if line.open {
                "Click to fold its parts into it, so that their passages count with it"
            } else {
                "Click to give its parts rows of their own"
            };
            widgets::field_name_ui(ui, does);
        }
    });
}

fn header_ui(
    ui: &mut Ui,
    session: &Session,
    sheet: &Sheet,
    frame: &Frame,
    selected: Option<(usize, usize)>,
) {
    let part = frame.header();
    let corner = Rect::from_min_max(frame.all.min, part.left_bottom());
    let tokens = Tokens::of(ui);
    ui.painter()
        .rect_filled(corner.union(part), 0.0, tokens.page);
    {
        let ui = part_ui(ui, part, "header");
        for (at, subject) in sheet.columns.iter().enumerate() {
            let min = pos2(frame.left_of(at), part.top());
            let rect = Rect::from_min_size(min, vec2(frame.column, part.height()));
            if !rect.intersects(part) {
                continue;
            }
            let here = selected.is_some_and(|(_, column)| column == at);
            if here {
                ui.painter().rect_filled(rect, 0.0, tokens.selected_row);
            }
            let name = subject.name(session.project());
            let response = ui.interact(
                rect,
                Id::unique(("implications of", subject)),
                Sense::hover(),
            );
            response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name.as_str()));
            let room = frame.column - 16.0;
            let galley =
                widgets::some_lines(&ui, &name, &theme::strong_font(), tokens.ink, room, 2);
            let at = pos2(rect.left() + 8.0, rect.bottom() - galley.size().y - 4.0);
            if galley.elided || galley.text() != name {
                response.on_hover_text(&name);
            }
            ui.painter().galley(at, galley, tokens.ink);
        }
    }
    let stroke = Stroke::new(1.0, tokens.quiet);
    ui.painter()
        .hline(frame.all.x_range(), part.bottom() - 0.5, stroke);
}
