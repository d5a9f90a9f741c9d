//! What can be known from a `&str` alone?

pub mod anchor;
mod breaks;
pub mod fold;
mod map;
pub mod nearly;
mod offsets;
pub mod pages;
mod paragraphs;
pub mod parts;
mod structure;

pub use breaks::{
    grapheme_after, grapheme_at_or_before, grapheme_before, is_right_to_left, line_breaks,
    sentence_at, word_after, word_at, word_before,
};
pub use map::{
    Cue, Headline, LeftOut, Link, Map, MappedNote, NoteKind, Page, PageTrouble, PagesBy,
};
pub use offsets::CodePoints;
pub use paragraphs::Paragraphs;
pub use structure::{Heading, Mark, Structure};

use std::sync::Arc;

/// A document's text with what every room wants to know of it, made once when the document is opened.
#[derive(Clone, Debug)]
pub struct Text {
    string: Arc<str>,
    paragraphs: Paragraphs,
    code_points: CodePoints,
    structure: Structure,
    map: Arc<Map>,
}

impl Text {
    /// Reads through the text once.
    pub fn new(string: impl Into<Arc<str>>) -> Self {
        Self::mapped(string, Map::default())
    }

    /// The same with the map of the text. One that does not fit the text is left aside.
    pub fn mapped(string: impl Into<Arc<str>>, map: Map) -> Self {
        let string = string.into();
        let map = if map.fits(&string) {
            map
        } else {
            Map::default()
        };
        let paragraphs = Paragraphs::of(&string);
        let code_points = CodePoints::of(&string);
        let structure = Structure::mapped(&string, &paragraphs, &map);
        Self {
            string,
            paragraphs,
            code_points,
            structure,
            map: Arc::new(map),
        }
    }

    /// What is known of it besides its letters.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// The text itself.
    pub fn str(&self) -> &str {
        &self.string
    }

    /// The text itself, to share with another thread.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.string)
    }

    /// Where its paragraphs are.
    pub fn paragraphs(&self) -> &Paragraphs {
        &self.paragraphs
    }

    /// Its offsets in code points.
    pub fn code_points(&self) -> &CodePoints {
        &self.code_points
    }

    /// Its headings and pages.
    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    /// Where the byte at `offset` stands, as a citation says it: "p. 12", or "¶ 214" where there are no pages.
    pub fn place(&self, offset: usize) -> String {
        let paragraph = self.paragraphs.at(offset);
        self.structure.page_at(offset).map_or_else(
            || format!("¶ {}", paragraph + 1),
            |page| format!("p. {}", page.name()),
        )
    }
}
