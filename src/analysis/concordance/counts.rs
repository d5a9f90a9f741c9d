//! How many places are there in each document and of each case, and how many for so many words?

use super::{Place, Texts, case_of};
use crate::project::{CaseId, DocumentId, Project};
use crate::text::Text;
use crate::text::fold::{Words, dense_words};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Weak};

/// How many places one thing has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count<T> {
    /// The document or case.
    pub of: T,
    /// How many places it has.
    pub places: usize,
    /// How many words it has.
    pub words: usize,
}

impl<T> Count<T> {
    /// How many places there are for 10,000 words; none where there are no words.
    #[expect(
        clippy::cast_precision_loss,
        reason = "no text has so many words that it would show"
    )]
    pub fn per_ten_thousand(&self) -> Option<f64> {
        (self.words > 0).then(|| self.places as f64 * 10_000.0 / self.words as f64)
    }
}

/// The counts by document and by case, the greatest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// The documents that have any.
    pub documents: Vec<Count<DocumentId>>,
    /// The cases that have any; none stands for what is of no case.
    pub cases: Vec<Count<Option<CaseId>>>,
}

/// How many words stretches of texts have: counted once for each text.
#[derive(Default)]
pub struct Lengths(HashMap<DocumentId, (Weak<Text>, Vec<u32>)>);

impl Lengths {
    /// The words of a document before an offset. None where `stop` says true before they are counted.
    fn before(
        &mut self,
        id: DocumentId,
        text: &Arc<Text>,
        offset: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<usize> {
        let known = self.0.get(&id);
        if known.is_none_or(|(of, _)| !std::ptr::eq(of.as_ptr(), Arc::as_ptr(text))) {
            let sums = by_paragraph(text, stop)?;
            self.0.insert(id, (Arc::downgrade(text), sums));
        }
        let sums = self.0.get(&id).map_or(&[][..], |(_, sums)| sums);
        let paragraph = text.paragraphs().at(offset);
        let at = if offset >= text.str().len() {
            sums.len()
        } else {
            paragraph
        };
        let sum = at.checked_sub(1).and_then(|last| sums.get(last));
        Some(sum.copied().unwrap_or(0) as usize)
    }
}

/// The words of the paragraphs up to the end of each.
fn by_paragraph(text: &Text, stop: &dyn Fn() -> bool) -> Option<Vec<u32>> {
    let paragraphs = text.paragraphs();
    let mut sums = Vec::with_capacity(paragraphs.count());
    let mut sum = 0_u32;
    for at in 0..paragraphs.count() {
        if at.is_multiple_of(64) && stop() {
            return None;
        }
        let line = text.str().get(paragraphs.span(at).range());
        sum = sum.saturating_add(count_words(line.unwrap_or_default()));
        sums.push(sum);
    }
    Some(sums)
}

fn count_words(line: &str) -> u32 {
    let mut words = Words::new(line);
    let mut count = 0_u32;
    while words.advance() {
        if words.is_dense() {
            // Words without blanks between them are told apart by dictionary.
            return dense_words(line).last().map_or(0, |last| last + 1);
        }
        count = count.saturating_add(1);
    }
    count
}

impl Counts {
    /// Counts places. None where `stop` says true in the meantime.
    pub fn of<'p, P: Place + 'p>(
        project: &Project,
        texts: &Texts,
        places: impl Iterator<Item = &'p P>,
        lengths: &mut Lengths,
        stop: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let mut documents: BTreeMap<DocumentId, usize> = BTreeMap::new();
        let mut cases: BTreeMap<Option<CaseId>, usize> = BTreeMap::new();
        for place in places {
            *documents.entry(place.document()).or_default() += 1;
            *cases.entry(case_of(project, place)).or_default() += 1;
        }
        let mut of_cases: BTreeMap<Option<CaseId>, usize> = BTreeMap::new();
        let mut of_documents: BTreeMap<DocumentId, usize> = BTreeMap::new();
        for document in project.documents().iter() {
            let Some(text) = texts.get(&document.id) else {
                continue;
            };
            let mut before = |offset| lengths.before(document.id, text, offset, stop);
            let end = text.str().len();
            of_documents.insert(document.id, before(end)?);
            let starts = document.sections.iter().map(|section| section.start);
            let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
            for (at, start) in starts.iter().enumerate() {
                let next = starts.get(at + 1).copied().unwrap_or(end);
                let words = before(next)?.saturating_sub(before(*start)?);
                *of_cases.entry(document.case_at(*start)).or_default() += words;
            }
        }
        let title = |id: DocumentId| project.documents().get(id).map(|one| one.title.clone());
        let name = |id: Option<CaseId>| Some(project.cases().get(id?)?.name.clone());
        Some(Self {
            documents: in_order(documents, &of_documents, title),
            cases: in_order(cases, &of_cases, name),
        })
    }
}

fn in_order<T: Copy + Ord>(
    places: BTreeMap<T, usize>,
    words: &BTreeMap<T, usize>,
    name: impl Fn(T) -> Option<String>,
) -> Vec<Count<T>> {
    let mut counts: Vec<Count<T>> = places
        .into_iter()
        .map(|(of, places)| Count {
            of,
            places,
            words: words.get(&of).copied().unwrap_or(0),
        })
        .collect();
    counts.sort_by_cached_key(|count| (std::cmp::Reverse(count.places), name(count.of)));
    counts
}
