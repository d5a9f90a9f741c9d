//! What does a row come to as a document?

use super::{Book, Days, Mapping, Role, Sheet};
use crate::import::{Block, Draft};
use crate::project::{Date, shortened};
use crate::text::Map;
use std::collections::BTreeMap;

/// What a row comes to as a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The number of the row as its program counts, from 1.
    pub row: u32,
    /// What it is called: the title of the row, else "answers row 12".
    pub title: String,
    /// Its text; empty where nothing can be coded.
    pub text: String,
    /// The headings of its text, where several columns make it.
    pub map: Map,
    /// The name of its case; empty for none.
    pub case: String,
    /// Who wrote or said it.
    pub author: String,
    /// When.
    pub date: Option<Date>,
    /// What kind of source it is.
    pub kind: String,
    /// Where it is found on line.
    pub url: String,
    /// For the document's notes, with a date that could not be read.
    pub notes: String,
    /// The words of a date that could not be read; else empty.
    pub no_date: String,
    /// What stands in the columns that are attributes; those with nothing are left out.
    pub values: Vec<(usize, String)>,
}

/// The rows of a sheet, as a mapping makes documents of them.
#[derive(Debug)]
pub struct Entries<'a> {
    sheet: &'a Sheet,
    mapping: &'a Mapping,
    stem: &'a str,
    days: BTreeMap<usize, Days>,
}

impl Book {
    /// The rows of one of its sheets, as a mapping makes documents of them; none where there is no such sheet.
    pub fn entries<'a>(&'a self, sheet: usize, mapping: &'a Mapping) -> Option<Entries<'a>> {
        let stem = self
            .name
            .rsplit_once('.')
            .map_or(self.name.as_str(), |(stem, _)| stem);
        let sheet = self.sheets.get(sheet)?;
        let dates = mapping
            .columns(Role::Date)
            .chain(mapping.columns(Role::Attribute(super::ValueKind::Date)));
        let days = dates.map(|column| {
            let cells = sheet
                .body(mapping.header)
                .iter()
                .map(|row| row.cell(column));
            (column, Days::of(cells))
        });
        Some(Entries {
            sheet,
            mapping,
            stem,
            days: days.collect(),
        })
    }
}

impl Entries<'_> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.sheet.body(self.mapping.header).len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// In which order a column gives the parts of its days.
    pub fn days(&self, column: usize) -> Days {
        self.days.get(&column).copied().unwrap_or_default()
    }

    /// What a row comes to, by its place among the rows.
    pub fn get(&self, at: usize) -> Option<Entry> {
        let row = self.sheet.body(self.mapping.header).get(at)?;
        let only = |role: Role| {
            let cells = self.mapping.columns(role).map(|column| row.cell(column));
            one_line(
                &cells
                    .filter(|cell| !cell.is_empty())
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        };
        let (text, map) = self.text(row);
        let title = shortened(&only(Role::Title), LONGEST_TITLE);
        let date = self
            .mapping
            .columns(Role::Date)
            .find(|column| !row.cell(*column).is_empty());
        let words = date.map_or("", |column| row.cell(column));
        let read = date.and_then(|column| self.days(column).read(words));
        let no_date = if read.is_none() {
            words.to_owned()
        } else {
            String::new()
        };
        let notes = self
            .mapping
            .columns(Role::Notes)
            .map(|column| row.cell(column));
        let mut notes: Vec<String> = notes
            .filter(|cell| !cell.is_empty())
            .map(str::to_owned)
            .collect();
        if let (false, Some(column)) = (no_date.is_empty(), date) {
            notes.push(format!(
                "{}: {no_date}",
                self.sheet.column_name(column, self.mapping.header)
            ));
        }
        let values = self
            .mapping
            .attributes()
            .map(|(column, _)| (column, row.cell(column).to_owned()));
        Some(Entry {
            row: row.number,
            title: if title.is_empty() {
                format!("{} row {}", self.stem, row.number)
            } else {
                title
            },
            text,
            map,
            case: only(Role::Case),
            author: only(Role::Author),
            date: read,
            kind: only(Role::Kind),
            url: only(Role::Url),
            notes: notes.join("\n"),
            no_date,
            values: values.filter(|(_, words)| !words.is_empty()).collect(),
        })
    }

    /// All rows in their order.
    pub fn iter(&self) -> impl Iterator<Item = Entry> + '_ {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    fn text(&self, row: &super::Row) -> (String, Map) {
        let columns: Vec<usize> = self.mapping.columns(Role::Text).collect();
        let mut draft = Draft::new();
        for column in &columns {
            let cell = row.cell(*column);
            if cell.is_empty() {
                continue;
            }
            if columns.len() > 1 {
                draft.push(&self.sheet.column_name(*column, self.mapping.header));
                draft.end(Block::Heading(1));
            }
            for line in cell.lines() {
                draft.push(line);
                draft.end(Block::Body);
            }
        }
        draft.finish()
    }
}

/// A title is no longer than that, in characters.
const LONGEST_TITLE: usize = 160;

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
