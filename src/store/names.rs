//! What are the files of a project called, on whatever system they end up?

use super::Writer;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::path::{Path, PathBuf};

/// The project as it was when last tidied.
pub(super) const PROJECT: &str = "project.ron";
/// One pair of files for each coder at each machine.
pub(super) const CODERS: &str = "coders";
/// The texts.
pub(super) const DOCUMENTS: &str = "documents";
/// Tables that were taken away, unless another place was chosen for them.
pub(super) const EXPORTS: &str = "exports";
/// What the texts were made from.
pub(super) const ORIGINALS: &str = "originals";
/// What was replaced, one generation of each file, and whatever was found damaged.
pub(super) const BACKUPS: &str = "backups";

/// Room that file systems leave for a name, less what is added to make it unique.
const LONGEST: usize = 120;

/// A name close to this one that every system takes: in any script, without what means something to a shell, a drive or
/// Windows. Never empty.
pub(super) fn safe(name: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(name);
    let plain: String = composed
        .chars()
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '-',
            c if c.is_control() || c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.join(" ");
    let end = joined.floor_char_boundary(LONGEST);
    let short = joined.get(..end).unwrap_or_default();
    let short = short
        .trim_start_matches(['.', ' ', '~'])
        .trim_end_matches(['.', ' ']);
    match short
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase()
        .as_str()
    {
        "" => "untitled".to_owned(),
        "CON" | "PRN" | "AUX" | "NUL" => format!("_{short}"),
        port if port.len() == 4
            && (port.starts_with("COM") || port.starts_with("LPT"))
            && port.ends_with(|c: char| c.is_ascii_digit()) =>
        {
            format!("_{short}")
        }
        _ => short.to_owned(),
    }
}

/// What this coder's files at this machine are called, without extension. The machine's number keeps two machines of
/// one name apart.
pub(super) fn stem(who: &Writer) -> String {
    // A quarter of what a file name may have, for letters of up to four bytes.
    let part = |name: &str| {
        let name = safe(name).replace('@', "-");
        let end = name.floor_char_boundary(60);
        name.get(..end)
            .unwrap_or_default()
            .trim_end_matches(['.', ' '])
            .to_owned()
    };
    format!(
        "{}@{}-{:08x}",
        part(&who.coder),
        part(&who.device_name),
        who.device.0
    )
}

/// Whether a coder's file has a name that Attest gave it, rather than a sync service that found two of it.
pub(super) fn is_plain_stem(stem: &str) -> bool {
    stem.split_once('@')
        .and_then(|(_, machine)| machine.rsplit_once('-'))
        .is_some_and(|(_, number)| {
            number.len() == 8 && number.bytes().all(|b| b.is_ascii_hexdigit())
        })
}

/// Whether a sync service named this file, having found two of one name.
pub(super) fn is_sync_copy(path: &Path) -> bool {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    stem.contains("conflict") || stem.ends_with(')')
}

/// A path in the folder that nothing has yet, not even in other capitals, which some systems do not tell apart:
/// "name.txt", "name 2.txt", "name 3.txt".
pub(super) fn unused(dir: &Path, stem: &str, extension: &str) -> PathBuf {
    let taken: std::collections::BTreeSet<String> = std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().to_lowercase())
        .collect();
    let dot = if extension.is_empty() { "" } else { "." };
    let first = format!("{stem}{dot}{extension}");
    let more = (2_u64..).map(|number| format!("{stem} {number}{dot}{extension}"));
    let name = std::iter::once(first.clone())
        .chain(more)
        .find(|name| !taken.contains(&name.to_lowercase()))
        .unwrap_or(first);
    dir.join(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_longest_coder_at_the_longest_machine_still_has_files() {
        let who = Writer {
            coder: "ผู้ช่วยวิจัย".repeat(30),
            device: crate::project::Device(7),
            device_name: "machine.".repeat(40),
            state_dir: "state".into(),
        };
        let stem = stem(&who);
        assert!(stem.len() < 140 && stem.ends_with("-00000007"), "{stem}");
        assert!(is_plain_stem(&stem));
    }

    #[test]
    fn names_keep_their_script_and_lose_what_systems_stumble_over() {
        assert_eq!(safe("รายงาน 2004: ผู้ย้ายถิ่น"), "รายงาน 2004- ผู้ย้ายถิ่น");
        assert_eq!(safe("../../etc/passwd"), "-..-etc-passwd");
        assert_eq!(safe("nul.txt"), "_nul.txt");
        assert_eq!(safe("com1"), "_com1");
        assert_eq!(safe(" . "), "untitled");
        assert_eq!(safe("a\tb\n c. "), "a b c");
    }

    proptest! {
        #[test]
        fn every_safe_name_is_one_plain_file_name(name in any::<String>()) {
            let safe = safe(&name);
            prop_assert!(!safe.is_empty() && safe.len() <= LONGEST + 1);
            prop_assert_eq!(Path::new(&safe).file_name().and_then(|n| n.to_str()), Some(safe.as_str()));
            prop_assert!(!safe.starts_with('.') && !safe.ends_with(['.', ' ']));
        }
    }
}
