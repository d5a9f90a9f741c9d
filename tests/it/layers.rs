//! Who may use whom: the sources hold to the plan of the house.
#![allow(clippy::unwrap_used)]

use regex::Regex;
use std::path::{Path, PathBuf};

/// A source file: its room, its path for messages, and its lines without comments, strings and tests.
struct Source {
    room: String,
    path: String,
    code: String,
}

/// Which rooms each room may use besides itself.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("project", &[]),
    ("text", &["project"]),
    ("jobs", &[]),
    ("search", &["project", "text"]),
    ("citations", &["project", "text"]),
    ("store", &["project", "text"]),
    ("import", &["project", "text"]),
    ("library", &["project", "text"]),
    ("analysis", &["project", "text"]),
    // What export writes are the tables of analysis.
    ("export", &["analysis", "project", "text"]),
    (
        "app",
        &[
            "analysis",
            "citations",
            "export",
            "import",
            "jobs",
            "library",
            "project",
            "search",
            "store",
            "text",
        ],
    ),
    (
        "cli",
        &[
            "analysis",
            "app",
            "citations",
            "library",
            "project",
            "search",
            "text",
        ],
    ),
    (
        "ui",
        &[
            "analysis", "app", "jobs", "library", "project", "search", "text",
        ],
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found
}

fn sources() -> Vec<Source> {
    let root = root();
    files(&root)
        .into_iter()
        .filter(|path| !path.ends_with("tests.rs"))
        .map(|path| {
            let below = path.strip_prefix(&root).unwrap();
            let first = below.components().next().unwrap();
            let room = Path::new(first.as_os_str())
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned();
            let code = without_tests(&bare(&std::fs::read_to_string(&path).unwrap()));
            Source {
                room,
                path: below.display().to_string(),
                code,
            }
        })
        .collect()
}

/// The source without comments and without what stands in quotation marks.
fn bare(source: &str) -> String {
    let noise =
        Regex::new(r##"(?s)//[^\n]*|/\*.*?\*/|r#".*?"#|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'"##)
            .unwrap();
    noise.replace_all(source, "").into_owned()
}

/// The source without items under `#[cfg(test)]`.
fn without_tests(source: &str) -> String {
    let mut rest = source;
    let mut kept = String::new();
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut depth = 0usize;
        let end = rest
            .char_indices()
            .find(|(_, c)| match c {
                '{' => {
                    depth += 1;
                    false
                }
                '}' => {
                    depth -= 1;
                    depth == 0
                }
                ';' => depth == 0,
                _ => false,
            })
            .map_or(rest.len(), |(at, c)| at + c.len_utf8());
        rest = &rest[end..];
    }
    kept + rest
}

fn who_has(pattern: &str, allowed: &[&str]) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    let mut wrong = Vec::new();
    for source in sources() {
        if allowed.contains(&source.room.as_str()) {
            continue;
        }
        let found = pattern
            .find_iter(&source.code)
            .map(|found| format!("{}: {}", source.path, found.as_str()));
        wrong.extend(found);
    }
    wrong
}

#[test]
fn every_room_uses_only_the_rooms_below_it() {
    let uses = Regex::new(r"\bcrate::(?:\{([^}]*(?:\{[^}]*\}[^}]*)*)\}|(\w+))").unwrap();
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(room, _)| *room == source.room) else {
            continue;
        };
        for found in uses.captures_iter(&source.code) {
            let rooms: Vec<&str> = match (found.get(1), found.get(2)) {
                (Some(group), _) => MAY_USE
                    .iter()
                    .map(|(room, _)| *room)
                    .filter(|room| {
                        Regex::new(&format!(r"\b{room}::"))
                            .unwrap()
                            .is_match(group.as_str())
                    })
                    .collect(),
                (None, Some(one)) => vec![one.as_str()],
                (None, None) => Vec::new(),
            };
            for room in rooms {
                let is_room = MAY_USE.iter().any(|(name, _)| *name == room);
                if is_room && room != source.room && !allowed.contains(&room) {
                    wrong.push(format!("{} uses {room}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_room_has_its_rule() {
    for source in sources() {
        let known = MAY_USE.iter().any(|(room, _)| *room == source.room);
        let top = ["lib", "main"].contains(&source.room.as_str());
        assert!(
            known || top,
            "say in this test whom {} may use",
            source.path
        );
    }
}

#[test]
fn egui_is_only_in_the_window() {
    let wrong = who_has(r"\b(?:egui|eframe|egui_extras|rfd)::", &["ui", "main"]);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_are_touched_only_where_files_are_the_matter() {
    let wrong = who_has(
        r"\b(?:std::)?fs::\w+|std::\{[^}]*\bfs\b",
        &["store", "import", "export", "search"],
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn threads_are_started_only_by_jobs() {
    let wrong = who_has(r"\bthread::\w+", &["jobs"]);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reading_of_sources_sees_through_comments_and_tests() {
    let source = "use crate::app; // crate::ui\n#[cfg(test)]\nmod tests { fn a() { crate::cli() } }\nfn b() { \"crate::store\" }";
    let code = without_tests(&bare(source));
    assert!(code.contains("crate::app"));
    assert!(
        !code.contains("crate::ui")
            && !code.contains("crate::cli")
            && !code.contains("crate::store")
    );
    assert!(code.contains("fn b()"));
}
