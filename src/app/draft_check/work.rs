//! The slow part of a check, in the background.

use super::cited::{Citing, fit};
use super::{Against, Aside, Found, Row};
use crate::analysis::cite::place;
use crate::citations::mapped_notes;
use crate::jobs::Control;
use crate::project::DocumentId;
use crate::text::nearly::{Likeness, Likes, Sketch};
use crate::text::quotes::{Form, Quotation, quotations};
use crate::text::wording::{Phrase, Place, Seeker, Verdict, Wording, flows};
use crate::text::{MappedNote, Text};
use std::cmp::Reverse;
use std::sync::Arc;

/// A draft with the texts that its quotations are looked for in.
pub(super) struct Task {
    pub document: DocumentId,
    pub against: Against,
    pub text: Arc<Text>,
    pub sources: Vec<Source>,
    /// Whether a person chose the sources: then none is left out.
    pub chosen: bool,
}

/// A text that may be quoted.
pub(super) struct Source {
    pub document: DocumentId,
    pub title: String,
    pub author: String,
    pub year: Option<i32>,
    pub text: Arc<Text>,
}

/// So many places of a quotation are kept.
const MOST_PLACES: usize = 20;
/// Quotations of fewer words than this are turns of phrase, not looked for.
const FEWEST_WORDS: usize = 4;

impl Task {
    /// The rows of the list, in the order of the draft, and the documents that were left out since they are other versions
    /// of it; none where it was stopped.
    pub fn run(&self, control: &Control) -> Option<(Vec<Row>, Vec<DocumentId>)> {
        control.progress(0, self.sources.len() as u64, "Reading the draft");
        let text = &self.text;
        let found = quotations(text.str(), &flows(text, &notes_of(text)));
        let citing = Citing::of(text);
        let mut rows: Vec<Row> = found
            .into_iter()
            .map(|quotation| self.row(quotation, &citing))
            .collect();
        let asked: Vec<usize> = (0..rows.len())
            .filter(|at| rows[*at].aside.is_none())
            .collect();
        let phrases = asked
            .iter()
            .map(|at| Phrase::quoted(text.str(), &rows[*at].quotation.spans));
        let seeker = Seeker::new(phrases.collect());
        let go_on = || !control.cancelled();
        let mut left_out = Vec::new();
        let mut likes = Likes::default();
        likes.add(Arc::new(Sketch::of(text.str())));
        for (done, source) in self.sources.iter().enumerate() {
            control.progress(done as u64, self.sources.len() as u64, source.title.clone());
            if !self.chosen && self.is_twin(&likes, source) {
                left_out.push(source.document);
                continue;
            }
            let flows = flows(&source.text, &notes_of(&source.text));
            let wording = Wording::in_order(source.text.str(), &flows);
            for (phrase, place) in seeker.find(source.text.str(), &wording, &go_on) {
                let row = &mut rows[asked[phrase]];
                let found = found_in(source, place, row);
                row.places.push(found);
            }
            if control.cancelled() {
                return None;
            }
        }
        for row in &mut rows {
            row.places.sort_by(|a, b| a.compare(b));
            row.places.truncate(MOST_PLACES);
        }
        Some((without_doubles(rows), left_out))
    }

    /// Whether a text is nearly the draft's own, such as an earlier version of it, in which all would be exact.
    fn is_twin(&self, likes: &Likes, source: &Source) -> bool {
        let (own, other) = (self.text.str().len(), source.text.str().len());
        if own > other * 2 || other > own * 2 {
            return false;
        }
        let found = likes.of(&Sketch::of(source.text.str()));
        let mut alike = found.iter().map(|(_, likeness)| likeness);
        alike.any(|likeness| !matches!(likeness, Likeness::Within(_)))
    }

    fn row(&self, quotation: Quotation, citing: &Citing<'_>) -> Row {
        let text = self.text.str();
        let span = quotation.extent();
        let parts = quotation
            .spans
            .iter()
            .filter_map(|span| text.get(span.range()));
        let words: Vec<&str> = parts.flat_map(str::split_whitespace).collect();
        let words = words.join(" ");
        let aside = if quotation.words(text) < FEWEST_WORDS {
            Some(Aside::Short)
        } else if citing.holds(span) || is_title(&words) {
            Some(Aside::Title)
        } else {
            None
        };
        Row {
            cited: citing.cited(&quotation),
            at: place(&self.text, span),
            words,
            aside,
            quotation,
            places: Vec::new(),
        }
    }
}

/// The notes of a text: those of its map, else those that it shows by itself.
fn notes_of(text: &Text) -> Vec<MappedNote> {
    if text.map().notes.is_empty() {
        mapped_notes(text)
    } else {
        text.map().notes.clone()
    }
}

fn found_in(source: &Source, found: Place, row: &Row) -> Found {
    let extent = found.extent();
    let page = source.text.structure().page_at(extent.start);
    let page = page.filter(|page| page.to.is_empty());
    let page: Option<u32> = page.and_then(|page| page.label.parse().ok());
    Found {
        document: source.document,
        at: place(&source.text, extent),
        fit: fit(row.cited.as_ref(), &source.author, source.year, page),
        place: found,
    }
}

/// Whether nearly all long words have a capital: the title of a work, or a name.
fn is_title(words: &str) -> bool {
    let long: Vec<&str> = words
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 3)
        .collect();
    let large = long
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase));
    let ends = words
        .trim_end_matches(['”', '’'])
        .ends_with(['.', '?', '!'])
        && long.len() > 14;
    // Nobody leaves words out of a title.
    let cut = words.contains('…') || words.contains("...");
    long.len() >= 2 && large.count() * 5 >= long.len() * 4 && !ends && !cut
}

/// Without quotations that stand in one that was found well, and paragraphs that only might be some and are not.
fn without_doubles(rows: Vec<Row>) -> Vec<Row> {
    let verdicts: Vec<Option<Verdict>> = rows.iter().map(Row::verdict).collect();
    let kept = |row: &Row| {
        let is_found = !row.places.is_empty();
        let outer = row
            .quotation
            .within
            .and_then(|at| verdicts.get(at).copied().flatten());
        let covered = match outer {
            Some(Verdict::Exact | Verdict::Slight) => true,
            Some(_) => !is_found,
            None => false,
        };
        // A paragraph that is set apart, when nothing says so, must be quite like its source.
        let sure = row.quotation.form != Form::Likely
            || row
                .places
                .first()
                .is_some_and(|found| found.place.likeness > 0.7);
        !covered && sure
    };
    let mut kept: Vec<Row> = rows.into_iter().filter(kept).collect();
    kept.sort_by_key(|row| {
        (
            row.quotation.extent().start,
            Reverse(row.quotation.extent().end),
        )
    });
    kept
}
