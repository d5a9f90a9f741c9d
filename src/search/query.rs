//! What does a person ask for?

use super::QueryError;

/// A query, understood.
#[derive(Clone, Debug, Default)]
pub struct Query {
    text: String,
}

impl Query {
    /// Reads what a person typed. Forgives what is not finished yet: an open quote or parenthesis closes at the end.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Ok(Self {
            text: text.to_owned(),
        })
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}
