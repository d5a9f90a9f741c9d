//! How does a document get a corrected text, and what becomes of its passages?

use super::args::Correct;
use super::desk;
use super::print::{count, short};
use super::problem::Problem;
use super::records::file;
use crate::app::{App, Command, Correction, Session};
use crate::project::{Coding, CodingId};
use std::io::Write;
use std::process::ExitCode;

/// Columns that the words of a passage take at most.
const WIDEST: usize = 90;

pub(super) fn correct(args: &Correct, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    let document = desk::session(&app)?.find_document(&args.document)?;
    app.attempt(Command::PrepareText(document, args.file.clone()))?;
    app.wait_idle();
    if desk::tell_notices(&mut app) > 0 {
        return Ok(ExitCode::FAILURE);
    }
    let mut said = Vec::new();
    tell(&app, &mut said)?;
    if args.dry_run {
        said.push("Nothing was changed. Without --dry-run it is".to_owned());
    } else {
        app.attempt(Command::ReplaceText)?;
        let now = file(desk::session(&app)?, document);
        said.push(format!("The text of {now} is the corrected one"));
        desk::leave(app)?;
    }
    for line in said {
        writeln!(out, "{line}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What becomes of the passages: how many move, the words of those whose words change, and all that wait.
fn tell(app: &App, said: &mut Vec<String>) -> Result<(), Problem> {
    let session = desk::session(app)?;
    let ready = app.replacing().and_then(|replacing| replacing.ready());
    let correction: &Correction =
        ready.ok_or_else(|| Problem::Refused("The corrected text was not read".to_owned()))?;
    let moves = count(correction.moves.len(), "passage goes", "passages go");
    let waits = count(correction.waits.len(), "waits", "wait");
    said.push(format!("{moves} with the text, {waits}"));
    for found in &correction.moves {
        let Some(coding) = known(session, found.coding) else {
            continue;
        };
        if coding.quotation != found.quotation {
            said.push(format!("  was  {}", short(&coding.quotation, WIDEST)));
            said.push(format!("  now  {}", short(&found.quotation, WIDEST)));
        }
    }
    for coding in correction.waits.iter().filter_map(|id| known(session, *id)) {
        said.push(format!("  waits  {}", short(&coding.quotation, WIDEST)));
    }
    Ok(())
}

fn known(session: &Session, coding: CodingId) -> Option<&Coding> {
    session.project().codings().get(coding)
}
