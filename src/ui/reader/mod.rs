//! The text of a document, to be read and coded: rows on a page, codings under them and in the margin, a caret.

mod access;
mod background;
mod blocks;
mod card;
mod caret;
mod columns;
mod fenwick;
mod folding;
mod folds;
mod follow;
mod keys;
mod layout;
mod margin;
mod marks;
mod menu;
mod notes;
mod pages;
mod paint;
mod pointer;
mod rows;
mod ruler;
mod scroll;
mod select;
mod shown;
mod sight;
mod stops;
mod strip;
mod styles;
mod tables;

use crate::app::{Command, Reveal, Selection, Session, Settings};
use crate::project::{CodingId, Span};
use crate::ui::theme::{self, Tokens};
use background::Background;
use eframe::egui::{self, FontId, Rect, Sense, Ui, vec2};
use pointer::{Clicks, Drag};
use ruler::Widths;
use shown::Shown;
use sight::Sight;
use std::rc::Rc;
use stops::Stops;

/// What the reader asks the window to show beside it.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A list of codes for the selected passage.
    CodeList {
        /// Where the caret is, in the window.
        at: Rect,
    },
    /// A list of codes for the selected codings.
    Recode {
        /// Where the chosen coding or the caret is, in the window.
        at: Rect,
    },
    /// The memo of the selected codings.
    Memo,
}

/// How much the reader did for the last frame: what must not grow with the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Rows in sight.
    pub rows: usize,
    /// Codings in sight.
    pub codings: usize,
    /// Paragraphs whose rows are known, in sight or not.
    pub measured: usize,
    /// Paragraphs in all.
    pub paragraphs: usize,
    /// The byte at the top.
    pub top: usize,
}

/// A pane in which a document is read. It keeps what is costly to find again: rows, and where they are scrolled to.
#[derive(Default)]
pub struct Reader {
    shown: Option<Shown>,
    widths: Widths,
    background: Option<Background>,
    drag: Drag,
    clicks: Clicks,
    /// Where in the row the caret wants to be when it goes up or down.
    goal: Option<f32>,
    /// What was selected before it was widened.
    widened: Vec<Selection>,
    revealed: Option<Reveal>,
    asks: Vec<Ask>,
    /// Whether to go where the caret's place leads.
    follows: bool,
    /// The coding whose bracket is under the pointer.
    hovered: Option<CodingId>,
    figures: Figures,
    /// Rows as they were drawn last: their bytes, places and caret stops.
    drawn: Vec<(Span, Rect, Rc<Stops>)>,
}

impl Reader {
    /// A pane that has shown nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was asked of the window since the last time.
    pub fn take_asks(&mut self) -> Vec<Ask> {
        std::mem::take(&mut self.asks)
    }

    /// Goes where the note mark, label or link at the caret leads, in the next frame.
    pub fn follow(&mut self) {
        self.follows = true;
    }

    /// How much was done for the last frame.
    pub fn figures(&self) -> Figures {
        self.figures
    }

    /// Where a byte of the text was drawn in the last frame; none where it is out of sight. For whatever points at the text.
    pub fn place_of(&self, offset: usize) -> Option<Rect> {
        let (_, rect, stops) = self.drawn.iter().find(|(span, ..)| span.contains(offset))?;
        let (left, right) = (stops.x(offset), stops.x_after(offset));
        let x = rect.left() + left..=rect.left() + right;
        Some(Rect::from_x_y_ranges(x, rect.y_range()))
    }

    /// The id of the widget that takes the keys, so that the window can give it the focus.
    pub fn focus_id() -> egui::Id {
        egui::Id::unique("reader")
    }

    /// Waits until the document has been laid out from end to end: for tests and benches.
    pub fn wait_for_layout(&self) {
        if let Some(background) = &self.background {
            background.wait();
        }
    }

