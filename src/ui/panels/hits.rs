//! What was found: each hit with the words around it, to go to, to tick and to code.

use super::Ask;
use super::hit_rows::{document_ui, hit_ui};
use super::picker::{CodePicker, Picked, Purpose};
use super::widgets::{self, ROW, count, paint_focus};
use crate::app::{Command, Direction, Finder, Session};
use crate::project::DocumentId;
use crate::search::{Query, mended};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, EventFilter, FontId, Id, Key, Role, ScrollArea, Sense, Ui, WidgetInfo, text::LayoutJob,
    text::TextFormat,
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
