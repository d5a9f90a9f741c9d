//! Where else in a text do the words of a passage stand: the very ones, or some like them?

use crate::project::Span;
use crate::text::wording::{Near, Phrase, Place, Seeker, Verdict, Wording};

/// Fewer letters than this are not looked for: they may stand anywhere.
const FEWEST_LETTERS: usize = 12;
/// Of a passage with words that were put right, so much must be the same.
const MOSTLY: f64 = 0.9;
/// Fewer words than this, one more counted, are not found where one of them was put right.
const FEWEST_WORDS: usize = 7;
/// Another place that is nearly as like as the best, by this share of it, makes it unsure which one it is.
const AS_LIKE: f64 = 0.85;

/// Where words stand, in whatever capitals, accents and line ends, over misread letters and page cuts; none where they
/// stand nowhere, or maybe more than once, or are too few to tell.
pub(super) fn only(words: &str, text: &str, wording: &Wording) -> Option<Vec<Span>> {
    if super::letters(words) < FEWEST_LETTERS {
        return None;
    }
    let seeker = Seeker::new(vec![Phrase::plain(words)]);
    let mut found = seeker.find(text, wording, &|| true).into_iter();
    let (_, place) = found.next()?;
    // Words were put right where the paragraph went, as they are where it stays.
    let put_right =
        place.likeness >= MOSTLY && words.split_whitespace().nth(FEWEST_WORDS).is_some();
    let sure = place.verdict <= Verdict::Slight || put_right;
    let alone = found.all(|(_, other)| other.likeness < place.likeness * AS_LIKE);
    (sure && alone).then(|| with_marks(words, place, text))
}

/// With the quotes and stops around the wanted words that stand around the found ones too.
fn with_marks(words: &str, place: Place, text: &str) -> Vec<Span> {
    let wanted = place.pieces.iter().filter_map(|piece| piece.wanted);
    let start = wanted.clone().map(|span| span.start).min().unwrap_or(0);
    let end = wanted.map(|span| span.end).max().unwrap_or(0);
    let head = words.get(..start).unwrap_or_default();
    let tail = words.get(end..).unwrap_or_default();
    let mut spans = place.spans;
    let more = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        let same = a.zip(b).take_while(|(a, b)| a == b);
        same.map(|(letter, _)| letter.len_utf8()).sum()
    };
    if let Some(first) = spans.first_mut() {
        let before = text.get(..first.start).unwrap_or_default();
        first.start -= more(&mut head.chars().rev(), &mut before.chars().rev());
    }
    if let Some(last) = spans.last_mut() {
        let after = text.get(last.end..).unwrap_or_default();
        last.end += more(&mut tail.chars(), &mut after.chars());
    }
    spans
}

/// Where words like these stand in a text, the likest first, at most so many. For a person to choose from.
pub fn likely_places(words: &str, text: &str, most: usize) -> Vec<Near> {
    let wording = Wording::of(text).indexed();
    wording.near(&Phrase::plain(words), most)
}
