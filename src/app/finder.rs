//! The search over the corpus: what is asked, what was found, where one stands in it, what is ticked.

use super::{Direction, Session};
use crate::citations::{self, Kind};
use crate::jobs::{Wake, Worker};
use crate::project::{CodeId, CoderId, DocumentId, Project, Span};
use crate::search::{Cited, CitedIn, Hit, Index, Limit, Query, Results, Scope};
use crate::text::Text;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

/// Hits that are ticked, by their places in the list.
pub type TickedHits = BTreeSet<usize>;

/// More hits than this are counted, not listed: no one walks them, and a list of a million would slow the window.
const MOST_HITS: Limit = Limit { hits: 20_000 };

/// A search, as it is handed to the background.
struct Request {
    number: u64,
    query: String,
    project: Arc<Project>,
    coders: Option<BTreeSet<CoderId>>,
}

/// What the background found.
struct Answer {
    number: u64,
    results: Result<Results, String>,
}

/// The search over the corpus.
pub struct Finder {
    index: Arc<Index>,
    indexes_ahead: bool,
    indexer: Worker<(), ()>,
    searcher: Worker<Request, Answer>,
    query: String,
    asked: u64,
    answered: u64,
    stale: bool,
    results: Option<Results>,
    error: Option<String>,
    ticked: TickedHits,
    current: Option<usize>,
}

impl Finder {
    /// A search that keeps its index in the machine's cache, up to date ahead of questions or when one is asked now.
    pub(super) fn new(cache_dir: &Path, indexes_ahead: bool, wake: Wake) -> Self {
        let index = Arc::new(Index::open(Some(cache_dir)));
        let indexed = Arc::clone(&index);
        let indexer = Worker::newest("Index the corpus", Arc::clone(&wake), move |(), control| {
            indexed.flush(&|part| {
                control.progress((part * 1000.0) as u64, 1000, "Indexing");
                !control.cancelled()
            });
        });
        let searched = Arc::clone(&index);
        let searcher = Worker::newest("Search", wake, move |request: Request, control| {
            let results = Query::parse(&request.query)
                .map_err(|error| error.to_string())
                .map(|query| {
                    let stop = || control.cancelled();
                    let cited = cited_for(&query, &searched, &request.project, &stop);
                    let scope = Scope {
                        coders: request.coders,
                        cited: cited.as_ref(),
                        ..Scope::all(&request.project)
                    };
                    searched.search_until(&query, &scope, MOST_HITS, &stop)
                });
            Answer {
                number: request.number,
                results,
            }
        });
        Self {
            index,
            indexes_ahead,
            indexer,
            searcher,
            query: String::new(),
            asked: 0,
            answered: 0,
            stale: false,
            results: None,
            error: None,
            ticked: TickedHits::new(),
            current: None,
        }
    }

    /// Where the corpus is searched.
    pub(super) fn index(&self) -> Arc<Index> {
        Arc::clone(&self.index)
    }

    /// What is asked.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Whether there is anything to find.
    pub fn is_active(&self) -> bool {
        !self.query.trim().is_empty()
    }

    /// What is wrong with the query, and what would be right.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// What was found; none before the first answer.
    pub fn results(&self) -> Option<&Results> {
        self.results.as_ref()
    }

    /// The hits, by document and in the order of the text.
    pub fn hits(&self) -> &[Hit] {
        self.results.as_ref().map_or(&[], |results| &results.hits)
    }

    /// How many hits there are, listed or not.
    pub fn total(&self) -> usize {
        self.results.as_ref().map_or(0, |results| results.total)
    }

    /// The hits in a document, each with its place in the list.
    pub fn hits_in(&self, document: DocumentId) -> impl Iterator<Item = (usize, &Hit)> {
        self.hits()
            .iter()
            .enumerate()
            .filter(move |(_, hit)| hit.document == document)
    }

    /// The place in the list of the hit that one stands on.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// The hits that are ticked.
    pub fn ticked(&self) -> &TickedHits {
        &self.ticked
    }

    /// Whether a hit is ticked.
    pub fn is_ticked(&self, hit: usize) -> bool {
        self.ticked.contains(&hit)
    }

    /// Whether an answer is on its way.
    pub fn is_searching(&self) -> bool {
        self.answered < self.asked
    }

    /// Changes with every answer: what was worked out from older results is out of date.
    pub fn generation(&self) -> u64 {
        self.answered
    }

