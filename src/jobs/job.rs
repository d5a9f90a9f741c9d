//! Work that is started once and gives one result, such as an import.

use super::{Control, Panicked, Progress, Wake, lock};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};

/// Starts jobs, and knows those that run.
pub struct Jobs {
    wake: Wake,
    running: Mutex<Vec<(String, Weak<Control>)>>,
}

/// A job that runs now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// What the person asked for, such as "Import 5 documents".
    pub name: String,
    /// How far it is.
    pub progress: Progress,
}

impl Jobs {
    /// No jobs yet. `wake` is called at each progress and at each end.
    pub fn new(wake: Wake) -> Self {
        Self {
            wake,
            running: Mutex::default(),
        }
    }

    /// Starts work on a thread of its own.
    pub fn start<R: Send + 'static>(
        &self,
        name: impl Into<String>,
        work: impl FnOnce(&Control) -> R + Send + 'static,
    ) -> Handle<R> {
        let name = name.into();
        let control = Arc::new(Control::new(Arc::clone(&self.wake)));
        let slot = Arc::new(Slot::default());
        let started = std::thread::Builder::new().name(name.clone()).spawn({
            let (name, control, slot) = (name.clone(), Arc::clone(&control), Arc::clone(&slot));
            move || {
                let result = catch_unwind(AssertUnwindSafe(|| work(&control)))
                    .map_err(|payload| Panicked::new(&name, payload.as_ref()));
                slot.fill(result);
                control.wake();
            }
        });
        match started {
            // The thread ends by itself; its result waits in the slot.
            Ok(_) => {
                let mut running = lock(&self.running);
                running.retain(|(_, control)| control.strong_count() > 0);
                running.push((name.clone(), Arc::downgrade(&control)));
            }
            Err(error) => slot.fill(Err(Panicked {
                job: name.clone(),
                message: error.to_string(),
            })),
        }
        Handle {
            name,
            control,
            slot,
        }
    }

    /// The jobs whose results have not been taken yet, oldest first.
    pub fn running(&self) -> Vec<Running> {
        lock(&self.running)
            .iter()
            .filter_map(|(name, control)| {
                let progress = control.upgrade()?.latest();
                let name = name.clone();
                Some(Running { name, progress })
            })
            .collect()
    }

    /// Asks all jobs to stop.
    pub fn cancel_all(&self) {
        for (_, control) in lock(&self.running).iter() {
            if let Some(control) = control.upgrade() {
                control.cancel();
            }
        }
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.cancel_all();
    }
}

/// The starter's end of a job. Dropping it asks the job to stop and forgets its result.
pub struct Handle<R> {
    name: String,
    control: Arc<Control>,
    slot: Arc<Slot<R>>,
}

impl<R> Handle<R> {
    /// What the person asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.control.latest()
    }

    /// Asks it to stop. A result still comes: whatever the work gives when it is stopped.
    pub fn cancel(&self) {
        self.control.cancel();
    }

    /// Whether the result is there to be taken.
    pub fn is_done(&self) -> bool {
        lock(&self.slot.result).is_some()
    }

    /// The result, once.
    ///
    /// # Errors
    /// The work broke off by a fault in the program.
    pub fn try_take(&self) -> Option<Result<R, Panicked>> {
        lock(&self.slot.result).take()
    }

    /// Waits until the result is there to be taken, which only then may be: for tests, and for the end of a session.
    pub fn wait_until_done(&self) {
        let mut result = lock(&self.slot.result);
        while result.is_none() {
            result = self.slot.wait(result);
        }
    }

    /// Waits for the result: for the command line, never in a window.
    ///
    /// # Errors
    /// The work broke off by a fault in the program.
    pub fn wait(self) -> Result<R, Panicked> {
        let mut result = lock(&self.slot.result);
        loop {
            match result.take() {
                Some(result) => return result,
                None => result = self.slot.wait(result),
            }
        }
    }
}

impl<R> Drop for Handle<R> {
    fn drop(&mut self) {
        self.control.cancel();
    }
}

struct Slot<R> {
    result: Mutex<Option<Result<R, Panicked>>>,
    filled: Condvar,
}

impl<R> Default for Slot<R> {
    fn default() -> Self {
        Self {
            result: Mutex::new(None),
            filled: Condvar::new(),
        }
    }
}

impl<R> Slot<R> {
    fn fill(&self, result: Result<R, Panicked>) {
        *lock(&self.result) = Some(result);
        self.filled.notify_all();
    }

    fn wait<'a>(
        &self,
        result: MutexGuard<'a, Option<Result<R, Panicked>>>,
    ) -> MutexGuard<'a, Option<Result<R, Panicked>>> {
        self.filled
            .wait(result)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::silent;
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    #[test]
    fn a_job_gives_its_result_and_wakes_the_window() {
        let woken = Arc::new(AtomicUsize::new(0));
        let jobs = Jobs::new({
            let woken = Arc::clone(&woken);
            Arc::new(move || {
                woken.fetch_add(1, Ordering::SeqCst);
            })
        });
        let job = jobs.start("Add", |control| {
            control.progress(1, 2, "half");
            1 + 1
        });
        assert_eq!(job.wait(), Ok(2));
        assert!(woken.load(Ordering::SeqCst) >= 1);
    }

    #[test]
    fn a_panic_is_a_result_and_no_more() {
        let job = Jobs::new(silent()).start("Fall", |_| -> u8 { panic!("on purpose") });
        let fault = job.wait().err().map(|fault| fault.to_string());
        assert_eq!(
            fault.as_deref(),
            Some("“Fall” stopped because of a fault in Attest: on purpose")
        );
    }

    #[test]
    fn a_cancelled_job_hears_of_it_and_says_how_far_it_came() {
        let (tell, told) = mpsc::channel();
        let (go, wait) = mpsc::channel();
        let jobs = Jobs::new(silent());
        let job = jobs.start("Count", move |control| {
            control.progress(3, 10, "four");
            tell.send(()).ok();
            wait.recv().ok();
            control.cancelled()
        });
        told.recv().ok();
        assert_eq!(job.progress().share(), Some(0.3));
        assert_eq!(jobs.running().len(), 1);
        assert_eq!(job.try_take(), None);
        job.cancel();
        go.send(()).ok();
        assert_eq!(job.wait(), Ok(true));
    }

    #[test]
    fn dropping_the_handle_asks_the_job_to_stop() {
        let (tell, told) = mpsc::channel();
        let (go, wait) = mpsc::channel::<()>();
        let job = Jobs::new(silent()).start("Count", move |control| {
            wait.recv().ok();
            tell.send(control.cancelled()).ok();
        });
        drop(job);
        go.send(()).ok();
        assert_eq!(told.recv(), Ok(true));
    }
}
