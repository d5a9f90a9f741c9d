//! The hits of a search, read one by one: dismissed for a reason, or kept.

use super::{Desk, Searched, coder_name};
use crate::analysis::absence::HitState;
use crate::app::{Command, HitReading, Session};
use crate::project::{AbsenceHit, AbsenceId, Coding};
use crate::search::{Context, Hit, context};
use crate::ui::panels::hits::{context_text, paint_context};
use crate::ui::panels::widgets::{
    self, ROW, count, field_name_ui, on_row, paint_focus, select_all,
};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, Button, Event, EventFilter, FontId, Id, Key, Label, Modifiers, Rect, RichText,
    Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2,
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

/// Hits that are about to be dismissed, once there is a reason.
#[derive(Debug)]
pub struct Dismissing {
    absence: AbsenceId,
    hits: Vec<AbsenceHit>,
    reason: String,
    fresh: bool,
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
            out.push(Command::GoTo(hit.document, extent(hit).extent()));
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

fn tick(desk: &mut Desk, id: AbsenceId, hit: &AbsenceHit) {
    let before = desk.ticked.len();
    desk.ticked.retain(|(of, other)| *of != id || other != hit);
    if desk.ticked.len() == before {
        desk.ticked.push((id, hit.clone()));
    }
}

struct Row<'a> {
    id: AbsenceId,
    place: usize,
    hit: &'a AbsenceHit,
    said: &'a HitState,
}

impl Row<'_> {
    /// One hit; true when it was clicked.
    fn show(&self, ui: &mut Ui, session: &Session, desk: &mut Desk, here: bool) -> bool {
        let tokens = Tokens::of(ui);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
        let id = Id::unique(("absence hit", self.id, self.place));
        let response = ui.interact(rect, id, Sense::CLICK);
        widgets::paint_row(ui, rect, here, response.hovered());
        let around = around(session, self.hit, 60);
        let words = context_text(&around);
        let number = self.place + 1;
        let mut ticked = desk
            .ticked
            .iter()
            .any(|(of, hit)| *of == self.id && hit == self.hit);
        let tick_at = Rect::from_min_size(rect.min, vec2(ROW, ROW));
        let box_ = egui::Checkbox::without_text(&mut ticked);
        let box_ = ui.put(tick_at, box_);
        let box_ = box_.accessible_name(format!("Tick for reading {number}: {words}"));
        if box_.changed() {
            tick(desk, self.id, self.hit);
        }
        let (word, colour) = standing(self.said, tokens);
        let small = FontId::proportional(theme::SMALL);
        let right = on_row(rect, rect.width() - 4.0);
        let used = widgets::paint_text(ui, right, Align2::RIGHT_CENTER, word, small, colour);
        let middle = Rect::from_min_max(
            pos2(rect.left() + ROW + 4.0, rect.top()),
            pos2(used.left() - 8.0, rect.bottom()),
        );
        paint_context(ui, middle, &around);
        response.widget_info(|| {
            let name = format!("Hit {number}, {word}: {words}");
            WidgetInfo::labeled(Role::ListBoxOption, true, name)
        });
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_selected(here));
        response.clicked()
    }
}

/// What was said of a hit, in a word.
fn standing(said: &HitState, tokens: &Tokens) -> (&'static str, egui::Color32) {
    if said.is_disputed() {
        ("disputed", tokens.problem)
    } else if said.is_kept() {
        ("kept", tokens.problem)
    } else if said.is_read() {
        ("dismissed", tokens.good)
    } else {
        ("unread", tokens.quiet)
    }
}

/// A hit as searches know it.
fn extent(hit: &AbsenceHit) -> Hit {
    Hit {
        document: hit.document,
        spans: hit.spans.clone(),
        paragraph: 0,
    }
}

