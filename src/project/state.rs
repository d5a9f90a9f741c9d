//! A project: all its records, and the one door through which they change.

use super::{
    About, Absence, AbsenceId, Asked, AskedId, Attribute, AttributeId, Case, CaseId, Change, Clock,
    Code, CodeId, Coder, CoderId, Coding, CodingId, Declined, DeclinedId, Document, DocumentId,
    Edit, Event, EventId, ExportId, Finding, FindingId, Freeze, FreezeId, Intake, IntakeId, Memo,
    MemoId, NamedExport, NamedQuery, QueryId, Reading, ReadingId, Record, RecordId, Rival, RivalId,
    Stamp, Table, Tables, Transaction, Value, Version, VersionId, Weighing, Work, WorkId,
};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// All that the researchers have recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    tables: Tables,
    removed: BTreeMap<RecordId, Removal>,
    /// Versions beside what stands that no later one was made in sight of.
    open: BTreeMap<RecordId, Vec<Change>>,
    /// Those of them that say something else than what stands.
    conflicts: BTreeMap<RecordId, Vec<Change>>,
    by_document: BTreeMap<DocumentId, BTreeSet<CodingId>>,
    by_code: BTreeMap<CodeId, BTreeSet<CodingId>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Removal {
    stamp: Stamp,
    base: Option<Stamp>,
}

/// Whether whoever made the later version knew the earlier: it was theirs, or what they built on.
fn made_in_sight_of(later: &Change, earlier: &Change) -> bool {
    later.stamp > earlier.stamp
        && (later.stamp.same_writer(&earlier.stamp)
            || later.base.is_some_and(|base| base >= earlier.stamp))
}

/// What became of a change that came from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// It is now what stands.
    Taken,
    /// Something later stands already.
    Stale,
    /// Two people changed the record without knowing of each other; the later stands, the other is listed in
    /// [`Project::conflicts`].
    Conflict,
}

impl Project {
    /// What the project is; empty until it is said.
    pub fn about(&self) -> About {
        self.tables.about.get(()).cloned().unwrap_or_default()
    }

    /// The documents.
    pub fn documents(&self) -> &Table<DocumentId, Document> {
        &self.tables.documents
    }

    /// The codes; see [`Tree`](super::Tree) for their order.
    pub fn codes(&self) -> &Table<CodeId, Code> {
        &self.tables.codes
    }

    /// The codings.
    pub fn codings(&self) -> &Table<CodingId, Coding> {
        &self.tables.codings
    }

    /// The cases.
    pub fn cases(&self) -> &Table<CaseId, Case> {
        &self.tables.cases
    }

    /// The events.
    pub fn events(&self) -> &Table<EventId, Event> {
        &self.tables.events
    }

    /// The memos.
    pub fn memos(&self) -> &Table<MemoId, Memo> {
        &self.tables.memos
    }

    /// The coders.
    pub fn coders(&self) -> &Table<CoderId, Coder> {
        &self.tables.coders
    }

    /// The attributes that codings can have.
    pub fn attributes(&self) -> &Table<AttributeId, Attribute> {
        &self.tables.attributes
    }

    /// The rival explanations, see [`rivals_in_order`](super::rivals_in_order) for their order.
    pub fn rivals(&self) -> &Table<RivalId, Rival> {
        &self.tables.rivals
    }

    /// What the team found, cell by cell of the implication table.
    pub fn findings(&self) -> &Table<FindingId, Finding> {
        &self.tables.findings
    }

    /// The named queries.
    pub fn queries(&self) -> &Table<QueryId, NamedQuery> {
        &self.tables.queries
    }

    /// The searches for what is absent.
    pub fn absences(&self) -> &Table<AbsenceId, Absence> {
        &self.tables.absences
    }

    /// What coders say of the hits of such searches.
    pub fn readings(&self) -> &Table<ReadingId, Reading> {
        &self.tables.readings
    }

    /// The codebook as it was frozen, each time.
    pub fn freezes(&self) -> &Table<FreezeId, Freeze> {
        &self.tables.freezes
    }

    /// The named exports.
    pub fn exports(&self) -> &Table<ExportId, NamedExport> {
        &self.tables.exports
    }

    /// The texts of documents that were corrected, and their corrections.
    pub fn versions(&self) -> &Table<VersionId, Version> {
        &self.tables.versions
    }

    /// The reports of imports.
    pub fn intakes(&self) -> &Table<IntakeId, Intake> {
        &self.tables.intakes
    }

    /// What people have said of works that documents cite.
    pub fn works(&self) -> &Table<WorkId, Work> {
        &self.tables.works
    }

    /// The queries that were asked, each with its stamp of when.
    pub fn asked(&self) -> &Table<AskedId, Asked> {
        &self.tables.asked
    }

    /// Passages that were suggested for a code and are not wanted.
    pub fn declined(&self) -> &Table<DeclinedId, Declined> {
        &self.tables.declined
    }

