//! Which codings touch a part of the text, and in which lane of the margin does each stand? Worked out when the project
//! changes, so that a frame asks only for what is in sight.

use crate::project::{CodeId, Coder, CoderId, Coding, CodingId, Colour, Project, Span, Stance};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A coding as the reader draws it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The coding.
    pub coding: CodingId,
    /// Its code.
    pub code: CodeId,
    /// Who made it.
    pub coder: CoderId,
    /// The colour of its code.
    pub colour: Colour,
    /// How it bears on the argument.
    pub stance: Stance,
    /// From its first byte to its last.
    pub extent: Span,
    /// Its parts where it has more than one.
    parts: Option<Box<[Span]>>,
    /// Place from the left in the margin, from 0.
    pub lane: usize,
}

impl Mark {
    /// Its parts, in order.
    pub fn spans(&self) -> &[Span] {
        self.parts
            .as_deref()
            .unwrap_or(std::slice::from_ref(&self.extent))
    }

    /// Whether the byte at `offset` is in one of its parts.
    pub fn holds(&self, offset: usize) -> bool {
        self.spans().iter().any(|span| span.contains(offset))
    }

    /// The order of the text; of two that start together, the longer first.
    fn order(&self) -> (usize, Reverse<usize>, CodingId) {
        (self.extent.start, Reverse(self.extent.end), self.coding)
    }

    /// How a coding is drawn.
    pub fn of(coding: &Coding, project: &Project) -> Self {
        Self {
            coding: coding.id,
            code: coding.code,
            coder: coding.coder,
            colour: project
                .codes()
                .get(coding.code)
                .map_or(Colour::Palette(0), |code| code.colour),
            stance: coding.stance,
            extent: coding.extent(),
            parts: (coding.spans.len() > 1).then(|| coding.spans.clone().into_boxed_slice()),
            lane: 0,
        }
    }
}

/// The codings of one document, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    list: Vec<Mark>,
    /// The farthest end of each and all before it.
    farthest: Vec<usize>,
}

impl Marks {
    /// Puts codings in order. Two that come nearer to each other than `row` bytes, so that they may share a row, stand in
    /// different lanes.
    pub fn new<'a>(
        codings: impl Iterator<Item = &'a Coding>,
        project: &Project,
        row: usize,
    ) -> Self {
        let mut list: Vec<Mark> = codings.map(|coding| Mark::of(coding, project)).collect();
        list.sort_unstable_by_key(Mark::order);
        share_lanes(&mut list, row);
        let mut marks = Self {
            list,
            farthest: Vec::new(),
        };
        marks.measure_farthest();
        marks
    }

    /// Brings one coding up to date: what it is now, or none where it is gone. Costs a walk along the list, and the lanes
    /// of those around it.
    pub fn put(&mut self, coding: CodingId, now: Option<Mark>, row: usize) {
        let mut stretch: Option<Span> = None;
        if let Some(at) = self.list.iter().position(|mark| mark.coding == coding) {
            let around = self.cluster(at, row);
            let end = self.farthest.get(around.end - 1).copied().unwrap_or(0);
            stretch = Some(Span::new(self.list[around.start].extent.start, end));
            self.list.remove(at);
        }
        if let Some(mark) = now {
            let place = self
                .list
                .partition_point(|other| other.order() < mark.order());
            let extent = mark.extent;
            stretch = Some(stretch.map_or(extent, |old| {
                Span::new(old.start.min(extent.start), old.end.max(extent.end))
            }));
            self.list.insert(place, mark);
        }
        let Some(stretch) = stretch else { return };
        self.measure_farthest();
        let last = self
            .list
            .partition_point(|mark| mark.extent.start < stretch.end + row);
        let first = self
            .farthest
            .partition_point(|end| end + row <= stretch.start);
        if first < last {
            let cells = self.cluster(first, row).start..self.cluster(last - 1, row).end;
            share_lanes(&mut self.list[cells], row);
        }
    }

    /// Those around one that are so near to each other that the lane of one can depend on that of another.
    fn cluster(&self, at: usize, row: usize) -> std::ops::Range<usize> {
        let parts = |at: &usize| self.farthest[at - 1] + row <= self.list[*at].extent.start;
        let start = (1..=at).rev().find(|at| parts(at)).unwrap_or(0);
        let end = (at + 1..self.list.len())
            .find(|at| parts(at))
            .unwrap_or(self.list.len());
        start..end
    }

    fn measure_farthest(&mut self) {
        let mut far = 0;
        let ends = self.list.iter().map(|mark| {
            far = far.max(mark.extent.end);
            far
        });
        self.farthest = ends.collect();
    }

    /// All of them, in the order of the text.
    pub fn list(&self) -> &[Mark] {
        &self.list
    }

    /// Those whose extent shares a byte with `span`, in the order of the text.
    pub fn touching(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let first = self.farthest.partition_point(|end| *end <= span.start);
        let last = self
            .list
            .partition_point(|mark| mark.extent.start < span.end);
        self.list
            .get(first..last.max(first))
            .unwrap_or_default()
            .iter()
            .filter(move |mark| mark.extent.end > span.start)
    }

    /// Those with the byte at `offset` in one of their parts, the shortest first: it is what a click on the text means.
    pub fn under(&self, offset: usize) -> Vec<&Mark> {
        let mut found: Vec<&Mark> = self
            .touching(Span::new(offset, offset + 1))
            .filter(|mark| mark.holds(offset))
            .collect();
        found.sort_by_key(|mark| (mark.extent.len(), mark.extent.start, mark.coding));
        found
    }

    /// A coding by its id.
    pub fn get(&self, coding: CodingId) -> Option<&Mark> {
        self.list.iter().find(|mark| mark.coding == coding)
    }
}

