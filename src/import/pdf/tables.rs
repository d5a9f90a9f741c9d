//! Which lines are the rows of a table, and which are two columns that were drawn row by row?

use super::lines::{Gap, Line, Run};

/// As far as the cells of two rows may be off each other, in points.
const OFF: f32 = 3.0;
/// Fewer rows are no table.
const ROWS: usize = 3;

/// Says of each line whether it is a row of a table. The second and further lines of a cell are put into the row that
/// they belong to.
pub(super) fn rows(lines: Vec<Line>) -> Vec<(Line, bool)> {
    let mut rows: Vec<(Line, bool)> = Vec::with_capacity(lines.len());
    let mut from = 0;
    for line in lines {
        let last = rows.last().map(|(last, _)| last);
        let goes_on = last.is_some_and(|last| is_below(last, &line) && last.has_cells());
        if goes_on && line.has_cells() && last.is_some_and(|last| is_aligned(last, &line)) {
            rows.push((line, false));
            continue;
        }
        if goes_on
            && rows.len() > from + 1
            && let Some((last, _)) = rows.last_mut()
            && into_cell(last, &line)
        {
            continue;
        }
        settle(&mut rows, from);
        from = rows.len();
        rows.push((line, false));
    }
    settle(&mut rows, from);
    rows
}

/// Marks the rows from here on as those of a table, where they are enough.
fn settle(rows: &mut [(Line, bool)], from: usize) {
    let Some(rows) = rows.get_mut(from..).filter(|rows| rows.len() >= ROWS) else {
        return;
    };
    // The lines of a table of contents are no table.
    let dotted = rows
        .iter()
        .filter(|(line, _)| line.text().contains(". . .") || line.text().contains("...."))
        .count();
    if dotted * 2 > rows.len() {
        return;
    }
    for (_, is_row) in rows {
        *is_row = true;
    }
}

fn is_below(last: &Line, line: &Line) -> bool {
    let step = last.y - line.y;
    last.turn == line.turn && step > 0.0 && step < 3.5 * last.size.max(line.size)
}

/// Whether a cell of one row begins or has its middle where one of the other does, the first cells aside; or ends there,
/// if both end in digits: justified words end at one place, too.
pub(super) fn is_aligned(one: &Line, other: &Line) -> bool {
    let (one, other) = (cells(one), cells(other));
    one.iter().skip(1).any(|cell| {
        other.iter().skip(1).any(|next| {
            let middle = (cell.start + cell.end - next.start - next.end) / 2.0;
            (cell.start - next.start).abs() <= OFF
                || middle.abs() <= OFF / 2.0
                || (cell.is_number && next.is_number && (cell.end - next.end).abs() <= OFF)
        })
    })
}

/// A cell of a row.
struct Cell {
    start: f32,
    end: f32,
    is_number: bool,
}

/// Where the cells of a row begin and end.
fn cells(line: &Line) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for run in &line.runs {
        let is_number = run.text.ends_with(|c: char| c.is_ascii_digit() || c == '%');
        match cells.last_mut() {
            Some(cell) if run.gap != Gap::Wide => {
                cell.end = run.end;
                cell.is_number = is_number;
            }
            _ => cells.push(Cell {
                start: run.x,
                end: run.end,
                is_number,
            }),
        }
    }
    cells
}

/// Puts a line that stands below a cell other than the first, close to it, into that cell.
fn into_cell(row: &mut Line, line: &Line) -> bool {
    if line.has_cells() || row.y - line.y > 1.4 * row.size {
        return false;
    }
    let cells = cells(row);
    let at = cells
        .iter()
        .skip(1)
        .position(|cell| (cell.start - line.x).abs() <= OFF);
    let Some(at) = at.map(|at| at + 1) else {
        return false;
    };
    // Behind the last run of that cell.
    let mut cell = 0;
    let mut place = row.runs.len();
    for (index, run) in row.runs.iter().enumerate() {
        if index > 0 && run.gap == Gap::Wide {
            cell += 1;
        }
        if cell > at {
            place = index;
            break;
        }
    }
    let mut runs: Vec<Run> = line.runs.clone();
    if let Some(run) = runs.first_mut() {
        run.gap = Gap::Blank;
    }
    row.runs.splice(place..place, runs);
    true
}

