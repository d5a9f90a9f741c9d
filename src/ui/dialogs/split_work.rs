//! Which of the citations of a work are of another work?

use super::{Verdict, explain, footer_ui, verdict};
use crate::app::{App, Command};
use crate::project::Alias;
use crate::ui::panels::widgets::{self, count};
use crate::ui::theme;
use eframe::egui::{ScrollArea, Ui};

/// A way in which a document cites the work, and whether it is of another.
struct Way {
    alias: Alias,
    /// "Report on ports: smith:2001, 3 times".
    words: String,
    is_other: bool,
}

/// What was ticked so far.
#[derive(Default)]
pub struct Form {
    key: String,
    label: String,
    ways: Vec<Way>,
}

impl Form {
    /// Takes up the work that is chosen in the list.
    pub fn prepare(&mut self, app: &App) {
        *self = Self::default();
        let Some(session) = app.session() else { return };
        let Some(source) = session.chosen_sources().pop() else {
            return;
        };
        self.key.clone_from(&source.key);
        self.label.clone_from(&source.label);
        let ways = source.aliases.iter().map(|alias| {
            let document = alias.document;
            let title = document.and_then(|id| session.project().documents().get(id));
            let title = title.map_or("", |document| document.title.as_str());
            let times = session.times_cited_as(source, alias);
            Way {
                alias: alias.clone(),
                words: format!(
                    "{title}: {}, {}",
                    alias.key,
                    count(times, "place", "places")
                ),
                is_other: false,
            }
        });
        self.ways = ways.collect();
    }

    /// The ways in which it is cited, each with a tick.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, error: Option<&str>) -> Verdict {
        if app.session().is_none() {
            return Verdict::Cancel;
        }
        explain(
            ui,
            &format!(
                "Tick the citations of “{}” that are of another work.",
                self.label
            ),
        );
        theme::show_scroll_bar(ui);
        let height = (ui.ctx().content_rect().height() - 320.0).clamp(120.0, 400.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            widgets::outline_ticks(ui);
            for way in &mut self.ways {
                ui.checkbox(&mut way.is_other, &way.words);
            }
        });
        let other = self.ways.iter().filter(|way| way.is_other);
        let apart: Vec<Alias> = other.map(|way| way.alias.clone()).collect();
        let ready = match apart.len() {
            0 => Err("Tick what is of another work"),
            all if all == self.ways.len() => Err("Leave something that is not of another work"),
            _ => Ok(()),
        };
        let buttons = footer_ui(ui, "Split", ready, error);
        verdict(buttons, false, ready.is_ok(), || {
            Command::SplitWork(self.key.clone(), apart)
        })
    }
}
