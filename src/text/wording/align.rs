//! Which words of a phrase are which words of a text?

use super::phrase::{Token, Wanted};
use super::scars::alike;
use super::{ASIDE, BREAK, HYPHEN, Word};
use crate::text::fold::{compounds, fold};
use std::ops::Range;

/// What became of words: places of tokens in their phrase and of words in their text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// They are the same, or are spelt alike.
    Pair {
        tokens: Range<usize>,
        words: Range<usize>,
        same: bool,
    },
    /// Another word stands there.
    Changed { token: usize, word: usize },
    /// The text does not have it.
    Added { token: usize },
    /// The phrase does not have it.
    Missing { word: usize },
}

/// A stretch of a text's words as the place of a part of a phrase.
#[derive(Clone, Debug)]
pub(super) struct Aligned {
    /// The words, of the whole text.
    pub words: Range<usize>,
    pub steps: Vec<Step>,
    /// From 0 to 1: the share of the words that the two have in common, short words counting half.
    pub likeness: f64,
}

/// What it costs to take words so; of two ways to take them the cheaper is the better (Needleman and Wunsch 1970, with
/// free ends in the text).
const ALIKE: f32 = 0.35;
const CHANGED: f32 = 1.1;
const ADDED: f32 = 0.8;
const MISSING: f32 = 0.6;
const BESIDE_BRACKET: f32 = 0.2;
const NEVER: f32 = 1.0e6;

/// Aligns a part of a phrase with a stretch of a text; none where nothing is the same.
pub(super) fn align(
    tokens: &[Token],
    first_token: usize,
    text: &str,
    words: &[Word],
    range: Range<usize>,
) -> Option<Aligned> {
    let stretch = words.get(range.clone())?;
    if let Some(at) = verbatim(tokens, stretch) {
        let from = range.start + at;
        let steps = (0..tokens.len()).map(|at| Step::Pair {
            tokens: first_token + at..first_token + at + 1,
            words: from + at..from + at + 1,
            same: true,
        });
        return Some(Aligned {
            words: from..from + tokens.len(),
            steps: steps.collect(),
            likeness: 1.0,
        });
    }
    let table = Table::fill(tokens, text, stretch);
    let steps = table.steps(first_token, range.start);
    aligned(tokens, first_token, words, steps)
}

/// Where the very words stand, and nothing else between them.
fn verbatim(tokens: &[Token], stretch: &[Word]) -> Option<usize> {
    let plain = tokens.iter().all(|token| token.sort == Wanted::Plain);
    if !plain || tokens.is_empty() {
        return None;
    }
    stretch.windows(tokens.len()).position(|run| {
        let mut pairs = run.iter().zip(tokens);
        pairs.all(|(word, token)| word.hash == token.hash && !word.is(BREAK))
    })
}

