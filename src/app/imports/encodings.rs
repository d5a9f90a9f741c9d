//! In which encodings can a text be read, and how would it look?

use crate::app::Session;
use crate::import::decode;
use crate::project::{DocumentId, Remark};
use encoding_rs::Encoding;

/// The encodings that texts are found in, by the scripts that they are for: what a person may know of a file, and the
/// name that standards have.
pub const ENCODINGS: &[(&str, &str)] = &[
    ("Unicode", "UTF-8"),
    ("Unicode", "UTF-16LE"),
    ("Unicode", "UTF-16BE"),
    ("Western European", "windows-1252"),
    ("Western European, old Mac", "macintosh"),
    ("Central European", "windows-1250"),
    ("Central European", "ISO-8859-2"),
    ("Baltic", "windows-1257"),
    ("Turkish", "windows-1254"),
    ("Greek", "windows-1253"),
    ("Cyrillic", "windows-1251"),
    ("Cyrillic", "KOI8-U"),
    ("Cyrillic, DOS", "IBM866"),
    ("Hebrew", "windows-1255"),
    ("Arabic", "windows-1256"),
    ("Thai", "windows-874"),
    ("Vietnamese", "windows-1258"),
    ("Japanese", "Shift_JIS"),
    ("Japanese", "EUC-JP"),
    ("Japanese, mail", "ISO-2022-JP"),
    ("Chinese, simplified", "gb18030"),
    ("Chinese, traditional", "Big5"),
    ("Korean", "EUC-KR"),
];

/// The beginning of the remark that an encoding was guessed.
pub(super) const GUESSED: &str = "The encoding was guessed: ";

/// Whether a remark says that an encoding was guessed.
pub fn is_guess(remark: &Remark) -> bool {
    remark.text.starts_with(GUESSED)
}

/// The name that standards have for an encoding, by any that people use; none where there is no such encoding.
pub fn encoding_named(label: &str) -> Option<&'static str> {
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    Some(encoding.name()).filter(|name| *name != "replacement")
}

/// The first lines of bytes in an encoding, for a person to see whether they are words.
pub fn first_lines(head: &[u8], encoding: &str, lines: usize) -> String {
    let text = decode(head, Encoding::for_label(encoding.as_bytes())).text;
    let filled = text.lines().filter(|line| !line.trim().is_empty());
    let first: Vec<&str> = filled.take(lines).collect();
    first.join("\n")
}

impl Session {
    /// The beginning of what a document was imported from.
    ///
    /// # Errors
    /// It is gone, or cannot be read.
    pub fn original_head(&self, id: DocumentId) -> Result<Vec<u8>, String> {
        /// Enough for some lines.
        const HEAD: u64 = 2_048;
        let document = self.project.documents().get(id);
        let document = document.ok_or("This document is no longer there")?;
        let head = self.store().texts().original_head(document, HEAD);
        head.map_err(|error| error.to_string())
    }
}
