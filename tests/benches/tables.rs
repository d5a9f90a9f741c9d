//! How soon are the tables of a large project right again after a change, and how long do they take to be made? Prints a
//! table; asserts nothing.
//!
//! `cargo bench --bench tables` takes 100,000 codings; `cargo bench --bench tables -- 5000` another number.
#![allow(clippy::unwrap_used, missing_docs)]

use attest::analysis::implications::Tallies;
use attest::app::{App, Command, Session, Wanted};
use attest::project::{
    About, By, Case, CaseId, Code, CodeId, Coding, CodingId, Colour, Column, Device, Document,
    DocumentId, Filter, Format, Output, Project, Recipe, RecordId, Sort, Span, Stance, Transaction,
};
use attest::store::{Machine, Opened, Store, Writer};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const NOW: u64 = 1_700_000_000_000;
const CODES: usize = 300;
const CASES: usize = 50;
const DOCUMENTS: usize = 200;
const TIMES: usize = 200;

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let count: usize = asked.unwrap_or(100_000);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let dir = folder.path().join("project");
    println!(
        "tables, {count} codings, {CODES} codes, {CASES} cases, {DOCUMENTS} documents{:>22}{:>12}",
        "median", "99 of 100"
    );
    make(&dir, &folder.path().join("maker"), count);
    let machine = Machine::at(&folder.path().join("machine")).unwrap();
    let mut app = App::new(machine, attest::jobs::silent());
    app.attempt(Command::SetCoder("Ana".to_owned())).unwrap();
    app.attempt(Command::Open(dir)).unwrap();
    app.wait_idle();
    passages(&mut app);
    implications(session(&app).project());
    exports(&app, folder.path());
}

fn session(app: &App) -> &Session {
    app.session().unwrap()
}

