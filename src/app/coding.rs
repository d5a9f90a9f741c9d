//! What a person does to passages: code them, say more of them, move their ends, walk from one to the next.

use super::view::Selection;
use super::{CodingField, Direction, Edge, Session};
use crate::project::{
    AttributeId, CaseId, Code, CodeId, CoderId, Coding, CodingId, Date, DocumentId, Edit, Made,
    Project, RivalId, Span, Stance, Transaction, find_or_add_case, find_or_add_coder,
    remove_coding, tidy_spans,
};
use crate::text::{Text, word_after, word_before};
use std::collections::BTreeMap;

/// What a new coding says beside its code and spans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// How it bears on the argument.
    pub stance: Stance,
    /// How it bears on rival explanations.
    pub rivals: BTreeMap<RivalId, Stance>,
    /// The case by name; empty takes the document's.
    pub case: String,
    /// When what it says happened.
    pub date: Option<Date>,
    /// Whose words or view it gives.
    pub speaker: String,
    /// What the coder has to say of it.
    pub memo: String,
    /// Who tagged it, by name; empty means the one who codes here.
    pub coder: String,
    /// Values of the project's own attributes, as typed.
    pub attributes: Vec<(AttributeId, String)>,
    /// How it came about.
    pub made: Made,
}

impl Session {
    pub(super) fn select(&mut self, mut selection: Selection) {
        let Some((_, text)) = self.shown() else {
            return;
        };
        let end = text.str().len();
        let fit = |offset: usize| text.str().floor_char_boundary(offset.min(end));
        selection.anchor = fit(selection.anchor);
        selection.head = fit(selection.head);
        selection.parts = tidy_spans(
            selection
                .parts
                .iter()
                .map(|span| Span::new(fit(span.start), fit(span.end)))
                .collect(),
        );
        self.view.selection = selection;
    }

    pub(super) fn apply_code(&mut self, code: CodeId) -> Result<(), String> {
        self.code_selection(code, None)
    }

    pub(super) fn apply_new_code(&mut self, name: &str) -> Result<(), String> {
        let code = self.new_code(None, name)?;
        self.code_selection(code.id, Some(code))
    }

    fn code_selection(&mut self, code: CodeId, new: Option<Code>) -> Result<(), String> {
        let walked = self.selected_stop();
        let Some((document, text)) = self.shown() else {
            return Err("Choose a document first".to_owned());
        };
        let selected = self.view.selection.spans().into_iter();
        let parts = selected.flat_map(|span| text.without_cuts(span)).collect();
        let spans = without_blanks(text, parts);
        if spans.is_empty() {
            return Err("Select a passage first, then choose its code".to_owned());
        }
        let speaking = spans
            .first()
            .and_then(|first| text.map().cue_at(first.start));
        let said = Said {
            stance: self.view.stance,
            rivals: self.view.rivals.clone(),
            speaker: speaking.map_or(String::new(), |cue| cue.speaker.clone()),
            made: walked.clone().unwrap_or_else(|| self.made_of_selection()),
            ..Said::default()
        };
        let is_found = said.made != Made::Reading;
        let coding = self.coding(document, text, spans, code, &said)?;
        let (id, end) = (coding.id, coding.extent().end);
        let twin = self.project.placed_in(document).find(|other| {
            other.code == coding.code && other.coder == coding.coder && other.spans == coding.spans
        });
        if let Some(twin) = twin {
            self.view.codings = vec![twin.id];
            return Err("This passage has this code already".to_owned());
        }
        let step = new
            .into_iter()
            .fold(Transaction::new("Code passage"), Transaction::put)
            .put(coding);
        self.perform(&step)?;
        self.view.codings = vec![id];
        self.view.stance = Stance::Unset;
        self.view.rivals.clear();
        self.view.selection = Selection::caret(end);
        if is_found {
            self.remember_query();
        }
        if walked.is_some() {
            self.walk_coded();
        }
        Ok(())
    }

    /// A coding of these spans of a text by the one who codes here, not yet in the project.
    ///
    /// # Errors
    /// Says what does not fit.
    pub(super) fn coding(
        &self,
        document: DocumentId,
        text: &Text,
        spans: Vec<Span>,
        code: CodeId,
        said: &Said,
    ) -> Result<Coding, String> {
        let spans = tidy_spans(spans);
        let quotation = Coding::quote(text.str(), &spans).filter(|words| !words.is_empty());
        let quotation = quotation.ok_or("The passage is empty, or reaches outside the text")?;
        Ok(Coding {
            id: CodingId::new(),
            document,
            code,
            coder: self.me(),
            spans,
            quotation,
            stance: said.stance,
            rivals: self.bearings(&said.rivals),
            case: None,
            date: said.date,
            speaker: said.speaker.trim().to_owned(),
            memo: said.memo.clone(),
            attributes: BTreeMap::new(),
            version: self
                .project
                .documents()
                .get(document)
                .and_then(|document| document.version),
            made: said.made.clone(),
        })
    }

