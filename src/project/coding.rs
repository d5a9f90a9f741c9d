//! A passage tagged with a code: the unit of all that Attest records.

use super::{
    AttributeId, CaseId, CodeId, CoderId, CodingId, Date, DocumentId, RivalId, Value, VersionId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// A half-open range of bytes in a document's text, on character boundaries, never empty in a coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span of these bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the byte at `offset` is inside.
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

/// How a passage bears on the argument.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Stance {
    /// Nobody has said yet.
    #[default]
    Unset,
    /// What the argument expects.
    Supports,
    /// What the argument does not expect.
    Against,
    /// Some of both.
    Mixed,
}

impl Stance {
    /// All of them, in the order that lists show.
    pub const ALL: [Self; 4] = [Self::Supports, Self::Against, Self::Mixed, Self::Unset];

    /// The word for it in the window, in exports and in queries.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unset => "unset",
            Self::Supports => "supports",
            Self::Against => "against",
            Self::Mixed => "mixed",
        }
    }

    /// The word for it ahead of what the passage bears on: "supports “Domestic pressure”".
    pub fn on(self) -> &'static str {
        match self {
            Self::Unset => "unset on",
            Self::Supports => "supports",
            Self::Against => "against",
            Self::Mixed => "mixed on",
        }
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Stance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let word = text.trim().to_lowercase();
        let found = Self::ALL.into_iter().find(|stance| stance.word() == word);
        found
            .or(word.is_empty().then_some(Self::Unset))
            .ok_or_else(|| {
                format!("“{text}” is not a stance. Write supports, against, mixed or unset")
            })
    }
}

/// How a coding came about. A person said yes to each, whatever suggested it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Made {
    /// By reading and selecting.
    #[default]
    Reading,
    /// From the hits of a query.
    Search {
        /// In the query language.
        query: String,
    },
    /// From what a named query proposed for the code.
    Proposal {
        /// What the query was called.
        name: String,
        /// In the query language.
        query: String,
    },
    /// From passages like another one.
    Likeness {
        /// The words that it is like.
        to: String,
    },
}

impl Made {
    /// How it came about, in a few words: “search for tier*”.
    pub fn words(&self) -> String {
        match self {
            Self::Reading => "reading".to_owned(),
            Self::Search { query } => format!("search for {query}"),
            Self::Proposal { name, query } => format!("proposed by “{name}”: {query}"),
            Self::Likeness { to } => format!("like “{}”", super::shortened(to, 60)),
        }
    }

    fn is_reading(&self) -> bool {
        *self == Self::Reading
    }
}

/// A passage of a document tagged with a code by a coder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coding {
    /// Its name in the project.
    pub id: CodingId,
    /// Where the passage stands.
    pub document: DocumentId,
    /// What it is tagged with.
    pub code: CodeId,
    /// Who tagged it.
    pub coder: CoderId,
    /// Its parts, in order, apart from each other; at least one. A sentence cut by a page break has two.
    pub spans: Vec<Span>,
    /// Which text of the document the spans are places in; none for the one that was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<VersionId>,
    /// Its words, parts joined by [`Coding::CUT`]: so that a person can read the file, and the passage can be
    /// found again.
    pub quotation: String,
    /// How it bears on the argument.
    #[serde(default, skip_serializing_if = "is_unset")]
    pub stance: Stance,
    /// How it bears on rival explanations; none for those that nobody has thought about.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rivals: BTreeMap<RivalId, Stance>,
    /// The case that it says something of; none means the document's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// When what it says happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Whose words or view it gives.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub speaker: String,
    /// What the coder has to say of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
    /// Values of the project's own attributes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<AttributeId, Value>,
    /// How it came about.
    #[serde(default, skip_serializing_if = "Made::is_reading")]
    pub made: Made,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this form"
)]
fn is_unset(stance: &Stance) -> bool {
    *stance == Stance::Unset
}

impl Coding {
    /// Stands between the parts of a quotation.
    pub const CUT: &str = " […] ";

    /// The words of these spans in a text; none where a span does not fit the text.
    pub fn quote(text: &str, spans: &[Span]) -> Option<String> {
        let parts: Option<Vec<&str>> = spans.iter().map(|span| text.get(span.range())).collect();
        parts.map(|parts| parts.join(Self::CUT))
    }

    /// How it bears on a rival explanation.
    pub fn on_rival(&self, rival: RivalId) -> Stance {
        self.rivals.get(&rival).copied().unwrap_or_default()
    }

    /// Whether it bears on the argument and on a rival alike, and so tells nothing of which of them holds.
    pub fn cannot_tell_from(&self, rival: RivalId) -> bool {
        self.stance != Stance::Unset && self.stance == self.on_rival(rival)
    }

    /// From its first byte to its last.
    pub fn extent(&self) -> Span {
        let start = self.spans.first().map_or(0, |span| span.start);
        Span::new(start, self.spans.last().map_or(start, |span| span.end))
    }
}

/// Spans as a coding wants them: in order, apart, none empty.
pub fn tidy_spans(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut tidy: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match tidy.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => tidy.push(span),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tidy_spans_hold_the_same_bytes_in_order_and_apart(raw in proptest::collection::vec((0usize..60, 0usize..60), 0..8)) {
            let spans: Vec<Span> = raw.iter().map(|&pair| Span::from(pair)).collect();
            let tidy = tidy_spans(spans.clone());
            for byte in 0..60 {
                prop_assert_eq!(spans.iter().any(|s| s.contains(byte)), tidy.iter().any(|s| s.contains(byte)));
            }
            prop_assert!(tidy.windows(2).all(|pair| pair[0].end < pair[1].start));
        }
    }
}
