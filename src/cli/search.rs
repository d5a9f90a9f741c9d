//! Where do words stand?

use super::args::Search;
use super::desk;
use super::print::{count, json, width};
use super::problem::{Problem, complain};
use super::records::{by_file, code_points, file};
use crate::app::Session;
use crate::project::Coding;
use crate::search::{Hit, Results, context};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

#[derive(Serialize)]
struct HitLine<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    spans: Option<Vec<(usize, usize)>>,
}

/// Characters of the text on either side of a hit, for people.
const AROUND: usize = 40;

pub(super) fn search(args: &Search, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    for document in by_file(session) {
        if let Some(problem) = session.texts().problem(document.id) {
            complain(&format!("Not searched: {problem}"));
        }
    }
    let results = session.search_now(&args.query.join(" "))?;
    if args.json {
        for line in results.hits.iter().filter_map(|hit| hit_line(session, hit)) {
            json(out, &line)?;
        }
    } else {
        for_people(session, &results, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn hit_line<'a>(session: &'a Session, hit: &Hit) -> Option<HitLine<'a>> {
    let points = code_points(session, hit.document, &hit.spans)?;
    let text = session.text(hit.document)?;
    Some(HitLine {
        document: file(session, hit.document),
        start: points.first()?.0,
        end: points.last()?.1,
        text: Coding::quote(text.str(), &hit.spans)?,
        spans: Some(points).filter(|points| points.len() > 1),
    })
}

/// The hits under their documents, in the middle of their surroundings.
fn for_people(session: &Session, results: &Results, out: &mut dyn Write) -> Result<(), Problem> {
    for (document, number) in &results.by_document {
        let hits = count(*number, "hit", "hits");
        writeln!(out, "{}: {hits}", file(session, *document))?;
        let Some(text) = session.text(*document) else {
            continue;
        };
        for hit in results.hits.iter().filter(|hit| hit.document == *document) {
            let points = code_points(session, *document, &hit.spans).unwrap_or_default();
            let start = points.first().map_or(0, |span| span.0);
            let end = points.last().map_or(0, |span| span.1);
            let around = context(text, hit, AROUND);
            let blanks = " ".repeat((AROUND + 1).saturating_sub(width(&around.before)));
            writeln!(
                out,
                "{start:>9} {end:>9}  {blanks}{}[{}]{}",
                around.before, around.hit, around.after
            )?;
        }
        writeln!(out)?;
    }
    let documents = count(results.by_document.len(), "document", "documents");
    match results.total {
        0 => writeln!(out, "No hits")?,
        total => writeln!(out, "{} in {documents}", count(total, "hit", "hits"))?,
    }
    Ok(())
}
