//! What is open, is it saved, and where does one search?

use super::icons::{Icon, icon_button};
use super::menu::{coder_menu_ui, main_menu_ui};
use super::{Pane, Shell};
use crate::app::{App, Command, Direction, Quest, Saved, Session, Theme};
use crate::search::QueryError;
use crate::ui::Out;
use crate::ui::dialogs::Dialog;
use crate::ui::panels::{Chosen, PastQueries, Tab, select_all};
use crate::ui::theme::{self, Tokens};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align, Frame, Id, Key, Layout, Margin, Modifiers, Panel, Rect, RichText, TextEdit, Ui,
    UiBuilder,
};

const HEIGHT: f32 = 48.0;

/// What the top bar remembers.
#[derive(Debug, Default)]
pub struct TopBar {
    /// Whether the search field asks for the keyboard.
    pub focus_search: bool,
    /// What stands in the search field, and the query that it was taken from.
    query: String,
    known: String,
    /// What was sought last that is no query.
    sought: Option<Quest>,
    /// What was asked before, while it is listed.
    pub past: PastQueries,
    /// The name being typed in the coder's menu.
    coder: Option<String>,
}

impl Shell {
    pub(super) fn top_ui(&mut self, ui: &mut Ui, app: &App, out: &mut Out) {
        let frame = Frame::new()
            .fill(Tokens::of(ui).panel)
            .inner_margin(Margin::symmetric(12, 8));
        let bar = Panel::top("top")
            .exact_size(HEIGHT)
            .frame(frame)
            .show(ui, |ui| {
                let all = ui.max_rect();
                let width = (all.width() * 0.32).clamp(220.0, 480.0);
                let mut search =
                    Rect::from_center_size(all.center(), egui::vec2(width, all.height()));
                // On a narrow window the title needs its room more than the field its place in the middle.
                search = search.translate(egui::vec2((1100.0 - all.width()).clamp(0.0, 60.0), 0.0));
                let left =
                    Rect::from_min_max(all.min, egui::pos2(search.left() - 16.0, all.bottom()));
                let right =
                    Rect::from_min_max(egui::pos2(search.right() + 16.0, all.top()), all.max);
                part_ui(ui, left, Layout::left_to_right(Align::Center), |ui| {
                    title_ui(ui, app, out)
                });
                if let Some(session) = app.session() {
                    part_ui(ui, search, Layout::left_to_right(Align::Center), |ui| {
                        self.search_ui(ui, session, out)
                    });
                }
                part_ui(ui, right, Layout::right_to_left(Align::Center), |ui| {
                    main_menu_ui(ui, app, out);
                    theme_toggle_ui(ui, out);
                    coder_menu_ui(ui, app, &mut self.top.coder, out);
                });
            });
        self.panes.put(Pane::Top, bar.response.rect);
        self.panes.first(Pane::Top, search_id());
    }

    fn search_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Out) {
        let finder = session.finder();
        let top = &mut self.top;
        if top.known != finder.query() {
            finder.query().clone_into(&mut top.query);
            finder.query().clone_into(&mut top.known);
            // What was asked from elsewhere is answered in sight.
            self.left_tab = super::LeftTab::Hits;
        }
        let other = !matches!(finder.quest(), Quest::Query(_));
        let other = Some(finder.quest()).filter(|_| other);
        if top.sought.as_ref() != other {
            top.sought = other.cloned();
            if other.is_some() {
                self.left_tab = super::LeftTab::Hits;
            }
        }
        let id = search_id();
        let typing = ui.memory(|memory| memory.has_focus(id));
        if typing {
            search_keys(ui, top, out);
        }
        let status = status_of(session);
        let active = !top.query.is_empty() || finder.is_active();
        let room = if active { 156.0 } else { 36.0 };
        let problem = finder.problem().filter(|_| top.query == finder.query());
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, _: f32| {
            ui.fonts_mut(|fonts| fonts.layout_job(underlined(ui, text.as_str(), problem)))
        };
        let edit = TextEdit::singleline(&mut top.query)
            .id(id)
            .layouter(&mut layouter)
            .hint_text("Search the corpus (Ctrl+F)")
            .return_key(None)
            .desired_width(ui.available_width() - room);
        let response = ui.add(edit).accessible_name("Search the corpus");
        let response = match finder.error() {
            Some(error) => response.on_hover_text(error),
            None => response,
        };
        if response.changed() {
            top.known.clone_from(&top.query);
            self.left_tab = super::LeftTab::Hits;
            out.run(Command::SetQuery(top.query.clone()));
        }
        if std::mem::take(&mut top.focus_search) {
            response.request_focus();
            select_all(ui, id, &top.query);
        }
        let down = icon_button(ui, Icon::Down, "Queries asked before");
        if down.clicked() {
            top.past.open();
        }
        match top
            .past
            .show(ui.ctx(), session, response.rect, &mut out.commands)
        {
            Some(Chosen::Named) => out.dialog = Some(Dialog::Queries),
            Some(_) => top.focus_search = true,
            None => {}
        }
        if active {
            if icon_button(ui, Icon::Cross, "Clear search").clicked() {
                top.query.clear();
                top.known.clear();
                out.run(Command::SetQuery(String::new()));
            }
            let tokens = Tokens::of(ui);
            let colour = if finder.error().is_some() {
                tokens.problem
            } else {
                tokens.quiet
            };
            let label = egui::Label::new(RichText::new(status).small().color(colour)).truncate();
            let said = ui.add(label);
            if let Some(error) = finder.error() {
                said.on_hover_text(error);
            }
        }
    }
}

