//! A draft of the write-up against the documents that it quotes: what is exact, what differs, what is nowhere.
#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, says, typed};
use crate::support::{Home, document};
use attest::app::{App, Aside, Command, Direction, Fit, Listed, Order, Room, Row};
use attest::text::wording::Verdict;
use eframe::egui::{Key, Modifiers};
use serde_json::Value;
use std::process::{Command as Process, Output};

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_ALT: Modifiers = Modifiers::COMMAND.plus(Modifiers::ALT);

const PORT: &str = "The port\n\nThe harbour master closed the eastern gate in March¹ and told nobody why the \
    fishing boats had to wait outside. Later the anti-smuggling office was moved to the old customs house, which had\n\
    ¹ Minutes of the town council, 4 March.\nno telephone and no heating in winter.\n\n\
    The modem govemment paid for none of it.\n";
const MARKET: &str = "The market\n\nTraders said that no inspection would change the price of shrimp in the town. The \
    council heard them twice and decided nothing.\n";
const DRAFT: &str = "Who closed the gate?\n\nAdams writes that “the harbour master closed the eastern gate in March and \
    told nobody why” (Adams 1999). The “[anti-smuggling] office … had no telephone and no heating in winter” (Baker 2004). It \
    was, she adds, “moved to the new customs house” (Adams 1999).\n\nThe “modern government paid for none of it,” as we \
    know. Nobody asked “why the sheep were grazing on the hills above the town” then, or spoke of “the gate”.\n\n\
    > Traders said that no inspection would change the price of shrimp in the town.\n\n\
    “The Price of Shrimp in Harbour Towns” is still worth reading.\n";

fn with_draft(home: &Home) -> App {
    let mut app = home.project(&[
        ("port.txt", PORT),
        ("market.txt", MARKET),
        ("paper.md", DRAFT),
    ]);
    for (file, author, year, kind) in [
        ("port.txt", "Adams, Ann", 1999, ""),
        ("market.txt", "Baker, Bo", 2004, ""),
        ("paper", "", 2026, "draft"),
    ] {
        describe(&mut app, file, author, year, kind);
    }
    app
}

fn describe(app: &mut App, file: &str, author: &str, year: i32, kind: &str) {
    let id = document(app, file);
    let mut known = app
        .session()
        .unwrap()
        .project()
        .documents()
        .get(id)
        .unwrap()
        .clone();
    author.clone_into(&mut known.author);
    kind.clone_into(&mut known.kind);
    known.year = Some(year);
    app.attempt(Command::EditDocument(Box::new(known), String::new()))
        .unwrap();
}

fn check(app: &mut App) {
    let draft = document(app, "paper");
    app.attempt(Command::CheckDraft(draft, None)).unwrap();
    app.wait_idle();
}

fn rows(app: &App) -> &[Row] {
    let session = app.session().unwrap();
    &session.draft_checks().checked().unwrap().rows
}

#[track_caller]
fn row<'a>(app: &'a App, start: &str) -> &'a Row {
    let found = rows(app).iter().find(|row| row.words.starts_with(start));
    found.unwrap_or_else(|| panic!("no quotation starts with “{start}” among {:#?}", rows(app)))
}

#[test]
fn every_quotation_has_its_verdict_its_source_and_its_citation() {
    let home = Home::new();
    let mut app = with_draft(&home);
    check(&mut app);
    let verdict = |start: &str| row(&app, start).verdict().unwrap();
    assert_eq!(
        verdict("the harbour master"),
        Verdict::Exact,
        "over a note mark"
    );
    assert_eq!(
        verdict("[anti-smuggling]"),
        Verdict::Exact,
        "with brackets, an ellipsis, and a note between the halves"
    );
    assert_eq!(verdict("moved to the new"), Verdict::Differs);
    assert_eq!(
        verdict("modern government"),
        Verdict::Slight,
        "misread in the source"
    );
    assert_eq!(verdict("why the sheep"), Verdict::NotFound);
    assert_eq!(verdict("Traders said"), Verdict::Exact, "set apart");
    assert_eq!(row(&app, "the gate").aside, Some(Aside::Short));
    assert_eq!(row(&app, "The Price of").aside, Some(Aside::Title));
    let fit = |start: &str| row(&app, start).places[0].fit;
    assert_eq!(fit("the harbour master"), Fit::Fits);
    assert_eq!(fit("[anti-smuggling]"), Fit::OtherWork);
    assert_eq!(fit("Traders said"), Fit::Nothing);
    let session = app.session().unwrap();
    let quoted = session.row_in_words(row(&app, "moved to the new"), 0);
    assert_eq!(quoted.differences, ["“new” stands for “old”"]);
    assert_eq!(quoted.source, "(Adams, Ann 1999, ¶ 3)");
}

