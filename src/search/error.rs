//! What is wrong with a query, in the words of the person who typed it?

use thiserror::Error;

/// A query that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}. {advice}")]
pub struct QueryError {
    /// Where in the query, in code points from its start.
    pub at: usize,
    /// How many code points are meant; may be 0 at the end.
    pub length: usize,
    /// What is wrong, as a sentence without its full stop.
    pub message: String,
    /// What would work, as whole sentences.
    pub advice: String,
}
