//! E-books (EPUB 2 and 3): chapters in reading order, with their headings, notes and printed pages.

mod chapter;
mod container;

use super::counts::{counted, each, words};
use super::html::{self, Notes, Site, Walker};
use super::{Draft, Extract, Fault, Options};
use crate::project::{Reference, Remark, WorkKind};
use crate::text::Map;
use chapter::{Chapter, Entry};
use rbook::Epub;
use rbook::epub::toc::EpubTocEntry;
use std::collections::HashMap;
use std::io::Cursor;

/// Reads an e-book.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    container::check(bytes)?;
    let unreadable = |_| Fault::Damaged("does not say what is in it".to_owned());
    let book = Epub::options()
        .strict(false)
        .read(Cursor::new(bytes.to_vec()))
        .map_err(unreadable)?;
    let (chapters, missing) = chapters(&book, options)?;
    let toc = book.toc();
    let contents = by_file(toc.contents());
    let pages = by_file(toc.page_list());
    let (text, map) = assembled(&chapters, &contents, &pages)?;
    if text.trim().is_empty() {
        return Err(Fault::NoText("an e-book of pictures".to_owned()));
    }
    let mut remarks = vec![kept(&text, &map, chapters.len())];
    if missing > 0 {
        remarks.push(Remark::lost(format!(
            "{} that the e-book lists cannot be read out of it",
            counted(missing, "part", "parts")
        )));
    }
    Ok(Extract {
        text,
        map,
        reader: "rbook 0.7".to_owned(),
        remarks,
        ..told(&book)
    })
}

/// The parts of a book in reading order, without its own table of contents, and how many of them cannot be read.
fn chapters(book: &Epub, options: &Options) -> Result<(Vec<Chapter>, usize), Fault> {
    /// All chapters together, in bytes.
    const MOST: usize = 200_000_000;
    let (mut chapters, mut missing, mut all) = (Vec::new(), 0, 0);
    for entry in book.spine().iter() {
        let Some(file) = entry.manifest_entry() else {
            missing += 1;
            continue;
        };
        let kind = file.kind();
        let is_text = kind.as_str().contains("html") || kind.as_str().contains("xml");
        if !is_text || kind.as_str().contains("svg") || file.properties().has_property("nav") {
            continue;
        }
        let Ok(bytes) = file.read_bytes() else {
            missing += 1;
            continue;
        };
        all += bytes.len();
        if all > MOST {
            return Err(Fault::TooMuch(
                "has more than 200 MB of chapters".to_owned(),
            ));
        }
        let path = file.href().path().decode();
        let page = html::decoded(&bytes, options).text;
        chapters.push(Chapter {
            path: path.trim_start_matches('/').to_owned(),
            page: html::parsed(&chapter::opened(&page))?,
        });
    }
    Ok((chapters, missing))
}

/// The entries of a table of contents or a list of pages, by the file that they lead to.
fn by_file(list: Option<EpubTocEntry>) -> HashMap<String, Vec<Entry>> {
    let mut files: HashMap<String, Vec<Entry>> = HashMap::new();
    let Some(list) = list else {
        return files;
    };
    for entry in list.flatten() {
        let Some(href) = entry.href() else {
            continue;
        };
        let words: Vec<&str> = entry.label().split_whitespace().collect();
        let path = href.path().decode();
        let entries = files.entry(path.trim_start_matches('/').to_owned());
        entries.or_default().push(Entry {
            part: href.fragment().unwrap_or_default().to_owned(),
            label: words.join(" "),
            level: u8::try_from(entry.depth()).unwrap_or(6).clamp(1, 6),
        });
    }
    files
}

/// The chapters as one text.
fn assembled(
    chapters: &[Chapter],
    contents: &HashMap<String, Vec<Entry>>,
    pages: &HashMap<String, Vec<Entry>>,
) -> Result<(String, Map), Fault> {
    let files: Vec<_> = chapters
        .iter()
        .map(|chapter| (chapter.path.as_str(), &chapter.page))
        .collect();
    let notes = Notes::of(&files);
    let none = Vec::new();
    let mut draft = Draft::new();
    let mut counted = 0;
    for (at, chapter) in chapters.iter().enumerate() {
        let (headings, insertions) = chapter.headings(contents.get(&chapter.path).unwrap_or(&none));
        let site = Site {
            path: chapter.path.clone(),
            notes: notes.on(at),
            pages: chapter.pages(pages.get(&chapter.path).unwrap_or(&none)),
            headings,
            insertions,
            ..Site::default()
        };
        let mut walker = Walker::new(&mut draft, &site, &notes, counted);
        if let Some(body) = chapter.page.body() {
            walker.walk(body);
        }
        if walker.is_full() {
            return Err(html::too_long());
        }
        counted = walker.pages();
    }
    Ok(draft.finish())
}

/// What a book says of itself.
fn told(book: &Epub) -> Extract {
    let meta = book.metadata();
    let creators: Vec<&str> = meta
        .creators()
        .map(|creator| creator.value().trim())
        .collect();
    let publisher = meta
        .publishers()
        .next()
        .map(|publisher| publisher.value().trim().to_owned());
    let language = meta
        .language()
        .map(|language| language.value().trim().to_owned());
    let date = meta
        .published_entry()
        .and_then(|date| html::date(date.value()));
    let doi = meta.identifiers().find_map(|identifier| {
        let value = identifier.value();
        let start = value.find("10.")?;
        (value.starts_with("doi") || value.contains("doi.org")).then(|| value[start..].to_owned())
    });
    let title = meta.title().map(|title| title.value().trim().to_owned());
    Extract {
        title: title.filter(|title| !title.is_empty()),
        author: creators.join(", "),
        year: date.as_ref().map(crate::project::Date::year),
        reference: Reference {
            kind: Some(WorkKind::Book),
            publisher: publisher.unwrap_or_default(),
            language: language.unwrap_or_default(),
            doi: doi.unwrap_or_default(),
            date,
            ..Reference::default()
        },
        ..Extract::default()
    }
}

fn kept(text: &str, map: &Map, chapters: usize) -> Remark {
    let mut parts = vec![words(text), counted(chapters, "part", "parts")];
    parts.extend(each([
        (map.headings.len(), "heading", "headings"),
        (map.pages.len(), "printed page", "printed pages"),
        (map.notes.len(), "note", "notes"),
        (map.tables.len(), "table", "tables"),
    ]));
    Remark::kept(parts.join(", "))
}
