//! What was looked for and is not there: named queries, searches, and reading their hits, as a person sees them.
#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, says};
use crate::support::{Home, code};
use attest::analysis::absence::{Standing, State, searches_of};
use attest::app::{App, Asked, Command, HitReading, Session};
use attest::project::{
    Absence, AbsenceHit, Case, CaseId, Document, Finding, NamedQuery, QueryId, RecordId, Subject,
    Verdict,
};
use attest::ui::panels::AbsenceSection;
use attest::ui::theme;
use eframe::egui::{self, Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const NONE: Modifiers = Modifiers::NONE;

const HARBOUR: &str = "The harbour\n\nCoal came by ship that year. Nobody spoke of subsidies.\n\nThe coal price fell, and the quay was \
                       empty.\n";
const MARKET: &str = "The market\n\nTraders sold shrimp. A charcoal stove stood in the corner.\n";
const RAILWAY: &str = "The railway\n\nThe wagons carried coal to the border.\n";

/// The card of a cell with nothing in it but what was looked for there.
struct Card {
    app: App,
    section: AbsenceSection,
    cell: (attest::project::CodeId, Subject),
}

type Window = Harness<'static, Card>;

impl Card {
    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut out = Vec::new();
        let (code, subject) = &self.cell;
        if let Some(session) = self.app.session() {
            self.section.show(ui, session, *code, subject, &mut out);
        }
        for command in out {
            self.app.run(command);
            ui.ctx().request_repaint();
        }
        self.app.wait_idle();
    }
}

/// Puts documents into the case of this name, which is made where it is missing.
fn into_case(app: &mut App, files: &[&str], case: &str) -> Subject {
    for file in files {
        let id = crate::support::document(app, file);
        let document: Document = session(app).project().documents().get(id).unwrap().clone();
        app.attempt(Command::EditDocument(Box::new(document), case.to_owned()))
            .unwrap();
    }
    let cases = session(app).project().cases().iter();
    let mut named = cases.filter(|one| one.name == case);
    Subject::Case(Some(named.next().unwrap().id))
}

fn session(app: &App) -> &Session {
    app.session().unwrap()
}

/// Two documents of one case, with coal in the harbour twice and on the market once.
fn project(home: &Home) -> (App, Subject) {
    let mut app = home.project(&[("harbour.txt", HARBOUR), ("market.txt", MARKET)]);
    app.set_today("2026-11-22".parse().unwrap());
    let subject = into_case(&mut app, &["harbour", "market"], "Coast");
    (app, subject)
}

fn card(app: App, subject: &Subject) -> Window {
    let cell = (code(&app, "DP-ECON"), subject.clone());
    let card = Card {
        app,
        section: AbsenceSection::default(),
        cell,
    };
    let mut window = Harness::builder()
        .with_size(egui::vec2(420.0, 1200.0))
        .with_max_steps(20)
        .with_theme(egui::Theme::Light)
        .with_context_setup(theme::apply)
        .build_ui_state(|ui, card: &mut Card| card.frame(ui), card);
    window.run();
    window
}

fn named(name: &str, query: &str) -> NamedQuery {
    NamedQuery {
        id: QueryId::new(),
        name: name.to_owned(),
        query: query.to_owned(),
        notes: String::new(),
        proposes: None,
    }
}

/// Looks for coal in a cell.
fn looked(app: &mut App, subject: &Subject) -> Result<(), String> {
    looked_for(app, subject, "coal")
}

fn looked_for(app: &mut App, subject: &Subject, query: &str) -> Result<(), String> {
    let code = code(app, "DP-ECON");
    app.attempt(Command::LookFor {
        code,
        subject: subject.clone(),
        asked: Asked::New(named(query, query)),
    })?;
    app.wait_idle();
    Ok(())
}

/// The searches of the cell with their states.
fn states(app: &App, subject: &Subject) -> Vec<(Absence, State)> {
    let code = code(app, "DP-ECON");
    searches_of(session(app).project(), code, subject, |_| true)
        .into_iter()
        .map(|(absence, state)| (absence.clone(), state))
        .collect()
}

