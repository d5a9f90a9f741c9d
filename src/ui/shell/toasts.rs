//! What has the app to tell, without being in the way?

use crate::app::{App, Command, Level, Notice};
use crate::ui::Out;
use crate::ui::dialogs::Dialog;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, Area, Frame, Id, Margin, Order, RichText, Role, Stroke, Ui, WidgetInfo, vec2,
};
use std::collections::BTreeMap;
use std::time::Duration;

/// How long good news stay, in seconds.
const STAY: f64 = 6.0;
/// More than these at once hide the text; the rest wait.
const MOST: usize = 4;
const WIDTH: f32 = 340.0;
/// Room for the button of a report, and for the one that dismisses a notice.
const REPORT: f32 = 72.0;
const DISMISS: f32 = 32.0;

/// When each notice was first seen, by its number, in seconds of the window's time.
#[derive(Debug, Default)]
pub struct Toasts {
    seen: BTreeMap<u64, f64>,
}

impl Toasts {
    /// Shows the latest notices at the bottom right, the newest lowest. Good news go by themselves.
    pub fn ui(&mut self, ui: &Ui, app: &App, out: &mut Out) {
        let notices = app.notices().list();
        self.seen
            .retain(|number, _| notices.iter().any(|notice| notice.number == *number));
        if notices.is_empty() {
            return;
        }
        let now = ui.input(|input| input.time);
        let shown = &notices[notices.len().saturating_sub(MOST)..];
        Area::new(Id::unique("notices"))
            .order(Order::Foreground)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -48.0))
            .show(ui.ctx(), |ui| {
                ui.set_width(WIDTH);
                for notice in shown {
                    let hovered = toast_ui(ui, notice, out);
                    let since = self.seen.entry(notice.number).or_insert(now);
                    if hovered {
                        *since = now;
                    }
                    if notice.level == Level::Done {
                        let left = STAY - (now - *since);
                        if left <= 0.0 {
                            out.run(Command::Dismiss(notice.number));
                        } else {
                            ui.ctx()
                                .request_repaint_after(Duration::from_secs_f64(left));
                        }
                    }
                    ui.add_space(8.0);
                }
            });
    }
}

/// One notice; true while the pointer rests on it.
fn toast_ui(ui: &mut Ui, notice: &Notice, out: &mut Out) -> bool {
    let tokens = Tokens::of(ui);
    let (sign, word, colour) = match notice.level {
        Level::Done => ("✓", "Done", tokens.good),
        Level::Warning => ("!", "Worth a look", tokens.warning),
        Level::Problem => ("×", "Problem", tokens.problem),
    };
    let frame = Frame::new()
        .fill(tokens.field)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(8)
        .inner_margin(Margin::same(12));
    let shown = frame.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(sign).font(theme::strong_font()).color(colour))
                .on_hover_text(word);
            // Beside the words, as a notice of two lines hides more of what is worked on below it.
            let report = if notice.report.is_some() { REPORT } else { 0.0 };
            let room = ui.available_width() - DISMISS - report;
            ui.allocate_ui(vec2(room, 0.0), |ui| {
                ui.set_width(room);
                let response = ui.add(egui::Label::new(&notice.text).wrap());
                response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &notice.text));
            });
            if let Some(report) = notice.report
                && ui.button("Report").clicked()
            {
                out.dialog = Some(Dialog::Reports(Some(report)));
                out.run(Command::Dismiss(notice.number));
            }
            let close = egui::Button::new("×").frame_when_inactive(false);
            if ui
                .add(close)
                .accessible_name("Dismiss")
                .on_hover_text("Dismiss")
                .clicked()
            {
                out.run(Command::Dismiss(notice.number));
            }
        });
    });
    shown.response.contains_pointer()
}