#[test]
fn a_draft_is_no_source() {
    let home = Home::new();
    let mut app = with_draft(&home);
    app.attempt(Command::SetQuery("\"harbour master\"".to_owned()))
        .unwrap();
    app.wait_idle();
    assert_eq!(
        app.session().unwrap().finder().total(),
        1,
        "it is not searched with the sources"
    );
    let copy = home.file("copy.md", DRAFT);
    app.attempt(Command::CheckFile(copy)).unwrap();
    app.wait_idle();
    let session = app.session().unwrap();
    let checked = session.draft_checks().checked().unwrap();
    assert_eq!(
        checked.sources(),
        2,
        "nothing is looked for in another draft"
    );
    let documents = session.project().documents();
    assert!(documents.get(checked.document).unwrap().is_draft());
    assert_eq!(session.view().room, Room::Draft);
}

#[test]
fn a_check_is_out_of_date_when_a_text_has_changed() {
    let home = Home::new();
    let mut app = with_draft(&home);
    check(&mut app);
    assert!(!app.session().unwrap().is_check_stale());
    let text = DRAFT.replace("the new customs house", "the old customs house");
    let draft = document(&app, "paper");
    app.attempt(Command::CorrectText {
        document: draft,
        text,
        note: String::new(),
    })
    .unwrap();
    app.wait_idle();
    assert!(app.session().unwrap().is_check_stale());
    check(&mut app);
    assert!(!app.session().unwrap().is_check_stale());
    assert_eq!(
        row(&app, "moved to the old").verdict(),
        Some(Verdict::Exact)
    );
}

#[test]
fn a_draft_can_be_checked_against_one_document_alone() {
    let home = Home::new();
    let mut app = with_draft(&home);
    let (draft, market) = (document(&app, "paper"), document(&app, "market"));
    app.attempt(Command::CheckDraft(draft, Some(vec![market])))
        .unwrap();
    app.wait_idle();
    assert_eq!(
        row(&app, "the harbour master").verdict(),
        Some(Verdict::NotFound)
    );
    assert_eq!(row(&app, "Traders said").verdict(), Some(Verdict::Exact));
}

#[test]
fn quotations_are_listed_by_verdict_and_walked() {
    let home = Home::new();
    let mut app = with_draft(&home);
    check(&mut app);
    let listed = |app: &App| -> Vec<String> {
        let checks = app.session().unwrap().draft_checks();
        let rows = &checks.checked().unwrap().rows;
        checks
            .rows()
            .into_iter()
            .map(|at| rows[at].words.chars().take(10).collect())
            .collect()
    };
    app.attempt(Command::ListQuotations(
        Listed::Only(Verdict::Exact),
        Order::Draft,
    ))
    .unwrap();
    assert_eq!(listed(&app), ["the harbou", "[anti-smug", "Traders sa"]);
    app.attempt(Command::ListQuotations(Listed::Checked, Order::Verdict))
        .unwrap();
    assert_eq!(listed(&app)[0], "why the sh", "the worst first");
    app.attempt(Command::ListQuotations(Listed::Checked, Order::Draft))
        .unwrap();
    app.attempt(Command::SelectQuotation(0)).unwrap();
    let mut walked = Vec::new();
    for _ in 0..4 {
        app.attempt(Command::StepQuotation(Direction::On)).unwrap();
        let current = app.session().unwrap().draft_checks().current().unwrap();
        walked.push(
            rows(&app)[current]
                .words
                .chars()
                .take(6)
                .collect::<String>(),
        );
    }
    assert_eq!(
        walked,
        ["moved ", "modern", "why th", "moved "],
        "and around"
    );
}

#[test]
fn the_list_leaves_in_every_format() {
    let home = Home::new();
    let mut app = with_draft(&home);
    check(&mut app);
    for end in ["csv", "xlsx", "docx", "html", "md", "tex"] {
        let file = home.path().join(format!("list.{end}"));
        app.attempt(Command::ExportQuotations(file.clone()))
            .unwrap();
        let bytes = std::fs::read(&file).unwrap();
        assert!(bytes.len() > 200, "{end}");
        if !matches!(end, "xlsx" | "docx") {
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                text.contains("Not found") && text.contains("new"),
                "{end}: {text}"
            );
        }
    }
    let wrong = app.attempt(Command::ExportQuotations(home.path().join("list.zip")));
    assert!(wrong.unwrap_err().contains(".xlsx"));
}

#[test]
fn a_draft_that_was_never_checked_is_asked_for_kindly() {
    let home = Home::new();
    let mut app = home.project(&[("paper.md", DRAFT)]);
    let draft = document(&app, "paper");
    let alone = app.attempt(Command::CheckDraft(draft, None)).unwrap_err();
    assert!(
        alone.contains("import the documents that it quotes"),
        "{alone}"
    );
    assert!(app.attempt(Command::StepQuotation(Direction::On)).is_err());
    assert!(
        app.attempt(Command::CheckFile(home.file("t.csv", "a,b\n1,2\n")))
            .is_err()
    );
}

