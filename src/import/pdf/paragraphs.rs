//! Where does a paragraph end, and where does it go on: on the next line, in the next column, on the next page?
//!
//! Read off how lines are set: an indent, a line that ends though the next word would have fitted, a wider step down,
//! other type.

use super::leaf::{Leaf, Measure, is_near};
use super::lines::Line;
use super::{script, tables};

/// Lines that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paragraph {
    /// Its lines, each with the page that it stands on, as a place in the list of pages.
    pub lines: Vec<(usize, Line)>,
    /// 1 to 6 for a heading; 0 for anything else.
    pub level: u8,
    /// It goes on with the paragraph at this place of the list, from which a page and what stands there part it.
    pub goes_on: Option<usize>,
    /// It is a row of a table.
    pub is_table: bool,
    /// The right edge of the column that it ends in.
    right: f32,
    /// Its first line is set in, or stands apart.
    begins: bool,
}

impl Paragraph {
    /// The size of its type.
    pub fn size(&self) -> f32 {
        self.lines.first().map_or(0.0, |(_, line)| line.size)
    }

    /// Whether all of it is bold.
    pub fn is_bold(&self) -> bool {
        self.lines.iter().all(|(_, line)| line.bold)
    }

    /// The page that it begins on.
    pub fn page(&self) -> usize {
        self.lines.first().map_or(0, |(page, _)| *page)
    }

    /// The page that it ends on.
    pub fn last_page(&self) -> usize {
        self.lines.last().map_or(0, |(page, _)| *page)
    }

    /// Its words, lines parted by blanks.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(|(_, line)| line.text()).collect();
        lines.join(" ").replace('\t', " ")
    }
}

/// The paragraphs of all pages, in reading order.
pub(super) fn of(leaves: &mut [Leaf], measure: Measure) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (page, leaf) in leaves.iter_mut().enumerate() {
        let lines = std::mem::take(&mut leaf.lines);
        let mut own = of_lines(lines, page, measure);
        let from = paragraphs.len();
        paragraphs.append(&mut own);
        if from > 0 {
            over_the_page(&mut paragraphs, from, page, measure);
        }
    }
    paragraphs
}

/// The paragraphs of lines that stand on one page.
pub(super) fn of_lines(lines: Vec<Line>, page: usize, measure: Measure) -> Vec<Paragraph> {
    let mut lines = lines;
    let found = edges(&lines, measure);
    for (line, edge) in lines.iter_mut().zip(found) {
        if edge.agreed
            && (line.end - edge.right).abs() <= 1.5
            && line.x - edge.left < 3.0 * line.size
        {
            line.unspread();
        }
    }
    let (lines, is_row): (Vec<Line>, Vec<bool>) = tables::rows(lines).into_iter().unzip();
    let edges = edges(&lines, measure);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut breaks = Vec::with_capacity(lines.len());
    let mut begun = Vec::with_capacity(lines.len());
    let mut len = 0;
    for at in 0..lines.len() {
        let in_table = is_row
            .get(at.saturating_sub(1)..=at)
            .is_some_and(|rows| rows.contains(&true));
        let begins = at == 0 || in_table || parts(&lines, &edges, at, len, measure);
        len = if begins { 1 } else { len + 1 };
        breaks.push(begins);
        begun.push(is_set_in(&lines, &edges, at));
    }
    for (at, line) in lines.into_iter().enumerate() {
        let edge = edges.get(at).copied().unwrap_or_default();
        if breaks.get(at).copied().unwrap_or(true) || paragraphs.is_empty() {
            paragraphs.push(Paragraph {
                is_table: is_row.get(at).copied().unwrap_or(false),
                begins: begun.get(at).copied().unwrap_or(false),
                ..Paragraph::default()
            });
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.lines.push((page, line));
            paragraph.right = edge.right;
        }
    }
    paragraphs
}

/// The edges of the column that a line stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Edges {
    left: f32,
    right: f32,
    /// Lines around end at the right edge, so that it is one.
    agreed: bool,
}

impl Edges {
    /// Whether the first word of the next line would have fitted behind this one.
    fn has_room(self, line: &Line, next: &Line) -> bool {
        self.right - line.end > first_word(next) + 0.6 * line.size
    }
}

/// The width of the first word of a line, in points.
fn first_word(line: &Line) -> f32 {
    let text = line.text();
    let letters = text.chars().count().max(1);
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    let is_broken_anywhere = first.chars().next().is_some_and(script::is_ideographic);
    let is_long = first.chars().any(script::is_unspaced);
    let word = match () {
        () if is_broken_anywhere => 1,
        // Where words are not parted, a dozen letters and marks make a long one.
        () if is_long => first.chars().count().min(12),
        () => first.chars().count(),
    };
    (line.end - line.x).max(0.0) * word as f32 / letters as f32
}

