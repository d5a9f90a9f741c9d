//! What counts as an amendment, and in which order amendments stand.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::project::{
    About, Clock, Code, CoderId, Colour, Date, Device, Place, RecordId, Test, Transaction,
    delete_code, move_code, remove,
};
use proptest::prelude::*;

/// Codes A (with A1, A2) and B, and two rivals, frozen.
struct Desk {
    project: Project,
    clock: Clock,
    freeze: Freeze,
    codes: Vec<CodeId>,
    rivals: Vec<RivalId>,
}

fn day() -> Date {
    "2026-03-04".parse().unwrap()
}

impl Desk {
    fn new() -> Self {
        let a = Code::named("A", None, 1, Colour::Palette(0));
        let part = |name, rank| Code::named(name, Some(a.id), rank, Colour::Palette(1));
        let (a1, a2) = (part("A1", 1), part("A2", 2));
        let b = Code::named("B", None, 2, Colour::Palette(2));
        let rival = |name: &str, rank| Rival {
            id: RivalId::new(),
            name: name.to_owned(),
            description: String::new(),
            rank,
        };
        let rivals = [rival("Pressure", 1), rival("Copying", 2)];
        let mut project = Project::default();
        let mut clock = Clock::new(CoderId::named("Ann"), Device(1));
        let about = About {
            title: "Labour".to_owned(),
            ..About::default()
        };
        let codes = [a, a1, a2, b];
        let rival_ids = rivals.iter().map(|rival| rival.id).collect();
        let step = Transaction::new("Set up").put(about);
        let step = rivals.into_iter().fold(step, Transaction::put);
        let step = codes.iter().cloned().fold(step, Transaction::put);
        project.apply(&step, &mut clock, 0);
        Self {
            freeze: Freeze::of(&project, day(), CoderId::named("Ann")),
            codes: codes.iter().map(|code| code.id).collect(),
            rivals: rival_ids,
            project,
            clock,
        }
    }

    fn apply(&mut self, step: &Transaction) {
        self.project.apply(step, &mut self.clock, 1);
    }

    fn change(&mut self, code: usize, change: impl FnOnce(&mut Code)) {
        let Some(found) = self.project.codes().get(self.codes[code]) else {
            return;
        };
        let mut changed = found.clone();
        change(&mut changed);
        self.apply(&Transaction::new("Change").put(changed));
    }

    /// The amendments as lines.
    fn said(&self) -> Vec<String> {
        let list = amendments(&self.freeze, &self.project);
        list.iter()
            .map(|one| {
                let (before, after) = one.what.before_and_after();
                format!("{} {}: {before} > {after}", one.name, one.what.words())
            })
            .collect()
    }
}

#[test]
fn nothing_is_amended_where_nothing_changed_that_is_expected() {
    let mut desk = Desk::new();
    assert!(desk.said().is_empty());
    desk.change(0, |code| {
        code.colour = Colour::Palette(7);
        code.shortcut = Some(1);
        code.rank = -9;
    });
    assert!(desk.said().is_empty());
    let report = amendments_report(&desk.freeze, &desk.project);
    assert!(report.blocks.is_empty());
    assert_eq!(report.notes.last().unwrap(), "Nothing was amended since.");
}

#[test]
fn amendments_say_what_was_and_what_is_in_the_order_of_the_codebook() {
    let mut desk = Desk::new();
    let pressure = desk.rivals[0];
    desk.change(3, |code| code.predicts = "It fits.".to_owned());
    desk.change(0, |code| {
        code.name = "Rank".to_owned();
        code.test = Some(Test::Hoop);
        code.rivals = [(pressure, "It does not.".to_owned())].into();
    });
    let (step, _) = delete_code(&desk.project, desk.codes[1]);
    desk.apply(&step);
    let mut late = Code::named("Late", Some(desk.codes[3]), 1, Colour::Palette(3));
    late.question = "When?".to_owned();
    desk.apply(&Transaction::new("Add").put(late));
    assert_eq!(
        desk.said(),
        [
            "1. Rank Name: changed: A > Rank",
            "1. Rank “Pressure” expects: added:  > It does not.",
            "1. Rank Test: added:  > hoop",
            "1.1. A1 removed:  > ",
            "2. B The argument expects: added:  > It fits.",
            "2.1. Late added:  > Question: When?",
        ]
    );
    let list = amendments(&desk.freeze, &desk.project);
    assert_eq!(by_code(&list)[&desk.codes[0]].len(), 3);
    assert!(!by_code(&list).contains_key(&desk.codes[2]));
}

#[test]
fn a_move_is_one_amendment_of_what_was_moved() {
    let mut desk = Desk::new();
    let step = move_code(&desk.project, desk.codes[2], Place::Before(desk.codes[1]));
    desk.apply(&step.unwrap());
    assert_eq!(desk.said().len(), 1);
    let mut desk = Desk::new();
    let step = move_code(
        &desk.project,
        desk.codes[2],
        Place::Into(Some(desk.codes[3])),
    );
    desk.apply(&step.unwrap());
    assert_eq!(
        desk.said(),
        ["2.1. A2 moved: 1.2, under “A” > 2.1, under “B”"]
    );
}

