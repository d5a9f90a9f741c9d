//! Paragraphs, lists and tables, in the order of the file. What tracked changes took out does not stand there.

use super::lists::{List, Lists};
use super::styles::{Style, Styles};
use crate::import::Comment;
use crate::import::office::story::{Block, Cell, Inline, Paragraph, Tally, Turn, TurnBy};
use crate::import::office::xml::{Element, Ns};
use std::collections::{HashMap, HashSet};

/// A cell is repeated no more often than that.
const COLUMNS: usize = 64;

/// A walk through a document.
pub struct Walk<'t> {
    pub(super) styles: &'t Styles,
    pub(super) formulas: &'t HashMap<String, String>,
    /// Names of comments that are about words, not about a place.
    pub(super) ranges: HashSet<&'t str>,
    pub(super) tally: Tally,
    pub(super) comments: Vec<(String, Comment)>,
    pub(super) commented: usize,
    lists: Lists,
    pub(super) aside: bool,
    first: Option<Turn>,
    title: String,
}

/// Where paragraphs stand: in an item of a list, whose first one has its number.
pub(super) struct Item<'l> {
    list: &'l mut List,
    style: String,
    depth: usize,
    start: Option<u32>,
    /// Whether the number is still to be given.
    is_new: bool,
}

impl<'t> Walk<'t> {
    /// Stands before the text.
    pub fn of(
        styles: &'t Styles,
        formulas: &'t HashMap<String, String>,
        text: Element<'t>,
    ) -> Self {
        let ends = text
            .descendants()
            .filter(|element| element.is(Ns::Office, "annotation-end"));
        Self {
            styles,
            formulas,
            ranges: ends
                .filter_map(|end| end.attribute(Ns::Office, "name"))
                .collect(),
            tally: Tally::default(),
            comments: Vec::new(),
            commented: 0,
            lists: Lists::default(),
            aside: false,
            first: None,
            title: String::new(),
        }
    }

    /// The text itself.
    pub fn body(&mut self, text: Element<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.blocks(text, &mut None, &mut blocks);
        blocks
    }

    /// What stands beside the text: a comment, a note, a running head.
    pub fn aside(&mut self, within: Element<'_>) -> Vec<Block> {
        let was = std::mem::replace(&mut self.aside, true);
        let blocks = self.body(within);
        self.aside = was;
        blocks
    }

    /// How the first page is numbered.
    pub fn first_page(&self) -> Turn {
        self.first.clone().unwrap_or_default()
    }

    /// What is not in the text.
    pub fn tally(&self) -> Tally {
        self.tally.clone()
    }

    /// The comments, each with the name of its range.
    pub fn comments(&mut self) -> Vec<(String, Comment)> {
        std::mem::take(&mut self.comments)
    }

    /// The first paragraph in the style of titles.
    pub fn title(&self) -> String {
        self.title.clone()
    }

    fn blocks(&mut self, within: Element<'_>, item: &mut Option<Item<'_>>, out: &mut Vec<Block>) {
        for child in within.children() {
            self.block(child, item, out);
        }
    }

    pub(super) fn block(
        &mut self,
        child: Element<'_>,
        item: &mut Option<Item<'_>>,
        out: &mut Vec<Block>,
    ) {
        match child.name() {
            (Ns::Text, "p" | "h") => self.paragraph(child, item, out),
            (Ns::Text, "list") => self.list(child, item, out),
            (Ns::Text, "section") => {
                if child
                    .attribute(Ns::Text, "display")
                    .is_some_and(|display| display != "true")
                {
                    self.tally.hidden += 1;
                } else {
                    self.blocks(child, item, out);
                }
            }
            (Ns::Text, "tracked-changes") => {
                let gone = child
                    .children()
                    .filter(|region| region.child(Ns::Text, "deletion").is_some());
                self.tally.deleted += gone.count();
            }
            (Ns::Text, "soft-page-break") => out.push(Block::Turn(Turn::by(TurnBy::Layout))),
            (
                Ns::Text,
                "index-body" | "index-title" | "numbered-paragraph" | "table-of-content"
                | "illustration-index" | "table-index" | "object-index" | "user-index"
                | "alphabetical-index" | "bibliography",
            ) => self.blocks(child, item, out),
            (Ns::Table, "table") => self.table(child, out),
            (Ns::Draw, _) => {
                let mut paragraph = Paragraph::default();
                self.drawing(child, &mut paragraph, out);
                if !paragraph.inlines.is_empty() {
                    out.push(Block::Paragraph(paragraph));
                }
            }
            _ => {}
        }
    }

    /// The paragraphs of a shape, or of a box.
    pub(super) fn inside(&mut self, within: Element<'_>, out: &mut Vec<Block>) {
        self.blocks(within, &mut None, out);
    }

    fn list(&mut self, element: Element<'_>, outer: &mut Option<Item<'_>>, out: &mut Vec<Block>) {
        if let Some(outer) = outer {
            let style = match element.attribute(Ns::Text, "style-name") {
                Some(_) => outer.list.style_of(element),
                None => outer.style.clone(),
            };
            let goes_on = element.attribute(Ns::Text, "continue-numbering") == Some("true");
            // A list within an item that has no words of its own goes on with what is above it.
            if !goes_on && !outer.is_new {
                outer.list.restart(outer.depth + 1);
            }
            let depth = outer.depth + 1;
            self.items(element, outer.list, &style, depth, out);
        } else {
            let mut list = self.lists.open(element);
            let style = list.style();
            self.items(element, &mut list, &style, 0, out);
            self.lists.close(list);
        }
    }

