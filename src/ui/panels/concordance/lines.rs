//! A line of the concordance: what its cells show, and what it says.

use crate::analysis::cite;
use crate::analysis::concordance::{Column, case_of, labels, year_of};
use crate::app::{Command, Lines, Session};
use crate::search::{Context, Hit, context};
use crate::ui::panels::hit_rows::context_text;
use crate::ui::panels::widgets::{self, on_row, one_line, paint_swatch};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, FontId, Galley, Rect, Response, Role, Ui, WidgetInfo, pos2, text::LayoutJob,
    text::TextFormat, vec2,
};
use egui_extras::TableRow;
use std::sync::Arc;

/// Code points of the text on either side of a hit: more than a cell of a wide window shows.
const AROUND: usize = 110;
/// The least room for the words on one side of the hit, in points: they are what the list is read for.
const CONTEXT: f32 = 190.0;

/// The columns that say something: a project without cases has none to show, and one whose documents have no years.
pub(super) fn columns(session: &Session) -> Vec<Column> {
    let project = session.project();
    let has_years = || project.documents().iter().any(|one| one.year.is_some());
    let says_something = |column: &Column| match column {
        Column::Case => !project.cases().is_empty(),
        Column::Year => has_years(),
        _ => true,
    };
    Column::ALL.into_iter().filter(says_something).collect()
}

/// How wide the columns are at first, in points.
pub(super) fn widths(columns: &[Column], room: f32) -> Vec<f32> {
    let fixed = |column: &Column| match column {
        Column::Left | Column::Right => 0.0,
        Column::Hit => 88.0,
        Column::Document => 96.0,
        Column::Place => 64.0,
        Column::Case => 72.0,
        Column::Year => 44.0,
        Column::Codes => 96.0,
    };
    // Between columns is a gap, and the ticks stand ahead of them.
    let gaps = 8.0 * (columns.len() + 1) as f32 + 26.0;
    let beside: f32 = columns.iter().map(fixed).sum::<f32>() + gaps;
    let side = ((room - beside) / 2.0).max(CONTEXT);
    let width = |column: &Column| match fixed(column) {
        0.0 => side,
        width => width,
    };
    columns.iter().map(width).collect()
}

pub(super) fn line_ui(
    row: &mut TableRow<'_, '_>,
    session: &Session,
    lines: &Lines,
    at: usize,
    columns: &[Column],
    out: &mut Vec<Command>,
) {
    let Some(hit) = session.finder().hits().get(at) else {
        return;
    };
    let text = session.text(hit.document);
    let around = text.map(|text| context(text, hit, AROUND));
    let around = around.unwrap_or(Context {
        before: String::new(),
        hit: String::new(),
        after: String::new(),
    });
    row.col(|ui| tick_ui(ui, session, at, &around, out));
    let project = session.project();
    let document = project.documents().get(hit.document);
    for column in columns {
        let plain = |ui: &mut Ui, words: &str| cell_ui(ui, words, 4.0);
        row.col(|ui| match column {
            Column::Left => left_ui(ui, &around.before),
            Column::Hit => hit_ui(ui, &around.hit),
            Column::Right => serif_ui(ui, &around.after),
            Column::Document => plain(ui, document.map_or("", |one| one.title.as_str())),
            Column::Place => {
                let place = text.map(|text| cite::place(text, hit.extent()));
                plain(ui, &place.unwrap_or_default());
            }
            Column::Case => {
                let case = case_of(project, hit).and_then(|id| project.cases().get(id));
                plain(ui, case.map_or("", |case| case.name.as_str()));
            }
            Column::Year => {
                let year = year_of(project, hit).map(|year| year.to_string());
                plain(ui, &year.unwrap_or_default());
            }
            Column::Codes => codes_ui(ui, session, lines, at),
        });
    }
}

fn tick_ui(ui: &mut Ui, session: &Session, at: usize, around: &Context, out: &mut Vec<Command>) {
    widgets::outline_ticks(ui);
    let mut ticked = session.finder().is_ticked(at);
    let tick = ui.add(egui::Checkbox::without_text(&mut ticked));
    let tick = tick.accessible_name(format!("Tick hit {}: {}", at + 1, context_text(around)));
    if tick.changed() {
        out.push(Command::TickHit(at, ticked));
    }
}

fn cell_ui(ui: &mut Ui, words: &str, left: f32) {
    let tokens = Tokens::of(ui);
    let rect = ui.max_rect();
    let font = FontId::proportional(theme::BODY);
    let galley = one_line(ui, words, font, tokens.ink, rect.width() - left - 4.0);
    let cut = galley.elided;
    let at = on_row(rect, left) - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, tokens.ink);
    if cut && ui.rect_contains_pointer(rect) {
        let hover = ui.interact(rect, ui.scope_id().with("whole"), egui::Sense::hover());
        hover.on_hover_text(words);
    }
}

