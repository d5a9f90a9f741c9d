//! The same queries answered by brute force: every run of words of every paragraph is compared with the query, by the
//! definitions of the help and none of the app's code.

use super::Shelf;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A word of a text: its folded letters and bytes, and whether the boundary before it may be left out.
struct Word {
    letters: String,
    start: usize,
    end: usize,
    closes: bool,
}

fn plain(c: char) -> Option<char> {
    match c {
        'á' | 'Á' | 'à' => Some('a'),
        'é' | 'É' => Some('e'),
        '\u{301}' | '\u{ad}' | '*' => None,
        c => c.to_lowercase().next(),
    }
}

/// Words of a line: letters and digits, with what cannot be seen among them.
fn words(line: &str, offset: usize) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut between = String::new();
    let mut open = false;
    for (at, c) in line.char_indices() {
        let unseen = plain(c).is_none();
        let letter = c.is_alphanumeric() && !"¹²³".contains(c);
        let end = offset + at + c.len_utf8();
        if letter && open {
            let word = found.last_mut().unwrap();
            word.letters.extend(plain(c));
            word.end = end;
        } else if letter {
            let closes = found.last().is_some_and(|before| {
                let hyphen = between.trim_end() == "-" && between.starts_with('-');
                let digits =
                    before.letters.ends_with(|c: char| c.is_ascii_digit()) && c.is_ascii_digit();
                (hyphen && !digits) || (between == " " && before.letters == "anti")
            });
            found.push(Word {
                letters: plain(c).unwrap().to_string(),
                start: offset + at,
                end,
                closes,
            });
            between.clear();
            open = true;
        } else if unseen {
            // An accent belongs to the letter that it stands on; the others to the word only if it goes on.
            if open && c == '\u{301}' {
                found.last_mut().unwrap().end = end;
            }
        } else {
            open = false;
            between.push(c);
        }
    }
    found
}

#[derive(Clone, Debug)]
enum Asked {
    Phrase(Vec<&'static str>),
    Prefix(&'static str),
    Form(&'static str),
    Slip(&'static str),
    Near(Box<Asked>, Box<Asked>, usize, bool),
    And(Box<Asked>, Box<Asked>),
    Or(Box<Asked>, Box<Asked>),
    Without(Box<Asked>, Box<Asked>),
}

impl Asked {
    fn typed(&self) -> String {
        match self {
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Prefix(word) => format!("{word}*"),
            Self::Form(form) => (*form).to_owned(),
            Self::Slip(word) => format!("{word}~1"),
            Self::Near(a, b, n, true) => format!("({} W/{n} {})", a.typed(), b.typed()),
            Self::Near(a, b, n, false) => format!("({} NEAR/{n} {})", a.typed(), b.typed()),
            Self::And(a, b) => format!("({} {})", a.typed(), b.typed()),
            Self::Or(a, b) => format!("({} OR {})", a.typed(), b.typed()),
            Self::Without(a, b) => format!("({} NOT {})", a.typed(), b.typed()),
        }
    }

    /// Runs of words (first, one past the last) that make it hold in a paragraph; none where it does not hold.
    fn hits(&self, text: &[Word]) -> Option<BTreeSet<(usize, usize)>> {
        let some = |found: BTreeSet<_>| (!found.is_empty()).then_some(found);
        match self {
            Self::Phrase(asked) => some(
                runs(text)
                    .filter(|run| same(&text[run.0..run.1], asked))
                    .collect(),
            ),
            Self::Prefix(start) => some(closed(text, &|word| word.starts_with(start))),
            Self::Form(form) => {
                let form =
                    regex::Regex::new(&format!("^{}$", form.replace('*', ".*").replace('?', ".")))
                        .unwrap();
                some(closed(text, &|word| form.is_match(word)))
            }
            Self::Slip(asked) => some(closed(text, &|word| one_slip(word, asked))),
            Self::Near(a, b, n, ordered) => {
                let (a, b) = (a.hits(text)?, b.hits(text)?);
                let mut found = BTreeSet::new();
                for a in &a {
                    for b in &b {
                        let apart = |a: &(usize, usize), b: &(usize, usize)| {
                            b.0 >= a.1 && b.0 - (a.1 - 1) <= *n
                        };
                        if apart(a, b) {
                            found.insert((a.0, b.1));
                        }
                        if !ordered && apart(b, a) {
                            found.insert((b.0, a.1));
                        }
                    }
                }
                some(found)
            }
            Self::And(a, b) => Some(&a.hits(text)? | &b.hits(text)?),
            Self::Or(a, b) => match (a.hits(text), b.hits(text)) {
                (Some(a), Some(b)) => Some(&a | &b),
                (a, b) => a.or(b),
            },
            Self::Without(a, b) => match b.hits(text) {
                None => a.hits(text),
                Some(_) => None,
            },
        }
    }
}

fn runs(text: &[Word]) -> impl Iterator<Item = (usize, usize)> {
    let count = text.len();
    (0..count).flat_map(move |from| (from + 1..=count.min(from + 12)).map(move |to| (from, to)))
}

/// Whether a run of words is this phrase: the same letters, and every boundary that only one of them has may go.
fn same(run: &[Word], asked: &[&str]) -> bool {
    let letters: String = run.iter().map(|word| word.letters.as_str()).collect();
    if letters != asked.concat() {
        return false;
    }
    let ends = |parts: &[&str]| -> Vec<usize> {
        parts
            .iter()
            .scan(0, |at, part| {
                *at += part.len();
                Some(*at)
            })
            .collect()
    };
    let texts: Vec<&str> = run.iter().map(|word| word.letters.as_str()).collect();
    let (theirs, ours) = (ends(&texts), ends(asked));
    let digits = |c: char| c.is_ascii_digit();
    let asked_closes = |at: usize| {
        asked[at] == "anti" || asked[at].ends_with(digits) != asked[at + 1].starts_with(digits)
    };
    let text_ok = (0..run.len() - 1).all(|at| ours.contains(&theirs[at]) || run[at + 1].closes);
    let asked_ok = (0..asked.len() - 1).all(|at| theirs.contains(&ours[at]) || asked_closes(at));
    // No more than four words of a text are ever one.
    let mut together = 1;
    let short = (0..run.len() - 1).all(|at| {
        together = if ours.contains(&theirs[at]) {
            1
        } else {
            together + 1
        };
        together <= 4
    });
    text_ok && asked_ok && short
}

/// Runs that are one word when closed up and fit, none of which starts with a shorter one that fits.
fn closed(text: &[Word], fits: &dyn Fn(&str) -> bool) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for from in 0..text.len() {
        let mut letters = String::new();
        for to in from + 1..=text.len().min(from + 4) {
            if to > from + 1 && !text[to - 1].closes {
                break;
            }
            letters.push_str(&text[to - 1].letters);
            if fits(&letters) {
                found.insert((from, to));
                break;
            }
        }
    }
    found
}

/// By trying every slip there is.
fn one_slip(word: &str, asked: &str) -> bool {
    let asked: Vec<char> = asked.chars().collect();
    let word: Vec<char> = word.chars().collect();
    let without = |list: &[char], at: usize| {
        let mut list = list.to_vec();
        list.remove(at);
        list
    };
    word == asked
        || (0..asked.len()).any(|at| without(&asked, at) == word)
        || (0..word.len()).any(|at| without(&word, at) == asked)
        || (word.len() == asked.len()
            && (0..word.len()).any(|at| {
                let mut swapped = asked.clone();
                if at > 0 {
                    swapped.swap(at - 1, at);
                }
                swapped == word || without(&asked, at) == without(&word, at)
            }))
}

fn by_force(text: &str, asked: &Asked) -> Vec<String> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split('\n') {
        let words = words(line, offset);
        for (from, to) in asked.hits(&words).into_iter().flatten() {
            found.push(text[words[from].start..words[to - 1].end].to_owned());
        }
        offset += line.len() + 1;
    }
    found
}

const WORDS: [&str; 9] = [
    "anti", "law", "lawx", "x", "antilaw", "wal", "2", "la", "tier",
];

fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "anti",
        "Anti",
        "ánti",
        "law",
        "Law",
        "láw",
        "la\u{301}w",
        "l\u{ad}aw",
        "*la*w",
        "lawx",
        "x",
        "X",
        "antilaw",
        "wal",
        "2",
        "la",
        "tier",
        "Tier",
        "law²",
        "x2",
    ]);
    let joint = prop::sample::select(vec![" ", " ", " ", "-", "- ", ", ", "\n", " — ", "’"]);
    let text = prop::collection::vec((word, joint), 0..14).prop_map(|parts| {
        parts
            .into_iter()
            .map(|(word, joint)| format!("{word}{joint}"))
            .collect::<String>()
    });
    // Longer rows may be rows of one paragraph.
    let short = |text: &String| !text.contains('\n') || text.lines().all(|line| line.len() < 40);
    text.prop_filter("short lines", short)
}

