//! Looking for something: a query that has a name, or a new one, and how many documents will be searched.

use super::Known;
use crate::app::{Asked, Command, Session};
use crate::project::{AbsenceId, NamedQuery, QueryId};
use crate::ui::panels::hits::query_error_ui;
use crate::ui::panels::widgets::{self, count, error_ui, field_name_ui};
use crate::ui::theme::Tokens;
use eframe::egui::{self, Button, ComboBox, Key, Modifiers, RichText, TextEdit, Ui};

/// What is typed and chosen.
#[derive(Debug)]
pub struct Form {
    /// The named query that was chosen; none while a new one is typed.
    named: Option<QueryId>,
    /// The new one.
    new: NamedQuery,
    /// Whether the first field still waits for the keyboard.
    fresh: bool,
    /// The searches that there were when this one was asked for.
    sent: Option<Vec<AbsenceId>>,
}

impl Form {
    fn new(session: &Session) -> Self {
        let query = session.finder().query().to_owned();
        let same = session
            .queries()
            .into_iter()
            .find(|named| named.query == query.trim());
        Self {
            named: same.map(|named| named.id),
            new: NamedQuery {
                id: QueryId::new(),
                name: String::new(),
                query,
                notes: String::new(),
                proposes: None,
            },
            fresh: true,
            sent: None,
        }
    }

    /// What would be asked.
    fn query<'a>(&'a self, session: &'a Session) -> &'a NamedQuery {
        let named = self
            .named
            .and_then(|id| session.project().queries().get(id));
        named.unwrap_or(&self.new)
    }

    /// Whether the search that was asked for is there.
    fn is_done(&self, session: &Session, known: &Known) -> bool {
        let Some(before) = &self.sent else {
            return false;
        };
        known.searches.iter().any(|(id, _)| {
            let absence = session.project().absences().get(*id);
            !before.contains(id)
                && absence.is_some_and(|absence| {
                    absence.coder == session.me()
                        && absence.asked == self.query(session).query.trim()
                })
        })
    }
}

/// Shows the button that opens the form, or the form.
pub fn show(
    ui: &mut Ui,
    session: &Session,
    known: &Known,
    open: &mut Option<Form>,
    out: &mut Vec<Command>,
) {
    if let Some(looking) = session.looking() {
        ui.horizontal_wrapped(|ui| {
            let documents = count(looking.searched.len(), "document", "documents");
            ui.label(format!("Searching {documents}…"));
            if ui.button("Stop").clicked() {
                out.push(Command::StopLooking);
            }
        });
    }
    if open
        .as_ref()
        .is_some_and(|form| form.is_done(session, known))
    {
        *open = None;
    }
    let Some(form) = open else {
        let may = session.read_only().is_none();
        let button = ui.add_enabled(may, Button::new("Look for something here…"));
        if button.clicked() {
            *open = Some(Form::new(session));
        }
        return;
    };
    if form_ui(ui, session, known, form, out) {
        *open = None;
    }
}

/// The form; true when it is to be closed.
fn form_ui(
    ui: &mut Ui,
    session: &Session,
    known: &Known,
    form: &mut Form,
    out: &mut Vec<Command>,
) -> bool {
    choice_ui(ui, session, form);
    let mut entered = false;
    if form.named.is_none() {
        entered = new_ui(ui, form);
    } else {
        let query = form.query(session).query.clone();
        ui.add(egui::Label::new(RichText::new(query).color(Tokens::of(ui).quiet)).wrap());
    }
    let query = form.query(session);
    let problem = session.asked_problem(query);
    let typed = !query.query.trim().is_empty();
    if let (Some(problem), true) = (&problem, typed) {
        if crate::search::Query::parse(&query.query).is_err() {
            query_error_ui(ui, &query.query, problem);
        } else {
            error_ui(ui, problem);
        }
    }
    let documents = count(known.scope.len(), "document", "documents");
    let words = format!("{documents} will be searched, from the first word to the last.");
    widgets::teach_ui(ui, &words);
    let mut close = false;
    ui.horizontal(|ui| {
        let ready = problem.is_none() && !known.scope.is_empty() && session.looking().is_none();
        let button = ui.add_enabled(ready, Button::new(format!("Search {documents}")));
        let why = problem.clone().unwrap_or_default();
        if (button.on_disabled_hover_text(why).clicked() || entered) && ready {
            let (code, subject) = known.cell.clone();
            let asked = form
                .named
                .map_or_else(|| Asked::New(form.new.clone()), Asked::Named);
            form.sent = Some(known.searches.iter().map(|(id, _)| *id).collect());
            out.push(Command::LookFor {
                code,
                subject,
                asked,
            });
        }
        close = ui.button("Cancel").clicked();
    });
    close
}

/// Which query.
fn choice_ui(ui: &mut Ui, session: &Session, form: &mut Form) {
    let queries = session.queries();
    if queries.is_empty() {
        form.named = None;
        return;
    }
    const NEW: &str = "A new one";
    let label = field_name_ui(ui, "Named query");
    let shown = form
        .named
        .map_or(NEW.to_owned(), |_| form.query(session).name.clone());
    let combo = ComboBox::from_id_salt("named query")
        .selected_text(shown)
        .width(ui.available_width().min(320.0))
        .truncate();
    let response = combo.show_ui(ui, |ui| {
        if ui.selectable_label(form.named.is_none(), NEW).clicked() {
            form.named = None;
        }
        for query in queries {
            let row = ui.selectable_label(form.named == Some(query.id), &query.name);
            if row.on_hover_text(&query.query).clicked() {
                form.named = Some(query.id);
            }
        }
    });
    let _ = response.response.labelled_by(label.id);
}

/// The fields of a new query; true when Enter was pressed in one.
fn new_ui(ui: &mut Ui, form: &mut Form) -> bool {
    let mut entered = false;
    let fields = [
        (
            "Look for",
            "A query, such as coal* NEAR/8 subsid*",
            &mut form.new.query,
        ),
        ("Name of the query", "To find it again", &mut form.new.name),
    ];
    for (name, hint, text) in fields {
        let label = field_name_ui(ui, name);
        let edit = TextEdit::singleline(text)
            .hint_text(hint)
            .desired_width(ui.available_width());
        let response = ui.add(edit).labelled_by(label.id).accessible_name(name);
        if std::mem::take(&mut form.fresh) {
            response.request_focus();
        }
        let enter = || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        entered |= response.lost_focus() && enter();
    }
    entered
}
