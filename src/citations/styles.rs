//! How much is found in the styles of other fields: short texts of our own, each with its traps, as they stand and with
//! lines as narrow as a page.
#![allow(clippy::unwrap_used)]

use super::tests::{Wanted, read};
use super::{Kind, of};
use crate::text::Text;
use std::fmt::Write;

/// Texts with marks as in the fixtures of the other tests, parted by lines of hyphens.
const STYLES: [&str; 4] = [
    include_str!("../../tests/fixtures/citations/more.txt"),
    include_str!("../../tests/fixtures/citations/styles.txt"),
    include_str!("../../tests/fixtures/citations/lists.txt"),
    include_str!("../../tests/fixtures/citations/laws.txt"),
];

/// The kinds that these texts have marks for, and the recall and precision that must be kept.
const FLOORS: [(Kind, f64); 4] = [
    (Kind::AuthorYear, 0.98),
    (Kind::ReferenceEntry, 0.95),
    (Kind::Interview, 0.95),
    (Kind::TreatyLaw, 0.95),
];

/// What is right, what is wanted, what is claimed; and what is wrong.
#[derive(Default)]
struct Score {
    right: usize,
    wanted: usize,
    claimed: usize,
    wrong: String,
}

impl Score {
    fn add(&mut self, text: &str, wanted: &[Wanted], kind: Kind) {
        let mut found = of(&Text::new(text)).list;
        found.retain(|citation| citation.kind == kind);
        self.claimed += found.len();
        for wanted in wanted.iter().filter(|wanted| wanted.kind == kind) {
            self.wanted += 1;
            let place = found.iter().position(|citation| {
                let span = citation.span();
                (span.start, span.end) == (wanted.start, wanted.end)
                    && (wanted.key == "-" || citation.key == wanted.key)
            });
            match place {
                Some(place) => {
                    self.right += 1;
                    found.remove(place);
                }
                None => {
                    let words = &text[wanted.start..wanted.end];
                    writeln!(self.wrong, "missed {} {words:?}", wanted.key).unwrap();
                }
            }
        }
        for extra in &found {
            let words = &text[extra.span().range()];
            writeln!(self.wrong, "wrongly {} {words:?}", extra.key).unwrap();
        }
    }

    fn share(&self, of: usize) -> f64 {
        f64::from(u32::try_from(self.right).unwrap()) / f64::from(u32::try_from(of.max(1)).unwrap())
    }
}

/// The same text with lines of so many letters at most: blanks become line ends, so that all spans stay.
fn narrow(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut column = 0;
        for (at, word) in line.split(' ').enumerate() {
            let length = word.trim_end().chars().count();
            if at > 0 {
                let full = column + 1 + length > width;
                out.push(if full { '\n' } else { ' ' });
                column = if full { 0 } else { column + 1 };
            }
            out.push_str(word);
            column += length;
        }
    }
    out
}

/// Scores all texts, each changed in some way, and says what is wrong.
fn score(name: &str, change: impl Fn(&str) -> String) {
    let mut low = String::new();
    for (kind, floor) in FLOORS {
        let mut score = Score::default();
        for style in STYLES {
            for block in style.split("----\n") {
                let (text, wanted) = read(block);
                score.add(&change(&text), &wanted, kind);
            }
        }
        let (recall, precision) = (score.share(score.wanted), score.share(score.claimed));
        println!(
            "{:16} {name}: recall {recall:.3} ({}/{})  precision {precision:.3}\n{}",
            kind.word(),
            score.right,
            score.wanted,
            score.wrong
        );
        if recall < floor || precision < floor {
            writeln!(low, "{} in {name}:\n{}", kind.word(), score.wrong).unwrap();
        }
    }
    assert!(low.is_empty(), "\n{low}");
}

#[test]
fn the_styles_of_other_fields_are_read() {
    score("lines as long as paragraphs", str::to_owned);
}

#[test]
fn lines_as_narrow_as_a_page_change_nothing() {
    score("narrow lines", |text| narrow(text, 72));
}