fn asked() -> impl Strategy<Value = Asked> {
    let word = prop::sample::select(WORDS.to_vec());
    let words = prop_oneof![
        4 => prop::collection::vec(word.clone(), 1..4).prop_map(Asked::Phrase),
        1 => prop::sample::select(vec!["l", "la", "anti", "antil", "t"]).prop_map(Asked::Prefix),
        1 => prop::sample::select(vec!["l?w", "*w", "a*l?w", "?x", "?"]).prop_filter("a letter", |form| *form != "?").prop_map(Asked::Form),
        1 => prop::sample::select(vec!["law", "tier", "antilaw", "xx"]).prop_map(Asked::Slip),
    ];
    let near = (words.clone(), words.clone(), 1usize..5, any::<bool>())
        .prop_map(|(a, b, n, ordered)| Asked::Near(Box::new(a), Box::new(b), n, ordered));
    prop_oneof![3 => words, 1 => near].prop_recursive(3, 6, 2, |part| {
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn brute_force_finds_the_same(text in texts(), queries in prop::collection::vec(asked(), 8)) {
        let shelf = Shelf::one(&text);
        for asked in queries {
            let query = asked.typed();
            prop_assert_eq!(shelf.find(&query), by_force(&text, &asked), "{} in {:?}", query, text);
        }
    }
}

#[test]
fn a_short_line_that_starts_with_a_number_is_no_note_that_a_page_cuts() {
    let text = "2 — antilaw anti\nánti law ";
    let near = Asked::Near(
        Box::new(Asked::Prefix("l")),
        Box::new(Asked::Phrase(vec!["antilaw"])),
        3,
        false,
    );
    assert_eq!(Shelf::one(text).find(&near.typed()), by_force(text, &near));
}

#[test]
fn the_oracle_itself_knows_a_compound() {
    let asked = Asked::Phrase(vec!["antilaw"]);
    assert_eq!(
        by_force("an anti-law\nan anti law", &asked),
        ["anti-law", "anti law"]
    );
}
