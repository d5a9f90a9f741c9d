//! Plain text and Markdown, in any encoding: stays as it came; its map says which lines are notes and who speaks when.

use super::counts::each;
use super::{Extract, Fault, Options, decode, front, kind, marks};
use crate::project::Remark;
use crate::text::Map;
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
        return Err(kind::BINARY.fault());
    }
    let front = front::of(&decoded.text);
    let mut remarks = Vec::new();
    if decoded.malformed > 0 {
        remarks.push(Remark::doubt(format!(
            "{} characters could not be read as {} and show as \u{fffd}. If the text looks wrong, choose another encoding",
            decoded.malformed, decoded.encoding
        )));
    }
    let map = Map {
        notes: marks::notes(&decoded.text),
        cues: marks::cues(&decoded.text),
        ..Map::default()
    };
    let kept = each([
        (map.notes.len(), "note", "notes"),
        (
            map.cues.len(),
            "turn with its time",
            "turns with their times",
        ),
    ]);
    remarks.extend(kept.map(Remark::kept));
    Ok(Extract {
        text: decoded.text,
        map,
        title: front.title,
        author: front.author,
        year: front.year,
        encoding: decoded.encoding.to_owned(),
        remarks,
        ..Extract::default()
    })
}
