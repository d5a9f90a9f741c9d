//! How are the letters of a file put, so that one word is spelt one way in the stored text?
//!
//! NFC; ligatures U+FB00 to U+FB06 undone; U+0E4D U+0E32 as U+0E33; control characters out. Never NFKC, which breaks Thai,
//! `½` and the raised digits of note marks.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Puts letters one way.
#[derive(Debug)]
pub(super) struct Normal(ComposingNormalizerBorrowed<'static>);

impl Default for Normal {
    fn default() -> Self {
        Self(ComposingNormalizerBorrowed::new_nfc())
    }
}

impl Normal {
    /// Adds words to a text, put that way.
    pub fn push(&self, words: &str, text: &mut String) {
        if words.is_ascii() {
            text.extend(words.chars().filter(|c| stays(*c)));
            return;
        }
        let mut undone = String::with_capacity(words.len() + 8);
        let mut letters = words.chars().peekable();
        while let Some(c) = letters.next() {
            match c {
                '\u{fb00}' => undone.push_str("ff"),
                '\u{fb01}' => undone.push_str("fi"),
                '\u{fb02}' => undone.push_str("fl"),
                '\u{fb03}' => undone.push_str("ffi"),
                '\u{fb04}' => undone.push_str("ffl"),
                '\u{fb05}' | '\u{fb06}' => undone.push_str("st"),
                '\u{e4d}' if letters.next_if_eq(&'\u{e32}').is_some() => undone.push('\u{e33}'),
                c if stays(c) => undone.push(c),
                _ => {}
            }
        }
        text.push_str(&self.0.normalize(&undone));
    }
}

fn stays(c: char) -> bool {
    matches!(c, '\t' | '\n')
        || !(c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_put_one_way() {
        for (from, to) in [
            ("ﬁnal oﬃce", "final office"),
            ("cafe\u{301}", "café"),
            ("น\u{e4d}\u{e32}", "น\u{e33}"),
            ("a\u{0}b\u{8}c\td\n", "abc\td\n"),
            ("½ of it¹²", "½ of it¹²"),
        ] {
            let mut text = String::new();
            Normal::default().push(from, &mut text);
            assert_eq!(text, to);
        }
    }
}
