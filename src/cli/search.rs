//! Where do words stand?

use super::args::{Search, SortBy};
use super::desk;
use super::print::{Table, count, json, short, width};
use super::problem::{Problem, complain};
use super::records::{by_file, code_points, file};
use crate::analysis::cite;
use crate::analysis::concordance::{
    Coded, Column, Count, Counts, Lengths, Order, Texts, case_of, labels, year_of,
};
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
    if args.kwic || args.counts {
        concordance(session, args, &results, out)?;
    } else if args.json {
        for line in results.hits.iter().filter_map(|hit| hit_line(session, hit)) {
            json(out, &line)?;
        }
    } else {
        for_people(session, &results, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct KwicLine<'a> {
    #[serde(flatten)]
    hit: HitLine<'a>,
    left: String,
    right: String,
    place: String,
    case: &'a str,
    year: Option<i32>,
    codes: String,
}

/// The hits as a concordance, or how many there are where.
fn concordance(
    session: &Session,
    args: &Search,
    results: &Results,
    out: &mut dyn Write,
) -> Result<(), Problem> {
    let project = session.project();
    let documents = by_file(session).into_iter();
    let texts: Texts = documents
        .filter_map(|document| Some((document.id, session.text(document.id)?.clone())))
        .collect();
    if args.kwic {
        let mut coded = Coded::new(None);
        let hits = results.hits.iter();
        let codes: Vec<_> = hits.map(|hit| coded.codes(project, hit)).collect();
        let order = Order {
            column: args.sort.map_or(Column::Document, SortBy::column),
            descending: args.descending,
        };
        let rows = match args.sort {
            Some(_) => order.of(project, &texts, &results.hits, &codes, &|| false),
            None => None,
        };
        let as_found = || (0..results.hits.len()).collect();
        let sorted = rows.map(|rows| rows.into_iter().map(|row| row as usize).collect());
        let rows: Vec<usize> = sorted.unwrap_or_else(as_found);
        for at in rows {
            if let (Some(hit), Some(codes)) = (results.hits.get(at), codes.get(at)) {
                kwic_line(session, args, hit, &labels(project, codes), out)?;
            }
        }
    }
    if args.counts {
        let hits = results.hits.iter();
        let mut lengths = Lengths::default();
        let counts = Counts::of(project, &texts, hits, &mut lengths, &|| false).unwrap_or_default();
        let title = |id| file(session, id).to_owned();
        count_table("document", &counts.documents, title).print(out)?;
        writeln!(out)?;
        let name = |id: Option<_>| {
            let case = id.and_then(|id| project.cases().get(id));
            case.map_or("-", |case| &case.name).to_owned()
        };
        count_table("case", &counts.cases, name).print(out)?;
    }
    Ok(())
}

fn kwic_line(
    session: &Session,
    args: &Search,
    hit: &Hit,
    codes: &str,
    out: &mut dyn Write,
) -> Result<(), Problem> {
    let project = session.project();
    let (Some(line), Some(text)) = (hit_line(session, hit), session.text(hit.document)) else {
        return Ok(());
    };
    let around = context(text, hit, AROUND);
    let place = cite::place(text, hit.extent());
    let case = case_of(project, hit).and_then(|id| project.cases().get(id));
    if args.json {
        let line = KwicLine {
            hit: line,
            left: around.before,
            right: around.after,
            place,
            case: case.map_or("", |case| &case.name),
            year: year_of(project, hit),
            codes: codes.to_owned(),
        };
        return json(out, &line);
    }
    let blanks = " ".repeat((AROUND + 1).saturating_sub(width(&around.before)));
    let blank = if around.after.starts_with(' ') {
        " "
    } else {
        ""
    };
    let right = format!("{blank}{}", short(around.after.trim_start(), AROUND));
    let gap = " ".repeat((AROUND + 1).saturating_sub(width(&right)));
    let marked = format!("[{}]", around.hit);
    let name = file(session, hit.document);
    writeln!(
        out,
        "{blanks}{}{marked}{right}{gap}  {name} {place}  {codes}",
        around.before
    )?;
    Ok(())
}

fn count_table<T: Copy>(
    of: &'static str,
    counts: &[Count<T>],
    name: impl Fn(T) -> String,
) -> Table {
    let mut table = Table::new(&[of, "hits", "words", "per 10,000 words"])
        .right("hits")
        .right("words")
        .right("per 10,000 words");
    for count in counts {
        let rate = count.per_ten_thousand();
        table.row(vec![
            name(count.of),
            count.places.to_string(),
            count.words.to_string(),
            rate.map_or_else(String::new, |rate| format!("{rate:.1}")),
        ]);
    }
    table
}

impl SortBy {
    fn column(self) -> Column {
        match self {
            Self::Left => Column::Left,
            Self::Hit => Column::Hit,
            Self::Right => Column::Right,
            Self::Document => Column::Document,
            Self::Page => Column::Place,
            Self::Case => Column::Case,
            Self::Year => Column::Year,
            Self::Codes => Column::Codes,
        }
    }
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