    /// What there is to record of these bearings: on rivals that are there, where something was said.
    fn bearings(&self, said: &BTreeMap<RivalId, Stance>) -> BTreeMap<RivalId, Stance> {
        let known = said.iter().filter(|(rival, stance)| {
            **stance != Stance::Unset && self.project.rivals().contains(**rival)
        });
        known.map(|(rival, stance)| (*rival, *stance)).collect()
    }

    /// Codes passages in one step; the cases and coders that they name are added. Spans are byte ranges.
    ///
    /// # Errors
    /// Says what does not fit; then nothing is coded.
    pub fn code_passages(
        &mut self,
        label: &str,
        passages: Vec<(DocumentId, Vec<Span>, CodeId, Said)>,
    ) -> Result<usize, String> {
        let mut step = Transaction::new(label);
        let mut named = Named::default();
        let count = passages.len();
        for (document, spans, code, said) in passages {
            let text = self
                .text(document)
                .ok_or("The text of this document has not been read")?;
            let mut coding = self.coding(document, text, spans, code, &said)?;
            for (attribute, value) in &said.attributes {
                let field = CodingField::Attribute(*attribute, value.clone());
                field.put(&mut coding, &self.project)?;
            }
            coding.case = named.case(&self.project, &mut step, &said.case);
            if let Some(coder) = named.coder(&self.project, &mut step, &said.coder) {
                coding.coder = coder;
            }
            step = step.put(coding);
        }
        self.perform(&step)?;
        Ok(count)
    }

    pub(super) fn set_stance(&mut self, stance: Stance) -> Result<(), String> {
        if self.view.codings.is_empty() || !self.view.selection.is_empty() {
            self.view.stance = stance;
            return Ok(());
        }
        self.edit_codings(&self.view.codings.clone(), &[CodingField::Stance(stance)])
    }

    pub(super) fn edit_codings(
        &mut self,
        ids: &[CodingId],
        fields: &[CodingField],
    ) -> Result<(), String> {
        let names: Vec<_> = fields
            .iter()
            .map(|field| field.name(&self.project))
            .collect();
        let whose = if ids.len() == 1 {
            String::new()
        } else {
            format!(" of {} passages", ids.len())
        };
        let mut step = Transaction::new(format!("Set {}{whose}", names.join(", ")));
        let case = fields.iter().find_map(|field| match field {
            CodingField::Case(name) => Some(find_or_add_case(&self.project, name)),
            _ => None,
        });
        if let Some(Some((_, Some(new)))) = &case {
            step = step.put(new.clone());
        }
        for before in ids.iter().filter_map(|id| self.project.codings().get(*id)) {
            let mut coding = before.clone();
            for field in fields {
                field.put(&mut coding, &self.project)?;
            }
            if let Some(case) = &case {
                coding.case = case.as_ref().map(|(id, _)| *id);
            }
            if coding != *before {
                step = step.put(coding);
            }
        }
        self.perform(&step)
    }

    pub(super) fn recode(&mut self, code: CodeId) -> Result<(), String> {
        let ids = self.view.codings.clone();
        if ids.is_empty() {
            return Err("Select a coded passage first".to_owned());
        }
        self.edit_codings(&ids, &[CodingField::Code(code)])
    }

    pub(super) fn delete_codings(&mut self) -> Result<(), String> {
        let ids = std::mem::take(&mut self.view.codings);
        let label = if ids.len() == 1 {
            "Delete coding".to_owned()
        } else {
            format!("Delete {} codings", ids.len())
        };
        let mut step = Transaction::new(label);
        for id in ids {
            step = remove_coding(&self.project, step, id);
        }
        self.perform(&step)
    }

    pub(super) fn set_spans(&mut self, id: CodingId, spans: Vec<Span>) -> Result<(), String> {
        let Some(before) = self.project.codings().get(id) else {
            return Ok(());
        };
        let text = self
            .text(before.document)
            .ok_or("The text of this document has not been read")?;
        let spans = tidy_spans(spans);
        let words = Coding::quote(text.str(), &spans).filter(|words| !words.is_empty());
        let quotation = words.ok_or("A passage cannot be empty")?;
        let waited = !self.project.is_placed(before);
        if spans == before.spans && !waited {
            return Ok(());
        }
        let document = self.project.documents().get(before.document);
        let coding = Coding {
            spans,
            quotation,
            version: document.and_then(|document| document.version),
            ..before.clone()
        };
        let label = if waited {
            "Place passage in the corrected text"
        } else {
            "Move passage boundary"
        };
        self.perform(&Transaction::new(label).put(coding))
    }

