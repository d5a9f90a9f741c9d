//! In which order are the lines of a text read, and which of them are one paragraph?
//!
//! Mostly each line is a paragraph, and they are read as they stand. Two things are otherwise as a reader sees them:
//! - a text with hard line ends: its lines are the rows of a paragraph (see [`wraps`]);
//! - a paragraph that a page cuts: its second half is read after the first, and the notes between them later. A map
//!   knows such cuts; in a text without one they are told by how the halves end and start (see [`cuts`]).

mod cuts;
mod wraps;

use super::Text;

/// One paragraph, or one half of a paragraph that a page cuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Its first line, as [`Text::paragraphs`] numbers them.
    pub first: usize,
    /// Its last line.
    pub last: usize,
    /// Whether it goes on with what the unit before it, in the order of reading, left unfinished.
    pub reads_on: bool,
}

/// The units of a text in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Where each line is a paragraph, and all are read as they stand, there is no list.
    units: Option<Vec<Unit>>,
    /// The unit of each line, where there is a list.
    of_line: Vec<u32>,
    lines: usize,
}

impl Reading {
    /// Reads through the text once.
    pub fn of(text: &Text) -> Self {
        let lines = text.paragraphs().count();
        let wrapped = wraps::wraps(text);
        let next = cuts::cuts(text, &wrapped);
        if next.is_empty() && wrapped.is_empty() {
            return Self {
                lines,
                ..Self::default()
            };
        }
        let mut units = Vec::with_capacity(lines);
        let mut of_line = vec![u32::MAX; lines];
        for line in 0..lines {
            let mut at = Some(line);
            let mut reads_on = false;
            // A line that was read already, as part of a paragraph before, has its unit.
            while let Some(first) = at.filter(|at| of_line.get(*at) == Some(&u32::MAX)) {
                let mut last = first;
                while wrapped.binary_search(&last).is_ok() && last + 1 < lines {
                    last += 1;
                }
                let unit = u32::try_from(units.len()).unwrap_or(u32::MAX);
                of_line[first..=last].fill(unit);
                units.push(Unit {
                    first,
                    last,
                    reads_on,
                });
                reads_on = true;
                let found = next.binary_search_by_key(&last, |(from, _)| *from);
                at = found.ok().map(|found| next[found].1);
            }
        }
        Self {
            units: Some(units),
            of_line,
            lines,
        }
    }

    /// Whether each line is a paragraph, and all are read as they stand.
    pub fn is_plain(&self) -> bool {
        self.units.is_none()
    }

    /// How many units there are.
    pub fn count(&self) -> usize {
        self.units.as_ref().map_or(self.lines, Vec::len)
    }

    /// The unit that is read at this place in order; past the last, an empty one behind the text.
    pub fn unit(&self, at: usize) -> Unit {
        let plain = Unit {
            first: at,
            last: at,
            reads_on: false,
        };
        match &self.units {
            Some(units) => units.get(at).copied().unwrap_or(Unit {
                first: self.lines,
                last: self.lines,
                ..plain
            }),
            None => plain,
        }
    }

    /// The units in the order of reading, where they are not simply the lines.
    pub fn units(&self) -> &[Unit] {
        self.units.as_deref().unwrap_or_default()
    }

    /// The place of the unit that a line is in.
    pub fn unit_of(&self, line: usize) -> usize {
        match &self.units {
            Some(_) => self.of_line.get(line).map_or(0, |unit| *unit as usize),
            None => line,
        }
    }

    /// The first unit of the paragraph that a unit belongs to.
    pub fn start_of(&self, mut at: usize) -> usize {
        while at > 0 && self.unit(at).reads_on {
            at -= 1;
        }
        at
    }

    /// One past the last unit of the paragraph that a unit belongs to.
    pub fn end_of(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.count() && self.unit(end).reads_on {
            end += 1;
        }
        end
    }
}

/// What a line is, as far as its letters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Blank,
    /// The number of a page.
    PageNumber,
    /// It starts with the number of a note, or of an item of a list.
    Numbered,
    /// A row of a table, a heading, an item of a list with a sign ahead.
    Apart,
    Body,
}

