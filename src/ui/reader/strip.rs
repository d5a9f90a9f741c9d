//! The strip beside the scroll bar, where the whole document is seen at once: codings in their colours, hits, what is in
//! sight. And the scroll bar.

use super::Reader;
use super::layout::Layout;
use super::marks::Mark;
use super::scroll::Scroll;
use super::sight::Sight;
use crate::app::Session;
use crate::project::{Colour, Span};
use eframe::egui::{Color32, Mesh, Rect, Role, Sense, Shape, Ui, WidgetInfo, pos2};

/// The strip as it was worked out last. A row of pixels for a stretch of the document, so that ten thousand codings cost no
/// more to draw than ten.
#[derive(Debug, Default)]
pub(super) struct StripPicture {
    made_for: Option<(u32, u64)>,
    /// Runs of rows, a column and what is there: from, to, column, colour.
    codings: Vec<(u16, u16, u8, Colour)>,
    /// Rows that have a hit.
    hits: Vec<u16>,
}

/// Columns of codings in the strip.
const COLUMNS: usize = 2;
/// Points of the strip for one row of it.
const STEP: f32 = 2.0;

impl StripPicture {
    /// Codings or hits are others.
    pub(super) fn forget(&mut self) {
        self.made_for = None;
    }

    fn fit(&mut self, height: f32, layout: &Layout, marks: &[Mark], hits: &[(usize, Span)]) {
        let rows = (height / STEP) as u32;
        if self.made_for == Some((rows, layout.version())) || rows == 0 {
            return;
        }
        self.made_for = Some((rows, layout.version()));
        // Where each row of the strip starts in the text, so that the codings need only be walked along.
        let whole = layout.total();
        let starts: Vec<usize> = (0..=rows)
            .map(|row| {
                let y = whole * f64::from(row) / f64::from(rows);
                let block = layout.block_at(y);
                let span = layout.blocks().span(block);
                let height = f64::from(layout.height(block)).max(1.0);
                let share = ((y - layout.top(block)) / height).clamp(0.0, 1.0);
                span.start + (span.len() as f64 * share) as usize
            })
            .collect();
        self.codings = runs_of(marks, &starts);
        let row_of = |offset: usize| starts.partition_point(|start| *start <= offset).max(1) - 1;
        self.hits = hits
            .iter()
            .map(|(_, span)| row_of(span.start) as u16)
            .collect();
        self.hits.dedup();
    }
}

/// For each row and column of the strip the colour of the last coding there, as runs of equal colour.
fn runs_of(marks: &[Mark], starts: &[usize]) -> Vec<(u16, u16, u8, Colour)> {
    let rows = starts.len() - 1;
    let mut cells: Vec<[Option<Colour>; COLUMNS]> = vec![[None; COLUMNS]; rows];
    let mut first = 0;
    for mark in marks {
        // They come in the order of the text, so that the rows are walked along once.
        while first + 1 < rows && starts[first + 1] <= mark.extent.start {
            first += 1;
        }
        let end = starts[first..rows]
            .iter()
            .take_while(|start| **start < mark.extent.end)
            .count()
            .max(1);
        for cell in &mut cells[first..first + end] {
            cell[mark.lane % COLUMNS] = Some(mark.colour);
        }
    }
    let mut runs = Vec::new();
    for column in 0..COLUMNS {
        let colour_at = |row: usize| cells.get(row).and_then(|cell| cell[column]);
        let mut row = 0;
        while row < rows {
            let Some(colour) = colour_at(row) else {
                row += 1;
                continue;
            };
            let end = (row..rows)
                .find(|next| colour_at(*next) != Some(colour))
                .unwrap_or(rows);
            runs.push((row as u16, end as u16, column as u8, colour));
            row = end;
        }
    }
    runs
}

impl Reader {
    /// Draws the strip and the scroll bar, and goes where they are pressed.
    pub(super) fn show_strip(&mut self, ui: &mut Ui, session: &Session, sight: &Sight) {
        let Some(shown) = &mut self.shown else { return };
        let Some(layout) = shown.layout() else { return };
        let (strip, bar) = (sight.columns.strip, sight.columns.bar);
        let whole = Scroll::whole(layout);
        let position = shown.scroll.position(layout);
        let view = f64::from(bar.height());
        let current = session.finder().current();
        let here = shown
            .hits
            .iter()
            .find(|(at, _)| Some(*at) == current)
            .map(|(_, span)| span.start);
        let here = here.map(|offset| {
            let block = layout.blocks().at(offset);
            let inside = (offset - layout.blocks().span(block).start) as f64
                / layout.blocks().span(block).len().max(1) as f64;
            (layout.top(block) + inside * f64::from(layout.height(block))) / layout.total().max(1.0)
        });
        let mut picture = std::mem::take(&mut shown.strip);
        if let Some(layout) = shown.layout() {
            picture.fit(strip.height(), layout, shown.marks.list(), &shown.hits);
        }
        picture.draw(ui, sight, strip, here);
        shown.strip = picture;
        let thumb = thumb_of(bar, position, view, whole);
        let on_strip = Rect::from_min_max(
            pos2(strip.left(), thumb.top()),
            pos2(strip.right(), thumb.bottom()),
        );
        let line = eframe::egui::Stroke::new(1.0, sight.tokens.quiet);
        ui.painter()
            .rect_stroke(on_strip, 2.0, line, eframe::egui::StrokeKind::Inside);
        if let Some(target) =
            bar_ui(ui, sight, bar, thumb, whole - view).or_else(|| strip_ui(ui, strip, view, whole))
        {
            shown.with_layout(ui, &mut self.widths, |scroll, layout, ruler| {
                scroll.go_to(target, layout, ruler)
            });
            ui.ctx().request_repaint();
        }
    }
}

