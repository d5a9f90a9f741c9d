//! What does each mark, "Id." and "supra" lead to?

use super::notes::{Found, Note};
use super::{Citation, Citations, Kind};
use crate::project::Span;
use std::collections::HashMap;

/// Links the citations of a text, which stand in order, with each other and with its notes.
pub(super) fn resolve(text: &str, mut list: Vec<Citation>, found: Found) -> Citations {
    let mut at: HashMap<(Kind, usize), usize> = HashMap::with_capacity(found.notes.len() * 2);
    for (place, citation) in list.iter().enumerate() {
        if matches!(citation.kind, Kind::FootnoteRef | Kind::FootnoteText) {
            at.insert((citation.kind, citation.span().start), place);
        }
    }
    let notes: Vec<Note> = found
        .notes
        .iter()
        .map(|note| Note {
            number: note.number,
            marks: note
                .marks
                .iter()
                .filter_map(|mark| at.get(&(Kind::FootnoteRef, mark.start)).copied())
                .collect(),
            text: note
                .spans
                .first()
                .and_then(|span| at.get(&(Kind::FootnoteText, span.start)).copied()),
        })
        .collect();
    for note in &notes {
        for mark in &note.marks {
            list[*mark].resolves_to = note.text.into_iter().collect();
        }
    }
    let works = works(&list, &found);
    chains(text, &mut list, &notes, &works);
    Citations { list, notes }
}

/// The works and pointers that stand in each note, in order: places in the list.
fn works(list: &[Citation], found: &Found) -> Vec<Vec<usize>> {
    let mut parts: Vec<(Span, usize)> = found
        .notes
        .iter()
        .enumerate()
        .flat_map(|(note, draft)| draft.spans.iter().map(move |span| (*span, note)))
        .collect();
    parts.sort_unstable();
    let mut works = vec![Vec::new(); found.notes.len()];
    for (place, citation) in list.iter().enumerate() {
        if matches!(
            citation.kind,
            Kind::FootnoteRef | Kind::FootnoteText | Kind::ReferenceEntry
        ) {
            continue;
        }
        let span = citation.span();
        let part = parts.partition_point(|(part, _)| part.end <= span.start);
        if let Some((part, note)) = parts.get(part)
            && part.start <= span.start
        {
            works[*note].push(place);
        }
    }
    works
}

/// Follows "supra", "infra" and "Id." to works, through other such pointers.
fn chains(text: &str, list: &mut [Citation], notes: &[Note], works: &[Vec<usize>]) {
    let mut by_number: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, note) in notes.iter().enumerate() {
        if note.text.is_some() {
            by_number.entry(note.number).or_default().push(place);
        }
    }
    // Pointers back first, in the order of the text, so that chains are short; those ahead when all others are known.
    for ahead in [false, true] {
        for (note, inside) in works.iter().enumerate() {
            for (nth, place) in inside.iter().enumerate() {
                let citation = &list[*place];
                if citation.kind != Kind::SupraId || !citation.resolves_to.is_empty() {
                    continue;
                }
                let written = &text[citation.span().range()];
                let targets = match citation
                    .key
                    .strip_prefix("fn:")
                    .and_then(|number| number.parse().ok())
                {
                    Some(number) => {
                        let Some(target) = nearest(&by_number, number, note) else {
                            continue;
                        };
                        if (target > note) != ahead {
                            continue;
                        }
                        named(text, list, &works[target], written)
                            .or_else(|| notes[target].text.map(|text| vec![text]))
                    }
                    None if ahead => continue,
                    None => previous(list, inside, nth).or_else(|| {
                        let before = note.checked_sub(1)?;
                        let number = notes[before].number;
                        let last = works[before].last();
                        let targets = last
                            .map(|last| followed(list, *last))
                            .or(notes[before].text.map(|text| vec![text]));
                        list[*place].key = format!("fn:{number}");
                        targets
                    }),
                };
                if let Some(targets) = targets {
                    if list[*place].key == "id" {
                        list[*place].key = targets
                            .first()
                            .map_or_else(|| "id".to_owned(), |first| list[*first].key.clone());
                    }
                    list[*place].resolves_to = targets;
                }
            }
        }
    }
    // Pointers outside of what could be told to be a note.
    let mut last = 0;
    let starts: Vec<usize> = notes
        .iter()
        .map(|note| {
            last = note.text.map_or(last, |text| list[text].span().start);
            last
        })
        .collect();
    for place in 0..list.len() {
        let citation = &list[place];
        if citation.kind != Kind::SupraId || !citation.resolves_to.is_empty() {
            continue;
        }
        let number = citation.key.strip_prefix("fn:");
        let around = starts.partition_point(|start| *start < citation.span().start);
        let target = number
            .and_then(|number| number.parse().ok())
            .and_then(|number| nearest(&by_number, number, around));
        if let Some(target) = target {
            let written = &text[citation.span().range()];
            let works = named(text, list, &works[target], written);
            list[place].resolves_to = works
                .or_else(|| notes[target].text.map(|text| vec![text]))
                .unwrap_or_default();
        }
    }
}

/// The note of a number that is nearest to another.
fn nearest(by_number: &HashMap<u32, Vec<usize>>, number: u32, from: usize) -> Option<usize> {
    let places = by_number.get(&number)?;
    places
        .iter()
        .min_by_key(|place| place.abs_diff(from))
        .copied()
}

/// The work ahead of a pointer in its own note.
fn previous(list: &[Citation], inside: &[usize], nth: usize) -> Option<Vec<usize>> {
    let before = inside[..nth].last()?;
    Some(followed(list, *before))
}

/// A work itself, or what a pointer leads to.
fn followed(list: &[Citation], place: usize) -> Vec<usize> {
    let citation = &list[place];
    if citation.kind == Kind::SupraId && !citation.resolves_to.is_empty() {
        return citation.resolves_to.clone();
    }
    vec![place]
}

/// The works of a note that a short form names: by a name or a word of the title that both have; all where it names
/// none, and the only one.
fn named(text: &str, list: &[Citation], inside: &[usize], written: &str) -> Option<Vec<usize>> {
    let full: Vec<usize> = inside
        .iter()
        .copied()
        .filter(|place| list[*place].kind != Kind::SupraId)
        .collect();
    if full.is_empty() {
        let first = inside
            .iter()
            .find(|place| !list[**place].resolves_to.is_empty())?;
        return Some(list[*first].resolves_to.clone());
    }
    if full.len() == 1 {
        return Some(full);
    }
    let name = written
        .split("supra")
        .next()
        .unwrap_or_default()
        .split("infra")
        .next()
        .unwrap_or_default();
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3 || word.chars().all(char::is_uppercase) && word.len() > 1)
        .collect();
    let score = |place: usize| {
        let work = text[list[place].span().range()].to_lowercase();
        words
            .iter()
            .filter(|word| work.contains(&word.to_lowercase()))
            .count()
    };
    let best = full.iter().map(|place| score(*place)).max().unwrap_or(0);
    if best == 0 {
        return Some(full);
    }
    full.iter()
        .find(|place| score(**place) == best)
        .map(|place| vec![*place])
}
