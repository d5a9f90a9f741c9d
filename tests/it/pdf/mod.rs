//! PDFs become texts in reading order, with their pages, notes and headings; bad ones are refused with a reason.
#![allow(clippy::unwrap_used)]

pub mod bad;
mod compare;
mod made;
mod score;
#[cfg(feature = "conversions")]
mod set;

use attest::import::{Extract, Options, extract};
use compare::compare;
use made::{Setting, Tongue, work};
use std::fs;
use std::path::Path;

/// A file of tests/fixtures/pdf. They are made by `set::fixtures_are_what_is_made_here`.
fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf");
    fs::read(folder.join(name).with_extension("pdf")).unwrap()
}

fn read(name: &str) -> Extract {
    extract(&format!("{name}.pdf"), &fixture(name), &Options::default()).unwrap()
}

/// An article in two columns with running heads, whose first page is 611.
const ARTICLE: Setting = Setting {
    columns: 2,
    heads: true,
    roman: false,
    first: 611,
};

/// A report with a preface on pages i and ii.
const REPORT: Setting = Setting {
    columns: 1,
    heads: true,
    roman: true,
    first: 1,
};

/// What the fixtures are made of: name, tongue, setting by TeX or columns by LibreOffice, words ahead of the work.
type Made = (
    &'static str,
    Tongue,
    Result<Setting, u8>,
    &'static [&'static str],
);

const FIXTURES: [Made; 4] = [
    ("article", Tongue::English, Ok(ARTICLE), &[]),
    (
        "report",
        Tongue::English,
        Ok(REPORT),
        &["Preface on one page.", "Preface on another page."],
    ),
    ("thai", Tongue::Thai, Err(1), &[]),
    ("japanese", Tongue::Japanese, Err(2), &[]),
];

#[test]
fn what_was_set_is_read_word_for_word_with_its_notes_and_headings() {
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for (name, tongue, _, front) in FIXTURES {
        let work = work(3, tongue, 3, 3);
        let (row, mut errors) = compare(name, &work, &fixture(name), front);
        rows.push(row);
        wrong.append(&mut errors);
    }
    println!("{}", rows.join("\n"));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pages_have_the_numbers_that_are_printed_on_them_and_their_heads_are_known() {
    let article = read("article");
    let labels: Vec<&str> = article
        .map
        .pages
        .iter()
        .map(|page| page.label.as_str())
        .collect();
    assert_eq!(labels[..3], ["611", "612", "613"]);
    assert_eq!(article.map.pages[1].counted, 2);
    assert_eq!(article.reader, "pdfboss 2.16.1");
    let left: Vec<&str> = article
        .map
        .left_out
        .iter()
        .map(|left| left.text.as_str())
        .collect();
    assert!(
        left.contains(&"THE HARBOUR 611") && left.contains(&"Annals of Lower Marrow"),
        "{left:?}"
    );
    assert!(!article.text.contains("Annals of Lower Marrow"));

    let report = read("report");
    let labels: Vec<&str> = report
        .map
        .pages
        .iter()
        .map(|page| page.label.as_str())
        .collect();
    assert_eq!(labels[..4], ["i", "ii", "1", "2"]);
    let starts =
        |page: usize, words: &str| report.text[report.map.pages[page].start..].starts_with(words);
    assert!(starts(1, "Preface on another page.") && starts(2, "Ferries, Files and Fisheries"));
}

#[test]
fn the_report_says_what_was_kept() {
    let article = read("article");
    let kept = &article.remarks[0].text;
    let (pages, notes) = (article.map.pages.len(), article.map.notes.len());
    assert_eq!(kept, &format!("{pages} pages, {notes} notes, 3 headings"));
    assert_eq!(article.remarks.len(), 1);
}

#[test]
fn a_paragraph_that_a_page_cuts_is_known_to_go_on() {
    let article = read("article");
    let cut = article
        .map
        .cuts
        .first()
        .expect("a paragraph goes over a page with notes at its foot");
    let (before, after) = (&article.text[..cut.start], &article.text[cut.end..]);
    assert!(
        before.ends_with(|c: char| c.is_alphanumeric() || c == ','),
        "{}",
        &before[before.len() - 40..]
    );
    assert!(after.starts_with(char::is_lowercase), "{}", &after[..40]);
    assert!(article.text[cut.range()].lines().count() >= 2);
}
