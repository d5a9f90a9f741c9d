//! Looking for something that the argument expects: searching in the background, and reading what was found.

use super::queries::GONE;
use super::{Level, Notices, Session};
use crate::jobs::{Wake, Worker};
use crate::project::{
    Absence, AbsenceHit, AbsenceId, CodeId, Coding, Date, NamedQuery, Project, QueryId, Reading,
    RecordId, Searched, Subject, Transaction, shortened,
};
use crate::search::{Index, Limit, Query, Scope};
use crate::text::Text;
use std::sync::Arc;

/// Of a query that has no name, so many characters name it.
const LONGEST_NAME: usize = 40;

/// What is asked when something is looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// A query that has a name already.
    Named(QueryId),
    /// A new one, which is saved in the same step as the search.
    New(NamedQuery),
}

/// What a coder says of hits that they have read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HitReading {
    /// They are not what was looked for, for this reason.
    Dismiss(String),
    /// They may be what was looked for.
    Keep,
    /// Nothing any more.
    TakeBack,
}

/// A search for something absent that is under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Looking {
    /// The implication.
    pub code: CodeId,
    /// What it is looked for in.
    pub subject: Subject,
    /// The documents that are searched.
    pub searched: Vec<Searched>,
    query: NamedQuery,
    /// The search that this one takes the place of.
    again: Option<AbsenceId>,
}

struct Request {
    number: u64,
    query: Query,
    texts: Vec<(Searched, Arc<Text>)>,
}

struct Answer {
    number: u64,
    found: Result<Vec<AbsenceHit>, String>,
}

/// The background of searches for what is absent, one at a time.
pub(super) struct Seeker {
    worker: Worker<Request, Answer>,
    number: u64,
    under_way: Option<Looking>,
}

impl Seeker {
    /// Searches in this index.
    pub(super) fn new(index: Arc<Index>, wake: Wake) -> Self {
        let work = move |request: Request, control: &crate::jobs::Control| Answer {
            number: request.number,
            found: found(&index, &request, &|| control.cancelled()),
        };
        Self {
            worker: Worker::newest("Look for what is absent", wake, work),
            number: 0,
            under_way: None,
        }
    }

    pub(super) fn wait(&self) {
        self.worker.wait_until_idle();
    }

    fn start(&mut self, looking: Looking, query: Query, texts: Vec<(Searched, Arc<Text>)>) {
        self.number += 1;
        self.under_way = Some(looking);
        let number = self.number;
        self.worker.send(Request {
            number,
            query,
            texts,
        });
    }

    fn stop(&mut self) {
        self.worker.cancel();
        self.under_way = None;
    }
}

