//! How are many things done a few at a time, with the results in the order in which the things came?

use super::lock;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// What the hands share.
struct Bench<R> {
    state: Mutex<State<R>>,
    changed: Condvar,
    /// Things in all.
    things: usize,
    /// Things that may be taken while an earlier one has not been handed over.
    ahead: usize,
}

struct State<R> {
    /// The first thing that nobody has taken.
    next: usize,
    /// Things whose results were handed over.
    handed: usize,
    results: BTreeMap<usize, Option<R>>,
}

/// Does `work` on things, `at_once` at a time on threads of their own, and hands each result to `done` here, in the
/// order of the things; none where the work broke off by a fault in the program. Results that wait for an earlier one
/// are few, however many things there are.
pub fn in_order<T: Sync, R: Send>(
    things: &[T],
    at_once: usize,
    work: impl Fn(&T) -> R + Sync,
    mut done: impl FnMut(&T, Option<R>),
) {
    let attempt = |thing: &T| catch_unwind(AssertUnwindSafe(|| work(thing))).ok();
    let bench = Bench {
        state: Mutex::new(State {
            next: 0,
            handed: 0,
            results: BTreeMap::new(),
        }),
        changed: Condvar::new(),
        things: things.len(),
        ahead: at_once + 1,
    };
    thread::scope(|scope| {
        let hand = || {
            while let Some(at) = bench.take() {
                bench.put(at, attempt(&things[at]));
            }
        };
        let started = (0..at_once.min(things.len()))
            .filter(|_| thread::Builder::new().spawn_scoped(scope, hand).is_ok())
            .count();
        // Should `done` break off, the hands must not wait for it.
        let _end = End(&bench);
        for (at, thing) in things.iter().enumerate() {
            // Where the system gives no threads, it is done here.
            let result = if started == 0 {
                attempt(thing)
            } else {
                bench.hand_over(at)
            };
            done(thing, result);
        }
    });
}

/// Sends the hands home as it goes.
struct End<'a, R>(&'a Bench<R>);

impl<R> Drop for End<'_, R> {
    fn drop(&mut self) {
        lock(&self.0.state).next = self.0.things;
        self.0.changed.notify_all();
    }
}

impl<R> Bench<R> {
    /// The next thing to do, as soon as not too many results wait.
    fn take(&self) -> Option<usize> {
        let mut state = lock(&self.state);
        while state.next < self.things && state.next >= state.handed + self.ahead {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let at = state.next;
        if at >= self.things {
            return None;
        }
        state.next += 1;
        Some(at)
    }

    fn put(&self, at: usize, result: Option<R>) {
        lock(&self.state).results.insert(at, result);
        self.changed.notify_all();
    }

    /// The result of a thing, as soon as it is there.
    fn hand_over(&self, at: usize) -> Option<R> {
        let mut state = lock(&self.state);
        loop {
            if let Some(result) = state.results.remove(&at) {
                state.handed = at + 1;
                self.changed.notify_all();
                return result;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_the_order_of_the_things() {
        let things: Vec<usize> = (0..200).collect();
        let mut results = Vec::new();
        in_order(
            &things,
            3,
            |thing| thing * 2,
            |thing, result| results.push((*thing, result)),
        );
        let expected: Vec<_> = things.iter().map(|n| (*n, Some(n * 2))).collect();
        assert_eq!(results, expected);
    }

    #[test]
    fn what_breaks_off_has_no_result_and_the_rest_goes_on() {
        let mut results = Vec::new();
        in_order(
            &[1, 2, 3, 4, 5],
            2,
            |thing| {
                assert!(thing % 2 == 0, "on purpose");
                *thing
            },
            |_, result| results.push(result),
        );
        assert_eq!(results, [None, Some(2), None, Some(4), None]);
    }

    #[test]
    fn few_results_wait_for_a_slow_one() {
        let taken = AtomicUsize::new(0);
        let things: Vec<usize> = (0..50).collect();
        in_order(
            &things,
            2,
            |_| taken.fetch_add(1, Ordering::SeqCst),
            |thing, _| assert!(taken.load(Ordering::SeqCst) <= thing + 4),
        );
    }
}
