//! Tables whose rows are documents, and what passages have from their documents.

#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, says};
use crate::support::{Home, code_words, document};
use attest::app::rows::{Role, RowsWanted, ValueKind, guess};
use attest::app::{App, Command};
use attest::import::{Options, table};
use attest::project::{
    Attribute, AttributeId, AttributeKind, By, Column, Document, IntakeResult, RecordId, Section,
    Subject, Value,
};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

const NONE: Modifiers = Modifiers::NONE;

/// A project of two answers, of which the first has a value of the attribute "age".
fn answers(home: &Home) -> (App, AttributeId) {
    let mut app = home.project(&[
        ("one.txt", "They came at dawn.\n"),
        ("two.txt", "Nobody came at dawn.\n"),
    ]);
    let age = Attribute {
        id: AttributeId::new(),
        name: "age".to_owned(),
        kind: AttributeKind::Number,
    };
    app.attempt(Command::PutAttribute(age.clone())).unwrap();
    let mut one = shown(&app, "one.txt");
    one.attributes.insert(age.id, Value::Number(41.0));
    app.attempt(Command::EditDocument(Box::new(one), String::new()))
        .unwrap();
    code_words(&mut app, "one.txt", "came at dawn", "DP-GROUPS");
    code_words(&mut app, "two.txt", "came at dawn", "DP-GROUPS");
    (app, age.id)
}

fn shown(app: &App, file: &str) -> Document {
    let project = app.session().unwrap().project();
    project
        .documents()
        .get(document(app, file))
        .unwrap()
        .clone()
}

#[test]
fn a_passage_has_the_values_of_its_document_unless_it_says_otherwise() {
    let home = Home::new();
    let (mut app, age) = answers(&home);
    let session = app.session().unwrap();
    let project = session.project();
    let codings: Vec<_> = session.rows();
    let of = |app: &App, file: &str| {
        let session = app.session().unwrap();
        let project = session.project();
        let coding = project.codings_in(document(app, file)).next().unwrap();
        attest::analysis::passages::cell(project, None, coding, Column::Attribute(age))
    };
    assert_eq!(codings.len(), 2);
    assert_eq!(
        (of(&app, "one.txt"), of(&app, "two.txt")),
        ("41".into(), String::new())
    );
    let apart: Vec<Subject> = codings
        .iter()
        .map(|id| By::Attribute(age).subject(project, project.codings().get(*id).unwrap()))
        .collect();
    assert!(apart.contains(&Subject::Value(age, "41".to_owned())));

    let one = project
        .codings_in(document(&app, "one.txt"))
        .next()
        .unwrap()
        .id;
    let field = attest::app::CodingField::Attribute(age, "12".to_owned());
    app.attempt(Command::EditCodings(vec![one], vec![field]))
        .unwrap();
    assert_eq!(of(&app, "one.txt"), "12");
}

#[test]
fn an_attribute_and_a_case_that_go_leave_documents_without_them() {
    let home = Home::new();
    let (mut app, age) = answers(&home);
    let mut two = shown(&app, "two.txt");
    app.attempt(Command::EditDocument(
        Box::new(two.clone()),
        "Laos".to_owned(),
    ))
    .unwrap();
    let laos = app
        .session()
        .unwrap()
        .project()
        .cases()
        .iter()
        .next()
        .unwrap()
        .id;
    two.sections = vec![
        Section {
            start: 0,
            case: None,
        },
        Section {
            start: 7,
            case: Some(laos),
        },
    ];
    app.attempt(Command::EditDocument(Box::new(two), String::new()))
        .unwrap();
    let coding = |app: &App| {
        let session = app.session().unwrap();
        let coding = session
            .project()
            .codings_in(document(app, "two.txt"))
            .next()
            .unwrap()
            .clone();
        session
            .project()
            .case_of(&coding)
            .map(|case| case.name.clone())
    };
    assert_eq!(coding(&app).as_deref(), Some("Laos"));

    app.attempt(Command::Remove(RecordId::Case(laos))).unwrap();
    app.attempt(Command::Remove(RecordId::Attribute(age)))
        .unwrap();
    let project = app.session().unwrap().project();
    assert!(attest::project::check(project, |_| None).is_empty());
    assert!(shown(&app, "one.txt").attributes.is_empty());
    assert!(
        shown(&app, "two.txt")
            .sections
            .iter()
            .all(|part| part.case.is_none())
    );
    app.attempt(Command::Undo).unwrap();
    app.attempt(Command::Undo).unwrap();
    assert_eq!(coding(&app).as_deref(), Some("Laos"));
    assert_eq!(shown(&app, "one.txt").attributes[&age], Value::Number(41.0));
}

