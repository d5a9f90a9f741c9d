//! Which codes does the tree show, with which counts, and where would a code go that is moved?

use crate::app::Session;
use crate::project::{CodeId, Place, Project, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// A row of the code tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// The code.
    pub code: CodeId,
    /// 0 for a root.
    pub depth: usize,
    /// Whether it has parts.
    pub has_parts: bool,
    /// Whether its parts are shown.
    pub open: bool,
    /// Whether the filter finds it; others are there for what is under them.
    pub found: bool,
}

/// The rows that folding and filter leave. A filter finds codes by words in key and name, shows what is over them, and sees
/// through folds.
pub fn visible(
    project: &Project,
    tree: &Tree,
    folded: &BTreeSet<CodeId>,
    filter: &str,
) -> Vec<TreeRow> {
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return unfolded(tree, folded);
    }
    let mut found = BTreeSet::new();
    let mut over = BTreeSet::new();
    for row in tree.rows() {
        let Some(code) = project.codes().get(row.code) else {
            continue;
        };
        let text = format!("{} {}", code.key, code.name).to_lowercase();
        if words.iter().all(|word| text.contains(word)) {
            found.insert(row.code);
            let mut next = code.parent;
            while let Some(parent) = next.filter(|parent| over.insert(*parent)) {
                next = project.codes().get(parent).and_then(|code| code.parent);
            }
        }
    }
    let shown = tree
        .rows()
        .iter()
        .filter(|row| found.contains(&row.code) || over.contains(&row.code));
    shown
        .map(|row| TreeRow {
            code: row.code,
            depth: row.depth,
            has_parts: !tree.children(Some(row.code)).is_empty(),
            open: over.contains(&row.code),
            found: found.contains(&row.code),
        })
        .collect()
}

fn unfolded(tree: &Tree, folded: &BTreeSet<CodeId>) -> Vec<TreeRow> {
    let mut rows = Vec::with_capacity(tree.rows().len());
    // While inside a folded code, what is deeper than it is left out.
    let mut hidden_under = usize::MAX;
    for row in tree.rows() {
        if row.depth > hidden_under {
            continue;
        }
        let has_parts = !tree.children(Some(row.code)).is_empty();
        let open = has_parts && !folded.contains(&row.code);
        hidden_under = if has_parts && !open {
            row.depth
        } else {
            usize::MAX
        };
        rows.push(TreeRow {
            code: row.code,
            depth: row.depth,
            has_parts,
            open,
            found: true,
        });
    }
    rows
}

/// How many codings each code has with its parts, of those that the person may see.
pub fn counts(session: &Session) -> BTreeMap<CodeId, usize> {
    let project = session.project();
    let own = |code: CodeId| {
        if project
            .coders()
            .iter()
            .any(|coder| session.is_blind_to(coder.id))
        {
            project
                .codings_of(code)
                .filter(|coding| !session.is_blind_to(coding.coder))
                .count()
        } else {
            project.count_of(code)
        }
    };
    add_up(session.tree(), own)
}

/// Adds what is counted for each code itself to all that it is a part of.
fn add_up(tree: &Tree, own: impl Fn(CodeId) -> usize) -> BTreeMap<CodeId, usize> {
    let mut sums = BTreeMap::new();
    // From the end, parts come ahead of what they are parts of.
    for row in tree.rows().iter().rev() {
        let parts: usize = tree
            .children(Some(row.code))
            .iter()
            .filter_map(|part| sums.get(part))
            .sum();
        sums.insert(row.code, own(row.code) + parts);
    }
    sums
}

/// Where a code goes that is let go over a row, `height` (0 at the top, 1 at the bottom) down in it: its upper quarter is
/// before it, its lower quarter behind it, or ahead of its first part where that stands right below, and the rest is into it.
pub fn drop_place(row: &TreeRow, height: f32, first_part: Option<CodeId>) -> Place {
    match (height, first_part) {
        (..0.25, _) => Place::Before(row.code),
        (0.75.., Some(part)) if row.open => Place::Before(part),
        (0.75.., _) => Place::After(row.code),
        _ => Place::Into(Some(row.code)),
    }
}

/// A step of a code by the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ahead of the sibling before it.
    Up,
    /// Behind the sibling after it.
    Down,
    /// Last among the parts of the sibling before it.
    In,
    /// Behind what it is a part of.
    Out,
}

