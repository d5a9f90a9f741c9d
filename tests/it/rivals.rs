//! Rival explanations: named in the project dialog, and what passages say of them, by keyboard and mouse.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use attest::app::{App, Command, Direction, NewProject, Room, Selection, Start};
use attest::project::{Coding, Column, Filter, RivalId, Span, Stance, rivals_in_order};
use attest::ui::actions::Action;
use eframe::egui::{Event, Key, Modifiers};

const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;
const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;

const HARBOUR: &str = "The harbour\n\nThe minister named the report on Monday. Boat owners asked for fewer inspections.\n\nA week later \
                       the bill was dropped, and the report was named again.\n";

/// A project with a document, a code, and rivals of these names.
fn with_rivals(names: &[&str]) -> Desk {
    let mut desk = Desk::new();
    let (dir, harbour) = (desk.path("project"), desk.file("harbour.txt", HARBOUR));
    let new = NewProject {
        dir,
        title: "Harbour towns".to_owned(),
        codebook: Start::Empty,
    };
    desk.app_mut().run(Command::NewProject(new));
    desk.app_mut().run(Command::Import(vec![harbour]));
    desk.app_mut().run(Command::AddCode {
        parent: None,
        name: "Noticed".to_owned(),
    });
    desk.settle();
    for name in names {
        let rival = attest::project::Rival {
            id: RivalId::named(name),
            name: (*name).to_owned(),
            description: String::new(),
            rank: 0,
        };
        desk.app_mut().run(Command::PutRival(rival));
    }
    let first = desk.session().find_document("harbour").unwrap();
    desk.app_mut().run(Command::ShowDocument(first));
    desk.settle();
    desk
}

/// Codes the words; gives the text the keyboard with the coding selected.
fn code(desk: &mut Desk, words: &[&str]) {
    let code = desk.session().find_code("Noticed").unwrap();
    for words in words {
        let at = HARBOUR.find(words).unwrap();
        desk.app_mut().run(Command::Select(Selection::of(Span::new(
            at,
            at + words.len(),
        ))));
        desk.app_mut().run(Command::ApplyCode(code));
    }
    desk.settle();
    focus_text(desk);
}

fn focus_text(desk: &mut Desk) {
    desk.press(NONE, Key::F6);
}

/// The codings in the order of the text.
fn codings(desk: &Desk) -> Vec<Coding> {
    let mut codings: Vec<Coding> = desk.session().project().codings().iter().cloned().collect();
    codings.sort_by_key(Coding::extent);
    codings
}

fn names(desk: &Desk) -> Vec<String> {
    let rivals = rivals_in_order(desk.session().project());
    rivals.into_iter().map(|rival| rival.name.clone()).collect()
}

fn bearing(desk: &Desk, rival: &str) -> Vec<Stance> {
    let id = desk.session().find_rival(rival).unwrap();
    codings(desk)
        .iter()
        .map(|coding| coding.on_rival(id))
        .collect()
}

#[test]
fn rivals_are_named_described_ordered_and_removed_in_the_project_dialog() {
    let mut desk = with_rivals(&[]);
    desk.press(CTRL, Key::K);
    desk.letters("rival expl");
    desk.press(NONE, Key::Enter);
    desk.fill("New rival", "Domestic pressure");
    desk.press(NONE, Key::Enter);
    desk.fill("New rival", "Treaty obligations");
    desk.press(NONE, Key::Enter);
    assert_eq!(names(&desk), ["Domestic pressure", "Treaty obligations"]);

    desk.fill("New rival", "domestic PRESSURE ");
    desk.press(NONE, Key::Enter);
    assert_eq!(names(&desk).len(), 2, "names are the same in any case");
    assert!(desk.sees("There is a rival “Domestic pressure” already"));
    assert_eq!(
        desk.node("New rival").value().as_deref(),
        Some("domestic PRESSURE "),
        "and what was typed stays"
    );

    desk.fill(
        "What Domestic pressure claims",
        "Voters and firms made the law",
    );
    desk.press(NONE, Key::Tab);
    let first = rivals_in_order(desk.session().project())[0].clone();
    assert_eq!(first.description, "Voters and firms made the law");

    desk.click("Move Treaty obligations up");
    assert_eq!(names(&desk), ["Treaty obligations", "Domestic pressure"]);
    desk.node("Name of rival Treaty obligations").focus();
    desk.settle();
    desk.press(CTRL, Key::ArrowDown);
    assert_eq!(names(&desk), ["Domestic pressure", "Treaty obligations"]);

    desk.fill("Name of rival Treaty obligations", "The UN protocol");
    desk.press(NONE, Key::Enter);
    assert_eq!(names(&desk), ["Domestic pressure", "The UN protocol"]);
    desk.click("Remove rival The UN protocol");
    assert_eq!(names(&desk), ["Domestic pressure"]);
    desk.press(NONE, Key::Escape);
    desk.press(CTRL, Key::Z);
    assert_eq!(names(&desk), ["Domestic pressure", "The UN protocol"]);
}

