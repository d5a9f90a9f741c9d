//! What this machine remembers between starts: a small RON file that may be lost without harm.

use super::{Error, atomic, format};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io;
use std::path::Path;

/// Settings as they were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded<T> {
    /// What the file says, or the defaults.
    pub value: T,
    /// Something to tell the person: the file was damaged, and is kept aside.
    pub note: Option<String>,
}

/// The settings in a file. Where there is none, the defaults; where it is damaged, the defaults too, and the file is
/// kept aside beside the new one.
pub fn load<T: DeserializeOwned + Default>(path: &Path) -> Loaded<T> {
    let (value, note) = match fs::read(path) {
        Ok(bytes) => match format::parse(path, &bytes) {
            Ok(value) => (value, None),
            Err(_) => (T::default(), Some(keep_aside(path))),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => (T::default(), None),
        Err(source) => {
            let path = path.to_owned();
            let note = Error::Read { path, source }.to_string();
            (T::default(), Some(note))
        }
    };
    Loaded { value, note }
}

/// Writes the settings, whole or not at all.
///
/// # Errors
/// The file cannot be written.
pub fn save<T: Serialize>(path: &Path, value: &T) -> Result<(), Error> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).map_err(Error::write(dir))?;
    }
    atomic::write(path, format::pretty(value).as_bytes())
}

fn keep_aside(path: &Path) -> String {
    let aside = path.with_extension("damaged.ron");
    match fs::rename(path, &aside) {
        Ok(()) => format!(
            "The settings in {} could not be read. They start afresh; the old ones are kept in {}",
            path.display(),
            aside.display()
        ),
        Err(_) => format!(
            "The settings in {} could not be read. They start afresh",
            path.display()
        ),
    }
}
