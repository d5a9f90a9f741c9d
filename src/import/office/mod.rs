//! Files of word processors, read by readers of our own: Word's DOCX, OpenDocument's ODT, and RTF.
//!
//! Each reader tells a [`story`]; what becomes of notes, tables, comments and pages is said once, there.

mod container;
pub(super) mod docx;
mod fields;
mod numbers;
pub(super) mod odt;
pub(super) mod rtf;
mod story;
mod symbols;
mod xml;

use super::Fault;

/// Whether this is a file of Office under a password: its container of old times with an encrypted package in it.
pub(super) fn is_locked(bytes: &[u8]) -> bool {
    const CONTAINER: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.starts_with(&CONTAINER) && memchr::memmem::find(bytes, &name).is_some()
}

/// Words that stand for a picture: what its author says that it shows.
fn picture(description: &str) -> String {
    let words: Vec<&str> = description.split_whitespace().collect();
    format!("[Image: {}]", words.join(" "))
}

/// The level of a heading by the name of its style in the languages that word processors ship, where the file does not say
/// it plainly: "Heading 2", "Überschrift 2".
fn level_by_name(name: &str) -> Option<u8> {
    const NAMES: [&str; 24] = [
        "heading",
        "überschrift",
        "titre",
        "título",
        "titulo",
        "titolo",
        "kop",
        "rubrik",
        "overskrift",
        "otsikko",
        "nagłówek",
        "nadpis",
        "címsor",
        "заголовок",
        "επικεφαλίδα",
        "başlık",
        "naslov",
        "見出し",
        "标题",
        "標題",
        "제목",
        "หัวเรื่อง",
        "judul",
        "tiêu đề",
    ];
    let name = name.to_lowercase().replace("_20_", " ");
    let digit = name.chars().next_back()?.to_digit(10)?;
    let stem = name.strip_suffix(|c: char| c.is_ascii_digit())?.trim_end();
    let level = u8::try_from(digit).ok()?;
    (NAMES.contains(&stem) && (1..=9).contains(&level)).then_some(level.min(6))
}

/// A part that a document cannot do without.
fn without(part: &str) -> Fault {
    Fault::Damaged(format!("has no {part} in it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_many_languages() {
        for (name, level) in [
            ("heading 1", Some(1)),
            ("Überschrift 3", Some(3)),
            ("Heading_20_2", Some(2)),
            ("หัวเรื่อง 1", Some(1)),
            ("見出し4", Some(4)),
            ("Heading 9", Some(6)),
            ("Heading", None),
            ("Table 1", None),
            ("1", None),
        ] {
            assert_eq!(level_by_name(name), level, "{name}");
        }
    }
}
