//! What is in a project's folder, and what has come into it since it was last looked at?

use super::journal::{Lines, Tail, read_lines};
use super::sheet::{self, Flaw};
use super::{Error, names};
use crate::project::{Change, Stamp};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A project's folder, and what of it was read already.
pub(super) struct Folder {
    dir: PathBuf,
    /// The stem of the files that only we write; none when we only read.
    own: Option<String>,
    seen: BTreeMap<PathBuf, Seen>,
    /// Versions that project.ron holds.
    tidied: HashSet<Stamp>,
    /// Versions that came from other files.
    elsewhere: HashSet<Stamp>,
    /// Why project.ron is not to be trusted or written over.
    pub flaw: Option<Flaw>,
    /// Whether another coder's file has changed since the project was opened.
    pub others_are_in: bool,
}

#[derive(Clone, Copy, PartialEq)]
struct Seen {
    modified: Option<SystemTime>,
    len: u64,
    /// Of a journal: bytes whose lines were taken, their count, and their hash.
    taken: usize,
    lines: usize,
    hash: u64,
}

/// What reading brought.
#[derive(Default)]
pub(super) struct Found {
    /// In the order in which they are to be merged.
    pub changes: Vec<Change>,
    /// What the person should be told.
    pub notes: Vec<String>,
}

impl Folder {
    pub fn new(dir: &Path, own: Option<String>) -> Self {
        Self {
            dir: dir.to_owned(),
            own,
            seen: BTreeMap::new(),
            tidied: HashSet::new(),
            elsewhere: HashSet::new(),
            flaw: None,
            others_are_in: false,
        }
    }

    /// Whether a folder holds what can only be a project.
    pub fn is_project(dir: &Path) -> bool {
        dir.join(names::PROJECT).is_file()
            || dir.join(names::BACKUPS).join(names::PROJECT).is_file()
            || coder_files(dir).next().is_some()
    }

    /// Reads everything.
    pub fn read_all(&mut self) -> Result<Found, Error> {
        let mut found = Found::default();
        self.look_at_project(&mut found)?;
        match &self.flaw {
            Some(Flaw::Slip(slip)) => {
                return Err(slip.clone().in_file(&self.dir.join(names::PROJECT)));
            }
            Some(Flaw::Cut) => self.recover(&mut found)?,
            None => {}
        }
        self.look_at_others(&mut found)?;
        self.others_are_in = false;
        Ok(found)
    }

    /// Reads what has changed since the last look.
    pub fn read_news(&mut self) -> Result<Found, Error> {
        let mut found = Found::default();
        fs::metadata(&self.dir).map_err(Error::read(&self.dir))?;
        self.look_at_project(&mut found)?;
        self.look_at_others(&mut found)?;
        Ok(found)
    }

    /// Reads the coder's own files, and where their journal ends.
    pub fn read_own(&mut self, sheet: &Path, journal: &Path) -> Result<(Found, Tail), Error> {
        let mut found = Found::default();
        if let Some(bytes) = read_if_there(sheet)? {
            self.take_sheet(sheet, &bytes, &mut found)?;
        }
        let mut lines = match read_if_there(journal)? {
            Some(bytes) => read_lines(journal, &bytes, 1)?,
            None => Lines::default(),
        };
        if !lines.torn.is_empty() {
            found.notes.push(format!(
                "The last line of {} was cut off when Attest last ended. It had not been reported as saved; everything before it is here",
                self.short(journal)
            ));
        }
        self.note_bad_lines(journal, &lines, &mut found);
        let tail = Tail::after(&lines);
        self.take(std::mem::take(&mut lines.changes), &mut found);
        Ok((found, tail))
    }

    /// Copies that sync services made, all of which have been read.
    pub fn sync_copies(&self) -> Vec<PathBuf> {
        let mut copies = project_copies(&self.dir);
        copies.extend(self.others());
        copies.retain(|path| names::is_sync_copy(path) && self.seen.contains_key(path));
        copies
    }

    /// The files of other coders, other machines and sync services.
    pub fn others(&self) -> Vec<PathBuf> {
        coder_files(&self.dir)
            .filter(|path| !self.is_own(path))
            .collect()
    }

    /// Whether project.ron holds this version.
    pub fn holds(&self, stamp: &Stamp) -> bool {
        self.tidied.contains(stamp)
    }

    /// Whether project.ron holds exactly these versions.
    pub fn holds_exactly(&self, changes: &[Change]) -> bool {
        self.flaw.is_none()
            && self.tidied.len() == changes.len()
            && changes.iter().all(|change| self.holds(&change.stamp))
    }

    /// Takes note of project.ron as we have just written it.
    pub fn wrote_project(&mut self, changes: &[Change]) {
        self.tidied = changes.iter().map(|change| change.stamp).collect();
        self.flaw = None;
        let path = self.dir.join(names::PROJECT);
        if let Ok(meta) = fs::metadata(&path) {
            self.seen.insert(path, Seen::of(&meta));
        }
    }

