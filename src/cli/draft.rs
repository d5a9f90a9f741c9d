//! Are the quotations of a draft the words of their sources?

use super::args::Draft as Args;
use super::desk;
use super::print::{Table, count, json};
use super::problem::{Problem, complain};
use super::records::{code_points, file, unread};
use crate::analysis::draft::{Quoted, summary_of, verdict_word};
use crate::app::{Aside, Command, Row, Session};
use crate::project::{DocumentId, Span};
use crate::text::wording::{Sort, Verdict};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

#[derive(Serialize)]
struct Line<'a> {
    verdict: &'static str,
    start: usize,
    end: usize,
    at: &'a str,
    text: &'a str,
    cited: Option<&'a str>,
    cites: &'a [String],
    places: Vec<PlaceLine<'a>>,
}

#[derive(Serialize)]
struct PlaceLine<'a> {
    verdict: &'static str,
    document: &'a str,
    spans: Vec<(usize, usize)>,
    at: &'a str,
    text: String,
    source: String,
    likeness: f64,
    citation: &'static str,
    differences: Vec<Difference<'a>>,
}

#[derive(Serialize)]
struct Difference<'a> {
    kind: &'static str,
    draft: &'a str,
    source: &'a str,
}

pub(super) fn draft(args: &Args, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let mut app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    let document = session.find_document(&args.document)?;
    if session.text(document).is_none() {
        return Err(unread(session, document));
    }
    let only: Result<Vec<DocumentId>, String> = args
        .against
        .iter()
        .map(|name| session.find_document(name))
        .collect();
    let only = Some(only?).filter(|only| !only.is_empty());
    app.attempt(Command::CheckDraft(document, only))?;
    app.wait_idle();
    let session = desk::session(&app)?;
    let checks = session.draft_checks();
    let checked = checks.checked().ok_or("The draft could not be checked")?;
    let wrong = checked
        .rows
        .iter()
        .filter(|row| {
            row.verdict()
                .is_some_and(|verdict| verdict != Verdict::Exact)
        })
        .count();
    if let Some(to) = &args.to {
        let written = session.export_quotations(to)?;
        let written = count(written, "quotation", "quotations");
        writeln!(out, "Wrote {written} to {}", to.display())?;
    } else {
        let mut table = Table::new(&["verdict", "at", "quotation", "source", "differences"]);
        let rows = checked.rows.iter();
        for row in rows.filter(|row| args.all || row.aside.is_none()) {
            if args.json {
                json(out, &line(session, document, row))?;
            } else {
                table.row(cells(row, session.row_in_words(row, 0)));
            }
        }
        table.print(out)?;
    }
    complain(&summary_of(checked.rows.iter().map(Row::verdict)));
    Ok(if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn cells(row: &Row, quoted: Quoted) -> Vec<String> {
    vec![
        row.verdict()
            .map_or(quoted.aside.to_lowercase(), |verdict| {
                verdict_word(verdict).to_lowercase()
            }),
        quoted.place,
        quoted.words,
        quoted.source,
        quoted.differences.join("; "),
    ]
}

fn verdict_of(row: &Row) -> &'static str {
    match (row.verdict(), row.aside) {
        (Some(verdict), _) => word(verdict),
        (None, Some(Aside::Title)) => "title",
        (None, _) => "short",
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Exact => "exact",
        Verdict::Slight => "slightly_off",
        Verdict::Differs => "differs",
        Verdict::NotFound => "not_found",
    }
}

fn line<'a>(session: &'a Session, document: DocumentId, row: &'a Row) -> Line<'a> {
    let points = code_points(session, document, &[row.quotation.extent()]);
    let (start, end) = points
        .and_then(|points| points.first().copied())
        .unwrap_or_default();
    Line {
        verdict: verdict_of(row),
        start,
        end,
        at: &row.at,
        text: &row.words,
        cited: row.cited.as_ref().map(|cited| cited.words.as_str()),
        cites: row.cited.as_ref().map_or(&[], |cited| &cited.keys),
        places: (0..row.places.len())
            .map(|place| place_line(session, document, row, place))
            .collect(),
    }
}

fn place_line<'a>(
    session: &'a Session,
    draft: DocumentId,
    row: &'a Row,
    place: usize,
) -> PlaceLine<'a> {
    let found = &row.places[place];
    let quoted = session.row_in_words(row, place);
    let text = |document, span: Option<Span>| {
        let text = session.text(document).map(|text| text.str());
        text.and_then(|text| text.get(span?.range()))
            .unwrap_or_default()
    };
    let pieces = found.place.pieces.iter();
    let differences = pieces.filter_map(|piece| {
        let kind = match piece.sort {
            Sort::Same | Sort::Elided | Sort::Altered => return None,
            Sort::Letters => "letters",
            Sort::Stops => "stops",
            Sort::Scar => "misread",
            Sort::Changed => "changed",
            Sort::Missing => "missing",
            Sort::Added => "added",
        };
        Some(Difference {
            kind,
            draft: text(draft, piece.wanted),
            source: text(found.document, piece.found),
        })
    });
    PlaceLine {
        verdict: word(found.place.verdict),
        document: file(session, found.document),
        spans: code_points(session, found.document, &found.place.spans).unwrap_or_default(),
        at: &found.at,
        text: quoted.found,
        source: quoted.source,
        likeness: (found.place.likeness * 1000.0).round() / 1000.0,
        citation: found.fit.words(),
        differences: differences.collect(),
    }
}
