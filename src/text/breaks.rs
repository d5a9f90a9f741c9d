//! Where may a caret stand, a word end, a sentence end, a row break? By the rules of Unicode (UAX #14, #29), with
//! dictionaries for Thai, Lao, Khmer, Burmese, Chinese and Japanese, which write no blanks.

use crate::project::Span;
use icu_properties::{CodePointMapData, props::BidiClass};
use icu_segmenter::options::{LineBreakOptions, WordType};
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter, SentenceSegmenter, WordSegmenter};

/// How far to look around an offset: more than any word or character a person can see, little enough to be instant.
const REACH: usize = 400;

/// The next place a caret can stand after `offset`; at the end, the end.
pub fn grapheme_after(text: &str, offset: usize) -> usize {
    let window = window(text, offset, 0, REACH);
    let rest = &text[window.range()];
    let next = GraphemeClusterSegmenter::new().segment_str(rest).nth(1);
    next.map_or(text.len(), |at| window.start + at)
}

/// The place a caret can stand before `offset`; at the start, the start.
pub fn grapheme_before(text: &str, offset: usize) -> usize {
    let end = floor(text, offset);
    let window = window(text, end, REACH, 0);
    let before = &text[window.range()];
    let last = GraphemeClusterSegmenter::new()
        .segment_str(before)
        .filter(|at| *at < before.len())
        .last();
    last.map_or(0, |at| window.start + at)
}

/// `offset` itself where a caret can stand there, else the place before.
pub fn grapheme_at_or_before(text: &str, offset: usize) -> usize {
    let offset = floor(text, offset);
    let window = window(text, offset, REACH, REACH);
    let around = &text[window.range()];
    let here = GraphemeClusterSegmenter::new()
        .segment_str(around)
        .take_while(|at| window.start + at <= offset)
        .last();
    here.map_or(offset, |at| window.start + at)
}

/// The word at an offset: the run of letters, or of anything else, that a double click takes. Empty in an empty text.
pub fn word_at(text: &str, offset: usize) -> Span {
    let offset = floor(text, offset.min(text.len()));
    let line = line_around(text, offset);
    let words = words(&text[line.range()]);
    let found = words
        .iter()
        .find(|(span, _)| line.start + span.end > offset)
        .or_else(|| words.last());
    found.map_or(Span::new(offset, offset), |(span, _)| {
        Span::new(line.start + span.start, line.start + span.end)
    })
}

/// The end of the first word that ends after `offset`: where Ctrl+Right goes.
pub fn word_after(text: &str, offset: usize) -> usize {
    let offset = floor(text, offset);
    let mut line = line_around(text, offset);
    loop {
        let words = words(&text[line.range()]);
        if let Some((span, _)) = words
            .iter()
            .find(|(span, is_word)| *is_word && line.start + span.end > offset)
        {
            return line.start + span.end;
        }
        if line.end >= text.len() {
            return text.len();
        }
        line = line_around(text, grapheme_after(text, line.end));
    }
}

/// The start of the last word that starts before `offset`: where Ctrl+Left goes.
pub fn word_before(text: &str, offset: usize) -> usize {
    let offset = floor(text, offset);
    let mut line = line_around(text, offset);
    loop {
        let words = words(&text[line.range()]);
        if let Some((span, _)) = words
            .iter()
            .rev()
            .find(|(span, is_word)| *is_word && line.start + span.start < offset)
        {
            return line.start + span.start;
        }
        if line.start == 0 {
            return 0;
        }
        line = line_around(text, line.start - 1);
    }
}

/// The sentence at an offset, without the blanks around it, and without the marks of notes to the sentence before it.
pub fn sentence_at(text: &str, offset: usize) -> Span {
    let offset = floor(text, offset.min(text.len()));
    let line = line_around(text, offset);
    let within = &text[line.range()];
    let mut start = 0;
    for end in SentenceSegmenter::new(Default::default())
        .segment_str(within)
        .skip(1)
    {
        if ends_in_abbreviation(&within[start..end]) && end < within.len() {
            continue;
        }
        // The marks behind a full stop belong to what it ends. UAX #29 takes a bracket for a closing one there.
        let opens = within[..end].ends_with('[') && within[end..].starts_with('^');
        let end = end - usize::from(opens);
        let end = end + note_marks(&within[end..]);
        if line.start + end > offset || end == within.len() {
            let sentence = &within[start..end];
            let lead = sentence.len() - sentence.trim_start().len();
            let words = sentence.trim_start();
            let start = line.start + start + lead;
            return Span::new(start, start + without_note_marks(words).len());
        }
        start = end;
    }
    line
}

/// Length in bytes of the marks of notes at the start, with the blanks behind them: `¹²`, `[^4]`. None gives 0.
fn note_marks(text: &str) -> usize {
    let rest = text.trim_start_matches(is_raised);
    let rest = match rest
        .strip_prefix("[^")
        .and_then(|mark| mark.split_once(']'))
    {
        Some((number, rest)) if number.len() <= 8 && !number.contains(' ') => rest,
        _ => rest,
    };
    if rest.len() == text.len() {
        return 0;
    }
    text.len() - rest.trim_start_matches(' ').len()
}

