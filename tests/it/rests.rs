//! What a passage rests on: seen in the window, and in every table that leaves.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use crate::export::read;
use crate::support::{self, Home, code_words};
use attest::app::{App, Command, Room, Selection, SourceFilter, Wanted};
use attest::project::{
    Column, Filter, Format, Made, Output, Recipe, Sort, Span, Style, Transaction,
};
use attest::store::Store;
use eframe::egui::{Key, Modifiers};

/// Later than any clock that runs meanwhile, in milliseconds since 1970.
const NOW: u64 = 4_000_000_000_000;

/// Three kinds of sources: notes with cables, authors and years in the text, and nothing.
const HARBOUR: &str = "Why the port bill passed\n\nThe ministry feared for its loans.¹ It told the envoys in 2008 that the list hurt more than\n\n¹ 07KUALALUMPUR1290.\n² 06BUENOSAIRES309; see also 06BUENOSAIRES311.\n\nany sanction would.² Traders did not care (Brandt 1987, 12). The quay is 30 m² wide³ and old.\n\n³ Interview with a pilot, May 2009.\n";

const FEARED: &str = "The ministry feared for its loans.";
const CARED: &str = "Traders did not care (Brandt 1987, 12).";

fn coded() -> (Home, App) {
    let home = Home::new();
    let mut app = home.project(&[("harbour.txt", HARBOUR)]);
    code_words(&mut app, "harbour.txt", FEARED, "TIP-NOTICED");
    code_words(&mut app, "harbour.txt", CARED, "TIP-NOTICED");
    code_words(
        &mut app,
        "harbour.txt",
        "Why the port bill passed",
        "TIMING",
    );
    (home, app)
}

fn exported(app: &mut App, home: &Home, recipe: Recipe, format: Format) -> Vec<u8> {
    let to = home.path().join(format!("table.{}", format.extension()));
    app.attempt(Command::Export {
        wanted: Box::new(Wanted {
            recipe,
            format,
            rows: None,
        }),
        to: to.clone(),
    })
    .unwrap();
    app.wait_idle();
    std::fs::read(to).unwrap()
}

fn of(output: Output) -> Recipe {
    Recipe {
        output,
        ..Recipe::default()
    }
}

