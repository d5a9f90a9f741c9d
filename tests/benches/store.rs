//! How long do saving, opening and tidying take in a large project? Prints a table; asserts nothing.
//!
//! `cargo bench --bench store` takes 100,000 codings; `cargo bench --bench store -- 5000` another number.
#![allow(clippy::unwrap_used, missing_docs)]

use attest::project::{
    About, Code, CoderId, Coding, CodingId, Colour, Device, Document, DocumentId, Project, Span,
    Stance, Transaction,
};
use attest::store::{Opened, Store, Writer};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

const NOW: u64 = 1_700_000_000_000;

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let count: usize = asked.unwrap_or(100_000);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let dir = folder.path().join("project");
    let who = |coder: &str, machine| Writer {
        coder: coder.to_owned(),
        device: Device(machine),
        device_name: "bench".to_owned(),
        state_dir: folder.path().join(format!("state-{machine}")),
    };
    println!("store, {count} codings");
    let mut opened = make(&dir, &who("Ana", 1), count);
    let wants = |what: &str, took: Duration, goal: &str| {
        println!("{what:<44} {:>10.2} ms   {goal}", took.as_secs_f64() * 1e3);
    };

    let start = Instant::now();
    opened.store.tidy(&opened.project).unwrap();
    wants("tidying all of it", start.elapsed(), "");
    let start = Instant::now();
    opened.store.tidy(&opened.project).unwrap();
    wants("tidying when nothing has changed", start.elapsed(), "");
    let size = std::fs::metadata(dir.join("project.ron")).unwrap().len();
    println!("{:<44} {:>10.1} MB", "project.ron", size as f64 / 1e6);
    drop(opened);

    let mut took: Vec<Duration> = (0..5)
        .map(|_| {
            let start = Instant::now();
            drop(Store::open(&dir, &who("Ana", 1), NOW).unwrap());
            start.elapsed()
        })
        .collect();
    took.sort();
    wants("opening, median of 5", took[2], "goal: 1500 ms");

    let mut opened = Store::open(&dir, &who("Ana", 1), NOW).unwrap();
    let mut journal = opened.store.journal();
    let mut took: Vec<Duration> = (0..500)
        .map(|n| {
            let step =
                Transaction::new("Code passage").put(coding(&opened.project, opened.coder, n));
            let start = Instant::now();
            let (changes, _) = opened
                .project
                .apply(&step, &mut opened.clock, NOW + n as u64);
            journal.append(&step.label, &changes).unwrap();
            start.elapsed()
        })
        .collect();
    took.sort();
    wants("one coding applied and on disk, median", took[250], "");
    wants(
        "one coding applied and on disk, 99th percentile",
        took[495],
        "goal: 5 ms",
    );

    let mut took = disk(folder.path());
    took.sort();
    wants("the disk's own share of that, median", took[250], "");
    wants(
        "the disk's own share of that, 99th percentile",
        took[495],
        "",
    );

    let mut bea = Store::open(&dir, &who("Bea", 2), NOW).unwrap();
    let start = Instant::now();
    for _ in 0..100 {
        assert!(bea.store.news().unwrap().is_empty());
    }
    wants(
        "looking for news when there are none",
        start.elapsed() / 100,
        "",
    );
    let step = Transaction::new("Code passage").put(coding(&opened.project, opened.coder, 1));
    let (changes, _) = opened.project.apply(&step, &mut opened.clock, NOW);
    journal.append(&step.label, &changes).unwrap();
    let start = Instant::now();
    assert_eq!(bea.store.news().unwrap().len(), 1);
    wants("hearing of one coding by a colleague", start.elapsed(), "");
}

/// What this disk takes to sync 600 bytes more, whoever asks.
fn disk(dir: &Path) -> Vec<Duration> {
    let mut file = std::fs::File::create(dir.join("plain")).unwrap();
    (0..500)
        .map(|_| {
            let start = Instant::now();
            file.write_all(&[b'x'; 600]).unwrap();
            file.sync_data().unwrap();
            start.elapsed()
        })
        .collect()
}

fn make(dir: &Path, who: &Writer, count: usize) -> Opened {
    let about = About {
        title: "Bench".to_owned(),
        ..About::default()
    };
    let codes = |_: &Project| {
        (0..50).fold(Transaction::new("Start"), |step, n| {
            step.put(Code::named(
                format!("Code {n}"),
                None,
                n,
                Colour::Palette(0),
            ))
        })
    };
    let mut opened = Store::create(dir, about, codes, who, NOW).unwrap();
    let documents = (0..20).fold(Transaction::new("Import"), |step, n| {
        step.put(Document {
            id: DocumentId::new(),
            title: format!("Document {n}"),
            author: "Author".to_owned(),
            year: Some(2004),
            case: None,
            kind: String::new(),
            notes: String::new(),
            file: format!("document {n}.txt"),
            original: String::new(),
            encoding: "UTF-8".to_owned(),
            sha256: "0".repeat(64),
            bytes: 1 << 20,
            ..Document::new("", "")
        })
    });
    opened.project.apply(&documents, &mut opened.clock, NOW);
    let step = (0..count).fold(Transaction::new("Code"), |step, n| {
        step.put(coding(&opened.project, opened.coder, n))
    });
    opened.project.apply(&step, &mut opened.clock, NOW);
    opened
}

/// A coding of two lines of text, as long as codings are.
fn coding(project: &Project, coder: CoderId, n: usize) -> Coding {
    let document = project.documents().iter().nth(n % 20).unwrap();
    let code = project.codes().iter().nth(n % 50).unwrap();
    let start = n * 7 % 1_000_000;
    Coding {
        id: CodingId::new(),
        document: document.id,
        code: code.id,
        coder,
        spans: vec![Span::new(start, start + 150)],
        quotation: "The report was named in the debate, and “nobody” — so the record has it — said that the \
                    rank had been a reason for the bill; see note 12 on the draft."
            .to_owned(),
        stance: Stance::ALL[n % 4],
        case: None,
        date: (n.is_multiple_of(3)).then(|| "2004-06".parse().ok()).flatten(),
        speaker: String::new(),
        memo: if n.is_multiple_of(5) { format!("Memo {n}") } else { String::new() },
        rivals: Default::default(),
        attributes: std::collections::BTreeMap::new(),
version: None,
        made: attest::project::Made::default(),
}
}
