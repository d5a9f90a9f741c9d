//! Reports as one HTML file without scripts, good in light, in dark and on paper; and tables for the clipboard.

use super::Out;
use super::layout::{SHORT, Size, fit, share};
use super::pace::{Pace, Stop};
use super::words::{address, begins_right, language, one_line, seen};
use crate::analysis::report::{Block, Cell, Line, Look, Report, Table};
use std::fmt::Write as _;

const CSS: &str = include_str!("html.css");

/// Writes the whole page.
pub(super) fn write(
    report: Report<'_>,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    let title = escaped(&one_line(&report.title));
    let side = if report.wide { " landscape" } else { "" };
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"Attest\">\n<title>{title}</title>\n\
         <style>\n{CSS}@page {{ size: A4{side}; }}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    )?;
    for note in &report.notes {
        let note: Cell = note.as_str().into();
        writeln!(out, "{}", paragraphs(&note, " class=\"note\"", Dress::Page))?;
    }
    for block in report.blocks {
        write_block(block, report.wide, out, pace)?;
        pace.step()?;
    }
    out.write_all(b"</main>\n</body>\n</html>\n")?;
    Ok(())
}

fn write_block(
    block: Block<'_>,
    wide: bool,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    match block {
        Block::Heading(level, words) => {
            // The title is the first.
            let level = level.clamp(1, 5) + 1;
            let words = escaped(&one_line(&words));
            writeln!(out, "<h{level}>{words}</h{level}>")?;
        }
        Block::Text(cell) => writeln!(out, "{}", paragraphs(&cell, "", Dress::Page))?,
        Block::Quote(cell) if cell.is_empty() => {}
        Block::Quote(cell) => {
            let inside = paragraphs(&cell, "", Dress::Page);
            writeln!(out, "<blockquote>\n{inside}\n</blockquote>")?;
        }
        Block::Fields(fields) if fields.is_empty() => {}
        Block::Fields(fields) => {
            out.write_all(b"<dl>\n")?;
            for (name, cell) in fields {
                let (name, inside) = (escaped(&one_line(&name)), inside(&cell, Dress::Page));
                writeln!(out, "<dt>{name}</dt><dd{}>{inside}</dd>", manner(&cell))?;
            }
            out.write_all(b"</dl>\n")?;
        }
        Block::Table(table) => write_table(table, wide, out, pace)?,
        Block::Kept(blocks) => {
            out.write_all(b"<div class=\"kept\">\n")?;
            for block in blocks {
                write_block(block, wide, out, pace)?;
            }
            out.write_all(b"</div>\n")?;
        }
    }
    Ok(())
}

fn write_table(
    table: Table<'_>,
    wide: bool,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    if table.columns.is_empty() {
        return Ok(());
    }
    let name = escaped(&one_line(&table.name));
    let fit = fit(&table.columns, if wide { 265.0 } else { 178.0 });
    let size = match fit.size {
        Size::Usual => "",
        Size::Small => " small",
        Size::Tight => " tight",
        Size::Tightest => " tightest",
    };
    let least: f32 = table.columns.iter().map(share).sum();
    // On a screen a wide table scrolls in its own frame, which keys can reach.
    writeln!(
        out,
        "<div class=\"table{size}\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\">\n\
         <table style=\"min-width:{least:.0}ch\">\n<caption>{name}</caption>\n<colgroup>"
    )?;
    for part in &fit.parts {
        let percent = 100.0 * part;
        writeln!(out, "<col style=\"width:{percent:.2}%\">")?;
    }
    out.write_all(b"</colgroup>\n<thead>\n<tr>")?;
    for column in &table.columns {
        let class = if column.numbers {
            " class=\"number\""
        } else {
            ""
        };
        write!(
            out,
            "<th scope=\"col\"{class}>{}</th>",
            escaped(&one_line(&column.name))
        )?;
    }
    out.write_all(b"</tr>\n</thead>\n<tbody>\n")?;
    for row in table.rows {
        // A long row may go over pages, a short one stays whole.
        out.write_all(match row.iter().map(Cell::length).max() {
            Some(SHORT..) => b"<tr class=\"long\">".as_slice(),
            _ => b"<tr>",
        })?;
        for (cell, column) in row.iter().zip(&table.columns) {
            let class = if column.numbers {
                " class=\"number\""
            } else {
                ""
            };
            write!(
                out,
                "<td{class}{}>{}</td>",
                manner(cell),
                inside(cell, Dress::Page)
            )?;
        }
        out.write_all(b"</tr>\n")?;
        pace.step()?;
    }
    out.write_all(b"</tbody>\n</table>\n</div>\n")?;
    Ok(())
}

