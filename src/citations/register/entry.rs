//! What does an entry of a list of references, or a note of a law review, say of a work besides its authors and year?
//!
//! Only what is said in a form that leaves no doubt is taken: a journal in italics with its volume, a book with its place
//! and press, a chapter with its book.

use super::Kind;
use crate::project::{Reference, WorkKind};

/// What is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The title; empty where none can be told.
    pub title: String,
    /// The rest.
    pub reference: Reference,
}

/// Longest name of a press or a place, in characters.
const LONGEST: usize = 60;

/// What an entry says.
pub(super) fn read(words: &str, kind: Kind) -> Said {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match kind {
        Kind::ReferenceEntry => behind_year(&words).map_or_else(Said::default, listed),
        Kind::Bluebook => in_note(&words),
        _ => Said::default(),
    }
}

/// An entry behind its year.
fn listed(rest: &str) -> Said {
    let mut said = Said::default();
    let (title, after, slanted) = match lead(rest) {
        Some((title, after, slanted)) => (title, after, slanted),
        None => {
            // The title is not set apart: it ends where italics begin, else with its sentence.
            let slant = rest.find('*');
            let (title, after) = match slant {
                Some(at) => rest.split_at(at),
                None => sentence(rest),
            };
            let (title, inside) = match title.rfind(". In").or_else(|| title.rfind("? In")) {
                Some(at) if slant.is_some() => title.split_at(at + 1),
                _ => (title, ""),
            };
            if slant.is_none() {
                said.title = tidy(title);
                place_and_press(after, &mut said.reference);
                return said;
            }
            let from = rest.len() - after.len() - inside.len();
            (title, rest.get(from..).unwrap_or_default(), false)
        }
    };
    said.title = tidy(title);
    let after =
        after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';'));
    if slanted {
        // A whole book, report or site: what follows is its press.
        place_and_press(after, &mut said.reference);
        if !said.reference.publisher.is_empty() {
            said.reference.kind = Some(WorkKind::Book);
        }
        return said;
    }
    let inside = after
        .strip_prefix("In: ")
        .or_else(|| after.strip_prefix("In "))
        .or_else(|| after.strip_prefix("in "));
    let Some((container, behind)) = slanted_first(inside.unwrap_or(after), inside.is_some()) else {
        return said;
    };
    said.reference.container = tidy(container.words);
    if let Some(inside) = inside {
        said.reference.kind = Some(WorkKind::Chapter);
        said.reference.editor = editors(inside.get(..container.at).unwrap_or_default());
        let behind = pages_in_brackets(behind, &mut said.reference);
        place_and_press(behind, &mut said.reference);
    } else if volume(behind, &mut said.reference) {
        said.reference.kind = Some(WorkKind::Article);
    }
    said
}

/// A title in quotation marks or in italics at the start: it, what follows, and whether it is in italics.
fn lead(rest: &str) -> Option<(&str, &str, bool)> {
    let (close, slanted) = match rest.chars().next()? {
        '“' => ('”', false),
        '"' => ('"', false),
        '*' => ('*', true),
        _ => return None,
    };
    let inside = rest.get(rest.chars().next()?.len_utf8()..)?;
    let end = inside.find(close)?;
    Some((
        inside.get(..end)?,
        inside.get(end + close.len_utf8()..)?,
        slanted,
    ))
}

/// Words in italics and where they begin.
struct Slanted<'a> {
    words: &'a str,
    at: usize,
}

/// The first words in italics, with what follows; without `anywhere` they must stand at the start.
fn slanted_first(words: &str, anywhere: bool) -> Option<(Slanted<'_>, &str)> {
    let at = words.find('*').filter(|at| anywhere || *at == 0)?;
    let inside = words.get(at + 1..)?;
    let end = inside.find('*')?;
    let found = Slanted {
        words: inside.get(..end)?,
        at,
    };
    Some((found, inside.get(end + 1..)?))
}

/// "48 (4): 114-141", "54(1), 1-39", "58(2)". True where there is a volume.
fn volume(words: &str, reference: &mut Reference) -> bool {
    let words = words.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    let (volume, rest) = digits(words);
    if volume.is_empty() || volume.len() > 3 {
        return false;
    }
    volume.clone_into(&mut reference.volume);
    let mut rest = rest.trim_start();
    if let Some(inside) = rest.strip_prefix('(')
        && let Some(end) = inside.find(')')
    {
        let issue = inside.get(..end).unwrap_or_default();
        if issue.len() <= 12 {
            issue.clone_into(&mut reference.issue);
        }
        rest = inside.get(end + 1..).unwrap_or_default();
    }
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':'));
    let rest = rest.strip_prefix("pp.").unwrap_or(rest).trim_start();
    reference.pages = pages(rest);
    true
}

