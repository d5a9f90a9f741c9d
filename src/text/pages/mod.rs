//! On which pages was a text that has none any more?
//!
//! A text that once was pages often still says so: its table of contents gives the pages of its headings, the notes at the
//! foot of a page come before the words of the next one, or the number of each page was left standing on a line of its own.
//! Each rule tells no more than it knows: where that is a range, the page is a range, and nothing is guessed.

mod bounds;
mod contents;
mod printed;
mod set;

pub use bounds::Anchor;
pub use contents::{Entry, contents};
pub use set::{parse_name, put_page, remove_page, rename_page};

use super::{Headline, Map, Page, PagesBy, Text};
use crate::project::Span;

/// Where the pages of a text are, as far as rules can tell, and what they rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The rule, in words that complete "Pages by …".
    pub rule: String,
    /// The pages, in order.
    pub pages: Vec<Page>,
    /// What gives them: places whose page the text itself says.
    pub anchors: Vec<Anchor>,
    /// The headings that its table of contents lists.
    pub headings: Vec<Headline>,
}

impl Proposal {
    /// How many of the pages are known, and how many are a range.
    pub fn counts(&self) -> (usize, usize) {
        let known = self.pages.iter().filter(|page| page.to.is_empty()).count();
        (known, self.pages.len() - known)
    }

    /// Puts the pages into a map, and the headings where it has none.
    pub fn put_into(self, map: &mut Map) {
        map.pages_by = PagesBy::Rule(self.rule);
        map.pages = self.pages;
        if map.headings.is_empty() {
            map.headings = self.headings;
        }
    }
}

/// Fewer places than that could be chance.
const ANCHORS: usize = 3;

/// What the rules say of a text; `notes` are the notes that stand in it, in order. None where they say nothing.
pub fn propose(text: &Text, notes: &[Span]) -> Option<Proposal> {
    if let Some(pages) = printed::pages(text) {
        return Some(Proposal {
            rule: "the page numbers that stand in the text".to_owned(),
            anchors: Vec::new(),
            headings: Vec::new(),
            pages,
        });
    }
    let entries = contents(text);
    let matched = contents::matched(text, &entries);
    let anchors = contents::anchors(&matched);
    if anchors.len() < ANCHORS {
        return None;
    }
    let ends = page_ends(text, notes);
    // Notes at the end of a chapter, or on a few pages only, part no pages.
    let numbers = || anchors.iter().map(|anchor| anchor.number);
    let covered = numbers().max().zip(numbers().min()).map(|(a, b)| a - b);
    let at_feet = ends.len() * 2 >= covered.unwrap_or(0) as usize;
    let (rule, ends) = if at_feet {
        (
            "the table of contents and the notes at the feet of pages",
            ends,
        )
    } else {
        ("the table of contents", Vec::new())
    };
    let pages = bounds::pages(&anchors, &ends);
    Some(Proposal {
        rule: rule.to_owned(),
        pages,
        anchors,
        headings: contents::headlines(&matched),
    })
}

/// Where a page ends because its notes do: the starts of paragraphs after notes that are no note.
fn page_ends(text: &Text, notes: &[Span]) -> Vec<usize> {
    let paragraphs = text.paragraphs();
    let mut ends = Vec::new();
    let mut after_note = false;
    let mut next = 0;
    for paragraph in 0..paragraphs.count() {
        let span = paragraphs.span(paragraph);
        if text.str()[span.range()].trim().is_empty() {
            continue;
        }
        while notes.get(next).is_some_and(|note| note.end <= span.start) {
            next += 1;
        }
        let is_note = notes.get(next).is_some_and(|note| note.overlaps(span));
        if after_note && !is_note {
            ends.push(span.start);
        }
        after_note = is_note;
    }
    ends
}

#[cfg(test)]
mod tests;
