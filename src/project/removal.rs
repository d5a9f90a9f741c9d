//! What goes with a record that goes: nothing is left that refers to what is no longer there.

use super::{
    CaseId, CodeId, Coding, CodingId, DocumentId, Event, Finding, MemoOn, NamedQuery, Project,
    RecordId, RivalId, Subject, Transaction, Tree,
};

/// Removes a code with its parts, and all that is recorded under them. The second is how many codings go with it.
pub fn delete_code(project: &Project, id: CodeId) -> (Transaction, usize) {
    let name = project
        .codes()
        .get(id)
        .map_or("code", |code| code.name.as_str());
    let mut step = Transaction::new(format!("Delete “{name}”"));
    let mut codings = 0;
    let branch = Tree::of(project).branch(id);
    for &code in &branch {
        for coding in project.codings_of(code) {
            step = remove_coding(project, step, coding.id);
            codings += 1;
        }
        step = without_memos(project, step, MemoOn::Code(code)).remove(RecordId::Code(code));
    }
    step = without_proposals(project, step, |code| branch.contains(&code));
    (
        without_findings(project, step, |code, _| branch.contains(&code)),
        codings,
    )
}

/// Removes a document from the project with all its codings and memos. The second is how many codings go with it.
/// Searches keep that it was there when they were made.
pub fn delete_document(project: &Project, id: DocumentId) -> (Transaction, usize) {
    let name = project
        .documents()
        .get(id)
        .map_or("document", |document| document.title.as_str());
    let mut step = Transaction::new(format!("Remove document “{name}”"));
    let mut codings = 0;
    for coding in project.codings_in(id) {
        step = remove_coding(project, step, coding.id);
        codings += 1;
    }
    let subject = Subject::Document(id);
    step = without_findings(project, step, |_, of| *of == subject);
    step = without_memos(project, step, MemoOn::Document(id));
    let declined = project.declined().iter();
    for declined in declined.filter(|declined| declined.document == id) {
        step = step.remove(RecordId::Declined(declined.id));
    }
    step = without_aliases_in(project, step, id);
    for version in super::versions_of(project, id) {
        step = step.remove(RecordId::Version(version.id));
    }
    (step.remove(RecordId::Document(id)), codings)
}

/// Adds to a step: removes a coding with its memos, and takes it off the findings where it is pinned.
pub fn remove_coding(project: &Project, step: Transaction, id: CodingId) -> Transaction {
    let step = without_memos(project, step, MemoOn::Coding(id)).remove(RecordId::Coding(id));
    let pinned = project
        .findings()
        .iter()
        .filter(|finding| finding.pinned == Some(id));
    pinned.fold(step, |step, finding| {
        let unpinned = Finding {
            pinned: None,
            ..finding.clone()
        };
        if unpinned.is_empty() {
            step.remove(RecordId::Finding(finding.id))
        } else {
            step.put(unpinned)
        }
    })
}

/// The step that removes a case, event, memo, attribute, rival, finding, query, search, reading, freeze or export, with
/// what cannot be without it.
///
/// # Errors
/// This kind of record has another way to go.
pub fn remove(project: &Project, id: RecordId) -> Result<Transaction, String> {
    let label = match id {
        RecordId::Case(_) => "Remove case",
        RecordId::Event(_) => "Remove event",
        RecordId::Memo(_) => "Remove memo",
        RecordId::Attribute(_) => "Remove attribute",
        RecordId::Rival(_) => "Remove rival",
        RecordId::Finding(_) => "Clear finding",
        RecordId::NamedQuery(_) => "Remove query",
        RecordId::Absence(_) => "Remove search",
        RecordId::Reading(_) => "Take back reading",
        RecordId::Freeze(_) => "Remove frozen table",
        RecordId::NamedExport(_) => "Remove export",
        RecordId::Weighing => "Stop weighing evidence",
        RecordId::Work(_) => "Forget what was said of a work",
        RecordId::Asked(_) => "Forget query",
        RecordId::Declined(_) => "Suggest passage again",
        _ => return Err("This cannot be removed here".to_owned()),
    };
    let step = Transaction::new(label);
    let step = match id {
        RecordId::Case(case) => without_case(project, step, case),
        RecordId::Rival(rival) => without_rival(project, step, rival),
        RecordId::Attribute(attribute) => {
            let had = project
                .codings()
                .iter()
                .filter(|coding| coding.attributes.contains_key(&attribute));
            let step = had.fold(step, |step, coding| {
                let mut changed = coding.clone();
                changed.attributes.remove(&attribute);
                step.put(changed)
            });
            let had = project
                .documents()
                .iter()
                .filter(|document| document.attributes.contains_key(&attribute));
            let step = had.fold(step, |step, document| {
                let mut changed = document.clone();
                changed.attributes.remove(&attribute);
                step.put(changed)
            });
            without_findings(
                project,
                step,
                |_, of| matches!(of, Subject::Value(id, _) if *id == attribute),
            )
        }
        _ => step,
    };
    Ok(step.remove(id))
}

