//! The hits of a search: going to them, and coding them.

use super::coding::Said;
use super::concordance::HitsView;
use super::quest::{Likeness, Quest};
use super::{Direction, Selection, Session};
use crate::analysis::concordance::Coded;
use crate::project::{CodeId, DocumentId, Made, Project, Span, Stance, counted, tidy_spans};
use crate::search::Hit;
use std::collections::{BTreeMap, BTreeSet};

/// A passage that would be coded from a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The hit that it comes from, by its place in the list; the first of several.
    pub hit: usize,
    /// The document.
    pub document: DocumentId,
    /// What would be coded.
    pub spans: Vec<Span>,
    /// How many hits lie in it.
    pub hits: usize,
    /// Whether this very passage has the code already, by the same coder: then it is not coded again.
    pub is_coded: bool,
    /// Whether a passage with the code, by the same coder, touches it.
    pub touches: bool,
}

impl Session {
    /// What is sought, as a heading says it; empty while nothing is.
    pub fn quest_words(&self) -> String {
        match self.finder.quest() {
            Quest::Query(query) => query.trim().to_owned(),
            Quest::Like(passage) => {
                format!("Like “{}”", crate::project::shortened(&passage.words, 120))
            }
            Quest::Proposals(code) => {
                let code = self.project().codes().get(*code);
                format!("Proposals for {}", code.map_or("", |code| code.label()))
            }
        }
    }

    /// Seeks passages that are like the selected text, or else like the selected coding.
    pub(super) fn seek_like(&mut self) -> Result<(), String> {
        const NOTHING: &str = "Select some text or a coding first";
        let selected = self.shown().filter(|_| !self.view.selection.is_empty());
        let (document, spans) = match (selected, self.chosen()) {
            (Some((document, text)), _) => {
                let spans = self.view.selection.spans().into_iter();
                let spans: Vec<Span> = spans.flat_map(|span| text.without_cuts(span)).collect();
                (document, spans)
            }
            (None, Some(coding)) if self.project.is_placed(coding) => {
                (coding.document, coding.spans.clone())
            }
            _ => return Err(NOTHING.to_owned()),
        };
        let text = self.text(document).ok_or(NOTHING)?;
        let parts = spans.iter().filter_map(|span| text.str().get(span.range()));
        let words = parts.collect::<Vec<_>>().join(" ");
        if words.trim().is_empty() {
            return Err(NOTHING.to_owned());
        }
        self.finder.seek(Quest::Like(Likeness {
            document,
            spans,
            words,
        }));
        Ok(())
    }

    pub(super) fn step_hit(&mut self, direction: Direction) {
        let hits = self.finder.hits();
        if hits.is_empty() {
            return;
        }
        let next = match (self.finder.current(), direction) {
            (Some(at), Direction::On) => (at + 1) % hits.len(),
            (Some(at), Direction::Back) => (at + hits.len() - 1) % hits.len(),
            (None, _) => self.hit_near_caret(direction),
        };
        self.go_to_hit(next);
    }

    /// The first hit after the caret in the document that is shown, or the first of all.
    fn hit_near_caret(&self, direction: Direction) -> usize {
        let caret = self.view.selection.head;
        let start = |place: &(usize, &Hit)| place.1.spans.first().map_or(0, |span| span.start);
        let Some(document) = self.view.document else {
            return 0;
        };
        let found = match direction {
            Direction::On => self
                .finder
                .hits_in(document)
                .find(|place| start(place) >= caret),
            Direction::Back => self
                .finder
                .hits_in(document)
                .filter(|place| start(place) < caret)
                .last(),
        };
        found.map_or(0, |(at, _)| at)
    }

    pub(super) fn go_to_hit(&mut self, at: usize) {
        let Some(hit) = self.finder.hits().get(at) else {
            return;
        };
        let (document, spans) = (hit.document, hit.spans.clone());
        self.finder.stand_on(Some(at));
        self.show_spans(document, spans);
        self.remember_query();
    }

