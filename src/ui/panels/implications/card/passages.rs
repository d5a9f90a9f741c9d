//! The passages of a cell, the best first: what each says, where it stands, and whether it is pinned.

use super::super::cells::paint_pin;
use super::super::words;
use super::finding::edit;
use super::{CellCard, PASSAGES, Part, part_ui, reach};
use crate::app::{CellId, Command, FindingField, Session};
use crate::project::{Coding, CodingId};
use crate::ui::panels::widgets::{self, count, paint_focus};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    Button, EventFilter, FontId, Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

/// Height of a passage in the list, in points.
const HEIGHT: f32 = 80.0;

impl CellCard {
    pub(super) fn passages_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        cell: &CellId,
        out: &mut Vec<Command>,
    ) {
        part_ui(ui, "Passages");
        let Some(tallies) = session.implications().tallies() else {
            return;
        };
        let list = self.listed.take();
        let codings: &[CodingId] = list.as_ref().map_or(&[], |(_, _, list)| list);
        let all = tallies.cell(cell.code, &cell.subject).whole.total();
        if codings.is_empty() {
            let subject = cell.subject.name(session.project());
            let words = format!(
                "No passage here yet. Code one in the reader; it stands here where it belongs to “{subject}”."
            );
            widgets::teach_ui(ui, &words);
        }
        let finding = session.finding(cell.code, &cell.subject);
        let pinned = finding.and_then(|finding| finding.pinned);
        for (at, id) in codings.iter().enumerate() {
            let Some(coding) = session.project().codings().get(*id) else {
                continue;
            };
            let is_pinned = pinned == Some(*id);
            let response = row_ui(ui, session, coding, is_pinned, cell, out);
            if at == 0 && self.wants(Part::Top) {
                self.wanted.take_if(|_| reach(ui, &response));
            }
            if self.walks_to == Some(*id) {
                self.walks_to.take_if(|_| reach(ui, &response));
            } else if response.has_focus() {
                let next = keys(ui, session, codings, at, is_pinned, cell, out);
                self.walks_to = next.or(self.walks_to);
            }
        }
        if all > codings.len() && !codings.is_empty() {
            let words = format!("Show more of {}", count(all, "passage", "passages"));
            if ui.button(words).clicked()
                && let Some((_, most)) = &mut self.shown
            {
                *most += 4 * PASSAGES;
            }
        }
        self.listed = list;
    }

    /// Lists the passages anew where they may have changed.
    pub(super) fn list(&mut self, session: &Session, cell: &CellId) {
        let most = self.shown.as_ref().map_or(PASSAGES, |(_, most)| *most);
        let generation = session.implications().generation();
        let same = |(made, listed, _): &(u64, usize, Vec<CodingId>)| {
            *made == generation && *listed == most
        };
        if let Some(tallies) = session.implications().tallies()
            && !self.listed.as_ref().is_some_and(same)
        {
            let list = tallies.passages(session.tree(), cell.code, &cell.subject, most);
            self.listed = Some((generation, most, list));
        }
    }

    pub(super) fn has_no_passages(&self) -> bool {
        self.listed
            .as_ref()
            .is_some_and(|(_, _, list)| list.is_empty())
    }
}

fn row_id(coding: CodingId) -> Id {
    Id::unique(("passage of a cell", coding))
}

fn row_ui(
    ui: &mut Ui,
    session: &Session,
    coding: &Coding,
    pinned: bool,
    cell: &CellId,
    out: &mut Vec<Command>,
) -> Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), HEIGHT));
    let response = ui.interact(rect, row_id(coding.id), Sense::click());
    let words = widgets::first_words(&coding.quotation, 60);
    describe(&response, session, coding, pinned, &words);
    if ui.is_rect_visible(rect) {
        let selected = session.view().codings.contains(&coding.id);
        widgets::paint_row(ui, rect, selected, response.hovered());
        paint(ui, session, coding, pinned, rect);
        if response.has_focus() {
            paint_focus(ui, rect);
        }
        let bottom = Rect::from_min_max(pos2(rect.left() + 22.0, rect.bottom() - 26.0), rect.max);
        let mut buttons = ui.new_child(UiBuilder::new().id_salt(coding.id).max_rect(bottom));
        buttons.horizontal(|ui| buttons_ui(ui, session, coding, pinned, &words, cell, out));
    }
    if response.clicked() {
        response.request_focus();
        out.push(Command::SelectCodings(vec![coding.id]));
    }
    if response.double_clicked() {
        out.push(Command::GoToCoding(coding.id));
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        ui.label(format!(
            "“{}”",
            widgets::first_words(&coding.quotation, 1200)
        ));
        if !coding.memo.is_empty() {
            widgets::field_name_ui(ui, "Memo");
            ui.label(widgets::first_words(&coding.memo, 600));
        }
    })
}

