//! Expectations frozen on a day, and their ways out.

use super::{App, Level, Session};
use crate::analysis::frozen::{amendments, amendments_report, coded_then, report};
use crate::analysis::report::Report;
use crate::export::{write, write_bytes};
use crate::project::{Date, Format, Freeze, FreezeId, Transaction, freezes_in_order};
use std::path::Path;

impl Session {
    /// Freezes the expectations as they stand.
    ///
    /// # Errors
    /// There is nothing to freeze, or nothing has changed since they were frozen last.
    pub(super) fn freeze(&mut self, on: Date) -> Result<FreezeId, String> {
        if self.project.codes().is_empty() {
            return Err(
                "There is nothing to freeze yet: the codebook has no codes. Add the implications first"
                    .to_owned(),
            );
        }
        let latest = freezes_in_order(&self.project).into_iter().next();
        if let Some(latest) = latest
            && latest.is_whole()
            && amendments(latest, &self.project).is_empty()
        {
            return Err(format!(
                "The expectations are frozen already: nothing was amended since {}",
                latest.on
            ));
        }
        let freeze = Freeze::of(&self.project, on, self.me());
        let id = freeze.id;
        self.perform(&Transaction::new("Freeze expectations").put(freeze))?;
        Ok(id)
    }

    /// The frozen table of this id.
    ///
    /// # Errors
    /// It is no longer there.
    pub fn frozen(&self, id: FreezeId) -> Result<&Freeze, String> {
        let freeze = self.project.freezes().get(id);
        freeze.ok_or_else(|| "This frozen table is no longer there".to_owned())
    }

    /// A frozen table as Markdown: to the byte what its hash is of.
    ///
    /// # Errors
    /// It is no longer there, or is not what was frozen.
    pub fn frozen_text(&self, id: FreezeId) -> Result<String, String> {
        let freeze = self.frozen(id)?;
        if freeze.is_whole() {
            return Ok(freeze.text());
        }
        Err(format!(
            "The expectations frozen on {} are not what was frozen: their hash differs. Restore the project from a backup",
            freeze.on
        ))
    }

    /// Writes a frozen table to a file: as Markdown to the byte what its hash is of, in other formats as a document.
    ///
    /// # Errors
    /// It is no longer there, it is not what was frozen, the file's name says no format that it can be written in, or the
    /// file cannot be written.
    pub fn export_freeze(&self, id: FreezeId, to: &Path) -> Result<(), String> {
        let text = self.frozen_text(id)?;
        match format_of(to)? {
            Format::Markdown => write_bytes(to, text.as_bytes()).map_err(|error| error.to_string()),
            format => put(report(self.frozen(id)?), format, to),
        }
    }

    /// Writes what was amended since, for the appendix of a paper.
    ///
    /// # Errors
    /// As for the table itself.
    pub fn export_amendments(&self, id: FreezeId, to: &Path) -> Result<(), String> {
        let format = format_of(to)?;
        put(
            amendments_report(self.frozen(id)?, &self.project),
            format,
            to,
        )
    }
}

fn put(report: Report<'_>, format: Format, to: &Path) -> Result<(), String> {
    write(report, format, to, &|_, _| true).map_err(|error| error.to_string())
}

/// The formats in which frozen tables leave, the first the usual one.
pub const FREEZE_FORMATS: [Format; 4] =
    [Format::Markdown, Format::Docx, Format::Html, Format::Latex];

fn format_of(to: &Path) -> Result<Format, String> {
    let end = to.extension().map(|end| end.to_string_lossy().into_owned());
    let format = end.as_deref().and_then(Format::of_extension);
    format
        .filter(|format| FREEZE_FORMATS.contains(format))
        .ok_or_else(|| {
            "Give the file a name that ends in .md, .docx, .html or .tex, so that its format is clear"
                .to_owned()
        })
}

impl App {
    pub(super) fn freeze(&mut self, on: Date) -> Result<(), String> {
        let session = self.session.as_mut().ok_or("Open a project first")?;
        let id = session.freeze(on)?;
        let freeze = session.frozen(id)?;
        let said = format!(
            "Froze the expectations of {}, {}",
            freeze.on,
            coded_then(freeze.codings)
        );
        self.notices.say(Level::Done, said);
        Ok(())
    }

    pub(super) fn export_freeze(&mut self, id: FreezeId, to: &Path) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        session.export_freeze(id, to)?;
        self.wrote("the frozen expectations", to);
        Ok(())
    }

    pub(super) fn export_amendments(&mut self, id: FreezeId, to: &Path) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        session.export_amendments(id, to)?;
        self.wrote("the amendments", to);
        Ok(())
    }

    fn wrote(&mut self, what: &str, to: &Path) {
        self.notices
            .say(Level::Done, format!("Wrote {what} to {}", to.display()));
    }
}
