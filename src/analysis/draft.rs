//! Which words does a draft quote as they are, which otherwise, and which from nowhere? The list of them as a report.

use super::report::{Block, Cell, Column, Line, Look, Report, Table};
use crate::project::counted;
use crate::text::wording::{Piece, Sort, Verdict};

/// A quotation of a draft, checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quoted {
    /// How well it stands in its source; none where it was not checked.
    pub verdict: Option<Verdict>,
    /// Why it was not checked; empty where it was.
    pub aside: String,
    /// Its words.
    pub words: String,
    /// Where it stands in the draft: "p. 3", "¶ 12".
    pub place: String,
    /// The words of the source; empty where it was not found.
    pub found: String,
    /// The source, as it is cited.
    pub source: String,
    /// What differs, each in a few words.
    pub differences: Vec<String>,
    /// What the draft cites there, in its own words; empty for nothing.
    pub cited: String,
    /// Whether that is the source; empty where nobody can tell.
    pub fit: String,
    /// In how many places more the words stand.
    pub others: usize,
}

/// A verdict in words.
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Exact => "Exact",
        Verdict::Slight => "Slightly off",
        Verdict::Differs => "Differs",
        Verdict::NotFound => "Not found",
    }
}

/// A piece that differs, in words; none for what is the same, or marked as left out or put otherwise. Stretches of a draft
/// and of its source.
pub fn difference(piece: &Piece, draft: &str, source: &str) -> Option<String> {
    let words = |text: &str, span: Option<crate::project::Span>| {
        let words = span
            .and_then(|span| text.get(span.range()))
            .unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (wanted, found) = (words(draft, piece.wanted), words(source, piece.found));
    Some(match piece.sort {
        Sort::Same | Sort::Elided | Sort::Altered => return None,
        Sort::Letters => format!("“{wanted}” is written “{found}”"),
        Sort::Stops => match (wanted.is_empty(), found.is_empty()) {
            (true, _) => format!("“{found}” is left out"),
            (_, true) => format!("“{wanted}” is put in"),
            _ => format!("“{wanted}” stands for “{found}”"),
        },
        Sort::Scar => format!("the source has “{found}”, misread, for “{wanted}”"),
        Sort::Changed => format!("“{wanted}” stands for “{found}”"),
        Sort::Missing => format!("“{found}” is left out without a sign"),
        Sort::Added => format!("“{wanted}” is not in the source"),
    })
}

/// The list as a report.
pub fn report<'a>(draft: &str, against: usize, rows: &[Quoted]) -> Report<'a> {
    let columns = vec![
        Column::numbers("No.", 5.0),
        Column::text("Verdict", 12.0),
        Column::text("In the draft", 12.0),
        Column::text("Quotation", 44.0),
        Column::text("Words of the source", 44.0),
        Column::text("Source", 26.0),
        Column::text("Differences", 32.0),
        Column::text("Cited there", 22.0),
        Column::text("Citation", 20.0),
    ];
    let cells = rows.iter().enumerate().map(|(at, row)| cells(at + 1, row));
    Report {
        title: format!("Quotations of “{draft}”"),
        notes: vec![summary(rows), checked_against(against)],
        wide: true,
        blocks: vec![Block::Table(Table::of(
            "Quotations",
            columns,
            cells.collect(),
        ))],
    }
}

fn cells(number: usize, row: &Quoted) -> Vec<Cell> {
    let verdict = match row.verdict {
        Some(verdict) => verdict_word(verdict).to_owned(),
        None => row.aside.clone(),
    };
    let mut source = vec![Line::plain(row.source.clone())];
    if row.others > 0 {
        let others = counted(row.others, "other place", "other places");
        source.push(Line::plain(format!("and {others}")).look(Look::Quiet));
    }
    vec![
        Cell::count(number),
        verdict.into(),
        row.place.clone().into(),
        Cell::lines([Line::plain(row.words.clone()).look(Look::Quote)]),
        Cell::lines([Line::plain(row.found.clone()).look(Look::Quote)]),
        Cell::lines(source),
        Cell::lines(row.differences.iter().cloned().map(Line::plain)),
        row.cited.clone().into(),
        row.fit.clone().into(),
    ]
}

/// "12 quotations: 8 exact, 1 slightly off, 2 differ, 1 not found; 3 not checked".
pub fn summary(rows: &[Quoted]) -> String {
    summary_of(rows.iter().map(|row| row.verdict))
}

/// The same from the verdicts alone; none of one that was not checked.
pub fn summary_of(verdicts: impl Iterator<Item = Option<Verdict>>) -> String {
    let (mut counts, mut unchecked) = ([0usize; 4], 0);
    for verdict in verdicts {
        match verdict {
            Some(Verdict::Exact) => counts[0] += 1,
            Some(Verdict::Slight) => counts[1] += 1,
            Some(Verdict::Differs) => counts[2] += 1,
            Some(Verdict::NotFound) => counts[3] += 1,
            None => unchecked += 1,
        }
    }
    let all = counted(counts.iter().sum(), "quotation", "quotations");
    let differ = if counts[2] == 1 { "differs" } else { "differ" };
    let words = ["exact", "slightly off", differ, "not found"];
    let parts = counts.iter().zip(words).filter(|(count, _)| **count > 0);
    let parts: Vec<String> = parts
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let mut said = match parts.len() {
        0 => all,
        _ => format!("{all}: {}", parts.join(", ")),
    };
    if unchecked > 0 {
        said.push_str(&format!("; {unchecked} not checked"));
    }
    said
}

fn checked_against(documents: usize) -> String {
    format!(
        "Compared word by word with {}. Note marks, line ends, hyphens, the shapes of quotation marks, what an ellipsis leaves out, what square brackets alter and the first capital count as no difference.",
        counted(documents, "document", "documents")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Span;

    #[test]
    fn the_summary_counts_and_agrees() {
        let rows = |verdicts: &[Option<Verdict>]| summary_of(verdicts.iter().copied());
        assert_eq!(rows(&[]), "0 quotations");
        assert_eq!(
            rows(&[Some(Verdict::Exact), Some(Verdict::Differs), None]),
            "2 quotations: 1 exact, 1 differs; 1 not checked"
        );
    }

    #[test]
    fn a_difference_says_what_stands_where() {
        let piece = |sort, wanted, found| Piece {
            sort,
            wanted,
            found,
        };
        let (draft, source) = ("the old law", "the new\nlaw");
        let changed = piece(Sort::Changed, Some(Span::new(4, 7)), Some(Span::new(4, 7)));
        assert_eq!(
            difference(&changed, draft, source).as_deref(),
            Some("“old” stands for “new”")
        );
        let missing = piece(Sort::Missing, None, Some(Span::new(4, 11)));
        assert_eq!(
            difference(&missing, draft, source).as_deref(),
            Some("“new law” is left out without a sign")
        );
        assert_eq!(
            difference(&piece(Sort::Same, None, None), draft, source),
            None
        );
    }
}
