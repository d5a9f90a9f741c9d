//! A cell: how many passages stand how, what the team found, and the first words of the best passage.

use super::sheet::Line;
use super::words;
use crate::analysis::implications::{Counts, Tally};
use crate::app::{CellId, Session};
use crate::project::{Finding, Stance, Subject};
use crate::ui::panels::widgets::{self, count};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    Align2, Color32, FontId, Id, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// What a cell shows, worked out once for as long as nothing changes.
#[derive(Debug)]
pub(super) struct Look {
    name: String,
    tally: Tally,
    /// What its bars stand for.
    counts: Counts,
    finding: Option<Finding>,
    /// Words of the best passage.
    passage: String,
    pinned: bool,
    /// Its parts have rows of their own, and what is counted is counted there.
    only_in_parts: bool,
    tall: bool,
}

impl Look {
    pub fn of(session: &Session, line: &Line, subject: &Subject) -> Self {
        let project = session.project();
        let tally = session
            .implications()
            .tallies()
            .map_or_else(Tally::default, |tallies| tallies.cell(line.code, subject));
        let counts = line.counts(tally);
        let finding = session.finding(line.code, subject).cloned();
        let pin = finding.as_ref().and_then(|finding| finding.pinned);
        let best = (!counts.is_empty() || pin.is_some())
            .then(|| session.best_passage(line.code, subject))
            .flatten();
        let passage = best.and_then(|id| project.codings().get(id));
        let code = project.codes().get(line.code);
        let code = code.map_or("", crate::project::Code::label);
        let only_in_parts = counts.is_empty() && !tally.whole.is_empty();
        Self {
            name: words::cell_name(
                code,
                &subject.name(project),
                &counts,
                only_in_parts.then_some(&tally.whole),
                finding.as_ref(),
            ),
            tally,
            counts,
            passage: passage.map_or_else(String::new, |coding| {
                widgets::first_words(&coding.quotation, 240)
            }),
            pinned: best.is_some() && best == pin,
            finding,
            only_in_parts,
            tall: line.tall,
        }
    }
}

/// Draws a cell; what a click on it means is for the table to say.
pub(super) fn cell_ui(
    ui: &mut Ui,
    rect: Rect,
    cell: &CellId,
    look: &Look,
    selected: bool,
    most: usize,
) -> Response {
    let tokens = Tokens::of(ui);
    let id = Id::unique(("implication", cell.code, &cell.subject));
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, look.name.as_str()));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_selected(selected));
    if selected || response.hovered() {
        let fill = if selected {
            tokens.selected_row
        } else {
            tokens.hover
        };
        ui.painter().rect_filled(rect, 0.0, fill);
    }
    let line = Stroke::new(1.0, tokens.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), line);
    let inner = rect.shrink2(vec2(8.0, 6.0));
    if look.tall {
        paint_bars(ui, inner, &look.counts, most);
        let chips = paint_chips(
            ui,
            pos2(inner.left(), inner.top() + 26.0),
            inner.right(),
            look,
        );
        let top = inner.top() + if chips { 46.0 } else { 26.0 };
        paint_passage(
            ui,
            Rect::from_min_max(pos2(inner.left(), top), inner.max),
            look,
        );
    }
    if look.only_in_parts {
        let font = FontId::proportional(theme::SMALL);
        let said = in_parts(&look.tally.whole);
        let galley = widgets::one_line(ui, &said, font, tokens.quiet, inner.width());
        let at = pos2(inner.left(), rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, tokens.quiet);
    }
    if selected {
        let ring = Stroke::new(1.5, tokens.accent);
        ui.painter()
            .rect_stroke(rect.shrink(1.0), 2.0, ring, StrokeKind::Inside);
    }
    response
}

fn in_parts(counts: &Counts) -> String {
    let said = Stance::ALL.into_iter().filter_map(|stance| {
        let number = counts.of(stance);
        (number > 0).then(|| format!("{} {number}", theme::stance_shape(stance)))
    });
    format!("{} in its parts", said.collect::<Vec<_>>().join("  "))
}

/// Four lanes, one for each stance, at the same place in every cell: sign and number over a bar, whose length compares with
/// all others of the table.
fn paint_bars(ui: &Ui, inner: Rect, counts: &Counts, most: usize) {
    let tokens = Tokens::of(ui);
    let lane = inner.width() / Stance::ALL.len() as f32;
    for (at, stance) in Stance::ALL.into_iter().enumerate() {
        let number = counts.of(stance);
        if number == 0 {
            continue;
        }
        let left = inner.left() + at as f32 * lane;
        let colour = tokens.stance(stance);
        let text = format!("{} {number}", theme::stance_shape(stance));
        let font = FontId::proportional(theme::SMALL);
        let at = pos2(left, inner.top() + 7.0);
        widgets::paint_text(ui, at, Align2::LEFT_CENTER, &text, font, colour);
        let length = ((lane - 6.0) * number as f32 / most.max(1) as f32).max(2.0);
        let bar = Rect::from_min_size(pos2(left, inner.top() + 17.0), vec2(length, 4.0));
        ui.painter().rect_filled(bar, 1.0, colour);
    }
}

