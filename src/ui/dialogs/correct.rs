//! Correcting the paragraphs at the caret or in the selection. What is typed is kept at once, on this machine, until it is
//! put into the text or left.

use super::{Verdict, explain, footer_ui};
use crate::app::{App, Command, Session};
use crate::project::{Coding, DocumentId, Span};
use crate::ui::Out;
use crate::ui::panels::widgets::{code_label, count, first_words};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Button, FontId, Key, Modifiers, RichText, ScrollArea, TextEdit, Ui, vec2,
};

/// More than this at once is for a corrected file.
const MOST: usize = 64_000;
/// So many passages are named.
const NAMED: usize = 4;

/// What is typed.
#[derive(Default)]
pub struct Form {
    about: Option<(DocumentId, Span)>,
    text: String,
    /// What stood in the field when it was opened.
    found: String,
    too_much: bool,
}

impl Form {
    /// Takes the paragraphs at the caret or in the selection, with what was typed for them before.
    pub fn prepare(&mut self, app: &App) {
        *self = Self::default();
        let Some((session, (document, text))) =
            app.session().and_then(|one| Some((one, one.shown()?)))
        else {
            return;
        };
        let selected = session.view().selection.current();
        let paragraphs = text.paragraphs().touching(selected);
        let first = text.paragraphs().span(paragraphs.start);
        let last = text.paragraphs().span(paragraphs.end.saturating_sub(1));
        let span = Span::new(first.start, last.end.max(first.start));
        let draft = app.draft(document);
        let span = draft.map_or(span, |draft| draft.around(span));
        self.too_much = span.len() > MOST;
        if self.too_much {
            return;
        }
        self.text = match draft {
            Some(draft) => draft.words(text.str(), span),
            None => text.str().get(span.range()).unwrap_or_default().to_owned(),
        };
        self.found.clone_from(&self.text);
        self.about = Some((document, span));
    }

    /// The field, the passages that it touches, and the three ways out.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        fresh: bool,
        error: Option<&str>,
        out: &mut Out,
    ) -> Verdict {
        let (Some(session), Some((document, span))) = (app.session(), self.about) else {
            let words = if self.too_much {
                "That is more than can be typed over at once. Select less, or replace the whole text by a corrected file, under Texts of the document."
            } else {
                "Show a document first."
            };
            explain(ui, words);
            return match footer_ui(ui, "Close", Ok(()), error) {
                (false, false) => Verdict::Stay,
                _ => Verdict::Cancel,
            };
        };
        let finishes = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let height = (ui.ctx().content_rect().height() - 340.0).clamp(96.0, 360.0);
        let field = ScrollArea::vertical()
            .max_height(height)
            .show(ui, |ui| {
                let edit = TextEdit::multiline(&mut self.text)
                    .font(FontId::new(app.settings().text_size, theme::serif()))
                    .desired_rows(4)
                    .desired_width(ui.available_width());
                ui.add(edit).accessible_name("Corrected text")
            })
            .inner;
        if fresh {
            field.request_focus();
        }
        if field.changed() {
            let words = Some(self.text.clone());
            out.run(Command::DraftCorrection(document, span, words));
        }
        touched_ui(ui, session, document, span);
        let others = app.draft(document).map_or(0, |draft| draft.count());
        self.ways_out_ui(ui, document, span, others, finishes, error, out)
    }

    #[expect(clippy::too_many_arguments, reason = "a frame has many sides")]
    fn ways_out_ui(
        &self,
        ui: &mut Ui,
        document: DocumentId,
        span: Span,
        count_typed: usize,
        finishes: bool,
        error: Option<&str>,
        out: &mut Out,
    ) -> Verdict {
        let tokens = Tokens::of(ui);
        if let Some(error) = error {
            crate::ui::panels::widgets::error_ui(ui, error);
        }
        ui.add_space(4.0);
        let mut verdict = Verdict::Stay;
        let right = egui::Layout::right_to_left(egui::Align::Center);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 32.0), right, |ui| {
            let name = match count_typed {
                0 | 1 => "Put into the text".to_owned(),
                more => format!("Put {more} corrections into the text"),
            };
            let words = RichText::new(&name)
                .family(theme::strong())
                .color(tokens.on_accent);
            let button = Button::new(words)
                .fill(tokens.accent)
                .min_size(vec2(96.0, 32.0));
            let done = ui
                .add_enabled(count_typed > 0, button)
                .on_hover_text(
                    "Ctrl+Enter: the text becomes a new version, and passages go with their words",
                )
                .on_disabled_hover_text("Nothing was corrected yet")
                .clicked();
            let later = ui
                .add(Button::new("Correct more first").min_size(vec2(80.0, 32.0)))
                .on_hover_text("Escape: what you typed is kept, and put in when you are done")
                .clicked();
            let left = ui
                .add(Button::new("Leave as it was").min_size(vec2(80.0, 32.0)))
                .clicked();
            if (done || finishes) && count_typed > 0 {
                verdict = Verdict::Do(Command::PutCorrections(document));
            } else if left {
                let was = self.found.clone();
                out.run(Command::DraftCorrection(document, span, Some(was)));
                verdict = Verdict::Cancel;
            } else if later || finishes {
                verdict = Verdict::Cancel;
            }
        });
        verdict
    }
}

/// The passages in these paragraphs.
fn touched_ui(ui: &mut Ui, session: &Session, document: DocumentId, span: Span) {
    let project = session.project();
    let mut touched: Vec<&Coding> = project
        .placed_in(document)
        .filter(|coding| session.is_shown(coding))
        .filter(|coding| coding.spans.iter().any(|part| part.overlaps(span)))
        .collect();
    if touched.is_empty() {
        explain(ui, "No passage is coded here.");
        return;
    }
    touched.sort_by_key(|coding| (coding.extent(), coding.id));
    let heads = touched.iter().take(NAMED).map(|coding| {
        let words = first_words(&coding.quotation, 32);
        format!("{} “{words}”", code_label(project, coding.code))
    });
    let heads: Vec<String> = heads.collect();
    let more = match touched.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let number = count(touched.len(), "passage goes", "passages go");
    explain(
        ui,
        &format!("{number} with the words: {}{more}", heads.join(", ")),
    );
}
