//! Numbers of passages by stance.

use crate::project::Stance;

/// How many passages stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that support the argument.
    pub supports: usize,
    /// Those that go against it.
    pub against: usize,
    /// Those that do some of both.
    pub mixed: usize,
    /// Those of which nobody has said.
    pub unset: usize,
    /// Those of them all that bear on the argument and on a rival alike, so that they cannot tell the two apart.
    pub alike: usize,
}

impl Counts {
    /// All of them.
    pub fn total(&self) -> usize {
        self.supports + self.against + self.mixed + self.unset
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// Those of a stance.
    pub fn of(&self, stance: Stance) -> usize {
        match stance {
            Stance::Supports => self.supports,
            Stance::Against => self.against,
            Stance::Mixed => self.mixed,
            Stance::Unset => self.unset,
        }
    }

    fn of_mut(&mut self, stance: Stance) -> &mut usize {
        match stance {
            Stance::Supports => &mut self.supports,
            Stance::Against => &mut self.against,
            Stance::Mixed => &mut self.mixed,
            Stance::Unset => &mut self.unset,
        }
    }

    pub(super) fn put(&mut self, stance: Stance, alike: bool) {
        *self.of_mut(stance) += 1;
        self.alike += usize::from(alike);
    }

    pub(super) fn take(&mut self, stance: Stance, alike: bool) {
        let count = self.of_mut(stance);
        *count = count.saturating_sub(1);
        self.alike = self.alike.saturating_sub(usize::from(alike));
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.supports += other.supports;
        self.against += other.against;
        self.mixed += other.mixed;
        self.unset += other.unset;
        self.alike += other.alike;
    }
}

/// What is counted for a code: its own passages, and those of its parts with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Passages of the code itself.
    pub own: Counts,
    /// Passages of the code and of all its parts.
    pub whole: Counts,
}
