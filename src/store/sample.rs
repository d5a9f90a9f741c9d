//! How does the sample project come onto the machine, and back to how it came?

use super::folder::Folder;
use super::{Error, copy_sample};
use std::fs;
use std::io;
use std::path::Path;

/// Whether a folder holds a project.
pub fn is_project(dir: &Path) -> bool {
    Folder::is_project(dir)
}

/// Puts a sample back as it came. What was there is kept beside it until the next time, under a name that says so.
///
/// # Errors
/// Something cannot be moved or written.
pub fn reset_sample(dir: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    let aside = dir.with_extension("before-reset");
    if dir.exists() {
        match fs::remove_dir_all(&aside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::write(&aside)(error));
            }
            _ => fs::rename(dir, &aside).map_err(Error::write(dir))?,
        }
    }
    copy_sample(dir, files)
}
