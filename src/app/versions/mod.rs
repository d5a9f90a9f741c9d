//! Correcting a text: the corrected one becomes a new version, and the passages go with their words.

mod carrying;
mod drafts;
mod replacing;

pub use drafts::Draft;
pub use replacing::Replacing;

pub(super) use carrying::Carrying;
pub(super) use drafts::Drafts;

use super::view::Selection;
use super::{App, Level, Session};
use crate::project::{
    Coding, CodingId, Date, Document, DocumentId, Project, RecordId, Section, Span, Transaction,
    Version, VersionId,
};
use crate::store::Texts;
use crate::text::anchor::{Anchor, roughly};
use crate::text::{Map, Text};
use std::sync::Arc;

/// Why nothing can be done with the place of a passage that has none.
pub const WAITS: &str = "This passage waits for its place in the corrected text. Give it one first";

/// A corrected text that is not in the project yet, and what becomes of the passages.
#[derive(Debug)]
pub struct Correction {
    /// Whose text it is.
    pub document: DocumentId,
    /// Which of its texts was corrected.
    from: VersionId,
    anchor: Anchor,
    map: Map,
    sections: Vec<Section>,
    /// Why, in the words of who corrects; may be empty.
    pub note: String,
    /// The passages that move, in the order of the text.
    pub moves: Vec<Move>,
    /// Those that will wait for a place.
    pub waits: Vec<CodingId>,
}

/// What becomes of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The passage.
    pub coding: CodingId,
    /// Where it will stand.
    pub spans: Vec<Span>,
    /// Its words there.
    pub quotation: String,
}

/// What a correction is made of: read in whatever thread.
pub(super) struct Source {
    pub document: Document,
    pub before: Arc<str>,
    pub old_map: Map,
    /// The passages that stand in the text.
    pub codings: Vec<(CodingId, Vec<Span>)>,
}

impl Correction {
    /// Compares the texts and finds the passages. What `map` does not say of the new text, the map of the old one does.
    ///
    /// # Errors
    /// There is nothing to correct, or nothing left.
    pub(super) fn of(source: Source, after: &str, map: Map) -> Result<Self, String> {
        let after = after.replace("\r\n", "\n");
        if after.trim().is_empty() {
            return Err(
                "A text cannot be corrected to nothing. Remove the document instead".to_owned(),
            );
        }
        let carried = |anchor: &Anchor| with_gaps_filled(map.clone(), anchor.map(&source.old_map));
        if *after == *source.before && (map.is_empty() || map == source.old_map) {
            return Err("This is the text that the document has already".to_owned());
        }
        let anchor = Anchor::new(source.before, after);
        let mut moves = Vec::with_capacity(source.codings.len());
        let mut waits = Vec::new();
        for (coding, spans) in &source.codings {
            match moved(&anchor, *coding, spans) {
                Some(found) => moves.push(found),
                None => waits.push(*coding),
            }
        }
        moves.sort_by(|a, b| a.spans.cmp(&b.spans));
        Ok(Self {
            document: source.document.id,
            from: source.document.text_version(),
            map: carried(&anchor),
            sections: anchor.sections(&source.document.sections),
            anchor,
            note: String::new(),
            moves,
            waits,
        })
    }

    /// The corrected text.
    pub fn text(&self) -> &Arc<str> {
        self.anchor.after()
    }
}

/// Where a passage goes; none where that is not sure.
fn moved(anchor: &Anchor, coding: CodingId, spans: &[Span]) -> Option<Move> {
    let spans = anchor.carry(spans)?;
    let quotation = Coding::quote(anchor.after(), &spans)?;
    Some(Move {
        coding,
        spans,
        quotation,
    })
}

/// A map with what another one knows and it does not.
fn with_gaps_filled(mut map: Map, other: Map) -> Map {
    if map.pages.is_empty() {
        (map.pages, map.left_out) = (other.pages, other.left_out);
        map.pages_by = other.pages_by;
    }
    if map.headings.is_empty() {
        map.headings = other.headings;
    }
    if map.notes.is_empty() {
        (map.notes, map.cuts) = (other.notes, other.cuts);
    }
    if map.tables.is_empty() {
        map.tables = other.tables;
    }
    if map.links.is_empty() {
        map.links = other.links;
    }
    if map.cues.is_empty() {
        map.cues = other.cues;
    }
    map
}

