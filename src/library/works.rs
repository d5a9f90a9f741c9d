//! Which entry of a library is this work, of which only citations are known?

use super::likeness::Match;
use super::{Entry, Name};
use crate::project::WorkKind;
use crate::text::fold::fold;
use std::collections::{BTreeSet, HashMap};

/// A work as citations know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The surnames of its authors in small letters without accents, blanks and signs; "etal" for those not named.
    pub names: Vec<String>,
    /// When it appeared.
    pub year: Option<i32>,
    /// Its title, or what names a law, a cable or an interview; empty where that is not known.
    pub title: String,
    /// What sort of work it is, where that is known.
    pub kind: Option<WorkKind>,
    /// Its DOI, where that is known.
    pub doi: String,
}

/// At least this like is proposed.
const LIKE: f32 = 0.5;

/// For each work the entry that is most like it, if any is. A work without a title is sure only where no other work and
/// no other entry has its authors and year. Cables, laws and interviews are matched by their names alone.
pub fn best_of_works(works: &[Cited], entries: &[Entry]) -> Vec<Option<Match>> {
    let known: Vec<Known> = entries.iter().map(Known::of).collect();
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_doi: HashMap<&str, usize> = HashMap::new();
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, entry) in known.iter().enumerate() {
        let spellings: BTreeSet<&String> = entry.names.iter().flatten().collect();
        for name in spellings {
            by_name.entry(name).or_default().push(at);
        }
        if !entry.doi.is_empty() {
            by_doi.entry(&entry.doi).or_insert(at);
        }
        for word in &entry.words {
            by_word.entry(word).or_default().push(at);
        }
    }
    let mut of_key: HashMap<(&[String], Option<i32>), usize> = HashMap::new();
    for work in works {
        *of_key.entry((&work.names, work.year)).or_default() += 1;
    }
    let best = works.iter().map(|work| {
        if let Some(at) = by_doi.get(work.doi.to_lowercase().as_str()) {
            return Some(Match {
                entry: *at,
                score: 1.0,
            });
        }
        let words = telling(&work.title);
        let candidates: BTreeSet<usize> = match work.names.first() {
            Some(first) => by_name
                .get(first.as_str())
                .into_iter()
                .flatten()
                .copied()
                .collect(),
            // The rarest word that both have: whatever is the work has it, too.
            None => {
                let lists = words.iter().filter_map(|word| by_word.get(word.as_str()));
                lists
                    .min_by_key(|list| list.len())
                    .into_iter()
                    .flatten()
                    .copied()
                    .collect()
            }
        };
        let scored = candidates.iter().filter_map(|at| {
            let score = known.get(*at)?.score(work, &words)?;
            Some(Match { entry: *at, score })
        });
        let mut scored: Vec<Match> = scored.filter(|found| found.score >= LIKE).collect();
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        let mut first = *scored.first()?;
        let alone = scored.len() == 1 && of_key.get(&(&*work.names, work.year)) == Some(&1);
        if work.title.is_empty() && !alone {
            first.score = first.score.min(0.7);
        }
        Some(first)
    });
    best.collect()
}

/// An entry by what it can be known by.
struct Known {
    /// Each author, in the spellings that a citation may have.
    names: Vec<[String; 2]>,
    words: BTreeSet<String>,
    year: Option<i32>,
    kind: Option<WorkKind>,
    doi: String,
}

impl Known {
    fn of(entry: &Entry) -> Self {
        let people = if entry.authors.is_empty() {
            entry.editors()
        } else {
            entry.authors.clone()
        };
        let mut words = telling(&entry.title);
        // The number of a cable stands where reports have theirs.
        words.extend(telling(&entry.reference.issue));
        Self {
            names: people.iter().map(spellings).collect(),
            words,
            year: entry.year.or(entry.reference.date.map(|date| date.year())),
            kind: entry.reference.kind,
            doi: entry.reference.doi.to_lowercase(),
        }
    }

    /// How much a work is like it; none where it is not.
    fn score(&self, work: &Cited, words: &BTreeSet<String>) -> Option<f32> {
        let (shared, fewer, more) = (
            self.words.intersection(words).count(),
            self.words.len().min(words.len()),
            self.words.len().max(words.len()),
        );
        if work.names.is_empty() {
            // By its name alone, and nearly all of that.
            let named =
                self.kind.is_none() || work.kind.is_none() || same_class(self.kind, work.kind);
            let year = work.year.is_none() || self.year.is_none() || work.year == self.year;
            let all = shared > 0 && shared * 10 >= more * 8;
            let cable = work.kind == Some(WorkKind::Cable) && shared > 0 && shared == words.len();
            return ((named && year && all) || cable).then_some(if shared == more || cable {
                1.0
            } else {
                0.75
            });
        }
        if work
            .kind
            .is_some_and(|kind| !same_class(Some(kind), self.kind) && self.kind.is_some())
        {
            return None;
        }
        let etal = work.names.iter().any(|name| name == "etal");
        let named = work.names.iter().filter(|name| *name != "etal");
        let (mut found, mut wanted) = (0, 0);
        for name in named {
            wanted += 1;
            found += usize::from(self.names.iter().flatten().any(|other| other == name));
        }
        let people = if etal {
            wanted
        } else {
            wanted.max(self.names.len())
        };
        let authors = found as f32 / people.max(1) as f32;
        let year = match (work.year?, self.year?) {
            (a, b) if a == b => 1.0,
            // First on line, then in print.
            (a, b) if a.abs_diff(b) == 1 && !words.is_empty() => 0.7,
            _ => return None,
        };
        let title = match fewer {
            0 => return Some(0.85 * authors * year),
            fewer => shared as f32 / fewer as f32,
        };
        (title >= 0.5).then_some(0.4 * authors + 0.2 * year + 0.4 * title)
    }
}

