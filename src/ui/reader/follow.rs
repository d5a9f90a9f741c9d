//! From a mark to its note and back, and out along a link: what leads on, and what is said of it.

use super::notes::words_of;
use super::shown::Shown;
use super::sight::Sight;
use super::{Draft, Reader};
use crate::app::Command;
use crate::project::Span;
use crate::text::{Link, MappedNote, grapheme_before};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    Color32, Context, OpenUrl, Painter, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo,
};

/// So many characters of a note are shown beside its mark.
const MOST: usize = 700;

/// What a place of the text leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way<'a> {
    /// The words of a note.
    Note(&'a MappedNote, Span),
    /// The mark of a note.
    Mark(&'a MappedNote, Span),
    /// Out of the document.
    Link(&'a Link),
}

impl Shown {
    /// What leads on at an offset: a note mark ahead of a link around it.
    pub(super) fn way_at(&self, offset: usize) -> Option<Way<'_>> {
        if let Some(notes) = &self.notes
            && let Some(to) = notes.follow(offset)
        {
            let to_note = notes.of_mark(offset).map(|note| Way::Note(note, to));
            return to_note.or_else(|| notes.of_label(offset).map(|note| Way::Mark(note, to)));
        }
        self.text.map().link_at(offset).map(Way::Link)
    }
}

impl Reader {
    /// Goes where the mark, label or link at the caret, or just ahead of it, leads; unfolds the notes of its row.
    pub(super) fn follow_at_caret(&mut self, ui: &Ui, draft: &mut Draft<'_>) {
        if self.unfold_at_caret(ui, draft) {
            return;
        }
        let Some(shown) = &self.shown else { return };
        let head = draft.selection.head;
        let before = grapheme_before(shown.text.str(), head);
        let way = shown.way_at(head).or_else(|| shown.way_at(before));
        match way {
            Some(Way::Link(link)) => open(ui.ctx(), link),
            Some(Way::Note(_, to) | Way::Mark(_, to)) => {
                draft.run(Command::GoTo(shown.document, to));
            }
            None => {}
        }
    }

    /// Goes where a clicked place leads: to a note and back by a click, along a link by one with Ctrl. True where it
    /// does.
    pub(super) fn follow_click(
        &mut self,
        ctx: &Context,
        offset: usize,
        with_ctrl: bool,
        draft: &mut Draft<'_>,
    ) -> bool {
        let Some(shown) = &self.shown else {
            return false;
        };
        match shown.way_at(offset) {
            Some(Way::Link(link)) if with_ctrl => open(ctx, link),
            Some(Way::Note(_, to) | Way::Mark(_, to)) if !with_ctrl => {
                draft.run(Command::GoTo(shown.document, to));
            }
            _ => return false,
        }
        true
    }

    /// Names the marks, labels and links in sight for a screen reader, and draws a quiet line under links.
    pub(super) fn show_ways(&self, ui: &Ui, page: &Response, sight: &Sight) {
        let Some(shown) = &self.shown else { return };
        let painter = ui.painter_at(sight.columns.page);
        let seen = sight.span();
        let links = &shown.text.map().links;
        let first = links.partition_point(|link| link.span.end <= seen.start);
        let in_sight = links[first..].iter();
        for link in in_sight.take_while(|link| link.span.start < seen.end) {
            underline(&painter, sight, link.span);
            name(ui, page, sight, link.span, || {
                format!("Link to {}", link.address)
            });
        }
        let Some(notes) = &shown.notes else { return };
        for (mark, note) in notes.marks_in(seen) {
            name(ui, page, sight, mark, || {
                format!("Note {}: {}", note.label, words_of(note, &shown.text, MOST))
            });
        }
        for (label, note) in notes.labels_in(seen) {
            if !note.marks.is_empty() {
                name(ui, page, sight, label, || {
                    format!("Back to the mark of note {}", note.label)
                });
            }
        }
    }
}

fn underline(painter: &Painter, sight: &Sight, span: Span) {
    let stroke = Stroke::new(1.0, sight.tokens.accent.gamma_multiply(0.55));
    for (row, rect) in sight.rects(span) {
        if row.fold.is_none() {
            painter.hline(rect.x_range(), rect.bottom() - 4.0, stroke);
        }
    }
}

fn name(ui: &Ui, page: &Response, sight: &Sight, span: Span, words: impl Fn() -> String) {
    let first = sight.rects(span).find(|(row, _)| row.fold.is_none());
    let Some(rect) = first.map(|(_, rect)| rect.intersect(sight.columns.page)) else {
        return;
    };
    if rect.is_negative() {
        return;
    }
    let response = ui.interact(rect, page.id.with(("way", span.start)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words()));
}

/// Opens what has an address of the web or of mail; nothing else, since a document is not to start programs.
fn open(ctx: &Context, link: &Link) {
    if may_open(&link.address) {
        ctx.open_url(OpenUrl::new_tab(&link.address));
    }
}

fn may_open(address: &str) -> bool {
    let address = address.trim().to_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

/// Says where a place leads: the words of its note, or the address.
pub(super) fn way_ui(ui: &mut Ui, shown: &Shown, way: Way<'_>) {
    let tokens = Tokens::of(ui);
    ui.set_max_width(420.0);
    let (title, words, colour): (String, String, Color32) = match way {
        Way::Note(note, _) => (
            format!("Note {}", note.label),
            words_of(note, &shown.text, MOST),
            tokens.ink,
        ),
        Way::Mark(note, _) => (
            format!("Note {}", note.label),
            "A click goes back to its mark".to_owned(),
            tokens.quiet,
        ),
        Way::Link(link) => {
            let does = if may_open(&link.address) {
                "Ctrl and a click open it"
            } else {
                "It is not opened: it is no address of the web"
            };
            (link.address.clone(), does.to_owned(), tokens.quiet)
        }
    };
    ui.label(RichText::new(title).font(theme::strong_font()));
    ui.label(RichText::new(words).color(colour));
}

/// Whether the pointer is over something that a click follows.
pub(super) fn is_followed(shown: &Shown, offset: usize, with_ctrl: bool) -> bool {
    match shown.way_at(offset) {
        Some(Way::Link(_)) => with_ctrl,
        way => way.is_some() && !with_ctrl,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_web_and_mail_are_opened() {
        assert!(may_open("https://example.org/a"));
        assert!(may_open(" HTTP://example.org"));
        assert!(may_open("mailto:someone@example.org"));
        for address in ["file:///etc/passwd", "javascript:alert(1)", "#note", ""] {
            assert!(!may_open(address), "{address}");
        }
    }
}
