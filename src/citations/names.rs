//! Which words are the authors of a work, and how are they written in a key?

use super::keys;
use super::vocabulary;
use crate::project::Span;

/// A word of a line: what stands between blanks, with where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub start: usize,
    pub text: &'t str,
}

impl<'t> Word<'t> {
    pub fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// Without signs around it, without a possessive 's, emphasis and full stops.
    pub fn bare(self) -> &'t str {
        bare(self.text)
    }

    /// Whether a comma, semicolon or colon closes it.
    pub fn closed(self) -> bool {
        self.text
            .trim_end_matches(['*', '_'])
            .ends_with([',', ';', ':'])
    }
}

/// A word without the signs around it.
pub(super) fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
    ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|possessive| word.strip_suffix(possessive))
        .unwrap_or(word)
}

/// Adds the words of a part of a text to a buffer.
pub(super) fn words<'t>(text: &'t str, start: usize, end: usize, out: &mut Vec<Word<'t>>) {
    out.clear();
    let part = text.get(start..end).unwrap_or_default();
    let mut from = None;
    for (at, c) in part.char_indices() {
        match (c.is_whitespace(), from) {
            (true, Some(begin)) => {
                out.push(Word {
                    start: start + begin,
                    text: &part[begin..at],
                });
                from = None;
            }
            (false, None) => from = Some(at),
            _ => {}
        }
    }
    if let Some(begin) = from {
        out.push(Word {
            start: start + begin,
            text: &part[begin..],
        });
    }
}

/// Whether a word may be a name, or part of one: it starts with a capital and is no word that starts sentences.
pub(super) fn is_name(word: &str) -> bool {
    let Some(first) = word.chars().next() else {
        return false;
    };
    // d'Arcy, al-Qaradawi.
    let lower = ["d'", "d’", "al-", "el-", "o'", "o’"];
    let first = lower
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix)?.chars().next())
        .unwrap_or(first);
    first.is_uppercase()
        && word.chars().all(|c| {
            c.is_alphabetic()
                || matches!(
                    c,
                    '\'' | '’' | '-' | '‐' | '‑' | '.' | '/' | '\u{300}'..='\u{36f}'
                )
        })
        && !is_month(word)
        && !opens_sentence(word)
}

/// Small words inside names of persons: van, de la.
pub(super) fn is_particle(word: &str) -> bool {
    vocabulary::PARTICLES.has(word)
}

/// Small words inside names of bodies: "Committee on the Elaboration of a Convention".
pub(super) fn is_link(word: &str) -> bool {
    vocabulary::LINKS.has(word)
}

/// Words with a capital that a sentence or a reference starts with, and that are no name.
pub(super) fn opens_sentence(word: &str) -> bool {
    vocabulary::OPENINGS.has(word)
}

/// The names of months and days, long and short.
pub(super) fn is_month(word: &str) -> bool {
    vocabulary::MONTHS.has(word.trim_end_matches('.'))
}

/// Words that end the name of a law, a report or a publisher, not of an author.
pub(super) fn names_a_thing(word: &str) -> bool {
    vocabulary::THINGS.has(word)
}

/// Words of names of bodies, which are no person's surname.
fn is_body(word: &str) -> bool {
    vocabulary::BODIES.has(word)
}

/// The key of authors, as the words write them: `finnemore+sikkink`, `khagram+etal`, `unicef`.
pub(super) fn key(words: &[Word], given_first: bool) -> String {
    let mut key = String::new();
    // An abbreviation in brackets stands for a body: "International Labour Organization [ILO]".
    let short = words
        .iter()
        .find(|word| word.text.starts_with('[') && is_name(word.bare()));
    if let Some(short) = short.filter(|_| words.len() > 1) {
        return keys::name(short.bare());
    }
    let body = words.iter().any(|word| is_body(word.bare()));
    let mut author: Vec<&str> = Vec::new();
    let flush = |author: &mut Vec<&str>, key: &mut String| {
        let family = match author.as_slice() {
            [] => return,
            // Initials stand after or ahead of the surname: "Bailey, J.L.", "J.L. Bailey".
            [.., last] if given_first && !body && !is_particle(author[0]) => {
                std::slice::from_ref(last)
            }
            all => all,
        };
        if !key.is_empty() {
            key.push('+');
        }
        for name in family {
            keys::push(name, key);
        }
        author.clear();
    };
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        let name = word.bare();
        let et_al = name == "et" && words.get(at + 1).is_some_and(|next| next.bare() == "al");
        if et_al
            || name == "al" && at > 0 && words[at - 1].bare() == "et"
            || matches!(name, "colleagues")
        {
            flush(&mut author, &mut key);
            if et_al && !key.ends_with("etal") {
                key.push_str("+etal");
            }
            at += 1;
            continue;
        }
        match name {
            "and" | "&" | "und" | "y" if !body => flush(&mut author, &mut key),
            "and" | "&" | "the" | "of" | "on" | "for" | "The" => {}
            "" => {}
            _ => author.push(name),
        }
        if word.closed() && !body {
            flush(&mut author, &mut key);
        }
        at += 1;
    }
    flush(&mut author, &mut key);
    key
}

