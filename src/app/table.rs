//! The passages table: its rows and columns.

use super::{App, Session};
use crate::project::{Column, Project};

impl Session {
    /// The columns of the passages table.
    pub fn columns(&self) -> &[Column] {
        if self.table.columns.is_empty() {
            &Column::USUAL
        } else {
            &self.table.columns
        }
    }
}

impl App {
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
