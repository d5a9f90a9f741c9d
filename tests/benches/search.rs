//! How fast is a corpus indexed, and how fast is a query answered over 50 MB?
//!
//! `cargo bench --bench search` prints a table; `cargo bench --bench search -- 5` does so for 5 MB.
#![allow(clippy::unwrap_used, missing_docs)]

use attest::project::{Clock, CoderId, Device};
use attest::project::{Document, DocumentId, Edit, Project, Record, Transaction};
use attest::search::{Index, Limit, Query, Scope};
use attest::text::Text;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// As many hits as a list shows before it is scrolled.
const SHOWN: usize = 300;

fn main() {
    let megabytes = std::env::args().find_map(|argument| argument.parse().ok());
    let megabytes: usize = megabytes.unwrap_or(50);
    let words = Words::new();
    let mut luck = Luck(42);
    let mut project = Project::default();
    let mut step = Transaction::new("Set up");
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(Some(folder.path()));
    let mut bytes = 0;
    for at in 0..megabytes.max(1) {
        let text = Arc::new(Text::new(words.text(&mut luck, 1 << 20)));
        bytes += text.str().len();
        let record = document(&format!("document-{at:03}.txt"));
        index.put(record.id, &record.sha256, text);
        step.edits.push(Edit::Put(Record::Document(record)));
    }
    project.apply(&step, &mut Clock::new(CoderId::new(), Device(1)), 0);
    let scope = Scope::all(&project);
    let started = Instant::now();
    index.flush(&|_| true);
    let took = started.elapsed();
    let rate = bytes as f64 / 1e6 / took.as_secs_f64();
    println!(
        "indexing {:.1} MB: {took:.2?}, {rate:.1} MB/s",
        bytes as f64 / 1e6
    );
    let stored: u64 = stored(folder.path());
    println!("index on disk: {:.1} MB", stored as f64 / 1e6);

    println!(
        "\n{:28} {:>10} {:>10} {:>10} {:>10}",
        "query", "p50", "p99", "most", "hits"
    );
    let mut all = Vec::new();
    for (kind, queries) in queries(&words, &mut luck) {
        let mut times = Vec::new();
        let mut hits = 0;
        for query in &queries {
            let query = Query::parse(query).unwrap();
            let started = Instant::now();
            let found = index.search(&query, &scope, Limit::first(SHOWN));
            times.push(started.elapsed());
            hits += found.total;
        }
        times.sort();
        print_row(kind, &times, hits / queries.len());
        all.extend(times);
    }
    all.sort();
    print_row("all of them", &all, 0);
}

fn print_row(kind: &str, times: &[Duration], hits: usize) {
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    let most = times.last().copied().unwrap_or_default();
    println!(
        "{kind:28} {:>10} {:>10} {:>10} {hits:>10}",
        format!("{:.2?}", at(50)),
        format!("{:.2?}", at(99)),
        format!("{most:.2?}")
    );
}

