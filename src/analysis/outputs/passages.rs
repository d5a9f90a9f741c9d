//! The passages, a row each.

use super::{Check, Made, Source, unverified_note};
use crate::analysis::passages::cell as text_of;
use crate::analysis::report::{Block, Cell, Column as Head, Line, Report, Table};
use crate::project::{
    AttributeKind, Coding, Column, Project, Rival, Stance, Value, counted, rivals_in_order,
};

/// More columns than this need the page turned on its side.
const UPRIGHT: usize = 5;

pub(super) fn make(source: Source<'_>) -> Result<Made<'_>, String> {
    let project = source.project;
    let codings = source.codings();
    let columns = shown(source, &codings);
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
    let rivals = rivals_in_order(project);
    let heads = columns.iter().map(|shown| match shown {
        Shown::Column(column) => head(project, *column),
        Shown::Bearing => Head::text("argument, rivals", 26.0),
    });
    let table = Table {
        name: "Passages".to_owned(),
        columns: heads.collect(),
        count,
        rows: Box::new(codings.into_iter().map(move |coding| {
            let cells = columns.iter().map(|shown| match shown {
                Shown::Column(column) => cell(source, coding, *column),
                Shown::Bearing => bearing(coding, &rivals),
            });
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

/// A column of the table as it leaves.
enum Shown {
    Column(Column),
    /// Which way a passage bears on the argument and on each rival.
    Bearing,
}

/// The chosen columns. Where none are chosen, tables for programs have all there are, and pages those that can be read
/// side by side.
fn shown(source: Source<'_>, codings: &[&Coding]) -> Vec<Shown> {
    let chosen = &source.recipe.columns;
    if !chosen.is_empty() {
        return chosen.iter().copied().map(Shown::Column).collect();
    }
    if source.is_flat() {
        let all = Column::all(source.project);
        return all.into_iter().map(Shown::Column).collect();
    }
    let mut columns = vec![
        Shown::Column(Column::Key),
        Shown::Bearing,
        Shown::Column(Column::Cited),
    ];
    // What nobody filled in would only take the room of what can be read.
    let is_filled = |column: &Column| {
        codings.iter().any(|coding| match column {
            Column::Date => coding.date.is_some(),
            Column::Speaker => !coding.speaker.is_empty(),
            Column::Memo => !coding.memo.is_empty(),
            _ => true,
        })
    };
    let further = [
        Column::Case,
        Column::Date,
        Column::Speaker,
        Column::Coder,
        Column::Memo,
    ];
    columns.extend(further.into_iter().filter(is_filled).map(Shown::Column));
    columns
}

/// Sign and word for the argument, then for each rival of which something is said.
fn bearing(coding: &Coding, rivals: &[&Rival]) -> Cell {
    let said = |stance: Stance| match stance {
        Stance::Supports => "▲ supports",
        Stance::Against => "▼ against",
        Stance::Mixed => "◆ mixed",
        Stance::Unset => "",
    };
    let mut lines = Vec::new();
    if coding.stance != Stance::Unset {
        lines.push(Line::plain(said(coding.stance)));
    }
    for rival in rivals {
        let on = coding.on_rival(rival.id);
        if on != Stance::Unset {
            let between = if on == Stance::Mixed { " on" } else { "" };
            lines.push(Line::plain(format!(
                "{}{between} “{}”",
                said(on),
                rival.name
            )));
        }
    }
    Cell::lines(lines)
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
        Column::Sources => 30.0,
        Column::Made => 16.0,
        Column::Document => 30.0,
        Column::Code | Column::Author => 22.0,
        Column::Key | Column::Case | Column::Speaker => 14.0,
        Column::Date => 11.0,
        Column::Stance | Column::Rival(_) => 9.0,
        Column::Coder | Column::Place => 8.0,
        Column::Start | Column::End => 7.0,
        Column::Year => 5.0,
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
        Column::Cited => return source.cited(coding).whole().into(),
        Column::Sources => source.grounds.words(coding),
        column => text_of(source.project, text, coding, column),
    };
    let number = match column {
        Column::Year | Column::Start | Column::End => words.parse().ok(),
        Column::Attribute(id) => match source.project.value_of(coding, id) {
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
