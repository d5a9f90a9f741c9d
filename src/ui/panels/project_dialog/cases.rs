//! What is compared: the cases, their notes, and what belongs to each.

use crate::app::{Command, Session};
use crate::project::{Case, CaseId, RecordId};
use crate::ui::panels::fields::{Drafts, Look};
use crate::ui::panels::widgets::{self, count};
use eframe::egui::{self, Ui};

/// The cases tab.
#[derive(Debug, Default)]
pub struct Cases {
    drafts: Drafts<(Option<CaseId>, Field)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Field {
    Name,
    Notes,
}

impl Cases {
    /// Shows the cases by name, and a field for a new one.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        widgets::teach_ui(
            ui,
            "A case is what you compare: a country, an organisation, a law. A passage belongs to its document’s case unless it says otherwise.",
        );
        let mut cases: Vec<&Case> = session.project().cases().iter().collect();
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        for case in cases {
            ui.separator();
            self.case_ui(ui, session, case, out);
        }
        ui.separator();
        let look = Look::line("New case").hint("Its name");
        let key = (None, Field::Name);
        if let Some(name) = self.drafts.field_ui(ui, key, "", look) {
            match problem(session, None, &name) {
                Some(problem) => self.drafts.refuse(key, name, problem),
                None => out.push(Command::PutCase(Case {
                    id: CaseId::new(),
                    name: name.trim().to_owned(),
                    notes: String::new(),
                })),
            }
        }
    }

    fn case_ui(&mut self, ui: &mut Ui, session: &Session, case: &Case, out: &mut Vec<Command>) {
        let key = (Some(case.id), Field::Name);
        let title = format!("Name of case {}", case.name);
        if let (_, Some(name)) = self.drafts.bare_ui(ui, key, &case.name, Look::line(&title)) {
            match problem(session, Some(case.id), &name) {
                Some(problem) => self.drafts.refuse(key, name, problem),
                None => out.push(Command::PutCase(Case {
                    name: name.trim().to_owned(),
                    ..case.clone()
                })),
            }
        }
        let title = format!("Notes on {}", case.name);
        let look = Look::lines(&title, 2).hint("Notes");
        if let (_, Some(notes)) =
            self.drafts
                .bare_ui(ui, (Some(case.id), Field::Notes), &case.notes, look)
        {
            out.push(Command::PutCase(Case {
                notes: notes.trim_end().to_owned(),
                ..case.clone()
            }));
        }
        ui.horizontal(|ui| {
            let project = session.project();
            let documents = project
                .documents()
                .iter()
                .filter(|document| document.is_on(case.id))
                .count();
            let events = project
                .events()
                .iter()
                .filter(|event| event.case == Some(case.id))
                .count();
            widgets::field_name_ui(
                ui,
                &format!(
                    "{}, {}",
                    count(documents, "document", "documents"),
                    count(events, "event", "events")
                ),
            );
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = ui
                    .button("Remove")
                    .on_hover_text("Documents and passages stay, without this case");
                let button = button.accessible_name(format!("Remove case {}", case.name));
                if button.clicked() {
                    out.push(Command::Remove(RecordId::Case(case.id)));
                }
            });
        });
    }
}

fn problem(session: &Session, id: Option<CaseId>, name: &str) -> Option<String> {
    let name = name.trim().to_lowercase();
    if name.is_empty() {
        return Some("A case needs a name.".to_owned());
    }
    let mut others = session
        .project()
        .cases()
        .iter()
        .filter(|case| Some(case.id) != id);
    others
        .find(|case| case.name.to_lowercase() == name)
        .map(|case| format!("There is a case “{}” already.", case.name))
}
