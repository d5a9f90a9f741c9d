//! How do the parts of a page become the paragraphs of a text?
//!
//! The walk goes down and up by hand, not by recursion: however deep a page is nested, the stack stays flat.

use super::address::resolved;
use super::notes::Notes;
use super::parts::{List, heading, is_block, is_layout, is_unseen, page_label};
use crate::import::{Block, Draft, raised};
use crate::text::NoteKind;
use dom_query::{NodeData, NodeId, NodeRef};
use std::collections::{HashMap, HashSet};

/// What is known of a page ahead of the walk.
#[derive(Debug, Default)]
pub(in crate::import) struct Site {
    /// Where its links start from.
    pub base: String,
    /// Its path in a book, or its address without `#`: what links to its parts name.
    pub path: String,
    /// Its parts that are notes, with their keys; empty where the notes are walked by themselves.
    pub notes: HashMap<NodeId, String>,
    /// Its parts where a printed page starts, with the number of that page.
    pub pages: HashMap<NodeId, String>,
    /// Its parts that are headings without saying so.
    pub headings: HashMap<NodeId, u8>,
    /// Headings that are to stand ahead of its parts.
    pub insertions: HashMap<NodeId, Vec<(u8, String)>>,
}

/// Takes a page to a draft.
pub(in crate::import) struct Walker<'a> {
    draft: &'a mut Draft,
    site: &'a Site,
    notes: &'a Notes,
    /// The keys of the notes whose marks were met, in the order of the text.
    pub marked: Vec<String>,
    met: HashSet<String>,
    /// The open paragraph, or cell, has words.
    has_words: bool,
    /// A blank waits for the next word.
    blank: bool,
    /// The sign of an item waits for its words.
    sign: Option<String>,
    lists: Vec<List>,
    heading: Option<u8>,
    verbatim: usize,
    /// Where the words lead, and whether the draft knows that already.
    link: Option<String>,
    link_open: bool,
    /// The readings of the letters so far, where letters are read out beside them.
    readings: String,
    in_reading: bool,
    tables: Vec<Table>,
    /// The label of the note that starts, until its words do.
    label: Option<Label>,
    in_note: bool,
    /// A note that is walked by itself, hidden or not.
    alone: Option<NodeId>,
    pages: u32,
    is_full: bool,
}

/// The label that a note may start with, which the draft sets by itself.
struct Label {
    words: String,
    /// An item of a numbered list has a number anyway: only "[1]" and "1." are its label, not the "1" of "1 Kings".
    is_marked: bool,
}

/// What ends when a part of the page does.
enum End {
    Nothing,
    Block,
    Heading,
    List,
    Item,
    Link,
    Verbatim,
    Ruby,
    Reading,
    Table,
    Row,
    Note,
}

/// A table that is being walked.
#[derive(Default)]
struct Table {
    started: bool,
    /// Where the next cell goes, and how many tabs the row has so far.
    column: usize,
    tabs: usize,
    /// For each column, how many rows below are covered by the cell above.
    covered: Vec<usize>,
}

/// Longest text that is read from one file, in bytes.
const TEXT: usize = 50_000_000;
/// Cells that reach down are followed up to this column.
const COLUMNS: usize = 10_000;
/// A cell is taken for no wider or taller than that.
const WIDEST: usize = 100;

impl<'a> Walker<'a> {
    /// Starts at the end of a draft. `pages` is how many printed pages it has so far.
    pub fn new(draft: &'a mut Draft, site: &'a Site, notes: &'a Notes, pages: u32) -> Self {
        Self {
            draft,
            site,
            notes,
            marked: Vec::new(),
            met: HashSet::new(),
            has_words: false,
            blank: false,
            sign: None,
            lists: Vec::new(),
            heading: None,
            verbatim: 0,
            link: None,
            link_open: false,
            readings: String::new(),
            in_reading: false,
            tables: Vec::new(),
            label: None,
            in_note: false,
            alone: None,
            is_full: false,
            pages,
        }
    }

    /// Whether the text became too long; the walk ends there.
    pub fn is_full(&self) -> bool {
        self.is_full
    }