/// How many lines around one tell the edges of its column.
const AROUND: usize = 12;

/// The edges of the column of each line: those on which the lines around it in the same type agree, where they do; else
/// those of all lines around it.
fn edges(lines: &[Line], measure: Measure) -> Vec<Edges> {
    let mut edges = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let from = at.saturating_sub(AROUND);
        let to = (at + AROUND + 1).min(lines.len());
        let all: Vec<&Line> = lines
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .filter(|other| other.x < line.end && other.end > line.x && other.turn == line.turn)
            .collect();
        let alike = || all.iter().filter(|other| is_near(other.size, line.size));
        let left = agreed(alike().map(|line| line.x), -1.0);
        let right = agreed(alike().map(|line| line.end), 1.0);
        let widest = || agreed(all.iter().map(|line| line.end), 1.0);
        let agreed = right.is_some_and(|(_, agreed)| agreed);
        let right = match right {
            Some((right, true)) => right,
            Some((right, false)) => widest().map_or(right, |(widest, _)| widest.max(right)),
            None => line.end,
        };
        // On a page of few lines the other pages say how wide it is.
        let is_lonely = all.len() < 4 && line.x < measure.right;
        edges.push(Edges {
            left: left.map_or(line.x, |(place, _)| place),
            right: if is_lonely {
                right.max(measure.right)
            } else {
                right
            },
            agreed,
        });
    }
    edges
}

/// The outermost place that two lines agree on, or the outermost of all; and whether a fifth of them agree.
fn agreed(places: impl Iterator<Item = f32>, side: f32) -> Option<(f32, bool)> {
    let mut places: Vec<f32> = places.map(|place| place * side).collect();
    places.sort_by(|a, b| b.total_cmp(a));
    let agreed = places.windows(2).find(|pair| match pair {
        [one, next] => one - next <= 2.0,
        _ => false,
    });
    let place = *agreed.and_then(|pair| pair.first()).or(places.first())?;
    let there = places
        .iter()
        .filter(|other| (*other - place).abs() <= 1.5)
        .count();
    Some((place * side, there >= 2 && there * 5 >= places.len()))
}

/// Whether a line begins a new paragraph by being set in from the edge of its column, and the next one is not.
fn is_set_in(lines: &[Line], edges: &[Edges], at: usize) -> bool {
    let (Some(line), Some(edge)) = (lines.get(at), edges.get(at)) else {
        return false;
    };
    let by = line.x - edge.left;
    let next = lines.get(at + 1).filter(|next| follows(line, next));
    let next_is_out = next.is_none_or(|next| next.x < line.x - 0.4 * line.size);
    (0.6 * line.size..8.0 * line.size).contains(&by) && next_is_out
}

/// Whether a line stands below another, in the same column and type.
fn follows(line: &Line, next: &Line) -> bool {
    is_near(line.size, next.size) && !jumps(line, next)
}

/// Whether a line is not below the other: at the head of the next column, or elsewhere.
fn jumps(line: &Line, next: &Line) -> bool {
    next.y > line.y + 0.3 * line.size || next.x > line.end || next.end < line.x
}

/// Whether a new paragraph begins at a line.
fn parts(lines: &[Line], edges: &[Edges], at: usize, len: usize, measure: Measure) -> bool {
    let (Some(last), Some(line)) = (lines.get(at - 1), lines.get(at)) else {
        return true;
    };
    let (Some(last_edge), Some(edge)) = (edges.get(at - 1), edges.get(at)) else {
        return true;
    };
    if !is_near(last.size, line.size) || last.turn != line.turn {
        return true;
    }
    if last.bold != line.bold && (last.bold || lines.get(at + 1).is_some_and(|next| next.bold)) {
        return true;
    }
    if is_item(line) || (last.has_cells() && line.has_cells() && tables::is_aligned(last, line)) {
        return true;
    }
    let is_large = line.size > measure.body * 1.08 && !is_near(line.size, measure.body);
    let step = last.y - line.y;
    if is_large && step > 0.0 && step < 1.9 * line.size {
        // Headings are often in the middle, their lines of any length; a numbered one begins anew.
        return line
            .runs
            .first()
            .is_some_and(|run| run.text.starts_with(|c: char| c.is_ascii_digit()));
    }
    if jumps(last, line) {
        return !may_go_on(last, *last_edge, line, is_set_in(lines, edges, at));
    }
    let leading = measure.leading * (line.size / measure.body).min(1.2);
    if step > 1.38 * leading.max(line.size) && !is_stepped(lines, at, step) {
        return true;
    }
    let em = line.size;
    let set_in = line.x - last.x;
    let following = lines.get(at + 1).filter(|next| follows(line, next));
    if set_in > 0.6 * em {
        // The second line of an item whose first hangs out is no new paragraph.
        let next_is_out = following.is_some_and(|next| next.x < line.x - 0.4 * em);
        let hangs = len == 1 && (!next_is_out || is_item(last)) && !last_edge.has_room(last, line);
        return !hangs;
    }
    if set_in < -0.6 * em {
        // Back at the edge: after the indent of the first line, or after a block that is set in as a whole.
        return len > 1 || last_edge.has_room(last, line);
    }
    is_short(last, *last_edge, line, *edge)
}