    /// Shows spans of a document and selects them, so that a key codes them.
    pub(super) fn show_spans(&mut self, document: DocumentId, spans: Vec<Span>) {
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return;
        };
        self.go_to(document, Span::new(first.start, last.end));
        self.view.selection = Selection {
            anchor: last.start,
            head: last.end,
            parts: spans[..spans.len() - 1].to_vec(),
        };
        self.view.codings.clear();
    }

    /// The hit that the selected text comes from, by its place in the list: the one that one stands on, where the selection
    /// touches it.
    pub(super) fn selected_hit(&self) -> Option<usize> {
        let at = self.finder.current()?;
        let hit = self.finder.hits().get(at)?;
        let here = self.view.document == Some(hit.document);
        let touches = |span: &Span| hit.spans.iter().any(|other| other.overlaps(*span));
        (here && self.view.selection.spans().iter().any(touches)).then_some(at)
    }

    /// What would be coded with a code from hits: each passage once, however many of the hits lie in it.
    pub fn plan_hits(&self, hits: impl IntoIterator<Item = usize>, code: CodeId) -> Vec<Planned> {
        let HitsView { extent, .. } = *self.concordance.view();
        let mut planned: Vec<Planned> = Vec::new();
        let mut known: BTreeMap<(DocumentId, Vec<Span>), usize> = BTreeMap::new();
        let mut mine = Coded::new(Some(self.me()));
        let mut same: BTreeMap<DocumentId, BTreeSet<Vec<Span>>> = BTreeMap::new();
        for at in hits {
            let Some(hit) = self.finder.hits().get(at) else {
                continue;
            };
            let Some(text) = self.text(hit.document) else {
                continue;
            };
            let spans = tidy_spans(extent.around(text, &hit.spans));
            let key = (hit.document, spans.clone());
            if let Some(before) = known.get(&key).and_then(|at| planned.get_mut(*at)) {
                before.hits += 1;
                continue;
            }
            known.insert(key, planned.len());
            let same = same
                .entry(hit.document)
                .or_insert_with(|| self.coded_spans(hit.document, code));
            let place = Hit {
                spans: spans.clone(),
                ..hit.clone()
            };
            planned.push(Planned {
                hit: at,
                document: hit.document,
                is_coded: same.contains(&spans),
                touches: mine.codes(&self.project, &place).contains(&code),
                spans,
                hits: 1,
            });
        }
        planned
    }

    /// The passages of a document that one has coded with a code.
    fn coded_spans(&self, document: DocumentId, code: CodeId) -> BTreeSet<Vec<Span>> {
        let codings = self.project.placed_in(document);
        let mine = codings.filter(|coding| coding.code == code && coding.coder == self.me());
        mine.map(|coding| coding.spans.clone()).collect()
    }

    /// Codes the ticked hits, but for those that have the code already.
    pub(super) fn code_hits(&mut self, code: CodeId) -> Result<(), String> {
        let ticked = self.finder.ticked().clone();
        if ticked.is_empty() {
            return Err("Tick the hits to code first".to_owned());
        }
        let said = Said {
            stance: self.view.stance,
            rivals: self.view.rivals.clone(),
            ..Said::default()
        };
        let plan = self.plan_hits(ticked, code);
        let fresh = plan.into_iter().filter(|planned| !planned.is_coded);
        let passages: Vec<_> = fresh
            .map(|planned| {
                let said = Said {
                    made: self.finder.made(planned.hit),
                    ..said.clone()
                };
                (planned.document, planned.spans, code, said)
            })
            .collect();
        if passages.is_empty() {
            return Err("All of the ticked hits have this code already".to_owned());
        }
        let label = match passages.len() {
            1 => "Code a hit".to_owned(),
            many => format!("Code {many} hits"),
        };
        self.code_passages(&label, passages)?;
        self.finder.untick();
        self.view.stance = Stance::Unset;
        self.view.rivals.clear();
        self.remember_query();
        Ok(())
    }

    /// Ticks or unticks the hits that are looked at.
    pub(super) fn tick_all_hits(&mut self, ticked: bool) {
        for hit in self.hits_in_order() {
            self.finder.tick_hit(hit, ticked);
        }
    }

    /// How a coding of the selected text comes about.
    pub(super) fn made_of_selection(&self) -> Made {
        let hit = self.selected_hit();
        hit.map_or_else(Made::default, |hit| self.finder.made(hit))
    }
}

/// "3 passages", "1 passage is coded already".
pub fn plan_words(plan: &[Planned], left_out: &BTreeSet<usize>) -> String {
    let coded = plan.iter().filter(|one| one.is_coded).count();
    let to_code = |one: &&Planned| !one.is_coded && !left_out.contains(&one.hit);
    let fresh: Vec<&Planned> = plan.iter().filter(to_code).collect();
    let touching = fresh.iter().filter(|one| one.touches).count();
    let mut words = vec![counted(fresh.len(), "passage to code", "passages to code")];
    if coded > 0 {
        words.push(match coded {
            1 => "1 has the code already and stays as it is".to_owned(),
            many => format!("{many} have the code already and stay as they are"),
        });
    }
    if touching > 0 {
        words.push(match touching {
            1 => "1 overlaps a passage with this code".to_owned(),
            many => format!("{many} overlap passages with this code"),
        });
    }
    words.join(" · ")
}

impl Coded {
    /// Whether a hit is shown by what is asked of its codes.
    pub(super) fn is_open(
        &mut self,
        project: &Project,
        hit: &Hit,
        uncoded: crate::analysis::concordance::Uncoded,
    ) -> bool {
        use crate::analysis::concordance::Uncoded;
        uncoded == Uncoded::All || uncoded.shows(&self.codes(project, hit))
    }
}
