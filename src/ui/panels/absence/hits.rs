//! The hits of a search, read one by one: dismissed for a reason, or kept.

use super::dismissing::{Dismissing, reason_ui};
use super::hit::{self, Row};
use super::{Desk, Searched};
use crate::app::{Command, HitReading, Session};
use crate::project::{AbsenceHit, AbsenceId};
use crate::ui::panels::widgets::{self, ROW, paint_focus};
use eframe::egui::{
    Button, Event, EventFilter, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo,
    vec2,
};

/// The hit that one stands on, in the list of one search: a new search begins with the first hit that nobody has read.
#[derive(Debug)]
pub struct Place {
    at: usize,
    corpus: String,
    asked: String,
}

impl Place {
    fn of(searched: Searched<'_>) -> Self {
        Self {
            at: searched.state.unread().next().unwrap_or(0),
            corpus: searched.absence.corpus.clone(),
            asked: searched.absence.asked.clone(),
        }
    }

    fn is_in(&self, searched: Searched<'_>) -> bool {
        let absence = searched.absence;
        self.at < absence.hits.len() && self.corpus == absence.corpus && self.asked == absence.asked
    }
}

/// What a person asks for in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Dismiss,
    Keep,
    TakeBack,
    Go,
}

/// Shows the hits of a search, the one that one stands on in full, and the reason that is being typed.
pub fn show(
    ui: &mut Ui,
    session: &Session,
    searched: Searched<'_>,
    desk: &mut Desk,
    reason: &mut String,
    out: &mut Vec<Command>,
) {
    if searched.absence.hits.is_empty() {
        return;
    }
    let id = searched.absence.id;
    desk.ticked
        .retain(|(of, hit)| *of != id || searched.absence.hits.contains(hit));
    if !desk.at.get(&id).is_some_and(|place| place.is_in(searched)) {
        desk.at.insert(id, Place::of(searched));
    }
    let mut at = desk.at.get(&id).map_or(0, |place| place.at);
    let (list, mut ask) = list_ui(ui, session, searched, desk, &mut at);
    ask = ask.or(detail_ui(ui, session, searched, desk, at));
    go(desk, id, at);
    match ask {
        Some(Ask::Go) => {
            let hit = &searched.absence.hits[at];
            out.push(Command::GoTo(hit.document, hit::extent(hit).extent()));
        }
        Some(Ask::Dismiss) if searched.may => {
            desk.dismissing = Some(Dismissing {
                absence: id,
                hits: meant(searched, desk, at),
                reason: reason.clone(),
                fresh: true,
            });
        }
        Some(ask) if searched.may => {
            let said = if ask == Ask::Keep {
                HitReading::Keep
            } else {
                HitReading::TakeBack
            };
            let hits = meant(searched, desk, at);
            say(searched, desk, hits, said, out);
            ui.memory_mut(|memory| memory.request_focus(list));
        }
        _ => {}
    }
    if let Some(hits) = reason_ui(ui, id, desk, reason, list) {
        say(
            searched,
            desk,
            hits,
            HitReading::Dismiss(reason.clone()),
            out,
        );
    }
}

/// The hits that are meant: those that are ticked, else the one that one stands on.
fn meant(searched: Searched<'_>, desk: &Desk, at: usize) -> Vec<AbsenceHit> {
    let id = searched.absence.id;
    let ticked = desk.ticked.iter().filter(|(of, _)| *of == id);
    let ticked: Vec<AbsenceHit> = ticked.map(|(_, hit)| hit.clone()).collect();
    if ticked.is_empty() {
        searched.absence.hits.get(at).cloned().into_iter().collect()
    } else {
        ticked
    }
}

fn go(desk: &mut Desk, id: AbsenceId, at: usize) {
    if let Some(place) = desk.at.get_mut(&id) {
        place.at = at;
    }
}

/// Says something of hits, and goes on to the next that nobody has read.
fn say(
    searched: Searched<'_>,
    desk: &mut Desk,
    hits: Vec<AbsenceHit>,
    said: HitReading,
    out: &mut Vec<Command>,
) {
    let absence = searched.absence;
    let at = desk.at.get(&absence.id).map_or(0, |place| place.at);
    if said != HitReading::TakeBack {
        let unread: Vec<usize> = searched
            .state
            .unread()
            .filter(|place| !hits.contains(&absence.hits[*place]))
            .collect();
        let next = unread.iter().find(|place| **place > at).or(unread.first());
        go(desk, absence.id, next.copied().unwrap_or(at));
    }
    desk.ticked.retain(|(of, _)| *of != absence.id);
    out.push(Command::ReadHits {
        code: absence.code,
        subject: absence.subject.clone(),
        hits,
        said,
    });
}

