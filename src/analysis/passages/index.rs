//! The rows of the table, kept up to date coding by coding: with 100,000 of them, working them all out takes too long for
//! a person who is coding.

use super::words::Words;
use super::{Order, Rests, in_time, wanted_words, words_of};
use crate::project::{
    CaseId, CodeId, CoderId, Coding, CodingId, Column, Date, DocumentId, Filter, Project, RecordId,
    RivalId, Sort, Stance, Tree,
};
use memchr::memmem::Finder;
use std::collections::{BTreeSet, HashMap};

/// Codings between two looks at whether to stop.
pub(super) const PACE: usize = 256;

/// All codings in the order of a [`Sort`], and the rows that a [`Filter`] lets through.
///
/// Making it has two steps, of which only the first needs the project: [`read`](Self::read) and
/// [`sorted`](Self::sorted). From then on it [follows](Self::follow) what changes.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Which coding has which slot; a coding that is taken out keeps its own, for the time when it comes back.
    ids: Vec<CodingId>,
    slot_of: HashMap<CodingId, usize>,
    entries: Vec<Option<Entry>>,
    words: Words,
    order: Order,
    /// What the rows answer; there are none before something is asked.
    asked: Option<Asked>,
    /// Whether a slot is among the rows.
    shown: Vec<bool>,
    rows: Vec<CodingId>,
    stances: [usize; Stance::ALL.len()],
    all: usize,
}

/// What is left to be done for an [`Index`] to be right again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Nothing.
    Nothing,
    /// It is to be put in order again.
    Order,
    /// It is to be made anew.
    All,
}

/// What a filter looks at.
#[derive(Clone, Debug)]
struct Entry {
    code: CodeId,
    coder: CoderId,
    document: DocumentId,
    case: Option<CaseId>,
    stance: Stance,
    /// The rivals that it cannot tell the argument from; mostly none, which takes no room.
    alike: Vec<RivalId>,
    date: Option<Date>,
    /// What it rests on, in lower case.
    sources: Box<str>,
}

/// A filter, made ready.
#[derive(Clone, Debug, Default)]
struct Asked {
    filter: Filter,
    only: Option<CoderId>,
    branch: Option<BTreeSet<CodeId>>,
    /// In lower case, that first which is likely to be in the fewest passages.
    words: Vec<String>,
    /// Those that the works have which a passage rests on.
    sources: Vec<String>,
}

impl Index {
    /// Reads all that is needed from a project. There are no rows before the order is [sorted](Self::sorted) and something
    /// is [asked](Self::ask). `rests` is only worth its time where [the order or a filter needs it](super::needs_sources).
    /// None where `stop` says so.
    pub fn read(
        project: &Project,
        sort: Sort,
        rests: Rests<'_>,
        stop: impl Fn() -> bool,
    ) -> Option<Self> {
        let mut index = Self {
            order: Order::new(project, sort),
            ..Self::default()
        };
        for (at, coding) in project.codings().iter().enumerate() {
            if at % PACE == 0 && stop() {
                return None;
            }
            let slot = index.slot_for(coding.id);
            index.keep(slot, project, coding, rests);
            index.order.add(slot, project, Some(coding), rests);
        }
        Some(index)
    }

