//! Every place that cites a work, in the words around it: click or Enter goes there.

use super::card::back_out;
use crate::app::{Around, Command, Mention, Selection, Session, Source};
use crate::ui::panels::widgets::{self, count, heading_ui, one_line, paint_focus};
use crate::ui::theme::{self, Tokens};
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    EventFilter, FontId, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, TextFormat, Ui,
    WidgetInfo, pos2, vec2,
};
use std::collections::HashMap;

/// Height of a place in the list, in points: its document, and four lines of words.
const HEIGHT: f32 = 100.0;
/// Most characters ahead of a citation, so that it is in sight.
const AHEAD: usize = 90;

/// The places that cite a work.
#[derive(Debug, Default)]
pub(super) struct MentionList {
    /// The work that is shown, and what it was listed from.
    shown: (String, u64),
    /// The words around places that were in sight.
    around: HashMap<usize, Option<Around>>,
    /// The place that keys walk from.
    head: usize,
    wanted: bool,
    follow: bool,
}

impl MentionList {
    /// Takes the keyboard when drawn next.
    pub fn focus(&mut self) {
        self.wanted = true;
    }

    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        source: &Source,
        out: &mut Vec<Command>,
    ) {
        let now = (source.key.clone(), session.register_generation());
        if self.shown != now {
            if self.shown.0 != now.0 {
                self.head = 0;
                self.follow = true;
            }
            self.shown = now;
            self.around.clear();
        }
        let mentions = &source.mentions;
        let documents = count(source.documents().len(), "document", "documents");
        heading_ui(
            ui,
            &format!(
                "{} in {documents}",
                count(mentions.len(), "place", "places")
            ),
        );
        ui.add_space(4.0);
        let list = ui.interact(ui.available_rect_before_wrap(), list_id(), Sense::FOCUSABLE);
        list.widget_info(|| {
            let label = format!("Places that cite {}", source.label);
            WidgetInfo::labeled(Role::ListBox, true, label)
        });
        if std::mem::take(&mut self.wanted) {
            list.request_focus();
        }
        if list.has_focus() {
            paint_focus(ui, list.rect);
            self.keys(ui, mentions, out);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .id_salt("mentions of a work")
            .animated(false)
            .auto_shrink([false, false]);
        if std::mem::take(&mut self.follow) {
            let room = ui.available_height();
            let top = self.head as f32 * HEIGHT;
            area = area.vertical_scroll_offset((top - (room - HEIGHT).max(0.0) / 2.0).max(0.0));
        }
        let has_focus = list.has_focus();
        area.show_rows(ui, HEIGHT, mentions.len(), |ui, rows| {
            for at in rows {
                let Some(mention) = mentions.get(at) else {
                    continue;
                };
                self.row_ui(ui, session, mention, at, has_focus, out);
            }
        });
    }

    fn keys(&mut self, ui: &Ui, mentions: &[Mention], out: &mut Vec<Command>) {
        let held = EventFilter {
            vertical_arrows: true,
            escape: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), held));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = mentions.len().saturating_sub(1);
        let next = if pressed(Key::ArrowDown) {
            Some((self.head + 1).min(last))
        } else if pressed(Key::ArrowUp) {
            Some(self.head.saturating_sub(1))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        };
        if let Some(next) = next {
            self.head = next;
            self.follow = true;
        }
        if pressed(Key::Enter)
            && let Some(mention) = mentions.get(self.head)
        {
            go_to(mention, out);
        }
        if pressed(Key::Escape) {
            back_out(ui);
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        mention: &Mention,
        at: usize,
        has_focus: bool,
        out: &mut Vec<Command>,
    ) {
        let around = self
            .around
            .entry(at)
            .or_insert_with(|| session.around(mention));
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), HEIGHT));
        let response = ui.interact(rect, Id::unique(("mention", at)), Sense::CLICK);
        let document = session.project().documents().get(mention.document);
        let title = document.map_or("", |document| document.title.as_str());
        response.widget_info(|| {
            let words = around.as_ref().map_or(String::new(), |around| {
                let body = match around.body.as_str() {
                    "" => String::new(),
                    body => format!("{body} → "),
                };
                format!(
                    ", {}: {body}{}{}{}",
                    around.place, around.before, around.cited, around.after
                )
            });
            WidgetInfo::labeled(Role::ListItem, true, format!("{title}{words}"))
        });
        widgets::paint_row(ui, rect, has_focus && self.head == at, response.hovered());
        if let Some(around) = around {
            paint(ui, rect.shrink2(vec2(6.0, 4.0)), title, around);
        }
        if response.clicked() {
            self.head = at;
            go_to(mention, out);
        }
    }
}

fn list_id() -> Id {
    Id::unique("mentions of a work")
}

fn go_to(mention: &Mention, out: &mut Vec<Command>) {
    if let Some(span) = mention.spans.first() {
        out.push(Command::GoTo(mention.document, *span));
        out.push(Command::Select(Selection::of(*span)));
    }
}

/// The document and the place over the sentence, with the citation set apart.
fn paint(ui: &Ui, rect: Rect, title: &str, around: &Around) {
    let tokens = Tokens::of(ui);
    let small = FontId::proportional(theme::SMALL);
    let place = if around.is_listed {
        format!("listed, {}", around.place)
    } else {
        around.place.clone()
    };
    let place = one_line(ui, &place, small.clone(), tokens.quiet, rect.width() * 0.6);
    let room = rect.width() - place.size().x - 8.0;
    let title = one_line(ui, title, small, tokens.quiet, room);
    let right = pos2(rect.right() - place.size().x, rect.top());
    ui.painter().galley(right, place, tokens.quiet);
    ui.painter().galley(rect.min, title, tokens.quiet);
    let font = FontId::new(theme::BODY, theme::serif());
    let mut job = LayoutJob::default();
    job.wrap.max_width = rect.width();
    job.wrap.max_rows = 4;
    let format = |colour| TextFormat {
        color: colour,
        ..TextFormat::simple(font.clone(), colour)
    };
    if !around.body.is_empty() {
        let body = format!("{} → ", near(&around.body));
        job.append(&body, 0.0, format(tokens.quiet));
    }
    job.append(&near(&around.before), 0.0, format(tokens.ink));
    let cited = TextFormat {
        background: tokens.hit,
        ..format(tokens.ink)
    };
    job.append(&around.cited, 0.0, cited);
    job.append(&around.after, 0.0, format(tokens.ink));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter()
        .with_clip_rect(rect.intersect(ui.clip_rect()))
        .galley(rect.min + vec2(0.0, 18.0), galley, tokens.ink);
}

/// The words right ahead of a citation.
fn near(before: &str) -> String {
    let count = before.chars().count();
    if count <= AHEAD {
        return before.to_owned();
    }
    let kept: String = before.chars().skip(count - AHEAD).collect();
    let from = kept.find(' ').unwrap_or(0);
    format!("…{}", kept.get(from..).unwrap_or_default())
}
