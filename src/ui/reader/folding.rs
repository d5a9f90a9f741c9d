//! Which paragraphs are notes that can be folded away, and which are folded now?
//!
//! Notes that follow each other are one group, which leaves one slim row when it is folded. Where a page cuts a
//! paragraph, the blanks around its notes go too, so that its halves read on.

use super::blocks::Blocks;
use crate::project::Span;
use crate::text::{MappedNote, Text};

/// How a portion of the text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// As it is.
    Open,
    /// It is the slim row of a group that is folded.
    Head(usize),
    /// Not at all.
    Hidden(usize),
}

/// Portions that fold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The first portion.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// The first of its notes, as a place in the list of notes.
    pub note: usize,
    /// How many notes start in it; 0 where one goes on that started before.
    pub notes: usize,
    /// Whether it is only a gap that a page leaves in a paragraph.
    pub gap: bool,
    /// Whether it was unfolded by itself.
    pub open: bool,
}

/// The groups of a document, in order.
#[derive(Clone, Debug, Default)]
pub struct Folding {
    groups: Vec<Group>,
    folded: bool,
}

impl Folding {
    /// Finds the groups. Time grows with the length of the text.
    pub fn of(text: &Text, blocks: &Blocks, notes: &[MappedNote]) -> Self {
        let kinds = kinds(text, blocks, notes);
        let mut groups = groups(&kinds);
        for group in &mut groups {
            let span = extent(blocks, group);
            let starts = |at: usize| notes[at].spans.first().map_or(0, |span| span.start);
            group.note = partition(notes.len(), |at| starts(at) < span.start);
            group.notes = partition(notes.len(), |at| starts(at) < span.end) - group.note;
        }
        close_cuts(text, blocks, &kinds, &mut groups);
        Self {
            groups,
            folded: false,
        }
    }

    /// Folds all groups, or none.
    pub fn fold_all(&mut self, folded: bool) {
        self.folded = folded;
        for group in &mut self.groups {
            group.open = false;
        }
    }

    /// Whether groups are folded that were not unfolded by themselves.
    pub fn is_folded(&self) -> bool {
        self.folded
    }

    /// All groups.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Unfolds one group, or folds it again.
    pub fn open(&mut self, group: usize, open: bool) {
        if let Some(group) = self.groups.get_mut(group) {
            group.open = open;
        }
    }

    /// The group of a portion, folded or not.
    pub fn group_of(&self, block: usize) -> Option<usize> {
        let after = self.groups.partition_point(|group| group.first <= block);
        let at = after.checked_sub(1)?;
        (block <= self.groups[at].last).then_some(at)
    }

    /// How a portion is laid out.
    pub fn state(&self, block: usize) -> Fold {
        if !self.folded {
            return Fold::Open;
        }
        let Some(at) = self.group_of(block) else {
            return Fold::Open;
        };
        let group = &self.groups[at];
        if group.open {
            Fold::Open
        } else if group.first == block && group.is_shown() {
            Fold::Head(at)
        } else {
            Fold::Hidden(at)
        }
    }

    /// The portion that stands for one: itself, or the slim row of its group, or what follows a closed gap.
    pub fn visible(&self, block: usize) -> usize {
        match self.state(block) {
            Fold::Open | Fold::Head(_) => block,
            Fold::Hidden(at) if self.groups[at].is_shown() => self.groups[at].first,
            Fold::Hidden(at) => self.visible_after(self.groups[at].last + 1),
        }
    }

    fn visible_after(&self, block: usize) -> usize {
        match self.state(block) {
            Fold::Hidden(at) if !self.groups[at].is_shown() => {
                self.visible_after(self.groups[at].last + 1)
            }
            _ => block,
        }
    }

    /// The next portion that is seen after one; it may be past the last.
    pub fn next(&self, block: usize) -> usize {
        match self.state(block) {
            Fold::Open => self.visible_after(block + 1),
            Fold::Head(at) | Fold::Hidden(at) => self.visible_after(self.groups[at].last + 1),
        }
    }

    /// The last portion that is seen before one.
    pub fn previous(&self, block: usize) -> Option<usize> {
        let mut before = block.checked_sub(1)?;
        while let Fold::Hidden(at) = self.state(before) {
            let group = &self.groups[at];
            if group.is_shown() {
                return Some(group.first);
            }
            before = group.first.checked_sub(1)?;
        }
        Some(before)
    }
}

impl Group {
    /// Whether it leaves a row behind when it is folded.
    pub fn is_shown(&self) -> bool {
        !self.gap
    }

    /// What its row says: "3 notes".
    pub fn name(&self) -> String {
        match self.notes {
            0 => "Rest of a note".to_owned(),
            1 => "1 note".to_owned(),
            notes => format!("{notes} notes"),
        }
    }
}

/// The bytes of a group, its last line end included.
pub fn extent(blocks: &Blocks, group: &Group) -> Span {
    Span::new(blocks.span(group.first).start, blocks.span(group.last).end)
}

fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Body,
    Blank,
    Note,
}

