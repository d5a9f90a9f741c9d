//! Chooses the window or the command line; nothing else.

use attest::cli::{self, Outcome};
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Outcome::Done(code) => code,
        Outcome::Window(_) => {
            eprintln!("attest: The window is not there yet. attest --help lists the commands");
            ExitCode::FAILURE
        }
    }
}