fn list_ui(
    ui: &mut Ui,
    session: &Session,
    searched: Searched<'_>,
    desk: &mut Desk,
    at: &mut usize,
) -> (Id, Option<Ask>) {
    /// More hits than this scroll.
    const ROWS: usize = 8;
    let (absence, state) = (searched.absence, searched.state);
    let height = ROW * absence.hits.len().min(ROWS) as f32;
    let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let id = Id::unique(("absence hits", absence.id));
    // The list has the focus as a whole: arrow keys walk the hits.
    let list = ui.interact(place, id, Sense::FOCUSABLE);
    let name = format!("Hits of “{}”", absence.asked);
    list.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, &name));
    let before = *at;
    let mut ask = None;
    if list.has_focus() {
        paint_focus(ui, place);
        ask = keys(ui, searched, desk, at, id);
    }
    let mut area = ScrollArea::vertical()
        .id_salt(("absence hits", absence.id))
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .animated(false);
    if before != *at {
        area = area.vertical_scroll_offset((*at as f32 * ROW - height / 2.0).max(0.0));
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        widgets::outline_ticks(ui);
        area.show_rows(ui, ROW, absence.hits.len(), |ui, range| {
            for place in range {
                let (Some(hit), Some(said)) = (absence.hits.get(place), state.hits.get(place))
                else {
                    continue;
                };
                let row = Row {
                    id: absence.id,
                    place,
                    hit,
                    said,
                };
                if row.show(ui, session, desk, *at == place) {
                    *at = place;
                    ui.memory_mut(|memory| memory.request_focus(id));
                }
            }
        });
    });
    (id, ask)
}

/// The keys of the list. What they do is taken, so that no field that opens by one gets its letter.
fn keys(ui: &Ui, searched: Searched<'_>, desk: &mut Desk, at: &mut usize, id: Id) -> Option<Ask> {
    let arrows = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let last = searched.absence.hits.len() - 1;
    ui.input_mut(|input| {
        let mut press = |key| input.count_and_consume_key(Modifiers::NONE, key);
        *at = (*at + press(Key::ArrowDown)).min(last);
        *at = at.saturating_sub(press(Key::ArrowUp));
        if press(Key::Space) > 0 {
            tick(desk, searched.absence.id, &searched.absence.hits[*at]);
        }
        let asks = [
            (Key::D, Ask::Dismiss),
            (Key::K, Ask::Keep),
            (Key::T, Ask::TakeBack),
            (Key::Enter, Ask::Go),
        ];
        let pressed = asks.into_iter().filter(|(key, _)| press(*key) > 0).last();
        if pressed.is_some() {
            let letters = |event: &Event| !matches!(event, Event::Text(_));
            input.events.retain(letters);
        }
        pressed.map(|(_, ask)| ask)
    })
}

/// Ticks a hit, or takes its tick away.
pub(super) fn tick(desk: &mut Desk, id: AbsenceId, hit: &AbsenceHit) {
    let before = desk.ticked.len();
    desk.ticked.retain(|(of, other)| *of != id || other != hit);
    if desk.ticked.len() == before {
        desk.ticked.push((id, hit.clone()));
    }
}

/// The hit that one stands on, with more of its surroundings, and what was said of it.
fn detail_ui(
    ui: &mut Ui,
    session: &Session,
    searched: Searched<'_>,
    desk: &Desk,
    at: usize,
) -> Option<Ask> {
    let (hit, said) = (&searched.absence.hits[at], &searched.state.hits[at]);
    let mut ask = None;
    hit::whole_ui(ui, session, hit, said);
    let ticked = meant(searched, desk, at).len();
    let these = if ticked > 1 {
        format!(" {ticked} ticked")
    } else {
        String::new()
    };
    ui.horizontal_wrapped(|ui| {
        let mut button = |ui: &mut Ui, may: bool, words: String, tip: &str, then: Ask| {
            if ui
                .add_enabled(may, Button::new(words))
                .on_hover_text(tip)
                .clicked()
            {
                ask = Some(then);
            }
        };
        let may = searched.may;
        button(
            ui,
            may,
            format!("Dismiss{these}…"),
            "It is not what was looked for (D)",
            Ask::Dismiss,
        );
        button(
            ui,
            may,
            format!("Keep{these}"),
            "It may be what was looked for (K)",
            Ask::Keep,
        );
        let mine = ticked > 1 || said.by(session.me()).is_some();
        button(
            ui,
            may && mine,
            format!("Take back{these}"),
            "Say nothing of it any more (T)",
            Ask::TakeBack,
        );
        button(
            ui,
            true,
            "Go to the passage".to_owned(),
            "Show it in its document (Enter)",
            Ask::Go,
        );
    });
    ask
}
