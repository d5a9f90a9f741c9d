//! Which works does the text list at its end?

use super::lines::Lines;
use super::names::{self, Word};
use super::{Citation, Kind, keys, numbers};
use crate::project::Span;

/// The entries of the lists of references, and the parts of the text that they fill.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub list: Vec<Citation>,
    parts: Vec<Span>,
}

impl Entries {
    /// Whether an offset is inside a list of references.
    pub fn has(&self, at: usize) -> bool {
        self.parts
            .iter()
            .any(|part| part.start <= at && at < part.end)
    }
}

pub(super) fn find(text: &str, lines: &Lines) -> Entries {
    let mut entries = Entries::default();
    let mut words = Vec::new();
    let mut at = 0;
    while at < lines.list.len() {
        if !is_heading(&text[lines.list[at].range()]) {
            at += 1;
            continue;
        }
        let start = at + 1;
        let mut next = start;
        let mut author = String::new();
        let mut unlike = 0;
        let before = entries.list.len();
        let mut end = start;
        while next < lines.list.len() {
            let span = lines.list[next];
            let line = &text[span.range()];
            if closes(line) {
                break;
            }
            match entry(text, span, &author, &mut words) {
                Some((citation, name)) => {
                    author = name;
                    unlike = 0;
                    end = next + 1;
                    entries.list.push(citation);
                }
                None => unlike += 1,
            }
            // Body text again.
            if unlike > 6 {
                break;
            }
            next += 1;
        }
        if entries.list.len() > before && end > start {
            entries
                .parts
                .push(Span::new(lines.list[start].start, lines.list[end - 1].end));
        }
        at = end.max(start);
    }
    entries
}

/// Whether a line is the heading of a list of references.
fn is_heading(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    let title = line
        .trim_matches(|c: char| !c.is_alphabetic())
        .to_lowercase();
    matches!(
        title.as_str(),
        "references"
            | "bibliography"
            | "works cited"
            | "reference list"
            | "literature"
            | "literature cited"
            | "references cited"
            | "list of references"
            | "sources cited"
            | "selected bibliography"
            | "literaturverzeichnis"
            | "bibliographie"
            | "sources"
            | "secondary sources"
            | "primary sources"
            | "secondary literature"
    )
}

/// Whether a line is the heading of what comes after the list.
fn closes(line: &str) -> bool {
    if line.starts_with('#') {
        return true;
    }
    let title = line.trim_matches(['*', ' ', '_']).to_lowercase();
    line.len() < 60
        && [
            "appendix",
            "list of interviews",
            "interviews",
            "notes",
            "annex",
            "acknowledg",
            "about the author",
        ]
        .iter()
        .any(|heading| title.starts_with(heading))
}

/// The entry on a line, and its authors for the lines that repeat them by a dash.
fn entry<'t>(
    text: &'t str,
    line: Span,
    before: &str,
    words: &mut Vec<Word<'t>>,
) -> Option<(Citation, String)> {
    let content =
        text[line.range()].trim_start_matches(['-', '*', '+', '•', '—', '–', '_', ' ', '.', ',']);
    let start = line.end - content.len();
    let dashed = start > line.start;
    let (year, end) = year(text, start, line.end)?;
    let same = year == start
        || text[start..year]
            .trim_matches(['(', '[', ' ', '.', ','])
            .is_empty();
    let authors = if same {
        if before.is_empty() || !dashed {
            return None;
        }
        before.to_owned()
    } else {
        if !content.starts_with(|c: char| c.is_alphabetic() || "\"“'‘*".contains(c))
            || year - start > 400
        {
            return None;
        }
        names::words(text, start, year, words);
        families(words)
    };
    if authors.is_empty() {
        return None;
    }
    let key = format!("{authors}:{}", &text[year..end]);
    Some((
        Citation::new(Kind::ReferenceEntry, Span::new(start, line.end), key),
        authors,
    ))
}

/// The year of an entry: in brackets or after a stop near the start, else the last one.
fn year(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let letter = |at: usize| {
        let with = text
            .as_bytes()
            .get(at + 4)
            .is_some_and(u8::is_ascii_lowercase);
        let closed = !text
            .as_bytes()
            .get(at + 5)
            .is_some_and(u8::is_ascii_alphanumeric);
        (at, at + 4 + usize::from(with && closed))
    };
    let mut last = None;
    for (at, _) in numbers::years(text, start, end) {
        let ahead = &text[start..at];
        let set_off = ahead.is_empty()
            || ahead.ends_with(['(', '['])
            || ahead.ends_with(". ")
            || ahead.ends_with("- ");
        let followed = text[at + 4..].chars().find(|c| !c.is_ascii_lowercase());
        if set_off
            && matches!(followed, Some('.' | ')' | ']' | ',' | ':' | '/'))
            && ahead.len() < 400
        {
            return Some(letter(at));
        }
        last = Some(letter(at));
    }
    for undated in [
        "(n.d.)",
        " n.d.",
        "(forthcoming)",
        "(in press)",
        "Forthcoming.",
    ] {
        if let Some(at) = text[start..end].find(undated)
            && at < 300
        {
            let word = undated.trim_matches(['(', ')', ' ']);
            let from = start + at + usize::from(undated.starts_with(['(', ' ']));
            return Some((from, from + word.len()));
        }
    }
    last
}

/// The surnames of an entry: "Finnemore, M., & Sikkink, K." and "Wheaton, Elizabeth M, Edward J Schauer, and …".
fn families(words: &[Word]) -> String {
    let mut key = String::new();
    let mut authors: Vec<Vec<&str>> = vec![Vec::new()];
    for word in words {
        let name = word.bare();
        // A title in italics or quotation marks ends the authors.
        if word.text.starts_with(['*', '"', '“']) && !authors[0].is_empty() {
            break;
        }
        if matches!(name, "and" | "&" | "et" | "al") || name.starts_with("ed") && name.len() < 4 {
            authors.push(Vec::new());
            continue;
        }
        if !name.is_empty() {
            if let Some(author) = authors.last_mut() {
                author.push(name);
            }
            if word.text.ends_with([',', ';']) {
                authors.push(Vec::new());
            }
        }
    }
    authors.retain(|author| !author.is_empty());
    let mut key_of = |names: &[&str]| {
        if !key.is_empty() {
            key.push('+');
        }
        names.iter().for_each(|name| keys::push(name, &mut key));
    };
    for (at, author) in authors.iter().enumerate().take(12) {
        let given = author.iter().all(|name| is_initial(name));
        match (at, author.as_slice()) {
            (0, all) => key_of(all),
            // The given names after the first surname.
            (1, _) if !given && author.len() <= 2 && authors[0].len() <= 2 => {}
            _ if given => {}
            (_, [one]) => key_of(&[one]),
            (_, all) => key_of(&all[all.len() - 1..]),
        }
    }
    key
}

/// "J.L.", "M".
fn is_initial(name: &str) -> bool {
    let mut letters = 0;
    let capitals = name.chars().filter(|c| c.is_alphabetic()).all(|c| {
        letters += 1;
        c.is_uppercase()
    });
    capitals && letters <= 3
}