fn digits(words: &str) -> (&str, &str) {
    let end = words
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(words.len());
    words.split_at(end)
}

/// "114-141" at the start; empty where there is no range.
fn pages(words: &str) -> String {
    let (from, rest) = digits(words);
    let rest = rest.strip_prefix(['-', '–', '—']).unwrap_or_default();
    let (to, _) = digits(rest);
    if from.is_empty() || to.is_empty() {
        String::new()
    } else {
        format!("{from}–{to}")
    }
}

/// Takes the pages of a chapter, "(pp. 1-23)", off what follows its book.
fn pages_in_brackets<'a>(words: &'a str, reference: &mut Reference) -> &'a str {
    let trimmed = words.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    let Some(inside) = trimmed
        .strip_prefix("(pp.")
        .or_else(|| trimmed.strip_prefix("(p."))
    else {
        return words;
    };
    let Some(end) = inside.find(')') else {
        return words;
    };
    reference.pages = pages(inside.get(..end).unwrap_or_default().trim());
    inside.get(end + 1..).unwrap_or_default()
}

/// "Ithaca: Cornell University Press." and nothing else.
fn place_and_press(words: &str, reference: &mut Reference) {
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';'));
    let Some((place, press)) = words.split_once(": ") else {
        return;
    };
    let is_name = |name: &str| {
        name.starts_with(char::is_uppercase)
            && name.chars().count() <= LONGEST
            && !name.contains(|c: char| {
                c.is_ascii_digit() || matches!(c, '*' | '“' | '"' | '(' | '/' | '?')
            })
            && !name.contains(". ")
    };
    if is_name(place) && is_name(press) && place.split(' ').count() <= 5 {
        place.trim().clone_into(&mut reference.place);
        press.trim().clone_into(&mut reference.publisher);
    }
}

/// "E. Burman & D.T. Cook (eds.)," as a list of names; empty where it is none.
fn editors(words: &str) -> String {
    let lower = words.to_lowercase();
    let Some(end) = lower.find("(ed").or_else(|| lower.find(", ed")) else {
        return String::new();
    };
    let names = words.get(..end).unwrap_or_default().replace(" and ", " & ");
    let names = names
        .split([',', '&'])
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let inverted = names.map(|name| match name.rsplit_once(' ') {
        Some((given, family)) => format!("{family}, {given}"),
        None => name.to_owned(),
    });
    inverted.collect::<Vec<_>>().join("; ")
}

/// A note of a law review: "Author, *Title*, 27 *REV. INT. STUD.* 415, 417 (2001)".
fn in_note(words: &str) -> Said {
    let mut said = Said::default();
    let Some((title, behind)) = slanted_first(words, true) else {
        return said;
    };
    said.title = tidy(title.words);
    // "in", "supra" and the like are set in italics too.
    if said.title.chars().count() < 6 {
        return Said::default();
    }
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    if let Some(inside) = behind.strip_prefix("in ") {
        if let Some((book, _)) = slanted_first(inside, false) {
            said.reference.kind = Some(WorkKind::Chapter);
            said.reference.container = lowered(&tidy(book.words));
        }
        return said;
    }
    let (number, rest) = digits(behind);
    if number.is_empty() || number.len() > 3 || !rest.starts_with(' ') {
        return said;
    }
    let rest = rest.trim_start().trim_start_matches('*');
    let end = rest.find(|c: char| c.is_ascii_digit() || c == ',' || c == '(');
    let Some(journal) = end.and_then(|end| rest.get(..end)) else {
        return said;
    };
    let (first, _) = digits(rest.get(journal.len()..).unwrap_or_default());
    let journal = journal.replace('*', "");
    let journal = journal.trim();
    if journal.is_empty() || first.is_empty() || journal.contains(['“', '"', '§']) {
        return said;
    }
    said.reference = Reference {
        kind: Some(WorkKind::Article),
        container: lowered(journal),
        volume: number.to_owned(),
        pages: first.to_owned(),
        ..Reference::default()
    };
    said
}

/// The first sentence, and what follows. A title may ask before it tells.
fn sentence(words: &str) -> (&str, &str) {
    match words.find(". ") {
        Some(at) => words.split_at(at),
        None => (words.trim_end_matches('.'), ""),
    }
}

/// An entry behind its year and the signs around it.
fn behind_year(entry: &str) -> Option<&str> {
    let is_year = |at: usize| super::labels::is_year(entry, at);
    let year = entry
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| is_year(*at))?;
    let rest = entry.get(year + 4..)?;
    // A letter, a second year, a bracket, a stop.
    let rest = rest
        .trim_start_matches(|c: char| !c.is_whitespace())
        .trim_start();
    Some(rest)
}