/// A query with the place of its trouble underlined.
fn underlined(ui: &Ui, text: &str, problem: Option<&QueryError>) -> LayoutJob {
    let tokens = Tokens::of(ui);
    let plain = TextFormat {
        font_id: egui::FontId::proportional(theme::BODY),
        color: tokens.ink,
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = f32::INFINITY;
    job.break_on_newline = false;
    let Some(problem) = problem else {
        job.append(text, 0.0, plain);
        return job;
    };
    let byte = |count: usize| {
        text.char_indices()
            .nth(count)
            .map_or(text.len(), |(at, _)| at)
    };
    // At the end there is nothing to underline but the last letter.
    let start = byte(problem.at).min(byte(text.chars().count().saturating_sub(1)));
    let end = byte(problem.at + problem.length.max(1)).max(start);
    let marked = TextFormat {
        underline: egui::Stroke::new(1.5, tokens.problem),
        ..plain.clone()
    };
    job.append(&text[..start], 0.0, plain.clone());
    job.append(&text[start..end], 0.0, marked);
    job.append(&text[end..], 0.0, plain);
    job
}

fn search_id() -> Id {
    Id::unique("search the corpus")
}

/// Enter goes through the hits, Shift+Enter back; the arrow down lists what was asked before; Escape leaves the field with what stands in it.
fn search_keys(ui: &Ui, top: &mut TopBar, out: &mut Out) {
    let (down, back, on, leave) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::ArrowDown),
            input.consume_key(Modifiers::SHIFT, Key::Enter),
            input.consume_key(Modifiers::NONE, Key::Enter),
            input.key_pressed(Key::Escape),
        )
    });
    if back || on {
        if !top.query.trim().is_empty() {
            out.run(Command::AskQuery);
        }
        out.run(Command::StepHit(if back {
            Direction::Back
        } else {
            Direction::On
        }));
    }
    if down {
        top.past.open();
    }
    if leave {
        out.focus_text = true;
    }
}

/// What the search field says at its end: "12 of 340", or why it cannot say.
fn status_of(session: &Session) -> String {
    let finder = session.finder();
    if finder.error().is_some() {
        return "Not a query".to_owned();
    }
    match (finder.total(), finder.current()) {
        (0, _) if finder.is_searching() => "Searching…".to_owned(),
        (0, _) if finder.is_active() => "No hits".to_owned(),
        (0, _) => String::new(),
        (total, Some(at)) => format!("{} of {total}", at + 1),
        (1, None) => "1 hit".to_owned(),
        (total, None) => format!("{total} hits"),
    }
}

fn part_ui(ui: &mut Ui, rect: Rect, layout: Layout, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), contents);
}

fn title_ui(ui: &mut Ui, app: &App, out: &mut Out) {
    let tokens = Tokens::of(ui);
    let Some(session) = app.session() else {
        ui.label(RichText::new("Attest").font(theme::strong_font()));
        return;
    };
    let project = session.project();
    let title = project.about().title;
    let title = egui::Label::new(RichText::new(title).font(theme::strong_font())).truncate();
    let state_room = 90.0;
    ui.scope(|ui| {
        ui.set_max_width((ui.available_width() - state_room).max(60.0));
        ui.add(title)
            .on_hover_text(session.dir().display().to_string());
        let shown = session
            .view()
            .document
            .and_then(|id| project.documents().get(id));
        let case = shown
            .and_then(|document| document.case)
            .and_then(|id| project.cases().get(id));
        if let Some(case) = case.filter(|_| ui.available_width() > 60.0) {
            let case = RichText::new(format!("· {}", case.name)).color(tokens.quiet);
            ui.add(egui::Label::new(case).truncate());
        }
    });
    saved_ui(ui, session, out);
    conflicts_ui(ui, session, out);
}

/// What two people changed at once waits for someone to choose.
fn conflicts_ui(ui: &mut Ui, session: &Session, out: &mut Out) {
    let text = match session.project().conflicts().len() {
        0 => return,
        1 => "1 conflict…".to_owned(),
        many => format!("{many} conflicts…"),
    };
    let text = RichText::new(text).small().color(Tokens::of(ui).warning);
    let tip = "Two people changed the same record at once: choose which version stands";
    if ui.button(text).on_hover_text(tip).clicked() {
        out.dialog = Some(Dialog::Project(Tab::Conflicts));
    }
}

fn saved_ui(ui: &mut Ui, session: &Session, out: &mut Out) {
    let tokens = Tokens::of(ui);
    let small = |text: &str| RichText::new(text).small();
    if let Some(reason) = session.read_only() {
        ui.label(small("Read only").color(tokens.warning))
            .on_hover_text(reason);
        return;
    }
    match session.saver().saved() {
        Saved::Yes => {
            ui.label(small("Saved").color(tokens.quiet))
                .on_hover_text("Every step is on the disk");
        }
        Saved::Soon => {
            ui.label(small("Saving…").color(tokens.quiet));
        }
        Saved::No(reason) => {
            ui.label(small("Not saved").color(tokens.problem))
                .on_hover_text(reason);
            if ui.button("Try again").on_hover_text(reason).clicked() {
                out.run(Command::SaveAgain);
            }
        }
    }
}

fn theme_toggle_ui(ui: &mut Ui, out: &mut Out) {
    let dark = ui.visuals().dark_mode;
    let (name, theme) = if dark {
        ("Light", Theme::Light)
    } else {
        ("Dark", Theme::Dark)
    };
    if icon_button(ui, Icon::Theme, name).clicked() {
        out.run(Command::SetTheme(theme));
    }
}
