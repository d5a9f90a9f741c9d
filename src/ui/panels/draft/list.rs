//! The rows of the list: how each quotation stands, where, in which words, and in which source.

use super::sign;
use crate::app::{Command, Row, Session};
use crate::ui::panels::widgets::{self, ROW, first_words, on_row, one_line, paint_focus};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    EventFilter, FontId, Id, Key, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// Widths of the verdict and of the place in the draft, in points.
const VERDICT: f32 = 116.0;
const PLACE: f32 = 84.0;

/// The widget that takes the keyboard.
pub(super) fn id() -> Id {
    Id::unique("quotations")
}

/// Shows the rows in all the room there is; `follow` is the row that it was last brought to.
pub(super) fn list_ui(
    ui: &mut Ui,
    session: &Session,
    rows: &[usize],
    follow: &mut Option<usize>,
    out: &mut Vec<Command>,
) {
    let checks = session.draft_checks();
    let Some(checked) = checks.checked() else {
        return;
    };
    let area = ui.max_rect();
    let list = ui.interact(area, id(), Sense::FOCUSABLE);
    list.widget_info(|| {
        WidgetInfo::labeled(
            Role::List,
            true,
            widgets::count(rows.len(), "quotation", "quotations"),
        )
    });
    let current = checks.current();
    if list.has_focus() {
        paint_focus(ui, area);
        keys(ui, session, rows, current, out);
    }
    theme::show_scroll_bar(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut scroll = ScrollArea::vertical()
        .id_salt("quotations")
        .auto_shrink(false);
    if *follow != current
        && let Some(at) = current.and_then(|current| rows.iter().position(|row| *row == current))
    {
        // In the middle, so that what comes next is seen as well.
        let middle = at as f32 * ROW - area.height() / 2.0 + ROW;
        scroll = scroll.vertical_scroll_offset(middle.max(0.0));
    }
    *follow = current;
    scroll.show_rows(ui, ROW, rows.len(), |ui, shown| {
        for at in rows.get(shown).unwrap_or_default() {
            if let Some(row) = checked.rows.get(*at) {
                row_ui(ui, session, row, (*at, current == Some(*at)), list.id, out);
            }
        }
    });
}

fn keys(
    ui: &Ui,
    session: &Session,
    rows: &[usize],
    current: Option<usize>,
    out: &mut Vec<Command>,
) {
    let arrows = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), arrows));
    let here = current.and_then(|current| rows.iter().position(|row| *row == current));
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let next = widgets::next_row(ui, here, rows.len());
    if let Some(row) = next.and_then(|at| rows.get(at)) {
        out.push(Command::SelectQuotation(*row));
    }
    if pressed(Key::Enter)
        && let Some(row) = current
    {
        out.extend(super::to_draft(session, row));
    }
}

fn row_ui(
    ui: &mut Ui,
    session: &Session,
    row: &Row,
    (at, selected): (usize, bool),
    list: Id,
    out: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    widgets::paint_row(ui, rect, selected, response.hovered());
    let (shape, word, colour) = sign(row, tokens);
    let source = source_of(session, row);
    response.widget_info(|| {
        let name = format!("{word}, {}: {}", row.at, first_words(&row.words, 80));
        WidgetInfo::selected(Role::ListItem, true, selected, name)
    });
    if response.clicked() {
        ui.memory_mut(|memory| memory.request_focus(list));
        out.push(Command::SelectQuotation(at));
    }
    if response.double_clicked() {
        out.extend(super::to_draft(session, at));
    }
    let body = FontId::proportional(theme::BODY);
    let small = FontId::proportional(theme::SMALL);
    let put = |ui: &Ui, left: f32, width: f32, text: &str, font: &FontId, colour| {
        let galley = one_line(ui, text, font.clone(), colour, width);
        let top = rect.center().y - galley.size().y / 2.0;
        let clip = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        ui.painter_at(clip).galley(pos2(left, top), galley, colour);
    };
    let left = on_row(rect, 8.0).x;
    put(
        ui,
        left,
        VERDICT - 8.0,
        &format!("{shape} {word}"),
        &body,
        colour,
    );
    put(
        ui,
        left + VERDICT,
        PLACE - 8.0,
        &row.at,
        &small,
        tokens.quiet,
    );
    let rest = rect.width() - 16.0 - VERDICT - PLACE;
    let words = rest * 0.64;
    let serif = FontId::new(theme::BODY + 1.0, theme::serif());
    put(
        ui,
        left + VERDICT + PLACE,
        words - 12.0,
        &row.words,
        &serif,
        tokens.ink,
    );
    put(
        ui,
        left + VERDICT + PLACE + words,
        rest - words,
        &source,
        &small,
        tokens.quiet,
    );
}

/// The source of the best place in a few words, the page first: a long title may be cut.
fn source_of(session: &Session, row: &Row) -> String {
    let Some(found) = row.places.first() else {
        return String::new();
    };
    let document = session.project().documents().get(found.document);
    let cited = document.map_or(String::new(), |document| document.citation());
    format!("{} · {cited}", found.at)
}
