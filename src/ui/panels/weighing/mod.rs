//! What do the tests of each column weigh together? A strip under the implication table, for those who want numbers.

mod chart;
mod likelihoods;
mod settings;

pub use likelihoods::LikelihoodFields;

use super::widgets;
use crate::analysis::weighing::{RestsOn, Weighed, WeighedTest};
use crate::app::{Command, Session};
use crate::project::{Project, Subject, Weighing};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Label, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};
use settings::Settings;

const CAVEAT: &str = "These numbers are only as good as the likelihoods that go in. Read them beside the findings, not \
                      instead of them.";

const ABOUT: &str = "Every finding with a test gets a weight of evidence, from how likely it is if the argument holds and \
                     if its rival does. Tests that rest on one and the same source count once. Nothing else in the project \
                     changes, and you can stop at any time.";

/// Widths of the strip's parts, in points: what is put in, what comes out of it, and its picture.
const SETTINGS: f32 = 320.0;
const RESULTS: f32 = 336.0;
const CHART: f32 = 320.0;

/// The strip, and what is being typed in it.
#[derive(Debug, Default)]
pub struct WeighingStrip {
    is_open: bool,
    settings: Settings,
    /// The column whose tests and band are shown.
    shown: Option<Subject>,
}

impl WeighingStrip {
    /// Unfolds it.
    pub fn open(&mut self) {
        self.is_open = true;
    }

    /// How high it wants to be.
    pub fn height(&self, session: &Session) -> f32 {
        match (self.is_open, session.project().weighing()) {
            (false, _) => 40.0,
            (true, None) => 132.0,
            (true, Some(_)) => 332.0,
        }
    }

    /// Shows the strip: one line while it is folded.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        ui.horizontal(|ui| {
            let button = egui::Button::new("     Weigh the evidence…").frame(false);
            let response = ui.add(button);
            let sign = response.rect.left_center() + vec2(10.0, 0.0);
            widgets::paint_triangle(ui, sign, self.is_open, Tokens::of(ui).quiet);
            let is_open = self.is_open;
            response.widget_info(|| {
                WidgetInfo::selected(Role::Button, true, is_open, "Weigh the evidence…")
            });
            if response
                .on_hover_text("Weights of evidence in decibels, for those who want numbers")
                .clicked()
            {
                self.is_open = !self.is_open;
            }
            if self.is_open && session.project().weighing().is_some() {
                let quiet = Tokens::of(ui).quiet;
                ui.add(Label::new(RichText::new(CAVEAT).small().color(quiet)).truncate())
                    .on_hover_text(CAVEAT);
            }
        });
        if !self.is_open {
            return;
        }
        let may = session.read_only().is_none();
        match session.project().weighing() {
            Some(weighing) => self.weighed_ui(ui, session, weighing, may, out),
            None => {
                widgets::teach_ui(ui, ABOUT);
                let begin = ui.add_enabled(may, egui::Button::new("Begin weighing"));
                if begin.clicked() {
                    out.push(Command::SetWeighing(Some(Box::default())));
                }
            }
        }
    }

    fn weighed_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        weighing: &Weighing,
        may: bool,
        out: &mut Vec<Command>,
    ) {
        let columns = columns(session);
        let is_there = |shown: &Subject| columns.iter().any(|(one, _)| *one == shown);
        if !self.shown.as_ref().is_some_and(is_there) {
            self.shown = columns.first().map(|(subject, _)| (*subject).clone());
        }
        let wide = ui.available_width() >= SETTINGS + RESULTS + CHART + 48.0;
        let area = ScrollArea::both().id_salt("weighing");
        area.auto_shrink([false, false]).show(ui, |ui| {
            let project = session.project();
            ui.horizontal_top(|ui| {
                self.settings_ui(ui, project, weighing, may, out);
                ui.add_space(16.0);
                // The picture stands beside the numbers where there is room, else below them.
                let width = RESULTS.min(ui.available_width()).max(260.0);
                if wide {
                    self.results_ui(ui, project, &columns, width);
                    ui.add_space(16.0);
                    self.chart_ui(ui, project, weighing, &columns);
                } else {
                    ui.vertical(|ui| {
                        self.results_ui(ui, project, &columns, width);
                        ui.add_space(16.0);
                        self.chart_ui(ui, project, weighing, &columns);
                    });
                }
            });
        });
    }

    fn settings_ui(
        &mut self,
        ui: &mut Ui,
        project: &Project,
        weighing: &Weighing,
        may: bool,
        out: &mut Vec<Command>,
    ) {
        ui.vertical(|ui| {
            ui.set_width(SETTINGS);
            ui.add_enabled_ui(may, |ui| {
                self.settings.show(ui, project, weighing, out);
            });
        });
    }

    /// The columns with their weights.
    fn results_ui(
        &mut self,
        ui: &mut Ui,
        project: &Project,
        columns: &[(&Subject, &Weighed)],
        width: f32,
    ) {
        ui.vertical(|ui| {
            ui.set_width(width);
            if columns.is_empty() {
                widgets::teach_ui(
                    ui,
                    "No finding has a test yet. Choose a cell of the table, and say which test the argument was put to and whether it passed.",
                );
            }
            self.columns_ui(ui, project, columns);
        });
    }

    /// The band of the chosen column.
    fn chart_ui(
        &self,
        ui: &mut Ui,
        project: &Project,
        weighing: &Weighing,
        columns: &[(&Subject, &Weighed)],
    ) {
        let shown = columns
            .iter()
            .find(|(subject, _)| Some(*subject) == self.shown.as_ref());
        if let Some((subject, weighed)) = shown {
            chart::show(ui, &subject.name(project), weighing, weighed.total);
        }
    }

    /// A row for each column; under the chosen one, its tests.
    fn columns_ui(&mut self, ui: &mut Ui, project: &Project, columns: &[(&Subject, &Weighed)]) {
        for (subject, weighed) in columns {
            let name = subject.name(project);
            let is_shown = self.shown.as_ref() == Some(*subject);
            let (rect, response) = widgets::row_ui(ui, ui.scope_id().with(*subject), is_shown);
            let tokens = Tokens::of(ui);
            let weight = weighed.total.to_string();
            let font = theme::strong_font();
            let right = rect.right_center() - vec2(8.0, 0.0);
            let taken = widgets::paint_text(
                ui,
                right,
                egui::Align2::RIGHT_CENTER,
                &weight,
                font.clone(),
                tokens.ink,
            );
            let room = taken.left() - rect.left() - 24.0;
            let galley = widgets::one_line(ui, &name, font, tokens.ink, room);
            let at = widgets::on_row(rect, 8.0) - vec2(0.0, galley.size().y / 2.0);
            ui.painter().galley(at, galley, tokens.ink);
            let summary = summary(weighed);
            response.widget_info(|| {
                let told = format!("{name}: {weight}, {summary}");
                WidgetInfo::selected(Role::Button, true, is_shown, told)
            });
            if response.clicked() {
                self.shown = Some((*subject).clone());
            }
            if is_shown {
                ui.indent(*subject, |ui| tests_ui(ui, project, weighed, &summary));
            }
        }
    }
}

