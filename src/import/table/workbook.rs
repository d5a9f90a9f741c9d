//! Workbooks: Excel's new and old ones, and LibreOffice's.

use super::sheet::Builder;
use super::{Book, Sheet, ods, unzip};
use crate::import::Fault;
use crate::project::Remark;
use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType,
    SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What reads them, as a report says it.
const READER: &str = "calamine 0.38";

/// Reads all sheets of a workbook. The name tells LibreOffice's from Excel's where the bytes do not.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Book, Fault> {
    let kind = Kind::of(bytes).ok_or(Fault::PasswordNeeded)?;
    if kind == Kind::Old {
        check_old(bytes)?;
    } else {
        unzip::check(bytes)?;
    }
    if kind == Kind::LibreOffice
        && let Some(content) = unzip::entry(bytes, "content.xml")
    {
        ods::check(&content)?;
    }
    // The library meets files that nobody has thought of; a fault of its own is one of the file's.
    let read = catch_unwind(AssertUnwindSafe(|| kind.sheets(bytes)));
    let sheets = read.unwrap_or_else(|_| {
        Err(Fault::GaveUp(
            "its sheets are put in a way that is not known".to_owned(),
        ))
    })?;
    let (hidden, shown): (Vec<Sheet>, Vec<Sheet>) =
        sheets.into_iter().partition(|sheet| sheet.hidden);
    let mut remarks = Vec::new();
    if !hidden.is_empty() {
        let names: Vec<String> = hidden
            .iter()
            .map(|sheet| format!("“{}”", sheet.name))
            .collect();
        remarks.push(Remark::kept(format!(
            "Its program hides the sheets {}",
            names.join(", ")
        )));
    }
    let sheets: Vec<Sheet> = shown
        .into_iter()
        .chain(hidden)
        .filter(|sheet| !sheet.rows.is_empty())
        .collect();
    if sheets.is_empty() {
        return Err(Fault::Empty);
    }
    Ok(Book {
        name: name.to_owned(),
        sheets,
        reader: READER.to_owned(),
        encoding: String::new(),
        remarks,
    })
}

/// Refuses an old workbook whose head counts more sectors than the file has: room for all of them would be taken at once.
/// Where the counts stand: [MS-CFB] 2.2.
fn check_old(bytes: &[u8]) -> Result<(), Fault> {
    const COUNTS: [usize; 3] = [44, 64, 72];
    const SECTOR: usize = 512;
    let most = bytes.len() / SECTOR;
    let count = |at: usize| {
        let four = bytes.get(at..)?.first_chunk::<4>()?;
        usize::try_from(u32::from_le_bytes(*four)).ok()
    };
    let fits = |at: usize| count(at).is_some_and(|count| count <= most);
    if COUNTS.into_iter().all(fits) {
        return Ok(());
    }
    Err(Fault::Damaged(
        "says that it is larger than it is".to_owned(),
    ))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    New,
    Binary,
    Old,
    LibreOffice,
}

impl Kind {
    /// By what the file holds; none where it is a protected one, which Office wraps in its old format.
    fn of(bytes: &[u8]) -> Option<Self> {
        let has = |name: &str| memchr::memmem::find(bytes, name.as_bytes()).is_some();
        if !bytes.starts_with(b"PK") {
            // The names of streams are in UTF-16.
            let wide: Vec<u8> = "EncryptedPackage"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect();
            let is_wrapped = memchr::memmem::find(bytes, &wide).is_some();
            return (!is_wrapped).then_some(Self::Old);
        }
        Some(if has("xl/workbook.bin") {
            Self::Binary
        } else if has("content.xml") && !has("xl/workbook") {
            Self::LibreOffice
        } else {
            Self::New
        })
    }

    fn sheets(self, bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
        let bytes = Cursor::new(bytes);
        match self {
            Self::New => new(Xlsx::new(bytes).map_err(|error| fault_new(&error))?),
            Self::Binary => binary(Xlsb::new(bytes).map_err(|error| fault_binary(&error))?),
            Self::Old => old(Xls::new(bytes).map_err(|error| fault_old(&error))?),
            Self::LibreOffice => libre_office(Ods::new(bytes).map_err(|error| fault_ods(&error))?),
        }
    }
}

