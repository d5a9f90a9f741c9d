//! Codes and passages that are dragged over the tree, and where they land.

use super::CodesPanel;
use super::row::fold_x;
use super::tree::{TreeRow, drop_place};
use crate::app::{Command, Session};
use crate::project::{Code, CodeId, Place};
use crate::ui::panels::PassageDrag;
use crate::ui::panels::widgets::ROW;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Align2, Id, Response, Sense, Ui, vec2};

/// A code that is being dragged to another place.
#[derive(Clone, Copy, Debug)]
pub(super) struct CodeDrag(CodeId);

impl CodesPanel {
    pub(super) fn drag_ui(
        &mut self,
        ui: &Ui,
        session: &Session,
        row: &TreeRow,
        code: &Code,
        response: &Response,
        out: &mut Vec<Command>,
    ) {
        let tokens = Tokens::of(ui);
        if session.read_only().is_none() {
            response.dnd_set_drag_payload(CodeDrag(row.code));
        }
        if response.dragged()
            && let Some(at) = ui.ctx().pointer_interact_pos()
        {
            let layer = egui::LayerId::new(egui::Order::Tooltip, Id::unique("dragged code"));
            ui.ctx().layer_painter(layer).text(
                at + vec2(12.0, 0.0),
                Align2::LEFT_CENTER,
                code.label(),
                theme::strong_font(),
                tokens.ink,
            );
        }
        if response.dnd_hover_payload::<PassageDrag>().is_some() {
            ui.painter().rect_stroke(
                response.rect,
                4.0,
                egui::Stroke::new(2.0, tokens.accent),
                egui::StrokeKind::Inside,
            );
        }
        // To take out a payload of the wrong kind would lose it.
        if egui::DragAndDrop::has_payload_of_type::<PassageDrag>(ui.ctx())
            && response.dnd_release_payload::<PassageDrag>().is_some()
        {
            out.push(Command::ApplyCode(row.code));
        }
        let Some(place) = self.drop_of(ui, session, row, response) else {
            return;
        };
        if let Some(drag) = response.dnd_hover_payload::<CodeDrag>()
            && drag.0 != row.code
        {
            let line = egui::Stroke::new(2.0, tokens.accent);
            let left = response.rect.left() + fold_x(row);
            match place {
                Place::Before(before) if before == row.code => drop(ui.painter().hline(
                    left..=response.rect.right(),
                    response.rect.top(),
                    line,
                )),
                Place::Before(_) | Place::After(_) => drop(ui.painter().hline(
                    left..=response.rect.right(),
                    response.rect.bottom(),
                    line,
                )),
                Place::Into(_) => drop(ui.painter().rect_stroke(
                    response.rect,
                    4.0,
                    line,
                    egui::StrokeKind::Inside,
                )),
            }
        }
        if let Some(drag) = response.dnd_release_payload::<CodeDrag>()
            && drag.0 != row.code
        {
            out.push(Command::MoveCode(drag.0, place));
        }
    }

    /// Where the code that is dragged over a row would go; none where it cannot go there.
    pub(super) fn drop_of(
        &self,
        ui: &Ui,
        session: &Session,
        row: &TreeRow,
        response: &Response,
    ) -> Option<Place> {
        let drag = egui::DragAndDrop::payload::<CodeDrag>(ui.ctx())?;
        let at = ui
            .ctx()
            .pointer_interact_pos()
            .filter(|at| response.rect.contains(*at))?;
        let height = (at.y - response.rect.top()) / response.rect.height();
        let first_part = session.tree().children(Some(row.code)).first().copied();
        let place = drop_place(row, height, first_part);
        (!session.tree().branch(drag.0).contains(&row.code)).then_some(place)
    }

    /// Below the last row there is room to let a code go: it becomes the last root.
    pub(super) fn drop_at_end_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        out: &mut Vec<Command>,
    ) {
        if !egui::DragAndDrop::has_payload_of_type::<CodeDrag>(ui.ctx())
            || session.read_only().is_some()
        {
            return;
        }
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        if response.dnd_hover_payload::<CodeDrag>().is_some() {
            ui.painter().hline(
                rect.x_range(),
                rect.top(),
                egui::Stroke::new(2.0, Tokens::of(ui).accent),
            );
        }
        if let Some(drag) = response.dnd_release_payload::<CodeDrag>() {
            out.push(Command::MoveCode(drag.0, Place::Into(None)));
        }
    }
}
