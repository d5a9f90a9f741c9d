//! How much of a document is coded, and by whom?

use crate::app::{Others, Session};
use crate::project::{CoderId, DocumentId, Span, tidy_spans};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// How much of a document is coded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Part of the text that lies in any coding, 0 to 1.
    pub all: f32,
    /// The same for each coder who has coded in it, who has coded most first.
    pub by_coder: Vec<(CoderId, f32)>,
    /// How many codings it has.
    pub codings: usize,
}

/// The coverage of all documents, brought up to date a little in each frame: with 100,000 codings all at once would be felt.
#[derive(Debug, Default)]
pub struct Coverages {
    made_for: Option<(u64, Others)>,
    known: BTreeMap<DocumentId, Coverage>,
    stale: BTreeSet<DocumentId>,
}

/// As much of a frame as this work may take.
const BUDGET: Duration = Duration::from_millis(2);

impl Coverages {
    /// What is known of a document.
    pub fn get(&self, document: DocumentId) -> Option<&Coverage> {
        self.known.get(&document)
    }

    /// Does a part of what is to be done, the shown document first. True while something is left.
    pub fn update(&mut self, session: &Session) -> bool {
        let now = (session.revision(), session.view().others);
        let project = session.project();
        if self.made_for != Some(now) {
            self.made_for = Some(now);
            self.stale = project
                .documents()
                .iter()
                .map(|document| document.id)
                .collect();
            self.known
                .retain(|document, _| project.documents().contains(*document));
        }
        let begun = Instant::now();
        let mut next = session
            .view()
            .document
            .and_then(|shown| self.stale.take(&shown));
        while let Some(id) = next.take().or_else(|| self.stale.pop_first()) {
            if let Some(document) = project.documents().get(id) {
                let seen = project
                    .codings_in(id)
                    .filter(|coding| !session.is_blind_to(coding.coder));
                let spans = seen.map(|coding| {
                    let placed = document.places(coding);
                    let spans = if placed { coding.spans.as_slice() } else { &[] };
                    (coding.coder, spans)
                });
                self.known.insert(id, coverage(document.bytes, spans));
            }
            if begun.elapsed() > BUDGET {
                break;
            }
        }
        !self.stale.is_empty()
    }
}

/// The coverage of a text of so many bytes by codings.
fn coverage<'a>(bytes: u64, codings: impl Iterator<Item = (CoderId, &'a [Span])>) -> Coverage {
    let mut by_coder: BTreeMap<CoderId, Vec<Span>> = BTreeMap::new();
    let mut count = 0;
    for (coder, spans) in codings {
        by_coder.entry(coder).or_default().extend(spans);
        count += 1;
    }
    let part = |spans: &[Span]| {
        spans.iter().map(|span| span.len()).sum::<usize>() as f32 / bytes.max(1) as f32
    };
    let tidy: Vec<(CoderId, Vec<Span>)> = by_coder
        .into_iter()
        .map(|(coder, spans)| (coder, tidy_spans(spans)))
        .collect();
    let all = tidy_spans(
        tidy.iter()
            .flat_map(|(_, spans)| spans.iter().copied())
            .collect(),
    );
    let mut by_coder: Vec<(CoderId, f32)> = tidy
        .iter()
        .map(|(coder, spans)| (*coder, part(spans)))
        .collect();
    by_coder.sort_by(|a, b| b.1.total_cmp(&a.1));
    Coverage {
        all: part(&all),
        by_coder,
        codings: count,
    }
}

/// A part of a text as people write it: "none", "under 1%", "34%".
pub fn percent(part: f32) -> String {
    match part * 100.0 {
        p if p <= 0.0 => "none".to_owned(),
        p if p < 1.0 => "under 1%".to_owned(),
        p => format!("{p:.0}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_coders_both_code_counts_once() {
        let (anna, ben) = (CoderId::named("anna"), CoderId::named("ben"));
        let spans = [
            vec![Span::new(0, 20), Span::new(30, 40)],
            vec![Span::new(10, 20)],
            vec![Span::new(10, 15)],
        ];
        let codings = [
            (anna, spans[0].as_slice()),
            (ben, spans[1].as_slice()),
            (ben, spans[2].as_slice()),
        ];
        let coverage = coverage(100, codings.into_iter());
        assert_eq!(
            coverage,
            Coverage {
                all: 0.3,
                by_coder: vec![(anna, 0.3), (ben, 0.1)],
                codings: 3
            }
        );
    }

    #[test]
    fn a_text_without_codings_is_not_coded() {
        assert_eq!(coverage(0, std::iter::empty()), Coverage::default());
        assert_eq!(
            (
                percent(0.0).as_str(),
                percent(0.004).as_str(),
                percent(0.34).as_str()
            ),
            ("none", "under 1%", "34%")
        );
    }
}