/// Looks for coal in the cell of a new project.
fn searched(home: &Home) -> (App, Subject, Absence) {
    let (mut app, subject) = project(home);
    looked(&mut app, &subject).unwrap();
    let (absence, _) = states(&app, &subject).remove(0);
    (app, subject, absence)
}

/// Says something of hits of a search.
fn read(app: &mut App, of: &Absence, hits: &[AbsenceHit], said: HitReading) {
    app.attempt(Command::ReadHits {
        code: of.code,
        subject: of.subject.clone(),
        hits: hits.to_vec(),
        said,
    })
    .unwrap();
    app.wait_idle();
}

fn click(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    window.run();
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run();
}

/// A key as the system sends it: with its letter, at once.
fn letter(window: &mut Window, key: Key, text: &str) {
    let pressed = Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: NONE,
    };
    let events = &mut window.input_mut().events;
    events.extend([pressed, Event::Text(text.to_owned())]);
    window.run();
}

fn type_into(window: &mut Window, name: &str, text: &str) {
    window.get_by_label(name).focus();
    window.run();
    window.event(Event::Text(text.to_owned()));
    window.run();
}

fn says_all(window: &Window, all: &[&str]) {
    for words in all {
        let texts = || -> Vec<String> {
            let nodes = window.root().children_recursive();
            nodes
                .filter_map(|node| node.value().or_else(|| node.accesskit_node().label()))
                .collect()
        };
        assert!(
            says(window, words),
            "“{words}” is not among:\n{}",
            texts().join("\n")
        );
    }
}

#[test]
fn a_search_is_recorded_and_its_hits_are_read_by_keyboard_until_it_holds() {
    let home = Home::new();
    let (app, subject) = project(&home);
    let mut window = card(app, &subject);
    click(&mut window, "Look for something here…");
    window.event(Event::Text("coal".to_owned()));
    window.run();
    type_into(&mut window, "Name of the query", "Coal at the coast");
    says_all(&window, &["2 documents will be searched"]);
    press(&mut window, Key::Enter);
    says_all(
        &window,
        &[
            "“Coal at the coast”",
            "○ Open: 0 of 2 hits read",
            "Searched on 2026-11-22 by Ann in",
            "2 documents",
        ],
    );
    assert!(!says(&window, "Name of the query"), "the form is done");
    let (absence, _) = states(&window.state().app, &subject).remove(0);
    assert_eq!(absence.corpus, Absence::corpus_hash(&absence.searched));
    let quoted: Vec<&str> = absence
        .hits
        .iter()
        .map(|hit| hit.quotation.as_str())
        .collect();
    assert_eq!(quoted, ["Coal", "coal"]);

    window.get_by_label("Hits of “coal”").focus();
    window.run();
    letter(&mut window, Key::D, "d");
    window.event(Event::Text("Coal as freight".to_owned()));
    window.run();
    press(&mut window, Key::Enter);
    says_all(&window, &["Open: 1 of 2 hits read", "Hit 1, dismissed"]);
    assert!(
        window.get_by_label("Hits of “coal”").is_focused(),
        "the list has the keyboard again"
    );
    letter(&mut window, Key::D, "d");
    press(&mut window, Key::Enter);
    says_all(&window, &["✓ Holds: all 2 hits were dismissed"]);
    let (_, state) = states(&window.state().app, &subject).remove(0);
    let why: Vec<&str> = state
        .hits
        .iter()
        .map(|hit| hit.readings[0].why.as_str())
        .collect();
    assert_eq!(why, ["Coal as freight"; 2], "the last reason is offered");

    click(&mut window, "Set “looked for and absent”");
    let code = window.state().cell.0;
    let verdict = |window: &Window| {
        let findings = session(&window.state().app).project().findings();
        let finding = findings.get(Finding::id_of(code, &subject));
        finding.and_then(|finding| finding.verdict)
    };
    assert_eq!(verdict(&window), Some(Verdict::Absent));
    assert!(!says(&window, "Set “looked for"), "it is set");
    for _ in 0..3 {
        window.state_mut().app.run(Command::Undo);
    }
    window.run();
    assert_eq!(verdict(&window), None);
    says_all(&window, &["Open: 0 of 2 hits read"]);
    window.state_mut().app.run(Command::Undo);
    window.run();
    let app = &window.state().app;
    assert!(states(app, &subject).is_empty());
    assert!(
        session(app).project().queries().is_empty(),
        "the query was saved in the same step"
    );
}

