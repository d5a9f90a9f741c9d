//! Which works do "supra", "infra" and "Id." lead to, through each other?

use super::notes::Note;
use super::numbers::plain_number;
use super::resolve::Cited;
use super::{Citation, Kind, keys, lines, supra};
use crate::project::Span;
use std::collections::HashMap;

/// The notes of each number, in the order of the text.
fn by_number(notes: &[Note]) -> HashMap<u32, Vec<usize>> {
    let mut by_number: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, note) in notes.iter().enumerate() {
        if note.text.is_some() {
            by_number.entry(note.number).or_default().push(place);
        }
    }
    by_number
}

/// What pointers are followed through.
pub(super) struct Chains<'a> {
    text: &'a str,
    notes: &'a [Note],
    works: &'a [Vec<Cited>],
    by_number: HashMap<u32, Vec<usize>>,
}

impl<'a> Chains<'a> {
    pub fn of(text: &'a str, notes: &'a [Note], works: &'a [Vec<Cited>]) -> Self {
        Self {
            text,
            notes,
            works,
            by_number: by_number(notes),
        }
    }

    /// Follows "supra", "infra" and "Id." to works, through other such pointers.
    pub fn follow(&self, list: &mut [Citation]) {
        // Pointers back first, in the order of the text, so that chains are short; those ahead when all others are
        // known.
        for ahead in [false, true] {
            let mut names: HashMap<String, usize> = HashMap::new();
            for note in 0..self.works.len() {
                for nth in 0..self.works[note].len() {
                    self.follow_one(list, note, nth, ahead, &names);
                    let place = self.works[note][nth].place;
                    if list[place].kind == Kind::Bluebook {
                        names.insert(surname(&list[place].key).to_owned(), place);
                    }
                }
            }
        }
        self.outside(list);
    }

    fn follow_one(
        &self,
        list: &mut [Citation],
        note: usize,
        nth: usize,
        ahead: bool,
        names: &HashMap<String, usize>,
    ) {
        let inside = &self.works[note];
        let place = inside[nth].place;
        let citation = &list[place];
        if citation.kind != Kind::SupraId || !citation.resolves_to.is_empty() {
            return;
        }
        let span = citation.span();
        let written = &self.text[span.range()];
        let targets = if citation.key.starts_with("fn:") {
            let ahead_of = inside[..nth].last().map(|cited| list[cited.place].span());
            let told = self.told(span, ahead_of);
            self.numbered(list, written, told, note, ahead)
        } else if ahead {
            None
        } else if citation.key == supra::UNNUMBERED {
            let name = keys::name(written.split([',', '&', ' ']).next().unwrap_or_default());
            names.get(&name).map(|place| vec![*place])
        } else {
            self.same(list, note, nth)
        };
        let Some((targets, key)) = targets.map(|targets| {
            let key = match list[place].key.as_str() {
                "id" if nth == 0 || self.first_proper(note, nth) => self.number_before(note),
                "id" | supra::UNNUMBERED => targets.first().map(|first| list[*first].key.clone()),
                _ => None,
            };
            (targets, key)
        }) else {
            return;
        };
        if let Some(key) = key {
            list[place].key = key;
        }
        list[place].resolves_to = targets;
    }

    /// What stands ahead of a bare pointer in its note: the sentence, or the book of a chapter, may name the work.
    fn told(&self, span: Span, ahead: Option<Span>) -> &str {
        /// Bytes that are looked at.
        const NEAR: usize = 200;
        let near = lines::floor(self.text, span.start.saturating_sub(NEAR));
        let within = ahead.is_some_and(|ahead| ahead.end > span.start);
        let start = match ahead {
            Some(ahead) if within => ahead.start.max(near),
            Some(ahead) => ahead.end.max(near),
            None => near,
        };
        let told = self.text.get(start..span.start).unwrap_or_default();
        let told = &told[told.rfind('\n').map_or(0, |line| line + 1)..];
        let book = told.rfind(" in ").filter(|_| within);
        &told[book.unwrap_or(0)..]
    }

