//! How many passages bear on which implication, for which case (or document, coder, year, value of an attribute)? The
//! implication table, counted once and then kept up to date coding by coding.

mod columns;
mod counts;
mod passages;

pub use self::counts::{Counts, Tally};

use crate::project::{
    AttributeId, By, CaseId, CodeId, CoderId, Coding, CodingId, DocumentId, FindingId, Project,
    RecordId, Section, Stance, Subject, Tree, Value, VersionId,
};
use columns::{Subjects, in_order};
use passages::{Passage, Place};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A coding as it was counted, so that it can be taken out again whatever became of it.
#[derive(Clone, Debug)]
struct Counted {
    code: CodeId,
    column: usize,
    coder: CoderId,
    stance: Stance,
    alike: bool,
    passage: Passage,
    place: Place,
}

/// What is known of a document: what its codings are ordered by, and what they have from it.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    title: Arc<str>,
    case: Option<CaseId>,
    sections: Vec<Section>,
    version: Option<VersionId>,
    attributes: BTreeMap<AttributeId, Value>,
}

#[derive(Clone, Debug, Default)]
struct Cell {
    tally: Tally,
    /// The code's own passages, the best first.
    passages: BTreeSet<Place>,
}

/// The counts of the implication table.
#[derive(Clone, Debug)]
pub struct Tallies {
    by: By,
    only: Option<CoderId>,
    subjects: Subjects,
    cells: HashMap<(CodeId, usize), Cell>,
    rows: HashMap<CodeId, Tally>,
    counted: HashMap<CodingId, Counted>,
    /// Codings of the same words with the same code.
    same: HashMap<Passage, Vec<CodingId>>,
    /// Codings of cases that are not there, as colleagues' work can leave them for a while.
    caseless: BTreeMap<CaseId, BTreeSet<CodingId>>,
    documents: HashMap<DocumentId, Known>,
    parents: HashMap<CodeId, CodeId>,
    columns: Vec<Subject>,
}

impl Tallies {
    /// Counts all codings of a project, or only those of one coder.
    pub fn of(project: &Project, by: By, only: Option<CoderId>) -> Self {
        let made = Self::of_until(project, by, only, &|| false);
        made.unwrap_or_else(|| Self::empty(by, only))
    }

