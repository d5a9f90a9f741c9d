//! What the team found in a cell of the implication table, and how strong a test that was.

use super::{CodeId, CoderId, CodingId, FindingId, RivalId, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What the team concludes on one implication for one subject (mostly a case). There is at most one for a cell, by
/// whomever it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Its name in the project, which follows from the code and the subject: see [`Finding::id_of`].
    pub id: FindingId,
    /// The implication.
    pub code: CodeId,
    /// What it was looked for in.
    pub subject: Subject,
    /// Whether what the argument expects was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Which test the argument was put to here, and whether it passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested: Option<Tested>,
    /// The finding in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The passage that shows it best, where someone chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<CodingId>,
    /// How likely this evidence is, where it is not as for other tests of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihoods: Option<Likelihoods>,
    /// Who wrote it last.
    pub coder: CoderId,
}

impl Finding {
    /// The id of the finding of a cell: the same for everyone, so that two coders who write at once are shown both
    /// versions instead of two findings.
    pub fn id_of(code: CodeId, subject: &Subject) -> FindingId {
        FindingId::named(&format!("attest:finding:{code}:{subject:?}"))
    }

    /// A finding that says nothing yet.
    pub fn new(code: CodeId, subject: Subject, coder: CoderId) -> Self {
        Self {
            id: Self::id_of(code, &subject),
            code,
            subject,
            verdict: None,
            tested: None,
            text: String::new(),
            pinned: None,
            likelihoods: None,
            coder,
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.verdict.is_none()
            && self.tested.is_none()
            && self.text.is_empty()
            && self.pinned.is_none()
            && self.likelihoods.is_none()
    }
}

/// Whether what the argument expects was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// It was.
    Found,
    /// Some of it was.
    Partly,
    /// It was looked for and is not there: see [`Absence`](super::Absence).
    Absent,
    /// The sources say nothing either way.
    Silent,
}

impl Verdict {
    /// All of them, in the order that lists show.
    pub const ALL: [Self; 4] = [Self::Found, Self::Partly, Self::Absent, Self::Silent];

    /// The words for it in the window and in exports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Partly => "partly",
            Self::Absent => "looked for and absent",
            Self::Silent => "silent",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The four tests of process tracing (Van Evera 1997; Bennett 2010; Collier 2011).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Test {
    /// Neither needed nor enough.
    Straw,
    /// Needed, not enough: failing it rules the argument out.
    Hoop,
    /// Enough, not needed: passing it confirms the argument.
    SmokingGun,
    /// Needed and enough.
    Decisive,
}

impl Test {
    /// All of them, the weakest first.
    pub const ALL: [Self; 4] = [Self::Straw, Self::Hoop, Self::SmokingGun, Self::Decisive];

    /// The words for it in the window and in exports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Straw => "straw in the wind",
            Self::Hoop => "hoop",
            Self::SmokingGun => "smoking gun",
            Self::Decisive => "doubly decisive",
        }
    }

    /// What passing and failing it would tell, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Straw => {
                "Passing lends the argument some weight, failing takes some away; neither decides."
            }
            Self::Hoop => {
                "The argument needs this: failing rules it out, passing only keeps it in."
            }
            Self::SmokingGun => {
                "Hard to explain in any other way: passing confirms the argument, failing says little."
            }
            Self::Decisive => {
                "Passing confirms the argument and rules out its rivals; failing rules it out."
            }
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A test and how it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tested {
    /// Which test.
    pub test: Test,
    /// Whether the argument passed it.
    pub passed: bool,
}

macro_rules! from_word {
    ($($kind:ty, $what:literal);*) => {
        $(impl FromStr for $kind {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let word = text.trim().to_lowercase();
                let found = Self::ALL.into_iter().find(|one| one.word() == word);
                found.ok_or_else(|| {
                    let known = Self::ALL.map(Self::word).join(", ");
                    format!("“{text}” is not {}. Write one of: {known}", $what)
                })
            }
        })*
    };
}
from_word!(Verdict, "a verdict"; Test, "a test");

/// How likely it is to find the evidence of a test if the argument holds, and if its rival holds: each from a low to a
/// high estimate, between 0 and 1 but neither.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Likelihoods {
    /// If the argument holds.
    pub argument: (f64, f64),
    /// If the rival holds.
    pub rival: (f64, f64),
}

impl Likelihoods {
    /// The same low and high.
    pub fn exact(argument: f64, rival: f64) -> Self {
        Self {
            argument: (argument, argument),
            rival: (rival, rival),
        }
    }

    /// What a test of this kind starts from, after the worked values of Fairfield and Charman (2017) and Bennett (2015).
    pub fn usual(test: Test) -> Self {
        match test {
            Test::Straw => Self::exact(0.60, 0.50),
            Test::Hoop => Self::exact(0.95, 0.50),
            Test::SmokingGun => Self::exact(0.30, 0.02),
            Test::Decisive => Self::exact(0.95, 0.02),
        }
    }

    /// Whether each is a range of probabilities that can be weighed: ordered, above 0 and below 1.
    pub fn is_sound(&self) -> bool {
        [self.argument, self.rival]
            .iter()
            .all(|(low, high)| 0.0 < *low && low <= high && *high < 1.0)
    }
}

/// How the project weighs its evidence, for those who want numbers. There is at most one in a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighing {
    /// The rival that the argument is weighed against; none is "not the argument".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rival: Option<RivalId>,
    /// How probable the argument is held to be before the evidence, from low to high, between 0 and 1 but neither.
    pub prior: (f64, f64),
    /// Where a kind of test is not weighed as usual.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tests: BTreeMap<Test, Likelihoods>,
}

impl Default for Weighing {
    fn default() -> Self {
        Self {
            rival: None,
            prior: (0.25, 0.75),
            tests: BTreeMap::new(),
        }
    }
}

impl Weighing {
    /// The likelihoods of a kind of test.
    pub fn of(&self, test: Test) -> Likelihoods {
        self.tests
            .get(&test)
            .copied()
            .unwrap_or_else(|| Likelihoods::usual(test))
    }
}
