//! On which pages was a text: found by rules, put right by a person, and kept in the map beside the text.

use super::Session;
use crate::citations::{self, Kind};
use crate::project::{DocumentId, Span, Transaction};
use crate::text::pages::{self, Proposal};
use crate::text::{Map, PagesBy, Text};

/// What a person says of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageChange {
    /// A page of this name starts at this byte: "12", "xii", "8 to 10".
    Put(usize, String),
    /// No page starts at this byte.
    Remove(usize),
}

/// Where the rules say that the pages of a text are, by its contents, its notes and the numbers that stand in it; none
/// where they say nothing.
pub fn pages_by_rules(text: &Text) -> Option<Proposal> {
    let cited = citations::of(text);
    let notes = cited.list.iter();
    let notes = notes.filter(|found| found.kind == Kind::FootnoteText);
    let mut spans: Vec<Span> = notes.flat_map(|note| note.spans.iter().copied()).collect();
    spans.sort_unstable();
    pages::propose(text, &spans)
}

impl Session {
    /// Finds the pages of a document by rules, in place of those that it has.
    ///
    /// # Errors
    /// The rules find none, or the map cannot be kept.
    pub(super) fn find_pages(&mut self, id: DocumentId) -> Result<(), String> {
        let text = self.text_to_map(id)?;
        let found = pages_by_rules(&text).ok_or(
            "Nothing in this text says where its pages are: no table of contents that its headings match, no notes at the \
             feet of pages, no page numbers on lines of their own. Put the caret where a page starts and say its number",
        )?;
        let mut map = text.map().clone();
        found.put_into(&mut map);
        self.put_map(id, &map, "Find pages")
    }

    /// Puts a page right, as a person says.
    ///
    /// # Errors
    /// What was said is no page, or the map cannot be kept.
    pub(super) fn change_page(
        &mut self,
        id: DocumentId,
        change: &PageChange,
    ) -> Result<(), String> {
        let text = self.text_to_map(id)?;
        let mut map = text.map().clone();
        map.pages = text.structure().pages().to_vec();
        let label = match change {
            PageChange::Put(start, name) => {
                let (first, last) = pages::parse_name(name)?;
                if !text.str().is_char_boundary(*start) {
                    return Err("A page cannot start inside a letter".to_owned());
                }
                if map.pages.iter().any(|page| page.start == *start) {
                    pages::rename_page(&mut map.pages, *start, &first, &last);
                } else {
                    pages::put_page(&mut map.pages, *start, &first);
                    pages::rename_page(&mut map.pages, *start, &first, &last);
                }
                format!("Page {} starts here", name.trim())
            }
            PageChange::Remove(start) => {
                pages::remove_page(&mut map.pages, *start);
                "Remove the start of a page".to_owned()
            }
        };
        map.pages_by = PagesBy::Person;
        map.left_out.retain(|left| left.page < map.pages.len());
        self.put_map(id, &map, &label)
    }

    fn text_to_map(&self, id: DocumentId) -> Result<std::sync::Arc<Text>, String> {
        let text = self.text(id).cloned();
        text.ok_or_else(|| {
            "The text of this document is not there yet. Try again in a moment".to_owned()
        })
    }

    /// Keeps another map of the text of a document, as one step.
    pub(super) fn put_map(&mut self, id: DocumentId, map: &Map, label: &str) -> Result<(), String> {
        let mut document = self
            .project
            .documents()
            .get(id)
            .cloned()
            .ok_or("This document is no longer there")?;
        let kept = self.store().texts().add_map(&document.file, map);
        document.map = kept.map_err(|error| error.to_string())?;
        self.perform(&Transaction::new(label).put(document))
    }
}
