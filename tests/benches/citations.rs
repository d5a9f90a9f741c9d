//! How fast is it read who is cited where, over 50 MB in every style, in many texts and in one?
//!
//! `cargo bench --bench citations` prints a table; `cargo bench --bench citations -- 5` does so for 5 MB;
//! `cargo bench --bench citations -- FOLDER` times the texts of a folder as well.
#![allow(clippy::unwrap_used, missing_docs)]

use attest::citations::{self, Kind};
use attest::text::Text;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Bytes of one made-up text.
const TEXT: usize = 1 << 18;

/// Makes one text.
type Maker = fn(&mut Luck) -> String;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let megabytes = arguments.iter().find_map(|argument| argument.parse().ok());
    let megabytes: usize = megabytes.unwrap_or(50);
    let mut luck = Luck(42);
    let styles: [(&str, Maker); 5] = [
        ("author and year", article),
        ("law review", review),
        ("cables at the foot", supplement),
        ("notes in Markdown", excerpt),
        ("nothing is cited", plain),
    ];
    println!(
        "{:24} {:>10} {:>10} {:>10} {:>10}",
        "", "MB", "time", "MB/s", "found"
    );
    let mut all = String::new();
    for (style, make) in styles {
        let wanted = megabytes.max(1) * 1_000_000 / styles.len();
        let mut texts = Vec::new();
        while texts.len() * TEXT < wanted {
            texts.push(Text::new(make(&mut luck)));
        }
        row(style, &texts);
        for text in texts {
            all.push_str(text.str());
            all.push('\n');
        }
    }
    row("all of them as one text", &[Text::new(all)]);
    let folder = arguments
        .iter()
        .find(|argument| Path::new(argument).is_dir());
    if let Some(folder) = folder {
        let entries = std::fs::read_dir(folder).unwrap().flatten();
        let texts = entries.filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
        let texts: Vec<Text> = texts.map(Text::new).collect();
        row(folder, &texts);
    }
}

/// Prints how long some texts take, the best of three times, and what is found in them.
fn row(name: &str, texts: &[Text]) {
    let bytes: usize = texts.iter().map(|text| text.str().len()).sum();
    let mut best = Duration::MAX;
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for _ in 0..3 {
        kinds.clear();
        let started = Instant::now();
        for text in texts {
            for citation in citations::of(text).list {
                *kinds.entry(citation.kind).or_default() += 1;
            }
        }
        best = best.min(started.elapsed());
    }
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{name:24} {megabytes:>10.1} {:>10} {:>10.1} {:>10}",
        format!("{best:.2?}"),
        megabytes / best.as_secs_f64(),
        kinds.values().sum::<usize>()
    );
    for (kind, found) in kinds {
        println!("    {:20} {:>43}", kind.word(), found);
    }
}

const NAMES: [&str; 16] = [
    "Adams",
    "Baker",
    "Clark",
    "Dorn",
    "Evans",
    "Field",
    "Grant",
    "Hill",
    "Ivy",
    "Jones",
    "Müller",
    "O’Neill",
    "Okafor",
    "Nguyen",
    "Santos",
    "Yamada",
];
const POSTS: [&str; 8] = [
    "LIMA",
    "QUITO",
    "ACCRA",
    "BUENOSAIRES",
    "KUALALUMPUR",
    "TOKYO",
    "STATE",
    "PHNOMPENH",
];
const WORDS: [&str; 24] = [
    "the", "harbour", "of", "boats", "and", "crews", "in", "a", "winter", "that", "rowed", "by",
    "night", "law", "passed", "for", "towns", "whose", "oars", "were", "old", "on", "rivers",
    "slowly",
];

fn sentence(luck: &mut Luck, text: &mut String) {
    for at in 0..8 + luck.below(18) {
        let word = WORDS[luck.below(WORDS.len())];
        if at == 0 {
            let mut letters = word.chars();
            text.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            text.push_str(letters.as_str());
        } else {
            text.push(' ');
            text.push_str(word);
        }
        match luck.below(60) {
            0 => text.push(','),
            1 => write!(text, " {}", 1 + luck.below(90)).unwrap(),
            2 => write!(text, " Boat {}", luck.below(9)).unwrap(),
            _ => {}
        }
    }
}

fn title(luck: &mut Luck) -> String {
    let word = |luck: &mut Luck| WORDS[luck.below(WORDS.len())];
    format!(
        "On {} {} and Their {} {}",
        word(luck),
        word(luck),
        word(luck),
        word(luck)
    )
}

fn plain(luck: &mut Luck) -> String {
    let mut text = String::new();
    while text.len() < TEXT {
        for _ in 0..2 + luck.below(6) {
            sentence(luck, &mut text);
            text.push_str(". ");
        }
        text.push_str("\n\n");
    }
    text
}

