//! Hits as a concordance, coded as they come, proposed for codes; and what was asked before.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use crate::support::{Home, code, code_words, document, quotations};
use attest::analysis::concordance::{Column, Only, Order, Uncoded};
use attest::app::{App, Command, Direction, HitsView, Quest, Room, Session, Verdict};
use attest::project::{Format, Made, NamedQuery, QueryId, Stance};
use attest::text::Extent;
use eframe::egui::{Key, Modifiers};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const HARBOUR: &str = "The old boat sank. A new boat came in May.\n\nNobody saw the grey boat leave, nor the boat behind it.\n";
const MARKET: &str = "Shrimp was dear. The best boat was for sale.\n";

fn texts() -> [(&'static str, &'static str); 2] {
    [("harbour.txt", HARBOUR), ("market.txt", MARKET)]
}

fn session(app: &App) -> &Session {
    app.session().unwrap()
}

fn look_for(app: &mut App, query: &str) {
    app.attempt(Command::SetQuery(query.to_owned())).unwrap();
    app.wait_idle();
}

/// The lines of the concordance as the words of their hits with the word before.
fn lines(app: &mut App) -> Vec<String> {
    session(app).concordance().lines();
    app.wait_idle();
    let session = session(app);
    let lines = session.concordance().lines().unwrap();
    let words = lines.rows.iter().map(|at| {
        let hit = &session.finder().hits()[*at];
        let text = session.text(hit.document).unwrap().str();
        let before = text[..hit.extent().start].split_whitespace().last();
        format!("{} {}", before.unwrap_or(""), &text[hit.extent().range()])
    });
    words.collect()
}

fn sort(app: &mut App, column: Column, descending: bool) {
    let view = HitsView {
        order: Order { column, descending },
        ..*session(app).concordance().view()
    };
    app.attempt(Command::LookAtHits(view)).unwrap();
    app.wait_idle();
}

fn made(app: &App) -> Vec<Made> {
    let codings = session(app).project().codings();
    codings.iter().map(|coding| coding.made.clone()).collect()
}

fn named(name: &str, query: &str, app: &App, key: &str) -> NamedQuery {
    NamedQuery {
        id: QueryId::named(name),
        name: name.to_owned(),
        query: query.to_owned(),
        notes: String::new(),
        proposes: Some(code(app, key)),
    }
}

fn asked(app: &App) -> Vec<String> {
    let past = session(app).past_queries();
    past.iter().map(|asked| asked.query.clone()).collect()
}

#[test]
fn lines_are_sorted_and_filtered_and_counted() {
    let home = Home::new();
    let mut app = home.project(&texts());
    look_for(&mut app, "boat");
    assert_eq!(
        lines(&mut app),
        ["old boat", "new boat", "grey boat", "the boat", "best boat"]
    );
    sort(&mut app, Column::Left, false);
    assert_eq!(
        lines(&mut app),
        ["best boat", "grey boat", "new boat", "old boat", "the boat"]
    );
    sort(&mut app, Column::Right, true);
    // was > sank > leave > came > behind
    assert_eq!(
        lines(&mut app),
        ["best boat", "old boat", "grey boat", "new boat", "the boat"]
    );
    let harbour = document(&app, "harbour.txt");
    let counts = &session(&app).concordance().lines().unwrap().counts;
    assert_eq!(
        (counts.documents[0].of, counts.documents[0].places),
        (harbour, 4)
    );
    let only = HitsView {
        only: Some(Only::Document(document(&app, "market.txt"))),
        ..*session(&app).concordance().view()
    };
    app.attempt(Command::LookAtHits(only)).unwrap();
    app.wait_idle();
    assert_eq!(lines(&mut app), ["best boat"]);
    let counts = &session(&app).concordance().lines().unwrap().counts;
    assert_eq!(
        counts.documents.len(),
        2,
        "the bars stay, to choose another"
    );

    code_words(&mut app, "harbour.txt", "old boat", "DP-GROUPS");
    let uncoded = HitsView {
        uncoded: Uncoded::WithoutCode,
        ..HitsView::default()
    };
    app.attempt(Command::LookAtHits(uncoded)).unwrap();
    app.wait_idle();
    assert_eq!(
        lines(&mut app),
        ["new boat", "grey boat", "the boat", "best boat"]
    );
    let other = HitsView {
        uncoded: Uncoded::Without(code(&app, "TIMING-RANK")),
        ..HitsView::default()
    };
    app.attempt(Command::LookAtHits(other)).unwrap();
    app.wait_idle();
    assert_eq!(lines(&mut app).len(), 5);
}

