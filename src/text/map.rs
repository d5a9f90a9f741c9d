//! What is known of a text besides its letters: its pages, headings, notes, tables and the like.
//!
//! A file that is imported tells where its pages start; the text that is kept of it does not. The map keeps it, in
//! bytes of that very text, so that a quotation can be cited by its page and the reader can fold notes away.

use crate::project::Span;
use serde::{Deserialize, Serialize};

/// What is known of one text. All lists are in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Map {
    /// Who says where the pages are: the file itself, a rule of ours, or a person.
    pub pages_by: PagesBy,
    /// The pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Page>,
    /// The headings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<Headline>,
    /// The notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<MappedNote>,
    /// What parts two halves of one paragraph that a page cut, with notes and whatever else stands between them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<Span>,
    /// Tables: one row a line, a tab between its cells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Span>,
    /// Words that lead elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Who speaks when, in a transcript.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Cue>,
    /// What stands on the pages and is not in the text: running heads and feet, page numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
}

/// Who says where the pages of a text are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PagesBy {
    /// The file does: its pages are drawn one by one, or it marks its breaks.
    #[default]
    File,
    /// A rule of ours does, in these words: "the table of contents".
    Rule(String),
    /// A person has put them right.
    Person,
}

/// A page, from where it starts to where the next one does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The first byte of it.
    pub start: usize,
    /// Its number as printed, such as "12" or "xiv"; the first that it can be where that is all that is known.
    pub label: String,
    /// The last number that it can be, where only a range is known; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// How many pages of the file there are up to it, itself included; 0 where the file has no pages.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub counted: u32,
    /// Why its words are not all in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<PageTrouble>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this form"
)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Why the words of a page are not all in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageTrouble {
    /// It is a picture: text recognition (OCR) would be needed.
    Picture,
    /// Its font does not say which letters its shapes are.
    Unreadable,
    /// The file is damaged there.
    Damaged,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// Its words; they stand in one paragraph.
    pub span: Span,
    /// 1 for the highest, to 6.
    pub level: u8,
}

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedNote {
    /// As it is printed: "12", "*".
    pub label: String,
    /// Where it stands, label and all: whole paragraphs; more than one span where a page cuts it.
    pub spans: Vec<Span>,
    /// Its marks in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Span>,
    /// Where a reader of the file finds it.
    #[serde(default)]
    pub kind: NoteKind,
}

/// Where a reader of the file finds a note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteKind {
    /// At the foot of the page.
    #[default]
    Foot,
    /// At the end of the chapter or the whole.
    End,
}

/// Words that lead elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// Where they lead.
    pub address: String,
}

/// From where on who speaks, in a transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// The first byte of what is said.
    pub start: usize,
    /// When, in milliseconds from the start of the recording.
    pub at: u64,
    /// Until when, in milliseconds; the same as `at` where the transcript does not say.
    pub until: u64,
    /// Who; empty where the transcript does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub speaker: String,
}

/// Words of a page that are not in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The page, as a place in [`Map::pages`].
    pub page: usize,
    /// The words.
    pub text: String,
}

impl Map {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The page of an offset, as a place in [`Map::pages`]; none ahead of the first.
    pub fn page_at(&self, offset: usize) -> Option<usize> {
        let after = self.pages.partition_point(|page| page.start <= offset);
        after.checked_sub(1)
    }

    /// The note that an offset stands in, label or words.
    pub fn note_at(&self, offset: usize) -> Option<&MappedNote> {
        let mut notes = self.notes.iter();
        notes.rfind(|note| note.spans.iter().any(|span| span.contains(offset)))
    }

    /// The link that an offset stands in.
    pub fn link_at(&self, offset: usize) -> Option<&Link> {
        let after = self.links.partition_point(|link| link.span.start <= offset);
        let link = &self.links[after.checked_sub(1)?];
        link.span.contains(offset).then_some(link)
    }

    /// Who speaks at an offset, and when; none ahead of the first.
    pub fn cue_at(&self, offset: usize) -> Option<&Cue> {
        let after = self.cues.partition_point(|cue| cue.start <= offset);
        after.checked_sub(1).map(|at| &self.cues[at])
    }

