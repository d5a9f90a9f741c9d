//! What differs between words and the place where they stand, piece by piece?

use super::align::Step;
use super::phrase::{Gap, Phrase, Wanted};
use super::scars::is_scar;
use super::{ASIDE, DENSE, GAP, Wording};
use crate::project::Span;
use crate::text::fold::fold;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::ops::Range;

/// How well words stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Every word is the same, in the same order, but for what ellipses leave out and brackets alter.
    Exact,
    /// Every word is the same; capitals, accents, stops, or letters that were misread differ.
    Slight,
    /// Words differ.
    Differs,
    /// They stand nowhere.
    NotFound,
}

/// A piece of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub sort: Sort,
    /// Where it stands among the words that were looked for, in the text that they were taken from.
    pub wanted: Option<Span>,
    /// Where it stands in the text that was searched.
    pub found: Option<Span>,
}

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The same words.
    Same,
    /// Left out, and an ellipsis says so.
    Elided,
    /// Put otherwise in brackets.
    Altered,
    /// Capitals or accents differ.
    Letters,
    /// Other stops between words.
    Stops,
    /// Letters were misread in the text that was searched, or a blank was lost.
    Scar,
    /// Other words.
    Changed,
    /// Only the text that was searched has it.
    Missing,
    /// The text that was searched does not have it.
    Added,
}

impl Sort {
    /// What it makes of the whole.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Same | Self::Elided | Self::Altered => Verdict::Exact,
            Self::Letters | Self::Stops | Self::Scar => Verdict::Slight,
            Self::Changed | Self::Missing | Self::Added => Verdict::Differs,
        }
    }
}

/// More words than this are not put otherwise by a word in brackets.
const MOST_ALTERED: usize = 15;

/// Compares a phrase with the words that it was aligned with.
pub(super) struct Differ<'a> {
    pub phrase: &'a Phrase,
    pub text: &'a str,
    pub wording: &'a Wording,
}

/// The pieces of a place, and where it stands.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub pieces: Vec<Piece>,
    pub spans: Vec<Span>,
    /// The last word that was taken in, to tell what reads on.
    last: Option<usize>,
}

