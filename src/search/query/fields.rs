//! What can be asked by field?

use super::Node;
use crate::project::Stance;
use crate::search::QueryError;
use crate::search::pattern::Pattern;
use crate::text::fold::fold;
use std::str::FromStr;

/// A code, case or coder by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::search) struct Name {
    folded: String,
    starts: bool,
}

impl Name {
    /// The name that was typed; with `*` at its end, its beginning.
    pub(super) fn new(typed: &str) -> Self {
        let starts = typed.trim_end().ends_with('*');
        Self {
            folded: fold(typed.trim_end().trim_end_matches('*')),
            starts,
        }
    }

    /// Whether something called so is meant.
    pub(in crate::search) fn fits(&self, called: &str) -> bool {
        let called = fold(called);
        if self.starts {
            called.starts_with(&self.folded)
        } else {
            called == self.folded && !called.is_empty()
        }
    }
}

/// What must be true of a coding.
#[derive(Clone, Debug)]
pub(in crate::search) enum Test {
    /// Its code, or one above it, has this key or name.
    Code(Name),
    /// It bears on the argument so.
    Stance(Stance),
    /// Its coder is called so.
    Coder(Name),
    /// Its case, or else its document's, is called so.
    Case(Name),
}

/// A field as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Doc,
    Case,
    Code,
    Stance,
    Coder,
    Year,
    Uncoded,
    Cite,
    Cable,
}

impl FromStr for Field {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "doc" => Self::Doc,
            "case" => Self::Case,
            "code" => Self::Code,
            "stance" => Self::Stance,
            "coder" => Self::Coder,
            "year" => Self::Year,
            "uncoded" => Self::Uncoded,
            "cite" => Self::Cite,
            "cable" => Self::Cable,
            _ => return Err(()),
        })
    }
}

/// What a field asks for: words of the text, or something else.
pub(super) enum Asked {
    Node(Node),
    Words(Pattern),
}

/// Understands a field's value, which is not empty and stands at a place of the query.
pub(super) fn understand(field: Field, value: &str, at: usize) -> Result<Asked, QueryError> {
    let wrong = |message: String, advice: &str| QueryError {
        at,
        length: value.chars().count(),
        message,
        advice: advice.to_owned(),
    };
    let node = match field {
        Field::Doc => Node::Document(fold(value.trim_end_matches('*'))),
        Field::Case => Node::Case(Name::new(value)),
        Field::Code => Node::Coded(vec![Test::Code(Name::new(value))]),
        Field::Coder => Node::Coded(vec![Test::Coder(Name::new(value))]),
        Field::Stance => {
            let stance = Stance::ALL
                .into_iter()
                .find(|stance| stance.word() == value.trim().to_lowercase());
            let stance = stance.ok_or_else(|| {
                wrong(
                    format!("“{value}” is not a stance"),
                    "Write stance:supports, stance:against, stance:mixed or stance:unset.",
                )
            })?;
            Node::Coded(vec![Test::Stance(stance)])
        }
        Field::Uncoded => match value.trim().to_lowercase().as_str() {
            "yes" | "true" => Node::Uncoded(true),
            "no" | "false" => Node::Uncoded(false),
            _ => {
                return Err(wrong(
                    format!("“{value}” is neither yes nor no"),
                    "Write uncoded:yes for paragraphs that nobody has coded, or uncoded:no for the others.",
                ));
            }
        },
        Field::Year => {
            return years(value).map(Asked::Words).ok_or_else(|| {
                wrong(
                    format!("“{value}” is not a year or a range of years"),
                    "Write year:2004, year:2004..2008, year:2004.. or year:..2008.",
                )
            });
        }
        Field::Cite | Field::Cable => {
            let (name, instead) = match field {
                Field::Cite => (
                    "cite:",
                    "the author's name and the year, such as efrat NEAR/2 2012",
                ),
                _ => (
                    "cable:",
                    "the cable's number as a word, such as 06BUENOSAIRES309",
                ),
            };
            return Err(wrong(
                format!("Searching by {name} is not possible yet"),
                &format!("For now, search for {instead}."),
            ));
        }
    };
    Ok(Asked::Node(node))
}

fn years(value: &str) -> Option<Pattern> {
    let value = value.trim();
    let year = |text: &str, open: u32| match text.trim() {
        "" => Some(open),
        digits => digits.parse().ok().filter(|year| *year <= 9999),
    };
    let parted = value
        .split_once("..")
        .or_else(|| value.split_once(['-', '–', '—']));
    let (first, last) = match parted {
        Some((first, last)) if !(first.is_empty() && last.is_empty()) => {
            (year(first, 1000)?, year(last, 2999)?)
        }
        Some(_) => return None,
        None => (year(value, 0)?, year(value, 0)?),
    };
    (first <= last).then_some(Pattern::Years(first, last))
}