fn desk() -> Desk {
    Desk::project(&[
        ("port.txt", PORT),
        ("market.txt", MARKET),
        ("paper.md", DRAFT),
    ])
}

#[test]
fn a_draft_is_checked_by_keyboard() {
    let mut desk = desk();
    desk.press(CTRL_ALT, Key::Num6);
    assert_eq!(desk.session().view().room, Room::Draft);
    assert!(says(
        &desk.harness,
        "Choose the document that is your draft"
    ));
    desk.show("paper");
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters("check this draft");
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().view().room, Room::Draft);
    assert!(says(&desk.harness, "Exact"));
    desk.press(NONE, Key::F7);
    assert!(
        says(&desk.harness, "“new” stands for “old”"),
        "the first that is not exact"
    );
    desk.press(NONE, Key::F7);
    assert!(says(&desk.harness, "misread"));
    desk.press(SHIFT, Key::F7);
    assert!(says(&desk.harness, "“new” stands for “old”"));
    desk.node("6 quotations").focus();
    desk.settle();
    desk.press(NONE, Key::Home);
    assert_eq!(desk.session().draft_checks().current(), Some(0));
    desk.press(NONE, Key::ArrowDown);
    assert_eq!(desk.session().draft_checks().current(), Some(1));
    desk.press(NONE, Key::Enter);
    assert_eq!(
        desk.session().view().room,
        Room::Read,
        "Enter goes to the draft"
    );
    let paper = desk.session().find_document("paper").unwrap();
    assert_eq!(desk.session().view().document, Some(paper));
    desk.press(NONE, Key::F7);
    assert_eq!(
        desk.session().view().room,
        Room::Draft,
        "and F7 back to the list"
    );
}

#[test]
fn a_draft_is_checked_by_mouse() {
    let mut desk = desk();
    let draft = desk.file("late.md", DRAFT);
    desk.click("Draft check");
    desk.click("Check a file…");
    desk.fill("Draft", &typed(&draft));
    desk.node("Check").click();
    desk.settle();
    // The report says that it is nearly the same as a document that is there.
    desk.click("Close");
    assert!(
        desk.told().iter().any(|told| told.contains("Imported")),
        "{:?}",
        desk.told()
    );
    assert!(
        says(&desk.harness, "nearly the same text as the draft: “paper”"),
        "its older copy"
    );
    desk.node("List ≠ Differs: 1 quotation").click();
    desk.settle();
    assert_eq!(desk.session().draft_checks().rows().len(), 1);
    desk.click("Go to the source");
    let port = desk.session().find_document("port").unwrap();
    assert_eq!(desk.session().view().document, Some(port));
    desk.click("Draft check");
    desk.click("Export list…");
    let to = desk.path("list.csv");
    desk.fill("File", &typed(&to));
    desk.click("Export");
    let written = std::fs::read_to_string(&to).unwrap();
    assert!(
        written.contains("Differs") && !written.contains("Not found"),
        "{written}"
    );
}

fn attest(home: &Home, args: &[&str]) -> Output {
    Process::new(env!("CARGO_BIN_EXE_attest"))
        .args(args)
        .current_dir(home.path())
        .env("ATTEST_HOME", home.path().join("home"))
        .env("USER", "Ann")
        .output()
        .unwrap()
}

#[test]
fn a_script_gets_verdicts_places_and_differences() {
    let home = Home::new();
    drop(with_draft(&home));
    let output = attest(&home, &["draft", "project", "paper", "--json"]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "not every quotation is exact"
    );
    let out = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let letters: Vec<char> = DRAFT.chars().collect();
    assert_eq!(lines.len(), 6);
    let of = |verdict: &str| {
        lines
            .iter()
            .find(|line| line["verdict"] == verdict)
            .unwrap()
    };
    let differs = of("differs");
    let at = |name: &str| usize::try_from(differs[name].as_u64().unwrap()).unwrap();
    let words: String = letters[at("start")..at("end")].iter().collect();
    assert_eq!(words, "moved to the new customs house");
    assert_eq!(differs["cites"][0], "adams:1999");
    let place = &differs["places"][0];
    assert_eq!(place["document"], "port.txt");
    assert_eq!(place["text"], "moved to the old customs house");
    assert_eq!(place["differences"][0]["source"], "old");
    assert_eq!(place["citation"], "fits");
    assert!(of("not_found")["places"].as_array().unwrap().is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(
            "6 quotations: 3 exact, 1 slightly off, 1 differs, 1 not found; 2 not checked"
        ),
        "{said}"
    );
    let table = attest(
        &home,
        &[
            "draft",
            "project",
            "paper",
            "--against",
            "market.txt",
            "--all",
        ],
    );
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(
        table.contains("not found") && table.contains("short"),
        "{table}"
    );
    let written = attest(&home, &["draft", "project", "paper", "--to", "list.md"]);
    assert_eq!(written.status.code(), Some(1));
    assert!(home.path().join("list.md").is_file());
}
