//! Does a hit read well in a list?

use attest::project::{DocumentId, Span};
use attest::search::{Hit, context};
use attest::text::Text;
use proptest::prelude::*;

fn hit(start: usize, end: usize) -> Hit {
    Hit {
        document: DocumentId::new(),
        spans: vec![Span::new(start, end)],
        paragraph: 0,
    }
}

#[test]
fn words_around_a_hit_are_whole_and_on_one_line() {
    let text =
        Text::new("first line\nAfter the second\tdowngrade, the country passed a new law.\nlast");
    let start = text.str().find("downgrade").unwrap();
    let seen = context(&text, &hit(start, start + 9), 14);
    assert_eq!(seen.before, "…the second ");
    assert_eq!(seen.hit, "downgrade");
    assert_eq!(seen.after, ", the country…");
    let seen = context(&text, &hit(start, start + 9), 200);
    assert_eq!(seen.before, "After the second ");
    assert_eq!(seen.after, ", the country passed a new law.");
}

#[test]
fn a_long_hit_is_shortened_in_its_middle() {
    let text = Text::new("word ".repeat(400));
    let seen = context(&text, &hit(0, 1999), 30);
    assert!(
        seen.hit.chars().count() < 100 && seen.hit.contains('…'),
        "{seen:?}"
    );
}

proptest! {
    #[test]
    fn any_hit_has_a_context(text in "(law|é|e\u{301}|กั|👩‍👩‍👧| |\n|\t){0,40}", a in 0usize..200, b in 0usize..200, width in 0usize..30) {
        let whole = text.clone();
        let text = Text::new(text);
        let seen = context(&text, &hit(a.min(b), a.max(b)), width);
        let line = format!("{}{}{}", seen.before, seen.hit, seen.after);
        prop_assert!(!line.contains(['\n', '\t']));
        for piece in line.split(['…', ' ']).filter(|piece| !piece.is_empty()) {
            prop_assert!(whole.contains(piece), "{:?}", piece);
        }
    }
}
