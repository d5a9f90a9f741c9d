//! The list of works that the documents cite: which of them are wanted, in which order, and which coded passages rest on
//! each. Worked out in the background while somebody looks at it.

use crate::app::{Room, Session};
use crate::citations::{Register, Source};
use crate::jobs::{Control, Wake, Worker};
use crate::project::{CoderId, CodingId, DocumentId, Project, WorkKind};
use crate::text::Text;
use crate::text::fold::fold;
use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// A column of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SourceColumn {
    /// How it is called in a line.
    #[default]
    Work,
    /// When it appeared.
    Year,
    /// Its title.
    Title,
    /// What sort of work it is.
    Kind,
    /// The post that a cable came from.
    Post,
    /// How many places cite it.
    Times,
    /// In how many documents.
    Documents,
    /// How many coded passages rest on it.
    Passages,
}

impl SourceColumn {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::Work,
        Self::Year,
        Self::Title,
        Self::Kind,
        Self::Post,
        Self::Times,
        Self::Documents,
        Self::Passages,
    ];

    /// Its name over the list.
    pub fn name(self) -> &'static str {
        match self {
            Self::Work => "Work",
            Self::Year => "Year",
            Self::Title => "Title",
            Self::Kind => "Kind",
            Self::Post => "Post",
            Self::Times => "Cited",
            Self::Documents => "Docs",
            Self::Passages => "Passages",
        }
    }

    /// Whether it is numbers, of which the greatest are wanted first.
    pub fn counts(self) -> bool {
        matches!(self, Self::Times | Self::Documents | Self::Passages)
    }
}

/// Which works the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SourceFilter {
    /// Words that all must be in what is known of it.
    pub words: String,
    /// Only works of this kind; of none, those of which it is not known.
    pub kind: Option<Option<WorkKind>>,
    /// Only works that this document cites or lists.
    pub document: Option<DocumentId>,
    /// Only works that coded passages rest on.
    pub rested_on: bool,
}

impl SourceFilter {
    /// Whether it lets all works through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// In which order the list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SourceSort {
    /// By this.
    pub column: SourceColumn,
    /// The greatest first.
    pub descending: bool,
}

/// What there is to know of a work beside what the register says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fact {
    /// All that can be looked for, folded.
    search: String,
    label: String,
    title: String,
    times: usize,
    documents: Vec<DocumentId>,
    passages: Vec<CodingId>,
}

/// The works as the list shows them.
#[derive(Clone, Debug, Default)]
pub struct SourceListing {
    register: Arc<Register>,
    facts: Arc<Vec<Fact>>,
    rows: Vec<usize>,
}

impl SourceListing {
    /// The works that the filter lets through, in order: their places among [`SourceListing::all`].
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// All works.
    pub fn all(&self) -> &[Source] {
        self.register.sources()
    }

    /// A work of a row.
    pub fn source(&self, at: usize) -> Option<&Source> {
        self.register.sources().get(at)
    }

    /// How many places cite it, lists of references left out.
    pub fn times(&self, at: usize) -> usize {
        self.facts.get(at).map_or(0, |fact| fact.times)
    }

    /// The documents that cite or list it.
    pub fn documents(&self, at: usize) -> &[DocumentId] {
        self.facts.get(at).map_or(&[], |fact| &fact.documents)
    }

    /// The coded passages that rest on it, in the order of documents and text.
    pub fn passages(&self, at: usize) -> &[CodingId] {
        self.facts.get(at).map_or(&[], |fact| &fact.passages)
    }
}

/// What a listing was made from.
#[derive(Clone, Debug, PartialEq)]
struct Question {
    generation: u64,
    revision: u64,
    only: Option<CoderId>,
    filter: SourceFilter,
    sort: SourceSort,
}

impl Question {
    /// Whether the facts of one are those of the other: only another filter or order is wanted.
    fn has_facts_of(&self, other: &Self) -> bool {
        (self.generation, self.revision, self.only)
            == (other.generation, other.revision, other.only)
    }
}

/// What facts are worked out from.
struct Fresh {
    project: Arc<Project>,
    texts: HashMap<DocumentId, Arc<Text>>,
}

struct Request {
    question: Question,
    register: Arc<Register>,
    /// None where the facts are known.
    fresh: Option<Fresh>,
    facts: Arc<Vec<Fact>>,
}

