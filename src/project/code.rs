//! The codebook: a tree of expectation, observable implication, evidence question.

use super::{CodeId, RivalId, Test};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// One node of the codebook. Any node can be applied to a passage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Its name in the project.
    pub id: CodeId,
    /// The node that it is a part of.
    pub parent: Option<CodeId>,
    /// Place among its siblings, smallest first; gaps leave room for moves.
    pub rank: i64,
    /// Short name for tables and the command line, such as "TIP-NOTICED". Unique unless empty.
    pub key: String,
    /// As a person calls it.
    pub name: String,
    /// How its passages are tinted.
    pub colour: Colour,
    /// What belongs under it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// When to use it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub include: String,
    /// When not to use it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exclude: String,
    /// A passage that belongs under it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    /// A passage that seems to belong under it, and does not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub counter_example: String,
    /// What is asked of the evidence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// What the argument expects to find.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub predicts: String,
    /// What each rival explanation expects to find.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rivals: BTreeMap<RivalId, String>,
    /// Which test the argument is put to by looking for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<Test>,
    /// Number key that applies it, 1 to 9.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortcut: Option<u8>,
}

impl Code {
    /// Distance between neighbours' ranks when they are laid out afresh.
    pub const RANK_STEP: i64 = 1 << 20;

    /// A code with this name and nothing else said.
    pub fn named(
        name: impl Into<String>,
        parent: Option<CodeId>,
        rank: i64,
        colour: Colour,
    ) -> Self {
        Self {
            id: CodeId::new(),
            parent,
            rank,
            key: String::new(),
            name: name.into(),
            colour,
            description: String::new(),
            include: String::new(),
            exclude: String::new(),
            example: String::new(),
            counter_example: String::new(),
            question: String::new(),
            predicts: String::new(),
            rivals: BTreeMap::new(),
            test: None,
            shortcut: None,
        }
    }

    /// The key, or the name where there is no key: how tables and the command line call it.
    pub fn label(&self) -> &str {
        if self.key.is_empty() {
            &self.name
        } else {
            &self.key
        }
    }
}

/// A colour of the palette, or the user's own. Written `p0` to `p11`, or `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// Place in the palette of [`Colour::PALETTE`] colours, which has a light and a dark form of each.
    Palette(u8),
    /// Red, green, blue, 0 to 255 (sRGB).
    Own(u8, u8, u8),
}

impl Colour {
    /// How many colours the palette has.
    pub const PALETTE: u8 = 12;
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Palette(place) => write!(f, "p{place}"),
            Self::Own(r, g, b) => write!(f, "#{r:02x}{g:02x}{b:02x}"),
        }
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parse = || match text.strip_prefix('p') {
            Some(place) => place
                .parse()
                .ok()
                .filter(|place| *place < Self::PALETTE)
                .map(Self::Palette),
            None => {
                let hex = text
                    .strip_prefix('#')
                    .filter(|hex| hex.len() == 6 && hex.is_ascii())?;
                let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
                Some(Self::Own(part(0)?, part(2)?, part(4)?))
            }
        };
        parse().ok_or_else(|| {
            format!(
                "“{text}” is not a colour. Write p0 to p{}, or #rrggbb",
                Self::PALETTE - 1
            )
        })
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
