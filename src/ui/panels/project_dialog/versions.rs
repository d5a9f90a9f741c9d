//! What does a version of a record say, in words for the person who chooses between two?

use super::super::widgets;
use crate::project::{
    AttributeId, AttributeKind, Change, CodeId, Edit, Finding, MemoOn, Project, Record, RivalId,
    Subject, Value, Work,
};
use std::collections::BTreeMap;

/// What a record is called, where the version has it at all.
pub(super) fn name(project: &Project, change: &Change) -> Option<String> {
    let Edit::Put(record) = &change.edit else {
        return None;
    };
    Some(match record {
        Record::About(_) => "Project details".to_owned(),
        Record::Document(document) => format!("Document “{}”", document.title),
        Record::Code(code) => format!("Code “{}”", code.name),
        Record::Coding(coding) => format!(
            "Coding of “{}”",
            widgets::first_words(&coding.quotation, 60)
        ),
        Record::Case(case) => format!("Case “{}”", case.name),
        Record::Event(event) => format!("Event “{}”", event.label),
        Record::Memo(memo) => match memo.on {
            MemoOn::Code(id) => format!("Memo on {}", widgets::code_label(project, id)),
            _ => "Memo".to_owned(),
        },
        Record::Coder(coder) => format!("Coder {}", coder.name),
        Record::Attribute(attribute) => format!("Attribute “{}”", attribute.name),
        Record::Rival(rival) => format!("Rival “{}”", rival.name),
        Record::Weighing(_) => "Weighing of evidence".to_owned(),
        Record::Finding(finding) => {
            format!(
                "Finding on {}",
                cell(project, finding.code, &finding.subject)
            )
        }
        Record::NamedQuery(query) => format!("Query “{}”", query.name),
        Record::Absence(absence) => {
            format!(
                "Search for {}",
                cell(project, absence.code, &absence.subject)
            )
        }
        Record::Reading(reading) => format!(
            "Reading of “{}”",
            widgets::first_words(&reading.hit.quotation, 60)
        ),
        Record::Freeze(freeze) => format!("Expectations frozen on {}", freeze.on),
        Record::NamedExport(export) => format!("Export “{}”", export.name),
        Record::Version(version) => format!(
            "Corrected text of “{}”",
            project
                .documents()
                .get(version.document)
                .map_or("a removed document", |document| &document.title)
        ),
        Record::Intake(intake) => format!("Import of {}", intake.on),
        Record::Work(work) => format!("Work “{}”", work_label(work)),
        Record::Asked(asked) => format!("Query {}", asked.query),
        Record::Declined(declined) => format!(
            "Suggestion of “{}”",
            widgets::first_words(&declined.quotation, 60)
        ),
    })
}

/// What a version says, field by field.
pub(super) fn describe(project: &Project, edit: &Edit) -> Vec<(&'static str, String)> {
    let Edit::Put(record) = edit else {
        return vec![("Removed", "This version removes it".to_owned())];
    };
    let text = |text: &str| text.to_owned();
    let case = |id: Option<crate::project::CaseId>| {
        id.and_then(|id| project.cases().get(id))
            .map_or(String::new(), |case| case.name.clone())
    };
    match record {
        Record::About(about) => vec![
            ("Title", text(&about.title)),
            ("Question", text(&about.description)),
        ],
        Record::Document(document) => vec![
            ("Title", text(&document.title)),
            ("Author", text(&document.author)),
            (
                "Year",
                document.year.map_or(String::new(), |year| year.to_string()),
            ),
            ("Case", case(document.case)),
            ("Kind", text(&document.kind)),
            ("Notes", text(&document.notes)),
            ("Attributes", values(project, &document.attributes)),
        ],
        Record::Code(code) => vec![
            ("Name", text(&code.name)),
            ("Key", text(&code.key)),
            (
                "Part of",
                code.parent
                    .map_or(String::new(), |id| widgets::code_label(project, id)),
            ),
            ("Place among its siblings", code.rank.to_string()),
            ("Colour", code.colour.to_string()),
            ("Definition", text(&code.description)),
            ("Include", text(&code.include)),
            ("Exclude", text(&code.exclude)),
            ("Example", text(&code.example)),
            ("Counter-example", text(&code.counter_example)),
            ("Question", text(&code.question)),
            ("Predicts", text(&code.predicts)),
            ("Rivals predict", on_rivals(project, &code.rivals)),
            (
                "Test",
                code.test.map_or(String::new(), |test| test.to_string()),
            ),
            (
                "Number key",
                code.shortcut.map_or(String::new(), |key| key.to_string()),
            ),
        ],
        Record::Coding(coding) => {
            let mut fields = vec![
                ("Code", widgets::code_label(project, coding.code)),
                ("Passage", widgets::first_words(&coding.quotation, 200)),
                ("Stance", coding.stance.to_string()),
                ("On rivals", on_rivals(project, &coding.rivals)),
                ("Case", case(coding.case)),
                (
                    "Date",
                    coding.date.map_or(String::new(), |date| date.to_string()),
                ),
                ("Speaker", text(&coding.speaker)),
                ("Memo", text(&coding.memo)),
            ];
            fields.push(("Attributes", values(project, &coding.attributes)));
            fields
        }
        Record::Case(case) => vec![("Name", text(&case.name)), ("Notes", text(&case.notes))],
        Record::Event(event) => vec![
            ("Date", event.date.to_string()),
            ("Case", case(event.case)),
            ("Kind", text(&event.kind)),
            ("What happened", text(&event.label)),
            ("Source", text(&event.source)),
        ],
        Record::Memo(memo) => vec![("Memo", text(&memo.text))],
        Record::Coder(coder) => vec![
            ("Name", text(&coder.name)),
            ("Colour", coder.colour.to_string()),
        ],
        Record::Attribute(attribute) => vec![
            ("Name", text(&attribute.name)),
            ("Kind", kind(&attribute.kind)),
        ],
        Record::Rival(rival) => vec![
            ("Name", text(&rival.name)),
            ("Claims", text(&rival.description)),
        ],
        Record::Weighing(weighing) => vec![(
            "Prior",
            format!("{} to {}", weighing.prior.0, weighing.prior.1),
        )],
        Record::Finding(finding) => finding_fields(project, finding),
        Record::NamedQuery(query) => vec![
            ("Name", text(&query.name)),
            ("Query", text(&query.query)),
            ("Notes", text(&query.notes)),
            (
                "Proposes passages for",
                query
                    .proposes
                    .map_or(String::new(), |code| widgets::code_label(project, code)),
            ),
        ],
        Record::Absence(absence) => vec![
            ("Query", text(&absence.asked)),
            ("Day", absence.on.to_string()),
            ("Documents", absence.searched.len().to_string()),
            ("Hits", absence.hits.len().to_string()),
        ],
        Record::Reading(reading) => vec![
            (
                "Reading",
                text(if reading.dismissed {
                    "dismissed"
                } else {
                    "kept"
                }),
            ),
            ("Why", text(&reading.why)),
            ("Day", reading.on.to_string()),
        ],
        Record::Freeze(freeze) => vec![("By", text(&freeze.by)), ("Hash", text(&freeze.hash))],
        Record::Version(version) => vec![
            ("File", text(&version.file)),
            ("Made", version.made.to_string()),
            ("Why", text(&version.note)),
        ],
        Record::Intake(intake) => vec![
            ("When", intake.on.to_string()),
            ("Files", intake.files.len().to_string()),
        ],
        Record::Work(work) => work_fields(project, work),
        Record::Asked(asked) => vec![("Query", text(&asked.query))],
        Record::Declined(declined) => vec![
            ("Code", widgets::code_label(project, declined.code)),
            ("Passage", text(&declined.quotation)),
        ],
        Record::NamedExport(export) => vec![
            ("Table", export.recipe.output.to_string()),
            ("Format", text(export.format.name())),
            ("File", text(&export.file)),
            ("Citation", text(&export.recipe.style.citation)),
        ],
    }
}

