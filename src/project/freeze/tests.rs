//! What a frozen table's text holds, and what changes it.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::project::{About, Clock, Colour, Device, Place, Transaction, move_code};
use proptest::prelude::*;

fn day() -> Date {
    "2026-03-04".parse().unwrap()
}

fn rival(name: &str, description: &str, rank: i64) -> Rival {
    Rival {
        id: RivalId::new(),
        name: name.to_owned(),
        description: description.to_owned(),
        rank,
    }
}

/// A project with two rivals, and the codes A, A1, A2, B.
struct Desk {
    project: Project,
    clock: Clock,
    rivals: Vec<RivalId>,
    codes: Vec<CodeId>,
}

impl Desk {
    fn new() -> Self {
        let coder = CoderId::named("Ann");
        let rivals = [
            rival("Pressure", "Groups at home asked for it.", 1),
            rival("Copying", "", 2),
        ];
        let mut first = Code::named("Rank", None, 1, Colour::Palette(0));
        first.key = "RANK".to_owned();
        first.predicts = "The law follows the fall in rank.".to_owned();
        first.rivals = [(rivals[0].id, "It does not.".to_owned())].into();
        first.test = Some(Test::Hoop);
        let below = |name, rank| Code::named(name, Some(first.id), rank, Colour::Palette(1));
        let codes = [
            first.clone(),
            below("Noticed", 1),
            below("Said", 2),
            Code::named("Fit", None, 2, Colour::Palette(2)),
        ];
        let mut desk = Self {
            project: Project::default(),
            clock: Clock::new(coder, Device(1)),
            rivals: rivals.iter().map(|rival| rival.id).collect(),
            codes: codes.iter().map(|code| code.id).collect(),
        };
        let about = About {
            title: "Labour & law".to_owned(),
            description: "Why then?".to_owned(),
            ..About::default()
        };
        let step = Transaction::new("Set up").put(about);
        let step = rivals.into_iter().fold(step, Transaction::put);
        desk.apply(&codes.into_iter().fold(step, Transaction::put));
        desk
    }

    fn apply(&mut self, step: &Transaction) {
        self.project.apply(step, &mut self.clock, 0);
    }

    fn freeze(&self) -> Freeze {
        Freeze::of(&self.project, day(), CoderId::named("Ann"))
    }

    /// The hash after a code was changed so.
    fn changed(&self, code: usize, change: impl FnOnce(&mut Code)) -> String {
        let mut project = self.project.clone();
        let mut changed = project.codes().get(self.codes[code]).unwrap().clone();
        change(&mut changed);
        project.apply(
            &Transaction::new("Change").put(changed),
            &mut self.clock.clone(),
            1,
        );
        Freeze::of(&project, day(), CoderId::named("Ann")).hash
    }
}

#[test]
fn the_text_is_what_was_published() {
    // Whoever has to change this breaks every hash that was ever published.
    let freeze = Desk::new().freeze();
    assert_eq!(
        freeze.text(),
        "# Labour \\& law\n\n\
         - **Question:** Why then?\n\
         - **Frozen on:** 2026-03-04\n\
         - **Frozen by:** \n\
         - **Passages coded by then:** 0\n\n\
         ## Rival explanations\n\n\
         ### R1. Pressure\n\n\
         - **Claims:** Groups at home asked for it.\n\n\
         ### R2. Copying\n\n\n\
         ## Expectations\n\n\
         ### 1. Rank\n\n\
         - **Key:** RANK\n\
         - **The argument expects:** The law follows the fall in rank.\n\
         - **R1, “Pressure” expects:** It does not.\n\
         - **Test:** hoop\n\n\
         #### 1.1. Noticed\n\n\n\
         #### 1.2. Said\n\n\n\
         ### 2. Fit\n\n"
    );
    assert!(freeze.is_whole());
    let tampered = Freeze {
        codings: 1,
        ..freeze
    };
    assert!(!tampered.is_whole());
}

#[test]
fn moving_a_code_or_a_rival_changes_the_hash() {
    let desk = Desk::new();
    let before = desk.freeze().hash;
    let moves = [
        (1, Place::After(desk.codes[2])),
        (3, Place::Before(desk.codes[0])),
        (2, Place::Into(Some(desk.codes[1]))),
        (2, Place::Into(None)),
        (3, Place::Into(Some(desk.codes[0]))),
    ];
    for (code, to) in moves {
        let mut moved = Desk {
            project: desk.project.clone(),
            clock: desk.clock.clone(),
            rivals: Vec::new(),
            codes: Vec::new(),
        };
        moved.apply(&move_code(&desk.project, desk.codes[code], to).unwrap());
        assert_ne!(moved.freeze().hash, before, "{code} {to:?}");
    }
    let mut swapped = desk.freeze();
    swapped.rivals.reverse();
    assert_ne!(swapped.hash_of_text(), before);
}

