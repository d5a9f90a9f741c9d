//! What do bibliographies say, in BibTeX, RIS and CSL-JSON? Read from text and written to it, as plain data.

mod bibtex;
mod csl;
mod dates;
mod entry;
mod fields;
mod full;
mod likeness;
mod names;
mod ris;
mod style;
mod words;
mod works;

pub use entry::Entry;
pub use fields::{Changed, Described, Field, Known, KnownMut, changes, fill};
pub use full::in_full;
pub use likeness::{Match, best, likeness, rank};
pub use names::{Name, as_cited, as_list, from_list};
pub use style::{Set, Style, missing, set};
pub use works::{Cited, best_of_works};

/// A format of bibliographies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// BibTeX and BibLaTeX.
    Bibtex,
    /// RIS, as most catalogues and databases give it.
    Ris,
    /// CSL-JSON, as Zotero and Pandoc give it.
    Csl,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bibtex, Self::Ris, Self::Csl];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
            Self::Csl => "CSL-JSON",
        }
    }

    /// The format of a text, by what stands in it; none where it is none of these.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with(['[', '{']) {
            Some(Self::Csl)
        } else if text.lines().any(ris::starts_entry) {
            Some(Self::Ris)
        } else {
            bibtex::has_entry(text).then_some(Self::Bibtex)
        }
    }
}

/// What a bibliography holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// The entries that could be read, in their order.
    pub entries: Vec<Entry>,
    /// What could not, a sentence each.
    pub troubles: Vec<String>,
}

/// Most bytes of a bibliography that is read.
const MOST_BYTES: usize = 64 << 20;

/// Reads a bibliography in any of the formats. An entry that cannot be read is told by its line, and its key where it has
/// one; the others are read.
///
/// # Errors
/// Says why it is no bibliography.
pub fn read(text: &str) -> Result<Library, String> {
    if text.len() > MOST_BYTES {
        return Err("This library is too large. Export a part of it".to_owned());
    }
    let text = text.trim_start_matches('\u{feff}');
    let library = match Format::of(text) {
        Some(Format::Bibtex) => bibtex::read(text),
        Some(Format::Ris) => ris::read(text),
        Some(Format::Csl) => csl::read(text),
        None => {
            return Err(
                "This is no entry of a library. Attest reads BibTeX, RIS and CSL-JSON".to_owned(),
            );
        }
    };
    match library.troubles.first() {
        Some(trouble) if library.entries.is_empty() => Err(trouble.clone()),
        None if library.entries.is_empty() => Err("The library has no entries".to_owned()),
        _ => Ok(library),
    }
}

/// Writes entries in a format that reads back as the same.
pub fn write(entries: &[Entry], format: Format) -> String {
    match format {
        Format::Bibtex => bibtex::write(entries),
        Format::Ris => ris::write(entries),
        Format::Csl => csl::write(entries),
    }
}

#[cfg(test)]
mod tests;