    /// Draws the document that the session shows into all the room there is. What the person does comes out as commands.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        settings: &Settings,
        out: &mut Vec<Command>,
    ) {
        let (all, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        let tokens = Tokens::of(ui);
        ui.painter().rect_filled(all, 0.0, tokens.page);
        if all.width() < 200.0 || all.height() < 40.0 {
            return;
        }
        let all = self.notice_above(ui, all);
        let Some(document) = session.view().document else {
            self.leave(settings, out);
            let has_any = !session.project().documents().is_empty();
            return empty_page(ui, all, has_any);
        };
        let Some(text) = session.text(document) else {
            self.leave(settings, out);
            return unread_page(ui, all, session.texts().problem(document));
        };
        // Where the page was in the text that was just corrected.
        let mut here = None;
        if let Some(shown) = &self.shown
            && shown.is_other(document, text)
        {
            here = shown.place_in(document, text);
            self.leave(settings, out);
        }
        if self.shown.is_none() {
            self.widened.clear();
            self.drag = Drag::None;
            self.goal = None;
        }
        let start = here.or_else(|| settings.position(&settings.coder, document));
        let shown = self
            .shown
            .get_or_insert_with(|| Shown::new(document, text, start));
        shown.fit(ui, all, settings.text_size, &mut self.widths);
        shown.take_in(session, settings);
        self.measure_the_rest(ui);
        self.page(ui, session, settings, out);
    }

    /// Leaves the document: remembers where it was read.
    fn leave(&mut self, settings: &Settings, out: &mut Vec<Command>) {
        if let Some(shown) = self.shown.take() {
            out.extend(shown.position_to_keep(settings));
        }
    }

    /// Puts what has to be said of the whole text above it; gives the room below.
    fn notice_above(&self, ui: &mut Ui, all: Rect) -> Rect {
        let reads = self.shown.is_some()
            && self
                .background
                .as_ref()
                .is_some_and(Background::right_to_left);
        if !reads {
            return all;
        }
        let (band, rest) = all.split_top_bottom_at_y(all.top() + 40.0);
        right_to_left_notice(ui, band);
        rest
    }

    fn measure_the_rest(&mut self, ui: &Ui) {
        let Some(layout) = self.shown.as_mut().and_then(Shown::layout_mut) else {
            return;
        };
        let background = self
            .background
            .get_or_insert_with(|| Background::new(ui.ctx()));
        background.collect(layout);
    }

    fn page(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        settings: &Settings,
        out: &mut Vec<Command>,
    ) {
        let Some(shown) = &mut self.shown else { return };
        let columns = shown.columns();
        let id = Self::focus_id();
        let response = ui.interact(columns.page, id, Sense::click_and_drag());
        let mut draft = Draft::new(session, out);
        let input = shown.scroll_input(ui, &response, &columns);
        let reveal = session
            .view()
            .reveal
            .filter(|reveal| self.revealed != Some(*reveal));
        if let Some(reveal) = reveal {
            self.revealed = Some(reveal);
            shown.unfold(reveal.span);
            // What one jumps to wants some text around it.
            shown.reveal(ui, &mut self.widths, reveal.span, reveal.at_top, 0.2);
        }
        shown.scroll_by(ui, &mut self.widths, input);
        self.take_keys(ui, session, &response, &mut draft);
        if std::mem::take(&mut self.follows) {
            self.follow_at_caret(ui, &mut draft);
        }
        let Some(shown) = &mut self.shown else { return };
        let sight = shown.look(ui, &mut self.widths);
        self.measured_from(ui, &sight);
        self.take_pointer(ui, session, &response, &sight, &mut draft);
        self.draw(ui, session, &response, &sight, &mut draft);
        self.finish(ui, settings, &response, &sight, draft);
    }

    /// Has the rest of the document measured, once what is in sight has been.
    fn measured_from(&mut self, ui: &Ui, sight: &Sight) {
        let (Some(background), Some(shown)) = (&mut self.background, &mut self.shown) else {
            return;
        };
        let from = sight.rows.first().map_or(0, |row| row.at.block);
        if let Some(layout) = shown.layout_mut() {
            ui.ctx()
                .fonts_mut(|fonts| background.want(layout, from, fonts));
        }
    }

    fn draw(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        response: &egui::Response,
        sight: &Sight,
        draft: &mut Draft<'_>,
    ) {
        let Some(shown) = &mut self.shown else { return };
        let preview = self.drag.preview();
        let painter = ui.painter_at(sight.columns.page);
        let picture = paint::Picture {
            session,
            sight,
            shown,
            selection: &draft.selection,
            preview,
            focused: response.has_focus(),
            hovered: self.hovered,
        };
        picture.draw(&painter);
        access::tell(ui, response, session, sight, &draft.selection);
        self.show_numbers(ui, response, sight);
        self.show_ways(ui, response, sight);
        self.show_folds(ui, response, sight);
        self.show_margin(ui, session, response, sight, draft);
        self.show_strip(ui, session, sight);
        self.show_card(ui, session, response, sight);
        self.show_menu(session, response, sight, draft);
    }

    fn finish(
        &mut self,
        ui: &Ui,
        settings: &Settings,
        response: &egui::Response,
        sight: &Sight,
        mut draft: Draft<'_>,
    ) {
        draft.flush();
        if !draft.out.is_empty() {
            ui.ctx().request_repaint();
        }
        for ask in &mut self.asks {
            ask.place(sight, &draft.selection);
        }
        if response.has_focus() {
            let ring = sight.columns.page.shrink(1.0);
            let stroke = egui::Stroke::new(1.5, sight.tokens.accent);
            ui.painter()
                .rect_stroke(ring, 2.0, stroke, egui::StrokeKind::Inside);
        }
        let Some(shown) = &mut self.shown else { return };
        draft.out.extend(shown.rest(ui, settings, sight));
        self.figures = shown.figures(sight);
        self.drawn.clear();
        let rows = sight.rows.iter();
        self.drawn
            .extend(rows.map(|row| (row.span, row.rect, Rc::clone(&row.stops))));
    }
}

