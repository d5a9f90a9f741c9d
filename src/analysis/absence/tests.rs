#![allow(clippy::unwrap_used)]

use super::*;
use crate::project::{
    AbsenceId, Case, CaseId, Clock, Code, Coder, Colour, Device, Document, NamedQuery, QueryId,
    RecordId, Span, Transaction,
};
use proptest::prelude::*;

const TEXTS: u8 = 5;

struct Desk {
    project: Project,
    clock: Clock,
}

impl Desk {
    /// One case, one code, three coders, one query, and no document yet.
    fn new() -> Self {
        let mut desk = Self {
            project: Project::default(),
            clock: Clock::new(coder(0), Device(1)),
        };
        let mut step = Transaction::new("Begin")
            .put(Code::named("Coal", None, 0, Colour::Palette(0)))
            .put(Case {
                id: case(),
                name: "Here".to_owned(),
                notes: String::new(),
            })
            .put(query("coal"));
        for n in 0..3 {
            step = step.put(Coder {
                id: coder(n),
                name: format!("Coder {n}"),
                colour: Colour::Palette(n),
            });
        }
        desk.does(step);
        desk
    }

    fn does(&mut self, step: Transaction) {
        self.project.apply(&step, &mut self.clock, 1);
    }

    fn put(&mut self, record: impl Into<crate::project::Record>) {
        self.does(Transaction::new("Put").put(record));
    }

    fn code(&self) -> CodeId {
        self.project.codes().iter().next().unwrap().id
    }

    fn document(&mut self, n: u8, text: u8) {
        self.put(Document {
            id: document(n),
            title: format!("Document {n}"),
            author: String::new(),
            year: None,
            case: Some(case()),
            kind: String::new(),
            notes: String::new(),
            file: format!("{n}.txt"),
            original: String::new(),
            encoding: String::new(),
            sha256: format!("text {text}"),
            bytes: 1,
            ..Document::new("", "")
        });
    }

    /// A search for coal over what is there, with these hits.
    fn searched(&self, hits: Vec<AbsenceHit>) -> Absence {
        let subject = Subject::Case(Some(case()));
        let searched = Absence::scope(&self.project, &subject);
        Absence {
            id: AbsenceId::named("search"),
            code: self.code(),
            subject,
            query: query("").id,
            asked: "coal".to_owned(),
            corpus: Absence::corpus_hash(&searched),
            searched,
            on: "2026-11-22".parse().unwrap(),
            coder: coder(0),
            hits,
        }
    }

    fn reads(&mut self, absence: &Absence, at: usize, by: u8, dismissed: bool) {
        let hit = absence.hits[at].clone();
        self.put(Reading {
            id: Reading::id_of(absence.code, &absence.subject, &hit, coder(by)),
            code: absence.code,
            subject: absence.subject.clone(),
            hit,
            coder: coder(by),
            dismissed,
            why: "not this coal".to_owned(),
            on: absence.on,
        });
    }

    fn state(&self, absence: &Absence) -> State {
        State::of(&self.project, absence, |_| true)
    }
}

fn coder(n: u8) -> CoderId {
    CoderId::named(&format!("coder {n}"))
}

fn case() -> CaseId {
    CaseId::named("case")
}

fn document(n: u8) -> DocumentId {
    DocumentId::named(&format!("document {n}"))
}

fn query(text: &str) -> NamedQuery {
    NamedQuery {
        id: QueryId::named("query"),
        name: "Coal".to_owned(),
        query: text.to_owned(),
        notes: String::new(),
        proposes: None,
    }
}

fn hits(number: usize) -> Vec<AbsenceHit> {
    let hit = |at: usize| AbsenceHit {
        document: document(0),
        spans: vec![Span::new(at * 10, at * 10 + 4)],
        quotation: "coal".to_owned(),
    };
    (0..number).map(hit).collect()
}

#[test]
fn a_search_that_found_nothing_holds_at_once() {
    let mut desk = Desk::new();
    desk.document(0, 0);
    let state = desk.state(&desk.searched(Vec::new()));
    assert_eq!(state.words(), "Holds: nothing was found");
    assert!(state.supports());
}

#[test]
fn a_search_is_open_until_every_hit_is_read_and_contradicted_by_one_that_is_kept() {
    let mut desk = Desk::new();
    desk.document(0, 0);
    let absence = desk.searched(hits(2));
    assert_eq!(desk.state(&absence).words(), "Open: 0 of 2 hits read");
    desk.reads(&absence, 0, 0, true);
    assert_eq!(desk.state(&absence).words(), "Open: 1 of 2 hits read");
    assert_eq!(desk.state(&absence).unread().collect::<Vec<_>>(), [1]);
    desk.reads(&absence, 1, 1, true);
    assert_eq!(
        desk.state(&absence).words(),
        "Holds: all 2 hits were dismissed"
    );
    desk.reads(&absence, 1, 2, false);
    let state = desk.state(&absence);
    assert_eq!(state.standing, Standing::Contradicted(vec![1]));
    assert!(state.hits[1].is_disputed() && !state.hits[0].is_disputed());
    let blind = State::of(&desk.project, &absence, |by| by != coder(2));
    assert!(blind.supports(), "what is not seen does not sway");
}

