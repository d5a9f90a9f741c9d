//! Where do the texts lie that codings point into, and are they still the same, to the byte?

use super::{Access, Error, atomic, format, names};
use crate::project::{Document, Version};
use crate::text::Map;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The texts of a project; a handle of its own, so that a background job can read and add.
#[derive(Clone, Debug)]
pub struct Texts {
    dir: PathBuf,
    access: Access,
}

/// A text that was just added to a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredText {
    /// See [`Document::file`].
    pub file: String,
    /// See [`Document::original`]; empty where none was given.
    pub original: String,
    /// See [`Document::sha256`].
    pub sha256: String,
    /// See [`Document::bytes`].
    pub bytes: u64,
}

impl Texts {
    pub(super) fn new(dir: &Path, access: Access) -> Self {
        Self {
            dir: dir.to_owned(),
            access,
        }
    }

    /// The text of a document, exactly the one that was imported. Where its file holds another, the folder is looked
    /// through for it: sync services rename files.
    ///
    /// # Errors
    /// It is gone, cannot be read, or is no longer the same.
    pub fn read(&self, document: &Document) -> Result<String, Error> {
        self.read_as(&document.file, &document.sha256, document.bytes)
    }

    /// A text that a document had, or has.
    ///
    /// # Errors
    /// As of [`read`](Self::read).
    pub fn read_version(&self, version: &Version) -> Result<String, Error> {
        self.read_as(&version.file, &version.sha256, version.bytes)
    }