/// All that a query finds in these texts, word for word.
fn found(
    index: &Index,
    request: &Request,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<AbsenceHit>, String> {
    // Such a query asks the project nothing, so that the project need not be held, and can change meanwhile.
    let nothing = Project::default();
    let documents = request.texts.iter().map(|(searched, _)| searched.document);
    let scope = Scope::of(&nothing, documents);
    let limit = Limit::first(Absence::MOST_HITS);
    let results = index.search_until(&request.query, &scope, limit, stop);
    if results.total > Absence::MOST_HITS {
        return Err(format!(
            "This query has {} hits here, and nobody reads more than {} one by one. Narrow it, for example with NEAR/8 \
             or more words",
            results.total,
            Absence::MOST_HITS
        ));
    }
    let quoted = results.hits.into_iter().map(|hit| {
        let text = request
            .texts
            .iter()
            .find(|(searched, _)| searched.document == hit.document);
        let quotation = text.and_then(|(_, text)| Coding::quote(text.str(), &hit.spans));
        Some(AbsenceHit {
            document: hit.document,
            quotation: quotation?,
            spans: hit.spans,
        })
    });
    let quoted: Option<Vec<AbsenceHit>> = quoted.collect();
    quoted.ok_or_else(|| CHANGED.to_owned())
}

const CHANGED: &str = "The documents changed while they were searched. Search again";

impl Session {
    /// The search for something absent that is under way.
    pub fn looking(&self) -> Option<&Looking> {
        self.seeker.under_way.as_ref()
    }

    /// Why a query cannot be used to look for something absent; none where it can.
    pub fn asked_problem(&self, query: &NamedQuery) -> Option<String> {
        let problem = self.query_problem(query);
        problem.or_else(|| texts_alone(&query.query).err())
    }

    /// Looks for something in all that belongs to a subject. What is found is kept when it is found.
    pub(super) fn look_for(
        &mut self,
        code: CodeId,
        subject: Subject,
        asked: Asked,
    ) -> Result<(), String> {
        let query = match asked {
            Asked::Named(id) => self.project().queries().get(id).ok_or(GONE)?.clone(),
            Asked::New(query) => self.sound_query(query)?,
        };
        if !self.project().codes().contains(code) {
            return Err("This code is no longer there".to_owned());
        }
        self.look(code, subject, query, None)
    }

    /// Searches anew in place of an earlier search: its query as it is now, on the documents as they are now.
    pub(super) fn search_again(&mut self, id: AbsenceId) -> Result<(), String> {
        let before = self.project().absences().get(id).cloned();
        let before = before.ok_or("This search is no longer there")?;
        let query = match self.project().queries().get(before.query) {
            Some(query) => query.clone(),
            // Whoever removed it did not mean this search: it comes back, named after itself.
            None => NamedQuery {
                id: before.query,
                name: self.free_query_name(&shortened(&before.asked, LONGEST_NAME)),
                query: before.asked.clone(),
                notes: String::new(),
                proposes: None,
            },
        };
        self.look(before.code, before.subject, query, Some(id))
    }

    fn look(
        &mut self,
        code: CodeId,
        subject: Subject,
        query: NamedQuery,
        again: Option<AbsenceId>,
    ) -> Result<(), String> {
        if let Some(reason) = self.read_only() {
            return Err(reason.to_owned());
        }
        if self.seeker.under_way.is_some() {
            return Err("A search is under way. Wait for it, or stop it first".to_owned());
        }
        let parsed = texts_alone(&query.query)?;
        let searched = Absence::scope(self.project(), &subject);
        if searched.is_empty() {
            return Err(
                "There is no document to search here. Import one, or give it this case".to_owned(),
            );
        }
        let mut texts = Vec::with_capacity(searched.len());
        for one in &searched {
            let Some(text) = self.text(one.document) else {
                let why = self.texts().problem(one.document);
                let why = why.unwrap_or("it is still being read. Try again in a moment");
                return Err(format!("“{}” cannot be searched: {why}", one.title));
            };
            texts.push((one.clone(), Arc::clone(text)));
        }
        let looking = Looking {
            code,
            subject,
            searched,
            query,
            again,
        };
        self.seeker.start(looking, parsed, texts);
        Ok(())
    }

    pub(super) fn stop_looking(&mut self) {
        self.seeker.stop();
    }

    /// Takes in what the background found. True where something changed.
    pub(super) fn take_found(&mut self, notices: &mut Notices) -> bool {
        let mut changed = false;
        while let Some(answer) = self.seeker.worker.try_take() {
            changed = true;
            let found = match answer {
                Ok(answer) if answer.number < self.seeker.number => continue,
                Ok(answer) => answer.found,
                Err(fault) => Err(fault.to_string()),
            };
            let Some(looking) = self.seeker.under_way.take() else {
                continue;
            };
            if let Err(problem) = found.and_then(|hits| self.keep_found(looking, hits)) {
                notices.say(Level::Problem, problem);
            }
        }
        changed
    }

    fn keep_found(&mut self, looking: Looking, hits: Vec<AbsenceHit>) -> Result<(), String> {
        let project = self.project();
        let as_it_was = |one: &Searched| {
            let now = project.documents().get(one.document);
            now.is_some_and(|now| now.sha256 == one.sha256)
        };
        if !looking.searched.iter().all(as_it_was) {
            return Err(CHANGED.to_owned());
        }
        let there = looking
            .again
            .is_none_or(|id| project.absences().contains(id));
        if !there || !project.codes().contains(looking.code) {
            return Err("What was looked for here is no longer there".to_owned());
        }
        let query = looking.query;
        let word = if looking.again.is_some() {
            "Search again for"
        } else {
            "Look for"
        };
        let mut step = Transaction::new(format!("{word} “{}”", query.name));
        let (id, asked) = (query.id, query.query.clone());
        if !project.queries().contains(id) {
            step = step.put(query);
        }
        let absence = Absence {
            id: looking.again.unwrap_or_else(AbsenceId::new),
            code: looking.code,
            subject: looking.subject,
            query: id,
            asked,
            corpus: Absence::corpus_hash(&looking.searched),
            searched: looking.searched,
            on: self.today(),
            coder: self.me(),
            hits,
        };
        self.perform(&step.put(absence))
    }

    /// Keeps what the coder says of hits of one cell.
    pub(super) fn read_hits(
        &mut self,
        code: CodeId,
        subject: &Subject,
        hits: Vec<AbsenceHit>,
        said: &HitReading,
    ) -> Result<(), String> {
        let (word, dismissed, why) = match said {
            HitReading::Dismiss(why) if why.trim().is_empty() => {
                return Err("Say why it is not what was looked for".to_owned());
            }
            HitReading::Dismiss(why) => ("Dismiss", true, why.trim()),
            HitReading::Keep => ("Keep", false, ""),
            HitReading::TakeBack => ("Take back reading of", false, ""),
        };
        let label = match hits.len() {
            1 => format!("{word} a hit"),
            many => format!("{word} {many} hits"),
        };
        let mut step = Transaction::new(label);
        for hit in hits {
            let id = Reading::id_of(code, subject, &hit, self.me());
            if *said == HitReading::TakeBack {
                if self.project().readings().contains(id) {
                    step = step.remove(RecordId::Reading(id));
                }
                continue;
            }
            let reading = Reading {
                id,
                code,
                subject: subject.clone(),
                hit,
                coder: self.me(),
                dismissed,
                why: why.to_owned(),
                on: self.today(),
            };
            step = step.put(reading);
        }
        self.perform(&step)
    }

    /// The day that new records get.
    pub fn today(&self) -> Date {
        self.day.unwrap_or_else(super::today)
    }
}

/// The query, understood, where the texts alone decide what it finds.
fn texts_alone(query: &str) -> Result<Query, String> {
    let parsed = Query::parse(query).map_err(|wrong| wrong.to_string())?;
    if parsed.is_empty() {
        return Err("A query needs words to look for".to_owned());
    }
    if !parsed.asks_texts_alone() {
        return Err(
            "Take doc:, case:, code:, stance:, coder: and uncoded: out of this query. What is absent rests on the words \
             of all documents searched, not on how they are coded"
                .to_owned(),
        );
    }
    Ok(parsed)
}
