//! In which order is a text read?

use crate::project::Span;
use crate::text::{MappedNote, Text};

/// The body of a text without the notes that stand in it, their marks, and without what parts the halves of a paragraph, and then
/// each note: stretches that read on, flow by flow. The notes are those of the text's map, or what was found in their place.
pub fn flows(text: &Text, notes: &[MappedNote]) -> Vec<Vec<Span>> {
    let cuts = text.map().cuts.iter().copied();
    let of_notes = notes
        .iter()
        .flat_map(|note| note.spans.iter().chain(&note.marks));
    let mut apart: Vec<Span> = cuts.chain(of_notes.copied()).collect();
    apart.sort_unstable();
    let mut body = Vec::with_capacity(apart.len() + 1);
    let mut start = 0;
    for gap in apart {
        if gap.start > start {
            body.push(Span::new(start, gap.start));
        }
        start = start.max(gap.end);
    }
    body.push(Span::new(start, text.str().len().max(start)));
    let mut flows = vec![body];
    flows.extend(notes.iter().map(|note| note.spans.clone()));
    flows
}
