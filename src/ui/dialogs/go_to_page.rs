//! A page to go to.

use super::{Verdict, field_name, footer_ui};
use crate::app::{App, Command};
use crate::project::Span;
use crate::text::Page;
use eframe::egui::{Key, TextEdit, Ui, vec2};

/// What is typed.
#[derive(Default)]
pub struct Form {
    asked: String,
}

impl Form {
    /// Starts anew.
    pub fn prepare(&mut self) {
        self.asked.clear();
    }

    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, fresh: bool, error: Option<&str>) -> Verdict {
        let label = field_name(ui, "Page");
        let edit = TextEdit::singleline(&mut self.asked)
            .hint_text("As printed, such as 12 or xii, or counted from the start of the file")
            .desired_width(ui.available_width())
            .min_size(vec2(0.0, 28.0));
        let response = ui.add(edit).labelled_by(label.id).accessible_name("Page");
        if fresh {
            response.request_focus();
        }
        let submitted = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let shown = app.session().and_then(|session| {
            let (document, text) = session.shown()?;
            Some((document, text, session.view().selection.head))
        });
        let asked = self.asked.trim();
        let found = shown.and_then(|(document, text, caret)| {
            let page = text.structure().find_page(asked, caret)?;
            Some((document, page.start)).filter(|_| !asked.is_empty())
        });
        let pages = shown.map_or(&[][..], |(_, text, _)| text.structure().pages());
        let none = no_page(asked, pages);
        let ready = match found {
            _ if asked.is_empty() => Err("Type the number of a page"),
            Some(_) => Ok(()),
            None => Err(none.as_str()),
        };
        let said = ready.err().filter(|_| !asked.is_empty()).or(error);
        let buttons = footer_ui(ui, "Go", ready, said);
        let go = found.map(|(document, start)| Command::GoTo(document, Span::new(start, start)));
        match buttons {
            (_, true) => Verdict::Cancel,
            (done, _) if done || submitted => go.map_or(Verdict::Stay, Verdict::Do),
            _ => Verdict::Stay,
        }
    }
}

/// Says which pages there are.
fn no_page(asked: &str, pages: &[Page]) -> String {
    let (Some(first), Some(last)) = (pages.first(), pages.last()) else {
        return "It is not known where the pages of this document are".to_owned();
    };
    format!(
        "There is no page “{asked}”. The first is {}, the last {}",
        first.name(),
        last.name()
    )
}
