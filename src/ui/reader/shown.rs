//! The document in the pane: its rows, its codings, where it is scrolled to.

use super::Figures;
use super::blocks::Blocks;
use super::columns::Columns;
use super::folding::{Fold, Folding, extent};
use super::folds::fold_row;
use super::layout::{Layout, RowAt, Spec};
use super::marks::{Mark, Marks};
use super::notes::Notes;
use super::rows::Ruler;
use super::ruler::{Shaper, Widths, job_of_cells, job_of_row};
use super::scroll::Scroll;
use super::sight::{Row, Sight};
use super::stops::{Spot, Stops};
use super::strip::StripPicture;
use super::styles::{Face, Run};
use crate::app::{Command, Others, Session, Settings};
use crate::project::{CoderId, Coding, DocumentId, RecordId, Span};
use crate::text::anchor::roughly;
use crate::text::{Asides, Text};
use crate::ui::theme::Tokens;
use eframe::egui::epaint::text::FontsView;
use eframe::egui::{PointerButton, Rect, Response, Ui, pos2, vec2};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

/// A document in the pane.
pub(super) struct Shown {
    pub(super) document: DocumentId,
    pub(super) text: Arc<Text>,
    blocks: Arc<Blocks>,
    layout: Option<Layout>,
    columns: Option<Columns>,
    pub(super) scroll: Scroll,
    /// The byte at the top: what a new layout is scrolled to.
    top: usize,
    pub(super) marks: Marks,
    marks_of: Option<(u64, Others, CoderId)>,
    /// The hits in this document: place in the list of all, and spans.
    pub(super) hits: Vec<(usize, Span)>,
    hits_of: Option<u64>,
    /// Length of the longest of them.
    pub(super) longest_hit: usize,
    /// Caret stops of rows in sight, by where they start.
    stops: HashMap<usize, Rc<Stops>>,
    /// Looks of portions in sight.
    runs: HashMap<usize, Rc<[Run]>>,
    pub(super) strip: StripPicture,
    /// The notes, where they are known.
    pub(super) notes: Option<Notes>,
    /// Since when the top has been where it is, and whether that has been kept.
    rested: (usize, f64, bool),
}

impl Shown {
    /// Puts a document into the pane, scrolled to where it was read last.
    pub(super) fn new(document: DocumentId, text: &Arc<Text>, start: Option<usize>) -> Self {
        let start = start.filter(|start| *start < text.str().len()).unwrap_or(0);
        Self {
            document,
            text: Arc::clone(text),
            blocks: Arc::new(Blocks::of(text)),
            layout: None,
            columns: None,
            scroll: Scroll::start(),
            top: text.str().floor_char_boundary(start),
            marks: Marks::default(),
            marks_of: None,
            hits: Vec::new(),
            hits_of: None,
            longest_hit: 0,
            stops: HashMap::new(),
            runs: HashMap::new(),
            strip: StripPicture::default(),
            notes: None,
            rested: (start, 0.0, true),
        }
    }

    /// What of the text is no part of its sentences; nothing while its notes are not known.
    pub(super) fn asides(&self) -> &Asides {
        static NONE: LazyLock<Asides> = LazyLock::new(Asides::default);
        self.notes.as_ref().map_or(&NONE, Notes::asides)
    }

    /// Whether another document, or another version of its text, is meant.
    pub(super) fn is_other(&self, document: DocumentId, text: &Arc<Text>) -> bool {
        self.document != document || !Arc::ptr_eq(&self.text, text)
    }

    /// Where the top of the page is in another text of the same document; none for another document.
    pub(super) fn place_in(&self, document: DocumentId, text: &Text) -> Option<usize> {
        let same = self.document == document;
        same.then(|| roughly(self.text.str(), text.str(), self.top))
    }

    /// The rows.
    pub(super) fn layout_mut(&mut self) -> Option<&mut Layout> {
        self.layout.as_mut()
    }

    /// Where things stand from left to right.
    pub(super) fn columns(&self) -> Columns {
        self.columns
            .unwrap_or_else(|| Columns::new(Rect::ZERO, 8.0))
    }

