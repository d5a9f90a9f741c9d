//! The reader, as a person at the keyboard and one at the pointer know it.

#![allow(clippy::unwrap_used)]

use crate::support::{Home, code, code_words, document};
use attest::app::{App, Command, Selection};
use attest::project::{Code, Coding, Span, Stance};
use attest::ui::reader::{Ask, Reader};
use attest::ui::theme;
use eframe::egui::{self, Event, Key, Modifiers, PointerButton, Pos2, Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

/// A reader on a table of its own, with an app behind it.
struct Desk {
    _home: Home,
    app: App,
    reader: Reader,
    asks: Vec<Ask>,
}

const NOTES: &str = "# Field notes\n\nThe ministry wrote a bill in May. Nobody had asked for it before the report came. Then everyone did.\n\nA second paragraph is shorter.";

impl Desk {
    fn new(texts: &[(&str, &str)]) -> Self {
        let home = Home::new();
        let mut app = home.project(texts);
        show(&mut app, texts[0].0);
        Self {
            _home: home,
            app,
            reader: Reader::new(),
            asks: Vec::new(),
        }
    }

    fn text(&self) -> &str {
        self.app.session().unwrap().shown().unwrap().1.str()
    }

    fn selection(&self) -> &Selection {
        &self.app.session().unwrap().view().selection
    }

    /// The words that are selected.
    fn selected(&self) -> String {
        Coding::quote(self.text(), &self.selection().spans()).unwrap()
    }

    fn codings(&self) -> Vec<Coding> {
        self.app
            .session()
            .unwrap()
            .project()
            .codings()
            .iter()
            .cloned()
            .collect()
    }

    /// The words of the coding that is selected.
    fn chosen(&self) -> Option<&str> {
        let session = self.app.session().unwrap();
        session.chosen().map(|coding| coding.quotation.as_str())
    }

    /// Where words are on the screen: the middle of their first letter.
    fn at(&self, words: &str) -> Pos2 {
        let start = self.text().find(words).unwrap();
        self.reader.place_of(start).unwrap().center()
    }
}

fn show(app: &mut App, file: &str) {
    let document = document(app, file);
    app.attempt(Command::ShowDocument(document)).unwrap();
    app.wait_idle();
}

type Window<'a> = Harness<'a, Desk>;

fn window<'a>(desk: Desk) -> Window<'a> {
    let mut harness = Harness::builder()
        .with_size(vec2(1000.0, 700.0))
        .with_step_dt(0.05)
        .with_max_steps(20)
        .allow_missing_glyphs()
        .with_context_setup(theme::apply)
        .build_ui_state(
            |ui: &mut egui::Ui, desk: &mut Desk| {
                desk.app.tick();
                let mut commands = Vec::new();
                let session = desk.app.session().unwrap();
                desk.reader
                    .show(ui, session, desk.app.settings(), &mut commands);
                desk.asks.extend(desk.reader.take_asks());
                for command in commands {
                    desk.app.run(command);
                }
            },
            desk,
        );
    harness.run();
    harness
}

fn focus(window: &mut Window<'_>) {
    window.get_by_role(Role::MultilineTextInput).focus();
    window.run();
}

fn press(window: &mut Window<'_>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

fn button(window: &mut Window<'_>, at: Pos2, pressed: bool, modifiers: Modifiers) {
    window.event(Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    });
}

/// Presses and lets go at a place, so many times without a pause.
fn click(window: &mut Window<'_>, at: Pos2, times: usize) {
    window.event(Event::PointerMoved(at));
    for _ in 0..times {
        button(window, at, true, Modifiers::NONE);
        button(window, at, false, Modifiers::NONE);
    }
    window.run();
    // The next click is another one.
    window.run_steps(12);
}

fn drag(window: &mut Window<'_>, from: Pos2, to: Pos2, modifiers: Modifiers) {
    window.event(Event::PointerMoved(from));
    window.event(Event::ModifiersChanged(modifiers));
    button(window, from, true, modifiers);
    window.event(Event::PointerMoved(from + (to - from) / 2.0));
    window.event(Event::PointerMoved(to));
    button(window, to, false, modifiers);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run();
    window.run_steps(12);
}

fn give_key(app: &mut App, key: &str, shortcut: u8) {
    let id = code(app, key);
    let found: Code = app
        .session()
        .unwrap()
        .project()
        .codes()
        .get(id)
        .unwrap()
        .clone();
    app.attempt(Command::EditCode(Box::new(Code {
        shortcut: Some(shortcut),
        ..found
    })))
    .unwrap();
}

#[test]
fn a_passage_is_selected_and_coded_by_keyboard_alone() {
    let mut desk = Desk::new(&[("notes.txt", NOTES)]);
    give_key(&mut desk.app, "TIMING", 3);
    let mut window = window(desk);
    focus(&mut window);
    for _ in 0..2 {
        press(&mut window, Modifiers::NONE, Key::ArrowDown);
    }
    press(&mut window, Modifiers::COMMAND, Key::ArrowRight);
    press(&mut window, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.state().selected(), "The");
    press(&mut window, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(
        window.state().selected(),
        "The ministry wrote a bill in May."
    );
    press(&mut window, Modifiers::NONE, Key::Num3);
    let codings = window.state().codings();
    assert_eq!(codings[0].quotation, "The ministry wrote a bill in May.");
    assert_eq!(codings[0].code, code(&window.state().app, "TIMING"));
    assert_eq!(codings[0].stance, Stance::Unset);
    window.event(Event::Text("+".to_owned()));
    window.run();
    assert_eq!(window.state().codings()[0].stance, Stance::Supports);
    press(
        &mut window,
        Modifiers::ALT | Modifiers::SHIFT,
        Key::ArrowRight,
    );
    assert_eq!(
        window.state().codings()[0].quotation,
        "The ministry wrote a bill in May. Nobody"
    );
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(window.state().codings().is_empty());
}

#[test]
fn keys_move_and_extend_as_in_any_text() {
    let mut window = window(Desk::new(&[("notes.txt", NOTES)]));
    focus(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::End);
    assert_eq!(window.state().selection().head, NOTES.len());
    press(&mut window, Modifiers::SHIFT, Key::Home);
    assert_eq!(window.state().selected(), "A second paragraph is shorter.");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.state().selection().is_empty());
    press(&mut window, Modifiers::COMMAND, Key::Home);
    press(
        &mut window,
        Modifiers::COMMAND | Modifiers::SHIFT,
        Key::ArrowRight,
    );
    press(&mut window, Modifiers::SHIFT, Key::ArrowRight);
    press(&mut window, Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(window.state().selected(), "# Field");
    press(&mut window, Modifiers::COMMAND, Key::A);
    assert_eq!(window.state().selected(), NOTES);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(matches!(window.state().asks[..], [Ask::CodeList { .. }]));
}

#[test]
fn up_and_down_keep_their_column_across_short_rows() {
    let text = "a first row that is long enough\nshort\na third row that is long enough";
    let mut window = window(Desk::new(&[("notes.txt", text)]));
    focus(&mut window);
    for _ in 0..20 {
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
    }
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(
        window.state().selection().head,
        text.find("\na third").unwrap()
    );
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    let third = text.find("a third").unwrap();
    let column = window.state().selection().head - third;
    assert!((18..=22).contains(&column), "{column}");
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(window.state().selection().head, 20);
}

#[test]
fn more_clicks_take_more() {
    let mut window = window(Desk::new(&[("notes.txt", NOTES)]));
    let place = window.state().at("asked");
    let taken = [
        (2, "asked"),
        (3, "Nobody had asked for it before the report came."),
        (
            4,
            "The ministry wrote a bill in May. Nobody had asked for it before the report came. Then everyone did.",
        ),
    ];
    for (times, words) in taken {
        click(&mut window, place, times);
        assert_eq!(window.state().selected(), words, "{times} clicks");
    }
    let place = window.state().at("Then");
    click(&mut window, place, 1);
    assert_eq!(
        window.state().selection(),
        &Selection::caret(NOTES.find("Then").unwrap())
    );
}

#[test]
fn a_drag_selects_and_a_second_one_with_ctrl_adds_a_part() {
    let mut window = window(Desk::new(&[("notes.txt", NOTES)]));
    let left = |window: &Window<'_>, words: &str| window.state().at(words) - vec2(4.0, 0.0);
    let (from, to) = (left(&window, "ministry"), left(&window, "wrote"));
    drag(&mut window, from, to, Modifiers::NONE);
    assert_eq!(window.state().selected(), "ministry ");
    let (from, to) = (left(&window, "second"), left(&window, "paragraph"));
    drag(&mut window, from, to, Modifiers::COMMAND);
    assert_eq!(window.state().selected(), "ministry  […] second ");
    let id = code(&window.state().app, "TIMING");
    window.state_mut().app.run(Command::ApplyCode(id));
    assert_eq!(window.state().codings()[0].spans.len(), 2);
    let (from, to) = (left(&window, "report"), left(&window, "Then"));
    drag(&mut window, from, to, Modifiers::NONE);
    let begun = window.state().selection().clone();
    assert_eq!(window.state().selected(), "report came. ");
    window.event(Event::PointerMoved(left(&window, "everyone")));
    window.event(Event::ModifiersChanged(Modifiers::SHIFT));
    let at = left(&window, "everyone");
    button(&mut window, at, true, Modifiers::SHIFT);
    button(&mut window, at, false, Modifiers::SHIFT);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run();
    assert_eq!(window.state().selected(), "report came. Then ");
    assert_eq!(window.state().selection().anchor, begun.anchor);
}

fn coded() -> Desk {
    let mut desk = Desk::new(&[("notes.txt", NOTES)]);
    code_words(
        &mut desk.app,
        "notes.txt",
        "The ministry wrote a bill in May.",
        "TIMING",
    );
    code_words(&mut desk.app, "notes.txt", "wrote a bill", "TIP-NOTICED");
    desk.app.run(Command::SetStance(Stance::Against));
    let memo = attest::app::CodingField::Memo("Who drafted it?".to_owned());
    let coding = desk.app.session().unwrap().chosen().unwrap().id;
    desk.app.run(Command::EditCodings(vec![coding], vec![memo]));
    desk.app.run(Command::SelectCodings(Vec::new()));
    desk
}

#[test]
fn clicking_where_codings_overlap_takes_one_after_the_other() {
    let mut window = window(coded());
    let both = window.state().at("bill");
    click(&mut window, both, 1);
    assert_eq!(
        window.state().chosen(),
        Some("wrote a bill"),
        "the shorter one is meant"
    );
    click(&mut window, both, 1);
    assert_eq!(
        window.state().chosen(),
        Some("The ministry wrote a bill in May.")
    );
    click(&mut window, both, 1);
    assert_eq!(window.state().chosen(), Some("wrote a bill"));
    let place = window.state().at("Nobody");
    click(&mut window, place, 1);
    assert_eq!(window.state().chosen(), None);
}

#[test]
fn hovering_a_tint_says_what_the_coding_is() {
    let mut window = window(coded());
    let place = window.state().at("wrote");
    window.event(Event::PointerMoved(place));
    window.run_steps(30);
    for words in ["TIP-NOTICED", "▼ against", "by Ann", "Who drafted it?"] {
        assert!(
            window.query_all_by_label_contains(words).next().is_some(),
            "{words}"
        );
    }
}

#[test]
fn a_bracket_is_named_and_can_be_clicked() {
    let mut window = window(coded());
    window
        .get_by_label("TIP-NOTICED, against, Ann: wrote a bill")
        .click();
    window.run();
    assert_eq!(window.state().chosen(), Some("wrote a bill"));
    window
        .get_by_label_contains("TIMING, Ann: The ministry")
        .click();
    window.run();
    assert_eq!(
        window.state().chosen(),
        Some("The ministry wrote a bill in May.")
    );
}

#[test]
fn a_boundary_is_dragged_to_another_word() {
    let mut window = window(coded());
    window.get_by_label_contains("TIP-NOTICED, against").click();
    window.run_steps(12);
    let from = window.get_by_label("End of passage").rect().center();
    let to = window.state().at("May") + vec2(12.0, 0.0);
    drag(&mut window, from, to, Modifiers::NONE);
    assert_eq!(
        window.state().chosen(),
        Some("wrote a bill in May"),
        "whole words"
    );
    let from = window.get_by_label("Start of passage").rect().center();
    let to = window.state().at("ministry") + vec2(20.0, 0.0);
    drag(&mut window, from, to, Modifiers::ALT);
    let freely = window.state().chosen().unwrap().to_owned();
    assert!(
        freely.starts_with("nistry") || freely.starts_with("istry"),
        "{freely}"
    );
    window.state_mut().app.run(Command::Undo);
    window.run();
    assert_eq!(window.state().chosen(), Some("wrote a bill in May"));
}

#[test]
fn escape_gives_up_a_boundary_that_is_being_dragged() {
    let mut window = window(coded());
    window.get_by_label_contains("TIP-NOTICED, against").click();
    window.run_steps(12);
    let from = window.get_by_label("End of passage").rect().center();
    let to = window.state().at("report");
    window.event(Event::PointerMoved(from));
    button(&mut window, from, true, Modifiers::NONE);
    window.event(Event::PointerMoved(from + vec2(20.0, 0.0)));
    window.event(Event::PointerMoved(to));
    window.run();
    press(&mut window, Modifiers::NONE, Key::Escape);
    button(&mut window, to, false, Modifiers::NONE);
    window.run();
    assert_eq!(window.state().chosen(), Some("wrote a bill"));
}

#[test]
fn a_quotation_is_copied_with_its_citation() {
    let mut window = window(Desk::new(&[("notes.txt", NOTES)]));
    let place = window.state().at("asked");
    click(&mut window, place, 3);
    window.event(Event::Copy);
    window.step();
    let copied =
        window
            .output()
            .platform_output
            .commands
            .iter()
            .find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            });
    let expected = "“Nobody had asked for it before the report came.” (Field notes, ¶ 3)";
    assert_eq!(copied.as_deref(), Some(expected));
}

