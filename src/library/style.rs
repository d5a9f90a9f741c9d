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
    // What has its own name for people is set by us: no style knows cables, and all of them change capitals.
    let mut own: Vec<Set> = Vec::new();
    let mut driver = BibliographyDriver::new();
    for (at, (item, entry)) in items.iter().zip(entries).enumerate() {
        if let Some(text) = by_name(entry, style) {
            own.push(Set {
                entry: at,
                text,
                italics: Vec::new(),
            });
            continue;
        }
        let cited = vec![CitationItem::with_entry(item)];
        let request = CitationRequest::new(cited, &csl, None, &locales, Some(at + 1));
        driver.citation(request);
    }
    let rendered = driver.finish(BibliographyRequest::new(&csl, None, &locales));
    if style == Style::Legal {
        let styled = (0..entries.len()).filter(|at| !own.iter().any(|set| set.entry == *at));
        let styled: Vec<usize> = styled.collect();
        let notes = styled.into_iter().zip(&rendered.citations);
        let mut notes: Vec<Set> = notes.map(|(at, note)| line(at, &note.citation)).collect();
        notes.extend(own);
        notes.sort_by_cached_key(|note| entries.get(note.entry).map(order));
        return Ok(notes);
    }
    let Some(bibliography) = rendered.bibliography else {
        return Err(format!("The style {} has no bibliography", style.name()));
    };
    let lines = bibliography.items.iter();
    let lines = lines.map(|item| line(item.key.parse().unwrap_or_default(), &item.content));
    let mut lines: Vec<Set> = lines.collect();
    for set in own {
        let place = entries.get(set.entry).map(order);
        let later = |other: &Set| entries.get(other.entry).map(order) > place;
        let at = lines.iter().position(later).unwrap_or(lines.len());
        lines.insert(at, set);
    }
    Ok(lines)
}

/// Cables, laws and interviews of which no more is known than what they are called: set by that, in its own letters.
fn by_name(entry: &Entry, style: Style) -> Option<String> {
    let told = matches!(
        entry.reference.kind,
        Some(WorkKind::Cable | WorkKind::Law | WorkKind::Interview | WorkKind::Letter)
    );
    if !told || !entry.authors.is_empty() || entry.title.is_empty() {
        return None;
    }
    let reference = Reference {
        kind: None,
        key: String::new(),
        ..entry.reference.clone()
    };
    if !reference.is_empty() {
        return None;
    }
    let title = entry.title.trim_end_matches('.');
    let year = entry.year.map(|year| year.to_string());
    let year = year.filter(|year| !title.contains(year.as_str()));
    Some(match (entry.reference.kind, year) {
        (Some(WorkKind::Cable), Some(year)) => match style {
            Style::Chicago => format!("{title}. {year}. Diplomatic cable."),
            Style::Apa => format!("{title}. ({year}). [Diplomatic cable]."),
            Style::Legal => format!("{title}, diplomatic cable, {year}."),
        },
        (_, Some(year)) => format!("{title} ({year})."),
        (_, None) => format!("{title}."),
    })
}

/// Names ahead of numbers.
fn order(entry: &Entry) -> (bool, String, Option<i32>, String) {
    let author = crate::text::fold::fold(&entry.author());
    let title = crate::text::fold::fold(&entry.title);
    let first = if author.is_empty() {
        title.clone()
    } else {
        author
    };
    let is_number = first.starts_with(|c: char| !c.is_alphabetic());
    (is_number, first, entry.year, title)
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
    without_loose_commas(&mut set);
    set
}