    /// How evidence is weighed; none where nobody wants it weighed.
    pub fn weighing(&self) -> Option<&Weighing> {
        self.tables.weighing.get(())
    }

    /// Whether the spans of a coding are places in the text that its document has now; else it waits, see
    /// [`Document::places`].
    pub fn is_placed(&self, coding: &Coding) -> bool {
        let document = self.tables.documents.get(coding.document);
        document.is_some_and(|document| document.places(coding))
    }

    /// The codings that stand in the text that a document has now, in no order of the text.
    pub fn placed_in(&self, document: DocumentId) -> impl Iterator<Item = &Coding> {
        let codings = self.codings_in(document);
        codings.filter(|coding| self.is_placed(coding))
    }

    /// The codings of a document, in no order of the text; those that wait for a place in it too.
    pub fn codings_in(&self, document: DocumentId) -> impl Iterator<Item = &Coding> {
        self.by_document
            .get(&document)
            .into_iter()
            .flatten()
            .filter_map(|id| self.tables.codings.get(*id))
    }

    /// How many codings a document has.
    pub fn count_in(&self, document: DocumentId) -> usize {
        self.by_document.get(&document).map_or(0, BTreeSet::len)
    }

    /// The codings of a code itself, not of its parts.
    pub fn codings_of(&self, code: CodeId) -> impl Iterator<Item = &Coding> {
        self.by_code
            .get(&code)
            .into_iter()
            .flatten()
            .filter_map(|id| self.tables.codings.get(*id))
    }

    /// How many codings a code itself has.
    pub fn count_of(&self, code: CodeId) -> usize {
        self.by_code.get(&code).map_or(0, BTreeSet::len)
    }

    /// The case of a coding: its own, else its document's.
    pub fn case_of(&self, coding: &Coding) -> Option<&Case> {
        self.tables.cases.get(self.case_id_of(coding)?)
    }

    /// The same, whether such a case is there or not.
    pub fn case_id_of(&self, coding: &Coding) -> Option<CaseId> {
        coding.case.or_else(|| {
            let document = self.tables.documents.get(coding.document)?;
            if document.places(coding) {
                document.case_at(coding.extent().start)
            } else {
                document.case
            }
        })
    }

    /// The value that a coding has of an attribute: its own, else its document's.
    pub fn value_of<'p>(&'p self, coding: &'p Coding, attribute: AttributeId) -> Option<&'p Value> {
        coding.attributes.get(&attribute).or_else(|| {
            let document = self.tables.documents.get(coding.document)?;
            document.attributes.get(&attribute)
        })
    }

    /// Records of which two versions were made at once: what stands, and beside it these.
    pub fn conflicts(&self) -> &BTreeMap<RecordId, Vec<Change>> {
        &self.conflicts
    }

    /// What stands under an id.
    pub fn record(&self, id: RecordId) -> Option<Record> {
        self.tables.record(id)
    }

    /// The version of what stands under an id, or of its removal, with what it was based on.
    pub fn version(&self, id: RecordId) -> Option<(Stamp, Option<Stamp>)> {
        let live = self.tables.version(id);
        live.or_else(|| {
            self.removed
                .get(&id)
                .map(|removal| (removal.stamp, removal.base))
        })
    }

    /// Everything as changes on an empty project, removals and conflicts included, in the order of ids: what a
    /// tidied file holds.
    pub fn changes(&self) -> Vec<Change> {
        let mut changes = self.tables.changes();
        changes.extend(self.removed.iter().map(|(id, removal)| Change {
            stamp: removal.stamp,
            base: removal.base,
            edit: Edit::Remove(*id),
        }));
        changes.extend(self.open.values().flatten().cloned());
        changes
    }

    /// Does what a person asked for. Gives what is to be written down, and the step that takes it back. `now` is
    /// milliseconds since 1970-01-01 UTC.
    pub fn apply(
        &mut self,
        step: &Transaction,
        clock: &mut Clock,
        now: u64,
    ) -> (Vec<Change>, Transaction) {
        self.carry_out(step, clock, now, false)
    }

    /// Like [`apply`](Self::apply), by someone who has seen all versions of the records in conflict: the
    /// conflicts are over.
    pub fn settle(
        &mut self,
        step: &Transaction,
        clock: &mut Clock,
        now: u64,
    ) -> (Vec<Change>, Transaction) {
        self.carry_out(step, clock, now, true)
    }

