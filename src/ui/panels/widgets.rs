//! Small pieces that several panels are made of.

pub use crate::project::counted as count;
use crate::project::{Colour, Project, Stance};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, Color32, FontId, Galley, Key, Rect, Response, RichText, Role, Sense, Ui,
    WidgetInfo, pos2, text::LayoutJob, vec2,
};
use std::sync::Arc;

/// Height of a row of a list, in points.
pub const ROW: f32 = 24.0;

/// A title over a part of a panel.
pub fn heading_ui(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).font(theme::strong_font()))
}

/// The name of a field, over it.
pub fn field_name_ui(ui: &mut Ui, name: &str) -> Response {
    let quiet = Tokens::of(ui).quiet;
    ui.label(RichText::new(name).small().color(quiet))
}

/// A line that says what is wrong.
pub fn error_ui(ui: &mut Ui, text: &str) {
    let problem = Tokens::of(ui).problem;
    ui.label(RichText::new(text).small().color(problem));
}

/// Words in an empty place that say what belongs there and how it gets there.
pub fn teach_ui(ui: &mut Ui, text: &str) {
    let quiet = Tokens::of(ui).quiet;
    ui.add(egui::Label::new(RichText::new(text).color(quiet)).wrap());
}

/// A button that is one sign, with a name for those who hover and those who listen.
pub fn sign_button_ui(ui: &mut Ui, sign: &str, name: &str) -> Response {
    let response = ui.add(
        egui::Button::new(sign)
            .frame(false)
            .min_size(vec2(ROW, ROW)),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    response.on_hover_text(name)
}

/// The button that closes a window on what is shown, at its foot. True when it is clicked.
pub fn close_ui(ui: &mut Ui) -> bool {
    let right = egui::Layout::right_to_left(egui::Align::Center);
    let row = ui.allocate_ui_with_layout(vec2(ui.available_width(), 32.0), right, |ui| {
        ui.add(egui::Button::new("Close").min_size(vec2(80.0, 32.0)))
            .clicked()
    });
    row.inner
}

/// What a code is called where there is room for both: key and name.
pub fn code_label(project: &Project, code: crate::project::CodeId) -> String {
    project.codes().get(code).map_or_else(
        || "a code that is gone".to_owned(),
        |code| {
            if code.key.is_empty() {
                code.name.clone()
            } else {
                format!("{} {}", code.key, code.name)
            }
        },
    )
}

/// The first words of a text, on one line, as many as fit into `most` characters.
pub fn first_words(text: &str, most: usize) -> String {
    let mut shown = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more > most {
            if length == 0 {
                shown.extend(word.chars().take(most.saturating_sub(1)));
            }
            shown.push('…');
            break;
        }
        if length > 0 {
            shown.push(' ');
        }
        shown.push_str(word);
        length += more;
    }
    shown
}

/// Paints the swatch of a colour around a centre.
pub fn paint_swatch(ui: &Ui, centre: egui::Pos2, colour: Colour) {
    let rect = Rect::from_center_size(centre, vec2(10.0, 10.0));
    ui.painter()
        .rect_filled(rect, 2.0, Tokens::of(ui).code(colour));
}

/// A swatch that takes its place in a row.
pub fn swatch_ui(ui: &mut Ui, colour: Colour) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
    paint_swatch(ui, rect.center(), colour);
    response
}

/// Names of the colours of the palette, as they look in light or dark.
pub fn colour_name(place: u8, dark: bool) -> &'static str {
    const LIGHT: [&str; Colour::PALETTE as usize] = [
        "Blue", "Orange", "Green", "Mauve", "Sky", "Gold", "Plum", "Indigo", "Teal", "Brown",
        "Red", "Violet",
    ];
    const DARK: [&str; Colour::PALETTE as usize] = [
        "Cyan",
        "Orange",
        "Green",
        "Pink",
        "Pale blue",
        "Yellow",
        "Plum",
        "Violet",
        "Steel",
        "Lime",
        "Rose",
        "Sage",
    ];
    let names = if dark { &DARK } else { &LIGHT };
    names[usize::from(place) % names.len()]
}

