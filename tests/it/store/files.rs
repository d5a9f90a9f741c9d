//! Texts, codebooks, settings, the machine, the sample.

use super::*;
use attest::project::Codebook;
use attest::store::{self, Machine, settings};
use std::fs;

#[test]
fn a_text_comes_back_to_the_byte_and_its_original_lies_beside_it() {
    let lab = Lab::new();
    let ana = lab.make();
    let original = TEXT.replace('\n', "\r\n");
    let name = "รายงาน: the 2004 report?.md";
    let stored = ana
        .store
        .add_text(name, TEXT, Some((name, original.as_bytes())))
        .unwrap();
    assert_eq!(stored.file, "รายงาน- the 2004 report-.txt");
    assert_eq!(stored.original, "รายงาน- the 2004 report-.md");
    let second = ana
        .store
        .add_text(name, "other", Some((name, b"other")))
        .unwrap();
    assert_eq!(second.file, "รายงาน- the 2004 report- 2.txt");
    assert_eq!(second.original, "รายงาน- the 2004 report- 2.md");
    let document = Document {
        file: stored.file,
        sha256: stored.sha256,
        bytes: stored.bytes,
        ..ana.project.documents().iter().next().unwrap().clone()
    };
    assert_eq!(ana.store.read_text(&document).unwrap(), TEXT);
    let kept = lab.dir().join("originals").join(stored.original);
    assert_eq!(fs::read(kept).unwrap(), original.as_bytes());
}

#[test]
fn a_text_that_was_changed_is_not_taken_for_the_one_that_was_coded() {
    let lab = Lab::new();
    let ana = lab.make();
    let document = ana.project.documents().iter().next().unwrap().clone();
    let path = lab.dir().join("documents").join(&document.file);
    // A sync service has renamed it: it is found by its words.
    let renamed = path.with_file_name("Speech 2004 (conflicted copy).txt");
    fs::rename(&path, &renamed).unwrap();
    assert_eq!(ana.store.read_text(&document).unwrap(), TEXT);
    fs::write(&path, "Another text").unwrap();
    assert_eq!(ana.store.read_text(&document).unwrap(), TEXT);
    fs::remove_file(&renamed).unwrap();
    // So have line ends, by git on Windows.
    fs::write(&path, TEXT.replace('\n', "\r\n")).unwrap();
    assert_eq!(ana.store.read_text(&document).unwrap(), TEXT);
    fs::write(&path, "Another text").unwrap();
    let changed = ana.store.read_text(&document).unwrap_err().to_string();
    assert!(
        changed.contains("has been changed since it was imported"),
        "{changed}"
    );
    fs::remove_file(&path).unwrap();
    let missing = ana.store.read_text(&document).unwrap_err().to_string();
    assert!(missing.contains("is not there"), "{missing}");
}

#[test]
fn a_file_name_cannot_lead_out_of_the_project() {
    let lab = Lab::new();
    let ana = lab.make();
    for file in [
        "../project.ron",
        "/etc/hostname",
        "..",
        "",
        "a/b.txt",
        "..\\x",
    ] {
        let document = Document {
            file: file.to_owned(),
            ..ana.project.documents().iter().next().unwrap().clone()
        };
        let error = ana.store.read_text(&document).unwrap_err().to_string();
        assert!(error.contains("cannot be the file name"), "{file}: {error}");
    }
}

#[test]
fn a_codebook_goes_out_and_comes_back_and_a_slip_in_it_is_named() {
    let lab = Lab::new();
    let ana = lab.make();
    let codebook = Codebook::of(&ana.project, "Norms");
    let path = lab.folder.path().join("norms.ron");
    store::write_codebook(&path, &codebook).unwrap();
    assert_eq!(store::read_codebook(&path).unwrap(), codebook);
    let slip = "(\n  name: \"N\",\n  codes: [\n    (name: \"A\", questoin: \"?\"),\n  ],\n)";
    let error = store::parse_codebook(slip).unwrap_err().to_string();
    assert!(error.contains("line 4, column"), "{error}");
    assert!(error.contains("no field is called “questoin”"), "{error}");
    fs::write(&path, b"(name: \"\xff\", codes: [])").unwrap();
    let error = store::read_codebook(&path).unwrap_err().to_string();
    assert!(
        error.contains("line 1, column 9") && error.contains("UTF-8"),
        "{error}"
    );
}

#[test]
fn every_framework_that_ships_can_be_read() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/codebooks");
    let mut read = 0;
    for entry in fs::read_dir(dir).unwrap() {
        store::read_codebook(&entry.unwrap().path()).unwrap();
        read += 1;
    }
    assert!(read > 0);
}

#[test]
fn damaged_settings_start_afresh_and_are_kept_aside() {
    let lab = Lab::new();
    let path = lab.folder.path().join("settings.ron");
    let recent = vec!["ก".to_owned(), "b".to_owned()];
    assert_eq!(settings::load::<Vec<String>>(&path).note, None);
    settings::save(&path, &recent).unwrap();
    assert_eq!(settings::load::<Vec<String>>(&path).value, recent);
    fs::write(&path, "[\"a\",").unwrap();
    let loaded = settings::load::<Vec<String>>(&path);
    assert_eq!(loaded.value, [""; 0]);
    assert!(loaded.note.unwrap().contains("could not be read"));
    assert_eq!(
        fs::read_to_string(lab.folder.path().join("settings.damaged.ron")).unwrap(),
        "[\"a\","
    );
}

#[test]
fn a_machine_keeps_its_number() {
    let lab = Lab::new();
    let home = lab.folder.path().join("home");
    let machine = Machine::at(&home).unwrap();
    assert_eq!(Machine::at(&home).unwrap(), machine);
    assert_ne!(
        Machine::at(&lab.folder.path().join("other"))
            .unwrap()
            .device,
        machine.device
    );
    assert!(machine.state_dir.starts_with(&home));
}

#[test]
fn a_project_that_ships_inside_the_app_is_laid_out_as_files() {
    let lab = Lab::new();
    let mut ana = lab.make();
    ana.codes("shipped");
    ana.tidies();
    let before = ana.project.clone();
    drop(ana);
    let shipped = files(&lab.dir());
    let inside: Vec<(&str, &[u8])> = shipped
        .iter()
        .map(|(path, bytes)| {
            let name = path.strip_prefix(lab.dir()).unwrap();
            (name.to_str().unwrap(), bytes.as_slice())
        })
        .collect();
    let to = lab.folder.path().join("copy");
    store::copy_sample(&to, &inside).unwrap();
    let opened = Store::open(&to.join("project.ron"), &lab.who("Ana", 1), NOW).unwrap();
    assert_eq!(opened.project, before);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_no_half_text() {
    let lab = Lab::new();
    let ana = lab.make();
    let before = files(&lab.dir());
    let beside = format!(".long.txt.{}.tmp", std::process::id());
    let beside = lab.dir().join("documents").join(beside);
    std::os::unix::fs::symlink("/dev/full", &beside).unwrap();
    let error = ana
        .store
        .add_text("long", TEXT, None)
        .unwrap_err()
        .to_string();
    assert!(error.contains("the disk is full"), "{error}");
    assert_eq!(files(&lab.dir()), before);
}