#[test]
fn a_document_that_comes_in_makes_a_search_out_of_date_and_only_its_hits_are_unread_then() {
    let home = Home::new();
    let (mut app, subject, absence) = searched(&home);
    let freight = HitReading::Dismiss("freight".to_owned());
    read(&mut app, &absence, &absence.hits, freight);
    app.attempt(Command::Import(vec![home.file("railway.txt", RAILWAY)]))
        .unwrap();
    app.wait_idle();
    assert!(
        states(&app, &subject)[0].1.supports(),
        "it is of no case yet"
    );
    into_case(&mut app, &["railway"], "Coast");
    let mut window = card(app, &subject);
    says_all(
        &window,
        &[
            "! Holds: all 2 hits were dismissed",
            "! Out of date",
            "Not searched: “railway”",
        ],
    );
    assert!(!says(&window, "Set “looked for"), "nothing supports it now");
    let app = &mut window.state_mut().app;
    app.set_today("2026-12-01".parse().unwrap());
    click(&mut window, "Search again for “coal”");
    says_all(&window, &["Open: 2 of 3 hits read", "2026-12-01"]);
    assert!(!says(&window, "Out of date"));
    let (now, state) = states(&window.state().app, &subject).remove(0);
    assert_eq!((now.id, now.hits.len()), (absence.id, 3));
    let unread: Vec<usize> = state.unread().collect();
    assert_eq!(unread.len(), 1);
    assert_ne!(now.corpus, absence.corpus);
    window.get_by_label("Hits of “coal”").focus();
    window.run();
    letter(&mut window, Key::K, "k");
    says_all(&window, &["× Contradicted: 1 hit is kept as relevant"]);
    letter(&mut window, Key::T, "t");
    let at_unread = format!("Hit {}, ", unread[0] + 1);
    assert!(says(&window, &at_unread));
    window.state_mut().app.run(Command::Undo);
    window.run();
    window.state_mut().app.run(Command::Undo);
    window.state_mut().app.run(Command::Undo);
    window.run();
    says_all(&window, &["Out of date", "Holds: all 2 hits"]);
}

#[test]
fn a_query_that_was_changed_or_removed_makes_a_search_out_of_date() {
    let home = Home::new();
    let (mut app, subject) = project(&home);
    looked(&mut app, &subject).unwrap();
    let query = session(&app).queries()[0].clone();
    let wider = NamedQuery {
        query: "coal* OR charcoal".to_owned(),
        ..query.clone()
    };
    app.attempt(Command::PutQuery(wider)).unwrap();
    let why = |app: &App| states(app, &subject)[0].1.stale[0].to_string();
    assert_eq!(
        why(&app),
        "The query was “coal” and is “coal* OR charcoal” now"
    );
    app.attempt(Command::Undo).unwrap();
    assert!(states(&app, &subject)[0].1.stale.is_empty());
    app.attempt(Command::Remove(RecordId::NamedQuery(query.id)))
        .unwrap();
    assert_eq!(why(&app), "The query is no longer among the named queries");
    let id = states(&app, &subject)[0].0.id;
    app.attempt(Command::SearchAgain(id)).unwrap();
    app.wait_idle();
    assert!(states(&app, &subject)[0].1.stale.is_empty(), "it is back");
    assert_eq!(session(&app).queries()[0].query, "coal");
}

