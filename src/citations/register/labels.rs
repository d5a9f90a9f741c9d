//! How is a work called: its authors, its year, its title, its name in a line?

use super::entry::{self, lowered};
use super::forms::{Class, Form};
use super::laws;
use super::people::people;
use super::{Citation, Kind, Read, Source};
use crate::citations::{cable, keys};
use crate::project::{Alias, Reference, Work, WorkKind, joined, shortened};
use crate::text::fold::fold;
use std::collections::BTreeSet;
use std::ops::Range;

/// More characters of a title than this do not stand in for the authors.
const LONGEST_TITLE: usize = 48;
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
        title: lowered(
            forms
                .iter()
                .map(|form| form.title.as_str())
                .max_by_key(|title| title.len())
                .unwrap_or_default(),
        ),
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
            source.reference.clone_from(&said.reference);
            source.kind = said.reference.kind;
            if let Some((day, letter)) = by_day(&source.dated) {
                source.reference.date = source.reference.date.or(day.parse().ok());
                source.dated = format!("{}{letter}", day.get(..4).unwrap_or_default());
            }
            // Of what nobody has written the key is the start of its title.
            let untold = matches!(source.names.as_slice(), [one] if one.len() > 8
                && keys::name(&source.title).starts_with(one.as_str()));
            let name = if untold {
                source.names.clear();
                shortened(&source.title, LONGEST_TITLE)
            } else {
                source.author = said.authors(&source.names);
                match source.names.as_slice() {
                    // An office whose name is longer than its key.
                    [one] if is_office(&source.author, one) => source.author.clone(),
                    names => short_authors(&said, names),
                }
            };
            source.label = joined(&[&name, &source.dated], " ");
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
            source.year = forms.iter().find_map(|form| year_in(&form.key));
            source.dated = source.year.map_or(String::new(), |year| year.to_string());
            let name = if forms.iter().any(|form| !form.law.is_empty()) {
                laws::head(&said.longest)
            } else {
                &said.longest
            };
            source.title = shortened(name, 4 * LONGEST_LABEL);
            source.label = shortened(name, LONGEST_LABEL);
        }
    }
    if let Some(work) = work {
        put_said(&mut source, work);
    }
    source
}

