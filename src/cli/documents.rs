//! Which documents has a project, and what do they say?

use super::args::{List, Text};
use super::desk;
use super::print::{Table, json};
use super::problem::{Problem, complain};
use super::records::{by_file, case_name, said, unread};
use crate::app::Session;
use crate::project::Document;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;

#[derive(Serialize)]
struct DocumentLine<'a> {
    document: &'a str,
    title: &'a str,
    author: Option<&'a str>,
    year: Option<i32>,
    case: Option<&'a str>,
    kind: Option<&'a str>,
    characters: Option<usize>,
    codings: usize,
    coders: Vec<&'a str>,
    original: Option<&'a str>,
    encoding: Option<&'a str>,
    sha256: &'a str,
    id: String,
}

pub(super) fn documents(args: &List, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    let documents = by_file(session);
    if args.json {
        for document in documents {
            json(out, &document_line(session, document))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = Table::new(&[
        "document",
        "title",
        "author",
        "year",
        "case",
        "characters",
        "codings",
        "coders",
    ])
    .right("characters")
    .right("codings");
    for document in &documents {
        let line = document_line(session, document);
        table.row(vec![
            line.document.to_owned(),
            line.title.to_owned(),
            line.author.unwrap_or_default().to_owned(),
            line.year.map_or(String::new(), |year| year.to_string()),
            line.case.unwrap_or_default().to_owned(),
            line.characters
                .map_or("?".to_owned(), |characters| characters.to_string()),
            line.codings.to_string(),
            line.coders.join(", "),
        ]);
    }
    table.print(out)?;
    if documents.is_empty() {
        complain("The project has no documents yet. Bring some in with attest import DIR FILE...");
    }
    Ok(ExitCode::SUCCESS)
}

fn document_line<'a>(session: &'a Session, document: &'a Document) -> DocumentLine<'a> {
    let project = session.project();
    let coders: BTreeSet<&str> = project
        .codings_in(document.id)
        .filter_map(|coding| project.coders().get(coding.coder))
        .map(|coder| coder.name.as_str())
        .collect();
    DocumentLine {
        document: &document.file,
        title: &document.title,
        author: said(&document.author),
        year: document.year,
        case: document.case.and_then(|case| case_name(session, case)),
        kind: said(&document.kind),
        characters: session
            .text(document.id)
            .map(|text| text.code_points().count()),
        codings: project.count_in(document.id),
        coders: coders.into_iter().collect(),
        original: said(&document.original),
        encoding: said(&document.encoding),
        sha256: &document.sha256,
        id: document.id.to_string(),
    }
}

pub(super) fn text(args: &Text, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    let document = session.find_document(&args.document)?;
    let text = session
        .text(document)
        .ok_or_else(|| unread(session, document))?;
    out.write_all(text.str().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
