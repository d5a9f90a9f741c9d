//! One document becomes several, or several become one, and every coding goes with its passage.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use crate::support::{code_words, document, quotations};
use attest::app::{App, Command, SplitInto, WantedPart};
use eframe::egui::{Key, Modifiers};

const NONE: Modifiers = Modifiers::NONE;
const COMMAND: Modifiers = Modifiers::COMMAND;

/// Three made-up towns, compared in the same two respects.
const TOWNS: &str = "# Harbours\n\nWritten for this test.\n\n## Aster\n\n### Summary\n\nAster built a pier before anyone asked for one.\n\n\
    ### Laws\n\nIts council passed two laws.\n\n## Birch\n\n### Summary\n\nBirch waited for the dockers.\n\n### Laws\n\n\
    Its council passed none.\n\n## Cedar\n\n### Summary\n\nCedar copied its neighbour.\n\n### Laws\n\nIts council passed one.\n";

fn desk() -> Desk {
    let mut desk = Desk::project(&[("towns.md", TOWNS)]);
    desk.show("towns.md");
    for words in ["Aster built a pier", "Birch waited", "passed one"] {
        code_words(desk.app_mut(), "towns.md", words, "TIMING");
    }
    desk.settle();
    desk
}

fn from_the_palette(desk: &mut Desk, action: &str) {
    desk.press(COMMAND, Key::K);
    desk.letters(action);
    desk.press(NONE, Key::Enter);
}

/// Titles of the documents with their cases and how many codings each has.
fn documents(app: &App) -> Vec<(String, String, usize)> {
    let project = app.session().unwrap().project();
    let mut found: Vec<_> = project
        .documents()
        .iter()
        .map(|document| {
            let case = document.case.and_then(|case| project.cases().get(case));
            let case = case.map_or(String::new(), |case| case.name.clone());
            let codings = project.codings_in(document.id).count();
            (document.title.clone(), case, codings)
        })
        .collect();
    found.sort();
    found
}

#[test]
fn a_comparison_becomes_a_document_for_each_case_and_back() {
    let mut desk = desk();
    let before = quotations(desk.app());
    from_the_palette(&mut desk, "split document");
    desk.click("Make 4 documents");
    let wanted = [
        ("Aster", "Aster", 1),
        ("Birch", "Birch", 1),
        ("Cedar", "Cedar", 1),
        ("Harbours", "", 0),
    ];
    let found = documents(desk.app());
    let found: Vec<_> = found
        .iter()
        .map(|(a, b, n)| (a.as_str(), b.as_str(), *n))
        .collect();
    assert_eq!(found, wanted);
    assert_eq!(
        quotations(desk.app()),
        before,
        "every passage says what it said"
    );
    assert!(
        attest::project::check(desk.session().project(), |id| {
            desk.session().text(id).map(|text| text.str())
        })
        .is_empty()
    );
    desk.press(COMMAND, Key::Z);
    assert_eq!(
        documents(desk.app()).len(),
        1,
        "one undo puts the whole back"
    );
    assert_eq!(quotations(desk.app()), before);
}

#[test]
fn parts_of_one_document_can_be_cases_in_it() {
    let mut desk = desk();
    from_the_palette(&mut desk, "split document");
    desk.click("Cases within this document");
    desk.click("Mark 4 parts");
    let project = desk.session().project();
    assert_eq!(project.documents().len(), 1);
    let mut cases: Vec<String> = project
        .codings()
        .iter()
        .map(|coding| project.case_of(coding).unwrap().name.clone())
        .collect();
    cases.sort();
    assert_eq!(cases, ["Aster", "Birch", "Cedar"]);
}

#[test]
fn a_passage_over_two_parts_is_not_torn() {
    let mut desk = desk();
    code_words(
        desk.app_mut(),
        "towns.md",
        "two laws.\n\n## Birch",
        "TIMING",
    );
    let id = document(desk.app(), "towns.md");
    let at = TOWNS.find("## Birch").unwrap();
    let part = |start, title: &str| WantedPart {
        start,
        title: title.to_owned(),
        case: String::new(),
    };
    let parts = vec![part(0, "Aster"), part(at, "Birch")];
    let split = Command::Split(id, parts, SplitInto::Documents);
    let said = desk.app_mut().attempt(split).unwrap_err();
    assert!(said.contains("reaches over the start of a part"), "{said}");
    assert_eq!(documents(desk.app()).len(), 1, "and nothing was done");
}

#[test]
fn documents_are_joined_in_the_order_of_the_list() {
    let mut desk = Desk::project(&[
        ("a.txt", "The first letter, made up.\n"),
        ("b.txt", "The second letter, made up."),
    ]);
    code_words(desk.app_mut(), "b.txt", "second letter", "TIMING");
    desk.show("a.txt");
    from_the_palette(&mut desk, "join documents");
    desk.click("Join b");
    desk.click("Move b up");
    desk.fill("Title of the whole", "Letters");
    desk.click("Join 2 documents");
    assert_eq!(
        documents(desk.app()),
        [("Letters".to_owned(), String::new(), 1)]
    );
    let (_, text) = desk.session().shown().unwrap();
    assert_eq!(
        text.str(),
        "b\n\nThe second letter, made up.\n\na\n\nThe first letter, made up.\n"
    );
    let titles: Vec<&str> = text
        .structure()
        .headings()
        .iter()
        .map(|heading| heading.title.as_str())
        .collect();
    assert_eq!(titles, ["b", "a"]);
    assert_eq!(quotations(desk.app()), ["second letter"]);
    desk.press(COMMAND, Key::Z);
    assert_eq!(documents(desk.app()).len(), 2);
}

#[test]
fn the_command_line_splits_and_joins() {
    let home = crate::support::Home::new();
    drop(home.project(&[("towns.md", TOWNS)]));
    let dir = home.project_dir();
    let run = |arguments: &[&str]| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_attest"))
            .args(arguments)
            .env("ATTEST_HOME", home.path())
            .output()
            .unwrap();
        let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
        (out.status.success(), said)
    };
    let dir = dir.to_str().unwrap();
    let (done, said) = run(&["split", dir, "towns", "--cases", "--dry-run"]);
    assert!(done && said.contains("Birch"), "{said}");
    let (done, said) = run(&["split", dir, "towns", "--cases"]);
    assert!(done && said.contains("Made 4 documents"), "{said}");
    let (done, said) = run(&["join", dir, "Cedar", "Aster", "--title", "Two towns"]);
    assert!(done && said.contains("Joined 2 documents"), "{said}");
    let (_, said) = run(&["documents", dir]);
    assert!(
        said.contains("Two towns") && !said.contains("Cedar "),
        "{said}"
    );
}