    /// How far the index is behind, 0 to 1 done; none when it is up to date.
    pub fn indexing(&self) -> Option<f32> {
        (!self.indexer.is_idle()).then(|| self.indexer.progress().share().unwrap_or(0.0))
    }

    pub(super) fn set_query(&mut self, query: String) {
        if query == self.query {
            return;
        }
        self.query = query;
        self.current = None;
        self.ticked.clear();
        self.stale = true;
    }

    fn ask(&mut self, project: &Arc<Project>, coders: Option<BTreeSet<CoderId>>) {
        self.stale = false;
        if !self.is_active() {
            self.searcher.cancel();
            self.answered = self.asked;
            self.results = None;
            self.error = None;
            return;
        }
        self.asked += 1;
        let request = Request {
            number: self.asked,
            query: self.query.clone(),
            project: Arc::clone(project),
            coders,
        };
        self.searcher.send(request);
    }

    /// A document's text can be searched from now on.
    pub(super) fn put(&mut self, document: DocumentId, sha256: &str, text: Arc<Text>) {
        self.index.put(document, sha256, text);
        self.index_ahead();
        self.stale = true;
    }

    pub(super) fn remove(&mut self, document: DocumentId) {
        self.index.remove(document);
        self.index_ahead();
        self.stale = true;
    }

    fn index_ahead(&self) {
        if self.indexes_ahead {
            self.indexer.send(());
        }
    }

    /// The codings or documents are others than they were: what depends on them is asked again.
    pub(super) fn project_changed(&mut self) {
        self.stale = true;
    }

    /// Stops a search that is under way, so that the project it looks at can change: a few milliseconds at most. The
    /// question is asked again at the next tick.
    pub(super) fn let_go(&mut self) {
        if !self.searcher.is_idle() {
            self.searcher.cancel();
            self.searcher.wait_until_idle();
            self.stale = true;
        }
    }

    /// Takes in answers, and asks again where the corpus has changed. True where something changed.
    pub(super) fn tick(
        &mut self,
        project: &Arc<Project>,
        coders: impl FnOnce() -> Option<BTreeSet<CoderId>>,
    ) -> bool {
        let mut changed = false;
        while self.indexer.try_take().is_some() {
            changed = true;
        }
        while let Some(answer) = self.searcher.try_take() {
            changed = true;
            match answer {
                Ok(answer) => self.take(answer),
                Err(fault) => {
                    self.answered = self.asked;
                    self.error = Some(fault.to_string());
                }
            }
        }
        if self.stale {
            self.ask(project, coders());
            changed = true;
        }
        changed
    }

    fn take(&mut self, answer: Answer) {
        if answer.number < self.asked {
            return;
        }
        self.answered = answer.number;
        match answer.results {
            Ok(results) => {
                self.keep_places(&results.hits);
                self.results = Some(results);
                self.error = None;
            }
            Err(error) => {
                self.results = None;
                self.error = Some(error);
            }
        }
    }

    /// Where the list is another, so are the places of what was ticked and stood on.
    fn keep_places(&mut self, new: &[Hit]) {
        if (self.ticked.is_empty() && self.current.is_none()) || self.hits() == new {
            return;
        }
        let places: HashMap<(DocumentId, Span), usize> = new
            .iter()
            .enumerate()
            .map(|(at, hit)| ((hit.document, hit.extent()), at))
            .collect();
        let place = |at: usize| {
            self.hits()
                .get(at)
                .and_then(|hit| places.get(&(hit.document, hit.extent())).copied())
        };
        let ticked = self.ticked.iter().filter_map(|at| place(*at)).collect();
        let current = self.current.and_then(place);
        self.ticked = ticked;
        self.current = current;
    }

    pub(super) fn tick_hit(&mut self, hit: usize, ticked: bool) {
        if ticked && hit < self.hits().len() {
            self.ticked.insert(hit);
        } else {
            self.ticked.remove(&hit);
        }
    }

    pub(super) fn tick_all(&mut self, ticked: bool) {
        self.ticked = if ticked {
            (0..self.hits().len()).collect()
        } else {
            TickedHits::new()
        };
    }

    /// Waits until the corpus is indexed and the last question answered.
    pub(super) fn wait(&self) {
        self.indexer.wait_until_idle();
        self.searcher.wait_until_idle();
    }
}

/// What the documents cite, where a query asks for it.
fn cited_for(
    query: &Query,
    index: &Index,
    project: &Project,
    stop: &dyn Fn() -> bool,
) -> Option<CitedIn> {
    query.asks_citations().then(|| {
        let documents = project.documents().iter().take_while(|_| !stop());
        documents
            .filter_map(|document| Some((document.id, places_cited(&*index.text(document.id)?))))
            .collect()
    })
}

