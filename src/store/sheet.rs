//! How does a whole project, or all that one coder did, read as one file?

use super::Error;
use super::format::{self, FORMAT, Slip};
use crate::project::{
    About, Attribute, Case, Change, Code, Coder, Coding, Document, Edit, Event, Memo, Record,
    RecordId, Stamp,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;

/// What stands in project.ron, and in a coder's own file: one group of records after another, a record a line.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Sheet {
    format: u32,
    about: Vec<Stored<About>>,
    coders: Vec<Stored<Coder>>,
    cases: Vec<Stored<Case>>,
    attributes: Vec<Stored<Attribute>>,
    codes: Vec<Stored<Code>>,
    documents: Vec<Stored<Document>>,
    codings: Vec<Stored<Coding>>,
    events: Vec<Stored<Event>>,
    memos: Vec<Stored<Memo>>,
    removed: Vec<Removed>,
    unsettled: Vec<Change>,
}

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

/// The groups in their order, each with what a person should know of it.
const GROUPS: [(&str, &str); 11] = [
    ("about", "What the project is."),
    ("coders", "Who codes."),
    ("cases", "What is compared."),
    ("attributes", "Properties that codings can have."),
    ("codes", "The codebook; “parent” and “rank” make the tree."),
    (
        "documents",
        "What is coded; the texts are in the folder “documents”.",
    ),
    (
        "codings",
        "Passages; “spans” are bytes of the document's text.",
    ),
    ("events", "What happened when."),
    ("memos", "Thoughts on any of these."),
    (
        "removed",
        "What was taken out, so that it does not come back from a colleague's file.",
    ),
    (
        "unsettled",
        "Versions made at the same time as what stands above, still to be settled.",
    ),
];

/// The file that holds these changes; of several versions of a record, the first is the one that stands.
pub(super) fn write<'a>(title: &str, changes: impl IntoIterator<Item = &'a Change>) -> String {
    let mut groups: [Vec<String>; GROUPS.len()] = Default::default();
    let mut standing = BTreeSet::new();
    for change in changes {
        let (group, line) = if standing.insert(change.edit.id()) {
            line(change)
        } else {
            (GROUPS.len() - 1, format::line(change))
        };
        if let Some(group) = groups.get_mut(group) {
            group.push(line);
        }
    }
    let size: usize = groups.iter().flatten().map(|line| line.len() + 8).sum();
    let mut text = String::with_capacity(size + 4_096);
    text.push_str("// ");
    text.push_str(&title.replace(['\n', '\r'], " "));
    text.push_str(
        "\n// Written by Attest, a record a line. It may be read and compared by anyone, and edited while Attest is closed.\n(\n",
    );
    text.push_str(&format!("  format: {FORMAT},\n"));
    for ((name, comment), lines) in GROUPS.into_iter().zip(&groups) {
        if lines.is_empty() {
            continue;
        }
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

fn line(change: &Change) -> (usize, String) {
    fn stored<T: Serialize>(group: usize, record: &T, change: &Change) -> (usize, String) {
        let line = format::line(&Stored {
            record,
            stamp: change.stamp,
            base: change.base,
        });
        (group, line)
    }
    match &change.edit {
        Edit::Put(Record::About(record)) => stored(0, record, change),
        Edit::Put(Record::Coder(record)) => stored(1, record, change),
        Edit::Put(Record::Case(record)) => stored(2, record, change),
        Edit::Put(Record::Attribute(record)) => stored(3, record, change),
        Edit::Put(Record::Code(record)) => stored(4, record, change),
        Edit::Put(Record::Document(record)) => stored(5, record, change),
        Edit::Put(Record::Coding(record)) => stored(6, record, change),
        Edit::Put(Record::Event(record)) => stored(7, record, change),
        Edit::Put(Record::Memo(record)) => stored(8, record, change),
        Edit::Remove(id) => {
            let line = format::line(&Removed {
                id: *id,
                stamp: change.stamp,
                base: change.base,
            });
            (9, line)
        }
    }
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
    fn one<T: DeserializeOwned + Into<Change>>(line: &str) -> Option<Change> {
        format::from_str::<T>(line).ok().map(Into::into)
    }
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
        let change = match group.as_str() {
            "about" => one::<Stored<About>>(line),
            "coders" => one::<Stored<Coder>>(line),
            "cases" => one::<Stored<Case>>(line),
            "attributes" => one::<Stored<Attribute>>(line),
            "codes" => one::<Stored<Code>>(line),
            "documents" => one::<Stored<Document>>(line),
            "codings" => one::<Stored<Coding>>(line),
            "events" => one::<Stored<Event>>(line),
            "memos" => one::<Stored<Memo>>(line),
            "removed" => one::<Removed>(line),
            "unsettled" => one::<Change>(line),
            _ => None,
        };
        match change {
            Some(change) => changes.push(change),
            None => lost += 1,
        }
    }
    (changes, lost)
}

impl Sheet {
    fn into_changes(self) -> Vec<Change> {
        let mut changes: Vec<Change> = self.about.into_iter().map(Change::from).collect();
        changes.extend(self.coders.into_iter().map(Change::from));
        changes.extend(self.cases.into_iter().map(Change::from));
        changes.extend(self.attributes.into_iter().map(Change::from));
        changes.extend(self.codes.into_iter().map(Change::from));
        changes.extend(self.documents.into_iter().map(Change::from));
        changes.extend(self.codings.into_iter().map(Change::from));
        changes.extend(self.events.into_iter().map(Change::from));
        changes.extend(self.memos.into_iter().map(Change::from));
        changes.extend(self.removed.into_iter().map(Change::from));
        changes.extend(self.unsettled);
        changes
    }
}