    /// Whether project.ron is still as it was last read or written here.
    pub fn project_is_as_seen(&self) -> bool {
        let path = self.dir.join(names::PROJECT);
        let now = fs::metadata(&path).ok().map(|meta| Seen::of(&meta));
        now == self.seen.get(&path).copied()
    }

    fn look_at_project(&mut self, found: &mut Found) -> Result<(), Error> {
        let path = self.dir.join(names::PROJECT);
        let meta = match fs::metadata(&path) {
            Ok(meta) => meta,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.seen.remove(&path);
                self.flaw = Some(Flaw::Cut);
                return Ok(());
            }
            Err(error) => return Err(Error::read(path)(error)),
        };
        let seen = Seen::of(&meta);
        if self.seen.get(&path) == Some(&seen) {
            return Ok(());
        }
        let bytes = fs::read(&path).map_err(Error::read(&path))?;
        match sheet::read(&path, &bytes)? {
            Ok(changes) => {
                self.flaw = None;
                let stamps = changes.iter().map(|change| change.stamp).collect();
                let before = std::mem::replace(&mut self.tidied, stamps);
                found.changes.extend(changes.into_iter().filter(|change| {
                    !before.contains(&change.stamp) && !self.elsewhere.contains(&change.stamp)
                }));
            }
            Err(flaw) => self.flaw = Some(flaw),
        }
        self.seen.insert(path, seen);
        Ok(())
    }

    /// Puts together what project.ron held: from what can be read of it, its backup, and the coders' files that went
    /// into it.
    fn recover(&mut self, found: &mut Found) -> Result<(), Error> {
        let path = self.dir.join(names::PROJECT);
        let damaged = read_if_there(&path)?;
        let backups = self.dir.join(names::BACKUPS);
        let (readable, _) = damaged
            .as_deref()
            .map_or_else(Default::default, sheet::salvage);
        self.take(readable, found);
        let backup = backups.join(names::PROJECT);
        let has_backup = backup.is_file();
        for path in std::iter::once(backup).chain(files_in(&backups)) {
            let read = read_what_can_be(&path)?;
            self.take(read, found);
        }
        if found.changes.is_empty() && coder_files(&self.dir).next().is_none() {
            return Err(Error::Damaged(path));
        }
        let what = if damaged.is_some() {
            "project.ron is damaged: it ends before it is complete"
        } else {
            "project.ron is missing"
        };
        let from = if has_backup {
            "its backup, the coders' files and every line of it that can be read"
        } else {
            "the coders' files and every line of it that can be read"
        };
        found.notes.push(format!(
            "{what}. The project was put together again from {from}. Look through it; when it is next tidied, project.ron is written anew and the damaged one kept in the folder “{}”",
            names::BACKUPS
        ));
        Ok(())
    }

    fn look_at_others(&mut self, found: &mut Found) -> Result<(), Error> {
        for path in project_copies(&self.dir).into_iter().chain(self.others()) {
            let Ok(meta) = fs::metadata(&path) else {
                // It went away between the listing and now.
                continue;
            };
            let before = self.seen.get(&path).copied();
            let now = Seen::of(&meta);
            if before.is_some_and(|before| before.modified == now.modified && before.len == now.len)
            {
                continue;
            }
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    let note = format!("{} cannot be read: {error}", self.short(&path));
                    found.notes.push(note);
                    self.seen.insert(path, now);
                    continue;
                }
            };
            self.others_are_in = true;
            let taken = if path.extension().is_some_and(|ext| ext == "journal") {
                self.take_journal(&path, &bytes, before, found)?
            } else {
                self.take_sheet(&path, &bytes, found)?;
                now
            };
            if before.is_none() {
                self.note_copy(&path, found);
            }
            let (modified, len) = (now.modified, now.len);
            self.seen.insert(
                path,
                Seen {
                    modified,
                    len,
                    ..taken
                },
            );
        }
        Ok(())
    }

    /// Takes the lines that a journal has gained. Where its beginning has changed it is read as new.
    fn take_journal(
        &mut self,
        path: &Path,
        bytes: &[u8],
        before: Option<Seen>,
        found: &mut Found,
    ) -> Result<Seen, Error> {
        let known = before.filter(|seen| {
            seen.taken > 0
                && bytes
                    .get(..seen.taken)
                    .is_some_and(|old| hash(old) == seen.hash)
        });
        let (start, first_line) = known.map_or((0, 1), |seen| (seen.taken, seen.lines + 1));
        let mut lines = read_lines(path, bytes.get(start..).unwrap_or_default(), first_line)?;
        if !lines.torn.is_empty() && before.is_none() {
            found.notes.push(format!(
                "The last line of {} is not complete. It is left alone until the rest of it arrives",
                self.short(path)
            ));
        }
        self.note_bad_lines(path, &lines, found);
        let taken = start + lines.whole;
        let whole = bytes.get(..taken).unwrap_or(bytes);
        let fresh = std::mem::take(&mut lines.changes);
        self.take(fresh, found);
        Ok(Seen {
            modified: None,
            len: 0,
            taken,
            lines: memchr::memchr_iter(b'\n', whole).count(),
            hash: hash(whole),
        })
    }

    /// Takes a project's or coder's sheet in, as far as it can be read.
    fn take_sheet(&mut self, path: &Path, bytes: &[u8], found: &mut Found) -> Result<(), Error> {
        let changes = match sheet::read(path, bytes)? {
            Ok(changes) => changes,
            Err(flaw) => {
                let (readable, lost) = sheet::salvage(bytes);
                let what = match flaw {
                    Flaw::Cut => "it ends before it is complete".to_owned(),
                    Flaw::Slip(slip) => {
                        format!(
                            "line {}, column {}: {}",
                            slip.line, slip.column, slip.expected
                        )
                    }
                };
                found.notes.push(format!(
                    "{} could be read in part only ({what}). Its {} whole records were taken in, {lost} left out until the file is mended",
                    self.short(path),
                    readable.len()
                ));
                self.take(readable, found);
                in_backups(&self.dir, path)?
            }
        };
        self.take(changes, found);
        Ok(())
    }

    fn take(&mut self, changes: Vec<Change>, found: &mut Found) {
        found.changes.extend(changes.into_iter().filter(|change| {
            !self.tidied.contains(&change.stamp) && self.elsewhere.insert(change.stamp)
        }));
    }

    fn note_bad_lines(&self, path: &Path, lines: &Lines, found: &mut Found) {
        found.notes.extend(lines.bad.iter().map(|slip| {
            format!(
                "{}, line {}, column {}: {}. This line was left out, all others were read",
                self.short(path),
                slip.line,
                slip.column,
                slip.expected
            )
        }));
    }

    fn note_copy(&self, path: &Path, found: &mut Found) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let in_coders = path
            .parent()
            .is_some_and(|dir| dir.ends_with(names::CODERS));
        if !in_coders || !names::is_plain_stem(&stem) {
            found.notes.push(format!(
                "{} looks like a second copy that a sync service made. What is in it was taken in too",
                self.short(path)
            ));
        }
    }

    fn is_own(&self, path: &Path) -> bool {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy());
        self.own
            .as_deref()
            .is_some_and(|own| stem.as_deref() == Some(own))
    }

    /// A path as a person sees it in the project's folder.
    fn short(&self, path: &Path) -> String {
        path.strip_prefix(&self.dir)
            .unwrap_or(path)
            .display()
            .to_string()
    }
}

