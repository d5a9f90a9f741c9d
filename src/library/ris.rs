//! RIS: two letters, two blanks, a hyphen, and what is to be said.
//!
//! After the description by Research Information Systems, with what databases make of it.

use super::names::{Name, as_list, tidy};
use super::words::{doi, kind_of};
use super::{Entry, Library, dates};
use crate::project::{Date, Reference, WorkKind};
use std::fmt::Write as _;

/// Whether an entry starts in this line.
pub(super) fn starts_entry(line: &str) -> bool {
    tag(line.trim_start_matches('\u{feff}')).is_some_and(|(tag, _)| tag == "TY")
}

/// The tag of a line and what follows it.
fn tag(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end();
    let (name, rest) = (line.get(..2)?, line.get(2..)?);
    let mut letters = name.chars();
    let first = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    let second = letters
        .next()
        .is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    // The two blanks are one in some files.
    let said = rest.trim_start_matches(' ').strip_prefix('-')?;
    (first && second && rest.starts_with(' ')).then(|| (name, said.trim()))
}

/// What an entry says: tags and values in their order.
#[derive(Default)]
struct Raw {
    line: usize,
    fields: Vec<(String, String)>,
}

/// Reads all entries that can be read.
pub(super) fn read(text: &str) -> Library {
    let mut library = Library::default();
    let mut open: Option<Raw> = None;
    for (at, line) in text.lines().enumerate() {
        let found = tag(line);
        match found {
            Some(("TY", kind)) => {
                if let Some(raw) = open.take() {
                    library.troubles.push(format!(
                        "Line {}: the entry is not closed by “ER  -”. It was read up to line {at}",
                        raw.line
                    ));
                    take(&raw, &mut library);
                }
                let fields = vec![("TY".to_owned(), kind.to_owned())];
                open = Some(Raw {
                    line: at + 1,
                    fields,
                });
            }
            Some(("ER", _)) => {
                if let Some(raw) = open.take() {
                    take(&raw, &mut library);
                }
            }
            Some((tag, said)) => {
                if let Some(raw) = &mut open {
                    raw.fields.push((tag.to_owned(), said.to_owned()));
                }
            }
            None if line.trim().is_empty() => {}
            // A long value goes on in the next line.
            None => {
                if let Some((_, value)) = open.as_mut().and_then(|raw| raw.fields.last_mut()) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    if let Some(raw) = open {
        let line = raw.line;
        library.troubles.push(format!(
            "Line {line}: the entry is not closed by “ER  -”. It was read up to the end"
        ));
        take(&raw, &mut library);
    }
    library
}

fn take(raw: &Raw, library: &mut Library) {
    let entry = entry_of(raw);
    if entry.says_nothing() {
        library.troubles.push(format!(
            "Line {}: the entry has neither a title nor an author",
            raw.line
        ));
    } else {
        library.entries.push(entry);
    }
}

impl Raw {
    /// The values of these tags, the first tag's first.
    fn all<'r>(&'r self, tags: &'r [&str]) -> impl Iterator<Item = &'r str> {
        tags.iter().flat_map(|wanted| {
            let fields = self.fields.iter();
            fields
                .filter(move |(tag, value)| tag == wanted && !value.is_empty())
                .map(|(_, value)| value.as_str())
        })
    }

    fn first(&self, tags: &[&str]) -> String {
        self.all(tags).next().map(tidy).unwrap_or_default()
    }

    fn people(&self, tags: &[&str]) -> Vec<Name> {
        // Several names in one line are parted by semicolons.
        let names = self.all(tags).flat_map(|line| line.split(';'));
        names.filter_map(Name::inverted).collect()
    }
}

fn entry_of(raw: &Raw) -> Entry {
    let kind = kind_of_entry(&raw.first(&["TY"]), &raw.first(&["M3"]));
    let book = matches!(kind, Some(WorkKind::Book));
    let date = ["DA", "PY", "Y1"]
        .iter()
        .find_map(|tag| dates::parse(&raw.first(&[tag])));
    let year = dates::parse(&raw.first(&["PY", "Y1"])).or(date);
    let titles: &[&str] = if book {
        &["TI", "T1", "BT", "CT"]
    } else {
        &["TI", "T1", "CT"]
    };
    // The full name of a journal ahead of its short forms.
    let containers: &[&str] = if book {
        &["T2", "T3"]
    } else {
        &["JF", "T2", "BT", "JO", "JA", "J2", "J1"]
    };
    let url = raw.first(&["UR", "LK"]);
    let said_doi = raw.first(&["DO", "M3"]);
    let found = doi(&said_doi).or_else(|| doi(&url)).unwrap_or_default();
    Entry {
        title: raw.first(titles),
        authors: raw.people(&["AU", "A1"]),
        year: year.map(|year| year.year()),
        reference: Reference {
            key: raw.first(&["ID"]),
            kind,
            container: raw.first(containers),
            editor: as_list(&raw.people(&["A2", "ED"])),
            publisher: raw.first(&["PB"]),
            place: raw.first(&["CY", "PP"]),
            volume: raw.first(&["VL"]),
            issue: raw.first(&["IS"]),
            pages: pages(&raw.first(&["SP"]), &raw.first(&["EP"])),
            date: date.and_then(dates::beyond_year),
            doi: found.to_owned(),
            url: url.split([' ', ';']).next().unwrap_or_default().to_owned(),
            accessed: dates::parse(&raw.first(&["Y2"])),
            language: raw.first(&["LA"]),
        },
    }
}

fn pages(first: &str, last: &str) -> String {
    match (first, last) {
        (first, "") => first.to_owned(),
        ("", last) => last.to_owned(),
        (first, last) if first == last || first.ends_with(last) && first.contains(['-', '–']) => {
            first.to_owned()
        }
        (first, last) => format!("{first}–{last}"),
    }
}

fn kind_of_entry(kind: &str, more: &str) -> Option<WorkKind> {
    if let Some(kind) = kind_of(more) {
        return Some(kind);
    }
    Some(match kind {
        "JOUR" | "EJOUR" | "JFULL" | "ABST" | "INPR" => WorkKind::Article,
        "NEWS" | "MGZN" => WorkKind::News,
        "BOOK" | "EBOOK" | "EDBOOK" | "SER" | "DICT" | "ENCYC" => WorkKind::Book,
        "CHAP" | "ECHAP" => WorkKind::Chapter,
        "RPRT" | "GOVDOC" | "GRANT" | "STAND" => WorkKind::Report,
        "THES" => WorkKind::Thesis,
        "CONF" | "CPAPER" | "UNPB" | "MANSCPT" => WorkKind::Paper,
        "ELEC" | "WEB" | "BLOG" | "ICOMM" => WorkKind::Web,
        "PCOMM" => WorkKind::Letter,
        "STAT" | "BILL" | "LEGAL" | "UNBILL" | "HEAR" => WorkKind::Law,
        "CASE" => WorkKind::Judgment,
        _ => return None,
    })
}

/// The entries, with an empty line between.
pub(super) fn write(entries: &[Entry]) -> String {
    let written: Vec<String> = entries.iter().map(entry).collect();
    written.join("\r\n")
}

fn entry(entry: &Entry) -> String {
    let reference = &entry.reference;
    let (kind, more) = kind_words(reference.kind);
    let mut out = format!("TY  - {kind}\r\n");
    let mut field = |tag: &str, value: &str| {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(out, "{tag}  - {}\r\n", tidy(value));
        }
    };
    field("ID", &reference.key);
    for author in &entry.authors {
        field("AU", &author.in_list());
    }
    field("TI", &entry.title);
    field("T2", &reference.container);
    for editor in entry.editors() {
        field("A2", &editor.in_list());
    }
    field(
        "PY",
        &entry
            .year
            .map_or(String::new(), |year| format!("{year:04}")),
    );
    field("DA", &reference.date.map(written_date).unwrap_or_default());
    field("PB", &reference.publisher);
    field("CY", &reference.place);
    field("VL", &reference.volume);
    field("IS", &reference.issue);
    let (first, last) = reference
        .pages
        .split_once('–')
        .unwrap_or((&reference.pages, ""));
    field("SP", first);
    field("EP", last);
    field("DO", &reference.doi);
    field("UR", &reference.url);
    field(
        "Y2",
        &reference.accessed.map(written_date).unwrap_or_default(),
    );
    field("LA", &reference.language);
    field("M3", more);
    out.push_str("ER  - \r\n");
    out
}

/// Year, month, day, and behind them what is not a day of the calendar, in words.
fn written_date(date: Date) -> String {
    let part = |part: Option<u8>| part.map_or(String::new(), |part| format!("{part:02}"));
    match date {
        Date::On(at) => format!("{:04}/{}/{}/", at.year, part(at.month), part(at.day)),
        other => format!("{:04}///{other}", other.year()),
    }
}

/// The type for a sort of work, and the word that says what the type does not.
fn kind_words(kind: Option<WorkKind>) -> (&'static str, &'static str) {
    match kind {
        Some(WorkKind::Article) => ("JOUR", ""),
        Some(WorkKind::News) => ("NEWS", ""),
        Some(WorkKind::Book) => ("BOOK", ""),
        Some(WorkKind::Chapter) => ("CHAP", ""),
        Some(WorkKind::Report) => ("RPRT", ""),
        Some(WorkKind::Thesis) => ("THES", ""),
        Some(WorkKind::Paper) => ("UNPB", ""),
        Some(WorkKind::Web) => ("ELEC", ""),
        Some(WorkKind::Letter) => ("PCOMM", ""),
        Some(WorkKind::Law) => ("STAT", ""),
        Some(WorkKind::Judgment) => ("CASE", ""),
        Some(kind @ WorkKind::Interview) => ("PCOMM", kind.word()),
        Some(kind @ (WorkKind::Cable | WorkKind::Other)) => ("GEN", kind.word()),
        None => ("GEN", ""),
    }
}
