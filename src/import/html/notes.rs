//! Which links of a page are marks of notes, and which parts of it are those notes?

use super::address::{beside, resolved, unescaped};
use crate::text::NoteKind;
use dom_query::{Document, NodeId, NodeRef};
use std::collections::{HashMap, HashSet};

/// The notes of a page, or of the pages of a book.
#[derive(Debug, Default)]
pub(in crate::import) struct Notes {
    /// By the key that links name them with.
    by_key: HashMap<String, Note>,
    /// Where marks stand: what a note's own link back leads to.
    marks: HashSet<String>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Note {
    /// As its mark has it: "12", "*".
    pub label: String,
    /// Where it stands.
    pub kind: NoteKind,
    /// The page of the book that it stands on, and the part of that page that it is.
    pub at: (usize, NodeId),
}

/// A link that may be the mark of a note.
struct Candidate {
    key: String,
    label: String,
    /// Raised, or said to be one.
    is_sure: bool,
    /// The names of what it stands in.
    own: Vec<String>,
    link: NodeId,
    page: usize,
}

/// Labels are no longer than that, in letters: "xxxviii", "[123a]".
const LABEL: usize = 7;
/// A note is no longer than that, in bytes; more is a chapter.
const NOTE: usize = 30_000;

impl Notes {
    /// Finds the notes of some pages, each with its path in the book, or its address without `#`, or nothing.
    pub fn of(pages: &[(&str, &Document)]) -> Self {
        let mut candidates = Vec::new();
        let mut wanted = HashSet::new();
        for (page, (path, document)) in pages.iter().enumerate() {
            for link in document.select("a[href]").nodes() {
                if let Some(candidate) = candidate(*link, path, page) {
                    wanted.insert(candidate.key.clone());
                    candidates.push(candidate);
                }
            }
        }
        let targets = targets(pages, &wanted);
        let mut notes = Self::default();
        let mut taken = HashSet::new();
        for candidate in candidates {
            notes.take(candidate, pages, &targets, &mut taken);
        }
        notes
    }

    fn take(
        &mut self,
        candidate: Candidate,
        pages: &[(&str, &Document)],
        targets: &HashMap<String, (usize, NodeId)>,
        taken: &mut HashSet<(usize, NodeId)>,
    ) {
        // A link from a note back to its mark.
        if self.marks.contains(&candidate.key) {
            return;
        }
        if self.by_key.contains_key(&candidate.key) {
            self.marks.extend(candidate.own);
            return;
        }
        let Some(&(page, target)) = targets.get(&candidate.key) else {
            return;
        };
        let Some((_, document)) = pages.get(page) else {
            return;
        };
        let target = NodeRef::new(target, &document.tree);
        let Some(block) = block_of(target) else {
            return;
        };
        let holds_mark = page == candidate.page && is_within(candidate.link, block, document);
        let is_note = candidate.is_sure || says_note(target) || says_note(block);
        if holds_mark || !is_note || block.text().len() > NOTE || !taken.insert((page, block.id)) {
            return;
        }
        let is_foot = kind_of(&block).contains("footnote") || kind_of(&target).contains("footnote");
        let kind = if is_foot {
            NoteKind::Foot
        } else {
            NoteKind::End
        };
        self.marks.extend(candidate.own);
        self.by_key.insert(
            candidate.key,
            Note {
                label: candidate.label,
                kind,
                at: (page, block.id),
            },
        );
    }

    /// The note that a link is the mark of, with its key.
    pub fn marked(&self, link: NodeRef, path: &str) -> Option<(String, &Note)> {
        let href = link.attr("href")?;
        let key = key(path, &href)?;
        let note = self.by_key.get(&key)?;
        (label_of(link)? == note.label || link.text().trim().is_empty()).then_some((key, note))
    }

    /// Whether a link leads from a note back to where its mark stands.
    pub fn leads_back(&self, link: NodeRef, path: &str) -> bool {
        let key = link.attr("href").and_then(|href| key(path, &href));
        key.is_some_and(|key| self.marks.contains(&key))
    }

    /// The notes that stand on a page: their parts of it, with their keys.
    pub fn on(&self, page: usize) -> HashMap<NodeId, String> {
        let here = self.by_key.iter().filter(|(_, note)| note.at.0 == page);
        here.map(|(key, note)| (note.at.1, key.clone())).collect()
    }

