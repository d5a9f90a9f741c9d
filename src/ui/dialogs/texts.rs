//! The texts that a document has had, and putting a corrected file in place of the one it has.

use super::chooser::{Ask, Kind};
use super::path_field::PathField;
use super::{Verdict, explain};
use crate::app::{App, Command, Correction, Session};
use crate::project::{Coding, CodingId, Document, RecordId, Version, VersionId, versions_of};
use crate::ui::Out;
use crate::ui::panels::widgets::{self, count, error_ui, first_words};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Button, Label, RichText, ScrollArea, Ui, vec2};

const TEXT: Kind = Kind {
    name: "Documents",
    extensions: &["txt", "md", "pdf", "docx", "odt", "rtf", "html", "epub"],
};

/// What is typed.
#[derive(Default)]
pub struct Form {
    file: PathField,
}

impl Form {
    /// The texts, the latest first, and the way to another.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        fresh: bool,
        error: Option<&str>,
        out: &mut Out,
    ) -> Verdict {
        let session = app.session();
        let document = session.and_then(|one| one.project().documents().get(one.view().document?));
        let (Some(session), Some(document)) = (session, document) else {
            return Verdict::Cancel;
        };
        ui.add(Label::new(RichText::new(&document.title).font(theme::strong_font())).wrap());
        let mut verdict = Verdict::Stay;
        let replacing = app.replacing().filter(|one| one.document == document.id);
        match replacing.map(|one| one.ready()) {
            Some(Some(correction)) => {
                if let Some(command) = ready_ui(ui, session, correction) {
                    verdict = Verdict::DoAndStay(command);
                }
            }
            Some(None) => {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label("Comparing the two texts…");
                    if ui.button("Stop").clicked() {
                        out.run(Command::LeaveText);
                    }
                });
            }
            None => {
                versions_ui(ui, session, document, &mut verdict);
                ui.add_space(8.0);
                explain(
                    ui,
                    "A file with the same text put right, such as one of better text recognition (OCR), can take its place. You see what becomes of the passages first.",
                );
                let hint = "A corrected file in any format that can be imported";
                let entered = self
                    .file
                    .ui(ui, "Corrected file", hint, Ask::File(TEXT), fresh);
                let path = self.file.path();
                let ready = path.is_some() && session.read_only().is_none();
                let compare =
                    ui.add_enabled(ready, Button::new("Compare").min_size(vec2(96.0, 32.0)));
                if let Some(path) = path
                    && ready
                    && (compare.clicked() || entered)
                {
                    verdict = Verdict::DoAndStay(Command::PrepareText(document.id, path));
                }
            }
        }
        if let Some(error) = error {
            error_ui(ui, error);
        }
        let close = widgets::close_ui(ui);
        if close {
            if replacing.is_some() {
                out.run(Command::LeaveText);
            }
            return Verdict::Cancel;
        }
        verdict
    }
}

/// One line for each text, with the way back to it.
fn versions_ui(ui: &mut Ui, session: &Session, document: &Document, verdict: &mut Verdict) {
    let project = session.project();
    let versions = versions_of(project, document.id);
    if versions.is_empty() {
        explain(
            ui,
            "This text is as it was imported: nobody has corrected it.",
        );
        return;
    }
    let now = document.text_version();
    ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        for version in versions {
            ui.separator();
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(version.made.to_string()).family(theme::strong()));
                ui.label(said_of(session, version));
                if version.id == now {
                    ui.label(RichText::new("the text it has now").color(Tokens::of(ui).quiet));
                    return;
                }
                let back = ui.add_enabled(
                    session.read_only().is_none(),
                    Button::new("Go back to this text"),
                );
                let name = format!("Go back to the text of {}, {}", version.made, version.file);
                if back.accessible_name(name).clicked() {
                    *verdict = Verdict::DoAndStay(Command::GoBackTo(version.id));
                }
            });
        }
    });
}

/// Who made a text, why, how long it is, and how many passages stand in it.
fn said_of(session: &Session, version: &Version) -> String {
    let project = session.project();
    let first = version.id == VersionId::first(version.document);
    let stamp = project.version(RecordId::Version(version.id));
    let coder = stamp.and_then(|(stamp, _)| project.coders().get(stamp.coder));
    let by = match coder {
        Some(coder) if !first => format!("corrected by {}", coder.name),
        _ => "as it was imported".to_owned(),
    };
    let of = |coding: &&Coding| {
        coding
            .version
            .unwrap_or_else(|| VersionId::first(coding.document))
            == version.id
    };
    let passages = project.codings_in(version.document).filter(of).count();
    let note = match version.note.as_str() {
        "" => String::new(),
        note => format!(", “{note}”"),
    };
    let passages = count(passages, "passage", "passages");
    format!(
        "{by}{note}, {} KB, {passages}",
        version.bytes.div_ceil(1000)
    )
}

/// What would become of the passages. Gives what the person wants.
fn ready_ui(ui: &mut Ui, session: &Session, correction: &Correction) -> Option<Command> {
    let tokens = Tokens::of(ui);
    let known = |id: CodingId| session.project().codings().get(id);
    let changed: Vec<(&Coding, &str)> = correction
        .moves
        .iter()
        .filter_map(|found| Some((known(found.coding)?, found.quotation.as_str())))
        .filter(|(coding, now)| coding.quotation != **now)
        .collect();
    let moves = count(correction.moves.len(), "passage goes", "passages go");
    let waits = count(correction.waits.len(), "waits", "wait");
    let summary = format!(
        "{moves} with the text, {} of them with corrected words; {waits} for a place.",
        changed.len()
    );
    ui.add(Label::new(RichText::new(summary).font(theme::strong_font())).wrap());
    let height = (ui.ctx().content_rect().height() - 360.0).clamp(120.0, 360.0);
    theme::show_scroll_bar(ui);
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        for coding in correction.waits.iter().filter_map(|id| known(*id)) {
            ui.separator();
            let words = format!("Waits: {}", first_words(&coding.quotation, 300));
            ui.add(Label::new(RichText::new(words).color(tokens.warning)).wrap());
        }
        for (coding, now) in changed {
            ui.separator();
            for (word, words) in [("Was", coding.quotation.as_str()), ("Now", now)] {
                let line = format!("{word}: {}", first_words(words, 300));
                ui.add(Label::new(RichText::new(line)).wrap());
            }
        }
    });
    ui.add_space(8.0);
    let mut asked = None;
    ui.horizontal(|ui| {
        let words = RichText::new("Replace the text")
            .family(theme::strong())
            .color(tokens.on_accent);
        let button = Button::new(words)
            .fill(tokens.accent)
            .min_size(vec2(96.0, 32.0));
        if ui.add(button).clicked() {
            asked = Some(Command::ReplaceText);
        }
        if ui
            .add(Button::new("Keep the text it has").min_size(vec2(80.0, 32.0)))
            .clicked()
        {
            asked = Some(Command::LeaveText);
        }
    });
    asked
}
