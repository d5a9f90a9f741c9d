//! Cables, notes and works cited in many styles: how many are found, and how many of those are right.

#![allow(clippy::unwrap_used)]

use super::tests::{Wanted, read};
use super::{Kind, of};
use crate::text::Text;
use std::fmt::Write;

/// Short texts, each after a line that names it; what is to be found stands in them as in the other fixtures.
const CASES: &str = include_str!("../../tests/fixtures/citations/varied.txt");

/// What must be found of each kind, and how much of what is found must be right.
const FLOORS: [(Kind, f64, f64); 5] = [
    (Kind::CableId, 0.99, 0.99),
    (Kind::FootnoteRef, 0.97, 0.99),
    (Kind::FootnoteText, 0.97, 0.99),
    (Kind::Bluebook, 0.9, 0.9),
    (Kind::SupraId, 0.9, 0.9),
];

/// Whether a key is as wanted: a hyphen wants nothing.
fn fits(wanted: &Wanted, key: &str) -> bool {
    wanted.key == "-" || wanted.key == key
}

#[test]
fn cables_notes_and_works_are_found_in_every_style() {
    let mut wrong = String::new();
    let mut low = Vec::new();
    for (kind, recall, precision) in FLOORS {
        let (mut right, mut all, mut claimed) = (0, 0, 0);
        for case in CASES.split("=== ").filter(|case| !case.is_empty()) {
            let (name, fixture) = case.split_once('\n').unwrap();
            let (text, wanted) = read(fixture);
            let mut found = of(&Text::new(text.as_str())).list;
            found.retain(|citation| citation.kind == kind);
            claimed += found.len();
            for wanted in wanted.iter().filter(|wanted| wanted.kind == kind) {
                all += 1;
                let place = found.iter().position(|citation| {
                    let span = citation.span();
                    (span.start, span.end) == (wanted.start, wanted.end)
                        && fits(wanted, &citation.key)
                });
                match place {
                    Some(place) => {
                        right += 1;
                        found.remove(place);
                    }
                    None => {
                        let text = &text[wanted.start..wanted.end];
                        writeln!(
                            wrong,
                            "{name}: missed {} {} {text:?}",
                            kind.word(),
                            wanted.key
                        )
                        .unwrap();
                    }
                }
            }
            for extra in &found {
                let text = &text[extra.span().range()];
                writeln!(
                    wrong,
                    "{name}: wrongly {} {} {text:?}",
                    kind.word(),
                    extra.key
                )
                .unwrap();
            }
        }
        let share = |of: usize| f64::from(right) / of.max(1) as f64;
        println!(
            "{:16} recall {:.3} ({right}/{all})  precision {:.3}",
            kind.word(),
            share(all),
            share(claimed)
        );
        if share(all) < recall || share(claimed) < precision {
            low.push(kind.word());
        }
    }
    println!("{wrong}");
    assert!(low.is_empty(), "too little is right of {low:?}\n{wrong}");
}
