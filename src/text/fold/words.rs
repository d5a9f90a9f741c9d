//! Which words does a paragraph have, and where exactly?

use super::letters::{
    fold_cluster, is_dash, is_dense, is_invisible, is_mark, is_raised_digit, is_trailing_jamo,
};
use super::marks::{Mark, mark};
use crate::project::Span;
use icu_segmenter::WordSegmenter;

/// Stands for `*` in a query's words, so that the same rules split them.
pub const WILD_ANY: char = '\u{E000}';
/// Stands for `?` in a query's words.
pub const WILD_ONE: char = '\u{E001}';

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Nothing: it is the first.
    Start,
    /// Nothing that can be seen: one of them is of a script without blanks.
    Glued,
    /// A hyphen or a dash, with no blank before it.
    Hyphen,
    /// Blanks.
    Blank,
    /// Anything else.
    Other,
}

/// Walks the words of a paragraph. After each [`Words::advance`] that says true, the others tell of the word reached.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
    wild: bool,
    begun: bool,
    folded: String,
    span: Span,
    joint: Joint,
    dense: bool,
}

enum Step {
    Letter(usize),
    Dense(usize),
    Mark(Mark),
    Hyphen(usize),
    End,
}

impl<'t> Words<'t> {
    /// The words of a paragraph.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            wild: false,
            begun: false,
            folded: String::new(),
            span: Span::new(0, 0),
            joint: Joint::Start,
            dense: false,
        }
    }

    /// The words of a query, in which [`WILD_ANY`] and [`WILD_ONE`] are letters.
    pub fn of_query(text: &'t str) -> Self {
        Self {
            wild: true,
            ..Self::new(text)
        }
    }

    /// Goes to the next word; false at the end.
    pub fn advance(&mut self) -> bool {
        self.folded.clear();
        let mut joint = if self.begun {
            Joint::Glued
        } else {
            Joint::Start
        };
        loop {
            if self.text.as_bytes().get(self.at) == Some(&b' ') {
                self.at += 1;
                joint = wider(joint, Joint::Blank);
                continue;
            }
            match self.step() {
                Step::End => return false,
                Step::Mark(Mark::Invisible(length)) => self.at += length,
                Step::Mark(Mark::Note(length) | Mark::Other(length)) => {
                    self.at += length;
                    joint = wider(joint, Joint::Other);
                }
                Step::Mark(Mark::Blank(length)) => {
                    self.at += length;
                    joint = wider(joint, Joint::Blank);
                }
                Step::Hyphen(length) => {
                    self.at += length;
                    joint = wider(joint, Joint::Hyphen);
                }
                Step::Dense(length) => {
                    self.span = Span::new(self.at, self.at + length);
                    fold_cluster(&self.text[self.span.range()], &mut self.folded);
                    self.at += length;
                    self.dense = true;
                }
                Step::Letter(_) | Step::Mark(Mark::Letter(..)) => {
                    self.word();
                    self.dense = false;
                }
            }
            if !self.folded.is_empty() {
                self.joint = joint;
                self.begun = true;
                return true;
            }
        }
    }

    /// The word, folded.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Its bytes in the paragraph.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What stands before it.
    pub fn joint(&self) -> Joint {
        self.joint
    }

    /// Whether it is a character of a script without blanks.
    pub fn is_dense(&self) -> bool {
        self.dense
    }

    /// Takes letters, and what cannot be seen between them.
    fn word(&mut self) {
        self.span = Span::new(self.at, self.at);
        loop {
            let letters = self.ascii_run();
            if letters > 0 {
                let before = self.folded.len();
                self.folded.push_str(&self.text[self.at..self.at + letters]);
                if let Some(run) = self.folded.get_mut(before..) {
                    run.make_ascii_lowercase();
                }
                self.at += letters;
                self.span.end = self.at;
                // What ends nearly every word.
                if let Some(b' ' | b',' | b'.') = self.text.as_bytes().get(self.at) {
                    return;
                }
            }
            match self.step() {
                Step::Letter(length) => {
                    let cluster = &self.text[self.at..self.at + length];
                    if self.wild && cluster.starts_with([WILD_ANY, WILD_ONE]) {
                        self.folded.push_str(cluster);
                    } else {
                        fold_cluster(cluster, &mut self.folded);
                    }
                    self.at += length;
                    self.span.end = self.at;
                }
                Step::Mark(Mark::Letter(length, letter)) => {
                    fold_cluster(letter.encode_utf8(&mut [0; 4]), &mut self.folded);
                    self.at += length;
                    self.span.end = self.at;
                }
                Step::Mark(Mark::Invisible(length)) => self.at += length,
                _ => return,
            }
        }
    }

    /// How many plain letters and digits stand here that no accent can follow.
    fn ascii_run(&self) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        match rest.get(count) {
            Some(byte) if !byte.is_ascii() => count.saturating_sub(1),
            _ => count,
        }
    }

    fn step(&self) -> Step {
        let rest = &self.text[self.at..];
        let Some(c) = rest.chars().next() else {
            return Step::End;
        };
        let length = c.len_utf8();
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                return Step::Letter(cluster(rest, length));
            }
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c') {
                return Step::Mark(Mark::Blank(1));
            }
            if c == '-' {
                return Step::Hyphen(1);
            }
            let found = mark(rest, self.text[..self.at].chars().next_back());
            return Step::Mark(found.unwrap_or(Mark::Other(1)));
        }
        if is_raised_digit(c) {
            return Step::Mark(Mark::Note(length));
        }
        if is_dense(c) {
            return Step::Dense(cluster(rest, length));
        }
        if c.is_alphanumeric() || (self.wild && matches!(c, WILD_ANY | WILD_ONE)) {
            return Step::Letter(cluster(rest, length));
        }
        if is_dash(c) {
            return Step::Hyphen(length);
        }
        if is_invisible(c) || is_mark(c) {
            return Step::Mark(Mark::Invisible(length));
        }
        if c.is_whitespace() {
            return Step::Mark(Mark::Blank(length));
        }
        Step::Mark(Mark::Other(length))
    }
}

