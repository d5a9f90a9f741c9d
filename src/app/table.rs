//! The passages table: its rows and columns.

use super::{App, Session};
use crate::project::{Column, Project, Sort};

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

impl super::TableView {
    /// Lets go of rivals and attributes that are no longer there: a column of nothing and a filter that nothing passes would
    /// be all that is left of them.
    pub(super) fn forget_gone(&mut self, project: &Project) {
        let is_there = |column: &Column| match column {
            Column::Rival(id) => project.rivals().contains(*id),
            Column::Attribute(id) => project.attributes().contains(*id),
            _ => true,
        };
        self.columns.retain(is_there);
        if !is_there(&self.sort.column) {
            self.sort = Sort::default();
        }
        self.filter
            .cannot_tell_from
            .take_if(|rival| !project.rivals().contains(*rival));
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
