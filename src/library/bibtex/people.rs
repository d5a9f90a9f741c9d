//! Names as BibTeX writes them: "Family, Given and Given Family and {An Organisation} and others".
//!
//! What is a family's name follows N. Markey, "Tame the BeaST" (2009), section 11: words in lower case ahead of it belong
//! to it.

use super::latex::plain;
use crate::library::names::Name;

/// The people of a field. "and others" names nobody.
pub(super) fn people(field: &str) -> Vec<Name> {
    let people = split_words(field).into_iter().filter_map(|words| {
        let others = words.len() == 1 && words[0] == "others";
        if others { None } else { person(&words) }
    });
    people.collect()
}

/// The words of each name: what blanks part outside of braces.
fn split_words(field: &str) -> Vec<Vec<&str>> {
    let mut names = vec![Vec::new()];
    let mut depth = 0usize;
    let mut start = None;
    let mut escaped = false;
    let end = [(field.len(), ' ')];
    for (at, c) in field.char_indices().chain(end) {
        if depth == 0 && !escaped && (c.is_whitespace() || c == '~') || at == field.len() {
            let Some(word) = start.take().and_then(|start: usize| field.get(start..at)) else {
                continue;
            };
            if word.eq_ignore_ascii_case("and") {
                names.push(Vec::new());
            } else if let Some(name) = names.last_mut() {
                name.push(word);
            }
            continue;
        }
        start = start.or(Some(at));
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    names
}

fn person(words: &[&str]) -> Option<Name> {
    let parts = commas(words);
    let said = |words: &[&str]| plain(&words.join(" "));
    let name = match parts.as_slice() {
        [one] => {
            // BibLaTeX: "family=Meer, given=Anna, prefix=van der" has commas and comes below.
            let (given, family) = one.split_at(family_start(one));
            Name::person(said(family), said(given))
        }
        parts
            if parts
                .iter()
                .flatten()
                .any(|word| word.starts_with("family=")) =>
        {
            extended(parts, said)
        }
        [family, given] => Name::person(said(family), said(given)),
        [family, suffix, rest @ ..] => {
            let given: Vec<&str> = rest.iter().flatten().copied().collect();
            // "King, Jr., Martin": the suffix goes behind the given names, as lists of references have it.
            let given = match (said(&given), said(suffix)) {
                (given, suffix) if given.is_empty() => suffix,
                (given, suffix) => format!("{given}, {suffix}"),
            };
            Name::person(said(family), given)
        }
        [] => return None,
    };
    match (name.family.is_empty(), name.given.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Name::whole(name.given)),
        _ => Some(name),
    }
}

/// The words between commas that are outside of braces.
fn commas<'w>(words: &[&'w str]) -> Vec<Vec<&'w str>> {
    let mut parts = vec![Vec::new()];
    for word in words {
        let mut depth = 0usize;
        let mut start = 0;
        for (at, c) in word.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    if let Some(part) = parts.last_mut() {
                        part.extend(Some(&word[start..at]).filter(|piece| !piece.is_empty()));
                    }
                    parts.push(Vec::new());
                    start = at + 1;
                }
                _ => {}
            }
        }
        if let Some(part) = parts.last_mut() {
            part.extend(Some(&word[start..]).filter(|piece| !piece.is_empty()));
        }
    }
    parts
}

/// Where the family's name starts in "Given van der Family": at the first word in lower case that is not the last word,
/// else at the last word.
fn family_start(words: &[&str]) -> usize {
    let last = words.len().saturating_sub(1);
    let lower = words.iter().take(last).position(|word| is_lower(word));
    lower.unwrap_or(last)
}

/// Whether a word starts in lower case; one in braces does not, unless they hold an accent.
fn is_lower(word: &str) -> bool {
    if word.starts_with('{') && !word.starts_with("{\\") {
        return false;
    }
    let word = plain(word);
    word.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_lowercase)
}

fn extended(parts: &[Vec<&str>], said: impl Fn(&[&str]) -> String) -> Name {
    let (mut family, mut given, mut prefix) = (String::new(), String::new(), String::new());
    for part in parts {
        let text = said(part);
        match text.split_once('=') {
            Some(("family", name)) => name.trim().clone_into(&mut family),
            Some(("given", name)) => name.trim().clone_into(&mut given),
            Some(("prefix", name)) => name.trim().clone_into(&mut prefix),
            _ => {}
        }
    }
    if !prefix.is_empty() {
        family = format!("{prefix} {family}");
    }
    Name::person(family, given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_as_bibtex_does() {
        for (field, wanted) in [
            ("Martha Finnemore", "Finnemore, Martha"),
            (
                "Finnemore, Martha and Kathryn Sikkink",
                "Finnemore, Martha; Sikkink, Kathryn",
            ),
            (
                "{International Labour Organization}",
                "International Labour Organization",
            ),
            (
                "{Ministry of Trade and Industry} and Li, Na",
                "Ministry of Trade and Industry; Li, Na",
            ),
            ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
            ("van der Meer, Anna", "van der Meer, Anna"),
            ("King, Jr., Martin Luther", "King, Martin Luther, Jr."),
            (
                "family=Meer, given=Anna, prefix=van der",
                "van der Meer, Anna",
            ),
            (r#"G{\"o}del, Kurt"#, "Gödel, Kurt"),
            (r#"Kurt G{\"o}del AND Ann Lee"#, "Gödel, Kurt; Lee, Ann"),
            ("Amnesty", "Amnesty"),
            ("Cho, S.-Y. and others", "Cho, S.-Y."),
            (
                "Andrew Sand and Rolandand Bo",
                "Sand, Andrew; Bo, Rolandand",
            ),
            ("Smith,John", "Smith, John"),
            ("Mary~Anne Lee", "Lee, Mary Anne"),
            ("", ""),
            ("and", ""),
        ] {
            let read = crate::library::as_list(&people(field));
            assert_eq!(read, wanted, "{field}");
        }
    }
}