    fn read_as(&self, file: &str, sha256: &str, length: u64) -> Result<String, Error> {
        let path = self.path_of(file)?;
        let found = match fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error::read(path)(error)),
        };
        let is_missing = found.is_none();
        let same = found.and_then(|bytes| the_text_of(sha256, bytes));
        same.or_else(|| self.renamed(sha256, length))
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or(if is_missing {
                Error::TextMissing(path)
            } else {
                Error::TextChanged(path)
            })
    }

    /// Adds a text, and what it was made from (a file name and bytes), under readable names that nothing has yet.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn add(
        &self,
        name: &str,
        text: &str,
        original: Option<(&str, &[u8])>,
    ) -> Result<StoredText, Error> {
        if let Access::ReadOnly(why) = &self.access {
            return Err(Error::ReadOnly(why.clone()));
        }
        let original = match original {
            Some((name, bytes)) => {
                let name = names::safe(name);
                let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
                self.put(names::ORIGINALS, stem, extension, bytes)?
            }
            None => String::new(),
        };
        let name = names::safe(name);
        let stem = ["txt", "md", "markdown", "text"]
            .into_iter()
            .find_map(|extension| name.strip_suffix(extension)?.strip_suffix('.'))
            .unwrap_or(&name);
        let file = self.put(names::DOCUMENTS, stem, "txt", text.as_bytes());
        if file.is_err() {
            self.take_back(&original, "");
        }
        Ok(StoredText {
            file: file?,
            original,
            sha256: sha256(text.as_bytes()),
            bytes: text.len() as u64,
        })
    }

    /// Removes files that were just added and that nothing refers to, since what they belong to could not be added:
    /// what a document is made from, and its text; empty for neither.
    pub fn take_back(&self, original: &str, file: &str) {
        for (folder, name) in [(names::ORIGINALS, original), (names::DOCUMENTS, file)] {
            if !name.is_empty() && Self::check_name(name).is_ok() {
                // One that stays is in nobody's way.
                fs::remove_file(self.dir.join(folder).join(name)).ok();
            }
        }
    }

    /// What a document was imported from, byte for byte.
    ///
    /// # Errors
    /// It was not kept, is gone, or cannot be read.
    pub fn original(&self, document: &Document) -> Result<Vec<u8>, Error> {
        let path = self.original_path(document)?;
        fs::read(&path).map_err(Error::read(path))
    }

    /// The first bytes of what a document was imported from, this many at most.
    ///
    /// # Errors
    /// As of [`original`](Self::original).
    pub fn original_head(&self, document: &Document, most: u64) -> Result<Vec<u8>, Error> {
        let path = self.original_path(document)?;
        let mut head = Vec::new();
        let read = fs::File::open(&path).and_then(|file| file.take(most).read_to_end(&mut head));
        read.map_err(Error::read(path))?;
        Ok(head)
    }

    /// The length of what a document was imported from, in bytes; none where that is not there.
    pub fn original_len(&self, document: &Document) -> Option<u64> {
        let path = self.original_path(document).ok()?;
        fs::metadata(path).ok().map(|meta| meta.len())
    }

    fn original_path(&self, document: &Document) -> Result<PathBuf, Error> {
        Self::check_name(&document.original)?;
        Ok(self.dir.join(names::ORIGINALS).join(&document.original))
    }

    /// The map of a document's text; an empty one where there is none. A map whose file is gone or was changed by hand so
    /// that it cannot be read is left aside: the text is still whole.
    pub fn map(&self, document: &Document) -> Map {
        self.map_in(&document.map)
    }

    /// The map of this file name; an empty one where there is no name.
    pub fn map_in(&self, file: &str) -> Map {
        if file.is_empty() {
            return Map::default();
        }
        let read = self.path_of(file).and_then(|path| {
            let bytes = fs::read(&path).map_err(Error::read(path.clone()))?;
            format::parse::<Map>(&path, &bytes)
        });
        read.unwrap_or_default()
    }

    /// Adds the map of a text under a name like the text's, which nothing has yet; gives that name. An empty map has
    /// no file and no name.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add_map(&self, text_file: &str, map: &Map) -> Result<String, Error> {
        if map.is_empty() {
            return Ok(String::new());
        }
        if let Access::ReadOnly(why) = &self.access {
            return Err(Error::ReadOnly(why.clone()));
        }
        let stem = text_file.strip_suffix(".txt").unwrap_or(text_file);
        let written = format::line(map);
        self.put(names::DOCUMENTS, stem, "map.ron", written.as_bytes())
    }

    /// Where the text of this file name lies.
    fn path_of(&self, file: &str) -> Result<PathBuf, Error> {
        Self::check_name(file)?;
        Ok(self.dir.join(names::DOCUMENTS).join(file))
    }

    /// Sees to it that a name from a project file leads out of no folder.
    fn check_name(file: &str) -> Result<(), Error> {
        let is_plain = Path::new(file).file_name().is_some_and(|name| name == file);
        if !is_plain || file.contains(['/', '\\']) {
            return Err(Error::BadName(file.to_owned()));
        }
        Ok(())
    }

    fn renamed(&self, sha256: &str, length: u64) -> Option<Vec<u8>> {
        let entries = fs::read_dir(self.dir.join(names::DOCUMENTS)).ok()?;
        entries.flatten().find_map(|entry| {
            let same_size = entry.metadata().ok()?.len() == length;
            let bytes = same_size.then(|| fs::read(entry.path()).ok()).flatten()?;
            the_text_of(sha256, bytes)
        })
    }

    fn put(
        &self,
        folder: &str,
        stem: &str,
        extension: &str,
        bytes: &[u8],
    ) -> Result<String, Error> {
        let dir = self.folder(folder)?;
        loop {
            let path = names::unused(&dir, stem, extension);
            if put_new(&path, bytes)? {
                let name = path.file_name().unwrap_or_default();
                return Ok(name.to_string_lossy().into_owned());
            }
        }
    }

    /// A folder of the project, made where it is missing.
    pub(super) fn folder(&self, folder: &str) -> Result<PathBuf, Error> {
        if let Access::ReadOnly(why) = &self.access {
            return Err(Error::ReadOnly(why.clone()));
        }
        let dir = self.dir.join(folder);
        match fs::create_dir(&dir) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                Err(Error::write(dir)(error))
            }
            _ => Ok(dir),
        }
    }
}

/// Writes a file that is new. False where the name was taken meanwhile.
pub(super) fn put_new(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    // Takes the name first: another job, or a colleague on the same drive, may be adding one like it.
    match fs::File::create_new(path) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(Error::write(path)(error)),
    }
    if let Err(error) = atomic::write(path, bytes) {
        fs::remove_file(path).ok();
        return Err(error);
    }
    Ok(true)
}

/// The bytes, if they are the text of this hash, or are but for line ends that git or an editor has made Windows'.
fn the_text_of(hash: &str, bytes: Vec<u8>) -> Option<Vec<u8>> {
    let is_same = |bytes: &[u8]| sha256(bytes).eq_ignore_ascii_case(hash);
    if is_same(&bytes) {
        return Some(bytes);
    }
    let text = String::from_utf8(bytes).ok()?.replace("\r\n", "\n");
    is_same(text.as_bytes()).then(|| text.into_bytes())
}

/// SHA-256 in hexadecimal, as [`Document::sha256`] has it.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
