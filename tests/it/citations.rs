//! What a script gets of the citations of a project.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn attest(home: &Path, args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_attest"))
        .args(args)
        .current_dir(home)
        .env("ATTEST_HOME", home.join("home"))
        .env("USER", "Ann")
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    output
}

/// A project of one document, with an é ahead of everything: bytes and code points differ.
const TEXT: &str = "Réseau.¹ Trade fell (Adams & Baker 1999, p. 4).² It rose again.³\n\n\
    ¹ 06}LIMA309, 07LIMA 12\n\n³ Adams and Baker 1999.\n";

fn project() -> (TempDir, Vec<Value>, String) {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("brief.txt"), TEXT).unwrap();
    attest(dir.path(), &["new", "study"]);
    attest(dir.path(), &["import", "study", "brief.txt"]);
    let output = attest(dir.path(), &["citations", "study", "--json"]);
    let out = String::from_utf8(output.stdout).unwrap();
    let lines = out.lines().map(|line| serde_json::from_str(line).unwrap());
    let lines = lines.collect();
    (dir, lines, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn citations_come_out_with_spans_in_code_points_and_what_they_lead_to() {
    let (_dir, lines, _) = project();
    let letters: Vec<char> = TEXT.chars().collect();
    for line in &lines {
        let at = |name: &str| usize::try_from(line[name].as_u64().unwrap()).unwrap();
        let text: String = letters[at("start")..at("end")].iter().collect();
        assert_eq!(line["text"], text.as_str());
        assert_eq!(line["document"], "brief.txt");
    }
    let keys = |kind: &str| -> Vec<&str> {
        let of_kind = lines.iter().filter(|line| line["kind"] == kind);
        of_kind.map(|line| line["key"].as_str().unwrap()).collect()
    };
    assert_eq!(keys("cable_id"), ["06LIMA309", "07LIMA12"]);
    assert_eq!(keys("author_year"), ["adams+baker:1999"; 2]);
    assert_eq!(
        keys("footnote_ref"),
        ["brief.txt:fn:1", "brief.txt:fn:2", "brief.txt:fn:3"]
    );
    let mark = lines.iter().find(|line| line["text"] == "¹").unwrap();
    assert_eq!(mark["resolves_to"][0], "brief.txt:fn:1");
}

#[test]
fn lost_notes_are_said_and_people_get_a_table() {
    let (dir, _, said) = project();
    assert!(
        said.contains("brief.txt: marks without a note: 2"),
        "{said}"
    );
    let output = attest(dir.path(), &["citations", "study"]);
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(
        table.contains("resolves to") && table.contains("adams+baker:1999"),
        "{table}"
    );
}
