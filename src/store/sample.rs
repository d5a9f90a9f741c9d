//! How does the sample project come onto the machine, and back to how it came?

use super::folder::Folder;
use super::{Error, copy_sample, names};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Whether a folder holds a project.
pub fn is_project(dir: &Path) -> bool {
    Folder::is_project(dir)
}

/// The project folder that a path means, under its one real name: the folder itself, or that of the project.ron.
pub fn folder_of(path: &Path) -> PathBuf {
    let is_file = path.ends_with(names::PROJECT) && path.is_file();
    let dir = path.parent().filter(|_| is_file).unwrap_or(path);
    let real = fs::canonicalize(dir).or_else(|_| std::path::absolute(dir));
    real.unwrap_or_else(|_| dir.to_owned())
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