    fn items(
        &mut self,
        element: Element<'_>,
        list: &mut List,
        style: &str,
        depth: usize,
        out: &mut Vec<Block>,
    ) {
        for child in element.children() {
            let (Ns::Text, name @ ("list-item" | "list-header")) = child.name() else {
                if child.is(Ns::Text, "soft-page-break") {
                    out.push(Block::Turn(Turn::by(TurnBy::Layout)));
                }
                continue;
            };
            let own = child.attribute(Ns::Text, "style-override");
            let start = child.attribute(Ns::Text, "start-value");
            let mut item = Some(Item {
                list,
                style: own.unwrap_or(style).to_owned(),
                depth,
                start: start.and_then(|start| start.parse().ok()),
                is_new: name == "list-item",
            });
            self.blocks(child, &mut item, out);
        }
    }

    fn paragraph(
        &mut self,
        element: Element<'_>,
        item: &mut Option<Item<'_>>,
        out: &mut Vec<Block>,
    ) {
        let name = element
            .attribute(Ns::Text, "style-name")
            .unwrap_or_default();
        let styles = self.styles;
        let style = styles.get("paragraph", name);
        let is_hidden = element.descendants().any(|inner| {
            inner.is(Ns::Text, "hidden-paragraph")
                && inner.attribute(Ns::Text, "is-hidden") == Some("true")
        });
        if is_hidden {
            self.tally.hidden += 1;
            return;
        }
        let mut paragraph = Paragraph::default();
        let turn = self.turn(&style);
        paragraph.inlines.extend(turn.map(Inline::Turn));
        let mut boxes = Vec::new();
        self.inlines(element, &style, &mut paragraph, &mut boxes);
        if element.is(Ns::Text, "h") {
            let level = element.attribute(Ns::Text, "outline-level");
            let level = level.and_then(|level| level.parse().ok()).unwrap_or(1_u8);
            paragraph.level = Some(level.clamp(1, 6));
            let plain = element.attribute(Ns::Text, "is-list-header") == Some("true");
            if item.is_none() && !plain && !self.aside {
                let restart = element.attribute(Ns::Text, "restart-numbering") == Some("true");
                let start = element.attribute(Ns::Text, "start-value");
                let start = start.and_then(|start| start.parse().ok());
                let start = start.or(restart.then_some(1));
                let depth = usize::from(level.saturating_sub(1));
                paragraph.label = self.lists.heading(depth, start, styles);
            }
        }
        if let Some(item) = item
            && std::mem::take(&mut item.is_new)
        {
            paragraph.label = item
                .list
                .item(&item.style, item.depth, item.start.take(), styles);
        }
        if self.title.is_empty() && !self.aside && styles.comes_from("paragraph", name, "Title") {
            self.title = paragraph.words().trim().to_owned();
        }
        out.push(Block::Paragraph(paragraph));
        out.extend(boxes);
        if style.after == Some(true) {
            out.push(Block::Turn(Turn::by(TurnBy::Style)));
        }
    }

    /// The page that starts with a paragraph or table of a style, if one does.
    fn turn(&mut self, style: &Style) -> Option<Turn> {
        if self.aside {
            return None;
        }
        let master = style.master.as_deref().filter(|name| !name.is_empty());
        let turn = Turn {
            by: TurnBy::Style,
            number: style.number,
            way: master.and_then(|name| self.styles.way(name)),
            odd: None,
        };
        if self.first.is_none() {
            let way = turn.way.or_else(|| self.styles.way("Standard"));
            self.first = Some(Turn {
                way,
                ..turn.clone()
            });
            return None;
        }
        (style.before == Some(true) || master.is_some()).then_some(turn)
    }

    fn table(&mut self, element: Element<'_>, out: &mut Vec<Block>) {
        let name = element.attribute(Ns::Table, "style-name");
        let style = self.styles.get("table", name.unwrap_or_default());
        if let Some(turn) = self.turn(&style) {
            out.push(Block::Turn(turn));
        }
        let mut rows = Vec::new();
        self.rows(element, &mut rows);
        out.push(Block::Table(rows));
        if style.after == Some(true) {
            out.push(Block::Turn(Turn::by(TurnBy::Style)));
        }
    }

    fn rows(&mut self, within: Element<'_>, rows: &mut Vec<Vec<Cell>>) {
        let mut turned = false;
        for child in within.children() {
            match child.name() {
                (Ns::Table, "table-row") => {
                    let mut cells = self.cells(child);
                    if std::mem::take(&mut turned)
                        && let Some(first) = cells.first_mut()
                    {
                        first.insert(0, Block::Turn(Turn::by(TurnBy::Layout)));
                    }
                    rows.push(cells);
                }
                (Ns::Table, "table-rows" | "table-header-rows" | "table-row-group") => {
                    self.rows(child, rows);
                }
                (Ns::Text, "soft-page-break") => turned = true,
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: Element<'_>) -> Vec<Cell> {
        let mut cells = Vec::new();
        for child in row.children() {
            let (Ns::Table, name @ ("table-cell" | "covered-table-cell")) = child.name() else {
                continue;
            };
            let mut cell = Vec::new();
            if name == "table-cell" {
                self.blocks(child, &mut None, &mut cell);
            }
            cells.push(cell);
            let repeated = child.attribute(Ns::Table, "number-columns-repeated");
            let repeated = repeated.and_then(|times| times.parse::<usize>().ok());
            let more = repeated.unwrap_or(1).saturating_sub(1).min(COLUMNS);
            cells.extend(std::iter::repeat_with(Vec::new).take(more));
        }
        cells
    }
}
