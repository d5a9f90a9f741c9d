//! What must hold of findings, searches, frozen tables and exports: each thing that does not is named.

#![allow(clippy::unwrap_used)]

use attest::project::{
    Absence, AbsenceHit, AbsenceId, Attribute, AttributeId, Case, CaseId, Clock, Code, CodeId,
    Coder, CoderId, CodingId, Colour, Device, Document, DocumentId, ExportId, Finding, Format,
    Freeze, Likelihoods, NamedExport, Project, QueryId, Reading, Recipe, Record, RecordId, Rival,
    RivalId, Searched, Span, Stance, Subject, Test, Transaction, Weighing, check,
};

fn me() -> CoderId {
    CoderId::named("me")
}

fn code() -> CodeId {
    CodeId::named("code")
}

fn case() -> Subject {
    Subject::Case(Some(CaseId::named("case")))
}

fn document() -> Document {
    Document {
        id: DocumentId::named("document"),
        title: "Text".to_owned(),
        author: String::new(),
        year: None,
        case: None,
        kind: String::new(),
        notes: String::new(),
        file: "text.txt".to_owned(),
        original: String::new(),
        encoding: String::new(),
        sha256: "aa".to_owned(),
        bytes: 9,
        ..Document::new("", "")
    }
}

fn hit() -> AbsenceHit {
    AbsenceHit {
        document: document().id,
        spans: vec![Span::new(0, 3)],
        quotation: "One".to_owned(),
    }
}

fn reading(code: CodeId, subject: Subject) -> Reading {
    Reading {
        id: Reading::id_of(code, &subject, &hit(), me()),
        code,
        subject,
        hit: hit(),
        coder: me(),
        dismissed: true,
        why: "Another one".to_owned(),
        on: "2026-01-01".parse().unwrap(),
    }
}

fn absence(project: &Project) -> Absence {
    let searched = Absence::scope(project, &Subject::Document(document().id));
    Absence {
        id: AbsenceId::named("absence"),
        code: code(),
        subject: case(),
        query: QueryId::named("query"),
        asked: "one".to_owned(),
        corpus: Absence::corpus_hash(&searched),
        searched,
        on: "2026-01-01".parse().unwrap(),
        coder: me(),
        hits: vec![hit()],
    }
}

fn export(n: u32) -> NamedExport {
    NamedExport {
        id: ExportId::named(&n.to_string()),
        name: format!("Table {n}"),
        recipe: Recipe::default(),
        format: Format::Docx,
        file: format!("{n}.docx"),
    }
}

/// A project in which all holds.
fn sound() -> (Project, Clock) {
    let mut project = Project::default();
    let mut clock = Clock::new(me(), Device(1));
    let mut main = Code::named("Code", None, 1, Colour::Palette(0));
    main.id = code();
    let rival = Rival {
        id: RivalId::named("rival"),
        name: "Rival".to_owned(),
        description: String::new(),
        rank: 1,
    };
    main.rivals = [(rival.id, "Nothing".to_owned())].into();
    let records: [Record; 7] = [
        Coder {
            id: me(),
            name: "Me".to_owned(),
            colour: Colour::Palette(0),
        }
        .into(),
        main.into(),
        rival.into(),
        document().into(),
        Case {
            id: CaseId::named("case"),
            name: "Siam".to_owned(),
            notes: String::new(),
        }
        .into(),
        export(1).into(),
        Weighing::default().into(),
    ];
    let step = records
        .into_iter()
        .fold(Transaction::new(""), Transaction::put);
    project.apply(&step, &mut clock, 1);
    let more: [Record; 4] = [
        Finding::new(code(), case(), me()).into(),
        absence(&project).into(),
        reading(code(), case()).into(),
        Freeze::of(&project, "2026-01-01".parse().unwrap(), me()).into(),
    ];
    let step = more
        .into_iter()
        .fold(Transaction::new(""), Transaction::put);
    project.apply(&step, &mut clock, 2);
    (project, clock)
}

/// What a check says after this step.
fn said(step: &Transaction) -> Vec<String> {
    let (mut project, mut clock) = sound();
    project.apply(step, &mut clock, 3);
    let problems = check(&project, |_| Some("One two.\n"));
    problems.iter().map(ToString::to_string).collect()
}

fn put(record: impl Into<Record>) -> Vec<String> {
    said(&Transaction::new("").put(record))
}

#[track_caller]
fn holds(problems: &[String], words: &str) {
    assert!(
        problems.iter().any(|problem| problem.contains(words)),
        "{words}: {problems:?}"
    );
}

#[test]
fn nothing_is_said_where_all_holds() {
    assert_eq!(said(&Transaction::new("")), [""; 0]);
}

