//! Where does this copy of the app keep what belongs to the machine and not to a project?

use super::{Error, settings};
use crate::project::Device;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// The machine that the app runs on: its own folders, and its name among a project's coders' machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Locks and settings.
    pub state_dir: PathBuf,
    /// Search indexes: can be thrown away at any time.
    pub cache_dir: PathBuf,
    /// The working copy of the sample, and new projects unless another folder is chosen.
    pub data_dir: PathBuf,
    /// Tells this machine's stamps apart from all others'.
    pub device: Device,
    /// As a person calls it; part of the names of coders' files.
    pub device_name: String,
    /// This program, to start it again for reading a file apart; none where that is not known.
    pub program: Option<PathBuf>,
}

/// Who writes from this copy of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The coder's name, as colleagues call them.
    pub coder: String,
    /// The machine's number.
    pub device: Device,
    /// The machine's name.
    pub device_name: String,
    /// Where locks are kept: on the machine, never in a shared folder.
    pub state_dir: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Known {
    device: u32,
    name: String,
}

impl Machine {
    /// Set to a folder, it takes the place of the user's own folders: for tests and scripts.
    pub const HOME: &str = "ATTEST_HOME";

    /// The machine, from the user's folders or [`HOME`](Self::HOME), on which this program runs.
    ///
    /// # Errors
    /// Its folders cannot be made or written.
    pub fn load() -> Result<Self, Error> {
        let program = std::env::current_exe().ok();
        Self::usual().map(|machine| Self { program, ..machine })
    }

    fn usual() -> Result<Self, Error> {
        if let Some(home) = std::env::var_os(Self::HOME).filter(|home| !home.is_empty()) {
            return Self::at(Path::new(&home));
        }
        match directories::ProjectDirs::from("", "", "attest") {
            Some(dirs) => Self::within(
                dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()),
                dirs.cache_dir(),
                dirs.data_dir(),
            ),
            // An account without a home, as services have.
            None => Self::at(&std::env::temp_dir().join("attest")),
        }
    }

    /// The machine with all its folders in one. Which program it runs is not known.
    ///
    /// # Errors
    /// They cannot be made or written.
    pub fn at(home: &Path) -> Result<Self, Error> {
        Self::within(&home.join("state"), &home.join("cache"), &home.join("data"))
    }

    fn within(state: &Path, cache: &Path, data: &Path) -> Result<Self, Error> {
        for dir in [state, cache, data] {
            fs::create_dir_all(dir).map_err(Error::write(dir))?;
        }
        let path = state.join("device.ron");
        let loaded: settings::Loaded<Option<Known>> = settings::load(&path);
        let known = match loaded.value {
            Some(known) => known,
            None => {
                let known = Known {
                    device: uuid::Uuid::new_v4().as_fields().0,
                    name: host_name(),
                };
                settings::save(&path, &Some(&known))?;
                known
            }
        };
        Ok(Self {
            state_dir: state.to_owned(),
            cache_dir: cache.to_owned(),
            data_dir: data.to_owned(),
            device: Device(known.device),
            device_name: known.name,
            program: None,
        })
    }

    /// This coder, at this machine.
    pub fn writer(&self, coder: &str) -> Writer {
        Writer {
            coder: coder.trim().to_owned(),
            device: self.device,
            device_name: self.device_name.clone(),
            state_dir: self.state_dir.clone(),
        }
    }
}

/// The user's name on this machine: a first guess at the coder's.
pub fn user_name() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
}

fn host_name() -> String {
    let said = ["COMPUTERNAME", "HOSTNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok());
    let kept = ["/etc/hostname", "/proc/sys/kernel/hostname"]
        .into_iter()
        .filter_map(|path| fs::read_to_string(path).ok());
    said.chain(kept)
        .map(|name| name.trim().split('.').next().unwrap_or("").to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "computer".to_owned())
}