const ANSWERS: &str = "\
Name,Country,Age,When,Why did you leave the town?,Why did you come back?\n\
Ann,Laos,41,14/03/2024,Because the harbour was closed and there was no more work,I missed the sea and the market on a Sunday\n\
Bo,Siam,n/a,02/03/2024,Nobody was left there whom I knew from before,\n\
Cy,laos,27,03/03/2024,,\n\
Di,Siam,33,soon,The school had no teacher for our children any more,\"My mother was old, and someone had to stay with her\"\n";

fn wanted(app: &App) -> RowsWanted {
    let table = app.table().expect("a table is at hand");
    let mut mapping = guess(&table.book.sheets[0]);
    let header = mapping.header;
    let sheet = &table.book.sheets[0];
    let column = |name: &str| {
        (0..sheet.width)
            .find(|column| sheet.column_name(*column, header) == name)
            .unwrap()
    };
    mapping.set(column("Age"), Role::Attribute(ValueKind::Number));
    mapping.set(column("When"), Role::Date);
    RowsWanted {
        sheet: 0,
        mapping,
        without_twins: true,
    }
}

/// A project into which a file of answers was brought.
fn brought_in(home: &Home, text: &str) -> App {
    let mut app = home.project(&[]);
    bring_in(home, &mut app, text);
    app
}

fn bring_in(home: &Home, app: &mut App, text: &str) {
    let file = home.file("answers.csv", text);
    app.attempt(Command::Import(vec![file])).unwrap();
    app.wait_idle();
    let wanted = wanted(app);
    app.attempt(Command::ImportRows(Box::new(wanted))).unwrap();
    app.wait_idle();
}

fn titles(app: &App) -> Vec<String> {
    let project = app.session().unwrap().project();
    let mut titles: Vec<_> = project
        .documents()
        .iter()
        .map(|one| one.title.clone())
        .collect();
    titles.sort();
    titles
}

