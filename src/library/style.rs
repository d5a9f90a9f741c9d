//! How does a journal print a work in its bibliography? By the styles of the Citation Style Language, set by hayagriva.

use super::Entry;
use super::names::Name;
use crate::project::{Date, Reference, WorkKind};
use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::{
    DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange,
};
use hayagriva::citationberg::{FontStyle, Style as Csl};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// A style in which a bibliography can be set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// The Chicago Manual of Style, 18th edition, author and date.
    #[default]
    Chicago,
    /// The American Psychological Association, 7th edition.
    Apa,
    /// The notes of the Chicago Manual of Style, 18th edition, which sets laws, treaties and cases as law reviews do.
    Legal,
}

impl Style {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chicago, Self::Apa, Self::Legal];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chicago => "Chicago author-date",
            Self::Apa => "APA",
            Self::Legal => "Legal notes (Chicago)",
        }
    }

    /// Its name on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Chicago => "chicago",
            Self::Apa => "apa",
            Self::Legal => "legal",
        }
    }

    fn archived(self) -> ArchivedStyle {
        match self {
            Self::Chicago => ArchivedStyle::ChicagoAuthorDate,
            Self::Apa => ArchivedStyle::AmericanPsychologicalAssociation,
            Self::Legal => ArchivedStyle::ChicagoNotes,
        }
    }
}

/// A work as a style sets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set {
    /// Its place in the list of entries.
    pub entry: usize,
    /// In one line.
    pub text: String,
    /// The bytes of it that are in italics, in order.
    pub italics: Vec<Range<usize>>,
}

/// Sets works in a style, in the order of the style; of notes, in that of their names.
///
/// # Errors
/// Says that the style cannot be read, which no work is to blame for.
pub fn set(entries: &[Entry], style: Style) -> Result<Vec<Set>, String> {
    let Csl::Independent(csl) = style.archived().get() else {
        return Err(format!("The style {} cannot be used", style.name()));
    };
    let locales = locales();
    let items: Vec<Item> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| item(at, entry))
        .collect();
    let mut driver = BibliographyDriver::new();
    for (at, item) in items.iter().enumerate() {
        let cited = vec![CitationItem::with_entry(item)];
        let request = CitationRequest::new(cited, &csl, None, &locales, Some(at + 1));
        driver.citation(request);
    }
    let rendered = driver.finish(BibliographyRequest::new(&csl, None, &locales));
    if style == Style::Legal {
        let notes = rendered.citations.iter().enumerate();
        let mut notes: Vec<Set> = notes.map(|(at, note)| line(at, &note.citation)).collect();
        notes.sort_by_cached_key(|note| entries.get(note.entry).map(order));
        return Ok(notes);
    }
    let Some(bibliography) = rendered.bibliography else {
        return Err(format!("The style {} has no bibliography", style.name()));
    };
    let lines = bibliography.items.iter();
    let lines = lines.map(|item| line(item.key.parse().unwrap_or_default(), &item.content));
    Ok(lines.collect())
}

fn order(entry: &Entry) -> (String, Option<i32>, String) {
    let author = crate::text::fold::fold(&entry.author());
    let title = crate::text::fold::fold(&entry.title);
    let first = if author.is_empty() {
        title.clone()
    } else {
        author
    };
    (first, entry.year, title)
}

fn line(entry: usize, content: &ElemChildren) -> Set {
    let mut set = Set {
        entry,
        ..Set::default()
    };
    write(content, &mut set);
    let lead = set.text.len() - set.text.trim_start().len();
    set.text = set.text.trim().to_owned();
    let end = set.text.len();
    for part in &mut set.italics {
        *part = part.start.saturating_sub(lead).min(end)..part.end.saturating_sub(lead).min(end);
    }
    set.italics.retain(|part| !part.is_empty());
    set
}

fn write(content: &ElemChildren, set: &mut Set) {
    for child in &content.0 {
        let formatted = match child {
            ElemChild::Text(formatted)
            | ElemChild::Link {
                text: formatted, ..
            } => formatted,
            ElemChild::Elem(elem) => {
                if !set.text.is_empty() && elem.display.is_some() && !set.text.ends_with(' ') {
                    set.text.push(' ');
                }
                write(&elem.children, set);
                continue;
            }
            ElemChild::Markup(words) => {
                set.text.push_str(words);
                continue;
            }
            ElemChild::Transparent { .. } => continue,
        };
        let start = set.text.len();
        set.text.push_str(&formatted.text);
        if formatted.formatting.font_style == FontStyle::Italic {
            match set.italics.last_mut().filter(|last| last.end == start) {
                Some(last) => last.end = set.text.len(),
                None => set.italics.push(start..set.text.len()),
            }
        }
    }
}

