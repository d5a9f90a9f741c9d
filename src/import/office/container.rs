//! The parts of a zipped document, unpacked one by one and never beyond a cap: bombs, loops and paths that lead out of the
//! container do no harm, and of one that ends in the middle what came before is read.

use crate::import::Fault;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::read::read_zipfile_from_stream;
use zip::result::ZipError;

/// A part may unpack to this many bytes.
const LARGEST: u64 = 64 << 20;
/// All parts that are asked for may unpack to this many bytes together.
const LARGEST_SUM: u64 = 256 << 20;
/// A part may unpack to this many times its size, once it is past [`HARMLESS`].
const RATIO: u64 = 200;
/// A part that unpacks to no more bytes than that may shrink as well as it can.
const HARMLESS: u64 = 2 << 20;
/// A container may have this many parts.
const PARTS: usize = 10_000;

/// A zip file that is opened.
pub struct Archive<'b> {
    zip: Option<ZipArchive<Cursor<&'b [u8]>>>,
    /// Where each part stands, by its name in small letters: Word does not tell names apart by case.
    names: HashMap<String, usize>,
    /// What was found in a file that has lost its table of contents.
    rescued: HashMap<String, Vec<u8>>,
    unpacked: u64,
    damaged: bool,
}

impl<'b> Archive<'b> {
    /// Opens a container; of one that is cut, takes the parts that are there.
    ///
    /// # Errors
    /// It is no zip file, or has too many parts.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let mut archive = Self {
            zip: None,
            names: HashMap::new(),
            rescued: HashMap::new(),
            unpacked: 0,
            damaged: false,
        };
        match ZipArchive::new(Cursor::new(bytes)) {
            Ok(zip) => {
                if zip.len() > PARTS {
                    return Err(Fault::TooMuch(format!("holds {} parts", zip.len())));
                }
                for at in 0..zip.len() {
                    if let Some(Ok(name)) = zip.name_for_index(at)
                        && let Some(name) = plain_name(&name)
                    {
                        archive.names.entry(name).or_insert(at);
                    }
                }
                archive.zip = Some(zip);
            }
            Err(_) => archive.rescue(bytes)?,
        }
        Ok(archive)
    }

    /// Goes from part to part without the table of contents, which stands at the end of the file.
    fn rescue(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.damaged = true;
        let mut rest = Cursor::new(bytes);
        for _ in 0..PARTS {
            let Ok(Some(mut part)) = read_zipfile_from_stream(&mut rest) else {
                break;
            };
            let packed = part.compressed_size().min(bytes.len() as u64);
            let name = part.name().ok().and_then(|name| plain_name(&name));
            let (read, whole) = unpack(&mut part, packed, LARGEST_SUM - self.unpacked)?;
            self.unpacked += read.len() as u64;
            if let Some(name) = name
                && !read.is_empty()
            {
                self.rescued.entry(name).or_insert(read);
            }
            if !whole {
                break;
            }
        }
        if self.rescued.is_empty() {
            return Err(Fault::Damaged("ends in the middle".to_owned()));
        }
        Ok(())
    }

    /// A part by its name, if there is one.
    ///
    /// # Errors
    /// It unpacks to too much, or is protected.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(name) = plain_name(name) else {
            return Ok(None);
        };
        if let Some(read) = self.rescued.remove(&name) {
            return Ok(Some(read));
        }
        let (Some(zip), Some(at)) = (self.zip.as_mut(), self.names.get(&name)) else {
            return Ok(None);
        };
        match zip.by_index(*at) {
            Ok(mut part) => {
                let packed = part.compressed_size();
                let (read, whole) = unpack(&mut part, packed, LARGEST_SUM - self.unpacked)?;
                self.unpacked += read.len() as u64;
                self.damaged |= !whole;
                Ok(Some(read))
            }
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => Err(Fault::Locked),
            Err(_) => {
                self.damaged = true;
                Ok(None)
            }
        }
    }

    /// The names of all parts, in small letters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names
            .keys()
            .chain(self.rescued.keys())
            .map(String::as_str)
    }

    /// Whether anything that was asked for could not be read to its end.
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }
}

/// What a part unpacks to, and whether it came to its end.
fn unpack(part: &mut impl Read, packed: u64, room: u64) -> Result<(Vec<u8>, bool), Fault> {
    let most = LARGEST
        .min(packed.saturating_mul(RATIO).max(HARMLESS))
        .min(room);
    let mut read = Vec::new();
    let whole = part.take(most + 1).read_to_end(&mut read).is_ok();
    if read.len() as u64 > most {
        return Err(Fault::TooMuch(format!(
            "unpacks to more than {} MB",
            most >> 20
        )));
    }
    Ok((read, whole))
}

/// A part's name without a leading slash; none for one that leads out of the container.
fn plain_name(name: &str) -> Option<String> {
    let name = name.replace('\\', "/").to_lowercase();
    let name = name.trim_start_matches('/');
    let stays = !name.is_empty() && !name.split('/').any(|step| step == "..");
    stays.then(|| name.to_owned())
}

/// The name of a part that another part names: from the root, or from the other one's folder.
pub fn target(from: &str, to: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    if !to.starts_with('/') {
        steps.extend(from.split('/'));
        steps.pop();
    }
    for step in to.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        assert_eq!(plain_name("../../etc/passwd"), None);
        assert_eq!(plain_name("/Word\\A.xml").as_deref(), Some("word/a.xml"));
        assert_eq!(
            target("word/document.xml", "media/a.png"),
            "word/media/a.png"
        );
        assert_eq!(target("word/document.xml", "/word/b.xml"), "word/b.xml");
        assert_eq!(target("word/document.xml", "../../../c.xml"), "c.xml");
    }
}
