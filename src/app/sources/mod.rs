//! What the documents cite: read in the background as their texts come in, and bound into the register of works.

mod bibliography;
mod list;
mod places;
mod works;
mod works_out;

pub use bibliography::{
    Collected, MadeSources, SourceForm, SourceScope, WantedSources, write_file,
};
pub(super) use list::SourceList;
pub use list::{SourceColumn, SourceFilter, SourceListing, SourceSort};
pub use places::{Around, DocumentGaps, Gap};

use super::Session;
use crate::analysis::cite::{Ground, Grounds, SEPARATOR, quoted};
use crate::citations::{self, Citations, Read, Register, Rest, Source};
use crate::jobs::{Wake, Worker};
use crate::project::{Coding, Document, DocumentId, Project, RecordId, Span, Work};
use crate::text::{Asides, Text};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A text that was read for citations, by its key.
type Found = (String, Arc<Citations>);

/// What is bound into a register.
struct Binding {
    number: u64,
    read: Vec<Read>,
    works: Vec<Work>,
}

/// What the documents cite.
pub(super) struct Sources {
    reader: Worker<(String, Arc<Text>), Found>,
    binder: Worker<Binding, (u64, Register)>,
    /// The text of each document, with its key.
    texts: HashMap<DocumentId, (String, Arc<Text>)>,
    /// What texts cite, by their keys; none while they are read. Two documents may have one text.
    citations: HashMap<String, Option<Arc<Citations>>>,
    register: Option<Arc<Register>>,
    generation: u64,
    stale: bool,
    /// The registers that were asked for, and the last that was taken in, by their numbers.
    bindings: (u64, u64),
}

/// Names what is read for citations: a text, and the notes that its map has.
fn key(sha256: &str, text: &Text) -> String {
    let notes = &text.map().notes;
    if notes.is_empty() {
        return sha256.to_owned();
    }
    let mut hasher = DefaultHasher::new();
    for note in notes {
        (&note.label, &note.spans, &note.marks).hash(&mut hasher);
    }
    format!("{sha256} {:x}", hasher.finish())
}

impl Sources {
    /// Nothing read yet.
    pub fn new(wake: Wake) -> Self {
        let reader = Worker::start(
            "Read citations",
            Arc::clone(&wake),
            |(hash, text): (String, Arc<Text>), _: &_| (hash, Arc::new(citations::of(&text))),
        );
        let binder = Worker::newest("Bind the register of works", wake, |binding: Binding, _| {
            let register = Register::of(&binding.read, &binding.works);
            (binding.number, register)
        });
        Self {
            reader,
            binder,
            texts: HashMap::new(),
            citations: HashMap::new(),
            register: None,
            generation: 0,
            stale: true,
            bindings: (0, 0),
        }
    }

    /// The works that documents cite, as far as they have been read; none before the first have.
    pub fn register(&self) -> Option<&Arc<Register>> {
        self.register.as_ref()
    }

    /// Changes with every new register.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// How many texts have been read, and how many there are, while some have not.
    pub fn progress(&self) -> Option<(usize, usize)> {
        let read = self.citations.values().filter(|read| read.is_some());
        let (read, all) = (read.count(), self.citations.len());
        let (asked, bound) = self.bindings;
        (read < all || self.stale || bound < asked).then_some((read, all))
    }

    /// A document has this text.
    pub fn put(&mut self, document: DocumentId, sha256: &str, text: Arc<Text>) {
        let key = key(sha256, &text);
        if !self.citations.contains_key(&key) {
            self.citations.insert(key.clone(), None);
            self.reader.send((key.clone(), Arc::clone(&text)));
        }
        let known = self.texts.insert(document, (key.clone(), text));
        self.stale |= known.is_none_or(|(known, _)| known != key);
        self.forget_unused();
    }

    /// A document is gone.
    pub fn remove(&mut self, document: DocumentId) {
        self.stale |= self.texts.remove(&document).is_some();
        self.forget_unused();
    }

    /// Texts that no document has any more are forgotten, but for a few: a step may be taken back.
    fn forget_unused(&mut self) {
        const SPARE: usize = 64;
        if self.citations.len() > self.texts.len() + SPARE {
            let used: Vec<&String> = self.texts.values().map(|(hash, _)| hash).collect();
            self.citations
                .retain(|hash, read| read.is_none() || used.contains(&hash));
        }
    }

