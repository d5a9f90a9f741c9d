//! What can be asked by field?

use super::{Cites, Node};
use crate::project::Stance;
use crate::search::QueryError;
use crate::search::pattern::{Fuzzy, Pattern};
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

impl Field {
    const ALL: [(&'static str, Self); 9] = [
        ("doc", Self::Doc),
        ("case", Self::Case),
        ("code", Self::Code),
        ("stance", Self::Stance),
        ("coder", Self::Coder),
        ("year", Self::Year),
        ("uncoded", Self::Uncoded),
        ("cite", Self::Cite),
        ("cable", Self::Cable),
    ];

    /// The field that someone may mean by a name that no field has.
    pub(super) fn nearest(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let other = match name.as_str() {
            "author" | "authors" | "by" | "source" | "work" | "ref" | "cites" | "cited"
            | "citation" => Some(Self::Cite),
            "document" | "documents" | "title" | "file" | "text" => Some(Self::Doc),
            "country" | "state" => Some(Self::Case),
            "tag" | "label" | "implication" => Some(Self::Code),
            "user" | "who" => Some(Self::Coder),
            "date" | "years" => Some(Self::Year),
            "post" | "embassy" => Some(Self::Cable),
            _ => None,
        };
        other.or_else(|| {
            let near = |slips: u8| {
                let typed = Pattern::Fuzzy(Fuzzy::new(name.clone(), slips));
                let mut all = Self::ALL.into_iter();
                all.find(|(known, _)| typed.matches(known))
                    .map(|(_, field)| field)
            };
            near(1).or_else(|| near(2).filter(|_| name.len() > 3))
        })
    }
}

impl FromStr for Field {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let name = name.to_ascii_lowercase();
        let found = Self::ALL.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, field)| field).ok_or(())
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
            let pattern = years(value).map(|(first, last)| Pattern::Years(first, last));
            return pattern.map(Asked::Words).ok_or_else(|| {
                let message = match reversed(value) {
                    Some((first, last)) => {
                        return wrong(
                            format!("“{value}” ends before it starts"),
                            &format!("Write year:{last}..{first}."),
                        );
                    }
                    None => format!("“{value}” is not a year or a range of years"),
                };
                wrong(
                    message,
                    "Write year:2004, year:2004..2008, year:2004.. or year:..2008.",
                )
            });
        }
        Field::Cite => Node::Cited(Cites::work(value).ok_or_else(|| {
            wrong(
                format!("“{value}” is not a name and a year"),
                "Write cite:efrat:2012, cite:efrat:2008..2012, cite:simmons+lloyd or cite:\"Ministry of Labour\":2006.",
            )
        })?),
        Field::Cable => Node::Cited(Cites::cable(value).ok_or_else(|| {
            wrong(
                format!("“{value}” is not a cable or a post"),
                "Write cable:06BUENOSAIRES309, cable:\"Kuala Lumpur\" or cable:BUENOS*; cable:KUALALUMPUR year:2006..2008 \
                 finds those of some years.",
            )
        })?),
    };
    Ok(Asked::Node(node))
}

/// The first and the last year of a range, in the digits of any script; none where there is none or it is reversed.
pub(super) fn years(value: &str) -> Option<(u32, u32)> {
    bounds(value).filter(|(first, last)| first <= last)
}

fn reversed(value: &str) -> Option<(u32, u32)> {
    bounds(value).filter(|(first, last)| first > last)
}

fn bounds(value: &str) -> Option<(u32, u32)> {
    let value: String = value
        .trim()
        .chars()
        .map(|c| {
            if c.is_numeric() {
                fold(c.encode_utf8(&mut [0; 4]))
            } else {
                c.to_string()
            }
        })
        .collect();
    let year = |text: &str, open: u32| match text.trim() {
        "" => Some(open),
        digits => digits.parse().ok().filter(|year| *year <= 9999),
    };
    let parted = value
        .split_once("..")
        .or_else(|| value.split_once(['-', '–', '—', '…']));
    match parted {
        Some((first, last)) if !(first.is_empty() && last.is_empty()) => {
            Some((year(first, 1000)?, year(last, 2999)?))
        }
        Some(_) => None,
        None => {
            let year = year(&value, 0).filter(|_| !value.is_empty())?;
            Some((year, year))
        }
    }
}