#[test]
fn thai_japanese_accents_and_emoji_have_rows_and_caret_stops() {
    let text = "ประเทศไทยมีกฎหมายใหม่ ทำงาน\n日本語の文章です。\ne\u{301}tude 👨‍👩‍👧 end";
    let mut window = window(Desk::new(&[("notes.txt", text)]));
    focus(&mut window);
    let mut stops = vec![0];
    while window.state().selection().head < text.len() {
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
        stops.push(window.state().selection().head);
    }
    let inside = |part: &str, within: usize| text.find(part).unwrap() + within;
    for broken in [
        inside("e\u{301}", 1),
        inside("👨", "👨".len()),
        inside("มี", "ม".len()),
    ] {
        assert!(!stops.contains(&broken), "{broken}");
    }
    let rows: Vec<f32> = ["ประเทศ", "日本", "end"]
        .iter()
        .map(|words| window.state().at(words).y)
        .collect();
    assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
    let place = window.state().at("文章");
    click(&mut window, place, 2);
    assert_eq!(window.state().selected(), "文章");
}

#[test]
fn pointing_at_a_letter_finds_it() {
    let mut window = window(Desk::new(&[("notes.txt", NOTES)]));
    for (offset, _) in NOTES.char_indices().filter(|(_, c)| *c != '\n').step_by(7) {
        let rect = window.state().reader.place_of(offset).unwrap();
        click(&mut window, rect.left_center() + vec2(1.0, 0.0), 1);
        assert_eq!(
            window.state().selection().head,
            offset,
            "left edge of {offset}"
        );
    }
}

