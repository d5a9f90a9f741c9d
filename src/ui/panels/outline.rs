//! The headings of the document in the reader: where one is, and a way to each.

use super::widgets::{self, ROW, one_line, row_ui};
use crate::app::{Command, Session};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{FontId, Role, ScrollArea, Ui, WidgetInfo, vec2};

/// The outline of the document in the reader.
#[derive(Debug, Default)]
pub struct Outline {
    /// The heading that was marked in the last frame, to follow it when it changes.
    marked: Option<usize>,
}

impl Outline {
    /// Shows the headings; `at` is the byte offset of the first line that the reader shows.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, at: usize, out: &mut Vec<Command>) {
        let Some((document, text)) = session.shown() else {
            return;
        };
        let headings = text.structure().headings();
        if headings.is_empty() {
            widgets::teach_ui(
                ui,
                "No headings are known of this document. They come with Word, PDF, web pages and e-books that mark them; in Markdown and plain text, a line that starts with # is one.",
            );
            return;
        }
        let paragraph = text.paragraphs().at(at);
        let here = headings
            .partition_point(|heading| heading.paragraph <= paragraph)
            .checked_sub(1);
        let top = headings
            .iter()
            .map(|heading| heading.level)
            .min()
            .unwrap_or(1);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .id_salt("outline")
            .auto_shrink([false, true])
            .animated(false);
        if self.marked != here {
            self.marked = here;
            let room = ui.available_height();
            area =
                area.vertical_scroll_offset((here.unwrap_or(0) as f32 * ROW - room / 2.0).max(0.0));
        }
        area.show_rows(ui, ROW, headings.len(), |ui, range| {
            for place in range {
                let Some(heading) = headings.get(place) else {
                    continue;
                };
                let marked = here == Some(place);
                let (rect, response) = row_ui(ui, ui.scope_id().with(place), marked);
                let tokens = Tokens::of(ui);
                let left = 8.0 + 12.0 * f32::from(heading.level.saturating_sub(top));
                let font = if marked {
                    theme::strong_font()
                } else {
                    FontId::proportional(theme::BODY)
                };
                let galley = one_line(
                    ui,
                    &heading.title,
                    font,
                    tokens.ink,
                    rect.width() - left - 8.0,
                );
                let elided = galley.elided;
                ui.painter().galley(
                    widgets::on_row(rect, left) - vec2(0.0, galley.size().y / 2.0),
                    galley,
                    tokens.ink,
                );
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &heading.title));
                if response.clicked() {
                    out.push(Command::GoTo(
                        document,
                        text.paragraphs().span(heading.paragraph),
                    ));
                }
                if elided {
                    response.on_hover_text(&heading.title);
                }
            }
        });
    }
}
