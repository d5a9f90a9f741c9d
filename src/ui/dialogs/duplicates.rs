//! Documents that have the same text, or nearly: to look at, and to remove one of.

use super::{Verdict, explain};
use crate::app::{App, Command, Session, Twins};
use crate::project::{Document, DocumentId};
use crate::ui::Out;
use crate::ui::panels::widgets::{self, count};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Align, Button, Label, Layout, RichText, ScrollArea, Ui};

/// The list of pairs, the most like first.
pub fn ui(ui: &mut Ui, app: &App, fresh: bool, out: &mut Out) -> Verdict {
    let Some(session) = app.session() else {
        return Verdict::Cancel;
    };
    if fresh {
        out.run(Command::SeekTwins);
    }
    explain(
        ui,
        "What counts is the wording: another export, a second OCR, a chapter of a book. Nothing is removed by itself, and undo brings back what you remove.",
    );
    let mut verdict = Verdict::Stay;
    match session.twins() {
        _ if fresh => {}
        None => explain(ui, "Comparing the texts…"),
        Some(twins) if twins.is_empty() => {
            explain(ui, "No two documents have the same text, or nearly.")
        }
        Some(twins) => {
            let height = (ui.ctx().content_rect().height() - 280.0).clamp(120.0, 480.0);
            theme::show_scroll_bar(ui);
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                for pair in &twins {
                    ui.separator();
                    if pair_ui(ui, session, pair, out) {
                        verdict = Verdict::Cancel;
                    }
                }
            });
        }
    }
    ui.add_space(8.0);
    let close = widgets::close_ui(ui);
    if close { Verdict::Cancel } else { verdict }
}

/// Two documents and what one is to the other. True where one of them is opened.
fn pair_ui(ui: &mut Ui, session: &Session, pair: &Twins, out: &mut Out) -> bool {
    let documents = session.project().documents();
    let (Some(one), Some(other)) = (documents.get(pair.one), documents.get(pair.other)) else {
        return false;
    };
    let opened = document_ui(ui, session, one, out);
    ui.label(RichText::new(format!("is {}", pair.likeness.words())).small());
    opened | document_ui(ui, session, other, out)
}

fn document_ui(ui: &mut Ui, session: &Session, document: &Document, out: &mut Out) -> bool {
    let codings = session.project().count_in(document.id);
    let said = count(codings, "coding", "codings");
    let id: DocumentId = document.id;
    ui.horizontal(|ui| {
        let open = ui
            .button("Open")
            .accessible_name(format!("Open {}", document.file));
        if open.clicked() {
            out.run(Command::ShowDocument(id));
        }
        let remove = Button::new("Remove");
        let remove = ui.add_enabled(session.read_only().is_none(), remove);
        let remove = remove
            .accessible_name(format!("Remove {} with {said}", document.file))
            .on_hover_text(format!("Removes the document with {said}"));
        if remove.clicked() {
            out.run(Command::RemoveDocument(id));
        }
        // Two files of one work often have one title: their names tell them apart.
        let quiet = Tokens::of(ui).quiet;
        let right = Layout::right_to_left(Align::Center);
        ui.with_layout(right, |ui| {
            ui.label(RichText::new(said).small());
            let left = Layout::left_to_right(Align::Center);
            ui.with_layout(left, |ui| {
                let file = RichText::new(&document.file).small().color(quiet);
                let half = ui.available_width() / 2.0;
                ui.scope(|ui| {
                    ui.set_max_width(half);
                    ui.add(Label::new(&document.title).truncate());
                });
                ui.add(Label::new(file).truncate());
            });
        });
        open.clicked()
    })
    .inner
}
