//! Does a search find every place, to the letter, and nothing else?
#![allow(clippy::unwrap_used)]

mod cited;
mod context;
mod fields;
mod language;
mod life;
mod like;
mod oracle;
mod reading;
mod sqlite;
mod traps;

use attest::project::{
    Clock, CoderId, Device, Document, DocumentId, Edit, Project, Record, Transaction,
};
use attest::search::{Cited, CitedIn, Index, Like, Limit, Query, Results, Scope};
use attest::text::Text;
use std::sync::Arc;

/// A project of some texts, with an index that reads them through and one that has indexed them.
pub struct Shelf {
    pub project: Project,
    pub clock: Clock,
    pub texts: Vec<(DocumentId, Arc<Text>)>,
    /// What the texts cite; nothing until it has been read.
    pub cited: CitedIn,
    read: Index,
    indexed: Index,
}

impl Shelf {
    /// Texts by file name.
    pub fn of(texts: &[(&str, &str)]) -> Self {
        let texts = texts.iter().map(|(file, text)| (*file, Text::new(*text)));
        Self::of_texts(texts.collect())
    }

    /// Texts with their maps by file name.
    pub fn of_texts(texts: Vec<(&str, Text)>) -> Self {
        let mut shelf = Self {
            project: Project::default(),
            clock: Clock::new(CoderId::new(), Device(1)),
            texts: Vec::new(),
            cited: CitedIn::new(),
            read: Index::open(None),
            indexed: Index::open(None),
        };
        for (file, text) in texts {
            let record = document(file, text.str());
            let text = Arc::new(text);
            shelf.read.put(record.id, &record.sha256, Arc::clone(&text));
            shelf
                .indexed
                .put(record.id, &record.sha256, Arc::clone(&text));
            shelf.texts.push((record.id, text));
            shelf.put(record);
        }
        shelf.indexed.flush(&|_| true);
        assert_eq!(shelf.indexed.pending(), 0);
        shelf
    }

    /// One text.
    pub fn one(text: &str) -> Self {
        Self::of(&[("text.txt", text)])
    }

    pub fn put(&mut self, record: impl Into<Record>) {
        let mut step = Transaction::new("Set up");
        step.edits.push(Edit::Put(record.into()));
        self.project.apply(&step, &mut self.clock, 0);
    }

    /// Tells what the first text cites: the places of these words, which stand there once, and their keys.
    pub fn cite(&mut self, places: &[(&[&str], &str)]) {
        let (document, text) = &self.texts[0];
        let span = |words: &&str| {
            let mut found = text.str().match_indices(*words).map(|(at, _)| at);
            let (at, other) = (found.next().unwrap(), found.next());
            assert_eq!(other, None, "{words}");
            attest::project::Span::new(at, at + words.len())
        };
        let cited = places
            .iter()
            .filter_map(|(words, key)| Cited::new(words.iter().map(span).collect(), key));
        self.cited.insert(*document, cited.collect());
    }

    pub fn text(&self, document: DocumentId) -> &Text {
        let found = self.texts.iter().find(|(id, _)| *id == document);
        &found.unwrap().1
    }

    /// What a query finds; the same by reading and by the index, or the test fails.
    pub fn results(&self, query: &str, limit: Limit) -> Results {
        let parsed = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
        let documents = self.texts.iter().map(|(id, _)| *id);
        let scope = Scope {
            cited: Some(&self.cited),
            ..Scope::of(&self.project, documents)
        };
        let read = self.read.search(&parsed, &scope, limit);
        let indexed = self.indexed.search(&parsed, &scope, limit);
        assert_eq!(
            read, indexed,
            "read through and by the index, for {query:?} in {:?}",
            self.texts
        );
        indexed
    }

    /// What is like a passage; the same by reading and by the index, or the test fails.
    pub fn like(
        &self,
        passage: &str,
        wanted: &dyn Fn(DocumentId, &[attest::project::Span]) -> bool,
    ) -> Vec<Like> {
        let scope = Scope::of(&self.project, self.texts.iter().map(|(id, _)| *id));
        let find = |index: &Index| index.like(passage, &scope, wanted, 20, &|| false);
        let (read, mut indexed) = (find(&self.read), find(&self.indexed));
        let mut by_reading: Vec<_> = read.iter().map(|like| &like.hit).collect();
        let mut by_index: Vec<_> = indexed.iter().map(|like| &like.hit).collect();
        by_reading.sort_by_key(|hit| hit.extent());
        by_index.sort_by_key(|hit| hit.extent());
        assert_eq!(by_reading, by_index, "{passage}");
        indexed.truncate(20);
        indexed
    }

    /// The words of each hit.
    pub fn find(&self, query: &str) -> Vec<String> {
        let results = self.results(query, Limit::NONE);
        assert!(results.complete);
        assert_eq!(results.total, results.hits.len());
        let counts: usize = results.by_document.iter().map(|(_, count)| count).sum();
        assert_eq!(counts, results.total);
        let words = |hit: &attest::search::Hit| {
            let text = self.text(hit.document);
            assert_eq!(hit.paragraph, text.paragraphs().at(hit.spans[0].start));
            let parts: Vec<&str> = hit
                .spans
                .iter()
                .map(|span| &text.str()[span.range()])
                .collect();
            parts.join(" … ")
        };
        results.hits.iter().map(words).collect()
    }
}

/// A record for a text. Its hash need only differ from other texts'.
pub fn document(file: &str, text: &str) -> Document {
    Document {
        id: DocumentId::new(),
        title: file.to_owned(),
        author: String::new(),
        year: None,
        case: None,
        kind: String::new(),
        notes: String::new(),
        file: file.to_owned(),
        original: String::new(),
        encoding: String::new(),
        sha256: attest::project::DocumentId::named(text).to_string(),
        bytes: 0,
        ..Document::new("", "")
    }
}
