//! No file brings the app down: the fixtures are damaged in ever new ways and read, for as long as one likes.
//!
//! `cargo test --release --test fuzz` takes ten minutes a format; `cargo test --release --test fuzz -- pdf 60` one format,
//! a minute. Ends with 1 where a reader panicked, took longer than five seconds, or needed more memory than it may; what
//! it was given is then kept, and its name printed. It is not part of `cargo test`.
#![allow(clippy::unwrap_used)]

mod damage;

use attest::import::{self, Options, extract, format_of, table};
use damage::{Dice, damaged};
use std::io::{BufRead, BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Seconds that each format is tried, unless asked otherwise.
const SECONDS: u64 = 600;
/// A file may take that long.
const LONGEST: Duration = Duration::from_secs(5);
/// Files that one process tries.
const ROUND: u64 = 400;
/// What a process that only tries files is told.
const TRY: &str = "try-files";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    if words.first().is_some_and(|word| word == TRY) {
        try_files(&words[1..]);
        return ExitCode::SUCCESS;
    }
    let seconds = words
        .iter()
        .find_map(|word| word.parse().ok())
        .unwrap_or(SECONDS);
    let wanted = |path: &Path| {
        let extension = path.extension().unwrap().to_string_lossy().into_owned();
        let asked: Vec<&String> = words
            .iter()
            .filter(|word| word.parse::<u64>().is_err())
            .collect();
        asked.is_empty() || asked.iter().any(|word| **word == extension)
    };
    let kept = std::env::temp_dir().join("attest-fuzz");
    std::fs::create_dir_all(&kept).unwrap();
    println!(
        "{:<24}{:>10}{:>12}{:>10}{:>14}",
        "fixture", "files", "read", "faults", "slowest ms"
    );
    let mut failed = 0;
    for fixture in fixtures().into_iter().filter(|path| wanted(path)) {
        failed += fuzz(&fixture, Duration::from_secs(seconds), &kept);
    }
    ExitCode::from(u8::from(failed > 0))
}

/// The files that are damaged.
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

/// What came of many damaged copies of one file.
#[derive(Default)]
struct Tally {
    files: u64,
    read: u64,
    slowest: u64,
    faults: Vec<String>,
}

/// Tries damaged copies of a file until the time is over; how many brought their reader down.
fn fuzz(fixture: &Path, time: Duration, kept: &Path) -> usize {
    let started = Instant::now();
    let mut tally = Tally::default();
    let mut seed = 1;
    while started.elapsed() < time {
        seed = round(fixture, seed, kept, &mut tally);
    }
    println!(
        "{:<24}{:>10}{:>12}{:>10}{:>14}",
        fixture.file_name().unwrap().to_string_lossy(),
        tally.files,
        tally.read,
        tally.faults.len(),
        tally.slowest
    );
    for fault in &tally.faults {
        println!("    {fault}");
    }
    tally.faults.len()
}

/// A process tries files from this seed on; the seed to go on from.
fn round(fixture: &Path, seed: u64, kept: &Path, tally: &mut Tally) -> u64 {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args([TRY, &fixture.display().to_string(), &seed.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut at = seed;
    for line in BufReader::new(process.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let mut parts = line.split(' ');
        let (said, number) = (
            parts.next().unwrap(),
            parts.next().unwrap().parse().unwrap(),
        );
        let took: u64 = parts.next().map_or(0, |ms| ms.parse().unwrap());
        match said {
            "start" => at = number,
            "panic" => keep(fixture, number, "panicked", kept, tally),
            said => {
                tally.files += 1;
                tally.read += u64::from(said == "text");
                tally.slowest = tally.slowest.max(took);
                if Duration::from_millis(took) > LONGEST {
                    keep(fixture, number, "took too long", kept, tally);
                }
            }
        }
    }
    if !process.wait().unwrap().success() {
        keep(fixture, at, "ended its process", kept, tally);
    }
    at + 1
}

fn keep(fixture: &Path, seed: u64, fault: &str, kept: &Path, tally: &mut Tally) {
    let name = format!("{seed}-{}", fixture.file_name().unwrap().to_string_lossy());
    let path = kept.join(name);
    std::fs::write(
        &path,
        damaged(&std::fs::read(fixture).unwrap(), &mut Dice::new(seed)),
    )
    .unwrap();
    tally.faults.push(format!("{fault}: {}", path.display()));
}

/// The other process: reads one damaged file after another and says what came of each.
fn try_files(words: &[String]) {
    import::child::limit_this_process();
    let fixture = Path::new(&words[0]);
    let first: u64 = words[1].parse().unwrap();
    let name = fixture.file_name().unwrap().to_string_lossy().into_owned();
    let whole = std::fs::read(fixture).unwrap();
    let work = move || {
        let mut out = std::io::stdout().lock();
        for seed in first..first + ROUND {
            writeln!(out, "start {seed}").unwrap();
            out.flush().unwrap();
            let bytes = damaged(&whole, &mut Dice::new(seed));
            let started = Instant::now();
            let read = catch_unwind(AssertUnwindSafe(|| reads(&name, &bytes)));
            let took = started.elapsed().as_millis();
            match read {
                Ok(true) => writeln!(out, "text {seed} {took}").unwrap(),
                Ok(false) => writeln!(out, "fault {seed} {took}").unwrap(),
                Err(_) => writeln!(out, "panic {seed}").unwrap(),
            }
        }
    };
    let thread = std::thread::Builder::new()
        .stack_size(import::child::STACK)
        .spawn(work)
        .unwrap();
    thread.join().unwrap();
}

/// Whether something could be read; where it could, its map must fit its text.
fn reads(name: &str, bytes: &[u8]) -> bool {
    use attest::import::Format::{Csv, Workbook};
    if matches!(format_of(name, bytes), Some(Csv | Workbook)) {
        return table::read(name, bytes, &Options::default()).is_ok();
    }
    let read = extract(name, bytes, &Options::default());
    if let Ok(extract) = &read {
        assert!(
            extract.map.fits(&extract.text),
            "the map is of another text"
        );
    }
    read.is_ok()
}
