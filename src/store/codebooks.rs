//! Frameworks as files: how a codebook comes from a colleague, and goes to one.

use super::{Error, atomic, format};
use crate::project::Codebook;
use std::fs;
use std::path::Path;

/// Reads a codebook file.
///
/// # Errors
/// The file cannot be read, or has a typing error: where, and what would have been right.
pub fn read_codebook(path: &Path) -> Result<Codebook, Error> {
    let bytes = fs::read(path).map_err(Error::read(path))?;
    format::parse(path, &bytes)
}

/// Reads a codebook from its text, such as one that ships inside the app.
///
/// # Errors
/// It has a typing error: where, and what would have been right.
pub fn parse_codebook(text: &str) -> Result<Codebook, Error> {
    format::parse(Path::new("codebook"), text.as_bytes())
}

/// Writes a codebook file for a person to read and edit.
///
/// # Errors
/// The file cannot be written.
pub fn write_codebook(path: &Path, codebook: &Codebook) -> Result<(), Error> {
    atomic::write(path, format::pretty(codebook).as_bytes())
}

/// Writes a project that ships inside the app, such as the sample, into a folder: paths relative to it, and bytes.
/// Files that are there already are replaced.
///
/// # Errors
/// Something cannot be written.
pub fn copy_sample(to: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    for (name, bytes) in files {
        let path = to.join(name);
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir).map_err(Error::write(dir))?;
        }
        atomic::write(&path, bytes)?;
    }
    Ok(())
}
