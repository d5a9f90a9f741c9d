//! What does a passage rest on: which citations stand in it, and in the notes that it leads to?

use super::{Citation, Citations, Kind};
use crate::project::Span;
use std::collections::HashSet;

/// A citation that a passage rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Its place in the list of the document's citations.
    pub citation: usize,
    /// The label of the note that it stands in, where the passage only has the note's mark; none where it stands in the
    /// passage itself.
    pub note: Option<String>,
}

/// The citations that a passage rests on, in the order in which a reader comes to them: those inside it, and those in the
/// notes whose marks it has. A mark right behind its last word belongs to it, with or without the stop between.
pub fn rests_on(citations: &Citations, text: &str, spans: &[Span]) -> Vec<Rest> {
    let mut found: Vec<Rest> = Vec::new();
    let mut known = HashSet::new();
    let mut add = |rest: Rest| {
        if known.insert(rest.citation) {
            found.push(rest);
        }
    };
    for span in spans {
        let reach = Span::new(span.start, with_marks_behind(citations, text, *span));
        for at in touching(citations, reach) {
            let citation = &citations.list[at];
            match citation.kind {
                Kind::FootnoteText => {}
                Kind::FootnoteRef => {
                    let label = citation.key.strip_prefix("fn:").map(str::to_owned);
                    for note in citation.resolves_to.iter().copied() {
                        for citation in in_note(citations, note) {
                            let note = label.clone();
                            add(Rest { citation, note });
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

/// The end of a span with the marks of notes that follow its last word: right behind it, behind the stops and quotes
/// after it, or a blank apart from them.
fn with_marks_behind(citations: &Citations, text: &str, span: Span) -> usize {
    /// Stops and quotes between a word and its mark, in bytes.
    const MOST: usize = 16;
    let list = &citations.list;
    let mut end = span.end;
    loop {
        let first = list.partition_point(|one| one.span().start < end);
        let marks = list.get(first..).unwrap_or_default().iter();
        let near = marks.take_while(|one| one.span().start <= end + MOST);
        let mut marks = near.filter(|one| one.kind == Kind::FootnoteRef);
        let Some(mark) = marks.next().map(Citation::span) else {
            return end;
        };
        let between = text.get(end..mark.start).unwrap_or("?");
        let blanks = between.chars().filter(|c| *c == ' ').count();
        let is_stop = |c: char| c == ' ' || !(c.is_alphanumeric() || c.is_whitespace());
        if blanks > 1 || !between.chars().all(is_stop) {
            return end;
        }
        end = mark.end;
    }
}