/// What is missing of a work for a bibliography, in words; none where it is whole enough to be found.
pub fn missing(entry: &Entry) -> Option<String> {
    let kind = entry.reference.kind;
    let told = matches!(
        kind,
        Some(WorkKind::Cable | WorkKind::Interview | WorkKind::Letter | WorkKind::Law)
    );
    let mut missing = Vec::new();
    if entry.title.is_empty() {
        missing.push("title");
    }
    if entry.author().is_empty() && !told && kind != Some(WorkKind::Judgment) {
        missing.push("author");
    }
    if entry.year.is_none() && entry.reference.date.is_none() && !told {
        missing.push("year");
    }
    (!missing.is_empty()).then(|| missing.join(", "))
}

/// A work by the names of the Citation Style Language.
fn item(at: usize, entry: &Entry) -> Item {
    let reference = &entry.reference;
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, words: &str| {
        if !words.is_empty() {
            fields.insert(name.to_owned(), Value::String(words.to_owned()));
        }
    };
    put("id", &at.to_string());
    put("type", kind(entry));
    put("title", &entry.title);
    put("container-title", &reference.container);
    put("publisher", &reference.publisher);
    put("publisher-place", &reference.place);
    put("volume", &reference.volume);
    let numbered = matches!(
        reference.kind,
        Some(WorkKind::Report | WorkKind::Law | WorkKind::Cable | WorkKind::Judgment)
    );
    put(if numbered { "number" } else { "issue" }, &reference.issue);
    put("page", &reference.pages.replace('–', "-"));
    put("DOI", &reference.doi);
    put("URL", &reference.url);
    if reference.kind == Some(WorkKind::Cable) {
        put("genre", "diplomatic cable");
    }
    if !entry.authors.is_empty() {
        fields.insert("author".to_owned(), names(&entry.authors));
    }
    let editors = entry.editors();
    if !editors.is_empty() {
        fields.insert("editor".to_owned(), names(&editors));
    }
    if let Some(date) = issued(entry) {
        fields.insert("issued".to_owned(), date);
    }
    if let Some(date) = reference.accessed.and_then(day) {
        fields.insert("accessed".to_owned(), date);
    }
    Item(fields)
}

/// The type of a work. What is not known to be a book or an article is set as neither.
fn kind(entry: &Entry) -> &'static str {
    let Reference {
        kind, container, ..
    } = &entry.reference;
    match kind {
        Some(WorkKind::Article) => "article-journal",
        Some(WorkKind::News) => "article-newspaper",
        Some(WorkKind::Book) => "book",
        Some(WorkKind::Chapter) => "chapter",
        Some(WorkKind::Report) => "report",
        Some(WorkKind::Thesis) => "thesis",
        Some(WorkKind::Paper) if container.is_empty() => "manuscript",
        Some(WorkKind::Paper) => "paper-conference",
        Some(WorkKind::Web) => "webpage",
        Some(WorkKind::Law) => "legislation",
        Some(WorkKind::Judgment) => "legal_case",
        Some(WorkKind::Interview) => "interview",
        Some(WorkKind::Letter) => "personal_communication",
        Some(WorkKind::Cable | WorkKind::Other) | None => "document",
    }
}

fn names(names: &[Name]) -> Value {
    let names = names.iter().map(|name| {
        if name.given.is_empty() {
            return NameValue::Literal(LiteralName {
                literal: name.family.clone(),
            });
        }
        let (given, suffix) = match name.given.rsplit_once(", ") {
            Some((given, suffix)) => (given, Some(suffix.to_owned())),
            None => (name.given.as_str(), None),
        };
        NameValue::Item(NameItem {
            family: name.family.clone(),
            given: Some(given.to_owned()),
            non_dropping_particle: None,
            dropping_particle: None,
            suffix,
            comma_suffix: None,
        })
    });
    Value::Names(names.collect())
}

