//! How does a file come to stand where it is wanted, whole or not at all?

use super::Out;
use super::pace::Stop;
use crate::project::Format;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Why an export could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Someone asked it to stop.
    #[error("The export was stopped. What was there before is as it was")]
    Stopped,
    /// There is nothing to put into a format that knows tables only.
    #[error("There is no table in it, and “{}” holds tables only. Choose another format", .0.name())]
    NoTable(Format),
    /// The file cannot be written.
    #[error("“{}” could not be written: {}", file.display(), in_words(cause))]
    File {
        /// The file that was asked for.
        file: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The bytes cannot be made.
    #[error("The export could not be made: {0}")]
    Bytes(io::Error),
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

/// Replaces a file by what `write` writes, when all of it is there; else leaves what was there.
pub(super) fn replace(
    to: &Path,
    write: impl FnOnce(&mut Out<'_>) -> Result<(), Stop>,
) -> Result<(), Error> {
    let replaced = match fs::metadata(to) {
        Ok(there) if there.is_dir() => Err(io::Error::from(ErrorKind::IsADirectory).into()),
        // A pipe or a device cannot be replaced.
        Ok(there) if !there.is_file() => File::options()
            .write(true)
            .open(to)
            .map_err(Stop::from)
            .and_then(|file| fill(file, write).map(drop)),
        // A link stays one: what it points to is replaced.
        _ => in_place_of(
            &fs::canonicalize(to).unwrap_or_else(|_| to.to_owned()),
            write,
        ),
    };
    replaced.map_err(|stop| match stop {
        Stop::Asked => Error::Stopped,
        Stop::Failed(cause) => Error::File {
            file: to.to_owned(),
            cause,
        },
    })
}

fn in_place_of(
    place: &Path,
    write: impl FnOnce(&mut Out<'_>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let beside = beside(place);
    let make = || {
        let file = File::create(&beside)?;
        if let Ok(there) = fs::metadata(place) {
            file.set_permissions(there.permissions())?;
        }
        fill(file, write)?.sync_all()?;
        fs::rename(&beside, place)?;
        Ok(())
    };
    let made = make();
    if made.is_err() {
        // What could not be finished is no use to anyone.
        fs::remove_file(&beside).ok();
    }
    made
}

/// Writes everything into the file, and gives it back with nothing left in memory.
fn fill(file: File, write: impl FnOnce(&mut Out<'_>) -> Result<(), Stop>) -> Result<File, Stop> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()?;
    Ok(out.into_inner().map_err(io::IntoInnerError::into_error)?)
}

/// A hidden name in the same folder, for each export its own. It is short, since the name wanted may be as long as
/// the system allows.
fn beside(place: &Path) -> PathBuf {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    place.with_file_name(format!(".export-{}-{number}.tmp", std::process::id()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn hello(to: &Path) -> Result<(), Error> {
        replace(to, |out| Ok(out.write_all(b"hello")?))
    }

    #[test]
    fn a_file_that_cannot_be_replaced_stays_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let taken = dir.path().join("table.csv");
        fs::create_dir(&taken).unwrap();
        let error = hello(&taken).unwrap_err();
        assert!(error.to_string().contains("it is a folder"), "{error}");
        let missing = dir.path().join("none").join("table.csv");
        let error = hello(&missing).unwrap_err();
        assert!(
            error.to_string().contains("its folder is not there"),
            "{error}"
        );
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_failure_midway_leaves_the_old_file_and_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("table.csv");
        fs::write(&file, "old").unwrap();
        for stop in [Stop::Asked, Stop::Failed(ErrorKind::StorageFull.into())] {
            let error = replace(&file, |out| {
                out.write_all(b"half a file")?;
                Err(stop)
            })
            .unwrap_err()
            .to_string();
            assert!(
                error.contains("was stopped") || error.contains("the disk is full"),
                "{error}"
            );
            assert_eq!(fs::read_to_string(&file).unwrap(), "old");
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_may_be_as_long_as_the_system_allows() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(format!("{}.csv", "n".repeat(251)));
        hello(&file).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "hello");
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
        hello(&link).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "hello");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_stays_one() {
        use std::os::unix::fs::FileTypeExt;
        hello(Path::new("/dev/null")).unwrap();
        assert!(
            fs::metadata("/dev/null")
                .unwrap()
                .file_type()
                .is_char_device()
        );
    }
}
