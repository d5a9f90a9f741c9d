//! One hit of a search: as a row of the list, and in full with what was said of it.

use super::hits::tick;
use super::{Desk, coder_name};
use crate::analysis::absence::HitState;
use crate::app::Session;
use crate::project::{AbsenceHit, AbsenceId, Coding};
use crate::search::{Context, Hit, context};
use crate::ui::panels::hit_rows::{context_text, paint_context};
use crate::ui::panels::widgets::{self, ROW, on_row};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, FontId, Id, Label, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// A row of the list.
pub(super) struct Row<'a> {
    pub(super) id: AbsenceId,
    pub(super) place: usize,
    pub(super) hit: &'a AbsenceHit,
    pub(super) said: &'a HitState,
}

impl Row<'_> {
    /// One hit; true when it was clicked.
    pub(super) fn show(&self, ui: &mut Ui, session: &Session, desk: &mut Desk, here: bool) -> bool {
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
pub(super) fn extent(hit: &AbsenceHit) -> Hit {
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

/// The hit with more of its surroundings, and what was said of it.
pub(super) fn whole_ui(ui: &mut Ui, session: &Session, hit: &AbsenceHit, said: &HitState) {
    let tokens = Tokens::of(ui);
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