#[test]
fn the_rows_of_a_table_become_documents_in_one_step_with_a_report() {
    let home = Home::new();
    let mut app = brought_in(&home, ANSWERS);
    assert_eq!(titles(&app), ["Ann", "Bo", "Di"]);
    let session = app.session().unwrap();
    let project = session.project();
    let age = project
        .attributes()
        .iter()
        .find(|one| one.name == "Age")
        .unwrap();
    let ann = shown(&app, "Ann.txt");
    assert_eq!(ann.attributes[&age.id], Value::Number(41.0));
    assert_eq!(ann.year, Some(2024));
    assert_eq!(ann.reference.date.unwrap().to_string(), "2024-03-14");
    assert_eq!(
        (ann.original.as_str(), ann.reader.as_str()),
        ("answers.csv", "row 2")
    );
    let cases: Vec<_> = project
        .cases()
        .iter()
        .map(|case| case.name.as_str())
        .collect();
    assert_eq!(cases.len(), 2, "Laos and laos are one: {cases:?}");
    let text = session.text(ann.id).unwrap();
    assert_eq!(
        text.str(),
        "Why did you leave the town?\nBecause the harbour was closed and there was no more work\n\
         Why did you come back?\nI missed the sea and the market on a Sunday\n"
    );
    assert_eq!(text.structure().headings().len(), 2);

    assert!(shown(&app, "Bo.txt").notes.contains("Age: n/a"));
    assert!(shown(&app, "Di.txt").notes.contains("When: soon"));
    let report = &project.intakes().iter().next().unwrap().files[0];
    assert_eq!(
        (report.result, report.documents.len()),
        (IntakeResult::Part, 3)
    );
    let said: Vec<_> = report
        .remarks
        .iter()
        .map(|remark| remark.text.as_str())
        .collect();
    let said = said.join("\n");
    for words in [
        "3 rows became documents",
        "1 row has no text and was left out: 4",
        "“n/a” (row 3) is not a number for “Age”",
        "“soon” (row 5) is not a date for “When”",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(attest::project::check(project, |_| None).is_empty());

    app.attempt(Command::Undo).unwrap();
    let project = app.session().unwrap().project();
    assert!(project.documents().is_empty() && project.cases().is_empty());
    assert!(project.attributes().is_empty() && project.intakes().is_empty());
    app.attempt(Command::Redo).unwrap();
    app.wait_idle();
    assert_eq!(titles(&app).len(), 3);
    assert!(
        app.session()
            .unwrap()
            .text(shown(&app, "Ann.txt").id)
            .is_some()
    );
}

#[test]
fn a_longer_table_brings_in_only_what_is_new_and_keeps_the_file_once() {
    let home = Home::new();
    let mut app = brought_in(&home, ANSWERS);
    bring_in(&home, &mut app, ANSWERS);
    assert_eq!(titles(&app).len(), 3);
    let originals = std::fs::read_dir(home.project_dir().join("originals"))
        .unwrap()
        .count();
    assert_eq!(originals, 1, "the same file is kept once");
    let longer = format!(
        "{ANSWERS}Ed,Laos,50,04/03/2024,The rice had failed three years in a row by then,\n"
    );
    bring_in(&home, &mut app, &longer);
    assert_eq!(titles(&app), ["Ann", "Bo", "Di", "Ed"]);
    let project = app.session().unwrap().project();
    assert_eq!(
        project
            .attributes()
            .iter()
            .filter(|one| one.name.starts_with("Age"))
            .count(),
        1
    );
}

#[test]
fn what_would_come_of_a_table_is_counted_before() {
    let home = Home::new();
    let mut app = brought_in(&home, ANSWERS);
    let file = home.file("answers.csv", ANSWERS);
    app.attempt(Command::Import(vec![file])).unwrap();
    app.wait_idle();
    let mut wanted = wanted(&app);
    wanted.without_twins = false;
    app.attempt(Command::PlanRows(Box::new(wanted.clone())))
        .unwrap();
    app.wait_idle();
    let plan = app.plan(&wanted).unwrap();
    assert_eq!(
        (
            plan.rows,
            plan.documents,
            plan.empty,
            plan.twins,
            plan.cases
        ),
        (4, 3, 1, 3, 0)
    );
    assert_eq!(plan.misfits.len(), 2);
    wanted.without_twins = true;
    app.attempt(Command::PlanRows(Box::new(wanted.clone())))
        .unwrap();
    app.wait_idle();
    assert_eq!(app.plan(&wanted).unwrap().documents, 0);
    app.attempt(Command::CloseTable).unwrap();
    assert!(app.table().is_none());
}

/// A workbook with what spreadsheets have and plain tables do not.
fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    let mut book = Workbook::new();
    let notes = book.add_worksheet();
    notes.set_name("Read me").unwrap().set_hidden(true);
    notes.write(0, 0, "Do not change this sheet").unwrap();
    let sheet = book.add_worksheet();
    // The sheet in front cannot be hidden, and it is the first one unless another is.
    sheet.set_name("Answers").unwrap().set_active(true);
    for (column, name) in ["Region", "Id", "Day", "Share", "Answer", "Sum"]
        .into_iter()
        .enumerate()
    {
        sheet
            .write(0, u16::try_from(column).unwrap(), name)
            .unwrap();
    }
    let day = Format::new().set_num_format("dd.mm.yyyy");
    sheet
        .merge_range(1, 0, 2, 0, "North", &Format::new())
        .unwrap();
    for (row, (id, share, answer)) in [
        (
            1e15,
            0.1 + 0.2,
            "We waited at the gate until the guard had gone home",
        ),
        (
            7.0,
            1.0,
            "First line\r\nand a second one, which is longer than the first",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let row = u32::try_from(row).unwrap() + 1;
        sheet.write(row, 1, id).unwrap();
        let when = ExcelDateTime::from_ymd(2024, 3, u8::try_from(row).unwrap()).unwrap();
        sheet.write_with_format(row, 2, &when, &day).unwrap();
        sheet.write(row, 3, share).unwrap();
        sheet.write(row, 4, answer).unwrap();
        let sum = Formula::new("=B2+D2").set_result("42");
        sheet.write_formula(row, 5, sum).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_says_what_its_program_shows() {
    let book = table::read("answers.xlsx", &workbook(), &Options::default()).unwrap();
    assert_eq!(book.sheets[0].name, "Answers", "hidden sheets come last");
    assert!(book.sheets[1].hidden);
    assert!(book.remarks[0].text.contains("“Read me”"));
    let rows: Vec<Vec<&str>> = book.sheets[0]
        .rows
        .iter()
        .map(|row| row.cells.iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        rows[1..],
        [
            [
                "North",
                "1000000000000000",
                "2024-03-01",
                "0.3",
                "We waited at the gate until the guard had gone home",
                "42"
            ],
            [
                "North",
                "7",
                "2024-03-02",
                "1",
                "First line\nand a second one, which is longer than the first",
                "42"
            ],
        ]
    );
}

#[test]
fn a_workbook_that_is_damaged_or_a_bomb_is_refused_in_clear_words() {
    let whole = workbook();
    let fault = |bytes: &[u8]| {
        table::read("answers.xlsx", bytes, &Options::default())
            .unwrap_err()
            .to_string()
    };
    assert!(
        fault(&whole[..whole.len() / 2]).contains("is damaged"),
        "{}",
        fault(&whole[..whole.len() / 2])
    );
    let zipped = |name: &str, bytes: &[u8]| {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("xl/workbook.xml", options).unwrap();
        zip.write_all(b"<workbook/>").unwrap();
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let bomb = zipped("xl/worksheets/sheet1.xml", &vec![b' '; 8 << 20]);
    assert!(
        fault(&bomb).contains("200 times its size"),
        "{}",
        fault(&bomb)
    );
    let typed = zipped(
        "xl/styles.xml",
        b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><x/>",
    );
    assert!(fault(&typed).contains("document type"), "{}", fault(&typed));
}

#[test]
fn columns_are_chosen_and_rows_brought_in_by_the_keyboard_alone() {
    let mut desk = Desk::project(&[]);
    let file = desk.file("answers.csv", ANSWERS);
    desk.app_mut().run(Command::OpenTables(vec![file]));
    desk.settle();
    assert!(desk.sees("Rows as documents"));
    assert!(desk.sees("4 rows become 3 documents"), "{:?}", desk.told());
    assert!(desk.sees("Document 1 of 4") && desk.sees("Ann"));
    // The first column has the keyboard: Enter opens its list, an arrow goes on, Enter takes.
    assert!(desk.node("Name: Title").is_focused());
    desk.click("Next row");
    assert!(desk.sees("Document 2 of 4") && desk.sees("Nobody was left there"));
    let age = desk.starting("Age: ").accesskit_node().label().unwrap();
    desk.node(&age).focus();
    desk.press(NONE, Key::Enter);
    desk.node("Attribute: list").focus();
    desk.press(NONE, Key::Enter);
    assert!(desk.sees("Age: Attribute: list"));
    desk.node("Import 3 documents").focus();
    desk.press(NONE, Key::Enter);
    assert!(!desk.sees("Rows as documents"));
    assert_eq!(desk.session().project().documents().len(), 3);
    assert!(
        desk.told()
            .iter()
            .any(|told| told.starts_with("Imported 3 documents")),
        "{:?}",
        desk.told()
    );
    // The report opens, since a row has no text; it is closed and the step taken back.
    desk.press(NONE, Key::Escape);
    desk.press(Modifiers::COMMAND, Key::Z);
    assert!(desk.session().project().documents().is_empty());
}

#[test]
fn leaving_the_mapping_leaves_the_table_and_the_next_one_comes() {
    let mut desk = Desk::project(&[]);
    let one = desk.file(
        "one.csv",
        "name;text\nAnn;The rain came late that year and the rice failed\n",
    );
    let two = desk.file(
        "two.csv",
        "text\nNobody asked us whether we wanted the road\n",
    );
    desk.app_mut().run(Command::Import(vec![one, two]));
    desk.settle();
    assert!(desk.sees("one.csv"));
    desk.press(NONE, Key::Escape);
    assert!(desk.sees("two.csv"));
    desk.click("First row names the columns");
    assert!(desk.sees("2 rows become 2 documents"));
    desk.press(NONE, Key::Escape);
    assert!(!desk.sees("Rows as documents"));
    assert!(desk.session().project().documents().is_empty());
}

#[test]
fn an_inherited_value_shows_as_the_documents() {
    let mut desk = Desk::project(&[]);
    let file = desk.file("answers.csv", ANSWERS);
    desk.app_mut().run(Command::Import(vec![file]));
    desk.settle();
    let mut wanted = wanted(desk.app());
    wanted.mapping.set(2, Role::Attribute(ValueKind::List));
    desk.app_mut().run(Command::ImportRows(Box::new(wanted)));
    desk.settle();
    desk.show("Ann.txt");
    code_words(
        desk.app_mut(),
        "Ann.txt",
        "the harbour was closed",
        "DP-GROUPS",
    );
    desk.settle();
    assert!(says(&desk.harness, "41 (the document’s)"));
}

fn shell(home: &Home, args: &[&str]) -> (bool, String, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_attest"))
        .args(args)
        .current_dir(home.path())
        .env("ATTEST_HOME", home.path().join("home"))
        .env("USER", "Ann")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.success(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_shell_brings_rows_in_by_options_and_by_a_guess_that_it_prints() {
    let home = Home::new();
    home.file("answers.csv", ANSWERS);
    assert!(shell(&home, &["new", "study"]).0);
    let (done, out, err) = shell(&home, &["import", "study", "answers.csv"]);
    assert!(done, "{out}{err}");
    for words in [
        "“Name” is taken as title",
        "“Country” is taken as case",
        "3 rows became documents",
        "Imported 3 documents",
    ] {
        assert!(out.contains(words), "{words} in {out}{err}");
    }
    let options = [
        "import",
        "study",
        "answers.csv",
        "--text",
        "Name",
        "--title",
        "C",
        "--attribute",
        "Country:list",
    ];
    let (done, out, err) = shell(&home, &options);
    assert!(
        done && out.contains("4 rows became documents"),
        "{out}{err}"
    );
    let (_, text, err) = shell(&home, &["text", "study", "answers 41.txt"]);
    assert_eq!(text, "Ann\n", "{err}");
    let (done, _, err) = shell(
        &home,
        &["import", "study", "answers.csv", "--text", "Nothing"],
    );
    assert!(
        !done && err.contains("there is no column “Nothing” among: Name, Country, Age"),
        "{err}"
    );
}

#[test]
fn an_old_workbook_that_claims_more_than_it_has_is_refused() {
    let whole = include_bytes!("../fixtures/import/towns.xls");
    assert!(table::read("towns.xls", whole, &Options::default()).is_ok());
    let mut damaged = whole.to_vec();
    damaged[64..68].fill(0xff);
    let fault = table::read("towns.xls", &damaged, &Options::default()).unwrap_err();
    assert!(fault.to_string().contains("larger than it is"), "{fault}");
}
