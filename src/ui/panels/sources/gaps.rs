//! What does not fit in a document: works cited and not listed, listed and not cited, notes and marks that are lost.

use super::filter::document_ui;
use crate::app::{Command, DocumentGaps, Gap, Selection, Session};
use crate::project::DocumentId;
use crate::ui::panels::Ask;
use crate::ui::panels::widgets::{self, count, heading_ui};
use crate::ui::theme::Tokens;
use eframe::egui::{self, RichText, ScrollArea, Ui};
use std::collections::BTreeMap;

/// What does not fit, document by document.
#[derive(Debug, Default)]
pub(super) struct GapList {
    /// The one document that is shown; none for all.
    document: Option<DocumentId>,
    /// What was found, and from which register.
    found: (u64, BTreeMap<DocumentId, DocumentGaps>),
}

impl GapList {
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        let documents = session.project().documents();
        self.document = self.document.filter(|id| documents.contains(*id));
        let mut ask = None;
        ui.horizontal(|ui| {
            document_ui(
                ui,
                session,
                "All documents",
                &mut self.document,
                "Document to check",
            );
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let tip = "Writes a table of what does not fit, or puts it on the clipboard";
                if ui.button("Export…").on_hover_text(tip).clicked() {
                    ask = Some(Ask::ExportGaps(self.document));
                }
            });
        });
        ui.add_space(8.0);
        let generation = session.register_generation();
        if self.found.0 != generation {
            self.found = (generation, BTreeMap::new());
        }
        let mut shown: Vec<_> = documents
            .iter()
            .filter(|document| self.document.is_none_or(|id| id == document.id))
            .collect();
        shown.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
        if shown.is_empty() || session.register().is_none() {
            super::empty_ui(ui, session, true);
            return ask;
        }
        ScrollArea::vertical()
            .auto_shrink([false, false])
            .show(ui, |ui| {
                for document in shown {
                    if !self.found.1.contains_key(&document.id)
                        && let Some(gaps) = session.gaps_of(document.id)
                    {
                        self.found.1.insert(document.id, gaps);
                    }
                    let Some(gaps) = self.found.1.get(&document.id) else {
                        continue;
                    };
                    heading_ui(ui, &document.title);
                    ui.push_id(document.id, |ui| gaps_ui(ui, document.id, gaps, out));
                    ui.add_space(16.0);
                }
            });
        ask
    }
}

fn gaps_ui(ui: &mut Ui, document: DocumentId, gaps: &DocumentGaps, out: &mut Vec<Command>) {
    let quiet = Tokens::of(ui).quiet;
    if !gaps.has_list {
        ui.label(RichText::new("It has no list of references.").color(quiet));
    }
    if gaps.count() == 0 {
        if gaps.has_list {
            ui.label(RichText::new("All fits.").color(quiet));
        }
        return;
    }
    for (title, found) in gaps.named() {
        if found.is_empty() {
            continue;
        }
        let works = found.iter().all(|gap| !gap.key.is_empty());
        let title = if works {
            format!("{title}: {}", count(found.len(), "work", "works"))
        } else {
            title.to_owned()
        };
        widgets::field_name_ui(ui, &title);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 2.0);
            for gap in found {
                gap_ui(ui, document, gap, &title, out);
            }
        });
        ui.add_space(6.0);
    }
}

fn gap_ui(ui: &mut Ui, document: DocumentId, gap: &Gap, part: &str, out: &mut Vec<Command>) {
    let Some(place) = gap.place else {
        let quiet = Tokens::of(ui).quiet;
        ui.label(RichText::new(&gap.name).color(quiet))
            .on_hover_text("Neither its mark nor its note is in the text");
        return;
    };
    let button = egui::Button::new(&gap.name).small();
    let response = ui
        .add(button)
        .accessible_name(format!("{part}: {}", gap.name));
    if response.on_hover_text("Go there").clicked() {
        if !gap.key.is_empty() {
            out.push(Command::ChooseSources(vec![gap.key.clone()]));
        }
        out.push(Command::GoTo(document, place));
        out.push(Command::Select(Selection::of(place)));
    }
}