#[test]
fn hits_are_coded_with_their_sentences_once_and_say_how_they_were_made() {
    let home = Home::new();
    let mut app = home.project(&texts());
    look_for(&mut app, "boat");
    app.attempt(Command::SetExtent(Extent::Sentence)).unwrap();
    app.attempt(Command::TickAllHits(true)).unwrap();
    let group = code(&app, "DP-GROUPS");
    let plan = session(&app).plan_hits(session(&app).finder().ticked().clone(), group);
    assert_eq!(plan.len(), 4, "two hits are in one sentence");
    assert!(plan.iter().any(|planned| planned.hits == 2));
    app.attempt(Command::CodeHits(group)).unwrap();
    assert_eq!(
        quotations(&app),
        [
            "The old boat sank.",
            "A new boat came in May.",
            "Nobody saw the grey boat leave, nor the boat behind it.",
            "The best boat was for sale."
        ]
    );
    let query = "boat".to_owned();
    assert!(made(&app).iter().all(|made| *made
        == Made::Search {
            query: query.clone()
        }));
    assert_eq!(asked(&app), ["boat"], "coding from it asks it");
    app.attempt(Command::TickAllHits(true)).unwrap();
    let again = app.attempt(Command::CodeHits(group)).unwrap_err();
    assert!(again.contains("have this code already"), "{again}");
    app.run(Command::Undo);
    assert!(quotations(&app).is_empty(), "one step");
}

#[test]
fn a_walk_codes_as_it_comes_skips_goes_back_and_ends() {
    let mut desk = Desk::project(&texts());
    desk.show("harbour");
    desk.fill("Search the corpus", "boat");
    let groups = desk.session().find_code("DP-GROUPS").unwrap();
    desk.click("Code as it comes");
    assert!(desk.sees("hit 1 of 5 · coded 0 · skipped 0"));
    desk.app_mut().run(Command::ChooseWalkCode(groups));
    desk.settle();
    desk.press(NONE, Key::Y);
    assert!(desk.sees("hit 2 of 5 · coded 1 · skipped 0"));
    desk.press(NONE, Key::N);
    desk.press(NONE, Key::E);
    desk.press(NONE, Key::Y);
    assert!(desk.sees("hit 4 of 5 · coded 2 · skipped 1"));
    let mut quoted = quotations(desk.app());
    quoted.sort();
    assert_eq!(
        quoted,
        [
            "Nobody saw the grey boat leave, nor the boat behind it.",
            "boat"
        ]
    );
    desk.press(NONE, Key::B);
    assert!(desk.sees("hit 3 of 5"));
    desk.press(NONE, Key::Escape);
    assert!(desk.session().walk().is_none() && !desk.sees("hit 3 of 5"));
    desk.press(CTRL, Key::Z);
    assert_eq!(
        quotations(desk.app()).len(),
        1,
        "each yes is a step of its own"
    );
}

#[test]
fn a_walk_along_uncoded_hits_passes_over_those_that_are_coded() {
    let home = Home::new();
    let mut app = home.project(&texts());
    look_for(&mut app, "boat");
    let groups = code(&app, "DP-GROUPS");
    let view = HitsView {
        uncoded: Uncoded::Without(groups),
        extent: Extent::Sentence,
        ..HitsView::default()
    };
    app.attempt(Command::LookAtHits(view)).unwrap();
    app.wait_idle();
    app.attempt(Command::StartWalk(Some(groups))).unwrap();
    for _ in 0..3 {
        app.attempt(Command::AnswerWalk(Verdict::Yes)).unwrap();
        app.wait_idle();
    }
    let walk = session(&app).walk().unwrap();
    assert_eq!(
        walk.number(),
        Some(5),
        "the second hit of the sentence is coded with it"
    );
    app.attempt(Command::AnswerWalk(Verdict::Later)).unwrap();
    let walk = session(&app).walk().unwrap();
    assert_eq!(walk.words(), "all 5 hits were seen · coded 3 · skipped 1");
    let none = app.attempt(Command::AnswerWalk(Verdict::Yes));
    assert!(none.is_ok() && quotations(&app).len() == 3);
}