    /// Lays the document out for a place of this size, where it is not. What is at the top stays there.
    pub(super) fn fit(&mut self, ui: &Ui, all: Rect, size: f32, widths: &mut Widths) {
        let mut spec = Spec {
            size,
            width: 0.0,
            pixels_per_point: ui.ctx().pixels_per_point(),
        };
        widths.fit(&spec);
        with_ruler(ui, widths, spec, |ruler| {
            let columns = Columns::new(all, mean_character(ruler));
            spec.width = columns.text.width();
            self.columns = Some(columns);
            if self
                .layout
                .as_ref()
                .is_none_or(|layout| *layout.spec() != spec)
            {
                let folding = self.layout.as_ref().map(Layout::folding).cloned();
                let mut layout = Layout::new(
                    Arc::clone(&self.text),
                    Arc::clone(&self.blocks),
                    spec,
                    folding.unwrap_or_default(),
                );
                self.scroll = Scroll::at(self.top, &mut layout, ruler);
                self.layout = Some(layout);
                self.stops.clear();
            }
        });
    }

    /// Brings codings, notes and hits up to date with the project, the person's wish and the search.
    pub(super) fn take_in(&mut self, session: &Session, settings: &Settings) {
        self.take_codings(session);
        self.take_notes(session, settings.fold_notes);
        let generation = session.finder().generation();
        if self.hits_of != Some(generation) {
            self.hits_of = Some(generation);
            let hits = session.finder().hits_in(self.document);
            self.hits = hits
                .flat_map(|(at, hit)| hit.spans.iter().map(move |span| (at, *span)))
                .collect();
            self.hits
                .retain(|(_, span)| span.end <= self.text.str().len());
            self.hits.sort_by_key(|(_, span)| *span);
            self.longest_hit = self
                .hits
                .iter()
                .map(|(_, span)| span.len())
                .max()
                .unwrap_or(0);
            self.strip.forget();
        }
    }

    fn take_notes(&mut self, session: &Session, folded: bool) {
        let mut folding = None;
        if let Some(list) = session.notes(self.document)
            && !self.notes.as_ref().is_some_and(|notes| notes.is_of(list))
        {
            self.notes = Some(Notes::new(list, &self.text));
            folding = Some(Folding::of(&self.text, &self.blocks, list));
        }
        let Some(layout) = &mut self.layout else {
            return;
        };
        if folding.is_none() && layout.folding().is_folded() == folded {
            return;
        }
        let mut folding = folding.unwrap_or_else(|| layout.folding().clone());
        folding.fold_all(folded);
        layout.set_folding(folding);
        self.stops.clear();
        self.strip.forget();
    }

    /// Unfolds a group of notes, or folds it again.
    pub(super) fn open_fold(&mut self, group: usize, open: bool) {
        if let Some(layout) = &mut self.layout {
            layout.open(group, open);
            self.stops.clear();
            self.strip.forget();
        }
    }

    /// The group of folded notes that an offset is hidden in, with its bytes.
    pub(super) fn folded_at(&self, offset: usize) -> Option<(usize, Span)> {
        let layout = self.layout.as_ref()?;
        let block = self.blocks.at(offset);
        match layout.folding().state(block) {
            Fold::Open => None,
            Fold::Head(group) | Fold::Hidden(group) => {
                let span = extent(&self.blocks, layout.folding().groups().get(group)?);
                Some((group, span))
            }
        }
    }

    /// Unfolds what hides a span.
    pub(super) fn unfold(&mut self, span: Span) {
        for offset in [span.start, span.end.saturating_sub(1).max(span.start)] {
            if let Some((group, _)) = self.folded_at(offset) {
                self.open_fold(group, true);
            }
        }
    }

    fn take_codings(&mut self, session: &Session) {
        let of = (session.revision(), session.view().others, session.me());
        let Some(before) = self.marks_of.replace(of) else {
            return self.take_all_codings(session);
        };
        if before == of {
            return;
        }
        let touched = (before.1, before.2) == (of.1, of.2);
        let touched = touched.then(|| session.touched_since(before.0)).flatten();
        let Some(touched) = touched.map(|records| records.collect::<Vec<RecordId>>()) else {
            return self.take_all_codings(session);
        };
        // A code may have another colour now, a document another text.
        if touched
            .iter()
            .any(|id| matches!(id, RecordId::Code(_) | RecordId::Document(_)))
        {
            return self.take_all_codings(session);
        }
        let row = self.bytes_of_a_row();
        for id in touched {
            let RecordId::Coding(id) = id else { continue };
            let coding = session
                .project()
                .codings()
                .get(id)
                .filter(|coding| self.is_drawn(session, coding));
            let mark = coding.map(|coding| Mark::of(coding, session.project()));
            self.marks.put(id, mark, row);
            self.strip.forget();
        }
    }

