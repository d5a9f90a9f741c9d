//! The same queries answered by SQLite's full-text search, paragraph by paragraph.

use super::Shelf;
use attest::search::Limit;
use proptest::prelude::*;
use rusqlite::Connection;
use std::collections::BTreeSet;

const WORDS: [&str; 9] = [
    "law",
    "laws",
    "lawful",
    "rank",
    "ranks",
    "tier",
    "fernández",
    "état",
    "two",
];

#[derive(Clone, Debug)]
enum Asked {
    Word(&'static str),
    Prefix(&'static str),
    Phrase(Vec<&'static str>),
    Near(&'static str, &'static str, usize),
    And(Box<Asked>, Box<Asked>),
    Or(Box<Asked>, Box<Asked>),
    Without(Box<Asked>, Box<Asked>),
}

impl Asked {
    fn ours(&self) -> String {
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Prefix(word) => format!("{word}*"),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Near(a, b, between) => format!("({a} NEAR/{} {b})", between + 1),
            Self::And(a, b) => format!("({} AND {})", a.ours(), b.ours()),
            Self::Or(a, b) => format!("({} OR {})", a.ours(), b.ours()),
            Self::Without(a, b) => format!("({} NOT {})", a.ours(), b.ours()),
        }
    }

    fn sqlites(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{word}\""),
            Self::Prefix(word) => format!("\"{word}\"*"),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Near(a, b, between) => format!("NEAR(\"{a}\" \"{b}\", {between})"),
            Self::And(a, b) => format!("({} AND {})", a.sqlites(), b.sqlites()),
            Self::Or(a, b) => format!("({} OR {})", a.sqlites(), b.sqlites()),
            Self::Without(a, b) => format!("({} NOT {})", a.sqlites(), b.sqlites()),
        }
    }
}

// SQLite does not know that ł is an l, nor compounds: those are held against brute force.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(WORDS.to_vec())
}

fn asked() -> impl Strategy<Value = Asked> {
    let leaf = prop_oneof![
        3 => word().prop_map(Asked::Word),
        1 => prop::sample::select(vec!["la", "law", "r", "fern", "é"]).prop_map(Asked::Prefix),
        2 => prop::collection::vec(word(), 2..4).prop_map(Asked::Phrase),
        1 => (word(), word(), 0usize..4).prop_filter("two words", |(a, b, _)| a != b).prop_map(|(a, b, n)| Asked::Near(a, b, n)),
    ];
    leaf.prop_recursive(3, 8, 2, |part| {
        (part.clone(), part, 0..3).prop_map(|(a, b, kind)| {
            let (a, b) = (Box::new(a), Box::new(b));
            match kind {
                0 => Asked::And(a, b),
                1 => Asked::Or(a, b),
                _ => Asked::Without(a, b),
            }
        })
    })
}

fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let spelt = prop::sample::select(vec![
        "law",
        "Law",
        "laws",
        "LAWFUL",
        "rank",
        "ranks",
        "tier",
        "Tier",
        "Fernández",
        "fernandez",
        "État",
        "etat",
        "two",
    ]);
    let joint = prop::sample::select(vec![" ", ", ", "; ", " (", ". "]);
    let paragraph = prop::collection::vec((spelt, joint), 1..9).prop_map(|parts| {
        parts
            .into_iter()
            .map(|(word, joint)| format!("{word}{joint}"))
            .collect()
    });
    prop::collection::vec(paragraph, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn sqlite_finds_the_same_paragraphs(paragraphs in paragraphs(), queries in prop::collection::vec(asked(), 10)) {
        // Blank lines and full stops between them, so that none goes on in the next.
        let shelf = Shelf::one(&paragraphs.join(".\n\n"));
        let sqlite = Connection::open_in_memory().unwrap();
        sqlite
            .execute_batch("create virtual table t using fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
            .unwrap();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            sqlite.execute("insert into t(rowid, text) values (?1, ?2)", (at as i64, paragraph)).unwrap();
        }
        for asked in queries {
            let mut rows = sqlite.prepare("select rowid from t where t match ?1 order by rowid").unwrap();
            let theirs: BTreeSet<usize> = rows
                .query_map([asked.sqlites()], |row| row.get::<_, i64>(0))
                .unwrap()
                .map(|row| usize::try_from(row.unwrap()).unwrap())
                .collect();
            let ours: BTreeSet<usize> = shelf
                .results(&asked.ours(), Limit::NONE)
                .hits
                .iter()
                .map(|hit| hit.paragraph / 2)
                .collect();
            prop_assert_eq!(ours, theirs, "{} in {:?}", asked.ours(), paragraphs);
        }
    }
}
