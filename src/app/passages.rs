//! The rows of the passages table, at hand when the window is drawn: kept up to date with each change, and where there is
//! much to work out, worked out in the background while the rows from before stay.

use super::sources::{SourceReader, Sources};
use super::{Session, TableView};
use crate::analysis::passages::{self, Due, Index, Order};
use crate::jobs::{Panicked, Wake, Worker};
use crate::project::{CoderId, Coding, CodingId, Filter, Project, RecordId, Sort, Stance};
use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError};

/// Up to so many codings, all is worked out at once: that takes less time than a frame has.
const AT_ONCE: usize = 2_000;

/// The rows of the passages table, and what there is to say of them.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// The codings that the filter lets through, in order.
    pub rows: &'a [CodingId],
    /// How many of them have each stance, in the order of [`Stance::ALL`].
    pub stances: [usize; Stance::ALL.len()],
    /// How many passages there would be without a filter.
    pub all: usize,
}

/// The project that the background reads from. It is given back before anything is put in order, or when an edit asks for
/// it: an edit of a project that someone else holds would copy the whole of it.
type Source = Arc<Mutex<Option<Arc<Project>>>>;

struct Request {
    number: u64,
    revision: u64,
    sort: Sort,
    /// The codings by slot where only another order is wanted.
    slots: Option<Vec<CodingId>>,
    /// What tells the works that passages rest on, and of which register; none where nobody asks for them.
    sources: Option<(u64, SourceReader)>,
}

struct Made {
    number: u64,
    revision: u64,
    /// The register whose works are in it.
    sources: Option<u64>,
    /// None where an edit came in between.
    what: Option<What>,
}

enum What {
    All(Box<Index>),
    Order(Order),
}

/// What is asked of the background.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    All,
    Order(Sort),
}

/// The session as it stands.
pub(super) struct Now<'a> {
    pub project: &'a Arc<Project>,
    pub revision: u64,
    pub table: &'a TableView,
    /// The one coder whose codings are seen; none sees all.
    pub only: Option<CoderId>,
    pub sources: &'a Sources,
}

impl Now<'_> {
    /// The register whose works the order or the filter needs; none where they need none.
    fn needs(&self) -> Option<u64> {
        let needs = passages::needs_sources(&self.table.filter, self.table.sort);
        needs.then(|| self.sources.generation())
    }

    fn words(&self, coding: &Coding) -> String {
        self.sources.words(self.project, coding)
    }

    /// The works that a coding rests on, where the index has works at all.
    fn words_where(&self, with: bool, coding: &Coding) -> String {
        if with {
            self.words(coding)
        } else {
            String::new()
        }
    }
}

/// Keeps the rows.
pub(super) struct Passages {
    /// Whether someone looks at the table: before that nothing is worked out.
    looked_at: Cell<bool>,
    index: Option<Index>,
    /// The revision that the index follows.
    at: u64,
    /// The register whose works are in the index; none where no works are.
    sources: Option<u64>,
    due: Due,
    worker: Worker<Request, Made>,
    source: Source,
    number: u64,
    asked: Option<Wanted>,
    /// The background broke off: it is not asked again before something changes.
    broken: bool,
    fault: Option<Panicked>,
}

impl Passages {
    pub fn new(wake: Wake) -> Self {
        let source = Source::default();
        let worker = Worker::start("List the passages", wake, {
            let source = Arc::clone(&source);
            move |request: Request, control| Made {
                number: request.number,
                revision: request.revision,
                sources: request.sources.as_ref().map(|(register, _)| *register),
                what: make(&source, &request, || control.cancelled()),
            }
        });
        Self {
            looked_at: Cell::new(false),
            index: None,
            at: 0,
            sources: None,
            due: Due::Nothing,
            worker,
            source,
            number: 0,
            asked: None,
            broken: false,
            fault: None,
        }
    }

    /// Someone looks at the table.
    pub fn look(&self) -> Option<&Index> {
        self.looked_at.set(true);
        self.index.as_ref()
    }

    /// The index, where it answers what is asked now.
    pub fn exact(&self, now: &Now<'_>) -> Option<&Index> {
        let exact = |index: &&Index| {
            self.at == now.revision
                && (now.needs().is_none() || now.needs() == self.sources)
                && self.due == Due::Nothing
                && index.sort() == now.table.sort
                && index.answers(&now.table.filter, now.only)
        };
        self.index.as_ref().filter(exact)
    }

