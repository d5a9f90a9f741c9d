//! How is a work called: its authors, its year, its title, its name in a line?

use super::forms::{Class, Form};
use super::people::people;
use super::{Citation, Kind, Read, Source};
use crate::citations::{cable, keys};
use crate::project::{Alias, Reference, Work, WorkKind, joined, shortened};
use crate::text::fold::fold;
use std::collections::BTreeSet;
use std::ops::Range;

/// More characters of a law or an interview than this are not its name.
const LONGEST_LABEL: usize = 90;

/// The work of these forms, with what people said of it; its mentions are still to come.
pub(super) fn source(key: String, work: Option<&Work>, forms: &[&Form], read: &[Read]) -> Source {
    let class = forms.first().map_or(Class::Written, |form| form.class);
    let long = forms
        .iter()
        .max_by_key(|form| authors_of(&form.key).0.len());
    let whole = long.map_or("", |form| form.key.as_str());
    let (names, dated) = match class {
        Class::Written => authors_of(whole),
        _ => (Vec::new(), String::new()),
    };
    let said = Said::of(forms, read);
    let mut source = Source {
        key,
        work: work.map(|work| work.id),
        kind: None,
        author: String::new(),
        year: dated.get(..4).and_then(|year| year.parse().ok()),
        dated,
        title: forms
            .iter()
            .map(|form| form.title.as_str())
            .max_by_key(|title| title.len())
            .unwrap_or_default()
            .to_owned(),
        post: String::new(),
        label: String::new(),
        names,
        reference: Reference::default(),
        aliases: forms
            .iter()
            .map(|form| Alias {
                key: form.key.clone(),
                document: Some(form.document),
            })
            .collect(),
        mentions: Vec::new(),
    };
    match class {
        Class::Written => {
            source.author = said.authors(&source.names);
            source.label = joined(&[&short_authors(&said, &source.names), &source.dated], " ");
        }
        Class::Cable => {
            source.kind = Some(WorkKind::Cable);
            whole.clone_into(&mut source.label);
            if let Some(cable) = cable(whole) {
                source.year = Some(cable.year);
                source.dated = cable.year.to_string();
                source.post = cable.post;
            }
        }
        Class::Law | Class::Interview => {
            source.kind = Some(if class == Class::Law {
                WorkKind::Law
            } else {
                WorkKind::Interview
            });
            source.year = year_in(whole);
            source.dated = source.year.map_or(String::new(), |year| year.to_string());
            source.title = shortened(&said.longest, 4 * LONGEST_LABEL);
            source.label = shortened(&said.longest, LONGEST_LABEL);
        }
    }
    if let Some(work) = work {
        put_said(&mut source, work);
    }
    source
}

/// Puts in what people said of a work: it goes ahead of what citations say.
fn put_said(source: &mut Source, work: &Work) {
    source.reference = work.reference.clone();
    source.kind = work.reference.kind.or(source.kind);
    if !work.title.is_empty() {
        source.title.clone_from(&work.title);
    }
    if let Some(year) = work.year {
        source.year = Some(year);
        if !source.dated.starts_with(&year.to_string()) {
            source.dated = year.to_string();
        }
    }
    if !work.author.is_empty() {
        source.author.clone_from(&work.author);
        let surnames: Vec<&str> = work
            .author
            .split(';')
            .map(|name| name.split(',').next().unwrap_or(name).trim())
            .collect();
        source.names = surnames.iter().map(|name| keys::name(name)).collect();
        source.label = joined(&[&listed(&surnames), &source.dated], " ");
    }
}

/// The surnames of a key and its year: "gallagher+holmes:2008".
fn authors_of(key: &str) -> (Vec<String>, String) {
    let (authors, year) = key.rsplit_once(':').unwrap_or((key, ""));
    let year = match year {
        "nd" => "n.d.",
        year => year,
    };
    let names = authors.split('+').filter(|name| !name.is_empty());
    (names.map(str::to_owned).collect(), year.to_owned())
}

fn year_in(key: &str) -> Option<i32> {
    let is_year = |part: &&str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = key.split([':', '-']);
    parts.find(is_year).and_then(|year| year.parse().ok())
}

/// What the citations of a work say in their own letters.
struct Said<'a> {
    /// Its entries in lists of references, up to the year.
    entries: Vec<&'a str>,
    /// All that cites it.
    all: Vec<&'a str>,
    /// The longest of them.
    longest: String,
}

impl<'a> Said<'a> {
    fn of(forms: &[&Form], read: &'a [Read]) -> Self {
        /// Of a work that is cited all over, the first citations tell how its authors are written.
        const ENOUGH: usize = 12;
        let mut said = Self {
            entries: Vec::new(),
            all: Vec::new(),
            longest: String::new(),
        };
        for form in forms {
            let Some(read) = read.get(form.read) else {
                continue;
            };
            let citations = form
                .citations
                .iter()
                .filter_map(|at| read.citations.list.get(*at));
            for citation in citations.take(ENOUGH) {
                let words = words(read, citation);
                if citation.kind == Kind::ReferenceEntry {
                    said.entries.push(before_year(words));
                }
                if words.len() > said.longest.len() {
                    said.longest = one_line(words);
                }
                said.all.push(words);
            }
        }
        said
    }

