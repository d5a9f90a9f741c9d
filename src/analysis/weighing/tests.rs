//! Which tests count, and what they weigh together.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::project::{
    About, Absence, AbsenceId, Case, CaseId, Clock, Code, Coder, CoderId, Coding, CodingId, Colour,
    Device, Document, QueryId, Span, Test, Transaction,
};
use proptest::prelude::*;

const CODES: usize = 4;
const SOURCES: usize = 3;

/// One case, four codes (the second a part of the first), three documents.
struct Desk {
    project: Project,
    clock: Clock,
    subject: Subject,
    codes: Vec<CodeId>,
    documents: Vec<DocumentId>,
    coder: CoderId,
}

impl Desk {
    fn new() -> Self {
        let coder = Coder {
            id: CoderId::named("Ann"),
            name: "Ann".to_owned(),
            colour: Colour::Palette(0),
        };
        let case = Case {
            id: CaseId::named("Peru"),
            name: "Peru".to_owned(),
            notes: String::new(),
        };
        let codes: Vec<Code> = (0..CODES)
            .map(|at| {
                let rank = i64::try_from(at).unwrap();
                let mut code = Code::named(format!("C{at}"), None, rank, Colour::Palette(0));
                code.id = CodeId::named(&format!("code {at}"));
                code.parent = (at == 1).then(|| CodeId::named("code 0"));
                code
            })
            .collect();
        let documents: Vec<DocumentId> = (0..SOURCES)
            .map(|at| DocumentId::named(&format!("document {at}")))
            .collect();
        let mut desk = Self {
            project: Project::default(),
            clock: Clock::new(coder.id, Device(1)),
            subject: Subject::Case(Some(case.id)),
            codes: codes.iter().map(|code| code.id).collect(),
            coder: coder.id,
            documents: documents.clone(),
        };
        let step = Transaction::new("Set up").put(About::default()).put(coder);
        let step = codes.into_iter().fold(step, Transaction::put);
        let step = documents.into_iter().fold(step, |step, id| {
            step.put(Document {
                id,
                case: Some(case.id),
                ..document(id)
            })
        });
        desk.apply(step.put(case));
        desk
    }

    fn apply(&mut self, step: Transaction) {
        self.project.apply(&step, &mut self.clock, 0);
    }

    /// Codes a passage of a document.
    fn passage(&mut self, code: usize, document: usize, stance: Stance) -> CodingId {
        let id = CodingId::named(&format!("{code} {document} {stance}"));
        let mut coding = coding(id, self.documents[document], self.codes[code], self.coder);
        coding.stance = stance;
        self.apply(Transaction::new("Code").put(coding));
        id
    }

    fn test(&mut self, code: usize, test: Test, passed: bool) {
        self.find(code, |finding| {
            finding.tested = Some(Tested { test, passed });
        });
    }

    fn find(&mut self, code: usize, change: impl FnOnce(&mut Finding)) {
        let id = Finding::id_of(self.codes[code], &self.subject);
        let there = self.project.findings().get(id).cloned();
        let mut finding = there
            .unwrap_or_else(|| Finding::new(self.codes[code], self.subject.clone(), self.coder));
        change(&mut finding);
        self.apply(Transaction::new("Find").put(finding));
    }

    fn weighed(&self) -> Weighed {
        let weighed = weigh(&self.project, &Weighing::default(), None, || true);
        weighed.unwrap().remove(&self.subject).unwrap_or(Weighed {
            tests: Vec::new(),
            total: Weight::default(),
        })
    }
}

fn document(id: DocumentId) -> Document {
    Document {
        id,
        title: id.to_string(),
        author: String::new(),
        year: None,
        case: None,
        kind: String::new(),
        notes: String::new(),
        file: format!("{id}.txt"),
        original: String::new(),
        encoding: String::new(),
        sha256: String::new(),
        bytes: 1,
        ..Document::new("", "")
    }
}