#[test]
fn what_a_query_proposes_waits_for_a_yes_and_comes_no_more_after_a_no() {
    let home = Home::new();
    let mut app = home.project(&texts());
    let query = named("Boats", "boat", &app, "DP-GROUPS");
    let groups = code(&app, "DP-GROUPS");
    app.attempt(Command::PutQuery(query)).unwrap();
    app.wait_idle();
    assert_eq!(session(&app).proposals().get(&groups), Some(&4));
    assert!(
        quotations(&app).is_empty(),
        "nothing is coded without a yes"
    );

    app.attempt(Command::WalkProposals(groups)).unwrap();
    app.wait_idle();
    app.attempt(Command::AnswerWalk(Verdict::Yes)).unwrap();
    app.attempt(Command::AnswerWalk(Verdict::No)).unwrap();
    app.attempt(Command::AnswerWalk(Verdict::Later)).unwrap();
    app.wait_idle();
    assert_eq!(quotations(&app), ["The old boat sank."]);
    let proposal = Made::Proposal {
        name: "Boats".to_owned(),
        query: "boat".to_owned(),
    };
    assert_eq!(made(&app), [proposal]);
    assert_eq!(session(&app).proposals().get(&groups), Some(&2));
    let declined = session(&app).declined();
    assert_eq!(declined[0].quotation, "A new boat came in May.");
    let id = declined[0].id;
    app.attempt(Command::ProposeAgain(id)).unwrap();
    app.wait_idle();
    assert_eq!(session(&app).proposals().get(&groups), Some(&3));
    app.run(Command::Undo);
    app.wait_idle();
    assert_eq!(session(&app).proposals().get(&groups), Some(&2));
}

#[test]
fn a_colleague_s_no_is_theirs_alone() {
    let home = Home::new();
    let mut ann = home.project(&texts());
    let query = named("Boats", "boat", &ann, "DP-GROUPS");
    let groups = code(&ann, "DP-GROUPS");
    ann.attempt(Command::PutQuery(query)).unwrap();
    ann.attempt(Command::WalkProposals(groups)).unwrap();
    ann.wait_idle();
    ann.attempt(Command::AnswerWalk(Verdict::No)).unwrap();
    ann.wait_idle();
    assert_eq!(session(&ann).proposals().get(&groups), Some(&3));
    ann.close();
    let mut ben = home.app("desktop", "Ben");
    ben.attempt(Command::Open(home.project_dir())).unwrap();
    ben.wait_idle();
    assert_eq!(session(&ben).proposals().get(&groups), Some(&4));
    assert!(session(&ben).declined().is_empty());
}

#[test]
fn a_query_is_remembered_when_it_was_meant_and_not_at_each_letter() {
    let home = Home::new();
    let mut app = home.project(&texts());
    for typed in ["b", "bo", "boat"] {
        look_for(&mut app, typed);
    }
    assert!(asked(&app).is_empty());
    let step = session(&app).undo_label().map(str::to_owned);
    app.attempt(Command::StepHit(Direction::On)).unwrap();
    look_for(&mut app, "shrimp");
    app.attempt(Command::AskQuery).unwrap();
    look_for(&mut app, "shrimp)");
    app.attempt(Command::AskQuery).unwrap();
    assert_eq!(
        asked(&app),
        ["shrimp", "boat"],
        "the latest first, and no broken ones"
    );
    look_for(&mut app, "boat");
    app.attempt(Command::AskQuery).unwrap();
    assert_eq!(asked(&app), ["boat", "shrimp"], "each once");
    assert_eq!(
        session(&app).undo_label().map(str::to_owned),
        step,
        "asking is nothing to take back"
    );
    app.close();
    let mut app = home.app("laptop", "Ann");
    app.attempt(Command::Open(home.project_dir())).unwrap();
    app.wait_idle();
    assert_eq!(
        asked(&app),
        ["boat", "shrimp"],
        "and it is there the next day"
    );
}

#[test]
fn the_oldest_queries_go() {
    let home = Home::new();
    let mut app = home.project(&texts());
    for number in 0..attest::app::MOST_ASKED + 3 {
        look_for(&mut app, &format!("boat{number}"));
        app.attempt(Command::AskQuery).unwrap();
    }
    let asked = asked(&app);
    assert_eq!(asked.len(), attest::app::MOST_ASKED);
    assert_eq!(asked[0], "boat202");
    assert_eq!(asked.last().unwrap(), "boat3");
}

