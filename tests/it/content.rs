//! What ships with the app is whole: frameworks, help, fonts and the sample.
#![allow(clippy::unwrap_used)]

use attest::analysis::absence::{Standing, State};
use attest::app::{App, Command};
use attest::project::{
    Clock, Codebook, CodebookEntry, CoderId, Coding, Colour, Date, Device, Finding, Output,
    Project, Stance, Subject, Tree, Verdict, check, expectation, rivals_in_order,
};
use attest::search::Query;
use attest::store::{Machine, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
        let rivals: BTreeSet<&str> = codebook.rivals.iter().map(|r| r.name.as_str()).collect();
        assert_eq!(
            rivals.len(),
            codebook.rivals.len(),
            "{file}: rivals are told apart"
        );
        assert!(
            codebook.rivals.iter().all(|r| !r.description.is_empty()),
            "{file}"
        );
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
            for named in code.rivals.keys() {
                assert!(
                    rivals.contains(named.as_str()),
                    "{file}: {} names no rival: {named}",
                    code.key
                );
            }
            for example in [&code.example, &code.counter_example] {
                assert!(
                    example.is_empty() || example.contains("(made up)"),
                    "{file}: {}",
                    code.key
                );
            }
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
        assert_eq!(project.rivals().len(), codebook.rivals.len(), "{file}");
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
        let told = [&code.include, &code.exclude];
        assert!(told.iter().all(|text| !text.is_empty()), "{}", code.key);
        for example in [&code.example, &code.counter_example] {
            assert!(example.ends_with("(made up)"), "{}: {example}", code.key);
        }
        let rivals: Vec<&String> = code.rivals.keys().collect();
        assert_eq!(
            rivals,
            ["Domestic pressure", "Treaty obligations"],
            "{}",
            code.key
        );
        let leaf = code.parts.is_empty();
        assert_eq!(code.test.is_some(), leaf, "{}: leaves are tests", code.key);
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

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/thailand")
}

/// All files under a folder, by their path from it.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_sample_is_sound_and_shows_what_a_project_can_hold() {
    let home = tempfile::tempdir().unwrap();
    let writer = Machine::at(home.path()).unwrap().writer("Visitor");
    let opened = Store::open(&sample(), &writer, 1).unwrap();
    assert_eq!(opened.notes, [""; 0], "nothing to tell");
    let project = &opened.project;
    let texts: BTreeMap<_, _> = project
        .documents()
        .iter()
        .map(|document| (document.id, opened.store.read_text(document).unwrap()))
        .collect();
    let problems = check(project, |id| texts.get(&id).map(String::as_str));
    assert!(problems.is_empty(), "{problems:?}");
    assert!(project.conflicts().is_empty());

    assert!((4..=6).contains(&texts.len()));
    for text in texts.values() {
        let header: Vec<&str> = text.lines().take(4).collect();
        let marked = "Sample text written for Attest; not a real source.";
        assert!(
            header.iter().any(|line| line.starts_with(marked)),
            "{header:?}"
        );
        let words = text.split_whitespace().count();
        assert!((300..=900).contains(&words), "{words} words: {header:?}");
    }

    let codings: Vec<_> = project.codings().iter().collect();
    assert!(codings.len() >= 25);
    let coders: BTreeSet<_> = codings.iter().map(|coding| coding.coder).collect();
    assert_eq!(coders.len(), 2);
    for stance in Stance::ALL {
        assert!(
            codings.iter().any(|coding| coding.stance == stance),
            "{stance}"
        );
    }
    let dates: Vec<Date> = codings.iter().filter_map(|coding| coding.date).collect();
    let has = |kind: fn(&Date) -> bool| dates.iter().any(kind);
    assert!(
        has(|date| matches!(date, Date::On(at) if at.month.is_none())),
        "a year"
    );
    assert!(has(
        |date| matches!(date, Date::On(at) if at.month.is_some() && at.day.is_none())
    ));
    assert!(
        has(|date| matches!(date, Date::On(at) if at.day.is_some())),
        "a day"
    );
    assert!(has(|date| matches!(date, Date::Range(..))));
    assert!(has(|date| matches!(date, Date::Before(_))));
    assert!(has(|date| matches!(date, Date::About(_))));
    assert!(codings.iter().any(|coding| coding.spans.len() == 2));
    let overlap = codings.iter().any(|one| {
        codings.iter().any(|other| {
            one.id != other.id
                && one.document == other.document
                && one.coder != other.coder
                && one.extent().overlaps(other.extent())
        })
    });
    assert!(overlap, "two coders on one passage");
    assert!(project.cases().len() >= 2);
    assert!(project.events().len() >= 12);
    assert!(project.attributes().len() >= 2);
    assert!(project.memos().len() >= 2);
    for event in project.events().iter() {
        assert!(!event.source.is_empty(), "{}", event.label);
    }
}

