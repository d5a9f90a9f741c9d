//! Where does a passage stand after its text was corrected?
//!
//! A passage goes where its words went. It keeps the corrections that were made inside it, and nothing that was put
//! beside it. Where less than half of it is left, or where more was put between than it holds, it has no place: then
//! its words are looked for elsewhere ([`wording`](super::wording)), since a paragraph may have been moved, and found only
//! where they stand once and in what is new, with a word put right at most, over misread letters and page cuts. Nothing
//! is guessed.

mod align;
mod carry;
mod find;

pub use find::likely_places;

use super::wording::Wording;
use crate::project::{Span, tidy_spans};
use std::sync::{Arc, OnceLock};

/// How places of an old text become places of a new one.
#[derive(Debug)]
pub struct Anchor {
    before: Arc<str>,
    after: Arc<str>,
    /// What both have, in order, apart in both.
    pieces: Vec<Piece>,
    /// The words of the new text, for passages that have to be looked for.
    wording: OnceLock<Wording>,
}

/// A stretch that both texts have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    before: Span,
    after: Span,
    /// Letter by letter; else the same words put right.
    same: bool,
}

impl Anchor {
    /// Compares two texts.
    pub fn new(before: impl Into<Arc<str>>, after: impl Into<Arc<str>>) -> Self {
        let (before, after) = (before.into(), after.into());
        let pieces = align::align(&before, &after);
        Self {
            before,
            after,
            pieces,
            wording: OnceLock::new(),
        }
    }

    /// The new text.
    pub fn after(&self) -> &Arc<str> {
        &self.after
    }

