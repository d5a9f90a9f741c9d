#![allow(clippy::unwrap_used)]

use super::*;
use crate::project::{
    Case, CaseId, Clock, CoderId, Coding, Device, Document, Section, Transaction,
};

struct Spot(DocumentId, Vec<Span>);

impl Place for Spot {
    fn document(&self) -> DocumentId {
        self.0
    }

    fn spans(&self) -> &[Span] {
        &self.1
    }
}

struct World {
    project: Project,
    texts: Texts,
    clock: Clock,
}

impl World {
    fn new() -> Self {
        Self {
            project: Project::default(),
            texts: Texts::new(),
            clock: Clock::new(CoderId::named("ann"), Device(1)),
        }
    }

    fn put(&mut self, record: impl Into<crate::project::Record>) {
        let step = Transaction::new("Put").put(record);
        self.project.apply(&step, &mut self.clock, 1);
    }

    fn document(
        &mut self,
        title: &str,
        text: &str,
        change: impl FnOnce(&mut Document),
    ) -> DocumentId {
        let mut document = Document::new(title, format!("{title}.txt"));
        document.id = DocumentId::named(title);
        change(&mut document);
        let id = document.id;
        self.put(document);
        self.texts.insert(id, Arc::new(Text::new(text)));
        id
    }

    /// All places of a word.
    fn spots(&self, word: &str) -> Vec<Spot> {
        let mut documents: Vec<_> = self.project.documents().iter().collect();
        documents.sort_by(|a, b| a.file.cmp(&b.file));
        let found = documents.into_iter().flat_map(|document| {
            let text = &self.texts[&document.id];
            let all: Vec<Spot> = text
                .str()
                .match_indices(word)
                .map(|(at, word)| Spot(document.id, vec![Span::new(at, at + word.len())]))
                .collect();
            all
        });
        found.collect()
    }

    fn sorted(&self, word: &str, column: Column, descending: bool) -> Vec<usize> {
        let spots = self.spots(word);
        let mut coded = Coded::new(None);
        let codes: Vec<_> = spots
            .iter()
            .map(|spot| coded.codes(&self.project, spot))
            .collect();
        let order = Order { column, descending };
        let rows = order.of(&self.project, &self.texts, &spots, &codes, &|| false);
        rows.unwrap().into_iter().map(|row| row as usize).collect()
    }
}

#[test]
fn the_left_context_is_sorted_from_the_nearest_word_backwards() {
    let mut world = World::new();
    let text = "A new boat.\nThe old boat.\nAn Ancient old boat.\nboat.\nFar too new boat.";
    world.document("one", text, |_| {});
    // "" < "new a" < "new too far" < "old ancient an" < "old the"
    assert_eq!(world.sorted("boat", Column::Left, false), [3, 0, 4, 2, 1]);
    assert_eq!(world.sorted("boat", Column::Left, true), [1, 2, 4, 0, 3]);
}

#[test]
fn the_right_context_is_sorted_from_its_first_word_whatever_its_case_and_accents() {
    let mut world = World::new();
    world.document("one", "boat zone\nboat Éclair\nboat apple\nboat", |_| {});
    assert_eq!(world.sorted("boat", Column::Right, false), [3, 2, 1, 0]);
}

#[test]
fn lines_of_no_case_or_year_stand_last_in_either_order() {
    let mut world = World::new();
    let coast = Case {
        id: CaseId::named("coast"),
        name: "Coast".to_owned(),
        notes: String::new(),
    };
    world.put(coast.clone());
    world.document("a", "boat", |_| {});
    world.document("b", "boat", |document| {
        document.case = Some(coast.id);
        document.year = Some(2004);
    });
    world.document("c", "boat", |document| document.year = Some(1999));
    assert_eq!(world.sorted("boat", Column::Year, false), [2, 1, 0]);
    assert_eq!(world.sorted("boat", Column::Year, true), [1, 2, 0]);
    assert_eq!(world.sorted("boat", Column::Case, true), [1, 0, 2]);
}

#[test]
fn a_place_is_coded_with_what_touches_it_and_with_nothing_else() {
    let mut world = World::new();
    let document = world.document("one", "a boat and a boat and a boat", |_| {});
    let (rust, paint) = (CodeId::named("rust"), CodeId::named("paint"));
    let coding = |name: &str, code, spans: &[(usize, usize)]| Coding {
        id: crate::project::CodingId::named(name),
        document,
        code,
        coder: CoderId::named("ann"),
        spans: spans.iter().map(|span| Span::from(*span)).collect(),
        version: None,
        quotation: "…".to_owned(),
        stance: Default::default(),
        rivals: Default::default(),
        case: None,
        date: None,
        speaker: String::new(),
        memo: String::new(),
        attributes: Default::default(),
        made: Default::default(),
    };
    world.put(coding("long", rust, &[(0, 4), (13, 28)]));
    world.put(coding("short", paint, &[(2, 6)]));
    let spots = world.spots("boat");
    let mut coded = Coded::new(None);
    let codes: Vec<_> = spots
        .iter()
        .map(|spot| coded.codes(&world.project, spot))
        .collect();
    assert_eq!(codes, [vec![rust, paint], vec![rust], vec![rust]]);
    assert!(Uncoded::Without(paint).shows(&codes[1]) && !Uncoded::WithoutCode.shows(&codes[1]));
    let mut blind = Coded::new(Some(CoderId::named("ben")));
    assert!(blind.codes(&world.project, &spots[0]).is_empty());
}

#[test]
fn places_are_counted_by_document_and_case_and_for_ten_thousand_words() {
    let mut world = World::new();
    let (north, south) = (CaseId::named("north"), CaseId::named("south"));
    for (id, name) in [(north, "North"), (south, "South")] {
        world.put(Case {
            id,
            name: name.to_owned(),
            notes: String::new(),
        });
    }
    let text = "boat one two three\nboat boat\nfour five six seven";
    let first = world.document("first", text, |document| {
        document.case = Some(north);
        document.sections = vec![Section {
            start: text.find("boat boat").unwrap(),
            case: Some(south),
        }];
    });
    let second = world.document("second", "boat there", |_| {});
    let spots = world.spots("boat");
    let mut lengths = Lengths::default();
    let counts = Counts::of(
        &world.project,
        &world.texts,
        spots.iter(),
        &mut lengths,
        &|| false,
    )
    .unwrap();
    let documents: Vec<_> = counts
        .documents
        .iter()
        .map(|count| (count.of, count.places, count.words))
        .collect();
    assert_eq!(documents, [(first, 3, 10), (second, 1, 2)]);
    let cases: Vec<_> = counts
        .cases
        .iter()
        .map(|count| (count.of, count.places, count.words))
        .collect();
    assert_eq!(
        cases,
        [(Some(south), 2, 6), (None, 1, 2), (Some(north), 1, 4)]
    );
    assert_eq!(counts.documents[0].per_ten_thousand(), Some(3000.0));
}
