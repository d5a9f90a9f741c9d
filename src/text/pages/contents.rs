//! What does a table of contents say, and where in the text are the headings that it lists?

use super::Anchor;
use crate::project::Span;
use crate::text::Headline;
use crate::text::Text;
use crate::text::fold::fold;
use std::collections::HashMap;

/// A line of a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub span: Span,
    /// The heading, without its page and what leads to it.
    pub title: String,
    /// Its page; none where the line gives none.
    pub number: Option<u32>,
}

/// Fewer lines with a number are no table of contents.
const LINES: usize = 4;
/// Lines without one that may stand between two lines with one, in a row: text recognition loses them by the page.
const GAP: usize = 60;
/// A line of a table of contents, and a heading, are shorter than that, in bytes.
const LONGEST: usize = 240;

/// The lines of the table of contents of a text, in order; empty where it has none. It stands in the first third.
pub fn contents(text: &Text) -> Vec<Entry> {
    let paragraphs = text.paragraphs();
    let mut best: Vec<Entry> = Vec::new();
    let mut open: Vec<Entry> = Vec::new();
    let mut gap = 0;
    for paragraph in 0..paragraphs.count() {
        let span = paragraphs.span(paragraph);
        if span.start * 3 > text.str().len() && open.is_empty() {
            break;
        }
        let line = &text.str()[span.range()];
        if line.trim().is_empty() || is_rule(line) || is_blank_row(line) {
            continue;
        }
        match entry(line, span) {
            Some(entry) if entry.number.is_some() || !open.is_empty() => {
                gap = if entry.number.is_some() { 0 } else { gap + 1 };
                open.push(entry);
            }
            _ => gap = GAP + 1,
        }
        if gap > GAP {
            keep_better(&mut best, &mut open);
            gap = 0;
        }
    }
    keep_better(&mut best, &mut open);
    best
}

/// Keeps the list with more numbers; one whose numbers go up and down is a table of something else.
fn keep_better(best: &mut Vec<Entry>, open: &mut Vec<Entry>) {
    let mut found = std::mem::take(open);
    while found.last().is_some_and(|entry| entry.number.is_none()) {
        found.pop();
    }
    let numbers: Vec<u32> = found.iter().filter_map(|entry| entry.number).collect();
    let rising = numbers.windows(2).filter(|pair| pair[0] <= pair[1]).count();
    let steady = rising * 10 >= numbers.len().saturating_sub(1) * 9;
    let differ = numbers.first() != numbers.last();
    let more = numbers.len() > best.iter().filter(|entry| entry.number.is_some()).count();
    if numbers.len() >= LINES && steady && differ && more {
        *best = found;
    }
}

/// The line below the head of a table: `|---|---|`.
fn is_rule(line: &str) -> bool {
    line.contains('-')
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'))
}

/// A row of a table of which text recognition has left nothing.
fn is_blank_row(line: &str) -> bool {
    line.trim_start().starts_with('|') && line.chars().filter(|c| c.is_alphanumeric()).count() < 3
}

/// A line that can stand in a table of contents: a heading, then, after dots, a tab, blanks or a bar of a table, a number. A
/// row of a table may lack the number.
fn entry(line: &str, span: Span) -> Option<Entry> {
    if line.len() > LONGEST {
        return None;
    }
    let is_row = line.trim_start().starts_with('|');
    let bare = line.trim().trim_matches('|').trim_end();
    let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (head, number) = bare.split_at(bare.len() - digits);
    let led = head.ends_with(['\t', ' ']) && head.len() - head.trim_end().len() > 1
        || head.ends_with('\t')
        || head.trim_end().ends_with(['.', '…', '|', '·', '_']);
    let title = clean(head);
    if title.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        return None;
    }
    match number.parse::<u32>() {
        Ok(number) if led && (1..=4).contains(&digits) => Some(Entry {
            span,
            title,
            number: Some(number),
        }),
        _ if is_row && digits == 0 => Some(Entry {
            span,
            title,
            number: None,
        }),
        _ => None,
    }
}

fn clean(head: &str) -> String {
    head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '|' | '·' | '_'))
        .trim_start_matches(|c: char| c.is_whitespace() || c == '|')
        .trim_matches('*')
        .to_owned()
}

/// The headings of the text that the contents list, each with its line there. Headings of one name are told apart by their
/// order: as many lines as possible are matched with as many headings, without crossing.
pub(super) fn matched<'e>(text: &Text, entries: &'e [Entry]) -> Vec<(Span, &'e Entry)> {
    let Some(end) = entries.last().map(|entry| entry.span.end) else {
        return Vec::new();
    };
    let headings = headings(text, end);
    let wanted: Vec<Title> = entries
        .iter()
        .map(|entry| Title::of(&entry.title))
        .collect();
    let pairs = aligned(&wanted, &headings).into_iter();
    pairs
        .filter_map(|(entry, heading)| Some((headings.get(heading)?.0, entries.get(entry)?)))
        .collect()
}

/// Those of them whose page the contents give, as far as they agree with each other.
pub(super) fn anchors(matched: &[(Span, &Entry)]) -> Vec<Anchor> {
    let numbered = matched.iter().filter_map(|(span, entry)| {
        Some(Anchor {
            start: span.start,
            number: entry.number?,
            says: entry.title.clone(),
        })
    });
    longest_even(rising(numbered.collect()))
}