    /// Where a passage, given by its parts, stands in the new text; none where that cannot be said for sure.
    pub fn carry(&self, spans: &[Span]) -> Option<Vec<Span>> {
        let mut placed: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match self.place(*span) {
                Some(place) => placed.push(place),
                None => placed.extend(self.find_moved(*span)?),
            }
        }
        if placed.is_empty() {
            return None;
        }
        let in_order = placed.windows(2).all(|pair| pair[0].end <= pair[1].start);
        in_order.then(|| tidy_spans(placed))
    }

    /// Where a stretch of the old text went; none where too little of it is left.
    pub fn place(&self, span: Span) -> Option<Span> {
        let words = self.before.get(span.range())?;
        let first = self
            .pieces
            .partition_point(|piece| piece.before.end <= span.start);
        let last = self
            .pieces
            .partition_point(|piece| piece.before.start < span.end);
        let held = self.pieces.get(first..last)?;
        let (start, end) = (self.start_in(first, span)?, self.end_in(last, span)?);
        let placed = trimmed(&self.after, Span::new(start, end), words)?;
        let weight = weight_of(words);
        let left: usize = held
            .iter()
            .map(|piece| {
                let from = piece.before.start.max(span.start);
                weight(&self.before[from..piece.before.end.min(span.end)])
            })
            .sum();
        let now = weight(&self.after[placed.range()]);
        (left * 2 >= weight(words) && now <= left * 3).then_some(placed)
    }

    /// The start of a span whose first piece is this one.
    fn start_in(&self, first: usize, span: Span) -> Option<usize> {
        let piece = self.pieces.get(first)?;
        if piece.before.start <= span.start {
            return Some(self.inside(piece, span.start, true));
        }
        let gap = self.gap_before(first);
        let whole = self.before[gap.0.start..span.start].trim().is_empty();
        let replaced = whole && self.is_replacement(Span::new(span.start, gap.0.end), gap.1);
        Some(if replaced {
            gap.1.start
        } else {
            piece.after.start
        })
    }

    /// The end of a span whose last piece is the one before this.
    fn end_in(&self, after_last: usize, span: Span) -> Option<usize> {
        let piece = self.pieces.get(after_last.checked_sub(1)?)?;
        if span.end <= piece.before.end {
            return Some(self.inside(piece, span.end, false));
        }
        let gap = self.gap_before(after_last);
        let whole = self.before[span.end..gap.0.end].trim().is_empty();
        let replaced = whole && self.is_replacement(Span::new(gap.0.start, span.end), gap.1);
        Some(if replaced { gap.1.end } else { piece.after.end })
    }

    /// What stands in each text between a piece and the one before it.
    fn gap_before(&self, at: usize) -> (Span, Span) {
        let from = at.checked_sub(1).and_then(|at| self.pieces.get(at));
        let from = from.map_or((0, 0), |piece| (piece.before.end, piece.after.end));
        let to = self.pieces.get(at);
        let to = to.map_or((self.before.len(), self.after.len()), |piece| {
            (piece.before.start, piece.after.start)
        });
        (Span::new(from.0, to.0), Span::new(from.1, to.1))
    }

    /// Whether what came is about as much as what went, and so stands in its place.
    fn is_replacement(&self, gone: Span, come: Span) -> bool {
        let (gone, come) = (&self.before[gone.range()], &self.after[come.range()]);
        if gone.trim().is_empty() || come.trim().is_empty() {
            return false;
        }
        match (letters(gone), letters(come)) {
            (0, come) => come == 0,
            (gone, come) => come > 0 && come <= gone * 2 + 8,
        }
    }

    /// Where an offset inside a piece, or at its edge, went.
    fn inside(&self, piece: &Piece, at: usize, starts: bool) -> usize {
        if piece.same {
            return at - piece.before.start + piece.after.start;
        }
        if at <= piece.before.start {
            return piece.after.start;
        }
        if at >= piece.before.end {
            return piece.after.end;
        }
        let (old, new) = (
            &self.before[piece.before.range()],
            &self.after[piece.after.range()],
        );
        let split = at - piece.before.start;
        // Of all ways to part the new word in two, the one whose halves are most like the old ones.
        let cuts = new.char_indices().map(|(at, _)| at).chain([new.len()]);
        let unlike = |cut: &usize| {
            let head = strsim::levenshtein(&old[..split], &new[..*cut]);
            let sum = head + strsim::levenshtein(&old[split..], &new[*cut..]);
            (sum, if starts { new.len() - cut } else { *cut })
        };
        piece.after.start + cuts.min_by_key(unlike).unwrap_or(0)
    }

    /// Where the words of a stretch stand in what is new, where they stand there and nowhere else: more than one span
    /// where a page cuts them now.
    fn find_moved(&self, span: Span) -> Option<Vec<Span>> {
        let words = self.before.get(span.range())?;
        let wording = self
            .wording
            .get_or_init(|| Wording::of(&self.after).indexed());
        let found = find::only(words, &self.after, wording)?;
        let old: usize = found.iter().map(|span| self.kept_in(*span)).sum();
        let all: usize = found
            .iter()
            .map(|span| letters(&self.after[span.range()]))
            .sum();
        (old * 2 < all).then_some(found)
    }

    /// How many letters of a stretch of the new text stood in the old one, in the same order as the rest.
    fn kept_in(&self, span: Span) -> usize {
        let first = self
            .pieces
            .partition_point(|piece| piece.after.end <= span.start);
        let held = self.pieces[first..].iter();
        let held = held.take_while(|piece| piece.after.start < span.end);
        held.map(|piece| {
            let from = piece.after.start.max(span.start);
            letters(&self.after[from..piece.after.end.min(span.end)])
        })
        .sum()
    }
}

/// How many letters and digits there are.
fn letters(words: &str) -> usize {
    words
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .count()
}

/// How to measure these words: by their letters, or where they have none by their characters.
fn weight_of(words: &str) -> fn(&str) -> usize {
    if letters(words) > 0 {
        letters
    } else {
        |words| words.chars().count()
    }
}

/// Without blanks at an end where the old words had none; none where nothing is left.
fn trimmed(text: &str, span: Span, old: &str) -> Option<Span> {
    let words = text.get(span.range())?;
    let mut trimmed = span;
    if !old.starts_with(char::is_whitespace) {
        trimmed.start += words.len() - words.trim_start().len();
    }
    if !old.ends_with(char::is_whitespace) {
        trimmed.end -= words.len() - words.trim_end().len();
    }
    (!trimmed.is_empty()).then_some(trimmed)
}

/// About where an offset of one text is in another: told from what is the same at both ends alone, at once for any text.
pub fn roughly(before: &str, after: &str, at: usize) -> usize {
    let (head, tail) = align::shared_ends(before, after);
    let (old_tail, new_tail) = (before.len() - tail, after.len() - tail);
    let to = if at <= head {
        at
    } else if at >= old_tail {
        at - old_tail + new_tail
    } else {
        head + (at - head) * (new_tail - head) / (old_tail - head).max(1)
    };
    after.floor_char_boundary(to.min(after.len()))
}

#[cfg(test)]
mod tests;