/// Paints a fold triangle around a centre.
pub fn paint_triangle(ui: &Ui, centre: egui::Pos2, open: bool, colour: Color32) {
    let points = if open {
        [vec2(-4.0, -2.0), vec2(4.0, -2.0), vec2(0.0, 3.0)]
    } else {
        [vec2(-2.0, -4.0), vec2(3.0, 0.0), vec2(-2.0, 4.0)]
    };
    let shape = points.iter().map(|point| centre + *point).collect();
    ui.painter().add(egui::Shape::convex_polygon(
        shape,
        colour,
        egui::Stroke::NONE,
    ));
}

/// Text on one line that ends in "…" where it does not fit.
pub fn one_line(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(1.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Text on at most `rows` lines; what does not fit is left out by whole words, with "…" in its place.
pub fn some_lines(
    ui: &Ui,
    text: &str,
    font: &FontId,
    colour: Color32,
    width: f32,
    rows: usize,
) -> Arc<Galley> {
    // More than this never fits, and a quotation can be long.
    let most = rows * 200;
    let short: String = text
        .chars()
        .take(most)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let lay_out = |text: String, end: Option<char>| {
        let mut job = LayoutJob::simple(text, font.clone(), colour, width.max(1.0));
        job.wrap.max_rows = rows;
        job.wrap.overflow_character = end;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let whole = short.len() >= text.len();
    let galley = lay_out(short.clone(), Some('…'));
    if !galley.elided && whole {
        return galley;
    }
    let fits: usize = galley
        .rows
        .iter()
        .map(|row| row.char_count_including_newline().0)
        .sum();
    let kept: String = short.chars().take(fits.saturating_sub(2)).collect();
    let kept = kept
        .rfind(char::is_whitespace)
        .map_or(kept.as_str(), |at| &kept[..at]);
    lay_out(format!("{}…", kept.trim_end()), Some('…'))
}

/// Paints text with its middle at the height of `at`, starting or ending there.
pub fn paint_text(
    ui: &Ui,
    at: egui::Pos2,
    align: Align2,
    text: &str,
    font: FontId,
    colour: Color32,
) -> Rect {
    ui.painter().text(at, align, text, font, colour)
}

/// The words of a stance with its shape, as buttons and rows show it.
pub fn stance_text(stance: Stance) -> String {
    format!("{} {}", theme::stance_shape(stance), stance.word())
}

/// Four buttons, one for each stance; `now` is pressed. Gives the one that was clicked.
pub fn stance_buttons_ui(ui: &mut Ui, now: Option<Stance>) -> Option<Stance> {
    stances_ui(ui, now, |stance| stance.word().to_owned())
}

/// The same for how a passage bears on a rival, whose name those who listen hear with each.
pub fn bearing_buttons_ui(ui: &mut Ui, rival: &str, now: Option<Stance>) -> Option<Stance> {
    stances_ui(ui, now, |stance| format!("{rival}: {}", stance.word()))
}

fn stances_ui(ui: &mut Ui, now: Option<Stance>, name: impl Fn(Stance) -> String) -> Option<Stance> {
    let tokens = Tokens::of(ui);
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        // All four must fit beside each other in a panel.
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 4.0;
        for stance in Stance::ALL {
            let pressed = now == Some(stance);
            let plain = pressed || stance == Stance::Unset;
            let ink = if plain {
                tokens.ink
            } else {
                tokens.stance(stance)
            };
            let text = RichText::new(stance_text(stance)).small().color(ink);
            let button = egui::Button::new(text).selected(pressed);
            let response = ui.add(button.min_size(vec2(0.0, ROW)));
            response.widget_info(|| {
                WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), pressed, name(stance))
            });
            if response.clicked() {
                chosen = Some(stance);
            }
        }
    });
    chosen
}

