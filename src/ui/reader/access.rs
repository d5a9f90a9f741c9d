//! What a screen reader, and a test, are told of the page: its words, its paragraphs, the caret and the selection.

use super::sight::{Row, Sight};
use crate::app::{Selection, Session};
use crate::project::Span;
use eframe::egui::accesskit::{self, TextDirection, TextPosition, TextSelection};
use eframe::egui::{Id, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo};

/// Tells it, as far as it is in sight.
pub(super) fn tell(
    ui: &mut Ui,
    page: &Response,
    session: &Session,
    sight: &Sight,
    selection: &Selection,
) {
    let title = session
        .view()
        .document
        .and_then(|document| session.project().documents().get(document))
        .map_or(String::new(), |document| document.title.clone());
    page.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, &title));
    let Some(text) = session.shown().map(|(_, text)| text) else {
        return;
    };
    let words = |span: Span| text.str().get(span.range()).unwrap_or_default();
    let told = ui.ctx().accesskit_node_builder(page.id, |node| {
        node.set_role(Role::MultilineTextInput);
        node.set_read_only();
        let rows = sight.rows.iter().filter(|row| row.fold.is_none());
        node.set_value(rows.map(|row| words(row.span)).collect::<String>());
        if let Some(selected) = selected(page.id, sight, selection, words) {
            node.set_text_selection(selected);
        }
    });
    if told.is_none() {
        return;
    }
    paragraphs(ui, page, sight, words);
    // What is in here is told as a part of the page.
    let inside = UiBuilder::new()
        .max_rect(sight.columns.page)
        .id_salt("rows")
        .accessibility_parent(page.id);
    let mut inside = ui.new_child(inside);
    for row in &sight.rows {
        let words = match row.fold {
            Some(_) => row.galley.text(),
            None => words(row.span),
        };
        tell_row(&mut inside, page.id, row, words);
    }
}

/// Each paragraph in sight is a label, named by as much of it as is in sight.
fn paragraphs<'t>(ui: &mut Ui, page: &Response, sight: &Sight, words: impl Fn(Span) -> &'t str) {
    let mut rows = sight.rows.as_slice();
    while let Some(first) = rows.first() {
        let count = rows
            .iter()
            .take_while(|row| row.at.block == first.at.block)
            .count();
        let (paragraph, rest) = rows.split_at(count);
        rows = rest;
        if first.fold.is_some() {
            continue;
        }
        let Some(last) = paragraph.last() else {
            continue;
        };
        let label = words(Span::new(
            first.span.start,
            last.words_end.max(first.span.start),
        ))
        .trim();
        if label.is_empty() {
            continue;
        }
        let rect = Rect::from_min_max(first.rect.min, last.rect.max).intersect(sight.columns.page);
        let id = page.id.with(("paragraph", first.at.block));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    }
}

fn run_id(page: Id, row: &Row) -> Id {
    page.with(("row", row.span.start))
}

/// A row is a run of text under the page, with a length for each character.
fn tell_row(ui: &mut Ui, page: Id, row: &Row, words: &str) {
    let id = run_id(page, row);
    let response = ui.interact(row.rect, id, Sense::hover());
    let lengths: Vec<u8> = words.chars().map(|c| c.len_utf8() as u8).collect();
    let mut at = row.span.start;
    let (mut places, mut widths) = (
        Vec::with_capacity(lengths.len()),
        Vec::with_capacity(lengths.len()),
    );
    for length in &lengths {
        let (x, next) = (row.stops.x(at), row.stops.x(at + usize::from(*length)));
        places.push(x);
        widths.push((next - x).max(0.0));
        at += usize::from(*length);
    }
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::TextRun);
        node.set_text_direction(TextDirection::LeftToRight);
        node.set_bounds(accesskit::Rect {
            x0: row.rect.left().into(),
            y0: row.rect.top().into(),
            x1: row.rect.right().into(),
            y1: row.rect.bottom().into(),
        });
        node.set_value(words);
        node.set_character_lengths(lengths);
        node.set_character_positions(places);
        node.set_character_widths(widths);
    });
}

/// The selection as far as it is in sight.
fn selected<'t>(
    page: Id,
    sight: &Sight,
    selection: &Selection,
    words: impl Fn(Span) -> &'t str,
) -> Option<TextSelection> {
    let seen = sight.span();
    let place = |offset: usize| -> Option<TextPosition> {
        let offset = offset.clamp(seen.start, seen.end);
        let row = sight.row_of(offset).or(sight.rows.last())?;
        let before = words(Span::new(
            row.span.start,
            offset.clamp(row.span.start, row.span.end),
        ));
        let inside = row.fold.is_none();
        Some(TextPosition {
            node: run_id(page, row).accesskit_id(),
            character_index: if inside { before.chars().count() } else { 0 },
        })
    };
    Some(TextSelection {
        anchor: place(selection.anchor)?,
        focus: place(selection.head)?,
    })
}