/// Whether lines around this one are as far apart: a text with wide leading.
fn is_stepped(lines: &[Line], at: usize, step: f32) -> bool {
    let from = at.saturating_sub(4);
    let to = (at + 5).min(lines.len());
    let around = lines.get(from..to).unwrap_or_default();
    let alike = around
        .windows(2)
        .filter(|pair| match pair {
            [one, next] => (one.y - next.y - step).abs() < 1.5,
            _ => false,
        })
        .count();
    alike >= 4
}

/// Whether a line ends its paragraph: the next word would have fitted on it.
fn is_short(last: &Line, last_edge: Edges, line: &Line, edge: Edges) -> bool {
    if !last_edge.has_room(last, line) || ends_in_hyphen(last) {
        return false;
    }
    let starts_small = first_letter(line).is_some_and(char::is_lowercase);
    let width = (edge.right - edge.left).max(1.0);
    let room = last_edge.right - last.end;
    let is_ragged = starts_small && !ends_sentence(last) && room < 0.35 * width;
    !is_ragged
}

/// Whether what stands at the end of a column or page may go on with a line elsewhere.
fn may_go_on(last: &Line, last_edge: Edges, line: &Line, set_in: bool) -> bool {
    if ends_in_hyphen(last) {
        return true;
    }
    let starts_small = first_letter(line).is_some_and(char::is_lowercase);
    if starts_small && !ends_sentence(last) {
        return true;
    }
    !set_in && !last_edge.has_room(last, line) && !is_item(line)
}

/// Joins a paragraph that a page cut: the last one of ordinary type before the page with the first one on it.
fn over_the_page(paragraphs: &mut [Paragraph], from: usize, page: usize, measure: Measure) {
    let is_text =
        |paragraph: &Paragraph| is_near(paragraph.size(), measure.body) && !paragraph.is_table;
    let (before, after) = paragraphs.split_at(from);
    let Some(last) = before.iter().rposition(is_text) else {
        return;
    };
    // No further back than the page before, and past few things that float.
    if before[last].last_page() + 1 != page {
        return;
    }
    let Some(next) = after.iter().take(4).position(is_text).map(|at| at + from) else {
        return;
    };
    let (Some((_, end)), Some((_, start))) = (
        paragraphs[last].lines.last(),
        paragraphs[next].lines.first(),
    ) else {
        return;
    };
    if end.bold != start.bold && end.bold || is_item(start) {
        return;
    }
    let starts_small = first_letter(start).is_some_and(char::is_lowercase);
    let edges = Edges {
        left: end.x,
        right: paragraphs[last].right,
        agreed: true,
    };
    let goes_on = ends_in_hyphen(end)
        || (starts_small && !ends_sentence(end))
        || (!edges.has_room(end, start) && !paragraphs[next].begins);
    if !goes_on || (next > from && !starts_small) {
        return;
    }
    paragraphs[next].goes_on = Some(last);
}

fn first_letter(line: &Line) -> Option<char> {
    line.runs
        .iter()
        .flat_map(|run| run.text.chars())
        .find(|c| c.is_alphanumeric())
}

fn last_letters(line: &Line) -> impl Iterator<Item = char> {
    let runs = line.runs.iter().rev().filter(|run| !run.raised);
    runs.flat_map(|run| run.text.chars().rev())
}

fn ends_in_hyphen(line: &Line) -> bool {
    matches!(last_letters(line).next(), Some('-' | '\u{2010}' | '\u{ad}'))
}

/// Whether a line ends with what ends a sentence, closing quotes and brackets aside.
fn ends_sentence(line: &Line) -> bool {
    let closing = |c: &char| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』');
    let last = last_letters(line).find(|c| !closing(c) && !c.is_whitespace());
    matches!(
        last,
        Some('.' | '!' | '?' | ':' | '…' | '。' | '！' | '？' | '।')
    )
}

/// Whether a line begins an item of a list with a bullet.
fn is_item(line: &Line) -> bool {
    let text = line.runs.first().map_or("", |run| run.text.as_str());
    let mut letters = text.chars();
    let bullet = letters.next().is_some_and(|c| {
        matches!(
            c,
            '•' | '◦' | '▪' | '■' | '●' | '○' | '‣' | '⁃' | '➢' | '✓' | '\u{f0b7}' | '\u{f0a7}'
        )
    });
    bullet && (letters.next().is_none_or(|c| c == ' ') || line.runs.len() > 1)
}