/// Where the step takes a code; none where there is nowhere to go.
pub fn step_place(project: &Project, tree: &Tree, code: CodeId, step: Step) -> Option<Place> {
    let parent = project
        .codes()
        .get(code)?
        .parent
        .filter(|parent| project.codes().contains(*parent));
    let siblings = tree.children(parent);
    let at = siblings.iter().position(|sibling| *sibling == code)?;
    let before = at.checked_sub(1).and_then(|at| siblings.get(at)).copied();
    match step {
        Step::Up => before.map(Place::Before),
        Step::Down => siblings.get(at + 1).copied().map(Place::After),
        Step::In => before.map(|sibling| Place::Into(Some(sibling))),
        Step::Out => parent.map(Place::After),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::project::{Clock, Code, CoderId, Colour, Device, Transaction};

    /// pressure (groups, economy), timing
    fn project() -> (Project, [CodeId; 4]) {
        let code = |name: &str, parent, rank| Code::named(name, parent, rank, Colour::Palette(0));
        let pressure = code("Pressure", None, 1);
        let groups = code("Groups", Some(pressure.id), 1);
        let economy = code("Economy", Some(pressure.id), 2);
        let timing = Code {
            key: "TIMING".to_owned(),
            ..code("When", None, 2)
        };
        let ids = [pressure.id, groups.id, economy.id, timing.id];
        let step = Transaction::new("")
            .put(pressure)
            .put(groups)
            .put(economy)
            .put(timing);
        let mut project = Project::default();
        project.apply(&step, &mut Clock::new(CoderId::new(), Device(1)), 1);
        (project, ids)
    }

    fn shown(project: &Project, folded: &[CodeId], filter: &str) -> Vec<(CodeId, bool)> {
        let tree = Tree::of(project);
        visible(project, &tree, &folded.iter().copied().collect(), filter)
            .iter()
            .map(|row| (row.code, row.found))
            .collect()
    }

    #[test]
    fn a_folded_code_hides_its_parts() {
        let (project, [pressure, groups, economy, timing]) = project();
        let codes =
            |rows: Vec<(CodeId, bool)>| rows.into_iter().map(|row| row.0).collect::<Vec<_>>();
        assert_eq!(
            codes(shown(&project, &[], "")),
            [pressure, groups, economy, timing]
        );
        assert_eq!(codes(shown(&project, &[pressure], "")), [pressure, timing]);
    }

    #[test]
    fn a_filter_finds_names_and_keys_and_shows_what_is_over_them() {
        let (project, [pressure, groups, _, timing]) = project();
        assert_eq!(
            shown(&project, &[pressure], "GROU"),
            [(pressure, false), (groups, true)]
        );
        assert_eq!(shown(&project, &[], "timing"), [(timing, true)]);
        assert_eq!(shown(&project, &[], "nothing"), []);
    }

    #[test]
    fn a_code_counts_what_its_parts_have() {
        let (project, [pressure, groups, economy, timing]) = project();
        let own = BTreeMap::from([(pressure, 1), (groups, 2), (economy, 4), (timing, 8)]);
        let sums = add_up(&Tree::of(&project), |code| own[&code]);
        assert_eq!(
            sums,
            BTreeMap::from([(pressure, 7), (groups, 2), (economy, 4), (timing, 8)])
        );
    }

    #[test]
    fn a_code_is_let_go_before_into_or_behind_a_row() {
        let (project, [pressure, groups, ..]) = project();
        let tree = Tree::of(&project);
        let rows = visible(&project, &tree, &BTreeSet::new(), "");
        assert_eq!(
            drop_place(&rows[0], 0.1, Some(groups)),
            Place::Before(pressure)
        );
        assert_eq!(
            drop_place(&rows[0], 0.5, Some(groups)),
            Place::Into(Some(pressure))
        );
        assert_eq!(
            drop_place(&rows[0], 0.9, Some(groups)),
            Place::Before(groups)
        );
        assert_eq!(drop_place(&rows[1], 0.9, None), Place::After(groups));
        let folded = TreeRow {
            open: false,
            ..rows[0]
        };
        assert_eq!(
            drop_place(&folded, 0.9, Some(groups)),
            Place::After(pressure)
        );
    }

    #[test]
    fn keys_move_a_code_among_its_siblings_in_and_out() {
        let (project, [pressure, groups, economy, timing]) = project();
        let tree = Tree::of(&project);
        let place = |code, step| step_place(&project, &tree, code, step);
        assert_eq!(place(economy, Step::Up), Some(Place::Before(groups)));
        assert_eq!(place(economy, Step::Down), None);
        assert_eq!(place(economy, Step::In), Some(Place::Into(Some(groups))));
        assert_eq!(place(economy, Step::Out), Some(Place::After(pressure)));
        assert_eq!(place(timing, Step::Out), None);
        assert_eq!(place(pressure, Step::Down), Some(Place::After(timing)));
    }
}
