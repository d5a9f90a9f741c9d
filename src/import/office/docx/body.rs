//! Paragraphs and tables, in the order of the file, with what tracked changes took out left out.

use super::Parts;
use super::lists::Counters;
use super::package::Relation;
use super::runs::Field;
use super::sections::Sections;
use super::styles::{Style, switch, value};
use crate::import::Fault;
use crate::import::office::story::{Block, Cell, Inline, Paragraph, Tally, Turn, TurnBy};
use crate::import::office::without;
use crate::import::office::xml::{Element, Ns, Tree};
use std::collections::HashMap;

/// A merged cell takes the place of no more columns than these.
const COLUMNS: usize = 64;

/// A walk through a document.
pub struct Walk<'t> {
    pub(super) parts: &'t Parts,
    pub(super) footnotes: HashMap<&'t str, Element<'t>>,
    pub(super) endnotes: HashMap<&'t str, Element<'t>>,
    pub(super) sections: Sections<'t>,
    counters: Counters,
    pub(super) tally: Tally,
    /// The open fields, outermost first.
    pub(super) fields: Vec<Field>,
    /// What goes into the next paragraph: words whose paragraph mark was taken out, marks between paragraphs.
    carried: Vec<Inline>,
    /// Whether this is beside the text: in a note, a comment, a running head.
    pub(super) aside: bool,
    /// Whether the last run was hidden.
    pub(super) hiding: bool,
    /// The links of the part that is being read.
    pub(super) links: &'t [Relation],
    title: String,
}

impl<'t> Walk<'t> {
    /// Stands before the text.
    pub fn of(parts: &'t Parts) -> Self {
        Self {
            parts,
            footnotes: notes(parts.footnotes.as_ref(), "footnote"),
            endnotes: notes(parts.endnotes.as_ref(), "endnote"),
            sections: Sections::of(&parts.document, parts.settings.as_ref()),
            counters: Counters::default(),
            tally: Tally::default(),
            fields: Vec::new(),
            carried: Vec::new(),
            aside: false,
            hiding: false,
            links: &parts.relations,
            title: String::new(),
        }
    }

    /// How the first page is numbered.
    pub fn first_page(&self) -> Turn {
        Sections::of(&self.parts.document, None).first()
    }

    /// The text itself.
    pub fn body(&mut self) -> Result<Vec<Block>, Fault> {
        let mut documents = self.parts.document.root().children();
        let body = documents.find_map(|document| document.child(Ns::W, "body"));
        let mut blocks = Vec::new();
        self.blocks(body.ok_or_else(|| without("text"))?, &mut blocks);
        Ok(blocks)
    }

    /// What stands beside the text: a comment, a running head.
    pub fn aside(&mut self, within: Element<'_>) -> Vec<Block> {
        let fields = std::mem::take(&mut self.fields);
        let carried = std::mem::take(&mut self.carried);
        let was = std::mem::replace(&mut self.aside, true);
        let mut blocks = Vec::new();
        self.blocks(within, &mut blocks);
        self.aside = was;
        self.carried = carried;
        self.fields = fields;
        blocks
    }

    /// What is not in the text.
    pub fn tally(&self) -> Tally {
        self.tally.clone()
    }

    /// The first paragraph in the style of titles.
    pub fn title(&self) -> String {
        self.title.clone()
    }

