//! Code as it comes: one hit after the other in the reader, each with a yes, a no, or a later.

use super::quest::{Quest, declined};
use super::{Direction, Session};
use crate::analysis::concordance::{Coded, Uncoded};
use crate::project::{CodeId, Made, Transaction};
use crate::search::Hit;
use crate::text::Extent;

/// A walk along hits.
#[derive(Clone, Debug)]
pub struct Walk {
    stops: Vec<Stop>,
    at: usize,
    code: Option<CodeId>,
    /// The code that the hits are proposed for; none for hits of a search.
    proposes: Option<CodeId>,
    of: String,
}

#[derive(Clone, Debug)]
struct Stop {
    hit: Hit,
    /// Its place in the list of hits when the walk began.
    place: usize,
    made: Made,
    fate: Option<Fate>,
}

/// What became of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Coded,
    Skipped,
    Declined,
}

/// What a person says to the hit that a walk has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Code it with the walk's code, and go on.
    Yes,
    /// Go on without it. Of proposals it is not suggested again.
    No,
    /// Go on; it may come again.
    Later,
    /// Go back to the one before.
    Back,
}

impl Walk {
    /// What is walked, as a heading says it.
    pub fn of(&self) -> &str {
        &self.of
    }

    /// The number of the hit that it has come to, from 1; none at the end.
    pub fn number(&self) -> Option<usize> {
        (self.at < self.stops.len()).then_some(self.at + 1)
    }

    /// How many hits it goes along.
    pub fn total(&self) -> usize {
        self.stops.len()
    }

    /// The code that a yes codes with.
    pub fn code(&self) -> Option<CodeId> {
        self.code
    }

    /// Whether it goes along proposals, of which a no is remembered.
    pub fn is_of_proposals(&self) -> bool {
        self.proposes.is_some()
    }

    /// How many hits were coded, skipped and declined.
    pub fn tally(&self) -> (usize, usize, usize) {
        let count = |fate| {
            let stops = self.stops.iter();
            stops.filter(|stop| stop.fate == Some(fate)).count()
        };
        (
            count(Fate::Coded),
            count(Fate::Skipped),
            count(Fate::Declined),
        )
    }

    /// "hit 12 of 230 · coded 5 · skipped 3".
    pub fn words(&self) -> String {
        let (coded, skipped, declined) = self.tally();
        let mut words = match self.number() {
            Some(number) => format!("hit {number} of {}", self.total()),
            None if self.total() == 1 => "the one hit was seen".to_owned(),
            None => format!("all {} hits were seen", self.total()),
        };
        words.push_str(&format!(" · coded {coded} · skipped {skipped}"));
        if self.is_of_proposals() {
            words.push_str(&format!(" · declined {declined}"));
        }
        words
    }

    fn stop(&self) -> Option<&Stop> {
        self.stops.get(self.at)
    }
}

impl Session {
    /// The walk along hits that is under way.
    pub fn walk(&self) -> Option<&Walk> {
        self.walk.as_ref()
    }

    /// Begins a walk along the hits that one looks at, from the one that one stands on. With a code a yes codes with it.
    pub(super) fn start_walk(&mut self, code: Option<CodeId>) -> Result<(), String> {
        if let Some(reason) = self.read_only() {
            return Err(reason.to_owned());
        }
        let proposes = match self.finder.quest() {
            Quest::Proposals(code) => Some(*code),
            Quest::Query(_) | Quest::Like(_) => None,
        };
        let from = self.finder.current();
        let stops: Vec<Stop> = self
            .hits_in_order()
            .into_iter()
            .filter_map(|place| {
                Some(Stop {
                    hit: self.finder.hits().get(place)?.clone(),
                    place,
                    made: self.finder.made(place),
                    fate: None,
                })
            })
            .collect();
        if stops.is_empty() {
            return Err("There are no hits to walk along. Search for something first".to_owned());
        }
        let at = stops.iter().position(|stop| Some(stop.place) == from);
        self.walk = Some(Walk {
            stops,
            at: at.unwrap_or(0),
            code: code.or(proposes),
            proposes,
            of: self.quest_words(),
        });
        self.remember_query();
        if !self.is_open_stop() {
            self.walk_on(Direction::On);
        } else {
            self.show_stop();
        }
        Ok(())
    }

    /// Chooses the code that a yes codes with.
    pub(super) fn choose_walk_code(&mut self, code: CodeId) {
        if let Some(walk) = &mut self.walk {
            walk.code = Some(code);
        }
        if let Uncoded::Without(_) = self.concordance.view().uncoded {
            let mut view = *self.concordance.view();
            view.uncoded = Uncoded::Without(code);
            self.look_at_hits(view);
        }
    }

