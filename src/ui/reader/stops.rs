//! Where in a drawn row may the caret stand, and which character is under the pointer?

use crate::project::Span;
use crate::text::grapheme_after;

/// A glyph of a drawn row: where it starts and how far it reaches, in points from the row's start.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Left edge.
    pub x: f32,
    /// How far the next one is moved on.
    pub advance: f32,
}

/// The caret stops of a row: between the characters that a person sees.
#[derive(Clone, Debug, Default)]
pub struct Stops {
    /// Bytes of the document, in order.
    offsets: Vec<usize>,
    xs: Vec<f32>,
}

impl Stops {
    /// Finds them. `words` are the row's without its line end, `start` is where they stand in the document, `spots` are its
    /// glyphs as they were drawn from left to right.
    pub fn new(words: &str, start: usize, spots: &[Spot]) -> Self {
        let mut offsets = Vec::with_capacity(words.len() + 1);
        let mut at = 0;
        while at < words.len() {
            offsets.push(at);
            at = if words.is_ascii() {
                at + 1
            } else {
                grapheme_after(words, at)
            };
        }
        offsets.push(words.len());
        let xs = Self::place(words, &offsets, spots);
        for offset in &mut offsets {
            *offset += start;
        }
        Self { offsets, xs }
    }

    /// Those of a row that stands for bytes which it does not show: at its start and, `width` points on, its end.
    pub fn around(span: Span, width: f32) -> Self {
        Self {
            offsets: vec![span.start, span.end],
            xs: vec![0.0, width],
        }
    }

    /// egui gives a glyph for each code point, empty ones for the rest of a ligature, and one more for each vowel sign that
    /// shaping splits in two (Thai and Lao AM).
    fn place(words: &str, offsets: &[usize], spots: &[Spot]) -> Vec<f32> {
        let glyphs = |part: &str| -> usize {
            part.chars()
                .map(|c| {
                    if matches!(c, '\u{e33}' | '\u{eb3}') {
                        2
                    } else {
                        1
                    }
                })
                .sum()
        };
        let end = spots.last().map_or(0.0, |spot| spot.x + spot.advance);
        let expected = glyphs(words);
        let mut xs = Vec::with_capacity(offsets.len());
        let mut widths = Vec::with_capacity(offsets.len());
        let mut glyph = 0;
        for pair in offsets.windows(2) {
            let count = glyphs(words.get(pair[0]..pair[1]).unwrap_or_default());
            // Where shaping did something else, the row is shared out evenly by glyphs: near enough to point at.
            let at = |glyph: usize| {
                if expected == spots.len() || expected == 0 {
                    glyph
                } else {
                    glyph * spots.len() / expected
                }
            };
            let part = spots.get(at(glyph)..at(glyph + count)).unwrap_or_default();
            xs.push(
                part.iter()
                    .map(|spot| spot.x)
                    .fold(f32::INFINITY, f32::min)
                    .min(end),
            );
            widths.push(part.iter().map(|spot| spot.advance).sum::<f32>());
            glyph += count;
        }
        xs.push(end);
        share_ligatures(&mut xs, &widths);
        xs
    }

    /// The offset of the stop nearest to `x`.
    pub fn nearest(&self, x: f32) -> usize {
        let after = self.xs.partition_point(|stop| *stop < x);
        let left = after.saturating_sub(1);
        let right = after.min(self.xs.len().saturating_sub(1));
        let at = |stop: usize| self.xs.get(stop).copied().unwrap_or(0.0);
        let stop = if x - at(left) <= at(right) - x {
            left
        } else {
            right
        };
        self.offsets.get(stop).copied().unwrap_or(0)
    }

    /// The character at `x`; none beside the row.
    pub fn under(&self, x: f32) -> Option<Span> {
        let after = self.xs.partition_point(|stop| *stop <= x);
        let left = after.checked_sub(1)?;
        Some(Span::new(
            *self.offsets.get(left)?,
            *self.offsets.get(after)?,
        ))
    }

    /// Where the caret stands for an offset, in points from the row's start. Offsets outside stand at its ends.
    pub fn x(&self, offset: usize) -> f32 {
        let stop = self
            .offsets
            .partition_point(|stop| *stop <= offset)
            .saturating_sub(1);
        self.xs.get(stop).copied().unwrap_or(0.0)
    }

    /// Where the character at an offset ends.
    pub fn x_after(&self, offset: usize) -> f32 {
        let stop = self.offsets.partition_point(|stop| *stop <= offset);
        self.xs.get(stop).or(self.xs.last()).copied().unwrap_or(0.0)
    }

    /// The last offset of the row at which the caret stands in it and not in the next.
    pub fn last(&self) -> usize {
        self.offsets.last().copied().unwrap_or(0)
    }

    /// The last offset but one, or the first.
    pub fn last_but_one(&self) -> usize {
        let at = self.offsets.len().saturating_sub(2);
        self.offsets.get(at).copied().unwrap_or(0)
    }
}

/// A ligature is one glyph for several characters: each gets its share.
fn share_ligatures(xs: &mut [f32], widths: &[f32]) {
    let mut at = 0;
    while at < widths.len() {
        let empty = widths[at + 1..]
            .iter()
            .take_while(|width| **width == 0.0)
            .count();
        if empty > 0 {
            let (start, end) = (xs[at], xs[at] + widths[at]);
            for part in 1..=empty {
                xs[at + part] = start + (end - start) * part as f32 / (empty + 1) as f32;
            }
        }
        at += empty + 1;
    }
    for at in 1..xs.len() {
        xs[at] = xs[at].max(xs[at - 1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spots(widths: &[f32]) -> Vec<Spot> {
        let mut x = 0.0;
        widths
            .iter()
            .map(|advance| {
                let spot = Spot {
                    x,
                    advance: *advance,
                };
                x += advance;
                spot
            })
            .collect()
    }

    #[test]
    fn each_character_of_a_ligature_has_its_share() {
        let stops = Stops::new("ffi", 100, &spots(&[12.0, 0.0, 0.0]));
        assert_eq!(stops.x(101), 4.0);
        assert_eq!(stops.nearest(9.0), 102);
        assert_eq!(stops.under(11.0), Some(Span::new(102, 103)));
        assert_eq!(stops.under(12.5), None);
    }

    #[test]
    fn marks_belong_to_the_character_that_they_stand_on() {
        let words = "e\u{301}a";
        let stops = Stops::new(words, 0, &spots(&[10.0, 0.0, 8.0]));
        assert_eq!(stops.x(3), 10.0);
        assert_eq!(stops.under(5.0), Some(Span::new(0, 3)));
        let thai = "ทำน";
        let stops = Stops::new(thai, 0, &spots(&[9.0, 0.0, 7.0, 8.0]));
        assert_eq!(
            stops.x(6),
            16.0,
            "the vowel sign is two glyphs, one of them over the letter"
        );
    }

    proptest! {
        #[test]
        fn the_middle_of_a_character_is_that_character(words in "[a-z ]{1,40}", widths in proptest::collection::vec(1.0f32..20.0, 40)) {
            let stops = Stops::new(&words, 7, &spots(&widths[..words.len()]));
            for offset in 7..7 + words.len() {
                let middle = (stops.x(offset) + stops.x(offset + 1)) / 2.0;
                prop_assert_eq!(stops.under(middle), Some(Span::new(offset, offset + 1)));
                prop_assert_eq!(stops.nearest(stops.x(offset)), offset);
            }
        }
    }
}
