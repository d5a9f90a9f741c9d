//! Expectations frozen, amended and taken out, in the window and from a shell.
#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, typed};
use crate::support::{Home, code, code_words};
use attest::app::{App, Command};
use attest::project::{Case, CaseId, Code, Date, freezes_in_order};
use eframe::egui::{Key, Modifiers};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::{Command as Shell, Output};

const NEWS: &str = "The ministry met in May. The law was passed in 2008, they said.\n";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A window with a project of the default framework, and nothing coded.
fn window() -> Desk {
    let mut desk = Desk::new();
    let dir = desk.path("project");
    desk.app_mut()
        .attempt(Command::NewProject(attest::app::NewProject {
            dir,
            title: "Labour & law".to_owned(),
            codebook: attest::app::Start::Framework("implications".to_owned()),
        }))
        .unwrap();
    desk.settle();
    desk
}

fn from_the_palette(desk: &mut Desk, action: &str) {
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters(action);
    desk.press(Modifiers::NONE, Key::Enter);
}

fn change(app: &mut App, key: &str, change: impl FnOnce(&mut Code)) {
    let id = code(app, key);
    let project = app.session().unwrap().project();
    let mut changed = project.codes().get(id).unwrap().clone();
    change(&mut changed);
    app.attempt(Command::EditCode(Box::new(changed))).unwrap();
}

fn sha256(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn expectations_are_frozen_amended_and_exported_with_the_hash_that_is_shown() {
    let mut desk = window();
    from_the_palette(&mut desk, "Freeze expectations");
    assert!(desk.sees("Frozen expectations"));
    assert!(desk.sees("before any passage was coded"));
    // The keyboard is on the button already.
    desk.press(Modifiers::NONE, Key::Enter);
    let freeze = freezes_in_order(desk.session().project())[0].clone();
    assert_eq!((freeze.codings, freeze.by.as_str()), (0, "Tester"));
    assert!(desk.sees("Nothing was amended since."));
    assert!(desk.sees(freeze.short_hash()));

    change(desk.app_mut(), "TIMING-RANK", |code| {
        code.predicts = "The law comes within two years.".to_owned();
    });
    desk.settle();
    assert!(desk.sees("1 amendment since"));
    assert!(desk.sees("The argument expects: changed"));
    assert!(desk.sees("After: The law comes within two years."));

    let to = desk.path("frozen.md");
    let name = format!(
        "Export the table frozen on {}, {}",
        freeze.on,
        freeze.short_hash()
    );
    desk.click(&name);
    assert!(desk.sees("sha256sum prints it"));
    desk.fill("File", &typed(&to));
    desk.click("Export");
    assert_eq!(sha256(&to), freeze.hash);
    // The list is there again, and Escape closes it.
    assert!(desk.sees("1 amendment since"));

    let to = desk.path("amendments.html");
    desk.click(&format!(
        "Export amendments since {}, {}",
        freeze.on,
        freeze.short_hash()
    ));
    desk.fill("File", &typed(&to));
    desk.press(Modifiers::NONE, Key::Enter);
    let page = std::fs::read_to_string(&to).unwrap();
    assert!(page.contains("The law comes within two years.") && page.contains(&freeze.hash));

    desk.press(Modifiers::NONE, Key::Escape);
    assert!(!desk.sees("Frozen expectations"));
    desk.press(Modifiers::COMMAND, Key::Z);
    desk.press(Modifiers::COMMAND, Key::Z);
    assert!(desk.session().project().freezes().is_empty());
}

#[test]
fn an_amended_row_of_the_implication_table_says_so() {
    let mut desk = window();
    desk.app_mut().run(Command::PutCase(Case {
        id: CaseId::new(),
        name: "Westport".to_owned(),
        notes: String::new(),
    }));
    desk.click("Implications");
    desk.click("Freeze…");
    assert!(desk.sees("Frozen expectations"));
    desk.click("Freeze now");
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(!desk.sees(", amended"));
    change(desk.app_mut(), "TIMING-RANK", |code| {
        code.predicts = "The law comes within two years.".to_owned();
    });
    desk.settle();
    assert!(desk.sees("TIMING-RANK Follows a downranking, amended"));
    desk.press(Modifiers::COMMAND, Key::Z);
    assert!(!desk.sees(", amended"));
}

#[test]
fn escape_in_the_export_goes_back_to_the_list_and_keeps_what_was_typed() {
    let mut desk = window();
    desk.app_mut().run(Command::Freeze(day("2026-03-04")));
    desk.settle();
    let freeze = freezes_in_order(desk.session().project())[0].clone();
    let name = format!(
        "Export the table frozen on 2026-03-04, {}",
        freeze.short_hash()
    );
    from_the_palette(&mut desk, "Freeze expectations");
    desk.click(&name);
    desk.fill("File", "somewhere/else.pdf");
    assert!(desk.sees("to the byte what the hash is of"));
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(desk.sees("Frozen on 2026-03-04 by Tester, before any passage was coded."));
    desk.click(&name);
    assert_eq!(desk.node("File").value().unwrap(), "somewhere/else.pdf");
}

#[test]
fn what_was_not_changed_is_not_frozen_again_and_a_frozen_table_can_go() {
    let home = Home::new();
    let mut app = home.project(&[("news.md", NEWS)]);
    app.attempt(Command::Freeze(day("2026-03-04"))).unwrap();
    let refused = app.attempt(Command::Freeze(day("2026-03-05"))).unwrap_err();
    assert!(
        refused.contains("nothing was amended since 2026-03-04"),
        "{refused}"
    );
    code_words(&mut app, "news.md", "passed in 2008", "TIMING-RANK");
    change(&mut app, "TIMING-RANK", |code| {
        code.include = "Any law.".to_owned()
    });
    app.attempt(Command::Freeze(day("2026-03-05"))).unwrap();
    let project = app.session().unwrap().project();
    let frozen: Vec<(String, usize)> = freezes_in_order(project)
        .iter()
        .map(|freeze| (freeze.on.to_string(), freeze.codings))
        .collect();
    assert_eq!(
        frozen,
        [("2026-03-05".to_owned(), 1), ("2026-03-04".to_owned(), 0)]
    );
    let first = freezes_in_order(project)[1].id;
    app.attempt(Command::Remove(attest::project::RecordId::Freeze(first)))
        .unwrap();
    assert_eq!(app.session().unwrap().project().freezes().len(), 1);
}

#[test]
fn a_frozen_table_leaves_in_every_format_and_in_no_other() {
    let home = Home::new();
    let mut app = home.project(&[]);
    app.attempt(Command::Freeze(day("2026-03-04"))).unwrap();
    let id = freezes_in_order(app.session().unwrap().project())[0].id;
    for format in ["md", "docx", "html", "tex"] {
        let to = home.path().join(format!("frozen.{format}"));
        app.attempt(Command::ExportFreeze(id, to.clone())).unwrap();
        assert!(std::fs::metadata(&to).unwrap().len() > 200, "{format}");
        let to = home.path().join(format!("amended.{format}"));
        app.attempt(Command::ExportAmendments(id, to.clone()))
            .unwrap();
        assert!(to.is_file(), "{format}");
    }
    for name in ["frozen.csv", "frozen.pdf", "frozen"] {
        let to = home.path().join(name);
        let refused = app.attempt(Command::ExportFreeze(id, to)).unwrap_err();
        assert!(refused.contains(".md, .docx, .html or .tex"), "{refused}");
    }
}

fn shell(home: &Home, args: &[&str]) -> Output {
    Shell::new(env!("CARGO_BIN_EXE_attest"))
        .args(args)
        .current_dir(home.path())
        .env("ATTEST_HOME", home.path().join("shell"))
        .env("USER", "Ann")
        .output()
        .unwrap()
}

fn answer(output: &Output) -> (i32, String, String) {
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout.clone()).unwrap(),
        String::from_utf8(output.stderr.clone()).unwrap(),
    )
}

