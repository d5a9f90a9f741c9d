//! Documents and outline, or what was found.

use super::icons::Icon;
use super::{Pane, Shell, Side, side_ui};
use crate::app::{App, Session};
use crate::ui::Out;
use crate::ui::actions::Action;
use crate::ui::theme;
use crate::ui::views::{Views, dialog_for};
use eframe::egui::{Button, CentralPanel, Frame, Panel, RichText, Ui};

/// What the left panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeftTab {
    /// Documents and outline.
    #[default]
    Documents,
    /// What was found, while something is searched for.
    Hits,
}

impl Shell {
    pub(super) fn left_ui(&mut self, ui: &mut Ui, app: &App, views: &mut Views, out: &mut Out) {
        let Some(session) = app.session() else { return };
        let searching = session.finder().is_active();
        let side = Side {
            panel: Panel::left("left")
                .default_size(self.layout.left)
                .size_range(176.0..=520.0),
            strip: Panel::left("left strip"),
            pane: Pane::Left,
            fold: Action::FoldLeft,
            icon: Icon::Right,
            name: "Documents",
        };
        let (mut tab, mut height) = (self.left_tab, self.layout.documents);
        let width = side_ui(
            ui,
            side,
            self.layout.left_open,
            &mut self.panes,
            out,
            |ui, out| {
                if searching {
                    tabs_ui(ui, session, &mut tab);
                }
                if searching && tab == LeftTab::Hits {
                    let ask = views.hits.show(ui, session, &mut out.commands);
                    out.dialog = ask.map(dialog_for).or(out.dialog.take());
                } else {
                    documents_ui(ui, app, session, views, &mut height, out);
                }
            },
        );
        self.left_tab = tab;
        self.layout.documents = height;
        self.layout.left = width.unwrap_or(self.layout.left);
    }
}

fn tabs_ui(ui: &mut Ui, session: &Session, tab: &mut LeftTab) {
    ui.horizontal(|ui| {
        let hits = format!("Hits {}", session.finder().total());
        for (this, name) in [
            (LeftTab::Hits, hits.as_str()),
            (LeftTab::Documents, "Documents"),
        ] {
            let button = Button::new(name)
                .selected(*tab == this)
                .frame_when_inactive(*tab == this);
            if ui.add(button).clicked() {
                *tab = this;
            }
        }
    });
    ui.add_space(4.0);
}

/// The documents over the outline of the one in the reader.
fn documents_ui(
    ui: &mut Ui,
    app: &App,
    session: &Session,
    views: &mut Views,
    height: &mut f32,
    out: &mut Out,
) {
    let most = (ui.available_height() - 120.0).max(120.0);
    let upper = Panel::top("documents")
        .resizable(true)
        .frame(Frame::NONE)
        .default_size(*height)
        .size_range(96.0..=most);
    let shown = upper.show(ui, |ui| {
        ui.take_available_space();
        heading_ui(ui, "Documents");
        let progress = app.import_progress();
        if let Some(ask) = views
            .documents
            .show(ui, session, progress.as_ref(), &mut out.commands)
        {
            out.dialog = Some(dialog_for(ask));
        }
    });
    *height = shown.response.rect.height();
    CentralPanel::no_frame().show(ui, |ui| {
        ui.add_space(8.0);
        heading_ui(ui, "Outline");
        let top = views.reader.figures().top;
        views.outline.show(ui, session, top, &mut out.commands);
    });
}

/// A title over a part of a panel.
pub fn heading_ui(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(theme::strong_font()));
    ui.add_space(4.0);
}
