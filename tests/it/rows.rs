//! Tables whose rows are documents, and what passages have from their documents.

#![allow(clippy::unwrap_used)]

use crate::support::{Home, code_words, document};
use attest::app::{App, Command};
use attest::project::{
    Attribute, AttributeId, AttributeKind, By, Column, Document, RecordId, Section, Subject, Value,
};

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
