//! How much is meant by a place that was found: the place itself, its sentence, its paragraph?

use super::{Text, sentence_at};
use crate::project::{Span, tidy_spans};

/// How much of the text around a place goes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Extent {
    /// Nothing but the place.
    #[default]
    Itself,
    /// The sentences that it touches.
    Sentence,
    /// The paragraphs that it touches.
    Paragraph,
}

/// A paragraph is followed over so many cuts at most.
const MOST_CUTS: usize = 8;

impl Extent {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::Itself, Self::Sentence, Self::Paragraph];

    /// What it is called, in "code the …".
    pub fn word(self) -> &'static str {
        match self {
            Self::Itself => "hit",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
        }
    }

    /// The next one, the smallest after the largest.
    pub fn next(self) -> Self {
        match self {
            Self::Itself => Self::Sentence,
            Self::Sentence => Self::Paragraph,
            Self::Paragraph => Self::Itself,
        }
    }

    /// The spans of a place with as much around it. A sentence or paragraph that a page cuts comes in parts, without the
    /// notes between. Spans that do not fit the text come back as they are.
    pub fn around(self, text: &Text, spans: &[Span]) -> Vec<Span> {
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return Vec::new();
        };
        let fits = |span: &Span| text.str().get(span.range()).is_some();
        if self == Self::Itself || !spans.iter().all(fits) {
            return spans.to_vec();
        }
        let end = text.str()[..last.end].char_indices().next_back();
        let end = end.map_or(first.start, |(at, _)| at.max(first.start));
        let mut found = self.at(text, first.start);
        if !found.iter().any(|span| span.contains(end)) {
            // What lies between the sentences of the first and the last word belongs to it, as far as it was found.
            found.extend(spans.iter().copied());
            found.extend(self.at(text, end));
        }
        tidy_spans(found)
    }

    pub(super) fn at(self, text: &Text, offset: usize) -> Vec<Span> {
        let parts = paragraph(text, offset);
        if self == Self::Paragraph {
            return trimmed(text, parts);
        }
        // The paragraph in one piece, so that a sentence reads on over the cuts.
        let mut whole = String::new();
        let mut starts = Vec::with_capacity(parts.len());
        for part in &parts {
            starts.push(whole.len());
            // So do its lines, where these are hard.
            let words = text.str().get(part.range()).unwrap_or_default();
            whole.push_str(&words.replace(['\n', '\r'], " "));
            whole.push(' ');
        }
        let place = parts.iter().zip(&starts);
        let here = place
            .filter(|(part, _)| part.start <= offset && offset <= part.end)
            .map(|(part, start)| start + (offset - part.start))
            .next();
        let sentence = sentence_at(&whole, here.unwrap_or(0));
        let cut = parts.iter().zip(&starts).map(|(part, start)| {
            let within = |at: usize| part.start + at.saturating_sub(*start).min(part.len());
            Span::new(within(sentence.start), within(sentence.end))
        });
        trimmed(text, cut.collect())
    }
}

/// The parts of the paragraph at an offset: more than one where pages cut it.
fn paragraph(text: &Text, offset: usize) -> Vec<Span> {
    let (reading, paragraphs) = (text.reading(), text.paragraphs());
    let here = reading.unit_of(paragraphs.at(offset));
    let from = here.saturating_sub(MOST_CUTS);
    let (start, end) = (reading.start_of(here), reading.end_of(here));
    let units = start.max(from)..end.min(here.saturating_add(MOST_CUTS));
    let parts = units.map(|at| {
        let unit = reading.unit(at);
        let (first, last) = (paragraphs.span(unit.first), paragraphs.span(unit.last));
        Span::new(first.start, last.end)
    });
    let parts: Vec<Span> = parts.flat_map(|part| between_cuts(text, part)).collect();
    // Nobody reads what a cut leaves out with the paragraph around it.
    if parts
        .iter()
        .any(|part| part.start <= offset && offset <= part.end)
    {
        parts
    } else {
        vec![paragraphs.span(paragraphs.at(offset))]
    }
}

/// What is left of a stretch without what the map of the text says is cut out.
fn between_cuts(text: &Text, part: Span) -> Vec<Span> {
    let cuts = &text.map().cuts;
    let after = cuts.partition_point(|cut| cut.end <= part.start);
    let cuts = cuts.get(after..).unwrap_or_default().iter();
    let mut left = Vec::new();
    let mut start = part.start;
    for cut in cuts.take_while(|cut| cut.start < part.end) {
        left.push(Span::new(start, cut.start.max(start)));
        start = cut.end.max(start);
    }
    left.push(Span::new(start.min(part.end), part.end));
    left
}

