//! How does a whole project, or all that one coder did, read as one file?

use super::Error;
use super::format::{self, FORMAT, Slip};
use crate::project::{
    About, Absence, Asked, Attribute, Case, Change, Code, Coder, Coding, Declined, Document, Edit,
    Event, Finding, Freeze, Intake, Memo, NamedExport, NamedQuery, Reading, Record, RecordId,
    Rival, Stamp, Version, Weighing, Work,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored<T> {
    record: T,
    stamp: Stamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<Stamp>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Removed {
    id: RecordId,
    stamp: Stamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<Stamp>,
}

impl<T: Into<Record>> From<Stored<T>> for Change {
    fn from(stored: Stored<T>) -> Self {
        Self {
            stamp: stored.stamp,
            base: stored.base,
            edit: Edit::Put(stored.record.into()),
        }
    }
}

impl From<Removed> for Change {
    fn from(removed: Removed) -> Self {
        Self {
            stamp: removed.stamp,
            base: removed.base,
            edit: Edit::Remove(removed.id),
        }
    }
}

macro_rules! groups {
    ($($group:ident: $Kind:ident, $comment:literal;)*) => {
        /// What stands in project.ron, and in a coder's own file: one group of records after another, a record a line.
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        struct Sheet {
            format: u32,
            $($group: Vec<Stored<$Kind>>,)*
            removed: Vec<Removed>,
            unsettled: Vec<Change>,
        }

        /// The groups in their order, each with what a person should know of it.
        const GROUPS: &[(&str, &str)] = &[
            $((stringify!($group), $comment),)*
            (
                REMOVED,
                "What was taken out, so that it does not come back from a colleague's file.",
            ),
            (
                UNSETTLED,
                "Versions made at the same time as what stands above, still to be settled.",
            ),
        ];

        impl Sheet {
            fn into_changes(self) -> Vec<Change> {
                let mut changes = Vec::new();
                $(changes.extend(self.$group.into_iter().map(Change::from));)*
                changes.extend(self.removed.into_iter().map(Change::from));
                changes.extend(self.unsettled);
                changes
            }
        }

        /// The group that the change which stands belongs to, and its line there.
        fn line(change: &Change) -> (&'static str, String) {
            match &change.edit {
                $(Edit::Put(Record::$Kind(record)) => (stringify!($group), stored(record, change)),)*
                Edit::Remove(id) => {
                    let line = format::line(&Removed {
                        id: *id,
                        stamp: change.stamp,
                        base: change.base,
                    });
                    (REMOVED, line)
                }
            }
        }

        /// One line of a group; none where it cannot be read.
        fn read_line(group: &str, line: &str) -> Option<Change> {
            match group {
                $(stringify!($group) => one::<Stored<$Kind>>(line),)*
                REMOVED => one::<Removed>(line),
                UNSETTLED => one::<Change>(line),
                _ => None,
            }
        }
    };
}

const REMOVED: &str = "removed";
const UNSETTLED: &str = "unsettled";

groups! {
    about: About, "What the project is.";
    coders: Coder, "Who codes.";
    cases: Case, "What is compared.";
    attributes: Attribute, "Properties that codings can have.";
    rivals: Rival, "Explanations other than the argument.";
    codes: Code, "The codebook; “parent” and “rank” make the tree.";
    documents: Document, "What is coded; the texts are in the folder “documents”.";
    codings: Coding, "Passages; “spans” are bytes of the document's text.";
    events: Event, "What happened when.";
    memos: Memo, "Thoughts on any of these.";
    findings: Finding, "What was found, implication by implication and case by case.";
    queries: NamedQuery, "Queries that have a name.";
    absences: Absence, "Searches for what is absent: what was asked, of which texts, and what was found.";
    readings: Reading, "Who read what such a search found, and why it is not what was looked for.";
    freezes: Freeze, "The expectations as they stood on a day.";
    weighing: Weighing, "How evidence is weighed.";
    exports: NamedExport, "Exports to be made again.";
    versions: Version, "Texts that were corrected, and their corrections.";
    intakes: Intake, "Reports of imports.";
    works: Work, "Works that documents cite, where somebody has said something of them.";
    asked: Asked, "Queries that were asked.";
    declined: Declined, "Passages that were suggested for a code and are not wanted.";
}

fn stored<T: Serialize>(record: &T, change: &Change) -> String {
    format::line(&Stored {
        record,
        stamp: change.stamp,
        base: change.base,
    })
}

fn one<T: DeserializeOwned + Into<Change>>(line: &str) -> Option<Change> {
    format::from_str::<T>(line).ok().map(Into::into)
}

/// The file that holds these changes; of several versions of a record, the first is the one that stands.
pub(super) fn write<'a>(title: &str, changes: impl IntoIterator<Item = &'a Change>) -> String {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut standing = BTreeSet::new();
    for change in changes {
        let (group, line) = if standing.insert(change.edit.id()) {
            line(change)
        } else {
            (UNSETTLED, format::line(change))
        };
        groups.entry(group).or_default().push(line);
    }
    let size: usize = groups.values().flatten().map(|line| line.len() + 8).sum();
    let mut text = String::with_capacity(size + 4_096);
    text.push_str("// ");
    text.push_str(&title.replace(['\n', '\r'], " "));
    text.push_str(
        "\n// Written by Attest, a record a line. It may be read and compared by anyone, and edited while Attest is closed.\n(\n",
    );
    text.push_str(&format!("  format: {FORMAT},\n"));
    for (name, comment) in GROUPS {
        let Some(lines) = groups.get(name) else {
            continue;
        };
        text.push_str(&format!("\n  // {comment}\n  {name}: [\n"));
        for line in lines {
            text.push_str("    ");
            text.push_str(line);
            text.push_str(",\n");
        }
        text.push_str("  ],\n");
    }
    text.push_str(")\n");
    text
}

/// Why a file is not whole.
pub(super) enum Flaw {
    /// It ends too early, as when a disk was full, a machine went down, or a sync service is not done yet.
    Cut,
    /// A person's slip.
    Slip(Slip),
}

/// Reads a file whole.
///
/// # Errors
/// It is of a newer format. A file that is not whole is no error here, but a flaw.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Result<Vec<Change>, Flaw>, Error> {
    format::refuse_newer(path, format::format_of(bytes))?;
    if is_cut(bytes) {
        return Ok(Err(Flaw::Cut));
    }
    let sheet = format::utf8(bytes).and_then(format::from_str::<Sheet>);
    Ok(sheet.map(Sheet::into_changes).map_err(Flaw::Slip))
}

/// The last line of a whole file is its closing bracket, which stands at the start of no other line.
fn is_cut(bytes: &[u8]) -> bool {
    let end = bytes.trim_ascii_end();
    let line = end
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let last = end.get(line..).unwrap_or_default();
    // Another program may have put more than the bracket on its line, so only what we write ourselves is ruled out.
    let ours = last.starts_with(b" ") && !bytes.ends_with(b"\n");
    !last.ends_with(b")") || last.starts_with(b"//") || ours
}

/// What can be read of a file that is not whole, line by line, and how many lines could not.
pub(super) fn salvage(bytes: &[u8]) -> (Vec<Change>, usize) {
    let mut changes = Vec::new();
    let mut lost = 0;
    let mut group = String::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(line);
        let line = line.trim();
        if let Some(name) = line.strip_suffix(": [") {
            group = name.to_owned();
        }
        if !line.starts_with('(') || group.is_empty() {
            continue;
        }
        let line = line.strip_suffix(',').unwrap_or(line);
        match read_line(&group, line) {
            Some(change) => changes.push(change),
            None => lost += 1,
        }
    }
    (changes, lost)
}