/// Whether two sorts of works can be one: a cable is no book, whatever it is called.
fn same_class(one: Option<WorkKind>, other: Option<WorkKind>) -> bool {
    let class = |kind: Option<WorkKind>| match kind {
        Some(WorkKind::Cable) => 1,
        Some(WorkKind::Law) => 2,
        Some(WorkKind::Judgment) => 3,
        Some(WorkKind::Interview | WorkKind::Letter) => 4,
        _ => 0,
    };
    class(one) == class(other)
}

fn telling(title: &str) -> BTreeSet<String> {
    const FILLING: [&str; 9] = [
        "the", "and", "for", "from", "with", "that", "this", "into", "its",
    ];
    let folded = fold(title);
    let words = folded.split(' ');
    words
        .filter(|word| word.chars().count() > 2 && !FILLING.contains(word))
        .map(str::to_owned)
        .collect()
}

/// A name as keys of citations have it: without accents, and with umlauts as libraries write them out.
fn spellings(name: &Name) -> [String; 2] {
    let bare = |text: &str| {
        let folded = fold(text);
        folded
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let out: String = name
        .family
        .to_lowercase()
        .replace('ä', "ae")
        .replace(['ö', 'ø'], "oe")
        .replace('ü', "ue");
    [bare(&name.family), bare(&out)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::from_list;
    use crate::project::Reference;

    fn entry(authors: &str, year: i32, title: &str, kind: WorkKind) -> Entry {
        Entry {
            title: title.to_owned(),
            authors: from_list(authors),
            year: Some(year),
            reference: Reference {
                kind: Some(kind),
                ..Reference::default()
            },
        }
    }

    fn cited(names: &[&str], year: i32, title: &str, kind: Option<WorkKind>) -> Cited {
        Cited {
            names: names.iter().map(ToString::to_string).collect(),
            year: Some(year),
            title: title.to_owned(),
            kind,
            doi: String::new(),
        }
    }

    #[test]
    fn works_find_their_entries_by_authors_year_and_title() {
        let entries = [
            entry(
                "Müller, Ada",
                2001,
                "Tin and tigers: a history",
                WorkKind::Book,
            ),
            entry(
                "Moor, Ada; Lindqvist, Bo; Ōta, Chie",
                2014,
                "Inspecting the inspectors",
                WorkKind::Article,
            ),
            entry(
                "Adeyemi, Tunde",
                1996,
                "The river and the loom",
                WorkKind::Book,
            ),
            entry(
                "Adeyemi, Tunde",
                1996,
                "Counting spindles",
                WorkKind::Article,
            ),
            entry("", 2008, "Anti-Smuggling in Persons Act", WorkKind::Law),
            entry("", 2007, "07KUALALUMPUR1290", WorkKind::Cable),
            entry(
                "",
                2008,
                "Smuggling in persons: an act in three parts",
                WorkKind::Book,
            ),
        ];
        for (work, wanted, sure) in [
            (cited(&["mueller"], 2001, "", None), Some(0), true),
            (cited(&["moor", "etal"], 2014, "", None), Some(1), true),
            (
                cited(
                    &["moor", "lindqvist", "ota"],
                    2013,
                    "Inspecting the Inspectors",
                    None,
                ),
                Some(1),
                true,
            ),
            // Two entries of one author and year: without a title nobody can tell.
            (cited(&["adeyemi"], 1996, "", None), Some(2), false),
            (
                cited(
                    &["adeyemi"],
                    1996,
                    "Counting spindles after the strike",
                    None,
                ),
                Some(3),
                true,
            ),
            (
                cited(&["adeyemi"], 1996, "Kites over the bay", None),
                None,
                false,
            ),
            (cited(&["adeyemi"], 1999, "", None), None, false),
            (
                cited(
                    &[],
                    2008,
                    "Anti-Smuggling in Persons Act",
                    Some(WorkKind::Law),
                ),
                Some(4),
                true,
            ),
            (
                cited(&[], 2008, "Smuggling Act", Some(WorkKind::Law)),
                None,
                false,
            ),
            (
                cited(&[], 2007, "07KUALALUMPUR1290", Some(WorkKind::Cable)),
                Some(5),
                true,
            ),
            (
                cited(&[], 2007, "07KUALALUMPUR1291", Some(WorkKind::Cable)),
                None,
                false,
            ),
        ] {
            let found = best_of_works(std::slice::from_ref(&work), &entries);
            let first = found.first().copied().flatten();
            assert_eq!(
                first.map(|found| found.entry),
                wanted,
                "{work:?}: {found:?}"
            );
            assert_eq!(
                first.is_some_and(|found| found.is_sure()),
                sure,
                "{work:?}: {found:?}"
            );
        }
    }
}
