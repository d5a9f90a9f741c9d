//! The works that documents cite: the list, every place that cites one, and what people say of works.
#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, says};
use attest::app::{Command, Room, SourceColumn, SourceFilter, SourceSort};
use attest::project::{Span, WorkKind};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

const MILLS: &str = "# Mills\n\nMills close when rivers freeze (Lindqvist and Moor 2004, 17). Others doubt it (Adeyemi 1996). \
    The envoys wrote home about it.¹ Nobody listed Brandt (Brandt 1987).\n\n\
    ¹ 07KUALALUMPUR1290.\n\n\
    # References\n\n\
    - Adeyemi, Tunde. 1996. *The river and the loom*. Lagos: Delta Press.\n\
    - Lindqvist, Sara, and Jonas Moor. 2004. *Frozen wheels: mills in the north*. Lund: Academy.\n\
    - Okada, Rei. 2011. *Ice and iron*. Osaka: Minato.\n";
const SOUTH: &str = "# The south\n\nIt was so in the south too (Lindqvist & Moor 2004; Adeyemi 1996, p. 3). \
    The cable says so (07KUALALUMPUR1290).\n\n\
    # References\n\n\
    - Adeyemi, T. 1996. *Counting spindles after the strike of 1931*. Accra: Coast Books.\n\
    - Lindqvist, S. and J. Moor. 2004. *Frozen wheels*. Lund: Academy.\n";

fn desk() -> Desk {
    let mut desk = Desk::project(&[("mills.md", MILLS), ("south.md", SOUTH)]);
    desk.app_mut().run(Command::ShowRoom(Room::Sources));
    desk.settle();
    desk
}

/// The works of the list in its order.
fn listed(desk: &Desk) -> Vec<String> {
    let listing = desk.session().source_listing().unwrap();
    let label = |at: &usize| listing.source(*at).unwrap().label.clone();
    listing.rows().iter().map(label).collect()
}

fn chosen(desk: &Desk) -> Vec<String> {
    let chosen = desk.session().chosen_sources();
    chosen.iter().map(|source| source.label.clone()).collect()
}

fn key(desk: &Desk, label: &str, nth: usize) -> String {
    let register = desk.session().register().unwrap();
    let mut found = register
        .sources()
        .iter()
        .filter(|source| source.label == label);
    found.nth(nth).unwrap().key.clone()
}

#[test]
fn works_are_listed_filtered_and_sorted() {
    let mut desk = desk();
    let all = [
        "Adeyemi 1996",
        "Adeyemi 1996",
        "Brandt 1987",
        "Lindqvist and Moor 2004",
        "Okada 2011",
        "07KUALALUMPUR1290",
    ];
    assert_eq!(listed(&desk), all);
    assert!(desk.sees("Lindqvist and Moor 2004, cited 2 times in 2 documents"));
    assert!(desk.sees("6 works"));
    desk.click("Sort by cited");
    assert_eq!(
        listed(&desk)[..2],
        ["Lindqvist and Moor 2004", "07KUALALUMPUR1290"]
    );
    desk.fill("Filter works", "spindles");
    assert_eq!(listed(&desk), ["Adeyemi 1996"]);
    assert!(desk.sees("1 of 6 works"));
    desk.click("Clear filter");
    let mills = desk.session().find_document("mills.md").ok();
    let filter = SourceFilter {
        document: mills,
        kind: Some(Some(WorkKind::Cable)),
        ..SourceFilter::default()
    };
    desk.app_mut().run(Command::FilterSources(Box::new(filter)));
    desk.settle();
    assert_eq!(listed(&desk), ["07KUALALUMPUR1290"]);
    desk.fill("Filter works", "nothing of the kind");
    assert!(says(&desk.harness, "No work fits the filter."));
}

