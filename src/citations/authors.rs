//! Who wrote a work, as keys have it? `finnemore+sikkink`, `khagram+etal`, `vanderveen`, `unicef`.
//!
//! "García Márquez" may be one surname or a given name with one: both readings are kept until all the text is read.

use super::names::{self, Word};
use super::{keys, vocabulary};
use std::collections::{HashMap, HashSet};

/// The authors of a work.
#[derive(Clone, Debug, Default)]
pub(super) struct Authors {
    list: Vec<Author>,
    /// "et al.", "and colleagues".
    others: bool,
}

/// One author.
#[derive(Clone, Debug)]
struct Author {
    key: String,
    /// The other way to read the name.
    other: Option<String>,
}

/// The names that a text has for sure.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Surnames that can be read in one way only.
    sure: HashSet<String>,
    /// Names as they stand in brackets, where surnames come alone.
    likely: HashSet<String>,
    /// The abbreviations that the text sets after names of bodies.
    short: HashMap<String, String>,
}

impl Known {
    /// With the abbreviations of a text: `International Labour Organization (ILO)`.
    pub fn of(text: &str) -> Self {
        let mut short = HashMap::new();
        let mut words = Vec::new();
        for open in memchr::memchr2_iter(b'(', b'[', text.as_bytes()) {
            let Some(letters) = abbreviation(&text[open + 1..]) else {
                continue;
            };
            let line = memchr::memrchr(b'\n', &text.as_bytes()[..open]).map_or(0, |end| end + 1);
            let from = super::lines::floor(text, line.max(open.saturating_sub(160)));
            names::words(text, from, open, &mut words);
            if let Some(full) = spelled_out(letters, &words) {
                short.entry(full).or_insert_with(|| keys::name(letters));
            }
        }
        Self {
            short,
            ..Self::default()
        }
    }

    /// Learns the surnames of some authors. `likely` are names in brackets that may be read in two ways.
    pub fn learn(&mut self, authors: &Authors, likely: bool) {
        for author in &authors.list {
            if author.other.is_none() {
                self.sure.insert(author.key.clone());
            } else if likely {
                self.likely.insert(author.key.clone());
            }
        }
    }

    /// Learns the surnames of a key as it is.
    pub fn learn_key(&mut self, key: &str) {
        let authors = key.split_once(':').map_or(key, |(authors, _)| authors);
        for name in authors.split('+').filter(|name| *name != ETAL) {
            self.sure.insert(name.to_owned());
        }
    }

    /// A key with the abbreviations of the text for names of bodies.
    pub fn shortened(&self, key: &str) -> Option<String> {
        let (authors, year) = key.split_once(':')?;
        let short = self.short.get(authors)?;
        Some(format!("{short}:{year}"))
    }
}

const ETAL: &str = "etal";

/// The letters that close a bracket right after it opens: "ILO)".
fn abbreviation(rest: &str) -> Option<&str> {
    let length = rest
        .bytes()
        .take(9)
        .take_while(u8::is_ascii_uppercase)
        .count();
    let closed = rest[length..].starts_with([')', ']']);
    ((2..=8).contains(&length) && closed).then(|| &rest[..length])
}

/// The key of the words that an abbreviation stands for: their first letters are its own.
fn spelled_out(letters: &str, words: &[Word]) -> Option<String> {
    let mut wanted = letters.bytes().rev().peekable();
    let mut first = words.len();
    while let Some(letter) = wanted.peek() {
        first = first.checked_sub(1)?;
        let name = words[first].bare();
        if name.starts_with(|c: char| c.eq_ignore_ascii_case(&char::from(*letter)))
            && name.starts_with(char::is_uppercase)
        {
            wanted.next();
        } else if !names::is_link(name) || words[first].closed() {
            return None;
        }
    }
    let full = Authors::of(&words[first..], false);
    match full.list.as_slice() {
        [one] if letters.len() > 1 => Some(one.key.clone()),
        _ => None,
    }
}

