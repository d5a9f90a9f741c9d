//! What is a search for something absent worth now: were its hits read, and is it still what would be searched?

use crate::project::{
    Absence, AbsenceHit, CodeId, CoderId, DocumentId, Finding, Project, Reading, Searched, Subject,
    Verdict,
};
use std::collections::BTreeMap;
use std::fmt;

/// A search as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What came of each hit, in the order of the search's hits.
    pub hits: Vec<HitState>,
    /// What the readings come to.
    pub standing: Standing,
    /// Why it is no longer what would be searched now; empty where it still is.
    pub stale: Vec<Stale>,
}

/// What the readings of a search's hits come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Some hits have not been read by anyone.
    Open {
        /// How many were.
        read: usize,
        /// Of how many.
        of: usize,
    },
    /// Nothing was found, or all that was has been dismissed by someone and kept by no one.
    Holds,
    /// Someone keeps these hits as relevant (places in the list of hits), whatever others say of them: what was looked
    /// for may be there.
    Contradicted(Vec<usize>),
}

/// What coders say of a hit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HitState {
    /// One for each coder who read it, in the order of their ids.
    pub readings: Vec<Reading>,
}

impl HitState {
    /// Whether anyone read it.
    pub fn is_read(&self) -> bool {
        !self.readings.is_empty()
    }

    /// Whether someone keeps it as relevant.
    pub fn is_kept(&self) -> bool {
        self.readings.iter().any(|reading| !reading.dismissed)
    }

    /// Whether someone dismissed it and no one keeps it.
    pub fn is_dismissed(&self) -> bool {
        self.is_read() && !self.is_kept()
    }

    /// Whether one dismissed it and another keeps it.
    pub fn is_disputed(&self) -> bool {
        self.is_kept() && self.readings.iter().any(|reading| reading.dismissed)
    }

    /// What this coder says of it.
    pub fn by(&self, coder: CoderId) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.coder == coder)
    }
}

/// Why a search is no longer what would be searched now. Documents are named by their titles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// Its query is no longer among the named queries.
    QueryRemoved,
    /// Its query is another.
    QueryChanged {
        /// As it was asked.
        was: String,
        /// As it would be asked now.
        is: String,
    },
    /// These belong to what is searched now, and were not searched.
    Added(Vec<String>),
    /// These were searched, and belong no longer to what is searched.
    Removed(Vec<String>),
    /// The texts of these are others now.
    Changed(Vec<String>),
}

impl fmt::Display for Stale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::QueryRemoved => f.write_str("The query is no longer among the named queries"),
            Self::QueryChanged { was, is } => write!(f, "The query was “{was}” and is “{is}” now"),
            Self::Added(titles) => write!(f, "Not searched: {}", listed(titles)),
            Self::Removed(titles) => {
                write!(f, "Searched, but no longer there: {}", listed(titles))
            }
            Self::Changed(titles) => {
                write!(f, "The text has changed since: {}", listed(titles))
            }
        }
    }
}

/// Titles in a row; of many, the first few and how many more.
fn listed(titles: &[String]) -> String {
    const MOST: usize = 5;
    let mut shown: Vec<String> = titles
        .iter()
        .take(MOST)
        .map(|title| format!("“{title}”"))
        .collect();
    if titles.len() > MOST {
        shown.push(format!("and {} more", titles.len() - MOST));
    }
    shown.join(", ")
}

impl State {
    /// How the search stands against the project, by the readings of the coders that are `seen`.
    pub fn of(project: &Project, absence: &Absence, seen: impl Fn(CoderId) -> bool) -> Self {
        let scope = Absence::scope(project, &absence.subject);
        let readings = readings_of(project, absence.code, &absence.subject, seen);
        Self::within(project, absence, &scope, &readings)
    }

    /// The same where the scope and the readings of the cell are known.
    pub fn within(
        project: &Project,
        absence: &Absence,
        scope: &[Searched],
        readings: &[&Reading],
    ) -> Self {
        let hits = hit_states(&absence.hits, readings);
        Self {
            standing: Standing::of(&hits),
            stale: stale(project, absence, scope),
            hits,
        }
    }

