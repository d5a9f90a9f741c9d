//! What happened when: the events of the cases.

use crate::app::{Command, Session};
use crate::project::{CaseId, Date, Event, EventId, RecordId};
use crate::ui::panels::fields::{Drafts, Look};
use crate::ui::panels::widgets;
use eframe::egui::{self, Ui};
use std::collections::BTreeSet;

/// The events tab.
#[derive(Debug, Default)]
pub struct Events {
    drafts: Drafts<(EventId, Field)>,
    /// An event that is not in the project yet.
    new: Option<NewEvent>,
    /// The event that is open to change.
    open: Option<EventId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Field {
    Date,
    Kind,
    Label,
    Source,
}

#[derive(Debug, Default)]
struct NewEvent {
    date: String,
    label: String,
    case: Option<CaseId>,
    problem: Option<String>,
}

impl Events {
    /// Shows the events in the order of time, and a form for a new one.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        widgets::teach_ui(
            ui,
            "An event is something that happened in a case: a law passed, a rank changed.",
        );
        self.new_ui(ui, session, out);
        let mut events: Vec<&Event> = session.project().events().iter().collect();
        events.sort_by_key(|event| (event.date.sort_key(), event.id));
        for event in events {
            ui.separator();
            let open = self.open == Some(event.id);
            self.row_ui(ui, session, event, open, out);
            if open {
                self.event_ui(ui, session, event, out);
            }
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        event: &Event,
        open: bool,
        out: &mut Vec<Command>,
    ) {
        let case = event.case.and_then(|id| session.project().cases().get(id));
        let case = case.map_or("", |case| case.name.as_str());
        let date = event.date.to_string();
        let parts = [date.as_str(), case, &event.label];
        let words = parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        egui::Sides::new().shrink_left().truncate().show(
            ui,
            |ui| ui.label(&words).on_hover_text(&event.source),
            |ui| {
                let remove = ui
                    .button("Remove")
                    .accessible_name(format!("Remove event {}", event.label));
                if remove.clicked() {
                    out.push(Command::Remove(RecordId::Event(event.id)));
                }
                let word = if open { "Done" } else { "Edit" };
                let edit = ui
                    .button(word)
                    .accessible_name(format!("{word} event {}", event.label));
                if edit.clicked() {
                    self.open = (!open).then_some(event.id);
                }
            },
        );
    }

    fn event_ui(&mut self, ui: &mut Ui, session: &Session, event: &Event, out: &mut Vec<Command>) {
        let mut case = event.case;
        case_ui(ui, session, "Case of the event", &mut case);
        if case != event.case {
            out.push(Command::PutEvent(Box::new(Event {
                case,
                ..event.clone()
            })));
        }
        let kinds: BTreeSet<String> = session
            .project()
            .events()
            .iter()
            .map(|event| event.kind.clone())
            .filter(|kind| !kind.is_empty())
            .collect();
        let kinds: Vec<String> = kinds.into_iter().collect();
        let fields = [
            (
                Field::Date,
                event.date.to_string(),
                Look::line("Date").hint("2004, 2004-06, before 2004"),
            ),
            (
                Field::Kind,
                event.kind.clone(),
                Look::line("Kind")
                    .hint("Such as law or rank")
                    .suggest(&kinds),
            ),
            (
                Field::Label,
                event.label.clone(),
                Look::line("What happened"),
            ),
            (
                Field::Source,
                event.source.clone(),
                Look::line("Source").hint("What says so"),
            ),
        ];
        for (field, value, look) in fields {
            let key = (event.id, field);
            let Some(text) = self.drafts.field_ui(ui, key, &value, look) else {
                continue;
            };
            let mut new = event.clone();
            match field {
                Field::Date => match text.parse() {
                    Ok(date) => new.date = date,
                    Err(problem) => {
                        self.drafts.refuse(key, text, format!("{problem}"));
                        continue;
                    }
                },
                Field::Kind => new.kind = text.trim().to_owned(),
                Field::Label => new.label = text.trim().to_owned(),
                Field::Source => new.source = text.trim().to_owned(),
            }
            out.push(Command::PutEvent(Box::new(new)));
        }
    }

    fn new_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let Some(new) = &mut self.new else {
            if ui.button("Add event").clicked() {
                self.new = Some(NewEvent::default());
            }
            return;
        };
        let mut done = false;
        ui.horizontal_wrapped(|ui| {
            let date = egui::TextEdit::singleline(&mut new.date)
                .hint_text("2004-06-14")
                .desired_width(112.0);
            let _ = ui.add(date).accessible_name("Date of the new event");
            case_ui(ui, session, "Case of the new event", &mut new.case);
            let label = egui::TextEdit::singleline(&mut new.label)
                .hint_text("What happened")
                .desired_width(220.0);
            let _ = ui
                .add(label)
                .accessible_name("What happened in the new event");
            if ui.button("Add").clicked() {
                match (new.date.parse::<Date>(), new.label.trim()) {
                    (_, "") => new.problem = Some("Say in a few words what happened.".to_owned()),
                    (Err(problem), _) => new.problem = Some(problem.to_string()),
                    (Ok(date), label) => {
                        let event = Event {
                            id: EventId::new(),
                            case: new.case,
                            date,
                            kind: String::new(),
                            label: label.to_owned(),
                            source: String::new(),
                        };
                        self.open = Some(event.id);
                        out.push(Command::PutEvent(Box::new(event)));
                        done = true;
                    }
                }
            }
            done |= ui.button("Cancel").clicked();
        });
        if let Some(problem) = &new.problem {
            widgets::error_ui(ui, problem);
        }
        if done {
            self.new = None;
        }
    }
}

fn case_ui(ui: &mut Ui, session: &Session, name: &str, case: &mut Option<CaseId>) {
    let cases = session.project().cases();
    let now = case
        .and_then(|id| cases.get(id))
        .map_or("The world at large", |case| case.name.as_str());
    let response = egui::ComboBox::from_id_salt(name)
        .selected_text(now)
        .show_ui(ui, |ui| {
            ui.selectable_value(case, None, "The world at large");
            for one in cases.iter() {
                ui.selectable_value(case, Some(one.id), &one.name);
            }
        });
    let _ = response.response.accessible_name(name);
}