#[test]
fn the_sample_shows_what_rests_on_its_passages() {
    let home = tempfile::tempdir().unwrap();
    let writer = Machine::at(home.path()).unwrap().writer("Visitor");
    let opened = Store::look(&sample(), &writer, 1).unwrap();
    let project = &opened.project;
    let rivals = rivals_in_order(project);
    let names: Vec<&str> = rivals.iter().map(|rival| rival.name.as_str()).collect();
    assert_eq!(names, ["Domestic pressure", "Treaty obligations"]);
    let (_, framework) = frameworks()
        .into_iter()
        .find(|(file, _)| file == "implications.ron")
        .unwrap();
    for entry in all(&framework.codes) {
        let mut codes = project.codes().iter();
        let code = codes.find(|code| code.key == entry.key).unwrap();
        assert_eq!(code.predicts, entry.predicts, "{}", entry.key);
        assert_eq!(code.include, entry.include, "{}", entry.key);
        assert_eq!((code.rivals.len(), code.test), (2, entry.test));
    }
    let codings: Vec<_> = project.codings().iter().collect();
    let bears = codings.iter().filter(|coding| !coding.rivals.is_empty());
    assert!(bears.count() >= 20);
    for rival in &rivals {
        let alike = codings
            .iter()
            .filter(|coding| coding.cannot_tell_from(rival.id));
        assert!(alike.count() >= 2, "{}", rival.name);
    }

    let findings: Vec<_> = project.findings().iter().collect();
    for verdict in Verdict::ALL {
        let has = findings.iter().any(|f| f.verdict == Some(verdict));
        assert!(has, "{verdict}");
    }
    let thailand = project.cases().iter().find(|case| case.name == "Thailand");
    let subject = Subject::Case(thailand.map(|case| case.id));
    let leaves = all(&framework.codes)
        .into_iter()
        .filter(|code| code.parts.is_empty());
    for leaf in leaves {
        let code = project.codes().iter().find(|code| code.key == leaf.key);
        let finding = project
            .findings()
            .get(Finding::id_of(code.unwrap().id, &subject));
        let finding = finding.unwrap_or_else(|| panic!("no finding on {}", leaf.key));
        assert!(finding.tested.is_some() && !finding.text.is_empty());
        let pinned = project.codings().get(finding.pinned.unwrap()).unwrap();
        assert_eq!(pinned.code, finding.code, "{}", leaf.key);
    }
    assert!(project.weighing().is_none(), "nobody asked for numbers");

    let freeze = project.freezes().iter().next().unwrap();
    assert!(freeze.is_whole());
    assert_eq!(freeze.codings, 0, "before the first passage");
    let amended = project.codes().iter().filter(|code| {
        let then = freeze.code(code.id).unwrap();
        expectation(then, &freeze.rivals) != expectation(code, &freeze.rivals)
    });
    assert_eq!(amended.count(), 1, "one expectation was amended since");
    let mut exports: Vec<_> = project.exports().iter().collect();
    exports.sort_by(|a, b| a.name.cmp(&b.name));
    let files: Vec<&str> = exports.iter().map(|export| export.file.as_str()).collect();
    assert_eq!(
        files,
        [
            "codebook.docx",
            "evidence-appendix.docx",
            "passages.xlsx",
            "table-1.docx"
        ]
    );
    let outputs: BTreeSet<&str> = exports
        .iter()
        .map(|export| export.recipe.output.word())
        .collect();
    assert_eq!(outputs.len(), Output::ALL.len());
}

