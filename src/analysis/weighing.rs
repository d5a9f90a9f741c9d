//! What do all tests of a column weigh together? For those who want numbers.
//!
//! After Fairfield and Charman, "Explicit Bayesian Analysis for Process Tracing: Guidelines, Opportunities, and Caveats"
//! (Political Analysis 25, 2017): weights of evidence that does not depend on each other add up; evidence that does counts
//! once, as a package.

use super::weight::Weight;
use crate::project::{
    CodeId, CoderId, DocumentId, Finding, FindingId, Likelihoods, Project, Stance, Subject, Tested,
    Tree, Verdict, Weighing,
};
use std::collections::{BTreeMap, BTreeSet};

/// All tests of one column, weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Its tests, in the order of the codebook.
    pub tests: Vec<WeighedTest>,
    /// What those that count weigh together.
    pub total: Weight,
}

/// A finding with a test, and what that weighs.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedTest {
    /// The finding.
    pub finding: FindingId,
    /// The implication.
    pub code: CodeId,
    /// The test, and how it went.
    pub tested: Tested,
    /// How likely its evidence was held to be.
    pub odds: Likelihoods,
    /// Its weight by itself.
    pub weight: Weight,
    /// What it rests on.
    pub rests_on: RestsOn,
    /// Whether it counts: all do but those that share their one source with a stronger test.
    pub counts: bool,
}

/// What the outcome of a test rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestsOn {
    /// Passages of one document.
    One(DocumentId),
    /// Passages of several documents.
    Several,
    /// A search that found nothing, see [`Absence`](crate::project::Absence).
    Search,
    /// The word of who wrote the finding.
    Nothing,
}

impl Weighed {
    /// How many packages there are: sources that several tests rest on alone.
    pub fn packages(&self) -> usize {
        let mut tests: BTreeMap<DocumentId, usize> = BTreeMap::new();
        for test in &self.tests {
            if let RestsOn::One(document) = test.rests_on {
                *tests.entry(document).or_default() += 1;
            }
        }
        tests.values().filter(|tests| **tests > 1).count()
    }

    /// How many tests count.
    pub fn counted(&self) -> usize {
        self.tests.iter().filter(|test| test.counts).count()
    }
}

/// The likelihoods that a test is weighed with: the finding's own, else the project's for tests of its kind, else the
/// usual ones. Those that cannot be weighed are passed over.
pub fn odds(weighing: &Weighing, finding: &Finding, tested: Tested) -> Likelihoods {
    let own = finding.likelihoods.filter(Likelihoods::is_sound);
    let of_kind = || Some(weighing.of(tested.test)).filter(Likelihoods::is_sound);
    own.or_else(of_kind)
        .unwrap_or_else(|| Likelihoods::usual(tested.test))
}

/// Weighs every column that has tests. Every finding that has a test is one; findings on a code and on its parts are tests
/// of their own. With `only`, findings and passages of other coders are not seen. Asks `goes_on` between findings, and
/// gives nothing once it says no.
///
/// Tests whose outcome rests on one and the same single document form a package, which counts once, with the weight of its
/// strongest test (the one furthest from zero; of two that are as strong, the first in the codebook). A test that was
/// passed rests on the passages of its cell that support the argument, one that was failed on those that speak against it,
/// either on the pinned passage alone where there is one. A test that was failed because something was looked for in vain
/// rests on that search, and counts by itself.
pub fn weigh(
    project: &Project,
    weighing: &Weighing,
    only: Option<CoderId>,
    goes_on: impl Fn() -> bool,
) -> Option<BTreeMap<Subject, Weighed>> {
    let tree = Tree::of(project);
    let order: BTreeMap<CodeId, usize> = tree
        .rows()
        .iter()
        .enumerate()
        .map(|(at, row)| (row.code, at))
        .collect();
    let searched: BTreeSet<(CodeId, &Subject)> = project
        .absences()
        .iter()
        .map(|absence| (absence.code, &absence.subject))
        .collect();
    let seen = |coder: CoderId| only.is_none_or(|only| only == coder);
    let mut columns: BTreeMap<&Subject, Vec<WeighedTest>> = BTreeMap::new();
    for finding in project.findings().iter() {
        let Some(tested) = finding.tested else {
            continue;
        };
        if !order.contains_key(&finding.code) || !seen(finding.coder) {
            continue;
        }
        if !goes_on() {
            return None;
        }
        let searched = searched.contains(&(finding.code, &finding.subject));
        let odds = odds(weighing, finding, tested);
        let test = WeighedTest {
            finding: finding.id,
            code: finding.code,
            tested,
            odds,
            weight: Weight::of(tested, odds),
            rests_on: rests_on(project, &tree, finding, tested, searched, seen),
            counts: true,
        };
        columns.entry(&finding.subject).or_default().push(test);
    }
    let weighed = columns.into_iter().map(|(subject, mut tests)| {
        tests.sort_by_key(|test| (order.get(&test.code), test.finding));
        (subject.clone(), together(tests))
    });
    Some(weighed.collect())
}

/// Of each package, lets the strongest test count and no other; adds up.
fn together(mut tests: Vec<WeighedTest>) -> Weighed {
    let mut strongest: BTreeMap<DocumentId, (usize, f64)> = BTreeMap::new();
    for (at, test) in tests.iter().enumerate() {
        let RestsOn::One(document) = test.rests_on else {
            continue;
        };
        let strength = test.weight.strength();
        let best = strongest.entry(document).or_insert((at, strength));
        if strength > best.1 {
            *best = (at, strength);
        }
    }
    for (at, test) in tests.iter_mut().enumerate() {
        test.counts = match test.rests_on {
            RestsOn::One(document) => strongest.get(&document).is_some_and(|best| best.0 == at),
            _ => true,
        };
    }
    let counted = tests.iter().filter(|test| test.counts);
    let total = counted.fold(Weight::default(), |sum, test| sum.plus(test.weight));
    Weighed { tests, total }
}

fn rests_on(
    project: &Project,
    tree: &Tree,
    finding: &Finding,
    tested: Tested,
    searched: bool,
    seen: impl Fn(CoderId) -> bool,
) -> RestsOn {
    if !tested.passed && finding.verdict == Some(Verdict::Absent) && searched {
        return RestsOn::Search;
    }
    let pinned = finding.pinned.and_then(|id| project.codings().get(id));
    if let Some(pinned) = pinned {
        return RestsOn::One(pinned.document);
    }
    let wanted = if tested.passed {
        Stance::Supports
    } else {
        Stance::Against
    };
    let by = finding.subject.by();
    let branch = tree.branch(finding.code);
    let passages = branch
        .iter()
        .flat_map(|code| project.codings_of(*code))
        .filter(|coding| coding.stance == wanted && seen(coding.coder))
        .filter(|coding| by.subject(project, coding) == finding.subject);
    let mut one = None;
    for passage in passages {
        match one {
            None => one = Some(passage.document),
            Some(document) if document == passage.document => {}
            Some(_) => return RestsOn::Several,
        }
    }
    one.map_or(RestsOn::Nothing, RestsOn::One)
}

#[cfg(test)]
mod tests;
