//! Which passages are coded, and how?

use super::args::List;
use super::desk;
use super::print::{Table, json};
use super::problem::Problem;
use super::records::{code_points, file, in_order, said};
use crate::analysis::passages::WAITING;
use crate::app::Session;
use crate::project::{Code, Coding, Made, Stance};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

#[derive(Serialize)]
struct CodingLine<'a> {
    document: &'a str,
    start: Option<usize>,
    end: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spans: Option<Vec<(usize, usize)>>,
    code: &'a str,
    name: &'a str,
    stance: Option<&'static str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    rivals: BTreeMap<&'a str, &'static str>,
    quotation: &'a str,
    case: Option<&'a str>,
    date: Option<String>,
    speaker: Option<&'a str>,
    coder: Option<&'a str>,
    memo: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<&'a str, String>,
    place: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<String>,
    id: String,
}

pub(super) fn codings(args: &List, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    let codings = in_order(session);
    if args.json {
        for coding in codings {
            json(out, &coding_line(session, coding))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = Table::new(&[
        "document",
        "start",
        "end",
        "code",
        "stance",
        "case",
        "date",
        "coder",
        "quotation",
    ])
    .right("start")
    .right("end");
    for coding in codings {
        let line = coding_line(session, coding);
        let offset = |offset: Option<usize>| offset.map_or("?".to_owned(), |at| at.to_string());
        table.row(vec![
            line.document.to_owned(),
            offset(line.start),
            offset(line.end),
            line.code.to_owned(),
            line.stance.unwrap_or_default().to_owned(),
            line.case.unwrap_or_default().to_owned(),
            line.date.unwrap_or_default(),
            line.coder.unwrap_or_default().to_owned(),
            line.quotation.to_owned(),
        ]);
    }
    table.print(out)?;
    Ok(ExitCode::SUCCESS)
}

fn coding_line<'a>(session: &'a Session, coding: &'a Coding) -> CodingLine<'a> {
    let project = session.project();
    let code = project.codes().get(coding.code);
    let waits = !project.is_placed(coding);
    let text = session.text_of(coding);
    let points = text.and_then(|_| code_points(session, coding.document, &coding.spans));
    CodingLine {
        document: file(session, coding.document),
        start: points.as_ref().and_then(|points| Some(points.first()?.0)),
        end: points.as_ref().and_then(|points| Some(points.last()?.1)),
        spans: points.filter(|points| points.len() > 1),
        code: code.map_or("", Code::label),
        name: code.map_or("", |code| code.name.as_str()),
        stance: (coding.stance != Stance::Unset).then(|| coding.stance.word()),
        rivals: coding
            .rivals
            .iter()
            .filter(|(_, stance)| **stance != Stance::Unset)
            .filter_map(|(id, stance)| {
                Some((project.rivals().get(*id)?.name.as_str(), stance.word()))
            })
            .collect(),
        quotation: &coding.quotation,
        case: project.case_of(coding).map(|case| case.name.as_str()),
        date: coding.date.map(|date| date.to_string()),
        speaker: said(&coding.speaker),
        coder: project
            .coders()
            .get(coding.coder)
            .map(|coder| coder.name.as_str()),
        memo: said(&coding.memo),
        attributes: project
            .attributes()
            .iter()
            .filter_map(|attribute| {
                let value = project.value_of(coding, attribute.id)?;
                Some((attribute.name.as_str(), value.to_string()))
            })
            .collect(),
        place: match text {
            Some(text) => Some(text.place(coding.extent().start)),
            None => waits.then(|| WAITING.to_owned()),
        },
        sources: session
            .rests_on(coding)
            .into_iter()
            .map(|(source, _)| source.label.clone())
            .collect(),
        made: (coding.made != Made::Reading).then(|| coding.made.words()),
        id: coding.id.to_string(),
    }
}
