//! What does an e-book say of one of its chapters that the chapter does not?

use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashMap;

/// A file of the book.
pub(super) struct Chapter {
    /// Its path in the container.
    pub path: String,
    /// It, taken apart.
    pub page: Document,
}

/// An entry of the table of contents or of the list of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The part of the chapter that it leads to; empty for its start.
    pub part: String,
    /// Its words, or the number of the page.
    pub label: String,
    /// How deep it stands, from 1.
    pub level: u8,
}

/// Parts that are headings, with their levels.
type Headings = HashMap<NodeId, u8>;
/// Headings ahead of parts.
type Insertions = HashMap<NodeId, Vec<(u8, String)>>;

impl Chapter {
    /// Where printed pages start, by the list of pages.
    pub fn pages(&self, list: &[Entry]) -> HashMap<NodeId, String> {
        let parts = list.iter().filter_map(|entry| {
            let part = self.part(&entry.part)?;
            Some((part.id, entry.label.clone()))
        });
        parts.collect()
    }

    /// Headings by the table of contents, for a chapter that has none of its own: the paragraphs with those words, or
    /// those words where there is no such paragraph.
    pub fn headings(&self, list: &[Entry]) -> (Headings, Insertions) {
        let (mut headings, mut insertions) = (Headings::new(), Insertions::new());
        let own = self.page.select("h1, h2, h3, h4, h5, h6, [role=heading]");
        if own.exists() {
            return (headings, insertions);
        }
        for entry in list.iter().filter(|entry| !entry.label.is_empty()) {
            let Some(part) = self.part(&entry.part) else {
                continue;
            };
            let found = titled(part, &entry.label);
            if found.is_empty() {
                let ahead = block_of(part).unwrap_or(part);
                let there = insertions.entry(ahead.id).or_default();
                there.push((entry.level, entry.label.clone()));
            }
            headings.extend(found.into_iter().map(|block| (block, entry.level)));
        }
        (headings, insertions)
    }

    fn part(&self, name: &str) -> Option<NodeRef<'_>> {
        if name.is_empty() {
            return self.page.body();
        }
        let named = |node: &NodeRef| {
            [node.attr("id"), node.attr("name")]
                .into_iter()
                .flatten()
                .any(|known| &*known == name)
        };
        self.page.body()?.descendants_it().find(named)
    }
}

/// The paragraphs at the start of a part that have the words of a title, if they have: "Chapter 1", "The Mill".
fn titled(part: NodeRef, title: &str) -> Vec<NodeId> {
    let wanted = plain(title);
    let mut so_far = String::new();
    let mut blocks: Vec<NodeId> = Vec::new();
    let mut at = Some(part);
    while let Some(node) = at {
        at = following(node);
        if !node.is_text() || node.text().trim().is_empty() {
            continue;
        }
        let Some(block) = block_of(node) else {
            continue;
        };
        if blocks.contains(&block.id) {
            continue;
        }
        so_far.push_str(&plain(&block.text()));
        blocks.push(block.id);
        if so_far == wanted {
            return blocks;
        }
        if blocks.len() > 3 || !wanted.starts_with(&so_far) {
            break;
        }
    }
    Vec::new()
}

/// The part that comes next in the order of the page.
fn following(node: NodeRef) -> Option<NodeRef> {
    if let Some(child) = node.first_child() {
        return Some(child);
    }
    let mut at = node;
    loop {
        if let Some(next) = at.next_sibling() {
            return Some(next);
        }
        at = at.parent()?;
    }
}

fn block_of(node: NodeRef) -> Option<NodeRef> {
    const BLOCKS: [&str; 9] = [
        "p",
        "div",
        "li",
        "td",
        "dt",
        "dd",
        "blockquote",
        "section",
        "header",
    ];
    std::iter::once(node)
        .chain(node.ancestors_it(Some(20)))
        .find(|node| BLOCKS.iter().any(|name| node.has_name(name)))
}

fn plain(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// XHTML with its empty tags opened: to HTML, `<a id="x"/>` would hold all that follows.
pub(super) fn opened(xhtml: &str) -> String {
    const EMPTY: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    let mut html = String::with_capacity(xhtml.len() + 64);
    let mut rest = xhtml;
    while let Some(at) = rest.find('<') {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else {
            tag_end(rest)
        };
        let Some(end) = end else {
            break;
        };
        let tag = &rest[..end];
        rest = &rest[end..];
        let name: &str = tag[1..]
            .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_')))
            .next()
            .unwrap_or_default();
        let is_open = tag.ends_with("/>") && !name.is_empty() && !EMPTY.contains(&name);
        if is_open {
            html.push_str(&tag[..tag.len() - 2]);
            html.push_str("></");
            html.push_str(name);
            html.push('>');
        } else {
            html.push_str(tag);
        }
    }
    html.push_str(rest);
    html
}

/// Where a tag ends, past the `>` that does not stand in a value.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_tags_of_xhtml_hold_nothing() {
        assert_eq!(
            opened(
                "<p><a id=\"x>\"/>Word<br/><span epub:type='pagebreak' title=\"4\" />s</p><!-- <a/> -->"
            ),
            "<p><a id=\"x>\"></a>Word<br/><span epub:type='pagebreak' title=\"4\" ></span>s</p><!-- <a/> -->"
        );
        assert_eq!(opened("a < b"), "a < b");
    }
}
