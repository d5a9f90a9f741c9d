//! What must hold of the records, whatever happens to them and in whatever order.

#![allow(clippy::unwrap_used)]

use attest::project::{
    Case, CaseId, Change, Clock, Code, CodeId, Coder, CoderId, Coding, CodingId, Colour, Device,
    Document, DocumentId, Edit, Merged, Place, Project, Record, RecordId, Span, Stance,
    Transaction, Tree, check, delete_code, merge_codes, move_code,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What a person may do, with small numbers that stand for records, so that they meet often.
#[derive(Clone, Debug)]
enum Deed {
    PutCode {
        code: u8,
        name: u8,
        parent: Option<u8>,
    },
    RemoveCode(u8),
    PutCoding {
        coding: u8,
        code: u8,
        stance: u8,
    },
    RemoveCoding(u8),
    PutCase {
        case: u8,
        name: u8,
    },
    RemoveCase(u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..4u8, 0..9u8, proptest::option::of(0..4u8))
            .prop_map(|(code, name, parent)| Deed::PutCode { code, name, parent }),
        (0..4u8).prop_map(Deed::RemoveCode),
        (0..6u8, 0..4u8, 0..4u8).prop_map(|(coding, code, stance)| Deed::PutCoding {
            coding,
            code,
            stance
        }),
        (0..6u8).prop_map(Deed::RemoveCoding),
        (0..2u8, 0..9u8).prop_map(|(case, name)| Deed::PutCase { case, name }),
        (0..2u8).prop_map(Deed::RemoveCase),
    ]
}

fn code_id(n: u8) -> CodeId {
    CodeId::named(&format!("code {n}"))
}

fn coding_id(n: u8) -> CodingId {
    CodingId::named(&format!("coding {n}"))
}

fn case_id(n: u8) -> CaseId {
    CaseId::named(&format!("case {n}"))
}

fn document() -> DocumentId {
    DocumentId::named("document")
}

fn coder(n: u8) -> CoderId {
    CoderId::named(&format!("coder {n}"))
}

fn coding(id: CodingId, code: CodeId) -> Coding {
    Coding {
        id,
        document: document(),
        code,
        coder: coder(0),
        spans: vec![Span::new(0, 3)],
        quotation: "One".to_owned(),
        stance: Stance::Unset,
        case: None,
        date: None,
        speaker: String::new(),
        memo: String::new(),
        rivals: Default::default(),
        attributes: BTreeMap::new(),
        version: None,
        made: attest::project::Made::default(),
    }
}

fn edit(deed: &Deed) -> Edit {
    match *deed {
        Deed::PutCode { code, name, parent } => {
            let mut made = Code::named(
                format!("name {name}"),
                parent.map(code_id),
                i64::from(name),
                Colour::Palette(code),
            );
            made.id = code_id(code);
            Edit::Put(made.into())
        }
        Deed::RemoveCode(code) => Edit::Remove(RecordId::Code(code_id(code))),
        Deed::PutCoding {
            coding: id,
            code,
            stance,
        } => {
            let stance = Stance::ALL[usize::from(stance)];
            Edit::Put(
                Coding {
                    stance,
                    ..coding(coding_id(id), code_id(code))
                }
                .into(),
            )
        }
        Deed::RemoveCoding(id) => Edit::Remove(RecordId::Coding(coding_id(id))),
        Deed::PutCase { case, name } => Edit::Put(
            Case {
                id: case_id(case),
                name: format!("case {name}"),
                notes: String::new(),
            }
            .into(),
        ),
        Deed::RemoveCase(case) => Edit::Remove(RecordId::Case(case_id(case))),
    }
}

fn step(deeds: &[Deed]) -> Transaction {
    Transaction {
        label: "Deeds".to_owned(),
        edits: deeds.iter().map(edit).collect(),
    }
}

/// The records alone: what a person sees, without who wrote them when.
fn seen(project: &Project) -> Vec<Record> {
    let puts = project
        .changes()
        .into_iter()
        .filter_map(|change| match change.edit {
            Edit::Put(record) => Some(record),
            Edit::Remove(_) => None,
        });
    let mut records: Vec<Record> = puts.collect();
    records.dedup();
    records
}

