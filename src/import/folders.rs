//! Which files does a person mean who chooses a folder?

use super::{Error, error::Why};
use std::fs;
use std::path::{Path, PathBuf};

/// The kinds of files that are read, as a person calls them within a sentence, with the ends of their names, the usual
/// one first.
pub const READABLE: &[(&str, &[&str])] = &[
    ("PDF", &["pdf"]),
    (
        "Word, LibreOffice and rich text",
        &["docx", "docm", "dotx", "dotm", "odt", "ott", "fodt", "rtf"],
    ),
    ("web pages", &["html", "htm", "xhtml", "mhtml", "mht"]),
    ("e-books", &["epub"]),
    ("mails", &["eml"]),
    ("subtitles and transcripts", &["srt", "vtt"]),
    (
        "plain text and Markdown",
        &["txt", "md", "markdown", "text"],
    ),
    ("tables", TABLES),
];

/// How the names of tables end, whose rows are documents.
pub const TABLES: &[&str] = &["csv", "tsv", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/// The ends of the names of all files that are read.
pub fn readable_ends() -> impl Iterator<Item = &'static str> {
    READABLE.iter().flat_map(|(_, ends)| ends.iter().copied())
}

/// Files that are taken out of folders at most.
pub const MOST_FILES: usize = 10_000;
/// Folders within folders that are gone into.
const DEEPEST: usize = 64;

/// The files that are meant by some paths.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in the order of the paths, those of a folder by their names.
    pub files: Vec<PathBuf>,
    /// Folders that nothing came of, and why.
    pub refused: Vec<Error>,
    /// How many files of the folders were left out, since they are no documents.
    pub left_out: usize,
    /// Whether there were more files than [`MOST_FILES`].
    pub is_cut: bool,
}

/// The files that are meant by some paths: of a folder, all in it that can be read by the ends of their names, and in
/// the folders in it. Hidden files, lock files of word processors (~$) and other projects are none of it, and links
/// to folders are not followed.
pub fn files_in(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if !path.is_dir() {
            found.files.push(path.clone());
            continue;
        }
        let before = found.files.len();
        match look_through(path, DEEPEST, &mut found) {
            Err(error) => found.refused.push(error),
            Ok(()) if found.files.len() == before => {
                found.refused.push(Error::new(path, Why::EmptyFolder));
            }
            Ok(()) => {}
        }
    }
    found
}

fn look_through(folder: &Path, depth: usize, found: &mut Found) -> Result<(), Error> {
    if depth == 0 || folder.join("project.ron").is_file() {
        return Ok(());
    }
    let unreadable = |error| Error::new(folder, Why::Unreadable(error));
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?);
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let path = entry.path();
        if kind.is_dir() {
            // A folder inside that is closed to this person does not keep the others out.
            if let Err(error) = look_through(&path, depth - 1, found) {
                found.refused.push(error);
            }
        } else if !is_readable(&name) || !path.is_file() {
            found.left_out += 1;
        } else if found.files.len() >= MOST_FILES {
            found.is_cut = true;
        } else {
            found.files.push(path);
        }
    }
    Ok(())
}

/// Whether a file can be read by the end of its name.
fn is_readable(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    readable_ends().any(|readable| end.eq_ignore_ascii_case(readable))
}
