//! How do records read as text, and text as records?

use super::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// The newest format that this version reads and writes.
pub const FORMAT: u32 = 1;

/// How all RON is read: a person may leave out `Some(…)`.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// Reads a file that a person may have edited.
pub(super) fn parse<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| Error::Typing {
        path: path.to_owned(),
        line: 1 + bytes[..error.valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count(),
        column: 1,
        expected: "this line is not UTF-8 text. Save the file as UTF-8".to_owned(),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    options().from_str(text).map_err(|error| Error::Typing {
        path: path.to_owned(),
        line: error.span.start.line,
        column: error.span.start.col,
        expected: error.code.to_string(),
    })
}

/// Text for a person to read and edit.
pub(super) fn pretty<T: Serialize>(value: &T) -> String {
    options()
        .to_string_pretty(value, ron::ser::PrettyConfig::default().indentor("  "))
        .unwrap_or_default()
}
