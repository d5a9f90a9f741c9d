//! Which passage of a cell shows best what it holds?

use super::Tallies;
use crate::project::{
    CodeId, Coding, CodingId, DocumentId, Finding, Span, Stance, Subject, Tree, VersionId,
};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The words of a document that were tagged with a code, by whomever.
pub(super) type Passage = (DocumentId, Option<VersionId>, CodeId, Span);

/// The place of a passage among those of its cell; the smaller is the better.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    stance: u8,
    no_memo: bool,
    coders: Reverse<usize>,
    title: Option<Arc<str>>,
    document: DocumentId,
    start: usize,
    /// The coding itself.
    pub coding: CodingId,
}

impl Place {
    /// The place of a coding as long as no other coder sees the same.
    pub fn of(coding: &Coding, title: Option<Arc<str>>) -> Self {
        Self {
            stance: match coding.stance {
                Stance::Supports | Stance::Against => 0,
                Stance::Mixed => 1,
                Stance::Unset => 2,
            },
            no_memo: coding.memo.is_empty(),
            coders: Reverse(1),
            title,
            document: coding.document,
            start: coding.extent().start,
            coding: coding.id,
        }
    }
}

impl Tallies {
    /// The best passage of a cell, its parts' passages with its own: the one that is pinned, as long as it stands there; else
    /// one that supports or goes against rather than a mixed one, and that rather than one without a stance; among those,
    /// one with a memo; one that more coders tagged with the same code; then the one that comes first in the order of
    /// titles and of the text.
    pub fn best(
        &self,
        tree: &Tree,
        code: CodeId,
        subject: &Subject,
        finding: Option<&Finding>,
    ) -> Option<CodingId> {
        let pinned = finding.and_then(|finding| finding.pinned);
        pinned
            .filter(|coding| self.is_in(*coding, code, subject))
            .or_else(|| self.passages(tree, code, subject, 1).first().copied())
    }

    /// Up to `most` passages of a cell, its parts' passages with its own, the best first.
    pub fn passages(
        &self,
        tree: &Tree,
        code: CodeId,
        subject: &Subject,
        most: usize,
    ) -> Vec<CodingId> {
        let Some(column) = self.subjects.find(subject) else {
            return Vec::new();
        };
        let branch = tree.branch(code);
        let cells = branch
            .iter()
            .filter_map(|part| self.cells.get(&(*part, column)));
        // No part can give more than are wanted in all.
        let mut places: Vec<_> = cells
            .flat_map(|cell| cell.passages.iter().take(most))
            .collect();
        places.sort_unstable();
        places.truncate(most);
        places.into_iter().map(|place| place.coding).collect()
    }

    /// Whether a coding counts in a cell, of the code itself or of one of its parts.
    pub fn is_in(&self, coding: CodingId, code: CodeId, subject: &Subject) -> bool {
        self.counted.get(&coding).is_some_and(|counted| {
            Some(counted.column) == self.subjects.find(subject)
                && super::lineage(&self.parents, counted.code).any(|above| above == code)
        })
    }

    /// How many coders tagged the words of a coding with its code.
    pub fn coders(&self, coding: CodingId) -> usize {
        let counted = self.counted.get(&coding);
        counted.map_or(0, |counted| counted.place.coders.0)
    }

    /// Orders the passages of all cells, once all codings are counted.
    pub(super) fn order_passages(&mut self) {
        let shared: Vec<Passage> = self
            .same
            .iter()
            .filter(|(_, codings)| codings.len() > 1)
            .map(|(passage, _)| *passage)
            .collect();
        for passage in shared {
            let coders = self.coders_of(&passage);
            for id in self.same.get(&passage).into_iter().flatten() {
                if let Some(counted) = self.counted.get_mut(id) {
                    counted.place.coders = Reverse(coders);
                }
            }
        }
        let mut lists: HashMap<_, Vec<Place>> = HashMap::with_capacity(self.cells.len());
        for counted in self.counted.values() {
            let list = lists.entry((counted.code, counted.column)).or_default();
            list.push(counted.place.clone());
        }
        for (at, list) in lists {
            self.cells.entry(at).or_default().passages = BTreeSet::from_iter(list);
        }
    }

    /// Puts the codings of a passage where the number of its coders puts them.
    pub(super) fn see_alike(&mut self, passage: Passage) {
        let coders = self.coders_of(&passage);
        for id in self.same.get(&passage).into_iter().flatten() {
            let Some(counted) = self.counted.get_mut(id) else {
                continue;
            };
            if counted.place.coders.0 == coders {
                continue;
            }
            if let Some(cell) = self.cells.get_mut(&(counted.code, counted.column)) {
                cell.passages.remove(&counted.place);
                counted.place.coders = Reverse(coders);
                cell.passages.insert(counted.place.clone());
            }
        }
    }

    fn coders_of(&self, passage: &Passage) -> usize {
        let codings = self.same.get(passage).into_iter().flatten();
        let coders = codings.filter_map(|id| self.counted.get(id).map(|counted| counted.coder));
        coders.collect::<BTreeSet<_>>().len()
    }
}