fn tidy(words: &str) -> String {
    let bare = words.replace('*', "");
    let bare =
        bare.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '-'));
    bare.to_owned()
}

/// What law reviews set in small capitals, as it is written elsewhere: "Mich. J. Int'l L.", "Mobilizing for Human
/// Rights". What has small letters stays.
pub(super) fn lowered(words: &str) -> String {
    const SMALL: [&str; 16] = [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to",
        "with", "de",
    ];
    if words.contains(char::is_lowercase) || !words.contains(char::is_uppercase) {
        return words.to_owned();
    }
    let mut begins = true;
    let words = words.split(' ').map(|word| {
        let small = word.to_lowercase();
        let first = std::mem::replace(&mut begins, word.ends_with(':'));
        if !first && SMALL.contains(&small.as_str()) {
            return small;
        }
        // "U.S.", "L.J.": letters with stops between are left.
        let initials = word.split('.').filter(|part| !part.is_empty());
        if word.contains('.') && initials.clone().all(|part| part.chars().count() == 1) {
            return word.to_owned();
        }
        let mut out = String::with_capacity(word.len());
        let mut inside = false;
        for c in word.chars() {
            if inside {
                out.extend(c.to_lowercase())
            } else {
                out.push(c)
            }
            inside = c.is_alphanumeric() || matches!(c, '\'' | '’');
        }
        out
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(words: &str) -> (String, String) {
        let said = read(words, Kind::ReferenceEntry);
        let r = said.reference;
        let kind = r.kind.map_or("", WorkKind::word);
        let rest = [
            kind,
            &r.container,
            &r.volume,
            &r.issue,
            &r.pages,
            &r.editor,
            &r.place,
            &r.publisher,
        ]
        .join("|");
        (said.title, rest)
    }

    #[test]
    fn an_entry_says_where_it_appeared() {
        for (words, title, rest) in [
            (
                "Moor, A. (2004) How ice forms: whose frost matters? Rivers and mills. *Ice Quarterly*, 58(2).",
                "How ice forms: whose frost matters? Rivers and mills",
                "article|Ice Quarterly|58|2||||",
            ),
            (
                "Moor, Ada. 2010. Frozen wheels. *Northern Studies* 48 (4): 114-141.",
                "Frozen wheels",
                "article|Northern Studies|48|4|114–141|||",
            ),
            (
                "Moor, Ada. 2010. “Frozen wheels.” *Northern Studies* 48: 114–41.",
                "Frozen wheels",
                "article|Northern Studies|48||114–41|||",
            ),
            (
                "Moor, Ada. 2011. *Ice and iron: a history*. Lund: Academy Press.",
                "Ice and iron: a history",
                "book|||||||Lund|Academy Press",
            ),
            (
                "Moor, A. (2020) Wheels; ice. In E. Sato & D.T. Petrov (eds.), *The handbook of mills* (pp. 1-23). Oslo: Fjord.",
                "Wheels; ice",
                "chapter|The handbook of mills|||1–23|Sato, E.; Petrov, D.T.|Oslo|Fjord",
            ),
            (
                "Moor, Ada. 2002. \"Three mills closed\". In: Daily Bell.",
                "Three mills closed",
                "||||||||",
            ),
            (
                "Office (2019) The ice we keep. Geneva: Office.",
                "The ice we keep",
                "||||||Geneva|Office",
            ),
        ] {
            let found = entry(words);
            let rest = rest
                .replacen("book|||||||", "book||||||", 1)
                .replacen("||||||||", "|||||||", 1);
            assert_eq!(found, (title.to_owned(), rest), "{words}");
        }
    }

    #[test]
    fn a_note_of_a_law_review_says_where_it_appeared() {
        let said = read(
            "Ada Moor, *Making Sense of Ice*, 27 *NORDIC J. INT'L L.* 415, 417 (2001)",
            Kind::Bluebook,
        );
        let r = said.reference;
        assert_eq!(said.title, "Making Sense of Ice");
        assert_eq!(
            (r.container.as_str(), r.volume.as_str(), r.pages.as_str()),
            ("Nordic J. Int'l L.", "27", "415")
        );
        assert_eq!(
            lowered("ICE FOR MILLS: THE LAW OF FROST IN THE U.S."),
            "Ice for Mills: The Law of Frost in the U.S."
        );
        assert_eq!(lowered("Ice for NATO"), "Ice for NATO");
    }
}