    /// The authors as the list of references has them, else as they are cited.
    fn authors(&self, names: &[String]) -> String {
        let read = self.entries.iter().filter_map(|entry| people(entry, names));
        // The entry that writes out most of the names.
        if let Some(read) = read.max_by_key(String::len) {
            return read;
        }
        let written: Vec<String> = names.iter().map(|name| self.written(name)).collect();
        let written: Vec<&str> = written.iter().map(String::as_str).collect();
        joined(&written, "; ")
    }

    /// A surname, or an organisation, in the letters of the text: keys have neither capitals nor accents.
    fn written(&self, name: &str) -> String {
        if name == "etal" {
            return "et al.".to_owned();
        }
        let found = self.all.iter().find_map(|words| spelled(words, name));
        found.map_or_else(|| capital(name), ToOwned::to_owned)
    }
}

fn short_authors(said: &Said<'_>, names: &[String]) -> String {
    let written: Vec<String> = names.iter().map(|name| said.written(name)).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    listed(&written)
}

/// Authors in a line: "Moor", "Moor and Lind", "Moor et al." for three and more.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, "et al."] => format!("{one} et al."),
        [one, other] => format!("{one} and {other}"),
        [one, ..] => format!("{one} et al."),
    }
}

/// The words of a citation that are this name in a key.
fn spelled<'a>(words: &'a str, name: &str) -> Option<&'a str> {
    let found = words.get(spelled_at(words, name)?)?;
    Some(found.trim_end_matches(['.', '\'', '’', '-']))
}

/// Where a citation has this name of a key.
pub(super) fn spelled_at(words: &str, name: &str) -> Option<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut inside = false;
    for (at, c) in words.char_indices() {
        let letter = c.is_alphanumeric() || matches!(c, '’' | '\'' | '-' | '.');
        if letter && !inside {
            starts.push(at);
        }
        inside = letter;
    }
    for (nth, start) in starts.iter().enumerate() {
        let mut end = *start;
        for next in &starts[nth..] {
            let word = words.get(*next..).unwrap_or_default();
            let letters =
                word.find(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'' | '-' | '.')));
            end = end.max(next + letters.unwrap_or(word.len()));
            let run = words.get(*start..end).unwrap_or_default();
            let key = keys::name(run);
            if key == name {
                return Some(*start..end);
            }
            if key.len() >= name.len() {
                break;
            }
        }
    }
    None
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn words<'a>(read: &'a Read, citation: &Citation) -> &'a str {
    let words = read.text.str().get(citation.span().range());
    words.unwrap_or_default()
}

fn one_line(words: &str) -> String {
    let bare = words.replace('*', "");
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An entry of a list of references up to its year: "Katzenstein, Peter J.".
fn before_year(entry: &str) -> &str {
    let year = entry
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| is_year(entry, *at))
        .unwrap_or(0);
    let authors = entry.get(..year).unwrap_or_default();
    authors.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '(' | '[' | ',' | '*' | '-' | '“' | '"')
    })
}

fn is_year(words: &str, at: usize) -> bool {
    let digits = words.get(at..at + 4);
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    digits.is_some_and(|digits| {
        digits.bytes().all(|b| b.is_ascii_digit())
            && (digits.starts_with("1") || digits.starts_with("20"))
    }) && apart(
        words
            .get(..at)
            .and_then(|before| before.chars().next_back()),
    )
}

/// The title of a work in an entry of a list of references, or in a note of a law review: what stands in quotation marks,
/// else in italics, else behind the year up to the next full stop. Empty where that is no title.
pub(super) fn title(words: &str, kind: Kind) -> String {
    let quoted = between(words, '“', '”').or_else(|| between(words, '"', '"'));
    let title = quoted.or_else(|| between(words, '*', '*'));
    let title = title.or_else(|| {
        (kind == Kind::ReferenceEntry)
            .then(|| behind_year(words))
            .flatten()
    });
    let title = one_line(title.unwrap_or_default());
    let title =
        title.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '-'));
    // "in", "supra" and the like are set in italics too.
    if title.split_whitespace().count() < 2 && title.chars().count() < 6 {
        return String::new();
    }
    title.to_owned()
}

fn between(words: &str, open: char, close: char) -> Option<&str> {
    let from = words.find(open)? + open.len_utf8();
    let rest = words.get(from..)?;
    rest.get(..rest.find(close)?)
}

fn behind_year(entry: &str) -> Option<&str> {
    let year = entry
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| is_year(entry, *at))?;
    let rest = entry.get(year + 4..)?;
    let rest = rest
        .trim_start_matches(|c: char| !c.is_whitespace())
        .trim_start();
    let end = rest
        .find(". ")
        .or_else(|| rest.strip_suffix('.').map(str::len));
    rest.get(..end.unwrap_or(rest.len()))
}

/// The words of a title that tell it from others, folded, up to its colon where enough stand ahead of that.
pub(super) fn telling_words(title: &str) -> BTreeSet<String> {
    const FILLING: [&str; 14] = [
        "the", "and", "for", "from", "with", "that", "this", "into", "der", "die", "und", "des",
        "los", "las",
    ];
    let folded = fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.chars().count() > 2 && !FILLING.contains(word))
        .map(str::to_owned)
        .collect()
}
