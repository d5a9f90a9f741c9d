//! Files that are cut, mistyped, newer, locked or read-only: a clear message, and nothing lost.

use super::*;
use std::fs;

/// A project that was tidied twice, with more in the journal.
fn grown(lab: &Lab) -> Project {
    let mut ana = lab.make();
    for n in 0..12 {
        ana.codes(&format!("memo {n}"));
        if n == 4 || n == 8 {
            ana.tidies();
        }
    }
    ana.project.clone()
}

#[test]
fn a_project_cut_anywhere_is_put_together_again_and_the_damaged_file_kept() {
    let lab = Lab::new();
    let before = grown(&lab);
    let path = lab.dir().join("project.ron");
    let whole = fs::read(&path).unwrap();
    assert!(whole.len() > 5_000);
    let ends = (0..whole.len() - 2)
        .step_by(1_000)
        .chain([whole.len() - 2, whole.len() - 3]);
    for end in ends {
        fs::write(&path, &whole[..end]).unwrap();
        let ana = lab.open("Ana", 1);
        assert_eq!(ana.project, before, "cut at {end}");
        assert!(
            ana.was_told("project.ron is damaged"),
            "{end}: {:?}",
            ana.notes
        );
        assert_eq!(
            fs::read(&path).unwrap(),
            whole[..end],
            "opening mends nothing"
        );
    }
    let cut = &whole[..whole.len() / 2];
    fs::write(&path, cut).unwrap();
    let mut ana = lab.open("Ana", 1);
    ana.tidies();
    drop(ana);
    let again = lab.open("Ana", 1);
    assert_eq!(again.project, before);
    assert_eq!(again.notes, [""; 0]);
    let kept = ending(&lab.dir(), "project damaged.ron.txt");
    assert_eq!(fs::read(&kept[0]).unwrap(), cut);
}

#[test]
fn a_project_that_was_never_tidied_survives_a_cut_and_a_missing_file_too() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("only in the journal");
    let before = ana.project.clone();
    drop(ana);
    let path = lab.dir().join("project.ron");
    fs::write(&path, b"").unwrap();
    assert_eq!(lab.open("Ana", 1).project, before);
    // What a disk leaves after a power cut.
    fs::write(&path, [0; 4_096]).unwrap();
    assert_eq!(lab.open("Ana", 1).project, before);
    fs::remove_file(&path).unwrap();
    let ana = lab.open("Ana", 1);
    assert_eq!(ana.project, before);
    assert!(ana.was_told("project.ron is missing"));
}

#[test]
fn an_empty_project_file_with_nothing_beside_it_is_refused() {
    let lab = Lab::new();
    fs::create_dir_all(lab.dir()).unwrap();
    fs::write(lab.dir().join("project.ron"), b"(\n").unwrap();
    assert!(
        lab.refusal().contains("is damaged, and there is no backup"),
        "{}",
        lab.refusal()
    );
}

#[test]
fn a_slip_made_by_hand_is_named_with_its_place_and_nothing_is_changed() {
    let lab = Lab::new();
    grown(&lab);
    let path = lab.dir().join("project.ron");
    let good = fs::read_to_string(&path).unwrap();
    let place = |text: &str, at: &str| {
        let before = &text[..text.find(at).unwrap()];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        (line, column)
    };
    // A missing comma, a field that is not one, a quote that is gone, a word for a number.
    let slips = [
        (
            good.replacen(", stamp:", " stamp:", 1),
            " stamp:",
            1,
            "expected a comma",
        ),
        (
            good.replacen("author:", "autor:", 1),
            "autor:",
            0,
            "no field is called “autor”; expected “id”",
        ),
        (
            good.replacen("\"Speech\"", "Speech", 1),
            "Speech,",
            0,
            "double quotes",
        ),
        (
            good.replacen("year: Some(2004)", "year: \"soon\"", 1),
            "\"soon\"",
            0,
            "number",
        ),
    ];
    for (text, at, offset, words) in slips {
        assert_ne!(text, good, "{at}");
        fs::write(&path, &text).unwrap();
        let before = files(&lab.dir());
        let (line, column) = place(&text, at);
        let message = lab.refusal();
        let where_to = format!("project.ron, line {line}, column {}", column + offset);
        assert!(message.contains(&where_to), "{message}\nnot at {where_to}");
        assert!(message.contains(words), "{message}");
        assert_eq!(files(&lab.dir()), before);
    }
    fs::write(
        &path,
        good.replace("Speech", "Spe\u{e9}ch").replace('\n', "\r\n"),
    )
    .unwrap();
    let ana = lab.open("Ana", 1);
    assert_eq!(
        ana.project.documents().iter().next().unwrap().title,
        "Spe\u{e9}ch"
    );
}