#[test]
fn several_hits_are_dismissed_for_one_reason_and_the_passage_is_a_key_away() {
    let home = Home::new();
    let (mut app, subject) = project(&home);
    looked(&mut app, &subject).unwrap();
    let mut window = card(app, &subject);
    window.get_by_label("Hits of “coal”").focus();
    window.run();
    press(&mut window, Key::Space);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Space);
    says_all(&window, &["Dismiss 2 ticked…"]);
    letter(&mut window, Key::D, "d");
    assert!(window.get_by_label("Reason").is_focused());
    press(&mut window, Key::Enter);
    assert!(says(&window, "Open: 0 of 2"), "no reason, no dismissal");
    window.event(Event::Text("half a th".to_owned()));
    window.run();
    press(&mut window, Key::Escape);
    assert!(!says(&window, "Reason"), "Escape backs out");
    letter(&mut window, Key::D, "d");
    assert_eq!(
        window.get_by_label("Reason").value().as_deref(),
        Some("half a th"),
        "and loses nothing"
    );
    press(&mut window, Key::Enter);
    says_all(&window, &["Holds: all 2 hits were dismissed"]);
    let label = session(&window.state().app).undo_label().map(str::to_owned);
    assert_eq!(label.as_deref(), Some("Dismiss 2 hits"));
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::Enter);
    let session = session(&window.state().app);
    let harbour = session.find_document("harbour").unwrap();
    assert_eq!(session.view().document, Some(harbour));
    let reveal = session.view().reveal.unwrap().span;
    assert_eq!(&HARBOUR[reveal.range()], "Coal");
}

#[test]
fn a_verdict_without_a_search_that_holds_is_said_to_lack_one() {
    let home = Home::new();
    let (mut app, subject) = project(&home);
    let cell = Box::new(attest::app::CellId {
        code: code(&app, "DP-ECON"),
        subject: subject.clone(),
    });
    let field = attest::app::FindingField::Verdict(Some(Verdict::Absent));
    app.attempt(Command::EditFinding(cell, field)).unwrap();
    let mut window = card(app, &subject);
    says_all(
        &window,
        &["No search supports this yet: nothing has been looked for here"],
    );
    looked_for(&mut window.state_mut().app, &subject, "uranium").unwrap();
    window.run();
    says_all(&window, &["✓ Holds: nothing was found"]);
    assert!(!says(&window, "No search supports this yet"));
}

#[test]
fn what_cannot_be_searched_is_refused_with_words_that_help() {
    let home = Home::new();
    let (mut app, subject) = project(&home);
    let refused = |app: &mut App, query: &str| looked_for(app, &subject, query).unwrap_err();
    assert!(refused(&mut app, "coal)").contains("There is no “(”"));
    assert!(refused(&mut app, "coal uncoded:yes").contains("Take doc:"));
    assert!(refused(&mut app, "()").contains("needs words"));
    let many = home.file("many.txt", &"coal ".repeat(Absence::MOST_HITS));
    app.attempt(Command::Import(vec![many])).unwrap();
    app.wait_idle();
    into_case(&mut app, &["many"], "Coast");
    looked(&mut app, &subject).unwrap();
    let told = app.notices().list().last().unwrap().text.clone();
    assert!(
        told.contains("502 hits") && told.contains("Narrow it"),
        "{told}"
    );
    assert!(states(&app, &subject).is_empty());
    assert!(session(&app).queries().is_empty(), "nothing is half done");
    let nowhere = Case {
        id: CaseId::new(),
        name: "Nowhere".to_owned(),
        notes: String::new(),
    };
    let empty = Subject::Case(Some(nowhere.id));
    app.attempt(Command::PutCase(nowhere)).unwrap();
    assert!(
        looked(&mut app, &empty)
            .unwrap_err()
            .contains("no document")
    );
}

