//! The appendix of evidence: numbered, an entry a passage or an absence, each quotation compared with its text.
//! `appendix` makes it a document, `rows` a table; here stands what both say in the same words.
//!
//! What an entry says follows the Annotation for Transparent Inquiry (Qualitative Data Repository): the source excerpt,
//! its full citation, and a note on why it counts.

mod appendix;
mod rows;

use super::entries::{Evidence, Group};
use super::{Made, Source, capital, unverified_note};
use crate::analysis::absence::State;
use crate::analysis::cite::{one_line, place};
use crate::analysis::report::{Block, Line, Look, Report};
use crate::project::{
    Absence, AbsenceHit, Code, CodeId, CoderId, Coding, Document, Freeze, Rival, counted,
    rivals_in_order,
};
use std::collections::BTreeMap;

pub(super) fn make(source: Source<'_>) -> Made<'_> {
    let evidence = Evidence::of(source);
    let (verified, unverified) = evidence.verified(source);
    let pieces = evidence.passages() + evidence.searches();
    let mut notes = source.notes(&evidence.codings);
    notes.extend(evidence.without_searches.map(str::to_owned));
    notes.push(unverified_note(verified, unverified));
    let writer = Writer {
        source,
        rivals: rivals_in_order(source.project),
        amendments: source.amendments(),
    };
    let blocks = if source.is_flat() {
        vec![Block::Table(writer.flat(&evidence))]
    } else {
        writer.entries(&evidence)
    };
    Made {
        report: Report {
            title: source.title("Evidence"),
            notes,
            wide: false,
            blocks,
        },
        holds: counted(pieces, "piece of evidence", "pieces of evidence"),
        verified,
        unverified,
    }
}

/// Writes the appendix in either form.
struct Writer<'a> {
    source: Source<'a>,
    rivals: Vec<&'a Rival>,
    amendments: Option<(&'a Freeze, BTreeMap<CodeId, String>)>,
}

impl Writer<'_> {
    /// The source of a passage as a bibliography has it, with its place.
    fn whole_source(&self, coding: &Coding) -> String {
        let document = self.source.project.documents().get(coding.document);
        document.map_or(String::new(), |document| {
            let text = self.source.text(coding.document);
            let text = text.filter(|_| document.places(coding));
            full_source(document, text.map(|text| place(text, coding.extent())))
        })
    }

    /// Each hit, and who dismissed or kept it, and why.
    fn hits(&self, absence: &Absence, state: &State) -> Vec<Line> {
        let mut found = Vec::new();
        for (at, hit) in absence.hits.iter().enumerate() {
            let place = self.hit_place(absence, hit);
            let words = one_line(&hit.quotation);
            found.push(
                self.source
                    .linked(hit.document, format!("{}. “{words}” ({place})", at + 1)),
            );
            let readings = state.hits.get(at).map_or(&[][..], |hit| &hit.readings);
            if readings.is_empty() {
                found.push(Line::plain("Not read by anyone").look(Look::Quiet));
            }
            for reading in readings {
                let deed = if reading.dismissed {
                    "Dismissed"
                } else {
                    "Kept"
                };
                let mut line = format!("{deed} by {} on {}", self.coder(reading.coder), reading.on);
                if !reading.why.trim().is_empty() {
                    line = format!("{line}: {}", reading.why.trim());
                }
                found.push(Line::plain(line).look(Look::Quiet));
            }
        }
        found
    }

    fn hit_place(&self, absence: &Absence, hit: &AbsenceHit) -> String {
        let there = self.source.project.documents().get(hit.document);
        let then = absence
            .searched
            .iter()
            .find(|one| one.document == hit.document);
        let title = then.map_or_else(
            || there.map_or(String::new(), |document| document.title.clone()),
            |one| one.title.clone(),
        );
        // In another text than was searched the place means nothing.
        let same = there
            .zip(then)
            .is_some_and(|(now, then)| now.sha256 == then.sha256);
        match self.source.text(hit.document).filter(|_| same) {
            Some(text) => {
                let start = hit.spans.first().map_or(0, |span| span.start);
                format!("{title}, {}", text.place(start))
            }
            None => title,
        }
    }

    fn coder(&self, id: CoderId) -> String {
        let coder = self.source.project.coders().get(id);
        coder.map_or_else(|| "someone".to_owned(), |coder| coder.name.clone())
    }
}

/// The test that the argument was put to here, else that it is to be put to.
pub(super) fn test(group: &Group<'_>) -> String {
    match group.finding.and_then(|finding| finding.tested) {
        Some(tested) => {
            let outcome = if tested.passed { "passed" } else { "failed" };
            format!("{}, {outcome}", tested.test)
        }
        None => group
            .code
            .test
            .map_or(String::new(), |test| test.to_string()),
    }
}

pub(super) fn verdict(group: &Group<'_>) -> String {
    let verdict = group.finding.and_then(|finding| finding.verdict);
    verdict.map_or(String::new(), |verdict| verdict.to_string())
}

/// What a rival expects of a code; empty where nothing is said.
fn expects<'a>(rival: &Rival, code: &'a Code) -> &'a str {
    code.rivals.get(&rival.id).map_or("", String::as_str)
}

/// Why a search no longer stands as it did.
fn stale(state: &State) -> Vec<Line> {
    let reasons = state.stale.iter();
    reasons
        .map(|reason| Line::plain(reason.to_string()).look(Look::Strong))
        .collect()
}

/// A source as a bibliography has it, as far as the project knows it.
fn full_source(document: &Document, place: Option<String>) -> String {
    let year = document.year.map(|year| year.to_string());
    let parts = [
        Some(document.author.clone()),
        year,
        Some(document.title.clone()),
        Some(capital(&document.kind)),
        place,
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| part.trim().trim_end_matches('.').to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    format!("{}.", parts.join(". "))
}
