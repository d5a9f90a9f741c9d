//! What stands in the document: paragraphs, runs, tables.

use super::super::html::escaped;
use super::super::layout::{Fit, SHORT, Size, fit};
use super::super::pace::{Pace, Stop};
use super::super::words::{Script, address, begins_right, one_line, runs, seen};
use super::Package;
use crate::analysis::report::{Block, Cell, Column, Line, Look, Report, Table};
use std::collections::HashMap;
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

/// The addresses that the document leads to, each once, in their order.
#[derive(Default)]
struct Links {
    numbers: HashMap<String, usize>,
    addresses: Vec<String>,
}

impl Links {
    fn number(&mut self, link: &str) -> usize {
        let address = address(link);
        if let Some(number) = self.numbers.get(&address) {
            return *number;
        }
        let number = self.addresses.len();
        self.addresses.push(address.clone());
        self.numbers.insert(address, number);
        number
    }
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
        self.links.addresses
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

/// The same paragraphs, each on the page of what follows it.
fn keeping(xml: &str) -> String {
    // Words are escaped, and a paragraph's style is the first of its properties.
    let style = "<w:pPr><w:pStyle w:val=\"";
    let mut kept = String::with_capacity(xml.len() * 2);
    let mut parts = xml.split(style);
    kept.push_str(parts.next().unwrap_or_default());
    for part in parts {
        kept.push_str(style);
        match part.split_once("/>") {
            Some((name, rest)) => {
                kept.push_str(name);
                kept.push_str("/><w:keepNext/>");
                kept.push_str(rest);
            }
            None => kept.push_str(part),
        }
    }
    kept
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

const QUIET: &str = "<w:rStyle w:val=\"Quiet\"/>";

fn paragraph(xml: &mut String, line: &Line, style: &str, links: &mut Links) {
    let words = seen(&line.text);
    let _ = write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>");
    if begins_right(&words) {
        xml.push_str("<w:bidi/>");
    }
    xml.push_str("</w:pPr>");
    if !line.lead.is_empty() {
        let lead = format!("{}: ", one_line(&line.lead));
        for (script, part) in runs(&lead) {
            run(xml, part, QUIET, script);
        }
    }
    let link = line.link.as_ref().filter(|_| !words.is_empty());
    if let Some(link) = link {
        let number = links.number(link);
        let _ = write!(xml, "<w:hyperlink r:id=\"link{number}\" w:history=\"1\">");
    }
    let look = match (link, line.look) {
        (Some(_), _) => "<w:rStyle w:val=\"Hyperlink\"/>",
        (None, Look::Strong) => "<w:rStyle w:val=\"Strong\"/>",
        (None, Look::Quiet) => QUIET,
        (None, Look::Plain | Look::Quote) => "",
    };
    for (script, part) in runs(&words) {
        run(xml, part, look, script);
    }
    if link.is_some() {
        xml.push_str("</w:hyperlink>");
    }
    xml.push_str("</w:p>");
}

/// Words in one script. Word chooses among the fonts of a style by the kind of script, which it must be told.
fn run(xml: &mut String, words: &str, look: &str, script: Script) {
    let kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    let (font, kind) = match script {
        Script::Usual => ("", ""),
        Script::Thai => ("", "<w:cs/><w:lang w:bidi=\"th-TH\"/>"),
        Script::Hebrew => (
            "<w:rFonts w:cs=\"Arial\"/>",
            "<w:rtl/><w:lang w:bidi=\"he-IL\"/>",
        ),
        Script::Arabic => (
            "<w:rFonts w:cs=\"Arial\"/>",
            "<w:rtl/><w:lang w:bidi=\"ar-SA\"/>",
        ),
        Script::Han if words.contains(kana) => (
            "<w:rFonts w:hint=\"eastAsia\"/>",
            "<w:lang w:eastAsia=\"ja-JP\"/>",
        ),
        Script::Han => ("<w:rFonts w:hint=\"eastAsia\"/>", ""),
        Script::Korean => (
            "<w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"Malgun Gothic\"/>",
            "<w:lang w:eastAsia=\"ko-KR\"/>",
        ),
        Script::Emoji => (
            "<w:rFonts w:ascii=\"Segoe UI Emoji\" w:hAnsi=\"Segoe UI Emoji\" w:eastAsia=\"Segoe UI Emoji\" w:cs=\"Segoe UI Emoji\"/>",
            "",
        ),
        Script::Signs | Script::Controls => (
            "<w:rFonts w:ascii=\"Segoe UI Symbol\" w:hAnsi=\"Segoe UI Symbol\" w:eastAsia=\"Segoe UI Symbol\"/>",
            "",
        ),
    };
    xml.push_str("<w:r>");
    if !(look.is_empty() && font.is_empty() && kind.is_empty()) {
        let _ = write!(xml, "<w:rPr>{look}{font}{kind}</w:rPr>");
    }
    // A line end inside the text of a run would be a space.
    for (number, line) in words.split('\n').enumerate() {
        if number > 0 {
            xml.push_str("<w:br/>");
        }
        for (number, part) in line.split('\t').enumerate() {
            if number > 0 {
                xml.push_str("<w:tab/>");
            }
            if !part.is_empty() {
                let _ = write!(xml, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(part));
            }
        }
    }
    xml.push_str("</w:r>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(line: &Line) -> String {
        let mut xml = String::new();
        paragraph(&mut xml, line, "Normal", &mut Links::default());
        xml
    }

    #[test]
    fn line_ends_and_tabs_are_kept_inside_a_run() {
        assert_eq!(
            written(&Line::plain("a\r\n<b>\t\nc")),
            "<w:p><w:pPr><w:pStyle w:val=\"Normal\"/></w:pPr><w:r><w:t xml:space=\"preserve\">a</w:t><w:br/>\
             <w:t xml:space=\"preserve\">&lt;b&gt;</w:t><w:tab/><w:br/><w:t xml:space=\"preserve\">c</w:t></w:r></w:p>"
        );
    }

    #[test]
    fn what_is_kept_stays_with_what_follows() {
        let xml = written(&Line::plain("a").led("Test"));
        assert!(
            xml.contains("<w:t xml:space=\"preserve\">Test: </w:t>"),
            "{xml}"
        );
        let kept = keeping(&xml);
        assert!(
            kept.contains("<w:pStyle w:val=\"Normal\"/><w:keepNext/></w:pPr>"),
            "{kept}"
        );
        assert_eq!(kept.replace("<w:keepNext/>", ""), xml);
    }

    #[test]
    fn scripts_are_told_to_word() {
        let xml = written(&Line::plain("see กฎหมาย"));
        assert!(
            xml.contains("<w:rPr><w:cs/><w:lang w:bidi=\"th-TH\"/></w:rPr>"),
            "{xml}"
        );
        let xml = written(&Line::plain("שלום").look(Look::Strong));
        assert!(xml.contains("<w:bidi/></w:pPr>"), "{xml}");
        assert!(
            xml.contains("<w:rStyle w:val=\"Strong\"/><w:rFonts w:cs=\"Arial\"/><w:rtl/>"),
            "{xml}"
        );
    }

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
