//! Against which rival is the evidence weighed, from which prior, and how likely is the evidence of each test?

use crate::analysis::weight::{Weight, parse_range, range_text};
use crate::app::Command;
use crate::project::{Likelihoods, Project, Test, Weighing};
use crate::ui::panels::fields::{Drafts, Look};
use crate::ui::panels::widgets::{self, field_name_ui};
use crate::ui::theme::Tokens;
use eframe::egui::{self, ComboBox, RichText, Ui};

/// Width of a field for a probability, in points.
const WIDTH: f32 = 88.0;

/// What is being typed.
#[derive(Debug, Default)]
pub struct Settings {
    drafts: Drafts<Field>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Field {
    Prior,
    Argument(Test),
    Rival(Test),
}

impl Settings {
    /// Shows the settings; each change is a step of its own.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        project: &Project,
        weighing: &Weighing,
        out: &mut Vec<Command>,
    ) {
        rival_ui(ui, project, weighing, out);
        self.prior_ui(ui, weighing, out);
        ui.add_space(4.0);
        egui::Grid::new("likelihoods")
            .num_columns(4)
            .spacing(egui::vec2(8.0, 4.0))
            .show(ui, |ui| {
                for name in [
                    "How likely it is to find",
                    "if the argument holds",
                    "if not",
                    "",
                ] {
                    let quiet = Tokens::of(ui).quiet;
                    ui.label(RichText::new(name).small().color(quiet));
                }
                ui.end_row();
                for test in Test::ALL {
                    self.test_ui(ui, weighing, test, out);
                    ui.end_row();
                }
            });
        ui.add_space(4.0);
        if ui
            .button("Stop weighing")
            .on_hover_text(
                "Takes prior and likelihoods away; findings keep their tests. This can be undone",
            )
            .clicked()
        {
            out.push(Command::SetWeighing(None));
        }
    }

    fn prior_ui(&mut self, ui: &mut Ui, weighing: &Weighing, out: &mut Vec<Command>) {
        let look = Look::line("Prior of the argument").hint("0.25 to 0.75");
        let value = range_text(weighing.prior);
        let Some(text) = self.drafts.field_ui(ui, Field::Prior, &value, look) else {
            return;
        };
        match parse_range(&text) {
            Ok(prior) => put(out, weighing, |weighing| weighing.prior = prior),
            Err(reason) => self.drafts.refuse(Field::Prior, text, reason),
        }
    }

    fn test_ui(&mut self, ui: &mut Ui, weighing: &Weighing, test: Test, out: &mut Vec<Command>) {
        let odds = weighing.of(test);
        let (found, absent) = (Weight::found(odds), Weight::absent(odds));
        ui.label(test.word()).on_hover_text(format!(
            "{}\nFound {found}, absent {absent}",
            test.meaning()
        ));
        for (field, value, name) in [
            (
                Field::Argument(test),
                odds.argument,
                format!("Likelihood of {test} if the argument holds"),
            ),
            (
                Field::Rival(test),
                odds.rival,
                format!("Likelihood of {test} if the rival holds"),
            ),
        ] {
            let taken = range_ui(ui, &mut self.drafts, field, value, &name);
            if let Some(range) = taken {
                put(out, weighing, |weighing| {
                    let mut odds = odds;
                    match field {
                        Field::Rival(_) => odds.rival = range,
                        _ => odds.argument = range,
                    }
                    if odds == Likelihoods::usual(test) {
                        weighing.tests.remove(&test);
                    } else {
                        weighing.tests.insert(test, odds);
                    }
                });
            }
        }
        if weighing.tests.contains_key(&test) {
            let reset = widgets::sign_button_ui(ui, "↺", &format!("Weigh {test} as usual"));
            if reset.clicked() {
                put(out, weighing, |weighing| {
                    weighing.tests.remove(&test);
                });
            }
        }
    }
}

/// A field for a probability or a range of them; what cannot be one stays in it with the reason under it. Gives the new
/// range.
pub(super) fn range_ui<K: Clone + PartialEq + std::hash::Hash + std::fmt::Debug>(
    ui: &mut Ui,
    drafts: &mut Drafts<K>,
    key: K,
    value: (f64, f64),
    name: &str,
) -> Option<(f64, f64)> {
    ui.vertical(|ui| {
        ui.set_width(WIDTH);
        let value = range_text(value);
        let (_, taken) = drafts.bare_ui(ui, key.clone(), &value, Look::line(name));
        let text = taken?;
        match parse_range(&text) {
            Ok(range) => Some(range),
            Err(reason) => {
                drafts.refuse(key, text, reason);
                None
            }
        }
    })
    .inner
}

fn put(out: &mut Vec<Command>, weighing: &Weighing, change: impl FnOnce(&mut Weighing)) {
    let mut changed = weighing.clone();
    change(&mut changed);
    out.push(Command::SetWeighing(Some(Box::new(changed))));
}

fn rival_ui(ui: &mut Ui, project: &Project, weighing: &Weighing, out: &mut Vec<Command>) {
    const ANY: &str = "Any other explanation";
    let name = |id| project.rivals().get(id).map(|rival| rival.name.clone());
    let now = weighing.rival.and_then(name);
    let label = field_name_ui(ui, "Weighed against");
    let combo = ComboBox::from_id_salt("weighed against")
        .selected_text(now.unwrap_or_else(|| ANY.to_owned()))
        .width(ui.available_width().min(304.0));
    let response = combo
        .show_ui(ui, |ui| {
            let mut choose = |ui: &mut Ui, rival, name: &str| {
                if ui.selectable_label(weighing.rival == rival, name).clicked() {
                    put(out, weighing, |weighing| weighing.rival = rival);
                }
            };
            choose(ui, None, ANY);
            for rival in crate::project::rivals_in_order(project) {
                choose(ui, Some(rival.id), &rival.name);
            }
        })
        .response;
    let _ = response
        .labelled_by(label.id)
        .accessible_name("Weighed against");
}
