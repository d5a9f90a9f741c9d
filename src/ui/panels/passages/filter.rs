//! Which codings does the table show?

use super::PassagesTable;
use crate::app::{Command, Session};
use crate::project::Filter;
use crate::project::{CaseId, Date, Stance, rivals_in_order};
use crate::ui::panels::fields::Look;
use crate::ui::panels::picker::{Picked, Purpose};
use crate::ui::panels::widgets;
use eframe::egui::{self, Role, Ui, WidgetInfo};

/// An end of the time that the filter lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Bound {
    From,
    To,
}

impl PassagesTable {
    pub(super) fn filter_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let filter = &session.table().filter;
        let mut new = filter.clone();
        ui.horizontal_wrapped(|ui| {
            let words = "Words in the passages";
            words_ui(ui, &mut new.text, 200.0, words, "Filter passages");
            let name = "Filter by what passages rest on";
            words_ui(ui, &mut new.source, 120.0, "Rests on", name);
            self.code_ui(ui, session, &mut new);
            choices_ui(ui, session, &mut new);
            self.date_ui(ui, "from", Bound::From, &mut new.from);
            self.date_ui(ui, "to", Bound::To, &mut new.to);
            if !filter.is_empty() && ui.button("Clear filter").clicked() {
                new = Filter::default();
            }
        });
        if new != *filter {
            out.push(Command::SetFilter(Box::new(new)));
        }
    }

    fn code_ui(&mut self, ui: &mut Ui, session: &Session, filter: &mut Filter) {
        let chosen = filter.code.and_then(|id| session.project().codes().get(id));
        let words = chosen.map_or("Any code".to_owned(), |code| code.label().to_owned());
        let button = ui.add(egui::Button::new(words.clone()).selected(chosen.is_some()));
        button.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("Filter by code, now {words}"))
        });
        if button.clicked() {
            self.picker.open(Purpose::Filter);
        }
        if chosen.is_some() && widgets::sign_button_ui(ui, "×", "Any code").clicked() {
            filter.code = None;
        }
        if let Some(Picked::Code(code)) = self.picker.popup(ui.ctx(), session, button.rect) {
            filter.code = Some(code);
        }
    }

    fn date_ui(&mut self, ui: &mut Ui, name: &str, bound: Bound, date: &mut Option<Date>) {
        column_ui(ui, 88.0, |ui| {
            let shown = date.map_or(String::new(), |date| date.to_string());
            let look = Look::line(if bound == Bound::From {
                "Date from"
            } else {
                "Date to"
            })
            .hint(name);
            if let (_, Some(text)) = self.drafts.bare_ui(ui, bound, &shown, look) {
                match text.trim().parse::<Date>() {
                    Ok(parsed) => *date = Some(parsed),
                    Err(_) if text.trim().is_empty() => *date = None,
                    Err(error) => self.drafts.refuse(bound, text, error.to_string()),
                }
            }
        });
    }
}

/// A field for words, filtered by letter by letter.
fn words_ui(ui: &mut Ui, words: &mut String, width: f32, hint: &str, name: &str) {
    column_ui(ui, width, |ui| {
        let edit = egui::TextEdit::singleline(words)
            .hint_text(hint)
            .desired_width(width);
        let _ = ui.add(edit).accessible_name(name);
    });
}

/// Room of a width that is known ahead, so that it goes to the next line rather than over the edge of the window.
fn column_ui(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    let size = egui::vec2(width, ui.spacing().interact_size.y);
    ui.allocate_ui(size, |ui| {
        ui.vertical(|ui| {
            ui.set_max_width(width);
            add(ui);
        });
    });
}

/// Case, coder, stance, rival and document of the filter.
fn choices_ui(ui: &mut Ui, session: &Session, filter: &mut Filter) {
    let project = session.project();
    let none = || "No case".to_owned();
    let name = |case: Option<CaseId>| {
        case.map_or_else(
            || Some(none()),
            |id| Some(project.cases().get(id)?.name.clone()),
        )
    };
    choice_ui(ui, "case", &mut filter.case, name, || {
        project
            .cases()
            .iter()
            .map(|case| Some(case.id))
            .chain([None])
            .collect()
    });
    let name = |id| Some(project.coders().get(id)?.name.clone());
    choice_ui(ui, "coder", &mut filter.coder, name, || {
        let seen = project
            .coders()
            .iter()
            .filter(|coder| !session.is_blind_to(coder.id));
        seen.map(|coder| coder.id).collect()
    });
    let name = |stance| Some(widgets::stance_text(stance));
    choice_ui(ui, "stance", &mut filter.stance, name, || {
        Stance::ALL.to_vec()
    });
    if !project.rivals().is_empty() {
        let name = |id| {
            Some(format!(
                "Cannot tell from {}",
                project.rivals().get(id)?.name
            ))
        };
        choice_ui(ui, "rival", &mut filter.cannot_tell_from, name, || {
            let rivals = rivals_in_order(project);
            rivals.into_iter().map(|rival| rival.id).collect()
        });
    }
    let name = |id| Some(project.documents().get(id)?.title.clone());
    choice_ui(ui, "document", &mut filter.document, name, || {
        project
            .documents()
            .iter()
            .map(|document| document.id)
            .collect()
    });
}

/// A choice of one of some things, or any; what there is to choose from is asked only when the list is open.
fn choice_ui<T: PartialEq + Copy>(
    ui: &mut Ui,
    what: &str,
    chosen: &mut Option<T>,
    name: impl Fn(T) -> Option<String>,
    choices: impl FnOnce() -> Vec<T>,
) {
    let any = format!("Any {what}");
    let now = chosen
        .and_then(&name)
        .map_or_else(|| any.clone(), |name| widgets::first_words(&name, 24));
    let combo = egui::ComboBox::from_id_salt(("filter", what))
        .selected_text(now)
        .width(88.0);
    let response = combo.show_ui(ui, |ui| {
        if ui.selectable_label(chosen.is_none(), any).clicked() {
            *chosen = None;
        }
        let mut named: Vec<(String, T)> = choices()
            .into_iter()
            .filter_map(|choice| Some((name(choice)?, choice)))
            .collect();
        named.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, value) in named {
            if ui.selectable_label(*chosen == Some(value), name).clicked() {
                *chosen = Some(value);
            }
        }
    });
    let _ = response
        .response
        .accessible_name(format!("Filter by {what}"));
}
