#![allow(clippy::unwrap_used)]

use super::{Citations, Kind, of};
use crate::text::Text;
use proptest::prelude::*;
use std::fmt::Write;

/// What is found of a kind, as the text writes it.
pub(super) fn found(text: &str, kind: Kind) -> Vec<String> {
    let list = of(&Text::new(text)).list;
    list.iter()
        .filter(|c| c.kind == kind)
        .map(|c| text[c.span().range()].to_owned())
        .collect()
}

/// The keys of what is found of a kind.
pub(super) fn keys(text: &str, kind: Kind) -> Vec<String> {
    let list = of(&Text::new(text)).list;
    list.into_iter()
        .filter(|c| c.kind == kind)
        .map(|c| c.key)
        .collect()
}

pub(super) const KINDS: [Kind; 9] = [
    Kind::AuthorYear,
    Kind::CableId,
    Kind::FootnoteRef,
    Kind::FootnoteText,
    Kind::Bluebook,
    Kind::SupraId,
    Kind::TreatyLaw,
    Kind::Interview,
    Kind::ReferenceEntry,
];

/// Texts of our own with every trap. What is to be found stands in them as `⟦kind key|text⟧`; a key of a
/// hyphen, and of a work cited as lawyers do, is not compared.
const FIXTURES: [(&str, &str); 4] = [
    (
        "article",
        include_str!("../../tests/fixtures/citations/article.txt"),
    ),
    (
        "review",
        include_str!("../../tests/fixtures/citations/review.txt"),
    ),
    (
        "excerpt",
        include_str!("../../tests/fixtures/citations/excerpt.txt"),
    ),
    (
        "supplement",
        include_str!("../../tests/fixtures/citations/supplement.txt"),
    ),
];

/// A citation that is to be found.
pub(super) struct Wanted {
    pub kind: Kind,
    pub key: String,
    pub start: usize,
    pub end: usize,
}

/// A fixture without its marks, and what they say.
pub(super) fn read(fixture: &str) -> (String, Vec<Wanted>) {
    let mut text = String::new();
    let mut wanted = Vec::new();
    let mut open = Vec::new();
    let mut rest = fixture;
    while let Some(at) = rest.find(['⟦', '⟧']) {
        text.push_str(&rest[..at]);
        let mark = rest[at..].chars().next().unwrap();
        rest = &rest[at + mark.len_utf8()..];
        if mark == '⟦' {
            let (head, after) = rest.split_once('|').unwrap();
            let (kind, key) = head.split_once(' ').unwrap();
            let kind = KINDS.into_iter().find(|k| k.word() == kind).unwrap();
            open.push((kind, key.to_owned(), text.len()));
            rest = after;
        } else {
            let (kind, key, start) = open.pop().unwrap();
            let end = text.len();
            wanted.push(Wanted {
                kind,
                key,
                start,
                end,
            });
        }
    }
    text.push_str(rest);
    (text, wanted)
}

/// Prints recall and precision of a kind over the fixtures and says what is wrong: spans are exact.
fn score(kind: Kind) -> String {
    let (mut right, mut all, mut claimed) = (0, 0, 0);
    let mut wrong = String::new();
    for (name, fixture) in FIXTURES {
        let (text, wanted) = read(fixture);
        let mut found = of(&Text::new(text.as_str())).list;
        found.retain(|citation| citation.kind == kind);
        claimed += found.len();
        for wanted in wanted.iter().filter(|wanted| wanted.kind == kind) {
            all += 1;
            let place = found.iter().position(|citation| {
                let span = citation.span();
                let named = kind == Kind::Bluebook || wanted.key == "-";
                (span.start, span.end) == (wanted.start, wanted.end)
                    && (named || citation.key == wanted.key)
            });
            match place {
                Some(place) => {
                    right += 1;
                    found.remove(place);
                }
                None => {
                    let text = &text[wanted.start..wanted.end];
                    writeln!(wrong, "{name}: missed {} {text:?}", wanted.key).unwrap();
                }
            }
        }
        for extra in &found {
            let text = &text[extra.span().range()];
            writeln!(wrong, "{name}: wrongly {} {text:?}", extra.key).unwrap();
        }
    }
    let share = |of: usize| f64::from(right) / of.max(1) as f64;
    println!(
        "{:16} recall {:.3} ({right}/{all})  precision {:.3}",
        kind.word(),
        share(all),
        share(claimed)
    );
    wrong
}

