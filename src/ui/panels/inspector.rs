//! The selected passages: what is said of one or many codings, to read and to change.

use super::fields::{Drafts, Look};
use super::memos::MemoList;
use super::picker::{CodePicker, Picked, Purpose};
use super::widgets::{self, count, field_name_ui, stance_buttons_ui};
use super::{Ask, Tab};
use crate::app::{CodingField, Command, Session};
use crate::project::{
    Attribute, AttributeId, AttributeKind, CodeId, Coding, CodingId, MemoOn, Project, Stance, path,
};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, FontId, RichText, ScrollArea, Ui};
use std::collections::{BTreeMap, BTreeSet};

/// The inspector of the selected codings.
#[derive(Debug, Default)]
pub struct Inspector {
    drafts: Drafts<(Vec<CodingId>, Field)>,
    picker: CodePicker,
    memos: MemoList,
    /// What the selected codings have in common, for as long as neither they nor the project change.
    shared: Option<(u64, Vec<CodingId>, Shared)>,
    /// What speakers were named before.
    speakers: Option<(u64, Vec<String>)>,
    whole_quotation: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Field {
    Case,
    Date,
    Speaker,
    Memo,
    Attribute(AttributeId),
}

impl Field {
    fn with(self, text: String) -> CodingField {
        match self {
            Self::Case => CodingField::Case(text),
            Self::Date => CodingField::Date(text),
            Self::Speaker => CodingField::Speaker(text),
            Self::Memo => CodingField::Memo(text),
            Self::Attribute(id) => CodingField::Attribute(id, text),
        }
    }
}

/// A value that all have, or more than one.
#[derive(Clone, Debug, PartialEq)]
enum Common<T> {
    Same(T),
    Several,
}

impl<T: PartialEq> Common<T> {
    fn of(values: impl IntoIterator<Item = T>) -> Option<Self> {
        let mut values = values.into_iter();
        let first = values.next()?;
        Some(if values.all(|value| value == first) {
            Self::Same(first)
        } else {
            Self::Several
        })
    }

    fn same(&self) -> Option<&T> {
        match self {
            Self::Same(value) => Some(value),
            Self::Several => None,
        }
    }
}

/// What the selected codings have in common.
#[derive(Clone, Debug, PartialEq)]
struct Shared {
    code: Common<CodeId>,
    stance: Common<Stance>,
    case: Common<String>,
    date: Common<String>,
    speaker: Common<String>,
    memo: Common<String>,
    attributes: BTreeMap<AttributeId, Common<String>>,
}

impl Shared {
    fn of(project: &Project, codings: &[&Coding]) -> Option<Self> {
        let each = |value: &dyn Fn(&Coding) -> String| {
            Common::of(codings.iter().map(|coding| value(coding)))
        };
        let case = |coding: &Coding| {
            coding
                .case
                .and_then(|id| project.cases().get(id))
                .map_or(String::new(), |case| case.name.clone())
        };
        let value = |id: AttributeId| {
            move |coding: &Coding| {
                coding
                    .attributes
                    .get(&id)
                    .map_or(String::new(), ToString::to_string)
            }
        };
        let attributes = project
            .attributes()
            .iter()
            .filter_map(|attribute| Some((attribute.id, each(&value(attribute.id))?)));
        Some(Self {
            code: Common::of(codings.iter().map(|coding| coding.code))?,
            stance: Common::of(codings.iter().map(|coding| coding.stance))?,
            case: each(&case)?,
            date: each(&|coding| coding.date.map_or(String::new(), |date| date.to_string()))?,
            speaker: each(&|coding| coding.speaker.clone())?,
            memo: each(&|coding| coding.memo.clone())?,
            attributes: attributes.collect(),
        })
    }
}

impl Inspector {
    /// Shows the selected codings, or, without any, what to do to see some, in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        let ids = &session.view().codings;
        for ((codings, field), text) in self.drafts.left(|(shown, _)| shown == ids) {
            out.push(Command::EditCodings(codings, vec![field.with(text)]));
        }
        self.update(session);
        let Some((_, ids, shared)) = self.shared.clone() else {
            self.picker.close();
            return nothing_ui(ui, session, out);
        };
        let codings: Vec<&Coding> = ids
            .iter()
            .filter_map(|id| session.project().codings().get(*id))
            .collect();
        let mut ask = None;
        ScrollArea::vertical()
            .id_salt("inspector")
            .auto_shrink([false, true])
            .show(ui, |ui| {
                self.head_ui(ui, session, &codings, out);
                ui.add_enabled_ui(session.read_only().is_none(), |ui| {
                    self.code_ui(ui, session, &shared, out);
                    field_name_ui(ui, "Stance");
                    if let Some(stance) = stance_buttons_ui(ui, shared.stance.same().copied()) {
                        out.push(Command::EditCodings(
                            ids.clone(),
                            vec![CodingField::Stance(stance)],
                        ));
                    }
                    self.fields_ui(ui, session, &codings, &shared, out);
                    ask = self.attributes_ui(ui, session, &ids, &shared, out);
                    if let [one] = codings.as_slice() {
                        self.memos.show(ui, session, MemoOn::Coding(one.id), out);
                    }
                });
            });
        ask
    }

