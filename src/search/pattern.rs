//! Which words of a text does one word of a query mean?

use super::analysis::{closed_form, is_sign, shortened};
use crate::text::fold::{WILD_ANY, WILD_ONE};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A word of a query, folded.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// This word.
    Exact(String),
    /// Words that start so; never empty.
    Prefix(String),
    /// Words of this form, in which [`WILD_ANY`] is any letters or none, and [`WILD_ONE`] one letter.
    Wild(Vec<char>),
    /// Words that few slips away.
    Fuzzy(Fuzzy),
    /// Numbers of four digits, first and last.
    Years(u32, u32),
}

/// A word and how many letters may be wrong, missing, too many or swapped with their neighbour.
#[derive(Clone)]
pub(super) struct Fuzzy {
    pub(super) word: String,
    pub(super) slips: u8,
    pub(super) automaton: Arc<DFA>,
}

impl fmt::Debug for Fuzzy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.word, self.slips)
    }
}

impl Fuzzy {
    pub(super) fn new(word: String, slips: u8) -> Self {
        static BUILDERS: [OnceLock<LevenshteinAutomatonBuilder>; 3] =
            [OnceLock::new(), OnceLock::new(), OnceLock::new()];
        let slips = slips.min(2);
        let builder = BUILDERS[usize::from(slips)]
            .get_or_init(|| LevenshteinAutomatonBuilder::new(slips, true));
        let automaton = Arc::new(builder.build_dfa(&word));
        Self {
            word,
            slips,
            automaton,
        }
    }

    pub(super) fn accepts(&self, state: u32) -> bool {
        matches!(self.automaton.distance(state), Distance::Exact(slips) if slips <= self.slips)
    }
}

impl Pattern {
    /// The pattern of a folded word in which the wild signs may stand.
    pub(super) fn of(word: &str) -> Self {
        let word = shortened(word);
        let wild = [WILD_ANY, WILD_ONE];
        let Some(first) = word.find(wild) else {
            return Self::Exact(word.to_owned());
        };
        if first > 0 && word[first..].chars().all(|c| c == WILD_ANY) {
            return Self::Prefix(word[..first].to_owned());
        }
        Self::Wild(word.chars().collect())
    }

    /// The pattern of the two written as one word; none where that has no meaning.
    pub(super) fn closed_up(&self, next: &Self) -> Option<Self> {
        let Self::Exact(first) = self else {
            return None;
        };
        Some(match next {
            Self::Exact(word) => Self::Exact(format!("{first}{word}")),
            Self::Prefix(word) => Self::Prefix(format!("{first}{word}")),
            Self::Wild(word) => Self::Wild(first.chars().chain(word.iter().copied()).collect()),
            Self::Fuzzy(fuzzy) => {
                Self::Fuzzy(Fuzzy::new(format!("{first}{}", fuzzy.word), fuzzy.slips))
            }
            Self::Years(..) => return None,
        })
    }

    /// Whether it means this word.
    pub(super) fn matches(&self, word: &str) -> bool {
        match self {
            Self::Exact(exact) => exact == word,
            Self::Prefix(prefix) => word.starts_with(prefix.as_str()),
            Self::Wild(form) => has_form(word, form),
            Self::Fuzzy(fuzzy) => {
                let longer = word.len().abs_diff(fuzzy.word.len());
                let start = fuzzy.automaton.initial_state();
                let end = word
                    .bytes()
                    .fold(start, |state, byte| fuzzy.automaton.transition(state, byte));
                longer <= 4 * usize::from(fuzzy.slips) && fuzzy.accepts(end)
            }
            Self::Years(first, last) => {
                let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
                digits
                    && word
                        .parse()
                        .is_ok_and(|year: u32| (*first..=*last).contains(&year))
            }
        }
    }