/// The places of a text that cite a work or a cable, short forms that lead to one among them.
pub(super) fn places_cited(text: &Text) -> Arc<[Cited]> {
    let found = citations::of(text).list;
    let is_work = |kind| !matches!(kind, Kind::FootnoteRef | Kind::FootnoteText | Kind::SupraId);
    let mut places = Vec::with_capacity(found.len());
    for citation in &found {
        if is_work(citation.kind) {
            places.extend(Cited::new(citation.spans.clone(), &citation.key));
        } else if citation.kind == Kind::SupraId {
            let works = citation.resolves_to.iter().filter_map(|at| found.get(*at));
            for work in works.filter(|work| is_work(work.kind)) {
                places.extend(Cited::new(citation.spans.clone(), &work.key));
            }
        }
    }
    places.into()
}

impl Session {
    /// Searches now, in the foreground, and indexes first what is not indexed yet: for the command line.
    ///
    /// # Errors
    /// Says what is wrong with the query, and what would be right.
    pub fn search_now(&self, query: &str) -> Result<Results, String> {
        let query = Query::parse(query).map_err(|error| error.to_string())?;
        let index = &self.finder.index;
        index.flush(&|_| true);
        let cited = cited_for(&query, index, &self.project, &|| false);
        let scope = Scope {
            cited: cited.as_ref(),
            ..Scope::all(&self.project)
        };
        Ok(index.search(&query, &scope, Limit::NONE))
    }

    pub(super) fn step_hit(&mut self, direction: Direction) {
        let hits = self.finder.hits();
        if hits.is_empty() {
            return;
        }
        let next = match (self.finder.current, direction) {
            (Some(at), Direction::On) => (at + 1) % hits.len(),
            (Some(at), Direction::Back) => (at + hits.len() - 1) % hits.len(),
            (None, _) => self.hit_near_caret(direction),
        };
        self.go_to_hit(next);
    }

    /// The first hit after the caret in the document that is shown, or the first of all.
    fn hit_near_caret(&self, direction: Direction) -> usize {
        let caret = self.view.selection.head;
        let start = |place: &(usize, &Hit)| place.1.spans.first().map_or(0, |span| span.start);
        let Some(document) = self.view.document else {
            return 0;
        };
        let found = match direction {
            Direction::On => self
                .finder
                .hits_in(document)
                .find(|place| start(place) >= caret),
            Direction::Back => self
                .finder
                .hits_in(document)
                .filter(|place| start(place) < caret)
                .last(),
        };
        found.map_or(0, |(at, _)| at)
    }

    pub(super) fn go_to_hit(&mut self, at: usize) {
        let Some(hit) = self.finder.hits().get(at) else {
            return;
        };
        let (document, spans) = (hit.document, hit.spans.clone());
        self.finder.current = Some(at);
        if let (Some(first), Some(last)) = (spans.first(), spans.last()) {
            self.go_to(document, Span::new(first.start, last.end));
            // The hit is selected, so that a key codes it.
            self.view.selection = super::Selection {
                anchor: last.start,
                head: last.end,
                parts: spans[..spans.len() - 1].to_vec(),
            };
            self.view.codings.clear();
        }
    }

    pub(super) fn code_hits(&mut self, code: CodeId) -> Result<(), String> {
        let (stance, rivals) = (self.view.stance, self.view.rivals.clone());
        let hits: Vec<_> = self
            .finder
            .ticked
            .iter()
            .filter_map(|at| self.finder.hits().get(*at))
            .collect();
        if hits.is_empty() {
            return Err("Tick the hits to code first".to_owned());
        }
        let has = |hit: &Hit, project: &Project| {
            project.placed_in(hit.document).any(|other| {
                other.code == code && other.coder == self.me() && other.spans == hit.spans
            })
        };
        let said = || super::coding::Said {
            stance,
            rivals: rivals.clone(),
            ..Default::default()
        };
        let passages: Vec<_> = hits
            .iter()
            .filter(|hit| !has(hit, &self.project))
            .map(|hit| (hit.document, hit.spans.clone(), code, said()))
            .collect();
        let label = if passages.len() == 1 {
            "Code a hit".to_owned()
        } else {
            format!("Code {} hits", passages.len())
        };
        self.code_passages(&label, passages)?;
        self.finder.ticked.clear();
        self.view.stance = crate::project::Stance::Unset;
        self.view.rivals.clear();
        Ok(())
    }
}
