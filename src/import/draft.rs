//! A text that is being put together out of a file, paragraph by paragraph, with its map.
//!
//! What goes in is normalised here and nowhere else, so that all offsets are final: see [`normal`](super::normal).

use super::normal::Normal;
use crate::project::Span;
use crate::text::{Cue, Headline, LeftOut, Link, Map, MappedNote, NoteKind, Page, PageTrouble};
use std::collections::HashMap;

/// A text that is being put together. Words are pushed into the open paragraph, which [`end`](Draft::end) closes.
#[derive(Debug, Default)]
pub struct Draft {
    text: String,
    map: Map,
    open: Vec<Piece>,
    /// Notes by the name that the file gives them: their places in the map.
    notes: HashMap<String, usize>,
    note: Option<usize>,
    table: Option<usize>,
    normal: Normal,
}

/// What an open paragraph is made of.
#[derive(Debug)]
enum Piece {
    Words(String),
    Mark { note: usize, words: String },
    LinkStart,
    LinkEnd(String),
    Page(Page),
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Ordinary text, an item of a list, a caption.
    Body,
    /// A heading, 1 to 6.
    Heading(u8),
}

impl Draft {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words to the open paragraph. A line end in them stays one; a tab is a tab.
    pub fn push(&mut self, words: &str) {
        match self.open.last_mut() {
            Some(Piece::Words(last)) => last.push_str(words),
            _ if words.is_empty() => {}
            _ => self.open.push(Piece::Words(words.to_owned())),
        }
    }

    /// Adds the mark of a note, as it is to be seen: "¹²" for 12. `name` is how the file calls the note.
    pub fn mark(&mut self, name: &str, label: &str, kind: NoteKind) {
        let note = self.note_of(name, label, kind);
        self.open.push(Piece::Mark {
            note,
            words: raised(label),
        });
    }

    /// The words from here to [`link_end`](Draft::link_end) lead elsewhere. Links do not nest.
    pub fn link_start(&mut self) {
        self.open.push(Piece::LinkStart);
    }

    /// The link that was started leads here.
    pub fn link_end(&mut self, address: &str) {
        self.open.push(Piece::LinkEnd(address.to_owned()));
    }

    /// A page starts here, in the open paragraph too. `label` is its number as printed.
    pub fn page(&mut self, label: &str, counted: u32, trouble: Option<PageTrouble>) {
        self.open.push(Piece::Page(Page {
            start: 0,
            label: label.to_owned(),
            to: String::new(),
            counted,
            trouble,
        }));
    }

    /// Closes the open paragraph; one without words leaves nothing but the pages that start in it. Gives where it
    /// stands now.
    pub fn end(&mut self, block: Block) -> Span {
        let start = self.text.len();
        let pieces = std::mem::take(&mut self.open);
        let mut link = None;
        for piece in pieces {
            self.set(piece, start, &mut link);
        }
        let kept = self.text[start..].trim_end_matches([' ', '\t', '\n']).len();
        self.cut_back(start + kept);
        let span = Span::new(start, self.text.len());
        if span.is_empty() {
            return span;
        }
        if let Block::Heading(level) = block {
            self.map.headings.push(Headline {
                span,
                level: level.clamp(1, 6),
            });
        }
        if let Some(note) = self.note {
            self.map.notes[note].spans.push(span);
        }
        if let Some(table) = self.table {
            self.map.tables[table].end = span.end;
        }
        self.text.push('\n');
        span
    }

    fn set(&mut self, piece: Piece, start: usize, link: &mut Option<usize>) {
        match piece {
            Piece::Words(words) => {
                // A paragraph does not start with blanks, wherever its first words come from.
                let words = if self.text.len() == start {
                    words.trim_start_matches([' ', '\n'])
                } else {
                    words.as_str()
                };
                self.normal.push(words, &mut self.text);
            }
            Piece::Mark { note, words } => {
                let at = self.text.len();
                self.text.push_str(&words);
                self.map.notes[note]
                    .marks
                    .push(Span::new(at, self.text.len()));
            }
            Piece::LinkStart => *link = Some(self.text.len()),
            Piece::LinkEnd(address) => {
                if let Some(from) = link.take()
                    && from < self.text.len()
                {
                    let span = Span::new(from, self.text.len());
                    self.map.links.push(Link { span, address });
                }
            }
            Piece::Page(page) => self.map.pages.push(Page {
                start: self.text.len(),
                ..page
            }),
        }
    }

    /// Takes blanks off the end, and what was mapped onto them.
    fn cut_back(&mut self, end: usize) {
        self.text.truncate(end);
        for page in self
            .map
            .pages
            .iter_mut()
            .rev()
            .take_while(|page| page.start > end)
        {
            page.start = end;
        }
        for link in self
            .map
            .links
            .iter_mut()
            .rev()
            .take_while(|link| link.span.end > end)
        {
            link.span.end = end.max(link.span.start.min(end));
            link.span.start = link.span.start.min(end);
        }
        self.map.links.retain(|link| !link.span.is_empty());
    }