/// Takes out the comma ahead of a month or a page that is not known: "(2007,)", "Harbour Watch,.".
fn without_loose_commas(set: &mut Set) {
    while let Some(at) = [",)", ",.", ", )"]
        .iter()
        .find_map(|loose| set.text.find(loose))
    {
        let long = if set
            .text
            .get(at..)
            .is_some_and(|rest| rest.starts_with(", "))
        {
            2
        } else {
            1
        };
        set.text.replace_range(at..at + long, "");
        for part in &mut set.italics {
            if part.start > at {
                part.start -= long;
            }
            if part.end > at {
                part.end -= long;
            }
        }
    }
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
    match reference.kind {
        Some(WorkKind::Cable) => put("genre", "diplomatic cable"),
        Some(WorkKind::Thesis) => put("genre", "Thesis"),
        _ => {}
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

    fn reference(kind: WorkKind, said: &[(&str, &str)]) -> Reference {
        let said = |name: &str| {
            let found = said.iter().find(|(known, _)| *known == name);
            found.map_or(String::new(), |(_, words)| (*words).to_owned())
        };
        Reference {
            kind: Some(kind),
            container: said("in"),
            editor: said("by"),
            publisher: said("press"),
            place: said("place"),
            volume: said("volume"),
            issue: said("issue"),
            pages: said("pages"),
            url: said("url"),
            ..Reference::default()
        }
    }

    fn works() -> Vec<Entry> {
        use WorkKind::{Article, Book, Cable, Chapter, Interview, Law, News, Report, Thesis, Web};
        let journal = [
            ("in", "Journal of Mine Safety"),
            ("volume", "12"),
            ("issue", "3"),
            ("pages", "125–129"),
        ];
        let chapter = [
            ("in", "Labels in the timber trade"),
            ("by", "Keck, Margaret"),
            ("pages", "12–40"),
            ("press", "Minato"),
        ];
        let known = |authors, year, title, kind, said: &[(&str, &str)]| {
            entry(authors, Some(year), title, reference(kind, said))
        };
        vec![
            known(
                "Moor, Ada; Lindqvist, Bo",
                2011,
                "Tin and tigers",
                Article,
                &journal,
            ),
            known(
                "Moor, Ada",
                2012,
                "The loom",
                Book,
                &[("press", "Delta Press"), ("place", "Lagos")],
            ),
            known("Ōta, Chie", 2014, "Rules without rulers", Chapter, &chapter),
            known(
                "Labour Office",
                2009,
                "The cost of coercion",
                Report,
                &[("press", "ILO"), ("issue", "98")],
            ),
            known(
                "Okada, Rei",
                2018,
                "Ice and iron",
                Web,
                &[("in", "Harbour Watch"), ("url", "https://example.org/ice")],
            ),
            known(
                "Harmsen, Lee",
                2015,
                "Upgrade for the north",
                News,
                &[("in", "Daily Bell")],
            ),
            known(
                "Petrov, Ivan",
                2016,
                "Frost",
                Thesis,
                &[("press", "University of Lund")],
            ),
            known("", 2007, "07KUALALUMPUR1290", Cable, &[]),
            known("", 2008, "Anti-Smuggling in Persons Act (2008)", Law, &[]),
            known(
                "",
                2009,
                "Interview with an inspector, Ranong, May 12, 2009",
                Interview,
                &[],
            ),
            entry("Brandt", Some(1999), "", Reference::default()),
        ]
    }

    /// The works as a style sets them, in their order here, with stars around italics.
    fn lines(style: Style) -> Vec<String> {
        let mut lines = vec![String::new(); works().len()];
        for set in set(&works(), style).unwrap() {
            let mut line = set.text.clone();
            for part in set.italics.iter().rev() {
                line.insert(part.end, '*');
                line.insert(part.start, '*');
            }
            lines[set.entry] = line;
        }
        lines
    }

    #[test]
    fn works_read_right_in_chicago() {
        assert_eq!(
            lines(Style::Chicago),
            [
                "Moor, Ada, and Bo Lindqvist. 2011. “Tin and Tigers.” *Journal of Mine Safety* 12 (3): 125–29.",
                "Moor, Ada. 2012. *The Loom*. Delta Press.",
                "Ōta, Chie. 2014. “Rules Without Rulers.” In *Labels in the Timber Trade*, edited by Margaret Keck. Minato.",
                "Labour Office. 2009. *The Cost of Coercion*. No. 98. ILO.",
                "Okada, Rei. 2018. “Ice and Iron.” Harbour Watch. https://example.org/ice.",
                "Harmsen, Lee. 2015. “Upgrade for the North.” *Daily Bell*.",
                "Petrov, Ivan. 2016. “Frost.” Thesis, University of Lund.",
                "07KUALALUMPUR1290. 2007. Diplomatic cable.",
                "Anti-Smuggling in Persons Act (2008).",
                "Interview with an inspector, Ranong, May 12, 2009.",
                "Brandt. 1999.",
            ]
        );
    }

    #[test]
    fn works_read_right_in_apa() {
        assert_eq!(
            lines(Style::Apa),
            [
                "Moor, A., & Lindqvist, B. (2011). Tin and tigers. *Journal of Mine Safety*, *12*(3), 125–129.",
                "Moor, A. (2012). *The loom*. Delta Press.",
                "Ōta, C. (2014). Rules without rulers. In M. Keck (Ed.), *Labels in the timber trade* (pp. 12–40). Minato.",
                "Labour Office. (2009). *The cost of coercion* (No. 98). ILO.",
                "Okada, R. (2018). *Ice and iron*. Harbour Watch. https://example.org/ice",
                "Harmsen, L. (2015). Upgrade for the north. *Daily Bell*.",
                "Petrov, I. (2016). *Frost* [Thesis]. University of Lund.",
                "07KUALALUMPUR1290. (2007). [Diplomatic cable].",
                "Anti-Smuggling in Persons Act (2008).",
                "Interview with an inspector, Ranong, May 12, 2009.",
                "Brandt. (1999).",
            ]
        );
    }

    #[test]
    fn works_read_right_in_legal_notes() {
        assert_eq!(
            lines(Style::Legal),
            [
                "Ada Moor and Bo Lindqvist, “Tin and Tigers,” *Journal of Mine Safety* 12, no. 3 (2011): 125–29.",
                "Ada Moor, *The Loom* (Delta Press, 2012).",
                "Chie Ōta, “Rules Without Rulers,” in *Labels in the Timber Trade*, ed. Margaret Keck (Minato, 2014).",
                "Labour Office, *The Cost of Coercion*, no. 98 (ILO, 2009).",
                "Rei Okada, “Ice and Iron,” Harbour Watch, 2018, https://example.org/ice.",
                "Lee Harmsen, “Upgrade for the North,” *Daily Bell*, 2015.",
                "Ivan Petrov, “Frost” (Thesis, University of Lund, 2016).",
                "07KUALALUMPUR1290, diplomatic cable, 2007.",
                "Anti-Smuggling in Persons Act (2008).",
                "Interview with an inspector, Ranong, May 12, 2009.",
                "Brandt, 1999.",
            ]
        );
    }

    #[test]
    fn what_is_missing_is_said() {
        let missing: Vec<Option<String>> = works().iter().map(missing).collect();
        assert_eq!(missing.last(), Some(&Some("title".to_owned())));
        assert!(missing[..10].iter().all(Option::is_none));
    }
}
