//! All that a code is and what is expected under it, with room to read and to write it.

mod choices;
mod fields;

use super::fields::Drafts;
use super::{Ask, Tab, widgets};
use crate::app::{Command, Session};
use crate::project::{Code, CodeId, rivals_in_order};
use crate::ui::theme;
use eframe::egui::{self, Align, Color32, Id, Layout, ScrollArea, Ui};

pub(super) use fields::Field;

/// The dialog of one code. Each change is done as soon as its field is left, and can be undone; what is being typed when
/// the dialog closes, by whatever way, is done as well.
#[derive(Debug)]
pub struct CodeDialog {
    code: Option<CodeId>,
    drafts: Drafts<(CodeId, Field)>,
    /// A colour of the user's own that is being mixed.
    own: Option<(CodeId, Color32)>,
}

impl Default for CodeDialog {
    fn default() -> Self {
        Self {
            code: None,
            drafts: Drafts::taking_on_escape(),
            own: None,
        }
    }
}

/// From this width on, in points, there are two columns.
const WIDE: f32 = 720.0;

impl CodeDialog {
    /// Opens it at a code, with the keyboard in its first field.
    pub fn open(&mut self, code: CodeId) {
        self.code = Some(code);
        self.drafts.focus((code, Field::Name));
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.code.is_some()
    }

    /// Shows the dialog over the window while it is open.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        let id = self.code?;
        let Some(code) = session.project().codes().get(id) else {
            // Undone, or removed by a colleague.
            self.code = None;
            return None;
        };
        let mut edited = code.clone();
        let mut ask = None;
        let mut goes = None;
        let frame = widgets::dialog_frame(ctx);
        let modal = egui::Modal::new(Id::unique("code dialog")).frame(frame);
        let shown = modal.show(ctx, |ui| {
            let size = ui.ctx().content_rect().size();
            ui.set_width((size.x - 96.0).clamp(320.0, 960.0));
            goes = head_ui(ui, session, code);
            ui.separator();
            theme::show_scroll_bar(ui);
            let height = (size.y - 180.0).clamp(160.0, 720.0);
            let area = ScrollArea::vertical()
                .id_salt(("code dialog", id))
                .max_height(height)
                .min_scrolled_height(height)
                .auto_shrink([false, true]);
            area.show(ui, |ui| {
                ui.add_enabled_ui(session.read_only().is_none(), |ui| {
                    ask = self.columns_ui(ui, session, code, &mut edited);
                });
            });
        });
        let closes = shown.should_close() || goes == Some(Goes::Away) || ask.is_some();
        if let Some(Goes::To(next)) = goes {
            self.open(next);
        }
        if closes {
            self.code = None;
        }
        self.take_left(session, &mut edited);
        if edited != *code {
            out.push(Command::EditCode(Box::new(edited)));
        }
        ask
    }

    /// What was being typed for a code that is left is done.
    fn take_left(&mut self, session: &Session, edited: &mut Code) {
        let stays = self.code;
        for ((id, field), text) in self.drafts.done(|(id, _)| Some(*id) == stays) {
            if id == edited.id {
                match field.problem(session, id, &text) {
                    None => field.put(edited, &text),
                    Some(problem) => self.drafts.refuse((id, field), text, problem),
                }
            }
        }
    }

    fn columns_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        code: &Code,
        edited: &mut Code,
    ) -> Option<Ask> {
        if ui.available_width() < WIDE {
            self.uses_ui(ui, session, code, edited);
            return self.expected_ui(ui, session, code, edited);
        }
        ui.spacing_mut().item_spacing.x = 24.0;
        ui.columns_const(|[left, right]| {
            for column in [&mut *left, &mut *right] {
                column.spacing_mut().item_spacing.x = 8.0;
            }
            // Words are not spread over the width of a column, nor is a button.
            let plain = Layout::top_down(Align::Min);
            left.with_layout(plain, |ui| self.uses_ui(ui, session, code, edited));
            let ask = right.with_layout(plain, |ui| self.expected_ui(ui, session, code, edited));
            ask.inner
        })
    }

    /// What it is called, and when it is used.
    fn uses_ui(&mut self, ui: &mut Ui, session: &Session, code: &Code, edited: &mut Code) {
        self.field_ui(ui, session, code, Field::Name, edited);
        self.field_ui(ui, session, code, Field::Key, edited);
        choices::number_ui(ui, session, code, edited);
        choices::colour_ui(ui, &mut self.own, code, edited);
        for field in [Field::Description, Field::Include, Field::Exclude] {
            self.field_ui(ui, session, code, field, edited);
        }
    }

    /// What it is like, and what is expected of it.
    fn expected_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        code: &Code,
        edited: &mut Code,
    ) -> Option<Ask> {
        for field in [
            Field::Example,
            Field::CounterExample,
            Field::Question,
            Field::Predicts,
        ] {
            self.field_ui(ui, session, code, field, edited);
        }
        for rival in rivals_in_order(session.project()) {
            self.field_ui(ui, session, code, Field::Rival(rival.id), edited);
        }
        choices::test_ui(ui, code, edited);
        ui.add_space(8.0);
        if proposers_ui(ui, session, code) {
            return Some(Ask::Queries);
        }
        let button = ui
            .button("Rival explanations…")
            .on_hover_text("Name the explanations that the argument is set against");
        button.clicked().then_some(Ask::Project(Tab::Rivals))
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        code: &Code,
        field: Field,
        edited: &mut Code,
    ) {
        let (key, name) = ((code.id, field), field.name(session.project()));
        let look = field.look(&name);
        if let Some(text) = self.drafts.field_ui(ui, key, field.of(code), look) {
            match field.problem(session, code.id, &text) {
                Some(problem) => self.drafts.refuse(key, text, problem),
                None => field.put(edited, &text),
            }
        }
    }
}

/// Which queries propose passages for it, and the way to them. True where that is taken.
fn proposers_ui(ui: &mut Ui, session: &Session, code: &Code) -> bool {
    let queries = session.queries_for(code.id);
    let names: Vec<&str> = queries.iter().map(|query| query.name.as_str()).collect();
    let words = if names.is_empty() {
        "No query proposes passages for it".to_owned()
    } else {
        format!("Proposed by {}", names.join(", "))
    };
    widgets::teach_ui(ui, &words);
    let button = ui
        .button("Queries that propose…")
        .on_hover_text("Have the hits of named queries wait for a yes or a no to this code");
    let taken = button.clicked();
    ui.add_space(8.0);
    taken
}

/// Where the buttons of the head lead.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Goes {
    Away,
    To(CodeId),
}

/// Which code it is, and the ways to others and out.
fn head_ui(ui: &mut Ui, session: &Session, code: &Code) -> Option<Goes> {
    let rows = session.tree().rows();
    let at = rows.iter().position(|row| row.code == code.id);
    let beside = |by: fn(usize) -> Option<usize>| {
        let row = rows.get(at.and_then(by)?)?;
        Some(row.code)
    };
    let (before, after) = (
        beside(|at| at.checked_sub(1)),
        beside(|at| at.checked_add(1)),
    );
    let mut goes = None;
    ui.horizontal(|ui| {
        widgets::swatch_ui(ui, code.colour);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("Close").clicked() {
                goes = Some(Goes::Away);
            }
            for (name, to) in [("Next code", after), ("Previous code", before)] {
                let button = ui.add_enabled(to.is_some(), egui::Button::new(name));
                if let Some(to) = to.filter(|_| button.clicked()) {
                    goes = Some(Goes::To(to));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = egui::RichText::new(code.label()).heading();
                ui.add(egui::Label::new(title).truncate());
            });
        });
    });
    goes
}
