//! When are two spellings the same word?
//!
//! - Case and accents do not count (`ł`, `ø`, `đ`, `æ`, `ß` too), nor whether accents are composed, nor ligature,
//!   full-width or other compatibility forms, nor soft hyphens and what else has no width.
//! - Apostrophes, quotes and dashes part words, whatever their shape. A note mark ends a word and is no part of it.
//!   Marks of Markdown, HTML and LaTeX cannot be seen: `*law*s` is one word.
//! - `antitrafficking`, `anti-trafficking` and `anti trafficking` are one word: see [`compounds`].
//! - Thai, Lao, Khmer, Burmese, Chinese and Japanese are written without blanks: there each character is a
//!   step of its own, so that any run of them can be found, and [`dense_words`] tells where their words start.

pub mod compounds;
mod letters;
mod marks;
mod notes;
mod words;

pub use notes::without_note_marks;
pub use words::{Joint, WILD_ANY, WILD_ONE, Words, dense_words};

/// Changes whenever the words of some text come out otherwise: what was indexed before is then void.
pub const VERSION: u32 = 1;

/// The words of a text, folded, with a blank between: for titles, names and keys that are to be compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut words = Words::new(text);
    while words.advance() {
        if !folded.is_empty() && words.joint() != Joint::Glued {
            folded.push(' ');
        }
        folded.push_str(words.folded());
    }
    folded
}
