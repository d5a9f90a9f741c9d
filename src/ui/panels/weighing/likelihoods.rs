//! How likely is the evidence of one finding, where it is not as for other tests of its kind?

use super::settings::range_ui;
use crate::analysis::weighing::odds;
use crate::analysis::weight::Weight;
use crate::app::{CellId, Command, FindingField, Session};
use crate::project::{Finding, FindingId, Likelihoods};
use crate::ui::panels::fields::Drafts;
use crate::ui::panels::widgets::field_name_ui;
use crate::ui::theme::Tokens;
use eframe::egui::{RichText, Ui};

/// The fields in the card of a finding.
#[derive(Debug, Default)]
pub struct LikelihoodFields {
    drafts: Drafts<(FindingId, Side)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Side {
    Argument,
    Rival,
}

impl LikelihoodFields {
    /// Shows how likely the evidence of a finding is, and what its test weighs: where evidence is weighed in this project
    /// and the finding has a test, else nothing.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        finding: &Finding,
        out: &mut Vec<Command>,
    ) {
        let (Some(weighing), Some(tested)) = (session.project().weighing(), finding.tested) else {
            return;
        };
        let odds = odds(weighing, finding, tested);
        let mut set = |likelihoods: Option<Likelihoods>| {
            let cell = CellId {
                code: finding.code,
                subject: finding.subject.clone(),
            };
            let field = FindingField::Likelihoods(likelihoods);
            out.push(Command::EditFinding(Box::new(cell), field));
        };
        field_name_ui(
            ui,
            "How likely it is to find this if the argument holds, if not",
        );
        ui.horizontal_top(|ui| {
            for (side, value, name) in [
                (
                    Side::Argument,
                    odds.argument,
                    "Likelihood of this evidence if the argument holds",
                ),
                (
                    Side::Rival,
                    odds.rival,
                    "Likelihood of this evidence if the rival holds",
                ),
            ] {
                let key = (finding.id, side);
                if let Some(range) = range_ui(ui, &mut self.drafts, key, value, name) {
                    let mut changed = odds;
                    match side {
                        Side::Argument => changed.argument = range,
                        Side::Rival => changed.rival = range,
                    }
                    set(Some(changed));
                }
            }
            let quiet = Tokens::of(ui).quiet;
            ui.label(RichText::new(Weight::of(tested, odds).to_string()).color(quiet));
        });
        if finding.likelihoods.is_some() {
            let name = format!("As for any {} test", tested.test);
            if ui.button(name).clicked() {
                set(None);
            }
        }
    }
}
