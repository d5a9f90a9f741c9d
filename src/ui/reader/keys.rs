//! What do the keys do while the reader has the focus?

use super::caret::Motion;
use super::select::{narrower, wider};
use super::{Ask, Draft, Reader};
use crate::app::{Command, Direction, Edge, Selection, Session, Verdict};
use crate::project::Span;
use crate::ui::stance_keys::{self, Asked};
use eframe::egui::{Event, EventFilter, Key, Modifiers, Rect, Response, Ui};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    /// Move the caret; with Shift, the selection goes with it.
    Move(Motion, bool),
    Widen,
    Narrow,
    All,
    Clear,
    CodeList,
    Number(u8),
    Stance(Asked),
    Delete,
    Step(Direction),
    Nudge(Edge, Direction),
    Recode,
    Memo,
    Copy,
    Follow,
    /// An answer to the hit that a walk has come to.
    Walk(Verdict),
    /// More or less around the hit.
    Extent,
}

/// What the events of a frame ask for, in order. A character that a key types says more than the key: where `+` stands
/// depends on the keyboard.
fn wishes(events: &[Event]) -> Vec<Wish> {
    let mut found = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let stance = stance_keys::asked(events, at).map(Wish::Stance);
        let wish = match event {
            _ if stance.is_some() => stance,
            Event::Copy => Some(Wish::Copy),
            Event::Text(text) => of_character(text),
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => {
                let typed = matches!(events.get(at + 1), Some(Event::Text(text)) if of_character(text).is_some());
                if typed {
                    None
                } else {
                    of_key(*key, *modifiers)
                }
            }
            _ => None,
        };
        found.extend(wish);
    }
    found
}

fn of_character(text: &str) -> Option<Wish> {
    text.parse()
        .ok()
        .filter(|number| (1..=9).contains(number))
        .map(Wish::Number)
}

fn of_key(key: Key, modifiers: Modifiers) -> Option<Wish> {
    let Modifiers {
        alt,
        shift,
        command,
        ..
    } = modifiers;
    match (alt, command) {
        (false, false) => plain_key(key, shift),
        (false, true) => command_key(key, shift),
        (true, false) => match key {
            Key::ArrowUp => Some(Wish::Widen),
            Key::ArrowDown => Some(Wish::Narrow),
            _ => sideways(key).map(|direction| {
                if shift {
                    Wish::Nudge(Edge::End, direction)
                } else {
                    Wish::Step(direction)
                }
            }),
        },
        (true, true) => sideways(key).map(|direction| Wish::Nudge(Edge::Start, direction)),
    }
}

fn sideways(key: Key) -> Option<Direction> {
    match key {
        Key::ArrowLeft => Some(Direction::Back),
        Key::ArrowRight => Some(Direction::On),
        _ => None,
    }
}

fn plain_key(key: Key, shift: bool) -> Option<Wish> {
    use Direction::{Back, On};
    let motion = match key {
        Key::ArrowLeft => Motion::Character(Back),
        Key::ArrowRight => Motion::Character(On),
        Key::ArrowUp => Motion::Row(Back),
        Key::ArrowDown => Motion::Row(On),
        Key::Home => Motion::RowEnd(Back),
        Key::End => Motion::RowEnd(On),
        Key::PageUp => Motion::Page(Back),
        Key::PageDown => Motion::Page(On),
        _ => return other_key(key, shift),
    };
    Some(Wish::Move(motion, shift))
}

fn other_key(key: Key, shift: bool) -> Option<Wish> {
    if shift {
        return None;
    }
    Some(match key {
        Key::Enter => Wish::CodeList,
        Key::Escape => Wish::Clear,
        Key::Delete | Key::Backspace => Wish::Delete,
        Key::R => Wish::Recode,
        Key::M => Wish::Memo,
        Key::Y => Wish::Walk(Verdict::Yes),
        Key::N => Wish::Walk(Verdict::No),
        Key::L => Wish::Walk(Verdict::Later),
        Key::B => Wish::Walk(Verdict::Back),
        Key::E => Wish::Extent,
        Key::Num1 => Wish::Number(1),
        Key::Num2 => Wish::Number(2),
        Key::Num3 => Wish::Number(3),
        Key::Num4 => Wish::Number(4),
        Key::Num5 => Wish::Number(5),
        Key::Num6 => Wish::Number(6),
        Key::Num7 => Wish::Number(7),
        Key::Num8 => Wish::Number(8),
        Key::Num9 => Wish::Number(9),
        _ => return None,
    })
}

fn command_key(key: Key, shift: bool) -> Option<Wish> {
    use Direction::{Back, On};
    let motion = match key {
        Key::ArrowLeft => Motion::Word(Back),
        Key::ArrowRight => Motion::Word(On),
        Key::Home => Motion::Document(Back),
        Key::End => Motion::Document(On),
        Key::A if !shift => return Some(Wish::All),
        Key::Enter if !shift => return Some(Wish::Follow),
        _ => return None,
    };
    Some(Wish::Move(motion, shift))
}

impl Reader {
    /// Does what the keys ask for.
    pub(super) fn take_keys(
        &mut self,
        ui: &Ui,
        session: &Session,
        response: &Response,
        draft: &mut Draft<'_>,
    ) {
        if !response.has_focus() {
            return;
        }
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        for wish in ui.input(|input| wishes(&input.events)) {
            self.grant(ui, session, wish, draft);
        }
    }

