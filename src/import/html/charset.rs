//! In which encoding is a web page: that of its byte order mark, that which it names itself, or the likeliest?

use crate::import::{Decoded, decode};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A page names its encoding this early, in bytes; browsers look at 1,024, some pages say it later.
const HEAD: usize = 8_192;

/// The words of a page, in the encoding that a person says, or else the page.
pub(super) fn decoded(bytes: &[u8], said: Option<&str>) -> Decoded {
    if let Some(encoding) = said.and_then(|label| Encoding::for_label(label.as_bytes())) {
        return decode(bytes, Some(encoding));
    }
    // Pages that were saved anew in UTF-8 often name the encoding that they came in.
    let is_plain = Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok();
    match named(bytes) {
        Some(encoding) if !is_plain && encoding != UTF_8 => decode(bytes, Some(encoding)),
        _ => decode(bytes, None),
    }
}

/// The encoding that a page names in its head or its XML declaration.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let label = label_after(&head, b"charset").or_else(|| {
        let declared = head.starts_with(b"<?xml");
        declared.then(|| label_after(&head, b"encoding")).flatten()
    })?;
    let encoding = Encoding::for_label(label)?;
    // Whoever can read that word does not read UTF-16.
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if is_wide { UTF_8 } else { encoding })
}

fn label_after<'a>(head: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    memchr::memmem::find_iter(head, word).find_map(|at| {
        let rest = head.get(at + word.len()..)?.trim_ascii_start();
        let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest
            .strip_prefix(b"\"")
            .or_else(|| rest.strip_prefix(b"'"))
            .unwrap_or(rest)
            .trim_ascii_start();
        let end = rest
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)))?;
        rest.get(..end).filter(|label| !label.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_the_encoding_that_it_names() {
        let page = |head: &str, word: &[u8]| [head.as_bytes(), word].concat();
        let thai = encoding_rs::WINDOWS_874.encode("รายงาน").0.into_owned();
        let head = "<meta http-equiv='Content-Type' content='text/html; charset=TIS-620'>";
        assert!(decoded(&page(head, &thai), None).text.ends_with("รายงาน"));
        let wrong = page("<meta charset=\"iso-8859-1\">", "café".as_bytes());
        assert!(decoded(&wrong, None).text.ends_with("café"));
        let old = page("<meta charset=utf-8>", b"caf\xe9 caf\xe9 d\xe9l\xe9gation");
        assert!(decoded(&old, None).text.ends_with("délégation"));
        assert!(
            decoded(&old, Some("windows-1251"))
                .text
                .ends_with("dйlйgation")
        );
    }
}
