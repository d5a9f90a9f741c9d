//! How are passages coded, one or thousands in one step?

use super::args::Code;
use super::desk;
use super::lines::{Asked, Line};
use super::print::count;
use super::problem::{Problem, complain};
use super::records::file;
use super::resolve::{Resolved, resolve};
use crate::app::{decode_text, read_text};
use crate::project::DocumentId;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn code(args: Code, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    // Read ahead of opening, so that a file that is not there is told of at once.
    let lines = args.from.as_deref().map(lines_of).transpose()?;
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    let from_lines = lines.is_some();
    let usual = asked(&args);
    let lines = lines.unwrap_or_else(|| {
        vec![(
            0,
            Line {
                asked: usual.clone(),
                ..Line::default()
            },
        )]
    });
    let total = lines.len();
    let session = desk::session(&app)?;
    let Resolved { passages, wrong } = resolve(session, &usual, lines);
    let wrong_lines: BTreeSet<usize> = wrong.iter().map(|(line, _)| *line).collect();
    for (line, sentence) in &wrong {
        match from_lines {
            true => complain(&format!("line {line}: {sentence}")),
            false => complain(&capitalised(sentence)),
        }
    }
    if !wrong.is_empty() && !args.skip_errors {
        if from_lines {
            complain(&format!(
                "{} of {total} lines cannot be coded, so nothing was. Mend them, or leave them out with --skip-errors",
                wrong_lines.len()
            ));
        }
        return Ok(ExitCode::FAILURE);
    }
    let documents: BTreeSet<DocumentId> = passages.iter().map(|passage| passage.0).collect();
    let label = match passages.len() {
        1 => "Code passage".to_owned(),
        many => format!("Code {many} passages"),
    };
    let coded = app.code_passages(&label, passages)?;
    let said = match (from_lines, documents.first()) {
        (false, Some(document)) => {
            let name = file(desk::session(&app)?, *document);
            format!("Coded {} in {name}", count(coded, "passage", "passages"))
        }
        _ => format!(
            "Coded {} in {}",
            count(coded, "passage", "passages"),
            count(documents.len(), "document", "documents")
        ),
    };
    desk::leave(app)?;
    writeln!(out, "{said}")?;
    if !wrong_lines.is_empty() {
        writeln!(
            out,
            "Left out {}",
            count(wrong_lines.len(), "line", "lines")
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What the options ask for.
fn asked(args: &Code) -> Asked {
    Asked {
        document: args.document.clone(),
        spans: args.start.zip(args.end).into_iter().collect(),
        codes: args.code.clone(),
        stance: args.stance,
        rivals: args.rival.clone(),
        case: args.case.clone(),
        date: args.date,
        speaker: args.speaker.clone(),
        memo: args.memo.clone(),
        ..Asked::default()
    }
}

/// The lines of a file that say something, with their numbers from 1.
fn lines_of(from: &Path) -> Result<Vec<(usize, Line)>, Problem> {
    let text = if from == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| format!("The standard input cannot be read: {error}"))?;
        decode_text(&bytes)
    } else {
        read_text(from)?
    };
    let lines: Vec<(usize, Line)> = (1..)
        .zip(text.split('\n'))
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| (number, Line::read(line)))
        .collect();
    if lines.is_empty() {
        let name = from.display();
        return Err(format!("{name} has no line in it, so there is nothing to code").into());
    }
    let foreign: BTreeSet<&str> = lines
        .iter()
        .flat_map(|(_, line)| line.foreign.iter().map(String::as_str))
        .collect();
    if !foreign.is_empty() {
        let names: Vec<&str> = foreign.into_iter().collect();
        complain(&format!(
            "Left out, since it means nothing here: {}. attest help code has the names",
            names.join(", ")
        ));
    }
    Ok(lines)
}

/// A sentence that stands alone.
fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}
