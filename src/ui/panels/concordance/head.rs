//! Over the concordance: what was found, which of it is shown, and what can be done with it.

use super::ConcordanceTable;
use crate::analysis::concordance::{Only, Uncoded};
use crate::app::{Command, HitsView, Lines, Session};
use crate::text::Extent;
use crate::ui::panels::Ask;
use crate::ui::panels::picker::{Picked, Purpose};
use crate::ui::panels::widgets::{self, count, first_words};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Button, RichText, Ui};

impl ConcordanceTable {
    pub(super) fn head_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        lines: Option<&Lines>,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        let mut ask = None;
        title_ui(ui, session);
        let row = ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let any = lines.is_some_and(|lines| !lines.rows.is_empty());
            let may = session.read_only().is_none();
            let walk = ui.add_enabled(any && may, Button::new("Code as it comes"));
            let walk = walk.on_hover_text("Walk hit by hit in the reader: a key codes and goes on");
            if walk.clicked() {
                out.push(Command::StartWalk(None));
            }
            let ticked = !session.finder().ticked().is_empty();
            let code = ui.add_enabled(ticked && may, Button::new("Code ticked…"));
            if code
                .on_disabled_hover_text("Tick the hits to code first")
                .clicked()
            {
                self.picker.open(Purpose::CodeHits);
            }
            let export = ui.add_enabled(any, Button::new("Export hits…"));
            if export
                .on_hover_text("Writes these lines, in this order, with citations and counts")
                .clicked()
            {
                ask = Some(Ask::ExportHits);
            }
            ui.separator();
            self.uncoded_ui(ui, session, out);
            extent_ui(ui, session, out);
            let counts = Button::new("Counts").selected(!self.folded);
            if ui
                .add(counts)
                .on_hover_text("How many hits each document and case has")
                .clicked()
            {
                self.folded = !self.folded;
            }
        });
        only_ui(ui, session, out);
        match self.picked(ui, session, row.response.rect) {
            Some((Purpose::CodeHits, Picked::Code(code))) => ask = Some(Ask::CodeHits(code)),
            Some((Purpose::Filter, Picked::Code(code))) => {
                out.push(Command::LookAtHits(HitsView {
                    uncoded: Uncoded::Without(code),
                    ..*session.concordance().view()
                }));
            }
            _ => {}
        }
        ask
    }

    fn uncoded_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let view = *session.concordance().view();
        let label = |code| {
            let code = session.project().codes().get(code);
            let label = code.map_or("", |code| code.label());
            format!("Not coded with {}", first_words(label, 24))
        };
        let now = match view.uncoded {
            Uncoded::All => "All hits".to_owned(),
            Uncoded::WithoutCode => "Only uncoded".to_owned(),
            Uncoded::Without(code) => label(code),
        };
        let combo = egui::ComboBox::from_id_salt("uncoded hits").selected_text(&now);
        let shown = combo.show_ui(ui, |ui| {
            for (uncoded, name) in [
                (Uncoded::All, "All hits"),
                (Uncoded::WithoutCode, "Only uncoded"),
            ] {
                if ui.selectable_label(view.uncoded == uncoded, name).clicked() {
                    out.push(Command::LookAtHits(HitsView { uncoded, ..view }));
                }
            }
            if ui.selectable_label(false, "Not coded with…").clicked() {
                self.picker.open(Purpose::Filter);
            }
        });
        shown.response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ComboBox, true, format!("Which hits, now {now}"))
        });
    }
}

fn title_ui(ui: &mut Ui, session: &Session) {
    let tokens = Tokens::of(ui);
    let finder = session.finder();
    let documents = finder.results().map_or(0, |found| found.by_document.len());
    ui.horizontal(|ui| {
        let words = session.quest_words();
        let title = RichText::new(first_words(&words, 80)).font(theme::strong_font());
        ui.label(title).on_hover_text(words);
        let said = match finder.total() {
            0 if finder.is_searching() => "Searching…".to_owned(),
            total => format!(
                "{} in {}",
                count(total, "hit", "hits"),
                count(documents, "document", "documents")
            ),
        };
        ui.label(RichText::new(said).color(tokens.quiet));
    });
}

/// How much around a hit is coded with it.
pub(in crate::ui::panels) fn extent_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    let now = session.concordance().view().extent;
    let name = |extent: Extent| match extent {
        Extent::Itself => "Code the hit",
        Extent::Sentence => "Code its sentence",
        Extent::Paragraph => "Code its paragraph",
    };
    let combo = egui::ComboBox::from_id_salt("extent of hits").selected_text(name(now));
    let shown = combo.show_ui(ui, |ui| {
        for extent in Extent::ALL {
            if ui.selectable_label(now == extent, name(extent)).clicked() {
                out.push(Command::SetExtent(extent));
            }
        }
    });
    shown.response.widget_info(|| {
        let name = format!("How much is coded, now the {}", now.word());
        egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name)
    });
}

/// Which document or case the list is filtered to, and the way back.
fn only_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    let view = *session.concordance().view();
    let project = session.project();
    let words = match view.only {
        None => return,
        Some(Only::Document(id)) => {
            let title = project.documents().get(id).map_or("", |one| &one.title);
            format!("Only in “{}”", first_words(title, 60))
        }
        Some(Only::Case(Some(id))) => {
            let name = project.cases().get(id).map_or("", |one| &one.name);
            format!("Only of {name}")
        }
        Some(Only::Case(None)) => "Only of no case".to_owned(),
    };
    ui.horizontal(|ui| {
        widgets::teach_ui(ui, &words);
        if ui.button("Show all").clicked() {
            out.push(Command::LookAtHits(HitsView { only: None, ..view }));
        }
    });
}
