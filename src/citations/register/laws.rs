//! Which ways of citing a law, a treaty or a resolution are of one?
//!
//! A law is cited with where it is printed, with its number, with what it is called in short, with its year and without:
//! its name is the same.

use crate::text::fold::fold;
use std::collections::{BTreeSet, HashMap};

/// The years that laws of one name have.
pub(super) type Years<'a> = HashMap<&'a str, BTreeSet<&'a str>>;

/// The name of a law in words of its citation, folded, without year, number, and where it is printed. Empty where it is
/// called by a number alone.
pub(super) fn name(words: &str) -> String {
    const NOUNS: [&str; 10] = [
        "act",
        "law",
        "code",
        "protocol",
        "convention",
        "treaty",
        "declaration",
        "charter",
        "covenant",
        "constitution",
    ];
    const OWNERS: [&str; 9] = [
        "the ",
        "un ",
        "u n ",
        "united nations ",
        "unga ",
        "us ",
        "u s ",
        "united states ",
        "s ",
    ];
    let line = words.replace('*', "");
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = fold(head(&line));
    let mut name = folded.as_str();
    // "1949 Convention …", "… of 2000".
    if let Some((first, rest)) = name.split_once(' ')
        && is_year(first)
    {
        name = rest;
    }
    if let Some((rest, last)) = name.rsplit_once(' ')
        && is_year(last)
    {
        name = rest.strip_suffix(" of").unwrap_or(rest);
    }
    while let Some(rest) = OWNERS.iter().find_map(|owner| name.strip_prefix(owner)) {
        name = rest;
    }
    let names_a_law = name.split(' ').any(|word| NOUNS.contains(&word));
    // "Trafficking Act" alone is too little of a name to tell it from others.
    if names_a_law && name.split(' ').count() > 3 {
        name.to_owned()
    } else {
        String::new()
    }
}

/// The name of a law in the letters of its citation, without where it is printed.
pub(super) fn head(line: &str) -> &str {
    let name = line.get(..end(line)).unwrap_or(line);
    name.trim_end_matches([',', ';', ':', ' '])
}

/// Where the name ends: ahead of a bracket, a section, and a comma that leads to a number, a day or a place in print.
fn end(line: &str) -> usize {
    const BEHIND: [&str; 13] = [
        "Pub.", "art.", "Art.", "article ", "Article ", "§", "sec.", "Sec.", "opened ", "adopted ",
        "annex", "ch.", "Supp.",
    ];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let brackets = [" (", " [", " §", ";"]
        .iter()
        .filter_map(|sign| line.find(sign));
    let mut first = brackets.min().unwrap_or(line.len());
    for (at, _) in line.match_indices(", ") {
        let behind = line.get(at + 2..).unwrap_or_default();
        let mut words = behind.split(' ');
        let is_month = words
            .next()
            .is_some_and(|word| MONTHS.iter().any(|month| word.starts_with(month)));
        let is_day = words
            .next()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let ends = behind.starts_with(|c: char| c.is_ascii_digit())
            || (is_month && is_day)
            || BEHIND.iter().any(|word| behind.starts_with(word));
        if ends {
            first = first.min(at);
            break;
        }
    }
    first
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

fn year_of(key: &str) -> Option<&str> {
    let (_, year) = key.rsplit_once(':')?;
    is_year(year).then_some(year)
}

/// The years that laws of each name have, by names and keys.
pub(super) fn years<'a>(forms: impl Iterator<Item = (&'a str, &'a str)>) -> Years<'a> {
    let mut years = Years::new();
    for (name, key) in forms.filter(|(name, _)| !name.is_empty()) {
        years.entry(name).or_default().extend(year_of(key));
    }
    years
}

/// The key of a law of this name: without a year of its own it has the one that all of this name have.
pub(super) fn whole(name: &str, key: &str, years: &Years<'_>) -> String {
    let known = years.get(name);
    let only = known.filter(|known| known.len() == 1);
    let only = only.and_then(|known| known.first().copied());
    match year_of(key).or(only) {
        Some(year) => format!("{name}:{year}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_law_has_one_name_however_it_is_cited() {
        for (words, wanted) in [
            (
                "River Mills Protection Act of 2000, 22 U.S.C. § 7106",
                "river mills protection act",
            ),
            (
                "River Mills Protection Act (RMPA)",
                "river mills protection act",
            ),
            (
                "2004 Northern Declaration Against Frost in Mills",
                "northern declaration against frost in mills",
            ),
            (
                "UN Convention against Organized Ice Trade, Nov. 15, 2000",
                "convention against organized ice trade",
            ),
            (
                "Protocol to Prevent, Suppress and Punish Frost",
                "protocol to prevent suppress and punish frost",
            ),
            ("G.A. Res. 55/25", ""),
            ("Frost Act", ""),
        ] {
            assert_eq!(name(words), wanted, "{words}");
        }
    }

    #[test]
    fn without_a_year_it_has_the_only_one_that_is_known() {
        let forms = [
            ("ice act of the north", "a:2000"),
            ("ice act of the north", "a"),
            ("frost act", "b:1990"),
            ("frost act", "b:2003"),
            ("frost act", "b"),
        ];
        let known = years(forms.into_iter());
        assert_eq!(
            whole("ice act of the north", "a", &known),
            "ice act of the north:2000"
        );
        assert_eq!(whole("frost act", "b", &known), "frost act");
        assert_eq!(whole("frost act", "b:1990", &known), "frost act:1990");
    }
}
