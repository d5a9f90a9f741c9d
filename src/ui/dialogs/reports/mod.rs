//! What became of the files of each import, and what can be done about those that are not whole?

mod encoding;
mod row;

use super::Verdict;
use crate::app::{
    App, Command, FileState, HowToRead, Session, describe, is_doubtful, reports_in_order, summary,
};
use crate::project::{DocumentId, Intake, IntakeId, counted};
use crate::ui::Out;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Align, Button, Label, Layout, RichText, ScrollArea, Ui, vec2};
use encoding::EncodingChoice;
use row::Row;
use std::collections::HashMap;

/// Width of the list of imports, in points.
const LIST: f32 = 176.0;

/// The reports, and what was typed into them.
#[derive(Default)]
pub struct Reports {
    /// The report that is shown; none for the newest, or the import that runs.
    shown: Option<IntakeId>,
    only_doubtful: bool,
    /// By the places of the files in the report that is shown.
    passwords: HashMap<usize, String>,
    encoding: Option<EncodingChoice>,
    /// Heights of the rows as they were drawn last, by place: rows out of sight are not drawn.
    heights: HashMap<usize, f32>,
}

/// What a person asks of a file of a report.
enum Asked {
    Show(DocumentId),
    ReadAgain(usize, HowToRead),
}

impl Reports {
    /// Shows this report, or the newest.
    pub fn prepare(&mut self, report: Option<IntakeId>) {
        *self = Self {
            shown: report,
            ..Self::default()
        };
    }

    /// The list of imports and the report of one.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        fresh: bool,
        error: Option<&str>,
        out: &mut Out,
    ) -> Verdict {
        let Some(session) = app.session() else {
            return Verdict::Cancel;
        };
        let reports = reports_in_order(session.project());
        let running = app.import_files();
        let shown = self.shown.filter(|_| running.is_none());
        let report = reports.iter().find(|report| Some(report.id) == shown);
        let report = report.or(reports.first()).copied();
        let height = (ui.ctx().content_rect().height() - 200.0).clamp(200.0, 560.0);
        let mut asked = None;
        ui.horizontal_top(|ui| {
            ui.set_height(height);
            if reports.len() > 1 {
                self.list_ui(ui, &reports, report.map(|report| report.id));
            }
            ui.vertical(|ui| match (&running, report) {
                (Some(files), _) => running_ui(ui, files, out),
                (None, Some(report)) => asked = self.report_ui(ui, app, session, report, fresh),
                (None, None) => teach_ui(ui),
            });
        });
        if let Some(error) = error {
            let problem = Tokens::of(ui).problem;
            ui.add(Label::new(RichText::new(error).color(problem)).wrap());
        }
        let close = close_ui(ui, fresh);
        match (asked, report) {
            (Some(Asked::Show(document)), _) => {
                out.run(Command::ShowDocument(document));
                Verdict::Cancel
            }
            (Some(Asked::ReadAgain(file, how)), Some(report)) => {
                self.heights.clear();
                Verdict::DoAndStay(Command::ReadAgain {
                    intake: report.id,
                    file,
                    how: Box::new(how),
                })
            }
            _ if close => Verdict::Cancel,
            _ => Verdict::Stay,
        }
    }

    /// The imports, the newest first.
    fn list_ui(&mut self, ui: &mut Ui, reports: &[&Intake], shown: Option<IntakeId>) {
        let quiet = Tokens::of(ui).quiet;
        ui.vertical(|ui| {
            ui.set_width(LIST);
            theme::show_scroll_bar(ui);
            ScrollArea::vertical().id_salt("imports").show(ui, |ui| {
                ui.set_width(LIST - 12.0);
                for report in reports {
                    let files = counted(report.files.len(), "file", "files");
                    let doubtful = doubtful_in(report);
                    let look = match doubtful {
                        0 => String::new(),
                        some => format!(", {some} to look at"),
                    };
                    let mut name = egui::text::LayoutJob::default();
                    let ink = ui.visuals().text_color();
                    let line = |size, colour| {
                        egui::TextFormat::simple(egui::FontId::proportional(size), colour)
                    };
                    name.append(&report.on.to_string(), 0.0, line(theme::BODY, ink));
                    let below = format!("\n{files}{look}");
                    name.append(&below, 0.0, line(theme::SMALL, quiet));
                    let button = Button::selectable(Some(report.id) == shown, name)
                        .min_size(vec2(LIST - 12.0, 40.0));
                    let spoken = format!("Import of {}, {files}{look}", report.on);
                    if ui.add(button).accessible_name(spoken).clicked() {
                        self.prepare(Some(report.id));
                    }
                }
            });
        });
        ui.separator();
    }

    fn report_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        session: &Session,
        report: &Intake,
        fresh: bool,
    ) -> Option<Asked> {
        let doubtful = doubtful_in(report);
        ui.add(Label::new(RichText::new(summary(report)).font(theme::strong_font())).wrap());
        ui.horizontal(|ui| {
            let quiet = Tokens::of(ui).quiet;
            ui.label(RichText::new(format!("On {}", report.on)).color(quiet));
            let only = format!("Only with problems ({doubtful})");
            let only = egui::Checkbox::new(&mut self.only_doubtful, only);
            ui.add_enabled(doubtful > 0, only);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let copy = ui.button("Copy report").on_hover_text("As plain text");
                if copy.clicked() {
                    ui.ctx().copy_text(describe(report, session.project()));
                }
            });
        });
        ui.separator();
        let mut asked = None;
        let mut focus = fresh;
        theme::show_scroll_bar(ui);
        let scroll = ScrollArea::vertical().id_salt(report.id).auto_shrink(false);
        scroll.show(ui, |ui| {
            for (at, file) in report.files.iter().enumerate() {
                if self.only_doubtful && doubtful > 0 && !is_doubtful(file) {
                    continue;
                }
                let row = Row {
                    app,
                    session,
                    report: report.id,
                    at,
                    file,
                };
                if let Some(height) = self.heights.get(&at) {
                    let place = egui::Rect::from_min_size(
                        ui.cursor().min,
                        vec2(ui.available_width(), *height),
                    );
                    if !ui.is_rect_visible(place) {
                        ui.allocate_space(place.size());
                        continue;
                    }
                }
                let drawn = ui.scope(|ui| self.row_ui(ui, &row, &mut focus));
                self.heights.insert(at, drawn.response.rect.height());
                asked = asked.take().or(drawn.inner);
            }
        });
        asked
    }
}

