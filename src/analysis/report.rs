//! What leaves the app, before it is CSV, Word or anything else: headings, paragraphs, fields and tables of plain cells.

use std::borrow::Cow;
use std::ops::Range;

/// A document to be written: the same report gives the same bytes in every format.
pub struct Report<'a> {
    /// Stands at its head, and in the file's own properties.
    pub title: String,
    /// What a reader must know of all of it: where it comes from, what was left out.
    pub notes: Vec<String>,
    /// Whether its tables need the page turned on its side.
    pub wide: bool,
    /// Its parts, in order.
    pub blocks: Vec<Block<'a>>,
}

/// A part of a report.
pub enum Block<'a> {
    /// A heading; 1 is the highest below the title.
    Heading(u8, String),
    /// A paragraph, or several where the cell has several lines.
    Text(Cell),
    /// Words of a source, set apart.
    Quote(Cell),
    /// Names and what stands under them, as on an index card. Empty values are left out by whoever makes them.
    Fields(Vec<(String, Cell)>),
    /// A table.
    Table(Table<'a>),
    /// Parts that stand on one page where there are pages. No tables, and not more than half a page of words: what is
    /// higher would leave the page before it empty.
    Kept(Vec<Block<'a>>),
}

/// A table of cells. Formats that know tables only (CSV, workbooks) write each table of a report, and nothing else.
pub struct Table<'a> {
    /// What it is called: the name of a worksheet, the caption of a table.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many rows there are, for progress.
    pub count: usize,
    /// The rows, each with a cell for every column; made as they are written, since there may be many.
    pub rows: Box<dyn Iterator<Item = Vec<Cell>> + Send + 'a>,
}

impl Table<'_> {
    /// A table of rows that are there already.
    pub fn of(name: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self {
            name: name.into(),
            columns,
            count: rows.len(),
            rows: Box::new(rows.into_iter()),
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its header.
    pub name: String,
    /// Its share of the width, in characters of a usual cell.
    pub width: f32,
    /// Whether its cells are set flush right, as numbers are.
    pub numbers: bool,
}

impl Column {
    /// A column of text.
    pub fn text(name: impl Into<String>, width: f32) -> Self {
        Self {
            name: name.into(),
            width,
            numbers: false,
        }
    }

    /// A column of numbers.
    pub fn numbers(name: impl Into<String>, width: f32) -> Self {
        Self {
            numbers: true,
            ..Self::text(name, width)
        }
    }
}

/// What stands in one place of a report: lines of text. A line end inside a line is a line end in every format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The lines, each a paragraph of its own where the format has paragraphs.
    pub lines: Vec<Line>,
    /// The number that it is, for formats that know numbers; its text stands in the one line.
    pub number: Option<f64>,
}

/// A line of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What leads into it, such as “Test”, set apart by a colon and, where the format can, quietly; empty for nothing.
    pub lead: String,
    /// Its words.
    pub text: String,
    /// The bytes of its words that are in italics, where the format can; in order and apart.
    pub italics: Vec<Range<usize>>,
    /// How it is set, where the format can.
    pub look: Look,
    /// Where it leads: an address, or a file's path beside the export.
    pub link: Option<String>,
}

/// How a line is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    /// As usual.
    #[default]
    Plain,
    /// Bold.
    Strong,
    /// Grey or small: what a reader may skip.
    Quiet,
    /// Words of a source.
    Quote,
}

impl Cell {
    /// Several lines.
    pub fn lines(lines: impl IntoIterator<Item = Line>) -> Self {
        Self {
            lines: lines.into_iter().collect(),
            number: None,
        }
    }

    /// A number, shown as Rust shows it.
    pub fn number(number: f64) -> Self {
        Self {
            lines: vec![Line::plain(number.to_string())],
            number: Some(number),
        }
    }

    /// How many there are.
    pub fn count(count: usize) -> Self {
        Self {
            number: u32::try_from(count).ok().map(f64::from),
            ..count.to_string().into()
        }
    }

    /// Whether it holds no words.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.text.is_empty())
    }

    /// How many bytes of words it holds: whether it is long or short.
    pub fn length(&self) -> usize {
        self.lines
            .iter()
            .map(|line| line.lead.len() + line.text.len())
            .sum()
    }

    /// Its words alone, a line each: what a format without looks and links gets.
    pub fn plain(&self) -> String {
        match self.lines.as_slice() {
            [line] => line.words().into_owned(),
            lines => {
                let texts: Vec<Cow<'_, str>> = lines.iter().map(Line::words).collect();
                texts.join("\n")
            }
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            lines: vec![Line::plain(text)],
            number: None,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Line {
    /// A line as usual.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// The same line after words that lead into it.
    pub fn led(mut self, lead: impl Into<String>) -> Self {
        self.lead = lead.into();
        self
    }

    /// The same line with these of its bytes in italics.
    pub fn italics(mut self, italics: Vec<Range<usize>>) -> Self {
        self.italics = italics;
        self
    }

    /// Its words in parts, each with whether it is in italics.
    pub fn parts(&self) -> Vec<(&str, bool)> {
        let mut parts = Vec::with_capacity(2 * self.italics.len() + 1);
        let mut done = 0;
        for range in &self.italics {
            let (Some(plain), Some(words)) = (
                self.text.get(done..range.start),
                self.text.get(range.clone()),
            ) else {
                break;
            };
            parts.extend([(plain, false), (words, true)]);
            done = range.end;
        }
        parts.push((self.text.get(done..).unwrap_or_default(), false));
        parts.retain(|(words, _)| !words.is_empty());
        parts
    }

    /// Its words with what leads into them.
    pub fn words(&self) -> Cow<'_, str> {
        match self.lead.as_str() {
            "" => self.text.as_str().into(),
            lead => format!("{lead}: {}", self.text).into(),
        }
    }

    /// The same line, set so.
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// The same line, leading there.
    pub fn link(mut self, to: impl Into<String>) -> Self {
        self.link = Some(to.into());
        self
    }
}
