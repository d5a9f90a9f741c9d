//! Which passages do lines mean, and what in them does not fit the project?

use super::lines::{Asked, Line};
use super::print::short;
use super::records::unread;
use crate::app::{Said, Session};
use crate::project::{
    Attribute, AttributeId, CodeId, Coding, DocumentId, RivalId, Span, Stance, tidy_spans,
};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A passage as the app takes it.
pub(super) type Passage = (DocumentId, Vec<Span>, CodeId, Said);

/// What makes a coding the same as another: who gave which code to what.
type Twin = (DocumentId, Vec<Span>, CodeId, String);

/// What lines come to.
#[derive(Default)]
pub(super) struct Resolved {
    /// Of all lines that are right.
    pub passages: Vec<Passage>,
    /// What is wrong, with the number of its line.
    pub wrong: Vec<(usize, String)>,
}

/// The passages that numbered lines mean. What a line does not say, `usual` says.
pub(super) fn resolve(session: &Session, usual: &Asked, lines: Vec<(usize, Line)>) -> Resolved {
    let mut resolver = Resolver::new(session);
    let mut resolved = Resolved::default();
    for (number, line) in lines {
        resolver.wrong = line.wrong;
        let asked = with_usual(line.asked, usual);
        let found = resolver.passages(&asked).unwrap_or_default();
        let twins = resolver.new_twins(&found);
        let wrong = std::mem::take(&mut resolver.wrong);
        if wrong.is_empty() {
            resolver.twins.extend(twins);
            resolved.passages.extend(found);
        }
        let numbered = wrong.into_iter().map(|sentence| (number, sentence));
        resolved.wrong.extend(numbered);
    }
    resolved
}

fn with_usual(asked: Asked, usual: &Asked) -> Asked {
    Asked {
        document: asked.document.or_else(|| usual.document.clone()),
        codes: if asked.codes.is_empty() {
            usual.codes.clone()
        } else {
            asked.codes
        },
        stance: asked.stance.or(usual.stance),
        rivals: with_usual_rivals(asked.rivals, &usual.rivals),
        case: asked.case.or_else(|| usual.case.clone()),
        date: asked.date.or(usual.date),
        speaker: asked.speaker.or_else(|| usual.speaker.clone()),
        memo: asked.memo.or_else(|| usual.memo.clone()),
        ..asked
    }
}

/// A line speaks of the rivals that it names; of the others, the options do.
fn with_usual_rivals(
    mut asked: Vec<(String, Stance)>,
    usual: &[(String, Stance)],
) -> Vec<(String, Stance)> {
    let named = |name: &str, asked: &[(String, Stance)]| {
        let mut asked = asked.iter();
        asked.any(|(other, _)| other.trim().to_lowercase() == name.trim().to_lowercase())
    };
    for (name, stance) in usual {
        if !named(name, &asked) {
            asked.push((name.clone(), *stance));
        }
    }
    asked
}

/// The codings that a document has already.
fn twins_in(session: &Session, document: DocumentId) -> impl Iterator<Item = Twin> {
    let project = session.project();
    project.placed_in(document).map(move |coding| {
        let coder = project.coders().get(coding.coder);
        let coder = coder.map_or(String::new(), |coder| coder.name.trim().to_lowercase());
        (document, coding.spans.clone(), coding.code, coder)
    })
}

fn twin_of(session: &Session, (document, spans, code, said): &Passage) -> Twin {
    let me = session.project().coders().get(session.me());
    let coder = match said.coder.trim() {
        "" => me.map_or("", |coder| coder.name.trim()),
        name => name,
    };
    (*document, spans.clone(), *code, coder.to_lowercase())
}

/// Looks up what a passage names, and notes all that is wrong with it.
struct Resolver<'a> {
    session: &'a Session,
    /// What is wrong with the line in hand.
    wrong: Vec<String>,
    /// Names that were looked up before.
    documents: HashMap<String, Result<DocumentId, String>>,
    codes: HashMap<String, Result<CodeId, String>>,
    /// Codings that are there, or will be.
    twins: HashSet<Twin>,
    /// Documents whose codings are among the twins.
    known: BTreeSet<DocumentId>,
}

impl<'a> Resolver<'a> {
    fn new(session: &'a Session) -> Self {
        Self {
            session,
            wrong: Vec::new(),
            documents: HashMap::new(),
            codes: HashMap::new(),
            twins: HashSet::new(),
            known: BTreeSet::new(),
        }
    }

