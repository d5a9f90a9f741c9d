//! Who wrote it, with their other names, as an entry of a list of references says?

use super::labels::spelled_at;
use crate::project::joined;
use std::ops::Range;

/// Names longer than this are none: something else stands between the authors.
const LONGEST: usize = 48;

/// The authors of an entry, whose surnames in the order of the entry are known by their keys: "Lindqvist, Sara; Moor,
/// Jonas". None where the entry does not have them all.
pub(super) fn people(entry: &str, names: &[String]) -> Option<String> {
    let mut places: Vec<Range<usize>> = Vec::with_capacity(names.len());
    let mut from = 0;
    for name in names.iter().filter(|name| *name != "etal") {
        let found = spelled_at(entry.get(from..)?, name)?;
        places.push(from + found.start..from + found.end);
        from += found.end;
    }
    let first = places.first()?;
    let mut given: Vec<String> = vec![String::new(); places.len()];
    let ahead = entry.get(..first.start)?;
    if let Some(given) = given.first_mut() {
        *given = own(ahead);
    }
    // "Ada Moor, Bo Lind & Rei Sato": a comma parts the authors, and leads to no other names.
    let plain = given.first().is_some_and(|given| !given.is_empty());
    for (at, place) in places.iter().enumerate() {
        let next = places.get(at + 1);
        let between = entry.get(place.end..next.map_or(entry.len(), |next| next.start))?;
        let (mine, theirs) = if plain {
            (
                String::new(),
                own(between.rsplit(" and ").next().unwrap_or_default()),
            )
        } else {
            parted(between, next.is_some())
        };
        if let Some(given) = given.get_mut(at).filter(|given| given.is_empty()) {
            *given = mine;
        }
        if let Some(given) = given.get_mut(at + 1) {
            *given = theirs;
        }
    }
    let people = places.iter().zip(&given).map(|(place, given)| {
        let family = entry.get(place.clone()).unwrap_or_default();
        let family = family.split(" [").next().unwrap_or(family);
        if is_office(given) {
            return format!("{given} {family}");
        }
        joined(
            &[family.trim_end_matches(['.', '\'', '’', '-']), given],
            ", ",
        )
    });
    let mut people: Vec<String> = people.collect();
    if names.iter().any(|name| name == "etal") {
        people.push("et al.".to_owned());
    }
    Some(people.join("; "))
}

/// Whether what stands ahead of a surname makes an office of it: "U.S. Dep't of State", "The Northern Bar".
fn is_office(ahead: &str) -> bool {
    ahead.starts_with("The ")
        || [" of", " of the", " for", " on"]
            .iter()
            .any(|end| ahead.ends_with(end))
}

/// What stands between two surnames: the other names of the first, where a comma leads to them, and of the next.
fn parted(between: &str, goes_on: bool) -> (String, String) {
    let inverted = between.trim_start().starts_with(',');
    let words = between.trim_start().trim_start_matches(',');
    if !goes_on {
        return (
            if inverted { own(words) } else { String::new() },
            String::new(),
        );
    }
    let ands = [" and ", " & ", "&", ";", " y ", " und ", " et "];
    let cut = ands
        .iter()
        .find_map(|and| Some((words.rfind(and)?, and.len())));
    let cut = cut.or_else(|| words.strip_prefix("and ").map(|_| (0, 4)));
    let cut = cut.or_else(|| Some((words.rfind(',')?, 1)));
    match cut {
        // "Cho, S., Dreher": no comma leads from the given name of one to the next.
        Some((at, long)) => {
            let mine = words.get(..at).unwrap_or_default();
            let theirs = words.get(at + long..).unwrap_or_default();
            (
                if inverted { own(mine) } else { String::new() },
                own(theirs),
            )
        }
        None if inverted => (own(words), String::new()),
        None => (String::new(), own(words)),
    }
}

/// The other names of a person; empty where it is no name.
fn own(words: &str) -> String {
    let words = words.split(['(', '[']).next().unwrap_or_default();
    let words = words.rsplit("Press Release, ").next().unwrap_or(words);
    let words =
        words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '*' | '-' | '&'));
    let words: Vec<&str> = words
        .split_whitespace()
        .filter(|word| {
            let bare = word.trim_matches(['.', ',']).to_lowercase();
            !matches!(
                bare.as_str(),
                "and" | "&" | "et" | "al" | "eds" | "ed" | "editor" | "editors" | "with"
            )
        })
        .collect();
    let name = words.join(" ");
    let name = name.trim_end_matches([',', ';', ':']);
    let is_name = name.chars().count() <= LONGEST
        && name.starts_with(char::is_uppercase)
        && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '“' | '”' | '"' | '/' | ':'))
        && name.split(' ').count() <= 5;
    if !is_name {
        return String::new();
    }
    // The stop behind a whole name ends the list, that behind an initial is its own.
    let last = name
        .rsplit([' ', '.'])
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    let is_initial = last.chars().count() <= 1 || matches!(last, "Jr" | "Sr");
    if is_initial {
        name.to_owned()
    } else {
        name.trim_end_matches('.').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_each_order() {
        let keys = |names: &str| -> Vec<String> { names.split('+').map(str::to_owned).collect() };
        for (entry, names, wanted) in [
            ("Adeyemi, Tunde.", "adeyemi", Some("Adeyemi, Tunde")),
            ("Katz, Peter J.", "katz", Some("Katz, Peter J.")),
            (
                "Lindqvist, Sara, and Jonas Moor.",
                "lindqvist+moor",
                Some("Lindqvist, Sara; Moor, Jonas"),
            ),
            (
                "Lindqvist, S. and J. Moor.",
                "lindqvist+moor",
                Some("Lindqvist, S.; Moor, J."),
            ),
            (
                "Lindqvist, S., & Moor, J. A.",
                "lindqvist+moor",
                Some("Lindqvist, S.; Moor, J. A."),
            ),
            (
                "Cho, Seo, Axel Dreher, and Eric Neu.",
                "cho+dreher+neu",
                Some("Cho, Seo; Dreher, Axel; Neu, Eric"),
            ),
            (
                "Cho, S., Dreher, A., & Neu, E.",
                "cho+dreher+neu",
                Some("Cho, S.; Dreher, A.; Neu, E."),
            ),
            (
                "Sara Lindqvist and Jonas Moor",
                "lindqvist+moor",
                Some("Lindqvist, Sara; Moor, Jonas"),
            ),
            (
                "International Labour Organization (ILO).",
                "internationallabourorganization",
                Some("International Labour Organization"),
            ),
            ("Sato, Rei, et al.", "sato+etal", Some("Sato, Rei; et al.")),
            (
                "Ada Moor, Bo W. Lind & Rei Sato",
                "moor+lind+sato",
                Some("Moor, Ada; Lind, Bo W.; Sato, Rei"),
            ),
            (
                "Press Release, U.S. Dep't of State",
                "state",
                Some("U.S. Dep't of State"),
            ),
            ("———", "moor", None),
        ] {
            let read = people(entry, &keys(names));
            assert_eq!(read.as_deref(), wanted, "{entry}");
        }
    }
}