impl Authors {
    /// The authors that some words name. `given_first` where given names may stand ahead of surnames, as in a sentence.
    pub fn of(words: &[Word], given_first: bool) -> Self {
        let mut authors = Self::default();
        // An abbreviation in brackets stands for a body: "International Labour Organization [ILO]".
        let short = words
            .iter()
            .find(|word| word.text.starts_with(['[', '(']) && names::is_name(word.bare()));
        if let Some(short) = short.filter(|_| words.len() > 1) {
            authors.list.push(Author {
                key: keys::name(short.bare()),
                other: None,
            });
            return authors;
        }
        let body = words.iter().any(|word| names::is_body(word.bare())) || is_branch(words);
        let mut name: Vec<&str> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let bare = word.bare();
            if names::is_others(words, at) {
                authors.end(&mut name, body, given_first);
                authors.others = true;
                continue;
            }
            match bare {
                "" => {}
                "and" | "&" | "und" | "et" | "y" if !body => {
                    authors.end(&mut name, body, given_first);
                }
                "The" | "the" if name.is_empty() => {}
                _ if body && names::is_link(bare) => {}
                _ if !body && vocabulary::TITLES.has(bare) => {}
                _ => {
                    // "Deitelhoff/Müller"
                    let mut parts = bare.split('/');
                    name.extend(parts.next());
                    for part in parts.filter(|_| !body) {
                        authors.end(&mut name, body, given_first);
                        name.push(part);
                    }
                }
            }
            if word.closed() && !body {
                authors.end(&mut name, body, given_first);
            }
        }
        authors.end(&mut name, body, given_first);
        authors
    }

    /// A page without an author, by the key of its title.
    pub fn titled(key: String) -> Self {
        let author = Author { key, other: None };
        Self {
            list: vec![author],
            others: false,
        }
    }

    /// Adds the author whose name is read.
    fn end(&mut self, name: &mut Vec<&str>, body: bool, given_first: bool) {
        // Initials stand after or ahead of the surname: "Bailey, J.L.", "J. Smith". A list that names none is none.
        let initials = |name: &&str| !body && names::is_initials(name);
        let full = name.iter().any(|name| !initials(name));
        if full {
            name.retain(|name| !initials(name));
        } else if !self.list.is_empty() {
            name.clear();
        }
        if name.is_empty() {
            return;
        }
        let whole = joined(name);
        let family = joined(family(name));
        let author = match (body || whole == family, given_first) {
            (true, _) => Author {
                key: whole,
                other: None,
            },
            (_, true) => Author {
                key: family,
                other: Some(whole),
            },
            (_, false) => Author {
                key: whole,
                other: Some(family),
            },
        };
        if !author.key.is_empty() {
            self.list.push(author);
        }
        name.clear();
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The key, as the names of the text tell how to read each.
    pub fn key(&self, known: &Known) -> String {
        let mut key = String::new();
        for author in &self.list {
            if !key.is_empty() {
                key.push('+');
            }
            key.push_str(author.read(known));
        }
        if self.others {
            key.push('+');
            key.push_str(ETAL);
        }
        match known.short.get(&key) {
            Some(short) => short.clone(),
            None => key,
        }
    }
}

impl Author {
    fn read(&self, known: &Known) -> &str {
        let Some(other) = &self.other else {
            return &self.key;
        };
        let sure = |name: &str| known.sure.contains(name) || known.short.contains_key(name);
        if !sure(&self.key) && (sure(other) || known.likely.contains(other)) {
            other
        } else {
            &self.key
        }
    }
}

/// "UNICEF Thailand": a body by its letters, and where it is.
fn is_branch(words: &[Word]) -> bool {
    let letters = |word: &Word| {
        let name = word.bare();
        (3..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
    };
    match words {
        [first, rest @ ..] => {
            letters(first)
                && !rest.is_empty()
                && rest
                    .iter()
                    .all(|word| names::is_name(word.bare()) && !letters(word))
        }
        [] => false,
    }
}

/// The surname of a full name: from its small word on ("van der Veen"), else the last word.
pub(super) fn family<'n, 't>(name: &'n [&'t str]) -> &'n [&'t str] {
    let small = name
        .iter()
        .position(|word| names::is_particle(word) || names::is_great_particle(word));
    match small {
        Some(at) if at + 1 < name.len() => &name[at..],
        _ => &name[name.len().saturating_sub(1)..],
    }
}

/// Words as one in a key.
pub(super) fn joined(words: &[&str]) -> String {
    let mut key = String::new();
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        // "United States Department" is the "US Department".
        if *word == "United" && words.next_if(|next| **next == "States").is_some() {
            key.push_str("us");
            continue;
        }
        keys::push(word, &mut key);
    }
    key
}
