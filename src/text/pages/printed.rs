//! Are the numbers of the pages left standing in the text, each on a line of its own?

use crate::text::{Page, Text};

/// Fewer such lines could be chance.
const LINES: usize = 4;
/// A line with a page number is shorter than that, in bytes.
const LONGEST: usize = 40;

/// The pages of a text in which most of them end, or start, with a line that is their number: `12`, `- 12 -`, `Page 12 of
/// 30`, `[p. 12]`. None where there are no such lines, or they do not count on.
pub(super) fn pages(text: &Text) -> Option<Vec<Page>> {
    let lines = numbers(text);
    let run = longest_count(&lines);
    if run.len() < LINES {
        return None;
    }
    let marks_start = marks_starts(text, &run);
    let mut pages = Vec::with_capacity(run.len() + 1);
    let first = run.first()?;
    // Without knowing otherwise a number stands at the foot, as nearly all do that scanners leave alone on a line.
    if marks_start {
        if first.start > 0 && first.number > 1 {
            pages.push(page(0, Page::UNKNOWN.to_owned(), first.number - 1));
        }
        for line in &run {
            pages.push(page(line.start, line.number.to_string(), line.number));
        }
    } else {
        pages.push(page(0, first.number.to_string(), first.number));
        for pair in run.windows(2) {
            let low = pair[0].number + 1;
            pages.push(page(pair[0].end, low.to_string(), pair[1].number));
        }
        let last = run.last()?;
        if last.end < text.str().trim_end().len() {
            pages.push(Page {
                to: Page::UNKNOWN.to_owned(),
                ..page(last.end, (last.number + 1).to_string(), last.number + 1)
            });
        }
    }
    if marks_start {
        spread(&mut pages);
    }
    Some(pages)
}

/// A line that is a number.
#[derive(Clone, Copy, Debug)]
struct Line {
    start: usize,
    /// The start of the next paragraph.
    end: usize,
    number: u32,
    /// Whether it says that it is a page: `Page 12`.
    says_page: bool,
}

fn page(start: usize, label: String, last: u32) -> Page {
    let to = last.to_string();
    Page {
        start,
        to: if to == label { String::new() } else { to },
        label,
        counted: 0,
        trouble: None,
    }
}

/// Where a number is missing in the row, its page is somewhere on the one before.
fn spread(pages: &mut [Page]) {
    for at in 0..pages.len().saturating_sub(1) {
        let next: Option<u32> = pages[at + 1].label.parse().ok();
        let here: Option<u32> = pages[at].label.parse().ok();
        if let (Some(here), Some(next)) = (here, next)
            && next > here + 1
        {
            pages[at].to = (next - 1).to_string();
        }
    }
}

fn numbers(text: &Text) -> Vec<Line> {
    let paragraphs = text.paragraphs();
    let mut found = Vec::new();
    for paragraph in 0..paragraphs.count() {
        let span = paragraphs.span(paragraph);
        if span.is_empty() || span.len() > LONGEST {
            continue;
        }
        if let Some((number, says_page)) = number(&text.str()[span.range()]) {
            found.push(Line {
                start: span.start,
                end: (span.end + 1).min(text.str().len()),
                number,
                says_page,
            });
        }
    }
    found
}

/// The number of a line that is nothing but the number of a page.
fn number(line: &str) -> Option<(u32, bool)> {
    let bare = line.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–' | '—' | '[' | ']' | '(' | ')' | '|' | '*' | '<' | '>' | '!' | '~' | '·'
            )
    });
    let lower = bare.to_lowercase();
    let named = ["page", "pg.", "p.", "seite", "หน้า"];
    let rest = named.iter().find_map(|name| lower.strip_prefix(name));
    let digits = rest.unwrap_or(&lower).trim_start();
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    let (digits, after) = digits.split_at(end);
    let after = after.trim();
    let counts_all = ["of", "/", "von"].iter().any(|word| {
        after.strip_prefix(word).is_some_and(|all| {
            let all = all.trim();
            !all.is_empty() && all.bytes().all(|byte| byte.is_ascii_digit())
        })
    });
    let number: u32 = digits.parse().ok()?;
    ((after.is_empty() || counts_all) && (1..=9_999).contains(&number))
        .then_some((number, rest.is_some()))
}

/// The longest row of lines that count on, a page or a few at a time; empty where many of them do not count by one.
fn longest_count(lines: &[Line]) -> Vec<Line> {
    /// Numbers that a scanner may have lost in a row.
    const LOST: u32 = 3;
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let reach = at.saturating_sub(400)..at;
        let before = reach
            .filter(|earlier| {
                let step = line.number.wrapping_sub(lines[*earlier].number);
                (1..=LOST).contains(&step)
            })
            .max_by_key(|earlier| (best[*earlier].0, *earlier));
        best.push((before.map_or(1, |earlier| best[earlier].0 + 1), before));
    }
    let mut run = Vec::new();
    let mut at = (0..best.len()).max_by_key(|at| best[*at].0);
    while let Some(here) = at {
        run.push(lines[here]);
        at = best[here].1;
    }
    run.reverse();
    let by_one = run
        .windows(2)
        .filter(|pair| pair[0].number + 1 == pair[1].number)
        .count();
    // A numbered list counts on as well, but has other lines of numbers besides, or little between its lines.
    let apart = run
        .windows(2)
        .filter(|pair| pair[1].start - pair[0].end > 400)
        .count();
    let steps = run.len().saturating_sub(1);
    if by_one * 10 >= steps * 8 && apart * 10 >= steps * 7 {
        run
    } else {
        Vec::new()
    }
}

/// Whether the numbers stand at the head of their pages: they say "page" and one opens the text, or it is the numbered one
/// that comes first.
fn marks_starts(text: &Text, run: &[Line]) -> bool {
    run.first().is_some_and(|line| {
        let opens = text.str()[..line.start].trim().is_empty();
        opens && (line.says_page || line.number == 1)
    })
}
