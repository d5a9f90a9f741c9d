//! Where do a query's words stand in the texts of the index?
//!
//! A word that means many (`coal*`, `word~1`) is looked up as all of them: the dictionary is walked, never cut off.

use super::analysis::{CLOSED, CUTS, DENSE};
use super::engine::Snapshot;
use super::lexicon::Lexicon;
use super::occurrence::{Occurrence, Place};
use super::pattern::{Fuzzy, Pattern};
use std::collections::HashMap;
use std::sync::OnceLock;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermDictionary;
use tantivy::{DocSet, TERMINATED};
use tantivy_fst::Automaton;

/// For each of these texts, given by hash, where each unit stands.
pub(super) fn lists(
    snapshot: &Snapshot,
    hashes: &[&str],
    units: &[Pattern],
) -> tantivy::Result<HashMap<String, Vec<Vec<Occurrence>>>> {
    let mut found: HashMap<String, Vec<Vec<Occurrence>>> = HashMap::new();
    for (segment, reader) in snapshot.searcher.segment_readers().iter().enumerate() {
        let mut wanted = Vec::new();
        let mut slots = vec![None; reader.max_doc() as usize];
        for hash in hashes {
            let place = snapshot.places.get(*hash);
            if let Some(place) = place.filter(|place| place.segment == segment) {
                // Two documents may have one text.
                if let Some(slot @ None) = slots.get_mut(place.document as usize) {
                    *slot = Some(wanted.len());
                    wanted.push((*hash, place, vec![Vec::new(); units.len()]));
                }
            }
        }
        if wanted.is_empty() {
            continue;
        }
        let words = reader.inverted_index(snapshot.words)?;
        let (mut read, mut bits) = (Vec::new(), Vec::new());
        let mut places = vec![Vec::new(); wanted.len()];
        for (at, unit) in units.iter().enumerate() {
            let terms = terms(words.terms(), &snapshot.lexicons[segment], unit)?;
            for (info, length) in &terms {
                let option = IndexRecordOption::WithFreqsAndPositions;
                let mut postings = words.read_postings_from_terminfo(info, option)?;
                while postings.doc() != TERMINATED {
                    if let Some(Some(slot)) = slots.get(postings.doc() as usize) {
                        postings.positions(&mut read);
                        places[*slot].extend(read.iter().map(|start| Place::new(*start, *length)));
                    }
                    postings.advance();
                }
            }
            for (places, (_, text, lists)) in places.iter_mut().zip(&mut wanted) {
                if terms.len() > 1 {
                    put_in_order(places, &mut bits);
                }
                text.positions.place(places, &mut lists[at]);
                places.clear();
            }
        }
        found.extend(
            wanted
                .into_iter()
                .map(|(hash, _, lists)| (hash.to_owned(), lists)),
        );
    }
    Ok(found)
}

/// Fewer places than this are sorted sooner than they are put into a set.
const FEW: usize = 256;

/// Puts places in order, each once. `bits` is memory to use again, all zeros.
///
/// A short beginning of a word means thousands of words, whose places come as thousands of lists. Nearly all are of one
/// word: a set of positions, one bit each, has them in order at once.
fn put_in_order(places: &mut Vec<Place>, bits: &mut Vec<u64>) {
    if places.len() < FEW {
        places.sort_unstable();
        places.dedup();
        return;
    }
    let mut several = Vec::new();
    for place in places.drain(..) {
        let (start, end) = place.bounds();
        if end != start.saturating_add(1) {
            several.push(place);
            continue;
        }
        let at = start as usize / 64;
        if at >= bits.len() {
            bits.resize(at + 1, 0);
        }
        bits[at] |= 1 << (start % 64);
    }
    for (word, start) in bits.iter_mut().zip((0_u32..).step_by(64)) {
        while *word != 0 {
            places.push(Place::new(start + word.trailing_zeros(), 1));
            *word &= *word - 1;
        }
    }
    if !several.is_empty() {
        places.append(&mut several);
        // Two lists, nearly or wholly in order, which the stable sort sees.
        places.sort();
        places.dedup();
    }
}

/// About how often a folded word stands in the texts of the index, and how many words they have. A word of a script
/// without blanks is as rare as the rarest of its characters.
pub(super) fn weight(snapshot: &Snapshot, word: &str) -> (usize, usize) {
    let (mut times, mut all) = (0, 0);
    for reader in snapshot.searcher.segment_readers() {
        let Ok(words) = reader.inverted_index(snapshot.words) else {
            continue;
        };
        // What the places of a word take on disk grows with their number, and needs no reading.
        let size = |term: &str| {
            let info = words.terms().get(term).ok().flatten();
            info.map_or(0, |info| info.positions_range.len())
        };
        let parts = word.split(' ').filter(|part| !part.is_empty());
        let rarest = |part: &str| match size(part) {
            0 => part
                .chars()
                .map(|c| size(&format!("{DENSE}{c}")))
                .min()
                .unwrap_or(0),
            size => size,
        };
        times += parts.map(rarest).min().unwrap_or(0);
        all += words.total_num_tokens() as usize;
    }
    (times, all)
}