/// How high each heading stands: those whose words come again and again under others are parts of them.
pub(super) fn headlines(matched: &[(Span, &Entry)]) -> Vec<Headline> {
    /// Chapters that have the same parts, at least.
    const AGAIN: usize = 3;
    let titles: Vec<String> = matched
        .iter()
        .map(|(_, entry)| fold(&entry.title))
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for title in &titles {
        *counts.entry(title).or_default() += 1;
    }
    let again: Vec<&str> = counts
        .into_iter()
        .filter(|(title, count)| *count >= AGAIN && title.len() > 3)
        .map(|(title, _)| title)
        .collect();
    let is_part = |title: &str| {
        let alike = |part: &&str| title.contains(*part) || part.contains(title);
        again.iter().any(alike)
    };
    let of = |(at, (span, _)): (usize, &(Span, &Entry))| Headline {
        span: *span,
        level: if is_part(&titles[at]) { 2 } else { 1 },
    };
    matched.iter().enumerate().map(of).collect()
}

/// The longest row of anchors between which there is about as much text as their pages hold: where there is far more, a
/// heading was taken for another of its name.
fn longest_even(anchors: Vec<Anchor>) -> Vec<Anchor> {
    /// A page holds at most so many times what a page holds on average.
    const FULL: usize = 3;
    let Some((first, last)) = anchors.first().zip(anchors.last()) else {
        return anchors;
    };
    let pages = (last.number - first.number).max(1) as usize;
    let page = (last.start - first.start) / pages;
    let mut best = 0..0;
    let mut from = 0;
    for at in 0..anchors.len() {
        let fits = at == from || {
            let (before, here) = (&anchors[at - 1], &anchors[at]);
            let room = (here.number - before.number) as usize + 1;
            here.start - before.start <= room * page * FULL
        };
        if !fits {
            from = at;
        }
        if at + 1 - from > best.len() {
            best = from..at + 1;
        }
    }
    anchors.get(best).unwrap_or_default().to_vec()
}

/// Without those whose number contradicts most others': the longest row of them that never falls.
fn rising(anchors: Vec<Anchor>) -> Vec<Anchor> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(anchors.len());
    for (at, anchor) in anchors.iter().enumerate() {
        let before = (0..at)
            .filter(|earlier| anchors[*earlier].number <= anchor.number)
            .max_by_key(|earlier| best[*earlier].0);
        best.push((before.map_or(1, |earlier| best[earlier].0 + 1), before));
    }
    let mut at = (0..best.len()).max_by_key(|at| best[*at].0);
    let mut kept = vec![false; anchors.len()];
    while let Some(here) = at {
        kept[here] = true;
        at = best[here].1;
    }
    let mut kept = kept.into_iter();
    let mut anchors = anchors;
    anchors.retain(|_| kept.next().unwrap_or(false));
    anchors
}

/// A title as it is compared: whole, and without what stands in brackets at its end.
struct Title {
    whole: String,
    short: String,
}

impl Title {
    fn of(title: &str) -> Self {
        let bare = title.split(" (").next().unwrap_or(title);
        Self {
            whole: fold(title),
            short: fold(bare),
        }
    }

    /// How sure it is that two are the same, 0 to 10: scars of text recognition cost some.
    fn likeness(&self, other: &Self) -> u32 {
        if self.whole == other.whole {
            return 10;
        }
        if !self.short.is_empty() && self.short == other.short {
            return 9;
        }
        let length = self.short.len().max(other.short.len());
        let slips = (length / 6).clamp(1, 4);
        let longer = self.short.len().abs_diff(other.short.len());
        let near = longer <= slips
            && length >= 4
            && strsim::osa_distance(&self.short, &other.short) <= slips;
        // The edge of a page that was scanned askew loses the first letters of its lines.
        let cut = longer <= 3 && length >= 6 && {
            self.short.ends_with(&other.short) || other.short.ends_with(&self.short)
        };
        if near || cut { 6 } else { 0 }
    }
}

/// Short paragraphs after the contents that can be headings.
fn headings(text: &Text, after: usize) -> Vec<(Span, Title)> {
    let paragraphs = text.paragraphs();
    let spans = (0..paragraphs.count()).map(|paragraph| paragraphs.span(paragraph));
    spans
        .filter(|span| span.start >= after && span.len() <= LONGEST)
        .filter_map(|span| {
            let line = text.str()[span.range()].trim();
            let title = line.trim_start_matches('#').trim().trim_matches('*');
            let is_heading = title.chars().any(char::is_alphabetic)
                && !line.starts_with('|')
                && !line.ends_with(['.', ';', ',']);
            is_heading.then(|| (span, Title::of(title)))
        })
        .collect()
}

/// The pairs of lines and headings, without crossing, whose likeness sums up to most.
fn aligned(lines: &[Title], headings: &[(Span, Title)]) -> Vec<(usize, usize)> {
    let width = headings.len() + 1;
    // Best sums for the rest of both lists, from their ends; one row a line.
    let mut sums = vec![0_u32; (lines.len() + 1) * width];
    let mut like = vec![0_u8; lines.len() * headings.len()];
    for (line, title) in lines.iter().enumerate().rev() {
        for (heading, (_, other)) in headings.iter().enumerate().rev() {
            let likeness = title.likeness(other);
            like[line * headings.len() + heading] = u8::try_from(likeness).unwrap_or(0);
            let both = match likeness {
                0 => 0,
                likeness => likeness + sums[(line + 1) * width + heading + 1],
            };
            let skip = sums[(line + 1) * width + heading].max(sums[line * width + heading + 1]);
            sums[line * width + heading] = both.max(skip);
        }
    }
    let mut pairs = Vec::new();
    let (mut line, mut heading) = (0, 0);
    while line < lines.len() && heading < headings.len() {
        let best = sums[line * width + heading];
        let likeness = u32::from(like[line * headings.len() + heading]);
        if likeness > 0 && best == likeness + sums[(line + 1) * width + heading + 1] {
            pairs.push((line, heading));
            line += 1;
            heading += 1;
        } else if best == sums[(line + 1) * width + heading] {
            line += 1;
        } else {
            heading += 1;
        }
    }
    pairs
}
