//! Where a work is cited, in the words around, and where citations, notes and the list of references do not fit.

use crate::app::Session;
use crate::citations::{Citations, Kind, Mention, Note, Source};
use crate::project::{DocumentId, Span};
use crate::text::{Text, sentence_at};

/// The words around a place that cites a work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Of a citation in a note, the sentence of the body that has the note's mark; empty of one in the body.
    pub body: String,
    /// Ahead of the citation, from the start of its sentence.
    pub before: String,
    /// The citation.
    pub cited: String,
    /// Behind it, up to the end of its sentence.
    pub after: String,
    /// Where it stands: "p. 12" or "¶ 214", and the number of its note.
    pub place: String,
    /// Whether it is an entry of the list of references.
    pub is_listed: bool,
}

/// Most characters of a sentence on each side of a citation: more is not read in a list.
const MOST: usize = 240;

/// What does not fit in a document: works by their labels, notes by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentGaps {
    /// Works that it cites by author and year, and does not list.
    pub unlisted: Vec<Gap>,
    /// Works that it lists, and does not cite.
    pub uncited: Vec<Gap>,
    /// Notes that no mark in the text leads to.
    pub lost_marks: Vec<Gap>,
    /// Marks without a note, and numbers missing in a row of notes.
    pub lost_notes: Vec<Gap>,
    /// Whether it has a list of references at all.
    pub has_list: bool,
}

/// One thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// "Brandt 1987", or "12–14".
    pub name: String,
    /// The work, by its key; empty for notes.
    pub key: String,
    /// Where that can be seen; none where neither mark nor note is there.
    pub place: Option<Span>,
}

impl DocumentGaps {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.unlisted.len() + self.uncited.len() + self.lost_marks.len() + self.lost_notes.len()
    }
}

impl Session {
    /// The words around a mention; none while its text is not there.
    pub fn around(&self, mention: &Mention) -> Option<Around> {
        let text = self.text(mention.document)?;
        let citations = self.register()?.citations(mention.document)?;
        let (first, last) = (mention.spans.first()?, mention.spans.last()?);
        let sentence = sentence_around(text, *first, *last);
        let words = |span: Span| text.str().get(span.range()).unwrap_or_default();
        let cited: Vec<String> = mention
            .spans
            .iter()
            .map(|span| plain(words(*span)))
            .collect();
        let page = text.place(first.start);
        let (place, body) = match citations.note_at(first.start) {
            Some(note) => (
                format!("{page}, n. {}", note.label),
                marked(text, citations, note),
            ),
            None => (page, String::new()),
        };
        Some(Around {
            body,
            before: cut_ahead(&plain(words(Span::new(sentence.start, first.start)))),
            cited: cited.join(" "),
            after: cut_behind(&plain(words(Span::new(last.end, sentence.end)))),
            place,
            is_listed: mention.kind == Kind::ReferenceEntry,
        })
    }

    /// What does not fit in a document; none while it has not been read.
    pub fn gaps_of(&self, document: DocumentId) -> Option<DocumentGaps> {
        let register = self.register()?;
        let citations = register.citations(document)?;
        let gaps = register.gaps(document);
        let has_list = gaps.is_some();
        let gaps = gaps.unwrap_or_default();
        let gap = |at: &usize, listed: bool| {
            let source = register.sources().get(*at)?;
            Some(Gap {
                name: source.label.clone(),
                key: source.key.clone(),
                place: place_in(source, document, listed),
            })
        };
        let named = |places: &[usize], listed| {
            let mut found: Vec<Gap> = places.iter().filter_map(|at| gap(at, listed)).collect();
            found.sort_by(|a, b| a.name.cmp(&b.name));
            found
        };
        Some(DocumentGaps {
            unlisted: named(&gaps.unlisted, false),
            uncited: named(&gaps.uncited, true),
            lost_marks: lost(citations, citations.lost_marks().into_iter()),
            lost_notes: lost(citations, citations.lost_notes().iter().map(String::as_str)),
            has_list,
        })
    }
}

/// Where a document cites a work first, or where it lists it.
fn place_in(source: &Source, document: DocumentId, listed: bool) -> Option<Span> {
    let mut here = source
        .mentions
        .iter()
        .filter(|mention| mention.document == document);
    let found = here.find(|mention| (mention.kind == Kind::ReferenceEntry) == listed);
    found.and_then(|mention| mention.spans.first().copied())
}

/// Notes by their labels, neighbours as one range, each with the place of what is left of it.
fn lost<'l>(citations: &Citations, labels: impl Iterator<Item = &'l str>) -> Vec<Gap> {
    let place = |at: Option<usize>| Some(citations.list.get(at?)?.span());
    let left_of = |label: &str| {
        let note = citations.notes.iter().find(|note| note.label == label)?;
        place(note.marks.first().copied()).or_else(|| place(note.text))
    };
    let mut runs: Vec<(&str, &str, Option<Span>)> = Vec::new();
    for label in labels {
        let here = left_of(label);
        match runs.last_mut() {
            Some((_, to, at)) if follows(to, label) => {
                *to = label;
                *at = at.or(here);
            }
            _ => runs.push((label, label, here)),
        }
    }
    let gaps = runs.into_iter().map(|(from, to, place)| Gap {
        name: if from == to {
            from.to_owned()
        } else {
            format!("{from}–{to}")
        },
        key: String::new(),
        place,
    });
    gaps.collect()
}

/// Whether both are numbers, and the second is the next.
fn follows(label: &str, next: &str) -> bool {
    let number = |label: &str| label.parse::<u32>().ok();
    number(label).and_then(|one| one.checked_add(1)) == number(next) && number(next).is_some()
}

/// The sentence of the body that has the mark of a note; empty where the mark is lost.
fn marked(text: &Text, citations: &Citations, note: &Note) -> String {
    let mark = note
        .marks
        .first()
        .and_then(|mark| citations.list.get(*mark));
    let Some(mark) = mark.map(crate::citations::Citation::span) else {
        return String::new();
    };
    // The mark stands behind its sentence: what is ahead of it tells which.
    let ahead = Span::new(mark.start.saturating_sub(1), mark.start);
    let ahead = Span::new(text.str().floor_char_boundary(ahead.start), ahead.end);
    let sentence = sentence_around(text, ahead, ahead);
    let words = text.str().get(sentence.start..mark.start);
    cut_ahead(plain(words.unwrap_or_default()).trim_end())
}

fn sentence_around(text: &Text, first: Span, last: Span) -> Span {
    let start = sentence_at(text.str(), first.start).start.min(first.start);
    let end = sentence_at(text.str(), last.end.saturating_sub(1)).end;
    // A sentence can begin with the citation of the one before.
    let paragraph = text.paragraphs().span(text.paragraphs().at(first.start));
    Span::new(start.max(paragraph.start), end.max(last.end))
}

/// On one line, without the marks of Markdown for italics.
fn plain(words: &str) -> String {
    let bare = words.replace(['*', '\n'], " ");
    let lead = if bare.starts_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    let trail = if bare.ends_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    let line = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return String::new();
    }
    format!("{lead}{line}{trail}")
}

fn cut_ahead(words: &str) -> String {
    let count = words.chars().count();
    if count <= MOST {
        return words.trim_start().to_owned();
    }
    let kept: String = words.chars().skip(count - MOST).collect();
    let from = kept.find(' ').unwrap_or(0);
    format!("…{}", kept.get(from..).unwrap_or_default())
}

fn cut_behind(words: &str) -> String {
    crate::project::shortened(words.trim_end(), MOST)
}