    fn grant(&mut self, ui: &Ui, session: &Session, wish: Wish, draft: &mut Draft<'_>) {
        let any_chosen = !session.view().codings.is_empty();
        match wish {
            Wish::Move(motion, extend) => self.move_caret(ui, motion, extend, draft),
            Wish::Widen => self.widen(draft),
            Wish::Narrow => self.narrow(draft),
            Wish::All => {
                let end = self
                    .shown
                    .as_ref()
                    .map_or(0, |shown| shown.text.str().len());
                draft.selection = Selection::of(Span::new(0, end));
            }
            Wish::Walk(verdict) if session.walk().is_some() => {
                draft.run(Command::AnswerWalk(verdict));
            }
            Wish::Extent if session.walk().is_some() => {
                let now = session.concordance().view().extent;
                draft.run(Command::SetExtent(now.next()));
            }
            Wish::Walk(_) | Wish::Extent => {}
            Wish::Clear if session.walk().is_some() && !self.drag.is_under_way() => {
                draft.run(Command::EndWalk);
            }
            Wish::Clear => self.clear(any_chosen, draft),
            Wish::CodeList if self.unfold_at_caret(ui, draft) => {}
            Wish::CodeList if draft.selection.is_empty() && any_chosen => {
                self.asks.push(Ask::Recode { at: Rect::NOTHING })
            }
            Wish::CodeList => self.asks.push(Ask::CodeList { at: Rect::NOTHING }),
            Wish::Recode if any_chosen => self.asks.push(Ask::Recode { at: Rect::NOTHING }),
            Wish::Memo if any_chosen => self.asks.push(Ask::Memo),
            Wish::Delete if any_chosen => draft.run(Command::DeleteCodings),
            Wish::Recode | Wish::Memo | Wish::Delete => {}
            Wish::Number(number) => {
                let code = session
                    .project()
                    .codes()
                    .iter()
                    .find(|code| code.shortcut == Some(number));
                if let Some(code) = code {
                    draft.run(Command::ApplyCode(code.id));
                }
            }
            Wish::Stance(asked) => draft.run(asked.command()),
            Wish::Step(direction) => draft.run(Command::StepCoding(direction)),
            Wish::Nudge(edge, direction) if any_chosen => {
                draft.run(Command::Nudge(edge, direction))
            }
            Wish::Nudge(..) => {}
            Wish::Copy => self.copy(ui, session, &draft.selection),
            Wish::Follow => self.follow_at_caret(ui, draft),
        }
    }

    /// Backs out one step: a drag, then the selected text, then the selected codings.
    fn clear(&mut self, any_chosen: bool, draft: &mut Draft<'_>) {
        if self.drag.is_under_way() {
            if let Some(before) = self.drag.give_up() {
                draft.selection = before;
            }
        } else if !draft.selection.is_empty() {
            draft.selection = Selection::caret(draft.selection.head);
        } else if any_chosen {
            draft.run(Command::SelectCodings(Vec::new()));
        }
    }

    fn widen(&mut self, draft: &mut Draft<'_>) {
        let Some(shown) = &self.shown else { return };
        let wide = wider(&shown.text, draft.selection.current());
        if wide != draft.selection.current() {
            self.widened.push(draft.selection.clone());
            let parts = std::mem::take(&mut draft.selection.parts);
            draft.selection = Selection {
                parts,
                ..Selection::of(wide)
            };
        }
    }

    fn narrow(&mut self, draft: &mut Draft<'_>) {
        let Some(shown) = &self.shown else { return };
        let came_from = self.widened.pop().filter(|before| {
            let wide = wider(&shown.text, before.current());
            wide == draft.selection.current()
        });
        draft.selection = came_from.unwrap_or_else(|| {
            self.widened.clear();
            let parts = std::mem::take(&mut draft.selection.parts);
            let inside = narrower(&shown.text, draft.selection.current());
            Selection {
                parts,
                ..Selection::of(inside)
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Stance;

    fn stance(stance: Stance) -> Wish {
        Wish::Stance(Asked {
            stance,
            on_rival: false,
        })
    }

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    #[test]
    fn what_a_key_types_decides_whatever_the_keyboard() {
        let typed =
            |k, modifiers, text: &str| wishes(&[key(k, modifiers), Event::Text(text.to_owned())]);
        let plus = [stance(Stance::Supports)];
        assert_eq!(typed(Key::Equals, Modifiers::SHIFT, "+"), plus, "US");
        assert_eq!(typed(Key::Plus, Modifiers::NONE, "+"), plus, "German");
        let equals = [stance(Stance::Mixed)];
        assert_eq!(
            typed(Key::Equals, Modifiers::SHIFT, "="),
            equals,
            "German, Shift+0"
        );
        assert_eq!(
            typed(Key::Num1, Modifiers::SHIFT, "1"),
            [Wish::Number(1)],
            "French"
        );
        assert_eq!(
            typed(Key::Num1, Modifiers::NONE, "1"),
            [Wish::Number(1)],
            "once, not twice"
        );
        assert_eq!(
            typed(Key::Num2, Modifiers::NONE, "๒"),
            [Wish::Number(2)],
            "Thai"
        );
    }

    #[test]
    fn keys_without_characters_work_too() {
        assert_eq!(
            wishes(&[key(Key::Num3, Modifiers::NONE)]),
            [Wish::Number(3)]
        );
        assert_eq!(
            wishes(&[key(Key::Equals, Modifiers::SHIFT)]),
            [stance(Stance::Supports)]
        );
        assert_eq!(
            wishes(&[key(Key::Minus, Modifiers::NONE)]),
            [stance(Stance::Against)]
        );
        assert_eq!(
            wishes(&[key(Key::Num3, Modifiers::COMMAND)]),
            [],
            "that is the window's"
        );
        let alt_shift = Modifiers::ALT | Modifiers::SHIFT;
        assert_eq!(
            wishes(&[key(Key::ArrowLeft, alt_shift)]),
            [Wish::Nudge(Edge::End, Direction::Back)]
        );
    }
}