/// Thirty queries of each kind that people type.
fn queries(words: &Words, luck: &mut Luck) -> Vec<(&'static str, Vec<String>)> {
    let mut made = Vec::new();
    let mut kind = |name: &'static str, make: &mut dyn FnMut(&mut Luck) -> String| {
        made.push((name, (0..30).map(|_| make(luck)).collect()));
    };
    let top = |luck: &mut Luck| words.list[luck.below(10)].clone();
    let common = |luck: &mut Luck| words.list[20 + luck.below(200)].clone();
    let rare = |luck: &mut Luck| words.list[2_000 + luck.below(20_000)].clone();
    let start = |word: &str, letters: usize| word.chars().take(letters).collect::<String>();
    kind("the commonest words", &mut |l| top(l));
    kind("a common word", &mut |l| common(l));
    kind("a rare word", &mut |l| rare(l));
    kind("common AND common", &mut |l| {
        format!("{} {}", common(l), common(l))
    });
    kind("top AND rare", &mut |l| format!("{} {}", top(l), rare(l)));
    kind("top AND common NOT common", &mut |l| {
        format!("{} {} NOT {}", top(l), common(l), common(l))
    });
    kind("common OR rare OR rare", &mut |l| {
        format!("{} OR {} OR {}", common(l), rare(l), rare(l))
    });
    kind("\"top top\"", &mut |l| format!("\"{} {}\"", top(l), top(l)));
    kind("\"common common common\"", &mut |l| {
        format!("\"{} {} {}\"", common(l), common(l), common(l))
    });
    kind("common NEAR/8 common", &mut |l| {
        format!("{} NEAR/8 {}", common(l), common(l))
    });
    kind("top NEAR/3 common", &mut |l| {
        format!("{} NEAR/3 {}", top(l), common(l))
    });
    kind("pre*, 2 letters", &mut |l| {
        format!("{}*", start(&common(l), 2))
    });
    kind("pref*, 4 letters", &mut |l| {
        format!("{}*", start(&rare(l), 4))
    });
    kind("w?ld*", &mut |l| {
        let word = rare(l);
        format!(
            "{}?{}*",
            start(&word, 2),
            word.chars().skip(3).take(2).collect::<String>()
        )
    });
    kind("*end", &mut |l| format!("*{}", &rare(l)[1..]));
    kind("fuzzy~1", &mut |l| format!("{}~1", rare(l)));
    kind("fuzzy~2", &mut |l| format!("{}~2", rare(l)));
    kind("common year:2004..2008", &mut |l| {
        format!("{} year:2004..2008", common(l))
    });
    kind("rare /regex/", &mut |l| {
        format!("{} /[0-9]{{4}}, [a-z]+/", rare(l))
    });
    kind("doc: common", &mut |l| {
        format!("doc:document-00{} {}", l.below(10), common(l))
    });
    made
}

fn document(file: &str) -> Document {
    let id = DocumentId::named(file);
    Document {
        id,
        title: file.to_owned(),
        author: String::new(),
        year: None,
        case: None,
        kind: String::new(),
        notes: String::new(),
        file: file.to_owned(),
        original: String::new(),
        encoding: String::new(),
        sha256: id.to_string(),
        bytes: 0,
        ..Document::new("", "")
    }
}

fn stored(folder: &std::path::Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries
        .map(|entry| {
            let about = entry.metadata().unwrap();
            if about.is_dir() {
                stored(&entry.path())
            } else {
                about.len()
            }
        })
        .sum()
}

/// A made-up language: the r-th word is used about 1/r times as often as the first.
struct Words {
    list: Vec<String>,
    sums: Vec<f64>,
}

impl Words {
    fn new() -> Self {
        const HEADS: [&str; 14] = [
            "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "tr", "v",
        ];
        const TAILS: [&str; 9] = ["a", "e", "i", "o", "u", "er", "ion", "ant", "ó"];
        let mut luck = Luck(7);
        let mut seen = std::collections::BTreeSet::new();
        let mut list = Vec::new();
        while list.len() < 120_000 {
            let syllables = 1 + luck.below(2) + luck.below(list.len().max(10).ilog10() as usize);
            let word: String = (0..syllables)
                .flat_map(|_| {
                    [
                        HEADS[luck.below(HEADS.len())],
                        TAILS[luck.below(TAILS.len())],
                    ]
                })
                .collect();
            if seen.insert(word.clone()) {
                list.push(word);
            }
        }
        let mut sum = 0.0;
        let sums = (0..list.len())
            .map(|rank| {
                sum += 1.0 / (rank as f64 + 2.7);
                sum
            })
            .collect();
        Self { list, sums }
    }

    fn word(&self, luck: &mut Luck) -> &str {
        let total = self.sums.last().copied().unwrap_or(1.0);
        let at = luck.share() * total;
        &self.list[self
            .sums
            .partition_point(|sum| *sum < at)
            .min(self.list.len() - 1)]
    }

    fn text(&self, luck: &mut Luck, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 1000);
        while text.len() < bytes {
            for _ in 0..20 + luck.below(150) {
                text.push_str(self.word(luck));
                match luck.below(100) {
                    0..8 => text.push_str(", "),
                    8..13 => text.push_str(". "),
                    13 | 14 => text.push('-'),
                    15 => write!(text, " {}, ", 1990 + luck.below(30)).unwrap(),
                    16 => text.push_str("’s "),
                    _ => text.push(' '),
                }
            }
            text.push_str(".\n\n");
        }
        text
    }
}

/// Numbers without a pattern, the same each time.
struct Luck(u64);

impl Luck {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 11) as usize % end.max(1)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
