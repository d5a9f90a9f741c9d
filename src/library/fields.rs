//! What a form shows of a document, field by field, and what an entry would put there.

use super::Entry;
use crate::project::{Date, Document, Reference, Work, WorkKind};

/// What a form shows the fields of: a document, or a work that documents cite.
pub trait Described: Clone {
    /// What it is, for what is said of a field that cannot be as typed; none where it may go without a title.
    const NEEDS_TITLE: Option<&'static str>;
    /// Its fields that are not part of the reference.
    fn known(&self) -> Known<'_>;
    /// The same, to be changed. What it does not have is none.
    fn known_mut(&mut self) -> KnownMut<'_>;
}

/// The fields of a document or a work.
pub struct Known<'a> {
    title: &'a str,
    author: &'a str,
    year: Option<i32>,
    kind: &'a str,
    notes: &'a str,
    reference: &'a Reference,
}

/// The same, to be changed.
pub struct KnownMut<'a> {
    title: &'a mut String,
    author: &'a mut String,
    year: &'a mut Option<i32>,
    kind: Option<&'a mut String>,
    notes: &'a mut String,
    reference: &'a mut Reference,
}

impl Described for Document {
    const NEEDS_TITLE: Option<&'static str> = Some("A document needs a title");

    fn known(&self) -> Known<'_> {
        Known {
            title: &self.title,
            author: &self.author,
            year: self.year,
            kind: &self.kind,
            notes: &self.notes,
            reference: &self.reference,
        }
    }

    fn known_mut(&mut self) -> KnownMut<'_> {
        KnownMut {
            title: &mut self.title,
            author: &mut self.author,
            year: &mut self.year,
            kind: Some(&mut self.kind),
            notes: &mut self.notes,
            reference: &mut self.reference,
        }
    }
}

impl Described for Work {
    const NEEDS_TITLE: Option<&'static str> = None;

    fn known(&self) -> Known<'_> {
        Known {
            title: &self.title,
            author: &self.author,
            year: self.year,
            kind: "",
            notes: &self.notes,
            reference: &self.reference,
        }
    }

    fn known_mut(&mut self) -> KnownMut<'_> {
        KnownMut {
            title: &mut self.title,
            author: &mut self.author,
            year: &mut self.year,
            kind: None,
            notes: &mut self.notes,
            reference: &mut self.reference,
        }
    }
}