/// The sheets that hold cells: name, and whether they are hidden.
fn listed<T: Reader<R>, R: std::io::Read + std::io::Seek>(book: &T) -> Vec<(String, bool)> {
    let sheets = book.sheets_metadata().iter();
    let cells = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    cells
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect()
}

type Bytes<'a> = Cursor<&'a [u8]>;

fn new(mut book: Xlsx<Bytes<'_>>) -> Result<Vec<Sheet>, Fault> {
    let mut sheets = Vec::new();
    for (name, hidden) in listed(&book) {
        let mut cells = Cells::new(&name, hidden);
        // A sheet that holds a chart is named as others are, and has no cells.
        if let Ok(mut reader) = book.worksheet_cells_reader(&name) {
            while let Some(cell) = reader.next_cell().map_err(|error| fault_new(&error))? {
                cells.put(cell.get_position(), cell.get_value())?;
            }
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        sheets.push(cells.finish(&merged)?);
    }
    Ok(sheets)
}

fn binary(mut book: Xlsb<Bytes<'_>>) -> Result<Vec<Sheet>, Fault> {
    let mut sheets = Vec::new();
    for (name, hidden) in listed(&book) {
        let mut cells = Cells::new(&name, hidden);
        if let Ok(mut reader) = book.worksheet_cells_reader(&name) {
            while let Some(cell) = reader.next_cell().map_err(|error| fault_binary(&error))? {
                cells.put(cell.get_position(), cell.get_value())?;
            }
        }
        sheets.push(cells.finish(&[])?);
    }
    Ok(sheets)
}

fn old(mut book: Xls<Bytes<'_>>) -> Result<Vec<Sheet>, Fault> {
    let mut sheets = Vec::new();
    for (name, hidden) in listed(&book) {
        let range = book.worksheet_range(&name).unwrap_or_default();
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        sheets.push(Cells::of(&name, hidden, &range)?.finish(&merged)?);
    }
    Ok(sheets)
}

fn libre_office(mut book: Ods<Bytes<'_>>) -> Result<Vec<Sheet>, Fault> {
    let mut sheets = Vec::new();
    for (name, hidden) in listed(&book) {
        let range = book
            .worksheet_range(&name)
            .map_err(|error| fault_ods(&error))?;
        sheets.push(Cells::of(&name, hidden, &range)?.finish(&[])?);
    }
    Ok(sheets)
}

/// The cells of a sheet on their way to words.
struct Cells {
    builder: Builder,
    /// Cells whose formula failed, and what the first of them says.
    failed: (usize, String),
    /// New workbooks may store their cells in any order within a row.
    row: (u32, Vec<(u32, String)>),
}

impl Cells {
    fn new(name: &str, hidden: bool) -> Self {
        Self {
            builder: Builder::new(name, hidden),
            failed: (0, String::new()),
            row: (0, Vec::new()),
        }
    }

    fn of(name: &str, hidden: bool, range: &Range<Data>) -> Result<Self, Fault> {
        let mut cells = Self::new(name, hidden);
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |start: u32, past: usize| {
                start.saturating_add(u32::try_from(past).unwrap_or(u32::MAX))
            };
            cells.put((at(top, row), at(left, column)), &borrowed(value))?;
        }
        Ok(cells)
    }

    fn put(&mut self, (row, column): (u32, u32), value: &DataRef<'_>) -> Result<(), Fault> {
        if row != self.row.0 {
            self.close_row()?;
            self.row.0 = row;
        }
        let words = match value {
            DataRef::Error(error) => {
                if self.failed.0 == 0 {
                    self.failed.1 = error.to_string();
                }
                self.failed.0 += 1;
                return Ok(());
            }
            value => shown(value),
        };
        self.row.1.push((column, words));
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Fault> {
        for (column, words) in self.row.1.drain(..) {
            self.builder.put(
                self.row.0,
                usize::try_from(column).unwrap_or(usize::MAX),
                &words,
            )?;
        }
        Ok(())
    }

    fn finish(mut self, merged: &[Dimensions]) -> Result<Sheet, Fault> {
        self.close_row()?;
        let (failed, says) = &self.failed;
        if *failed > 0 {
            let cells = if *failed == 1 {
                "1 cell holds".to_owned()
            } else {
                format!("{failed} cells hold")
            };
            self.builder.say(Remark::doubt(format!(
                "{cells} an error of the workbook, such as {says}, and is left empty"
            )));
        }
        let mut sheet = self.builder.finish()?;
        for cells in merged.iter().filter(|cells| cells.end.0 > cells.start.0) {
            let column = usize::try_from(cells.start.1).unwrap_or(usize::MAX);
            let rows = (
                cells.start.0.saturating_add(1),
                cells.end.0.saturating_add(1),
            );
            Builder::spread(&mut sheet, rows, column);
        }
        Ok(sheet)
    }
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(words) => DataRef::SharedString(words),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(time) => DataRef::DateTime(*time),
        Data::DateTimeIso(time) => DataRef::DateTimeIso(time.clone()),
        Data::DurationIso(time) => DataRef::DurationIso(time.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// A value as its program shows it, dates as 2004-06-14.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_shown(*number),
        DataRef::String(words) => unescaped(words),
        DataRef::SharedString(words) => unescaped(words),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(time) => time_shown(time),
        DataRef::DateTimeIso(time) => iso(time),
        DataRef::DurationIso(time) => duration(time).unwrap_or_else(|| time.clone()),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Excel writes the characters that XML cannot hold as `_x000D_`; of them line ends are found in answers.
fn unescaped(words: &str) -> String {
    if words.contains("_x000D_") {
        words.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    } else {
        words.to_owned()
    }
}

/// With the 15 digits that Excel counts with, and never as 1e15 while it can be written out.
fn number_shown(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded.abs() >= 1e21 || (rounded != 0.0 && rounded.abs() < 1e-9) {
        return format!("{rounded:E}");
    }
    // Minus nought is nought.
    (rounded + 0.0).to_string()
}

fn time_shown(time: &ExcelDateTime) -> String {
    let days = time.as_f64();
    if time.is_duration() {
        let seconds = (days * 86_400.0).round();
        let whole = seconds.abs() as u64;
        let sign = if seconds < 0.0 { "-" } else { "" };
        return format!(
            "{sign}{}:{:02}:{:02}",
            whole / 3_600,
            whole / 60 % 60,
            whole % 60
        );
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    // Excel keeps a moment as a share of the day, so that it misses full seconds by a hair.
    let second = second + u8::from(milli >= 500 && second < 59);
    if (0.0..1.0).contains(&days) {
        return clock(hour, minute, second);
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date} {}", clock(hour, minute, second))
    }
}

fn clock(hour: u8, minute: u8, second: u8) -> String {
    if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    }
}

/// `2024-03-01T14:30:00` as `2024-03-01 14:30`, midnight left out.
fn iso(time: &str) -> String {
    let Some((day, clock)) = time.split_once('T') else {
        return time.to_owned();
    };
    let clock = clock.split('.').next().unwrap_or(clock);
    match clock.strip_suffix(":00").unwrap_or(clock) {
        "00:00" => day.to_owned(),
        clock => format!("{day} {clock}"),
    }
}

/// `PT14H30M00S` as `14:30`.
fn duration(time: &str) -> Option<String> {
    let (hours, rest) = time.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split('.').next()?;
    let clock = format!("{hours}:{minutes}");
    Some(if seconds.trim_start_matches('0').is_empty() {
        clock
    } else {
        format!("{clock}:{seconds}")
    })
}

fn fault_new(error: &XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::PasswordNeeded,
        other => damaged(other),
    }
}

fn fault_binary(error: &XlsbError) -> Fault {
    match error {
        XlsbError::Password => Fault::PasswordNeeded,
        other => damaged(other),
    }
}

fn fault_old(error: &XlsError) -> Fault {
    match error {
        XlsError::Password => Fault::PasswordNeeded,
        other => damaged(other),
    }
}

fn fault_ods(error: &OdsError) -> Fault {
    match error {
        OdsError::Password => Fault::PasswordNeeded,
        other => damaged(other),
    }
}

fn damaged(error: &dyn std::fmt::Display) -> Fault {
    Fault::Damaged(format!("holds no sheets that can be read ({error})"))
}