/// What a correction did, in words.
pub(super) fn said(project: &Project, document: DocumentId, moves: usize, waits: usize) -> String {
    let title = project.documents().get(document);
    let title = title.map_or("", |document| document.title.as_str());
    let passages = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 passage {one}"),
        count => format!("{count} passages {many}"),
    };
    let moved = match moves {
        0 => String::new(),
        moves => format!(": {}", passages(moves, "went with it", "went with it")),
    };
    let left = match waits {
        0 => String::new(),
        waits => format!(
            ". {} for a place, under Waiting passages",
            passages(waits, "waits", "wait")
        ),
    };
    format!("The text of “{title}” was corrected{moved}{left}")
}

impl App {
    /// Puts a corrected text into the project, with all that goes with it.
    pub(super) fn correct_text(
        &mut self,
        document: DocumentId,
        text: &str,
        note: String,
    ) -> Result<(), String> {
        let session = self.session.as_mut().ok_or("Open a project first")?;
        let mut correction = Correction::of(session.source_of(document)?, text, Map::default())?;
        correction.note = note;
        self.put_correction(correction)
    }

    /// Has a document go back to a text that it had.
    pub(super) fn go_back_to(&mut self, version: VersionId) -> Result<(), String> {
        let session = self.session.as_mut().ok_or("Open a project first")?;
        let gone = "This text is no longer there";
        let version = session.project().versions().get(version).ok_or(gone)?;
        let (document, made) = (version.document, version.made);
        let texts = session.store().texts();
        let text = texts
            .read_version(version)
            .map_err(|error| error.to_string())?;
        let map = texts.map_in(&version.map);
        let mut correction = Correction::of(session.source_of(document)?, &text, map)?;
        correction.note = format!("As it was on {made}");
        self.put_correction(correction)
    }

    pub(super) fn put_correction(&mut self, correction: Correction) -> Result<(), String> {
        let session = self.session.as_mut().ok_or("Open a project first")?;
        let document = correction.document;
        let (moves, waits) = session.correct(correction)?;
        let text = said(session.project(), document, moves, waits);
        self.notices.say(Level::Done, text);
        Ok(())
    }
}

impl Session {
    /// The passages that wait for a place in a corrected text and may be seen, in the order of documents and of the text
    /// they were in.
    pub fn waiting(&self) -> Vec<&Coding> {
        let all = self.carrying.waiting().iter();
        let known = all.filter_map(|id| self.project.codings().get(*id));
        let mut waiting: Vec<&Coding> = known
            .filter(|coding| !self.is_blind_to(coding.coder))
            .collect();
        waiting.sort_by_key(|coding| (coding.document, coding.extent(), coding.id));
        waiting
    }

    /// How many passages wait for a place.
    pub fn count_waiting(&self) -> usize {
        let all = self.carrying.waiting();
        if self.seen_only().is_none() {
            return all.len();
        }
        self.waiting().len()
    }

    /// What a correction of a document's text starts from.
    pub(super) fn source_of(&self, document: DocumentId) -> Result<Source, String> {
        if let Some(reason) = self.read_only() {
            return Err(reason.to_owned());
        }
        let record = self.project.documents().get(document);
        let record = record.ok_or("This document is no longer there")?;
        let text = self
            .text(document)
            .ok_or("The text of this document has not been read")?;
        let codings = self.project.placed_in(document);
        Ok(Source {
            document: record.clone(),
            before: text.shared(),
            old_map: text.map().clone(),
            codings: codings
                .map(|coding| (coding.id, coding.spans.clone()))
                .collect(),
        })
    }