    /// Puts it in order; the project is not needed for that.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.order = self.order.sorted();
        self
    }

    /// What it is sorted by.
    pub fn sort(&self) -> Sort {
        self.order.sort()
    }

    /// The codings by slot, for an [`Order`] to be read elsewhere.
    pub fn slots(&self) -> &[CodingId] {
        &self.ids
    }

    /// Whether the rows are those of a filter. `only` is the one coder whose codings are shown; none shows everyone's.
    pub fn answers(&self, filter: &Filter, only: Option<CoderId>) -> bool {
        let asked = self.asked.as_ref();
        asked.is_some_and(|asked| asked.filter == *filter && asked.only == only)
    }

    /// The codings that the filter lets through, in order.
    pub fn rows(&self) -> &[CodingId] {
        &self.rows
    }

    /// How many rows have each stance, in the order of [`Stance::ALL`].
    pub fn stances(&self) -> [usize; Stance::ALL.len()] {
        self.stances
    }

    /// How many codings there would be without a filter.
    pub fn all(&self) -> usize {
        self.all
    }

    /// Makes the rows those of a filter. `only` is the one coder whose codings are shown; none shows everyone's.
    pub fn ask(&mut self, project: &Project, filter: &Filter, only: Option<CoderId>) {
        let mut words = wanted_words(&filter.text);
        // Digits and letters beyond the Latin ones are in few passages, and so are long words.
        let is_common = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
        words.sort_by_key(|word| (is_common(word), std::cmp::Reverse(word.len())));
        self.asked = Some(Asked {
            branch: filter.code.map(|code| Tree::of(project).branch(code)),
            filter: filter.clone(),
            only,
            words,
            sources: wanted_words(&filter.source),
        });
        self.list();
    }

    /// Another order, of the same slots, that was read from the project as it was before these codings were changed.
    pub fn adopt(
        &mut self,
        order: Order,
        project: &Project,
        changed: impl IntoIterator<Item = CodingId>,
        rests: Rests<'_>,
    ) {
        self.order = order;
        for id in changed {
            let Some(&slot) = self.slot_of.get(&id) else {
                continue;
            };
            self.order.remove(slot);
            if let Some(coding) = project.codings().get(id) {
                self.order.insert(slot, project, coding, rests);
            }
        }
        self.list();
    }

    /// Follows changes of these records, and says what it cannot follow.
    pub fn follow(
        &mut self,
        project: &Project,
        touched: impl IntoIterator<Item = RecordId>,
        rests: Rests<'_>,
    ) -> Due {
        let mut due = Due::Nothing;
        let mut other_branch = false;
        for record in touched {
            let needs = match record {
                RecordId::Coding(id) => {
                    self.touch(project, id, rests);
                    Due::Nothing
                }
                RecordId::Code(_) => {
                    other_branch = true;
                    self.if_sorted_by(&[Column::Code, Column::Key])
                }
                RecordId::Coder(_) => self.if_sorted_by(&[Column::Coder]),
                // The order of the texts hangs on the titles, the case of a passage on its document.
                RecordId::Document(_) | RecordId::Case(_) => Due::All,
                _ => Due::Nothing,
            };
            due = due.max(needs);
        }
        if self.words.is_worn() {
            due = Due::All;
        }
        let by_code = |asked: &&Asked| other_branch && asked.branch.is_some();
        if let Some(asked) = self.asked.as_ref().filter(by_code) {
            let (filter, only) = (asked.filter.clone(), asked.only);
            self.ask(project, &filter, only);
        }
        due
    }

    fn if_sorted_by(&self, columns: &[Column]) -> Due {
        if columns.contains(&self.sort().column) {
            Due::Order
        } else {
            Due::Nothing
        }
    }

    /// Follows a change of one coding: it was put, or removed.
    fn touch(&mut self, project: &Project, id: CodingId, rests: Rests<'_>) {
        if let Some(&slot) = self.slot_of.get(&id) {
            self.count(slot, false);
            self.order.remove(slot);
            self.words.remove(slot);
            self.entries[slot] = None;
        }
        if let Some(coding) = project.codings().get(id) {
            let slot = self.slot_for(id);
            self.keep(slot, project, coding, rests);
            self.order.insert(slot, project, coding, rests);
            self.count(slot, true);
        }
    }

    fn slot_for(&mut self, id: CodingId) -> usize {
        let next = self.ids.len();
        let slot = *self.slot_of.entry(id).or_insert(next);
        if slot == next {
            self.ids.push(id);
            self.entries.push(None);
            self.shown.push(false);
        }
        slot
    }

    fn keep(&mut self, slot: usize, project: &Project, coding: &Coding, rests: Rests<'_>) {
        self.words.put(slot, &words_of(coding));
        self.entries[slot] = Some(Entry {
            code: coding.code,
            coder: coding.coder,
            document: coding.document,
            case: project.case_of(coding).map(|case| case.id),
            stance: coding.stance,
            alike: coding
                .rivals
                .keys()
                .copied()
                .filter(|rival| coding.cannot_tell_from(*rival))
                .collect(),
            date: coding.date,
            sources: rests(coding).to_lowercase().into_boxed_str(),
        });
    }

    /// Makes the rows from the order.
    fn list(&mut self) {
        let Some(asked) = &self.asked else { return };
        let slots = self.entries.len();
        let words = asked.words.split_first();
        let with = words.map(|(first, rest)| {
            let rest: Vec<Finder<'_>> = rest.iter().map(Finder::new).collect();
            (self.words.slots_with(first, slots), rest)
        });
        self.all = 0;
        self.stances = Default::default();
        for slot in 0..slots {
            let has_words = with.as_ref().is_none_or(|(with, rest)| {
                with[slot] && rest.iter().all(|word| self.words.has(slot, word))
            });
            let entry = self.entries[slot].as_ref();
            self.all += usize::from(entry.is_some_and(|entry| asked.sees(entry)));
            let shown = entry.filter(|entry| has_words && asked.lets_through(entry));
            self.shown[slot] = shown.is_some();
            if let Some(place) = shown.and_then(Entry::place_of_stance) {
                self.stances[place] += 1;
            }
        }
        let shown = self.order.slots().filter(|slot| self.shown[*slot]);
        self.rows = shown.map(|slot| self.ids[slot]).collect();
    }

    /// Counts a slot in, and puts it among the rows if it belongs there, or the other way round.
    fn count(&mut self, slot: usize, comes: bool) {
        let (Some(entry), Some(asked)) = (&self.entries[slot], &self.asked) else {
            return;
        };
        let sees = asked.sees(entry);
        let has_words = || {
            let mut words = asked.words.iter();
            words.all(|word| self.words.has(slot, &Finder::new(word)))
        };
        let shows = if comes {
            asked.lets_through(entry) && has_words()
        } else {
            self.shown[slot]
        };
        let stance = entry.place_of_stance();
        let step = |count: &mut usize| {
            *count = if comes {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        };
        if sees {
            step(&mut self.all);
        }
        if !shows {
            return;
        }
        self.shown[slot] = comes;
        if let Some(place) = stance {
            step(&mut self.stances[place]);
        }
        let found = self.rows.binary_search_by(|id| {
            let other = self.slot_of.get(id).copied().unwrap_or(usize::MAX);
            self.order.compare(other, slot)
        });
        match (found, comes) {
            (Err(at), true) => self.rows.insert(at, self.ids[slot]),
            (Ok(at), false) => drop(self.rows.remove(at)),
            _ => {}
        }
    }
}

impl Entry {
    fn place_of_stance(&self) -> Option<usize> {
        Stance::ALL.iter().position(|stance| *stance == self.stance)
    }
}

impl Asked {
    fn sees(&self, entry: &Entry) -> bool {
        self.only.is_none_or(|only| entry.coder == only)
    }

    /// All that the filter asks but the words.
    fn lets_through(&self, entry: &Entry) -> bool {
        let filter = &self.filter;
        self.sees(entry)
            && filter.stance.is_none_or(|stance| entry.stance == stance)
            && filter.coder.is_none_or(|coder| entry.coder == coder)
            && filter
                .cannot_tell_from
                .is_none_or(|rival| entry.alike.contains(&rival))
            && filter
                .document
                .is_none_or(|document| entry.document == document)
            && filter.case.is_none_or(|case| entry.case == case)
            && self
                .branch
                .as_ref()
                .is_none_or(|branch| branch.contains(&entry.code))
            && in_time(entry.date, filter.from, filter.to)
            && self
                .sources
                .iter()
                .all(|word| entry.sources.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests;