#[test]
fn with_alt_a_stance_key_says_how_the_passage_bears_on_the_rival() {
    let mut desk = with_rivals(&["Domestic pressure", "Treaty obligations"]);
    code(&mut desk, &["named the report"]);
    desk.letters("+");
    for (k, text, stance) in [
        (Key::Minus, "-", Stance::Against),
        (Key::Equals, "=", Stance::Mixed),
        (Key::Plus, "+", Stance::Supports),
    ] {
        // What a key types comes with it, as one.
        let events = &mut desk.harness.input_mut().events;
        events.push(Event::Key {
            key: k,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: ALT,
        });
        events.push(Event::Text(text.to_owned()));
        desk.settle();
        assert_eq!(bearing(&desk, "Domestic pressure"), [stance]);
        assert_eq!(codings(&desk)[0].stance, Stance::Supports, "as it was");
    }
    assert!(desk.sees("Cannot tell the argument from “Domestic pressure”"));
    desk.press(ALT, Key::Minus);
    assert_eq!(bearing(&desk, "Domestic pressure"), [Stance::Against]);
    assert!(!desk.sees("Cannot tell the argument"));
    desk.press(NONE, Key::F8);
    desk.press(ALT, Key::Equals);
    assert_eq!(bearing(&desk, "Treaty obligations"), [Stance::Mixed]);
    desk.press(SHIFT, Key::F8);
    desk.press(ALT, Key::Num0);
    assert_eq!(bearing(&desk, "Domestic pressure"), [Stance::Unset]);
    assert!(
        !codings(&desk)[0]
            .rivals
            .contains_key(&RivalId::named("Domestic pressure"))
    );
    assert_eq!(
        desk.session().undo_label(),
        Some("Set bearing on “Domestic pressure”")
    );
}

#[test]
fn without_a_rival_the_key_says_what_to_do() {
    let mut desk = with_rivals(&[]);
    code(&mut desk, &["named the report"]);
    desk.press(ALT, Key::Plus);
    let told = desk.told();
    assert!(
        told.iter()
            .any(|text| text == "Add a rival explanation in Project > Rivals first"),
        "{told:?}"
    );
    assert_eq!(codings(&desk)[0].stance, Stance::Unset);
}

#[test]
fn the_next_coding_can_be_given_its_bearing_before_it_is_made() {
    let mut desk = with_rivals(&["Domestic pressure"]);
    focus_text(&mut desk);
    desk.press(ALT, Key::Minus);
    assert!(desk.sees("The next coding: against"), "the bar says so");
    assert!(codings(&desk).is_empty());
    code(&mut desk, &["named the report", "Boat owners"]);
    assert_eq!(
        bearing(&desk, "Domestic pressure"),
        [Stance::Against, Stance::Unset],
        "the next one only"
    );
}

#[test]
fn several_passages_get_their_bearing_in_one_step_in_the_reader_and_in_the_table() {
    let mut desk = with_rivals(&["Domestic pressure", "Treaty obligations"]);
    code(&mut desk, &["named the report", "Boat owners", "the bill"]);
    let all: Vec<_> = codings(&desk).iter().map(|coding| coding.id).collect();
    desk.app_mut().run(Command::SelectCodings(all));
    desk.settle();
    desk.press(ALT, Key::Plus);
    assert_eq!(bearing(&desk, "Domestic pressure"), [Stance::Supports; 3]);
    desk.press(CTRL, Key::Z);
    assert_eq!(bearing(&desk, "Domestic pressure"), [Stance::Unset; 3]);

    desk.app_mut().run(Command::ShowRoom(Room::Passages));
    let rival = desk.session().find_rival("Treaty obligations").unwrap();
    desk.app_mut().run(Command::SetColumns(vec![
        Column::Quotation,
        Column::Rival(rival),
    ]));
    desk.settle();
    assert!(desk.sees("Sort by on treaty obligations"));
    let filter = Filter {
        cannot_tell_from: Some(rival),
        ..Filter::default()
    };
    desk.app_mut().run(Command::SetFilter(Box::new(filter)));
    desk.settle();
    assert!(
        desk.sees("No passage fits the filter"),
        "none bears on both"
    );
    assert!(desk.sees("Filter by rival"));
    desk.click("Clear filter");
    desk.starting("Passages, 3").focus();
    desk.settle();
    desk.press(NONE, Key::Home);
    desk.press(SHIFT, Key::End);
    desk.press(NONE, Key::F8);
    desk.press(ALT, Key::Equals);
    assert_eq!(bearing(&desk, "Treaty obligations"), [Stance::Mixed; 3]);
    assert_eq!(bearing(&desk, "Domestic pressure"), [Stance::Unset; 3]);
    assert!(
        codings(&desk)
            .iter()
            .all(|coding| coding.stance == Stance::Unset)
    );
}