    /// Paragraphs and tables.
    pub(super) fn blocks(&mut self, within: Element<'_>, out: &mut Vec<Block>) {
        for child in within.children() {
            match child.name() {
                (Ns::W, "p") => self.paragraph(child, out),
                (Ns::W, "tbl") => {
                    self.flush(out);
                    let mut rows = Vec::new();
                    self.rows(child, &mut rows);
                    out.push(Block::Table(rows));
                }
                (Ns::W, "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo") => {
                    self.nested(child, out);
                }
                (Ns::W, "del" | "moveFrom") => self.tally.deleted += 1,
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = chosen(child) {
                        self.nested(chosen, out);
                    }
                }
                (Ns::M, "oMathPara" | "oMath") => {
                    let mut paragraph = Paragraph::default();
                    paragraph.push(&super::runs::equation(child));
                    out.push(Block::Paragraph(paragraph));
                }
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => {
                    self.carried.extend(super::runs::comment_mark(child));
                }
                _ => {}
            }
        }
        self.flush(out);
    }

    /// Blocks in a frame that means nothing.
    fn nested(&mut self, within: Element<'_>, out: &mut Vec<Block>) {
        let carried = std::mem::take(&mut self.carried);
        let mut inner = Vec::new();
        self.carried = carried;
        self.blocks(within, &mut inner);
        out.extend(inner);
    }

    /// What was carried and finds no paragraph to go into.
    fn flush(&mut self, out: &mut Vec<Block>) {
        if !self.carried.is_empty() {
            out.push(Block::Paragraph(Paragraph {
                inlines: std::mem::take(&mut self.carried),
                ..Paragraph::default()
            }));
        }
    }

    fn paragraph(&mut self, element: Element<'_>, out: &mut Vec<Block>) {
        let properties = element.child(Ns::W, "pPr");
        let parts = self.parts;
        let (style, style_name) = parts.styles.of_paragraph(properties);
        let mut paragraph = Paragraph {
            inlines: std::mem::take(&mut self.carried),
            ..Paragraph::default()
        };
        if style.on_new_page == Some(true) {
            self.sections.page();
            paragraph
                .inlines
                .push(Inline::Turn(Turn::by(TurnBy::Style)));
        }
        let mut boxes = Vec::new();
        self.inlines(element, &style, &mut paragraph, &mut boxes);
        let mark = properties.and_then(|properties| properties.child(Ns::W, "rPr"));
        let is_joined = mark.is_some_and(|mark| {
            mark.child(Ns::W, "del").is_some() || mark.child(Ns::W, "moveFrom").is_some()
        });
        if is_joined {
            self.carried = paragraph.inlines;
        } else {
            paragraph.label = self.label(&style, properties).unwrap_or_default();
            paragraph.level = style.level.filter(|level| *level > 0);
            if style_name.eq_ignore_ascii_case("title") && self.title.is_empty() && !self.aside {
                self.title = paragraph.words().trim().to_owned();
            }
            out.push(Block::Paragraph(paragraph));
        }
        out.extend(boxes);
        let section = properties.and_then(|properties| properties.child(Ns::W, "sectPr"));
        if section.is_some()
            && !self.aside
            && let Some(turn) = self.sections.next()
        {
            self.sections.page();
            out.push(Block::Turn(turn));
        }
    }

    /// What a list puts ahead of a paragraph.
    fn label(&mut self, style: &Style, properties: Option<Element<'_>>) -> Option<String> {
        let list = style.list.as_deref().filter(|list| *list != "0")?;
        let lists = &self.parts.lists;
        let own = properties.and_then(|properties| properties.child(Ns::W, "numPr"));
        let own_depth = own
            .and_then(|own| value(own, "ilvl"))
            .and_then(|depth| depth.parse().ok());
        let named = properties.and_then(|properties| value(properties, "pStyle"));
        let depth = own_depth
            .or_else(|| lists.depth_of(list, named.unwrap_or_default()))
            .or(style.depth);
        lists.label(list, depth.unwrap_or(0), &mut self.counters)
    }

    fn rows(&mut self, within: Element<'_>, rows: &mut Vec<Vec<Cell>>) {
        for child in within.children() {
            match child.name() {
                (Ns::W, "tr") => {
                    let properties = child.child(Ns::W, "trPr");
                    if properties.is_some_and(|row| row.child(Ns::W, "del").is_some()) {
                        self.tally.deleted += 1;
                        continue;
                    }
                    let before = properties.and_then(|row| value(row, "gridBefore"));
                    let mut cells = Vec::new();
                    pad(before, &mut cells);
                    self.cells(child, &mut cells);
                    rows.push(cells);
                }
                (Ns::W, "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo") => {
                    self.rows(child, rows);
                }
                _ => {}
            }
        }
    }

    fn cells(&mut self, within: Element<'_>, cells: &mut Vec<Cell>) {
        for child in within.children() {
            match child.name() {
                (Ns::W, "tc") => {
                    let properties = child.child(Ns::W, "tcPr");
                    let has =
                        |name| properties.is_some_and(|cell| cell.child(Ns::W, name).is_some());
                    if has("cellDel") {
                        self.tally.deleted += 1;
                        continue;
                    }
                    // A cell that is merged into the one above it, or, in old files, beside it.
                    let goes_on = ["vMerge", "hMerge"].into_iter().any(|merge| {
                        has(merge)
                            && properties.and_then(|cell| value(cell, merge)) != Some("restart")
                    });
                    let mut cell = Vec::new();
                    if !goes_on {
                        self.blocks(child, &mut cell);
                    }
                    cells.push(cell);
                    let span = properties
                        .and_then(|cell| value(cell, "gridSpan"))
                        .and_then(|span| span.parse::<usize>().ok())
                        .map(|span| span.saturating_sub(1).to_string());
                    pad(span.as_deref(), cells);
                }
                (Ns::W, "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo") => {
                    self.cells(child, cells);
                }
                _ => {}
            }
        }
    }
}

/// Adds empty cells.
fn pad(count: Option<&str>, cells: &mut Vec<Cell>) {
    let count = count.and_then(|count| count.parse::<usize>().ok());
    let count = count.unwrap_or(0).min(COLUMNS);
    cells.extend(std::iter::repeat_with(Vec::new).take(count));
}

/// Of alternatives, the first; programs that do not know it take the last, which says the same.
pub(super) fn chosen(alternatives: Element<'_>) -> Option<Element<'_>> {
    alternatives
        .child(Ns::Mc, "Choice")
        .or_else(|| alternatives.child(Ns::Mc, "Fallback"))
}

/// The notes of a part by their ids.
fn notes<'t>(tree: Option<&'t Tree>, name: &str) -> HashMap<&'t str, Element<'t>> {
    let root = tree.and_then(|tree| tree.root().children().next());
    let mut found = HashMap::new();
    for note in root.iter().flat_map(|root| root.children()) {
        // Lines between text and notes are stored as notes, too.
        let is_line = note
            .attribute(Ns::W, "type")
            .is_some_and(|kind| kind != "normal");
        if note.is(Ns::W, name)
            && !is_line
            && let Some(id) = note.attribute(Ns::W, "id")
        {
            found.insert(id, note);
        }
    }
    found
}

/// Whether a run is hidden.
pub(super) fn is_hidden(style: &Style) -> bool {
    style.hidden == Some(true)
}

/// Whether a switch of an element is on.
pub(super) fn is_on(element: Element<'_>, name: &str) -> bool {
    switch(element, name).unwrap_or(false)
}