impl Differ<'_> {
    /// Goes through the steps of all parts.
    pub fn compare(&self, parts: &[Vec<Step>]) -> Compared {
        let mut compared = Compared::default();
        for steps in parts {
            let before = compared.last;
            if let (Some(before), Some(first)) = (before, first_word(steps)) {
                let from = self.wording.words[before].end as usize;
                let to = self.wording.words[first].start as usize;
                if from < to {
                    compared.pieces.push(Piece {
                        sort: Sort::Elided,
                        wanted: None,
                        found: Some(Span::new(from, to)),
                    });
                }
            }
            self.part(steps, &mut compared);
        }
        compared
    }

    fn part(&self, steps: &[Step], compared: &mut Compared) {
        let mut at = 0;
        let mut fresh = true;
        while let Some(step) = steps.get(at) {
            if let Step::Pair {
                tokens,
                words,
                same,
            } = step
            {
                if !fresh {
                    self.gap(tokens.start, words.start, compared);
                }
                self.pair(tokens, words, *same, compared);
                fresh = false;
                at += 1;
                continue;
            }
            let run = steps[at..].iter();
            let run = run
                .take_while(|step| !matches!(step, Step::Pair { .. }))
                .count();
            let skipped = self.run(&steps[at..at + run], compared);
            // Stops around other words are told with them.
            fresh = !skipped;
            at += run;
        }
    }

    /// The stops between two pairs of words that are neighbours on both sides.
    fn gap(&self, token: usize, word: usize, compared: &mut Compared) {
        let Some(before) = word.checked_sub(1).filter(|at| compared.last == Some(*at)) else {
            return;
        };
        let (before, word) = (self.wording.words[before], self.wording.words[word]);
        if word.is(GAP) || (word.is(DENSE) && before.is(DENSE) && before.end == word.start) {
            return;
        }
        let wanted = &self.phrase.tokens[token].gap;
        let found = Gap::between(self.text, before.end as usize, word.start as usize);
        if wanted.stops != found.stops {
            compared.pieces.push(Piece {
                sort: Sort::Stops,
                wanted: wanted.span,
                found: found.span,
            });
        }
    }

    fn pair(
        &self,
        tokens: &Range<usize>,
        words: &Range<usize>,
        same: bool,
        compared: &mut Compared,
    ) {
        let wanted = &self.phrase.tokens[tokens.clone()];
        let found = self.found(words);
        let raw = self.text.get(found.range()).unwrap_or_default();
        let sort = match wanted {
            [token] if same => {
                let first = self
                    .phrase
                    .parts
                    .iter()
                    .any(|part| part.start == tokens.start);
                let is_same =
                    words.len() > 1 || token.dense || same_letters(&token.raw, raw, first);
                match (&token.sort, is_same) {
                    (_, true) => Sort::Same,
                    (Wanted::Plain, false) => Sort::Letters,
                    (_, false) => Sort::Altered,
                }
            }
            _ if same => Sort::Same,
            _ => self.misread(tokens, words),
        };
        let whole = Span::new(
            wanted.first().map_or(0, |token| token.span.start),
            wanted.last().map_or(0, |token| token.span.end),
        );
        self.take_in(words, compared);
        compared.put(Piece {
            sort,
            wanted: Some(whole),
            found: Some(found),
        });
    }

    /// Words that are spelt nearly alike: misread, or other words?
    fn misread(&self, tokens: &Range<usize>, words: &Range<usize>) -> Sort {
        let wanted = &self.phrase.tokens[tokens.clone()];
        let letters: String = wanted.iter().map(|token| &*token.letters).collect();
        let found = &self.wording.words[words.clone()];
        let spelt = |at: &super::Word| fold(self.text.get(at.span().range()).unwrap_or_default());
        let spelt: Vec<String> = found.iter().map(spelt).collect();
        let count = |hash| self.wording.count_of(hash);
        let wanted_count = wanted.first().map_or(0, |token| count(token.hash));
        let found_count = found.first().map_or(0, |word| count(word.hash));
        if is_scar(&letters, &spelt.join(" "), wanted_count, found_count) {
            Sort::Scar
        } else {
            Sort::Changed
        }
    }

    /// Words without a counterpart, or with another. True where they are nothing that anyone reads.
    fn run(&self, steps: &[Step], compared: &mut Compared) -> bool {
        let (mut tokens, mut words): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for step in steps {
            match step {
                Step::Changed { token, word } => {
                    tokens.push(*token);
                    words.push(*word);
                }
                Step::Added { token } => tokens.push(*token),
                Step::Missing { word } if !self.is_no_word(*word) => words.push(*word),
                Step::Missing { .. } | Step::Pair { .. } => {}
            }
        }
        let (first, last) = (tokens.first().copied(), tokens.last().copied());
        let wanted = first.zip(last).map(|(first, last)| {
            let (first, last) = (&self.phrase.tokens[first], &self.phrase.tokens[last]);
            Span::new(first.span.start, last.span.end)
        });
        let found = words.first().zip(words.last());
        let found_words = found.map(|(first, last)| *first..last + 1);
        if wanted.is_none() && found.is_none() {
            return true;
        }
        let instead = |at: usize| {
            let token = self.phrase.tokens.get(at);
            token.is_some_and(|token| token.sort == Wanted::Instead)
        };
        let in_brackets = tokens.iter().all(|at| instead(*at));
        let beside = self.beside_bracket(compared);
        let altered = in_brackets && (!tokens.is_empty() || beside) && words.len() <= MOST_ALTERED;
        let sort = match (&wanted, &found) {
            _ if altered => Sort::Altered,
            (Some(_), Some(_)) => Sort::Changed,
            (Some(_), None) => Sort::Added,
            _ => Sort::Missing,
        };
        if let Some(words) = &found_words {
            self.take_in(words, compared);
        }
        compared.put(Piece {
            sort,
            wanted,
            found: found_words.map(|words| self.found(&words)),
        });
        false
    }

    /// Whether what was taken in last stands in brackets.
    fn beside_bracket(&self, compared: &Compared) -> bool {
        compared.pieces.last().is_some_and(|last| {
            let mut tokens = self.phrase.tokens.iter();
            let end = last.wanted.map(|wanted| wanted.end);
            tokens.any(|token| Some(token.span.end) == end && token.sort == Wanted::Instead)
        })
    }

    /// Whether nobody who reads on reads it: what a page has between two halves, “sic”, a note mark among the letters.
    fn is_no_word(&self, at: usize) -> bool {
        let word = self.wording.words[at];
        let spelt = self.text.get(word.span().range()).unwrap_or_default();
        if word.is(ASIDE) || spelt.eq_ignore_ascii_case("sic") {
            return true;
        }
        let before = self.text.get(..word.start as usize).unwrap_or_default();
        let mut before = before.chars().rev();
        let number = spelt.len() <= 3 && spelt.bytes().all(|byte| byte.is_ascii_digit());
        let closes = before
            .next()
            .is_some_and(|c| matches!(c, '.' | ',' | '"' | '”' | '’' | ')' | ';'));
        number && closes && before.next().is_some_and(|c| !c.is_ascii_digit())
    }

    fn found(&self, words: &Range<usize>) -> Span {
        let first = self.wording.words[words.start];
        let last = self.wording.words[words.end - 1];
        Span::new(first.start as usize, last.end.max(first.end) as usize)
    }

    /// Adds words to where the place stands: to its last span where they read on.
    fn take_in(&self, words: &Range<usize>, compared: &mut Compared) {
        for at in words.clone() {
            let word = self.wording.words[at];
            let span = word.span();
            // “sic” and the number of a note are passed over without an end.
            let passed = |at: usize| !self.wording.words[at].is(ASIDE) && self.is_no_word(at);
            let follows = compared.last.is_some_and(|last| (last + 1..at).all(passed));
            let last = compared.spans.last_mut();
            match last {
                Some(last) if last.end <= span.start => {
                    let between = self.text.get(last.end..span.start).unwrap_or_default();
                    let parted = if word.is(GAP) {
                        is_page_cut(between)
                    } else {
                        !follows
                    };
                    if parted {
                        compared.spans.push(span);
                    } else {
                        last.end = span.end;
                    }
                }
                _ => compared.spans.push(span),
            }
            compared.last = Some(at);
        }
    }
}

