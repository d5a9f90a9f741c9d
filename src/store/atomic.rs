//! How is a file replaced so that at any moment, whatever happens, the old or the new one stands there whole?

use super::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes a file beside its place, syncs it, and puts it there in one move.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    replace(path, bytes, || Ok(()))
}

/// The same, and what stood there before stays under another name. Where the new file cannot be written, nothing moves.
pub(super) fn write_keeping(path: &Path, bytes: &[u8], previous: &Path) -> Result<(), Error> {
    replace(path, bytes, || match path.exists() {
        true => keep(path, previous),
        false => Ok(()),
    })
}

fn replace(
    path: &Path,
    bytes: &[u8],
    before: impl FnOnce() -> Result<(), Error>,
) -> Result<(), Error> {
    let beside = beside(path);
    let prepare = || {
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    let done = prepare()
        .map_err(Error::write(path))
        .and_then(|()| before())
        .and_then(|()| fs::rename(&beside, path).map_err(Error::write(path)));
    if done.is_err() {
        // What could not be finished is no use to anyone.
        fs::remove_file(&beside).ok();
    }
    done?;
    sync_folder_of(path);
    Ok(())
}

/// Gives a file a second name, in place of whatever had that: at once where the system can, else by copying.
fn keep(path: &Path, previous: &Path) -> Result<(), Error> {
    let beside = beside(previous);
    fs::remove_file(&beside).ok();
    let linked = fs::hard_link(path, &beside).and_then(|()| fs::rename(&beside, previous));
    // Where both names had been one file already, the move leaves the third name behind.
    fs::remove_file(&beside).ok();
    if linked.is_err() {
        let bytes = fs::read(path).map_err(Error::read(path))?;
        write(previous, &bytes)?;
    }
    Ok(())
}

/// Makes renames in the folder of this file last through a power cut, where the system has a way to.
pub(super) fn sync_folder_of(path: &Path) {
    if let Some(folder) = path.parent().and_then(|dir| File::open(dir).ok()) {
        // Windows and some network drives cannot sync a folder; the file itself is synced already.
        folder.sync_all().ok();
    }
}

/// A name that no sync service carries off and no reader of the folder takes for a project's file. Each process has
/// its own.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
