//! CSL-JSON, as Zotero, Better BibTeX and Pandoc write it.

use super::names::{Name, as_list, tidy};
use super::words::{doi, kind_of};
use super::{Entry, Library, dates};
use crate::project::{Date, Moment, Reference, WorkKind};
use serde_json::{Map, Value, json};

type Item = Map<String, Value>;

/// Reads all entries that can be read. Where the file as a whole is broken, those that are whole are read.
pub(super) fn read(text: &str) -> Library {
    let mut library = Library::default();
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(items)) => take_all(items, &mut library),
        Ok(Value::Object(mut object)) => match object.remove("items") {
            Some(Value::Array(items)) => take_all(items, &mut library),
            _ => take_all(vec![Value::Object(object)], &mut library),
        },
        Ok(_) => library
            .troubles
            .push("The library is not a list of entries".to_owned()),
        Err(error) => {
            library.troubles.push(format!(
                "Line {}: the file is broken there. Entries that are whole were read",
                error.line()
            ));
            let whole = objects(text).into_iter();
            let whole = whole.filter_map(|object| serde_json::from_str(object).ok());
            take_all(whole.collect(), &mut library);
        }
    }
    library
}

fn take_all(items: Vec<Value>, library: &mut Library) {
    for (at, item) in items.into_iter().enumerate() {
        let name = |key: &str| {
            if key.is_empty() {
                format!("Entry {}", at + 1)
            } else {
                format!("Entry {} (“{key}”)", at + 1)
            }
        };
        let Value::Object(item) = item else {
            library.troubles.push(format!("{} is no entry", name("")));
            continue;
        };
        let entry = entry_of(&item);
        if entry.says_nothing() {
            let name = name(&entry.reference.key);
            library
                .troubles
                .push(format!("{name} has neither a title nor an author"));
        } else {
            library.entries.push(entry);
        }
    }
}

/// The objects of a broken list: what is in braces, with the braces in strings left aside.
fn objects(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            // A string ends with its line: a mark that is missing spoils one line only.
            b'"' => in_string = !in_string,
            b'\n' => in_string = false,
            b'{' if !in_string => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            b'}' if !in_string => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.extend(text.get(start..=at));
                }
            }
            _ => {}
        }
    }
    found
}

