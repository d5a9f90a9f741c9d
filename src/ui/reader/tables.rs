//! Where do the columns of a table stand? Under each other, as wide as their widest cell, as far as there is room.

use crate::text::Text;

/// The tab stops of the tables of a text, in widths of an em; worked out once, without any font, so that the window and
/// its worker agree on them.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Where each table starts and ends, in bytes, and where its columns after the first start, in em.
    list: Vec<(usize, usize, Box<[f32]>)>,
}

impl Tables {
    /// No column is wider, in em; a longer cell pushes those after it on.
    const WIDEST: f32 = 14.0;
    /// Between two columns, in em.
    const APART: f32 = 1.2;
    /// More rows than these do not move the columns.
    const ROWS: usize = 400;
    /// More columns than these do not stand under each other.
    const COLUMNS: usize = 64;

    /// Looks through the tables that the map of a text knows.
    pub fn of(text: &Text) -> Self {
        let tables = text.map().tables.iter();
        let list = tables.filter_map(|span| {
            let rows = text.str().get(span.range())?;
            Some((span.start, span.end, stops(rows)))
        });
        Self {
            list: list.collect(),
        }
    }

    /// Whether a byte stands in a table.
    pub fn holds(&self, offset: usize) -> bool {
        self.at(offset).is_some()
    }

    /// The tab stops of the paragraph at an offset, for a text of this size in a column of this width, in points; none
    /// outside of tables. Columns that do not fit are drawn nearer to each other.
    pub fn stops(&self, offset: usize, size: f32, width: f32) -> Vec<f32> {
        let Some((_, _, stops)) = self.at(offset) else {
            return Vec::new();
        };
        let last = stops.last().copied().unwrap_or(0.0) * size;
        // Room for a few words of the last column.
        let room = width - 6.0 * size;
        let share = if last > room && last > 0.0 {
            (room / last).max(0.2)
        } else {
            1.0
        };
        stops.iter().map(|stop| stop * size * share).collect()
    }

    fn at(&self, offset: usize) -> Option<&(usize, usize, Box<[f32]>)> {
        let after = self.list.partition_point(|(start, ..)| *start <= offset);
        let table = &self.list[after.checked_sub(1)?];
        (offset < table.1).then_some(table)
    }
}

fn stops(rows: &str) -> Box<[f32]> {
    let mut widths: Vec<f32> = Vec::new();
    for row in rows.lines().take(Tables::ROWS) {
        let mut cells = row.split('\t').take(Tables::COLUMNS).peekable();
        let mut column = 0;
        while let Some(cell) = cells.next() {
            // Nothing stands behind the last cell of a row.
            if cells.peek().is_none() {
                break;
            }
            let width = width_of(cell).min(Tables::WIDEST);
            match widths.get_mut(column) {
                Some(widest) => *widest = widest.max(width),
                None => widths.push(width),
            }
            column += 1;
        }
    }
    let mut at = 0.0;
    let stops = widths.into_iter().map(|width| {
        at += width + Tables::APART;
        at
    });
    stops.collect()
}

/// How wide words are at most, in em, whatever the font.
fn width_of(words: &str) -> f32 {
    let widths = words.chars().map(|c| match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | 'i' | 'l' | 'j' | 't' | 'f' | 'r' | '|' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.9,
        c if c.is_uppercase() => 0.72,
        c if c < '\u{1100}' => 0.53,
        _ => 1.0,
    });
    widths.sum()
}

/// The next stop after `x`, at least `least` points on.
pub fn next_stop(stops: &[f32], x: f32, least: f32) -> f32 {
    let after = stops.partition_point(|stop| *stop < x + least);
    stops.get(after).copied().unwrap_or(x + least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Span;
    use crate::text::Map;

    #[test]
    fn columns_stand_where_the_widest_cell_lets_them() {
        let words = "Before.\nTown\tYear\tVotes\nBirchwood\t1932\t7\nAfter.\n";
        let map = Map {
            tables: vec![Span::new(8, words.len() - 8)],
            ..Map::default()
        };
        let tables = Tables::of(&Text::mapped(words, map));
        assert!(!tables.holds(0) && tables.holds(8) && !tables.holds(words.len() - 3));
        let stops = tables.stops(10, 10.0, 500.0);
        assert_eq!(stops.len(), 2, "the last column needs no stop behind it");
        assert!(stops[0] >= width_of("Birchwood") * 10.0 && stops[1] > stops[0]);
        let narrow = tables.stops(10, 10.0, 100.0);
        assert!(narrow[1] <= 40.5, "{narrow:?}");
        assert_eq!(tables.stops(0, 10.0, 500.0), [0.0; 0]);
    }

    #[test]
    fn a_tab_goes_to_the_next_stop_and_never_back() {
        assert_eq!(next_stop(&[50.0, 90.0], 20.0, 8.0), 50.0);
        assert_eq!(next_stop(&[50.0, 90.0], 45.0, 8.0), 90.0);
        assert_eq!(next_stop(&[50.0, 90.0], 95.0, 8.0), 103.0);
    }
}
