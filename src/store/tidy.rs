//! When is all that the coders did folded into project.ron, so that no crash and no colleague can lose any of it?

use super::folder::{in_backups, read_if_there};
use super::journal::{Tail, read_lines};
use super::sheet::{self, Flaw};
use super::{Error, Store, atomic, names};
use crate::project::{Change, Project, RecordId, Stamp};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Store {
    /// Folds all coders' files into project.ron when nobody else is in, else this coder's journal into their own file. Of
    /// colleagues' files none is touched; copies that a sync service made go to the backups when they are folded in.
    /// `project` is the project as it stands.
    ///
    /// What is replaced stays for one generation in the folder `backups`: project.ron, and the coder's files that went
    /// into the new one, so that the two together are never less than the project.
    ///
    /// # Errors
    /// Something cannot be written. What was there before is there still.
    pub fn tidy(&mut self, project: &Project) -> Result<(), Error> {
        self.own.writable()?;
        let brought = self.folder.read_news()?;
        self.waiting.extend(brought.changes);
        self.notes.extend(brought.notes);
        let own = Arc::clone(&self.own);
        // Nobody writes the journal meanwhile.
        let mut tail = own.tail();
        let mine = self.own_changes()?;
        let mut others = self.folder.others();
        others.retain(|path| !names::is_sync_copy(path));
        if !others.is_empty() && self.folder.others_are_in {
            return self.fold_own(&mut tail, mine);
        }
        if let Some(Flaw::Slip(slip)) = &self.folder.flaw {
            // A person is at work on the file.
            return Err(slip.clone().in_file(&self.dir.join(names::PROJECT)));
        }
        // Whatever the caller's project may lack: what was called saved is not given up for it.
        let lacking = |change: &&Change| {
            let stands = project.version(change.edit.id());
            stands.is_none_or(|(stamp, _)| stamp < change.stamp)
        };
        self.waiting.extend(mine.iter().filter(lacking).cloned());
        let joining: Vec<Stamp> = tail.first.iter().map(|change| change.stamp).collect();
        // On a shared drive a colleague may tidy at this very moment and not know of our newest yet. So what goes from our
        // own file then is only what project.ron had held before.
        let fresh = mine
            .into_iter()
            .filter(|change| !self.folder.holds(&change.stamp))
            .collect();
        self.write_project(project, &joining)?;
        self.retire_copies()?;
        if others.is_empty() {
            self.retire_own(&mut tail)
        } else {
            self.fold_own(&mut tail, fresh)
        }
    }

    /// `joining` are versions that are in memory only, until a newcomer does something: who only looks is not recorded.
    fn write_project(&mut self, project: &Project, joining: &[Stamp]) -> Result<(), Error> {
        let path = self.dir.join(names::PROJECT);
        loop {
            let mut changes = project.changes();
            if !self.waiting.is_empty() {
                let mut whole = project.clone();
                for change in &self.waiting {
                    whole.merge(change.clone());
                }
                changes = whole.changes();
            }
            changes.retain(|change| !joining.contains(&change.stamp));
            if self.folder.holds_exactly(&changes) {
                return Ok(());
            }
            let title = project.about().title;
            let text = sheet::write(&format!("{title}: an Attest project"), &changes);
            // Between reading the folder and this moment a colleague may have tidied.
            if !self.folder.project_is_as_seen() {
                let brought = self.folder.read_news()?;
                self.waiting.extend(brought.changes);
                self.notes.extend(brought.notes);
                continue;
            }
            atomic::write_keeping(&path, text.as_bytes(), &self.previous()?)?;
            self.folder.wrote_project(&changes);
            return Ok(());
        }
    }

    /// Where project.ron as it is goes: it becomes the backup, or where it is damaged stands beside that.
    fn previous(&self) -> Result<PathBuf, Error> {
        let backups = self.backups()?;
        Ok(match self.folder.flaw {
            None => backups.join(names::PROJECT),
            Some(_) => names::unused(&backups, "project damaged", "ron.txt"),
        })
    }

    fn backups(&self) -> Result<PathBuf, Error> {
        let dir = self.dir.join(names::BACKUPS);
        match fs::create_dir(&dir) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                Err(Error::write(dir)(error))
            }
            _ => Ok(dir),
        }
    }

    /// Moves what sync services had made two of, and project.ron holds now, to the backups.
    fn retire_copies(&self) -> Result<(), Error> {
        for path in self.folder.sync_copies() {
            let part = |part: Option<&std::ffi::OsStr>| {
                part.unwrap_or_default().to_string_lossy().into_owned()
            };
            let to = names::unused(
                &self.backups()?,
                &part(path.file_stem()),
                &part(path.extension()),
            );
            fs::rename(&path, to).map_err(Error::write(&path))?;
        }
        Ok(())
    }

    /// Moves the coder's files, all of which project.ron holds now, to the backups.
    fn retire_own(&self, tail: &mut Tail) -> Result<(), Error> {
        for path in [self.own.sheet_path(), self.own.journal_path()] {
            if path.exists() {
                let to = self.backups()?.join(path.file_name().unwrap_or_default());
                fs::rename(&path, to).map_err(Error::write(&path))?;
                atomic::sync_folder_of(&path);
            }
        }
        tail.restart();
        Ok(())
    }

    /// Puts the journal into the coder's own file, which keeps their latest version of each record of these.
    fn fold_own(&self, tail: &mut Tail, mine: Vec<Change>) -> Result<(), Error> {
        let (sheet_path, journal_path) = (self.own.sheet_path(), self.own.journal_path());
        if !sheet_path.exists() && !journal_path.exists() {
            return Ok(());
        }
        let mut latest: BTreeMap<RecordId, Change> = BTreeMap::new();
        for change in mine {
            let id = change.edit.id();
            if latest
                .get(&id)
                .is_none_or(|known| known.stamp < change.stamp)
            {
                latest.insert(id, change);
            }
        }
        let title = format!(
            "What {} did, since the project was last tidied",
            self.own.stem()
        );
        let text = sheet::write(&title, latest.values());
        let backups = self.backups()?;
        let previous = backups.join(sheet_path.file_name().unwrap_or_default());
        atomic::write_keeping(&sheet_path, text.as_bytes(), &previous)?;
        if journal_path.exists() {
            let to = backups.join(journal_path.file_name().unwrap_or_default());
            fs::rename(&journal_path, to).map_err(Error::write(&journal_path))?;
            atomic::sync_folder_of(&journal_path);
        }
        tail.restart();
        Ok(())
    }

    /// All that stands in the coder's own files. Whatever in them cannot be read is kept aside.
    fn own_changes(&self) -> Result<Vec<Change>, Error> {
        let mut changes = Vec::new();
        let path = self.own.sheet_path();
        if let Some(bytes) = read_if_there(&path)? {
            match sheet::read(&path, &bytes)? {
                Ok(read) => changes.extend(read),
                Err(_) => {
                    changes.extend(sheet::salvage(&bytes).0);
                    self.keep_damaged(&path)?;
                    changes.extend(in_backups(&self.dir, &path)?);
                }
            }
        }
        let path = self.own.journal_path();
        if let Some(bytes) = read_if_there(&path)? {
            let lines = read_lines(&path, &bytes, 1)?;
            if !lines.bad.is_empty() {
                self.keep_damaged(&path)?;
            }
            changes.extend(lines.changes);
        }
        Ok(changes)
    }

    fn keep_damaged(&self, path: &Path) -> Result<(), Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let backups = self.backups()?;
        copy(
            path,
            &names::unused(&backups, &format!("{name} damaged"), "txt"),
        )
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let bytes = fs::read(from).map_err(Error::read(from))?;
    atomic::write(to, &bytes)
}