/// What each portion is. A note is one that notes fill, but for blanks.
fn kinds(text: &Text, blocks: &Blocks, notes: &[MappedNote]) -> Vec<Kind> {
    let mut spans: Vec<Span> = notes.iter().flat_map(|note| note.spans.clone()).collect();
    spans.sort_unstable();
    let blank = |from: usize, to: usize| {
        let words = text.str().get(from..to.max(from)).unwrap_or_default();
        words.trim().is_empty()
    };
    let mut first = 0;
    let kind = |block: usize| {
        let content = blocks.content(text.str(), block);
        if blank(content.start, content.end) {
            return Kind::Blank;
        }
        while spans
            .get(first)
            .is_some_and(|span| span.end <= content.start)
        {
            first += 1;
        }
        let mut at = content.start;
        for span in &spans[first..] {
            if span.start >= content.end || !blank(at, span.start) {
                break;
            }
            at = at.max(span.end);
        }
        if at > content.start && blank(at, content.end) {
            Kind::Note
        } else {
            Kind::Body
        }
    };
    (0..blocks.count()).map(kind).collect()
}

/// Notes in a row, with the blanks between and after them.
fn groups(kinds: &[Kind]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    for (block, kind) in kinds.iter().enumerate() {
        match (kind, run) {
            (Kind::Note, None) => run = Some((block, block)),
            (Kind::Note | Kind::Blank, Some((first, _))) => run = Some((first, block)),
            (Kind::Body, Some((first, last))) => {
                groups.push(group(first, last, false));
                run = None;
            }
            _ => {}
        }
    }
    groups.extend(run.map(|(first, last)| group(first, last, false)));
    groups
}

fn group(first: usize, last: usize, gap: bool) -> Group {
    Group {
        first,
        last,
        note: 0,
        notes: 0,
        gap,
        open: false,
    }
}

/// Has the blanks in the cuts of the pages fold with the notes there; where a cut holds no notes, alone.
fn close_cuts(text: &Text, blocks: &Blocks, kinds: &[Kind], groups: &mut Vec<Group>) {
    let is_blank = |block: usize| kinds.get(block) == Some(&Kind::Blank);
    let mut gaps = Vec::new();
    for cut in &text.map().cuts {
        let (first, end) = (blocks.at(cut.start) + 1, blocks.at(cut.end));
        let mut block = first;
        while block < end {
            if !is_blank(block) {
                block += 1;
                continue;
            }
            let last = (block..end).take_while(|at| is_blank(*at)).last();
            let last = last.unwrap_or(block);
            let at = groups.partition_point(|group| group.last < block);
            match groups.get_mut(at) {
                Some(group) if group.first <= block => {}
                Some(group) if group.first == last + 1 => group.first = block,
                _ => gaps.push(group(block, last, true)),
            }
            block = last + 1;
        }
    }
    groups.extend(gaps);
    groups.sort_by_key(|group| group.first);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Map;

    fn folding(words: &str, notes: &[&str], cuts: &[(&str, &str)]) -> (Blocks, Folding) {
        let find = |part: &str| words.find(part).unwrap_or(0);
        let notes: Vec<MappedNote> = notes
            .iter()
            .map(|note| MappedNote {
                label: note.chars().take(1).collect(),
                spans: vec![Span::new(find(note), find(note) + note.len())],
                ..MappedNote::default()
            })
            .collect();
        let cuts = cuts
            .iter()
            .map(|(first, next)| Span::new(find(first) + first.len(), find(next)))
            .collect();
        let map = Map {
            cuts,
            ..Map::default()
        };
        let text = Text::mapped(words, map);
        let blocks = Blocks::of(&text);
        let mut folding = Folding::of(&text, &blocks, &notes);
        folding.fold_all(true);
        (blocks, folding)
    }

    fn states(blocks: &Blocks, folding: &Folding) -> Vec<Fold> {
        (0..blocks.count())
            .map(|block| folding.state(block))
            .collect()
    }

    #[test]
    fn notes_in_a_row_fold_into_one_and_unfold_together() {
        let words = "Body.\n\n1 One.\n\n2 Two.\n\nMore.";
        let (blocks, mut folding) = folding(words, &["1 One.", "2 Two."], &[]);
        use Fold::{Head, Hidden, Open};
        let folded = [Open, Open, Head(0), Hidden(0), Hidden(0), Hidden(0), Open];
        assert_eq!(states(&blocks, &folding), folded);
        assert_eq!(folding.groups()[0].notes, 2);
        assert_eq!((folding.next(2), folding.previous(6)), (6, Some(2)));
        assert_eq!(folding.visible(4), 2);
        folding.open(0, true);
        assert_eq!(states(&blocks, &folding), [Open; 7]);
        folding.fold_all(true);
        assert_eq!(states(&blocks, &folding), folded);
    }

    #[test]
    fn a_paragraph_that_a_page_cuts_reads_on() {
        let words = "It was\n\n1 One.\n\nnew. And\n\nold.\n\nMore.";
        let cuts = [("It was", "new."), ("And", "old.")];
        let (blocks, folding) = folding(words, &["1 One."], &cuts);
        use Fold::{Head, Hidden, Open};
        assert_eq!(
            states(&blocks, &folding),
            [
                Open,
                Head(0),
                Hidden(0),
                Hidden(0),
                Open,
                Hidden(1),
                Open,
                Open,
                Open
            ]
        );
        assert_eq!(folding.next(4), 6);
        assert_eq!(folding.previous(6), Some(4));
        assert_eq!(folding.visible(5), 6);
    }

    #[test]
    fn a_paragraph_that_is_only_partly_a_note_stays() {
        let (blocks, folding) = folding("Body 1 One.\nMore.", &["1 One."], &[]);
        assert_eq!(states(&blocks, &folding), [Fold::Open; 2]);
    }
}