/// A sentence without the blanks and marks of notes behind it.
fn without_note_marks(sentence: &str) -> &str {
    let mut words = sentence.trim_end();
    loop {
        let shorter = words.trim_end_matches(is_raised).trim_end();
        let shorter = match shorter
            .strip_suffix(']')
            .and_then(|mark| mark.rsplit_once("[^"))
        {
            Some((before, number)) if number.len() <= 8 && !number.contains(' ') => {
                before.trim_end()
            }
            _ => shorter,
        };
        if shorter.len() == words.len() || shorter.is_empty() {
            return words;
        }
        words = shorter;
    }
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Whether what looks like the end of a sentence is the dot of a name or title: "U.S. ", "Dr. ", "No. ".
fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(word) = sentence
        .trim_end()
        .strip_suffix('.')
        .and_then(|s| s.rsplit([' ', '(', '“', '"']).next())
    else {
        return false;
    };
    let initials = word
        .split('.')
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    const TITLES: [&str; 18] = [
        "Dr", "Mr", "Mrs", "Ms", "Prof", "Gen", "Gov", "Sen", "Rep", "St", "No", "Nos", "Art",
        "Sec", "cf", "e.g", "i.e", "vs",
    ];
    initials || TITLES.contains(&word)
}

/// Byte offsets, in order, at which a row of this paragraph may end; the last is its length. Those in `must` end one.
pub fn line_breaks(paragraph: &str) -> Vec<usize> {
    LineSegmenter::new_auto(LineBreakOptions::default())
        .segment_str(paragraph)
        .skip(1)
        .collect()
}

/// Whether the text has letters that are written from right to left, such as Arabic and Hebrew.
pub fn is_right_to_left(text: &str) -> bool {
    let classes = CodePointMapData::<BidiClass>::new();
    let right_to_left = |c: char| {
        matches!(
            classes.get(c),
            BidiClass::RightToLeft | BidiClass::ArabicLetter
        )
    };
    !text.is_ascii() && text.chars().filter(|c| !c.is_ascii()).any(right_to_left)
}

/// Words and what lies between them, each with whether it is a word.
fn words(line: &str) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (end, kind) in WordSegmenter::new_auto(Default::default())
        .segment_str(line)
        .iter_with_word_type()
        .skip(1)
    {
        found.push((Span::new(start, end), kind != WordType::None));
        start = end;
    }
    found
}

/// The paragraph around an offset, or as much of a very long one as can matter.
fn line_around(text: &str, offset: usize) -> Span {
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..offset]).map_or(0, |at| at + 1);
    let end =
        memchr::memchr(b'\n', &text.as_bytes()[offset..]).map_or(text.len(), |at| offset + at);
    let near = window(text, offset, 8 * REACH, 8 * REACH);
    Span::new(start.max(near.start), end.min(near.end))
}

fn window(text: &str, offset: usize, before: usize, after: usize) -> Span {
    let offset = floor(text, offset);
    Span::new(
        floor(text, offset.saturating_sub(before)),
        ceil(text, offset.saturating_add(after)),
    )
}

fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset.min(text.len()))
}

fn ceil(text: &str, offset: usize) -> usize {
    text.ceil_char_boundary(offset.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_never_stands_inside_a_character_that_a_person_sees_as_one() {
        let text = "e\u{301}👨‍👩‍👧ก็";
        let mut stops = vec![0];
        while let Some(&last) = stops.last().filter(|last| **last < text.len()) {
            stops.push(grapheme_after(text, last));
        }
        assert_eq!(stops.len(), 4, "three characters: {stops:?}");
        assert_eq!(grapheme_at_or_before(text, 1), 0);
        let mut back = vec![text.len()];
        while let Some(&last) = back.last().filter(|last| **last > 0) {
            back.push(grapheme_before(text, last));
        }
        back.reverse();
        assert_eq!(stops, back);
    }

    #[test]
    fn a_sentence_is_not_cut_at_initials_or_titles() {
        let text = "One is here. The U.S. Embassy met Dr. Ruiz in May. Then it left.";
        let sentence = |offset| &text[sentence_at(text, offset).range()];
        assert_eq!(sentence(20), "The U.S. Embassy met Dr. Ruiz in May.");
        assert_eq!(sentence(0), "One is here.");
        assert_eq!(sentence(text.len()), "Then it left.");
    }

    #[test]
    fn the_mark_of_a_note_belongs_to_the_sentence_before_it_and_to_no_quotation() {
        let text = "It was low.¹⁴ The law came.[^2] Then it rose.³";
        let sentence = |offset| &text[sentence_at(text, offset).range()];
        assert_eq!(sentence(3), "It was low.");
        assert_eq!(sentence(12), "It was low.");
        assert_eq!(sentence(20), "The law came.");
        assert_eq!(sentence(text.len()), "Then it rose.");
    }

    #[test]
    fn thai_and_japanese_have_words_without_blanks() {
        let text = "ประเทศไทยมีกฎหมาย";
        let first = word_at(text, 0);
        assert_eq!(&text[first.range()], "ประเทศ");
        let text = "日本語の文章です";
        assert!(word_at(text, 0).len() < text.len());
    }

    #[test]
    fn words_are_walked_across_paragraphs() {
        let text = "one two\n\nthree";
        assert_eq!(word_after(text, 0), 3);
        assert_eq!(word_after(text, 3), 7);
        assert_eq!(word_after(text, 7), 14);
        assert_eq!(word_before(text, 9), 4);
        assert_eq!(word_before(text, 0), 0);
        assert_eq!(word_after("", 0), 0);
    }
}
