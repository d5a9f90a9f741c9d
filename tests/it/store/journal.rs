//! Saving: each change is on disk before it is called saved.

use super::*;
use std::fs;

#[test]
fn what_was_saved_is_there_after_a_kill() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("first");
    let mut gone = ana.coding("second");
    ana.does(&Transaction::new("Code passage").put(gone.clone()));
    gone.memo = "second thoughts".to_owned();
    ana.does(&Transaction::new("Edit memo").put(gone));
    let (before, said) = (ana.project.clone(), ana.memos());
    // Nothing is tidied, nothing is closed in order.
    drop(ana);
    let again = lab.open("Ana", 1);
    assert_eq!(again.project, before);
    assert_eq!(again.memos(), said);
    assert_eq!(again.notes, [""; 0]);
}

#[test]
fn a_journal_cut_anywhere_in_its_last_line_keeps_everything_before_and_goes_on() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("kept");
    let path = ending(&lab.dir(), ".journal").remove(0);
    let (before, kept) = (ana.project.clone(), fs::read(&path).unwrap());
    ana.codes("บันทึก, and it’s “last”");
    let (after, whole) = (ana.project.clone(), fs::read(&path).unwrap());
    drop(ana);
    let line = whole[..whole.len() - 1]
        .iter()
        .rposition(|b| *b == b'\n')
        .unwrap()
        + 1;
    for end in kept.len()..whole.len() {
        fs::write(&path, &whole[..end]).unwrap();
        let mut ana = lab.open("Ana", 1);
        // All but the line end is all of it.
        let complete = end == whole.len() - 1;
        assert_eq!(
            ana.project,
            if complete {
                after.clone()
            } else {
                before.clone()
            },
            "{end}"
        );
        assert_eq!(
            ana.was_told("cut off"),
            end > kept.len() && end != line && !complete,
            "{end}"
        );
        ana.codes("next");
        let then = ana.project.clone();
        drop(ana);
        let again = lab.open("Ana", 1);
        assert_eq!(again.project, then, "{end}");
        assert_eq!(again.notes, [""; 0], "{end}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_the_same_changes_can_be_saved_when_there_is_room() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let path = ending(&lab.dir(), ".journal").remove(0);
    let aside = path.with_extension("aside");
    fs::rename(&path, &aside).unwrap();
    std::os::unix::fs::symlink("/dev/full", &path).unwrap();
    let coding = ana.coding("on a full disk");
    let step = Transaction::new("Code passage").put(coding);
    let changes = ana.thinks(&step);
    for _ in 0..2 {
        let error = ana
            .journal
            .append(&step.label, &changes)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("the disk is full. Make room on it"),
            "{error}"
        );
    }
    fs::remove_file(&path).unwrap();
    fs::rename(&aside, &path).unwrap();
    ana.journal.append(&step.label, &changes).unwrap();
    let lines = fs::read_to_string(&path).unwrap();
    assert_eq!(lines.matches("on a full disk").count(), 1);
    let before = ana.project.clone();
    drop(ana);
    assert_eq!(lab.open("Ana", 1).project, before);
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_while_tidying_changes_nothing() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("first");
    let before = files(&lab.dir());
    let beside = format!(".project.ron.{}.tmp", std::process::id());
    std::os::unix::fs::symlink("/dev/full", lab.dir().join(beside)).unwrap();
    let error = ana.store.tidy(&ana.project).unwrap_err().to_string();
    assert!(error.contains("the disk is full"), "{error}");
    assert_eq!(files(&lab.dir()), before);
    ana.codes("second");
    ana.tidies();
    drop(ana);
    assert_eq!(lab.open("Ana", 1).memos(), ["first", "second"]);
}

#[test]
fn a_folder_that_went_away_is_told_and_is_not_made_afresh_elsewhere() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let away = lab.folder.path().join("unplugged");
    fs::rename(lab.dir(), &away).unwrap();
    let step = Transaction::new("Code passage").put(ana.coding("unplugged"));
    let changes = ana.thinks(&step);
    let error = ana.journal.append("Code passage", &changes).unwrap_err();
    assert!(
        error.to_string().contains("its folder is not there"),
        "{error}"
    );
    assert!(!lab.dir().exists());
    fs::rename(&away, lab.dir()).unwrap();
    ana.journal.append("Code passage", &changes).unwrap();
    let before = ana.project.clone();
    drop(ana);
    assert_eq!(lab.open("Ana", 1).project, before);
}

#[test]
fn a_journal_that_someone_deletes_while_it_is_written_is_written_again() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("before");
    fs::remove_file(ending(&lab.dir(), ".journal").remove(0)).unwrap();
    ana.codes("after");
    let before = ana.project.clone();
    drop(ana);
    assert_eq!(lab.open("Ana", 1).project, before);
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_no_other_is_lost() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("first");
    ana.codes("second");
    ana.codes("third");
    drop(ana);
    let path = ending(&lab.dir(), ".journal").remove(0);
    let text = fs::read_to_string(&path).unwrap();
    let broken = text.replace("memo: \"second\"", "memo: second");
    fs::write(&path, &broken).unwrap();
    let mut ana = lab.open("Ana", 1);
    assert_eq!(ana.memos(), ["first", "third"]);
    let line = 1 + broken
        .lines()
        .position(|line| line.contains("memo: second"))
        .unwrap();
    assert!(
        ana.was_told(&format!("line {line}, column ")),
        "{:?}",
        ana.notes
    );
    // What could not be read is kept when the journal is folded.
    ana.tidies();
    let kept = ending(&lab.dir(), "damaged.txt");
    assert_eq!(fs::read_to_string(&kept[0]).unwrap(), broken);
}

#[test]
fn the_journal_can_be_read_by_a_person() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("ผู้ย้ายถิ่น");
    let text = fs::read_to_string(ending(&lab.dir(), ".journal").remove(0)).unwrap();
    assert!(text.contains("\n// Code passage\n"));
    assert!(text.contains("ผู้ย้ายถิ่นบอกว่า “ไม่รู้”"), "{text}");
}

#[test]
fn reading_writes_nothing_into_the_folder() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("first");
    drop(ana);
    let before = files(&lab.dir());
    let mut bea = lab.open("Bea", 2);
    assert_eq!(bea.hears(), 0);
    assert!(bea.project.coders().iter().any(|coder| coder.name == "Bea"));
    drop(bea);
    assert_eq!(files(&lab.dir()), before);
    // Even tidying does not record who only looked.
    let mut bea = lab.open("Bea", 2);
    bea.tidies();
    drop(bea);
    assert_eq!(lab.open("Ana", 1).project.coders().len(), 1);
}
