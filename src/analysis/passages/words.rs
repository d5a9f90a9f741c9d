//! The words of all passages, one after another, so that they can be looked through in one go.

use memchr::memmem;

/// Texts by slot, in lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// The texts, a line end after each: what is looked for holds no blanks, so nothing is found across two of them.
    all: String,
    /// Where each text starts and whose it is, in the order of `all`.
    pieces: Vec<(usize, usize)>,
    /// The piece that a slot has now.
    of: Vec<Option<usize>>,
    /// Bytes of texts that nobody has any more.
    wasted: usize,
}

/// Bytes that may be wasted before it is worth while to start afresh.
const WASTE: usize = 4 << 20;

impl Words {
    /// Gives a slot this text in place of what it had.
    pub fn put(&mut self, slot: usize, text: &str) {
        self.remove(slot);
        if self.of.len() <= slot {
            self.of.resize(slot + 1, None);
        }
        self.of[slot] = Some(self.pieces.len());
        self.pieces.push((self.all.len(), slot));
        self.all.push_str(text);
        self.all.push('\n');
    }

    /// Takes a slot's text away.
    pub fn remove(&mut self, slot: usize) {
        if let Some(piece) = self.of.get_mut(slot).and_then(Option::take) {
            self.wasted += self.end(piece) - self.pieces[piece].0;
        }
    }

    /// Whether so much of it is of no use any more that it should be made anew.
    pub fn is_worn(&self) -> bool {
        self.wasted > WASTE && self.wasted > self.all.len() / 2
    }

    /// Whether a slot's text has a word.
    pub fn has(&self, slot: usize, word: &memmem::Finder<'_>) -> bool {
        let piece = self.of.get(slot).copied().flatten();
        piece.is_some_and(|piece| {
            let text = &self.all.as_bytes()[self.pieces[piece].0..self.end(piece)];
            word.find(text).is_some()
        })
    }

    /// For each of so many slots, whether its text has a word.
    pub fn slots_with(&self, word: &str, slots: usize) -> Vec<bool> {
        let mut with = vec![false; slots];
        let finder = memmem::Finder::new(word);
        let (mut piece, mut at) = (0, 0);
        while let Some(found) = self
            .all
            .as_bytes()
            .get(at..)
            .and_then(|rest| finder.find(rest))
        {
            piece = self.piece_at(piece, at + found);
            let slot = self.pieces[piece].1;
            if self.of[slot] == Some(piece)
                && let Some(with) = with.get_mut(slot)
            {
                *with = true;
            }
            at = self.end(piece);
        }
        with
    }

    /// The piece that holds a byte, looked for from another on: near ones first, since a common word is in most.
    fn piece_at(&self, from: usize, byte: usize) -> usize {
        for piece in from..from + 4 {
            if byte < self.end(piece) {
                return piece;
            }
        }
        let rest = self.pieces.get(from..).unwrap_or_default();
        (from + rest.partition_point(|(start, _)| *start <= byte)).saturating_sub(1)
    }

    fn end(&self, piece: usize) -> usize {
        self.pieces
            .get(piece + 1)
            .map_or(self.all.len(), |(start, _)| *start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_is_found_in_the_texts_that_have_it_now(
            puts in proptest::collection::vec((0usize..30, proptest::option::weighted(0.8, "[ab ]{0,6}")), 0..60),
            word in "[ab]{1,3}",
        ) {
            let mut words = Words::default();
            let mut plain = vec![None; 30];
            for (slot, text) in puts {
                match &text {
                    Some(text) => words.put(slot, text),
                    None => words.remove(slot),
                }
                plain[slot] = text;
            }
            let wanted: Vec<bool> = plain.iter().map(|text| text.as_ref().is_some_and(|text| text.contains(&word))).collect();
            prop_assert_eq!(words.slots_with(&word, 30), wanted.clone());
            for (slot, wanted) in wanted.into_iter().enumerate() {
                prop_assert_eq!(words.has(slot, &memmem::Finder::new(&word)), wanted);
            }
        }
    }
}
