//! Which words of an old text are which words of a new one?
//!
//! What is the same at both ends is set aside, and the words between are compared by a histogram difference (Cohen 2010,
//! as in jgit and git), which holds on to rare words first. Blanks are no words, so that a text whose lines were broken
//! elsewhere is the same. Of words that were replaced, those that are spelt alike are the same word put right.

use super::Piece;
use crate::project::Span;
use imara_diff::{Algorithm, Diff, InternedInput};
use std::ops::Range;

/// Spelling as near as this is of one word, put right: one letter of three may be wrong.
const ALIKE: f64 = 0.6;
/// Spelling as near as this is of the same words, parted or joined.
const JOINED: f64 = 0.8;
/// More words than this, times those that replaced them, are not compared one by one.
const MOST_PAIRS: usize = 40_000;
/// More letters than this are not compared as one word.
const LONGEST: usize = 400;

/// The pieces that two texts share, in order, apart in both.
pub(super) fn align(before: &str, after: &str) -> Vec<Piece> {
    let (head, tail) = shared_ends(before, after);
    let middle = (
        Span::new(head, before.len() - tail),
        Span::new(head, after.len() - tail),
    );
    let old = words(before, middle.0);
    let new = words(after, middle.1);
    let mut pieces = Pieces {
        before,
        after,
        list: Vec::new(),
    };
    pieces.same(Span::new(0, head), Span::new(0, head));
    pieces.compare(&old, &new);
    pieces.same(
        Span::new(middle.0.end, before.len()),
        Span::new(middle.1.end, after.len()),
    );
    pieces.over_blanks();
    pieces.list
}

/// How many bytes are the same at the start and at the end, up to a blank, so that no word is cut.
pub(super) fn shared_ends(before: &str, after: &str) -> (usize, usize) {
    let same = |(a, b): &(u8, u8)| a == b;
    let head = before.bytes().zip(after.bytes()).take_while(same).count();
    if head == before.len() && head == after.len() {
        return (head, 0);
    }
    let head = before.floor_char_boundary(head);
    let head = before[..head]
        .char_indices()
        .rfind(|(_, letter)| letter.is_whitespace())
        .map_or(0, |(at, blank)| at + blank.len_utf8());
    let ends = before[head..]
        .bytes()
        .rev()
        .zip(after[head..].bytes().rev());
    let tail = ends.take_while(same).count();
    let tail_start = before.ceil_char_boundary(before.len() - tail);
    let tail = before[tail_start..]
        .char_indices()
        .find(|(_, letter)| letter.is_whitespace())
        .map_or(0, |(at, _)| before.len() - tail_start - at);
    (head, tail)
}

/// Scripts without blanks between words: there each letter is compared by itself.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The words and marks of a part of a text.
fn words(text: &str, part: Span) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    let mut open = false;
    for (at, letter) in text[part.range()].char_indices() {
        let span = Span::new(part.start + at, part.start + at + letter.len_utf8());
        let goes_on = letter.is_alphanumeric() && !stands_alone(letter);
        match words.last_mut() {
            Some(word) if open && goes_on => word.end = span.end,
            _ if letter.is_whitespace() => {}
            _ => words.push(span),
        }
        open = goes_on;
    }
    words
}

struct Pieces<'t> {
    before: &'t str,
    after: &'t str,
    list: Vec<Piece>,
}

