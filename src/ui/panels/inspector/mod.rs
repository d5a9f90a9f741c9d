//! The selected passages: what is said of one or many codings, to read and to change.

mod bearings;
mod shared;

use super::fields::{Drafts, Look};
use super::memos::MemoList;
use super::picker::{CodePicker, Picked, Purpose};
use super::rests::RestsOn;
use super::widgets::{self, count, field_name_ui, stance_buttons_ui};
use super::{Ask, Tab};
use crate::analysis::passages::WAITING;
use crate::app::{CodingField, Command, ExampleKind, Session};
use crate::project::{
    Attribute, AttributeId, AttributeKind, Coding, CodingId, Made, MemoOn, Span, path,
};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, FontId, RichText, ScrollArea, Ui};
use shared::{Common, Shared};
use std::collections::BTreeSet;

/// The inspector of the selected codings.
#[derive(Debug, Default)]
pub struct Inspector {
    drafts: Drafts<Key>,
    /// The selected codings, and how often they have changed: what is typed belongs to one selection.
    selected: (u64, Vec<CodingId>),
    picker: CodePicker,
    memos: MemoList,
    /// What the selected codings have in common, for as long as neither they nor the project change.
    shared: Option<(u64, Shared)>,
    /// What speakers were named before.
    speakers: Option<(u64, Vec<String>)>,
    whole_quotation: bool,
    rests: RestsOn,
    wants_memo: bool,
}

/// A field of a selection.
type Key = (u64, Field);

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

impl Inspector {
    /// Gives the memo of the selected codings the keyboard.
    pub fn focus_memo(&mut self) {
        self.wants_memo = true;
    }

