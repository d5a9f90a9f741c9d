//! Which lines are running heads, running feet and page numbers, and what numbers are printed on the pages?
//!
//! They stand at the same place of many pages and say the same but for numbers; or they are the page's number, which
//! goes up from page to page.

use super::leaf::{Leaf, Measure};
use super::lines::Line;
use std::collections::{HashMap, HashSet};

/// This many rows from the edge of a page can be furniture.
const ROWS: usize = 3;
/// As far as two baselines may lie apart to be the same place, in points.
const SAME: f32 = 3.0;

/// Takes running heads and feet out of the pages; gives the numbers that are printed on them. `said` are the numbers that
/// the file gives, if it does.
pub(super) fn take_out(
    leaves: &mut [Leaf],
    said: &[String],
    measure: Measure,
) -> Vec<Option<String>> {
    let mut edges: Vec<[Vec<Row>; 2]> = leaves.iter().map(edges).collect();
    by_repetition(&mut edges, measure);
    by_place(&mut edges, measure);
    let numbers = numbers(&edges);
    by_number(&mut edges, &numbers);
    by_label(&mut edges, said);
    let taken: Vec<HashSet<usize>> = edges
        .iter()
        .map(|rows| {
            let rows = rows.iter().flatten().filter(|row| row.is_furniture);
            rows.flat_map(|row| row.lines.iter().copied()).collect()
        })
        .collect();
    // Pages that would be left empty are forms or slides that say the same, not heads and feet.
    let full = leaves
        .iter()
        .zip(&taken)
        .filter(|(leaf, _)| !leaf.lines.is_empty());
    let emptied = full
        .clone()
        .filter(|(leaf, taken)| leaf.lines.len() == taken.len());
    if emptied.count() * 2 <= full.count() {
        for (leaf, taken) in leaves.iter_mut().zip(&taken) {
            leave_out(leaf, taken);
        }
    }
    numbers
        .into_iter()
        .map(|number| number.map(|number| number.text()))
        .collect()
}

/// Takes lines off a page.
fn leave_out(leaf: &mut Leaf, taken: &HashSet<usize>) {
    let mut at = 0;
    leaf.lines.retain(|line| {
        let goes = taken.contains(&at) || line.furniture;
        at += 1;
        if goes {
            leaf.aside.push(line.text().replace('\t', " "));
        }
        !goes
    });
}

/// What stands on one baseline near the edge of a page.
#[derive(Clone, Debug, Default)]
struct Row {
    /// Its lines, as places in the page's list.
    lines: Vec<usize>,
    y: f32,
    text: String,
    /// Its words with all numbers alike.
    key: String,
    /// To the next row on the way to the middle of the page, in points.
    gap: f32,
    is_furniture: bool,
}

impl Row {
    /// Whether it is hardly more than a number.
    fn is_bare(&self) -> bool {
        let letters = self.key.chars().filter(|c| c.is_alphabetic()).count();
        letters <= 6 && self.text.chars().count() <= 20
    }

    /// Whether it is as short as running heads are.
    fn is_short(&self) -> bool {
        self.text.chars().count() <= 120
    }
}

/// The rows at the head and at the foot, the outermost first.
fn edges(leaf: &Leaf) -> [Vec<Row>; 2] {
    let mut order: Vec<usize> = (0..leaf.lines.len()).collect();
    let y = |at: usize| leaf.lines.get(at).map_or(0.0, |line| line.y);
    order.sort_by(|a, b| y(*b).total_cmp(&y(*a)));
    let head = rows(leaf, order.iter().copied());
    let foot = rows(leaf, order.iter().rev().copied());
    // On a page of few rows the same row is not looked at from both ends.
    let few = order.len() <= ROWS && head.len() <= 1;
    if few {
        [Vec::new(), foot]
    } else {
        [head, foot]
    }
}

