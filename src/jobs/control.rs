//! How far is the work, and has someone asked it to stop?

use super::{Wake, lock};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// How far some work is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Parts done.
    pub done: u64,
    /// Parts in all, as far as known; 0 where it is not known.
    pub total: u64,
    /// What is being done now, in the person's words, such as a file's name.
    pub next: String,
}

impl Progress {
    /// Share that is done, 0 to 1; none while the whole is not known.
    pub fn share(&self) -> Option<f32> {
        (self.total > 0).then(|| (self.done as f32 / self.total as f32).min(1.0))
    }
}

/// The worker's end: says how far it is, and asks whether to stop.
pub struct Control {
    progress: Mutex<Progress>,
    cancelled: AtomicBool,
    wake: Wake,
}

impl Control {
    /// A control of one's own, to run work in the foreground.
    pub fn new(wake: Wake) -> Self {
        Self {
            progress: Mutex::default(),
            cancelled: AtomicBool::new(false),
            wake,
        }
    }

    /// Says how far the work is: parts done, parts in all (0 where not known), what comes next.
    pub fn progress(&self, done: u64, total: u64, next: impl Into<String>) {
        *lock(&self.progress) = Progress {
            done,
            total,
            next: next.into(),
        };
        self.wake();
    }

    /// Whether someone asked the work to stop. Long work asks often, at points where stopping leaves nothing half done.
    pub fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }

    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Release);
    }

    pub(super) fn latest(&self) -> Progress {
        lock(&self.progress).clone()
    }

    pub(super) fn renew(&self) {
        self.cancelled.store(false, Ordering::Release);
        *lock(&self.progress) = Progress::default();
    }

    pub(super) fn wake(&self) {
        (self.wake)();
    }
}
