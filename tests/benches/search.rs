//! How fast is a corpus indexed, and how fast is a query answered over 50 MB, beside ripgrep (or grep) and SQLite FTS5 on
//! the same text?
//!
//! `cargo bench --bench search` prints a table; `cargo bench --bench search -- 5` does so for 5 MB.
#![allow(clippy::unwrap_used, missing_docs)]

use attest::citations;
use attest::project::{Clock, CoderId, Device};
use attest::project::{Document, DocumentId, Edit, Project, Record, Transaction};
use attest::search::{Cited, CitedIn, Index, Limit, Query, Scope};
use attest::text::Text;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
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
    let files = tempfile::tempdir().unwrap();
    let mut bytes = 0;
    let mut texts = Vec::new();
    let mut cut = Vec::new();
    for at in 0..megabytes.max(1) {
        let text = Arc::new(Text::new(words.text(&mut luck, 1 << 20, &mut cut)));
        bytes += text.str().len();
        let file = format!("document-{at:03}.txt");
        std::fs::write(files.path().join(&file), text.str()).unwrap();
        let record = document(&file);
        index.put(record.id, &record.sha256, Arc::clone(&text));
        texts.push((record.id, text));
        step.edits.push(Edit::Put(Record::Document(record)));
    }
    project.apply(&step, &mut Clock::new(CoderId::new(), Device(1)), 0);
    let started = Instant::now();
    let cited = cited(&texts);
    println!("reading citations: {:.2?}", started.elapsed());
    let scope = Scope {
        cited: Some(&cited),
        ..Scope::all(&project)
    };
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
    for (kind, queries) in queries(&words, &mut luck, &cut) {
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
    let mut times = Vec::new();
    let mut found = 0;
    for at in 0..30 {
        let (_, text) = &texts[at % texts.len()];
        let span = text.paragraphs().span(text.paragraphs().count() / 30 * at);
        let started = Instant::now();
        found += index
            .like(&text.str()[span.range()], &scope, &|_, _| true, 50, &|| {
                false
            })
            .len();
        times.push(started.elapsed());
    }
    times.sort();
    print_row("more like this passage", &times, found / 30);
    others(&words, &mut luck, files.path(), &texts);
}

fn cited(texts: &[(DocumentId, Arc<Text>)]) -> CitedIn {
    let places = |text: &Text| {
        let found = citations::of(text).list.into_iter();
        found
            .filter_map(|citation| Cited::new(citation.spans, &citation.key))
            .collect()
    };
    texts.iter().map(|(id, text)| (*id, places(text))).collect()
}