    /// How many printed pages there are by now.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// Takes a part of the page, with all in it, and ends its last paragraph.
    pub fn walk(&mut self, root: NodeRef) {
        let mut ends = Vec::new();
        let mut at = root;
        'down: loop {
            if let Some(end) = self.enter(at) {
                if let Some(child) = at.first_child() {
                    ends.push(end);
                    at = child;
                    continue;
                }
                self.leave(end);
            }
            loop {
                if at.id == root.id || self.is_full {
                    break 'down;
                }
                if let Some(next) = at.next_sibling() {
                    at = next;
                    break;
                }
                let (Some(parent), Some(end)) = (at.parent(), ends.pop()) else {
                    break 'down;
                };
                at = parent;
                self.leave(end);
            }
        }
        self.end_block();
    }

    /// Takes a note that stands elsewhere.
    pub fn note(&mut self, key: &str, node: NodeRef) {
        if self.note_starts(key, &node) {
            self.alone = Some(node.id);
            self.walk(node);
            self.leave(End::Note);
        }
    }

    /// Opens a part of the page; none where what is in it is done with.
    fn enter(&mut self, node: NodeRef) -> Option<End> {
        let text = node.query_or(None, |node| match &node.data {
            NodeData::Text { contents } => Some(contents.to_string()),
            _ => None,
        });
        if let Some(text) = text {
            self.words(&text);
            return None;
        }
        let Some(name) = node.node_name() else {
            // The document itself, comments and the like.
            return node.first_child().map(|_| End::Nothing);
        };
        let name: &str = &name;
        let note = self.site.notes.get(&node.id).filter(|_| !self.in_note);
        if note.is_none() && self.alone != Some(node.id) && is_unseen(&node, name) {
            return None;
        }
        if let Some(headings) = self.site.insertions.get(&node.id) {
            self.insert(headings);
        }
        if self.page_starts(&node) {
            return None;
        }
        if let Some(key) = note
            && self.note_starts(key, &node)
        {
            return Some(End::Note);
        }
        let said = self.site.headings.get(&node.id).copied();
        if let Some(level) = said.or_else(|| heading(&node, name))
            && self.tables.is_empty()
            && self.heading.is_none()
        {
            self.end_block();
            self.heading = Some(level);
            return Some(End::Heading);
        }
        self.enter_named(node, name)
    }

    fn enter_named(&mut self, node: NodeRef, name: &str) -> Option<End> {
        match name {
            "br" | "hr" => self.end_block(),
            "wbr" => {}
            "img" => self.picture(&node),
            "a" => return self.enter_link(node),
            "sup" => return self.enter_raised(node),
            "ruby" => {
                self.readings.clear();
                return Some(End::Ruby);
            }
            "rt" => {
                self.in_reading = true;
                return Some(End::Reading);
            }
            "pre" | "listing" | "xmp" => {
                self.end_block();
                self.verbatim += 1;
                return Some(End::Verbatim);
            }
            "ul" | "ol" | "menu" | "dir" => {
                self.end_block();
                self.lists.push(List::of(&node, name));
                return Some(End::List);
            }
            "li" => {
                self.end_block();
                let sign = self.lists.last_mut().map(|list| list.sign(&node));
                self.sign = sign.filter(|_| self.tables.is_empty() && !self.in_note);
                return Some(End::Item);
            }
            "table" if self.tables.is_empty() => {
                self.end_block();
                if !is_layout(&node, &self.site.notes) {
                    self.tables.push(Table::default());
                    return Some(End::Table);
                }
                return Some(End::Block);
            }
            "caption" if !self.tables.is_empty() => return self.caption(node),
            "tr" if !self.tables.is_empty() => return Some(self.row_starts()),
            "td" | "th" if !self.tables.is_empty() => {
                self.cell_starts(&node);
                return Some(End::Nothing);
            }
            name if is_block(name) => {
                self.end_block();
                return Some(End::Block);
            }
            _ => return Some(End::Nothing),
        }
        None
    }

    fn leave(&mut self, end: End) {
        match end {
            End::Nothing => {}
            End::Block => self.end_block(),
            End::Heading => {
                let level = self.heading.take().unwrap_or(1);
                self.finish(Block::Heading(level));
            }
            End::List => {
                self.end_block();
                self.lists.pop();
            }
            End::Item => {
                self.end_block();
                self.sign = None;
            }
            End::Link => {
                self.close_link();
                self.link = None;
            }
            End::Verbatim => {
                self.end_block();
                self.verbatim -= 1;
            }
            End::Ruby => {
                let readings = std::mem::take(&mut self.readings);
                if !readings.is_empty() {
                    self.draft.push(&format!("({readings})"));
                }
            }
            End::Reading => self.in_reading = false,
            End::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.row_ends();
                }
                self.finish(Block::Body);
            }
            End::Table => {
                if self.tables.pop().is_some_and(|table| table.started) {
                    self.draft.table_end();
                }
            }
            End::Note => {
                self.close_link();
                self.draft.note_end();
                self.in_note = false;
                self.label = None;
                self.has_words = false;
                self.blank = false;
            }
        }
    }

    /// Adds words, their blanks as a browser shows them.
    fn words(&mut self, text: &str) {
        if self.in_reading {
            self.readings.push_str(text.trim_ascii());
            return;
        }
        if self.verbatim > 0 && self.heading.is_none() && self.tables.is_empty() {
            if self.has_words || !text.trim_ascii().is_empty() {
                self.start();
                self.draft.push(text);
            }
            return;
        }
        let is_white = |c: char| c.is_ascii_whitespace();
        self.blank |= text.starts_with(is_white);
        for (at, word) in text.split_ascii_whitespace().enumerate() {
            self.blank |= at > 0;
            if !self.is_label(word) {
                self.start();
                self.draft.push(word);
            }
        }
        self.blank |= text.ends_with(is_white);
    }

    /// Whether the first word of a note is its label, which the draft has set already.
    fn is_label(&mut self, word: &str) -> bool {
        let Some(label) = self.label.take() else {
            return false;
        };
        let bare = word.trim_matches(['[', ']', '(', ')', '.', ':', '{', '}']);
        if bare.is_empty() {
            // "[", "1", "]" may come one by one.
            self.label = Some(label);
            return true;
        }
        let is_it = bare == label.words && !(label.is_marked && bare == word);
        is_it || bare.chars().all(|c| "^↑↩".contains(c))
    }

    /// Makes the open paragraph ready for a word.
    fn start(&mut self) {
        if self.has_words {
            if self.blank {
                self.draft.push(" ");
            }
        } else if let Some(sign) = self.sign.take() {
            self.draft.push(&sign);
        }
        self.blank = false;
        self.has_words = true;
        if self.link.is_some() && !self.link_open {
            self.draft.link_start();
            self.link_open = true;
        }
    }

    /// Ends the paragraph, where it is not held together by a heading or a cell.
    fn end_block(&mut self) {
        if self.heading.is_some() || !self.tables.is_empty() {
            self.blank = true;
        } else if self.has_words {
            self.finish(Block::Body);
        }
    }

    fn finish(&mut self, block: Block) {
        self.close_link();
        self.draft.end(block);
        self.is_full |= self.draft.text().len() > TEXT;
        self.has_words = false;
        self.blank = false;
    }

    fn close_link(&mut self) {
        if self.link_open
            && let Some(address) = &self.link
        {
            self.draft.link_end(address);
            self.link_open = false;
        }
    }

    fn enter_link(&mut self, node: NodeRef) -> Option<End> {
        if let Some((key, note)) = self.notes.marked(node, &self.site.path) {
            let (label, kind) = (note.label.clone(), note.kind);
            self.mark(key, &label, kind);
            return None;
        }
        let back = self.in_note && self.notes.leads_back(node, &self.site.path);
        let href = node.attr_or("href", "");
        let href = href.trim();
        // A sign beside a heading leads to that heading.
        let is_sign = self.heading.is_some()
            && href.starts_with('#')
            && !node.text().contains(char::is_alphanumeric);
        if back || is_sign {
            if node.text().contains(char::is_alphanumeric) {
                // A full stop may follow the label.
                self.label = Some(Label {
                    words: String::new(),
                    is_marked: true,
                });
            }
            return None;
        }
        let address = resolved(&self.site.base, href);
        let scheme = address.split(':').next().unwrap_or_default();
        // Chapters of a book lead to each other.
        let path = &self.site.path;
        let is_inside = !path.is_empty() && !path.contains("://") && !address.contains(':');
        let leads = !href.is_empty()
            && !is_inside
            && !href.starts_with('#')
            && !matches!(
                scheme.to_ascii_lowercase().as_str(),
                "javascript" | "data" | "blob" | "about"
            );
        if !leads || self.link.is_some() || self.in_reading {
            return Some(End::Nothing);
        }
        self.link = Some(address);
        Some(End::Link)
    }

    fn mark(&mut self, key: String, label: &str, kind: NoteKind) {
        self.label = None;
        self.start();
        self.draft.mark(&key, label, kind);
        if self.met.insert(key.clone()) {
            self.marked.push(key);
        }
    }

    /// Raised words: the mark of a note, digits, or anything else.
    fn enter_raised(&mut self, node: NodeRef) -> Option<End> {
        let text = node.text();
        let bare = text.trim().trim_matches(['[', ']', '(', ')']).trim();
        let mut links = node.descendants_it().filter(|node| node.has_name("a"));
        let marked = links.find_map(|link| self.notes.marked(link, &self.site.path));
        if let Some((key, note)) = marked {
            let (label, kind) = (note.label.clone(), note.kind);
            if label == bare {
                self.mark(key, &label, kind);
                return None;
            }
            return Some(End::Nothing);
        }
        let is_number = !bare.is_empty()
            && bare.len() <= 6
            && bare
                .chars()
                .all(|c| c.is_ascii_digit() || "-−,+".contains(c))
            && bare.contains(|c: char| c.is_ascii_digit());
        if !is_number || links.next().is_some() {
            return Some(End::Nothing);
        }
        if !self.is_label(bare) {
            self.start();
            self.draft.push(&raised(bare));
        }
        None
    }

    fn picture(&mut self, node: &NodeRef) {
        let alt = node.attr_or("alt", "");
        let words: Vec<&str> = alt.split_whitespace().collect();
        if words.is_empty() || self.in_reading {
            return;
        }
        let words = words.join(" ");
        self.start();
        if words.contains(char::is_alphanumeric) {
            self.draft.push(&format!("[Image: {words}]"));
        } else {
            // A letter that is drawn: "☺".
            self.draft.push(&words);
        }
    }

    /// Headings that the page itself does not have.
    fn insert(&mut self, headings: &[(u8, String)]) {
        if self.heading.is_some() || !self.tables.is_empty() {
            return;
        }
        self.end_block();
        for (level, words) in headings {
            self.draft.push(words);
            self.finish(Block::Heading(*level));
        }
    }

    /// Whether a part is a break between pages and nothing else.
    fn page_starts(&mut self, node: &NodeRef) -> bool {
        let told = page_label(node);
        let listed = self.site.pages.get(&node.id);
        let Some(label) = listed.or(told.as_ref()) else {
            return false;
        };
        self.pages += 1;
        if self.blank && self.has_words {
            self.draft.push(" ");
            self.blank = false;
        }
        self.draft.page(label, self.pages, None);
        told.is_some()
    }

    fn note_starts(&mut self, key: &str, node: &NodeRef) -> bool {
        let Some(note) = self.notes.get(key) else {
            return false;
        };
        if self.heading.is_some() || !self.tables.is_empty() {
            return false;
        }
        self.end_block();
        self.sign = None;
        self.draft.note_start(key, &note.label, note.kind);
        let near = node.ancestors(Some(2));
        self.label = Some(Label {
            words: note.label.clone(),
            is_marked: near.iter().any(|around| around.has_name("ol")),
        });
        self.in_note = true;
        self.has_words = false;
        self.blank = false;
        true
    }

    /// The caption of a table, ahead of its rows.
    fn caption(&mut self, node: NodeRef) -> Option<End> {
        let text = node.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        if self.tables.iter().all(|table| !table.started) {
            self.draft.push(&words.join(" "));
            self.draft.end(Block::Body);
            return None;
        }
        Some(End::Nothing)
    }

    fn row_starts(&mut self) -> End {
        let mut is_first = false;
        if let Some(table) = self.tables.last_mut() {
            is_first = !table.started;
            table.started = true;
            table.column = 0;
            table.tabs = 0;
        }
        if is_first {
            self.draft.table_start();
        }
        self.has_words = false;
        self.blank = false;
        End::Row
    }

    fn cell_starts(&mut self, node: &NodeRef) {
        let span = |name| {
            let value = node.attr(name).and_then(|value| value.trim().parse().ok());
            value.unwrap_or(1_usize).clamp(1, WIDEST)
        };
        self.close_link();
        if let Some(table) = self.tables.last_mut() {
            let tabs = table.cell(span("colspan"), span("rowspan"));
            self.draft.push(&"\t".repeat(tabs));
        }
        self.has_words = false;
        self.blank = false;
    }
}

impl Table {
    /// Places a cell so many columns wide and rows tall; gives the tabs that stand ahead of it.
    fn cell(&mut self, wide: usize, tall: usize) -> usize {
        while let Some(rows) = self.covered.get_mut(self.column).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.column += 1;
        }
        let column = self.column;
        let tabs = column - self.tabs;
        self.tabs = column;
        self.column = column + wide;
        if tall > 1 && self.column <= COLUMNS {
            self.covered.resize(self.covered.len().max(self.column), 0);
            for covered in self.covered.iter_mut().skip(column).take(wide) {
                *covered = tall - 1;
            }
        }
        tabs
    }

    /// Ends a row: what covers columns to the right of its last cell covers one row less.
    fn row_ends(&mut self) {
        for covered in self.covered.iter_mut().skip(self.column) {
            *covered = covered.saturating_sub(1);
        }
    }
}