    fn carry_out(
        &mut self,
        step: &Transaction,
        clock: &mut Clock,
        now: u64,
        settles: bool,
    ) -> (Vec<Change>, Transaction) {
        let mut changes = Vec::with_capacity(step.edits.len());
        let mut inverse = Transaction::new(step.label.clone());
        for edit in &step.edits {
            let id = edit.id();
            if let Some((seen, _)) = self.version(id) {
                clock.see(&seen);
            }
            let stamp = clock.stamp(now);
            let base = match self.version(id) {
                Some((seen, base)) if seen.same_writer(&stamp) && !settles => base,
                seen => {
                    let listed = self
                        .conflicts
                        .get(&id)
                        .into_iter()
                        .flatten()
                        .map(|version| version.stamp);
                    listed
                        .filter(|_| settles)
                        .chain(seen.map(|(stamp, _)| stamp))
                        .max()
                }
            };
            inverse
                .edits
                .push(self.record(id).map_or(Edit::Remove(id), Edit::Put));
            let change = Change {
                stamp,
                base,
                edit: edit.clone(),
            };
            self.merge(change.clone());
            changes.push(change);
        }
        inverse.edits.reverse();
        (changes, inverse)
    }

    /// Takes in a change that was made elsewhere. Of two versions the later stands; which versions are in conflict
    /// depends on what was written, never on the order in which it came.
    pub fn merge(&mut self, change: Change) -> Merged {
        let id = change.edit.id();
        match self.version(id) {
            Some((stamp, _)) if stamp == change.stamp => return Merged::Stale,
            _ => {}
        }
        let Some(stands) = self.standing(id) else {
            self.stand(change);
            return Merged::Taken;
        };
        let mut open = self.open.remove(&id).unwrap_or_default();
        let known =
            |version: &Change| version.stamp == change.stamp || made_in_sight_of(version, &change);
        if known(&stands) || open.iter().any(known) {
            if !open.is_empty() {
                self.open.insert(id, open);
            }
            return Merged::Stale;
        }
        open.retain(|version| !made_in_sight_of(&change, version));
        let newer = change.stamp > stands.stamp;
        let unsettled = if !newer {
            Some((change, &stands.edit))
        } else if made_in_sight_of(&change, &stands) {
            self.stand(change);
            None
        } else {
            self.stand(change.clone());
            Some((stands, &change.edit))
        };
        let differs = unsettled
            .as_ref()
            .is_some_and(|(lost, edit)| lost.edit != **edit);
        open.extend(unsettled.map(|(lost, _)| lost));
        open.sort_by_key(|version| version.stamp);
        self.keep_open(id, open);
        match (differs, newer) {
            (true, _) => Merged::Conflict,
            (false, true) => Merged::Taken,
            (false, false) => Merged::Stale,
        }
    }

    /// Keeps the versions that nobody has settled yet; those that say something else than what stands are conflicts.
    fn keep_open(&mut self, id: RecordId, open: Vec<Change>) {
        let stands = self.standing(id).map(|change| change.edit);
        let differ: Vec<Change> = open
            .iter()
            .filter(|version| Some(&version.edit) != stands.as_ref())
            .cloned()
            .collect();
        if differ.is_empty() {
            self.conflicts.remove(&id);
        } else {
            self.conflicts.insert(id, differ);
        }
        if !open.is_empty() {
            self.open.insert(id, open);
        }
    }

    /// What stands under an id, as the change that put it there.
    pub fn standing(&self, id: RecordId) -> Option<Change> {
        let (stamp, base) = self.version(id)?;
        let edit = self.record(id).map_or(Edit::Remove(id), Edit::Put);
        Some(Change { stamp, base, edit })
    }

    fn stand(&mut self, change: Change) {
        let Change { stamp, base, edit } = change;
        match edit {
            Edit::Put(record) => {
                self.removed.remove(&record.id());
                self.put(record, stamp, base);
            }
            Edit::Remove(id) => {
                self.take_out(id);
                self.removed.insert(id, Removal { stamp, base });
            }
        }
    }

    fn put(&mut self, record: Record, stamp: Stamp, base: Option<Stamp>) {
        if let Record::Coding(coding) = &record {
            let (id, document, code) = (coding.id, coding.document, coding.code);
            self.forget(id);
            self.by_document.entry(document).or_default().insert(id);
            self.by_code.entry(code).or_default().insert(id);
        }
        self.tables.put(record, stamp, base);
    }

    fn take_out(&mut self, id: RecordId) {
        if let RecordId::Coding(coding) = id {
            self.forget(coding);
        }
        self.tables.remove(id);
    }

    /// Takes a coding out of the lists by document and code.
    fn forget(&mut self, id: CodingId) {
        let Some(coding) = self.tables.codings.get(id) else {
            return;
        };
        drop_from(&mut self.by_document, coding.document, id);
        drop_from(&mut self.by_code, coding.code, id);
    }
}

fn drop_from<K: Ord>(lists: &mut BTreeMap<K, BTreeSet<CodingId>>, key: K, id: CodingId) {
    if let Entry::Occupied(mut listed) = lists.entry(key) {
        listed.get_mut().remove(&id);
        if listed.get().is_empty() {
            listed.remove();
        }
    }
}
