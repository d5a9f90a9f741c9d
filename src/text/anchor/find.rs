//! Where else in a text do the words of a passage stand: the very ones, or some like them?

use crate::project::Span;
use crate::text::wording::{Phrase, Place, Seeker, Verdict, Wording};

/// Fewer letters than this are not looked for: they may stand anywhere.
const FEWEST_LETTERS: usize = 12;
/// Another place as like as this makes it unsure which one it is.
const AS_LIKE: f64 = 0.9;
/// What is less like than this, from 0 to 1, is another passage.
const LEAST_LIKE: f64 = 0.2;

/// Where words stand, in whatever capitals, accents and line ends, over misread letters and page cuts; none where they
/// stand nowhere, or maybe more than once, or are too few to tell.
pub(super) fn only(words: &str, text: &str, wording: &Wording) -> Option<Vec<Span>> {
    if super::letters(words) < FEWEST_LETTERS {
        return None;
    }
    let seeker = Seeker::new(vec![Phrase::plain(words)]);
    let mut found = seeker.find(text, wording, &|| true).into_iter();
    let (_, place) = found.next()?;
    let sure = place.verdict <= Verdict::Slight;
    let alone = found.all(|(_, other)| other.likeness < AS_LIKE);
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

/// A place where words like those that are wanted stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely {
    /// The place.
    pub span: Span,
    /// How like, from 0 to 1: the share of the words that both have in one order, short words counting half.
    pub likeness: f64,
}

/// Where words like these stand in a text, the likest first, at most so many. For a person to choose from.
pub fn likely_places(words: &str, text: &str, most: usize) -> Vec<Likely> {
    let seeker = Seeker::near(Phrase::plain(words), LEAST_LIKE);
    let found = seeker.find(text, &Wording::of(text), &|| true);
    let mut likely: Vec<Likely> = found
        .into_iter()
        .map(|(_, place)| Likely {
            span: place.extent(),
            likeness: place.likeness,
        })
        .collect();
    likely.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.span.cmp(&b.span)));
    likely.truncate(most);
    likely
}