fn rows(leaf: &Leaf, order: impl Iterator<Item = usize>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for at in order {
        let Some(line) = leaf.lines.get(at) else {
            continue;
        };
        match rows.last_mut() {
            Some(row) if (row.y - line.y).abs() <= 0.3 * line.size.max(4.0) => row.lines.push(at),
            last => {
                if let Some(row) = last {
                    row.gap = (row.y - line.y).abs();
                }
                if rows.len() == ROWS {
                    break;
                }
                rows.push(Row {
                    lines: vec![at],
                    y: line.y,
                    gap: f32::MAX,
                    ..Row::default()
                });
            }
        }
    }
    for row in &mut rows {
        let mut lines: Vec<&Line> = row
            .lines
            .iter()
            .filter_map(|at| leaf.lines.get(*at))
            .collect();
        lines.sort_by(|a, b| a.x.total_cmp(&b.x));
        let texts: Vec<String> = lines.iter().map(|line| line.text()).collect();
        row.text = texts.join(" ").replace('\t', " ");
        row.key = key(&row.text);
        row.is_furniture = lines.iter().all(|line| line.furniture);
    }
    rows
}

/// The words of a row with all numbers alike.
fn key(text: &str) -> String {
    let mut key = String::new();
    for word in text.split_whitespace() {
        if roman(word).is_some() {
            key.push('#');
            continue;
        }
        let mut in_number = false;
        for c in word.chars() {
            if c.is_numeric() {
                if !in_number {
                    key.push('#');
                }
                in_number = true;
            } else {
                in_number = false;
                key.extend(c.to_lowercase());
            }
        }
    }
    key
}

/// The same words at the same place on other pages, apart from the text: notes that say "Ibid." at the foot of many pages
/// do not stand apart.
fn by_repetition(edges: &mut [[Vec<Row>; 2]], measure: Measure) {
    for edge in 0..2 {
        let mut places: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
        for (page, rows) in edges.iter().enumerate() {
            for row in rows.get(edge).into_iter().flatten() {
                let places = places.entry(row.key.clone()).or_default();
                places.push((page, row.y));
            }
        }
        let pages = edges.len();
        for (page, rows) in edges.iter_mut().enumerate() {
            let Some(rows) = rows.get_mut(edge) else {
                continue;
            };
            // From the edge inwards: what lies beyond text is text.
            let mut taken = 0;
            for (at, row) in rows.iter().enumerate() {
                let Some(places) = places.get(&row.key) else {
                    break;
                };
                let others = places
                    .iter()
                    .filter(|(other, y)| *other != page && (y - row.y).abs() <= SAME)
                    .count();
                // Numbers alone are told by going up, unless they stand at one place of many pages.
                let has_words = row.key.chars().filter(|c| c.is_alphabetic()).count() >= 3;
                let enough = match (has_words, pages) {
                    (true, ..=3) => 1,
                    (true, _) => 2,
                    (false, _) => 3,
                };
                if others < enough && !row.is_furniture {
                    break;
                }
                let is_apart = row.gap >= 1.2 * measure.leading;
                if row.is_furniture || is_apart || (others + 1) * 10 >= pages * 6 {
                    taken = at + 1;
                }
            }
            for row in rows.iter_mut().take(taken) {
                row.is_furniture = true;
            }
        }
    }
}

/// The title of a section that has but one page stands where other pages have running heads, apart from the text.
fn by_place(edges: &mut [[Vec<Row>; 2]], measure: Measure) {
    for edge in 0..2 {
        let outer = |rows: &[Vec<Row>; 2]| {
            let row = rows.get(edge)?.first()?;
            Some((row.y, row.is_furniture))
        };
        let known: Vec<(f32, bool)> = edges.iter().filter_map(outer).collect();
        for rows in edges.iter_mut() {
            let Some(row) = rows.get_mut(edge).and_then(|rows| rows.first_mut()) else {
                continue;
            };
            if row.is_furniture || row.gap < 1.25 * measure.leading || row.text.len() > 160 {
                continue;
            }
            let here = known.iter().filter(|(y, _)| (y - row.y).abs() <= SAME);
            let (all, sure) = here.fold((0, 0), |(all, sure), (_, is_sure)| {
                (all + 1, sure + usize::from(*is_sure))
            });
            row.is_furniture = sure >= 3 && sure * 10 >= all * 4;
        }
    }
}

