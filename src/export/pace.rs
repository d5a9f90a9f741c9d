//! How far is an export, and shall it go on?

use crate::analysis::report::{Block, Report};
use std::io;

/// Told how many rows and other parts of a report are done, of how many; returns false to stop the work.
pub type Watch<'a> = dyn Fn(usize, usize) -> bool + 'a;

/// So many parts go by before the watcher is asked again.
const STRIDE: usize = 64;

/// Counts the parts of a report as they are written.
pub(super) struct Pace<'a> {
    done: usize,
    of: usize,
    watch: &'a Watch<'a>,
}

/// Why an export ends before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The watcher said so.
    Asked,
    /// Nothing more can be written.
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(cause: io::Error) -> Self {
        Self::Failed(cause)
    }
}

impl<'a> Pace<'a> {
    pub(super) fn new(report: &Report<'_>, watch: &'a Watch<'a>) -> Self {
        let parts = |block: &Block<'_>| match block {
            Block::Table(table) => table.count + 1,
            _ => 1,
        };
        Self {
            done: 0,
            of: report.blocks.iter().map(parts).sum(),
            watch,
        }
    }

    /// One more part is done.
    pub(super) fn step(&mut self) -> Result<(), Stop> {
        self.done += 1;
        if self.done.is_multiple_of(STRIDE) || self.done >= self.of {
            self.tell()?;
        }
        Ok(())
    }

    /// Tells the watcher at once.
    pub(super) fn tell(&self) -> Result<(), Stop> {
        // A table may hold more rows than it said.
        match (self.watch)(self.done, self.of.max(self.done)) {
            true => Ok(()),
            false => Err(Stop::Asked),
        }
    }
}
