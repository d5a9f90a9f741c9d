//! What runs beside the window, how far is it, and how is it stopped?

pub mod child;
mod control;
mod job;
mod pool;
mod stack;
mod worker;

pub use control::{Control, Progress};
pub use job::{Handle, Jobs, Running};
pub use pool::in_order;
pub use stack::on_large_stack;
pub use worker::Worker;

use std::any::Any;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Called from the background whenever there is something new to show.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// A wake that nobody hears: for the command line and tests.
pub fn silent() -> Wake {
    Arc::new(|| {})
}

/// Work that broke off by a fault in the program. The rest of the app goes on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{job}” stopped because of a fault in Attest: {message}")]
pub struct Panicked {
    /// Name of the work.
    pub job: String,
    /// What the fault said of itself.
    pub message: String,
}

impl Panicked {
    fn new(job: &str, payload: &(dyn Any + Send)) -> Self {
        let message = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no reason was given".to_owned());
        Self {
            job: job.to_owned(),
            message,
        }
    }
}

/// Locks even after a panic elsewhere: nothing here is left half-changed by one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
