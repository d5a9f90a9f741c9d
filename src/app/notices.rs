//! What the app has to tell a person, until they have seen it.

use crate::project::IntakeId;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Good to know; goes by itself.
    Done,
    /// Worth a look; stays until it is dismissed.
    Warning,
    /// Something could not be done; stays until it is dismissed.
    Problem,
}

/// One thing to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Tells notices apart.
    pub number: u64,
    /// How much it matters.
    pub level: Level,
    /// What happened and what to do.
    pub text: String,
    /// The report of an import that says more.
    pub report: Option<IntakeId>,
}

/// All that there is to tell, the latest last.
#[derive(Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    last: u64,
}

impl Notices {
    /// Adds something to tell; what is said already is not said twice.
    pub fn say(&mut self, level: Level, text: impl Into<String>) {
        self.add(level, text.into(), None);
    }

    /// Tells what came of an import that has a report.
    pub fn say_of_report(&mut self, text: String, report: IntakeId) {
        self.add(Level::Done, text, Some(report));
    }

    fn add(&mut self, level: Level, text: String, report: Option<IntakeId>) {
        self.list.retain(|notice| notice.text != text);
        self.last += 1;
        self.list.push(Notice {
            number: self.last,
            level,
            text,
            report,
        });
        if self.list.len() > Self::MOST {
            self.list.remove(0);
        }
    }

    /// More than this no one reads; the oldest go.
    const MOST: usize = 50;

    /// What there is to tell.
    pub fn list(&self) -> &[Notice] {
        &self.list
    }

    /// Takes one off.
    pub fn dismiss(&mut self, number: u64) {
        self.list.retain(|notice| notice.number != number);
    }
}