    /// Paragraphs from here to [`note_end`](Draft::note_end) are a note, its label ahead of its words: "12. ". `name`
    /// is how the file calls it.
    pub fn note_start(&mut self, name: &str, label: &str, kind: NoteKind) {
        self.note = Some(self.note_of(name, label, kind));
        self.push(&format!("{label}. "));
    }

    /// Paragraphs from here to [`note_end`](Draft::note_end) go on with a note that began on an earlier page.
    pub fn note_again(&mut self, name: &str) {
        self.note = self.notes.get(name).copied();
    }

    /// The note is at its end.
    pub fn note_end(&mut self) {
        self.end(Block::Body);
        self.note = None;
    }

    /// Paragraphs from here to [`table_end`](Draft::table_end) are rows of a table.
    pub fn table_start(&mut self) {
        let at = self.text.len();
        self.table = Some(self.map.tables.len());
        self.map.tables.push(Span::new(at, at));
    }

    /// The table is at its end.
    pub fn table_end(&mut self) {
        self.table = None;
        self.map.tables.retain(|table| !table.is_empty());
    }

    /// A row of a table, as a paragraph: a tab between its cells, blanks for line ends in them.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> Span {
        for (at, cell) in cells.into_iter().enumerate() {
            let words: Vec<&str> = cell.as_ref().split_whitespace().collect();
            let tab = if at == 0 { "" } else { "\t" };
            self.push(&format!("{tab}{}", words.join(" ")));
        }
        self.end(Block::Body)
    }

    /// What comes next is said by this speaker at this time.
    pub fn cue(&mut self, at: u64, until: u64, speaker: &str) {
        self.map.cues.push(Cue {
            start: self.text.len(),
            at,
            until,
            speaker: speaker.to_owned(),
        });
    }

    /// Words of the current page that are not to stand in the text.
    pub fn leave_out(&mut self, words: &str) {
        if let Some(page) = self.map.pages.len().checked_sub(1) {
            let text = words.to_owned();
            self.map.left_out.push(LeftOut { page, text });
        }
    }

    /// The text so far, without the open paragraph.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The map so far, to be added to; its offsets are those of [`text`](Draft::text).
    pub fn map(&mut self) -> &mut Map {
        &mut self.map
    }

    /// The text and its map.
    pub fn finish(mut self) -> (String, Map) {
        self.end(Block::Body);
        let end = self.text.len();
        for page in &mut self.map.pages {
            page.start = page.start.min(end);
        }
        // What the file never gave words to is no note.
        self.map.notes.retain(|note| !note.spans.is_empty());
        self.map.notes.sort_by_key(|note| note.spans[0].start);
        (self.text, self.map)
    }

    fn note_of(&mut self, name: &str, label: &str, kind: NoteKind) -> usize {
        let next = self.map.notes.len();
        let found = *self.notes.entry(name.to_owned()).or_insert(next);
        if found == next {
            self.map.notes.push(MappedNote {
                label: label.to_owned(),
                spans: Vec::new(),
                marks: Vec::new(),
                kind,
            });
        }
        found
    }
}

/// A label as a mark: its digits raised, anything else as it is.
pub fn raised(label: &str) -> String {
    label
        .chars()
        .map(|c| match c {
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4'..='9' => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32)).unwrap_or(c),
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_becomes_a_text_with_its_map() {
        let mut draft = Draft::new();
        draft.page("i", 1, None);
        draft.push("A  ﬁne law ");
        draft.end(Block::Heading(1));
        draft.push("It passed");
        draft.mark("n1", "12", NoteKind::Foot);
        draft.push(" in ");
        draft.link_start();
        draft.push("2008");
        draft.link_end("https://example.org/law");
        draft.page("ii", 2, None);
        draft.push(". ");
        draft.end(Block::Body);
        draft.note_start("n1", "12", NoteKind::Foot);
        draft.push("See the act.");
        draft.note_end();
        draft.table_start();
        draft.row(["Year", "Tier\none"]);
        draft.table_end();
        let (text, map) = draft.finish();
        assert_eq!(
            text,
            "A  fine law\nIt passed¹² in 2008.\n12. See the act.\nYear\tTier one\n"
        );
        assert!(map.fits(&text));
        assert_eq!(&text[map.headings[0].span.range()], "A  fine law");
        let note = &map.notes[0];
        assert_eq!(&text[note.marks[0].range()], "¹²");
        assert_eq!(&text[note.spans[0].range()], "12. See the act.");
        assert_eq!(&text[map.links[0].span.range()], "2008");
        assert_eq!(&text[map.pages[1].start..][..2], ".\n");
        assert_eq!(&text[map.tables[0].range()], "Year\tTier one");
    }
}
