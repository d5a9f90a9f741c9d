//! Several coders in one folder, at once or one after another, on or off line.

use super::*;
use attest::project::{Merged, RecordId};
use proptest::prelude::*;
use std::fs;

#[test]
fn two_coders_in_one_folder_see_each_others_codings() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let mut bea = lab.open("Bea", 2);
    assert_eq!(ana.hears(), 0);
    ana.codes("by Ana");
    assert_eq!(bea.hears(), 1);
    assert_eq!(bea.hears(), 0);
    bea.codes("by Bea");
    bea.codes("by Bea again");
    assert_eq!(ana.hears(), 3, "two codings and Bea herself");
    assert_eq!(ana.project, bea.project);
    assert_eq!(ana.memos(), ["by Ana", "by Bea", "by Bea again"]);
    assert_eq!(ending(&lab.dir(), ".journal").len(), 2);
}

#[test]
fn half_a_line_of_a_colleague_is_left_alone_until_it_is_whole() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let mut bea = lab.open("Bea", 2);
    bea.codes("first");
    ana.hears();
    bea.codes("second");
    let path = ending(&lab.dir(), ".journal")
        .into_iter()
        .find(|path| path.to_string_lossy().contains("Bea"))
        .unwrap();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 40]).unwrap();
    assert_eq!(ana.hears(), 0);
    fs::write(&path, &whole).unwrap();
    assert_eq!(ana.hears(), 1);
    assert_eq!(ana.project, bea.project);
}

#[test]
fn tidying_keeps_everything_and_leaves_one_file() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let first = ana.codes("first");
    ana.codes("second");
    ana.does(&Transaction::new("Delete").remove(RecordId::Coding(first)));
    let before = ana.project.clone();
    let untidied = fs::read(lab.dir().join("project.ron")).unwrap();
    ana.tidies();
    assert!(files(&lab.dir().join("coders")).is_empty());
    assert_eq!(
        fs::read(lab.dir().join("backups/project.ron")).unwrap(),
        untidied
    );
    drop(ana);
    let mut again = lab.open("Ana", 1);
    assert_eq!(again.project, before);
    assert_eq!(again.notes, [""; 0]);
    again.codes("third");
    let before = again.project.clone();
    again.tidies();
    again.codes("fourth");
    drop(again);
    let again = lab.open("Ana", 1);
    assert_eq!(again.memos(), ["fourth", "second", "third"]);
    assert_ne!(again.project, before);
}

#[test]
fn tidying_gives_nothing_up_that_was_saved_even_for_a_project_that_lacks_it() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let stale = ana.project.clone();
    ana.codes("saved");
    let before = ana.project.clone();
    ana.store.tidy(&stale).unwrap();
    drop(ana);
    assert_eq!(lab.open("Ana", 1).project, before);
}

#[test]
fn tidying_beside_a_colleague_at_work_touches_nobody_elses_files() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let mut bea = lab.open("Bea", 2);
    bea.codes("by Bea");
    ana.codes("by Ana");
    let theirs = |name: &str| {
        let mut files = files(&lab.dir());
        files.retain(|path, _| path.to_string_lossy().contains(name));
        files
    };
    let before = (theirs("Bea@"), theirs("project.ron"));
    ana.tidies();
    assert_eq!((theirs("Bea@"), theirs("project.ron")), before);
    assert_eq!(ana.hears(), 2, "what tidying came across is not lost");
    bea.hears();
    bea.codes("more");
    ana.hears();
    assert_eq!(ana.project, bea.project);
    let before = ana.project.clone();
    drop((ana, bea));
    // Nobody else changes anything now: all is folded, and Bea's file is still hers.
    let mut ana = lab.open("Ana", 1);
    ana.tidies();
    assert!(!theirs("Bea@").is_empty());
    drop(ana);
    for path in files(&lab.dir().join("coders")).into_keys() {
        fs::remove_file(path).unwrap();
    }
    assert_eq!(lab.open("Cem", 3).project.codings(), before.codings());
}

#[test]
fn what_two_wrote_before_either_saw_the_other_is_listed_with_both_versions() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let id = ana.codes("first");
    let mut bea = lab.open("Bea", 2);
    for (session, memo) in [(&mut ana, "Ana's"), (&mut bea, "Bea's")] {
        let mut coding = session.project.codings().get(id).unwrap().clone();
        coding.memo = memo.to_owned();
        session.now += u64::from(memo == "Bea's") * 100;
        session.does(&Transaction::new("Edit memo").put(coding));
    }
    ana.hears();
    bea.hears();
    for session in [&ana, &bea] {
        assert_eq!(session.memos(), ["Bea's"], "the later stands");
        assert_eq!(session.project.conflicts()[&RecordId::Coding(id)].len(), 1);
    }
    let before = ana.project.clone();
    drop((ana, bea));
    let mut ana = lab.open("Ana", 1);
    assert_eq!(ana.project, before, "the question is still open");
    ana.tidies();
    let coding = ana.project.codings().get(id).unwrap().clone();
    ana.now += 1_000;
    let settled = Transaction::new("Keep Bea's").put(coding);
    let (changes, _) = ana.project.settle(&settled, &mut ana.clock, ana.now);
    ana.journal.append("Keep Bea's", &changes).unwrap();
    drop(ana);
    assert!(lab.open("Bea", 2).project.conflicts().is_empty());
}