fn coding(id: CodingId, document: DocumentId, code: CodeId, coder: CoderId) -> Coding {
    Coding {
        id,
        document,
        code,
        coder,
        spans: vec![Span::new(0, 1)],
        quotation: "a".to_owned(),
        stance: Stance::Unset,
        rivals: BTreeMap::new(),
        case: None,
        date: None,
        speaker: String::new(),
        memo: String::new(),
        attributes: BTreeMap::new(),
        version: None,
        made: crate::project::Made::default(),
    }
}

fn two(decibels: f64) -> f64 {
    (decibels * 100.0).round() / 100.0
}

#[test]
fn one_test_weighs_what_the_literature_gives_it() {
    for (test, found, absent) in [(Test::Hoop, 2.79, -10.0), (Test::SmokingGun, 11.76, -1.46)] {
        for (passed, wanted) in [(true, found), (false, absent)] {
            let mut desk = Desk::new();
            desk.test(0, test, passed);
            let total = desk.weighed().total;
            assert_eq!((two(total.low), two(total.high)), (wanted, wanted));
        }
    }
}

#[test]
fn tests_from_one_source_count_once_until_there_is_a_second() {
    let mut desk = Desk::new();
    desk.passage(2, 0, Stance::Supports);
    desk.passage(3, 0, Stance::Supports);
    desk.passage(3, 0, Stance::Mixed);
    desk.test(2, Test::Hoop, true);
    desk.test(3, Test::SmokingGun, true);
    let weighed = desk.weighed();
    assert_eq!((weighed.counted(), weighed.packages()), (1, 1));
    assert_eq!(two(weighed.total.low), 11.76);
    assert!(!weighed.tests[0].counts && weighed.tests[1].counts);
    // What speaks against is no source of a test that was passed.
    desk.passage(3, 1, Stance::Against);
    assert_eq!(desk.weighed().packages(), 1);
    desk.passage(3, 1, Stance::Supports);
    let weighed = desk.weighed();
    assert_eq!((weighed.counted(), weighed.packages()), (2, 0));
    assert_eq!(two(weighed.total.low), two(11.761 + 2.788));
}

#[test]
fn a_pinned_passage_is_the_source_and_passages_of_parts_are_passages_of_the_cell() {
    let mut desk = Desk::new();
    let part = desk.passage(1, 0, Stance::Supports);
    desk.passage(1, 1, Stance::Supports);
    desk.passage(2, 0, Stance::Supports);
    desk.test(0, Test::Hoop, true);
    desk.test(2, Test::Hoop, true);
    assert_eq!(desk.weighed().tests[0].rests_on, RestsOn::Several);
    desk.find(0, |finding| finding.pinned = Some(part));
    let weighed = desk.weighed();
    assert_eq!(weighed.tests[0].rests_on, RestsOn::One(desk.documents[0]));
    assert_eq!(weighed.counted(), 1);
}

#[test]
fn what_was_looked_for_in_vain_counts_each_by_itself() {
    let mut desk = Desk::new();
    for code in [2, 3] {
        desk.passage(code, 0, Stance::Against);
        desk.test(code, Test::Hoop, false);
    }
    assert_eq!(desk.weighed().counted(), 1);
    for code in [2, 3] {
        desk.find(code, |finding| finding.verdict = Some(Verdict::Absent));
        let absence = Absence {
            id: AbsenceId::new(),
            code: desk.codes[code],
            subject: desk.subject.clone(),
            query: QueryId::named("query"),
            asked: "a".to_owned(),
            searched: Vec::new(),
            corpus: Absence::corpus_hash(&[]),
            on: "2026-03-04".parse().unwrap(),
            coder: desk.coder,
            hits: Vec::new(),
        };
        desk.apply(Transaction::new("Search").put(absence));
    }
    let weighed = desk.weighed();
    assert_eq!(two(weighed.total.low), -20.0);
    assert!(
        weighed
            .tests
            .iter()
            .all(|test| test.rests_on == RestsOn::Search)
    );
}

