//! Is a zipped workbook safe to unpack: no bomb, no document type?

use crate::import::Fault;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Files in one workbook.
const MOST_ENTRIES: usize = 10_000;
/// Bytes that one of them may unpack to.
const MOST_BYTES: u64 = 64 << 20;
/// Times that it may grow, where it is larger than [`SMALL`].
const MOST_GROWTH: u64 = 200;
/// Small files may grow as they like.
const SMALL: u64 = 1 << 20;

/// Looks through all files of a workbook without keeping them.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| cut())?;
    if archive.len() > MOST_ENTRIES {
        return Err(Fault::TooMuch(
            "is made of more than 10,000 files".to_owned(),
        ));
    }
    for at in 0..archive.len() {
        let entry = match archive.by_index(at) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Fault::PasswordNeeded);
            }
            Err(_) => return Err(cut()),
        };
        let packed = entry.compressed_size().max(1);
        let name = entry.name().unwrap_or_default();
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        drop(name);
        let mut head = Vec::new();
        let mut limited = entry.take(MOST_BYTES + 1);
        let mut read = 0;
        let mut buffer = vec![0; 64 << 10];
        loop {
            let count = match limited.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(_) => return Err(cut()),
            };
            read += count as u64;
            if head.len() < 4_096 {
                head.extend_from_slice(buffer.get(..count.min(4_096)).unwrap_or_default());
            }
            if read > MOST_BYTES {
                return Err(Fault::TooMuch(
                    "unpacks to more than 64 MB in one of its parts".to_owned(),
                ));
            }
            if read > SMALL && read / packed > MOST_GROWTH {
                return Err(Fault::TooMuch(
                    "unpacks to more than 200 times its size".to_owned(),
                ));
            }
        }
        if is_xml && memchr::memmem::find(&head, b"<!DOCTYPE").is_some() {
            return Err(Fault::Damaged(
                "has a document type of its own, which no workbook has".to_owned(),
            ));
        }
    }
    Ok(())
}

/// One file of the workbook, which was [checked](check).
pub(super) fn entry(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut unpacked = Vec::new();
    let file = archive.by_name(name).ok()?;
    file.take(MOST_BYTES).read_to_end(&mut unpacked).ok()?;
    Some(unpacked)
}

fn cut() -> Fault {
    Fault::Damaged("is not a whole zip file".to_owned())
}
