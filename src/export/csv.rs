//! Tables as CSV (RFC 4180), for Excel or as plain data.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
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
#[error("“{}” could not be written: {}", file.display(), in_words(cause))]
pub struct Error {
    file: PathBuf,
    cause: io::Error,
}

/// What the system said, with what to do.
fn in_words(cause: &io::Error) -> String {
    match cause.kind() {
        ErrorKind::NotFound => "its folder is not there. Choose another".to_owned(),
        ErrorKind::IsADirectory => "it is a folder. Add the name of a file".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full. Make room on it, or choose another".to_owned()
        }
        _ => format!("{cause}. Close it where it is open, or choose another folder"),
    }
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
    let write = || {
        match fs::metadata(to) {
            Ok(there) if there.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            // A pipe or a device cannot be replaced.
            Ok(there) if !there.is_file() => {
                return write_rows(File::options().write(true).open(to)?, header, rows, flavour);
            }
            _ => {}
        }
        // A link stays one: what it points to is replaced.
        let place = fs::canonicalize(to).unwrap_or_else(|_| to.to_owned());
        let beside = beside(&place);
        let replaced = File::create(&beside).and_then(|mut file| {
            if let Ok(there) = fs::metadata(&place) {
                file.set_permissions(there.permissions())?;
            }
            write_rows(&mut file, header, rows, flavour)?;
            file.sync_all()?;
            drop(file);
            fs::rename(&beside, &place)
        });
        if replaced.is_err() {
            // What could not be finished is no use to anyone.
            fs::remove_file(&beside).ok();
        }
        replaced
    };
    write().map_err(|cause| Error {
        file: to.to_owned(),
        cause,
    })
}

/// A hidden name in the same folder, for each process its own.
fn beside(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// A table as the bytes of a CSV file.
///
/// # Errors
/// There is no memory for it.
pub fn csv(
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    flavour: Flavour,
) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_rows(&mut bytes, header, rows, flavour)?;
    Ok(bytes)
}

fn write_rows(
    to: impl Write,
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    flavour: Flavour,
) -> io::Result<()> {
    let mut to = BufWriter::new(to);
    if flavour == Flavour::Excel {
        to.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(to);
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
fn dressed(cell: &str, flavour: Flavour) -> Cow<'_, str> {
    if flavour == Flavour::Excel && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}").into();
    }
    cell.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn table(cells: &[&str], flavour: Flavour) -> String {
        let row = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let header = vec!["a".to_owned(); cells.len()];
        let bytes = csv(&header, std::iter::once(row), flavour).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn for_excel_a_cell_is_never_a_formula() {
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            let cell = format!("{start}1+1");
            assert!(table(&[&cell, "x"], Flavour::Excel).contains(&format!("'{start}1+1")));
            assert!(!table(&[&cell, "x"], Flavour::Data).contains('\''));
        }
        // Only at the start of a cell.
        assert!(!table(&["a=b", "x\n=y"], Flavour::Excel).contains('\''));
    }

    #[test]
    fn only_excel_gets_the_mark() {
        assert!(table(&["x", "y"], Flavour::Excel).starts_with("\u{feff}a,a\r\n"));
        assert_eq!(table(&["x", "y"], Flavour::Data), "a,a\r\nx,y\r\n");
    }

    #[test]
    fn a_file_that_cannot_be_replaced_stays_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let taken = dir.path().join("table.csv");
        fs::create_dir(&taken).unwrap();
        let error = write_csv(&taken, &[], std::iter::empty(), Flavour::Data).unwrap_err();
        assert!(error.to_string().contains("it is a folder"), "{error}");
        let missing = dir.path().join("none").join("table.csv");
        let error = write_csv(&missing, &[], std::iter::empty(), Flavour::Data).unwrap_err();
        assert!(
            error.to_string().contains("its folder is not there"),
            "{error}"
        );
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_rights_stay_as_they_are() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("real.csv"), dir.path().join("link.csv"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        write_csv(&link, &["a".to_owned()], std::iter::empty(), Flavour::Data).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "a\r\n");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }

    proptest! {
        #[test]
        fn data_reads_back_as_it_was(rows in proptest::collection::vec(
            proptest::collection::vec("[a\",\r\n=;é🙂 ]{0,6}", 3), 0..6,
        )) {
            let header = vec!["x".to_owned(), "y".to_owned(), "z".to_owned()];
            let bytes = csv(&header, rows.clone().into_iter(), Flavour::Data).unwrap();
            let mut reader = ::csv::ReaderBuilder::new().from_reader(bytes.as_slice());
            let read: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            prop_assert_eq!(read, rows);
        }
    }
}
