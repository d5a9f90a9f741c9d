//! Which room is this, where in the text, and what does the document say so far?

use super::{Pane, Shell};
use crate::app::{App, Command, Room, Session};
use crate::project::{DocumentId, Stance};
use crate::text::Cue;
use crate::ui::Out;
use crate::ui::actions::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::panels::widgets::first_words;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Align, Button, Frame, Layout, Margin, Panel, ProgressBar, RichText, Ui};

/// Stances in the document in the reader, counted once for each change.
#[derive(Debug, Default)]
pub struct Counts {
    of: Option<(u64, DocumentId, bool)>,
    by_stance: [usize; 4],
}

impl Counts {
    fn update(&mut self, session: &Session, document: DocumentId) {
        let blind = session.view().others == crate::app::Others::Blind;
        let of = Some((session.revision(), document, blind));
        if self.of == of {
            return;
        }
        self.of = of;
        self.by_stance = [0; 4];
        for coding in session
            .project()
            .codings_in(document)
            .filter(|coding| !session.is_blind_to(coding.coder))
        {
            if let Some(at) = Stance::ALL
                .iter()
                .position(|stance| *stance == coding.stance)
            {
                self.by_stance[at] += 1;
            }
        }
    }
}

impl Shell {
    pub(super) fn bottom_ui(&mut self, ui: &mut Ui, app: &App, out: &mut Out) {
        let frame = Frame::new()
            .fill(Tokens::of(ui).panel)
            .inner_margin(Margin::symmetric(12, 4));
        let bar = Panel::bottom("bottom")
            .exact_size(36.0)
            .frame(frame)
            .show(ui, |ui| {
                ui.horizontal_centered(|ui| {
                    if let Some(session) = app.session() {
                        rooms_ui(ui, session, out);
                        work_ui(ui, app, session, out);
                        waiting_ui(ui, session, out);
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            self.place_ui(ui, session, out);
                            rival_ui(ui, session, out);
                        });
                    }
                });
            });
        self.panes.put(Pane::Bottom, bar.response.rect);
    }

    /// At the right: where the caret stands, and how the passages of the document bear on the argument.
    fn place_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Out) {
        let Some((document, text)) = session.shown() else {
            return;
        };
        let tokens = Tokens::of(ui);
        let at = session.view().selection.head;
        let paragraph = text.paragraphs().at(at) + 1;
        let page = text.structure().page_at(at);
        let time = text.map().cue_at(at).map(Cue::time);
        let more = page.map(|page| format!("p. {}", page.name())).or(time);
        let place = more.map_or_else(
            || format!("¶ {paragraph}"),
            |more| format!("¶ {paragraph} · {more}"),
        );
        let words = RichText::new(place).small().color(tokens.quiet);
        if text.structure().pages().is_empty() {
            ui.label(words).on_hover_text("Where the caret stands");
        } else {
            let key = Action::GoToPage.key_text(ui.ctx());
            let response = ui
                .add(Button::new(words).frame(false))
                .on_hover_text(format!(
                    "Where the caret stands: paragraph and page. Click to go to a page ({key})"
                ));
            if response.clicked() {
                out.ask(Action::GoToPage);
            }
        }
        ui.add_space(8.0);
        self.counts.update(session, document);
        for (stance, count) in Stance::ALL.into_iter().zip(self.counts.by_stance).rev() {
            if count == 0 || stance == Stance::Unset {
                continue;
            }
            let text = format!("{} {count} {}", theme::stance_shape(stance), stance.word());
            ui.label(RichText::new(text).small().color(tokens.stance(stance)))
                .on_hover_text("Passages in this document");
        }
    }
}

