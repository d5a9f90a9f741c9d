//! What stands in the document: the parts of the report, and its tables.

use super::super::html::escaped;
use super::super::layout::{Fit, SHORT, Size, fit};
use super::super::pace::{Pace, Stop};
use super::super::words::one_line;
use super::Package;
use super::paragraph::{Links, keeping, paragraph};
use crate::analysis::report::{Block, Cell, Column, Line, Look, Report, Table};
use std::fmt::Write as _;
use std::io::Write;

/// Twentieths of a point: the sides of A4, and the margins.
const A4: (u32, u32) = (11_906, 16_838);
const MARGIN: u32 = 1_134;
/// Word opens no table with more columns.
const COLUMNS: usize = 63;
/// Twentieths of a point in a millimetre.
const MILLIMETRE: f32 = 1_440.0 / 25.4;

/// The document as it is written.
pub(super) struct Body<'a, 'p, 'o> {
    package: &'a mut Package<'p, 'o>,
    wide: bool,
    /// Whether what is written stays on the page of what follows.
    kept: bool,
    links: Links,
}

impl<'a, 'p, 'o> Body<'a, 'p, 'o> {
    pub(super) fn new(package: &'a mut Package<'p, 'o>, wide: bool) -> Self {
        Self {
            package,
            wide,
            kept: false,
            links: Links::default(),
        }
    }

    pub(super) fn into_links(self) -> Vec<String> {
        self.links.into_addresses()
    }

