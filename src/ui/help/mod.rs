//! How is it done? The pages of `assets/help`, in a window beside the work.

mod markdown;

use super::theme::{self, Tokens};
use eframe::egui::{
    self, Button, Context, FontId, Key, Modifiers, RichText, ScrollArea, TextEdit, TextFormat, Ui,
    vec2,
};
use markdown::{Block, Piece};

/// A page of help.
struct Page {
    title: &'static str,
    source: &'static str,
}

macro_rules! page {
    ($title:literal, $file:literal) => {
        Page {
            title: $title,
            source: include_str!(concat!("../../../assets/help/", $file, ".md")),
        }
    };
}

const PAGES: [Page; 14] = [
    page!("First session", "first-session"),
    page!("Keys", "keys"),
    page!("Finding words", "queries"),
    page!("Looking for what is absent", "absence"),
    page!("Codebook", "codebook"),
    page!("Expectations and tests", "expectations"),
    page!("Implication table", "implications"),
    page!("Bringing texts in", "import"),
    page!("Details, libraries, duplicates", "documents"),
    page!("Who says so: the sources", "sources"),
    page!("Taking passages away", "export"),
    page!("Checking a draft", "draft"),
    page!("Files and colleagues", "files"),
    page!("Command line", "command-line"),
];

/// The help window.
#[derive(Debug, Default)]
pub struct Help {
    open: bool,
    page: usize,
    filter: String,
}

impl Help {
    /// Opens it, or closes it.
    pub fn toggle(&mut self) {
        self.open = !self.open;
    }

    /// Draws it, where it is open.
    pub fn ui(&mut self, ctx: &Context) {
        if !self.open {
            return;
        }
        let mut open = true;
        let area = ctx.content_rect().size();
        let size = vec2(720.0_f32.min(area.x - 64.0), 560.0_f32.min(area.y - 128.0));
        let shown = egui::Window::new("Help")
            .open(&mut open)
            .collapsible(false)
            .default_size(size)
            .default_pos(ctx.content_rect().center() - size / 2.0)
            .show(ctx, |ui| {
                ui.horizontal_top(|ui| {
                    ui.allocate_ui(vec2(176.0, ui.available_height()), |ui| {
                        ui.vertical(|ui| self.list_ui(ui));
                    });
                    ui.separator();
                    ui.vertical(|ui| self.page_ui(ui));
                });
            });
        let on_top = shown.is_some_and(|shown| ctx.top_layer_id() == Some(shown.response.layer_id));
        if on_top && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            open = false;
        }
        self.open = open;
    }

    fn list_ui(&mut self, ui: &mut Ui) {
        let edit = TextEdit::singleline(&mut self.filter)
            .hint_text("Filter help")
            .desired_width(160.0);
        let field = ui.add(edit).accessible_name("Filter help");
        let fits: Vec<usize> = (0..PAGES.len())
            .filter(|at| has_words(&PAGES[*at], &self.filter))
            .collect();
        if field.changed() && !fits.contains(&self.page) {
            self.page = fits.first().copied().unwrap_or(self.page);
        }
        ui.add_space(8.0);
        for at in &fits {
            let button = Button::new(PAGES[*at].title)
                .selected(*at == self.page)
                .frame_when_inactive(*at == self.page)
                .min_size(vec2(160.0, 0.0));
            if ui.add(button).clicked() {
                self.page = *at;
            }
        }
        if fits.is_empty() {
            ui.label(RichText::new("No page has these words").color(Tokens::of(ui).quiet));
        }
    }

    fn page_ui(&self, ui: &mut Ui) {
        let Some(page) = PAGES.get(self.page) else {
            return;
        };
        ScrollArea::vertical()
            .id_salt(self.page)
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_max_width(ui.available_width().min(600.0));
                for block in markdown::blocks(page.source) {
                    block_ui(ui, &block, &self.filter);
                }
                ui.add_space(24.0);
            });
    }
}

