//! Which headings and pages does a text have: those of its map, or without one those that it shows by itself?

use super::{Map, Page, Paragraphs};
use std::ops::Range;

/// Headings and pages of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    headings: Vec<Heading>,
    pages: Vec<Page>,
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The paragraph that it is.
    pub paragraph: usize,
    /// 1 for the highest.
    pub level: u8,
    /// Its words without marks.
    pub title: String,
}

/// What the marks of a paragraph say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A heading of this level.
    Heading(u8),
    /// Anything else.
    Body,
}

impl Structure {
    /// Those that a map knows. What it knows nothing of is read off the text.
    pub fn mapped(text: &str, paragraphs: &Paragraphs, map: &Map) -> Self {
        let mut structure = Self::of(text, paragraphs);
        if !map.headings.is_empty() {
            let mapped = map.headings.iter().map(|headline| Heading {
                paragraph: paragraphs.at(headline.span.start),
                level: headline.level,
                title: text[headline.span.range()].trim().to_owned(),
            });
            structure.headings = mapped.collect();
            structure.headings.dedup_by_key(|heading| heading.paragraph);
        }
        if !map.pages.is_empty() {
            structure.pages.clone_from(&map.pages);
        }
        structure
    }

    /// Reads them off the text: Markdown's `#` headings, and form feeds between pages.
    pub fn of(text: &str, paragraphs: &Paragraphs) -> Self {
        let mut headings = Vec::new();
        for start in memchr::memchr_iter(b'#', text.as_bytes()) {
            let paragraph = paragraphs.at(start);
            let span = paragraphs.span(paragraph);
            if span.start == start
                && let Some((level, title)) = heading(&text[span.range()])
            {
                headings.push(Heading {
                    paragraph,
                    level,
                    title: title.to_owned(),
                });
            }
        }
        Self {
            headings,
            pages: fed_pages(text),
        }
    }

    /// The headings, in order.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// What a paragraph is.
    pub fn mark(&self, paragraph: usize) -> Mark {
        let found = self
            .headings
            .binary_search_by_key(&paragraph, |heading| heading.paragraph);
        found.map_or(Mark::Body, |at| Mark::Heading(self.headings[at].level))
    }

    /// The heading that a paragraph stands under, or is.
    pub fn heading_over(&self, paragraph: usize) -> Option<&Heading> {
        let after = self
            .headings
            .partition_point(|heading| heading.paragraph <= paragraph);
        after.checked_sub(1).map(|at| &self.headings[at])
    }

    /// The pages, in order; empty where nothing is known of them.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The page of an offset; none where nothing is known of it.
    pub fn page_at(&self, offset: usize) -> Option<&Page> {
        let after = self.pages.partition_point(|page| page.start <= offset);
        let page = after.checked_sub(1).map(|at| &self.pages[at]);
        page.filter(|page| page.is_known())
    }

    /// The bytes of the marks of a heading, which a reader need not see: `## ` at its start.
    pub fn marks_of(paragraph: &str) -> Range<usize> {
        let words = paragraph.trim_start_matches('#').trim_start();
        0..if heading(paragraph).is_some() {
            paragraph.len() - words.len()
        } else {
            0
        }
    }
}

/// Pages between form feeds, numbered from 1; none where there is no form feed.
fn fed_pages(text: &str) -> Vec<Page> {
    let feeds = memchr::memchr_iter(b'\x0c', text.as_bytes()).map(|at| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(feeds).collect();
    if starts.len() == 1 {
        return Vec::new();
    }
    let numbered = (1_u32..).zip(starts);
    numbered
        .map(|(number, start)| Page {
            start,
            label: number.to_string(),
            to: String::new(),
            counted: number,
            trouble: None,
        })
        .collect()
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let title = words.trim().trim_end_matches('#').trim_end();
    let plain = title.trim_matches(['*', '_']);
    let marked = (1..=6).contains(&level) && words.starts_with([' ', '\t']) && !plain.is_empty();
    marked.then(|| (u8::try_from(level).unwrap_or(6), plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_pages_are_read_off_the_text() {
        let text = "# One\nbody #2\n\u{c}## **Two** ##\n#no\nmore\n";
        let paragraphs = Paragraphs::of(text);
        let structure = Structure::of(text, &paragraphs);
        let titles: Vec<_> = structure
            .headings()
            .iter()
            .map(|h| (h.level, h.title.as_str()))
            .collect();
        assert_eq!(
            titles,
            [(1, "One")],
            "a heading starts its line; the form feed stands before this one"
        );
        let label = |offset| structure.page_at(offset).map(|page| page.label.as_str());
        assert_eq!(label(0), Some("1"));
        assert_eq!(label(text.len()), Some("2"));
        assert_eq!(
            structure.heading_over(1).map(|h| h.title.as_str()),
            Some("One")
        );
    }
}