impl Seen {
    fn of(meta: &fs::Metadata) -> Self {
        Self {
            modified: meta.modified().ok(),
            len: meta.len(),
            taken: 0,
            lines: 0,
            hash: 0,
        }
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// The bytes of a file, or none where there is no such file.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::read(path)(error)),
    }
}

/// What the backups of a coder's file hold: the file before it was last written, and the journal that went into it.
pub(super) fn in_backups(dir: &Path, path: &Path) -> Result<Vec<Change>, Error> {
    let backup = dir
        .join(names::BACKUPS)
        .join(path.file_name().unwrap_or_default());
    let mut changes = read_what_can_be(&backup.with_extension("ron"))?;
    changes.extend(read_what_can_be(&backup.with_extension("journal"))?);
    Ok(changes)
}

fn read_what_can_be(path: &Path) -> Result<Vec<Change>, Error> {
    let is_journal = match path.extension().and_then(|extension| extension.to_str()) {
        Some("journal") => true,
        Some("ron") => false,
        _ => return Ok(Vec::new()),
    };
    let Some(bytes) = read_if_there(path)? else {
        return Ok(Vec::new());
    };
    if is_journal {
        return Ok(read_lines(path, &bytes, 1)?.changes);
    }
    Ok(match sheet::read(path, &bytes)? {
        Ok(changes) => changes,
        Err(_) => sheet::salvage(&bytes).0,
    })
}

/// Ordinary files of a folder in the order of their names, without hidden ones.
fn files_in(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files
}

fn coder_files(dir: &Path) -> impl Iterator<Item = PathBuf> {
    files_in(&dir.join(names::CODERS))
        .into_iter()
        .filter(|path| {
            path.extension()
                .is_some_and(|ext| ext == "ron" || ext == "journal")
                && path.is_file()
        })
}

/// Copies of project.ron that a sync service made, whatever it calls them.
fn project_copies(dir: &Path) -> Vec<PathBuf> {
    let mut files = files_in(dir);
    files.retain(|path| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        name.starts_with("project") && name.ends_with(".ron") && name != names::PROJECT
    });
    files
}