    /// Shows the selected codings, or, without any, what to do to see some, in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        self.update(session, out);
        let Some(shared) = self.shared.as_ref().map(|(_, shared)| shared.clone()) else {
            self.picker.close();
            let area = ScrollArea::vertical()
                .id_salt("selected text")
                .auto_shrink([false, true]);
            area.show(ui, |ui| {
                nothing_ui(ui, session, out);
                self.selection_ui(ui, session, out);
            });
            return None;
        };
        if std::mem::take(&mut self.wants_memo) {
            self.drafts.focus((self.selected.0, Field::Memo));
        }
        let mut ask = None;
        let area = ScrollArea::vertical()
            .id_salt("inspector")
            .auto_shrink([false, true]);
        area.show(ui, |ui| {
            let ids = self.selected.1.as_slice();
            let one = if let [one] = ids {
                session.project().codings().get(*one)
            } else {
                None
            };
            self.head_ui(ui, session, one, &shared, out);
            if let Some(one) = one.filter(|one| session.project().is_placed(one)) {
                self.rests
                    .show(ui, session, (one.document, &one.spans), out);
            }
            ui.add_enabled_ui(session.read_only().is_none(), |ui| {
                self.code_ui(ui, session, &shared, out);
                field_name_ui(ui, "Stance");
                if let Some(stance) = stance_buttons_ui(ui, shared.stance.same().copied()) {
                    out.push(self.set(CodingField::Stance(stance)));
                }
                self.bearings_ui(ui, session, &shared, out);
                self.fields_ui(ui, session, &shared, out);
                ask = self.attributes_ui(ui, session, &shared, out);
                if let Some(one) = one {
                    self.memos_ui(ui, session, one, out);
                }
            });
        });
        ask
    }

    /// What the selected text rests on, before it is coded.
    fn selection_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let selection = &session.view().selection;
        let shown = session.shown().filter(|_| !selection.is_empty());
        let Some((document, text)) = shown else {
            return;
        };
        let spans = selection.spans().into_iter();
        let spans: Vec<Span> = spans.flat_map(|span| text.without_cuts(span)).collect();
        ui.add_space(8.0);
        self.rests.show(ui, session, (document, &spans), out);
    }

    /// Brings what is known of the selection up to date. What was being typed for another selection is done.
    fn update(&mut self, session: &Session, out: &mut Vec<Command>) {
        let now = &session.view().codings;
        if self.selected.1 != *now {
            for ((_, field), text) in self.drafts.left(|_| false) {
                out.push(self.set(field.with(text)));
            }
            self.selected = (self.selected.0 + 1, now.clone());
            self.shared = None;
            self.whole_quotation = false;
        }
        let made = self
            .shared
            .as_ref()
            .is_some_and(|(revision, _)| *revision == session.revision());
        if !made {
            let codings = now
                .iter()
                .filter_map(|id| session.project().codings().get(*id));
            let shared = Shared::of(session.project(), &codings.collect::<Vec<_>>());
            self.shared = shared.map(|shared| (session.revision(), shared));
        }
    }

    /// Sets a field of all selected codings.
    fn set(&self, field: CodingField) -> Command {
        Command::EditCodings(self.selected.1.clone(), vec![field])
    }

    /// What others have to say of a coding; of one's own, there is its memo to begin with.
    fn memos_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        coding: &Coding,
        out: &mut Vec<Command>,
    ) {
        let on = MemoOn::Coding(coding.id);
        let mut memos = session.project().memos().iter();
        if coding.coder != session.me() || memos.any(|memo| memo.on == on) {
            ui.add_space(8.0);
            self.memos.show(ui, session, on, out);
        }
    }

    fn head_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        one: Option<&Coding>,
        shared: &Shared,
        out: &mut Vec<Command>,
    ) {
        let number = self.selected.1.len();
        ui.horizontal(|ui| {
            let title = if number == 1 {
                "Passage".to_owned()
            } else {
                count(number, "passage", "passages")
            };
            widgets::heading_ui(ui, &title);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let words = if number == 1 {
                    "Delete coding".to_owned()
                } else {
                    format!("Delete {number} codings")
                };
                if ui
                    .add_enabled(session.read_only().is_none(), egui::Button::new(words))
                    .clicked()
                {
                    out.push(Command::DeleteCodings);
                }
            });
        });
        if let Some(one) = one {
            return self.quotation_ui(ui, session, one, out);
        }
        let words = format!(
            "In {}, by {}. What you change here changes in all of them.",
            count(shared.documents, "document", "documents"),
            count(shared.coders, "coder", "coders")
        );
        widgets::teach_ui(ui, &words);
    }

    fn quotation_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        coding: &Coding,
        out: &mut Vec<Command>,
    ) {
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
        if coding.made != Made::Reading {
            let made = format!("Found by: {}", coding.made.words());
            ui.label(RichText::new(made).small().color(tokens.quiet));
        }
        ui.horizontal_wrapped(|ui| {
            if ui
                .button("Copy quotation")
                .on_hover_text("With its source, and what that cites")
                .clicked()
            {
                let text = session.text_of(coding);
                let quoted = text.map(|text| session.quoted(coding.document, text, &coding.spans));
                let words = quoted.unwrap_or_else(|| format!("“{}” ({source})", coding.quotation));
                ui.ctx().copy_text(words);
            }
            example_menu_ui(ui, session, out);
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
        shared: &Shared,
        out: &mut Vec<Command>,
    ) {
        let hint = shared
            .document_case
            .as_ref()
            .map_or(String::new(), |name| of_the_document(name));
        let cases: Vec<String> = session
            .project()
            .cases()
            .iter()
            .map(|case| case.name.clone())
            .collect();
        let look = Look::line("Case").hint(&hint).suggest(&cases);
        self.value_ui(ui, session, Field::Case, &shared.case, look, out);
        let look = Look::line("Date").hint("2004, 2004-06, 2004..2006, before 2004, about 2004");
        self.value_ui(ui, session, Field::Date, &shared.date, look, out);
        let speakers = self.speakers(session);
        let look = Look::line("Speaker")
            .hint("Whose words these are")
            .suggest(&speakers);
        self.value_ui(ui, session, Field::Speaker, &shared.speaker, look, out);
        self.value_ui(
            ui,
            session,
            Field::Memo,
            &shared.memo,
            Look::lines("Memo", 3),
            out,
        );
    }

    /// One field of all selected codings. What differs among them shows as "several" until it is typed over.
    fn value_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        field: Field,
        value: &Common<String>,
        look: Look<'_>,
        out: &mut Vec<Command>,
    ) {
        let several = *value == Common::Several;
        let look = if several {
            look.hint("several: type to set all")
        } else {
            look
        };
        let shown = value.same().map_or("", String::as_str);
        let key = (self.selected.0, field);
        if let Some(text) = self.drafts.field_ui(ui, key, shown, look) {
            self.take(session, key, text, out);
        }
        if several
            && ui
                .small_button(format!("Clear {}", look.name.to_lowercase()))
                .clicked()
        {
            out.push(self.set(field.with(String::new())));
        }
    }

    /// Sets what was typed, or keeps it in its field with what is wrong with it.
    fn take(&mut self, session: &Session, key: Key, text: String, out: &mut Vec<Command>) {
        let field = key.1.with(text.clone());
        let first = self
            .selected
            .1
            .iter()
            .find_map(|id| session.project().codings().get(*id));
        let Some(first) = first else { return };
        match field.put(&mut first.clone(), session.project()) {
            Ok(()) => out.push(self.set(field)),
            Err(problem) => self.drafts.refuse(key, text, problem),
        }
    }

    fn attributes_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        shared: &Shared,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        for attribute in session.project().attributes().iter() {
            let Some(value) = shared.attributes.get(&attribute.id) else {
                continue;
            };
            let inherited = shared.document_values.get(&attribute.id);
            let inherited = inherited.map(|value| of_the_document(value));
            let hint = match &attribute.kind {
                AttributeKind::List(choices) => {
                    let unset = inherited.as_deref().unwrap_or("none");
                    if let Some(text) = list_ui(ui, attribute, (choices, unset), value) {
                        out.push(self.set(CodingField::Attribute(attribute.id, text)));
                    }
                    continue;
                }
                AttributeKind::Number => "A number",
                AttributeKind::Date => "Such as 2004-06-14",
                AttributeKind::Text => "",
            };
            let hint = inherited.as_deref().unwrap_or(hint);
            let look = Look::line(&attribute.name).hint(hint);
            self.value_ui(
                ui,
                session,
                Field::Attribute(attribute.id),
                value,
                look,
                out,
            );
        }
        ui.add_space(8.0);
        let button = ui
            .button("Attributes…")
            .on_hover_text("What else can be said of a passage in this project");
        button.clicked().then_some(Ask::Project(Tab::Attributes))
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
fn nothing_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
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
        bearings::next_ui(ui, session, out);
    }
}

