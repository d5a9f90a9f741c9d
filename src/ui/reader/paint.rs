//! What is drawn on the page, from the paper up: tints of codings, hits, the selection, words, the caret.

use super::marks::Mark;
use super::shown::Shown;
use super::sight::Sight;
use crate::app::{Others, Selection, Session};
use crate::project::{CodingId, Span};
use eframe::egui::{Color32, Painter, Pos2, Rect, Stroke, StrokeKind, pos2};

/// All that the page shows.
pub(super) struct Picture<'a> {
    pub session: &'a Session,
    pub sight: &'a Sight,
    pub shown: &'a Shown,
    pub selection: &'a Selection,
    /// A coding whose boundary is being moved, with the spans that it would get.
    pub preview: Option<(CodingId, Vec<Span>)>,
    pub focused: bool,
    /// The coding whose bracket is under the pointer.
    pub hovered: Option<CodingId>,
}

/// How far tints keep from the edges of a row.
const INSET: f32 = 2.0;
/// What is left of the colour of others' codings where they are dimmed.
pub(super) const DIM: f32 = 0.45;

impl Picture<'_> {
    /// Draws it.
    pub(super) fn draw(&self, painter: &Painter) {
        self.tables(painter);
        self.tints(painter);
        self.hits(painter, false);
        self.selected(painter);
        // The hit that one stands on is selected too, and has to be seen.
        self.hits(painter, true);
        self.words(painter);
        self.outlines(painter);
        self.caret(painter);
    }

    fn spans_of<'s>(&'s self, mark: &'s Mark) -> &'s [Span] {
        match &self.preview {
            Some((coding, spans)) if *coding == mark.coding => spans,
            _ => mark.spans(),
        }
    }

    /// Rows of tables lie on paper of their own.
    fn tables(&self, painter: &Painter) {
        let Some(layout) = self.shown.layout() else {
            return;
        };
        let tables = layout.blocks().tables();
        let colour = self.sight.tokens.panel;
        for row in &self.sight.rows {
            if row.fold.is_none() && tables.holds(row.span.start) {
                painter.rect_filled(row.rect.expand2([8.0, 0.0].into()), 0.0, colour);
            }
        }
    }

    fn tints(&self, painter: &Painter) {
        let view = self.session.view();
        for mark in self.shown.marks.touching(self.around()) {
            let mut tint = self.sight.tokens.tint_of(mark.colour);
            if view.others == Others::Dim && mark.coder != self.session.me() {
                tint = tint.gamma_multiply(DIM);
            }
            for span in self.spans_of(mark) {
                for (_, rect) in self.sight.rects(*span) {
                    painter.rect_filled(rect.shrink2([0.0, INSET].into()), 2.0, tint);
                }
            }
        }
    }

    /// What is in sight, and where a moved boundary was, so that a coding does not vanish while its end is dragged into sight.
    fn around(&self) -> Span {
        let seen = self.sight.span();
        let moved = self
            .preview
            .as_ref()
            .and_then(|(coding, _)| self.shown.marks.get(*coding));
        moved.map_or(seen, |mark| {
            Span::new(
                seen.start.min(mark.extent.start),
                seen.end.max(mark.extent.end),
            )
        })
    }

    fn hits(&self, painter: &Painter, current_one: bool) {
        let seen = self.sight.span();
        let current = self.session.finder().current();
        let hits = &self.shown.hits;
        let first =
            hits.partition_point(|(_, span)| span.start + self.shown.longest_hit < seen.start);
        for (at, span) in hits[first..]
            .iter()
            .take_while(|(_, span)| span.start < seen.end)
        {
            let here = current == Some(*at);
            if here != current_one {
                continue;
            }
            for (_, rect) in self.sight.rects(*span) {
                let rect = rect.shrink2([0.0, INSET].into());
                if here {
                    painter.rect_filled(rect.expand(1.0), 2.0, self.sight.tokens.hit_here);
                    let stroke = Stroke::new(1.0, self.sight.tokens.ink);
                    painter.rect_stroke(rect.expand(1.0), 2.0, stroke, StrokeKind::Outside);
                } else {
                    painter.rect_filled(rect, 2.0, self.sight.tokens.hit);
                }
            }
        }
    }

    fn selected(&self, painter: &Painter) {
        let spans = self.selection.spans().into_iter();
        // What a page puts into the midst of a sentence is not coded with it.
        for span in spans.flat_map(|span| self.shown.text.without_cuts(span)) {
            for (row, rect) in self.sight.rects(span) {
                painter.rect_filled(rect, 0.0, self.sight.tokens.selection.gamma_multiply(0.85));
                let ends_line =
                    !row.goes_on && span.end >= row.span.end && row.span.end > row.words_end;
                if ends_line {
                    let end = Rect::from_min_max(
                        rect.right_top(),
                        pos2(rect.right() + 5.0, rect.bottom()),
                    );
                    painter.rect_filled(end, 0.0, self.sight.tokens.selection.gamma_multiply(0.5));
                }
            }
        }
    }

    fn words(&self, painter: &Painter) {
        for row in &self.sight.rows {
            painter.galley(
                words_at(painter, row),
                row.galley.clone(),
                self.sight.tokens.ink,
            );
        }
    }

    /// The selected codings stand out from all others by a line around their words.
    fn outlines(&self, painter: &Painter) {
        let chosen = &self.session.view().codings;
        if chosen.is_empty() && self.hovered.is_none() {
            return;
        }
        let seen = self.shown.marks.touching(self.around());
        for mark in seen {
            let is_chosen = chosen.contains(&mark.coding);
            if !is_chosen && self.hovered != Some(mark.coding) {
                continue;
            }
            let width = if is_chosen { 2.0 } else { 1.0 };
            let stroke = Stroke::new(width, self.sight.tokens.code(mark.colour));
            for span in self.spans_of(mark) {
                for (row, rect) in self.sight.rects(*span) {
                    let rect = rect.shrink2([0.0, INSET].into());
                    painter.hline(rect.x_range(), rect.bottom(), stroke);
                    painter.hline(rect.x_range(), rect.top(), stroke);
                    if row.span.contains(span.start) {
                        painter.vline(rect.left(), rect.y_range(), stroke);
                    }
                    if span.end <= row.span.end {
                        painter.vline(rect.right(), rect.y_range(), stroke);
                    }
                }
            }
        }
    }

    fn caret(&self, painter: &Painter) {
        if !self.focused {
            return;
        }
        if let Some(rect) = self.sight.caret(self.selection.head) {
            let stroke = Stroke::new(2.0, self.sight.tokens.accent);
            painter.vline(
                rect.left(),
                rect.shrink2([0.0, INSET].into()).y_range(),
                stroke,
            );
        }
    }
}

/// Where the words of a row are drawn: in its middle, on whole pixels.
fn words_at(painter: &Painter, row: &super::sight::Row) -> Pos2 {
    let pixels = painter.pixels_per_point();
    let top = row.rect.center().y - row.galley.size().y / 2.0;
    pos2(
        (row.rect.left() * pixels).round() / pixels,
        (top * pixels).round() / pixels,
    )
}

/// A colour as it is drawn for a coding of someone else, where those are dimmed.
pub(super) fn of_coder(colour: Color32, session: &Session, mark: &Mark) -> Color32 {
    if session.view().others == Others::Dim && mark.coder != session.me() {
        colour.gamma_multiply(DIM)
    } else {
        colour
    }
}
