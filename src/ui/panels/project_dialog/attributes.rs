//! What else can be said of a passage: the attributes that the project defines.

use crate::app::{Command, Session};
use crate::project::{Attribute, AttributeId, AttributeKind, RecordId, Value};
use crate::ui::panels::fields::{Drafts, Look};
use crate::ui::panels::widgets::{self, count};
use eframe::egui::{self, Ui};

/// The attributes tab.
#[derive(Debug, Default)]
pub struct Attributes {
    drafts: Drafts<(Option<AttributeId>, Field)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Field {
    Name,
    Choices,
}

impl Attributes {
    /// Shows the attributes by name, and a field for a new one.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        widgets::teach_ui(
            ui,
            "An attribute is one more thing to say of a passage, such as its strength or the kind of actor. It shows with the passage and can be a column of the table. A value of a document, such as one that came with a table of answers, holds for its passages.",
        );
        let mut attributes: Vec<&Attribute> = session.project().attributes().iter().collect();
        attributes.sort_by(|a, b| a.name.cmp(&b.name));
        for attribute in attributes {
            ui.separator();
            self.attribute_ui(ui, session, attribute, out);
        }
        ui.separator();
        let key = (None, Field::Name);
        if let Some(name) =
            self.drafts
                .field_ui(ui, key, "", Look::line("New attribute").hint("Its name"))
        {
            match problem(session, None, &name) {
                Some(problem) => self.drafts.refuse(key, name, problem),
                None => {
                    let attribute = Attribute {
                        id: AttributeId::new(),
                        name: name.trim().to_owned(),
                        kind: AttributeKind::Text,
                    };
                    out.push(Command::PutAttribute(attribute));
                }
            }
        }
    }

    fn attribute_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        attribute: &Attribute,
        out: &mut Vec<Command>,
    ) {
        let key = (Some(attribute.id), Field::Name);
        let title = format!("Name of attribute {}", attribute.name);
        if let (_, Some(name)) = self
            .drafts
            .bare_ui(ui, key, &attribute.name, Look::line(&title))
        {
            match problem(session, Some(attribute.id), &name) {
                Some(problem) => self.drafts.refuse(key, name, problem),
                None => out.push(Command::PutAttribute(Attribute {
                    name: name.trim().to_owned(),
                    ..attribute.clone()
                })),
            }
        }
        let passages = values(session, attribute.id).0.count();
        let documents = values(session, attribute.id).1.count();
        let used = passages + documents;
        ui.horizontal(|ui| {
            kind_ui(ui, attribute, used, out);
            widgets::field_name_ui(ui, &set_in(passages, documents));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let words = if used == 0 {
                    "Remove".to_owned()
                } else {
                    format!("Remove with {}", count(used, "value", "values"))
                };
                if ui
                    .button(words)
                    .accessible_name(format!("Remove attribute {}", attribute.name))
                    .clicked()
                {
                    out.push(Command::Remove(RecordId::Attribute(attribute.id)));
                }
            });
        });
        if let AttributeKind::List(choices) = &attribute.kind {
            let title = format!("Choices of {}", attribute.name);
            let look = Look::lines(&title, 3).hint("One choice a line");
            let key = (Some(attribute.id), Field::Choices);
            if let (_, Some(text)) = self.drafts.bare_ui(ui, key, &choices.join("\n"), look) {
                let kind = AttributeKind::List(lines(&text));
                match lost(session, attribute, &kind) {
                    Some(problem) => self.drafts.refuse(key, text, problem),
                    None => out.push(Command::PutAttribute(Attribute {
                        kind,
                        ..attribute.clone()
                    })),
                }
            }
        }
    }
}

/// The kind of an attribute. It can change while no passage has a value that would not fit any more.
fn kind_ui(ui: &mut Ui, attribute: &Attribute, used: usize, out: &mut Vec<Command>) {
    let kinds = [
        ("Choice", AttributeKind::List(Vec::new())),
        ("Text", AttributeKind::Text),
        ("Number", AttributeKind::Number),
        ("Date", AttributeKind::Date),
    ];
    let same = |kind: &AttributeKind| {
        std::mem::discriminant(kind) == std::mem::discriminant(&attribute.kind)
    };
    let now = kinds
        .iter()
        .find(|(_, kind)| same(kind))
        .map_or("", |(name, _)| name);
    ui.add_enabled_ui(used == 0, |ui| {
        let combo = egui::ComboBox::from_id_salt(("attribute kind", attribute.id))
            .selected_text(now)
            .width(96.0);
        let response = combo.show_ui(ui, |ui| {
            for (name, kind) in &kinds {
                if ui.selectable_label(same(kind), *name).clicked() && !same(kind) {
                    out.push(Command::PutAttribute(Attribute {
                        kind: kind.clone(),
                        ..attribute.clone()
                    }));
                }
            }
        });
        let response = response
            .response
            .accessible_name(format!("Kind of {}", attribute.name));
        response.on_disabled_hover_text(
            "Passages or documents have values of this kind. Clear them to choose another.",
        );
    });
}

/// The lines of a text that say something, each once.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|other| other == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// Says which value of a passage would not fit the attribute any more.
fn lost(session: &Session, attribute: &Attribute, kind: &AttributeKind) -> Option<String> {
    let (mut passages, mut documents) = values(session, attribute.id);
    let unfit = |value: &&Value| !kind.takes(value);
    let (value, of) = match passages.find(unfit) {
        Some(value) => (value, "passage"),
        None => (documents.find(unfit)?, "document"),
    };
    Some(format!(
        "“{value}” is the value of a {of}. Keep it, or set another there first."
    ))
}

/// The values that passages and that documents have of an attribute.
fn values(
    session: &Session,
    id: AttributeId,
) -> (impl Iterator<Item = &Value>, impl Iterator<Item = &Value>) {
    let project = session.project();
    let passages = project.codings().iter();
    let documents = project.documents().iter();
    (
        passages.filter_map(move |coding| coding.attributes.get(&id)),
        documents.filter_map(move |document| document.attributes.get(&id)),
    )
}

/// "set in 3 passages and 12 documents".
fn set_in(passages: usize, documents: usize) -> String {
    let of_passages = count(passages, "passage", "passages");
    let of_documents = count(documents, "document", "documents");
    match (passages, documents) {
        (_, 0) => format!("set in {of_passages}"),
        (0, _) => format!("set in {of_documents}"),
        _ => format!("set in {of_passages} and {of_documents}"),
    }
}

fn problem(session: &Session, id: Option<AttributeId>, name: &str) -> Option<String> {
    let name = name.trim().to_lowercase();
    if name.is_empty() {
        return Some("An attribute needs a name.".to_owned());
    }
    let mut others = session
        .project()
        .attributes()
        .iter()
        .filter(|attribute| Some(attribute.id) != id);
    let other = others.find(|attribute| attribute.name.to_lowercase() == name)?;
    Some(format!("There is an attribute “{}” already.", other.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_the_lines_that_say_something() {
        assert_eq!(lines(" strong\n\nweak\nstrong \n"), ["strong", "weak"]);
    }
}
