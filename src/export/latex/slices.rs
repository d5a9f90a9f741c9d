//! Where is a row cut that is higher than a page? LaTeX's tables go over pages only between rows.

use super::super::layout::{Fit, Size, fit};
use crate::analysis::report::{Cell, Column, Line};
use crate::text::grapheme_at_or_before;

/// The size of the letters of a table, and what goes into its columns by that.
pub(super) struct Measure {
    /// The command for the size.
    pub(super) size: &'static str,
    /// The space beside each column.
    pub(super) gap: &'static str,
    /// Each column's part of the width.
    pub(super) parts: Vec<f32>,
    /// Letters in a line of each column, about.
    letters: Vec<usize>,
    /// Lines that go on a page, about, with room to spare.
    lines: usize,
}

impl Measure {
    pub(super) fn new(columns: &[Column], wide: bool) -> Self {
        // Millimetres of a letter and of a line.
        let (width, height) = if wide { (257.0, 140.0) } else { (170.0, 220.0) };
        let Fit { size, parts } = fit(columns, width);
        let (size, gap, letter, line) = match size {
            Size::Usual => ("\\small", "4pt", 1.65, 4.2),
            Size::Small => ("\\footnotesize", "3pt", 1.45, 3.7),
            Size::Tight => ("\\fontsize{6.5}{8}\\selectfont", "2pt", 1.2, 3.1),
            Size::Tightest => ("\\fontsize{5.5}{6.6}\\selectfont", "1.5pt", 1.05, 2.6),
        };
        let letters = |part: &f32| (width * part - 2.0).max(letter) / letter;
        Self {
            size,
            gap,
            letters: parts
                .iter()
                .map(|part| (letters(part) as usize).max(1))
                .collect(),
            parts,
            lines: (height / line) as usize,
        }
    }
}

/// Parts of a long row on a page: the lower they are, the less room is left at its foot.
const SLICES: usize = 9;

/// The row as it is, or as several of which none is higher than a page.
pub(super) fn slices(row: Vec<Cell>, measure: &Measure) -> Vec<Vec<Cell>> {
    let fits = row
        .iter()
        .zip(&measure.letters)
        .all(|(cell, letters)| height(cell, *letters) <= measure.lines);
    if fits {
        return vec![row];
    }
    let most = measure.lines / SLICES;
    let columns: Vec<Vec<Cell>> = row
        .into_iter()
        .zip(&measure.letters)
        .map(|(cell, letters)| parts(cell, *letters, most.max(1)))
        .collect();
    let count = columns.iter().map(Vec::len).max().unwrap_or(0);
    (0..count)
        .map(|number| {
            let part = |column: &Vec<Cell>| column.get(number).cloned().unwrap_or_default();
            columns.iter().map(part).collect()
        })
        .collect()
}

/// How many lines a cell takes, about.
fn height(cell: &Cell, letters: usize) -> usize {
    let lines = cell.lines.iter().map(|line| {
        let words = line.words();
        let parts = words
            .split('\n')
            .map(|part| width(part).div_ceil(letters).max(1));
        parts.sum::<usize>()
    });
    lines.sum()
}

/// Letters, where one of Chinese, Japanese or Korean is two.
fn width(text: &str) -> usize {
    text.chars().map(letter).sum()
}

fn letter(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' => 0,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'.. => 2,
        _ => 1,
    }
}

/// A cell in parts of so many lines.
fn parts(cell: Cell, letters: usize, most: usize) -> Vec<Cell> {
    let mut parts: Vec<Vec<Line>> = vec![Vec::new()];
    let mut left = most;
    for line in &cell.lines {
        // Only the first part is led into.
        let mut lead = line.lead.clone();
        // What is one line to the report may have line ends of its own.
        for text in line.text.split('\n') {
            let mut rest = text;
            loop {
                let (start, after) = cut(rest, left * letters);
                let lines = width(start).div_ceil(letters).max(1);
                if let Some(part) = parts.last_mut() {
                    part.push(Line {
                        lead: std::mem::take(&mut lead),
                        text: start.trim_end().to_owned(),
                        italics: Vec::new(),
                        ..line.clone()
                    });
                }
                left = left.saturating_sub(lines);
                if left == 0 {
                    parts.push(Vec::new());
                    left = most;
                }
                if after.is_empty() {
                    break;
                }
                rest = after;
            }
        }
    }
    if parts.last().is_some_and(Vec::is_empty) && parts.len() > 1 {
        parts.pop();
    }
    parts.into_iter().map(Cell::lines).collect()
}

/// The text up to so many letters, cut after a space where there is one near, and what follows.
fn cut(text: &str, letters: usize) -> (&str, &str) {
    let mut used = 0;
    let over = text.char_indices().find(|(_, c)| {
        used += letter(*c);
        used > letters
    });
    let Some((end, _)) = over else {
        return (text, "");
    };
    let near = text[..end]
        .rfind(char::is_whitespace)
        .filter(|at| at * 2 > end);
    let end = match near.and_then(|at| text[at..].chars().next().map(|c| at + c.len_utf8())) {
        Some(after_space) => after_space,
        None => match grapheme_at_or_before(text, end) {
            // One letter at least, else there would be no end.
            0 => text.chars().next().map_or(text.len(), char::len_utf8),
            at => at,
        },
    };
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(widths: &[f32]) -> Measure {
        let columns: Vec<Column> = widths
            .iter()
            .map(|width| Column::text("c", *width))
            .collect();
        Measure::new(&columns, false)
    }

    #[test]
    fn a_row_that_fits_stays_one() {
        let row = vec![Cell::from("short"), Cell::from("also short")];
        assert_eq!(slices(row.clone(), &measure(&[10.0, 40.0])), [row]);
    }

    #[test]
    fn a_long_row_is_cut_and_nothing_of_it_lost() {
        let words = "word ".repeat(4_000);
        let unbroken = "日".repeat(5_000);
        let row = vec![
            words.as_str().into(),
            Cell::from("beside"),
            unbroken.as_str().into(),
        ];
        let measure = measure(&[40.0, 10.0, 30.0]);
        let parts = slices(row, &measure);
        assert!(parts.len() > 10);
        let column = |number: usize, between: &str| {
            let texts: Vec<String> = parts.iter().map(|row| row[number].plain()).collect();
            texts.join(between).trim_end().to_owned()
        };
        assert_eq!(column(0, " "), words.trim_end());
        assert_eq!(column(1, ""), "beside");
        assert_eq!(column(2, ""), unbroken);
        for row in &parts {
            for (cell, letters) in row.iter().zip(&measure.letters) {
                assert!(height(cell, *letters) <= measure.lines / SLICES + 1);
            }
        }
    }

    #[test]
    fn many_lines_are_cut_between_lines() {
        let row = vec![Cell::lines(
            (0..300).map(|n| Line::plain(format!("line {n}"))),
        )];
        let parts = slices(row, &measure(&[40.0]));
        let lines: Vec<String> = parts
            .iter()
            .flat_map(|row| row[0].lines.clone())
            .map(|line| line.text)
            .collect();
        assert_eq!(lines.len(), 300);
        assert_eq!(lines[299], "line 299");
    }
}
