//! Which part of the window has the keyboard, and which is next?

use eframe::egui::{Context, Id, LayerId, Rect};

/// A part of the window that F6 stops at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// Title, search field and menus.
    Top,
    /// Documents, outline, hits.
    Left,
    /// The text or the table.
    Centre,
    /// Codes and passage.
    Right,
    /// Rooms and counts.
    Bottom,
}

/// In the order in which they are read.
const ORDER: [Pane; 5] = [
    Pane::Top,
    Pane::Left,
    Pane::Centre,
    Pane::Right,
    Pane::Bottom,
];

/// Where the panes were drawn.
#[derive(Debug, Default)]
pub struct Panes {
    drawn: Vec<(Pane, Rect, Option<Id>)>,
}

impl Panes {
    /// Forgets where the panes were, at the start of a frame.
    pub fn begin(&mut self) {
        self.drawn.clear();
    }

    /// Says where a pane is.
    pub fn put(&mut self, pane: Pane, rect: Rect) {
        self.drawn.push((pane, rect, None));
    }

    /// Says which widget of a pane takes the keyboard first.
    pub fn first(&mut self, pane: Pane, id: Id) {
        if let Some(drawn) = self.drawn.iter_mut().find(|(drawn, ..)| *drawn == pane) {
            drawn.2 = Some(id);
        }
    }

    /// Gives the keyboard to the next pane, or the previous one; a pane without anything to act on is passed over.
    pub fn step(&self, ctx: &Context, back: bool) {
        let here = ctx
            .memory(|memory| memory.focused())
            .and_then(|id| self.pane_of(ctx, id));
        let start = here.and_then(|pane| ORDER.iter().position(|other| *other == pane));
        let count = ORDER.len();
        for step in 1..=count {
            let at = match (start, back) {
                (Some(start), false) => (start + step) % count,
                (Some(start), true) => (start + count - step) % count,
                // Nobody has the keyboard: the text is what one came for.
                (None, _) => (2 + step - 1) % count,
            };
            if self.focus(ctx, ORDER[at]) {
                return;
            }
        }
    }

    /// Gives the keyboard to a pane. False where it has nothing to act on.
    pub fn focus(&self, ctx: &Context, pane: Pane) -> bool {
        let Some((_, rect, first)) = self.drawn.iter().find(|(drawn, ..)| *drawn == pane) else {
            return false;
        };
        let target = first.filter(|id| ctx.viewport(|view| view.prev_pass.widgets.contains(*id)));
        let Some(id) = target.or_else(|| topmost(ctx, *rect)) else {
            return false;
        };
        ctx.memory_mut(|memory| memory.request_focus(id));
        true
    }

    fn pane_of(&self, ctx: &Context, id: Id) -> Option<Pane> {
        let rect = ctx.viewport(|view| view.prev_pass.widgets.get(id).map(|widget| widget.rect))?;
        let inside = self
            .drawn
            .iter()
            .find(|(_, pane, _)| pane.contains(rect.center()));
        inside.map(|(pane, ..)| *pane)
    }
}

/// The first widget in a part of the window that can take the keyboard, in reading order.
fn topmost(ctx: &Context, within: Rect) -> Option<Id> {
    ctx.viewport(|view| {
        let widgets = view.prev_pass.widgets.get_layer(LayerId::background());
        let fit = widgets.filter(|widget| {
            widget.enabled
                && widget.visible
                && widget.sense.is_focusable()
                && widget.interact_rect.is_positive()
                && within.contains_rect(widget.interact_rect)
        });
        fit.min_by(|a, b| {
            let place = |rect: Rect| (rect.top(), rect.left());
            place(a.rect)
                .partial_cmp(&place(b.rect))
                .unwrap_or(std::cmp::Ordering::Equal)
        })
        .map(|widget| widget.id)
    })
}
