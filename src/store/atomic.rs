//! How is a file replaced so that at any moment, whatever happens, the old or the new one stands there whole?

use super::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes a file beside its place, syncs it, and puts it there in one move.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = beside(path);
    let put = || {
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)
    };
    if let Err(source) = put() {
        // What could not be finished is no use to anyone.
        fs::remove_file(&beside).ok();
        let path = path.to_owned();
        return Err(Error::Write { path, source });
    }
    sync_folder_of(path);
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
