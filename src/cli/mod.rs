//! The same commands from a shell.

mod args;
mod check;
mod citations;
mod code;
mod codings;
mod correct;
mod desk;
mod details;
mod documents;
mod duplicates;
mod export;
mod freeze;
mod import;
mod library;
mod lines;
mod manual;
mod pages;
mod parts;
mod print;
mod problem;
mod queries;
mod records;
mod resolve;
mod rows;
mod search;
mod sources;
mod start;

use crate::app::{READ_FILE, read_for_another};
use args::{Args, Ask};
use clap::Parser;
use problem::{Problem, complain};
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What a command line comes to.
#[derive(Debug)]
pub enum Outcome {
    /// The command was carried out, or refused and said so: end with this code.
    Done(ExitCode),
    /// Open the window with this project, or without one with whatever a start opens.
    Window(Option<PathBuf>),
}

/// Carries out a command line; the first of `args` is the program's own name. Answers go to the standard output,
/// what went wrong to the standard error.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Outcome {
    let args: Vec<OsString> = args.into_iter().collect();
    // Ahead of all else: an import starts a process for each file.
    if let [_, command] = args.as_slice()
        && command == READ_FILE
        && !io::stdin().is_terminal()
    {
        return Outcome::Done(read_file());
    }
    match Args::try_parse_from(args) {
        Ok(Args {
            command: Some(ask), ..
        }) => Outcome::Done(answer(ask)),
        Ok(Args {
            project: Some(path),
            ..
        }) if !path.exists() => {
            let path = path.display();
            complain(&format!(
                "There is no folder “{path}”, and no command of that name. attest --help lists the commands"
            ));
            Outcome::Done(ExitCode::FAILURE)
        }
        Ok(Args { project, .. }) => Outcome::Window(project),
        Err(usage) => {
            // Whoever closed the pipe does not want to know.
            usage.print().ok();
            let code = u8::try_from(usage.exit_code()).unwrap_or(2);
            Outcome::Done(ExitCode::from(code))
        }
    }
}

/// Reads the file that another process of this program asks for: no command for people.
fn read_file() -> ExitCode {
    match read_for_another(&mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn answer(ask: Ask) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let answered = carry_out(ask, &mut out).and_then(|code| {
        out.flush()?;
        Ok(code)
    });
    match answered {
        Ok(code) => code,
        // The reader had enough: `attest codings DIR | head`.
        Err(Problem::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(problem) => {
            complain(&problem.to_string());
            ExitCode::FAILURE
        }
    }
}

fn carry_out(ask: Ask, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    match ask {
        Ask::New(new) => start::new(&new, out),
        Ask::Import(import) => import::import(&import, out),
        Ask::Documents(list) => documents::documents(&list, out),
        Ask::Details(details) => details::details(&details, out),
        Ask::Library(library) => library::library(&library, out),
        Ask::Duplicates(list) => duplicates::duplicates(&list, out),
        Ask::Text(text) => documents::text(&text, out),
        Ask::Pages(pages) => pages::pages(&pages, out),
        Ask::Split(split) => parts::split(&split, out),
        Ask::Join(join) => parts::join(&join, out),
        Ask::Correct(correct) => correct::correct(&correct, out),
        Ask::Code(passages) => code::code(passages, out),
        Ask::Codings(list) => codings::codings(&list, out),
        Ask::Citations(list) => citations::citations(&list, out),
        Ask::Sources(args) => sources::sources(&args, out),
        Ask::Bibliography(args) => sources::bibliography(&args, out),
        Ask::Search(search) => search::search(&search, out),
        Ask::Queries(list) => queries::queries(&list, out),
        Ask::Export(export) => export::export(&export, out),
        Ask::Exports(list) => export::exports(&list, out),
        Ask::Freeze(freeze) => freeze::freeze(&freeze, out),
        Ask::Check(check) => check::check(&check, out),
    }
}
