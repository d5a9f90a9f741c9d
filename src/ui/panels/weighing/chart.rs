//! The posterior over the prior, as a band.

use crate::analysis::weight::Weight;
use crate::project::Weighing;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, Color32, FontId, Mesh, Painter, Pos2, Rect, RichText, Role, Sense, Shape, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};

/// Side of the square that holds the band, in points.
const SIDE: f32 = 176.0;
/// Room for the numbers and names of the axes.
const MARGIN: f32 = 36.0;
/// Steps from prior 0 to prior 1.
const STEPS: usize = 48;

/// Draws the band of one column with its title, axes and legend; the numbers at a prior show on hover.
pub fn show(ui: &mut Ui, name: &str, weighing: &Weighing, total: Weight) {
    ui.vertical(|ui| {
        let tokens = Tokens::of(ui);
        ui.label(RichText::new(format!("{name}: posterior over prior")).font(theme::strong_font()));
        let size = vec2(SIDE + MARGIN + 12.0, SIDE + MARGIN);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let square = Rect::from_min_size(rect.min + vec2(MARGIN, 4.0), vec2(SIDE, SIDE));
        let told = told(name, weighing, total);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
        if ui.is_rect_visible(rect) {
            let painter = ui.painter_at(rect);
            let at = |prior: f64, posterior: f64| {
                let part = |value: f64| value.clamp(0.0, 1.0) as f32 * SIDE;
                pos2(
                    square.left() + part(prior),
                    square.bottom() - part(posterior),
                )
            };
            prior_shape(&painter, square, weighing, tokens);
            axes(&painter, square, tokens);
            band(&painter, &at, total, tokens);
            if let Some(pointer) = response.hover_pos().filter(|at| square.contains(*at)) {
                let prior = f64::from((pointer.x - square.left()) / SIDE).clamp(0.0, 1.0);
                let line = [at(prior, 0.0), at(prior, 1.0)];
                painter.line_segment(line, Stroke::new(1.0, tokens.ink));
                response.on_hover_text_at_pointer(format!(
                    "Prior {prior:.2}: posterior {}",
                    range(total.posterior(prior))
                ));
            }
        }
        legend(ui, tokens);
        let posterior = posterior(weighing, total);
        let text = format!(
            "Prior {} becomes {}",
            range(weighing.prior),
            range(posterior)
        );
        ui.label(RichText::new(text).small());
    });
}

/// The least and the greatest posterior over all priors that are held possible.
fn posterior(weighing: &Weighing, total: Weight) -> (f64, f64) {
    let (low, high) = weighing.prior;
    (total.posterior(low).0, total.posterior(high).1)
}

fn told(name: &str, weighing: &Weighing, total: Weight) -> String {
    format!(
        "Posterior over prior for {name}: prior {} becomes {}",
        range(weighing.prior),
        range(posterior(weighing, total))
    )
}

/// Two places are more than such numbers are good for.
fn range((low, high): (f64, f64)) -> String {
    let (low, high) = (format!("{low:.2}"), format!("{high:.2}"));
    if low == high {
        low
    } else {
        format!("{low} to {high}")
    }
}

fn prior_shape(painter: &Painter, square: Rect, weighing: &Weighing, tokens: &Tokens) {
    let x = |prior: f64| square.left() + prior.clamp(0.0, 1.0) as f32 * SIDE;
    let (low, high) = weighing.prior;
    let right = x(high).max(x(low) + 2.0);
    let held = Rect::from_x_y_ranges(x(low)..=right, square.y_range());
    painter.rect_filled(square, 0.0, tokens.field);
    painter.rect_filled(held, 0.0, tokens.hover);
}