    /// Puts a corrected text into the project as one step. Gives how many passages went with it and how many wait.
    fn correct(&mut self, correction: Correction) -> Result<(usize, usize), String> {
        let Correction {
            document: id,
            from,
            anchor,
            map,
            sections,
            note,
            ..
        } = correction;
        if let Some(reason) = self.read_only() {
            return Err(reason.to_owned());
        }
        let before = self.project.documents().get(id).cloned();
        let before = before.ok_or("This document is no longer there")?;
        if before.text_version() != from {
            return Err(
                "A colleague has corrected this text meanwhile. Look at it and correct it again"
                    .to_owned(),
            );
        }
        let stored = self.store_version(&before, anchor.after(), &map)?;
        let version = Version {
            id: VersionId::new(),
            document: id,
            from: Some(from),
            made: self.today(),
            note: note.trim().to_owned(),
            ..stored
        };
        let document = Document {
            file: version.file.clone(),
            sha256: version.sha256.clone(),
            bytes: version.bytes,
            map: version.map.clone(),
            version: Some(version.id),
            sections,
            ..before.clone()
        };
        let mut step = Transaction::new(format!("Correct the text of “{}”", document.title))
            .put(document.clone());
        let (mut moves, mut waits) = (0, Vec::new());
        for coding in self.project.placed_in(id) {
            let Some(found) = moved(&anchor, coding.id, &coding.spans) else {
                waits.push(coding.id);
                continue;
            };
            moves += 1;
            step = step.put(Coding {
                spans: found.spans,
                quotation: found.quotation,
                version: document.version,
                ..coding.clone()
            });
        }
        self.record_versions(&before, version)?;
        let text = Arc::new(Text::mapped(Arc::clone(anchor.after()), map));
        let old = self.text(id).map(|text| text.shared());
        self.texts.put(&document, Arc::clone(&text));
        self.perform(&step)?;
        self.finder.put(id, &document.sha256, Arc::clone(&text));
        self.sources.put(id, &document.sha256, Arc::clone(&text));
        for coding in &waits {
            self.carrying.tried(*coding, from, document.text_version());
        }
        if self.view.document == Some(id)
            && let Some(old) = old
        {
            let point = |at| roughly(&old, text.str(), at);
            let selection = &self.view.selection;
            let caret = Selection {
                anchor: point(selection.anchor),
                head: point(selection.head),
                parts: Vec::new(),
            };
            self.select(caret);
        }
        Ok((moves, waits.len()))
    }

    /// Puts a text and its map into the project's folder; those that are there already are not written again. Gives them as
    /// a version that still lacks its own name, date and note.
    fn store_version(&self, before: &Document, text: &str, map: &Map) -> Result<Version, String> {
        let texts = self.store().texts();
        // Versions are numbered: "talk.txt", "talk 2.txt", "talk 3.txt".
        let first = self.project.versions().get(VersionId::first(before.id));
        let name = first.map_or(&before.file, |first| &first.file);
        let known = same_text(&texts, &self.project, before.id, text);
        let mut stored = match known {
            Some(known) => known,
            None => {
                let put = texts.add(name, text, None);
                let put = put.map_err(|error| error.to_string())?;
                Version {
                    file: put.file,
                    sha256: put.sha256,
                    bytes: put.bytes,
                    map: String::new(),
                    ..Version::first(before, self.today())
                }
            }
        };
        if texts.map_in(&stored.map) != *map {
            let put = texts.add_map(&stored.file, map);
            stored.map = put.map_err(|error| error.to_string())?;
        }
        Ok(stored)
    }

    /// Records a version, and what was imported with the first one. They are no part of the step that is undone: whoever
    /// coded in a text that was taken back must still know which text it was.
    fn record_versions(&mut self, before: &Document, version: Version) -> Result<(), String> {
        let mut step = Transaction::new("Keep the texts of a document");
        let first = VersionId::first(before.id);
        if !self.project.versions().contains(first) && before.version.is_none() {
            let stamp = self.project.version(RecordId::Document(before.id));
            // The same on each machine.
            let made = stamp.map_or(version.made, |(stamp, _)| Date::of_millis(stamp.millis));
            step = step.put(Version::first(before, made));
        }
        // Its pages may have been put right since it was recorded.
        let known = self.project.versions().get(before.text_version());
        if let Some(known) = known.filter(|known| known.map != before.map) {
            step = step.put(Version {
                map: before.map.clone(),
                ..known.clone()
            });
        }
        self.perform_in_passing(&step.put(version))
    }
}

/// The version of a document that has this very text.
fn same_text(
    texts: &Texts,
    project: &Project,
    document: DocumentId,
    text: &str,
) -> Option<Version> {
    let length = text.len() as u64;
    let versions = crate::project::versions_of(project, document);
    let mut alike = versions.into_iter().filter(|one| one.bytes == length);
    alike
        .find(|one| texts.read_version(one).is_ok_and(|read| read == text))
        .cloned()
}
