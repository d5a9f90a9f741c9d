//! What two people changed at once: the versions side by side, to keep one.

use crate::app::{Command, Session};
use crate::project::{AttributeKind, Change, Edit, MemoOn, Project, Record, RecordId, Stamp};
use crate::ui::panels::widgets;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, RichText, Ui};

/// Shows every record in conflict with its versions; each can be kept.
pub fn show(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    let project = session.project();
    if project.conflicts().is_empty() {
        widgets::teach_ui(
            ui,
            "No conflicts. Where two coders change the same thing before seeing each other’s change, both versions show here.",
        );
        return;
    }
    widgets::teach_ui(
        ui,
        "These were changed by two people at once. The later version stands until you choose. Nothing is lost by waiting.",
    );
    for (id, versions) in project.conflicts() {
        ui.separator();
        let Some(standing) = project.standing(*id) else {
            continue;
        };
        record_ui(ui, project, *id, &standing, versions, out);
    }
}

fn record_ui(
    ui: &mut Ui,
    project: &Project,
    id: RecordId,
    standing: &Change,
    versions: &[Change],
    out: &mut Vec<Command>,
) {
    let title = name(project, standing)
        .or_else(|| versions.iter().find_map(|version| name(project, version)));
    let title = title.unwrap_or_else(|| "A record".to_owned());
    widgets::heading_ui(ui, &title);
    let all: Vec<(Option<usize>, &Change)> = [(None, standing)]
        .into_iter()
        .chain(
            versions
                .iter()
                .enumerate()
                .map(|(at, version)| (Some(at), version)),
        )
        .collect();
    let fields: Vec<Vec<(&'static str, String)>> = all
        .iter()
        .map(|(_, change)| describe(project, &change.edit))
        .collect();
    let tokens = Tokens::of(ui);
    ui.columns(all.len().max(1), |columns| {
        for (ui, ((place, change), fields_of)) in columns.iter_mut().zip(all.iter().zip(&fields)) {
            let who = who(project, change.stamp);
            let stands = if place.is_none() {
                "Stands now, by"
            } else {
                "By"
            };
            ui.label(
                RichText::new(format!("{stands} {who}"))
                    .small()
                    .color(tokens.quiet),
            );
            for (field, value) in fields_of {
                let differs = fields.iter().any(|other| {
                    !other
                        .iter()
                        .any(|(name, text)| name == field && text == value)
                });
                if !differs {
                    continue;
                }
                let value = if value.is_empty() { "nothing" } else { value };
                ui.add(egui::Label::new(
                    RichText::new(*field).small().color(tokens.quiet),
                ));
                ui.add(egui::Label::new(RichText::new(value).font(theme::strong_font())).wrap());
            }
            let keep = ui
                .button("Keep this one")
                .accessible_name(format!("Keep the version of {title} by {who}"));
            if keep.clicked() {
                out.push(Command::Settle(id, *place));
            }
        }
    });
}

/// Who made a version, and when by their clock.
fn who(project: &Project, stamp: Stamp) -> String {
    let name = project
        .coders()
        .get(stamp.coder)
        .map_or("another coder", |coder| coder.name.as_str());
    let when = i64::try_from(stamp.millis)
        .ok()
        .and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok());
    when.map_or_else(
        || name.to_owned(),
        |when| {
            let local = when.to_zoned(jiff::tz::TimeZone::system());
            format!("{name}, {}", local.strftime("%Y-%m-%d %H:%M"))
        },
    )
}

/// What a record is called, where the version has it at all.
fn name(project: &Project, change: &Change) -> Option<String> {
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
    })
}

/// What a version says, field by field.
fn describe(project: &Project, edit: &Edit) -> Vec<(&'static str, String)> {
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
            ("Description", text(&code.description)),
            ("Question", text(&code.question)),
            ("Predicts", text(&code.predicts)),
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
                ("Case", case(coding.case)),
                (
                    "Date",
                    coding.date.map_or(String::new(), |date| date.to_string()),
                ),
                ("Speaker", text(&coding.speaker)),
                ("Memo", text(&coding.memo)),
            ];
            let values = coding.attributes.iter().filter_map(|(id, value)| {
                Some(format!("{} {value}", project.attributes().get(*id)?.name))
            });
            fields.push(("Attributes", values.collect::<Vec<_>>().join(", ")));
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
    }
}

fn kind(kind: &AttributeKind) -> String {
    match kind {
        AttributeKind::List(choices) => format!("Choice of {}", choices.join(", ")),
        AttributeKind::Text => "Text".to_owned(),
        AttributeKind::Number => "Number".to_owned(),
        AttributeKind::Date => "Date".to_owned(),
    }
}