/// Verdict, test, and how many passages cannot tell a rival apart. True where there is any of it.
fn paint_chips(ui: &Ui, at: Pos2, right: f32, look: &Look) -> bool {
    let tokens = Tokens::of(ui);
    let finding = look.finding.as_ref();
    let verdict = finding.and_then(|finding| finding.verdict);
    let tested = finding.and_then(|finding| finding.tested);
    let mut chips: Vec<(String, Color32)> = Vec::new();
    chips.extend(verdict.map(|verdict| {
        let colour = words::verdict_colour(tokens, verdict);
        (words::short_verdict(verdict).to_owned(), colour)
    }));
    chips.extend(tested.map(|tested| {
        let colour = if tested.passed {
            tokens.good
        } else {
            tokens.problem
        };
        (words::short_test(tested), colour)
    }));
    if look.counts.alike > 0 {
        chips.push((format!("≈ {}", look.counts.alike), tokens.quiet));
    }
    let mut left = at.x;
    for (text, colour) in &chips {
        let font = FontId::proportional(theme::SMALL);
        let galley = widgets::one_line(ui, text, font, *colour, right - left - 10.0);
        let rect = Rect::from_min_size(pos2(left, at.y), vec2(galley.size().x + 10.0, 17.0));
        let edge = Stroke::new(1.0, *colour);
        ui.painter()
            .rect_stroke(rect, 4.0, edge, StrokeKind::Inside);
        let inside = pos2(rect.left() + 5.0, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(inside, galley, *colour);
        left = rect.right() + 4.0;
        if left > right - 24.0 {
            break;
        }
    }
    !chips.is_empty()
}

fn paint_passage(ui: &Ui, rect: Rect, look: &Look) {
    if look.passage.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui);
    let mut left = rect.left();
    if look.pinned {
        paint_pin(ui, pos2(left + 4.0, rect.top() + 8.0), tokens.accent);
        left += 13.0;
    }
    let font = FontId::new(13.0, theme::serif());
    let rows = ((rect.height() / 15.0).floor() as usize).max(1);
    let room = rect.right() - left;
    let galley = widgets::some_lines(ui, &look.passage, &font, tokens.ink, room, rows);
    ui.painter()
        .galley(pos2(left, rect.top()), galley, tokens.ink);
}

/// A pin, around the middle of its head.
pub(super) fn paint_pin(ui: &Ui, at: Pos2, colour: Color32) {
    ui.painter().circle_filled(at - vec2(0.0, 2.0), 3.0, colour);
    let needle = [at, at + vec2(0.0, 6.0)];
    ui.painter().line_segment(needle, Stroke::new(1.5, colour));
}

/// The numbers of a cell in words.
pub(super) fn hover_ui(ui: &mut Ui, session: &Session, cell: &CellId, look: &Look) {
    ui.set_max_width(360.0);
    let project = session.project();
    let label = project.codes().get(cell.code);
    let label = label.map_or("", crate::project::Code::label);
    widgets::heading_ui(ui, &format!("{label} · {}", cell.subject.name(project)));
    let (own, whole) = (&look.tally.own, &look.tally.whole);
    ui.label(capitalised(&words::counts(&look.counts)));
    if own.total() != whole.total() {
        let parts = format!(
            "With its parts: {}. Of the code itself: {}",
            words::counts(whole),
            words::counts(own)
        );
        ui.label(parts);
    }
    if look.counts.alike > 0 {
        let said = count(look.counts.alike, "passage bears", "passages bear");
        ui.label(format!(
            "≈ {said} on the argument and on a rival alike, and cannot tell the two apart"
        ));
    }
    if let Some(finding) = &look.finding {
        if let Some(said) = words::finding(finding) {
            ui.label(capitalised(&said));
        }
        if !finding.text.is_empty() {
            ui.label(widgets::first_words(&finding.text, 400));
        }
    } else if session.is_finding_hidden(cell.code, &cell.subject) {
        ui.label("What a colleague found here is hidden while you work blind");
    }
    if !look.passage.is_empty() {
        let title = if look.pinned {
            "Pinned passage"
        } else {
            "Best passage"
        };
        widgets::field_name_ui(ui, title);
        let font = FontId::new(theme::BODY, theme::serif());
        let words = format!("“{}”", look.passage);
        ui.label(eframe::egui::RichText::new(words).font(font));
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
