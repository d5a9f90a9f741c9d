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
    /// Where in its paragraph it ends, in bytes, where the paragraph goes on after it: a heading that is run in.
    pub run_in: Option<usize>,
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
            let mapped = map.headings.iter().map(|headline| {
                let paragraph = paragraphs.at(headline.span.start);
                let words = text[headline.span.range()].trim();
                let whole = paragraphs.span(paragraph);
                let goes_on = text[whole.range()].trim().len() > words.len();
                let end = headline.span.end.min(whole.end) - whole.start;
                Heading {
                    paragraph,
                    level: headline.level,
                    title: words.split_whitespace().collect::<Vec<_>>().join(" "),
                    run_in: goes_on.then_some(end),
                }
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
                    run_in: None,
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
        let heading = found.ok().map(|at| &self.headings[at]);
        heading
            .filter(|heading| heading.run_in.is_none())
            .map_or(Mark::Body, |heading| Mark::Heading(heading.level))
    }

    /// Where in a paragraph the heading ends that is run into it, in bytes; 0 where there is none.
    pub fn run_in(&self, paragraph: usize) -> usize {
        let found = self
            .headings
            .binary_search_by_key(&paragraph, |heading| heading.paragraph);
        found.map_or(0, |at| self.headings[at].run_in.unwrap_or(0))
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

    /// The page that someone means by its number as printed, else by its number in the file. Where several have the same
    /// number, the next after `from`, in bytes.
    pub fn find_page(&self, asked: &str, from: usize) -> Option<&Page> {
        let asked = asked.trim();
        let asked = asked.strip_prefix("p.").unwrap_or(asked).trim();
        let number: Option<u32> = asked.parse().ok();
        let printed = |page: &&Page| {
            let range = (page.label.parse::<u32>().ok(), page.to.parse::<u32>().ok());
            let inside = matches!((range, number), ((Some(first), Some(last)), Some(number))
                if (first..=last).contains(&number));
            let ends = [page.label.as_str(), &page.to, &page.name()]
                .into_iter()
                .any(|name| !name.is_empty() && name.to_lowercase() == asked.to_lowercase());
            ends || inside
        };
        let mut pages = self.pages.iter().filter(printed);
        let first = pages.next();
        let next = first
            .into_iter()
            .chain(pages)
            .find(|page| page.start > from);
        let counted = |page: &&Page| page.counted != 0 && Some(page.counted) == number;
        next.or(first).or_else(|| self.pages.iter().find(counted))
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

    #[test]
    fn a_page_is_found_by_its_number_as_printed_then_by_its_count() {
        let page = |start, label: &str, to: &str, counted| Page {
            start,
            label: label.to_owned(),
            to: to.to_owned(),
            counted,
            trouble: None,
        };
        let structure = Structure {
            pages: vec![
                page(0, "i", "", 1),
                page(10, "ii", "", 2),
                page(20, "1", "", 3),
                page(30, "8", "10", 0),
                page(40, "1", "", 5),
            ],
            ..Structure::default()
        };
        let found = |asked, from| structure.find_page(asked, from).map(|page| page.start);
        assert_eq!(found("II", 0), Some(10));
        assert_eq!(found("1", 0), Some(20));
        assert_eq!(found("p. 1", 20), Some(40), "the next of that number");
        assert_eq!(found("1", 40), Some(20), "and round again");
        assert_eq!(found("9", 0), Some(30));
        assert_eq!(found("8 to 10", 0), Some(30));
        assert_eq!(found("5", 0), Some(40));
        assert_eq!(found("77", 0), None);
    }

    #[test]
    fn a_heading_that_is_run_in_leaves_its_paragraph_what_it_is() {
        use crate::project::Span;
        use crate::text::Headline;
        let text = "Aims. We ask why.\nMeans\n";
        let map = Map {
            headings: vec![
                Headline {
                    span: Span::new(0, 5),
                    level: 3,
                },
                Headline {
                    span: Span::new(18, 23),
                    level: 2,
                },
            ],
            ..Map::default()
        };
        let structure = Structure::mapped(text, &Paragraphs::of(text), &map);
        assert_eq!(structure.headings()[0].title, "Aims.");
        assert_eq!(structure.mark(0), Mark::Body);
        assert_eq!(structure.mark(1), Mark::Heading(2));
    }
}