/// Lines of two columns that were drawn row by row, in the order in which they are read: the left column first.
///
/// Only where it is plain: most lines of the page have one wide gap, all of them at the same place, and as much text on
/// either side of it as no table has.
pub(super) fn parted(lines: Vec<Line>) -> Vec<Line> {
    let double: Vec<&Line> = lines.iter().filter(|line| cells(line).len() == 2).collect();
    if double.len() < 10 || double.len() * 2 < lines.len() {
        return lines;
    }
    let mut starts: Vec<f32> = double
        .iter()
        .filter_map(|line| cells(line).get(1).map(|cell| cell.start))
        .collect();
    starts.sort_by(f32::total_cmp);
    let gutter = starts.get(starts.len() / 2).copied().unwrap_or_default();
    let agree = starts
        .iter()
        .filter(|start| (*start - gutter).abs() <= OFF)
        .count();
    let is_text = |line: &&&Line| {
        let mut letters = [0_usize; 2];
        let mut side = 0;
        for (at, run) in line.runs.iter().enumerate() {
            if at > 0 && run.gap == Gap::Wide {
                side = 1;
            }
            letters[side] += run.text.chars().filter(|c| c.is_alphabetic()).count();
        }
        letters[0] >= 15 && letters[1] >= 15
    };
    let texts = double.iter().filter(is_text).count();
    if agree * 10 < double.len() * 8 || texts * 10 < double.len() * 7 {
        return lines;
    }
    let mut ordered = Vec::with_capacity(lines.len() * 2);
    let mut right = Vec::new();
    for line in lines {
        let across = line.x < gutter - OFF && line.end > gutter + OFF;
        match split(&line, gutter) {
            Some((one, other)) => {
                ordered.push(one);
                right.push(other);
            }
            None if across => {
                ordered.append(&mut right);
                ordered.push(line);
            }
            None if line.x >= gutter - OFF => right.push(line),
            None => ordered.push(line),
        }
    }
    ordered.append(&mut right);
    ordered
}

/// A line in two, where it has a wide gap ahead of a place.
fn split(line: &Line, gutter: f32) -> Option<(Line, Line)> {
    let at = line
        .runs
        .iter()
        .position(|run| run.gap == Gap::Wide && (run.x - gutter).abs() <= OFF)
        .filter(|at| *at > 0)?;
    let mut left = line.clone();
    let mut right = line.clone();
    right.runs = left.runs.split_off(at);
    right.runs.first_mut()?.gap = Gap::Nothing;
    left.end = left.runs.last()?.end;
    right.x = right.runs.first()?.x;
    Some((left, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(y: f32, cells: &[(f32, &str)]) -> Line {
        let runs: Vec<Run> = cells
            .iter()
            .map(|(x, text)| Run {
                text: (*text).to_owned(),
                gap: Gap::Wide,
                x: *x,
                end: x + 5.0 * text.len() as f32,
                ..Run::default()
            })
            .collect();
        Line {
            x: cells[0].0,
            end: runs.last().map_or(0.0, |run| run.end),
            y,
            size: 10.0,
            runs,
            ..Line::default()
        }
    }

    #[test]
    fn aligned_rows_are_a_table() {
        let lines = vec![
            line(200.0, &[(50.0, "A paragraph ahead of it")]),
            line(
                180.0,
                &[(50.0, "Year"), (150.0, "Ferries"), (250.0, "Crew")],
            ),
            line(168.0, &[(50.0, "1987"), (150.0, "12"), (250.0, "340")]),
            line(
                156.0,
                &[(50.0, "1988"), (150.0, "fourteen of"), (250.0, "351")],
            ),
            line(144.0, &[(150.0, "the older kind")]),
            line(132.0, &[(50.0, "1989"), (150.0, "15"), (250.0, "360")]),
            line(110.0, &[(50.0, "A paragraph behind it")]),
        ];
        let rows = rows(lines);
        let table: Vec<String> = rows
            .iter()
            .filter(|(_, is_row)| *is_row)
            .map(|(line, _)| line.text())
            .collect();
        assert_eq!(
            table,
            [
                "Year\tFerries\tCrew",
                "1987\t12\t340",
                "1988\tfourteen of the older kind\t351",
                "1989\t15\t360"
            ]
        );
    }

    #[test]
    fn columns_that_were_drawn_row_by_row_are_read_one_by_one() {
        let mut lines = vec![line(
            400.0,
            &[(
                50.0,
                "A title that goes over both of the columns of the page",
            )],
        )];
        for row in 0..12_u8 {
            let y = 380.0 - 12.0 * f32::from(row);
            lines.push(line(
                y,
                &[
                    (50.0, "words of the left column"),
                    (300.0, "words of the right column"),
                ],
            ));
        }
        let sides: Vec<bool> = parted(lines)
            .iter()
            .skip(1)
            .map(|line| line.text().contains("left"))
            .collect();
        assert_eq!(sides, [[true; 12], [false; 12]].concat());
    }
}
