//! What a person can ask for, without a window: code, undo, save, work side by side, search, export.

#![allow(clippy::unwrap_used)]

use crate::support::{Home, code, code_words, document, quotations, select};
use attest::app::{App, CodingField, Command, Direction, Edge, Others, Saved, Selection, Wanted};
use attest::project::{
    Attribute, AttributeId, AttributeKind, CodingId, RecordId, Span, Stance, check,
};
use attest::project::{Column, Filter, Format, Recipe, Sort};

const NEWS: &str = "The ministry met in May. The law was passed in 2008, they said.\n\nThe factories did not ask for it.\n";
const TALK: &str = "Q: Why then?\nA: The rank. ประเทศไทยต้องการอันดับที่ดีกว่า\n";

fn start(home: &Home) -> App {
    home.project(&[("news.txt", NEWS), ("talk.md", TALK)])
}

fn chosen(app: &App) -> attest::project::Coding {
    app.session().unwrap().chosen().unwrap().clone()
}

fn problems(app: &App) -> Vec<String> {
    let session = app.session().unwrap();
    let found = check(session.project(), |id| {
        session.text(id).map(|text| text.str())
    });
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn a_coded_passage_keeps_its_words_its_coder_and_what_is_said_of_it() {
    let home = Home::new();
    let mut app = start(&home);
    app.attempt(Command::SetStance(Stance::Supports)).unwrap();
    code_words(
        &mut app,
        "news.txt",
        "The law was passed in 2008",
        "TIMING-RANK",
    );
    let id = chosen(&app).id;
    let set = |field| Command::EditCodings(vec![id], vec![field]);
    for field in [
        CodingField::Case("Thailand".to_owned()),
        CodingField::Date("before 2008-06".to_owned()),
        CodingField::Speaker(" the ministry ".to_owned()),
        CodingField::Memo("Check the date.".to_owned()),
    ] {
        app.attempt(set(field)).unwrap();
    }
    let coding = chosen(&app);
    let session = app.session().unwrap();
    assert_eq!(coding.quotation, "The law was passed in 2008");
    assert_eq!(coding.stance, Stance::Supports);
    assert_eq!(coding.date.unwrap().to_string(), "before 2008-06");
    assert_eq!(coding.speaker, "the ministry");
    assert_eq!(session.project().case_of(&coding).unwrap().name, "Thailand");
    assert_eq!(
        session.project().coders().get(coding.coder).unwrap().name,
        "Ann"
    );
    assert_eq!(
        session.view().stance,
        Stance::Unset,
        "the next coding starts without a stance"
    );
    assert!(
        app.attempt(set(CodingField::Date("soon".to_owned())))
            .unwrap_err()
            .contains("soon")
    );
    assert_eq!(problems(&app), [""; 0]);
}

#[test]
fn every_step_can_be_taken_back_and_done_again_by_its_name() {
    let home = Home::new();
    let mut app = start(&home);
    code_words(&mut app, "news.txt", "factories", "DP-ECON");
    code_words(&mut app, "talk.md", "The rank", "TIP-NOTICED");
    let id = chosen(&app).id;
    app.attempt(Command::EditCodings(
        vec![id],
        vec![CodingField::Case("Thailand".to_owned())],
    ))
    .unwrap();
    app.attempt(Command::DeleteCodings).unwrap();
    assert_eq!(app.session().unwrap().undo_label(), Some("Delete coding"));
    let mut labels = Vec::new();
    while let Some(label) = app.session().unwrap().undo_label().map(str::to_owned) {
        app.attempt(Command::Undo).unwrap();
        labels.push(label);
    }
    assert_eq!(
        labels,
        [
            "Delete coding",
            "Set case",
            "Code passage",
            "Code passage",
            "Import documents"
        ]
    );
    assert!(app.session().unwrap().project().documents().is_empty());
    for _ in &labels {
        app.attempt(Command::Redo).unwrap();
    }
    assert_eq!(quotations(&app), ["factories"]);
    assert_eq!(app.session().unwrap().redo_label(), None);
    app.wait_idle();
    assert_eq!(problems(&app), [""; 0]);
}

#[test]
fn what_was_called_saved_is_there_after_the_app_was_killed() {
    let home = Home::new();
    let mut app = start(&home);
    code_words(&mut app, "news.txt", "factories", "DP-ECON");
    app.wait_idle();
    assert_eq!(app.session().unwrap().saver().saved(), Saved::Yes);
    // The project folder as a power cut leaves it: nothing is closed, nothing tidied.
    let left = home.path().join("left");
    copy_dir(&home.project_dir(), &left);
    let mut later = home.app("other", "Ann");
    later.attempt(Command::Open(left)).unwrap();
    later.wait_idle();
    assert_eq!(quotations(&later), ["factories"]);
    assert_eq!(problems(&later), [""; 0]);
}

fn copy_dir(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_project_closed_and_opened_again_is_the_same() {
    let home = Home::new();
    let mut app = start(&home);
    code_words(&mut app, "news.txt", "factories", "DP-ECON");
    code_words(&mut app, "talk.md", "ประเทศไทย", "TIP-NOTICED");
    app.wait_idle();
    let before = app.session().unwrap().project().clone();
    app.close();
    app.attempt(Command::Open(home.project_dir())).unwrap();
    app.wait_idle();
    let after = app.session().unwrap().project();
    assert_eq!(after.changes(), before.changes());
    assert_eq!(problems(&app), [""; 0]);
}

#[test]
fn a_second_copy_of_the_app_on_one_machine_reads_only_and_says_so() {
    let home = Home::new();
    let mut first = start(&home);
    let mut second = home.app("laptop", "Ann");
    second.attempt(Command::Open(home.project_dir())).unwrap();
    second.wait_idle();
    assert!(second.session().unwrap().read_only().is_some());
    select(&mut second, "news.txt", "factories");
    let code = code(&second, "DP-ECON");
    assert!(second.attempt(Command::ApplyCode(code)).is_err());
    code_words(&mut first, "news.txt", "factories", "DP-ECON");
    assert_eq!(quotations(&first), ["factories"]);
}

#[test]
fn two_coders_in_one_folder_see_each_others_codings_and_can_work_blind() {
    let home = Home::new();
    let mut ann = start(&home);
    let mut ben = home.app("desktop", "Ben");
    ben.attempt(Command::Open(home.project_dir())).unwrap();
    ben.wait_idle();
    code_words(&mut ann, "news.txt", "factories", "DP-ECON");
    ann.wait_idle();
    code_words(&mut ben, "news.txt", "The law", "TIMING");
    ben.wait_idle();
    ann.look_for_news();
    ben.look_for_news();
    for app in [&ann, &ben] {
        assert_eq!(quotations(app), ["The law", "factories"]);
    }
    ann.attempt(Command::ShowOthers(Others::Blind)).unwrap();
    assert_eq!(
        quotations(&ann),
        ["factories"],
        "nothing of Ben's can sway Ann"
    );
    let session = ann.session().unwrap();
    let timing = session.project().codes().get(code(&ann, "TIMING")).unwrap();
    assert_eq!(session.count_under(timing), 0);
}

#[test]
fn ends_of_a_passage_move_by_words() {
    let home = Home::new();
    let mut app = start(&home);
    code_words(&mut app, "news.txt", "law was passed", "TIMING");
    let quotation_after = |app: &mut App, edge, direction| {
        app.attempt(Command::Nudge(edge, direction)).unwrap();
        chosen(app).quotation
    };
    assert_eq!(
        quotation_after(&mut app, Edge::End, Direction::On),
        "law was passed in"
    );
    assert_eq!(
        quotation_after(&mut app, Edge::Start, Direction::Back),
        "The law was passed in"
    );
    assert_eq!(
        quotation_after(&mut app, Edge::End, Direction::Back),
        "The law was passed"
    );
    assert_eq!(
        quotation_after(&mut app, Edge::Start, Direction::On),
        "law was passed"
    );
}

#[test]
fn the_next_and_the_previous_coding_are_walked_in_the_order_of_the_text() {
    let home = Home::new();
    let mut app = start(&home);
    for words in ["factories", "The ministry", "2008"] {
        code_words(&mut app, "news.txt", words, "TIMING");
    }
    app.attempt(Command::SelectCodings(Vec::new())).unwrap();
    app.attempt(Command::Select(Selection::caret(0))).unwrap();
    let mut walked = Vec::new();
    for _ in 0..3 {
        app.attempt(Command::StepCoding(Direction::On)).unwrap();
        walked.push(chosen(&app).quotation);
    }
    app.attempt(Command::StepCoding(Direction::Back)).unwrap();
    walked.push(chosen(&app).quotation);
    assert_eq!(walked, ["The ministry", "2008", "factories", "2008"]);
}

#[test]
fn two_parts_make_one_coding_with_both_in_its_quotation() {
    let home = Home::new();
    let mut app = start(&home);
    select(&mut app, "news.txt", "The ministry");
    let mut selection = app.session().unwrap().view().selection.clone();
    selection.parts.push(selection.current());
    let law = NEWS.find("law").unwrap();
    (selection.anchor, selection.head) = (law, law + 3);
    app.attempt(Command::Select(selection)).unwrap();
    let timing = code(&app, "TIMING");
    app.attempt(Command::ApplyCode(timing)).unwrap();
    let coding = chosen(&app);
    assert_eq!(coding.spans, [Span::new(0, 12), Span::new(law, law + 3)]);
    assert_eq!(coding.quotation, "The ministry […] law");
    assert_eq!(problems(&app), [""; 0]);
}

#[test]
fn found_passages_are_walked_ticked_and_coded_in_one_step() {
    let home = Home::new();
    let mut app = start(&home);
    app.attempt(Command::SetQuery("law OR rank".to_owned()))
        .unwrap();
    app.wait_idle();
    let finder = app.session().unwrap().finder();
    assert_eq!(finder.error(), None);
    assert_eq!(finder.total(), 2);
    app.attempt(Command::StepHit(Direction::On)).unwrap();
    assert_eq!(
        app.session().unwrap().view().document,
        Some(document(&app, "news.txt"))
    );
    app.attempt(Command::TickAllHits(true)).unwrap();
    let timing = code(&app, "TIMING");
    app.attempt(Command::CodeHits(timing)).unwrap();
    let mut found = quotations(&app);
    found.sort();
    assert_eq!(found, ["law", "rank"]);
    app.attempt(Command::Undo).unwrap();
    assert_eq!(quotations(&app), [""; 0]);
}

#[test]
fn the_table_is_filtered_and_sorted_and_leaves_as_csv() {
    let home = Home::new();
    let mut app = start(&home);
    let kind = Attribute {
        id: AttributeId::new(),
        name: "Source type".to_owned(),
        kind: AttributeKind::List(vec!["press".to_owned(), "interview".to_owned()]),
    };
    app.attempt(Command::PutAttribute(kind.clone())).unwrap();
    code_words(&mut app, "news.txt", "factories", "DP-ECON");
    let id = chosen(&app).id;
    app.attempt(Command::EditCodings(
        vec![id],
        vec![CodingField::Attribute(kind.id, "press".to_owned())],
    ))
    .unwrap();
    assert!(
        app.attempt(Command::EditCodings(
            vec![id],
            vec![CodingField::Attribute(kind.id, "song".to_owned())]
        ))
        .is_err()
    );
    code_words(&mut app, "talk.md", "ประเทศไทย", "TIP-NOTICED");
    code_words(&mut app, "news.txt", "The ministry", "TIP-STATEMENT");
    assert_eq!(quotations(&app).len(), 3);
    let tip = code(&app, "TIP");
    app.attempt(Command::SetFilter(Box::new(Filter {
        code: Some(tip),
        ..Filter::default()
    })))
    .unwrap();
    assert_eq!(
        quotations(&app),
        ["The ministry", "ประเทศไทย"],
        "a code stands for its parts too"
    );
    app.attempt(Command::SetSort(Sort {
        column: Column::Key,
        descending: true,
    }))
    .unwrap();
    assert_eq!(quotations(&app), ["The ministry", "ประเทศไทย"]);
    app.attempt(Command::SetFilter(Box::default())).unwrap();
    app.attempt(Command::SetSort(Sort::default())).unwrap();
    let to = home.path().join("out.csv");
    app.attempt(Command::Export {
        wanted: Box::new(Wanted {
            recipe: Recipe::default(),
            format: Format::Data,
            rows: None,
        }),
        to: to.clone(),
    })
    .unwrap();
    app.wait_idle();
    let csv = std::fs::read_to_string(&to).unwrap();
    let mut lines = csv.split("\r\n");
    let header = "code,key,stance,quotation,document,author,year,place,case,date,speaker,coder,memo,sources,made by,start,end,\
                  on Domestic pressure,on Treaty obligations,Source type";
    assert_eq!(lines.next(), Some(header));
    assert!(lines.next().unwrap().contains("The ministry"));
    let thai = csv.lines().find(|line| line.contains("ประเทศไทย")).unwrap();
    let start = TALK.chars().position(|c| c == 'ป').unwrap();
    assert!(
        thai.contains(&format!("{start},{}", start + "ประเทศไทย".chars().count())),
        "code points, not bytes: {thai}"
    );
}

#[test]
fn an_attribute_and_a_case_that_are_removed_leave_no_trace_and_come_back() {
    let home = Home::new();
    let mut app = start(&home);
    let mark = Attribute {
        id: AttributeId::new(),
        name: "Weight".to_owned(),
        kind: AttributeKind::Number,
    };
    app.attempt(Command::PutAttribute(mark.clone())).unwrap();
    code_words(&mut app, "news.txt", "factories", "DP-ECON");
    let id = chosen(&app).id;
    let fields = vec![
        CodingField::Attribute(mark.id, "2.5".to_owned()),
        CodingField::Case("Thailand".to_owned()),
    ];
    app.attempt(Command::EditCodings(vec![id], fields)).unwrap();
    let before = chosen(&app);
    app.attempt(Command::Remove(RecordId::Attribute(mark.id)))
        .unwrap();
    app.attempt(Command::Remove(RecordId::Case(before.case.unwrap())))
        .unwrap();
    assert_eq!(
        (chosen(&app).attributes.len(), chosen(&app).case),
        (0, None)
    );
    assert_eq!(problems(&app), [""; 0]);
    app.attempt(Command::Undo).unwrap();
    app.attempt(Command::Undo).unwrap();
    assert_eq!(chosen(&app), before);
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_others_come_in() {
    let home = Home::new();
    let mut app = home.project(&[("news.txt", NEWS)]);
    let empty = home.file("empty.txt", "");
    let good = home.file("good.txt", "Good.");
    app.attempt(Command::Import(vec![
        empty,
        home.path().join("none.txt"),
        good,
    ]))
    .unwrap();
    app.wait_idle();
    assert_eq!(app.session().unwrap().project().documents().len(), 2);
    let session = app.session().unwrap();
    let newest = attest::app::reports_in_order(session.project())[0];
    let said = attest::app::describe(newest, session.project());
    for words in [
        "empty.txt: not imported\n    Reason: Is empty",
        "none.txt: not imported\n    Reason: Is not there",
        "good.txt: all of it is in\n    Document: good",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn the_sample_opens_ready_to_code_and_can_be_put_back() {
    let home = Home::new();
    let mut app = home.app("laptop", "Ann");
    app.attempt(Command::OpenSample).unwrap();
    app.wait_idle();
    assert_eq!(problems(&app), [""; 0]);
    let before = app.session().unwrap().project().codings().len();
    assert!(before >= 25);
    let ids: Vec<CodingId> = app
        .session()
        .unwrap()
        .project()
        .codings()
        .iter()
        .map(|coding| coding.id)
        .collect();
    app.attempt(Command::SelectCodings(ids)).unwrap();
    app.attempt(Command::DeleteCodings).unwrap();
    app.attempt(Command::ResetSample).unwrap();
    app.wait_idle();
    assert_eq!(app.session().unwrap().project().codings().len(), before);
}

#[test]
fn a_project_whose_changes_cannot_be_written_stays_open_until_they_can() {
    let home = Home::new();
    let mut app = start(&home);
    app.close();
    app.attempt(Command::Open(home.project_dir())).unwrap();
    app.wait_idle();
    // A file stands where the coders' files should: nothing can be written there, whoever one is.
    let coders = home.project_dir().join("coders");
    std::fs::remove_dir_all(&coders).unwrap();
    std::fs::write(&coders, "in the way").unwrap();
    code_words(&mut app, "news.txt", "factories", "DP-ECON");
    app.wait_idle();
    let saver = app.session().unwrap().saver();
    assert!(matches!(saver.saved(), Saved::No(_)));
    assert!(app.attempt(Command::Close).is_err());
    assert!(app.attempt(Command::OpenSample).is_err());
    assert_eq!(quotations(&app), ["factories"]);
    std::fs::remove_file(&coders).unwrap();
    std::fs::create_dir(&coders).unwrap();
    app.attempt(Command::SaveAgain).unwrap();
    app.wait_idle();
    assert_eq!(app.session().unwrap().saver().saved(), Saved::Yes);
    app.attempt(Command::Close).unwrap();
    app.attempt(Command::Open(home.project_dir())).unwrap();
    app.wait_idle();
    assert_eq!(quotations(&app), ["factories"]);
}
