//! The rows of the list of what was found: a document, and a hit with the words around it.

use super::widgets::{self, ROW, count, on_row, one_line};
use crate::app::{Command, Session};
use crate::project::DocumentId;
use crate::search::{Context, Hit, context};
use crate::text::Text;
use crate::text::fold::fold;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, FontId, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, text::LayoutJob,
    text::TextFormat, vec2,
};

/// The line over the hits of a document: its title, and how many there are.
pub(super) fn document_ui(ui: &mut Ui, session: &Session, id: DocumentId, hits: usize) {
    let tokens = Tokens::of(ui);
    let title = session
        .project()
        .documents()
        .get(id)
        .map_or("", |document| document.title.as_str());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let small = FontId::proportional(theme::SMALL);
    let used = widgets::paint_text(
        ui,
        on_row(rect, rect.width() - 8.0),
        Align2::RIGHT_CENTER,
        &hits.to_string(),
        small,
        tokens.quiet,
    );
    let galley = one_line(
        ui,
        title,
        theme::strong_font(),
        tokens.ink,
        rect.width() - used.width() - 16.0,
    );
    ui.painter().galley(
        on_row(rect, 0.0) - vec2(0.0, galley.size().y / 2.0),
        galley,
        tokens.ink,
    );
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Heading,
            true,
            format!("{title}, {}", count(hits, "hit", "hits")),
        )
    });
    response.on_hover_text(title);
}

/// A hit, to tick and to go to.
pub(super) fn hit_ui(
    ui: &mut Ui,
    session: &Session,
    at: usize,
    current: bool,
    list: Id,
    out: &mut Vec<Command>,
) {
    let finder = session.finder();
    let Some(hit) = finder.hits().get(at) else {
        return;
    };
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, Id::unique(("hit", at)), Sense::CLICK);
    widgets::paint_row(ui, rect, current, response.hovered());
    let tick = Rect::from_min_size(rect.min, vec2(ROW, ROW));
    let mut ticked = finder.is_ticked(at);
    let around = session
        .text(hit.document)
        .map(|text| context(text, hit, 60));
    let words = around.as_ref().map_or(String::new(), context_text);
    let tick = ui
        .put(tick, egui::Checkbox::without_text(&mut ticked))
        .accessible_name(format!("Tick hit {}: {words}", at + 1));
    if tick.changed() {
        out.push(Command::TickHit(at, ticked));
    }
    let room = Rect::from_min_max(pos2(rect.left() + ROW + 4.0, rect.top()), rect.max);
    let shared = finder.shared(at);
    if let Some(text) = session.text(hit.document).filter(|_| !shared.is_empty()) {
        paint_shared(ui, room, text, hit, shared);
    } else if let Some(around) = &around {
        paint_context(ui, room, around);
    }
    let place = session
        .text(hit.document)
        .map_or(String::new(), |text| text.place(hit.extent().start));
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::ListBoxOption,
            true,
            format!("Hit {}: {words}", at + 1),
        )
    });
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_selected(current));
    if response.clicked() {
        out.push(Command::GoToHit(at));
        ui.memory_mut(|memory| memory.request_focus(list));
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(400.0);
        ui.label(
            egui::RichText::new(&words)
                .family(theme::serif())
                .size(theme::BODY + 1.0),
        );
        let mut beside = place;
        if !shared.is_empty() {
            beside.push_str(&format!(" · shares {}", shared.join(", ")));
        }
        let quiet = Tokens::of(ui).quiet;
        ui.label(egui::RichText::new(beside).small().color(quiet));
    });
}

/// A hit and the words around it as one line.
pub(super) fn context_text(around: &Context) -> String {
    format!("{}{}{}", around.before, around.hit, around.after)
}

/// The hit in the middle of its line, so that hits stand under each other; the words before it are cut on the left.
pub(super) fn paint_context(ui: &Ui, rect: Rect, around: &Context) {
    let tokens = Tokens::of(ui);
    let (plain, strong) = (
        FontId::new(theme::BODY, theme::serif()),
        FontId::new(theme::BODY, theme::serif_strong()),
    );
    let lay_out = |text: &str, font: FontId, colour| {
        let mut job = LayoutJob::default();
        job.append(
            text,
            0.0,
            TextFormat {
                font_id: font,
                color: colour,
                ..TextFormat::default()
            },
        );
        job.wrap.max_width = f32::INFINITY;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let hit = lay_out(&around.hit, strong, tokens.ink);
    let before = lay_out(&around.before, plain.clone(), tokens.quiet);
    let after = lay_out(&around.after, plain, tokens.quiet);
    let painter = ui.painter_at(rect);
    let left = rect.left() + rect.width() * 0.35;
    let height = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
    let marked = Rect::from_min_size(
        pos2(left - 1.0, rect.top() + 3.0),
        vec2(hit.size().x + 2.0, rect.height() - 6.0),
    );
    painter.rect_filled(marked, 2.0, tokens.hit);
    let right = left + hit.size().x;
    painter.galley(
        pos2(left - before.size().x, height(&before)),
        before,
        tokens.quiet,
    );
    painter.galley(pos2(left, height(&hit)), hit, tokens.ink);
    painter.galley(pos2(right, height(&after)), after, tokens.quiet);
}

/// The words of a passage that is like another, from shortly before the first that both have; those are marked.
fn paint_shared(ui: &Ui, rect: Rect, text: &Text, hit: &Hit, shared: &[String]) {
    const BEFORE: usize = 12;
    const MOST: usize = 240;
    let tokens = Tokens::of(ui);
    let words = text.str().get(hit.extent().range()).unwrap_or_default();
    let known: Vec<String> = shared.iter().map(|word| fold(word)).collect();
    let is_shared = |word: &str| known.contains(&fold(word));
    let first = words
        .split_inclusive(char::is_whitespace)
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len();
            Some((start, word))
        })
        .find(|(_, word)| is_shared(word))
        .map_or(0, |(start, _)| start);
    let from = words.floor_char_boundary(first.saturating_sub(BEFORE));
    let from = words[from..first]
        .find(' ')
        .map_or(first, |blank| from + blank + 1);
    let mut job = LayoutJob::default();
    let format = |family, colour, background| TextFormat {
        font_id: FontId::new(theme::BODY, family),
        color: colour,
        background,
        ..TextFormat::default()
    };
    if from > 0 {
        job.append(
            "…",
            0.0,
            format(theme::serif(), tokens.quiet, egui::Color32::TRANSPARENT),
        );
    }
    let end = words.floor_char_boundary((from + MOST).min(words.len()));
    for word in words[from..end].split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let look = if is_shared(bare) {
            format(theme::serif_strong(), tokens.ink, tokens.hit)
        } else {
            format(theme::serif(), tokens.quiet, egui::Color32::TRANSPARENT)
        };
        job.append(bare, 0.0, look);
        job.append(
            " ",
            0.0,
            format(theme::serif(), tokens.quiet, egui::Color32::TRANSPARENT),
        );
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width().max(1.0));
    job.break_on_newline = false;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter_at(rect).galley(at, galley, tokens.ink);
}
