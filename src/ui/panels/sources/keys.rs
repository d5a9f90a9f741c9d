//! The keys of the list of works while it has the keyboard.

use super::{SourcesRoom, between, row_of};
use crate::app::{Command, Session, SourceListing};
use eframe::egui::{Event, EventFilter, Key, Modifiers, Ui};

/// Rows that Page up and Page down go.
const PAGE: usize = 12;

impl SourcesRoom {
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        session: &Session,
        listing: &SourceListing,
        chosen: &[String],
        out: &mut Vec<Command>,
    ) {
        let arrows = EventFilter {
            vertical_arrows: true,
            escape: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Self::focus_id(), arrows));
        let head = self.head.clone().or_else(|| chosen.last().cloned());
        let at = head.as_deref().and_then(|head| row_of(listing, head));
        let last = listing.rows().len().saturating_sub(1);
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let modifiers = ui.input(|input| input.modifiers);
        let next = if pressed(Key::ArrowDown) {
            Some(at.map_or(0, |at| (at + 1).min(last)))
        } else if pressed(Key::ArrowUp) {
            Some(at.map_or(0, |at| at.saturating_sub(1)))
        } else if pressed(Key::PageDown) {
            Some(at.map_or(0, |at| (at + PAGE).min(last)))
        } else if pressed(Key::PageUp) {
            Some(at.map_or(0, |at| at.saturating_sub(PAGE)))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        };
        let key_at = |at: usize| {
            let at = listing.rows().get(at)?;
            Some(listing.source(*at)?.key.clone())
        };
        if let Some(key) = next.and_then(key_at) {
            self.follow = true;
            if modifiers.shift {
                let from = self
                    .anchor
                    .clone()
                    .or(head.clone())
                    .unwrap_or_else(|| key.clone());
                out.push(Command::ChooseSources(between(listing, &from, &key)));
            } else {
                self.anchor = Some(key.clone());
                out.push(Command::ChooseSources(vec![key.clone()]));
            }
            self.head = Some(key);
        }
        if modifiers.command && pressed(Key::A) {
            let keys = (0..listing.rows().len()).filter_map(key_at);
            out.push(Command::ChooseSources(keys.collect()));
        }
        let plain = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if plain(Key::Enter) && !chosen.is_empty() {
            self.card_wanted = true;
        }
        if plain(Key::Escape) {
            if session.source_filter().is_empty() {
                out.push(Command::ChooseSources(Vec::new()));
            } else {
                out.push(Command::FilterSources(Box::default()));
            }
        }
        if session.read_only().is_none() && plain(Key::Delete) && !chosen.is_empty() {
            out.push(Command::SetAside(chosen.to_vec()));
        }
        self.type_into_filter(ui, session, out);
    }

    /// Letters go into the filter, wherever in the list one is.
    fn type_into_filter(&mut self, ui: &Ui, session: &Session, out: &mut Vec<Command>) {
        let typed: String = ui.input(|input| {
            let letters = input.events.iter().filter_map(|event| match event {
                Event::Text(text) => Some(text.as_str()),
                _ => None,
            });
            letters.collect()
        });
        if typed.trim().is_empty() {
            return;
        }
        let mut filter = session.source_filter().clone();
        filter.words.push_str(&typed);
        out.push(Command::FilterSources(Box::new(filter)));
        self.filter_wanted = true;
    }
}