/// What the passage can be an example of.
fn example_menu_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    ui.add_enabled_ui(session.read_only().is_none(), |ui| {
        ui.menu_button("Use as…", |ui| {
            for (name, kind) in [
                ("Example of its code", ExampleKind::Example),
                ("Counter-example of its code", ExampleKind::CounterExample),
            ] {
                if ui.button(name).clicked() {
                    out.push(Command::UseAsExample(kind));
                }
            }
        });
    });
}

/// Author and year with the place, as a citation gives them.
fn source(session: &Session, coding: &Coding) -> String {
    let document = session.project().documents().get(coding.document);
    let citation = document.map_or(String::new(), |document| document.citation());
    if !session.project().is_placed(coding) {
        return format!("{citation}, {WAITING}");
    }
    match session.text(coding.document) {
        Some(text) => format!("{citation}, {}", text.place(coding.extent().start)),
        None => citation,
    }
}

/// What a passage has from its document while nothing else is said of it.
fn of_the_document(value: &str) -> String {
    format!("{value} (the document’s)")
}

/// A value out of a fixed list, or what stands for none; gives the one that was chosen, empty for none.
fn list_ui(
    ui: &mut Ui,
    attribute: &Attribute,
    (choices, unset): (&[String], &str),
    value: &Common<String>,
) -> Option<String> {
    let label = field_name_ui(ui, &attribute.name);
    let shown = match value {
        Common::Several => "several",
        Common::Same(text) if text.is_empty() => unset,
        Common::Same(text) => text,
    };
    let mut chosen = None;
    let combo = egui::ComboBox::from_id_salt(("attribute", attribute.id))
        .selected_text(shown)
        .truncate();
    let response = combo.show_ui(ui, |ui| {
        if ui
            .selectable_label(value.same().is_some_and(String::is_empty), unset)
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
    chosen
}
