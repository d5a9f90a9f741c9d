//! What does a person ask for?

mod cites;
mod fields;
mod lexer;
mod parser;
mod phrase;

pub(super) use cites::{Cites, What};
pub(super) use fields::{Name, Test};
pub(super) use phrase::Phrase;

use super::QueryError;
use super::pattern::Pattern;
use regex::Regex;

/// A query, understood.
///
/// | typed | means |
/// |---|---|
/// | `forced labour` | paragraphs that have both words; `AND` may stand between |
/// | `a OR b`, `a NOT b`, `-b`, `( )` | either; without; grouping. `AND` binds tighter than `OR` |
/// | `"watch list"` | these words, one after the other |
/// | `traffick*`, `wom?n`, `Gevorgian~1` | words that start so; of this form; with one slip (`~2`: two) |
/// | `a NEAR/8 b`, `a W/2 b` | at most 8 words apart, either order; at most 2, in this order |
/// | `/regex/` | a regular expression on the paragraph as it is written; capitals and small letters are alike, as they are
///   everywhere in a query, unless it starts with `(?-i)`; `/regex/i` is the same |
/// | `year:2004`, `year:2004..2008` | a year that the paragraph names |
/// | `doc:`, `case:` | documents by file name, title or author; by case |
/// | `code:`, `stance:`, `coder:` | passages coded so, all by one coding; `*` at the end for a beginning |
/// | `cite:efrat:2012`, `cite:"Ministry of Labour"`, `cite:efr*:2008..2012` | citations of works by these names and years |
/// | `cable:06LIMA309`, `cable:"Kuala Lumpur"`, `cable:BUENOS* year:2006..2008` | citations of cables, by post and own year |
/// | `uncoded:yes`, `uncoded:no` | paragraphs that no coding touches, or one does |
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// What must hold; none for an empty query.
    pub(super) root: Option<Node>,
    /// The words that it asks for; phrases name them by number.
    pub(super) units: Vec<Pattern>,
}

impl Query {
    /// Reads what a person typed. Forgives what is not finished yet: an open quote or parenthesis closes at the end,
    /// and an operator with nothing after it is left out.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parser::parse(text)
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Whether it asks what documents cite, which the [`Scope`](super::Scope) has to tell.
    pub fn asks_citations(&self) -> bool {
        self.root.as_ref().is_some_and(Node::asks_citations)
    }

    /// Whether the texts alone decide what it finds: it asks for no document, case or coding, which the project says,
    /// nor for citations.
    pub fn asks_texts_alone(&self) -> bool {
        self.root.as_ref().is_none_or(Node::asks_texts_alone)
    }
}

/// A part of a query.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A word, or words one after the other.
    Words(Phrase),
    /// One near the other, at most so many words apart.
    Near {
        left: Box<Node>,
        right: Box<Node>,
        distance: u32,
        ordered: bool,
    },
    /// All of them, in one paragraph.
    And(Vec<Node>),
    /// Any of them.
    Or(Vec<Node>),
    /// Paragraphs in which it does not hold.
    Not(Box<Node>),
    /// A regular expression.
    Regex(Regex),
    /// Documents whose file name, title or author has this in it, folded.
    Document(String),
    /// Documents of this case, and passages coded for it.
    Case(Name),
    /// Passages with a coding of which all this is true.
    Coded(Vec<Test>),
    /// Whether no coding touches the paragraph.
    Uncoded(bool),
    /// Places that cite this.
    Cited(Cites),
}

impl Node {
    fn asks_texts_alone(&self) -> bool {
        match self {
            Self::Words(_) | Self::Regex(_) => true,
            Self::Near { left, right, .. } => left.asks_texts_alone() && right.asks_texts_alone(),
            Self::And(parts) | Self::Or(parts) => parts.iter().all(Self::asks_texts_alone),
            Self::Not(part) => part.asks_texts_alone(),
            Self::Document(_)
            | Self::Case(_)
            | Self::Coded(_)
            | Self::Uncoded(_)
            | Self::Cited(_) => false,
        }
    }

    fn asks_citations(&self) -> bool {
        match self {
            Self::Cited(_) => true,
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::asks_citations),
            Self::Not(part) => part.asks_citations(),
            _ => false,
        }
    }

    /// Whether it finds cables and nothing else.
    fn is_cables(&self) -> bool {
        match self {
            Self::Cited(cites) => matches!(cites.what, What::Cable { .. }),
            Self::Or(parts) => parts.iter().all(Self::is_cables),
            _ => false,
        }
    }

    /// Has it find only cables of these years.
    fn within(&mut self, years: (u32, u32)) {
        match self {
            Self::Cited(cites) if matches!(cites.what, What::Cable { .. }) => cites.within(years),
            Self::Or(parts) if parts.iter().all(Self::is_cables) => {
                parts.iter_mut().for_each(|part| part.within(years));
            }
            _ => {}
        }
    }

    /// Whether it finds words, which can stand near others.
    fn is_words(&self) -> bool {
        match self {
            Self::Words(_) | Self::Near { .. } => true,
            Self::Or(parts) => parts.iter().all(Self::is_words),
            _ => false,
        }
    }
}
