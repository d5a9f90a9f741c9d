//! The passages table: its columns, and its way out.

use super::{App, Level, Session};
use crate::analysis::passages;
use crate::export::{Flavour, csv, write_csv};
use crate::project::{Coding, CodingId, Column, Project};
use std::path::Path;

impl Session {
    /// The columns of the passages table.
    pub fn columns(&self) -> &[Column] {
        if self.table.columns.is_empty() {
            &Column::USUAL
        } else {
            &self.table.columns
        }
    }

    /// Writes passages to a CSV file. Gives how many.
    ///
    /// # Errors
    /// A text has not been read, or the file cannot be written.
    pub fn export_csv(
        &self,
        to: &Path,
        flavour: Flavour,
        rows: &[CodingId],
    ) -> Result<usize, String> {
        let (columns, codings) = self.export_table(rows)?;
        let lines = codings.iter().map(|coding| self.line(&columns, coding));
        write_csv(to, &self.header(&columns), lines, flavour).map_err(|error| error.to_string())?;
        Ok(codings.len())
    }

    /// Passages as the bytes of a CSV file.
    ///
    /// # Errors
    /// A text has not been read.
    pub fn csv(&self, flavour: Flavour, rows: &[CodingId]) -> Result<Vec<u8>, String> {
        let (columns, codings) = self.export_table(rows)?;
        let lines = codings.iter().map(|coding| self.line(&columns, coding));
        csv(&self.header(&columns), lines, flavour).map_err(|error| error.to_string())
    }

    /// The columns of an export, and the codings of these rows, whose texts have all been read.
    fn export_table(&self, rows: &[CodingId]) -> Result<(Vec<Column>, Vec<&Coding>), String> {
        let project = &self.project;
        let columns = Column::all(project);
        let codings: Vec<&Coding> = rows
            .iter()
            .filter_map(|id| project.codings().get(*id))
            .collect();
        for coding in &codings {
            if self.text(coding.document).is_none() {
                let title = project
                    .documents()
                    .get(coding.document)
                    .map_or("?", |document| document.title.as_str());
                let why = self
                    .texts()
                    .problem(coding.document)
                    .unwrap_or("it is still being read. Try again in a moment");
                return Err(format!(
                    "The text of “{title}” is needed for places and offsets: {why}"
                ));
            }
        }
        Ok((columns, codings))
    }

    fn header(&self, columns: &[Column]) -> Vec<String> {
        columns
            .iter()
            .map(|column| column.name(&self.project))
            .collect()
    }

    fn line(&self, columns: &[Column], coding: &Coding) -> Vec<String> {
        let text = self.text(coding.document).map(std::convert::AsRef::as_ref);
        columns
            .iter()
            .map(|column| passages::cell(&self.project, text, coding, *column))
            .collect()
    }
}

impl App {
    pub(super) fn export(&mut self, to: &Path, flavour: Flavour) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let count = session.export_csv(to, flavour, &session.rows())?;
        let passages = if count == 1 {
            "1 passage".to_owned()
        } else {
            format!("{count} passages")
        };
        self.notices
            .say(Level::Done, format!("Wrote {passages} to {}", to.display()));
        Ok(())
    }

    pub(super) fn set_columns(&mut self, columns: Vec<Column>) -> Result<(), String> {
        let session = self.session.as_mut().ok_or("Open a project first")?;
        self.settings.columns = columns
            .iter()
            .map(|column| column.name(&session.project))
            .collect();
        session.table.columns = columns;
        Ok(())
    }
}

/// The columns of these names, as far as the project has them.
pub(super) fn columns_named(project: &Project, names: &[String]) -> Vec<Column> {
    let all = Column::all(project);
    names
        .iter()
        .filter_map(|name| {
            all.iter()
                .copied()
                .find(|column| column.name(project) == *name)
        })
        .collect()
}