/// Whether the looks are in the page's own style sheet, or must go with each element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dress {
    Page,
    Inline,
}

/// What stands in a cell: one line as it is, several as paragraphs.
pub(super) fn inside(cell: &Cell, dress: Dress) -> String {
    match cell.lines.as_slice() {
        [] => String::new(),
        [line] => line_of(line, dress),
        _ => paragraphs(cell, "", dress),
    }
}

/// Every line as a paragraph, also where there is but one. There is nothing between two: in cells it would be seen.
fn paragraphs(cell: &Cell, attributes: &str, dress: Dress) -> String {
    let mut html = String::new();
    for line in &cell.lines {
        let margin = match dress {
            Dress::Page => "",
            Dress::Inline => " style=\"margin:0 0 2pt 0\"",
        };
        let (manner, words) = (spoken(&line.text), line_of(line, dress));
        // Writing to a string does not fail.
        let _ = write!(html, "<p{attributes}{margin}{manner}>{words}</p>");
    }
    html
}

/// The direction and the language of a cell of one line; several lines have each their own.
pub(super) fn manner(cell: &Cell) -> String {
    match cell.lines.as_slice() {
        [line] => spoken(&line.text),
        _ => String::new(),
    }
}

fn spoken(text: &str) -> String {
    let mut attributes = String::new();
    if let Some(language) = language(text) {
        let _ = write!(attributes, " lang=\"{language}\"");
    }
    if begins_right(text) {
        attributes.push_str(" dir=\"rtl\"");
    }
    attributes
}

fn line_of(line: &Line, dress: Dress) -> String {
    let parts = line.parts().into_iter();
    let parts = parts.map(|(words, italic)| match (escaped(&seen(words)), italic) {
        (words, true) => format!("<em>{words}</em>"),
        (words, false) => words,
    });
    let mut words: String = parts.collect();
    if let Some(link) = &line.link {
        words = format!("<a href=\"{}\">{words}</a>", escaped(&address(link)));
    }
    let words = match (line.look, dress) {
        _ if line.text.is_empty() => words,
        (Look::Plain, _) => words,
        (Look::Strong, _) => format!("<strong>{words}</strong>"),
        (Look::Quiet, _) => quiet(&words, dress),
        (Look::Quote, Dress::Page) => format!("<span class=\"quote\">{words}</span>"),
        (Look::Quote, Dress::Inline) => words,
    };
    match line.lead.as_str() {
        "" => words,
        lead => format!(
            "{} {words}",
            quiet(&format!("{}:", escaped(&one_line(lead))), dress)
        ),
    }
}

fn quiet(words: &str, dress: Dress) -> String {
    match dress {
        Dress::Page => format!("<small>{words}</small>"),
        Dress::Inline => format!("<span style=\"color:#595959\">{words}</span>"),
    }
}

/// Words as HTML that stands for them in elements and in attributes alike. A line end is a `<br>`, which only elements
/// can hold: attributes get words of one line.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' => html.push_str("<br>"),
            _ => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a browser makes of it.
    fn read(html: &str) -> String {
        html.replace("<br>", "\n")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn escaping_loses_nothing(text in "[a<>&\"'brlt;#39/\n é]{0,24}") {
            let html = escaped(&text);
            prop_assert!(!html.replace("<br>", "").contains(['<', '>', '"', '\'', '\n']));
            prop_assert_eq!(read(&html), text);
        }
    }

    #[test]
    fn looks_and_links_go_with_the_words() {
        let cell = Cell::lines([
            Line::plain("<b>").look(Look::Strong),
            Line::plain("page").link("documents/a b.txt"),
            Line::plain("שלום"),
        ]);
        assert_eq!(
            inside(&cell, Dress::Page),
            "<p><strong>&lt;b&gt;</strong></p><p><a href=\"documents/a%20b.txt\">page</a></p>\
             <p lang=\"he\" dir=\"rtl\">שלום</p>"
        );
    }
}
