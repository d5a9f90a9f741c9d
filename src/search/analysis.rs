//! Which terms does a text have at which positions, for the index and for reading a text through alike?
//!
//! Positions count words over the whole document in the order of reading; in a script without blanks they count
//! characters. Between two paragraphs one position is left free, so that nothing can stand next to anything across
//! them; between the halves of one that a page cuts ([`CUT`]) none is. Beside words there are four kinds of terms, told by their first character, which no word has:
//!
//! | first | stands for | then |
//! |---|---|---|
//! | U+0001 | words that are one word when closed, at the first of them | the word, U+0000, its cuts as characters |
//! | U+0002 | a paragraph's start | |
//! | U+0003 | the start of a paragraph that has some script without blanks | |
//! | U+0004 | a character of such a script | the character |

use super::flow::CUT;
use crate::text::Paragraphs;
use crate::text::fold::{Words, compounds};
use std::collections::VecDeque;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

pub(super) const CLOSED: char = '\u{1}';
pub(super) const CUTS: char = '\u{0}';
pub(super) const PARAGRAPH: &str = "\u{2}";
pub(super) const DENSE_PARAGRAPH: &str = "\u{3}";
pub(super) const DENSE: char = '\u{4}';

/// Words longer than this are known by their start. Nobody types one, but files hold them (encoded pictures).
pub(super) const LONGEST: usize = 400;

/// The most words that can be one when closed.
const MOST_PARTS: usize = 4;

/// Walks the terms of a text that is laid out for reading.
pub(super) struct Terms<'t> {
    text: &'t str,
    /// Whether pages cut some paragraphs of it, and where they cut this one.
    has_cuts: bool,
    cuts: VecDeque<usize>,
    paragraphs: Paragraphs,
    paragraph: usize,
    words: Option<Words<'t>>,
    /// Where the paragraph starts, and where the next word will be.
    base: u32,
    next: u32,
    said_dense: bool,
    /// The last words that could be closed up with the next, oldest first.
    recent: VecDeque<String>,
    waiting: VecDeque<(String, u32)>,
    /// Memory to use again.
    spare: String,
    /// The term.
    pub(super) term: String,
    /// Its position.
    pub(super) position: u32,
}

impl<'t> Terms<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            has_cuts: text.contains(CUT),
            cuts: VecDeque::new(),
            paragraphs: Paragraphs::of(text),
            paragraph: 0,
            words: None,
            base: 0,
            next: 0,
            said_dense: false,
            recent: VecDeque::new(),
            waiting: VecDeque::new(),
            spare: String::new(),
            term: String::new(),
            position: 0,
        }
    }

    /// Goes to the next term; false at the end.
    pub(super) fn advance(&mut self) -> bool {
        loop {
            if let Some((term, position)) = self.waiting.pop_front() {
                (self.term, self.position) = (term, position);
                return true;
            }
            let Some(words) = &mut self.words else {
                return self.begin_paragraph();
            };
            if words.advance() {
                let start = words.span().start;
                let mut halves = 0;
                while self.cuts.pop_front_if(|cut| *cut < start).is_some() {
                    halves += 1;
                }
                if halves > 0 {
                    self.base = self.next;
                    self.said_dense = false;
                }
                self.take_word();
                if halves > 0 {
                    self.begin_halves(halves);
                }
                return true;
            }
            if self.cuts.pop_front().is_some() {
                self.set(PARAGRAPH, self.next);
                return true;
            }
            self.words = None;
            self.next += 1;
        }
    }

    /// The word just taken is the first after so many cuts: the signs for that come ahead of it.
    fn begin_halves(&mut self, halves: usize) {
        let word = std::mem::take(&mut self.term);
        self.waiting.push_front((word, self.position));
        for _ in 1..halves {
            self.waiting.push_front((PARAGRAPH.to_owned(), self.base));
        }
        self.set(PARAGRAPH, self.base);
    }

    fn begin_paragraph(&mut self) -> bool {
        if self.paragraph == self.paragraphs.count() {
            return false;
        }
        let span = self.paragraphs.span(self.paragraph);
        let line = self.text.get(span.range()).unwrap_or_default();
        self.words = Some(Words::new(line));
        if self.has_cuts {
            self.cuts = line.match_indices(CUT).map(|(at, _)| at).collect();
        }
        self.paragraph += 1;
        self.base = self.next;
        self.said_dense = false;
        self.recent.clear();
        self.set(PARAGRAPH, self.base);
        true
    }

    fn set(&mut self, term: &str, position: u32) {
        self.term.clear();
        self.term.push_str(term);
        self.position = position;
    }

    fn take_word(&mut self) {
        let Some(words) = &self.words else { return };
        self.position = self.next;
        self.next += 1;
        self.term.clear();
        if words.is_dense() {
            self.recent.clear();
            self.term.push(DENSE);
            self.term.push_str(words.folded());
            if !self.said_dense {
                self.said_dense = true;
                self.waiting
                    .push_back((DENSE_PARAGRAPH.to_owned(), self.base));
            }
            return;
        }
        self.term.push_str(shortened(words.folded()));
        let closes = self
            .recent
            .back()
            .is_some_and(|before| compounds::may_close(before, words.joint(), &self.term));
        if closes {
            self.close_up();
        } else {
            self.spare = self.recent.pop_back().unwrap_or_default();
            self.recent.clear();
        }
        let mut kept = if self.recent.len() == MOST_PARTS - 1 {
            self.recent.pop_front().unwrap_or_default()
        } else {
            std::mem::take(&mut self.spare)
        };
        kept.clear();
        kept.push_str(&self.term);
        self.recent.push_back(kept);
    }

    /// Adds the closed forms that end in the word just taken.
    fn close_up(&mut self) {
        for first in 0..self.recent.len() {
            let mut term = String::from(CLOSED);
            let mut cuts = String::new();
            for part in self.recent.range(first..) {
                term.push_str(part);
                cuts.extend(u32::try_from(term.len() - 1).ok().and_then(char::from_u32));
            }
            term.push_str(&self.term);
            if term.len() > LONGEST {
                continue;
            }
            term.push(CUTS);
            term.push_str(&cuts);
            let parts = u32::try_from(self.recent.len() - first).unwrap_or(0);
            self.waiting.push_back((term, self.position - parts));
        }
    }
}

/// A word as the index knows it.
pub(super) fn shortened(word: &str) -> &str {
    &word[..word.floor_char_boundary(LONGEST)]
}

/// A closed form taken apart: the word, and where its parts end but for the last.
pub(super) fn closed_form(term: &str) -> Option<(&str, &str)> {
    term.strip_prefix(CLOSED)?.split_once(CUTS)
}

/// Whether a term is not a word but one of the signs that this room adds, or a character.
pub(super) fn is_sign(term: &str) -> bool {
    term.starts_with(|first| first <= DENSE)
}

/// The same for tantivy.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Analyser;

impl Tokenizer for Analyser {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream {
            terms: Terms::of(text),
            token: Token::default(),
        }
    }
}

pub(super) struct Stream<'t> {
    terms: Terms<'t>,
    token: Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let more = self.terms.advance();
        if more {
            std::mem::swap(&mut self.token.text, &mut self.terms.term);
            self.token.position = self.terms.position as usize;
        }
        more
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
