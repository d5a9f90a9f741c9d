//! One document becomes several, by its headings, or its parts become cases; and several become one. Each is one step, and
//! codings go where their passages go.

use super::{App, Session};
use crate::project::{
    Case, CaseId, Coding, Document, DocumentId, MemoOn, Project, RecordId, Section, Span, Subject,
    Transaction, delete_document, find_or_add_case, shortened,
};
use crate::text::parts::{cut_out, put_together};
use crate::text::{Map, Text};
use std::sync::Arc;

/// So many characters of a quotation tell a person which it is.
const QUOTED: usize = 60;

/// A part that a person wants of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedPart {
    /// Its first byte; it goes on to where the next one starts.
    pub start: usize,
    /// What it is to be called.
    pub title: String,
    /// Its case, a new one is added; empty for the document's.
    pub case: String,
}

/// What parts of a document become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SplitInto {
    /// Documents of their own, in place of the whole.
    #[default]
    Documents,
    /// Cases within the document, which stays one.
    Cases,
}

impl Session {
    /// Parts a document, or says of which case each part is.
    ///
    /// # Errors
    /// A passage reaches over two parts, waits for its place, or the parts cannot be kept.
    pub(super) fn split(
        &mut self,
        id: DocumentId,
        parts: &[WantedPart],
        into: SplitInto,
    ) -> Result<(), String> {
        let (document, text) = self.document_with_text(id)?;
        let spans = spans_of(&text, parts)?;
        match into {
            SplitInto::Cases => self.split_into_cases(document, parts),
            SplitInto::Documents => self.split_into_documents(&document, &text, parts, &spans),
        }
    }

    fn split_into_cases(
        &mut self,
        mut document: Document,
        parts: &[WantedPart],
    ) -> Result<(), String> {
        let mut step = Transaction::new(format!(
            "Give the parts of “{}” their cases",
            document.title
        ));
        let mut cases = Cases::of(self.project());
        document.sections = parts
            .iter()
            .map(|part| Section {
                start: part.start,
                case: cases.find_or_add(&part.case),
            })
            .collect();
        for case in cases.new {
            step = step.put(case);
        }
        self.perform(&step.put(document))
    }

    fn split_into_documents(
        &mut self,
        document: &Document,
        text: &Text,
        parts: &[WantedPart],
        spans: &[Span],
    ) -> Result<(), String> {
        let places = self.places_in_parts(document, spans)?;
        let mut step = Transaction::new(format!("Split “{}”", document.title));
        let mut cases = Cases::of(self.project());
        let mut made = Vec::with_capacity(parts.len());
        for (part, span) in parts.iter().zip(spans) {
            let (words, map) = cut_out(text, *span);
            let case = cases.find_or_add(&part.case);
            let sections = if case.is_some() {
                Vec::new()
            } else {
                sections_in(document, *span)
            };
            let new = Document {
                id: DocumentId::new(),
                title: part.title.clone(),
                case: case.or(document.case),
                sections,
                notes: noted(&document.notes, &format!("Part of “{}”", document.title)),
                ..document.clone()
            };
            let new = self.stored(new, &part.title, &words, &map)?;
            made.push(new.id);
            step = step.put(new);
        }
        for case in cases.new {
            step = step.put(case);
        }
        for (coding, at) in places {
            step = step.put(moved(coding, made[at], |span| {
                Span::new(span.start - spans[at].start, span.end - spans[at].start)
            }));
        }
        // The thoughts on the whole stay with the first part.
        let step = self.without_whole(step, document.id, made.first().copied());
        self.perform(&step)?;
        if let Some(first) = made.first() {
            self.show_document(*first);
        }
        Ok(())
    }

    /// Each coding of a document with the part that it is in.
    fn places_in_parts(
        &self,
        document: &Document,
        spans: &[Span],
    ) -> Result<Vec<(Coding, usize)>, String> {
        let mut places = Vec::new();
        for coding in self.project().codings_in(document.id) {
            if !document.places(coding) {
                return Err(format!(
                    "The passage “{}” waits for its place in the corrected text. Place or remove it first",
                    shortened(&coding.quotation, QUOTED)
                ));
            }
            let extent = coding.extent();
            let at = spans.partition_point(|span| span.end <= extent.start);
            match spans.get(at) {
                Some(span) if extent.end <= span.end => places.push((coding.clone(), at)),
                _ => {
                    return Err(format!(
                        "The passage “{}” reaches over the start of a part. Change the passage, or leave that part with the one before",
                        shortened(&coding.quotation, QUOTED)
                    ));
                }
            }
        }
        Ok(places)
    }