    /// Whether "looked for and absent" can rest on it: it holds, of what would be searched now.
    pub fn supports(&self) -> bool {
        self.standing == Standing::Holds && self.stale.is_empty()
    }

    /// The hits that nobody has read, by their places.
    pub fn unread(&self) -> impl Iterator<Item = usize> + '_ {
        let places = self.hits.iter().enumerate();
        places.filter(|(_, hit)| !hit.is_read()).map(|(at, _)| at)
    }

    /// The state in words, such as "Open: 1 of 3 hits read".
    pub fn words(&self) -> String {
        let all = self.hits.len();
        match &self.standing {
            Standing::Open { read, of } => {
                let hits = if *of == 1 { "hit" } else { "hits" };
                format!("Open: {read} of {of} {hits} read")
            }
            Standing::Holds if all == 0 => "Holds: nothing was found".to_owned(),
            Standing::Holds if all == 1 => "Holds: the one hit was dismissed".to_owned(),
            Standing::Holds => format!("Holds: all {all} hits were dismissed"),
            Standing::Contradicted(kept) if kept.len() == 1 => {
                "Contradicted: 1 hit is kept as relevant".to_owned()
            }
            Standing::Contradicted(kept) => {
                format!("Contradicted: {} hits are kept as relevant", kept.len())
            }
        }
    }
}

impl Standing {
    fn of(hits: &[HitState]) -> Self {
        let places = hits.iter().enumerate();
        let kept: Vec<usize> = places
            .filter(|(_, hit)| hit.is_kept())
            .map(|(at, _)| at)
            .collect();
        let read = hits.iter().filter(|hit| hit.is_read()).count();
        if !kept.is_empty() {
            Self::Contradicted(kept)
        } else if read < hits.len() {
            Self::Open {
                read,
                of: hits.len(),
            }
        } else {
            Self::Holds
        }
    }
}

/// What coders say of the hits of a cell of the implication table.
pub fn readings_of<'p>(
    project: &'p Project,
    code: CodeId,
    subject: &Subject,
    seen: impl Fn(CoderId) -> bool,
) -> Vec<&'p Reading> {
    let of_cell = project.readings().iter().filter(|reading| {
        reading.code == code && reading.subject == *subject && seen(reading.coder)
    });
    of_cell.collect()
}

/// The searches of a cell of the implication table, the latest day first, each with its state.
pub fn searches_of<'p>(
    project: &'p Project,
    code: CodeId,
    subject: &Subject,
    seen: impl Fn(CoderId) -> bool,
) -> Vec<(&'p Absence, State)> {
    let absences = project.absences().iter();
    let mut found: Vec<&Absence> = absences
        .filter(|absence| absence.code == code && absence.subject == *subject)
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    found.sort_by_key(|absence| (std::cmp::Reverse(absence.on.sort_key()), absence.id));
    let scope = Absence::scope(project, subject);
    let readings = readings_of(project, code, subject, seen);
    let state = |absence| State::within(project, absence, &scope, &readings);
    found
        .into_iter()
        .map(|absence| (absence, state(absence)))
        .collect()
}

/// What a verdict "looked for and absent" lacks: none where a search supports it, or where the finding says something
/// else.
pub fn lack(finding: Option<&Finding>, states: &[State]) -> Option<String> {
    if finding.and_then(|finding| finding.verdict) != Some(Verdict::Absent)
        || states.iter().any(State::supports)
    {
        return None;
    }
    let stands = |fits: &dyn Fn(&State) -> bool| states.iter().any(fits);
    let why = if states.is_empty() {
        "nothing has been looked for here"
    } else if stands(&|state| matches!(state.standing, Standing::Contradicted(_))) {
        "a hit is kept as relevant"
    } else if stands(&|state| state.standing == Standing::Holds) {
        "it is out of date"
    } else {
        "its hits are not all read"
    };
    Some(format!("No search supports this yet: {why}"))
}

