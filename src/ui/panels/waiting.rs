//! The passages that wait for a place in a corrected text: a list beside the work, from which each is placed or removed.

use super::widgets::{self, count, first_words};
use crate::app::{Command, Selection, Session};
use crate::project::{Coding, CodingId};
use crate::text::anchor::likely_places;
use crate::text::wording::Near;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Button, Context, Key, Label, Modifiers, RichText, ScrollArea, Ui, vec2};

/// So many likely places of a passage are shown.
const MOST_PLACES: usize = 3;
/// So many passages are listed at once.
const MOST_LISTED: usize = 100;

/// The list.
#[derive(Debug, Default)]
pub struct WaitingList {
    open: bool,
    /// Likely places of the passage that they were last asked for, and the revision that they are of.
    likely: Option<(CodingId, u64, Vec<Near>)>,
}

impl WaitingList {
    /// Opens it, or closes it.
    pub fn toggle(&mut self) {
        self.open = !self.open;
    }

    /// Draws it, where it is open. What the person does comes out as commands.
    pub fn show(&mut self, ctx: &Context, session: &Session, out: &mut Vec<Command>) {
        if !self.open {
            return;
        }
        let mut open = true;
        let area = ctx.content_rect();
        let size = vec2(
            420.0_f32.min(area.width() - 64.0),
            420.0_f32.min(area.height() - 160.0),
        );
        let shown = egui::Window::new("Waiting passages")
            .open(&mut open)
            .collapsible(false)
            .default_size(size)
            .default_pos(area.right_bottom() - size - vec2(360.0, 96.0))
            .show(ctx, |ui| self.list_ui(ui, session, out));
        let on_top = shown.is_some_and(|shown| ctx.top_layer_id() == Some(shown.response.layer_id));
        if on_top && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            open = false;
        }
        self.open = open;
    }

    fn list_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let waiting = session.waiting();
        if waiting.is_empty() {
            widgets::teach_ui(
                ui,
                "No passage waits. When a text is corrected, passages go with their words; one whose words are gone, or stand twice, waits here with its quotation until you give it a place.",
            );
            return;
        }
        let number = count(waiting.len(), "passage has", "passages have");
        let words = format!(
            "{number} no sure place in the corrected text. Select where one stands and place it there, or look at the likely places."
        );
        ui.add(Label::new(RichText::new(words).color(Tokens::of(ui).quiet)).wrap());
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for coding in waiting.iter().take(MOST_LISTED) {
                ui.separator();
                ui.push_id(coding.id, |ui| self.row_ui(ui, session, coding, out));
            }
            if waiting.len() > MOST_LISTED {
                ui.label(format!("and {} more", waiting.len() - MOST_LISTED));
            }
        });
    }

    fn row_ui(&mut self, ui: &mut Ui, session: &Session, coding: &Coding, out: &mut Vec<Command>) {
        let project = session.project();
        let document = project.documents().get(coding.document);
        let title = document.map_or("", |document| document.title.as_str());
        let coder = project.coders().get(coding.coder);
        let coder = coder.map_or("", |coder| coder.name.as_str());
        ui.horizontal_wrapped(|ui| {
            if let Some(code) = project.codes().get(coding.code) {
                widgets::swatch_ui(ui, code.colour);
                ui.label(RichText::new(code.label()).family(theme::strong()));
            }
            let by = format!("{title} · {coder}");
            ui.label(RichText::new(by).small().color(Tokens::of(ui).quiet));
        });
        ui.add(Label::new(format!("“{}”", first_words(&coding.quotation, 400))).wrap());
        let words = first_words(&coding.quotation, 40);
        let may = session.read_only().is_none();
        ui.horizontal_wrapped(|ui| {
            let likely = ui.button("Show likely places");
            if likely
                .accessible_name(format!("Show likely places of “{words}”"))
                .clicked()
            {
                self.look(session, coding);
            }
            let selection = &session.view().selection;
            let here = session.view().document == Some(coding.document) && !selection.is_empty();
            let place = ui.add_enabled(may && here, Button::new("Place at the selection"));
            let place = place
                .accessible_name(format!("Place “{words}” at the selection"))
                .on_disabled_hover_text("Select its words in the document first");
            if place.clicked() {
                out.push(Command::SetSpans(coding.id, selection.spans()));
            }
            let remove = ui.add_enabled(may, Button::new("Remove"));
            if remove
                .accessible_name(format!("Remove “{words}”"))
                .clicked()
            {
                out.push(Command::SelectCodings(vec![coding.id]));
                out.push(Command::DeleteCodings);
            }
        });
        self.likely_ui(ui, session, coding, out);
    }

    fn look(&mut self, session: &Session, coding: &Coding) {
        let text = session.text(coding.document);
        let places = text.map(|text| likely_places(&coding.quotation, text.str(), MOST_PLACES));
        let places = places.unwrap_or_default();
        self.likely = Some((coding.id, session.revision(), places));
    }

    /// The likely places, with how like the words there are.
    fn likely_ui(&self, ui: &mut Ui, session: &Session, coding: &Coding, out: &mut Vec<Command>) {
        let Some((_, _, places)) = self
            .likely
            .as_ref()
            .filter(|(id, revision, _)| *id == coding.id && *revision == session.revision())
        else {
            return;
        };
        let quiet = Tokens::of(ui).quiet;
        let Some(text) = session.text(coding.document).filter(|_| !places.is_empty()) else {
            ui.label(RichText::new("No place has words like these").color(quiet));
            return;
        };
        let may = session.read_only().is_none();
        for likely in places {
            let words = text.str().get(likely.span.range()).unwrap_or_default();
            ui.indent(likely.span, |ui| {
                let place = text.place(likely.span.start);
                let alike = format!("{:.0} % alike, {place}", likely.likeness * 100.0);
                ui.label(RichText::new(alike).small().color(quiet));
                ui.add(Label::new(first_words(words, 400)).wrap());
                ui.horizontal(|ui| {
                    let show = ui.button("Show");
                    if show
                        .accessible_name(format!("Show the likely place {place}"))
                        .clicked()
                    {
                        out.push(Command::GoTo(coding.document, likely.span));
                        out.push(Command::Select(Selection::of(likely.span)));
                    }
                    let put = ui.add_enabled(may, Button::new("Place here"));
                    if put
                        .accessible_name(format!("Place at the likely place {place}"))
                        .clicked()
                    {
                        out.push(Command::SetSpans(coding.id, vec![likely.span]));
                    }
                });
            });
        }
    }
}
