//! Does everything in a project hold?

use super::args::Check;
use super::desk;
use super::print::count;
use super::problem::{Problem, complain};
use super::records::by_file;
use crate::analysis::absence;
use crate::project;
use std::io::Write;
use std::process::ExitCode;

pub(super) fn check(args: &Check, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    // What could not be read, or had to be put together from a backup, does not hold either.
    let (app, mut wrong) = desk::look_closely(&args.dir)?;
    let session = desk::session(&app)?;
    let records = session.project();
    wrong.extend(
        by_file(session)
            .iter()
            .filter_map(|document| session.texts().problem(document.id))
            .map(str::to_owned),
    );
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
    if !records.conflicts().is_empty() {
        let changed = records.conflicts().len();
        complain(&format!(
            "{} changed by two people at once: the later version stands, and the window lists both",
            count(changed, "record was", "records were")
        ));
    }
    // What deserves a look, though nothing of it is wrong.
    for remark in absence::remarks(records) {
        complain(&format!("To note: {}", remark.replace('\n', " ")));
    }
    if wrong.is_empty() {
        complain(&format!("Checked {checked}. Everything holds"));
        return Ok(ExitCode::SUCCESS);
    }
    let found = count(wrong.len(), "thing does not hold", "things do not hold");
    complain(&format!("Checked {checked}. {found}"));
    Ok(ExitCode::FAILURE)
}