fn lay_out(ui: &Ui, text: &str, font: FontId, colour: egui::Color32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    let format = TextFormat {
        font_id: font,
        color: colour,
        ..TextFormat::default()
    };
    job.append(text, 0.0, format);
    job.wrap.max_width = f32::INFINITY;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn serif(ui: &Ui, text: &str) -> Arc<Galley> {
    let font = FontId::new(theme::BODY, theme::serif());
    lay_out(ui, text, font, Tokens::of(ui).ink)
}

/// The words before the hit end where it begins; what has no room is cut on the left.
fn left_ui(ui: &mut Ui, words: &str) {
    let rect = ui.max_rect();
    let galley = serif(ui, words.trim_end());
    let ink = Tokens::of(ui).ink;
    let at = pos2(
        rect.right() - 4.0 - galley.size().x,
        rect.center().y - galley.size().y / 2.0,
    );
    painter_in(ui, rect).galley(at, galley, ink);
}

fn serif_ui(ui: &mut Ui, words: &str) {
    let rect = ui.max_rect();
    let galley = serif(ui, words.trim_start());
    let ink = Tokens::of(ui).ink;
    let at = on_row(rect, 4.0) - vec2(0.0, galley.size().y / 2.0);
    painter_in(ui, rect).galley(at, galley, ink);
}

fn hit_ui(ui: &mut Ui, words: &str) {
    let tokens = Tokens::of(ui);
    let rect = ui.max_rect();
    let font = FontId::new(theme::BODY, theme::serif_strong());
    let galley = one_line(ui, words, font, tokens.ink, rect.width() - 8.0);
    let marked = Rect::from_min_size(
        pos2(rect.left() + 2.0, rect.top() + 3.0),
        vec2(galley.size().x + 4.0, rect.height() - 6.0),
    );
    let painter = painter_in(ui, rect);
    painter.rect_filled(marked, 2.0, tokens.hit);
    let at = on_row(rect, 4.0) - vec2(0.0, galley.size().y / 2.0);
    painter.galley(at, galley, tokens.ink);
}

fn painter_in(ui: &Ui, rect: Rect) -> egui::Painter {
    let clip = ui.clip_rect().intersect(rect);
    ui.painter().with_clip_rect(clip)
}

/// Swatches of the codes, and their names as far as there is room.
fn codes_ui(ui: &mut Ui, session: &Session, lines: &Lines, at: usize) {
    const MOST: usize = 4;
    let project = session.project();
    let Some(codes) = lines.codes.get(at).filter(|codes| !codes.is_empty()) else {
        return;
    };
    let rect = ui.max_rect();
    let mut x = 9.0;
    for code in codes.iter().take(MOST) {
        if let Some(code) = project.codes().get(*code) {
            paint_swatch(ui, on_row(rect, x), code.colour);
            x += 13.0;
        }
    }
    if codes.len() > MOST {
        let more = format!("+{}", codes.len() - MOST);
        let small = FontId::proportional(theme::SMALL);
        let quiet = Tokens::of(ui).quiet;
        let used = widgets::paint_text(
            ui,
            on_row(rect, x - 4.0),
            Align2::LEFT_CENTER,
            &more,
            small,
            quiet,
        );
        x += used.width();
    }
    cell_ui(ui, &labels(project, codes), x);
}

pub(super) fn describe(response: &Response, session: &Session, lines: &Lines, at: usize) {
    let finder = session.finder();
    response.widget_info(|| {
        let said = finder
            .hits()
            .get(at)
            .map(|hit| said(session, lines, hit, at));
        WidgetInfo::labeled(Role::Row, true, said.unwrap_or_default())
    });
    let chosen = finder.current() == Some(at);
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_selected(chosen));
}

/// "Hit 3: the minister named the report, Harbour, p. 4, coded with DP".
fn said(session: &Session, lines: &Lines, hit: &Hit, at: usize) -> String {
    let project = session.project();
    let text = session.text(hit.document);
    let words = text.map(|text| context_text(&context(text, hit, 40)));
    let document = project.documents().get(hit.document);
    let place = text.map(|text| cite::place(text, hit.extent()));
    let mut said = format!(
        "Line of hit {}: {}, {}, {}",
        at + 1,
        words.unwrap_or_default(),
        document.map_or("", |one| one.title.as_str()),
        place.unwrap_or_default()
    );
    if let Some(codes) = lines.codes.get(at).filter(|codes| !codes.is_empty()) {
        said.push_str(&format!(", coded with {}", labels(project, codes)));
    }
    said
}