    /// The works of the notes that a pointer gives the numbers of.
    fn numbered(
        &self,
        list: &[Citation],
        written: &str,
        told: &str,
        note: usize,
        ahead: bool,
    ) -> Option<Vec<usize>> {
        let numbers = numbers(written);
        let mut targets = Vec::new();
        for number in &numbers {
            let Some(target) = nearest(&self.by_number, *number, note) else {
                continue;
            };
            if (target > note) != ahead {
                continue;
            }
            let works = named(self.text, list, &self.works[target], written, told)
                .or_else(|| self.notes[target].text.map(|text| vec![text]));
            for work in works.unwrap_or_default() {
                if !targets.contains(&work) {
                    targets.push(work);
                }
            }
        }
        (!targets.is_empty()).then_some(targets)
    }

    /// What "Id." means: the work ahead of it in its note, else the last of the note before.
    fn same(&self, list: &[Citation], note: usize, nth: usize) -> Option<Vec<usize>> {
        let inside = &self.works[note][..nth];
        if let Some(before) = last(inside) {
            return Some(followed(list, before));
        }
        let before = note.checked_sub(1)?;
        last(&self.works[before])
            .map(|place| followed(list, place))
            .or(self.notes[before].text.map(|text| vec![text]))
    }

    fn first_proper(&self, note: usize, nth: usize) -> bool {
        last(&self.works[note][..nth]).is_none()
    }

    fn number_before(&self, note: usize) -> Option<String> {
        let before = note.checked_sub(1)?;
        Some(format!("fn:{}", self.notes[before].number))
    }

    /// Pointers outside of what could be told to be a note.
    fn outside(&self, list: &mut [Citation]) {
        let mut last = 0;
        let starts: Vec<usize> = self
            .notes
            .iter()
            .map(|note| {
                last = note
                    .text
                    .map_or(last, |text| list[text].span().start)
                    .max(last);
                last
            })
            .collect();
        for place in 0..list.len() {
            let citation = &list[place];
            if citation.kind != Kind::SupraId || !citation.resolves_to.is_empty() {
                continue;
            }
            if !citation.key.starts_with("fn:") {
                continue;
            }
            let around = starts.partition_point(|start| *start < citation.span().start);
            let written = &self.text[citation.span().range()];
            let mut targets = Vec::new();
            for number in numbers(written) {
                if let Some(target) = nearest(&self.by_number, number, around) {
                    let works = named(self.text, list, &self.works[target], written, "");
                    targets.extend(
                        works
                            .or_else(|| self.notes[target].text.map(|text| vec![text]))
                            .unwrap_or_default(),
                    );
                }
            }
            list[place].resolves_to = targets;
        }
    }
}

/// The numbers of notes that a pointer gives: 12, 13 and 14 of "supra notes 12–14, at 3".
fn numbers(written: &str) -> Vec<u32> {
    /// Of "notes 1–90" these are enough.
    const MOST: u32 = 20;
    let word = ["note", "nn", "fn", "n"].iter().find_map(|word| {
        let at = written
            .rfind(&format!("{word}s "))
            .or_else(|| written.rfind(&format!("{word} ")));
        at.or_else(|| written.rfind(&format!("{word}. ")))
    });
    let Some(at) = word else {
        return first(written);
    };
    let mut numbers: Vec<u32> = Vec::new();
    let mut rest = written[at..].trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut range = false;
    while let Some((number, digits)) = plain_number(rest) {
        match numbers.last() {
            Some(last) if range && number > *last => {
                numbers.extend((*last + 1..=number).take(MOST as usize));
            }
            _ => numbers.push(number),
        }
        rest = &rest[digits..];
        let joint = [", and ", ", & ", " & ", " and ", "–", "-", "—", " to "];
        let Some(joint) = joint.iter().find(|joint| rest.starts_with(**joint)) else {
            let listed = rest.strip_prefix(", ").filter(|rest| {
                let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                digits.len() < rest.len()
                    && [" &", " and", ", and", ", &"]
                        .iter()
                        .any(|end| digits.starts_with(end))
            });
            match listed {
                Some(next) => {
                    rest = next;
                    range = false;
                    continue;
                }
                None => break,
            }
        };
        range = matches!(*joint, "–" | "-" | "—" | " to ");
        rest = &rest[joint.len()..];
    }
    numbers
}

