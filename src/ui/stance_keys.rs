//! Which stance do keys ask for, on whatever keyboard? `+ - = 0` speak of the argument; with Alt, of the current rival.

use crate::app::Command;
use crate::project::Stance;
use eframe::egui::{Event, Key, Modifiers};

/// What a stance key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How the passages bear.
    pub stance: Stance,
    /// On the current rival, not on the argument.
    pub on_rival: bool,
}

impl Asked {
    /// The command that does it to the selected codings, or else to the next one.
    pub fn command(self) -> Command {
        let stance = self.stance;
        if self.on_rival {
            Command::SetBearing {
                rival: None,
                stance,
            }
        } else {
            Command::SetStance(stance)
        }
    }
}

/// What the event at this place asks for. A character that a key types says more than the key: where `+` stands depends
/// on the keyboard. With Alt, some systems give the character of the key, others another one or none: then the key says
/// it.
pub fn asked(events: &[Event], at: usize) -> Option<Asked> {
    match events.get(at)? {
        Event::Text(text) => {
            let key = at.checked_sub(1).and_then(|before| events.get(before));
            let on_rival =
                matches!(key, Some(Event::Key { pressed: true, modifiers, .. }) if modifiers.alt);
            of_character(text).map(|stance| Asked { stance, on_rival })
        }
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } if !modifiers.command && !modifiers.ctrl => {
            let typed = matches!(events.get(at + 1), Some(Event::Text(text)) if of_character(text).is_some());
            let stance = if typed {
                None
            } else {
                of_key(*key, *modifiers)
            };
            stance.map(|stance| Asked {
                stance,
                on_rival: modifiers.alt,
            })
        }
        _ => None,
    }
}

fn of_character(text: &str) -> Option<Stance> {
    match text {
        "+" => Some(Stance::Supports),
        "-" => Some(Stance::Against),
        "=" => Some(Stance::Mixed),
        "0" => Some(Stance::Unset),
        _ => None,
    }
}

fn of_key(key: Key, modifiers: Modifiers) -> Option<Stance> {
    // On many keyboards + is the upper sign of the key of =.
    if modifiers.shift {
        return matches!(key, Key::Equals | Key::Plus).then_some(Stance::Supports);
    }
    match key {
        Key::Plus => Some(Stance::Supports),
        Key::Minus => Some(Stance::Against),
        Key::Equals => Some(Stance::Mixed),
        Key::Num0 => Some(Stance::Unset),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    fn all(events: &[Event]) -> Vec<(Stance, bool)> {
        let found = (0..events.len()).filter_map(|at| asked(events, at));
        found.map(|asked| (asked.stance, asked.on_rival)).collect()
    }

    fn typed(k: Key, modifiers: Modifiers, text: &str) -> Vec<(Stance, bool)> {
        all(&[key(k, modifiers), Event::Text(text.to_owned())])
    }

    #[test]
    fn with_alt_the_same_keys_speak_of_the_rival_on_every_keyboard() {
        use Stance::{Against, Mixed, Supports, Unset};
        let (alt, shift) = (Modifiers::ALT, Modifiers::SHIFT);
        assert_eq!(
            typed(Key::Equals, alt | shift, "+"),
            [(Supports, true)],
            "US"
        );
        assert_eq!(
            typed(Key::Plus, alt, "+"),
            [(Supports, true)],
            "German, or keypad"
        );
        assert_eq!(
            typed(Key::Equals, alt | shift, "="),
            [(Mixed, true)],
            "German, Shift+0"
        );
        assert_eq!(
            typed(Key::Minus, alt, "–"),
            [(Against, true)],
            "a Mac types a dash"
        );
        assert_eq!(
            typed(Key::Equals, alt, "≠"),
            [(Mixed, true)],
            "a Mac types another sign"
        );
        assert_eq!(
            typed(Key::Num0, alt | shift, "0"),
            [(Unset, true)],
            "French"
        );
        assert_eq!(
            all(&[key(Key::Num0, alt)]),
            [(Unset, true)],
            "Windows types nothing"
        );
        assert_eq!(all(&[key(Key::Equals, alt | shift)]), [(Supports, true)]);
        assert_eq!(typed(Key::Minus, Modifiers::NONE, "-"), [(Against, false)]);
        assert_eq!(all(&[key(Key::Minus, Modifiers::CTRL | alt)]), []);
    }

    proptest! {
        #[test]
        fn a_key_press_asks_once_and_never_of_both(
            k in prop::sample::select(vec![Key::Plus, Key::Minus, Key::Equals, Key::Num0, Key::A]),
            text in prop::sample::select(vec!["", "+", "-", "=", "0", "≠", "a"]),
            alt in any::<bool>(),
            shift in any::<bool>(),
        ) {
            let modifiers = Modifiers { alt, shift, ..Modifiers::NONE };
            let mut events = vec![key(k, modifiers)];
            events.extend((!text.is_empty()).then(|| Event::Text(text.to_owned())));
            let found = all(&events);
            prop_assert!(found.len() <= 1, "{found:?}");
            prop_assert!(found.iter().all(|(_, on_rival)| *on_rival == alt));
        }
    }
}