/// The words around a hit; where its text is not there or another by now, its own words alone.
fn around(session: &Session, hit: &AbsenceHit, width: usize) -> Context {
    let text = session.text(hit.document);
    let same = |text: &&_| {
        Coding::quote(crate::text::Text::str(text), &hit.spans).as_deref() == Some(&hit.quotation)
    };
    match text.map(std::convert::AsRef::as_ref).filter(same) {
        Some(text) => context(text, &extent(hit), width),
        None => Context {
            before: String::new(),
            hit: hit.quotation.clone(),
            after: String::new(),
        },
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
    let tokens = Tokens::of(ui);
    let (hit, said) = (&searched.absence.hits[at], &searched.state.hits[at]);
    let mut ask = None;
    egui::Frame::new()
        .fill(tokens.field)
        .corner_radius(4)
        .inner_margin(8)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            words_ui(ui, &around(session, hit, 220));
            let source = RichText::new(source(session, hit)).small();
            ui.add(Label::new(source.color(tokens.quiet)).wrap());
            for reading in &said.readings {
                let name = coder_name(session, reading.coder);
                let words = if reading.dismissed {
                    format!("Dismissed by {name} on {}: {}", reading.on, reading.why)
                } else {
                    format!("Kept as relevant by {name} on {}", reading.on)
                };
                ui.add(Label::new(words).wrap());
            }
        });
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

fn words_ui(ui: &mut Ui, around: &Context) {
    let tokens = Tokens::of(ui);
    let font = |family| FontId::new(theme::BODY + 1.0, family);
    let plain = egui::TextFormat::simple(font(theme::serif()), tokens.ink);
    let mut marked = egui::TextFormat::simple(font(theme::serif_strong()), tokens.ink);
    marked.background = tokens.hit;
    let mut job = egui::text::LayoutJob::default();
    job.append(&around.before, 0.0, plain.clone());
    job.append(&around.hit, 0.0, marked);
    job.append(&around.after, 0.0, plain);
    ui.add(Label::new(job).wrap());
}

/// Where a hit stands, as a citation gives it.
fn source(session: &Session, hit: &AbsenceHit) -> String {
    let document = session.project().documents().get(hit.document);
    let Some(document) = document else {
        return "The document is no longer there".to_owned();
    };
    match session.text(hit.document) {
        Some(text) => format!(
            "{}, {}",
            document.title,
            text.place(extent(hit).extent().start)
        ),
        None => document.title.clone(),
    }
}

/// The reason that is being typed; gives the hits when it was confirmed.
fn reason_ui(
    ui: &mut Ui,
    id: AbsenceId,
    desk: &mut Desk,
    reason: &mut String,
    list: Id,
) -> Option<Vec<AbsenceHit>> {
    let open = desk.dismissing.as_mut().filter(|open| open.absence == id)?;
    let hits = count(open.hits.len(), "hit is", "hits are");
    let name = format!("Why {hits} not what was looked for");
    let label = field_name_ui(ui, &name);
    let field = ui.scope_id().with(("why", id));
    let edit = TextEdit::singleline(&mut open.reason)
        .id(field)
        .hint_text("Such as: another coal, another year")
        .desired_width(ui.available_width());
    let response = ui.add(edit).labelled_by(label.id).accessible_name("Reason");
    if std::mem::take(&mut open.fresh) {
        response.request_focus();
        response.scroll_to_me(None);
        select_all(ui, field, &open.reason);
    }
    let pressed = |ui: &Ui, key| {
        response.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
    };
    let (entered, mut left) = (pressed(ui, Key::Enter), pressed(ui, Key::Escape));
    let ready = !open.reason.trim().is_empty();
    let mut done = false;
    ui.horizontal(|ui| {
        let button = ui.add_enabled(ready, Button::new("Dismiss"));
        let tip = "Say why it is not what was looked for";
        done = button.on_disabled_hover_text(tip).clicked() || (entered && ready);
        left |= ui.button("Cancel").clicked();
    });
    if entered && !ready {
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    if !done && !left {
        return None;
    }
    let closed = desk.dismissing.take()?;
    // What was typed is offered the next time, whatever became of it.
    reason.clone_from(&closed.reason);
    ui.memory_mut(|memory| memory.request_focus(list));
    done.then_some(closed.hits)
}