#[test]
fn the_list_is_walked_by_keys_and_letters_filter_it() {
    let mut desk = desk();
    desk.harness.get_by_label_contains("Works, 6 works").focus();
    desk.settle();
    desk.press(Modifiers::NONE, Key::End);
    assert_eq!(chosen(&desk), ["07KUALALUMPUR1290"]);
    desk.press(Modifiers::NONE, Key::Home);
    desk.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(chosen(&desk), ["Adeyemi 1996"]);
    desk.press(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&desk), ["Adeyemi 1996", "Brandt 1987"]);
    desk.letters("okada");
    assert_eq!(listed(&desk), ["Okada 2011"]);
    desk.letters(" 1999");
    assert!(listed(&desk).is_empty());
    desk.press(Modifiers::NONE, Key::Escape);
    desk.press(Modifiers::NONE, Key::Escape);
    assert_eq!(listed(&desk).len(), 6);
}

#[test]
fn every_place_that_cites_a_work_is_shown_in_its_words_and_leads_there() {
    let mut desk = desk();
    let cable = key(&desk, "07KUALALUMPUR1290", 0);
    desk.app_mut().run(Command::ChooseSources(vec![cable]));
    desk.settle();
    assert!(says(&desk.harness, "2 places in 2 documents"));
    // Through a note, with its number.
    assert!(says(
        &desk.harness,
        ", n. 1: The envoys wrote home about it."
    ));
    desk.harness
        .get_by_label_contains("The cable says so")
        .click();
    desk.settle();
    assert_eq!(desk.session().view().room, Room::Read);
    let south = desk.session().find_document("south.md").unwrap();
    assert_eq!(desk.session().view().document, Some(south));
    let marked = desk.session().view().selection.current();
    assert_eq!(&SOUTH[marked.range()], "07KUALALUMPUR1290");
    // By keys: back to the list, to the card, to the first place, and there.
    desk.press(Modifiers::COMMAND | Modifiers::ALT, Key::Num5);
    desk.harness.get_by_label_contains("Works, 6 works").focus();
    desk.settle();
    desk.press(Modifiers::NONE, Key::Enter);
    desk.press(Modifiers::NONE, Key::Home);
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.session().view().room, Room::Read);
    let mills = desk.session().find_document("mills.md").unwrap();
    assert_eq!(desk.session().view().document, Some(mills));
}