fn without_case(project: &Project, mut step: Transaction, case: CaseId) -> Transaction {
    for coding in project
        .codings()
        .iter()
        .filter(|coding| coding.case == Some(case))
    {
        step = step.put(Coding {
            case: None,
            ..coding.clone()
        });
    }
    for document in project
        .documents()
        .iter()
        .filter(|document| document.is_on(case))
    {
        let mut changed = document.clone();
        changed.case.take_if(|own| *own == case);
        for section in &mut changed.sections {
            section.case.take_if(|own| *own == case);
        }
        step = step.put(changed);
    }
    for event in project
        .events()
        .iter()
        .filter(|event| event.case == Some(case))
    {
        step = step.put(Event {
            case: None,
            ..event.clone()
        });
    }
    let subject = Subject::Case(Some(case));
    step = without_findings(project, step, |_, of| *of == subject);
    without_memos(project, step, MemoOn::Case(case))
}

fn without_rival(project: &Project, mut step: Transaction, rival: RivalId) -> Transaction {
    for code in project
        .codes()
        .iter()
        .filter(|code| code.rivals.contains_key(&rival))
    {
        let mut changed = code.clone();
        changed.rivals.remove(&rival);
        step = step.put(changed);
    }
    for coding in project
        .codings()
        .iter()
        .filter(|coding| coding.rivals.contains_key(&rival))
    {
        let mut changed = coding.clone();
        changed.rivals.remove(&rival);
        step = step.put(changed);
    }
    match project.weighing() {
        Some(weighing) if weighing.rival == Some(rival) => step.put(super::Weighing {
            rival: None,
            ..weighing.clone()
        }),
        _ => step,
    }
}

/// Removes the findings, searches and readings of these cells.
fn without_findings(
    project: &Project,
    mut step: Transaction,
    of: impl Fn(CodeId, &Subject) -> bool,
) -> Transaction {
    let findings = project.findings().iter();
    for finding in findings.filter(|finding| of(finding.code, &finding.subject)) {
        step = step.remove(RecordId::Finding(finding.id));
    }
    let absences = project.absences().iter();
    for absence in absences.filter(|absence| of(absence.code, &absence.subject)) {
        step = step.remove(RecordId::Absence(absence.id));
    }
    let readings = project.readings().iter();
    for reading in readings.filter(|reading| of(reading.code, &reading.subject)) {
        step = step.remove(RecordId::Reading(reading.id));
    }
    step
}

/// Queries no longer propose passages for these codes, and what was declined for them is forgotten.
fn without_proposals(
    project: &Project,
    mut step: Transaction,
    gone: impl Fn(CodeId) -> bool,
) -> Transaction {
    for query in project.queries().iter() {
        if query.proposes.is_some_and(&gone) {
            step = step.put(NamedQuery {
                proposes: None,
                ..query.clone()
            });
        }
    }
    let declined = project.declined().iter();
    for declined in declined.filter(|declined| gone(declined.code)) {
        step = step.remove(RecordId::Declined(declined.id));
    }
    step
}

/// Works are no longer cited in this document.
fn without_aliases_in(
    project: &Project,
    mut step: Transaction,
    document: DocumentId,
) -> Transaction {
    for work in project.works().iter() {
        let mut changed = work.clone();
        changed
            .aliases
            .retain(|alias| alias.document != Some(document));
        if changed.aliases.len() < work.aliases.len() {
            step = if changed.aliases.is_empty() {
                step.remove(RecordId::Work(work.id))
            } else {
                step.put(changed)
            };
        }
    }
    step
}

fn without_memos(project: &Project, step: Transaction, on: MemoOn) -> Transaction {
    let memos = project.memos().iter().filter(|memo| memo.on == on);
    memos.fold(step, |step, memo| step.remove(RecordId::Memo(memo.id)))
}