#[test]
fn a_file_of_a_newer_version_is_refused_before_it_is_misread() {
    let lab = Lab::new();
    grown(&lab);
    let newer = |path: &Path| {
        let good = fs::read_to_string(path).unwrap();
        let bad = good
            .replacen(
                &format!("format: {FORMAT}"),
                &format!("format: {}", FORMAT + 1),
                1,
            )
            .replace("memo:", "thought:");
        assert_ne!(good, bad);
        fs::write(path, bad).unwrap();
        let before = files(&lab.dir());
        let message = lab.refusal();
        assert!(
            message.contains(&format!(
                "was written by a newer version of Attest (format {}",
                FORMAT + 1
            )),
            "{message}"
        );
        assert!(message.contains("Install the newer version"), "{message}");
        assert_eq!(files(&lab.dir()), before);
        fs::write(path, good).unwrap();
    };
    newer(&lab.dir().join("project.ron"));
    newer(&ending(&lab.dir().join("coders"), ".journal")[0]);
    let mut bea = lab.open("Bea", 2);
    bea.codes("by Bea");
    let mut ana = lab.open("Ana", 1);
    bea.codes("again");
    ana.tidies();
    drop((ana, bea));
    newer(&ending(&lab.dir().join("coders"), "00000001.ron")[0]);
    assert_eq!(lab.refusal(), "");
}

#[test]
fn a_coders_own_file_that_is_cut_loses_nothing() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let mut bea = lab.open("Bea", 2);
    for n in 0..4 {
        ana.codes(&format!("memo {n}"));
        bea.codes("busy");
        ana.tidies();
        ana.hears();
    }
    let before = ana.project.clone();
    drop((ana, bea));
    let path = ending(&lab.dir().join("coders"), "00000001.ron").remove(0);
    let whole = fs::read(&path).unwrap();
    for end in (0..whole.len() - 2).step_by(500) {
        fs::write(&path, &whole[..end]).unwrap();
        let ana = lab.open("Ana", 1);
        assert_eq!(ana.project, before, "{end}");
        assert!(
            ana.was_told("could be read in part only"),
            "{:?}",
            ana.notes
        );
    }
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let mut ana = lab.open("Ana", 1);
    ana.tidies();
    drop(ana);
    assert_eq!(lab.open("Ana", 1).project, before);
}

#[test]
fn a_folder_without_a_project_says_so() {
    let lab = Lab::new();
    fs::create_dir_all(lab.dir()).unwrap();
    fs::write(lab.dir().join("thesis.docx"), b"PK").unwrap();
    assert!(lab.refusal().contains("holds no project"));
    let missing = Store::open(&lab.dir().join("nowhere"), &lab.who("Ana", 1), NOW);
    assert!(missing.err().unwrap().to_string().contains("nowhere"));
}

#[test]
fn a_project_is_not_made_over_another_and_leaves_what_else_is_there() {
    let lab = Lab::new();
    fs::create_dir_all(lab.dir()).unwrap();
    fs::write(lab.dir().join("thesis.docx"), b"PK").unwrap();
    lab.make();
    assert_eq!(fs::read(lab.dir().join("thesis.docx")).unwrap(), b"PK");
    let before = files(&lab.dir());
    let again = Store::create(
        &lab.dir(),
        About::default(),
        |_| Transaction::new("Start"),
        &lab.who("Bea", 2),
        NOW,
    );
    assert!(
        again
            .err()
            .unwrap()
            .to_string()
            .contains("holds a project already")
    );
    assert_eq!(files(&lab.dir()), before);
}

#[test]
fn unknown_files_in_the_folder_are_left_alone() {
    let lab = Lab::new();
    let before = grown(&lab);
    for name in [
        "coders/notes.docx",
        "coders/.~lock.x#",
        "notes.ron",
        ".DS_Store",
        "coders/._a.ron",
    ] {
        fs::write(lab.dir().join(name), b"\0\x01 anything").unwrap();
    }
    let mut ana = lab.open("Ana", 1);
    assert_eq!(ana.project, before);
    assert_eq!(ana.notes, [""; 0]);
    ana.tidies();
    assert_eq!(
        fs::read(lab.dir().join("coders/notes.docx")).unwrap(),
        b"\0\x01 anything"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_cannot_be_written_opens_for_reading_and_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("first");
    let before = ana.project.clone();
    ana.tidies();
    drop(ana);
    // Root writes wherever permissions do not let others, so a folder of the system stands in for a locked one.
    let coders = lab.dir().join("coders");
    fs::remove_dir(&coders).unwrap();
    std::os::unix::fs::symlink("/proc/self", &coders).unwrap();
    fs::set_permissions(lab.dir(), fs::Permissions::from_mode(0o555)).unwrap();
    let mut ana = lab.open("Ana", 1);
    fs::set_permissions(lab.dir(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(ana.project, before);
    let Access::ReadOnly(why) = ana.access.clone() else {
        panic!("the folder cannot be written");
    };
    assert!(why.contains("cannot be written"), "{why}");
    assert!(why.contains("ask whoever keeps the folder"), "{why}");
    let step = Transaction::new("Code").put(ana.coding("unsaved"));
    let changes = ana.thinks(&step);
    assert_eq!(
        ana.journal
            .append("Code", &changes)
            .unwrap_err()
            .to_string(),
        why
    );
    assert_eq!(
        ana.store.add_text("x", "x", None).unwrap_err().to_string(),
        why
    );
}
