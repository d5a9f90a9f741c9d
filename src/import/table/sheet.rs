//! A table file as plain words: its sheets, and in them rows of cells.

use super::{MOST_COLUMNS, MOST_ROWS};
use crate::import::Fault;
use crate::import::counts::grouped;
use crate::import::normal::Normal;
use crate::project::Remark;
use serde::{Deserialize, Serialize};

/// A table file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// The file's name.
    pub name: String,
    /// Its sheets in their order; a text has one, without a name.
    pub sheets: Vec<Sheet>,
    /// What read it and in which version, such as "calamine 0.38".
    pub reader: String,
    /// Name of the encoding that it was in; empty for workbooks.
    pub encoding: String,
    /// What was put right or lost in reading.
    pub remarks: Vec<Remark>,
}

/// A sheet of a table file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// As its tab calls it; empty in a text.
    pub name: String,
    /// Whether its program hides it.
    pub hidden: bool,
    /// Its rows that hold anything, from the first that belongs to the table.
    pub rows: Vec<Row>,
    /// How many columns it has.
    pub width: usize,
    /// What was put right or lost in reading it.
    pub remarks: Vec<Remark>,
}

/// A row of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number as its program counts, from 1.
    pub number: u32,
    /// Its cells; those behind the last that holds anything are left out.
    pub cells: Vec<String>,
}

impl Row {
    /// What stands in a column; nothing is an empty text.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Sheet {
    /// The name of a column: what its first row says, else its place, "Column C".
    pub fn column_name(&self, column: usize, header: bool) -> String {
        let named = self
            .rows
            .first()
            .filter(|_| header)
            .map_or("", |row| row.cell(column));
        let words: Vec<&str> = named.split_whitespace().collect();
        if words.is_empty() {
            format!("Column {}", letters(column))
        } else {
            words.join(" ")
        }
    }

    /// The rows that can be documents.
    pub fn body(&self, header: bool) -> &[Row] {
        self.rows.get(usize::from(header)..).unwrap_or_default()
    }
}

/// How spreadsheets call a column: A, B, …, Z, AA.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or(0));
        match column / 26 {
            0 => break,
            more => column = more - 1,
        }
    }
    letters
        .iter()
        .rev()
        .map(|letter| char::from(*letter))
        .collect()
}

/// A sheet that is being put together, cell by cell in the order of its rows, within bounds.
#[derive(Debug, Default)]
pub(super) struct Builder {
    sheet: Sheet,
    normal: Normal,
    row: Row,
    cells: usize,
    letters: usize,
}

impl Builder {
    /// More letters than these are too much to code, in bytes.
    const MOST_LETTERS: usize = 50_000_000;
    /// More cells than these, empty ones in between included, are too much for memory.
    const MOST_CELLS: usize = 10_000_000;

    pub fn new(name: &str, hidden: bool) -> Self {
        let name = name.to_owned();
        Self {
            sheet: Sheet {
                name,
                hidden,
                ..Sheet::default()
            },
            ..Self::default()
        }
    }

    /// Puts words into a cell. Rows are counted from 0 and come in their order; where they do not, the file is damaged.
    pub fn put(&mut self, row: u32, column: usize, words: &str) -> Result<(), Fault> {
        if words.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(Fault::TooMuch(format!(
                "has more than {} columns",
                grouped(MOST_COLUMNS)
            )));
        }
        let number = row.saturating_add(1);
        if number != self.row.number {
            self.close_row()?;
            if self
                .sheet
                .rows
                .last()
                .is_some_and(|last| last.number >= number)
            {
                return Err(Fault::Damaged("gives its rows out of order".to_owned()));
            }
            self.row.number = number;
        }
        let words = self.tidy(words);
        let cells = &mut self.row.cells;
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            if self.cells > Self::MOST_CELLS {
                return Err(Fault::TooMuch(format!(
                    "has more than {} cells",
                    grouped(Self::MOST_CELLS)
                )));
            }
            cells.resize(column + 1, String::new());
        }
        self.letters += words.len();
        if self.letters > Self::MOST_LETTERS {
            return Err(Fault::TooMuch("has more than 50 MB of text".to_owned()));
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = words;
        }
        Ok(())
    }

    /// Letters put one way, line ends too, and no blanks around.
    fn tidy(&self, words: &str) -> String {
        let words = if words.contains('\r') {
            std::borrow::Cow::Owned(words.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            words.into()
        };
        let mut tidy = String::with_capacity(words.len());
        self.normal.push(words.trim(), &mut tidy);
        tidy
    }

    fn close_row(&mut self) -> Result<(), Fault> {
        let mut row = std::mem::take(&mut self.row);
        while row.cells.last().is_some_and(String::is_empty) {
            row.cells.pop();
        }
        if row.cells.is_empty() {
            return Ok(());
        }
        // One more, for the row that names the columns.
        if self.sheet.rows.len() > MOST_ROWS {
            return Err(Fault::TooMuch(format!(
                "has more than {} rows",
                grouped(MOST_ROWS)
            )));
        }
        self.sheet.width = self.sheet.width.max(row.cells.len());
        self.sheet.rows.push(row);
        Ok(())
    }

    pub fn say(&mut self, remark: Remark) {
        self.sheet.remarks.push(remark);
    }

    /// Closes the sheet; lines of one cell above a table that is wider are a caption and are left out.
    pub fn finish(mut self) -> Result<Sheet, Fault> {
        self.close_row()?;
        let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
        let first = self.sheet.rows.iter().position(|row| filled(row) > 1);
        if let Some(above @ 1..=20) = first
            && self.sheet.width > 2
        {
            let caption = self.sheet.rows.drain(..above);
            let words: Vec<String> = caption
                .flat_map(|row| row.cells)
                .filter(|cell| !cell.is_empty())
                .collect();
            self.say(Remark::kept(format!(
                "Above the table stands “{}”",
                words.join(" ")
            )));
        }
        Ok(self.sheet)
    }

    /// Spreads the words of a merged cell down over all its rows, as a reader sees them.
    pub fn spread(sheet: &mut Sheet, (top, bottom): (u32, u32), column: usize) {
        let start = sheet.rows.partition_point(|row| row.number <= top);
        let Some(words) = start
            .checked_sub(1)
            .and_then(|at| sheet.rows.get(at))
            .filter(|row| row.number == top && !row.cell(column).is_empty())
            .map(|row| row.cell(column).to_owned())
        else {
            return;
        };
        let below = sheet.rows.iter_mut().skip(start);
        for row in below.take_while(|row| row.number <= bottom) {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, String::new());
            }
            if let Some(cell) = row.cells.get_mut(column).filter(|cell| cell.is_empty()) {
                cell.clone_from(&words);
            }
        }
    }
}
