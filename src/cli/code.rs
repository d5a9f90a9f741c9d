//! How are passages coded, one or thousands in one step?

use super::args::Code;
use super::desk;
use super::lines::{Asked, Line};
use super::print::{count, short};
use super::problem::{Problem, complain};
use super::records::{file, unread};
use crate::app::{Said, Session, decode_text, read_text};
use crate::project::{Attribute, AttributeId, CodeId, Coding, DocumentId, Span, tidy_spans};
use crate::text::Text;
use std::collections::{BTreeSet, HashSet};
use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// A passage as the app takes it.
type Passage = (DocumentId, Vec<Span>, CodeId, Said);

/// What makes a coding the same as another: who gave which code to what.
type Twin = (DocumentId, Vec<Span>, CodeId, String);

pub(super) fn code(args: Code, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    // Read ahead of opening, so that a file that is not there is told of at once.
    let lines = args.from.as_deref().map(lines_of).transpose()?;
    let mut app = desk::open(&args.dir, args.who.coder.as_deref())?;
    let from_lines = lines.is_some();
    let usual = asked(&args);
    let lines = lines.unwrap_or_else(|| {
        vec![(
            0,
            Line {
                asked: usual.clone(),
                ..Line::default()
            },
        )]
    });
    let total = lines.len();
    let session = desk::session(&app)?;
    let (passages, wrong) = resolve(session, &usual, lines);
    let wrong_lines: BTreeSet<usize> = wrong.iter().map(|(line, _)| *line).collect();
    for (line, sentence) in &wrong {
        match from_lines {
            true => complain(&format!("line {line}: {sentence}")),
            false => complain(sentence),
        }
    }
    if !wrong.is_empty() && !args.skip_errors {
        if from_lines {
            complain(&format!(
                "{} of {total} lines cannot be coded, so nothing was. Mend them, or leave them out with --skip-errors",
                wrong_lines.len()
            ));
        }
        return Ok(ExitCode::FAILURE);
    }
    let documents: BTreeSet<DocumentId> = passages.iter().map(|passage| passage.0).collect();
    let label = match passages.len() {
        1 => "Code passage".to_owned(),
        many => format!("Code {many} passages"),
    };
    let coded = app.code_passages(&label, passages)?;
    let said = match (from_lines, documents.first()) {
        (false, Some(document)) => {
            let name = file(desk::session(&app)?, *document);
            format!("Coded {} in {name}", count(coded, "passage", "passages"))
        }
        _ => format!(
            "Coded {} in {}",
            count(coded, "passage", "passages"),
            count(documents.len(), "document", "documents")
        ),
    };
    desk::leave(app)?;
    writeln!(out, "{said}")?;
    if !wrong_lines.is_empty() {
        writeln!(
            out,
            "Left out {}",
            count(wrong_lines.len(), "line", "lines")
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What the options ask for.
fn asked(args: &Code) -> Asked {
    Asked {
        document: args.document.clone(),
        spans: args.start.zip(args.end).into_iter().collect(),
        codes: args.code.clone(),
        stance: args.stance,
        case: args.case.clone(),
        date: args.date,
        speaker: args.speaker.clone(),
        memo: args.memo.clone(),
        ..Asked::default()
    }
}

/// The lines of a file that say something, with their numbers from 1.
fn lines_of(from: &Path) -> Result<Vec<(usize, Line)>, Problem> {
    let text = if from == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| format!("The standard input cannot be read: {error}"))?;
        decode_text(&bytes)
    } else {
        read_text(from)?
    };
    let lines: Vec<(usize, Line)> = (1..)
        .zip(text.split('\n'))
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| (number, Line::read(line)))
        .collect();
    if lines.is_empty() {
        let name = from.display();
        return Err(format!("{name} has no line in it, so there is nothing to code").into());
    }
    let foreign: BTreeSet<&str> = lines
        .iter()
        .flat_map(|(_, line)| line.foreign.iter().map(String::as_str))
        .collect();
    if !foreign.is_empty() {
        let names: Vec<&str> = foreign.into_iter().collect();
        complain(&format!(
            "Left out, since it means nothing here: {}. attest help code has the names",
            names.join(", ")
        ));
    }
    Ok(lines)
}

/// The passages that lines ask for, and what is wrong with which line. What a line does not say, `usual` says.
fn resolve(
    session: &Session,
    usual: &Asked,
    lines: Vec<(usize, Line)>,
) -> (Vec<Passage>, Vec<(usize, String)>) {
    let mut twins: HashSet<Twin> = HashSet::new();
    let mut known: BTreeSet<DocumentId> = BTreeSet::new();
    let mut passages = Vec::new();
    let mut wrong = Vec::new();
    for (number, line) in lines {
        let mut resolver = Resolver {
            session,
            wrong: line.wrong,
        };
        let asked = with_usual(line.asked, usual);
        let found = resolver.passages(&asked).unwrap_or_default();
        let mut new: Vec<Twin> = Vec::new();
        for passage in &found {
            if known.insert(passage.0) {
                twins.extend(twins_in(session, passage.0));
            }
            let twin = twin_of(session, passage);
            if twins.contains(&twin) {
                let code = session.project().codes().get(passage.2);
                resolver.wrong.push(format!(
                    "this passage has the code {} already",
                    code.map_or("", |code| code.label())
                ));
            } else if !new.contains(&twin) {
                new.push(twin);
            }
        }
        if resolver.wrong.is_empty() {
            twins.extend(new);
            passages.extend(found);
        } else {
            wrong.extend(
                resolver
                    .wrong
                    .into_iter()
                    .map(|sentence| (number, sentence)),
            );
        }
    }
    (passages, wrong)
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
        case: asked.case.or_else(|| usual.case.clone()),
        date: asked.date.or(usual.date),
        speaker: asked.speaker.or_else(|| usual.speaker.clone()),
        memo: asked.memo.or_else(|| usual.memo.clone()),
        ..asked
    }
}

/// The codings that a document has already.
fn twins_in(session: &Session, document: DocumentId) -> impl Iterator<Item = Twin> {
    let project = session.project();
    project.codings_in(document).map(move |coding| {
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
    wrong: Vec<String>,
}

impl Resolver<'_> {
    fn passages(&mut self, asked: &Asked) -> Option<Vec<Passage>> {
        let place = self.place(asked);
        let codes = self.codes(&asked.codes);
        let attributes = self.attributes(&asked.attributes);
        let (document, spans) = place?;
        let said = Said {
            stance: asked.stance.unwrap_or_default(),
            case: asked.case.clone().unwrap_or_default(),
            date: asked.date,
            speaker: asked.speaker.clone().unwrap_or_default(),
            memo: asked.memo.clone().unwrap_or_default(),
            coder: asked.coder.clone().unwrap_or_default(),
            attributes,
        };
        let passage = |code| (document, spans.clone(), code, said.clone());
        Some(codes.into_iter().map(passage).collect())
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
        let document = self.session.find_document(name);
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

    fn codes(&mut self, names: &[String]) -> Vec<CodeId> {
        if names.is_empty() {
            self.wrong
                .push("it does not say which code: “code” is missing".to_owned());
        }
        let mut codes = Vec::new();
        for name in names {
            let code = self.session.find_code(name);
            codes.extend(self.note(code).filter(|code| !codes.contains(code)));
        }
        codes
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