#[test]
fn a_shell_freezes_lists_and_writes_the_table() {
    let home = Home::new();
    assert_eq!(shell(&home, &["new", "study"]).status.code(), Some(0));
    let (code, out, err) = answer(&shell(&home, &["freeze", "study"]));
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("attest freeze DIR --now"), "{err}");
    let (code, out, err) = answer(&shell(&home, &["freeze", "study", "--now"]));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("before any passage was coded"), "{out}");
    let (code, _, err) = answer(&shell(&home, &["freeze", "study", "--now"]));
    assert!(code == 1 && err.contains("nothing was amended"), "{err}");

    let (_, out, _) = answer(&shell(&home, &["freeze", "study", "--json"]));
    let line: serde_json::Value = serde_json::from_str(out.trim()).unwrap();
    let hash = line["hash"].as_str().unwrap();
    assert_eq!(line["amendments"], 0);
    assert_eq!(line["whole"], true);
    let day = line["date"].as_str().unwrap();
    for which in [vec![], vec!["--date", day], vec!["--hash", &hash[..8]]] {
        let args = [vec!["freeze", "study", "--to", "frozen.md"], which].concat();
        let (code, _, err) = answer(&shell(&home, &args));
        assert_eq!(code, 0, "{err}");
        let file = home.path().join("frozen.md");
        assert_eq!(sha256(&file), hash);
        std::fs::remove_file(file).unwrap();
    }
    let printed = shell(&home, &["freeze", "study", "--to", "-"]).stdout;
    let printed: String = Sha256::digest(printed)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(printed, hash);
    let wrong = ["freeze", "study", "--to", "frozen.md", "--hash", "zz"];
    let (code, out, err) = answer(&shell(&home, &wrong));
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("attest freeze DIR lists those that were"),
        "{err}"
    );
    let amended = ["freeze", "study", "--to", "amended.html", "--amendments"];
    let (code, out, _) = answer(&shell(&home, &amended));
    assert!(code == 0 && out.contains("0 amendments"), "{out}");
}
