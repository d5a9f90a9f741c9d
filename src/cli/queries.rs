//! Which queries have names, and which were asked?

use super::args::List;
use super::desk;
use super::print::{Table, json};
use super::problem::Problem;
use crate::project::{Asked, Code, CodeId, Stamp};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

#[derive(Default, Serialize)]
struct QueryLine<'a> {
    query: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposes: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coder: Option<&'a str>,
}

pub(super) fn queries(args: &List, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    let project = session.project();
    let label = |id: CodeId| project.codes().get(id).map(Code::label);
    let named = session.queries().into_iter().map(|query| QueryLine {
        query: &query.query,
        name: Some(&query.name),
        proposes: query.proposes.and_then(label),
        coder: None,
    });
    let entries = project.asked().entries();
    let mut asked: Vec<(Stamp, &Asked)> = entries.map(|one| (one.stamp, &one.value)).collect();
    asked.sort_by_key(|(stamp, _)| std::cmp::Reverse(*stamp));
    let asked = asked.into_iter().map(|(_, asked)| QueryLine {
        query: &asked.query,
        coder: project
            .coders()
            .get(asked.coder)
            .map(|one| one.name.as_str()),
        ..QueryLine::default()
    });
    let mut table = Table::new(&["query", "name", "proposes for", "asked by"]);
    for line in named.chain(asked) {
        if args.json {
            json(out, &line)?;
            continue;
        }
        let cell = |words: Option<&str>| words.unwrap_or_default().to_owned();
        table.row(vec![
            line.query.to_owned(),
            cell(line.name),
            cell(line.proposes),
            cell(line.coder),
        ]);
    }
    if !args.json {
        table.print(out)?;
    }
    Ok(ExitCode::SUCCESS)
}