#[test]
fn a_text_of_5_megabytes_is_read_without_laying_it_out() {
    let line = "Nobody in the capital had read the letter when the delegation left for the coast, or so they said.\n\n";
    let text = line.repeat(5_000_000 / line.len());
    let mut window = window(Desk::new(&[("long.txt", &text)]));
    focus(&mut window);
    let first = window.state().reader.figures();
    assert!(first.rows < 60, "{first:?}");
    press(&mut window, Modifiers::COMMAND, Key::End);
    let last = window.state().reader.figures();
    assert!(last.rows < 60 && last.top > text.len() - 10_000, "{last:?}");
    assert!(window.state().reader.place_of(text.len() - 3).is_some());
    window.state().reader.wait_for_layout();
    window.run_steps(2);
    let all = window.state().reader.figures();
    assert_eq!(
        all.measured, all.paragraphs,
        "the rest was measured in the background"
    );
    assert_eq!(all.top, last.top, "and what is read stayed where it is");
}

#[test]
fn a_document_comes_back_to_where_it_was_read() {
    let long = "A paragraph of the first text that goes on for a while.\n\n".repeat(300);
    let desk = Desk::new(&[("long.txt", &long), ("notes.txt", NOTES)]);
    let mut window = window(desk);
    focus(&mut window);
    for _ in 0..4 {
        press(&mut window, Modifiers::NONE, Key::PageDown);
    }
    let top = window.state().reader.figures().top;
    assert!(top > 1_000);
    show(&mut window.state_mut().app, "notes.txt");
    window.run();
    assert_eq!(window.state().reader.figures().top, 0);
    show(&mut window.state_mut().app, "long.txt");
    window.run();
    assert_eq!(window.state().reader.figures().top, top);
}

