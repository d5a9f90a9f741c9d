//! What does each mark, "Id." and "supra" lead to?

use super::chains::Chains;
use super::notes::{Found, Note};
use super::{Citation, Citations, Kind};
use crate::project::Span;
use std::collections::HashMap;

/// Links the citations of a text, which stand in order, with each other and with its notes.
pub(super) fn resolve(text: &str, mut list: Vec<Citation>, found: Found) -> Citations {
    let mut at: HashMap<(Kind, usize), usize> = HashMap::with_capacity(found.notes.len() * 2);
    for (place, citation) in list.iter().enumerate() {
        if matches!(citation.kind, Kind::FootnoteRef | Kind::FootnoteText) {
            at.insert((citation.kind, citation.span().start), place);
        }
    }
    let notes: Vec<Note> = found
        .notes
        .iter()
        .map(|note| Note {
            number: note.number,
            label: note.name(),
            marks: note
                .marks
                .iter()
                .filter_map(|mark| at.get(&(Kind::FootnoteRef, mark.start)).copied())
                .collect(),
            text: note
                .spans
                .first()
                .and_then(|span| at.get(&(Kind::FootnoteText, span.start)).copied()),
        })
        .collect();
    for note in &notes {
        for mark in &note.marks {
            list[*mark].resolves_to = note.text.into_iter().collect();
        }
    }
    let works = works(text, &list, &found);
    Chains::of(text, &notes, &works).follow(&mut list);
    Citations {
        list,
        notes,
        labels: found.labels,
    }
}

/// A work or pointer that stands in a note.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cited {
    /// Its place in the list.
    pub place: usize,
    /// Whether it is cited, and not only spoken of in a sentence, in brackets after another or as its book: what "Id." means.
    pub proper: bool,
}

/// The works and pointers that stand in each note, in order. A law in the title of a work is no work of its own.
fn works(text: &str, list: &[Citation], found: &Found) -> Vec<Vec<Cited>> {
    let mut parts: Vec<(Span, usize)> = found
        .notes
        .iter()
        .enumerate()
        .flat_map(|(note, draft)| draft.spans.iter().map(move |span| (*span, note)))
        .collect();
    parts.sort_unstable();
    let mut works = vec![Vec::new(); found.notes.len()];
    let mut outer = Span::new(0, 0);
    let mut brackets = Brackets::default();
    for (place, citation) in list.iter().enumerate() {
        if matches!(
            citation.kind,
            Kind::FootnoteRef | Kind::FootnoteText | Kind::ReferenceEntry
        ) {
            continue;
        }
        let span = citation.span();
        let at = parts.partition_point(|(part, _)| part.end <= span.start);
        let Some((part, note)) = parts.get(at).filter(|(part, _)| part.start <= span.start) else {
            continue;
        };
        let within = span.start < outer.end;
        if within && citation.kind != Kind::SupraId {
            continue;
        }
        if !within && matches!(citation.kind, Kind::Bluebook | Kind::SupraId) {
            outer = span;
        }
        let spoken = citation.kind == Kind::TreatyLaw && in_sentence(&text[part.start..span.start]);
        let aside = brackets.quoted(text, *part, span.start);
        works[*note].push(Cited {
            place,
            proper: !spoken && !aside && !within,
        });
    }
    works
}

/// Whether what stands ahead of a law is a sentence that speaks of it: "… the spirit behind the".
fn in_sentence(ahead: &str) -> bool {
    let ahead = ahead.trim_end_matches([' ', '“', '"', '*', '‘']);
    if !ahead.ends_with(|c: char| c.is_lowercase()) {
        return false;
    }
    let word = &ahead[ahead.rfind([' ', '\n']).map_or(0, |blank| blank + 1)..];
    !matches!(word, "see" | "also" | "amended" | "by" | "and" | "under")
}

/// Follows the brackets of a note from one work to the next.
#[derive(Debug, Default)]
struct Brackets {
    at: usize,
    /// Whether each bracket that is open says what a work quotes or cites.
    open: Vec<bool>,
}

impl Brackets {
    /// Whether a place is in a bracket that says what a work quotes: "(quoting …".
    fn quoted(&mut self, text: &str, part: Span, place: usize) -> bool {
        if self.at < part.start {
            self.at = part.start;
            self.open.clear();
        }
        let from = self.at.min(place);
        for at in memchr::memchr2_iter(b'(', b')', &text.as_bytes()[from..place]) {
            let rest = &text[from + at..];
            if rest.starts_with(')') {
                self.open.pop();
            } else {
                let lead = [
                    "(quoting",
                    "(citing",
                    "(discussing",
                    "(reviewing",
                    "(cited in",
                    "(quoted in",
                    "(translating",
                    "(emphasis",
                ];
                self.open
                    .push(lead.iter().any(|lead| rest.starts_with(lead)));
            }
        }
        self.at = self.at.max(place);
        self.open.contains(&true)
    }
}