/// Searches that deserve a look, in words: those that are contradicted or out of date, the verdicts "looked for and
/// absent" that no search supports, and names that two people gave to queries at once.
pub fn remarks(project: &Project) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for query in project.queries().iter() {
        *names.entry(query.name.to_lowercase()).or_default() += 1;
    }
    let shared = names.into_iter().filter(|(_, uses)| *uses > 1);
    remarks.extend(shared.map(|(name, uses)| format!("{uses} queries are called “{name}”")));
    for absence in project.absences().iter() {
        let state = State::of(project, absence, |_| true);
        let cell = cell(project, absence.code, &absence.subject);
        if matches!(state.standing, Standing::Contradicted(_)) {
            remarks.push(format!("search for {cell}: {}", state.words()));
        }
        let stale = state.stale.iter();
        remarks.extend(stale.map(|why| format!("search for {cell} is out of date: {why}")));
    }
    for finding in project.findings().iter() {
        if finding.verdict != Some(Verdict::Absent) {
            continue;
        }
        let searches = searches_of(project, finding.code, &finding.subject, |_| true);
        let states: Vec<State> = searches.into_iter().map(|(_, state)| state).collect();
        if let Some(lack) = lack(Some(finding), &states) {
            let cell = cell(project, finding.code, &finding.subject);
            remarks.push(format!("{cell} is “{}”. {lack}", Verdict::Absent));
        }
    }
    remarks
}

/// How a person finds a cell of the implication table.
fn cell(project: &Project, code: CodeId, subject: &Subject) -> String {
    let code = project.codes().get(code);
    let code = code.map_or("removed code", |code| code.label());
    format!("“{code}”, {}", subject.name(project))
}

/// A reading counts for a hit of the same words in the same place.
fn hit_states(hits: &[AbsenceHit], readings: &[&Reading]) -> Vec<HitState> {
    let mut read: BTreeMap<DocumentId, Vec<&Reading>> = BTreeMap::new();
    for reading in readings {
        let document = reading.hit.document;
        read.entry(document).or_default().push(reading);
    }
    let state = |hit: &AbsenceHit| {
        let there = read.get(&hit.document).into_iter().flatten();
        let mut readings: Vec<Reading> = there
            .filter(|reading| reading.hit == *hit)
            .map(|reading| (*reading).clone())
            .collect();
        readings.sort_by_key(|reading| (reading.coder, reading.id));
        HitState { readings }
    };
    hits.iter().map(state).collect()
}

fn stale(project: &Project, absence: &Absence, scope: &[Searched]) -> Vec<Stale> {
    let mut reasons = Vec::new();
    match project.queries().get(absence.query) {
        None => reasons.push(Stale::QueryRemoved),
        Some(now) if now.query != absence.asked => reasons.push(Stale::QueryChanged {
            was: absence.asked.clone(),
            is: now.query.clone(),
        }),
        Some(_) => {}
    }
    let by_id = |list: &[Searched]| -> BTreeMap<DocumentId, Searched> {
        let each = list.iter().map(|one| (one.document, one.clone()));
        each.collect()
    };
    let (then, now) = (by_id(&absence.searched), by_id(scope));
    let lacking = |from: &BTreeMap<DocumentId, Searched>,
                   other: &BTreeMap<DocumentId, Searched>| {
        let only = from
            .values()
            .filter(|one| !other.contains_key(&one.document));
        titles(only)
    };
    let changed = titles(now.values().filter(|one| {
        let before = then.get(&one.document);
        before.is_some_and(|before| before.sha256 != one.sha256)
    }));
    let documents = [
        Stale::Added(lacking(&now, &then)),
        Stale::Removed(lacking(&then, &now)),
        Stale::Changed(changed),
    ];
    reasons.extend(documents.into_iter().filter(|reason| match reason {
        Stale::Added(titles) | Stale::Removed(titles) | Stale::Changed(titles) => {
            !titles.is_empty()
        }
        _ => true,
    }));
    reasons
}

fn titles<'a>(documents: impl Iterator<Item = &'a Searched>) -> Vec<String> {
    let mut titles: Vec<String> = documents.map(|one| one.title.clone()).collect();
    titles.sort();
    titles
}

#[cfg(test)]
mod tests;
