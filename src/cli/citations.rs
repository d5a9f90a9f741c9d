//! What do the documents cite, and which notes have they?

use super::args::List;
use super::desk;
use super::print::{Table, json};
use super::problem::{Problem, complain};
use super::records::{by_file, unread};
use crate::citations::{self, Citation, Citations, Kind};
use crate::project::{Document, Span};
use crate::text::Text;
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

#[derive(Serialize)]
struct CitationLine<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    kind: &'static str,
    key: String,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    spans: Option<Vec<(usize, usize)>>,
    resolves_to: Vec<String>,
}

pub(super) fn citations(args: &List, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    let mut table = Table::new(&[
        "document",
        "start",
        "end",
        "kind",
        "key",
        "text",
        "resolves to",
    ])
    .right("start")
    .right("end");
    for document in by_file(session) {
        let Some(text) = session.text(document.id) else {
            complain(&unread(session, document.id).to_string());
            continue;
        };
        let found = citations::of(text);
        for citation in &found.list {
            let line = line(document, text, &found, citation);
            if args.json {
                json(out, &line)?;
                continue;
            }
            table.row(vec![
                line.document.to_owned(),
                line.start.to_string(),
                line.end.to_string(),
                line.kind.to_owned(),
                line.key,
                line.text.to_owned(),
                line.resolves_to.join("; "),
            ]);
        }
        say_lost(document, &found);
    }
    table.print(out)?;
    Ok(ExitCode::SUCCESS)
}

fn line<'a>(
    document: &'a Document,
    text: &'a Text,
    found: &Citations,
    citation: &Citation,
) -> CitationLine<'a> {
    let point = |byte| text.code_points().from_byte(text.str(), byte);
    let points = |span: &Span| (point(span.start), point(span.end));
    let (start, end) = points(&citation.span());
    CitationLine {
        document: &document.file,
        start,
        end,
        kind: citation.kind.word(),
        key: key(document, citation),
        text: text.str().get(citation.span().range()).unwrap_or_default(),
        spans: (citation.spans.len() > 1).then(|| citation.spans.iter().map(points).collect()),
        resolves_to: citation
            .resolves_to
            .iter()
            .filter_map(|place| found.list.get(*place))
            .map(|target| key(document, target))
            .collect(),
    }
}

/// The key, with the document ahead of the numbers of its notes: they mean nothing without it.
fn key(document: &Document, citation: &Citation) -> String {
    let note = matches!(
        citation.kind,
        Kind::FootnoteRef | Kind::FootnoteText | Kind::SupraId
    );
    if note && citation.key.starts_with("fn:") {
        return format!("{}:{}", document.file, citation.key);
    }
    citation.key.clone()
}

/// Says which marks and notes the text has lost.
fn say_lost(document: &Document, found: &Citations) {
    let name = &document.file;
    let (marks, notes) = (found.lost_marks(), found.lost_notes());
    if !marks.is_empty() {
        complain(&format!(
            "{name}: no mark leads to notes {}",
            marks.join(", ")
        ));
    }
    if !notes.is_empty() {
        complain(&format!(
            "{name}: marks without a note: {}",
            notes.join(", ")
        ));
    }
}
