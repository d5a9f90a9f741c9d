//! What must always hold of a project, whoever wrote its files.

use super::{
    Absence, AttributeId, CodeId, Coding, Document, DocumentId, Finding, Likelihoods, MemoOn,
    Project, Reading, Subject, Value, shortened, tidy_spans,
};
use std::collections::BTreeMap;
use std::fmt;

/// So many characters of a quotation tell a person which it is.
const QUOTED: usize = 60;

/// Something that does not hold, in words for the person who has to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The record, as a person would find it.
    pub record: String,
    /// What is wrong with it.
    pub wrong: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.record, self.wrong)
    }
}

/// All that does not hold. `text` gives a document's text, or none where it cannot be read (which whoever reads the
/// files reports). Hashes are for the store to compare.
pub fn check<'t>(project: &Project, text: impl Fn(DocumentId) -> Option<&'t str>) -> Vec<Problem> {
    let mut checker = Checker {
        project,
        problems: Vec::new(),
    };
    checker.codes();
    checker.documents();
    for coding in project.codings().iter() {
        let text = text(coding.document).filter(|_| project.is_placed(coding));
        checker.coding(coding, text);
    }
    checker.others();
    checker.findings();
    checker.searches(&text);
    checker.outputs();
    checker.problems
}

struct Checker<'a> {
    project: &'a Project,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn say(&mut self, record: impl Into<String>, wrong: impl Into<String>) {
        self.problems.push(Problem {
            record: record.into(),
            wrong: wrong.into(),
        });
    }

    fn codes(&mut self) {
        let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
        let mut shortcuts: BTreeMap<u8, usize> = BTreeMap::new();
        let placed = super::Tree::of(self.project);
        let roots = placed.children(None);
        for code in self.project.codes().iter() {
            let record = format!("code “{}”", code.name);
            if code.name.trim().is_empty() {
                self.say(format!("code {}", code.id), "it has no name");
            }
            if code
                .parent
                .is_some_and(|parent| !self.project.codes().contains(parent))
            {
                self.say(record.as_str(), "the code that it is a part of is missing");
            } else if code.parent.is_some() && roots.contains(&code.id) {
                self.say(record.as_str(), "it is a part of itself");
            }
            if code.shortcut.is_some_and(|key| !(1..=9).contains(&key)) {
                self.say(record.as_str(), "its number key is not 1 to 9");
            }
            if code
                .rivals
                .keys()
                .any(|rival| !self.project.rivals().contains(*rival))
            {
                self.say(
                    record.as_str(),
                    "a rival whose expectation it gives is missing",
                );
            }
            *keys.entry(code.key.as_str()).or_default() += usize::from(!code.key.is_empty());
            if let Some(key) = code.shortcut {
                *shortcuts.entry(key).or_default() += 1;
            }
        }
        for (key, _) in keys.into_iter().filter(|(_, uses)| *uses > 1) {
            self.say(format!("code key {key}"), "more than one code has it");
        }
        for (key, _) in shortcuts.into_iter().filter(|(_, uses)| *uses > 1) {
            self.say(format!("number key {key}"), "more than one code has it");
        }
    }

    fn documents(&mut self) {
        let mut files: BTreeMap<&str, usize> = BTreeMap::new();
        for document in self.project.documents().iter() {
            *files.entry(&document.file).or_default() += 1;
            let record = format!("document “{}”", document.title);
            if document
                .case
                .is_some_and(|case| !self.project.cases().contains(case))
            {
                self.say(record.as_str(), "its case is missing");
            }
            self.sections(document, &record);
            self.attributes(&document.attributes, &record);
        }
        for version in self.project.versions().iter() {
            let record = format!("version {} of a text", version.file);
            match self.project.documents().get(version.document) {
                None => self.say(record, "its document is missing"),
                Some(document)
                    if document.text_version() == version.id
                        && document.sha256 != version.sha256 =>
                {
                    self.say(record, "it is not the text that its document has");
                }
                Some(_) => {}
            }
        }
        for (file, _) in files.into_iter().filter(|(_, uses)| *uses > 1) {
            self.say(format!("file {file}"), "more than one document has it");
        }
    }

    fn sections(&mut self, document: &Document, record: &str) {
        let mut cases = document.sections.iter().filter_map(|section| section.case);
        if cases.any(|case| !self.project.cases().contains(case)) {
            self.say(record, "the case of one of its parts is missing");
        }
        let starts = document.sections.iter().map(|section| section.start);
        if !starts.clone().is_sorted_by(|one, next| one < next) {
            self.say(record, "its parts are out of order");
        }
        if starts
            .max()
            .is_some_and(|start| start as u64 > document.bytes)
        {
            self.say(record, "a part of it starts behind the end of its text");
        }
    }

    fn coding(&mut self, coding: &Coding, text: Option<&str>) {
        let record = format!(
            "coding {} “{}”",
            coding.id,
            shortened(&coding.quotation, QUOTED)
        );
        if !self.project.documents().contains(coding.document) {
            self.say(record.as_str(), "its document is missing");
        }
        if !self.project.codes().contains(coding.code) {
            self.say(record.as_str(), "its code is missing");
        }
        if !self.project.coders().contains(coding.coder) {
            self.say(record.as_str(), "its coder is missing");
        }
        if coding
            .case
            .is_some_and(|case| !self.project.cases().contains(case))
        {
            self.say(record.as_str(), "its case is missing");
        }
        if coding.spans.is_empty() {
            self.say(record.as_str(), "it covers no text");
        } else if tidy_spans(coding.spans.clone()) != coding.spans {
            self.say(
                record.as_str(),
                "its parts are empty, out of order or overlap",
            );
        }
        if let Some(text) = text {
            match Coding::quote(text, &coding.spans) {
                None => self.say(
                    record.as_str(),
                    "it reaches outside the text, or cuts a character in two",
                ),
                Some(words) if words != coding.quotation => {
                    self.say(
                        record.as_str(),
                        format!(
                            "its quotation is not what the text says there, “{}”",
                            shortened(&words, QUOTED)
                        ),
                    );
                }
                Some(_) => {}
            }
        }
        if coding
            .rivals
            .keys()
            .any(|rival| !self.project.rivals().contains(*rival))
        {
            self.say(record.as_str(), "a rival that it bears on is missing");
        }
        self.attributes(&coding.attributes, &record);
    }

    fn attributes(&mut self, values: &BTreeMap<AttributeId, Value>, record: &str) {
        let kind = |id: AttributeId| self.project.attributes().get(id);
        let wrong: Vec<String> = values
            .iter()
            .filter_map(|(id, value)| match kind(*id) {
                None => Some(format!("its attribute {id} is missing")),
                Some(attribute) if !attribute.kind.takes(value) => {
                    Some(format!("“{value}” is not a value of “{}”", attribute.name))
                }
                Some(_) => None,
            })
            .collect();
        for wrong in wrong {
            self.say(record, wrong);
        }
    }

    fn others(&mut self) {
        for event in self.project.events().iter() {
            if event
                .case
                .is_some_and(|case| !self.project.cases().contains(case))
            {
                self.say(format!("event “{}”", event.label), "its case is missing");
            }
        }
        for memo in self.project.memos().iter() {
            let there = match memo.on {
                MemoOn::Project => true,
                MemoOn::Document(id) => self.project.documents().contains(id),
                MemoOn::Code(id) => self.project.codes().contains(id),
                MemoOn::Case(id) => self.project.cases().contains(id),
                MemoOn::Coding(id) => self.project.codings().contains(id),
            };
            if !there {
                self.say(
                    format!("memo “{}”", shortened(&memo.text, QUOTED)),
                    "what it is about is missing",
                );
            }
        }
    }

    fn findings(&mut self) {
        for finding in self.project.findings().iter() {
            let record = format!("finding on {}", self.cell(finding.code, &finding.subject));
            self.cell_is_there(&record, finding.code, &finding.subject);
            if finding.id != Finding::id_of(finding.code, &finding.subject) {
                self.say(record.as_str(), "it stands under the id of another cell");
            }
            if finding
                .pinned
                .is_some_and(|pinned| !self.project.codings().contains(pinned))
            {
                self.say(record.as_str(), "the passage pinned to it is missing");
            }
            if finding.likelihoods.is_some_and(|odds| !odds.is_sound()) {
                self.say(record.as_str(), NOT_LIKELY);
            }
        }
        if let Some(weighing) = self.project.weighing() {
            let (low, high) = weighing.prior;
            let sound = 0.0 < low
                && low <= high
                && high < 1.0
                && weighing.tests.values().all(Likelihoods::is_sound);
            if !sound {
                self.say("weighing of evidence", NOT_LIKELY);
            }
            if weighing
                .rival
                .is_some_and(|rival| !self.project.rivals().contains(rival))
            {
                self.say(
                    "weighing of evidence",
                    "the rival that the argument is weighed against is missing",
                );
            }
        }
    }

    fn searches<'t>(&mut self, text: &impl Fn(DocumentId) -> Option<&'t str>) {
        for query in self.project.queries().iter() {
            if query
                .proposes
                .is_some_and(|code| !self.project.codes().contains(code))
            {
                let record = format!("query “{}”", query.name);
                self.say(record, "the code that it proposes passages for is missing");
            }
        }
        for work in self
            .project
            .works()
            .iter()
            .filter(|work| work.aliases.is_empty())
        {
            let record = format!("work “{}”", shortened(&work.title, QUOTED));
            self.say(record, "nothing cites it: it has no alias");
        }
        for absence in self.project.absences().iter() {
            let record = format!("search for {}", self.cell(absence.code, &absence.subject));
            self.cell_is_there(&record, absence.code, &absence.subject);
            if absence.corpus != Absence::corpus_hash(&absence.searched) {
                self.say(
                    record.as_str(),
                    "its hash is not that of the documents it lists",
                );
            }
            if let Some(hit) = absence.hits.iter().find(|hit| {
                let misread = |text| {
                    Coding::quote(text, &hit.spans).as_deref() != Some(hit.quotation.as_str())
                };
                self.is_as_searched(absence, hit.document)
                    && text(hit.document).is_some_and(misread)
            }) {
                let words = shortened(&hit.quotation, QUOTED);
                self.say(
                    record,
                    format!("the text does not say “{words}” where it was found"),
                );
            }
        }
        for reading in self.project.readings().iter() {
            let record = format!(
                "reading of “{}” for {}",
                shortened(&reading.hit.quotation, QUOTED),
                self.cell(reading.code, &reading.subject)
            );
            self.cell_is_there(&record, reading.code, &reading.subject);
            let id = Reading::id_of(reading.code, &reading.subject, &reading.hit, reading.coder);
            if reading.id != id {
                self.say(record, "it stands under the id of another reading");
            }
        }
    }

    /// Whether a document has the text still that was searched.
    fn is_as_searched(&self, absence: &Absence, document: DocumentId) -> bool {
        let now = self.project.documents().get(document);
        let mut searched = absence.searched.iter();
        let then = searched.find(|one| one.document == document);
        now.zip(then)
            .is_some_and(|(now, then)| now.sha256 == then.sha256)
    }

    fn outputs(&mut self) {
        for freeze in self.project.freezes().iter() {
            if !freeze.is_whole() {
                self.say(
                    format!("expectations frozen on {}", freeze.on),
                    "they are not what was frozen: their hash differs",
                );
            }
        }
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for export in self.project.exports().iter() {
            *names.entry(&export.name).or_default() += 1;
        }
        for (name, _) in names.into_iter().filter(|(_, uses)| *uses > 1) {
            self.say(
                format!("export “{name}”"),
                "more than one export has this name",
            );
        }
    }

    /// How a person finds a cell of the implication table.
    fn cell(&self, code: CodeId, subject: &Subject) -> String {
        let code = self.project.codes().get(code);
        let code = code.map_or("removed code", |code| code.label());
        format!("“{code}”, {}", subject.name(self.project))
    }

    fn cell_is_there(&mut self, record: &str, code: CodeId, subject: &Subject) {
        if !self.project.codes().contains(code) {
            self.say(record, "its code is missing");
        }
        if !subject.is_there(self.project) {
            self.say(record, "what it is on is missing");
        }
    }
}

const NOT_LIKELY: &str = "a likelihood in it is not between 0 and 1";
