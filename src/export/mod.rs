//! How do tables and reports leave the app? Whole, or not at all, and the same report as the same bytes.

mod clipboard;
mod csv;
mod docx;
mod file;
mod html;
mod latex;
mod layout;
mod markdown;
mod pace;
mod words;
mod xlsx;

pub use self::clipboard::{Clip, clip};
pub use self::csv::{Flavour, csv, write_csv};
pub use self::file::Error;
pub use self::pace::Watch;

use self::pace::{Pace, Stop};
use crate::analysis::report::{Block, Report};
use crate::project::Format;
use std::io::Write;
use std::path::Path;

/// Where the bytes of an export go.
type Out<'a> = dyn Write + Send + 'a;

/// Writes a report to a file, which is replaced only when the new one is whole. `watch` is told how many rows and
/// other parts are done, of how many, and stops the work by returning false; then what was there before stays.
///
/// # Errors
/// There is no table in the report where the format knows tables only; the file cannot be written; or the work was
/// stopped.
pub fn write(
    report: Report<'_>,
    format: Format,
    to: &Path,
    watch: &Watch<'_>,
) -> Result<(), Error> {
    possible(&report, format)?;
    let mut pace = Pace::new(&report, watch);
    file::replace(to, |out| put(report, format, out, &mut pace))
}

/// Writes bytes that are all there to a file, which is replaced only when the new one is whole.
///
/// # Errors
/// The file cannot be written.
pub fn write_bytes(to: &Path, bytes: &[u8]) -> Result<(), Error> {
    file::replace(to, |out| Ok(out.write_all(bytes)?))
}

/// A report as the bytes of a file.
///
/// # Errors
/// There is no table in the report where the format knows tables only, or a table cannot be put into the format.
pub fn bytes(report: Report<'_>, format: Format) -> Result<Vec<u8>, Error> {
    possible(&report, format)?;
    let mut pace = Pace::new(&report, &|_, _| true);
    let mut bytes = Vec::new();
    match put(report, format, &mut bytes, &mut pace) {
        Ok(()) => Ok(bytes),
        Err(Stop::Asked) => Err(Error::Stopped),
        Err(Stop::Failed(cause)) => Err(Error::Bytes(cause)),
    }
}

/// Whether the format can hold anything of the report.
fn possible(report: &Report<'_>, format: Format) -> Result<(), Error> {
    let tables_only = matches!(format, Format::Csv | Format::Data | Format::Xlsx);
    let has_table = report
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Table(_)));
    if tables_only && !has_table {
        return Err(Error::NoTable(format));
    }
    Ok(())
}

fn put(
    report: Report<'_>,
    format: Format,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    pace.tell()?;
    match format {
        Format::Csv => csv::write(report, Flavour::Excel, out, pace),
        Format::Data => csv::write(report, Flavour::Data, out, pace),
        Format::Html => html::write(report, out, pace),
        Format::Markdown => markdown::write(report, out, pace),
        Format::Xlsx => xlsx::write(report, out, pace),
        Format::Docx => docx::write(report, out, pace),
        Format::Latex => latex::write(report, out, pace),
    }
}