    /// Makes one document of several, in this order, with these titles as headings if wanted.
    ///
    /// # Errors
    /// There are fewer than two, a passage waits for its place, or the whole cannot be kept.
    pub(super) fn join(
        &mut self,
        ids: &[DocumentId],
        title: &str,
        titles: bool,
    ) -> Result<(), String> {
        let mut found: Vec<(Document, Arc<Text>)> = Vec::with_capacity(ids.len());
        for id in ids {
            let one = self.document_with_text(*id)?;
            if let Some(coding) = self
                .project()
                .codings_in(*id)
                .find(|coding| !one.0.places(coding))
            {
                return Err(format!(
                    "The passage “{}” waits for its place in the corrected text. Place or remove it first",
                    shortened(&coding.quotation, QUOTED)
                ));
            }
            found.push(one);
        }
        let [(first, _), _, ..] = found.as_slice() else {
            return Err("Choose two documents or more to make one of them".to_owned());
        };
        let named: Vec<(&str, &Text)> = found
            .iter()
            .map(|(document, text)| (document.title.as_str(), text.as_ref()))
            .collect();
        let (words, map, starts) = put_together(&named, titles);
        let title = title.trim();
        let title = if title.is_empty() {
            &first.title
        } else {
            title
        };
        let whole = self.stored(joined_document(&found, title, &starts), title, &words, &map)?;
        let mut step = Transaction::new(format!("Join {} documents", found.len()));
        for ((document, _), start) in found.iter().zip(&starts) {
            for coding in self.project().codings_in(document.id) {
                let by = |span: Span| Span::new(span.start + start, span.end + start);
                step = step.put(moved(coding.clone(), whole.id, by));
            }
        }
        let id = whole.id;
        step = step.put(whole);
        for (document, _) in &found {
            step = self.without_whole(step, document.id, Some(id));
        }
        self.perform(&step)?;
        self.show_document(id);
        Ok(())
    }

    /// Adds to a step: the document goes, its codings having gone elsewhere, and its memos go over to another one.
    fn without_whole(
        &self,
        mut step: Transaction,
        id: DocumentId,
        memos_to: Option<DocumentId>,
    ) -> Transaction {
        let (gone, _) = delete_document(self.project(), id);
        let is_of_coding = |record: &RecordId| match record {
            RecordId::Coding(_) => true,
            RecordId::Memo(memo) => {
                let memo = self.project().memos().get(*memo);
                memo.is_some_and(|memo| memo.on != MemoOn::Document(id) || memos_to.is_some())
            }
            RecordId::Finding(finding) => {
                let finding = self.project().findings().get(*finding);
                finding.is_some_and(|finding| finding.subject != Subject::Document(id))
            }
            _ => false,
        };
        step.edits.extend(
            gone.edits
                .into_iter()
                .filter(|edit| !is_of_coding(&edit.id())),
        );
        let Some(to) = memos_to else { return step };
        let memos = self.project().memos().iter();
        for memo in memos.filter(|memo| memo.on == MemoOn::Document(id)) {
            let mut memo = memo.clone();
            memo.on = MemoOn::Document(to);
            step = step.put(memo);
        }
        step
    }

    fn document_with_text(&self, id: DocumentId) -> Result<(Document, Arc<Text>), String> {
        let document = self.project().documents().get(id).cloned();
        let document = document.ok_or("This document is no longer there")?;
        let text = self.text(id).cloned().ok_or_else(|| {
            let problem = self.texts().problem(id).map(str::to_owned);
            problem.unwrap_or_else(|| {
                format!(
                    "The text of “{}” is not there yet. Try again in a moment",
                    document.title
                )
            })
        })?;
        Ok((document, text))
    }

    /// A document with this text and map, which are written to the project's folder.
    fn stored(
        &self,
        document: Document,
        name: &str,
        words: &str,
        map: &Map,
    ) -> Result<Document, String> {
        let texts = self.store().texts();
        let stored = texts
            .add(name, words, None)
            .map_err(|error| error.to_string())?;
        let map = texts
            .add_map(&stored.file, map)
            .map_err(|error| error.to_string())?;
        Ok(Document {
            file: stored.file,
            sha256: stored.sha256,
            bytes: stored.bytes,
            map,
            version: None,
            ..document
        })
    }
}

impl App {
    /// The levels of headings that a document can be split by, with how many parts each makes.
    pub fn split_levels(text: &Text) -> Vec<(u8, usize)> {
        let mut levels: Vec<(u8, usize)> = Vec::new();
        for level in 1..=6 {
            let count = crate::text::parts::parts(text, level).len();
            if count > 1 && levels.last().is_none_or(|(_, before)| *before != count) {
                levels.push((level, count));
            }
        }
        levels
    }
}

