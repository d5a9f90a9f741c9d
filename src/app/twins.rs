//! Which documents have the same text, or nearly?

use super::Session;
use crate::jobs::{Control, Wake, Worker};
use crate::project::{Document, DocumentId, Project, Remark};
use crate::store;
use crate::text::Text;
use crate::text::nearly::{Likeness, Likes, Sketch};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Two documents with much the same text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Twins {
    /// The one that is contained in the other, where one is.
    pub one: DocumentId,
    /// The other.
    pub other: DocumentId,
    /// What the first is to the other.
    pub likeness: Likeness,
}

/// The sketches that were made, by the hash of their text: made once, and shared with whoever imports.
type Sketches = Arc<Mutex<HashMap<String, Arc<Sketch>>>>;

/// The sketch of a text, made where it is not there yet.
fn sketch(
    sketches: &Sketches,
    sha256: &str,
    text: impl FnOnce() -> Option<Sketch>,
) -> Option<Arc<Sketch>> {
    let known = |sketches: &Sketches| {
        let sketches = sketches.lock().unwrap_or_else(PoisonError::into_inner);
        sketches.get(sha256).map(Arc::clone)
    };
    if let Some(known) = known(sketches) {
        return Some(known);
    }
    // The lock is not held meanwhile: a long text takes its time.
    let made = Arc::new(text()?);
    let mut sketches = sketches.lock().unwrap_or_else(PoisonError::into_inner);
    Some(Arc::clone(
        sketches.entry(sha256.to_owned()).or_insert(made),
    ))
}

/// A document with its text, to be compared.
struct Asked {
    document: DocumentId,
    sha256: String,
    text: Arc<Text>,
}

/// Looks for twins in the background, where someone asked for them.
pub(super) struct TwinSeeker {
    sketches: Sketches,
    worker: Worker<Vec<Asked>, Vec<Twins>>,
    /// Whether someone asked, and the texts are still being read.
    wanted: bool,
    found: Option<Vec<Twins>>,
}

impl TwinSeeker {
    pub(super) fn new(wake: Wake) -> Self {
        let sketches = Sketches::default();
        let shared = Arc::clone(&sketches);
        let worker = Worker::newest(
            "Look for duplicates",
            wake,
            move |asked: Vec<Asked>, control: &Control| compare(&shared, &asked, control),
        );
        Self {
            sketches,
            worker,
            wanted: false,
            found: None,
        }
    }

    pub(super) fn wait(&self) {
        self.worker.wait_until_idle();
    }

    /// Takes in what was found; asks once all texts have been read that can be. True where there is something new.
    fn tick(&mut self, project: &Project, texts: &super::Texts) -> bool {
        let mut changed = false;
        while let Some(result) = self.worker.try_take() {
            // A fault in the program finds nothing; it must not leave the person waiting.
            self.found = Some(result.unwrap_or_default());
            changed = true;
        }
        let documents = || project.documents().iter();
        let read = |document: &Document| {
            texts.get(document.id).is_some() || texts.problem(document.id).is_some()
        };
        if self.wanted && documents().all(read) {
            self.wanted = false;
            let asked = documents().filter_map(|document| {
                Some(Asked {
                    document: document.id,
                    sha256: document.sha256.clone(),
                    text: Arc::clone(texts.get(document.id)?),
                })
            });
            changed |= self.worker.send(asked.collect());
        }
        changed
    }
}

fn compare(sketches: &Sketches, asked: &[Asked], control: &Control) -> Vec<Twins> {
    let mut likes = Likes::default();
    let mut twins = Vec::new();
    let mut added: Vec<&Asked> = Vec::new();
    for (done, one) in asked.iter().enumerate() {
        if control.cancelled() {
            break;
        }
        control.progress(done as u64, asked.len() as u64, "");
        let made = sketch(sketches, &one.sha256, || Some(Sketch::of(one.text.str())));
        let Some(made) = made else { continue };
        for (at, likeness) in likes.of(&made) {
            let Some(other) = added.get(at) else { continue };
            let (one, other) = (one.document, other.document);
            twins.push(match likeness {
                Likeness::Holds(_) => Twins {
                    one: other,
                    other: one,
                    likeness: likeness.turned(),
                },
                likeness => Twins {
                    one,
                    other,
                    likeness,
                },
            });
        }
        likes.add(made);
        added.push(one);
    }
    twins.sort_by(|a, b| b.likeness.share().total_cmp(&a.likeness.share()));
    twins
}

/// Finds the twins of texts that are being imported, in the background, among those that the project has and those that came
/// in just before.
pub(super) struct TwinFinder {
    sketches: Sketches,
    /// The documents that have not been looked at yet.
    unread: Vec<Document>,
    texts: store::Texts,
    likes: Likes,
    titles: Vec<String>,
}

impl TwinFinder {
    /// What to say of a new text, of this name, with this hash: whose twin it is. It is one of those to compare with from here
    /// on.
    pub(super) fn remark(&mut self, title: &str, sha256: &str, text: &str) -> Option<Remark> {
        for document in std::mem::take(&mut self.unread) {
            let texts = &self.texts;
            // A text that cannot be read is told elsewhere; here it has no twins.
            let read = || texts.read(&document).ok().map(|text| Sketch::of(&text));
            if let Some(sketch) = sketch(&self.sketches, &document.sha256, read) {
                self.likes.add(sketch);
                self.titles.push(document.title);
            }
        }
        let made = sketch(&self.sketches, sha256, || Some(Sketch::of(text)))?;
        let found = self.likes.of(&made).into_iter().next();
        let found = found.and_then(|(at, likeness)| Some((self.titles.get(at)?.clone(), likeness)));
        self.likes.add(made);
        self.titles.push(title.to_owned());
        let (twin, likeness) = found?;
        let like = match likeness {
            Likeness::Same => format!("Has the same words as “{twin}”"),
            Likeness::Holds(_) => format!("Holds all of the text of “{twin}”"),
            likeness => format!("Is {} “{twin}”", likeness.words()),
        };
        Some(Remark::doubt(format!(
            "{like}. Look at both before you code them"
        )))
    }
}

impl Session {
    /// Has the documents compared; see [`twins`](Self::twins).
    pub(super) fn seek_twins(&mut self) {
        self.twin_seeker.wanted = true;
        self.twin_seeker.found = None;
        self.tick_twins();
    }

    pub(super) fn tick_twins(&mut self) -> bool {
        self.twin_seeker.tick(&self.project, &self.texts)
    }

    /// The documents with much the same text, the most like first; none while they are being compared.
    pub fn twins(&self) -> Option<Vec<Twins>> {
        let found = self.twin_seeker.found.as_ref()?;
        let there = |id: DocumentId| self.project.documents().contains(id);
        let found = found
            .iter()
            .filter(|twins| there(twins.one) && there(twins.other));
        Some(found.copied().collect())
    }

    /// Finds twins of what is being imported, but for a document that is read again, which is no twin of itself.
    pub(super) fn twin_finder(&self, except: Option<DocumentId>) -> TwinFinder {
        let documents = self.project.documents().iter();
        let unread = documents.filter(|document| Some(document.id) != except && document.bytes > 0);
        TwinFinder {
            sketches: Arc::clone(&self.twin_seeker.sketches),
            unread: unread.cloned().collect(),
            texts: self.store().texts(),
            likes: Likes::default(),
            titles: Vec::new(),
        }
    }
}
