//! The kinds of record that there are: one list, from which their names, their tables and their files follow.

use super::{
    About, Absence, AbsenceId, Asked, AskedId, Attribute, AttributeId, Case, CaseId, Change, Code,
    CodeId, Coder, CoderId, Coding, CodingId, Declined, DeclinedId, Document, DocumentId, Edit,
    Event, EventId, ExportId, Finding, FindingId, Freeze, FreezeId, Intake, IntakeId, Memo, MemoId,
    NamedExport, NamedQuery, QueryId, Reading, ReadingId, Rival, RivalId, Stamp, Table, Version,
    VersionId, Weighing, Work, WorkId,
};
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    (
        of which there is one { $($(#[$one_doc:meta])* $One:ident in $one:ident,)* }
        of which there are many { $($(#[$doc:meta])* $Kind:ident($Id:ty) in $field:ident,)* }
    ) => {
        /// Any record of a project.
        #[expect(
            clippy::large_enum_variant,
            reason = "a record is on its way to or from its table, and hardly ever kept as this"
        )]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Record {
            $($(#[$one_doc])* $One($One),)*
            $($(#[$doc])* $Kind($Kind),)*
        }

        /// Names any record of a project.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RecordId {
            $($(#[$one_doc])* $One,)*
            $($(#[$doc])* $Kind($Id),)*
        }

        impl Record {
            /// Its name in the project.
            pub fn id(&self) -> RecordId {
                match self {
                    $(Self::$One(_) => RecordId::$One,)*
                    $(Self::$Kind(record) => RecordId::$Kind(record.id),)*
                }
            }
        }

        $(impl From<$One> for Record {
            fn from(record: $One) -> Self {
                Self::$One(record)
            }
        })*
        $(impl From<$Kind> for Record {
            fn from(record: $Kind) -> Self {
                Self::$Kind(record)
            }
        })*

        /// The records of all kinds.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(super) struct Tables {
            $(pub $one: Table<(), $One>,)*
            $(pub $field: Table<$Id, $Kind>,)*
        }

        impl Tables {
            /// What stands under an id.
            pub fn record(&self, id: RecordId) -> Option<Record> {
                match id {
                    $(RecordId::$One => self.$one.get(()).cloned().map(Record::$One),)*
                    $(RecordId::$Kind(id) => self.$field.get(id).cloned().map(Record::$Kind),)*
                }
            }

            /// The version of what stands under an id, with what it was based on.
            pub fn version(&self, id: RecordId) -> Option<(Stamp, Option<Stamp>)> {
                match id {
                    $(RecordId::$One => self.$one.version(()),)*
                    $(RecordId::$Kind(id) => self.$field.version(id),)*
                }
            }

            /// Puts a record in place of whatever had its id.
            pub fn put(&mut self, record: Record, stamp: Stamp, base: Option<Stamp>) {
                match record {
                    $(Record::$One(record) => drop(self.$one.put((), record, stamp, base)),)*
                    $(Record::$Kind(record) => drop(self.$field.put(record.id, record, stamp, base)),)*
                }
            }

            /// Takes out what stands under an id.
            pub fn remove(&mut self, id: RecordId) {
                match id {
                    $(RecordId::$One => drop(self.$one.remove(())),)*
                    $(RecordId::$Kind(id) => drop(self.$field.remove(id)),)*
                }
            }

            /// All records as the changes that put them there, kind by kind, in the order of ids.
            pub fn changes(&self) -> Vec<Change> {
                let mut changes = Vec::new();
                $(changes.extend(self.$one.entries().map(|entry| Change {
                    stamp: entry.stamp,
                    base: entry.base,
                    edit: Edit::Put(entry.value.clone().into()),
                }));)*
                $(changes.extend(self.$field.entries().map(|entry| Change {
                    stamp: entry.stamp,
                    base: entry.base,
                    edit: Edit::Put(entry.value.clone().into()),
                }));)*
                changes
            }
        }
    };
}

kinds! {
    of which there is one {
        /// What the project is.
        About in about,
        /// How evidence is weighed.
        Weighing in weighing,
    }
    of which there are many {
        /// A coder.
        Coder(CoderId) in coders,
        /// A case.
        Case(CaseId) in cases,
        /// An attribute.
        Attribute(AttributeId) in attributes,
        /// A rival explanation.
        Rival(RivalId) in rivals,
        /// A code.
        Code(CodeId) in codes,
        /// A document.
        Document(DocumentId) in documents,
        /// A coding.
        Coding(CodingId) in codings,
        /// An event.
        Event(EventId) in events,
        /// A memo.
        Memo(MemoId) in memos,
        /// A finding.
        Finding(FindingId) in findings,
        /// A named query.
        NamedQuery(QueryId) in queries,
        /// A search for what is absent.
        Absence(AbsenceId) in absences,
        /// What a coder says of a hit of such a search.
        Reading(ReadingId) in readings,
        /// The codebook as it was frozen.
        Freeze(FreezeId) in freezes,
        /// A named export.
        NamedExport(ExportId) in exports,
        /// A text of a document that was corrected.
        Version(VersionId) in versions,
        /// The report of an import.
        Intake(IntakeId) in intakes,
        /// A work that documents cite.
        Work(WorkId) in works,
        /// A query that was asked.
        Asked(AskedId) in asked,
        /// A suggested passage that a coder does not want.
        Declined(DeclinedId) in declined,
    }
}
