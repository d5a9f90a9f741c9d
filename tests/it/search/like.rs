//! Which paragraphs are like a passage, and in which words?

use super::Shelf;
use attest::project::{DocumentId, Span};

const TEXT: &str = "The harbour masters raised the dues on timber.\n\
                    Nobody said why the weather was fine.\n\
                    Dues on timber were raised again by the harbour masters of the coast.\n\
                    Timber is wood.\n\
                    The weather stayed fine, nobody minded.\n\
                    A watch list was kept in the port.\n";

fn like(shelf: &Shelf, passage: &str) -> Vec<(String, Vec<String>)> {
    let found = shelf.like(passage, &|_, _| true);
    assert!(found.is_sorted_by(|a, b| a.score >= b.score));
    assert!(
        found
            .iter()
            .all(|like| like.score > 0.0 && like.score < 1.0)
    );
    let words = |spans: &[Span], document| {
        let text = shelf.text(document).str();
        let parts: Vec<&str> = spans.iter().map(|span| &text[span.range()]).collect();
        parts.join(" … ")
    };
    found
        .iter()
        .map(|like| {
            (
                words(&like.hit.spans, like.hit.document),
                like.words.clone(),
            )
        })
        .collect()
}

#[test]
fn the_most_like_comes_first_and_says_by_which_words() {
    let shelf = Shelf::one(TEXT);
    let found = like(&shelf, "The harbour masters raised the dues on timber.");
    assert_eq!(found[0].0, "The harbour masters raised the dues on timber.");
    assert_eq!(
        found[1].0,
        "Dues on timber were raised again by the harbour masters of the coast."
    );
    for word in ["harbour", "masters", "raised", "dues", "timber"] {
        assert!(found[1].1.iter().any(|shared| shared == word), "{word}");
    }
    let timber = found
        .iter()
        .position(|(words, _)| words == "Timber is wood.");
    assert!(timber.is_some_and(|at| at > 1));
    assert!(like(&shelf, "").is_empty());
    assert!(like(&shelf, "zebra").is_empty());
}

#[test]
fn what_is_not_wanted_is_left_out() {
    let shelf = Shelf::one(TEXT);
    let passage = Span::new(0, 46);
    let other = |_: DocumentId, spans: &[Span]| spans.iter().all(|span| !span.overlaps(passage));
    let found = shelf.like(&TEXT[passage.range()], &other);
    assert!(found.iter().all(|like| like.hit.paragraph > 0));
    assert_eq!(found[0].hit.paragraph, 2);
}

#[test]
fn of_a_long_paragraph_the_sentences_that_share_most_are_the_hit() {
    let filler = "Nothing of note happened on that day in the town. ".repeat(20);
    let shelf = Shelf::one(&format!(
        "{filler}The masters of the harbour raised their dues. {filler}\nOther words."
    ));
    let found = like(&shelf, "Harbour masters raised dues.");
    assert_eq!(found[0].0, "The masters of the harbour raised their dues.");
}

#[test]
fn words_without_blanks_are_compared_too() {
    let shelf = Shelf::one(
        "人身取引対策の記録。\n港湾労働者の組合は賃金を求めた。\n組合は港湾労働者の賃金について話した。\nผู้ดูแลท่าเรือเก็บบันทึก\nอากาศดี",
    );
    let found = like(&shelf, "港湾労働者の賃金");
    assert_eq!(found.len(), 2, "{found:?}");
    let found = like(&shelf, "บันทึกของผู้ดูแล");
    assert_eq!(found[0].0, "ผู้ดูแลท่าเรือเก็บบันทึก");
}

#[test]
fn a_paragraph_that_a_page_cuts_is_one_place() {
    let shelf = Shelf::one(
        "The harbour masters of the western coast have raised the\n\n1. A note.\n\ndues on timber and on wool.\n\nElse.",
    );
    let found = like(&shelf, "harbour masters of the coast");
    assert_eq!(
        found[0].0,
        "The harbour masters of the western coast have raised the … dues on timber and on wool."
    );
}