#[test]
fn what_one_goes_to_is_brought_into_sight() {
    let mut text = "Nothing to see in this paragraph of the text.\n\n".repeat(400);
    text.push_str("The needle is here.");
    let mut window = window(Desk::new(&[("long.txt", &text)]));
    let at = text.find("needle").unwrap();
    assert!(window.state().reader.place_of(at).is_none());
    let id = document(&window.state().app, "long.txt");
    window
        .state_mut()
        .app
        .run(Command::GoTo(id, Span::new(at, at + 6)));
    window.run();
    assert!(window.state().reader.place_of(at).is_some());
    window.get_by_label("The needle is here.");
}

#[test]
fn the_wheel_and_the_scroll_bar_move_the_page() {
    let text = "Nothing to see in this paragraph of the text.\n\n".repeat(400);
    let mut window = window(Desk::new(&[("long.txt", &text)]));
    window.event(Event::PointerMoved(Pos2::new(400.0, 300.0)));
    window.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -600.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Trackpad,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(20);
    assert!(window.state().reader.figures().top > 100);
    let bar = window.get_by_label("Scroll").rect();
    drag(
        &mut window,
        bar.center_top() + vec2(0.0, 20.0),
        bar.center_bottom(),
        Modifiers::NONE,
    );
    assert!(
        window.state().reader.place_of(text.len() - 3).is_some(),
        "at the end"
    );
}