#[test]
fn a_copy_that_a_sync_service_makes_is_one_more_input_and_is_kept() {
    for name in [
        "{} (conflicted copy 2026-11-22).journal",
        "{} (Ana's conflicted copy 2026-11-22 101530).journal",
        "{}.sync-conflict-20261122-101530-ABCDEFG.journal",
        "{} (1).journal",
        "{}_conflict-20261122-101530.journal",
    ] {
        let lab = Lab::new();
        let mut ana = lab.make();
        ana.codes("first");
        let path = ending(&lab.dir(), ".journal").remove(0);
        let short = fs::read(&path).unwrap();
        ana.codes("second");
        let before = ana.project.clone();
        drop(ana);
        let stem = path.file_stem().unwrap().to_string_lossy();
        fs::rename(&path, path.with_file_name(name.replace("{}", &stem))).unwrap();
        fs::write(&path, short).unwrap();
        let again = lab.open("Ana", 1);
        assert_eq!(again.project, before, "{name}");
        assert!(again.was_told("second copy"), "{name}: {:?}", again.notes);
        drop(again);
        let mut again = lab.open("Ana", 1);
        again.tidies();
        drop(again);
        let again = lab.open("Ana", 1);
        assert_eq!(again.project, before, "{name}");
        assert_eq!(again.notes, [""; 0], "it is told until it is folded in");
        assert_eq!(
            ending(&lab.dir(), name.trim_start_matches("{}")).len(),
            1,
            "and kept"
        );
    }
}

#[test]
fn a_copy_of_project_ron_is_one_more_input_and_is_kept() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let old = fs::read(lab.dir().join("project.ron")).unwrap();
    ana.codes("first");
    ana.tidies();
    let before = ana.project.clone();
    drop(ana);
    let copy = lab.dir().join("project (conflicted copy 2026-11-22).ron");
    fs::rename(lab.dir().join("project.ron"), copy).unwrap();
    fs::write(lab.dir().join("project.ron"), old).unwrap();
    let mut again = lab.open("Ana", 1);
    assert_eq!(again.project, before);
    again.tidies();
    let kept = ending(&lab.dir(), "project (conflicted copy 2026-11-22).ron");
    assert_eq!(kept.len(), 1);
    assert_eq!(lab.open("Bea", 2).notes, [""; 0]);
}

#[test]
fn a_colleague_who_tidied_brings_nothing_twice_and_takes_nothing_away() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("by Ana");
    ana.tidies();
    let mut bea = lab.open("Bea", 2);
    bea.codes("by Bea");
    assert_eq!(ana.hears(), 2);
    drop(bea);
    let mut bea = lab.open("Bea", 2);
    bea.tidies();
    assert_eq!(ana.hears(), 0);
    ana.codes("more by Ana");
    assert_eq!(bea.hears(), 1);
    assert_eq!(ana.project, bea.project);
}

#[test]
fn one_name_is_one_coder_at_two_machines_that_never_met() {
    let lab = Lab::new();
    lab.make();
    let mut here = lab.open("Cem", 3);
    let mut there = lab.open("cem ", 4);
    assert_eq!(here.coder, there.coder);
    here.codes("here");
    there.codes("there");
    here.hears();
    there.hears();
    assert_eq!(here.project, there.project);
    assert_eq!(here.project.coders().len(), 2);
}

#[test]
fn a_second_window_of_the_same_coder_reads_only_and_follows_the_first() {
    let lab = Lab::new();
    let mut first = lab.make();
    let mut second = lab.open("Ana", 1);
    let Access::ReadOnly(why) = second.access.clone() else {
        panic!("two windows would write one file");
    };
    assert!(why.contains("open in another window"), "{why}");
    assert!(second.journal.append("Code", &[]).is_err());
    assert!(second.store.tidy(&second.project).is_err());
    first.codes("new");
    assert_eq!(second.hears(), 1);
    assert_eq!(second.project, first.project);
    // Another coder at this machine has files of their own.
    assert_eq!(lab.open("Bea", 1).access, Access::Write);
    drop((first, second));
    assert_eq!(lab.open("Ana", 1).access, Access::Write);
}

/// Three coders change, remove and settle two records, now and then hearing of each other.
#[derive(Clone, Debug)]
enum Deed {
    Write { who: usize, record: usize, memo: u8 },
    Remove { who: usize, record: usize },
    Settle { who: usize, record: usize, memo: u8 },
    Hear { who: usize, from: usize },
}