#[test]
fn works_are_made_one_split_put_right_and_taken_back() {
    let mut desk = desk();
    let both: Vec<String> = (0..2).map(|nth| key(&desk, "Adeyemi 1996", nth)).collect();
    desk.app_mut().run(Command::ChooseSources(both));
    desk.settle();
    desk.click("Make them one work");
    assert_eq!(listed(&desk).len(), 5);
    assert_eq!(chosen(&desk), ["Adeyemi 1996"]);
    assert_eq!(desk.session().chosen_sources()[0].documents().len(), 2);
    // Put right: what was changed stands, the rest is as its citations say.
    desk.click("Edit…");
    desk.fill("Publisher", "Delta Press");
    desk.fill("Author", "Adeyemi, Tunde; Brandt, Willem");
    desk.click("Save details");
    assert_eq!(chosen(&desk), ["Adeyemi and Brandt 1996"]);
    assert_eq!(
        desk.session().chosen_sources()[0].reference.publisher,
        "Delta Press"
    );
    // Split again, by the form.
    desk.click("Split…");
    desk.harness
        .get_by_label_contains("The south: adeyemi:1996, 2 places")
        .click();
    desk.settle();
    desk.click("Split");
    assert_eq!(listed(&desk).len(), 6);
    for _ in 0..3 {
        desk.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(listed(&desk).len(), 6);
    assert!(desk.session().project().works().is_empty());
}

#[test]
fn what_is_no_work_goes_and_comes_back() {
    let mut desk = desk();
    let brandt = key(&desk, "Brandt 1987", 0);
    desk.app_mut().run(Command::ChooseSources(vec![brandt]));
    desk.settle();
    desk.click("Not a work");
    assert_eq!(listed(&desk).len(), 5);
    desk.click("Bring back Brandt 1987");
    assert_eq!(listed(&desk).len(), 6);
    assert!(desk.session().project().works().is_empty());
}

#[test]
fn a_document_says_what_does_not_fit() {
    let mut desk = desk();
    desk.click("What does not fit");
    assert!(desk.sees("Cited, but not in its list of references: 1 work: Brandt 1987"));
    desk.click("Listed, but never cited: 1 work: Okada 2011");
    assert_eq!(desk.session().view().room, Room::Read);
    let marked: Span = desk.session().view().selection.current();
    assert!(MILLS[marked.range()].starts_with("Okada, Rei."));
}

#[test]
fn passages_that_rest_on_a_work_are_counted_and_filtered_by() {
    let mut desk = Desk::project(&[("mills.md", MILLS), ("south.md", SOUTH)]);
    crate::support::code_words(
        desk.app_mut(),
        "mills.md",
        "The envoys wrote home about it",
        "DP-GROUPS",
    );
    desk.app_mut().run(Command::ShowRoom(Room::Sources));
    desk.settle();
    desk.click("Passages rest on it");
    assert_eq!(listed(&desk), ["07KUALALUMPUR1290"]);
    assert!(desk.sees("1 passage rests on it"));
    desk.app_mut().run(Command::SortSources(SourceSort {
        column: SourceColumn::Passages,
        descending: true,
    }));
    desk.app_mut().run(Command::FilterSources(Box::default()));
    desk.settle();
    assert_eq!(listed(&desk)[0], "07KUALALUMPUR1290");
}

#[test]
fn a_project_without_texts_says_how_works_come() {
    let mut desk = Desk::project(&[]);
    desk.app_mut().run(Command::ShowRoom(Room::Sources));
    desk.settle();
    assert!(says(&desk.harness, "No documents yet. Import texts"));
}

#[test]
fn a_library_fills_works_in_one_step() {
    let mut desk = desk();
    let library = desk.file(
        "library.bib",
        "@book{b, author={Brandt, Willem}, year=1987, title={Ice for sale}, publisher={Coast Books}}\n\
         @book{k, author={Kuala, Lumpur}, year=2007, title={A cable book}}\n",
    );
    desk.click("Match a library…");
    desk.fill("Library", &crate::desk::typed(&library));
    desk.settle();
    assert!(desk.sees("Works that they cite (1)"));
    desk.click("Fill 1 work");
    let register = desk.session().register().unwrap();
    let brandt = register
        .sources()
        .iter()
        .find(|source| source.label == "Brandt 1987");
    assert_eq!(brandt.unwrap().title, "Ice for sale");
    desk.press(Modifiers::COMMAND, Key::Z);
    assert!(desk.session().project().works().is_empty());
}

#[test]
fn a_bibliography_is_written_with_italics_and_says_what_is_incomplete() {
    let mut desk = desk();
    desk.click("Export sources…");
    desk.harness
        .get_by_label_contains("All that the list shows")
        .click();
    desk.settle();
    desk.click("HTML");
    let to = desk.path("bibliography.html");
    desk.fill("File", &crate::desk::typed(&to));
    desk.click("Export");
    let html = std::fs::read_to_string(&to).unwrap();
    assert!(
        html.contains("Okada, Rei. 2011. <em>Ice and Iron</em>. Minato."),
        "{html}"
    );
    assert!(
        html.contains("07KUALALUMPUR1290. 2007. Diplomatic cable."),
        "{html}"
    );
    let told = desk.told().pop().unwrap();
    assert!(told.contains("Wrote 6 works to"), "{told}");
    assert!(
        told.contains("1 is incomplete: Brandt 1987 (no title)"),
        "{told}"
    );
    desk.click("Export sources…");
    desk.click("Library");
    desk.click("Copy to the clipboard");
    assert!(
        desk.told()
            .pop()
            .unwrap()
            .starts_with("Copied 6 works to the clipboard")
    );
}