    fn update(&mut self, session: &Session) {
        let ids = &session.view().codings;
        let made = self.shared.as_ref().is_some_and(|(revision, made_for, _)| {
            *revision == session.revision() && made_for == ids
        });
        if !made {
            let codings: Vec<&Coding> = ids
                .iter()
                .filter_map(|id| session.project().codings().get(*id))
                .collect();
            if self
                .shared
                .as_ref()
                .is_none_or(|(_, made_for, _)| made_for != ids)
            {
                self.whole_quotation = false;
            }
            self.shared = Shared::of(session.project(), &codings)
                .map(|shared| (session.revision(), ids.clone(), shared));
        }
    }

    fn head_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        codings: &[&Coding],
        out: &mut Vec<Command>,
    ) {
        ui.horizontal(|ui| {
            let title = if codings.len() == 1 {
                "Passage".to_owned()
            } else {
                count(codings.len(), "passage", "passages")
            };
            widgets::heading_ui(ui, &title);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let words = if codings.len() == 1 {
                    "Delete coding".to_owned()
                } else {
                    format!("Delete {} codings", codings.len())
                };
                if ui
                    .add_enabled(session.read_only().is_none(), egui::Button::new(words))
                    .clicked()
                {
                    out.push(Command::DeleteCodings);
                }
            });
        });
        if let [one] = codings {
            self.quotation_ui(ui, session, one);
            return;
        }
        let documents: BTreeSet<_> = codings.iter().map(|coding| coding.document).collect();
        let coders: BTreeSet<_> = codings.iter().map(|coding| coding.coder).collect();
        let words = format!(
            "In {}, by {}. What you change here changes in all of them.",
            count(documents.len(), "document", "documents"),
            count(coders.len(), "coder", "coders")
        );
        widgets::teach_ui(ui, &words);
    }

    fn quotation_ui(&mut self, ui: &mut Ui, session: &Session, coding: &Coding) {
        const SHORT: usize = 320;
        let tokens = Tokens::of(ui);
        let short = widgets::first_words(&coding.quotation, SHORT);
        let is_short = coding.quotation.chars().count() <= SHORT;
        let text = if self.whole_quotation || is_short {
            coding.quotation.as_str()
        } else {
            short.as_str()
        };
        let font = FontId::new(theme::BODY + 1.0, theme::serif());
        ui.add(
            egui::Label::new(
                RichText::new(format!("“{text}”"))
                    .font(font)
                    .color(tokens.ink),
            )
            .wrap(),
        );
        let source = source(session, coding);
        let coder = session
            .project()
            .coders()
            .get(coding.coder)
            .map_or("", |coder| coder.name.as_str());
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&source).small().color(tokens.quiet));
            if !coder.is_empty() {
                ui.label(
                    RichText::new(format!("coded by {coder}"))
                        .small()
                        .color(tokens.quiet),
                );
            }
        });
        ui.horizontal_wrapped(|ui| {
            if ui
                .button("Copy quotation")
                .on_hover_text("With its source")
                .clicked()
            {
                ui.ctx()
                    .copy_text(format!("“{}” ({source})", coding.quotation));
            }
            if !is_short
                && ui
                    .button(if self.whole_quotation {
                        "Show less"
                    } else {
                        "Show all"
                    })
                    .clicked()
            {
                self.whole_quotation = !self.whole_quotation;
            }
        });
    }

    fn code_ui(&mut self, ui: &mut Ui, session: &Session, shared: &Shared, out: &mut Vec<Command>) {
        let label = field_name_ui(ui, "Code");
        let code = shared
            .code
            .same()
            .and_then(|id| session.project().codes().get(*id));
        let words = code.map_or("several".to_owned(), |code| {
            widgets::code_label(session.project(), code.id)
        });
        let button = ui
            .horizontal(|ui| {
                if let Some(code) = code {
                    widgets::swatch_ui(ui, code.colour);
                }
                ui.add(egui::Button::new(words.clone()).truncate())
            })
            .inner;
        let button = match code {
            Some(code) => button.on_hover_text(format!(
                "{}. Click to recode",
                path(session.project(), code.id).join(" › ")
            )),
            None => button.on_hover_text("Click to code all of them with one code"),
        };
        button.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), format!("Code {words}"))
        });
        let _ = label;
        if button.clicked() {
            self.picker.open(Purpose::Recode);
        }
        if let Some(Picked::Code(code)) = self.picker.popup(ui.ctx(), session, button.rect) {
            out.push(Command::Recode(code));
        }
    }

    fn fields_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        codings: &[&Coding],
        shared: &Shared,
        out: &mut Vec<Command>,
    ) {
        let project = session.project();
        let ids: Vec<CodingId> = codings.iter().map(|coding| coding.id).collect();
        let of_document = |coding: &&Coding| {
            let case = project.documents().get(coding.document)?.case?;
            project.cases().get(case).map(|case| case.name.clone())
        };
        let hint = Common::of(codings.iter().map(of_document))
            .and_then(|common| common.same().cloned().flatten());
        let hint = hint.map_or(String::new(), |name| format!("{name} (the document’s)"));
        let cases: Vec<String> = project
            .cases()
            .iter()
            .map(|case| case.name.clone())
            .collect();
        self.value_ui(
            ui,
            &ids,
            Field::Case,
            &shared.case,
            Look::line("Case").hint(&hint).suggest(&cases),
            session,
            out,
        );
        let date = Look::line("Date").hint("2004, 2004-06, 2004..2006, before 2004, about 2004");
        self.value_ui(ui, &ids, Field::Date, &shared.date, date, session, out);
        let speakers = self.speakers(session);
        let speaker = Look::line("Speaker")
            .hint("Whose words these are")
            .suggest(&speakers);
        self.value_ui(
            ui,
            &ids,
            Field::Speaker,
            &shared.speaker,
            speaker,
            session,
            out,
        );
        self.value_ui(
            ui,
            &ids,
            Field::Memo,
            &shared.memo,
            Look::lines("Memo", 3),
            session,
            out,
        );
    }

    /// One field of all selected codings. What differs among them shows as "several" until it is typed over.
    #[expect(
        clippy::too_many_arguments,
        reason = "a field needs all of what it shows"
    )]
    fn value_ui(
        &mut self,
        ui: &mut Ui,
        ids: &[CodingId],
        field: Field,
        value: &Common<String>,
        look: Look<'_>,
        session: &Session,
        out: &mut Vec<Command>,
    ) {
        let look = if *value == Common::Several {
            look.hint("several: type to set all")
        } else {
            look
        };
        let shown = value.same().map_or("", String::as_str);
        let key = (ids.to_vec(), field);
        if let Some(text) = self.drafts.field_ui(ui, key.clone(), shown, look) {
            self.take(session, key, text, out);
        }
        if *value == Common::Several
            && ui
                .small_button(format!("Clear {}", look.name.to_lowercase()))
                .clicked()
        {
            out.push(Command::EditCodings(
                ids.to_vec(),
                vec![field.with(String::new())],
            ));
        }
    }

    /// Sets what was typed, or keeps it in its field with what is wrong with it.
    fn take(
        &mut self,
        session: &Session,
        key: (Vec<CodingId>, Field),
        text: String,
        out: &mut Vec<Command>,
    ) {
        let field = key.1.with(text.clone());
        let Some(first) = key
            .0
            .first()
            .and_then(|id| session.project().codings().get(*id))
        else {
            return;
        };
        match field.put(&mut first.clone(), session.project()) {
            Ok(()) => out.push(Command::EditCodings(key.0, vec![field])),
            Err(problem) => self.drafts.refuse(key, text, problem),
        }
    }

    fn attributes_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        ids: &[CodingId],
        shared: &Shared,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        for attribute in session.project().attributes().iter() {
            let Some(value) = shared.attributes.get(&attribute.id) else {
                continue;
            };
            let field = Field::Attribute(attribute.id);
            match &attribute.kind {
                AttributeKind::List(choices) => list_ui(ui, ids, attribute, choices, value, out),
                kind => {
                    let hint = match kind {
                        AttributeKind::Number => "A number",
                        AttributeKind::Date => "Such as 2004-06-14",
                        _ => "",
                    };
                    self.value_ui(
                        ui,
                        ids,
                        field,
                        value,
                        Look::line(&attribute.name).hint(hint),
                        session,
                        out,
                    );
                }
            }
        }
        ui.add_space(8.0);
        ui.button("Attributes…")
            .on_hover_text("What else can be said of a passage in this project")
            .clicked()
            .then_some(Ask::Project(Tab::Attributes))
    }

    fn speakers(&mut self, session: &Session) -> Vec<String> {
        if self
            .speakers
            .as_ref()
            .is_none_or(|(revision, _)| *revision != session.revision())
        {
            let named: BTreeSet<&str> = session
                .project()
                .codings()
                .iter()
                .map(|coding| coding.speaker.as_str())
                .filter(|name| !name.is_empty())
                .collect();
            self.speakers = Some((
                session.revision(),
                named.into_iter().map(str::to_owned).collect(),
            ));
        }
        self.speakers
            .as_ref()
            .map_or_else(Vec::new, |(_, speakers)| speakers.clone())
    }
}

