//! Does everything in a project hold?

use super::args::Check;
use super::desk;
use super::print::count;
use super::problem::{Problem, complain};
use super::records::by_file;
use crate::project;
use std::io::Write;
use std::process::ExitCode;

pub(super) fn check(args: &Check, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    let records = session.project();
    let mut wrong: Vec<String> = by_file(session)
        .iter()
        .filter_map(|document| session.texts().problem(document.id))
        .map(str::to_owned)
        .collect();
    let text = |document| session.text(document).map(|text| text.str());
    let problems = project::check(records, text);
    wrong.extend(problems.iter().map(ToString::to_string));
    for line in &wrong {
        writeln!(out, "{}", line.replace('\n', " "))?;
    }
    let checked = format!(
        "{}, {} and {}",
        count(records.documents().len(), "document", "documents"),
        count(records.codes().len(), "code", "codes"),
        count(records.codings().len(), "coding", "codings"),
    );
    if wrong.is_empty() {
        complain(&format!("Checked {checked}. Everything holds"));
        return Ok(ExitCode::SUCCESS);
    }
    let found = count(wrong.len(), "thing does not hold", "things do not hold");
    complain(&format!("Checked {checked}. {found}"));
    Ok(ExitCode::FAILURE)
}