struct Answer {
    question: Question,
    /// None where it was stopped.
    listing: Option<SourceListing>,
}

/// A work that was chosen, so that it is found again when it is called otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chosen {
    pub key: String,
    pub alias: Option<crate::project::Alias>,
}

/// Keeps the list, and how a person looks at it.
pub(in crate::app) struct SourceList {
    pub(super) filter: SourceFilter,
    pub(super) sort: SourceSort,
    pub(super) chosen: Vec<Chosen>,
    /// Whether somebody looked since the last time.
    looked: Cell<bool>,
    worker: Worker<Request, Answer>,
    asked: Option<Question>,
    answered: Option<Question>,
    listing: Option<Arc<SourceListing>>,
    /// Grows with every listing.
    generation: u64,
}

impl SourceList {
    /// Nothing listed yet.
    pub fn new(wake: Wake) -> Self {
        let worker = Worker::newest("List the works", wake, |request: Request, control| {
            let question = request.question.clone();
            Answer {
                listing: list(request, control),
                question,
            }
        });
        Self {
            filter: SourceFilter::default(),
            sort: SourceSort::default(),
            chosen: Vec::new(),
            looked: Cell::new(false),
            worker,
            asked: None,
            answered: None,
            listing: None,
            generation: 0,
        }
    }

    /// Stops, so that the project can change; it is listed again at the next tick.
    pub fn let_go(&mut self) {
        if !self.worker.is_idle() {
            self.worker.cancel();
            self.worker.wait_until_idle();
            self.asked = None;
        }
    }

    /// Waits until all is listed.
    pub fn wait(&self) {
        self.worker.wait_until_idle();
    }

    fn take(&mut self) -> bool {
        let mut changed = false;
        while let Some(answer) = self.worker.try_take() {
            changed = true;
            self.asked = None;
            if let Ok(Answer {
                question,
                listing: Some(listing),
            }) = answer
            {
                self.answered = Some(question);
                self.listing = Some(Arc::new(listing));
                self.generation += 1;
            }
        }
        changed
    }
}

impl Session {
    /// The list of works as far as it is worked out; after a change it may be that of before for a moment. None when
    /// nobody looked before, or nothing has been read.
    pub fn source_listing(&self) -> Option<&Arc<SourceListing>> {
        self.source_list.looked.set(true);
        self.source_list.listing.as_ref()
    }

    /// Grows with every listing.
    pub fn source_listing_generation(&self) -> u64 {
        self.source_list.generation
    }

    /// Which works the list shows.
    pub fn source_filter(&self) -> &SourceFilter {
        &self.source_list.filter
    }

    /// In which order.
    pub fn source_sort(&self) -> SourceSort {
        self.source_list.sort
    }

    /// The works that are chosen in the list, the one last chosen last, as far as the documents cite them.
    pub fn chosen_sources(&self) -> Vec<&Source> {
        let Some(register) = self.register() else {
            return Vec::new();
        };
        let find = |chosen: &Chosen| {
            let by_key = register.find(&chosen.key).map(|(_, source)| source);
            by_key.or_else(|| register.find_alias(chosen.alias.as_ref()?))
        };
        self.source_list.chosen.iter().filter_map(find).collect()
    }

    /// Chooses works by their keys.
    pub(in crate::app) fn choose_sources(&mut self, keys: Vec<String>) {
        let register = self.register().map(Arc::clone);
        let alias = |key: &str| {
            let (_, source) = register.as_ref()?.find(key)?;
            source.aliases.first().cloned()
        };
        let chosen = keys.into_iter().map(|key| Chosen {
            alias: alias(&key),
            key,
        });
        self.source_list.chosen = chosen.collect();
    }

    /// Shows a work in the room of works. A filter that hides it goes.
    pub(in crate::app) fn show_work(&mut self, key: String) {
        self.show_room(Room::Sources);
        let listing = self.source_list.listing.as_ref();
        let hidden = listing.is_some_and(|listing| {
            let is_it = |at: &usize| listing.source(*at).is_some_and(|source| source.key == key);
            !listing.rows().iter().any(is_it)
        });
        if hidden {
            self.filter_sources(SourceFilter::default());
        }
        self.choose_sources(vec![key]);
    }

    pub(in crate::app) fn filter_sources(&mut self, filter: SourceFilter) {
        self.source_list.filter = filter;
    }