/// What stands there while nothing is selected.
fn nothing_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
    widgets::heading_ui(ui, "Passage");
    let words = if session.project().codings().is_empty() {
        "Select words in the text, then press Enter or click a code. What you have coded shows here, to say more of it."
    } else {
        "Click a coded passage in the text, or a row of the passages table, to see and change what is said of it."
    };
    widgets::teach_ui(ui, words);
    if session.read_only().is_none() {
        ui.add_space(8.0);
        field_name_ui(ui, "Stance of the next coding");
        if let Some(stance) = stance_buttons_ui(ui, Some(session.view().stance)) {
            out.push(Command::SetStance(stance));
        }
    }
    None
}

/// Author and year with the place, as a citation gives them.
fn source(session: &Session, coding: &Coding) -> String {
    let document = session.project().documents().get(coding.document);
    let citation = document.map_or(String::new(), |document| document.citation());
    match session.text(coding.document) {
        Some(text) => format!("{citation}, {}", text.place(coding.extent().start)),
        None => citation,
    }
}

fn list_ui(
    ui: &mut Ui,
    ids: &[CodingId],
    attribute: &Attribute,
    choices: &[String],
    value: &Common<String>,
    out: &mut Vec<Command>,
) {
    let label = field_name_ui(ui, &attribute.name);
    let shown = match value {
        Common::Several => "several",
        Common::Same(text) if text.is_empty() => "none",
        Common::Same(text) => text,
    };
    let mut chosen = None;
    let combo = egui::ComboBox::from_id_salt(("attribute", attribute.id))
        .selected_text(shown)
        .truncate();
    let response = combo.show_ui(ui, |ui| {
        if ui
            .selectable_label(value.same().is_some_and(String::is_empty), "none")
            .clicked()
        {
            chosen = Some(String::new());
        }
        for choice in choices {
            if ui
                .selectable_label(value.same() == Some(choice), choice)
                .clicked()
            {
                chosen = Some(choice.clone());
            }
        }
    });
    let _ = response.response.labelled_by(label.id);
    if let Some(text) = chosen {
        out.push(Command::EditCodings(
            ids.to_vec(),
            vec![CodingField::Attribute(attribute.id, text)],
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_several() {
        assert_eq!(Common::of([1, 1]), Some(Common::Same(1)));
        assert_eq!(Common::of([1, 2]), Some(Common::Several));
        assert_eq!(Common::<u8>::of([]), None);
    }
}
