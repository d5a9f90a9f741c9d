//! How fast do files become documents? Prints a table; asserts nothing.
//!
//! `cargo bench --bench import` reads the fixtures again and again, beside `pdftotext` where it is installed, and brings a
//! thousand small files into a project; `cargo bench --bench import -- FILE.pdf ...` reads these files as well.
#![allow(clippy::unwrap_used, missing_docs)]

use attest::app::{App, Command, NewProject, Start};
use attest::import::{Options, extract};
use attest::store::Machine;
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};
use std::time::{Duration, Instant};

/// So long each file is read again.
const TIME: Duration = Duration::from_secs(2);
const SMALL_FILES: usize = 1_000;

fn main() {
    let asked = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'));
    let mut files = fixtures();
    files.extend(asked.map(PathBuf::from));
    println!(
        "{:<34}{:>8}{:>12}{:>14}{:>16}",
        "file", "pages", "ms", "pages a s", "pdftotext's"
    );
    for file in files {
        one(&file);
    }
    many();
}

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found: Vec<PathBuf> = ["import", "pdf"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

fn one(file: &Path) {
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(file).unwrap();
    let Ok(read) = extract(&name, &bytes, &Options::default()) else {
        return;
    };
    let pages = read.map.pages.len();
    let took = timed(|| drop(extract(&name, &bytes, &Options::default())));
    let a_second = |took: Duration| match pages {
        0 => String::new(),
        pages => format!("{:.0}", pages as f64 / took.as_secs_f64()),
    };
    let theirs = (name.ends_with(".pdf") && pages > 0)
        .then(|| pdftotext(file))
        .flatten();
    println!(
        "{name:<34}{pages:>8}{:>12.2}{:>14}{:>16}",
        took.as_secs_f64() * 1e3,
        a_second(took),
        theirs.map_or(String::new(), a_second)
    );
}

/// The shortest time of many.
fn timed(mut work: impl FnMut()) -> Duration {
    let started = Instant::now();
    let mut best = Duration::MAX;
    while started.elapsed() < TIME {
        let at = Instant::now();
        work();
        best = best.min(at.elapsed());
    }
    best
}

fn pdftotext(file: &Path) -> Option<Duration> {
    let run = || {
        let mut command = process::Command::new("pdftotext");
        command
            .arg(file)
            .arg("-")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    run().then(|| {
        timed(|| {
            run();
        })
    })
}

/// A thousand small files into a project, as a person would bring them in.
fn many() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let files: Vec<PathBuf> = (0..SMALL_FILES)
        .map(|number| {
            let path = folder.path().join(format!("note-{number}.md"));
            let text = format!(
                "# Note {number}\n\n{}",
                "Words of a note made up to be read.\n\n".repeat(40)
            );
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect();
    let mut machine = Machine::at(&folder.path().join("machine")).unwrap();
    machine.program = Some(PathBuf::from(env!("CARGO_BIN_EXE_attest")));
    let mut app = App::new(machine, attest::jobs::silent());
    app.attempt(Command::NewProject(NewProject {
        dir: folder.path().join("project"),
        title: "Notes".to_owned(),
        codebook: Start::Empty,
    }))
    .unwrap();
    let started = Instant::now();
    app.attempt(Command::Import(files)).unwrap();
    app.wait_idle();
    let took = started.elapsed();
    println!(
        "{SMALL_FILES} small files, each in a process of its own{:>10.1} s   in under 60 s",
        took.as_secs_f64()
    );
    assert_eq!(
        app.session().unwrap().project().documents().len(),
        SMALL_FILES
    );
}
