//! Which lines of a text are rows of a paragraph, ended where the page was full?

use super::cuts::awaits;
use super::{End, Sort, end, first, sort};
use crate::project::Span;
use crate::text::Text;

/// Rows are at least so wide, in columns; a paragraph kept on one line is wider than the widest.
const NARROWEST: usize = 40;
const WIDEST: usize = 120;
/// So many of a hundred lines of a block are full, or it is a list.
const MOSTLY: usize = 60;
/// So many are, where the end of a row can be the end of a sentence and still not of the paragraph.
const SURELY: usize = 80;

/// The lines that the next line goes on with, in order.
pub(super) fn wraps(text: &Text) -> Vec<usize> {
    let paragraphs = text.paragraphs();
    let line = |at: usize| {
        text.str()
            .get(paragraphs.span(at).range())
            .unwrap_or_default()
    };
    let count = paragraphs.count();
    let mut found = Vec::new();
    let mut block = Vec::new();
    let mut at = 0;
    while at < count {
        block.clear();
        // Lines without a blank one between them, or one that is wider than any row.
        while at < count {
            let words = line(at);
            at += 1;
            if words.trim().is_empty() || width(words) > WIDEST {
                break;
            }
            block.push((at - 1, words));
        }
        if block.len() > 1 {
            in_block(text, &block, &mut found);
        }
    }
    found
}

fn in_block(text: &Text, block: &[(usize, &str)], found: &mut Vec<usize>) {
    let widths: Vec<usize> = block.iter().map(|(_, words)| width(words)).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let full = |at: usize| {
        let next = block[at + 1].1.trim_start();
        let word = next.split(char::is_whitespace).next().unwrap_or_default();
        // Where no blanks are written, a row is full when no more than a sign or two fit.
        let word = if is_unspaced(word) { 2 } else { width(word) };
        widths[at] + 1 + word > widest
    };
    let filled = (0..block.len() - 1).filter(|at| full(*at)).count();
    let are_full = |least: usize, share: usize| {
        block.len() >= least && filled * 100 >= (block.len() - 1) * share
    };
    let (mostly, surely) = (are_full(3, MOSTLY), are_full(4, SURELY));
    for at in 0..block.len() - 1 {
        let ((line, words), (_, next)) = (block[at], block[at + 1]);
        // Two blanks at its end are how Markdown ends a row on purpose.
        if words.ends_with("  ")
            || sort(words) == Sort::Apart
            || sort(next) != Sort::Body
            || in_table(text, line)
        {
            continue;
        }
        let lower = first(next).is_some_and(char::is_lowercase);
        let goes_on = match end(words) {
            End::Hyphen => lower,
            End::Open => (lower || awaits(words)) && widths[at] >= NARROWEST,
            End::Closed => false,
        };
        let sentence = words.trim_end().ends_with(['.', '!', '?', ':', '。']);
        let by_width = (surely || mostly && !sentence) && widths[at] >= NARROWEST && full(at);
        if goes_on || by_width {
            found.push(line);
        }
    }
}

/// Columns: a character of Chinese or Japanese takes two.
fn width(words: &str) -> usize {
    if words.len() > 4 * WIDEST {
        return words.len();
    }
    let words = words.trim_end();
    words.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether it starts in a script that writes no blanks.
fn is_unspaced(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(|c| is_wide(c) && !matches!(c, '\u{AC00}'..='\u{D7A3}') || matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'))
}

fn in_table(text: &Text, line: usize) -> bool {
    let tables = &text.map().tables;
    if tables.is_empty() {
        return false;
    }
    let span: Span = text.paragraphs().span(line);
    let after = tables.partition_point(|table| table.end <= span.start);
    tables
        .get(after)
        .is_some_and(|table| table.start < span.end)
}