fn axes(painter: &Painter, square: Rect, tokens: &Tokens) {
    let font = FontId::proportional(theme::SMALL);
    let line = Stroke::new(1.0, tokens.line);
    painter.rect_stroke(square, 0.0, line, egui::StrokeKind::Inside);
    for (part, text) in [(0.0, "0"), (0.5, "0.5"), (1.0, "1")] {
        let x = square.left() + part * SIDE;
        let y = square.bottom() - part * SIDE;
        let below = pos2(x, square.bottom() + 2.0);
        painter.text(below, Align2::CENTER_TOP, text, font.clone(), tokens.quiet);
        let beside = pos2(square.left() - 4.0, y);
        painter.text(
            beside,
            Align2::RIGHT_CENTER,
            text,
            font.clone(),
            tokens.quiet,
        );
    }
    let middle = pos2(square.center().x, square.bottom() + 16.0);
    painter.text(
        middle,
        Align2::CENTER_TOP,
        "prior",
        font.clone(),
        tokens.quiet,
    );
    let galley = painter.layout_no_wrap("posterior".to_owned(), font, tokens.quiet);
    let at = pos2(
        square.left() - MARGIN,
        square.center().y + galley.size().x / 2.0 + 24.0,
    );
    let upright = egui::epaint::TextShape::new(at, galley, tokens.quiet)
        .with_angle(-std::f32::consts::FRAC_PI_2);
    painter.add(upright);
    // Where evidence that says nothing would leave it.
    let diagonal = [square.left_bottom(), square.right_top()];
    let dashes = Shape::dashed_line(&diagonal, Stroke::new(1.0, tokens.quiet), 4.0, 4.0);
    painter.extend(dashes);
}

fn band(painter: &Painter, at: &impl Fn(f64, f64) -> Pos2, total: Weight, tokens: &Tokens) {
    let (mut low, mut high) = (Vec::new(), Vec::new());
    for step in 0..=STEPS {
        let prior = step as f64 / STEPS as f64;
        let (least, most) = total.posterior(prior);
        low.push(at(prior, least));
        high.push(at(prior, most));
    }
    let fill = tokens.accent.gamma_multiply(0.25);
    painter.add(Shape::mesh(filled(&low, &high, fill)));
    let stroke = Stroke::new(1.5, tokens.accent);
    painter.add(Shape::line(low, stroke));
    painter.add(Shape::line(high, stroke));
}

/// What lies between two lines of as many points.
fn filled(low: &[Pos2], high: &[Pos2], fill: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for (below, above) in low.iter().zip(high) {
        mesh.colored_vertex(*below, fill);
        mesh.colored_vertex(*above, fill);
    }
    for pair in 0..low.len().saturating_sub(1) {
        let Ok(first) = u32::try_from(pair * 2) else {
            break;
        };
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 1, first + 2, first + 3);
    }
    mesh
}

fn legend(ui: &mut Ui, tokens: &Tokens) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (name, paint) in [
            ("after the evidence", 0),
            ("no evidence", 1),
            ("priors held possible", 2),
        ] {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 12.0), Sense::hover());
            let line = [rect.left_center(), rect.right_center()];
            match paint {
                0 => {
                    let fill = tokens.accent.gamma_multiply(0.25);
                    ui.painter().rect_filled(rect, 0.0, fill);
                    let stroke = Stroke::new(1.5, tokens.accent);
                    ui.painter()
                        .rect_stroke(rect, 0.0, stroke, egui::StrokeKind::Inside);
                }
                1 => {
                    let stroke = Stroke::new(1.0, tokens.quiet);
                    ui.painter()
                        .extend(Shape::dashed_line(&line, stroke, 4.0, 3.0));
                }
                _ => {
                    ui.painter().rect_filled(rect, 0.0, tokens.hover);
                    let stroke = Stroke::new(1.0, tokens.line);
                    ui.painter()
                        .rect_stroke(rect, 0.0, stroke, egui::StrokeKind::Inside);
                }
            }
            ui.label(RichText::new(name).small().color(tokens.quiet));
            ui.add_space(4.0);
        }
    });
}
