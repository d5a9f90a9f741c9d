//! What does a passage rest on? The works that it cites, with their kinds and how it comes to them; a click goes to the
//! place that cites.

use super::widgets::{field_name_ui, sign_button_ui};
use crate::app::{Command, Rest, Session, Source};
use crate::project::{Coding, CodingId, DocumentId, Span};
use crate::ui::theme::{self, Tokens};
use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Button, FontId, Layout, RichText, Role, TextFormat, Ui, WidgetInfo};
use std::collections::HashMap;
use std::rc::Rc;

/// The works that one passage rests on, worked out once for a passage, a register and a project.
#[derive(Debug, Default)]
pub struct RestsOn {
    of: Option<Passage>,
    lines: Vec<Line>,
    /// Whether all are shown, however many there are.
    whole: bool,
}

#[derive(Debug, PartialEq)]
struct Passage {
    document: DocumentId,
    spans: Vec<Span>,
    register: u64,
    revision: u64,
}

/// A work, and how the passage comes to it.
#[derive(Debug)]
struct Line {
    key: String,
    label: String,
    /// Its kind, and the note or the passage: "cable · note 118".
    how: String,
    /// Who wrote it and what it is called, as far as that is known.
    title: String,
    /// The place that cites it.
    to: Option<Span>,
}

/// What codings rest on in the words of tables, kept for as long as neither the project nor the register changes.
#[derive(Debug, Default)]
pub struct SourceWords {
    at: (u64, u64),
    known: HashMap<CodingId, Rc<str>>,
}

impl SourceWords {
    /// The works that a coding rests on.
    pub fn of(&mut self, session: &Session, coding: &Coding) -> Rc<str> {
        let now = (session.register_generation(), session.revision());
        if self.at != now {
            self.at = now;
            self.known.clear();
        }
        let words = self.known.entry(coding.id);
        Rc::clone(words.or_insert_with(|| session.source_words(coding).into()))
    }
}

/// Works that are shown before one asks for all.
const FEW: usize = 5;

impl RestsOn {
    /// Shows the works of a passage.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        (document, spans): (DocumentId, &[Span]),
        out: &mut Vec<Command>,
    ) {
        self.update(session, document, spans);
        field_name_ui(ui, "Rests on");
        if self.lines.is_empty() {
            let words = if session.is_register_whole() {
                "Nothing is cited in this passage or in its notes."
            } else {
                "What the documents cite is being read."
            };
            ui.label(RichText::new(words).small().color(Tokens::of(ui).quiet));
            return;
        }
        let few = if self.whole { usize::MAX } else { FEW };
        for line in self.lines.iter().take(few) {
            line_ui(ui, document, line, out);
        }
        let more = self.lines.len().saturating_sub(FEW);
        if more > 0 {
            let words = match self.whole {
                true => "Show fewer works".to_owned(),
                false => format!("Show {more} more"),
            };
            if ui.small_button(words).clicked() {
                self.whole = !self.whole;
            }
        }
    }

    fn update(&mut self, session: &Session, document: DocumentId, spans: &[Span]) {
        let fresh = |of: &Passage| {
            of.document == document
                && of.spans == spans
                && of.register == session.register_generation()
                && of.revision == session.revision()
        };
        if self.of.as_ref().is_some_and(fresh) {
            return;
        }
        let same = |of: &Passage| of.document == document && of.spans == spans;
        self.whole &= self.of.as_ref().is_some_and(same);
        self.of = Some(Passage {
            document,
            spans: spans.to_vec(),
            register: session.register_generation(),
            revision: session.revision(),
        });
        let citations = session
            .register()
            .and_then(|register| register.citations(document));
        let sources = session.passage_rests_on(document, spans).into_iter();
        self.lines = sources
            .map(|(source, rest)| {
                let cites = citations.and_then(|citations| citations.list.get(rest.citation));
                let to = cites.map(|citation| citation.span());
                line(source, &rest, to)
            })
            .collect();
    }
}

fn line(source: &Source, rest: &Rest, to: Option<Span>) -> Line {
    let from = match &rest.note {
        Some(note) => format!("note {note}"),
        None => "in the passage".to_owned(),
    };
    let title = [source.author.as_str(), source.title.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(". ");
    Line {
        key: source.key.clone(),
        label: source.label.clone(),
        how: match source.kind {
            Some(kind) => format!("{} · {from}", kind.word()),
            None => from,
        },
        title,
        to,
    }
}

/// The work, which leads to the place that cites it, and the way to it in the room of works.
fn line_ui(ui: &mut Ui, document: DocumentId, line: &Line, out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = format!("Show {} in Sources", line.label);
            if sign_button_ui(ui, "→", &name).clicked() {
                out.push(Command::ShowWork(line.key.clone()));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                work_ui(ui, document, line, out);
            });
        });
    });
}

fn work_ui(ui: &mut Ui, document: DocumentId, line: &Line, out: &mut Vec<Command>) {
    let tokens = Tokens::of(ui);
    let mut job = LayoutJob::default();
    let format = |size, colour| TextFormat::simple(FontId::proportional(size), colour);
    job.append(&line.label, 0.0, format(theme::BODY, tokens.ink));
    job.append(&line.how, 8.0, format(theme::SMALL, tokens.quiet));
    let response = ui.add(Button::new(job).frame_when_inactive(false).truncate());
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Link,
            ui.is_enabled(),
            format!("Rests on {}, {}", line.label, line.how),
        )
    });
    let mut hover = format!("{}, {}", line.label, line.how);
    if !line.title.is_empty() {
        hover = format!("{hover}\n{}", line.title);
    }
    let hover = format!("{hover}\n\nA click goes to the place that cites it");
    if response.on_hover_text(hover).clicked()
        && let Some(to) = line.to
    {
        out.push(Command::GoTo(document, to));
    }
}