/// A work as a person calls it: its title, else how it is cited.
fn work_label(work: &Work) -> &str {
    let alias = work.aliases.first().map_or("", |alias| alias.key.as_str());
    if work.title.is_empty() {
        alias
    } else {
        &work.title
    }
}

fn work_fields(project: &Project, work: &Work) -> Vec<(&'static str, String)> {
    let aliases = work.aliases.iter().map(|alias| {
        let document = alias.document.and_then(|id| project.documents().get(id));
        document.map_or(alias.key.clone(), |document| {
            format!("{} in “{}”", alias.key, document.title)
        })
    });
    let year = work.year.map_or(String::new(), |year| year.to_string());
    vec![
        ("Author", work.author.clone()),
        ("Year", year),
        ("Title", work.title.clone()),
        ("Cited as", aliases.collect::<Vec<_>>().join("; ")),
        ("Notes", work.notes.clone()),
    ]
}

fn finding_fields(project: &Project, finding: &Finding) -> Vec<(&'static str, String)> {
    let verdict = finding
        .verdict
        .map_or(String::new(), |verdict| verdict.to_string());
    let tested = finding.tested.map_or(String::new(), |tested| {
        let outcome = if tested.passed { "passed" } else { "failed" };
        format!("{}, {outcome}", tested.test)
    });
    let pinned = finding.pinned.and_then(|id| project.codings().get(id));
    vec![
        ("Verdict", verdict),
        ("Test", tested),
        ("Finding", finding.text.clone()),
        (
            "Pinned passage",
            pinned.map_or(String::new(), |coding| {
                widgets::first_words(&coding.quotation, 200)
            }),
        ),
    ]
}

/// A cell of the implication table, as a person finds it.
fn cell(project: &Project, code: CodeId, subject: &Subject) -> String {
    format!(
        "{}, {}",
        widgets::code_label(project, code),
        subject.name(project)
    )
}

fn on_rivals<T: std::fmt::Display>(project: &Project, said: &BTreeMap<RivalId, T>) -> String {
    let named = said
        .iter()
        .filter_map(|(id, said)| Some(format!("{}: {said}", project.rivals().get(*id)?.name)));
    named.collect::<Vec<_>>().join("; ")
}

fn values(project: &Project, said: &BTreeMap<AttributeId, Value>) -> String {
    let values = said
        .iter()
        .filter_map(|(id, value)| Some(format!("{} {value}", project.attributes().get(*id)?.name)));
    values.collect::<Vec<_>>().join(", ")
}

fn kind(kind: &AttributeKind) -> String {
    match kind {
        AttributeKind::List(choices) => format!("Choice of {}", choices.join(", ")),
        AttributeKind::Text => "Text".to_owned(),
        AttributeKind::Number => "Number".to_owned(),
        AttributeKind::Date => "Date".to_owned(),
    }
}