#[test]
fn rivals_are_amended_like_codes() {
    let mut desk = Desk::new();
    let pressure = desk.rivals[0];
    desk.change(3, |code| {
        code.rivals = [(pressure, "None of it.".to_owned())].into();
    });
    desk.freeze = Freeze::of(&desk.project, day(), CoderId::named("Ann"));
    let mut copying = desk.project.rivals().get(desk.rivals[1]).unwrap().clone();
    copying.description = "They copied.".to_owned();
    copying.name = "Diffusion".to_owned();
    desk.apply(&Transaction::new("Change").put(copying));
    let step = remove(&desk.project, RecordId::Rival(pressure)).unwrap();
    desk.apply(&step);
    assert_eq!(
        desk.said(),
        [
            "R1. Pressure removed:  > ",
            "R1. Diffusion Name: changed: Copying > Diffusion",
            "R1. Diffusion Claims: added:  > They copied.",
            "2. B “Pressure” expects: removed: None of it. > ",
        ]
    );
}

#[test]
fn whether_passages_were_coded_by_then_is_said_plainly() {
    let mut freeze = Desk::new().freeze;
    assert_eq!(
        sentence(&freeze),
        "Frozen on 2026-03-04, before any passage was coded."
    );
    freeze.by = "Ann".to_owned();
    freeze.codings = 12;
    assert_eq!(
        sentence(&freeze),
        "Frozen on 2026-03-04 by Ann, with 12 passages coded already."
    );
}

#[test]
fn the_report_holds_every_word_of_the_table() {
    let mut desk = Desk::new();
    desk.change(1, |code| code.include = "One\nTwo".to_owned());
    let freeze = Freeze::of(&desk.project, day(), CoderId::named("Ann"));
    let report = report(&freeze);
    let headings: Vec<String> = report
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(level, text) => Some(format!("{level} {text}")),
            _ => None,
        })
        .collect();
    assert_eq!(
        headings,
        [
            "1 Rival explanations",
            "2 R1. Pressure",
            "2 R2. Copying",
            "1 Expectations",
            "2 1. A",
            "3 1.1. A1",
            "3 1.2. A2",
            "2 2. B",
        ]
    );
    let fields = report.blocks.iter().find_map(|block| match block {
        Block::Fields(fields) => fields.first(),
        _ => None,
    });
    let (name, cell) = fields.unwrap();
    assert_eq!(
        (name.as_str(), cell.plain().as_str()),
        ("Include", "One\nTwo")
    );
    assert!(report.notes[1].contains(&freeze.hash));
}

#[derive(Clone, Debug)]
enum Deed {
    Say(usize, u8, String),
    Move(usize, usize, u8),
    Delete(usize),
    Add(usize),
    Rival(usize, String),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..4usize, 0..6u8, "[ab]{0,2}").prop_map(|(code, part, text)| Deed::Say(code, part, text)),
        (0..4usize, 0..4usize, 0..4u8).prop_map(|(code, to, how)| Deed::Move(code, to, how)),
        (0..4usize).prop_map(Deed::Delete),
        (0..4usize).prop_map(Deed::Add),
        (0..2usize, "[ab]{0,2}").prop_map(|(rival, text)| Deed::Rival(rival, text)),
    ]
}

proptest! {
    #[test]
    fn there_are_amendments_exactly_where_the_frozen_text_would_be_another(
        deeds in proptest::collection::vec(deed(), 0..6),
    ) {
        let mut desk = Desk::new();
        for deed in deeds {
            match deed {
                Deed::Say(code, part, text) => desk.change(code, |code| match part {
                    0 => code.name = format!("A{text}"),
                    1 => code.key = text,
                    2 => code.predicts = text,
                    3 => code.example = text,
                    4 => code.shortcut = None,
                    _ => code.test = (text.len() == 1).then_some(Test::Straw),
                }),
                Deed::Move(code, to, how) => {
                    let to = match how {
                        0 => Place::Before(desk.codes[to]),
                        1 => Place::After(desk.codes[to]),
                        2 => Place::Into(Some(desk.codes[to])),
                        _ => Place::Into(None),
                    };
                    if let Ok(step) = move_code(&desk.project, desk.codes[code], to) {
                        desk.apply(&step);
                    }
                }
                Deed::Delete(code) => {
                    let (step, _) = delete_code(&desk.project, desk.codes[code]);
                    desk.apply(&step);
                }
                Deed::Add(parent) => {
                    let parent = desk.codes[parent];
                    let parent = desk.project.codes().contains(parent).then_some(parent);
                    let code = Code::named("New", parent, 5, Colour::Palette(0));
                    desk.apply(&Transaction::new("Add").put(code));
                }
                Deed::Rival(rival, text) => {
                    let mut rival = desk.project.rivals().get(desk.rivals[rival]).unwrap().clone();
                    rival.description = text;
                    desk.apply(&Transaction::new("Change").put(rival));
                }
            }
            let now = Freeze::of(&desk.project, day(), CoderId::named("Ann"));
            prop_assert_eq!(desk.said().is_empty(), now.text() == desk.freeze.text());
        }
    }
}
