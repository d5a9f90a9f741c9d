//! One quotation: the draft's words above the source's, what differs marked, and the ways to both.

use super::marked::{Side, job, runs};
use super::{sign, to_draft, to_spans};
use crate::analysis::draft::Quoted;
use crate::app::{Command, Direction, Fit, Row, Session};
use crate::text::quotes::Form;
use crate::ui::actions::Action;
use crate::ui::panels::widgets;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Button, Label, RichText, ScrollArea, Ui};

/// The card of the current quotation; which of its places is shown.
#[derive(Debug, Default)]
pub(super) struct Card {
    row: Option<usize>,
    place: usize,
}

impl Card {
    pub fn show(&mut self, ui: &mut Ui, session: &Session, size: f32, out: &mut Vec<Command>) {
        let checks = session.draft_checks();
        let current = checks.current();
        if current != self.row {
            self.row = current;
            self.place = 0;
        }
        let row = current.and_then(|at| Some((at, checks.checked()?.rows.get(at)?)));
        let Some((at, row)) = row.filter(|(at, _)| checks.rows().contains(at)) else {
            widgets::teach_ui(
                ui,
                "Choose a quotation to see it beside the words of its source.",
            );
            return;
        };
        self.place = self.place.min(row.places.len().saturating_sub(1));
        let quoted = session.row_in_words(row, self.place);
        self.head_ui(ui, session, (at, row), out);
        theme::show_scroll_bar(ui);
        ScrollArea::vertical()
            .id_salt("quotation")
            .auto_shrink(false)
            .show(ui, |ui| self.words_ui(ui, session, row, &quoted, size));
    }

    fn head_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        (at, row): (usize, &Row),
        out: &mut Vec<Command>,
    ) {
        let tokens = Tokens::of(ui);
        let (shape, word, colour) = sign(row, tokens);
        ui.horizontal_wrapped(|ui| {
            let name = RichText::new(format!("{shape} {word}")).font(theme::strong_font());
            ui.label(name.color(colour));
            ui.add_space(8.0);
            if ui
                .button("Go to the draft")
                .on_hover_text("Enter in the list does the same")
                .clicked()
            {
                out.extend(to_draft(session, at));
            }
            let found = row.places.get(self.place);
            let source = ui.add_enabled(found.is_some(), Button::new("Go to the source"));
            if source.clicked()
                && let Some(found) = found
            {
                out.extend(to_spans(found.document, &found.place.spans));
            }
            for (direction, action, name) in [
                (Direction::Back, Action::PreviousInexact, "Previous inexact"),
                (Direction::On, Action::NextInexact, "Next inexact"),
            ] {
                let tip = format!("{} ({})", action.tip(), action.key_text(ui.ctx()));
                if ui.button(name).on_hover_text(tip).clicked() {
                    out.push(Command::StepQuotation(direction));
                }
            }
        });
    }

    fn words_ui(&mut self, ui: &mut Ui, session: &Session, row: &Row, quoted: &Quoted, size: f32) {
        let tokens = Tokens::of(ui);
        let checks = session.draft_checks();
        let pieces = row
            .places
            .get(self.place)
            .map_or(&[][..], |found| &found.place.pieces);
        ui.add_space(4.0);
        let draft = checks.draft().and_then(|draft| session.text(draft));
        if let Some(draft) = draft {
            field_ui(ui, &format!("In the draft, {}", row.at));
            let runs = runs(draft.str(), &row.quotation.spans, pieces, Side::Draft);
            let label = ui.add(Label::new(job(&runs, tokens, size)).wrap().selectable(true));
            label.widget_info(|| label_info("Words of the draft", &quoted.words));
        }
        if row.quotation.form == Form::Unclosed {
            warn_ui(ui, "This quotation mark is never closed.");
        }
        ui.add_space(8.0);
        match row.places.get(self.place) {
            Some(found) => {
                self.source_head_ui(ui, row, quoted);
                if let Some(text) = session.text(found.document) {
                    let runs = runs(text.str(), &found.place.spans, pieces, Side::Source);
                    let label =
                        ui.add(Label::new(job(&runs, tokens, size)).wrap().selectable(true));
                    label.widget_info(|| label_info("Words of the source", &quoted.found));
                }
                for difference in &quoted.differences {
                    ui.add(Label::new(RichText::new(format!("· {difference}")).small()).wrap());
                }
                copy_ui(ui, quoted);
            }
            None => not_found_ui(ui, row),
        }
        cited_ui(ui, row, self.place, quoted);
    }

    /// Which source, and the way to its other places.
    fn source_head_ui(&mut self, ui: &mut Ui, row: &Row, quoted: &Quoted) {
        ui.horizontal_wrapped(|ui| {
            field_ui(ui, &format!("In the source {}", quoted.source));
            let all = row.places.len();
            if all > 1 {
                let tokens = Tokens::of(ui);
                let words = format!("place {} of {all}", self.place + 1);
                ui.label(RichText::new(words).small().color(tokens.quiet));
                let back = ui.add_enabled(self.place > 0, Button::new("◀").small());
                if back.accessible_name("Previous place").clicked() {
                    self.place -= 1;
                }
                let on = ui.add_enabled(self.place + 1 < all, Button::new("▶").small());
                if on.accessible_name("Next place").clicked() {
                    self.place += 1;
                }
            }
        });
    }
}

fn label_info(name: &str, words: &str) -> eframe::egui::WidgetInfo {
    eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, format!("{name}: {words}"))
}

fn field_ui(ui: &mut Ui, name: &str) {
    let quiet = Tokens::of(ui).quiet;
    ui.label(RichText::new(name).small().color(quiet));
}

fn warn_ui(ui: &mut Ui, words: &str) {
    let warning = Tokens::of(ui).warning;
    ui.add(Label::new(RichText::new(words).small().color(warning)).wrap());
}

fn not_found_ui(ui: &mut Ui, row: &Row) {
    let words = match row.aside {
        Some(crate::app::Aside::Short) => {
            "Fewer than four words stand anywhere, and are not looked for."
        }
        Some(crate::app::Aside::Title) => "This is a title or a name, and is not looked for.",
        None => {
            "No document has these words, nor most of them in this order. Is the source in the project?"
        }
    };
    widgets::teach_ui(ui, words);
}

/// What the draft cites there, and whether that is where the words are.
fn cited_ui(ui: &mut Ui, row: &Row, place: usize, quoted: &Quoted) {
    if row.aside.is_some() {
        return;
    }
    ui.add_space(8.0);
    let fit = row.places.get(place).map(|found| found.fit);
    if quoted.cited.is_empty() {
        field_ui(ui, "The draft cites nothing there.");
        return;
    }
    let words = format!("The draft cites {}", quoted.cited);
    match fit {
        Some(Fit::Fits) => field_ui(ui, &format!("{words}: that is this source")),
        Some(Fit::OtherPage) => warn_ui(
            ui,
            &format!("{words}: the work is this one, the page another"),
        ),
        Some(Fit::OtherWork) => warn_ui(ui, &format!("{words}: that is another work")),
        _ => field_ui(ui, &words),
    }
}

fn copy_ui(ui: &mut Ui, quoted: &Quoted) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let both = format!("“{}” {}", quoted.found, quoted.source);
        for (name, tip, text) in [
            (
                "Copy words",
                "The words as the source has them",
                &quoted.found,
            ),
            ("Copy citation", "The source as it is cited", &quoted.source),
            (
                "Copy both",
                "The words in quotation marks with their source",
                &both,
            ),
        ] {
            if ui.button(name).on_hover_text(tip).clicked() {
                ui.ctx().copy_text(text.clone());
            }
        }
    });
}
