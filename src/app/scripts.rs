//! The app for one command from a shell: it looks or acts once, and this machine remembers nothing of it.

use super::coding::Said;
use super::{App, Command, Saved, now};
use crate::import;
use crate::jobs::silent;
use crate::project::{CodeId, DocumentId, Span};
use crate::store::{Machine, Store};
use std::path::Path;

impl App {
    /// An app for one command, with nothing open. It codes as this person; without one, as whoever codes in the window.
    /// The last project, the coder and whatever else this machine remembers for the window stay as they are.
    ///
    /// # Errors
    /// The machine's folders cannot be written, or the name is empty.
    pub fn for_one_command(coder: Option<&str>) -> Result<Self, String> {
        let machine = Machine::load().map_err(|error| error.to_string())?;
        let mut app = Self::new(machine, silent());
        app.remembers = false;
        if let Some(coder) = coder {
            app.attempt(Command::SetCoder(coder.to_owned()))?;
        }
        Ok(app)
    }

    /// Opens a project to look at it and no more: nobody is kept from writing to it meanwhile.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn open_to_look(&mut self, dir: &Path) -> Result<(), String> {
        let writer = self.machine.writer(&self.settings.coder);
        let opened = Store::look(dir, &writer, now()).map_err(|error| error.to_string())?;
        self.take_over(opened);
        Ok(())
    }

    /// Codes passages in one step; see [`Session::code_passages`](super::Session::code_passages).
    ///
    /// # Errors
    /// Says what does not fit; then nothing is coded.
    pub fn code_passages(
        &mut self,
        label: &str,
        passages: Vec<(DocumentId, Vec<Span>, CodeId, Said)>,
    ) -> Result<usize, String> {
        let session = self.session.as_mut().ok_or("Open a project first")?;
        session.code_passages(label, passages)
    }

    /// Closes the project with everything on disk.
    ///
    /// # Errors
    /// Says why something could not be written; it is lost when the app ends.
    pub fn close_saved(&mut self) -> Result<(), String> {
        self.wait_idle();
        let saved = self.session.as_ref().map(|session| session.saver().saved());
        match saved {
            Some(Saved::No(reason)) => return Err(reason.to_owned()),
            Some(Saved::Soon) => return Err("The changes could not be written".to_owned()),
            Some(Saved::Yes) | None => {}
        }
        self.close();
        Ok(())
    }
}

/// The text of a file or a pipe, in whatever encoding.
///
/// # Errors
/// Says why it cannot be read as a text.
pub fn read_text(path: &Path) -> Result<String, String> {
    import::read_text(path).map_err(|error| error.to_string())
}

/// Bytes in whatever encoding as text.
pub fn decode_text(bytes: &[u8]) -> String {
    import::decode(bytes, None).text
}
