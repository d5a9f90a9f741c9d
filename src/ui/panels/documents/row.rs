//! A document in the list: its title, source, and how much of it is coded.

use super::DocumentsPanel;
use super::coverage::percent;
use super::list::Row;
use crate::app::{Command, Session};
use crate::library::in_full;
use crate::project::{Colour, Document, DocumentId, joined};
use crate::ui::panels::widgets::{self, count, one_line, paint_focus};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    Align2, EventFilter, FontId, Id, Key, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// Height of a document's row: title, a quiet line, a bar.
pub(super) const HEIGHT: f32 = 44.0;

impl DocumentsPanel {
    pub(super) fn document_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        document: &Document,
        rows: &[Row],
        out: &mut Vec<Command>,
    ) {
        let shown = session.view().document == Some(document.id);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), HEIGHT));
        let first = rows.iter().find_map(|row| match row {
            Row::Document { id, .. } => Some(*id),
            Row::Case { .. } => None,
        });
        let is_listed = |wanted: DocumentId| {
            rows.iter()
                .any(|row| matches!(row, Row::Document { id, .. } if *id == wanted))
        };
        let reached = self
            .current
            .or(session.view().document)
            .filter(|id| is_listed(*id))
            .or(first)
            == Some(document.id);
        let id = Id::unique(("document row", document.id));
        let response = ui.interact(
            rect,
            id,
            if reached {
                Sense::click()
            } else {
                Sense::CLICK
            },
        );
        self.describe(ui, session, document, shown, &response);
        if reached && std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if ui.is_rect_visible(rect) {
            widgets::paint_row(ui, rect, shown, response.hovered());
            self.paint_document(ui, session, document, rect);
        }
        if response.has_focus() {
            paint_focus(ui, rect);
            self.keys(ui, session, document, rows, id);
        }
        if response.clicked() {
            self.current = Some(document.id);
            out.push(Command::ShowDocument(document.id));
        }
        response.context_menu(|ui| self.menu_ui(ui, session, document, out));
        response.on_hover_ui(|ui| self.hover_ui(ui, session, document));
    }

    fn describe(
        &self,
        ui: &Ui,
        session: &Session,
        document: &Document,
        shown: bool,
        response: &Response,
    ) {
        response.widget_info(|| {
            let coded = self
                .coverages
                .get(document.id)
                .map_or(0.0, |coverage| coverage.all);
            let codings = count(session.project().count_in(document.id), "coding", "codings");
            WidgetInfo::labeled(
                Role::ListBoxOption,
                true,
                format!("{}, {codings}, {} coded", document.title, percent(coded)),
            )
        });
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_selected(shown));
    }

    fn paint_document(&self, ui: &Ui, session: &Session, document: &Document, rect: Rect) {
        let tokens = Tokens::of(ui);
        let inner = rect.shrink2(vec2(8.0, 4.0));
        let title = one_line(
            ui,
            &document.title,
            FontId::proportional(theme::BODY),
            tokens.ink,
            inner.width(),
        );
        ui.painter().galley(inner.min, title, tokens.ink);
        let small = FontId::proportional(theme::SMALL);
        let coverage = self.coverages.get(document.id);
        let coded = coverage.map_or(String::new(), |coverage| percent(coverage.all));
        let line = inner.top() + 25.0;
        let coded = if coded == "none" {
            String::new()
        } else {
            coded
        };
        let used = widgets::paint_text(
            ui,
            pos2(inner.right(), line),
            Align2::RIGHT_CENTER,
            &coded,
            small.clone(),
            tokens.quiet,
        );
        let source = source(document);
        let galley = one_line(
            ui,
            &source,
            small,
            tokens.quiet,
            inner.width() - used.width() - 8.0,
        );
        ui.painter().galley(
            pos2(inner.left(), line - galley.size().y / 2.0),
            galley,
            tokens.quiet,
        );
        // One bar for what is coded at all; on it, each coder's own part starts from the left in their colour.
        let bar = Rect::from_min_max(
            pos2(inner.left(), inner.bottom() - 2.0),
            pos2(inner.right(), inner.bottom()),
        );
        ui.painter().rect_filled(bar, 1.0, tokens.line);
        let Some(coverage) = coverage else { return };
        let part_of = |part: f32| {
            Rect::from_min_size(
                bar.min,
                vec2(bar.width() * part.clamp(0.0, 1.0), bar.height()),
            )
        };
        ui.painter()
            .rect_filled(part_of(coverage.all), 1.0, tokens.quiet);
        for (coder, part) in &coverage.by_coder {
            let colour = session
                .project()
                .coders()
                .get(*coder)
                .map_or(Colour::Palette(0), |coder| coder.colour);
            let end = part_of(*part).right();
            let tick = Rect::from_min_max(
                pos2((end - 3.0).max(bar.left()), bar.top() - 3.0),
                pos2(end.max(bar.left() + 3.0), bar.bottom() + 1.0),
            );
            ui.painter().rect_filled(tick, 1.0, tokens.code(colour));
        }
    }

    fn hover_ui(&self, ui: &mut Ui, session: &Session, document: &Document) {
        ui.set_max_width(360.0);
        widgets::heading_ui(ui, &document.title);
        let line = source(document);
        if !line.is_empty() {
            ui.label(line);
        }
        let rest = in_full(&document.reference);
        if !rest.is_empty() {
            ui.label(rest);
        }
        if let Some(problem) = session.texts().problem(document.id) {
            widgets::error_ui(ui, problem);
        }
        let Some(coverage) = self.coverages.get(document.id) else {
            return;
        };
        ui.label(format!(
            "{}, {} of the text coded",
            count(coverage.codings, "coding", "codings"),
            percent(coverage.all)
        ));
        for (coder, part) in &coverage.by_coder {
            let Some(coder) = session.project().coders().get(*coder) else {
                continue;
            };
            ui.horizontal(|ui| {
                widgets::swatch_ui(ui, coder.colour);
                ui.label(format!("{} {}", coder.name, percent(*part)));
            });
        }
    }

    fn keys(&mut self, ui: &Ui, session: &Session, document: &Document, rows: &[Row], id: Id) {
        let arrows = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let listed: Vec<DocumentId> = rows
            .iter()
            .filter_map(|row| match row {
                Row::Document { id, .. } => Some(*id),
                Row::Case { .. } => None,
            })
            .collect();
        let at = listed.iter().position(|id| *id == document.id).unwrap_or(0);
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let next = if pressed(Key::ArrowDown) {
            listed.get(at + 1)
        } else if pressed(Key::ArrowUp) {
            at.checked_sub(1).and_then(|at| listed.get(at))
        } else {
            None
        };
        if let Some(next) = next {
            self.current = Some(*next);
            self.wants_focus = true;
        }
        if pressed(Key::F2) {
            self.edit(session, document.id);
        }
    }
}

/// "Moor and Lindqvist 2014 · article".
fn source(document: &Document) -> String {
    let year = document.year.map_or(String::new(), |year| year.to_string());
    let who = joined(&[&document.author, &year], " ");
    joined(&[&who, &document.kind], " · ")
}