/// The cases of the project, and those that parts add to them.
struct Cases<'p> {
    project: &'p Project,
    new: Vec<Case>,
}

impl<'p> Cases<'p> {
    fn of(project: &'p Project) -> Self {
        Self {
            project,
            new: Vec::new(),
        }
    }

    /// The case of this name, added where there is none; none without a name.
    fn find_or_add(&mut self, name: &str) -> Option<CaseId> {
        let wanted = name.trim().to_lowercase();
        let new = self
            .new
            .iter()
            .find(|case| case.name.to_lowercase() == wanted);
        if let Some(case) = new {
            return Some(case.id);
        }
        let (id, new) = find_or_add_case(self.project, name)?;
        self.new.extend(new);
        Some(id)
    }
}

/// The spans of parts that start there.
fn spans_of(text: &Text, parts: &[WantedPart]) -> Result<Vec<Span>, String> {
    if parts.len() < 2 {
        return Err("There is nothing to split: choose two parts or more".to_owned());
    }
    let starts: Vec<usize> = parts.iter().map(|part| part.start).collect();
    let fits = starts.first() == Some(&0)
        && starts.is_sorted_by(|a, b| a < b)
        && starts
            .iter()
            .all(|start| *start < text.str().len() && text.str().is_char_boundary(*start));
    if !fits {
        return Err(
            "The parts do not fit the text, which may have changed. Propose them again".to_owned(),
        );
    }
    let ends = starts.iter().skip(1).copied().chain([text.str().len()]);
    Ok(starts
        .iter()
        .zip(ends)
        .map(|(start, end)| Span::new(*start, end))
        .collect())
}

/// The sections of a part of a document, counted from its start.
fn sections_in(document: &Document, span: Span) -> Vec<Section> {
    let sections = &document.sections;
    let after = sections.partition_point(|section| section.start <= span.start);
    let mut kept: Vec<Section> = Vec::new();
    if let Some(section) = after.checked_sub(1).and_then(|at| sections.get(at)) {
        kept.push(Section {
            start: 0,
            case: section.case,
        });
    }
    let inside = sections
        .iter()
        .skip(after)
        .take_while(|section| section.start < span.end);
    kept.extend(inside.map(|section| Section {
        start: section.start - span.start,
        case: section.case,
    }));
    kept
}

/// What is known of the whole: what all parts agree on, and the cases of its parts.
fn joined_document(found: &[(Document, Arc<Text>)], title: &str, starts: &[usize]) -> Document {
    let mut whole = found
        .first()
        .map_or_else(|| Document::new("", ""), |(first, _)| first.clone());
    let all = |same: &dyn Fn(&Document) -> bool| found.iter().all(|(document, _)| same(document));
    if !all(&|document| document.author == whole.author) {
        whole.author.clear();
    }
    if !all(&|document| document.year == whole.year) {
        whole.year = None;
    }
    if !all(&|document| document.kind == whole.kind) {
        whole.kind.clear();
    }
    if !all(&|document| document.reference == whole.reference) {
        whole.reference = crate::project::Reference::default();
    }
    if !all(&|document| document.original == whole.original) {
        whole.original.clear();
        whole.encoding.clear();
        whole.reader.clear();
    }
    whole
        .attributes
        .retain(|id, value| all(&|document| document.attributes.get(id) == Some(value)));
    let parts: Vec<String> = found
        .iter()
        .map(|(document, _)| format!("“{}”", document.title))
        .collect();
    whole.notes = noted(&whole.notes, &format!("Made of {}", parts.join(", ")));
    let case = whole.case;
    let of_one_case = all(&|document| document.case == case && document.sections.is_empty());
    whole.sections.clear();
    if !of_one_case {
        whole.case = None;
        for ((document, _), start) in found.iter().zip(starts) {
            whole.sections.push(Section {
                start: *start,
                case: document.case,
            });
            whole
                .sections
                .extend(document.sections.iter().map(|section| Section {
                    start: section.start + start,
                    case: section.case.or(document.case),
                }));
        }
        whole.sections.dedup_by(|b, a| {
            let same_place = a.start == b.start;
            if same_place {
                a.case = b.case;
            }
            same_place
        });
    }
    Document {
        id: DocumentId::new(),
        title: title.to_owned(),
        ..whole
    }
}

fn moved(coding: Coding, to: DocumentId, by: impl Fn(Span) -> Span) -> Coding {
    Coding {
        document: to,
        spans: coding.spans.iter().map(|span| by(*span)).collect(),
        version: None,
        ..coding
    }
}

fn noted(notes: &str, more: &str) -> String {
    match notes.trim_end() {
        "" => more.to_owned(),
        notes => format!("{notes}\n{more}"),
    }
}
