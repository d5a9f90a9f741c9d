//! How are the pages and notes of a section numbered? What a section is like is said at its end.

use super::styles::value;
use crate::import::office::numbers::Numbering;
use crate::import::office::story::{Turn, TurnBy};
use crate::import::office::xml::{Element, Ns, Tree};
use crate::text::NoteKind;

/// The sections of a document in their order.
pub struct Sections<'t> {
    sections: Vec<Element<'t>>,
    at: usize,
    settings: Option<Element<'t>>,
    foot: Counter,
    end: Counter,
}

/// The numbers of notes.
struct Counter {
    next: Option<u32>,
}

impl<'t> Sections<'t> {
    /// Finds them.
    pub fn of(document: &'t Tree, settings: Option<&'t Tree>) -> Self {
        let mut found = Vec::new();
        // Properties of old hold a section of their own.
        let mut open: Vec<_> = vec![document.root().children()];
        while let Some(children) = open.last_mut() {
            match children.next() {
                Some(child) if child.is(Ns::W, "sectPr") => found.push(child),
                Some(child) if child.is(Ns::W, "pPrChange") || child.is(Ns::W, "r") => {}
                Some(child) => open.push(child.children()),
                None => drop(open.pop()),
            }
        }
        Self {
            sections: found,
            at: 0,
            settings: settings.and_then(|tree| tree.root().child(Ns::W, "settings")),
            foot: Counter { next: None },
            end: Counter { next: None },
        }
    }

    /// How the first page is numbered.
    pub fn first(&self) -> Turn {
        self.sections
            .first()
            .map(|section| turn(*section))
            .unwrap_or_default()
    }

    /// Goes on to the next section; gives the page that starts with it, if one does.
    pub fn next(&mut self) -> Option<Turn> {
        self.at += 1;
        for kind in [NoteKind::Foot, NoteKind::End] {
            if self.note_value(kind, "numRestart") == Some("eachSect") {
                self.counter(kind).next = None;
            }
        }
        let section = *self.sections.get(self.at)?;
        let goes_on = matches!(value(section, "type"), Some("continuous" | "nextColumn"));
        (!goes_on).then(|| turn(section))
    }

    /// A page starts.
    pub fn page(&mut self) {
        if self.note_value(NoteKind::Foot, "numRestart") == Some("eachPage") {
            self.foot.next = None;
        }
    }

    /// The label of the next note.
    pub fn note(&mut self, kind: NoteKind) -> String {
        let way = match (self.note_value(kind, "numFmt"), kind) {
            (Some(name), _) => Numbering::of_word(name),
            (None, NoteKind::Foot) => Numbering::Arabic,
            (None, NoteKind::End) => Numbering::LowerRoman,
        };
        let start = self.note_value(kind, "numStart");
        let start = start.and_then(|start| start.parse().ok()).unwrap_or(1);
        let counter = self.counter(kind);
        let number = counter.next.unwrap_or(start);
        counter.next = Some(number.saturating_add(1));
        way.show(number)
    }

    fn counter(&mut self, kind: NoteKind) -> &mut Counter {
        match kind {
            NoteKind::Foot => &mut self.foot,
            NoteKind::End => &mut self.end,
        }
    }

    /// What the section, or else the document, says of its notes.
    fn note_value(&self, kind: NoteKind, name: &str) -> Option<&'t str> {
        let properties = match kind {
            NoteKind::Foot => "footnotePr",
            NoteKind::End => "endnotePr",
        };
        let section = self.sections.get(self.at).copied();
        let said = |within: Option<Element<'t>>| value(within?.child(Ns::W, properties)?, name);
        said(section).or_else(|| said(self.settings))
    }
}

fn turn(section: Element<'_>) -> Turn {
    let numbers = section.child(Ns::W, "pgNumType");
    let said = |name| numbers.and_then(|numbers| numbers.attribute(Ns::W, name));
    Turn {
        by: TurnBy::Style,
        number: said("start").and_then(|start| start.parse().ok()),
        // A section that does not say has plain numbers, whatever the one before it has.
        way: Some(said("fmt").map_or(Numbering::Arabic, Numbering::of_word)),
        odd: match value(section, "type") {
            Some("oddPage") => Some(true),
            Some("evenPage") => Some(false),
            _ => None,
        },
    }
}