/// Drops what the text has at either end, and weighs the rest.
fn aligned(
    tokens: &[Token],
    first_token: usize,
    words: &[Word],
    steps: Vec<Step>,
) -> Option<Aligned> {
    let (mut kept, mut all, mut missing) = (0.0, 0.0, 0.0);
    let weigh = |length: usize, dense: bool| if length <= 3 && !dense { 0.5 } else { 1.0 };
    let token_weight = |at: usize| {
        tokens.get(at - first_token).map_or(0.0, |token| {
            if token.sort == Wanted::Instead {
                0.0
            } else {
                weigh(token.letters.len(), token.dense)
            }
        })
    };
    let mut bounds: Option<Range<usize>> = None;
    for step in &steps {
        match step {
            Step::Pair {
                tokens,
                words,
                same,
            } => {
                let weight: f64 = tokens.clone().map(token_weight).sum();
                all += weight;
                kept += if *same { weight } else { weight * 0.8 };
                let start = bounds.as_ref().map_or(words.start, |bounds| bounds.start);
                bounds = Some(start..words.end);
            }
            Step::Changed { token, word } => {
                all += token_weight(*token);
                let start = bounds.as_ref().map_or(*word, |bounds| bounds.start);
                bounds = Some(start..word + 1);
            }
            Step::Added { token } => all += token_weight(*token),
            Step::Missing { word } => {
                let word = words.get(*word)?;
                if !word.is(ASIDE) {
                    missing += weigh(word.hash.length(), word.is(super::DENSE));
                }
            }
        }
    }
    if all <= 0.0 {
        return None;
    }
    Some(Aligned {
        words: bounds?,
        steps,
        likeness: kept / (all + missing * 0.5),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    Start,
    Same,
    Alike,
    Changed,
    Added,
    Missing,
    /// Two tokens are one word.
    Joined(bool),
    /// One token is two words.
    Parted(bool),
}

struct Table {
    wide: usize,
    costs: Vec<f32>,
    moves: Vec<Move>,
}

impl Table {
    fn fill(tokens: &[Token], text: &str, stretch: &[Word]) -> Self {
        let wide = stretch.len() + 1;
        let size = wide * (tokens.len() + 1);
        let mut table = Self {
            wide,
            costs: vec![NEVER; size],
            moves: vec![Move::Start; size],
        };
        let letters: Vec<String> = stretch
            .iter()
            .map(|word| fold(text.get(word.span().range()).unwrap_or_default()))
            .collect();
        table.costs[..wide].fill(0.0);
        for row in 1..=tokens.len() {
            for column in 0..wide {
                let (cost, step) = table.best(tokens, stretch, &letters, row, column);
                table.costs[row * wide + column] = cost;
                table.moves[row * wide + column] = step;
            }
        }
        table
    }

    fn cost(&self, row: usize, column: usize) -> f32 {
        self.costs[row * self.wide + column]
    }

    fn best(
        &self,
        tokens: &[Token],
        stretch: &[Word],
        letters: &[String],
        row: usize,
        column: usize,
    ) -> (f32, Move) {
        let token = &tokens[row - 1];
        let added = if token.sort == Wanted::Instead {
            0.05
        } else {
            ADDED
        };
        let mut best = (self.cost(row - 1, column) + added, Move::Added);
        let mut take = |cost: f32, step: Move| {
            if cost < best.0 {
                best = (cost, step);
            }
        };
        if column == 0 {
            return best;
        }
        let word = &stretch[column - 1];
        if word.is(BREAK) {
            return (NEVER, Move::Added);
        }
        let (pair, how) = pair(token, word, &letters[column - 1]);
        take(self.cost(row - 1, column - 1) + pair, how);
        if row >= 2 {
            let before = &tokens[row - 2];
            if let Some((cost, same)) = joins(before, token, word, &letters[column - 1]) {
                take(self.cost(row - 2, column - 1) + cost, Move::Joined(same));
            }
        }
        if column >= 2 {
            let before = &stretch[column - 2];
            let parts = (letters[column - 2].as_str(), letters[column - 1].as_str());
            if let Some((cost, same)) = parts_of(token, before, word, parts) {
                take(self.cost(row - 1, column - 2) + cost, Move::Parted(same));
            }
        }
        let bracket = token.sort == Wanted::Instead
            || tokens
                .get(row)
                .is_some_and(|next| next.sort == Wanted::Instead);
        let missing = if word.is(ASIDE) || letters[column - 1] == "sic" {
            0.02
        } else if bracket {
            BESIDE_BRACKET
        } else {
            MISSING
        };
        take(self.cost(row, column - 1) + missing, Move::Missing);
        best
    }

    /// The steps of the cheapest way, in order.
    fn steps(&self, first_token: usize, first_word: usize) -> Vec<Step> {
        let rows = self.costs.len() / self.wide - 1;
        let mut row = rows;
        let ends =
            (0..self.wide).min_by(|a, b| self.cost(rows, *a).total_cmp(&self.cost(rows, *b)));
        let mut column = ends.unwrap_or(0);
        let mut steps = Vec::with_capacity(rows);
        while row > 0 {
            let (token, word) = (first_token + row - 1, first_word + column.saturating_sub(1));
            let mut pair = |tokens: usize, words: usize, same: bool| {
                steps.push(Step::Pair {
                    tokens: token + 1 - tokens..token + 1,
                    words: word + 1 - words..word + 1,
                    same,
                });
                (tokens, words)
            };
            let (rows, columns) = match self.moves[row * self.wide + column] {
                Move::Same => pair(1, 1, true),
                Move::Alike => pair(1, 1, false),
                Move::Joined(same) => pair(2, 1, same),
                Move::Parted(same) => pair(1, 2, same),
                Move::Changed => {
                    steps.push(Step::Changed { token, word });
                    (1, 1)
                }
                Move::Missing => {
                    steps.push(Step::Missing { word });
                    (0, 1)
                }
                Move::Added | Move::Start => {
                    steps.push(Step::Added { token });
                    (1, 0)
                }
            };
            row -= rows;
            column -= columns;
        }
        steps.reverse();
        steps
    }
}

fn pair(token: &Token, word: &Word, letters: &str) -> (f32, Move) {
    if token.hash == word.hash {
        return (0.0, Move::Same);
    }
    match &token.sort {
        Wanted::Instead => return (0.25, Move::Changed),
        Wanted::Partly(kept) if letters.starts_with(&**kept) || letters.ends_with(&**kept) => {
            return (0.05, Move::Same);
        }
        _ => {}
    }
    if alike(&token.letters, letters) {
        (ALIKE, Move::Alike)
    } else {
        (CHANGED, Move::Changed)
    }
}

/// What it costs to take two tokens for one word, and whether that is no difference.
fn joins(first: &Token, second: &Token, word: &Word, letters: &str) -> Option<(f32, bool)> {
    if first.hash.then(second.hash) == word.hash {
        let closes = second.hyphen || compounds::is_form(&first.letters);
        return Some(if closes { (0.0, true) } else { (ALIKE, false) });
    }
    is_parted(letters, &first.letters, &second.letters).then_some((ALIKE + 0.2, false))
}

/// Whether a word is two others, misread. One that is nearly the word by itself stands beside another word.
fn is_parted(whole: &str, first: &str, second: &str) -> bool {
    let long = whole.len() > 5 && first.len() + second.len() > 4;
    let beside = |part: &str| part == whole || alike(part, whole);
    long && whole.starts_with(first.get(..1).unwrap_or("\0"))
        && !beside(first)
        && !beside(second)
        && alike(whole, &format!("{first}{second}"))
}

/// What it costs to take two words for one token, and whether that is no difference.
fn parts_of(
    token: &Token,
    before: &Word,
    word: &Word,
    (first, second): (&str, &str),
) -> Option<(f32, bool)> {
    if before.is(BREAK) {
        return None;
    }
    if before.hash.then(word.hash) == token.hash {
        // A letter in brackets stands apart in the text as well: “[t]he”.
        let closes = word.is(HYPHEN) || compounds::is_form(first) || token.sort != Wanted::Plain;
        return Some(if closes { (0.0, true) } else { (ALIKE, false) });
    }
    is_parted(&token.letters, first, second).then_some((ALIKE + 0.2, false))
}
