//! What is the key of a work that lawyers cite? Surnames and year, the day of what has one, a letter where two works
//! have one key.

use super::vocabulary::{BODIES, LINKS, MONTHS};
use super::{Citation, keys, names, numbers};
use std::collections::HashMap;

/// The key of a work: `gallagher+chuang:2012`, `szep:2015-07-09`; a body as one word, `usdeptofstate:2013`.
pub(super) fn key(item: &str) -> String {
    let authors = authors(item);
    let mut key = String::new();
    let parties = item.split(", ").next().unwrap_or_default();
    if parties.contains(" v. ") || parties.trim_start_matches('*').starts_with("In re") {
        keys::push(parties, &mut key);
    } else if is_body(authors) {
        keys::push(authors.trim_start_matches("The "), &mut key);
    } else {
        for author in authors
            .split(['&', ','])
            .flat_map(|part| part.split(" and "))
            .filter(|author| !author.trim().is_empty())
            .take(6)
        {
            let family = author.split_whitespace().rev().find(|word| {
                !matches!(
                    names::bare(word).trim_end_matches('.'),
                    "Jr" | "Sr" | "III" | "al" | "AL" | "et" | "ET" | "eds"
                )
            });
            let Some(family) = family else { continue };
            if !key.is_empty() {
                key.push('+');
            }
            keys::push(family, &mut key);
        }
    }
    if key.is_empty() {
        let title = item
            .trim_start_matches("*See")
            .split('*')
            .find(|part| !part.trim().is_empty());
        for word in title.unwrap_or(item).split_whitespace().take(4) {
            keys::push(word, &mut key);
        }
    }
    if let Some(date) = date(item) {
        key.push(':');
        key.push_str(&date);
    }
    key
}

/// The authors ahead of the title; nothing where the title stands first.
fn authors(item: &str) -> &str {
    let item = item.strip_prefix("Press Release, ").unwrap_or(item);
    let item = item.strip_prefix("Special Briefing, ").unwrap_or(item);
    if item.bytes().filter(|b| *b == b'*').count() % 2 == 1 && !item.starts_with('*') {
        // The opening of the italics went with the signal: all up to the closing is the title.
        return "";
    }
    let title = item.find('*').unwrap_or(item.len());
    let title = title.min(item.find(", in ").unwrap_or(title));
    let ahead = item[..title].trim_end_matches([',', ' ', '‘', '“', '"']);
    if title < item.len() && !item[title..].starts_with(',') {
        // "Phil Marshall, Project Manager of …": what a person is, is no name.
        let office = ahead.split(", ").position(|part| {
            let low = part
                .split_whitespace()
                .any(|word| LINKS.has(word) && word != "&" && word != "and");
            low && part != ahead
        });
        return match office {
            Some(at) if at > 0 => {
                let names: usize = ahead.split(", ").take(at).map(|part| part.len() + 2).sum();
                ahead[..names - 2].trim_end()
            }
            _ => ahead,
        };
    }
    // No italics: up to the first comma, and on through a list of names.
    match ahead.split_once(", ") {
        Some((first, rest)) => match rest.find(" & ") {
            Some(and) if !rest[..and].contains(|c: char| c.is_ascii_digit()) => {
                let last = rest[and + 3..]
                    .find(',')
                    .map_or(rest.len(), |comma| and + 3 + comma);
                let names = &ahead[..first.len() + 2 + last];
                if names
                    .split([',', '&'])
                    .all(|name| name.split_whitespace().count() <= 4)
                {
                    names
                } else {
                    first
                }
            }
            _ => first,
        },
        None => "",
    }
}

/// Whether a name is that of a body, not of persons.
fn is_body(authors: &str) -> bool {
    let people = authors.contains(" & ") || authors.contains(',');
    let mut words = authors.split_whitespace();
    let first = words.clone().next().unwrap_or_default();
    let last = words.clone().next_back().unwrap_or_default();
    let abbreviated =
        last.ends_with('.') && last.len() > 3 && !matches!(last, "al." | "AL." | "eds.");
    let shortened = |word: &str| {
        word.trim_end_matches(',').contains(['\'', '’'])
            && !word.starts_with("O'")
            && !word.starts_with("O’")
            && !word.ends_with("’s")
    };
    let linked = words.any(|word| {
        LINKS.has(word)
            && !matches!(word, "and" | "&" | "la" | "du" | "des" | "der" | "y")
            && !people
            || BODIES.has(&one_capital(names::bare(word)))
            || shortened(word)
            || word.starts_with('[')
    });
    !authors.is_empty()
        && (linked
            || first == "The"
            || (abbreviated && !people)
            || (!people && authors.split_whitespace().count() > 4))
}

/// "BOARD" as "Board".
fn one_capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next();
    first
        .into_iter()
        .chain(letters.flat_map(char::to_lowercase))
        .collect()
}

/// The date that a work ends with: its day where it has one, `2015-07-09`, else its year.
fn date(item: &str) -> Option<String> {
    let (at, year) = numbers::years(item, 0, item.len()).last()?;
    let open = item[..at].rfind(['(', '*']).map_or(0, |open| open + 1);
    let mut words = item[open..at].split_whitespace().rev();
    let day = words.next().unwrap_or_default().trim_end_matches(',');
    let day_number = day
        .rsplit(['-', '–'])
        .next()
        .and_then(|day| day.parse::<u8>().ok());
    let (month, day) = match day_number {
        Some(day) if day <= 31 => (words.next().unwrap_or_default(), Some(day)),
        _ => (day, None),
    };
    let Some(month) = month_number(month) else {
        return Some(year.to_string());
    };
    Some(match day {
        Some(day) => format!("{year}-{month:02}-{day:02}"),
        None => format!("{year}-{month:02}"),
    })
}

fn month_number(word: &str) -> Option<usize> {
    const SHORT: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let word = word.trim_matches(['.', ',', '(']);
    if !MONTHS.has(word) {
        return None;
    }
    let short = word.get(..3)?;
    SHORT
        .iter()
        .position(|month| *month == short)
        .map(|at| at + 1)
}

/// Gives a letter to the keys of works that are not one but have one key: `chuang:2006a`, `chuang:2006b`.
pub(super) fn letters(text: &str, found: &mut [Citation]) {
    let mut by_key: HashMap<&str, Vec<(String, Vec<usize>)>> = HashMap::new();
    for (at, citation) in found.iter().enumerate() {
        let title = told_by(&text[citation.span().range()]);
        let works = by_key.entry(&citation.key).or_default();
        match works.iter().position(|(other, _)| same(other, &title)) {
            Some(work) => works[work].1.push(at),
            // There are no more letters.
            None if works.len() >= 26 => {}
            None => works.push((title, vec![at])),
        }
    }
    let mut lettered: Vec<(usize, char)> = Vec::new();
    for works in by_key.into_values().filter(|works| works.len() > 1) {
        for ((_, places), letter) in works.into_iter().zip('a'..='z') {
            lettered.extend(places.into_iter().map(|place| (place, letter)));
        }
    }
    for (place, letter) in lettered {
        found[place].key.push(letter);
    }
}

/// What tells a work from others: the letters of its title.
fn told_by(item: &str) -> String {
    let title = match item.split('*').nth(1) {
        Some(title) => title,
        None => item.split_once(", ").map_or(item, |(_, title)| title),
    };
    keys::name(title)
}

/// Whether one title is the other, or the start of it: short forms and works that a page cuts.
fn same(a: &str, b: &str) -> bool {
    let length = a.len().min(b.len()).min(24);
    let (Some(a), Some(b)) = (a.get(..length), b.get(..length)) else {
        return a == b;
    };
    a == b
}
