//! What was found: each hit with the words around it, to go to, to tick and to code.

use super::Ask;
use super::picker::{CodePicker, Picked, Purpose};
use super::widgets::{self, ROW, count, on_row, one_line, paint_focus};
use crate::app::{Command, Direction, Finder, Session};
use crate::project::DocumentId;
use crate::search::{Context, Hit, Query, context, mended};
use crate::text::Text;
use crate::text::fold::fold;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align2, EventFilter, FontId, Id, Key, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo,
    pos2, text::LayoutJob, text::TextFormat, vec2,
};
use std::time::{Duration, Instant};

/// The list of search results.
#[derive(Debug, Default)]
pub struct HitsPanel {
    picker: CodePicker,
    /// The rows, for as long as the answer is the same.
    rows: Option<(u64, usize, Vec<Row>)>,
    /// Since when an answer is awaited.
    waiting: Option<Instant>,
    /// The hit that was marked in the last frame, to follow it when it changes.
    marked: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Document { id: DocumentId, hits: usize },
    Hit(usize),
}

/// Under this, nothing is said of the waiting.
const PATIENCE: Duration = Duration::from_millis(500);

impl HitsPanel {
    /// Shows what was found in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        let finder = session.finder();
        if finder.query().is_empty() && finder.is_active() {
            ui.label(egui::RichText::new(session.quest_words()).font(theme::strong_font()));
        }
        if !finder.is_active() {
            self.waiting = None;
            examples_ui(ui, out);
            return None;
        }
        if let Some(error) = finder.error() {
            let form = query_error_ui(ui, finder.query(), error);
            out.extend(form.map(Command::SetQuery));
            return None;
        }
        self.waiting_ui(ui, finder);
        finder.results()?;
        let mut ask = named_ui(ui, session);
        ask = self.head_ui(ui, session, out).or(ask);
        self.update(finder);
        self.list_ui(ui, session, out);
        ask
    }

    fn waiting_ui(&mut self, ui: &mut Ui, finder: &Finder) {
        if !finder.is_searching() {
            self.waiting = None;
        } else if self.waiting.get_or_insert_with(Instant::now).elapsed() >= PATIENCE {
            widgets::teach_ui(ui, "Searching…");
        } else {
            ui.ctx().request_repaint_after(PATIENCE);
        }
        if let Some(done) = finder.indexing().filter(|done| *done > 0.0) {
            let words = format!(
                "Indexing, {:.0}% done. The list may still grow.",
                done * 100.0
            );
            widgets::teach_ui(ui, &words);
        }
    }

    fn head_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        let finder = session.finder();
        let documents = finder
            .results()
            .map_or(0, |results| results.by_document.len());
        let unread = finder.results().map_or(0, |results| results.unread);
        if unread > 0 {
            let documents = count(unread, "document", "documents");
            let words = format!("Still reading what {documents} cite. The list may still grow.");
            widgets::teach_ui(ui, &words);
        }
        let words = match finder.total() {
            0 if unread > 0 => return None,
            0 => "Nothing found. Try fewer words, or a prefix such as traffick*.".to_owned(),
            total => format!(
                "{} in {}",
                count(total, "hit", "hits"),
                count(documents, "document", "documents")
            ),
        };
        widgets::teach_ui(ui, &words);
        let listed = finder.hits().len();
        if listed == 0 {
            return None;
        }
        if listed < finder.total() {
            widgets::teach_ui(
                ui,
                &format!("The first {listed} are listed. Narrow the search to see the others."),
            );
        }
        let ticked = finder.ticked().len();
        let row = ui.horizontal_wrapped(|ui| {
            let mut all = ticked == listed;
            ui.scope(|ui| {
                widgets::outline_ticks(ui);
                if ui.checkbox(&mut all, "Tick all").changed() {
                    out.push(Command::TickAllHits(all));
                }
            });
            let may = ticked > 0 && session.read_only().is_none();
            let code = ui.add_enabled(may, egui::Button::new("Code ticked…"));
            if code
                .on_disabled_hover_text("Tick the hits to code first")
                .clicked()
            {
                self.picker.open(Purpose::CodeHits);
            }
            if ticked > 0 {
                ui.label(
                    egui::RichText::new(format!("{ticked} ticked"))
                        .small()
                        .color(Tokens::of(ui).quiet),
                );
            }
        });
        ways_ui(ui, session, out);
        match self.picker.popup(ui.ctx(), session, row.response.rect) {
            Some(Picked::Code(code)) => Some(Ask::CodeHits(code)),
            _ => None,
        }
    }

    fn update(&mut self, finder: &Finder) {
        let now = (finder.generation(), finder.hits().len());
        if self
            .rows
            .as_ref()
            .is_some_and(|(generation, hits, _)| (*generation, *hits) == now)
        {
            return;
        }
        let counts = finder
            .results()
            .map_or(&[][..], |results| &results.by_document);
        let mut rows = Vec::with_capacity(now.1 + counts.len());
        let mut last = None;
        for (at, hit) in finder.hits().iter().enumerate() {
            if last != Some(hit.document) {
                last = Some(hit.document);
                let hits = counts
                    .iter()
                    .find(|(id, _)| *id == hit.document)
                    .map_or(0, |(_, hits)| *hits);
                rows.push(Row::Document {
                    id: hit.document,
                    hits,
                });
            }
            rows.push(Row::Hit(at));
        }
        self.rows = Some((now.0, now.1, rows));
    }

    fn list_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let rows = self.rows.as_ref().map_or(&[][..], |(_, _, rows)| rows);
        let current = session.finder().current();
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .id_salt("hits")
            .auto_shrink([false, true])
            .animated(false);
        if self.marked != current {
            self.marked = current;
            if let Some(at) =
                current.and_then(|hit| rows.iter().position(|row| *row == Row::Hit(hit)))
            {
                area = area.vertical_scroll_offset(
                    (at as f32 * ROW - ui.available_height() / 2.0).max(0.0),
                );
            }
        }
        let place = ui.available_rect_before_wrap();
        // The list has the focus as a whole: arrow keys walk the hits.
        let list = ui.interact(place, Id::unique("hits list"), Sense::FOCUSABLE);
        list.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, "Hits"));
        if list.has_focus() {
            paint_focus(ui, place);
            keys(ui, session, list.id, out);
        }
        area.show_rows(ui, ROW, rows.len(), |ui, range| {
            widgets::outline_ticks(ui);
            for row in rows.get(range).unwrap_or_default() {
                match *row {
                    Row::Document { id, hits } => document_ui(ui, session, id, hits),
                    Row::Hit(at) => hit_ui(ui, session, at, current == Some(at), list.id, out),
                }
            }
        });
    }
}

