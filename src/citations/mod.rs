//! Who is cited where: one finder for each style, exact spans, a kind and a normalised key.
//!
//! All is read off the text alone. [`of`] reads it once for each style; time grows with the length of the text.
//! Keys say what is cited in one form, however it is written: `gallagher+holmes:2008`, `06BUENOSAIRES309`, `fn:12`.

mod author_year;
mod authors;
mod bluebook;
mod bracketed;
mod cables;
mod chains;
mod given;
mod interviews;
mod items;
mod keys;
mod labels;
mod law;
mod law_keys;
mod law_names;
mod lines;
mod listed;
mod mapped;
mod marks;
mod names;
mod narrative;
mod notes;
mod numbers;
mod pages;
mod posts;
mod references;
mod register;
mod resolve;
mod rows;
mod sentences;
#[cfg(test)]
mod styles;
mod supra;
mod talks;
mod telegram;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod varied;
mod vocabulary;
mod works;
mod wrapped;
mod years;

pub use cables::{Cable, cable, cable_key};
pub use mapped::mapped_notes;
pub use notes::Note;
pub use register::{Gaps, Mention, Read, Register, Rest, Source, rests_on};

use crate::project::Span;
use crate::text::{Asides, Text};
use lines::Lines;
use std::collections::HashSet;

/// What a text cites, and its notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citations {
    /// Every citation, note mark, note and entry of a reference list, in the order of the text.
    pub list: Vec<Citation>,
    /// The notes by number, in the order of the text.
    pub notes: Vec<Note>,
    /// The numbers and signs that notes start with, in the order of the text.
    pub labels: Vec<Span>,
}

/// One place that cites, or a note, its mark, or an entry of a reference list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in bytes; more than one span where a page cuts it. Never empty.
    pub spans: Vec<Span>,
    /// What it cites, normalised: see [`Kind`] for the form of each.
    pub key: String,
    /// What it leads to, as places in [`Citations::list`]: a mark to its note, an "Id." or "supra" to the works.
    pub resolves_to: Vec<usize>,
}

/// The kinds of citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// "Finnemore and Sikkink 1998, 890": `finnemore+sikkink:1998`.
    AuthorYear,
    /// A diplomatic cable: its year in two digits, post and number without blanks, `06BUENOSAIRES309`; without the
    /// year where the text has lost it.
    CableId,
    /// The mark of a note in the text: `fn:12`.
    FootnoteRef,
    /// The note itself, without its number: `fn:12`.
    FootnoteText,
    /// A work as lawyers cite it, in full: surnames and year, `simmons:2009`; the day of what has one,
    /// `szep:2015-07-09`; a letter where a text has two such works, `chuang:2006a`.
    Bluebook,
    /// "supra note 8", "infra note 160", "Id. at 28": the note that it points to, `fn:8`.
    SupraId,
    /// A treaty, statute or resolution: its name in one word, and its year.
    TreatyLaw,
    /// An interview or correspondence: whom with, and when.
    Interview,
    /// An entry of the text's own list of references: as the citation of it, `efrat:2012`.
    ReferenceEntry,
}

impl Kind {
    /// Its name in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::AuthorYear => "author_year",
            Self::CableId => "cable_id",
            Self::FootnoteRef => "footnote_ref",
            Self::FootnoteText => "footnote_text",
            Self::Bluebook => "bluebook",
            Self::SupraId => "supra_id",
            Self::TreatyLaw => "treaty_law",
            Self::Interview => "interview",
            Self::ReferenceEntry => "reference_entry",
        }
    }
}

impl Citation {
    fn new(kind: Kind, span: Span, key: String) -> Self {
        Self {
            kind,
            spans: vec![span],
            key,
            resolves_to: Vec::new(),
        }
    }

    /// Where it stands: the first of its spans.
    pub fn span(&self) -> Span {
        self.spans[0]
    }
}

impl Citations {
    /// The note that a place stands in; none in the body.
    pub fn note_at(&self, at: usize) -> Option<&Note> {
        let is_in = |note: &&Note| {
            let text = note.text.and_then(|text| self.list.get(text));
            text.is_some_and(|text| text.spans.iter().any(|span| span.contains(at)))
        };
        self.notes.iter().find(is_in)
    }

