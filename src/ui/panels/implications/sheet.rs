//! Which rows and columns does the table have, and where do they stand?

use crate::analysis::frozen::{amendments, by_code};
use crate::analysis::implications::{Counts, Tallies};
use crate::app::{CellId, Session};
use crate::project::{CodeId, Project, Subject, freezes_in_order};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Height of a row that holds something, in points.
const TALL: f32 = 84.0;
/// Height of a row that holds nothing.
const LOW: f32 = 44.0;

/// A row: a code, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub code: CodeId,
    /// 0 for a root.
    pub depth: usize,
    pub has_parts: bool,
    /// Whether its parts have rows of their own below it; else they are counted with it.
    pub open: bool,
    /// Whether there is something to show in it.
    pub tall: bool,
    /// From the top of the first row.
    pub top: f32,
    pub height: f32,
}

impl Line {
    /// What is counted in a cell of this row.
    pub fn counts(&self, tally: crate::analysis::implications::Tally) -> Counts {
        if self.open { tally.own } else { tally.whole }
    }
}

/// The rows and columns of the table.
#[derive(Debug)]
pub(super) struct Sheet {
    /// What it was made from.
    pub generation: u64,
    pub lines: Vec<Line>,
    pub columns: Vec<Subject>,
    /// The most passages of one stance in a cell: as long as a bar can be.
    pub most: usize,
    /// What was amended of a code since the expectations were frozen last, in words.
    pub amended: HashMap<CodeId, String>,
}

impl Sheet {
    pub fn of(session: &Session, tallies: &Tallies) -> Self {
        let implications = session.implications();
        let by = tallies.by();
        let findings = session.project().findings().iter();
        let told: HashSet<CodeId> = findings
            .filter(|finding| finding.subject.by() == by && !session.is_blind_to(finding.coder))
            .map(|finding| finding.code)
            .collect();
        let tree = session.tree();
        let mut lines: Vec<Line> = Vec::with_capacity(tree.rows().len());
        // While inside a folded code, what is deeper than it is left out.
        let mut hidden_under = usize::MAX;
        for row in tree.rows() {
            if row.depth > hidden_under {
                continue;
            }
            let has_parts = !tree.children(Some(row.code)).is_empty();
            let open = has_parts && !implications.is_folded(row.code);
            hidden_under = if has_parts && !open {
                row.depth
            } else {
                usize::MAX
            };
            let tally = tallies.row(row.code);
            let is_told = |code: CodeId| told.contains(&code);
            let kept = implications.shows_empty()
                || !tally.whole.is_empty()
                || tree.branch(row.code).into_iter().any(is_told);
            if !kept {
                continue;
            }
            let counted = if open { tally.own } else { tally.whole };
            let tall = !counted.is_empty() || is_told(row.code);
            let top = lines
                .last()
                .map_or(0.0, |line: &Line| line.top + line.height);
            lines.push(Line {
                code: row.code,
                depth: row.depth,
                has_parts,
                open,
                tall,
                top,
                height: if tall { TALL } else { LOW },
            });
        }
        let shown: HashMap<CodeId, bool> =
            lines.iter().map(|line| (line.code, !line.open)).collect();
        Self {
            generation: implications.generation(),
            lines,
            columns: tallies.columns().to_vec(),
            most: tallies.most(&shown),
            amended: amended(session.project()),
        }
    }

    /// Height of all rows.
    pub fn height(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.top + line.height)
    }

    /// The rows that are in sight between two heights.
    pub fn lines_between(&self, top: f32, bottom: f32) -> Range<usize> {
        let first = self
            .lines
            .partition_point(|line| line.top + line.height <= top);
        let behind = self.lines.partition_point(|line| line.top < bottom);
        first..behind.max(first)
    }

    /// The places of a cell's row and column.
    pub fn place_of(&self, cell: &CellId) -> Option<(usize, usize)> {
        let line = self.lines.iter().position(|line| line.code == cell.code)?;
        let column = self.columns.iter().position(|one| *one == cell.subject)?;
        Some((line, column))
    }

    /// The cell at the places of a row and a column.
    pub fn cell_at(&self, line: usize, column: usize) -> Option<CellId> {
        Some(CellId {
            code: self.lines.get(line)?.code,
            subject: self.columns.get(column)?.clone(),
        })
    }
}

fn amended(project: &Project) -> HashMap<CodeId, String> {
    let Some(freeze) = freezes_in_order(project).into_iter().next() else {
        return HashMap::new();
    };
    let found = amendments(freeze, project);
    let said = by_code(&found).into_iter().map(|(code, amendments)| {
        let what: Vec<String> = amendments.iter().map(|one| one.what.words()).collect();
        (
            code,
            format!("Amended since {}: {}", freeze.on, what.join("; ")),
        )
    });
    said.collect()
}