    /// Gives the project back before it changes: what is being read of it is read anew afterwards.
    pub fn let_go(&mut self) {
        if self.asked.is_none() {
            return;
        }
        self.worker.cancel();
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        if source.take().is_some() {
            self.asked = None;
        }
    }

    /// Whether the background broke off, and nothing has changed since.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// Why the background broke off, once; the rows stay as they were.
    pub fn fault(&mut self) -> Option<Panicked> {
        self.fault.take()
    }

    /// Waits until the background has nothing left to do.
    pub fn wait(&self) {
        self.worker.wait_until_idle();
    }

    /// Takes in what the background has made, and what was changed since. `touched` gives the records that were touched
    /// after a revision, where that is known. True where the rows are others now.
    pub fn update<T: Iterator<Item = RecordId>>(
        &mut self,
        now: &Now<'_>,
        touched: impl Fn(u64) -> Option<T>,
    ) -> bool {
        let mut changed = false;
        while let Some(made) = self.worker.try_take() {
            match made {
                Ok(made) => changed |= self.take(made, now, &touched),
                Err(fault) => {
                    self.asked = None;
                    self.broken = true;
                    self.fault = Some(fault);
                }
            }
        }
        if !self.looked_at.get() {
            return changed;
        }
        if self.at != now.revision {
            self.broken = false;
            changed = true;
            self.follow(now, &touched);
        }
        if now.needs().is_some() && now.needs() != self.sources {
            self.due = Due::All;
        }
        changed |= self.make(now);
        if let Some(index) = &mut self.index
            && !index.answers(&now.table.filter, now.only)
        {
            index.ask(now.project, &now.table.filter, now.only);
            changed = true;
        }
        changed
    }

    fn follow<T: Iterator<Item = RecordId>>(
        &mut self,
        now: &Now<'_>,
        touched: &impl Fn(u64) -> Option<T>,
    ) {
        let Some(index) = &mut self.index else { return };
        let with = self.sources.is_some();
        let rests = |coding: &Coding| now.words_where(with, coding);
        let due = match touched(self.at) {
            Some(records) => index.follow(now.project, records, &rests),
            None => Due::All,
        };
        self.due = self.due.max(due);
        self.at = now.revision;
    }

    /// Has made what is not right yet: at once where there is little of it, else in the background.
    fn make(&mut self, now: &Now<'_>) -> bool {
        let wanted = match &self.index {
            None => Wanted::All,
            Some(_) if self.due == Due::All => Wanted::All,
            Some(index) if self.due == Due::Order || index.sort() != now.table.sort => {
                Wanted::Order(now.table.sort)
            }
            Some(_) => return false,
        };
        if now.project.codings().len() <= AT_ONCE {
            let needs = now.needs();
            let rests = |coding: &Coding| {
                let words = needs.map(|_| now.words(coding));
                words.unwrap_or_default()
            };
            if let Some(index) = Index::read(now.project, now.table.sort, &rests, || false) {
                self.sources = needs;
                self.number += 1;
                self.asked = None;
                self.put(index.sorted(), now);
            }
            return true;
        }
        if self.asked == Some(wanted) || self.broken {
            return false;
        }
        self.let_go();
        self.number += 1;
        let slots = self.index.as_ref().map(|index| index.slots().to_vec());
        let request = Request {
            number: self.number,
            revision: now.revision,
            sort: now.table.sort,
            slots: slots.filter(|_| wanted != Wanted::All),
            sources: now.needs().map(|at| (at, now.sources.reader())),
        };
        *self.source.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(now.project));
        self.asked = Some(wanted);
        self.worker.send(request)
    }

    fn put(&mut self, index: Index, now: &Now<'_>) {
        self.index = Some(index);
        self.at = now.revision;
        self.due = Due::Nothing;
    }

    /// Takes in what was made, with the changes since it was begun. True where there is something new.
    fn take<T: Iterator<Item = RecordId>>(
        &mut self,
        made: Made,
        now: &Now<'_>,
        touched: &impl Fn(u64) -> Option<T>,
    ) -> bool {
        if made.number != self.number || self.asked.is_none() {
            return false;
        }
        self.asked = None;
        let (Some(what), Some(since)) = (made.what, touched(made.revision)) else {
            return false;
        };
        match what {
            What::All(mut index) => {
                self.sources = made.sources;
                let with = self.sources.is_some();
                let rests = |coding: &Coding| now.words_where(with, coding);
                let due = index.follow(now.project, since, &rests);
                self.put(*index, now);
                self.due = due;
            }
            What::Order(order) => self.take_order(order, now, since, touched),
        }
        true
    }

    /// Takes in another order; `since` are the records that were touched after it was begun.
    fn take_order<T: Iterator<Item = RecordId>>(
        &mut self,
        order: Order,
        now: &Now<'_>,
        since: T,
        touched: &impl Fn(u64) -> Option<T>,
    ) {
        let mut due = Due::Nothing;
        let mut changed = Vec::new();
        for record in since {
            match record {
                RecordId::Coding(id) => changed.push(id),
                RecordId::Code(_) | RecordId::Coder(_) => due = Due::Order,
                _ => {}
            }
        }
        // What was changed until now is in the index before another order is.
        self.follow(now, touched);
        let with = self.sources.is_some();
        let rests = |coding: &Coding| now.words_where(with, coding);
        let Some(index) = &mut self.index else { return };
        index.adopt(order, now.project, changed, &rests);
        self.due = match self.due {
            Due::All => Due::All,
            _ => due,
        };
    }
}

