//! How much of its wording does a text share with another?
//!
//! A text is known by its shingles: each run of five folded words, hashed. Of a short text all are kept, of a long one those
//! whose hash is small, about one in eight, the same in every text, so that a page can be found in a book (FracMinHash:
//! Irber et al., "Lightweight compositional analysis of metagenomes", 2022). From the share of shingles that two texts
//! have in common follows the share of words that agree (Mash: Ondov et al., Genome Biology 17, 2016): one scarred word
//! spoils five shingles, so that a text read twice by OCR shares far fewer shingles than words.

use super::fold::Words;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Words in a shingle.
const RUN: usize = 5;
/// A text with at most as many shingles is kept whole.
const SHORT: usize = 4096;
/// Of a longer one, hashes below this are kept.
const SMALL: u64 = u64::MAX / 8;
/// With fewer shingles to compare, nothing is said.
const FEWEST: usize = 8;
/// A shingle that more texts have than this is a form of words that says nothing.
const COMMON: usize = 64;
/// From this share of words that agree on, two texts are nearly the same: no more than one word in twelve differs.
const NEARLY: f32 = 0.92;
/// From this share on, a text is contained in another.
const WITHIN: f32 = 0.95;
/// So much longer a text must be for the other to be a part of it.
const LONGER: f32 = 1.3;

/// A text by its shingles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// In order, each once.
    hashes: Vec<u64>,
    /// Whether only small hashes are kept.
    is_part: bool,
}

/// How a text is like another. Shares are of words, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likeness {
    /// Their words are the same.
    Same,
    /// So many of their words agree.
    Nearly(f32),
    /// So many of its words stand in the other, which is longer.
    Within(f32),
    /// So many of the other's words stand in it; it is longer.
    Holds(f32),
}

impl Likeness {
    /// The same seen from the other text.
    pub fn turned(self) -> Self {
        match self {
            Self::Within(share) => Self::Holds(share),
            Self::Holds(share) => Self::Within(share),
            same => same,
        }
    }

    /// How much of the wording they share, from 0 to 1.
    pub fn share(self) -> f32 {
        match self {
            Self::Same => 1.0,
            Self::Nearly(share) | Self::Within(share) | Self::Holds(share) => share,
        }
    }

    /// What one text is to the other, in words: "nearly the same (97 %) as".
    pub fn words(self) -> String {
        // What is not all the same is not rounded up to it.
        let percent = ((self.share() * 100.0).round() as u8).min(99);
        match self {
            Self::Same => "the same as".to_owned(),
            Self::Nearly(_) => format!("nearly the same ({percent} %) as"),
            Self::Within(_) => "contained in".to_owned(),
            Self::Holds(_) => "longer than, and holds,".to_owned(),
        }
    }
}

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Self {
        let mut hashes = Vec::new();
        let mut run = [0u64; RUN];
        let mut words = 0;
        for line in text.lines() {
            let mut walk = Words::new(line);
            while walk.advance() {
                run.rotate_left(1);
                run[RUN - 1] = word_hash(walk.folded());
                words += 1;
                if words >= RUN {
                    hashes.push(run_hash(&run));
                }
            }
        }
        // A text of fewer words is one shingle.
        if words > 0 && words < RUN {
            hashes.push(run_hash(&run));
        }
        hashes.sort_unstable();
        hashes.dedup();
        let is_part = hashes.len() > SHORT;
        if is_part {
            hashes.truncate(hashes.partition_point(|hash| *hash < SMALL));
            hashes.shrink_to_fit();
        }
        Self { hashes, is_part }
    }

    /// How many shingles there are to compare with another text.
    fn size(&self, other: &Self) -> usize {
        if other.is_part {
            self.hashes.partition_point(|hash| *hash < SMALL)
        } else {
            self.hashes.len()
        }
    }

    /// How it is like another with which it has so many shingles in common.
    fn like(&self, other: &Self, common: usize) -> Option<Likeness> {
        if self == other {
            return (!self.hashes.is_empty()).then_some(Likeness::Same);
        }
        let (own, others) = (self.size(other), other.size(self));
        if own.min(others) < FEWEST {
            return None;
        }
        // The share of words that agree, where so many shingles of five do.
        let words = |share: f32| share.min(1.0).powf(1.0 / RUN as f32);
        let (own, others, common) = (own as f32, others as f32, common as f32);
        if others > own * LONGER || own > others * LONGER {
            let share = words(common / own.min(others));
            let part = if own < others {
                Likeness::Within
            } else {
                Likeness::Holds
            };
            return (share >= WITHIN).then(|| part(share));
        }
        let share = words(2.0 * common / (own + others));
        (share >= NEARLY).then_some(Likeness::Nearly(share))
    }
}

/// FNV-1a, stirred so that every bit of the word counts in every bit of the hash.
fn word_hash(word: &str) -> u64 {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    stir(hash)
}

fn run_hash(run: &[u64; RUN]) -> u64 {
    run.iter()
        .fold(0, |hash, word| stir(hash.rotate_left(7) ^ word))
}

