//! The notes of a text whose file said where they are: in the form in which finders of citations want them.

use super::lines::trimmed;
use super::notes::{Draft, Found};
use crate::project::Span;
use crate::text::{MappedNote, Text};

/// The notes of the map of a text; none where it has none.
pub(super) fn find(text: &Text) -> Option<Found> {
    let mapped = &text.map().notes;
    if mapped.is_empty() {
        return None;
    }
    let string = text.str();
    let mut found = Found::default();
    for note in mapped {
        let label = note.label_in(string);
        found.labels.extend(label);
        let spans: Vec<Span> = words(string, note, label).collect();
        found.areas.extend(&spans);
        let number = number(&note.label);
        found.notes.push(Draft {
            number: number.unwrap_or(0),
            label: match number {
                Some(_) => String::new(),
                None => note.label.clone(),
            },
            spans,
            marks: note.marks.clone(),
        });
    }
    found.areas.sort_unstable();
    found.labels.sort_unstable();
    Some(found)
}

/// The paragraphs of a note without its label, and without the sign behind that.
fn words(text: &str, note: &MappedNote, label: Option<Span>) -> impl Iterator<Item = Span> {
    let label_end = label.map_or(0, |label| label.end);
    note.spans.iter().filter_map(move |span| {
        let mut start = span.start.max(label_end).min(span.end);
        if start == label_end {
            let rest = text.get(start..span.end).unwrap_or_default();
            start += rest.len()
                - rest
                    .trim_start_matches(['.', ')', ':', ']', ' ', '\t'])
                    .len();
        }
        let words = trimmed(text, start, span.end);
        (!words.is_empty()).then_some(words)
    })
}

/// The number that a label is.
fn number(label: &str) -> Option<u32> {
    let number = label.trim_matches(['[', ']', '(', ')', '.', ' ']).parse();
    number.ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, of};
    use super::*;
    use crate::text::Map;

    const WORDS: &str = "The list shamed them.* It rose to 2008 cases.a Nobody cared.1\n* Thanks to M. Lindqvist.\na See Osei 2011, p. 4.\n1. Cable 06LIMA4712.\nStill of note 1.\n";

    fn find(words: &str) -> Span {
        let start = WORDS.find(words).unwrap_or(0);
        Span::new(start, start + words.len())
    }

    fn text() -> Text {
        let note = |label: &str, mark: &str, spans: &[&str]| {
            let mark = find(mark);
            MappedNote {
                label: label.to_owned(),
                spans: spans.iter().map(|words| find(words)).collect(),
                marks: vec![Span::new(mark.end - 1, mark.end)],
                ..MappedNote::default()
            }
        };
        let notes = vec![
            note("*", "them.*", &["* Thanks to M. Lindqvist."]),
            note("a", "cases.a", &["a See Osei 2011, p. 4."]),
            note(
                "1",
                "cared.1",
                &["1. Cable 06LIMA4712.", "Still of note 1."],
            ),
        ];
        Text::mapped(
            WORDS,
            Map {
                notes,
                ..Map::default()
            },
        )
    }

    #[test]
    fn the_notes_of_a_map_are_taken_as_they_are_whatever_their_labels() {
        let found = of(&text());
        let said = |kind: Kind| -> Vec<(&str, &str)> {
            let of_kind = found.list.iter().filter(|one| one.kind == kind);
            of_kind
                .map(|one| (one.key.as_str(), &WORDS[one.span().range()]))
                .collect()
        };
        assert_eq!(
            said(Kind::FootnoteRef),
            [("fn:*", "*"), ("fn:a", "a"), ("fn:1", "1")]
        );
        assert_eq!(
            said(Kind::FootnoteText),
            [
                ("fn:*", "Thanks to M. Lindqvist."),
                ("fn:a", "See Osei 2011, p. 4."),
                ("fn:1", "Cable 06LIMA4712."),
            ]
        );
        assert!(found.lost_marks().is_empty() && found.lost_notes().is_empty());
    }

    #[test]
    fn a_passage_rests_on_what_its_mapped_notes_cite() {
        let found = of(&text());
        let rests = |words: &str| -> Vec<(String, Option<String>)> {
            let rests = super::super::rests_on(&found, WORDS, &[find(words)]);
            let key = |citation: usize| found.list[citation].key.clone();
            rests
                .into_iter()
                .map(|rest| (key(rest.citation), rest.note))
                .collect()
        };
        let of = |key: &str, note: &str| (key.to_owned(), Some(note.to_owned()));
        assert_eq!(rests("It rose to 2008 cases"), [of("osei:2011", "a")]);
        assert_eq!(rests("Nobody cared."), [of("06LIMA4712", "1")]);
        assert_eq!(rests("It rose to"), []);
    }
}