proptest! {
    #[test]
    fn undo_brings_back_every_record_and_redo_takes_it_away_again(
        before in proptest::collection::vec(deed(), 0..12),
        deeds in proptest::collection::vec(deed(), 1..8),
    ) {
        let mut clock = Clock::new(coder(0), Device(1));
        let mut project = Project::default();
        project.apply(&step(&before), &mut clock, 1);
        let start = seen(&project);
        let (_, inverse) = project.apply(&step(&deeds), &mut clock, 2);
        let done = seen(&project);
        let (_, again) = project.apply(&inverse, &mut clock, 3);
        prop_assert_eq!(seen(&project), start);
        project.apply(&again, &mut clock, 4);
        prop_assert_eq!(seen(&project), done);
    }

    #[test]
    fn codings_by_document_and_code_are_those_that_a_scan_finds(deeds in proptest::collection::vec(deed(), 0..30)) {
        let mut clock = Clock::new(coder(0), Device(1));
        let mut project = Project::default();
        for deed in &deeds {
            project.apply(&step(std::slice::from_ref(deed)), &mut clock, 1);
        }
        prop_assert_eq!(project.count_in(document()), project.codings().len());
        for code in (0..4).map(code_id) {
            prop_assert_eq!(project.count_of(code), project.codings().iter().filter(|coding| coding.code == code).count());
            prop_assert_eq!(project.codings_of(code).count(), project.count_of(code));
        }
    }

    #[test]
    fn coders_who_exchange_their_work_end_with_the_same_project_in_whatever_order_it_comes(
        turns in proptest::collection::vec((0..3usize, proptest::collection::vec(deed(), 1..3), any::<bool>()), 1..14),
        order in any::<u64>(),
    ) {
        let mut projects = vec![Project::default(); 3];
        let mut clocks: Vec<Clock> = (0..3u8).map(|n| Clock::new(coder(n), Device(u32::from(n)))).collect();
        let mut written: Vec<Change> = Vec::new();
        let mut sent = [0usize; 3];
        for (at, (who, deeds, reads_first)) in turns.iter().enumerate() {
            if *reads_first {
                for change in written[sent[*who]..].iter().cloned() {
                    clocks[*who].see(&change.stamp);
                    projects[*who].merge(change);
                }
                sent[*who] = written.len();
            }
            let (changes, _) = projects[*who].apply(&step(deeds), &mut clocks[*who], at as u64);
            written.extend(changes);
        }
        let mut shuffled = written.clone();
        let mut seed = order | 1;
        for at in (1..shuffled.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, (seed >> 33) as usize % (at + 1));
        }
        let merged = |changes: &[Change]| {
            let mut project = Project::default();
            for change in changes {
                project.merge(change.clone());
            }
            project
        };
        let (one, other) = (merged(&written), merged(&shuffled));
        let standing = |project: &Project| {
            let ids = written.iter().map(|change| change.edit.id());
            ids.map(|id| (id, project.version(id).map(|version| version.0), project.record(id))).collect::<Vec<_>>()
        };
        prop_assert_eq!(standing(&one), standing(&other));
        for project in &mut projects {
            for change in &shuffled {
                project.merge(change.clone());
            }
        }
        for project in &projects {
            prop_assert_eq!(standing(project), standing(&one));
        }
    }

    #[test]
    fn the_tree_holds_every_code_once_even_where_parents_form_a_ring(
        parents in proptest::collection::vec(proptest::option::of(0..5u8), 5),
    ) {
        let mut clock = Clock::new(coder(0), Device(1));
        let mut project = Project::default();
        let deeds: Vec<Deed> = parents.iter().zip(0..).map(|(parent, code)| Deed::PutCode { code, name: code, parent: *parent }).collect();
        project.apply(&step(&deeds), &mut clock, 1);
        let tree = Tree::of(&project);
        let mut rows: Vec<CodeId> = tree.rows().iter().map(|row| row.code).collect();
        rows.sort();
        rows.dedup();
        prop_assert_eq!(rows.len(), 5);
        prop_assert_eq!(tree.rows().len(), 5);
    }

    #[test]
    fn a_moved_code_stands_where_it_was_put(moves in proptest::collection::vec((0..6u8, 0..6u8, 0..3u8), 1..40)) {
        let mut clock = Clock::new(coder(0), Device(1));
        let mut project = Project::default();
        let deeds: Vec<Deed> = (0..6).map(|code| Deed::PutCode { code, name: code, parent: None }).collect();
        project.apply(&step(&deeds), &mut clock, 1);
        for (code, to, how) in moves {
            let (code, to) = (code_id(code), code_id(to));
            let place = [Place::Before(to), Place::After(to), Place::Into(Some(to))][usize::from(how)];
            let inside = Tree::of(&project).branch(code);
            let parent = match place {
                Place::Into(parent) => parent,
                _ => project.codes().get(to).unwrap().parent,
            };
            match move_code(&project, code, place) {
                Ok(step) => {
                    project.apply(&step, &mut clock, 1);
                    let tree = Tree::of(&project);
                    let siblings = tree.children(parent);
                    let at = siblings.iter().position(|sibling| *sibling == code).unwrap();
                    match place {
                        Place::Before(to) if to != code => prop_assert_eq!(siblings.get(at + 1), Some(&to)),
                        Place::After(to) if to != code => prop_assert_eq!(at.checked_sub(1).map(|at| siblings[at]), Some(to)),
                        Place::Into(_) => prop_assert_eq!(at, siblings.len() - 1),
                        _ => {}
                    }
                    prop_assert_eq!(tree.rows().len(), 6);
                }
                Err(_) => prop_assert!(parent.is_some_and(|parent| inside.contains(&parent))),
            }
        }
    }
}

