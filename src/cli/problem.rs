//! Why could a command not be carried out, and how is that said?

use std::io::{self, Write};

/// Why a command could not be carried out, or its answer not be given.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    /// In the words of the app, for the person who asked.
    #[error("{0}")]
    Refused(String),
    /// The answer could not be written: a full disk, or a reader that is gone.
    #[error("The answer could not be written out: {0}")]
    Output(#[from] io::Error),
}

impl From<String> for Problem {
    fn from(sentence: String) -> Self {
        Self::Refused(sentence)
    }
}

impl From<&str> for Problem {
    fn from(sentence: &str) -> Self {
        Self::Refused(sentence.to_owned())
    }
}

/// Tells the person something beside the answer.
pub(super) fn complain(sentence: &str) {
    // With nobody to hear it there is nothing more to do.
    writeln!(io::stderr().lock(), "attest: {sentence}").ok();
}
