//! From places whose page is known and places where a page ends: on which pages can each part of the text be?

use crate::text::Page;

/// A place whose page the text itself says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its first byte.
    pub start: usize,
    /// The number of its page.
    pub number: u32,
    /// What says so: the words of the heading that the contents list.
    pub says: String,
}

/// The pages between and around anchors, which are in order by place and by number. At each of `ends` a page ends; pages may
/// end elsewhere too.
pub(super) fn pages(anchors: &[Anchor], ends: &[usize]) -> Vec<Page> {
    let (Some(first), Some(last)) = (anchors.first(), anchors.last()) else {
        return Vec::new();
    };
    let mut cells = before(first, ends);
    for pair in anchors.windows(2) {
        between(&pair[0], &pair[1], ends, &mut cells);
    }
    after(last, ends, &mut cells);
    joined(cells)
}

/// A part of the text, and the first and last page that it can be on; none where there is no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    start: usize,
    low: Option<u32>,
    high: Option<u32>,
}

fn inside(ends: &[usize], from: usize, to: usize) -> &[usize] {
    let start = ends.partition_point(|end| *end <= from);
    let stop = ends.partition_point(|end| *end <= to).max(start);
    &ends[start..stop]
}

/// Ahead of the first anchor: on its page or an earlier one.
fn before(first: &Anchor, ends: &[usize]) -> Vec<Cell> {
    let ends = inside(ends, 0, first.start);
    let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().copied()).collect();
    let count = starts.len();
    let cell = |(at, start): (usize, usize)| {
        let below = u32::try_from(count - 1 - at).unwrap_or(u32::MAX);
        Cell {
            start,
            low: None,
            high: Some(first.number.saturating_sub(below).max(1)),
        }
    };
    starts.into_iter().enumerate().map(cell).collect()
}

/// Between two anchors. Where as many pages end as their numbers tell, each is known; where fewer do, there is slack; where
/// more do, some of them are no ends of pages and none is believed.
fn between(from: &Anchor, to: &Anchor, ends: &[usize], cells: &mut Vec<Cell>) {
    let ends = inside(ends, from.start, to.start);
    let passed = to.number.saturating_sub(from.number) as usize;
    let believed = if ends.len() <= passed { ends } else { &[] };
    let slack = u32::try_from(passed - believed.len()).unwrap_or(0);
    let starts = std::iter::once(from.start).chain(believed.iter().copied());
    for (number, start) in (from.number..).zip(starts) {
        cells.push(Cell {
            start,
            low: Some(number),
            high: Some(number + slack),
        });
    }
}

/// After the last anchor: on its page or a later one.
fn after(last: &Anchor, ends: &[usize], cells: &mut Vec<Cell>) {
    let starts =
        std::iter::once(last.start).chain(inside(ends, last.start, usize::MAX).iter().copied());
    for (number, start) in (last.number..).zip(starts) {
        cells.push(Cell {
            start,
            low: Some(number),
            high: None,
        });
    }
}

fn joined(cells: Vec<Cell>) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::with_capacity(cells.len());
    for cell in cells {
        let (label, to) = match (cell.low, cell.high) {
            (Some(low), Some(high)) if low == high => (low.to_string(), String::new()),
            (Some(low), Some(high)) => (low.to_string(), high.to_string()),
            (Some(low), None) => (low.to_string(), Page::UNKNOWN.to_owned()),
            (None, Some(high)) => (Page::UNKNOWN.to_owned(), high.to_string()),
            (None, None) => continue,
        };
        // An anchor at the very start of a part stands for it; a part like the last one goes on with it.
        if pages.last().is_some_and(|page| page.start == cell.start) {
            pages.pop();
        }
        if pages
            .last()
            .is_none_or(|page| page.label != label || page.to != to)
        {
            pages.push(Page {
                start: cell.start,
                label,
                to,
                counted: 0,
                trouble: None,
            });
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors(places: &[(usize, u32)]) -> Vec<Anchor> {
        let anchor = |&(start, number): &(usize, u32)| Anchor {
            start,
            number,
            says: String::new(),
        };
        places.iter().map(anchor).collect()
    }

    fn names(places: &[(usize, u32)], ends: &[usize]) -> Vec<(usize, String)> {
        let pages = pages(&anchors(places), ends);
        pages.iter().map(|page| (page.start, page.name())).collect()
    }

    #[test]
    fn as_many_ends_as_pages_tell_each_page() {
        let found = names(&[(100, 8), (400, 10)], &[200, 300]);
        let wanted = [
            (0, "8 or earlier"),
            (100, "8"),
            (200, "9"),
            (300, "10"),
            (400, "10 or later"),
        ];
        assert_eq!(found, wanted.map(|(start, name)| (start, name.to_owned())));
    }

    #[test]
    fn fewer_ends_leave_a_range_and_more_are_not_believed() {
        let found = names(&[(100, 8), (400, 11)], &[200]);
        assert_eq!(found[1], (100, "8 to 10".to_owned()));
        assert_eq!(found[2], (200, "9 to 11".to_owned()));
        let found = names(&[(100, 8), (400, 9)], &[200, 300]);
        assert_eq!(found[1], (100, "8 to 9".to_owned()));
        assert_eq!(
            found[2].0, 400,
            "nothing is parted where the ends contradict the numbers"
        );
    }

    #[test]
    fn two_headings_on_a_page_keep_it_whole() {
        let found = names(&[(100, 8), (150, 8), (400, 9)], &[300]);
        let wanted = [
            (0, "8 or earlier"),
            (100, "8"),
            (300, "9"),
            (400, "9 or later"),
        ];
        assert_eq!(found, wanted.map(|(start, name)| (start, name.to_owned())));
    }
}