/// The number of a page, as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Number {
    value: i64,
    style: Style,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Style {
    Arabic,
    Roman,
    UpperRoman,
}

impl Number {
    fn text(self) -> String {
        match self.style {
            Style::Arabic => self.value.to_string(),
            Style::Roman => roman_of(self.value),
            Style::UpperRoman => roman_of(self.value).to_uppercase(),
        }
    }
}

/// The numbers that are printed on the pages, where they go up by one from page to page.
fn numbers(edges: &[[Vec<Row>; 2]]) -> Vec<Option<Number>> {
    // Pages on which a number stands that is this far ahead of the count of pages.
    let mut chains: HashMap<(Style, i64), Vec<usize>> = HashMap::new();
    for (page, rows) in edges.iter().enumerate() {
        let mut seen = HashSet::new();
        for number in rows.iter().flat_map(|rows| candidates(rows)) {
            let ahead = number.value - page as i64;
            if seen.insert((number.style, ahead)) {
                chains.entry((number.style, ahead)).or_default().push(page);
            }
        }
    }
    let enough = edges.len().min(3);
    let mut chains: Vec<((Style, i64), Vec<usize>)> = chains
        .into_iter()
        .filter(|(_, pages)| pages.len() >= enough.max(2))
        .collect();
    chains.sort_by_key(|((style, ahead), pages)| (pages.len(), *style == Style::Arabic, -ahead));
    let mut numbers = vec![None; edges.len()];
    // The longest is set last and so prevails.
    for ((style, ahead), pages) in &chains {
        for run in runs(pages) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            if run.len() < enough.max(2) {
                continue;
            }
            for page in *first..=*last {
                let value = page as i64 + ahead;
                if let Some(number) = numbers.get_mut(page) {
                    *number = Some(Number {
                        value,
                        style: *style,
                    });
                }
            }
        }
    }
    fill(&mut numbers);
    numbers
}

/// Pages that follow each other, but for a few on which the number is not printed.
fn runs(pages: &[usize]) -> Vec<&[usize]> {
    pages.chunk_by(|one, next| next - one <= 6).collect()
}

/// Title pages and the first pages of chapters bear no number but have one.
fn fill(numbers: &mut [Option<Number>]) {
    let shifted = |number: Number, by: i64| {
        let value = number.value + by;
        (value > 0).then_some(Number { value, ..number })
    };
    for at in (0..numbers.len().saturating_sub(1)).rev() {
        if numbers[at].is_none() {
            numbers[at] = numbers[at + 1].and_then(|next| shifted(next, -1));
        }
    }
    for at in 1..numbers.len() {
        if numbers[at].is_none() {
            numbers[at] = numbers[at - 1].and_then(|last| shifted(last, 1));
        }
    }
}

/// The numbers at either end of the outermost rows, of rows that are furniture, and in those that are hardly more than a
/// number.
fn candidates(rows: &[Row]) -> Vec<Number> {
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let is_bare = row.is_bare() && at < 2;
        if !(row.is_furniture || is_bare || (at == 0 && row.is_short())) {
            continue;
        }
        let words: Vec<&str> = row.text.split_whitespace().collect();
        // "Page 3 of 12", "- 3 -".
        let inner = words.get(1).filter(|_| is_bare);
        let ends = [words.first(), words.last(), inner];
        found.extend(ends.into_iter().flatten().filter_map(|word| number(word)));
    }
    found
}

fn number(word: &str) -> Option<Number> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    if !bare.is_empty() && bare.len() <= 5 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        let value = bare.parse().ok()?;
        return Some(Number {
            value,
            style: Style::Arabic,
        });
    }
    let value = roman(bare)?;
    let style = if bare.starts_with(|c: char| c.is_lowercase()) {
        Style::Roman
    } else {
        Style::UpperRoman
    };
    Some(Number { value, style })
}