    /// What of the text is no part of its sentences: the marks and labels of notes, and the notes.
    pub fn asides(&self) -> Asides {
        let spans = |kind: Kind| {
            let of_kind = self.list.iter().filter(move |one| one.kind == kind);
            of_kind.flat_map(|one| one.spans.iter().copied())
        };
        let marks = spans(Kind::FootnoteRef).chain(self.labels.iter().copied());
        Asides::new(marks.collect(), spans(Kind::FootnoteText).collect())
    }

    /// The labels of the notes whose mark in the text is lost.
    pub fn lost_marks(&self) -> Vec<&str> {
        let lost = |note: &&Note| note.marks.is_empty();
        self.notes
            .iter()
            .filter(lost)
            .map(|note| note.label.as_str())
            .collect()
    }

    /// The labels of the marks whose note is lost, and those missing in a row of notes that has neither.
    pub fn lost_notes(&self) -> Vec<String> {
        /// So many notes may be lost in a row; more are of another chapter or an excerpt.
        const ROW: u32 = 4;
        let known: HashSet<u32> = self.notes.iter().map(|note| note.number).collect();
        let mut lost: Vec<String> = Vec::new();
        let mut last: Option<u32> = None;
        for note in &self.notes {
            if note.text.is_none() {
                lost.push(note.label.clone());
                continue;
            }
            // A label that is no number is in no row.
            if note.number == 0 {
                continue;
            }
            let from = last.map_or(note.number, |last| last + 1);
            if note.number.saturating_sub(from) < ROW {
                let missing = (from..note.number).filter(|number| !known.contains(number));
                lost.extend(missing.map(|number| number.to_string()));
            }
            last = Some(note.number);
        }
        lost
    }
}

/// Finds all that a text cites.
pub fn of(text: &Text) -> Citations {
    // What a file says of its own notes is so; only of a plain text they are read off by rules.
    let given = given::find(text);
    let text = wrapped::unwrapped(text.str());
    let text = text.as_ref();
    let lines = Lines::of(text);
    let found = given.unwrap_or_else(|| notes::find(text, &lines));
    let mut known = authors::Known::of(text);
    let entries = references::find(text, &lines, &known);
    let mut list = Vec::new();
    found.cite(&mut list);
    let cables = cables::find(text, &found);
    list.extend(cables);
    let mut law = law::find(text, &lines);
    // What the titles of listed works name is not cited.
    law.retain(|law| !entries.has(law.span().start));
    let supra = supra::find(text, &found);
    let legal = is_legal(text, &supra, &found);
    if legal {
        list.extend(bluebook::find(text, &found, &law));
    }
    let years = author_year::find(text, &lines, &found, &entries, &law, legal, &mut known);
    list.extend(years);
    list.extend(interviews::find(text, &lines, &found, &known));
    list.extend(law);
    list.extend(supra);
    list.extend(entries.list);
    list.sort_by_key(|citation| {
        let span = citation.span();
        (span.start, std::cmp::Reverse(span.end), citation.kind)
    });
    list.dedup_by(|b, a| a.kind == b.kind && a.spans == b.spans && a.key == b.key);
    resolve::resolve(text, list, found)
}

/// Whether the notes of a text are those of a law review: they point back and ahead, or cite as lawyers do.
fn is_legal(text: &str, supra: &[Citation], found: &notes::Found) -> bool {
    /// So many signs are no accident.
    const ENOUGH: usize = 3;
    let often = |count: usize| count >= ENOUGH && count * 10 >= found.notes.len();
    if found.areas.is_empty() || often(supra.len()) {
        return often(supra.len());
    }
    let signs = [
        "[hereinafter ",
        " L. Rev. ",
        " L. REV. ",
        " U.S.C. § ",
        " L.J. ",
    ];
    let in_notes = signs.iter().flat_map(|sign| {
        memchr::memmem::find_iter(text.as_bytes(), sign)
            .filter(|at| found.has(Span::new(*at, at + sign.len())))
    });
    often(supra.len() + in_notes.count())
}
