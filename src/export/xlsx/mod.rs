//! Tables as a workbook for Excel and its kin: a sheet for each table, with filters and a header that stays in sight.

mod legal;

use self::legal::{UNITS, cut, parts, sheet_name, url};
use super::Out;
use super::layout::share;
use super::pace::{Pace, Stop};
use super::words::{one_line, seen};
use crate::analysis::report::{Block, Cell, Column, Look, Report, Table};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeSet;
use std::io;

/// Rows of a sheet, with its header.
const ROWS: u32 = 1_048_576;
/// Columns of a sheet.
const COLUMNS: usize = 16_384;
/// Links of a sheet; what is more Excel drops without a word.
const LINKS: usize = 65_530;
const LONG: &str = "Long texts";
const NOTES: &str = "Notes";

impl From<XlsxError> for Stop {
    fn from(cause: XlsxError) -> Self {
        match cause {
            XlsxError::IoError(cause) => Self::Failed(cause),
            cause => Self::Failed(io::Error::other(cause)),
        }
    }
}

/// Writes the tables of a report. All of it is held in memory until the end: the writer's way of keeping rows in a
/// temporary file falls over when the disk for those is full.
pub(super) fn write(
    report: Report<'_>,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    let mut book = Book::new(report.wide, ROWS);
    let title = seen(&report.title).into_owned();
    let mut notes = report.notes;
    for block in report.blocks {
        if let Block::Table(table) = block {
            book.add(table, &mut notes, pace)?;
        }
    }
    book.close(&title, &notes)?;
    let mut workbook = Workbook::new();
    // The clock is no part of what is exported.
    let properties = DocProperties::new()
        .set_title(title.chars().take(255).collect::<String>())
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    for sheet in book.sheets {
        workbook.push_worksheet(sheet);
    }
    pace.tell()?;
    Ok(workbook.save_to_writer(out)?)
}

/// The sheets as they fill.
struct Book {
    sheets: Vec<Worksheet>,
    names: BTreeSet<String>,
    wide: bool,
    /// Rows that a sheet may have.
    most: u32,
    formats: Formats,
    /// Texts that no cell can hold: where they belong, and all of them.
    long: Vec<(String, String)>,
}

struct Formats {
    header: Format,
    number_header: Format,
    body: Format,
    strong: Format,
    quiet: Format,
    link: Format,
}

impl Formats {
    fn new() -> Self {
        let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let header = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_bold()
            .set_border_bottom(FormatBorder::Thin)
            .set_background_color(0xF1_F1_F1);
        Self {
            number_header: header.clone().set_align(FormatAlign::Right),
            header,
            strong: body.clone().set_bold(),
            quiet: body.clone().set_font_color(0x59_59_59),
            link: body.clone().set_hyperlink(),
            body,
        }
    }
}

impl Book {
    fn new(wide: bool, most: u32) -> Self {
        // These two are kept for what the tables leave over; Excel keeps one for itself.
        let taken = [LONG, NOTES, "History"].map(str::to_lowercase);
        Self {
            sheets: Vec::new(),
            names: taken.into(),
            wide,
            most,
            formats: Formats::new(),
            long: Vec::new(),
        }
    }

    /// A table on a sheet of its own, and on more where it has too many rows for one.
    fn add(
        &mut self,
        table: Table<'_>,
        notes: &mut Vec<String>,
        pace: &mut Pace<'_>,
    ) -> Result<(), Stop> {
        if table.columns.len() > COLUMNS {
            return Err(Stop::Failed(io::Error::other(format!(
                "a sheet holds {COLUMNS} columns at most, and “{}” has more",
                table.name
            ))));
        }
        let mut rows = table.rows.peekable();
        let mut parts = Vec::new();
        loop {
            let name = sheet_name(&table.name, &mut self.names);
            let mut sheet = self.sheet(&name, &table.columns)?;
            let mut links = 0;
            let mut row = 1;
            while row < self.most
                && let Some(cells) = rows.next()
            {
                for (column, cell) in cells.iter().take(COLUMNS).enumerate() {
                    // No more than there are columns.
                    let place = (row, column as u16);
                    self.put(&mut sheet, &name, place, cell, &mut links)?;
                }
                row += 1;
                pace.step()?;
            }
            if let Some(last) = table.columns.len().checked_sub(1) {
                sheet.autofilter(0, 0, row - 1, last as u16)?;
            }
            self.sheets.push(sheet);
            parts.push(name);
            if rows.peek().is_none() {
                break;
            }
        }
        if let [first, others @ ..] = parts.as_slice()
            && !others.is_empty()
        {
            notes.push(format!(
                "A sheet holds {} rows. “{first}” goes on in: {}.",
                self.most,
                others.join(", ")
            ));
        }
        pace.step()
    }

