//! Where do the rows of a paragraph end? By the rules of Unicode for breaks and the widths of the words.

use super::styles::{Face, Run};
use super::tables::next_stop;
use crate::text::{grapheme_after, line_breaks};

/// Says how wide words are, in points.
pub trait Ruler {
    /// The width of these words in this face.
    fn width(&mut self, words: &str, face: Face) -> f32;
}

/// The ends of the rows of a paragraph, in bytes from its start; at least one, the last is its length. No row is wider than
/// `width` but by blanks, which hang, or where a single character is. Tabs go to the next of these stops, if there are
/// any.
pub fn row_ends(
    content: &str,
    runs: &[Run],
    width: f32,
    stops: &[f32],
    ruler: &mut dyn Ruler,
) -> Box<[u32]> {
    let mut filling = Filling {
        content,
        runs,
        run: 0,
        width,
        stops,
        ruler,
        ends: Vec::new(),
        start: 0,
        x: 0.0,
    };
    let mut from = 0;
    for to in line_breaks(content) {
        // A row may end after every tab between cells.
        while let Some(tab) = filling.tab_inside(from, to) {
            filling.add(from, tab);
            from = tab;
        }
        filling.add(from, to);
        from = to;
    }
    let mut ends = filling.ends;
    ends.push(short(content.len()));
    ends.into_boxed_slice()
}

struct Filling<'a> {
    content: &'a str,
    runs: &'a [Run],
    /// The first run that can hold what comes next.
    run: usize,
    width: f32,
    stops: &'a [f32],
    ruler: &'a mut dyn Ruler,
    ends: Vec<u32>,
    /// Where the row starts.
    start: usize,
    /// Where in the row the next word goes.
    x: f32,
}

impl Filling<'_> {
    /// Where the first tab behind which something stands ends, if tabs matter.
    fn tab_inside(&self, from: usize, to: usize) -> Option<usize> {
        let piece = self.content.as_bytes().get(from..to)?;
        let tab = memchr::memchr(b'\t', piece).filter(|_| !self.stops.is_empty())?;
        Some(from + tab + 1).filter(|end| *end < to)
    }

    /// Adds what stands between two places where a row may end.
    fn add(&mut self, from: usize, to: usize) {
        let piece = &self.content[from..to];
        let words = from + piece.trim_end().len();
        let width = self.measure(from, words);
        if self.x + width > self.width && from > self.start {
            self.end_row(from);
        }
        if width > self.width {
            self.add_by_characters(from, words);
        } else {
            self.x += width;
        }
        if to < self.content.len() && piece.ends_with(ends_a_row) {
            self.end_row(to);
        } else if piece.ends_with('\t') && !self.stops.is_empty() {
            self.x += self.measure(words, to - 1);
            let tab = self.measure(to - 1, to);
            self.x = next_stop(self.stops, self.x, tab);
        } else if words < to {
            self.x += self.measure(words, to);
        }
    }

    /// Adds what is wider than a row, such as a long address: it breaks wherever it must.
    fn add_by_characters(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let next = grapheme_after(self.content, at).clamp(at + 1, to);
            let width = self.measure(at, next);
            if self.x + width > self.width && at > self.start {
                self.end_row(at);
            }
            self.x += width;
            at = next;
        }
    }

    fn end_row(&mut self, at: usize) {
        self.ends.push(short(at));
        self.start = at;
        self.x = 0.0;
    }

    fn measure(&mut self, from: usize, to: usize) -> f32 {
        while self.runs.get(self.run).is_some_and(|run| run.end <= from) {
            self.run += 1;
        }
        let (mut at, mut width, mut runs) =
            (from, 0.0, self.runs[self.run.min(self.runs.len())..].iter());
        while at < to {
            let Some(run) = runs.next() else { break };
            let end = run.end.min(to);
            if let Some(words) = self.content.get(at..end).filter(|words| !words.is_empty()) {
                width += self.ruler.width(words, run.face);
            }
            at = end.max(at);
        }
        width
    }
}

/// Characters after which a new row starts, whatever room there is (UAX #14, class BK).
fn ends_a_row(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::styles::runs;
    use super::*;
    use crate::text::Mark;
    use proptest::prelude::*;

    /// Every character is as wide as every other.
    struct Typewriter;

    impl Ruler for Typewriter {
        fn width(&mut self, words: &str, _: Face) -> f32 {
            words.chars().count() as f32
        }
    }

    fn rows(content: &str, width: f32) -> Vec<&str> {
        let mut start = 0;
        row_ends(
            content,
            &runs(content, Mark::Body),
            width,
            &[],
            &mut Typewriter,
        )
        .iter()
        .map(|end| {
            let row = &content[start..*end as usize];
            start = *end as usize;
            row
        })
        .collect()
    }

    #[test]
    fn rows_break_between_words_and_blanks_hang() {
        assert_eq!(rows("one two three", 7.0), ["one two ", "three"]);
        assert_eq!(rows("", 7.0), [""]);
        assert_eq!(rows("a\u{c}b", 7.0), ["a\u{c}", "b"]);
    }

    #[test]
    fn cells_start_at_tab_stops() {
        let content = "a\tbb\t\tc d e";
        let stops = [6.0, 12.0, 18.0];
        let ends = row_ends(
            content,
            &runs(content, Mark::Body),
            20.0,
            &stops,
            &mut Typewriter,
        );
        assert_eq!(*ends, [8, 11], "the last cell starts at the third stop");
    }

    #[test]
    fn a_word_wider_than_the_row_breaks_where_it_must() {
        assert_eq!(
            rows("so aaaaaaaaaa b", 4.0),
            ["so ", "aaaa", "aaaa", "aa b"]
        );
    }

    #[test]
    fn thai_breaks_between_words_without_blanks() {
        let found = rows("ประเทศไทยมีกฎหมาย", 12.0);
        assert_eq!(found, ["ประเทศไทยมี", "กฎหมาย"]);
    }

    proptest! {
        #[test]
        fn every_byte_is_in_one_row_and_no_row_is_too_wide(text in "(word |é|日本|ไทย|👩‍👩‍👧 |-|a\\*b\\* ){0,60}", width in 1u8..30) {
            let width = f32::from(width);
            let found = rows(&text, width);
            prop_assert_eq!(found.concat(), text.as_str());
            for row in found {
                let words = row.trim_end();
                let single = grapheme_after(words, 0) == words.len();
                prop_assert!(words.chars().count() as f32 <= width || single, "{words:?}");
            }
        }
    }
}
