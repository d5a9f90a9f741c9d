//! What ships with the app is whole: frameworks, help, fonts and the sample.
#![allow(clippy::unwrap_used)]

use attest::project::{
    Clock, Codebook, CodebookEntry, CoderId, Colour, Device, Project, Tree, check,
};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
}

fn frameworks() -> Vec<(String, Codebook)> {
    let mut found: Vec<_> = std::fs::read_dir(assets().join("codebooks"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let codebook = ron::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            (name, codebook)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn all(entries: &[CodebookEntry]) -> Vec<&CodebookEntry> {
    entries
        .iter()
        .flat_map(|entry| std::iter::once(entry).chain(all(&entry.parts)))
        .collect()
}

fn sibling_groups(entries: &[CodebookEntry]) -> Vec<&[CodebookEntry]> {
    let below = entries
        .iter()
        .flat_map(|entry| sibling_groups(&entry.parts));
    std::iter::once(entries).chain(below).collect()
}

#[test]
fn every_framework_can_be_read_and_its_codes_told_apart() {
    let frameworks = frameworks();
    assert!(frameworks.len() >= 4);
    for (file, codebook) in &frameworks {
        assert!(!codebook.name.trim().is_empty(), "{file}");
        assert!(!codebook.description.trim().is_empty(), "{file}");
        let (mut keys, mut shortcuts) = (BTreeSet::new(), BTreeSet::new());
        for code in all(&codebook.codes) {
            assert!(
                !code.name.trim().is_empty(),
                "{file}: a code without a name"
            );
            assert!(
                keys.insert(&code.key),
                "{file}: two codes with key {}",
                code.key
            );
            if let Some(key) = code.shortcut {
                assert!((1..=9).contains(&key), "{file}: number key {key}");
                assert!(
                    shortcuts.insert(key),
                    "{file}: two codes on number key {key}"
                );
            }
        }
        for siblings in sibling_groups(&codebook.codes) {
            let colours: BTreeSet<String> = siblings
                .iter()
                .map(|code| code.colour.map_or_else(String::new, |c| c.to_string()))
                .collect();
            assert_eq!(
                colours.len(),
                siblings.len(),
                "{file}: siblings share a colour"
            );
        }
    }
    let names: BTreeSet<&str> = frameworks.iter().map(|(_, c)| c.name.as_str()).collect();
    assert_eq!(
        names.len(),
        frameworks.len(),
        "frameworks are chosen by name"
    );
}

#[test]
fn every_framework_makes_a_sound_project() {
    for (file, codebook) in frameworks() {
        let mut project = Project::default();
        let step = codebook.import(&project);
        project.apply(&step, &mut Clock::new(CoderId::new(), Device(1)), 0);
        let wanted = all(&codebook.codes).len();
        assert_eq!(project.codes().len(), wanted, "{file}");
        assert!(check(&project, |_| None).is_empty(), "{file}");
        let roots = Tree::of(&project).children(None).len();
        assert_eq!(roots, codebook.codes.len(), "{file}");
    }
}

#[test]
fn the_default_framework_is_the_table_of_observable_implications() {
    let frameworks = frameworks();
    let (_, codebook) = frameworks
        .iter()
        .find(|(file, _)| file == "implications.ron")
        .unwrap();
    let codes = all(&codebook.codes);
    let leaves: Vec<&str> = codes
        .iter()
        .filter(|code| code.parts.is_empty())
        .map(|code| code.key.as_str())
        .collect();
    let wanted = [
        "DP-GROUPS",
        "DP-ECON",
        "TIMING-DOMESTIC",
        "TIMING-RANK",
        "TIP-NOTICED",
        "TIP-STATEMENT",
        "POLICY-PROFILE",
        "POLICY-US",
    ];
    assert_eq!(leaves, wanted);
    for code in codes {
        let told = [&code.description, &code.question, &code.predicts];
        assert!(told.iter().all(|text| !text.is_empty()), "{}", code.key);
        assert!(
            matches!(code.colour, Some(Colour::Palette(_))),
            "{}",
            code.key
        );
        let leaf = code.parts.is_empty();
        assert_eq!(
            code.shortcut.is_some(),
            leaf,
            "{}: leaves have number keys",
            code.key
        );
    }
}

#[test]
fn every_help_page_has_a_title_and_only_marks_that_the_window_shows() {
    let pages: Vec<PathBuf> = std::fs::read_dir(assets().join("help"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(pages.len() >= 8);
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        let title = text.lines().next().unwrap_or_default();
        assert!(
            title.starts_with("# ") && title.len() > 3,
            "{}",
            page.display()
        );
        // The window shows headings, paragraphs, lists and code, not tables.
        assert!(
            !text.lines().any(|line| line.starts_with('|')),
            "{}",
            page.display()
        );
    }
}

#[test]
fn every_font_that_ships_is_named_with_its_licence() {
    let licences = std::fs::read_to_string(assets().join("fonts/LICENSES.md")).unwrap();
    assert!(licences.contains("SIL OPEN FONT LICENSE Version 1.1"));
    for entry in std::fs::read_dir(assets().join("fonts")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if let Some((family, style)) = name.split_once('-') {
            assert!(
                licences.contains(family) && licences.contains(&format!("-{style}")),
                "{name}"
            );
        }
    }
}
