//! The appendix of evidence: numbered, an entry a passage or an absence, each quotation compared with its text.
//!
//! What an entry says follows the Annotation for Transparent Inquiry (Qualitative Data Repository): the source excerpt,
//! its full citation, and a note on why it counts.

use super::entries::{Evidence, Group, Passage};
use super::{Check, Made, Source, capital, counted, unverified_note};
use crate::analysis::absence::State;
use crate::analysis::cite::place;
use crate::analysis::report::{Block, Cell, Column as Head, Line, Look, Report, Table};
use crate::project::{
    Absence, AbsenceHit, CodeId, Coding, Document, DocumentId, Freeze, Rival, Test, path,
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

struct Writer<'a> {
    source: Source<'a>,
    rivals: Vec<&'a Rival>,
    amendments: Option<(&'a Freeze, BTreeMap<CodeId, String>)>,
}

/// What is said of one piece of evidence: a name and lines. Nothing is said under a name without lines.
type Said = Vec<(String, Vec<Line>)>;

impl<'a> Writer<'a> {
    fn entries(&self, evidence: &Evidence<'a>) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        let mut number = 0;
        let mut subject = None;
        for group in &evidence.groups {
            if group.passages.is_empty() && group.searches.is_empty() {
                continue;
            }
            let mut head = Vec::new();
            if subject != Some(&group.subject) {
                subject = Some(&group.subject);
                let name = group.subject.name(self.source.project);
                head.push(Block::Heading(1, name));
            }
            head.push(Block::Heading(2, code_name(group)));
            head.push(fields(self.implication(group)));
            kept(head, &mut blocks);
            for passage in &group.passages {
                number += 1;
                kept(self.passage(number, group, passage), &mut blocks);
            }
            for (absence, state) in &group.searches {
                number += 1;
                kept(self.absence(number, group, absence, state), &mut blocks);
            }
        }
        blocks
    }

    /// What an entry must say of its implication to be read alone; what is to be said at length stands once, under the
    /// implication's heading.
    fn context(&self, group: &Group<'a>, bearing: Option<String>) -> Block<'a> {
        let mut said = vec![group.subject.name(self.source.project), code_name(group)];
        said.extend(bearing);
        for (name, what) in [("test", test(group)), ("verdict", verdict(group))] {
            if !what.is_empty() {
                said.push(format!("{name}: {what}"));
            }
        }
        Block::Text(Cell::lines([
            Line::plain(said.join(" · ")).look(Look::Quiet)
        ]))
    }

    fn passage(&self, number: usize, group: &Group<'a>, passage: &Passage<'a>) -> Vec<Block<'a>> {
        let Some(coding) = passage.first() else {
            return Vec::new();
        };
        let source = self.source;
        let cited = source
            .cite
            .coding(source.project, source.text(coding.document), coding);
        let quote = match cited.whole() {
            // What is nothing but blanks is still shown as what it is.
            whole if whole.is_empty() => format!("“{}” {}", coding.quotation, cited.source),
            whole => whole,
        };
        vec![
            Block::Heading(3, format!("Evidence {number}")),
            self.context(group, Some(self.bearing(passage))),
            Block::Quote(quote.into()),
            fields(self.provenance(passage)),
        ]
    }

    /// Which way it bears on the argument and on its rivals.
    fn bearing(&self, passage: &Passage<'a>) -> String {
        let on_argument = passage.bearing(self.source, |coding| coding.stance);
        let argument = match on_argument.as_str() {
            "" => "not said",
            said => said,
        };
        let mut said = vec![format!("on the argument: {argument}")];
        for rival in &self.rivals {
            let bearing = passage.bearing(self.source, |coding| coding.on_rival(rival.id));
            if !bearing.is_empty() {
                said.push(format!("on “{}”: {bearing}", rival.name));
            }
        }
        said.join(", ")
    }

    /// The rivals that it bears on as it does on the argument.
    fn weight(&self, passage: &Passage<'a>) -> String {
        let codings = &passage.codings;
        let alike: Vec<String> = self
            .rivals
            .iter()
            .filter(|rival| {
                codings
                    .iter()
                    .all(|coding| coding.cannot_tell_from(rival.id))
            })
            .map(|rival| format!("“{}”", rival.name))
            .collect();
        match alike.as_slice() {
            [] => String::new(),
            _ => format!("Cannot tell the argument from {}", alike.join(", ")),
        }
    }

    /// What was expected, and what the team concluded: the same for all evidence on an implication.
    fn implication(&self, group: &Group<'a>) -> Said {
        let (code, source) = (group.code, self.source);
        let mut above = path(source.project, code.id);
        above.pop();
        let mut said = vec![
            one("Part of", above.join(" > ")),
            lines("Question", &code.question),
            lines("The argument expects", &code.predicts),
        ];
        for rival in &self.rivals {
            let expects = code.rivals.get(&rival.id).map_or("", String::as_str);
            said.push(lines(&format!("“{}” expects", rival.name), expects));
        }
        if let Some((freeze, amended)) = &self.amendments {
            let what = amended.get(&code.id).map_or("", String::as_str);
            said.push(one(format!("Amended since {}", freeze.on), what));
        }
        said.push(one("Test", test(group)));
        said.push(one("Verdict", verdict(group)));
        said.push(lines(
            "Finding",
            group.finding.map_or("", |finding| &finding.text),
        ));
        said
    }

    /// Why the words count, where they come from, whether they stand there, and who says so.
    fn provenance(&self, passage: &Passage<'a>) -> Said {
        let Some(coding) = passage.first() else {
            return Said::new();
        };
        let source = self.source;
        let document = source.project.documents().get(coding.document);
        let whole = document.map_or(String::new(), |document| {
            let place = source
                .text(coding.document)
                .map(|text| place(text, coding.extent()));
            full_source(document, place)
        });
        let check = match passage.check(source) {
            Check::Verified => {
                Line::plain("Verified: the words stand in the text, letter for letter")
            }
            Check::Differs => Line::plain(
                "Not verified: the text of the document says something else at this place",
            )
            .look(Look::Strong),
            Check::NoText(why) => Line::plain(format!("Not verified: {why}")).look(Look::Strong),
        };
        let memos = passage.memos(source);
        let memos = memos.iter().flat_map(|memo| memo.lines().map(Line::plain));
        let mut from = vec![Line::plain(whole)];
        from.extend(self.document(coding.document));
        vec![
            ("Why it counts".to_owned(), memos.collect()),
            one("Weight", self.weight(passage)),
            one("Speaker, date", said_by(coding)),
            ("Source".to_owned(), from),
            ("Quotation".to_owned(), vec![check]),
            one("Coded by", passage.coders(source)),
        ]
    }

    /// The file of a document, and the hash by which anyone can tell that it is the same.
    fn document(&self, id: DocumentId) -> Vec<Line> {
        let Some(document) = self.source.project.documents().get(id) else {
            return Vec::new();
        };
        vec![
            self.source.linked(id, document.file.as_str()),
            Line::plain(format!("SHA-256 {}", document.sha256)).look(Look::Quiet),
        ]
    }

    fn absence(
        &self,
        number: usize,
        group: &Group<'a>,
        absence: &'a Absence,
        state: &State,
    ) -> Vec<Block<'a>> {
        let found = match absence.hits.len() {
            0 => "nothing was found".to_owned(),
            hits => counted(hits, "hit", "hits"),
        };
        let what = format!(
            "Looked for and absent: a search for “{}”, {found}",
            absence.asked
        );
        let documents = counted(absence.searched.len(), "document", "documents");
        let mut searched = vec![Line::plain(format!(
            "{documents} on {}, by {}",
            absence.on,
            self.coder(absence.coder)
        ))];
        for one in &absence.searched {
            searched.push(Line::plain(one.title.as_str()));
            searched.push(Line::plain(format!("SHA-256 {}", one.sha256)).look(Look::Quiet));
        }
        if absence.searched.len() > 1 {
            let corpus = Line::plain(format!("SHA-256 {}", absence.corpus)).look(Look::Quiet);
            searched.extend([Line::plain("All of them together"), corpus]);
        }
        let mut standing = vec![Line::plain(state.words())];
        standing.extend(stale(state));
        vec![
            Block::Heading(3, format!("Evidence {number}")),
            self.context(group, None),
            Block::Text(Cell::lines([Line::plain(what).look(Look::Strong)])),
            fields(vec![
                one("Query", absence.asked.as_str()),
                ("Searched".to_owned(), searched),
                ("Hits".to_owned(), self.hits(absence, state)),
                ("State".to_owned(), standing),
            ]),
        ]
    }

    /// Each hit, and who dismissed or kept it, and why.
    fn hits(&self, absence: &Absence, state: &State) -> Vec<Line> {
        let mut found = Vec::new();
        for (at, hit) in absence.hits.iter().enumerate() {
            let place = self.hit_place(absence, hit);
            let words = crate::analysis::cite::one_line(&hit.quotation);
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

    fn coder(&self, id: crate::project::CoderId) -> String {
        let coder = self.source.project.coders().get(id);
        coder.map_or_else(|| "someone".to_owned(), |coder| coder.name.clone())
    }

    /// A row a piece of evidence, for programs and filters.
    fn flat(&self, evidence: &Evidence<'a>) -> Table<'a> {
        let mut rows = Vec::new();
        for group in &evidence.groups {
            for passage in &group.passages {
                rows.push(self.passage_row(rows.len() + 1, group, passage));
            }
            for (absence, state) in &group.searches {
                rows.push(self.absence_row(rows.len() + 1, group, absence, state));
            }
        }
        Table {
            name: "Evidence".to_owned(),
            columns: self.heads(),
            count: rows.len(),
            rows: Box::new(rows.into_iter()),
        }
    }

    fn heads(&self) -> Vec<Head> {
        let by = self.source.recipe.by.name(self.source.project);
        let mut heads = vec![
            Head::numbers("number", 8.0),
            Head::text("kind", 10.0),
            Head::text(by, 18.0),
            Head::text("key", 16.0),
            Head::text("implication", 30.0),
            Head::text("question", 30.0),
            Head::text("argument expects", 30.0),
        ];
        for rival in &self.rivals {
            heads.push(Head::text(format!("{} expects", rival.name), 30.0));
        }
        heads.push(Head::text("on the argument", 14.0));
        for rival in &self.rivals {
            heads.push(Head::text(format!("on {}", rival.name), 14.0));
        }
        for (name, width) in [
            ("test", 16.0),
            ("outcome", 10.0),
            ("verdict", 14.0),
            ("finding", 40.0),
            ("quotation", 60.0),
            ("citation", 24.0),
            ("source", 40.0),
            ("speaker", 16.0),
            ("date", 12.0),
            ("document", 20.0),
            ("sha256", 20.0),
            ("check", 14.0),
            ("why it counts", 40.0),
            ("coders", 24.0),
            ("query", 24.0),
            ("searched", 30.0),
            ("hits", 40.0),
            ("state", 20.0),
        ] {
            heads.push(Head::text(name, width));
        }
        heads
    }

    /// The cells that a passage and an absence have in common, up to how it bears on the argument and its rivals.
    fn start(&self, number: usize, kind: &str, group: &Group<'a>) -> Vec<Cell> {
        let code = group.code;
        let mut cells = vec![
            Cell::count(number),
            kind.into(),
            group.subject.name(self.source.project).into(),
            code.key.as_str().into(),
            code.name.as_str().into(),
            code.question.as_str().into(),
            code.predicts.as_str().into(),
        ];
        for rival in &self.rivals {
            let expects = code.rivals.get(&rival.id).map_or("", String::as_str);
            cells.push(expects.into());
        }
        cells
    }

    fn concluded(group: &Group<'a>) -> [Cell; 4] {
        let tested = group.finding.and_then(|finding| finding.tested);
        let test = tested.map(|tested| tested.test).or(group.code.test);
        let outcome = tested.map(|tested| if tested.passed { "passed" } else { "failed" });
        [
            test.map_or("", Test::word).into(),
            outcome.unwrap_or_default().into(),
            verdict(group).into(),
            group.finding.map_or("", |finding| &finding.text).into(),
        ]
    }

    fn passage_row(&self, number: usize, group: &Group<'a>, passage: &Passage<'a>) -> Vec<Cell> {
        let mut cells = self.start(number, "passage", group);
        let Some(coding) = passage.first() else {
            return cells;
        };
        let source = self.source;
        let text = source.text(coding.document);
        let document = source.project.documents().get(coding.document);
        let cited = source.cite.coding(source.project, text, coding);
        cells.push(passage.bearing(source, |coding| coding.stance).into());
        for rival in &self.rivals {
            cells.push(
                passage
                    .bearing(source, |coding| coding.on_rival(rival.id))
                    .into(),
            );
        }
        cells.extend(Self::concluded(group));
        let whole = document.map_or(String::new(), |document| {
            full_source(document, text.map(|text| place(text, coding.extent())))
        });
        let check = match passage.check(source) {
            Check::Verified => "verified".to_owned(),
            Check::Differs => "differs from the text".to_owned(),
            Check::NoText(why) => format!("not verified: {why}"),
        };
        let file = document.map_or("", |document| document.file.as_str());
        cells.extend([
            cited.words.into(),
            cited.source.into(),
            whole.into(),
            coding.speaker.as_str().into(),
            coding
                .date
                .map_or(String::new(), |date| date.to_string())
                .into(),
            Cell::lines([source.linked(coding.document, file)]),
            document
                .map_or("", |document| document.sha256.as_str())
                .into(),
            check.into(),
            passage.memos(source).join("\n").into(),
            passage.coders(source).into(),
        ]);
        cells.extend((0..4).map(|_| Cell::from("")));
        cells
    }

    fn absence_row(
        &self,
        number: usize,
        group: &Group<'a>,
        absence: &Absence,
        state: &State,
    ) -> Vec<Cell> {
        let mut cells = self.start(number, "absence", group);
        cells.extend((0..=self.rivals.len()).map(|_| Cell::from("")));
        cells.extend(Self::concluded(group));
        cells.extend((0..8).map(|_| Cell::from("")));
        let searched = absence.searched.iter();
        let searched: Vec<String> = searched
            .map(|one| format!("{} (SHA-256 {})", one.title, one.sha256))
            .collect();
        let hits: Vec<String> = self
            .hits(absence, state)
            .into_iter()
            .map(|line| line.text)
            .collect();
        let mut standing = vec![state.words()];
        standing.extend(stale(state).into_iter().map(|line| line.text));
        cells.extend([
            "".into(),
            format!("{} ({})", self.coder(absence.coder), absence.on).into(),
            absence.asked.as_str().into(),
            searched.join("\n").into(),
            hits.join("\n").into(),
            standing.join("\n").into(),
        ]);
        cells
    }
}

/// The most bytes of words that are kept on one page: a third of it, or less.
const KEPT: usize = 1_500;

/// Adds the parts of an entry, on one page where they are short.
fn kept<'a>(entry: Vec<Block<'a>>, blocks: &mut Vec<Block<'a>>) {
    let length = |block: &Block<'_>| match block {
        Block::Text(cell) | Block::Quote(cell) => cell.length(),
        Block::Fields(fields) => {
            let lengths = fields.iter().map(|(name, cell)| name.len() + cell.length());
            lengths.sum()
        }
        _ => 0,
    };
    if entry.iter().map(length).sum::<usize>() <= KEPT {
        blocks.push(Block::Kept(entry));
    } else {
        blocks.extend(entry);
    }
}

fn code_name(group: &Group<'_>) -> String {
    match group.code.key.as_str() {
        "" => group.code.name.clone(),
        key => format!("{key} · {}", group.code.name),
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

fn stale(state: &State) -> Vec<Line> {
    let reasons = state.stale.iter();
    reasons
        .map(|reason| Line::plain(reason.to_string()).look(Look::Strong))
        .collect()
}

/// Who said it, and when it was or was said.
fn said_by(coding: &Coding) -> String {
    let date = coding.date.map(|date| date.to_string());
    let mut parts = vec![coding.speaker.trim().to_owned()];
    parts.extend(date);
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
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

fn one(name: impl Into<String>, said: impl Into<String>) -> (String, Vec<Line>) {
    (name.into(), vec![Line::plain(said)])
}

fn lines(name: &str, said: &str) -> (String, Vec<Line>) {
    (
        name.to_owned(),
        said.trim().lines().map(Line::plain).collect(),
    )
}

fn fields(said: Said) -> Block<'static> {
    let said = said.into_iter();
    let said = said.map(|(name, lines)| (name, Cell::lines(lines)));
    Block::Fields(said.filter(|(_, cell)| !cell.is_empty()).collect())
}
