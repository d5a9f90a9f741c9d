//! What was kept of a file and what was not, in the words of its report.

use crate::project::Remark;
use crate::text::{Map, PageTrouble};

/// More ranges of pages are not listed one by one.
const MOST: usize = 12;

/// The remarks on a file that was read.
pub(super) fn remarks(
    map: &Map,
    declared: usize,
    skipped: &[usize],
    right_to_left: bool,
) -> Vec<Remark> {
    let mut kept = vec![count(map.pages.len(), "page", "pages")];
    if !map.notes.is_empty() {
        kept.push(count(map.notes.len(), "note", "notes"));
    }
    if !map.headings.is_empty() {
        kept.push(count(map.headings.len(), "heading", "headings"));
    }
    if !map.tables.is_empty() {
        kept.push(count(map.tables.len(), "table", "tables"));
    }
    let mut remarks = vec![Remark::kept(kept.join(", "))];
    let with = |trouble| {
        let pages = map.pages.iter().enumerate();
        let pages = pages.filter(move |(_, page)| page.trouble == Some(trouble));
        pages.map(|(at, _)| at + 1).collect::<Vec<usize>>()
    };
    let pictures = with(PageTrouble::Picture);
    if !pictures.is_empty() {
        remarks.push(Remark::lost(format!(
            "{} without text. Run text recognition (OCR) on the file and import the result",
            are(&pictures, "is a picture", "are pictures")
        )));
    }
    let unreadable = with(PageTrouble::Unreadable);
    if !unreadable.is_empty() {
        remarks.push(Remark::lost(format!(
            "{}: the font does not say which letters its shapes are. Run text recognition (OCR) on the file and import the result",
            are(&unreadable, "cannot be read", "cannot be read")
        )));
    }
    let held = map.pages.len();
    let damaged = with(PageTrouble::Damaged);
    if declared > held {
        remarks.push(Remark::lost(format!(
            "The file is damaged from page {} on: it says that it has {declared} pages. Get it again from where it came",
            held + 1
        )));
    } else if !damaged.is_empty() {
        remarks.push(Remark::lost(format!(
            "{} and may lack text. Get the file again from where it came",
            are(&damaged, "is damaged", "are damaged")
        )));
    }
    if right_to_left {
        remarks.push(Remark::doubt(
            "Words that run from right to left may have their letters in the order in which they are drawn. Compare with the file",
        ));
    }
    let parts: Vec<usize> = skipped
        .iter()
        .copied()
        .filter(|page| !damaged.contains(page))
        .collect();
    if !parts.is_empty() {
        remarks.push(Remark::doubt(format!(
            "A part of {} could not be read. Compare with the file",
            lower(&list(&parts))
        )));
    }
    remarks
}

/// "12 pages", "1 note".
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn are(pages: &[usize], is: &str, are: &str) -> String {
    format!(
        "{} {}",
        list(pages),
        if pages.len() == 1 { is } else { are }
    )
}

fn lower(list: &str) -> String {
    list.replacen('P', "p", 1)
}

/// "Page 3"; "Pages 3 to 7 and 9".
pub(super) fn list(pages: &[usize]) -> String {
    let ranges: Vec<String> = pages
        .chunk_by(|one, next| next - one == 1)
        .flat_map(|range| match range {
            [one] => vec![one.to_string()],
            [one, two] => vec![one.to_string(), two.to_string()],
            [first, .., last] => vec![format!("{first} to {last}")],
            [] => Vec::new(),
        })
        .collect();
    let word = if pages.len() == 1 { "Page" } else { "Pages" };
    if ranges.len() > MOST {
        let first = ranges
            .iter()
            .take(MOST - 2)
            .cloned()
            .collect::<Vec<String>>();
        return format!(
            "{word} {} and others, {} in all,",
            first.join(", "),
            pages.len()
        );
    }
    match ranges.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{word} {} and {last}", rest.join(", ")),
        _ => format!("{word} {}", ranges.concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_as_one_says_them() {
        for (pages, words) in [
            (&[3][..], "Page 3"),
            (&[3, 4], "Pages 3 and 4"),
            (&[3, 4, 5, 6, 7, 9], "Pages 3 to 7 and 9"),
            (&[1, 3, 5], "Pages 1, 3 and 5"),
        ] {
            assert_eq!(list(pages), words);
        }
    }
}
