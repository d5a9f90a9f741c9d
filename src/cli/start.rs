//! Commands that begin a project and bring its documents in.

use super::args::{Import, New};
use super::desk;
use super::print::{Table, count};
use super::problem::Problem;
use crate::app::{App, Command, Framework, NewProject, Start};
use crate::project::{DocumentId, Project};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Files that are brought in in one step: fewer than the app has notices for, so that each can have its own.
const AT_ONCE: usize = 40;

pub(super) fn new(args: &New, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let codebook = codebook(&args.codebook)?;
    let mut app = App::for_one_command(args.who.coder.as_deref())?;
    app.attempt(Command::NewProject(NewProject {
        dir: std::path::absolute(&args.dir).unwrap_or_else(|_| args.dir.clone()),
        title: args.title.clone().unwrap_or_default(),
        codebook,
    }))?;
    let session = desk::session(&app)?;
    let project = session.project();
    let about = project.about();
    let with = match project.codes().len() {
        0 => "without a codebook".to_owned(),
        codes => format!(
            "with the codebook “{}” ({})",
            about.codebook,
            count(codes, "code", "codes")
        ),
    };
    let made = format!("Made “{}” in {} {with}", about.title, args.dir.display());
    desk::leave(app)?;
    writeln!(out, "{made}")?;
    Ok(ExitCode::SUCCESS)
}

fn codebook(name: &str) -> Result<Start, Problem> {
    let path = Path::new(name);
    match Framework::find(name) {
        Ok(framework) => Ok(Start::Framework(framework.key.to_owned())),
        Err(_) if name == "none" => Ok(Start::Empty),
        Err(_) if path.exists() => Ok(Start::File(path.to_owned())),
        Err(problem) => Err(Problem::Refused(format!(
            "{problem}, none. There is no file of that name either"
        ))),
    }
}

pub(super) fn import(args: &Import, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    let before = documents(desk::session(&app)?.project());
    let mut problems = 0;
    for files in args.files.chunks(AT_ONCE) {
        app.attempt(Command::Import(files.to_vec()))?;
        app.wait_idle();
        problems += desk::tell_notices(&mut app);
    }
    let session = desk::session(&app)?;
    let project = session.project();
    let mut new: Vec<_> = project
        .documents()
        .iter()
        .filter(|document| !before.contains(&document.id))
        .collect();
    new.sort_by(|a, b| a.file.cmp(&b.file));
    let mut table = Table::new(&["document", "title", "characters"]).right("characters");
    for document in &new {
        let characters = session
            .text(document.id)
            .map(|text| text.code_points().count());
        table.row(vec![
            document.file.clone(),
            document.title.clone(),
            characters.map_or(String::new(), |characters| characters.to_string()),
        ]);
    }
    let imported = count(new.len(), "document", "documents");
    desk::leave(app)?;
    table.print(out)?;
    writeln!(out, "Imported {imported}")?;
    Ok(if problems == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn documents(project: &Project) -> BTreeSet<DocumentId> {
    project
        .documents()
        .iter()
        .map(|document| document.id)
        .collect()
}
