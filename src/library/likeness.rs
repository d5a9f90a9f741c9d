//! Which entry of a library is this document?

use super::Entry;
use crate::project::Document;
use crate::text::fold::fold;
use std::collections::BTreeSet;

/// An entry that may be a document's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Its place in the list of entries.
    pub entry: usize,
    /// How much it is like the document, from 0 to 1.
    pub score: f32,
}

/// At least this like a document, an entry is taken for its own until someone says otherwise.
const SURE: f32 = 0.8;

impl Match {
    /// Whether there is little doubt.
    pub fn is_sure(&self) -> bool {
        self.score >= SURE
    }
}

/// A work by what it can be known by, folded once.
struct Known {
    title: String,
    words: BTreeSet<String>,
    year: Option<i32>,
    doi: String,
}

impl Known {
    fn of(title: &str, year: Option<i32>, doi: &str) -> Self {
        let title = fold(title);
        Self {
            words: title.split(' ').map(str::to_owned).collect(),
            title,
            year,
            doi: doi.to_lowercase(),
        }
    }

    fn of_document(document: &Document) -> Self {
        let reference = &document.reference;
        Self::of(&document.title, document.year, &reference.doi)
    }

    fn of_entry(entry: &Entry) -> Self {
        Self::of(&entry.title, entry.year, &entry.reference.doi)
    }

    /// How many of their words two titles share: 2n / (a + b).
    fn shared_words(&self, other: &Self) -> f32 {
        let both = self.words.intersection(&other.words).count();
        let all = self.words.len() + other.words.len();
        2.0 * both as f32 / all.max(1) as f32
    }
}

/// Who wrote a document, and what its file is called, folded: where the names of an entry's authors are looked for.
struct Signs {
    author: String,
    words: BTreeSet<String>,
}

impl Signs {
    fn of(document: &Document) -> Self {
        let author = fold(&document.author);
        let file = document.file.replace(['_', '-', '.'], " ");
        let also = fold(&format!("{} {file}", document.title));
        let words = author.split(' ').chain(also.split(' '));
        Self {
            words: words.map(str::to_owned).collect(),
            author,
        }
    }
}

/// Entries in the order of their likeness to a document, the most like first; those that have nothing in common with it
/// are left out.
pub fn rank(document: &Document, entries: &[Entry]) -> Vec<Match> {
    let known: Vec<Known> = entries.iter().map(Known::of_entry).collect();
    ranked(document, entries, &known)
}

/// For each document the entry that is most like it, if any is.
pub fn best(documents: &[&Document], entries: &[Entry]) -> Vec<Option<Match>> {
    let known: Vec<Known> = entries.iter().map(Known::of_entry).collect();
    let best = documents.iter().map(|document| {
        let first = ranked(document, entries, &known).into_iter().next();
        first.filter(|first| first.score >= 0.5)
    });
    best.collect()
}

/// How much an entry is like a document, from 0 to 1.
pub fn likeness(document: &Document, entry: &Entry) -> f32 {
    let signs = Signs::of(document);
    score(
        &Known::of_document(document),
        &signs,
        entry,
        &Known::of_entry(entry),
    )
}

fn ranked(document: &Document, entries: &[Entry], known: &[Known]) -> Vec<Match> {
    let own = Known::of_document(document);
    let signs = Signs::of(document);
    let scored = entries
        .iter()
        .zip(known)
        .enumerate()
        .map(|(at, (entry, other))| Match {
            entry: at,
            score: score(&own, &signs, entry, other),
        });
    let mut matches: Vec<Match> = scored.filter(|found| found.score > 0.2).collect();
    matches.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    matches
}

/// The mean of what title, authors and year say, as far as they are known: the title counts most, the year least. The same
/// DOI is the same work.
fn score(own: &Known, signs: &Signs, entry: &Entry, other: &Known) -> f32 {
    if !own.doi.is_empty() && own.doi == other.doi {
        return 1.0;
    }
    let (author, named) = authors(signs, entry);
    let year = match (own.year, other.year) {
        (Some(own), Some(other)) => Some(match own.abs_diff(other) {
            0 => 1.0,
            // First on line, then in print.
            1 => 0.6,
            _ => 0.0,
        }),
        (None, Some(year)) => signs.words.contains(&year.to_string()).then_some(1.0),
        _ => None,
    };
    let title = title(own, signs, other, &named);
    let parts = [(title, 6.0), (author, 3.0), (year, 1.5)];
    let known = parts
        .iter()
        .filter_map(|(part, weight)| Some((((*part)?), *weight)));
    let (sum, weights) = known.fold((0.0, 0.0), |(sum, weights), (part, weight)| {
        (sum + part * weight, weights + weight)
    });
    // One thing alone is no proof: a year fits hundreds.
    let few = if title.is_none() { 0.85 } else { 1.0 };
    if weights < 2.0 {
        0.0
    } else {
        sum / weights * few
    }
}