/// Parts without the blanks around them, none empty; two with nothing but blanks between them are one.
fn trimmed(text: &Text, parts: Vec<Span>) -> Vec<Span> {
    let mut trimmed: Vec<Span> = Vec::with_capacity(parts.len());
    for span in parts {
        let words = text.str().get(span.range()).unwrap_or_default();
        let start = span.start + (words.len() - words.trim_start().len());
        let span = Span::new(start, start + words.trim().len());
        if span.is_empty() {
            continue;
        }
        match trimmed.last_mut() {
            Some(last)
                if text
                    .str()
                    .get(last.end..span.start)
                    .is_some_and(|between| between.trim().is_empty()) =>
            {
                last.end = span.end;
            }
            _ => trimmed.push(span),
        }
    }
    trimmed
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::text::Map;

    fn words(text: &Text, extent: Extent, of: &str) -> Vec<String> {
        let start = text.str().find(of).unwrap();
        let spans = extent.around(text, &[Span::new(start, start + of.len())]);
        let words = |span: &Span| text.str()[span.range()].to_owned();
        spans.iter().map(words).collect()
    }

    #[test]
    fn a_word_is_found_with_its_sentence_and_its_paragraph() {
        let text = Text::new("One is here. The second has a word in it. Three.\n\nAnother.");
        assert_eq!(words(&text, Extent::Itself, "word"), ["word"]);
        assert_eq!(
            words(&text, Extent::Sentence, "word"),
            ["The second has a word in it."]
        );
        assert_eq!(
            words(&text, Extent::Sentence, "here. The"),
            ["One is here. The second has a word in it."]
        );
        assert_eq!(
            words(&text, Extent::Paragraph, "word"),
            ["One is here. The second has a word in it. Three."]
        );
    }

    #[test]
    fn a_sentence_that_a_page_cuts_comes_without_the_note_between() {
        let body = "A first one. The clerk signed\n\n7. See the ledger.\n\nthe permit at noon. A last one.";
        let cut = Span::new(
            body.find("\n\n7").unwrap(),
            body.find("the permit").unwrap(),
        );
        let map = Map {
            cuts: vec![cut],
            ..Map::default()
        };
        let text = Text::mapped(body, map);
        let whole = ["The clerk signed", "the permit at noon."];
        assert_eq!(words(&text, Extent::Sentence, "clerk"), whole);
        assert_eq!(words(&text, Extent::Sentence, "permit"), whole);
        assert_eq!(words(&text, Extent::Sentence, "last"), ["A last one."]);
        assert_eq!(
            words(&text, Extent::Sentence, "ledger"),
            ["See the ledger."]
        );
        assert_eq!(
            words(&text, Extent::Paragraph, "permit"),
            [
                "A first one. The clerk signed",
                "the permit at noon. A last one."
            ]
        );
    }

    #[test]
    fn a_sentence_of_a_plain_text_that_a_page_cuts_comes_without_the_note_between() {
        let body = "A first one. The clerk of the lower harbour signed the long permit of\n\n7. See the ledger of 1871.\n\n12\n\nthe ferry at noon. A last one.";
        let text = Text::new(body);
        let whole = [
            "The clerk of the lower harbour signed the long permit of",
            "the ferry at noon.",
        ];
        assert_eq!(words(&text, Extent::Sentence, "clerk"), whole);
        assert_eq!(words(&text, Extent::Sentence, "ferry"), whole);
        assert_eq!(words(&text, Extent::Sentence, "last"), ["A last one."]);
        assert_eq!(
            words(&text, Extent::Sentence, "ledger"),
            ["See the ledger of 1871."]
        );
        assert_eq!(
            words(&text, Extent::Paragraph, "ferry"),
            [
                "A first one. The clerk of the lower harbour signed the long permit of",
                "the ferry at noon. A last one."
            ]
        );
    }

    #[test]
    fn a_sentence_goes_on_over_hard_line_ends() {
        let rows = "The clerk of the lower harbour signed the long permits, as\n\
                    Arkell has it in a report on the traf-\n\
                    ficking of goods. They were old.\n\nAnother.";
        let text = Text::new(rows);
        let first = rows.find(" They").unwrap();
        assert_eq!(words(&text, Extent::Sentence, "Arkell"), [&rows[..first]]);
        assert_eq!(words(&text, Extent::Sentence, "old"), ["They were old."]);
    }
}
