//! Work that goes on for as long as a project is open: writing the journal, searching, looking for colleagues' news.

use super::{Control, Panicked, Progress, Wake, lock};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A thread that is fed by a queue, or by the clock. Dropping it finishes what is queued, and waits for that: a
/// journal is never left unwritten. (A [`newest`](Worker::newest) or [`every`](Worker::every) worker stops at once.)
pub struct Worker<In, Out> {
    shared: Arc<Shared<In, Out>>,
    thread: Option<JoinHandle<()>>,
    manner: Manner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    All,
    Newest,
    Every(Duration),
}

struct Shared<In, Out> {
    name: String,
    state: Mutex<State<In, Out>>,
    changed: Condvar,
    control: Control,
}

struct State<In, Out> {
    waiting: VecDeque<In>,
    results: VecDeque<Result<Out, Panicked>>,
    busy: bool,
    closed: bool,
}

impl<In: Send + 'static, Out: Send + 'static> Worker<In, Out> {
    /// Does all that is sent, in order, a result each. `wake` is called at each result.
    pub fn start(
        name: impl Into<String>,
        wake: Wake,
        mut work: impl FnMut(In, &Control) -> Out + Send + 'static,
    ) -> Self {
        Self::run(name.into(), wake, Manner::All, move |input, control| {
            Some(work(input, control))
        })
    }

    /// Does the newest that was sent: what still waits is dropped, what is under way is asked to stop, and gives no
    /// result if it heard of that before it was done.
    pub fn newest(
        name: impl Into<String>,
        wake: Wake,
        mut work: impl FnMut(In, &Control) -> Out + Send + 'static,
    ) -> Self {
        Self::run(name.into(), wake, Manner::Newest, move |input, control| {
            let result = work(input, control);
            (!control.cancelled()).then_some(result)
        })
    }

    fn run(
        name: String,
        wake: Wake,
        manner: Manner,
        mut work: impl FnMut(In, &Control) -> Option<Out> + Send + 'static,
    ) -> Self
    where
        In: Send + 'static,
    {
        Self::spawn(name, wake, manner, move |shared| {
            while let Some(input) = shared.next() {
                shared.attempt(|control| work(input, control));
            }
        })
    }

    fn spawn(
        name: String,
        wake: Wake,
        manner: Manner,
        body: impl FnOnce(&Shared<In, Out>) + Send + 'static,
    ) -> Self {
        let shared = Arc::new(Shared {
            name: name.clone(),
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                results: VecDeque::new(),
                busy: false,
                closed: false,
            }),
            changed: Condvar::new(),
            control: Control::new(wake),
        });
        let started = std::thread::Builder::new().name(name.clone()).spawn({
            let shared = Arc::clone(&shared);
            move || body(&shared)
        });
        let thread = match started {
            Ok(thread) => Some(thread),
            Err(error) => {
                let message = error.to_string();
                let mut state = lock(&shared.state);
                state.closed = true;
                state
                    .results
                    .push_back(Err(Panicked { job: name, message }));
                None
            }
        };
        Self {
            shared,
            thread,
            manner,
        }
    }

    /// Hands in work. False where the worker could not be started, so that nothing will come of it.
    pub fn send(&self, input: In) -> bool {
        let mut state = lock(&self.shared.state);
        if state.closed {
            return false;
        }
        if self.manner != Manner::All {
            state.waiting.clear();
        }
        if self.manner == Manner::Newest {
            self.shared.control.cancel();
        }
        state.waiting.push_back(input);
        self.shared.changed.notify_all();
        true
    }

    /// The oldest result that has not been taken.
    ///
    /// # Errors
    /// The work broke off by a fault in the program. The worker goes on with what comes next.
    pub fn try_take(&self) -> Option<Result<Out, Panicked>> {
        lock(&self.shared.state).results.pop_front()
    }

    /// Asks what is under way to stop, and drops what waits.
    pub fn cancel(&self) {
        lock(&self.shared.state).waiting.clear();
        self.shared.control.cancel();
    }

    /// How far the work under way is.
    pub fn progress(&self) -> Progress {
        self.shared.control.latest()
    }

    /// Whether nothing waits or is under way. Results may still wait to be taken.
    pub fn is_idle(&self) -> bool {
        let state = lock(&self.shared.state);
        state.closed || (!state.busy && state.waiting.is_empty())
    }

    /// Waits until nothing waits or is under way: for the command line, tests, and the last save before the window closes.
    pub fn wait_until_idle(&self) {
        let mut state = lock(&self.shared.state);
        while !state.closed && (state.busy || !state.waiting.is_empty()) {
            state = self.shared.wait(state);
        }
    }
}

