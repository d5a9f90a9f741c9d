//! Paragraphs and tables as they come up: in the text, in a note, in a box.

use crate::import::office::story::{Block, Cell, Paragraph};

/// Tables may be nested this deep; deeper ones are read as if they were not.
const LEVELS: usize = 16;

/// What is being filled.
#[derive(Debug, Default)]
pub struct Sink {
    blocks: Vec<Block>,
    /// The open paragraph.
    pub paragraph: Paragraph,
    /// What a list puts ahead of it.
    pub label: String,
    /// Boxes that stand behind it.
    pub boxes: Vec<Block>,
    tables: Vec<Table>,
}

/// A table that is being filled.
#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    cells: Vec<Cell>,
    cell: Cell,
}

impl Sink {
    /// Closes the open paragraph, which stands in so many tables.
    pub fn end_paragraph(&mut self, level: Option<u8>, depth: usize) {
        self.stand_in(depth);
        let mut paragraph = std::mem::take(&mut self.paragraph);
        paragraph.level = level;
        paragraph.label = std::mem::take(&mut self.label);
        let boxes = std::mem::take(&mut self.boxes);
        let blocks = self.open();
        blocks.push(Block::Paragraph(paragraph));
        blocks.extend(boxes);
    }

    /// Whether there is nothing in the open paragraph.
    pub fn is_fresh(&self) -> bool {
        self.paragraph.inlines.is_empty() && self.boxes.is_empty()
    }

    fn open(&mut self) -> &mut Vec<Block> {
        match self.tables.last_mut() {
            Some(table) => &mut table.cell,
            None => &mut self.blocks,
        }
    }

    /// Goes into tables or out of them.
    fn stand_in(&mut self, depth: usize) {
        let depth = depth.min(LEVELS);
        while self.tables.len() > depth {
            self.end_table();
        }
        while self.tables.len() < depth {
            self.tables.push(Table::default());
        }
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else {
            return;
        };
        if !table.cell.is_empty() {
            table.cells.push(std::mem::take(&mut table.cell));
        }
        if !table.cells.is_empty() {
            table.rows.push(std::mem::take(&mut table.cells));
        }
        if !table.rows.is_empty() {
            self.open().push(Block::Table(table.rows));
        }
    }

    /// Closes a cell of the table at that depth, with its last paragraph.
    pub fn end_cell(&mut self, level: Option<u8>, depth: usize) {
        let depth = depth.max(1);
        self.end_paragraph(level, depth);
        if let Some(table) = self.tables.last_mut() {
            let cell = std::mem::take(&mut table.cell);
            table.cells.push(cell);
        }
    }

    /// Closes a row of the table at that depth. `merged` says which cells only go on with another.
    pub fn end_row(&mut self, depth: usize, merged: &[bool]) {
        self.stand_in(depth.max(1));
        if let Some(table) = self.tables.last_mut() {
            let mut cells = std::mem::take(&mut table.cells);
            for (cell, merged) in cells.iter_mut().zip(merged) {
                if *merged {
                    cell.clear();
                }
            }
            if !cells.is_empty() {
                table.rows.push(cells);
            }
        }
    }

    /// All that was filled in.
    pub fn finish(mut self, level: Option<u8>, depth: usize) -> Vec<Block> {
        if !self.is_fresh() {
            self.end_paragraph(level, depth);
        }
        self.stand_in(0);
        self.blocks
    }
}
