//! What does a search give back?

use crate::project::{DocumentId, Span};

/// A place where a query holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The document.
    pub document: DocumentId,
    /// The bytes of the document's text that are the hit, in order; at least one span. More than one where a hit is
    /// a coding of several parts.
    pub spans: Vec<Span>,
    /// The paragraph in which it starts.
    pub paragraph: usize,
}

impl Hit {
    /// From its first byte to its last.
    pub fn extent(&self) -> Span {
        let start = self.spans.first().map_or(0, |span| span.start);
        Span::new(start, self.spans.last().map_or(start, |span| span.end))
    }
}

/// How many hits are wanted as spans. All are counted in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The most hits to give back.
    pub hits: usize,
}

impl Limit {
    /// All of them.
    pub const NONE: Self = Self { hits: usize::MAX };

    /// The first so many.
    pub fn first(hits: usize) -> Self {
        Self { hits }
    }
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The hits, by document in the order of the scope, then in the order of the text; as many as the limit allows.
    pub hits: Vec<Hit>,
    /// How many there are in all, counted.
    pub total: usize,
    /// How many there are in each document that has any, in the order of the scope.
    pub by_document: Vec<(DocumentId, usize)>,
    /// Whether `hits` holds all of them.
    pub complete: bool,
    /// How many documents were left out because the query asks what they cite, and that has not been read yet.
    pub unread: usize,
}
