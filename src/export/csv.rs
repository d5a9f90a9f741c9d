//! Tables as CSV (RFC 4180), for Excel or as plain data.

use super::Out;
use super::file::{self, Error};
use super::pace::{Pace, Stop};
use crate::analysis::report::{Block, Cell, Column, Report, Table};
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Whom a CSV file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// Excel: marked as UTF-8, and cells that it would take for formulas made harmless.
    Excel,
    /// Programs: every cell as it is.
    Data,
}

/// The tables of a report, with an empty line between two.
pub(super) fn write(
    report: Report<'_>,
    flavour: Flavour,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    mark(out, flavour)?;
    let tables = report.blocks.into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    for (number, table) in tables.enumerate() {
        if number > 0 {
            out.write_all(b"\r\n")?;
        }
        write_table(table, flavour, out, pace)?;
    }
    Ok(())
}

fn write_table(
    table: Table<'_>,
    flavour: Flavour,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    let mut csv = writer(out);
    let names = table
        .columns
        .iter()
        .map(|Column { name, .. }| name.as_str());
    record(&mut csv, names, flavour)?;
    for row in table.rows {
        cells(&mut csv, &row, flavour)?;
        pace.step()?;
    }
    csv.flush()?;
    pace.step()
}

/// Writes a table whole, or leaves what was there.
///
/// # Errors
/// Says which file could not be written and why.
pub fn write_csv(
    to: &Path,
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    flavour: Flavour,
) -> Result<(), Error> {
    file::replace(to, |out| Ok(write_rows(out, header, rows, flavour)?))
}

/// A table as the bytes of a CSV file.
///
/// # Errors
/// There is no memory for it.
pub fn csv(
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    flavour: Flavour,
) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_rows(&mut bytes, header, rows, flavour)?;
    Ok(bytes)
}

fn write_rows(
    to: impl Write,
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    flavour: Flavour,
) -> io::Result<()> {
    let mut to = BufWriter::new(to);
    mark(&mut to, flavour)?;
    let mut csv = writer(to);
    record(&mut csv, header.iter().map(String::as_str), flavour)?;
    for row in rows {
        record(&mut csv, row.iter().map(String::as_str), flavour)?;
    }
    csv.flush()
}

/// What Excel knows UTF-8 by.
fn mark(to: &mut (impl Write + ?Sized), flavour: Flavour) -> io::Result<()> {
    match flavour {
        Flavour::Excel => to.write_all("\u{feff}".as_bytes()),
        Flavour::Data => Ok(()),
    }
}

fn writer<W: Write>(to: W) -> csv::Writer<W> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(to)
}

fn cells<W: Write>(csv: &mut csv::Writer<W>, row: &[Cell], flavour: Flavour) -> io::Result<()> {
    for cell in row {
        // A number is one, whatever sign it begins with.
        let flavour = match cell.number {
            Some(_) => Flavour::Data,
            None => flavour,
        };
        csv.write_field(dressed(&text(cell), flavour).as_ref())?;
    }
    Ok(csv.write_record(None::<&[u8]>)?)
}

fn record<'a, W: Write>(
    csv: &mut csv::Writer<W>,
    cells: impl Iterator<Item = &'a str>,
    flavour: Flavour,
) -> io::Result<()> {
    for cell in cells {
        csv.write_field(dressed(cell, flavour).as_ref())?;
    }
    Ok(csv.write_record(None::<&[u8]>)?)
}

/// The words of a cell, which are mostly one line.
fn text(cell: &Cell) -> Cow<'_, str> {
    match cell.lines.as_slice() {
        [line] => line.words(),
        _ => cell.plain().into(),
    }
}

/// A cell that Excel takes for text: a leading quote keeps it from being run as a formula (OWASP, "CSV Injection").
fn dressed(cell: &str, flavour: Flavour) -> Cow<'_, str> {
    if flavour == Flavour::Excel && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}").into();
    }
    cell.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn table(cells: &[&str], flavour: Flavour) -> String {
        let row = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let header = vec!["a".to_owned(); cells.len()];
        let bytes = csv(&header, std::iter::once(row), flavour).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn for_excel_a_cell_is_never_a_formula() {
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            let cell = format!("{start}1+1");
            assert!(table(&[&cell, "x"], Flavour::Excel).contains(&format!("'{start}1+1")));
            assert!(!table(&[&cell, "x"], Flavour::Data).contains('\''));
        }
        // Only at the start of a cell.
        assert!(!table(&["a=b", "x\n=y"], Flavour::Excel).contains('\''));
    }

    #[test]
    fn only_excel_gets_the_mark() {
        assert!(table(&["x", "y"], Flavour::Excel).starts_with("\u{feff}a,a\r\n"));
        assert_eq!(table(&["x", "y"], Flavour::Data), "a,a\r\nx,y\r\n");
    }

    proptest! {
        #[test]
        fn data_reads_back_as_it_was(rows in proptest::collection::vec(
            proptest::collection::vec("[a\",\r\n=;é🙂 ]{0,6}", 3), 0..6,
        )) {
            let header = vec!["x".to_owned(), "y".to_owned(), "z".to_owned()];
            let bytes = csv(&header, rows.clone().into_iter(), Flavour::Data).unwrap();
            let mut reader = ::csv::ReaderBuilder::new().from_reader(bytes.as_slice());
            let read: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            prop_assert_eq!(read, rows);
        }
    }
}