    fn sheet(&self, name: &str, columns: &[Column]) -> Result<Worksheet, Stop> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        for (number, column) in columns.iter().enumerate() {
            let number = number as u16;
            sheet.set_column_width(number, share(column).max(8.0))?;
            sheet.set_column_format(number, &self.formats.body)?;
            let header = match column.numbers {
                true => &self.formats.number_header,
                false => &self.formats.header,
            };
            let words = one_line(&column.name);
            sheet.write_string_with_format(0, number, cut(&words, UNITS), header)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_paper_size(9);
        if self.wide {
            sheet.set_landscape();
        }
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_footer("&C&P / &N");
        Ok(sheet)
    }

    fn put(
        &mut self,
        sheet: &mut Worksheet,
        name: &str,
        (row, column): (u32, u16),
        cell: &Cell,
        links: &mut usize,
    ) -> Result<(), Stop> {
        if let Some(number) = cell.number.filter(|number| number.is_finite()) {
            sheet.write_number(row, column, number)?;
            return Ok(());
        }
        let plain = cell.plain();
        let mut words = seen(&plain).into_owned();
        if words.encode_utf16().count() > UNITS {
            let place = format!(
                "{name}, {}",
                rust_xlsxwriter::utility::row_col_to_cell(row, column)
            );
            let note = format!(" […] (all of it is in “{LONG}”, for {place})");
            let rest = UNITS - note.encode_utf16().count();
            let start = format!("{}{note}", cut(&words, rest));
            self.long
                .push((place, std::mem::replace(&mut words, start)));
        }
        let link = cell.lines.iter().find_map(|line| line.link.as_deref());
        if let Some(url) = link.and_then(url)
            && *links < LINKS
            && !words.is_empty()
        {
            *links += 1;
            sheet.write_url_with_options(row, column, url, words, "", Some(&self.formats.link))?;
            return Ok(());
        }
        let all = |look| cell.lines.iter().all(|line| line.look == look);
        if all(Look::Strong) && !words.is_empty() {
            sheet.write_string_with_format(row, column, words, &self.formats.strong)?;
        } else if all(Look::Quiet) && !words.is_empty() {
            sheet.write_string_with_format(row, column, words, &self.formats.quiet)?;
        } else {
            sheet.write_string(row, column, words)?;
        }
        Ok(())
    }

    /// What the tables left over: long texts in parts, which put together are the whole; and what one must know.
    fn close(&mut self, title: &str, notes: &[String]) -> Result<(), Stop> {
        if !self.long.is_empty() {
            let columns = [
                Column::text("Belongs to", 24.0),
                Column::numbers("Part", 6.0),
                Column::text("Text", 80.0),
            ];
            let mut sheet = self.sheet(LONG, &columns)?;
            let mut row = 0;
            for (place, text) in &self.long {
                for (number, part) in parts(text).into_iter().enumerate() {
                    row += 1;
                    sheet.write_string(row, 0, place)?;
                    sheet.write_number(row, 1, number as f64 + 1.0)?;
                    sheet.write_string(row, 2, part)?;
                }
            }
            sheet.autofilter(0, 0, row, 2)?;
            self.sheets.push(sheet);
        }
        if !notes.is_empty() {
            let mut sheet = Worksheet::new();
            sheet.set_name(NOTES)?;
            sheet.set_column_width(0, 100.0)?;
            sheet.write_string_with_format(0, 0, cut(title, UNITS), &self.formats.strong)?;
            for (row, note) in notes.iter().enumerate() {
                let note = seen(note);
                sheet.write_string_with_format(
                    row as u32 + 1,
                    0,
                    cut(&note, UNITS),
                    &self.formats.body,
                )?;
            }
            self.sheets.push(sheet);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_too_many_rows_goes_on_in_the_next_sheet() {
        let report = |rows: usize| Report {
            title: String::new(),
            notes: Vec::new(),
            wide: false,
            blocks: vec![Block::Table(Table {
                name: "Passages".to_owned(),
                columns: vec![Column::text("Quotation", 40.0)],
                count: rows,
                rows: Box::new((0..rows).map(|row| vec![Cell::from(format!("row {row}"))])),
            })],
        };
        for (rows, wanted) in [(0, 1), (3, 1), (4, 2), (7, 3)] {
            let report = report(rows);
            let mut pace = Pace::new(&report, &|_, _| true);
            let mut book = Book::new(false, 4);
            let mut notes = Vec::new();
            for block in report.blocks {
                if let Block::Table(table) = block {
                    assert!(book.add(table, &mut notes, &mut pace).is_ok());
                }
            }
            let names: Vec<String> = book.sheets.iter().map(Worksheet::name).collect();
            let all = ["Passages", "Passages (2)", "Passages (3)"];
            assert_eq!(names, all[..wanted], "{rows} rows");
            assert_eq!(notes.len(), usize::from(wanted > 1));
        }
    }
}