/// The share of an entry's authors whose names the document bears, and the words of those names. None where it bears
/// nobody's.
fn authors(signs: &Signs, entry: &Entry) -> (Option<f32>, BTreeSet<String>) {
    let editors;
    let people = if entry.authors.is_empty() {
        editors = entry.editors();
        &editors
    } else {
        &entry.authors
    };
    let mut named = BTreeSet::new();
    let mut found = 0;
    for person in people {
        let family = fold(&person.family);
        if family.split(' ').all(|word| signs.words.contains(word)) {
            found += 1;
            named.extend(family.split(' ').map(str::to_owned));
        }
    }
    // “Alter et al.” names one of many.
    let wanted = if signs.author.ends_with(" et al") {
        1
    } else {
        people.len()
    };
    let share = found as f32 / wanted.max(1) as f32;
    let nobody = people.is_empty() || (signs.author.is_empty() && found == 0);
    ((!nobody).then_some(share.min(1.0)), named)
}

/// How much two titles are alike. None where the document's is but the names of its authors and its year, as that of a
/// file often is.
fn title(own: &Known, signs: &Signs, other: &Known, named: &BTreeSet<String>) -> Option<f32> {
    let year = other.year.map(|year| year.to_string()).unwrap_or_default();
    let is_sign = |word: &&String| {
        named.contains(*word)
            || **word == year
            || ["et", "al", "and", "pdf"].contains(&word.as_str())
    };
    let rest: Vec<&String> = own.words.iter().filter(|word| !is_sign(word)).collect();
    if rest.is_empty() || own.title.is_empty() || other.title.is_empty() {
        return None;
    }
    let shared = own.shared_words(other);
    // A short title, or a file's name, has some of the words only.
    let common = rest
        .iter()
        .filter(|word| other.words.contains(**word))
        .count();
    let part = common as f32 / rest.len() as f32 * if common >= 3 { 0.95 } else { 0.7 };
    if shared < 0.2 && part < 0.2 && !signs.author.is_empty() {
        return Some(0.0);
    }
    let letters = strsim::normalized_levenshtein(&own.title, &other.title) as f32;
    // Letters alone say little: half of them agree in any two titles.
    let letters = ((letters - 0.4) / 0.6).max(0.0);
    Some(letters.max(part).max(shared))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::from_list;

    fn entry(authors: &str, year: i32, title: &str) -> Entry {
        Entry {
            title: title.to_owned(),
            authors: from_list(authors),
            year: Some(year),
            ..Entry::default()
        }
    }

    fn entries() -> Vec<Entry> {
        vec![
            entry(
                "Moor, Ada",
                2011,
                "Tin and tigers: a history of mining inspection",
            ),
            entry(
                "Moor, Ada; Lindqvist, Bo",
                2014,
                "Inspecting the inspectors",
            ),
            entry(
                "Ōta, Chie",
                2014,
                "Rules without rulers: labels in the timber trade",
            ),
            entry("Lindqvist, Bo", 2003, "Tin"),
        ]
    }

    fn document(title: &str, author: &str, year: Option<i32>) -> Document {
        Document {
            author: author.to_owned(),
            year,
            ..Document::new(title, "text.txt")
        }
    }

    #[test]
    fn the_entry_of_a_document_is_found_by_what_is_known_of_it() {
        for (title, author, year, wanted, sure) in [
            (
                "Inspecting the Inspectors",
                "Moor and Lindqvist",
                Some(2014),
                1,
                true,
            ),
            ("Rules without rulers", "Ota", Some(2014), 2, true),
            (
                "Rules without rulers: labels in the tirnber trade",
                "",
                None,
                2,
                true,
            ),
            ("moor 2011", "", None, 0, true),
            ("Moor_2011_Tin and tigers", "", None, 0, true),
            ("Tin", "Lindqvist", Some(2003), 3, true),
            ("Scan 0041", "Ota", Some(2014), 2, false),
        ] {
            let found = rank(&document(title, author, year), &entries());
            assert_eq!(
                found.first().map(|first| first.entry),
                Some(wanted),
                "{title}: {found:?}"
            );
            assert_eq!(
                found.first().is_some_and(Match::is_sure),
                sure,
                "{title}: {found:?}"
            );
        }
    }

    #[test]
    fn what_is_like_no_entry_gets_none() {
        let other = document("The weather in Bergen", "Hansen", Some(2014));
        assert_eq!(best(&[&other], &entries()), [None]);
    }

    #[test]
    fn the_same_doi_is_the_same_work() {
        let mut other = document("x", "", None);
        other.reference.doi = "10.1234/ABC".to_owned();
        let mut entries = entries();
        entries[3].reference.doi = "10.1234/abc".to_owned();
        assert_eq!(
            rank(&other, &entries).first(),
            Some(&Match {
                entry: 3,
                score: 1.0
            })
        );
    }
}
