//! How many hits each document and case has, as bars with their numbers; a click shows only these.

use crate::analysis::concordance::{Count, Only};
use crate::app::{Command, HitsView, Lines, Session};
use crate::ui::panels::widgets::{self, count, on_row, one_line};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, FontId, Id, Rect, RichText, Role, ScrollArea, Ui, WidgetInfo, pos2, vec2,
};

/// Height of a bar with its numbers, in points.
const BAR: f32 = 20.0;
/// So many bars are in sight; the others are under them.
const IN_SIGHT: f32 = 5.0;
/// Room for the number of hits, and for that of 10,000 words.
const NUMBERS: (f32, f32) = (44.0, 48.0);

pub(super) fn show(ui: &mut Ui, session: &Session, lines: &Lines, out: &mut Vec<Command>) {
    let project = session.project();
    if lines.counts.documents.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let only_documents = project.cases().is_empty();
    let count = if only_documents { 1 } else { 2 };
    ui.columns(count, |columns| {
        let Some((left, others)) = columns.split_first_mut() else {
            return;
        };
        let title = |id| {
            project
                .documents()
                .get(id)
                .map_or("", |one| one.title.as_str())
        };
        let counts = &lines.counts.documents;
        list_ui(
            left,
            session,
            "By document",
            counts,
            title,
            Only::Document,
            out,
        );
        let Some(right) = others.first_mut() else {
            return;
        };
        let name = |id: Option<_>| match id {
            Some(id) => project.cases().get(id).map_or("", |one| one.name.as_str()),
            None => "No case",
        };
        let counts = &lines.counts.cases;
        list_ui(right, session, "By case", counts, name, Only::Case, out);
    });
}

fn list_ui<'p, T: Copy + std::hash::Hash + std::fmt::Debug>(
    ui: &mut Ui,
    session: &Session,
    title: &str,
    counts: &[Count<T>],
    name: impl Fn(T) -> &'p str,
    only: impl Fn(T) -> Only,
    out: &mut Vec<Command>,
) {
    let quiet = Tokens::of(ui).quiet;
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).font(theme::strong_font()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            ui.label(
                RichText::new("hits · per 10,000 words")
                    .small()
                    .color(quiet),
            );
        });
    });
    let most = counts
        .iter()
        .map(|one| one.places)
        .max()
        .unwrap_or(1)
        .max(1);
    let view = *session.concordance().view();
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical()
        .id_salt(title)
        .max_height(BAR * IN_SIGHT)
        .auto_shrink([false, true]);
    area.show_rows(ui, BAR, counts.len(), |ui, range| {
        for counted in counts.get(range).unwrap_or_default() {
            let this = only(counted.of);
            let chosen = view.only == Some(this);
            if bar_ui(
                ui,
                (title, counted.of),
                counted,
                name(counted.of),
                most,
                chosen,
            ) {
                let only = (!chosen).then_some(this);
                out.push(Command::LookAtHits(HitsView { only, ..view }));
            }
        }
    });
}

fn bar_ui<T>(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    counted: &Count<T>,
    name: &str,
    most: usize,
    chosen: bool,
) -> bool {
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), BAR));
    let response = ui.interact(rect, Id::unique(("bar", id)), egui::Sense::click());
    widgets::paint_row(ui, rect, chosen, response.hovered());
    let small = FontId::proportional(theme::SMALL);
    let end = rect.width() - 8.0;
    let name_room = (rect.width() * 0.38).max(64.0);
    let galley = one_line(ui, name, small.clone(), tokens.ink, name_room - 8.0);
    let at = on_row(rect, 4.0) - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, tokens.ink);
    let room = (end - NUMBERS.0 - NUMBERS.1 - name_room - 4.0).max(8.0);
    #[expect(clippy::cast_precision_loss, reason = "a bar has a few hundred pixels")]
    let part = counted.places as f32 / most as f32;
    let bar = Rect::from_min_size(
        pos2(rect.left() + name_room, rect.top() + 5.0),
        vec2((room * part).max(2.0), BAR - 10.0),
    );
    ui.painter().rect_filled(bar, 2.0, tokens.accent);
    let number = |x: f32, text: &str, ink| {
        let at = on_row(rect, x);
        widgets::paint_text(ui, at, Align2::RIGHT_CENTER, text, small.clone(), ink);
    };
    number(end - NUMBERS.1, &counted.places.to_string(), tokens.ink);
    let rate = counted
        .per_ten_thousand()
        .map_or_else(|| "–".to_owned(), |rate| format!("{rate:.1}"));
    number(end, &rate, tokens.quiet);
    if response.has_focus() {
        widgets::paint_focus(ui, rect);
    }
    let said = format!(
        "{name}: {}, {rate} per 10,000 words",
        count(counted.places, "hit", "hits")
    );
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &said));
    response
        .on_hover_text(format!("{said}. Click to see only these"))
        .clicked()
}