fn rooms_ui(ui: &mut Ui, session: &Session, out: &mut Out) {
    for (room, action, name) in [
        (Room::Read, Action::Read, "Read"),
        (Room::Passages, Action::Passages, "Passages"),
        (Room::Implications, Action::Implications, "Implications"),
        (Room::Concordance, Action::Concordance, "Concordance"),
        (Room::Sources, Action::Sources, "Sources"),
    ] {
        let here = session.view().room == room;
        let button = Button::new(name).selected(here).frame_when_inactive(here);
        let tip = format!("{} ({})", action.tip(), action.key_text(ui.ctx()));
        if ui.add(button).on_hover_text(tip).clicked() {
            out.ask(action);
        }
    }
}

/// The rival that the stance keys speak of while Alt is held, where there are any; a click goes to the next.
fn rival_ui(ui: &mut Ui, session: &Session, out: &mut Out) {
    let Some(rival) = session.current_rival() else {
        return;
    };
    let tokens = Tokens::of(ui);
    let said = session.view().rivals.get(&rival.id).copied();
    let next = said.map_or(String::new(), |stance| {
        format!(" {}", theme::stance_shape(stance))
    });
    ui.add_space(8.0);
    let words = format!("Rival “{}”{next}", first_words(&rival.name, 24));
    let text = RichText::new(words).small().color(tokens.quiet);
    let key = Action::NextRival.key_text(ui.ctx());
    let next = said.map_or(String::new(), |stance| {
        format!(". The next coding: {}", stance.word())
    });
    let name = format!("Current rival: {}{next}", rival.name);
    let response = ui
        .add(Button::new(text).frame(false))
        .accessible_name(&name)
        .on_hover_text(format!(
            "{name}.\nAlt with + - = 0 says how a passage bears on it; {key} goes to the next rival"
        ));
    if response.clicked() {
        out.ask(Action::NextRival);
    }
}

/// How many passages wait for a place in a corrected text, where some do; a click lists them.
fn waiting_ui(ui: &mut Ui, session: &Session, out: &mut Out) {
    let waiting = session.count_waiting();
    if waiting == 0 {
        return;
    }
    let words = match waiting {
        1 => "1 passage waits".to_owned(),
        more => format!("{more} passages wait"),
    };
    ui.add_space(8.0);
    let text = RichText::new(words).small().color(Tokens::of(ui).warning);
    let response = ui
        .add(Button::new(text).frame(false))
        .on_hover_text(Action::Waiting.tip());
    if response.clicked() {
        out.ask(Action::Waiting);
    }
}

/// How far something is.
fn progress_ui(ui: &mut Ui, name: &str, (done, total): (u64, u64), told: &str) {
    ui.add_space(8.0);
    let share = if total == 0 {
        0.0
    } else {
        done as f32 / total as f32
    };
    let bar = ProgressBar::new(share)
        .desired_width(120.0)
        .desired_height(8.0);
    ui.add(bar).accessible_name(name);
    ui.add(egui::Label::new(RichText::new(told).small()).truncate());
}

/// What runs in the background and takes its time.
fn work_ui(ui: &mut Ui, app: &App, session: &Session, out: &mut Out) {
    if let Some(progress) = app.import_progress() {
        let told = format!(
            "Importing {} of {} · {}",
            (progress.done + 1).min(progress.total),
            progress.total,
            progress.next
        );
        progress_ui(ui, "Import", (progress.done, progress.total), &told);
        let files = ui.button("Files").on_hover_text("How far each file is");
        if files.clicked() {
            out.dialog = Some(Dialog::Reports(None));
        }
        if ui.button("Cancel import").clicked() {
            out.run(Command::CancelImport);
        }
    } else if let Some(progress) = app.export_progress() {
        let told = format!("Exporting · {}", progress.next);
        progress_ui(ui, "Export", (progress.done, progress.total), &told);
        if ui.button("Cancel export").clicked() {
            out.run(Command::CancelExport);
        }
    } else if let Some(share) = session.finder().indexing() {
        ui.add_space(8.0);
        let tokens = Tokens::of(ui);
        let told = format!("Indexing {} %", (share * 100.0).round());
        ui.label(RichText::new(told).small().color(tokens.quiet))
            .on_hover_text("Searching works meanwhile, a little slower");
    }
}
