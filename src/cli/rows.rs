//! Which columns of a table are what, as the command line says it, and what became of its rows?

use super::args::Columns;
use super::desk;
use super::problem::Problem;
use crate::app::rows::{Mapping, Role, RowsWanted, Sheet, Table, ValueKind, guess, guess_with};
use crate::app::{App, Command};

/// Brings in the rows of the tables that wait, one after the other. Gives what was guessed, a sentence each.
pub(super) fn bring(app: &mut App, columns: &Columns) -> Result<Vec<String>, Problem> {
    let mut guessed = Vec::new();
    while let Some(table) = app.table() {
        let name = table.book.name.clone();
        let wanted = wanted(table, columns);
        let wanted = wanted.map_err(|problem| Problem::Refused(format!("{name}: {problem}")))?;
        if columns.text.is_empty() {
            guessed.extend(guess_in_words(table, &wanted));
        }
        app.attempt(Command::ImportRows(Box::new(wanted)))?;
        app.wait_idle();
        desk::tell_notices(app);
    }
    Ok(guessed)
}

fn guess_in_words(table: &Table, wanted: &RowsWanted) -> Vec<String> {
    let Some(sheet) = table.book.sheets.get(wanted.sheet) else {
        return Vec::new();
    };
    let (name, header) = (&table.book.name, wanted.mapping.header);
    let mut words = Vec::new();
    if !header {
        words.push(format!(
            "{name}: the first row is taken for a row like the others"
        ));
    }
    for (column, role) in wanted.mapping.roles.iter().enumerate() {
        let column = sheet.column_name(column, header);
        words.push(format!(
            "{name}: “{column}” is taken as {}",
            role.name().to_lowercase()
        ));
    }
    words
}

/// What is asked for, with what was not said guessed.
fn wanted(table: &Table, columns: &Columns) -> Result<RowsWanted, String> {
    let sheets = &table.book.sheets;
    let at = match &columns.sheet {
        None => 0,
        Some(name) => sheets
            .iter()
            .position(|sheet| same(&sheet.name, name))
            .ok_or_else(|| {
                let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
                format!("there is no sheet “{name}” among: {}", names.join(", "))
            })?,
    };
    let sheet = sheets.get(at).ok_or("there is no sheet in it")?;
    let guessed = if columns.no_header {
        guess_with(sheet, false)
    } else if columns.any() {
        guess_with(sheet, true)
    } else {
        guess(sheet)
    };
    let mut mapping = guessed.clone();
    if !columns.text.is_empty() {
        mapping.roles = vec![Role::LeaveOut; mapping.roles.len()];
    }
    for name in &columns.text {
        for column in several(sheet, mapping.header, name)? {
            mapping.set(column, Role::Text);
        }
    }
    let singles = [
        (&columns.title, Role::Title),
        (&columns.case, Role::Case),
        (&columns.author, Role::Author),
        (&columns.date, Role::Date),
    ];
    for (name, role) in singles {
        if let Some(name) = name {
            mapping.set(find(sheet, mapping.header, name)?, role);
        }
    }
    for said in &columns.attribute {
        attribute(sheet, &guessed, &mut mapping, said)?;
    }
    Ok(RowsWanted {
        sheet: at,
        mapping,
        without_twins: true,
    })
}

/// A column as an attribute: "age", or with its kind, "age:number".
fn attribute(
    sheet: &Sheet,
    guessed: &Mapping,
    mapping: &mut Mapping,
    said: &str,
) -> Result<(), String> {
    let kind = said
        .rsplit_once(':')
        .and_then(|(name, kind)| Some((name, kind.parse::<ValueKind>().ok()?)));
    let (name, kind) = kind.map_or((said, None), |(name, kind)| (name, Some(kind)));
    let column = find(sheet, mapping.header, name)?;
    let kind = kind.unwrap_or(match guessed.role(column) {
        Role::Attribute(kind) => kind,
        Role::Date => ValueKind::Date,
        _ => ValueKind::Text,
    });
    mapping.set(column, Role::Attribute(kind));
    Ok(())
}

/// A column by its name, or by how spreadsheets call it, "C".
fn find(sheet: &Sheet, header: bool, name: &str) -> Result<usize, String> {
    let columns = || 0..sheet.width;
    let named = columns().find(|column| same(&sheet.column_name(*column, header), name));
    let lettered = || {
        columns().find(|column| {
            same(
                &sheet.column_name(*column, false),
                &format!("Column {}", name.trim()),
            )
        })
    };
    named.or_else(lettered).ok_or_else(|| {
        let names: Vec<String> = columns()
            .take(30)
            .map(|column| sheet.column_name(column, header))
            .collect();
        format!("there is no column “{name}” among: {}", names.join(", "))
    })
}

/// One column, or several with commas between them; a name may have commas of its own.
fn several(sheet: &Sheet, header: bool, names: &str) -> Result<Vec<usize>, String> {
    match find(sheet, header, names) {
        Err(_) if names.contains(',') => names
            .split(',')
            .map(|name| find(sheet, header, name))
            .collect(),
        found => found.map(|column| vec![column]),
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

impl Columns {
    /// Whether any column is named.
    fn any(&self) -> bool {
        let singles = [&self.title, &self.case, &self.author, &self.date];
        !self.text.is_empty()
            || !self.attribute.is_empty()
            || singles.iter().any(|name| name.is_some())
    }
}