    pub(in crate::app) fn sort_sources(&mut self, sort: SourceSort) {
        self.source_list.sort = sort;
    }

    /// Takes in what was listed, and has listed what is out of date, where somebody looks. True where something changed.
    pub(in crate::app) fn tick_source_list(&mut self) -> bool {
        let mut changed = self.source_list.take();
        if !self.source_list.looked.take() && !changed {
            return changed;
        }
        let Some(register) = self.register().map(Arc::clone) else {
            return changed;
        };
        let question = Question {
            generation: self.register_generation(),
            revision: self.revision,
            only: self.seen_only(),
            filter: self.source_list.filter.clone(),
            sort: self.source_list.sort,
        };
        let list = &self.source_list;
        if list.answered.as_ref() == Some(&question) || list.asked.as_ref() == Some(&question) {
            return changed;
        }
        let known = list.answered.as_ref();
        let known = known.is_some_and(|known| known.has_facts_of(&question));
        let facts = list.listing.as_ref().filter(|_| known);
        let fresh = facts.is_none().then(|| {
            let documents = self.project.documents().iter();
            let texts = documents
                .filter_map(|document| Some((document.id, Arc::clone(self.text(document.id)?))));
            Fresh {
                project: Arc::clone(&self.project),
                texts: texts.collect(),
            }
        });
        let request = Request {
            question: question.clone(),
            register,
            fresh,
            facts: facts.map_or_else(Arc::default, |listing| Arc::clone(&listing.facts)),
        };
        if self.source_list.worker.send(request) {
            self.source_list.asked = Some(question);
            changed = true;
        }
        changed
    }

    /// All works with what rests on them, as the list would show them with this filter: for the command line, which does
    /// not wait for the window.
    pub fn list_sources(&self, filter: &SourceFilter, sort: SourceSort) -> SourceListing {
        ListMaterials::of(self).list(filter, sort)
    }
}

/// All that a list of works is made from, as it was when it was taken.
pub(super) struct ListMaterials {
    project: Arc<Project>,
    register: Option<Arc<Register>>,
    texts: HashMap<DocumentId, Arc<Text>>,
    only: Option<CoderId>,
}

impl ListMaterials {
    pub(super) fn of(session: &Session) -> Self {
        Self {
            project: Arc::clone(&session.project),
            register: session.register().map(Arc::clone),
            texts: session.texts().all(),
            only: session.seen_only(),
        }
    }

    pub(super) fn project(&self) -> &Project {
        &self.project
    }

    /// All works with what rests on them. Takes long where there are many codings.
    pub(super) fn list(&self, filter: &SourceFilter, sort: SourceSort) -> SourceListing {
        let Some(register) = &self.register else {
            return SourceListing::default();
        };
        let text = |id| self.texts.get(&id).cloned();
        let passages = passages(&self.project, register, self.only, text, || false);
        let facts = facts(&self.project, register, passages.unwrap_or_default());
        order(Arc::clone(register), Arc::new(facts), filter, sort)
    }
}

fn list(request: Request, control: &Control) -> Option<SourceListing> {
    let Request {
        question,
        register,
        fresh,
        facts: known,
    } = request;
    let facts = match fresh {
        Some(Fresh { project, texts }) => {
            let stop = || control.cancelled();
            let text = |id| texts.get(&id).cloned();
            let passages = passages(&project, &register, question.only, text, stop)?;
            Arc::new(facts(&project, &register, passages))
        }
        None => known,
    };
    Some(order(register, facts, &question.filter, question.sort))
}

/// The codings that rest on each work, by its place in the register; none where it is to stop.
fn passages(
    project: &Project,
    register: &Register,
    only: Option<CoderId>,
    text: impl Fn(DocumentId) -> Option<Arc<Text>>,
    stop: impl Fn() -> bool,
) -> Option<HashMap<usize, Vec<CodingId>>> {
    let mut found: HashMap<usize, Vec<CodingId>> = HashMap::new();
    let mut documents: Vec<_> = project.documents().iter().collect();
    documents.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
    for document in documents {
        let Some(text) = text(document.id) else {
            continue;
        };
        let codings = project.placed_in(document.id);
        let mut codings: Vec<_> = codings
            .filter(|coding| only.is_none_or(|only| only == coding.coder))
            .collect();
        codings.sort_by_key(|coding| (coding.extent(), coding.id));
        for coding in codings {
            if stop() {
                return None;
            }
            for source in register.places_rested_on(document.id, text.str(), &coding.spans) {
                found.entry(source).or_default().push(coding.id);
            }
        }
    }
    Some(found)
}

