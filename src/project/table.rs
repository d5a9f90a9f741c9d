//! Records of one kind by their ids, each with the stamp of its version.

use super::Stamp;
use std::collections::BTreeMap;

/// A record and the version that it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// The record.
    pub value: T,
    /// When it became what it is, and by whom.
    pub stamp: Stamp,
    /// See [`Change::base`](super::Change::base).
    pub base: Option<Stamp>,
}

/// Records of one kind, in the order of their ids.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<K, T> {
    entries: BTreeMap<K, Entry<T>>,
}

impl<K, T> Default for Table<K, T> {
    fn default() -> Self {
        Self {
            entries: BTreeMap::new(),
        }
    }
}

impl<K: Ord + Copy, T> Table<K, T> {
    /// The record of this id.
    pub fn get(&self, id: K) -> Option<&T> {
        self.entries.get(&id).map(|entry| &entry.value)
    }

    /// The record of this id with its version.
    pub fn entry(&self, id: K) -> Option<&Entry<T>> {
        self.entries.get(&id)
    }

    /// The version of the record of this id, with what it was based on.
    pub fn version(&self, id: K) -> Option<(Stamp, Option<Stamp>)> {
        self.entry(id).map(|entry| (entry.stamp, entry.base))
    }

    /// Whether there is a record of this id.
    pub fn contains(&self, id: K) -> bool {
        self.entries.contains_key(&id)
    }

    /// All records.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.entries.values().map(|entry| &entry.value)
    }

    /// All records with their versions.
    pub fn entries(&self) -> impl Iterator<Item = &Entry<T>> {
        self.entries.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn put(
        &mut self,
        id: K,
        value: T,
        stamp: Stamp,
        base: Option<Stamp>,
    ) -> Option<Entry<T>> {
        self.entries.insert(id, Entry { value, stamp, base })
    }

    pub(super) fn remove(&mut self, id: K) -> Option<Entry<T>> {
        self.entries.remove(&id)
    }
}
