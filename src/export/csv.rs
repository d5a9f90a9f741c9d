//! Tables as CSV (RFC 4180), for Excel or as plain data.

use std::io::Write;
use std::path::{Path, PathBuf};

/// Whom a CSV file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// Excel: marked as UTF-8, and cells that it would take for formulas made harmless.
    Excel,
    /// Programs: every cell as it is.
    Data,
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
#[error("“{}” could not be written: {cause}. Close it where it is open, or choose another folder", file.display())]
pub struct Error {
    file: PathBuf,
    cause: std::io::Error,
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
    let failed = |cause| Error {
        file: to.to_owned(),
        cause,
    };
    let folder = to
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    write_rows(file.as_file_mut(), header, rows, flavour).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(to).map_err(|e| failed(e.error))?;
    Ok(())
}

fn write_rows(
    to: &mut impl Write,
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    flavour: Flavour,
) -> std::io::Result<()> {
    if flavour == Flavour::Excel {
        to.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(std::io::BufWriter::new(to));
    csv.write_record(
        header
            .iter()
            .map(|cell| dressed(cell, flavour).into_owned()),
    )?;
    for row in rows {
        csv.write_record(row.iter().map(|cell| dressed(cell, flavour).into_owned()))?;
    }
    csv.flush()
}

/// A cell that Excel takes for text: a leading quote keeps it from being run as a formula (OWASP, "CSV Injection").
fn dressed(cell: &str, flavour: Flavour) -> std::borrow::Cow<'_, str> {
    if flavour == Flavour::Excel && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}").into();
    }
    cell.into()
}
