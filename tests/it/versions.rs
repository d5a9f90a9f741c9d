//! A corrected text is a new version: passages go where their words went, and what cannot be placed waits.

#![allow(clippy::unwrap_used)]

use crate::support::{Home, code_words, document};
use attest::app::{App, Command, Direction, Edge};
use attest::project::{Coding, Span, check};

const TALK: &str = "Q: Why then?\nA: The goverment wanted a beter rank.\nQ: And after?\nA: Nobody asked the workers at the port.\n";

fn start(home: &Home) -> App {
    let mut app = home.project(&[("talk.txt", TALK)]);
    code_words(
        &mut app,
        "talk.txt",
        "goverment wanted a beter rank",
        "TIMING-RANK",
    );
    code_words(
        &mut app,
        "talk.txt",
        "Nobody asked the workers",
        "DP-GROUPS",
    );
    app
}

fn correct(app: &mut App, text: &str) {
    let document = document(app, "talk.txt");
    app.attempt(Command::CorrectText {
        document,
        text: text.to_owned(),
        note: "Typing errors".to_owned(),
    })
    .unwrap();
    app.wait_idle();
}

/// The quotations in the order of the text, each with what the text says at its place; none for one that waits.
fn passages(app: &App) -> Vec<(String, Option<String>)> {
    let session = app.session().unwrap();
    let mut codings: Vec<&Coding> = session.project().codings().iter().collect();
    codings.sort_by_key(|coding| (coding.extent(), coding.id));
    let said = |coding: &Coding| {
        let text = session.text_of(coding)?;
        Coding::quote(text.str(), &coding.spans)
    };
    codings
        .into_iter()
        .map(|coding| (coding.quotation.clone(), said(coding)))
        .collect()
}

fn placed(words: &str) -> (String, Option<String>) {
    (words.to_owned(), Some(words.to_owned()))
}

fn problems(app: &App) -> Vec<String> {
    let session = app.session().unwrap();
    let found = check(session.project(), |id| {
        session.text(id).map(|text| text.str())
    });
    found.iter().map(ToString::to_string).collect()
}

fn text(app: &App) -> String {
    let session = app.session().unwrap();
    let document = document(app, "talk.txt");
    session.text(document).unwrap().str().to_owned()
}

fn mended() -> String {
    TALK.replace("goverment", "government")
        .replace("beter", "better")
}

fn last_notice(app: &App) -> String {
    app.notices().list().last().unwrap().text.clone()
}

#[test]
fn passages_go_with_their_words_and_the_text_from_before_is_kept() {
    let home = Home::new();
    let mut app = start(&home);
    correct(&mut app, &format!("Interview, 3 May\n{}", mended()));
    let all = [
        placed("government wanted a better rank"),
        placed("Nobody asked the workers"),
    ];
    assert_eq!(passages(&app), all);
    assert_eq!(problems(&app), [""; 0]);
    assert!(last_notice(&app).contains("2 passages went with it"));
    let session = app.session().unwrap();
    assert_eq!(session.project().versions().len(), 2);
    for version in session.project().versions().iter() {
        assert!(
            home.project_dir()
                .join("documents")
                .join(&version.file)
                .exists()
        );
    }
    drop(app);
    let mut again = home.app("laptop", "Ann");
    again.attempt(Command::Open(home.project_dir())).unwrap();
    again.wait_idle();
    assert_eq!(passages(&again), all, "it is the same when opened again");
    assert_eq!(again.session().unwrap().count_waiting(), 0);
}

#[test]
fn a_correction_is_one_step_back_and_on() {
    let home = Home::new();
    let mut app = start(&home);
    let before = (passages(&app), text(&app));
    correct(&mut app, &mended());
    let after = (passages(&app), text(&app));
    assert_eq!(
        app.session().unwrap().undo_label(),
        Some("Correct the text of “talk”")
    );
    app.attempt(Command::Undo).unwrap();
    app.wait_idle();
    assert_eq!((passages(&app), text(&app)), before);
    app.attempt(Command::Redo).unwrap();
    app.wait_idle();
    assert_eq!((passages(&app), text(&app)), after);
    assert_eq!(problems(&app), [""; 0]);
}

#[test]
fn what_cannot_be_placed_waits_with_its_words_and_is_placed_by_hand() {
    let home = Home::new();
    let mut app = start(&home);
    let cut = TALK.replace("Nobody asked the workers at the port.", "Who knows?");
    correct(&mut app, &cut);
    let session = app.session().unwrap();
    assert_eq!(session.count_waiting(), 1);
    let waiting = session.waiting()[0].clone();
    assert_eq!(waiting.quotation, "Nobody asked the workers");
    assert!(last_notice(&app).contains("1 passage waits"));
    assert_eq!(problems(&app), [""; 0], "waiting is no fault");

    // It is not a place in this text for anything.
    app.attempt(Command::GoToCoding(waiting.id)).unwrap();
    assert!(
        app.attempt(Command::Nudge(Edge::End, Direction::On))
            .is_err()
    );
    app.attempt(Command::SetQuery("code:DP-GROUPS".to_owned()))
        .unwrap();
    app.wait_idle();
    assert_eq!(app.session().unwrap().finder().hits().len(), 0);

    let start = cut.find("Who knows").unwrap();
    let span = Span::new(start, start + "Who knows".len());
    app.attempt(Command::SetSpans(waiting.id, vec![span]))
        .unwrap();
    app.wait_idle();
    assert_eq!(app.session().unwrap().count_waiting(), 0);
    assert!(passages(&app).contains(&placed("Who knows")));
    app.attempt(Command::Undo).unwrap();
    assert_eq!(app.session().unwrap().count_waiting(), 1);
}

