//! What does a person mean by a word, a sentence, a paragraph, and by more or less of it?

use crate::app::Selection;
use crate::project::Span;
use crate::text::{Asides, Text, grapheme_before, word_at};

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

    /// The unit at an offset, without the marks of notes; in parts where a page cuts it, without the notes between.
    pub fn parts(self, text: &Text, asides: &Asides, offset: usize) -> Vec<Span> {
        match self {
            Self::Character => vec![Span::new(offset, offset)],
            Self::Word => vec![asides.word_at(text.str(), offset)],
            Self::Sentence => asides.sentence_at(text, offset),
            Self::Paragraph => vec![text.paragraphs().span(text.paragraphs().at(offset))],
        }
    }

    /// From the start of the unit at an offset to its end.
    pub fn at(self, text: &Text, asides: &Asides, offset: usize) -> Span {
        extent(&self.parts(text, asides, offset))
    }
}

fn extent(spans: &[Span]) -> Span {
    let start = spans.first().map_or(0, |span| span.start);
    Span::new(start, spans.last().map_or(start, |span| span.end))
}

/// The selection of these parts, the last of which is the current one.
pub fn of_parts(mut parts: Vec<Span>) -> Selection {
    let current = parts.pop().unwrap_or(Span::new(0, 0));
    Selection {
        anchor: current.start,
        head: current.end,
        parts,
    }
}

/// The selection of a drag that began on `origin` and has come to `offset`: whole units, the first always in.
pub fn dragged(
    (text, asides): (&Text, &Asides),
    unit: Unit,
    origin: Span,
    offset: usize,
    parts: Vec<Span>,
) -> Selection {
    let here = unit.at(text, asides, offset);
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
pub fn wider(text: &Text, asides: &Asides, selection: &Selection) -> Selection {
    let span = selection.current();
    let last = span.end.saturating_sub(1).max(span.start);
    let last = text.str().floor_char_boundary(last);
    if span.is_empty()
        && let Some(word) = word_touching(text, asides, span.start)
    {
        return Selection::of(word);
    }
    for unit in [Unit::Word, Unit::Sentence, Unit::Paragraph] {
        let (first, last) = (
            unit.parts(text, asides, span.start),
            unit.parts(text, asides, last),
        );
        if first == last && first.len() > 1 {
            if first == selection.spans() {
                continue;
            }
            return of_parts(first);
        }
        let (first, last) = (extent(&first), extent(&last));
        let around = Span::new(first.start.min(span.start), last.end.max(span.end));
        if around != span {
            return Selection::of(around);
        }
    }
    Selection::of(Span::new(0, text.str().len()))
}

/// The word that a caret stands in, before or behind; none between blanks.
fn word_touching(text: &Text, asides: &Asides, caret: usize) -> Option<Span> {
    let before = grapheme_before(text.str(), caret);
    [caret, before]
        .into_iter()
        .map(|at| asides.word_at(text.str(), at))
        .find(|word| {
            let words = text.str().get(word.range()).unwrap_or_default();
            words.contains(char::is_alphanumeric) && word.start <= caret && caret <= word.end
        })
}

/// The next smaller unit inside what is selected, from its start: paragraph, sentence, word, caret.
pub fn narrower(text: &Text, asides: &Asides, span: Span) -> Span {
    for unit in [Unit::Paragraph, Unit::Sentence, Unit::Word] {
        let inside = unit.at(text, asides, span.start);
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
        let none = Asides::default();
        let mut span = Span::new(17, 17);
        let mut seen = Vec::new();
        for _ in 0..4 {
            span = wider(&text, &none, &Selection::of(span)).current();
            seen.push(words(&text, span));
        }
        assert_eq!(seen[0], "second");
        assert_eq!(seen[1], "The second one is longer.");
        assert_eq!(seen[2], "First one. The second one is longer.");
        assert_eq!(seen[3], text.str());
        let mut seen = Vec::new();
        while !span.is_empty() {
            span = narrower(&text, &none, span);
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
        let none = Asides::default();
        let origin = Unit::Word.at(&text, &none, 12);
        assert_eq!(words(&text, origin), "gamma");
        let on = dragged((&text, &none), Unit::Word, origin, 19, Vec::new());
        assert_eq!((on.anchor, on.head), (11, 22));
        let back = dragged((&text, &none), Unit::Word, origin, 8, Vec::new());
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

    const CUT: &str = "The list shamed118 the\n118. See Osei 2011.\nministers. Then it rained.\n";

    fn notes() -> (Text, Asides) {
        let find = |words: &str| {
            let start = CUT.find(words).unwrap_or(0);
            Span::new(start, start + words.len())
        };
        let asides = Asides::new(
            vec![find("118"), find("118. ")],
            vec![find("See Osei 2011.")],
        );
        (Text::new(CUT), asides)
    }

    #[test]
    fn a_word_comes_without_the_mark_of_a_note_that_is_glued_to_it() {
        let (text, asides) = notes();
        let at = |offset| words(&text, Unit::Word.at(&text, &asides, offset));
        assert_eq!(at(10), "shamed");
        assert_eq!(at(16), "118", "whoever clicks the mark wants it");
        let none = Asides::default();
        assert_eq!(words(&text, Unit::Word.at(&text, &none, 10)), "shamed118");
    }

    #[test]
    fn a_sentence_that_a_page_cuts_is_taken_whole_without_the_note_between() {
        let (text, asides) = notes();
        let whole = ["The list shamed118 the", "ministers."];
        for word in ["list", "ministers"] {
            let at = CUT.find(word).unwrap_or(0);
            let parts = Unit::Sentence.parts(&text, &asides, at);
            let said: Vec<&str> = parts.iter().map(|part| words(&text, *part)).collect();
            assert_eq!(said, whole, "{word}");
        }
        let at = CUT.find("Osei").unwrap_or(0);
        let note = Unit::Sentence.at(&text, &asides, at);
        assert_eq!(words(&text, note), "See Osei 2011.");
        let word = Selection::of(Unit::Word.at(&text, &asides, 5));
        let sentence = wider(&text, &asides, &word);
        assert_eq!(sentence.spans().len(), 2);
        let paragraph = wider(&text, &asides, &sentence);
        assert_eq!(
            words(&text, paragraph.current()),
            "ministers. Then it rained."
        );
    }
}