/// A field of what is known of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// As a bibliography gives it.
    Title,
    /// As a citation gives them.
    Author,
    /// When it appeared.
    Year,
    /// What the project calls its kind of source.
    Kind,
    /// What sort of work bibliographies take it for.
    Work,
    /// The journal, newspaper, book or site that it is part of.
    Container,
    /// Who edited that.
    Editor,
    /// Who published it.
    Publisher,
    /// Where.
    Place,
    /// The volume.
    Volume,
    /// The issue, or the number of a report.
    Issue,
    /// The pages it has there.
    Pages,
    /// The day it appeared.
    Date,
    /// Its DOI.
    Doi,
    /// Where it is on line.
    Url,
    /// When it was looked up there.
    Accessed,
    /// Its language.
    Language,
    /// How a library calls it.
    Key,
    /// Whatever the coders want to keep of it.
    Notes,
}

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 19] = [
        Self::Title,
        Self::Author,
        Self::Year,
        Self::Kind,
        Self::Work,
        Self::Container,
        Self::Editor,
        Self::Publisher,
        Self::Place,
        Self::Volume,
        Self::Issue,
        Self::Pages,
        Self::Date,
        Self::Doi,
        Self::Url,
        Self::Accessed,
        Self::Language,
        Self::Key,
        Self::Notes,
    ];

    /// Its name in the window.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Author => "Author",
            Self::Year => "Year",
            Self::Kind => "Kind",
            Self::Work => "Sort of work",
            Self::Container => "Journal, book or site",
            Self::Editor => "Editor",
            Self::Publisher => "Publisher",
            Self::Place => "Place",
            Self::Volume => "Volume",
            Self::Issue => "Issue",
            Self::Pages => "Pages",
            Self::Date => "Date",
            Self::Doi => "DOI",
            Self::Url => "Address",
            Self::Accessed => "Accessed",
            Self::Language => "Language",
            Self::Key => "Key",
            Self::Notes => "Notes",
        }
    }

    /// Its name on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Author => "author",
            Self::Year => "year",
            Self::Kind => "kind",
            Self::Work => "work",
            Self::Container => "container",
            Self::Editor => "editor",
            Self::Publisher => "publisher",
            Self::Place => "place",
            Self::Volume => "volume",
            Self::Issue => "issue",
            Self::Pages => "pages",
            Self::Date => "date",
            Self::Doi => "doi",
            Self::Url => "url",
            Self::Accessed => "accessed",
            Self::Language => "language",
            Self::Key => "key",
            Self::Notes => "notes",
        }
    }

    /// The field of this name.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        Self::ALL.into_iter().find(|field| field.word() == word)
    }

    /// What a document or a work has there, as a person would type it.
    pub fn get(self, of: &impl Described) -> String {
        let known = of.known();
        let reference = known.reference;
        let date = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
        let text = match self {
            Self::Title => known.title,
            Self::Author => known.author,
            Self::Kind => known.kind,
            Self::Notes => known.notes,
            Self::Container => &reference.container,
            Self::Editor => &reference.editor,
            Self::Publisher => &reference.publisher,
            Self::Place => &reference.place,
            Self::Volume => &reference.volume,
            Self::Issue => &reference.issue,
            Self::Pages => &reference.pages,
            Self::Doi => &reference.doi,
            Self::Url => &reference.url,
            Self::Language => &reference.language,
            Self::Key => &reference.key,
            Self::Year => return known.year.map_or(String::new(), |year| year.to_string()),
            Self::Work => {
                return reference
                    .kind
                    .map_or(String::new(), |kind| kind.word().to_owned());
            }
            Self::Date => return date(reference.date),
            Self::Accessed => return date(reference.accessed),
        };
        text.to_owned()
    }

    /// Puts there what a person typed; nothing empties it.
    ///
    /// # Errors
    /// Says what is wrong with it in the words of who typed it.
    pub fn put<D: Described>(self, of: &mut D, typed: &str) -> Result<(), String> {
        let typed = if self == Self::Notes {
            typed.trim_end()
        } else {
            typed.trim()
        };
        if let (Self::Title, "", Some(problem)) = (self, typed, D::NEEDS_TITLE) {
            return Err(problem.to_owned());
        }
        let date = || match typed {
            "" => Ok(None),
            typed => typed
                .parse::<Date>()
                .map(Some)
                .map_err(|error| error.to_string()),
        };
        let known = of.known_mut();
        let reference = known.reference;
        let text = match self {
            Self::Title => known.title,
            Self::Author => known.author,
            Self::Kind => match known.kind {
                Some(kind) => kind,
                None => return Ok(()),
            },
            Self::Notes => known.notes,
            Self::Container => &mut reference.container,
            Self::Editor => &mut reference.editor,
            Self::Publisher => &mut reference.publisher,
            Self::Place => &mut reference.place,
            Self::Volume => &mut reference.volume,
            Self::Issue => &mut reference.issue,
            Self::Pages => &mut reference.pages,
            Self::Doi => &mut reference.doi,
            Self::Url => &mut reference.url,
            Self::Language => &mut reference.language,
            Self::Key => &mut reference.key,
            Self::Year => {
                let year = || {
                    typed
                        .parse()
                        .map_err(|_| "The year is a number, such as 2004".to_owned())
                };
                *known.year = if typed.is_empty() {
                    None
                } else {
                    Some(year()?)
                };
                return Ok(());
            }
            Self::Work => {
                reference.kind = match typed {
                    "" => None,
                    typed => Some(super::words::kind_of(typed).ok_or_else(|| no_such_work(typed))?),
                };
                return Ok(());
            }
            Self::Date => {
                reference.date = date()?;
                return Ok(());
            }
            Self::Accessed => {
                reference.accessed = date()?;
                return Ok(());
            }
        };
        typed.clone_into(text);
        Ok(())
    }
}

fn no_such_work(typed: &str) -> String {
    let words: Vec<&str> = WorkKind::ALL.into_iter().map(WorkKind::word).collect();
    format!(
        "“{typed}” is no sort of work. There are {}",
        words.join(", ")
    )
}

/// What an entry would change in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where.
    pub field: Field,
    /// What stands there; empty for nothing.
    pub old: String,
    /// What the entry says.
    pub new: String,
}

/// Which fields of a document or a work an entry would change: those of which it says something else.
pub fn changes<D: Described>(of: &D, entry: &Entry) -> Vec<Changed> {
    let mut filled = of.clone();
    let known = filled.known_mut();
    known.reference.clone_from(&entry.reference);
    entry.title.clone_into(known.title);
    // Of a work all names are kept whole: a bibliography needs them.
    *known.author = match known.kind {
        Some(_) => entry.author(),
        None => super::names::as_list(&entry.authors),
    };
    *known.year = entry.year;
    // A word of the project's own is not replaced by that of the library.
    if let Some(own) = known.kind
        && own.is_empty()
        && let Some(kind) = entry.reference.kind.filter(|kind| *kind != WorkKind::Other)
    {
        kind.word().clone_into(own);
    }
    let changed = Field::ALL.into_iter().map(|field| Changed {
        field,
        old: field.get(of),
        new: field.get(&filled),
    });
    changed
        .filter(|changed| !changed.new.is_empty() && changed.new != changed.old)
        .collect()
}

/// Puts what an entry says into a document or a work.
///
/// # Errors
/// Says which value cannot stand in its field.
pub fn fill(of: &mut impl Described, changed: &[Changed]) -> Result<(), String> {
    for change in changed {
        change.field.put(of, &change.new)?;
    }
    Ok(())
}