fn facts(
    project: &Project,
    register: &Register,
    mut passages: HashMap<usize, Vec<CodingId>>,
) -> Vec<Fact> {
    let title = |id: DocumentId| project.documents().get(id).map(|document| &document.title);
    let facts = register.sources().iter().enumerate().map(|(at, source)| {
        let mut documents = source.documents();
        documents.sort_by_key(|id| title(*id));
        let kind = source.kind.map_or("", WorkKind::word);
        let mut search = [
            source.label.as_str(),
            &source.author,
            &source.title,
            &source.dated,
            kind,
            &source.reference.container,
            &source.reference.publisher,
        ]
        .join(" ");
        if let Some(alias) = source.aliases.first() {
            search.push(' ');
            search.push_str(&alias.key);
        }
        Fact {
            search: fold(&search),
            label: fold(&source.label),
            title: fold(&source.title),
            times: source.times(),
            documents,
            passages: passages.remove(&at).unwrap_or_default(),
        }
    });
    facts.collect()
}

fn order(
    register: Arc<Register>,
    facts: Arc<Vec<Fact>>,
    filter: &SourceFilter,
    sort: SourceSort,
) -> SourceListing {
    let words = fold(&filter.words);
    let words: Vec<&str> = words.split_whitespace().collect();
    let sources = register.sources();
    let lets = |(at, source): &(usize, &Source)| {
        let Some(fact) = facts.get(*at) else {
            return false;
        };
        words.iter().all(|word| fact.search.contains(word))
            && filter.kind.is_none_or(|kind| kind == source.kind)
            && filter
                .document
                .is_none_or(|document| fact.documents.contains(&document))
            && (!filter.rested_on || !fact.passages.is_empty())
    };
    let through = sources.iter().enumerate().filter(lets);
    let mut rows: Vec<usize> = through.map(|(at, _)| at).collect();
    rows.sort_by(|a, b| {
        let first = compare(sources, &facts, sort.column, *a, *b);
        let first = if sort.descending {
            first.reverse()
        } else {
            first
        };
        first.then_with(|| by_label(sources, &facts, *a, *b))
    });
    SourceListing {
        register,
        facts,
        rows,
    }
}

fn by_label(sources: &[Source], facts: &[Fact], a: usize, b: usize) -> Ordering {
    let key = |at: usize| {
        let label = facts.get(at).map(|fact| fact.label.as_str());
        // Names come ahead of numbers, as of cables, and what has neither last.
        let rank = match label.and_then(|label| label.chars().next()) {
            Some(first) if first.is_alphabetic() => 0,
            Some(first) if first.is_numeric() => 1,
            _ => 2,
        };
        (rank, label, sources.get(at).map(|source| &source.dated), at)
    };
    key(a).cmp(&key(b))
}

fn compare(
    sources: &[Source],
    facts: &[Fact],
    column: SourceColumn,
    a: usize,
    b: usize,
) -> Ordering {
    let (Some(one), Some(other)) = (sources.get(a), sources.get(b)) else {
        return Ordering::Equal;
    };
    let (Some(of_one), Some(of_other)) = (facts.get(a), facts.get(b)) else {
        return Ordering::Equal;
    };
    let word = |source: &Source| source.kind.map_or("", WorkKind::word);
    match column {
        SourceColumn::Work => by_label(sources, facts, a, b),
        SourceColumn::Year => (one.year, &one.dated).cmp(&(other.year, &other.dated)),
        SourceColumn::Title => empty_last(&of_one.title, &of_other.title),
        SourceColumn::Kind => empty_last(word(one), word(other)),
        SourceColumn::Post => empty_last(&one.post, &other.post),
        SourceColumn::Times => of_one.times.cmp(&of_other.times),
        SourceColumn::Documents => of_one.documents.len().cmp(&of_other.documents.len()),
        SourceColumn::Passages => of_one.passages.len().cmp(&of_other.passages.len()),
    }
}

fn empty_last(a: &str, b: &str) -> Ordering {
    (a.is_empty(), a).cmp(&(b.is_empty(), b))
}