    pub(super) fn end_walk(&mut self) {
        self.walk = None;
    }

    /// Chooses how much around a hit is coded with it.
    pub(super) fn set_extent(&mut self, extent: Extent) {
        let mut view = *self.concordance.view();
        view.extent = extent;
        self.look_at_hits(view);
        self.show_stop();
    }

    pub(super) fn answer_walk(&mut self, verdict: Verdict) -> Result<(), String> {
        let Some(walk) = &self.walk else {
            return Ok(());
        };
        let Some(stop) = walk.stop().cloned() else {
            if verdict == Verdict::Back {
                self.walk_on(Direction::Back);
            }
            return Ok(());
        };
        match verdict {
            Verdict::Yes => {
                let code = walk.code.ok_or("Choose the code of the walk first")?;
                // The passage as it stands selected: a person may have made it wider.
                if self.selected_stop().is_none() {
                    self.show_stop();
                }
                self.apply_code(code)
            }
            Verdict::No => {
                match walk.proposes {
                    Some(code) => {
                        self.decline(code, &stop.hit)?;
                        self.walk_past(Fate::Declined);
                    }
                    None => self.walk_past(Fate::Skipped),
                }
                Ok(())
            }
            Verdict::Later => {
                self.walk_past(Fate::Skipped);
                Ok(())
            }
            Verdict::Back => {
                self.walk_on(Direction::Back);
                Ok(())
            }
        }
    }

    /// Where the selected text is, or lies around, the hit that a walk has come to: how a coding of it comes about.
    pub(super) fn selected_stop(&self) -> Option<Made> {
        let stop = self.walk.as_ref()?.stop()?;
        let here = self.view.document == Some(stop.hit.document);
        let spans = self.view.selection.spans();
        let touches = stop
            .hit
            .spans
            .iter()
            .any(|span| spans.iter().any(|other| other.overlaps(*span)));
        (here && touches).then(|| stop.made.clone())
    }

    /// The hit that the walk has come to was coded.
    pub(super) fn walk_coded(&mut self) {
        self.walk_past(Fate::Coded);
    }

    fn walk_past(&mut self, fate: Fate) {
        if let Some(walk) = &mut self.walk
            && let Some(stop) = walk.stops.get_mut(walk.at)
        {
            stop.fate = Some(fate);
        }
        self.walk_on(Direction::On);
    }

    /// Goes to the next hit that is to be seen, or back to the one before; at the end there is none.
    fn walk_on(&mut self, direction: Direction) {
        let uncoded = self.concordance.view().uncoded;
        let mut coded = Coded::new(self.seen_only());
        let Some(walk) = &mut self.walk else { return };
        match direction {
            Direction::Back => walk.at = walk.at.saturating_sub(1),
            Direction::On => {
                walk.at = (walk.at + 1).min(walk.stops.len());
                while let Some(stop) = walk.stops.get(walk.at)
                    && !coded.is_open(&self.project, &stop.hit, uncoded)
                {
                    walk.at += 1;
                }
            }
        }
        self.show_stop();
    }

    fn is_open_stop(&self) -> bool {
        let uncoded = self.concordance.view().uncoded;
        let stop = self.walk.as_ref().and_then(Walk::stop);
        let mut coded = Coded::new(self.seen_only());
        stop.is_some_and(|stop| coded.is_open(&self.project, &stop.hit, uncoded))
    }

    /// Shows the hit that the walk has come to, and selects it with as much around it as is to be coded.
    fn show_stop(&mut self) {
        let Some(stop) = self.walk.as_ref().and_then(Walk::stop) else {
            return;
        };
        let (hit, place) = (stop.hit.clone(), stop.place);
        let extent = self.concordance.view().extent;
        let spans = match self.text(hit.document) {
            Some(text) => extent.around(text, &hit.spans),
            None => hit.spans.clone(),
        };
        let is_there = self.finder.hits().get(place) == Some(&hit);
        let place = if is_there {
            Some(place)
        } else {
            self.finder.hits().iter().position(|other| *other == hit)
        };
        self.finder.stand_on(place);
        self.show_spans(hit.document, spans);
    }

    /// Says no to a passage that was proposed for a code.
    fn decline(&mut self, code: CodeId, hit: &Hit) -> Result<(), String> {
        let text = self
            .text(hit.document)
            .ok_or("The text of this document has not been read")?;
        let declined = declined(code, hit.document, text, &hit.spans, self.me())
            .ok_or("The passage reaches outside the text")?;
        self.perform(&Transaction::new("Decline a proposed passage").put(declined))
    }
}