    pub(super) fn write(&mut self, report: Report<'_>, pace: &mut Pace<'_>) -> Result<(), Stop> {
        self.put(concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#,
            r#" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#
        ))?;
        self.words(&one_line(&report.title), "Title")?;
        for note in &report.notes {
            self.paragraphs(&note.as_str().into(), "Note")?;
        }
        for block in report.blocks {
            self.block(block, pace)?;
            pace.step()?;
        }
        let (width, height) = A4;
        let size = match self.wide {
            true => format!("w:w=\"{height}\" w:h=\"{width}\" w:orient=\"landscape\""),
            false => format!("w:w=\"{width}\" w:h=\"{height}\""),
        };
        self.put(&format!(
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz {size}/>\
             <w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" \
             w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
        ))
    }

    fn put(&mut self, xml: &str) -> Result<(), Stop> {
        Ok(self.package.write_all(xml.as_bytes())?)
    }

    /// Paragraphs, which stay on the page of what follows where they shall.
    fn put_kept(&mut self, xml: &str) -> Result<(), Stop> {
        match self.kept {
            true => self.put(&keeping(xml)),
            false => self.put(xml),
        }
    }

    fn block(&mut self, block: Block<'_>, pace: &mut Pace<'_>) -> Result<(), Stop> {
        match block {
            Block::Heading(level, words) => {
                let style = format!("Heading{}", level.clamp(1, 6));
                self.words(&one_line(&words), &style)
            }
            Block::Text(cell) => self.paragraphs(&cell, "Normal"),
            Block::Quote(cell) => self.paragraphs(&cell, "Quote"),
            Block::Fields(fields) => self.fields(&fields),
            Block::Table(table) => self.table(table, pace),
            Block::Kept(blocks) => self.kept(blocks, pace),
        }
    }

    /// Each part but the last stays on the page of the next.
    fn kept(&mut self, blocks: Vec<Block<'_>>, pace: &mut Pace<'_>) -> Result<(), Stop> {
        let last = blocks.len().saturating_sub(1);
        for (number, block) in blocks.into_iter().enumerate() {
            self.kept = number < last || matches!(block, Block::Fields(_));
            self.block(block, pace)?;
        }
        self.kept = false;
        Ok(())
    }

    fn words(&mut self, words: &str, style: &str) -> Result<(), Stop> {
        let mut xml = String::new();
        paragraph(&mut xml, &Line::plain(words), style, &mut self.links);
        self.put_kept(&xml)
    }

    fn paragraphs(&mut self, cell: &Cell, style: &str) -> Result<(), Stop> {
        let mut xml = String::new();
        for line in &cell.lines {
            let style = match line.look {
                Look::Quote => "Quote",
                Look::Quiet if style == "Normal" => "Note",
                _ => style,
            };
            paragraph(&mut xml, line, style, &mut self.links);
        }
        self.put_kept(&xml)
    }

    /// The width between the margins.
    fn width(&self) -> u32 {
        let (width, height) = A4;
        (if self.wide { height } else { width }) - 2 * MARGIN
    }

    /// Names on the left and what stands under them on the right, without lines.
    fn fields(&mut self, fields: &[(String, Cell)]) -> Result<(), Stop> {
        if fields.is_empty() {
            return Ok(());
        }
        let name_width = 2_000;
        let widths = [name_width, self.width() - name_width];
        let mut xml = table_start("AttestFields", &widths, None);
        let kept = self.kept;
        let last = fields.len() - 1;
        for (number, (name, cell)) in fields.iter().enumerate() {
            let from = xml.len();
            xml.push_str(row_start(std::slice::from_ref(cell)));
            let name = Cell::from(one_line(name));
            table_cell(
                &mut xml,
                &name,
                widths[0],
                "FieldName",
                "FieldText",
                &mut self.links,
            );
            table_cell(
                &mut xml,
                cell,
                widths[1],
                "FieldText",
                "FieldText",
                &mut self.links,
            );
            xml.push_str("</w:tr>");
            if kept && number < last {
                let row = keeping(&xml[from..]);
                xml.replace_range(from.., &row);
            }
        }
        xml.push_str("</w:tbl>");
        xml.push_str(TABLE_END);
        self.put(&xml)
    }

    fn table(&mut self, table: Table<'_>, pace: &mut Pace<'_>) -> Result<(), Stop> {
        let columns = columns(&table.columns);
        if columns.is_empty() {
            return Ok(());
        }
        let name = one_line(&table.name);
        if !name.is_empty() {
            self.words(&name, "Caption")?;
        }
        let (size, widths) = widths(&columns, self.width());
        let tight = match size {
            Size::Usual => "",
            Size::Small => "Small",
            Size::Tight => "Tight",
            Size::Tightest => "Tightest",
        };
        let mut xml = table_start(&format!("Attest{tight}"), &widths, Some(&name));
        xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, width) in columns.iter().zip(&widths) {
            let number = if column.numbers { "Number" } else { "" };
            let style = format!("Table{number}Head{tight}");
            table_cell(
                &mut xml,
                &one_line(&column.name).into(),
                *width,
                &style,
                &style,
                &mut self.links,
            );
        }
        xml.push_str("</w:tr>");
        self.put(&xml)?;
        let quote = format!("TableQuote{tight}");
        let styles: Vec<String> = columns
            .iter()
            .map(|column| {
                format!(
                    "Table{}{tight}",
                    if column.numbers { "Number" } else { "Text" }
                )
            })
            .collect();
        for row in table.rows {
            let row = folded(row, &table.columns);
            xml.clear();
            xml.push_str(row_start(&row));
            for ((cell, width), style) in row.iter().zip(&widths).zip(&styles) {
                table_cell(&mut xml, cell, *width, style, &quote, &mut self.links);
            }
            xml.push_str("</w:tr>");
            self.put(&xml)?;
            pace.step()?;
        }
        self.put("</w:tbl>")?;
        self.put(TABLE_END)
    }
}

/// What stands between a table and what follows, which else would be one table with it.
const TABLE_END: &str = r#"<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>"#;

/// The columns that a table of Word can have: what is too much stands together in the last.
fn columns(all: &[Column]) -> Vec<Column> {
    if all.len() <= COLUMNS {
        return all.to_vec();
    }
    let mut columns = all[..COLUMNS - 1].to_vec();
    columns.push(Column::text("Further columns", 40.0));
    columns
}