#[test]
fn what_is_typed_stays_when_a_search_is_refused() {
    let home = Home::new();
    let (mut app, subject) = project(&home);
    let many = home.file("many.txt", &"coal ".repeat(Absence::MOST_HITS));
    app.attempt(Command::Import(vec![many])).unwrap();
    app.wait_idle();
    into_case(&mut app, &["many"], "Coast");
    let mut window = card(app, &subject);
    click(&mut window, "Look for something here…");
    type_into(&mut window, "Look for", "coal");
    type_into(&mut window, "Name of the query", "Coal");
    click(&mut window, "Search 3 documents");
    assert_eq!(
        window.get_by_label("Look for").value().as_deref(),
        Some("coal")
    );
    type_into(&mut window, "Look for", " NEAR/8 ship");
    press(&mut window, Key::Enter);
    says_all(&window, &["“Coal”", "of 1 hit read"]);
}

#[test]
fn two_coders_on_two_machines_read_one_search_together() {
    let home = Home::new();
    let (mut ann, subject) = project(&home);
    looked(&mut ann, &subject).unwrap();
    let mut ben = home.app("desktop", "Ben");
    ben.attempt(Command::Open(home.project_dir())).unwrap();
    ben.wait_idle();
    let (absence, _) = states(&ben, &subject).remove(0);
    let reads = |app: &mut App, at: usize, said: HitReading| {
        read(app, &absence, &absence.hits[at..=at], said);
    };
    let dismiss = || HitReading::Dismiss("freight".to_owned());
    reads(&mut ann, 0, dismiss());
    reads(&mut ben, 0, HitReading::Keep);
    reads(&mut ben, 1, dismiss());
    ann.look_for_news();
    ben.look_for_news();
    for app in [&ann, &ben] {
        let (_, state) = states(app, &subject).remove(0);
        assert_eq!(state.standing, Standing::Contradicted(vec![0]));
        assert!(state.hits[0].is_disputed());
        assert!(session(app).project().conflicts().is_empty());
    }
    assert_eq!(states(&ann, &subject)[0].1, states(&ben, &subject)[0].1);
    let window = card(ann, &subject);
    says_all(
        &window,
        &[
            "Hit 1, disputed",
            "Dismissed by Ann",
            "Kept as relevant by Ben",
        ],
    );
    drop(window);
    reads(&mut ben, 0, HitReading::TakeBack);
    assert!(states(&ben, &subject)[0].1.supports());
}

#[test]
fn who_works_blind_is_not_swayed_by_what_others_say_of_hits() {
    let home = Home::new();
    let (mut ann, subject, absence) = searched(&home);
    let said = HitReading::Dismiss("freight".to_owned());
    read(&mut ann, &absence, &absence.hits, said);
    let mut ben = home.app("desktop", "Ben");
    ben.attempt(Command::Open(home.project_dir())).unwrap();
    ben.wait_idle();
    ben.attempt(Command::ShowOthers(attest::app::Others::Blind))
        .unwrap();
    let mut window = card(ben, &subject);
    says_all(&window, &["Open: 0 of 2 hits read"]);
    let show = Command::ShowOthers(attest::app::Others::Show);
    window.state_mut().app.run(show);
    window.run();
    says_all(&window, &["Holds: all 2 hits were dismissed"]);
}

#[test]
fn a_coding_for_the_case_brings_its_document_into_the_scope() {
    let home = Home::new();
    let (mut app, subject) = project(&home);
    app.attempt(Command::Import(vec![home.file("railway.txt", RAILWAY)]))
        .unwrap();
    app.wait_idle();
    looked(&mut app, &subject).unwrap();
    crate::support::code_words(&mut app, "railway.txt", "The wagons", "TIMING");
    let mut window = card(app, &subject);
    assert!(!says(&window, "Out of date"));
    let coding = session(&window.state().app).view().codings[0];
    let field = attest::app::CodingField::Case("Coast".to_owned());
    let app = &mut window.state_mut().app;
    app.run(Command::EditCodings(vec![coding], vec![field]));
    window.run();
    says_all(&window, &["Not searched: “railway”"]);
    window.state_mut().app.run(Command::DeleteCodings);
    window.run();
    assert!(!says(&window, "Out of date"));
}