impl StripPicture {
    fn draw(&self, ui: &Ui, sight: &Sight, strip: Rect, here: Option<f64>) {
        let tokens = sight.tokens;
        let mut mesh = Mesh::default();
        let width = (strip.width() - 4.0) / COLUMNS as f32;
        for (from, to, column, colour) in &self.codings {
            let left = strip.left() + 1.0 + f32::from(*column) * (width + 1.0);
            let top = strip.top() + f32::from(*from) * STEP;
            let bottom = strip.top() + f32::from(*to) * STEP;
            mesh.add_colored_rect(
                Rect::from_min_max(pos2(left, top), pos2(left + width, bottom)),
                tokens.code(*colour),
            );
        }
        let mut mark = |top: f32, height: f32, colour: Color32| {
            let rect =
                Rect::from_min_max(pos2(strip.left(), top), pos2(strip.right(), top + height));
            mesh.add_colored_rect(rect, colour);
        };
        for row in &self.hits {
            mark(strip.top() + f32::from(*row) * STEP, STEP, tokens.warning);
        }
        if let Some(share) = here {
            let top = strip.top() + share as f32 * strip.height();
            mark(top - 1.0, 4.0, tokens.ink);
        }
        ui.painter().rect_filled(strip, 0.0, tokens.panel);
        ui.painter().add(Shape::mesh(mesh));
    }
}

/// The thumb of the scroll bar. It never becomes too small to take hold of.
fn thumb_of(bar: Rect, position: f64, view: f64, whole: f64) -> Rect {
    const LEAST: f32 = 28.0;
    let share = (view / whole.max(1.0)).min(1.0) as f32;
    let height = (bar.height() * share).max(LEAST).min(bar.height());
    let way = (position / (whole - view).max(1.0)).clamp(0.0, 1.0) as f32;
    let top = bar.top() + (bar.height() - height) * way;
    Rect::from_min_max(
        pos2(bar.left() + 2.0, top),
        pos2(bar.right() - 2.0, top + height),
    )
}

/// The position that the scroll bar is pulled to.
fn bar_ui(ui: &Ui, sight: &Sight, bar: Rect, thumb: Rect, most: f64) -> Option<f64> {
    let id = Reader::focus_id().with("scroll bar");
    let response = ui.interact(bar, id, Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Scroll"));
    let tokens = sight.tokens;
    let colour = if response.hovered() || response.dragged() {
        tokens.quiet
    } else {
        tokens.line
    };
    ui.painter().rect_filled(bar, 0.0, tokens.panel);
    ui.painter().rect_filled(thumb, 4.0, colour);
    let held = id.with("held");
    let point = response.interact_pointer_pos()?;
    if !response.is_pointer_button_down_on() {
        return None;
    }
    // Where in the thumb it was taken hold of; a press beside it takes hold of its middle.
    let pressed = ui.input(|input| input.pointer.any_pressed());
    let grip = if pressed {
        let grip = if thumb.contains(point) {
            point.y - thumb.top()
        } else {
            thumb.height() / 2.0
        };
        ui.data_mut(|data| data.insert_temp(held, grip));
        grip
    } else {
        ui.data(|data| data.get_temp(held))
            .unwrap_or(thumb.height() / 2.0)
    };
    let way = (point.y - grip - bar.top()) / (bar.height() - thumb.height()).max(1.0);
    Some(f64::from(way.clamp(0.0, 1.0)) * most.max(0.0))
}

/// The position that is pointed at in the strip.
fn strip_ui(ui: &Ui, strip: Rect, view: f64, whole: f64) -> Option<f64> {
    let id = Reader::focus_id().with("strip");
    let response = ui.interact(strip, id, Sense::CLICK | Sense::DRAG);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::ScrollBar, true, "Codings and hits in the document")
    });
    let point = response
        .interact_pointer_pos()
        .filter(|_| response.is_pointer_button_down_on())?;
    let share = f64::from(((point.y - strip.top()) / strip.height()).clamp(0.0, 1.0));
    Some((share * whole - view / 2.0).clamp(0.0, (whole - view).max(0.0)))
}
