//! Files damaged as files are: cut, overwritten, doubled, with odd numbers; zipped ones inside too.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

/// Numbers that come in the same order from the same seed: xorshift64* (Vigna 2016).
pub struct Dice(u64);

impl Dice {
    /// Dice for a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below another; 0 below 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % (end.max(1) as u64)) as usize
    }
}

/// A damaged copy.
pub fn damaged(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    if whole.starts_with(b"PK") && dice.below(4) > 0 {
        return inside(whole, dice).unwrap_or_else(|| hit(whole.to_vec(), dice));
    }
    hit(whole.to_vec(), dice)
}

/// The same archive with one of its files damaged.
fn inside(whole: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).ok()?;
    let victim = dice.below(archive.len());
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        if at == victim {
            bytes = hit(bytes, dice);
        }
        let method = file.compression();
        let options = SimpleFileOptions::default().compression_method(method);
        out.start_file(name, options).ok()?;
        out.write_all(&bytes).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// What breaks readers: numbers at the edge, and the words of formats where they do not belong.
const WORDS: [&[u8]; 18] = [
    b"-1",
    b"0",
    b"4294967295",
    b"9223372036854775807",
    b"1e308",
    b"<div>",
    b"</w:p>",
    b"<w:p>",
    b"{",
    b"}",
    b"\\u-10180?",
    b"endobj",
    b"stream\n",
    b"<< /Kids [1 0 R] >>",
    b"&#x10FFFF;",
    b"\xff\xfe",
    b"\0",
    b"00:99:99,999 --> ",
];

fn hit(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let length = dice.below(64).min(bytes.len() - at);
        match dice.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.splice(at..at + length, [])),
            2 => {
                let word = WORDS[dice.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            3 => {
                let word = WORDS[dice.below(WORDS.len())];
                bytes.splice(at..at + length.min(word.len()), word.iter().copied());
            }
            4 => {
                let part: Vec<u8> = bytes[at..at + length].to_vec();
                let times = 1 + dice.below(200);
                bytes.splice(at..at, part.repeat(times));
            }
            5 => {
                let to = dice.below(bytes.len() + 1);
                let part: Vec<u8> = bytes[at..at + length].to_vec();
                bytes.splice(to..to, part);
            }
            _ => {
                for byte in &mut bytes[at..at + length.min(4)] {
                    *byte = dice.next() as u8;
                }
            }
        }
    }
    bytes
}
