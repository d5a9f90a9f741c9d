//! The passages, a row each.

use super::{Check, Made, Source, counted, unverified_note};
use crate::analysis::passages::cell as text_of;
use crate::analysis::report::{Block, Cell, Column as Head, Line, Report, Table};
use crate::project::{AttributeKind, Coding, Column, Project, Value};

/// More columns than this need the page turned on its side.
const UPRIGHT: usize = 5;

pub(super) fn make(source: Source<'_>) -> Result<Made<'_>, String> {
    let project = source.project;
    let columns = if source.recipe.columns.is_empty() {
        Column::all(project)
    } else {
        source.recipe.columns.clone()
    };
    let codings = source.codings();
    texts_are_there(source, &codings)?;
    let is_verified = |coding: &&&Coding| source.check(coding) == Check::Verified;
    let verified = codings.iter().filter(is_verified).count();
    let unverified = codings.len() - verified;
    let mut notes = source.notes(&codings);
    if unverified > 0 {
        notes.push(unverified_note(verified, unverified));
    }
    let wide = columns.len() > UPRIGHT;
    let count = codings.len();
    let heads = columns.iter().map(|column| head(project, *column));
    let table = Table {
        name: "Passages".to_owned(),
        columns: heads.collect(),
        count,
        rows: Box::new(codings.into_iter().map(move |coding| {
            let cells = columns.iter().map(|column| cell(source, coding, *column));
            cells.collect()
        })),
    };
    Ok(Made {
        report: Report {
            title: source.title("Passages"),
            notes,
            wide,
            blocks: vec![Block::Table(table)],
        },
        holds: counted(count, "passage", "passages"),
        verified,
        unverified,
    })
}

/// Places and offsets come from the texts, and a table without them would look whole.
fn texts_are_there(source: Source<'_>, codings: &[&Coding]) -> Result<(), String> {
    let doubt = codings
        .iter()
        .find_map(|coding| match source.check(coding) {
            Check::NoText(why) => Some((coding.document, why)),
            _ => None,
        });
    let Some((document, why)) = doubt else {
        return Ok(());
    };
    let document = source.project.documents().get(document);
    let title = document.map_or("?", |document| document.title.as_str());
    Err(format!(
        "The text of “{title}” is needed for places and offsets: {why}"
    ))
}

/// A column's header, with the width that its cells mostly need.
fn head(project: &Project, column: Column) -> Head {
    let name = column.name(project);
    let width = match column {
        Column::Quotation | Column::Cited => 60.0,
        Column::Memo => 40.0,
        Column::Document => 30.0,
        Column::Code | Column::Author => 22.0,
        Column::Key | Column::Case | Column::Speaker => 16.0,
        Column::Stance | Column::Rival(_) | Column::Coder | Column::Date => 12.0,
        Column::Year | Column::Place | Column::Start | Column::End => 9.0,
        Column::Attribute(_) => 16.0,
    };
    let is_number = match column {
        Column::Year | Column::Start | Column::End => true,
        Column::Attribute(id) => {
            let attribute = project.attributes().get(id);
            attribute.is_some_and(|attribute| matches!(attribute.kind, AttributeKind::Number))
        }
        _ => false,
    };
    if is_number {
        Head::numbers(name, width)
    } else {
        Head::text(name, width)
    }
}

fn cell(source: Source<'_>, coding: &Coding, column: Column) -> Cell {
    let text = source.text(coding.document);
    let words = match column {
        Column::Cited => {
            let cited = source.cite.coding(source.project, text, coding);
            return cited.whole().into();
        }
        column => text_of(source.project, text, coding, column),
    };
    let number = match column {
        Column::Year | Column::Start | Column::End => words.parse().ok(),
        Column::Attribute(id) => match coding.attributes.get(&id) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        },
        _ => None,
    };
    let line = if column == Column::Document && !words.is_empty() {
        source.linked(coding.document, words)
    } else {
        Line::plain(words)
    };
    Cell {
        lines: vec![line],
        number,
    }
}