impl Drop for Passages {
    fn drop(&mut self) {
        // Whoever closes the project does not wait for its table.
        self.worker.cancel();
    }
}

/// Reads from the project, gives it back, and puts in order.
fn make(source: &Source, request: &Request, stop: impl Fn() -> bool) -> Option<What> {
    let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
    let project = source.as_ref()?;
    let rests = |coding: &Coding| match &request.sources {
        Some((_, sources)) => sources.words(project, coding),
        None => String::new(),
    };
    match &request.slots {
        Some(slots) => {
            let order = Order::read(project, request.sort, slots, &rests, stop)?;
            *source = None;
            drop(source);
            Some(What::Order(order.sorted()))
        }
        None => {
            let index = Index::read(project, request.sort, &rests, stop)?;
            *source = None;
            drop(source);
            Some(What::All(Box::new(index.sorted())))
        }
    }
}

impl Session {
    /// The rows of the passages table: codings that the filter lets through, in order.
    pub fn rows(&self) -> Vec<CodingId> {
        match self.passages.exact(&self.now()) {
            Some(index) => index.rows().to_vec(),
            None => self.rows_of(&self.table.filter, self.table.sort),
        }
    }

    /// The codings that any filter lets through, in any order.
    pub fn rows_of(&self, filter: &Filter, sort: Sort) -> Vec<CodingId> {
        let hidden = |coder| self.is_blind_to(coder);
        let rests = |coding: &Coding| self.sources.words(&self.project, coding);
        passages::rows(&self.project, filter, sort, &rests, hidden)
    }

    /// The passages table as far as it is worked out, for the window; after a change of much in it, the rows may be those
    /// of before for a moment. None when it was not looked at before: then it is there after the next tick, or soon
    /// after.
    pub fn listing(&self) -> Option<Listing<'_>> {
        self.passages.look().map(|index| Listing {
            rows: index.rows(),
            stances: index.stances(),
            all: index.all(),
        })
    }

    /// Whether the passages table could not be worked out, which was told when it happened.
    pub fn listing_failed(&self) -> bool {
        self.passages.is_broken()
    }

    /// Brings the passages table up to date, as far as that takes no time. True where it changed.
    pub(super) fn update_listing(&mut self) -> bool {
        let now = Now {
            only: self.seen_only(),
            project: &self.project,
            revision: self.revision,
            table: &self.table,
            sources: &self.sources,
        };
        let touched = &self.touched;
        self.passages
            .update(&now, |revision| touched.since(revision))
    }

    fn now(&self) -> Now<'_> {
        Now {
            only: self.seen_only(),
            project: &self.project,
            revision: self.revision,
            table: &self.table,
            sources: &self.sources,
        }
    }
}