fn two_coders_with_a_code() -> (Project, Clock, Project, Clock) {
    let (mut one, mut other) = (Project::default(), Project::default());
    let mut clock = Clock::new(coder(1), Device(1));
    let mut other_clock = Clock::new(coder(2), Device(2));
    let (changes, _) = one.apply(
        &step(&[Deed::PutCode {
            code: 0,
            name: 0,
            parent: None,
        }]),
        &mut clock,
        10,
    );
    for change in changes {
        other_clock.see(&change.stamp);
        other.merge(change);
    }
    (one, clock, other, other_clock)
}

fn rename(name: u8) -> Transaction {
    step(&[Deed::PutCode {
        code: 0,
        name,
        parent: None,
    }])
}

#[test]
fn two_changes_made_without_knowing_of_each_other_are_both_listed_until_someone_chooses() {
    let (mut one, mut clock, mut other, mut other_clock) = two_coders_with_a_code();
    let (mine, _) = one.apply(&rename(1), &mut clock, 20);
    let (first, _) = other.apply(&rename(2), &mut other_clock, 30);
    let (second, _) = other.apply(&rename(3), &mut other_clock, 40);
    let id = RecordId::Code(code_id(0));

    for change in mine.clone() {
        assert_eq!(
            other.merge(change),
            Merged::Conflict,
            "the other is later, but was made in ignorance"
        );
    }
    for change in first.into_iter().chain(second) {
        clock.see(&change.stamp);
        one.merge(change);
    }
    assert_eq!(one.codes().get(code_id(0)).unwrap().name, "name 3");
    assert_eq!(other.codes().get(code_id(0)).unwrap().name, "name 3");
    for project in [&one, &other] {
        let listed: Vec<_> = project.conflicts()[&id]
            .iter()
            .map(|change| change.edit.clone())
            .collect();
        assert_eq!(
            listed,
            [edit(&Deed::PutCode {
                code: 0,
                name: 1,
                parent: None
            })]
        );
    }

    let (settled, _) = one.settle(&rename(1), &mut clock, 50);
    assert!(one.conflicts().is_empty());
    for change in settled {
        other.merge(change);
    }
    assert!(
        other.conflicts().is_empty(),
        "the choice reaches the other coder too"
    );
    assert_eq!(other.codes().get(code_id(0)).unwrap().name, "name 1");
}