/// A row with a cell for each of those columns.
fn folded(mut row: Vec<Cell>, columns: &[Column]) -> Vec<Cell> {
    row.resize(columns.len(), Cell::default());
    if columns.len() <= COLUMNS {
        return row;
    }
    let names = columns[COLUMNS - 1..].iter().map(|column| &column.name);
    let further = row.split_off(COLUMNS - 1);
    let lines = names
        .zip(further)
        .filter(|(_, cell)| !cell.is_empty())
        .flat_map(|(name, cell)| {
            let name = Line::plain(format!("{}:", one_line(name))).look(Look::Quiet);
            std::iter::once(name).chain(cell.lines)
        });
    row.push(Cell::lines(lines));
    row
}

/// The size of the letters, and the widths of the columns in twentieths of a point; together they are the whole.
fn widths(columns: &[Column], whole: u32) -> (Size, Vec<u32>) {
    let Fit { size, parts } = fit(columns, whole as f32 / MILLIMETRE);
    let mut until = 0.0;
    let mut used = 0;
    let last = parts.len().saturating_sub(1);
    let widths = parts.iter().enumerate().map(|(number, part)| {
        until += part;
        let end = match number == last {
            true => whole,
            false => (whole as f32 * until).round() as u32,
        };
        let width = end - used;
        used = end;
        width
    });
    (size, widths.collect())
}

fn table_start(style: &str, widths: &[u32], name: Option<&str>) -> String {
    let whole: u32 = widths.iter().sum();
    let caption = name
        .filter(|name| !name.is_empty())
        .map_or_else(String::new, |name| {
            format!("<w:tblCaption w:val=\"{}\"/>", escaped(name))
        });
    let mut xml = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\"/>{caption}</w:tblPr><w:tblGrid>"
    );
    for width in widths {
        // Writing to a string does not fail.
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid>");
    xml
}

/// A row that stays on one page where it is short.
fn row_start(row: &[Cell]) -> &'static str {
    match row.iter().map(Cell::length).max() {
        Some(SHORT..) => "<w:tr>",
        _ => "<w:tr><w:trPr><w:cantSplit/></w:trPr>",
    }
}

fn table_cell(
    xml: &mut String,
    cell: &Cell,
    width: u32,
    style: &str,
    quote: &str,
    links: &mut Links,
) {
    let _ = write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if style.contains("Head") {
        xml.push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F1F1\"/><w:vAlign w:val=\"bottom\"/>");
    }
    xml.push_str("</w:tcPr>");
    for line in &cell.lines {
        let style = match line.look {
            Look::Quote => quote,
            Look::Quiet if style == "FieldText" => "FieldNote",
            _ => style,
        };
        paragraph(xml, line, style, links);
    }
    if cell.lines.is_empty() {
        // A cell without a paragraph is an error to Word.
        paragraph(xml, &Line::default(), style, links);
    }
    xml.push_str("</w:tc>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_fill_the_page() {
        let columns = [
            Column::text("a", 10.0),
            Column::text("b", 20.0),
            Column::text("c", 10.0),
        ];
        let (size, widths_of_three) = widths(&columns, 8_000);
        assert_eq!(size, Size::Usual);
        assert_eq!(widths_of_three.iter().sum::<u32>(), 8_000);
        assert!(widths_of_three[1] > 2 * widths_of_three[0]);
        let many: Vec<Column> = (0..30).map(|_| Column::text("x", 7.0)).collect();
        let (size, widths) = widths(&many, 14_570);
        assert!(size > Size::Usual);
        assert_eq!(widths.iter().sum::<u32>(), 14_570);
    }

    #[test]
    fn what_word_has_no_columns_for_stands_in_the_last() {
        let all: Vec<Column> = (0..70)
            .map(|n| Column::text(format!("c{n}"), 7.0))
            .collect();
        assert_eq!(columns(&all).len(), COLUMNS);
        let row = folded((0..70).map(|n| format!("v{n}").into()).collect(), &all);
        assert_eq!(row.len(), COLUMNS);
        let last = row.last().map(Cell::plain).unwrap_or_default();
        assert!(
            last.starts_with("c62:\nv62\nc63:\nv63") && last.ends_with("c69:\nv69"),
            "{last}"
        );
    }
}
