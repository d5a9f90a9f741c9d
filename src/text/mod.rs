//! What can be known from a `&str` alone?

pub mod anchor;
mod asides;
mod breaks;
mod extent;
pub mod fold;
mod map;
pub mod nearly;
mod offsets;
pub mod pages;
mod paragraphs;
pub mod parts;
pub mod quotes;
mod reading;
mod structure;
pub mod wording;

pub use asides::Asides;
pub use breaks::{
    grapheme_after, grapheme_at_or_before, grapheme_before, is_right_to_left, line_breaks,
    sentence_at, word_after, word_at, word_before,
};
pub use extent::Extent;
pub use map::{
    Cue, Headline, LeftOut, Link, Map, MappedNote, NoteKind, Page, PageTrouble, PagesBy,
};
pub use offsets::CodePoints;
pub use paragraphs::Paragraphs;
pub use reading::{Reading, Unit};
pub use structure::{Heading, Mark, Structure};

use crate::project::Span;
use std::sync::{Arc, OnceLock};

/// A document's text with what every room wants to know of it, made once when the document is opened.
#[derive(Clone, Debug)]
pub struct Text {
    string: Arc<str>,
    paragraphs: Paragraphs,
    code_points: CodePoints,
    structure: Structure,
    map: Arc<Map>,
    /// Made when first asked for.
    reading: OnceLock<Arc<Reading>>,
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
            reading: OnceLock::new(),
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

    /// In which order it is read, and what of it is one paragraph. The first who asks waits for all of the text to be read
    /// through.
    pub fn reading(&self) -> &Arc<Reading> {
        self.reading.get_or_init(|| Arc::new(Reading::of(self)))
    }

    /// Where the byte at `offset` stands, as a citation says it: "p. 12"; "00:12:31" in a transcript; "¶ 214" where
    /// there is neither.
    pub fn place(&self, offset: usize) -> String {
        if let Some(page) = self.structure.page_at(offset) {
            return format!("p. {}", page.name());
        }
        if let Some(cue) = self.map.cue_at(offset) {
            return cue.time();
        }
        format!("¶ {}", self.paragraphs.at(offset) + 1)
    }

    /// A span without the notes that stand in the midst of a paragraph of it, where a page cuts that paragraph.
    pub fn without_cuts(&self, span: Span) -> Vec<Span> {
        let mut parts = Vec::new();
        let mut start = span.start;
        for cut in self.map.cuts_in(span) {
            let blank = self
                .string
                .get(cut.range())
                .is_none_or(|words| words.trim().is_empty());
            if !blank {
                parts.push(Span::new(start, cut.start));
                start = cut.end;
            }
        }
        parts.push(Span::new(start, span.end));
        parts
    }

    /// Whether what lies between two parts of a passage is only where a page cuts a paragraph, so that they read on.
    pub fn reads_on(&self, first: Span, next: Span) -> bool {
        let between = Span::new(first.end.min(next.start), next.start);
        let cuts = &self.map.cuts;
        let after = cuts.partition_point(|cut| cut.start < between.start);
        let words = |from: usize, to: usize| self.string.get(from..to).unwrap_or_default().trim();
        // The first part may have lost the blank at its end, and so end ahead of the cut.
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten();
        near.filter_map(|at| cuts.get(at)).any(|cut| {
            let outside = [
                (between.start.min(cut.start), between.start.max(cut.start)),
                (between.end.min(cut.end), between.end.max(cut.end)),
            ];
            outside
                .into_iter()
                .all(|(from, to)| words(from, to).is_empty())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUT: &str = "The law was\n1. A note.\nnew then.\n";

    fn cut() -> Text {
        let map = Map {
            cuts: vec![Span::new(11, 23)],
            ..Map::default()
        };
        Text::mapped(CUT, map)
    }

    #[test]
    fn a_sentence_that_a_page_cuts_comes_without_the_note_between_its_halves() {
        let text = cut();
        let words = |span: Span| -> Vec<&str> {
            let parts = text.without_cuts(span).into_iter();
            parts.map(|part| &CUT[part.range()]).collect()
        };
        assert_eq!(words(Span::new(0, 32)), ["The law was", "new then."]);
        assert_eq!(words(Span::new(0, 20)), ["The law was\n1. A not"]);
        assert_eq!(words(Span::new(11, 32)), ["\n1. A note.\nnew then."]);
        assert!(text.reads_on(Span::new(0, 11), Span::new(23, 32)));
        assert!(text.reads_on(Span::new(0, 11), Span::new(22, 32)));
        assert!(!text.reads_on(Span::new(0, 7), Span::new(23, 32)));
    }

    #[test]
    fn a_place_is_a_page_or_a_time_or_a_paragraph() {
        let mut map = Map {
            cues: vec![Cue {
                start: 12,
                at: 751_999,
                until: 751_999,
                speaker: String::new(),
            }],
            ..Map::default()
        };
        let place = |map: &Map, at| Text::mapped(CUT, map.clone()).place(at);
        assert_eq!(place(&map, 0), "¶ 1");
        assert_eq!(place(&map, 12), "00:12:31");
        map.pages.push(Page {
            start: 0,
            label: "8".to_owned(),
            to: "10".to_owned(),
            counted: 0,
            trouble: None,
        });
        assert_eq!(place(&map, 12), "p. 8 to 10");
    }
}