#[test]
fn colours_and_number_keys_do_not_change_the_hash() {
    let desk = Desk::new();
    let before = desk.freeze().hash;
    assert_eq!(
        desk.changed(0, |code| code.colour = Colour::Own(1, 2, 3)),
        before
    );
    assert_eq!(desk.changed(1, |code| code.shortcut = Some(3)), before);
    assert_eq!(desk.changed(3, |code| code.rank += 7), before);
}

/// Text as people write and paste it, with all that Markdown could take for a mark.
fn written() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,6}",
        Just("\n".to_owned()),
        Just("\n- **Test:** hoop".to_owned()),
        Just("\n## Expectations\n\n### 1. Rank\n".to_owned()),
        Just("\\".to_owned()),
        Just("&#10;".to_owned()),
        Just("\r\n\t".to_owned()),
        "\\PC{0,3}",
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// Undoes the escaping, so that nothing can be lost in it.
fn plain(escaped: &str) -> String {
    let mut text = String::new();
    let mut rest = escaped.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' if rest.peek() == Some(&'\n') => {
                // The line end, and the indentation of its item.
                text.extend(rest.next());
                assert_eq!((rest.next(), rest.next()), (Some(' '), Some(' ')));
            }
            '\\' => text.extend(rest.next()),
            '&' => {
                assert_eq!(rest.next(), Some('#'));
                let number: String = rest.by_ref().take_while(|c| *c != ';').collect();
                text.extend(char::from_u32(number.parse().unwrap()));
            }
            c => text.push(c),
        }
    }
    text
}

proptest! {
    #[test]
    fn every_word_of_a_field_can_be_read_back(said in written(), name in written()) {
        prop_assert_eq!(plain(&text_under(&said)), said.clone());
        let line = heading(&name);
        prop_assert_eq!(plain(&line), name);
        prop_assert!(!line.contains('\n'));
        // Only what the table itself writes can begin a heading or an item.
        for line in text_under(&said).split('\n').skip(1) {
            let words = line.trim_start();
            prop_assert!(!words.starts_with(['#', '-', '+', '*', '=', '>', '`', '~', '|']), "{line:?}");
            prop_assert!(line.starts_with("  "));
        }
    }

    #[test]
    fn whatever_is_said_otherwise_changes_the_hash(
        which in 0..10usize, code in 0..4usize, before in written(), after in written(),
    ) {
        let mut desk = Desk::new();
        let rival = desk.rivals[1];
        let put = |code: &mut Code, text: &str| {
            let text = text.to_owned();
            match which {
                0 => code.name = text,
                1 => code.key = text,
                2 => code.description = text,
                3 => code.include = text,
                4 => code.exclude = text,
                5 => code.example = text,
                6 => code.counter_example = text,
                7 => code.question = text,
                8 => code.predicts = text,
                _ => drop(code.rivals.insert(rival, text)),
            }
        };
        let mut changed = desk.project.codes().get(desk.codes[code]).unwrap().clone();
        put(&mut changed, &before);
        desk.apply(&Transaction::new("Change").put(changed));
        let same = desk.freeze().hash == desk.changed(code, |code| put(code, &after));
        prop_assert_eq!(same, before == after);
        // The same words elsewhere are something else.
        let other = (code + 1) % 4;
        let mut elsewhere = desk.project.codes().get(desk.codes[other]).unwrap().clone();
        put(&mut elsewhere, &before);
        let as_it_was = desk.project.codes().get(desk.codes[other]).unwrap();
        let rivals = desk.freeze().rivals;
        if expectation(&elsewhere, &rivals) != expectation(as_it_was, &rivals) {
            prop_assert_ne!(desk.freeze().hash, desk.changed(other, |code| put(code, &before)));
        }
    }

    #[test]
    fn what_stands_above_the_expectations_counts_too(before in written(), after in written()) {
        let freeze = Desk::new().freeze();
        let with = |text: &str, place: usize| {
            let mut changed = freeze.clone();
            match place {
                0 => changed.title = text.to_owned(),
                1 => changed.description = text.to_owned(),
                2 => changed.by = text.to_owned(),
                3 => changed.rivals[0].name = text.to_owned(),
                _ => changed.rivals[1].description = text.to_owned(),
            }
            changed.hash_of_text()
        };
        for place in 0..5 {
            prop_assert_eq!(with(&before, place) == with(&after, place), before == after, "{}", place);
        }
    }
}