#[test]
fn two_coders_who_ask_the_same_are_in_nobody_s_way() {
    let home = Home::new();
    let mut ann = home.project(&texts());
    ann.wait_idle();
    let mut ben = home.app("desktop", "Ben");
    ben.attempt(Command::Open(home.project_dir())).unwrap();
    ben.wait_idle();
    for app in [&mut ann, &mut ben] {
        look_for(app, "boat");
        app.attempt(Command::AskQuery).unwrap();
        app.wait_idle();
    }
    look_for(&mut ben, "shrimp");
    ben.attempt(Command::AskQuery).unwrap();
    ben.wait_idle();
    ann.look_for_news();
    assert!(session(&ann).project().conflicts().is_empty());
    assert_eq!(asked(&ann), ["boat", "shrimp", "boat"], "one's own first");
    ann.attempt(Command::ShowOthers(attest::app::Others::Blind))
        .unwrap();
    assert_eq!(asked(&ann), ["boat"], "blind to what colleagues look for");
    ann.attempt(Command::ForgetQueries(None)).unwrap();
    assert!(asked(&ann).is_empty());
    ann.run(Command::Undo);
    assert_eq!(asked(&ann), ["boat"]);
}

#[test]
fn what_was_asked_before_is_chosen_by_keys_under_the_search_field() {
    let mut desk = Desk::project(&texts());
    desk.show("harbour");
    for query in ["boat", "shrimp"] {
        desk.fill("Search the corpus", query);
        desk.press(NONE, Key::Enter);
    }
    desk.node("Search the corpus").focus();
    desk.settle();
    desk.press(NONE, Key::ArrowDown);
    assert!(desk.sees("Ask boat") && desk.sees("Ask shrimp"));
    desk.press(NONE, Key::ArrowDown);
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().finder().query(), "boat");
    assert!(!desk.sees("Find a query"), "the list is closed");
    desk.click("Queries asked before");
    desk.letters("shri");
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().finder().query(), "shrimp");
    desk.click("Queries asked before");
    desk.click("Forget boat");
    assert_eq!(asked(desk.app()), ["shrimp"]);
    desk.press(NONE, Key::Escape);
    assert!(!desk.sees("Find a query"));
}

#[test]
fn the_hits_stay_in_sight_when_the_window_is_made_smaller() {
    let mut desk = Desk::project(&texts());
    desk.harness.set_size(eframe::egui::vec2(2400.0, 900.0));
    desk.fill("Search the corpus", "boat");
    desk.press(CTRL_SHIFT, Key::F);
    let ends = |desk: &Desk| desk.node("Sort by right context").rect();
    let wide = ends(&desk);
    desk.harness.set_size(eframe::egui::vec2(1280.0, 800.0));
    desk.settle();
    let narrow = ends(&desk);
    assert!(
        narrow.left() < wide.left() && narrow.right() < 980.0,
        "{narrow:?}"
    );
}

#[test]
fn the_concordance_is_worked_by_keys() {
    let mut desk = Desk::project(&texts());
    desk.show("harbour");
    desk.fill("Search the corpus", "boat");
    desk.press(CTRL_SHIFT, Key::F);
    assert_eq!(desk.session().view().room, Room::Concordance);
    assert!(desk.sees("5 hits in 2 documents") && desk.sees("harbour: 4 hits"));
    desk.click("Sort by left context");
    desk.click("Sort by left context, sorted");
    let order = desk.session().concordance().view().order;
    assert_eq!((order.column, order.descending), (Column::Left, true));
    desk.node("Concordance, 5 hits").focus();
    desk.settle();
    desk.press(NONE, Key::ArrowDown);
    desk.press(NONE, Key::ArrowDown);
    desk.press(NONE, Key::Space);
    // the boat, old boat, new, grey, best
    assert_eq!(desk.session().finder().current(), Some(0));
    assert!(desk.session().finder().is_ticked(0));
    desk.press(CTRL, Key::A);
    assert_eq!(desk.session().finder().ticked().len(), 5);
    desk.press(NONE, Key::Enter);
    assert_eq!(desk.session().view().room, Room::Read, "Enter reads");
    let session = desk.session();
    let (_, text) = session.shown().unwrap();
    let selected = session.view().selection.current();
    assert_eq!(&text.str()[selected.range()], "boat");
    assert_eq!(selected.start, HARBOUR.find("boat").unwrap());
}

