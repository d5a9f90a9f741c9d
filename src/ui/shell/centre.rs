//! The text, the table, or both; before a project is open, what to do.

use super::welcome::welcome_ui;
use super::{Pane, Shell};
use crate::app::{App, Command, Room, Session};
use crate::ui::Out;
use crate::ui::actions::Action;
use crate::ui::panels::widgets::first_words;
use crate::ui::panels::{ConcordanceTable, ImplicationsTable, SourcesRoom};
use crate::ui::theme::Tokens;
use crate::ui::views::{Views, dialog_for, text_id};
use eframe::egui::{Button, CentralPanel, Frame, Key, Margin, Panel, RichText, TextEdit, Ui};

/// So many corrections are shown when the pointer rests on their number.
const MOST_CORRECTIONS: usize = 6;
/// The text and the table stand side by side where there is at least this much room.
const ROOM_FOR_BOTH: f32 = 1000.0;

impl Shell {
    pub(super) fn centre_ui(&mut self, ui: &mut Ui, app: &App, views: &mut Views, out: &mut Out) {
        let tokens = Tokens::of(ui);
        let frame = Frame::new().fill(tokens.page);
        let shown = CentralPanel::default().frame(frame).show(ui, |ui| {
            if !app.settings().named {
                self.name_ui(ui, app, out);
            }
            let Some(session) = app.session() else {
                welcome_ui(ui, app, out);
                return;
            };
            if self.layout.beside && ui.available_width() >= ROOM_FOR_BOTH {
                let half = ui.available_width() / 2.0;
                let table = Panel::right("beside")
                    .resizable(true)
                    .frame(table_frame(tokens))
                    .default_size(half);
                table
                    .size_range(360.0..=ui.available_width() - 420.0)
                    .show(ui, |ui| table_ui(ui, session, views, out));
                CentralPanel::no_frame().show(ui, |ui| text_ui(ui, app, session, views, out));
                return;
            }
            match session.view().room {
                Room::Read => text_ui(ui, app, session, views, out),
                Room::Passages | Room::Sources | Room::Concordance => {
                    table_frame(tokens).show(ui, |ui| table_ui(ui, session, views, out));
                }
                Room::Implications => {
                    Panel::bottom("weighing")
                        .frame(strip_frame(tokens))
                        .exact_size(views.weighing.height(session))
                        .show(ui, |ui| {
                            views.weighing.show(ui, session, &mut out.commands);
                        });
                    table_frame(tokens).show(ui, |ui| table_ui(ui, session, views, out));
                }
            }
        });
        self.panes.put(Pane::Centre, shown.response.rect);
        let alone = app
            .session()
            .is_some_and(|session| session.view().room != Room::Read && !self.layout.beside);
        let first = match app.session().map(|session| session.view().room) {
            Some(Room::Implications) if alone => ImplicationsTable::focus_id(),
            Some(Room::Sources) if alone => SourcesRoom::focus_id(),
            Some(Room::Concordance) if alone => ConcordanceTable::focus_id(),
            _ => text_id(),
        };
        self.panes.first(Pane::Centre, first);
    }

    /// At the first start: who codes here. Small, and in nobody's way.
    fn name_ui(&mut self, ui: &mut Ui, app: &App, out: &mut Out) {
        let tokens = Tokens::of(ui);
        let frame = Frame::new()
            .fill(tokens.selected_row)
            .inner_margin(Margin::symmetric(16, 8));
        Panel::top("name")
            .frame(frame)
            .show_separator_line(false)
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    let label = ui.label(RichText::new("Your name, as it goes with your codings"));
                    let name = self
                        .name
                        .get_or_insert_with(|| app.settings().coder.clone());
                    let field = ui
                        .add(TextEdit::singleline(name).desired_width(140.0))
                        .labelled_by(label.id);
                    let entered =
                        field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                    let given = !name.trim().is_empty();
                    if ui
                        .add_enabled(given, Button::new("Use this name"))
                        .clicked()
                        || (entered && given)
                    {
                        out.run(Command::SetCoder(name.trim().to_owned()));
                    }
                });
            });
    }
}

fn table_frame(tokens: &Tokens) -> Frame {
    Frame::new()
        .fill(tokens.page)
        .inner_margin(Margin::same(12))
}

fn strip_frame(tokens: &Tokens) -> Frame {
    Frame::new()
        .fill(tokens.panel)
        .inner_margin(Margin::symmetric(12, 8))
}

fn text_ui(ui: &mut Ui, app: &App, session: &Session, views: &mut Views, out: &mut Out) {
    // Who went to a passage from the table reads on with the keys of the text.
    out.focus_text |= std::mem::take(&mut views.wants_text);
    corrections_ui(ui, app, session, out);
    views.walk.show(ui, session, &mut out.commands);
    views
        .reader
        .show(ui, session, app.settings(), &mut out.commands);
    views.take_asks();
}

/// Over a text that was corrected and does not have the corrections yet: what there is, and the ways to go on.
fn corrections_ui(ui: &mut Ui, app: &App, session: &Session, out: &mut Out) {
    let Some((document, text)) = session.shown() else {
        return;
    };
    let Some(draft) = app.draft(document) else {
        return;
    };
    let tokens = Tokens::of(ui);
    let frame = Frame::new()
        .fill(tokens.selected_row)
        .inner_margin(Margin::symmetric(16, 6));
    let bar = Panel::top("corrections").frame(frame);
    bar.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let words = match draft.count() {
                1 => "1 correction is not in the text yet".to_owned(),
                more => format!("{more} corrections are not in the text yet"),
            };
            ui.label(words).on_hover_ui(|ui| {
                ui.set_max_width(420.0);
                for (span, words) in draft.edits().iter().take(MOST_CORRECTIONS) {
                    let was = text.str().get(span.range()).unwrap_or_default();
                    ui.label(format!("Was: {}", first_words(was, 160)));
                    ui.label(format!("Now: {}", first_words(words, 160)));
                    ui.separator();
                }
            });
            if ui.button("Put into the text").clicked() {
                out.ask(Action::PutCorrections);
            }
            if let Some((span, _)) = draft.edits().first()
                && ui.button("Go to the first").clicked()
            {
                out.run(Command::GoTo(document, *span));
            }
            // What is typed cannot be brought back once it is gone, so that it takes two clicks.
            let asked = ui.scope_id().with(("leave corrections", document));
            let sure = ui.data(|data| data.get_temp(asked).unwrap_or(false));
            let name = if sure {
                "Leave them for good"
            } else {
                "Leave them…"
            };
            if ui.button(name).clicked() {
                if sure {
                    out.run(Command::DropCorrections(document));
                }
                ui.data_mut(|data| data.insert_temp(asked, !sure));
            }
        });
    });
}

fn table_ui(ui: &mut Ui, session: &Session, views: &mut Views, out: &mut Out) {
    let ask = match views.table(session) {
        Room::Implications => views.implications.show(ui, session, &mut out.commands),
        Room::Sources => views.sources.show(ui, session, &mut out.commands),
        Room::Concordance => {
            let before = out.commands.len();
            let ask = views.concordance.show(ui, session, &mut out.commands);
            let asked = out.commands.get(before..).unwrap_or_default();
            let goes = |command: &Command| matches!(command, Command::GoToHit(_));
            views.wants_text = asked.iter().any(goes);
            ask
        }
        _ => views.passages.show(ui, session, &mut out.commands),
    };
    if let Some(ask) = ask {
        out.dialog = Some(dialog_for(ask));
    }
}
