//! One document becomes several, or several become one.

use super::args::{Join, Split};
use super::desk;
use super::print::Table;
use super::problem::Problem;
use super::records::unread;
use crate::app::{App, Command, Session, SplitInto, WantedPart};
use crate::project::DocumentId;
use crate::text::Text;
use crate::text::parts::{Part, best_level, parts};
use std::io::Write;
use std::process::ExitCode;

pub(super) fn split(args: &Split, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let mut app = if args.dry_run {
        desk::look(&args.dir)?
    } else {
        desk::open(&args.dir, args.who.coder.as_deref())?
    };
    app.wait_idle();
    let (id, wanted) = wanted(&app, args)?;
    let mut table = Table::new(&["part", "case", "start"]).right("start");
    for part in &wanted {
        table.row(vec![
            part.title.clone(),
            part.case.clone(),
            part.start.to_string(),
        ]);
    }
    table.print(out)?;
    if args.dry_run {
        return Ok(ExitCode::SUCCESS);
    }
    let into = if args.within {
        SplitInto::Cases
    } else {
        SplitInto::Documents
    };
    let made = wanted.len();
    app.attempt(Command::Split(id, wanted, into))?;
    desk::leave(app)?;
    match into {
        SplitInto::Documents => writeln!(out, "Made {made} documents")?,
        SplitInto::Cases => writeln!(out, "Marked {made} parts")?,
    }
    Ok(ExitCode::SUCCESS)
}

fn wanted(app: &App, args: &Split) -> Result<(DocumentId, Vec<WantedPart>), Problem> {
    let session = desk::session(app)?;
    let id = session.find_document(&args.document)?;
    let text = session.text(id).ok_or_else(|| unread(session, id))?;
    let level = args.level.or_else(|| best_level(text));
    let level = level.ok_or_else(|| {
        Problem::Refused(
            "This text has no headings to split it by. If it has a table of contents, attest pages --find finds its headings"
                .to_owned(),
        )
    })?;
    Ok((
        id,
        proposed(session, id, text, level, args.cases || args.within),
    ))
}

/// The parts that have a text, each with its case where cases are wanted.
fn proposed(
    session: &Session,
    id: DocumentId,
    text: &Text,
    level: u8,
    cases: bool,
) -> Vec<WantedPart> {
    let whole = session.project().documents().get(id);
    let whole = whole.map_or("", |document| document.title.as_str());
    let part = |(at, part): (usize, &Part)| WantedPart {
        start: if at == 0 { 0 } else { part.span.start },
        title: if part.title.is_empty() {
            format!("{whole}: beginning")
        } else {
            part.title.clone()
        },
        case: if cases && part.level == level {
            part.title.clone()
        } else {
            String::new()
        },
    };
    let found = parts(text, level);
    let kept = found
        .iter()
        .enumerate()
        .filter(|(at, part)| *at == 0 || !part.is_bare);
    kept.map(part).collect()
}

pub(super) fn join(args: &Join, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    app.wait_idle();
    let session = desk::session(&app)?;
    let documents = args
        .documents
        .iter()
        .map(|name| session.find_document(name))
        .collect::<Result<Vec<_>, _>>()?;
    let joined = documents.len();
    app.attempt(Command::Join {
        documents,
        title: args.title.clone().unwrap_or_default(),
        titles: !args.no_titles,
    })?;
    desk::leave(app)?;
    writeln!(out, "Joined {joined} documents")?;
    Ok(ExitCode::SUCCESS)
}