/// Prints the median and the 99th percentile beside what is wanted.
fn told(what: &str, mut took: Vec<Duration>, goal: &str) {
    took.sort();
    let ms = |at: usize| took[at.min(took.len() - 1)].as_secs_f64() * 1e3;
    println!(
        "{what:<58} {:>10.3} ms {:>10.3} ms   {goal}",
        ms(took.len() / 2),
        ms(took.len() * 99 / 100)
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn passages(app: &mut App) {
    let before = memory();
    assert!(session(app).listing().is_none());
    let first = timed(|| app.wait_idle());
    told(
        "passages: made the first time, in the background",
        vec![first],
        "",
    );
    let (rows, grown) = (rows(app), memory().saturating_sub(before));
    println!(
        "{:<58} {:>10.1} MB",
        "passages: memory for that",
        grown as f64 / 1e6
    );

    let changed: Vec<Duration> = (0..TIMES)
        .map(|n| {
            let id = rows[n * 7919 % rows.len()];
            app.attempt(Command::SelectCodings(vec![id])).unwrap();
            let stance = Stance::ALL[n % 4];
            timed(|| {
                app.attempt(Command::SetStance(stance)).unwrap();
                session(app).listing().map(|listing| listing.rows.len())
            })
        })
        .collect();
    told(
        "passages: ready after one change, edit and all",
        changed,
        "goal: 50 ms",
    );
    app.wait_idle();

    let code = session(app)
        .project()
        .codes()
        .iter()
        .next()
        .map(|code| code.id);
    let filters = [
        (
            "passages: filtered by a rare word",
            filter(|f| f.text = "reason number 77".to_owned()),
        ),
        (
            "passages: filtered by a word that all have",
            filter(|f| f.text = "the".to_owned()),
        ),
        (
            "passages: filtered by stance",
            filter(|f| f.stance = Some(Stance::Against)),
        ),
        (
            "passages: filtered by a code with its parts",
            filter(|f| f.code = code),
        ),
        ("passages: not filtered any more", Filter::default()),
    ];
    for (what, wanted) in filters {
        let took = (0..40)
            .map(|n| {
                let other = if n % 2 == 0 { "x" } else { "y" };
                let away = filter(|f| f.text = other.to_owned());
                app.attempt(Command::SetFilter(Box::new(away))).unwrap();
                let command = Command::SetFilter(Box::new(wanted.clone()));
                timed(|| app.attempt(command).unwrap())
            })
            .collect();
        told(what, took, "goal: 10 ms");
    }
    for column in [
        Column::Quotation,
        Column::Code,
        Column::Date,
        Column::Document,
    ] {
        let sort = Sort {
            column,
            descending: false,
        };
        let held = timed(|| app.attempt(Command::SetSort(sort)).unwrap());
        let done = timed(|| app.wait_idle());
        let name = column.name(session(app).project());
        told(
            &format!("passages: sorted by {name}, in the window"),
            vec![held],
            "",
        );
        told(
            &format!("passages: sorted by {name}, in the background"),
            vec![done],
            "",
        );
    }
}

fn rows(app: &App) -> Vec<CodingId> {
    session(app).listing().unwrap().rows.to_vec()
}

fn filter(set: impl FnOnce(&mut Filter)) -> Filter {
    let mut filter = Filter::default();
    set(&mut filter);
    filter
}

fn implications(project: &Project) {
    for by in [By::Case, By::Document] {
        let name = by.name(project);
        let took = (0..5)
            .map(|_| timed(|| Tallies::of(project, by, None)))
            .collect();
        told(
            &format!("implications: counted by {name}, all of it"),
            took,
            "",
        );
    }
    let mut tallies = Tallies::of(project, By::Case, None);
    let tree = attest::project::Tree::of(project);
    let mut project = project.clone();
    let coder = project.coders().iter().next().unwrap().id;
    let mut clock = attest::project::Clock::new(coder, Device(7));
    let ids: Vec<CodingId> = project.codings().iter().map(|coding| coding.id).collect();
    let took = (0..TIMES)
        .map(|n| {
            let mut coding = project
                .codings()
                .get(ids[n * 7919 % ids.len()])
                .unwrap()
                .clone();
            coding.stance = Stance::ALL[(n + 1) % 4];
            let touched = [RecordId::Coding(coding.id)];
            project.apply(&Transaction::new("").put(coding), &mut clock, NOW * 2);
            timed(|| tallies.update(&project, &tree, &touched))
        })
        .collect();
    told("implications: ready after one change", took, "goal: 50 ms");
}

fn exports(app: &App, folder: &Path) {
    let wanted = [
        (Output::Passages, Format::Csv, "goal: 1000 ms"),
        (Output::Passages, Format::Xlsx, "goal: 5000 ms"),
        (Output::Passages, Format::Html, ""),
        (Output::Implications, Format::Docx, ""),
        (Output::Evidence, Format::Html, ""),
        (Output::Codebook, Format::Docx, ""),
    ];
    for (output, format, goal) in wanted {
        let recipe = Recipe {
            output,
            ..Recipe::default()
        };
        let wanted = Wanted {
            recipe,
            format,
            rows: None,
        };
        let to = folder.join(format!("{output}.{}", format.extension()));
        let took = timed(|| app.export_now(&wanted, &to).unwrap());
        let size = std::fs::metadata(&to).unwrap().len() as f64 / 1e6;
        let name = format.name();
        told(&format!("{output}, {name}, {size:.1} MB"), vec![took], goal);
    }
}

/// Memory of this process, in bytes, where the system tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    number.unwrap_or(0) * 1024
}

/// A project on disk whose quotations are what its texts say.
fn make(dir: &Path, state: &Path, count: usize) {
    let who = Writer {
        coder: "Ana".to_owned(),
        device: Device(1),
        device_name: "bench".to_owned(),
        state_dir: state.to_owned(),
    };
    let about = About {
        title: "Bench".to_owned(),
        ..About::default()
    };
    let mut opened = Store::create(dir, about, |_| codebook(), &who, NOW).unwrap();
    let each = count.div_ceil(DOCUMENTS);
    let texts: Vec<String> = (0..DOCUMENTS).map(|n| text(n, each)).collect();
    let mut step = Transaction::new("Import");
    for n in 0..CASES {
        step = step.put(Case {
            id: CaseId::named(&format!("case {n}")),
            name: format!("Case {n}"),
            notes: String::new(),
        });
    }
    for (n, text) in texts.iter().enumerate() {
        step = step.put(document(&opened, n, text));
    }
    opened.project.apply(&step, &mut opened.clock, NOW);
    let codes: Vec<CodeId> = opened.project.codes().iter().map(|code| code.id).collect();
    let step = (0..count).fold(Transaction::new("Code"), |step, n| {
        step.put(coding(&opened, &codes, &texts[n % DOCUMENTS], n))
    });
    opened.project.apply(&step, &mut opened.clock, NOW);
    opened.store.tidy(&opened.project).unwrap();
}

/// Thirty branches of ten codes.
fn codebook() -> Transaction {
    (0..CODES as i64).fold(Transaction::new("Start"), |step, n| {
        let parent = (n % 10 != 0).then(|| CodeId::named(&format!("code {}", n - n % 10)));
        let mut code = Code::named(format!("Code {n}"), parent, n, Colour::Palette(0));
        code.id = CodeId::named(&format!("code {n}"));
        step.put(code)
    })
}

fn text(document: usize, lines: usize) -> String {
    (0..lines).fold(String::new(), |mut text, n| {
        writeln!(
            text,
            "The report was named in the debate, and “nobody” — so the record of day {n} has it — said that the \
             rank had been reason number {} for the bill; see note {} on the draft.",
            (n + document) % 1_000,
            n % 90
        )
        .unwrap();
        text
    })
}

fn document(opened: &Opened, n: usize, text: &str) -> Document {
    let stored = opened
        .store
        .add_text(&format!("Document {n}"), text, None)
        .unwrap();
    Document {
        id: DocumentId::named(&format!("document {n}")),
        title: format!("Document {n}"),
        author: format!("Author {}", n % 30),
        year: Some(1990 + (n % 30) as i32),
        case: Some(CaseId::named(&format!("case {}", n % CASES))),
        kind: String::new(),
        notes: String::new(),
        file: stored.file,
        original: stored.original,
        encoding: "UTF-8".to_owned(),
        sha256: stored.sha256,
        bytes: stored.bytes,
        ..Document::new("", "")
    }
}

fn coding(opened: &Opened, codes: &[CodeId], text: &str, n: usize) -> Coding {
    let line = n / DOCUMENTS;
    let length = text.len() / text.lines().count().max(1);
    // A line near the place, whole.
    let near = (line * length).min(text.len() - 1);
    let start = text.as_bytes()[..near]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let spans = vec![Span::new(start, end)];
    Coding {
        id: CodingId::new(),
        document: DocumentId::named(&format!("document {}", n % DOCUMENTS)),
        code: codes[n * 31 % codes.len()],
        coder: opened.coder,
        quotation: Coding::quote(text, &spans).unwrap(),
        spans,
        stance: Stance::ALL[n % 4],
        case: None,
        date: n.is_multiple_of(3).then(|| "2004-06".parse().unwrap()),
        speaker: String::new(),
        memo: if n.is_multiple_of(5) {
            format!("Memo {n}")
        } else {
            String::new()
        },
        rivals: Default::default(),
        attributes: Default::default(),
        version: None,
        made: attest::project::Made::default(),
    }
}
