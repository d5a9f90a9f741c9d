//! What can be sought in the corpus: a query, what the queries of a code propose, or passages like one.

use super::cited::Known;
use crate::citations::Register;
use crate::project::{CodeId, CoderId, Declined, DocumentId, Made, NamedQuery, Project, Span};
use crate::search::{CitedIn, Hit, Index, Limit, Query, QueryError, Results, Scope};
use crate::text::{Extent, Text};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// More hits than this are counted, not listed: no one walks them, and a list of a million would slow the window.
pub const MOST_HITS: Limit = Limit { hits: 20_000 };

/// So many passages are listed that are like one: further ones have little to do with it.
const MOST_LIKE: usize = 100;
/// A coding keeps so many characters of the passage that it is like.
const LONGEST: usize = 300;

/// What is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quest {
    /// What a query finds, as it was typed.
    Query(String),
    /// Passages that are like this one.
    Like(Likeness),
    /// What the named queries of a code suggest for it: sentences that one has neither coded with it nor declined.
    Proposals(CodeId),
}

/// A passage that others are to be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Where it stands.
    pub document: DocumentId,
    /// Its parts.
    pub spans: Vec<Span>,
    /// Its words.
    pub words: String,
}

impl Default for Quest {
    fn default() -> Self {
        Self::Query(String::new())
    }
}

/// A quest with what it is sought in.
pub(super) struct Seeking {
    pub quest: Quest,
    pub project: Arc<Project>,
    /// Only codings of these coders are seen; none means of all.
    pub coders: Option<BTreeSet<CoderId>>,
    pub me: CoderId,
    /// What the documents cite, as far as that has been read.
    pub register: Option<Arc<Register>>,
}

/// What was found.
pub(super) struct Found {
    pub results: Arc<Results>,
    /// Of passages that are like one, the words that each shares with it.
    shared: Vec<Vec<String>>,
    /// Of proposals, the query that each hit comes from: a place in `queries`.
    from: Vec<u32>,
    /// Name and words of the queries that propose.
    queries: Vec<(String, String)>,
}

impl Found {
    fn of(results: Results) -> Self {
        Self {
            results: Arc::new(results),
            shared: Vec::new(),
            from: Vec::new(),
            queries: Vec::new(),
        }
    }

    /// The words that a hit shares with the passage that it is like.
    pub fn shared(&self, hit: usize) -> &[String] {
        self.shared.get(hit).map_or(&[], Vec::as_slice)
    }

    /// How a coding of a hit comes about.
    pub fn made(&self, quest: &Quest, hit: usize) -> Made {
        match quest {
            Quest::Query(query) => Made::Search {
                query: query.trim().to_owned(),
            },
            Quest::Like(passage) => Made::Likeness {
                to: crate::project::shortened(&passage.words, LONGEST),
            },
            Quest::Proposals(_) => {
                let from = self.from.get(hit).and_then(|at| usize::try_from(*at).ok());
                let query = from.and_then(|at| self.queries.get(at)).cloned();
                let (name, query) = query.unwrap_or_default();
                Made::Proposal { name, query }
            }
        }
    }
}

/// Seeks in the corpus, until it is told to stop.
pub(super) fn seek(
    index: &Index,
    seeking: Seeking,
    known: &mut Known,
    stop: &dyn Fn() -> bool,
) -> Result<Found, QueryError> {
    let register = seeking.register.as_ref();
    let scope = Scope {
        coders: seeking.coders,
        cited: Some(known.of(register, &seeking.project)),
        ..Scope::all(&seeking.project)
    };
    match seeking.quest {
        Quest::Query(query) => {
            let query = Query::parse(&query)?;
            Ok(Found::of(
                index.search_until(&query, &scope, MOST_HITS, stop),
            ))
        }
        Quest::Like(passage) => Ok(alike(index, &scope, &passage, stop)),
        Quest::Proposals(code) => {
            let proposer = Proposer::new(&seeking.project, seeking.me, code);
            Ok(proposer.seek(index, &scope, stop))
        }
    }
}

/// The passages that are most like one, the most like first.
fn alike(index: &Index, scope: &Scope<'_>, passage: &Likeness, stop: &dyn Fn() -> bool) -> Found {
    let is_other = |document: DocumentId, spans: &[Span]| {
        let touches = |span: &Span| passage.spans.iter().any(|other| other.overlaps(*span));
        document != passage.document || !spans.iter().any(touches)
    };
    let likes = index.like(&passage.words, scope, &is_other, MOST_LIKE, stop);
    let mut results = Results {
        total: likes.len(),
        complete: true,
        ..Results::default()
    };
    let mut shared = Vec::with_capacity(likes.len());
    for like in likes {
        let document = like.hit.document;
        let counted = results
            .by_document
            .iter_mut()
            .find(|(id, _)| *id == document);
        match counted {
            Some((_, count)) => *count += 1,
            None => results.by_document.push((document, 1)),
        }
        results.hits.push(like.hit);
        shared.push(like.words);
    }
    Found {
        shared,
        ..Found::of(results)
    }
}