fn sort(line: &str) -> Sort {
    let has_tab = line.contains('\t');
    let line = line.trim();
    if line.is_empty() {
        return Sort::Blank;
    }
    let numbers = |c: char| c.is_ascii_digit() || "ivxlcIVXLC".contains(c);
    if line.len() <= 6 && line.trim_matches(['-', '–', ' ']).chars().all(numbers) {
        return Sort::PageNumber;
    }
    if line.starts_with(['#', '|', '>', '•', '▪', '◦', '–', '—']) && !is_numbered(line)
        || has_tab
        || line.starts_with("- ") && !line.starts_with("- [^")
        || line.starts_with("* ")
    {
        return Sort::Apart;
    }
    if is_numbered(line) {
        Sort::Numbered
    } else {
        Sort::Body
    }
}

/// `118. Author`, `¹² See`, `[^4]: See`, `<sup>1</sup>`, `$^{^{158}}$`, `| 389 |`, `^{31 06}LIMA309`, `† See`.
fn is_numbered(line: &str) -> bool {
    let raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡');
    let starts = ["[^", "- [^", "^{", "$^", "^", "<sup>"];
    if line.starts_with(raised) || starts.iter().any(|start| line.starts_with(start)) {
        return true;
    }
    let line = line.strip_prefix("| ").unwrap_or(line);
    let line = line.strip_prefix(['(', '[']).unwrap_or(line);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line[digits..];
    (1..=3).contains(&digits) && after.starts_with(['.', ' ', ')', ']']) && after.len() > 2
}

/// How the words of a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// As a sentence or a title can end.
    Closed,
    /// In a word, or with a comma.
    Open,
    /// In the middle of a word.
    Hyphen,
}

/// How a line ends, but for note marks and signs of emphasis.
fn end(line: &str) -> End {
    let mut signs = line.trim_end().chars().rev().peekable();
    while signs
        .next_if(|c| matches!(c, '*' | '_') || "¹²³⁰⁴⁵⁶⁷⁸⁹".contains(*c))
        .is_some()
    {}
    match signs.next() {
        Some('-' | '\u{ad}' | '\u{2010}') if signs.next().is_some_and(char::is_alphabetic) => {
            End::Hyphen
        }
        Some(c) if c == ',' || c.is_alphabetic() => End::Open,
        _ => End::Closed,
    }
}

/// The first character of the words of a line.
fn first(line: &str) -> Option<char> {
    let line = line.trim_start();
    line.trim_start_matches(['*', '_', '“', '"', '‘', '\''])
        .chars()
        .next()
}

/// The last word of a line, without what stands after it; the first word.
fn last_word(line: &str) -> &str {
    let line = line
        .trim_end()
        .trim_end_matches(|c: char| !c.is_alphabetic());
    let start = line.rfind(|c: char| !c.is_alphabetic());
    &line[start.map_or(0, |at| line.ceil_char_boundary(at + 1))..]
}

fn first_word(line: &str) -> &str {
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = line.find(|c: char| !c.is_alphabetic());
    &line[..end.unwrap_or(line.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        for numbered in [
            "118. Author",
            "¹² See",
            "[^4]: See",
            "| 389 | See it |",
            "^{31 06}LIMA309",
            "12 See it",
        ] {
            assert_eq!(sort(numbered), Sort::Numbered, "{numbered}");
        }
        for body in ["2004 was", "The law", "1,200 people came"] {
            assert_eq!(sort(body), Sort::Body, "{body}");
        }
        assert_eq!(sort(" 12 "), Sort::PageNumber);
        assert_eq!(sort("- 12 -"), Sort::PageNumber);
        assert_eq!(sort("a\tb"), Sort::Apart);
        assert_eq!(end("the law,¹²"), End::Open);
        assert_eq!(end("the law.¹²"), End::Closed);
        assert_eq!(end("of *traf-*"), End::Hyphen);
        assert_eq!(end("2008-"), End::Closed);
        assert_eq!(last_word("of Traf-"), "Traf");
        assert_eq!(first_word("*ficking, and"), "ficking");
    }
}
