//! What would be coded from the ticked hits, passage by passage, before it is.

use super::concordance::extent_ui;
use super::widgets::{self, ROW, first_words, on_row, one_line};
use crate::app::{Command, Planned, Session, plan_words};
use crate::project::{CodeId, Coding};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Button, Checkbox, FontId, Id, Key, Modifiers, Rect, RichText, ScrollArea, Ui, vec2,
};
use std::collections::BTreeSet;

/// The preview, over the window.
#[derive(Debug, Default)]
pub struct HitsPreview {
    code: Option<CodeId>,
    fresh: bool,
    plan: Option<Plan>,
    /// Hits whose passages are not to be coded after all.
    left_out: BTreeSet<usize>,
}

/// What would be coded, and what that was worked out from.
#[derive(Debug)]
struct Plan {
    of: (u64, u64, crate::text::Extent, usize),
    passages: Vec<Planned>,
}

/// So many rows are in sight.
const IN_SIGHT: f32 = 10.0;

impl HitsPreview {
    /// Opens it.
    pub fn open(&mut self, code: CodeId) {
        self.code = Some(code);
        self.fresh = true;
        self.plan = None;
        self.left_out.clear();
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.code.is_some()
    }

    /// Shows it while it is open.
    pub fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Command>) {
        let Some(code) = self.code else { return };
        self.update(session, code);
        let modal = egui::Modal::new(Id::unique("code hits"))
            .frame(widgets::dialog_frame(ctx))
            .show(ctx, |ui| {
                ui.set_width((ui.ctx().content_rect().width() - 96.0).clamp(320.0, 760.0));
                self.contents_ui(ui, session, code, out);
            });
        if modal.should_close() {
            self.code = None;
        }
    }

    fn update(&mut self, session: &Session, code: CodeId) {
        let finder = session.finder();
        let of = (
            finder.generation(),
            session.revision(),
            session.concordance().view().extent,
            finder.ticked().len(),
        );
        if self.plan.as_ref().is_none_or(|plan| plan.of != of) {
            let passages = session.plan_hits(finder.ticked().iter().copied(), code);
            self.plan = Some(Plan { of, passages });
        }
    }

    fn contents_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        code: CodeId,
        out: &mut Vec<Command>,
    ) {
        let Some(plan) = &self.plan else { return };
        let label = widgets::code_label(session.project(), code);
        ui.heading(format!("Code hits with {label}"));
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            extent_ui(ui, session, out);
            let words = plan_words(&plan.passages, &self.left_out);
            ui.add(egui::Label::new(RichText::new(words).color(Tokens::of(ui).quiet)).truncate());
        });
        ui.add_space(4.0);
        theme::show_scroll_bar(ui);
        let count = plan.passages.len();
        let height = IN_SIGHT * ROW;
        ScrollArea::vertical()
            .id_salt("passages to code")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, false])
            .show_rows(ui, ROW, count, |ui, range| {
                ui.spacing_mut().item_spacing.y = 0.0;
                widgets::outline_ticks(ui);
                for passage in plan.passages.get(range).unwrap_or_default() {
                    passage_ui(ui, session, passage, &mut self.left_out);
                }
            });
        let fresh = |one: &&Planned| !one.is_coded && !self.left_out.contains(&one.hit);
        let to_code = plan.passages.iter().filter(fresh).count();
        ui.add_space(8.0);
        let (mut done, mut cancelled) = (false, false);
        let right = egui::Layout::right_to_left(egui::Align::Center);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 32.0), right, |ui| {
            let tokens = Tokens::of(ui);
            let verb = match to_code {
                1 => "Code 1 passage".to_owned(),
                many => format!("Code {many} passages"),
            };
            let text = RichText::new(&verb)
                .family(theme::strong())
                .color(tokens.on_accent);
            let button = Button::new(text)
                .fill(tokens.accent)
                .min_size(vec2(96.0, 32.0));
            let button = ui.add_enabled(to_code > 0, button).accessible_name(verb);
            if std::mem::take(&mut self.fresh) {
                button.request_focus();
            }
            done = button.clicked();
            cancelled = ui
                .add(Button::new("Cancel").min_size(vec2(80.0, 32.0)))
                .clicked();
        });
        done |= to_code > 0
            && ui.memory(|memory| memory.focused().is_none())
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if done {
            for hit in std::mem::take(&mut self.left_out) {
                out.push(Command::TickHit(hit, false));
            }
            out.push(Command::CodeHits(code));
        }
        if done || cancelled {
            self.code = None;
        }
    }
}

/// A passage with its tick; one that has the code already has none to give.
fn passage_ui(ui: &mut Ui, session: &Session, passage: &Planned, left_out: &mut BTreeSet<usize>) {
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let words = session
        .text(passage.document)
        .and_then(|text| Coding::quote(text.str(), &passage.spans))
        .unwrap_or_default();
    let words = first_words(&words, 300);
    let document = session.project().documents().get(passage.document);
    let title = document.map_or("", |one| one.title.as_str());
    let mut ticked = !passage.is_coded && !left_out.contains(&passage.hit);
    let square = Rect::from_min_size(rect.min, vec2(ROW, ROW));
    let enabled = !passage.is_coded;
    ui.scope_builder(egui::UiBuilder::new().max_rect(square), |ui| {
        let tick = ui.add_enabled(enabled, Checkbox::without_text(&mut ticked));
        let tick = tick.accessible_name(format!("Code “{}”", first_words(&words, 60)));
        if tick.changed() {
            if ticked {
                left_out.remove(&passage.hit);
            } else {
                left_out.insert(passage.hit);
            }
        }
    });
    let ink = if enabled { tokens.ink } else { tokens.quiet };
    let note = match (passage.is_coded, passage.touches, passage.hits) {
        (true, ..) => "coded already",
        (_, true, _) => "overlaps",
        _ => "",
    };
    let right = format!("{note}  {}", first_words(title, 24));
    let small = FontId::proportional(theme::SMALL);
    let used = widgets::paint_text(
        ui,
        on_row(rect, rect.width() - 4.0),
        egui::Align2::RIGHT_CENTER,
        right.trim(),
        small,
        tokens.quiet,
    );
    let serif = FontId::new(theme::BODY, theme::serif());
    let room = rect.width() - ROW - used.width() - 20.0;
    let galley = one_line(ui, &words, serif, ink, room);
    let at = on_row(rect, ROW + 4.0) - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    if ui.rect_contains_pointer(rect) {
        let hover = ui.interact(
            rect,
            Id::unique(("planned", passage.hit)),
            egui::Sense::hover(),
        );
        hover.on_hover_text(words);
    }
}