#[test]
fn without_a_document_the_page_says_what_to_do() {
    let home = Home::new();
    let app = home.project(&[]);
    let desk = Desk {
        _home: home,
        app,
        reader: Reader::new(),
        asks: Vec::new(),
    };
    let window = window(desk);
    window.get_by_label_contains("Drop files here");
}

#[test]
fn a_text_from_right_to_left_says_so() {
    let mut window = window(Desk::new(&[("notes.txt", "Latin and עברית")]));
    window.state().reader.wait_for_layout();
    window.run_steps(2);
    let notices = window.query_all_by_label_contains("written from right to left");
    let notices: Vec<_> = notices.map(|notice| notice.rect()).collect();
    assert_eq!(notices.len(), 1, "said once: {notices:?}");
    let words = window.get_by_role_and_label(Role::Label, "Latin and עברית");
    assert!(
        notices[0].bottom() <= words.rect().top(),
        "it covers no text"
    );
    // The notice takes a band of its own, and not the page.
    let page = window.get_by_role(Role::MultilineTextInput);
    assert!(page.rect().top() >= notices[0].bottom());
}

#[test]
fn a_screen_reader_is_told_the_words_and_what_is_selected() {
    let mut window = window(Desk::new(&[("notes.txt", NOTES)]));
    let place = window.state().at("asked");
    click(&mut window, place, 2);
    let page = window.get_by_role(Role::MultilineTextInput);
    let node = page.accesskit_node();
    assert!(node.is_focused());
    assert_eq!(node.label().as_deref(), Some("Field notes"));
    let selected = node.text_selection().unwrap();
    assert_eq!(selected.text(), "asked");
    let words = node.document_range().text();
    assert!(
        words.starts_with("# Field notes") && words.ends_with("shorter."),
        "{words}"
    );
}

