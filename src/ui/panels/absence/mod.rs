//! What was looked for in a cell of the implication table and is not there: the searches, their hits, who read them.

mod card;
mod dismissing;
mod form;
mod hit;
mod hits;

use super::widgets;
use crate::analysis::absence::{self, Standing, State};
use crate::app::{CellId, Command, FindingField, Session};
use crate::project::{
    Absence, AbsenceHit, AbsenceId, CodeId, DocumentId, RecordId, Subject, Verdict,
};
use crate::ui::theme::Tokens;
use eframe::egui::{self, RichText, Ui};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The part of a cell's card that holds what was looked for there.
#[derive(Debug, Default)]
pub struct AbsenceSection {
    /// What is typed, ticked and walked, cell by cell.
    desks: BTreeMap<(CodeId, Subject), Desk>,
    known: Option<Known>,
    /// The reason for which a hit was dismissed last, or would have been.
    reason: String,
}

/// What a person is doing in a cell.
#[derive(Debug, Default)]
struct Desk {
    form: Option<form::Form>,
    /// The hits that one stands on.
    at: BTreeMap<AbsenceId, hits::Place>,
    ticked: Vec<(AbsenceId, AbsenceHit)>,
    dismissing: Option<dismissing::Dismissing>,
}

/// What is known of a cell, for as long as nothing that it depends on has changed.
#[derive(Debug)]
struct Known {
    cell: (CodeId, Subject),
    session: (PathBuf, u64, bool),
    searches: Vec<(AbsenceId, State)>,
    scope: BTreeSet<DocumentId>,
    /// Whether some of these documents belong to the case by their codings alone.
    by_codings: bool,
    verdict: Option<Verdict>,
    lack: Option<String>,
}

impl AbsenceSection {
    /// Shows what was looked for under a code, in what a column of the table stands for.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        code: CodeId,
        subject: &Subject,
        out: &mut Vec<Command>,
    ) {
        self.update(session, code, subject);
        let Some(known) = &self.known else { return };
        let desk = self.desks.entry(known.cell.clone()).or_default();
        ui.push_id(("absence", &known.cell), |ui| {
            widgets::heading_ui(ui, "Looked for here");
            if known.searches.is_empty() && desk.form.is_none() {
                widgets::teach_ui(
                    ui,
                    "“Looked for and absent” rests on a search whose hits were read and dismissed, one by one. It stays with \
                     the project, and says so when its query or its documents change.",
                );
            }
            verdict_ui(ui, session, known, out);
            for (id, state) in &known.searches {
                if let Some(absence) = session.project().absences().get(*id) {
                    ui.add_space(8.0);
                    let searched = Searched {
                        absence,
                        state,
                        may: session.read_only().is_none(),
                    };
                    card::show(ui, session, searched, out);
                    hits::show(ui, session, searched, desk, &mut self.reason, out);
                }
            }
            ui.add_space(8.0);
            form::show(ui, session, known, &mut desk.form, out);
        });
    }

    /// Brings what is known up to date; other people's codings and the like change nothing here.
    fn update(&mut self, session: &Session, code: CodeId, subject: &Subject) {
        let revision = session.revision();
        let blind = session.view().others == crate::app::Others::Blind;
        if let Some(known) = &mut self.known
            && known.cell.0 == code
            && known.cell.1 == *subject
            && known.session.0 == session.dir()
            && known.session.2 == blind
            && !known.is_touched(session)
        {
            known.session.1 = revision;
            return;
        }
        let made_for = (session.dir().to_owned(), revision, blind);
        self.known = Some(Known::of(session, code, subject, made_for));
    }
}

impl Known {
    fn of(
        session: &Session,
        code: CodeId,
        subject: &Subject,
        made_for: (PathBuf, u64, bool),
    ) -> Self {
        let project = session.project();
        let seen = |coder| !session.is_blind_to(coder);
        let searches = absence::searches_of(project, code, subject, seen);
        let searches: Vec<(AbsenceId, State)> = searches
            .into_iter()
            .map(|(absence, state)| (absence.id, state))
            .collect();
        let scope: BTreeSet<DocumentId> = Absence::scope(project, subject)
            .into_iter()
            .map(|one| one.document)
            .collect();
        let by_codings = match subject {
            Subject::Case(Some(case)) => scope.iter().any(|id| {
                let document = project.documents().get(*id);
                document.is_some_and(|document| document.case != Some(*case))
            }),
            _ => false,
        };
        let finding = session.finding(code, subject);
        let states: Vec<State> = searches.iter().map(|(_, state)| state.clone()).collect();
        Self {
            cell: (code, subject.clone()),
            session: made_for,
            lack: absence::lack(finding, &states),
            verdict: finding.and_then(|finding| finding.verdict),
            searches,
            scope,
            by_codings,
        }
    }

    /// Whether a change since then may have changed what is known.
    fn is_touched(&self, session: &Session) -> bool {
        if self.session.1 == session.revision() {
            return false;
        }
        let Some(mut touched) = session.touched_since(self.session.1) else {
            return true;
        };
        touched.any(|id| match (id, &self.cell.1) {
            // A coding can bring its document into the scope of its case, and out of it when it goes.
            (RecordId::Coding(id), Subject::Case(Some(case))) => {
                let coding = session.project().codings().get(id);
                let brings = coding.is_some_and(|coding| {
                    coding.case == Some(*case) && !self.scope.contains(&coding.document)
                });
                self.by_codings || brings
            }
            (RecordId::Coding(_) | RecordId::Memo(_) | RecordId::Event(_), _) => false,
            _ => true,
        })
    }

    /// Whether a search supports "looked for and absent".
    fn is_supported(&self) -> bool {
        self.searches.iter().any(|(_, state)| state.supports())
    }
}

/// A search with its state, as the parts of the section need it.
#[derive(Clone, Copy)]
struct Searched<'a> {
    absence: &'a Absence,
    state: &'a State,
    /// Whether the project can be changed.
    may: bool,
}

/// What the verdict of the cell and its searches have to do with each other.
fn verdict_ui(ui: &mut Ui, session: &Session, known: &Known, out: &mut Vec<Command>) {
    let tokens = Tokens::of(ui);
    if let Some(lack) = &known.lack {
        let text = RichText::new(format!("! {lack}")).color(tokens.warning);
        ui.add(egui::Label::new(text).wrap());
    }
    let (code, subject) = &known.cell;
    let is_open = known.verdict.is_none() && !session.is_finding_hidden(*code, subject);
    if is_open && known.is_supported() {
        let words = format!("Set “{}”", Verdict::Absent);
        let button = ui.add_enabled(session.read_only().is_none(), egui::Button::new(words));
        let tip = "A search holds, and the finding has no verdict yet";
        if button.on_hover_text(tip).clicked() {
            let (code, subject) = known.cell.clone();
            let field = FindingField::Verdict(Some(Verdict::Absent));
            let cell = Box::new(CellId { code, subject });
            out.push(Command::EditFinding(cell, field));
        }
    }
}

/// A sign and a colour for how a search stands.
fn sign(tokens: &Tokens, state: &State) -> (&'static str, egui::Color32) {
    match state.standing {
        Standing::Contradicted(_) => ("×", tokens.problem),
        _ if !state.stale.is_empty() => ("!", tokens.warning),
        Standing::Open { .. } => ("○", tokens.quiet),
        Standing::Holds => ("✓", tokens.good),
    }
}

/// Who a coder is.
fn coder_name(session: &Session, coder: crate::project::CoderId) -> &str {
    let coder = session.project().coders().get(coder);
    coder.map_or("someone", |coder| coder.name.as_str())
}
