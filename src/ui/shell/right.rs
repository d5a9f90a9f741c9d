//! Codes over the selected passage.

use super::icons::Icon;
use super::left::heading_ui;
use super::{Pane, Shell, Side, side_ui};
use crate::app::{App, Room};
use crate::ui::Out;
use crate::ui::actions::Action;
use crate::ui::views::{Views, dialog_for};
use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

impl Shell {
    pub(super) fn right_ui(&mut self, ui: &mut Ui, app: &App, views: &mut Views, out: &mut Out) {
        let Some(session) = app.session() else { return };
        if let Some(part) = views.implications.take_wanted() {
            self.layout.right_open = true;
            views.cell.focus(part);
        }
        let table = views.table(session) == Room::Implications;
        let both = self.layout.beside || session.view().room == Room::Implications;
        let cell = session.implications().cell().filter(|_| table && both);
        if cell.is_none() || !self.layout.right_open {
            views.cell.leave(&mut out.commands);
        }
        let works = views.table(session) == Room::Sources
            && (self.layout.beside || session.view().room == Room::Sources);
        if views.sources.take_card_wanted() {
            self.layout.right_open = true;
            views.source.focus();
        }
        if views.wants_memo {
            self.layout.right_open = true;
        }
        let side = Side {
            panel: Panel::right("right")
                .default_size(self.layout.right)
                .size_range(220.0..=560.0),
            strip: Panel::right("right strip"),
            pane: Pane::Right,
            fold: Action::FoldRight,
            icon: Icon::Left,
            name: if cell.is_some() {
                "Cell"
            } else if works {
                "Work"
            } else {
                "Codes and passage"
            },
        };
        let mut height = self.layout.passage;
        let width = side_ui(
            ui,
            side,
            self.layout.right_open,
            &mut self.panes,
            out,
            |ui, out| {
                if let Some(cell) = cell {
                    views.cell.show(ui, session, cell, &mut out.commands);
                    return;
                }
                if works {
                    if let Some(ask) = views.source.show(ui, session, &mut out.commands) {
                        out.dialog = Some(dialog_for(ask));
                    }
                    return;
                }
                let most = (ui.available_height() - 160.0).max(120.0);
                let inner = Frame::new().inner_margin(Margin {
                    top: 8,
                    ..Margin::ZERO
                });
                let lower = Panel::bottom("passage")
                    .resizable(true)
                    .frame(inner)
                    .default_size(height)
                    .size_range(96.0..=most);
                let shown = lower.show(ui, |ui| {
                    ui.take_available_space();
                    if std::mem::take(&mut views.wants_memo) {
                        views.inspector.focus_memo();
                    }
                    if let Some(ask) = views.inspector.show(ui, session, &mut out.commands) {
                        out.dialog = Some(dialog_for(ask));
                    }
                });
                height = shown.response.rect.height();
                CentralPanel::no_frame().show(ui, |ui| {
                    heading_ui(ui, "Codes");
                    if let Some(ask) = views.codes.show(ui, session, &mut out.commands) {
                        out.dialog = Some(dialog_for(ask));
                    }
                });
            },
        );
        self.layout.passage = height;
        self.layout.right = width.unwrap_or(self.layout.right);
    }
}