    /// Whether it means words that are one when closed up, and not already the first of them. `cuts` are the ends of
    /// the parts but the last, as characters.
    pub(super) fn matches_closed(&self, word: &str, cuts: &str) -> bool {
        let part = |cut: char| word.get(..cut as usize);
        !matches!(self, Self::Years(..))
            && self.matches(word)
            && !cuts.chars().filter_map(part).any(|part| self.matches(part))
    }

    /// How many words of a text a term of the index is, if it means that term.
    pub(super) fn means(&self, term: &str) -> Option<u32> {
        match closed_form(term) {
            Some((word, cuts)) => self
                .matches_closed(word, cuts)
                .then(|| u32::try_from(cuts.chars().count()).unwrap_or(0) + 1),
            None => (!is_sign(term) && self.matches(term)).then_some(1),
        }
    }

    /// The longest run of letters that all words that it means have.
    pub(super) fn letters(&self) -> String {
        let Self::Wild(form) = self else {
            return self.start();
        };
        let runs = form.split(|c| matches!(*c, WILD_ANY | WILD_ONE));
        let longest = runs.max_by_key(|run| run.len()).unwrap_or_default();
        longest.iter().collect()
    }

    /// Whether all words that it means end so.
    pub(super) fn ends_so(&self, letters: &str) -> bool {
        match self {
            Self::Wild(form) => {
                let end = form.rsplit(|c| matches!(*c, WILD_ANY | WILD_ONE)).next();
                end.is_some_and(|end| end.iter().copied().eq(letters.chars()))
            }
            Self::Exact(word) => word.ends_with(letters),
            _ => false,
        }
    }

    /// What all words that it means start with.
    pub(super) fn start(&self) -> String {
        match self {
            Self::Exact(word) | Self::Prefix(word) => word.clone(),
            Self::Wild(form) => form
                .iter()
                .take_while(|c| !matches!(**c, WILD_ANY | WILD_ONE))
                .collect(),
            Self::Fuzzy(_) | Self::Years(..) => String::new(),
        }
    }

    /// Whether it names any letter at all.
    pub(super) fn says_something(&self) -> bool {
        match self {
            Self::Wild(form) => form.iter().any(|c| !matches!(*c, WILD_ANY | WILD_ONE)),
            _ => true,
        }
    }
}

/// Whether a word has a form with wild signs.
fn has_form(word: &str, form: &[char]) -> bool {
    let (mut rest, mut form) = (word.chars(), form);
    let mut retry: Option<(std::str::Chars<'_>, &[char])> = None;
    loop {
        if let [WILD_ANY, after @ ..] = form {
            retry = Some((rest.clone(), after));
            form = after;
            continue;
        }
        let mut ahead = rest.clone();
        match (ahead.next(), form) {
            (None, []) => return true,
            (None, _) => return false,
            (Some(c), [sign, after @ ..]) if *sign == WILD_ONE || *sign == c => {
                (rest, form) = (ahead, after);
            }
            (Some(_), _) => {
                // The last `*` takes one letter more.
                let Some((letters, after)) = &mut retry else {
                    return false;
                };
                letters.next();
                (rest, form) = (letters.clone(), after);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn forms_mean_what_the_same_regular_expression_means(word in "[ab]{0,7}", form in "[ab*?]{0,6}") {
            let expression = format!("^{}$", form.replace('*', ".*").replace('?', "."));
            let expected = regex::Regex::new(&expression).unwrap().is_match(&word);
            let form: Vec<char> = form.replace('*', "\u{E000}").replace('?', "\u{E001}").chars().collect();
            prop_assert_eq!(has_form(&word, &form), expected);
        }

        #[test]
        fn slips_are_counted_as_by_the_textbook(word in "[abc]{1,6}", other in "[abc]{1,7}", slips in 1u8..3) {
            let expected = strsim::osa_distance(&word, &other) <= usize::from(slips);
            prop_assert_eq!(Pattern::Fuzzy(Fuzzy::new(word, slips)).matches(&other), expected);
        }
    }
}
