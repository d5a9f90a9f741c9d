//! What the team found in a cell: verdict, test and how it went, and a text.

use super::super::words;
use super::{CellCard, Part, heading_ui, reach};
use crate::app::{CellId, Command, FindingField, Session};
use crate::project::{Finding, Test, Tested, Verdict};
use crate::ui::panels::fields::Look;
use crate::ui::panels::widgets::{self, ROW, field_name_ui};
use crate::ui::theme::Tokens;
use eframe::egui::{Button, Label, Response, RichText, Role, Ui, WidgetInfo, vec2};

impl CellCard {
    pub(super) fn finding_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        cell: &CellId,
        out: &mut Vec<Command>,
    ) {
        let finding = session.finding(cell.code, &cell.subject);
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            heading_ui(ui, "Finding");
            if finding.is_some() && session.read_only().is_none() {
                let clear = ui
                    .button("Clear finding")
                    .on_hover_text("Takes back verdict, test, text and pin of this cell");
                if clear.clicked() {
                    out.push(Command::ClearFinding(Box::new(cell.clone())));
                }
            }
        });
        if session.is_finding_hidden(cell.code, &cell.subject) {
            widgets::teach_ui(
                ui,
                "What a colleague found here is hidden while you work blind.",
            );
            self.wanted = self.wanted.filter(|part| *part == Part::Top);
            return;
        }
        ui.add_enabled_ui(session.read_only().is_none(), |ui| {
            self.verdict_ui(ui, cell, finding, out);
            self.test_ui(ui, session, cell, finding, out);
            let text = finding.map_or("", |finding| finding.text.as_str());
            let look =
                Look::lines("Finding in words", 3).hint("What was found here, and why it counts");
            if let Some(text) = self.drafts.field_ui(ui, cell.clone(), text, look) {
                out.push(edit(cell, FindingField::Text(text)));
            }
            if let Some(finding) = finding {
                self.likelihoods.show(ui, session, finding, out);
                written_by_ui(ui, session, finding);
            }
        });
    }

    fn verdict_ui(
        &mut self,
        ui: &mut Ui,
        cell: &CellId,
        finding: Option<&Finding>,
        out: &mut Vec<Command>,
    ) {
        let now = finding.and_then(|finding| finding.verdict);
        let wanted = self.wants(Part::Verdict) || (self.wants(Part::Top) && self.has_no_passages());
        let tokens = Tokens::of(ui);
        field_name_ui(ui, "What the argument expects was");
        ui.horizontal_wrapped(|ui| {
            // All four must fit beside each other in a panel.
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.spacing_mut().button_padding.x = 4.0;
            for (at, verdict) in Verdict::ALL.into_iter().enumerate() {
                let pressed = now == Some(verdict);
                let ink = words::verdict_colour(tokens, verdict);
                let ink = if pressed { tokens.ink } else { ink };
                let response = choice_ui(ui, verdict.word(), pressed, ink);
                if wanted && (pressed || now.is_none() && at == 0) {
                    self.wanted.take_if(|_| reach(ui, &response));
                }
                let again = if pressed {
                    "; again to take it back"
                } else {
                    ""
                };
                let tip = format!("{}{again}. In the table: {}", meaning(verdict), at + 1);
                if response.on_hover_text(tip).clicked() {
                    let verdict = (!pressed).then_some(verdict);
                    out.push(edit(cell, FindingField::Verdict(verdict)));
                }
            }
        });
    }

    /// The four tests, and whether it was passed. Without a word on that, nothing is recorded.
    fn test_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        cell: &CellId,
        finding: Option<&Finding>,
        out: &mut Vec<Command>,
    ) {
        let tested = finding.and_then(|finding| finding.tested);
        let planned = session.project().codes().get(cell.code);
        let planned = planned.and_then(|code| code.test);
        let chosen = self.chosen.as_ref().filter(|(of, _)| of == cell);
        let chosen = chosen.map(|(_, test)| *test).or(planned);
        let now = tested.map(|tested| tested.test).or(chosen);
        let wanted = self.wants(Part::Test);
        let ink = Tokens::of(ui).ink;
        field_name_ui(ui, "Test that the argument was put to");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for (at, test) in Test::ALL.into_iter().enumerate() {
                let pressed = now == Some(test);
                let response = choice_ui(ui, test.word(), pressed, ink);
                if wanted && (pressed || now.is_none() && at == 0) {
                    self.wanted.take_if(|_| reach(ui, &response));
                }
                let of_codebook = if planned == Some(test) {
                    " The codebook plans this test."
                } else {
                    ""
                };
                let tip = format!("{}{of_codebook}", test.meaning());
                if response.on_hover_text(tip).clicked() {
                    self.choose(cell, test, tested, out);
                }
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for (word, passed) in [("passed", true), ("failed", false)] {
                let pressed = tested.is_some_and(|tested| tested.passed == passed);
                let response = ui
                    .add_enabled_ui(now.is_some(), |ui| choice_ui(ui, word, pressed, ink))
                    .inner
                    .on_disabled_hover_text("Choose the test first")
                    .on_hover_text(if pressed {
                        "Again to take it back"
                    } else {
                        "How the test went for the argument"
                    });
                if response.clicked()
                    && let Some(test) = now
                {
                    let tested = (!pressed).then_some(Tested { test, passed });
                    self.chosen = Some((cell.clone(), test));
                    out.push(edit(cell, FindingField::Tested(tested)));
                }
            }
            if tested.is_none() && now.is_some() {
                let quiet = Tokens::of(ui).quiet;
                ui.label(
                    RichText::new("Recorded once you say which")
                        .small()
                        .color(quiet),
                );
            }
        });
    }

    fn choose(
        &mut self,
        cell: &CellId,
        test: Test,
        tested: Option<Tested>,
        out: &mut Vec<Command>,
    ) {
        self.chosen = Some((cell.clone(), test));
        if let Some(before) = tested {
            let tested = Tested { test, ..before };
            out.push(edit(cell, FindingField::Tested(Some(tested))));
        }
    }

    pub(super) fn wants(&self, part: Part) -> bool {
        self.wanted == Some(part)
    }
}

pub(super) fn edit(cell: &CellId, field: FindingField) -> Command {
    Command::EditFinding(Box::new(cell.clone()), field)
}

/// A button of a row of which one is pressed.
fn choice_ui(ui: &mut Ui, word: &str, pressed: bool, ink: eframe::egui::Color32) -> Response {
    let text = RichText::new(word).small().color(ink);
    let response = ui.add(Button::new(text).selected(pressed).min_size(vec2(0.0, ROW)));
    response
        .widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), pressed, word));
    response
}

fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Found => "It was found",
        Verdict::Partly => "Some of it was found",
        Verdict::Absent => "It was looked for and is not there",
        Verdict::Silent => "The sources say nothing either way",
    }
}

fn written_by_ui(ui: &mut Ui, session: &Session, finding: &Finding) {
    let coder = session.project().coders().get(finding.coder);
    let Some(coder) = coder.filter(|coder| coder.id != session.me()) else {
        return;
    };
    let quiet = Tokens::of(ui).quiet;
    let said = format!("Last written by {}", coder.name);
    ui.add(Label::new(RichText::new(said).small().color(quiet)));
}
