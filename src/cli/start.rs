//! The command that begins a project.

use super::args::New;
use super::desk;
use super::print::count;
use super::problem::Problem;
use crate::app::{App, Command, Framework, NewProject, Start};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

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