/// A line that is hardly more than the number that the page has.
fn by_number(edges: &mut [[Vec<Row>; 2]], numbers: &[Option<Number>]) {
    for (rows, number) in edges.iter_mut().zip(numbers) {
        let Some(number) = number else {
            continue;
        };
        for rows in rows.iter_mut() {
            let Some(row) = rows.iter_mut().find(|row| !row.is_furniture) else {
                continue;
            };
            if candidates(std::slice::from_ref(row)).contains(number) {
                row.is_furniture = true;
            }
        }
    }
}

/// A line that is no more than the number that the file gives the page.
fn by_label(edges: &mut [[Vec<Row>; 2]], said: &[String]) {
    for (rows, label) in edges.iter_mut().zip(said) {
        for rows in rows.iter_mut() {
            let row = rows.iter_mut().find(|row| !row.is_furniture);
            if let Some(row) = row.filter(|row| row.text.trim() == label) {
                row.is_furniture = true;
            }
        }
    }
}

/// The value of a Roman numeral below 400, in letters of one case.
fn roman(word: &str) -> Option<i64> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = bare.to_lowercase();
    let of_one_case = bare == lower || bare == bare.to_uppercase();
    if bare.is_empty() || bare.len() > 9 || !of_one_case {
        return None;
    }
    let digit = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    let digits: Option<Vec<i64>> = lower.chars().map(digit).collect();
    let digits = digits?;
    let mut value = 0;
    for (at, digit) in digits.iter().enumerate() {
        let is_less = digits.get(at + 1).is_some_and(|next| next > digit);
        value += if is_less { -digit } else { *digit };
    }
    // Only the numeral that one would write: not "iiii", not "ic".
    (value > 0 && roman_of(value) == lower).then_some(value)
}

fn roman_of(mut value: i64) -> String {
    let signs = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    for (worth, sign) in signs {
        while value >= worth && text.len() < 32 {
            text.push_str(sign);
            value -= worth;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::lines::Run;
    use super::*;

    fn line(y: f32, text: &str) -> Line {
        Line {
            runs: vec![Run {
                text: text.to_owned(),
                ..Run::default()
            }],
            end: 300.0,
            y,
            size: 10.0,
            ..Line::default()
        }
    }

    fn leaf(lines: &[(f32, &str)]) -> Leaf {
        Leaf {
            lines: lines.iter().map(|(y, text)| line(*y, text)).collect(),
            ..Leaf::default()
        }
    }

    #[test]
    fn heads_that_change_and_numbers_at_either_side_are_taken_out() {
        let words = ["ferries", "harbours", "floods", "unions", "ministers"];
        let mut leaves: Vec<Leaf> = (0..5)
            .map(|page| {
                let number = 611 + page;
                let head = match number % 2 {
                    0 => format!("{number} ANNALS"),
                    _ => format!("{} {number}", words[page].to_uppercase()),
                };
                let text = format!("A page about {}.", words[page]);
                leaf(&[
                    (700.0, &head),
                    (660.0, &text),
                    (648.0, "It goes on here."),
                    (80.0, "Ibid."),
                ])
            })
            .collect();
        let measure = Measure {
            body: 10.0,
            leading: 12.0,
            right: 300.0,
        };
        let labels = take_out(&mut leaves, &[], measure);
        let labels: Vec<String> = labels.into_iter().flatten().collect();
        assert_eq!(labels, ["611", "612", "613", "614", "615"]);
        assert_eq!(leaves[0].lines[0].text(), "A page about ferries.");
        assert_eq!(leaves[1].aside[0], "612 ANNALS");
    }

    #[test]
    fn roman_numerals_are_read_as_one_writes_them() {
        for (word, value) in [
            ("xiv", Some(14)),
            ("IX", Some(9)),
            ("iiii", None),
            ("ic", None),
            ("mix", None),
        ] {
            assert_eq!(roman(word), value, "{word}");
        }
    }
}