/// The last step of SplitMix64 (Steele, Lea and Flood 2014).
fn stir(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Texts in which the like of another is found by the shingles they share, not one by one.
#[derive(Clone, Debug, Default)]
pub struct Likes {
    sketches: Vec<std::sync::Arc<Sketch>>,
    /// For each shingle the last place in `places` that has it.
    last: HashMap<u64, u32>,
    /// A text that has a shingle, the place before that has it too, and how many there are up to here.
    places: Vec<(u32, Option<u32>, u32)>,
}

impl Likes {
    /// Adds a text; its number is how many there were.
    pub fn add(&mut self, sketch: std::sync::Arc<Sketch>) {
        let number = u32::try_from(self.sketches.len()).unwrap_or(u32::MAX);
        for hash in &sketch.hashes {
            let place = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
            match self.last.entry(*hash) {
                Entry::Occupied(mut last) => {
                    let before = *last.get();
                    let count = self.places.get(before as usize).map_or(0, |place| place.2) + 1;
                    self.places.push((number, Some(before), count));
                    last.insert(place);
                }
                Entry::Vacant(last) => {
                    self.places.push((number, None, 1));
                    last.insert(place);
                }
            }
        }
        self.sketches.push(sketch);
    }

    /// The texts that a text is like, by their numbers, the most like first.
    pub fn of(&self, sketch: &Sketch) -> Vec<(usize, Likeness)> {
        let mut common: HashMap<u32, usize> = HashMap::new();
        for hash in &sketch.hashes {
            let mut next = self.last.get(hash).copied();
            while let Some((text, before, count)) = next.and_then(|at| self.places.get(at as usize))
            {
                if *count as usize > COMMON {
                    break;
                }
                *common.entry(*text).or_default() += 1;
                next = *before;
            }
        }
        let likes = common.into_iter().filter_map(|(text, common)| {
            let text = text as usize;
            let other = self.sketches.get(text)?;
            Some((text, sketch.like(other, common)?))
        });
        let mut likes: Vec<(usize, Likeness)> = likes.collect();
        likes.sort_by(|a, b| b.1.share().total_cmp(&a.1.share()).then(a.0.cmp(&b.0)));
        likes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    /// Sentences about one thing, none of which another seed gives.
    fn text(seed: u64, words: usize) -> String {
        const WORDS: [&str; 24] = [
            "mine",
            "tin",
            "inspection",
            "the",
            "of",
            "a",
            "rank",
            "report",
            "state",
            "and",
            "law",
            "was",
            "in",
            "harbour",
            "office",
            "to",
            "sanction",
            "price",
            "owner",
            "worker",
            "union",
            "year",
            "label",
            "audit",
        ];
        let mut state = stir(seed + 1);
        let words = (0..words).map(|_| {
            state = stir(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
            WORDS[(state % 24) as usize]
        });
        words.collect::<Vec<_>>().join(" ")
    }

    fn like(one: &str, other: &str) -> Option<Likeness> {
        let mut likes = Likes::default();
        likes.add(Arc::new(Sketch::of(other)));
        likes
            .of(&Sketch::of(one))
            .first()
            .map(|(_, likeness)| *likeness)
    }

    /// Every so many words, one with a wrong letter.
    fn scarred(text: &str, every: usize) -> String {
        let words = text.split(' ').enumerate().map(|(at, word)| {
            if at % every == every - 1 {
                word.to_owned() + "l"
            } else {
                word.to_owned()
            }
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_same_words_are_the_same_text_however_they_are_set() {
        let one = text(1, 900);
        let other = one.to_uppercase().replace(" the ", "\n\n“The” ");
        assert_eq!(like(&one, &other), Some(Likeness::Same));
        assert_eq!(like("Too short", "too  short."), Some(Likeness::Same));
    }

    #[test]
    fn a_text_read_twice_by_ocr_is_nearly_the_same() {
        for words in [300, 20_000] {
            let one = text(2, words);
            for (every, share) in [(50, 0.98), (20, 0.95)] {
                let found = like(&one, &scarred(&one, every));
                let Some(Likeness::Nearly(found)) = found else {
                    panic!("{words} words, one in {every}: {found:?}")
                };
                assert!(
                    (found - share).abs() < 0.02,
                    "{words} words, one in {every}: {found}"
                );
            }
        }
    }

    #[test]
    fn a_part_is_found_in_the_whole_and_the_whole_in_no_part() {
        let book = text(3, 30_000);
        let words: Vec<&str> = book.split(' ').collect();
        let chapter = words[4000..6000].join(" ");
        assert!(matches!(like(&chapter, &book), Some(Likeness::Within(share)) if share > 0.99));
        assert!(matches!(like(&book, &chapter), Some(Likeness::Holds(share)) if share > 0.99));
        assert!(matches!(
            like(&scarred(&chapter, 40), &book),
            Some(Likeness::Within(_))
        ));
    }

    #[test]
    fn texts_of_the_same_words_on_the_same_matter_are_no_twins() {
        assert_eq!(like(&text(4, 5000), &text(5, 5000)), None);
        let half = text(6, 1000);
        let other = format!("{half} {}", text(7, 1000));
        let third = format!("{half} {}", text(8, 1000));
        assert_eq!(like(&other, &third), None);
        assert_eq!(like("", ""), None);
    }

    #[test]
    fn texts_without_blanks_have_shingles_too() {
        let one = "กฎหมายต่อต้านการค้ามนุษย์ถูกประกาศใช้ในปีนั้นหลังจากมีแรงกดดันจากต่างประเทศ";
        assert_eq!(like(one, &format!(" {one}\n")), Some(Likeness::Same));
    }
}
