//! Which texts can be searched, and how do they get into the index and out of it?

use super::answer::{Sources, answer};
use super::engine::{Engine, Snapshot, Writer};
use super::flow::laid_out;
use super::like::{Corpus, Like, like};
use super::{Limit, Query, Results, Scope};
use crate::project::{DocumentId, Span};
use crate::text::{Reading, Text};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// The texts of an open project, searchable. Share it by `Arc`: all its doors take `&self`, and a search goes on
/// while [`Index::flush`] works.
pub struct Index {
    texts: RwLock<HashMap<DocumentId, Entry>>,
    snapshot: RwLock<Option<Arc<Snapshot>>>,
    /// None where not even memory would hold an index: then all texts are read through.
    engine: Mutex<Option<Engine>>,
    /// Hashes of texts that have gone, to take out at the next flush.
    gone: Mutex<BTreeSet<String>>,
}

/// A document's text, and what it is called in the index.
#[derive(Clone)]
pub(super) struct Entry {
    /// The hash of the text, and of the order in which it is read where that is not plain.
    pub(super) key: Arc<str>,
    pub(super) text: Arc<Text>,
    pub(super) reading: Arc<Reading>,
}

impl Entry {
    fn new(sha256: &str, text: Arc<Text>) -> Self {
        let reading = Arc::clone(text.reading());
        let key = if reading.is_plain() {
            Arc::from(sha256)
        } else {
            // Another hash function only has the text indexed again.
            let mut hasher = DefaultHasher::new();
            reading.units().hash(&mut hasher);
            Arc::from(format!("{sha256}-{:016x}", hasher.finish()))
        };
        Self { key, text, reading }
    }
}

/// So many bytes of text are written before what is there can be found, and a person can stop the work.
const BATCH: usize = 8 << 20;

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let documents = read(&self.texts).len();
        f.debug_struct("Index")
            .field("documents", &documents)
            .field("pending", &self.pending())
            .finish_non_exhaustive()
    }
}

impl Default for Index {
    /// An empty index in memory.
    fn default() -> Self {
        Self::open(None)
    }
}

impl Index {
    /// Opens the index that this machine keeps in a folder, or an empty one in memory. A damaged, old or missing
    /// index is begun anew without a word; so is one in a folder that cannot be written to, in memory.
    pub fn open(cache: Option<&Path>) -> Self {
        let (engine, snapshot) = Engine::open(cache).unzip();
        Self {
            texts: RwLock::default(),
            snapshot: RwLock::new(snapshot.map(Arc::new)),
            engine: Mutex::new(engine),
            gone: Mutex::default(),
        }
    }

    /// Makes a document searchable, from now on: at once by reading its text through, faster after [`Index::flush`].
    /// Another hash than before says that its text has changed. Quick, where the text knows its [`Text::reading`] already.
    pub fn put(&self, document: DocumentId, sha256: &str, text: Arc<Text>) {
        let entry = Entry::new(sha256, text);
        let key = Arc::clone(&entry.key);
        let before = write(&self.texts).insert(document, entry);
        if let Some(before) = before.filter(|before| before.key != key) {
            lock(&self.gone).insert(before.key.to_string());
        }
    }

    /// Takes a document out: from now on it is not found.
    pub fn remove(&self, document: DocumentId) {
        if let Some(entry) = write(&self.texts).remove(&document) {
            lock(&self.gone).insert(entry.key.to_string());
        }
    }

    /// The text of a document that can be searched.
    pub fn text(&self, document: DocumentId) -> Option<Arc<Text>> {
        let texts = read(&self.texts);
        texts.get(&document).map(|entry| Arc::clone(&entry.text))
    }

    /// How many documents' texts are not in the index yet.
    pub fn pending(&self) -> usize {
        let snapshot = read(&self.snapshot).clone();
        let texts = read(&self.texts);
        texts
            .values()
            .filter(|entry| {
                snapshot
                    .as_ref()
                    .is_none_or(|snapshot| !snapshot.places.contains_key(&*entry.key))
            })
            .count()
    }

    /// Indexes what is pending and takes out what is gone. Slow: for a background job. `progress` is told how much is
    /// done, 0 to 1, and stops the work by returning false; what is done by then is kept. Must not be called from
    /// `progress`.
    pub fn flush(&self, progress: &dyn Fn(f32) -> bool) {
        let mut engine = lock(&self.engine);
        let Some(current) = engine.as_ref() else {
            return;
        };
        if self.work_left().is_empty() {
            if let Some(snapshot) = read(&self.snapshot).clone() {
                snapshot.warm();
            }
            progress(1.0);
            return;
        }
        let written = current
            .writer()
            .and_then(|writer| self.work_off(current, writer, progress));
        if written.is_err() {
            // Another copy of the app writes there, or the disk is full: this one remembers for itself. Whatever
            // fails then, searches go on by reading the texts through.
            *engine = self.in_memory(progress).ok();
        }
    }