/// The terms that a unit means, each with how many words it is.
fn terms(
    dictionary: &TermDictionary,
    lexicon: &OnceLock<Lexicon>,
    unit: &Pattern,
) -> tantivy::Result<Vec<(TermInfo, u32)>> {
    let mut found = Vec::new();
    match unit {
        Pattern::Exact(word) => {
            found.extend(dictionary.get(word)?.map(|info| (info, 1)));
            if !word.starts_with(DENSE) {
                let closed = format!("{CLOSED}{word}{CUTS}");
                walk(dictionary, &closed, unit, &mut found)?;
            }
        }
        Pattern::Fuzzy(fuzzy) => {
            let mut terms = dictionary.search(Slips(fuzzy)).into_stream()?;
            while let Some((term, info)) = terms.next() {
                take(term, info, unit, &mut found);
            }
        }
        Pattern::Years(first, last) => {
            let (first, last) = (format!("{first:04}"), format!("{last:04}"));
            let mut terms = dictionary.range().ge(first).le(last).into_stream()?;
            while let Some((term, info)) = terms.next() {
                take(term, info, unit, &mut found);
            }
        }
        Pattern::Prefix(_) | Pattern::Wild(_) => {
            let start = unit.start();
            if start.is_empty() {
                return from_lexicon(dictionary, lexicon, unit);
            }
            walk(dictionary, &start, unit, &mut found)?;
            walk(dictionary, &format!("{CLOSED}{start}"), unit, &mut found)?;
        }
    }
    Ok(found)
}

/// Takes the terms that start so.
fn walk(
    dictionary: &TermDictionary,
    start: &str,
    unit: &Pattern,
    found: &mut Vec<(TermInfo, u32)>,
) -> tantivy::Result<()> {
    let mut after = start.as_bytes().to_vec();
    // The last byte of a character is never the highest.
    if let Some(last) = after.last_mut() {
        *last = last.saturating_add(1);
    }
    let mut terms = dictionary.range().ge(start).lt(after).into_stream()?;
    while let Some((term, info)) = terms.next() {
        take(term, info, unit, found);
    }
    Ok(())
}

fn take(term: &[u8], info: &TermInfo, unit: &Pattern, found: &mut Vec<(TermInfo, u32)>) {
    let parts = std::str::from_utf8(term)
        .ok()
        .and_then(|term| unit.means(term));
    found.extend(parts.map(|parts| (info.clone(), parts)));
}

fn from_lexicon(
    dictionary: &TermDictionary,
    lexicon: &OnceLock<Lexicon>,
    unit: &Pattern,
) -> tantivy::Result<Vec<(TermInfo, u32)>> {
    Lexicon::known(lexicon, dictionary)?.find(dictionary, unit)
}

/// Walks the dictionary along words with few slips, closed forms too.
struct Slips<'a>(&'a Fuzzy);

#[derive(Clone, Copy)]
enum Walked {
    Nothing,
    /// Within the word; whether it is a closed form.
    Word(u32, bool),
    /// Past the word of a closed form, which fits.
    Cuts,
    Wrong,
}

impl Automaton for Slips<'_> {
    type State = Walked;

    fn start(&self) -> Walked {
        Walked::Nothing
    }

    fn is_match(&self, state: &Walked) -> bool {
        match state {
            Walked::Word(state, closed) => !closed && self.0.accepts(*state),
            Walked::Cuts => true,
            Walked::Nothing | Walked::Wrong => false,
        }
    }

    fn can_match(&self, state: &Walked) -> bool {
        match state {
            Walked::Word(state, _) => *state != levenshtein_automata::SINK_STATE,
            Walked::Nothing | Walked::Cuts => true,
            Walked::Wrong => false,
        }
    }

    fn accept(&self, state: &Walked, byte: u8) -> Walked {
        let automaton = &self.0.automaton;
        match *state {
            Walked::Nothing if u32::from(byte) == CLOSED as u32 => {
                Walked::Word(automaton.initial_state(), true)
            }
            Walked::Nothing if u32::from(byte) <= DENSE as u32 => Walked::Wrong,
            Walked::Nothing => {
                Walked::Word(automaton.transition(automaton.initial_state(), byte), false)
            }
            Walked::Word(state, true) if u32::from(byte) == CUTS as u32 => {
                if self.0.accepts(state) {
                    Walked::Cuts
                } else {
                    Walked::Wrong
                }
            }
            Walked::Word(state, closed) => Walked::Word(automaton.transition(state, byte), closed),
            Walked::Cuts => Walked::Cuts,
            Walked::Wrong => Walked::Wrong,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_come_in_order_each_once(list in prop::collection::vec((0_u32..3000, 1_u32..4), 0..900)) {
            let mut places: Vec<Place> = list.iter().map(|(start, words)| Place::new(*start, *words)).collect();
            let mut expected = places.clone();
            expected.sort_unstable();
            expected.dedup();
            let mut bits = Vec::new();
            put_in_order(&mut places, &mut bits);
            prop_assert_eq!(places, expected);
            prop_assert!(bits.iter().all(|bits| *bits == 0));
        }
    }
}
