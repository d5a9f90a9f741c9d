//! Is the container of an e-book harmless, and is it open?

use crate::import::{Fault, html};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Largest file in the container, unpacked, in bytes.
const ENTRY: u64 = 64_000_000;
/// All of them together.
const ALL: u64 = 1_000_000_000;
/// So many times larger than packed is a bomb; small files are harmless however well they pack.
const RATIO: u64 = 200;
const SMALL: u64 = 1_000_000;
const ENTRIES: usize = 10_000;
/// Deepest that the files which say what is in the book may nest.
const DEEPEST: usize = 500;

/// Looks through the container ahead of its reader.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let damaged = || Fault::Damaged("is cut off or broken inside".to_owned());
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if zip.len() > ENTRIES {
        return Err(Fault::TooMuch(
            "has more than 10,000 files in it".to_owned(),
        ));
    }
    let mut all = 0;
    for at in 0..zip.len() {
        // What cannot be opened is found missing later, if the book needs it.
        let Ok(mut file) = zip.by_index(at) else {
            continue;
        };
        let name = file
            .name()
            .map(|name| name.to_ascii_lowercase())
            .unwrap_or_default();
        let packed = file.compressed_size();
        let is_told = [".opf", ".ncx", ".xml"]
            .iter()
            .any(|end| name.ends_with(end));
        let is_page = name.ends_with("html") || name.ends_with(".htm");
        let mut words = Vec::new();
        // Sizes in the directory may lie, so each file is unpacked once, and forgotten.
        let mut limited = file.by_ref().take(ENTRY + 1);
        let size = if is_told || is_page {
            limited.read_to_end(&mut words).map(|size| size as u64)
        } else {
            std::io::copy(&mut limited, &mut std::io::sink())
        };
        let Ok(size) = size else {
            continue;
        };
        all += size;
        if size > ENTRY || all > ALL || (size > SMALL && size > packed.saturating_mul(RATIO)) {
            return Err(Fault::TooMuch(
                "unpacks to more than 64 MB a file".to_owned(),
            ));
        }
        let words = String::from_utf8_lossy(&words);
        if (is_told || is_page) && html::is_hostile(&words, if is_told { DEEPEST } else { 1_000 }) {
            return Err(Fault::TooMuch(
                "nests its parts more than 1,000 deep".to_owned(),
            ));
        }
        if name == "meta-inf/encryption.xml" && is_locked(&words) {
            return Err(Fault::NotText {
                kind: "an e-book that its seller has locked (DRM)".to_owned(),
                advice: "Get a copy without the lock: publishers and libraries often give one for research"
                    .to_owned(),
            });
        }
    }
    Ok(())
}

/// Whether more is encrypted than fonts, which many books scramble without being locked.
fn is_locked(list: &str) -> bool {
    list.split("EncryptedData").any(|one| {
        let value = |name: &str| {
            let (_, rest) = one.split_once(name)?;
            let rest = rest.trim_start().strip_prefix('=')?.trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            rest[1..].split(quote).next()
        };
        let method = value("Algorithm").unwrap_or_default();
        let scrambles = method.contains("idpf.org/2008/embedding")
            || method.contains("ns.adobe.com/pdf/enc#RC");
        value("URI").is_some_and(|file| {
            let file = file.to_ascii_lowercase();
            let is_font = [".ttf", ".otf", ".woff", ".woff2"]
                .iter()
                .any(|end| file.ends_with(end));
            !scrambles && !is_font
        })
    })
}
