//! How are quotations and citations written? With the first passage as an example.

use super::super::{explain, field_name};
use crate::analysis::cite::Cite;
use crate::app::Session;
use crate::project::{CodingId, Style};
use crate::ui::theme::Tokens;
use eframe::egui::{Label, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};

/// The first passage as the style puts it, made anew when the style changes.
#[derive(Default)]
pub(super) struct Example {
    coding: Option<CodingId>,
    made: Option<(Style, Result<String, String>)>,
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
        if self.made.as_ref().is_none_or(|(made, _)| made != style) {
            self.made = Some((style.clone(), self.make(session, style)));
        }
        match &self.made {
            Some((_, made)) => made.as_deref().map_err(String::as_str),
            None => Ok(""),
        }
    }

    fn make(&self, session: &Session, style: &Style) -> Result<String, String> {
        let cite = Cite::new(style)?;
        let project = session.project();
        let coding = self.coding.and_then(|id| project.codings().get(id));
        Ok(coding.map_or(String::new(), |coding| {
            let text = session.text(coding.document).map(AsRef::as_ref);
            let mut cited = cite.coding(project, text, coding);
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

pub(super) fn style_ui(ui: &mut Ui, session: &Session, style: &mut Style, example: &mut Example) {
    let label = field_name(ui, "Citation");
    let edit = TextEdit::singleline(&mut style.citation)
        .desired_width(ui.available_width())
        .min_size(vec2(0.0, 28.0));
    ui.add(edit)
        .labelled_by(label.id)
        .accessible_name("Citation")
        .on_hover_text(
            "{author} {title} {year} {place} {page} {paragraph} {document} {speaker} {date} {case}. {author|title} takes the \
             first that is known; what stands in square brackets goes where a name in it is not known.",
        );
    let made = example.text(session, style).map(str::to_owned);
    if let Err(problem) = &made {
        let words = RichText::new(*problem).color(Tokens::of(ui).problem);
        let label = ui.add(Label::new(words).wrap());
        label.widget_info(|| WidgetInfo::labeled(Role::Alert, true, *problem));
    }
    ui.horizontal(|ui| {
        let label = field_name(ui, "Between parts");
        let edit = TextEdit::singleline(&mut style.cut).desired_width(64.0);
        ui.add(edit)
            .labelled_by(label.id)
            .accessible_name("Between parts");
        ui.checkbox(&mut style.note_marks, "Keep note marks");
        if *style != Style::default() && ui.button("Usual style").clicked() {
            *style = Style::default();
        }
    });
    if let Ok(made) = made.as_deref()
        && !made.is_empty()
    {
        explain(ui, made);
    }
}
