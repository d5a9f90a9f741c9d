//! Which paragraphs are headings, and of which level?
//!
//! The file's own bookmarks say it where it has any; else larger or bold type on lines of its own does.

use super::engine::Bookmark;
use super::leaf::{Measure, is_near};
use super::paragraphs::Paragraph;
use std::collections::HashMap;

/// Longer paragraphs are no headings, in characters.
const LONGEST: usize = 250;

/// Marks the headings among paragraphs.
pub(super) fn mark(paragraphs: &mut [Paragraph], outline: &[Bookmark], measure: Measure) {
    if by_outline(paragraphs, outline) * 10 < outline.len() * 6 || outline.is_empty() {
        for paragraph in paragraphs.iter_mut() {
            paragraph.level = 0;
        }
        by_type(paragraphs, measure);
    }
}

/// By bookmarks: each is looked for on its page, or from the last one on. Gives how many were found.
fn by_outline(paragraphs: &mut [Paragraph], outline: &[Bookmark]) -> usize {
    let letters: Vec<String> = paragraphs
        .iter()
        .map(|one| short(one).map_or_else(String::new, |text| bare(&text)))
        .collect();
    let mut pages: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        pages.entry(paragraph.page()).or_default().push(at);
    }
    let mut found = 0;
    for bookmark in outline {
        let title = bare(&bookmark.title);
        let Some(page) = bookmark.page.filter(|_| !title.is_empty()) else {
            continue;
        };
        let here = pages.get(&page).into_iter().flatten();
        let next = pages.get(&(page + 1)).into_iter().flatten();
        let heading = here.chain(next).copied().find(|at| {
            let text = letters.get(*at).map_or("", String::as_str);
            paragraphs.get(*at).is_some_and(|one| one.level == 0) && is_title(text, &title)
        });
        if let Some(heading) = heading.and_then(|at| paragraphs.get_mut(at)) {
            heading.level = bookmark.level.clamp(1, 6);
            found += 1;
        }
    }
    found
}

/// Whether a paragraph is the heading that a bookmark names: the same letters, a number or a word such as "Chapter 2" more
/// or less ahead of them.
fn is_title(text: &str, title: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let (long, short) = if text.len() >= title.len() {
        (text, title)
    } else {
        (title, text)
    };
    long == short
        || (short.chars().count() >= 3
            && long.ends_with(short)
            && long.chars().count() - short.chars().count() <= 12)
}

/// Letters and digits alone, so that blanks and signs do not matter.
fn bare(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn short(paragraph: &Paragraph) -> Option<String> {
    (paragraph.lines.len() <= 4 && !paragraph.is_table)
        .then(|| paragraph.text())
        .filter(|text| text.chars().count() <= LONGEST)
}

/// By type: each size and weight that headings are set in is a level, the largest the first.
fn by_type(paragraphs: &mut [Paragraph], measure: Measure) {
    let styles: Vec<Option<(i32, bool)>> = paragraphs
        .iter()
        .map(|paragraph| is_heading(paragraph, measure).then(|| style(paragraph)))
        .collect();
    let mut counts: HashMap<(i32, bool), usize> = HashMap::new();
    for style in styles.iter().flatten() {
        *counts.entry(*style).or_default() += 1;
    }
    let mut levels: Vec<(i32, bool)> = counts.keys().copied().collect();
    levels.sort_by(|a, b| b.cmp(a));
    for (paragraph, style) in paragraphs.iter_mut().zip(styles) {
        let level = style.and_then(|style| levels.iter().position(|level| *level == style));
        if let Some(level) = level {
            paragraph.level = u8::try_from(level + 1).map_or(6, |level| level.min(6));
        }
    }
}

/// Half points of size, and weight: what rounds to these is one style.
fn style(paragraph: &Paragraph) -> (i32, bool) {
    ((paragraph.size() * 2.0).round() as i32, paragraph.is_bold())
}

fn is_heading(paragraph: &Paragraph, measure: Measure) -> bool {
    let Some(text) = short(paragraph) else {
        return false;
    };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let size = paragraph.size();
    let is_large = size > measure.body * 1.08 && !is_near(size, measure.body);
    let is_bold = paragraph.is_bold() && size > measure.body * 0.96;
    let is_small_block = paragraph.lines.len() <= 3;
    letters >= 2
        && is_small_block
        && (is_large || is_bold)
        && !text.ends_with([',', ';'])
        && !(text.ends_with('.') && text.chars().count() > 60)
}