#[test]
fn of_the_samples_searches_one_holds_and_one_is_still_open() {
    let home = tempfile::tempdir().unwrap();
    let mut app = App::new(Machine::at(home.path()).unwrap(), Arc::new(|| {}));
    app.attempt(Command::OpenSample).unwrap();
    app.wait_idle();
    let session = app.session().unwrap();
    let project = session.project();
    let mut standings = Vec::new();
    for absence in project.absences().iter() {
        let state = State::of(project, absence, |_| true);
        assert!(state.stale.is_empty(), "{:?}", state.stale);
        let finds = session.search_now(&absence.asked).unwrap().hits;
        let finds = finds.into_iter().filter(|hit| {
            let mut searched = absence.searched.iter();
            searched.any(|one| one.document == hit.document)
        });
        let found: Vec<_> = finds.map(|hit| (hit.document, hit.spans)).collect();
        let kept: Vec<_> = absence
            .hits
            .iter()
            .map(|hit| (hit.document, hit.spans.clone()))
            .collect();
        assert_eq!(kept, found, "what the query really finds");
        for hit in &absence.hits {
            let text = session.text(hit.document).unwrap();
            let words = Coding::quote(text.str(), &hit.spans);
            assert_eq!(words, Some(hit.quotation.clone()));
        }
        if state.standing == Standing::Holds {
            assert!(state.hits.len() >= 3);
            assert!(state.hits.iter().all(|hit| hit.readings.len() == 2));
            let finding = Finding::id_of(absence.code, &absence.subject);
            let verdict = project.findings().get(finding).and_then(|f| f.verdict);
            assert_eq!(verdict, Some(Verdict::Absent));
        }
        standings.push(state.standing);
    }
    assert!(standings.contains(&Standing::Holds));
    assert!(standings.contains(&Standing::Open { read: 2, of: 4 }));
    assert_eq!(standings.len(), 2);
}

#[test]
fn the_app_carries_the_sample_as_it_lies_here() {
    let home = tempfile::tempdir().unwrap();
    let mut app = App::new(Machine::at(home.path()).unwrap(), Arc::new(|| {}));
    app.attempt(Command::OpenSample).unwrap();
    let carried = files(&app.sample_dir());
    let here = files(&sample());
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&carried), names(&here));
    for (name, bytes) in &here {
        assert!(carried.get(name) == Some(bytes), "{}", name.display());
    }
    let session = app.session().unwrap();
    assert_eq!(session.read_only(), None);
    assert!(session.project().codings().len() >= 25);
}

#[test]
fn every_query_that_the_help_shows_can_be_asked() {
    let page = std::fs::read_to_string(assets().join("help/queries.md")).unwrap();
    let mut seen = 0;
    for line in page.lines().filter(|line| line.starts_with("- `")) {
        for query in line.split('`').skip(1).step_by(2) {
            let parsed = Query::parse(query).unwrap_or_else(|e| panic!("{query}: {e}"));
            // `~2` alone is a hint and not a query.
            assert!(query.starts_with('~') || !parsed.is_empty(), "{query}");
            seen += 1;
        }
    }
    assert!(seen >= 20, "{seen} queries");
}

#[test]
fn the_query_of_the_first_session_finds_something_in_the_sample() {
    let home = tempfile::tempdir().unwrap();
    let mut app = App::new(Machine::at(home.path()).unwrap(), Arc::new(|| {}));
    app.attempt(Command::OpenSample).unwrap();
    let page = std::fs::read_to_string(assets().join("help/first-session.md")).unwrap();
    let query = page
        .lines()
        .find(|line| line.starts_with("    "))
        .unwrap()
        .trim();
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    assert!(std::fs::read_to_string(readme).unwrap().contains(query));
    app.wait_idle();
    let results = app.session().unwrap().search_now(query).unwrap();
    assert!(results.hits.len() >= 2, "{query}");
}