/// The columns that have tests, in the order of the table where it is counted.
fn columns(session: &Session) -> Vec<(&Subject, &Weighed)> {
    let weighed = session.weighed();
    let by = session.implications().by();
    match session.implications().tallies() {
        Some(tallies) => tallies
            .columns()
            .iter()
            .filter_map(|subject| weighed.get_key_value(subject))
            .collect(),
        None => weighed
            .iter()
            .filter(|(subject, _)| subject.by() == by)
            .collect(),
    }
}

fn summary(weighed: &Weighed) -> String {
    let tests = widgets::count(weighed.tests.len(), "test", "tests");
    match weighed.packages() {
        0 => tests,
        packages => format!(
            "{tests}, of which {} count, {}",
            weighed.counted(),
            widgets::count(packages, "package", "packages")
        ),
    }
}

fn tests_ui(ui: &mut Ui, project: &Project, weighed: &Weighed, summary: &str) {
    let quiet = Tokens::of(ui).quiet;
    ui.label(RichText::new(summary).small().color(quiet));
    for test in &weighed.tests {
        let text = test_text(project, test);
        let text = RichText::new(&text).small();
        let text = if test.counts { text } else { text.color(quiet) };
        ui.add(Label::new(text).wrap())
            .on_hover_text(rests_on(project, test));
    }
}

fn test_text(project: &Project, test: &WeighedTest) -> String {
    let went = if test.tested.passed {
        "passed"
    } else {
        "failed"
    };
    let counts = if test.counts {
        String::new()
    } else {
        ", in a package with a stronger test".to_owned()
    };
    format!(
        "{} · {} {went} · {}{counts}",
        project
            .codes()
            .get(test.code)
            .map_or("", |code| code.label()),
        test.tested.test,
        test.weight,
    )
}

fn rests_on(project: &Project, test: &WeighedTest) -> String {
    match test.rests_on {
        RestsOn::One(document) => {
            let document = project.documents().get(document);
            let title = document.map_or("a document", |document| document.title.as_str());
            format!("Rests on one source, “{title}”")
        }
        RestsOn::Several => "Rests on passages of several sources".to_owned(),
        RestsOn::Search => "Rests on a search, so that it counts by itself".to_owned(),
        RestsOn::Nothing => "Rests on no passage".to_owned(),
    }
}