#[test]
fn a_change_made_in_sight_of_the_other_is_no_conflict() {
    let (mut one, mut clock, mut other, mut other_clock) = two_coders_with_a_code();
    let (changes, _) = one.apply(&rename(1), &mut clock, 20);
    for change in changes {
        other_clock.see(&change.stamp);
        assert_eq!(other.merge(change), Merged::Taken);
    }
    let (changes, _) = other.apply(&rename(2), &mut other_clock, 15);
    for change in changes {
        assert_eq!(one.merge(change), Merged::Taken);
    }
    assert!(one.conflicts().is_empty() && other.conflicts().is_empty());
}

fn small_project() -> (Project, Clock) {
    let mut clock = Clock::new(coder(0), Device(1));
    let mut project = Project::default();
    let deeds = [
        Deed::PutCode {
            code: 0,
            name: 0,
            parent: None,
        },
        Deed::PutCode {
            code: 1,
            name: 1,
            parent: Some(0),
        },
        Deed::PutCode {
            code: 2,
            name: 2,
            parent: None,
        },
        Deed::PutCoding {
            coding: 0,
            code: 0,
            stance: 0,
        },
        Deed::PutCoding {
            coding: 1,
            code: 1,
            stance: 1,
        },
        Deed::PutCoding {
            coding: 2,
            code: 2,
            stance: 2,
        },
    ];
    let text = Document {
        id: document(),
        title: "Text".to_owned(),
        author: String::new(),
        year: None,
        case: None,
        kind: String::new(),
        notes: String::new(),
        file: "text.txt".to_owned(),
        original: String::new(),
        encoding: String::new(),
        sha256: String::new(),
        bytes: 9,
        ..Document::new("", "")
    };
    let who = Coder {
        id: coder(0),
        name: "C".to_owned(),
        colour: Colour::Palette(0),
    };
    project.apply(&step(&deeds).put(text).put(who), &mut clock, 1);
    (project, clock)
}

#[test]
fn merging_two_codes_keeps_every_coding_and_every_part() {
    let (mut project, mut clock) = small_project();
    let merge = merge_codes(&project, code_id(0), code_id(2)).unwrap();
    project.apply(&merge, &mut clock, 2);
    assert_eq!(project.count_of(code_id(2)), 2);
    assert_eq!(
        project.codes().get(code_id(1)).unwrap().parent,
        Some(code_id(2))
    );
    assert!(!project.codes().contains(code_id(0)));
    assert!(
        merge_codes(&project, code_id(2), code_id(1)).is_err(),
        "not into its own part"
    );
    assert_eq!(check(&project, |_| Some("One two.\n")), []);
}

#[test]
fn deleting_a_code_says_how_many_codings_go_with_it_and_its_parts() {
    let (mut project, mut clock) = small_project();
    let (step, codings) = delete_code(&project, code_id(0));
    assert_eq!(codings, 2);
    project.apply(&step, &mut clock, 2);
    assert_eq!((project.codes().len(), project.codings().len()), (1, 1));
}

#[test]
fn a_check_names_each_thing_that_does_not_hold() {
    let (mut project, mut clock) = small_project();
    assert_eq!(check(&project, |_| Some("One two.\n")), []);
    let problems = check(&project, |_| Some("Two two.\n"));
    assert_eq!(
        problems.len(),
        3,
        "each coding's quotation is another now: {problems:?}"
    );
    assert!(
        problems[0]
            .to_string()
            .contains("its quotation is not what the text says there")
    );
    let wrong = Coding {
        spans: vec![Span::new(5, 99)],
        case: Some(case_id(0)),
        ..coding(coding_id(0), code_id(3))
    };
    project.apply(&Transaction::new("").put(wrong), &mut clock, 3);
    let problems: Vec<String> = check(&project, |_| Some("One two.\n"))
        .iter()
        .map(ToString::to_string)
        .collect();
    for wrong in [
        "its code is missing",
        "its case is missing",
        "reaches outside the text",
    ] {
        assert!(
            problems.iter().any(|problem| problem.contains(wrong)),
            "{wrong}: {problems:?}"
        );
    }
}