fn deed() -> impl Strategy<Value = Deed> {
    let (who, record) = (0..3_usize, 0..2_usize);
    prop_oneof![
        4 => (who.clone(), record.clone(), 0..3_u8).prop_map(|(who, record, memo)| Deed::Write { who, record, memo }),
        1 => (who.clone(), record.clone()).prop_map(|(who, record)| Deed::Remove { who, record }),
        1 => (who.clone(), record, 0..3_u8).prop_map(|(who, record, memo)| Deed::Settle { who, record, memo }),
        3 => (who.clone(), who).prop_map(|(who, from)| Deed::Hear { who, from }),
    ]
}

fn play(deeds: &[Deed]) -> [Vec<Change>; 3] {
    let ids = [CodingId::named("one"), CodingId::named("two")];
    let mut journals: [Vec<Change>; 3] = Default::default();
    let mut people: Vec<(Project, Clock)> = (0..3)
        .map(|n| {
            let coder = CoderId::named(&n.to_string());
            (Project::default(), Clock::new(coder, Device(n)))
        })
        .collect();
    for (deed, now) in deeds.iter().zip(1..) {
        let coding = |record: usize, memo: u8| Coding {
            id: ids[record],
            document: DocumentId::named("d"),
            code: CodeId::named("c"),
            coder: CoderId::named("0"),
            spans: vec![Span::new(0, 1)],
            quotation: "T".to_owned(),
            stance: attest::project::Stance::Unset,
            case: None,
            date: None,
            speaker: String::new(),
            memo: memo.to_string(),
            rivals: Default::default(),
            attributes: std::collections::BTreeMap::new(),
            version: None,
            made: attest::project::Made::default(),
        };
        match *deed {
            Deed::Write { who, record, memo } => {
                let (project, clock) = &mut people[who];
                let step = Transaction::new("Write").put(coding(record, memo));
                journals[who].extend(project.apply(&step, clock, now).0);
            }
            Deed::Remove { who, record } => {
                let (project, clock) = &mut people[who];
                let step = Transaction::new("Remove").remove(RecordId::Coding(ids[record]));
                journals[who].extend(project.apply(&step, clock, now).0);
            }
            Deed::Settle { who, record, memo } => {
                let (project, clock) = &mut people[who];
                let step = Transaction::new("Settle").put(coding(record, memo));
                journals[who].extend(project.settle(&step, clock, now).0);
            }
            Deed::Hear { who, from } => {
                for change in journals[from].clone() {
                    let (project, clock) = &mut people[who];
                    clock.see(&change.stamp);
                    project.merge(change);
                }
            }
        }
    }
    for (who, (project, _)) in people.iter_mut().enumerate() {
        for (from, journal) in journals.iter().enumerate().filter(|(from, _)| *from != who) {
            for change in journal.clone() {
                assert_ne!(
                    (project.merge(change), from),
                    (Merged::Taken, who),
                    "nobody learns their own from others"
                );
            }
        }
    }
    let mut all = people.into_iter().map(|(project, _)| project);
    let first = all.next().unwrap();
    assert!(
        all.all(|project| project == first),
        "all who heard everything see the same"
    );
    journals
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_order_of_files_and_lines_gives_the_same_project(
        deeds in proptest::collection::vec(deed(), 1..24),
        shuffle in any::<u64>(),
    ) {
        let journals = play(&deeds);
        let mut in_order = Project::default();
        for change in journals.concat() {
            in_order.merge(change);
        }
        // Each journal keeps its order, as files do; which goes next is anyone's guess.
        let mut left: Vec<_> = journals.iter().map(|journal| journal.iter()).collect();
        let mut mixed = Project::default();
        let mut state = shuffle | 1;
        for _ in 0..journals.concat().len() * 8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            if let Some(change) = left[(state >> 33) as usize % 3].next() {
                mixed.merge(change.clone());
            }
        }
        for change in left.into_iter().flatten() {
            mixed.merge(change.clone());
        }
        prop_assert_eq!(&mixed, &in_order);
        // Backwards, twice over, and from a tidied file.
        let mut backwards = Project::default();
        for change in journals.concat().into_iter().rev().chain(journals.concat()) {
            backwards.merge(change);
        }
        prop_assert_eq!(&backwards, &in_order);
        let mut tidied = Project::default();
        for change in in_order.changes() {
            tidied.merge(change);
        }
        prop_assert_eq!(&tidied, &in_order);
    }

    #[test]
    fn a_coders_latest_version_of_each_record_says_all_that_their_journal_said(
        deeds in proptest::collection::vec(deed(), 1..24),
    ) {
        let journals = play(&deeds);
        let mut whole = Project::default();
        let mut folded = Project::default();
        for journal in &journals {
            let mut latest = std::collections::BTreeMap::new();
            for change in journal {
                whole.merge(change.clone());
                latest.insert(change.edit.id(), change.clone());
            }
            for change in latest.into_values() {
                folded.merge(change);
            }
        }
        prop_assert_eq!(folded, whole);
    }
}
