//! BibTeX and BibLaTeX.
//!
//! A reader of our own, for the file comes from outside: the crate biblatex 0.12 gives up a whole file at its first
//! broken entry, overflows the stack on an entry that refers to itself, and reads `{\'\i}` as no letter.

mod latex;
mod parse;
mod people;
mod write;

use super::dates;
use super::names::as_list;
use super::words::{doi, kind_of};
use super::{Entry, Library};
use crate::project::{Date, Reference, WorkKind};
use parse::Raw;
use std::collections::HashMap;
pub(super) use write::write;

/// Whether an entry starts in this text.
pub(super) fn has_entry(text: &str) -> bool {
    parse::next_start(text, 0).is_some()
}

/// Reads all entries that can be read.
pub(super) fn read(text: &str) -> Library {
    let (raws, troubles) = parse::parse(text);
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (at, raw) in raws.iter().enumerate() {
        by_key.entry(raw.key.to_lowercase()).or_insert(at);
    }
    let parent = |raw: &Raw, field: &str| {
        let key = raw.fields.get(field)?.trim().to_lowercase();
        raws.get(*by_key.get(&key)?)
    };
    let mut library = Library {
        entries: Vec::with_capacity(raws.len()),
        troubles,
    };
    for raw in &raws {
        if raw.kind == "xdata" || raw.kind == "set" {
            continue;
        }
        // One step up is all that a reference needs, and no circle can be long.
        let above = parent(raw, "crossref").or_else(|| parent(raw, "xdata"));
        let entry = entry_of(&Fields { raw, above });
        if entry.says_nothing() {
            let trouble = format!(
                "Line {}: the entry “{}” has neither a title nor an author",
                raw.line, raw.key
            );
            library.troubles.push(trouble);
        } else {
            library.entries.push(entry);
        }
    }
    library
}

/// The fields of an entry, and those that it has from the one it refers to.
struct Fields<'r> {
    raw: &'r Raw,
    above: Option<&'r Raw>,
}

impl Fields<'_> {
    /// The first of these fields that is there and says something, as it stands in the file.
    fn raw(&self, names: &[&str]) -> Option<&str> {
        let own = names.iter().find_map(|name| said(self.raw, name));
        own.or_else(|| {
            let above = self.above?;
            // A part of a book is in the book, and is not called as it is.
            let inherited =
                |name: &&&str| !["title", "subtitle", "author", "pages"].contains(*name);
            names.iter().filter(inherited).find_map(|name| match *name {
                "booktitle" => said(above, "booktitle").or_else(|| said(above, "title")),
                name => said(above, name),
            })
        })
    }

    /// The same, as a person reads it.
    fn plain(&self, names: &[&str]) -> String {
        self.raw(names).map(latex::plain).unwrap_or_default()
    }

    /// The same with the subtitle that goes with it.
    fn with_subtitle(&self, names: &[&str], subtitle: &str) -> String {
        match (self.plain(names), self.plain(&[subtitle])) {
            (title, more) if more.is_empty() => title,
            (title, more) if title.is_empty() => more,
            (title, more) => format!("{title}: {more}"),
        }
    }

    /// The same without what LaTeX would make of it: an address.
    fn address(&self, name: &str) -> String {
        let text = self.raw(&[name]).unwrap_or_default();
        let text = text
            .strip_prefix("\\url{")
            .map_or(text, |rest| rest.trim_end_matches('}'));
        text.replace("\\_", "_")
            .replace("\\%", "%")
            .replace("\\&", "&")
            .replace("\\#", "#")
            .replace("\\~{}", "~")
            .trim()
            .to_owned()
    }
}

fn said<'r>(raw: &'r Raw, name: &str) -> Option<&'r str> {
    let value = raw.fields.get(name)?.trim();
    (!value.is_empty()).then_some(value)
}

fn entry_of(fields: &Fields<'_>) -> Entry {
    let date = date_of(fields);
    let kind = kind_of_entry(fields);
    let container = fields.with_subtitle(
        &[
            "journaltitle",
            "journal",
            "booktitle",
            "maintitle",
            "eventtitle",
        ],
        "journalsubtitle",
    );
    let doi_field = fields.address("doi");
    let url = fields.address("url");
    let found = doi(&doi_field).or_else(|| doi(&url)).unwrap_or_default();
    let people = |name| fields.raw(&[name]).map(people::people).unwrap_or_default();
    Entry {
        title: fields.with_subtitle(&["title"], "subtitle"),
        authors: people("author"),
        year: date.map(|date| date.year()),
        reference: Reference {
            key: fields.raw.key.clone(),
            kind,
            container,
            editor: as_list(&people("editor")),
            publisher: fields.plain(&["publisher", "institution", "school", "organization"]),
            place: fields.plain(&["location", "address", "venue"]),
            volume: fields.plain(&["volume"]),
            issue: fields.plain(&["number", "issue"]),
            pages: fields.plain(&["pages"]),
            date: date.and_then(dates::beyond_year),
            doi: found.to_owned(),
            url,
            accessed: fields.raw(&["urldate"]).and_then(dates::parse),
            language: fields.plain(&["langid", "language", "hyphenation"]),
        },
    }
}

fn date_of(fields: &Fields<'_>) -> Option<Date> {
    // As it stands: the "~" of "about" is no blank here.
    if let Some(date) = fields.raw(&["date"]).and_then(dates::parse) {
        return Some(date);
    }
    let year = dates::parse(&fields.plain(&["year"]))?;
    let month = fields.plain(&["month"]);
    // “June 14” and “14~June” stand in that field, too.
    let mut parts = month
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let number = month.split_whitespace().find_map(dates::month);
    let number = parts
        .clone()
        .find(|part| part.bytes().any(|b| b.is_ascii_alphabetic()))
        .and_then(dates::month)
        .or(number);
    let day = fields.plain(&["day"]).parse().ok();
    let day = day.or_else(|| match parts.clone().count() {
        2 => parts.find_map(|part| part.parse().ok()),
        _ => None,
    });
    match (year, number) {
        (Date::On(at), Some(month)) => Some(dates::date(at.year, Some(month), day)),
        (year, _) => Some(year),
    }
}

/// The sort of work, by the kind of entry, and by what the entry says itself where that kind is too wide.
fn kind_of_entry(fields: &Fields<'_>) -> Option<WorkKind> {
    let subtype = fields.plain(&["entrysubtype"]).to_lowercase();
    if let Some(kind) = kind_of(&subtype) {
        return Some(kind);
    }
    let news = ["magazine", "newspaper"].contains(&subtype.as_str());
    Some(match fields.raw.kind.as_str() {
        "article" | "suppperiodical" if news => WorkKind::News,
        "article" | "periodical" | "suppperiodical" | "review" => WorkKind::Article,
        "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "mvproceedings"
        | "reference" | "mvreference" | "manual" => WorkKind::Book,
        "incollection" | "inbook" | "bookinbook" | "suppbook" | "suppcollection"
        | "inreference" => WorkKind::Chapter,
        "report" | "techreport" => WorkKind::Report,
        "thesis" | "phdthesis" | "mastersthesis" => WorkKind::Thesis,
        "inproceedings" | "conference" | "unpublished" => WorkKind::Paper,
        "online" | "electronic" | "www" => WorkKind::Web,
        "letter" => WorkKind::Letter,
        "legislation" | "legal" => WorkKind::Law,
        "jurisdiction" => WorkKind::Judgment,
        _ => return None,
    })
}
