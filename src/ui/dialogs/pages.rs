//! On which pages is the text in the reader, who says so, and what a person puts right.

use super::{Verdict, explain};
use crate::app::{App, Command, PageChange, Session};
use crate::project::{DocumentId, Span};
use crate::text::{Page, PagesBy, Text};
use crate::ui::panels::widgets::{self, first_words};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align, Button, Key, Layout, Response, RichText, ScrollArea, TextEdit, Ui, vec2,
};

/// Height of a row of the list, in points.
const ROW: f32 = 32.0;
/// Width of the field with a page's number, in points.
const NUMBER: f32 = 112.0;

/// What is typed.
#[derive(Default)]
pub struct Form {
    /// The page that starts at the caret.
    at_caret: String,
    /// The page whose number is being typed, by where it starts.
    typing: Option<(usize, String)>,
}

impl Form {
    /// Forgets what was typed for another document.
    pub fn prepare(&mut self) {
        *self = Self::default();
    }

    /// The list, and the two ways to more pages: rules, and the caret.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, fresh: bool, error: Option<&str>) -> Verdict {
        let session = app.session();
        let Some((session, (id, text))) = session.and_then(|one| Some((one, one.shown()?))) else {
            return Verdict::Cancel;
        };
        explain(ui, &who_says(text));
        let ready = session.read_only().is_none();
        let mut verdict = Verdict::Stay;
        ui.add_enabled_ui(ready, |ui| {
            if let Some(command) = self.ways_ui(ui, session, id, text, fresh) {
                verdict = Verdict::DoAndStay(command);
            }
            if let Some(command) = self.list_ui(ui, id, text) {
                verdict = match command {
                    Command::GoTo(..) => Verdict::Do(command),
                    command => Verdict::DoAndStay(command),
                };
            }
        });
        if let Some(error) = error {
            widgets::error_ui(ui, error);
        }
        let close = widgets::close_ui(ui);
        if close { Verdict::Cancel } else { verdict }
    }

    /// Rules, and the place of the caret.
    fn ways_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        id: DocumentId,
        text: &Text,
        fresh: bool,
    ) -> Option<Command> {
        let caret = session.view().selection.head;
        let mut asked = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 28.0;
            let found = ui
                .add(Button::new("Find by rules").min_size(vec2(0.0, 28.0)))
                .on_hover_text("By the table of contents, the notes at the feet of pages, and page numbers in the text");
            if found.clicked() {
                asked = Some(Command::FindPages(id));
            }
            ui.separator();
            let label = ui.label("Page");
            let edit = TextEdit::singleline(&mut self.at_caret)
                .hint_text("12")
                .desired_width(56.0)
                .min_size(vec2(0.0, 28.0));
            let field = ui
                .add(edit)
                .labelled_by(label.id)
                .accessible_name("Page that starts at the caret");
            if fresh {
                field.request_focus();
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let says = !self.at_caret.trim().is_empty();
            let set = ui.add_enabled(says, Button::new("starts at the caret").min_size(vec2(0.0, 28.0)));
            if set.clicked() || (entered && says) {
                let name = std::mem::take(&mut self.at_caret);
                asked = Some(Command::ChangePage(id, PageChange::Put(caret, name)));
            }
            let quiet = Tokens::of(ui).quiet;
            let words = format!("“{}”", begins(text, caret));
            ui.add(egui::Label::new(RichText::new(words).color(quiet)).truncate());
        });
        asked
    }

    fn list_ui(&mut self, ui: &mut Ui, id: DocumentId, text: &Text) -> Option<Command> {
        let pages = text.structure().pages();
        let height = (ui.ctx().content_rect().height() - 320.0).clamp(120.0, 420.0);
        if pages.is_empty() {
            ui.add_space(8.0);
            widgets::teach_ui(
                ui,
                "No page is known, so passages are cited by their paragraph. Let the rules look, or close this, put the \
                 caret where a page starts, and come back to say its number.",
            );
            return None;
        }
        let mut asked = None;
        ui.separator();
        theme::show_scroll_bar(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show_rows(ui, ROW, pages.len(), |ui, range| {
                for page in pages.get(range).unwrap_or_default() {
                    let of_row = self.row_ui(ui, id, text, page);
                    asked = asked.take().or(of_row);
                }
            });
        ui.add_space(8.0);
        asked
    }

    fn row_ui(&mut self, ui: &mut Ui, id: DocumentId, text: &Text, page: &Page) -> Option<Command> {
        let name = page.name();
        let mut asked = None;
        let middle = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), ROW), middle, |ui| {
            if let Some(typed) = self.number_ui(ui, page, &name) {
                asked = Some(Command::ChangePage(id, PageChange::Put(page.start, typed)));
            }
            let right = Layout::right_to_left(Align::Center);
            ui.with_layout(right, |ui| {
                let gone =
                    widgets::sign_button_ui(ui, "×", &format!("Page {name} does not start there"));
                if gone.clicked() {
                    asked = Some(Command::ChangePage(id, PageChange::Remove(page.start)));
                }
                if go_ui(ui, &name).clicked() {
                    asked = Some(Command::GoTo(id, Span::new(page.start, page.start)));
                }
                let quiet = Tokens::of(ui).quiet;
                let words = RichText::new(begins(text, page.start)).color(quiet);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(words).truncate());
                });
            });
        });
        asked
    }

    /// The number of a page; what was typed, once the field is left.
    fn number_ui(&mut self, ui: &mut Ui, page: &Page, name: &str) -> Option<String> {
        let typing = self
            .typing
            .as_ref()
            .filter(|(start, _)| *start == page.start);
        let mut typed = typing.map_or_else(|| name.to_owned(), |(_, typed)| typed.clone());
        let edit = TextEdit::singleline(&mut typed)
            .desired_width(NUMBER)
            .min_size(vec2(0.0, 26.0));
        let field = ui
            .add(edit)
            .accessible_name(format!("Number of page {name}"));
        if field.changed() {
            self.typing = Some((page.start, typed.clone()));
        }
        if !field.lost_focus() {
            return None;
        }
        self.typing = None;
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        (!escaped && typed.trim() != name).then_some(typed)
    }
}

fn go_ui(ui: &mut Ui, name: &str) -> Response {
    ui.add(Button::new("Go to").small())
        .accessible_name(format!("Go to page {name}"))
}

/// The first words at a place.
fn begins(text: &Text, start: usize) -> String {
    let rest = text.str().get(start..).unwrap_or_default().trim_start();
    let end = rest.floor_char_boundary(400);
    first_words(&rest[..end], 80)
}

/// Who says where the pages are, and how much is known.
fn who_says(text: &Text) -> String {
    let pages = text.structure().pages();
    let ranges = pages.iter().filter(|page| !page.to.is_empty()).count();
    let known = widgets::count(pages.len() - ranges, "known page", "known pages");
    let ranged = widgets::count(ranges, "range", "ranges");
    match &text.map().pages_by {
        _ if pages.is_empty() => "Where its pages start is not known yet.".to_owned(),
        PagesBy::File if ranges == 0 => format!("As the file itself has them: {known}."),
        PagesBy::File => format!("As the file itself has them: {known}, {ranged}."),
        PagesBy::Rule(rule) => format!(
            "Found by {rule}: {known}, {ranged}. Where only a range is known, passages are cited with the range."
        ),
        PagesBy::Person => format!("Put right by hand: {known}, {ranged}."),
    }
}
