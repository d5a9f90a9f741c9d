//! The command that brings documents in, with the same report as the window's.

use super::args::Import;
use super::desk;
use super::print::{Table, json};
use super::problem::{Problem, complain};
use super::rows;
use crate::app::{
    Command, HowToRead, ReadingOptions, Session, read_text, remark_word, reports_in_order,
    result_words, summary,
};
use crate::project::{Document, Intake, IntakeFile, IntakeId, IntakeResult, Weight};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;

pub(super) fn import(args: &Import, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let how = HowToRead {
        options: ReadingOptions {
            password: password(args)?,
            encoding: args.encoding.clone(),
            whole_page: args.whole_page,
        },
        keep_without_text: args.keep_without_text,
    };
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    let intakes = desk::session(&app)?.project().intakes();
    let before: BTreeSet<IntakeId> = intakes.iter().map(|intake| intake.id).collect();
    app.attempt(Command::ImportWith(args.files.clone(), Box::new(how)))?;
    app.wait_idle();
    desk::tell_notices(&mut app);
    let guessed = rows::bring(&mut app, &args.columns)?;
    let session = desk::session(&app)?;
    let reports = reports_in_order(session.project()).into_iter().rev();
    let reports: Vec<Intake> = reports
        .filter(|report| !before.contains(&report.id))
        .cloned()
        .collect();
    let mut told = Vec::new();
    if !args.json {
        for sentence in guessed {
            writeln!(told, "{sentence}")?;
        }
    }
    for report in &reports {
        if args.json {
            print_json(session, report, &mut told)?;
        } else {
            print_table(session, report, &mut told)?;
        }
    }
    desk::leave(app)?;
    out.write_all(&told)?;
    if reports.is_empty() {
        return Err("Nothing was imported".into());
    }
    let files = reports.iter().flat_map(|report| &report.files);
    let is_refused = |file: &&IntakeFile| file.result == IntakeResult::Refused;
    match files.filter(is_refused).count() {
        0 => return Ok(ExitCode::SUCCESS),
        1 => complain("1 file was not imported; the report says why"),
        many => complain(&format!(
            "{many} files were not imported; the report says why"
        )),
    }
    Ok(ExitCode::FAILURE)
}

fn password(args: &Import) -> Result<Option<String>, Problem> {
    let Some(file) = &args.password_file else {
        return Ok(args.password.clone());
    };
    let text = read_text(file)?;
    Ok(Some(text.lines().next().unwrap_or_default().to_owned()))
}

fn print_table(session: &Session, report: &Intake, out: &mut dyn Write) -> Result<(), Problem> {
    let columns = ["file", "result", "document", "title", "characters"];
    let mut table = Table::new(&columns).right("characters");
    for file in &report.files {
        let row = |document: Option<&Document>| {
            let text = |value: fn(&Document) -> &str| document.map_or("", value).to_owned();
            vec![
                file.name.clone(),
                result_words(file.result).to_owned(),
                text(|document| &document.file),
                text(|document| &document.title),
                document
                    .and_then(|document| characters(session, document))
                    .map_or(String::new(), |characters| characters.to_string()),
            ]
        };
        let mut documents = documents(session, file).peekable();
        if documents.peek().is_none() {
            table.row(row(None));
        }
        documents.for_each(|document| table.row(row(Some(document))));
    }
    table.print(out)?;
    for file in &report.files {
        for remark in &file.remarks {
            let word = remark_word(file, remark).to_lowercase();
            writeln!(out, "{}: {word}: {}", file.name, remark.text)?;
        }
    }
    writeln!(out, "{}", summary(report))?;
    Ok(())
}

fn documents<'a>(session: &'a Session, file: &'a IntakeFile) -> impl Iterator<Item = &'a Document> {
    let documents = session.project().documents();
    file.documents.iter().filter_map(|id| documents.get(*id))
}

fn characters(session: &Session, document: &Document) -> Option<usize> {
    let text = session.text(document.id)?;
    Some(text.code_points().count())
}

/// What became of a file, for programs.
#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    result: &'static str,
    documents: Vec<In<'a>>,
    reader: Option<&'a str>,
    remarks: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct In<'a> {
    document: &'a str,
    title: &'a str,
    characters: Option<usize>,
    encoding: Option<&'a str>,
    id: String,
}

#[derive(Serialize)]
struct Said<'a> {
    weight: &'static str,
    text: &'a str,
}

fn print_json(session: &Session, report: &Intake, out: &mut dyn Write) -> Result<(), Problem> {
    let known = |text: &str| !text.is_empty();
    for file in &report.files {
        let documents = documents(session, file).map(|document| In {
            document: &document.file,
            title: &document.title,
            characters: characters(session, document),
            encoding: Some(document.encoding.as_str()).filter(|text| known(text)),
            id: document.id.to_string(),
        });
        let remarks = file.remarks.iter().map(|remark| Said {
            weight: weight_name(remark.weight),
            text: &remark.text,
        });
        let line = File {
            file: &file.name,
            result: result_name(file.result),
            documents: documents.collect(),
            reader: Some(file.reader.as_str()).filter(|text| known(text)),
            remarks: remarks.collect(),
        };
        json(out, &line)?;
    }
    Ok(())
}

fn result_name(result: IntakeResult) -> &'static str {
    match result {
        IntakeResult::Whole => "whole",
        IntakeResult::Part => "part",
        IntakeResult::NoText => "no text",
        IntakeResult::Refused => "refused",
        IntakeResult::NotReached => "not reached",
    }
}

fn weight_name(weight: Weight) -> &'static str {
    match weight {
        Weight::Kept => "kept",
        Weight::Doubt => "doubt",
        Weight::Lost => "lost",
    }
}
