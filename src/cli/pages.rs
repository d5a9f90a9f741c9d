//! On which pages is a document?

use super::args::Pages as Args;
use super::desk;
use super::print::{Table, json};
use super::problem::Problem;
use super::records::unread;
use crate::app::{Command, PageChange, Session};
use crate::project::DocumentId;
use crate::text::{Page, PagesBy, Text};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

#[derive(Serialize)]
struct PageLine<'a> {
    page: String,
    from: &'a str,
    to: &'a str,
    counted: Option<u32>,
    start: usize,
    begins: &'a str,
}

pub(super) fn pages(args: &Args, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let changes = changes(&args.starts)?;
    if !args.find && changes.is_empty() {
        let app = desk::look(&args.dir)?;
        return list(desk::session(&app)?, args, out);
    }
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    app.wait_idle();
    let id = desk::session(&app)?.find_document(&args.document)?;
    if args.find {
        app.attempt(Command::FindPages(id))?;
        app.wait_idle();
    }
    for (offset, name) in changes {
        let session = desk::session(&app)?;
        let start = byte(session, id, offset)?;
        app.attempt(Command::ChangePage(id, PageChange::Put(start, name)))?;
        app.wait_idle();
    }
    let listed = list(desk::session(&app)?, args, out);
    desk::leave(app)?;
    listed
}

/// `OFFSET=PAGE` in pieces.
fn changes(starts: &[String]) -> Result<Vec<(usize, String)>, Problem> {
    let one = |start: &String| {
        let (offset, name) = start.split_once('=')?;
        Some((offset.trim().parse().ok()?, name.trim().to_owned()))
    };
    starts
        .iter()
        .map(|start| {
            one(start).ok_or_else(|| {
                Problem::Refused(format!(
                    "“{start}” does not say where which page starts. Write it as 1200=12: the page 12 starts at character 1200"
                ))
            })
        })
        .collect()
}

fn byte(session: &Session, id: DocumentId, offset: usize) -> Result<usize, Problem> {
    let text = session.text(id).ok_or_else(|| unread(session, id))?;
    text.code_points()
        .to_byte(text.str(), offset)
        .ok_or_else(|| Problem::Refused(format!("The text has no character {offset}")))
}

fn list(session: &Session, args: &Args, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let id = session.find_document(&args.document)?;
    let text = session.text(id).ok_or_else(|| unread(session, id))?;
    let pages = text.structure().pages();
    let mut table = Table::new(&["page", "counted", "start", "begins"])
        .right("counted")
        .right("start");
    for page in pages {
        let line = line(text, page);
        if args.json {
            json(out, &line)?;
        } else {
            table.row(vec![
                line.page,
                line.counted
                    .map_or(String::new(), |counted| counted.to_string()),
                line.start.to_string(),
                line.begins.to_owned(),
            ]);
        }
    }
    if !args.json {
        table.print(out)?;
        writeln!(out, "{}", in_words(text))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line<'a>(text: &'a Text, page: &'a Page) -> PageLine<'a> {
    PageLine {
        page: page.name(),
        from: &page.label,
        to: if page.to.is_empty() {
            &page.label
        } else {
            &page.to
        },
        counted: (page.counted > 0).then_some(page.counted),
        start: text.code_points().from_byte(text.str(), page.start),
        begins: begins(text, page.start),
    }
}

/// The first words of a page.
fn begins(text: &Text, start: usize) -> &str {
    let rest = text.str().get(start..).unwrap_or_default().trim_start();
    let line = rest.lines().next().unwrap_or_default();
    match line.char_indices().nth(48) {
        Some((end, _)) => &line[..end],
        None => line,
    }
}

/// Who says so, and how much of it is known.
fn in_words(text: &Text) -> String {
    let pages = text.structure().pages();
    if pages.is_empty() {
        return "Nothing is known of its pages. attest pages DIR DOCUMENT --find looks for them"
            .to_owned();
    }
    let ranges = pages.iter().filter(|page| !page.to.is_empty()).count();
    let by = match &text.map().pages_by {
        PagesBy::File => "as the file has them".to_owned(),
        PagesBy::Rule(rule) => format!("by {rule}"),
        PagesBy::Person => "put right by hand".to_owned(),
    };
    format!(
        "{} known pages, {ranges} ranges, {by}",
        pages.len() - ranges
    )
}
