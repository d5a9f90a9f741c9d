//! What a person is looking at: which document, what is selected, what is found.

use crate::project::{CodingId, DocumentId, RivalId, Span, Stance, tidy_spans};
use std::collections::BTreeMap;

/// What fills the middle of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Room {
    /// The reader.
    #[default]
    Read,
    /// The table of all codings.
    Passages,
    /// The implication table.
    Implications,
    /// The works that the documents cite.
    Sources,
    /// The hits of a search, each in the middle of its line.
    Concordance,
}

/// How other coders' codings are shown.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Others {
    /// Like one's own.
    #[default]
    Show,
    /// Paler than one's own.
    Dim,
    /// Not in the reader; still in tables.
    Hide,
    /// Nowhere: not in the reader, tables, counts or searches, so that they cannot sway.
    Blind,
}

/// Selected text: where the selection was begun and where the caret is, and parts that were selected before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Byte at which the selection began.
    pub anchor: usize,
    /// Byte at which the caret stands.
    pub head: usize,
    /// Parts that were selected before with Ctrl.
    pub parts: Vec<Span>,
}

impl Selection {
    /// A caret with nothing selected.
    pub fn caret(at: usize) -> Self {
        Self {
            anchor: at,
            head: at,
            parts: Vec::new(),
        }
    }

    /// This span, with the caret at its end.
    pub fn of(span: Span) -> Self {
        Self {
            anchor: span.start,
            head: span.end,
            parts: Vec::new(),
        }
    }

    /// The part that is being selected.
    pub fn current(&self) -> Span {
        Span::new(self.anchor.min(self.head), self.anchor.max(self.head))
    }

    /// All parts, in order and apart.
    pub fn spans(&self) -> Vec<Span> {
        tidy_spans(self.parts.iter().copied().chain([self.current()]).collect())
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.anchor == self.head
    }
}

/// A place that the reader is asked to show. Each request has its own number, so that the same place can be asked for
/// twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// Greater for each request.
    pub number: u64,
    /// What to bring into sight.
    pub span: Span,
    /// Whether to put it near the top rather than wherever is nearest.
    pub at_top: bool,
}

/// What a person is looking at.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// What fills the middle of the window.
    pub room: Room,
    /// The document in the reader.
    pub document: Option<DocumentId>,
    /// The selected text in it.
    pub selection: Selection,
    /// The selected codings, the one last chosen last.
    pub codings: Vec<CodingId>,
    /// The stance that the next coding gets.
    pub stance: Stance,
    /// How the next coding bears on rival explanations.
    pub rivals: BTreeMap<RivalId, Stance>,
    /// The rival that was chosen; see [`Session::current_rival`](super::Session::current_rival).
    pub rival: Option<RivalId>,
    /// How other coders' codings are shown.
    pub others: Others,
    /// The place that the reader was last asked to show.
    pub reveal: Option<Reveal>,
}

impl View {
    /// Asks the reader to show a place.
    pub(super) fn reveal(&mut self, span: Span, at_top: bool) {
        let number = self.reveal.map_or(1, |last| last.number + 1);
        self.reveal = Some(Reveal {
            number,
            span,
            at_top,
        });
    }
}