#[test]
fn a_drag_past_the_edge_scrolls() {
    let text = "Nothing to see in this paragraph of the text.\n\n".repeat(100);
    let mut window = window(Desk::new(&[("long.txt", &text)]));
    let from = window.state().at("Nothing");
    window.event(Event::PointerMoved(from));
    button(&mut window, from, true, Modifiers::NONE);
    window.event(Event::PointerMoved(Pos2::new(400.0, 760.0)));
    window.run_steps(40);
    let selected = window.state().selected().len();
    assert!(selected > 2_000, "{selected}");
    assert!(window.state().reader.figures().top > 500);
    button(&mut window, Pos2::new(400.0, 760.0), false, Modifiers::NONE);
    window.run();
    let top = window.state().reader.figures().top;
    window.run_steps(5);
    assert_eq!(
        window.state().reader.figures().top,
        top,
        "and stops when it is let go"
    );
}

#[test]
fn a_selected_passage_can_be_carried_to_a_code() {
    let mut window = window(Desk::new(&[("notes.txt", NOTES)]));
    let place = window.state().at("asked");
    click(&mut window, place, 3);
    let before = window.state().selected();
    window.event(Event::PointerMoved(place));
    button(&mut window, place, true, Modifiers::NONE);
    window.event(Event::PointerMoved(place + vec2(40.0, 30.0)));
    window.run_steps(2);
    let carried =
        egui::DragAndDrop::has_payload_of_type::<attest::ui::panels::PassageDrag>(&window.ctx);
    assert!(carried);
    assert_eq!(window.state().selected(), before, "it stays selected");
    button(
        &mut window,
        place + vec2(40.0, 30.0),
        false,
        Modifiers::NONE,
    );
    window.run();
    click(&mut window, place, 1);
    assert!(
        window.state().selection().is_empty(),
        "a mere click puts the caret"
    );
}

#[test]
fn the_right_button_offers_what_can_be_done_with_a_coding() {
    let mut window = window(coded());
    let place = window.state().at("bill");
    window.event(Event::PointerMoved(place));
    for pressed in [true, false] {
        window.event(Event::PointerButton {
            pos: place,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    window.run_steps(4);
    assert_eq!(window.state().chosen(), Some("wrote a bill"));
    window.get_by_label_contains("mixed").click();
    window.run_steps(4);
    let stance = window
        .state()
        .app
        .session()
        .unwrap()
        .chosen()
        .unwrap()
        .stance;
    assert_eq!(stance, Stance::Mixed);
}

#[test]
fn codings_of_others_can_be_hidden() {
    let mut window = window(coded());
    let brackets = |window: &Window<'_>| window.query_all_by_label_contains("Ann: ").count();
    assert_eq!(brackets(&window), 2);
    window
        .state_mut()
        .app
        .run(Command::SetCoder("Ben".to_owned()));
    window.state_mut().app.wait_idle();
    window.run_steps(4);
    assert_eq!(brackets(&window), 2, "shown until someone says otherwise");
    window
        .state_mut()
        .app
        .run(Command::ShowOthers(attest::app::Others::Hide));
    window.run();
    assert_eq!(brackets(&window), 0);
}

#[test]
fn what_is_found_is_marked_in_the_text() {
    let mut window = window(Desk::new(&[("notes.txt", NOTES)]));
    let marked = |window: &Window<'_>, colour: egui::Color32| {
        let shapes = &window.output().shapes;
        let fills = shapes
            .iter()
            .filter(|shape| matches!(&shape.shape, egui::Shape::Rect(rect) if rect.fill == colour));
        fills.count()
    };
    let tokens = theme::Tokens::dark(window.ctx.global_style().visuals.dark_mode);
    assert_eq!(
        marked(&window, tokens.hit) + marked(&window, tokens.hit_here),
        0
    );
    window
        .state_mut()
        .app
        .run(Command::SetQuery("paragraph".to_owned()));
    window.state_mut().app.wait_idle();
    window.run();
    let found = window.state().app.session().unwrap().finder().hits().len();
    assert_eq!(marked(&window, tokens.hit), found);
    if found > 0 {
        window
            .state_mut()
            .app
            .run(Command::StepHit(attest::app::Direction::On));
        window.run();
        assert_eq!(marked(&window, tokens.hit_here), 1);
    }
}
