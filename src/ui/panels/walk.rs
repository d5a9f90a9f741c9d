//! Over the text while one walks along hits: where one is, what a key does, and with which code.

use super::concordance::extent_ui;
use super::picker::{CodePicker, Picked, Purpose};
use super::widgets::{self, first_words};
use crate::analysis::concordance::Uncoded;
use crate::app::{Command, HitsView, Session, Verdict, Walk};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Button, Frame, Margin, Panel, RichText, Ui};

/// The bar of a walk.
#[derive(Debug, Default)]
pub struct WalkBar {
    picker: CodePicker,
}

impl WalkBar {
    /// Shows it over the text while there is a walk.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let Some(walk) = session.walk() else { return };
        let frame = Frame::new()
            .fill(Tokens::of(ui).selected_row)
            .inner_margin(Margin::symmetric(16, 6));
        let bar = Panel::top("walk").frame(frame);
        bar.show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(first_words(walk.of(), 48)).font(theme::strong_font()))
                    .on_hover_text(walk.of());
                ui.label(walk.words());
            });
            let row = ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.spacing_mut().button_padding.x = 6.0;
                self.code_ui(ui, session, walk);
                answers_ui(ui, walk, out);
                extent_ui(ui, session, out);
                uncoded_ui(ui, session, walk, out);
                let end = ui.button("End (Esc)");
                if end.accessible_name("End the walk").clicked() {
                    out.push(Command::EndWalk);
                }
            });
            if let Some(Picked::Code(code)) =
                self.picker.popup(ui.ctx(), session, row.response.rect)
            {
                out.push(Command::ChooseWalkCode(code));
            }
        });
    }

    /// The code that a yes codes with, to be chosen.
    fn code_ui(&mut self, ui: &mut Ui, session: &Session, walk: &Walk) {
        let code = walk.code().and_then(|id| session.project().codes().get(id));
        if let Some(code) = code {
            widgets::swatch_ui(ui, code.colour);
        }
        let words = code.map_or("Choose a code…".to_owned(), |code| {
            first_words(code.label(), 24)
        });
        let button = ui.add(Button::new(&words));
        let name = format!("Code of the walk: {words}");
        let tip = "The code that Y codes with. A number key codes with the code of that number";
        if button.accessible_name(name).on_hover_text(tip).clicked() {
            self.picker.open(Purpose::Walk);
        }
    }
}

fn answers_ui(ui: &mut Ui, walk: &Walk, out: &mut Vec<Command>) {
    let there = walk.number().is_some();
    let no = if walk.is_of_proposals() {
        ("No (N)", "Do not propose this passage for the code again")
    } else {
        ("Skip (N)", "Go on without coding it")
    };
    let answers = [
        (
            Verdict::Yes,
            there && walk.code().is_some(),
            ("Yes (Y)", "Code it with the walk's code, and go on"),
            "Yes, code it",
        ),
        (
            Verdict::No,
            there,
            no,
            if walk.is_of_proposals() {
                "No, decline it"
            } else {
                "Skip it"
            },
        ),
        (
            Verdict::Later,
            there && walk.is_of_proposals(),
            ("Later (L)", "Go on; it is proposed again the next time"),
            "Later",
        ),
        (
            Verdict::Back,
            true,
            ("Back (B)", "Go to the hit before"),
            "Back to the hit before",
        ),
    ];
    for (verdict, enabled, (text, tip), name) in answers {
        if verdict == Verdict::Later && !walk.is_of_proposals() {
            continue;
        }
        let button = ui.add_enabled(enabled, Button::new(text));
        if button.accessible_name(name).on_hover_text(tip).clicked() {
            out.push(Command::AnswerWalk(verdict));
        }
    }
}

/// Whether hits that are coded are passed over.
fn uncoded_ui(ui: &mut Ui, session: &Session, walk: &Walk, out: &mut Vec<Command>) {
    let view = *session.concordance().view();
    let mut only = view.uncoded != Uncoded::All;
    ui.scope(|ui| {
        widgets::outline_ticks(ui);
        let tick = ui.checkbox(&mut only, "Only uncoded");
        let tip = "Pass over hits that are coded with the code of the walk, or with any where none is chosen";
        if tick.on_hover_text(tip).changed() {
            let uncoded = match (only, walk.code()) {
                (false, _) => Uncoded::All,
                (true, Some(code)) => Uncoded::Without(code),
                (true, None) => Uncoded::WithoutCode,
            };
            out.push(Command::LookAtHits(HitsView { uncoded, ..view }));
        }
    });
}
