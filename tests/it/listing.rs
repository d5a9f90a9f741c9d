//! The passages table of a large project: worked out in the background, followed coding by coding, always right in the end.

#![allow(clippy::unwrap_used)]

use crate::support::{Home, code};
use attest::analysis::passages;
use attest::app::{App, Command, Direction, Others, Room};
use attest::project::{CodingId, Column, Filter, Sort, Stance};

const LINES: usize = 3_000;

/// A project with so many codings that its table is not worked out at once.
fn large(home: &Home) -> App {
    let text: String = (0..LINES)
        .map(|n| format!("On day {n} the law was passed, or {}.\n", n % 7))
        .collect();
    let mut app = home.project(&[("law.txt", &text)]);
    app.attempt(Command::SetQuery("law".to_owned())).unwrap();
    app.wait_idle();
    app.attempt(Command::TickAllHits(true)).unwrap();
    let code = code(&app, "TIMING-RANK");
    app.attempt(Command::CodeHits(code)).unwrap();
    app.attempt(Command::SetQuery(String::new())).unwrap();
    app.attempt(Command::ShowRoom(Room::Passages)).unwrap();
    assert!(app.session().unwrap().listing().is_none(), "nobody looked");
    app.wait_idle();
    assert_eq!(listed(&app).len(), LINES);
    app
}

fn listed(app: &App) -> Vec<CodingId> {
    app.session().unwrap().listing().unwrap().rows.to_vec()
}

/// The rows as they are worked out from nothing.
fn fresh(app: &App) -> Vec<CodingId> {
    let session = app.session().unwrap();
    let table = session.table();
    let hidden = |coder| session.is_blind_to(coder);
    let nothing = |_: &_| String::new();
    passages::rows(
        session.project(),
        &table.filter,
        table.sort,
        &nothing,
        hidden,
    )
}

fn sorted(column: Column) -> Command {
    Command::SetSort(Sort {
        column,
        descending: true,
    })
}

#[test]
fn a_large_table_follows_each_coding_at_once() {
    let home = Home::new();
    let mut app = large(&home);
    let rows = listed(&app);
    app.attempt(Command::SelectCodings(vec![rows[1_000]]))
        .unwrap();
    app.attempt(Command::SetStance(Stance::Against)).unwrap();
    assert_eq!(app.session().unwrap().listing().unwrap().stances[1], 1);
    app.attempt(Command::DeleteCodings).unwrap();
    assert_eq!(listed(&app).len(), LINES - 1);
    assert_eq!(listed(&app), fresh(&app));
    app.attempt(Command::Undo).unwrap();
    assert_eq!(listed(&app), rows);
    assert_eq!(app.session().unwrap().listing().unwrap().stances[1], 1);

    let filter = Filter {
        stance: Some(Stance::Against),
        text: "LAW".to_owned(),
        ..Filter::default()
    };
    app.attempt(Command::SetFilter(Box::new(filter))).unwrap();
    assert_eq!(listed(&app), [rows[1_000]]);
    assert_eq!(app.session().unwrap().rows(), [rows[1_000]]);
    app.attempt(Command::ShowOthers(Others::Blind)).unwrap();
    assert_eq!(app.session().unwrap().listing().unwrap().all, LINES);
}

#[test]
fn another_order_comes_in_the_background_and_takes_in_what_was_coded_meanwhile() {
    let home = Home::new();
    let mut app = large(&home);
    let rows = listed(&app);
    app.attempt(sorted(Column::Start)).unwrap();
    assert_eq!(listed(&app).len(), LINES, "the rows from before stay");
    assert_eq!(app.session().unwrap().rows(), fresh(&app), "asked now");
    app.attempt(Command::SelectCodings(vec![rows[7]])).unwrap();
    app.attempt(Command::DeleteCodings).unwrap();
    app.attempt(Command::StepCoding(Direction::On)).unwrap();
    app.attempt(Command::Undo).unwrap();
    app.attempt(Command::SelectCodings(vec![rows[8]])).unwrap();
    app.attempt(Command::DeleteCodings).unwrap();
    app.wait_idle();
    let mut wanted: Vec<CodingId> = rows.iter().rev().copied().collect();
    wanted.retain(|id| *id != rows[8]);
    assert_eq!(listed(&app), wanted);
    assert_eq!(listed(&app), fresh(&app));

    // One order after another, and a change of a name that they go by.
    app.attempt(sorted(Column::Quotation)).unwrap();
    app.attempt(sorted(Column::Code)).unwrap();
    app.wait_idle();
    let code = code(&app, "TIMING-RANK");
    let mut renamed = app
        .session()
        .unwrap()
        .project()
        .codes()
        .get(code)
        .unwrap()
        .clone();
    renamed.name = "Another name".to_owned();
    app.attempt(Command::EditCode(Box::new(renamed))).unwrap();
    app.attempt(sorted(Column::Document)).unwrap();
    app.wait_idle();
    assert_eq!(listed(&app), fresh(&app));
}

#[test]
fn what_is_too_much_to_follow_is_worked_out_anew() {
    let home = Home::new();
    let mut app = large(&home);
    app.attempt(Command::SelectCodings(listed(&app)[..500].to_vec()))
        .unwrap();
    app.attempt(Command::DeleteCodings).unwrap();
    app.wait_idle();
    assert_eq!(listed(&app).len(), LINES - 500);
    assert_eq!(listed(&app), fresh(&app));
    app.attempt(Command::Undo).unwrap();
    app.wait_idle();
    assert_eq!(listed(&app).len(), LINES);
    let title = app.session().unwrap().project().documents().iter().next();
    let mut document = title.unwrap().clone();
    document.title = "Another title".to_owned();
    let edit = Command::EditDocument(Box::new(document), "Siam".to_owned());
    app.attempt(edit).unwrap();
    app.wait_idle();
    let case = app.session().unwrap().project().cases().iter().next();
    let filter = Filter {
        case: Some(Some(case.unwrap().id)),
        ..Filter::default()
    };
    app.attempt(Command::SetFilter(Box::new(filter))).unwrap();
    assert_eq!(listed(&app).len(), LINES);
    assert_eq!(listed(&app), fresh(&app));
}