#[test]
fn the_inspector_has_a_row_for_each_rival() {
    let mut desk = with_rivals(&["Domestic pressure", "Treaty obligations"]);
    code(&mut desk, &["named the report"]);
    desk.click("against");
    desk.node("Treaty obligations: against").scroll_to_me();
    desk.settle();
    desk.click("Treaty obligations: against");
    assert_eq!(bearing(&desk, "Treaty obligations"), [Stance::Against]);
    assert_eq!(codings(&desk)[0].stance, Stance::Against);
    assert!(desk.sees("Cannot tell the argument from “Treaty obligations”"));
    assert_eq!(
        desk.session().current_rival().unwrap().name,
        "Domestic pressure"
    );
    desk.click("On “Treaty obligations”");
    assert_eq!(
        desk.session().current_rival().unwrap().name,
        "Treaty obligations"
    );
}

#[test]
fn removing_a_rival_says_what_goes_with_it_and_comes_back_with_undo() {
    let mut desk = with_rivals(&["Domestic pressure"]);
    code(&mut desk, &["named the report", "Boat owners"]);
    let all: Vec<_> = codings(&desk).iter().map(|coding| coding.id).collect();
    desk.app_mut().run(Command::SelectCodings(all));
    desk.settle();
    desk.press(ALT, Key::Minus);
    desk.press(CTRL, Key::K);
    desk.letters("rival expl");
    desk.press(NONE, Key::Enter);
    assert!(desk.sees("2 passages bear on it"));
    let rival = desk.session().find_rival("Domestic pressure").unwrap();
    desk.app_mut().run(Command::SetColumns(vec![
        Column::Quotation,
        Column::Rival(rival),
    ]));
    let filter = Filter {
        cannot_tell_from: Some(rival),
        ..Filter::default()
    };
    desk.app_mut().run(Command::SetFilter(Box::new(filter)));
    desk.click("Remove rival Domestic pressure");
    assert!(names(&desk).is_empty());
    assert_eq!(desk.session().columns(), [Column::Quotation]);
    assert!(desk.session().table().filter.is_empty());
    assert!(codings(&desk).iter().all(|coding| coding.rivals.is_empty()));
    desk.press(NONE, Key::Escape);
    desk.press(CTRL, Key::Z);
    assert_eq!(bearing(&desk, "Domestic pressure"), [Stance::Against; 2]);
}

#[test]
fn the_palette_names_the_rival_that_an_action_is_about() {
    let desk = with_rivals(&["Domestic pressure", "Treaty obligations"]);
    assert_eq!(
        Action::RivalSupports.name(desk.app()),
        "Supports the rival “Domestic pressure”"
    );
    let desk = with_rivals(&[]);
    assert_eq!(
        Action::RivalSupports.enabled(desk.app()),
        Err("Add a rival explanation in Project > Rivals first")
    );
}

#[test]
fn a_codebook_takes_its_rivals_along_and_leaves_those_that_are_there() {
    let home = crate::support::Home::new();
    let mut app = home.app("laptop", "Ann");
    let new = |dir: &str| {
        Command::NewProject(NewProject {
            dir: home.path().join(dir),
            title: dir.to_owned(),
            codebook: Start::Empty,
        })
    };
    app.attempt(new("first")).unwrap();
    let there = attest::project::Rival {
        id: RivalId::named("ours"),
        name: "domestic pressure".to_owned(),
        description: "Ours.".to_owned(),
        rank: 0,
    };
    app.attempt(Command::PutRival(there.clone())).unwrap();
    app.attempt(Command::ImportFramework("implications".to_owned()))
        .unwrap();
    let expected = |app: &App, name: &str| {
        let session = app.session().unwrap();
        let code = session.find_code("TIMING-RANK").unwrap();
        let rival = session.find_rival(name).unwrap();
        session.project().codes().get(code).unwrap().rivals[&rival].clone()
    };
    let project = app.session().unwrap().project();
    assert_eq!(project.rivals().get(there.id), Some(&there), "as it was");
    let names: Vec<_> = rivals_in_order(project)
        .iter()
        .map(|r| r.name.clone())
        .collect();
    assert_eq!(names, ["domestic pressure", "Treaty obligations"]);
    assert!(expected(&app, "Domestic pressure").starts_with("Laws come under good ranks"));

    let file = home.path().join("ours.ron");
    app.attempt(Command::ExportCodebook(file.clone())).unwrap();
    app.attempt(new("second")).unwrap();
    app.attempt(Command::ImportCodebook(file)).unwrap();
    let project = app.session().unwrap().project();
    let described: Vec<_> = rivals_in_order(project)
        .iter()
        .map(|rival| (rival.name.clone(), rival.description.starts_with("Ours")))
        .collect();
    assert_eq!(
        described,
        [
            ("domestic pressure".to_owned(), true),
            ("Treaty obligations".to_owned(), false)
        ]
    );
    assert!(expected(&app, "DOMESTIC PRESSURE").starts_with("Laws come under good ranks"));
    assert!(expected(&app, "treaty obligations").starts_with("Laws come near ratification"));
}