/// The words that are the authors right ahead of a year, read backwards: their place in the words. None where the
/// last word is no name.
///
/// `commas` lets commas part the authors though no "and" follows them.
pub(super) fn authors_before(words: &[Word], commas: bool) -> Option<usize> {
    let mut at = words.len();
    let last = words.last()?;
    let name = last.bare();
    let et_al = name == "al" && words.len() > 2 && words[words.len() - 2].bare() == "et";
    if et_al {
        at -= 2;
        if !is_name(words[at - 1].bare()) {
            return None;
        }
    } else if !is_name(name) || names_a_thing(name) {
        return None;
    }
    let mut first = one_before(words, at)?;
    // Co-authors: "A, B, and C", "A and B".
    while let Some(previous) = first.checked_sub(1).map(|previous| words[previous]) {
        let joined = matches!(previous.bare(), "and" | "&" | "und" | "y") && first >= 2;
        let end = if joined {
            first - 1
        } else if previous.text.ends_with(',')
            && (commas || first < words.len() && serial(words, first))
        {
            first
        } else {
            break;
        };
        let before = words[end - 1];
        if !is_name(before.bare())
            || before.text.ends_with(['.', ';', ':', ')']) && before.bare().len() > 1
        {
            break;
        }
        match one_before(words, end) {
            Some(next) => first = next,
            None => break,
        }
    }
    Some(first)
}

/// Whether an "and" parts authors after this place.
fn serial(words: &[Word], from: usize) -> bool {
    words[from..]
        .iter()
        .any(|word| matches!(word.bare(), "and" | "&"))
}

/// The first word of the one author whose last word stands ahead of `end`.
fn one_before(words: &[Word], end: usize) -> Option<usize> {
    let mut first = end.checked_sub(1)?;
    while let Some(previous) = first.checked_sub(1).map(|previous| words[previous]) {
        let name = previous.bare();
        let ends = previous
            .text
            .ends_with([',', ';', ':', ')', '"', '”', '!', '?']);
        let stop = previous.text.ends_with('.')
            && name.chars().count() > 1
            && !name.contains('.')
            && name != "St";
        if ends || stop && !(name == "Jr" || name == "U.S") {
            break;
        }
        let joins = is_name(name) || is_particle(name);
        // "Ministry of Justice": links between two parts of a body's name.
        let links = matches!(name, "of" | "on" | "for" | "the") && first >= 2 && {
            let mut before = first - 1;
            while before > 0 && is_link(words[before].bare()) && words[before].bare() != "and" {
                before -= 1;
            }
            is_name(words[before].bare()) && !words[before].closed() && is_body_ahead(words, before)
        };
        if !joins && !links {
            break;
        }
        first -= 1;
    }
    while first < end
        && (is_link(words[first].bare()) || is_particle(words[first].bare()) && first + 1 == end)
    {
        first += 1;
    }
    (first < end).then_some(first)
}

fn is_body_ahead(words: &[Word], at: usize) -> bool {
    is_body(words[at].bare())
}

/// Whether all words of an item are a name: of persons, or of a body with small words in between.
pub(super) fn all_names(words: &[Word]) -> bool {
    let Some(last) = words.last() else {
        return false;
    };
    let mut names = 0;
    for (at, word) in words.iter().enumerate() {
        let name = word.bare();
        let et_al = name == "al" || name == "et";
        if is_name(name) {
            names += 1;
        } else if !(is_link(name)
            || is_particle(name)
            || et_al
            || (name.is_empty() && word.text == "–"))
            || at == 0 && is_link(name)
        {
            return false;
        }
    }
    let last = last.bare();
    names > 0 && (is_name(last) || last == "al") && !names_a_thing(last)
}

/// The span of some words.
pub(super) fn span(words: &[Word]) -> Option<Span> {
    Some(Span::new(words.first()?.start, words.last()?.end()))
}
