//! Which words of the index have these letters in their middle or at their end?
//!
//! The index's dictionary is walked from the start of words only; for the rest they are laid out one after the other
//! in memory, a few megabytes, when first asked for.

use super::analysis::CUTS;
use super::pattern::Pattern;
use memchr::memmem;
use std::sync::OnceLock;
use tantivy::postings::TermInfo;
use tantivy::termdict::TermDictionary;

/// All words of one segment.
pub(super) struct Lexicon {
    /// Each with a line end after it.
    letters: Vec<u8>,
    /// Where each starts.
    starts: Vec<u32>,
}

const END: char = '\n';

impl Lexicon {
    /// The one that is known, or else made now.
    pub(super) fn known<'a>(
        lexicon: &'a OnceLock<Self>,
        dictionary: &TermDictionary,
    ) -> tantivy::Result<&'a Self> {
        if let Some(known) = lexicon.get() {
            return Ok(known);
        }
        let made = Self::of(dictionary)?;
        Ok(lexicon.get_or_init(|| made))
    }

    fn of(dictionary: &TermDictionary) -> tantivy::Result<Self> {
        let mut letters = Vec::new();
        let mut starts = Vec::with_capacity(dictionary.num_terms());
        let mut terms = dictionary.stream()?;
        while terms.advance() {
            starts.push(u32::try_from(letters.len()).unwrap_or(u32::MAX));
            letters.extend_from_slice(terms.key());
            letters.push(END as u8);
        }
        Ok(Self { letters, starts })
    }

    /// The terms that a pattern means, each with how many words it is.
    pub(super) fn find(
        &self,
        dictionary: &TermDictionary,
        unit: &Pattern,
    ) -> tantivy::Result<Vec<(TermInfo, u32)>> {
        let letters = unit.letters();
        let needles = if unit.ends_so(&letters) {
            // At the end of a word, or of the word of a closed form.
            vec![format!("{letters}{END}"), format!("{letters}{CUTS}")]
        } else {
            vec![letters]
        };
        let mut numbers = Vec::new();
        for needle in needles {
            for at in memmem::find_iter(&self.letters, &needle) {
                numbers.push(self.starts.partition_point(|start| *start as usize <= at));
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        let mut found = Vec::new();
        for number in numbers {
            let term = self.term(number).unwrap_or_default();
            if let Some(parts) = unit.means(term) {
                found.extend(dictionary.get(term)?.map(|info| (info, parts)));
            }
        }
        Ok(found)
    }

    /// The term before which so many start.
    fn term(&self, number: usize) -> Option<&str> {
        let start = *self.starts.get(number.checked_sub(1)?)? as usize;
        let next = self
            .starts
            .get(number)
            .map_or(self.letters.len(), |next| *next as usize);
        let term = self.letters.get(start..next.checked_sub(END.len_utf8())?)?;
        std::str::from_utf8(term).ok()
    }
}
