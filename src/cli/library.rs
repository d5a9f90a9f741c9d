//! Which entry of a library is each document's?

use super::args::Library;
use super::desk;
use super::print::{Table, count, json};
use super::problem::{Problem, complain};
use super::records::file;
use crate::app::{Command, Filling, Session, read_library};
use crate::library::{self, Entry, Match};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    title: &'a str,
    entry: Option<&'a str>,
    entry_title: Option<&'a str>,
    likeness: Option<f32>,
    sure: bool,
    changes: Vec<ChangeLine<'a>>,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    field: &'static str,
    old: &'a str,
    new: &'a str,
}

pub(super) fn library(args: &Library, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let library = read_library(&args.file)?;
    library
        .troubles
        .iter()
        .for_each(|trouble| complain(trouble));
    if !args.apply {
        let app = desk::look(&args.dir)?;
        let session = desk::session(&app)?;
        let fillings = session.fillings(&library);
        list(session, &library, &fillings, args.json, out)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    let session = desk::session(&app)?;
    let fillings = session.fillings(&library);
    list(session, &library, &fillings, args.json, out)?;
    let sure = fillings.into_iter().filter(|filling| {
        filling.entry.as_ref().is_some_and(Match::is_sure) && !filling.changes.is_empty()
    });
    let filled: Vec<_> = sure
        .map(|filling| (filling.document, filling.changes))
        .collect();
    let said = count(filled.len(), "document", "documents");
    app.attempt(Command::FillDocuments(filled))?;
    desk::leave(app)?;
    if !args.json {
        writeln!(out, "Filled {said}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn list(
    session: &Session,
    library: &library::Library,
    fillings: &[Filling],
    as_json: bool,
    out: &mut dyn Write,
) -> Result<(), Problem> {
    let mut table =
        Table::new(&["document", "title", "likeness", "entry", "changes"]).right("likeness");
    for filling in fillings {
        let entry = filling.entry;
        let found: Option<&Entry> = entry.and_then(|entry| library.entries.get(entry.entry));
        let document = session.project().documents().get(filling.document);
        let title = document.map_or("", |document| document.title.as_str());
        if as_json {
            let changes = filling.changes.iter().map(|change| ChangeLine {
                field: change.field.word(),
                old: &change.old,
                new: &change.new,
            });
            let line = Line {
                document: file(session, filling.document),
                title,
                entry: found.map(|entry| entry.reference.key.as_str()),
                entry_title: found.map(|entry| entry.title.as_str()),
                likeness: entry.map(|entry| entry.score),
                sure: entry.is_some_and(|entry| entry.is_sure()),
                changes: changes.collect(),
            };
            json(out, &line)?;
            continue;
        }
        let fields: Vec<&str> = filling
            .changes
            .iter()
            .map(|change| change.field.word())
            .collect();
        table.row(vec![
            file(session, filling.document).to_owned(),
            title.to_owned(),
            entry.map_or("none".to_owned(), |entry| {
                format!("{:.0} %", entry.score * 100.0)
            }),
            found.map_or(String::new(), |entry| {
                format!("{} {}", entry.author(), entry.title)
            }),
            fields.join(", "),
        ]);
    }
    table.print(out)?;
    Ok(())
}