#[test]
fn a_bar_shows_only_its_hits_and_ticked_ones_are_coded_after_a_look_at_them() {
    let mut desk = Desk::project(&texts());
    desk.show("harbour");
    desk.fill("Search the corpus", "boat");
    desk.press(CTRL_SHIFT, Key::F);
    desk.starting("market: 1 hit").click();
    desk.settle();
    assert!(desk.sees("Concordance, 1 hit") && desk.sees("Only in “market”"));
    desk.click("Show all");
    assert!(desk.sees("Concordance, 5 hits"));
    desk.app_mut().run(Command::TickAllHits(true));
    desk.settle();
    let groups = desk.session().find_code("DP-GROUPS").unwrap();
    desk.app_mut().run(Command::SetStance(Stance::Unset));
    desk.click("Code ticked…");
    desk.letters("DP-GROUPS");
    desk.press(NONE, Key::Enter);
    assert!(desk.sees("5 passages to code"));
    desk.starting("Code “boat”").click();
    desk.settle();
    assert!(desk.sees("4 passages to code"));
    desk.click("Code 4 passages");
    assert_eq!(quotations(desk.app()).len(), 4);
    assert_eq!(desk.session().project().count_of(groups), 4);
}

#[test]
fn the_lines_are_written_in_their_order_with_citations_and_counts() {
    let home = Home::new();
    let mut app = home.project(&texts());
    look_for(&mut app, "boat");
    sort(&mut app, Column::Left, false);
    lines(&mut app);
    let file = home.path().join("lines.csv");
    let export = |app: &mut App, format: Format, file: &std::path::Path| {
        app.attempt(Command::ExportHits {
            format,
            to: file.to_owned(),
        })
        .unwrap();
        app.wait_idle();
        std::fs::read_to_string(file).unwrap()
    };
    let csv = export(&mut app, Format::Data, &file);
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 6, "{csv}");
    assert!(rows[0].starts_with("left context,hit,right context,document"));
    assert!(
        rows[1].contains("The best ,boat, was for sale.") && rows[1].contains("(market"),
        "{csv}"
    );
    let page = export(&mut app, Format::Markdown, &home.path().join("lines.md"));
    assert!(
        page.contains("By document") && page.contains("hits per 10,000 words"),
        "{page}"
    );
    assert!(page.contains("Sought: boat"), "{page}");
}

#[test]
fn proposals_are_listed_by_code_and_walked_by_keys() {
    let mut desk = Desk::project(&texts());
    desk.show("harbour");
    let query = named("Boats", "boat", desk.app(), "DP-GROUPS");
    desk.app_mut().run(Command::PutQuery(query));
    desk.settle();
    desk.press(CTRL, Key::K);
    desk.letters("proposals");
    desk.press(NONE, Key::Enter);
    assert!(desk.sees("4 passages wait"));
    desk.starting("Walk the proposals").click();
    desk.settle();
    assert!(desk.sees("hit 1 of 4 · coded 0 · skipped 0 · declined 0"));
    desk.press(NONE, Key::Y);
    desk.press(NONE, Key::N);
    desk.press(NONE, Key::L);
    assert!(desk.sees("hit 4 of 4 · coded 1 · skipped 1 · declined 1"));
    let code = desk.session().find_code("DP-GROUPS").unwrap();
    assert_eq!(*desk.session().finder().quest(), Quest::Proposals(code));
}

#[test]
fn a_query_that_cannot_be_understood_comes_with_forms_that_work() {
    let mut desk = Desk::project(&texts());
    desk.show("harbour");
    desk.fill("Search the corpus", "boat)");
    assert!(desk.sees("There is no “(” for this “)”"));
    desk.click("Ask instead boat");
    assert_eq!(desk.session().finder().query(), "boat");
    assert_eq!(desk.session().finder().total(), 5);
}