    fn passages(&mut self, asked: &Asked) -> Option<Vec<Passage>> {
        let place = self.place(asked);
        let codes = self.codes_of(&asked.codes);
        let attributes = self.attributes(&asked.attributes);
        let rivals = self.rivals(&asked.rivals);
        let (document, spans) = place?;
        let said = Said {
            stance: asked.stance.unwrap_or_default(),
            rivals,
            case: asked.case.clone().unwrap_or_default(),
            date: asked.date,
            speaker: asked.speaker.clone().unwrap_or_default(),
            memo: asked.memo.clone().unwrap_or_default(),
            coder: asked.coder.clone().unwrap_or_default(),
            attributes,
            ..Said::default()
        };
        let passage = |code| (document, spans.clone(), code, said.clone());
        Some(codes.into_iter().map(passage).collect())
    }

    /// What makes these codings what they are; notes those that are there already.
    fn new_twins(&mut self, passages: &[Passage]) -> Vec<Twin> {
        let mut new: Vec<Twin> = Vec::new();
        for passage in passages {
            if self.known.insert(passage.0) {
                self.twins.extend(twins_in(self.session, passage.0));
            }
            let twin = twin_of(self.session, passage);
            if self.twins.contains(&twin) {
                let code = self.session.project().codes().get(passage.2);
                let label = code.map_or("", |code| code.label());
                self.wrong
                    .push(format!("this passage has the code {label} already"));
            }
            new.push(twin);
        }
        new
    }

    fn note<T>(&mut self, result: Result<T, String>) -> Option<T> {
        result.map_err(|wrong| self.wrong.push(wrong)).ok()
    }

    fn place(&mut self, asked: &Asked) -> Option<(DocumentId, Vec<Span>)> {
        if asked.spans.is_empty() {
            self.wrong.push(
                "it does not say where the passage is: “start” and “end” are missing".to_owned(),
            );
        }
        let Some(name) = &asked.document else {
            self.wrong
                .push("it does not say which document: “document” is missing".to_owned());
            return None;
        };
        let document = self.documents.entry(name.clone());
        let document = document.or_insert_with(|| self.session.find_document(name));
        let document = document.clone();
        let document = self.note(document)?;
        let Some(text) = self.session.text(document) else {
            self.wrong.push(unread(self.session, document).to_string());
            return None;
        };
        let spans: Result<Vec<Span>, String> = asked
            .spans
            .iter()
            .map(|span| bytes(text, name, *span))
            .collect();
        let spans = tidy_spans(self.note(spans)?);
        let words = Coding::quote(text.str(), &spans).unwrap_or_default();
        if let Some(quotation) = asked
            .quotation
            .as_ref()
            .filter(|quotation| **quotation != words)
        {
            self.wrong.push(format!(
                "the text says “{}” there, not “{}”",
                short(&words, 60),
                short(quotation, 60)
            ));
        }
        if !spans.is_empty() && words.trim().is_empty() {
            self.wrong
                .push("there are only blanks in this passage".to_owned());
        }
        (!spans.is_empty()).then_some((document, spans))
    }

    fn codes_of(&mut self, names: &[String]) -> Vec<CodeId> {
        if names.is_empty() {
            self.wrong
                .push("it does not say which code: “code” is missing".to_owned());
        }
        let mut codes = Vec::new();
        for name in names {
            let code = self.codes.entry(name.clone());
            let code = code.or_insert_with(|| self.session.find_code(name)).clone();
            codes.extend(self.note(code).filter(|code| !codes.contains(code)));
        }
        codes
    }

    fn rivals(&mut self, named: &[(String, Stance)]) -> BTreeMap<RivalId, Stance> {
        let mut bearings = BTreeMap::new();
        for (name, stance) in named {
            let rival = self.session.find_rival(name);
            if let Some(rival) = self.note(rival) {
                bearings.insert(rival, *stance);
            }
        }
        bearings
    }

    fn attributes(&mut self, named: &[(String, String)]) -> Vec<(AttributeId, String)> {
        let attributes = self.session.project().attributes();
        let mut values = Vec::new();
        for (name, value) in named {
            let attribute: Option<&Attribute> = attributes
                .iter()
                .find(|attribute| attribute.name.to_lowercase() == name.trim().to_lowercase());
            let value = attribute
                .ok_or_else(|| format!("the project has no attribute “{name}”"))
                .and_then(|attribute| {
                    attribute
                        .kind
                        .parse(value)
                        .map_err(|wrong| format!("“{name}”: {wrong}"))?;
                    Ok((attribute.id, value.clone()))
                });
            values.extend(self.note(value));
        }
        values
    }
}

/// A span of code points in bytes.
fn bytes(text: &Text, name: &str, (start, end): (usize, usize)) -> Result<Span, String> {
    if start >= end {
        return Err(format!(
            "the passage from {start} to {end} is empty: the end comes after the start, and is not included"
        ));
    }
    let points = text.code_points();
    match (
        points.to_byte(text.str(), start),
        points.to_byte(text.str(), end),
    ) {
        (Some(start), Some(end)) => Ok(Span::new(start, end)),
        _ => Err(format!(
            "the passage from {start} to {end} reaches outside “{name}”, which has {} characters",
            points.count()
        )),
    }
}