fn doubtful_in(report: &Intake) -> usize {
    report.files.iter().filter(|file| is_doubtful(file)).count()
}

/// The files of the import that runs now.
fn running_ui(ui: &mut Ui, files: &[(String, FileState)], out: &mut Out) {
    let is_done = |state| matches!(state, FileState::Done | FileState::Refused);
    let done = files.iter().filter(|(_, state)| is_done(*state)).count();
    ui.horizontal(|ui| {
        let said = format!("Importing: {done} of {} done", files.len());
        ui.label(RichText::new(said).font(theme::strong_font()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let cancel = ui.button("Cancel import");
            let cancel = cancel.on_hover_text("What is in stays in");
            if cancel.clicked() {
                out.run(Command::CancelImport);
            }
        });
    });
    ui.separator();
    theme::show_scroll_bar(ui);
    let height = ui.text_style_height(&egui::TextStyle::Body) + 4.0;
    let scroll = ScrollArea::vertical().id_salt("running").auto_shrink(false);
    scroll.show_rows(ui, height, files.len(), |ui, rows| {
        let tokens = Tokens::of(ui);
        for (name, state) in files.get(rows).unwrap_or_default() {
            let (sign, word, colour) = match state {
                FileState::Waiting => ("○", "waits", tokens.quiet),
                FileState::Reading => ("…", "is being read", tokens.accent),
                FileState::Done => ("✓", "is in", tokens.good),
                FileState::Refused => ("×", "is refused", tokens.problem),
            };
            ui.horizontal(|ui| {
                let sign = RichText::new(sign).font(theme::strong_font()).color(colour);
                ui.add_sized([16.0, height], Label::new(sign));
                ui.label(name);
                ui.label(RichText::new(word).small().color(tokens.quiet));
            });
        }
    });
}

fn teach_ui(ui: &mut Ui) {
    super::explain(
        ui,
        "No files were imported into this project yet. After each import, its report says here what was kept of each file and what was not.",
    );
}

fn close_ui(ui: &mut Ui, fresh: bool) -> bool {
    ui.add_space(8.0);
    let right = Layout::right_to_left(Align::Center);
    let row = ui.allocate_ui_with_layout(vec2(ui.available_width(), 32.0), right, |ui| {
        let close = ui.add(Button::new("Close").min_size(vec2(80.0, 32.0)));
        // A field that asks for a password has taken the keyboard by now, where there is one.
        if fresh && ui.memory(|memory| memory.focused().is_none()) {
            close.request_focus();
        }
        close.clicked()
    });
    row.inner
}