    fn take_all_codings(&mut self, session: &Session) {
        let codings = session.project().codings_in(self.document);
        let drawn = codings.filter(|coding| self.is_drawn(session, coding));
        self.marks = Marks::new(drawn, session.project(), self.bytes_of_a_row());
        self.strip.forget();
    }

    fn is_drawn(&self, session: &Session, coding: &Coding) -> bool {
        coding.document == self.document
            && session.is_shown(coding)
            && session.project().is_placed(coding)
            && coding.extent().end <= self.text.str().len()
    }

    /// Bytes of the longest row: characters of Thai and Japanese have three.
    fn bytes_of_a_row(&self) -> usize {
        let characters = self.text.code_points().count().max(1);
        90 * self.text.str().len().max(1).div_ceil(characters)
    }

    /// How far the wheel or a touchpad moves the page now.
    pub(super) fn scroll_input(&self, ui: &Ui, response: &Response, columns: &Columns) -> f32 {
        let over = |rect: Rect| ui.rect_contains_pointer(rect);
        let here = response.contains_pointer()
            || over(columns.page)
            || over(columns.strip)
            || over(columns.bar);
        if !here || ui.input(|input| input.pointer.button_down(PointerButton::Middle)) {
            return 0.0;
        }
        ui.input_mut(|input| {
            let delta = input.smooth_scroll_delta().y;
            input.smooth_scroll_delta.y = 0.0;
            -delta
        })
    }

    /// Moves the page.
    pub(super) fn scroll_by(&mut self, ui: &Ui, widths: &mut Widths, points: f32) {
        if points != 0.0 {
            self.with_layout(ui, widths, |scroll, layout, ruler| {
                scroll.move_by(points, layout, ruler)
            });
        }
    }

    /// Brings a span into sight.
    pub(super) fn reveal(
        &mut self,
        ui: &Ui,
        widths: &mut Widths,
        span: Span,
        at_top: bool,
        room: f32,
    ) {
        let height = self.columns().page.height();
        self.with_layout(ui, widths, |scroll, layout, ruler| {
            scroll.reveal(span, at_top, room, height, layout, ruler);
        });
    }

    /// Does something with the rows that may need some measured.
    pub(super) fn with_layout<R>(
        &mut self,
        ui: &Ui,
        widths: &mut Widths,
        act: impl FnOnce(&mut Scroll, &mut Layout, &mut dyn Ruler) -> R,
    ) -> Option<R> {
        let layout = self.layout.as_mut()?;
        let spec = *layout.spec();
        let scroll = &mut self.scroll;
        Some(with_ruler(ui, widths, spec, |ruler| {
            act(scroll, layout, ruler)
        }))
    }

    /// The rows in sight, drawn for this frame.
    pub(super) fn look(&mut self, ui: &Ui, widths: &mut Widths) -> Sight {
        let columns = self.columns();
        let tokens = Tokens::of(ui);
        let height = columns.page.height();
        let in_sight = self
            .with_layout(ui, widths, |scroll, layout, ruler| {
                scroll.in_sight(height, layout, ruler)
            })
            .unwrap_or_default();
        let mut rows = Vec::with_capacity(in_sight.len());
        ui.ctx().fonts_mut(|fonts| {
            for row in in_sight {
                let rect = Rect::from_min_size(
                    pos2(columns.text.left(), columns.text.top() + row.top),
                    vec2(columns.text.width(), row.height),
                );
                rows.extend(self.row(fonts, row.at, rect, tokens));
            }
        });
        let seen: std::collections::HashSet<usize> =
            rows.iter().map(|row| row.span.start).collect();
        self.stops.retain(|start, _| seen.contains(start));
        let blocks: std::collections::HashSet<usize> =
            rows.iter().map(|row| row.at.block).collect();
        self.runs.retain(|block, _| blocks.contains(block));
        if let Some(first) = rows
            .iter()
            .find(|row| row.rect.center().y > columns.page.top())
        {
            self.keep_top(first.span.start);
        }
        Sight {
            rows,
            columns,
            tokens,
        }
    }

