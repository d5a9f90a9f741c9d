//! What two people changed at once: the versions side by side, to keep one.

use super::versions::{describe, name};
use crate::app::{Command, Session};
use crate::project::{Change, Project, RecordId, Stamp};
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
