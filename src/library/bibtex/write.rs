//! Entries as BibTeX that BibLaTeX reads too: letters as they are, in UTF-8, and only LaTeX's own signs protected.

use crate::library::names::Name;
use crate::library::{Entry, dates};
use crate::project::{Date, WorkKind};
use std::fmt::Write as _;

/// The entries, with an empty line between.
pub(in crate::library) fn write(entries: &[Entry]) -> String {
    let written: Vec<String> = entries.iter().map(entry).collect();
    written.join("\n")
}

fn entry(entry: &Entry) -> String {
    let reference = &entry.reference;
    let (kind, subtype) = kind_words(reference.kind);
    let mut out = format!("@{kind}{{{},\n", key(&reference.key));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {name} = {{{value}}},");
        }
    };
    field("author", &people(&entry.authors));
    field("title", &escaped(&entry.title));
    let container = match reference.kind {
        Some(WorkKind::Article | WorkKind::News) => "journal",
        _ => "booktitle",
    };
    field(container, &escaped(&reference.container));
    field("editor", &people(&entry.editors()));
    let publisher = match reference.kind {
        Some(WorkKind::Report) => "institution",
        Some(WorkKind::Thesis) => "school",
        _ => "publisher",
    };
    field(publisher, &escaped(&reference.publisher));
    field("address", &escaped(&reference.place));
    let year = entry
        .year
        .map_or(String::new(), |year| format!("{year:04}"));
    let date = reference.date.map(written_date).unwrap_or_default();
    field(
        if date.is_empty() { "year" } else { "date" },
        if date.is_empty() { &year } else { &date },
    );
    if let Some(Date::On(at)) = reference.date {
        // For BibTeX itself, which does not know the field “date”.
        field("year", &year);
        field(
            "month",
            at.month.and_then(dates::month_word).unwrap_or_default(),
        );
    }
    field("volume", &escaped(&reference.volume));
    field("number", &escaped(&reference.issue));
    field("pages", &escaped(&reference.pages));
    field("doi", &reference.doi);
    field("url", &reference.url);
    field(
        "urldate",
        &reference.accessed.map(written_date).unwrap_or_default(),
    );
    field("language", &escaped(&reference.language));
    field("entrysubtype", subtype);
    out.push_str("}\n");
    out
}

/// The kind of entry for a sort of work, and the word that says what the kind does not.
fn kind_words(kind: Option<WorkKind>) -> (&'static str, &'static str) {
    match kind {
        Some(WorkKind::Article) => ("article", ""),
        Some(WorkKind::News) => ("article", "newspaper"),
        Some(WorkKind::Book) => ("book", ""),
        Some(WorkKind::Chapter) => ("incollection", ""),
        Some(WorkKind::Report) => ("techreport", ""),
        Some(WorkKind::Thesis) => ("phdthesis", ""),
        Some(WorkKind::Paper) => ("unpublished", ""),
        Some(WorkKind::Web) => ("online", ""),
        Some(WorkKind::Letter) => ("letter", ""),
        Some(WorkKind::Law) => ("legislation", ""),
        Some(WorkKind::Judgment) => ("jurisdiction", ""),
        Some(kind @ (WorkKind::Cable | WorkKind::Interview | WorkKind::Other)) => {
            ("misc", kind.word())
        }
        None => ("misc", ""),
    }
}

fn key(key: &str) -> String {
    let good: String = key
        .chars()
        .filter(|c| !c.is_whitespace() && !"{}(),=\"#%\\~".contains(*c))
        .collect();
    if good.is_empty() {
        "work".to_owned()
    } else {
        good
    }
}

fn written_date(date: Date) -> String {
    match date {
        Date::On(at) => at.to_string(),
        Date::Range(from, to) => format!("{from}/{to}"),
        Date::Before(at) => format!("/{at}"),
        Date::About(at) => format!("{at}~"),
    }
}

fn people(names: &[Name]) -> String {
    let names: Vec<String> = names.iter().map(person).collect();
    names.join(" and ")
}

fn person(name: &Name) -> String {
    let family = escaped(&name.family);
    if name.given.is_empty() {
        return format!("{{{family}}}");
    }
    let plain = name
        .family
        .split_whitespace()
        .all(|word| !word.eq_ignore_ascii_case("and"))
        && !family.contains(',');
    let family = if plain {
        family
    } else {
        format!("{{{family}}}")
    };
    let given = escaped(&name.given);
    match given.split_once(", ") {
        Some((given, suffix)) => format!("{family}, {suffix}, {given}"),
        None => format!("{family}, {given}"),
    }
}

/// The text with what LaTeX would take for its own protected.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '#' | '_' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            // Two quotation marks or hyphens would become one sign.
            '\'' | '-' if out.ends_with(c) => {
                out.push_str("{}");
                out.push(c);
            }
            '"' => out.push_str("\\textquotedbl{}"),
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            c => out.push(c),
        }
    }
    out
}