    /// The cuts that lie in a span, with words of it on both sides.
    pub fn cuts_in(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.cuts.partition_point(|cut| cut.start <= span.start);
        let cuts = self.cuts[first..].iter().copied();
        cuts.take_while(move |cut| cut.end < span.end)
    }

    /// Whether all of it fits a text: in order, inside, and on character boundaries. A map that does not is of
    /// another text.
    pub fn fits(&self, text: &str) -> bool {
        let span = |span: &Span| span.start <= span.end && text.get(span.range()).is_some();
        let starts: Vec<usize> = self.pages.iter().map(|page| page.start).collect();
        starts.is_sorted()
            && starts.iter().all(|start| text.is_char_boundary(*start))
            && self
                .headings
                .iter()
                .is_sorted_by_key(|heading| heading.span.start)
            && self.headings.iter().all(|heading| span(&heading.span))
            && self
                .notes
                .iter()
                .all(|note| note.spans.iter().chain(&note.marks).all(span))
            && self.cuts.iter().chain(&self.tables).all(span)
            && self.cuts.is_sorted_by(|a, b| a.end <= b.start)
            && self.tables.is_sorted_by(|a, b| a.end <= b.start)
            && self.links.iter().all(|link| span(&link.span))
            && self.links.is_sorted_by_key(|link| link.span.start)
            && self.cues.iter().all(|cue| text.is_char_boundary(cue.start))
            && self.cues.is_sorted_by_key(|cue| cue.start)
            && self
                .left_out
                .iter()
                .all(|left| left.page < self.pages.len())
    }
}

impl MappedNote {
    /// The number, or the sign, that it starts with in the text.
    pub fn label_in(&self, text: &str) -> Option<Span> {
        let start = self.spans.first()?.start;
        let words = text.get(self.spans.first()?.range())?;
        let printed = !self.label.is_empty() && words.starts_with(&self.label);
        let length = if printed {
            self.label.len()
        } else {
            // Raised, in brackets or otherwise dressed up: all up to the first blank, or letter.
            let dressed = words.find(|c: char| c.is_whitespace() || c.is_alphabetic());
            dressed.unwrap_or(words.len())
        };
        (1..=16)
            .contains(&length)
            .then(|| Span::new(start, start + length))
    }
}

impl Page {
    /// Stands for a bound that nobody knows: from "8" to this is page 8 or a later one.
    pub const UNKNOWN: &str = "?";

    /// A page of which nothing is known, from where what was known ends.
    pub fn unknown(start: usize) -> Self {
        Self {
            start,
            label: Self::UNKNOWN.to_owned(),
            to: Self::UNKNOWN.to_owned(),
            counted: 0,
            trouble: None,
        }
    }

    /// Whether anything is known of it.
    pub fn is_known(&self) -> bool {
        self.label != Self::UNKNOWN || self.to != Self::UNKNOWN
    }

    /// Its number as a citation says it: "12", or "8 to 10", "8 or later" where only that is known.
    pub fn name(&self) -> String {
        Self::between(&self.label, &self.to)
    }

    /// The pages from the start of this one's range to the end of another's, and whether they are several for sure:
    /// "12–14", "8 to 11", "8 or later".
    pub fn name_to(&self, last: &Self) -> (String, bool) {
        if self.start == last.start || self.name() == last.name() {
            return (self.name(), false);
        }
        if self.to.is_empty() && last.to.is_empty() {
            return (format!("{}–{}", self.label, last.label), true);
        }
        let to = if last.to.is_empty() {
            &last.label
        } else {
            &last.to
        };
        (Self::between(&self.label, to), true)
    }

    fn between(first: &str, last: &str) -> String {
        match (first, last) {
            (first, "") => first.to_owned(),
            (Self::UNKNOWN, Self::UNKNOWN) => Self::UNKNOWN.to_owned(),
            (Self::UNKNOWN, last) => format!("{last} or earlier"),
            (first, Self::UNKNOWN) => format!("{first} or later"),
            (first, last) => format!("{first} to {last}"),
        }
    }
}

impl Cue {
    /// When, as hours, minutes and seconds: "00:12:31".
    pub fn time(&self) -> String {
        let seconds = self.at / 1000;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
    }
}
