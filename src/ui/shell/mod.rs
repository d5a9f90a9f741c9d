//! What stands where in the window?

mod bottom;
mod centre;
mod focus;
mod icons;
mod left;
mod menu;
mod right;
mod toasts;
mod top;
mod welcome;

pub use focus::{Pane, Panes};
pub use left::LeftTab;

use super::actions::Action;
use super::views::Views;
use super::{Out, theme::Tokens};
use crate::app::{App, Layout};
use eframe::egui::{Frame, Margin, Panel, Ui};
use icons::Icon;

/// What the furniture remembers from frame to frame.
#[derive(Debug, Default)]
pub struct Shell {
    /// Which panels are open and how large they are.
    pub layout: Layout,
    /// What the left panel shows while something is searched for.
    pub left_tab: LeftTab,
    /// Where the panes are, for F6.
    pub panes: Panes,
    top: top::TopBar,
    /// The name being typed at the first start.
    name: Option<String>,
    counts: bottom::Counts,
    toasts: toasts::Toasts,
}

impl Shell {
    /// A shell laid out as it was.
    pub fn new(layout: Layout) -> Self {
        Self {
            layout,
            ..Self::default()
        }
    }

    /// Puts the caret in the search field in the next frame.
    pub fn search(&mut self) {
        self.top.focus_search = true;
    }

    /// Whether one chooses among what was asked before.
    pub fn is_choosing(&self) -> bool {
        self.top.past.is_open()
    }

    /// Draws the whole window but for dialogs.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, views: &mut Views, out: &mut Out) {
        self.panes.begin();
        self.top_ui(ui, app, out);
        self.bottom_ui(ui, app, out);
        if app.session().is_some() {
            self.left_ui(ui, app, views, out);
            self.right_ui(ui, app, views, out);
        }
        self.centre_ui(ui, app, views, out);
        self.toasts.ui(ui, app, out);
    }
}

/// How a panel of the furniture is framed.
fn panel_frame(ui: &Ui) -> Frame {
    Frame::new()
        .fill(Tokens::of(ui).panel)
        .inner_margin(Margin::same(8))
}

/// What a side panel is called, for its folded strip and for those who listen.
struct Side {
    panel: Panel,
    strip: Panel,
    pane: Pane,
    fold: Action,
    icon: Icon,
    name: &'static str,
}

/// Shows a side panel, or the strip that it folds to. Gives its width where it is open.
fn side_ui(
    ui: &mut Ui,
    side: Side,
    open: bool,
    panes: &mut Panes,
    out: &mut Out,
    contents: impl FnOnce(&mut Ui, &mut Out),
) -> Option<f32> {
    let frame = panel_frame(ui);
    if !open {
        let strip = side.strip.exact_size(40.0).resizable(false).frame(frame);
        let shown = strip.show(ui, |ui| {
            let button = ui.add(icons::blank_button());
            icons::paint_on(ui, &button, side.icon);
            let tip = format!("{} ({})", side.name, side.fold.key_text(ui.ctx()));
            if button
                .accessible_name(side.name)
                .on_hover_text(tip)
                .clicked()
            {
                out.ask(side.fold);
            }
        });
        panes.put(side.pane, shown.response.rect);
        return None;
    }
    let shown = side.panel.resizable(true).frame(frame).show(ui, |ui| {
        // A panel is as large as it was made, however little stands in it.
        ui.take_available_space();
        contents(ui, out);
    });
    panes.put(side.pane, shown.response.rect);
    Some(shown.response.rect.width())
}
