//! What the documents cite: read in the background as their texts come in, and bound into the register of works.

mod bibliography;
mod list;
mod places;
mod works;

pub use bibliography::{
    Collected, MadeSources, SourceForm, SourceScope, WantedSources, write_file,
};
pub(super) use list::SourceList;
pub use list::{SourceColumn, SourceFilter, SourceListing, SourceSort};
pub use places::{Around, DocumentGaps, Gap};

use super::Session;
use crate::citations::{self, Citations, Read, Register, Rest, Source};
use crate::jobs::{Wake, Worker};
use crate::project::{Coding, DocumentId, Project, RecordId, Span, Work};
use crate::text::Text;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A text that was read for citations, by its hash.
type Found = (String, Arc<Citations>);

/// What is bound into a register.
struct Binding {
    read: Vec<Read>,
    works: Vec<Work>,
}

/// What the documents cite.
pub(super) struct Sources {
    reader: Worker<(String, Arc<Text>), Found>,
    binder: Worker<Binding, Register>,
    /// The text of each document, with its hash.
    texts: HashMap<DocumentId, (String, Arc<Text>)>,
    /// What texts cite, by their hashes; none while they are read. Two documents may have one text.
    citations: HashMap<String, Option<Arc<Citations>>>,
    register: Option<Arc<Register>>,
    generation: u64,
    stale: bool,
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
            Register::of(&binding.read, &binding.works)
        });
        Self {
            reader,
            binder,
            texts: HashMap::new(),
            citations: HashMap::new(),
            register: None,
            generation: 0,
            stale: true,
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
        (read < all || self.stale || !self.binder.is_idle()).then_some((read, all))
    }

    /// A document has this text.
    pub fn put(&mut self, document: DocumentId, sha256: &str, text: Arc<Text>) {
        if !self.citations.contains_key(sha256) {
            self.citations.insert(sha256.to_owned(), None);
            self.reader.send((sha256.to_owned(), Arc::clone(&text)));
        }
        let known = self.texts.insert(document, (sha256.to_owned(), text));
        self.stale |= known.is_none_or(|(known, _)| known != sha256);
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
            if let Ok(register) = bound {
                self.register = Some(Arc::new(register));
                self.generation += 1;
            }
        }
        // While texts still come in, one register after the other is bound, not one for each text.
        if self.stale && (self.reader.is_idle() || self.binder.is_idle()) {
            self.stale = false;
            self.binder.send(self.binding(project));
            changed = true;
        }
        changed
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

    /// What each of these codings rests on, by the labels of the works, for tables; those that rest on nothing are left
    /// out.
    pub fn labels_of_sources<'c>(
        &self,
        codings: impl IntoIterator<Item = &'c Coding>,
    ) -> BTreeMap<crate::project::CodingId, Vec<String>> {
        let mut found = BTreeMap::new();
        for coding in codings {
            let sources = self.rests_on(coding);
            if !sources.is_empty() {
                let labels = sources.into_iter().map(|(source, _)| source.label.clone());
                found.insert(coding.id, labels.collect());
            }
        }
        found
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