/// Bytes of a character with the marks on it.
fn cluster(rest: &str, first: usize) -> usize {
    if rest.as_bytes().get(first).is_none_or(u8::is_ascii) {
        return first;
    }
    let more = rest[first..]
        .chars()
        .take_while(|c| is_mark(*c) || is_trailing_jamo(*c));
    first + more.map(char::len_utf8).sum::<usize>()
}

/// What two things between words amount to.
fn wider(joint: Joint, next: Joint) -> Joint {
    match (joint, next) {
        (Joint::Start, _) => Joint::Start,
        (Joint::Glued, next) => next,
        (Joint::Hyphen, Joint::Blank) => Joint::Hyphen,
        (Joint::Blank, Joint::Blank) => Joint::Blank,
        _ => Joint::Other,
    }
}

/// For each step of [`Words`] over a paragraph, the number of the word that it belongs to: as many steps as there are
/// characters make one word in a script without blanks, by dictionary.
pub fn dense_words(paragraph: &str) -> Vec<u32> {
    let mut starts = WordSegmenter::new_auto(Default::default())
        .segment_str(paragraph)
        .peekable();
    let mut numbers = Vec::new();
    let mut number = 0;
    let mut words = Words::new(paragraph);
    while words.advance() {
        let mut starts_word = false;
        while starts.next_if(|at| *at <= words.span().start).is_some() {
            starts_word = true;
        }
        let goes_on = words.is_dense() && words.joint() == Joint::Glued && !starts_word;
        if !numbers.is_empty() && !goes_on {
            number += 1;
        }
        numbers.push(number);
    }
    numbers
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::text::fold::fold;

    fn words(text: &str) -> Vec<(String, &str)> {
        let mut words = Words::new(text);
        let mut found = Vec::new();
        while words.advance() {
            found.push((words.folded().to_owned(), &text[words.span().range()]));
        }
        found
    }

    fn pairs<'a>(list: &[(&str, &'a str)]) -> Vec<(String, &'a str)> {
        list.iter().map(|(a, b)| ((*a).to_owned(), *b)).collect()
    }

    #[test]
    fn case_and_accents_fold_however_they_are_encoded() {
        assert_eq!(
            fold("Łódź Ærø STRASSE Straße đồng"),
            "lodz aero strasse strasse dong"
        );
        assert_eq!(
            fold("Ferna\u{301}ndez Fernández FERNÁNDEZ"),
            "fernandez fernandez fernandez"
        );
        assert_eq!(fold("ﬁnance Ｔｉｅｒ２ Ⅳ"), "finance tier2 iv");
        assert_eq!(fold("가\u{11a8} \u{1100}\u{1161}"), "각 가");
        assert_eq!(fold("мой Ёлка ΟΔΟΣ ὁδός"), "мой елка οδοσ οδοσ");
        assert_eq!(fold("พ.ศ. ๒๕๔๗"), "พ ศ 2547");
    }

    #[test]
    fn what_cannot_be_seen_is_no_part_of_a_word_and_does_not_end_it() {
        assert_eq!(
            words("traf\u{ad}fick\u{200b}ing."),
            pairs(&[("trafficking", "traf\u{ad}fick\u{200b}ing")])
        );
        assert_eq!(
            words("*law*s <u>act</u>ion"),
            pairs(&[("laws", "law*s"), ("action", "act</u>ion")])
        );
        assert_eq!(
            words("Fern\\'{a}ndez \\textit{law}s"),
            pairs(&[("fernandez", "Fern\\'{a}ndez"), ("laws", "law}s")])
        );
        assert_eq!(
            words("caf&eacute; &amp; a&nbsp;b 2*3"),
            pairs(&[
                ("cafe", "caf&eacute;"),
                ("a", "a"),
                ("b", "b"),
                ("2", "2"),
                ("3", "3")
            ])
        );
        assert_eq!(
            words("a < b and c > d"),
            pairs(&[
                ("a", "a"),
                ("b", "b"),
                ("and", "and"),
                ("c", "c"),
                ("d", "d")
            ])
        );
    }

    #[test]
    fn note_marks_end_a_word_and_are_no_part_of_it() {
        for marked in [
            "law¹¹⁸",
            "law[^4]",
            "law<sup>12</sup>",
            "law^{31}",
            "law $^{^{158}}$",
            "law^7^",
            "law<sup><a href=\"#n1\">1</a></sup>",
            "law\\textsuperscript{3}",
        ] {
            assert_eq!(
                words(&format!("{marked} and")),
                pairs(&[("law", "law"), ("and", "and")]),
                "{marked}"
            );
        }
        assert_eq!(
            words("^{31 06}LIMA309"),
            pairs(&[("31", "31"), ("06lima309", "06}LIMA309")])
        );
        assert_eq!(words("5<sup>th</sup>"), pairs(&[("5th", "5<sup>th")]));
    }

    #[test]
    fn what_stands_between_words_is_told() {
        let joints = |text| {
            let mut words = Words::new(text);
            let mut found = Vec::new();
            while words.advance() {
                found.push(words.joint());
            }
            found
        };
        use Joint::{Blank, Glued, Hyphen, Other, Start};
        assert_eq!(joints("a-b c–d"), [Start, Hyphen, Blank, Hyphen]);
        assert_eq!(
            joints("labor- related - it’s"),
            [Start, Hyphen, Other, Other]
        );
        assert_eq!(joints("in 日本NGO"), [Start, Blank, Glued, Glued]);
    }

    #[test]
    fn words_without_blanks_are_told_apart_by_dictionary() {
        let text = "ประเทศไทย law มีกฎหมาย";
        let numbers = dense_words(text);
        assert_eq!(numbers.len(), words(text).len());
        let last = *numbers.last().unwrap();
        assert!((2..7).contains(&last), "{numbers:?}");
        assert!(numbers.is_sorted());
    }
}