#[test]
fn the_command_line_says_and_shows_bearings_by_name() {
    let home = crate::support::Home::new();
    let mut app = home.project(&[("harbour.txt", HARBOUR)]);
    app.close();
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_attest"));
        command
            .args(args)
            .current_dir(home.path())
            .env("ATTEST_HOME", home.path().join("home"))
            .env("USER", "Ann");
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let code = |from: usize, rivals: &[&str]| {
        let (start, end) = (from.to_string(), (from + 5).to_string());
        let mut args = vec![
            "code",
            "project",
            "--document",
            "harbour.txt",
            "--code",
            "TIP-NOTICED",
        ];
        args.extend(["--start", &start, "--end", &end, "--stance", "supports"]);
        args.extend(rivals.iter().flat_map(|rival| ["--rival", *rival]));
        run(&args)
    };
    let (status, _, err) = code(
        0,
        &["domestic PRESSURE=against", "Treaty obligations=supports"],
    );
    assert_eq!(status, Some(0), "{err}");
    let (_, listed, _) = run(&["codings", "project", "--json"]);
    let line: serde_json::Value = serde_json::from_str(listed.lines().next().unwrap()).unwrap();
    let said =
        serde_json::json!({"Domestic pressure": "against", "Treaty obligations": "supports"});
    assert_eq!(line["rivals"], said);

    let (status, _, err) = code(20, &["Weather=against"]);
    assert_eq!(status, Some(1));
    assert!(
        err.contains("There is no rival “Weather”. There are: “Domestic pressure”"),
        "{err}"
    );
    let (status, _, err) = code(20, &["Domestic pressure"]);
    assert_eq!(status, Some(2));
    assert!(
        err.contains("write the rival's name, = and a stance"),
        "{err}"
    );

    // What codings prints can be read back; what an option says holds for rivals that a line does not name.
    let mut back = line.clone();
    back["coder"] = "Ben".into();
    back["rivals"] = serde_json::json!({"treaty obligations": "mixed"});
    std::fs::write(home.path().join("back.jsonl"), back.to_string()).unwrap();
    let args = [
        "code",
        "project",
        "--from",
        "back.jsonl",
        "--rival",
        "Domestic pressure=supports",
    ];
    let (status, _, err) = run(&args);
    assert_eq!(status, Some(0), "{err}");
    let (_, listed, _) = run(&["codings", "project", "--json"]);
    let bens = listed
        .lines()
        .find(|line| line.contains("\"Ben\""))
        .unwrap();
    let line: serde_json::Value = serde_json::from_str(bens).unwrap();
    let said = serde_json::json!({"Domestic pressure": "supports", "Treaty obligations": "mixed"});
    assert_eq!(line["rivals"], said);
}

#[test]
fn two_rivals_that_were_added_at_once_can_still_be_ordered() {
    let home = crate::support::Home::new();
    let mut ann = home.project(&[]);
    ann.close();
    let mut ben = home.app("desk", "Ben");
    ann.attempt(Command::Open(home.project_dir())).unwrap();
    ben.attempt(Command::Open(home.project_dir())).unwrap();
    let before = ann.session().unwrap().project().rivals().len();
    let rival = |name: &str| attest::project::Rival {
        id: RivalId::named(name),
        name: name.to_owned(),
        description: String::new(),
        rank: 0,
    };
    ann.attempt(Command::PutRival(rival("Ann’s"))).unwrap();
    ben.attempt(Command::PutRival(rival("Ben’s"))).unwrap();
    ben.wait_idle();
    ann.look_for_news();
    let order = |app: &App| -> Vec<String> {
        let rivals = rivals_in_order(app.session().unwrap().project());
        let new = rivals.into_iter().skip(before);
        new.map(|rival| rival.name.clone()).collect()
    };
    let mut wanted = order(&ann);
    assert_eq!(wanted.len(), 2);
    let first = RivalId::named(&wanted[0]);
    ann.attempt(Command::MoveRival(first, Direction::On))
        .unwrap();
    wanted.reverse();
    assert_eq!(order(&ann), wanted);
    ann.attempt(Command::Undo).unwrap();
    wanted.reverse();
    assert_eq!(order(&ann), wanted);
}
