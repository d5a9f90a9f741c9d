//! What stands in the rows of a table file, and what becomes of a row as a document?
//!
//! Texts (CSV and its kin) and workbooks are read to the same plain [`Book`] of words; a [`Mapping`] says what each column
//! is, and [`Sheet::entry`] makes of a row what a document needs.

mod csv;
mod entry;
mod guess;
mod ods;
mod sheet;
mod unzip;
mod values;
mod workbook;

pub use entry::{Entries, Entry};
pub use guess::{guess, guess_with};
pub use sheet::{Book, Row, Sheet};
pub use values::{Days, Number, ValueKind};

use super::{Fault, Format, format_of};
use serde::{Deserialize, Serialize};

/// The most columns that a table can have.
pub const MOST_COLUMNS: usize = 10_000;
/// The most rows, and so the most documents that come of one table.
pub const MOST_ROWS: usize = 100_000;

/// Reads a table out of a file's bytes. The file's name tells formats apart that their bytes do not.
///
/// # Errors
/// Says why nothing can be read out of it.
pub fn read(name: &str, bytes: &[u8], options: &super::Options) -> Result<Book, Fault> {
    match format_of(name, bytes) {
        Some(Format::Workbook) => workbook::read(name, bytes),
        Some(Format::Csv | Format::Plain) => csv::read(name, bytes, options),
        _ => Err(Fault::NotText {
            kind: "no table".to_owned(),
            advice:
                "Rows become documents from CSV files and from workbooks of Excel and LibreOffice"
                    .to_owned(),
        }),
    }
}

/// What the columns of a sheet are, and how its rows become documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Whether the first row names the columns.
    pub header: bool,
    /// What each column is, in the order of the sheet. Columns behind the last of them are left out.
    pub roles: Vec<Role>,
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Its cells are text to code. Where there are several such columns, each stands under its name as a heading.
    Text,
    /// What the document is called.
    Title,
    /// Its case, by name.
    Case,
    /// Who wrote or said it.
    Author,
    /// When it was written or said.
    Date,
    /// What kind of source it is.
    Kind,
    /// Where it is found on line.
    Url,
    /// For the document's notes.
    Notes,
    /// One of the project's own attributes, called as the column is.
    Attribute(ValueKind),
    /// Nothing of it is kept but in the file itself.
    LeaveOut,
}

impl Role {
    /// All of them, in the order that lists show.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Title,
        Self::Case,
        Self::Author,
        Self::Date,
        Self::Kind,
        Self::Url,
        Self::Notes,
        Self::Attribute(ValueKind::Text),
        Self::Attribute(ValueKind::Number),
        Self::Attribute(ValueKind::Date),
        Self::Attribute(ValueKind::List),
        Self::LeaveOut,
    ];

    /// The words for it in the window.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Title => "Title",
            Self::Case => "Case",
            Self::Author => "Author",
            Self::Date => "Date",
            Self::Kind => "Kind",
            Self::Url => "Web address",
            Self::Notes => "Notes",
            Self::Attribute(ValueKind::Text) => "Attribute: text",
            Self::Attribute(ValueKind::Number) => "Attribute: number",
            Self::Attribute(ValueKind::Date) => "Attribute: date",
            Self::Attribute(ValueKind::List) => "Attribute: list",
            Self::LeaveOut => "Leave out",
        }
    }

    /// Whether no more than one column can be that.
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Case | Self::Author | Self::Date | Self::Kind | Self::Url
        )
    }
}

impl Mapping {
    /// What a column is.
    pub fn role(&self, column: usize) -> Role {
        self.roles.get(column).copied().unwrap_or(Role::LeaveOut)
    }

    /// The columns that are this.
    pub fn columns(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        let roles = self.roles.iter().enumerate();
        roles
            .filter(move |(_, other)| **other == role)
            .map(|(column, _)| column)
    }

    /// The columns that are attributes, with their kinds.
    pub fn attributes(&self) -> impl Iterator<Item = (usize, ValueKind)> + '_ {
        self.roles
            .iter()
            .enumerate()
            .filter_map(|(column, role)| match role {
                Role::Attribute(kind) => Some((column, *kind)),
                _ => None,
            })
    }

    /// Makes a column this. Another that was the only one of its kind is left out from then on.
    pub fn set(&mut self, column: usize, role: Role) {
        if column >= MOST_COLUMNS {
            return;
        }
        if self.roles.len() <= column {
            self.roles.resize(column + 1, Role::LeaveOut);
        }
        if role.is_single() {
            for other in &mut self.roles {
                if *other == role {
                    *other = Role::LeaveOut;
                }
            }
        }
        if let Some(place) = self.roles.get_mut(column) {
            *place = role;
        }
    }
}

#[cfg(test)]
mod tests;
