//! What of a text's map, and of the parts that it has, holds for the text after it was corrected?

use super::Anchor;
use crate::project::{Section, Span};
use crate::text::Map;

impl Anchor {
    /// Where an offset of the old text went: always somewhere, and never ahead of what stood before it.
    pub fn point(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.before.end <= at);
        if let Some(piece) = self.pieces.get(next)
            && piece.before.start <= at
        {
            return self.inside(piece, at, true);
        }
        let (gone, come) = self.gap_before(next);
        if gone.end <= at {
            return come.end;
        }
        // What stood there was written anew: as far in as it was, at the start of a word.
        let far = (at - gone.start) * come.len() / gone.len().max(1);
        let from = self.after.floor_char_boundary(come.start + far);
        let rest = self.after.get(from..come.end).unwrap_or_default();
        if far == 0 {
            return come.start;
        }
        let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let words = rest.get(blank..).unwrap_or_default();
        from + blank + (words.len() - words.trim_start().len())
    }

    /// The map of the new text: what the old one says of what is still there. Pages are never lost.
    pub fn map(&self, old: &Map) -> Map {
        let mut map = old.clone();
        for page in &mut map.pages {
            page.start = self.point(page.start);
        }
        map.headings.retain_mut(|heading| {
            let place = self.place(heading.span).map(|span| self.line_of(span));
            heading.span = place.unwrap_or(heading.span);
            place.is_some_and(|span| !span.is_empty())
        });
        map.headings.sort_by_key(|heading| heading.span.start);
        map.notes.retain_mut(|note| {
            note.spans = self.places(&note.spans);
            note.marks = self.places(&note.marks);
            !note.spans.is_empty()
        });
        map.cuts = old
            .cuts
            .iter()
            .filter_map(|cut| self.between(*cut))
            .collect();
        map.tables = self.places(&old.tables);
        map.links.retain_mut(|link| {
            let place = self.place(link.span);
            link.span = place.unwrap_or(link.span);
            place.is_some()
        });
        for cue in &mut map.cues {
            cue.start = self.point(cue.start);
        }
        // Of cues whose words are gone the last one speaks.
        let ends: Vec<Option<usize>> = (1..=map.cues.len())
            .map(|next| map.cues.get(next).map(|cue| cue.start))
            .collect();
        let mut ends = ends.into_iter();
        map.cues
            .retain(|cue| ends.next().flatten() != Some(cue.start));
        map
    }

    /// The parts of the new text that are of other cases.
    pub fn sections(&self, old: &[Section]) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::with_capacity(old.len());
        for section in old {
            let start = self.point(section.start);
            if sections.last().is_some_and(|last| last.start == start) {
                sections.pop();
            }
            sections.push(Section { start, ..*section });
        }
        sections
    }

    fn places(&self, spans: &[Span]) -> Vec<Span> {
        spans.iter().filter_map(|span| self.place(*span)).collect()
    }

    /// What is now between the words that stood around a stretch; none where they stand together.
    fn between(&self, span: Span) -> Option<Span> {
        let start = match span.start.checked_sub(1) {
            Some(_) => self.end_point(span.start),
            None => 0,
        };
        let between = Span::new(start, self.point(span.end));
        (!between.is_empty()).then_some(between)
    }

    /// Where what stands before an offset ends now.
    fn end_point(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.before.start < at);
        match after.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some(piece) if at <= piece.before.end => self.inside(piece, at, false),
            Some(piece) => piece.after.end,
            None => 0,
        }
    }

    /// As much of a stretch as stands in one paragraph.
    fn line_of(&self, span: Span) -> Span {
        let words = self.after.get(span.range()).unwrap_or_default();
        let line = words.find('\n').unwrap_or(words.len());
        Span::new(span.start, span.start + line)
    }
}
