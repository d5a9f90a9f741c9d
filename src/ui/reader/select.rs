//! What does a person mean by a word, a sentence, a paragraph, and by more or less of it?

use crate::app::Selection;
use crate::project::Span;
use crate::text::{Text, grapheme_before, sentence_at, word_at};

/// What a click takes, and a drag after it extends by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// From caret to caret.
    Character,
    /// A word.
    Word,
    /// A sentence.
    Sentence,
    /// A paragraph.
    Paragraph,
}

impl Unit {
    /// What the n-th click in a row takes.
    pub fn of_clicks(count: u32) -> Self {
        match count.saturating_sub(1) % 4 {
            0 => Self::Character,
            1 => Self::Word,
            2 => Self::Sentence,
            _ => Self::Paragraph,
        }
    }

    /// The unit at an offset.
    pub fn at(self, text: &Text, offset: usize) -> Span {
        match self {
            Self::Character => Span::new(offset, offset),
            Self::Word => word_at(text.str(), offset),
            Self::Sentence => sentence_at(text.str(), offset),
            Self::Paragraph => text.paragraphs().span(text.paragraphs().at(offset)),
        }
    }
}

/// The selection of a drag that began on `origin` and has come to `offset`: whole units, the first always in.
pub fn dragged(
    text: &Text,
    unit: Unit,
    origin: Span,
    offset: usize,
    parts: Vec<Span>,
) -> Selection {
    let here = unit.at(text, offset);
    let (anchor, head) = if offset < origin.start {
        (origin.end, here.start.min(origin.start))
    } else {
        (origin.start, here.end.max(origin.end))
    };
    Selection {
        anchor,
        head,
        parts,
    }
}

/// The next larger unit around what is selected: word, sentence, paragraph, all.
pub fn wider(text: &Text, span: Span) -> Span {
    let last = span.end.saturating_sub(1).max(span.start);
    let last = text.str().floor_char_boundary(last);
    if span.is_empty()
        && let Some(word) = word_touching(text, span.start)
    {
        return word;
    }
    for unit in [Unit::Word, Unit::Sentence, Unit::Paragraph] {
        let (first, last) = (unit.at(text, span.start), unit.at(text, last));
        let around = Span::new(first.start.min(span.start), last.end.max(span.end));
        if around != span {
            return around;
        }
    }
    Span::new(0, text.str().len())
}

/// The word that a caret stands in, before or behind; none between blanks.
fn word_touching(text: &Text, caret: usize) -> Option<Span> {
    let before = grapheme_before(text.str(), caret);
    [caret, before]
        .into_iter()
        .map(|at| word_at(text.str(), at))
        .find(|word| {
            let words = text.str().get(word.range()).unwrap_or_default();
            words.contains(char::is_alphanumeric) && word.start <= caret && caret <= word.end
        })
}

/// The next smaller unit inside what is selected, from its start: paragraph, sentence, word, caret.
pub fn narrower(text: &Text, span: Span) -> Span {
    for unit in [Unit::Paragraph, Unit::Sentence, Unit::Word] {
        let inside = unit.at(text, span.start);
        if inside.start >= span.start
            && inside.end <= span.end
            && inside != span
            && !inside.is_empty()
        {
            return inside;
        }
    }
    Span::new(span.start, span.start)
}

/// The offset moved to the nearest edge of a word: where a dragged boundary snaps.
pub fn to_word_edge(text: &Text, offset: usize, start: bool) -> usize {
    let string = text.str();
    let word = word_at(string, offset);
    let words = string.get(word.range()).unwrap_or_default();
    if offset == word.start || offset == word.end {
        // Between a word and a blank: a passage starts with a word and ends with one.
        return offset;
    }
    if words.trim().is_empty() {
        return if start { word.end } else { word.start };
    }
    if offset - word.start <= word.end - offset {
        word.start
    } else {
        word.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &Text, span: Span) -> &str {
        &text.str()[span.range()]
    }

    #[test]
    fn widening_goes_from_word_to_sentence_to_paragraph_and_narrowing_comes_back() {
        let text = Text::new("First one. The second one is longer.\nAnother paragraph.");
        let mut span = Span::new(17, 17);
        let mut seen = Vec::new();
        for _ in 0..4 {
            span = wider(&text, span);
            seen.push(words(&text, span));
        }
        assert_eq!(seen[0], "second");
        assert_eq!(seen[1], "The second one is longer.");
        assert_eq!(seen[2], "First one. The second one is longer.");
        assert_eq!(seen[3], text.str());
        let mut seen = Vec::new();
        while !span.is_empty() {
            span = narrower(&text, span);
            seen.push(words(&text, span));
        }
        assert_eq!(
            seen,
            [
                "First one. The second one is longer.",
                "First one.",
                "First",
                ""
            ]
        );
    }

    #[test]
    fn a_drag_after_a_double_click_takes_whole_words() {
        let text = Text::new("alpha beta gamma delta");
        let origin = Unit::Word.at(&text, 12);
        assert_eq!(words(&text, origin), "gamma");
        let on = dragged(&text, Unit::Word, origin, 19, Vec::new());
        assert_eq!((on.anchor, on.head), (11, 22));
        let back = dragged(&text, Unit::Word, origin, 8, Vec::new());
        assert_eq!(
            (back.anchor, back.head),
            (16, 6),
            "the caret is where the pointer is"
        );
    }

    #[test]
    fn a_boundary_snaps_to_the_nearest_word() {
        let text = Text::new("alpha beta");
        assert_eq!(to_word_edge(&text, 1, true), 0);
        assert_eq!(to_word_edge(&text, 4, false), 5);
        assert_eq!(to_word_edge(&text, 5, false), 5);
        assert_eq!(to_word_edge(&text, 6, true), 6);
    }
}