#[test]
fn own_likelihoods_come_first_then_the_projects() {
    let mut desk = Desk::new();
    desk.test(0, Test::Hoop, true);
    let mut weighing = Weighing::default();
    weighing
        .tests
        .insert(Test::Hoop, Likelihoods::exact(0.8, 0.4));
    let weigh = |desk: &Desk| {
        let weighed = weigh(&desk.project, &weighing, None, || true).unwrap();
        two(weighed[&desk.subject].total.low)
    };
    assert_eq!(weigh(&desk), 3.01);
    desk.find(0, |finding| {
        finding.likelihoods = Some(Likelihoods::exact(0.5, 0.05));
    });
    assert_eq!(weigh(&desk), 10.0);
    // What cannot be weighed is passed over.
    desk.find(0, |finding| {
        finding.likelihoods = Some(Likelihoods::exact(1.0, 0.0));
    });
    assert_eq!(weigh(&desk), 3.01);
}

#[test]
fn who_works_blind_weighs_what_they_see_and_who_asks_can_stop_it() {
    let mut desk = Desk::new();
    desk.test(0, Test::Hoop, true);
    let weigh = |only, goes_on| weigh(&desk.project, &Weighing::default(), only, || goes_on);
    assert_eq!(weigh(Some(desk.coder), true), weigh(None, true));
    let other = CoderId::named("Ben");
    assert!(weigh(Some(other), true).unwrap().is_empty());
    assert_eq!(weigh(None, false), None);
}

/// What a cell has: a test and whether it was passed, and which sources have passages of it.
type CellOf = (Option<(usize, bool)>, Vec<bool>);

fn cells() -> impl Strategy<Value = Vec<CellOf>> {
    let tested = proptest::option::of((0..4usize, any::<bool>()));
    let cell = (tested, proptest::collection::vec(any::<bool>(), SOURCES));
    proptest::collection::vec(cell, CODES)
}

fn with(cells: &[CellOf], backwards: bool) -> Desk {
    let mut desk = Desk::new();
    let mut order: Vec<usize> = (0..CODES).collect();
    if backwards {
        order.reverse();
    }
    for code in order {
        let (tested, sources) = &cells[code];
        for (source, there) in sources.iter().enumerate() {
            if *there {
                desk.passage(code, source, Stance::Supports);
                desk.passage(code, source, Stance::Against);
            }
        }
        if let Some((test, passed)) = tested {
            desk.test(code, Test::ALL[*test], *passed);
        }
    }
    desk
}

proptest! {
    #[test]
    fn the_order_in_which_findings_were_made_does_not_matter(cells in cells()) {
        prop_assert_eq!(with(&cells, false).weighed(), with(&cells, true).weighed());
    }

    #[test]
    fn a_package_never_weighs_more_than_its_strongest_test(cells in cells()) {
        let weighed = with(&cells, false).weighed();
        let mut packages: BTreeMap<DocumentId, Vec<&WeighedTest>> = BTreeMap::new();
        for test in &weighed.tests {
            match test.rests_on {
                RestsOn::One(document) => packages.entry(document).or_default().push(test),
                _ => prop_assert!(test.counts),
            }
        }
        for tests in packages.values() {
            let strongest = tests.iter().map(|test| test.weight.strength()).fold(0.0, f64::max);
            let counted: Vec<_> = tests.iter().filter(|test| test.counts).collect();
            prop_assert_eq!(counted.len(), 1);
            prop_assert!(counted[0].weight.strength() >= strongest);
        }
        let sum: f64 = weighed.tests.iter().filter(|test| test.counts).map(|test| test.weight.low).sum();
        prop_assert!((sum - weighed.total.low).abs() < 1e-9);
    }

    #[test]
    fn a_second_source_takes_a_test_out_of_its_package(cells in cells(), code in 2..CODES) {
        let mut desk = with(&cells, false);
        for source in 0..2 {
            desk.passage(code, source, Stance::Supports);
        }
        desk.test(code, Test::Hoop, true);
        let weighed = desk.weighed();
        let test = weighed.tests.iter().find(|test| test.code == desk.codes[code]);
        prop_assert!(test.is_some_and(|test| test.counts && test.rests_on == RestsOn::Several));
    }
}