    /// Moves an end of the chosen coding by a word.
    pub(super) fn nudge(&mut self, edge: Edge, direction: Direction) -> Result<(), String> {
        let Some(coding) = self.chosen() else {
            return Err("Select a coded passage first".to_owned());
        };
        if !self.project.is_placed(coding) {
            return Err(super::versions::WAITS.to_owned());
        }
        let Some(text) = self.text(coding.document) else {
            return Ok(());
        };
        let (id, mut spans) = (coding.id, coding.spans.clone());
        let part = match edge {
            Edge::Start => spans.first_mut(),
            Edge::End => spans.last_mut(),
        };
        let Some(part) = part else { return Ok(()) };
        match (edge, direction) {
            (Edge::Start, Direction::Back) => part.start = word_before(text.str(), part.start),
            (Edge::Start, Direction::On) => {
                let next = word_after(text.str(), word_after(text.str(), part.start));
                part.start = word_before(text.str(), next).max(part.start);
            }
            (Edge::End, Direction::On) => part.end = word_after(text.str(), part.end),
            (Edge::End, Direction::Back) => {
                let previous = word_before(text.str(), word_before(text.str(), part.end));
                part.end = word_after(text.str(), previous).min(part.end);
            }
        }
        if part.is_empty() {
            return Err("A passage cannot be empty".to_owned());
        }
        self.set_spans(id, spans)
    }

    /// Goes to the coding after (or before) the chosen one, or the caret, in the document.
    pub(super) fn step_coding(&mut self, direction: Direction) {
        let Some(document) = self.view.document else {
            return;
        };
        let mut codings: Vec<&Coding> = self
            .project
            .placed_in(document)
            .filter(|coding| self.is_shown(coding))
            .collect();
        codings.sort_by_key(|coding| (coding.extent(), coding.id));
        let chosen = self
            .chosen()
            .and_then(|chosen| codings.iter().position(|coding| coding.id == chosen.id));
        let caret = self.view.selection.head;
        let next = match (direction, chosen) {
            (Direction::On, Some(at)) => codings.get(at + 1),
            (Direction::Back, Some(at)) => at.checked_sub(1).and_then(|at| codings.get(at)),
            (Direction::On, None) => codings.iter().find(|coding| coding.extent().start >= caret),
            (Direction::Back, None) => codings
                .iter()
                .rev()
                .find(|coding| coding.extent().start < caret),
        };
        if let Some(next) = next.map(|coding| coding.id) {
            self.go_to_coding(next);
        }
    }

    pub(super) fn go_to_coding(&mut self, id: CodingId) {
        let Some(coding) = self.project.codings().get(id) else {
            return;
        };
        let (document, extent) = (coding.document, coding.extent());
        let placed = self.project.is_placed(coding);
        self.show_document(document);
        self.view.codings = vec![id];
        if !placed {
            return;
        }
        self.view.selection = Selection::caret(extent.start);
        self.view.reveal(extent, false);
    }
}

/// Cases and coders that a step names: each is looked up once, and added once where it is new.
#[derive(Default)]
struct Named {
    cases: BTreeMap<String, CaseId>,
    coders: BTreeMap<String, CoderId>,
}

impl Named {
    fn case(&mut self, project: &Project, step: &mut Transaction, name: &str) -> Option<CaseId> {
        let key = name.trim().to_lowercase();
        if let Some(known) = self.cases.get(&key) {
            return Some(*known);
        }
        let (id, new) = find_or_add_case(project, name)?;
        step.edits.extend(new.map(|case| Edit::Put(case.into())));
        self.cases.insert(key, id);
        Some(id)
    }

    fn coder(&mut self, project: &Project, step: &mut Transaction, name: &str) -> Option<CoderId> {
        let key = name.trim().to_lowercase();
        if key.is_empty() {
            return None;
        }
        if let Some(known) = self.coders.get(&key) {
            return Some(*known);
        }
        let (id, new) = find_or_add_coder(project, name);
        step.edits.extend(new.map(|coder| Edit::Put(coder.into())));
        self.coders.insert(key, id);
        Some(id)
    }
}

/// Spans without the blanks around them: nobody means to code the line end behind a paragraph.
fn without_blanks(text: &Text, spans: Vec<Span>) -> Vec<Span> {
    let trimmed = spans.into_iter().filter_map(|span| {
        let words = text.str().get(span.range())?;
        let start = span.start + (words.len() - words.trim_start().len());
        Some(Span::new(start, start + words.trim().len()))
    });
    tidy_spans(trimmed.collect())
}