/// A window on a project with the harbour and the market.
fn with_documents() -> Desk {
    Desk::project(&[("harbour.txt", HARBOUR), ("market.txt", MARKET)])
}

#[test]
fn a_query_is_saved_under_a_name_asked_again_renamed_and_removed() {
    let mut desk = with_documents();
    desk.fill("Search the corpus", "coal");
    desk.click("Save query…");
    desk.letters("Coal");
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().queries()[0].query, "coal");
    assert!(desk.sees("“Coal”"), "the hits stand under its name");

    desk.fill("Search the corpus", "shrimp");
    desk.click("Save query…");
    desk.letters("COAL");
    assert!(desk.sees("There is a query “Coal” already"));
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().queries().len(), 1, "a name is one query's");
    desk.fill("Name", "Shrimp");
    desk.fill("Query", "shrimp)");
    assert!(desk.sees("There is no “(” for this “)”"));
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().queries().len(), 1);
    desk.fill("Query", "shrimp");
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().queries().len(), 2);

    desk.click("Named queries…");
    desk.press(NONE, Key::Enter);
    assert_eq!(
        desk.session().finder().query(),
        "coal",
        "the first of the list"
    );
    desk.click("Named queries…");
    desk.press(NONE, Key::ArrowDown);
    desk.fill("Name of the query", "coal");
    desk.press(NONE, Key::Enter);
    assert!(desk.sees("There is a query “Coal” already"));
    desk.fill("Name of the query", "Prawns");
    desk.press(NONE, Key::Enter);
    let names = |desk: &Desk| -> Vec<String> {
        let queries = desk.session().queries();
        queries.iter().map(|query| query.name.clone()).collect()
    };
    assert_eq!(names(&desk), ["Coal", "Prawns"]);
    desk.click("Change to the present query");
    assert_eq!(desk.session().queries()[1].query, "coal");
    desk.click("Remove query Prawns");
    assert_eq!(names(&desk), ["Coal"]);
    desk.press(NONE, Key::Escape);
    assert!(!desk.sees("Filter queries"), "Escape closes the list");
    for _ in 0..3 {
        desk.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(names(&desk), ["Coal", "Shrimp"]);
}

#[test]
fn the_command_line_notes_a_search_that_is_out_of_date_and_calls_nothing_wrong() {
    let home = Home::new();
    let (mut app, _, absence) = searched(&home);
    read(&mut app, &absence, &absence.hits[..1], HitReading::Keep);
    let query = session(&app).queries()[0].clone();
    app.attempt(Command::Remove(RecordId::NamedQuery(query.id)))
        .unwrap();
    app.close();
    let checked = std::process::Command::new(env!("CARGO_BIN_EXE_attest"))
        .args(["check", "project"])
        .current_dir(home.path())
        .env("ATTEST_HOME", home.path().join("home"))
        .output()
        .unwrap();
    let said = String::from_utf8(checked.stderr).unwrap();
    assert_eq!(checked.status.code(), Some(0), "{said}");
    assert!(checked.stdout.is_empty());
    for words in [
        "To note: search for “DP-ECON”, Coast: Contradicted: 1 hit is kept as relevant",
        "To note: search for “DP-ECON”, Coast is out of date: The query is no longer among",
        "Everything holds",
    ] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn the_palette_finds_a_query_by_its_name() {
    let mut desk = with_documents();
    desk.app_mut()
        .run(Command::PutQuery(named("Shrimp trade", "shrimp")));
    desk.press(Modifiers::COMMAND, Key::K);
    desk.letters("shrimp tr");
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().finder().query(), "shrimp");
    assert!(desk.sees("“Shrimp trade”"), "its hits are shown");
}
