//! The menu under the right button.

use super::sight::Sight;
use super::{Ask, Draft, Reader};
use crate::analysis::cite::quoted;
use crate::app::{Command, ExampleKind, Selection, Session};
use crate::project::{Project, Span, Stance, rivals_in_order};
use crate::ui::theme::stance_shape;
use eframe::egui::{Rect, Response, Ui};

impl Reader {
    /// Shows what can be done with the coding, or the selected passage, under the pointer.
    pub(super) fn show_menu(
        &mut self,
        session: &Session,
        response: &Response,
        sight: &Sight,
        draft: &mut Draft<'_>,
    ) {
        if response.secondary_clicked()
            && let (Some(shown), Some(point)) = (&self.shown, response.interact_pointer_pos())
        {
            response.request_focus();
            let character = sight.character_at(point);
            let selected = character.is_some_and(|character| {
                draft
                    .selection
                    .spans()
                    .iter()
                    .any(|span| span.contains(character.start))
            });
            let under = character
                .map(|character| shown.marks.under(character.start))
                .unwrap_or_default();
            let chosen = under
                .iter()
                .any(|mark| session.view().codings.contains(&mark.coding));
            if !selected && !chosen {
                draft.selection = Selection::caret(sight.caret_at(point).unwrap_or(0));
                draft.run(Command::SelectCodings(
                    under.first().map(|mark| mark.coding).into_iter().collect(),
                ));
            }
        }
        response.context_menu(|ui| {
            ui.set_min_width(180.0);
            if !draft.selection.is_empty() {
                if ui.button("Code…").clicked() {
                    self.asks.push(Ask::CodeList { at: Rect::NOTHING });
                }
                if ui.button("Copy with citation").clicked() {
                    self.copy(ui, session, &draft.selection);
                }
                if ui.button("More like this passage").clicked() {
                    draft.run(Command::SeekLike);
                }
            } else if session.view().codings.is_empty() {
                self.caret_menu(ui, draft);
            }
            if !session.view().codings.is_empty() {
                self.codings_menu(ui, session, draft);
            }
        });
    }

    fn codings_menu(&mut self, ui: &mut Ui, session: &Session, draft: &mut Draft<'_>) {
        let count = session.view().codings.len();
        let label = session
            .chosen()
            .and_then(|coding| session.project().codes().get(coding.code))
            .map_or(String::new(), |code| code.label().to_owned());
        ui.separator();
        ui.weak(if count == 1 {
            label
        } else {
            format!("{count} codings")
        });
        for stance in Stance::ALL {
            if ui
                .button(format!("{} {}", stance_shape(stance), stance.word()))
                .clicked()
            {
                draft.run(Command::SetStance(stance));
            }
        }
        for rival in rivals_in_order(session.project()) {
            ui.menu_button(format!("On “{}”", rival.name), |ui| {
                for stance in Stance::ALL {
                    let name = format!("{} {}", stance_shape(stance), stance.word());
                    if ui.button(name).clicked() {
                        draft.run(Command::SetBearing {
                            rival: Some(rival.id),
                            stance,
                        });
                    }
                }
            });
        }
        ui.separator();
        if ui.button("Recode…").clicked() {
            self.asks.push(Ask::Recode { at: Rect::NOTHING });
        }
        if ui.button("Write memo…").clicked() {
            self.asks.push(Ask::Memo);
        }
        if ui.button("Copy quotation").clicked() {
            self.copy(ui, session, &Selection::default());
        }
        if count == 1 && draft.selection.is_empty() && ui.button("More like this passage").clicked()
        {
            draft.run(Command::SeekLike);
        }
        if ui.button("Use as example of its code").clicked() {
            draft.run(Command::UseAsExample(ExampleKind::Example));
        }
        if ui.button("Use as counter-example").clicked() {
            draft.run(Command::UseAsExample(ExampleKind::CounterExample));
        }
        if ui
            .button(if count == 1 {
                "Delete coding"
            } else {
                "Delete codings"
            })
            .clicked()
        {
            draft.run(Command::DeleteCodings);
        }
    }

    fn caret_menu(&mut self, ui: &mut Ui, draft: &mut Draft<'_>) {
        use super::select::Unit;
        let Some(shown) = &self.shown else { return };
        for (name, unit) in [
            ("Select word", Unit::Word),
            ("Select sentence", Unit::Sentence),
            ("Select paragraph", Unit::Paragraph),
        ] {
            if ui.button(name).clicked() {
                draft.selection = Selection::of(unit.at(&shown.text, draft.selection.head));
            }
        }
    }

    /// Copies the selected passage, else the selected codings, each with its citation.
    pub(super) fn copy(&mut self, ui: &Ui, session: &Session, selection: &Selection) {
        let Some(shown) = &self.shown else { return };
        let project: &Project = session.project();
        let quote = |spans: &[Span]| quoted(project, shown.document, &shown.text, spans);
        let words = if selection.is_empty() {
            let codings = session.view().codings.iter();
            let quotations: Vec<String> = codings
                .filter_map(|id| project.codings().get(*id))
                .filter(|coding| coding.document == shown.document && project.is_placed(coding))
                .map(|coding| quote(&coding.spans))
                .collect();
            quotations.join("\n\n")
        } else {
            let spans = selection.spans().into_iter();
            let spans = spans.flat_map(|span| shown.text.without_cuts(span));
            quote(&spans.collect::<Vec<Span>>())
        };
        if !words.is_empty() {
            ui.ctx().copy_text(words);
        }
    }
}
