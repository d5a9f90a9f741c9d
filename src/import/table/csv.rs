//! Tables as text: what parts the cells is found out, and what is wrong is put right or said.

use super::sheet::Builder;
use super::{Book, MOST_COLUMNS};
use crate::import::counts::grouped;
use crate::import::{Fault, Options, decode, kind};
use crate::project::Remark;
use encoding_rs::Encoding;

/// What can part the cells of a row, the likelier first.
const PARTINGS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows that are looked at to find out what parts the cells.
const SAMPLE: usize = 200;

/// Reads a table out of a text in any encoding.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Book, Fault> {
    let said = options.encoding.as_deref();
    let said = said.and_then(|label| Encoding::for_label(label.as_bytes()));
    let decoded = decode(bytes, said);
    if decoded.text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    if said.is_none() && !kind::reads_as_text(&decoded) {
        return Err(kind::BINARY.fault());
    }
    let mut remarks = Vec::new();
    if decoded.malformed > 0 {
        remarks.push(Remark::doubt(format!(
            "{} characters could not be read as {} and show as \u{fffd}. If words look wrong, choose another encoding",
            decoded.malformed, decoded.encoding
        )));
    }
    let (parting, text) = match said_parting(&decoded.text) {
        Some((parting, rest)) => (parting, rest),
        None => (sniff(&decoded.text), decoded.text.as_str()),
    };
    // What Excel is told of the parting is a line of its own, and counts as one.
    let above = u32::from(text.len() < decoded.text.len());
    Ok(Book {
        name: name.to_owned(),
        sheets: vec![sheet(text, parting, above)?],
        reader: String::new(),
        encoding: decoded.encoding.to_owned(),
        remarks,
    })
}

/// A first line `sep=;`, which tells Excel what parts the cells.
fn said_parting(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let parting = first.trim_end().strip_prefix("sep=")?;
    match parting.as_bytes() {
        [one] if one.is_ascii() => Some((*one, rest)),
        _ => None,
    }
}

fn sheet(text: &str, parting: u8, above: u32) -> Result<super::Sheet, Fault> {
    let mut rows = reader(text, parting);
    let mut builder = Builder::new("", false);
    let mut record = csv::StringRecord::new();
    let (mut width, mut ragged, mut number) = (None, Vec::new(), above);
    while let Ok(true) = rows.read_record(&mut record) {
        if record.len() > MOST_COLUMNS {
            return Err(Fault::TooMuch(format!(
                "has more than {} columns",
                grouped(MOST_COLUMNS)
            )));
        }
        let line = record.position().map_or(0, csv::Position::line);
        if let Some(opened) = record.iter().find(|cell| cell.len() > LONGEST) {
            return Err(unclosed(line, opened));
        }
        for (column, cell) in record.iter().enumerate() {
            builder.put(number, column, cell)?;
        }
        let is_blank = record.iter().all(|cell| cell.trim().is_empty());
        if !is_blank && *width.get_or_insert(record.len()) != record.len() {
            ragged.push(number + 1);
        }
        number = number.saturating_add(1);
    }
    if let Some(line) = unclosed_quote(text, parting) {
        builder.say(Remark::doubt(format!(
            "A quotation mark that is opened in line {line} is never closed, so that all behind it is one cell. Look at the last row"
        )));
    }
    say_ragged(&mut builder, &ragged);
    builder.finish()
}

/// No answer is as long as that: a quotation mark was left open.
const LONGEST: usize = 5_000_000;

fn unclosed(line: u64, cell: &str) -> Fault {
    let words: String = cell.chars().take(40).collect();
    Fault::Damaged(format!(
        "opens a quotation mark in or behind line {line} (“{}…”) and does not close it",
        words.trim()
    ))
}

fn say_ragged(builder: &mut Builder, ragged: &[u32]) {
    let Some(first) = ragged.first() else { return };
    let words = match ragged.len() {
        1 => format!("Row {first} has another number of cells than the first. Look at it"),
        many => format!(
            "{many} rows, the first of them row {first}, have another number of cells than the first row. Look at them"
        ),
    };
    builder.say(Remark::doubt(words));
}

fn reader(text: &str, parting: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(parting)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// What parts the cells: that which gives the most rows one same number of cells, more than one. Between those that do it
/// alike, the one with more cells, then the likelier: in a file with decimal commas, `;`. Where none does it for half of
/// the rows, each row is one cell.
fn sniff(text: &str) -> u8 {
    let score = |parting: u8| {
        let mut widths = std::collections::BTreeMap::<usize, usize>::new();
        let mut rows = 0;
        let mut record = csv::StringRecord::new();
        let mut reader = reader(text, parting);
        while rows < SAMPLE
            && let Ok(true) = reader.read_record(&mut record)
        {
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                rows += 1;
                *widths.entry(record.len()).or_default() += 1;
            }
        }
        let wide = widths.into_iter().filter(|(width, _)| *width > 1);
        let (width, alike) = wide
            .max_by_key(|(width, alike)| (*alike, *width))
            .unwrap_or((1, 0));
        // Nearly all rows alike is as good as all: a last line may be a note.
        let share = (alike * 20).div_ceil(rows.max(1));
        (share, bare_commas(text, parting), width)
    };
    let scored = PARTINGS
        .into_iter()
        .rev()
        .map(|parting| (score(parting), parting));
    let best = scored.max_by_key(|(score, _)| *score);
    best.filter(|((share, ..), _)| *share >= 10)
        .map_or(NO_PARTING, |(_, parting)| parting)
}

/// No letter of any text.
const NO_PARTING: u8 = 0x1f;

/// Whether a parting other than the comma would leave cells that are numbers with decimal commas, which speaks for it.
fn bare_commas(text: &str, parting: u8) -> bool {
    if parting == b',' {
        return false;
    }
    let is_number = |cell: &str| {
        let (whole, part) = cell.trim().split_once(',').unwrap_or_default();
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(whole.trim_start_matches('-')) && digits(part)
    };
    let lines = text.lines().take(SAMPLE);
    let parts = |line: &str| {
        line.split(char::from(parting)).any(is_number) && line.contains(char::from(parting))
    };
    lines.into_iter().any(parts)
}

/// The line in which a quotation mark is opened that is not closed before the end.
fn unclosed_quote(text: &str, parting: u8) -> Option<usize> {
    let (mut open, mut at_start, mut line) = (None, true, 1);
    let mut letters = text.bytes().peekable();
    while let Some(byte) = letters.next() {
        match byte {
            b'"' if open.is_some() && letters.next_if_eq(&b'"').is_none() => open = None,
            b'"' if open.is_none() && at_start => open = Some(line),
            b'\n' => line += 1,
            _ => {}
        }
        at_start = open.is_none() && (byte == parting || byte == b'\n');
    }
    open
}