/// What others take for words, phrases and beginnings of words in the same text: they count lines and rows.
fn others(words: &Words, luck: &mut Luck, folder: &Path, texts: &[(DocumentId, Arc<Text>)]) {
    let runs = |program: &str| {
        let mut command = Command::new(program);
        command.arg("--version").stdout(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let grep: &[&str] = if runs("rg") {
        &["rg", "--count", "--ignore-case"]
    } else {
        &[
            "grep",
            "--recursive",
            "--count",
            "--ignore-case",
            "--extended-regexp",
        ]
    };
    let rows = rusqlite::Connection::open_in_memory().unwrap();
    rows.execute_batch(
        "CREATE VIRTUAL TABLE p USING fts5(words, tokenize = 'unicode61 remove_diacritics 2'); BEGIN",
    )
    .unwrap();
    for (_, text) in texts {
        let mut put = rows.prepare_cached("INSERT INTO p VALUES (?)").unwrap();
        for line in text.str().lines().filter(|line| !line.is_empty()) {
            put.execute([line]).unwrap();
        }
    }
    rows.execute_batch("COMMIT").unwrap();
    let pick = |luck: &mut Luck, from: usize| words.list[from + luck.below(200)].clone();
    let mut kind = |name: &str, forms: &mut dyn FnMut(&mut Luck) -> (String, String)| {
        let mut by_grep = Vec::new();
        let mut by_rows = Vec::new();
        let mut lines = 0;
        for _ in 0..30 {
            let (expression, query) = forms(luck);
            let started = Instant::now();
            let mut command = Command::new(grep[0]);
            command.args(&grep[1..]).arg(&expression).arg(folder);
            command.output().unwrap();
            by_grep.push(started.elapsed());
            let started = Instant::now();
            let count = rows.query_one("SELECT count(*) FROM p WHERE p MATCH ?", [&query], |row| {
                row.get::<_, i64>(0)
            });
            lines += usize::try_from(count.unwrap()).unwrap();
            by_rows.push(started.elapsed());
        }
        by_grep.sort();
        by_rows.sort();
        print_row(&format!("{}: {name}", grep[0]), &by_grep, 0);
        print_row(&format!("FTS5: {name}"), &by_rows, lines / 30);
    };
    kind("a common word", &mut |luck| {
        let word = pick(luck, 20);
        (format!("\\b{word}\\b"), format!("\"{word}\""))
    });
    kind("a rare word", &mut |luck| {
        let word = pick(luck, 5_000);
        (format!("\\b{word}\\b"), format!("\"{word}\""))
    });
    kind("\"common common\"", &mut |luck| {
        let (one, other) = (pick(luck, 20), pick(luck, 20));
        (format!("\\b{one} {other}\\b"), format!("\"{one} {other}\""))
    });
    kind("pre*, 2 letters", &mut |luck| {
        let start: String = pick(luck, 20).chars().take(2).collect();
        (format!("\\b{start}"), format!("\"{start}\"*"))
    });
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
fn queries(
    words: &Words,
    luck: &mut Luck,
    cut: &[(String, String)],
) -> Vec<(&'static str, Vec<String>)> {
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
    kind("/regex/", &mut |l| {
        format!("/{}[a-z]+, [0-9]{{4}}/", common(l))
    });
    kind("a phrase across a page cut", &mut |l| {
        let (last, first) = &cut[l.below(cut.len())];
        format!("\"{last} {first}\"")
    });
    kind("cite:name:year", &mut |l| {
        format!(
            "cite:{}:{}",
            words.name(l).to_lowercase(),
            1990 + l.below(30)
        )
    });
    kind("cite:na*:1995..2004 common", &mut |l| {
        let start: String = words.name(l).chars().take(3).collect();
        format!("cite:{start}*:1995..2004 {}", common(l))
    });
    kind("cable:POST year:2005..2008", &mut |l| {
        format!("cable:{} year:2005..2008", POSTS[l.below(POSTS.len())])
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

const POSTS: [&str; 6] = [
    "LIMAPORT",
    "NORTHBAY",
    "OLDTOWN",
    "WESTHAVEN",
    "STONEQUAY",
    "MILLFORD",
];

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

    /// Somebody who is cited.
    fn name(&self, luck: &mut Luck) -> String {
        let name = &self.list[30_000 + luck.below(500)];
        let (first, rest) = name.split_at(1);
        first.to_uppercase() + rest
    }

    /// A text; the words around the cuts of its pages go to `cut`.
    fn text(&self, luck: &mut Luck, bytes: usize, cut: &mut Vec<(String, String)>) -> String {
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
                    17 if luck.below(8) == 0 => {
                        let (name, year) = (self.name(luck), 1990 + luck.below(30));
                        write!(text, " ({name} {year}, {}) ", luck.below(400)).unwrap();
                    }
                    17 if luck.below(16) == 0 => {
                        let (year, post) = (3 + luck.below(7), POSTS[luck.below(POSTS.len())]);
                        write!(text, " {year:02}{post}{} ", 1 + luck.below(2000)).unwrap();
                    }
                    _ => text.push(' '),
                }
            }
            if luck.below(6) == 0 {
                // A page ends here, and has a note.
                let words = [self.word(luck), self.word(luck), self.word(luck)];
                let number = 1 + luck.below(300);
                write!(
                    text,
                    "{}\n\n{number}. See {}.\n\n{} ",
                    words[0], words[1], words[2]
                )
                .unwrap();
                cut.push((words[0].to_owned(), words[2].to_owned()));
            } else {
                text.push_str(".\n\n");
            }
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
