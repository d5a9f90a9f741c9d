//! Where in a text do these words stand: the very ones, or some like them?
//!
//! The one finder of words for everything that was written elsewhere: quotations of a draft, passages of a text that
//! was corrected. Words are as search sees them ([`fold`](super::fold)): case, accents, note marks, markup, the shapes
//! of quotes and dashes do not count. A text is read once, in the order in which a person reads it ([`flows`]): the body
//! without the notes that stand in it, then each note. Runs of words that a [`Phrase`] has too show where it may stand
//! ([`Seeker`]); there its words are aligned with those of the text, and what differs is said piece by piece.

mod align;
mod chain;
mod differ;
mod flow;
mod hash;
mod near;
mod phrase;
mod scars;
mod seek;
#[cfg(test)]
mod tests;

pub(super) use differ::is_page_cut;
pub use differ::{Piece, Sort, Verdict};
pub use flow::flows;
pub use near::Near;
pub use phrase::Phrase;
pub use seek::{Place, Seeker};

use super::fold::{Joint, Words};
use crate::project::Span;
use hash::Hash;
use std::collections::HashMap;

/// The words of a text in the order of reading, and where each stands.
#[derive(Debug, Default)]
pub struct Wording {
    words: Vec<Word>,
    /// Where each word stands, for those who look for one phrase after the other.
    index: Option<HashMap<Hash, Vec<u32>>>,
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
struct Word {
    hash: Hash,
    start: u32,
    end: u32,
    flags: u8,
}

/// It starts a paragraph.
const FIRST: u8 = 1;
/// It stands in what a page has between two halves of a paragraph: a number, a running head.
const ASIDE: u8 = 2;
/// Nothing but a hyphen is between it and the one before.
const HYPHEN: u8 = 4;
/// It is no word: what stands before and after it does not read on.
const BREAK: u8 = 8;
/// It is a character of a script without blanks.
const DENSE: u8 = 16;
/// Ahead of it something was left out that is not read: a note mark, or all that a page has between two halves.
const GAP: u8 = 32;

/// Longer paragraphs than this many words are no page numbers or running heads.
const LONGEST_ASIDE: usize = 12;

impl Wording {
    /// Reads a text as it stands.
    pub fn of(text: &str) -> Self {
        Self::in_order(text, &[vec![Span::new(0, text.len())]])
    }

    /// Reads the stretches of a text that are read one after the other; between two flows nothing reads on. Stretches
    /// that do not fit the text are left out, and so is what lies beyond four billion bytes.
    pub fn in_order(text: &str, flows: &[Vec<Span>]) -> Self {
        let mut wording = Self::default();
        for flow in flows {
            if !wording.words.is_empty() {
                wording.words.push(Word {
                    hash: Hash::default(),
                    start: 0,
                    end: 0,
                    flags: BREAK,
                });
            }
            for (at, span) in flow.iter().enumerate() {
                wording.read(text, *span, at > 0);
            }
        }
        wording.mark_asides(text);
        wording
    }

    /// The same with an index of its words: so that phrases can be looked for one by one.
    pub fn indexed(mut self) -> Self {
        let mut index: HashMap<Hash, Vec<u32>> = HashMap::new();
        for (at, word) in self.words.iter().enumerate() {
            if !word.is(BREAK) {
                index.entry(word.hash).or_default().push(offset(at));
            }
        }
        self.index = Some(index);
        self
    }

    fn read(&mut self, text: &str, span: Span, goes_on: bool) {
        let Some(part) = text.get(span.range()) else {
            return;
        };
        if u32::try_from(span.end).is_err() {
            return;
        }
        let mut start = span.start;
        let mut flags = if goes_on { GAP | self.hyphen(text) } else { 0 };
        for line in part.split_inclusive('\n') {
            if start == 0 || text[..start].ends_with('\n') {
                flags |= FIRST;
            }
            let mut words = Words::new(line);
            while words.advance() {
                let found = words.span();
                if words.joint() == Joint::Hyphen {
                    flags |= HYPHEN;
                }
                if words.is_dense() {
                    flags |= DENSE;
                }
                if flags & FIRST != 0 {
                    flags |= self.hyphen(text);
                }
                self.words.push(Word {
                    hash: Hash::of(words.folded()),
                    start: offset(start + found.start),
                    end: offset(start + found.end),
                    flags,
                });
                flags = 0;
            }
            start += line.len();
        }
    }

    /// Whether the last word is cut by a hyphen at the end of its line.
    fn hyphen(&self, text: &str) -> u8 {
        let last = self.words.last().map_or(0, |word| word.end as usize);
        let after = text.get(last..).unwrap_or_default();
        let line = after.split('\n').next().unwrap_or_default().trim_end();
        let cut = matches!(line, "-" | "\u{2010}" | "\u{ad}" | "¬");
        if cut { HYPHEN } else { 0 }
    }

    /// Finds page numbers and running heads: short paragraphs after one that does not end, ahead of one that goes on.
    fn mark_asides(&mut self, text: &str) {
        let firsts: Vec<usize> = (0..self.words.len())
            .filter(|at| self.words[*at].flags & (FIRST | BREAK) != 0)
            .collect();
        let mut at = 1;
        while at + 1 < firsts.len() {
            // In a text of broken lines all of them are short: it must be much shorter than the one before.
            let most = LONGEST_ASIDE.min((firsts[at] - firsts[at - 1]) / 2);
            let run = firsts[at..].windows(2);
            let short = run
                .take_while(|pair| pair[1] - pair[0] <= most && !self.starts_low(text, pair[0]))
                .take(MOST_ASIDES)
                .count();
            let next = (1..=short).find(|count| {
                let (before, after) = (firsts[at] - 1, firsts[at + count]);
                self.goes_on(text, before, after)
            });
            if let Some(count) = next {
                for word in &mut self.words[firsts[at]..firsts[at + count]] {
                    word.flags |= ASIDE;
                }
                at += count;
            }
            at += 1;
        }
    }

    /// Whether a paragraph that ends with one word is gone on with by the one that starts with the other.
    fn goes_on(&self, text: &str, last: usize, next_at: usize) -> bool {
        let (Some(last), Some(next)) = (self.words.get(last), self.words.get(next_at)) else {
            return false;
        };
        if (last.flags | next.flags) & BREAK != 0 {
            return false;
        }
        let after = text.get(last.end as usize..).unwrap_or_default();
        let line = after.split('\n').next().unwrap_or_default();
        let ends = line.contains(['.', '!', '?', ':', ';', '。', '|']);
        !ends && self.starts_low(text, next_at)
    }

    /// Whether a word has a small letter at its start.
    fn starts_low(&self, text: &str, at: usize) -> bool {
        let start = self.words.get(at).map_or(0, |word| word.start as usize);
        let word = text.get(start..).unwrap_or_default();
        word.chars().next().is_some_and(char::is_lowercase)
    }

    /// How many words there are.
    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// Of how many words it is surely the same one, given by its hash: how common a spelling is in this text.
    fn count_of(&self, hash: Hash) -> usize {
        if let Some(index) = &self.index {
            return index.get(&hash).map_or(0, Vec::len);
        }
        self.words.iter().filter(|word| word.hash == hash).count()
    }
}

impl Word {
    fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    fn is(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// So many short paragraphs in a row are looked at.
const MOST_ASIDES: usize = 6;

/// Texts end before four billion bytes: see [`Wording::in_order`].
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