/// A longer gap than this is no note mark.
const LONGEST_MARK: usize = 48;

/// Whether what is left out between two words is more than a note mark or a line end.
pub(in crate::text) fn is_page_cut(between: &str) -> bool {
    between.len() > LONGEST_MARK || (between.contains('\n') && !between.trim().is_empty())
}

impl Compared {
    /// Adds a piece, to the last one where both are of one sort and follow each other on both sides.
    fn put(&mut self, piece: Piece) {
        if piece.sort == Sort::Same
            && let Some(last) = self.pieces.last_mut()
            && last.sort == Sort::Same
            && let (Some(wanted), Some(found)) = (&mut last.wanted, &mut last.found)
            && let (Some(more), Some(on)) = (piece.wanted, piece.found)
            && wanted.end <= more.start
            && found.end <= on.start
            && self
                .spans
                .last()
                .is_some_and(|span| span.start <= found.start)
        {
            wanted.end = more.end;
            found.end = on.end;
            return;
        }
        self.pieces.push(piece);
    }
}

fn first_word(steps: &[Step]) -> Option<usize> {
    steps.iter().find_map(|step| match step {
        Step::Pair { words, .. } => Some(words.start),
        Step::Changed { word, .. } | Step::Missing { word } => Some(*word),
        Step::Added { .. } => None,
    })
}

/// Whether two spellings of one word are the same but for markup and type. Of the first word of a quotation the capital
/// is the writer's own.
fn same_letters(wanted: &str, found: &str, first: bool) -> bool {
    let (wanted, found) = (letters(wanted), letters(found));
    if wanted == found {
        return true;
    }
    let rest = |word: &str| word.chars().skip(1).collect::<String>();
    let head = |word: &str| {
        word.chars()
            .next()
            .map(|c| c.to_lowercase().collect::<String>())
    };
    first && rest(&wanted) == rest(&found) && head(&wanted) == head(&found)
}

/// The letters of a word without what is not seen and without markup.
fn letters(word: &str) -> String {
    let mut bare = String::with_capacity(word.len());
    let mut in_tag = false;
    for c in word.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if in_tag => {}
            c if c.is_alphanumeric() || !c.is_ascii() => bare.push(c),
            _ => {}
        }
    }
    let normal = ComposingNormalizerBorrowed::new_nfkc().normalize(&bare);
    normal
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
        })
        .collect()
}
