//! Making, opening and closing projects.

use super::finder::Finder;
use super::saver::{Saved, Saver};
use super::texts::Texts;
use super::{App, Framework, Level, NewProject, Session, Start, now};
use crate::project::{About, Codebook, Project, Transaction};
use crate::store::{Opened, Store, copy_sample, read_codebook};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

impl App {
    pub(super) fn new_project(&mut self, new: &NewProject) -> Result<(), String> {
        if new.dir.as_os_str().is_empty() {
            return Err("Choose a folder for the project".to_owned());
        }
        let codebook = codebook_of(&new.codebook)?;
        self.write_all()?;
        let folder = || {
            new.dir
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
        };
        let title = Some(new.title.trim().to_owned())
            .filter(|title| !title.is_empty())
            .or_else(folder);
        let about = About {
            title: title.unwrap_or_else(|| "Untitled".to_owned()),
            description: String::new(),
            codebook: codebook
                .as_ref()
                .map_or(String::new(), |codebook| codebook.name.clone()),
        };
        let start = |project: &Project| {
            codebook.map_or_else(
                || Transaction::new("New project"),
                |book| book.import(project),
            )
        };
        let writer = self.machine.writer(&self.settings.coder);
        let opened = Store::create(&new.dir, about, start, &writer, now())
            .map_err(|error| error.to_string())?;
        self.take_over(opened);
        Ok(())
    }

    pub(super) fn open(&mut self, dir: &Path) -> Result<(), String> {
        let dir = crate::store::folder_of(dir);
        if self
            .session
            .as_ref()
            .is_some_and(|session| session.dir() == dir)
        {
            return Ok(());
        }
        self.write_all()?;
        let writer = self.machine.writer(&self.settings.coder);
        // The project in hand stays open until the other one is: a slip of the hand closes nothing.
        let opened = Store::open(&dir, &writer, now()).map_err(|error| error.to_string())?;
        self.take_over(opened);
        Ok(())
    }

    /// Where the working copy of the sample lies.
    pub fn sample_dir(&self) -> PathBuf {
        self.machine.data_dir.join("sample").join("thailand")
    }

    pub(super) fn open_sample(&mut self) -> Result<(), String> {
        let dir = self.sample_dir();
        if !crate::store::is_project(&dir) {
            copy_sample(&dir, super::sample::FILES).map_err(|error| error.to_string())?;
        }
        self.open(&dir)
    }

    pub(super) fn reset_sample(&mut self) -> Result<(), String> {
        let dir = self.sample_dir();
        if self
            .session
            .as_ref()
            .is_some_and(|session| session.dir() == dir)
        {
            self.write_all()?;
            self.close();
        }
        crate::store::reset_sample(&dir, super::sample::FILES)
            .map_err(|error| error.to_string())?;
        self.open(&dir)?;
        self.notices.say(Level::Done, "The sample is as it came");
        Ok(())
    }

    /// Sees to it that all is on the disk, before a project is closed or changed for another.
    ///
    /// # Errors
    /// Says what stands in the way. The project stays open, and nothing is lost.
    pub fn write_all(&mut self) -> Result<(), String> {
        let Some(session) = &mut self.session else {
            return Ok(());
        };
        session.saver.again();
        session.saver.wait();
        session.saver.collect();
        let Saved::No(reason) = session.saver.saved() else {
            return Ok(());
        };
        let title = session.project.about().title;
        Err(format!(
            "“{title}” stays open, since its last changes are not saved yet: {reason}"
        ))
    }

    /// Closes the project: all is written first, and tidied where nobody else is in.
    pub fn close(&mut self) {
        self.cancel_import();
        self.asking.clear();
        self.report = None;
        self.forget_tables();
        self.cancel_export();
        self.leave_text();
        let written = self.write_all();
        let Some(session) = self.session.take() else {
            return;
        };
        if let Err(problem) = written {
            self.notices.say(Level::Problem, problem);
        } else if session.read_only().is_none()
            && let Err(error) = session.store().tidy(&session.project)
        {
            // All is in the journal; tidying can wait.
            self.notices.say(Level::Warning, error.to_string());
        }
        self.keep_settings();
    }

    /// Opens what a person expects at a start: the project that was open last, else the sample.
    pub fn open_last_or_sample(&mut self) {
        let last = self
            .settings
            .recent
            .first()
            .cloned()
            .filter(|_| self.settings.reopen);
        let opened = match last {
            Some(dir) => self.open(&dir).or_else(|problem| {
                self.notices.say(Level::Problem, problem);
                self.open_sample()
            }),
            None if self.settings.recent.is_empty() => self.open_sample(),
            None => Ok(()),
        };
        if let Err(problem) = opened {
            self.notices.say(Level::Problem, problem);
        }
    }

    pub(super) fn set_coder(&mut self, name: &str) -> Result<(), String> {
        let name = name.trim();
        if name.is_empty() {
            return Err("A coder needs a name: it goes with every coding".to_owned());
        }
        self.settings.named = true;
        if name == self.settings.coder {
            return Ok(());
        }
        let dir = self
            .session
            .as_ref()
            .map(|session| session.dir().to_owned());
        self.write_all()?;
        self.close();
        name.clone_into(&mut self.settings.coder);
        self.keep_settings();
        dir.map_or(Ok(()), |dir| self.open(&dir))
    }

    pub(super) fn take_over(&mut self, mut opened: Opened) {
        self.close();
        for note in std::mem::take(&mut opened.notes) {
            self.notices.say(Level::Warning, note);
        }
        let dir = opened.store.dir().to_owned();
        let last = self.settings.documents.get(&dir).copied();
        let wake = || Arc::clone(&self.wake);
        let saver = Saver::new(opened.store.journal(), wake());
        let store = Arc::new(Mutex::new(opened.store));
        let texts = Texts::new(Arc::clone(&store), wake());
        let finder = Finder::new(&self.machine.cache_dir, self.remembers, wake());
        let names = std::mem::take(&mut self.settings.columns);
        let mut session = Session::new(
            super::session::Parts {
                store,
                dir: dir.clone(),
                project: opened.project,
                clock: opened.clock,
                me: opened.coder,
                access: opened.access,
            },
            saver,
            texts,
            finder,
            self.wake.clone(),
        );
        session.table.columns = super::table::columns_named(&session.project, &names);
        self.settings.columns = names;
        session.show_first(last);
        let by = self.settings.by.get(&dir).copied();
        session.take_up_by(by.unwrap_or_default());
        if let Some(reason) = session.read_only() {
            self.notices.say(Level::Warning, reason.to_owned());
        }
        self.session = Some(session);
        self.settings.opened(&dir);
        self.keep_settings();
    }
}

pub(super) fn codebook_of(start: &Start) -> Result<Option<Codebook>, String> {
    match start {
        Start::Empty => Ok(None),
        Start::Framework(name) => Framework::find(name)?.codebook().map(Some),
        Start::File(path) => read_codebook(path)
            .map(Some)
            .map_err(|error| error.to_string()),
    }
}
