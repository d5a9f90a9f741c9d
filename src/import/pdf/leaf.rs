//! A page as lines, and what is known of the type of the whole file.

use super::engine::Sheet;
use super::lines::{self, Line};
use super::tables;
use std::collections::HashMap;

/// A page as lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaf {
    /// What is to be read on it, in reading order.
    pub lines: Vec<Line>,
    /// What stands on it and is not read: running heads and feet, its number, stamps at its edge.
    pub aside: Vec<String>,
    /// Pictures, where there are hardly any letters.
    pub pictures: usize,
    /// What the engine could not read of it.
    pub skipped: Option<String>,
    /// Letters and digits on it.
    pub letters: usize,
    /// Characters that stand for none: U+FFFD and those for private use.
    pub broken: usize,
    /// Characters that are no blanks.
    pub characters: usize,
}

/// What is known of the type of the whole file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    /// The size of the type of ordinary paragraphs, in points.
    pub body: f32,
    /// From baseline to baseline of them, in points.
    pub leading: f32,
    /// Where most lines of them end, in points.
    pub right: f32,
}

impl Leaf {
    /// The lines of a page.
    pub fn of(sheet: &Sheet) -> Self {
        let (read, turned) = lines::of(sheet);
        let mut leaf = Leaf {
            aside: turned.iter().map(Line::text).collect(),
            pictures: sheet.pictures,
            skipped: sheet.skipped.clone(),
            lines: tables::parted(read),
            ..Leaf::default()
        };
        for c in sheet.spans.iter().flat_map(|span| span.text.chars()) {
            leaf.characters += usize::from(!c.is_whitespace());
            leaf.letters += usize::from(c.is_alphanumeric());
            leaf.broken += usize::from(is_broken(c));
        }
        leaf
    }
}

/// Stands for no letter: its font does not say which it is.
fn is_broken(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

impl Measure {
    /// Measures the type of a file.
    ///
    /// In a law review there are more letters in notes than above them. So the upper part of each page says what the
    /// ordinary size is.
    pub fn of(leaves: &[Leaf]) -> Self {
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        for leaf in leaves {
            let top = leaf
                .lines
                .iter()
                .map(|line| line.y)
                .fold(f32::MIN, f32::max);
            let foot = leaf
                .lines
                .iter()
                .map(|line| line.y)
                .fold(f32::MAX, f32::min);
            let middle = top - (top - foot) * 0.45;
            for line in leaf.lines.iter().filter(|line| line.y >= middle) {
                *sizes.entry(tenths(line.size)).or_default() += line.letters();
            }
        }
        let body = most(&sizes).map_or(10.0, |size| size as f32 / 10.0);
        let mut steps: HashMap<i32, usize> = HashMap::new();
        for leaf in leaves {
            for pair in leaf.lines.windows(2) {
                if let [upper, lower] = pair
                    && is_near(upper.size, body)
                    && is_near(lower.size, body)
                    && (0.8 * body..2.6 * body).contains(&(upper.y - lower.y))
                {
                    *steps.entry(tenths(upper.y - lower.y)).or_default() += 1;
                }
            }
        }
        let leading = most(&steps).map_or(body * 1.2, |step| step as f32 / 10.0);
        let mut ends: HashMap<i32, usize> = HashMap::new();
        let lines = leaves.iter().flat_map(|leaf| &leaf.lines);
        for line in lines.filter(|line| is_near(line.size, body)) {
            *ends.entry(line.end.round() as i32).or_default() += 1;
        }
        let right = most(&ends).map_or(0.0, |end| end as f32);
        Self {
            body,
            leading,
            right,
        }
    }
}

fn tenths(points: f32) -> i32 {
    (points * 10.0).round() as i32
}

/// What is found most often; the smaller of two that are.
fn most(counts: &HashMap<i32, usize>) -> Option<i32> {
    let best = counts
        .iter()
        .max_by_key(|(value, count)| (**count, -**value));
    best.map(|(value, _)| *value)
}

/// Whether two sizes of type are the same, but for rounding.
pub(super) fn is_near(size: f32, other: f32) -> bool {
    (size - other).abs() <= 0.045 * size.max(other)
}

impl Measure {
    /// The same for notes.
    pub fn of_notes(self, lines: &[Line]) -> Self {
        let body = lines.first().map_or(self.body, |line| line.size);
        let steps = lines.windows(2).filter_map(|pair| match pair {
            [one, next] => Some(one.y - next.y).filter(|step| *step > 0.0),
            _ => None,
        });
        let step = steps.fold(f32::MAX, f32::min);
        let leading = if step < f32::MAX {
            step.max(body)
        } else {
            body * 1.2
        };
        Self {
            body,
            leading,
            right: 0.0,
        }
    }
}