#[test]
fn a_query_is_attached_to_a_code_when_it_is_saved_and_later() {
    let mut desk = Desk::project(&texts());
    desk.show("harbour");
    desk.fill("Search the corpus", "boat");
    desk.click("Save query…");
    desk.letters("Boats");
    desk.click("Proposes passages for: No code");
    desk.letters("DP-GROUPS");
    desk.press(NONE, Key::Enter);
    desk.click("Save query");
    let groups = desk.session().find_code("DP-GROUPS").unwrap();
    assert_eq!(desk.session().queries()[0].proposes, Some(groups));
    assert_eq!(desk.session().proposals().get(&groups), Some(&4));
    let label = desk
        .session()
        .project()
        .codes()
        .get(groups)
        .unwrap()
        .label()
        .to_owned();
    assert!(desk.sees("0 codings, 4 proposals"), "{label}");
    desk.click("Named queries…");
    desk.click("Propose for no code");
    assert_eq!(desk.session().queries()[0].proposes, None);
}

#[test]
fn the_command_line_shows_hits_in_context_sorted_and_counted_and_lists_queries() {
    let home = Home::new();
    let mut app = home.project(&texts());
    let query = named("Boats", "boat", &app, "DP-GROUPS");
    app.attempt(Command::PutQuery(query)).unwrap();
    look_for(&mut app, "shrimp");
    app.attempt(Command::AskQuery).unwrap();
    app.wait_idle();
    app.close();
    let run = |args: &[&str]| {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_attest"))
            .args(args)
            .current_dir(home.path())
            .env("ATTEST_HOME", home.path().join("home"))
            .output()
            .unwrap();
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        String::from_utf8(ran.stdout).unwrap()
    };
    let lines = run(&[
        "search", "project", "boat", "--kwic", "--sort", "left", "--counts",
    ]);
    let words: Vec<&str> = lines
        .lines()
        .filter_map(|line| line.split_once(" [boat]"))
        .filter_map(|(before, _)| before.split_whitespace().last())
        .collect();
    assert_eq!(words, ["best", "grey", "new", "old", "the"], "{lines}");
    assert!(lines.contains("per 10,000 words"), "{lines}");
    let json = run(&["search", "project", "shrimp", "--kwic", "--json"]);
    assert!(json.contains("\"right\":\" was dear."), "{json}");
    let queries = run(&["queries", "project", "--json"]);
    assert!(
        queries.contains("\"name\":\"Boats\"") && queries.contains("\"coder\":\"Ann\""),
        "{queries}"
    );
}

#[test]
fn more_like_a_passage_is_listed_walked_and_kept_with_its_codings() {
    let mut desk = Desk::project(&texts());
    desk.show("market");
    let text = desk.session().shown().unwrap().1.str().to_owned();
    let start = text.find("The best boat").unwrap();
    let span = attest::project::Span::new(start, text.trim_end().len());
    let select = Command::Select(attest::app::Selection::of(span));
    desk.app_mut().run(select);
    desk.settle();
    desk.press(CTRL_SHIFT, Key::L);
    assert!(desk.sees("Like “The best boat was for sale.”"));
    let finder = desk.session().finder();
    assert!(matches!(finder.quest(), Quest::Like(_)));
    assert!(finder.total() >= 1 && finder.shared(0).iter().any(|word| word.contains("boat")));
    let market = document(desk.app(), "market.txt");
    assert!(
        finder.hits().iter().all(|hit| hit.document != market),
        "not the passage itself"
    );
    let groups = desk.session().find_code("DP-GROUPS").unwrap();
    desk.app_mut().run(Command::StartWalk(Some(groups)));
    desk.app_mut().run(Command::AnswerWalk(Verdict::Yes));
    desk.settle();
    let like = Made::Likeness {
        to: "The best boat was for sale.".to_owned(),
    };
    assert_eq!(made(desk.app()), [like]);
}

#[test]
fn a_work_is_found_with_all_who_wrote_it_wherever_it_is_cited_in_short() {
    let home = Home::new();
    let paper = "Boats were counted (Hansen, Berg, and Lind 2004). Nets were not (Hansen et al. 2004).\n\nReferences\n\nHansen, Ole, Anna Berg, and Per Lind. 2004. Counting Boats. Harbour Press.\n";
    let mut app = home.project(&[("paper.txt", paper)]);
    look_for(&mut app, "cite:lind:2004");
    let finder = session(&app).finder();
    let text = session(&app).text(document(&app, "paper.txt")).unwrap();
    let found: Vec<&str> = finder
        .hits()
        .iter()
        .map(|hit| &text.str()[hit.extent().range()])
        .collect();
    assert!(
        found.iter().any(|words| words.contains("et al.")),
        "{found:?}"
    );
}
