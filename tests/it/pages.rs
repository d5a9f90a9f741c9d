//! Pages in the reader: their numbers in the gutter, what is known of them, and the way to one.
#![allow(clippy::unwrap_used)]

use crate::desk::Desk;
use crate::notes::mapped;
use attest::text::{Map, Page, PageTrouble, PagesBy};
use eframe::egui::{Key, Modifiers};

const CTRL: Modifiers = Modifiers::COMMAND;

fn page(start: usize, label: &str, to: &str, counted: u32) -> Page {
    Page {
        start,
        label: label.to_owned(),
        to: to.to_owned(),
        counted,
        trouble: None,
    }
}

/// Three hundred paragraphs, a page each; the first ten pages have Roman numbers.
fn book() -> (String, Map) {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let mut text = String::new();
    let mut pages = Vec::new();
    for counted in 1..=300_u32 {
        let printed = counted.checked_sub(11).map(|page| page + 1);
        let label = printed.map_or_else(
            || ROMAN[counted as usize - 1].to_owned(),
            |page| page.to_string(),
        );
        pages.push(page(text.len(), &label, "", counted));
        text.push_str(&format!("The words of sheet {counted} stand here.\n"));
    }
    let map = Map {
        pages,
        ..Map::default()
    };
    (text, map)
}

fn place(desk: &Desk) -> String {
    let (_, text) = desk.session().shown().unwrap();
    text.place(desk.session().view().selection.head)
}

#[test]
fn a_page_in_the_gutter_says_its_number_and_its_place_in_the_file() {
    let (text, mut map) = book();
    map.pages[2].trouble = Some(PageTrouble::Picture);
    let desk = mapped(&text, &map);
    assert!(desk.sees("Page iv, 4th of 300 in the file"));
    assert!(desk.sees("Page 1, 11th of 300 in the file"));
    let picture = "Page iii, 3rd of 300 in the file. It is a picture: no text";
    assert!(desk.sees(picture));
}

#[test]
fn one_goes_to_a_page_by_its_number_as_printed_or_by_its_count() {
    let (text, map) = book();
    let mut desk = mapped(&text, &map);
    for (asked, sheet) in [("iv", 4), ("77", 87), ("295", 295)] {
        desk.press(CTRL, Key::G);
        desk.letters(asked);
        desk.press(Modifiers::NONE, Key::Enter);
        let caret = desk.session().view().selection.head;
        let words = format!("The words of sheet {sheet} stand");
        assert_eq!(text.find(&words), Some(caret), "{asked}");
        assert!(desk.sees(&words), "it is in sight");
    }
    desk.press(CTRL, Key::G);
    desk.letters("xix");
    assert!(desk.sees("There is no page “xix”. The first is i, the last 290"));
    desk.press(Modifiers::NONE, Key::Enter);
    assert!(desk.sees("There is no page “xix”"), "the dialog stays");
    desk.press(Modifiers::NONE, Key::Escape);
    assert_eq!(place(&desk), "p. 285");
}

#[test]
fn where_only_a_range_is_known_the_reader_says_so() {
    let text = "One chapter.\nAnother.\n";
    let map = Map {
        pages: vec![page(0, "8", "10", 0), page(13, "11", "", 0)],
        pages_by: PagesBy::Rule("the table of contents".to_owned()),
        ..Map::default()
    };
    let mut desk = mapped(text, &map);
    assert!(desk.sees(
        "Somewhere on pages 8 to 10: the file does not say where its pages start. So much is known from the table of contents"
    ));
    assert!(desk.sees("Page 11, known from the table of contents"));
    assert_eq!(place(&desk), "p. 8 to 10");
    desk.press(CTRL, Key::G);
    desk.letters("9");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(place(&desk), "p. 8 to 10");
}

#[test]
fn without_pages_there_is_nowhere_to_go_and_that_is_said() {
    let mut desk = Desk::project(&[("plain.txt", "No pages here.\n")]);
    desk.show("plain.txt");
    desk.press(CTRL, Key::G);
    let told = desk.told();
    assert_eq!(
        told.last().unwrap(),
        "It is not known where the pages of this document are"
    );
}
