//! Evidence weighed, for those who ask for it: the strip under the implication table.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use crate::support::{code, code_words};
use attest::app::{CellId, Command, FindingField, NewProject, Room, Start};
use attest::project::{Likelihoods, Rival, RivalId, Stance, Subject, Test, Tested, Verdict};
use eframe::egui::{Key, Modifiers};

const NEWS: &str = "The ministry met in May. The law was passed in 2008, they said.\n";
const TALK: &str = "Q: Why then?\nA: The rank had fallen.\n";

/// A window on a project with a case, two documents and two tests that rest on one of them.
fn window() -> Desk {
    let mut desk = Desk::new();
    let dir = desk.path("project");
    let files = vec![desk.file("news.md", NEWS), desk.file("talk.txt", TALK)];
    let app = desk.app_mut();
    app.attempt(Command::NewProject(NewProject {
        dir,
        title: "Labour".to_owned(),
        codebook: Start::Framework("implications".to_owned()),
    }))
    .unwrap();
    app.attempt(Command::Import(files)).unwrap();
    app.wait_idle();
    for (key, words) in [
        ("DP-GROUPS", "ministry met"),
        ("TIMING-RANK", "passed in 2008"),
    ] {
        code_words(app, "news.md", words, key);
        app.attempt(Command::SetStance(Stance::Supports)).unwrap();
    }
    tested(&mut desk, "DP-GROUPS", Test::Hoop, true);
    tested(&mut desk, "TIMING-RANK", Test::SmokingGun, true);
    desk.settle();
    desk
}

fn cell(desk: &Desk, key: &str) -> Box<CellId> {
    Box::new(CellId {
        code: code(desk.app(), key),
        subject: Subject::Case(None),
    })
}

fn tested(desk: &mut Desk, key: &str, test: Test, passed: bool) {
    let cell = cell(desk, key);
    let field = FindingField::Tested(Some(Tested { test, passed }));
    desk.app_mut()
        .attempt(Command::EditFinding(cell, field))
        .unwrap();
}

/// Opens the strip from the palette.
fn open(desk: &mut Desk) {
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters("Weigh the evidence");
    desk.press(Modifiers::NONE, Key::Enter);
}

#[test]
fn evidence_is_weighed_only_where_someone_asks_and_no_longer_when_they_stop() {
    let mut desk = window();
    desk.app_mut().run(Command::ShowRoom(Room::Implications));
    desk.settle();
    assert!(!desk.sees("Begin weighing") && !desk.sees(" dB"));
    open(&mut desk);
    desk.click("Begin weighing");
    assert!(desk.session().project().weighing().is_some());
    // Both rest on one source, so that the stronger counts.
    assert!(desk.sees("+11.76 dB, 2 tests, of which 1 count, 1 package"));
    assert!(desk.sees("in a package with a stronger test"));
    assert!(desk.sees("Prior 0.25 to 0.75 becomes 0.83 to 0.98"));
    assert!(desk.sees("only as good as the likelihoods"));
    desk.click("Stop weighing");
    assert!(desk.session().project().weighing().is_none());
    desk.press(Modifiers::COMMAND, Key::Z);
    assert!(desk.sees("+11.76 dB"));
    desk.press(Modifiers::COMMAND, Key::Z);
    assert!(desk.session().project().weighing().is_none());
}

#[test]
fn a_second_source_dissolves_the_package() {
    let mut desk = window();
    open(&mut desk);
    desk.click("Begin weighing");
    let app = desk.app_mut();
    code_words(app, "talk.txt", "The rank had fallen", "TIMING-RANK");
    app.attempt(Command::SetStance(Stance::Supports)).unwrap();
    app.run(Command::ShowRoom(Room::Implications));
    desk.settle();
    assert!(desk.sees("+14.55 dB, 2 tests"));
    tested(&mut desk, "DP-GROUPS", Test::Hoop, false);
    let verdict = FindingField::Verdict(Some(Verdict::Absent));
    let cell = cell(&desk, "DP-GROUPS");
    desk.app_mut()
        .attempt(Command::EditFinding(cell, verdict))
        .unwrap();
    desk.settle();
    assert!(desk.sees("+1.76 dB, 2 tests"));
}

#[test]
fn likelihoods_are_ranges_and_what_cannot_be_weighed_is_refused_in_its_field() {
    let mut desk = window();
    open(&mut desk);
    desk.click("Begin weighing");
    let field = "Likelihood of smoking gun if the rival holds";
    desk.fill(field, "0.01 to 0.03");
    desk.press(Modifiers::NONE, Key::Enter);
    let weighing = desk.session().project().weighing().unwrap().clone();
    assert_eq!(weighing.of(Test::SmokingGun).rival, (0.01, 0.03));
    assert!(desk.sees("+10.00 to +14.77 dB"));
    desk.fill(field, "1");
    desk.press(Modifiers::NONE, Key::Enter);
    assert!(desk.sees("nothing is quite certain"));
    assert_eq!(desk.node(field).value().unwrap(), "1");
    assert_eq!(desk.session().project().weighing(), Some(&weighing));
    desk.click("Weigh smoking gun as usual");
    let weighing = desk.session().project().weighing().unwrap();
    assert_eq!(
        weighing.of(Test::SmokingGun),
        Likelihoods::usual(Test::SmokingGun)
    );
    desk.fill("Prior of the argument", "30 %");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(
        desk.session().project().weighing().unwrap().prior,
        (0.3, 0.3)
    );
}

#[test]
fn the_rival_that_is_weighed_against_is_chosen_by_name() {
    let mut desk = window();
    let rival = Rival {
        id: RivalId::named("pressure"),
        name: "Pressure at home".to_owned(),
        description: String::new(),
        rank: i64::MAX,
    };
    desk.app_mut().attempt(Command::PutRival(rival)).unwrap();
    open(&mut desk);
    desk.click("Begin weighing");
    desk.click("Weighed against");
    desk.click("Pressure at home");
    let weighing = desk.session().project().weighing().unwrap();
    assert_eq!(weighing.rival, Some(RivalId::named("pressure")));
    assert!(desk.sees("Pressure at home"));
}