/// The other ways to look at the hits and to code them.
fn ways_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 6.0;
        let may = session.read_only().is_none();
        let walk = ui.add_enabled(may, egui::Button::new("Code as it comes"));
        let tip = "Walk hit by hit in the reader: a key codes the hit and goes on to the next";
        if walk.on_hover_text(tip).clicked() {
            out.push(Command::StartWalk(None));
        }
        let lines = ui.button("In context");
        let tip = "All hits under each other, to be sorted by the words around them and counted";
        if lines.on_hover_text(tip).clicked() {
            out.push(Command::ShowRoom(crate::app::Room::Concordance));
        }
    });
}

/// The query under its name, where it has one, and the ways to give it one and to choose another.
fn named_ui(ui: &mut Ui, session: &Session) -> Option<Ask> {
    let asked = session.finder().query().trim();
    if asked.is_empty() {
        return None;
    }
    let mut queries = session.project().queries().iter();
    let named = queries.find(|named| named.query == asked);
    let mut ask = None;
    ui.horizontal_wrapped(|ui| {
        // Both must fit beside each other in a panel.
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 6.0;
        match named {
            Some(named) => {
                let name = egui::RichText::new(format!("“{}”", named.name));
                let name = ui.label(name.font(theme::strong_font()));
                if !named.notes.is_empty() {
                    name.on_hover_text(&named.notes);
                }
            }
            None => {
                let may = session.read_only().is_none();
                let save = ui.add_enabled(may, egui::Button::new("Save query…"));
                let tip = "Give this query a name, to ask it again and to rest an absence on it";
                if save.on_hover_text(tip).clicked() {
                    ask = Some(Ask::SaveQuery);
                }
            }
        }
        if !session.project().queries().is_empty() && ui.button("Named queries…").clicked() {
            ask = Some(Ask::Queries);
        }
    });
    ask
}

