//! Which documents are to be one, in which order?

use super::{Verdict, explain, field_name, footer_ui, verdict};
use crate::app::{App, Command};
use crate::project::DocumentId;
use crate::ui::panels::widgets::{self, count};
use crate::ui::theme;
use eframe::egui::{Align, Checkbox, Label, Layout, ScrollArea, TextEdit, Ui, vec2};

/// Height of a row of the list, in points.
const ROW: f32 = 30.0;

/// What is chosen.
#[derive(Default)]
pub struct Form {
    rows: Vec<Row>,
    title: String,
    /// None of the person's choices until then: with titles, as most people join.
    without_titles: bool,
}

struct Row {
    id: DocumentId,
    title: String,
    ticked: bool,
}

impl Form {
    /// Lists the documents by title, the one in the reader ticked.
    pub fn prepare(&mut self, app: &App) {
        *self = Self::default();
        let Some(session) = app.session() else { return };
        let documents = session.project().documents().iter();
        self.rows = documents
            .map(|document| Row {
                id: document.id,
                title: document.title.clone(),
                ticked: session.view().document == Some(document.id),
            })
            .collect();
        self.rows
            .sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
    }

    /// The list and the title of the whole.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, fresh: bool, error: Option<&str>) -> Verdict {
        explain(
            ui,
            "The ticked documents become one, from top to bottom. Codings go with their passages, and one undo takes all of \
             it back.",
        );
        self.list_ui(ui);
        widgets::outline_ticks(ui);
        let mut titles = !self.without_titles;
        ui.add(Checkbox::new(
            &mut titles,
            "Put the title of each over its text, as a heading",
        ));
        self.without_titles = !titles;
        let label = field_name(ui, "Title of the whole");
        let first = self.rows.iter().find(|row| row.ticked);
        let edit = TextEdit::singleline(&mut self.title)
            .hint_text(first.map_or("", |row| row.title.as_str()))
            .desired_width(ui.available_width())
            .min_size(vec2(0.0, 28.0));
        let field = ui
            .add(edit)
            .labelled_by(label.id)
            .accessible_name("Title of the whole");
        if fresh {
            field.request_focus();
        }
        let documents: Vec<DocumentId> = self
            .rows
            .iter()
            .filter(|row| row.ticked)
            .map(|row| row.id)
            .collect();
        let read_only = app
            .session()
            .is_none_or(|session| session.read_only().is_some());
        let ready = if documents.len() < 2 {
            Err("Tick two documents or more")
        } else if read_only {
            Err("This project is open to read only")
        } else {
            Ok(())
        };
        let verb = format!("Join {}", count(documents.len(), "document", "documents"));
        let buttons = footer_ui(ui, &verb, ready, error);
        let title = self.title.clone();
        verdict(buttons, false, ready.is_ok(), || Command::Join {
            documents,
            title,
            titles,
        })
    }

    fn list_ui(&mut self, ui: &mut Ui) {
        let height = (ui.ctx().content_rect().height() - 420.0).clamp(120.0, 420.0);
        let count = self.rows.len();
        let mut swap = None;
        ui.separator();
        theme::show_scroll_bar(ui);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical()
                .max_height(height)
                .auto_shrink([false, true])
                .show_rows(ui, ROW, count, |ui, range| {
                    for at in range {
                        if let Some(row) = self.rows.get_mut(at) {
                            swap = swap.or(row_ui(ui, row, at, count));
                        }
                    }
                });
        });
        if let Some((a, b)) = swap {
            self.rows.swap(a, b);
        }
        ui.add_space(8.0);
    }
}

/// A row; the two that change places, where that is asked for.
fn row_ui(ui: &mut Ui, row: &mut Row, at: usize, all: usize) -> Option<(usize, usize)> {
    let mut swap = None;
    let middle = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), ROW), middle, |ui| {
        widgets::outline_ticks(ui);
        let tick = ui.add(Checkbox::without_text(&mut row.ticked));
        tick.accessible_name(format!("Join {}", row.title));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let down = widgets::sign_button_ui(ui, "▼", &format!("Move {} down", row.title));
            if down.clicked() && at + 1 < all {
                swap = Some((at, at + 1));
            }
            let up = widgets::sign_button_ui(ui, "▲", &format!("Move {} up", row.title));
            if up.clicked() && at > 0 {
                swap = Some((at - 1, at));
            }
            ui.with_layout(middle, |ui| ui.add(Label::new(&row.title).truncate()));
        });
    });
    swap
}
