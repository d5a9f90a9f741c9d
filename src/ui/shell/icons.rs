//! The few signs of the furniture, painted: so they look the same whatever fonts a machine has.

use eframe::egui::{self, Button, Color32, Painter, Rect, Response, Shape, Stroke, Ui, pos2, vec2};
use std::f32::consts::PI;

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Three lines: the menu.
    Menu,
    /// A disc, half of it dark: light and dark.
    Theme,
    /// Pointing right.
    Right,
    /// Pointing left.
    Left,
    /// Pointing down: a menu opens here.
    Down,
    /// A cross: away with it.
    Cross,
}

impl Icon {
    /// Paints it into a square.
    pub fn paint(self, painter: &Painter, at: Rect, colour: Color32) {
        let (centre, size) = (at.center(), at.width().min(at.height()) / 2.0);
        let stroke = Stroke::new(1.5, colour);
        match self {
            Self::Menu => {
                for line in [-1.0, 0.0, 1.0] {
                    let y = centre.y + line * size * 0.6;
                    painter.line_segment(
                        [
                            pos2(centre.x - size * 0.8, y),
                            pos2(centre.x + size * 0.8, y),
                        ],
                        stroke,
                    );
                }
            }
            Self::Theme => {
                painter.circle_stroke(centre, size * 0.8, stroke);
                let edge = |step: u8| {
                    centre + size * 0.8 * egui::Vec2::angled(PI / 2.0 + PI * f32::from(step) / 16.0)
                };
                let half = (0..=16).map(edge).collect();
                painter.add(Shape::convex_polygon(half, colour, Stroke::NONE));
            }
            Self::Cross => {
                let arm = vec2(size * 0.55, size * 0.55);
                painter.line_segment([centre - arm, centre + arm], stroke);
                let arm = vec2(arm.x, -arm.y);
                painter.line_segment([centre - arm, centre + arm], stroke);
            }
            Self::Right | Self::Left | Self::Down => {
                let turn = match self {
                    Self::Right => 0.0,
                    Self::Down => PI / 2.0,
                    _ => PI,
                };
                let corner = |x: f32, y: f32| {
                    centre + egui::emath::Rot2::from_angle(turn) * vec2(x, y) * size
                };
                let corners = vec![corner(-0.4, -0.7), corner(0.6, 0.0), corner(-0.4, 0.7)];
                painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
            }
        }
    }
}

/// An empty button for a sign; paint the sign over what comes of it.
pub fn blank_button() -> Button<'static> {
    Button::new("")
        .frame_when_inactive(false)
        .min_size(vec2(28.0, 28.0))
}

/// Paints a sign onto a button.
pub fn paint_on(ui: &Ui, response: &Response, icon: Icon) {
    let colour = ui.style().interact(response).fg_stroke.color;
    icon.paint(
        ui.painter(),
        Rect::from_center_size(response.rect.center(), vec2(14.0, 14.0)),
        colour,
    );
}

/// A quiet button that is one sign, named for those who hover and those who listen.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let response = ui.add(blank_button()).accessible_name(name);
    paint_on(ui, &response, icon);
    response.on_hover_text(name)
}