#[test]
fn one_can_go_back_to_a_text_from_before() {
    let home = Home::new();
    let mut app = start(&home);
    let first = text(&app);
    correct(
        &mut app,
        &TALK.replace("Nobody asked the workers at the port.", "Who knows?"),
    );
    let session = app.session().unwrap();
    let id = document(&app, "talk.txt");
    let versions = attest::project::versions_of(session.project(), id);
    let oldest = versions.last().unwrap().id;
    assert_eq!(versions[0].note, "Typing errors");
    app.attempt(Command::GoBackTo(oldest)).unwrap();
    app.wait_idle();
    assert_eq!(text(&app), first);
    // What waited stands in its place again.
    assert_eq!(app.session().unwrap().count_waiting(), 0);
    assert_eq!(passages(&app).len(), 2);
    assert!(passages(&app).iter().all(|(_, said)| said.is_some()));
    let files = std::fs::read_dir(home.project_dir().join("documents")).unwrap();
    assert_eq!(
        files.count(),
        2,
        "a text that is there is not written again"
    );
}

#[test]
fn a_colleague_who_coded_in_the_text_from_before_finds_the_passages_in_the_new_one() {
    let home = Home::new();
    let mut ann = start(&home);
    let mut bea = home.app("desktop", "Bea");
    bea.attempt(Command::Open(home.project_dir())).unwrap();
    bea.wait_idle();
    correct(&mut ann, &format!("Interview\n{}", mended()));
    // Bea has not heard of it yet.
    code_words(&mut bea, "talk.txt", "Q: And after?", "TIMING-RANK");
    code_words(&mut bea, "talk.txt", "a beter rank", "DP-GROUPS");
    bea.wait_idle();
    ann.look_for_news();
    bea.look_for_news();
    for app in [&mut ann, &mut bea] {
        app.wait_idle();
    }
    let all = [
        placed("government wanted a better rank"),
        placed("a better rank"),
        placed("Q: And after?"),
        placed("Nobody asked the workers"),
    ];
    assert_eq!(passages(&ann), all);
    assert_eq!(passages(&bea), all);
    assert!(last_notice(&ann).contains("2 passages of “talk” were carried over"));
    for _ in 0..2 {
        ann.look_for_news();
        bea.look_for_news();
        ann.wait_idle();
        bea.wait_idle();
    }
    let (ann, bea) = (ann.session().unwrap(), bea.session().unwrap());
    assert_eq!(ann.project(), bea.project());
    assert!(ann.project().conflicts().is_empty(), "both say the same");
}

#[test]
fn two_corrections_at_once_leave_all_passages_in_the_one_that_stands() {
    let home = Home::new();
    let mut ann = start(&home);
    let mut bea = home.app("desktop", "Bea");
    bea.attempt(Command::Open(home.project_dir())).unwrap();
    bea.wait_idle();
    correct(&mut ann, &TALK.replace("goverment", "government"));
    code_words(
        &mut ann,
        "talk.txt",
        "the workers at the port",
        "TIMING-RANK",
    );
    correct(&mut bea, &TALK.replace("beter", "better"));
    for _ in 0..4 {
        for app in [&mut ann, &mut bea] {
            app.wait_idle();
            app.look_for_news();
            app.wait_idle();
        }
    }
    let (a, b) = (ann.session().unwrap(), bea.session().unwrap());
    assert_eq!(a.project(), b.project());
    assert_eq!(text(&ann), TALK.replace("beter", "better"));
    assert_eq!(
        passages(&ann),
        [
            placed("goverment wanted a better rank"),
            placed("Nobody asked the workers"),
            placed("the workers at the port"),
        ]
    );
    assert_eq!(a.count_waiting(), 0);
    assert_eq!(
        a.project().conflicts().len(),
        1,
        "the two texts themselves are for the coders to choose from"
    );
    assert_eq!(a.project().versions().len(), 3);
}

#[test]
fn a_corrected_file_is_shown_before_it_is_put_in() {
    let home = Home::new();
    let mut app = start(&home);
    let file = home.file(
        "better.txt",
        &mended().replace("Nobody asked the workers", "Rain fell"),
    );
    let document = document(&app, "talk.txt");
    app.attempt(Command::PrepareText(document, file)).unwrap();
    app.wait_idle();
    let ready = app.replacing().unwrap().ready().unwrap();
    assert_eq!((ready.moves.len(), ready.waits.len()), (1, 1));
    assert_eq!(ready.moves[0].quotation, "government wanted a better rank");
    assert_eq!(text(&app), TALK, "nothing is changed yet");
    app.attempt(Command::ReplaceText).unwrap();
    app.wait_idle();
    assert_eq!(app.session().unwrap().count_waiting(), 1);
    assert!(text(&app).contains("Rain fell"));
    assert!(app.replacing().is_none());
    assert!(app.attempt(Command::ReplaceText).is_err());
}

#[test]
fn a_text_is_not_corrected_to_itself_or_to_nothing() {
    let home = Home::new();
    let mut app = start(&home);
    let document = document(&app, "talk.txt");
    for text in [TALK, " \n"] {
        let text = text.to_owned();
        let note = String::new();
        let asked = Command::CorrectText {
            document,
            text,
            note,
        };
        assert!(app.attempt(asked).is_err());
    }
    assert!(app.session().unwrap().project().versions().is_empty());
}
