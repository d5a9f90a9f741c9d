//! Tables for the clipboard: HTML that word processors take with its looks, and plain text beside it.

use super::html::{Dress, escaped, inside, manner};
use super::layout::share;
use super::words::{one_line, seen};
use crate::analysis::report::{Block, Cell, Report, Table};
use std::fmt::Write;

/// What is put on the clipboard, in two forms of which the program that pastes takes the one it likes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// A fragment of HTML whose looks go with each element, since a style sheet would not be pasted.
    pub html: String,
    /// The same as lines of plain text, the cells of a row set apart by tabs. A cell that holds a tab, a quotation
    /// mark or a line end stands in quotation marks, as spreadsheets do and expect.
    pub text: String,
}

/// The parts of a report for the clipboard, without its title and notes.
pub fn clip(report: Report<'_>) -> Clip {
    let mut clip = Clip::default();
    for block in report.blocks {
        // Writing to a string does not fail.
        let _ = add(block, &mut clip);
    }
    clip
}

fn add(block: Block<'_>, clip: &mut Clip) -> std::fmt::Result {
    match block {
        Block::Heading(level, words) => {
            let (level, words) = (level.clamp(1, 5) + 1, one_line(&words));
            writeln!(clip.html, "<h{level}>{}</h{level}>", escaped(&words))?;
            writeln!(clip.text, "{words}")?;
        }
        Block::Text(cell) => {
            writeln!(
                clip.html,
                "<div{}>{}</div>",
                manner(&cell),
                inside(&cell, Dress::Inline)
            )?;
            writeln!(clip.text, "{}", seen(&cell.plain()))?;
        }
        Block::Quote(cell) => {
            let (manner, inside) = (manner(&cell), inside(&cell, Dress::Inline));
            writeln!(clip.html, "<blockquote{manner}>{inside}</blockquote>")?;
            writeln!(clip.text, "{}", seen(&cell.plain()))?;
        }
        Block::Fields(fields) => {
            for (name, cell) in fields {
                let name = one_line(&name);
                let inside = inside(&cell, Dress::Inline);
                writeln!(clip.html, "<div><b>{}:</b> {inside}</div>", escaped(&name))?;
                writeln!(clip.text, "{name}: {}", seen(&cell.plain()))?;
            }
        }
        Block::Table(table) => add_table(table, clip)?,
        Block::Kept(blocks) => {
            for block in blocks {
                add(block, clip)?;
            }
        }
    }
    Ok(())
}

/// A line round every cell, which Word and Docs keep.
const TABLE: &str = "border-collapse:collapse;width:100%";
const CELL: &str = "border:1px solid #808080;padding:3pt 5pt;vertical-align:top";

fn add_table(table: Table<'_>, clip: &mut Clip) -> std::fmt::Result {
    if table.columns.is_empty() {
        return Ok(());
    }
    let wide: f32 = table.columns.iter().map(share).sum();
    write!(clip.html, "<table style=\"{TABLE}\"><thead><tr>")?;
    for column in &table.columns {
        let (percent, name) = (100.0 * share(column) / wide, one_line(&column.name));
        let side = if column.numbers { "right" } else { "left" };
        write!(
            clip.html,
            "<th scope=\"col\" style=\"{CELL};width:{percent:.1}%;text-align:{side};background-color:#f1f1f1\">{}</th>",
            escaped(&name)
        )?;
    }
    clip.html.push_str("</tr></thead><tbody>");
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| one_line(&column.name))
        .collect();
    tabbed(names.iter().map(String::as_str), &mut clip.text);
    for row in table.rows {
        clip.html.push_str("<tr>");
        for (cell, column) in row.iter().zip(&table.columns) {
            let side = if column.numbers {
                ";text-align:right"
            } else {
                ""
            };
            let (manner, inside) = (manner(cell), inside(cell, Dress::Inline));
            write!(
                clip.html,
                "<td style=\"{CELL}{side}{}\"{manner}>{inside}</td>",
                kind(cell)
            )?;
        }
        clip.html.push_str("</tr>");
        let cells: Vec<String> = row
            .iter()
            .map(|cell| seen(&cell.plain()).into_owned())
            .collect();
        tabbed(cells.iter().map(String::as_str), &mut clip.text);
    }
    clip.html.push_str("</tbody></table>\n");
    Ok(())
}

/// What tells Excel that a cell is text, whatever it begins with: no cell is to be run as a formula.
fn kind(cell: &Cell) -> &'static str {
    match cell.number {
        Some(_) => "",
        None => ";mso-number-format:'\\@'",
    }
}

fn tabbed<'a>(cells: impl Iterator<Item = &'a str>, text: &mut String) {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            text.push('\t');
        }
        match cell.contains(['\t', '\n', '"']) {
            true => {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            }
            false => text.push_str(cell),
        }
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::report::{Column, Line};

    #[test]
    fn a_table_goes_to_the_clipboard_in_both_forms() {
        let table = Table {
            name: "Passages".to_owned(),
            columns: vec![
                Column::text("Quotation", 40.0),
                Column::numbers("Page", 6.0),
            ],
            count: 1,
            rows: Box::new(std::iter::once(vec![
                Cell::lines([Line::plain("=1+1"), Line::plain("say \"<b>\"")]),
                Cell::number(7.0),
            ])),
        };
        let report = Report {
            title: "T".to_owned(),
            notes: vec!["N".to_owned()],
            wide: false,
            blocks: vec![Block::Table(table)],
        };
        let Clip { html, text } = clip(report);
        assert_eq!(text, "Quotation\tPage\n\"=1+1\nsay \"\"<b>\"\"\"\t7\n");
        assert!(html.starts_with("<table style="));
        assert!(html.contains(">=1+1</p>") && html.contains("say &quot;&lt;b&gt;&quot;</p>"));
        // Text to Excel, whatever it begins with; the number stays one.
        assert_eq!(html.matches("mso-number-format:'\\@'").count(), 1);
        assert!(html.contains("text-align:right\">7</td>"));
    }
}