    /// These records are others than they were.
    pub fn changed(&mut self, records: &[RecordId]) {
        let matters =
            |record: &RecordId| matches!(record, RecordId::Work(_) | RecordId::Document(_));
        self.stale |= records.iter().any(matters);
    }

    /// Takes in what was read and bound, and has bound anew what is out of date. True where something changed.
    pub fn tick(&mut self, project: &Project) -> bool {
        let mut changed = false;
        while let Some(found) = self.reader.try_take() {
            // A text that its finder breaks on is one that cites nothing.
            let Ok((hash, citations)) = found else {
                continue;
            };
            self.citations.insert(hash, Some(citations));
            self.stale = true;
            changed = true;
        }
        if self.reader.is_idle() {
            for read in self.citations.values_mut().filter(|read| read.is_none()) {
                *read = Some(Arc::default());
                self.stale = true;
            }
        }
        while let Some(bound) = self.binder.try_take() {
            changed = true;
            match bound {
                Ok((number, register)) => {
                    self.bindings.1 = number;
                    self.register = Some(Arc::new(register));
                    self.generation += 1;
                }
                // What breaks the binder would break it again: the register stays as it was.
                Err(_) => self.bindings.1 = self.bindings.0,
            }
        }
        // While texts still come in, one register after the other is bound, not one for each text.
        if self.stale && (self.reader.is_idle() || self.binder.is_idle()) {
            self.stale = false;
            self.bindings.0 += 1;
            self.binder.send(self.binding(project));
            changed = true;
        }
        changed
    }

    /// What is needed to tell, away from the window, what passages rest on.
    pub fn reader(&self) -> SourceReader {
        let texts = self.texts.iter();
        SourceReader {
            register: self.register.clone(),
            texts: texts
                .map(|(id, (_, text))| (*id, Arc::clone(text)))
                .collect(),
        }
    }

    /// The works that a coding rests on, in the words of tables.
    pub fn words(&self, project: &Project, coding: &Coding) -> String {
        let text = self.texts.get(&coding.document).map(|(_, text)| text);
        labels(self.register.as_ref(), text, project, coding).join(SEPARATOR)
    }

    fn binding(&self, project: &Project) -> Binding {
        let mut documents: Vec<_> = project.documents().iter().collect();
        documents.sort_by(|a, b| a.file.cmp(&b.file).then(a.id.cmp(&b.id)));
        let read = documents.into_iter().filter_map(|document| {
            let (hash, text) = self.texts.get(&document.id)?;
            Some(Read {
                document: document.id,
                text: Arc::clone(text),
                citations: Arc::clone(self.citations.get(hash)?.as_ref()?),
            })
        });
        Binding {
            number: self.bindings.0,
            read: read.collect(),
            works: project.works().iter().cloned().collect(),
        }
    }

    /// Waits until all that is known has been read.
    pub fn wait(&self) {
        self.reader.wait_until_idle();
        self.binder.wait_until_idle();
    }
}

/// What is needed to tell what passages rest on, as it was when it was taken.
#[derive(Clone, Default)]
pub(super) struct SourceReader {
    register: Option<Arc<Register>>,
    texts: HashMap<DocumentId, Arc<Text>>,
}

impl SourceReader {
    /// The works that a coding rests on, in the words of tables.
    pub fn words(&self, project: &Project, coding: &Coding) -> String {
        self.labels(project, coding).join(SEPARATOR)
    }

    fn labels(&self, project: &Project, coding: &Coding) -> Vec<String> {
        let text = self.texts.get(&coding.document);
        labels(self.register.as_ref(), text, project, coding)
    }

    /// What the passages in these documents rest on, and the notes of their texts. `step` is told how many codings are
    /// done; none where it says to stop.
    pub fn grounds(
        &self,
        project: &Project,
        documents: &[DocumentId],
        step: &dyn Fn(usize) -> bool,
    ) -> Option<Grounds> {
        const PACE: usize = 256;
        let wanted: HashSet<DocumentId> = documents.iter().copied().collect();
        let mut grounds = Grounds::default();
        for (at, coding) in project.codings().iter().enumerate() {
            if at % PACE == 0 && !step(at) {
                return None;
            }
            if !wanted.contains(&coding.document) {
                continue;
            }
            let labels = self.labels(project, coding);
            if !labels.is_empty() {
                grounds.sources.insert(coding.id, labels);
            }
        }
        for document in documents {
            let register = self.register.as_ref();
            let citations = register.and_then(|register| register.citations(*document));
            if let Some(citations) = citations {
                grounds.asides.insert(*document, citations.asides());
            }
        }
        Some(grounds)
    }
}