/// Gives each the first lane that is free where it starts (interval partitioning).
fn share_lanes(list: &mut [Mark], row: usize) {
    let mut busy: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
    let mut free: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
    let mut lanes = 0;
    for mark in list {
        while let Some(Reverse((_, lane))) = busy
            .peek()
            .copied()
            .filter(|top| top.0.0 <= mark.extent.start)
        {
            busy.pop();
            free.push(Reverse(lane));
        }
        mark.lane = free.pop().map_or_else(
            || {
                lanes += 1;
                lanes - 1
            },
            |Reverse(lane)| lane,
        );
        busy.push(Reverse((mark.extent.end + row, mark.lane)));
    }
}

/// The name of whoever made a coding.
pub fn coder_name(project: &Project, coder: CoderId) -> &str {
    project
        .coders()
        .get(coder)
        .map_or("", |coder: &Coder| coder.name.as_str())
}

/// What a screen reader, and a test, call a coding: "TIP-NOTICED, supports, Coder A: first words…".
pub fn spoken(project: &Project, coding: &Coding) -> String {
    let label = project
        .codes()
        .get(coding.code)
        .map_or("", |code| code.label());
    let mut name = label.to_owned();
    if coding.stance != Stance::Unset {
        name.push_str(", ");
        name.push_str(coding.stance.word());
    }
    let coder = coder_name(project, coding.coder);
    if !coder.is_empty() {
        name.push_str(", ");
        name.push_str(coder);
    }
    name.push_str(": ");
    name.push_str(&first_words(&coding.quotation));
    name
}

/// The first words of a quotation, on one line.
pub fn first_words(quotation: &str) -> String {
    const WORDS: usize = 8;
    let mut words = quotation.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(WORDS).collect();
    let mut line = first.join(" ");
    // Thai and Japanese write no blanks.
    if let Some((cut, _)) = line.char_indices().nth(80) {
        line.truncate(cut);
        line.push('…');
    } else if words.next().is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn coding(spans: Vec<Span>) -> Coding {
        Coding {
            id: CodingId::new(),
            document: crate::project::DocumentId::named("d"),
            code: CodeId::named("c"),
            coder: CoderId::named("me"),
            spans,
            quotation: String::new(),
            stance: Stance::Unset,
            case: None,
            date: None,
            speaker: String::new(),
            memo: String::new(),
            rivals: Default::default(),
            attributes: Default::default(),
            version: None,
            made: crate::project::Made::default(),
        }
    }

    proptest! {
        #[test]
        fn what_touches_is_what_a_scan_finds(raw in proptest::collection::vec((0usize..200, 1usize..40), 0..40), at in 0usize..220, length in 1usize..30) {
            let codings: Vec<Coding> = raw.iter().map(|(start, length)| coding(vec![Span::new(*start, start + length)])).collect();
            let marks = Marks::new(codings.iter(), &Project::default(), 10);
            let span = Span::new(at, at + length);
            let mut found: Vec<CodingId> = marks.touching(span).map(|mark| mark.coding).collect();
            let mut scanned: Vec<CodingId> = codings.iter().filter(|c| c.extent().overlaps(span)).map(|c| c.id).collect();
            found.sort_unstable();
            scanned.sort_unstable();
            prop_assert_eq!(found, scanned);
        }

        #[test]
        fn bringing_codings_up_to_date_one_by_one_is_making_all_anew(
            raw in proptest::collection::vec((0usize..300, 1usize..60), 1..30),
            changes in proptest::collection::vec((0usize..40, 0usize..300, 0usize..60), 0..30),
        ) {
            let project = Project::default();
            let mut codings: Vec<Coding> = raw.iter().map(|(start, length)| coding(vec![Span::new(*start, start + length)])).collect();
            let mut marks = Marks::new(codings.iter(), &project, 10);
            for (which, start, length) in changes {
                let spans = vec![Span::new(start, start + length)];
                let id = match codings.get_mut(which) {
                    Some(found) if length > 0 => {
                        found.spans = spans;
                        found.id
                    }
                    Some(_) => codings.remove(which).id,
                    None => {
                        codings.push(coding(vec![Span::new(start, start + length + 1)]));
                        codings[codings.len() - 1].id
                    }
                };
                let now = codings.iter().find(|coding| coding.id == id).map(|coding| Mark::of(coding, &project));
                marks.put(id, now, 10);
                let anew = Marks::new(codings.iter(), &project, 10);
                prop_assert_eq!(marks.list(), anew.list());
                prop_assert_eq!(&marks.farthest, &anew.farthest);
            }
        }

        #[test]
        fn no_two_in_a_lane_come_near_each_other(raw in proptest::collection::vec((0usize..200, 1usize..40), 0..40)) {
            let codings: Vec<Coding> = raw.iter().map(|(start, length)| coding(vec![Span::new(*start, start + length)])).collect();
            let marks = Marks::new(codings.iter(), &Project::default(), 10);
            for a in marks.list() {
                for b in marks.list().iter().filter(|b| b.coding != a.coding && b.lane == a.lane) {
                    prop_assert!(a.extent.end + 10 <= b.extent.start || b.extent.end + 10 <= a.extent.start);
                }
            }
        }
    }

    #[test]
    fn a_coding_of_two_parts_is_not_under_the_words_between() {
        let two = coding(vec![Span::new(0, 5), Span::new(20, 25)]);
        let one = coding(vec![Span::new(0, 25)]);
        let marks = Marks::new([&two, &one].into_iter(), &Project::default(), 10);
        let under = |at| {
            marks
                .under(at)
                .iter()
                .map(|mark| mark.coding)
                .collect::<Vec<_>>()
        };
        assert_eq!(under(10), [one.id]);
        assert_eq!(under(3).len(), 2);
    }
}