    /// A row, shaped.
    pub(super) fn row(
        &mut self,
        fonts: &mut FontsView<'_>,
        at: RowAt,
        rect: Rect,
        tokens: &Tokens,
    ) -> Option<Row> {
        let layout = self.layout.as_ref()?;
        let span = layout.span(at);
        if let Some(group) = layout.fold_at(at) {
            let name = layout.folding().groups().get(group)?.name();
            return Some(fold_row(fonts, at, span, rect, tokens, (group, &name)));
        }
        let block = layout.blocks().span(at.block);
        let content_end = layout.blocks().content(self.text.str(), at.block).end;
        let words = self.text.str().get(span.start..span.end.min(content_end))?;
        let runs = self
            .runs
            .entry(at.block)
            .or_insert_with(|| layout.runs(at.block).into())
            .clone();
        let job = job_of_row(
            words,
            span.start - block.start,
            &runs,
            layout.spec(),
            tokens,
        );
        let tabs = layout.stops(at.block);
        let job = if tabs.is_empty() {
            job
        } else {
            job_of_cells(&job, &tabs, |cell| {
                fonts.layout_job(cell).intrinsic_size().x
            })
        };
        let galley = fonts.layout_job(job);
        let stops = self.stops.entry(span.start).or_insert_with(|| {
            let glyphs = galley.rows.first().map_or(&[][..], |row| &row.glyphs);
            let spots: Vec<Spot> = glyphs
                .iter()
                .map(|glyph| Spot {
                    x: glyph.pos.x,
                    advance: glyph.advance_width,
                })
                .collect();
            Rc::new(Stops::new(words, span.start, &spots))
        });
        Some(Row {
            at,
            span,
            words_end: span.start + words.trim_end().len(),
            rect,
            stops: Rc::clone(stops),
            galley,
            goes_on: span.end < content_end,
            fold: None,
        })
    }

    /// The top is what a resized page is scrolled to: it changes when a person scrolls, not when a page is resized, so that
    /// resizing back and forth comes back.
    fn keep_top(&mut self, top: usize) {
        let Some(layout) = &self.layout else { return };
        if layout.row_of(self.top) != layout.row_of(top) {
            self.top = top;
        }
    }

    /// Remembers the reading position when it has rested for a while.
    pub(super) fn rest(&mut self, ui: &Ui, settings: &Settings, sight: &Sight) -> Option<Command> {
        const REST: f64 = 1.0;
        let _ = sight;
        let now = ui.input(|input| input.time);
        if self.rested.0 != self.top {
            self.rested = (self.top, now, false);
            ui.ctx()
                .request_repaint_after(std::time::Duration::from_secs_f64(REST + 0.1));
            return None;
        }
        if self.rested.2 || now - self.rested.1 < REST {
            return None;
        }
        self.rested.2 = true;
        self.position_to_keep(settings)
    }

    /// The reading position, if it is another than the one that is kept.
    pub(super) fn position_to_keep(&self, settings: &Settings) -> Option<Command> {
        let kept = settings.position(&settings.coder, self.document);
        (kept.unwrap_or(0) != self.top).then_some(Command::SetPosition(self.document, self.top))
    }

    /// How much was done for this frame.
    pub(super) fn figures(&self, sight: &Sight) -> Figures {
        Figures {
            rows: sight.rows.len(),
            codings: self.marks.touching(sight.span()).count(),
            measured: self.layout.as_ref().map_or(0, Layout::measured),
            paragraphs: self.blocks.count(),
            top: self.top,
        }
    }

    /// The rows.
    pub(super) fn layout(&self) -> Option<&Layout> {
        self.layout.as_ref()
    }
}

/// Lends a ruler that shapes with the window's fonts.
fn with_ruler<R>(
    ui: &Ui,
    widths: &mut Widths,
    spec: Spec,
    act: impl FnOnce(&mut dyn Ruler) -> R,
) -> R {
    ui.ctx().fonts_mut(|fonts| {
        act(&mut Shaper {
            widths,
            fonts,
            spec,
        })
    })
}

/// Mean width of a character in running text.
fn mean_character(ruler: &mut dyn Ruler) -> f32 {
    const SAMPLE: &str =
        "the reports of several ministries noted that progress in the year before had been slow";
    ruler.width(SAMPLE, Face::Body) / SAMPLE.len() as f32
}