fn describe(response: &Response, session: &Session, coding: &Coding, pinned: bool, words: &str) {
    response.widget_info(|| {
        let pin = if pinned { "pinned, " } else { "" };
        let said = format!(
            "{pin}{}, “{words}”, {}",
            coding.stance,
            source(session, coding)
        );
        WidgetInfo::labeled(Role::ListItem, true, said)
    });
}

/// "Report on ports, p. 12 · Ann".
fn source(session: &Session, coding: &Coding) -> String {
    let project = session.project();
    let document = project.documents().get(coding.document);
    let title = document.map_or("", |document| document.title.as_str());
    let place = session
        .text_of(coding)
        .map_or_else(String::new, |text| text.place(coding.extent().start));
    let coder = project.coders().get(coding.coder);
    let coder = coder.map_or("", |coder| coder.name.as_str());
    let place = if place.is_empty() {
        place
    } else {
        format!(", {place}")
    };
    format!("{title}{place} · {coder}")
}

fn paint(ui: &Ui, session: &Session, coding: &Coding, pinned: bool, rect: Rect) {
    let tokens = Tokens::of(ui);
    let left = rect.left() + 22.0;
    let room = rect.right() - left - 4.0;
    widgets::paint_text(
        ui,
        pos2(rect.left() + 10.0, rect.top() + 13.0),
        eframe::egui::Align2::CENTER_CENTER,
        theme::stance_shape(coding.stance),
        FontId::proportional(theme::SMALL),
        tokens.stance(coding.stance),
    );
    if pinned {
        paint_pin(
            ui,
            pos2(rect.left() + 10.0, rect.top() + 32.0),
            tokens.accent,
        );
    }
    let font = FontId::new(theme::BODY, theme::serif());
    let quote = widgets::some_lines(ui, &coding.quotation, &font, tokens.ink, room, 2);
    ui.painter()
        .galley(pos2(left, rect.top() + 4.0), quote, tokens.ink);
    let small = FontId::proportional(theme::SMALL);
    let source = widgets::one_line(ui, &source(session, coding), small, tokens.quiet, room);
    ui.painter()
        .galley(pos2(left, rect.top() + 38.0), source, tokens.quiet);
}

fn buttons_ui(
    ui: &mut Ui,
    session: &Session,
    coding: &Coding,
    pinned: bool,
    words: &str,
    cell: &CellId,
    out: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let small = |text: &str| Button::new(eframe::egui::RichText::new(text).small());
    let (word, name) = if pinned {
        ("Unpin", format!("Unpin “{words}”"))
    } else {
        ("Pin", format!("Pin “{words}”"))
    };
    let pin = ui.add_enabled(session.read_only().is_none(), small(word));
    let pin = pin
        .accessible_name(name)
        .on_hover_text("The pinned passage stands for the cell (P)");
    if pin.clicked() {
        let coding = (!pinned).then_some(coding.id);
        out.push(edit(cell, FindingField::Pinned(coding)));
    }
    let go = ui
        .add(small("Go to passage"))
        .accessible_name(format!("Go to “{words}”"))
        .on_hover_text("Shows it in the text (Enter or F)");
    if go.clicked() {
        out.push(Command::GoToCoding(coding.id));
    }
    let alike = words::alike(session, coding);
    if !alike.is_empty() {
        let quiet = Tokens::of(ui).quiet;
        let said = eframe::egui::RichText::new(format!("≈ {}", alike.join(", ")));
        let tip = "It bears on these rivals as on the argument, and cannot tell them apart";
        ui.add(eframe::egui::Label::new(said.small().color(quiet)).truncate())
            .on_hover_text(tip);
    }
}

/// While a passage has the keyboard: arrows walk the list, P pins, Enter and F go to it in the text. Gives where they walk to.
fn keys(
    ui: &Ui,
    session: &Session,
    codings: &[CodingId],
    at: usize,
    pinned: bool,
    cell: &CellId,
    out: &mut Vec<Command>,
) -> Option<CodingId> {
    let id = *codings.get(at)?;
    let held = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(id), held));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let next = if pressed(Key::ArrowDown) {
        codings.get(at + 1)
    } else if pressed(Key::ArrowUp) {
        at.checked_sub(1).and_then(|at| codings.get(at))
    } else {
        None
    };
    if pressed(Key::P) && session.read_only().is_none() {
        let coding = (!pinned).then_some(id);
        out.push(edit(cell, FindingField::Pinned(coding)));
    }
    if pressed(Key::Enter) || pressed(Key::F) {
        out.push(Command::GoToCoding(id));
    }
    next.copied()
}
