//! What does a passage rest on: which citations stand in it, and in the notes that it leads to?

use super::{Citations, Kind};
use crate::project::Span;

/// A citation that a passage rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Its place in the list of the document's citations.
    pub citation: usize,
    /// The number of the note that it stands in, where the passage only has the note's mark; none where it stands in the
    /// passage itself.
    pub note: Option<u32>,
}

/// The citations that a passage rests on, in the order in which a reader comes to them: those inside it, and those in the
/// notes whose marks it has. A mark right behind its last word belongs to it, with or without the stop between.
pub fn rests_on(citations: &Citations, text: &str, spans: &[Span]) -> Vec<Rest> {
    let mut found: Vec<Rest> = Vec::new();
    let mut add = |rest: Rest| {
        if !found.iter().any(|known| known.citation == rest.citation) {
            found.push(rest);
        }
    };
    for span in spans {
        let reach = Span::new(span.start, with_marks_behind(text, *span));
        for at in touching(citations, reach) {
            let citation = &citations.list[at];
            match citation.kind {
                Kind::FootnoteText => {}
                Kind::FootnoteRef => {
                    for note in citation.resolves_to.iter().copied() {
                        let number = number(citation.key.as_str());
                        for citation in in_note(citations, note) {
                            add(Rest {
                                citation,
                                note: number,
                            });
                        }
                    }
                }
                _ if citation.spans.iter().any(|part| part.overlaps(*span)) => add(Rest {
                    citation: at,
                    note: None,
                }),
                _ => {}
            }
        }
    }
    found
}

/// The citations in a note, given by its place in the list.
fn in_note(citations: &Citations, note: usize) -> impl Iterator<Item = usize> {
    let spans = citations.list.get(note).map(|note| note.spans.clone());
    let inside = spans.unwrap_or_default().into_iter().flat_map(move |span| {
        let inside = touching(citations, span);
        inside.filter(move |at| {
            let citation = &citations.list[*at];
            span.contains(citation.span().start)
                && !matches!(citation.kind, Kind::FootnoteRef | Kind::FootnoteText)
        })
    });
    inside.collect::<Vec<_>>().into_iter()
}

/// The longest citation that is looked for from behind, in bytes: a note of many pages is longer, and is not wanted here.
const LONGEST: usize = 4_000;

/// The citations that touch a span, as places in the list, which is in the order of the text.
fn touching(citations: &Citations, span: Span) -> impl Iterator<Item = usize> {
    let list = &citations.list;
    let from = list.partition_point(|one| one.span().start + LONGEST < span.start);
    let to = list.partition_point(|one| one.span().start < span.end);
    (from..to.max(from)).filter(move |at| list[*at].spans.iter().any(|part| part.overlaps(span)))
}

/// The end of a span with the stops, quotes and note marks that follow its last word without a blank.
fn with_marks_behind(text: &str, span: Span) -> usize {
    /// A mark in brackets or braces with its number, and a stop and a quote ahead of it.
    const MOST: usize = 16;
    let rest = text.get(span.end..).unwrap_or_default();
    let mut end = span.end;
    for c in rest.chars().take(MOST) {
        let goes_on = !c.is_whitespace() && (!c.is_alphabetic() || "sup".contains(c));
        if !goes_on {
            break;
        }
        end += c.len_utf8();
    }
    end
}

fn number(key: &str) -> Option<u32> {
    key.strip_prefix("fn:")?.parse().ok()
}