/// The labels of the works that a coding rests on.
fn labels(
    register: Option<&Arc<Register>>,
    text: Option<&Arc<Text>>,
    project: &Project,
    coding: &Coding,
) -> Vec<String> {
    let (Some(register), Some(text)) = (register, text) else {
        return Vec::new();
    };
    if !project.is_placed(coding) {
        return Vec::new();
    }
    let sources = register.rests_on(coding.document, text.str(), &coding.spans);
    let labels = sources.into_iter().map(|(source, _)| source.label.clone());
    labels.collect()
}

impl Session {
    /// The works that the documents cite; none before the first documents have been read.
    pub fn register(&self) -> Option<&Arc<Register>> {
        self.sources.register()
    }

    /// Changes with every new register: what was worked out from an older one is out of date.
    pub fn register_generation(&self) -> u64 {
        self.sources.generation()
    }

    /// How many texts have been read for citations, and of how many; none when the register is up to date.
    pub fn register_progress(&self) -> Option<(usize, usize)> {
        self.sources.progress()
    }

    /// The register of all texts, read now, in the foreground: for the command line.
    pub(super) fn register_now(&self) -> Register {
        let mut documents: Vec<_> = self.project().documents().iter().collect();
        documents.sort_by(|a, b| a.file.cmp(&b.file).then(a.id.cmp(&b.id)));
        let read = documents.into_iter().filter_map(|document| {
            let text = Arc::clone(self.text(document.id)?);
            let citations = Arc::new(citations::of(&text));
            Some(Read {
                document: document.id,
                text,
                citations,
            })
        });
        let read: Vec<Read> = read.collect();
        Register::of(&read, self.project().works().iter())
    }

    /// The works that a coding rests on: cited in its passage, or in the notes that this leads to.
    pub fn rests_on(&self, coding: &Coding) -> Vec<(&Source, Rest)> {
        if !self.project().is_placed(coding) {
            return Vec::new();
        }
        self.passage_rests_on(coding.document, &coding.spans)
    }

    /// The works that any passage rests on.
    pub fn passage_rests_on(&self, document: DocumentId, spans: &[Span]) -> Vec<(&Source, Rest)> {
        match (self.register(), self.text(document)) {
            (Some(register), Some(text)) => register.rests_on(document, text.str(), spans),
            _ => Vec::new(),
        }
    }

    /// Spans of a document's text with their source and what that cites, in the usual style. Empty where they hold no
    /// words.
    pub fn quoted(&self, document: DocumentId, text: &Text, spans: &[Span]) -> String {
        let (sources, asides) = self.ground(document, spans);
        let ground = Ground {
            sources: &sources,
            asides: asides.as_ref(),
        };
        quoted(self.project(), document, text, spans, ground)
    }

    /// The works that a coding rests on, in the words of tables.
    pub fn source_words(&self, coding: &Coding) -> String {
        self.sources.words(self.project(), coding)
    }

    /// What is known of a passage besides the records, for quoting it at once: the works that it rests on, by their
    /// labels, and the notes of its text.
    pub fn ground(&self, document: DocumentId, spans: &[Span]) -> (Vec<String>, Option<Asides>) {
        let sources = self.passage_rests_on(document, spans);
        let labels = sources.into_iter().map(|(source, _)| source.label.clone());
        let citations = self
            .register()
            .and_then(|register| register.citations(document));
        (
            labels.collect(),
            citations.map(|citations| citations.asides()),
        )
    }

    /// Whether all texts have been read and bound: what the register does not have now, nothing cites.
    pub fn is_register_whole(&self) -> bool {
        let read = |document: &Document| {
            let text = self.sources.texts.contains_key(&document.id);
            text || self.texts().problem(document.id).is_some()
        };
        self.project().documents().iter().all(read) && self.register_progress().is_none()
    }

    /// Waits until all texts have been read for citations and bound: for the command line and exports.
    pub fn wait_for_register(&mut self) {
        loop {
            self.sources.wait();
            self.sources.tick(&self.project);
            if self.sources.progress().is_none() {
                return;
            }
        }
    }
}
