//! How well does what a person typed fit a name, if its letters stand in the name in order?

/// A letter that fits.
const LETTER: i32 = 2;
/// More for a letter that starts a word.
const WORD_START: i32 = 8;
/// More for a letter right behind the one before.
const RUN: i32 = 5;
/// Less for each letter left out in between, up to [`LONGEST_GAP`].
const GAP: i32 = 1;
const LONGEST_GAP: usize = 6;

/// How well `typed` fits `name`: the greater the better; none where it does not fit. Each word that was typed must be found by
/// its letters in order, in any case; words may come in any order. An empty text fits everything equally.
pub fn score(typed: &str, name: &str) -> Option<i32> {
    let letters: Vec<Letter> = letters(name);
    typed
        .split_whitespace()
        .map(|word| word_score(word, &letters))
        .sum()
}

struct Letter {
    lower: char,
    starts_word: bool,
}

fn letters(name: &str) -> Vec<Letter> {
    let mut before = ' ';
    let mut letters = Vec::with_capacity(name.len());
    for letter in name.chars() {
        let starts_word = letter.is_alphanumeric()
            && (!before.is_alphanumeric() || (before.is_lowercase() && letter.is_uppercase()));
        // Of the few capitals that are two letters in lower case, the first is enough to find them by.
        letters.push(Letter {
            lower: letter.to_lowercase().next().unwrap_or(letter),
            starts_word,
        });
        before = letter;
    }
    letters
}

/// The best way to find a word's letters in order: for each letter typed, the best score that ends at each place.
fn word_score(word: &str, letters: &[Letter]) -> Option<i32> {
    let mut best: Option<Vec<Option<i32>>> = None;
    for typed in word.chars().flat_map(char::to_lowercase) {
        let mut next = vec![None; letters.len()];
        for (at, letter) in letters.iter().enumerate() {
            if letter.lower != typed {
                continue;
            }
            let here = LETTER + if letter.starts_word { WORD_START } else { 0 };
            next[at] = match &best {
                None => Some(here),
                Some(best) => reach(&best[..at]).map(|reached| reached + here),
            };
        }
        best = Some(next);
    }
    best.map_or(Some(0), |best| best.into_iter().flatten().max())
}

/// The best that leads on to the place right behind these.
fn reach(before: &[Option<i32>]) -> Option<i32> {
    let scored = before.iter().rev().enumerate().filter_map(|(gap, score)| {
        let gap = i32::try_from(gap.min(LONGEST_GAP)).unwrap_or(0);
        score.map(|score| {
            if gap == 0 {
                score + RUN
            } else {
                score - gap * GAP
            }
        })
    });
    scored.max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn best_of<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
        let scored = names
            .iter()
            .filter_map(|name| score(typed, name).map(|score| (score, *name)));
        scored.max_by_key(|(score, _)| *score).map(|(_, name)| name)
    }

    #[test]
    fn letters_must_stand_in_order() {
        assert!(score("tmg", "Timing").is_some());
        assert!(score("gmt", "Timing").is_none());
        assert!(score("timings", "Timing").is_none());
    }

    #[test]
    fn word_starts_win_over_letters_inside() {
        assert_eq!(
            best_of("dp", &["adoption", "Domestic pressure", "dropped"]),
            Some("Domestic pressure")
        );
        assert_eq!(
            best_of("tn", &["TIMING", "TIP-NOTICED"]),
            Some("TIP-NOTICED")
        );
    }

    #[test]
    fn a_run_wins_over_scattered_letters() {
        assert_eq!(
            best_of("rank", &["Frail banks", "Downrank"]),
            Some("Downrank")
        );
    }

    #[test]
    fn words_come_in_any_order_and_case() {
        assert!(score("GROUPS pressure", "Pressure from groups").is_some());
        assert!(score("groups economy", "Pressure from groups").is_none());
        assert!(score("ลด", "การลดอันดับ").is_some());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_any_part_of_a_name_finds_it(name in "\\PC{1,24}", from in 0usize..24, len in 0usize..24) {
            let part: String = name.chars().skip(from).take(len).collect();
            // Letters that grow in lower case ("İ") are found by their first letter only.
            prop_assume!(part.chars().all(|c| c.to_lowercase().count() == 1));
            prop_assert!(score(&part, &name).is_some());
        }
    }
}