    /// Begins anew in memory.
    fn in_memory(&self, progress: &dyn Fn(f32) -> bool) -> tantivy::Result<Engine> {
        let (engine, snapshot) = Engine::in_memory()?;
        *write(&self.snapshot) = Some(Arc::new(snapshot));
        self.work_off(&engine, engine.writer()?, progress)?;
        Ok(engine)
    }

    /// Answers a query.
    pub fn search(&self, query: &Query, scope: &Scope<'_>, limit: Limit) -> Results {
        self.search_until(query, scope, limit, &|| false)
    }

    /// Answers a query unless `stop` says true in the meantime: then what was found so far, not complete.
    pub fn search_until(
        &self,
        query: &Query,
        scope: &Scope<'_>,
        limit: Limit,
        stop: &dyn Fn() -> bool,
    ) -> Results {
        let entries = self.entries(scope);
        let snapshot = read(&self.snapshot).clone();
        let sources = Sources {
            entries: &entries,
            snapshot: snapshot.as_deref(),
        };
        answer(query, scope, limit, sources, stop)
    }

    /// The places of the documents that are most like a passage, by the words that they share: the most like first, at
    /// most so many. `wanted` says of a place whether it may be among them; it leaves out the passage itself and what
    /// else the caller does not want to see again. Nothing once `stop` says true.
    pub fn like(
        &self,
        passage: &str,
        scope: &Scope<'_>,
        wanted: &dyn Fn(DocumentId, &[Span]) -> bool,
        most: usize,
        stop: &dyn Fn() -> bool,
    ) -> Vec<Like> {
        let entries = self.entries(scope);
        let snapshot = read(&self.snapshot).clone();
        let corpus = Corpus {
            entries: &entries,
            snapshot: snapshot.as_deref(),
        };
        like(passage, scope, wanted, most, &corpus, stop)
    }

    fn entries(&self, scope: &Scope<'_>) -> Vec<(DocumentId, Entry)> {
        let texts = read(&self.texts);
        let entry = |id: &DocumentId| Some((*id, texts.get(id)?.clone()));
        scope.documents.iter().filter_map(entry).collect()
    }

    fn work_left(&self) -> Work {
        let snapshot = read(&self.snapshot).clone();
        let indexed = |hash: &str| {
            snapshot
                .as_ref()
                .is_some_and(|snapshot| snapshot.places.contains_key(hash))
        };
        let texts = read(&self.texts);
        let mut add = BTreeMap::new();
        let mut wanted = BTreeSet::new();
        for entry in texts.values() {
            wanted.insert(&*entry.key);
            if !indexed(&entry.key) {
                add.insert(entry.key.to_string(), entry.clone());
            }
        }
        let mut gone = lock(&self.gone).clone();
        if let Some(snapshot) = &snapshot
            && snapshot.places.len() > 2 * wanted.len() + 16
            && !wanted.is_empty()
        {
            // What earlier sessions left behind.
            gone.extend(snapshot.places.keys().cloned());
        }
        gone.retain(|hash| indexed(hash) && !wanted.contains(hash.as_str()));
        Work { add, gone }
    }

    fn work_off(
        &self,
        engine: &Engine,
        mut writer: Writer,
        progress: &dyn Fn(f32) -> bool,
    ) -> tantivy::Result<()> {
        let work = self.work_left();
        for hash in &work.gone {
            writer.remove(hash);
        }
        let length = |entry: &Entry| entry.text.str().len();
        let total: usize = work.add.values().map(length).sum();
        let (mut done, mut waiting) = (0, 0);
        let mut goes_on = progress(0.0);
        for (key, entry) in work.add {
            if !goes_on {
                break;
            }
            writer.add(&key, &laid_out(&entry.text, &entry.reading))?;
            waiting += length(&entry);
            if waiting >= BATCH {
                self.commit(engine, &mut writer)?;
                done += std::mem::take(&mut waiting);
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a progress bar has a thousand pixels"
                )]
                let share = done as f32 / total.max(1) as f32;
                goes_on = progress(share);
            }
        }
        self.commit(engine, &mut writer)?;
        writer.finish()?;
        let merged = engine.snapshot()?;
        merged.warm();
        *write(&self.snapshot) = Some(Arc::new(merged));
        lock(&self.gone).retain(|hash| !work.gone.contains(hash));
        if goes_on {
            progress(1.0);
        }
        Ok(())
    }

    fn commit(&self, engine: &Engine, writer: &mut Writer) -> tantivy::Result<()> {
        writer.commit()?;
        let snapshot = engine.snapshot()?;
        *write(&self.snapshot) = Some(Arc::new(snapshot));
        Ok(())
    }
}

struct Work {
    add: BTreeMap<String, Entry>,
    gone: BTreeSet<String>,
}

impl Work {
    fn is_empty(&self) -> bool {
        self.add.is_empty() && self.gone.is_empty()
    }
}

// A thread that panicked left these whole: each is changed in one step.

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
