//! Does the index follow every change, and come back from every damage, without a word being lost?

use super::document;
use attest::project::{Document, Project};
use attest::search::{Index, Limit, Query, Scope};
use attest::text::Text;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::tempdir;

fn put(index: &Index, record: &Document, text: &str) {
    let hash = document("", text).sha256;
    index.put(record.id, &hash, Arc::new(Text::new(text)));
}

fn count(index: &Index, records: &[&Document], query: &str) -> usize {
    let project = Project::default();
    let scope = Scope::of(&project, records.iter().map(|record| record.id));
    index
        .search(&Query::parse(query).unwrap(), &scope, Limit::NONE)
        .total
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

const LAW: &str = "A law on law.\nNo rank.";
const RANK: &str = "The rank of a country.";

#[test]
fn a_text_is_found_from_the_moment_it_is_put() {
    let index = Index::open(None);
    let one = document("one", LAW);
    put(&index, &one, LAW);
    assert_eq!((index.pending(), count(&index, &[&one], "law")), (1, 2));
    index.flush(&|_| true);
    assert_eq!((index.pending(), count(&index, &[&one], "law")), (0, 2));
    put(&index, &one, LAW);
    assert_eq!(index.pending(), 0, "the same text is no work");
}

#[test]
fn a_changed_text_and_a_removed_document_are_no_longer_found_as_they_were() {
    let index = Index::open(None);
    let (one, two) = (document("one", LAW), document("two", RANK));
    put(&index, &one, LAW);
    put(&index, &two, RANK);
    index.flush(&|_| true);
    put(&index, &one, "A bill.");
    for _ in 0..2 {
        assert_eq!(count(&index, &[&one, &two], "law"), 0);
        assert_eq!(count(&index, &[&one, &two], "bill"), 1);
        assert_eq!(count(&index, &[&one, &two], "rank"), 1);
        index.flush(&|_| true);
    }
    index.remove(two.id);
    for _ in 0..2 {
        assert_eq!(count(&index, &[&one, &two], "rank"), 0);
        index.flush(&|_| true);
    }
    put(&index, &two, LAW);
    assert_eq!(index.pending(), 1, "what went is gone from the index too");
    assert_eq!(count(&index, &[&one, &two], "law"), 2);
}

#[test]
fn two_documents_of_one_text_are_both_found() {
    let index = Index::open(None);
    let (one, two) = (document("one", LAW), document("two", LAW));
    put(&index, &one, LAW);
    put(&index, &two, LAW);
    index.flush(&|_| true);
    assert_eq!(count(&index, &[&one, &two], "law"), 4);
    index.remove(one.id);
    index.flush(&|_| true);
    assert_eq!(index.pending(), 0);
    assert_eq!(count(&index, &[&one, &two], "law"), 2);
}

#[test]
fn what_was_indexed_is_there_the_next_time() {
    let cache = tempdir().unwrap();
    let one = document("one", LAW);
    let index = Index::open(Some(cache.path()));
    put(&index, &one, LAW);
    index.flush(&|_| true);
    drop(index);
    let index = Index::open(Some(cache.path()));
    put(&index, &one, LAW);
    assert_eq!(index.pending(), 0);
    assert_eq!(count(&index, &[&one], "law"), 2);
}

#[test]
fn any_damaged_or_missing_file_only_costs_the_work_of_indexing() {
    let one = document("one", LAW);
    let build = || {
        let cache = tempdir().unwrap();
        let index = Index::open(Some(cache.path()));
        put(&index, &one, LAW);
        index.flush(&|_| true);
        cache
    };
    let names = files(build().path()).len();
    assert!(names > 3);
    for at in 0..names {
        for harm in ["cut", "flip", "remove", "empty"] {
            let cache = build();
            let mut listed = files(cache.path());
            listed.sort_by_key(|path| path.extension().map(std::ffi::OsStr::to_owned));
            let path = &listed[at];
            let mut bytes = fs::read(path).unwrap();
            match harm {
                "cut" => bytes.truncate(bytes.len() / 2),
                "flip" => bytes.iter_mut().step_by(7).for_each(|byte| *byte ^= 0x55),
                _ => bytes.clear(),
            }
            fs::remove_file(path).unwrap();
            if harm != "remove" {
                fs::write(path, bytes).unwrap();
            }
            let index = Index::open(Some(cache.path()));
            put(&index, &one, LAW);
            assert_eq!(count(&index, &[&one], "law"), 2, "{harm} {path:?}");
            index.flush(&|_| true);
            assert_eq!(index.pending(), 0, "{harm} {path:?}");
            assert_eq!(count(&index, &[&one], "law"), 2, "{harm} {path:?}");
        }
    }
}

#[test]
fn what_another_version_left_is_thrown_away() {
    let cache = tempdir().unwrap();
    let old = cache.path().join("index-0-words-0");
    fs::create_dir_all(&old).unwrap();
    fs::write(old.join("meta.json"), "{}").unwrap();
    fs::write(cache.path().join("notes.txt"), "not ours").unwrap();
    let index = Index::open(Some(cache.path()));
    let one = document("one", LAW);
    put(&index, &one, LAW);
    index.flush(&|_| true);
    assert_eq!(count(&index, &[&one], "law"), 2);
    assert!(!old.exists());
    assert!(cache.path().join("notes.txt").exists());
}

#[test]
fn a_folder_that_is_none_and_a_folder_in_use_are_done_without() {
    let cache = tempdir().unwrap();
    let file = cache.path().join("file");
    fs::write(&file, "x").unwrap();
    let one = document("one", LAW);
    let nowhere = Index::open(Some(&file.join("below")));
    put(&nowhere, &one, LAW);
    nowhere.flush(&|_| true);
    assert_eq!((nowhere.pending(), count(&nowhere, &[&one], "law")), (0, 2));

    let shared = cache.path().join("shared");
    let first = Index::open(Some(&shared));
    let second = Index::open(Some(&shared));
    put(&first, &one, LAW);
    put(&second, &one, LAW);
    // The second asks to write while the first does.
    let within = |_: f32| {
        second.flush(&|_| true);
        true
    };
    first.flush(&within);
    for index in [&first, &second] {
        assert_eq!((index.pending(), count(index, &[&one], "law")), (0, 2));
    }
}

#[test]
fn a_flush_that_is_stopped_keeps_everything_findable() {
    let index = Index::open(None);
    let one = document("one", LAW);
    put(&index, &one, LAW);
    index.flush(&|_| false);
    assert_eq!(count(&index, &[&one], "law"), 2);
    index.flush(&|share| (0.0..=1.0).contains(&share));
    assert_eq!((index.pending(), count(&index, &[&one], "law")), (0, 2));
}

#[test]
fn searches_go_on_while_the_index_is_written() {
    let index = Index::open(None);
    let (one, two) = (document("one", LAW), document("two", RANK));
    put(&index, &one, LAW);
    put(&index, &two, RANK);
    index.flush(&|_| {
        assert_eq!(count(&index, &[&one, &two], "law OR rank"), 4);
        true
    });
}

#[test]
fn a_search_that_is_stopped_says_that_it_is_not_complete() {
    let index = Index::open(None);
    let one = document("one", LAW);
    put(&index, &one, LAW);
    let project = Project::default();
    let scope = Scope::of(&project, [one.id]);
    let query = Query::parse("law").unwrap();
    assert!(
        !index
            .search_until(&query, &scope, Limit::NONE, &|| true)
            .complete
    );
}