#[test]
fn findings_searches_and_readings_need_their_code_and_subject() {
    let gone = CodeId::named("gone");
    let year = Subject::Year(Some(2004));
    holds(
        &put(Finding::new(gone, year.clone(), me())),
        "finding on “removed code”, 2004: its code is missing",
    );
    let subjects = [
        Subject::Case(Some(CaseId::named("gone"))),
        Subject::Document(DocumentId::named("gone")),
        Subject::Coder(CoderId::named("gone")),
        Subject::Value(AttributeId::named("gone"), "x".to_owned()),
    ];
    for subject in subjects {
        holds(
            &put(Finding::new(code(), subject.clone(), me())),
            "what it is on is missing",
        );
        let problems = put(reading(code(), subject));
        holds(&problems, "reading of “One” for “Code”");
        holds(&problems, "what it is on is missing");
    }
    for subject in [year, Subject::Year(None), Subject::Case(None)] {
        assert_eq!(put(Finding::new(code(), subject, me())), [""; 0]);
    }
    // Where a code goes without what was found under it, each is named.
    let problems = said(&Transaction::new("").remove(RecordId::Code(code())));
    for what in ["finding on", "search for", "reading of"] {
        holds(&problems, what);
    }
}

#[test]
fn a_pinned_passage_and_the_rivals_of_codes_and_codings_must_be_there() {
    let mut finding = Finding::new(code(), case(), me());
    finding.pinned = Some(CodingId::named("gone"));
    holds(&put(finding), "the passage pinned to it is missing");
    let problems = said(&Transaction::new("").remove(RecordId::Rival(RivalId::named("rival"))));
    holds(&problems, "a rival whose expectation it gives is missing");
    let against_none = Weighing {
        rival: Some(RivalId::named("gone")),
        ..Weighing::default()
    };
    holds(&put(against_none), "weighed against is missing");
    let coding = attest::project::Coding {
        id: CodingId::named("coding"),
        document: document().id,
        code: code(),
        coder: me(),
        spans: vec![Span::new(0, 3)],
        quotation: "One".to_owned(),
        stance: Stance::Supports,
        rivals: [(RivalId::named("gone"), Stance::Against)].into(),
        case: None,
        date: None,
        speaker: String::new(),
        memo: String::new(),
        attributes: Default::default(),
        version: None,
        made: attest::project::Made::default(),
    };
    holds(&put(coding), "a rival that it bears on is missing");
}

#[test]
fn likelihoods_are_probabilities_that_can_be_weighed() {
    let unsound = [
        Likelihoods::exact(0.0, 0.5),
        Likelihoods::exact(0.5, 1.0),
        Likelihoods {
            argument: (0.6, 0.4),
            rival: (0.1, 0.2),
        },
        Likelihoods::exact(f64::NAN, 0.5),
    ];
    for likelihoods in unsound {
        let mut finding = Finding::new(code(), case(), me());
        finding.likelihoods = Some(likelihoods);
        holds(&put(finding), "is not between 0 and 1");
        let weighing = Weighing {
            tests: [(Test::Hoop, likelihoods)].into(),
            ..Weighing::default()
        };
        holds(&put(weighing), "is not between 0 and 1");
    }
    for prior in [(0.0, 0.5), (0.5, 1.0), (0.7, 0.3)] {
        let weighing = Weighing {
            prior,
            ..Weighing::default()
        };
        holds(&put(weighing), "weighing of evidence");
    }
}

#[test]
fn a_search_whose_documents_were_changed_by_hand_and_a_frozen_table_that_was_are_found_out() {
    let (project, _) = sound();
    let mut changed = absence(&project);
    changed.searched.push(Searched {
        document: DocumentId::named("other"),
        title: "Other".to_owned(),
        sha256: "bb".to_owned(),
    });
    holds(
        &put(changed),
        "its hash is not that of the documents it lists",
    );
    let mut freeze = Freeze::of(&project, "2026-01-01".parse().unwrap(), me());
    freeze.codes[0].1.predicts = "What was found".to_owned();
    holds(&put(freeze), "their hash differs");
}

#[test]
fn no_two_exports_have_one_name() {
    let mut second = export(2);
    second.name = export(1).name;
    holds(&put(second), "more than one export has this name");
    assert_eq!(put(export(2)), [""; 0]);
    let list = Attribute {
        id: AttributeId::named("tone"),
        name: "Tone".to_owned(),
        kind: attest::project::AttributeKind::Text,
    };
    assert_eq!(put(list), [""; 0]);
}

#[test]
fn values_and_parts_of_documents_are_looked_at_as_those_of_codings_are() {
    let mut text = document();
    text.attributes = [(
        AttributeId::named("gone"),
        attest::project::Value::Number(1.0),
    )]
    .into();
    holds(&put(text), "is missing");
    let part = |start, case| attest::project::Section { start, case };
    let mut text = document();
    text.sections = vec![part(3, Some(CaseId::named("gone"))), part(1, None)];
    let problems = put(text.clone());
    holds(&problems, "the case of one of its parts is missing");
    holds(&problems, "its parts are out of order");
    text.sections = vec![part(99, None)];
    holds(&put(text), "a part of it starts behind the end of its text");
}
