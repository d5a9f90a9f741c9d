//! Which files does this copy of the app alone write, and may it?

use super::journal::Tail;
use super::{Access, Error, Writer, journal, names};
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The coder's own files in a project, shared between the store and its journal.
pub(super) struct Own {
    dir: PathBuf,
    stem: String,
    access: Access,
    tail: Mutex<Tail>,
    /// Held for as long as anything may be written; the system frees it when the process ends, however it ends.
    _lock: Option<File>,
}

impl Own {
    pub fn new(dir: &Path, who: &Writer, notes: &mut Vec<String>) -> Self {
        let mut access = Access::Write;
        let mut held = None;
        match lock(dir, who) {
            Ok(Some(file)) => held = Some(file),
            Ok(None) => {
                access = Access::ReadOnly(format!(
                    "This project is open in another window of Attest on this computer, as “{}”. Here it can only be read. To write here, close it there first",
                    who.coder
                ));
            }
            Err(error) => notes.push(format!(
                "Attest could not make sure that this project is open in one window only: {error}. Open it in no second window"
            )),
        }
        if access == Access::Write
            && let Err(error) = probe(dir)
        {
            access = Access::ReadOnly(format!(
                "The folder {} cannot be written ({error}), so the project is open for reading only. To code, ask whoever keeps the folder for the right to write there, or copy it to a folder of your own",
                dir.display()
            ));
        }
        Self {
            dir: dir.to_owned(),
            stem: names::stem(who),
            access,
            tail: Mutex::default(),
            _lock: held,
        }
    }

    /// For someone who only looks: nothing is locked, nothing can be written.
    pub fn looking(dir: &Path, who: &Writer) -> Self {
        let reason = "This project was opened to be looked at, so nothing can be changed here";
        Self {
            dir: dir.to_owned(),
            stem: names::stem(who),
            access: Access::ReadOnly(reason.to_owned()),
            tail: Mutex::default(),
            _lock: None,
        }
    }

    pub fn access(&self) -> &Access {
        &self.access
    }

    pub fn writable(&self) -> Result<(), Error> {
        match &self.access {
            Access::Write => Ok(()),
            Access::ReadOnly(why) => Err(Error::ReadOnly(why.clone())),
        }
    }

    pub fn tail(&self) -> MutexGuard<'_, Tail> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn stem(&self) -> &str {
        &self.stem
    }

    pub fn journal_path(&self) -> PathBuf {
        journal::path_of(&self.dir, &self.stem)
    }

    pub fn sheet_path(&self) -> PathBuf {
        self.dir
            .join(names::CODERS)
            .join(format!("{}.ron", self.stem))
    }
}

/// Locks the coder's files of this project on this machine; none where another process has them.
fn lock(dir: &Path, who: &Writer) -> std::io::Result<Option<File>> {
    let mut hash = Sha256::new();
    hash.update(dir.as_os_str().as_encoded_bytes());
    hash.update([0]);
    hash.update(names::stem(who).to_lowercase());
    let name: String = hash
        .finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let locks = who.state_dir.join("locks");
    fs::create_dir_all(&locks)?;
    let file = File::create(locks.join(name + ".lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether the folder can be written, found out without leaving anything in it: a file without a name where the system
/// has such.
fn probe(dir: &Path) -> std::io::Result<()> {
    tempfile::tempfile_in(dir)?;
    let coders = dir.join(names::CODERS);
    if coders.exists() {
        tempfile::tempfile_in(coders)?;
    }
    Ok(())
}
