//! Which works does the text list at its end?

use super::authors::Known;
use super::lines::Lines;
use super::listed;
use super::names::Word;
use super::{Citation, Kind, numbers};
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
        let after = self.parts.partition_point(|part| part.end <= at);
        self.parts.get(after).is_some_and(|part| part.start <= at)
    }
}

pub(super) fn find(text: &str, lines: &Lines, known: &Known) -> Entries {
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
            match entry(text, span, &author, known, &mut words) {
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
    if line.len() > 60 || !line.starts_with(|c: char| !c.is_lowercase()) {
        return false;
    }
    let title = line.trim_matches(|c: char| !c.is_alphabetic());
    // Most lines are no headings: what they start with tells.
    if !title.starts_with([
        'R', 'B', 'W', 'L', 'S', 'P', 'F', 'C', 'Q', 'r', 'b', 'w', 'l', 's', 'p',
    ]) {
        return false;
    }
    matches!(
        title.to_lowercase().as_str(),
        "references"
            | "reference"
            | "bibliography"
            | "works cited"
            | "works consulted"
            | "works cited and consulted"
            | "reference list"
            | "literature"
            | "literature cited"
            | "cited literature"
            | "references cited"
            | "references and notes"
            | "references and further reading"
            | "further reading"
            | "list of references"
            | "list of works cited"
            | "sources cited"
            | "selected bibliography"
            | "select bibliography"
            | "selected references"
            | "literaturverzeichnis"
            | "quellen"
            | "bibliographie"
            | "bibliografía"
            | "bibliografia"
            | "referencias"
            | "referências"
            | "références"
            | "sources"
            | "secondary sources"
            | "primary sources"
            | "published sources"
            | "books and articles"
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
            "appendices",
            "list of interviews",
            "interviews",
            "notes",
            "endnotes",
            "annex",
            "acknowledg",
            "about the author",
            "supplement",
            "tables",
            "index",
        ]
        .iter()
        .any(|heading| title.starts_with(heading))
}

/// The entry on a line, and its authors for the lines that repeat them by a dash.
fn entry<'t>(
    text: &'t str,
    line: Span,
    before: &str,
    known: &Known,
    words: &mut Vec<Word<'t>>,
) -> Option<(Citation, String)> {
    let numbered = line.start + number(&text[line.range()]);
    let content = text[numbered..line.end]
        .trim_start_matches(['-', '*', '+', '•', '—', '–', '_', ' ', '.', ',']);
    let start = line.end - content.len();
    let dashed = start > numbered;
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
        if !content.starts_with(|c: char| c.is_alphabetic() || "\"“'‘’*".contains(c))
            || year - start > 400
        {
            return None;
        }
        // "———, and Duncan Snidal": with others than before.
        let with = ["and ", "& "]
            .iter()
            .find_map(|and| content.strip_prefix(and));
        match with.filter(|_| dashed && !before.is_empty()) {
            Some(with) => {
                let first = before.split('+').next().unwrap_or(before);
                let other = listed::key(text, Span::new(line.end - with.len(), year), words);
                format!("{first}+{other}")
            }
            None => listed::key(text, Span::new(start, year), words),
        }
    };
    if authors.is_empty() {
        return None;
    }
    let mut written = text[year..end].trim_end_matches(',').to_lowercase();
    written.retain(|c| c != ' ');
    let key = format!("{authors}:{written}");
    let key = known.shortened(&key).unwrap_or(key);
    Some((
        Citation::new(Kind::ReferenceEntry, Span::new(start, line.end), key),
        authors,
    ))
}

/// The length of the number that an entry starts with: "[12] ", "3. ".
fn number(line: &str) -> usize {
    let bracket = line.strip_prefix(['[', '(']);
    let rest = bracket.unwrap_or(line);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return 0;
    }
    let after = &rest[digits..];
    let closed = if bracket.is_some() {
        after.strip_prefix([']', ')'])
    } else {
        after.strip_prefix(['.', ')'])
    };
    closed.map_or(0, |content| line.len() - content.trim_start().len())
}

/// The year of an entry: in brackets or after a stop near the start, else the last one ahead of a web address.
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
    let content = &text[start..end];
    let web = ["http", "doi", "www.", "ccessed ", "etrieved "]
        .iter()
        .filter_map(|sign| content.find(sign))
        .min()
        .filter(|at| *at > 20);
    let web = start + web.unwrap_or(content.len());
    let mut last = None;
    for (at, _) in numbers::years(text, start, end) {
        let ahead = &text[start..at];
        let set_off = ahead.is_empty()
            || ahead.ends_with(['(', '['])
            || ahead.ends_with(". ")
            || ahead.ends_with("- ")
            || ahead.ends_with("] ");
        let followed = text[at + 4..].chars().find(|c| !c.is_ascii_lowercase());
        if set_off
            && matches!(followed, Some('.' | ')' | ',' | ':' | '/' | ';'))
            && ahead.len() < 400
        {
            return Some(letter(at));
        }
        // "Brown, C., 1997, Universal …"
        let early =
            ahead.len() < 120 && ahead.ends_with(", ") && matches!(followed, Some('.' | ',' | ':'));
        if early
            && last.is_none()
            && !ahead.contains(['“', '"', '*', '‘'])
            && listed::all_authors(ahead)
        {
            return Some(letter(at));
        }
        if at < web {
            last = Some(letter(at));
        }
    }
    let undated = [
        "(n.d.)",
        " n.d.",
        "(forthcoming)",
        "(in press)",
        " Forthcoming.",
        " In press.",
        " forthcoming",
    ];
    for word in undated {
        if let Some(at) = content.find(word)
            && at < 300
        {
            let from = start + at + 1;
            let length = word[1..].trim_end_matches([')']).len();
            let length = if word.contains("n.d.") {
                length
            } else {
                word[1..].trim_end_matches([')', '.']).len()
            };
            return Some((from, from + length));
        }
    }
    last
}
