//! Does a hyphen at the end of a line belong to the word, or to the line?
//!
//! Decided by the file's own words. A word that stands whole elsewhere in it is joined; one that stands with its hyphen
//! elsewhere keeps it. Where neither is found, two halves in small letters are one word, unless the first is one that
//! makes compounds ("self-"). Ahead of a capital or a digit, and behind a digit, the hyphen stays. A hyphen that stays has
//! no blank behind it; a soft hyphen goes.

use super::leaf::Leaf;
use super::notes::Note;
use std::collections::HashSet;

/// The words of a file.
#[derive(Debug, Default)]
pub(super) struct Words(HashSet<String>);

/// First halves that keep their hyphen.
const COMPOUNDS: [&str; 9] = [
    "self", "well", "ex", "half", "quasi", "all", "so", "non", "vice",
];

impl Words {
    /// The words of all lines, but for those at their ends.
    pub fn of(leaves: &[Leaf], notes: &[Vec<Note>]) -> Self {
        let mut words = HashSet::new();
        let notes = notes.iter().flatten().flat_map(|note| &note.lines);
        for line in leaves.iter().flat_map(|leaf| &leaf.lines).chain(notes) {
            let last = line.runs.len().saturating_sub(1);
            for (at, run) in line.runs.iter().enumerate() {
                let text = match run.text.rsplit_once(' ') {
                    Some((inner, _)) if at == last => inner,
                    None if at == last => "",
                    _ => run.text.as_str(),
                };
                for word in text.split(' ').map(bare).filter(|word| word.len() > 3) {
                    if !words.contains(word) {
                        words.insert(word.to_lowercase());
                    }
                }
            }
        }
        Self(words)
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }

    /// What stands between a text that ends in a hyphen and what comes on the next line: how many bytes go from its end.
    pub fn join(&self, text: &str, next: &str) -> Join {
        if text.ends_with('\u{ad}') {
            return Join::Cut('\u{ad}'.len_utf8());
        }
        let Some(hyphen) = text
            .chars()
            .next_back()
            .filter(|c| matches!(c, '-' | '\u{2010}'))
        else {
            return Join::Blank;
        };
        let stem = &text[..text.len() - hyphen.len_utf8()];
        let left = stem
            .rsplit([' ', '\t', '—', '–', '/', '('])
            .next()
            .unwrap_or(stem);
        let right = next
            .split([' ', '\t', '—', '–', '/'])
            .next()
            .unwrap_or(next);
        let (Some(before), Some(after)) = (left.chars().next_back(), right.chars().next()) else {
            return Join::Blank;
        };
        if !before.is_alphanumeric() {
            return Join::Blank;
        }
        if !before.is_alphabetic() || !after.is_lowercase() {
            // "Post-" and "Script", where the file has "PostScript".
            let (left, right) = (bare(left), bare(right));
            let is_whole =
                self.has(&format!("{left}{right}")) && !self.has(&format!("{left}-{right}"));
            return match is_whole && after.is_alphabetic() {
                true => Join::Cut(hyphen.len_utf8()),
                false => Join::Nothing,
            };
        }
        let (left, right) = (bare(left), bare(right));
        // Of a longer compound only its last part is broken.
        let part = left.rsplit(['-', '\u{2010}']).next().unwrap_or(left);
        let whole = self.has(&format!("{part}{right}")) || self.has(&format!("{left}{right}"));
        let compound = self.has(&format!("{left}-{right}"));
        let is_name = part.chars().filter(|c| c.is_uppercase()).count() > 1;
        let keeps = COMPOUNDS.contains(&part.to_lowercase().as_str());
        if whole && !compound {
            Join::Cut(hyphen.len_utf8())
        } else if compound || is_name || keeps {
            Join::Nothing
        } else {
            Join::Cut(hyphen.len_utf8())
        }
    }
}

/// What comes of the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// So many bytes go, and the words are one.
    Cut(usize),
    /// The next line follows without a blank.
    Nothing,
    /// A blank parts them.
    Blank,
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_goes_or_stays_by_the_words_of_the_file() {
        let mut words = Words::default();
        for word in [
            "policymaker",
            "postscript",
            "well-known",
            "cross-border",
            "border",
        ] {
            words.0.insert(word.to_owned());
        }
        for (text, next, join) in [
            ("the govern-", "ment fell", Join::Cut(1)),
            ("a policy-", "maker, he", Join::Cut(1)),
            ("a cross-", "border raid", Join::Nothing),
            ("the self-", "same thing", Join::Nothing),
            ("the Anglo-", "Saxon way", Join::Nothing),
            ("in Post-", "Script only", Join::Cut(1)),
            ("2008-", "2010", Join::Nothing),
            ("the UN-", "led force", Join::Nothing),
            ("said -", "and left", Join::Blank),
            ("soft\u{ad}", "ened", Join::Cut(2)),
            ("no hyphen", "here", Join::Blank),
        ] {
            assert_eq!(words.join(text, next), join, "{text} {next}");
        }
    }
}