/// All words of a file, whatever its format.
fn words(format: Format, bytes: &[u8]) -> String {
    match format {
        Format::Xlsx => {
            let sheets = read::xlsx(bytes).into_iter();
            let cells = sheets.flat_map(|(_, grid)| grid.into_iter().flatten());
            cells.collect::<Vec<_>>().join("\n")
        }
        Format::Docx => read::part(bytes, "word/document.xml").unwrap(),
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

#[test]
fn every_table_in_every_format_says_what_its_passages_rest_on() {
    let (home, mut app) = coded();
    for output in [Output::Passages, Output::Implications, Output::Evidence] {
        for format in Format::ALL {
            let bytes = exported(&mut app, &home, of(output), format);
            let written = words(format, &bytes);
            let mut sources = vec!["07KUALALUMPUR1290", "Brandt 1987"];
            if output == Output::Implications && format.is_flat() {
                // Its rows have the best passage only.
                sources.pop();
            }
            for source in sources {
                assert!(
                    written.contains(source),
                    "{output} as {}: {source} is missing in\n{written}",
                    format.name()
                );
            }
        }
    }
}

#[test]
fn sources_and_how_it_was_made_are_columns_of_the_passages() {
    let (home, mut app) = coded();
    let first = app.session().unwrap().rows()[1];
    let project = app.session().unwrap().project();
    let mut coding = project.codings().get(first).unwrap().clone();
    coding.made = Made::Search {
        query: "loan*".to_owned(),
    };
    // A colleague has found it by a search.
    let writer = home.machine("colleague").writer("Colleague");
    let mut opened = Store::open(&home.project_dir(), &writer, NOW).unwrap();
    let step = Transaction::new("Code").put(coding);
    let (changes, _) = opened.project.apply(&step, &mut opened.clock, NOW);
    opened.store.journal().append("Code", &changes).unwrap();
    drop(opened);
    app.look_for_news();
    let csv = words(
        Format::Data,
        &exported(&mut app, &home, of(Output::Passages), Format::Data),
    );
    let rows: Vec<Vec<String>> = csv::Reader::from_reader(csv.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let cells = |at: usize| (rows[at][13].as_str(), rows[at][14].as_str());
    assert_eq!(cells(0), ("", "reading"));
    assert_eq!(cells(1), ("07KUALALUMPUR1290", "search for loan*"));
    assert_eq!(cells(2), ("Brandt 1987", "reading"));
}

#[test]
fn a_citation_says_what_the_passage_cites_and_nothing_where_it_cites_nothing() {
    let (home, mut app) = coded();
    let mut cited = |citation: &str| {
        let recipe = Recipe {
            columns: vec![Column::Cited],
            style: Style {
                citation: citation.to_owned(),
                ..Style::default()
            },
            ..Recipe::default()
        };
        let bytes = exported(&mut app, &home, recipe, Format::Markdown);
        words(Format::Markdown, &bytes)
    };
    let usual = cited(Style::PATTERNS[0].1);
    for said in [
        "“Why the port bill passed” (harbour, ¶ 1)",
        "“The ministry feared for its loans.” (harbour, ¶ 3, citing 07KUALALUMPUR1290)",
        "(harbour, ¶ 8, citing Brandt 1987)",
    ] {
        assert!(usual.contains(said), "{said} is missing in\n{usual}");
    }
    let plain = cited(Style::PATTERNS[1].1);
    assert!(
        !plain.contains("citing") && plain.contains("(harbour, ¶ 3)"),
        "{plain}"
    );
    let first = cited(Style::PATTERNS[2].1);
    assert!(
        first.contains("(07KUALALUMPUR1290, cited in harbour, ¶ 3)")
            && first.contains("“Why the port bill passed” (harbour, ¶ 1)"),
        "{first}"
    );
    for (name, pattern) in Style::PATTERNS {
        let said = cited(pattern);
        assert!(
            said.contains("harbour") && !said.contains('{'),
            "{name}: {said}"
        );
    }
}

#[test]
fn marks_of_notes_go_from_quotations_and_what_only_looks_like_one_stays() {
    let home = Home::new();
    let mut app = home.project(&[("harbour.txt", HARBOUR)]);
    let start = HARBOUR.find("It told").unwrap();
    let end = HARBOUR.find(" and old").unwrap();
    let all = HARBOUR.find("any sanction").unwrap();
    for span in [Span::new(all, end), Span::new(start, end)] {
        support::select(&mut app, "harbour.txt", "Why");
        app.attempt(Command::Select(Selection::of(span))).unwrap();
        let code = support::code(&app, "TIMING");
        app.attempt(Command::ApplyCode(code)).unwrap();
    }
    let mut quoted = |note_marks: bool| {
        let recipe = Recipe {
            columns: vec![Column::Cited],
            style: Style {
                note_marks,
                citation: String::new(),
                ..Style::default()
            },
            ..Recipe::default()
        };
        let bytes = exported(&mut app, &home, recipe, Format::Markdown);
        words(Format::Markdown, &bytes)
    };
    let without = quoted(false);
    assert!(
        without.contains(
            "“any sanction would. Traders did not care (Brandt 1987, 12). The quay is 30 m² wide”"
        ),
        "{without}"
    );
    assert!(
        without.contains(
            "“It told the envoys in 2008 that the list hurt more than any sanction would. Traders"
        ),
        "the notes at the foot of the page are no part of it: {without}"
    );
    let with = quoted(true);
    assert!(
        with.contains("would.² Traders") && with.contains("30 m² wide³"),
        "{with}"
    );
    assert!(with.contains("¹ 07KUALALUMPUR1290."), "{with}");
}

#[test]
fn the_table_of_passages_is_sorted_and_filtered_by_what_they_rest_on() {
    let (_home, mut app) = coded();
    app.session().unwrap().listing();
    app.wait_idle();
    let sort = |descending| {
        Command::SetSort(Sort {
            column: Column::Sources,
            descending,
        })
    };
    app.attempt(sort(false)).unwrap();
    app.wait_idle();
    let listed = |app: &App| -> Vec<String> {
        let session = app.session().unwrap();
        let rows = session.listing().unwrap().rows.to_vec();
        assert_eq!(rows, session.rows());
        let codings = session.project().codings();
        let rows = rows.iter();
        rows.map(|id| codings.get(*id).unwrap().quotation.clone())
            .collect()
    };
    assert_eq!(listed(&app), [FEARED, CARED, "Why the port bill passed"]);
    let filter = Filter {
        source: "brandt 87".to_owned(),
        ..Filter::default()
    };
    app.attempt(Command::SetFilter(Box::new(filter))).unwrap();
    app.wait_idle();
    assert_eq!(listed(&app), [CARED]);
    // What is coded while the table is open is looked at, too.
    code_words(&mut app, "harbour.txt", "Brandt 1987", "TIMING");
    app.wait_idle();
    assert_eq!(listed(&app), [CARED, "Brandt 1987"]);
    app.attempt(Command::Undo).unwrap();
    app.wait_idle();
    assert_eq!(listed(&app), [CARED]);
    let nothing = Filter {
        source: "smith".to_owned(),
        ..Filter::default()
    };
    app.attempt(Command::SetFilter(Box::new(nothing))).unwrap();
    app.wait_idle();
    assert!(listed(&app).is_empty());
}

#[test]
fn an_export_waits_until_the_documents_have_been_read() {
    let (home, mut app) = coded();
    // Nothing is known of a project that was just opened.
    app.attempt(Command::Close).unwrap();
    app.attempt(Command::Open(home.project_dir())).unwrap();
    let csv = exported(&mut app, &home, of(Output::Passages), Format::Data);
    assert!(words(Format::Data, &csv).contains("07KUALALUMPUR1290"));
}

#[test]
fn an_export_that_waits_can_be_stopped() {
    let (home, mut app) = coded();
    app.attempt(Command::Close).unwrap();
    app.attempt(Command::Open(home.project_dir())).unwrap();
    let to = home.path().join("never.csv");
    app.attempt(Command::Export {
        wanted: Box::new(Wanted {
            recipe: Recipe::default(),
            format: Format::Csv,
            rows: None,
        }),
        to: to.clone(),
    })
    .unwrap();
    assert!(app.export_progress().is_some());
    app.attempt(Command::CancelExport).unwrap();
    app.wait_idle();
    assert!(app.export_progress().is_none() && !to.exists());
}

/// A window with two coded passages.
fn desk() -> Desk {
    let mut desk = Desk::project(&[("harbour.txt", HARBOUR)]);
    desk.show("harbour.txt");
    let start = HARBOUR.find("The ministry").unwrap();
    let span = Span::new(start, start + FEARED.len());
    desk.app_mut().run(Command::Select(Selection::of(span)));
    desk.settle();
    desk
}

const CABLE: &str = "Rests on 07KUALALUMPUR1290, cable · note 1";

#[test]
fn the_inspector_names_what_a_passage_rests_on_and_goes_there_by_a_click() {
    let mut desk = desk();
    assert!(desk.sees(CABLE), "already while it is only selected");
    let code = desk.session().find_code("TIMING").unwrap();
    desk.app_mut().run(Command::ApplyCode(code));
    desk.settle();
    assert_eq!(desk.session().view().codings.len(), 1);
    desk.click(CABLE);
    let caret = desk.session().view().selection.head;
    assert!(HARBOUR[caret..].starts_with("07KUALALUMPUR1290"));
    assert_eq!(
        desk.session().view().codings.len(),
        1,
        "and the passage stays selected"
    );
}

#[test]
fn the_inspector_is_followed_by_the_keyboard() {
    let mut desk = desk();
    desk.node(CABLE).focus();
    desk.settle();
    desk.press(Modifiers::NONE, Key::Enter);
    let caret = desk.session().view().selection.head;
    assert!(HARBOUR[caret..].starts_with("07KUALALUMPUR1290"));
}

#[test]
fn the_table_is_filtered_by_what_is_typed_and_all_of_its_foot_stays_in_the_window() {
    let mut desk = desk();
    for (words, code) in [(FEARED, "TIMING"), (CARED, "DP-GROUPS")] {
        let start = HARBOUR.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        desk.app_mut().run(Command::Select(Selection::of(span)));
        let code = desk.session().find_code(code).unwrap();
        desk.app_mut().run(Command::ApplyCode(code));
    }
    desk.app_mut().run(Command::ShowRoom(Room::Passages));
    desk.settle();
    assert!(desk.sees("2 passages · 2 unset"));
    desk.node("Filter by what passages rest on").focus();
    desk.settle();
    desk.letters("brandt");
    assert!(desk.sees("1 of 2 passages · 1 unset"));
    let code = desk.session().find_code("DP-GROUPS").unwrap();
    let filter = Filter {
        code: Some(code),
        ..desk.session().table().filter.clone()
    };
    desk.app_mut().run(Command::SetFilter(Box::new(filter)));
    desk.settle();
    let window = desk.harness.ctx.content_rect();
    for name in ["Date from", "Date to", "Clear filter", "Export…"] {
        let rect = desk.node(name).rect();
        assert!(window.contains_rect(rect), "{name} is at {rect:?}");
    }
    desk.click("Clear filter");
    assert!(desk.sees("2 passages · 2 unset"));
}

/// The key of the work on the card, where the room of works is open.
fn on_the_card(desk: &Desk) -> Option<String> {
    assert_eq!(desk.session().view().room, Room::Sources);
    let chosen = desk.session().chosen_sources();
    assert_eq!(chosen.len(), 1);
    Some(chosen.first()?.label.clone())
}

const IN_SOURCES: &str = "Show 07KUALALUMPUR1290 in Sources";

#[test]
fn a_work_that_a_passage_rests_on_is_shown_among_all_works_by_a_click() {
    let mut desk = desk();
    let code = desk.session().find_code("TIMING").unwrap();
    desk.app_mut().run(Command::ApplyCode(code));
    desk.settle();
    desk.click(IN_SOURCES);
    assert_eq!(on_the_card(&desk).unwrap(), "07KUALALUMPUR1290");
    assert!(desk.sees("Close this work"), "its card is open");
}

#[test]
fn a_work_that_a_passage_rests_on_is_shown_by_keys_through_a_filter_that_hides_it() {
    let mut desk = desk();
    desk.app_mut().run(Command::ShowRoom(Room::Sources));
    desk.settle();
    let brandt = SourceFilter {
        words: "brandt".to_owned(),
        ..SourceFilter::default()
    };
    desk.app_mut().run(Command::FilterSources(Box::new(brandt)));
    desk.settle();
    desk.app_mut().run(Command::ShowRoom(Room::Read));
    desk.settle();
    desk.node(IN_SOURCES).focus();
    desk.settle();
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(on_the_card(&desk).unwrap(), "07KUALALUMPUR1290");
    assert!(desk.session().source_filter().is_empty());
    // The list has the keyboard, at this work.
    desk.press(Modifiers::NONE, Key::ArrowUp);
    assert_ne!(on_the_card(&desk).unwrap(), "07KUALALUMPUR1290");
    desk.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(on_the_card(&desk).unwrap(), "07KUALALUMPUR1290");
}

#[test]
fn a_passage_that_cites_nothing_says_so() {
    let mut desk = desk();
    let span = Span::new(0, "Why the port bill passed".len());
    desk.app_mut().run(Command::Select(Selection::of(span)));
    desk.settle();
    assert!(desk.sees("Nothing is cited in this passage or in its notes."));
}

#[test]
fn a_sentence_that_a_page_cuts_is_taken_whole_by_keys_and_quoted_without_a_gap() {
    let mut desk = desk();
    let at = HARBOUR.find("envoys").unwrap() + 2;
    desk.app_mut().run(Command::Select(Selection::caret(at)));
    desk.settle();
    let reader = attest::ui::reader::Reader::focus_id();
    desk.harness
        .ctx
        .memory_mut(|memory| memory.request_focus(reader));
    for _ in 0..2 {
        desk.press(Modifiers::ALT, Key::ArrowUp);
    }
    let said: Vec<&str> = desk
        .session()
        .view()
        .selection
        .spans()
        .into_iter()
        .map(|span| &HARBOUR[span.range()])
        .collect();
    let halves = [
        "It told the envoys in 2008 that the list hurt more than",
        "any sanction would.",
    ];
    assert_eq!(said, halves);
    let rests = "Rests on 06BUENOSAIRES309, cable · note 2";
    assert!(desk.sees(rests), "with the note of its second half");
    let spans = desk.session().view().selection.spans();
    let (document, text) = desk.session().shown().unwrap();
    assert_eq!(
        desk.session().quoted(document, text, &spans),
        "“It told the envoys in 2008 that the list hurt more than any sanction would.” \
         (harbour, ¶¶ 3–8, citing 06BUENOSAIRES309; 06BUENOSAIRES311)"
    );
}
