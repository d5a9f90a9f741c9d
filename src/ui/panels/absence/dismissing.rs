//! The reason for which hits are dismissed, while it is typed.

use super::Desk;
use crate::project::{AbsenceHit, AbsenceId};
use crate::ui::panels::widgets::{count, field_name_ui, select_all};
use eframe::egui::{Button, Id, Key, Modifiers, TextEdit, Ui};

/// Hits that are about to be dismissed, once there is a reason.
#[derive(Debug)]
pub struct Dismissing {
    pub(super) absence: AbsenceId,
    pub(super) hits: Vec<AbsenceHit>,
    pub(super) reason: String,
    /// Whether its field has yet to get the focus.
    pub(super) fresh: bool,
}

/// The reason that is being typed; gives the hits when it was confirmed.
pub(super) fn reason_ui(
    ui: &mut Ui,
    id: AbsenceId,
    desk: &mut Desk,
    reason: &mut String,
    list: Id,
) -> Option<Vec<AbsenceHit>> {
    let open = desk.dismissing.as_mut().filter(|open| open.absence == id)?;
    let hits = count(open.hits.len(), "hit is", "hits are");
    let name = format!("Why {hits} not what was looked for");
    let label = field_name_ui(ui, &name);
    let field = ui.scope_id().with(("why", id));
    let edit = TextEdit::singleline(&mut open.reason)
        .id(field)
        .hint_text("Such as: another coal, another year")
        .desired_width(ui.available_width());
    let response = ui.add(edit).labelled_by(label.id).accessible_name("Reason");
    if std::mem::take(&mut open.fresh) {
        response.request_focus();
        response.scroll_to_me(None);
        select_all(ui, field, &open.reason);
    }
    let pressed = |ui: &Ui, key| {
        response.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
    };
    let (entered, mut left) = (pressed(ui, Key::Enter), pressed(ui, Key::Escape));
    let ready = !open.reason.trim().is_empty();
    let mut done = false;
    ui.horizontal(|ui| {
        let button = ui.add_enabled(ready, Button::new("Dismiss"));
        let tip = "Say why it is not what was looked for";
        done = button.on_disabled_hover_text(tip).clicked() || (entered && ready);
        left |= ui.button("Cancel").clicked();
    });
    if entered && !ready {
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    if !done && !left {
        return None;
    }
    let closed = desk.dismissing.take()?;
    // What was typed is offered the next time, whatever became of it.
    reason.clone_from(&closed.reason);
    ui.memory_mut(|memory| memory.request_focus(list));
    done.then_some(closed.hits)
}
