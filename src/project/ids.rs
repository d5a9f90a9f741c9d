//! Names of records that never change and never clash, whoever makes them on whatever machine.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A fresh random id.
            #[expect(clippy::new_without_default, reason = "two defaults would differ")]
            pub fn new() -> Self {
                Self(Uuid::new_v4())
            }

            /// The id that always belongs to this name: for records that ship with the app, so that two
            /// coders who each make a project from one framework can still merge their work.
            pub fn named(name: &str) -> Self {
                Self(Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()))
            }

            /// The bare UUID, as other programs' files want it.
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    };
}

id!(/// Names a [`Document`](super::Document).
    DocumentId);
id!(/// Names a [`Code`](super::Code).
    CodeId);
id!(/// Names a [`Coding`](super::Coding).
    CodingId);
id!(/// Names a [`Case`](super::Case).
    CaseId);
id!(/// Names an [`Event`](super::Event).
    EventId);
id!(/// Names a [`Memo`](super::Memo).
    MemoId);
id!(/// Names a [`Coder`](super::Coder).
    CoderId);
id!(/// Names an [`Attribute`](super::Attribute).
    AttributeId);

id!(/// Names a [`Rival`](super::Rival).
    RivalId);
id!(/// Names a [`Finding`](super::Finding).
    FindingId);
id!(/// Names a [`NamedQuery`](super::NamedQuery).
    QueryId);
id!(/// Names an [`Absence`](super::Absence).
    AbsenceId);
id!(/// Names a [`Reading`](super::Reading).
    ReadingId);
id!(/// Names a [`Freeze`](super::Freeze).
    FreezeId);
id!(/// Names a [`NamedExport`](super::NamedExport).
    ExportId);
id!(/// Names a [`Version`](super::Version).
    VersionId);
id!(/// Names an [`Intake`](super::Intake).
    IntakeId);
id!(/// Names a [`Work`](super::Work).
    WorkId);
id!(/// Names an [`Asked`](super::Asked).
    AskedId);
id!(/// Names a [`Declined`](super::Declined).
    DeclinedId);

impl VersionId {
    /// The text that a document was imported with.
    pub fn first(document: DocumentId) -> Self {
        Self(Uuid::new_v5(&document.0, b"first text"))
    }
}