impl<Out: Send + 'static> Worker<(), Out> {
    /// Does the work now, and again whenever `interval` has passed since it was last done, or when it is sent `()`.
    /// Where the work gives none, there is nothing to tell and no wake.
    pub fn every(
        name: impl Into<String>,
        interval: Duration,
        wake: Wake,
        mut work: impl FnMut(&Control) -> Option<Out> + Send + 'static,
    ) -> Self {
        Self::spawn(name.into(), wake, Manner::Every(interval), move |shared| {
            loop {
                shared.attempt(&mut work);
                if !shared.rest(interval) {
                    return;
                }
            }
        })
    }
}

impl<In, Out> Drop for Worker<In, Out> {
    fn drop(&mut self) {
        {
            let mut state = lock(&self.shared.state);
            state.closed = true;
            if self.manner != Manner::All {
                state.waiting.clear();
                self.shared.control.cancel();
            }
        }
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // Faults in the work were caught; there is nothing left to learn from the thread.
            thread.join().ok();
        }
    }
}

impl<In, Out> Shared<In, Out> {
    /// Waits for work; none when there will be no more.
    fn next(&self) -> Option<In> {
        let mut state = lock(&self.state);
        loop {
            if let Some(input) = state.waiting.pop_front() {
                state.busy = true;
                self.control.renew();
                return Some(input);
            }
            if state.closed {
                return None;
            }
            state = self.wait(state);
        }
    }

    /// Waits out the interval, or until it is nudged. False when it is time to stop.
    fn rest(&self, interval: Duration) -> bool {
        let until = Instant::now() + interval;
        let mut state = lock(&self.state);
        loop {
            if state.closed {
                return false;
            }
            let left = until.saturating_duration_since(Instant::now());
            if state.waiting.pop_front().is_some() || left.is_zero() {
                state.busy = true;
                self.control.renew();
                return true;
            }
            state = self
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    fn attempt(&self, work: impl FnOnce(&Control) -> Option<Out>) {
        let result = catch_unwind(AssertUnwindSafe(|| work(&self.control)))
            .map_err(|payload| Panicked::new(&self.name, payload.as_ref()))
            .transpose();
        let told = result.is_some();
        {
            let mut state = lock(&self.state);
            state.busy = false;
            state.results.extend(result);
        }
        self.changed.notify_all();
        if told {
            self.control.wake();
        }
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<In, Out>>) -> MutexGuard<'a, State<In, Out>> {
        self.changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::silent;
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn all_that_is_sent_is_done_in_order_even_when_the_worker_is_dropped() {
        let (tell, told) = mpsc::channel();
        let worker = Worker::start("write", silent(), move |line: u32, _| tell.send(line).ok());
        for line in 0..100 {
            assert!(worker.send(line));
        }
        drop(worker);
        assert_eq!(
            told.iter().collect::<Vec<_>>(),
            (0..100).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_fault_in_one_piece_of_work_does_not_stop_the_next() {
        let worker = Worker::start("halve", silent(), |number: u32, _| {
            assert!(number.is_multiple_of(2), "odd");
            number / 2
        });
        worker.send(3);
        worker.send(4);
        worker.wait_until_idle();
        assert!(worker.try_take().is_some_and(|result| result.is_err()));
        assert_eq!(worker.try_take(), Some(Ok(2)));
        assert_eq!(worker.try_take(), None);
    }

    #[test]
    fn a_newer_request_replaces_those_before_it() {
        let (tell, told) = mpsc::channel();
        let (go, wait) = mpsc::channel::<()>();
        let worker = Worker::newest("search", silent(), move |query: &str, control| {
            tell.send(query).ok();
            while query == "a" && !control.cancelled() {
                wait.recv().ok();
            }
            query.len()
        });
        worker.send("a");
        told.recv().ok();
        worker.send("ab");
        worker.send("abc");
        go.send(()).ok();
        worker.wait_until_idle();
        assert_eq!(worker.try_take(), Some(Ok(3)));
        assert_eq!(worker.try_take(), None);
        assert_eq!(told.try_recv(), Ok("abc"));
    }

    #[test]
    fn a_poller_looks_at_once_and_when_nudged_and_stops_promptly() {
        let (tell, told) = mpsc::channel();
        let poller = Worker::every("look", Duration::from_secs(3_600), silent(), move |_| {
            tell.send(()).ok();
            None::<()>
        });
        assert!(told.recv().is_ok());
        poller.send(());
        assert!(told.recv().is_ok());
        drop(poller);
        assert!(told.recv().is_err());
    }
}