/// A text, or a number that stands for one.
fn text(item: &Item, names: &[&str]) -> String {
    let found = names.iter().find_map(|name| match item.get(*name)? {
        Value::String(text) => Some(without_marks(text)).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    found.unwrap_or_default()
}

/// Without the marks of HTML that CSL allows in texts, and their few entities.
fn without_marks(text: &str) -> String {
    const MARKS: [&str; 6] = ["i", "b", "sub", "sup", "sc", "span"];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find('>').unwrap_or(0);
        let name = rest[..end].trim_start_matches(['<', '/']);
        let name = name.split_whitespace().next().unwrap_or_default();
        if MARKS.contains(&name) {
            rest = &rest[end + 1..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    tidy(&out)
}

fn people(item: &Item, field: &str) -> Vec<Name> {
    let Some(Value::Array(people)) = item.get(field) else {
        return Vec::new();
    };
    let people = people.iter().filter_map(|person| match person {
        Value::Object(person) => name_of(person),
        Value::String(name) => Name::inverted(name),
        _ => None,
    });
    people.collect()
}

/// A name. The particle that a citation keeps is the family's, the other goes behind the given names.
fn name_of(person: &Item) -> Option<Name> {
    let part = |name: &str| text(person, &[name]);
    let join = |parts: [String; 2]| tidy(&parts.join(" "));
    let family = join([part("non-dropping-particle"), part("family")]);
    let mut given = join([part("given"), part("dropping-particle")]);
    let suffix = part("suffix");
    if !suffix.is_empty() {
        given = if given.is_empty() {
            suffix
        } else {
            format!("{given}, {suffix}")
        };
    }
    let whole = part("literal");
    if !whole.is_empty() {
        return Some(Name::whole(whole));
    }
    match (family.is_empty(), given.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Name::whole(given)),
        _ => Some(Name::person(family, given)),
    }
}

fn date_of(item: &Item, field: &str) -> Option<Date> {
    let date = match item.get(field)? {
        Value::Object(date) => date,
        Value::String(date) => return dates::parse(date),
        _ => return None,
    };
    // What the parts cannot say is said in words.
    let said = ["literal", "raw"];
    let said = said
        .iter()
        .find_map(|name| dates::parse(date.get(*name)?.as_str()?));
    let Some(parts) = date.get("date-parts").and_then(Value::as_array) else {
        return said;
    };
    let moment = |at: usize| {
        let parts = parts.get(at)?.as_array()?;
        let number = |at: usize| match parts.get(at)? {
            Value::Number(number) => number.as_i64(),
            Value::String(number) => number.trim().parse().ok(),
            _ => None,
        };
        let year = i32::try_from(number(0)?).ok()?;
        let small = |at| number(at).and_then(|number| u8::try_from(number).ok());
        match dates::date(year, small(1), small(2)) {
            Date::On(at) => Some(at),
            _ => None,
        }
    };
    let circa = date.get("circa").is_some_and(|circa| match circa {
        Value::Bool(circa) => *circa,
        Value::Number(_) => true,
        Value::String(circa) => !circa.is_empty() && circa != "false",
        _ => false,
    });
    match (moment(0), moment(1)) {
        (Some(from), Some(to)) if from.first_day() <= to.last_day() => Some(Date::Range(from, to)),
        (Some(at), _) if circa => Some(Date::About(at)),
        (Some(at), _) => match said {
            Some(before @ Date::Before(_)) => Some(before),
            _ => Some(Date::On(at)),
        },
        (None, _) => said,
    }
}

fn entry_of(item: &Item) -> Entry {
    let date = date_of(item, "issued");
    let url = text(item, &["URL"]);
    let said_doi = text(item, &["DOI"]);
    let found = doi(&said_doi).or_else(|| doi(&url)).unwrap_or_default();
    Entry {
        title: text(item, &["title", "title-short"]),
        authors: people(item, "author"),
        year: date.map(|date| date.year()),
        reference: Reference {
            key: text(item, &["citation-key", "id"]),
            kind: kind_of_item(&text(item, &["type"]), &text(item, &["genre"])),
            container: text(
                item,
                &["container-title", "container-title-short", "event-title"],
            ),
            editor: as_list(&people(item, "editor")),
            publisher: text(item, &["publisher"]),
            place: text(item, &["publisher-place", "event-place"]),
            volume: text(item, &["volume"]),
            issue: text(item, &["issue", "number"]),
            pages: text(item, &["page"]),
            date: date.and_then(dates::beyond_year),
            doi: found.to_owned(),
            url,
            accessed: date_of(item, "accessed"),
            language: text(item, &["language"]),
        },
    }
}

fn kind_of_item(kind: &str, genre: &str) -> Option<WorkKind> {
    if let Some(kind) = kind_of(genre) {
        return Some(kind);
    }
    Some(match kind {
        "article-journal" | "review" | "review-book" | "periodical" => WorkKind::Article,
        "article-magazine" | "article-newspaper" | "broadcast" => WorkKind::News,
        "book" | "collection" => WorkKind::Book,
        "chapter" | "entry" | "entry-dictionary" | "entry-encyclopedia" => WorkKind::Chapter,
        "report" | "standard" | "pamphlet" => WorkKind::Report,
        "thesis" => WorkKind::Thesis,
        "article" | "paper-conference" | "manuscript" | "speech" => WorkKind::Paper,
        "webpage" | "post" | "post-weblog" => WorkKind::Web,
        "interview" => WorkKind::Interview,
        "personal_communication" => WorkKind::Letter,
        "legislation" | "bill" | "treaty" | "regulation" | "hearing" => WorkKind::Law,
        "legal_case" => WorkKind::Judgment,
        _ => return None,
    })
}

/// The entries as one list.
pub(super) fn write(entries: &[Entry]) -> String {
    let items: Vec<Value> = entries
        .iter()
        .map(|entry| Value::Object(item_of(entry)))
        .collect();
    // With the keys in their order and texts alone, this cannot fail.
    let mut out = serde_json::to_string_pretty(&items).unwrap_or_default();
    out.push('\n');
    out
}

fn item_of(entry: &Entry) -> Item {
    let reference = &entry.reference;
    let mut item = Item::new();
    let (kind, genre) = kind_words(reference.kind);
    let fields = [
        ("id", reference.key.as_str()),
        ("type", kind),
        ("genre", genre),
        ("title", &entry.title),
        ("container-title", &reference.container),
        ("publisher", &reference.publisher),
        ("publisher-place", &reference.place),
        ("volume", &reference.volume),
        ("issue", &reference.issue),
        ("page", &reference.pages),
        ("DOI", &reference.doi),
        ("URL", &reference.url),
        ("language", &reference.language),
    ];
    for (name, value) in fields {
        if !value.is_empty() {
            item.insert(name.to_owned(), value.into());
        }
    }
    let mut people = |field: &str, names: &[Name]| {
        if !names.is_empty() {
            let names: Vec<Value> = names.iter().map(person).collect();
            item.insert(field.to_owned(), names.into());
        }
    };
    people("author", &entry.authors);
    people("editor", &entry.editors());
    let year = entry.year.map(|year| dates::date(year, None, None));
    if let Some(date) = reference.date.or(year) {
        item.insert("issued".to_owned(), written_date(date));
    }
    if let Some(date) = reference.accessed {
        item.insert("accessed".to_owned(), written_date(date));
    }
    item
}

fn person(name: &Name) -> Value {
    if name.given.is_empty() {
        return json!({ "literal": name.family });
    }
    match name.given.split_once(", ") {
        Some((given, suffix)) => {
            json!({ "family": name.family, "given": given, "suffix": suffix })
        }
        None => json!({ "family": name.family, "given": name.given }),
    }
}

fn written_date(date: Date) -> Value {
    let parts = |at: Moment| {
        let mut parts = vec![at.year];
        parts.extend(at.month.map(i32::from));
        parts.extend(at.day.map(i32::from));
        parts
    };
    match date {
        Date::On(at) => json!({ "date-parts": [parts(at)] }),
        Date::Range(from, to) => json!({ "date-parts": [parts(from), parts(to)] }),
        Date::About(at) => json!({ "date-parts": [parts(at)], "circa": true }),
        Date::Before(at) => json!({ "date-parts": [parts(at)], "literal": date.to_string() }),
    }
}

/// The type for a sort of work, and the word that says what the type does not.
fn kind_words(kind: Option<WorkKind>) -> (&'static str, &'static str) {
    match kind {
        Some(WorkKind::Article) => ("article-journal", ""),
        Some(WorkKind::News) => ("article-newspaper", ""),
        Some(WorkKind::Book) => ("book", ""),
        Some(WorkKind::Chapter) => ("chapter", ""),
        Some(WorkKind::Report) => ("report", ""),
        Some(WorkKind::Thesis) => ("thesis", ""),
        Some(WorkKind::Paper) => ("manuscript", ""),
        Some(WorkKind::Web) => ("webpage", ""),
        Some(WorkKind::Interview) => ("interview", ""),
        Some(WorkKind::Letter) => ("personal_communication", ""),
        Some(WorkKind::Law) => ("legislation", ""),
        Some(WorkKind::Judgment) => ("legal_case", ""),
        Some(kind @ (WorkKind::Cable | WorkKind::Other)) => ("document", kind.word()),
        None => ("document", ""),
    }
}
