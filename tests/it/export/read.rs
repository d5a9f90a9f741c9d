//! Files read back: the cells of every table, as another program would find them.

use regex::Regex;
use roxmltree::{Document, Node};
use std::io::{Cursor, Read};

/// Rows of cells.
pub type Grid = Vec<Vec<String>>;

pub(super) fn csv(bytes: &[u8]) -> Grid {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// A part of a package; none where there is no such part.
pub fn part(package: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut part = zip.by_name(name).ok()?;
    let mut text = String::new();
    part.read_to_string(&mut text).unwrap();
    Some(text)
}

fn named<'a, 'x>(node: Node<'a, 'x>, name: &'a str) -> impl Iterator<Item = Node<'a, 'x>> {
    node.children()
        .filter(move |child| child.tag_name().name() == name)
}

fn within<'a, 'x>(node: Node<'a, 'x>, name: &'a str) -> impl Iterator<Item = Node<'a, 'x>> {
    node.descendants()
        .filter(move |child| child.tag_name().name() == name)
}

/// Excel writes some characters as `_xHHHH_`.
fn unescaped(text: &str) -> String {
    let escape = Regex::new("_x([0-9A-Fa-f]{4})_").unwrap();
    let meaning = |found: &regex::Captures<'_>| {
        let code = u32::from_str_radix(&found[1], 16).unwrap();
        char::from_u32(code).unwrap().to_string()
    };
    escape.replace_all(text, meaning).into_owned()
}

/// The sheets of a workbook: name and cells. Numbers are as they are written; a cell that is a formula is a failure.
pub fn xlsx(package: &[u8]) -> Vec<(String, Grid)> {
    let strings = part(package, "xl/sharedStrings.xml").unwrap_or_default();
    let strings: Vec<String> = match strings.is_empty() {
        true => Vec::new(),
        false => within(Document::parse(&strings).unwrap().root(), "si")
            .map(|si| {
                unescaped(
                    &within(si, "t")
                        .map(|t| t.text().unwrap_or(""))
                        .collect::<String>(),
                )
            })
            .collect(),
    };
    let workbook = part(package, "xl/workbook.xml").unwrap();
    let workbook = Document::parse(&workbook).unwrap();
    let names =
        within(workbook.root(), "sheet").map(|sheet| sheet.attribute("name").unwrap().to_owned());
    names
        .enumerate()
        .map(|(number, name)| {
            let sheet = part(package, &format!("xl/worksheets/sheet{}.xml", number + 1)).unwrap();
            (name, sheet_cells(&sheet, &strings))
        })
        .collect()
}

fn sheet_cells(sheet: &str, strings: &[String]) -> Grid {
    let sheet = Document::parse(sheet).unwrap();
    assert_eq!(within(sheet.root(), "f").count(), 0, "a cell is a formula");
    let mut grid = Grid::new();
    for cell in within(sheet.root(), "c") {
        let place = cell.attribute("r").unwrap();
        let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
        let row: usize = place[letters.len()..].parse().unwrap();
        let column = letters
            .bytes()
            .fold(0, |sum, b| sum * 26 + usize::from(b - b'A') + 1);
        let value = named(cell, "v").next().and_then(|v| v.text()).unwrap_or("");
        let text = match cell.attribute("t") {
            Some("s") => strings[value.parse::<usize>().unwrap()].clone(),
            _ => value.to_owned(),
        };
        grid.resize(grid.len().max(row), Vec::new());
        let cells = &mut grid[row - 1];
        cells.resize(cells.len().max(column), String::new());
        cells[column - 1] = text;
    }
    grid
}

/// The tables of a Word document that have a header.
pub(super) fn docx(package: &[u8]) -> Vec<Grid> {
    let document = part(package, "word/document.xml").unwrap();
    let document = Document::parse(&document).unwrap();
    within(document.root(), "tbl")
        .filter(|table| within(*table, "tblHeader").next().is_some())
        .map(|table| {
            named(table, "tr")
                .map(|row| named(row, "tc").map(word_cell).collect())
                .collect()
        })
        .collect()
}

fn word_cell(cell: Node<'_, '_>) -> String {
    let paragraphs: Vec<String> = named(cell, "p")
        .map(|paragraph| {
            let pieces = paragraph
                .descendants()
                .map(|node| match node.tag_name().name() {
                    "t" => node.text().unwrap_or("").to_owned(),
                    "br" => "\n".to_owned(),
                    "tab" => "\t".to_owned(),
                    _ => String::new(),
                });
            pieces.collect::<String>()
        })
        .collect();
    paragraphs.join("\n")
}

/// A page made by us as XML: its elements that have no end get one.
pub(super) fn as_xml(html: &str) -> String {
    let open = Regex::new(r"<(br|col|meta)\b([^>]*)>").unwrap();
    let html = html.strip_prefix("<!DOCTYPE html>").unwrap();
    open.replace_all(html, "<$1$2/>").into_owned()
}

/// The tables of a page.
pub(super) fn html(page: &[u8]) -> Vec<Grid> {
    let page = as_xml(std::str::from_utf8(page).unwrap());
    let page = Document::parse(&page).unwrap();
    within(page.root(), "table")
        .map(|table| {
            within(table, "tr")
                .map(|row| {
                    let cells = row
                        .children()
                        .filter(|cell| ["th", "td"].contains(&cell.tag_name().name()));
                    cells.map(page_cell).collect()
                })
                .collect()
        })
        .collect()
}

fn page_cell(cell: Node<'_, '_>) -> String {
    let words = |node: Node<'_, '_>| -> String {
        let pieces = node.descendants().map(|node| match node.tag_name().name() {
            "br" => "\n",
            _ if node.is_text() => node.text().unwrap_or(""),
            _ => "",
        });
        pieces.collect()
    };
    let paragraphs: Vec<String> = named(cell, "p").map(words).collect();
    match paragraphs.is_empty() {
        true => words(cell),
        false => paragraphs.join("\n"),
    }
}

/// The tables of a Markdown text.
pub(super) fn markdown(text: &[u8]) -> Vec<Grid> {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let text = std::str::from_utf8(text).unwrap();
    let mut tables: Vec<Grid> = Vec::new();
    let mut words = String::new();
    for event in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Grid::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                tables.last_mut().unwrap().push(Vec::new())
            }
            Event::Start(Tag::TableCell) => words.clear(),
            Event::Text(text) => words.push_str(&text),
            Event::InlineHtml(html) if &*html == "<br>" => words.push('\n'),
            Event::End(TagEnd::TableCell) => {
                let row = tables.last_mut().unwrap().last_mut().unwrap();
                row.push(std::mem::take(&mut words));
            }
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) => panic!("{event:?}"),
            _ => {}
        }
    }
    tables
}