/// Gives the tick boxes and radio buttons that come an outline that shows on the furniture.
pub fn outline_ticks(ui: &mut Ui) {
    let tokens = Tokens::of(ui);
    let inactive = &mut ui.visuals_mut().widgets.inactive;
    inactive.bg_fill = tokens.field;
    inactive.bg_stroke = egui::Stroke::new(1.0, tokens.quiet);
}

/// The frame of a dialog over the window.
pub fn dialog_frame(ctx: &egui::Context) -> egui::Frame {
    egui::Frame::popup(&ctx.global_style()).inner_margin(16.0)
}

/// A row of a list that can be clicked or reached with Tab, as wide as there is room: its place and what happened to it.
pub fn row_ui(ui: &mut Ui, id: egui::Id, selected: bool) -> (Rect, Response) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, id, Sense::click());
    paint_row(ui, rect, selected, response.hovered());
    if response.has_focus() {
        paint_focus(ui, rect);
    }
    (rect, response)
}

/// What lies behind a row.
pub fn paint_row(ui: &Ui, rect: Rect, selected: bool, hovered: bool) {
    let tokens = Tokens::of(ui);
    if selected {
        ui.painter().rect_filled(rect, 4.0, tokens.selected_row);
    } else if hovered {
        ui.painter().rect_filled(rect, 4.0, tokens.hover);
    }
}

/// The ring around what has the focus.
pub fn paint_focus(ui: &Ui, rect: Rect) {
    let stroke = egui::Stroke::new(1.5, Tokens::of(ui).accent);
    ui.painter()
        .rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
}

/// A filter field over a list, with a button that empties it. True when it changed.
pub fn filter_field_ui(ui: &mut Ui, filter: &mut String, name: &str) -> (Response, bool) {
    let mut changed = false;
    let response = ui
        .horizontal(|ui| {
            // Decided ahead of the field: a sign that came in the frame of the first letter would widen the panel.
            let clears = !filter.is_empty();
            let room = if clears { ROW + 8.0 } else { 0.0 };
            let width = ui.available_width() - room;
            let response = ui.add(
                egui::TextEdit::singleline(filter)
                    .hint_text(name)
                    .desired_width(width),
            );
            changed |= response.changed();
            if response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape))
                || clears && sign_button_ui(ui, "×", "Clear filter").clicked()
            {
                filter.clear();
                changed = true;
            }
            response.accessible_name(name)
        })
        .inner;
    (response, changed)
}

/// Selects all that stands in a field, so that typing replaces it.
pub fn select_all(ui: &Ui, id: egui::Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    egui::TextEdit::store_state(ui.ctx(), id, state);
}

/// The centre of a row's height, `x` from its left.
pub fn on_row(rect: Rect, x: f32) -> egui::Pos2 {
    pos2(rect.left() + x, rect.center().y)
}

/// The row that the keys of a list lead to from where it stands, of so many; none where none of them is pressed.
pub fn next_row(ui: &Ui, at: Option<usize>, count: usize) -> Option<usize> {
    const PAGE: usize = 10;
    let last = count.saturating_sub(1);
    let on = |rows: usize| at.map_or(0, |at| (at + rows).min(last));
    let back = |rows: usize| at.map_or(0, |at| at.saturating_sub(rows));
    let keys = [
        (Key::ArrowDown, on(1)),
        (Key::ArrowUp, back(1)),
        (Key::PageDown, on(PAGE)),
        (Key::PageUp, back(PAGE)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let next = keys.into_iter().find(|(key, _)| pressed(*key));
    next.map(|(_, row)| row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_behind_a_word() {
        assert_eq!(
            first_words("The rank fell\nin 2006", 40),
            "The rank fell in 2006"
        );
        assert_eq!(first_words("The rank fell in 2006", 14), "The rank fell…");
        assert_eq!(first_words("Unparteilichkeit", 6), "Unpar…");
        assert_eq!(first_words("", 6), "");
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(count(1, "coding", "codings"), "1 coding");
        assert_eq!(count(0, "coding", "codings"), "0 codings");
    }
}