/// The queries that propose passages for a code, by name.
pub(super) fn queries_of(project: &Project, code: CodeId) -> Vec<&NamedQuery> {
    let queries = project.queries().iter();
    let mut queries: Vec<&NamedQuery> = queries
        .filter(|query| query.proposes == Some(code))
        .collect();
    queries.sort_by_cached_key(|query| (query.name.to_lowercase(), query.id));
    queries
}

/// Sorts out what the queries of a code find.
struct Proposer<'a> {
    project: &'a Project,
    me: CoderId,
    code: CodeId,
    queries: Vec<&'a NamedQuery>,
    /// What one has coded with it, by document, in the order of the text.
    coded: BTreeMap<DocumentId, Vec<Span>>,
}

impl<'a> Proposer<'a> {
    fn new(project: &'a Project, me: CoderId, code: CodeId) -> Self {
        let mut coded: BTreeMap<DocumentId, Vec<Span>> = BTreeMap::new();
        for coding in project.codings_of(code) {
            if coding.coder == me && project.is_placed(coding) {
                let spans = coded.entry(coding.document).or_default();
                spans.extend(coding.spans.iter().copied());
            }
        }
        Self {
            project,
            me,
            code,
            queries: queries_of(project, code),
            coded,
        }
    }

    fn seek(&self, index: &Index, scope: &Scope<'_>, stop: &dyn Fn() -> bool) -> Found {
        let mut passages: BTreeMap<(usize, Vec<Span>), (u32, usize)> = BTreeMap::new();
        let places: BTreeMap<DocumentId, usize> =
            scope.documents.iter().copied().zip(0..).collect();
        for (number, named) in (0..).zip(&self.queries) {
            // A query that can no longer be read proposes nothing; the list of queries says what is wrong with it.
            let Ok(query) = Query::parse(&named.query) else {
                continue;
            };
            let found = index.search_until(&query, scope, MOST_HITS, stop);
            for hit in found.hits {
                if stop() {
                    break;
                }
                let Some(text) = index.text(hit.document) else {
                    continue;
                };
                let spans = Extent::Sentence.around(&text, &hit.spans);
                let Some(place) = places.get(&hit.document) else {
                    continue;
                };
                if self.is_open(hit.document, &text, &spans) {
                    passages
                        .entry((*place, spans))
                        .or_insert((number, hit.paragraph));
                }
            }
        }
        self.found(scope, passages)
    }

    /// Whether a passage still waits for one's yes or no.
    fn is_open(&self, document: DocumentId, text: &Text, spans: &[Span]) -> bool {
        let coded = self.coded.get(&document);
        let is_coded = coded.is_some_and(|coded| {
            let touches = |span: &Span| coded.iter().any(|other| other.overlaps(*span));
            spans.iter().any(touches)
        });
        !is_coded && !is_declined(self.project, self.code, document, text, spans, self.me)
    }

    fn found(
        &self,
        scope: &Scope<'_>,
        passages: BTreeMap<(usize, Vec<Span>), (u32, usize)>,
    ) -> Found {
        let mut results = Results {
            total: passages.len(),
            complete: true,
            ..Results::default()
        };
        let mut from = Vec::with_capacity(passages.len());
        for ((place, spans), (query, paragraph)) in passages {
            let Some(document) = scope.documents.get(place).copied() else {
                continue;
            };
            match results.by_document.last_mut() {
                Some((last, count)) if *last == document => *count += 1,
                _ => results.by_document.push((document, 1)),
            }
            results.hits.push(Hit {
                document,
                spans,
                paragraph,
            });
            from.push(query);
        }
        let named = self.queries.iter();
        Found {
            results: Arc::new(results),
            shared: Vec::new(),
            from,
            queries: named
                .map(|query| (query.name.clone(), query.query.clone()))
                .collect(),
        }
    }
}

/// Whether a coder has said no to a passage for a code.
fn is_declined(
    project: &Project,
    code: CodeId,
    document: DocumentId,
    text: &Text,
    spans: &[Span],
    coder: CoderId,
) -> bool {
    if project.declined().is_empty() {
        return false;
    }
    declined(code, document, text, spans, coder)
        .is_some_and(|declined| project.declined().contains(declined.id))
}

/// The record of a coder's no to a passage; none where the spans do not fit the text.
pub(super) fn declined(
    code: CodeId,
    document: DocumentId,
    text: &Text,
    spans: &[Span],
    coder: CoderId,
) -> Option<Declined> {
    let quotation = crate::project::Coding::quote(text.str(), spans)?;
    Some(Declined::new(code, document, &quotation, coder))
}

/// How many passages wait for a coder's yes or no, for each code that queries propose passages for.
pub(super) fn count_proposals(
    index: &Index,
    project: &Project,
    coders: Option<BTreeSet<CoderId>>,
    me: CoderId,
    cited: &CitedIn,
    stop: &dyn Fn() -> bool,
) -> BTreeMap<CodeId, usize> {
    let queries = project.queries().iter();
    let codes: HashSet<CodeId> = queries.filter_map(|query| query.proposes).collect();
    let scope = Scope {
        coders,
        cited: Some(cited),
        ..Scope::all(project)
    };
    let mut counts = BTreeMap::new();
    for code in codes {
        if stop() {
            break;
        }
        let found = Proposer::new(project, me, code).seek(index, &scope, stop);
        counts.insert(code, found.results.total);
    }
    counts
}