fn first(written: &str) -> Vec<u32> {
    let digits = written.trim_start_matches(|c: char| !c.is_ascii_digit());
    plain_number(digits)
        .map(|(number, _)| vec![number])
        .unwrap_or_default()
}

/// The note of a number that is nearest to another.
fn nearest(by_number: &HashMap<u32, Vec<usize>>, number: u32, from: usize) -> Option<usize> {
    let places = by_number.get(&number)?;
    let after = places.partition_point(|place| *place < from);
    let near = [after.checked_sub(1), Some(after)].into_iter().flatten();
    near.filter_map(|at| places.get(at))
        .min_by_key(|place| place.abs_diff(from))
        .copied()
}

/// Works of one note that are looked at: no note cites more.
const MOST: usize = 200;

/// The last work that is properly cited, else the last at all.
fn last(inside: &[Cited]) -> Option<usize> {
    let proper = inside.iter().rev().take(MOST).find(|cited| cited.proper);
    proper.or(inside.last()).map(|cited| cited.place)
}

/// A work itself, or what a pointer leads to.
fn followed(list: &[Citation], place: usize) -> Vec<usize> {
    let citation = &list[place];
    if citation.kind == Kind::SupraId && !citation.resolves_to.is_empty() {
        return citation.resolves_to.clone();
    }
    vec![place]
}

/// The first surname of a key.
fn surname(key: &str) -> &str {
    key.split(['+', ':']).next().unwrap_or(key)
}

/// The works of a note that a short form names: by a name or a word of the title that both have; all where it names
/// none, and the only one.
fn named(
    text: &str,
    list: &[Citation],
    inside: &[Cited],
    written: &str,
    told: &str,
) -> Option<Vec<usize>> {
    let inside = &inside[..inside.len().min(MOST)];
    let full: Vec<usize> = inside
        .iter()
        .map(|cited| cited.place)
        .filter(|place| list[*place].kind != Kind::SupraId)
        .collect();
    let name = written
        .split("supra")
        .next()
        .unwrap_or_default()
        .split("infra")
        .next()
        .unwrap_or_default();
    if full.is_empty() {
        let mut pointers = inside
            .iter()
            .map(|cited| cited.place)
            .filter(|place| !list[*place].resolves_to.is_empty());
        let first = pointers.clone().next()?;
        let words = words(name);
        let best = pointers.find(|place| score(text, &list[*place], &words) > 0);
        return Some(list[best.unwrap_or(first)].resolves_to.clone());
    }
    if full.len() == 1 {
        return Some(full);
    }
    let best = best_of(text, list, &full, &words(name))
        .or_else(|| best_of(text, list, &full, &titled(told)));
    Some(best.map_or(full, |best| vec![best]))
}

/// The words that may name a work.
fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            word.chars().count() > 3 || word.chars().all(char::is_uppercase) && word.len() > 1
        })
        .map(str::to_lowercase)
        .collect()
}

/// The words with a capital at the end of a sentence that a pointer stands in.
fn titled(told: &str) -> Vec<String> {
    let capital = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().count() > 3;
    told.split(|c: char| !c.is_alphanumeric())
        .filter(capital)
        .map(str::to_lowercase)
        .collect()
}

fn score(text: &str, citation: &Citation, words: &[String]) -> usize {
    let work = text[citation.span().range()].to_lowercase();
    words.iter().filter(|word| work.contains(*word)).count()
}

/// The work that most words name; none where none does, or two do as well.
fn best_of(text: &str, list: &[Citation], full: &[usize], words: &[String]) -> Option<usize> {
    if words.is_empty() {
        return None;
    }
    let scores: Vec<usize> = full
        .iter()
        .map(|place| score(text, &list[*place], words))
        .collect();
    let best = *scores.iter().max().filter(|best| **best > 0)?;
    let at = scores.iter().position(|score| *score == best)?;
    Some(full[at])
}