/// Puts in what people said of a work: it goes ahead of what citations say.
fn put_said(source: &mut Source, work: &Work) {
    put_over(&mut source.reference, &work.reference);
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

/// What people said of a reference goes ahead of what its entries say, field by field.
fn put_over(known: &mut Reference, said: &Reference) {
    let put = |known: &mut String, said: &String| {
        if !said.is_empty() {
            known.clone_from(said);
        }
    };
    put(&mut known.key, &said.key);
    put(&mut known.container, &said.container);
    put(&mut known.editor, &said.editor);
    put(&mut known.publisher, &said.publisher);
    put(&mut known.place, &said.place);
    put(&mut known.volume, &said.volume);
    put(&mut known.issue, &said.issue);
    put(&mut known.pages, &said.pages);
    put(&mut known.doi, &said.doi);
    put(&mut known.url, &said.url);
    put(&mut known.language, &said.language);
    known.kind = said.kind.or(known.kind);
    known.date = said.date.or(known.date);
    known.accessed = said.accessed.or(known.accessed);
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

/// The day of a work that is dated by it, and the letter behind: "1976-02-24" and "a" of "1976-02-24a".
fn by_day(dated: &str) -> Option<(&str, &str)> {
    let letters = dated.find(|c: char| c.is_ascii_lowercase());
    let (day, letter) = dated.split_at(letters.unwrap_or(dated.len()));
    let is_day = day.len() > 4 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    (is_day && day.get(4..5) == Some("-") && letter.len() <= 1).then_some((day, letter))
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
    /// What its entries say of where it appeared: the one that says most.
    reference: Reference,
    /// Whether notes of a law review cite it, which set names in small capitals.
    notes: bool,
    /// All texts.
    texts: Vec<&'a str>,
}

impl<'a> Said<'a> {
    fn of(forms: &[&Form], read: &'a [Read]) -> Self {
        /// Of a work that is cited all over, the first citations tell how its authors are written.
        const ENOUGH: usize = 12;
        let mut said = Self {
            entries: Vec::new(),
            all: Vec::new(),
            longest: String::new(),
            reference: Reference::default(),
            notes: false,
            texts: read.iter().map(|read| read.text.str()).collect(),
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
                } else if let (Kind::Bluebook, Some(title)) = (citation.kind, words.find('*')) {
                    let authors = words.get(..title).unwrap_or_default();
                    said.entries.push(authors.trim().trim_end_matches(','));
                }
                if matches!(citation.kind, Kind::ReferenceEntry | Kind::Bluebook) {
                    let found = entry::read(words, citation.kind).reference;
                    if facts(&found) > facts(&said.reference) {
                        said.reference = found;
                    }
                }
                said.notes |= citation.kind == Kind::Bluebook;
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
        if let Some(read) = read.max_by_key(String::len)
            && read.contains(' ')
        {
            return lowered(&read);
        }
        let written: Vec<String> = names.iter().map(|name| self.written(name)).collect();
        let written: Vec<&str> = written.iter().map(String::as_str).collect();
        joined(&written, "; ")
    }

    /// Whether a word in capitals is so amid small letters, too, as "ASEAN" is and a name in small capitals is not.
    fn is_initials(&self, word: &str) -> bool {
        if word.contains(' ') {
            return false;
        }
        // Names are longer.
        if word.chars().count() <= 3 {
            return true;
        }
        let amid = |text: &&str| {
            let found = memchr::memmem::find_iter(text.as_bytes(), word.as_bytes());
            let is_amid = |at: &usize| {
                let behind = text.get(at + word.len()..).unwrap_or_default();
                let ahead = text.get(..*at).unwrap_or_default();
                !ahead.ends_with(char::is_alphanumeric)
                    && behind
                        .strip_prefix(' ')
                        .is_some_and(|behind| behind.starts_with(char::is_lowercase))
            };
            found.filter(is_amid).nth(1).is_some()
        };
        self.texts.iter().any(amid)
    }

    /// A surname, or an organisation, in the letters of the text: keys have neither capitals nor accents.
    fn written(&self, name: &str) -> String {
        if name == "etal" {
            return "et al.".to_owned();
        }
        let mut found = self.all.iter().filter_map(|words| spelled(words, name));
        let Some(first) = found.next() else {
            // An office in a key is without its small words: as it is cited it has them.
            let cited = self.all.first().map_or("", |words| before_year(words));
            let cited = cited.rsplit(['(', ';']).next().unwrap_or_default().trim();
            let is_it = cited.starts_with(char::is_uppercase) && cited.len() <= 2 * name.len();
            return if is_it {
                cited.to_owned()
            } else {
                capital(name)
            };
        };
        let first = first.split(" [").next().unwrap_or(first);
        if first.contains(char::is_lowercase) {
            return first.to_owned();
        }
        match found.find(|other| other.contains(char::is_lowercase)) {
            Some(other) => other.to_owned(),
            None if !self.notes || self.is_initials(first) => first.to_owned(),
            None => lowered(first),
        }
    }
}

/// Whether an author is one name that is longer than its key, such as "U.S. Dep't of State" for "state".
fn is_office(author: &str, key: &str) -> bool {
    let bare = keys::name(author);
    !author.contains([',', ';'])
        && author.chars().count() <= LONGEST_TITLE
        && bare.len() > key.len()
        && bare.ends_with(key)
}

/// How much a reference says.
fn facts(reference: &Reference) -> usize {
    let said = [
        &reference.container,
        &reference.editor,
        &reference.publisher,
        &reference.place,
        &reference.volume,
        &reference.issue,
        &reference.pages,
    ];
    said.iter().filter(|words| !words.is_empty()).count() + usize::from(reference.kind.is_some())
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

pub(super) fn is_year(words: &str, at: usize) -> bool {
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

/// The title of a work in quotation marks; empty where there is none.
pub(super) fn title(words: &str) -> String {
    let title = between(words, '“', '”').or_else(|| between(words, '"', '"'));
    let title = one_line(title.unwrap_or_default());
    let title =
        title.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '-'));
    title.to_owned()
}

fn between(words: &str, open: char, close: char) -> Option<&str> {
    let from = words.find(open)? + open.len_utf8();
    let rest = words.get(from..)?;
    rest.get(..rest.find(close)?)
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
