//! Which documents have the same text, or nearly?

use super::args::List;
use super::desk;
use super::print::{Table, json};
use super::problem::{Problem, complain};
use super::records::file;
use crate::app::{Command, Twins};
use crate::text::nearly::Likeness;
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    other: &'a str,
    likeness: &'static str,
    share: f32,
    codings: usize,
    other_codings: usize,
}

pub(super) fn duplicates(args: &List, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let mut app = desk::look(&args.dir)?;
    app.attempt(Command::SeekTwins)?;
    app.wait_idle();
    let session = desk::session(&app)?;
    let twins: Vec<Twins> = session.twins().unwrap_or_default();
    let mut table = Table::new(&["document", "codings", "is", "other", "other's codings"])
        .right("codings")
        .right("other's codings");
    for pair in &twins {
        let codings = session.project().count_in(pair.one);
        let other_codings = session.project().count_in(pair.other);
        let (document, other) = (file(session, pair.one), file(session, pair.other));
        if args.json {
            let likeness = match pair.likeness {
                Likeness::Same => "same",
                Likeness::Nearly(_) => "nearly",
                Likeness::Within(_) | Likeness::Holds(_) => "within",
            };
            let line = Line {
                document,
                other,
                likeness,
                share: pair.likeness.share(),
                codings,
                other_codings,
            };
            json(out, &line)?;
            continue;
        }
        table.row(vec![
            document.to_owned(),
            codings.to_string(),
            pair.likeness.words(),
            other.to_owned(),
            other_codings.to_string(),
        ]);
    }
    table.print(out)?;
    if twins.is_empty() {
        complain("No two documents have the same text, or nearly");
    }
    Ok(ExitCode::SUCCESS)
}
