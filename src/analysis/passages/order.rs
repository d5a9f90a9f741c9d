//! The order of the table's rows for one sort, kept with what it was worked out from, so that one row can be moved.

use super::{Key, Place, Rests, TextOrder, key};
use crate::project::{Coding, CodingId, Project, Sort};
use std::cmp::Ordering;

/// All codings, each by its slot in an [`Index`](super::Index), in the order of a sort.
#[derive(Clone, Debug, Default)]
pub struct Order {
    sort: Sort,
    documents: TextOrder,
    keys: Vec<Option<(Key, Place)>>,
    slots: Vec<u32>,
}

impl Order {
    /// Reads what a sort goes by from the codings of these slots. The order is not one until it is
    /// [sorted](Self::sorted), for which the project is not needed. None where `stop` says so.
    pub fn read(
        project: &Project,
        sort: Sort,
        codings: &[CodingId],
        rests: Rests<'_>,
        stop: impl Fn() -> bool,
    ) -> Option<Self> {
        let mut order = Self::new(project, sort);
        for (slot, id) in codings.iter().enumerate() {
            if slot % super::index::PACE == 0 && stop() {
                return None;
            }
            order.add(slot, project, project.codings().get(*id), rests);
        }
        Some(order)
    }

    /// An order of nothing.
    pub(super) fn new(project: &Project, sort: Sort) -> Self {
        Self {
            sort,
            documents: TextOrder::of(project),
            keys: Vec::new(),
            slots: Vec::new(),
        }
    }

    /// Adds a slot at the end, wherever it belongs.
    pub(super) fn add(
        &mut self,
        slot: usize,
        project: &Project,
        coding: Option<&Coding>,
        rests: Rests<'_>,
    ) {
        self.set(slot, project, coding, rests);
        if let (Some(_), Ok(slot)) = (coding, u32::try_from(slot)) {
            self.slots.push(slot);
        }
    }

    /// Puts the slots in order.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let mut slots = std::mem::take(&mut self.slots);
        slots.sort_unstable_by(|a, b| self.compare(*a as usize, *b as usize));
        self.slots = slots;
        self
    }

    /// What it is sorted by.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// The slots in order.
    pub(super) fn slots(&self) -> impl Iterator<Item = usize> {
        self.slots.iter().map(|slot| *slot as usize)
    }

    /// Which of two slots stands first.
    pub(super) fn compare(&self, a: usize, b: usize) -> Ordering {
        let of = |slot: usize| self.keys.get(slot).and_then(Option::as_ref);
        let (Some((key_a, place_a)), Some((key_b, place_b))) = (of(a), of(b)) else {
            return of(a).is_some().cmp(&of(b).is_some());
        };
        let keys = if self.sort.descending {
            key_b.cmp(key_a)
        } else {
            key_a.cmp(key_b)
        };
        keys.then_with(|| place_a.cmp(place_b))
    }

    /// Puts a slot where it belongs.
    pub(super) fn insert(
        &mut self,
        slot: usize,
        project: &Project,
        coding: &Coding,
        rests: Rests<'_>,
    ) {
        self.set(slot, project, Some(coding), rests);
        if let (Err(at), Ok(slot)) = (self.find(slot), u32::try_from(slot)) {
            self.slots.insert(at, slot);
        }
    }

    /// Takes a slot out.
    pub(super) fn remove(&mut self, slot: usize) {
        if self.keys.get(slot).is_none_or(Option::is_none) {
            return;
        }
        if let Ok(at) = self.find(slot) {
            self.slots.remove(at);
        }
        self.keys[slot] = None;
    }

    fn find(&self, slot: usize) -> Result<usize, usize> {
        self.slots
            .binary_search_by(|other| self.compare(*other as usize, slot))
    }

    fn set(&mut self, slot: usize, project: &Project, coding: Option<&Coding>, rests: Rests<'_>) {
        if self.keys.len() <= slot {
            self.keys.resize(slot + 1, None);
        }
        self.keys[slot] = coding.map(|coding| {
            (
                key(project, self.sort.column, coding, rests),
                self.documents.place(coding),
            )
        });
    }
}
