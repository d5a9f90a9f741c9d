//! Where do named exports go, and how does one get from them to the texts?

use super::{Error, names};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The folder of a project for its named exports, which may not be there yet.
pub fn exports_folder(project: &Path) -> PathBuf {
    project.join(names::EXPORTS)
}

/// Makes that folder where it is missing.
///
/// # Errors
/// It cannot be made.
pub fn make_exports_folder(project: &Path) -> Result<(), Error> {
    let dir = exports_folder(project);
    match fs::create_dir(&dir) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(Error::write(dir)(error)),
        _ => Ok(()),
    }
}

/// A name close to this one that every system takes for a file.
pub fn safe_name(name: &str) -> String {
    names::safe(name)
}

/// The way from a file to the texts of a project, with slashes and one at its end: `../documents/`. Where there is no
/// way, as from one drive to another, the whole path.
pub fn way_to_documents(file: &Path, project: &Path) -> String {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => real(folder),
        _ => real(Path::new(".")),
    };
    let texts = real(project).join(names::DOCUMENTS);
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), texts.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let word = |part: &Component<'_>| part.as_os_str().to_string_lossy().into_owned();
    if shared == 0 {
        return format!("{}/", texts.to_string_lossy().replace('\\', "/"));
    }
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let parts: Vec<String> = up.chain(to[shared..].iter().map(word)).collect();
    format!("{}/", parts.join("/"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_way_to_the_texts_is_as_short_as_it_can_be() {
        let dir = tempfile::tempdir().unwrap();
        let project = dir.path().join("study");
        fs::create_dir_all(project.join("exports")).unwrap();
        let way = |file: &str| way_to_documents(&dir.path().join(file), &project);
        assert_eq!(way("study/exports/table.html"), "../documents/");
        assert_eq!(way("study/table.html"), "documents/");
        assert_eq!(way("table.html"), "study/documents/");
        make_exports_folder(&project).unwrap();
        assert_eq!(exports_folder(&project), project.join("exports"));
    }
}
