//! How are quotations and citations written? With the first passage as an example.

use super::super::named_row_ui;
use crate::analysis::cite::{Cite, Ground};
use crate::app::Session;
use crate::project::{CodingId, Style};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    ComboBox, FontId, Frame, Label, Margin, RichText, Role, TextEdit, Ui, WidgetInfo, vec2,
};

/// The first passage as the style puts it, made anew when the style or the register of works changes.
#[derive(Default)]
pub(super) struct Example {
    coding: Option<CodingId>,
    made: Option<(Style, u64, Result<String, String>)>,
}

/// So many characters of a quotation show how it is put.
const ENOUGH: usize = 200;

impl Example {
    /// Takes this passage as the example.
    pub fn of(&mut self, coding: Option<CodingId>) {
        self.coding = coding;
        self.made = None;
    }

    fn text(&mut self, session: &Session, style: &Style) -> Result<&str, &str> {
        let register = session.register_generation();
        let fresh = |(made, at, _): &(Style, u64, _)| made == style && *at == register;
        if !self.made.as_ref().is_some_and(fresh) {
            self.made = Some((style.clone(), register, self.make(session, style)));
        }
        match &self.made {
            Some((_, _, made)) => made.as_deref().map_err(String::as_str),
            None => Ok(""),
        }
    }

    fn make(&self, session: &Session, style: &Style) -> Result<String, String> {
        let cite = Cite::new(style)?;
        let project = session.project();
        let coding = self.coding.and_then(|id| project.codings().get(id));
        Ok(coding.map_or(String::new(), |coding| {
            let text = session.text(coding.document).map(AsRef::as_ref);
            let (sources, asides) = session.ground(coding.document, &coding.spans);
            let ground = Ground {
                sources: &sources,
                asides: asides.as_ref(),
            };
            let mut cited = cite.coding(project, text, coding, ground);
            if let Some((end, _)) = cited.words.char_indices().nth(ENOUGH) {
                cited.words.truncate(end);
                cited.words.push_str(" …");
            }
            cited.whole()
        }))
    }
}

/// What is wrong with the pattern; none where nothing is.
pub(super) fn problem(style: &Style) -> Option<String> {
    Cite::new(style).err()
}

/// The fields of the style, and what they make of the example.
pub(super) fn style_ui(ui: &mut Ui, session: &Session, style: &mut Style, example: &mut Example) {
    named_row_ui(ui, "Citation", |ui, label| {
        pattern_ui(ui, &mut style.citation);
        let edit = TextEdit::singleline(&mut style.citation)
            .desired_width(ui.available_width())
            .min_size(vec2(0.0, 28.0));
        ui.add(edit)
            .labelled_by(label)
            .accessible_name("Citation")
            .on_hover_text(
                "{author} {title} {year} {place} {page} {paragraph} {sources} {document} {speaker} {date} {case} {container} {publisher} {volume} {issue} {doi} {url} {key}. {author|title} takes the \
                 first that is known; what stands in square brackets goes where a name in it is not known.",
            );
        if let Err(problem) = example.text(session, style) {
            let words = RichText::new(problem).color(Tokens::of(ui).problem);
            let label = ui.add(Label::new(words).wrap());
            label.widget_info(|| WidgetInfo::labeled(Role::Alert, true, problem));
        }
    });
    named_row_ui(ui, "Between parts", |ui, label| {
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut style.cut)
                .desired_width(64.0)
                .min_size(vec2(0.0, 28.0));
            ui.add(edit)
                .labelled_by(label)
                .accessible_name("Between parts")
                .on_hover_text("Stands for the text left out between the parts of a quotation");
            ui.add_space(8.0);
            ui.checkbox(&mut style.note_marks, "Keep note marks")
                .on_hover_text("The 118 of “trafficking¹¹⁸”");
            if *style != Style::default() {
                ui.add_space(8.0);
                if ui.button("Usual style").clicked() {
                    *style = Style::default();
                }
            }
        });
    });
    if let Ok(made) = example.text(session, style)
        && !made.is_empty()
    {
        named_row_ui(ui, "Example", |ui, _| example_ui(ui, made));
    }
}

/// The patterns that people mostly want; what is chosen can be changed below.
fn pattern_ui(ui: &mut Ui, citation: &mut String) {
    let known = Style::PATTERNS
        .iter()
        .find(|(_, pattern)| pattern == citation);
    let now = known.map_or("A pattern of your own", |(name, _)| *name);
    let combo = ComboBox::from_id_salt("pattern of citations")
        .width(320.0)
        .selected_text(now);
    let shown = combo.show_ui(ui, |ui| {
        for (name, pattern) in Style::PATTERNS {
            if ui.selectable_label(pattern == citation, name).clicked() {
                pattern.clone_into(citation);
            }
        }
    });
    shown.response.accessible_name("Form of citations");
}

/// A quotation with its citation, as on paper.
fn example_ui(ui: &mut Ui, made: &str) {
    let tokens = Tokens::of(ui);
    let frame = Frame::new()
        .fill(tokens.page)
        .corner_radius(4)
        .inner_margin(Margin::symmetric(8, 4));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = RichText::new(made).font(FontId::new(16.0, theme::serif()));
        ui.add(Label::new(words.color(tokens.ink)).wrap());
    });
}