/// What is wrong with the query, under the query with the place marked, and forms of it that work. Gives the one that was
/// taken.
pub(in crate::ui) fn query_error_ui(ui: &mut Ui, query: &str, error: &str) -> Option<String> {
    let tokens = Tokens::of(ui);
    let mut forms = Vec::new();
    if let Err(wrong) = Query::parse(query) {
        forms = mended(query, &wrong);
        let plain = TextFormat {
            font_id: FontId::proportional(theme::BODY),
            color: tokens.quiet,
            ..TextFormat::default()
        };
        let marked = TextFormat {
            color: tokens.problem,
            underline: egui::Stroke::new(1.5, tokens.problem),
            ..plain.clone()
        };
        let part =
            |skip: usize, take: usize| query.chars().skip(skip).take(take).collect::<String>();
        // At the end there is nothing to underline but the end itself.
        let here = match part(wrong.at, wrong.length) {
            nothing if nothing.is_empty() => "…".to_owned(),
            here => here,
        };
        let mut job = LayoutJob::default();
        job.append(&part(0, wrong.at), 0.0, plain.clone());
        job.append(&here, 0.0, marked);
        job.append(&part(wrong.at + wrong.length, usize::MAX), 0.0, plain);
        ui.add(egui::Label::new(job).wrap());
    }
    ui.add(egui::Label::new(egui::RichText::new(error).color(tokens.problem)).wrap());
    let mut taken = None;
    for form in forms {
        ui.horizontal_wrapped(|ui| {
            ui.label(egui::RichText::new("Ask instead").color(tokens.quiet));
            let link = ui.link(egui::RichText::new(&form).color(tokens.accent));
            let link = link.accessible_name(format!("Ask instead {form}"));
            if link.clicked() {
                taken = Some(form);
            }
        });
    }
    taken
}

fn keys(ui: &Ui, session: &Session, id: Id, out: &mut Vec<Command>) {
    let arrows = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    if pressed(Key::ArrowDown) {
        out.push(Command::StepHit(Direction::On));
    }
    if pressed(Key::ArrowUp) {
        out.push(Command::StepHit(Direction::Back));
    }
    if let Some(at) = session.finder().current().filter(|_| pressed(Key::Space)) {
        out.push(Command::TickHit(at, !session.finder().is_ticked(at)));
    }
}

fn document_ui(ui: &mut Ui, session: &Session, id: DocumentId, hits: usize) {
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

fn hit_ui(
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

/// What stands there while nothing is asked.
fn examples_ui(ui: &mut Ui, out: &mut Vec<Command>) {
    const EXAMPLES: [(&str, &str); 10] = [
        ("labour reform", "both words in a paragraph"),
        ("\"tier 2 watch list\"", "these words in this order"),
        ("traffick*", "any word that starts so"),
        ("labor~1 OR wom?n", "one letter other; any one letter"),
        (
            "minister NEAR/8 report",
            "within eight words, in either order",
        ),
        ("minister W/3 said", "within three words, in this order"),
        ("police NOT border", "without this word"),
        (
            "case:Thailand stance:against",
            "in coded passages of a case and stance",
        ),
        (
            "doc:interview uncoded:yes",
            "in some documents, where nothing is coded",
        ),
        ("/19[89]\\d/", "a regular expression"),
    ];
    widgets::heading_ui(ui, "Search the corpus");
    widgets::teach_ui(
        ui,
        "Case and accents do not matter. Some of what you can ask",
    );
    ui.add_space(4.0);
    for (query, meaning) in EXAMPLES {
        ui.horizontal_wrapped(|ui| {
            let link = ui.link(egui::RichText::new(query).color(Tokens::of(ui).accent));
            if link.on_hover_text("Search for this").clicked() {
                out.push(Command::SetQuery(query.to_owned()));
            }
            ui.label(
                egui::RichText::new(meaning)
                    .small()
                    .color(Tokens::of(ui).quiet),
            );
        });
    }
}