fn article(luck: &mut Luck) -> String {
    let mut text = String::new();
    while text.len() < TEXT {
        for _ in 0..2 + luck.below(6) {
            sentence(luck, &mut text);
            let (name, other) = (luck.name(), luck.name());
            let year = 1980 + luck.below(40);
            match luck.below(8) {
                0 => write!(text, " ({name} {year}, p. {})", luck.below(300)).unwrap(),
                1 => write!(text, " ({name} and {other} {year}; {other}, {})", year - 3).unwrap(),
                2 => write!(text, ", as {name} ({year}) says").unwrap(),
                3 => write!(text, " (interview with a clerk of the harbour, May {year})").unwrap(),
                4 => write!(text, " under the Rowing Act of {year}").unwrap(),
                _ => {}
            }
            text.push_str(". ");
        }
        text.push_str("\n\n");
    }
    text.push_str("References\n\n");
    for at in 0..200 {
        let (name, title) = (luck.name(), title(luck));
        writeln!(
            text,
            "- {name}, A. ({}) {title}. *Journal of Boats*, {at}(2), 4-9.",
            1980 + luck.below(40)
        )
        .unwrap();
    }
    text
}

fn review(luck: &mut Luck) -> String {
    let mut text = String::new();
    let mut note = 0;
    while text.len() < TEXT {
        let first = note + 1;
        for _ in 0..3 {
            sentence(luck, &mut text);
            note += 1;
            let raised: String = note
                .to_string()
                .bytes()
                .map(|digit| raised(digit - b'0'))
                .collect();
            write!(text, ".{raised} ").unwrap();
        }
        text.push_str("\n\n");
        for number in first..=note {
            let (name, title, year) = (luck.name(), title(luck), 1980 + luck.below(40));
            let page = 1 + luck.below(900);
            match luck.below(6) {
                0 => write!(text, "{number}. *Id.* at {page}.").unwrap(),
                1 if number > 9 => write!(text, "{number}. {name}, *supra* note {}, at {page}.", number - 8).unwrap(),
                2 => write!(text, "{number}. {name}, *{title}*, REUTERS (May 3, {year}), <http://www.example.com/{page}>.").unwrap(),
                3 => write!(text, "{number}. Rowing Act of {year}, 22 U.S.C. § {page} ({year}); *see also* *infra* note {}.", number + 2).unwrap(),
                _ => write!(text, "{number}. See Ann {name}, *{title}*, 23 HARB. L. REV. {page} ({year}); BEA {}, OARS {page} ({year}).", name.to_uppercase()).unwrap(),
            }
            text.push_str("\n\n");
        }
    }
    text
}

fn supplement(luck: &mut Luck) -> String {
    let mut text = String::new();
    let mut note = 0;
    while text.len() < TEXT {
        let first = note + 1;
        for _ in 0..4 {
            sentence(luck, &mut text);
            note += 1;
            match luck.below(4) {
                0 => write!(text, ". {note} ").unwrap(),
                _ => {
                    let raised: String = note
                        .to_string()
                        .bytes()
                        .map(|digit| raised(digit - b'0'))
                        .collect();
                    write!(text, ".{raised} ").unwrap();
                }
            }
        }
        text.push_str("\n\n");
        for number in first..=note {
            let (post, year, cable) = (
                POSTS[luck.below(POSTS.len())],
                3 + luck.below(7),
                luck.below(9000),
            );
            let raised: String = number
                .to_string()
                .bytes()
                .map(|digit| raised(digit - b'0'))
                .collect();
            match luck.below(5) {
                0 => write!(text, "^{{{number} {year:02}}}{post}{cable}").unwrap(),
                1 => write!(text, "$^{{^{{{number}}}}}$ {year:02}{post}{cable}_a; {year:02}{post} {cable}").unwrap(),
                2 => write!(text, "{raised} \"Boats,\" *Harbour Times*, 20 Jun. 20{year:02}, http://www.example.com/{cable}").unwrap(),
                3 => write!(text, "{raised} Personal interview with a clerk, May 3, 20{year:02}. By telephone.").unwrap(),
                _ => write!(text, "{raised} {year:02}{post}{cable}").unwrap(),
            }
            text.push_str("\n\n");
        }
    }
    text
}

fn excerpt(luck: &mut Luck) -> String {
    let mut text = String::new();
    let mut note = 0;
    while text.len() < TEXT * 3 / 4 {
        for _ in 0..2 + luck.below(6) {
            sentence(luck, &mut text);
            note += 1;
            write!(text, ".[^{note}] ").unwrap();
        }
        text.push_str("\n\n");
    }
    for number in 1..=note {
        let (name, year) = (luck.name(), 1980 + luck.below(40));
        writeln!(
            text,
            "[^{number}]: {name} {year}, {}.\n",
            1 + luck.below(300)
        )
        .unwrap();
    }
    text
}

fn raised(digit: u8) -> char {
    ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][usize::from(digit)]
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

    fn name(&mut self) -> &'static str {
        NAMES[self.below(NAMES.len())]
    }
}
