//! Replacing a text by a corrected file: read and compared in the background, shown, and done only when that is asked for.

use super::Correction;
use crate::app::{App, Level, reading};
use crate::import::{self, Options};
use crate::jobs::Handle;
use crate::project::DocumentId;
use std::path::PathBuf;

/// A corrected file on its way in.
pub struct Replacing {
    /// Whose text it corrects.
    pub document: DocumentId,
    /// The file.
    pub file: PathBuf,
    handle: Handle<Result<Correction, String>>,
    ready: Option<Box<Correction>>,
}

impl Replacing {
    /// What would become of the passages; none while the file is read and compared.
    pub fn ready(&self) -> Option<&Correction> {
        self.ready.as_deref()
    }

    pub(in crate::app) fn wait(&self) {
        if self.ready.is_none() {
            self.handle.wait_until_done();
        }
    }
}

impl App {
    /// The corrected file that is on its way in.
    pub fn replacing(&self) -> Option<&Replacing> {
        self.replacing.as_ref()
    }

    /// Reads a corrected file and works out what would become of the passages.
    pub(in crate::app) fn prepare_text(
        &mut self,
        document: DocumentId,
        file: PathBuf,
    ) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let source = session.source_of(document)?;
        let (path, program) = (file.clone(), self.machine.program.clone());
        let handle = self.jobs.start("Compare a corrected text", move |control| {
            let bytes = import::bytes(&path).map_err(|error| error.to_string())?;
            let name = import::file_name(&path);
            let cancelled = || control.cancelled();
            let file = (name.as_str(), bytes.as_slice());
            let read = reading::read(program.as_deref(), file, &Options::default(), &cancelled);
            let read = read.map_err(|_| "The comparison was stopped".to_owned())?;
            let extract = read.map_err(|fault| format!("{name} {fault}"))?;
            let mut correction = Correction::of(source, &extract.text, extract.map)?;
            correction.note = format!("Replaced by {name}");
            Ok(correction)
        });
        self.replacing = Some(Replacing {
            document,
            file,
            handle,
            ready: None,
        });
        Ok(())
    }

    /// Does what was shown.
    pub(in crate::app) fn replace_text(&mut self) -> Result<(), String> {
        let replacing = self.replacing.take();
        let ready = replacing.and_then(|replacing| replacing.ready);
        let correction = ready.ok_or("Choose a corrected file first")?;
        self.put_correction(*correction)
    }

    pub(in crate::app) fn leave_text(&mut self) {
        if let Some(replacing) = self.replacing.take() {
            replacing.handle.cancel();
        }
    }

    /// Takes in what was worked out. True where something was.
    pub(in crate::app) fn collect_replacing(&mut self) -> bool {
        let Some(replacing) = &mut self.replacing else {
            return false;
        };
        if replacing.ready.is_some() || !replacing.handle.is_done() {
            return false;
        }
        let problem = match replacing.handle.try_take() {
            Some(Ok(Ok(correction))) => {
                replacing.ready = Some(Box::new(correction));
                return true;
            }
            Some(Ok(Err(problem))) => problem,
            Some(Err(fault)) => fault.to_string(),
            None => return false,
        };
        self.replacing = None;
        self.notices.say(Level::Problem, problem);
        true
    }
}
