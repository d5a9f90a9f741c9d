//! Plain text and Markdown, in any encoding: stays as it came.

use super::{Extract, Fault, Options, decode, front, kind};
use crate::project::Remark;
use encoding_rs::Encoding;

/// Reads a text. Its encoding is found out, unless a person has said which it is.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    let said = options.encoding.as_deref();
    let said = said.and_then(|label| Encoding::for_label(label.as_bytes()));
    let decoded = decode(bytes, said);
    if decoded.text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    if said.is_none() && !kind::reads_as_text(&decoded) {
        return Err(Fault::NotText {
            kind: kind::BINARY.name.to_owned(),
            advice: kind::BINARY.advice.to_owned(),
        });
    }
    let front = front::of(&decoded.text);
    let mut remarks = Vec::new();
    if decoded.malformed > 0 {
        remarks.push(Remark::doubt(format!(
            "{} characters could not be read as {} and show as \u{fffd}. If the text looks wrong, choose another encoding",
            decoded.malformed, decoded.encoding
        )));
    }
    Ok(Extract {
        text: decoded.text,
        title: front.title,
        author: front.author,
        year: front.year,
        encoding: decoded.encoding.to_owned(),
        remarks,
        ..Extract::default()
    })
}
