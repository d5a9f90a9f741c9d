//! What was expected when, and how does that leave?

use super::args::Freeze as Args;
use super::desk;
use super::print::{Table, json};
use super::problem::{Problem, complain};
use super::records::said;
use crate::analysis::frozen::{amendments, coded_then};
use crate::app::{Command, Session, today};
use crate::project::{Date, Freeze, freezes_in_order};
use serde::Serialize;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

#[derive(Serialize)]
struct FreezeLine<'a> {
    date: String,
    by: Option<&'a str>,
    codings: usize,
    codes: usize,
    rivals: usize,
    hash: &'a str,
    whole: bool,
    amendments: usize,
    id: String,
}

pub(super) fn freeze(args: &Args, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    if args.now {
        freeze_now(args, out)?;
    }
    if args.now && args.to.is_none() {
        return Ok(ExitCode::SUCCESS);
    }
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    match &args.to {
        Some(to) => write_out(session, args, to, out),
        None => list(session, args, out),
    }
}

fn freeze_now(args: &Args, out: &mut dyn Write) -> Result<(), Problem> {
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    app.attempt(Command::Freeze(today()))?;
    let session = desk::session(&app)?;
    let freezes = freezes_in_order(session.project());
    let done = freezes.first().map(|freeze| {
        format!(
            "Froze the expectations of {}, {}: {}",
            freeze.on,
            coded_then(freeze.codings),
            freeze.hash
        )
    });
    desk::leave(app)?;
    // The file that is asked for as well may be the standard output.
    if args.to.as_deref() != Some(Path::new("-")) {
        writeln!(out, "{}", done.unwrap_or_default())?;
    }
    Ok(())
}

fn list(session: &Session, args: &Args, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let project = session.project();
    let mut freezes = freezes_in_order(project);
    freezes.reverse();
    let mut table = Table::new(&["date", "by", "codings", "hash", "whole", "amendments"])
        .right("codings")
        .right("amendments");
    for freeze in &freezes {
        let line = FreezeLine {
            date: freeze.on.to_string(),
            by: said(&freeze.by),
            codings: freeze.codings,
            codes: freeze.codes.len(),
            rivals: freeze.rivals.len(),
            hash: &freeze.hash,
            whole: freeze.is_whole(),
            amendments: amendments(freeze, project).len(),
            id: freeze.id.to_string(),
        };
        if args.json {
            json(out, &line)?;
            continue;
        }
        table.row(vec![
            line.date,
            line.by.unwrap_or_default().to_owned(),
            line.codings.to_string(),
            freeze.short_hash().to_owned(),
            if line.whole { "yes" } else { "no" }.to_owned(),
            line.amendments.to_string(),
        ]);
    }
    table.print(out)?;
    if freezes.is_empty() {
        complain("No expectations are frozen yet. Freeze them with attest freeze DIR --now");
    }
    Ok(ExitCode::SUCCESS)
}

fn write_out(
    session: &Session,
    args: &Args,
    to: &Path,
    out: &mut dyn Write,
) -> Result<ExitCode, Problem> {
    let freeze = wanted(session, args)?;
    if args.amendments {
        session.export_amendments(freeze.id, to)?;
        let number = amendments(freeze, session.project()).len();
        let amendments = super::print::count(number, "amendment", "amendments");
        writeln!(
            out,
            "Wrote {amendments} since {} to {}",
            freeze.on,
            to.display()
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    if to == Path::new("-") {
        out.write_all(session.frozen_text(freeze.id)?.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    session.export_freeze(freeze.id, to)?;
    writeln!(
        out,
        "Wrote the expectations frozen on {} to {}",
        freeze.on,
        to.display()
    )?;
    Ok(ExitCode::SUCCESS)
}

/// The frozen table that was asked for: of this day, or whose hash begins so; without either, the latest.
fn wanted<'a>(session: &'a Session, args: &Args) -> Result<&'a Freeze, Problem> {
    let mut freezes = freezes_in_order(session.project());
    if freezes.is_empty() {
        return Err(
            "No expectations are frozen yet. Freeze them with attest freeze DIR --now".into(),
        );
    }
    if let Some(hash) = &args.hash {
        let wanted = hash.to_lowercase();
        freezes.retain(|freeze| freeze.hash.starts_with(&wanted));
        return one(&freezes, &format!("whose hash begins with “{hash}”"));
    }
    if let Some(day) = args.date {
        freezes.retain(|freeze| freeze.on == day);
        return one(&freezes, &on_day(day));
    }
    freezes.truncate(1);
    one(&freezes, "")
}

fn on_day(day: Date) -> String {
    format!("on {day}")
}

fn one<'a>(found: &[&'a Freeze], which: &str) -> Result<&'a Freeze, Problem> {
    match found {
        [one] => Ok(one),
        [] => Err(Problem::Refused(format!(
            "No expectations were frozen {which}. attest freeze DIR lists those that were"
        ))),
        some => {
            let hashes: Vec<&str> = some.iter().map(|freeze| freeze.short_hash()).collect();
            Err(Problem::Refused(format!(
                "{} tables were frozen {which}. Say which one with --hash: {}",
                some.len(),
                hashes.join(", ")
            )))
        }
    }
}
