//! Explanations other than the argument.

use super::{Project, RivalId};
use serde::{Deserialize, Serialize};

/// Another account of the same outcome, that the evidence may fit as well or better.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rival {
    /// Its name in the project.
    pub id: RivalId,
    /// As a person calls it, such as "Domestic pressure".
    pub name: String,
    /// What it claims.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Place among the rivals, smallest first.
    pub rank: i64,
}

/// The rivals in the order that the window and exports show them.
pub fn rivals_in_order(project: &Project) -> Vec<&Rival> {
    let mut rivals: Vec<&Rival> = project.rivals().iter().collect();
    rivals.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.id.cmp(&b.id)));
    rivals
}
