//! The search over the corpus: what is asked, what was found, where one stands in it, what is ticked.

use super::Session;
use super::cited::{Known, cited_in};
use super::quest::{Found, Quest, Seeking, seek};
use crate::citations::Register;
use crate::jobs::{Wake, Worker};
use crate::project::{CoderId, DocumentId, Made, Project, Span};
use crate::search::{Hit, Index, Limit, Query, QueryError, Results, Scope};
use crate::text::Text;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

/// Hits that are ticked, by their places in the list.
pub type TickedHits = BTreeSet<usize>;

/// A search, as it is handed to the background.
struct Request {
    number: u64,
    seeking: Seeking,
}

/// What the background found.
struct Answer {
    number: u64,
    found: Result<Found, QueryError>,
}

/// The search over the corpus.
pub struct Finder {
    index: Arc<Index>,
    indexes_ahead: bool,
    indexer: Worker<(), ()>,
    searcher: Worker<Request, Answer>,
    quest: Quest,
    asked: u64,
    answered: u64,
    stale: bool,
    found: Option<Found>,
    problem: Option<QueryError>,
    error: Option<String>,
    ticked: TickedHits,
    current: Option<usize>,
    /// How often a text has come or gone.
    texts: usize,
    /// What the documents cite.
    register: Option<Arc<Register>>,
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
        let mut known = Known::default();
        let searcher = Worker::newest("Search", wake, move |request: Request, control| Answer {
            number: request.number,
            found: seek(&searched, request.seeking, &mut known, &|| {
                control.cancelled()
            }),
        });
        Self {
            index,
            indexes_ahead,
            indexer,
            searcher,
            quest: Quest::default(),
            asked: 0,
            answered: 0,
            stale: false,
            found: None,
            problem: None,
            error: None,
            ticked: TickedHits::new(),
            current: None,
            texts: 0,
            register: None,
        }
    }

    /// Where the corpus is searched.
    pub(super) fn index(&self) -> Arc<Index> {
        Arc::clone(&self.index)
    }

    /// Changes whenever other texts can be searched.
    pub(super) fn texts_changed(&self) -> usize {
        self.texts
    }

    /// What is sought.
    pub fn quest(&self) -> &Quest {
        &self.quest
    }

    /// The query that is asked, as it was typed; empty while something else is sought.
    pub fn query(&self) -> &str {
        match &self.quest {
            Quest::Query(query) => query,
            _ => "",
        }
    }

    /// Whether there is anything to find.
    pub fn is_active(&self) -> bool {
        match &self.quest {
            Quest::Query(query) => !query.trim().is_empty(),
            _ => true,
        }
    }

    /// What is wrong with the query, and what would be right.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// What is wrong with the query, and where; none where another fault came in between.
    pub fn problem(&self) -> Option<&QueryError> {
        self.problem.as_ref()
    }

    /// What was found; none before the first answer.
    pub fn results(&self) -> Option<&Arc<Results>> {
        self.found.as_ref().map(|found| &found.results)
    }

    /// The hits, by document and in the order of the text; of what is like a passage, the most like first.
    pub fn hits(&self) -> &[Hit] {
        self.results().map_or(&[], |results| &results.hits)
    }

    /// How many hits there are, listed or not.
    pub fn total(&self) -> usize {
        self.results().map_or(0, |results| results.total)
    }

    /// The words that a hit shares with the passage that it is like; none of hits of a query.
    pub fn shared(&self, hit: usize) -> &[String] {
        self.found.as_ref().map_or(&[], |found| found.shared(hit))
    }

    /// How a coding of this hit comes about.
    pub fn made(&self, hit: usize) -> Made {
        let found = self.found.as_ref();
        found.map_or_else(Made::default, |found| found.made(&self.quest, hit))
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
        self.seek(Quest::Query(query));
    }

    /// Seeks something else from now on.
    pub(super) fn seek(&mut self, quest: Quest) {
        if quest == self.quest {
            return;
        }
        self.quest = quest;
        self.current = None;
        self.ticked.clear();
        self.stale = true;
    }

    fn ask(&mut self, project: &Arc<Project>, coders: Option<BTreeSet<CoderId>>, me: CoderId) {
        self.stale = false;
        if !self.is_active() {
            self.searcher.cancel();
            self.answered = self.asked;
            self.found = None;
            self.error = None;
            self.problem = None;
            return;
        }
        self.asked += 1;
        let request = Request {
            number: self.asked,
            seeking: Seeking {
                quest: self.quest.clone(),
                project: Arc::clone(project),
                coders,
                me,
                register: self.register.clone(),
            },
        };
        self.searcher.send(request);
    }

    /// A document's text can be searched from now on.
    pub(super) fn put(&mut self, document: DocumentId, sha256: &str, text: Arc<Text>) {
        self.index.put(document, sha256, text);
        self.texts += 1;
        self.index_ahead();
        self.stale = true;
    }

    pub(super) fn remove(&mut self, document: DocumentId) {
        self.index.remove(document);
        self.texts += 1;
        self.index_ahead();
        self.stale = true;
    }

    fn index_ahead(&self) {
        if self.indexes_ahead {
            self.indexer.send(());
        }
    }

    /// What the documents cite is otherwise known than before: a query that asks for it is asked again.
    pub(super) fn set_register(&mut self, register: Arc<Register>) {
        self.register = Some(register);
        self.stale |= match &self.quest {
            Quest::Query(query) => Query::parse(query).is_ok_and(|query| query.asks_citations()),
            Quest::Proposals(_) => true,
            Quest::Like(_) => false,
        };
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
        me: CoderId,
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
                    self.problem = None;
                }
            }
        }
        if self.stale {
            self.ask(project, coders(), me);
            changed = true;
        }
        changed
    }

    fn take(&mut self, answer: Answer) {
        if answer.number < self.asked {
            return;
        }
        self.answered = answer.number;
        match answer.found {
            Ok(found) => {
                self.keep_places(&found.results.hits);
                self.found = Some(found);
                self.error = None;
                self.problem = None;
            }
            Err(problem) => {
                self.found = None;
                self.error = Some(problem.to_string());
                self.problem = Some(problem);
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

    pub(super) fn stand_on(&mut self, hit: Option<usize>) {
        self.current = hit.filter(|hit| *hit < self.hits().len());
    }

    pub(super) fn untick(&mut self) {
        self.ticked.clear();
    }

    /// Waits until the corpus is indexed and the last question answered.
    pub(super) fn wait(&self) {
        self.indexer.wait_until_idle();
        self.searcher.wait_until_idle();
    }
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
        let cited = query
            .asks_citations()
            .then(|| cited_in(&self.register_now(), &self.project));
        let scope = Scope {
            cited: cited.as_ref(),
            ..Scope::all(&self.project)
        };
        Ok(index.search(&query, &scope, Limit::NONE))
    }
}
