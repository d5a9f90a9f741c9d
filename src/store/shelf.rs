//! How are a thousand small texts added without looking through the folder for each?

use super::texts::{put_new, sha256};
use super::{Error, StoredText, Texts, format, names};
use crate::text::Map;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

/// Adds many texts one after the other. The names that are taken are read once, at the start.
#[derive(Debug)]
pub struct Shelf {
    dir: PathBuf,
    /// In small letters: some systems do not tell capitals apart.
    taken: HashSet<String>,
    /// The number that the last text of a name got.
    last: HashMap<String, u64>,
    original: String,
}

impl Texts {
    /// Begins to add the texts that are made of one file, and keeps that file: under a name that nothing has yet, unless
    /// the very same file is there already.
    ///
    /// # Errors
    /// The project cannot be written to.
    pub fn shelf(&self, name: &str, original: &[u8]) -> Result<Shelf, Error> {
        let dir = self.folder(names::DOCUMENTS)?;
        let entries = fs::read_dir(&dir).map_err(Error::read(&dir))?.flatten();
        let taken = entries.map(|entry| entry.file_name().to_string_lossy().to_lowercase());
        Ok(Shelf {
            taken: taken.collect(),
            last: HashMap::new(),
            original: self.keep_original(name, original)?,
            dir,
        })
    }

    fn keep_original(&self, name: &str, original: &[u8]) -> Result<String, Error> {
        let dir = self.folder(names::ORIGINALS)?;
        let name = names::safe(name);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        let is_same = |path: &PathBuf| {
            let same_size =
                fs::metadata(path).is_ok_and(|meta| meta.len() == original.len() as u64);
            same_size && fs::read(path).is_ok_and(|bytes| bytes == original)
        };
        let there = dir.join(&name);
        if is_same(&there) {
            return Ok(name);
        }
        loop {
            let path = names::unused(&dir, stem, extension);
            if put_new(&path, original)? {
                let name = path.file_name().unwrap_or_default();
                return Ok(name.to_string_lossy().into_owned());
            }
        }
    }
}

impl Shelf {
    /// Adds a text and its map under a readable name that nothing has yet. Gives the name of the map beside it; empty
    /// where the map is.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn add(
        &mut self,
        name: &str,
        text: &str,
        map: &Map,
    ) -> Result<(StoredText, String), Error> {
        let file = self.put(&names::safe(name), "txt", text.as_bytes())?;
        let map = if map.is_empty() {
            String::new()
        } else {
            let stem = file.strip_suffix(".txt").unwrap_or(&file);
            self.put(stem, "map.ron", format::line(map).as_bytes())?
        };
        let stored = StoredText {
            original: self.original.clone(),
            sha256: sha256(text.as_bytes()),
            bytes: text.len() as u64,
            file,
        };
        Ok((stored, map))
    }

    fn put(&mut self, stem: &str, extension: &str, bytes: &[u8]) -> Result<String, Error> {
        loop {
            let file = self.unused(stem, extension);
            if put_new(&self.dir.join(&file), bytes)? {
                return Ok(file);
            }
        }
    }

    /// A name that nothing has yet; nobody gets it again.
    fn unused(&mut self, stem: &str, extension: &str) -> String {
        let first = format!("{stem}.{extension}");
        let last = self.last.entry(first.to_lowercase()).or_default();
        loop {
            *last += 1;
            let file = match *last {
                1 => first.clone(),
                number => format!("{stem} {number}.{extension}"),
            };
            if self.taken.insert(file.to_lowercase()) {
                return file;
            }
        }
    }
}
