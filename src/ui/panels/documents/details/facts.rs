//! What is known of a document's file and text, which nobody types.

use crate::app::Session;
use crate::project::Document;
use crate::ui::panels::widgets::{count, field_name_ui};
use eframe::egui::{Label, Ui};

/// Where the text came from, what it has, and which parts belong to other cases.
pub(super) fn show(ui: &mut Ui, session: &Session, document: &Document) {
    let mut lines = vec![("File", file(document)), ("Text", text(session, document))];
    if !document.sections.is_empty() {
        lines.push(("Parts", parts(session, document)));
    }
    for (name, line) in lines {
        field_name_ui(ui, name);
        ui.add(Label::new(line).wrap().selectable(true));
    }
}

fn file(document: &Document) -> String {
    let mut said = vec![document.file.clone()];
    if !document.original.is_empty() && document.original != document.file {
        said.push(format!("from {}", document.original));
    }
    said.push(
        match (document.reader.as_str(), document.encoding.as_str()) {
            ("", "") => "read as UTF-8".to_owned(),
            ("", encoding) => format!("read as {encoding}"),
            (reader, "") => format!("read by {reader}"),
            (reader, encoding) => format!("read by {reader} as {encoding}"),
        },
    );
    said.join(", ")
}

fn text(session: &Session, document: &Document) -> String {
    let mut said = vec![size(document.bytes)];
    if let Some(text) = session.text(document.id) {
        let map = text.map();
        let parts = [
            (map.pages.len(), "page", "pages"),
            (map.notes.len(), "note", "notes"),
        ];
        let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
        said.extend(parts.map(|(number, one, many)| count(number, one, many)));
    }
    let versions = session.project().versions().iter();
    let versions = versions.filter(|version| version.document == document.id);
    let versions = versions.count();
    if versions > 1 {
        said.push(count(versions, "version", "versions"));
    }
    let hash: String = document.sha256.chars().take(12).collect();
    said.push(format!("SHA-256 {hash}…"));
    said.join(", ")
}

fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{} KB", bytes.div_ceil(1000))
    } else {
        format!("{:.1} MB", bytes as f64 / 1e6)
    }
}

/// The cases of its parts, in the order of the text, each once.
fn parts(session: &Session, document: &Document) -> String {
    let mut names: Vec<&str> = Vec::new();
    for section in &document.sections {
        let case = section
            .case
            .and_then(|case| session.project().cases().get(case));
        if let Some(case) = case
            && !names.contains(&case.name.as_str())
        {
            names.push(&case.name);
        }
    }
    let parts = count(document.sections.len(), "part", "parts");
    if names.is_empty() {
        parts
    } else {
        format!("{parts}: {}", names.join(", "))
    }
}
