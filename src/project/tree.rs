//! The codebook as a tree, in the order that the window and exports show it.

use super::{Code, CodeId, Project};
use std::collections::{BTreeMap, BTreeSet};

/// The codes of a project in their order, made once for as long as the codes do not change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    rows: Vec<Row>,
    children: BTreeMap<Option<CodeId>, Vec<CodeId>>,
}

/// A code and how deep it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The code.
    pub code: CodeId,
    /// 0 for a root.
    pub depth: usize,
}

impl Tree {
    /// The tree of a project's codes. A code whose parent is gone, or that is its own ancestor, stands as a root, so
    /// that no code is ever out of reach.
    pub fn of(project: &Project) -> Self {
        let mut children: BTreeMap<Option<CodeId>, Vec<&Code>> = BTreeMap::new();
        for code in project.codes().iter() {
            let parent = code
                .parent
                .filter(|parent| project.codes().contains(*parent) && !loops(project, code));
            children.entry(parent).or_default().push(code);
        }
        for siblings in children.values_mut() {
            siblings.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.id.cmp(&b.id)));
        }
        let children: BTreeMap<_, Vec<CodeId>> = children
            .into_iter()
            .map(|(parent, codes)| (parent, codes.into_iter().map(|code| code.id).collect()))
            .collect();
        let mut rows = Vec::with_capacity(project.codes().len());
        let mut waiting: Vec<Row> = roots(&children, None, 0);
        while let Some(row) = waiting.pop() {
            rows.push(row);
            waiting.extend(roots(&children, Some(row.code), row.depth + 1));
        }
        Self { rows, children }
    }

    /// All codes, each ahead of its parts.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The parts of a code, or the roots.
    pub fn children(&self, parent: Option<CodeId>) -> &[CodeId] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// A code and all its parts, and theirs.
    pub fn branch(&self, code: CodeId) -> BTreeSet<CodeId> {
        let mut branch = BTreeSet::from([code]);
        let mut waiting = vec![code];
        while let Some(next) = waiting.pop() {
            for &child in self.children(Some(next)) {
                if branch.insert(child) {
                    waiting.push(child);
                }
            }
        }
        branch
    }
}

fn roots(
    children: &BTreeMap<Option<CodeId>, Vec<CodeId>>,
    parent: Option<CodeId>,
    depth: usize,
) -> Vec<Row> {
    children
        .get(&parent)
        .into_iter()
        .flatten()
        .rev()
        .map(|&code| Row { code, depth })
        .collect()
}

/// Whether following the parents of a code comes back to it, as two coders' moves can make it.
fn loops(project: &Project, code: &Code) -> bool {
    let mut seen = BTreeSet::from([code.id]);
    let mut next = code.parent;
    while let Some(id) = next {
        if !seen.insert(id) {
            return id == code.id;
        }
        next = project.codes().get(id).and_then(|parent| parent.parent);
    }
    false
}

/// The names from the root to a code, for a line that says where it stands.
pub fn path(project: &Project, code: CodeId) -> Vec<&str> {
    let mut names = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(code);
    while let Some(found) = next
        .filter(|id| seen.insert(*id))
        .and_then(|id| project.codes().get(id))
    {
        names.push(found.name.as_str());
        next = found.parent;
    }
    names.reverse();
    names
}
