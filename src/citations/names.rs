//! Which words are the authors of a work?

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
    let lower = [
        "d'", "d’", "al-", "el-", "as-", "at-", "o'", "o’", "l'", "l’",
    ];
    let first = lower
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix)?.chars().next())
        .unwrap_or(first);
    first.is_uppercase()
        && word.chars().all(|c| {
            c.is_alphabetic()
                || matches!(
                    c,
                    '\'' | '’' | '-' | '‐' | '‑' | '.' | '/' | '\u{ad}' | '\u{300}'..='\u{36f}'
                )
        })
        && !is_month(word)
        && !opens_sentence(word)
}

/// Whether a word is a name where it stands: "March" is one ahead of "and Olsen" and "et al."
fn is_author(words: &[Word], at: usize) -> bool {
    let name = words[at].bare();
    if is_name(name) || is_dotted(&words[at]) {
        return true;
    }
    let joins = |word: &Word| matches!(word.bare(), "and" | "&" | "et");
    let next = words.get(at + 1).is_some_and(joins);
    let before = at
        .checked_sub(1)
        .is_some_and(|before| joins(&words[before]));
    is_surname_of_month(name) && (next || before)
}

/// "A.", which is a word by itself without its stop.
fn is_dotted(word: &Word) -> bool {
    let name = word.bare();
    name.len() == 1
        && name.starts_with(char::is_uppercase)
        && word.text.get(1..).is_some_and(|rest| rest.starts_with('.'))
}

/// The months that are surnames as well.
pub(super) fn is_surname_of_month(word: &str) -> bool {
    matches!(word, "March" | "April" | "May" | "June" | "August")
}

/// Small words inside names of persons: van, de la.
pub(super) fn is_particle(word: &str) -> bool {
    vocabulary::PARTICLES.has(word)
}

/// The same with a capital, which start a surname where a given name stands ahead of them: "Anna Van Dijk".
pub(super) fn is_great_particle(word: &str) -> bool {
    matches!(
        word,
        "Van"
            | "Von"
            | "De"
            | "Du"
            | "Della"
            | "Di"
            | "El"
            | "Al"
            | "Bin"
            | "Ben"
            | "Ter"
            | "Dos"
            | "Da"
    )
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
pub(super) fn is_body(word: &str) -> bool {
    vocabulary::BODIES.has(word)
}

/// Words of offices that persons hold: "Secretary of State".
pub(super) fn is_office(word: &str) -> bool {
    vocabulary::OFFICES.has(word)
}

/// Names of countries and of some cities.
pub(super) fn is_place(word: &str) -> bool {
    vocabulary::PLACES.has(word)
}

/// Whether words are the name of a place: "Chad", "South Africa", "New York and Lima".
pub(super) fn are_place(words: &[Word]) -> bool {
    let inside = |word: &Word| {
        let name = word.bare();
        is_place(name) || is_link(name) || vocabulary::PLACE_STARTS.has(name)
    };
    words.last().is_some_and(|last| is_place(last.bare())) && words.iter().all(inside)
}

/// "J.L.", "M", "TM".
pub(super) fn is_initials(name: &str) -> bool {
    let mut letters = 0;
    let capitals = name.chars().filter(|c| c.is_alphabetic()).all(|c| {
        letters += 1;
        c.is_uppercase()
    });
    capitals && (letters == 1 || letters <= 4 && name.contains(['.', '-']))
}

/// Whether a word belongs to "et al.", "and colleagues", "and others".
pub(super) fn is_others(words: &[Word], at: usize) -> bool {
    let bare = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .map_or("", |word| word.bare())
    };
    let (before, next) = (bare(at.checked_sub(1)), bare(Some(at + 1)));
    match bare(Some(at)) {
        "et" => next == "al",
        "al" => before == "et",
        "colleagues" | "coauthors" | "co-authors" | "associates" => at > 0,
        "others" => matches!(before, "and" | "&"),
        "and" | "&" => matches!(
            next,
            "colleagues" | "coauthors" | "co-authors" | "associates" | "others"
        ),
        "his" | "her" | "their" => matches!(
            next,
            "colleagues" | "coauthors" | "co-authors" | "associates"
        ),
        _ => false,
    }
}