/// When it appeared; of a range its first year, since styles know no more.
fn issued(entry: &Entry) -> Option<Value> {
    let day = entry.reference.date.and_then(day);
    day.or_else(|| Some(date(vec![i16::try_from(entry.year?).ok()?])))
}

fn day(known: Date) -> Option<Value> {
    let moment = match known {
        Date::On(moment) | Date::About(moment) | Date::Range(moment, _) => moment,
        Date::Before(_) => return None,
    };
    let mut parts = vec![i16::try_from(moment.year).ok()?];
    if let Some(month) = moment.month {
        parts.push(i16::from(month));
        parts.extend(moment.day.map(i16::from));
    }
    Some(date(parts))
}

fn date(parts: Vec<i16>) -> Value {
    Value::Date(DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts)]),
        literal: None,
        season: None,
        circa: false,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::library::from_list;

    fn entry(authors: &str, year: Option<i32>, title: &str, reference: Reference) -> Entry {
        Entry {
            title: title.to_owned(),
            authors: from_list(authors),
            year,
            reference,
        }
    }

    #[test]
    fn tries() {
        let r = |kind,
                 container: &str,
                 publisher: &str,
                 place: &str,
                 volume: &str,
                 issue: &str,
                 pages: &str| Reference {
            kind,
            container: container.to_owned(),
            publisher: publisher.to_owned(),
            place: place.to_owned(),
            volume: volume.to_owned(),
            issue: issue.to_owned(),
            pages: pages.to_owned(),
            ..Reference::default()
        };
        use WorkKind::*;
        let entries = vec![
            entry(
                "Moor, Ada; Lindqvist, Bo",
                Some(2011),
                "Tin and tigers: a history",
                r(
                    Some(Article),
                    "Journal of Mine Safety",
                    "",
                    "",
                    "12",
                    "3",
                    "125–129",
                ),
            ),
            entry(
                "Moor, Ada",
                Some(2012),
                "The Loom",
                r(Some(Book), "", "Delta Press", "Lagos", "", "", ""),
            ),
            entry(
                "Ōta, Chie",
                Some(2014),
                "Rules without rulers",
                Reference {
                    editor: "Keck, Margaret".to_owned(),
                    ..r(
                        Some(Chapter),
                        "Labels in the timber trade",
                        "Minato",
                        "Osaka",
                        "",
                        "",
                        "12-40",
                    )
                },
            ),
            entry(
                "International Labour Organization",
                Some(2009),
                "The cost of coercion",
                r(Some(Report), "", "", "Geneva", "", "98", ""),
            ),
            entry(
                "Okada, Rei",
                Some(2018),
                "Ice and iron",
                Reference {
                    url: "https://example.org/ice".to_owned(),
                    ..r(Some(Web), "Harbour Watch", "", "", "", "", "")
                },
            ),
            entry(
                "",
                Some(2007),
                "07KUALALUMPUR1290",
                r(Some(Cable), "", "", "", "", "", ""),
            ),
            entry(
                "",
                Some(2008),
                "Anti-Smuggling in Persons Act, B.E. 2551",
                r(Some(Law), "", "", "", "", "", ""),
            ),
            entry(
                "",
                Some(2009),
                "Interview with a labour inspector, Ranong, 12 May 2009",
                r(Some(Interview), "", "", "", "", "", ""),
            ),
            entry(
                "",
                Some(2009),
                "Interview with a labour inspector",
                r(Some(Interview), "", "", "", "", "", ""),
            ),
            entry(
                "Gallagher, A.",
                Some(2001),
                "",
                r(None, "", "", "", "", "", ""),
            ),
            entry(
                "Sato et al.",
                Some(2002),
                "Looms were few",
                r(None, "", "", "", "", "", ""),
            ),
            entry(
                "Brandt, Willem",
                None,
                "No date",
                r(None, "", "", "", "", "", ""),
            ),
        ];
        for style in Style::ALL {
            println!("== {}", style.name());
            for set in set(&entries, style).unwrap() {
                println!(
                    "{} {}  {:?}",
                    set.entry,
                    set.text,
                    set.italics
                        .iter()
                        .map(|r| &set.text[r.clone()])
                        .collect::<Vec<_>>()
                );
            }
        }
    }
}