fn has_words(page: &Page, filter: &str) -> bool {
    let text = page.source.to_lowercase();
    filter
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word) || page.title.to_lowercase().contains(word))
}

fn block_ui(ui: &mut Ui, block: &Block, filter: &str) {
    match block {
        Block::Heading(level, text) => {
            let size = if *level == 1 { 22.0 } else { 16.0 };
            ui.add_space(if *level == 1 { 0.0 } else { 12.0 });
            ui.label(RichText::new(text).font(FontId::new(size, theme::strong())));
            ui.add_space(4.0);
        }
        Block::Paragraph(pieces) => {
            line_ui(ui, pieces, filter);
            ui.add_space(6.0);
        }
        Block::Item(sign, pieces) => {
            ui.horizontal_top(|ui| {
                ui.add_space(8.0);
                ui.label(sign);
                ui.vertical(|ui| line_ui(ui, pieces, filter));
            });
        }
        Block::Code(text) => {
            egui::Frame::new()
                .fill(Tokens::of(ui).field)
                .corner_radius(4)
                .inner_margin(8)
                .show(ui, |ui| {
                    ui.add(egui::Label::new(RichText::new(text).monospace()).wrap());
                });
            ui.add_space(6.0);
        }
        Block::Table(rows) => {
            egui::Grid::new(("table", rows.len(), rows.first().map(|row| row.len())))
                .striped(true)
                .spacing(vec2(16.0, 6.0))
                .show(ui, |ui| {
                    for row in rows {
                        for cell in row {
                            line_ui(ui, cell, filter);
                        }
                        ui.end_row();
                    }
                });
            ui.add_space(6.0);
        }
    }
}

/// Words on as many lines as they need; what the filter asks for is marked.
fn line_ui(ui: &mut Ui, pieces: &[Piece], filter: &str) {
    let tokens = Tokens::of(ui);
    let words: Vec<String> = filter
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let mut job = egui::text::LayoutJob::default();
    for piece in pieces {
        let (text, mut format) = match piece {
            Piece::Plain(text) => (
                text,
                TextFormat::simple(FontId::proportional(theme::BODY), tokens.ink),
            ),
            Piece::Strong(text) => (text, TextFormat::simple(theme::strong_font(), tokens.ink)),
            Piece::Code(text) => {
                let mut format = TextFormat::simple(FontId::monospace(13.0), tokens.ink);
                format.background = tokens.hover;
                format.expand_bg = 2.0;
                (text, format)
            }
        };
        let lower = text.to_lowercase();
        if words.iter().any(|word| lower.contains(word)) {
            format.underline = egui::Stroke::new(1.5, tokens.accent);
        }
        job.append(text, 0.0, format);
    }
    ui.add(egui::Label::new(job).wrap());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::actions::Action;

    #[test]
    fn every_page_has_a_title_and_can_be_found_by_its_words() {
        for page in &PAGES {
            let blocks = markdown::blocks(page.source);
            assert!(
                matches!(blocks.first(), Some(Block::Heading(1, _))),
                "{}",
                page.title
            );
            assert!(blocks.len() > 3, "{}", page.title);
        }
        assert!(PAGES.iter().any(|page| has_words(page, "undo")));
        assert!(!PAGES.iter().any(|page| has_words(page, "xylophone")));
    }

    #[test]
    fn the_page_of_keys_names_the_keys_of_every_action() {
        let keys = PAGES
            .iter()
            .find(|page| page.title == "Keys")
            .map_or("", |page| page.source);
        let ctx = Context::default();
        for action in Action::ALL {
            for shortcut in action.shortcuts() {
                let named = ctx.format_shortcut(shortcut);
                let named = named.replace("Plus", "+").replace("Minus", "-");
                let other_key_for_plus = shortcut.logical_key == Key::Equals;
                assert!(
                    other_key_for_plus || keys.contains(&format!("`{named}`")),
                    "{action:?}: {named}"
                );
            }
        }
    }
}
