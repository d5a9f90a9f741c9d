//! A name for the query that is asked.

use super::{Verdict, explain, field_name, footer_ui, verdict};
use crate::app::{App, Command};
use crate::project::{CodeId, NamedQuery, QueryId};
use crate::search::Query;
use crate::ui::panels::{CodePicker, proposes_ui, query_error_ui};
use eframe::egui::{Key, TextEdit, Ui, vec2};

/// What is typed.
#[derive(Default)]
pub struct Form {
    name: String,
    query: String,
    notes: String,
    proposes: Option<CodeId>,
    picker: CodePicker,
}

impl Form {
    /// Takes the query that is asked now.
    pub fn prepare(&mut self, app: &App) {
        if let Some(session) = app.session() {
            session.finder().query().trim().clone_into(&mut self.query);
        }
    }

    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, fresh: bool, error: Option<&str>) -> Verdict {
        explain(
            ui,
            "It can be asked again under this name, and what you look for in vain can rest on it.",
        );
        let mut submitted = false;
        let fields = [
            ("Name", "What it looks for", &mut self.name),
            ("Query", "", &mut self.query),
        ];
        let mut focus = fresh;
        for (name, hint, text) in fields {
            let label = field_name(ui, name);
            let edit = TextEdit::singleline(text)
                .hint_text(hint)
                .desired_width(ui.available_width())
                .min_size(vec2(0.0, 28.0));
            let response = ui.add(edit).labelled_by(label.id).accessible_name(name);
            if std::mem::take(&mut focus) {
                response.request_focus();
            }
            submitted |= response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        }
        let wrong = Query::parse(&self.query).err();
        if let Some(wrong) = &wrong {
            let form = query_error_ui(ui, &self.query, &wrong.to_string());
            self.query = form.unwrap_or(std::mem::take(&mut self.query));
        }
        let label = field_name(ui, "Notes");
        let edit = TextEdit::multiline(&mut self.notes)
            .hint_text("What it is meant to find, and what not")
            .desired_rows(2)
            .desired_width(ui.available_width());
        ui.add(edit).labelled_by(label.id).accessible_name("Notes");
        if let Some(session) = app.session()
            && let Some(code) = proposes_ui(ui, session, &mut self.picker, self.proposes)
        {
            self.proposes = code;
        }
        let query = NamedQuery {
            id: QueryId::new(),
            name: self.name.clone(),
            query: self.query.clone(),
            notes: self.notes.clone(),
            proposes: self.proposes,
        };
        let problem = app
            .session()
            .and_then(|session| session.query_problem(&query));
        let ready = problem.as_deref().map_or(Ok(()), Err);
        // A name that is taken is said while it can still be changed.
        let said = match (&problem, &wrong) {
            (Some(problem), None) if !self.name.trim().is_empty() => Some(problem.as_str()),
            _ => error,
        };
        let buttons = footer_ui(ui, "Save query", ready, said);
        verdict(buttons, submitted, ready.is_ok(), || {
            Command::PutQuery(query)
        })
    }
}