#[test]
fn a_reading_counts_for_the_same_words_in_the_same_place_only() {
    let mut desk = Desk::new();
    desk.document(0, 0);
    let absence = desk.searched(hits(1));
    desk.reads(&absence, 0, 0, true);
    let mut other = absence.clone();
    other.hits[0].quotation = "Coal".to_owned();
    assert!(!desk.state(&other).hits[0].is_read());
    let mut elsewhere = absence.clone();
    elsewhere.subject = Subject::Case(None);
    assert!(!desk.state(&elsewhere).hits[0].is_read());
}

#[test]
fn the_reasons_name_what_is_other_than_it_was() {
    let mut desk = Desk::new();
    for n in 0..3 {
        desk.document(n, 0);
    }
    let absence = desk.searched(Vec::new());
    desk.put(query("coal*"));
    desk.document(0, 1);
    desk.does(Transaction::new("Remove").remove(RecordId::Document(document(1))));
    desk.document(3, 0);
    let words: Vec<String> = desk
        .state(&absence)
        .stale
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        words,
        [
            "The query was “coal” and is “coal*” now",
            "Not searched: “Document 3”",
            "Searched, but no longer there: “Document 1”",
            "The text has changed since: “Document 0”",
        ]
    );
    desk.does(Transaction::new("Remove").remove(RecordId::NamedQuery(query("").id)));
    assert_eq!(desk.state(&absence).stale[0], Stale::QueryRemoved);
}

#[test]
fn a_verdict_of_absence_says_what_it_lacks() {
    let mut desk = Desk::new();
    desk.document(0, 0);
    let absence = desk.searched(hits(1));
    let mut finding = Finding::new(absence.code, absence.subject.clone(), coder(0));
    assert_eq!(lack(Some(&finding), &[]), None);
    finding.verdict = Some(Verdict::Absent);
    desk.put(finding.clone());
    let lacks = |desk: &Desk| lack(Some(&finding), &[desk.state(&absence)]);
    assert!(lack(Some(&finding), &[]).is_some_and(|why| why.ends_with("looked for here")));
    desk.put(absence.clone());
    assert!(lacks(&desk).is_some_and(|why| why.ends_with("not all read")));
    desk.reads(&absence, 0, 0, true);
    assert_eq!(lacks(&desk), None);
    assert!(remarks(&desk.project).is_empty());
    desk.document(1, 0);
    assert!(lacks(&desk).is_some_and(|why| why.ends_with("out of date")));
    assert_eq!(
        remarks(&desk.project),
        [
            "search for “Coal”, Here is out of date: Not searched: “Document 1”",
            "“Coal”, Here is “looked for and absent”. No search supports this yet: it is out of date",
        ]
    );
    desk.reads(&absence, 0, 1, false);
    assert!(lacks(&desk).is_some_and(|why| why.ends_with("kept as relevant")));
}

proptest! {
    #[test]
    fn the_order_of_readings_does_not_matter(
        readings in proptest::collection::btree_map((0..4usize, 0..3u8), any::<bool>(), 0..12)
            .prop_map(|readings| readings.into_iter().collect::<Vec<_>>())
            .prop_flat_map(|readings| (Just(readings.clone()), Just(readings).prop_shuffle()))
    ) {
        let (one, other) = readings;
        let states = [one.clone(), other].map(|readings| {
            let mut desk = Desk::new();
            desk.document(0, 0);
            let mut absence = desk.searched(hits(4));
            absence.code = CodeId::named("coal");
            for ((at, by), dismissed) in readings {
                desk.reads(&absence, at, by, dismissed);
            }
            desk.state(&absence)
        });
        prop_assert_eq!(&states[0], &states[1]);
        let kept = one.iter().any(|(_, dismissed)| !dismissed);
        let places: std::collections::BTreeSet<usize> = one.iter().map(|((at, _), _)| *at).collect();
        prop_assert_eq!(states[0].supports(), !kept && places.len() == 4);
    }

    #[test]
    fn a_search_is_out_of_date_exactly_when_its_query_or_its_documents_differ(
        before in proptest::collection::btree_map(0..TEXTS, 0..2u8, 0..4),
        after in proptest::collection::btree_map(0..TEXTS, 0..2u8, 0..4),
        asked_again in proptest::option::of("coal|coal\\*"),
    ) {
        let mut desk = Desk::new();
        for (n, text) in &before {
            desk.document(*n, *text);
        }
        let absence = desk.searched(Vec::new());
        for n in before.keys().filter(|n| !after.contains_key(n)) {
            desk.does(Transaction::new("Remove").remove(RecordId::Document(document(*n))));
        }
        for (n, text) in &after {
            desk.document(*n, *text);
        }
        match &asked_again {
            Some(asked) => desk.put(query(asked)),
            None => desk.does(Transaction::new("Remove").remove(RecordId::NamedQuery(query("").id))),
        }
        let same = before == after && asked_again.as_deref() == Some("coal");
        let state = desk.state(&absence);
        prop_assert_eq!(state.stale.is_empty(), same, "{:?}", state.stale);
        let scope = Absence::scope(&desk.project, &absence.subject);
        prop_assert_eq!(before == after, Absence::corpus_hash(&scope) == absence.corpus);
    }
}