    /// The same, unless it is to stop: then none.
    pub fn of_until(
        project: &Project,
        by: By,
        only: Option<CoderId>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Self> {
        const BETWEEN_LOOKS: usize = 2048;
        let mut new = Self::empty(by, only);
        new.parents = parents(&Tree::of(project));
        for document in project.documents().iter() {
            new.documents.insert(document.id, known(document));
        }
        new.counted.reserve(project.codings().len());
        new.same.reserve(project.codings().len());
        for (at, coding) in project.codings().iter().enumerate() {
            if at % BETWEEN_LOOKS == 0 && stop() {
                return None;
            }
            if new.is_hidden(coding.coder) {
                continue;
            }
            let counted = new.counting(project, coding);
            let cell = new.cells.entry((counted.code, counted.column)).or_default();
            cell.tally.own.put(counted.stance, counted.alike);
            new.subjects.count(counted.column);
            let same = new.same.entry(counted.passage).or_default();
            same.push(coding.id);
            new.counted.insert(coding.id, counted);
        }
        new.order_passages();
        new.sum_branches();
        new.columns = new.columns_of(project);
        Some(new)
    }

    fn empty(by: By, only: Option<CoderId>) -> Self {
        Self {
            by,
            only,
            subjects: Subjects::default(),
            cells: HashMap::new(),
            rows: HashMap::new(),
            counted: HashMap::new(),
            same: HashMap::new(),
            caseless: BTreeMap::new(),
            documents: HashMap::new(),
            parents: HashMap::new(),
            columns: Vec::new(),
        }
    }

    /// What sets the columns apart.
    pub fn by(&self) -> By {
        self.by
    }

    /// The only coder whose codings are counted; none where all are.
    pub fn only(&self) -> Option<CoderId> {
        self.only
    }

    /// The columns in their order: what has codings, findings or searches, and all cases where cases are the columns. Cases,
    /// coders and documents stand by name, years by number, values as their attribute orders them, those without any last.
    pub fn columns(&self) -> &[Subject] {
        &self.columns
    }

    /// What is counted in a cell.
    pub fn cell(&self, code: CodeId, subject: &Subject) -> Tally {
        self.cell_at(code, subject)
            .map_or_else(Tally::default, |cell| cell.tally)
    }

    /// What is counted in a row, over all columns.
    pub fn row(&self, code: CodeId) -> Tally {
        self.rows.get(&code).copied().unwrap_or_default()
    }

    /// The most passages of one stance in any cell of these codes; with `whole`, their parts counted with them. What bars
    /// are measured by.
    pub fn most(&self, codes: &HashMap<CodeId, bool>) -> usize {
        let of = |((code, _), cell): (&(CodeId, usize), &Cell)| {
            let whole = *codes.get(code)?;
            let counts = if whole {
                cell.tally.whole
            } else {
                cell.tally.own
            };
            Stance::ALL
                .into_iter()
                .map(|stance| counts.of(stance))
                .max()
        };
        self.cells.iter().filter_map(of).max().unwrap_or(0)
    }

    fn cell_at(&self, code: CodeId, subject: &Subject) -> Option<&Cell> {
        let column = self.subjects.find(subject)?;
        self.cells.get(&(code, column))
    }

    fn is_hidden(&self, coder: CoderId) -> bool {
        self.only.is_some_and(|only| only != coder)
    }

    /// How many codings must be looked at again where these records were touched.
    pub fn work(&self, project: &Project, touched: &[RecordId]) -> usize {
        let of = |id: &RecordId| match id {
            RecordId::Document(id) if self.changed_document(project, *id) => project.count_in(*id),
            _ => 1,
        };
        touched.iter().map(of).sum()
    }

    /// Brings the counts up to date with a project in which these records were put or removed. Afterwards they are as if they
    /// had been made anew.
    pub fn update(&mut self, project: &Project, tree: &Tree, touched: &[RecordId]) {
        let mut stale = false;
        let mut codings = HashSet::new();
        for id in touched {
            match *id {
                RecordId::Coding(id) => drop(codings.insert(id)),
                RecordId::Document(id) => {
                    stale = true;
                    if self.changed_document(project, id) {
                        codings.extend(project.codings_in(id).map(|coding| coding.id));
                        match project.documents().get(id) {
                            Some(document) => self.documents.insert(id, known(document)),
                            None => self.documents.remove(&id),
                        };
                    }
                }
                RecordId::Case(id) => {
                    stale = true;
                    codings.extend(self.codings_of_case(project, id));
                }
                RecordId::Finding(id) => stale |= !self.has_column_of(project, id),
                RecordId::Absence(_) | RecordId::Coder(_) | RecordId::Attribute(_) => stale = true,
                _ => {}
            }
        }
        if touched.iter().any(|id| matches!(id, RecordId::Code(_))) {
            self.move_codes(tree);
        }
        for id in codings {
            stale |= self.take_out(id);
            if let Some(coding) = project.codings().get(id) {
                stale |= self.put_in(project, coding);
            }
        }
        if stale {
            self.columns = self.columns_of(project);
        }
    }

    /// Whether a finding stands in a column that is there already.
    fn has_column_of(&self, project: &Project, id: FindingId) -> bool {
        project.findings().get(id).is_some_and(|finding| {
            finding.subject.by() != self.by
                || (!self.is_hidden(finding.coder) && self.columns.contains(&finding.subject))
        })
    }

    fn changed_document(&self, project: &Project, id: DocumentId) -> bool {
        let now = project.documents().get(id).map(known);
        self.documents.get(&id) != now.as_ref()
    }

    /// The codings that come to a case which came, or leave one which went.
    fn codings_of_case(&self, project: &Project, id: CaseId) -> Vec<CodingId> {
        if self.by != By::Case {
            return Vec::new();
        }
        if project.cases().contains(id) {
            let waiting = self.caseless.get(&id).into_iter().flatten();
            return waiting.copied().collect();
        }
        let Some(column) = self.subjects.find(&Subject::Case(Some(id))) else {
            return Vec::new();
        };
        let cells = self.cells.iter().filter(|((_, at), _)| *at == column);
        let places = cells.flat_map(|(_, cell)| &cell.passages);
        places.map(|place| place.coding).collect()
    }

    /// Where codes were moved, their passages count with other branches.
    fn move_codes(&mut self, tree: &Tree) {
        let parents = parents(tree);
        if parents != self.parents {
            self.parents = parents;
            self.sum_branches();
        }
    }

    fn columns_of(&self, project: &Project) -> Vec<Subject> {
        in_order(project, self.by, self.subjects.used(), |coder| {
            self.is_hidden(coder)
        })
    }

    /// A coding as it is to be counted. Whether other coders see the passage alike is left to say.
    fn counting(&mut self, project: &Project, coding: &Coding) -> Counted {
        let subject = self.by.subject(project, coding);
        let known = self.documents.get(&coding.document);
        if subject == Subject::Case(None)
            && let Some(case) = project.case_id_of(coding)
        {
            self.caseless.entry(case).or_default().insert(coding.id);
        }
        let mut rivals = coding.rivals.keys();
        Counted {
            code: coding.code,
            column: self.subjects.intern(subject),
            coder: coding.coder,
            stance: coding.stance,
            alike: rivals.any(|rival| coding.cannot_tell_from(*rival)),
            passage: (
                coding.document,
                coding.version,
                coding.code,
                coding.extent(),
            ),
            place: Place::of(coding, known.map(|known| Arc::clone(&known.title))),
        }
    }

    /// Adds a coding. True where its column is new.
    fn put_in(&mut self, project: &Project, coding: &Coding) -> bool {
        if self.is_hidden(coding.coder) {
            return false;
        }
        let counted = self.counting(project, coding);
        let (code, column) = (counted.code, counted.column);
        let cell = self.cells.entry((code, column)).or_default();
        cell.tally.own.put(counted.stance, counted.alike);
        cell.passages.insert(counted.place.clone());
        self.rows
            .entry(code)
            .or_default()
            .own
            .put(counted.stance, counted.alike);
        for above in lineage(&self.parents, code) {
            let whole = &mut self.cells.entry((above, column)).or_default().tally.whole;
            whole.put(counted.stance, counted.alike);
            let row = &mut self.rows.entry(above).or_default().whole;
            row.put(counted.stance, counted.alike);
        }
        let passage = counted.passage;
        self.same.entry(passage).or_default().push(coding.id);
        self.counted.insert(coding.id, counted);
        self.see_alike(passage);
        self.subjects.count(column)
    }

    /// Takes a coding out as it was counted. True where its column is no longer used.
    fn take_out(&mut self, id: CodingId) -> bool {
        let Some(counted) = self.counted.remove(&id) else {
            return false;
        };
        let (code, column) = (counted.code, counted.column);
        if let Some(cell) = self.cells.get_mut(&(code, column)) {
            cell.tally.own.take(counted.stance, counted.alike);
            cell.passages.remove(&counted.place);
        }
        if let Some(row) = self.rows.get_mut(&code) {
            row.own.take(counted.stance, counted.alike);
        }
        for above in lineage(&self.parents, code) {
            if let Some(cell) = self.cells.get_mut(&(above, column)) {
                cell.tally.whole.take(counted.stance, counted.alike);
                if cell.tally.whole.is_empty() {
                    self.cells.remove(&(above, column));
                }
            }
            if let Some(row) = self.rows.get_mut(&above) {
                row.whole.take(counted.stance, counted.alike);
            }
        }
        for waiting in self.caseless.values_mut() {
            waiting.remove(&id);
        }
        self.caseless.retain(|_, waiting| !waiting.is_empty());
        if let Some(same) = self.same.get_mut(&counted.passage) {
            same.retain(|other| *other != id);
            if same.is_empty() {
                self.same.remove(&counted.passage);
            }
        }
        self.see_alike(counted.passage);
        self.subjects.uncount(column)
    }

    /// Sums up what the branches hold from what their codes hold.
    fn sum_branches(&mut self) {
        for cell in self.cells.values_mut() {
            cell.tally.whole = Counts::default();
        }
        self.rows.clear();
        let own: Vec<((CodeId, usize), Counts)> = self
            .cells
            .iter()
            .map(|(at, cell)| (*at, cell.tally.own))
            .collect();
        for ((code, column), counts) in own {
            self.rows.entry(code).or_default().own.add(&counts);
            for above in lineage(&self.parents, code) {
                let cell = self.cells.entry((above, column)).or_default();
                cell.tally.whole.add(&counts);
                self.rows.entry(above).or_default().whole.add(&counts);
            }
        }
        self.cells.retain(|_, cell| !cell.tally.whole.is_empty());
    }
}

fn known(document: &crate::project::Document) -> Known {
    Known {
        title: Arc::from(document.title.as_str()),
        case: document.case,
        sections: document.sections.clone(),
        version: document.version,
        attributes: document.attributes.clone(),
    }
}

/// What each code is a part of; roots are left out.
fn parents(tree: &Tree) -> HashMap<CodeId, CodeId> {
    let mut parents = HashMap::new();
    for row in tree.rows() {
        let parts = tree.children(Some(row.code)).iter();
        parents.extend(parts.map(|part| (*part, row.code)));
    }
    parents
}

/// A code, and all that it is a part of.
fn lineage(
    parents: &HashMap<CodeId, CodeId>,
    code: CodeId,
) -> impl Iterator<Item = CodeId> + use<'_> {
    std::iter::successors(Some(code), |code| parents.get(code).copied())
}

#[cfg(test)]
mod tests;