/// Where the names end that "et al." or "and colleagues" follows; the end of the words where neither does.
fn without_others(words: &[Word]) -> usize {
    let mut end = words.len();
    while end > 0 && is_others(words, end - 1) {
        end -= 1;
    }
    if end < words.len() && end > 0 && matches!(words[end - 1].bare(), "and" | "&") {
        end -= 1;
    }
    if end == 0 { words.len() } else { end }
}

/// The words that are the authors right ahead of a year, read backwards: their place in the words. None where the
/// last word is no name.
///
/// `commas` lets commas part the authors though no "and" follows them.
pub(super) fn authors_before(words: &[Word], commas: bool) -> Option<usize> {
    let end = without_others(words);
    let last = end.checked_sub(1)?;
    let name = words[last].bare();
    if !is_author(words, last) || end == words.len() && names_a_thing(name) {
        return None;
    }
    let mut first = one_before(words, end)?;
    // Co-authors: "A, B, and C", "A and B".
    while let Some(previous) = first.checked_sub(1).map(|previous| words[previous]) {
        let joined = matches!(previous.bare(), "and" | "&" | "und" | "et") && first >= 2;
        let end = if joined {
            first - 1
        } else if previous.text.ends_with(',') && (commas || serial(words, first)) {
            first
        } else {
            break;
        };
        let before = words[end - 1];
        if !is_author(words, end - 1)
            || before.text.ends_with(['.', ';', ':', ')']) && before.bare().len() > 1
        {
            break;
        }
        match one_before(words, end) {
            // "In Europe, Smith and Jones": the place is no author.
            Some(next) if !joined && is_setting(words, next, end) => break,
            Some(next) => first = next,
            None => break,
        }
    }
    Some(first)
}

/// Whether an "and" or "et al." parts authors after this place.
fn serial(words: &[Word], from: usize) -> bool {
    words[from..]
        .iter()
        .any(|word| matches!(word.bare(), "and" | "&" | "et"))
}

/// "In Europe," ahead of authors: where something is, or who is spoken of.
fn is_setting(words: &[Word], first: usize, end: usize) -> bool {
    let lead = first.checked_sub(1).map_or("", |lead| words[lead].bare());
    let placed = matches!(
        lead,
        "In" | "At"
            | "Across"
            | "Within"
            | "From"
            | "Since"
            | "Throughout"
            | "Outside"
            | "Beyond"
            | "For"
            | "Like"
    );
    placed || are_place(&words[first..end])
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
            && !matches!(name, "St" | "Jr" | "Dr" | "Mr" | "Mrs" | "Ms" | "Prof");
        if ends || stop {
            break;
        }
        let joins = is_name(name) || is_particle(name) || is_dotted(&previous);
        // "Ministry of Justice": links between two parts of a body's name.
        let links = is_link_of_bodies(name) && first >= 2 && {
            let mut before = first - 1;
            while before > 0 && is_link(words[before].bare()) && words[before].bare() != "and" {
                before -= 1;
            }
            let head = words[before];
            is_name(head.bare()) && !head.closed() && is_body(head.bare())
        };
        if !joins && !links {
            break;
        }
        first -= 1;
    }
    while first < end
        && (is_link(words[first].bare()) && !is_particle(words[first].bare())
            || is_particle(words[first].bare()) && first + 1 == end)
    {
        first += 1;
    }
    (first < end).then_some(first)
}

fn is_link_of_bodies(word: &str) -> bool {
    matches!(word, "of" | "on" | "for" | "the")
}

/// Whether all words of an item are a name: of persons, or of a body with small words in between.
pub(super) fn all_names(words: &[Word]) -> bool {
    let end = without_others(words);
    let Some(last) = end.checked_sub(1).map(|last| words[last].bare()) else {
        return false;
    };
    let mut names = 0;
    for (at, word) in words[..end].iter().enumerate() {
        let name = word.bare();
        if is_author(words, at) {
            names += 1;
        } else if !(is_link(name) || is_particle(name) || name.is_empty() && word.text == "–") {
            return false;
        }
    }
    let named = is_author(words, end - 1) && (end < words.len() || !names_a_thing(last));
    names > 0 && named
}

/// The span of some words.
pub(super) fn span(words: &[Word]) -> Option<Span> {
    Some(Span::new(words.first()?.start, words.last()?.end()))
}
