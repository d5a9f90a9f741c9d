//! What is known of a document, and how is it changed?

use super::args::Details;
use super::desk;
use super::print::{Table, json};
use super::problem::{Problem, complain};
use super::records::case_name;
use crate::app::{Command, Session, read_library};
use crate::library::{self, Entry, Field};
use crate::project::{Document, DocumentId};
use serde_json::{Map, Value};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn details(args: &Details, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    if args.set.is_empty() && args.from.is_none() {
        let app = desk::look(&args.dir)?;
        let session = desk::session(&app)?;
        let id = session.find_document(&args.document)?;
        print(session, id, args.json, out)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    let session = desk::session(&app)?;
    let id = session.find_document(&args.document)?;
    let mut document = found(session, id)?.clone();
    let mut case = document
        .case
        .and_then(|case| case_name(session, case))
        .unwrap_or_default()
        .to_owned();
    for (field, value) in &args.set {
        set(session, &mut document, &mut case, field, value)?;
    }
    if let Some(file) = &args.from {
        let entry = entry(file, &document, args.key.as_deref())?;
        let changes = library::changes(&document, &entry);
        library::fill(&mut document, &changes)?;
    }
    app.attempt(Command::EditDocument(Box::new(document), case))?;
    print(desk::session(&app)?, id, args.json, out)?;
    desk::leave(app)?;
    Ok(ExitCode::SUCCESS)
}

fn found(session: &Session, id: DocumentId) -> Result<&Document, Problem> {
    let document = session.project().documents().get(id);
    document.ok_or_else(|| "The document is no longer there".into())
}

fn set(
    session: &Session,
    document: &mut Document,
    case: &mut String,
    field: &str,
    value: &str,
) -> Result<(), Problem> {
    if field.eq_ignore_ascii_case("case") {
        value.trim().clone_into(case);
        return Ok(());
    }
    if let Some(field) = Field::of(field) {
        return Ok(field.put(document, value)?);
    }
    let attributes = session.project().attributes();
    let named = attributes
        .iter()
        .find(|attribute| attribute.name.to_lowercase() == field.to_lowercase());
    let Some(attribute) = named else {
        let words: Vec<&str> = Field::ALL.into_iter().map(Field::word).collect();
        return Err(format!(
            "“{field}” is no field of a document. There are {}, case, and the attributes of the project",
            words.join(", ")
        )
        .into());
    };
    match attribute.kind.parse(value)? {
        Some(value) => document.attributes.insert(attribute.id, value),
        None => document.attributes.remove(&attribute.id),
    };
    Ok(())
}

/// The entry of a library that is meant: that of the key, or the one that is most like the document.
fn entry(file: &Path, document: &Document, key: Option<&str>) -> Result<Entry, Problem> {
    let library = read_library(file)?;
    library
        .troubles
        .iter()
        .for_each(|trouble| complain(trouble));
    let at = match key {
        Some(key) => library
            .entries
            .iter()
            .position(|entry| entry.reference.key == key)
            .ok_or_else(|| format!("{} has no entry “{key}”", file.display()))?,
        None => library::rank(document, &library.entries)
            .first()
            .filter(|best| best.is_sure() || library.entries.len() == 1)
            .map(|best| best.entry)
            .or((library.entries.len() == 1).then_some(0))
            .ok_or_else(|| {
                format!(
                    "No entry of {} is surely that of “{}”. Name one with --key",
                    file.display(),
                    document.title
                )
            })?,
    };
    let entry = library.entries.into_iter().nth(at);
    entry.ok_or_else(|| "The entry is not there".into())
}

fn print(
    session: &Session,
    id: DocumentId,
    as_json: bool,
    out: &mut dyn Write,
) -> Result<(), Problem> {
    let document = found(session, id)?;
    let mut lines: Vec<(String, String)> = Field::ALL
        .into_iter()
        .map(|field| (field.word().to_owned(), field.get(document)))
        .collect();
    let case = document.case.and_then(|case| case_name(session, case));
    lines.push(("case".to_owned(), case.unwrap_or_default().to_owned()));
    for attribute in session.project().attributes().iter() {
        let value = document.attributes.get(&attribute.id);
        let value = value.map(ToString::to_string).unwrap_or_default();
        lines.push((attribute.name.clone(), value));
    }
    for (name, value) in [
        ("file", &document.file),
        ("original", &document.original),
        ("reader", &document.reader),
        ("encoding", &document.encoding),
        ("sha256", &document.sha256),
    ] {
        lines.push((name.to_owned(), value.clone()));
    }
    if as_json {
        let said = lines.into_iter().map(|(name, value)| {
            let value = if value.is_empty() {
                Value::Null
            } else {
                Value::String(value)
            };
            (name, value)
        });
        json(out, &said.collect::<Map<_, _>>())?;
        return Ok(());
    }
    let mut table = Table::new(&["field", "value"]);
    for (name, value) in lines {
        if !value.is_empty() {
            table.row(vec![name, value]);
        }
    }
    table.print(out)?;
    Ok(())
}