impl Pieces<'_> {
    fn compare(&mut self, old: &[Span], new: &[Span]) {
        let mut input: InternedInput<&str> = InternedInput::default();
        input.update_before(old.iter().map(|word| &self.before[word.range()]));
        input.update_after(new.iter().map(|word| &self.after[word.range()]));
        let diff = Diff::compute(Algorithm::Histogram, &input);
        let mut done = (0, 0);
        for hunk in diff.hunks() {
            let range = |range: &Range<u32>| range.start as usize..range.end as usize;
            let (gone, come) = (range(&hunk.before), range(&hunk.after));
            self.words_same(&old[done.0..gone.start], &new[done.1..come.start]);
            done = (gone.end, come.end);
            self.replaced(&old[gone], &new[come]);
        }
        self.words_same(&old[done.0..], &new[done.1..]);
    }

    fn words_same(&mut self, old: &[Span], new: &[Span]) {
        for (old, new) in old.iter().zip(new) {
            self.same(*old, *new);
        }
    }

    /// Adds a piece of the same letters, to the last one where no more than the same blanks are between.
    fn same(&mut self, before: Span, after: Span) {
        if before.is_empty() {
            return;
        }
        let (old, new) = (self.before, self.after);
        match self.list.last_mut() {
            Some(last)
                if last.same
                    && old[last.before.end..before.start] == new[last.after.end..after.start]
                    && old[last.before.end..before.start].trim().is_empty() =>
            {
                last.before.end = before.end;
                last.after.end = after.end;
            }
            _ => self.list.push(Piece {
                before,
                after,
                same: true,
            }),
        }
    }

    /// Finds the words in a stretch that was replaced which are the same but put right.
    fn replaced(&mut self, old: &[Span], new: &[Span]) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        if old.len() != new.len() && self.alike(old, new) >= JOINED {
            self.near(old, new);
            return;
        }
        if old.len().saturating_mul(new.len()) > MOST_PAIRS {
            return;
        }
        for (old_part, new_part) in self.with_neighbours(&self.pairs(old, new), old, new) {
            self.near(&old[old_part], &new[new_part]);
        }
    }

    fn near(&mut self, old: &[Span], new: &[Span]) {
        if let (Some(before), Some(after)) = (extent(old), extent(new)) {
            let same = self.before[before.range()] == self.after[after.range()];
            if same {
                self.same(before, after);
            } else {
                self.list.push(Piece {
                    before,
                    after,
                    same,
                });
            }
        }
    }

    /// How near the spelling of words without what is between them is, from 0 to 1.
    fn alike(&self, old: &[Span], new: &[Span]) -> f64 {
        let letters = |text: &str, words: &[Span]| -> String {
            let words = words.iter().map(|word| &text[word.range()]);
            let letters =
                words.flat_map(|word| word.chars().filter(|letter| letter.is_alphanumeric()));
            letters
                .take(LONGEST + 1)
                .flat_map(char::to_lowercase)
                .collect()
        };
        let (old, new) = (letters(self.before, old), letters(self.after, new));
        let (longer, shorter) = (old.len().max(new.len()), old.len().min(new.len()));
        if shorter * 3 < longer || longer > LONGEST || longer == 0 {
            return 0.0;
        }
        strsim::normalized_levenshtein(&old, &new)
    }

    /// The pairs of words, in order, that are spelt most alike in sum (Needleman and Wunsch 1970).
    fn pairs(&self, old: &[Span], new: &[Span]) -> Vec<(usize, usize)> {
        let wide = new.len() + 1;
        let mut alike = vec![0.0; old.len() * new.len()];
        let mut best = vec![0.0_f64; (old.len() + 1) * wide];
        for at in (0..old.len()).rev() {
            for to in (0..new.len()).rev() {
                let pair = self.alike(&old[at..=at], &new[to..=to]);
                alike[at * new.len() + to] = pair;
                let paired = if pair >= ALIKE {
                    pair + best[(at + 1) * wide + to + 1]
                } else {
                    0.0
                };
                best[at * wide + to] = paired
                    .max(best[(at + 1) * wide + to])
                    .max(best[at * wide + to + 1]);
            }
        }
        let (mut pairs, mut at, mut to) = (Vec::new(), 0, 0);
        while at < old.len() && to < new.len() {
            let (here, pair) = (best[at * wide + to], alike[at * new.len() + to]);
            if pair >= ALIKE && here <= pair + best[(at + 1) * wide + to + 1] {
                pairs.push((at, to));
                (at, to) = (at + 1, to + 1);
            } else if here <= best[(at + 1) * wide + to] {
                at += 1;
            } else {
                to += 1;
            }
        }
        pairs
    }

    /// Pairs with the words beside them that make them more alike: "anti" and "trafficking" for "antitrafficking".
    fn with_neighbours(
        &self,
        pairs: &[(usize, usize)],
        old: &[Span],
        new: &[Span],
    ) -> Vec<(Range<usize>, Range<usize>)> {
        let mut parts: Vec<(Range<usize>, Range<usize>)> = Vec::with_capacity(pairs.len());
        for (place, &(at, to)) in pairs.iter().enumerate() {
            let floor = parts.last().map_or((0, 0), |(old, new)| (old.end, new.end));
            let ceiling = pairs
                .get(place + 1)
                .copied()
                .unwrap_or((old.len(), new.len()));
            let (mut gone, mut come) = (at..at + 1, to..to + 1);
            let mut best = self.alike(&old[gone.clone()], &new[come.clone()]);
            loop {
                let mut wider = Vec::with_capacity(4);
                if gone.start > floor.0 {
                    wider.push((gone.start - 1..gone.end, come.clone()));
                }
                if gone.end < ceiling.0 {
                    wider.push((gone.start..gone.end + 1, come.clone()));
                }
                if come.start > floor.1 {
                    wider.push((gone.clone(), come.start - 1..come.end));
                }
                if come.end < ceiling.1 {
                    wider.push((gone.clone(), come.start..come.end + 1));
                }
                let scored = wider.into_iter().map(|(old_part, new_part)| {
                    let score = self.alike(&old[old_part.clone()], &new[new_part.clone()]);
                    (score, old_part, new_part)
                });
                match scored.max_by(|a, b| a.0.total_cmp(&b.0)) {
                    Some((score, old_part, new_part)) if score > best => {
                        (best, gone, come) = (score, old_part, new_part);
                    }
                    _ => break,
                }
            }
            parts.push((gone, come));
        }
        parts
    }

    /// Lets pieces of the same letters reach over the same blanks around them.
    fn over_blanks(&mut self) {
        let (before, after) = (self.before, self.after);
        for at in 0..self.list.len() {
            let next = self.list.get(at + 1);
            let to = next.map_or((before.len(), after.len()), |next| {
                (next.before.start, next.after.start)
            });
            let piece = &mut self.list[at];
            let gap = before[piece.before.end..to.0].chars();
            let come = after[piece.after.end..to.1].chars();
            let blanks = gap
                .zip(come)
                .take_while(|(old, new)| old == new && old.is_whitespace());
            let more: usize = blanks.map(|(blank, _)| blank.len_utf8()).sum();
            if piece.same {
                piece.before.end += more;
                piece.after.end += more;
            }
        }
        for at in 0..self.list.len() {
            let from = at.checked_sub(1).and_then(|at| self.list.get(at));
            let from = from.map_or((0, 0), |last| (last.before.end, last.after.end));
            let piece = &mut self.list[at];
            let gap = before[from.0..piece.before.start].chars().rev();
            let come = after[from.1..piece.after.start].chars().rev();
            let blanks = gap
                .zip(come)
                .take_while(|(old, new)| old == new && old.is_whitespace());
            let more: usize = blanks.map(|(blank, _)| blank.len_utf8()).sum();
            if piece.same {
                piece.before.start -= more;
                piece.after.start -= more;
            }
        }
    }
}

fn extent(words: &[Span]) -> Option<Span> {
    Some(Span::new(words.first()?.start, words.last()?.end))
}