#[test]
fn every_finder_finds_all_of_its_style_and_nothing_else() {
    let wrong: Vec<String> = KINDS.into_iter().map(score).collect();
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The texts that a citation leads to.
fn leads<'t>(text: &'t str, found: &Citations, written: &str) -> Vec<&'t str> {
    let from = found
        .list
        .iter()
        .find(|c| c.kind != Kind::FootnoteText && &text[c.span().range()] == written)
        .unwrap_or_else(|| panic!("{written} is not found"));
    from.resolves_to
        .iter()
        .map(|place| &text[found.list[*place].span().range()])
        .collect()
}

fn fixture(name: &str) -> (String, Citations) {
    let (_, fixture) = FIXTURES.iter().find(|(n, _)| *n == name).unwrap();
    let (text, _) = read(fixture);
    let found = of(&Text::new(text.as_str()));
    (text, found)
}

#[test]
fn marks_lead_to_their_notes_and_notes_go_on_after_a_page() {
    let (text, found) = fixture("review");
    assert!(leads(&text, &found, "²")[0].starts_with("Ann B. Adams"));
    let note = found
        .list
        .iter()
        .find(|c| c.kind == Kind::FootnoteText && c.key == "fn:2")
        .unwrap();
    assert_eq!(note.spans.len(), 2, "the page cut its web address");
    assert!(text[note.spans[1].range()].starts_with("world/boats"));
    assert!(found.lost_marks().is_empty() && found.lost_notes().is_empty());
}

#[test]
fn id_and_supra_lead_to_works_through_each_other() {
    let (text, found) = fixture("review");
    let one = |written: &str| {
        let works = leads(&text, &found, written);
        assert_eq!(works.len(), 1, "{written}: {works:?}");
        works[0].to_owned()
    };
    assert!(one("*Id.* at 475").starts_with("Fay Field"));
    assert!(one("Baker & Clark, *supra* note 3, at 320-22").starts_with("Bea Baker"));
    assert!(one("*Id.* at 970").starts_with("Hal Hill"));
    // The work before stands at the end of note 5.
    assert!(one("*See id.* at 321").starts_with("GUS GRANT"));
    let ahead = leads(&text, &found, "*infra* note 7");
    assert!(ahead.len() > 1, "several works in a note: {ahead:?}");
}

#[test]
fn lost_marks_and_notes_are_said() {
    let (_, found) = fixture("supplement");
    assert_eq!(found.lost_marks(), ["6"]);
    let text = "One.¹ Two.² Three.³ Four.⁴\n\n¹ Note.\n\n² Note.\n\n⁴ Note.\n";
    assert_eq!(of(&Text::new(text)).lost_notes(), ["3"]);
}

#[test]
fn a_text_without_notes_has_none() {
    let text = "Page 3. 12 boats sailed.\n\n1. One\n2. Two\n\nIn 2004 they left; 30 km² remain.";
    let found = of(&Text::new(text));
    assert!(found.list.is_empty() && found.notes.is_empty(), "{found:?}");
}

proptest! {
    #[test]
    fn whatever_the_text_spans_are_exact_and_in_order(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "¹", "²³", "[^4]", "[^4]: ", "<sup>1</sup>", "$^{^{158}}$ ", "^{31 06}", "| 389 | ", "LIMA12", "06", "(", "2012",
                ")", " ", "\n", "\n\n", "Efrat ", "–", "é", "’s", "*", "*Id.*", "supra note 3", " see ", "Act ", "of ",
                "Protocol to ", "Law ", "on ", "&", "et al. ", ", ", "; ", ". ", "n.d.", "References\n", "- ", "Interview ",
                "interview with ", "1. ", "12 ", "\u{a0}", "日本", "“", "”", "22 U.S.C. § 7", "$\\overline{8}$", "_a", "⁰⁶",
                "pp. 3", "[&quot;", "Res. 12", "O6", "1O", "PHNOM PENH ", "-\n", "supra notes 5 & 7",
                "notes 1–3 and accompanying text", "Adams, *supra*, at 3", "<sup", "\\textsuperscript{4}", "^4^", "*See* ",
                ", http://a.b/c", ", May 3, 2010, at A4", "(quoting ", "- (a) x\n", "a.1 ", "1. ", "2. ", ":\n", "---\n",
                "Press Release, ", "23 L. REV. 9 (2001)", ", in *BOOK*, ", "[hereinafter ", "in a recent article in the *Journal* (2018)",
            ]),
            0..40,
        )
    ) {
        let text = parts.concat();
        let found = of(&Text::new(text.as_str()));
        let mut last = 0;
        for citation in &found.list {
            prop_assert!(last <= citation.span().start);
            last = citation.span().start;
            for span in &citation.spans {
                prop_assert!(text.get(span.range()).is_some_and(|part| !part.is_empty()), "{:?}", citation);
            }
            prop_assert!(citation.resolves_to.iter().all(|place| *place < found.list.len()));
        }
    }
}
