//! How do answers look: aligned for people, a JSON object a line for programs?

use super::problem::Problem;
pub(super) use crate::project::counted as count;
use icu_properties::CodePointMapData;
use icu_properties::props::{EastAsianWidth, GeneralCategory};
use serde::Serialize;
use std::io::{self, Write};

/// Columns that a cell of a table for people fills at most.
const WIDEST: usize = 60;

/// A table for people: columns aligned, a row a line, long cells cut short.
pub(super) struct Table {
    header: Vec<&'static str>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns and no rows yet.
    pub fn new(header: &[&'static str]) -> Self {
        Self {
            header: header.to_vec(),
            right: vec![false; header.len()],
            rows: Vec::new(),
        }
    }

    /// Aligns the numbers of a column.
    pub fn right(mut self, column: &str) -> Self {
        for (name, right) in self.header.iter().zip(&mut self.right) {
            *right |= *name == column;
        }
        self
    }

    /// Adds a row, a cell for each column.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows
            .push(cells.iter().map(|cell| short(cell, WIDEST)).collect());
    }

    /// Writes the table, or nothing where it has no rows.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut widths: Vec<usize> = self.header.iter().map(|name| width(name)).collect();
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width(cell));
            }
        }
        let header: Vec<String> = self.header.iter().map(|name| (*name).to_owned()).collect();
        for row in std::iter::once(&header).chain(&self.rows) {
            let mut line = String::new();
            for ((cell, widest), right) in row.iter().zip(&widths).zip(&self.right) {
                if !line.is_empty() {
                    line.push_str("  ");
                }
                let blanks = " ".repeat(widest.saturating_sub(width(cell)));
                let (before, after) = if *right {
                    (blanks.as_str(), "")
                } else {
                    ("", blanks.as_str())
                };
                line.push_str(before);
                line.push_str(cell);
                line.push_str(after);
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Writes a record as a JSON object on a line of its own.
pub(super) fn json(out: &mut dyn Write, record: &impl Serialize) -> Result<(), Problem> {
    serde_json::to_writer(&mut *out, record).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

/// On one line, and no wider than this many columns.
pub(super) fn short(text: &str, widest: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&line) <= widest {
        return line;
    }
    let mut cut = String::new();
    let mut columns = 0;
    for c in line.chars() {
        columns += char_width(c);
        if columns >= widest {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}

/// Columns that a text takes in a terminal.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    if c.is_ascii() {
        return usize::from(!c.is_ascii_control());
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let unseen = [
        GeneralCategory::NonspacingMark,
        GeneralCategory::EnclosingMark,
        GeneralCategory::Format,
        GeneralCategory::Control,
    ];
    if unseen.contains(&category) {
        return 0;
    }
    let wide = [EastAsianWidth::Wide, EastAsianWidth::Fullwidth];
    let east = CodePointMapData::<EastAsianWidth>::new().get(c);
    1 + usize::from(wide.contains(&east))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn columns_stand_under_each_other_in_any_script() {
        let mut table = Table::new(&["name", "codings", "note"]).right("codings");
        table.row(vec!["ไทยน้ำ".into(), "7".into(), "one\ntwo".into()]);
        table.row(vec!["日本".into(), "1200".into(), String::new()]);
        let mut printed = Vec::new();
        table.print(&mut printed).unwrap();
        let printed = String::from_utf8(printed).unwrap();
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(
            lines,
            [
                "name   codings  note",
                "ไทยน้ำ        7  one two",
                "日本      1200"
            ]
        );
    }

    #[test]
    fn what_is_too_wide_is_cut_and_says_so() {
        assert_eq!(short("abcdef", 6), "abcdef");
        assert_eq!(short("abcdefg", 6), "abcde…");
        assert_eq!(width(&short(&"日本".repeat(40), 21)), 21);
    }
}
