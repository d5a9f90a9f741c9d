//! How are the columns of a table laid out on a page, and in letters of which size?

use crate::analysis::report::Column;

/// A row with fewer bytes in each of its cells stays on one page.
pub(super) const SHORT: usize = 700;
/// Columns up to so many characters hold words and numbers that nobody wants to see broken.
const NARROW: f32 = 16.0;
/// The fewest characters in a line of a column of sentences.
const READABLE: f32 = 18.0;
/// The width of a usual letter, in millimetres for each point of its size.
const LETTER: f32 = 0.19;

/// How large the letters of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Size {
    Usual,
    Small,
    Tight,
    Tightest,
}

impl Size {
    const ALL: [Self; 4] = [Self::Usual, Self::Small, Self::Tight, Self::Tightest];

    /// Points of a letter, the largest of what the formats use.
    fn points(self) -> f32 {
        match self {
            Self::Usual => 9.0,
            Self::Small => 7.5,
            Self::Tight => 6.5,
            Self::Tightest => 5.5,
        }
    }

    /// Millimetres of a letter.
    pub(super) fn letter(self) -> f32 {
        self.points() * LETTER
    }

    /// Millimetres on both sides of a column.
    pub(super) fn gap(self) -> f32 {
        match self {
            Self::Usual => 3.0,
            Self::Small => 2.4,
            Self::Tight => 1.4,
            Self::Tightest => 1.1,
        }
    }
}

/// The layout of a table's columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    /// The largest size in which no short column is broken.
    pub(super) size: Size,
    /// Each column's part of the width; together they are 1.
    pub(super) parts: Vec<f32>,
}

/// Fits columns into so many millimetres: short ones get what they need, those of sentences the rest in proportion.
/// The letters are as large as that allows.
pub(super) fn fit(columns: &[Column], millimetres: f32) -> Fit {
    for size in Size::ALL {
        if let Some(parts) = in_size(columns, millimetres, size) {
            return Fit { size, parts };
        }
    }
    // There are too many: each gets less than it needs.
    let size = Size::Tightest;
    let needs: Vec<f32> = columns.iter().map(|column| need(column, size)).collect();
    Fit {
        size,
        parts: proportions(&needs),
    }
}

fn in_size(columns: &[Column], millimetres: f32, size: Size) -> Option<Vec<f32>> {
    let needs: Vec<f32> = columns.iter().map(|column| need(column, size)).collect();
    let is_wide = |column: &Column| width(column) > NARROW;
    let of_wide: f32 = columns.iter().filter(|c| is_wide(c)).map(width).sum();
    if of_wide == 0.0 {
        let fits = needs.iter().sum::<f32>() <= millimetres;
        return fits.then(|| proportions(&needs));
    }
    let placed = || columns.iter().zip(&needs);
    let narrow: f32 = placed()
        .filter(|(column, _)| !is_wide(column))
        .map(|(_, need)| need)
        .sum();
    let rest = millimetres - narrow;
    let parts: Vec<f32> = placed()
        .map(|(column, need)| match is_wide(column) {
            true => rest * width(column) / of_wide,
            false => *need,
        })
        .collect();
    let fits = parts
        .iter()
        .zip(&needs)
        .all(|(part, need)| part + 0.01 >= *need);
    fits.then(|| proportions(&parts))
}

fn proportions(widths: &[f32]) -> Vec<f32> {
    let whole: f32 = widths.iter().sum();
    widths.iter().map(|width| width / whole).collect()
}

/// The least width of a column, in millimetres.
fn need(column: &Column, size: Size) -> f32 {
    let width = width(column);
    let least = if width > NARROW {
        READABLE.min(width)
    } else {
        width
    };
    // Headers are bold.
    least.max(header(column) * 1.15) * size.letter() + size.gap()
}

/// The width that a column asks for, in characters, within what can be read.
fn width(column: &Column) -> f32 {
    match column.width.is_finite() {
        true => column.width.clamp(4.0, 80.0),
        false => 12.0,
    }
}

/// The longest word of a column's header, in characters.
fn header(column: &Column) -> f32 {
    let words = column.name.split_whitespace();
    let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
    longest.min(20) as f32
}

/// The width of a column where a table may be as wide as it needs, in characters.
pub(super) fn share(column: &Column) -> f32 {
    // Headers are bold.
    width(column).max(header(column) * 1.3 + 2.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(widths: &[f32]) -> Vec<Column> {
        let columns = widths.iter().map(|width| Column::text("c", *width));
        columns.collect()
    }

    #[test]
    fn sentences_share_what_short_columns_leave() {
        let Fit { size, parts } = fit(&columns(&[10.0, 40.0, 80.0]), 170.0);
        assert_eq!(size, Size::Usual);
        let needed = (10.0 * Size::Usual.letter() + Size::Usual.gap()) / 170.0;
        assert!((parts[0] - needed).abs() < 0.001, "{parts:?}");
        assert!((parts[2] - 2.0 * parts[1]).abs() < 0.001, "{parts:?}");
        assert!((parts.iter().sum::<f32>() - 1.0).abs() < 0.001);
    }

    #[test]
    fn letters_are_smaller_before_a_short_column_is_broken() {
        let few = columns(&[12.0; 9]);
        let many = columns(&[12.0; 18]);
        assert_eq!(fit(&few, 257.0).size, Size::Usual);
        let fit = fit(&many, 257.0);
        assert!(fit.size > Size::Usual);
        let least = 12.0 * fit.size.letter() / 257.0;
        assert!(fit.parts.iter().all(|part| *part > least));
    }

    #[test]
    fn too_many_columns_are_still_a_table() {
        let fit = fit(&columns(&[12.0; 60]), 257.0);
        assert_eq!(fit.size, Size::Tightest);
        assert!((fit.parts.iter().sum::<f32>() - 1.0).abs() < 0.001);
    }
}