    /// A note by its key.
    pub fn get(&self, key: &str) -> Option<&Note> {
        self.by_key.get(key)
    }
}

/// How a link to a part of some page names it: the page's path or address, `#`, and the name of the part.
fn key(path: &str, href: &str) -> Option<String> {
    let (file, name) = href.trim().split_once('#')?;
    let is_address = path.contains("://");
    let file = match file {
        "" => path.to_owned(),
        file if is_address => resolved(path, file),
        file if path.is_empty() || file.contains("://") => return None,
        file => beside(path, &unescaped(file)),
    };
    // Other pages of the web are not read.
    let is_here = !is_address || file == path;
    (is_here && !name.is_empty()).then(|| format!("{file}#{name}"))
}

fn candidate(link: NodeRef, path: &str, page: usize) -> Option<Candidate> {
    let href = link.attr("href")?;
    let label = label_of(link)?;
    let raised =
        |node: &NodeRef| node.has_name("sup") || node.attr_or("style", "").contains("super");
    let near = link.ancestors(Some(3));
    let said = kind_of(&link);
    let is_raised = raised(&link)
        || near.iter().any(raised)
        || link.children_it(false).any(|child| raised(&child));
    let is_said = ["noteref", "footnote", "endnote", "fnref", "fn-ref"]
        .iter()
        .any(|word| said.contains(word));
    let is_bracketed = link.text().trim().starts_with(['[', '(']);
    let is_digit_or_sign = label.chars().all(|c| !c.is_alphabetic());
    if !(is_raised || is_said || (is_bracketed && is_digit_or_sign)) {
        return None;
    }
    let parts = near.iter().take(2).chain(std::iter::once(&link));
    let inner = link.descendants_it().take(4);
    let own = parts
        .copied()
        .chain(inner)
        .flat_map(|node| [node.attr("id"), node.attr("name")])
        .flatten()
        .map(|name| format!("{path}#{name}"))
        .collect();
    Some(Candidate {
        key: key(path, &href)?,
        label,
        is_sure: is_raised || is_said,
        own,
        link: link.id,
        page,
    })
}

/// The words of a link as the label of a note, if they can be one.
fn label_of(link: NodeRef) -> Option<String> {
    let text = link.text();
    let label = text
        .trim()
        .trim_matches(['[', ']', '(', ')', '{', '}'])
        .trim();
    let is_label = !label.is_empty()
        && label.chars().count() <= LABEL
        && !label.contains(char::is_whitespace)
        && !label.contains(['↩', '↑', '^', '←', '¶']);
    is_label.then(|| label.to_owned())
}

/// What a part says that it is: its types, roles and classes.
fn kind_of(node: &NodeRef) -> String {
    ["epub:type", "role", "class", "type"]
        .map(|name| node.attr_or(name, "").to_ascii_lowercase())
        .join(" ")
}

/// Whether a part is named like a note, or is said to be one.
fn says_note(node: NodeRef) -> bool {
    let near = node.ancestors(Some(2));
    let all = std::iter::once(&node).chain(&near);
    let mut words = all.map(|node| {
        let id = node.attr_or("id", "").to_ascii_lowercase();
        let name = node.attr_or("name", "").to_ascii_lowercase();
        format!("{id} {name} {}", kind_of(node))
    });
    words.any(|words| {
        ["note", "fn", "ftn", "edn", "cite", "reference"]
            .iter()
            .any(|word| words.contains(word))
    })
}

/// The parts that links name.
fn targets(
    pages: &[(&str, &Document)],
    wanted: &HashSet<String>,
) -> HashMap<String, (usize, NodeId)> {
    let mut found = HashMap::new();
    for (page, (path, document)) in pages.iter().enumerate() {
        for node in document.select("[id], a[name]").nodes() {
            for name in [node.attr("id"), node.attr("name")].into_iter().flatten() {
                let key = format!("{path}#{name}");
                if wanted.contains(&key) {
                    found.entry(key).or_insert((page, node.id));
                }
            }
        }
    }
    found
}

/// The part of a page that a note is: the paragraph, item or box around what its mark names.
fn block_of(target: NodeRef) -> Option<NodeRef> {
    const BOXES: [&str; 9] = [
        "li",
        "p",
        "dd",
        "aside",
        "div",
        "tr",
        "section",
        "blockquote",
        "td",
    ];
    let is_box = |node: &NodeRef| BOXES.iter().any(|name| node.has_name(name));
    let mut block = std::iter::once(target)
        .chain(target.ancestors_it(Some(6)))
        .find(is_box)?;
    if block.has_name("td")
        && let Some(row) = block.parent().filter(|row| row.has_name("tr"))
    {
        block = row;
    }
    if block.id == target.id {
        return Some(block);
    }
    // A box around its first paragraph is the note when it is named like one.
    if let Some(around) = block.parent()
        && (around.has_name("div") || around.has_name("li") || around.has_name("aside"))
        && around.first_element_child().map(|first| first.id) == Some(block.id)
        && is_named_note(&around)
    {
        return Some(around);
    }
    // Notes that share a box with nothing between them but line breaks cannot be told apart.
    let shared = (block.has_name("div") || block.has_name("section"))
        && block
            .descendants_it()
            .filter(|node| node.has_name("a") && node.has_attr("name") || node.has_attr("id"))
            .count()
            > 2;
    (!shared).then_some(block)
}

fn is_named_note(node: &NodeRef) -> bool {
    let id = node.attr_or("id", "").to_ascii_lowercase();
    ["fn", "ftn", "edn", "note"]
        .iter()
        .any(|word| id.contains(word))
        && id.ends_with(|c: char| c.is_ascii_digit())
}

fn is_within(inner: NodeId, outer: NodeRef, document: &Document) -> bool {
    let inner = NodeRef::new(inner, &document.tree);
    inner.ancestors_it(None).any(|node| node.id == outer.id)
}