impl Ask {
    /// Says where it is about, once the rows are where they are.
    fn place(&mut self, sight: &Sight, selection: &Selection) {
        if let Self::CodeList { at } | Self::Recode { at } = self
            && *at == Rect::NOTHING
        {
            *at = sight.caret(selection.head).unwrap_or_else(|| {
                let middle = sight.columns.text.center();
                Rect::from_center_size(middle, vec2(1.0, 1.0))
            });
        }
    }
}

/// The selection while keys and pointer change it within one frame, and the commands so far.
pub(crate) struct Draft<'a> {
    out: &'a mut Vec<Command>,
    selection: Selection,
    sent: Selection,
}

impl<'a> Draft<'a> {
    fn new(session: &Session, out: &'a mut Vec<Command>) -> Self {
        let selection = session.view().selection.clone();
        Self {
            out,
            sent: selection.clone(),
            selection,
        }
    }

    fn flush(&mut self) {
        if self.selection != self.sent {
            self.sent = self.selection.clone();
            self.out.push(Command::Select(self.selection.clone()));
        }
    }

    /// Adds a command, after what was selected before it.
    fn run(&mut self, command: Command) {
        self.flush();
        self.out.push(command);
    }
}

/// What stands where no document is shown: how to get one there.
fn empty_page(ui: &mut Ui, all: Rect, has_any: bool) {
    let (title, advice) = if has_any {
        (
            "No document is open",
            "Choose one in the list of documents.",
        )
    } else {
        (
            "There is nothing to read yet",
            "Drop files here, or choose Import documents… in the menu.",
        )
    };
    words_in_the_middle(ui, all, title, advice);
}

fn unread_page(ui: &mut Ui, all: Rect, problem: Option<&str>) {
    match problem {
        Some(problem) => words_in_the_middle(ui, all, "This document cannot be shown", problem),
        None => words_in_the_middle(ui, all, "Opening…", ""),
    }
}

fn words_in_the_middle(ui: &mut Ui, all: Rect, title: &str, advice: &str) {
    let tokens = Tokens::of(ui);
    let middle = Rect::from_center_size(all.center(), vec2(all.width().min(440.0), 160.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(middle), |ui| {
        ui.vertical_centered(|ui| {
            ui.label(egui::RichText::new(title).font(FontId::new(18.0, theme::strong())));
            if !advice.is_empty() {
                ui.add_space(8.0);
                ui.label(egui::RichText::new(advice).color(tokens.quiet));
            }
        });
    });
}

/// Says what cannot be shown as it should be.
fn right_to_left_notice(ui: &mut Ui, band: Rect) {
    const WORDS: &str = "This text has letters that are written from right to left. They are shown in the wrong order; passages and exports are right.";
    let tokens = Tokens::of(ui);
    ui.painter().rect_filled(band, 0.0, tokens.panel);
    let line = egui::Stroke::new(1.0, tokens.line);
    ui.painter().hline(band.x_range(), band.bottom(), line);
    let inside = egui::UiBuilder::new().max_rect(band.shrink2(vec2(16.0, 4.0)));
    ui.scope_builder(inside, |ui| {
        let words = egui::RichText::new(WORDS)
            .size(theme::SMALL)
            .color(tokens.warning);
        ui.add(egui::Label::new(words).wrap());
    });
}
